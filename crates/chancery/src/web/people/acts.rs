//! Names confirmed and taken back, merging and its undoing: a form becomes the same command as on the command line.

use axum::RequestExt;
use axum::extract::{FromRequest, Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use phrases::{html, say};
use procedure::act::Act;
use procedure::ids::CorrespondentId;
use procedure::refusal::Refusal;

use super::gathered::{Gathered, gather};
use super::one;
use crate::office::{Bodies, SubmitError};
use crate::web::app::App;
use crate::web::bag;
use crate::web::between::{once_more, was_entered};
use crate::web::forms::{Form, Unreadable};
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};
use crate::web::words;

/// A form about a correspondent that the officer may see.
pub(crate) struct OnPerson {
    seat: Seat,
    one: Gathered,
    form: Form,
    place: String,
}

impl FromRequest<App> for OnPerson {
    type Rejection = Response;

    async fn from_request(mut request: Request, app: &App) -> Result<Self, Response> {
        let seat: Seat = request.extract_parts_with_state(app).await?;
        let path = request.extract_parts::<Path<String>>().await;
        let id = path.ok().and_then(|Path(id)| id.parse::<CorrespondentId>().ok()).ok_or_else(refused::absent)?;
        let officer = seat.officer.clone();
        let one: Result<_, Trouble> = app.apart(move |app| gather(app, &officer, &id, None)).await;
        let one = one.map_err(IntoResponse::into_response)?.ok_or_else(refused::absent)?;
        let place = request.uri().path().to_owned();
        let form: Form = request.extract_with_state(app).await?;
        Ok(Self { seat, one, form, place })
    }
}

/// `POST /people/{id}/alias`
pub(crate) async fn alias(on: OnPerson) -> Answer {
    let (correspondent, alias) = (on.one.known.id.clone(), on.form.text("alias").unwrap_or_default());
    on.act(Ok(Act::GiveAlias { correspondent, alias })).await
}

/// `POST /people/{id}/alias/take-back`
pub(crate) async fn take_alias(on: OnPerson) -> Answer {
    let (correspondent, alias) = (on.one.known.id.clone(), on.form.text("alias").unwrap_or_default());
    let reason = on.form.text("reason").unwrap_or_default();
    on.act(Ok(Act::TakeAlias { correspondent, alias, reason })).await
}

/// `POST /people/{id}/merge`
pub(crate) async fn merge(on: OnPerson) -> Answer {
    let (correspondent, reason) = (on.one.known.id.clone(), on.form.text("reason").unwrap_or_default());
    let into = on.form.needed("into", say!("into whom it is merged"));
    on.act(into.map(|into| Act::MergeCorrespondent { correspondent, into, reason })).await
}

/// `POST /people/{id}/part`
pub(crate) async fn part(on: OnPerson) -> Answer {
    let (correspondent, reason) = (on.one.known.id.clone(), on.form.text("reason").unwrap_or_default());
    on.act(Ok(Act::PartCorrespondent { correspondent, reason })).await
}

impl OnPerson {
    /// Submits the act and leads back to the correspondent. Where it cannot be entered a page says why, with the way back
    /// and what was typed.
    async fn act(self, act: Result<Act, Unreadable>) -> Answer {
        let act = act?;
        let key = self.form.text("key").unwrap_or_else(bag::key);
        let drawn = self.form.parsed::<usize>("rev")?;
        // The same form sent twice is answered by the office as it was the first time, whatever came in between.
        let stale = drawn.is_some_and(|rev| rev < self.one.rev());
        if stale && !was_entered(&self.seat, &key).await? {
            return Ok(self.overtaken(drawn.unwrap_or_default()));
        }
        let place = format!("/people/{}", self.one.known.id);
        match Box::pin(self.seat.submit(act, key, Bodies::default())).await {
            Ok(receipt) => Ok(Redirect::to(&format!("{place}?done={}", receipt.entry)).into_response()),
            Err(SubmitError::Refusal(refusal)) => Ok(self.refused(&refusal, &place)),
            Err(SubmitError::Fault(fault)) => Err(refused::unavailable(&fault).into()),
        }
    }

    fn refused(&self, refusal: &Refusal, place: &str) -> Response {
        if let Refusal::KeyReused { .. } = refusal {
            let says =
                say!("This form was sent before, and is entered. What it says now is something else, and was not.");
            return self.conflict(&html! { p { (says) } });
        }
        refused::page(&self.seat, refusal, place)
    }

    /// A page that says what was done since the form was drawn.
    fn overtaken(&self, drawn: usize) -> Response {
        let (house, zone) = (self.seat.app.office.house(), self.seat.app.office.zone());
        let since = self.one.turns.get(drawn..).unwrap_or_default();
        self.conflict(&html! {
            p { "Nothing of yours was entered yet. This was entered in between:" }
            ul.notes { @for told in since { li { (one::turn(&house, &zone, told)) } } }
        })
    }

    fn conflict(&self, says: &Markup) -> Response {
        let (known, title) = (&self.one.known, say!("Changed in between"));
        let body = html! {
            h1 { (known.name) }
            section.refused role="alert" {
                h2 { (words::sentence(title)) }
                (says)
                p { a.button href=(format!("/people/{}", known.id)) { "Look at it as it is now" } }
                (once_more(&self.form, &self.place, &one::drawn_from(&self.one)))
            }
        };
        let mut response = shell::page(&self.seat, Place::People, title, &body);
        *response.status_mut() = StatusCode::CONFLICT;
        response
    }
}
