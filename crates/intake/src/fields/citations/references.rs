//! The entries of a "Reference:" field.

use procedure::card::{Citation, Field, Relation, Span};

use super::super::{noun, number, party};
use super::Reader;
use crate::layout::{Label, Layout, Line, Role};
use crate::tokens::Token;

/// Each entry of a "Reference:" field is a citation, whatever it looks like.
pub(super) fn read(reader: &Reader<'_, '_>, out: &mut Vec<Field<Citation>>) {
    let layout = reader.layout;
    let mut read_to = number::own_reference(layout).map_or(0, |line| line + 1);
    for (at, line) in layout.lines.iter().enumerate() {
        let start = match line.role {
            Role::Field(Label::Reference, value) => value,
            Role::FieldMore(Label::Reference) => line.start,
            _ => continue,
        };
        if at < read_to {
            continue;
        }
        // An entry goes on over lines that begin no other.
        read_to = at + 1;
        while layout.lines.get(read_to).is_some_and(|below| {
            below.role == Role::FieldMore(Label::Reference)
                && !begins_entry(layout, below)
                && !is_paragraph(layout, below)
                && layout.line(read_to - 1).len() >= WRAPPED_BYTES_MIN
        }) {
            read_to += 1;
        }
        let line_end = layout.lines[read_to - 1].end;
        let text = &layout.text[start..line_end];
        let mut from = start + (text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
        // "a. Kingston 22950": the entry's own letter.
        let rest = &layout.text[from..line_end];
        if rest.len() > 3
            && rest.as_bytes()[0].is_ascii_alphabetic()
            && matches!(rest.as_bytes()[1], b'.' | b',' | b')')
        {
            from += 2 + (rest[2..].len() - rest[2..].trim_start().len());
        }
        let (from, to) = party::trim(layout.text, from.min(line_end), line_end);
        let known = out.iter().any(|cited| cited.span.is_some_and(|span| span.start < to && span.end > from));
        let words = layout.text.get(from..to).unwrap_or("");
        let numbered = words.chars().any(|c| c.is_ascii_digit());
        if known || !numbered || !(4..=ENTRY_BYTES_MAX).contains(&words.len()) {
            continue;
        }
        let range = noun::tokens_in(layout, from, to);
        let tokens = &layout.tokens[range.clone()];
        let at = tokens.iter().position(|token| token.is_number() && !layout.is_dated(token));
        let number = at.map(|at| {
            let end = number::number_end(tokens, at);
            layout.text[tokens[at].start..tokens[end - 1].end].to_owned()
        });
        if is_paragraph(layout, line) || layout.scanned && !is_legible(layout, tokens, from, to) {
            continue;
        }
        let date = layout.dates.iter().find(|found| found.start >= from && found.end <= to);
        let kind = tokens.iter().find_map(|token| token.sense(layout.language).kind());
        // "Tarnov 22950": a cable is named by its station and that station's number.
        let station = station(layout, tokens, at);
        let number = match &station {
            Some(station) => number.map(|number| format!("{station} {number}")),
            None => number,
        };
        let citation = Citation {
            text: words.split_whitespace().collect::<Vec<_>>().join(" "),
            kind: kind.map(str::to_owned),
            number,
            sender: station,
            addressee: None,
            date: date.and_then(|found| found.looking_back(reader.paper)),
            relation: Relation::Refers,
        };
        out.push(Field::read(citation, Span::new(from, to)));
    }
}

/// An entry has no more bytes than this: what is longer is the text, which a scan put right below.
const ENTRY_BYTES_MAX: usize = 240;
/// A shorter line was not broken because it was full.
const WRAPPED_BYTES_MIN: usize = 30;

/// "b. Letter of …": whether a line begins with an entry's letter or number.
fn begins_entry(layout: &Layout<'_>, line: &Line) -> bool {
    let tokens = &layout.tokens[line.tokens.clone()];
    let signs = tokens.iter().take_while(|token| token.is_any(":;.(")).count();
    matches!(tokens.get(signs..), Some([mark, stop, _, ..])
        if (mark.is_word() && mark.end - mark.start == 1 || mark.is_number() && mark.digits <= 2) && stop.is_any(".),"))
}

/// The words with capitals before an entry's number, which begin the entry and name no kind: "Tarnov 22950".
fn station(layout: &Layout<'_>, tokens: &[Token], at: Option<usize>) -> Option<String> {
    let at = at.filter(|at| (1..=STATION_TOKENS_MAX).contains(at))?;
    let number = &tokens[at];
    let words = &tokens[..at];
    let named = words.iter().all(|word| {
        let sense = word.sense(layout.language);
        word.is_word() && word.capital && word.end - word.start >= 3 && sense.kind().is_none() && sense.month == 0
    });
    let apart = number.start > words[at - 1].end && number.digits >= NUMBER_DIGITS_MIN;
    (named && apart).then(|| layout.text[words[0].start..words[at - 1].end].to_owned())
}

/// A station's name takes no more words than this.
const STATION_TOKENS_MAX: usize = 3;

/// "3. PLEASE FOLLOW UP": the text's numbered paragraphs begin where a scan lost the line between.
fn is_paragraph(layout: &Layout<'_>, line: &Line) -> bool {
    matches!(&layout.tokens[line.tokens.clone()], [number, stop, word, next, ..]
        if number.is_number() && number.digits == 1 && stop.is_any(".") && word.is_word() && next.is_word())
}

/// Whether a scan's line holds what names a paper: a day, or a number of three figures on a line that is not mostly noise.
fn is_legible(layout: &Layout<'_>, tokens: &[Token], from: usize, to: usize) -> bool {
    let dated = layout.dates.iter().any(|found| found.start >= from && found.end <= to && found.day.is_some());
    let numbered = tokens.iter().any(|token| token.is_number() && token.digits >= NUMBER_DIGITS_MIN);
    dated || numbered && tokens.len() <= LEGIBLE_TOKENS_MAX
}

/// A number of fewer figures may be a scan's noise.
const NUMBER_DIGITS_MIN: u8 = 3;
/// A longer line of a scan is no entry.
const LEGIBLE_TOKENS_MAX: usize = 14;
