//! Looking into the index: which papers of a segment have what is looked for, and how often.
//!
//! Of each leaf two things are asked for, and of nothing else in the index: what papers have it, and how often each does.
//! How many papers have a word is never asked of the index, for it counts hidden papers too; see `weights`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use tantivy::index::SegmentId;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::query::{EnableScoring, PhraseQuery, Query, Scorer};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, TantivyError, Term};

use super::query::{Leaf, Look, Within};
use crate::index::fields::Fields;
use crate::terms::{begins, has_forms, sounds, stem};

/// What is seen of a paper when it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// Its card and its text.
    Whole,
    /// Its card alone.
    Card,
}

/// What a word counts in the card, where the same in the text counts 1.
const CARD_WEIGHT: f64 = 2.0;
/// What another form of a word counts, beside the word itself.
const FORM_WEIGHT: f64 = 0.7;
/// What a name counts that sounds alike.
const SOUND_WEIGHT: f64 = 0.3;
/// What a word counts that only begins as the one looked for.
const BEGINNING_WEIGHT: f64 = 0.5;
/// Lists of papers past this number are put together before they are gone through.
const LISTS_MAX: usize = 24;

/// The papers of a segment that have one form of what is looked for.
pub(crate) enum Cursor {
    /// A word in a field.
    Postings(Box<SegmentPostings>, f64),
    /// Words that stand together.
    Phrase(Box<dyn Scorer>, f64),
    /// Papers put together before: each has it once.
    Docs(Vec<DocId>, usize, f64),
}

impl Cursor {
    pub(crate) fn doc(&self) -> DocId {
        match self {
            Self::Postings(postings, _) => postings.doc(),
            Self::Phrase(scorer, _) => scorer.doc(),
            Self::Docs(docs, at, _) => docs.get(*at).copied().unwrap_or(TERMINATED),
        }
    }

    pub(crate) fn advance(&mut self) -> DocId {
        match self {
            Self::Postings(postings, _) => postings.advance(),
            Self::Phrase(scorer, _) => scorer.advance(),
            Self::Docs(_, at, _) => {
                *at += 1;
                self.doc()
            }
        }
    }

    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        match self {
            Self::Postings(postings, _) => postings.seek(target),
            Self::Phrase(scorer, _) => scorer.seek(target),
            Self::Docs(docs, at, _) => {
                *at += docs[*at..].partition_point(|doc| *doc < target);
                self.doc()
            }
        }
    }

    fn times(&self) -> f64 {
        match self {
            Self::Postings(postings, weight) => f64::from(postings.term_freq()) * weight,
            Self::Phrase(_, weight) | Self::Docs(_, _, weight) => *weight,
        }
    }

    fn cost(&self) -> usize {
        match self {
            Self::Postings(postings, _) => postings.size_hint() as usize,
            Self::Phrase(scorer, _) => scorer.size_hint() as usize * 4,
            Self::Docs(docs, ..) => docs.len(),
        }
    }
}

/// The papers of a segment that have what one leaf looks for.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) cursors: Vec<Cursor>,
}

impl Found {
    /// The paper at which it stands.
    pub(crate) fn doc(&self) -> DocId {
        self.cursors.iter().map(Cursor::doc).min().unwrap_or(TERMINATED)
    }

    /// Goes to the next paper.
    pub(crate) fn advance(&mut self) -> DocId {
        let doc = self.doc();
        if doc == TERMINATED {
            return doc;
        }
        for cursor in self.cursors.iter_mut().filter(|cursor| cursor.doc() == doc) {
            cursor.advance();
        }
        self.doc()
    }

    /// Goes to the first paper that is not before `target`.
    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        self.cursors.iter_mut().map(|cursor| cursor.seek(target)).min().unwrap_or(TERMINATED)
    }

    /// How often the paper at which it stands has it, each form by its weight: added up in the order of forms.
    pub(crate) fn times(&self, doc: DocId) -> f64 {
        self.cursors.iter().filter(|cursor| cursor.doc() == doc).map(Cursor::times).sum()
    }

    /// About how many papers are gone through.
    pub(crate) fn cost(&self) -> usize {
        self.cursors.iter().map(Cursor::cost).sum()
    }
}

