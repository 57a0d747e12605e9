//! The paper as read: its extracted text as a sheet, with the passages that the card rests on marked.
//!
//! Every paragraph says at which byte of the text it begins and holds the text byte for byte, so that a passage
//! selected on the page is a span of the text.

use maud::{Markup, PreEscaped};
use phrases::html;
use procedure::card::{Card, Field, Span};

/// Longest part of a text that one page shows, in bytes: a page stays under 100 KB.
pub(crate) const PART_BYTES_MAX: usize = 40_000;
/// Longest paragraph that is set as one, in bytes; a longer one is cut between two words.
const PARAGRAPH_BYTES_MAX: usize = 8_000;

/// A passage of the text and the field that rests on it: "number", "from-0".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) key: String,
}

/// The passages of a card.
pub(crate) fn marks(card: &Card) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut one = |key: &str, span: Option<Span>| marks.extend(span.map(|span| Mark { span, key: key.to_owned() }));
    fn span<T>(field: Option<&Field<T>>) -> Option<Span> {
        field.and_then(|field| field.span)
    }
    one("kind", span(card.kind.as_ref()));
    one("number", span(card.number.as_ref()));
    one("date", span(card.date.as_ref()));
    one("place", span(card.place.as_ref()));
    one("subject", span(card.subject.as_ref()));
    one("marking", span(card.marking.as_ref()));
    one("precedence", span(card.precedence.as_ref()));
    one("their_copy", span(card.their_copy.as_ref()));
    one("recommendation", span(card.recommendation.as_ref()));
    one("request", span(card.request.as_ref()));
    fn list<T>(marks: &mut Vec<Mark>, key: &str, fields: &[Field<T>]) {
        let spans = fields.iter().enumerate().filter_map(|(at, field)| Some((at, field.span?)));
        marks.extend(spans.map(|(at, span)| Mark { span, key: format!("{key}-{at}") }));
    }
    list(&mut marks, "from", &card.from);
    list(&mut marks, "to", &card.to);
    list(&mut marks, "copies", &card.copies);
    list(&mut marks, "citations", &card.citations);
    list(&mut marks, "enclosures", &card.enclosures);
    list(&mut marks, "deadlines", &card.deadlines);
    list(&mut marks, "claims", &card.claims);
    list(&mut marks, "proposals", &card.proposals);
    list(&mut marks, "insertions", &card.insertions);
    marks
}

/// Where the parts of a long text begin and end: at ends of paragraphs where there are any.
pub(crate) fn parts(text: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = 0;
    while text.len() - start > PART_BYTES_MAX {
        let limit = floor(text, start + PART_BYTES_MAX);
        let window = &text[start..limit];
        let end = window
            .rfind("\n\n")
            .map(|at| at + 2)
            .or_else(|| window.rfind('\n').map(|at| at + 1))
            .filter(|cut| *cut > PART_BYTES_MAX / 4)
            .map_or(limit, |cut| start + cut);
        parts.push(Span::new(start, end));
        start = end;
    }
    parts.push(Span::new(start, text.len()));
    parts
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The paragraphs of a part of the text.
pub(crate) fn paragraphs(text: &str, part: Span, marks: &[Mark]) -> Markup {
    let mut cuts: Vec<&Mark> =
        marks.iter().filter(|mark| mark.span.start < mark.span.end && mark.span.of(text).is_some()).collect();
    cuts.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    html! {
        @for paragraph in blocks(text, part) {
            p data-at=(paragraph.start) class=[is_set(&text[paragraph.start..paragraph.end]).then_some("set")] {
                @for piece in pieces(paragraph, &cuts) {
                    @let words = escaped(&text[piece.span.start..piece.span.end]);
                    @if piece.keys.is_empty() {
                        (words)
                    } @else {
                        span.m.ed[all(&piece.keys, &["insertions"])].wide[all(&piece.keys, WIDE)] data-f=(piece.keys.join(" ")) { (words) }
                    }
                }
            }
        }
    }
}

/// Fields that rest on whole sentences: marked only while they are in hand, or the sheet would be one underline.
const WIDE: &[&str] = &["claims", "proposals", "recommendation", "subject", "deadlines", "instead"];

fn all(keys: &[&str], fields: &[&str]) -> bool {
    keys.iter().all(|key| fields.iter().any(|field| key.starts_with(field)))
}

/// The spans of the paragraphs: what stands between blank lines.
fn blocks(text: &str, part: Span) -> Vec<Span> {
    let mut blocks = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = part.start;
    for line in text[part.start..part.end].split_inclusive('\n') {
        let end = at + line.len();
        if line.trim().is_empty() {
            blocks.extend(open.take().map(|start| Span::new(start, at)));
        } else {
            let start = *open.get_or_insert(at);
            if end - start > PARAGRAPH_BYTES_MAX {
                blocks.push(Span::new(start, end));
                open = None;
            }
        }
        at = end;
    }
    blocks.extend(open.map(|start| Span::new(start, at)));
    blocks
}

/// Whether a paragraph is set in columns, which only a fixed pitch keeps apart.
fn is_set(paragraph: &str) -> bool {
    let lines = paragraph.lines().filter(|line| line.trim().contains("   ")).count();
    lines > 1
}

struct Piece<'a> {
    span: Span,
    keys: Vec<&'a str>,
}

