//! `GET /dossiers/{id}`: one question: who keeps it and who sees it, its papers, what comes back, and its trail.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use maud::Markup;
use phrases::{html, plural, say};
use procedure::decide::{dossier_keepers, may_end_of_dossier, voices};
use procedure::dossier::{ActionState, Dossier};
use procedure::house::House;
use procedure::ids::{DossierId, LevelId, PaperId};
use procedure::paper::{BringForward, InHouse};
use procedure::sight::Sight;
use register::{DateRead, FiledPage, FiledRow, ListRow, Precedent};
use serde::Deserialize;

use super::acts::{RULES, rule};
use super::{actions, drafts, filing, memory, positions, submissions, terms, told};
use crate::office::TrailLine;
use crate::web::app::App;
use crate::web::brought;
use crate::web::choices;
use crate::web::forms::Form;
use crate::web::help::Help;
use crate::web::paper::trail;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::slip::{Slip, Unentered, with_refusal};
use crate::web::words;

/// Papers of one page: they stay under 100 KB together.
const PAGE_PAPERS: usize = 24;

/// How much of a paper's number and subject a choice shows.
const CHOICE_CHARS_MAX: usize = 70;

/// What an address may say beside the dossier: after which paper the list goes on, which entry was just made.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    after: Option<String>,
    done: Option<u64>,
    /// The paper that was just taken in.
    filed: Option<String>,
    /// The draft that is shown whole.
    draft: Option<u32>,
    /// Which form is to stand open, and filled with what.
    fill: Option<String>,
}

/// Everything that the page shows, gathered in one go.
pub(super) struct View {
    pub(super) dossier: Dossier,
    pub(super) papers: FiledPage,
    pub(super) trail: Vec<TrailLine>,
    /// What happened with the papers of this page.
    pub(super) of_papers: Vec<told::papers::Happened>,
    /// What is told of its positions.
    pub(super) told: positions::Told,
    /// Dates that papers in it name and no deadline rests on.
    pub(super) read: Vec<DateRead>,
    /// Numbers of the papers on which its terms and deadlines rest, with which actions are reported done and which drafts answer,
    /// as far as they are seen.
    pub(super) rests: BTreeMap<PaperId, String>,
    /// Dossiers like it in which something was decided.
    pub(super) before: Vec<Precedent>,
    /// Whether the officer may do what keeping it takes.
    pub(super) keeps: bool,
    /// A form that was sent and not entered.
    pub(super) unentered: Option<Unentered>,
}

impl View {
    /// The form that leads to `to` below the dossier's address.
    pub(super) fn slip(&self, to: &str) -> Slip<'_> {
        Slip::at(format!("/dossiers/{}/{to}", self.dossier.id), self.dossier.rev, self.unentered.as_ref())
    }

    /// The form among those that lead to the same address of which `this` holds.
    pub(super) fn slip_of(&self, to: &str, this: impl Fn(&Form) -> bool) -> Slip<'_> {
        let to = format!("/dossiers/{}/{to}", self.dossier.id);
        Slip::meant(to, self.dossier.rev, self.unentered.as_ref(), this)
    }

    pub(super) fn is_open(&self) -> bool {
        self.dossier.closed.is_none()
    }

    /// The choice of a paper on which something rests, among those of this page and the one that a form named.
    pub(super) fn paper_field(&self, slip: &Slip<'_>, label: &str) -> Markup {
        let papers: Vec<(String, String)> = self.filed_of(|_| true).collect();
        let said = slip.said("paper").filter(|said| !said.is_empty());
        let elsewhere = said.filter(|said| papers.iter().all(|(id, _)| id != said));
        html! {
            @if !papers.is_empty() || elsewhere.is_some() {
                label { (label) select name="paper" autofocus[slip.wants("paper")] {
                    option value="" { "no paper in the dossier" }
                    (slip.options("paper", papers, None))
                    @if let Some(id) = elsewhere { option value=(id) selected { (self.number_of(id)) } }
                } }
            }
        }
    }

    pub(super) fn number_of(&self, id: &str) -> String {
        let mut known = self.told.numbers.iter().chain(&self.rests);
        let found = known.find(|(paper, _)| paper.to_string() == id);
        found.map_or_else(|| say!("the paper named before").to_owned(), |(_, number)| number.clone())
    }

    /// Papers of this page by their ids, each as a choice shows it.
    pub(super) fn filed_of(&self, fits: impl Fn(&ListRow) -> bool) -> impl Iterator<Item = (String, String)> {
        self.papers.rows.iter().filter(move |one| fits(&one.row)).filter_map(|one| {
            let subject = one.row.subject.as_deref().unwrap_or_default();
            let says = [one.row.number.as_str(), subject].join(" ");
            Some((one.row.paper?.to_string(), says.chars().take(CHOICE_CHARS_MAX).collect()))
        })
    }
}

