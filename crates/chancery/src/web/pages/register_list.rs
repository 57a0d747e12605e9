//! `GET /register`: the book, a page at a time; its filters stand in the address.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use maud::Markup;
use phrases::{html, phrase, plural, say};
use procedure::house::House;
use procedure::sight::Sight;
use register::{Cursor, ListPage, ListQuery, ListRow, Order, RowStanding, State as Narrow};
use serde::{Deserialize, Serialize};

use crate::web::app::App;
use crate::web::forms::{self, Meant, Unreadable};
use crate::web::help::Help;
use crate::web::paper::trail;
use crate::web::refused::{Answer, Trouble};
use crate::web::seat::{Seat, escaped};
use crate::web::set;
use crate::web::shell::{self, Place};
use crate::web::words;

/// Rows of one page of the register: they stay under 100 KB together.
const REGISTER_PAGE_ROWS: usize = 80;

/// The filters of an address. All are texts: a form sends what is left blank as "".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filters {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) series: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) year: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) to: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) desk: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) dossier: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) state: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) subject: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) words: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) entered_from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) entered_until: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) dated_from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) dated_until: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) order: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) after: String,
}

/// States one can ask for, with their words.
const STATES: &[words::Choice<Narrow>] = &[
    (Narrow::ToMarkOut, "to_mark_out", phrase!("to be marked out")),
    (Narrow::Waiting, "waiting", phrase!("waiting at a desk")),
    (Narrow::Done, "done", phrase!("reported done")),
    (Narrow::Unanswered, "unanswered", phrase!("unanswered")),
    (Narrow::CitesNotHeld, "cites_not_held", phrase!("cites a paper not held")),
    (Narrow::Offered, "offered", phrase!("with matches offered")),
    (Narrow::NoFile, "no_file", phrase!("without a file")),
    (Narrow::Unconfirmed, "unconfirmed", phrase!("marking not confirmed")),
    (Narrow::Live, "live", phrase!("live")),
    (Narrow::Void, "void", phrase!("void")),
];

/// The words of a state by its name.
pub(super) fn state(name: &str) -> Option<&'static str> {
    STATES.iter().find(|(_, known, _)| *known == name).map(|(.., words)| words.said())
}

const ORDERS: &[words::Choice<Order>] = &[
    (Order::NewestEntered, "newest_entered", phrase!("newest entered first")),
    (Order::OldestEntered, "oldest_entered", phrase!("oldest entered first")),
    (Order::Number, "number", phrase!("by number")),
    (Order::NumberDown, "number_down", phrase!("by number, highest first")),
    (Order::NewestPaper, "newest_paper", phrase!("newest paper first")),
    (Order::OldestPaper, "oldest_paper", phrase!("oldest paper first")),
];

impl Filters {
    /// As a question to the register.
    ///
    /// # Errors
    /// A sentence for what is not of its form.
    pub(crate) fn query(&self, limit: usize, today: Date) -> Result<ListQuery, Unreadable> {
        fn code<T: std::str::FromStr>(text: &str, what: &str) -> Result<Option<T>, Unreadable> {
            let text = text.trim();
            if text.is_empty() {
                return Ok(None);
            }
            text.parse().map(Some).map_err(|_| Unreadable(say!("“{text}” is no {what}.")))
        }
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let choice = |name: &str| -> Result<Option<Narrow>, Unreadable> {
            match name {
                "" => Ok(None),
                name => words::named(STATES, name).map(Some).ok_or_else(|| Unreadable(say!("“{name}” is no state."))),
            }
        };
        let order = match self.order.as_str() {
            "" => Order::default(),
            name => words::named(ORDERS, name).ok_or_else(|| Unreadable(say!("“{name}” is no order.")))?,
        };
        let day = |text: &str| match text.trim() {
            "" => Ok(None),
            said => forms::day(said, Some(today), Meant::Past).map(Some),
        };
        Ok(ListQuery {
            series: code(&self.series, "series")?,
            year: code(&self.year, say!("year; write 1951"))?,
            kind: text(&self.kind),
            from: text(&self.from),
            to: text(&self.to),
            desk: code(&self.desk, "desk")?,
            dossier: code(&self.dossier, "dossier")?,
            state: choice(&self.state)?,
            number: text(&self.number),
            subject: text(&self.subject),
            words: text(&self.words),
            entered_from: day(&self.entered_from)?,
            entered_until: day(&self.entered_until)?,
            dated_from: day(&self.dated_from)?,
            dated_until: day(&self.dated_until)?,
            order,
            after: text(&self.after).map(Cursor::new),
            limit,
        })
    }

