//! `GET /house`: what stands in the house, step by step in the order in which an office is set up.

use std::collections::BTreeSet;
use std::fmt::Display;

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use phrases::{html, plural, say};
use procedure::house::{House, Officer};
use procedure::ids::{DeskId, OfficerId};
use procedure::moment::Moment;
use serde::Deserialize;

use super::changes::Changes;
use super::{administers, forms, has_papers};
use crate::web::bag;
use crate::web::help::Help;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::slip::{Unentered, with_refusal};
use crate::web::words;

/// Most lines of each list on the page; the others are on the next.
const HOUSE_LINES_MAX: usize = 40;

/// Most desks without anybody that are named above the officers.
const DESKS_NAMED_MAX: usize = 5;

/// What was done, and from where on each list is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    done: Option<u64>,
    what: String,
    desks: String,
    officers: String,
    series: String,
}

/// Leads back to the house, which says what was done.
pub(super) fn done(what: &str, entry: Option<u64>) -> Response {
    let entry = entry.map(|entry| format!("&done={entry}")).unwrap_or_default();
    Redirect::to(&format!("/house?what={what}{entry}")).into_response()
}

/// `GET /house`
pub(crate) async fn get(seat: Seat, Query(ask): Query<Ask>) -> Answer {
    if !administers(&seat) {
        return Ok(refused::absent());
    }
    draw(&seat, &ask, None, None).await
}

/// What is drawn.
struct View<'a> {
    house: &'a House,
    now: Moment,
    year: i16,
    ask: &'a Ask,
    unentered: Option<&'a Unentered>,
    /// The desk for which the one who looks acts first.
    own: Option<&'a DeskId>,
    /// Of the officers shown, those who never chose a password.
    never_came_in: BTreeSet<OfficerId>,
}

/// The page; `told` says what came of a form that does not lead elsewhere.
pub(super) async fn draw(seat: &Seat, ask: &Ask, unentered: Option<&Unentered>, told: Option<&Markup>) -> Answer {
    let office = &seat.app.office;
    let (house, now) = (office.house(), office.now());
    let shown: Vec<OfficerId> =
        stretch(&house.officers, &ask.officers).0.into_iter().map(|(id, _)| id.clone()).collect();
    let never = seat.app.apart(move |app| -> Result<BTreeSet<OfficerId>, Trouble> {
        let mut never = BTreeSet::new();
        for officer in shown {
            if !app.doors.has_password(&officer)? {
                never.insert(officer);
            }
        }
        Ok(never)
    });
    let never_came_in = never.await?;
    let own = house.desks_of(&seat.officer, now).into_iter().next();
    let view = View { house: &house, now, year: office.today().year(), ask, unentered, own, never_came_in };
    let body = html! {
        @if let Some(told) = told { (told) } @else { (said_done(ask)) }
        h1 { "The house" }
        p.under { "What an office needs, in the order in which it is set up. What stands can be changed below each list; codes stay, and nothing is taken away." }
        (next_step(&view))
        (the_office(&view))
        (desks(&view))
        (officers(&view))
        (series(&view))
        (copies(&view))
        (first_paper(&view))
        h2 { "A copy in another place" }
        p { "The office is one folder. Whoever runs the program has it copied, sealed, to another disk or machine, and each time only what came since: " code { "chancery backup FOLDER PLACE --to KEY" } ". From there " code { "chancery restore" } " brings it back, and proves that nothing is missing." }
    };
    let body = with_refusal(body, unentered);
    let mut response = shell::helped(seat, Place::House, say!("The house"), Help::House, &body);
    if let Some(sent) = unentered {
        *response.status_mut() = sent.status;
    }
    Ok(response)
}

fn said_done(ask: &Ask) -> Markup {
    let says = match ask.what.as_str() {
        "desk" => say!("The desk is set up."),
        "mandate" => say!("The desk is given."),
        "series" => say!("The series is open."),
        "change" => say!("It is changed."),
        "rename" => say!("The office has another name."),
        "close" => say!("It is closed."),
        "suspend" => say!("The officer is suspended."),
        "reinstate" => say!("The officer may come in again."),
        "end" => say!("The mandate is ended."),
        _ => return html! {},
    };
    html! {
        div.done role="status" { p { (says) } @if let Some(entry) = ask.done { p.soft { "Entry " (entry) " of the record." } } }
    }
}

/// A step of setting up, and how it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Done,
    ToDo,
    CanWait,
}

impl Stands {
    fn done(is: bool) -> Self {
        if is { Self::Done } else { Self::ToDo }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Done => say!("done"),
            Self::ToDo => say!("to do"),
            Self::CanWait => say!("can wait"),
        }
    }
}

