//! A paper's numbered copies on its page: who holds which, what is mine to acknowledge, and the forms for all that.

use maud::Markup;
use phrases::{html, plural, say};
use procedure::decide::holds_copy;
use procedure::house::House;
use procedure::paper::{Copy, CopyEnd, Holder, NamedAs, Paper};
use procedure::sight::Sight;

use super::show::View;
use super::slip::Slip;
use super::trail;
use crate::office::holders::{named, typed};
use crate::web::choices;
use crate::web::seat::Seat;
use crate::web::set;
use crate::web::words;

/// Most copies shown on the page of a paper; the ledger has all.
const COPIES_SHOWN_MAX: usize = 12;
/// Fewest lines on which somebody may be named who is to have a copy.
const LINES_TO_NAME: usize = 8;

/// The copies. Nothing where there are none and none may be given.
pub(super) fn section(seat: &Seat, view: &View, house: &House) -> Markup {
    let paper = &view.seen.paper;
    let (keeps, gives) = (view.seats.keeps_or_holds(), may_give(view));
    let now = seat.app.office.now();
    let mine = paper.held_copies().filter(|copy| holds_copy(house, copy, &seat.officer, now));
    html! {
        @if !paper.copies.is_empty() || gives {
            h2 #copies { "Copies" }
            @for copy in mine { (my_own(seat, view, copy)) }
            @if paper.copies.is_empty() { p.soft { "No numbered copy was given yet." } }
            @else { (summary(paper)) (table(seat, house, paper)) }
            @if gives { (give(view, house)) }
            @if keeps && paper.held_copies().next().is_some() { (call_back(view, house, gives)) }
        }
    }
}

/// Whether the officer may give copies of the paper, and is shown how.
pub(super) fn may_give(view: &View) -> bool {
    let paper = &view.seen.paper;
    view.seats.keeps_or_holds() && !paper.is_void() && paper.version().is_some() && !view.is_unconfirmed()
}

/// A copy that the reader holds: what is to be done with it stands first.
fn my_own(seat: &Seat, view: &View, copy: &Copy) -> Markup {
    let to = |what: &str| Slip::to(view, &format!("copies/{}/{what}", copy.no));
    let (read, print, back) = (to("acknowledge"), to("print"), to("return"));
    let of = match &copy.holder {
        Holder::Desk(_) => say!("your desk’s"),
        _ => "yours",
    };
    html! {
        div.mine {
            p { strong { "Copy " (copy.label()) } " is " (of) "."
                @if let Some(at) = copy.acknowledged() { " Read " (words::moment_tag(at, &seat.app.office.zone())) "." } }
            div.row.no-print {
                @if copy.is_to_read() { (read.form("inline", Some(&format!("read-{}", copy.no)), &html! { button.small { "I have read it" } })) }
                @if view.seen.sight == Sight::Whole && !view.seen.paper.is_void() {
                    (print.form("inline", Some(&format!("print-{}", copy.no)), &html! { button.small.plain { "Print it" } }))
                }
            }
            (back.act(&format!("return-{}", copy.no), say!("Give it back"), &html! {
                (back.line("remark", say!("Remark")))
                p.hint { "You read the paper by this copy until you give it back." }
            }, say!("Give it back")))
        }
    }
}

fn summary(paper: &Paper) -> Markup {
    let held = paper.held_copies().count();
    let read = paper.held_copies().filter(|copy| copy.acknowledged().is_some()).count();
    let unread = paper.held_copies().filter(|copy| copy.is_to_read()).count();
    html! {
        p.under {
            span { (plural!(held, "{n} copy is held", "{n} copies are held")) }
            @if read > 0 { span { (read) " acknowledged" } }
            @if unread > 0 { span { (unread) " not acknowledged" } }
            span { a href=(format!("/papers/{}/copies", paper.id)) { "The ledger" } }
        }
    }
}

