//! The fold: what events amount to. It never panics and never runs a rule again.
//!
//! A part that was destroyed is left out of the fold: what it said is unknown, and everything else stands. Only parts
//! whose loss shows nobody more than before are destroyed ([`Event::is_disposable`]); the first part of an entry and the
//! parts that give numbers never are, so that an entry's papers are always known. A paper touched by such an entry is
//! [`Paper::lost`]: from then on an event that speaks of a version, direction, bring-forward or binding which is not there
//! is passed over, because the part that made it may be the one that is gone. On any other paper it is a [`Misfit`].
//!
//! What an event makes of one side of a paper (its versions, directions, copies) is folded beside that side, in `paper/`.

mod calendar;
mod house;

use crate::act::{CARD_LIST_MAX, VERSIONS_PER_PAPER_MAX};
use crate::card::{Card, Field, FieldName};
use crate::event::{Acted, Event, FieldValue};
use crate::ids::PaperId;
use crate::moment::Moment;
use crate::paper::{Checked, Filing, Marking, Override, Paper, Registration, Said, Standing, Tie, said_by_reading};

/// Most places of destroyed parts before one that is left: no rule makes more versions or bindings of a paper.
const GONE_MAX: usize = if VERSIONS_PER_PAPER_MAX > CARD_LIST_MAX { VERSIONS_PER_PAPER_MAX } else { CARD_LIST_MAX };

/// Why an event does not fit what came before: the journal is damaged or was written by another program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{event} does not fit: {why}")]
pub struct Misfit {
    /// The event's type.
    pub event: &'static str,
    /// What is missing or in the way.
    pub why: String,
}

pub(crate) fn misfit<T>(event: &'static str, why: impl Into<String>) -> Result<T, Misfit> {
    Err(Misfit { event, why: why.into() })
}

impl Paper {
    /// The paper that a first registration makes.
    fn entered(id: PaperId, acted: &Acted, at: Moment) -> Self {
        Self {
            id,
            rev: 0,
            entered: at,
            entered_by: acted.officer.clone(),
            registrations: Vec::new(),
            again: None,
            split_from: None,
            addressed: None,
            circulars: Vec::new(),
            arrival: crate::paper::Arrival::default(),
            absence: None,
            versions: Vec::new(),
            card: Card::default(),
            remarks: Vec::new(),
            marking: Marking::None,
            directions: Vec::new(),
            bindings: Vec::new(),
            ties: Vec::new(),
            offers: Vec::new(),
            settled: std::collections::BTreeMap::new(),
            answers: std::collections::BTreeSet::new(),
            answered_by: std::collections::BTreeSet::new(),
            filed: Vec::new(),
            overrides: Vec::new(),
            bring_forwards: Vec::new(),
            dispatches: Vec::new(),
            copies: Vec::new(),
            not_sent: None,
            appearances: Vec::new(),
            releases: Vec::new(),
            awaited: None,
            checked: crate::paper::Checked::default(),
            proposed: None,
            declined: Vec::new(),
            actors: std::collections::BTreeSet::new(),
            card_of: None,
            lost: false,
        }
    }

    /// Folds all events of one entry that touch the paper `id` into its state before the entry; `None` where it was
    /// not there before and the entry does not enter it.
    ///
    /// # Errors
    /// When an event speaks of something that is not there.
    pub fn apply_entry(
        before: Option<Self>,
        id: PaperId,
        acted: &Acted,
        events: &[Event],
        at: Moment,
    ) -> Result<Option<Self>, Misfit> {
        Self::apply_entry_with_lost(before, id, acted, events, at, 0)
    }

