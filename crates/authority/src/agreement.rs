//! On what ground a name as written agrees with one that is known.

use crate::name::{Name, Word};
use crate::sound::alike;

/// Shortest surname, in letters, that is taken for another spelling of one; shorter ones have to be spelled alike.
const SPELLED_LETTERS_MIN: usize = 4;

/// On what ground two names agree, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// They are the same words, but for capitals, spacing, stops and marks on letters.
    Same,
    /// One is the other in other letters: Cyrillic, Greek.
    Letters,
    /// The surname is the same.
    Surname,
    /// The surname is another spelling of the same sounds.
    Spelling,
    /// The same post or office, in words of another order.
    Post,
    /// One is what the other may be shortened to.
    Short,
}

/// What given names and initials say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Given {
    /// The same given names, or spellings of them.
    Names,
    /// Initials agree.
    Initials,
    /// One of the two has none: others of that surname may be meant.
    Nothing,
}

/// That two names agree, and on what ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Agreement {
    /// The ground.
    pub ground: Ground,
    /// What given names add to it.
    pub given: Given,
}

impl Agreement {
    /// What speaks for it, as a sentence for the officer.
    pub fn says(&self, written: &str, known: &str) -> String {
        let beside = match self.given {
            Given::Names => "; given names agree",
            Given::Initials => "; initials agree",
            Given::Nothing => "; no given name says which of that surname",
        };
        match self.ground {
            Ground::Same => format!("{written} is the same name."),
            Ground::Letters => format!("{written} is {known} in other letters{beside}."),
            Ground::Surname => format!("The surname is that of {known}{beside}."),
            Ground::Spelling => format!("{written} is a spelling of {known}{beside}."),
            Ground::Post => format!("{written} has the words of {known}."),
            Ground::Short => format!("{written} and {known}: one may be short for the other."),
        }
    }
}

/// Whether a name as written may mean a known one, and on what ground; `None` where they disagree.
pub fn agree(written: &Name, known: &Name) -> Option<Agreement> {
    let sure = |ground| Some(Agreement { ground, given: Given::Names });
    if written.plain.is_empty() || known.plain.is_empty() {
        return None;
    }
    // Of two names that are the same as far as they are taken apart, the rest may tell them apart.
    let same_rest = written.overlong == known.overlong;
    if written.plain == known.plain && same_rest && same_letters(written, known) {
        return sure(Ground::Same);
    }
    // Words with an "of" or a "the" among them are no person's name.
    if same_rest && written.post.len() > 1 && written.post == known.post && (written.of_post || known.of_post) {
        return sure(Ground::Post);
    }
    if let (Some(one), Some(other)) = (&written.surname, &known.surname)
        && let Some(ground) = surnames(one, other)
        && let Some(given) = given(&written.given, &known.given)
    {
        return Some(Agreement { ground, given });
    }
    let shortened = |short: &Option<String>, by: &Name| short.as_ref().is_some_and(|short| by.shortens.contains(short));
    let same_short = written.short.is_some() && written.short == known.short;
    if same_short || shortened(&written.short, known) || shortened(&known.short, written) {
        return sure(Ground::Short);
    }
    None
}

fn same_letters(one: &Name, other: &Name) -> bool {
    let script = |name: &Name| crate::letters::script(&name.line);
    script(one) == script(other)
}

fn surnames(one: &Word, other: &Word) -> Option<Ground> {
    if one.latin != other.latin {
        return alike(&one.sounds, &other.sounds).then_some(Ground::Letters);
    }
    if one.plain == other.plain {
        return Some(Ground::Surname);
    }
    let long = |word: &Word| word.plain.chars().count() >= SPELLED_LETTERS_MIN;
    (long(one) && long(other) && alike(&one.sounds, &other.sounds)).then_some(Ground::Spelling)
}

/// What given names say; `None` where they contradict. The first of each are compared with one another, then the
/// second, as far as both go: "D. Acheson" and "Dean Gooderham Acheson" agree, "E. Acheson" does not.
fn given(one: &[Word], other: &[Word]) -> Option<Given> {
    let mut found = Given::Nothing;
    for (one, other) in one.iter().zip(other) {
        if one.initial || other.initial {
            let first = |word: &Word| -> Vec<char> {
                word.sounds.iter().filter_map(|key| key.chars().next()).chain(word.plain.chars().next()).collect()
            };
            let others = first(other);
            if !first(one).iter().any(|c| others.contains(c)) {
                return None;
            }
            found = if found == Given::Names { Given::Names } else { Given::Initials };
        } else if one.plain == other.plain || alike(&one.sounds, &other.sounds) {
            found = Given::Names;
        } else {
            return None;
        }
    }
    Some(found)
}
