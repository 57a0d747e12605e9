//! `GET /papers/{id}`: the paper as received and as read, its card, its links, with whom it is, its trail.

use std::borrow::Cow;
use std::collections::BTreeSet;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use maud::Markup;
use phrases::{html, recalled, say};
use procedure::card::{Card, CardRemark, FieldName};
use procedure::decide::{Seats, keeper_or_holder, may_answer};
use procedure::house::{House, Series};
use procedure::ids::{DeskId, DossierId, OfficerId, PaperId, SeriesId};
use procedure::paper::{Channel, Direction, DirectionState, Marking, Paper, ReadText, Said, Standing};
use procedure::sight::Sight;
use register::{Links, Seen};
use serde::Deserialize;

use super::slip::{Slip, Unentered};

use super::{
    anew, answer, back, circular, copies, directions, dispatch, forms, links, meant, recognise, release, trail,
    versions,
};
use crate::office::{Fault, TrailLine};
use crate::recognition::NOT_RECOGNISED;
use crate::sheets::stamped::is_stamped;
use crate::told::Telling;
use crate::web::app::App;
use crate::web::card::{self, Offer};
use crate::web::help::Help;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::set;
use crate::web::sheet::{self, Mark};
use crate::web::shell::{self, Place};
use crate::web::slip::{drawn_from, with_refusal};
use crate::web::words;

/// What an address may say beside the paper: which part of a long text, which version, which entry was just made.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    part: Option<usize>,
    version: Option<usize>,
    done: Option<u64>,
}

/// Everything that the page shows, gathered in one go.
pub(super) struct View {
    pub(super) seen: Seen,
    pub(super) links: Links,
    pub(super) trail: Vec<TrailLine>,
    /// The text of the version shown.
    pub(super) text: Option<String>,
    /// That version's place in the list, from 0.
    pub(super) version: Option<usize>,
    /// Whether the card's spans lie in this text.
    pub(super) spans_hold: bool,
    /// What the newest text says, where the card was not read from it.
    reading: Option<Card>,
    /// What waits of a better reading of the paper.
    pub(super) anew: anew::Anew,
    /// The paper's desks at which the officer may sit: what is drawn goes by them, as what is decided does.
    pub(super) seats: Seats,
    /// Whether the officer may say what becomes of the answer that it awaits.
    pub(super) may_answer: bool,
    /// Dossiers in which its answer is, or may be drawn up; `None` where none is wanted.
    pub(super) answered_in: Option<Vec<answer::AnsweredIn>>,
    /// Dossiers in which it may be filed, with their titles.
    pub(super) dossiers: Vec<(DossierId, String)>,
    /// The desk that would keep a dossier which is opened by filing the paper in it.
    pub(super) would_keep: Option<DeskId>,
    /// Who is meant by the names on the card, and who may be.
    pub(super) people: meant::People,
    /// Every desk the officer acts for.
    desks: BTreeSet<DeskId>,
    /// A form that was sent and not entered.
    pub(super) unentered: Option<Unentered>,
}

impl View {
    /// Whether the officer acts for a desk on a paper that stands.
    pub(super) fn acts_for(&self, desk: &DeskId) -> bool {
        !self.seen.paper.is_void() && self.desks.contains(desk)
    }

    /// Whether the officer may mark the paper out.
    pub(super) fn may_direct(&self) -> bool {
        !self.seen.paper.is_void() && !self.seats.holder.is_empty() && !self.is_unconfirmed()
    }

    /// Whether a marking waits to be confirmed.
    pub(super) fn is_unconfirmed(&self) -> bool {
        matches!(self.seen.paper.marking, Marking::Unconfirmed { .. })
    }

    /// Whether the paper is a letter of the house that is still to be sent.
    pub(super) fn is_to_go_out(&self, house: &House) -> bool {
        self.seen.paper.is_to_be_sent() && house.goes_out(&self.seen.paper)
    }

    /// Whether the officer may take an open direction back.
    pub(super) fn may_redirect(&self, direction: &Direction) -> bool {
        !matches!(direction.state, DirectionState::Withdrawn { .. })
            && (self.acts_for(&direction.from) || (self.seats.keeps() && !self.seen.paper.is_void()))
    }

