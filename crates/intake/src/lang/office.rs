//! The languages that a paper is read in: the built-in ones, and the words that an office adds to them.

use std::collections::HashSet;
use std::fmt;

use super::source::{Line, lines};
use super::{SOURCES, TABLES, Tables, source};
use crate::EXTRACTOR;
use crate::words::fold;

/// A file of words has no more bytes than this. The longest built-in one has a twentieth of it.
pub const FILE_BYTES_MAX: usize = 256 * 1024;
/// An office's files together list no more words and phrases than this.
pub const PHRASES_MAX: usize = 20_000;
/// A word or phrase has no more bytes than this: no line's beginning is looked at further.
pub const PHRASE_BYTES_MAX: usize = 160;
/// There are no more languages than this, the built-in ones among them.
pub const LANGUAGES_MAX: usize = 32;

/// The languages that take part in reading. A copy is cheap.
///
/// The words of an office are read once, when the program starts, and stay until it ends: every reading refers to them.
/// Who makes new `Languages` again and again in one process never gets the memory of the older ones back.
#[derive(Clone, Debug)]
pub struct Languages {
    tables: Words,
    extractor: String,
}

#[derive(Clone, Copy)]
struct Words(&'static Tables);

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.languages.iter().map(|language| language.code)).finish()
    }
}

impl Default for Languages {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Languages {
    /// The languages that the program knows by itself.
    pub fn built_in() -> Self {
        Self { tables: Words(&TABLES), extractor: EXTRACTOR.to_owned() }
    }

    /// The built-in languages and what `files` add: pairs of a file's name ("pl.words") and its text. No file: the
    /// built-in languages.
    ///
    /// A file of a language that is there already adds to it, section by section and key by key. It takes nothing away. A
    /// word that has one meaning only (a month, an ordinal, a kind of paper, a relative day) takes the meaning of the
    /// file. The order of `files` does not matter: they are read by name.
    ///
    /// # Errors
    ///
    /// [`LanguageFault`] names the first line that cannot be taken. Then no file was.
    pub fn with(files: &[(&str, &str)]) -> Result<Self, LanguageFault> {
        if files.is_empty() {
            return Ok(Self::built_in());
        }
        let mut files = files.to_vec();
        files.sort_unstable();
        let mut codes: HashSet<&str> = SOURCES.iter().filter_map(|source| source::code(source)).collect();
        let (mut names, mut phrases) = (HashSet::new(), 0);
        for (name, text) in &files {
            let fault = |line, kind| LanguageFault { file: (*name).to_owned(), line, kind };
            if !names.insert(*name) {
                return Err(fault(0, LanguageFaultKind::FileTwice));
            }
            check(name, text, &mut phrases).map_err(|(line, kind)| fault(line, kind))?;
            codes.extend(source::code(text));
            if codes.len() > LANGUAGES_MAX {
                return Err(fault(0, LanguageFaultKind::TooManyLanguages));
            }
        }
        let extractor = format!("{EXTRACTOR}+words:{:08x}", digest(&files));
        // Readings hand out words of the tables, so the tables must outlive them all.
        let owned = files.iter().map(|(_, text)| &*Box::leak((*text).to_owned().into_boxed_str()));
        let sources: Vec<&'static str> = SOURCES.iter().copied().chain(owned).collect();
        Ok(Self { tables: Words(Box::leak(Box::new(Tables::parse(&sources)))), extractor })
    }

    /// The extractor's name under these words: [`EXTRACTOR`], and where an office's words take part a digest of them,
    /// "intake/3+words:1a2b3c4d". The same bytes give the same card under the same name.
    pub fn extractor(&self) -> &str {
        &self.extractor
    }

    /// The codes of the languages, in the order of the tables.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.tables.0.languages.iter().map(|language| language.code)
    }

    pub(crate) fn tables(&self) -> &'static Tables {
        self.tables.0
    }
}

/// Why a file of words cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageFault {
    /// The file's name as given.
    pub file: String,
    /// The line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong.
    pub kind: LanguageFaultKind,
}

