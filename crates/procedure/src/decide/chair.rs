//! The chair: who acts, what is known, and the checks that many acts share.

use std::collections::BTreeSet;

use crate::act::{Act, KEY_BYTES_MAX, NAME_BYTES_MAX, REMARK_BYTES_MAX, Sitting};
use crate::dossier::SAYS_BYTES_MAX;
use crate::house::{Desk, Duty, House, Officer, Series};
use crate::ids::{DeskId, LevelId, MandateId, OfficerId, PaperId, SeriesId};
use crate::known::Known;
use crate::moment::Moment;
use crate::paper::{Marking, Paper};
use crate::refusal::{Counted, Desks, HandingRefusal, Refusal, Thing, Written};
use crate::sight::{Sight, may_see};

/// At which of a paper's desks an officer may sit: what is offered to do goes by it, and so does what is decided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seats {
    /// Registries of the series in which the paper stands.
    pub keeper: BTreeSet<DeskId>,
    /// Desks with which the paper lies.
    pub holder: BTreeSet<DeskId>,
}

impl Seats {
    /// The desks of a paper for which an officer has a mandate at a moment.
    pub fn of(house: &House, paper: &Paper, officer: &OfficerId, at: Moment) -> Self {
        let has = |desk: &&DeskId| house.mandate_for(officer, desk, at).is_some();
        Self {
            keeper: keepers(house, paper).into_iter().filter(has).cloned().collect(),
            holder: holders(house, paper).into_iter().filter(has).cloned().collect(),
        }
    }

    /// Whether the officer may do what the registry does.
    pub fn keeps(&self) -> bool {
        !self.keeper.is_empty()
    }

    /// Whether the officer may do what the registry does or a desk that holds the paper.
    pub fn keeps_or_holds(&self) -> bool {
        self.keeps() || !self.holder.is_empty()
    }
}

/// An officer who is known and not suspended.
fn at_work<'a>(house: &'a House, id: &OfficerId) -> Result<&'a Officer, Refusal> {
    let officer = house.officers.get(id).ok_or_else(|| Refusal::NoOfficer { officer: id.clone() })?;
    match &officer.suspended {
        None => Ok(officer),
        Some(suspension) => {
            Err(Refusal::Suspended { officer: id.clone(), since: suspension.at, reason: suspension.reason.clone() })
        }
    }
}

/// That a paper stands under a number.
fn is_live(paper: &Paper) -> Result<&Paper, Refusal> {
    if paper.is_void() { Err(Refusal::PaperVoid { number: paper.number().to_owned() }) } else { Ok(paper) }
}

/// Whether an officer may add a version to a paper, asked before there is one: making it may take long. Sight of the paper is
/// not asked here.
///
/// # Errors
/// What the act would be refused for, whatever the version.
pub fn may_add_version(house: &House, paper: &Paper, officer: &OfficerId, at: Moment) -> Result<(), Refusal> {
    at_work(house, officer)?;
    super::versions::room_for_one(is_live(paper)?)?;
    if Seats::of(house, paper, officer, at).keeps_or_holds() {
        return Ok(());
    }
    let desks = keepers(house, paper).into_iter().chain(holders(house, paper)).cloned().collect();
    Err(Refusal::NoMandate { officer: officer.clone(), desks: Desks(desks) })
}

/// The desks that keep the series a paper stands in.
fn keepers<'a>(house: &'a House, paper: &Paper) -> Vec<&'a DeskId> {
    paper.series().into_iter().filter_map(|series| house.series.get(series)).map(|series| &series.registry).collect()
}

/// The desk for which an officer acts as keeper or holder of a paper: the first with a mandate, registries before desks
/// that hold it.
pub fn keeper_or_holder(house: &House, paper: &Paper, officer: &OfficerId, at: Moment) -> Option<DeskId> {
    let mut desks = keepers(house, paper).into_iter().chain(holders(house, paper));
    desks.find(|desk| house.mandate_for(officer, desk, at).is_some()).cloned()
}

/// The desks that hold a paper now.
fn holders<'p>(house: &'p House, paper: &'p Paper) -> Vec<&'p DeskId> {
    paper.holders(|series| house.series.get(series).map(|series| &series.registry)).into_iter().collect()
}

