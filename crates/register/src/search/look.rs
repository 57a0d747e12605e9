//! Looking into the index: which papers of a segment have what is looked for, and how often.
//!
//! Of each leaf two things are asked for, and of nothing else in the index: what papers have it, and how often each does.
//! How many papers have a word is never asked of the index, for it counts hidden papers too; see `weights`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, TantivyError, Term};

use super::gathered::Gathered;
use super::query::{Leaf, Look, Within};
use super::together::{Phrases, Together};
use crate::countries::others;
use crate::index::fields::Fields;
use crate::terms::{begins, has_forms, sounds, stem};

/// What is seen of a paper when it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Level {
    /// Its card and its text.
    Whole,
    /// Its card alone.
    Card,
}

/// What a word counts in the card, where the same in the text counts 1.
const CARD_WEIGHT: f64 = 2.0;
/// What another form of a word counts, and another name of a state, beside the word itself.
const FORM_WEIGHT: f64 = 0.6;
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
    Phrase(Box<Together>, f64),
    /// Papers put together before: each has it once.
    Docs(Arc<Vec<DocId>>, usize, f64),
}

impl Cursor {
    pub(crate) fn doc(&self) -> DocId {
        match self {
            Self::Postings(postings, _) => postings.doc(),
            Self::Phrase(together, _) => together.doc(),
            Self::Docs(docs, at, _) => docs.get(*at).copied().unwrap_or(TERMINATED),
        }
    }

    pub(crate) fn advance(&mut self) -> DocId {
        match self {
            Self::Postings(postings, _) => postings.advance(),
            Self::Phrase(together, _) => together.advance(),
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
            Self::Phrase(together, _) => together.seek(target),
            Self::Docs(docs, at, _) => {
                *at += docs[*at..].partition_point(|doc| *doc < target);
                self.doc()
            }
        }
    }

    /// Goes through all that is left.
    pub(crate) fn through(&mut self, mut take: impl FnMut(DocId, f64)) {
        // Most of what is gone through is a word in a text: no choice is made for each paper of it.
        if let Self::Postings(postings, weight) = self {
            let mut doc = postings.doc();
            while doc != TERMINATED {
                take(doc, f64::from(postings.term_freq()) * *weight);
                doc = postings.advance();
            }
            return;
        }
        let mut doc = self.doc();
        while doc != TERMINATED {
            take(doc, self.times());
            doc = self.advance();
        }
    }

    fn times(&self) -> f64 {
        match self {
            Self::Postings(postings, weight) => f64::from(postings.term_freq()) * weight,
            Self::Phrase(together, weight) => together.starts().len() as f64 * weight,
            Self::Docs(_, _, weight) => *weight,
        }
    }

    /// Adds where it stands in the paper at which it is, to at most so many places.
    pub(crate) fn places(&mut self, room: &mut Vec<u32>, into: &mut Vec<u32>, most: usize) {
        match self {
            Self::Postings(postings, _) => {
                postings.positions(room);
                into.extend(room.iter().take(most));
            }
            Self::Phrase(together, _) => into.extend(together.starts().iter().take(most)),
            Self::Docs(..) => {}
        }
    }

    pub(crate) fn cost(&self) -> usize {
        match self {
            Self::Postings(postings, _) => postings.size_hint() as usize,
            Self::Phrase(together, _) => together.cost(),
            Self::Docs(docs, ..) => docs.len(),
        }
    }
}

/// The papers of a segment that have what one leaf looks for.
pub(crate) enum Found {
    /// In each of these lists.
    Each(Vec<Cursor>),
    /// Put together before, and the place in it.
    Gathered(Arc<Gathered>, usize),
}

impl Default for Found {
    fn default() -> Self {
        Self::Each(Vec::new())
    }
}

/// Papers of a segment that are gone through in its order.
pub(crate) trait Papers {
    /// The paper at which it stands.
    fn doc(&self) -> DocId;
    /// Goes to the next paper.
    fn advance(&mut self) -> DocId;
    /// Goes to the first paper that is not before `target`.
    fn seek(&mut self, target: DocId) -> DocId;
    /// About how many papers are gone through.
    fn cost(&self) -> usize;
}

impl Papers for Found {
    fn doc(&self) -> DocId {
        match self {
            Self::Each(cursors) => cursors.iter().map(Cursor::doc).min().unwrap_or(TERMINATED),
            Self::Gathered(gathered, at) => gathered.doc(*at),
        }
    }

    fn advance(&mut self) -> DocId {
        let doc = self.doc();
        if doc == TERMINATED {
            return doc;
        }
        match self {
            Self::Each(cursors) => cursors.iter_mut().filter(|cursor| cursor.doc() == doc).for_each(|cursor| {
                cursor.advance();
            }),
            Self::Gathered(_, at) => *at += 1,
        }
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Each(cursors) => cursors.iter_mut().map(|cursor| cursor.seek(target)).min().unwrap_or(TERMINATED),
            Self::Gathered(gathered, at) => {
                *at = gathered.seek(*at, target);
                gathered.doc(*at)
            }
        }
    }

    fn cost(&self) -> usize {
        match self {
            Self::Each(cursors) => cursors.iter().map(Cursor::cost).sum(),
            Self::Gathered(gathered, at) => gathered.docs().len() - at.min(&gathered.docs().len()),
        }
    }
}

