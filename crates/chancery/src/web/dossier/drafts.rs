//! Drafts, on the dossier's page: what each is and where it goes, its versions, which desks concur in which of them, and
//! what would follow.

use maud::Markup;
use phrases::{html, recalled, say};
use procedure::dossier::{Concurrence, ConcurrenceStanding, Draft, DraftState, DraftVersion, FollowUp, Word};
use procedure::house::House;

use super::draft_slips as slips;
use super::show::View;
use super::told::decisions::short;
use crate::web::paper::trail;
use crate::web::seat::Seat;
use crate::web::words;

/// Drafts that stand whole on the dossier's page; others are a line each, and are opened one at a time.
pub(super) const DRAFTS_WHOLE_MAX: usize = 3;
/// Versions of a draft that are listed where it stands among others, the newest of them.
pub(super) const VERSIONS_LISTED_MAX: usize = 12;

/// The section of the dossier's page. `asked` is the draft that the address asks for.
pub(super) fn section(seat: &Seat, view: &View, house: &House, asked: Option<u32>) -> Markup {
    let drafts = &view.dossier.drafts;
    let open = drafts.iter().rev().filter(|draft| draft.is_open()).map(|draft| draft.no);
    let whole: Vec<u32> = asked.into_iter().chain(open).take(DRAFTS_WHOLE_MAX).collect();
    let may = view.told.voices.takes_part();
    html! {
        @if !drafts.is_empty() || may { h2 #drafts { "Drafts" } }
        @if drafts.is_empty() && may { p.soft { "No draft is begun yet. What is to be decided is drawn up here, version by version." } }
        @for draft in drafts {
            @if whole.contains(&draft.no) || slips::is_drawn_again(view, draft.no) { (one(seat, view, house, draft, asked == Some(draft.no))) } @else { (line(view, house, draft)) }
        }
        @if may { (slips::bring(view)) (slips::start(view, house)) }
    }
}

/// Whether the officer may do what drawing the draft up takes.
pub(super) fn draws_up(seat: &Seat, view: &View, house: &House, draft: &Draft) -> bool {
    view.keeps || house.mandate_for(&seat.officer, &draft.desk, seat.app.office.now()).is_some()
}

/// A draft that is not shown whole.
fn line(view: &View, house: &House, draft: &Draft) -> Markup {
    html! {
        p #{ "draft-" (draft.no) } {
            a href=(format!("/dossiers/{}?draft={}#draft-{}", view.dossier.id, draft.no, draft.no)) { (draft.no) ". " (draft.facts.title) }
            span.soft { ", " (draft.facts.kind) ", " (trail::desk(house, &draft.desk)) ": " (draft.state.words()) }
        }
    }
}

fn one(seat: &Seat, view: &View, house: &House, draft: &Draft, alone: bool) -> Markup {
    let facts = &draft.facts;
    let may = view.is_open() && draft.is_open() && draws_up(seat, view, house, draft);
    let series = house.series.get(&facts.series).map_or_else(|| facts.series.to_string(), |series| series.name.clone());
    html! {
        section.draft #{ "draft-" (draft.no) } {
            h3 { (draft.no) ". " (facts.title) }
            p.under {
                span { (words::capital(&facts.kind)) }
                span { "drawn up by " (trail::desk(house, &draft.desk)) }
                @if !facts.to.is_empty() { span { "to " (facts.to.join("; ")) } }
                (answers(view, draft))
                span { "goes into " (series) }
                span { (state(view, house, draft)) }
            }
            @if let DraftState::Entered { paper, .. } = &draft.state {
                p { a href=(format!("/papers/{paper}#version")) { "Add the signed page" } span.soft { " to the paper it became: its scan is kept as the original." } }
            }
            (versions(seat, view, house, draft, alone))
            (concurrences(seat, view, house, draft, may))
            (follows(house, draft))
            @if may && slips::may_go_up(view, draft) { p.no-print { a.button.small href="#submit" { "Put it before the desk that decides" } } }
            @if may { (slips::acts(view, house, draft)) }
        }
    }
}

