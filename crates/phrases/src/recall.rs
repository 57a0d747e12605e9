//! Sentences that are stored in English, said again in a language when they are shown.
//!
//! Only phrases that the code declares by `stored!` are looked for; the file of a language marks them by the comment
//! `#. stored`. Going by the mark and not by the look of a phrase is what keeps a stored sentence from being taken for some
//! other phrase with slots, as "{1} of {2}", which fits very much.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt::Display;

use crate::fill::{around_slots, slots, text};

/// A slot whose name begins so holds what is stored as well, and is said in its turn.
const STORED: &str = "stored_";
/// Stored sentences stand no deeper within each other than this.
const NESTED_MAX: usize = 4;

/// A stored sentence with slots.
struct Pattern {
    /// Its slots, in their order.
    slots: Vec<String>,
    /// The words before, between and behind them.
    words: Vec<String>,
    /// How the language says it.
    said: String,
}

impl Pattern {
    fn of(english: &str, said: &str) -> Self {
        let slots = slots(english).into_iter().map(str::to_owned).collect();
        Self { slots, words: around_slots(english), said: said.to_owned() }
    }

    fn bytes_of_words(&self) -> usize {
        self.words.iter().map(String::len).sum()
    }

    /// What stands in the slots of a sentence, where the whole of it is this one.
    fn fills<'s>(&self, stored: &'s str) -> Option<Vec<&'s str>> {
        let (first, rest) = self.words.split_first()?;
        let (last, between) = rest.split_last()?;
        let mut left = stored.strip_prefix(first.as_str())?.strip_suffix(last.as_str())?;
        let mut fills = Vec::with_capacity(self.slots.len());
        for words in between {
            let (fill, after) = left.split_once(words.as_str())?;
            fills.push(fill);
            left = after;
        }
        fills.push(left);
        Some(fills)
    }
}

/// The stored sentences of a language.
pub(crate) struct Recall {
    plain: HashMap<String, String>,
    /// Those with the most words of their own first: the first that fits is the one that was meant.
    patterns: Vec<Pattern>,
}

impl Recall {
    /// Of stored phrases, each with how the language says it.
    pub(crate) fn of<'p>(stored: impl Iterator<Item = (&'p str, &'p str)>) -> Self {
        let (with_slots, plain): (Vec<_>, Vec<_>) = stored.partition(|(english, _)| !slots(english).is_empty());
        let plain = plain.into_iter().map(|(english, said)| (text(english, &[]), text(said, &[]))).collect();
        let patterns = with_slots.into_iter().map(|(english, said)| Pattern::of(english, said));
        let mut patterns: Vec<Pattern> = patterns.collect();
        patterns.sort_by_key(|pattern| Reverse(pattern.bytes_of_words()));
        Self { plain, patterns }
    }

    /// A stored sentence in the language; `None` where it is none that was declared.
    pub(crate) fn said(&self, stored: &str) -> Option<String> {
        self.within(stored, NESTED_MAX)
    }

    fn within(&self, stored: &str, nested_max: usize) -> Option<String> {
        let said = self.plain.get(stored).cloned();
        said.or_else(|| self.patterns.iter().find_map(|pattern| self.by(pattern, stored, nested_max)))
    }

    /// A sentence by its pattern. Where a slot should hold what is stored and does not, some other sentence was meant.
    fn by(&self, pattern: &Pattern, stored: &str, nested_max: usize) -> Option<String> {
        let mut fills = Vec::with_capacity(pattern.slots.len());
        for (slot, fill) in pattern.slots.iter().zip(pattern.fills(stored)?) {
            fills.push(match slot.starts_with(STORED) {
                true => self.within(fill, nested_max.checked_sub(1)?)?,
                false => fill.to_owned(),
            });
        }
        let slots = pattern.slots.iter().zip(&fills);
        let slots: Vec<(&str, &dyn Display)> = slots.map(|(slot, fill)| (slot.as_str(), fill as _)).collect();
        Some(text(&pattern.said, &slots))
    }
}

