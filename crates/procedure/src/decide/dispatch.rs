//! How a paper goes out: to whom, by which channel, and what became of it; and the symbol under which others made it known.

use jiff::civil::Date;

use super::chair::{Chair, at_most, optional, required};
use super::citations::ties_to;
use crate::act::{APPEARANCES_MAX, Act, DISPATCHES_MAX};
use crate::event::Event;
use crate::known::{Candidate, CardBrief};
use crate::paper::{Channel, Dispatch, DispatchEnd, Paper};
use crate::refusal::{Counted, DispatchRefusal, Refusal, Written};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let held = chair.live_paper()?;
    chair.sit_as_keeper_or_holder(held)?;
    let paper = held.id;
    Ok(vec![match act {
        Act::Dispatch { to, channel, on, reference, .. } => {
            goes_out(chair, held)?;
            Chair::marking_confirmed(held)?;
            if matches!(channel, Channel::House | Channel::Files) {
                return Err(DispatchRefusal::NoWayOut.into());
            }
            required(Written::SentTo, to)?;
            optional(Written::Reference, reference.as_ref())?;
            let on = not_ahead(chair, *on)?;
            if let Some(dated) = held.card.date.as_ref().map(|field| field.value.date).filter(|dated| on < *dated) {
                return Err(DispatchRefusal::DispatchBeforePaper { on, dated }.into());
            }
            at_most(Counted::Dispatches, held.dispatches.len() + 1, DISPATCHES_MAX)?;
            let no = held.dispatches.iter().map(|one| one.no).max().unwrap_or(0) + 1;
            let (to, reference) = (to.clone(), reference.clone());
            Event::Dispatched { paper, no, to, channel: *channel, on, reference }
        }
        Act::DispatchReceived { dispatch, on, who, evidence, .. } => {
            let sent = running(held, *dispatch)?;
            required(Written::Receiver, who)?;
            evidence.map(|evidence| chair.other(evidence)).transpose()?;
            let on = after(sent, not_ahead(chair, *on)?)?;
            ended(held, *dispatch, DispatchEnd::Received { on, who: who.clone(), evidence: *evidence })
        }
        Act::DispatchCameBack { dispatch, on, reason, .. } => {
            let sent = running(held, *dispatch)?;
            required(Written::Reason, reason)?;
            let on = after(sent, not_ahead(chair, *on)?)?;
            ended(held, *dispatch, DispatchEnd::CameBack { on, reason: reason.clone() })
        }
        Act::UndoDispatch { dispatch, reason, .. } => {
            // What was entered of it may have been of another sending: that is put right with it.
            not_mistaken(held, *dispatch)?;
            required(Written::Reason, reason)?;
            ended(held, *dispatch, DispatchEnd::Mistaken { reason: reason.clone() })
        }
        Act::NoDispatch { reason, .. } => {
            goes_out(chair, held)?;
            required(Written::Reason, reason)?;
            if let Some(sent) = held.sent().next() {
                let (dispatch, on) = (sent.no, sent.on);
                return Err(DispatchRefusal::SentAlready { dispatch, on }.into());
            }
            if let Some(known) = &held.not_sent {
                return Err(DispatchRefusal::NotSentAlready { reason: known.reason.clone() }.into());
            }
            Event::DispatchNotNeeded { paper, reason: reason.clone() }
        }
        Act::RecordSymbol { symbol, body, on, .. } => {
            required(Written::Symbol, symbol)?;
            required(Written::Body, body)?;
            on.map(|on| not_ahead(chair, Some(on))).transpose()?;
            let plain = crate::number::plain(symbol);
            if held.appearances.iter().any(|one| crate::number::plain(&one.symbol) == plain) {
                return Err(DispatchRefusal::SymbolKnown { symbol: symbol.clone() }.into());
            }
            at_most(Counted::Appearances, held.appearances.len() + 1, APPEARANCES_MAX)?;
            let appeared = Event::Appeared { paper, symbol: symbol.clone(), body: body.clone(), on: *on };
            return Ok(std::iter::once(appeared).chain(cited_by_symbol(chair, held, symbol)).collect());
        }
        _ => return Ok(Vec::new()),
    }])
}

/// Papers held may have cited it by its symbol before that was recorded.
fn cited_by_symbol(chair: &Chair<'_>, held: &Paper, symbol: &str) -> Vec<Event> {
    let mut brief = CardBrief::of_paper(held);
    brief.symbols.push(symbol.to_owned());
    let this = Candidate { paper: held.id, number: held.number().to_owned(), brief };
    ties_to(chair, &this).into_events(held.id, chair.known.citing_beyond)
}

fn ended(held: &Paper, dispatch: u32, end: DispatchEnd) -> Event {
    Event::DispatchEnded { paper: held.id, dispatch, end }
}

/// That a paper stands in a series whose papers leave the house.
fn goes_out(chair: &Chair<'_>, held: &Paper) -> Result<(), Refusal> {
    if chair.house.goes_out(held) {
        return Ok(());
    }
    Err(DispatchRefusal::NotOutgoing { number: held.number().to_owned() }.into())
}

/// The day that was named, or today; none to come.
pub(super) fn not_ahead(chair: &Chair<'_>, on: Option<Date>) -> Result<Date, Refusal> {
    let today = chair.sitting.today;
    match on.filter(|on| *on > today) {
        Some(on) => Err(DispatchRefusal::DispatchAhead { on, today }.into()),
        None => Ok(on.unwrap_or(today)),
    }
}

/// That nothing is received before it was sent.
fn after(sent: &Dispatch, on: Date) -> Result<Date, Refusal> {
    if on < sent.on { Err(DispatchRefusal::BeforeDispatch { on, sent: sent.on }.into()) } else { Ok(on) }
}

/// That a dispatch of that number is there, and was not said already to be a mistake.
fn not_mistaken(held: &Paper, no: u32) -> Result<(), Refusal> {
    let one = held.dispatch(no).ok_or(DispatchRefusal::NoSuchDispatch { dispatch: no })?;
    match one.ended.as_ref().map(|ended| &ended.end) {
        Some(end @ DispatchEnd::Mistaken { .. }) => {
            Err(DispatchRefusal::DispatchOver { dispatch: no, says: end.words().to_owned() }.into())
        }
        _ => Ok(()),
    }
}

/// The dispatch of that number, if nothing is known yet of what became of it.
fn running(held: &Paper, no: u32) -> Result<&Dispatch, Refusal> {
    let one = held.dispatch(no).ok_or(DispatchRefusal::NoSuchDispatch { dispatch: no })?;
    match &one.ended {
        None => Ok(one),
        Some(ended) => Err(DispatchRefusal::DispatchOver { dispatch: no, says: ended.end.words().to_owned() }.into()),
    }
}
