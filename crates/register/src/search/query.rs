//! What is typed, read: words, phrases, beginnings of words, fields, groups; or why it cannot be.
//!
//! Nothing that is typed means more than it says: a star stands at the end of a word, a dash before one excludes it, and
//! whatever else has a meaning elsewhere (`[`, `~`, `^`, `/…/`) is no more than a sign between words.

use jiff::civil::Date;
use phrases::{Phrase, phrase, say};

use crate::countries::longest;
use crate::find::{month_of, read_date};
use crate::terms::{folded, is_sign, tokens};

/// Longest query, in bytes.
pub const QUERY_BYTES_MAX: usize = 4_096;
/// Most words, phrases and fields of a query.
pub const QUERY_WORDS_MAX: usize = 256;
/// Most groups within groups.
pub const QUERY_DEPTH_MAX: usize = 8;
/// Fewest letters before a star.
pub const PREFIX_LETTERS_MIN: usize = 3;
/// So many plain words are a question: not every one of them has to stand in a paper.
pub const QUESTION_WORDS_MIN: usize = 6;

/// One in so many words of a question has to stand in a paper.
const QUESTION_SHARE: usize = 3;

/// Why what was typed cannot be looked for: what, why, and what next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told)]
pub enum QueryRefusal {
    /// It is too long.
    #[told("what was typed has {bytes} bytes; a search takes {QUERY_BYTES_MAX} at most")]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// It has too many words.
    #[told("what was typed has more than {QUERY_WORDS_MAX} words and fields")]
    TooManyWords,
    /// Groups lie too deep in one another.
    #[told("groups stand within groups more than {QUERY_DEPTH_MAX} deep")]
    TooDeep,
    /// A group is not closed, or one is closed that was not opened.
    #[told("a bracket has no partner")]
    Bracket,
    /// A star does not stand at the end of a word.
    #[told("{word:?} has a star that is not at its end; only the beginning of a word can be looked for")]
    Star {
        /// The word.
        word: String,
    },
    /// Too few letters stand before a star.
    #[told("{word:?} has fewer than {PREFIX_LETTERS_MIN} letters before the star")]
    ShortBeginning {
        /// The word.
        word: String,
    },
    /// A field has no value.
    #[told("{field}: says nothing to look for")]
    NoValue {
        /// The field.
        field: &'static str,
    },
    /// There is no such state.
    #[told("{value:?} is no state of a paper")]
    NoSuchState {
        /// What was typed.
        value: String,
    },
    /// It is not a day, a month, a year or a span of them.
    #[told("{value:?} is no date")]
    NotADate {
        /// What was typed.
        value: String,
    },
    /// A page after one that is not of this search, or whose last paper is not there any more.
    #[told("the page that was asked for does not follow from this search")]
    OtherSearch,
}

impl QueryRefusal {
    /// What to do next.
    pub fn next(&self) -> String {
        match self {
            Self::TooLong { .. } | Self::TooManyWords => say!("Keep the words that say most.").to_owned(),
            Self::TooDeep => say!("Put the groups beside one another, or search twice.").to_owned(),
            Self::Bracket => say!("Close each bracket that is opened, or leave brackets out.").to_owned(),
            Self::Star { .. } => say!("Put the star at the end: deliver* finds deliveries.").to_owned(),
            Self::ShortBeginning { .. } => say!("Type more letters, or the whole word.").to_owned(),
            Self::NoValue { field } => say!("Write what to look for right after it, as in {}.", example(field)),
            Self::NoSuchState { .. } => {
                say!("Take one of {}.", State::ALL.map(State::name).join(", "))
            }
            Self::NotADate { .. } => {
                say!("Write 1951, 1951-12, 1951-12-25, 25.12.1951, or two of them with .. between.").to_owned()
            }
            Self::OtherSearch => say!("Begin with the first page.").to_owned(),
        }
    }
}

/// A field that can be asked for by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldName {
    Kind,
    Series,
    Desk,
    State,
    Marking,
    From,
    To,
    Subject,
    No,
    Date,
    Year,
}

