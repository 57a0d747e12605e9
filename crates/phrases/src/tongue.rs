//! A language, or a pack of words in one: read from a PO file of GNU gettext.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use crate::fill::slots;
use crate::recall::Recall;

/// The comment by which a file marks a phrase that the code stores in English: see [`crate::stored!`].
const STORED: &str = "stored";

/// The categories of the Unicode CLDR in the order in which a PO file of gettext lists its plural forms.
const CATEGORIES: [PluralCategory; 6] = [
    PluralCategory::ZERO,
    PluralCategory::ONE,
    PluralCategory::TWO,
    PluralCategory::FEW,
    PluralCategory::MANY,
    PluralCategory::OTHER,
];

/// Scripts written from right to left, by the languages that are.
const RIGHT_TO_LEFT: [&str; 8] = ["ar", "he", "fa", "ur", "yi", "ps", "dv", "ug"];

/// Why a file of phrases cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Misread {
    /// It is no PO file.
    #[error("it is no PO file: {0}")]
    NoPo(String),
    /// Its header names no language.
    #[error("its header names no language that is known (\"Language: ru\")")]
    NoLanguage,
    /// What is said does not fill what the phrase fills.
    #[error("{english:?} is said as {said:?}, which names the slot {slot:?} that it has not")]
    Slot {
        /// The phrase.
        english: String,
        /// As what it is said.
        said: String,
        /// The slot's name.
        slot: String,
    },
    /// Too few or too many forms of a count.
    #[error("{english:?} has {forms} forms, and the language has {wanted}")]
    Forms {
        /// The phrase.
        english: String,
        /// How many the file has.
        forms: usize,
        /// How many the language has.
        wanted: usize,
    },
}

/// A language, or a pack of words in one.
pub struct Tongue {
    code: String,
    name: String,
    over: Option<String>,
    rules: PluralRules,
    categories: Vec<PluralCategory>,
    phrases: HashMap<String, String>,
    counted: HashMap<String, Vec<String>>,
    /// Which of the phrases are stored, in English.
    stored: BTreeSet<String>,
    /// Those, made ready when the first of them is shown.
    recall: OnceLock<Recall>,
}

impl std::fmt::Debug for Tongue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tongue({}, {} phrases)", self.code, self.phrases.len() + self.counted.len())
    }
}

impl Tongue {
    /// Reads a PO file. Of its header, `Language`, `X-Name` (the language's own name for itself) and `X-Over` are used; plural
    /// forms stand in gettext's order and go by the rules of the Unicode CLDR for whole numbers.
    ///
    /// # Errors
    /// Where it is no PO file, names no language, or says a phrase with a slot that the phrase has not.
    pub fn read(po: &str) -> Result<Self, Misread> {
        let file =
            polib::po_file::parse_from_reader(po.as_bytes()).map_err(|error| Misread::NoPo(error.to_string()))?;
        let code = file.metadata.language.clone();
        let language: LanguageIdentifier = code.parse().map_err(|_| Misread::NoLanguage)?;
        let plain = LanguageIdentifier::from_parts(language.language, None, None, &[]);
        let rules = PluralRules::create(plain, PluralRuleType::CARDINAL).map_err(|_| Misread::NoLanguage)?;
        let categories = categories(&rules);
        let name = headed(po, "X-Name").unwrap_or_else(|| code.clone());
        let over = headed(po, "X-Over");
        let mut tongue = Self {
            code,
            name,
            over,
            rules,
            categories,
            phrases: HashMap::new(),
            counted: HashMap::new(),
            stored: BTreeSet::new(),
            recall: OnceLock::new(),
        };
        for message in file.messages().filter(|message| message.is_translated() && !message.is_fuzzy()) {
            tongue.learn(message)?;
        }
        Ok(tongue)
    }

