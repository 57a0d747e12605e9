//! `GET /dossiers`: the dossiers one may see, those first in which something happened last; and a form that opens one.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use phrases::{html, say};
use procedure::act::Act;
use procedure::house::House;
use procedure::ids::DossierId;
use register::{DossierPage, DossierQuery, DossierRow};
use serde::Deserialize;

use super::acts::{RULES, rule};
use super::on::look_up;
use crate::office::{Bodies, SubmitError};
use crate::web::app::App;
use crate::web::bag;
use crate::web::choices;
use crate::web::forms::{Form, Unreadable};
use crate::web::help::Help;
use crate::web::paper::trail;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::slip::{Slip, Unentered};
use crate::web::words;

/// Rows of one page: they stay under 100 KB together.
const PAGE_ROWS: usize = 60;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    words: String,
    home: String,
    state: String,
    after: String,
    done: Option<u64>,
}

impl Ask {
    fn query(&self) -> DossierQuery {
        DossierQuery {
            words: Some(self.words.trim().to_owned()).filter(|words| !words.is_empty()),
            home: self.home.parse().ok(),
            closed: match self.state.as_str() {
                "closed" => Some(true),
                "all" => None,
                _ => Some(false),
            },
        }
    }

    fn is_narrowed(&self) -> bool {
        !self.words.trim().is_empty() || !self.home.is_empty() || !self.state.is_empty()
    }
}

/// `GET /dossiers`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    draw(&app, &seat, &ask, None).await
}

/// `POST /dossiers`
pub(crate) async fn open(State(app): State<App>, seat: Seat, form: Form) -> Answer {
    let act = read(&form);
    let key = form.text("key").unwrap_or_else(bag::key);
    let (status, says) = match act {
        Err(Unreadable(says)) => {
            let says =
                html! { section.refused role="alert" { h2 { "Not entered yet." } p { (words::sentence(&says)) } } };
            (StatusCode::UNPROCESSABLE_ENTITY, says)
        }
        Ok((id, act)) => match Box::pin(seat.submit(act, key, Bodies::default())).await {
            Ok(receipt) => {
                // Who opens one for another desk may not see it.
                let place = if look_up(&seat, &id).await?.is_some() {
                    format!("/dossiers/{id}")
                } else {
                    "/dossiers".to_owned()
                };
                return Ok(Redirect::to(&format!("{place}?done={}", receipt.entry)).into_response());
            }
            Err(SubmitError::Refusal(refusal)) => {
                let way = html! { a.button.plain href="/dossiers" { "Leave it" } };
                (StatusCode::CONFLICT, refused::section(&seat, &refusal, &way))
            }
            Err(SubmitError::Fault(fault)) => return Err(refused::unavailable(&fault).into()),
        },
    };
    let unentered = Unentered { place: "/dossiers".to_owned(), form, status, says, field: "dossier" };
    draw(&app, &seat, &Ask::default(), Some(&unentered)).await
}

fn read(form: &Form) -> Result<(DossierId, Act), Unreadable> {
    let dossier: DossierId = form.needed("dossier", say!("the code of the dossier"))?;
    let act = Act::OpenDossier {
        dossier: dossier.clone(),
        title: form.text("title").unwrap_or_default(),
        code: form.text("code"),
        home: form.parsed("home")?,
        level: form.parsed("level")?,
        rule: form.choice("rule", RULES)?,
    };
    Ok((dossier, act))
}

async fn draw(app: &App, seat: &Seat, ask: &Ask, unentered: Option<&Unentered>) -> Answer {
    let (officer, query) = (seat.officer.clone(), ask.query());
    let after = Some(ask.after.clone()).filter(|after| !after.is_empty());
    let page = app.apart(move |app| -> Result<DossierPage, Trouble> {
        let viewer = app.office.viewer(&officer);
        Ok(app.office.reads()?.list_dossiers(&viewer, &query, after.as_deref(), PAGE_ROWS)?)
    });
    let page = page.await?;
    let house = app.office.house();
    let body = html! {
        @if let Some(entry) = ask.done {
            div.done role="status" {
                p { "Entered. That dossier is not for you to see." }
                p.soft { "Entry " (entry) " of the record." }
            }
        }
        h1 { "Dossiers" }
        p.under { "All papers and acts on one question, kept by one desk." }
        (filters(ask, &house))
        @if page.rows.is_empty() {
            @if ask.is_narrowed() { p.empty { "No dossier that you may see is so." } }
            @else { p.empty { "No dossier is open that you may see. One begins with a question: open it below, or file a paper in a new one from the paper’s page." } }
        } @else {
            div.wide-table role="group" aria-label="Dossiers" tabindex="0" { table {
                thead { tr { th scope="col" { "Dossier" } th scope="col" { "Question" } th scope="col" { "File plan" } th scope="col" { "Kept by" } th scope="col" { "Marking" } th scope="col" { "Last act" } th scope="col" { "State" } } }
                tbody { @for one in &page.rows { (row(seat, &house, one)) } }
            } }
        }
        nav.pages aria-label="Pages" {
            @if !ask.after.is_empty() { a href="/dossiers" { "From the beginning" } }
            @if let Some(next) = &page.next { a rel="next" href=(onward(ask, next)) { "Earlier ones" } }
        }
        (opening(seat, &house, unentered))
    };
    let mut response: Response = shell::helped(seat, Place::Dossiers, say!("Dossiers"), Help::Dossiers, &body);
    if let Some(sent) = unentered {
        *response.status_mut() = sent.status;
    }
    Ok(response)
}