/// What is wrong with a file of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LanguageFaultKind {
    /// The name is not a code of two or three small letters and ".words".
    Name,
    /// Two files have the same name.
    FileTwice,
    /// The file has more than [`FILE_BYTES_MAX`] bytes.
    FileTooLong {
        /// How many it has.
        bytes: usize,
    },
    /// The files list more than [`PHRASES_MAX`] words and phrases.
    TooManyPhrases,
    /// The files make more than [`LANGUAGES_MAX`] languages.
    TooManyLanguages,
    /// A word or phrase has more than [`PHRASE_BYTES_MAX`] bytes.
    PhraseTooLong,
    /// The file says no code.
    NoCode,
    /// The code is another than the one in the file's name.
    OtherCode {
        /// The code that the file says.
        code: String,
    },
    /// The line is neither a section, nor words, nor a comment.
    NotUnderstood,
    /// Words stand before the first section.
    NoSection,
    /// There is no such section.
    UnknownSection {
        /// Its name.
        name: String,
    },
    /// The section has no such key.
    UnknownKey {
        /// The section.
        section: String,
        /// The key.
        key: String,
    },
    /// Nothing stands behind the key, or an entry between two commas is empty or without letters and figures.
    EmptyEntry,
}

impl fmt::Display for LanguageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: ", self.file)?,
            line => write!(f, "{}, line {line}: ", self.file)?,
        }
        self.kind.fmt(f)
    }
}

impl std::error::Error for LanguageFault {}

impl fmt::Display for LanguageFaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => f.write_str(
                "the file is not named after a language; name it by the language's code of two or three small letters, \
                 such as pl.words",
            ),
            Self::FileTwice => f.write_str("the file is there twice; join the two"),
            Self::FileTooLong { bytes } => {
                write!(f, "the file has {bytes} bytes and may have {FILE_BYTES_MAX}; leave out rare words")
            }
            Self::TooManyPhrases => {
                write!(f, "the files list more than {PHRASES_MAX} words and phrases; leave out rare words")
            }
            Self::TooManyLanguages => {
                write!(f, "this makes more than {LANGUAGES_MAX} languages; leave out a file")
            }
            Self::PhraseTooLong => {
                write!(f, "a phrase is longer than {PHRASE_BYTES_MAX} bytes; keep its beginning, or put a comma in it")
            }
            Self::NoCode => f.write_str("the file does not say its language; begin it with [language] and code = …"),
            Self::OtherCode { code } => {
                write!(f, "the code {code} is not the one in the file's name; rename the file or change the code")
            }
            Self::NotUnderstood => {
                f.write_str("this is neither [section] nor key = word, word; a comment begins with #")
            }
            Self::NoSection => f.write_str("words stand before the first section; put a line such as [months] above"),
            Self::UnknownSection { name } => {
                write!(f, "there is no section [{name}]; the sections are ")?;
                names(f, SECTIONS.iter().map(|(name, _)| *name))
            }
            Self::UnknownKey { section, key } => {
                let space = if key.is_empty() { "" } else { " " };
                write!(f, "[{section}] has no key{space}{key}; its keys are ")?;
                match keys(section) {
                    Some(Keys::Named(keys)) => names(f, keys.iter().copied()),
                    Some(Keys::Years) => f.write_str("years of four figures, such as 1918"),
                    Some(Keys::Kinds) | None => {
                        write!(f, "the names of kinds of papers, of up to {PHRASE_BYTES_MAX} bytes")
                    }
                }
            }
            Self::EmptyEntry => f.write_str("an entry is empty; write a word behind = and between two commas"),
        }
    }
}

fn names<'n>(f: &mut fmt::Formatter<'_>, names: impl Iterator<Item = &'n str>) -> fmt::Result {
    for (at, name) in names.enumerate() {
        write!(f, "{}{name}", if at == 0 { "" } else { ", " })?;
    }
    Ok(())
}

/// What may stand as a key in a section.
#[derive(Clone, Copy)]
enum Keys {
    /// One of these.
    Named(&'static [&'static str]),
    /// Any kind of paper, by its canonical name.
    Kinds,
    /// Any year of four figures.
    Years,
}

