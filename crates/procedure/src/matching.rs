//! Which paper a citation means: sender, addressee or numbering line, number, kind and date together.
//!
//! In real files one sender's No. 12 goes to several posts on one day, so a number alone proves nothing. A match is
//! *certain* when the number and at least one other independent fact agree and nothing disagrees. The kind alone is such a fact
//! only beside a long number of the last weeks. Otherwise it is *offered*: never made without an officer.
//!
//! One citation and one paper are judged by themselves, whatever else is held: another paper that fits may be hidden from those
//! who read the two. Which of several matches stands is said for each reader (see [`Paper::forget_cited`](crate::paper::Paper)).

use std::borrow::Cow;

use jiff::civil::Date;
use phrases::stored;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use crate::card::{Citation, Party};
use crate::known::{Candidate, CardBrief};
use crate::number::plain;

/// How long before the citing paper an undated cited paper may lie, in days: a numbering line seldom runs longer.
pub const CITED_DAYS_MAX: i32 = 400;

/// A number of so many figures is one of a long numbering line.
pub const LONG_DIGITS_MIN: usize = 4;

/// How long before the citing paper a paper cited by a long number and its kind alone may lie, in days.
pub const SOON_DAYS_MAX: i32 = 90;

/// How far a cited day may lie from the paper's own and still be taken for a slip, in days: a match is offered then.
pub const SLIP_DAYS_MAX: i32 = 31;

/// Words that say little about who is meant, in any of the languages papers come in; lower case.
const PLAIN_WORDS: &[&str] = &[
    "the",
    "and",
    "for",
    "of",
    "to",
    "a",
    "an",
    "in",
    "on",
    "at",
    "mr",
    "mrs",
    "miss",
    "ms",
    "dr",
    "sir",
    "esq",
    "hon",
    "honorable",
    "honourable",
    "his",
    "her",
    "excellency",
    "comrade",
    "general",
    "office",
    "chief",
    "director",
];

/// Words that name a post or an office rather than a person, in the languages papers come in; lower case. That "the
/// Department’s No. 30" is signed "Kellogg" says nothing against it: an officer signs for the office.
const POST_WORDS: &[&str] = &[
    "department",
    "dept",
    "embassy",
    "legation",
    "consulate",
    "ministry",
    "mission",
    "delegation",
    "commission",
    "board",
    "bureau",
    "committee",
    "council",
    "agency",
    "administration",
    "headquarters",
    "secretariat",
    "government",
    "foreign",
    "secretary",
    "minister",
    "ambassador",
    "consul",
    "president",
    "governor",
    "chargé",
    "commissioner",
    "ministerium",
    "amt",
    "botschaft",
    "gesandtschaft",
    "konsulat",
    "ministère",
    "ambassade",
    "légation",
    "consulat",
    "ministero",
    "ambasciata",
    "legazione",
    "consolato",
    "ministerio",
    "embajada",
    "legación",
    "consulado",
    "министерство",
    "посольство",
    "миссия",
    "консульство",
    "υπουργείο",
    "πρεσβεία",
    "προξενείο",
];

/// The words of a name that tell it from others: folded to lower case, without titles and one-letter initials, sorted.
///
/// ```
/// use procedure::matching::telling_words;
/// assert_eq!(telling_words("Mr. A. Grevin"), ["grevin"]);
/// ```
pub fn telling_words(name: &str) -> Vec<String> {
    let mut words = words_in_order(name);
    words.sort();
    words.dedup();
    words
}

/// A text with its accents on their letters (Unicode's form NFC). "á" may be written as one character or as "a" and an
/// accent after it, and both look alike.
///
/// ```
/// assert_eq!(procedure::matching::composed("Nova\u{301}k"), "Novák");
/// ```
pub fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfc().collect()),
    }
}

fn words_in_order(name: &str) -> Vec<String> {
    let lower = composed(name).to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() > 1 && !PLAIN_WORDS.contains(word)).map(str::to_owned).collect()
}

/// What one fact says about a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Agrees,
    Nothing,
    Disagrees,
}

/// How well a paper held fits a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It cannot be meant.
    No,
    /// It may be meant; an officer has to say.
    Doubtful(u8),
    /// It is meant, unless another fits better; the greater, the better.
    Certain(u8),
}

