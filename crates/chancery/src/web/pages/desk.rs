//! `GET /`: what waits for me, most urgent first.

use axum::extract::{Query, State};
use axum::response::Response;
use maud::Markup;
use phrases::{html, plural, say};
use procedure::closing::may_close_day;
use procedure::dossier::is_near;
use procedure::house::House;
use procedure::ids::DossierId;
use procedure::paper::{Holder, InHouse};
use register::{About, DeskCursor, DeskLine, DeskPage, SentUp, Waits};
use serde::Deserialize;

use super::{marked, sent_up};
use crate::web::app::App;
use crate::web::bag;
use crate::web::dossier;
use crate::web::help::Help;
use crate::web::house;
use crate::web::paper::trail;
use crate::web::refused::{Answer, Trouble};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::words;

/// Lines of one page of the desk: they stay under 100 KB together.
pub(super) const DESK_PAGE_LINES: usize = 60;

/// How much of a dossier's code a line shows: a number of ours is as long.
const CODE_CHARS_SHOWN_MAX: usize = 18;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    pub(super) after: Option<String>,
}

/// `GET /`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let on_desk = on_desk(&app, &seat, ask.after).await?;
    Ok(draw(&seat, &on_desk, None))
}

/// What stands on an officer's desks.
pub(super) struct OnDesk {
    /// What waits, a page of it.
    page: DeskPage,
    /// What was put before others; beside the first page.
    sent_up: Vec<SentUp>,
}

/// What stands on an officer's desks.
pub(super) async fn on_desk(app: &App, seat: &Seat, after: Option<String>) -> Result<OnDesk, Trouble> {
    let officer = seat.officer.clone();
    let read = app.apart(move |app| -> Result<OnDesk, Trouble> {
        let (viewer, reads) = (app.office.viewer(&officer), app.office.reads()?);
        let after = after.map(DeskCursor::new);
        let page = reads.desk(&viewer, app.office.today(), None, after.as_ref(), DESK_PAGE_LINES)?;
        let sent_up = if after.is_none() { reads.sent_up(&viewer, app.office.now(), None)? } else { Vec::new() };
        Ok(OnDesk { page, sent_up })
    });
    read.await
}

/// The desk; `told` says what became of an act for all the lines that were marked.
pub(super) fn draw(seat: &Seat, on_desk: &OnDesk, told: Option<&Markup>) -> Response {
    let OnDesk { page, sent_up } = on_desk;
    let house = seat.app.office.house();
    let today = seat.app.office.today();
    let own = house.desks_of(&seat.officer, seat.app.office.now());
    let late = page.lines.iter().filter(|line| line.due.is_some_and(|due| due < today)).count();
    // Whose line it is has to be seen where one has more than one desk's, or another's.
    let with_desk = own.len() > 1 || page.lines.iter().any(|line| line.instead_of.is_some());
    let names: Vec<String> = own.iter().map(|desk| trail::desk(&house, desk)).collect();
    let body = html! {
        h1 { @if names.is_empty() { "Your desk" } @else { (names.join(", ")) } }
        div data-live { p.under {
            span { (words::day_tag(today)) }
            span { b { (page.lines.len()) @if page.next.is_some() { " and more" } } " waiting" }
            @if late > 0 { span.late { (late) " late" } }
        }
        @if let Some(told) = told { (told) }
        @if page.lines.is_empty() {
            p.empty { @if own.is_empty() { "You act for no desk, so nothing can wait here. An administrator gives mandates." }
                @else { "Nothing waits. A paper appears here when it is marked out to your desk, comes back, is back on its day, or needs a word of the registry." } }
            @if house::administers(seat) && !house::has_papers(&house) {
                p { a.button href="/house" { "Set up the house" } " " a.button.plain href="/enter" { "Enter the first paper" } " " span.soft { "No paper was entered yet. Desks, officers and series are looked after there." } }
            }
        } @else {
            form.marked method="post" action="/desk" {
                input type="hidden" name="key" value=(bag::key());
                div.wide-table.of-desk role="group" aria-label="What waits" tabindex="0" { table {
                    thead { tr {
                        th scope="col" { span.aside { "Marked" } } th scope="col" { "To do" } th scope="col" { "By" } th scope="col" { "Our No." } th scope="col" { "Marking" } th scope="col" { "From" }
                        th scope="col" { "Subject" } th scope="col" { "Waiting since" } @if with_desk { th scope="col" { "Desk" } }
                    } }
                    tbody { @for line in &page.lines { (row(seat, &house, line, with_desk)) } }
                } }
                (marked::acts(&house, page))
            }
            @if let Some(next) = &page.next { nav.pages { a rel="next" href=(format!("/?after={}", escaped(next.as_str()))) { "Less urgent" } } }
        }
        (sent_up::section(&house, &seat.app.office.zone(), sent_up, own.len() > 1)) }
        p.no-print {
            a href="/bring-forwards" { "What comes back" } " · " a href="/unanswered" { "What is unanswered" } " · " a href="/deadlines" { "What falls when" } " · " a href="/copies" { "Copies held" } " · " a href="/lists" { "Lists" } " · " a href="/hand-over" { "Hand over" } " · " a href="/overview" { "Overview" }
            @if may_close_day(&house, &seat.officer, seat.app.office.now()) { " · " a href="/record#closings" { "Close the day" } }
            @if house::administers(seat) { " · " a href="/house" { "The house" } }
        }
    };
    shell::helped(seat, Place::Desk, say!("Desk"), Help::Desk, &body)
}

