//! Positions printed back as prose: paragraphs that whoever decides reads without knowing how they are kept.
//!
//! Every template stands here. They avoid verbs that would have to agree with a name, and never sum anybody up.

use phrases::say;
use std::collections::BTreeMap;

use super::{
    Advice, AskedEnd, AskedState, Assessed, Assessment, Claim, Dossier, Positions, Proposal, Recommendation, Source,
    Stance, Step,
};
use crate::days::day;
use crate::house::House;
use crate::ids::{DeskId, PaperId};

/// By which names prose calls what stands in it by a code.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// The house, for its desks.
    pub house: &'a House,
    /// The numbers of the papers that the reader may know of. Of others only the passage is printed that an officer wrote
    /// into the dossier.
    pub papers: &'a BTreeMap<PaperId, String>,
}

impl Names<'_> {
    fn desk(&self, desk: &DeskId) -> String {
        self.house.desks.get(desk).map_or_else(|| desk.to_string(), |known| known.name.clone())
    }

    /// Where something stands, in brackets, with a space before.
    fn source(&self, source: Option<&Source>, says: &str) -> String {
        let Some(source) = source else { return String::new() };
        let number = self.papers.get(&source.paper).map(String::as_str);
        let passage = source.passage_beside(says).map(|words| format!("“{}”", line(words)));
        match (number, passage) {
            (Some(number), Some(passage)) => format!(" ({number}: {passage})"),
            (Some(number), None) => format!(" ({number})"),
            (None, Some(passage)) => format!(" ({passage})"),
            (None, None) => String::new(),
        }
    }
}

