//! `GET /deadlines`: what falls when, by week; outside terms as bars with what hangs on them.

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::Markup;
use phrases::{html, plural, say};
use procedure::house::House;
use register::{About, Days, DeskCursor, DeskLine, DeskPage, TermPage, TermRow, Waits};

use super::desk::{Ask, DESK_PAGE_LINES, about, to_do};
use crate::web::app::App;
use crate::web::feed;
use crate::web::help::Help;
use crate::web::paper::trail;
use crate::web::refused::{Answer, Trouble};
use crate::web::reminders;
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::spans::{self, Mark, Row};
use crate::web::words;

/// Outside terms drawn on one page.
const PAGE_TERMS: usize = 20;

/// `GET /deadlines`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let officer = seat.officer.clone();
    let first = ask.after.is_none();
    let gathered = app.apart(move |app| -> Result<_, Trouble> {
        let after = ask.after.map(DeskCursor::new);
        let (viewer, reads) = (app.office.viewer(&officer), app.office.reads()?);
        let terms = if first { reads.terms(&viewer, None, None, PAGE_TERMS)? } else { TermPage::default() };
        let has_feed = app.doors.has_feed(&officer)?;
        let own = Own { has_feed, reminders: reminders::own(app, &officer)? };
        Ok((reads.deadlines(&viewer, Days::default(), after.as_ref(), DESK_PAGE_LINES)?, terms, own))
    });
    let (page, terms, own) = gathered.await?;
    Ok(draw(&seat, &page, &terms, &own))
}

/// What the officer has of the office's notice outside its pages.
struct Own {
    has_feed: bool,
    reminders: Option<reminders::Own>,
}

fn draw(seat: &Seat, page: &DeskPage, terms: &TermPage, own: &Own) -> Response {
    let (house, today) = (seat.app.office.house(), seat.app.office.today());
    let rows: Vec<Row> = terms.rows.iter().map(|row| bar(&house, row, today)).collect();
    let weeks = by_week(&page.lines, today);
    let body = html! {
        h1 { "What falls when" }
        p.under {
            span { (words::day_tag(today)) }
            span { @if page.next.is_some() { (plural!(page.lines.len(), "{n} deadline, and more", "{n} deadlines, and more")) }
                @else { (plural!(page.lines.len(), "{n} deadline", "{n} deadlines")) } }
        }
        @if !rows.is_empty() {
            h2 #terms { "Outside terms" }
            (spans::draw(say!("Outside terms"), today, &rows))
            ul.notes { @for row in &terms.rows { (term(&house, row)) } }
            @if terms.next.is_some() { p.soft { "Terms that end later stand in their dossiers." } }
        }
        @if weeks.is_empty() {
            p.empty { "Nothing falls on any day. On a dossier’s page, “Set a deadline” names a day and the desk that owes it." }
        }
        @for (name, lines) in &weeks {
            h2 { (name) }
            div.wide-table.of-desk role="group" aria-label=(name) tabindex="0" { table {
                thead { tr {
                    th scope="col" { "By" } th scope="col" { "Desk" } th scope="col" { "To do" } th scope="col" { "Our No." }
                    th scope="col" { "Marking" } th scope="col" { "From" } th scope="col" { "Subject" }
                } }
                tbody { @for line in lines { (row(&house, line, today)) } }
            } }
        }
        @if let Some(next) = &page.next { nav.pages { a rel="next" href=(format!("/deadlines?after={}", escaped(next.as_str()))) { "Later" } } }
        (feed::form(own.has_feed))
        @if let Some(own) = &own.reminders { (reminders::form(own)) }
    };
    shell::helped(seat, Place::Desk, say!("What falls when"), Help::Deadlines, &body)
}

fn bar(house: &House, row: &TermRow, today: Date) -> Row {
    let dossier = &row.dossier.dossier;
    let mark = |one: &register::TermHangs| Mark {
        date: one.date,
        says: format!("{}: {}, {}", words::day(one.date), one.what, trail::desk(house, &one.desk)),
        to: format!("/dossiers/{dossier}#deadline-{}", one.no),
        late: one.date < today,
    };
    Row {
        label: say!("{} until {}", row.term.name, words::day(row.term.until)),
        to: format!("/dossiers/{dossier}#term-{}", row.term.no),
        bar: Some((row.term.from, row.term.until)),
        marks: row.hangs.iter().map(mark).collect(),
    }
}

/// A term in words, with what hangs on it.
fn term(house: &House, row: &TermRow) -> Markup {
    let dossier = &row.dossier.dossier;
    html! {
        li.held {
            a href=(format!("/dossiers/{dossier}#term-{}", row.term.no)) { (row.term.name) } ", until " (words::day_tag(row.term.until)) ", in " (row.dossier.title) "."
            @if row.hangs.is_empty() { span.soft { " Nothing hangs on it." } }
            @for one in &row.hangs { div.soft { (words::day_tag(one.date)) ": " (one.what) ", " (trail::desk(house, &one.desk)) } }
        }
    }
}

fn row(house: &House, line: &DeskLine, today: Date) -> Markup {
    let at = match &line.waits {
        Waits::Deadline { no, .. } => format!("#deadline-{no}"),
        _ => String::new(),
    };
    html! {
        tr data-open="yes" {
            td.d { @if let Some(due) = line.due {
                @if matches!(line.waits, Waits::BringForward { .. }) { (words::back(due, today)) } @else { (words::due(due, today)) }
            } }
            td { @match &line.desk { Some(desk) => (trail::desk(house, desk)), None => "yours" } }
            td { (to_do(house, &line.waits)) @if let (Waits::Deadline { term: Some(term), .. }, About::Dossier(_)) = (&line.waits, &line.about) { div.soft { "on “" (term) "”" } } }
            (about(house, line, &at))
        }
    }
}

/// The lines under the names of their weeks: what is late first, then week by week from Monday on.
fn by_week(lines: &[DeskLine], today: Date) -> Vec<(String, Vec<&DeskLine>)> {
    let mut weeks: Vec<(String, Vec<&DeskLine>)> = Vec::new();
    for line in lines {
        let name = line.due.map_or_else(|| say!("Some day").to_owned(), |due| week_of(due, today));
        match weeks.last_mut().filter(|(known, _)| *known == name) {
            Some((_, lines)) => lines.push(line),
            None => weeks.push((name, vec![line])),
        }
    }
    weeks
}

fn week_of(due: Date, today: Date) -> String {
    let monday = |day: Date| day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
    match (monday(due) - monday(today)).get_days() {
        _ if due < today => say!("Late").to_owned(),
        0 => say!("This week").to_owned(),
        7 => say!("Next week").to_owned(),
        _ => say!("Week of {}", words::day(monday(due))),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn weeks_begin_on_mondays() {
        let today = date(1951, 12, 25);
        for (due, name) in [
            (date(1951, 12, 24), "Late"),
            (date(1951, 12, 25), "This week"),
            (date(1951, 12, 30), "This week"),
            (date(1951, 12, 31), "Next week"),
            (date(1952, 1, 6), "Next week"),
            (date(1952, 1, 7), "Week of 7 January 1952"),
        ] {
            assert_eq!(week_of(due, today), name, "{due}");
        }
    }
}
