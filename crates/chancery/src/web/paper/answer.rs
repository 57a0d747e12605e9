//! The answer that a paper awaits: by when, of whom, what gave it; and the forms that set, move and close it.

use jiff::civil::Date;
use maud::Markup;
use phrases::{html, say};
use procedure::card::AskedAct;
use procedure::decide::Seats;
use procedure::dossier::{Dossier, Submission};
use procedure::house::House;
use procedure::ids::{DossierId, PaperId, SeriesId};
use procedure::paper::{AwaitedAnswer, Interim, Paper};
use register::{LinkEnd, Links, Reads, RegisterError, Viewer};

use super::links::end;
use super::show::View;
use super::slip::Slip;
use super::trail;
use crate::web::choices;
use crate::web::dossier;
use crate::web::seat::Seat;
use crate::web::words;

/// How it stands with the answer, and the forms. Nothing where none is awaited and nobody may say so.
pub(super) fn section(seat: &Seat, view: &View, house: &House) -> Markup {
    let paper = &view.seen.paper;
    let may = view.may_answer && !paper.is_void();
    html! {
        @match &paper.awaited {
            Some(awaited) => {
                h2 #answer { "Answer" }
                (state(seat, view, house, awaited))
                @if !awaited.interims.is_empty() { ol.chain { @for one in &awaited.interims { (interim(seat, view, house, one)) } } }
            },
            None if !view.links.answering.is_empty() => { h2 #answer { "Answer" } p { "Answered by " (ends(&view.links.answering)) "." } },
            None if may => (offered(seat, view)),
            None => {},
        }
        @if let Some(dossiers) = &view.answered_in { (drawn_up(paper, dossiers, house)) }
        @if may { (acts(seat, view, house)) }
    }
}

/// A dossier in which a paper lies, is seen and can be answered.
#[derive(Debug)]
pub(super) struct AnsweredIn {
    dossier: DossierId,
    title: String,
    /// Drafts that answer it and are not decided: number, title, and the submission that lies before somebody.
    drafts: Vec<(u32, String, Option<Submission>)>,
}

impl AnsweredIn {
    fn of(dossier: Dossier, paper: &PaperId) -> Self {
        let answering = dossier.drafts.iter().filter(|draft| draft.is_open() && draft.facts.answers.contains(paper));
        let drafts =
            answering.map(|draft| (draft.no, draft.facts.title.clone(), dossier.put_up(draft.no).cloned())).collect();
        Self { dossier: dossier.id, title: dossier.title, drafts }
    }
}

/// The dossiers in which it can be answered; `None` where it waits for no answer of the house.
pub(super) fn answered_in(
    (reads, viewer): (&Reads, &Viewer),
    (house, seats): (&House, &Seats),
    (paper, links): (&Paper, &Links),
) -> Result<Option<Vec<AnsweredIn>>, RegisterError> {
    let waits = paper.awaited.as_ref().map_or_else(|| asks(paper), |awaited| awaited.closed.is_none());
    let of_ours = seats.keeps_or_holds() && !house.goes_out(paper) && !paper.is_void();
    if !waits || !of_ours || !links.answering.is_empty() {
        return Ok(None);
    }
    let mut open = Vec::new();
    for filing in &paper.filed {
        let seen = reads.dossier(viewer, &filing.dossier)?.filter(|dossier| dossier.closed.is_none());
        open.extend(seen.map(|dossier| AnsweredIn::of(dossier, &paper.id)));
    }
    Ok(Some(open))
}

impl View {
    /// What is next where an answer is wanted and nobody draws it up: the words of the way there, and its address.
    pub(super) fn answer_to_draw_up(&self) -> Option<(&'static str, String)> {
        let dossiers = self.answered_in.as_ref()?;
        match dossiers.first() {
            _ if dossiers.iter().any(|one| !one.drafts.is_empty()) => None,
            Some(one) => Some((say!("Draw up the answer"), compose(one, &self.seen.paper))),
            None => Some((say!("File in a dossier"), "#file".to_owned())),
        }
    }
}

fn compose(one: &AnsweredIn, paper: &Paper) -> String {
    format!("/dossiers/{}/compose/letter?answers={}", one.dossier, paper.id)
}

/// Where its answer is drawn up, or the way to a letter that answers it.
fn drawn_up(paper: &Paper, dossiers: &[AnsweredIn], house: &House) -> Markup {
    let any = dossiers.iter().any(|one| !one.drafts.is_empty());
    html! {
        @if dossiers.is_empty() { p { a href="#file" { "File it in a dossier" } span.soft { ": its answer is drawn up there." } } }
        @for one in dossiers {
            @for (no, title, up) in &one.drafts {
                p { "Its answer is drawn up: " @match up {
                    Some(up) => { a href=(format!("/dossiers/{}/submissions/{}", one.dossier, up.no)) { (title) } ", " (dossier::submission_state(house, up)) },
                    None => a href=(format!("/dossiers/{}?draft={no}#draft-{no}", one.dossier)) { (title) },
                } }
            }
            p { a href=(compose(one, paper)) { @if any { "Draw up another answer" } @else { "Draw up the answer" } } span.soft { " in the dossier " (one.title) } }
        }
    }
}

fn state(seat: &Seat, view: &View, house: &House, awaited: &AwaitedAnswer) -> Markup {
    let paper = &view.seen.paper;
    let (today, zone) = (seat.app.office.today(), seat.app.office.zone());
    let who = |officer, at| html! { p.soft { (trail::officer(house, officer)) ", " (words::moment_tag(at, &zone)) } };
    let answering = &view.links.answering;
    html! {
        @match (&awaited.closed, paper.is_void()) {
            (Some(closed), _) => {
                p { "No reply is needed: " (words::stopped(&closed.reason)) }
                (who(&closed.officer, closed.at))
            },
            (None, true) => p.soft { "None is awaited, since the paper is void." },
            (None, false) if !answering.is_empty() => p { "Answered by " (ends(answering)) "; " (words::was_due(awaited.by, today)) "." },
            (None, false) => {
                @let owing = owing(house, paper);
                @if house.goes_out(paper) { p { "Their answer is awaited " (words::due(awaited.by, today)) ", by " b { (owing) } } }
                @else { p { "Awaits an answer " (words::due(awaited.by, today)) ", from " b { (owing) } } }
                (who(&awaited.officer, awaited.at))
            },
        }
    }
}

/// The desks that owe the answer, by name.
fn owing(house: &House, paper: &Paper) -> String {
    let registry = |series: &SeriesId| house.series.get(series).map(|series| &series.registry);
    let names: Vec<String> = paper.owed_by(registry).into_iter().map(|desk| trail::desk(house, desk)).collect();
    names.join(", ")
}

fn ends(all: &[LinkEnd]) -> Markup {
    html! { @for (at, one) in all.iter().enumerate() { @if at > 0 { ", " } (end(one)) } }
}

fn interim(seat: &Seat, view: &View, house: &House, one: &Interim) -> Markup {
    let zone = seat.app.office.zone();
    let brought = one.answer.and_then(|id| view.links.passed_over.iter().find(|end| end.paper == id));
    html! {
        li {
            p { "Interim reply" @if let Some(brought) = brought { " " (end(brought)) } ": answer moved to " (words::day_tag(one.by)) }
            p { "“" (one.reason) "”" }
            p.soft { (trail::officer(house, &one.officer)) ", " (words::moment_tag(one.at, &zone)) }
        }
    }
}

/// What the paper asks for, as it was read: it is only offered.
fn offered(seat: &Seat, view: &View) -> Markup {
    let today = seat.app.office.today();
    html! {
        @if asks(&view.seen.paper) {
            h2 #answer { "Answer" }
            p { "As it was read, it asks for an answer"
                @if let Some(by) = read(&view.seen.paper, today) { " by " (words::day_tag(by)) } ". None is awaited until you say so." }
        }
    }
}

fn asks(paper: &Paper) -> bool {
    paper.card.request.as_ref().is_some_and(|request| request.value.act == AskedAct::Answer)
}

/// The first day to come that the paper names.
fn read(paper: &Paper, today: Date) -> Option<Date> {
    paper.card.deadlines.iter().map(|field| field.value.date).filter(|date| *date >= today).min()
}

fn acts(seat: &Seat, view: &View, house: &House) -> Markup {
    let paper = &view.seen.paper;
    let slip = |to: &str| Slip::to(view, &format!("answer/{to}"));
    let (interim, none, again) = (slip("interim"), slip("none"), slip("reopen"));
    let closed = paper.awaited.as_ref().is_some_and(|awaited| awaited.closed.is_some());
    let answered = !view.links.answering.is_empty();
    let running = paper.awaited.is_some() && !closed;
    let reopen = html! { (again.day("by", say!("By"), None)) (again.needed("reason", say!("Why"))) };
    html! {
        @if !closed && !answered && view.seats.keeps_or_holds() { (wait(seat, view, house)) }
        @if running {
            (interim.act("interim", say!("It was an interim reply"), &html! {
                div.row {
                    (interim.line("answer", say!("Our number of the reply, if there is one")))
                    (interim.day("by", say!("Answer now by"), None))
                }
                (interim.needed("reason", say!("Why it takes longer")))
            }, say!("Move the day")))
        }
        @if running && !answered { (none.act("no-reply", say!("No reply is needed"), &none.needed("reason", say!("Why")), say!("Close it"))) }
        @if closed || answered { (again.act("reopen", say!("Await an answer again"), &reopen, say!("Reopen it"))) }
        // A form that is drawn no more still says why it was not entered.
        @if closed || answered { (slip("await").head()) }
        @if !running { (interim.head()) }
        @if !running || answered { (none.head()) }
        @if !closed && !answered { (again.head()) }
    }
}

/// By which day, and of which desk: at first the day that the paper names, and whoever leads on it.
fn wait(seat: &Seat, view: &View, house: &House) -> Markup {
    let slip = Slip::to(view, "answer/await");
    let awaited = view.seen.paper.awaited.as_ref();
    let known = awaited.and_then(|awaited| awaited.desk.as_ref()).map(|desk| desk.as_str());
    let chosen = if slip.is_open() { slip.said("desk") } else { known };
    let read = read(&view.seen.paper, seat.app.office.today()).filter(|_| awaited.is_none());
    let desks = choices::desks(house);
    let fields = html! {
        div.row {
            (slip.day("by", say!("By"), awaited.map(|awaited| awaited.by).or(read)))
            label { @if house.goes_out(&view.seen.paper) { "Looked after by" } @else { "From" } select name="desk" {
                option value="" { "whoever leads on it" }
                @for (id, desk) in desks { option value=(id) selected[chosen == Some(id.as_str())] { (desk.name) } }
            } }
        }
        p.hint {
            @if let Some(read) = read.filter(|_| !asks(&view.seen.paper)) { "As it was read, the paper names " (words::day_tag(read)) ". " }
            "A paper that answers it stops the clock by itself."
        }
    };
    let (title, button) = if awaited.is_some() {
        (say!("Move the day of the answer"), say!("Move it"))
    } else {
        (say!("Await an answer by a day"), say!("Await it"))
    };
    slip.act("await", title, &fields, button)
}
