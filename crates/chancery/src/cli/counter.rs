//! The counter: where the command line meets an office. It opens the folder itself, or speaks to the server that holds
//! it; finds out which officer acts; looks papers up as that officer sees them.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use procedure::act::Act;
use procedure::closing::may_close_day;
use procedure::decide::keeps_lists;
use procedure::event::{Door, Means};
use procedure::house::House;
use procedure::ids::{BodyId, OfficerId, PaperId, SeriesId};
use procedure::moment::Moment;
use procedure::paper::Paper;
use procedure::refusal::Refusal;
use procedure::role::Role;
use procedure::sight::Sight;
use register::{Found, Reads, Seen, Viewer};

use super::{Exit, Stop, Surroundings};
use crate::office::{
    Bodies, BodyRead, Command, Office, OfficeOptions, OpenError, Pooled, Receipt, SubmitError, TrailLine,
};
use crate::readings::{Looked, Through};

/// Who could do what is asked: decides whether `--as` may be left out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Could<'a> {
    /// Administrators.
    Administer,
    /// Officers of the desk that keeps a series.
    Keep(&'a SeriesId),
    /// Officers who may close the day.
    CloseDay,
    /// Auditors.
    Audit,
    /// Officers who may keep the lists by which copies are given.
    KeepLists,
    /// Officers with the role of existence only.
    KnowOf,
    /// Officers who act for any desk.
    HoldDesk,
    /// Officers at work: whoever exports something.
    Export,
    /// Whoever may read the folder; nobody needs to be named.
    Look,
}

/// An office and the officer who stands at it.
pub(super) struct Counter {
    office: Office,
    officer: Option<OfficerId>,
    account: String,
}

/// How an office that could not be opened is told.
pub(super) fn not_opened(error: OpenError) -> Stop {
    let exit = match &error {
        _ if error.is_held() => Exit::Held,
        OpenError::Founded { .. } | OpenError::Contradicts(_) | OpenError::Zone { .. } => Exit::Refused,
        OpenError::Founding(SubmitError::Refusal(_)) => Exit::Refused,
        _ => Exit::Fault,
    };
    Stop { not: "not opened", why: error.to_string(), next: Some(lower_first(&error.next())), exit }
}

