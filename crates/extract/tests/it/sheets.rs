//! Spreadsheets of our own writing.

use extract::{
    CELL_CHARS_MAX, COLUMNS_MAX, Extract, Format, ROW_REPEATS_MAX, ROWS_MAX, SHARED_TEXTS_MAX, SHEETS_MAX,
    TEXT_BYTES_MAX, open,
};

use crate::made::{excel, open_sheet};

fn says(taken: &Extract, words: &str) -> bool {
    taken.remarks.iter().any(|remark| remark.contains(words))
}

fn pages(taken: &Extract) -> Vec<&str> {
    taken.pages.iter().map(|page| page.span.of(&taken.text).unwrap()).collect()
}

#[test]
fn an_excel_sheet_is_a_page_and_its_rows_are_lines() {
    let forms = r#"<numFmts><numFmt numFmtId="164" formatCode="d/m/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>"#;
    let first = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Depth</t></is></c></row>
        <row r="2"><c r="A2" s="1"><f>TODAY()</f><v>43955</v></c><c><v>9.30000000000000071</v></c><c t="b"><v>1</v></c></row>
        <row r="3"><c r="A3"/></row><row r="5"><c r="A5" t="str"><v>end
of it</v></c><c r="B5" t="e"><v>#REF!</v></c></row></sheetData>"#;
    let shared = "<si><r><t>Pi</t></r><r><t>er &amp; quay</t></r><rPh><t>no</t></rPh></si>";
    let bytes = excel(&[("Depths", "", first), ("Empty", "", "<sheetData/>")], shared, forms);
    let taken = open(&bytes, "x.txt", &|_| None);
    assert_eq!(taken.format, Format::Spreadsheet);
    assert_eq!(
        pages(&taken),
        ["Depths\nPier & quay\t\tDepth\n2020-05-04\t9.3\tTRUE\n\nend of it\t#REF!\n", "Empty\n"],
        "{:?}",
        taken.remarks
    );
    assert!(taken.remarks.is_empty(), "{:?}", taken.remarks);
}

#[test]
fn what_is_hidden_in_an_excel_file_is_left_out_and_said() {
    let sheet = r#"<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row><row r="2" hidden="1"><c r="A2"><v>4</v></c></row></sheetData>"#;
    let bytes = excel(&[("Seen", "", sheet), ("Wages", "state=\"veryHidden\"", sheet)], "", "");
    let taken = open(&bytes, "x", &|_| None);
    assert_eq!(taken.text, "Seen\n1\t\t3\n");
    assert!(says(&taken, "hidden sheets, which the text leaves out: Wages"), "{:?}", taken.remarks);
    assert!(says(&taken, "hidden rows (1)") && says(&taken, "hidden columns (1)"), "{:?}", taken.remarks);
}

#[test]
fn an_open_sheet_shows_what_its_cells_show() {
    let styles = r#"<style:style style:name="H"><style:table-properties table:display="false"/></style:style>"#;
    let body = r#"<table:table table:name="Depths"><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
        <table:table-row><table:table-cell office:value="9.3"><text:p>9,30 m</text:p><office:annotation><dc:creator>A. Brask</dc:creator><text:p>Old</text:p></office:annotation></table:table-cell>
        <table:table-cell table:number-columns-repeated="2"><text:p>two<text:s/>words</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
        <table:table-row table:visibility="collapse"><table:table-cell><text:p>no</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell><text:p>end</text:p></table:table-cell></table:table-row></table:table>
        <table:table table:name="Wages" table:style-name="H"><table:table-row><table:table-cell><text:p>no</text:p></table:table-cell></table:table-row></table:table>"#;
    let taken = open(&open_sheet(styles, body), "x", &|_| None);
    assert_eq!(taken.format, Format::OpenSheet);
    assert_eq!(pages(&taken), ["Depths\n9,30 m\ttwo words\n\n\tend\n\tend\n"]);
    for words in
        ["hidden sheets, which the text leaves out: Wages", "hidden rows (1)", "hidden columns (1)", "1 comment"]
    {
        assert!(says(&taken, words), "{words}: {:?}", taken.remarks);
    }
}

