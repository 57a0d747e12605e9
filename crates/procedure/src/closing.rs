//! The day closing: where the books of numbers stand at a moment, how much is cited and not held, and the head of the record then.
//! Each compares with the one before: whoever changes what happened has to change what was printed and mailed as well.

use phrases::say;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::event::Event;
use crate::house::{Book, BookKey, House};
use crate::ids::{DeskId, Hash, OfficerId, SeriesId};
use crate::moment::Moment;
use crate::readings::ReadingsHead;
use crate::role::Role;

/// The record up to a moment: how many entries, and the root of their tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHead {
    /// How many entries.
    pub entries: u64,
    /// The root of the Merkle tree over them (RFC 9162).
    pub root: Hash,
}

/// What a closing says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Its number, from 1; it never begins again.
    pub no: u32,
    /// The civil day on which it was made, in the office's zone.
    pub day: Date,
    /// The open books of the year, and those of other years that changed since the closing before.
    pub books: Vec<ClosedBook>,
    /// How many papers of all books cite something that is not held. It is entered of every closing, and not told to whoever sees some books only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_held: Option<u64>,
    /// Up to where the reading ledger stood when that was entered last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readings: Option<ReadingsHead>,
    /// The record before this closing was entered.
    pub over: JournalHead,
    /// The closing before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<ClosingBefore>,
    /// In what the record does not go on from the closing before; empty where all is well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differs: Vec<Differs>,
}

/// Where one book stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedBook {
    /// The series.
    pub series: SeriesId,
    /// The year; 0 for a series that never turns over.
    pub year: i16,
    /// The number that it gives next.
    pub next: u32,
    /// The last number under which something was entered, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// How many numbers were given or set aside since the closing before.
    pub given: u32,
    /// How many numbers that are set aside are neither used nor void.
    pub reserved: u32,
    /// How many of all its numbers are void, sub-numbers too.
    pub void: u64,
    /// How many of them became so since the closing before.
    pub voided: u64,
    /// How many of its papers cite something that is not held. It is entered of every book, and told with the sum of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_held: Option<u64>,
}

/// The closing before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingBefore {
    /// Its number.
    pub no: u32,
    /// Its day.
    pub day: Date,
    /// The record before it was entered.
    pub over: JournalHead,
}

/// In what the record does not go on from a closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Differs {
    /// The entries before it are other ones.
    History,
    /// A book gives a number again, or has fewer void ones.
    Numbers,
    /// The reading ledger did not go on from what had been entered of it.
    Readings,
}

impl Differs {
    /// In words, as a sentence without its first capital and its full stop.
    pub fn words(self) -> &'static str {
        match self {
            Self::History => say!("what had been entered before that closing is not what the record holds now"),
            Self::Numbers => say!("a book stands below where it stood at that closing"),
            Self::Readings => say!("the reading ledger does not go on from what had been entered of it"),
        }
    }
}

/// What the lines of a book say of its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BookLines {
    /// The last number under which something was entered, as printed.
    pub last: Option<String>,
    /// How many numbers are void.
    pub void: u64,
    /// How many of its papers cite something that is not held.
    pub not_held: u64,
}

/// The record as it is when a day is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalNow {
    /// Its head.
    pub head: JournalHead,
    /// Whether it goes on from the head of the closing before; so it is where there is none.
    pub goes_on: bool,
}

/// The closing that was made last, as far as the next one has to know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastClosing {
    /// Its number, its day, and the record before it.
    #[serde(flatten)]
    pub said: ClosingBefore,
    /// When it was made.
    pub at: Moment,
    /// Where every book stood.
    pub books: Vec<StoodBook>,
}

/// Where a book stood at a closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoodBook {
    /// The book.
    #[serde(flatten)]
    pub key: BookKey,
    /// The number that it gives next.
    pub next: u32,
    /// How many of its numbers are void.
    pub void: u64,
}

/// The desks that keep a series in which numbers are given.
pub fn registries(house: &House) -> impl Iterator<Item = &DeskId> {
    house.series.values().filter(|series| series.closed.is_none()).map(|series| &series.registry)
}

/// Whether an officer may close the day: whoever acts for a registry, and administrators.
pub fn may_close_day(house: &House, officer: &OfficerId, at: Moment) -> bool {
    house.active(officer).is_some()
        && (house.is_administrator(officer)
            || registries(house).any(|desk| house.mandate_for(officer, desk, at).is_some()))
}

/// How much of closings an officer is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClosingSight {
    /// Nothing: for that officer there are none.
    None,
    /// The books of the registries that the officer acts for, and the head; not how much is cited or looked at elsewhere.
    OwnBooks,
    /// All of it.
    Whole,
}

