//! The speculative state: an open transaction into which decided commands are folded before the journal has them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use procedure::event::{Acted, Event};
use procedure::fold::Misfit;
use procedure::house::{BookKey, House};
use procedure::ids::{OfficerId, PaperId, SeriesId};
use procedure::known::Earlier;
use procedure::moment::Moment;
use procedure::paper::{Paper, Standing};
use procedure::sight::{Scope, ScopeMarking};
use rusqlite::{Connection, params};

use crate::aside::Batch;
use crate::closings;
use crate::dossiers;
use crate::handing::{self, HandOverRow};
use crate::people::{self, NamesError};
use crate::reach;
use crate::rows::{Number, Rows, Words};
use crate::write::{self, Change};
use crate::{FoldError, Place, Register, RegisterError};

/// A batch in the making. Dropped without [`Speculation::commit`], it leaves rows and house as they were before.
#[derive(Debug)]
pub struct Speculation<'r> {
    register: &'r mut Register,
    house: Arc<House>,
    next_ordinal: i64,
    new_scopes: Vec<(Scope, i64)>,
    scope_counts: BTreeMap<i64, i64>,
    house_changed: bool,
    books_changed: BTreeSet<BookKey>,
    /// Words to write at the commit, by ordinal, each with whether the paper had some before this batch. Nothing that a
    /// decision has to know is in them, and written between other rows they would be flushed with every statement.
    words: BTreeMap<i64, (bool, Words)>,
    /// Where papers stand in the orders of lists, to write at the commit for the same reason; and while a register is built all
    /// else that is written beside.
    pending: Batch,
    spoiled: bool,
    done: bool,
}

/// What one entry makes of one paper, worked out before anything is written.
struct Outcome {
    ordinal: i64,
    paper: Paper,
    old: Option<Rows>,
    new: Rows,
}

