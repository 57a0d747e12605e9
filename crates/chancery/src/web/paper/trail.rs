//! The trail of a paper: every act with who, when, for which desk, and what it did.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use procedure::house::House;
use procedure::ids::{DeskId, LevelId, OfficerId};
use procedure::paper::{Marking, Principal};

use super::told::Telling;
use crate::office::TrailLine;
use crate::web::words;

/// The name of an officer as printed.
pub(crate) fn officer(house: &House, officer: &OfficerId) -> String {
    house.officers.get(officer).map_or_else(|| officer.to_string(), |known| known.name.clone())
}

/// The name of a desk as printed.
pub(crate) fn desk(house: &House, desk: &DeskId) -> String {
    house.desks.get(desk).map_or_else(|| desk.to_string(), |known| known.name.clone())
}

/// An officer or desk as printed.
pub(crate) fn principal(house: &House, principal: &Principal) -> String {
    match principal {
        Principal::Officer(known) => format!("{} (personal)", officer(house, known)),
        Principal::Desk(known) => desk(house, known),
        Principal::Correspondent(known) => format!("correspondent {known}"),
    }
}

/// The name of a level as printed.
pub(crate) fn level(house: &House, level: &LevelId) -> String {
    house.levels.iter().find(|known| known.id == *level).map_or_else(|| level.to_string(), |known| known.name.clone())
}

/// A marking in a table.
pub(crate) fn marking(marking: &Marking, house: &House) -> Markup {
    html! {
        @match marking {
            Marking::None => {},
            Marking::Unconfirmed { words } => span.late { (words) ", not confirmed" },
            Marking::Confirmed { level } => (self::level(house, level)),
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
    html! {
        div.wide-table role="group" aria-label="table" tabindex="0" { table.trail.lines {
            thead { tr { th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "What" } th scope="col" { "Entry" } } }
            tbody {
                @for line in entries {
                    tr {
                        td.d { (words::moment_tag(line.at, zone)) }
                        td {
                            (officer(house, &line.acted.officer))
                            @if let Some(acting) = &line.acted.desk { span.soft { ", " (desk(house, acting)) } }
                            @if line.acted.authenticated != line.acted.officer.as_str() {
                                span.soft { " by " (line.acted.authenticated) }
                            }
                        }
                        td { @for says in tell(line) { div { (says) } } }
                        td.n { (line.entry) }
                    }
                }
            }
        } }
    }
}
