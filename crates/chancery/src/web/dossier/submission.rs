//! `GET /dossiers/{id}/submissions/{no}`: one page for the one who decides: four lines, who is for and who against, by when,
//! what lies with it, the draft, and the acts.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use maud::{Markup, html};
use procedure::dossier::{ConcurrenceStanding, Draft, Submission, SubmissionState, Word};
use procedure::house::House;
use procedure::ids::DossierId;
use register::FiledRow;
use serde::Deserialize;
use tower_sessions::Session;

use super::show::{self, View};
use super::signing::{self, Signing};
use super::submissions::{state, title};
use super::told::decisions::{how_says, short, verdict};
use super::{memory, told, verdicts};
use crate::web::app::App;
use crate::web::paper::trail;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::sheet;
use crate::web::shell::{self, Place};
use crate::web::slip::{Unentered, with_refusal};
use crate::web::words;

/// Most papers told of that came into the dossier after it went up.
const SINCE_MAX: usize = 12;

/// Which entry was just made.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    done: Option<u64>,
}

/// Everything that the page shows.
pub(super) struct Shown {
    pub(super) view: View,
    pub(super) no: u32,
    /// The text of the draft's version that stands, where it has one.
    pub(super) text: Option<String>,
    /// What each enclosure that is held is, as far as the officer may see it.
    held: Vec<Option<String>>,
    pub(super) signing: Signing,
}

impl Shown {
    pub(super) fn submission(&self) -> Option<&Submission> {
        self.view.dossier.submission(self.no)
    }

    pub(super) fn draft(&self) -> Option<&Draft> {
        self.submission().and_then(|one| one.facts.draft).and_then(|no| self.view.dossier.draft(no))
    }
}

/// `GET /dossiers/{id}/submissions/{no}`
pub(crate) async fn get(
    State(app): State<App>,
    session: Session,
    seat: Seat,
    Path((id, no)): Path<(String, u32)>,
    Query(ask): Query<Ask>,
) -> Answer {
    let Ok(id) = id.parse::<DossierId>() else { return Ok(refused::absent()) };
    let signing = signing::of(&session, &seat).await?;
    let shown = gather(&app, &seat, id, no, signing).await?;
    Ok(shown.and_then(|shown| page(&seat, &shown, ask.done)).unwrap_or_else(refused::absent))
}

/// The page once more, with the form that was not entered open on it.
pub(super) async fn again(seat: &Seat, id: DossierId, no: u32, unentered: Unentered) -> Answer {
    // Whether the sitting goes on is told by the next page; here the form asks again.
    let Some(mut shown) = gather(&seat.app, seat, id, no, Signing::NotYet).await? else { return Ok(refused::absent()) };
    if seat.means == procedure::event::Means::Demonstration {
        shown.signing = Signing::Free;
    }
    let status = unentered.status;
    shown.view.unentered = Some(unentered);
    let Some(mut response) = page(seat, &shown, None) else { return Ok(refused::absent()) };
    *response.status_mut() = status;
    Ok(response)
}

async fn gather(app: &App, seat: &Seat, id: DossierId, no: u32, signing: Signing) -> Result<Option<Shown>, Trouble> {
    let Some(view) = show::gather(app, seat, id, None).await? else { return Ok(None) };
    let Some(one) = view.dossier.submission(no).cloned() else { return Ok(None) };
    let draft = one.facts.draft.and_then(|no| view.dossier.draft(no));
    let text = draft.and_then(Draft::last).and_then(|last| last.version.text.clone());
    let officer = seat.officer.clone();
    let read = app.apart(move |app| -> Result<_, Trouble> {
        let text = match text {
            Some(text) => app.office.text(&text)?,
            None => None,
        };
        let (viewer, reads) = (app.office.viewer(&officer), app.office.reads()?);
        let mut held = Vec::new();
        for enclosed in &one.facts.enclosures {
            let seen = match enclosed.paper {
                Some(paper) => reads.paper(&viewer, &paper)?.map(|seen| seen.paper.number().to_owned()),
                None => None,
            };
            held.push(seen);
        }
        Ok((text, held))
    });
    let (text, held) = read.await?;
    Ok(Some(Shown { view, no, text, held, signing }))
}

