//! In which language a page speaks: the one that whoever reads it chose in this browser, else the house's.

use axum::extract::{Request, State};
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use phrases::{Speaking, Tongue, html, say};

use super::app::App;
use super::forms::Form;
use super::refused::Answer;
use super::seat::came_from;

/// The cookie that keeps what was chosen. It says nothing of who chose.
const CHOSEN: &str = "chancery-language";
/// How long it is kept, in seconds: a year.
const CHOSEN_S: u32 = 365 * 24 * 60 * 60;

/// Where programs read: they are spoken to in the English of the code, which their readers know.
const PROGRAMS: [&str; 3] = ["/api/", "/log/", "/metrics"];

/// Speaks of a request in the language chosen.
pub(crate) async fn speak(State(app): State<App>, request: Request, next: Next) -> Response {
    let tongue = match PROGRAMS.iter().any(|place| request.uri().path().starts_with(place)) {
        true => None,
        false => chosen(&app, request.headers()).unwrap_or_else(phrases::of_house),
    };
    Speaking::new(tongue, next.run(request)).await
}

fn chosen(app: &App, headers: &HeaderMap) -> Option<Option<&'static Tongue>> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, key) = pairs.find(|(name, _)| *name == CHOSEN)?;
    app.options.tongues.of_key(key)
}

/// `POST /language`: chooses one for this browser, and goes back to the page.
pub(crate) async fn choose(State(app): State<App>, headers: HeaderMap, form: Form) -> Answer {
    let key: String = form.needed("language", say!("the language"))?;
    let back = Redirect::to(came_from(&headers).as_deref().unwrap_or("/")).into_response();
    if app.options.tongues.of_key(&key).is_none() {
        return Ok(back);
    }
    let secure = if app.options.secure_cookies { "; Secure" } else { "" };
    let cookie = format!("{CHOSEN}={key}; Path=/; Max-Age={CHOSEN_S}; HttpOnly; SameSite=Lax{secure}");
    let mut back = back;
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        back.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(back)
}

/// The languages at the foot of a page, each by its own name.
pub(crate) fn choice(app: &App) -> Markup {
    let now = app.options.tongues.key_of(phrases::spoken());
    html! {
        @if app.options.tongues.keys().count() > 1 {
            form.inline.languages method="post" action="/language" aria-label="Language" {
                @for (key, name) in app.options.tongues.keys() {
                    button.link.other-script[!name.is_ascii()] name="language" value=(key) aria-current=[(key == now).then_some("true")] { (name) }
                }
            }
        }
    }
}
