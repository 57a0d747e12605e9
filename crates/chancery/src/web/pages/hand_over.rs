//! Handing a desk over: what would go and what would stay, before it is entered; the list that both sign, after.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use phrases::{html, plural, say};
use procedure::act::Act;
use procedure::house::House;
use procedure::ids::{DeskId, MandateId, OfficerId};
use procedure::paper::InHouse;
use register::{About, HandOverRow, HandedLine, HandingAsk, HandingPreview};
use serde::Deserialize;

use crate::office::handing::{named, told};
use crate::office::{Bodies, HandedList};
use crate::web::app::App;
use crate::web::bag;
use crate::web::choices;
use crate::web::forms::{Form, Unreadable};
use crate::web::help::Help;
use crate::web::paper::trail;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::words;

/// Which desk, and to whom.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    desk: String,
    /// A desk or an officer: "desk:press", "officer:holm".
    to: String,
    /// Of several holders, whose.
    from: String,
}

impl Ask {
    fn place(&self) -> String {
        let value = |text: &str| escaped(text);
        format!("/hand-over?desk={}&to={}&from={}", value(&self.desk), value(&self.to), value(&self.from))
    }

    /// What is asked, where a desk is chosen and, from officer to officer, one that holds it.
    fn asked(&self, house: &House, seat: &Seat) -> Option<HandingAsk> {
        let desk: DeskId = self.desk.parse().ok()?;
        match self.to.parse() {
            Ok(InHouse::Officer(to)) => {
                let from = self.from.parse().ok().or_else(|| holders(house, &desk, seat).into_iter().next())?;
                Some(HandingAsk::Post { desk, from, to: Some(to) })
            }
            Ok(InHouse::Desk(to)) => Some(HandingAsk::Desk { desk, to: Some(to) }),
            Err(_) => Some(HandingAsk::Desk { desk, to: None }),
        }
    }
}

/// Who holds a desk now.
fn holders(house: &House, desk: &DeskId, seat: &Seat) -> Vec<OfficerId> {
    house.holders_of(desk, seat.app.office.now()).into_iter().cloned().collect()
}

fn administers(house: &House, seat: &Seat) -> bool {
    house.is_administrator(&seat.officer)
}

/// `GET /hand-over`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let house = app.office.house();
    let asked = ask.asked(&house, &seat);
    let (officer, looked) = (seat.officer.clone(), asked.clone());
    let found = app.apart(move |app| -> Result<_, Trouble> {
        let (viewer, reads) = (app.office.viewer(&officer), app.office.reads()?);
        let preview = looked.map(|ask| reads.to_hand_over(&viewer, &ask)).transpose()?;
        Ok((preview, reads.hand_overs(&viewer)?))
    });
    let (preview, past) = found.await?;
    // A desk that is not there and one that is none of one's business look the same.
    let preview = match preview {
        Some(None) => return Ok(refused::absent()),
        found => found.flatten(),
    };
    let body = html! {
        h1 { "Hand over" }
        p.under { "What waits at a desk goes to another desk, or a desk goes from officer to officer. Both sign the list." }
        (choose(&house, &seat, &ask))
        @if let (Some(asked), Some(preview)) = (&asked, &preview) { (before(&house, &seat, &ask, asked, preview)) }
        (handed_before(&house, &seat, &past))
    };
    Ok(shell::helped(&seat, Place::Desk, say!("Hand over"), Help::HandOver, &body))
}

fn choose(house: &House, seat: &Seat, ask: &Ask) -> Markup {
    let desk: Option<DeskId> = ask.desk.parse().ok();
    let holders = desk.as_ref().map(|desk| holders(house, desk, seat)).unwrap_or_default();
    let officers = choices::officers(house);
    let open = || choices::desks(house);
    html! {
        form.filters action="/hand-over" {
            label { "Desk" select name="desk" {
                option value="" { "choose one" }
                @for (id, one) in &house.desks { option value=(id) selected[ask.desk == id.as_str()] { (one.name) @if one.closed.is_some() { ", closed" } } }
            } }
            label { "To" select name="to" {
                option value="" { "not chosen yet" }
                optgroup label="What waits there to another desk" { @for (id, one) in open() {
                    @let key = InHouse::Desk(id.clone()).key();
                    option value=(key) selected[ask.to == key] { (one.name) }
                } }
                optgroup label="The desk to another officer" { @for (id, one) in officers {
                    @let key = InHouse::Officer(id.clone()).key();
                    option value=(key) selected[ask.to == key] { (one.name) }
                } }
            } }
            @if holders.len() > 1 {
                label { "From" select name="from" { @for id in &holders {
                    option value=(id) selected[ask.from == id.as_str()] { (trail::officer(house, id)) }
                } } }
            }
            button.plain { "Show what would go" }
        }
    }
}

