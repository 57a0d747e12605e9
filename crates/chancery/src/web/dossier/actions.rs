//! What desks owe in a dossier: the list of it, and the forms by which it is taken, reported and discharged.

use maud::Markup;
use phrases::{html, say};
use procedure::dossier::{Action, ActionState};
use procedure::house::House;

use super::show::View;
use crate::web::paper::trail;
use crate::web::seat::Seat;
use crate::web::words;

/// The section of the dossier's page.
pub(super) fn section(seat: &Seat, view: &View, house: &House) -> Markup {
    let all = &view.dossier.actions;
    html! {
        @if !all.is_empty() {
            h2 #actions { "What is to be done" }
            ol.chain { @for one in all { (action(seat, view, house, one)) } }
        }
        @if view.is_open() && view.keeps { (set(view, house)) }
    }
}

fn action(seat: &Seat, view: &View, house: &House, one: &Action) -> Markup {
    let (today, zone) = (seat.app.office.today(), seat.app.office.zone());
    let facts = &one.facts;
    let waits_for = facts.after.filter(|_| !view.dossier.has_begun(one));
    let at = |at| words::moment_tag(at, &zone);
    html! {
        li #{ "action-" (one.no) } .open[one.state.is_open()] {
            p { (one.no) ". " b { (trail::desk(house, &facts.desk)) } " " (facts.what)
                @if let Some(due) = facts.due { ", " @if one.state.is_open() { (words::due(due, today)) } @else { "by " (words::day_tag(due)) } } }
            @if let Some(after) = waits_for { p.soft { "Begins when " (after) " is discharged." } }
            p.soft { "Seen done by " (trail::desk(house, &facts.control)) @if let Some(no) = facts.submission { ", from " a href=(format!("/dossiers/{}/submissions/{no}", view.dossier.id)) { "submission " (no) } } }
            @for put_off in &one.extensions {
                p.soft { "Put off to " (words::day_tag(put_off.to)) @if let Some(from) = put_off.from { " from " (words::day_tag(from)) } ": " (words::stopped(&put_off.reason)) " " (trail::officer(house, &put_off.by)) ", " (at(put_off.at)) }
            }
            @match &one.state {
                ActionState::Open => {},
                ActionState::Accepted { by, at: when } => p.soft { "Accepted: " (trail::officer(house, by)) ", " (at(*when)) },
                ActionState::Reported { says, by, at: when, paper } => p { "Reported done: “" (says) "” " @if let Some(id) = paper && let Some(number) = view.rests.get(id) { "with " a href=(format!("/papers/{id}")) { (number) } " " } span.soft { (trail::officer(house, by)) ", " (at(*when)) } },
                ActionState::Discharged { by, at: when } => p { "Discharged: " (trail::officer(house, by)) ", " (at(*when)) },
                ActionState::Cancelled { reason, by, at: when } => p { "Cancelled: " (words::stopped(reason)) " " span.soft { (trail::officer(house, by)) ", " (at(*when)) } },
            }
            @if one.state.is_open() && waits_for.is_none() { (acts(seat, view, house, one)) }
        }
    }
}

fn acts(seat: &Seat, view: &View, house: &House, one: &Action) -> Markup {
    let now = seat.app.office.now();
    let acts_for = |desk| house.mandate_for(&seat.officer, desk, now).is_some();
    let (owes, controls) = (acts_for(&one.facts.desk), acts_for(&one.facts.control));
    let slip = |act: &str| view.slip(&format!("{act}/{}", one.no));
    let reported = matches!(one.state, ActionState::Reported { .. });
    let (report, back, put_off, cancel) =
        (slip("report-action"), slip("return-action"), slip("extend-action"), slip("cancel-action"));
    html! {
        @if owes && one.state == ActionState::Open { (slip("accept-action").form("no-print", None, &html! { button.small.plain { "Accept" } })) }
        @if owes && !reported {
            (report.act(&format!("report-{}", one.no), say!("Report it done"), &html! { (report.lines("says", say!("What was done"), true)) (report.line("number", say!("With which paper: our number"))) }, say!("Report it done")))
        }
        @if controls { (slip("discharge-action").form("no-print", None, &html! { button.small { "Discharge" } })) }
        @if controls && reported {
            (back.act(&format!("return-{}", one.no), say!("Not enough"), &back.needed("reason", say!("What is missing")), say!("Send it back")))
        }
        @if controls || view.keeps {
            (put_off.act(&format!("put-off-{}", one.no), say!("Put its day off"), &html! { (put_off.day("due", say!("To"), None)) (put_off.needed("reason", say!("Why"))) }, say!("Put it off")))
            (cancel.act(&format!("cancel-{}", one.no), say!("It is owed no more"), &cancel.needed("reason", say!("Why")), say!("Cancel it")))
        }
    }
}

fn set(view: &View, house: &House) -> Markup {
    let slip = view.slip("set-action");
    let open = view.dossier.actions.iter().filter(|one| one.state.is_open());
    let before = open.map(|one| (one.no.to_string(), format!("{}. {}", one.no, one.facts.what)));
    slip.act("set-action", say!("Give a desk something to do"), &html! {
        div.row {
            label { "Desk" select name="desk" { (slip.desks("desk", house, None)) } }
            (slip.day("due", say!("By"), None))
            label { "Seen done by" select name="control" { (slip.desks("control", house, view.dossier.home.as_ref())) } }
        }
        (slip.needed("what", say!("What it does")))
        @if !view.dossier.actions.is_empty() {
            label { "After" select name="after" {
                option value="" { "at once" }
                (slip.options("after", before, None))
            } }
        }
        p.hint { "The desk sees the dossier from then on." }
    }, say!("Give it"))
}