    /// The facts of the text shown.
    pub(super) fn shown_text(&self) -> Option<&ReadText> {
        let kept = self.version.and_then(|at| self.seen.paper.versions.get(at))?;
        kept.version.text.as_ref()
    }

    /// What the newest text says of a field otherwise than the card.
    fn offer(&self, field: FieldName) -> Option<Offer> {
        card::offer(&self.seen.paper.card, self.reading.as_ref()?, field)
    }

    /// Open series of registries the officer sits at.
    pub(super) fn series_kept<'h>(&self, house: &'h House) -> impl Iterator<Item = (&'h SeriesId, &'h Series)> {
        let kept = |series: &Series| series.closed.is_none() && self.desks.contains(&series.registry);
        house.series.iter().filter(move |(_, series)| kept(series))
    }

    /// Open series in which the paper does not stand, of registries the officer sits at.
    pub(super) fn other_series<'h>(&self, house: &'h House) -> impl Iterator<Item = (&'h SeriesId, &'h str)> {
        let own = self.seen.paper.series();
        house
            .series
            .iter()
            .filter(move |(id, series)| {
                series.closed.is_none() && !own.contains(id) && self.desks.contains(&series.registry)
            })
            .map(|(id, series)| (id, series.name.as_str()))
    }
}

/// `GET /papers/{id}`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Path(id): Path<String>, Query(ask): Query<Ask>) -> Answer {
    let Ok(id) = id.parse::<PaperId>() else { return Ok(refused::absent()) };
    let officer = seat.officer.clone();
    let view = app.apart(move |app| gather(app, &officer, id, ask.version)).await?;
    Ok(view.map_or_else(refused::absent, |view| page(&seat, &view, &ask)))
}

/// The page once more, with the form that was not entered open on it.
pub(super) async fn again(seat: &Seat, id: PaperId, unentered: Unentered) -> Answer {
    let officer = seat.officer.clone();
    let view = seat.app.apart(move |app| gather(app, &officer, id, None)).await?;
    Ok(match view {
        Some(view) => {
            let status = unentered.status;
            let view = View { unentered: Some(unentered), ..view };
            let mut response = page(seat, &view, &Ask::default());
            *response.status_mut() = status;
            response
        }
        None => refused::absent(),
    })
}

fn gather(app: &App, officer: &OfficerId, id: PaperId, version: Option<usize>) -> Result<Option<View>, Trouble> {
    let viewer = app.office.viewer(officer);
    let Some((seen, trail)) = app.office.seen_with_trail(&viewer, &id)? else { return Ok(None) };
    let reads = app.office.reads()?;
    let links = reads.links(&viewer, &id)?;
    let paper = &seen.paper;
    let place = version.filter(|at| *at < paper.versions.len()).or_else(|| paper.version_place());
    let read = place.and_then(|at| paper.versions.get(at)).and_then(|kept| kept.version.text.as_ref());
    let text = match read {
        Some(text) if seen.sight == Sight::Whole => app.office.text(text)?,
        _ => None,
    };
    let spans_hold = read.map(|text| text.hash) == paper.card_text().map(|text| text.hash);
    let (house, now) = (app.office.house(), app.office.now());
    let seats = Seats::of(&house, paper, officer, now);
    let desks = house.desks_of(officer, now).into_iter().cloned().collect();
    let reading = read_later(app, &seen, &seats)?;
    let anew = anew::gather(app, &seen, &seats)?;
    let files = seen.sight == Sight::Whole && seats.keeps_or_holds();
    let unconfirmed = matches!(paper.marking, Marking::Unconfirmed { .. });
    let people = if seen.sight < Sight::Card {
        meant::People::default()
    } else {
        meant::gather(&reads, &viewer, paper, files && !paper.is_void() && !unconfirmed)?
    };
    let answered_in = answer::answered_in((&reads, &viewer), (&house, &seats), (paper, &links))?;
    Ok(Some(View {
        answered_in,
        links,
        trail,
        text,
        version: place,
        spans_hold,
        reading,
        anew,
        would_keep: keeper_or_holder(&house, paper, officer, now),
        dossiers: if files { reads.dossiers(&viewer)? } else { Vec::new() },
        may_answer: seen.sight >= Sight::Card && may_answer(&house, paper, officer, now),
        seats,
        people,
        desks,
        unentered: None,
        seen,
    }))
}

