//! `POST /desk`: one act for all the lines that were marked, each refusal reported.

use axum::extract::State;
use axum::http::StatusCode;
use maud::Markup;
use phrases::{html, plural, say};
use procedure::act::{Act, DirectionDraft};
use procedure::house::House;
use procedure::ids::{DeskId, PaperId};
use procedure::sight::Sight;
use register::{DeskLine, DeskPage, Waits};

use super::desk;
use crate::office::{Bodies, SubmitError};
use crate::web::app::App;
use crate::web::bag;
use crate::web::forms::{Form, Unreadable};
use crate::web::paper::acts::direct::drafts;
use crate::web::paper::directions::desk_options;
use crate::web::paper::on::look;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::words;

/// The name under which a line is marked: the paper, the direction (0 where it is to be marked out) and the desk at which
/// it waits, so that the same form sent again asks for the same acts; `None` for what has to be looked at one by one.
pub(super) fn name(line: &DeskLine) -> Option<String> {
    let no = match &line.waits {
        Waits::Direction { no, .. } => *no,
        Waits::ToMarkOut | Waits::CameBack { .. } => 0,
        _ => return None,
    };
    line.paper().zip(line.desk.as_ref()).map(|(paper, desk)| format!("mark.{paper}.{no}.{desk}"))
}

/// The acts that can be done for all, as far as a line of the page could take them.
pub(super) fn acts(house: &House, page: &DeskPage) -> Markup {
    let directed = page.lines.iter().any(|line| matches!(line.waits, Waits::Direction { .. }));
    let to_mark_out = page.lines.iter().any(|line| matches!(line.waits, Waits::ToMarkOut | Waits::CameBack { .. }));
    html! {
        @if directed || to_mark_out {
            p.hint.no-print { "Mark lines with their box, or with " kbd { "x" } " on the line in hand; then one act is done for all of them." }
            div.acts.for-all role="group" aria-label="For all that are marked" {
                // Enter in a field of these sends nothing: it would do the first act, and not the one written for.
                button hidden disabled {}
                @if directed {
                    button.small name="act" value="accept" { "Accept" }
                    input type="text" name="report" aria-label="Report" placeholder="report";
                    button.small.plain name="act" value="done" { "Report done" }
                }
                @if to_mark_out {
                    select name="desk" aria-label="To" { option value="" { "to which desk" } (desk_options(house, None)) }
                    select name="asked" aria-label="What is asked" { (words::options(words::ASKED, None)) }
                    input.day type="text" name="due" aria-label="By" placeholder="by when" autocomplete="off";
                    button.small.plain name="act" value="direct" data-from="desk" { "Mark out" }
                }
            }
        }
    }
}

/// What is done to each.
enum ForAll {
    Accept,
    Done(Option<String>),
    MarkOut(Vec<DirectionDraft>),
}

impl ForAll {
    fn read(form: &Form) -> Result<Self, Unreadable> {
        Ok(match form.said("act") {
            Some("accept") => Self::Accept,
            Some("done") => Self::Done(form.text("report")),
            Some("direct") => Self::MarkOut(drafts(form)?),
            _ => return Err(Unreadable(say!("It is not said what is to be done with the lines marked.").into())),
        })
    }

    fn did(&self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Done(_) => say!("reported done"),
            Self::MarkOut(_) => say!("marked out"),
        }
    }

    /// The act on one line, or why there is none.
    fn on(&self, marked: Marked) -> Result<Act, &'static str> {
        let Marked { paper, direction, desk } = marked;
        match self {
            Self::Accept | Self::Done(_) if direction == 0 => Err(say!("it has to be marked out first")),
            Self::Accept => Ok(Act::AcceptDirection { paper, direction }),
            Self::Done(report) => Ok(Act::ReportDone { paper, direction, report: report.clone(), answer: None }),
            Self::MarkOut(_) if direction != 0 => {
                Err(say!("it waits at your desk: accept it, or pass it on from its page"))
            }
            Self::MarkOut(directions) => Ok(Act::Direct { paper, desk, directions: directions.clone() }),
        }
    }
}

/// A line that was marked.
struct Marked {
    paper: PaperId,
    direction: u32,
    desk: DeskId,
}

/// `POST /desk`
pub(crate) async fn post(State(app): State<App>, seat: Seat, form: Form) -> Answer {
    let for_all = ForAll::read(&form)?;
    let key = form.text("key").unwrap_or_else(bag::key);
    let marked: Vec<Marked> = form.fields().filter_map(|(name, _)| read(name)).collect();
    if marked.is_empty() {
        return Err(Unreadable(say!("No line is marked. Mark lines with their box, or with x.").into()).into());
    }
    let mut done = 0;
    let mut not: Vec<(String, PaperId, String)> = Vec::new();
    for one in marked {
        let paper = one.paper;
        match act_on(&seat, &for_all, one, &key).await? {
            Ok(()) => done += 1,
            Err((number, says)) => not.push((number, paper, says)),
        }
    }
    let refused = !not.is_empty();
    let told = told(&for_all, done, &not);
    let on_desk = desk::on_desk(&app, &seat, None).await?;
    let mut response = desk::draw(&seat, &on_desk, Some(&told));
    if refused {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(response)
}

fn read(name: &str) -> Option<Marked> {
    let mut parts = name.strip_prefix("mark.")?.splitn(3, '.');
    let (paper, direction, desk) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Marked { paper: paper.parse().ok()?, direction: direction.parse().ok()?, desk: desk.parse().ok()? })
}

/// The act on one line: done, or its number and why not.
async fn act_on(
    seat: &Seat,
    for_all: &ForAll,
    marked: Marked,
    key: &str,
) -> Result<Result<(), (String, String)>, Trouble> {
    let Some(seen) = look(seat, marked.paper).await?.filter(|seen| seen.sight >= Sight::Card) else {
        return Ok(Err((say!("a paper").to_owned(), say!("there is no such paper; ask the registry").to_owned())));
    };
    let number = seen.paper.number().to_owned();
    // One form, many acts: each has the form's key with its own line, so that sending it twice does nothing twice.
    let key = format!("{key}-{}-{}", marked.paper, marked.direction);
    let act = match for_all.on(marked) {
        Ok(act) => act,
        Err(says) => return Ok(Err((number, says.to_owned()))),
    };
    match seat.submit(act, key, Bodies::default()).await {
        Ok(_) => Ok(Ok(())),
        Err(SubmitError::Refusal(refusal)) => {
            Ok(Err((number, format!("{}; {}", refusal.in_names_of(&seat.app.office.house()), refusal.next()))))
        }
        Err(SubmitError::Fault(fault)) => Err(refused::unavailable(&fault).into()),
    }
}

fn told(for_all: &ForAll, done: usize, not: &[(String, PaperId, String)]) -> Markup {
    html! {
        @if done > 0 { div.done role="status" { p { (plural!(done, "{n} paper", "{n} papers")) " " (for_all.did()) "." } } }
        @if !not.is_empty() {
            section.refused role="alert" {
                h2 { (plural!(not.len(), "{n} paper was", "{n} papers were")) " not " (for_all.did()) "." }
                ul { @for (number, id, says) in not { li { a href=(format!("/papers/{id}")) { (number) } ": " (says) "." } } }
            }
        }
    }
}