/// The fields by name, each with how it is used and what it does.
pub const FIELDS: [(&str, &str, Phrase); 11] = [
    ("kind", "kind:telegram", phrase!("papers of a kind, or of kinds that begin so")),
    ("series", "series:IN", phrase!("papers with a number in a series")),
    ("desk", "desk:legal", phrase!("papers that lie with a desk")),
    ("state", "state:waiting", phrase!("papers in a state")),
    ("marking", "marking:secret", phrase!("papers marked at a level; unconfirmed, or none")),
    ("from", "from:grevin", phrase!("a word of the senders")),
    ("to", "to:\"prime minister\"", phrase!("a word of the addressees")),
    ("subject", "subject:grain", phrase!("a word of the subject")),
    ("no", "no:396", phrase!("our number or theirs")),
    ("date", "date:1951-12..1952-02", phrase!("by the date that they bear, within a span")),
    ("year", "year:1951", phrase!("by the year that they bear")),
];

const NAMES: [FieldName; 11] = [
    FieldName::Kind,
    FieldName::Series,
    FieldName::Desk,
    FieldName::State,
    FieldName::Marking,
    FieldName::From,
    FieldName::To,
    FieldName::Subject,
    FieldName::No,
    FieldName::Date,
    FieldName::Year,
];

fn example(field: &str) -> &'static str {
    FIELDS.iter().find(|(name, ..)| *name == field).map_or("kind:telegram", |(_, example, _)| example)
}

/// A state that a search can be narrowed to: one that a paper is in whoever looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Live,
    Void,
    ToMarkOut,
    Waiting,
    Done,
    CameBack,
    Unconfirmed,
    NoFile,
}

impl State {
    pub(crate) const ALL: [Self; 8] = [
        Self::Live,
        Self::Void,
        Self::ToMarkOut,
        Self::Waiting,
        Self::Done,
        Self::CameBack,
        Self::Unconfirmed,
        Self::NoFile,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Void => "void",
            Self::ToMarkOut => "to_mark_out",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::CameBack => "came_back",
            Self::Unconfirmed => "unconfirmed",
            Self::NoFile => "no_file",
        }
    }

    fn read(typed: &str) -> Option<Self> {
        let typed = typed.to_lowercase().replace(['-', ' '], "_");
        Self::ALL.into_iter().find(|state| state.name() == typed)
    }
}

/// Days from one to another, each end as far as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: Option<Date>,
    pub(crate) until: Option<Date>,
}

/// Where a word is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Within {
    Anywhere,
    Subject,
    Sender,
    Addressee,
}

/// What is looked for among words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Look {
    /// A word, its other forms, names that sound like it; with `loose` words of the card that begin so, too.
    Word { word: String, loose: bool },
    /// A word of a question, or a name of several words that stand together; their other forms, and what else the state is
    /// called that it names.
    Asked(Vec<String>),
    /// Words that stand together.
    Phrase(Vec<String>),
    /// Words that begin so.
    Beginning(String),
    /// A number, ours or theirs, without signs.
    Number(String),
}

/// One thing that is looked for, and where.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Leaf {
    pub(crate) look: Look,
    pub(crate) within: Within,
}

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expr {
    Leaf(Leaf),
    Kind(String),
    Series(String),
    Desk(String),
    State(State),
    Marking(String),
    Dated(Span),
    /// At least so many of these.
    Most(Vec<(Leaf, usize)>, usize),
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
}

/// Reads what was typed; `None` where it says nothing.
pub(crate) fn read(typed: &str) -> Result<Option<Expr>, QueryRefusal> {
    if typed.len() > QUERY_BYTES_MAX {
        return Err(QueryRefusal::TooLong { bytes: typed.len() });
    }
    let mut reading = Reading { pieces: pieces(typed), at: 0, words: 0 };
    let read = reading.group(0)?;
    match reading.pieces.get(reading.at) {
        Some(_) => Err(QueryRefusal::Bracket),
        None => Ok(read),
    }
}

