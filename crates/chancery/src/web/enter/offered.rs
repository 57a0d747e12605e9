//! The two halves of a proposal: the paper as a sheet, and the card as a form.

use maud::{Markup, html};
use procedure::card::{AskedAct, FieldName};
use procedure::house::House;
use procedure::paper::Medium;
use procedure::refusal::Refusal;

use super::outlook;
use super::piece::Proposal;
use crate::web::bag;
use crate::web::card;
use crate::web::paper::directions::desk_options;
use crate::web::paper::forms::input;
use crate::web::paper::show::about;
use crate::web::seat::Seat;
use crate::web::sheet::{self, Mark};
use crate::web::words;

/// The paper as read.
pub(super) fn paper(proposal: &Proposal<'_>, part: Option<usize>, marks: &[Mark]) -> Markup {
    let text = &proposal.piece.text;
    let parts = sheet::parts(text);
    let at = part.unwrap_or(1).clamp(1, parts.len());
    let place = format!("/enter/{}", proposal.id);
    html! {
        article.sheet aria-label="The paper as read" tabindex="0" {
            @if let Some(absence) = proposal.piece.absence {
                p.told { (words::capital(words::of(words::ABSENCES, absence))) "." }
                p.told { "Describe it on the card. Its scan is added to the same number later." }
            } @else if text.is_empty() {
                p.told { "No text was read from this file. It is kept as it came; describe it on the card." }
            } @else {
                (sheet::paragraphs(text, parts[at - 1], marks))
                @if parts.len() > 1 {
                    nav.parts aria-label="Parts of the text" {
                        @if at > 1 { a href=(format!("{place}?part={}", at - 1)) { "Part before" } } @else { span {} }
                        span.told { "Part " (at) " of " (parts.len()) }
                        @if at < parts.len() { a href=(format!("{place}?part={}", at + 1)) { "Next part" } } @else { span {} }
                    }
                }
            }
        }
    }
}

/// The card as a form, and the acts.
pub(super) fn card(seat: &Seat, proposal: &Proposal<'_>) -> Markup {
    let place = format!("/enter/{}", proposal.id);
    let house = seat.app.office.house();
    let typed = &proposal.typed;
    html! {
        aside aria-label="The card" {
            (notes(proposal))
            form method="post" action=(place) {
                input type="hidden" name="key" value=(bag::key());
                input type="hidden" name="spans" value=(typed.said("spans").unwrap_or_default());
                dl.card {
                    (series(proposal))
                    @for field in card::EDITABLE { (row(proposal, *field)) }
                    @for field in [FieldName::Recommendation, FieldName::Proposals, FieldName::Claims, FieldName::Insertions] {
                        @if !card::typed(proposal.card, field).is_empty() {
                            div data-row=(card::key(field)) { dt { (words::field(field)) } dd { (card::shown(proposal.card, field)) } }
                        }
                    }
                    (marking(proposal, &house))
                    (goes_to(seat, proposal, &house))
                }
                (arrival(seat, proposal))
                div.acts {
                    button #enter-and-next name="then" value="next" { "Enter and take the next" kbd { "⏎" } }
                    button.plain name="then" value="plain" { "Enter without marking out" }
                }
            }
            @if !proposal.piece.versions.is_empty() { (add_to(&place)) }
            form method="post" action=(format!("{place}/aside")) { button.link { "Lay aside without entering" } }
        }
    }
}

/// The scan of a cover, the original that follows a mail: no new paper, and no new number.
fn add_to(place: &str) -> Markup {
    html! {
        details.act { summary { "It belongs to a paper held" }
            form method="post" action=(format!("{place}/add")) {
                input type="hidden" name="key" value=(bag::key());
                label { "Our number of that paper" input type="text" name="number" required; }
                p.hint { "It becomes a version of that paper; no number is taken." }
                button.small { "Add it there" }
            } }
    }
}

fn series(proposal: &Proposal<'_>) -> Markup {
    let chosen = proposal.typed.said("series");
    html! {
        div {
            dt { label for="series" { "Series" } }
            dd {
                select #series name="series" {
                    @for book in &proposal.outlook.books {
                        option value=(book.series) selected[chosen == Some(book.series.as_str())] {
                            (book.name) @if let Some(next) = &book.count.next { ", next " (next) }
                        }
                    }
                }
            }
        }
    }
}

