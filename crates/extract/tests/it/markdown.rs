//! Markdown, and plain texts that only look a little like it.

use extract::{Format, MARK_KINDS_MIN, MARKDOWN_BYTES_MAX, open};
use rstest::rstest;

#[rstest]
#[case::heading_and_strong("## Quay\n\nIt is **closed** now.\n", true)]
#[case::heading_and_link("# Quay\n\nSee [the plan](https://tarnov.example/plan).\n", true)]
#[case::strong_and_table("**Piers**\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n", true)]
#[case::fence_and_heading("# Quay\n\n```\nls\n```\n", true)]
#[case::heading_alone("# Quay\n\nIt is closed.\n", false)]
#[case::strong_alone("**URGENT**\n\n* one\n* two\n- three\n> quoted\n", false)]
#[case::numbers("# 5 of 7\n#1295\n\nIt is **closed**.\n", false)]
#[case::stars("# Quay\n\n** see below ** and *** and 2**3**4\n", false)]
#[case::footnote_stars("#\n** A note.\n*** Another.\n# \n", false)]
#[case::underlined("MEMORANDUM\n==========\n\nTo: A\n-----\n\n1. one\n2. two\n", false)]
#[case::remarks_in_brackets("# Page\n[sic](illegible) [page 2](see above)\n", false)]
#[case::drawn_table("# Depths\n| 3 | 9 m |\n+---+-----+\n", false)]
fn markdown_is_told_by_several_kinds_of_marks(#[case] text: &str, #[case] is_markdown: bool) {
    let taken = open(text.as_bytes(), "x.md", &|_| None);
    assert_eq!(taken.format == Format::Markdown, is_markdown, "{text}");
    if !is_markdown {
        assert_eq!((taken.format, taken.text.as_str()), (Format::PlainText, text), "a plain text is its own text");
    }
    assert_eq!(MARK_KINDS_MIN, 2, "the cases stand at the limit and one below");
}

#[test]
fn words_are_kept_without_marks() {
    let text = "# Harbour *Board*\n\nThe **quay** is `closed`,\nsee [plan](http://x.example).[^1]\n\n\
        1. one\n2. two\n   - dot\n\n| Pier | Depth |\n|------|-------|\n| 3 | 9 m |\n\n```\nas  typed\n```\n\n[^1]: By order.\n\n![logo](a.png)\n\n<b>bold</b>\n";
    let taken = open(text.as_bytes(), "x", &|_| None);
    assert_eq!(
        taken.text,
        "Harbour Board\n\nThe quay is closed,\nsee plan.[1]\n\n1. one\n2. two\n\u{2022} dot\n\nPier\tDepth\n3\t9 m\n\n\
         as  typed\n\n[1] By order.\n\nbold\n"
    );
}

#[rstest]
#[case::link("See [the plan](a.b).", true)]
#[case::second("[a](see above) and [b](a.b)", true)]
#[case::words_before_the_first_count_once("[a](see b](a.b)", false)]
#[case::brackets_in_its_words("[see [a]](a.b)", true)]
#[case::not_closed("[a](a.b", false)]
#[case::no_words("[](a.b) ](a.b)", false)]
fn a_link_has_words_and_an_address(#[case] line: &str, #[case] is_link: bool) {
    let text = format!("# Quay\n\n{line}\n");
    assert_eq!(Format::of(text.as_bytes()) == Format::Markdown, is_link);
}

/// Every pair of brackets could be a link until the end of the line says that it is none.
#[test]
fn a_line_of_brackets_is_looked_through_once() {
    for brackets in ["](", "[a](", "[a](a.b", "**"] {
        let line = brackets.repeat(MARKDOWN_BYTES_MAX / brackets.len());
        assert_eq!(Format::of(line.as_bytes()), Format::PlainText, "{brackets}");
    }
}

#[test]
fn a_very_long_text_stays_plain() {
    let mut text = String::from("# Quay\n\nIt is **closed**.\n");
    text.push_str(&"q".repeat(MARKDOWN_BYTES_MAX - text.len()));
    assert_eq!(Format::of(text.as_bytes()), Format::Markdown);
    text.push('q');
    assert_eq!(Format::of(text.as_bytes()), Format::PlainText);
}