/// A piece of what was typed, as it stands between spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Open,
    Close,
    Or,
    Not,
    Plain(String),
    Quoted(String),
    Field(FieldName, String),
}

fn pieces(typed: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = typed.trim_start();
    while let Some(first) = rest.chars().next() {
        let after = match first {
            '(' => {
                pieces.push(Piece::Open);
                &rest[1..]
            }
            ')' => {
                pieces.push(Piece::Close);
                &rest[1..]
            }
            '"' => {
                let (quoted, after) = quoted(&rest[1..]);
                pieces.push(Piece::Quoted(quoted.to_owned()));
                after
            }
            '-' if rest[1..].starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '(') => {
                pieces.push(Piece::Not);
                &rest[1..]
            }
            _ => plain(rest, &mut pieces),
        };
        rest = after.trim_start();
    }
    pieces
}

/// What stands in quotes, and what follows; quotes that are not closed end with what was typed.
fn quoted(rest: &str) -> (&str, &str) {
    rest.split_once('"').unwrap_or((rest, ""))
}

fn plain<'a>(rest: &'a str, pieces: &mut Vec<Piece>) -> &'a str {
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"')).unwrap_or(rest.len());
    let (piece, after) = rest.split_at(end);
    let field = piece.split_once(':').and_then(|(name, value)| {
        let at = FIELDS.iter().position(|(known, ..)| known.eq_ignore_ascii_case(name))?;
        Some((NAMES[at], value))
    });
    match (piece, field) {
        ("OR" | "|", _) => pieces.push(Piece::Or),
        ("NOT", _) => pieces.push(Piece::Not),
        ("AND", _) => {}
        (_, Some((name, ""))) if after.starts_with('"') => {
            let (value, after) = quoted(&after[1..]);
            pieces.push(Piece::Field(name, value.to_owned()));
            return after;
        }
        (_, Some((name, value))) => pieces.push(Piece::Field(name, value.to_owned())),
        _ => pieces.push(Piece::Plain(piece.to_owned())),
    }
    after
}

struct Reading {
    pieces: Vec<Piece>,
    at: usize,
    words: usize,
}

impl Reading {
    /// Everything up to the end of a group, or of what was typed.
    fn group(&mut self, depth: usize) -> Result<Option<Expr>, QueryRefusal> {
        if depth > QUERY_DEPTH_MAX {
            return Err(QueryRefusal::TooDeep);
        }
        let (mut choices, mut all): (Vec<Expr>, Vec<Read>) = (Vec::new(), Vec::new());
        loop {
            match self.pieces.get(self.at) {
                None | Some(Piece::Close) => break,
                Some(Piece::Or) => {
                    self.at += 1;
                    choices.extend(joined(std::mem::take(&mut all)));
                }
                Some(_) => all.extend(self.one(depth)?),
            }
        }
        choices.extend(joined(all));
        Ok(match choices.len() {
            0 | 1 => choices.pop(),
            _ => Some(Expr::Any(choices)),
        })
    }

    /// The next thing that is looked for; `None` where it is only signs.
    fn one(&mut self, depth: usize) -> Result<Option<Read>, QueryRefusal> {
        if let Some((expr, taken)) = self.date() {
            let written = self.pieces[self.at..self.at + taken].iter().filter_map(|piece| match piece {
                Piece::Plain(word) => Some(word.as_str()),
                _ => None,
            });
            let plain = phrase_words(&written.collect::<Vec<_>>().join(" "));
            self.at += taken;
            return self.counted(Some(Read { expr, plain }));
        }
        let piece = self.pieces.get(self.at).cloned();
        self.at += 1;
        let found = match piece {
            None | Some(Piece::Or | Piece::Close) => None,
            Some(Piece::Open) => {
                let group = self.group(depth + 1)?;
                if self.pieces.get(self.at) != Some(&Piece::Close) {
                    return Err(QueryRefusal::Bracket);
                }
                self.at += 1;
                return Ok(group.map(Read::of));
            }
            Some(Piece::Not) => {
                if depth >= QUERY_DEPTH_MAX && self.pieces.get(self.at) == Some(&Piece::Not) {
                    return Err(QueryRefusal::TooDeep);
                }
                let what = match self.pieces.get(self.at) {
                    Some(Piece::Close | Piece::Or) | None => None,
                    Some(_) => self.one(depth + 1)?,
                };
                return Ok(what.map(|what| Read::of(Expr::Not(Box::new(what.expr)))));
            }
            Some(Piece::Quoted(words)) => looks(&words, Within::Anywhere).map(Read::of),
            Some(Piece::Field(name, value)) => Some(Read::of(field(name, &value)?)),
            Some(Piece::Plain(word)) => {
                let plain = if word.contains('*') { Vec::new() } else { phrase_words(&word) };
                self.plain(&word)?.map(|expr| Read { expr, plain })
            }
        };
        self.counted(found)
    }