/// Which words of a field are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Wanted {
    /// Other forms of a word.
    Forms,
    /// Longer words that begin as one does.
    Longer,
    /// Every word that begins so.
    All,
}

/// A segment, a field, and what was wanted there for a word.
type Asked = (SegmentId, Field, Wanted, String);

/// Words of the index that were looked up for one query: going through them costs more than all else, and one query asks
/// for them several times.
#[derive(Debug, Default)]
pub(crate) struct Looked(RefCell<HashMap<Asked, Rc<Vec<TermInfo>>>>);

/// Opens what a leaf looks for in one segment.
pub(crate) struct Opener<'a> {
    pub(crate) looked: &'a Looked,
    pub(crate) segment: &'a SegmentReader,
    pub(crate) fields: &'a Fields,
    pub(crate) level: Level,
    /// Whether places of words are wanted too.
    pub(crate) places: bool,
}

impl Opener<'_> {
    pub(crate) fn open(&self, leaf: &Leaf) -> Result<Found, TantivyError> {
        let mut found = Found::default();
        let fields: &[(Field, f64)] = match leaf.within {
            Within::Anywhere if self.level == Level::Whole => {
                &[(self.fields.text, 1.0), (self.fields.card, CARD_WEIGHT)]
            }
            Within::Anywhere => &[(self.fields.card, CARD_WEIGHT)],
            Within::Subject => &[(self.fields.subject, CARD_WEIGHT)],
            Within::Sender => &[(self.fields.sender, CARD_WEIGHT)],
            Within::Addressee => &[(self.fields.addressee, CARD_WEIGHT)],
        };
        for (field, weight) in fields {
            match &leaf.look {
                Look::Word { word, loose } => self.word(*field, word, *weight, *loose, &mut found)?,
                Look::Phrase(words) => self.phrase(*field, words, *weight, &mut found)?,
                Look::Beginning(start) => {
                    let docs = self.beginning(*field, start)?;
                    found.cursors.push(Cursor::Docs(docs, 0, *weight));
                }
                Look::Number(_) => {}
            }
        }
        match &leaf.look {
            Look::Number(number) => self.exact(self.fields.number, number, CARD_WEIGHT, &mut found)?,
            Look::Word { word, .. } if !self.places => self.alike(leaf.within, word, &mut found)?,
            _ => {}
        }
        Ok(found)
    }

    /// A word and its other forms in a field; in a field of the card, where asked for, words that begin so as well.
    fn word(&self, field: Field, word: &str, weight: f64, loose: bool, found: &mut Found) -> Result<(), TantivyError> {
        self.exact(field, word, weight, found)?;
        let root = stem(word);
        if has_forms(word, &root) {
            let forms = self.infos(field, word, Wanted::Forms)?;
            if forms.len() > LISTS_MAX {
                found.cursors.push(Cursor::Docs(self.together(field, &forms)?, 0, weight * FORM_WEIGHT));
            } else {
                for info in forms.iter() {
                    found.cursors.push(Cursor::Postings(Box::new(self.postings(field, info)?), weight * FORM_WEIGHT));
                }
            }
        }
        if loose && field != self.fields.text && word.chars().count() >= super::PREFIX_LETTERS_MIN {
            let longer = self.infos(field, word, Wanted::Longer)?;
            if !longer.is_empty() {
                let docs = self.together(field, &longer)?;
                found.cursors.push(Cursor::Docs(docs, 0, weight * BEGINNING_WEIGHT));
            }
        }
        Ok(())
    }

    /// A word and its other forms in the text, one by one.
    pub(crate) fn in_text(&self, word: &str) -> Result<Vec<SegmentPostings>, TantivyError> {
        let root = stem(word);
        let mut infos: Vec<TermInfo> = Vec::new();
        let index = self.segment.inverted_index(self.fields.text)?;
        infos.extend(index.get_term_info(&Term::from_field_text(self.fields.text, word))?);
        if has_forms(word, &root) {
            infos.extend(self.infos(self.fields.text, word, Wanted::Forms)?.iter().cloned());
        }
        infos.iter().map(|info| self.postings(self.fields.text, info)).collect()
    }

    fn exact(&self, field: Field, word: &str, weight: f64, found: &mut Found) -> Result<(), TantivyError> {
        let index = self.segment.inverted_index(field)?;
        if let Some(info) = index.get_term_info(&Term::from_field_text(field, word))? {
            found.cursors.push(Cursor::Postings(Box::new(self.postings(field, &info)?), weight));
        }
        Ok(())
    }

    fn postings(&self, field: Field, info: &TermInfo) -> Result<SegmentPostings, TantivyError> {
        let option = if self.places { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::WithFreqs };
        Ok(self.segment.inverted_index(field)?.read_postings_from_terminfo(info, option)?)
    }

    fn phrase(&self, field: Field, words: &[String], weight: f64, found: &mut Found) -> Result<(), TantivyError> {
        let terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, word)).collect();
        if terms.len() < 2 {
            return Ok(());
        }
        let weighing = PhraseQuery::new(terms).weight(EnableScoring::disabled_from_schema(self.segment.schema()))?;
        let scorer = weighing.scorer(self.segment, 1.0)?;
        found.cursors.push(Cursor::Phrase(scorer, weight));
        Ok(())
    }

    /// Papers with words that begin so. Every one of them is taken, however many: where a limit cut the list, which ones are
    /// cut would hang on words of hidden papers.
    fn beginning(&self, field: Field, start: &str) -> Result<Vec<DocId>, TantivyError> {
        let infos = self.infos(field, start, Wanted::All)?;
        self.together(field, &infos)
    }

    /// The words of a field that are wanted for one that was typed.
    fn infos(&self, field: Field, typed: &str, wanted: Wanted) -> Result<Rc<Vec<TermInfo>>, TantivyError> {
        let key = (self.segment.segment_id(), field, wanted, typed.to_owned());
        if let Some(known) = self.looked.0.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let root = stem(typed);
        let start = if wanted == Wanted::Forms { begins(&root) } else { typed };
        let is_wanted = |word: &str| match wanted {
            Wanted::Forms => word != typed && stem(word) == root,
            Wanted::Longer => word != typed,
            Wanted::All => true,
        };
        let index = self.segment.inverted_index(field)?;
        let mut words = index.terms().range().ge(start).into_stream()?;
        let mut infos = Vec::new();
        while words.advance() {
            let Ok(word) = std::str::from_utf8(words.key()) else { continue };
            if !word.starts_with(start) {
                break;
            }
            if is_wanted(word) {
                infos.push(words.value().clone());
            }
        }
        let infos = Rc::new(infos);
        self.looked.0.borrow_mut().insert(key, Rc::clone(&infos));
        Ok(infos)
    }

    fn together(&self, field: Field, infos: &[TermInfo]) -> Result<Vec<DocId>, TantivyError> {
        let index = self.segment.inverted_index(field)?;
        let mut docs = roaring::RoaringBitmap::new();
        for info in infos {
            let mut postings = index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while postings.doc() != TERMINATED {
                docs.insert(postings.doc());
                postings.advance();
            }
        }
        Ok(docs.into_iter().collect())
    }

    /// Names that sound like a word: those of the card, and for who sees the text those written there with a capital.
    fn alike(&self, within: Within, word: &str, found: &mut Found) -> Result<(), TantivyError> {
        let card = match within {
            Within::Anywhere => self.fields.sound,
            Within::Sender => self.fields.sender_sound,
            Within::Addressee => self.fields.addressee_sound,
            Within::Subject => return Ok(()),
        };
        let text = (within == Within::Anywhere && self.level == Level::Whole).then_some(self.fields.text_sound);
        let keys = sounds(word);
        for (field, weight) in [(card, CARD_WEIGHT)].into_iter().chain(text.map(|field| (field, 1.0))) {
            let index = self.segment.inverted_index(field)?;
            let mut infos = Vec::new();
            for key in &keys {
                infos.extend(index.get_term_info(&Term::from_field_text(field, key))?);
            }
            if !infos.is_empty() {
                found.cursors.push(Cursor::Docs(self.together(field, &infos)?, 0, weight * SOUND_WEIGHT));
            }
        }
        Ok(())
    }
}
