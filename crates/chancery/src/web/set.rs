//! Set pages as answers: a PDF to keep or to print, and the page that says why there is none.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::Markup;
use phrases::{html, say};
use procedure::refusal::Refusal;
use serde::Deserialize;
use typeset::PageSize;

use super::bag;
use super::forms::Form;
use super::refused::{self, Answer, Trouble};
use super::seat::Seat;
use super::shell::{self, Place};
use super::words::sentence;
use crate::office::SubmitError;
use crate::sheets::{NoPage, SetPage, ToExport};

/// On which page a sheet is set.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OnPage {
    pub(crate) size: Size,
}

/// The size of a page, as an address names it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Size {
    #[default]
    A4,
    Letter,
}

impl std::str::FromStr for Size {
    type Err = &'static str;

    fn from_str(said: &str) -> Result<Self, Self::Err> {
        match said {
            "a4" => Ok(Self::A4),
            "letter" => Ok(Self::Letter),
            _ => Err(say!("a page is a4 or letter")),
        }
    }
}

impl From<Size> for PageSize {
    fn from(size: Size) -> Self {
        match size {
            Size::A4 => Self::A4,
            Size::Letter => Self::Letter,
        }
    }
}

/// A set page as an answer: saved, and never run by the browser.
pub(crate) fn pdf(page: SetPage) -> Response {
    let mut response = Body::from(page.bytes).into_response();
    let disposition = format!("attachment; filename=\"{}\"", page.name);
    let disposition = HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    response
}

/// Enters that a page is exported, and hands it out then; what is not there, or not for this officer, is answered alike.
pub(crate) async fn export(seat: &Seat, form: &Form, made: Result<Option<ToExport>, NoPage>, back: &str) -> Answer {
    let Some(out) = made.map_err(|why| no_page(seat, why, back))? else { return Ok(refused::absent()) };
    let key = form.text("key").unwrap_or_else(bag::key);
    match Box::pin(seat.submit(out.act, key, out.bodies)).await {
        // It was handed out when this was sent before: what it is now may be another page.
        Ok(receipt) if receipt.repeated => Ok(Redirect::to(back).into_response()),
        Ok(_) => Ok(pdf(out.page)),
        Err(error) => Ok(not_exported(seat, &error, back)),
    }
}

/// Why something was not exported.
pub(crate) fn not_exported(seat: &Seat, error: &SubmitError, back: &str) -> Response {
    match error {
        SubmitError::Refusal(refusal) if matches!(**refusal, Refusal::NoPaper { .. } | Refusal::Absent { .. }) => {
            refused::absent()
        }
        error => refused::submit(seat, error, back),
    }
}

/// On which page a form asks for a sheet.
pub(crate) fn size_of(form: &Form) -> Result<PageSize, Trouble> {
    let size = form.parsed::<Size>("size")?;
    Ok(size.unwrap_or_default().into())
}

/// A button that exports something, among links. It is no link: an export is entered.
pub(crate) fn ask(place: &str, fields: &[(&str, &str)], words: &str, label: Option<&str>) -> Markup {
    html! {
        form.inline method="post" action=(place) data-file {
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            button.link aria-label=[label] { (words) }
        }
    }
}

/// Why there is no page, with the way back.
pub(crate) fn no_page(seat: &Seat, why: NoPage, back: &str) -> Trouble {
    match why {
        NoPage::Fault(fault) => fault.into(),
        NoPage::NotSet(not) => not_set(seat, &not.to_string(), &not.next(), back).into(),
        none @ NoPage::NoText { .. } => not_set(seat, &none.to_string(), NoPage::WITHOUT_TEXT.said(), back).into(),
    }
}

fn not_set(seat: &Seat, why: &str, next: &str, back: &str) -> Response {
    let body = html! {
        h1 { "Not set" }
        section.refused role="alert" {
            h2 { "Not set: " (why) }
            p { (sentence(next)) }
            p { a.button href=(back) { "Back" } }
        }
    };
    let mut response = shell::page(seat, Place::Elsewhere, say!("Not set"), &body);
    *response.status_mut() = StatusCode::CONFLICT;
    response
}