    fn counted(&mut self, found: Option<Read>) -> Result<Option<Read>, QueryRefusal> {
        self.words += usize::from(found.is_some());
        if self.words > QUERY_WORDS_MAX { Err(QueryRefusal::TooManyWords) } else { Ok(found) }
    }

    /// A date as it is written among words, or a span; and how many pieces it takes.
    fn date(&self) -> Option<(Expr, usize)> {
        let plain = |at: usize| match self.pieces.get(self.at + at) {
            Some(Piece::Plain(word)) => Some(word.as_str()),
            _ => None,
        };
        let first = plain(0)?;
        if let (Some(second), Some(third)) = (plain(1), plain(2)) {
            let written = format!("{first} {second} {third}");
            if let Some(date) = read_date(&written) {
                return Some((day_or_words(date, &written), 3));
            }
        }
        if let Some(second) = plain(1)
            && let Some(month) = month_of(&folded(first))
            && let Some(span) = month_span(second, month)
        {
            let words = phrase(&format!("{first} {second}"));
            return Some((Expr::Any(vec![Expr::Dated(span), words?]), 2));
        }
        if let Some(date) = read_date(first).filter(|_| first.len() >= 8) {
            return Some((day_or_words(date, first), 1));
        }
        let span = span(first).filter(|_| first.contains("..") || is_month(first))?;
        Some((Expr::Dated(span), 1))
    }

    fn plain(&mut self, word: &str) -> Result<Option<Expr>, QueryRefusal> {
        let is_no = |word: &str| matches!(word.trim_end_matches('.').to_lowercase().as_str(), "no" | "nr" | "n°" | "№");
        let is_number = |at: usize| {
            let next = self.pieces.get(at);
            matches!(next, Some(Piece::Plain(next)) if next.starts_with(|c: char| c.is_ascii_digit()))
        };
        let next_is_number = || {
            let no = matches!(self.pieces.get(self.at), Some(Piece::Plain(next)) if is_no(next));
            is_number(self.at + usize::from(no))
        };
        if next_is_number() {
            if is_no(word) {
                return Ok(None);
            }
            // A kind as it is shortened before a number.
            if let Some(kind) = kind_shortened(word) {
                let typed = looks(word, Within::Anywhere);
                return Ok(typed.map(|typed| Expr::Any(vec![Expr::Kind(kind.to_owned()), typed])));
            }
        }
        if word.contains('*') {
            return beginning(word, Within::Anywhere).map(Some);
        }
        let bare = word.get(..2).filter(|start| is_no(start)).map(|_| word[2..].trim_start_matches('.'));
        let word = bare.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(word);
        Ok(looks(word, Within::Anywhere))
    }
}

/// One thing that is looked for, and the words of it where it was typed without quotes and signs.
struct Read {
    expr: Expr,
    plain: Vec<String>,
}

impl Read {
    fn of(expr: Expr) -> Self {
        Self { expr, plain: Vec::new() }
    }
}

