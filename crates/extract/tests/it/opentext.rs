//! OpenDocument texts of our own writing.

use extract::{Extract, Format, MARGINS_MAX, NOTES_MAX, open};

use crate::made::{open_text, zipped};

fn take(styles: &str, body: &str, common: &str) -> Extract {
    let taken = open(&open_text(styles, body, common), "x.docx", &|_| None);
    assert_eq!(taken.format, Format::OpenText);
    taken
}

fn says(taken: &Extract, words: &str) -> bool {
    taken.remarks.iter().any(|remark| remark.contains(words))
}

#[test]
fn white_space_is_the_standard_s() {
    let body = "<text:p>  The\n   <text:span>quay </text:span> is<text:s text:c=\"2\"/>closed<text:tab/>now<text:line-break/>here</text:p><text:h>Next</text:h>";
    assert_eq!(take("", body, "").text, "The quay is  closed\tnow\nhere\nNext\n");
}

#[test]
fn headers_notes_and_footers_stand_in_their_order() {
    let note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>By order.</text:p></text:note-body></text:note>";
    let common = "<office:master-styles><style:master-page><style:header><text:p>Board of Tarnov</text:p></style:header>\
        <style:header-first><text:p>HARBOUR BOARD</text:p></style:header-first>\
        <style:footer><text:p>Pier 3</text:p><text:p>- <text:page-number>1</text:page-number> -</text:p></style:footer>\
        </style:master-page></office:master-styles>";
    let taken = take("", &format!("<text:p>Closed{note} today.</text:p>"), common);
    assert_eq!(
        taken.text, "HARBOUR BOARD\nBoard of Tarnov\n\nClosed[1] today.\n\n[1] By order.\n\nPier 3\n",
        "{:?}",
        taken.remarks
    );
}

#[test]
fn tracked_changes_are_neither_accepted_nor_lost() {
    let info = |by: &str| {
        format!("<office:change-info><dc:creator>{by}</dc:creator><dc:date>2020-05-04</dc:date></office:change-info>")
    };
    let body = format!(
        "<text:tracked-changes><text:changed-region text:id=\"a\"><text:insertion>{}</text:insertion></text:changed-region>\
         <text:changed-region text:id=\"b\"><text:deletion>{}<text:p>open</text:p></text:deletion></text:changed-region>\
         <text:changed-region text:id=\"c\"><text:insertion>{}</text:insertion></text:changed-region></text:tracked-changes>\
         <text:p>The quay is <text:change text:change-id=\"b\"/><text:change-start text:change-id=\"a\"/>closed<text:change-end text:change-id=\"a\"/>.</text:p>\
         <text:p>It <text:change-start text:change-id=\"c\"/>really</text:p><text:p>does <text:change-end text:change-id=\"c\"/>leak.</text:p>",
        info("I. Lund"),
        info("A. Brask"),
        info("I. Lund")
    );
    let taken = take("", &body, "");
    assert_eq!(taken.text, "The quay is open.\nIt leak.\n");
    assert!(
        says(&taken, "2 insertions (I. Lund 2): \u{201c}closed\u{201d}, \u{201c}reallydoes\u{201d}"),
        "{:?}",
        taken.remarks
    );
    assert!(says(&taken, "1 deletion (A. Brask 1): \u{201c}open\u{201d}"), "{:?}", taken.remarks);
}

#[test]
fn hidden_words_and_comments_are_said() {
    let styles = r#"<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>"#;
    let body = "<text:p>Seen <text:span text:style-name=\"T1\">not seen</text:span><office:annotation><dc:creator>A. Brask</dc:creator>\
        <dc:date>2020-05-04</dc:date><text:p>Why?</text:p></office:annotation>too.</text:p>";
    let taken = take(styles, body, "");
    assert_eq!(taken.text, "Seen too.\n");
    assert!(says(&taken, "1 passage of hidden text, which the text leaves out: \u{201c}not seen\u{201d}"));
    assert!(says(&taken, "1 comment beside the text (A. Brask 1): \u{201c}Why?\u{201d}"), "{:?}", taken.remarks);
}