/// `GET /dossiers/{id}`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Path(id): Path<String>, Query(ask): Query<Ask>) -> Answer {
    let Ok(id) = id.parse::<DossierId>() else { return Ok(refused::absent()) };
    let Some(mut view) = gather(&app, &seat, id, ask.after.clone()).await? else { return Ok(refused::absent()) };
    let filled = ask.fill.as_deref().and_then(|fill| positions::filled(&view.dossier, &view.told.offers, fill));
    view.unentered = filled;
    Ok(page(&seat, &view, &ask))
}

/// The page once more, with the form that was not entered open on it.
pub(super) async fn again(seat: &Seat, id: DossierId, unentered: Unentered) -> Answer {
    let Some(mut view) = gather(&seat.app, seat, id, None).await? else { return Ok(refused::absent()) };
    let status = unentered.status;
    view.unentered = Some(unentered);
    let mut response = page(seat, &view, &Ask::default());
    *response.status_mut() = status;
    Ok(response)
}

pub(super) async fn gather(
    app: &App,
    seat: &Seat,
    id: DossierId,
    after: Option<String>,
) -> Result<Option<View>, Trouble> {
    let officer = seat.officer.clone();
    let gathered = app.apart(move |app| -> Result<_, Trouble> {
        let (viewer, reads, now) = (app.office.viewer(&officer), app.office.reads()?, app.office.now());
        let Some(dossier) = reads.dossier(&viewer, &id)? else { return Ok(None) };
        let papers = reads.filed_in(&viewer, &id, after.as_deref(), PAGE_PAPERS)?;
        let told = positions::Told {
            numbers: app.office.source_numbers(&viewer, &dossier)?,
            offers: app.office.offered(&viewer, &dossier, after.as_deref(), PAGE_PAPERS)?.offered,
            prose: app.office.dossier_prose(&viewer, &dossier)?,
            voices: voices(&app.office.house(), &dossier, &officer, now),
        };
        let read = reads.dates_read(&viewer, &dossier, app.office.today())?;
        let mut rests = BTreeMap::new();
        let terms = dossier.terms.iter().filter_map(|one| one.paper);
        let reported = dossier.actions.iter().filter_map(|one| match &one.state {
            ActionState::Reported { paper, .. } => *paper,
            _ => None,
        });
        let answered = dossier.drafts.iter().flat_map(|draft| draft.facts.answers.iter().copied());
        for id in terms.chain(dossier.deadlines.iter().filter_map(|one| one.paper)).chain(reported).chain(answered) {
            let seen = reads.paper(&viewer, &id)?.filter(|seen| seen.sight >= Sight::Card);
            rests.extend(seen.map(|seen| (id, seen.paper.number().to_owned())));
        }
        let before = reads.decided_before(&viewer, &dossier)?;
        let trail = app.office.dossier_trail(&viewer, &id, 0)?;
        let mut of_papers = Vec::new();
        for paper in papers.rows.iter().filter_map(|one| one.row.paper) {
            let seen = reads.paper(&viewer, &paper)?.filter(|seen| seen.sight >= Sight::Card);
            of_papers.extend(seen.iter().flat_map(|seen| told::papers::happened(&seen.paper, &dossier)));
        }
        let house = app.office.house();
        let keeps = dossier_keepers(&house, &dossier).any(|desk| house.mandate_for(&officer, desk, now).is_some());
        Ok(Some(View { dossier, papers, trail, of_papers, told, read, rests, before, keeps, unentered: None }))
    });
    gathered.await
}

