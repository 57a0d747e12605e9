//! The versions of a paper, on its page: each file as it came, with its hash.

use maud::Markup;
use phrases::{html, say};
use procedure::house::House;
use procedure::paper::EnclosedFile;
use procedure::sight::Sight;
use register::LinkEnd;

use super::acts::split::UNDER;
use super::show::View;
use super::slip::Slip;
use super::trail;
use crate::web::seat::Seat;
use crate::web::words;

pub(super) fn section(seat: &Seat, view: &View) -> Markup {
    let paper = &view.seen.paper;
    let house = seat.app.office.house();
    let zone = seat.app.office.zone();
    let whole = view.seen.sight == Sight::Whole;
    html! {
        h2 #versions { "Versions" }
        @if paper.versions.is_empty() { p.soft { "There is no file yet." } }
        @else {
            div.wide-table role="group" aria-label="Versions" tabindex="0" { table.versions.lines {
                thead { tr { th scope="col" { "No." } th scope="col" { "What" } th scope="col" { "File" } th scope="col" { "Added" } th scope="col" { "SHA-256" } } }
                tbody { @for (at, kept) in paper.versions.iter().enumerate() {
                    tr.void[kept.withdrawn.is_some()] {
                        td.n data-label=(say!("version")) { @if whole { a href=(format!("/papers/{}?version={at}", paper.id)) aria-label=(format!("Version {}", at + 1)) { (at + 1) } } @else { (at + 1) } }
                        td {
                            (words::capital(words::of(words::VERSIONS, kept.version.kind)))
                            @if let Some(back) = &kept.withdrawn { div { "taken back: " (back.reason) } }
                            @let may_split = whole && view.seats.keeps() && kept.withdrawn.is_none() && !paper.is_void();
                            @if may_split && kept.version.enclosed.iter().filter(|file| file.split_into.is_none()).count() > 1 {
                                (split_all(view, &house, at))
                            }
                            @for (place, file) in kept.version.enclosed.iter().enumerate() {
                                div.soft { "encloses "
                                    @if whole { a href=(format!("/papers/{}/body/{}/{}", paper.id, at + 1, place + 1)) { (file.name) } } @else { (file.name) }
                                    ", " (words::length(file.bytes))
                                    @if let Some(own) = became(view, file) { ", now " a href=(format!("/papers/{}", own.paper)) { (own.number) } } }
                                @if may_split && file.split_into.is_none() {
                                    (split(view, &house, at, place))
                                }
                            }
                        }
                        td { @if whole { a href=(format!("/papers/{}/body/{}", paper.id, at + 1)) { (kept.version.name) } } @else { (kept.version.name) }
                            div.soft { (kept.version.media) ", " (words::length(kept.version.bytes)) } }
                        td { (words::moment_tag(kept.at, &zone)) div.soft { (trail::officer(&house, &kept.by)) ", " (words::of(words::CHANNELS, kept.version.channel)) } }
                        td { @if whole { span.code { (short(&kept.version.hash.to_string())) } } }
                    }
                } }
            } }
        }
    }
}

/// The paper that an enclosed file became, where the reader may see it.
fn became<'a>(view: &'a View, file: &EnclosedFile) -> Option<&'a LinkEnd> {
    view.links.split_into.iter().find(|end| Some(end.paper) == file.split_into)
}

/// The form that makes an enclosed file a paper of its own.
fn split(view: &View, house: &House, at: usize, place: usize) -> Markup {
    let slip = Slip::which(view, "split", |form| {
        form.said("version") == Some(at.to_string().as_str())
            && form.said("enclosed") == Some(place.to_string().as_str())
    });
    let fields = html! {
        input type="hidden" name="version" value=(at);
        input type="hidden" name="enclosed" value=(place);
        label { "It takes the next number of" select name="series" { (series_for_split(view, house, &slip)) } }
        @if slip.is_open() { (slip.line("again", say!("Why it is entered though a look-alike is held"))) }
        button.small { "Enter it by itself" }
    };
    slip.folded(say!("Becomes a paper of its own"), &slip.form("", Some(&format!("split-{at}-{place}")), &fields))
}

/// The form that makes every enclosed file that is none yet a paper of its own.
fn split_all(view: &View, house: &House, at: usize) -> Markup {
    let slip = Slip::which(view, "split-all", |form| form.said("version") == Some(at.to_string().as_str()));
    let fields = html! {
        input type="hidden" name="version" value=(at);
        label { "They take the next numbers of" select name="series" { (series_for_split(view, house, &slip)) } }
        button.small { "Enter each by itself" }
    };
    slip.folded(
        say!("All of them become papers of their own"),
        &slip.form("", Some(&format!("split-all-{at}")), &fields),
    )
}

/// The series an enclosed file may be entered into, and the envelope's own number.
fn series_for_split(view: &View, house: &House, slip: &Slip<'_>) -> Markup {
    let paper = &view.seen.paper;
    let own = house.series.iter().filter(|(id, series)| series.closed.is_none() && paper.series().contains(id));
    html! {
        @for (id, series) in own { option value=(id) selected[slip.said("series") == Some(id.as_str())] { (series.name) } }
        @for (id, name) in view.other_series(house) { option value=(id) selected[slip.said("series") == Some(id.as_str())] { (name) } }
        option value=(UNDER) selected[slip.said("series") == Some(UNDER)] { "no series: a part of " (paper.number()) }
    }
}

/// A hash in groups that can be compared by eye.
fn short(hash: &str) -> String {
    let groups: Vec<&str> = (0..16).step_by(4).filter_map(|at| hash.get(at..at + 4)).collect();
    format!("{} …", groups.join(" "))
}
