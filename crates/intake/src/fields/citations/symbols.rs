//! Numbers that name a paper by their own shape: symbols of the United Nations' documents, publication codes of Greek
//! acts, and registry numbers behind the sign of a registry ("prot. n. 1234", "исх. № 12", "Az. 34/56").

use jiff::civil::Date;
use procedure::card::{Citation, Field, Span};

use super::super::{noun, number};
use super::{CITATIONS_MAX, Reader};
use crate::layout::{Layout, Role};
use crate::words::fold;

pub(super) fn read(reader: &Reader<'_, '_>, out: &mut Vec<Field<Citation>>) {
    let layout = reader.layout;
    for line in layout.lines.iter().filter(|line| matches!(line.role, Role::Body | Role::Salutation)) {
        let mut at = line.tokens.start;
        while at < line.tokens.end && out.len() < CITATIONS_MAX {
            let hit = united_nations(layout, at, line.tokens.end)
                .or_else(|| publication_code(layout, at, line.tokens.clone()))
                .or_else(|| registry_number(layout, at, line.tokens.end));
            let Some(hit) = hit else {
                at += 1;
                continue;
            };
            let after = push(reader, &hit, line.tokens.end, out);
            at = after.max(at + 1);
        }
    }
}

/// A number that names a paper: the tokens of all of it, of the number itself, and its kind.
struct Hit {
    whole: (usize, usize),
    number: (usize, usize),
    kind: Option<&'static str>,
    /// The day that is written into the number.
    day: Option<Date>,
}

/// Adds what was found with the date that follows it. Returns the token to go on at.
fn push(reader: &Reader<'_, '_>, hit: &Hit, end: usize, out: &mut Vec<Field<Citation>>) -> usize {
    let layout = reader.layout;
    let dated = reader.dates_after(hit.whole.1, end, None, 1).first().copied();
    let after = dated.map_or(hit.whole.1, |(_, after)| after);
    let last = dated.map_or(layout.tokens[hit.whole.1 - 1].end, |(found, _)| found.end);
    let span = Span::new(layout.tokens[hit.whole.0].start, last);
    let known =
        out.iter().any(|cited| cited.span.is_some_and(|other| other.start < span.end && span.start < other.end));
    let Some(text) = span.of(layout.text).filter(|_| !known) else { return after };
    let number = noun::span(layout, hit.number.0, hit.number.1);
    let citation = Citation {
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        kind: hit.kind.map(str::to_owned),
        number: Some(number.chars().filter(|c| !c.is_whitespace()).collect()),
        sender: None,
        addressee: None,
        date: hit.day.or_else(|| dated.and_then(|(found, _)| found.looking_back(reader.paper))),
        relation: super::relation::of(layout, span, false),
    };
    out.push(Field::read(citation, span));
    after
}

/// Organs under which the United Nations number their documents.
const ORGANS: [&str; 14] = ["A", "S", "E", "T", "ST", "TD", "DP", "CD", "NPT", "HRI", "CERD", "CCPR", "CEDAW", "UNEP"];

/// "A/C.1/234/Rev.1", "S/PV.12", "E/CN.4/21", "A/RES/181(II)": an organ, parts behind strokes, figures in the last.
fn united_nations(layout: &Layout<'_>, at: usize, end: usize) -> Option<Hit> {
    let text = |at: usize| &layout.text[layout.tokens[at].start..layout.tokens[at].end];
    let tight = |at: usize| at < end && layout.tokens[at - 1].end == layout.tokens[at].start;
    let before = at.checked_sub(1).filter(|before| layout.tokens[*before].end == layout.tokens[at].start);
    let apart = before.is_none_or(|before| layout.tokens[before].is_any("([“\"‘"));
    if !layout.tokens[at].is_word() || !apart || !ORGANS.contains(&text(at)) {
        return None;
    }
    let mut after = at + 1;
    let (mut parts, mut figures, mut named) = (0, 0, false);
    while after + 1 < end && tight(after) && tight(after + 1) && layout.tokens[after].is_any("/.(-") {
        let part = &layout.tokens[after + 1];
        if !(part.is_number() || part.is_word() && part.capital && part.end - part.start <= 5) {
            break;
        }
        parts += usize::from(layout.tokens[after].is_any("/"));
        figures = figures.max(if part.is_number() { part.digits } else { 0 });
        named |= part.is_word() && SUBSIDIARY.contains(&text(after + 1));
        after += 2;
        // "181(II)"
        if tight(after) && layout.tokens[after].is_any(")") {
            after += 1;
        }
    }
    // "A/34" is also a berth; two parts, a body under the organ or a long number make sure.
    let sure = parts >= 1 && figures >= 1 && (named || figures >= 3);
    let resolution = (at..after).any(|at| text(at) == "RES");
    let kind = if resolution { Some("resolution") } else { None };
    sure.then_some(Hit { whole: (at, after), number: (at, after), kind, day: None })
}

