//! `chancery rule`: exact rules, by which names written exactly so are bound when a paper is entered.

use std::path::PathBuf;

use procedure::act::Act;
use procedure::card::Party;
use procedure::correspondent::RuleFacts;
use procedure::ids::{CorrespondentId, DeskId, OfficerId, RuleId};
use procedure::paper::{Channel, NamedAs, Principal};

use super::acting::{Acting, Deed};
use super::correspondent::registry_act;
use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out, words};

/// Confirm, revoke and list exact rules.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery rule office confirm maren-wire \"V. Maren\" --correspondent maren --desk registry --channel telegraph
  chancery rule office revoke maren-wire --reason \"she left\"
  chancery rule office list

A rule holds for papers entered after it, in the series that its registry keeps. One that leads to an officer or a desk
gives them sight of those papers.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Confirm that a party written exactly so is meant to be somebody.
    #[command(after_help = "Example:
  chancery rule office confirm legal-copies \"Legal Adviser\" --to-desk legal --desk registry --named copy-holder")]
    #[command(group = clap::ArgGroup::new("whom").args(["officer", "to_desk", "correspondent"]).required(true))]
    Confirm {
        /// Its code.
        code: RuleId,
        /// The name as it stands on the card; left out where only a post or an office stands there.
        name: Option<String>,
        /// The post as it stands there.
        #[arg(long)]
        post: Option<String>,
        /// The office as it stands there.
        #[arg(long)]
        office: Option<String>,
        /// How it stands there.
        #[arg(long, value_parser = words::named_as(), default_value = "sender")]
        named: NamedAs,
        /// Only on papers of this kind.
        #[arg(long)]
        kind: Option<String>,
        /// Only on papers that came by this channel.
        #[arg(long, value_parser = words::channel())]
        channel: Option<Channel>,
        /// It means this officer, in person.
        #[arg(long, value_name = "CODE")]
        officer: Option<OfficerId>,
        /// It means whoever acts for this desk.
        #[arg(long, value_name = "CODE")]
        to_desk: Option<DeskId>,
        /// It means this correspondent.
        #[arg(long, value_name = "CODE")]
        correspondent: Option<CorrespondentId>,
        /// The registry for whose series it holds.
        #[arg(long)]
        desk: DeskId,
        #[command(flatten)]
        acting: Acting,
    },
    /// Revoke a rule; what it bound stays bound.
    #[command(after_help = "Example:\n  chancery rule office revoke maren-wire --reason \"she left\"")]
    Revoke {
        /// Its code.
        code: RuleId,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// List the rules of the registries one acts for.
    #[command(after_help = "Example:\n  chancery rule office list")]
    List {
        #[command(flatten)]
        acting: Acting,
    },
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    match what {
        What::Confirm {
            code,
            name,
            post,
            office,
            named,
            kind,
            channel,
            officer,
            to_desk,
            correspondent,
            desk,
            acting,
        } => registry_act(&folder, &acting, around, |_| {
            let to = officer.map(Principal::Officer).or(to_desk.map(Principal::Desk));
            let to = to.or(correspondent.map(Principal::Correspondent));
            let to =
                to.ok_or_else(|| Stop::usage("nobody is named", "give --officer, --to-desk or --correspondent"))?;
            let facts = RuleFacts { party: Party { name, post, office }, named_as: named, kind, channel, to, desk };
            let done = format!("rule {code} confirmed");
            Ok(Deed::new(Act::ConfirmRule { rule: code, facts }, done))
        }),
        What::Revoke { code, reason, acting } => registry_act(&folder, &acting, around, |_| {
            let done = format!("rule {code} revoked");
            Ok(Deed::new(Act::RevokeRule { rule: code, reason }, done))
        }),
        What::List { acting } => {
            let counter = Counter::open(&folder, acting.officer.as_ref(), Could::Look, around)?;
            list(&counter, acting.json)
        }
    }
}

fn list(counter: &Counter, json: bool) -> Outcome {
    let rules = counter.reads()?.rules(&counter.viewer()).map_err(Stop::fault)?;
    if json {
        for rule in &rules {
            out::print_json(rule)?;
        }
        return Ok(Exit::Done);
    }
    let mut table = out::table(&["Rule", "Written", "As", "Only", "Means", "Confirmed", "State"]);
    for rule in &rules {
        let facts = &rule.facts;
        let channel = facts.channel.map(|channel| words::plain_word_of(&channel));
        let only: Vec<String> = facts.kind.clone().into_iter().chain(channel).collect();
        let day = out::written(counter.day_of(rule.at));
        let state = rule.revoked.as_ref().map(|revoked| format!("revoked: {}", out::flat(&revoked.reason)));
        table.add_row([
            rule.id.to_string(),
            out::party(&facts.party),
            words::plain_word_of(&facts.named_as),
            out::flat(&only.join(", ")),
            words::principal(&facts.to),
            format!("by {} on {day}", rule.by),
            state.unwrap_or_else(|| "holds".to_owned()),
        ]);
    }
    out::print_table(&table)?;
    Ok(Exit::Done)
}
