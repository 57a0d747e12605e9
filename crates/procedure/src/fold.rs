//! The fold: what events amount to. It never panics and never runs a rule again.
//!
//! A part that was destroyed is left out of the fold: what it said is unknown, and everything else stands. Only parts
//! whose loss shows nobody more than before are destroyed ([`Event::is_disposable`]); the first part of an entry and the
//! parts that give numbers never are, so that an entry's papers are always known. A paper touched by such an entry is
//! [`Paper::lost`]: from then on an event that speaks of a version, direction, bring-forward or binding which is not there
//! is passed over, because the part that made it may be the one that is gone. On any other paper it is a [`Misfit`].

mod calendar;

use std::collections::BTreeSet;

use crate::act::{BLOCK_NUMBERS_MAX, CARD_LIST_MAX, VERSIONS_PER_PAPER_MAX};
use crate::card::{Card, CardRemark, Field, FieldName};
use crate::event::{Acted, DirectionTurn, Event, FieldValue};
use crate::house::{Book, BookKey, Desk, Founding, House, List, Mandate, Officer, Suspension};
use crate::ids::{PaperId, SeriesId};
use crate::moment::Moment;
use crate::number::{NUMBER_MAX, Pattern};
use crate::paper::{
    Binding, Checked, Closed, DeclinedValue, DirectionState, Filing, KeptVersion, Marking, Override, Paper,
    ProposedReading, Registration, Said, Standing, Tie, Withdrawal, said_by_reading,
};

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

