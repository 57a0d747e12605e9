//! On which days a paper comes back, to whom and why; and the forms that set and end it.

use maud::Markup;
use phrases::{html, plural, say};
use procedure::decide::may_end;
use procedure::house::House;
use procedure::paper::BringForward;

use super::show::View;
use super::slip::Slip;
use crate::web::brought;
use crate::web::choices;
use crate::web::seat::Seat;

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
                summary { "What came back: " (plural!(ended.len(), "{n} day", "{n} days")) }
                (list(seat, view, house, &ended))
            }
        }
    }
}

fn list(seat: &Seat, view: &View, house: &House, all: &[&BringForward]) -> Markup {
    brought::list(seat, house, all, |one| {
        html! {
            @if one.is_open() && may_end(house, &view.seen.paper, one, &seat.officer, seat.app.office.now()) {
                (brought::ends(one.no, &slips(view, one)))
            } @else { @for slip in slips(view, one) { (slip.head()) } }
        }
    })
}

/// The forms that end it: done, taken back.
fn slips<'a>(view: &'a View, one: &BringForward) -> [Slip<'a>; 2] {
    ["done", "take-back"].map(|end| Slip::to(view, &format!("bring-forward/{}/{end}", one.no)))
}

/// To oneself, to one's own desks, or, for those who may mark the paper out, to any.
fn set(view: &View, house: &House) -> Markup {
    let may_choose = view.may_direct();
    let desks = choices::desks(house).filter(|(id, _)| may_choose || view.acts_for(id));
    let desks = desks.map(|(id, desk)| (id, desk.name.as_str()));
    let hint = say!("It gives nobody sight: on that day it is there for those who may see the paper then.");
    brought::set(&Slip::to(view, "bring-forward"), desks, hint)
}