/// How much of closings an officer is shown: administrators and auditors all of it; whoever acts for a registry its own books, since
/// a closing counts the numbers of every series, those too of which the officer may see nothing.
pub fn closing_sight(house: &House, officer: &OfficerId, at: Moment) -> ClosingSight {
    if house.active(officer).is_none() {
        ClosingSight::None
    } else if house.is_administrator(officer) || house.has_role(officer, Role::Auditor, at) {
        ClosingSight::Whole
    } else if registries(house).any(|desk| house.mandate_for(officer, desk, at).is_some()) {
        ClosingSight::OwnBooks
    } else {
        ClosingSight::None
    }
}

impl Closing {
    /// The closing as an officer is shown it; `None` where that officer is shown none.
    #[must_use]
    pub fn as_seen(&self, house: &House, officer: &OfficerId, at: Moment) -> Option<Closing> {
        match closing_sight(house, officer, at) {
            ClosingSight::None => None,
            ClosingSight::Whole => Some(self.clone()),
            ClosingSight::OwnBooks => {
                let own = |book: &&ClosedBook| {
                    let kept = house.series.get(&book.series).map(|series| &series.registry);
                    kept.is_some_and(|desk| house.mandate_for(officer, desk, at).is_some())
                };
                // What is not held for the house may be held for nobody whom the officer knows of, and the reverse.
                let told = |book: &ClosedBook| ClosedBook { not_held: None, ..book.clone() };
                let books = self.books.iter().filter(own).map(told).collect();
                Some(Closing { books, not_held: None, readings: None, ..self.clone() })
            }
        }
    }
}

impl House {
    /// The closing of this moment.
    pub(crate) fn closing(
        &self,
        day: Date,
        lines: &BTreeMap<BookKey, BookLines>,
        not_held: u64,
        now: JournalNow,
    ) -> Closing {
        let before = self.last_closing.as_ref();
        let mut books = Vec::new();
        let mut back = false;
        for (key, book) in &self.books {
            let stood = before.and_then(|last| last.books.iter().find(|stood| stood.key == *key));
            let closed = self.closed_book(key, book, lines.get(key), stood);
            back |= stood.is_some_and(|stood| closed.next < stood.next || closed.void < stood.void);
            let runs = book.closed.is_none() && (key.year == 0 || key.year >= day.year());
            if runs || closed.given > 0 || closed.voided > 0 {
                books.push(closed);
            }
        }
        back |= before.is_some_and(|last| last.books.iter().any(|stood| !self.books.contains_key(&stood.key)));
        let broken = self.readings.as_ref().and_then(|known| known.broken);
        let differs = [
            (Differs::History, !now.goes_on),
            (Differs::Numbers, back),
            (Differs::Readings, before.is_some_and(|last| broken.is_some_and(|at| at > last.at))),
        ];
        Closing {
            no: before.map_or(1, |last| last.said.no.saturating_add(1)),
            day,
            books,
            not_held: Some(not_held),
            readings: self.readings.as_ref().map(|known| known.head),
            over: now.head,
            before: before.map(|last| last.said),
            differs: differs.into_iter().filter(|(_, is)| *is).map(|(what, _)| what).collect(),
        }
    }

    fn closed_book(
        &self,
        key: &BookKey,
        book: &Book,
        lines: Option<&BookLines>,
        stood: Option<&StoodBook>,
    ) -> ClosedBook {
        let start = self.series.get(&key.series).map_or(1, |series| series.start);
        let void = lines.map_or(0, |lines| lines.void);
        ClosedBook {
            series: key.series.clone(),
            year: key.year,
            next: book.next,
            last: lines.and_then(|lines| lines.last.clone()),
            given: book.next.saturating_sub(stood.map_or(start, |stood| stood.next)),
            reserved: u32::try_from(book.reserved.len()).unwrap_or(u32::MAX),
            void,
            voided: void.saturating_sub(stood.map_or(0, |stood| stood.void)),
            not_held: Some(lines.map_or(0, |lines| lines.not_held)),
        }
    }

    /// Folds that a day was closed.
    pub(crate) fn apply_closing(&mut self, event: &Event, at: Moment) {
        let Event::DayClosed { closing } = event else { return };
        let mut books = self.last_closing.take().map(|last| last.books).unwrap_or_default();
        for closed in &closing.books {
            let key = BookKey { series: closed.series.clone(), year: closed.year };
            books.retain(|stood| stood.key != key);
            books.push(StoodBook { key, next: closed.next, void: closed.void });
        }
        let said = ClosingBefore { no: closing.no, day: closing.day, over: closing.over };
        self.last_closing = Some(LastClosing { said, at, books });
    }
}