/// What the text of a version that came after the card says, for those who may put the card right.
fn read_later(app: &App, seen: &Seen, seats: &Seats) -> Result<Option<Card>, Fault> {
    let paper = &seen.paper;
    if seen.sight < Sight::Whole || !seats.keeps_or_holds() || paper.is_void() {
        return Ok(None);
    }
    let newest = paper.version().and_then(|kept| kept.version.text.as_ref());
    let other = |text: &&ReadText| {
        let described = paper.card_of.is_some() && paper.card_text().is_some_and(|known| known.hash == text.hash);
        !described && text.bytes <= crate::office::READ_AGAIN_BYTES_MAX
    };
    let text = newest.filter(other).map(|text| app.office.text(text)).transpose()?.flatten();
    Ok(text.map(|text| intake::read_text_with(app.office.languages(), &text).0))
}

/// The text that the card's spans lie in, for a correction by selection; empty where the passage was selected on
/// another text, whose bytes say nothing about this one.
pub(super) fn card_text(app: &App, paper: &Paper, selected_on: Option<&str>) -> Result<String, Fault> {
    match paper.card_text().filter(|text| selected_on == Some(text.hash.to_string().as_str())) {
        Some(text) => Ok(app.office.text(text)?.unwrap_or_default()),
        None => Ok(String::new()),
    }
}

fn page(seat: &Seat, view: &View, ask: &Ask) -> Response {
    let house = seat.app.office.house();
    let paper = &view.seen.paper;
    let title = paper.card.subject.as_ref().map_or_else(|| paper.number().to_owned(), |field| field.value.clone());
    let zone = seat.app.office.zone();
    let body = html! {
        @if let Some(entry) = ask.done { (done(view, entry, Telling::of(&house, &zone, paper, &view.links))) }
        p.under { (under(seat, view, &house)) }
        h1 { (title) }
        @if view.seen.sight < Sight::Card {
            p.empty { "You see of this paper its number, and what you yourself did on it. If you need more, ask the registry." }
            h2 { "What you did" }
            (trail::table(&view.trail, &mut Telling::of(&house, &zone, paper, &view.links)))
        } @else {
            div.two.paper {
                div.front { (paper_sheet(view, ask, &house)) }
                aside aria-label="With whom, card and acts" {
                    // What is still to be sent is what is next.
                    @let to_send = view.is_to_go_out(&house);
                    @if to_send { (dispatch::section(seat, view, &house)) }
                    (directions::section(seat, view, &house))
                    (answer::section(seat, view, &house))
                    (copies::section(seat, view, &house))
                    (circular::section(seat, view, &house))
                    @if !to_send { (dispatch::section(seat, view, &house)) }
                    (release::section(seat, view, &house))
                    (back::section(seat, view, &house))
                    (anew::section(view))
                    h2 #card { "Card" }
                    (card_list(view, &house))
                    (remarks(paper, &house))
                    (meant::section(view, &house))
                    h2 { "Acts" }
                    (forms::all(view, &house))
                }
                div.behind {
                    (links::section(view))
                    (versions::section(seat, view))
                    (recognise::section(seat, view))
                    h2 #trail { "Trail" }
                    (trail::table(&view.trail, &mut Telling::of(&house, &zone, paper, &view.links)))
                }
            }
            (directions::bar(seat, view, &house))
        }
    };
    let title = format!("{} {title}", paper.number());
    let title = if view.unentered.is_some() { say!("Not entered · {title}") } else { title };
    let body = with_refusal(body, view.unentered.as_ref());
    shell::helped(seat, Place::Register, &title, Help::Paper, &body)
}

fn done(view: &View, entry: u64, mut telling: Telling<'_>) -> Markup {
    let line = view.trail.iter().position(|line| line.entry == entry).map(|at| view.trail.split_at(at));
    if let Some((before, _)) = line {
        telling.pass(before);
    }
    html! {
        @if let Some(line) = line.and_then(|(_, from)| from.first()) {
            div.done role="status" {
                @for says in telling.tell(line) { p { (says) } }
                p.soft { "Entry " (line.entry) " of the record." }
            }
        }
    }
}

