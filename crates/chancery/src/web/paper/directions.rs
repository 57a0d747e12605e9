//! With whom a paper is: the chain of directions, and what may be done on the open ones.

use jiff::civil::Date;
use maud::Markup;
use phrases::{html, say};
use procedure::card::AskedAct;
use procedure::house::House;
use procedure::ids::DeskId;
use procedure::paper::{Direction, DirectionState, Paper, Part};
use procedure::sight::Sight;

use super::show::View;
use super::slip::Slip;
use super::trail;
use crate::web::choices;
use crate::web::enter::outlook;
use crate::web::seat::Seat;
use crate::web::words;

/// With whom it is, what may be done about it, and below that the way it came.
pub(super) fn section(seat: &Seat, view: &View, house: &House) -> Markup {
    let paper = &view.seen.paper;
    let (open, closed): (Vec<_>, Vec<_>) = paper.directions.iter().partition(|direction| direction.is_open());
    html! {
        h2 #with { "With whom" }
        @if open.is_empty() {
            p.soft { "It lies with " (lies_with(paper, house))
                @if closed.is_empty() && paper.sent().next().is_none() { ", and was marked out to nobody yet" } "." }
        } @else { (chain(seat, view, house, &open)) }
        @if view.may_direct() { (mark_out(seat, view, house)) }
        @else if view.is_unconfirmed() && !view.seats.holder.is_empty() {
            p.hint { "Before it is marked out, its marking is confirmed: " a href="#mark" { "Confirm the marking" } "." }
        }
        @if !closed.is_empty() {
            details.way open[open.is_empty()] {
                summary { "The way it came: " (closed.len()) " direction" @if closed.len() > 1 { "s" } }
                (chain(seat, view, house, &closed))
            }
        }
    }
}

fn lies_with(paper: &Paper, house: &House) -> String {
    let holders = paper.holders(|series| house.series.get(series).map(|known| &known.registry));
    holders.iter().map(|desk| trail::desk(house, desk)).collect::<Vec<_>>().join(", ")
}