fn page(seat: &Seat, view: &View, ask: &Ask) -> Response {
    let (house, zone) = (seat.app.office.house(), seat.app.office.zone());
    let dossier = &view.dossier;
    let body = html! {
        (told::notice(&house, &view.trail, ask.done))
        (filing::notice(view, ask.filed.as_deref(), ask.done))
        p.under {
            a href="/dossiers" { "Dossiers" }
            span.code { (dossier.id) }
            @if let Some(code) = &dossier.code { span { "file plan " (code) } }
            @if let Some(home) = &dossier.home { span { "kept by " (trail::desk(&house, home)) } }
            @if let Some(level) = &dossier.level { strong { (trail::level(&house, level)) } }
        }
        h1 { (dossier.title) }
        @if let Some(closed) = &dossier.closed {
            section.refused { p { "Closed by " (trail::officer(&house, &closed.by)) ", " (words::moment_tag(closed.at, &zone)) ": " (words::stopped(&closed.reason)) } }
        }
        (terms::section(seat, view, &house))
        (positions::section(seat, view, &house))
        (papers(view, ask, &house, &zone))
        (drafts::section(seat, view, &house, ask.draft))
        (submissions::section(seat, view, &house))
        (memory::section(&view.before, &house, &zone))
        (actions::section(seat, view, &house))
        (back(seat, view, &house))
        (remarks(view, &house, &zone))
        h2 #kept { "How it is kept" }
        (kept(view, &house, &zone))
        h2 #trail { "What happened" }
        (told::table(&house, &zone, &view.trail, &view.of_papers))
    };
    let body = with_refusal(body, view.unentered.as_ref());
    shell::helped(seat, Place::Dossiers, &dossier.title, Help::Dossier, &body)
}

fn papers(view: &View, ask: &Ask, house: &House, zone: &jiff::tz::TimeZone) -> Markup {
    let (counted, place) = (!view.dossier.volumes.is_empty(), format!("/dossiers/{}", view.dossier.id));
    let row = |one: &FiledRow| {
        html! {
            tr data-open="yes" {
                @if counted { td.n data-label=(say!("volume")) { (one.volume.unwrap_or(1)) } }
                td.n { @match one.row.paper { Some(id) => a href=(format!("/papers/{id}")) { (one.row.number) }, None => (one.row.number) } }
                td.d data-label=(say!("of")) { @if let Some(date) = &one.row.date { (words::paper_date(date)) } }
                td { (trail::marking(&one.row.marking, house)) }
                td { (one.row.from.join(", ")) }
                td.subject { @match &one.row.subject { Some(subject) => (subject), None => span.soft { (one.row.kind.clone().unwrap_or_default()) } } }
                td.d data-label=(say!("filed")) { (words::day_tag(words::date_of(one.at, zone))) }
            }
        }
    };
    html! {
        h2 #papers { "Papers" }
        @if view.papers.rows.is_empty() {
            p.soft { "No paper that you may see is filed here yet. Take one in by its number, or file it from its own page: " a href="/register" { "look it up in the register" } "." }
        } @else {
            div.wide-table.of-desk role="group" aria-label="Papers" tabindex="0" { table {
                thead { tr { @if counted { th scope="col" { "Vol." } } th scope="col" { "Our No." } th scope="col" { "Paper of" } th scope="col" { "Marking" } th scope="col" { "From" } th scope="col" { "Subject" } th scope="col" { "Filed" } } }
                tbody { @for one in &view.papers.rows { (row(one)) } }
            } }
        }
        @if ask.after.is_some() || view.papers.next.is_some() {
            nav.pages aria-label="Pages" {
                @if ask.after.is_some() { a href=(format!("{place}#papers")) { "Those filed last" } }
                @if let Some(next) = &view.papers.next { a rel="next" href=(format!("{place}?after={}#papers", escaped(next))) { "Filed earlier" } }
            }
        }
        (filing::form(view))
    }
}