fn under(seat: &Seat, view: &View, house: &House) -> Markup {
    let paper = &view.seen.paper;
    let zone = seat.app.office.zone();
    html! {
        @for registration in &paper.registrations {
            @match &registration.standing {
                Standing::Live => strong.nowrap { (registration.number) },
                Standing::Void { reason, see, .. } => span {
                    s { (registration.number) } " void: " (reason)
                    @if let Some(see) = see { ", see " (see) }
                },
            }
        }
        span { "entered " (words::moment_tag(paper.entered, &zone)) }
        @if let Some(received) = &paper.arrival.received {
            span { "received " (words::day_tag(received.on)) " " (words::of(words::CHANNELS, paper.arrival.channel)) }
        }
        @if let Some(sent) = paper.sent().last() { span { "went out " (words::day_tag(sent.on)) " " (words::of(words::CHANNELS, sent.channel)) } }
        @match &paper.marking {
            Marking::None => {},
            Marking::Unconfirmed { words } => span.late { "marking “" (words) "” read, not confirmed" },
            Marking::Confirmed { level } => span { (trail::level(house, level)) },
        }
        @if let Some(filing) = paper.filed.last() {
            span { "filed in " a href=(format!("/dossiers/{}", filing.dossier)) { (filing.title) } @if let Some(volume) = filing.volume { ", volume " (volume) } @if let Some(code) = &filing.code { ", " (code) } }
        }
        @if let Some(addressed) = paper.addressed.as_ref().filter(|_| view.seen.sight >= Sight::Card) { span { a href="#circular" { "circular, " (addressed.label()) } } }
        @if let Some(again) = &paper.again { @let reason = recalled(&again.reason); span { "beside " (again.of) ": " (reason) } }
    }
}

fn stamp(paper: &Paper) -> Markup {
    let shown = paper.shown();
    html! {
        @if let Some(shown) = shown {
            div.stamp.void[!shown.is_live()] {
                (shown.number)
                small { @if shown.is_live() { (words::day(shown.on)) } @else { "void" } }
            }
        }
    }
}

fn paper_sheet(view: &View, ask: &Ask, house: &House) -> Markup {
    let paper = &view.seen.paper;
    // What the office made itself was never received.
    let ours = house.goes_out(paper);
    let place = format!("/papers/{}", paper.id);
    let kept = view.version.and_then(|at| paper.versions.get(at).map(|kept| (at, kept)));
    html! {
        @if let Some((at, kept)) = kept {
            @if view.seen.sight == Sight::Whole {
                ul.ways {
                    li { span aria-current="true" { "As read" } }
                    @if let Some((from, came)) = paper.received(at) {
                        li { a href=(format!("{place}/body/{}", from + 1)) { @if ours { "The file" } @else { "As received" } } " " span.soft { (came.version.name) ", " (words::length(came.version.bytes)) } }
                        @if is_stamped(&came.version.media) {
                            li { (set::ask(&format!("{place}/stamped.pdf"), &[("version", &(from + 1).to_string())], say!("With our stamp"), None)) " " span.soft { "PDF" } }
                        }
                    }
                    @if view.text.is_some() { li { (set::ask(&format!("{place}/set.pdf"), &[], say!("As a set page"), None)) " " span.soft { "PDF" } } }
                    li { (set::ask(&format!("{place}/proof"), &[], say!("Proof for outside"), None))
                        @if !ours { " " (set::ask(&format!("{place}/receipt.pdf"), &[], say!("with a receipt"), Some(say!("Receipt for whoever handed it in")))) " " span.soft { "PDF" } } }
                    @if paper.versions.len() > 1 { li.soft { "version " (at + 1) " of " (paper.versions.len()) ", " (words::of(words::VERSIONS, kept.version.kind)) } }
                    @if kept.withdrawn.is_some() { li.late { "taken back: a wrong file" } }
                }
            }
        }
        article.sheet aria-label="The paper" tabindex="0" {
            (stamp(paper))
            @match (&view.text, view.seen.sight, paper.absence) {
                (Some(text), _, _) => (text_part(text, view, ask, &place)),
                (None, _, Some(absence)) => {
                    p.told { (words::capital(words::of(words::ABSENCES, absence))) "." }
                    @if let Some(place) = &paper.arrival.original_at { p.told { "The original lies in " (words::stopped(place)) } }
                    @if view.seats.keeps_or_holds() { p.told { "Its scan is added under Acts: " a href="#version" { "Add a version" } "." } }
                },
                (None, Sight::Whole, None) => p.told { "No text was read from this file. It is kept as received." },
                (None, _, None) => p.told { "You see this paper’s card, not its text." },
            }
        }
    }
}

