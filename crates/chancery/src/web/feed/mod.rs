//! The calendar feed of an officer: deadlines of the officer's desks, what comes back, and outside terms, under a secret
//! address. It holds what the officer may see at the moment at which it is asked for, and no more than a line of the desk.

mod ical;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::Markup;
use phrases::{html, say};
use procedure::act::Act;
use procedure::dossier::{Deadline, DeadlineState};
use procedure::event::DoorChange;
use procedure::ids::OfficerId;
use register::{About, DeskLine, DossierRow, Reads, TermRow, Viewer, Waits};
use sha2::{Digest as _, Sha256};

use self::ical::{Entry, calendar};
use crate::office::Bodies;
use crate::web::app::App;
use crate::web::bag;
use crate::web::between::was_entered;
use crate::web::forms::Form;
use crate::web::looked::Looker;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};
use crate::web::words;

/// Most entries of a feed, of each kind.
const ENTRIES_MAX: usize = 1_000;
/// What was kept or dropped stays in a feed for so many days after its own.
const PAST_DAYS: i32 = 60;

/// `GET /calendar/{secret}.ics`. Who has no right to it is told that nothing is there.
pub(crate) async fn get(
    State(app): State<App>,
    Extension(looker): Extension<Looker>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let Some(secret) = file.strip_suffix(".ics").map(str::to_owned) else { return Ok(refused::absent()) };
    let written = app.apart(move |app| -> Result<Option<String>, Trouble> {
        let Some(officer) = app.doors.feed(&secret)? else { return Ok(None) };
        // Who is suspended is told nothing.
        if app.office.house().active(&officer).is_none() {
            return Ok(None);
        }
        looker.found(&officer);
        written(app, &officer).map(Some)
    });
    let Some(written) = written.await? else { return Ok(refused::absent()) };
    let tag = format!("\"{}\"", journal::hex(&Sha256::digest(written.as_bytes())));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], written).into_response()
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

fn written(app: &App, officer: &OfficerId) -> Result<String, Trouble> {
    let (viewer, reads, today) = (app.office.viewer(officer), app.office.reads()?, app.office.today());
    let house = app.office.house();
    let at = house.founding.as_ref().map_or_else(String::new, |founding| founding.office.to_string());
    let mut entries = Vec::new();
    let since = today.saturating_sub(PAST_DAYS.days());
    for (row, one) in reads.owed(&viewer, since, ENTRIES_MAX)? {
        entries.push(of_deadline(&row, &one, &at));
    }
    let terms = reads.terms(&viewer, Some(since), None, 0)?;
    entries.extend(terms.rows.iter().map(|row| of_term(row, &at)));
    entries.extend(back(&reads, &viewer)?.iter().filter_map(|line| of_back(line, &at)));
    let name = house.founding.as_ref().map_or(say!("Chancery"), |founding| founding.name.as_str());
    Ok(calendar(name, &entries))
}

/// What comes back to the officer, page by page.
fn back(reads: &Reads, viewer: &Viewer) -> Result<Vec<DeskLine>, Trouble> {
    let (mut lines, mut after) = (Vec::new(), None);
    loop {
        let page = reads.bring_forwards(viewer, None, after.as_ref(), 0)?;
        lines.extend(page.lines);
        after = page.next;
        if after.is_none() || lines.len() >= ENTRIES_MAX {
            lines.truncate(ENTRIES_MAX);
            return Ok(lines);
        }
    }
}

fn of_deadline(row: &DossierRow, one: &Deadline, office: &str) -> Entry {
    let (ended, changed) = match &one.state {
        DeadlineState::Running => (None, one.moves.last().map_or(one.at, |moved| moved.at)),
        DeadlineState::Kept { at, .. } => (Some(say!("Done: ")), *at),
        DeadlineState::Dropped { at, .. } => (Some(""), *at),
    };
    Entry {
        uid: format!("deadline-{}-{}@{office}", row.dossier, one.no),
        sequence: one.moves.len() + usize::from(ended.is_some()),
        changed,
        first: one.date,
        last: one.date,
        summary: format!("{}{} ({})", ended.unwrap_or_default(), one.what, row.dossier),
        says: row.title.clone(),
        cancelled: matches!(one.state, DeadlineState::Dropped { .. }),
    }
}

fn of_term(row: &TermRow, office: &str) -> Entry {
    let (term, dossier) = (&row.term, &row.dossier);
    Entry {
        uid: format!("term-{}-{}@{office}", dossier.dossier, term.no),
        sequence: term.moves.len(),
        changed: term.moves.last().map_or(term.at, |moved| moved.at),
        first: term.from.unwrap_or(term.until),
        last: term.until,
        summary: format!("{} ({})", term.name, dossier.dossier),
        says: dossier.title.clone(),
        cancelled: false,
    }
}

