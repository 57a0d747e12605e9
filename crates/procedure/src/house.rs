//! The house: what stands in an office apart from its papers. Officers, desks, mandates, levels, series.
//!
//! Small enough to be held whole in memory: an office of five hundred officers is a few hundred kilobytes.

use phrases::say;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, OFFICE_CALENDAR};
use crate::closing::LastClosing;
use crate::ids::{CalendarId, DeskId, LevelId, ListId, MandateId, OfficeId, OfficerId, SeriesId};
use crate::moment::Moment;
use crate::number::Pattern;
use crate::paper::{Holder, Paper};
use crate::readings::ReadingsEntered;
use crate::role::Roles;
use crate::shared::Shared;

/// The office's standing facts, folded from its events.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct House {
    /// The office, once founded.
    pub founding: Option<Founding>,
    /// Officers by code.
    pub officers: Shared<BTreeMap<OfficerId, Officer>>,
    /// Desks by code.
    pub desks: Shared<BTreeMap<DeskId, Desk>>,
    /// Mandates, past ones too.
    pub mandates: Shared<BTreeMap<MandateId, Mandate>>,
    /// The scale of markings, lowest first; a level's rank is its place here.
    pub levels: Vec<Level>,
    /// Series by code.
    pub series: BTreeMap<SeriesId, Series>,
    /// Every pattern by which a series ever printed numbers: another that printed alike would make twins on paper.
    #[serde(default)]
    pub printed: BTreeMap<SeriesId, Vec<Pattern>>,
    /// The file plan: code to title.
    pub file_plan: Shared<BTreeMap<String, String>>,
    /// Calendars by code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub calendars: BTreeMap<CalendarId, Calendar>,
    /// Lists by which copies are given, by code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: BTreeMap<ListId, List>,
    /// Where two officers have to decide.
    #[serde(default, skip_serializing_if = "TwoPersons::is_empty")]
    pub two_persons: TwoPersons,
    /// Roles of officers.
    #[serde(default, skip_serializing_if = "Roles::is_empty")]
    pub roles: Roles,
    /// Up to where the reading ledger stood when that was entered last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readings: Option<ReadingsEntered>,
    /// The closing that was made last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_closing: Option<LastClosing>,
    /// The books of each series and year: counters and reserved blocks. Kept apart from the rest because every
    /// registration changes one of them.
    #[serde(skip)]
    pub books: BTreeMap<BookKey, Book>,
}

/// A list by which copies are given. What was given by it stays as it was when the list changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Its name.
    pub name: String,
    /// Who has a copy, in order.
    pub holders: Vec<Holder>,
    /// Why it is used no longer, where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_up: Option<String>,
}

/// Where two officers have to decide before a text is adopted or rejected.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TwoPersons {
    /// Series in which the decided text would be entered.
    pub series: BTreeSet<SeriesId>,
    /// Markings of the dossier.
    pub levels: BTreeSet<LevelId>,
}

impl TwoPersons {
    /// Whether no rule holds.
    pub fn is_empty(&self) -> bool {
        self.series.is_empty() && self.levels.is_empty()
    }

    /// Lets the rule hold, or no longer.
    pub(crate) fn set(&mut self, of: &TwoPersonsFor, holds: bool) {
        match (of, holds) {
            (TwoPersonsFor::Series(series), true) => drop(self.series.insert(series.clone())),
            (TwoPersonsFor::Series(series), false) => drop(self.series.remove(series)),
            (TwoPersonsFor::Level(level), true) => drop(self.levels.insert(level.clone())),
            (TwoPersonsFor::Level(level), false) => drop(self.levels.remove(level)),
        }
    }

    /// Whether the rule holds for it.
    pub fn holds(&self, of: &TwoPersonsFor) -> bool {
        match of {
            TwoPersonsFor::Series(series) => self.series.contains(series),
            TwoPersonsFor::Level(level) => self.levels.contains(level),
        }
    }
}

/// For what two officers have to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "code", rename_all = "snake_case")]
pub enum TwoPersonsFor {
    /// Texts that are entered in a series.
    Series(SeriesId),
    /// Dossiers of a marking.
    Level(LevelId),
}

/// Who the office is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founding {
    /// Its id.
    pub office: OfficeId,
    /// Its name as printed.
    pub name: String,
    /// Names that it had before, oldest first, each with the moment until which it was the name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_names: Vec<(String, Moment)>,
    /// The IANA name of its time zone; civil years of numbers follow it.
    pub zone: String,
    /// When it was founded.
    pub at: Moment,
}

impl Founding {
    /// Its name at a moment.
    pub fn name_at(&self, at: Moment) -> &str {
        self.former_names.iter().find(|(_, until)| at < *until).map_or(&self.name, |(name, _)| name)
    }
}

