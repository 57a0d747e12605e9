//! `chancery dossier claim`, `propose`, `assess`, `recommend`, `withdraw`, `ask-assessment`, `decline-assessment`,
//! `ask-no-more`, `offered`, `take` and `prose`.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use procedure::dossier::{
    Advice, AskedEnd, AskedState, Assessed, AssessmentWords, ClaimWords, Dossier, DossierAct, Ground, Position,
    ProposalWords, RecommendationWords, Source, Stance, StepWords, advice,
};
use procedure::ids::{DeskId, DossierId};
use register::FILED_LISTED_MAX;

use super::{In, shown};
use crate::cli::acting::Acting;
use crate::cli::counter::{Could, Counter};
use crate::cli::{Exit, Outcome, Stop, Surroundings, out, words};
use crate::office::OfferLine;

/// The passage that something rests on.
#[derive(Debug, clap::Args)]
pub(super) struct Rests {
    /// The paper it stands in: our number, or its id.
    #[arg(long, value_name = "NUMBER")]
    paper: Option<String>,
    /// Its words there.
    #[arg(long, requires = "paper")]
    passage: Option<String>,
}

impl Rests {
    fn source(self, counter: &Counter) -> Result<Option<Source>, Stop> {
        let Some(number) = self.paper else { return Ok(None) };
        Ok(Some(Source { paper: counter.paper(&number)?.id, passage: self.passage }))
    }
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum What {
    /// Put a claim: what is asserted, by whom, and who reports it.
    #[command(after_help = "Examples:
  chancery dossier office claim border-line \"the talks are bound to fail\" --by \"the newspapers\" --reported-by Varga
  chancery dossier office claim border-line \"the talks may fail\" --no 1")]
    Claim {
        #[command(flatten)]
        on: In,
        /// What is asserted.
        says: String,
        /// Who asserts it.
        #[arg(long)]
        by: Option<String>,
        /// Who reports that they do.
        #[arg(long)]
        reported_by: Option<String>,
        /// Its number, to put it otherwise.
        #[arg(long)]
        no: Option<u32>,
        #[command(flatten)]
        rests: Rests,
    },
    /// Put a proposal: what, by whom, by when, and its steps in order.
    #[command(after_help = "Example:
  chancery dossier office propose border-line \"publish a statement\" --by \"Delegate Varga\" --until 2026-12-27 \\
    --step \"actor=the Allied Command; act=publish; object=a statement\" \\
    --step \"actor=its ministry; act=send; object=the statement; to=the President; by=2026-12-28\"

