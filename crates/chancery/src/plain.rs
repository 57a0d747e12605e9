//! Words that others chose, made harmless where they are set among ours: a terminal obeys some characters, a spreadsheet
//! others, and some turn the direction in which everything after them is read.

/// Whether a character changes the direction of what follows it.
fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Words without characters that are obeyed; ends of lines are too.
pub(crate) fn harmless(words: &str) -> String {
    words.chars().filter(|c| !turns(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The same on one line, with one space between words.
pub(crate) fn one_line(words: &str) -> String {
    harmless(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{harmless, one_line};

    #[test]
    fn nothing_is_obeyed() {
        assert_eq!(one_line("Dues\u{1b}[2J of\r\n\twinter\u{9b}"), "Dues [2J of winter");
        assert_eq!(one_line("invoice\u{202e}txt.exe\u{2066}"), "invoicetxt.exe");
        assert_eq!(harmless("a  b\n"), "a  b ");
        assert_eq!(one_line("Επιστολή № 7"), "Επιστολή № 7");
    }
}