/// What it answers, as far as that is seen: once it is adopted, those papers wait for an answer no longer.
pub(super) fn answers(view: &View, draft: &Draft) -> Markup {
    let seen: Vec<_> = draft.facts.answers.iter().filter_map(|id| Some((id, view.rests.get(id)?))).collect();
    html! {
        @if !seen.is_empty() {
            span { "answers " @for (at, (id, number)) in seen.into_iter().enumerate() { @if at > 0 { ", " } a href=(format!("/papers/{id}")) { (number) } } }
        }
    }
}

fn state(view: &View, house: &House, draft: &Draft) -> Markup {
    match (&draft.state, view.dossier.put_up(draft.no)) {
        (DraftState::Open, Some(one)) => html! {
            "lies before " (trail::desk(house, &one.facts.to)) " as " a href=(format!("/dossiers/{}/submissions/{}", view.dossier.id, one.no)) { "submission " (one.no) }
        },
        (DraftState::Entered { paper, number, version, .. }, _) => html! {
            "version " (version) " adopted, now " a href=(format!("/papers/{paper}")) { (number) }
        },
        (other, _) => html! { (other.words()) },
    }
}

fn versions(seat: &Seat, view: &View, house: &House, draft: &Draft, alone: bool) -> Markup {
    let left_out = if alone { 0 } else { draft.versions.len().saturating_sub(VERSIONS_LISTED_MAX) };
    let place = format!("/dossiers/{}/drafts/{}", view.dossier.id, draft.no);
    html! {
        @if draft.versions.is_empty() { p.soft { "Its text is still to come." } } @else {
            div.wide-table role="group" aria-label="Versions of the draft" tabindex="0" { table.versions.lines {
                thead { tr { th scope="col" { "Version" } th scope="col" { "Came" } th scope="col" { "What changed" } th scope="col" { "Read it" } th scope="col" { "SHA-256" } } }
                tbody { @for (at, kept) in (1_u32..).zip(&draft.versions).skip(left_out) { (version(seat, house, &place, at, kept)) } }
            } }
            @if left_out > 0 { p { a href=(format!("/dossiers/{}?draft={}#draft-{}", view.dossier.id, draft.no, draft.no)) { "Earlier versions: " (left_out) } } }
        }
        @if draft.is_open() || !draft.versions.is_empty() { p { a href=(format!("{place}/word")) { "Draft in Word" } span.soft { " with number, addressee and references around it; dropped back here, it is the next version." } } }
    }
}

fn version(seat: &Seat, house: &House, place: &str, at: u32, kept: &DraftVersion) -> Markup {
    let zone = seat.app.office.zone();
    html! {
        tr {
            td.n { (at) }
            td { (words::moment_tag(kept.at, &zone)) div.soft { (trail::officer(house, &kept.by)) } }
            td.subject {
                @if let Some(note) = &kept.note { (note) } @else if at == 1 { span.soft { "the first" } }
                @for remark in &kept.read.remarks { div.soft { (recalled(remark)) } }
            }
            td {
                ul.plain {
                    @if at > 1 { li { a href=(format!("{place}/differences?from={}&to={at}", at - 1)) { "differences to version " (at - 1) } } }
                    @if kept.version.text.is_some() { li { a href=(format!("{place}/versions/{at}/text")) { "its text" } } } @else { li.soft { "no text could be taken from it" } }
                    li { a href=(format!("{place}/versions/{at}/body")) { "as received" } span.soft { " " (kept.version.name) ", " (words::length(kept.version.bytes)) } }
                }
            }
            td { span.code { (short(&kept.version.hash)) } }
        }
    }
}

