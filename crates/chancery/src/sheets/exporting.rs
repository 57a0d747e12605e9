//! What is exported: entered before its bytes are handed out, and where a page is set, the one that was set of the same before.

use procedure::act::Act;
use procedure::export::{Export, ExportedSheet};
use procedure::ids::Hash;
use procedure::paper::KeptPage;
use sha2::{Digest as _, Sha256};
use typeset::{PageSize, Sheet, Style};

use super::setting::{NoPage, SetPage, style};
use crate::office::{Bodies, Fault, Office, SubmitError};

/// A page ready to be exported: what is entered first, and what is handed out then.
#[derive(Debug)]
pub struct ToExport {
    /// That it is exported; with the page, where that was set now.
    pub act: Act,
    /// The bytes of that page.
    pub bodies: Bodies,
    /// The page.
    pub page: SetPage,
}

impl Office {
    /// A sheet as it is exported: the page that was set of exactly this before, or a new one. Letterhead and forms may have changed
    /// since: what was set once is not set again.
    pub(super) fn to_export(
        &self,
        export: Export,
        name: String,
        sheet: &Sheet,
        size: PageSize,
    ) -> Result<ToExport, NoPage> {
        let style = style(size);
        let facts = digest(sheet, &style)?;
        if let Some((kept, bytes)) = self.kept_of(&facts)? {
            let sheet = Some(ExportedSheet { facts, hash: kept.hash, page: None });
            let (act, bodies) = (Act::Export { export, sheet }, Bodies::default());
            return Ok(ToExport { act, bodies, page: SetPage { name, bytes } });
        }
        let page = self.set(name, sheet, &style)?;
        let (kept, bodies) = self.keep_page(&page, size)?;
        let sheet = Some(ExportedSheet { facts, hash: kept.hash, page: Some(kept) });
        Ok(ToExport { act: Act::Export { export, sheet }, bodies, page })
    }

    /// The page that was set of this, with its bytes; `None` where none was, or its bytes were destroyed.
    fn kept_of(&self, facts: &Hash) -> Result<Option<(KeptPage, Vec<u8>)>, Fault> {
        let Some(kept) = self.reads()?.page_set_of(facts).map_err(Fault::unread)? else { return Ok(None) };
        Ok(self.bytes_of(&kept.body)?.map(|bytes| (kept, bytes)))
    }

    /// Seals the bytes of a page for the entry that will name them.
    pub(super) fn keep_page(&self, page: &SetPage, size: PageSize) -> Result<(KeptPage, Bodies), Fault> {
        let sealed = self.keep(page.bytes.clone()).map_err(|error| match error {
            SubmitError::Fault(fault) => fault,
            SubmitError::Refusal(refusal) => Fault::NotWritten { why: refusal.to_string().into() },
        })?;
        let kept = KeptPage { body: sealed.id(), hash: sealed.hash(), bytes: sealed.bytes(), size };
        Ok((kept, [sealed].into_iter().collect()))
    }
}

/// SHA-256 of all that stands on a sheet, and of its size; and of how the form says it, where that is not English.
fn digest(sheet: &Sheet, Style { size, said, .. }: &Style) -> Result<Hash, Fault> {
    let facts =
        if said.is_empty() { serde_json::to_vec(&(size, sheet)) } else { serde_json::to_vec(&(size, sheet, said)) };
    let facts = facts.map_err(Fault::unread)?;
    Ok(Hash(Sha256::digest(facts).into()))
}
