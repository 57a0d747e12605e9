//! How a paper went out, on its page: each sending with what became of it, the symbols under which others made it known,
//! and the forms for all that.

use maud::Markup;
use phrases::{html, say};
use procedure::house::House;
use procedure::paper::{Appearance, Dispatch, DispatchEnd, DispatchEnded, Paper};

use super::links::end;
use super::show::View;
use super::slip::Slip;
use super::trail;
use crate::web::seat::Seat;
use crate::web::words;

/// How it went out. Nothing of a paper that stays in the house and never left it.
pub(super) fn section(seat: &Seat, view: &View, house: &House) -> Markup {
    let paper = &view.seen.paper;
    let may = view.seats.keeps_or_holds() && !paper.is_void();
    // One of a circular that is addressed within the house has arrived.
    let goes_out = house.goes_out(paper) && !paper.is_addressed_in_house();
    let told = !paper.dispatches.is_empty() || !paper.appearances.is_empty() || paper.not_sent.is_some();
    html! {
        @if goes_out || told {
            h2 #sent { "Sent" }
            @if let Some(not) = paper.not_sent.as_ref() {
                p { "It need not be sent: " (words::stopped(&not.reason)) }
                p.soft { (trail::officer(house, &not.by)) ", " (words::moment_tag(not.at, &seat.app.office.zone())) }
            }
            @else if paper.is_to_be_sent() && goes_out { p { strong { "It is still to be sent." } } }
            @else if paper.dispatches.is_empty() { p.soft { "Nobody has said yet how it went out." } }
            @if !paper.dispatches.is_empty() {
                ol.chain { @for one in &paper.dispatches { (sending(seat, view, house, one, may)) } }
            }
            @for one in &paper.appearances { (appearance(seat, house, one)) }
        }
        @if may && goes_out { (acts(view, paper)) }
    }
}

fn sending(seat: &Seat, view: &View, house: &House, one: &Dispatch, may: bool) -> Markup {
    let zone = seat.app.office.zone();
    html! {
        li {
            p { b { "To " (one.to) } " " (words::of(words::SENT_BY, one.channel)) " on " (words::day_tag(one.on))
                @if let Some(reference) = &one.reference { ", " (reference) } }
            p.soft { (trail::officer(house, &one.by)) ", " (words::moment_tag(one.at, &zone)) }
            @match &one.ended {
                Some(ended) => (became(seat, view, house, ended)),
                None if may => (outcomes(view, one)),
                None => {},
            }
        }
    }
}

fn became(seat: &Seat, view: &View, house: &House, ended: &DispatchEnded) -> Markup {
    html! {
        p { @match &ended.end {
            DispatchEnd::Received { on, who, evidence } => {
                "Received by " (who) " on " (words::day_tag(*on))
                @if let Some(receipt) = evidence.and_then(|id| view.links.receipts.iter().find(|end| end.paper == id)) {
                    ", receipt " (end(receipt))
                }
            },
            DispatchEnd::CameBack { on, reason } => { "Came back on " (words::day_tag(*on)) ": " (words::stopped(reason)) },
            DispatchEnd::Mistaken { reason } => { "It never went out so: " (words::stopped(reason)) },
        } }
        p.soft { (trail::officer(house, &ended.by)) ", " (words::moment_tag(ended.at, &seat.app.office.zone())) }
    }
}

fn outcomes(view: &View, one: &Dispatch) -> Markup {
    let slip = |to: &str| Slip::to(view, &format!("dispatches/{}/{to}", one.no));
    let (received, back, undo) = (slip("received"), slip("came-back"), slip("undo"));
    let id = |to: &str| format!("{to}-{}", one.no);
    html! {
        (received.act(&id("received"), say!("It was received"), &html! {
            div.row { (received.needed("who", say!("By whom"))) (received.day("on", say!("On; today where it is left out"), None)) }
            (received.line("evidence", say!("Our number of the receipt, if it is held")))
        }, say!("Received")))
        (back.act(&id("came-back"), say!("It came back"), &html! {
            div.row { (back.needed("reason", say!("Why"))) (back.day("on", say!("On; today where it is left out"), None)) }
        }, say!("It came back")))
        (undo.act(&id("undo"), say!("It never went out so"), &undo.needed("reason", say!("Why")), say!("Entered by mistake")))
    }
}

fn appearance(seat: &Seat, house: &House, one: &Appearance) -> Markup {
    html! {
        p { "Made known by " (one.body) " as " b { (one.symbol) } @if let Some(on) = one.on { ", " (words::day_tag(on)) } }
        p.soft { (trail::officer(house, &one.by)) ", " (words::moment_tag(one.at, &seat.app.office.zone())) }
    }
}

fn acts(view: &View, paper: &Paper) -> Markup {
    let (send, none, symbol) =
        (Slip::to(view, "dispatches"), Slip::to(view, "dispatches/none"), Slip::to(view, "symbols"));
    let chosen = send.said("channel").and_then(|name| words::named(words::SENT_BY, name));
    let addressee = paper.card.to.first().map(|field| field.value.label().to_owned());
    let to = send.said("to").map(str::to_owned).or(addressee);
    html! {
        (send.act("send", say!("It went out"), &html! {
            div.row {
                label.wide { "To" input type="text" name="to" value=[to] required autofocus[send.wants("to")]; }
                label { "How" select name="channel" { (words::options(words::SENT_BY, chosen)) } }
            }
            div.row {
                (send.day("on", say!("On; today where it is left out"), None))
                (send.line("reference", say!("By what it can be traced")))
            }
        }, say!("Sent")))
        @if paper.is_to_be_sent() { (none.act("not-sent", say!("It need not be sent"), &none.needed("reason", say!("Why")), say!("Not to be sent"))) }
        @else { (none.head()) }
        (symbol.act("symbol", say!("Others made it known under a symbol"), &html! {
            div.row { (symbol.needed("symbol", say!("The symbol, as it is printed"))) (symbol.needed("body", say!("By whom"))) }
            (symbol.day("on", say!("Dated"), None))
            p.hint { "Whoever cites that symbol means this paper." }
        }, say!("Record it")))
    }
}