impl<'r> Speculation<'r> {
    pub(crate) fn begin(register: &'r mut Register) -> Result<Self, RegisterError> {
        register.db.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Self {
            house: Arc::clone(&register.house),
            next_ordinal: register.next_ordinal,
            register,
            new_scopes: Vec::new(),
            scope_counts: BTreeMap::new(),
            house_changed: false,
            books_changed: BTreeSet::new(),
            words: BTreeMap::new(),
            pending: Batch::default(),
            spoiled: false,
            done: false,
        })
    }

    pub(crate) fn db(&self) -> &Connection {
        &self.register.db
    }

    /// The house, with what was folded so far.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// The state of a paper, with what was folded so far.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn paper(&self, id: &PaperId) -> Result<Option<Paper>, RegisterError> {
        Ok(write::load_paper(self.db(), id)?.map(|(_, paper)| paper))
    }

    /// The act that was entered under this id before: the same officer and key.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn earlier(&self, act: &PaperId) -> Result<Option<Earlier>, RegisterError> {
        write::earlier(self.db(), act)
    }

    /// Folds one entry. An entry that does not fit leaves nothing behind, and the speculation goes on without it.
    ///
    /// # Errors
    /// [`FoldError::Misfit`] when an event does not fit what came before; [`FoldError::Rows`] when the rows cannot be
    /// read or written: a failed write spoils the speculation, which can then only be dropped.
    pub fn fold(&mut self, entry: u64, at: Moment, acted: &Acted, events: &[Event]) -> Result<(), FoldError> {
        self.fold_with_lost(entry, at, acted, events, 0)
    }

    /// [`Self::fold`] for an entry of which `lost` parts were destroyed; `events` are those that are left.
    ///
    /// # Errors
    /// As [`Self::fold`].
    pub fn fold_with_lost(
        &mut self,
        entry: u64,
        at: Moment,
        acted: &Acted,
        events: &[Event],
        lost: usize,
    ) -> Result<(), FoldError> {
        if self.spoiled {
            return Err(RegisterError::Spoiled.into());
        }
        // All that can be a misfit is worked out first; only then is anything written.
        let misfit = |misfit: Misfit| FoldError::Misfit { entry, misfit };
        if let Some(earlier) = self.earlier(&acted.id)? {
            let why = format!("entry {} has the same act", earlier.entry);
            return Err(misfit(Misfit { event: "act", why }));
        }
        let mut outcomes = Vec::new();
        let mut next_ordinal = self.next_ordinal;
        for id in subjects(acted, events) {
            let (ordinal, before) = match write::load_paper(self.db(), &id)? {
                Some((ordinal, paper)) => (ordinal, Some(paper)),
                None => (next_ordinal, None),
            };
            let old = before.as_ref().map(Rows::of);
            let paper = Paper::apply_entry_with_lost(before, id, acted, events, at, lost).map_err(misfit)?;
            if let Some(paper) = paper {
                next_ordinal += i64::from(old.is_none());
                let new = Rows::of(&paper);
                outcomes.push(Outcome { ordinal, paper, old, new });
            }
        }
        let names = people::fold(self.db(), acted, events, at).map_err(|error| match error {
            NamesError::Misfit(why) => misfit(why),
            NamesError::Rows(error) => error.into(),
        })?;
        let dossiers = dossiers::fold(self.db(), acted, events, at)?.map_err(misfit)?;
        self.fold_house(acted, events, at).map_err(misfit)?;
        self.next_ordinal = next_ordinal;
        let written = people::write(self.db(), &names)
            .and_then(|()| dossiers::write(self.db(), entry, at, &dossiers))
            .and_then(|()| self.write(entry, at, acted, events, &outcomes));
        written.map_err(|error| {
            self.spoiled = true;
            error.into()
        })
    }

    fn fold_house(&mut self, acted: &Acted, events: &[Event], at: Moment) -> Result<(), Misfit> {
        let books: Vec<BookKey> = events.iter().filter_map(|event| book_of(&self.house, event)).collect();
        let changes_house = events.iter().any(of_the_house);
        if books.is_empty() && !changes_house {
            return Ok(());
        }
        let kept_house = changes_house.then(|| Arc::clone(&self.house));
        let kept_books: Vec<_> = books.iter().map(|key| (key, self.house.books.get(key).cloned())).collect();
        let house = Arc::make_mut(&mut self.house);
        if let Err(misfit) = events.iter().try_for_each(|event| house.apply(acted, event, at)) {
            match kept_house {
                Some(kept) => self.house = kept,
                None => {
                    for (key, book) in kept_books {
                        match book {
                            Some(book) => house.books.insert(key.clone(), book),
                            None => house.books.remove(key),
                        };
                    }
                }
            }
            return Err(misfit);
        }
        // A series' first book is known only once its opening was folded.
        self.books_changed.extend(events.iter().filter_map(|event| book_of(&self.house, event)));
        self.house_changed |= changes_house;
        Ok(())
    }

    fn write(
        &mut self,
        entry: u64,
        at: Moment,
        acted: &Acted,
        events: &[Event],
        outcomes: &[Outcome],
    ) -> Result<(), RegisterError> {
        self.db().prepare_cached("INSERT INTO act (id, entry, acted) VALUES (?1, ?2, ?3)")?.execute(params![
            acted.id.0,
            entry.cast_signed(),
            serde_json::to_string(acted)?
        ])?;
        for outcome in outcomes {
            let scope = self.scope(&outcome.new.scope)?;
            let scope_before = outcome.old.as_ref().and_then(|old| self.known_scope(&old.scope));
            self.count_scope(scope, scope_before);
            let Outcome { ordinal, paper, old, new } = outcome;
            let old = old.as_ref();
            let change = Change { ordinal: *ordinal, scope, scope_before, entry, paper, old, new };
            let building = self.register.aside.is_some();
            write::write_change(&self.register.db, &change, &mut self.pending, building)?;
            if old.is_none_or(|old| old.words != new.words) {
                let words = self.words.entry(*ordinal).or_insert_with(|| (old.is_some(), Words::default()));
                words.1.clone_from(&new.words);
            }
            self.db()
                .prepare_cached("INSERT INTO trail (ordinal, entry) VALUES (?1, ?2)")?
                .execute(params![ordinal, entry.cast_signed()])?;
        }
        for event in events {
            self.write_house_event(entry, event, &acted.officer, at)?;
        }
        Ok(())
    }

    fn write_house_event(
        &mut self,
        entry: u64,
        event: &Event,
        by: &OfficerId,
        at: Moment,
    ) -> Result<(), RegisterError> {
        if let Event::HandedOver { from, to, desk, reason, .. } = event {
            let (from, to, desk, reason) = (from.clone(), to.clone(), desk.clone(), reason.clone());
            return handing::write(self.db(), &HandOverRow { entry, at, by: by.clone(), from, to, desk, reason });
        }
        crate::sheets::write(self.db(), event)?;
        closings::write(self.db(), entry, event)?;
        let Event::ReservedVoided { series, year, n, text, reason } = event else { return Ok(()) };
        let scope = self.scope(&scope_of_book(series))?;
        let standing = Standing::Void { reason: reason.clone(), by: by.clone(), at, see: None };
        let number = Number {
            series: series.to_string(),
            year: *year,
            n: *n,
            sub: 0,
            text: text.clone(),
            at: at.micros(),
            on: String::new(),
            late: None,
            standing: Some(serde_json::to_string(&standing)?),
        };
        write::write_voided(&self.register.db, &number, scope, &mut self.pending.reach)?;
        Ok(())
    }

    /// The number under which a scope is interned; a new one is written.
    fn scope(&mut self, scope: &Scope) -> Result<i64, RegisterError> {
        if let Some(id) = self.known_scope(scope) {
            return Ok(id);
        }
        let id = (self.register.scopes.len() + self.new_scopes.len() + 1) as i64;
        write::save_scope(self.db(), id, scope)?;
        self.new_scopes.push((scope.clone(), id));
        Ok(id)
    }

    fn known_scope(&self, scope: &Scope) -> Option<i64> {
        let fresh = || self.new_scopes.iter().find(|(known, _)| known == scope).map(|(_, id)| *id);
        self.register.scopes.get(scope).or_else(fresh)
    }

    fn count_scope(&mut self, now: i64, before: Option<i64>) {
        if before != Some(now) {
            *self.scope_counts.entry(now).or_default() += 1;
            if let Some(before) = before {
                *self.scope_counts.entry(before).or_default() -= 1;
            }
        }
    }

    /// Commits rows and place together; the journal has the batch already. Returns the house as it is now.
    ///
    /// # Errors
    /// When the commit fails or the speculation was spoiled: the register is then as before [`Register::begin`], behind
    /// the journal, and has to catch up.
    pub fn commit(mut self, place: Place) -> Result<Arc<House>, RegisterError> {
        if self.spoiled {
            return Err(RegisterError::Spoiled);
        }
        if self.house_changed {
            write::save_house(self.db(), &self.house)?;
        }
        for key in &self.books_changed {
            if let Some(book) = self.house.books.get(key) {
                write::save_book(self.db(), key, book)?;
            }
        }
        for (ordinal, (there, words)) in &self.words {
            write::write_words(self.db(), *ordinal, *there, words)?;
        }
        let pending = std::mem::take(&mut self.pending);
        match &mut self.register.aside {
            Some(aside) => aside.write(pending)?,
            None => reach::write(self.db(), pending.reach)?,
        }
        write::save_scope_counts(self.db(), &self.scope_counts)?;
        write::save_place(self.db(), place)?;
        self.db().execute_batch("COMMIT")?;
        self.done = true;
        let register = &mut *self.register;
        register.house = Arc::clone(&self.house);
        register.place = Some(place);
        register.next_ordinal = self.next_ordinal;
        register.scopes.extend(self.new_scopes.drain(..));
        Ok(Arc::clone(&self.house))
    }

    /// Drops everything folded, as dropping the speculation does.
    pub fn rollback(self) {
        drop(self);
    }
}

