//! `GET /dossiers/{id}/compose/{template}`: a paper composed from the dossier, to be written on and begun as a draft; and
//! the papers that are cited while one writes.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse as _;
use maud::Markup;
use phrases::{html, say};
use procedure::house::House;
use procedure::ids::DossierId;
use procedure::sight::Sight;
use register::FiledRow;
use serde::Deserialize;

use super::draft_slips::{self, Composing};
use super::on::look_up;
use super::show::{self, View};
use crate::compose::Template;
use crate::office::citable_as;
use crate::web::app::App;
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};

/// What was typed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    q: String,
}

/// `GET /dossiers/{id}/citable?q=`: papers that bear the number which is being typed.
pub(crate) async fn citable(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Query(Typed { q }): Query<Typed>,
) -> Answer {
    let Ok(id) = id.parse::<DossierId>() else { return Ok(refused::absent()) };
    let Some(held) = look_up(&seat, &id).await? else { return Ok(refused::absent()) };
    let officer = seat.officer.clone();
    let found = app.apart(move |app| app.office.citable(&app.office.viewer(&officer), &held, &q)).await?;
    Ok(Json(found).into_response())
}

/// Which paper is answered.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Answering {
    answers: Option<String>,
}

/// `GET /dossiers/{id}/compose/{template}`
pub(crate) async fn get(
    State(app): State<App>,
    seat: Seat,
    Path((id, name)): Path<(String, String)>,
    Query(ask): Query<Answering>,
) -> Answer {
    let (Ok(id), Some(template)) = (id.parse::<DossierId>(), Template::named(&name)) else {
        return Ok(refused::absent());
    };
    let Some(view) = show::gather(&app, &seat, id, None).await? else { return Ok(refused::absent()) };
    let (officer, held) = (seat.officer.clone(), view.dossier.clone());
    let answers = ask.answers.as_deref().and_then(|id| id.parse().ok());
    let composed =
        app.apart(move |app| app.office.composed(&app.office.viewer(&officer), &held, template, answers)).await?;
    let house = app.office.house();
    let title = say!("Compose a {}", template.words());
    let place = format!("/dossiers/{}", view.dossier.id);
    let body = html! {
        p.under { a href=(format!("{place}#drafts")) { (view.dossier.title) } span { "compose" } }
        h1 { (title) }
        nav.ways aria-label="What is composed" { @for other in Template::ALL {
            a href=(format!("{place}/compose/{}", other.name())) aria-current=[(other == template).then_some("page")] { (crate::web::words::capital(other.words())) }
        } }
        @if !view.is_open() || !view.told.voices.takes_part() {
            p.empty { "Nothing is drawn up here by you: the dossier is closed, or none of your desks has to do with it." }
        } @else {
            div.two {
                div.front { (draft_slips::begin(&view, &house, Some(&Composing { template, composed: &composed }))) }
                aside aria-label="Papers to cite" { (citing(&view, &house)) }
            }
        }
    };
    Ok(shell::page(&seat, Place::Dossiers, &title, &body))
}

/// The papers of the dossier as they are cited.
fn citing(view: &View, house: &House) -> Markup {
    let fits = |one: &&FiledRow| one.row.sight >= Sight::Card;
    let lines: Vec<String> =
        view.papers.rows.iter().filter(fits).filter_map(|one| citable_as(house, &view.dossier, &one.row)).collect();
    html! {
        h2 { "Papers to cite" }
        @if lines.is_empty() { p.soft { "No paper is filed here that may be named in it." } }
        ul.notes { @for line in &lines { li { (line) " " button.small.plain type="button" hidden data-cites=(line) { "Cite" } } } }
        p.hint { "As you type a number, papers that bear it are offered. What is marked higher than the dossier, or of which that is not settled, is not named." }
    }
}
