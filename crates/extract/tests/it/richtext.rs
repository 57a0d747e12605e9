//! RTF files of our own writing.

use std::fmt::Write;

use extract::{
    Extract, FRAMES_DEEP_MAX, Format, LINES_MAX, MARGINS_MAX, NAMES_MAX, NOTES_MAX, OBJECTS_MAX, QUOTE_CHARS_MAX,
    RTF_GROUPS_MAX, TEXT_BYTES_MAX, open,
};
use rstest::rstest;

fn take(inner: &str) -> Extract {
    let taken = open(format!("{{\\rtf1\\ansi {inner}}}").as_bytes(), "x.doc", &|_| None);
    assert_eq!(taken.format, Format::RichText);
    taken
}

fn says(taken: &Extract, words: &str) -> bool {
    taken.remarks.iter().any(|remark| remark.contains(words))
}

#[rstest]
#[case::paragraphs(r"The quay\par is closed.\par", "The quay\nis closed.\n")]
#[case::signs(r"a\{b\}\\c\~d\_e\-f\emdash\lquote\tab g\line h", "a{b}\\c\u{a0}d-ef\u{2014}\u{2018}\tg\nh\n")]
#[case::line_ends("The\r\n quay\\\nis", "The quay\nis\n")]
#[case::latin(r"Stra\'dfe", "Stra\u{df}e\n")]
#[case::page_of_the_file(r"\ansicpg1251 \'cf\'f0\'e8\'ea\'e0\'e7", "Приказ\n")]
#[case::page_of_the_font(r"{\fonttbl{\f1\fcharset161 A;}{\f2\fcharset128 B;}}\f1 \'c1\f2 \'93\'fa", "Α日\n")]
#[case::unicode(r"\u1055?\u8212\'97\uc0\u-10179\u-8704 x\uc2\u228 ab c", "П\u{2014}\u{1f600}xä c\n")]
#[case::groups_left_aside(r"{\info{\author A}{\title T}}{\*\unknown no {\b no}}{\stylesheet{\s1 H;}}{\b yes}", "yes\n")]
#[case::binary("{\\pict\\bin5 }}{{}}yes", "yes\n")]
#[case::field(r"on {\field{\*\fldinst{HYPERLINK http://x.example}}{\fldrslt 3 May}}", "on 3 May\n")]
#[case::rows(r"\trowd\intbl a\cell b\cell\row\trowd\intbl c\cell\cell\row\pard d\par", "a\tb\nc\nd\n")]
#[case::placing_table(r"\trowd\intbl a\par b\cell c\cell\row\pard d", "a\nb\nc\nd\n")]
#[case::label(r"{\listtext\pard\plain 1.\tab}The quay\par{\pntext\'b7\tab}dot", "1. The quay\n\u{b7} dot\n")]
#[case::sign_of_a_font(r"{\fonttbl{\f3\fcharset2 Symbol;}}{\f3\'b7} dot", "\u{2022} dot\n")]
#[case::frame(
    r"One{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt RECEIVED\par}}{\shprslt RECEIVED}} two\par three",
    "One two\nRECEIVED\nthree\n"
)]
#[case::words_after_the_end(r"yes} no", "yes\n")]
fn words_of_the_paper_are_its_text(#[case] inner: &str, #[case] text: &str) {
    let taken = take(inner);
    assert_eq!(taken.text, text);
    assert!(taken.remarks.is_empty(), "{:?}", taken.remarks);
}

#[test]
fn headers_notes_and_footers_stand_in_their_order() {
    let taken = take(
        r"{\header BOARD OF TARNOV\par -\chpgn-\par {\field{\*\fldinst  PAGE }{\fldrslt 2}}\par}{\headerf HARBOUR BOARD}{\footerl Left}{\footer Pier 3}\titlepg
Closed{\super\chftn}{\footnote{\super\chftn} By order.} now.\par",
    );
    assert_eq!(taken.text, "HARBOUR BOARD\nBOARD OF TARNOV\n\nClosed[1] now.\n\n[1] By order.\n\nPier 3\n");
}