impl View<'_> {
    fn changes(&self) -> Changes<'_> {
        Changes { house: self.house, now: self.now, unentered: self.unentered }
    }

    fn desks_stand(&self) -> Stands {
        Stands::done(self.house.desks.values().any(|desk| desk.closed.is_none()))
    }

    fn officers_stand(&self) -> Stands {
        Stands::done(forms::vacant(self.house, self.now).is_empty())
    }

    fn series_stand(&self) -> Stands {
        Stands::done(self.house.series.values().any(|known| known.closed.is_none()))
    }

    fn copies_stand(&self) -> Stands {
        let used = self.house.lists.values().any(|list| list.given_up.is_none());
        if used { Stands::Done } else { Stands::CanWait }
    }

    fn paper_stands(&self) -> Stands {
        Stands::done(has_papers(self.house))
    }
}

/// The first step that is still to do.
fn next_step(view: &View<'_>) -> Markup {
    let steps = [
        (view.desks_stand(), "#desks", say!("Desks")),
        (view.officers_stand(), "#officers", say!("Officers")),
        (view.series_stand(), "#series", say!("Series of numbers")),
        (view.paper_stands(), "#first-paper", say!("The first paper")),
    ];
    html! {
        @match steps.iter().find(|(stands, _, _)| *stands == Stands::ToDo) {
            Some((_, place, title)) => { p.no-print { "Next: " a href=(place) { (title) } } }
            None => { p.soft { "All that an office needs to begin stands." } }
        }
    }
}

/// A step: its number and title, how it stands, in one sentence what it is for, and what there is of it.
fn step(no: usize, id: &str, title: &str, stands: Stands, why: &str, holds: &Markup) -> Markup {
    html! {
        section {
            h2 id=(id) { (no) ". " (title) " " span.soft { "(" (stands.words()) ")" } }
            p { (why) }
            (holds)
        }
    }
}

fn the_office(view: &View<'_>) -> Markup {
    let holds = html! {
        @if let Some(founding) = &view.house.founding {
            dl.card {
                div { dt { "Name" } dd { (founding.name) } }
                div { dt { "Time zone" } dd { (founding.zone) } }
            }
        }
        (view.changes().of_office())
    };
    let why = say!(
        "Who the office is, as its pages and sheets are headed, and by which clock its years begin. The clock stays as it was founded: days and numbers were given by it."
    );
    step(1, "office", say!("The office"), Stands::Done, why, &holds)
}

fn desks(view: &View<'_>) -> Markup {
    let (shown, next) = stretch(&view.house.desks, &view.ask.desks);
    let holds = html! {
        @if shown.is_empty() { p.empty { "No desk is there yet. A registry, which enters papers, is a good first one." } }
        @else { div.wide-table.of-desk role="group" aria-label="Desks" tabindex="0" { table {
            thead { tr { th scope="col" { "Code" } th scope="col" { "Name" } th scope="col" { "Desk above" } th scope="col" { "Acting for it" } th scope="col" { "State" } } }
            tbody { @for (id, desk) in shown { tr {
                td.n { (id) }
                td { (desk.name) }
                td { @if let Some(above) = &desk.above { (words::desk(view.house, above)) } }
                td { (acting_for(view, id)) }
                td { @if desk.closed.is_some() { "closed" } @else { "in use" } }
            } } }
        } } }
        (onward("desks", next, say!("More desks")))
        (forms::desk(view.house, view.desks_stand() == Stands::ToDo, view.unentered))
        (view.changes().of_desks())
    };
    let why = say!(
        "A desk is a place where work waits, whoever sits there: papers are marked out to desks, and a chief’s desk stands above others."
    );
    step(2, "desks", say!("Desks"), view.desks_stand(), why, &holds)
}

fn acting_for(view: &View<'_>, desk: &DeskId) -> Markup {
    let at_work = view.house.at_work_at(desk, view.now);
    let names: Vec<String> = at_work.iter().map(|officer| words::officer(view.house, officer)).collect();
    html! { @if names.is_empty() { span.soft { "nobody" } } @else { (names.join(", ")) } }
}

fn officers(view: &View<'_>) -> Markup {
    let (shown, next) = stretch(&view.house.officers, &view.ask.officers);
    let vacant = forms::vacant(view.house, view.now);
    let holds = html! {
        @if !vacant.is_empty() { p { "Nobody acts yet for: " (some_names(view.house, &vacant)) } }
        div.wide-table.of-desk role="group" aria-label="Officers" tabindex="0" { table {
            thead { tr { th scope="col" { "Name" } th scope="col" { "Code" } th scope="col" { "Acts for" } th scope="col" { "May read up to" } th scope="col" { "State" } } }
            tbody { @for (id, officer) in shown { tr {
                td { (officer.name) @if view.house.is_administrator(id) { div.soft { "administrator" } } }
                td.n { (id) }
                td { (held(view, id)) }
                td { (words::level(view.house, &officer.cleared_to)) }
                td { (state(view, id, officer)) }
            } } }
        } }
        (onward("officers", next, say!("More officers")))
        (forms::officer(view.house, view.now, view.officers_stand() == Stands::ToDo, view.unentered))
        (forms::mandate(view.house, view.now, view.unentered))
        (view.changes().of_officers())
    };
    let why = say!(
        "An officer signs in and acts for the desks that were given; what one may see follows from those desks and from how far one may read."
    );
    step(3, "officers", say!("Officers"), view.officers_stand(), why, &holds)
}

