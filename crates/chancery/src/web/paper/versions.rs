//! The versions of a paper, on its page: each file as it came, with its hash.

use maud::{Markup, html};
use procedure::sight::Sight;

use super::show::View;
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
            div.wide-table role="group" aria-label="table" tabindex="0" { table {
                thead { tr { th scope="col" { "No." } th scope="col" { "What" } th scope="col" { "File" } th scope="col" { "Added" } th scope="col" { "SHA-256" } } }
                tbody { @for (at, kept) in paper.versions.iter().enumerate() {
                    tr.void[kept.withdrawn.is_some()] {
                        td.n { @if whole { a href=(format!("/papers/{}?version={at}", paper.id)) { (at + 1) } } @else { (at + 1) } }
                        td {
                            (words::capital(words::of(words::VERSIONS, kept.version.kind)))
                            @if let Some(back) = &kept.withdrawn { div { "taken back: " (back.reason) } }
                            @for (place, file) in kept.version.enclosed.iter().enumerate() {
                                div.soft { "encloses "
                                    @if whole { a href=(format!("/papers/{}/body/{}/{}", paper.id, at + 1, place + 1)) { (file.name) } } @else { (file.name) }
                                    ", " (words::length(file.bytes)) }
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

/// A hash in groups that can be compared by eye.
fn short(hash: &str) -> String {
    let groups: Vec<&str> = (0..16).step_by(4).filter_map(|at| hash.get(at..at + 4)).collect();
    format!("{} …", groups.join(" "))
}