/// What an officer may do for the house itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Officers, desks, mandates, series, levels.
    Administrator,
}

/// A person who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// Name as printed.
    pub name: String,
    /// Other names and initials the officer is known by in papers.
    pub aliases: Vec<String>,
    /// The highest level the officer may read.
    pub cleared_to: LevelId,
    /// Duties for the house.
    pub duties: BTreeSet<Duty>,
    /// Set while suspended: no act, no sight.
    pub suspended: Option<Suspension>,
}

/// Since when and why an officer is suspended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Since when.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
    /// Why.
    pub reason: String,
}

/// A place where work waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Name as printed.
    pub name: String,
    /// Other names it is known by in papers.
    pub aliases: Vec<String>,
    /// The desk of its chief.
    pub above: Option<DeskId>,
    /// When it was closed; a closed desk takes no new work.
    pub closed: Option<Moment>,
    /// The calendar by which it works, where that is not the one of the desk above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarId>,
    /// The desk through which submissions to it go: it holds them, sends them back, and orders the box of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private_office: Option<DeskId>,
}

/// In what capacity an officer acts for a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// Holds the desk.
    Holder,
    /// Stands in for its holder.
    Substitute,
}

/// That an officer acts for a desk from a moment to a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// Who.
    pub officer: OfficerId,
    /// For which desk.
    pub desk: DeskId,
    /// As holder or substitute.
    pub capacity: Capacity,
    /// From when, inclusive.
    pub from: Moment,
    /// Until when, exclusive; `None` without end.
    pub until: Option<Moment>,
    /// Of a substitute: the holder of the desk stood in for, whose own bring-forwards come to the substitute too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<OfficerId>,
}

impl Mandate {
    /// Whether it holds at a moment.
    pub fn holds_at(&self, at: Moment) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// Who in the house may see a paper, before anybody is named on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Every officer cleared to its level.
    WholeHouse,
    /// The desks named on it, and the desks of their chiefs.
    DeskAndChief,
    /// Those named on it, and nobody else.
    ListOnly,
}

impl Visibility {
    /// In words, as it stands after "seen by".
    pub fn words(self) -> &'static str {
        match self {
            Self::WholeHouse => say!("the whole house"),
            Self::DeskAndChief => say!("the desk, its chiefs and those named"),
            Self::ListOnly => say!("those named only"),
        }
    }
}

/// One level of the office's scale of markings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Its code: "secret".
    pub id: LevelId,
    /// Its name as printed: "Secret".
    pub name: String,
    /// The words that mean it on papers, lower case: "secret", "секретно".
    pub words: Vec<String>,
    /// Who may see papers of this level; the stricter of this and the series' rule holds.
    pub rule: Visibility,
}

/// When a series begins again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TurnOver {
    /// On 1 January, in the office's zone; the old year stays open until it is closed.
    Yearly,
    /// Never: numbers run on.
    Never,
}

/// A numbered sequence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// Name as printed: "Incoming".
    pub name: String,
    /// How numbers are printed.
    pub pattern: Pattern,
    /// The first number of a year (of the first year only, where it never turns over).
    pub start: u32,
    /// When it begins again.
    pub turn_over: TurnOver,
    /// The desk that keeps it: its officers enter papers, and see its cards.
    pub registry: DeskId,
    /// Who may see its papers before anybody is named on them.
    pub rule: Visibility,
    /// Lowest and highest level it takes; `None` takes all.
    pub band: Option<(LevelId, LevelId)>,
    /// The file-plan code its papers are filed under unless another is given.
    pub file_code: Option<String>,
    /// When it was closed; a closed series gives no new numbers.
    pub closed: Option<Moment>,
    /// Whether its papers leave the house: letters sent, which answer those that came in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outgoing: bool,
    /// How the papers of a circular are numbered in it.
    #[serde(default, skip_serializing_if = "CircularNumbers::is_usual")]
    pub circulars: CircularNumbers,
}

/// How the papers of a circular are numbered in a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CircularNumbers {
    /// Under the number of the paper that is sent, each with a sub-number: 17/1, 17/2, 17/3.
    #[default]
    OneNumber,
    /// Each with a number of its own, one after the other.
    NumberEach,
}

impl CircularNumbers {
    /// Whether it is what a series does that says nothing of it.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// A series and the year of its book; year 0 for a series that never turns over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BookKey {
    /// The series.
    pub series: SeriesId,
    /// The year, or 0.
    pub year: i16,
}

/// One year's book of a series: where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Book {
    /// The next number it gives.
    pub next: u32,
    /// When it was closed.
    pub closed: Option<Moment>,
    /// Numbers reserved and neither filled nor voided yet, each with the reason of its block.
    pub reserved: BTreeMap<u32, String>,
    /// Reserved numbers that were voided unused, each with the reason.
    pub voided: BTreeMap<u32, String>,
}