/// A hint begins like the rest of its line.
fn lower_first(next: &str) -> String {
    let mut chars = next.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

impl From<SubmitError> for Stop {
    fn from(error: SubmitError) -> Self {
        match &error {
            SubmitError::Refusal(refusal) => Self::refused(refusal),
            SubmitError::Fault(_) => {
                Self { not: "not done", why: error.to_string(), next: Some(error.next()), exit: Exit::Fault }
            }
        }
    }
}

impl Counter {
    /// Opens the office in a folder for an officer, or for the only one who could do it.
    pub(super) fn open(
        folder: &Path,
        named: Option<&OfficerId>,
        could: Could<'_>,
        around: &Surroundings,
    ) -> Result<Self, Stop> {
        Self::open_with(folder, named, could, around, OfficeOptions::default())
    }

    /// [`Counter::open`] with the options of an office that no server holds.
    pub(super) fn open_with(
        folder: &Path,
        named: Option<&OfficerId>,
        could: Could<'_>,
        around: &Surroundings,
        options: OfficeOptions,
    ) -> Result<Self, Stop> {
        let office = Office::reach(folder, options).map_err(not_opened)?;
        let officer = match (named, could) {
            (Some(named), _) => Some(known(&office.house(), named)?),
            (None, Could::Look) => None,
            (None, could) => Some(only_one(&office.house(), could, office.now())?),
        };
        Ok(Self { office, officer, account: around.os_user.clone() })
    }

    /// The same counter with an officer at it: the one named, or the only one who could do it.
    pub(super) fn stand(mut self, named: Option<&OfficerId>, could: Could<'_>) -> Result<Self, Stop> {
        if named.is_none() {
            self.officer = Some(only_one(&self.office.house(), could, self.office.now())?);
        }
        Ok(self)
    }

    /// The office itself.
    pub(super) fn office(&self) -> &Office {
        &self.office
    }

    /// The office's folder.
    pub(super) fn folder(&self) -> &Path {
        self.office.folder()
    }

    /// The officer who acts.
    pub(super) fn officer(&self) -> Result<&OfficerId, Stop> {
        self.officer.as_ref().ok_or_else(|| Stop::usage("no officer is named", "say who acts with --as OFFICER"))
    }

    /// The house as of the last entry.
    pub(super) fn house(&self) -> Arc<House> {
        self.office.house()
    }

    /// The moment now.
    pub(super) fn now(&self) -> Moment {
        self.office.now()
    }

    /// The civil date now in the office's zone.
    pub(super) fn today(&self) -> Date {
        self.office.today()
    }

    /// The office's time zone.
    pub(super) fn zone(&self) -> TimeZone {
        self.office.zone()
    }

    /// The moment at which a day begins in the office's zone.
    pub(super) fn beginning_of(&self, day: Date) -> Result<Moment, Stop> {
        let begins =
            day.to_zoned_datetime(self.zone()).map_err(|error| Stop::usage(error.to_string(), "choose another day"))?;
        Ok(begins.timestamp().into())
    }

    /// The civil date of a moment in the office's zone.
    pub(super) fn day_of(&self, at: Moment) -> Date {
        self.zone().to_datetime(at.timestamp()).date()
    }

    /// Who looks: the officer, or the folder's owner where none is named.
    pub(super) fn viewer(&self) -> Viewer {
        match &self.officer {
            Some(officer) => Viewer::officer(self.house(), officer, self.now()),
            None => Viewer::owner(self.house(), self.now()),
        }
    }

    /// An act on its way to the writer, under the account "for" the officer.
    pub(super) fn command(&self, key: String, act: Act, bodies: Bodies) -> Result<Command, Stop> {
        let officer = self.officer()?.clone();
        let authenticated = self.account.clone();
        Ok(Command { officer, authenticated, means: Means::System, door: Door::CommandLine, key, act, bodies })
    }

    /// Does an act once.
    pub(super) fn act(&self, act: Act, bodies: Bodies) -> Result<Receipt, Stop> {
        let days = crate::office::changed_by(&act);
        let command = self.command(fresh_key()?, act, bodies)?;
        let officer = command.officer.clone();
        let receipt = self.office.submit_blocking(command)?;
        if let Some(reason) = days {
            self.office.follow_calendars_here(&officer, reason.as_deref(), &self.account)?;
        }
        Ok(receipt)
    }

    /// A paper that acts may be done on: its card is seen.
    pub(super) fn paper(&self, typed: &str) -> Result<Paper, Stop> {
        let seen = self.seen(typed)?;
        match seen.sight {
            Sight::None | Sight::OwnActs => Err(no_paper(typed)),
            Sight::Card | Sight::Whole => Ok(seen.paper),
        }
    }

    /// A paper by our number as printed, by its bare number where only one can be meant, or by its id.
    pub(super) fn seen(&self, typed: &str) -> Result<Seen, Stop> {
        let reads = self.office.reads().map_err(Stop::fault)?;
        let viewer = self.viewer();
        let one = |id: &PaperId| reads.paper(&viewer, id).map_err(Stop::fault);
        if let Ok(id) = typed.parse::<PaperId>() {
            return one(&id)?.ok_or_else(|| no_paper(typed));
        }
        let meant = reads.by_number(&viewer, typed).map_err(Stop::fault)?;
        let mut ours = Vec::new();
        for (id, _) in &meant {
            ours.extend(one(id)?.filter(|seen| bears(&seen.paper, typed)));
        }
        // As printed comes before a bare number, which several books may have.
        if let Some(at) = ours.iter().position(|seen| printed(&seen.paper, typed).is_some()) {
            return Ok(ours.swap_remove(at));
        }
        match ours.len() {
            0 => Err(theirs(&reads, &viewer, typed, &meant)),
            1 => Ok(ours.swap_remove(0)),
            _ => {
                let numbers: Vec<&str> = ours.iter().map(|seen| seen.paper.number()).collect();
                Err(Stop::usage(
                    format!("{typed} may mean several papers"),
                    format!("say which: {}", numbers.join(", ")),
                ))
            }
        }
    }

    /// Hands a line to the reading ledger: whoever stands here looked at something.
    pub(super) fn looked(&self, looked: Looked) {
        self.office.looked(self.officer.as_ref(), Some(&self.account), Through::CommandLine, looked);
    }

    /// A reader of the register.
    pub(super) fn reads(&self) -> Result<Pooled<Reads>, Stop> {
        self.office.reads().map_err(Stop::fault)
    }

    /// A paper's trail, as far as whoever looks sees it.
    pub(super) fn trail(&self, paper: &PaperId) -> Result<Vec<TrailLine>, Stop> {
        self.office.trail(&self.viewer(), paper).map_err(Stop::fault)
    }

    /// The bytes of a body; `None` if it was destroyed.
    pub(super) fn body(&self, id: &BodyId) -> Result<Option<BodyRead>, Stop> {
        self.office.body(id).map_err(Stop::fault)
    }

    /// What is found under what was typed.
    pub(super) fn find(&self, typed: &str, limit: usize) -> Result<Found, Stop> {
        self.office.find_once(self.officer.as_ref(), typed, limit).map_err(Stop::fault)
    }

    /// The number of a paper, if it is seen at all.
    pub(super) fn number_of(&self, id: &PaperId) -> Option<String> {
        let seen = self.office.reads().ok()?.paper(&self.viewer(), id).ok()??;
        Some(seen.paper.number().to_owned())
    }

    /// The number of a paper that was typed, as printed; of an id, the paper's own.
    pub(super) fn number_meant(&self, typed: &str, paper: &Paper) -> String {
        printed(paper, typed).unwrap_or_else(|| paper.number()).to_owned()
    }

    /// The text of a paper's version shown.
    pub(super) fn text(&self, paper: &Paper) -> Result<Option<String>, Stop> {
        match paper.version().and_then(|kept| kept.version.text.as_ref()) {
            Some(text) => self.office.text(text).map_err(Stop::fault),
            None => Ok(None),
        }
    }
}

fn no_paper(typed: &str) -> Stop {
    Stop::absent(
        format!("there is no paper {typed}"),
        "look for it with: chancery find FOLDER WORDS, or ask the registry",
    )
}

/// Their number is no handle on a paper: several may bear it. It is named, so that one can go on.
fn theirs(reads: &register::Reads, viewer: &Viewer, typed: &str, meant: &[(PaperId, Sight)]) -> Stop {
    let number = |id: &PaperId| reads.paper(viewer, id).ok().flatten().map(|seen| seen.paper.number().to_owned());
    let numbers: Vec<String> = meant.iter().filter_map(|(id, _)| number(id)).collect();
    if numbers.is_empty() {
        return no_paper(typed);
    }
    let why = format!("{typed} is none of our numbers");
    Stop::absent(why, format!("as their number it stands on {}", numbers.join(", ")))
}

/// Our number as printed, whatever its case.
fn printed<'p>(paper: &'p Paper, typed: &str) -> Option<&'p str> {
    let texts = paper.registrations.iter().map(|registration| registration.number.text());
    texts.into_iter().find(|text| text.eq_ignore_ascii_case(typed.trim()))
}

