//! What goes by the language without being words of it: the order of names, the figures of a count. Both by the Unicode CLDR
//! (UTS #10 and #35), as the language spoken has them.

use std::cell::RefCell;
use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;

use crate::language;

/// How one language orders and counts.
struct Local {
    language: &'static str,
    collator: Option<CollatorBorrowed<'static>>,
    figures: Option<DecimalFormatter>,
}

impl Local {
    fn of(language: &'static str) -> Self {
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        let mut order = CollatorPreferences::from(&locale);
        // "Room 2" before "Room 10".
        order.numeric_ordering = Some(CollationNumericOrdering::True);
        Self {
            language,
            collator: CollatorBorrowed::try_new(order, CollatorOptions::default()).ok(),
            figures: DecimalFormatter::try_new(
                (&locale).into(),
                icu_decimal::options::DecimalFormatterOptions::default(),
            )
            .ok(),
        }
    }
}

thread_local! {
    /// Of the language that was spoken last on this thread.
    static LAST: RefCell<Option<Local>> = const { RefCell::new(None) };
}

fn with<R>(work: impl FnOnce(&Local) -> R) -> R {
    LAST.with_borrow_mut(|last| {
        let spoken = language();
        let known = last.take().filter(|known| known.language == spoken);
        work(last.insert(known.unwrap_or_else(|| Local::of(spoken))))
    })
}

/// Things by their names, in the order of a dictionary of the language spoken: no matter for capitals before accents, nor for
/// accents before letters; figures by what they count.
pub fn in_order<T>(things: impl IntoIterator<Item = T>, name: impl Fn(&T) -> &str) -> Vec<T> {
    let mut things: Vec<T> = things.into_iter().collect();
    with(|local| {
        things.sort_by(|one, other| compare(local, name(one), name(other)));
    });
    things
}

fn compare(local: &Local, one: &str, other: &str) -> Ordering {
    match &local.collator {
        Some(collator) => collator.compare(one, other),
        None => one.cmp(other),
    }
}

/// A count in figures, in groups as the language spoken has them: 12,345 in English, 12 345 in Russian.
#[must_use]
pub fn number(count: u64) -> String {
    with(|local| match &local.figures {
        Some(figures) => figures.format(&Decimal::from(count)).to_string(),
        None => count.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::{in_order, number};
    use crate::{Tongue, speaking};

    fn tongue(code: &str) -> &'static Tongue {
        let po = format!(
            "msgid \"\"\nmsgstr \"\"\n\"Language: {code}\\n\"\n\"Plural-Forms: nplurals=2; plural=n != 1;\\n\"\n"
        );
        Tongue::read(&po).expect("a PO file").for_good()
    }

    fn ordered(code: &str, names: &[&'static str]) -> Vec<&'static str> {
        speaking(Some(tongue(code)), || in_order(names.iter().copied(), |name| name))
    }

    #[test]
    fn names_stand_as_in_a_dictionary_of_the_language() {
        assert_eq!(
            speaking(None, || in_order(["Zoning", "legal", "Room 10", "Élan", "Room 2", "Press"], |name| name)),
            ["Élan", "legal", "Press", "Room 2", "Room 10", "Zoning"]
        );
        assert_eq!(ordered("ru", &["Яков", "Ёлкин", "Жуков", "Егоров"]), ["Егоров", "Ёлкин", "Жуков", "Яков"]);
        // Ä is a letter of its own in Swedish, after Z, and an A in German.
        assert_eq!(ordered("sv", &["Ärna", "Zetterberg", "Arne"]), ["Arne", "Zetterberg", "Ärna"]);
        assert_eq!(ordered("de", &["Zetter", "Ärna", "Arne"]), ["Ärna", "Arne", "Zetter"]);
    }

    #[test]
    fn counts_stand_in_groups_of_the_language() {
        assert_eq!(speaking(None, || [0, 999, 1_000, 1_234_567].map(number)), ["0", "999", "1,000", "1,234,567"]);
        let russian = speaking(Some(tongue("ru")), || number(1_234_567));
        assert_eq!(russian, "1\u{a0}234\u{a0}567");
        // The language before is not gone on with.
        assert_eq!(speaking(None, || number(10_000)), "10,000");
    }
}