fn row(proposal: &Proposal<'_>, field: FieldName) -> Markup {
    let key = card::key(field);
    let text = card::typed(proposal.card, field);
    let typed = proposal.typed.sent(key).unwrap_or(&text);
    let doubt = card::doubtful(proposal.card, field);
    html! {
        div.doubt[doubt] data-row=(key) {
            dt { (words::field(field)) }
            dd {
                (input(field, key, typed, Some(words::field(field))))
                @for says in about(&proposal.piece.remarks, field) { span.says { (says) } }
                @if field == FieldName::Citations { (cites(proposal)) }
                @if field == FieldName::Copies && !proposal.card.copies.is_empty() { span.says { "names read; nobody sees it until you bind them" } }
            }
        }
    }
}

/// What became of each citation, before the number is taken.
fn cites(proposal: &Proposal<'_>) -> Markup {
    let links = &proposal.outlook.links;
    let text = |at: usize| proposal.card.citations.get(at).map_or("", |field| field.value.text.as_str());
    html! {
        @for found in &links.cites {
            span.says { (text(found.at)) " "
                @if found.certain { "is " } @else { "may be " }
                a href=(format!("/papers/{}", found.paper)) { b { (found.number) } }
                @if !found.certain { ": it will be offered" } }
        }
        @for at in &links.not_held { span.says { (text(*at)) ": " b { "cited, not held" } ", will close when it comes in" } }
    }
}

/// Twins, and open citations that this paper closes.
fn notes(proposal: &Proposal<'_>) -> Markup {
    let outlook = &proposal.outlook;
    html! {
        ul.notes {
            @for twin in &outlook.twins {
                li.twin { b { "Held already? " } a href=(format!("/papers/{}", twin.paper)) { (twin.number) } " has " (twin.ground.words()) "."
                    @if !proposal.piece.versions.is_empty() {
                        form.row method="post" action=(format!("/enter/{}/add", proposal.id)) {
                            input type="hidden" name="key" value=(bag::key());
                            input type="hidden" name="to" value=(twin.paper);
                            button.small { "Add to No. " (twin.number) }
                        }
                    } }
            }
            @for found in &outlook.links.closes {
                li.held { @if found.certain { "Closes " } @else { "May close " } "“" (found.citation.text) "” of "
                    a href=(format!("/papers/{}", found.paper)) { (found.number) } "." }
            }
            @for remark in proposal.piece.remarks.iter().filter(|remark| remark.field.is_none_or(|field| !card::EDITABLE.contains(&field))) {
                li { (remark.says) }
            }
        }
    }
}

fn marking(proposal: &Proposal<'_>, house: &House) -> Markup {
    let read = proposal.card.marking.as_ref().map(|field| field.value.as_str());
    let meant = read.and_then(|words| house.level_of(words)).map(|level| level.id.as_str());
    let chosen = proposal.typed.sent("level").or(meant).unwrap_or_default();
    html! {
        div.doubt[read.is_some()] data-row="marking" {
            dt { label for="level" { "Marking" } }
            dd {
                select #level name="level" data-key="marking" {
                    option value="" { @if read.is_some() { "not confirmed now" } @else { "none stands on it" } }
                    @for level in &house.levels { option value=(level.id) selected[chosen == level.id.as_str()] { (level.name) } }
                }
                @if let Some(read) = read { span.says { "“" (read) "” stands on it; entering confirms the level chosen here" } }
            }
        }
    }
}

