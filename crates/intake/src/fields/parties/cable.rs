//! The service line of a cable: "PRIORITY DIR INFO WAVE CITE MEXI 1111".

use std::ops::Range;

use procedure::card::{Field, Party};

use super::super::{noun, party};
use crate::lang::EN;
use crate::layout::{Layout, Role};

/// The service line stands in the first lines,
const SERVICE_LINES_MAX: usize = 45;
/// and names a station in no more words.
const STATION_TOKENS_MAX: usize = 6;

/// The line that cites the sender's number, with the token of "CITE".
pub(in crate::fields) fn cite_line(layout: &Layout<'_>) -> Option<(usize, usize)> {
    let written = (0..layout.lines.len()).filter(|at| layout.lines[*at].role != Role::Blank).take(SERVICE_LINES_MAX);
    written.into_iter().find_map(|line| {
        let range = layout.lines[line].tokens.clone();
        let cite = range.into_iter().find(|at| {
            let token = &layout.tokens[*at];
            token.is_word() && &layout.text[token.start..token.end] == "CITE"
        })?;
        Some((line, cite))
    })
}

/// Sender and addressee.
type Sides = (Option<Field<Party>>, Option<Field<Party>>);

/// Sender and addressee, as far as the service line names them.
pub(super) fn sides(layout: &Layout<'_>) -> Option<Sides> {
    let Some((line, cite)) = cite_line(layout) else {
        return Some((sent_by(layout), None));
    };
    let range = layout.lines[line].tokens.clone();
    let from = station(layout, cite + 1, range.end).filter(|station| {
        // The number follows; a station that no number follows is half a line.
        (station.end..range.end.min(station.end + 3)).any(|at| layout.tokens[at].is_number())
    });
    // "SECRET 1820542 JUN 70 CITE …": the addressees stand on the line below.
    let dated = layout.dates_of(line).next().is_some();
    let to = if dated || cite == range.start {
        let below = (line + 1..layout.lines.len()).find(|below| layout.lines[*below].role != Role::Blank)?;
        let below = layout.lines[below].tokens.clone();
        station(layout, below.start, below.end)
    } else {
        station(layout, range.start, cite)
    };
    let party = |station: Range<usize>| {
        let station = spelled_out(layout, station.clone()).unwrap_or(station);
        party::at(layout, layout.tokens[station.start].start, layout.tokens[station.end - 1].end)
    };
    Some((from.and_then(party), to.and_then(party)))
}

/// "STAFF 012310Z DIRECTOR 266967": where nothing is cited, the sender and his number stand behind the time group.
fn sent_by(layout: &Layout<'_>) -> Option<Field<Party>> {
    let written = (0..layout.lines.len()).filter(|at| layout.lines[*at].role != Role::Blank).take(SERVICE_LINES_MAX);
    written.into_iter().find_map(|line| {
        let range = layout.lines[line].tokens.clone();
        let group = range.clone().find(|at| {
            let token = &layout.tokens[*at];
            token.is_number() && matches!(token.digits, 6 | 7)
        })?;
        let lead = layout.tokens[range.start..group]
            .iter()
            .any(|token| matches!(&layout.text[token.start..token.end], "STAFF" | "TOT" | "ToT" | "Tots"));
        let dated = layout.dates_of(line).find(|found| found.first == group).map(|found| found.after);
        let station = station(layout, dated.unwrap_or(group + 1), range.end).filter(|_| lead)?;
        let number = layout.tokens.get(station.end).filter(|token| token.is_number() && token.digits >= 5)?;
        let (first, last) = (&layout.tokens[station.start], &layout.tokens[station.end - 1]);
        (number.end > last.end).then(|| party::at(layout, first.start, last.end)).flatten()
    })
}

/// The capitals from token `from` on that name a station: up to "INFO", "CITE" or a number; what says how urgent the
/// cable is does not count.
fn station(layout: &Layout<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let known = |word: &str, section| layout.english.whole(section, word).is_some();
    let urgent = |word: &str| known(word, "precedence") || known(word, "markings");
    let mut first = from;
    while first < end {
        let token = &layout.tokens[first];
        let word = noun::folded(layout, token);
        if token.is_word() && !urgent(&word) && word != "to" && word.len() > 1 && token.sense(EN).month == 0 {
            break;
        }
        first += 1;
    }
    let mut after = first;
    while after < end && after - first < STATION_TOKENS_MAX {
        let token = &layout.tokens[after];
        let text = &layout.text[token.start..token.end];
        let name = token.is_word() && text.chars().all(char::is_uppercase) && !matches!(text, "INFO" | "CITE");
        if !(name || token.is_any("/-") && after > first) {
            break;
        }
        after += 1;
    }
    let letters: usize = layout.tokens[first.min(after)..after].iter().map(|token| token.end - token.start).sum();
    (after > first && letters >= 3).then_some(first..after)
}

/// The head spells out what the service line shortens: "MEXI" is the "MEXICO CITY" above it.
fn spelled_out(layout: &Layout<'_>, short: Range<usize>) -> Option<Range<usize>> {
    let token = layout.tokens.get(short.start).filter(|_| short.len() == 1)?;
    let text = &layout.text[token.start..token.end];
    let written = (0..layout.lines.len()).filter(|at| layout.lines[*at].role != Role::Blank).take(SERVICE_LINES_MAX);
    written.into_iter().find_map(|line| {
        let range = layout.lines[line].tokens.clone();
        let first = range.clone().find(|at| {
            let long = &layout.tokens[*at];
            let word = &layout.text[long.start..long.end];
            long.is_word() && word.len() > text.len() && word.starts_with(text) && word.chars().all(char::is_uppercase)
        })?;
        Some(first..first + 1)
    })
}
