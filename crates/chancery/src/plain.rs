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

/// A cell of comma-separated values, on one line. What a spreadsheet would take for a formula is led by an apostrophe, since
/// a subject comes from outside; what holds a comma or a quotation mark is put in quotation marks.
pub(crate) fn quoted(cell: &str) -> String {
    let cell = one_line(cell);
    let guarded = if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell };
    if guarded.contains([',', '"']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

#[cfg(test)]
mod tests {
    use super::{harmless, one_line, quoted};

    #[test]
    fn nothing_is_obeyed() {
        assert_eq!(one_line("Dues\u{1b}[2J of\r\n\twinter\u{9b}"), "Dues [2J of winter");
        assert_eq!(one_line("invoice\u{202e}txt.exe\u{2066}"), "invoicetxt.exe");
        assert_eq!(harmless("a  b\n"), "a  b ");
        assert_eq!(one_line("Επιστολή № 7"), "Επιστολή № 7");
    }

    #[test]
    fn a_cell_stays_a_cell() {
        assert_eq!(quoted("Dues, winter"), "\"Dues, winter\"");
        assert_eq!(quoted("the \"line\""), "\"the \"\"line\"\"\"");
        assert_eq!(quoted("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(quoted("\t=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(quoted("\u{202e}=1+1\u{7}"), "'=1+1");
        assert_eq!(quoted("two\nlines"), "two lines");
        assert_eq!(quoted("plain"), "plain");
    }
}