fn before(house: &House, seat: &Seat, ask: &Ask, asked: &HandingAsk, preview: &HandingPreview) -> Markup {
    let (from, to) = asked.parties();
    let desk = trail::desk(house, asked.desk());
    let goes = match asked {
        HandingAsk::Desk { .. } => say!("What waits at {desk}"),
        HandingAsk::Post { .. } => say!("What comes back to {} and goes over", named(house, &from)),
    };
    html! {
        h2 #goes { (goes) @if let Some(to) = &to { span.soft { " → " (named(house, to)) } } }
        @if let Some(counts) = &preview.counts {
            p.under {
                span { (plural!(counts.goes, "{n} paper or dossier", "{n} papers and dossiers")) }
                @if counts.later > 0 { span { (counts.later) " more after that: one entry takes no more" } }
                @if counts.stays > 0 { span { "of " (counts.stays) " something stays" } }
                @if counts.goes > about_how_many(&preview.goes) { span.soft { "those that you do not see are handed over too" } }
            }
        }
        @if preview.goes.is_empty() { p.empty { "Nothing that you may see. What waits there stands here, line by line, with its day." } }
        @else { (table(house, seat, &preview.goes, false)) }
        @if !preview.stays.is_empty() { h2 { "What stays" } (table(house, seat, &preview.stays, true)) }
        @if let HandingAsk::Post { .. } = asked {
            h2 { "What waits at " (desk) " and stays there" }
            @if preview.at_desk.is_empty() { p.empty { "Nothing that you may see waits there." } }
            @else { (table(house, seat, &preview.at_desk, false)) }
        }
        @if let Some(to) = &to {
            @if administers(house, seat) { (act(house, ask, asked, to)) }
            @else { p.soft.no-print { "An administrator enters it." } }
        }
    }
}

/// How many papers and dossiers lines are about.
fn about_how_many(lines: &[HandedLine]) -> u64 {
    let called = |line: &HandedLine| match &line.about {
        About::Row(row) => row.number.clone(),
        About::Dossier(row) => say!("dossier {}", row.dossier),
    };
    lines.iter().map(called).collect::<std::collections::BTreeSet<_>>().len() as u64
}

fn act(house: &House, ask: &Ask, asked: &HandingAsk, to: &InHouse) -> Markup {
    let (from, _) = asked.parties();
    html! {
        form.writing method="post" action="/desk/hand-over" {
            input type="hidden" name="key" value=(bag::key());
            input type="hidden" name="desk" value=(ask.desk);
            input type="hidden" name="to" value=(ask.to);
            @if let InHouse::Officer(from) = &from { input type="hidden" name="from" value=(from); }
            label { "Reason" textarea name="reason" required {} }
            button { "Hand over to " (named(house, to)) }
            p.soft { "It holds from when it is entered, and cannot be undone but by handing it back." }
        }
    }
}

fn handed_before(house: &House, seat: &Seat, past: &[HandOverRow]) -> Markup {
    let zone = seat.app.office.zone();
    html! {
        h2 { "Handed over before" }
        @if past.is_empty() { p.empty { "Nothing that concerns you was handed over yet. Each list stands here from when it is entered." } }
        @else { ul.notes { @for row in past { li {
            a href=(format!("/hand-over/{}", row.entry)) { (from_to(house, row)) }
            ", " (words::day_tag(words::date_of(row.at, &zone)))
        } } } }
    }
}

/// From whom to whom, and of which desk.
fn from_to(house: &House, row: &HandOverRow) -> String {
    let of = row.desk.as_ref().map(|desk| format!("{}: ", trail::desk(house, desk))).unwrap_or_default();
    format!("{of}{} → {}", named(house, &row.from), named(house, &row.to))
}

fn table(house: &House, seat: &Seat, lines: &[HandedLine], stays: bool) -> Markup {
    let today = seat.app.office.today();
    html! {
        div.wide-table.of-desk role="group" aria-label="Papers and dossiers" tabindex="0" { table {
            thead { tr {
                th scope="col" { "No." } th scope="col" { "What" } th scope="col" { "By" } th scope="col" { "Our No." } th scope="col" { "Marking" } th scope="col" { "Subject" }
                @if stays { th scope="col" { "Why it stays" } }
            } }
            tbody { @for (no, line) in (1..).zip(lines) {
                tr data-open="yes" {
                    td.n { (no) }
                    td { (told(house, &line.what)) }
                    td.d { @if let Some(due) = line.due { (words::day_tag(due)) @if due < today { " " span.late { "late" } } } }
                    (about(house, line))
                    @if stays { td { @if let Some(why) = line.stays { (words::capital(why.words())) } } }
                }
            } }
        } }
    }
}