A step follows on the one before it; after=0 lets it begin at once, after=NO after another. desk=CODE names the desk of the
house that would carry it out.")]
    Propose {
        #[command(flatten)]
        on: In,
        /// What is proposed.
        says: String,
        /// Who proposes it.
        #[arg(long)]
        by: String,
        /// By when it would have to be done.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        until: Option<Date>,
        /// One step, as name=words with a semicolon between; may be given several times.
        #[arg(long = "step", value_name = "STEP")]
        steps: Vec<String>,
        /// Its number, to put it otherwise.
        #[arg(long)]
        no: Option<u32>,
        #[command(flatten)]
        rests: Rests,
    },
    /// Say for a desk whether it is for or against a claim or a proposal.
    #[command(after_help = "Example:
  chancery dossier office assess border-line proposal:1 against \"Asking would look weak.\" --desk press --ground signal")]
    Assess {
        #[command(flatten)]
        on: In,
        /// claim:NO or proposal:NO.
        #[arg(value_parser = words::assessed)]
        of: Assessed,
        /// for or against.
        #[arg(value_parser = words::stance())]
        stance: Stance,
        /// Why, in one sentence.
        says: String,
        /// The desk.
        #[arg(long)]
        desk: DeskId,
        /// On what kind of grounds: need, effect, risk, signal, cost, precedent.
        #[arg(long, value_parser = words::ground())]
        ground: Option<Ground>,
        #[command(flatten)]
        rests: Rests,
    },
    /// Recommend something as a desk, or record what somebody outside the house recommends.
    #[command(after_help = "Examples:
  chancery dossier office recommend border-line reject \"It is inadvisable.\" --on 1 --desk legal
  chancery dossier office recommend border-line adopt \"He insists.\" --on 1 --holder Varga --paper IN-2026-0007")]
    Recommend {
        #[command(flatten)]
        to: In,
        /// adopt, adopt-amended, reject or other.
        #[arg(value_parser = words::advice())]
        stance: Advice,
        /// In words.
        says: String,
        /// The proposal it is about, by its number.
        #[arg(long, value_name = "NO")]
        on: Option<u32>,
        /// The desk that holds it.
        #[arg(long)]
        desk: Option<DeskId>,
        /// Who holds it, where it is not the desk by its name.
        #[arg(long)]
        holder: Option<String>,
        /// Its number, to put it otherwise.
        #[arg(long)]
        no: Option<u32>,
        #[command(flatten)]
        rests: Rests,
    },
    /// Withdraw a claim, proposal, assessment or recommendation that your desk put; its words stay.
    #[command(
        name = "withdraw-position",
        after_help = "Example:\n  chancery dossier office withdraw-position border-line claim 1 --reason \"misread\""
    )]
    Withdraw {
        #[command(flatten)]
        on: In,
        /// claim, proposal, assessment or recommendation.
        #[arg(value_parser = words::position())]
        what: Position,
        /// Its number, as show prints it.
        no: u32,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Ask a desk how it stands towards a claim or a proposal: it sees the dossier.
    #[command(
        after_help = "Example:\n  chancery dossier office ask-assessment border-line proposal:1 legal --due 2026-12-26"
    )]
    AskAssessment {
        #[command(flatten)]
        on: In,
        /// claim:NO or proposal:NO.
        #[arg(value_parser = words::assessed)]
        of: Assessed,
        /// The desk.
        desk: DeskId,
        /// By when.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        due: Option<Date>,
    },
    /// Say that your desk does not assess what it was asked to.
    #[command(
        after_help = "Example:\n  chancery dossier office decline-assessment border-line 1 --reason \"a matter for press\""
    )]
    DeclineAssessment {
        #[command(flatten)]
        on: In,
        /// The asking's number, as show prints it.
        asked: u32,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Ask no more: the desk has nothing to answer, and sees the dossier by it no longer.
    #[command(after_help = "Example:\n  chancery dossier office ask-no-more border-line 1 --reason \"the wrong desk\"")]
    AskNoMore {
        #[command(flatten)]
        on: In,
        /// The asking's number, as show prints it.
        asked: u32,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// List what its papers offer it: claims, proposals and recommendations that were read and nobody put yet.
    #[command(after_help = "Example:\n  chancery dossier office offered border-line --as lind")]
    Offered {
        /// The dossier's code.
        #[arg(value_name = "DOSSIER")]
        code: DossierId,
        #[command(flatten)]
        acting: Acting,
    },
    /// Take what a paper offers as it stands.
    #[command(after_help = "Examples:
  chancery dossier office take border-line IN-2026-0007 claim 1
  chancery dossier office take border-line IN-2026-0007 recommendation 1 --holder \"the ministry\"")]
    Take {
        #[command(flatten)]
        on: In,
        /// The paper, as offered prints it.
        number: String,
        /// claim, proposal or recommendation.
        #[arg(value_parser = words::position())]
        what: Position,
        /// Its place on the paper, as offered prints it.
        #[arg(default_value_t = 1)]
        place: usize,
        /// Who proposes it, where the paper does not say.
        #[arg(long)]
        by: Option<String>,
        /// Who holds it, where the paper does not say.
        #[arg(long)]
        holder: Option<String>,
    },
    /// Print its positions as prose.
    #[command(after_help = "Example:\n  chancery dossier office prose border-line --as lind")]
    Prose {
        /// The dossier's code.
        #[arg(value_name = "DOSSIER")]
        code: DossierId,
        #[command(flatten)]
        acting: Acting,
    },
}

