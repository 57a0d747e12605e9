//! HTML files, whole and in pieces.

use extract::{Extract, Format, HTML_NESTING_MAX, OWN_ELEMENTS_MIN, open};
use rstest::rstest;

fn take(html: &[u8]) -> Extract {
    let taken = open(html, "x.txt", &|_| None);
    assert_eq!(taken.format, Format::Html, "{}", String::from_utf8_lossy(html));
    taken
}

fn text(body: &str) -> String {
    take(format!("<!DOCTYPE html><title>Tab</title>{body}").as_bytes()).text
}

#[rstest]
#[case::doctype("<!doctype html><p>a", true)]
#[case::frame("\u{feff}\n <HTML lang=en>a", true)]
#[case::declaration("<?xml version=\"1.0\"?>\n<!-- saved --><html>a</html>", true)]
#[case::piece("<div><p>The quay.</p></div>", true)]
#[case::one_element("<p>The quay.</p>", false)]
#[case::mail_address("<brask@tarnov.example> wrote:\n> </p></div>", false)]
#[case::redaction("<pages missing> </p> </div>", false)]
#[case::words("The <b>quay</b> is </p></div> closed", false)]
#[case::xml("<?xml version=\"1.0\"?><paper><p>a</p></paper>", false)]
#[case::open_comment("<!-- <html>", false)]
fn html_is_told_by_how_it_begins(#[case] bytes: &str, #[case] is_html: bool) {
    assert_eq!(Format::of(bytes.as_bytes()) == Format::Html, is_html);
    assert_eq!(OWN_ELEMENTS_MIN, 2, "the cases stand at the limit and one below");
}

#[test]
fn a_text_that_only_speaks_of_markup_stays_as_it_is() {
    let plain = "<p> is the mark of a paragraph; the clerk strikes out </p>.\n";
    let taken = open(plain.as_bytes(), "x.html", &|_| None);
    assert_eq!((taken.format, taken.text.as_str()), (Format::PlainText, plain));
}

#[test]
fn blocks_are_lines_and_white_space_is_one_space() {
    let body = "<body>\n <h1>The  Board</h1><div>of<b> Tar</b>nov&nbsp;&amp; <i>Brenn</i></div><p>One<br>two</p><p>&nbsp;</p><p>f&uuml;r &#x2014;</p>tail";
    assert_eq!(text(body), "The Board\nof Tarnov & Brenn\nOne\ntwo\n\nfür \u{2014}\ntail\n");
}

#[test]
fn scripts_and_styles_are_dropped_and_hidden_words_said() {
    let body = "<style>p{}</style><script>if (a < b) document.write('<p>no')</script><p>Seen.<span style='Display: none'>not <span>seen</span></span></p><p hidden>nor this</p>";
    let taken = take(format!("<html>{body}").as_bytes());
    assert_eq!(taken.text, "Seen.\n");
    assert_eq!(
        taken.remarks,
        [
            "The file holds 2 passages of hidden text, which the text leaves out: \u{201c}not seen\u{201d}, \u{201c}nor this\u{201d}."
        ]
    );
}

#[test]
fn what_lies_elsewhere_is_not_fetched() {
    let taken = take(b"<html><img src='https://tarnov.example/a.png'><link href=//b.example/x.css><a href='http://c.example/'>The quay.</a>");
    assert_eq!(taken.text, "The quay.\n");
    assert_eq!(taken.remarks, ["The file points to 2 things outside it, which were not fetched."]);
}

#[test]
fn rows_are_lines_with_or_without_closing_marks() {
    assert_eq!(text("<table><tr><th>Pier<th>Depth<tr><td>3<td>9 m</table>after"), "Pier\tDepth\n3\t9 m\nafter\n");
    let places = "<table><tr><td><p>Board</p><p>Tarnov</p></td><td>3 May<table><tr><td>a</td><td>b</td></tr></table></td></tr></table>";
    assert_eq!(text(places), "Board\nTarnov\n3 May\na\tb\n");
    assert_eq!(text("a<td>b</td></tr></table></ul>c"), "a\nb\nc\n", "marks without their table are lines");
}

#[test]
fn entries_have_their_marks() {
    let body = "<ol start=4><li>four<li>five<ul><li>dot</ul><li value=9>nine</ol><li>bare";
    assert_eq!(text(body), "4. four\n5. five\n\u{2022} dot\n9. nine\nbare\n");
}

#[test]
fn what_is_set_as_typed_keeps_its_spaces() {
    assert_eq!(text("<pre>a  b\n  c</pre>d  e"), "a  b\n  c\nd e\n");
}

#[test]
fn the_encoding_is_the_declared_one() {
    let koi8 = b"<html><meta charset='koi8-r'><p>\xf0\xd2\xc9\xcb\xc1\xda</p>";
    assert_eq!(take(koi8).text, "Приказ\n");
    let old = b"<html><meta http-equiv=Content-Type content='text/html; charset=windows-1252'><p>Stra\xdfe</p>";
    assert_eq!(take(old).text, "Stra\u{df}e\n");
    let wrong = "<html><meta charset='iso-8859-1'><p>Straße</p>";
    assert_eq!(take(wrong.as_bytes()).text, "Straße\n", "the bytes are UTF-8 whatever they say");
    let none = b"<html><p>Stra\xdfe und Gasse und Platz</p>";
    assert_eq!(take(none).text, "Straße und Gasse und Platz\n");
}

#[test]
fn tables_within_each_other_end_at_their_limit() {
    // A table, its row and its cell are three.
    for depth in [HTML_NESTING_MAX / 3, HTML_NESTING_MAX / 3 + 2] {
        let body = "<table><tr><td>".repeat(depth) + "The<td>quay" + &"</table>".repeat(depth) + "end";
        let expected = if depth * 3 > HTML_NESTING_MAX + 2 { "The\nquay\nend\n" } else { "The\tquay\nend\n" };
        assert_eq!(text(&body), expected, "{depth}");
    }
    let deep = "<table><tr><td><ul><li>".repeat(200_000) + "x";
    assert!(text(&deep).ends_with("x\n"));
}

#[test]
fn a_page_without_words_says_so() {
    assert_eq!(take(b"<html><script>1").remarks, ["There is no text on this paper."]);
}