/// All positions of a dossier as paragraphs, one blank line between them; empty where there are none.
pub fn prose(dossier: &Dossier, names: &Names<'_>) -> String {
    let positions = &dossier.positions;
    let claims = positions.claims.iter().filter(|one| one.withdrawn.is_none());
    let claims = claims.map(|one| claim(positions, one, names));
    let proposals = positions.proposals.iter().filter(|one| one.withdrawn.is_none());
    let proposals = proposals.map(|one| proposal(positions, one, names));
    let apart = positions.recommendations_on(None).map(|one| recommendation(positions, one, names));
    let orphaned = positions.recommendations.iter().filter(|one| {
        let on = one.on.and_then(|no| positions.proposal(no));
        one.withdrawn.is_none() && on.is_some_and(|on| on.withdrawn.is_some())
    });
    let orphaned = orphaned.map(|one| recommendation(positions, one, names));
    let paragraphs = claims.chain(proposals).chain(apart).chain(orphaned).chain(withdrawn(positions, names));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn claim(positions: &Positions, one: &Claim, names: &Names<'_>) -> String {
    let led = match (&one.asserted_by, &one.reported_by) {
        (Some(by), Some(reporter)) => say!("According to {by}, as reported by {reporter}"),
        (Some(by), None) => say!("According to {by}"),
        (None, Some(reporter)) => say!("As reported by {reporter}"),
        (None, None) => say!("It is claimed").to_owned(),
    };
    let says = closed(&format!("{led}: {}", bare(&one.says)), &names.source(one.source.as_ref(), &one.says));
    [vec![says], heard(positions, Assessed::Claim(one.no), names)].concat().join(" ")
}

fn proposal(positions: &Positions, one: &Proposal, names: &Names<'_>) -> String {
    let until = one.until.map(|until| say!(", for {}", day(until))).unwrap_or_default();
    let led = say!("Proposed by {}{until}: {}", one.by_whom, bare(&one.says));
    let mut says = vec![closed(&led, &names.source(one.source.as_ref(), &one.says))];
    if !one.steps.is_empty() {
        let steps: Vec<String> = one.steps.iter().map(|one| step(one, names)).collect();
        says.push(closed(&say!("Were it adopted: {}", steps.join("; ")), ""));
    }
    let of = Assessed::Proposal(one.no);
    if positions.assessments_of(of).next().is_none() {
        says.push(say!("No desk has assessed it.").to_owned());
    }
    says.extend(heard(positions, of, names));
    says.extend(positions.recommendations_on(Some(one.no)).map(|one| recommendation(positions, one, names)));
    if positions.is_disputed(of) {
        says.push(dissent(positions, one, names));
    }
    says.join(" ")
}

/// One step: "(2) then the Foreign Ministry would send the statement to the President".
pub(super) fn step(step: &Step, names: &Names<'_>) -> String {
    let words = &step.words;
    let when = match words.after {
        Some(after) if after + 1 == step.no => say!("then ").to_owned(),
        Some(after) => say!("after ({after}) "),
        None if step.no > 1 => say!("at once ").to_owned(),
        None => String::new(),
    };
    let desk = words.desk.as_ref().map(|desk| format!(" (by {})", names.desk(desk))).unwrap_or_default();
    let object = words.object.as_ref().map(|object| format!(" {object}")).unwrap_or_default();
    let to = words.recipient.as_ref().map(|to| say!(" to {to}")).unwrap_or_default();
    let due = words.due.map(|due| say!(", by {}", day(due))).unwrap_or_default();
    say!("({}) {when}{}{desk} would {}{object}{to}{due}", step.no, words.actor, bare(&words.act))
}

/// How desks stand towards something, each in its own name, and who was asked and is not heard.
fn heard(positions: &Positions, of: Assessed, names: &Names<'_>) -> Vec<String> {
    let side = |stance: Stance, led: &str| {
        let of_side = positions.assessments_of(of).filter(|one| one.stance == stance);
        let said: Vec<String> = of_side.map(|one| assessment(positions, one, names)).collect();
        (!said.is_empty()).then(|| closed(&format!("{led}: {}", said.join("; ")), ""))
    };
    let asked = |is: &dyn Fn(&AskedState) -> bool| {
        positions.asked.iter().filter(|one| one.of == of && is(&one.state)).collect::<Vec<_>>()
    };
    let awaited: Vec<String> = asked(&|state| *state == AskedState::Open)
        .into_iter()
        .map(|one| match one.due {
            Some(due) => say!("{}, by {}", names.desk(&one.desk), day(due)),
            None => names.desk(&one.desk),
        })
        .collect();
    let declined = positions.asked.iter().filter(|one| one.of == of).filter_map(|one| match &one.state {
        AskedState::Ended { end: AskedEnd::Declined { reason }, .. } => {
            Some(format!("{} ({})", names.desk(&one.desk), bare(reason)))
        }
        _ => None,
    });
    let declined: Vec<String> = declined.collect();
    let told = |led: &str, who: Vec<String>| (!who.is_empty()).then(|| format!("{led}: {}.", who.join("; ")));
    [
        side(Stance::For, say!("For")),
        side(Stance::Against, say!("Against")),
        told(say!("Asked and not heard yet"), awaited),
        told(say!("Declined to assess it"), declined),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn assessment(positions: &Positions, one: &Assessment, names: &Names<'_>) -> String {
    let ground = one.ground.map(|ground| format!(" ({})", ground.word())).unwrap_or_default();
    let older = if positions.is_of_older_words(one) { say!(", of an earlier wording") } else { "" };
    let source = names.source(one.source.as_ref(), &one.says);
    format!("{}{ground}{older}: {}{source}", names.desk(&one.desk), bare(&one.says))
}

fn recommendation(positions: &Positions, one: &Recommendation, names: &Names<'_>) -> String {
    let advised = match one.stance {
        Advice::Other => String::new(),
        stance => format!(": {}", advice(stance)),
    };
    let older = if positions.is_advice_on_older_words(one) { say!(", on an earlier wording") } else { "" };
    let source = names.source(one.source.as_ref(), &one.says);
    closed(&say!("Recommendation of {}{older}{advised}: {}", one.holder, bare(&one.says)), &source)
}

/// Who stands where, by name: dissent is told and never weighed.
fn dissent(positions: &Positions, one: &Proposal, names: &Names<'_>) -> String {
    let (of, on) = (Assessed::Proposal(one.no), Some(one.no));
    let desks = |stance| {
        let theirs = positions.assessments_of(of).filter(move |one| one.stance == stance);
        theirs.map(|one| names.desk(&one.desk)).collect::<Vec<_>>()
    };
    let holders = |rejects: bool| {
        let theirs = positions.recommendations_on(on).filter(move |one| one.stance != Advice::Other);
        let theirs = theirs.filter(move |one| (one.stance == Advice::Reject) == rejects);
        theirs.map(|one| one.holder.clone()).collect::<Vec<_>>()
    };
    let once = |who: Vec<String>| {
        let mut named: Vec<String> = Vec::new();
        who.into_iter().for_each(|one| {
            if !named.contains(&one) {
                named.push(one);
            }
        });
        named.join(", ")
    };
    let for_it = once([vec![one.by_whom.clone()], desks(Stance::For), holders(false)].concat());
    let against = once([desks(Stance::Against), holders(true)].concat());
    say!("Opinions differ. For it: {}. Against it: {}.", bare(&for_it), bare(&against))
}

fn withdrawn(positions: &Positions, names: &Names<'_>) -> Option<String> {
    let claims = positions.claims.iter().map(|one| (say!("claim {}", one.no), &one.says, &one.withdrawn));
    let proposals = positions.proposals.iter().map(|one| (say!("proposal {}", one.no), &one.says, &one.withdrawn));
    let assessments = positions
        .assessments
        .iter()
        .map(|one| (say!("assessment of {} by {}", one.of, names.desk(&one.desk)), &one.says, &one.withdrawn));
    let recommendations = positions
        .recommendations
        .iter()
        .map(|one| (say!("recommendation of {}", one.holder), &one.says, &one.withdrawn));
    let all = claims.chain(proposals).chain(assessments).chain(recommendations);
    let told = all.filter_map(|(what, says, withdrawn)| {
        Some(format!("{what}, “{says}” ({})", bare(&withdrawn.as_ref()?.reason)))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| say!("Withdrawn: {}.", told.join("; ")))
}

/// What is advised, as it stands after "recommends".
pub fn advice(stance: Advice) -> &'static str {
    match stance {
        Advice::Adopt => say!("to adopt it"),
        Advice::AdoptAmended => say!("to adopt it with changes"),
        Advice::Reject => say!("not to adopt it"),
        Advice::Other => say!("something else"),
    }
}

/// A day as the office writes it: "27 December 1951".
/// Words on one line.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words on one line, without a full stop, to stand inside a sentence.
fn bare(words: &str) -> String {
    let words = line(words);
    words.strip_suffix('.').map_or(words.clone(), str::to_owned)
}

/// A sentence with where it stands, closed.
fn closed(says: &str, source: &str) -> String {
    match source {
        "" if says.ends_with(['!', '?', '…']) => says.to_owned(),
        source => format!("{says}{source}."),
    }
}