    /// [`Self::apply_entry`] for an entry of which `lost` parts were destroyed; `events` are those that are left.
    ///
    /// # Errors
    /// When an event speaks of something that is not there, and no destroyed part can have made it.
    pub fn apply_entry_with_lost(
        before: Option<Self>,
        id: PaperId,
        acted: &Acted,
        events: &[Event],
        at: Moment,
        lost: usize,
    ) -> Result<Option<Self>, Misfit> {
        // Which of the entry's papers the destroyed parts spoke of is not known: all of them have lost something.
        let lost = lost > 0;
        let mut paper = before.map(|paper| Self { lost: paper.lost || lost, ..paper });
        for event in events {
            if paper.is_none() {
                match event {
                    Event::Registered { paper: entered, first: true, .. } if *entered == id => {
                        paper = Some(Self { lost, ..Self::entered(id, acted, at) });
                    }
                    other if other.paper() == Some(id) => {
                        return misfit("entry", format!("paper {id} was not entered before it"));
                    }
                    _ => continue,
                }
            }
            if let Some(paper) = paper.as_mut() {
                paper.apply(acted, event, at)?;
            }
        }
        if let Some(paper) = paper.as_mut() {
            paper.rev += 1;
            // Only who acted on this paper is its actor; one whose own paper closed a citation here did not.
            if events.iter().any(|event| event.paper() == Some(id)) {
                paper.actors.insert(acted.officer.clone());
            }
        }
        Ok(paper)
    }

