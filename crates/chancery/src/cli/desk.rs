//! `chancery desk`: desks and mandates.

use std::path::PathBuf;

use jiff::civil::Date;
use procedure::act::Act;
use procedure::house::{Capacity, Mandate};
use procedure::ids::{CalendarId, DeskId, MandateId, OfficerId};
use procedure::moment::Moment;
use serde_json::json;

use super::acting::{Acting, Deed, house_act};
use super::counter::{Could, Counter};
use super::hand_over::{self, HandOver};
use super::{Exit, Outcome, Stop, Surroundings, out, words};

/// Set up desks, and say who acts for them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery desk office add legal \"Legal Desk\" --above chief
  chancery desk office mandate give legal lind
  chancery desk office mandate give legal holm --substitute --from 2026-07-01 --until 2026-08-01
  chancery desk office list")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Set up a desk.
    #[command(after_help = "Example:\n  chancery desk office add legal \"Legal Desk\" --above chief")]
    Add {
        /// Its code.
        code: DeskId,
        /// Its name as printed.
        name: String,
        /// Another name it is known by in papers; may be given several times.
        #[arg(long = "alias", value_name = "NAME")]
        aliases: Vec<String>,
        /// The desk of its chief.
        #[arg(long, value_name = "DESK")]
        above: Option<DeskId>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Change a desk's facts; what is left out stays.
    #[command(after_help = "Example:\n  chancery desk office change legal --name \"Legal and Treaty Desk\"")]
    Change {
        /// Its code.
        code: DeskId,
        /// Its name as printed.
        #[arg(long)]
        name: Option<String>,
        /// All other names it is known by, in place of those it has.
        #[arg(long = "alias", value_name = "NAME")]
        aliases: Option<Vec<String>>,
        /// The desk of its chief.
        #[arg(long, value_name = "DESK")]
        above: Option<DeskId>,
        /// It stands below no desk.
        #[arg(long, conflicts_with = "above")]
        no_above: bool,
        /// The calendar by which it works.
        #[arg(long)]
        calendar: Option<CalendarId>,
        /// It works by the calendar of the desk above, or of the office.
        #[arg(long, conflicts_with = "calendar")]
        no_calendar: bool,
        #[command(flatten)]
        acting: Acting,
    },
    /// Close a desk at which nothing waits.
    #[command(after_help = "Example:\n  chancery desk office close legal --reason \"joined with treaties\"")]
    Close {
        /// Its code.
        code: DeskId,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// List desks, with who acts for them.
    #[command(after_help = "Example:\n  chancery desk office list")]
    List {
        #[command(flatten)]
        acting: Acting,
    },
    /// Set another desk before it: what is submitted to it goes through that one.
    #[command(after_help = "Example:\n  chancery desk office private-office minister cabinet")]
    PrivateOffice {
        /// The desk that decides.
        code: DeskId,
        /// Its private office.
        #[arg(required_unless_present = "none")]
        office: Option<DeskId>,
        /// It has none any more.
        #[arg(long, conflicts_with = "office")]
        none: bool,
        #[command(flatten)]
        acting: Acting,
    },
    /// Hand over what waits at a desk to another desk, or the desk from one officer to another.
    #[command(after_help = "Examples:
  chancery desk office hand-over legal --to press --preview
  chancery desk office hand-over legal --to press --reason \"joined with press\"
  chancery desk office hand-over legal --to-officer holm --reason \"Lind goes abroad\"")]
    HandOver(Box<HandOver>),
    /// List hand-overs, or print the list of one for both to sign.
    #[command(after_help = "Examples:\n  chancery desk office handed\n  chancery desk office handed 41 --as lind")]
    Handed {
        /// The entry of a hand-over.
        entry: Option<u64>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Give or end a mandate.
    #[command(after_help = "Example:\n  chancery desk office mandate give legal lind")]
    Mandate {
        #[command(subcommand)]
        what: MandateWhat,
    },
}

