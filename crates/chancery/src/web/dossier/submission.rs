//! `GET /dossiers/{id}/submissions/{no}`: one page for the one who decides: four lines, who is for and who against, by when,
//! what lies with it, the draft, and the acts.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use maud::Markup;
use phrases::{html, say};
use procedure::dossier::{Decision, Draft, DraftState, Submission, SubmissionState, Verdict};
use procedure::house::House;
use procedure::ids::DossierId;
use register::FiledRow;
use serde::Deserialize;
use tower_sessions::Session;

use super::on::{OnDossier, look_up};
use super::show::{self, View};
use super::signing::{self, Signing};
use super::submissions::{state, title};
use super::told::decisions::short;
use super::{drafts, memory, sides, told, verdicts};
use crate::web::app::App;
use crate::web::help::Help;
use crate::web::paper::{body::proved, trail};
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::set;
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

/// `GET /dossiers/{id}/submissions/{no}/extract`: what was decided, to be read and printed by itself.
pub(crate) async fn extract(State(app): State<App>, seat: Seat, Path((id, no)): Path<(String, u32)>) -> Answer {
    let Ok(id) = id.parse::<DossierId>() else { return Ok(refused::absent()) };
    let Some(held) = look_up(&seat, &id).await? else { return Ok(refused::absent()) };
    let made = app.apart(move |app| app.office.decision_extract(&held, no)).await?;
    let Some(text) = made else { return Ok(refused::absent()) };
    let body = html! {
        div.under.no-print { a href=(format!("/dossiers/{id}/submissions/{no}")) { "Submission " (no) } span { "extract" }
            (set::ask(&format!("/dossiers/{id}/submissions/{no}/extract.pdf"), &[], say!("As a set page"), None)) }
        h1.no-print { "Extract of a decision" }
        article.sheet {
            // It is printed and taken along: all of it, however long.
            @for part in sheet::parts(&text) { (sheet::paragraphs(&text, part, &[])) }
        }
    };
    Ok(shell::page(&seat, Place::Dossiers, say!("Extract of a decision"), &body))
}

/// `POST /dossiers/{id}/submissions/{no}/extract.pdf`
pub(crate) async fn set_extract(Path((id, no)): Path<(String, u32)>, on: OnDossier) -> Answer {
    let (held, size) = (on.dossier, set::size_of(&on.form)?);
    let made = on.seat.app.apart(move |app| app.office.set_extract(&held, no, size)).await;
    set::export(&on.seat, &on.form, made, &format!("/dossiers/{id}/submissions/{no}/extract")).await
}

/// `POST /dossiers/{id}/submissions/{no}/proof`: the proof of what was decided last, for whoever is outside.
pub(crate) async fn proof(Path((_, no)): Path<(String, u32)>, on: OnDossier) -> Answer {
    let (viewer, dossier) = (on.seat.app.office.viewer(&on.seat.officer), on.dossier.id.clone());
    match on.seat.app.apart(move |app| app.office.prove_decision(&viewer, &dossier, no)).await? {
        Some(proof) => Ok(proved(proof)),
        None => Ok(refused::absent()),
    }
}

/// The page once more, with the form that was not entered open on it.
pub(super) async fn again(session: &Session, seat: &Seat, (id, no): (DossierId, u32), unentered: Unentered) -> Answer {
    let signing = signing::of(session, seat).await?;
    let Some(mut shown) = gather(&seat.app, seat, id, no, signing).await? else { return Ok(refused::absent()) };
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
        (told::notice(&house, &shown.view.trail, done))
        p.under {
            span { a href=(format!("/dossiers/{}", dossier.id)) { @if dossier.title == title(&shown.view, one) { "Dossier " (dossier.id) } @else { (dossier.title) } } }
            span { "submission " (one.no) " to " (trail::desk(&house, &one.facts.to)) }
            @if let Some(level) = &dossier.level { strong { (trail::level(&house, level)) } }
            @if let Some(by) = one.facts.decide_by { span { "decide " @if one.state.is_open() { (words::due(by, today)) } @else { "by " (words::day_tag(by)) } } }
            @if !matches!(one.state, SubmissionState::Before) { span { (state(&house, one)) } }
            @if let Signing::Until(until) = shown.signing { span { "signing until " (until_words(until, &zone)) } }
        }
        h1 { (title(&shown.view, one)) }
        (decided(shown, one, &house, &zone))
        p.four { (one.facts.bottom_line) }
        (sides::of_draft(shown, one, &house))
        (sides::kept(&shown.view, &house))
        (covers(one, &house, &zone))
        (enclosures(shown, one))
        (draft(shown, one, &house))
        (memory::section(&shown.view.before, &house, &zone))
        (since(shown, one, &zone))
        (verdicts::forms(seat, shown, one, &house))
    };
    let body = with_refusal(body, shown.view.unentered.as_ref());
    Some(shell::helped(seat, Place::Dossiers, title(&shown.view, one), Help::Submission, &body))
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
                p { b { (words::capital(&words::verdict(&decision.word))) } (words::how_says(house, &decision.how, decision.capacity))
                    @if let Some(hash) = &decision.hash { ", on version " @if let Some(place) = shown.draft().and_then(|draft| draft.place_of(hash)) { (place) ", " } span.code.nowrap { (short(hash)) } } }
                @if let Some(remark) = &decision.remark { p { "“" (remark) "”" } }
                (amended(shown, decision))
                p.soft { (trail::officer(house, &decision.by)) ", " (trail::desk(house, &decision.desk)) ", " (words::moment_tag(decision.at, zone))
                    @if let Some(second) = &decision.second { "; second: " (trail::officer(house, &second.by)) ", " (words::moment_tag(second.at, zone)) } }
                @if let Some(procedure::dossier::DraftState::Entered { paper, number, .. }) = shown.draft().map(|draft| &draft.state) {
                    @if decision.word.adopts() { p { "Entered as " a href=(format!("/papers/{paper}")) { (number) } "." } }
                }
                @if one.decided() == Some(decision) {
                    @let place = format!("/dossiers/{}/submissions/{}", shown.view.dossier.id, one.no);
                    p.no-print { a href=(format!("{place}/extract")) { "Extract of the decision" } " " (set::ask(&format!("{place}/proof"), &[], say!("Proof for outside"), None)) }
                }
            }
        }
    }
}