    fn apply(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::CitationsTied { ties } => {
                let id = self.id;
                for made in ties.iter().filter(|made| made.paper == id) {
                    let by = made.by_officer.then(|| acted.officer.clone());
                    self.untie(made.citation, made.to);
                    let (number, turn) = (made.number.clone(), if by.is_none() { self.rev } else { 0 });
                    let (citation, to, rank) = (made.citation, made.to, made.fit());
                    self.ties.push(Tie { citation, to, number, by, at, rank, turn });
                }
            }
            Event::MatchesOffered { offers } => {
                for made in offers.iter().filter(|made| made.paper == self.id) {
                    self.offers.retain(|offer| offer.citation != made.offer.citation || offer.to != made.offer.to);
                    self.offers.push(made.offer.clone());
                }
            }
            Event::CitationsReopened { ties, .. } => {
                let id = self.id;
                for undone in ties.iter().filter(|undone| undone.paper == id) {
                    self.untie(undone.citation, undone.to);
                }
            }
            Event::HandedOver { from, to, papers, .. } => {
                let id = self.id;
                for handed in papers.iter().filter(|handed| handed.paper == id) {
                    self.apply_handed((from, to), handed, acted, at)?;
                }
            }
            Event::AnswerLinked { paper, answers } if *answers == self.id => {
                self.answered_by.insert(*paper);
                // Whoever says so after it was passed over takes that back.
                if let Some(awaited) = self.awaited.as_mut() {
                    awaited.passed_over.remove(paper);
                }
            }
            Event::AnswerUnlinked { paper, answers, .. } if *answers == self.id => {
                self.answered_by.remove(paper);
            }
            Event::CircularText { .. } => self.apply_circular_text(acted, event, at)?,
            Event::Registered { paper, number, addressed: Some(addressed), .. } if *paper != self.id => {
                self.apply_sent_to(*paper, number, addressed);
            }
            // The new paper's own events come under its own id; here it only learns where it came from.
            Event::SplitOff { paper, into, .. } if *into == self.id => self.split_from = Some(*paper),
            other if other.paper() == Some(self.id) => self.apply_own(acted, other, at)?,
            _ => {}
        }
        Ok(())
    }

    fn apply_own(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        let by = || acted.officer.clone();
        match event {
            Event::Registered { number, on, late, addressed, .. } => {
                let (number, late, standing) = (number.clone(), late.clone(), Standing::Live);
                self.registrations.push(Registration { number, on: *on, at, by: by(), late, standing });
                if let Some(addressed) = addressed {
                    self.apply_addressed(acted, addressed, *on, at)?;
                }
            }
            Event::EnteredAgain { again, .. } => self.again = Some(again.clone()),
            Event::Arrived { arrival, absence, .. } => {
                self.arrival = arrival.clone();
                self.absence = *absence;
            }
            Event::ArrivalCorrected { arrival, .. } => self.arrival = arrival.clone(),
            Event::Described { card, .. } => self.describe(card),
            Event::ReadingSeen { .. }
            | Event::ReadingProposed { .. }
            | Event::ReadingTaken { .. }
            | Event::ReadingDeclined { .. } => self.apply_reading(acted, event, at)?,
            Event::Remarked { by_officer: false, remarks, .. } => self.remarks.extend(said_by_reading(remarks, at)),
            Event::Remarked { remarks, .. } => self.remarks.extend(remarks.iter().map(|remark| Said {
                by: Some(by()),
                at,
                field: remark.field,
                says: remark.says.clone(),
            })),
            Event::Corrected { field, value, .. } => self.correct(*field, value)?,
            Event::MarkingRead { words, .. } => self.marking = Marking::Unconfirmed { words: words.clone() },
            Event::MarkingSet { level, .. } => self.marking = Marking::Confirmed { level: level.clone() },
            Event::RegistrationVoided { number, reason, see, .. } => {
                match self.registrations.iter_mut().find(|r| r.number == *number && r.is_live()) {
                    Some(registration) => {
                        registration.standing =
                            Standing::Void { reason: reason.clone(), by: by(), at, see: see.clone() };
                    }
                    None => return misfit("registration_voided", format!("{number} does not stand for the paper")),
                }
            }
            Event::Filed { dossier, title, code, volume, .. } => self.filed.push(Filing {
                volume: *volume,
                dossier: dossier.clone(),
                title: title.clone(),
                code: code.clone(),
                by: by(),
                at,
            }),
            Event::AnswerLinked { answers, .. } => {
                self.answers.insert(*answers);
            }
            Event::AnswerUnlinked { answers, .. } => {
                self.answers.remove(answers);
            }
            Event::SightOverridden { reason, until, .. } => {
                self.overrides.push(Override { officer: by(), reason: reason.clone(), at, until: *until });
            }
            Event::VersionAdded { .. } | Event::VersionWithdrawn { .. } | Event::SplitOff { .. } => {
                self.apply_version(acted, event, at)?;
            }
            Event::Directed { .. } | Event::DirectionTurned { .. } => self.apply_direction(acted, event, at)?,
            Event::NameBound { .. } | Event::NameUnbound { .. } => self.apply_binding(acted, event, at)?,
            Event::BringForwardSet { .. } | Event::BringForwardEnded { .. } => {
                self.apply_bring_forward(acted, event, at)?;
            }
            Event::AnswerAwaited { .. }
            | Event::InterimReplied { .. }
            | Event::NoReplyNeeded { .. }
            | Event::AnswerReopened { .. } => self.apply_awaited(acted, event, at)?,
            Event::Dispatched { .. }
            | Event::DispatchEnded { .. }
            | Event::DispatchNotNeeded { .. }
            | Event::Appeared { .. } => self.apply_dispatch(acted, event, at)?,
            Event::CopiesGiven { .. } | Event::CopyHandled { .. } | Event::CopiesEnded { .. } => {
                self.apply_copies(acted, event, at)?;
            }
            Event::CircularSent { .. } => self.apply_circular_sent(acted, event, at),
            Event::Released { .. } | Event::ReleaseEnded { .. } => self.apply_release(acted, event, at)?,
            Event::CitationUntied { citation, to, .. } => self.untie(*citation, *to),
            Event::CitationSettled { citation, settlement, .. } => {
                self.settled.insert(*citation, *settlement);
            }
            _ => {}
        }
        Ok(())
    }

    fn untie(&mut self, citation: usize, to: PaperId) {
        self.ties.retain(|tie| tie.citation != citation || tie.to != to);
        self.offers.retain(|offer| offer.citation != citation || offer.to != to);
    }

    /// How many destroyed parts lie before the place at which an event puts something.
    pub(crate) fn gone(&self, event: &'static str, place: usize, held: usize) -> Result<usize, Misfit> {
        match place.checked_sub(held) {
            Some(0) => Ok(0),
            Some(gone) if self.lost && gone <= GONE_MAX => Ok(gone),
            _ => misfit(event, format!("its place is {place}, and {held} stand before it")),
        }
    }

    /// Passes over an event that speaks of something not there, if a destroyed part may have made it.
    pub(crate) fn unless_lost(&self, event: &'static str, why: impl FnOnce() -> String) -> Result<(), Misfit> {
        if self.lost { Ok(()) } else { misfit(event, why()) }
    }

    pub(crate) fn describe(&mut self, card: &Card) {
        self.replace_card(card.clone());
        self.card_of = self.versions.len().checked_sub(1);
        self.checked = Checked::default();
        self.proposed = None;
    }

    /// Puts another card in the place of the one that stands; what hangs on its citations goes over to those of the other.
    pub(crate) fn replace_card(&mut self, card: Card) {
        let old = std::mem::replace(&mut self.card, card);
        self.move_citations(&old);
    }

    fn correct(&mut self, field: FieldName, value: &FieldValue) -> Result<(), Misfit> {
        let old = self.card.clone();
        set_field(&mut self.card, field, value)
            .map_err(|why| Misfit { event: "corrected", why: format!("the value of {field:?} is malformed: {why}") })?;
        if field == FieldName::Citations {
            self.move_citations(&old);
        }
        // Who put one field right had the card before them.
        self.checked.seen = true;
        self.checked.put_right.insert(field);
        // What a reading proposed for it is settled by that.
        if let Some(mut proposed) = self.proposed.take() {
            proposed.fields.remove(&field);
            self.proposed = (!proposed.fields.is_empty()).then_some(proposed);
        }
        // The first passage taken from a text binds the card to it: a version added later has another text.
        if self.card_of.is_none() && !self.card.spans().is_empty() {
            self.card_of = self.version_place();
        }
        Ok(())
    }

    /// Carries ties, offers and settlements over to a new list of citations: each stays with the citation of the same
    /// words, and is dropped where that citation is gone.
    fn move_citations(&mut self, old: &Card) {
        let mut taken = vec![false; self.card.citations.len()];
        let places: Vec<Option<usize>> = old
            .citations
            .iter()
            .map(|was| {
                let same = |(at, is): (usize, &Field<crate::card::Citation>)| {
                    (!taken[at] && is.value.text == was.value.text && is.value.number == was.value.number).then_some(at)
                };
                let place = self.card.citations.iter().enumerate().find_map(same);
                if let Some(place) = place {
                    taken[place] = true;
                }
                place
            })
            .collect();
        let place = |at: usize| places.get(at).copied().flatten();
        let moved = |citation: &mut usize| match place(*citation) {
            Some(now) => {
                *citation = now;
                true
            }
            None => false,
        };
        self.ties.retain_mut(|tie| moved(&mut tie.citation));
        self.offers.retain_mut(|offer| moved(&mut offer.citation));
        let settled = std::mem::take(&mut self.settled);
        self.settled = settled.into_iter().filter_map(|(at, how)| Some((place(at)?, how))).collect();
    }
}

/// Puts a value, in the card's own JSON form, into a field of a card.
///
/// # Errors
/// What the JSON reader says when the value is not of the field's form.
pub fn set_field(card: &mut Card, field: FieldName, value: &FieldValue) -> Result<(), String> {
    macro_rules! set {
        ($($name:ident => $place:ident),* $(,)?) => {
            match field {
                $(FieldName::$name => card.$place = serde_json::from_value(value.clone()).map_err(|e| e.to_string())?,)*
            }
        };
    }
    set! {
        Kind => kind, Number => number, Date => date, Place => place, From => from, To => to, Copies => copies,
        Subject => subject, Marking => marking, Precedence => precedence, TheirCopy => their_copy,
        Citations => citations, Enclosures => enclosures, Deadlines => deadlines, Claims => claims,
        Proposals => proposals, Recommendation => recommendation, Request => request, Insertions => insertions,
        Language => language,
    }
    Ok(())
}