#[derive(Debug, clap::Subcommand)]
enum MandateWhat {
    /// Let an officer act for a desk.
    #[command(after_help = "Example:\n  chancery desk office mandate give legal holm --substitute --until 2026-08-01")]
    Give {
        /// The desk.
        desk: DeskId,
        /// The officer.
        officer: OfficerId,
        /// As the holder's substitute.
        #[arg(long)]
        substitute: bool,
        /// As the substitute of this one of several holders.
        #[arg(long, value_name = "OFFICER", requires = "substitute")]
        instead_of: Option<OfficerId>,
        /// From the beginning of this day.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        from: Option<Date>,
        /// Until the beginning of this day.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        until: Option<Date>,
        /// The mandate's own code; made from desk and officer where it is left out.
        #[arg(long)]
        code: Option<MandateId>,
        #[command(flatten)]
        acting: Acting,
    },
    /// End a mandate.
    #[command(after_help = "Example:\n  chancery desk office mandate end legal.holm --reason \"the holder is back\"")]
    End {
        /// Its code, as list prints it.
        code: MandateId,
        /// Why.
        #[arg(long)]
        reason: String,
        /// At the beginning of this day; at once where it is left out.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        until: Option<Date>,
        #[command(flatten)]
        acting: Acting,
    },
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    match what {
        What::Add { code, name, aliases, above, acting } => house_act(&folder, &acting, around, |_| {
            let done = format!("desk {code} set up");
            Ok(Deed::new(Act::AddDesk { desk: code, name, aliases, above }, done))
        }),
        What::Change { code, name, aliases, above, no_above, calendar, no_calendar, acting } => {
            let act = Act::ChangeDesk {
                desk: code.clone(),
                name,
                aliases,
                above: words::or_none(above, no_above),
                calendar: words::or_none(calendar, no_calendar),
            };
            house_act(&folder, &acting, around, |_| Ok(Deed::new(act, format!("desk {code} changed"))))
        }
        What::Close { code, reason, acting } => house_act(&folder, &acting, around, |_| {
            let done = format!("desk {code} closed");
            Ok(Deed::new(Act::CloseDesk { desk: code, reason }, done))
        }),
        What::PrivateOffice { code, office, none: _, acting } => house_act(&folder, &acting, around, |_| {
            let done = match &office {
                Some(office) => format!("desk {office} is the private office of desk {code}"),
                None => format!("desk {code} has no private office"),
            };
            Ok(Deed::new(Act::SetPrivateOffice { desk: code, office }, done))
        }),
        What::HandOver(args) => hand_over::run(&folder, *args, around),
        What::Handed { entry, acting } => hand_over::handed(&folder, entry, &acting, around),
        What::List { acting } => {
            let counter = Counter::open(&folder, acting.officer.as_ref(), Could::Look, around)?;
            list(&counter, acting.json)
        }
        What::Mandate {
            what: MandateWhat::Give { desk, officer, substitute, instead_of, from, until, code, acting },
        } => house_act(&folder, &acting, around, |counter| {
            let mandate = code.map_or_else(|| free_code(counter, &desk, &officer), Ok)?;
            let from = from.map(|day| counter.beginning_of(day)).transpose()?;
            let until = until.map(|day| counter.beginning_of(day)).transpose()?;
            let capacity = if substitute { Capacity::Substitute } else { Capacity::Holder };
            let done = format!("officer {officer} acts for desk {desk} (mandate {mandate})");
            Ok(Deed::new(Act::GiveMandate { mandate, officer, desk, capacity, from, until, instead_of }, done))
        }),
        What::Mandate { what: MandateWhat::End { code, reason, until, acting } } => {
            house_act(&folder, &acting, around, |counter| {
                let until = until.map(|day| counter.beginning_of(day)).transpose()?;
                let done = format!("mandate {code} ended");
                Ok(Deed::new(Act::EndMandate { mandate: code, until, reason }, done))
            })
        }
    }
}

fn free_code(counter: &Counter, desk: &DeskId, officer: &OfficerId) -> Result<MandateId, Stop> {
    let too_long = || Stop::usage(format!("{desk}.{officer} is too long for a mandate's code"), "give one with --code");
    counter.house().free_mandate(desk, officer).ok_or_else(too_long)
}

fn list(counter: &Counter, json: bool) -> Outcome {
    let house = counter.house();
    let now = counter.now();
    let of = |desk: &DeskId| -> Vec<(&MandateId, &Mandate)> {
        let lasts = |mandate: &Mandate| mandate.until.is_none_or(|until| now < until);
        house.mandates.iter().filter(|(_, mandate)| mandate.desk == *desk && lasts(mandate)).collect()
    };
    if json {
        for (code, desk) in &house.desks {
            let mandates: Vec<_> = of(code)
                .into_iter()
                .map(|(id, mandate)| {
                    json!({"mandate": id, "officer": mandate.officer, "capacity": mandate.capacity,
                           "instead_of": mandate.instead_of,
                                            "from": mandate.from, "until": mandate.until})
                })
                .collect();
            out::print_json(&json!({"desk": code, "name": desk.name, "aliases": desk.aliases, "above": desk.above,
                                    "closed": desk.closed, "calendar": desk.calendar, "private_office": desk.private_office,
                                    "mandates": mandates}))?;
        }
        return Ok(Exit::Done);
    }
    let mut table = out::table(&["Desk", "Name", "Above", "Who acts for it", "State"]);
    for (code, desk) in &house.desks {
        let who: Vec<String> =
            of(code).into_iter().map(|(id, mandate)| mandate_words(counter, id, mandate, now)).collect();
        let state = if desk.closed.is_some() { "closed" } else { "open" };
        let through = desk.private_office.as_ref().map(|office| format!(", through {office}")).unwrap_or_default();
        let above = desk.above.as_ref().map(ToString::to_string).unwrap_or_default();
        table.add_row([code.to_string(), out::flat(&desk.name), above, who.join("; "), format!("{state}{through}")]);
    }
    out::print_table(&table)?;
    Ok(Exit::Done)
}

fn mandate_words(counter: &Counter, id: &MandateId, mandate: &Mandate, now: Moment) -> String {
    let mut words = mandate.officer.to_string();
    if mandate.capacity == Capacity::Substitute {
        words.push_str(", substitute");
        if let Some(of) = &mandate.instead_of {
            words.push_str(&format!(" of {of}"));
        }
    }
    if mandate.from > now {
        words.push_str(&format!(", from {}", out::written(counter.day_of(mandate.from))));
    }
    if let Some(until) = mandate.until {
        words.push_str(&format!(", until {}", out::written(counter.day_of(until))));
    }
    format!("{words} ({id})")
}
