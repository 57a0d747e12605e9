//! The answer that a paper awaits: by which day, of which desk, and what stops the clock.
//!
//! That a clock *runs* is said by an officer and stands in events. That it is *stopped* stands in none: it is worked out,
//! whenever it is asked for, from the links and citations of the papers that answer. There are three reasons. An answer
//! already says what it answers, by a link an officer made or by a citation on its card, and a second statement of the same
//! could come to differ from the first: when the answer is made void, the link undone, the citation put right or tied to
//! another paper, its card read anew, the number moved to another book. Each of those would need an event of its own here,
//! and the one that is forgotten leaves a letter unanswered that nobody looks for. And an answer may be out of somebody's
//! sight: for them it is not there, and the letter is still unanswered; no event could say both.
//!
//! What an event does say is which of the papers that answer do *not* stop the clock: interim replies, and those in spite
//! of which somebody reopened it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Paper;
use crate::card::Relation;
use crate::event::{Acted, Event};
use crate::fold::Misfit;
use crate::house::House;
use crate::ids::{DeskId, OfficerId, PaperId, SeriesId};
use crate::moment::Moment;
use crate::sight::Sight;

/// The answer that a paper awaits. Of a paper that came in it is owed by us, of one that goes out by the other side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwaitedAnswer {
    /// By which day, in the office's zone.
    pub by: Date,
    /// The desk that owes it, or that waits for it, where an officer named one; otherwise the desks with which the paper
    /// lies.
    pub desk: Option<DeskId>,
    /// The direction that said so, where nobody has said it otherwise since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<u32>,
    /// The officer who set the day or moved it last.
    pub officer: OfficerId,
    /// When.
    pub at: Moment,
    /// Interim replies, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interims: Vec<Interim>,
    /// Papers that answer it and do not stop the clock.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub passed_over: BTreeSet<PaperId>,
    /// Set while no answer is owed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<NoReply>,
}

/// A reply that was not yet the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interim {
    /// The paper that brought it; `None` where there is none, or none that the viewer may see.
    pub answer: Option<PaperId>,
    /// The day to which it moved the answer.
    pub by: Date,
    /// Why the answer takes longer.
    pub reason: String,
    /// The officer who said so.
    pub officer: OfficerId,
    /// When.
    pub at: Moment,
}

/// That no answer is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoReply {
    /// Why not.
    pub reason: String,
    /// The officer who decided it.
    pub officer: OfficerId,
    /// When.
    pub at: Moment,
}

/// How a paper stops the clock of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stop {
    /// An officer said that it answers it.
    Said,
    /// It cites it as the paper that it answers.
    Read,
}

impl Stop {
    /// The least sight of the answering paper with which one knows of it. A link stands on both papers and shows a number;
    /// a citation stands on the answering paper's card.
    pub fn known_with(self) -> Sight {
        match self {
            Self::Said => Sight::OwnActs,
            Self::Read => Sight::Card,
        }
    }
}

/// Whether, and how, a paper stops the clock of a letter, if that has one. What an officer linked does, in whatever series
/// it stands. What only cites the letter as answered does where one of the two came in and the other goes out: an inner
/// paper "on your letter No. 5" answers nobody.
pub fn stop(house: &House, letter: &Paper, paper: &Paper) -> Option<Stop> {
    let passed_over = letter.awaited.as_ref().is_some_and(|awaited| awaited.passed_over.contains(&paper.id));
    if paper.is_void() || passed_over || paper.id == letter.id {
        return None;
    }
    if paper.answers.contains(&letter.id) {
        return Some(Stop::Said);
    }
    let cites = paper.cites_as_answered().any(|cited| cited == letter.id);
    (cites && house.goes_out(letter) != house.goes_out(paper)).then_some(Stop::Read)
}

impl Paper {
    /// The papers held that its citations mean as those which it answers.
    pub fn cites_as_answered(&self) -> impl Iterator<Item = PaperId> {
        self.ties.iter().filter(|tie| self.cites_as_answer(tie.citation)).map(|tie| tie.to)
    }

    /// Whether a citation says that this paper answers what it means.
    pub fn cites_as_answer(&self, citation: usize) -> bool {
        self.card.citations.get(citation).is_some_and(|field| field.value.relation == Relation::Answers)
    }

    /// The answer that it awaits, unless another paper gave it: not where none is owed, nor once the paper is void.
    pub fn awaits(&self) -> Option<&AwaitedAnswer> {
        self.awaited.as_ref().filter(|awaited| awaited.closed.is_none() && !self.is_void())
    }

    /// The desks that owe the answer: the one named, or those with which the paper lies.
    pub fn owed_by<'a>(&'a self, registry: impl Fn(&SeriesId) -> Option<&'a DeskId>) -> BTreeSet<&'a DeskId> {
        let named = self.awaits().and_then(|awaited| awaited.desk.as_ref());
        named.map_or_else(|| self.holders(registry), |desk| [desk].into())
    }

    /// The day from which its age is counted: that on which it was received, or, where that is not known, entered.
    pub fn aged_from(&self) -> Option<Date> {
        self.arrival.received.map(|received| received.on).or(self.registrations.first().map(|first| first.on))
    }

    /// Folds what an event says of the answer that it awaits.
    pub(crate) fn apply_awaited(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        let officer = acted.officer.clone();
        let anew = |by: Date, desk: Option<DeskId>, officer: OfficerId| AwaitedAnswer {
            by,
            desk,
            direction: None,
            officer,
            at,
            interims: Vec::new(),
            passed_over: BTreeSet::new(),
            closed: None,
        };
        match event {
            Event::AnswerAwaited { by, desk, direction, .. } => {
                let set = AwaitedAnswer { direction: *direction, ..anew(*by, desk.clone(), officer) };
                self.awaited = Some(match self.awaited.take() {
                    Some(known) => AwaitedAnswer { interims: known.interims, passed_over: known.passed_over, ..set },
                    None => set,
                });
            }
            Event::AnswerReopened { by, despite, .. } => {
                let mut known = self.awaited.take().unwrap_or_else(|| anew(*by, None, officer.clone()));
                known.passed_over.extend(despite);
                self.awaited = Some(AwaitedAnswer { by: *by, direction: None, officer, at, closed: None, ..known });
            }
            Event::InterimReplied { answer, by, reason, .. } => {
                let Some(known) = self.awaited.as_mut() else {
                    return self.unless_lost("interim_replied", || "no answer was awaited".to_owned());
                };
                (known.by, known.direction) = (*by, None);
                known.passed_over.extend(answer);
                let (answer, by, reason) = (*answer, *by, reason.clone());
                known.interims.push(Interim { answer, by, reason, officer, at });
            }
            Event::NoReplyNeeded { reason, .. } => {
                let Some(known) = self.awaited.as_mut() else {
                    return self.unless_lost("no_reply_needed", || "no answer was awaited".to_owned());
                };
                known.closed = Some(NoReply { reason: reason.clone(), officer, at });
            }
            _ => {}
        }
        Ok(())
    }
}