#[cfg(test)]
mod tests {
    use super::Recall;

    const STORED: &[(&str, &str)] = &[
        ("No sender was found.", "Отправитель не найден."),
        ("“{title}” is declared but not in the file.", "«{title}» заявлено, но в файле нет."),
        ("{name} stays inside: {stored_why}.", "{name} остаётся внутри: {stored_why}."),
        ("{name}: {stored_says}", "{name}: {stored_says}"),
        ("{stored_before} It was not checked.", "{stored_before} Это не проверено."),
        ("it is encrypted", "зашифровано"),
        ("it unpacks to more than {mib} MiB", "в распакованном виде больше {mib} МиБ"),
        ("The file is {called}.", "Файл: {called}."),
        ("The file is {called}; it is kept.", "Файл: {called}; он хранится."),
        ("There is {{one}} {thing}.", "Есть {{один}} {thing}."),
        ("Of {count} files {kept} were taken out.", "Извлечено {kept} из {count}."),
    ];

    fn said(stored: &str) -> Option<String> {
        Recall::of(STORED.iter().copied()).said(stored)
    }

    #[test]
    fn a_stored_sentence_is_said_with_what_stood_in_its_slots() {
        let cases = [
            ("No sender was found.", "Отправитель не найден."),
            ("“The map” is declared but not in the file.", "«The map» заявлено, но в файле нет."),
            ("Of 30 files 20 were taken out.", "Извлечено 20 из 30."),
            ("There is {one} brace.", "Есть {один} brace."),
            ("“” is declared but not in the file.", "«» заявлено, но в файле нет."),
        ];
        for (stored, words) in cases {
            assert_eq!(said(stored).as_deref(), Some(words));
        }
    }

    #[test]
    fn words_of_the_sentence_may_stand_in_its_slots() {
        let twice = "“A” is declared but not in the file.” is declared but not in the file.";
        assert_eq!(said(twice).as_deref(), Some("«A” is declared but not in the file.» заявлено, но в файле нет."));
        assert_eq!(said("Of 3 files files 2 were taken out.").as_deref(), Some("Извлечено files 2 из 3."));
    }

    #[test]
    fn of_several_that_fit_the_one_with_the_most_words_is_meant() {
        assert_eq!(said("The file is a map; it is kept.").as_deref(), Some("Файл: a map; он хранится."));
        assert_eq!(said("The file is a map; it is lost.").as_deref(), Some("Файл: a map; it is lost."));
    }

    #[test]
    fn only_slots_that_are_named_so_hold_what_is_stored_itself() {
        assert_eq!(
            said("a.pdf stays inside: it is encrypted.").as_deref(),
            Some("a.pdf остаётся внутри: зашифровано.")
        );
        let unpacked = said("a.zip stays inside: it unpacks to more than 8 MiB.");
        assert_eq!(unpacked.as_deref(), Some("a.zip остаётся внутри: в распакованном виде больше 8 МиБ."));
        let named = said("a.pdf: No sender was found. It was not checked.");
        assert_eq!(named.as_deref(), Some("a.pdf: Отправитель не найден. Это не проверено."));
        assert_eq!(said("“it is encrypted” is declared but not in the file."), said_of_title("it is encrypted"));
        assert_eq!(said("a.pdf stays inside: it is lost."), None, "that is nothing which the code stores");
    }

    fn said_of_title(title: &str) -> Option<String> {
        Some(format!("«{title}» заявлено, но в файле нет."))
    }

    #[test]
    fn a_name_made_to_be_long_is_not_taken_apart_for_ever() {
        let name = "a stays inside: ".repeat(1_000);
        assert_eq!(said(&format!("{name}it is encrypted.")), None);
    }

    #[test]
    fn what_is_not_wholly_a_stored_sentence_is_none() {
        for other in [
            "",
            "No sender was found",
            "No sender was found. Ask.",
            "Of 30 files",
            "“The map” is declared",
            "A letter.",
        ] {
            assert_eq!(said(other), None, "{other}");
        }
    }
}