fn onward(ask: &Ask, next: &str) -> String {
    let (words, home, state) = (escaped(&ask.words), escaped(&ask.home), escaped(&ask.state));
    format!("/dossiers?words={words}&home={home}&state={state}&after={}", escaped(next))
}

fn filters(ask: &Ask, house: &House) -> Markup {
    let states = [("", "open"), ("closed", "closed"), ("all", say!("open and closed"))];
    html! {
        form.filters role="search" aria-label="Dossiers" action="/dossiers" {
            label { "Words" input type="text" name="words" value=(ask.words.trim()); }
            label { "Kept by" select name="home" {
                option value="" { "any desk" }
                @for (id, desk) in &house.desks { option value=(id) selected[ask.home == id.as_str()] { (desk.name) } }
            } }
            label { "State" select name="state" {
                @for (name, says) in states { option value=(name) selected[ask.state == name] { (says) } }
            } }
            button.plain { "Narrow" }
            @if ask.is_narrowed() { a href="/dossiers" { "All that are open" } }
        }
    }
}

fn row(seat: &Seat, house: &House, one: &DossierRow) -> Markup {
    let zone = seat.app.office.zone();
    html! {
        tr data-open="yes" {
            td.n { a href=(format!("/dossiers/{}", one.dossier)) { (one.dossier) } }
            td.subject { (one.title) @if one.volume > 1 { span.soft { ", volume " (one.volume) } } }
            td { (one.code.as_deref().unwrap_or_default()) }
            td { @if let Some(home) = &one.home { (trail::desk(house, home)) } }
            td { @if let Some(level) = &one.level { (trail::level(house, level)) } }
            td.d { (words::day_tag(words::date_of(one.touched, &zone))) }
            td { @match one.closed { Some(at) => { "closed " (words::day_tag(words::date_of(at, &zone))) }, None => "open" } }
        }
    }
}

fn opening(seat: &Seat, house: &House, unentered: Option<&Unentered>) -> Markup {
    let own = house.desks_of(&seat.officer, seat.app.office.now());
    if own.is_empty() {
        return html! {};
    }
    let slip = Slip::at("/dossiers".to_owned(), 0, unentered);
    let (home, level, rule_said, code) = (slip.said("home"), slip.said("level"), slip.said("rule"), slip.said("code"));
    let below = |id| house.above(id).into_iter().any(|above| own.contains(above));
    let keeps = own.iter().any(|desk| house.keeps_a_series(desk));
    let homes = choices::desks(house).filter(|(id, _)| keeps || own.contains(id) || below(id));
    let chosen =
        |id: &str| home.map_or_else(|| own.first().is_some_and(|first| first.as_str() == id), |home| home == id);
    let fields = html! {
        (slip.needed("title", say!("The question")))
        div.row {
            label { "Code" input type="text" name="dossier" value=[slip.said("dossier")] required autocomplete="off" autofocus[slip.wants("dossier")] aria-describedby="dossier-code" placeholder="1951-demarcation"; }
            label { "File plan" @if house.file_plan.is_empty() {
                input type="text" name="code" value=[code];
            } @else {
                select name="code" { option value="" { "none" } @for (plan, title) in &house.file_plan { option value=(plan) selected[code == Some(plan.as_str())] { (plan) " " (title) } } }
            } }
            label { "Kept by" select name="home" { @for (id, desk) in homes { option value=(id) selected[chosen(id.as_str())] { (desk.name) } } } }
        }
        p #dossier-code .hint { "Papers and officers call it by its code, which stays: letters a to z, digits, hyphens or dots, without a space." }
        div.row {
            label { "Marking" select name="level" { option value="" { "none" } @for known in &house.levels { option value=(known.id) selected[level == Some(known.id.as_str())] { (known.name) } } } }
            label { "Seen by" select name="rule" { option value="" { "as is usual here" } @for (value, name, _) in RULES { option value=(name) selected[rule_said == Some(name)] { (rule(*value)) } } } }
        }
        p.hint { "Papers in it keep their own rules: whoever sees the dossier sees of them what they may see anyway." }
    };
    html! { (slip.act("open-dossier", say!("Open a dossier"), &fields, say!("Open it"))) }
}
