//! Languages as data: word tables read once from `lang/*.words`.
//!
//! A grammar asks what a word means here (a month, a kind of paper, "your"), never which language it is. Adding a
//! language is adding a file and its line in [`SOURCES`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::words::{fold, is_edge};

mod office;
mod source;

pub use office::{
    FILE_BYTES_MAX, LANGUAGES_MAX, LanguageFault, LanguageFaultKind, Languages, PHRASE_BYTES_MAX, PHRASES_MAX,
};
use source::{Line, lines};

const SOURCES: [&str; 7] = [
    include_str!("../lang/en.words"),
    include_str!("../lang/de.words"),
    include_str!("../lang/it.words"),
    include_str!("../lang/fr.words"),
    include_str!("../lang/ru.words"),
    include_str!("../lang/el.words"),
    include_str!("../lang/es.words"),
];

/// Place of a language in the tables.
pub(crate) type LanguageId = usize;
/// English, on which the other tables fall back where they are silent.
pub(crate) const EN: LanguageId = 0;

/// What a single word may be, as bits.
pub(crate) mod class {
    pub(crate) const NUMBER_SIGN: u32 = 1;
    pub(crate) const YOUR: u32 = 1 << 1;
    pub(crate) const MY: u32 = 1 << 2;
    pub(crate) const SELF_OFFICE: u32 = 1 << 3;
    pub(crate) const CITE_ADJECTIVE: u32 = 1 << 4;
    pub(crate) const DATED: u32 = 1 << 5;
    pub(crate) const TITLE: u32 = 1 << 6;
    pub(crate) const POST: u32 = 1 << 7;
    pub(crate) const OFFICE: u32 = 1 << 8;
    pub(crate) const NOT_PAPER: u32 = 1 << 9;
    pub(crate) const AFTER_NUMBER: u32 = 1 << 10;
    pub(crate) const THING: u32 = 1 << 11;
}

const CLASSES: [(&str, u32); 12] = [
    ("number_signs", class::NUMBER_SIGN),
    ("your", class::YOUR),
    ("my", class::MY),
    ("self_offices", class::SELF_OFFICE),
    ("cite_adjectives", class::CITE_ADJECTIVE),
    ("dated_words", class::DATED),
    ("titles", class::TITLE),
    ("post_words", class::POST),
    ("office_words", class::OFFICE),
    ("not_papers", class::NOT_PAPER),
    ("after_number", class::AFTER_NUMBER),
    ("thing_nouns", class::THING),
];

/// A day named by its distance from the paper's own date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RelativeDay {
    Instant,
    Ultimo,
    Proximo,
    Today,
    Yesterday,
}

impl RelativeDay {
    /// The day under `key` of the section `relative_days`.
    pub(crate) fn named(key: &str) -> Self {
        match key {
            "instant" => Self::Instant,
            "ultimo" => Self::Ultimo,
            "proximo" => Self::Proximo,
            "today" => Self::Today,
            _ => Self::Yesterday,
        }
    }
}

/// What one word means in one language.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sense {
    /// 1 to 12, or 0.
    pub(crate) month: u8,
    /// 1 to 12 for "first" to "twelfth", or 0.
    pub(crate) ordinal: u8,
    /// The canonical kind of paper that it names.
    kind: Option<&'static str>,
    pub(crate) day: Option<RelativeDay>,
    /// The year in which the word came up, or 0.
    pub(crate) since: i16,
    /// The year after which nobody writes or spells it so, or 0.
    pub(crate) until: i16,
    pub(crate) classes: u32,
}

impl Sense {
    pub(crate) fn is(self, class: u32) -> bool {
        self.classes & class != 0
    }

    pub(crate) fn kind(self) -> Option<&'static str> {
        self.kind
    }
}

/// One word over all languages.
#[derive(Debug, Default)]
struct WordSenses {
    /// A bit for each language of which it is one of the commonest words.
    common: u32,
    /// By language; shorter where the later languages do not know the word.
    senses: Vec<Sense>,
    /// The one language-free month, where no two languages disagree.
    any_month: u8,
}

impl WordSenses {
    fn sense(&self, language: LanguageId) -> Sense {
        self.senses.get(language).copied().unwrap_or_default()
    }
}