/// The first desks of several by their names.
fn some_names(house: &House, desks: &[&DeskId]) -> String {
    let names = desks.iter().take(DESKS_NAMED_MAX).map(|desk| words::desk(house, desk)).collect::<Vec<_>>().join(", ");
    if desks.len() > DESKS_NAMED_MAX { format!("{names} …") } else { format!("{names}.") }
}

fn held(view: &View<'_>, officer: &OfficerId) -> String {
    let desks = view.house.desks_of(officer, view.now);
    desks.into_iter().map(|desk| words::desk(view.house, desk)).collect::<Vec<_>>().join(", ")
}

/// Whether an officer may act, and came in already; who never did may be given another link.
fn state(view: &View<'_>, id: &OfficerId, officer: &Officer) -> Markup {
    html! {
        @if officer.suspended.is_some() { "suspended" }
        @else if view.never_came_in.contains(id) {
            "not signed in yet"
            form.no-print method="post" action="/house/officers/link" {
                input type="hidden" name="officer" value=(id);
                input type="hidden" name="key" value=(bag::key());
                button.link.small aria-label=(say!("Make another link for {}", officer.name)) { "Make another link" }
            }
        } @else { "at work" }
    }
}

fn series(view: &View<'_>) -> Markup {
    let (shown, next) = stretch(&view.house.series, &view.ask.series);
    let holds = html! {
        @if shown.is_empty() { p.empty { "No series is open yet. One for what comes in and one for what goes out are good first ones." } }
        @else { div.wide-table.of-desk role="group" aria-label="Series" tabindex="0" { table {
            thead { tr { th scope="col" { "Code" } th scope="col" { "Name" } th scope="col" { "For which papers" } th scope="col" { "Pattern" } th scope="col" { "Seen by" } th scope="col" { "Kept by" } th scope="col" { "Next number" } } }
            tbody { @for (id, known) in shown { tr {
                td.n { (id) }
                td { (known.name) }
                td { (words::of(forms::WAYS, known.outgoing)) }
                td.code { (known.pattern.as_str()) }
                td { (words::of(forms::SEEN_BY, known.rule)) }
                td { (words::desk(view.house, &known.registry)) }
                td.n { @if known.closed.is_some() { "closed, no new numbers" } @else { (view.house.next_number(id, view.year).unwrap_or_default()) } }
            } } }
        } } }
        (onward("series", next, say!("More series")))
        (forms::series(view.house, view.own, view.series_stand() == Stands::ToDo, view.unentered))
        (view.changes().of_series())
    };
    let why = say!(
        "A series gives papers their numbers, one after the other without gaps, and says who sees them before anybody is named on them."
    );
    step(4, "series", say!("Series of numbers"), view.series_stand(), why, &holds)
}

fn copies(view: &View<'_>) -> Markup {
    let used = view.house.lists.values().filter(|list| list.given_up.is_none()).count();
    let holds = html! {
        p { @if used > 0 { (plural!(used, "{n} list is kept.", "{n} lists are kept.")) " " } a href="/lists" { "Lists" } }
    };
    let why =
        say!("A list names those who have a copy each time, in order, so that nobody is forgotten or typed anew.");
    step(5, "copies", say!("The usual copies"), view.copies_stand(), why, &holds)
}

fn first_paper(view: &View<'_>) -> Markup {
    let holds = html! {
        p { @if view.paper_stands() == Stands::Done { a href="/enter" { "Enter another paper" } } @else { a.button href="/enter" { "Enter the first paper" } } }
    };
    let why = say!(
        "Once a paper is entered it has its number and its trail, and waits at a desk: then the office is at work."
    );
    step(6, "first-paper", say!("The first paper"), view.paper_stands(), why, &holds)
}

/// So many lines of a list from a code on, and the code with which the next begin.
fn stretch<'a, K: Display, V>(
    all: impl IntoIterator<Item = (&'a K, &'a V)>,
    from: &str,
) -> (Vec<(&'a K, &'a V)>, Option<&'a K>) {
    let mut lines = all.into_iter().skip_while(|(id, _)| id.to_string().as_str() < from);
    let shown: Vec<_> = lines.by_ref().take(HOUSE_LINES_MAX).collect();
    (shown, lines.next().map(|(id, _)| id))
}

fn onward(list: &str, next: Option<&impl Display>, says: &str) -> Markup {
    html! {
        @if let Some(next) = next {
            nav.pages aria-label=(says) { a rel="next" href=(format!("/house?{list}={}#{list}", escaped(&next.to_string()))) { (says) } }
        }
    }
}