/// Where the text was amended, the way to what was amended in it.
fn amended(shown: &Shown, decision: &Decision) -> Markup {
    let adopted = |draft: &Draft| draft.place_of(decision.hash.as_ref()?).filter(|place| *place > 1);
    let places =
        shown.draft().filter(|_| decision.word == Verdict::Amended).and_then(|draft| Some((draft.no, adopted(draft)?)));
    html! {
        @if let Some((no, to)) = places {
            p { a href=(format!("/dossiers/{}/drafts/{no}/differences?from={}&to={to}", shown.view.dossier.id, to - 1)) { "What was amended" } }
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
                        (Some(paper), Some(number)) => { a href=(format!("/papers/{paper}")) { (number) } @if *number != enclosed.what { " " span.soft { (enclosed.what) } } },
                        // One that is held and may not be seen is missing for whoever looks, as one that is not held.
                        _ => { (enclosed.what) " " span.late { "missing" } },
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
    // What was amended in deciding is said of the decision, and is no change behind anybody's back.
    let amended = one.decided().is_some_and(|last| last.word == Verdict::Amended && last.hash == Some(hash));
    let before = draft.versions.len().saturating_sub(1 + usize::from(amended));
    let stood = draft.versions.get(before).map(|kept| kept.version.hash);
    let changed = one.went_up.is_some_and(|went_up| stood != Some(went_up));
    // What was adopted bears the number that it has since.
    let entered = one.decided().filter(|last| last.word.adopts()).and_then(|_| draft.entered_as());
    let stamp = match entered {
        Some((_, number)) => number.to_owned(),
        None => say!("Draft {}, version {version}", draft.no, version = draft.versions.len()),
    };
    html! {
        @if changed { p.late { "The draft changed after it went up: " a href=(format!("/dossiers/{}#draft-{}", shown.view.dossier.id, draft.no)) { "see its versions" } "." } }
        @if one.went_up.is_none() { p { "The draft arrived after it went up." } }
        (whither(shown, draft))
        article.sheet aria-label="The draft" {
            span.stamp { (stamp) small { (short(&hash)) } }
            @match &shown.text {
                Some(text) => {
                    @let parts = sheet::parts(text);
                    @if let Some(first) = parts.first() { (sheet::paragraphs(text, *first, &[])) }
                    @if parts.len() > 1 { p.told { "The text goes on: read all of it in the dossier." } }
                },
                None => p.told { "No text could be taken from this version." },
            }
        }
        (drafts::follows(house, draft))
    }
}

/// What the draft is, to whom it goes, and which papers are answered once it is adopted.
fn whither(shown: &Shown, draft: &Draft) -> Markup {
    html! {
        p.goes {
            span { (words::capital(&draft.facts.kind)) @if !draft.facts.to.is_empty() { " to " (draft.facts.to.join("; ")) } }
            (drafts::answers(&shown.view, draft))
        }
    }
}

/// Papers that came into the dossier after it went up.
fn since(shown: &Shown, one: &Submission, zone: &jiff::tz::TimeZone) -> Markup {
    // What was decided on is no paper that came while it lay here.
    let became = shown.draft().and_then(|draft| match &draft.state {
        DraftState::Entered { paper, .. } => Some(*paper),
        DraftState::Open | DraftState::NotAdopted { .. } | DraftState::Dropped { .. } => None,
    });
    let came =
        shown.view.papers.rows.iter().filter(|row| row.at > one.at && (became.is_none() || row.row.paper != became));
    let came: Vec<&FiledRow> = came.take(SINCE_MAX).collect();
    html! {
        @if !came.is_empty() {
            h2 { "Came into the dossier after it went up" }
            ul.plain { @for row in came {
                li { @if let Some(id) = row.row.paper { a href=(format!("/papers/{id}")) { (row.row.number) } } " " (row.row.subject.as_deref().unwrap_or_default()) span.soft { ", " (words::day_tag(words::date_of(row.at, zone))) } }
            } }
        }
    }
}
