//! `GET /unanswered`: what awaits an answer, by age or by the day it is due.

use axum::extract::{Query, State};
use axum::response::Response;
use maud::Markup;
use phrases::{html, phrase, plural, say};
use procedure::house::House;
use procedure::ids::DeskId;
use register::{Aging, DeskCursor, DeskLine, DeskPage, Unanswered, Waits};
use serde::Deserialize;

use super::desk::DESK_PAGE_LINES;
use crate::web::app::App;
use crate::web::help::Help;
use crate::web::paper::trail;
use crate::web::refused::{Answer, Trouble};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::words::{self, Choice};

/// Which ones, and in which order, as the form says it.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    desk: String,
    #[serde(default)]
    order: String,
    after: Option<String>,
}

/// The orders, and those only that are late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Order {
    #[default]
    Oldest,
    Due,
    Late,
}

const ORDERS: &[Choice<Order>] = &[
    (Order::Oldest, "oldest", phrase!("oldest first")),
    (Order::Due, "due", phrase!("due first")),
    (Order::Late, "late", phrase!("late ones only")),
];

impl Ask {
    fn order(&self) -> Order {
        words::named(ORDERS, &self.order).unwrap_or_default()
    }

    fn of(&self) -> Unanswered {
        let order = if self.order() == Order::Oldest { Aging::Oldest } else { Aging::Due };
        Unanswered { desk: self.desk(), late: self.order() == Order::Late, order }
    }

    fn desk(&self) -> Option<DeskId> {
        self.desk.parse().ok()
    }
}

/// `GET /unanswered`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let (officer, asked) = (seat.officer.clone(), ask.clone());
    let page = app.apart(move |app| -> Result<DeskPage, Trouble> {
        let (viewer, of) = (app.office.viewer(&officer), asked.of());
        let after = asked.after.map(DeskCursor::new);
        Ok(app.office.reads()?.unanswered(&viewer, app.office.today(), &of, after.as_ref(), DESK_PAGE_LINES)?)
    });
    Ok(draw(&seat, &ask, &page.await?))
}

fn draw(seat: &Seat, ask: &Ask, page: &DeskPage) -> Response {
    let house = seat.app.office.house();
    let today = seat.app.office.today();
    let late = page.lines.iter().filter(|line| line.due.is_some_and(|due| due < today)).count();
    let body = html! {
        h1 { "What is unanswered" }
        p.under {
            span { (words::day_tag(today)) }
            span { b { (page.lines.len()) @if page.next.is_some() { " and more" } }
                @match ask.desk() { Some(desk) => { " of " (trail::desk(&house, &desk)) }, None => " of your desks and of the books they keep" } }
            @if late > 0 { span.late { (late) " late" } }
        }
        form.filters action="/unanswered" {
            label { "Owed by" select name="desk" {
                option value="" { "your desks and books" }
                @for (id, desk) in &house.desks { option value=(id) selected[ask.desk == id.as_str()] { (desk.name) } }
            } }
            label { "Order" select name="order" { (words::options(ORDERS, Some(ask.order()))) } }
            button { "Show" }
        }
        div data-live { @if page.lines.is_empty() {
            p.empty { "Nothing you may see is unanswered here. A paper stands here from when an officer says by which day it awaits an answer, until a paper answers it." }
        } @else {
            div.wide-table.of-desk role="group" aria-label="Unanswered" tabindex="0" { table {
                thead { tr {
                    th scope="col" { "Since" } th scope="col" { "Answer" } th scope="col" { "Owed by" } th scope="col" { "Our No." }
                    th scope="col" { "Marking" } th scope="col" { "From" } th scope="col" { "Subject" }
                } }
                tbody { @for line in &page.lines { (row(seat, &house, line)) } }
            } }
            @if let Some(next) = &page.next {
                nav.pages { a rel="next" href=(format!("/unanswered?desk={}&order={}&after={}", escaped(&ask.desk), escaped(&ask.order), escaped(next.as_str()))) { "Next page" } }
            }
        } }
    };
    shell::helped(seat, Place::Desk, say!("What is unanswered"), Help::Unanswered, &body)
}

fn row(seat: &Seat, house: &House, line: &DeskLine) -> Markup {
    // Only papers await an answer.
    let Some(row) = line.row() else { return html! {} };
    let today = seat.app.office.today();
    let since = row.received.map(|received| received.on).or(row.entered_on);
    let (theirs, interims) = match &line.waits {
        Waits::ToAnswer { theirs, interims } => (*theirs, *interims),
        _ => (false, 0),
    };
    html! {
        tr data-open="yes" {
            td.d { @if let Some(since) = since { (words::day_tag(since)) div.soft { (age(since, today)) } } }
            td.d { @if let Some(due) = line.due { (words::due(due, today)) }
                @if interims > 0 { div.soft { "after " (plural!(interims, "{n} interim reply", "{n} interim replies")) } } }
            td { @match (&line.desk, theirs) {
                (Some(desk), true) => { "the other side" div.soft { (trail::desk(house, desk)) " waits" } },
                (Some(desk), false) => (trail::desk(house, desk)),
                (None, _) => {},
            } }
            td.n { @match row.paper { Some(id) => a href=(format!("/papers/{id}#answer")) { (row.number) }, None => (row.number) } }
            td { (trail::marking(&row.marking, house)) }
            td { @if theirs { "to " (row.to.join(", ")) } @else { (row.from.join(", ")) } }
            td.subject { @match &row.subject { Some(subject) => (subject), None => span.soft { (row.kind.clone().unwrap_or_default()) } } }
        }
    }
}

/// How many days ago a day was.
fn age(since: jiff::civil::Date, today: jiff::civil::Date) -> String {
    match since.until(today).map_or(0, |span| span.get_days()) {
        ..=0 => "today".to_owned(),
        days => plural!(days.unsigned_abs() as usize, "{n} day", "{n} days"),
    }
}
