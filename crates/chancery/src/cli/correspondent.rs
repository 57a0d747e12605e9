//! `chancery correspondent`: persons and offices outside the house, and who may be meant by a name.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use procedure::act::Act;
use procedure::card::Party;
use procedure::correspondent::{Correspondent, PostHeld, TurnKind};
use procedure::ids::{CorrespondentId, DeskId, SeriesId};
use procedure::paper::{NamedAs, Paper, Principal};
use register::Circumstances;
use serde_json::json;

use super::acting::{Acting, Deed, said};
use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out, words};
use crate::office::people::{self, Other, Told};

/// Keep correspondents, and find who may be meant by a name.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery correspondent office add maren \"Vera Maren\" --desk registry --paper IN-2026-0017
  chancery correspondent office alias maren \"V. Maren\"
  chancery correspondent office merge maren-2 --into maren --reason \"one person\"
  chancery correspondent office part maren-2 --reason \"her sister after all\"
  chancery correspondent office who \"Марен\"

A correspondent gives nobody sight of a paper. Who may see one goes by the paper it was found on, or by the strictest
series of its registry.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Take in a correspondent.
    #[command(after_help = "Example:\n  chancery correspondent office add maren \"Vera Maren\" --desk registry")]
    Add {
        /// Its code.
        code: CorrespondentId,
        /// Its name as printed.
        name: String,
        /// The registry that keeps it.
        #[arg(long)]
        desk: DeskId,
        /// Another name it is known by in papers; may be given several times.
        #[arg(long = "alias", value_name = "NAME")]
        aliases: Vec<String>,
        /// The paper on whose card it was found: it is seen as such papers are, and bound there.
        #[arg(long, value_name = "NUMBER")]
        paper: Option<String>,
        /// How it stands on that paper.
        #[arg(long, value_parser = words::named_as(), default_value = "sender")]
        named: NamedAs,
        /// Why it is taken in although another goes by the name.
        #[arg(long, value_name = "REASON")]
        beside: Option<String>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Change its name or add a post; what is left out stays.
    #[command(after_help = "Example:\n  chancery correspondent office change maren --post Envoy --from 2025-03-01")]
    Change {
        /// Its code.
        code: CorrespondentId,
        /// Its name as printed.
        #[arg(long)]
        name: Option<String>,
        /// A post it holds or held, added to those it has.
        #[arg(long)]
        post: Option<String>,
        /// The office of that post.
        #[arg(long)]
        office: Option<String>,
        /// The first day it held it.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        from: Option<Date>,
        /// The last day.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        until: Option<Date>,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Confirm another name it is known by, or take one back.
    #[command(after_help = "Example:\n  chancery correspondent office alias maren \"V. Maren\"")]
    Alias {
        /// Its code.
        code: CorrespondentId,
        /// The name as it stands on papers.
        name: String,
        /// It is not its name: take it back.
        #[arg(long, requires = "reason")]
        take_back: bool,
        /// Why it is taken back.
        #[arg(long, requires = "take_back")]
        reason: Option<String>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Confirm what is usual for its papers; with nothing said, take it back.
    #[command(after_help = "Example:\n  chancery correspondent office usual maren --series IN --desk legal")]
    Usual {
        /// Its code.
        code: CorrespondentId,
        /// The series they are entered in.
        #[arg(long)]
        series: Option<SeriesId>,
        /// The desk that leads on them.
        #[arg(long)]
        desk: Option<DeskId>,
        /// Their kind.
        #[arg(long)]
        kind: Option<String>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Say that it is another: both names lead to that one.
    #[command(
        after_help = "Example:\n  chancery correspondent office merge maren-2 --into maren --reason \"one person\""
    )]
    Merge {
        /// Its code.
        code: CorrespondentId,
        /// The other, which stands.
        #[arg(long)]
        into: CorrespondentId,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// Undo a merging.
    #[command(after_help = "Example:\n  chancery correspondent office part maren-2 --reason \"two persons\"")]
    Part {
        /// The code of the one that was merged.
        code: CorrespondentId,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// List correspondents by name, or those whose name agrees with one.
    #[command(after_help = "Example:\n  chancery correspondent office list --like Maren")]
    List {
        /// Only those whose name or alias agrees with this one.
        #[arg(long, value_name = "NAME")]
        like: Option<String>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Show one: names, posts, history, papers.
    #[command(after_help = "Example:\n  chancery correspondent office show maren")]
    Show {
        /// Its code.
        code: CorrespondentId,
        #[command(flatten)]
        acting: Acting,
    },
    /// Say who may be meant by a name, and why.
    #[command(after_help = "Example:\n  chancery correspondent office who \"C/WH\" --on 1951-12-25")]
    Who {
        /// The name, post or office as it stands on a paper.
        name: String,
        /// How it stands there.
        #[arg(long, value_parser = words::named_as(), default_value = "sender")]
        named: NamedAs,
        /// The paper's day, for whoever held a post then.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        on: Option<Date>,
        #[command(flatten)]
        acting: Acting,
    },
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    match what {
        What::Add { code, name, desk, aliases, paper, named, beside, acting } => {
            registry_act(&folder, &acting, around, |counter| {
                let paper = paper.map(|typed| counter.paper(&typed)).transpose()?.map(|paper: Paper| paper.id);
                let done = format!("correspondent {code} taken in");
                let named_as = paper.map(|_| named);
                let (correspondent, posts) = (code, Vec::new());
                let act = Act::AddCorrespondent { correspondent, name, aliases, posts, desk, paper, named_as, beside };
                Ok(Deed::new(act, done))
            })
        }
        What::Change { code, name, post, office, from, until, reason, acting } => {
            registry_act(&folder, &acting, around, |counter| {
                let held = PostHeld { post, office, from, until };
                let posts = if held == PostHeld::default() {
                    None
                } else {
                    let mut posts = known(counter, &code)?.posts;
                    posts.push(held);
                    Some(posts)
                };
                let done = format!("correspondent {code} changed");
                Ok(Deed::new(Act::ChangeCorrespondent { correspondent: code, name, posts, reason }, done))
            })
        }
        What::Alias { code, name, take_back, reason, acting } => registry_act(&folder, &acting, around, |_| {
            let (correspondent, alias) = (code.clone(), name);
            Ok(match take_back {
                false => Deed::new(Act::GiveAlias { correspondent, alias }, format!("alias of {code} confirmed")),
                true => {
                    let reason = reason.unwrap_or_default();
                    let act = Act::TakeAlias { correspondent, alias, reason };
                    Deed::new(act, format!("alias of {code} taken back"))
                }
            })
        }),
        What::Usual { code, series, desk, kind, acting } => registry_act(&folder, &acting, around, |_| {
            let done = format!("what is usual for {code} confirmed");
            Ok(Deed::new(Act::ConfirmUsual { correspondent: code, series, desk, kind }, done))
        }),
        What::Merge { code, into, reason, acting } => registry_act(&folder, &acting, around, |_| {
            let done = format!("correspondent {code} merged into {into}");
            Ok(Deed::new(Act::MergeCorrespondent { correspondent: code, into, reason }, done))
        }),
        What::Part { code, reason, acting } => registry_act(&folder, &acting, around, |_| {
            let done = format!("correspondent {code} stands by itself again");
            Ok(Deed::new(Act::PartCorrespondent { correspondent: code, reason }, done))
        }),
        What::List { like, acting } => list(&look(&folder, &acting, around)?, like.as_deref(), acting.json),
        What::Show { code, acting } => show(&look(&folder, &acting, around)?, &code, acting.json),
        What::Who { name, named, on, acting } => who(&look(&folder, &acting, around)?, name, named, on, acting.json),
    }
}

fn look(folder: &Path, acting: &Acting, around: &Surroundings) -> Result<Counter, Stop> {
    Counter::open(folder, acting.officer.as_ref(), Could::Look, around)
}

/// An act of a registry, from opening the office to the line that says it is done.
pub(super) fn registry_act(
    folder: &Path,
    acting: &Acting,
    around: &Surroundings,
    deed: impl FnOnce(&Counter) -> Result<Deed, Stop>,
) -> Outcome {
    let counter = Counter::open(folder, acting.officer.as_ref(), Could::HoldDesk, around)?;
    let deed = deed(&counter)?;
    let receipt = counter.act(deed.act, deed.bodies)?;
    said(&receipt, &deed.done, acting.json)
}

/// A correspondent that whoever asks may see.
fn known(counter: &Counter, code: &CorrespondentId) -> Result<Correspondent, Stop> {
    let found = counter.reads()?.correspondent(&counter.viewer(), code).map_err(Stop::fault)?;
    found.ok_or_else(|| {
        Stop::refused(&procedure::refusal::Refusal::Absent {
            what: procedure::refusal::Thing::Correspondent,
            code: code.to_string(),
        })
    })
}

fn list(counter: &Counter, like: Option<&str>, json: bool) -> Outcome {
    let (reads, viewer) = (counter.reads()?, counter.viewer());
    let mut table = out::table(&["Correspondent", "Name", "Also", "Kept by", "State"]);
    let mut after: Option<String> = None;
    loop {
        let (page, next) = reads.correspondents(&viewer, like, after.as_deref()).map_err(Stop::fault)?;
        for one in &page {
            if json {
                out::print_json(&people::described(&reads, &viewer, one).map_err(Stop::fault)?)?;
                continue;
            }
            let also: Vec<String> = one.aliases.iter().map(|alias| out::flat(&alias.name)).collect();
            let into = people::into(&reads, &viewer, one).map_err(Stop::fault)?;
            let state = into.map(|into| format!("merged into {}", named(&into))).unwrap_or_default();
            table.add_row([one.id.to_string(), out::flat(&one.name), also.join("; "), one.desk.to_string(), state]);
        }
        match next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    if !json {
        out::print_table(&table)?;
    }
    Ok(Exit::Done)
}

fn show(counter: &Counter, code: &CorrespondentId, json: bool) -> Outcome {
    let (reads, viewer) = (counter.reads()?, counter.viewer());
    let one = known(counter, code)?;
    let merged = reads.merged_into(&viewer, code).map_err(Stop::fault)?;
    let papers = reads.papers_of(&viewer, &Principal::Correspondent(code.clone())).map_err(Stop::fault)?;
    let turns = people::turns(&reads, &viewer, &one).map_err(Stop::fault)?;
    if json {
        let mut seen = people::described(&reads, &viewer, &one).map_err(Stop::fault)?;
        seen["merged_into_it"] = json!(merged.iter().map(|other| &other.id).collect::<Vec<_>>());
        seen["papers"] = json!(papers);
        out::print_json(&seen)?;
        return Ok(Exit::Done);
    }
    out::print_line(&format!("{}  {}", one.id, out::flat(&one.name)))?;
    for alias in &one.aliases {
        let day = out::written(counter.day_of(alias.at));
        out::print_line(&format!("  also {}, confirmed by {} on {day}", out::flat(&alias.name), alias.by))?;
    }
    for held in &one.posts {
        let words: Vec<String> = [&held.post, &held.office].into_iter().flatten().map(|word| out::flat(word)).collect();
        let day = |word: &str, day: Option<Date>| {
            day.map_or_else(String::new, |day| format!(", {word} {}", out::written(day)))
        };
        out::print_line(&format!("  {}{}{}", words.join(", "), day("from", held.from), day("until", held.until)))?;
    }
    for other in &merged {
        out::print_line(&format!("  {} ({}) was merged into it", out::flat(&other.name), other.id))?;
    }
    for Told { turn, other } in &turns {
        let other = other.as_ref().map(|other| format!(" {}", named(other))).unwrap_or_default();
        let what = match &turn.what {
            TurnKind::Added => "taken in",
            TurnKind::Changed => "changed",
            TurnKind::UsualConfirmed => "what is usual confirmed",
            TurnKind::Merged { .. } => "merged into",
            TurnKind::Parted { .. } => "parted from",
        };
        let why = turn.reason.as_ref().map(|reason| format!(": {}", out::flat(reason))).unwrap_or_default();
        out::print_line(&format!("  {}  {what}{other} by {}{why}", out::written(counter.day_of(turn.at)), turn.by))?;
    }
    for paper in &papers {
        let named = words::plain_word_of(&paper.named_as);
        out::print_line(&format!("  {}  {named}  {}", paper.number, paper.date))?;
    }
    Ok(Exit::Done)
}

/// How another correspondent is named: by its code, or not where it is out of sight.
fn named(other: &Other) -> String {
    other.id().map_or_else(|| "another".to_owned(), ToString::to_string)
}

fn who(counter: &Counter, name: String, named: NamedAs, on: Option<Date>, json: bool) -> Outcome {
    let circumstances = Circumstances { day: on, ..Circumstances::default() };
    let reads = counter.reads()?;
    let found = reads.candidates(&counter.viewer(), &Party::named(name), named, &circumstances);
    let found = found.map_err(Stop::fault)?;
    if json {
        out::print_json(&found)?;
        return Ok(Exit::Done);
    }
    for one in &found.meant {
        let to = words::principal(&one.to);
        out::print_line(&format!("{to}  {}  {}", out::flat(&one.name), out::flat(&one.why)))?;
    }
    if found.beyond > 0 {
        out::say(&format!("and {} more share that name; write more of it", found.beyond));
    }
    Ok(Exit::Done)
}
