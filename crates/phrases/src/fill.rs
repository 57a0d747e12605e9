//! Slots of a phrase: names in braces; a brace of its own is written twice.

use std::fmt::Display;

/// A piece of a phrase.
enum Piece<'p> {
    Words(&'p str),
    Slot(&'p str),
}

/// Takes a phrase apart. A brace that opens no slot stands for itself.
fn pieces(phrase: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = phrase;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let at = rest.find(['{', '}']).unwrap_or(rest.len());
        if at > 0 {
            let words = &rest[..at];
            rest = &rest[at..];
            return Some(Piece::Words(words));
        }
        if rest.starts_with("{{") || rest.starts_with("}}") {
            let words = &rest[..1];
            rest = &rest[2..];
            return Some(Piece::Words(words));
        }
        let slot = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        Some(match slot {
            Some((name, after)) => {
                rest = after;
                Piece::Slot(name)
            }
            None => {
                let words = &rest[..1];
                rest = &rest[1..];
                Piece::Words(words)
            }
        })
    })
}

/// The names of a phrase's slots, in their order.
#[must_use]
pub fn slots(phrase: &str) -> Vec<&str> {
    pieces(phrase)
        .filter_map(|piece| match piece {
            Piece::Slot(name) => Some(name),
            Piece::Words(_) => None,
        })
        .collect()
}

/// The words before, between and behind the slots of a phrase: one more than it has slots.
pub(crate) fn around_slots(phrase: &str) -> Vec<String> {
    let mut around = vec![String::new()];
    for piece in pieces(phrase) {
        match (piece, around.last_mut()) {
            (Piece::Words(words), Some(last)) => last.push_str(words),
            _ => around.push(String::new()),
        }
    }
    around
}

pub(crate) fn text(phrase: &str, slots: &[(&str, &dyn Display)]) -> String {
    let mut said = String::with_capacity(phrase.len() + 16);
    for piece in pieces(phrase) {
        match piece {
            Piece::Words(words) => said.push_str(words),
            Piece::Slot(name) => {
                if let Some((_, value)) = slots.iter().find(|(known, _)| *known == name) {
                    said.push_str(&value.to_string());
                }
            }
        }
    }
    said
}

pub(crate) fn html(phrase: &str, slots: &[(&str, &str)]) -> String {
    let room = slots.iter().map(|(_, value)| value.len()).sum::<usize>();
    let mut said = String::with_capacity(phrase.len() + room);
    for piece in pieces(phrase) {
        match piece {
            Piece::Words(words) => escape(words, &mut said),
            Piece::Slot(name) => {
                if let Some((_, value)) = slots.iter().find(|(known, _)| *known == name) {
                    said.push_str(value);
                }
            }
        }
    }
    said
}

fn escape(words: &str, said: &mut String) {
    for letter in words.chars() {
        match letter {
            '&' => said.push_str("&amp;"),
            '<' => said.push_str("&lt;"),
            '>' => said.push_str("&gt;"),
            '"' => said.push_str("&quot;"),
            _ => said.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{around_slots, html, slots, text};

    #[test]
    fn slots_are_filled_by_name_and_braces_can_be_written() {
        let (no, day) = (3, "25 December");
        let slots_of = [("no", &no as &dyn std::fmt::Display), ("day", &day)];
        assert_eq!(text("Closing {no} of {day}", &slots_of), "Closing 3 of 25 December");
        assert_eq!(text("{day}: {no}", &slots_of), "25 December: 3");
        assert_eq!(text("a {{brace}} and {none}.", &slots_of), "a {brace} and .");
        assert_eq!(text("an open { brace", &slots_of), "an open { brace");
        assert_eq!(slots("{a} of {{b}} in {c}"), ["a", "c"]);
        assert_eq!(around_slots("{a} of {{b}} in {c}"), ["", " of {b} in ", ""]);
    }

    #[test]
    fn words_are_escaped_and_slots_are_html_already() {
        assert_eq!(html("\"A\" & {b} < c", &[("b", "<b>x</b>")]), "&quot;A&quot; &amp; <b>x</b> &lt; c");
    }
}