fn text_part(text: &str, view: &View, ask: &Ask, place: &str) -> Markup {
    let parts = sheet::parts(text);
    let at = ask.part.unwrap_or(1).clamp(1, parts.len());
    let marks: Vec<Mark> = if view.spans_hold { sheet::marks(&view.seen.paper.card) } else { Vec::new() };
    let version = ask.version.map(|version| format!("&version={version}")).unwrap_or_default();
    let other = view.seen.paper.card_place().filter(|_| !view.spans_hold);
    html! {
        @if let Some(other) = other {
            p.told { "The card was read from " a href=(format!("{place}?version={other}")) { "version " (other + 1) } "; its passages are marked there." }
        }
        (sheet::paragraphs(text, parts[at - 1], &marks))
        @if parts.len() > 1 {
            nav.parts aria-label="Parts of the text" {
                @if at > 1 { a rel="prev" href=(format!("{place}?part={}{version}", at - 1)) { "Part before" } } @else { span {} }
                span.told { "Part " (at) " of " (parts.len()) }
                @if at < parts.len() { a rel="next" href=(format!("{place}?part={}{version}", at + 1)) { "Next part" } } @else { span {} }
            }
        }
    }
}

/// Fields shown though nobody types them.
const READ_ONLY: &[FieldName] = &[FieldName::Recommendation, FieldName::Insertions];

/// Fields whose values are whole sentences: folded, so that the card stays in sight.
const LONG: &[FieldName] = &[FieldName::Proposals, FieldName::Claims];

fn card_list(view: &View, house: &House) -> Markup {
    let paper = &view.seen.paper;
    let known = |field: &&FieldName| !card::typed(&paper.card, **field).is_empty();
    // A field for which a later version offers a value is no longer simply unknown.
    let shown = |field: &&FieldName| known(field) || view.offer(**field).is_some();
    let (filled, empty): (Vec<&FieldName>, Vec<&FieldName>) = card::EDITABLE.iter().partition(shown);
    let wanted = empty.iter().any(|field| correction(view, **field).is_open());
    let names = empty.iter().map(|field| words::field(**field)).collect::<Vec<_>>().join(", ");
    html! {
        dl.card {
            @for field in filled { (card_row(view, *field)) }
            @for field in READ_ONLY.iter().filter(known) { (read_row(view, *field)) }
            (received_row(view))
            @for binding in paper.bindings.iter().filter(|binding| binding.ended.is_none()) {
                div { dt { "Bound" } dd { (binding.name) ", " (words::of(words::NAMED, binding.named_as)) small { "is " (view.people.principal(house, &binding.to)) } } }
            }
        }
        @if LONG.iter().any(|field| known(&field)) {
            details.more { summary { "What it proposes and claims" }
                dl.card { @for field in LONG.iter().filter(known) { (read_row(view, *field)) } } }
        }
        @if !empty.is_empty() {
            details.more.no-print open[wanted] { summary { "Not known: " (names) }
                dl.card { @for field in empty { (card_row(view, *field)) } } }
        }
    }
}

/// How the paper came, which is no field of the card but is put right like one.
fn received_row(view: &View) -> Markup {
    let arrival = &view.seen.paper.arrival;
    let slip = Slip::to(view, "arrival");
    html! {
        div data-row="received" {
            dt { "Received" }
            dd {
                @match &arrival.received {
                    Some(received) => {
                        (words::day(received.on))
                        @if let Some(time) = received.time { ", " (words::time(time)) }
                    },
                    // What was made in the house was received from nobody.
                    None if arrival.channel == Channel::House => {},
                    None => span.soft { "not known" },
                }
                small {
                    (words::capital(words::of(words::CHANNELS, arrival.channel)))
                    @if let Some(by) = &arrival.taken_in_by { ", taken in by " (by) }
                    @if let Some(pages) = arrival.pages { ", " (pages) " page" @if pages != 1 { "s" } }
                    @if let Some(place) = &arrival.original_at { ", the original in " (place) }
                    @if let Some(old) = &arrival.old {
                        ", from the book “" (old.book) "”"
                        @if let Some(number) = &old.number { ", where it is No. " (number) }
                    }
                }
                @if view.seats.keeps() && !view.seen.paper.is_void() {
                    details.no-print open[slip.is_open()] { summary { "Put right" span.aside { " (how it came)" } } (forms::arrival(view, &slip)) }
                }
            }
        }
    }
}