/// A paragraph cut wherever a mark begins or ends.
fn pieces<'a>(paragraph: Span, marks: &[&'a Mark]) -> Vec<Piece<'a>> {
    let touching: Vec<&&Mark> =
        marks.iter().filter(|mark| mark.span.start < paragraph.end && mark.span.end > paragraph.start).collect();
    let mut cuts: Vec<usize> = touching
        .iter()
        .flat_map(|mark| [mark.span.start.max(paragraph.start), mark.span.end.min(paragraph.end)])
        .chain([paragraph.start, paragraph.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|pair| {
            let span = Span::new(pair[0], pair[1]);
            // The narrowest mark first: it is the one a click on the passage means.
            let mut on: Vec<_> =
                touching.iter().filter(|mark| mark.span.start <= span.start && span.end <= mark.span.end).collect();
            on.sort_by_key(|mark| mark.span.end - mark.span.start);
            Piece { span, keys: on.into_iter().map(|mark| mark.key.as_str()).collect() }
        })
        .collect()
}

/// Escaped for HTML; a carriage return as a reference, for a browser would drop it and every later byte would be off.
fn escaped(text: &str) -> PreEscaped<String> {
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            other => out.push(other),
        }
    }
    PreEscaped(out)
}

#[cfg(test)]
mod tests {
    use super::{Mark, PART_BYTES_MAX, paragraphs, parts};
    use procedure::card::Span;

    fn whole(text: &str) -> Span {
        Span::new(0, text.len())
    }

    #[test]
    fn a_paragraph_says_where_it_begins_and_keeps_its_bytes() {
        let text = "To Mr. Orlan\r\n\r\nSee <No. 812> & answer.\n";
        let marks = [Mark { span: Span::new(21, 28), key: "citations-0".into() }];
        let html = paragraphs(text, whole(text), &marks).into_string();
        assert_eq!(
            html,
            "<p data-at=\"0\">To Mr. Orlan&#13;\n</p><p data-at=\"16\">See &lt;<span class=\"m\" data-f=\"citations-0\">No. 812</span>&gt; &amp; answer.\n</p>"
        );
    }

    #[test]
    fn marks_may_lie_in_one_another() {
        let text = "telegram No. 812 of 3 May";
        let marks = [
            Mark { span: Span::new(0, 25), key: "citations-0".into() },
            Mark { span: Span::new(20, 25), key: "date".into() },
        ];
        let html = paragraphs(text, whole(text), &marks).into_string();
        assert!(html.contains("data-f=\"date citations-0\">3 May"), "{html}");
    }

    #[test]
    fn a_mark_outside_the_text_is_not_shown() {
        let text = "é";
        let marks =
            [Mark { span: Span::new(1, 2), key: "kind".into() }, Mark { span: Span::new(0, 9), key: "to".into() }];
        assert_eq!(paragraphs(text, whole(text), &marks).into_string(), "<p data-at=\"0\">é</p>");
    }

    #[test]
    fn a_long_text_comes_in_parts_that_join_to_the_whole() {
        let at_the_limit = "a".repeat(PART_BYTES_MAX);
        assert_eq!(parts(&at_the_limit).len(), 1);
        let text = "é words\n\n".repeat(20_000);
        let parts = parts(&text);
        assert!(parts.len() > 1);
        assert!(parts.iter().all(|part| part.end - part.start <= PART_BYTES_MAX));
        let joined: String = parts.iter().filter_map(|part| part.of(&text)).collect();
        assert_eq!(joined, text);
        assert_eq!(super::parts("").len(), 1);
    }
}
