//! Deadlines follow the calendars: what a new holiday, another week or another calendar of a desk moves.
//!
//! Nothing is remembered of what is still to be done: the register is asked which deadlines would be on other days by the
//! calendars as they are, on start and after each change of one, so that a crash in between forgets nothing.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use procedure::act::Act;
use procedure::dossier::DossierAct;
use procedure::event::{Door, Event, Means};
use procedure::house::House;
use procedure::ids::OfficerId;

use super::command::{Bodies, Command, Fault, SubmitError};
use super::opening::spawn;
use super::rebuilding::{Unfolded, unfold};
use super::state::Shared;
use super::{Inner, Office, Side};
use crate::words;

/// After a fault it is tried again so much later.
const REST: Duration = Duration::from_secs(60);

impl Office {
    /// Moves every deadline that the calendars as they are would move, in the name of who changed them, or of an
    /// administrator where that is not known; one act a dossier. Says in how many dossiers something moved.
    ///
    /// # Errors
    /// When the disk failed, or there is no administrator at work.
    pub fn follow_calendars(
        &self,
        by: Option<&OfficerId>,
        reason: Option<&str>,
        account: &str,
    ) -> Result<usize, SubmitError> {
        let mut moved = 0;
        loop {
            let house = self.house();
            let off = self.reads()?.off_calendar(&house).map_err(Fault::unread)?;
            let Some(officer) = in_whose_name(&house, by).filter(|_| !off.is_empty()) else { return Ok(moved) };
            let mut stuck = true;
            for one in off {
                let does = DossierAct::FollowCalendar { reason: reason.map(str::to_owned) };
                let command = Command {
                    officer: officer.clone(),
                    authenticated: account.to_owned(),
                    means: Means::System,
                    door: Door::Machine,
                    // Whatever happens in the dossier makes another version of it, and so another key.
                    key: format!("calendar:{}:{}", one.dossier, one.rev),
                    act: Act::InDossier { dossier: one.dossier.clone(), does },
                    bodies: Bodies::default(),
                };
                match self.submit_blocking(command) {
                    Ok(_) => (moved, stuck) = (moved + 1, false),
                    // Somebody else was in the dossier meanwhile; the next look tells what is left.
                    Err(SubmitError::Refusal(why)) => tracing::info!(dossier = %one.dossier, %why, "not moved"),
                    Err(fault) => return Err(fault),
                }
            }
            if stuck {
                return Ok(moved);
            }
        }
    }

    /// [`Office::follow_calendars`] where this process holds the folder; else the server that holds it does so itself.
    ///
    /// # Errors
    /// As there.
    pub fn follow_calendars_here(
        &self,
        by: &OfficerId,
        reason: Option<&str>,
        account: &str,
    ) -> Result<(), SubmitError> {
        match &self.0.side {
            Side::Here { .. } => self.follow_calendars(Some(by), reason, account).map(drop),
            Side::There(_) => Ok(()),
        }
    }

    /// Sets a thread to work that follows the calendars whenever one changes, for the account that runs the server. It ends
    /// when the office is shut.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn follow_calendars_by_itself(&self, account: String) -> Result<(), super::OpenError> {
        let (shared, office) = (self.0.shared.clone(), Arc::downgrade(&self.0));
        spawn("chancery-calendars", move || run(&shared, &office, &account)).map(drop)
    }
}

/// The change of a calendar in an entry: by whom, and what changed.
type Change = (Option<OfficerId>, Option<String>);

fn run(shared: &Shared, office: &Weak<Inner>, account: &str) {
    let mut next = shared.entries();
    // Before anything changes, what changed before the start.
    let mut due: Option<Change> = Some((None, None));
    loop {
        if due.is_none() {
            shared.wait_for_more(next);
        }
        if shared.is_shutting() {
            return;
        }
        let Some(office) = office.upgrade().map(Office) else { return };
        // What is due and nobody's is caused by what changed meanwhile, where something did: that says who and why.
        let unexplained = due.as_ref().is_none_or(|(by, _)| by.is_none());
        let worked = match &due {
            Some((by, reason)) if !unexplained || next >= shared.entries() => {
                office.follow_calendars(by.as_ref(), reason.as_deref(), account).map(|_| due = None)
            }
            _ => change_in(&office, next).map(|change| {
                due = change.or(due.take());
                next += 1;
            }),
        };
        if let Err(error) = worked
            && !shared.is_shutting()
        {
            tracing::warn!(%error, "deadlines do not follow the calendars for the moment");
            drop(office);
            shared.wait_until(Instant::now() + REST, u64::MAX);
        }
    }
}

fn change_in(office: &Office, number: u64) -> Result<Option<Change>, SubmitError> {
    let entry = match office.journal()?.entry(number) {
        Ok(Some(entry)) => entry,
        // A torn entry may have been one: what it changed is looked for all the same.
        Ok(None) | Err(journal::ReadError::Wrong(_)) => return Ok(Some((None, None))),
        Err(fault) => return Err(Fault::from(fault).into()),
    };
    let Ok(Unfolded { acted, events, .. }) = unfold(&entry) else { return Ok(Some((None, None))) };
    let changes = events.iter().any(changes_days);
    Ok(changes.then(|| (Some(acted.officer), events.iter().find_map(what_changed))))
}

fn changes_days(event: &Event) -> bool {
    matches!(
        event,
        Event::CalendarSet { .. }
            | Event::HolidayAdded { .. }
            | Event::HolidayRemoved { .. }
            | Event::DeskChanged { .. }
    )
}

/// What changed, where one day did.
fn what_changed(event: &Event) -> Option<String> {
    match event {
        Event::HolidayAdded { date, name, .. } => Some(added(*date, name)),
        Event::HolidayRemoved { date, reason, .. } => Some(removed(*date, reason)),
        _ => None,
    }
}

fn added(date: Date, name: &str) -> String {
    format!("{} is a holiday: {name}", words::day(date))
}

fn removed(date: Date, reason: &str) -> String {
    format!("{} is no holiday: {reason}", words::day(date))
}

/// What an act changes in the days that are worked, where it does; with words where one day did.
pub(crate) fn changed_by(act: &Act) -> Option<Option<String>> {
    match act {
        Act::AddHoliday { date, name, .. } => Some(Some(added(*date, name))),
        Act::RemoveHoliday { date, reason, .. } => Some(Some(removed(*date, reason))),
        Act::SetCalendar { .. } | Act::ChangeDesk { .. } => Some(None),
        _ => None,
    }
}

/// Who changed the calendars, where still at work; else the first administrator who is.
fn in_whose_name(house: &House, by: Option<&OfficerId>) -> Option<OfficerId> {
    let at_work = |id: &&OfficerId| house.officers.get(id).is_some_and(|officer| officer.suspended.is_none());
    by.into_iter().filter(at_work).chain(house.administrators()).next().cloned()
}
