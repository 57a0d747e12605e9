//! `GET /papers/{id}/label`: the label that is stuck on the paper itself: our number, the day and the time, the series,
//! the office; and the same as a set page with a 2-D code.

use axum::extract::Path;
use axum::response::Response;
use phrases::{html, say};
use procedure::ids::PaperId;
use procedure::sight::Sight;
use register::Seen;

use crate::web::paper::on::{OnPaper, look};
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::set::{ask, export};
use crate::web::shell::{self, Place};
use crate::web::words;

/// `GET /papers/{id}/label`
pub(crate) async fn get(seat: Seat, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<PaperId>() else { return Ok(refused::absent()) };
    let seen = look(&seat, id).await?.filter(|seen| seen.sight >= Sight::Card);
    Ok(seen.map_or_else(refused::absent, |seen| page(&seat, &seen)))
}

/// `POST /papers/{id}/label.pdf`
pub(crate) async fn set(on: OnPaper) -> Answer {
    let seen = on.seen;
    let made = on.seat.app.apart(move |app| app.office.set_label(&seen)).await;
    export(&on.seat, &on.form, made, &format!("/papers/{}/label", on.id)).await
}

fn page(seat: &Seat, seen: &Seen) -> Response {
    let paper = &seen.paper;
    let house = seat.app.office.house();
    let office = house.founding.as_ref().map(|founding| founding.name_at(paper.entered)).unwrap_or_default();
    let series = paper.series().into_iter().next().and_then(|series| house.series.get(series));
    let entered = words::moment(paper.entered, &seat.app.office.zone());
    let body = html! {
        h1.no-print { "Label of " a href=(format!("/papers/{}", paper.id)) { (paper.number()) } }
        section.label aria-label="Label" {
            p { (office) }
            p.number { (paper.number()) }
            p { "Entered " time datetime=(paper.entered) { (entered) } }
            @if let Some(series) = series { p { (series.name) } }
        }
        div.hint.no-print { "Print it with the browser (Ctrl P): a label of 62 by 29 millimetres. With a code that scanners read, of 90 by 38: "
            (ask(&format!("/papers/{}/label.pdf", paper.id), &[], say!("as a set page"), None)) }
    };
    shell::page(seat, Place::Elsewhere, paper.number(), &body)
}