fn bears(paper: &Paper, typed: &str) -> bool {
    let typed = typed.trim();
    let bare = |n: u32, sub: Option<u32>| match typed.split_once('/') {
        Some((n_typed, sub_typed)) => n_typed.parse() == Ok(n) && sub_typed.parse().ok() == sub,
        None => typed.parse() == Ok(n) && sub.is_none(),
    };
    printed(paper, typed).is_some()
        || paper.registrations.iter().any(|standing| bare(standing.number.n(), standing.number.sub()))
}

fn known(house: &House, named: &OfficerId) -> Result<OfficerId, Stop> {
    match house.officers.get(named) {
        None => {
            let refusal = Refusal::NoOfficer { officer: named.clone() };
            Err(Stop::from(refusal).hint(names(house.officers.keys(), "the officers are")))
        }
        Some(_) => Ok(named.clone()),
    }
}

/// The only active officer who could do it. Where several could, nobody is taken for another.
fn only_one(house: &House, could: Could<'_>, now: Moment) -> Result<OfficerId, Stop> {
    let able: Vec<&OfficerId> = house.officers.keys().filter(|officer| is_able(house, officer, could, now)).collect();
    match able.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(Stop::usage(
            "no active officer could do it",
            names(house.officers.keys(), "give a mandate first, or say --as with one of"),
        )),
        many => Err(Stop::usage("several officers could do it", names(many.iter().copied(), "say --as with one of"))),
    }
}

fn is_able(house: &House, officer: &OfficerId, could: Could<'_>, now: Moment) -> bool {
    let desks = || house.desks_of(officer, now);
    house.active(officer).is_some()
        && match could {
            Could::Administer => house.administrators().any(|one| one == officer),
            Could::Keep(series) => house.series.get(series).is_none_or(|series| desks().contains(&series.registry)),
            Could::CloseDay => may_close_day(house, officer, now),
            Could::Audit => house.has_role(officer, Role::Auditor, now),
            Could::KeepLists => keeps_lists(house, officer, now),
            Could::KnowOf => house.has_role(officer, Role::ExistenceOnly, now),
            Could::HoldDesk => !desks().is_empty(),
            Could::Export | Could::Look => true,
        }
}

fn names<'a>(officers: impl Iterator<Item = &'a OfficerId>, before: &str) -> String {
    format!("{before}: {}", officers.map(OfficerId::as_str).collect::<Vec<_>>().join(", "))
}

/// A key that no other act has.
pub(super) fn fresh_key() -> Result<String, Stop> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(Stop::fault)?;
    Ok(format!("cli:{}", procedure::ids::OfficeId(bytes)))
}