fn page(seat: &Seat, shown: &Shown, done: Option<u64>) -> Option<Response> {
    let (house, zone, today) = (seat.app.office.house(), seat.app.office.zone(), seat.app.office.today());
    let (dossier, one) = (&shown.view.dossier, shown.submission()?);
    let body = html! {
        @if let (Some(entry), Some(last)) = (done, shown.view.trail.last()) {
            div.done role="status" {
                @for says in last.events.iter().filter_map(|event| told::says(&house, event)) { p { (words::sentence(&says)) } }
                p.soft { "Entry " (entry) " of the record." }
            }
        }
        p.under {
            span { a href=(format!("/dossiers/{}", dossier.id)) { (dossier.title) } }
            span { "submission " (one.no) " to " (trail::desk(&house, &one.facts.to)) }
            @if let Some(level) = &dossier.level { strong { (trail::level(&house, level)) } }
            @if let Some(by) = one.facts.decide_by { span { "decide " @if one.state.is_open() { (words::due(by, today)) } @else { "by " (words::day_tag(by)) } } }
            @if !matches!(one.state, SubmissionState::Before) { span { (state(&house, one)) } }
            @if let Signing::Until(until) = shown.signing { span { "signing until " (until_words(until, &zone)) } }
        }
        h1 { (title(&shown.view, one)) }
        (decided(shown, one, &house, &zone))
        p.four { (one.facts.bottom_line) }
        (sides(shown, one, &house))
        (covers(one, &house, &zone))
        (enclosures(shown, one))
        (draft(shown, one, &house))
        (memory::section(&shown.view.before, &house, &zone))
        (since(shown, one, &zone))
        (verdicts::forms(seat, shown, one, &house))
    };
    let body = with_refusal(body, shown.view.unentered.as_ref());
    Some(shell::page(seat, Place::Dossiers, title(&shown.view, one), &body))
}

/// A second of the machine's clock as the time of day in the office.
fn until_words(until_s: i64, zone: &jiff::tz::TimeZone) -> String {
    let at = jiff::Timestamp::from_second(until_s).map(|at| zone.to_datetime(at).time());
    at.map_or_else(|_| "soon".to_owned(), words::time)
}

fn decided(shown: &Shown, one: &Submission, house: &House, zone: &jiff::tz::TimeZone) -> Markup {
    html! {
        @for decision in &one.decisions {
            section.verdict {
                p { b { (words::capital(&verdict(&decision.word))) } (how_says(house, &decision.how, decision.capacity))
                    @if let Some(hash) = &decision.hash { ", on version " @if let Some(place) = shown.draft().and_then(|draft| draft.place_of(hash)) { (place) " " } span.code { (short(hash)) } } }
                @if let Some(remark) = &decision.remark { p { "“" (remark) "”" } }
                p.soft { (trail::officer(house, &decision.by)) ", " (trail::desk(house, &decision.desk)) ", " (words::moment_tag(decision.at, zone))
                    @if let Some(second) = &decision.second { "; second: " (trail::officer(house, &second.by)) ", " (words::moment_tag(second.at, zone)) } }
                @if let Some(procedure::dossier::DraftState::Entered { paper, number, .. }) = shown.draft().map(|draft| &draft.state) {
                    @if decision.word.adopts() { p { "Entered as " a href=(format!("/papers/{paper}")) { (number) } "." } }
                }
            }
        }
    }
}

/// Who recommends what, and who is of another mind.
fn sides(shown: &Shown, one: &Submission, house: &House) -> Markup {
    let draft = shown.draft();
    let concurred = draft.into_iter().flat_map(|draft| draft.concurrences.iter().map(move |asked| (draft, asked)));
    let (mut with, mut against) = (Vec::new(), Vec::new());
    for (draft, asked) in concurred {
        let older = draft.standing(asked) == ConcurrenceStanding::Older;
        let Some(answer) = &asked.answer else { continue };
        let line = html! { p { (trail::desk(house, &asked.asked.desk)) " " (answer.word.words()) @if let Some(says) = answer.word.says() { ": “" (says) "”" } @if older { span.soft { " (given to an older version)" } } } };
        match answer.word {
            Word::Refused { .. } => against.push(line),
            Word::Agreed | Word::AgreedWithRemarks { .. } => with.push(line),
            _ => {}
        }
    }
    html! {
        div.sides {
            section { h2 { "Recommended by " (trail::desk(house, &one.from)) }
                p { (one.facts.recommends) }
                @for line in &with { (line) }
            }
            section { h2 { "Of another mind" }
                @if let Some(dissent) = &one.facts.dissent { p { (dissent) } }
                @for line in &against { (line) }
                @if one.facts.dissent.is_none() && against.is_empty() { p.soft { "Nobody said so." } }
            }
        }
    }
}