const ALL: Keys = Keys::Named(&["all"]);
const TWELVE: Keys = Keys::Named(&["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]);

/// Every section that a grammar asks, with its keys.
const SECTIONS: &[(&str, Keys)] = &[
    ("language", Keys::Named(&["code", "common"])),
    ("months", TWELVE),
    ("ordinals", TWELVE),
    ("kinds", Keys::Kinds),
    ("kind_headings", Keys::Kinds),
    ("kind_marks", Keys::Kinds),
    ("salutation_kinds", Keys::Kinds),
    ("salutation_kind_closes", ALL),
    ("since", Keys::Years),
    ("until", Keys::Years),
    ("number_signs", ALL),
    ("your", ALL),
    ("my", ALL),
    ("self_offices", ALL),
    ("cite_adjectives", ALL),
    ("dated_words", ALL),
    ("relative_days", Keys::Named(&["instant", "ultimo", "proximo", "today", "yesterday"])),
    ("old_style", ALL),
    ("hours", ALL),
    ("span_words", ALL),
    ("told_dates", ALL),
    ("registry_signs", ALL),
    ("titles", ALL),
    ("post_words", ALL),
    ("office_words", ALL),
    ("letterheads", ALL),
    ("not_papers", ALL),
    ("after_number", ALL),
    ("number_links", ALL),
    ("answer_lines", ALL),
    ("fields", Keys::Named(FIELDS)),
    ("side_labels", Keys::Named(&["number", "to", "subject"])),
    ("reasons", ALL),
    ("needs", ALL),
    ("abbreviations", ALL),
    ("operative", ALL),
    ("subject_openings", ALL),
    ("copy_lists", Keys::Named(&["all", "other"])),
    ("list_ends", ALL),
    ("to_address", ALL),
    ("to_words", ALL),
    ("forms_of_address", ALL),
    ("salutations", ALL),
    ("address_titles", ALL),
    ("salutation_words", ALL),
    ("closes", ALL),
    ("close_words", ALL),
    ("close_particles", ALL),
    ("signing_for", ALL),
    ("copies", ALL),
    ("distribution", ALL),
    ("enclosures", ALL),
    ("references", ALL),
    ("registry", ALL),
    ("received", ALL),
    ("stamped_later", ALL),
    ("form_lines", ALL),
    ("box_words", ALL),
    ("captions", ALL),
    ("joining_words", ALL),
    ("sentence_verbs", ALL),
    ("markings", ALL),
    ("precedence", ALL),
    ("cable_posts", ALL),
    ("declare", Keys::Named(&["behind", "named", "before", "aside", "sent"])),
    ("thing_begins", ALL),
    ("thing_ends", ALL),
    ("thing_joins", ALL),
    ("thing_skipped", ALL),
    ("relation_answers", ALL),
    ("relation_encloses", ALL),
    ("relation_supersedes", ALL),
    ("relation_cancels", ALL),
    ("relation_superseded", ALL),
    ("relation_cancelled", ALL),
    ("thing_nouns", ALL),
    ("attesting", ALL),
    ("seats", ALL),
    ("enclosed_heads", ALL),
    ("quoting", ALL),
    ("receipt_openings", ALL),
    ("refer_openings", ALL),
    ("courtesies", ALL),
    ("telling", ALL),
    ("before_request", ALL),
    ("continued", ALL),
    ("page_words", Keys::Named(&["page", "of"])),
    ("propose", ALL),
    ("claim", ALL),
    ("opinion", ALL),
    ("reported", ALL),
    ("for", ALL),
    ("against", ALL),
    ("advise", ALL),
    ("defer", ALL),
    ("amended", ALL),
    ("asking", ALL),
    ("ask", Keys::Named(&["review", "decide", "concur", "note", "act", "answer"])),
    ("by_when", ALL),
    ("actors_act", ALL),
];

/// The labels of a form.
const FIELDS: &[&str] = &[
    "from",
    "to",
    "via",
    "attention",
    "subject",
    "date",
    "cc",
    "reference",
    "enclosures",
    "number",
    "kind",
    "attendance",
];

fn keys(section: &str) -> Option<Keys> {
    SECTIONS.iter().find(|(name, _)| *name == section).map(|(_, keys)| *keys)
}

fn is_key(section: &str, key: &str) -> bool {
    match keys(section) {
        Some(Keys::Named(keys)) => keys.contains(&key),
        Some(Keys::Kinds) => !key.is_empty() && key.len() <= PHRASE_BYTES_MAX,
        Some(Keys::Years) => key.len() == 4 && key.bytes().all(|byte| byte.is_ascii_digit()),
        None => false,
    }
}

/// Whether `text` can be taken as the file `name`; adds to `phrases` how many words and phrases it lists.
fn check(name: &str, text: &str, phrases: &mut usize) -> Result<(), (usize, LanguageFaultKind)> {
    use LanguageFaultKind as Kind;
    let named = name
        .strip_suffix(".words")
        .filter(|code| (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase()));
    let Some(named) = named else { return Err((0, Kind::Name)) };
    if text.len() > FILE_BYTES_MAX {
        return Err((0, Kind::FileTooLong { bytes: text.len() }));
    }
    let (mut section, mut code) = (None, None);
    for (number, line) in lines(text) {
        match line {
            Line::Other => return Err((number, Kind::NotUnderstood)),
            Line::Section(name) if keys(name).is_none() => {
                return Err((number, Kind::UnknownSection { name: name.to_owned() }));
            }
            Line::Section(name) => section = Some(name),
            Line::Words(key, list) => {
                let Some(section) = section else { return Err((number, Kind::NoSection)) };
                if !is_key(section, key) {
                    return Err((number, Kind::UnknownKey { section: section.to_owned(), key: key.to_owned() }));
                }
                if (section, key) == ("language", "code") {
                    if list != named {
                        return Err((number, Kind::OtherCode { code: list.to_owned() }));
                    }
                    code = Some(list);
                    continue;
                }
                *phrases += entries(list).map_err(|kind| (number, kind))?;
                if *phrases > PHRASES_MAX {
                    return Err((number, Kind::TooManyPhrases));
                }
            }
        }
    }
    code.map(|_| ()).ok_or((0, Kind::NoCode))
}

/// How many entries a list has.
fn entries(list: &str) -> Result<usize, LanguageFaultKind> {
    let mut count = 0;
    for entry in list.split(',') {
        if entry.trim().len() > PHRASE_BYTES_MAX {
            return Err(LanguageFaultKind::PhraseTooLong);
        }
        if fold(entry).is_empty() {
            return Err(LanguageFaultKind::EmptyEntry);
        }
        count += 1;
    }
    Ok(count)
}

/// A digest of names and texts: FNV-1a of 64 bits, its halves joined. It tells one office's words from another's; nobody
/// is kept from making two files of one digest.
fn digest(files: &[(&str, &str)]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for (name, text) in files {
        for part in [name, text] {
            add(&(part.len() as u64).to_le_bytes());
            add(part.as_bytes());
        }
    }
    (hash >> 32) as u32 ^ hash as u32
}

#[cfg(test)]
mod tests {
    use super::{Keys, SECTIONS, check};
    use crate::lang::{BODY_SECTIONS, CLASSES, SOURCES, source};

    #[test]
    fn the_built_in_files_keep_the_rules_of_an_offices_files() {
        for text in SOURCES {
            let name = format!("{}.words", source::code(text).unwrap_or_default());
            assert_eq!(check(&name, text, &mut 0), Ok(()), "{name}");
        }
    }

    /// The cells of the docs' table that name the keys of `section`.
    fn told_keys(section: &str) -> Option<&'static str> {
        let docs = include_str!("../../../../docs/languages.md");
        let rows = docs.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | "));
        let mut rows = rows.filter(|(sections, _)| sections.split(", ").any(|name| name.trim_matches('`') == section));
        rows.next().and_then(|(_, rest)| rest.split(" | ").next())
    }

    #[test]
    fn the_docs_name_every_section_and_every_key() {
        for (section, keys) in SECTIONS {
            let Some(told) = told_keys(section) else { panic!("docs/languages.md does not name [{section}]") };
            let missing: Vec<&str> = match keys {
                Keys::Named(["1", .., "12"]) if told == "`1`…`12`" => Vec::new(),
                Keys::Named(keys) => keys.iter().copied().filter(|key| !told.contains(&format!("`{key}`"))).collect(),
                Keys::Years => ["a year"].into_iter().filter(|words| !told.contains(words)).collect(),
                Keys::Kinds => ["kind"].into_iter().filter(|words| !told.contains(words)).collect(),
            };
            assert!(missing.is_empty(), "docs/languages.md does not name {missing:?} of [{section}]");
        }
    }

    #[test]
    fn every_section_that_the_tables_know_may_be_written() {
        let known = |name: &str| SECTIONS.iter().any(|(section, _)| *section == name);
        assert!(BODY_SECTIONS.iter().all(|name| known(name)));
        assert!(CLASSES.iter().all(|(name, _)| known(name)));
    }
}
