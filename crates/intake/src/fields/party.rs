//! One person, post or office from the words that name it.

use procedure::card::{Field, Party, Span};

use super::noun;
use crate::lang::{EN, class};
use crate::layout::{Layout, cut_at};
use crate::tokens::Token;
use crate::words::fold;

/// A party's name, post and office together have no more words than this.
const PARTY_WORDS_MAX: usize = 14;
/// Each of its parts has no more bytes than this.
const PART_BYTES_MAX: usize = 120;

/// The party that the bytes `start..end` name, or none where no word stands there.
pub(super) fn at(layout: &Layout<'_>, start: usize, end: usize) -> Option<Field<Party>> {
    if let Some(mailbox) = mailbox(layout.text, start, end) {
        return Some(mailbox);
    }
    let (start, end) = trim(layout.text, start, end);
    let tokens = &layout.tokens[noun::tokens_in(layout, start, end)];
    if !tokens.iter().any(|token| token.is_word() && token.end - token.start >= 2) {
        return None;
    }
    if let Some(signed) = post_before_name(layout, tokens) {
        return Some(signed);
    }
    let comma = tokens.iter().position(|token| token.is_any(",;\n("));
    let (head, rest) = match comma {
        Some(comma) if comma > 0 => (&tokens[..comma], &tokens[comma + 1..]),
        _ => (tokens, &tokens[..0]),
    };
    let name_end = head.last().map_or(end, |token| dotted(layout.text, token.end));
    let first = cut_words(layout.text[start..name_end.min(end)].trim(), PARTY_WORDS_MAX);
    let more = rest.first().map(|token| layout.text[token.start..end].trim_matches(edge));
    let more = more.map(without_courtesy).filter(|more| !more.is_empty());
    let more = more
        .map(|more| cut_words(more, PARTY_WORDS_MAX.saturating_sub(count_words(first))))
        .filter(|more| !more.is_empty());
    let mut party = Party::default();
    if is_person(layout, head) {
        party.name = Some(person_name(layout, first, head));
        party.post = more.map(str::to_owned);
    } else if has(layout, head, class::POST) {
        party.post = Some(first.to_owned());
        party.office = more.map(str::to_owned);
    } else if has(layout, head, class::OFFICE) || first.contains('/') {
        party.office = Some(first.to_owned());
        party.post = more.map(str::to_owned);
    } else {
        party.name = Some(person_name(layout, first, head));
        party.post = more.map(str::to_owned);
    }
    Some(Field::read(party, Span::new(start, end)))
}

/// "Глава администрации И. И. Браск": elsewhere than in English a post may stand before the initials of a name.
fn post_before_name(layout: &Layout<'_>, tokens: &[Token]) -> Option<Field<Party>> {
    let at = name_behind_post(layout, tokens)?;
    let post = layout.text[tokens[0].start..tokens[at].start].trim_matches(edge);
    let (start, end) = (tokens[0].start, tokens.last()?.end);
    let mut party = Party::named(&layout.text[tokens[at].start..end]);
    party.post = Some(cut_words(post, PARTY_WORDS_MAX).to_owned());
    Some(Field::read(party, Span::new(start, end)))
}

/// Where a name of initials and a surname begins that ends the words behind a post.
pub(crate) fn name_behind_post(layout: &Layout<'_>, tokens: &[Token]) -> Option<usize> {
    let letters = |token: &Token| layout.text[token.start..token.end].chars().count();
    // "Der Präsident: J. Müller": an article may lead.
    let post = tokens.iter().take(2).any(|token| token.is_word() && token.sense(layout.language).is(class::POST));
    if !post || layout.language == EN || tokens.len() > POST_TOKENS_MAX {
        return None;
    }
    let at = tokens.iter().position(|token| token.is_word() && token.capital && letters(token) == 1)?;
    let [initials @ .., surname] = &tokens[at..] else { return None };
    let initial = |token: &Token| token.is_any(".") || token.is_word() && token.capital && letters(token) == 1;
    let named = surname.is_word() && surname.capital && letters(surname) > 2;
    (at > 0 && !initials.is_empty() && initials.iter().all(initial) && named).then_some(at)
}

/// A post with the name behind it has no more words and stops than this.
const POST_TOKENS_MAX: usize = 16;