    fn learn(&mut self, message: &dyn polib::message::MessageView) -> Result<(), Misread> {
        let english = message.msgid();
        let fits = |said: &str| {
            let many = message.msgid_plural().unwrap_or_default();
            match slots(said).into_iter().find(|slot| !slots(english).contains(slot) && !slots(many).contains(slot)) {
                None => Ok(()),
                Some(slot) => {
                    let slot = slot.to_owned();
                    Err(Misread::Slot { english: english.to_owned(), said: said.to_owned(), slot })
                }
            }
        };
        if let Ok(forms) = message.msgstr_plural() {
            if forms.len() != self.categories.len() {
                let (forms, wanted) = (forms.len(), self.categories.len());
                return Err(Misread::Forms { english: english.to_owned(), forms, wanted });
            }
            forms.iter().try_for_each(|form| fits(form))?;
            self.counted.insert(english.to_owned(), forms.clone());
        } else if let Ok(said) = message.msgstr() {
            fits(said)?;
            if message.extracted_comments().lines().any(|line| line.trim() == STORED) {
                self.stored.insert(english.to_owned());
            }
            self.phrases.insert(english.to_owned(), said.to_owned());
        }
        Ok(())
    }

    /// The key of the language over which this pack of words lies, by the header's `X-Over`.
    #[must_use]
    pub fn over_which(&self) -> Option<&str> {
        self.over.as_deref()
    }

    /// This pack's words over another's: what it does not say, the other says.
    #[must_use]
    pub fn over(mut self, under: &Self) -> Self {
        for (english, said) in &under.phrases {
            self.phrases.entry(english.clone()).or_insert_with(|| said.clone());
        }
        for (english, said) in &under.counted {
            self.counted.entry(english.clone()).or_insert_with(|| said.clone());
        }
        self.stored.extend(under.stored.iter().cloned());
        self.recall = OnceLock::new();
        self
    }

    /// Kept for the life of the program, as a page's words have to be. Tongues are read once, at the start.
    #[must_use]
    pub fn for_good(self) -> &'static Self {
        Box::leak(Box::new(self))
    }

    /// The language as HTML names it: "ru".
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The language's own name for itself: "русский".
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        RIGHT_TO_LEFT.contains(&self.code.split('-').next().unwrap_or_default())
    }

    /// How it says a phrase.
    #[must_use]
    pub fn phrase(&self, english: &str) -> Option<&str> {
        self.phrases.get(english).map(String::as_str)
    }

    /// How it says a sentence that was stored in English; `None` where it is none that the code stores.
    #[must_use]
    pub fn recalled(&self, stored: &str) -> Option<String> {
        let recall = self.recall.get_or_init(|| {
            Recall::of(self.stored.iter().filter_map(|one| Some((one.as_str(), self.phrases.get(one)?.as_str()))))
        });
        recall.said(stored)
    }

    /// How it says a phrase of so many.
    #[must_use]
    pub fn counted(&self, one: &str, count: u64) -> Option<&str> {
        let forms = self.counted.get(one)?;
        let category = self.rules.select(count).unwrap_or(PluralCategory::OTHER);
        let at = self.categories.iter().position(|known| *known == category)?;
        forms.get(at).map(String::as_str)
    }
}

/// The categories in which whole numbers of a language fall. Fractions have one of their own in some ("other" of Russian),
/// and nothing is counted in fractions here.
fn categories(rules: &PluralRules) -> Vec<PluralCategory> {
    let used: Vec<PluralCategory> = (0..=200_u64).filter_map(|count| rules.select(count).ok()).collect();
    CATEGORIES.into_iter().filter(|category| used.contains(category)).collect()
}