fn of_back(line: &DeskLine, office: &str) -> Option<Entry> {
    let (Waits::BringForward { no, reason, .. }, Some(on)) = (&line.waits, line.due) else { return None };
    let on: Date = on;
    let of = match &line.about {
        About::Row(row) => format!("paper-{}", row.paper?),
        About::Dossier(row) => format!("dossier-{}", row.dossier),
    };
    Some(Entry {
        uid: format!("back-{of}-{no}@{office}"),
        sequence: 0,
        changed: line.since,
        first: on,
        last: on,
        summary: say!("Back: {reason} ({})", line.called()),
        says: line.subject().unwrap_or_default().to_owned(),
        cancelled: false,
    })
}

/// The form on the page of what falls when.
pub(crate) fn form(has: bool) -> Markup {
    html! {
        h2 #feed { "In your own calendar" }
        p { "A calendar program can fetch what falls on you from a secret address: deadlines of your desks, what comes back to you, and outside terms. It is told what you may see at that moment." }
        form.no-print method="post" action="/deadlines/feed" {
            input type="hidden" name="key" value=(bag::key());
            @if has {
                button.small name="does" value="make" { "Make another address" } " "
                button.small name="does" value="end" { "End the address" }
                p.hint { "Either makes the address that you have void." }
            } @else { button.small name="does" value="make" { "Make an address" } }
        }
    }
}

/// What became of what was asked.
enum Outcome {
    /// The secret of the address that was made.
    Made(String),
    /// The same form made one before.
    MadeBefore,
    Ended,
    /// The same form ended one before.
    EndedBefore,
}

/// Where a browser reaches this office, without a path: as it says itself, where it says so of this host; else over TLS, where
/// cookies go so only.
pub(crate) fn office_at(headers: &HeaderMap, secure: bool) -> String {
    let said = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = said(header::HOST).unwrap_or_default();
    let own = said(header::ORIGIN).filter(|origin| origin.split_once("://").is_some_and(|(_, at)| at == host));
    own.map_or_else(|| format!("{}://{host}", if secure { "https" } else { "http" }), str::to_owned)
}

/// `POST /deadlines/feed`
pub(crate) async fn post(State(app): State<App>, seat: Seat, headers: HeaderMap, form: Form) -> Answer {
    let makes = form.said("does") != Some("end");
    let officer = seat.officer.clone();
    let change = if makes { DoorChange::FeedMade } else { DoorChange::FeedEnded };
    let key = form.text("key").unwrap_or_else(bag::key);
    let act = Act::ChangeDoor { officer: officer.clone(), change };
    // A page that is loaded again sends its form again: what was done stands, and so does an address made since. An address is
    // ended before that is entered: what was said to be void is void, whatever breaks off in between.
    if !makes && !was_entered(&seat, &key).await? {
        let officer = officer.clone();
        app.apart(move |app| app.doors.end_feed(&officer)).await.map_err(Trouble::from)?;
    }
    let before = match Box::pin(seat.submit(act, key, Bodies::default())).await {
        Ok(receipt) => receipt.repeated,
        Err(error) => return Ok(refused::submit(&seat, &error, "/deadlines")),
    };
    let does = match (makes, before) {
        (true, true) => Outcome::MadeBefore,
        (true, false) => {
            Outcome::Made(app.apart(move |app| app.doors.make_feed(&officer)).await.map_err(Trouble::from)?)
        }
        (false, true) => Outcome::EndedBefore,
        (false, false) => Outcome::Ended,
    };
    let office = office_at(&headers, app.options.secure_cookies);
    let body = html! {
        h1 { "Your calendar" }
        @match &does {
            Outcome::Made(secret) => {
                p { "Give this address to your calendar program. It is shown once; whoever has it reads what it holds." }
                p { code.address { (office) "/calendar/" (secret) ".ics" } }
            }
            Outcome::MadeBefore => { p { "The address was made before, and shown then: it is not shown a second time. Where it is lost, make another." } }
            Outcome::EndedBefore => { p { "The address was made void before. One that was made since holds." } }
            Outcome::Ended => { p { "The address is void. A calendar program that has it is told that nothing is there." } }
        }
        p { a href="/deadlines" { "What falls when" } " · " (words::day_tag(app.office.today())) }
    };
    Ok(shell::page(&seat, Place::Desk, say!("Your calendar"), &body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_one_by_which_the_browser_came() {
        let at = |origin: Option<&'static str>, secure| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("127.0.0.1:8600"));
            headers.extend(origin.map(|origin| (header::ORIGIN, HeaderValue::from_static(origin))));
            office_at(&headers, secure)
        };
        assert_eq!(at(Some("http://127.0.0.1:8600"), true), "http://127.0.0.1:8600");
        assert_eq!(at(Some("https://127.0.0.1:8600"), false), "https://127.0.0.1:8600");
        for (secure, address) in [(true, "https://127.0.0.1:8600"), (false, "http://127.0.0.1:8600")] {
            for origin in [None, Some("null"), Some("https://elsewhere.example")] {
                assert_eq!(at(origin, secure), address, "{origin:?}");
            }
        }
    }
}