#[test]
fn sheets_rows_and_columns_end_at_their_limits() {
    let row = r#"<row><c t="str"><v>x</v></c></row>"#;
    let one = format!("<sheetData>{row}</sheetData>");
    let names: Vec<_> = (0..=SHEETS_MAX).map(|at| at.to_string()).collect();
    let sheets: Vec<_> = names.iter().map(|name| (name.as_str(), "", one.as_str())).collect();
    for (count, cut) in [(SHEETS_MAX, false), (SHEETS_MAX + 1, true)] {
        let taken = open(&excel(&sheets[..count], "", ""), "x", &|_| None);
        assert_eq!((taken.pages.len(), says(&taken, "what goes beyond")), (SHEETS_MAX, cut));
    }
    for (count, cut) in [(ROWS_MAX, false), (ROWS_MAX + 1, true)] {
        let many = format!("<sheetData>{}</sheetData>", row.repeat(count));
        let taken = open(&excel(&[("a", "", &many)], "", ""), "x", &|_| None);
        assert_eq!(says(&taken, "what goes beyond"), cut, "{count}");
        assert_eq!(taken.text.lines().count(), 1 + count.min(ROWS_MAX));
    }
    for (count, cut) in [(COLUMNS_MAX, false), (COLUMNS_MAX + 1, true)] {
        let wide = format!("<sheetData><row>{}</row></sheetData>", r#"<c t="str"><v>x</v></c>"#.repeat(count));
        let taken = open(&excel(&[("a", "", &wide)], "", ""), "x", &|_| None);
        assert_eq!((taken.text.matches('x').count(), says(&taken, "what goes beyond")), (COLUMNS_MAX, cut));
    }
}

#[test]
fn a_row_that_stands_for_many_is_written_up_to_its_limit() {
    for (count, cut) in [(ROW_REPEATS_MAX, false), (ROW_REPEATS_MAX + 1, true), (usize::MAX, true)] {
        let body = format!(
            r#"<table:table table:name="a"><table:table-row table:number-rows-repeated="{count}"><table:table-cell table:number-columns-repeated="{count}"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#
        );
        let taken = open(&open_sheet("", &body), "x", &|_| None);
        assert_eq!(taken.text.lines().count(), ROW_REPEATS_MAX + 1);
        assert_eq!(says(&taken, "what goes beyond"), cut, "{count}");
    }
}

#[test]
fn a_cell_ends_at_its_limit_however_often_it_stands() {
    for (count, kept) in [(CELL_CHARS_MAX, CELL_CHARS_MAX), (CELL_CHARS_MAX + 1, CELL_CHARS_MAX)] {
        let shared = format!("<si><t>{}</t></si>", "\u{e9}".repeat(count));
        let taken = open(
            &excel(&[("a", "", r#"<sheetData><row><c t="s"><v>0</v></c></row></sheetData>"#)], &shared, ""),
            "x",
            &|_| None,
        );
        assert_eq!(taken.text.matches('\u{e9}').count(), kept);
    }
    let cell =
        r#"<table:table-cell table:number-columns-repeated="1000"><text:p>"#.to_owned() + &"quay ".repeat(10_000);
    let row = format!(
        r#"<table:table-row table:number-rows-repeated="1000">{cell}</text:p></table:table-cell></table:table-row>"#
    );
    let taken = open(&open_sheet("", &format!(r#"<table:table table:name="a">{row}</table:table>"#)), "x", &|_| None);
    assert!(taken.text.len() <= TEXT_BYTES_MAX && says(&taken, "what goes beyond"), "{}", taken.text.len());
}

#[test]
fn a_sheet_cut_off_or_empty_is_said() {
    let whole = excel(&[("a", "", "<sheetData><row><c><v>1</v></c></row></sheetData>")], "", "");
    for cut in 4..whole.len() {
        assert!(!open(&whole[..cut], "x", &|_| None).remarks.is_empty(), "cut at {cut}");
    }
    assert!(says(&open(&excel(&[("a", "", "<sheetData><row>")], "", ""), "x", &|_| None), "cut off"));
    assert!(says(&open(&open_sheet("", ""), "x", &|_| None), "no text in the sheets"));
}

/// Places are numbers of the file's own; the last that can be counted is no reason to stop.
#[test]
fn the_last_place_that_can_be_counted_ends_nothing() {
    let cell = "<c><v>1</v></c>";
    let last = usize::MAX;
    for (rows, text) in [
        (format!("<row r=\"{last}\">{cell}</row><row>{cell}</row><row r=\"3\">{cell}</row>"), "a\n1\n1\n1\n"),
        (format!("<row><c r=\"GKGWBYLWRXTLPO1\"/>{cell}{cell}</row><row>{cell}</row>"), "a\n1\n"),
        (format!("<row r=\"{last}1\">{cell}</row>"), "a\n1\n"),
    ] {
        let sheet = format!("<sheetData>{rows}</sheetData>");
        assert_eq!(open(&excel(&[("a", "", &sheet)], "", ""), "x", &|_| None).text, text);
    }
}

/// What is written once in the file and stands in very many cells without a word costs its length once.
#[test]
fn cells_of_many_blanks_are_looked_at_once() {
    let shared = format!("<si><t>{}</t></si><si><t>{0}x</t></si>", " ".repeat(CELL_CHARS_MAX - 1));
    let rows = format!("<row>{}</row>", r#"<c t="s"><v>0</v></c>"#.repeat(COLUMNS_MAX)).repeat(200);
    let last = r#"<row><c t="s"><v>1</v></c></row>"#;
    let taken =
        open(&excel(&[("a", "", &format!("<sheetData>{rows}{last}</sheetData>"))], &shared, ""), "x", &|_| None);
    assert_eq!((taken.text.as_str(), taken.remarks.len()), ("a\nx\n", 0));
    let hidden =
        format!(r#"<table:table-column table:visibility="collapse" table:number-columns-repeated="{COLUMNS_MAX}"/>"#);
    let cell = format!(
        r#"<table:table-cell table:number-columns-repeated="{COLUMNS_MAX}"><text:p>{}</text:p></table:table-cell>"#,
        "quay ".repeat(6_000)
    );
    let row = format!(r#"<table:table-row table:number-rows-repeated="1000">{cell}</table:table-row>"#).repeat(20);
    let taken =
        open(&open_sheet("", &format!(r#"<table:table table:name="a">{hidden}{row}</table:table>"#)), "x", &|_| None);
    assert_eq!(taken.text, "a\n");
}

#[test]
fn many_forms_of_numbers_are_found_at_once() {
    let declared: String =
        (0..20_000).map(|at| format!(r#"<numFmt numFmtId="{}" formatCode="0"/>"#, at + 200)).collect();
    let used = r#"<xf numFmtId="199"/>"#.repeat(20_000);
    let general = format!(r#"<numFmt numFmtId="199" formatCode="yyyy{}"/>"#, "g".repeat(1 << 20));
    let forms = format!("<numFmts>{declared}{general}</numFmts><cellXfs>{used}</cellXfs>");
    let sheet = r#"<sheetData><row><c s="19999"><v>43955</v></c></row></sheetData>"#;
    assert_eq!(open(&excel(&[("a", "", sheet)], "", &forms), "x", &|_| None).text, "a\n2020-05-04\n");
}

#[test]
fn shared_texts_end_at_their_limit() {
    let sheet = format!(
        r#"<sheetData><row><c t="s"><v>{}</v></c><c t="s"><v>{SHARED_TEXTS_MAX}</v></c></row></sheetData>"#,
        SHARED_TEXTS_MAX - 1
    );
    for (count, cut) in [(SHARED_TEXTS_MAX, false), (SHARED_TEXTS_MAX + 1, true)] {
        let shared: String = (0..count).map(|at| format!("<si><t>{at}</t></si>")).collect();
        let taken = open(&excel(&[("a", "", &sheet)], &shared, ""), "x", &|_| None);
        assert_eq!(taken.text, format!("a\n{}\n", SHARED_TEXTS_MAX - 1));
        assert_eq!(says(&taken, "share more than"), cut);
    }
}
