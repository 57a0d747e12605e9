//! Bad news on a page: a sentence, the next step, and a button for it. Nothing says "invalid input".

use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use phrases::{Phrase, html, phrase, say};
use procedure::moment::Moment;
use procedure::refusal::Refusal;

use super::app::App;
use super::forms::Unreadable;
use super::seat::{Seat, came_from};
use super::shell::{self, Place};
use super::words::{self, sentence, stopped};
use crate::doors::DoorError;
use crate::office::{Fault, SubmitError};

/// Seconds after which a fault is worth another try.
pub(crate) const RETRY_AFTER_S: u64 = 5;

/// The answer of a handler that could not do what was asked.
pub(crate) struct Trouble(Box<Response>);

impl From<Response> for Trouble {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        unavailable(&fault).into()
    }
}

impl From<register::RegisterError> for Trouble {
    fn from(error: register::RegisterError) -> Self {
        unread(&error).into()
    }
}

impl From<DoorError> for Trouble {
    fn from(error: DoorError) -> Self {
        tracing::error!(%error, "the doors could not be read");
        not_now(error.next()).into()
    }
}

/// A file beside the journal cannot be used; `next` says what to do, without a first capital.
pub(crate) fn not_now(next: &str) -> Response {
    let (head, says) = (say!("The office could not do this now."), vec![sentence(next)]);
    let news = News { title: say!("Not now"), head, says, next: (TO_DESK.0, TO_DESK.1.said()), back: false };
    with_retry(news.response(StatusCode::SERVICE_UNAVAILABLE))
}

impl From<Unreadable> for Trouble {
    fn from(what: Unreadable) -> Self {
        unreadable(&what.0).into()
    }
}

/// What a handler answers.
pub(crate) type Answer = Result<Response, Trouble>;

/// Bad news made where it is not known who sits there. It travels with the answer, so that [`seated`] can set it on a
/// page with the house line.
#[derive(Debug, Clone)]
struct News {
    title: &'static str,
    head: &'static str,
    says: Vec<String>,
    /// Where the button leads when it is not known from where one came.
    next: (&'static str, &'static str),
    /// Whether going back is the next step: what was typed is still there.
    back: bool,
}

impl News {
    fn section(&self, back: Option<&str>) -> Markup {
        html! {
            section.refused role="alert" {
                h1 { (self.head) }
                @for says in &self.says { p { (says) } }
                p { @match back.filter(|_| self.back) {
                    Some(place) => a.button data-back="yes" href=(place) { "Back to it" },
                    None => a.button href=(self.next.0) { (self.next.1) },
                } }
            }
        }
    }

    fn response(self, status: StatusCode) -> Response {
        let mut response = shell::bare(status, self.title, &self.section(None));
        response.extensions_mut().insert(self);
        response
    }
}

/// Sets bad news on a page of whoever sits there: with the house line, and with the way back to where one came from.
pub(crate) async fn seated(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut asked = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(mut news) = response.extensions_mut().remove::<News>() else { return response };
    let Ok(seat) = Seat::from_request_parts(&mut asked, &app).await else { return response };
    if news.back && asked.method != Method::GET {
        news.says.push(say!("Nothing was entered.").to_owned());
    }
    let body = news.section(came_from(&asked.headers).as_deref());
    let mut page = shell::page(&seat, Place::Elsewhere, news.title, &body);
    *page.status_mut() = response.status();
    if let Some(again) = response.headers().get(header::RETRY_AFTER) {
        page.headers_mut().insert(header::RETRY_AFTER, again.clone());
    }
    page
}

const TO_DESK: (&str, Phrase) = ("/", phrase!("To the desk"));

/// The same page for a paper that is not there and for one that this officer may not see.
pub(crate) fn absent() -> Response {
    let says = say!("No paper or page is held for you under this address. If you were told of one, ask the registry.");
    News {
        title: say!("Nothing here"),
        head: say!("There is nothing here."),
        says: vec![says.to_owned()],
        next: ("/register", say!("To the register")),
        back: false,
    }
    .response(StatusCode::NOT_FOUND)
}

/// What was asked or sent could not be read.
pub(crate) fn unreadable(says: &str) -> Response {
    News {
        title: say!("Not read"),
        head: say!("This could not be read."),
        says: vec![says.to_owned()],
        next: (TO_DESK.0, TO_DESK.1.said()),
        back: true,
    }
    .response(StatusCode::UNPROCESSABLE_ENTITY)
}

