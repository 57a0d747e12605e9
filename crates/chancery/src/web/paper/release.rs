//! What of a paper stands in the reading room, on its page, and the forms for that.

use maud::Markup;
use phrases::{html, say};
use procedure::house::House;
use procedure::paper::{InRoom, Release};

use super::show::View;
use super::slip::Slip;
use super::trail;
use crate::web::seat::Seat;
use crate::web::words;

/// How it stands in the reading room. Nothing of a paper that is not made for it and was never there.
pub(super) fn section(seat: &Seat, view: &View, house: &House) -> Markup {
    let paper = &view.seen.paper;
    let keeps = view.seats.keeps();
    let may_release = keeps && !paper.is_void() && paper.release().is_none() && paper.is_at_lowest(house);
    html! {
        @if let Some((release, stands)) = paper.in_room(house) {
            h2 #room { "Reading room" }
            (standing(seat, house, release, stands, view))
        }
        @if may_release && paper.is_for_the_public() && paper.version().is_some() { (form(view)) }
        @else { (Slip::to(view, "release").head()) }
        @if keeps && paper.release().is_some() { (take_back(view)) }
        @else { (Slip::to(view, "release/take-back").head()) }
    }
}

fn standing(seat: &Seat, house: &House, release: &Release, stands: InRoom<'_>, view: &View) -> Markup {
    let zone = seat.app.office.zone();
    let place = format!("/room/{}", view.seen.paper.id);
    html! {
        @match stands {
            InRoom::Open => p { a href=(place) { "Anyone reads it" } " as " b { (release.released.number) } "." },
            InRoom::TakenBack { ended } => {
                p { "It was taken back: " (words::stopped(&ended.reason)) }
                p.soft { (trail::officer(house, &ended.by)) ", " (words::moment_tag(ended.at, &zone)) }
            },
            InRoom::Closed => p { strong { "It was released, and is not shown: it is void, marked higher, or its file was taken back." } },
        }
        p.soft { "Released by " (trail::officer(house, &release.by)) ", " (words::moment_tag(release.at, &zone)) ": " (words::stopped(&release.reason)) }
    }
}

fn form(view: &View) -> Markup {
    let slip = Slip::to(view, "release");
    let standing = view.seen.paper.versions.iter().enumerate().filter(|(_, kept)| kept.withdrawn.is_none());
    let shown = view.seen.paper.version_place();
    slip.act(
        "release",
        say!("Release it to the reading room"),
        &html! {
            label { "Which version" select name="version" {
                @for (at, kept) in standing {
                    option value=(at) selected[shown == Some(at)] { "version " (at + 1) ", " (kept.version.name) }
                }
            } }
            (slip.needed("reason", say!("Why")))
            p.hint { "Anyone reads its number, date, kind and subject, its text and its bytes, without signing in." }
        },
        say!("Release it"),
    )
}

fn take_back(view: &View) -> Markup {
    let slip = Slip::to(view, "release/take-back");
    slip.act(
        "take-back",
        say!("Take it back from the reading room"),
        &html! {
            (slip.needed("reason", say!("Why")))
            p.hint { "Anyone reads that it was taken back, and why. What was read or kept before is not undone." }
        },
        say!("Take it back"),
    )
}
