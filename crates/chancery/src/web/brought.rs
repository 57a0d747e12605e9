//! What comes back, on a paper's page and on a dossier's: the list of it, and the fields that set it.

use maud::Markup;
use phrases::{html, say};
use procedure::house::House;
use procedure::ids::DeskId;
use procedure::paper::{BringForward, BringForwardEnd, BringForwardState, InHouse};

use super::paper::trail;
use super::seat::Seat;
use super::slip::Slip;
use super::words;

/// To whom it comes back, as the officer who looks reads it.
fn to(seat: &Seat, house: &House, to: &InHouse) -> String {
    match to {
        InHouse::Officer(officer) if *officer == seat.officer => "you".to_owned(),
        InHouse::Officer(officer) => trail::officer(house, officer),
        InHouse::Desk(desk) => trail::desk(house, desk),
    }
}

/// Bring-forwards, each with what `below` draws below it.
pub(crate) fn list(
    seat: &Seat,
    house: &House,
    all: &[&BringForward],
    below: impl Fn(&BringForward) -> Markup,
) -> Markup {
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
                    (below(one))
                }
            }
        }
    }
}

fn ended(end: &BringForwardEnd) -> String {
    match end {
        BringForwardEnd::Done => say!("Done.").to_owned(),
        BringForwardEnd::TakenBack { reason } => say!("Taken back: {}", words::stopped(reason)),
        BringForwardEnd::PaperVoid => say!("Ended, since the paper was made void.").to_owned(),
    }
}

/// The forms that end it: done, taken back.
pub(crate) fn ends(no: u32, [done, back]: &[Slip<'_>; 2]) -> Markup {
    html! {
        (done.form("no-print", None, &html! { button.small { "Done" } }))
        (back.act(&format!("no-more-{no}"), say!("It need not come back"), &back.needed("reason", say!("Why")), say!("Take it back")))
    }
}

/// The form that has something brought back: to oneself, or to one of these desks.
pub(crate) fn set<'h>(slip: &Slip<'_>, desks: impl Iterator<Item = (&'h DeskId, &'h str)>, hint: &str) -> Markup {
    let chosen = slip.said("desk");
    let fields = html! {
        div.row {
            label { "To" select name="desk" {
                option value="" { "me" }
                @for (id, name) in desks { option value=(id) selected[chosen == Some(id.as_str())] { (name) } }
            } }
            (slip.day("on", say!("On"), None))
        }
        (slip.needed("reason", say!("Because")))
        p.hint { (hint) }
    };
    slip.act("bring-forward", say!("Have it brought back"), &fields, say!("Bring it back"))
}
