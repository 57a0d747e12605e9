//! The newest papers, that the index does not have yet: whoever enters one finds it at once by the words of its card.
//!
//! They are put into an index of one segment in memory, made when somebody searches, and kept until something is entered or
//! the index catches up. Of a paper that is in it the index on the disk is not asked: it has the card as it was.

use std::sync::Arc;

use procedure::paper::Paper;
use roaring::RoaringBitmap;
use rusqlite::{Connection, params};
use tantivy::directory::RamDirectory;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{TantivyDocument, TantivyError};

use super::fields::{CardWords, Fields, Sounds, indexed};
use super::{IndexError, Places, Segment};
use crate::RegisterError;

/// Most papers that are found by their cards before the index has them: the newest.
pub const TAIL_PAPERS_MAX: usize = 2_000;
/// Memory in which they are put together, in bytes.
const HEAP_BYTES: usize = 16 << 20;

/// The newest papers, up to one entry, after another.
pub(super) struct Tail {
    after: Option<u64>,
    upto: u64,
    papers: Arc<RoaringBitmap>,
    segment: Option<Segment>,
}

impl Tail {
    /// The papers of which something changed that the index does not have: after one entry, up to another.
    pub(super) fn of(db: &Connection, after: Option<u64>, upto: u64) -> Result<Self, IndexError> {
        let cards = newest(db, after)?;
        let papers: RoaringBitmap = cards.iter().map(|(ordinal, _)| *ordinal).collect();
        let segment = if cards.is_empty() { None } else { Some(in_memory(&cards)?) };
        Ok(Self { after, upto, papers: Arc::new(papers), segment })
    }

    /// Whether it is of the same papers.
    pub(super) fn is(&self, after: Option<u64>, upto: u64) -> bool {
        (self.after, self.upto) == (after, upto)
    }

    /// Puts the papers beside segments of the index, in place of what those have of them.
    pub(super) fn beside(&self, segments: &mut Vec<Segment>) {
        if !self.papers.is_empty() {
            segments.iter_mut().for_each(|segment| segment.except = Arc::clone(&self.papers));
        }
        segments.extend(self.segment.clone());
    }
}

fn newest(db: &Connection, after: Option<u64>) -> Result<Vec<(u32, CardWords)>, RegisterError> {
    let mut statement = db.prepare_cached(
        "SELECT b.ordinal, s.json FROM body b CROSS JOIN state s ON s.ordinal = b.ordinal
         WHERE b.entry > ?1 ORDER BY b.entry DESC, b.ordinal DESC LIMIT ?2",
    )?;
    let after = after.map_or(-1, u64::cast_signed);
    let mut rows = statement.query(params![after, TAIL_PAPERS_MAX as i64])?;
    let mut cards = Vec::new();
    while let Some(row) = rows.next()? {
        let paper: Paper = serde_json::from_str(row.get_ref(1)?.as_str().unwrap_or_default())?;
        cards.extend(u32::try_from(row.get::<_, i64>(0)?).ok().map(|ordinal| (ordinal, CardWords::of(&paper))));
    }
    Ok(cards)
}

fn in_memory(cards: &[(u32, CardWords)]) -> Result<Segment, TantivyError> {
    let (schema, fields) = Fields::schema();
    let tokenizers = TokenizerManager::default();
    Fields::register(&tokenizers);
    let builder = tantivy::Index::builder().schema(schema).tokenizers(tokenizers);
    let mut writer = builder.single_segment_index_writer::<TantivyDocument>(RamDirectory::create(), HEAP_BYTES)?;
    let mut sounds = Sounds::default();
    for (ordinal, card) in cards {
        writer.add_document(indexed(&fields, u64::from(*ordinal), card, "", &mut sounds))?;
    }
    let searcher = writer.finalize()?.reader()?.searcher();
    let reader = searcher.segment_reader(0).clone();
    let places = Arc::new(Places::of(&reader)?);
    Ok(Segment { reader, places, except: Arc::default() })
}