/// How well a paper held fits a citation on a card.
pub fn judge(citation: &Citation, by: &CardBrief, candidate: &Candidate) -> Fit {
    let Some(number) = citation.number.as_deref().map(plain).filter(|number| !number.is_empty()) else {
        return judge_unnumbered(citation, candidate);
    };
    let mut ours = std::iter::once(&candidate.number).chain(&candidate.brief.symbols);
    if ours.any(|ours| cites_ours(&number, citation, ours)) {
        // Another office may print its numbers as ours does: a day that lies far off makes it doubtful.
        let far =
            citation.date.is_some() && candidate.brief.date.is_some() && !near(citation.date, candidate.brief.date);
        return if far { Fit::Doubtful(u8::MAX) } else { Fit::Certain(u8::MAX) };
    }
    if candidate.brief.number.as_deref().map(plain).as_deref() != Some(number.as_str()) {
        return Fit::No;
    }
    let date = date_says(citation.date, by.date, candidate.brief.date);
    // Of a common number there are many papers, and most of them lie too far off to look at their names.
    if date == Says::Disagrees && !near(citation.date, candidate.brief.date) {
        return Fit::No;
    }
    let kind = kind_says(citation.kind.as_deref(), candidate.brief.kind.as_deref());
    // Of a long number and a kind there is hardly a second paper soon before.
    let rare = date == Says::Nothing && kind == Says::Agrees && is_long(&number) && soon(by.date, candidate.brief.date);
    // Without the day, names are all there is: there an office and an officer are two.
    let known = date == Says::Agrees || rare;
    let sender = party_says(citation.sender.as_deref(), &candidate.brief.from, known);
    let addressee = party_says(citation.addressee.as_deref(), &candidate.brief.to, known);
    if kind == Says::Disagrees {
        return Fit::No;
    }
    // "Your 812" of another sender is another paper; by the day alone could it be told from a slip.
    if date == Says::Nothing && party_says(citation.sender.as_deref(), &candidate.brief.from, true) == Says::Disagrees {
        return Fit::No;
    }
    if date == Says::Disagrees {
        return if sender == Says::Agrees { Fit::Doubtful(3) } else { Fit::No };
    }
    let points = |says: Says, worth: u8| if says == Says::Agrees { worth } else { 0 };
    let rank = points(date, 8) + points(sender, 4) + points(addressee, 2) + points(kind, 1);
    // Names may disagree without meaning it (a chargé signs for the ambassador), so one disagreement is outweighed by the
    // day and one fact more; two are not.
    let against = [sender, addressee].into_iter().filter(|says| *says == Says::Disagrees).count();
    let certain = match (date, sender) {
        (Says::Agrees, _) => against == 0 || (against == 1 && rank > 8),
        (Says::Nothing, _) if rare => against == 0,
        (Says::Nothing, Says::Agrees) => against == 0 && in_line(by.date, candidate.brief.date),
        _ => false,
    };
    if certain { Fit::Certain(rank) } else { Fit::Doubtful(rank) }
}

/// A citation without a number is known by its day, its sender and its kind together; it is only ever offered.
fn judge_unnumbered(citation: &Citation, candidate: &Candidate) -> Fit {
    let same_day = citation.date.is_some() && citation.date == candidate.brief.date;
    let sender = party_says(citation.sender.as_deref(), &candidate.brief.from, same_day);
    let kind = kind_says(citation.kind.as_deref(), candidate.brief.kind.as_deref());
    if same_day && sender == Says::Agrees && kind == Says::Agrees { Fit::Doubtful(5) } else { Fit::No }
}

/// Whether a citation means our own printed number, or a symbol recorded of it: it has more than digits, so no numbering line of another can mean it.
fn cites_ours(number: &str, citation: &Citation, ours: &str) -> bool {
    let distinctive = number.chars().any(|c| c.is_ascii_digit()) && number.chars().any(char::is_alphabetic);
    distinctive && (number == plain(ours) || number.len() > 4 && stands_whole(&ours.to_lowercase(), &citation.text))
}

/// Whether a printed number stands in a text and is not the beginning or the end of a longer one: "IN-1951-1" does not
/// stand in "IN-1951-12", nor in "IN-1951-1/2".
fn stands_whole(number: &str, text: &str) -> bool {
    let text = text.to_lowercase();
    let goes_on = |rest: &str| {
        let mut rest = rest.chars();
        match rest.next() {
            Some('/' | '-') => rest.next().is_some_and(char::is_alphanumeric),
            next => next.is_some_and(char::is_alphanumeric),
        }
    };
    let ends = |before: &str| before.ends_with(|c: char| c.is_alphanumeric() || c == '/' || c == '-');
    !number.is_empty()
        && text.match_indices(number).any(|(at, _)| !ends(&text[..at]) && !goes_on(&text[at + number.len()..]))
}

fn date_says(cited: Option<Date>, citing: Option<Date>, held: Option<Date>) -> Says {
    match (cited, held) {
        (Some(cited), Some(held)) if cited == held => Says::Agrees,
        (Some(_), Some(_)) => Says::Disagrees,
        (None, Some(held)) => match citing {
            // A paper cannot cite one of a later day, and an old one would be cited with its date.
            Some(citing) if held > citing || days_between(held, citing) > CITED_DAYS_MAX => Says::Disagrees,
            _ => Says::Nothing,
        },
        (_, None) => Says::Nothing,
    }
}

/// Whether two days are near enough for one to be a slip for the other.
fn near(cited: Option<Date>, held: Option<Date>) -> bool {
    matches!((cited, held), (Some(cited), Some(held)) if days_between(cited, held).abs() <= SLIP_DAYS_MAX)
}

fn in_line(citing: Option<Date>, held: Option<Date>) -> bool {
    matches!((citing, held), (Some(citing), Some(held)) if held <= citing && days_between(held, citing) <= CITED_DAYS_MAX)
}

