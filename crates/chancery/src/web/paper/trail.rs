//! The trail of a paper: every act with who, when, for which desk, and what it did.

use jiff::tz::TimeZone;
use maud::Markup;
use phrases::{html, say};
use procedure::house::House;
use procedure::paper::Marking;

use crate::office::TrailLine;
use crate::told::Telling;
use crate::web::words;

pub(crate) use crate::words::{desk, level, officer, principal};

/// A marking in a table.
pub(crate) fn marking(marking: &Marking, house: &House) -> Markup {
    html! {
        @match marking {
            Marking::None => {},
            Marking::Unconfirmed { words } => span.late { (words) ", not confirmed" },
            Marking::Confirmed { level } => (words::level(house, level)),
        }
    }
}

/// The entries as a table, told from where the telling has come to.
pub(crate) fn table(entries: &[TrailLine], telling: &mut Telling<'_>) -> Markup {
    let (house, zone) = (telling.house(), telling.zone());
    lines(house, zone, entries, |line| telling.tell(line))
}

/// Entries as a table, each with the sentences that `tell` has for it.
pub(crate) fn lines(
    house: &House,
    zone: &TimeZone,
    entries: &[TrailLine],
    mut tell: impl FnMut(&TrailLine) -> Vec<String>,
) -> Markup {
    rows(&entries.iter().map(|line| entry(house, zone, line, &tell(line))).collect::<Vec<_>>())
}

/// Rows of what was entered, as their table.
pub(crate) fn rows(rows: &[Markup]) -> Markup {
    html! {
        div.wide-table role="group" aria-label="What was entered, in order" tabindex="0" { table.trail.lines {
            thead { tr { th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "What" } th scope="col" { "Entry" } } }
            tbody { @for row in rows { (row) } }
        } }
    }
}

/// The row of one entry.
pub(crate) fn entry(house: &House, zone: &TimeZone, line: &TrailLine, says: &[String]) -> Markup {
    html! {
        tr {
            td.d { (words::moment_tag(line.at, zone)) }
            td {
                (officer(house, &line.acted.officer))
                @if let Some(acting) = &line.acted.desk { span.soft { ", " (desk(house, acting)) } }
                @if line.acted.authenticated != line.acted.officer.as_str() {
                    span.soft { " by " (line.acted.authenticated) }
                }
            }
            td { @for says in says { div { (says) } } }
            td.n data-label=(say!("entry")) { (line.entry) }
        }
    }
}