/// A request that took too long.
pub(crate) fn late() -> Response {
    let says = say!("It is not known here whether it was done. Look before you send it again.").to_owned();
    News {
        title: say!("Too long"),
        head: say!("This took too long."),
        says: vec![says],
        next: (TO_DESK.0, TO_DESK.1.said()),
        back: false,
    }
    .response(StatusCode::REQUEST_TIMEOUT)
}

/// What was refused before any page of ours saw it.
pub(crate) fn framework(status: StatusCode, says: &str) -> Response {
    match status {
        StatusCode::NOT_FOUND => absent(),
        StatusCode::METHOD_NOT_ALLOWED => {
            let says = say!("Nothing was done. Open the page, and send it from there.").to_owned();
            let head = say!("That is not done at this address.");
            News { title: say!("Not done"), head, says: vec![says], next: (TO_DESK.0, TO_DESK.1.said()), back: false }
                .response(status)
        }
        _ => unreadable(says),
    }
}

/// The office could not do it; the same may be sent again.
pub(crate) fn unavailable(fault: &Fault) -> Response {
    tracing::warn!(%fault, "an act could not be done");
    let says = vec![sentence(&fault.to_string()), say!("{} It will not be entered twice.", sentence(fault.next()))];
    let head = say!("The office could not do this now.");
    with_retry(
        News { title: say!("Not now"), head, says, next: (TO_DESK.0, TO_DESK.1.said()), back: false }
            .response(StatusCode::SERVICE_UNAVAILABLE),
    )
}

/// The register could not be read.
pub(crate) fn unread(error: &register::RegisterError) -> Response {
    tracing::error!(%error, "the register could not be read");
    let says =
        say!("Nothing is lost: it is made from the record and can be rebuilt. Tell whoever looks after this office.");
    let (head, says) = (say!("The register could not be read."), vec![says.to_owned()]);
    with_retry(
        News { title: say!("Not now"), head, says, next: (TO_DESK.0, TO_DESK.1.said()), back: false }
            .response(StatusCode::SERVICE_UNAVAILABLE),
    )
}

fn with_retry(mut response: Response) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER_S));
    response
}

/// A refusal as a sentence, in the house's names.
pub(crate) fn why(seat: &Seat, refusal: &Refusal) -> String {
    sentence(&told(seat, refusal))
}

/// A refusal in the house's names, its moments as the office writes them.
fn told(seat: &Seat, refusal: &Refusal) -> String {
    let zone = seat.app.office.zone();
    let told = refusal.in_names_of(&seat.app.office.house());
    let word = |word: &str| {
        let bare = word.trim_end_matches(['.', ',', ';', ':']);
        let at: Option<Moment> = serde_json::from_value(bare.into()).ok();
        at.map(|at| words::moment(at, &zone) + &word[bare.len()..])
    };
    told.split(' ').map(|text| word(text).unwrap_or_else(|| text.to_owned())).collect::<Vec<_>>().join(" ")
}

/// A refusal as a section of a page: what and why, and what next.
pub(crate) fn section(seat: &Seat, refusal: &Refusal, button: &Markup) -> Markup {
    html! {
        section.refused role="alert" {
            h2 { "Not entered: " (stopped(&told(seat, refusal))) }
            p { (sentence(&refusal.next())) }
            p { (button) }
        }
    }
}

/// A refusal as a page of its own, with the way back.
pub(crate) fn page(seat: &Seat, refusal: &Refusal, back: &str) -> Response {
    if let Refusal::NoPaper { .. } = refusal {
        return absent();
    }
    let body = html! {
        h1 { "Not entered" }
        (section(seat, refusal, &html! { a.button data-back="yes" href=(back) { "Back" } }))
    };
    let mut response = shell::page(seat, Place::Elsewhere, say!("Not entered"), &body);
    *response.status_mut() = StatusCode::CONFLICT;
    response
}

/// Whatever was said to a command.
pub(crate) fn submit(seat: &Seat, error: &SubmitError, back: &str) -> Response {
    match error {
        SubmitError::Refusal(refusal) => page(seat, refusal, back),
        SubmitError::Fault(fault) => unavailable(fault),
    }
}