fn table(seat: &Seat, house: &House, paper: &Paper) -> Markup {
    let held: Vec<&Copy> = paper.held_copies().collect();
    html! {
        @if !held.is_empty() {
            table.copies {
                thead { tr { th scope="col" { "Copy" } th scope="col" { "Holder" } th scope="col" { "State" } } }
                tbody { @for copy in held.iter().take(COPIES_SHOWN_MAX) {
                    tr { td.n { (copy.no) } td { (named(house, &copy.holder)) } td { (state(seat, house, copy)) } }
                } }
            }
            @if held.len() > COPIES_SHOWN_MAX { p.soft { (held.len() - COPIES_SHOWN_MAX) " more stand in the ledger." } }
        }
    }
}

/// How it stands with a copy, in a few words.
pub(super) fn state(seat: &Seat, house: &House, copy: &Copy) -> Markup {
    let zone = seat.app.office.zone();
    let by = |officer| trail::officer(house, officer);
    html! {
        @match &copy.ended {
            Some(ended) => {
                @match &ended.end {
                    CopyEnd::Returned { remark } => { "given back" @if let Some(remark) = remark { ": " (words::stopped(remark)) } },
                    CopyEnd::Withdrawn { reason } => { "called back by " (by(&ended.by)) ": " (words::stopped(reason)) },
                    CopyEnd::Substituted { copy, reason } => { "copy " (copy) " in its place: " (words::stopped(reason)) },
                }
                " " span.soft { (words::moment_tag(ended.at, &zone)) }
            },
            None => @match (copy.acknowledged(), copy.received()) {
                (Some(at), _) => { "read " (words::moment_tag(at, &zone)) },
                (None, Some((on, who))) => { "received by " (who) " on " (words::day_tag(on)) },
                (None, None) => { span.soft { @if copy.is_to_read() { "not read yet" } @else { "no receipt yet" } } },
            },
        }
    }
}

/// Gives copies: by a list, and to those named. Who is bound as holder of a copy is filled in, in the order of the paper.
fn give(view: &View, house: &House) -> Markup {
    let slip = Slip::to(view, "copies");
    let bound = bound(&view.seen.paper).map(|holder| typed(house, &holder)).collect::<Vec<_>>();
    html! {
        (slip.act("give-copies", say!("Give copies"), &html! {
            (to_whom(&slip, house, &bound))
            p.hint { "Desks and officers of the house may be named, one a box; whoever holds a copy in the house reads the paper by it. More: give copies once more, they are numbered on." }
        }, say!("Give them")))
        (names(house))
    }
}

/// Who is to have one: those on a list, and those named, in this order.
pub(super) fn to_whom(slip: &Slip<'_>, house: &House, bound: &[String]) -> Markup {
    let lists = house.lists.iter().filter(|(_, list)| list.given_up.is_none());
    let lines = (bound.len() + 2).max(LINES_TO_NAME);
    html! {
        @if lists.clone().next().is_some() {
            label { "By a list" select name="list" {
                option value="" { "none" }
                (slip.options("list", lists.clone().map(|(id, list)| (id.to_string(), format!("{}, {}", list.name, plural!(list.holders.len(), "{n} name", "{n} names")))), None))
            } }
        }
        fieldset {
            legend { @if lists.clone().next().is_some() { "And to, in this order" } @else { "To, in this order" } }
            ol.to-whom { @for at in 0..lines {
                @let name = format!("to-{at}");
                @let kept = bound.get(at).map(String::as_str);
                li { input type="text" name=(name) list="holders" value=[slip.chosen(&name, kept)] aria-label=(say!("Holder {}", at + 1)) autocomplete="off" autofocus[at == 0 && slip.wants("to-0")]; }
            } }
        }
        (slip.lines("outside", say!("Outside the house, one a line"), false))
    }
}

/// The desks and officers who may be named, once on a page.
pub(super) fn names(house: &House) -> Markup {
    html! {
        datalist #holders {
            @for (id, desk) in choices::desks(house) { option value=(typed(house, &Holder::Desk(id.clone()))) { (desk.name) } }
            @for (id, officer) in choices::officers(house) { option value=(typed(house, &Holder::Officer(id.clone()))) { (officer.name) } }
        }
    }
}

