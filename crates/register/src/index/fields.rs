//! What stands in the index of a paper: words of its text and of its card, its numbers, how its names sound.

use std::collections::{BTreeSet, HashMap};

use procedure::card::{Field as Read, Party};
use procedure::number::plain;
use procedure::paper::Paper;
use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

use crate::terms::{BETWEEN, Values, Words, sounds, tokens};

/// The name of the field of ordinals.
pub(crate) const ORDINAL: &str = "ordinal";
const WORDS: &str = "chancery";
const VALUES: &str = "values";
/// Words of which it is kept how they sound; past these they are worked out anew.
const SOUNDS_KEPT: usize = 100_000;
/// Shortest word of a text that may be a name, in letters.
const NAME_LETTERS_MIN: usize = 5;

/// The fields of the index.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) ordinal: Field,
    /// Words of the texts.
    pub(crate) text: Field,
    /// Words of numbers, names and subject.
    pub(crate) card: Field,
    pub(crate) subject: Field,
    pub(crate) sender: Field,
    pub(crate) addressee: Field,
    /// Numbers, each as one, without signs.
    pub(crate) number: Field,
    /// How names of the card sound.
    pub(crate) sound: Field,
    pub(crate) sender_sound: Field,
    pub(crate) addressee_sound: Field,
    /// How words of the texts sound that are written with a capital.
    pub(crate) text_sound: Field,
}

impl Fields {
    pub(crate) fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let words = |option| {
            let indexing = TextFieldIndexing::default().set_tokenizer(WORDS).set_index_option(option);
            TextOptions::default().set_indexing_options(indexing)
        };
        let placed = || words(IndexRecordOption::WithFreqsAndPositions);
        let indexing = TextFieldIndexing::default().set_tokenizer(VALUES).set_fieldnorms(false);
        let values =
            || TextOptions::default().set_indexing_options(indexing.clone().set_index_option(IndexRecordOption::Basic));
        let fields = Self {
            ordinal: schema.add_u64_field(ORDINAL, FAST | INDEXED),
            text: schema.add_text_field("text", placed()),
            card: schema.add_text_field("card", placed()),
            subject: schema.add_text_field("subject", placed()),
            sender: schema.add_text_field("sender", placed()),
            addressee: schema.add_text_field("addressee", placed()),
            number: schema.add_text_field("number", values()),
            sound: schema.add_text_field("sound", values()),
            sender_sound: schema.add_text_field("sender_sound", values()),
            addressee_sound: schema.add_text_field("addressee_sound", values()),
            text_sound: schema.add_text_field("text_sound", values()),
        };
        (schema.build(), fields)
    }

    /// The analyses that the fields name.
    pub(crate) fn register(tokenizers: &TokenizerManager) {
        tokenizers.register(WORDS, TextAnalyzer::from(Words));
        tokenizers.register(VALUES, TextAnalyzer::from(Values));
    }
}

/// What of a paper's card is indexed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CardWords {
    numbers: Vec<String>,
    senders: Vec<String>,
    addressees: Vec<String>,
    subject: String,
}

impl CardWords {
    pub(crate) fn of(paper: &Paper) -> Self {
        let ours = paper.registrations.iter().map(|registration| registration.number.text().to_owned());
        let theirs = paper.card.number.iter().map(|field| field.value.clone());
        let words = |parties: &[Read<Party>]| parties.iter().map(|field| field.value.words()).collect();
        Self {
            numbers: ours.chain(theirs).collect(),
            senders: words(&paper.card.from),
            addressees: words(&paper.card.to),
            subject: paper.card.subject.as_ref().map_or_else(String::new, |field| field.value.clone()),
        }
    }
}

/// How words sound, kept because names come again and again.
#[derive(Debug, Default)]
pub(crate) struct Sounds(HashMap<String, Vec<String>>);

impl Sounds {
    fn of(&mut self, word: &str) -> &[String] {
        if self.0.len() >= SOUNDS_KEPT && !self.0.contains_key(word) {
            self.0.clear();
        }
        self.0.entry(word.to_owned()).or_insert_with(|| sounds(word))
    }

    fn of_names(&mut self, names: &[String]) -> BTreeSet<String> {
        let mut heard = BTreeSet::new();
        for token in names.iter().flat_map(|name| tokens(name)) {
            heard.extend(self.of(&token.word).iter().cloned());
        }
        heard
    }

    fn of_text(&mut self, text: &str) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        for token in tokens(text) {
            let capital = text[token.from..].chars().next().is_some_and(char::is_uppercase);
            if capital && token.word.chars().count() >= NAME_LETTERS_MIN {
                words.insert(token.word);
            }
        }
        words.iter().flat_map(|word| self.of(word).to_vec()).collect()
    }
}

/// A paper as it is put into the index.
pub(crate) fn indexed(
    fields: &Fields,
    ordinal: u64,
    card: &CardWords,
    text: &str,
    sounds: &mut Sounds,
) -> TantivyDocument {
    let mut paper = TantivyDocument::default();
    paper.add_u64(fields.ordinal, ordinal);
    paper.add_text(fields.text, text);
    // Each value begins at some distance from the one before, so that no phrase reaches from one into another.
    let card_values = card.numbers.iter().chain(&card.senders).chain(&card.addressees).chain([&card.subject]);
    card_values.for_each(|value| paper.add_text(fields.card, value));
    card.senders.iter().for_each(|name| paper.add_text(fields.sender, name));
    card.addressees.iter().for_each(|name| paper.add_text(fields.addressee, name));
    paper.add_text(fields.subject, &card.subject);
    let numbers = card.numbers.iter().flat_map(|number| numbers_typed(number)).collect();
    let (from, to) = (sounds.of_names(&card.senders), sounds.of_names(&card.addressees));
    let both = from.union(&to).cloned().collect();
    let values =
        [(fields.number, numbers), (fields.sender_sound, from), (fields.addressee_sound, to), (fields.sound, both)];
    for (field, values) in values.into_iter().chain([(fields.text_sound, sounds.of_text(text))]) {
        if !values.is_empty() {
            paper.add_text(field, together(&values));
        }
    }
    paper
}

/// A number as it may be typed: whole, and by its figures alone.
fn numbers_typed(number: &str) -> BTreeSet<String> {
    let whole = plain(number);
    let figures = tokens(number).filter(|token| token.word.bytes().all(|b| b.is_ascii_digit())).last();
    std::iter::once(whole).chain(figures.map(|token| token.word)).filter(|typed| !typed.is_empty()).collect()
}

fn together(values: &BTreeSet<String>) -> String {
    let mut joined = String::new();
    for value in values {
        if !joined.is_empty() {
            joined.push(BETWEEN);
        }
        joined.push_str(value);
    }
    joined
}
