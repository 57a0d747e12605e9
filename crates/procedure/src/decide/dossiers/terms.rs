//! Outside terms of a dossier: set, moved with all that hangs on them, and ended.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::resting::may_rest_on;
use super::{Changes, sit_as_keeper};
use crate::decide::chair::{Chair, at_most, required};
use crate::dossier::{Because, Dossier, DossierAct, DossierEvent, TERM_DAYS_MAX, TERM_MOVES_MAX, TERMS_MAX, Term};
use crate::refusal::{Counted, DossierRefusal, Refusal, TermRefusal, Written};

pub(super) fn decide(chair: &mut Chair<'_>, held: &Dossier, does: &DossierAct) -> Changes {
    sit_as_keeper(chair, held)?;
    match does {
        DossierAct::SetTerm { name, cause, paper, from, until } => {
            required(Written::Name, name)?;
            required(Written::Cause, cause)?;
            paper.map(|paper| may_rest_on(chair, held, paper)).transpose()?;
            span(chair.sitting.today, *from, *until)?;
            at_most(Counted::Terms, held.terms.len() + 1, TERMS_MAX)?;
            let term = held.terms.iter().map(|one| one.no).max().unwrap_or(0) + 1;
            let (name, cause) = (name.clone(), cause.clone());
            Ok(vec![DossierEvent::TermSet { term, name, cause, paper: *paper, from: *from, until: *until }])
        }
        DossierAct::MoveTerm { term, from, until, reason } => {
            let term = open(held, *term)?;
            required(Written::Reason, reason)?;
            moved(chair, held, term, from.or(term.from), *until, reason)
        }
        DossierAct::EndTerm { term, reason } => {
            let term = open(held, *term)?;
            required(Written::Reason, reason)?;
            Ok(vec![DossierEvent::TermEnded { term: term.no, reason: reason.clone() }])
        }
        _ => Ok(Vec::new()),
    }
}

/// The term of that number, if it has not ended.
pub(super) fn open(held: &Dossier, no: u32) -> Result<&Term, Refusal> {
    let term = held.term(no).ok_or(TermRefusal::NoTerm { term: no })?;
    match &term.ended {
        None => Ok(term),
        Some(ended) => Err(TermRefusal::TermEnded { term: no, since: ended.at, reason: ended.reason.clone() }.into()),
    }
}

/// A term moves, and with it every running deadline that hangs on it; one that comes to lie before today is late at once.
fn moved(chair: &Chair<'_>, held: &Dossier, term: &Term, from: Option<Date>, until: Date, reason: &str) -> Changes {
    if (from, until) == (term.from, term.until) {
        return Err(DossierRefusal::DossierSame { dossier: held.id.clone() }.into());
    }
    span(chair.sitting.today, from, until)?;
    at_most(Counted::TermMoves, term.moves.len() + 1, TERM_MOVES_MAX)?;
    let mut after = held.clone();
    for known in after.terms.iter_mut().filter(|known| known.no == term.no) {
        (known.from, known.until) = (from, until);
    }
    let mut changes = vec![DossierEvent::TermMoved { term: term.no, from, until, reason: reason.to_owned() }];
    for one in held.running_deadlines().filter(|one| one.hangs.term() == Some(term.no)) {
        let date = after.day_of(&one.hangs, &one.desk, chair.house)?;
        if date != one.date {
            let because = Because::Term { term: term.no, reason: reason.to_owned() };
            changes.push(DossierEvent::DeadlineMoved { deadline: one.no, hangs: None, date, because });
        }
    }
    Ok(changes)
}

/// That a term begins before it ends, has not run out, and lies within what is kept.
fn span(today: Date, from: Option<Date>, until: Date) -> Result<(), Refusal> {
    if let Some(from) = from.filter(|from| *from > until) {
        return Err(TermRefusal::TermUpsideDown { from, until }.into());
    }
    if until < today {
        return Err(TermRefusal::TermPast { until, today }.into());
    }
    for day in from.into_iter().chain([until]) {
        if (day - today).get_days().abs() > TERM_DAYS_MAX {
            return Err(TermRefusal::DayTooFar { date: day, days_max: TERM_DAYS_MAX }.into());
        }
    }
    Ok(())
}

/// That a day to come is not so far away that a digit too many is the likelier reading.
pub(super) fn not_too_far(today: Date, date: Date) -> Result<(), Refusal> {
    // Where the calendar itself ends sooner, no day is too far.
    if today.checked_add(TERM_DAYS_MAX.days()).is_ok_and(|last| date > last) {
        return Err(TermRefusal::DayTooFar { date, days_max: TERM_DAYS_MAX }.into());
    }
    Ok(())
}
