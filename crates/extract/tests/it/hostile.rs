//! Any bytes, and files of our own with bytes changed: the reader ends, within its limits, and never panics.

use extract::{Format, TEXT_BYTES_MAX, open};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::made::{Word, excel, open_sheet, open_text};

/// What holds of every file.
fn holds(bytes: &[u8]) {
    let taken = open(bytes, "x", &|_| None);
    assert_eq!(taken, open(bytes, "x", &|_| None), "the same bytes give the same text");
    assert!(taken.text.len() <= TEXT_BYTES_MAX.max(bytes.len() * 3));
    let mut end = 0;
    for page in &taken.pages {
        assert!(page.span.start >= end && page.span.of(&taken.text).is_some(), "{:?}", taken.pages);
        end = page.span.end;
    }
    for enclosed in &taken.enclosures {
        assert!(!enclosed.name.is_empty() && !enclosed.name.split('/').any(|step| step == ".."));
    }
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn changed(mut bytes: Vec<u8>, changes: &[(usize, u8)], cut: usize) -> Vec<u8> {
    let length = bytes.len();
    for (at, byte) in changes {
        bytes[at % length] = *byte;
    }
    bytes.truncate(length - cut % length);
    bytes
}

/// Marks of all forms, to be strewn about.
fn marks() -> impl Strategy<Value = String> {
    let marks = [
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>",
        "</w:t>",
        "<w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:txbxContent>",
        "</w:txbxContent>",
        "<w:ins>",
        "</w:ins>",
        "<w:del>",
        "<w:br w:type=\"page\"/>",
        "<w:sectPr/>",
        "<w:pPr><w:sectPr/></w:pPr>",
        "<w:footnoteReference w:id=\"1\"/>",
        "<text:p>",
        "</text:p>",
        "<text:note-body>",
        "</text:note-body>",
        "<table:table-row>",
        "</table:table-row>",
        "<table:table-cell>",
        "<office:annotation>",
        "<table:table table:name=\"a\">",
        "<text:list>",
        "<text:list-item>",
        "</text:list>",
        "<row>",
        "<c r=\"ZZ9\">",
        "<v>",
        "{",
        "}",
        "\\par ",
        "\\cell ",
        "\\row ",
        "\\intbl ",
        "\\u-1 ",
        "\\'e4",
        "\\bin3 ",
        "{\\footnote ",
        "{\\header ",
        "\\*",
        "\\objdata ",
        "\\revised ",
        "{\\shptxt ",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<li>",
        "<ol>",
        "</ol>",
        "<pre>",
        "<script>",
        "</script>",
        "<p hidden>",
        "# Head\n",
        "**strong** ",
        "|a|b|\n|---|---|\n",
        "```\n",
        "[a](b.c) ",
        "- ",
        "> ",
        "words ",
        "é",
        "&amp;",
        "&#0;",
        "&x;",
        "]]>",
        "<!--",
        "\n",
        "\0",
    ];
    vec(prop::sample::select(marks.to_vec()), 0..60).prop_map(|marks| marks.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_after_any_sign(sign in 0..7_usize, bytes in vec(any::<u8>(), 0..400)) {
        let signs = ["", "PK\x03\x04", "{\\rtf1", "<!doctype html>", "# A\n**a**\n", "From: a\nMessage-ID: b\n\n", "%PDF-"];
        holds(&[signs[sign].as_bytes(), &bytes].concat());
    }

    #[test]
    fn marks_in_any_order(inner in marks()) {
        holds(&Word::new(&inner).part("n1", "footnotes", "footnotes", &inner).part("h1", "styles", "styles", &inner).bytes());
        holds(&open_text(&inner, &inner, &inner));
        holds(&open_sheet(&inner, &inner));
        holds(&excel(&[("a", "", &inner)], &inner, &inner));
        holds(format!("{{\\rtf1 {inner}}}").as_bytes());
        holds(format!("<html>{inner}").as_bytes());
        holds(format!("# A\n\n**a**\n\n{inner}").as_bytes());
    }

    #[test]
    fn changed_fixtures(which in 0..5_usize, changes in vec((any::<usize>(), any::<u8>()), 0..8), cut in prop_oneof![Just(0), any::<usize>()]) {
        let name = ["letter.docx", "letter.odt", "letter.rtf", "depths.xlsx", "depths.ods"][which];
        holds(&changed(fixture(name), &changes, cut));
    }
}

#[test]
fn every_fixture_is_told_by_its_content() {
    assert_eq!(Format::of(&fixture("letter.docx")), Format::Word);
    holds(&fixture("letter.docx"));
}
