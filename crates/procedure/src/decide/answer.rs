//! The answer that a paper awaits: by when, moved by an interim reply, not needed, awaited again. What stops the clock is
//! not decided here (see [`crate::paper::stop`]).

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::chair::{Chair, Seats, required};
use crate::act::{Act, BRING_FORWARD_DAYS_MAX, INTERIM_REPLIES_MAX};
use crate::card::AskedAct;
use crate::event::Event;
use crate::house::House;
use crate::ids::{DeskId, OfficerId, PaperId};
use crate::moment::Moment;
use crate::paper::{AwaitedAnswer, Direction, Paper, Part, stop};
use crate::refusal::{AnswerRefusal, Refusal, Written};
use crate::sight::{desk_sees, may_see};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let held = chair.live_paper()?;
    let event = match act {
        Act::AwaitAnswer { by, desk, .. } => {
            chair.sit_as_keeper_or_holder(held)?;
            awaited(chair, held, *by, desk.as_ref())?
        }
        Act::InterimReply { answer, by, reason, .. } => {
            sit_to_answer(chair, held)?;
            interim(chair, held, *answer, *by, reason)?
        }
        Act::NoReplyNeeded { reason, .. } => {
            sit_to_answer(chair, held)?;
            running(held)?;
            unanswered(chair, held, None)?;
            required(Written::Reason, reason)?;
            Event::NoReplyNeeded { paper: held.id, reason: reason.clone() }
        }
        Act::ReopenAnswer { by, reason, .. } => {
            sit_to_answer(chair, held)?;
            reopened(chair, held, *by, reason)?
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

/// Whether an officer may say what becomes of the answer: the registry that keeps the paper, a desk that holds it, and
/// the desk that owes the answer. Sight of the paper is not asked here.
pub fn may_answer(house: &House, paper: &Paper, officer: &OfficerId, at: Moment) -> bool {
    let owes = |desk: &DeskId| house.mandate_for(officer, desk, at).is_some();
    Seats::of(house, paper, officer, at).keeps_or_holds() || owing(paper).is_some_and(owes)
}

fn owing(paper: &Paper) -> Option<&DeskId> {
    paper.awaited.as_ref()?.desk.as_ref()
}

fn sit_to_answer(chair: &mut Chair<'_>, held: &Paper) -> Result<(), Refusal> {
    if owing(held).is_some_and(|desk| chair.sit_at([desk]).is_ok()) {
        return Ok(());
    }
    chair.sit_as_keeper_or_holder(held).map(|_| ())
}

fn awaited(chair: &Chair<'_>, held: &Paper, by: Date, desk: Option<&DeskId>) -> Result<Event, Refusal> {
    if held.awaited.is_some() {
        let known = running(held)?;
        if (known.by, known.desk.as_ref()) == (by, desk) {
            return Err(AnswerRefusal::AwaitedAlready { by }.into());
        }
    }
    unanswered(chair, held, None)?;
    check_day(chair, held, by)?;
    if let Some(desk) = desk {
        chair.open_desk(desk)?;
        if !desk_sees(chair.house, desk, held, chair.sitting.at) {
            return Err(AnswerRefusal::OwingWithoutSight { desk: desk.clone() }.into());
        }
    }
    Ok(Event::AnswerAwaited { paper: held.id, by, desk: desk.cloned(), direction: None })
}

fn interim(chair: &Chair<'_>, held: &Paper, answer: Option<PaperId>, by: Date, reason: &str) -> Result<Event, Refusal> {
    let known = running(held)?;
    if let Some(answer) = answer {
        let brings = chair.other(answer)?;
        if brings.id == held.id {
            return Err(Refusal::Itself);
        }
        let number = brings.number().to_owned();
        if brings.is_void() {
            return Err(Refusal::PaperVoid { number });
        }
        if known.interims.iter().any(|interim| interim.answer == Some(answer)) {
            return Err(AnswerRefusal::InterimAlready { number }.into());
        }
    }
    // The interim reply itself may cite the letter as answered: that is what is put right here.
    unanswered(chair, held, answer)?;
    check_day(chair, held, by)?;
    required(Written::Reason, reason)?;
    if known.interims.len() >= INTERIM_REPLIES_MAX {
        return Err(AnswerRefusal::InterimsFull { count_max: INTERIM_REPLIES_MAX }.into());
    }
    Ok(Event::InterimReplied { paper: held.id, answer, by, reason: reason.to_owned() })
}

fn reopened(chair: &Chair<'_>, held: &Paper, by: Date, reason: &str) -> Result<Event, Refusal> {
    let answers = answers(chair, held);
    match &held.awaited {
        Some(known) if known.closed.is_none() && answers.is_empty() => {
            return Err(AnswerRefusal::AwaitedAlready { by: known.by }.into());
        }
        None if answers.is_empty() => return Err(AnswerRefusal::NotAwaited.into()),
        _ => {}
    }
    check_day(chair, held, by)?;
    required(Written::Reason, reason)?;
    let despite = answers.iter().map(|paper| paper.id).collect();
    Ok(Event::AnswerReopened { paper: held.id, by, reason: reason.to_owned(), despite })
}

/// The answer that is awaited, where nobody said that none is owed.
fn running(held: &Paper) -> Result<&AwaitedAnswer, Refusal> {
    let known = held.awaited.as_ref().ok_or(AnswerRefusal::NotAwaited)?;
    match &known.closed {
        None => Ok(known),
        Some(closed) => Err(AnswerRefusal::ReplyNotNeeded { reason: closed.reason.clone() }.into()),
    }
}

/// The papers that answer, as far as the officer may know of them. For whom they are out of sight, the answer is still
/// awaited.
fn answers<'a>(chair: &Chair<'a>, held: &Paper) -> Vec<&'a Paper> {
    let known = |paper: &&Paper| {
        let sight = || may_see(chair.house, &chair.sitting.officer, paper, chair.sitting.at);
        let mut seen = Paper::clone(paper);
        seen.forget_cited(|to| *to == held.id || chair.sees_tie(to));
        stop(chair.house, held, &seen).is_some_and(|stop| sight() >= stop.known_with())
    };
    chair.known.answering.iter().filter(known).collect()
}

