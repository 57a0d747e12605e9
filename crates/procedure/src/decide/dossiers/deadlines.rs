//! Deadlines in a dossier: set, moved, kept and dropped; and moved where a calendar changed.

use jiff::civil::Date;

use super::resting::may_rest_on;
use super::terms::{not_too_far, open as open_term};
use super::{Changes, keepers, sit_as_keeper};
use crate::decide::chair::{Chair, at_most, optional, required};
use crate::dossier::{
    Because, DEADLINE_MOVES_MAX, DEADLINES_MAX, DEADLINES_RUNNING_MAX, Deadline, Dossier, DossierAct, DossierEvent,
    Hangs, REMIND_DAYS_MAX, REMINDERS_MAX,
};
use crate::event::Door;
use crate::house::House;
use crate::ids::{DeskId, OfficerId, PaperId};
use crate::moment::Moment;
use crate::refusal::{Counted, DossierRefusal, Refusal, TermRefusal, Written};

pub(super) fn decide(chair: &mut Chair<'_>, held: &Dossier, does: &DossierAct) -> Changes {
    match does {
        DossierAct::SetDeadline { what, desk, paper, hangs, remind } => {
            sit_as_keeper(chair, held)?;
            Ok(vec![set(chair, held, &Wanted { what, desk, paper: *paper, hangs, remind })?])
        }
        DossierAct::MoveDeadline { deadline, to, reason } => {
            sit_as_keeper(chair, held)?;
            let one = running(held, *deadline)?;
            required(Written::Reason, reason)?;
            let date = day(chair, held, to, &one.desk)?;
            if (one.date, &one.hangs) == (date, to) {
                return Err(DossierRefusal::DossierSame { dossier: held.id.clone() }.into());
            }
            let by_officers = one.moves.iter().filter(|one| matches!(one.because, Because::Officer { .. }));
            at_most(Counted::DeadlineMoves, by_officers.count() + 1, DEADLINE_MOVES_MAX)?;
            let because = Because::Officer { reason: reason.clone() };
            Ok(vec![DossierEvent::DeadlineMoved { deadline: one.no, hangs: Some(*to), date, because }])
        }
        DossierAct::KeepDeadline { deadline, report } => {
            let one = running(held, *deadline)?;
            chair.sit_at(may_say_kept(chair.house, held, one))?;
            optional(Written::Report, report.as_ref())?;
            Ok(vec![DossierEvent::DeadlineKept { deadline: one.no, report: report.clone() }])
        }
        DossierAct::DropDeadline { deadline, reason } => {
            sit_as_keeper(chair, held)?;
            let one = running(held, *deadline)?;
            required(Written::Reason, reason)?;
            Ok(vec![DossierEvent::DeadlineDropped { deadline: one.no, reason: reason.clone() }])
        }
        DossierAct::FollowCalendar { reason } => follow(chair, held, reason.as_ref()),
        _ => Ok(Vec::new()),
    }
}

/// A deadline as it is asked for.
struct Wanted<'a> {
    what: &'a str,
    desk: &'a DeskId,
    paper: Option<PaperId>,
    hangs: &'a Hangs,
    remind: &'a [u16],
}

fn set(chair: &Chair<'_>, held: &Dossier, wanted: &Wanted<'_>) -> Result<DossierEvent, Refusal> {
    let Wanted { what, desk, paper, hangs, remind } = *wanted;
    required(Written::What, what)?;
    chair.open_desk(desk)?;
    let date = day(chair, held, hangs, desk)?;
    if let Some(paper) = paper {
        let dated = may_rest_on(chair, held, paper)?.card.date.as_ref().map(|date| date.value.date);
        if let Some(dated) = dated.filter(|dated| date < *dated) {
            return Err(TermRefusal::DeadlineBeforePaper { date, dated }.into());
        }
    }
    at_most(Counted::Reminders, remind.len(), REMINDERS_MAX)?;
    if let Some(days) = remind.iter().find(|days| **days > REMIND_DAYS_MAX) {
        return Err(TermRefusal::ReminderTooEarly { days: *days, days_max: REMIND_DAYS_MAX }.into());
    }
    let mut remind = remind.to_vec();
    remind.sort_unstable_by(|one, other| other.cmp(one));
    remind.dedup();
    at_most(Counted::DeadlinesRunning, held.running_deadlines().count() + 1, DEADLINES_RUNNING_MAX)?;
    at_most(Counted::Deadlines, held.deadlines.len() + 1, DEADLINES_MAX)?;
    let deadline = held.deadlines.iter().map(|one| one.no).max().unwrap_or(0) + 1;
    let (what, desk, hangs) = (what.to_owned(), desk.clone(), *hangs);
    Ok(DossierEvent::DeadlineSet { deadline, what, desk, paper, hangs, date, remind })
}

/// The day that a deadline would have: a day to come, on a term that runs.
fn day(chair: &Chair<'_>, held: &Dossier, hangs: &Hangs, desk: &DeskId) -> Result<Date, Refusal> {
    hangs.term().map(|term| open_term(held, term)).transpose()?;
    let (date, today) = (held.day_of(hangs, desk, chair.house)?, chair.sitting.today);
    if date < today {
        return Err(TermRefusal::DeadlinePast { date, today }.into());
    }
    not_too_far(today, date)?;
    Ok(date)
}

/// What the calendars as they are now make of the deadlines that run. The office itself asks for it, in the name of whoever
/// changed a calendar, and neither sees the dossier nor keeps it; anybody else has to keep it.
fn follow(chair: &mut Chair<'_>, held: &Dossier, reason: Option<&String>) -> Changes {
    if chair.sitting.door != Door::Machine {
        sit_as_keeper(chair, held)?;
    }
    optional(Written::Reason, reason)?;
    let moved: Vec<DossierEvent> = held
        .off_calendar(chair.house)
        .into_iter()
        .filter_map(|(deadline, date)| {
            let calendar = chair.house.calendar_id_of(&held.deadline(deadline)?.desk).cloned();
            let because = Because::Calendar { calendar, reason: reason.cloned() };
            Some(DossierEvent::DeadlineMoved { deadline, hangs: None, date, because })
        })
        .collect();
    if moved.is_empty() {
        return Err(TermRefusal::NothingMoves { dossier: held.id.clone() }.into());
    }
    Ok(moved)
}

/// The deadline of that number, if it runs.
fn running(held: &Dossier, no: u32) -> Result<&Deadline, Refusal> {
    let one = held.deadline(no).ok_or(TermRefusal::NoDeadline { deadline: no })?;
    if one.is_running() {
        return Ok(one);
    }
    Err(TermRefusal::DeadlineClosed { deadline: no, state: one.state.words().to_owned() }.into())
}

/// That no deadline runs: a dossier in which one does is not closed, for it would then wait for nobody.
pub(super) fn none_runs(held: &Dossier) -> Result<(), Refusal> {
    match held.running_deadlines().count() {
        0 => Ok(()),
        count => Err(TermRefusal::DeadlinesRun { count }.into()),
    }
}

/// The desks that may say that a deadline was kept: that which owes it, and those that keep the dossier.
fn may_say_kept<'h>(house: &'h House, held: &'h Dossier, one: &'h Deadline) -> impl Iterator<Item = &'h DeskId> {
    std::iter::once(&one.desk).chain(keepers(house, held))
}

/// Whether an officer may say that a deadline was kept.
pub fn may_keep_deadline(house: &House, held: &Dossier, one: &Deadline, officer: &OfficerId, at: Moment) -> bool {
    one.is_running() && may_say_kept(house, held, one).any(|desk| house.mandate_for(officer, desk, at).is_some())
}