/// "Jane Roe <jane@example.org>" or a bare address.
fn mailbox(text: &str, start: usize, end: usize) -> Option<Field<Party>> {
    let words = text[start..end].trim();
    let from = start + text[start..end].find(words).unwrap_or(0);
    if !words.contains('@') || cut_at(words, PART_BYTES_MAX) != words {
        return None;
    }
    let name = words.split('<').next().unwrap_or("").trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    let name = if name.is_empty() { words.trim_matches(['<', '>']) } else { name };
    Some(Field::read(Party::named(name), Span::new(from, from + words.len())))
}

fn has(layout: &Layout<'_>, tokens: &[Token], class: u32) -> bool {
    tokens.iter().any(|token| token.is_word() && token.sense(layout.language).is(class))
}

/// A title or initials make a person of words that name a post as well ("Hon. William H. Seward").
fn is_person(layout: &Layout<'_>, tokens: &[Token]) -> bool {
    let post = has(layout, tokens, class::POST) || has(layout, tokens, class::OFFICE);
    let titled = tokens.first().is_some_and(|token| {
        token.is_word()
            && token.sense(layout.language).is(class::TITLE)
            && !token.sense(layout.language).is(class::POST)
    });
    let initials = tokens.iter().any(|token| token.is_word() && token.end - token.start == 1 && token.capital);
    !post || titled || (initials && tokens.len() <= 8)
}

/// A surname in capitals before its initials is put in the usual order: "STALIN I.V." → "I.V. Stalin".
fn person_name(layout: &Layout<'_>, name: &str, tokens: &[Token]) -> String {
    let mut words = tokens.iter().filter(|token| token.is_word()).peekable();
    while words.peek().is_some_and(|word| {
        word.sense(layout.language).is(class::TITLE)
            && matches!(fold(&layout.text[word.start..word.end]).as_str(), "comrade" | "comrades")
    }) {
        words.next();
    }
    let Some(surname) = words.next() else { return name.to_owned() };
    let initials: Vec<_> = words.map(|word| &layout.text[word.start..word.end]).collect();
    let text = &layout.text[surname.start..surname.end];
    let reversed = text.chars().count() >= 3
        && text.chars().all(char::is_uppercase)
        && !initials.is_empty()
        && initials.iter().all(|initial| initial.chars().count() == 1 && initial.chars().all(char::is_uppercase));
    if reversed {
        let mut chars = text.chars();
        let first: String = chars.next().into_iter().collect();
        let rest: String = chars.flat_map(char::to_lowercase).collect();
        return format!("{}. {first}{rest}", initials.join("."));
    }
    let skipped = tokens.first().map_or(0, |first| surname.start - first.start);
    name.get(skipped..).unwrap_or(name).to_owned()
}

/// Includes the full stop of a final initial or abbreviation.
fn dotted(text: &str, end: usize) -> usize {
    let word = text[..end].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    if word.chars().count() == 1 && text[end..].starts_with('.') { end + 1 } else { end }
}

/// Drops "Esq., &c., &c." and the like.
fn without_courtesy(text: &str) -> &str {
    let mut text = text;
    loop {
        let folded = fold(cut_at(text, 12));
        let Some(rest) = ["esq", "esquire", "c", "etc", "jr"].iter().find_map(|word| {
            (folded == *word || folded.starts_with(&format!("{word} ")))
                .then(|| text.find([',', ';', ' ']).map_or("", |at| &text[at..]))
        }) else {
            break;
        };
        text = rest.trim_start_matches(edge);
    }
    let cut = text.find("&c").unwrap_or(text.len());
    text[..cut].trim_matches(edge)
}

fn edge(c: char) -> bool {
    c.is_whitespace() || ",;:.&|*~-—–_=\\/`'‘".contains(c)
}

fn count_words(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
}

fn cut_words(text: &str, most: usize) -> &str {
    let text = cut_at(text, PART_BYTES_MAX);
    let mut words = 0;
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let word = c.is_alphanumeric();
        if word && !inside {
            words += 1;
            if words > most {
                return text[..at].trim_end_matches(edge);
            }
        }
        inside = word;
    }
    text
}

/// `start..end` without white space and stray signs around it.
pub(super) fn trim(text: &str, start: usize, end: usize) -> (usize, usize) {
    let inner = &text[start..end];
    let left = inner.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = end - left.len();
    let right = left.trim_end_matches(|c: char| !(c.is_alphanumeric() || c == ')' || c == '.'));
    let stop = start + right.len();
    let stop = if right.ends_with('.') && dotted(text, stop - 1) == stop - 1 { stop - 1 } else { stop };
    (start, stop)
}