#[test]
fn a_condition_hides_words_only_where_it_held() {
    for (state, is_hidden) in [("", false), (" text:is-hidden=\"false\"", false), (" text:is-hidden=\"true\"", true)] {
        let body = format!(
            "<text:p>The quay<text:hidden-text text:condition=\"a==1\" text:string-value=\" is shut\"{state}> x</text:hidden-text>.</text:p>\
             <text:p><text:hidden-paragraph text:condition=\"a==1\"{state}/>To ships.</text:p>"
        );
        let taken = take("", &body, "");
        assert_eq!(
            taken.text.trim_end(),
            if is_hidden { "The quay." } else { "The quay is shut.\nTo ships." },
            "{state}"
        );
        assert_eq!(says(&taken, "2 passages of hidden text"), is_hidden, "{:?}", taken.remarks);
    }
}

#[test]
fn notes_headers_and_footers_end_at_their_limits() {
    let note = "<text:note><text:note-body><text:p>x</text:p></text:note-body></text:note>";
    for (count, left) in [(NOTES_MAX, 0), (NOTES_MAX + 1, 1)] {
        let taken = take("", &format!("<text:p>a{}</text:p>", note.repeat(count)), "");
        assert_eq!(taken.text.matches("] x\n").count(), NOTES_MAX);
        assert_eq!(says(&taken, &format!("more than {NOTES_MAX} notes; 1 are left out")), left == 1);
    }
    for (count, left) in [(MARGINS_MAX, 0), (MARGINS_MAX + 3, 3)] {
        let headers: String =
            (0..count).map(|at| format!("<style:header><text:p>H{at}.</text:p></style:header>")).collect();
        let common =
            format!("<office:master-styles><style:master-page>{headers}</style:master-page></office:master-styles>");
        let taken = take("", "<text:p>a</text:p>", &common);
        assert_eq!(taken.text.matches('H').count(), MARGINS_MAX);
        assert_eq!(says(&taken, "headers and footers; 3 are left out"), left == 3, "{:?}", taken.remarks);
    }
}

#[test]
fn lists_are_counted() {
    let styles = r#"<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
        <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="1"/></text:list-style>
        <text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>"#;
    let body = r#"<text:list text:style-name="L1"><text:list-item><text:p>one</text:p><text:p>still one</text:p>
        <text:list><text:list-item><text:p>under</text:p></text:list-item></text:list></text:list-item>
        <text:list-item><text:p>two</text:p></text:list-item></text:list><text:p>between</text:p>
        <text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>three</text:p></text:list-item></text:list>
        <text:list text:style-name="L2"><text:list-item><text:p>dot</text:p></text:list-item></text:list>"#;
    assert_eq!(take(styles, body, "").text, "1. one\nstill one\na) under\n2. two\nbetween\n3. three\n\u{2022} dot\n");
}

#[test]
fn pages_rows_and_frames() {
    let styles = r#"<style:style style:name="P1"><style:paragraph-properties fo:break-before="page"/></style:style>"#;
    let body = r#"<text:p>One<draw:frame><draw:text-box><text:p>RECEIVED</text:p></draw:text-box><svg:desc>a stamp</svg:desc></draw:frame></text:p>
        <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>
        <text:p text:style-name="P1">Two <text:soft-page-break/>three</text:p>"#;
    let taken = take(styles, body, "");
    assert_eq!(taken.text, "One\nRECEIVED\na\tb\nTwo three\n");
    let pages: Vec<_> = taken.pages.iter().map(|page| page.span.of(&taken.text).unwrap()).collect();
    assert_eq!(pages, ["One\nRECEIVED\na\tb\n", "Two ", "three\n"]);
}

#[test]
fn an_encrypted_text_is_said() {
    let bytes = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"\x01\x02"),
        ("META-INF/manifest.xml", b"<manifest><encryption-data/></manifest>"),
    ]);
    let taken = open(&bytes, "x", &|_| None);
    assert_eq!((taken.format, taken.text.as_str()), (Format::OpenText, ""));
    assert!(says(&taken, "is encrypted"), "{:?}", taken.remarks);
}

#[test]
fn a_text_cut_off_anywhere_ends_in_a_remark() {
    let whole = open_text("", "<text:p>The quay.</text:p>", "");
    for cut in 4..whole.len() {
        assert!(!open(&whole[..cut], "x", &|_| None).remarks.is_empty(), "cut at {cut}");
    }
}
