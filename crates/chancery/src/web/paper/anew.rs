//! A better reading of a paper, on its page: each field that it would change, with the passage it rests on, to be taken or
//! declined.

use maud::Markup;
use phrases::{Phrase, html, phrase, say};
use procedure::card::{Card, FieldName, Span};
use procedure::decide::{Seats, offered_anew};
use procedure::reread::FieldChange;
use procedure::sight::Sight;
use register::Seen;

use super::show::{View, about};
use super::slip::Slip;
use crate::office::Fault;
use crate::web::app::App;
use crate::web::card;
use crate::web::words;

/// Most lines with passages that are shown of one field.
const LINES_SHOWN_MAX: usize = 6;
/// Longest passage shown, in bytes; what is longer is cut at its end.
const PASSAGE_BYTES_MAX: usize = 240;
/// What is shown of the line on either side of a passage, in bytes.
const BESIDE_BYTES_MAX: usize = 60;

/// What waits to be taken of a paper's proposed reading.
#[derive(Default)]
pub(super) struct Anew {
    changes: Vec<FieldChange>,
    /// The text that was read; `None` where it is kept no longer.
    text: Option<String>,
}

/// What waits, for those who may put the card right.
pub(super) fn gather(app: &App, seen: &Seen, seats: &Seats) -> Result<Anew, Fault> {
    let Some(proposed) =
        seen.paper.proposed.as_deref().filter(|_| seen.sight == Sight::Whole && seats.keeps_or_holds())
    else {
        return Ok(Anew::default());
    };
    let changes = offered_anew(&seen.paper);
    let text = if changes.is_empty() { None } else { app.office.text(&proposed.text)? };
    Ok(Anew { changes, text })
}