/// Most desks above one another that are looked at.
pub const DESKS_ABOVE_MAX: usize = 16;

impl House {
    /// The officer, if there is one who is not suspended.
    pub fn active(&self, officer: &OfficerId) -> Option<&Officer> {
        self.officers.get(officer).filter(|officer| officer.suspended.is_none())
    }

    /// The mandate by which an officer acts for a desk at a moment: as holder before as substitute.
    pub fn mandate_for(&self, officer: &OfficerId, desk: &DeskId, at: Moment) -> Option<&MandateId> {
        self.mandates
            .iter()
            .filter(|(_, mandate)| mandate.officer == *officer && mandate.desk == *desk && mandate.holds_at(at))
            .min_by_key(|(id, mandate)| (mandate.capacity, *id))
            .map(|(id, _)| id)
    }

    /// The desks an officer acts for at a moment.
    pub fn desks_of(&self, officer: &OfficerId, at: Moment) -> BTreeSet<&DeskId> {
        self.mandates
            .values()
            .filter(|mandate| mandate.officer == *officer && mandate.holds_at(at))
            .map(|mandate| &mandate.desk)
            .collect()
    }

    /// The officers who act for a desk at a moment, holders first.
    pub fn officers_of(&self, desk: &DeskId, at: Moment) -> Vec<&OfficerId> {
        let mut officers: Vec<_> = self
            .mandates
            .values()
            .filter(|mandate| mandate.desk == *desk && mandate.holds_at(at))
            .map(|mandate| (mandate.capacity, &mandate.officer))
            .collect();
        officers.sort();
        officers.dedup_by(|a, b| a.1 == b.1);
        officers.into_iter().map(|(_, officer)| officer).collect()
    }

    /// The officers at work who act for a desk at a moment.
    pub fn at_work_at(&self, desk: &DeskId, at: Moment) -> BTreeSet<&OfficerId> {
        self.officers_of(desk, at).into_iter().filter(|officer| self.active(officer).is_some()).collect()
    }

    /// The officers who hold a desk at a moment.
    pub fn holders_of(&self, desk: &DeskId, at: Moment) -> BTreeSet<&OfficerId> {
        self.of_capacity(desk, Capacity::Holder, at)
    }

    /// The officers who act for a desk at a moment in a capacity.
    pub fn of_capacity(&self, desk: &DeskId, capacity: Capacity, at: Moment) -> BTreeSet<&OfficerId> {
        let theirs = |one: &&Mandate| one.desk == *desk && one.capacity == capacity && one.holds_at(at);
        self.mandates.values().filter(theirs).map(|mandate| &mandate.officer).collect()
    }

    /// The officers for whom an officer stands in at a moment, each with the desk at which: holders of that desk. Whom such
    /// a holder stands in for elsewhere is none of them.
    pub fn stands_in_for(&self, officer: &OfficerId, at: Moment) -> BTreeSet<(&OfficerId, &DeskId)> {
        let standing = self.mandates.values().filter(|mandate| {
            mandate.officer == *officer && mandate.capacity == Capacity::Substitute && mandate.holds_at(at)
        });
        let for_whom = standing.filter_map(|mandate| Some((mandate.instead_of.as_ref()?, &mandate.desk)));
        for_whom.filter(|(of, desk)| *of != officer && self.holders_of(desk, at).contains(of)).collect()
    }

    /// The desk at which an officer stands in for another at a moment, the first by its code.
    pub fn stands_in_at(&self, officer: &OfficerId, of: &OfficerId, at: Moment) -> Option<&DeskId> {
        self.stands_in_for(officer, at).into_iter().find(|(whom, _)| *whom == of).map(|(_, desk)| desk)
    }

    /// A code for another mandate, "legal.lind", "legal.lind.2", that none has; `None` where it would be too long for one.
    pub fn free_mandate(&self, desk: &DeskId, officer: &OfficerId) -> Option<MandateId> {
        let stem = format!("{desk}.{officer}");
        let codes = std::iter::once(stem.clone()).chain((2..=self.mandates.len() + 2).map(|no| format!("{stem}.{no}")));
        codes.map_while(|code| MandateId::new(code).ok()).find(|code| !self.mandates.contains_key(code))
    }

    /// The house as it would be if an officer held a desk from a moment on.
    #[must_use]
    pub fn with_holder(&self, officer: &OfficerId, desk: &DeskId, from: Moment) -> Self {
        let mut after = self.clone();
        let (officer, desk, capacity) = (officer.clone(), desk.clone(), Capacity::Holder);
        let mandate = Mandate { officer, desk, capacity, from, until: None, instead_of: None };
        let free = (0..).find_map(|no| {
            MandateId::new(format!("would-hold-{no}")).ok().filter(|code| !self.mandates.contains_key(code))
        });
        after.mandates.extend(free.map(|code| (code, mandate)));
        after
    }

