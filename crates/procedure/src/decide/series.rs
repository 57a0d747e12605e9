//! Series: opening, changing, closing; years, reserved blocks; and the giving of numbers.

use super::chair::{Chair, at_most, optional, required};
use super::filing::check_code;
use crate::act::{Act, BLOCK_NUMBERS_MAX, LOST_NUMBERS_MAX};
use crate::event::Event;
use crate::house::{Book, House, Series, TurnOver};
use crate::ids::{LevelId, SeriesId};
use crate::number::{NUMBER_MAX, RegNumber};
use crate::refusal::{Counted, Refusal, Thing, Written};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let event = match act {
        Act::OpenSeries { series, facts } => {
            chair.administrator()?;
            check_opening(chair.house, series, facts)?;
            check_code(chair.house, facts.file_code.as_ref())?;
            opened(series, facts)
        }
        Act::ChangeSeries { .. } => change(chair, act)?,
        Act::CloseSeries { series, reason } => {
            chair.administrator()?;
            chair.open_series(series)?;
            required(Written::Reason, reason)?;
            Event::SeriesClosed { series: series.clone(), reason: reason.clone() }
        }
        Act::CloseYear { series, year } => close_year(chair, series, *year)?,
        Act::ReserveBlock { series, count, reason } => reserve(chair, series, *count, reason)?,
        Act::VoidReserved { series, year, n, reason } => {
            let known = chair.series(series)?;
            chair.sit_at([&known.registry])?;
            required(Written::Reason, reason)?;
            let held = book(chair.house, series, known, *year);
            if !held.reserved.contains_key(n) {
                return Err(Refusal::NotReserved { series: series.clone(), year: *year, n: *n });
            }
            let text = known.pattern.render(series, *year, *n);
            Event::ReservedVoided { series: series.clone(), year: *year, n: *n, text, reason: reason.clone() }
        }
        Act::VoidLost { series, year, to, reason } => return void_lost(chair, series, *year, *to, reason),
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

/// A series is open when it is opened.
pub(super) fn opened(series: &SeriesId, facts: &Series) -> Event {
    Event::SeriesOpened { series: series.clone(), facts: Series { closed: None, ..facts.clone() } }
}

pub(super) fn check_opening(house: &House, series: &SeriesId, facts: &Series) -> Result<(), Refusal> {
    if house.series.contains_key(series) {
        return Err(Refusal::Taken { what: Thing::Series, code: series.to_string() });
    }
    if !(1..=NUMBER_MAX).contains(&facts.start) {
        return Err(Refusal::StartOutOfRange { n: facts.start, n_max: NUMBER_MAX });
    }
    check_facts(house, series, facts)
}

fn check_facts(house: &House, series: &SeriesId, facts: &Series) -> Result<(), Refusal> {
    required(Written::Name, &facts.name)?;
    optional(Written::Code, facts.file_code.as_ref())?;
    if facts.turn_over == TurnOver::Yearly && !facts.pattern.names_year() {
        let pattern = facts.pattern.as_str().to_owned();
        return Err(Refusal::PatternWithoutYear { series: series.clone(), pattern });
    }
    match house.desks.get(&facts.registry) {
        None => return Err(Refusal::Absent { what: Thing::Desk, code: facts.registry.to_string() }),
        Some(desk) if desk.closed.is_some() => {
            return Err(Refusal::Closed { what: Thing::Desk, code: facts.registry.to_string() });
        }
        Some(_) => {}
    }
    if let Some((lowest, highest)) = &facts.band {
        let on_scale = |level: &LevelId| match house.rank(level) {
            usize::MAX => Err(Refusal::Absent { what: Thing::Level, code: level.to_string() }),
            rank => Ok(rank),
        };
        if on_scale(lowest)? > on_scale(highest)? {
            let (series, lowest, highest) = (series.clone(), lowest.clone(), highest.clone());
            return Err(Refusal::BandUpsideDown { series, lowest, highest });
        }
    }
    // Two series that print the same number alike would make one number mean two papers; so would one that prints as
    // another did before its pattern changed.
    let current = house.series.iter().map(|(id, other)| (id, &other.pattern));
    let before = house.printed.iter().flat_map(|(id, patterns)| patterns.iter().map(move |pattern| (id, pattern)));
    for (other, pattern) in current.chain(before).filter(|(other, _)| *other != series) {
        if let Some(text) = facts.pattern.shared_with(series, pattern, other) {
            return Err(Refusal::PatternTaken { text, other: other.clone() });
        }
    }
    Ok(())
}

fn change(chair: &Chair<'_>, act: &Act) -> Result<Event, Refusal> {
    let Act::ChangeSeries { series, name, pattern, rule, registry, band, file_code, outgoing, circulars } = act else {
        return Err(Refusal::NotFounded);
    };
    chair.administrator()?;
    let mut facts = chair.open_series(series)?.clone();
    facts.name = name.clone().unwrap_or(facts.name);
    facts.pattern = pattern.clone().unwrap_or(facts.pattern);
    facts.rule = rule.unwrap_or(facts.rule);
    facts.registry = registry.clone().unwrap_or(facts.registry);
    facts.band = band.clone().unwrap_or(facts.band);
    facts.outgoing = outgoing.unwrap_or(facts.outgoing);
    facts.circulars = circulars.unwrap_or(facts.circulars);
    let known_code = facts.file_code.clone();
    facts.file_code = file_code.clone().unwrap_or(facts.file_code);
    if facts.file_code != known_code {
        check_code(chair.house, facts.file_code.as_ref())?;
    }
    check_facts(chair.house, series, &facts)?;
    Ok(Event::SeriesChanged {
        series: series.clone(),
        name: facts.name,
        pattern: facts.pattern,
        rule: facts.rule,
        registry: facts.registry,
        band: facts.band,
        file_code: facts.file_code,
        outgoing: facts.outgoing,
        circulars: facts.circulars,
    })
}

fn close_year(chair: &mut Chair<'_>, series: &SeriesId, year: i16) -> Result<Event, Refusal> {
    let known = chair.series(series)?;
    chair.sit_at([&known.registry])?;
    if year >= chair.sitting.today.year() || known.turn_over == TurnOver::Never {
        return Err(Refusal::YearNotOver { series: series.clone(), year });
    }
    let held = book(chair.house, series, known, year);
    if held.closed.is_some() {
        return Err(Refusal::YearClosed { series: series.clone(), year });
    }
    if !held.reserved.is_empty() {
        return Err(Refusal::ReservedOpen { series: series.clone(), year, open: held.reserved.len() });
    }
    Ok(Event::YearClosed { series: series.clone(), year })
}

fn reserve(chair: &mut Chair<'_>, series: &SeriesId, count: u32, reason: &str) -> Result<Event, Refusal> {
    let known = chair.open_series(series)?;
    chair.sit_at([&known.registry])?;
    required(Written::Reason, reason)?;
    if count == 0 {
        return Err(Refusal::EmptyBlock);
    }
    at_most(Counted::Reserved, count as usize, BLOCK_NUMBERS_MAX as usize)?;
    let year = chair.sitting.today.year();
    let next = book(chair.house, series, known, year).next;
    let to = next + (count - 1);
    if to > NUMBER_MAX {
        return Err(Refusal::SeriesFull { series: series.clone(), n_max: NUMBER_MAX });
    }
    Ok(Event::BlockReserved { series: series.clone(), year, from: next, to, reason: reason.to_owned() })
}

/// The numbers are set aside and voided in one entry. Whoever restores an office keeps no registry, so administrators may.
fn void_lost(
    chair: &mut Chair<'_>,
    series: &SeriesId,
    year: i16,
    to: u32,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    chair.administrator()?;
    let known = chair.open_series(series)?;
    required(Written::Reason, reason)?;
    let from = check_open(chair.house, series, known, year)?.next;
    if to < from {
        return Err(Refusal::EmptyBlock);
    }
    at_most(Counted::Reserved, (to - from) as usize + 1, LOST_NUMBERS_MAX as usize)?;
    if to > NUMBER_MAX {
        return Err(Refusal::SeriesFull { series: series.clone(), n_max: NUMBER_MAX });
    }
    let series = || series.clone();
    let set_aside = Event::BlockReserved { series: series(), year, from, to, reason: reason.to_owned() };
    let void = |n| {
        let text = known.pattern.render(&series(), year, n);
        Event::ReservedVoided { series: series(), year, n, text, reason: reason.to_owned() }
    };
    Ok(std::iter::once(set_aside).chain((from..=to).map(void)).collect())
}

fn book(house: &House, series: &SeriesId, facts: &Series, year: i16) -> Book {
    let key = house.book_key(series, year);
    let held = key.and_then(|key| house.books.get(&key));
    held.cloned().unwrap_or(Book { next: facts.start, ..Book::default() })
}

/// The first year of which a series may have papers: of its first book in which a number was given, or this year. One that
/// never turns over has a single book, which cannot be older than the office.
fn first_year(house: &House, series: &SeriesId, facts: &Series, this_year: i16) -> i16 {
    match facts.turn_over {
        TurnOver::Yearly => {
            let begun = house.books.iter().filter(|(key, book)| key.series == *series && book.next > facts.start);
            begun.map(|(key, _)| key.year).min().unwrap_or(this_year).min(this_year)
        }
        // By UTC, which at the turn of a year may be a year early and never a year late.
        TurnOver::Never => house.founding.as_ref().map_or(this_year, |founding| founding.at.year_in_utc()),
    }
}

/// The book of a year, if it is not closed.
pub(super) fn check_open(house: &House, series: &SeriesId, facts: &Series, year: i16) -> Result<Book, Refusal> {
    let held = book(house, series, facts, year);
    if held.closed.is_some() { Err(Refusal::YearClosed { series: series.clone(), year }) } else { Ok(held) }
}

/// The next number of a series, or a reserved one, in the book of a year.
pub(super) fn give_number(
    chair: &Chair<'_>,
    series: &SeriesId,
    year: Option<i16>,
    reserved: Option<u32>,
) -> Result<RegNumber, Refusal> {
    let known = chair.open_series(series)?;
    let this_year = chair.sitting.today.year();
    let year = year.unwrap_or(this_year);
    if year > this_year {
        return Err(Refusal::YearAhead { year, this_year });
    }
    let first = first_year(chair.house, series, known, this_year);
    if year < first {
        return Err(Refusal::YearBefore { series: series.clone(), year, first });
    }
    let held = check_open(chair.house, series, known, year)?;
    let n = match reserved {
        Some(n) if held.reserved.contains_key(&n) => n,
        Some(n) => return Err(Refusal::NotReserved { series: series.clone(), year, n }),
        None => held.next,
    };
    if n > NUMBER_MAX {
        return Err(Refusal::SeriesFull { series: series.clone(), n_max: NUMBER_MAX });
    }
    Ok(RegNumber::new(series.clone(), year, n, &known.pattern))
}
