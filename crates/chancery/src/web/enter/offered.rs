//! The two halves of a proposal: the paper as a sheet, and the card as a form.

use maud::Markup;
use phrases::{Phrase, html, phrase, recalled};
use procedure::card::FieldName;
use procedure::refusal::Refusal;

use super::piece::Proposal;
use super::{came, goes, instead, together};
use crate::web::bag;
use crate::web::card;
use crate::web::paper::forms::input;
use crate::web::paper::show::about;
use crate::web::seat::Seat;
use crate::web::sheet::{self, Mark};
use crate::web::words;

/// What the button that enters says where a desk is chosen; the script puts its name there.
const ENTER_TO: Phrase = phrase!("Enter, to the {desk}");

/// The paper as read.
pub(super) fn paper(proposal: &Proposal<'_>, part: Option<usize>, marks: &[Mark]) -> Markup {
    let text = proposal.piece.text();
    let parts = sheet::parts(text);
    let at = part.unwrap_or(1).clamp(1, parts.len());
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
                    // The form's own key is its first button: the buttons that turn pages must not be it.
                    button form="card" name="then" value="next" hidden {}
                    nav.parts aria-label="Parts of the text" {
                        @if at > 1 { button.link form="card" name="part" value=(at - 1) { "Part before" } } @else { span {} }
                        span.told { "Part " (at) " of " (parts.len()) }
                        @if at < parts.len() { button.link form="card" name="part" value=(at + 1) { "Next part" } } @else { span {} }
                    }
                }
            }
        }
    }
}

/// The card as a form, and the acts. Where the paper goes stands first: it is what must not be missed. Then what is in
/// doubt, then what stands on the paper.
pub(super) fn card(seat: &Seat, proposal: &Proposal<'_>) -> Markup {
    let place = format!("/enter/{}", proposal.id);
    let house = seat.app.office.house();
    let (folded, shown): (Vec<_>, Vec<_>) =
        card::EDITABLE.iter().copied().partition(|field| SELDOM.contains(field) && blank(proposal, *field));
    let (doubted, plain): (Vec<_>, Vec<_>) = shown.into_iter().partition(|field| to_look_at(proposal, *field));
    html! {
        aside aria-label="The card" data-first=(first(proposal)) {
            (notes(proposal))
            form #card method="post" action=(place) {
                input type="hidden" name="key" value=(bag::key());
                input type="hidden" name="spans" value=(proposal.typed.said("spans").unwrap_or_default());
                // Enter in a field takes the form's first button: one that enters, not one that takes another value.
                button name="then" value="next" hidden {}
                dl.card {
                    (series(proposal))
                    (goes::marking(proposal, &house))
                    (goes::goes_to(seat, proposal, &house))
                }
                @if !doubted.is_empty() {
                    h2.cut { "To look at" }
                    dl.card { @for field in doubted { (row(proposal, field)) } }
                }
                h2.cut { "As it stands on the paper" }
                dl.card {
                    @for field in plain { (row(proposal, field)) }
                    (read_only(proposal, &[FieldName::Recommendation]))
                }
                @if !proposal.piece.versions.is_empty() { (belongs()) }
                (more(proposal, &folded))
                (said(proposal))
                (came::arrival(seat, proposal))
                div.acts {
                    button #enter-and-next name="then" value="next" { span data-to=(ENTER_TO) { "Enter and take the next" } kbd aria-hidden="true" { "⏎" } }
                    button.plain name="then" value="plain" { "Enter without marking out" }
                }
            }
            form #belongs method="post" action=(format!("{place}/add")) { input type="hidden" name="key" value=(bag::key()); }
            form method="post" action=(format!("{place}/aside")) { button.link { "Discard without entering" } }
        }
    }
}