fn goes_to(seat: &Seat, proposal: &Proposal<'_>, house: &House) -> Markup {
    let typed = &proposal.typed;
    let today = seat.app.office.today();
    let again = typed.sent("desk").is_some();
    let desk = if again {
        typed.parsed("desk").ok().flatten()
    } else {
        outlook::goes_to(house, proposal.card, seat.app.office.now())
    };
    let asked = match typed.said("asked") {
        Some(name) => words::named(words::ASKED, name),
        None => proposal.card.request.as_ref().map(|field| field.value.act),
    };
    let due = if again { typed.text("due") } else { outlook::due(proposal.card, today).map(|due| due.to_string()) };
    html! {
        div {
            dt { label for="desk" { "Goes to" } }
            dd {
                select #desk name="desk" { option value="" { "nobody yet" } (desk_options(house, desk.as_ref())) }
                div.row {
                    select name="asked" aria-label="What is asked" { (words::options(words::ASKED, Some(asked.unwrap_or(AskedAct::Review)))) }
                    input type="date" name="due" aria-label="By" min=(today) value=[due];
                }
                input type="text" name="remark" aria-label="Remark" placeholder="remark" value=(typed.said("remark").unwrap_or_default());
                details { summary { "For information to" }
                    @for (id, desk) in house.desks.iter().filter(|(_, desk)| desk.closed.is_none()) {
                        @let name = format!("copy.{id}");
                        div { label.line { input type="checkbox" name=(name) value="yes" checked[typed.said(&name).is_some()]; (desk.name) } }
                    } }
            }
        }
    }
}

fn arrival(seat: &Seat, proposal: &Proposal<'_>) -> Markup {
    let typed = &proposal.typed;
    let today = seat.app.office.today().to_string();
    let said = |name: &str| typed.said(name).unwrap_or_default().to_owned();
    let on = typed.said("received_on").unwrap_or(&today);
    let twin = !proposal.outlook.twins.is_empty() || matches!(proposal.refusal, Some(Refusal::TwinHeld { .. }));
    let channel = typed.said("channel").and_then(|name| words::named(words::CHANNELS, name));
    let came = channel.or_else(|| proposal.piece.versions.first().map(|version| version.channel));
    html! {
        details.act open[twin] { summary { "How it came" @if twin { ", and why again" } }
            @if twin { label { "Why it is entered though a look-alike is held" input type="text" name="again" value=(said("again")); } }
            div.row {
                label { "Received" input type="date" name="received_on" value=(on); }
                label { "at" input type="time" name="received_time" value=(said("received_time")); }
                label { "It came" select name="channel" { (words::options(words::CHANNELS, came)) } }
            }
            div.row {
                label.wide { "Taken in by" input type="text" name="taken_in_by" value=(said("taken_in_by")); }
                label { "Pages" input type="number" name="pages" min="1" max="100000" value=(said("pages")); }
                label { "It is" select name="medium" { @for (medium, name, words) in MEDIA { option value=(name) selected[typed.said("medium") == Some(*name) || (typed.said("medium").is_none() && Some(*medium) == usual(proposal))] { (words) } } } }
            }
            label { "Where the original lies" input type="text" name="original_at" value=(said("original_at")); }
            label { "Why it is entered late, if it is" input type="text" name="late" value=(said("late")); }
        }
    }
}

/// What a paper is made of.
pub(super) const MEDIA: &[words::Choice<Medium>] = &[
    (Medium::Paper, "paper", "on paper"),
    (Medium::Electronic, "electronic", "electronic"),
    (Medium::Carrier, "carrier", "on tape, film or disc"),
    (Medium::Spoken, "spoken", "spoken"),
];

fn usual(proposal: &Proposal<'_>) -> Option<Medium> {
    match proposal.piece.absence {
        Some(procedure::paper::Absence::Oral) => Some(Medium::Spoken),
        Some(_) => Some(Medium::Paper),
        None => Some(Medium::Electronic),
    }
}

/// The button that a refusal's next step deserves.
pub(super) fn way_out(proposal: &Proposal<'_>, refusal: &Refusal) -> Markup {
    html! {
        @if let Refusal::TwinHeld { twin } = refusal {
            form.row method="post" action=(format!("/enter/{}/add", proposal.id)) {
                input type="hidden" name="key" value=(bag::key());
                input type="hidden" name="to" value=(twin.paper);
                button { "Add to No. " (twin.number) }
                span.soft { "or say under “How it came” why it is entered again" }
            }
        } @else { a.button.plain href="#series" { "To the card" } }
    }
}