    /// What was said, by name.
    fn said(&self) -> Vec<(String, String)> {
        let Ok(serde_json::Value::Object(said)) = serde_json::to_value(self) else { return Vec::new() };
        said.into_iter().filter_map(|(name, text)| Some((name, text.as_str()?.to_owned()))).collect()
    }

    /// What it narrows by, in words: "series IN, year 1951".
    pub(super) fn narrowed(&self) -> String {
        let said = self.said().into_iter().filter(|(name, _)| !matches!(name.as_str(), "after" | "order"));
        said.map(|(name, text)| format!("{} {text}", name.replace('_', " "))).collect::<Vec<_>>().join(", ")
    }

    /// As an address.
    pub(crate) fn address(&self, place: &str) -> String {
        let said: Vec<String> = self.said().iter().map(|(name, text)| format!("{name}={}", escaped(text))).collect();
        if said.is_empty() { place.to_owned() } else { format!("{place}?{}", said.join("&")) }
    }
}

/// `GET /register`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(filters): Query<Filters>) -> Answer {
    let query = match filters.query(REGISTER_PAGE_ROWS, app.office.today()) {
        Ok(query) => query,
        Err(Unreadable(says)) => return Ok(unread(&seat, &filters, &says)),
    };
    let officer = seat.officer.clone();
    let page = app.apart(move |app| list(app, &officer, &query)).await?;
    Ok(draw(&seat, &filters, &page))
}

/// A page of the book as an officer sees it.
pub(super) fn list(app: &App, officer: &procedure::ids::OfficerId, query: &ListQuery) -> Result<ListPage, Trouble> {
    Ok(app.office.reads()?.list(&app.office.viewer(officer), query)?)
}

fn draw(seat: &Seat, filters: &Filters, page: &ListPage) -> Response {
    let house = seat.app.office.house();
    let year = filters.year.trim().parse().ok();
    let all = Filters { after: String::new(), ..filters.clone() }.said();
    let as_table: Vec<(&str, &str)> = all.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let also = |narrower: Filters| Filters { after: String::new(), ..narrower }.address("/register");
    let body = html! {
        h1 { (title(filters, &house)) }
        div.under {
            (count(&page.rows, page.next.is_some()))
            a.no-print href=(also(Filters { state: "cites_not_held".into(), ..filters.clone() })) { "cites papers not held" }
            a.no-print href=(also(Filters { state: "unanswered".into(), ..filters.clone() })) { "unanswered" }
            a.no-print href="/unanswered" { "answers awaited" }
            div.inline.no-print { (set::ask("/register.csv", &as_table, say!("as a table (CSV)"), None)) }
            a.no-print href=(format!("/register/book?series={}&year={}", escaped(&filters.series), escaped(&filters.year))) { "print the book" }
        }
        (filter_form(filters, &house))
        div data-live { @if page.rows.is_empty() {
            p.empty { "No paper you may see fits. Papers stand here as soon as they have a number; take a filter away, or ask the registry." }
        } @else {
            div.wide-table.of-book role="group" aria-label="The book" tabindex="0" { table {
                (head())
                tbody { @for row in &page.rows { (line(seat, &house, row, year, &html! {})) } }
            } }
            nav.pages aria-label="Pages" {
                @if !filters.after.is_empty() { a href=(also(filters.clone())) { "From the beginning" } }
                @if let Some(next) = &page.next { a rel="next" href=(Filters { after: next.to_string(), ..filters.clone() }.address("/register")) { "Next page" } }
            }
        } }
    };
    shell::helped(seat, Place::Register, say!("Register"), Help::Register, &body)
}