/// What one decision has before it.
pub(super) struct Chair<'a> {
    pub(super) house: &'a House,
    pub(super) known: &'a Known,
    pub(super) sitting: &'a Sitting,
    /// The act's id.
    pub(super) id: PaperId,
    /// The paper that the act asks for.
    asked: Option<PaperId>,
    /// The desk acted for, once a check has found it.
    pub(super) desk: Option<DeskId>,
    /// The mandate for it.
    pub(super) mandate: Option<MandateId>,
}

impl<'a> Chair<'a> {
    /// Seats the officer: known, not suspended, with a key of a lawful length.
    pub(super) fn take(house: &'a House, known: &'a Known, act: &Act, sitting: &'a Sitting) -> Result<Self, Refusal> {
        let id = super::id_of(house, act, sitting)?;
        let chair = Self { house, known, sitting, id, asked: act.paper(), desk: None, mandate: None };
        if sitting.key.is_empty() {
            return Err(Refusal::Empty { field: Written::Key });
        }
        length(Written::Key, &sitting.key, KEY_BYTES_MAX)?;
        if !matches!(act, Act::Found { .. }) {
            chair.officer()?;
        }
        Ok(chair)
    }

    /// The officer who acts.
    pub(super) fn officer(&self) -> Result<&'a Officer, Refusal> {
        at_work(self.house, &self.sitting.officer)
    }

    pub(super) fn administrator(&self) -> Result<(), Refusal> {
        if self.officer()?.duties.contains(&Duty::Administrator) {
            Ok(())
        } else {
            Err(Refusal::NotAdministrator { officer: self.sitting.officer.clone() })
        }
    }

    /// Seats the officer at the first of the desks for which there is a mandate.
    pub(super) fn sit_at<'d>(&mut self, desks: impl IntoIterator<Item = &'d DeskId>) -> Result<DeskId, Refusal> {
        let mut named = BTreeSet::new();
        let desks: Vec<&DeskId> = desks.into_iter().filter(|desk| named.insert(*desk)).collect();
        for desk in &desks {
            if let Some(mandate) = self.house.mandate_for(&self.sitting.officer, desk, self.sitting.at) {
                self.desk = Some((*desk).clone());
                self.mandate = Some(mandate.clone());
                return Ok((*desk).clone());
            }
        }
        if let Some(over) = self.over_at(&desks) {
            return Err(over);
        }
        let desks = Desks(desks.into_iter().cloned().collect());
        Err(Refusal::NoMandate { officer: self.sitting.officer.clone(), desks })
    }

    /// That the officer did act for one of these desks, until when, and who does now.
    fn over_at(&self, desks: &[&DeskId]) -> Option<Refusal> {
        let (officer, at) = (&self.sitting.officer, self.sitting.at);
        let theirs =
            self.house.mandates.iter().filter(|(_, one)| one.officer == *officer && desks.contains(&&one.desk));
        let over = theirs.filter_map(|(id, one)| Some((one.until.filter(|until| *until <= at)?, id, &one.desk)));
        let (until, mandate, desk) = over.max()?;
        let now = self.house.at_work_at(desk, at).into_iter().cloned().collect();
        let (officer, desk, mandate) = (officer.clone(), desk.clone(), mandate.clone());
        Some(HandingRefusal::MandateOver { officer, desk, mandate, until, now }.into())
    }

    /// The paper acted on, if this officer may know of it.
    pub(super) fn paper(&self) -> Result<&'a Paper, Refusal> {
        // The same words whether it is not there or not for this officer.
        let absent = || Refusal::NoPaper { paper: self.asked.unwrap_or(self.id) };
        self.seen(self.known.paper.as_ref().ok_or_else(absent)?)
    }

    /// The paper acted on, if it stands under a number.
    pub(super) fn live_paper(&self) -> Result<&'a Paper, Refusal> {
        is_live(self.paper()?)
    }

    /// Another paper that the act names, if this officer may know of it.
    pub(super) fn other(&self, id: PaperId) -> Result<&'a Paper, Refusal> {
        self.seen(self.known.others.get(&id).ok_or(Refusal::NoPaper { paper: id })?)
    }

    fn seen(&self, paper: &'a Paper) -> Result<&'a Paper, Refusal> {
        if self.sees(paper) { Ok(paper) } else { Err(Refusal::NoPaper { paper: paper.id }) }
    }

    /// Whether this officer may know of a paper.
    pub(super) fn sees(&self, paper: &Paper) -> bool {
        may_see(self.house, &self.sitting.officer, paper, self.sitting.at) >= Sight::Card
    }

    /// Whether this officer may read a paper, and not only its card.
    pub(super) fn reads(&self, paper: &Paper) -> bool {
        may_see(self.house, &self.sitting.officer, paper, self.sitting.at) == Sight::Whole
    }

    /// Whether this officer may know that a citation is tied to a paper: as on every page, its number has to be seen.
    pub(super) fn sees_tie(&self, to: &PaperId) -> bool {
        let sight = |paper| may_see(self.house, &self.sitting.officer, paper, self.sitting.at);
        self.known.tied.get(to).is_some_and(|paper| sight(paper) > Sight::None)
    }

    pub(super) fn series(&self, series: &SeriesId) -> Result<&'a Series, Refusal> {
        let absent = || Refusal::Absent { what: Thing::Series, code: series.to_string() };
        self.house.series.get(series).ok_or_else(absent)
    }

    pub(super) fn open_series(&self, series: &SeriesId) -> Result<&'a Series, Refusal> {
        let known = self.series(series)?;
        match known.closed {
            None => Ok(known),
            Some(_) => Err(Refusal::Closed { what: Thing::Series, code: series.to_string() }),
        }
    }

    pub(super) fn open_desk(&self, desk: &DeskId) -> Result<&'a Desk, Refusal> {
        let absent = || Refusal::Absent { what: Thing::Desk, code: desk.to_string() };
        let known = self.house.desks.get(desk).ok_or_else(absent)?;
        match known.closed {
            None => Ok(known),
            Some(_) => Err(Refusal::Closed { what: Thing::Desk, code: desk.to_string() }),
        }
    }

    pub(super) fn active(&self, officer: &OfficerId) -> Result<&'a Officer, Refusal> {
        let known = self.house.officers.get(officer).ok_or_else(|| Refusal::NoOfficer { officer: officer.clone() })?;
        match &known.suspended {
            None => Ok(known),
            Some(suspension) => Err(Refusal::Suspended {
                officer: officer.clone(),
                since: suspension.at,
                reason: suspension.reason.clone(),
            }),
        }
    }

    /// That a level is on the scale.
    pub(super) fn level(&self, level: &LevelId) -> Result<usize, Refusal> {
        match self.house.rank(level) {
            usize::MAX => Err(Refusal::Absent { what: Thing::Level, code: level.to_string() }),
            rank => Ok(rank),
        }
    }

    /// That the officer may read papers of a level on the scale.
    pub(super) fn cleared_to(&self, level: &LevelId) -> Result<(), Refusal> {
        let rank = self.level(level)?;
        let cleared_to = &self.officer()?.cleared_to;
        if rank <= self.house.rank(cleared_to) && self.house.rank(cleared_to) != usize::MAX {
            return Ok(());
        }
        Err(Refusal::NotCleared {
            officer: self.sitting.officer.clone(),
            cleared_to: cleared_to.clone(),
            level: level.clone(),
        })
    }

    /// That a series takes papers of a level; `None` is the lowest.
    pub(super) fn in_band(&self, series: &SeriesId, level: Option<&LevelId>) -> Result<(), Refusal> {
        let Some((lowest, highest)) = &self.series(series)?.band else { return Ok(()) };
        let rank = level.map_or(0, |level| self.house.rank(level));
        if (self.house.rank(lowest)..=self.house.rank(highest)).contains(&rank) {
            return Ok(());
        }
        let name = |id: &LevelId| self.house.levels.get(self.house.rank(id)).map_or(id.to_string(), |l| l.name.clone());
        Err(Refusal::OutOfBand {
            series: series.clone(),
            lowest: name(lowest),
            highest: name(highest),
            level: level.map_or_else(|| "not marked".to_owned(), name),
        })
    }

    /// The desks that keep the series a paper stands in.
    pub(super) fn keepers(&self, paper: &Paper) -> Vec<&'a DeskId> {
        keepers(self.house, paper)
    }

    /// The desks that hold a paper now.
    pub(super) fn holders<'p>(&self, paper: &'p Paper) -> Vec<&'p DeskId>
    where
        'a: 'p,
    {
        holders(self.house, paper)
    }

    /// Seats the officer at a registry of the paper.
    pub(super) fn sit_as_keeper(&mut self, paper: &Paper) -> Result<DeskId, Refusal> {
        let keepers = self.keepers(paper);
        self.sit_at(keepers)
    }

    /// Seats the officer at a registry of the paper, or at a desk that holds it.
    pub(super) fn sit_as_keeper_or_holder(&mut self, paper: &Paper) -> Result<DeskId, Refusal> {
        let desks: Vec<DeskId> =
            self.keepers(paper).into_iter().cloned().chain(self.holders(paper).into_iter().cloned()).collect();
        self.sit_at(&desks)
    }

    /// That nothing is done with a paper whose marking waits for an officer.
    pub(super) fn marking_confirmed(paper: &Paper) -> Result<(), Refusal> {
        match &paper.marking {
            Marking::Unconfirmed { words } => Err(Refusal::MarkingUnconfirmed { words: words.clone() }),
            Marking::None | Marking::Confirmed { .. } => Ok(()),
        }
    }
}