/// Everything in one group; of a question its words, of which not every one has to stand in a paper.
fn joined(all: Vec<Read>) -> Option<Expr> {
    let plain: usize = all.iter().map(|read| read.plain.len()).sum();
    let mut joined: Vec<Expr> = Vec::new();
    if plain >= QUESTION_WORDS_MIN {
        let mut words = Vec::new();
        for read in all {
            if read.plain.is_empty() {
                joined.push(read.expr);
            }
            words.extend(read.plain);
        }
        joined.push(asked(&words));
    } else {
        joined.extend(all.into_iter().map(|read| read.expr));
    }
    match joined.len() {
        0 | 1 => joined.pop(),
        _ => Some(Expr::All(joined)),
    }
}

/// A question: its words, each once, names of several words as one.
fn asked(words: &[String]) -> Expr {
    let mut leaves: Vec<(Leaf, usize)> = Vec::new();
    let mut at = 0;
    while at < words.len() && leaves.len() < QUERY_WORDS_MAX {
        let taken = longest(&words[at..]);
        let leaf = Leaf { look: Look::Asked(words[at..at + taken].to_vec()), within: Within::Anywhere };
        if leaves.iter().all(|(known, _)| *known != leaf) {
            leaves.push((leaf, at));
        }
        at += taken;
    }
    let least = leaves.len().div_ceil(QUESTION_SHARE);
    Expr::Most(leaves, least)
}

/// Words as they were written: one, or several that stand together, or a number.
fn looks(written: &str, within: Within) -> Option<Expr> {
    let words = phrase_words(written);
    let leaf = |look| Expr::Leaf(Leaf { look, within });
    let signs = |word: &str| word.chars().all(is_sign);
    let [only] = words.as_slice() else {
        if words.is_empty() {
            return None;
        }
        let number = procedure::number::plain(written);
        let numbered =
            within == Within::Anywhere && number.chars().any(|c| c.is_ascii_digit()) && !written.contains(' ');
        let phrase = leaf(Look::Phrase(words));
        return Some(if numbered { Expr::Any(vec![leaf(Look::Number(number)), phrase]) } else { phrase });
    };
    if signs(only) && only.chars().count() == 1 {
        // One sign stands at the beginning of a pair, or by itself.
        return Some(leaf(Look::Beginning(only.clone())));
    }
    Some(leaf(Look::Word { word: only.clone(), loose: true }))
}

/// The words of what was written, without the sign that a run of signs ends with once more.
fn phrase_words(written: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut pair_before = false;
    for token in tokens(written) {
        if !(token.lone && pair_before) {
            words.push(token.word.clone());
        }
        pair_before = !token.lone && token.word.chars().all(is_sign);
    }
    words.retain(|word| !word.is_empty());
    words
}

fn phrase(written: &str) -> Option<Expr> {
    let words = phrase_words(written);
    if words.len() < 2 {
        return None;
    }
    Some(Expr::Leaf(Leaf { look: Look::Phrase(words), within: Within::Anywhere }))
}

fn beginning(word: &str, within: Within) -> Result<Expr, QueryRefusal> {
    let refused = || QueryRefusal::Star { word: shown(word) };
    let before = word.strip_suffix('*').filter(|before| !before.contains('*')).ok_or_else(refused)?;
    let words = phrase_words(before);
    let [only] = words.as_slice() else {
        return Err(if words.is_empty() { refused() } else { QueryRefusal::Star { word: shown(word) } });
    };
    if only.chars().count() < PREFIX_LETTERS_MIN && !only.chars().any(is_sign) {
        return Err(QueryRefusal::ShortBeginning { word: shown(word) });
    }
    Ok(Expr::Leaf(Leaf { look: Look::Beginning(only.clone()), within }))
}

/// What was typed, short enough for a sentence.
fn shown(typed: &str) -> String {
    typed.chars().take(40).collect()
}

