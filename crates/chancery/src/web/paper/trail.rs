//! The trail of a paper: every act with who, when, for which desk, and what it did.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use procedure::event::{DirectionTurn, Event};
use procedure::house::House;
use procedure::ids::{DeskId, OfficerId};
use procedure::paper::Principal;

use crate::office::TrailLine;
use crate::web::words::{self, capital};

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
    }
}

/// The trail as a table.
pub(crate) fn table(lines: &[TrailLine], house: &House, zone: &TimeZone) -> Markup {
    html! {
        div.wide-table role="group" aria-label="table" tabindex="0" { table.trail {
            thead { tr { th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "What" } th scope="col" { "Entry" } } }
            tbody {
                @for line in lines {
                    tr {
                        td.d { (words::moment_tag(line.at, zone)) }
                        td {
                            (officer(house, &line.acted.officer))
                            @if let Some(acting) = &line.acted.desk { span.soft { ", " (desk(house, acting)) } }
                            @if line.acted.authenticated != line.acted.officer.as_str() {
                                span.soft { " by " (line.acted.authenticated) }
                            }
                        }
                        td { @for event in &line.events { @if let Some(says) = says(event, house) { div { (capital(&says)) "." } } } }
                        td.n { (line.entry) }
                    }
                }
            }
        } }
    }
}

/// What an event says, without first capital and full stop; `None` for what another line of the same entry says.
pub(crate) fn says(event: &Event, house: &House) -> Option<String> {
    Some(match event {
        Event::Registered { number, late, .. } => match late {
            Some(why) => format!("entered as {number}, late: {why}"),
            None => format!("entered as {number}"),
        },
        Event::EnteredAgain { again, .. } => format!("entered again although {} is held: {}", again.of, again.reason),
        Event::Arrived { absence: Some(absence), .. } => words::of(words::ABSENCES, *absence).to_owned(),
        Event::VersionAdded { version, .. } => {
            format!(
                "file {}, {}, {}",
                version.name,
                words::of(words::VERSIONS, version.kind),
                words::length(version.bytes)
            )
        }
        Event::VersionWithdrawn { version, reason, .. } => format!("version {} taken back: {reason}", version + 1),
        Event::Described { .. } => "described".to_owned(),
        Event::Remarked { by_officer: true, remarks, .. } => {
            remarks.iter().map(|remark| format!("remark: {}", remark.says)).collect::<Vec<_>>().join("; ")
        }
        Event::Corrected { field, value, reason, .. } => {
            let now = value_text(value);
            let of = words::field(*field);
            match reason {
                Some(reason) => format!("{of} put right to {now}: {reason}"),
                None => format!("{of} put right to {now}"),
            }
        }
        Event::ArrivalCorrected { reason, .. } => format!("facts of arrival put right: {reason}"),
        Event::MarkingRead { words, .. } => format!("marking read: {words}; an officer has to confirm it"),
        Event::MarkingSet { level, reason, .. } => {
            let name = house.levels.iter().find(|known| known.id == *level).map_or(level.as_str(), |known| &known.name);
            match reason {
                Some(reason) => format!("marked {name}: {reason}"),
                None => format!("marked {name}"),
            }
        }
        Event::RegistrationVoided { number, reason, see, .. } => match see {
            Some(see) => format!("{number} void: {reason}; see {see}"),
            None => format!("{number} void: {reason}"),
        },
        Event::Directed { directions, .. } => {
            let to: Vec<_> = directions
                .iter()
                .map(|one| {
                    let due = one.due.map(|due| format!(", by {}", words::day(due))).unwrap_or_default();
                    format!("{}, {}{due}", desk(house, &one.to), words::of(words::ASKED, one.act))
                })
                .collect();
            format!("marked out to {}", to.join("; "))
        }
        Event::DirectionTurned { direction, turn, .. } => format!("direction {direction} {}", turned(turn)),
        Event::NameBound { name, named_as, to, .. } => {
            format!("{name} ({}) bound to {}", words::of(words::NAMED, *named_as), principal(house, to))
        }
        Event::NameUnbound { binding, reason, .. } => format!("binding {} ended: {reason}", binding + 1),
        Event::CitationsTied { .. } => "citations found held".to_owned(),
        Event::MatchesOffered { .. } => "matches of citations offered".to_owned(),
        Event::CitationsReopened { reason, .. } => format!("citations open again, the paper meant is void: {reason}"),
        Event::CitationUntied { citation, reason, .. } => format!("citation {} untied: {reason}", citation + 1),
        Event::CitationSettled { citation, settlement, .. } => {
            format!("citation {} settled: {}", citation + 1, words::of(words::SETTLEMENTS, *settlement))
        }
        Event::AnswerLinked { .. } => "tied to the paper it answers".to_owned(),
        Event::Filed { dossier, title, code, .. } => match code {
            Some(code) => format!("filed in {dossier}, {title}, {code}"),
            None => format!("filed in {dossier}, {title}"),
        },
        Event::SplitOff { enclosed, .. } => format!("enclosed file {} became a paper of its own", enclosed + 1),
        Event::SightOverridden { reason, until, .. } => format!("looked at beyond the rules until {until}: {reason}"),
        _ => return None,
    })
}

fn turned(turn: &DirectionTurn) -> String {
    match turn {
        DirectionTurn::Accepted => "accepted".to_owned(),
        DirectionTurn::PassedOn => "passed on".to_owned(),
        DirectionTurn::Returned { reason } => format!("returned, not ours: {reason}"),
        DirectionTurn::Done { report: Some(report) } => format!("done: {report}"),
        DirectionTurn::Done { report: None } => "done".to_owned(),
        DirectionTurn::Withdrawn { reason } => format!("taken back: {reason}"),
    }
}

/// A field's value in a trail: its words, not its form.
fn value_text(value: &serde_json::Value) -> String {
    use serde_json::Value;
    match value {
        Value::Null => "unknown".to_owned(),
        Value::String(text) => format!("“{text}”"),
        Value::Array(values) if values.is_empty() => "none".to_owned(),
        Value::Array(values) => values.iter().map(value_text).collect::<Vec<_>>().join(", "),
        Value::Object(field) => match field.get("value") {
            Some(inner) => value_text(inner),
            None => ["name", "text", "title", "date", "act", "what", "office", "post"]
                .iter()
                .find_map(|name| field.get(*name).filter(|value| value.is_string()))
                .map_or_else(|| value.to_string(), value_text),
        },
        other => other.to_string(),
    }
}
