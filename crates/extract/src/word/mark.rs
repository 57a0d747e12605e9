//! The mark of a page that was made for a draft: which draft, from which version, and where the draft's own words stand.
//!
//! Such a page carries three properties of its own (ECMA-376-1 §22.3) and two bookmarks: one in the paragraph before the
//! draft's words, which ends where they begin, one in the paragraph after them, which begins where they end. What stands
//! between is the draft; letterhead, date, references and signature were put around it. Word processors carry both along,
//! and whatever is written, joined or divided between the bookmarks stays between them.

use procedure::card::Span;
use serde::{Deserialize, Serialize};

use crate::package::Package;
use crate::relations;
use crate::writing::Written;
use crate::xml::{Step, Xml};

/// The property that holds the dossier's code.
pub const MARK_DOSSIER: &str = "Chancery dossier";
/// The property that holds the draft's number in the dossier.
pub const MARK_DRAFT: &str = "Chancery draft";
/// The property that holds the SHA-256, in hexadecimal digits, of the version that the page was made from; blank where it
/// was made before there was one.
pub const MARK_VERSION: &str = "Chancery version";
/// The bookmark that ends where the draft's words begin.
pub const BOOKMARK_BEFORE: &str = "ChanceryBeforeText";
/// The bookmark that begins where the draft's words end.
pub const BOOKMARK_AFTER: &str = "ChanceryAfterText";
/// Longest value of a property that is looked at, in bytes.
pub const MARK_BYTES_MAX: usize = 200;

/// What a page that was made for a draft says of itself. It is a claim: whoever sent the file may have written it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftMark {
    /// The dossier's code, as it stands there.
    pub dossier: String,
    /// The draft's number in the dossier.
    pub draft: u32,
    /// SHA-256 of the version that it was made from, as it stands there.
    pub version: Option<String>,
    /// Where the draft's words stand in the text, and its notes; empty where the bookmarks around them are gone.
    pub words: Vec<Span>,
}

/// The mark of a file, where it has one; where its words stand is not known yet.
pub(super) fn read(package: &mut Package<'_>) -> Option<DraftMark> {
    let mut ignored = Vec::new();
    let all = relations::of(package, "", &mut ignored);
    let part = all.iter().find(|one| one.kind == "custom-properties" && !one.is_outside)?;
    let text = package.xml(&part.target, &mut ignored)?;
    let mut xml = Xml::new(&text);
    let (mut dossier, mut draft, mut version) = (None, None, None);
    while let Ok(Some(step)) = xml.step() {
        let Step::Open(tag) = step else { continue };
        if tag.name() != "property" {
            continue;
        }
        let name = tag.get("name").unwrap_or_default();
        let place = match name.as_str() {
            MARK_DOSSIER => &mut dossier,
            MARK_DRAFT => &mut draft,
            MARK_VERSION => &mut version,
            _ => continue,
        };
        let value = xml.words().ok()?.trim().to_owned();
        *place = Some(value).filter(|value| !value.is_empty() && value.len() <= MARK_BYTES_MAX);
    }
    let draft = draft?.parse().ok()?;
    Some(DraftMark { dossier: dossier?, draft, version, words: Vec::new() })
}

/// Where the words between the bookmarks stand in the text, and the notes behind it. `head` bytes stand before the body.
pub(super) fn words(body: &Written, head: usize, notes: &str, text: &str) -> Vec<Span> {
    let Some((start, end)) = body.between.0.zip(body.between.1).filter(|(start, end)| start <= end) else {
        return Vec::new();
    };
    let between = &body.text[start..end];
    let start = head + start + (between.len() - between.trim_start().len());
    let mut words = vec![Span::new(start, start + between.trim().len())];
    if !notes.trim().is_empty() {
        let start = head + body.text.len() + 1;
        words.push(Span::new(start, start + notes.trim_end().len()));
    }
    if words.iter().any(|span| text.get(span.start..span.end).is_none()) { Vec::new() } else { words }
}
