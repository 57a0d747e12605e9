//! A name as it is written, taken apart: surname, given names and initials, or the words of a post.

use crate::letters::{latin, script};
use crate::sound::sounds;

/// Most words of a name that are taken apart; of a longer one the others only tell whether it is the same.
pub const NAME_WORDS_MAX: usize = 24;
/// Letters of the longest initials and abbreviations: "C/WH/4", "D.G.A.".
const ABBREVIATION_LETTERS_MAX: usize = 8;

/// Forms of address and ranks; they say nothing of who is meant, for whoever writes adds them at will.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "miss",
    "ms",
    "messrs",
    "sir",
    "lord",
    "lady",
    "dr",
    "prof",
    "professor",
    "hon",
    "honourable",
    "honorable",
    "right",
    "his",
    "her",
    "excellency",
    "count",
    "baron",
    "prince",
    "princess",
    "general",
    "gen",
    "colonel",
    "col",
    "major",
    "captain",
    "capt",
    "lieutenant",
    "lt",
    "admiral",
    "comrade",
    "esq",
    "esquire",
    "jr",
    "sr",
    "monsieur",
    "mme",
    "madame",
    "mlle",
    "herr",
    "frau",
    "graf",
    "freiherr",
    "signor",
    "signora",
    "senor",
    "don",
    "tov",
    "tovarishch",
    "gospodin",
    "graph",
    "knyaz",
    "kirios",
    "kiria",
    "pan",
    "pani",
];
/// Words before a surname that belong to it.
const PARTICLES: &[&str] = &[
    "de", "da", "di", "du", "del", "della", "des", "von", "van", "der", "den", "zu", "zur", "la", "le", "el", "al",
    "bin", "ibn", "ter", "ten",
];
/// Words that a post or an office may have or not: "The Secretary of State".
const LITTLE: &[&str] = &[
    "the", "of", "for", "and", "to", "in", "at", "on", "a", "an", "de", "des", "du", "la", "le", "les", "et", "der",
    "die", "das", "und", "fuer", "von", "i", "v", "po",
];
/// Words that an abbreviation leaves out: "WH" is the Western Hemisphere Division.
const KINDS_OF_DESK: &[&str] = &[
    "division",
    "department",
    "section",
    "branch",
    "office",
    "bureau",
    "desk",
    "staff",
    "group",
    "unit",
    "directorate",
    "committee",
    "affairs",
];

/// A name as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// In one line, as it stands.
    pub(crate) line: String,
    /// The same in Latin letters, for comparing.
    pub(crate) plain: String,
    /// All of it in Latin letters, where it has more words than are looked at; else nothing.
    pub(crate) overlong: String,
    /// The surname's last word, where it may be the name of a person.
    pub(crate) surname: Option<Word>,
    /// Given names and initials, in the order in which they are said.
    pub(crate) given: Vec<Word>,
    /// The words of a post or office, without little ones, sorted.
    pub(crate) post: Vec<String>,
    /// Whether little words stand among them, as they do in posts.
    pub(crate) of_post: bool,
    /// Initials or an abbreviation, where it is nothing else: "D.A.", "C/WH".
    pub(crate) short: Option<String>,
    /// What it may be shortened to.
    pub(crate) shortens: Vec<String>,
}

/// One word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) plain: String,
    pub(crate) sounds: Vec<String>,
    pub(crate) initial: bool,
    pub(crate) latin: bool,
}