#[test]
fn tracked_changes_hidden_words_and_comments_are_said() {
    let taken = take(
        r"{\*\revtbl{Unknown;}{A. Brask;}{I. Lund;}}The quay is {\deleted\revauthdel1 open}{\revised\revauth2 closed}.{\revised\revauth2\par New.}
{\v secret}{\*\atnid AB}{\*\atnauthor A. Brask}{\*\annotation Why?}\par",
    );
    assert_eq!(taken.text, "The quay is open.\n");
    assert!(says(&taken, "2 insertions (I. Lund 2)") || says(&taken, "1 insertion (I. Lund 1)"), "{:?}", taken.remarks);
    assert!(says(&taken, "1 deletion (A. Brask 1): \u{201c}open\u{201d}"), "{:?}", taken.remarks);
    assert!(says(&taken, "1 passage of hidden text, which the text leaves out: \u{201c}secret\u{201d}"));
    assert!(says(&taken, "1 comment beside the text (A. Brask 1): \u{201c}Why?\u{201d}"), "{:?}", taken.remarks);
    let only = take(r"{\revised The quay.}");
    assert_eq!(only.text, "The quay.\n");
    assert!(says(&only, "the insertions are shown as its text"));
}

#[test]
fn pages_and_sections() {
    let taken = take(r"One\page Two\sect\sectd\sbknone still two\sect\sectd three\softpage four");
    let pages: Vec<_> = taken.pages.iter().map(|page| page.span.of(&taken.text).unwrap().trim()).collect();
    assert_eq!(pages, ["One", "Two\nstill two", "three", "four"]);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").unwrap();
        out
    })
}

/// An object of OLE 1.0 that holds a file in Windows' packager.
fn package(name: &str, bytes: &[u8]) -> String {
    let counted = |bytes: &[u8]| [&u32::try_from(bytes.len()).unwrap().to_le_bytes()[..], bytes].concat();
    let native =
        [b"\x02\0", name.as_bytes(), b"\0C:\\a\0", b"\0\0\x03\0", &counted(b"C:\\t\0"), &counted(bytes)].concat();
    hex(&[&b"\x01\x05\0\0\x02\0\0\0"[..], &counted(b"Package\0"), &counted(b""), &counted(b""), &counted(&native)]
        .concat())
}

#[test]
fn embedded_files_are_enclosures() {
    let digits = package("C:\\x\\..\\survey.pdf", b"%PDF-1.7\n");
    let taken = take(&format!(
        r"See {{\object\objemb{{\*\objclass Package}}{{\*\objdata {digits}}}{{\result the survey}}}}{{\object\objlink{{\*\objdata 00}}}}"
    ));
    assert_eq!(taken.text, "See the survey\n");
    let [one] = &taken.enclosures[..] else { panic!("{:?}", taken.enclosures) };
    assert_eq!(
        (one.name.as_str(), one.media.as_str(), &one.bytes[..]),
        ("survey.pdf", "application/pdf", &b"%PDF-1.7\n"[..])
    );
    assert!(
        says(&taken, "1 objects in the file are links") && says(&taken, "1 thing outside it"),
        "{:?}",
        taken.remarks
    );
}

#[test]
fn objects_beyond_the_limit_stay_inside() {
    let object = format!(r"{{\object\objemb{{\*\objdata {}}}}}", package("a.txt", b"x"));
    for (count, more) in [(OBJECTS_MAX, false), (OBJECTS_MAX + 1, true)] {
        let taken = take(&format!("x{}", object.repeat(count)));
        assert_eq!(taken.enclosures.len(), OBJECTS_MAX);
        assert_eq!(says(&taken, "could not be taken out"), more);
    }
}

#[test]
fn groups_end_at_their_limit() {
    // The file itself is a group.
    for (depth, deep) in [(RTF_GROUPS_MAX - 1, false), (RTF_GROUPS_MAX, true)] {
        let taken = take(&format!("Before.\\par {}x{}", "{".repeat(depth), "}".repeat(depth)));
        assert_eq!(says(&taken, "too deep"), deep, "{depth}");
        assert_eq!(taken.text, if deep { "Before.\n" } else { "Before.\nx\n" });
    }
}

#[test]
fn lines_end_at_their_limit() {
    let taken = take(&"\\par".repeat(LINES_MAX));
    assert!(!says(&taken, "longer than"), "{:?}", taken.remarks);
    for (count, more) in [(LINES_MAX - 1, false), (LINES_MAX, true)] {
        let taken = take(&format!("{} x", "\\par".repeat(count)));
        assert_eq!((says(&taken, "longer than"), taken.text.contains('x')), (more, !more), "{count}");
    }
}

#[test]
fn frames_are_followed_to_their_depth_and_what_is_deeper_is_text_where_it_stands() {
    for (depth, text) in [(FRAMES_DEEP_MAX, "x\na\nb\n"), (FRAMES_DEEP_MAX + 1, "xa\nb\n")] {
        let taken = take(&format!("{}x{{\\shptxt a\\par b}}{}", r"{\shptxt ".repeat(depth - 1), "}".repeat(depth - 1)));
        assert_eq!(taken.text.trim_start_matches('\n'), text, "{depth}");
    }
    // Each frame takes its lines to the one around it; a deep one with many would take them ten thousand times.
    let deep = RTF_GROUPS_MAX - 1;
    let taken = take(&format!("{}{}{}", r"{\shptxt ".repeat(deep), r"x\par ".repeat(100_000), "}".repeat(deep)));
    assert_eq!(taken.text.matches('x').count(), 100_000);
}