impl House {
    /// Folds an event into the house; events of papers only move the books.
    ///
    /// # Errors
    /// When the event speaks of something that is not there.
    pub fn apply(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::OfficeFounded { office, name, zone } => {
                self.founding = Some(Founding { office: *office, name: name.clone(), zone: zone.clone(), at });
            }
            Event::LevelsSet { levels } => self.levels.clone_from(levels),
            Event::FilePlanSet { code, title } => {
                self.file_plan.insert(code.clone(), title.clone());
            }
            Event::OfficerAdded { .. }
            | Event::OfficerChanged { .. }
            | Event::OfficerSuspended { .. }
            | Event::OfficerReinstated { .. } => self.apply_officer(acted, event, at)?,
            Event::DeskAdded { .. }
            | Event::DeskChanged { .. }
            | Event::DeskClosed { .. }
            | Event::PrivateOfficeSet { .. } => {
                self.apply_desk(event, at)?;
            }
            Event::TwoPersonsSet { of, holds, .. } => self.two_persons.set(of, *holds),
            Event::MandateGiven { mandate, officer, desk, capacity, from, until, instead_of } => {
                let given = Mandate {
                    officer: officer.clone(),
                    desk: desk.clone(),
                    capacity: *capacity,
                    from: *from,
                    until: *until,
                    instead_of: instead_of.clone(),
                };
                self.mandates.insert(mandate.clone(), given);
            }
            Event::MandateEnded { mandate, until, .. } => match self.mandates.get_mut(mandate) {
                Some(given) => given.until = Some(*until),
                None => return misfit("mandate_ended", format!("there is no mandate {mandate}")),
            },
            Event::CalendarSet { .. } | Event::HolidayAdded { .. } | Event::HolidayRemoved { .. } => {
                self.apply_calendar(event)?;
            }
            Event::ListSet { list, name, holders } => {
                let set = List { name: name.clone(), holders: holders.clone(), given_up: None };
                self.lists.insert(list.clone(), set);
            }
            Event::ListGivenUp { list, reason } => match self.lists.get_mut(list) {
                Some(known) => known.given_up = Some(reason.clone()),
                None => return misfit("list_given_up", format!("there is no list {list}")),
            },
            Event::RoleGiven { .. } | Event::RoleEnded { .. } => self.apply_role(acted, event, at)?,
            Event::ReadingsEntered { .. } => self.apply_readings(event, at),
            Event::SeriesOpened { .. }
            | Event::SeriesChanged { .. }
            | Event::SeriesClosed { .. }
            | Event::YearClosed { .. }
            | Event::BlockReserved { .. }
            | Event::ReservedVoided { .. }
            | Event::Registered { .. } => self.apply_series(event, at)?,
            _ => {}
        }
        Ok(())
    }

    fn apply_officer(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::OfficerAdded { officer, name, aliases, cleared_to, duties }
            | Event::OfficerChanged { officer, name, aliases, cleared_to, duties } => {
                let suspended = self.officers.get(officer).and_then(|known| known.suspended.clone());
                let facts = Officer {
                    name: name.clone(),
                    aliases: aliases.clone(),
                    cleared_to: cleared_to.clone(),
                    duties: duties.clone(),
                    suspended,
                };
                self.officers.insert(officer.clone(), facts);
            }
            Event::OfficerSuspended { officer, reason } => match self.officers.get_mut(officer) {
                Some(known) => {
                    known.suspended = Some(Suspension { at, by: acted.officer.clone(), reason: reason.clone() });
                }
                None => return misfit("officer_suspended", format!("there is no officer {officer}")),
            },
            Event::OfficerReinstated { officer } => match self.officers.get_mut(officer) {
                Some(known) => known.suspended = None,
                None => return misfit("officer_reinstated", format!("there is no officer {officer}")),
            },
            _ => {}
        }
        Ok(())
    }

    fn apply_desk(&mut self, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::DeskAdded { desk, name, aliases, above } => {
                let (name, aliases, above) = (name.clone(), aliases.clone(), above.clone());
                let facts = Desk { name, aliases, above, closed: None, calendar: None, private_office: None };
                self.desks.insert(desk.clone(), facts);
            }
            Event::DeskChanged { desk, name, aliases, above, calendar } => {
                let known = self.desks.get(desk);
                let closed = known.and_then(|known| known.closed);
                let private_office = known.and_then(|known| known.private_office.clone());
                let (name, aliases, above) = (name.clone(), aliases.clone(), above.clone());
                let facts = Desk { name, aliases, above, closed, calendar: calendar.clone(), private_office };
                self.desks.insert(desk.clone(), facts);
            }
            Event::DeskClosed { desk, .. } => match self.desks.get_mut(desk) {
                Some(known) => known.closed = Some(at),
                None => return misfit("desk_closed", format!("there is no desk {desk}")),
            },
            Event::PrivateOfficeSet { desk, office } => match self.desks.get_mut(desk) {
                Some(known) => known.private_office.clone_from(office),
                None => return misfit("private_office_set", format!("there is no desk {desk}")),
            },
            _ => {}
        }
        Ok(())
    }

    fn apply_series(&mut self, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::SeriesOpened { series, facts } => {
                self.prints(series, &facts.pattern);
                self.series.insert(series.clone(), facts.clone());
            }
            Event::SeriesChanged { series, name, pattern, rule, registry, band, file_code, outgoing } => {
                self.prints(series, pattern);
                let Some(known) = self.series.get_mut(series) else {
                    return misfit("series_changed", format!("there is no series {series}"));
                };
                known.name.clone_from(name);
                known.pattern = pattern.clone();
                known.rule = *rule;
                known.registry = registry.clone();
                known.band.clone_from(band);
                known.file_code.clone_from(file_code);
                known.outgoing = *outgoing;
            }
            Event::SeriesClosed { series, .. } => match self.series.get_mut(series) {
                Some(known) => known.closed = Some(at),
                None => return misfit("series_closed", format!("there is no series {series}")),
            },
            Event::YearClosed { series, year } => self.book("year_closed", series, *year)?.closed = Some(at),
            Event::BlockReserved { series, year, from, to, reason } => {
                let book = self.book("block_reserved", series, *year)?;
                if *from != book.next || to < from || *to > NUMBER_MAX || to - from >= BLOCK_NUMBERS_MAX {
                    return misfit("block_reserved", format!("{from} to {to} does not follow on {}", book.next));
                }
                book.reserved.extend((*from..=*to).map(|n| (n, reason.clone())));
                book.next = to + 1;
            }
            Event::ReservedVoided { series, year, n, reason, .. } => {
                let book = self.book("reserved_voided", series, *year)?;
                if book.reserved.remove(n).is_none() {
                    return misfit("reserved_voided", format!("{n} is not reserved"));
                }
                book.voided.insert(*n, reason.clone());
            }
            Event::Registered { number, reserved, .. } if number.sub().is_none() => {
                let book = self.book("registered", number.series(), number.year())?;
                if *reserved {
                    if book.reserved.remove(&number.n()).is_none() {
                        return misfit("registered", format!("{} is not reserved", number.n()));
                    }
                } else if number.n() == book.next && number.n() <= NUMBER_MAX {
                    book.next += 1;
                } else {
                    return misfit("registered", format!("{} was given where {} was next", number.n(), book.next));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Remembers every pattern by which a series ever printed its numbers.
    fn prints(&mut self, series: &SeriesId, pattern: &Pattern) {
        let printed = self.printed.entry(series.clone()).or_default();
        if !printed.contains(pattern) {
            printed.push(pattern.clone());
        }
    }

    fn book(&mut self, event: &'static str, series: &SeriesId, year: i16) -> Result<&mut Book, Misfit> {
        let start = match self.series.get(series) {
            Some(known) => known.start,
            None => return misfit(event, format!("there is no series {series}")),
        };
        let key = self.book_key(series, year).unwrap_or(BookKey { series: series.clone(), year });
        Ok(self.books.entry(key).or_insert_with(|| Book { next: start, ..Book::default() }))
    }
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
                for made in ties.iter().filter(|made| made.paper == self.id) {
                    let by = made.by_officer.then(|| acted.officer.clone());
                    self.ties.retain(|tie| tie.citation != made.citation || tie.to != made.to);
                    self.offers.retain(|offer| offer.citation != made.citation);
                    self.settled.remove(&made.citation);
                    let tie = Tie { citation: made.citation, to: made.to, number: made.number.clone(), by, at };
                    self.ties.push(tie);
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
            Event::Registered { number, on, late, .. } => self.registrations.push(Registration {
                number: number.clone(),
                on: *on,
                at,
                by: by(),
                late: late.clone(),
                standing: Standing::Live,
            }),
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

    fn apply_version(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::VersionAdded { place, version, .. } => {
                let gone = self.gone("version_added", *place, self.versions.len())?;
                self.versions.extend((0..gone).map(|_| KeptVersion::destroyed(acted.officer.clone(), at)));
                self.absence = None;
                let by = acted.officer.clone();
                self.versions.push(KeptVersion { version: version.clone(), at, by, withdrawn: None });
            }
            Event::VersionWithdrawn { version, reason, .. } => match self.versions.get_mut(*version) {
                Some(kept) => {
                    kept.withdrawn = Some(Withdrawal { reason: reason.clone(), by: acted.officer.clone(), at });
                }
                None => self.unless_lost("version_withdrawn", || format!("there is no version {version}"))?,
            },
            Event::SplitOff { version, enclosed, into, .. } => {
                let found = self.versions.get_mut(*version).and_then(|kept| kept.version.enclosed.get_mut(*enclosed));
                match found {
                    Some(file) => file.split_into = Some(*into),
                    None => {
                        self.unless_lost("split_off", || format!("there is no enclosed file {version}/{enclosed}"))?
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn apply_direction(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::Directed { directions, .. } => self.directions.extend(directions.iter().cloned()),
            Event::DirectionTurned { direction, turn, .. } => {
                let by = acted.officer.clone();
                let Some(known) = self.directions.iter_mut().find(|known| known.no == *direction) else {
                    return self.unless_lost("direction_turned", || format!("there is no direction {direction}"));
                };
                known.state = match turn {
                    DirectionTurn::Accepted => DirectionState::Accepted { by, at },
                    DirectionTurn::PassedOn => DirectionState::PassedOn { by, at },
                    DirectionTurn::Returned { reason } => DirectionState::Returned { by, at, reason: reason.clone() },
                    DirectionTurn::Done { report } => DirectionState::Done { by, at, report: report.clone() },
                    DirectionTurn::Withdrawn { reason } => {
                        let after = Closed::of(&known.state);
                        DirectionState::Withdrawn { by, at, reason: reason.clone(), after }
                    }
                };
            }
            _ => {}
        }
        Ok(())
    }

    fn apply_binding(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        let by = || acted.officer.clone();
        match event {
            Event::NameBound { place, name, named_as, to, rule, .. } => {
                let gone = self.gone("name_bound", *place, self.bindings.len())?;
                self.bindings.extend((0..gone).map(|_| Binding::destroyed(by(), at)));
                let (name, to, rule) = (name.clone(), to.clone(), rule.clone());
                self.bindings.push(Binding { name, named_as: *named_as, to, by: by(), rule, at, ended: None });
            }
            Event::NameUnbound { binding, reason, .. } => match self.bindings.get_mut(*binding) {
                Some(known) => known.ended = Some(Withdrawal { reason: reason.clone(), by: by(), at }),
                None => self.unless_lost("name_unbound", || format!("there is no binding {binding}"))?,
            },
            _ => {}
        }
        Ok(())
    }

    fn apply_reading(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::ReadingSeen { put_right, .. } => {
                self.checked = Checked { seen: true, put_right: put_right.clone() };
            }
            Event::ReadingProposed { version, text, card, fields, remarks, .. } => {
                if *version >= self.versions.len() {
                    return self.unless_lost("reading_proposed", || format!("there is no version {version}"));
                }
                let all = || FieldName::all().map(|(field, _)| field).collect();
                self.proposed = Some(Box::new(ProposedReading {
                    version: *version,
                    text: text.clone(),
                    card: card.clone(),
                    fields: if fields.is_empty() { all() } else { fields.clone() },
                    remarks: remarks.clone(),
                    by: acted.officer.clone(),
                    at,
                }));
            }
            Event::ReadingTaken { version, text, card, fields, .. } => {
                let remarks = self.settle_reading(fields).map(|settled| settled.remarks).unwrap_or_default();
                let Some(kept) = self.versions.get_mut(*version) else {
                    return self.unless_lost("reading_taken", || format!("there is no version {version}"));
                };
                kept.version.text = Some(text.clone());
                self.remarks.extend(said_by_reading(&remarks, at));
                let old = std::mem::replace(&mut self.card, card.clone());
                self.card_of = Some(*version);
                self.move_citations(&old);
                // What officers put right stays so; the rest was read by another reading than the one they saw.
                self.checked.seen = false;
            }
            Event::ReadingDeclined { fields, .. } => {
                if let Some(settled) = self.settle_reading(fields) {
                    let version = settled.version;
                    self.declined.retain(|known| known.version != version || !settled.fields.contains(&known.field));
                    let declined = settled.fields.iter().map(|field| DeclinedValue::of(version, *field, &settled.card));
                    self.declined.extend(declined);
                    // What it remarks on the paper as a whole is left to what is taken of it.
                    if let Some(left) = self.proposed.as_mut() {
                        let is_declined =
                            |remark: &CardRemark| remark.field.is_some_and(|field| settled.fields.contains(&field));
                        left.remarks.extend(settled.remarks.iter().filter(|remark| !is_declined(remark)).cloned());
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Parts fields from a proposed reading, all of them where none are named, with all that it remarks but on the fields
    /// that are left and go on waiting.
    fn settle_reading(&mut self, fields: &BTreeSet<FieldName>) -> Option<ProposedReading> {
        let mut left = self.proposed.take()?;
        let settled: BTreeSet<FieldName> =
            left.fields.iter().copied().filter(|field| fields.is_empty() || fields.contains(field)).collect();
        left.fields.retain(|field| !settled.contains(field));
        let is_left = |remark: &CardRemark| remark.field.is_some_and(|field| left.fields.contains(&field));
        let (remain, remarks) = std::mem::take(&mut left.remarks).into_iter().partition(is_left);
        left.remarks = remain;
        let parted = ProposedReading { fields: settled, remarks, ..(*left).clone() };
        self.proposed = (!left.fields.is_empty()).then_some(left);
        Some(parted)
    }

    /// How many destroyed parts lie before the place at which an event puts something.
    fn gone(&self, event: &'static str, place: usize, held: usize) -> Result<usize, Misfit> {
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

    fn describe(&mut self, card: &Card) {
        let old = std::mem::replace(&mut self.card, card.clone());
        self.card_of = self.versions.len().checked_sub(1);
        self.checked = Checked::default();
        self.proposed = None;
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