    /// The desks above a desk, nearest first; a ring of desks ends after [`DESKS_ABOVE_MAX`].
    pub fn above(&self, desk: &DeskId) -> Vec<&DeskId> {
        let mut found = Vec::new();
        let mut at = self.desks.get(desk).and_then(|desk| desk.above.as_ref());
        while let Some(chief) = at {
            if found.contains(&chief) || found.len() == DESKS_ABOVE_MAX {
                break;
            }
            found.push(chief);
            at = self.desks.get(chief).and_then(|desk| desk.above.as_ref());
        }
        found
    }

    /// The calendar by which a desk works: its own, else that of the nearest desk above that has one, else the one called
    /// [`OFFICE_CALENDAR`]; `None` where there is none of these, and every day counts.
    pub fn calendar_of(&self, desk: &DeskId) -> Option<&Calendar> {
        self.calendar_id_of(desk).and_then(|id| self.calendars.get(id))
    }

    /// The code of [`Self::calendar_of`].
    pub fn calendar_id_of(&self, desk: &DeskId) -> Option<&CalendarId> {
        let own = |desk: &DeskId| self.desks.get(desk).and_then(|desk| desk.calendar.as_ref());
        let found = own(desk).or_else(|| self.above(desk).into_iter().find_map(own));
        found.or_else(|| self.calendars.keys().find(|id| id.as_str() == OFFICE_CALENDAR))
    }

    /// Whether a paper leaves the house: whether a series in which it stands is an outgoing one.
    pub fn goes_out(&self, paper: &Paper) -> bool {
        paper.series().into_iter().any(|series| self.series.get(series).is_some_and(|series| series.outgoing))
    }

    /// A level's rank, from 0; an unknown level ranks above all.
    pub fn rank(&self, level: &LevelId) -> usize {
        self.levels.iter().position(|known| known.id == *level).unwrap_or(usize::MAX)
    }

    /// The level that the words of a marking mean: the highest whose name, code or words stand in it. "Top secret" is
    /// never read as "secret", nor "unclassified" as "classified".
    pub fn level_of(&self, words: &str) -> Option<&Level> {
        let words = one_spaced(words);
        self.levels.iter().rev().find(|level| {
            stands_in(&one_spaced(&level.name), &words)
                || stands_in(&one_spaced(&level.id.as_str().replace(['-', '.'], " ")), &words)
                || level.words.iter().any(|word| stands_in(&one_spaced(word), &words))
        })
    }

    /// The key of the book in which a series enters papers of a civil year.
    pub fn book_key(&self, series: &SeriesId, year: i16) -> Option<BookKey> {
        let kept = self.series.get(series)?;
        let year = match kept.turn_over {
            TurnOver::Yearly => year,
            TurnOver::Never => 0,
        };
        Some(BookKey { series: series.clone(), year })
    }

    /// The next number a series gives in a civil year, as it would be printed now.
    pub fn next_number(&self, series: &SeriesId, year: i16) -> Option<String> {
        let kept = self.series.get(series)?;
        let key = self.book_key(series, year)?;
        let next = self.books.get(&key).map_or(kept.start, |book| book.next);
        Some(kept.pattern.render(series, year, next))
    }

    /// Whether an officer is an administrator, and not suspended.
    pub fn is_administrator(&self, officer: &OfficerId) -> bool {
        self.active(officer).is_some_and(|known| known.duties.contains(&Duty::Administrator))
    }

    /// The series that a desk keeps.
    pub fn series_kept_by<'a>(&'a self, desk: &'a DeskId) -> impl Iterator<Item = (&'a SeriesId, &'a Series)> {
        self.series.iter().filter(move |(_, series)| series.registry == *desk)
    }

    /// Whether a desk keeps a series: whether it is a registry.
    pub fn keeps_a_series(&self, desk: &DeskId) -> bool {
        self.series_kept_by(desk).next().is_some()
    }

    /// Administrators who are not suspended.
    pub fn administrators(&self) -> impl Iterator<Item = &OfficerId> {
        self.officers
            .iter()
            .filter(|(_, officer)| officer.suspended.is_none() && officer.duties.contains(&Duty::Administrator))
            .map(|(id, _)| id)
    }
}

/// Lower case, with one space between words however they were spaced or broken into lines.
fn one_spaced(words: &str) -> String {
    words.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a word stands in a text as a whole word; an empty one does not.
pub(crate) fn stands_in(word: &str, text: &str) -> bool {
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
}
