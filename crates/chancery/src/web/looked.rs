//! The one place at the doors that hands lines to the reading ledger: every page and every answer of the API about one paper or
//! one dossier, whatever its handler, and every list that goes out as a file or for print.

use std::sync::{Arc, OnceLock};

use axum::RequestExt;
use axum::extract::{MatchedPath, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use procedure::ids::{DossierId, OfficerId, PaperId};
use serde::Deserialize;

use super::app::App;
use crate::readings::{Looked, Through};

/// Who asks, once a request has found out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Looker(Arc<OnceLock<OfficerId>>);

impl Looker {
    /// Says who asks.
    pub(crate) fn is(parts: &Parts, officer: &OfficerId) {
        if let Some(Self(looker)) = parts.extensions.get::<Self>() {
            // The first who is found out is the one; a request has one seat or one token.
            let _ = looker.set(officer.clone());
        }
    }

    /// [`Looker::is`] for a handler that finds out by itself.
    pub(crate) fn found(&self, officer: &OfficerId) {
        let _ = self.0.set(officer.clone());
    }
}

/// What a request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum About {
    Paper(PaperId, String),
    Dossier(DossierId, String),
    Export(String),
    Feed,
}

/// Lists that go out as files or for print.
const EXPORTS: &[&str] = &["/register.csv", "/register/book", "/register/book.pdf", "/api/v1/register/book.pdf"];

/// Hands a line to the reading ledger, where something was shown.
pub(crate) async fn kept(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    // As the handler has them: an address may be written with escapes.
    let named =
        request.extract_parts::<Path<Vec<(String, String)>>>().await.map_or_else(|_| Vec::new(), |Path(named)| named);
    let asked = Query::<Asked>::try_from_uri(request.uri()).map_or_else(|_| Asked::default(), |Query(asked)| asked);
    let Some((door, about)) = route.and_then(|route| about(&route, &named, &asked)) else {
        return next.run(request).await;
    };
    let method = request.method().clone();
    let looker = Looker::default();
    request.extensions_mut().insert(looker.clone());
    let response = next.run(request).await;
    if let Some(officer) = looker.0.get().filter(|_| shows(&method, &response)).cloned() {
        app.apart(move |app| line(app, &officer, door, about)).await;
    }
    response
}

/// Whether an answer shows what was asked for: it was given, or a page with a form that was not entered was drawn again.
fn shows(method: &Method, response: &Response) -> bool {
    let media = response.headers().get(header::CONTENT_TYPE).map(|media| media.as_bytes());
    let page = || media.is_some_and(|media| media.starts_with(b"text/html"));
    let is_file = |media: &[u8]| {
        media == b"application/pdf" || media.starts_with(b"text/csv") || media.starts_with(b"text/plain")
    };
    let file = || media.is_some_and(is_file);
    match response.status() {
        StatusCode::OK => *method == Method::GET || page() || file(),
        StatusCode::NOT_MODIFIED => true,
        StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => *method != Method::GET && page(),
        _ => false,
    }
}

fn line(app: &App, officer: &OfficerId, door: Through, about: About) {
    let looked = match about {
        About::Paper(paper, part) => {
            if let Err(error) = app.office.looked_at_paper(officer, door, paper, part) {
                tracing::warn!(%error, "a line of the reading ledger was not made");
            }
            return;
        }
        About::Dossier(dossier, part) => Looked::Dossier { dossier, part },
        About::Export(list) => Looked::Export { list },
        About::Feed => Looked::Feed,
    };
    app.office.looked(Some(officer), None, door, looked);
}

/// What an address asks for beside its place that is kept: nothing else, for words that were looked for may stand there.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// Which version of a paper.
    version: Option<usize>,
}

/// What a route is about, by its pattern and what its places are in the address.
fn about(route: &str, named: &[(String, String)], asked: &Asked) -> Option<(Through, About)> {
    if route == "/calendar/{file}" {
        return Some((Through::Feed, About::Feed));
    }
    let (door, under) = match route.strip_prefix("/api/v1") {
        Some(under) => (Through::Api, under),
        None => (Through::Page, route),
    };
    if EXPORTS.contains(&route) {
        return Some((door, About::Export(under.trim_start_matches('/').to_owned())));
    }
    let mut steps = under.trim_start_matches('/').split('/');
    // A route that names no paper or dossier may begin alike: "/papers/read".
    let (kind, place) = (steps.next()?, steps.next().filter(|step| step.starts_with('{'))?);
    let value = |step: &str| {
        let name = step.trim_start_matches('{').trim_end_matches('}');
        let known = named.iter().find(|(known, _)| step.starts_with('{') && known == name);
        known.map_or_else(|| step.to_owned(), |(_, value)| value.clone())
    };
    let rest: Vec<String> = steps.map(value).collect();
    let mut part = if rest.is_empty() { "page".to_owned() } else { rest.join("/") };
    if let Some(version) = asked.version {
        part.push_str(&format!("?version={version}"));
    }
    let named = value(place);
    match kind {
        "papers" => Some((door, About::Paper(named.parse().ok()?, part))),
        "dossiers" => Some((door, About::Dossier(named.parse().ok()?, part))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(route: &str, place: &str) -> Option<(Through, &'static str, String)> {
        let uri: axum::http::Uri = place.parse().expect("an address");
        let steps = route.split('/').zip(uri.path().split('/'));
        let named = steps.filter_map(|(step, is)| {
            let name = step.strip_prefix('{')?.strip_suffix('}')?;
            Some((name.to_owned(), is.to_owned()))
        });
        let Query(asked) = Query::<Asked>::try_from_uri(&uri).unwrap_or_default();
        about(route, &named.collect::<Vec<_>>(), &asked).map(|(door, about)| match about {
            About::Paper(_, part) => (door, "paper", part),
            About::Dossier(_, part) => (door, "dossier", part),
            About::Export(list) => (door, "export", list),
            About::Feed => (door, "feed", String::new()),
        })
    }

    #[test]
    fn what_an_address_is_about_and_no_word_that_was_looked_for() {
        let id = PaperId([7; 16]);
        for (route, place, expected) in [
            ("/papers/{id}", format!("/papers/{id}"), Some((Through::Page, "paper", "page"))),
            (
                "/papers/{id}",
                format!("/papers/{id}?part=2&version=1&q=secret"),
                Some((Through::Page, "paper", "page?version=1")),
            ),
            (
                "/papers/{id}/body/{version}/{enclosed}",
                format!("/papers/{id}/body/1/2"),
                Some((Through::Page, "paper", "body/1/2")),
            ),
            (
                "/api/v1/papers/{id}/versions/{n}/body",
                format!("/api/v1/papers/{id}/versions/2/body"),
                Some((Through::Api, "paper", "versions/2/body")),
            ),
            (
                "/dossiers/{id}/citable",
                "/dossiers/border-line/citable?q=secret".to_owned(),
                Some((Through::Page, "dossier", "citable")),
            ),
            ("/api/v1/papers/read", "/api/v1/papers/read".to_owned(), None),
            ("/papers/{id}", "/papers/no-id".to_owned(), None),
            (
                "/register.csv",
                "/register.csv?subject=secret".to_owned(),
                Some((Through::Page, "export", "register.csv")),
            ),
            ("/calendar/{file}", "/calendar/abc.ics".to_owned(), Some((Through::Feed, "feed", ""))),
            ("/", "/".to_owned(), None),
        ] {
            let expected = expected.map(|(door, kind, part)| (door, kind, part.to_owned()));
            assert_eq!(part(route, &place), expected, "{place}");
        }
    }
}
