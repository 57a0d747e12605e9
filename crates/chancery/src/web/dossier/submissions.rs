//! What was put before the desk that decides: the list on the dossier's page, and the form that puts something up.

use maud::Markup;
use phrases::{html, say};
use procedure::dossier::{Draft, Submission, SubmissionState};
use procedure::house::House;
use procedure::paper::InHouse;

use super::draft_slips;
use super::show::View;
use crate::web::choices;
use crate::web::paper::trail;
use crate::web::seat::Seat;
use crate::web::words;
use crate::words::verdict;

/// The section of the dossier's page.
pub(super) fn section(seat: &Seat, view: &View, house: &House) -> Markup {
    let zone = seat.app.office.zone();
    html! {
        @if !view.dossier.submissions.is_empty() {
            h2 #submissions { "Submissions" }
            div.wide-table.of-desk role="group" aria-label="Submissions" tabindex="0" { table {
                thead { tr { th scope="col" { "No." } th scope="col" { "To" } th scope="col" { "What" } th scope="col" { "From" } th scope="col" { "Went up" } th scope="col" { "Decide by" } th scope="col" { "State" } } }
                tbody { @for one in &view.dossier.submissions {
                    tr data-open="yes" {
                        td.n { a href=(format!("/dossiers/{}/submissions/{}", view.dossier.id, one.no)) aria-label=(format!("Submission {}", one.no)) { (one.no) } }
                        td data-label=(say!("to")) { (trail::desk(house, &one.facts.to)) }
                        td.subject { (title(view, one)) }
                        td data-label=(say!("from")) { (trail::desk(house, &one.from)) }
                        td.d data-label=(say!("went up")) { (words::day_tag(words::date_of(one.at, &zone))) }
                        td.d { @if let Some(day) = one.facts.decide_by { @if one.state.is_open() { (words::due(day, seat.app.office.today())) } @else { (words::day_tag(day)) } } }
                        td { (state(house, one)) }
                    }
                } }
            } }
        }
        @if view.told.voices.takes_part() { (submit(view, house)) }
    }
}

/// What a submission is about: its draft's title, or the first line of what it asks.
pub(super) fn title<'v>(view: &'v View, one: &'v Submission) -> &'v str {
    let draft = one.facts.draft.and_then(|no| view.dossier.draft(no));
    draft.map_or_else(|| one.facts.bottom_line.lines().next().unwrap_or_default(), |draft| draft.facts.title.as_str())
}

/// Where a submission is, in words.
pub(crate) fn state(house: &House, one: &Submission) -> String {
    match &one.state {
        SubmissionState::Waiting => match &one.office {
            Some(office) => say!("with {}", trail::desk(house, office)),
            None => say!("before {}", trail::desk(house, &one.facts.to)),
        },
        SubmissionState::Held { reason, .. } => say!("held: {reason}"),
        SubmissionState::Before => match one.boxed {
            Some(boxed) => say!("in the box of {}, place {}", words::day(boxed.day), boxed.place),
            None => say!("before {}", trail::desk(house, &one.facts.to)),
        },
        SubmissionState::AwaitsSecond => say!("waits for a second officer").to_owned(),
        SubmissionState::Deferred { until } => say!("deferred to {}", words::day(*until)),
        SubmissionState::ToDiscuss => say!("to be discussed").to_owned(),
        SubmissionState::SentBack { reason, .. } => say!("sent back: {reason}"),
        SubmissionState::Withdrawn { reason, .. } => say!("taken back: {reason}"),
        SubmissionState::Decided => one.decisions.last().map_or_else(String::new, |last| verdict(&last.word)),
    }
}

fn submit(view: &View, house: &House) -> Markup {
    let slip = view.slip("submit");
    let open: Vec<&Draft> = view.dossier.drafts.iter().filter(|draft| draft.is_open()).collect();
    let drafts = open.iter().map(|draft| {
        let to_come = if draft.versions.is_empty() { say!(" (its text is still to come)") } else { "" };
        (draft.no.to_string(), format!("{}. {}{to_come}", draft.no, draft.facts.title))
    });
    // What the draft answers lies with it; whoever puts it up may take it out.
    let answered = open.first().map(|draft| draft.facts.answers.iter().filter_map(|id| view.rests.get(id)));
    let answered = answered.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("\n");
    let above = view.dossier.home.as_ref().and_then(|home| house.above(home).first().map(|desk| (*desk).clone()));
    slip.act("submit", say!("Put it before the desk that decides"), &html! {
        div.row {
            label { "To" select name="to" { (slip.desks("to", house, above.as_ref())) } }
            label { "Draft" select name="draft" {
                (slip.options("draft", drafts, None))
                option value="" selected[slip.said("draft") == Some("") || open.is_empty()] { "none: a question only, with nothing to adopt" }
            } }
            (draft_slips::own_desk(&slip, view, house, (say!("From"), say!("the desk that drew it up, else one that keeps the dossier"))))
            (slip.day("decide_by", say!("Decide by"), None))
        }
        label { "What it is about and what is asked, in at most four lines" textarea name="bottom_line" required maxlength="600" autofocus[slip.wants("bottom_line")] { (slip.said("bottom_line").unwrap_or_default()) } }
        (slip.needed("recommends", say!("What we recommend, in a sentence")))
        label { "What lies with it, one a line: our number of a paper held; words for what is missing"
            textarea name="enclosures" autofocus[slip.wants("enclosures")] { (slip.said("enclosures").unwrap_or(&answered)) } }
        details.how open[slip.is_open()] { summary { "Who is of another mind, and who gets copies" }
            (slip.line("dissent", say!("Who is of another mind, and why, as far as it does not stand in the dossier")))
            fieldset { legend { "Copies of what is adopted" }
                @for (id, desk) in choices::desks(house) {
                    @let who = InHouse::Desk(id.clone());
                    label.line { input type="checkbox" name=(format!("copy.{}", who.key())) value="yes" checked[slip.said(&format!("copy.{}", who.key())).is_some()]; (desk.name) }
                }
            }
        }
    }, say!("Put it up"))
}