/// Whether a number has so many figures, and nothing but figures, that a numbering line bears it once in years.
fn is_long(number: &str) -> bool {
    number.len() >= LONG_DIGITS_MIN && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a paper held is of the days right before the citing one.
fn soon(citing: Option<Date>, held: Option<Date>) -> bool {
    matches!((citing, held), (Some(citing), Some(held)) if held <= citing && days_between(held, citing) <= SOON_DAYS_MAX)
}

fn days_between(earlier: Date, later: Date) -> i32 {
    later.since(earlier).map_or(i32::MAX, |span| span.get_days())
}

fn kind_says(cited: Option<&str>, held: Option<&str>) -> Says {
    let (Some(cited), Some(held)) = (cited, held) else { return Says::Nothing };
    let (cited, held) = (family(cited), family(held));
    match () {
        () if cited == held => Says::Agrees,
        // "Note", "letter", "despatch" and "communication" are said of one another; a telegram is never a despatch.
        () if cited == Family::Wire || held == Family::Wire => Says::Disagrees,
        () => Says::Nothing,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family<'a> {
    Wire,
    Despatch,
    Other(&'a str),
}

fn family(kind: &str) -> Family<'_> {
    let kind = kind.trim();
    let lower = kind.to_lowercase();
    match () {
        () if ["telegram", "cable", "wire", "telegr"].iter().any(|word| lower.contains(word)) => Family::Wire,
        () if lower.contains("despatch") || lower.contains("dispatch") => Family::Despatch,
        () => Family::Other(kind),
    }
}

fn party_says(cited: Option<&str>, held: &[Party], dated: bool) -> Says {
    let cited = cited.map(words_in_order).unwrap_or_default();
    let held = held.iter().map(|party| (party, words_in_order(&party.words()))).filter(|(_, words)| !words.is_empty());
    let held: Vec<(&Party, Vec<String>)> = held.collect();
    match () {
        () if cited.is_empty() || held.is_empty() => Says::Nothing,
        () if held.iter().any(|(_, words)| same_name(&cited, words)) => Says::Agrees,
        () if dated && held.iter().any(|(party, _)| of_another_sort(&cited, party)) => Says::Nothing,
        () => Says::Disagrees,
    }
}

/// Whether one side names a post or an office and the other a person only: "the Embassy" and "R. Oldfen" may be one
/// sender or two.
fn of_another_sort(cited: &[String], held: &Party) -> bool {
    let post = |words: &[String]| words.iter().any(|word| POST_WORDS.contains(&word.as_str()));
    let name = held.name.as_deref().map(words_in_order).unwrap_or_default();
    let person = !name.is_empty() && !post(&name);
    let office = held.post.is_some() || held.office.is_some() || post(&name);
    if post(cited) { person && !office } else { office && !person }
}

/// A surname stands last, so two names agree where the last word of one stands in the other: James Harvey and James Pike
/// share a word, and are two men.
fn same_name(one: &[String], other: &[String]) -> bool {
    let last_in = |a: &[String], b: &[String]| a.last().is_some_and(|last| b.contains(last));
    last_in(one, other) || last_in(other, one)
}

/// The papers held that a citation means, and those that it may mean, each judged by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found<'a> {
    /// Those that it means for certain, with how well they fit; best first.
    pub certain: Vec<(&'a Candidate, u8)>,
    /// Those that it may mean, best first; at most [`OFFERS_PER_CITATION_MAX`].
    pub doubtful: Vec<&'a Candidate>,
}

/// Most matches offered for one citation.
pub const OFFERS_PER_CITATION_MAX: usize = 8;

/// Finds the papers that a citation means among those held.
pub fn find<'a>(citation: &Citation, by: &CardBrief, candidates: impl IntoIterator<Item = &'a Candidate>) -> Found<'a> {
    let mut fits: Vec<(Fit, &Candidate)> =
        candidates.into_iter().map(|candidate| (judge(citation, by, candidate), candidate)).collect();
    fits.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.paper.cmp(&b.1.paper)));
    let mut found = Found::default();
    for (fit, candidate) in fits {
        match fit {
            Fit::Certain(rank) => found.certain.push((candidate, rank)),
            Fit::Doubtful(_) if found.doubtful.len() < OFFERS_PER_CITATION_MAX => found.doubtful.push(candidate),
            Fit::Doubtful(_) | Fit::No => {}
        }
    }
    found
}

/// What speaks for an offered match, as a sentence for the officer. It is stored, and said when it is shown.
pub fn why_offered(citation: &Citation, candidate: &Candidate) -> String {
    let number = citation.number.as_deref().unwrap_or("");
    let held = &candidate.number;
    if number.is_empty() {
        return stored!("{held} has the same day, sender and kind; the text gives no number.");
    }
    match (citation.date, citation.sender.as_deref()) {
        (None, None) => stored!("{held} bears the number {number}; the text gives neither its date nor its sender."),
        (None, Some(_)) => stored!("{held} bears the number {number}; the text does not give its date."),
        (Some(_), None) => stored!("{held} bears the number {number}; the text does not give its sender."),
        (Some(_), Some(_)) => {
            stored!("{held} bears the number {number}; not all of sender, addressee and date agree.")
        }
    }
}
