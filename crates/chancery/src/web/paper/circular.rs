//! A paper as a circular, on its page: to whom it was sent and what became of each, of which circular it is one, and the form
//! that sends it.

use maud::Markup;
use phrases::{html, plural, say};
use procedure::house::{CircularNumbers, House, Series};
use procedure::ids::SeriesId;
use procedure::paper::{Addressed, Holder};
use procedure::sight::Sight;
use register::{AddressedEnd, CircularLinks};

use super::copies::{may_give, names, to_whom};
use super::links::end;
use super::show::View;
use super::slip::Slip;
use crate::office::holders::named;
use crate::web::seat::Seat;
use crate::web::words;

/// Most papers of one circular that are shown unfolded.
const PAPERS_SHOWN_MAX: usize = 12;

/// The circulars. Nothing where there are none and none may be sent.
pub(super) fn section(seat: &Seat, view: &View, house: &House) -> Markup {
    let kept = series_to_send_in(view, house);
    let links = &view.links;
    let one_of = view.seen.paper.addressed.as_ref().zip(links.one_of.as_ref());
    html! {
        @if one_of.is_some() || !links.circulars.is_empty() || !kept.is_empty() {
            h2 #circular { "Circular" }
            @if let Some((addressed, circular)) = one_of { (its_place(seat, view, house, addressed, circular)) }
            @for circular in &links.circulars {
                p { "Sent as a circular to " (circular.of) " on " (words::day_tag(circular.on)) ", in " (words::series(house, circular.series.as_str())) "." }
                (papers(seat, house, &circular.papers.iter().collect::<Vec<_>>()))
            }
            @if one_of.is_none() && links.circulars.is_empty() { p.soft { "It was not sent as a circular." } }
            @if !kept.is_empty() { (send(view, house, &kept)) }
        }
    }
}

/// Which of a circular it is, and the others of it that the reader sees.
fn its_place(seat: &Seat, view: &View, house: &House, addressed: &Addressed, circular: &CircularLinks) -> Markup {
    let others: Vec<_> = circular.papers.iter().filter(|one| one.end.paper != view.seen.paper.id).collect();
    html! {
        p { strong { "Circular, " (addressed.label()) } ", to " (named(house, &addressed.to)) ", sent on " (words::day_tag(circular.on))
            @if let Some(sent) = &circular.sent { ", from " (end(sent)) } "." }
        @if !others.is_empty() { p.soft { "Others of it:" } (papers(seat, house, &others)) }
    }
}

/// The papers of a circular that the reader sees, and how it stands with each.
fn papers(seat: &Seat, house: &House, papers: &[&AddressedEnd]) -> Markup {
    let (shown, more) = papers.split_at(papers.len().min(PAPERS_SHOWN_MAX));
    html! {
        @if !shown.is_empty() { (table(seat, house, shown)) }
        @if !more.is_empty() { details.more { summary { (plural!(more.len(), "{n} more", "{n} more")) } (table(seat, house, more)) } }
    }
}

fn table(seat: &Seat, house: &House, papers: &[&AddressedEnd]) -> Markup {
    html! {
        table.copies {
            thead { tr { th scope="col" { "No." } th scope="col" { "Number" } th scope="col" { "To" } th scope="col" { "State" } } }
            tbody { @for one in papers {
                tr { td.n { (one.no) } td { (end(&one.end)) } td { @if let Some(to) = &one.to { (named(house, to)) } } td { (state(seat, one)) } }
            } }
        }
    }
}

/// How it stands with one, in a few words.
fn state(seat: &Seat, one: &AddressedEnd) -> Markup {
    let zone = seat.app.office.zone();
    html! {
        @match (&one.to, one.read, one.received) {
            (None, ..) => {},
            (_, Some(at), _) => { "read " (words::moment_tag(at, &zone)) },
            (_, None, Some(on)) => { "received on " (words::day_tag(on)) },
            (Some(Holder::Outside(_)), ..) => { span.soft { "no receipt yet" } },
            (Some(_), ..) => { span.soft { "not read yet" } },
        }
        @if let Some(by) = one.answer_by { ", answer by " (words::day_tag(by)) }
    }
}

/// The series in which the officer may send the paper.
fn series_to_send_in<'h>(view: &View, house: &'h House) -> Vec<(&'h SeriesId, &'h Series)> {
    let paper = &view.seen.paper;
    let may =
        view.seen.sight == Sight::Whole && !paper.is_void() && paper.version().is_some() && !view.is_unconfirmed();
    let numbered = |(id, series): &(&SeriesId, &Series)| match series.circulars {
        CircularNumbers::NumberEach => true,
        CircularNumbers::OneNumber => whole_number(view, id).is_some(),
    };
    view.series_kept(house).filter(|_| may).filter(numbered).collect()
}

/// The number that the paper has in a series, under which sub-numbers are given.
fn whole_number<'v>(view: &'v View, series: &SeriesId) -> Option<&'v str> {
    let mut live = view.seen.paper.live().map(|registration| &registration.number);
    live.find(|number| number.series() == series && number.sub().is_none()).map(|number| number.text())
}

fn send(view: &View, house: &House, kept: &[(&SeriesId, &Series)]) -> Markup {
    let slip = Slip::to(view, "circulars");
    let as_numbered = |(id, series): &(&SeriesId, &Series)| match (series.circulars, whole_number(view, id)) {
        (CircularNumbers::OneNumber, Some(number)) => {
            (id.to_string(), format!("{}: {number}/1, {number}/2, …", series.name))
        }
        _ => (id.to_string(), say!("{}: a number each", series.name)),
    };
    html! {
        (slip.act("send-circular", say!("Send as a circular"), &html! {
            label { "Numbered in" select name="series" required { (slip.options("series", kept.iter().map(as_numbered), None)) } }
            (to_whom(&slip, house, &[]))
            (slip.day("answer_by", say!("An answer is awaited by; none, where it is left out"), None))
            p.hint { "Each gets a paper of their own, addressed to them, with the text, the marking and the senders of this one. In the house they read it by that, and acknowledge it; for others a receipt is entered. All are entered together." }
        }, say!("Send it")))
        @if !may_give(view) { (names(house)) }
    }
}