pub(super) fn run(folder: &Path, what: What, around: &Surroundings) -> Outcome {
    match what {
        What::Offered { code, acting } => {
            let counter = Counter::open(folder, acting.officer.as_ref(), Could::Look, around)?;
            list(&counter, &code, acting.json)
        }
        What::Prose { code, acting } => {
            let counter = Counter::open(folder, acting.officer.as_ref(), Could::Look, around)?;
            prose(&counter, &code, acting.json)
        }
        What::Take { on, number, what, place, by, holder } => on.act(folder, around, |counter, held| {
            let offer = offer(counter, held, &number, (what, place))?;
            let does = completed(offer.act, by, holder);
            Ok((does, format!("{what} of {number} taken")))
        }),
        What::Claim { .. } | What::Propose { .. } | What::Assess { .. } | What::Recommend { .. } => {
            put(folder, what, around)
        }
        What::Withdraw { on, what, no, reason } => on.act(folder, around, |_, _| {
            Ok((DossierAct::WithdrawPosition { what, no, reason }, format!("{what} {no} withdrawn")))
        }),
        What::AskAssessment { on, of, desk, due } => on.act(folder, around, |_, _| {
            let done = format!("desk {desk} asked for its assessment of {of}");
            Ok((DossierAct::AskAssessment { of, desk, due }, done))
        }),
        What::DeclineAssessment { on, asked, reason } => {
            on.act(folder, around, |_, _| Ok((DossierAct::DeclineAssessment { asked, reason }, "declined".to_owned())))
        }
        What::AskNoMore { on, asked, reason } => on.act(folder, around, |_, _| {
            Ok((DossierAct::TakeBackAssessmentAsked { asked, reason }, "asked no more".to_owned()))
        }),
    }
}

fn put(folder: &Path, what: What, around: &Surroundings) -> Outcome {
    match what {
        What::Claim { on, says, by, reported_by, no, rests } => on.act(folder, around, |counter, _| {
            let claim = ClaimWords { says, asserted_by: by, reported_by, source: rests.source(counter)? };
            Ok((DossierAct::PutClaim { no, claim }, "claim put".to_owned()))
        }),
        What::Propose { on, says, by, until, steps, no, rests } => on.act(folder, around, |counter, _| {
            let read = steps.iter().zip(0..).map(|(said, before)| step(said, before));
            let steps = read.collect::<Result<_, _>>()?;
            let proposal = ProposalWords { says, by_whom: by, source: rests.source(counter)?, until, steps };
            Ok((DossierAct::PutProposal { no, proposal }, "proposal put".to_owned()))
        }),
        What::Assess { on, of, stance, says, desk, ground, rests } => on.act(folder, around, |counter, _| {
            let assessment = AssessmentWords { stance, says, source: rests.source(counter)?, ground };
            let done = format!("{of} assessed by desk {desk}");
            Ok((DossierAct::PutAssessment { no: None, of, desk, assessment }, done))
        }),
        What::Recommend { to, stance, says, on, desk, holder, no, rests } => to.act(folder, around, |counter, _| {
            let source = rests.source(counter)?;
            let recommendation = RecommendationWords { stance, says, holder: holder.unwrap_or_default(), source };
            Ok((DossierAct::PutRecommendation { no, on, desk, recommendation }, "recommendation put".to_owned()))
        }),
        _ => Ok(Exit::Done),
    }
}

