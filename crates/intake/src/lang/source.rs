//! A file of words, line by line.

/// What a line of the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'s> {
    /// `[months]`.
    Section(&'s str),
    /// `3 = march, mar`: the key and the list behind it.
    Words(&'s str, &'s str),
    /// Neither.
    Other,
}

/// The lines that say something, each with its number from 1. Blank lines and comments are left out.
pub(super) fn lines(source: &str) -> impl Iterator<Item = (usize, Line<'_>)> {
    let numbered = source.lines().enumerate().map(|(at, line)| (at + 1, line.trim_matches(is_blank)));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).map(|(number, line)| {
        let said = match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(name) => Line::Section(name.trim()),
            None => line.split_once('=').map_or(Line::Other, |(key, list)| Line::Words(key.trim(), list.trim())),
        };
        (number, said)
    })
}

/// White space, and the mark that some editors put before a text.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The language's code, from the section `[language]`.
pub(super) fn code(source: &str) -> Option<&str> {
    let mut section = "";
    lines(source).find_map(|(_, line)| match line {
        Line::Section(name) => {
            section = name;
            None
        }
        Line::Words("code", code) if section == "language" => Some(code),
        _ => None,
    })
}
