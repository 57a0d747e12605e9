//! How a paper came, and the number it takes where that is not simply the next.

use maud::Markup;
use phrases::{html, phrase};
use procedure::house::{House, Series};
use procedure::ids::SeriesId;
use procedure::paper::{Absence, Medium};
use procedure::refusal::Refusal;

use super::piece::Proposal;
use crate::web::seat::Seat;
use crate::web::words;

/// What a paper is made of.
pub(super) const MEDIA: &[words::Choice<Medium>] = &[
    (Medium::Paper, "paper", phrase!("on paper")),
    (Medium::Electronic, "electronic", phrase!("electronic")),
    (Medium::Carrier, "carrier", phrase!("on tape, film or disc")),
    (Medium::Spoken, "spoken", phrase!("spoken")),
];

/// Fields that are blank unless somebody wrote in them: what was written stays in sight.
const WRITTEN: &[&str] = &["again", "received_time", "taken_in_by", "pages", "original_at", "late"];

/// When, by which channel and in which form it came; why again, why late.
pub(super) fn arrival(seat: &Seat, proposal: &Proposal<'_>) -> Markup {
    let typed = &proposal.typed;
    let today = words::day(seat.app.office.today());
    let said = |name: &str| typed.said(name).unwrap_or_default().to_owned();
    let on = typed.said("received_on").unwrap_or(&today);
    let twin = !proposal.outlook.twins.is_empty() || matches!(proposal.refusal, Some(Refusal::TwinHeld { .. }));
    let channel = typed.said("channel").and_then(|name| words::named(words::CHANNELS, name));
    let came = channel.or_else(|| proposal.piece.versions.first().map(|version| version.channel));
    let medium = typed.said("medium").and_then(|name| words::named(MEDIA, name)).or_else(|| usual(proposal));
    let open = twin || on != today || WRITTEN.iter().any(|name| typed.said(name).is_some());
    html! {
        details.act open[open] { summary { "How it came" @if let Some(came) = came { span.soft { ": " (words::of(words::CHANNELS, came)) } } @if twin { ", and why again" } }
            @if twin { label { "Why it is entered though a look-alike is held" input type="text" name="again" value=(said("again")); } }
            div.row {
                label { "Received" input.day type="text" name="received_on" value=(on) autocomplete="off"; }
                label { "at" input.time type="text" name="received_time" value=(said("received_time")) placeholder="14:20" autocomplete="off"; }
                label { "It came" select name="channel" { (words::options(words::CHANNELS, came)) } }
            }
            div.row {
                label.wide { "Taken in by" input type="text" name="taken_in_by" value=(said("taken_in_by")); }
                label { "Pages" input type="number" name="pages" min="1" max="100000" value=(said("pages")); }
                label { "It is" select name="medium" { (words::options(MEDIA, medium)) } }
            }
            label { "Where the original lies" input type="text" name="original_at" value=(said("original_at")); }
            label { "Why it is entered late, if it is" input type="text" name="late" value=(said("late")); }
        }
    }
}

fn usual(proposal: &Proposal<'_>) -> Option<Medium> {
    match proposal.piece.absence {
        Some(Absence::Oral) => Some(Medium::Spoken),
        Some(_) => Some(Medium::Paper),
        None => Some(Medium::Electronic),
    }
}

/// The number it takes where that is not the next of the series: under another paper's, or one that was reserved.
pub(super) fn number(proposal: &Proposal<'_>) -> Markup {
    let said = |name: &str| proposal.typed.said(name).unwrap_or_default().to_owned();
    html! {
        div.row {
            label.wide { "Under No." input type="text" name="under" value=(said("under")) autocomplete="off"; }
            label.wide { "Reserved number" input type="text" name="reserved" value=(said("reserved")) autocomplete="off"; }
        }
        p.hint { "It takes a sub-number of the paper it belongs to, or fills a number kept free; else the next number." }
    }
}

/// A reserved number as typed, "7" or "IN-1951-0007": its place in the book, and the book's year where that was said.
pub(super) fn reserved(house: &House, series: &SeriesId, typed: &str, this_year: i16) -> Option<(u32, Option<i16>)> {
    let typed = typed.trim();
    if let Ok(n) = typed.parse() {
        return Some((n, None));
    }
    let known: &Series = house.series.get(series)?;
    let n = typed.rsplit(|letter: char| !letter.is_ascii_digit()).find(|digits| !digits.is_empty())?.parse().ok()?;
    // A block is filled in its year or soon after; an older book is entered into by the command line.
    let years = (this_year.saturating_sub(RESERVED_YEARS_MAX)..=this_year).rev();
    let same = |year: &i16| known.pattern.render(series, *year, n).eq_ignore_ascii_case(typed);
    years.into_iter().find(same).map(|year| (n, Some(year)))
}

/// How many years back a reserved number is looked for.
const RESERVED_YEARS_MAX: i16 = 3;
