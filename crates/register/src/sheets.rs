//! Pages that were set for exports: what was set once is kept, and found again by what stands on it.

use procedure::event::Event;
use procedure::export::ExportedSheet;
use procedure::ids::Hash;
use procedure::paper::KeptPage;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Reads, RegisterError};

/// Writes the page that an event brings, if it brings one. Where a page was lost and set anew, the later one is the one kept.
pub(crate) fn write(db: &Connection, event: &Event) -> Result<(), RegisterError> {
    let Event::Exported { sheet: Some(ExportedSheet { facts, page: Some(page), .. }), .. } = event else {
        return Ok(());
    };
    db.prepare_cached("INSERT OR REPLACE INTO sheet (facts, page) VALUES (?1, ?2)")?
        .execute(params![facts.0, serde_json::to_string(page)?])?;
    Ok(())
}

impl Reads {
    /// The page that was set of exactly this, if one was. Whoever asks has all that stands on it at hand.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn page_set_of(&self, facts: &Hash) -> Result<Option<KeptPage>, RegisterError> {
        let page: Option<String> = self
            .db()
            .prepare_cached("SELECT page FROM sheet WHERE facts = ?1")?
            .query_row([facts.0], |row| row.get(0))
            .optional()?;
        Ok(page.map(|page| serde_json::from_str(&page)).transpose()?)
    }
}