fn back(seat: &Seat, view: &View, house: &House) -> Markup {
    let dossier = &view.dossier;
    let (open, ended): (Vec<&BringForward>, Vec<&BringForward>) =
        dossier.bring_forwards.iter().partition(|one| one.is_open());
    let slips = |one: &BringForward| ["done", "back"].map(|end| view.slip(&format!("bring-forward-{end}/{}", one.no)));
    let below = |one: &BringForward| {
        html! {
            @if one.is_open() && view.is_open() && may_end_of_dossier(house, dossier, one, &seat.officer, seat.app.office.now()) {
                (brought::ends(one.no, &slips(one)))
            } @else { @for slip in slips(one) { (slip.head()) } }
        }
    };
    let own = house.desks_of(&seat.officer, seat.app.office.now());
    let desks = choices::desks(house).filter(|(id, _)| view.keeps || own.contains(id));
    let desks = desks.map(|(id, desk)| (id, desk.name.as_str()));
    html! {
        @if !dossier.bring_forwards.is_empty() { h2 #back { "Comes back" } }
        @if !open.is_empty() { (brought::list(seat, house, &open, below)) }
        @if view.is_open() {
            (brought::set(&view.slip("bring-forward"), desks, say!("It gives nobody sight: a desk has to be asked in first.")))
        }
        @if !ended.is_empty() {
            details.way open[ended.iter().any(|one| slips(one).iter().any(Slip::is_open))] {
                summary { "What came back: " (plural!(ended.len(), "{n} day", "{n} days")) }
                (brought::list(seat, house, &ended, below))
            }
        }
    }
}

fn remarks(view: &View, house: &House, zone: &jiff::tz::TimeZone) -> Markup {
    let slip = view.slip("remark");
    html! {
        @if !view.dossier.remarks.is_empty() {
            h2 #remarks { "Remarks" }
            ul.notes { @for one in &view.dossier.remarks {
                li.held { (one.says) " " small { (trail::officer(house, &one.by)) ", " (words::moment_tag(one.at, zone)) } }
            } }
        }
        @if view.is_open() { (slip.act("remark", say!("Leave a remark"), &slip.lines("says", say!("Remark"), true), say!("Leave it"))) }
    }
}

fn kept(view: &View, house: &House, zone: &jiff::tz::TimeZone) -> Markup {
    let dossier = &view.dossier;
    let in_now: Vec<_> = dossier.members.iter().filter(|one| one.until.is_none()).collect();
    html! {
        dl.card {
            div { dt { "Kept by" } dd { @match &dossier.home { Some(home) => (trail::desk(house, home)), None => "whoever keeps a series" } } }
            div { dt { "Seen by" } dd { (rule(dossier.rule)) } }
            @for one in &in_now {
                div { dt { "Asked in" } dd { (told::who(house, &one.to)) small { (one.reason) ", " (trail::officer(house, &one.by)) ", " (words::day_tag(words::date_of(one.at, zone))) } } }
            }
            @for one in &dossier.volumes {
                div { dt { "Volume " (one.no) } dd {
                    @if let Some(title) = &one.title { (title) " " }
                    small { "begun " (words::day_tag(words::date_of(one.opened, zone))) @if let Some(at) = one.closed { ", closed " (words::day_tag(words::date_of(at, zone))) } }
                } }
            }
        }
        @if view.keeps { (keeping(view, house)) }
    }
}

fn keeping(view: &View, house: &House) -> Markup {
    if !view.is_open() {
        let slip = view.slip("reopen");
        return slip.act("reopen", say!("Open it again"), &slip.needed("reason", say!("Why")), say!("Open it again"));
    }
    html! { (asking(view, house)) (naming(view, house)) (ending(view)) }
}

fn asking(view: &View, house: &House) -> Markup {
    let (ask_in, ask_out) = (view.slip("ask-in"), view.slip("ask-out"));
    let desks = choices::desks(house).filter(|(id, _)| view.dossier.home.as_ref() != Some(id));
    let desks = desks.map(|(id, desk)| (InHouse::Desk(id.clone()).key(), desk.name.as_str()));
    let officers = choices::officers(house);
    let officers = officers.map(|(id, officer)| (InHouse::Officer(id.clone()).key(), officer.name.as_str()));
    let in_now: Vec<_> = view.dossier.members.iter().filter(|one| one.until.is_none()).collect();
    html! {
        (ask_in.act("ask-in", say!("Ask a desk or an officer in"), &html! {
            label { "Who" select name="who" required autofocus[ask_in.wants("who")] {
                optgroup label="Desks" { (ask_in.options("who", desks, None)) }
                optgroup label="Officers" { (ask_in.options("who", officers, None)) }
            } }
            (ask_in.needed("reason", say!("Why")))
            p.hint { "They see the dossier from then on; of its papers what they may see anyway." }
        }, say!("Ask in")))
        @if !in_now.is_empty() {
            (ask_out.act("ask-out", say!("End what somebody was asked in for"), &html! {
                label { "Who" select name="who" { (ask_out.options("who", in_now.iter().map(|one| (one.to.key(), told::who(house, &one.to))), None)) } }
                (ask_out.needed("reason", say!("Why")))
            }, say!("End it")))
        }
    }
}

fn naming(view: &View, house: &House) -> Markup {
    let (change, marked, home, seen) = (view.slip("change"), view.slip("mark"), view.slip("move"), view.slip("rule"));
    let dossier = &view.dossier;
    let code = change.chosen("code", dossier.code.as_deref());
    let levels = house.levels.iter().map(|known| (known.id.as_str(), known.name.as_str()));
    let plan = house.file_plan.iter().map(|(plan, title)| (plan.as_str(), format!("{plan} {title}")));
    html! {
        (change.act("change", say!("Call it otherwise"), &html! {
            label { "The question" input type="text" name="title" value=(change.said("title").unwrap_or(&dossier.title)) required autofocus[change.wants("title")]; }
            label { "File plan" @if house.file_plan.is_empty() { input type="text" name="code" value=[code]; } @else {
                select name="code" { option value="" { "as it is" } (change.options("code", plan, dossier.code.as_deref())) }
            } }
        }, say!("Call it so")))
        (marked.act("mark", say!("Mark it"), &html! {
            label { "Marking" select name="level" { (marked.options("level", levels, dossier.level.as_ref().map(LevelId::as_str))) } }
            (marked.needed("reason", say!("Why")))
        }, say!("Mark it")))
        (seen.act("rule", say!("Let it be seen by others"), &html! {
            label { "Seen by" select name="rule" { (seen.words("rule", RULES, Some(dossier.rule))) } }
            (seen.needed("reason", say!("Why")))
        }, say!("Let it be so")))
        (home.act("move", say!("Give it to another desk"), &html! {
            label { "Kept by" select name="home" { (home.desks("home", house, dossier.home.as_ref())) } }
            (home.needed("reason", say!("Why")))
        }, say!("Give it over")))
    }
}

fn ending(view: &View) -> Markup {
    let (volume, close) = (view.slip("volume"), view.slip("close"));
    html! {
        (volume.act("volume", say!("Begin a new volume"), &html! {
            (volume.line("title", say!("Its name, where it has one")))
            p.hint { "Volume " (view.dossier.volume()) " is closed by that; papers go into the new one." }
        }, say!("Begin it")))
        (close.act("close", say!("Close the dossier"), &html! {
            (close.needed("reason", say!("Why")))
            p.hint { "Nothing is filed or done in it any more. It can be opened again." }
        }, say!("Close it")))
    }
}