/// Sections whose phrases are looked for in the running text, not at the beginning of a line.
const BODY_SECTIONS: [&str; 24] = [
    "propose",
    "claim",
    "opinion",
    "reported",
    "against",
    "for",
    "advise",
    "defer",
    "amended",
    "ask",
    "asking",
    "by_when",
    "declare",
    "actors_act",
    "relation_answers",
    "relation_encloses",
    "relation_supersedes",
    "relation_cancels",
    "relation_superseded",
    "relation_cancelled",
    "markings",
    "precedence",
    "copies",
    "enclosures",
];

/// A phrase of a [`BODY_SECTIONS`] section found in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phrase {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) section: &'static str,
    pub(crate) key: &'static str,
}

/// Looks for all running-text phrases of a language at once.
struct Finder {
    automaton: Option<AhoCorasick>,
    /// Section and key of each pattern.
    found: Vec<(&'static str, &'static str)>,
}

/// The phrases of one language.
pub(crate) struct Language {
    pub(crate) code: &'static str,
    sections: HashMap<&'static str, Vec<(&'static str, String)>>,
    /// Built when a text of this language first comes: most processes read few languages.
    finder: LazyLock<Finder, Box<dyn FnOnce() -> Finder + Send>>,
}

impl Language {
    /// The key under which the longest phrase of `section` stands that `folded` begins with, and that phrase.
    pub(crate) fn beginning(&self, section: &str, folded: &str) -> Option<(&'static str, &str)> {
        let phrases = self.sections.get(section)?;
        let hits = phrases.iter().filter(|(_, phrase)| crate::words::begins_with(folded, phrase));
        hits.max_by_key(|(_, phrase)| phrase.len()).map(|(key, phrase)| (*key, phrase.as_str()))
    }

    /// Whether the language has anything to say in `section`.
    pub(crate) fn has(&self, section: &str) -> bool {
        self.sections.contains_key(section)
    }

    /// The key under which a phrase of `section` stands that `folded` holds.
    pub(crate) fn within(&self, section: &str, folded: &str) -> Option<&'static str> {
        let phrases = self.sections.get(section)?;
        phrases.iter().find(|(_, phrase)| folded.contains(phrase.as_str())).map(|(key, _)| *key)
    }

    /// The key under which `folded` stands whole in `section`.
    pub(crate) fn whole(&self, section: &str, folded: &str) -> Option<&'static str> {
        let phrases = self.sections.get(section)?;
        phrases.iter().find(|(_, phrase)| phrase == folded).map(|(key, _)| *key)
    }

    /// Every phrase of the running-text sections in `flat` (line ends as spaces), in order, overlapping ones too.
    pub(crate) fn phrases(&self, flat: &str) -> Vec<Phrase> {
        let mut out = Vec::new();
        let Some(automaton) = &self.finder.automaton else { return out };
        for hit in automaton.find_overlapping_iter(flat) {
            let (section, key) = self.finder.found[hit.pattern().as_usize()];
            if is_edge(flat, hit.start()) && is_edge(flat, hit.end()) {
                out.push(Phrase { start: hit.start(), end: hit.end(), section, key });
            }
        }
        out.sort_by_key(|phrase| (phrase.start, phrase.end));
        out
    }
}

/// All tables.
pub(crate) struct Tables {
    words: HashMap<String, WordSenses>,
    languages: Vec<Language>,
}

/// The built-in tables, read on first use.
pub(crate) static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::parse(&SOURCES));