fn field(name: FieldName, value: &str) -> Result<Expr, QueryRefusal> {
    let value = value.trim();
    let no_value =
        || QueryRefusal::NoValue { field: FIELDS[NAMES.iter().position(|known| *known == name).unwrap_or(0)].0 };
    if value.is_empty() {
        return Err(no_value());
    }
    let words = |within| match value.contains('*') {
        true => beginning(value, within),
        false => looks(value, within).ok_or_else(no_value),
    };
    match name {
        FieldName::Kind => Ok(Expr::Kind(kind_shortened(value).map_or_else(|| value.to_lowercase(), str::to_owned))),
        FieldName::Series => Ok(Expr::Series(value.to_lowercase())),
        FieldName::Desk => Ok(Expr::Desk(value.to_lowercase())),
        FieldName::State => {
            State::read(value).map(Expr::State).ok_or_else(|| QueryRefusal::NoSuchState { value: shown(value) })
        }
        FieldName::Marking => Ok(Expr::Marking(value.to_lowercase())),
        FieldName::From => words(Within::Sender),
        FieldName::To => words(Within::Addressee),
        FieldName::Subject => words(Within::Subject),
        FieldName::No => {
            let number = procedure::number::plain(value);
            let figures = number.bytes().all(|b| b.is_ascii_digit());
            let number = if figures { folded(&number) } else { number };
            let leaf = Leaf { look: Look::Number(number.clone()), within: Within::Anywhere };
            if number.is_empty() { Err(no_value()) } else { Ok(Expr::Leaf(leaf)) }
        }
        FieldName::Date | FieldName::Year => {
            let read =
                span(value).or_else(|| read_date(value).map(|date| Span { from: Some(date), until: Some(date) }));
            read.map(Expr::Dated).ok_or_else(|| QueryRefusal::NotADate { value: shown(value) })
        }
    }
}

/// Kinds as they are shortened before a number.
fn kind_shortened(word: &str) -> Option<&'static str> {
    Some(match word.trim_end_matches('.').to_lowercase().as_str() {
        "tel" | "tgm" | "telegr" | "cable" => "telegram",
        "memo" | "mem" => "memorandum",
        "desp" | "disp" => "despatch",
        "let" | "ltr" => "letter",
        "circ" => "circular",
        _ => return None,
    })
}

fn day_or_words(date: Date, written: &str) -> Expr {
    let day = Expr::Dated(Span { from: Some(date), until: Some(date) });
    match phrase(written) {
        Some(words) => Expr::Any(vec![day, words]),
        None => day,
    }
}

fn is_month(typed: &str) -> bool {
    typed.len() == 7 && typed.as_bytes()[4] == b'-'
}

/// "1951", "1951-12", "1951-12-25", "1950..1952", "1951-12..", "..1952".
fn span(typed: &str) -> Option<Span> {
    let Some((from, until)) = typed.split_once("..") else { return one_span(typed) };
    let end = |typed: &str| match typed.trim() {
        "" => Some(None),
        typed => one_span(typed).map(Some),
    };
    let (from, until) = (end(from)?, end(until)?);
    let span = Span { from: from.and_then(|span| span.from), until: until.and_then(|span| span.until) };
    (span.from.is_some() || span.until.is_some()).then_some(span)
}

fn one_span(typed: &str) -> Option<Span> {
    if let Some(date) = read_date(typed) {
        return Some(Span { from: Some(date), until: Some(date) });
    }
    let is_year = |year: &str| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let (year, month) = match typed.split_once('-') {
        Some((year, month)) => (year, Some(month)),
        None => (typed, None),
    };
    if !is_year(year) {
        return None;
    }
    match month {
        Some(month) => month_span(year, month.parse().ok().filter(|_| month.len() == 2)?),
        None => {
            let year: i16 = year.parse().ok()?;
            Some(Span { from: Date::new(year, 1, 1).ok(), until: Date::new(year, 12, 31).ok() })
        }
    }
}

fn month_span(year: &str, month: i8) -> Option<Span> {
    let year: i16 = year.parse().ok().filter(|_| year.len() == 4)?;
    let from = Date::new(year, month, 1).ok()?;
    Some(Span { from: Some(from), until: Some(from.last_of_month()) })
}