/// A step as it is typed: `actor=the Command; act=publish; object=a statement; to=the President; by=1951-12-28`.
fn step(said: &str, before: u32) -> Result<StepWords, Stop> {
    let wrong =
        |why: String| Stop::usage(why, "write: actor=WHO; act=DOES; object=WHAT; to=WHOM; by=DAY; after=NO; desk=CODE");
    let mut parts: BTreeMap<&str, String> = BTreeMap::new();
    for part in said.split(';').filter(|part| !part.trim().is_empty()) {
        let (name, text) = part.split_once('=').ok_or_else(|| wrong(format!("{:?} has no name", part.trim())))?;
        let name = name.trim();
        if !["actor", "act", "object", "to", "by", "after", "desk"].contains(&name) {
            return Err(wrong(format!("a step has no {name:?}")));
        }
        parts.insert(name, text.trim().to_owned());
    }
    let due = parts.get("by").map(|day| words::day(day)).transpose().map_err(wrong)?;
    let desk = parts.get("desk").map(|code| code.parse()).transpose();
    let desk = desk.map_err(|error: procedure::ids::CodeError| wrong(error.to_string()))?;
    let after = parts.get("after").map(|no| no.parse::<u32>()).transpose();
    let after = after.map_err(|_| wrong("after is the number of a step".to_owned()))?.unwrap_or(before);
    Ok(StepWords {
        actor: parts.remove("actor").unwrap_or_default(),
        desk,
        act: parts.remove("act").unwrap_or_default(),
        object: parts.remove("object"),
        recipient: parts.remove("to"),
        due,
        after: Some(after).filter(|after| *after > 0),
    })
}