impl Found {
    /// How often the paper at which it stands has it, each form by its weight: added up in the order of forms, and as exact as
    /// what is gathered.
    pub(crate) fn times(&self, doc: DocId) -> f64 {
        match self {
            Self::Each(cursors) => {
                let here = cursors.iter().filter(|cursor| cursor.doc() == doc);
                f64::from(here.map(Cursor::times).sum::<f64>() as f32)
            }
            Self::Gathered(gathered, at) if gathered.doc(*at) == doc => gathered.times(*at),
            Self::Gathered(..) => 0.0,
        }
    }

    /// Goes through all that is left, in any order, some of it more than once.
    pub(crate) fn through(self, mut take: impl FnMut(DocId)) {
        match self {
            Self::Each(cursors) => cursors.into_iter().for_each(|mut cursor| cursor.through(|doc, _| take(doc))),
            Self::Gathered(gathered, at) => gathered.docs().iter().skip(at).for_each(|doc| take(*doc)),
        }
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
pub(crate) struct Looked {
    infos: RefCell<HashMap<Asked, Rc<Vec<TermInfo>>>>,
    /// The papers that have any of them, put together.
    docs: RefCell<HashMap<Asked, Arc<Vec<DocId>>>>,
}

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
    pub(crate) fn open(&self, leaf: &Leaf) -> Result<Vec<Cursor>, TantivyError> {
        let mut found = Vec::new();
        for (field, weight) in self.fields_of(leaf) {
            match &leaf.look {
                Look::Word { word, loose } => self.word(field, word, weight, *loose, &mut found)?,
                Look::Asked(words) => self.asked(field, words, weight, &mut found)?,
                Look::Phrase(words) => self.phrase(field, words, weight, &mut found)?,
                Look::Beginning(start) => {
                    let docs = self.beginning(field, start)?;
                    found.push(Cursor::Docs(docs, 0, weight));
                }
                Look::Number(_) => {}
            }
        }
        match &leaf.look {
            Look::Number(number) => self.exact(self.fields.number, number, CARD_WEIGHT, &mut found)?,
            Look::Word { word, .. } => self.alike(leaf.within, word, &mut found)?,
            Look::Asked(words) if words.len() == 1 => self.alike(leaf.within, &words[0], &mut found)?,
            _ => {}
        }
        Ok(found)
    }

    /// In which fields a leaf is looked for, and what it counts in each.
    fn fields_of(&self, leaf: &Leaf) -> Vec<(Field, f64)> {
        match leaf.within {
            Within::Anywhere if self.level == Level::Whole => {
                vec![(self.fields.text, 1.0), (self.fields.card, CARD_WEIGHT)]
            }
            Within::Anywhere => vec![(self.fields.card, CARD_WEIGHT)],
            Within::Subject => vec![(self.fields.subject, CARD_WEIGHT)],
            Within::Sender => vec![(self.fields.sender, CARD_WEIGHT)],
            Within::Addressee => vec![(self.fields.addressee, CARD_WEIGHT)],
        }
    }

    /// Where the words of a phrase stand may be looked up later, if at all; `None` of a leaf that is no phrase.
    pub(crate) fn phrases(&self, leaf: &Leaf) -> Result<Option<Phrases>, TantivyError> {
        let Look::Phrase(words) = &leaf.look else { return Ok(None) };
        let mut phrases = Vec::new();
        for (field, weight) in self.fields_of(leaf) {
            phrases.extend(self.lists(field, words)?.map(|lists| (Together::maybe(lists), weight)));
        }
        Ok(Some(Phrases(phrases)))
    }

    /// A word and its other forms in a field; in a field of the card, where asked for, words that begin so as well.
    fn word(
        &self,
        field: Field,
        word: &str,
        weight: f64,
        loose: bool,
        found: &mut Vec<Cursor>,
    ) -> Result<(), TantivyError> {
        self.exact(field, word, weight, found)?;
        let root = stem(word);
        if has_forms(word, &root) {
            let forms = self.infos(field, word, Wanted::Forms)?;
            if forms.len() > LISTS_MAX && !self.places {
                found.push(Cursor::Docs(self.docs(field, word, Wanted::Forms)?, 0, weight * FORM_WEIGHT));
            } else {
                for info in forms.iter() {
                    found.push(Cursor::Postings(Box::new(self.postings(field, info)?), weight * FORM_WEIGHT));
                }
            }
        }
        if loose && field != self.fields.text && word.chars().count() >= super::PREFIX_LETTERS_MIN {
            let longer = self.docs(field, word, Wanted::Longer)?;
            if !longer.is_empty() {
                found.push(Cursor::Docs(longer, 0, weight * BEGINNING_WEIGHT));
            }
        }
        Ok(())
    }

    /// A word of a question or a name of several, its other forms, and other names of the same state.
    fn asked(&self, field: Field, words: &[String], weight: f64, found: &mut Vec<Cursor>) -> Result<(), TantivyError> {
        let root = match words {
            [word] => {
                self.word(field, word, weight, false, found)?;
                stem(word)
            }
            _ => {
                self.phrase(field, words, weight, found)?;
                String::new()
            }
        };
        for other in others(words) {
            match other {
                // It was found already, as another form.
                [one] if stem(one) == root => {}
                [one] => self.exact(field, one, weight * FORM_WEIGHT, found)?,
                _ => self.phrase(field, other, weight * FORM_WEIGHT, found)?,
            }
        }
        Ok(())
    }

    /// What a word or a name finds in the text with its places, each form by itself; nothing of what is looked for otherwise.
    pub(crate) fn in_text(&self, look: &Look) -> Result<Vec<Cursor>, TantivyError> {
        let mut found = Vec::new();
        match look {
            Look::Word { word, .. } => self.word(self.fields.text, word, 1.0, false, &mut found)?,
            Look::Asked(words) => self.asked(self.fields.text, words, 1.0, &mut found)?,
            _ => {}
        }
        Ok(found)
    }

    fn exact(&self, field: Field, word: &str, weight: f64, found: &mut Vec<Cursor>) -> Result<(), TantivyError> {
        let index = self.segment.inverted_index(field)?;
        if let Some(info) = index.get_term_info(&Term::from_field_text(field, word))? {
            found.push(Cursor::Postings(Box::new(self.postings(field, &info)?), weight));
        }
        Ok(())
    }

    fn postings(&self, field: Field, info: &TermInfo) -> Result<SegmentPostings, TantivyError> {
        let option = if self.places { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::WithFreqs };
        Ok(self.segment.inverted_index(field)?.read_postings_from_terminfo(info, option)?)
    }

    fn phrase(&self, field: Field, words: &[String], weight: f64, found: &mut Vec<Cursor>) -> Result<(), TantivyError> {
        let lists = self.lists(field, words)?;
        found.extend(lists.map(|lists| Cursor::Phrase(Box::new(Together::new(lists)), weight)));
        Ok(())
    }

    /// The lists of words that are to stand together, with their places; `None` where one of them is not there.
    fn lists(&self, field: Field, words: &[String]) -> Result<Option<Vec<SegmentPostings>>, TantivyError> {
        let index = self.segment.inverted_index(field)?;
        let mut lists = Vec::new();
        for word in words {
            let Some(info) = index.get_term_info(&Term::from_field_text(field, word))? else { return Ok(None) };
            lists.push(index.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions)?);
        }
        Ok(Some(lists).filter(|lists| lists.len() > 1))
    }