fn covers(one: &Submission, house: &House, zone: &jiff::tz::TimeZone) -> Markup {
    html! {
        @if !one.covers.is_empty() {
            ul.notes aria-label="For two pairs of eyes" { @for cover in &one.covers {
                li.held { (cover.says) " " small { (trail::officer(house, &cover.by)) ", " (words::moment_tag(cover.at, zone)) ", for you and the private office" } }
            } }
        }
    }
}

fn enclosures(shown: &Shown, one: &Submission) -> Markup {
    html! {
        @if !one.facts.enclosures.is_empty() {
            p.enclosed { "With it: "
                @for (at, enclosed) in one.facts.enclosures.iter().enumerate() {
                    @if at > 0 { "; " }
                    @match (enclosed.paper, shown.held.get(at).and_then(Option::as_ref)) {
                        (Some(paper), Some(number)) => { a href=(format!("/papers/{paper}")) { (number) } " " span.soft { (enclosed.what) } },
                        (Some(_), None) => { (enclosed.what) span.soft { " (not for you)" } },
                        (None, _) => { (enclosed.what) " " span.late { "missing" } },
                    }
                }
            }
        }
    }
}

fn draft(shown: &Shown, one: &Submission, house: &House) -> Markup {
    let Some(draft) = shown.draft() else { return html! {} };
    let Some(hash) = draft.hash() else {
        return html! { section.refused { p { "The draft is missing: its text has not come yet. " (trail::desk(house, &draft.desk)) " draws it up." } } };
    };
    let changed = one.went_up.is_some_and(|went_up| went_up != hash);
    html! {
        @if changed { p.late { "The draft changed after it went up: " a href=(format!("/dossiers/{}#draft-{}", shown.view.dossier.id, draft.no)) { "see its versions" } "." } }
        @if one.went_up.is_none() { p { "The draft arrived after it went up." } }
        article.sheet {
            span.stamp { "Draft " (draft.versions.len()) small { (short(&hash)) } }
            @match &shown.text {
                Some(text) => {
                    @let parts = sheet::parts(text);
                    @if let Some(first) = parts.first() { (sheet::paragraphs(text, *first, &[])) }
                    @if parts.len() > 1 { p.told { "The text goes on: read all of it in the dossier." } }
                },
                None => p.told { "No text could be taken from this version." },
            }
        }
        (follows(draft, house))
    }
}

/// What would follow, or did.
fn follows(draft: &Draft, house: &House) -> Markup {
    html! {
        @if !draft.facts.follows.is_empty() {
            p.soft { @if draft.is_open() { "If it is adopted, this follows:" } @else { "What was to follow:" } }
            ol.follows { @for step in &draft.facts.follows {
                li { (trail::desk(house, &step.desk)) " " (step.what) @if let Some(due) = step.due { ", by " (words::day_tag(due)) } @if let Some(after) = step.after { span.soft { ", after step " (after) } } }
            } }
        }
    }
}

/// Papers that came into the dossier after it went up.
fn since(shown: &Shown, one: &Submission, zone: &jiff::tz::TimeZone) -> Markup {
    let came: Vec<&FiledRow> = shown.view.papers.rows.iter().filter(|row| row.at > one.at).take(SINCE_MAX).collect();
    html! {
        @if !came.is_empty() {
            h2 { "Came into the dossier after it went up" }
            ul.plain { @for row in came {
                li { @if let Some(id) = row.row.paper { a href=(format!("/papers/{id}")) { (row.row.number) } } " " (row.row.subject.as_deref().unwrap_or_default()) span.soft { ", " (words::day_tag(words::date_of(row.at, zone))) } }
            } }
        }
    }
}