/// What waits, field by field, in one form that works without scripts.
pub(super) fn section(view: &View) -> Markup {
    let Anew { changes, text } = &view.anew;
    let slip = Slip::to(view, "reading");
    let Some(proposed) = view.seen.paper.proposed.as_deref().filter(|_| !changes.is_empty()) else {
        // What was sent and is settled meanwhile is answered all the same.
        return html! { @if slip.is_open() { h2 #anew { "Read anew" } (slip.form("", None, &html! {})) } };
    };
    let all = changes.iter().map(|change| card::key(change.field)).collect::<Vec<_>>().join(",");
    let fields = html! {
        dl.card.anew {
            @for change in changes {
                @let (field, of) = (change.field, words::field(change.field));
                div {
                    dt { (of) }
                    dd {
                        div { span.soft { "stands " } (card::shown(&view.seen.paper.card, field)) }
                        div { span.soft { span aria-hidden="true" { "→ " } "would read " } (card::shown(&proposed.card, field)) }
                        @for passage in passages(&proposed.card, field, text.as_deref()) { (passage) }
                        @for says in about(&proposed.remarks, field) { small { (says) } }
                        div.row {
                            button.small.plain name="take" value=(card::key(field)) aria-label=(say!("Take {of}")) { "Take" }
                            button.link.small name="decline" value=(card::key(field)) aria-label=(say!("Decline {of}")) { "Decline" }
                        }
                    }
                }
            }
        }
        label { "Reason, where something is declined"
            textarea name="reason" rows="2" autofocus[slip.wants("reason")] { (slip.said("reason").unwrap_or(AS_IT_STANDS.said())) } }
        @if changes.len() > 1 {
            div.row {
                button.small name="take" value=(all) { "Take all " (changes.len()) }
                button.small.plain name="decline" value=(all) { "Decline all " (changes.len()) }
            }
        }
    };
    html! {
        section.no-print aria-labelledby="anew" {
            h2 #anew { "Read anew" }
            p.hint {
                (proposed.text.extractor) " reads this paper otherwise than its card says. Nothing of that stands on the card \
                 until it is taken; what is declined is not proposed again while the paper reads so."
            }
            (slip.form("", None, &fields))
        }
    }
}

/// The reason of who declines, unless they write another.
const AS_IT_STANDS: Phrase = phrase!("The card is right as it stands.");

/// The passages that a field rests on, in their lines.
fn passages(read: &Card, field: FieldName, text: Option<&str>) -> Vec<Markup> {
    let Some(text) = text else { return Vec::new() };
    let mut spans: Vec<Span> = read.spans().into_iter().filter(|(of, _)| *of == field).map(|(_, span)| span).collect();
    spans.retain(|span| span.of(text).is_some_and(|words| !words.is_empty()));
    spans.sort_unstable();
    let in_one_line = |one: &Span, next: &Span| text.get(one.end..next.start).is_some_and(|rest| !rest.contains('\n'));
    let line = |spans: &[Span]| {
        html! { blockquote { @for (words, is_meant) in pieces(text, spans) { @if is_meant { mark { (words) } } @else { (words) } } } }
    };
    spans.chunk_by(in_one_line).take(LINES_SHOWN_MAX).map(line).collect()
}

/// Passages of one line with what stands beside and between them, each piece cut where it is long; and whether it is one of
/// the passages.
fn pieces(text: &str, spans: &[Span]) -> Vec<(String, bool)> {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Vec::new() };
    let before = text[..first.start].rsplit('\n').next().unwrap_or_default();
    let after = text[last.end..].split('\n').next().unwrap_or_default();
    let from = before.ceil_char_boundary(before.len().saturating_sub(BESIDE_BYTES_MAX));
    let mut pieces = vec![(format!("{}{}", if from > 0 { "…" } else { "" }, &before[from..]), false)];
    let mut at = first.start;
    for span in spans {
        pieces.push((head(&text[at..span.start], BESIDE_BYTES_MAX), false));
        pieces.push((head(&text[span.start..span.end], PASSAGE_BYTES_MAX), true));
        at = span.end;
    }
    pieces.push((head(after, BESIDE_BYTES_MAX), false));
    pieces.retain(|(words, _)| !words.is_empty());
    pieces
}

/// The beginning of a text, cut before a character that goes beyond so many bytes.
fn head(text: &str, bytes_max: usize) -> String {
    let end = text.floor_char_boundary(bytes_max);
    format!("{}{}", &text[..end], if end < text.len() { "…" } else { "" })
}

#[cfg(test)]
mod tests {
    use procedure::card::{Card, Field, FieldName, Party, Span};

    use super::{BESIDE_BYTES_MAX, LINES_SHOWN_MAX, PASSAGE_BYTES_MAX, passages, pieces};

    fn senders(spans: &[(usize, usize)]) -> Card {
        let from = spans.iter().map(|(start, end)| Field::read(Party::named("A"), Span::new(*start, *end))).collect();
        Card { from, ..Card::default() }
    }

    fn shown(text: &str, spans: &[(usize, usize)]) -> Vec<String> {
        passages(&senders(spans), FieldName::From, Some(text)).into_iter().map(|line| line.into_string()).collect()
    }

    #[test]
    fn passages_stand_in_their_lines_and_no_others() {
        let text = "Osk\nMr. A, Mr. B of Osk\nSir, C";
        let line = "<blockquote>Mr. <mark>A</mark>, Mr. <mark>B</mark> of Osk</blockquote>";
        assert_eq!(shown(text, &[(15, 16), (8, 9)]), [line]);
        assert_eq!(shown(text, &[(8, 9), (29, 30)]).len(), 2);
        assert!(shown("é", &[(0, 0), (1, 2), (0, 900)]).is_empty(), "what is no passage is not shown");
        assert!(passages(&senders(&[(0, 1)]), FieldName::To, Some(text)).is_empty());
        let lines = "A\n".repeat(LINES_SHOWN_MAX + 1);
        let all: Vec<_> = (0..=LINES_SHOWN_MAX).map(|at| (at * 2, at * 2 + 1)).collect();
        assert_eq!(shown(&lines, &all[1..]).len(), LINES_SHOWN_MAX);
        assert_eq!(shown(&lines, &all).len(), LINES_SHOWN_MAX);
        // One within the other is not cut twice.
        assert_eq!(shown("Mr. Orlan", &[(0, 9), (4, 9)]).len(), 2);
    }

    #[test]
    fn long_ones_are_cut_at_the_limit_between_characters() {
        let cut = |beside: usize, words: usize| {
            let text = format!("{}{}{}", "a".repeat(beside), "b".repeat(words), "c".repeat(beside));
            pieces(&text, &[Span::new(beside, beside + words)]).iter().map(|(words, _)| words.contains('…')).collect()
        };
        let limit: Vec<bool> = cut(BESIDE_BYTES_MAX, PASSAGE_BYTES_MAX);
        let past: Vec<bool> = cut(BESIDE_BYTES_MAX + 1, PASSAGE_BYTES_MAX + 1);
        assert_eq!((limit, past), (vec![false; 3], vec![true; 3]));
        let letters = pieces(&"é".repeat(200), &[Span::new(100, 102)]);
        let lengths: Vec<usize> = letters.iter().map(|(words, _)| words.chars().count()).collect();
        assert_eq!(lengths, [31, 1, 31]);
    }
}
