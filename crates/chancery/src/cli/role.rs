//! `chancery officer FOLDER role`: roles with an end, given by an administrator.

use std::path::Path;

use jiff::civil::Date;
use procedure::act::Act;
use procedure::house::House;
use procedure::ids::OfficerId;
use procedure::moment::Moment;
use procedure::role::Role;

use super::acting::{Acting, Deed, house_act};
use super::{Outcome, Surroundings, words};

#[derive(Debug, clap::Subcommand)]
pub(super) enum RoleWhat {
    /// Give the role; one given before is replaced.
    #[command(
        after_help = "Example:\n  chancery officer office role fenn give auditor --until 2027-01-01 --reason \"audit of 2026\""
    )]
    Give {
        /// Which.
        #[arg(value_parser = words::role())]
        role: Role,
        /// Until the beginning of this day; existence_only must have an end, within 366 days.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        until: Option<Date>,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// End the role now.
    #[command(after_help = "Example:\n  chancery officer office role fenn end auditor --reason \"the audit is over\"")]
    End {
        /// Which.
        #[arg(value_parser = words::role())]
        role: Role,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
}

pub(super) fn run(folder: &Path, code: OfficerId, what: RoleWhat, around: &Surroundings) -> Outcome {
    match what {
        RoleWhat::Give { role, until, reason, acting } => house_act(folder, &acting, around, |counter| {
            let done = format!("officer {code} has the role of {role}");
            let until = until.map(|day| counter.beginning_of(day)).transpose()?;
            Ok(Deed::new(Act::GiveRole { officer: code, role, from: None, until, reason }, done))
        }),
        RoleWhat::End { role, reason, acting } => house_act(folder, &acting, around, |_| {
            let done = format!("officer {code} has the role of {role} no more");
            Ok(Deed::new(Act::EndRole { officer: code, role, reason }, done))
        }),
    }
}

/// The roles that an officer has at a moment, by their names.
pub(super) fn held(house: &House, officer: &OfficerId, now: Moment) -> Vec<String> {
    let has = |role: &Role| house.has_role(officer, *role, now);
    Role::ALL.iter().map(|(role, _)| *role).filter(has).map(|role| words::word_of(&role)).collect()
}