impl Drop for Speculation<'_> {
    fn drop(&mut self) {
        if !self.done && !self.register.db.is_autocommit() {
            // A failing rollback leaves the transaction open; the next `begin` then fails and says so.
            self.register.db.execute_batch("ROLLBACK").ok();
        }
    }
}

/// The papers an entry touches, each once, in the order in which the entry names them.
fn subjects(acted: &Acted, events: &[Event]) -> Vec<PaperId> {
    let mut subjects: Vec<PaperId> = Vec::new();
    let mut add = |id: PaperId| {
        if !subjects.contains(&id) {
            subjects.push(id);
        }
    };
    acted.papers.iter().copied().for_each(&mut add);
    for event in events {
        event.paper().into_iter().for_each(&mut add);
        match event {
            Event::CitationsTied { ties } => ties.iter().for_each(|tie| add(tie.paper)),
            Event::MatchesOffered { offers } => offers.iter().for_each(|made| add(made.paper)),
            Event::CitationsReopened { ties, .. } => ties.iter().for_each(|undone| add(undone.paper)),
            Event::AnswerLinked { answers, .. } | Event::AnswerUnlinked { answers, .. } => add(*answers),
            Event::SplitOff { into, .. } => add(*into),
            Event::HandedOver { papers, .. } => papers.iter().for_each(|handed| add(handed.paper)),
            _ => {}
        }
    }
    subjects
}

/// A voided reserved number is seen by those who would see any unmarked paper of its series.
fn scope_of_book(series: &SeriesId) -> Scope {
    Scope { series: [series.clone()].into(), marking: ScopeMarking::None, with_registry: true }
}

fn book_of(house: &House, event: &Event) -> Option<BookKey> {
    match event {
        Event::YearClosed { series, year }
        | Event::BlockReserved { series, year, .. }
        | Event::ReservedVoided { series, year, .. } => house.book_key(series, *year),
        Event::Registered { number, .. } if number.sub().is_none() => house.book_key(number.series(), number.year()),
        _ => None,
    }
}

/// Whether an event changes the house itself, not only one of its books.
fn of_the_house(event: &Event) -> bool {
    matches!(
        event,
        Event::OfficeFounded { .. }
            | Event::OfficeRenamed { .. }
            | Event::LevelsSet { .. }
            | Event::FilePlanSet { .. }
            | Event::OfficerAdded { .. }
            | Event::OfficerChanged { .. }
            | Event::OfficerSuspended { .. }
            | Event::OfficerReinstated { .. }
            | Event::DeskAdded { .. }
            | Event::DeskChanged { .. }
            | Event::DeskClosed { .. }
            | Event::PrivateOfficeSet { .. }
            | Event::TwoPersonsSet { .. }
            | Event::MandateGiven { .. }
            | Event::MandateEnded { .. }
            | Event::RoleGiven { .. }
            | Event::RoleEnded { .. }
            | Event::ReadingsEntered { .. }
            | Event::DayClosed { .. }
            | Event::SeriesOpened { .. }
            | Event::SeriesChanged { .. }
            | Event::SeriesClosed { .. }
            | Event::CalendarSet { .. }
            | Event::HolidayAdded { .. }
            | Event::HolidayRemoved { .. }
            | Event::ListSet { .. }
            | Event::ListGivenUp { .. }
    )
}
