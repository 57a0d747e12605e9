//! On which days a paper comes back, to whom and why; and the forms that set and end it.

use maud::{Markup, html};
use procedure::decide::may_end;
use procedure::house::House;
use procedure::paper::{BringForward, BringForwardEnd, BringForwardState, InHouse};

use super::show::View;
use super::slip::Slip;
use super::trail;
use crate::web::seat::Seat;
use crate::web::words;

/// What comes back, with its forms, and below that what ended. Nothing where nothing did or could.
pub(super) fn section(seat: &Seat, view: &View, house: &House) -> Markup {
    let paper = &view.seen.paper;
    let open = paper.open_bring_forwards();
    let ended: Vec<&BringForward> = paper.bring_forwards.iter().filter(|one| !one.is_open()).collect();
    html! {
        @if !paper.bring_forwards.is_empty() { h2 #back { "Comes back" } }
        @if !open.is_empty() { (list(seat, view, house, &open)) }
        @if !paper.is_void() { (set(view, house)) }
        @if !ended.is_empty() {
            details.way open[paper.is_void() || ended.iter().any(|one| slips(view, one).iter().any(Slip::is_open))] {
                summary { "What came back: " (words::counted(ended.len(), "day", "days")) }
                (list(seat, view, house, &ended))
            }
        }
    }
}

/// To whom it comes back, as the officer who looks reads it.
fn to(seat: &Seat, house: &House, to: &InHouse) -> String {
    match to {
        InHouse::Officer(officer) if *officer == seat.officer => "you".to_owned(),
        InHouse::Officer(officer) => trail::officer(house, officer),
        InHouse::Desk(desk) => trail::desk(house, desk),
    }
}

fn list(seat: &Seat, view: &View, house: &House, all: &[&BringForward]) -> Markup {
    let (today, zone) = (seat.app.office.today(), seat.app.office.zone());
    html! {
        ol.chain {
            @for one in all {
                li.open[one.is_open()] {
                    p { "To " b { (to(seat, house, &one.to)) } ", "
                        @if one.is_open() { (words::back(one.on, today)) } @else { "for " (words::day_tag(one.on)) } }
                    p { "“" (one.reason) "”" }
                    p.soft { (trail::officer(house, &one.by)) ", " (words::moment_tag(one.at, &zone)) }
                    @if let BringForwardState::Ended { end, by, at } = &one.state {
                        p { (ended(end)) " " (trail::officer(house, by)) ", " (words::moment_tag(*at, &zone)) "." }
                    }
                    @if one.is_open() && may_end(house, &view.seen.paper, one, &seat.officer, seat.app.office.now()) { (ends(view, one)) }
                    @else { @for slip in slips(view, one) { (slip.head()) } }
                }
            }
        }
    }
}

fn ended(end: &BringForwardEnd) -> String {
    match end {
        BringForwardEnd::Done => "Done.".to_owned(),
        BringForwardEnd::TakenBack { reason } => format!("Taken back: {}", words::stopped(reason)),
        BringForwardEnd::PaperVoid => "Ended, since the paper was made void.".to_owned(),
    }
}

/// The forms that end it: done, taken back.
fn slips<'a>(view: &'a View, one: &BringForward) -> [Slip<'a>; 2] {
    ["done", "take-back"].map(|end| Slip::to(view, &format!("bring-forward/{}/{end}", one.no)))
}

fn ends(view: &View, one: &BringForward) -> Markup {
    let [done, back] = slips(view, one);
    html! {
        (done.form("no-print", None, &html! { button.small { "Done" } }))
        (back.act(&format!("no-more-{}", one.no), "It need not come back", &back.needed("reason", "Why"), "Take it back"))
    }
}

/// To oneself, to one's own desks, or, for those who may mark the paper out, to any.
fn set(view: &View, house: &House) -> Markup {
    let slip = Slip::to(view, "bring-forward");
    let chosen = slip.said("desk");
    let may_choose = view.may_direct();
    let desks = house.desks.iter().filter(|(id, desk)| desk.closed.is_none() && (may_choose || view.acts_for(id)));
    let fields = html! {
        div.row {
            label { "To" select name="desk" {
                option value="" { "me" }
                @for (id, desk) in desks { option value=(id) selected[chosen == Some(id.as_str())] { (desk.name) } }
            } }
            (slip.day("on", "On", None))
        }
        (slip.needed("reason", "Because"))
        p.hint { "It gives nobody sight: on that day it is there for those who may see the paper then." }
    };
    slip.act("bring-forward", "Have it brought back", &fields, "Bring it back")
}