fn read_row(view: &View, field: FieldName) -> Markup {
    html! { div data-row=(card::key(field)) { dt { (words::field(field)) } dd { (card::shown(&view.seen.paper.card, field)) } } }
}

/// The form that puts a field right.
fn correction(view: &View, field: FieldName) -> Slip<'_> {
    Slip::with(view, "correct", "field", card::key(field))
}

fn card_row(view: &View, field: FieldName) -> Markup {
    let paper = &view.seen.paper;
    let key = card::key(field);
    let slip = correction(view, field);
    let settled = card::settled(&paper.card, field);
    let said = paper.remarks.iter().filter(|said| said.field == Some(field) && said.by.is_none() && !settled);
    html! {
        div.doubt[card::doubtful(&paper.card, field)] data-row=(key) {
            dt { (words::field(field)) }
            dd {
                (card::shown(&paper.card, field))
                @for remark in said { small { (recalled(&remark.says)) } }
                @if let Some(offer) = view.offer(field) { (offered(view, field, &offer)) }
                @if view.seen.sight == Sight::Whole && !paper.is_void() && view.seats.keeps_or_holds() {
                    details.no-print open[slip.is_open()] { summary { "Put right" span.aside { " (" (words::field(field)) ")" } } (forms::correct(view, &slip, field)) }
                }
            }
        }
    }
}

/// A value that a later version has for a field: taken by one button, which puts the field right.
fn offered(view: &View, field: FieldName, offer: &Offer) -> Markup {
    let paper = &view.seen.paper;
    let place = paper.version_place().unwrap_or_default();
    let text = paper.version().and_then(|kept| kept.version.text.as_ref());
    let reads = words::named(words::ASKED, &offer.text).map_or(offer.text.as_str(), |act| words::of(words::ASKED, act));
    html! {
        form.offer.no-print method="post" action=(format!("/papers/{}/correct", paper.id)) {
            (drawn_from(paper.rev))
            input type="hidden" name="taken" value="yes";
            input type="hidden" name="field" value=(card::key(field));
            input type="hidden" name="spans" value=(offer.spans);
            input type="hidden" name="value" value=(offer.text);
            input type="hidden" name="reason" value=(say!("as version {} reads", place + 1));
            @if let Some(text) = text { input type="hidden" name="text" value=(text.hash); }
            span { @if text.is_some_and(|text| text.confidence.is_some()) { "The recognised text proposes: " } @else { "Version " (place + 1) " reads: " } (reads.lines().collect::<Vec<_>>().join("; ")) }
            button.small.plain { "Take" }
        }
    }
}

fn remarks(paper: &Paper, house: &House) -> Markup {
    let said: Vec<_> = paper.remarks.iter().filter(|said| said.field.is_none() || said.by.is_some()).collect();
    html! {
        @if !said.is_empty() {
            ul.notes aria-label="Remarks" {
                @for remark in said {
                    li { (remarked(remark)) @if let Some(by) = &remark.by { " " span.soft { (trail::officer(house, by)) } } }
                }
            }
        }
    }
}

/// What a remark says: what a reading wrote is said in the language of whoever reads, what an officer typed stays as it is. A
/// machine that recognised nothing says so in an officer's name.
fn remarked(said: &Said) -> Cow<'_, str> {
    match said.by.is_none() || said.says.starts_with(NOT_RECOGNISED) {
        true => recalled(&said.says),
        false => Cow::Borrowed(&said.says),
    }
}

/// Remarks of a reading about one field, in the language of whoever reads.
pub(crate) fn about(remarks: &[CardRemark], field: FieldName) -> impl Iterator<Item = Cow<'_, str>> {
    remarks.iter().filter(move |remark| remark.field == Some(field)).map(|remark| recalled(&remark.says))
}