    /// Papers with words that begin so. Every one of them is taken, however many: where a limit cut the list, which ones are
    /// cut would hang on words of hidden papers.
    fn beginning(&self, field: Field, start: &str) -> Result<Arc<Vec<DocId>>, TantivyError> {
        self.docs(field, start, Wanted::All)
    }

    /// The papers that have any of the words of a field that are wanted for one that was typed.
    fn docs(&self, field: Field, typed: &str, wanted: Wanted) -> Result<Arc<Vec<DocId>>, TantivyError> {
        let key = (self.segment.segment_id(), field, wanted, typed.to_owned());
        if let Some(known) = self.looked.docs.borrow().get(&key) {
            return Ok(Arc::clone(known));
        }
        let infos = self.infos(field, typed, wanted)?;
        let docs = Arc::new(self.together(field, &infos)?);
        self.looked.docs.borrow_mut().insert(key, Arc::clone(&docs));
        Ok(docs)
    }

    /// The words of a field that are wanted for one that was typed.
    fn infos(&self, field: Field, typed: &str, wanted: Wanted) -> Result<Rc<Vec<TermInfo>>, TantivyError> {
        let key = (self.segment.segment_id(), field, wanted, typed.to_owned());
        if let Some(known) = self.looked.infos.borrow().get(&key) {
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
        self.looked.infos.borrow_mut().insert(key, Rc::clone(&infos));
        Ok(infos)
    }

    fn together(&self, field: Field, infos: &[TermInfo]) -> Result<Vec<DocId>, TantivyError> {
        let index = self.segment.inverted_index(field)?;
        // A bit for each paper of the segment: many words of few papers each come in no order.
        let mut having = vec![0_u64; self.segment.max_doc() as usize / 64 + 1];
        for info in infos {
            let mut block = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while !block.docs().is_empty() {
                block.docs().iter().for_each(|doc| having[*doc as usize / 64] |= 1 << (doc % 64));
                block.advance();
            }
        }
        let mut docs = Vec::new();
        for (no, mut bits) in (0..).zip(having) {
            while bits != 0 {
                docs.push(no * 64 + bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
        Ok(docs)
    }

    /// Names that sound like a word: those of the card, and for who sees the text those written there with a capital.
    fn alike(&self, within: Within, word: &str, found: &mut Vec<Cursor>) -> Result<(), TantivyError> {
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
                found.push(Cursor::Docs(Arc::new(self.together(field, &infos)?), 0, weight * SOUND_WEIGHT));
            }
        }
        Ok(())
    }
}