/// The filters as they were written, with the one that could not be read.
fn unread(seat: &Seat, filters: &Filters, says: &str) -> Response {
    let body = html! {
        h1 { "Register" }
        section.refused role="alert" { h2 { "One filter could not be read." } p { (says) } }
        (filter_form(filters, &seat.app.office.house()))
    };
    let mut response = shell::helped(seat, Place::Register, say!("Register"), Help::Register, &body);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// The heads of the book's columns.
pub(super) fn head() -> Markup {
    html! {
        thead { tr {
            th scope="col" { "Our No." } th scope="col" { "Entered" } th scope="col" { "Received" } th scope="col" { "Paper of" } th scope="col" { "Their No." }
            th scope="col" { "Kind" } th scope="col" { "From → to" } th scope="col" { "Subject" } th scope="col" { "Cites" } th scope="col" { "With" }
        } }
    }
}

/// How many papers and void numbers stand in these rows, and how many papers they cite that are not held.
pub(super) fn count(rows: &[ListRow], and_more: bool) -> Markup {
    let void = rows.iter().filter(|row| matches!(row.standing, RowStanding::Void { .. })).count();
    let papers = rows.len() - void;
    let open = |cites: &&register::Cites| cites.paper.is_none() && cites.settled.is_none();
    let not_held = rows.iter().flat_map(|row| &row.cites).filter(open).count();
    html! {
        span { (plural!(papers, "{n} paper", "{n} papers"))
            @if void > 0 { ", " (void) " void" }
            @if not_held > 0 { ", " (not_held) " cited but not held" }
            @if and_more { ", and more" } }
    }
}

fn title(filters: &Filters, house: &House) -> String {
    let series =
        house.series.iter().find(|(id, _)| id.as_str() == filters.series).map(|(_, series)| series.name.clone());
    match (series, filters.year.as_str()) {
        (Some(series), "") => series,
        (Some(series), year) => format!("{series}, {year}"),
        (None, "") => say!("Register").to_owned(),
        (None, year) => say!("Register, {year}"),
    }
}

fn filter_form(filters: &Filters, house: &House) -> Markup {
    html! {
        form.filters action="/register" {
            label { "Series" select name="series" { option value="" { "all" } @for (id, series) in &house.series { option value=(id) selected[filters.series == id.as_str()] { (series.name) } } } }
            label { "Year" input type="text" name="year" size="5" inputmode="numeric" value=(filters.year); }
            label { "Kind" input type="text" name="kind" value=(filters.kind); }
            label { "From" input type="text" name="from" value=(filters.from); }
            label { "To" input type="text" name="to" value=(filters.to); }
            label { "Subject" input type="text" name="subject" value=(filters.subject); }
            label { "With" select name="desk" { option value="" { "any desk" } @for (id, desk) in &house.desks { option value=(id) selected[filters.desk == id.as_str()] { (desk.name) } } } }
            label { "State" select name="state" { option value="" { "any" } (words::options(STATES, words::named(STATES, &filters.state))) } }
            label { "Entered from" input.day type="text" name="entered_from" value=(filters.entered_from) placeholder="25 December"; }
            label { span.aside { "entered " } "until" input.day type="text" name="entered_until" value=(filters.entered_until); }
            label { "Order" select name="order" { (words::options(ORDERS, Some(words::named(ORDERS, &filters.order).unwrap_or_default()))) } }
            button { "Show" }
        }
    }
}

/// One number of the book, as a row; `under` stands below its subject. Dates of the year looked at are short. Also of
/// what was found.
pub(super) fn line(seat: &Seat, house: &House, row: &ListRow, year: Option<i16>, under: &Markup) -> Markup {
    let zone = seat.app.office.zone();
    let today = seat.app.office.today();
    let year = year.unwrap_or(today.year());
    let entered = row.entered_on.unwrap_or_else(|| words::date_of(row.entered, &zone));
    let void = matches!(row.standing, RowStanding::Void { .. });
    // Before what became of it, "with" would be out of place.
    let ended = row.states.iter().any(|state| state == "done" || state == "came_back");
    let lies = !void && !ended && !row.with.is_empty();
    html! {
        tr.void[void] data-open="yes" {
            td.n { @match row.paper { Some(id) => a href=(format!("/papers/{id}")) { (row.number) }, None => (row.number) } }
            td.d data-label=(say!("entered")) { time datetime=(entered) { (words::day_in(entered, year)) } @if let Some(late) = &row.late { div.soft { "late: " (late) } } }
            td.d data-label=(say!("received")) { @if let Some(received) = &row.received { time datetime=(received.on) { (words::day_in(received.on, year)) } } }
            td.d data-label=(say!("of")) { @if let Some(date) = &row.date { time datetime=(date.date) { (words::paper_date_in(date, year)) } } }
            td.struck data-label=(say!("their No.")) { (row.their.as_deref().unwrap_or_default()) }
            td { (words::capital(row.kind.as_deref().unwrap_or_default())) }
            td.struck { (row.from.join(", ")) @if !row.to.is_empty() { " → " (row.to.join(", ")) } }
            td.struck.subject { @match (&row.subject, row.sight) { (Some(subject), _) => (subject), (None, Sight::OwnActs) => span.soft { "you acted on it" }, (None, _) => {} } (under) }
            td data-label=(say!("cites")) { @for cites in &row.cites { div { (cited(cites)) } } }
            td data-label=[lies.then_some(say!("lies with"))] { (with(house, row, today)) }
        }
    }
}

fn cited(cites: &register::Cites) -> Markup {
    html! {
        @match (&cites.paper, &cites.number, cites.settled) {
            (Some(id), Some(number), _) => a href=(format!("/papers/{id}")) { (number) },
            (_, _, Some(how)) => { (cites.says) " " span.soft { (words::of(words::SETTLEMENTS, how)) } },
            _ => { (cites.says) " " span.soft { "not held" } },
        }
    }
}

/// With whom it is, and where nothing waits there any more, what became of it.
fn with(house: &House, row: &ListRow, today: jiff::civil::Date) -> Markup {
    let is = |state: &str| row.states.iter().any(|known| known == state);
    let state = match () {
        () if is("done") => Some("done"),
        () if is("came_back") => Some(say!("came back")),
        () => None,
    };
    html! {
        @match &row.standing {
            RowStanding::Void { reason, see } => {
                "void" @if let Some(reason) = reason { ": " (reason) } @if let Some(see) = see { ", see " (see) }
            },
            RowStanding::Live => {
                @if let Some(state) = state { (state) ", " }
                (row.with.iter().map(|desk| trail::desk(house, desk)).collect::<Vec<_>>().join(", "))
                @if let Some(due) = row.due { ", " (words::due(due, today)) }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Filters;

    #[test]
    fn filters_stand_in_the_address() {
        let filters = Filters { series: "IN".into(), from: "B & C".into(), ..Filters::default() };
        assert_eq!(filters.address("/register"), "/register?from=B%20%26%20C&series=IN");
        assert_eq!(Filters::default().address("/register"), "/register");
        assert!(filters.query(10, jiff::civil::date(1951, 12, 25)).is_ok());
        for wrong in [
            Filters { series: "not a code".into(), ..Filters::default() },
            Filters { year: "51st".into(), ..Filters::default() },
            Filters { entered_from: "soon".into(), ..Filters::default() },
            Filters { state: "lost".into(), ..Filters::default() },
            Filters { order: "zz".into(), ..Filters::default() },
        ] {
            assert!(wrong.query(10, jiff::civil::date(1951, 12, 25)).is_err(), "{wrong:?}");
        }
    }
}