/// The value of a line of the header.
fn headed(po: &str, key: &str) -> Option<String> {
    let of_line = |line: &str| {
        let value = line.trim().strip_prefix('"')?.strip_prefix(key)?.strip_prefix(':')?;
        Some(value.trim_end_matches('"').trim_end_matches("\\n").trim().to_owned())
    };
    po.lines().find_map(of_line).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Misread, Tongue};

    const HEAD: &str = "msgid \"\"\nmsgstr \"\"\n\"Language: ru\\n\"\n\"X-Name: русский\\n\"\n\
                        \"Content-Type: text/plain; charset=UTF-8\\n\"\n\
                        \"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n\"\n\n";

    fn read(po: &str) -> Result<Tongue, Misread> {
        Tongue::read(&format!("{HEAD}{po}"))
    }

    #[test]
    fn a_file_says_phrases_and_counts_as_the_language_does() {
        let tongue = read(
            "msgid \"Closing {no} of {day}\"\nmsgstr \"{day}: закрытие {no}\"\n\n\
             msgid \"{n} paper\"\nmsgid_plural \"{n} papers\"\nmsgstr[0] \"{n} документ\"\nmsgstr[1] \"{n} документа\"\nmsgstr[2] \"{n} документов\"\n\n\
             msgid \"Desk\"\nmsgstr \"\"\n",
        )
        .expect("read");
        assert_eq!((tongue.code(), tongue.name(), tongue.is_right_to_left()), ("ru", "русский", false));
        assert_eq!(tongue.phrase("Desk"), None, "what is not said stays English");
        let kept: &'static Tongue = tongue.for_good();
        let said = |count: u64| crate::counted("{n} paper", "{n} papers", count, &[("n", &count)]);
        assert_eq!(said(2), "2 papers");
        crate::speaking(Some(kept), || {
            let cases = [
                (1, "1 документ"),
                (2, "2 документа"),
                (5, "5 документов"),
                (11, "11 документов"),
                (21, "21 документ"),
            ];
            for (count, words) in cases {
                assert_eq!(said(count), words);
            }
            assert_eq!(crate::filled("Closing {no} of {day}", &[("no", &4), ("day", &"3 мая")]), "3 мая: закрытие 4");
        });
        assert_eq!(crate::language(), "en");
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_the_phrase() {
        let wrong = read("msgid \"By {who}\"\nmsgstr \"{whom} сделал\"\n").expect_err("refused");
        assert!(matches!(wrong, Misread::Slot { slot, .. } if slot == "whom"));
        let forms = "msgid \"{n} desk\"\nmsgid_plural \"{n} desks\"\nmsgstr[0] \"стол\"\nmsgstr[1] \"столы\"\n";
        assert!(matches!(read(forms).expect_err("refused"), Misread::Forms { forms: 2, wanted: 3, .. }));
        let none = "msgid \"\"\nmsgstr \"\"\n\"Language: not a language\\n\"\n";
        assert!(matches!(Tongue::read(none).expect_err("refused"), Misread::NoLanguage));
    }

    #[test]
    fn a_pack_of_words_lies_over_a_language() {
        let under = read("msgid \"Desk\"\nmsgstr \"Стол\"\n\nmsgid \"Register\"\nmsgstr \"Журнал\"\n").expect("read");
        let over = read("msgid \"Register\"\nmsgstr \"Книга\"\n").expect("read").over(&under);
        assert_eq!((over.phrase("Desk"), over.phrase("Register")), (Some("Стол"), Some("Книга")));
    }

    #[test]
    fn what_is_stored_in_english_is_said_when_it_is_shown() {
        let under = "#. stored\nmsgid \"No sender was found.\"\nmsgstr \"Отправитель не найден.\"\n\n\
                     #. stored\nmsgid \"Page {no} is blank.\"\nmsgstr \"Лист {no} пуст.\"\n\n\
                     msgid \"Closing {no}\"\nmsgstr \"Закрытие {no}\"\n";
        let over = "#. stored\nmsgid \"Page {no} is blank.\"\nmsgstr \"Страница {no} пуста.\"\n";
        let tongue = read(over).expect("read").over(&read(under).expect("read")).for_good();
        assert_eq!(crate::recalled("No sender was found."), "No sender was found.", "English is spoken");
        crate::speaking(Some(tongue), || {
            assert_eq!(crate::recalled("No sender was found."), "Отправитель не найден.");
            assert_eq!(crate::recalled("Page 3 is blank."), "Страница 3 пуста.");
            assert_eq!(crate::recalled("Closing 3"), "Closing 3", "it is said in the code, and not stored");
            assert_eq!(crate::recalled("Ask the desk."), "Ask the desk.");
        });
    }
}