fn about(house: &House, line: &HandedLine) -> Markup {
    match &line.about {
        About::Row(row) => html! {
            td.n { @match row.paper { Some(id) => a href=(format!("/papers/{id}")) { (row.number) }, None => (row.number) } }
            td { (trail::marking(&row.marking, house)) }
            td.subject { @match &row.subject { Some(subject) => (subject), None => span.soft { (row.kind.clone().unwrap_or_default()) } } }
        },
        About::Dossier(row) => html! {
            td.n { a href=(format!("/dossiers/{}", row.dossier)) { (row.dossier) } }
            td { @if let Some(level) = &row.level { (trail::level(house, level)) } }
            td.subject { (row.title) }
        },
    }
}

/// `POST /desk/hand-over`
pub(crate) async fn post(seat: Seat, form: Form) -> Answer {
    let house = seat.app.office.house();
    let desk: DeskId = form.needed("desk", say!("which desk"))?;
    let to: InHouse = form.needed("to", say!("to whom"))?;
    let reason = form.text("reason").unwrap_or_default();
    let ask = Ask { desk: desk.to_string(), to: to.key(), from: form.text("from").unwrap_or_default() };
    let act = match to {
        InHouse::Desk(to) => Act::HandOverDesk { desk, to, reason },
        InHouse::Officer(to) => {
            let from: OfficerId = form.needed("from", say!("from whom"))?;
            let mandate = free_code(&house, &desk, &to)?;
            Act::HandOverPost { desk, from, to, mandate, reason }
        }
    };
    let key = form.text("key").unwrap_or_else(bag::key);
    match Box::pin(seat.submit(act, key, Bodies::default())).await {
        Ok(receipt) => Ok(Redirect::to(&format!("/hand-over/{}#main", receipt.entry)).into_response()),
        Err(error) => Ok(refused::submit(&seat, &error, &ask.place())),
    }
}

/// A code for the mandate, made from desk and officer, that none has.
fn free_code(house: &House, desk: &DeskId, officer: &OfficerId) -> Result<MandateId, Unreadable> {
    let too_long = || Unreadable(say!("{desk}.{officer} is too long for a mandate’s code; give the mandate first."));
    house.free_mandate(desk, officer).ok_or_else(too_long)
}

/// `GET /hand-over/{entry}`: the list.
pub(crate) async fn list(State(app): State<App>, seat: Seat, Path(entry): Path<String>) -> Answer {
    let Ok(entry) = entry.parse::<u64>() else { return Ok(refused::absent()) };
    let officer = seat.officer.clone();
    let found = app.apart(move |app| app.office.handed(&app.office.viewer(&officer), entry)).await?;
    let Some(list) = found else { return Ok(refused::absent()) };
    Ok(drawn(&seat, &app.office.house(), &list))
}

fn drawn(seat: &Seat, house: &House, list: &HandedList) -> Response {
    let (row, zone) = (&list.row, seat.app.office.zone());
    let again = row.desk.as_ref().or(match &row.from {
        InHouse::Desk(desk) => Some(desk),
        InHouse::Officer(_) => None,
    });
    let body = html! {
        p.under { a href="/hand-over" { "Hand over" } span { "entry " (row.entry) " of the record" } }
        h1 { (from_to(house, row)) }
        p.under {
            span { (words::moment_tag(row.at, &zone)) }
            span { "entered by " (trail::officer(house, &row.by)) }
            span { "“" (row.reason) "”" }
        }
        h2 { "Handed over" }
        @if list.lines.is_empty() { p.empty { "Nothing that you may see went over." } }
        @else { (table(house, seat, &list.lines, false)) }
        @if let Some(desk) = &row.desk {
            h2 { "What waited at " (trail::desk(house, desk)) }
            @if list.at_desk.is_empty() { p.empty { "Nothing that you may see waited there." } }
            @else { (table(house, seat, &list.at_desk, false)) }
        }
        (signatures(house, row))
        @if let Some(desk) = again {
            p.no-print { a href=(format!("/hand-over?desk={}", escaped(desk.as_str()))) { "What waits there now" } }
        }
    };
    shell::page(seat, Place::Desk, say!("Handed over"), &body)
}

/// Lines for both to sign on.
fn signatures(house: &House, row: &HandOverRow) -> Markup {
    html! {
        div.signed {
            @for (says, who) in [(say!("Handed over"), &row.from), (say!("Taken over"), &row.to)] {
                div { span.ink {} p { (says) ": " (named(house, who)) } p.soft { "name, date" } }
            }
        }
    }
}