/// Everything that the papers of a dossier offer, page by page.
fn offers(counter: &Counter, held: &Dossier) -> Result<Vec<OfferLine>, Stop> {
    let (viewer, mut after, mut found) = (counter.viewer(), None, Vec::new());
    loop {
        let page = counter.office().offered(&viewer, held, after.as_deref(), FILED_LISTED_MAX).map_err(Stop::fault)?;
        found.extend(page.offered);
        after = page.next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

fn offer(counter: &Counter, held: &Dossier, number: &str, (what, place): (Position, usize)) -> Result<OfferLine, Stop> {
    let paper = counter.paper(number)?.id;
    let named = |one: &OfferLine| one.paper == paper && one.what == what && one.place == place;
    offers(counter, held)?.into_iter().find(named).ok_or_else(|| {
        Stop::absent(
            format!("{number} offers no {what} {place} that was not taken"),
            format!("see what is offered with: chancery dossier FOLDER offered {}", held.id),
        )
    })
}

/// An offered act with what the paper does not say.
fn completed(act: DossierAct, by: Option<String>, holder: Option<String>) -> DossierAct {
    match act {
        DossierAct::PutProposal { no, proposal } => {
            let by_whom = by.unwrap_or_else(|| proposal.by_whom.clone());
            DossierAct::PutProposal { no, proposal: ProposalWords { by_whom, ..proposal } }
        }
        DossierAct::PutRecommendation { no, on, desk, recommendation } => {
            let holder = holder.unwrap_or_else(|| recommendation.holder.clone());
            let recommendation = RecommendationWords { holder, ..recommendation };
            DossierAct::PutRecommendation { no, on, desk, recommendation }
        }
        act => act,
    }
}

fn list(counter: &Counter, code: &DossierId, json: bool) -> Outcome {
    let held = shown(counter, code, "offered")?;
    let found = offers(counter, &held)?;
    if found.is_empty() && !json {
        out::say("its papers offer nothing that was not taken");
    }
    for one in &found {
        if json {
            out::print_json(one)?;
            continue;
        }
        let says = match &one.act {
            DossierAct::PutClaim { claim, .. } => claim.says.as_str(),
            DossierAct::PutProposal { proposal, .. } => proposal.says.as_str(),
            DossierAct::PutRecommendation { recommendation, .. } => recommendation.says.as_str(),
            _ => "",
        };
        let lacks = one.lacks.map(|what| format!("  (the paper does not say {})", what)).unwrap_or_default();
        out::print_line(&format!(
            "{}  {} {}  {}{lacks}",
            out::flat(&one.number),
            one.what,
            one.place,
            out::flat(says)
        ))?;
    }
    Ok(Exit::Done)
}

fn prose(counter: &Counter, code: &DossierId, json: bool) -> Outcome {
    let held = shown(counter, code, "prose")?;
    let prose = counter.office().dossier_prose(&counter.viewer(), &held).map_err(Stop::fault)?;
    match (json, prose.is_empty()) {
        (true, _) => out::print_json(&serde_json::json!({ "prose": prose }))?,
        (false, true) => out::say("nothing is claimed, proposed or recommended there"),
        (false, false) => {
            let paragraphs: Vec<String> = prose.split("\n\n").map(out::flat).collect();
            out::print_line(&paragraphs.join("\n\n"))?;
        }
    }
    Ok(Exit::Done)
}

/// The positions of a dossier in lines, for `show`.
pub(super) fn told(held: &Dossier) -> Vec<(&'static str, String)> {
    let positions = &held.positions;
    let mut lines = Vec::new();
    let withdrawn = |is: bool| if is { " (withdrawn)" } else { "" };
    for one in &positions.claims {
        let by = one.asserted_by.as_deref().map(|by| format!("{}: ", out::flat(by))).unwrap_or_default();
        lines.push(("claim", format!("{} {by}{}{}", one.no, out::flat(&one.says), withdrawn(one.withdrawn.is_some()))));
    }
    for one in &positions.proposals {
        let until = one.until.map(|until| format!(", for {}", out::written(until))).unwrap_or_default();
        let (by, says) = (out::flat(&one.by_whom), out::flat(&one.says));
        lines.push(("proposal", format!("{} {by}{until}: {says}{}", one.no, withdrawn(one.withdrawn.is_some()))));
        for step in &one.steps {
            let words = &step.words;
            let object = words.object.as_deref().map(|object| format!(" {object}")).unwrap_or_default();
            let to = words.recipient.as_deref().map(|to| format!(" to {to}")).unwrap_or_default();
            let says = out::flat(&format!("{}: {}{object}{to}", words.actor, words.act));
            lines.push(("  step", format!("{}.{} {says}", one.no, step.no)));
        }
    }
    for one in &positions.assessments {
        let stance = words::word_of(&one.stance);
        let is = withdrawn(one.withdrawn.is_some());
        lines.push((
            "assessment",
            format!("{} desk {} {stance} {}: {}{is}", one.no, one.desk, one.of, out::flat(&one.says)),
        ));
    }
    for one in &positions.recommendations {
        let on = one.on.map(|on| format!(" on proposal {on}")).unwrap_or_default();
        let advised = if one.stance == Advice::Other { String::new() } else { format!(", {}", advice(one.stance)) };
        let (holder, is) = (out::flat(&one.holder), withdrawn(one.withdrawn.is_some()));
        lines.push(("recommended", format!("{} {holder}{on}{advised}: {}{is}", one.no, out::flat(&one.says))));
    }
    for one in &positions.asked {
        let due = one.due.map(|due| format!(", by {}", out::written(due))).unwrap_or_default();
        let state = match &one.state {
            AskedState::Open => "open".to_owned(),
            AskedState::Ended { end: AskedEnd::Declined { reason }, .. } => format!("declined: {}", out::flat(reason)),
            AskedState::Ended { end, .. } => end.words().to_owned(),
        };
        lines.push(("asked", format!("{} desk {} of {}{due}: {state}", one.no, one.desk, one.of)));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn steps_are_read_as_they_are_typed() {
        let read = step("actor=the Command; act=publish;object=a statement; by=1951-12-28", 1).expect("a step");
        assert_eq!((read.actor.as_str(), read.act.as_str(), read.after), ("the Command", "publish", Some(1)));
        assert_eq!(read.due, Some(jiff::civil::date(1951, 12, 28)));
        assert_eq!(step("act=wait; after=0", 4).expect("a step").after, None);
        assert_eq!(
            step("act=wait; to=the President; desk=press", 0).expect("a step").recipient.as_deref(),
            Some("the President")
        );
        for wrong in ["publish", "who=the Command", "act=wait; by=soon", "act=wait; after=x", "act=wait; desk=a b"] {
            assert!(step(wrong, 0).is_err(), "{wrong}");
        }
    }
}