fn concurrences(seat: &Seat, view: &View, house: &House, draft: &Draft, may: bool) -> Markup {
    let now = seat.app.office.now();
    let asked = |one: &Concurrence| {
        let open = draft.standing(one) == ConcurrenceStanding::Open;
        let own = open
            && view.is_open()
            && draft.is_open()
            && house.mandate_for(&seat.officer, &one.asked.desk, now).is_some();
        html! {
            @if own { @match draft.hash() { Some(hash) => (slips::concur(view, house, draft, one, &hash)), None => p.soft { "It is said when the text has come." } } }
            @if may && one.answer.is_none() { (slips::skip(view, draft, one)) }
            @if may && slips::may_ask_again(draft, one) { (slips::ask_again(view, draft, one)) }
        }
    };
    html! {
        @if !draft.concurrences.is_empty() {
            div.wide-table role="group" aria-label="Who concurs" tabindex="0" { table.lines.concurrences {
                caption { "Concurrence" }
                thead { tr { th scope="col" { "Desk" } th scope="col" { "Turn" } th scope="col" { "By" } th scope="col" { "Says" } th scope="col" { "To which text" } } }
                tbody { @for one in &draft.concurrences {
                    tr {
                        td { (trail::desk(house, &one.asked.desk)) @if let Some(no) = one.asked.instead_of { div.soft { "in place of " (draft.concurrence(no).map(|one| trail::desk(house, &one.asked.desk)).unwrap_or_default()) } } }
                        td data-label=(say!("turn")) { (one.asked.stage) }
                        td.d { @if let Some(due) = one.asked.due { @if one.answer.is_none() { (words::due(due, seat.app.office.today())) } @else { (words::day_tag(due)) } } }
                        td.subject { (says(seat, house, one)) (asked(one)) }
                        td { (stands(draft, one)) }
                    }
                } }
            } }
        }
    }
}

/// What a desk said, by whom and when.
fn says(seat: &Seat, house: &House, one: &Concurrence) -> Markup {
    let Some(answer) = &one.answer else { return html! { span.soft { "asked, not answered" } } };
    html! {
        b { (answer.word.words()) }
        @if let Word::Delegated { to } = &answer.word { " to " (trail::desk(house, to)) }
        @if let Some(more) = answer.word.says() { ": " (more) }
        div.soft { (trail::officer(house, &answer.by)) ", " (words::moment_tag(answer.at, &seat.app.office.zone())) }
    }
}

/// How an answer stands to the text as it is now, in words.
fn stands(draft: &Draft, one: &Concurrence) -> Markup {
    let place = one.answer.as_ref().and_then(|answer| answer.hash.as_ref()).and_then(|hash| draft.place_of(hash));
    match (draft.standing(one), place) {
        (ConcurrenceStanding::Later, _) => html! { span.soft { "after the desks before it" } },
        (ConcurrenceStanding::Open, _) => html! { "its turn" },
        (ConcurrenceStanding::Current, Some(place)) => html! { b { "current" } ": version " (place) },
        (ConcurrenceStanding::Current, None) => html! { b { "current" } },
        (ConcurrenceStanding::Older, Some(place)) => html! { span.late { "given to an older version" } ": " (place) },
        (ConcurrenceStanding::Older, None) => html! { span.late { "given to an older version" } },
        (ConcurrenceStanding::NotGiven, _) => html! { span.soft { "not given" } },
    }
}

/// What would follow if it is adopted, or was to follow.
pub(super) fn follows(house: &House, draft: &Draft) -> Markup {
    let step = |one: &FollowUp| {
        html! {
            li { (trail::desk(house, &one.desk)) " " (one.what)
                @if let Some(due) = one.due { ", by " (words::day_tag(due)) }
                @if let Some(after) = one.after { span.soft { ", when step " (after) " is done" } }
                @if let Some(control) = &one.control { span.soft { ", seen done by " (trail::desk(house, control)) } } }
        }
    };
    html! {
        @if !draft.facts.follows.is_empty() {
            p.soft { @match &draft.state {
                DraftState::Open => "If it is adopted, this follows; until then nobody owes it:",
                DraftState::Entered { .. } => "It is adopted, and this follows:",
                DraftState::NotAdopted { .. } | DraftState::Dropped { .. } => "What was to follow, and is owed by nobody:",
            } }
            ol.follows { @for one in &draft.facts.follows { (step(one)) } }
        }
    }
}
