//! Exports: whoever sees something may export it, and that is entered.

use super::chair::{Chair, optional};
use super::copies::standing;
use super::dossiers::seen;
use crate::closing::{ClosingSight, closing_sight};
use crate::event::Event;
use crate::export::{Export, ExportedSheet};
use crate::paper::Paper;
use crate::refusal::{ExportRefusal, Refusal, Thing, Written};

pub(super) fn decide(chair: &Chair<'_>, export: &Export, sheet: Option<&ExportedSheet>) -> Result<Vec<Event>, Refusal> {
    match export {
        Export::Register { narrowed } => {
            let narrowed = Some(narrowed).filter(|said| !said.is_empty());
            optional(Written::Narrowed, narrowed)?;
        }
        Export::Book { series, .. } => drop(chair.series(series)?),
        Export::Text { .. } | Export::Receipt { .. } => drop(read(chair)?),
        Export::Stamped { version, .. } => {
            let kept = read(chair)?.versions.get(*version).filter(|kept| kept.withdrawn.is_none());
            kept.ok_or(Refusal::NoVersion { version: *version })?;
        }
        Export::Copies { .. } | Export::CopiesTable { .. } | Export::Label { .. } => drop(chair.paper()?),
        Export::Slip { copy, .. } => drop(standing(chair.paper()?, *copy)?),
        Export::Extract { dossier, .. } => drop(seen(chair, dossier)?),
        Export::Closing { no } => closing(chair, *no)?,
    }
    // What is set is handed out as the bytes that are named; a table is made while it is sent.
    let sheet = sheet.filter(|_| export.is_set()).cloned();
    if export.is_set() && sheet.is_none() {
        return Err(ExportRefusal::NothingSet { what: export.words() }.into());
    }
    let bodies = sheet.as_ref().map(ExportedSheet::bodies).unwrap_or_default();
    Ok(vec![Event::Exported { export: export.clone(), sheet, bodies }])
}

/// That a closing is there, for whoever is shown closings.
fn closing(chair: &Chair<'_>, no: u32) -> Result<(), Refusal> {
    let last = chair.house.last_closing.as_ref().map_or(0, |last| last.said.no);
    let shown = closing_sight(chair.house, &chair.sitting.officer, chair.sitting.at) > ClosingSight::None;
    if shown && (1..=last).contains(&no) {
        return Ok(());
    }
    Err(Refusal::Absent { what: Thing::Closing, code: no.to_string() })
}

/// The paper, for whoever reads it whole.
fn read<'a>(chair: &Chair<'a>) -> Result<&'a Paper, Refusal> {
    let held = chair.paper()?;
    if chair.reads(held) { Ok(held) } else { Err(ExportRefusal::NotRead { number: held.number().to_owned() }.into()) }
}
