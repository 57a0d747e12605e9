//! What the program says is listed for translators, and the languages that the program brings say all of it.
//!
//! The list is `languages/phrases.pot` of the program's crate, in the PO form of GNU gettext; each language is a file beside
//! it. A pack of words (its header says `X-Over`) says some of it otherwise and is never complete.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use phrases_markup::Phrase;

use crate::{Finding, Tree};

/// The folder of the list and of the languages.
pub const FOLDER: &str = "crates/chancery/languages/";
/// The list's name in it.
pub const LIST: &str = "phrases.pot";

/// The comment that marks a phrase which the code stores in English; the program finds it by that when it is shown.
const STORED: &str = "stored";

const MEND: &str = "cargo run -p tidy --bin phrases, then say in each language what is new";

/// Where a phrase comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The files that say it.
    files: BTreeSet<String>,
    /// Whether one of them stores it.
    is_stored: bool,
}

/// Every phrase, and where it comes from.
pub type Said = BTreeMap<Phrase, Source>;

/// Every phrase that the sources say.
///
/// # Errors
/// The path of a source that is no Rust, and why.
pub fn said(tree: &Tree) -> Result<Said, String> {
    let mut said = Said::new();
    for (path, text) in tree.sources().filter(|(path, _)| speaks(path)) {
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let found = phrases_markup::in_source(code).map_err(|why| format!("{path}: {why}"))?;
        for found in found {
            let source = said.entry(found.phrase).or_default();
            source.files.insert(path.to_owned());
            source.is_stored |= found.is_stored;
        }
    }
    let is_script = |path: &str| path.starts_with("crates/chancery/assets/") && path.ends_with(".js");
    let is_form = |path: &str| path.starts_with("crates/typeset/src/forms/") && path.ends_with(".typ");
    for (path, text) in tree.texts().filter(|(path, _)| is_script(path) || is_form(path)) {
        for english in phrases::in_script(text) {
            said.entry(Phrase::plain(english)).or_default().files.insert(path.to_owned());
        }
    }
    Ok(said)
}

/// Pages of development builds, which speak as the code does.
const OF_DEVELOPMENT: &str = "crates/chancery/src/web/style.rs";

fn speaks(path: &str) -> bool {
    path != OF_DEVELOPMENT
        && path.starts_with("crates/")
        && path.contains("/src/")
        && !path.starts_with("crates/phrases")
        && !path.starts_with("crates/tidy")
}

/// A file of phrases: what stands above the first of them, and how it says each that it says.
#[derive(Debug, Default)]
pub struct Spoken {
    head: String,
    words: BTreeMap<Phrase, Vec<String>>,
    /// Which of them it marks as stored.
    stored: BTreeSet<Phrase>,
}

impl Spoken {
    /// Reads a PO file.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(po: &str) -> Result<Self, String> {
        let file = polib::po_file::parse_from_reader(po.as_bytes()).map_err(|error| error.to_string())?;
        let head = po.split_once("\n\n").map_or(po, |(head, _)| head).to_owned();
        let (mut words, mut stored) = (BTreeMap::new(), BTreeSet::new());
        for message in file.messages() {
            let forms = match message.msgstr_plural() {
                Ok(forms) => forms.clone(),
                Err(_) => vec![message.msgstr().unwrap_or_default().to_owned()],
            };
            let many = message.msgid_plural().ok().map(str::to_owned);
            if forms.iter().all(|form| !form.is_empty()) {
                let phrase = Phrase { one: message.msgid().to_owned(), many };
                if message.extracted_comments().lines().any(|line| line.trim() == STORED) {
                    stored.insert(phrase.clone());
                }
                words.insert(phrase, forms);
            }
        }
        Ok(Self { head, words, stored })
    }

    /// Whether it is a pack of words over a language.
    #[must_use]
    pub fn is_pack(&self) -> bool {
        self.head.contains("X-Over")
    }

    /// The file anew: what is said and what is yet to be, in the list's order. A pack holds what it says and no more.
    #[must_use]
    pub fn anew(&self, said: &Said) -> String {
        let mut text = format!("{}\n", self.head);
        for (phrase, source) in said {
            let forms = self.words.get(phrase);
            if self.is_pack() && forms.is_none() {
                continue;
            }
            let files: Vec<&str> = source.files.iter().map(String::as_str).collect();
            let mark = if source.is_stored { format!("#. {STORED}\n") } else { String::new() };
            let _ = write!(text, "\n{mark}#: {}\nmsgid {}\n", files.join(" "), quoted(&phrase.one));
            let form = |at: usize| quoted(forms.and_then(|forms| forms.get(at)).map_or("", String::as_str));
            match &phrase.many {
                None => {
                    let _ = writeln!(text, "msgstr {}", form(0));
                }
                Some(many) => {
                    let _ = writeln!(text, "msgid_plural {}", quoted(many));
                    for at in 0..forms.map_or_else(|| self.forms(), Vec::len) {
                        let _ = writeln!(text, "msgstr[{at}] {}", form(at));
                    }
                }
            }
        }
        text
    }

    /// How many forms a count has, by the header.
    fn forms(&self) -> usize {
        let after = self.head.split_once("nplurals=").map_or("", |(_, after)| after);
        after.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or(2)
    }
}

fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t"))
}

/// The list that translators begin from.
#[must_use]
pub fn list(said: &Said) -> String {
    let head = "# What Chancery says, for translators: docs/languages.md says how.\nmsgid \"\"\nmsgstr \"\"\n\
                \"Language: \\n\"\n\"X-Name: \\n\"\n\"MIME-Version: 1.0\\n\"\n\
                \"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n\
                \"Plural-Forms: nplurals=2; plural=n != 1;\\n\"";
    Spoken { head: head.to_owned(), ..Spoken::default() }.anew(said)
}

/// The list is as the sources say, every language says all of it, none says what nobody asks, and each finds again what is
/// stored.
///
/// # Errors
/// As [`said`].
pub fn check(tree: &Tree) -> Result<Vec<Finding>, String> {
    let said = said(tree)?;
    let mut findings = Vec::new();
    let place = format!("{FOLDER}{LIST}");
    if tree.text(&place) != Some(list(&said).as_str()) {
        findings.push(Finding::new(&place, 0, "it is not what the sources say", MEND));
    }
    for (path, text) in tree.texts().filter(|(path, _)| path.starts_with(FOLDER) && path.ends_with(".po")) {
        let spoken = match Spoken::read(text) {
            Ok(spoken) => spoken,
            Err(why) => {
                findings.push(Finding::new(path, 0, format!("it is no PO file: {why}"), "mend its form"));
                continue;
            }
        };
        for phrase in spoken.words.keys().filter(|phrase| !said.contains_key(phrase)) {
            findings.push(Finding::new(path, 0, format!("nobody says {:?}", phrase.one), MEND));
        }
        let is_stored = |phrase: &&Phrase| said.get(phrase).is_some_and(|source| source.is_stored);
        for phrase in spoken.words.keys().filter(|phrase| is_stored(phrase) != spoken.stored.contains(phrase)) {
            findings.push(Finding::new(path, 0, format!("it marks as stored wrongly: {:?}", phrase.one), MEND));
        }
        findings.extend(lost(path, text, &spoken));
        for phrase in said.keys().filter(|phrase| !spoken.is_pack() && !spoken.words.contains_key(phrase)) {
            findings.push(Finding::new(path, 0, format!("it does not say {:?}", phrase.one), "say it"));
        }
    }
    Ok(findings)
}