/// That there are no more of something than its limit.
pub(super) fn at_most(what: Counted, count: usize, count_max: usize) -> Result<(), Refusal> {
    if count > count_max { Err(Refusal::TooMany { what, count, count_max }) } else { Ok(()) }
}

/// That a text an officer must write is there, no longer than its limit, and without characters that a terminal or a
/// spreadsheet would obey.
pub(super) fn required(field: Written, text: &str) -> Result<(), Refusal> {
    // A file's name is as it came; where it is printed it is made harmless.
    match field {
        Written::FileName => {}
        Written::Reason | Written::Remark | Written::Report | Written::What | Written::BottomLine => {
            plain(field, text, true)?
        }
        _ => plain(field, text, false)?,
    }
    filled(field, text)
}

/// That a text as it stands on a paper is there, in one line or several.
pub(super) fn as_it_stands(field: Written, text: &str) -> Result<(), Refusal> {
    plain(field, text, true)?;
    filled(field, text)
}

/// That a text has no control characters, but for ends of lines and tabs where several lines make sense.
pub(super) fn plain(field: Written, text: &str, lines: bool) -> Result<(), Refusal> {
    let obeyed = |c: &char| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t'));
    match text.chars().find(obeyed) {
        Some(c) => Err(Refusal::ControlCharacter { field, character: format!("U+{:04X}", u32::from(c)) }),
        None => Ok(()),
    }
}

fn filled(field: Written, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Empty { field });
    }
    let limit = match field {
        Written::Name | Written::Alias | Written::Zone | Written::Code | Written::Words => NAME_BYTES_MAX,
        Written::AssertedBy | Written::ReportedBy | Written::ByWhom | Written::Holder => NAME_BYTES_MAX,
        Written::Actor | Written::StepAct | Written::Object | Written::Recipient => NAME_BYTES_MAX,
        Written::Number
        | Written::SentTo
        | Written::Reference
        | Written::Receiver
        | Written::Symbol
        | Written::Body => NAME_BYTES_MAX,
        Written::Says | Written::Passage => SAYS_BYTES_MAX,
        _ => REMARK_BYTES_MAX,
    };
    length(field, text, limit)
}

/// That a text an officer may write, if there, is no longer than its limit.
pub(super) fn optional(field: Written, text: Option<&String>) -> Result<(), Refusal> {
    text.map_or(Ok(()), |text| required(field, text))
}

pub(super) fn length(field: Written, text: &str, bytes_max: usize) -> Result<(), Refusal> {
    if text.len() > bytes_max { Err(Refusal::TooLong { field, bytes: text.len(), bytes_max }) } else { Ok(()) }
}