fn row(seat: &Seat, house: &House, line: &DeskLine, with_desk: bool) -> Markup {
    let today = seat.app.office.today();
    let zone = seat.app.office.zone();
    html! {
        tr data-open="yes" {
            td.x { @if let Some(name) = marked::name(line) {
                input type="checkbox" name=(name) value="yes" aria-label=(say!("Mark {}", line.called()));
            } }
            td { (to_do(house, &line.waits)) @if let Some(precedence) = line.row().and_then(|row| row.precedence.as_ref()) { " " span.late { (words::capital(precedence)) } } }
            td.d { @if let Some(due) = line.due {
                @if matches!(line.waits, Waits::BringForward { .. }) { (words::back(due, today)) } @else if matches!(&line.waits, Waits::Deadline { remind, .. } if is_near(due, remind, today)) {
                    (words::due(due, today)) " " strong { "near" }
                } @else { (words::due(due, today)) }
            } }
            (about(house, line, if matches!(line.waits, Waits::Assess { .. }) { "#positions" } else { "" }))
            td.d { (words::day_tag(words::date_of(line.since, &zone))) }
            @if with_desk { td {
                @match (&line.desk, &line.instead_of) { (Some(desk), _) => (trail::desk(house, desk)), (None, None) => "yours", (None, Some(_)) => {} }
                @if let Some(of) = &line.instead_of { div.soft { "for " (trail::officer(house, of)) } }
            } }
        }
    }
}

/// Where in a dossier something waits: at the page of a submission, or at a place of the dossier's own.
pub(super) fn place_in(waits: &Waits, at: &str) -> String {
    match waits {
        Waits::PrivateOffice { submission, .. }
        | Waits::Decision { submission, .. }
        | Waits::Resubmission { submission, .. } => format!("/submissions/{submission}"),
        // Of many drafts only some stand whole on the page: this one is asked for.
        Waits::Concurrence { draft, .. } => format!("?draft={draft}#draft-{draft}"),
        Waits::Action { no, .. } | Waits::Discharge { no, .. } => format!("#action-{no}"),
        _ => at.to_owned(),
    }
}

/// What a line is about: our number or the dossier's code, its marking, from whom and on what. `at` is the place on the page
/// it leads to.
pub(super) fn about(house: &House, line: &DeskLine, at: &str) -> Markup {
    match &line.about {
        About::Row(row) => html! {
            td.n { @match row.paper { Some(id) => a href=(format!("/papers/{id}{at}")) { (row.number) }, None => (row.number) } }
            td { (trail::marking(&row.marking, house)) }
            td { (row.from.join(", ")) }
            td.subject { @match &row.subject { Some(subject) => (subject), None => span.soft { (row.kind.clone().unwrap_or_default()) } }
                @if let Waits::Direction { remark: Some(remark), .. } = &line.waits { div.soft { "“" (remark) "”" } } }
        },
        About::Dossier(row) => html! {
            td.n { a href=(format!("/dossiers/{}{}", row.dossier, place_in(&line.waits, at))) { (code(&row.dossier)) } }
            td { @if let Some(level) = &row.level { (trail::level(house, level)) } }
            td { span.soft { "dossier" } @if let Some(home) = &row.home { span.soft { " of " (trail::desk(house, home)) } } }
            td.subject { (row.title) }
        },
    }
}

/// A dossier's code, its beginning where it is long: what it is about stands beside it.
fn code(dossier: &DossierId) -> String {
    let code = dossier.as_str();
    match code.char_indices().nth(CODE_CHARS_SHOWN_MAX) {
        Some((at, _)) => format!("{}…", &code[..at]),
        None => code.to_owned(),
    }
}

/// The first line of several.
fn first_line(words: &str) -> &str {
    words.lines().next().unwrap_or_default()
}

/// What is to be done about it, and what is said beside that.
pub(super) fn to_do(house: &House, waits: &Waits) -> Markup {
    html! {
        (words::to_do(waits))
        @match waits {
            Waits::Direction { accepted, .. } | Waits::Action { accepted, .. } => { @if *accepted { span.soft { ", accepted" } } },
            Waits::CameBack { reason } | Waits::Resubmission { reason: Some(reason), .. } => div.soft { (reason) },
            Waits::ToConfirm { words } => div.soft { "“" (words) "”" },
            Waits::BringForward { to: InHouse::Desk(_), by, .. } => div.soft { "asked for by " (trail::officer(house, by)) },
            Waits::ToAnswer { interims, .. } => { @if *interims > 0 { div.soft { "after " (plural!(*interims, "{n} interim reply", "{n} interim replies")) } } },
            Waits::ToSend { to } => { @if !to.is_empty() { div.soft { "to " (to.join(", ")) } } },
            Waits::Copy { holder, .. } => { @if let Holder::Officer(_) = holder { div.soft { "yours in person" } } },
            Waits::Concurrence { title, .. } => div.soft { (title) },
            Waits::PrivateOffice { bottom_line, .. } => div.soft { (first_line(bottom_line)) },
            Waits::Decision { bottom_line, place, .. } => {
                @if let Some(place) = place { span.soft { ", place " (place) " in the box" } }
                div.soft { (first_line(bottom_line)) }
            },
            Waits::Discharge { says, .. } => div.soft { "“" (says) "”" },
            Waits::Assess { says, by, .. } => div.soft { "“" (says) "”, asked by " (trail::officer(house, by)) },
            Waits::Deadline { moved: Some(moved), .. } => div.soft { (dossier::why_moved(house, moved)) },
            Waits::ToMarkOut | Waits::OfferedMatch { .. } | Waits::BringForward { .. } | Waits::Resubmission { .. } | Waits::Deadline { .. } => {},
        }
    }
}
