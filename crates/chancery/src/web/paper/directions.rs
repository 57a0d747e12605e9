//! With whom a paper is: the chain of directions, and what may be done on the open ones.

use jiff::civil::Date;
use maud::{Markup, html};
use procedure::house::House;
use procedure::paper::{Direction, DirectionState, Paper};

use super::on::drawn_from;
use super::show::View;
use super::trail;
use crate::web::seat::Seat;
use crate::web::words;

pub(super) fn chain(seat: &Seat, view: &View, house: &House) -> Markup {
    let paper = &view.seen.paper;
    let now = seat.app.office.now();
    let mine = house.desks_of(&seat.officer, now);
    html! {
        @if paper.directions.is_empty() {
            p.soft { "It lies with "
                @let holders = paper.holders(|series| house.series.get(series).map(|known| &known.registry));
                (holders.iter().map(|desk| trail::desk(house, desk)).collect::<Vec<_>>().join(", "))
                ", and was marked out to nobody yet." }
        }
        ol.chain {
            @for direction in &paper.directions {
                li.open[direction.is_open()] {
                    p { b { (trail::desk(house, &direction.to)) } ", " (words::of(words::ASKED, direction.act))
                        @if let Some(due) = direction.due { ", " (by(direction, due, seat.app.office.today())) }
                        @if direction.part == procedure::paper::Part::Copy { span.soft { ", for information" } } }
                    @if let Some(remark) = &direction.remark { p { "“" (remark) "”" } }
                    p.soft { "from " (trail::desk(house, &direction.from)) ", " (trail::officer(house, &direction.by)) ", " (words::moment_tag(direction.at, &seat.app.office.zone())) }
                    p { (state(seat, direction, house)) }
                    @if direction.is_open() {
                        @if mine.contains(&direction.to) { (turns(seat, paper, direction, house)) }
                        @else if mine.contains(&direction.from) { (redirect(seat, paper, direction, house)) }
                    }
                }
            }
        }
    }
}

/// By when; what is finished is late no longer.
fn by(direction: &Direction, due: Date, today: Date) -> Markup {
    if direction.is_open() { words::due(due, today) } else { words::was_due(due, today) }
}

fn state(seat: &Seat, direction: &Direction, house: &House) -> Markup {
    let zone = seat.app.office.zone();
    let who = |by, at| html! { (trail::officer(house, by)) ", " (words::moment_tag(at, &zone)) };
    html! {
        @match &direction.state {
            DirectionState::Waiting => "Waits there.",
            DirectionState::Accepted { by, at } => { "Accepted by " (who(by, *at)) "." },
            DirectionState::PassedOn { by, at } => { "Passed on by " (who(by, *at)) "." },
            DirectionState::Returned { by, at, reason } => { "Returned, not ours: " (words::stopped(reason)) " " (who(by, *at)) "." },
            DirectionState::Done { by, at, report } => {
                @match report {
                    Some(report) => { "Done: " (words::stopped(report)) " " },
                    None => "Done. ",
                }
                (who(by, *at)) "."
            },
            DirectionState::Withdrawn { by, at, reason } => { "Taken back: " (words::stopped(reason)) " " (who(by, *at)) "." },
        }
    }
}

fn turns(seat: &Seat, paper: &Paper, direction: &Direction, house: &House) -> Markup {
    let place = format!("/papers/{}/directions/{}", paper.id, direction.no);
    html! {
        div.row.no-print {
            @if direction.state == DirectionState::Waiting {
                form method="post" action=(format!("{place}/accept")) { (drawn_from(paper.rev)) button.small { "Accept" } }
            }
        }
        details.act.no-print { summary { "Report done" }
            form method="post" action=(format!("{place}/done")) {
                (drawn_from(paper.rev))
                label { "Report" textarea name="report" {} }
                label { "Answered by (our number)" input type="text" name="answer"; }
                button.small { "Report done" }
            } }
        details.act.no-print { summary { "Pass on" }
            form method="post" action=(format!("{place}/pass-on")) {
                (drawn_from(paper.rev)) (desk_fields(seat, house, Some(direction))) button.small { "Pass on" }
            } }
        details.act.no-print { summary { "Not ours" }
            form method="post" action=(format!("{place}/return")) {
                (drawn_from(paper.rev))
                label { "Why it is not yours" input type="text" name="reason" required; }
                button.small { "Return it" }
            } }
    }
}

fn redirect(seat: &Seat, paper: &Paper, direction: &Direction, house: &House) -> Markup {
    html! {
        details.act.no-print { summary { "Take back from this desk" }
            form method="post" action=(format!("/papers/{}/directions/{}/redirect", paper.id, direction.no)) {
                (drawn_from(paper.rev))
                label { "Why" input type="text" name="reason" required; }
                (desk_fields(seat, house, Some(direction)))
                button.small { "Take back and mark out anew" }
            } }
    }
}

/// The fields of a direction to make: the desk that handles it, what is asked, by when, a remark, desks for information.
pub(crate) fn desk_fields(seat: &Seat, house: &House, like: Option<&Direction>) -> Markup {
    let today = seat.app.office.today();
    let due = like.and_then(|like| like.due).filter(|due| *due >= today).map(words::day);
    html! {
        div.row {
            label { "To" select name="desk" required { option value="" { "choose a desk" } (desk_options(house, None)) } }
            label { "What is asked" select name="asked" { (words::options(words::ASKED, like.map(|like| like.act))) } }
            label { "By" input.day type="text" name="due" value=[due] placeholder="25 December 1951" autocomplete="off"; }
        }
        label { "Remark" input type="text" name="remark"; }
        details { summary { "For information to" }
            @for (id, desk) in house.desks.iter().filter(|(_, desk)| desk.closed.is_none()) {
                label.line { input type="checkbox" name=(format!("copy.{id}")) value="yes"; (desk.name) }
            } }
    }
}

/// The open desks as options.
pub(crate) fn desk_options(house: &House, chosen: Option<&procedure::ids::DeskId>) -> Markup {
    html! {
        @for (id, desk) in house.desks.iter().filter(|(_, desk)| desk.closed.is_none()) {
            option value=(id) selected[chosen == Some(id)] { (desk.name) }
        }
    }
}