fn chain(seat: &Seat, view: &View, house: &House, directions: &[&Direction]) -> Markup {
    let today = seat.app.office.today();
    html! {
        ol.chain {
            @for direction in directions {
                li.open[direction.is_open()] {
                    p { b { (trail::desk(house, &direction.to)) } ", " (words::of(words::ASKED, direction.act))
                        @if let Some(due) = direction.due { ", " (by(direction, due, today)) }
                        @if direction.part == Part::Copy { span.soft { ", for information" } } }
                    @if let Some(remark) = &direction.remark { p { "“" (remark) "”" } }
                    p.soft { "from " (trail::desk(house, &direction.from)) ", " (trail::officer(house, &direction.by)) ", " (words::moment_tag(direction.at, &seat.app.office.zone())) }
                    p { (state(seat, direction, house)) }
                    @if view.acts_for(&direction.to) && direction.is_open() { (turns(seat, view, direction, house)) }
                    @else if view.may_redirect(direction) { (redirect(seat, view, direction, house)) }
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
            DirectionState::Withdrawn { by, at, reason, .. } => { "Taken back: " (words::stopped(reason)) " " (who(by, *at)) "." },
        }
    }
}

fn turns(seat: &Seat, view: &View, direction: &Direction, house: &House) -> Markup {
    let no = direction.no;
    let slip = |to: &str| Slip::to(view, &format!("directions/{no}/{to}"));
    let (done, pass, back) = (slip("done"), slip("pass-on"), slip("return"));
    // What answers it already is the report, where an answer was asked for.
    let answered =
        view.links.answering.last().filter(|_| direction.act == AskedAct::Answer).map(|end| end.number.as_str());
    html! {
        (accept(view, direction))
        (done.act(&format!("done-{no}"), say!("Report done"), &html! {
            (done.lines("report", say!("Report"), false))
            label { "Answered by (our number)" input type="text" name="answer" value=[done.said("answer").or(answered)] autofocus[done.wants("answer")]; }
        }, say!("Report done")))
        // A copy is for information; the paper itself is not the desk's to hand on.
        @if direction.part == Part::Lead {
            (pass.act(&format!("pass-on-{no}"), say!("Pass on"), &desk_fields(seat, house, &pass, &Begins::like(direction)), say!("Pass on")))
        }
        (back.act(&format!("not-ours-{no}"), say!("Not ours"), &back.needed("reason", say!("Why it is not yours")), say!("Return it")))
    }
}

fn accept(view: &View, direction: &Direction) -> Markup {
    html! {
        @if direction.state == DirectionState::Waiting {
            (Slip::to(view, &format!("directions/{}/accept", direction.no)).form("no-print", None, &html! { button.small { "Accept" } }))
        }
    }
}

/// A wrong desk put right. What it passed on or returned lies elsewhere: the desk's sight of it ends, and no more.
fn redirect(seat: &Seat, view: &View, direction: &Direction, house: &House) -> Markup {
    let slip = Slip::to(view, &format!("directions/{}/redirect", direction.no));
    let lies_elsewhere = matches!(direction.state, DirectionState::PassedOn { .. } | DirectionState::Returned { .. });
    let fields = html! {
        (slip.needed("reason", say!("Why")))
        @if lies_elsewhere { p.soft { "The desk no longer sees the paper, which stays where it is now." } }
        @else { (desk_fields(seat, house, &slip, &Begins::like(direction))) }
    };
    let button = if lies_elsewhere { say!("Take back") } else { say!("Take back and mark out anew") };
    slip.act(&format!("back-{}", direction.no), say!("Take back from this desk"), &fields, button)
}

fn mark_out(seat: &Seat, view: &View, house: &House) -> Markup {
    let slip = Slip::to(view, "direct");
    let own: Vec<&DeskId> = view.seats.holder.iter().collect();
    let fields = html! {
        @if own.len() > 1 {
            label { "From" select name="from" { @for desk in own {
                option value=(desk) selected[slip.said("from") == Some(desk.as_str())] { (trail::desk(house, desk)) }
            } } }
        }
        (desk_fields(seat, house, &slip, &Begins::of_card(view, seat.app.office.today())))
    };
    slip.act("direct", say!("Mark out"), &fields, say!("Mark out"))
}

/// With whom it is and the acts that are next, in sight wherever one is on the page.
pub(super) fn bar(seat: &Seat, view: &View, house: &House) -> Markup {
    let open = || view.seen.paper.directions.iter().filter(|direction| direction.is_open());
    let mine = open().find(|direction| view.acts_for(&direction.to));
    let today = seat.app.office.today();
    html! {
        div.acts.no-print role="group" aria-label="With whom it is, and what is next" {
            @match mine.or_else(|| open().next()) {
                Some(direction) => span {
                    "With " b { (trail::desk(house, &direction.to)) } ", " (words::of(words::ASKED, direction.act))
                    @if let Some(due) = direction.due { ", " (words::due(due, today)) }
                },
                None => span { "With " b { (lies_with(&view.seen.paper, house)) } },
            }
            @if let Some(direction) = mine {
                @let no = direction.no;
                (accept(view, direction))
                a.button.small.plain href=(format!("#done-{no}")) { "Report done" }
                @if direction.part == Part::Lead { a.button.small.plain href=(format!("#pass-on-{no}")) { "Pass on" } }
                a.button.small.plain href=(format!("#not-ours-{no}")) { "Not ours" }
            }
            @if let Some((says, place)) = view.answer_to_draw_up() { a.button.small.plain href=(place) { (says) } }
            @if view.seats.keeps_or_holds() && view.is_to_go_out(house) { a.button.small href="#send" { "It went out" } }
            @if view.may_direct() { a.button.small.plain href="#direct" { "Mark out" } }
            @if view.is_unconfirmed() && view.seats.keeps() { a.button.small.plain href="#mark" { "Confirm the marking" } }
            @if view.seen.sight == Sight::Whole && view.seats.keeps_or_holds() { a.button.small.plain href="#card" { "Card" } }
        }
    }
}

/// With what the fields of a direction begin.
#[derive(Debug)]
struct Begins {
    asked: Option<AskedAct>,
    due: Option<Date>,
}

impl Begins {
    /// As another direction asked.
    fn like(direction: &Direction) -> Self {
        Self { asked: Some(direction.act), due: direction.due }
    }

    /// As the paper itself asks.
    fn of_card(view: &View, today: Date) -> Self {
        let card = &view.seen.paper.card;
        Self { asked: card.request.as_ref().map(|field| field.value.act), due: outlook::due(card, today) }
    }
}

/// The fields of a direction to make: the desk that handles it, what is asked, by when, a remark, desks for information.
fn desk_fields(seat: &Seat, house: &House, slip: &Slip<'_>, begins: &Begins) -> Markup {
    let today = seat.app.office.today();
    let due = begins.due.filter(|due| *due >= today);
    let desk: Option<DeskId> = slip.said("desk").and_then(|desk| desk.parse().ok());
    let asked = slip.said("asked").and_then(|name| words::named(words::ASKED, name)).or(begins.asked);
    html! {
        div.row {
            label { "To" select name="desk" required autofocus[slip.wants("desk")] { option value="" { "choose a desk" } (desk_options(house, desk.as_ref())) } }
            label { "What is asked" select name="asked" { (words::options(words::ASKED, asked)) } }
            (slip.day("due", say!("By"), due))
        }
        (slip.line("remark", say!("Remark")))
        details { summary { "For information to" }
            @for (id, desk) in choices::desks(house) {
                label.line { input type="checkbox" name=(format!("copy.{id}")) value="yes" checked[slip.said(&format!("copy.{id}")).is_some()]; (desk.name) }
            } }
    }
}

/// The open desks as options.
pub(crate) fn desk_options(house: &House, chosen: Option<&DeskId>) -> Markup {
    html! {
        @for (id, desk) in choices::desks(house) {
            option value=(id) selected[chosen == Some(id)] { (desk.name) }
        }
    }
}