fn unanswered(chair: &Chair<'_>, held: &Paper, but: Option<PaperId>) -> Result<(), Refusal> {
    let answers = answers(chair, held).into_iter().filter(|paper| Some(paper.id) != but);
    let answers: Vec<String> = answers.map(|paper| paper.number().to_owned()).collect();
    if answers.is_empty() { Ok(()) } else { Err(AnswerRefusal::Answered { answers }.into()) }
}

/// That an answer can be given by a day: today or later, not before the paper was written, and within a lifetime of work.
pub(super) fn check_day(chair: &Chair<'_>, held: &Paper, by: Date) -> Result<(), Refusal> {
    let today = chair.sitting.today;
    if by < today {
        return Err(Refusal::DuePast { due: by, today });
    }
    if let Some(dated) = held.card.date.as_ref().map(|field| field.value.date).filter(|dated| by < *dated) {
        return Err(AnswerRefusal::AnswerBeforePaper { by, dated }.into());
    }
    // Where the calendar itself ends sooner, no day is too far.
    if today.checked_add(BRING_FORWARD_DAYS_MAX.days()).is_ok_and(|last| by > last) {
        return Err(Refusal::BackTooFar { on: by, days_max: BRING_FORWARD_DAYS_MAX });
    }
    Ok(())
}

/// The clock that marking a paper out starts where a desk is to answer by a day. It is owed by whoever leads, so that it
/// goes along when the paper is passed on.
pub(super) fn started(directed: &Event) -> Option<Event> {
    let Event::Directed { paper, directions } = directed else { return None };
    let answers = |one: &&Direction| one.part == Part::Lead && one.act == AskedAct::Answer;
    let by_a_day = directions.iter().filter(answers).filter_map(|one| Some((one.due?, one.no)));
    let (by, direction) = by_a_day.min()?;
    Some(Event::AnswerAwaited { paper: *paper, by, desk: None, direction: Some(direction) })
}

/// [`started`] for a paper that may have a clock already. Marking it out anew moves what marking it out had started; what
/// somebody said by itself it leaves alone.
pub(super) fn started_anew(house: &House, held: &Paper, directed: &Event) -> Option<Event> {
    let moved = started(directed).filter(|_| !house.goes_out(held))?;
    match (&held.awaited, &moved) {
        (None, _) => Some(moved),
        (Some(known), Event::AnswerAwaited { by, .. })
            if known.direction.is_some() && known.closed.is_none() && known.by != *by =>
        {
            Some(moved)
        }
        _ => None,
    }
}