/// What is in hand when the page comes: the field that was refused, else the first that somebody should look at, else
/// the button that enters, so that one key confirms a paper without doubts.
fn first(proposal: &Proposal<'_>) -> &'static str {
    let refused = proposal.refusal.map(|refusal| match refusal {
        Refusal::TwinHeld { .. } => "again",
        Refusal::NothingSaid => "from",
        Refusal::NotReserved { .. } => "reserved",
        Refusal::DuePast { .. } => "due",
        Refusal::DeskTwice { .. } | Refusal::Closed { .. } => "desk",
        Refusal::MarkingUnconfirmed { .. } | Refusal::NotCleared { .. } | Refusal::OutOfBand { .. } => "level",
        Refusal::Empty { .. } => "late",
        Refusal::TooLong { .. } => "subject",
        _ => "series",
    });
    let doubted = || card::EDITABLE.iter().find(|field| to_look_at(proposal, **field));
    let unclear = proposal.unread.or(refused);
    unclear.unwrap_or_else(|| doubted().map_or("then", |field| card::key(*field)))
}

/// Whether an officer should look at a field before entering: it was made from the text or follows from something else,
/// or the paper does not say what nearly every paper says, or leaves a choice.
fn to_look_at(proposal: &Proposal<'_>, field: FieldName) -> bool {
    const EXPECTED: &[FieldName] = &[FieldName::Kind, FieldName::Date, FieldName::From, FieldName::Subject];
    let empty = card::typed(proposal.card, field).is_empty();
    let missing = || empty && (EXPECTED.contains(&field) || instead::any(proposal, field));
    card::doubtful(proposal.card, field) || missing()
}

/// Fields that few papers have: they stand on the card where they are known, else among the further ones.
const SELDOM: &[FieldName] = &[FieldName::Place, FieldName::Precedence, FieldName::TheirCopy];

fn blank(proposal: &Proposal<'_>, field: FieldName) -> bool {
    card::typed(proposal.card, field).is_empty() && proposal.typed.said(card::key(field)).is_none()
}

fn more(proposal: &Proposal<'_>, folded: &[FieldName]) -> Markup {
    let open = ["under", "reserved"].iter().any(|name| proposal.typed.said(name).is_some());
    html! {
        details.act open[open] { summary { "More fields" }
            dl.card { @for field in folded { (row(proposal, *field)) } }
            (came::number(proposal))
        }
    }
}

/// What the paper proposes and claims, as read. It is put right on the paper's own page.
fn said(proposal: &Proposal<'_>) -> Markup {
    const SAID: &[FieldName] = &[FieldName::Proposals, FieldName::Claims, FieldName::Insertions];
    html! {
        @if SAID.iter().any(|field| !card::typed(proposal.card, *field).is_empty()) {
            details.act { summary { "What it proposes and claims" } dl.card { (read_only(proposal, SAID)) } }
        }
    }
}

fn read_only(proposal: &Proposal<'_>, fields: &[FieldName]) -> Markup {
    html! {
        @for field in fields {
            @if !card::typed(proposal.card, *field).is_empty() {
                div data-row=(card::key(*field)) { dt { (words::field(*field)) } dd { (card::shown(proposal.card, *field)) } }
            }
        }
    }
}

/// The scan of a cover, the original that follows a mail: no new paper, and no new number. Its fields belong to a form
/// of their own, so that the key that sends them adds the file and does not enter it.
fn belongs() -> Markup {
    html! {
        details.act { summary { "It belongs to a paper held" }
            label { "Our number of that paper" input type="text" name="held" form="belongs" required autocomplete="off"; }
            p.hint { "It becomes a version of that paper; no number is taken." }
            button.small form="belongs" { "Add it there" }
        }
    }
}

fn series(proposal: &Proposal<'_>) -> Markup {
    let usual = proposal.outlook.usual.series.as_ref();
    let chosen = proposal.typed.said("series").or(usual.map(|(series, _)| series.as_str()));
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
                @if let Some((_, why)) = usual { span.says { "Usual for this sender. " (why) } }
            }
        }
    }
}

fn row(proposal: &Proposal<'_>, field: FieldName) -> Markup {
    let key = card::key(field);
    let text = card::typed(proposal.card, field);
    let typed = proposal.typed.sent(key).unwrap_or(&text);
    let doubt = to_look_at(proposal, field);
    let (says, place) = (said_of(proposal, field), format!("says-{key}"));
    html! {
        div.doubt[doubt] data-row=(key) {
            dt { (words::field(field)) }
            dd {
                (input(field, typed, Some(place.as_str()).filter(|_| !says.0.is_empty())))
                @if !says.0.is_empty() { div id=(place) { (says) } }
                (instead::buttons(proposal, field))
            }
        }
    }
}

/// What is said of a field: whoever hears the page hears it with the field.
fn said_of(proposal: &Proposal<'_>, field: FieldName) -> Markup {
    html! {
        @for says in about(&proposal.piece.remarks, field) { span.says { (says) } }
        @if field == FieldName::From { (sender(proposal)) }
        @if field == FieldName::Citations { (cites(proposal)) }
        @if field == FieldName::Copies && !proposal.card.copies.is_empty() { span.says { "names read; nobody sees it until you bind them" } }
    }
}

/// Who may be meant by the sender. Nobody is bound by it, but for whom a rule of the office says so.
fn sender(proposal: &Proposal<'_>) -> Markup {
    const SHOWN: usize = 3;
    html! {
        @for meant in proposal.outlook.sender.iter().take(SHOWN) {
            span.says { @if meant.by_rule { "is " } @else { "may be " } b { (meant.name) } ": " (meant.why) }
        }
    }
}

/// What became of each citation, before the number is taken.
fn cites(proposal: &Proposal<'_>) -> Markup {
    let links = &proposal.outlook.links;
    let text = |at: usize| proposal.card.citations.get(at).map_or("", |field| field.value.text.as_str());
    let alone = proposal.card.citations.len() == 1;
    html! {
        @for found in &links.cites {
            span.says {
                // Which citation is meant is said where there are several, and it does not say so itself.
                @if !alone && text(found.at) != found.number { (text(found.at)) " " }
                @if found.certain { "is " } @else { "may be " }
                a href=(format!("/papers/{}", found.paper)) { b { (found.number) } }
                @if found.certain { ", held" } @else { ", and will be offered" } }
        }
        @for at in &links.not_held {
            span.says { @if !alone { (text(*at)) ": " } b { "cited, not held" } ", will close when it comes in" }
        }
    }
}

/// Twins, and open citations that this paper closes.
fn notes(proposal: &Proposal<'_>) -> Markup {
    let outlook = &proposal.outlook;
    let notes = html! {
        (together::divisible(proposal))
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
            li { (recalled(&remark.says)) }
        }
    };
    html! { @if !notes.0.is_empty() { ul.notes { (notes) } } }
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