/// Names and codes are looked at again for each comment and field that has them.
#[test]
fn a_long_name_costs_no_more_than_a_short_one() {
    let blank = r"\'20".repeat(200_000);
    let comments = r"{\*\annotation a}".repeat(2_000);
    let taken = take(&format!(r"{{\*\atnauthor A. Brask {blank}}}{comments}x"));
    assert!(says(&taken, "2000 comments beside the text (A. Brask 2000)"), "{:?}", taken.remarks);
    let results = r"{\fldrslt 2}".repeat(2_000);
    assert_eq!(take(&format!(r"{{\header {{\*\fldinst PAGE{blank}}}{results}}}x")).text, "x\n");
}

#[test]
fn a_text_ends_at_its_limit() {
    let taken = take(&"q".repeat(TEXT_BYTES_MAX));
    assert_eq!(
        (taken.text.len(), says(&taken, "longer than")),
        (TEXT_BYTES_MAX + 1, false),
        "with the end of its line"
    );
    let taken = take(&format!("{}\\'e4", "q".repeat(TEXT_BYTES_MAX - 1)));
    assert_eq!((taken.text.len(), says(&taken, "longer than")), (TEXT_BYTES_MAX, true), "no letter is cut in two");
}

#[test]
fn notes_headers_and_footers_end_at_their_limits() {
    for (count, more) in [(NOTES_MAX, false), (NOTES_MAX + 1, true)] {
        let taken = take(&format!("a{}", r"{\footnote x}".repeat(count)));
        assert_eq!(taken.text.matches("] x\n").count(), NOTES_MAX);
        assert_eq!(says(&taken, &format!("more than {NOTES_MAX} notes; 1 are left out")), more);
    }
    for (count, more) in [(MARGINS_MAX, false), (MARGINS_MAX + 3, true)] {
        let headers: String = (0..count).map(|at| format!(r"{{\header H{at}.}}")).collect();
        let taken = take(&format!("{headers}a"));
        assert_eq!(taken.text.matches('H').count(), MARGINS_MAX);
        assert_eq!(says(&taken, "headers and footers; 3 are left out"), more, "{:?}", taken.remarks);
    }
}

#[test]
fn an_encoding_that_is_not_known_is_said() {
    assert!(says(&take(r"\ansicpg437 quay"), "encoding that is not known"));
}

#[test]
fn a_file_of_pictures_only_says_so() {
    assert_eq!(
        take(r"{\pict\pngblip 89504e47}").remarks,
        ["There is no text on this paper, only pictures, which stay inside."]
    );
}

#[test]
fn a_file_cut_off_anywhere_ends_in_a_remark() {
    let whole =
        r"{\rtf1{\fonttbl{\f0 A;}}The {\b quay}{\footnote By order} \'e4\u228?{\object{\*\objdata 0105}}is\par}";
    for cut in 5..whole.len() {
        let taken = open(&whole.as_bytes()[..cut], "x", &|_| None);
        assert!(says(&taken, "cut off"), "{}: {:?}", &whole[..cut], taken.remarks);
    }
}

#[test]
fn names_and_quotations_end_at_their_limits() {
    for (count, more) in [(NAMES_MAX, false), (NAMES_MAX + 1, true)] {
        let authors: String = (0..count).map(|at| format!("{{A{at};}}")).collect();
        let changes: String = (0..count).map(|at| format!(r"{{\deleted\revauthdel{at} x}}y")).collect();
        let taken = take(&format!(r"{{\*\revtbl{authors}}}{changes}"));
        assert!(says(&taken, &format!("{count} deletions (A0 1, ")), "{:?}", taken.remarks);
        assert_eq!(says(&taken, ", others 1)"), more, "{:?}", taken.remarks);
    }
    for (count, cut) in [(QUOTE_CHARS_MAX, false), (QUOTE_CHARS_MAX + 1, true)] {
        let taken = take(&format!(r"a{{\v {}}}", "\\'e4".repeat(count)));
        let quoted = "\u{e4}".repeat(QUOTE_CHARS_MAX) + if cut { "\u{2026}" } else { "" };
        assert!(says(&taken, &format!("\u{201c}{quoted}\u{201d}")), "{:?}", taken.remarks);
    }
}