/// Bodies and sorts of documents that stand behind the organ.
const SUBSIDIARY: [&str; 15] =
    ["C", "CN", "PV", "SR", "RES", "CONF", "AC", "INF", "HRC", "BUR", "DEC", "WP", "Rev", "Add", "L"];

/// "ΑΔΑ: ΩΟ734653ΟΞ-ΦΜΗ" in running text: the code under which a Greek act was published.
fn publication_code(layout: &Layout<'_>, at: usize, line: std::ops::Range<usize>) -> Option<Hit> {
    let tokens = &layout.tokens;
    let apart = at == line.start || tokens[at - 1].end < tokens[at].start || tokens[at - 1].is_any(":(");
    if !apart || !(tokens[at].is_word() || tokens[at].is_number()) {
        return None;
    }
    let tight = |at: usize| at < line.end && tokens[at - 1].end == tokens[at].start;
    let mut dash = at + 1;
    while tight(dash) && (tokens[dash].is_word() || tokens[dash].is_number()) {
        dash += 1;
    }
    let mut after = dash + 1;
    if !(tight(dash) && tokens[dash].is_any("-–") && tight(after)) {
        return None;
    }
    while tight(after) && (tokens[after].is_word() || tokens[after].is_number()) {
        after += 1;
    }
    let code = |from: usize, to: usize| &layout.text[tokens[from].start..tokens[to - 1].end];
    let (head, tail) = (code(at, dash), code(dash + 1, after));
    let greek = |part: &str| part.chars().all(|c| c.is_ascii_digit() || c.is_uppercase() && !c.is_ascii());
    let mixed = head.chars().any(|c| c.is_ascii_digit()) && !head.is_ascii();
    let long = (CODE_CHARS_MIN..=CODE_CHARS_MAX).contains(&head.chars().count()) && tail.chars().count() == 3;
    // An act's own code stands alone or at the end of a page's first line; what is cited stands among words.
    let told = line.len() >= TOLD_TOKENS_MIN && after < line.end;
    (greek(head) && greek(tail) && mixed && long && told).then_some(Hit {
        whole: (at, after),
        number: (at, after),
        kind: None,
        day: None,
    })
}

/// A publication code has so many characters before its dash,
const CODE_CHARS_MIN: usize = 7;
/// and no more.
const CODE_CHARS_MAX: usize = 10;
/// A line of running text has so many tokens.
const TOLD_TOKENS_MIN: usize = 8;

/// "prot. n. 1234/2016", "исх. № 12-34", "Az. 34/56": a number behind a registry's sign.
fn registry_number(layout: &Layout<'_>, at: usize, end: usize) -> Option<Hit> {
    if !layout.words.has("registry_signs") || !layout.tokens[at].is_word() {
        return None;
    }
    let reach = end.min(at + SIGN_TOKENS_MAX);
    let key = fold(noun::span(layout, at, reach));
    let (_, phrase) = layout.words.beginning("registry_signs", &key)?;
    let mut first = at;
    let mut words = phrase.split(' ').count();
    while words > 0 && first < end {
        words -= usize::from(layout.tokens[first].is_word());
        first += 1;
    }
    let mut number = first;
    while number < end.min(first + SIGN_TOKENS_MAX) && !layout.tokens[number].is_number() {
        let token = &layout.tokens[number];
        let sign = token.is_word() && token.sense(layout.language).is(crate::lang::class::NUMBER_SIGN);
        if !(token.is_any(".:°º#№") || sign) {
            return None;
        }
        number += 1;
    }
    let token = layout.tokens.get(number).filter(|token| number < end && token.is_number() && !token.ending)?;
    let dated = layout.is_dated(token);
    let to = number::number_end(&layout.tokens[..end], number);
    let day = day_behind(layout, to, end).filter(|_| !dated);
    let number_to = if day.is_some() { to - DAY_TOKENS } else { to };
    (!dated).then_some(Hit { whole: (at, to), number: (number, number_to), kind: None, day })
}

/// "654/4-4-2016": the day behind a number's stroke is the paper's. `to` is one past the year's token.
fn day_behind(layout: &Layout<'_>, to: usize, end: usize) -> Option<Date> {
    let first = to.checked_sub(DAY_TOKENS).filter(|_| to <= end)?;
    let [stroke, day, dash, month, again, year] = layout.tokens.get(first..to)? else { return None };
    let figures = [day, month, year].into_iter().all(|token| token.is_number());
    let signs = stroke.is_any("/") && dash.is_any("-/.") && again.is_any("-/.") && year.digits == 4;
    if !(figures && signs && day.digits <= 2 && month.digits <= 2) {
        return None;
    }
    let part = |token: &crate::tokens::Token| i8::try_from(token.value).ok();
    Date::new(i16::try_from(year.value).ok()?, part(month)?, part(day)?).ok()
}

/// Stroke, day, month and year with the signs between them.
const DAY_TOKENS: usize = 6;

/// A registry's sign takes no more tokens than this.
const SIGN_TOKENS_MAX: usize = 6;