/// Names bound as holders of copies, who hold none yet.
fn bound(paper: &Paper) -> impl Iterator<Item = Holder> + '_ {
    let bound = paper.bindings.iter().filter(|one| one.ended.is_none() && one.named_as == NamedAs::CopyHolder);
    let holder = |to: &procedure::paper::Principal| match to {
        procedure::paper::Principal::Officer(officer) => Some(Holder::Officer(officer.clone())),
        procedure::paper::Principal::Desk(desk) => Some(Holder::Desk(desk.clone())),
        procedure::paper::Principal::Correspondent(_) => None,
    };
    bound
        .filter_map(move |one| holder(&one.to))
        .filter(|holder| !paper.held_copies().any(|copy| copy.holder == *holder))
}

/// Copies on paper, for those who hold them: each bears its own number and holder.
fn print_for_holders(view: &View, house: &House) -> Markup {
    let held: Vec<&Copy> = view.seen.paper.held_copies().take(COPIES_SHOWN_MAX).collect();
    html! {
        details.act.no-print {
            summary { "Print copies for their holders" }
            @for copy in &held {
                @let slip = Slip::to(view, &format!("copies/{}/print", copy.no));
                div.row {
                    (slip.form("inline", Some(&format!("print-for-{}", copy.no)), &html! {
                        button.small.plain { "Copy " (copy.no) ", " (named(house, &copy.holder)) }
                    }))
                    (set::ask(&format!("/papers/{}/copies/{}/slip.pdf", view.seen.paper.id, copy.no), &[], say!("its slip"), Some(&say!("Slip that goes with copy {}", copy.no))))
                }
            }
            p.hint { "Each print is entered, with who printed it. The slip goes along, and comes back signed." }
        }
    }
}

/// What a registry does with copies that were given: receipts, what comes back, what is called back, and others in their place.
fn call_back(view: &View, house: &House, gives: bool) -> Markup {
    let paper = &view.seen.paper;
    let choose = |slip: &Slip<'_>, held: Vec<&Copy>| {
        let options =
            held.into_iter().map(|copy| (copy.no.to_string(), format!("{}, {}", copy.no, named(house, &copy.holder))));
        html! { label { "Copy" select name="copy" required { option value="" { "choose one" } (slip.options("copy", options, None)) } } }
    };
    let (receipt, back, withdraw, instead) = (
        Slip::to(view, "copies/receipt"),
        Slip::to(view, "copies/back"),
        Slip::to(view, "copies/withdraw"),
        Slip::to(view, "copies/instead"),
    );
    let held = || paper.held_copies().collect::<Vec<_>>();
    let unconfirmed: Vec<&Copy> = paper
        .held_copies()
        .filter(|copy| matches!(copy.holder, Holder::Outside(_)) && copy.received().is_none())
        .collect();
    html! {
        @if !unconfirmed.is_empty() {
            (receipt.act("receipt", say!("A receipt came"), &html! {
                (choose(&receipt, unconfirmed))
                div.row { (receipt.needed("who", say!("Received by"))) (receipt.day("on", say!("On; today where it is left out"), None)) }
            }, say!("Enter the receipt")))
        } @else { (receipt.head()) }
        @if view.seen.sight == Sight::Whole && !paper.is_void() { (print_for_holders(view, house)) }
        (back.act("copy-back", say!("A copy came back"), &html! { (choose(&back, held())) (back.line("remark", say!("Remark"))) }, say!("It came back")))
        (withdraw.act("withdraw-copies", say!("Call copies back"), &html! {
            fieldset.checks {
                legend { "Which" }
                @for copy in held() {
                    @let name = format!("copy-{}", copy.no);
                    label { input type="checkbox" name=(name) value="yes" checked[withdraw.said(&name).is_some()]; " " (copy.no) ", " (named(house, &copy.holder)) }
                }
            }
            (withdraw.needed("reason", say!("Why")))
            p.hint { "Whoever held one sees the paper by it no longer, from the next request on. That it was called back, and why, stays in the ledger." }
        }, say!("Call them back")))
        @if gives {
            (instead.act("copy-instead", say!("Give another in place of one"), &html! {
                (choose(&instead, held()))
                label { "To" input type="text" name="to" list="holders" value=[instead.said("to")] required autocomplete="off" autofocus[instead.wants("to")]; }
                (instead.needed("reason", say!("Why")))
            }, say!("Give another")))
        } @else { (instead.head()) }
    }
}