/// Stored sentences that a language does not find again by their words, or takes for one another.
fn lost(path: &str, po: &str, spoken: &Spoken) -> Vec<Finding> {
    let tongue = match phrases::Tongue::read(po) {
        Ok(tongue) => tongue,
        Err(why) => return vec![Finding::new(path, 0, format!("it cannot be used: {why}"), "mend it")],
    };
    let stored = || spoken.stored.iter().filter_map(|phrase| Some((&phrase.one, spoken.words.get(phrase)?.first()?)));
    // What fills a slot that holds a stored sentence: the shortest that has no slots itself.
    let plain = stored().filter(|(english, _)| phrases::slots(english).is_empty());
    let nested = plain.min_by_key(|(english, _)| english.len());
    let (nested, nested_said) = nested.map_or(("", ""), |(english, said)| (english, said));
    let found = |english: &str, said: &str| {
        tongue.recalled(&filled(english, nested)).as_deref() == Some(&filled(said, nested_said))
    };
    let lost = stored().filter(|(english, said)| !found(english, said));
    let what = |english: &str| format!("it is not found again when it is filled: {english:?}");
    lost.map(|(english, _)| Finding::new(path, 0, what(english), "give it more words of its own")).collect()
}

/// A phrase with something in its slots.
fn filled(phrase: &str, nested: &str) -> String {
    phrases::slots(phrase).into_iter().fold(phrase.to_owned(), |text, slot| {
        text.replace(&format!("{{{slot}}}"), if slot.starts_with("stored_") { nested } else { "7" })
    })
}

#[cfg(test)]
mod tests {
    use super::{Spoken, check, list, said};
    use crate::Tree;

    #[test]
    fn a_phrase_that_is_not_listed_or_not_said_is_found() {
        let source = r#"fn page() { say!("Close the day"); plural!(n, "{n} paper", "{n} papers"); }"#;
        let only = Tree::of(&[("crates/chancery/src/page.rs", source)]);
        let list = list(&said(&only).expect("Rust"));
        assert_eq!(check(&only).expect("Rust").len(), 1, "there is no list");
        let head = "msgid \"\"\nmsgstr \"\"\n\"Language: ru\\n\"\n\"Plural-Forms: nplurals=3; plural=0;\\n\"\n";
        let whole = format!(
            "{head}\nmsgid \"Close the day\"\nmsgstr \"Закрыть день\"\n\nmsgid \"{{n}} paper\"\nmsgid_plural \"{{n}} papers\"\n\
             msgstr[0] \"{{n}} документ\"\nmsgstr[1] \"{{n}} документа\"\nmsgstr[2] \"{{n}} документов\"\n"
        );
        let less = format!("{head}\nmsgid \"Close the night\"\nmsgstr \"Закрыть ночь\"\n");
        let pack = "msgid \"\"\nmsgstr \"\"\n\"Language: en\\n\"\n\"X-Over: en\\n\"\n\nmsgid \"Close the day\"\nmsgstr \"Shut the day\"\n";
        let of = |po: &str| {
            let files = [
                ("crates/chancery/src/page.rs", source),
                ("crates/chancery/languages/phrases.pot", &list),
                ("crates/chancery/languages/ru.po", po),
            ];
            check(&Tree::of(&files)).expect("Rust")
        };
        assert_eq!(of(&whole), []);
        assert_eq!(of(pack), []);
        assert_eq!(of(&less).len(), 3, "two are not said, and one is said that nobody asks");
    }

    #[test]
    fn a_phrase_that_is_stored_is_marked_in_the_list_and_in_every_language() {
        let source = r#"fn read() -> &'static str { stored!("No sender was found.") }"#;
        let said = said(&Tree::of(&[("crates/intake/src/read.rs", source)])).expect("Rust");
        let list = list(&said);
        assert!(
            list.ends_with("\n#. stored\n#: crates/intake/src/read.rs\nmsgid \"No sender was found.\"\nmsgstr \"\"\n")
        );
        let unmarked = "msgid \"\"\nmsgstr \"\"\n\"Language: ru\\n\"\n\nmsgid \"No sender was found.\"\nmsgstr \"Отправитель не найден.\"\n";
        let of = |po: &str| {
            let files = [
                ("crates/intake/src/read.rs", source),
                ("crates/chancery/languages/phrases.pot", &list),
                ("crates/chancery/languages/ru.po", po),
            ];
            check(&Tree::of(&files)).expect("Rust")
        };
        assert_eq!(of(unmarked).len(), 1);
        assert_eq!(of(&Spoken::read(unmarked).expect("PO").anew(&said)), []);
    }
}