impl Word {
    fn of(piece: &Piece<'_>) -> Self {
        Self {
            plain: latin(piece.word),
            sounds: sounds(piece.word),
            initial: piece.initial,
            latin: script(piece.word) == crate::letters::Script::Latin,
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    word: &'a str,
    /// "I." of "I.V. Stalin".
    initial: bool,
    /// It ends with a comma: what stands before it comes first in a list of names.
    comma: bool,
}

impl Name {
    /// Takes a name apart. Any text will do; one without letters agrees with nothing.
    pub fn read(written: &str) -> Self {
        let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let (pieces, cut) = pieces(&line);
        let overlong = if cut { latin(&line) } else { String::new() };
        let words: Vec<String> = pieces.iter().map(|piece| latin(piece.word)).collect();
        let plain = words.iter().filter(|word| !word.is_empty()).cloned().collect::<Vec<_>>().join(" ");
        let short = short(&line);
        let (surname, given) = match &short {
            Some(_) => (None, Vec::new()),
            None => person(&pieces, &words),
        };
        let mut post: Vec<String> = words.iter().filter(|word| tells(word)).cloned().collect();
        post.sort();
        post.dedup();
        let of_post = words.iter().any(|word| word.len() > 1 && LITTLE.contains(&word.as_str()));
        let shortens = if short.is_some() { Vec::new() } else { shortens(&pieces, &words) };
        Self { line, plain, overlong, surname, given, post, of_post, short, shortens }
    }
}

fn tells(word: &str) -> bool {
    !word.is_empty() && !LITTLE.contains(&word)
}

/// The words that are looked at, and whether there are more.
fn pieces(line: &str) -> (Vec<Piece<'_>>, bool) {
    let mut pieces = Vec::new();
    for word in line.split([' ', '-', '/', '(', ')', '"', '«', '»']) {
        let comma = word.ends_with([',', ';']);
        let word = word.trim_matches([',', ';', ':']);
        // "I.V." is two initials, "Ya." one; "St." and "Mr." are longer words that lost their end.
        let dotted: Vec<&str> = word.split('.').filter(|part| !part.is_empty()).collect();
        let many = dotted.len() > 1;
        for part in &dotted {
            let letters = part.chars().count();
            let initial = letters == 1 || (letters == 2 && (many || word.ends_with('.')) && starts_upper(part));
            let last = dotted.last().is_some_and(|last| last == part);
            pieces.push(Piece { word: part, initial: initial && starts_upper(part), comma: comma && last });
        }
        if pieces.len() > NAME_WORDS_MAX {
            break;
        }
    }
    let cut = pieces.len() > NAME_WORDS_MAX;
    pieces.truncate(NAME_WORDS_MAX);
    (pieces, cut)
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The surname and the given names, as far as they can be told apart.
fn person(pieces: &[Piece<'_>], words: &[String]) -> (Option<Word>, Vec<Word>) {
    let named = |at: &usize| {
        let word = words[*at].as_str();
        let particle = PARTICLES.contains(&word) && !pieces[*at].initial;
        !word.is_empty() && !TITLES.contains(&word) && !particle
    };
    let parts: Vec<usize> = (0..pieces.len()).filter(named).collect();
    let full: Vec<usize> = parts.iter().copied().filter(|at| !pieces[*at].initial).collect();
    let Some(&last) = full.last() else { return (None, Vec::new()) };
    // "Acheson, Dean" and "Вышинский А.Я." say the surname first.
    let first = full[0];
    let initials_last = full.len() == 1 || parts.last().is_some_and(|at| pieces[*at].initial);
    let surname = match () {
        () if pieces[first].comma && parts.len() > 1 => first,
        () if initials_last && full.len() == 1 => first,
        () if initials_last && parts.first() == Some(&first) => first,
        () => last,
    };
    let given = parts.iter().filter(|at| **at != surname).map(|at| Word::of(&pieces[*at])).collect();
    (Some(Word::of(&pieces[surname])), given)
}

/// Initials or an abbreviation in capitals, as its letters and digits in lower case: "C/WH", "D.A.", "EUR", "S/S-S".
fn short(line: &str) -> Option<String> {
    let kept: Vec<char> = line.chars().filter(|c| c.is_alphanumeric()).collect();
    let letters = kept.iter().filter(|c| c.is_alphabetic());
    let marked = line.contains(['/', '.', '-']);
    let short = (2..=ABBREVIATION_LETTERS_MAX).contains(&kept.len()) && letters.clone().next().is_some();
    let capitals = letters.clone().all(|c| c.is_uppercase());
    // A surname in capitals ("ACHESON") is no abbreviation; one of up to four letters may be, and is read as both.
    let broken = line.split(['/', '.', '-', ' ']).filter(|part| !part.is_empty()).all(|part| part.chars().count() <= 4);
    let is = short && capitals && broken && !line.contains(' ') && (marked || kept.len() <= 4);
    is.then(|| latin_letters(&kept))
}

fn latin_letters(kept: &[char]) -> String {
    // Each letter by its first Latin one: Ш is one initial, not two.
    kept.iter().filter_map(|c| latin(&c.to_string()).chars().next()).collect()
}

/// What the words of a name may be shortened to: first letters of all, of the telling ones, and of those without the
/// kind of desk they name.
fn shortens(pieces: &[Piece<'_>], words: &[String]) -> Vec<String> {
    let initial = |at: &usize| words[*at].chars().next();
    let of = |keep: &dyn Fn(&str) -> bool| -> String {
        (0..words.len()).filter(|at| keep(&words[*at])).filter_map(|at| initial(&at)).collect()
    };
    let named = |word: &str| tells(word) && !TITLES.contains(&word);
    let all = of(&named);
    let bare = of(&|word| named(word) && !KINDS_OF_DESK.contains(&word));
    let ends: String = match (pieces.len() > 2, all.chars().next(), all.chars().last()) {
        (true, Some(first), Some(last)) => [first, last].iter().collect(),
        _ => String::new(),
    };
    let mut found: Vec<String> = Vec::new();
    for short in [all, bare, ends] {
        if (2..=ABBREVIATION_LETTERS_MAX).contains(&short.chars().count()) && !found.contains(&short) {
            found.push(short);
        }
    }
    found
}

/// The keys under which a known name stands: of two names that agree, each is found by what is [`sought`] for the other.
/// Sorted, each once.
///
/// The first letter says of what: `s` how the surname sounds, `a` an abbreviation, `i` what a name may be shortened to, `p`
/// its words.
pub fn keys(name: &Name) -> Vec<String> {
    let mut keys = common(name);
    keys.extend(name.short.iter().map(|short| format!("a{short}")));
    keys.extend(name.shortens.iter().map(|short| format!("i{short}")));
    settled(keys)
}

/// The keys by which a name as written is looked for. A long name is looked for under abbreviations and not under what
/// others may be shortened to: of those with its initials there are very many, and none is meant by it.
pub fn sought(name: &Name) -> Vec<String> {
    let mut keys = common(name);
    keys.extend(name.short.iter().flat_map(|short| [format!("a{short}"), format!("i{short}")]));
    keys.extend(name.shortens.iter().map(|short| format!("a{short}")));
    settled(keys)
}

fn common(name: &Name) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    if let Some(surname) = &name.surname {
        keys.extend(surname.sounds.iter().map(|sound| format!("s{sound}")));
    }
    if !name.post.is_empty() {
        keys.push(format!("p{}", name.post.join(" ")));
    }
    if let Some(short) = &name.short {
        keys.push(format!("p{short}"));
    }
    if !name.plain.is_empty() {
        keys.push(format!("p{}", name.plain));
    }
    keys
}

fn settled(mut keys: Vec<String>) -> Vec<String> {
    keys.sort();
    keys.dedup();
    keys
}