/// A word found in the tables: its senses in every language.
#[derive(Clone, Copy)]
pub(crate) struct Known(&'static WordSenses);

impl Known {
    /// A bit for each language of which it is one of the commonest words.
    pub(crate) fn common(self) -> u32 {
        self.0.common
    }

    /// Whether `language` itself counts it among its months.
    pub(crate) fn is_own_month(self, language: LanguageId) -> bool {
        self.0.sense(language).month > 0
    }

    /// What it means in `language`; a month also where only other languages know it, and agree.
    pub(crate) fn sense(self, language: LanguageId) -> Sense {
        let mut sense = self.0.sense(language);
        if sense.month == 0 {
            sense.month = self.0.any_month;
        }
        sense
    }
}

impl Tables {
    /// The senses of a folded word.
    pub(crate) fn word(&'static self, folded: &str) -> Option<Known> {
        self.words.get(folded).map(Known)
    }

    pub(crate) fn language(&self, id: LanguageId) -> &Language {
        &self.languages[id]
    }

    /// How many languages are known.
    pub(crate) fn count(&self) -> usize {
        self.languages.len()
    }

    /// Reads the sources in order. Several of one language add to each other.
    fn parse(sources: &[&'static str]) -> Self {
        let mut tables = Self { words: HashMap::new(), languages: Vec::new() };
        let mut read_of: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
        for source in sources {
            let code = source::code(source).unwrap_or_default();
            match read_of.iter_mut().find(|(known, _)| *known == code) {
                Some((_, of)) => of.push(source),
                None => read_of.push((code, vec![source])),
            }
        }
        for (id, (code, sources)) in read_of.into_iter().enumerate() {
            let language = tables.parse_language(id, code, sources);
            tables.languages.push(language);
        }
        tables.settle_months();
        tables
    }

    fn parse_language(&mut self, id: LanguageId, code: &'static str, sources: Vec<&'static str>) -> Language {
        let mut sections: HashMap<&'static str, Vec<(&'static str, String)>> = HashMap::new();
        for source in &sources {
            let mut section = "";
            for (_, line) in lines(source) {
                match line {
                    Line::Section(name) => section = name,
                    Line::Words("code", _) if section == "language" => {}
                    Line::Words(key, list) => {
                        for word in list.split(',').map(fold).filter(|word| !word.is_empty()) {
                            self.add_word(id, section, key, &word);
                            sections.entry(section).or_default().push((key, word));
                        }
                    }
                    Line::Other => {}
                }
            }
        }
        Language { code, sections, finder: LazyLock::new(Box::new(move || finder_of(&sources))) }
    }

    fn add_word(&mut self, id: LanguageId, section: &'static str, key: &'static str, word: &str) {
        if word.contains(' ') {
            return;
        }
        let senses = self.words.entry(word.to_owned()).or_default();
        if senses.senses.len() <= id {
            senses.senses.resize(id + 1, Sense::default());
        }
        let sense = &mut senses.senses[id];
        match section {
            "language" => senses.common |= 1 << id,
            "months" => sense.month = key.parse().unwrap_or(0),
            "ordinals" => sense.ordinal = key.parse().unwrap_or(0),
            "kinds" => sense.kind = Some(key),
            "since" => sense.since = key.parse().unwrap_or(0),
            "until" => sense.until = key.parse().unwrap_or(0),
            "relative_days" => {
                sense.day = Some(RelativeDay::named(key));
            }
            _ => {
                for (name, class) in CLASSES {
                    if name == section {
                        sense.classes |= class;
                    }
                }
            }
        }
    }

    /// Lets a full month name count in a paper of another language, since names of months seldom collide.
    fn settle_months(&mut self) {
        for (word, senses) in &mut self.words {
            let mut months = senses.senses.iter().map(|sense| sense.month).filter(|month| *month > 0);
            let Some(first) = months.next() else { continue };
            let meant_otherwise = senses.common > 0;
            if word.chars().count() >= 4 && !meant_otherwise && months.all(|month| month == first) {
                senses.any_month = first;
            }
        }
    }
}

/// The finder of all running-text phrases. It looks for the words as the tables spell them, without case in Latin
/// letters and with a small or great first letter in others, not folded: the running text keeps its bytes so that hits
/// are spans.
fn finder_of(sources: &[&'static str]) -> Finder {
    let mut patterns: Vec<Cow<'static, str>> = Vec::new();
    let mut found = Vec::new();
    for source in sources {
        let mut section = "";
        for (_, line) in lines(source) {
            let (key, list) = match line {
                Line::Section(name) => {
                    section = name;
                    continue;
                }
                Line::Words(key, list) if BODY_SECTIONS.contains(&section) => (key, list),
                _ => continue,
            };
            for word in list.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                patterns.push(Cow::Borrowed(word));
                found.push((section, key));
                // Only ASCII letters are looked for without case: a sentence may begin with this phrase.
                if let Some(great) = with_great_letter(word) {
                    patterns.push(Cow::Owned(great));
                    found.push((section, key));
                }
            }
        }
    }
    let patterns = patterns.iter().map(|pattern| pattern.as_bytes());
    let built = AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(patterns);
    // The patterns are bounded in number and length: building them does not fail, and a language without a finder finds
    // nothing.
    Finder { automaton: built.ok(), found }
}

/// The word with its first letter great, where that letter is small and not ASCII.
fn with_great_letter(word: &str) -> Option<String> {
    let first = word.chars().next().filter(|first| !first.is_ascii() && first.is_lowercase())?;
    Some(first.to_uppercase().chain(word.chars().skip(1)).collect())
}
