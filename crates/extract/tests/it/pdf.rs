//! PDF files, written here object by object.

use extract::{
    Extract, Format, PDF_DECODED_BYTES_MAX, PDF_ENCLOSED_MAX, PDF_FORMS_DEPTH_MAX, PDF_GLYPHS_MAX, PDF_OPERATORS_MAX,
    PDF_PAGES_MAX, PDF_STREAM_BYTES_MAX, PDF_TEXT_BYTES_MAX, open,
};
use proptest::prelude::*;
use rstest::rstest;

/// Objects from number 1 on, as a file with its cross-reference table. Object 1 is the catalog.
fn file(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

fn stream(entries: &str, content: &str) -> String {
    format!("<< {entries} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// Pages with these contents. Fonts: F1 Helvetica, F2 with differences, F3 with two bytes a glyph and a map, F4
/// without a map. Further objects begin at 8.
fn pages(contents: &[&str], more: &[String], resources: &str) -> Vec<u8> {
    let first = 8 + more.len();
    let kids: String = (0..contents.len()).map(|at| format!("{} 0 R ", first + at * 2)).collect();
    let map = "1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0001> <0018> <03b1> endbfrange \
               2 beginbfchar <0100> <00660069> <0101> <2206> endbfchar";
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 9 0 R] >> >> >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 595 842] >>", contents.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /BaseEncoding /WinAnsiEncoding \
         /Differences [65 /Alpha /uni0411 /fi /g17] >> >>"
            .to_owned(),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /ToUnicode 7 0 R /DescendantFonts \
         [<< /Type /Font /Subtype /CIDFontType2 /DW 600 >>] >>"
            .to_owned(),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /DescendantFonts \
         [<< /Type /Font /Subtype /CIDFontType2 /DW 600 >>] >>"
            .to_owned(),
        stream("", map),
    ];
    objects.extend_from_slice(more);
    for (at, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Contents {} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R /F4 6 0 R \
             >> {resources} >> >>",
            first + at * 2 + 1
        ));
        objects.push(stream("", content));
    }
    file(&objects)
}

fn read(bytes: &[u8]) -> Extract {
    let taken = open(bytes, "paper.pdf", &|_| None);
    assert_eq!(taken.format, Format::Pdf);
    taken
}

fn said(taken: &Extract, words: &str) -> bool {
    taken.remarks.iter().any(|remark| remark.contains(words))
}

#[rstest]
#[case::one_string("(The quay is closed.) Tj", "The quay is closed.")]
#[case::kerned("[(The q) 20 (uay) -300 (is)] TJ", "The quay is")]
#[case::new_line("14 TL (one) Tj T* (two) Tj", "one\ntwo")]
#[case::quote("14 TL (one) Tj (two) '", "one\ntwo")]
#[case::escapes(r"(a\(b\)\101\\) Tj", r"a(b)A\")]
#[case::hex("<54616e> Tj", "Tan")]
#[case::out_of_order("100 0 Td (second) Tj -100 0 Td (first) Tj", "first   second")]
#[case::printed_twice("(Bold) Tj 0.2 0 Td 1 0 0 1 72.2 700 Tm (Bold) Tj", "Bold")]
#[case::differences("/F2 12 Tf (AB) Tj", "ΑБ")]
#[case::ligature("/F2 12 Tf (C) Tj", "fi")]
#[case::two_bytes("/F3 12 Tf <000100020003> Tj", "αβγ")]
#[case::ligature_in_the_map("/F3 12 Tf <0100> Tj", "fi")]
#[case::increment_among_greek("/F3 12 Tf <010100010002> Tj", "Δαβ")]
#[case::increment_alone("/F3 12 Tf <0101> Tj", "∆")]
#[case::stands_for("/Span << /ActualText (ff) >> BDC (x) Tj EMC", "ff")]
#[case::spread_letters("6 Tc (DECISION) Tj", "DECISION")]
#[case::inline_image("(a) Tj ET BI /W 1 /H 1 ID (((( EI BT /F1 12 Tf 72 680 Td (b) Tj", "a\nb")]
fn what_operators_show(#[case] operators: &str, #[case] text: &str) {
    let content = format!("BT /F1 12 Tf 1 0 0 1 72 700 Tm {operators} ET");
    let taken = read(&pages(&[&content], &[], ""));
    let lines: Vec<&str> = taken.text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.join("\n"), text, "{:?}", taken.remarks);
    assert_eq!(taken.remarks, Vec::<String>::new());
}

#[test]
fn a_glyph_without_a_map_is_not_guessed() {
    let taken = read(&pages(&["BT /F4 12 Tf 72 700 Td <00410042> Tj ET"], &[], ""));
    assert_eq!(taken.text, "\u{fffd}\u{fffd}\n");
    assert!(said(&taken, "2 characters of a font without a map are shown as \u{fffd}"), "{:?}", taken.remarks);
}

/// Whether the words are of a language, as far as these texts need it.
fn tongue(text: &str) -> Option<&'static str> {
    [("το", "el"), ("την", "el"), ("что", "ru"), ("для", "ru")]
        .into_iter()
        .find(|(word, _)| text.split(' ').any(|found| found == *word))
        .map(|(_, code)| code)
}

const GREEK: &str =
    "Σας διαβιβάζουμε την απόφαση του λιμένα για όλη την αποβάθρα και ζητούμε την γνώμη σας, αριθ. 88/Α.";

/// So many Greek words.
fn words(count: usize) -> &'static str {
    let text = "την λιμένα την αποβάθρα την απόφαση την γνώμη την επιστολή την ημέρα";
    text.match_indices(' ').nth(count - 1).map_or(text, |(end, _)| &text[..end])
}

const RUSSIAN: &str = "Прошу принять меры, чтобы причал был закрыт для судов, потому что лёд для них опасен, № 88.";
const FRENCH: &str =
    "À l'été dernier, l'évêque a été reçu à la préfecture où il a résidé: déjà né là, très âgé, il y est resté.";

/// Old fonts have Greek and Russian letters at the places of Western ones.
#[rstest]
#[case::greek(GREEK, encoding_rs::WINDOWS_1253, Some("windows-1253"))]
#[case::russian(RUSSIAN, encoding_rs::WINDOWS_1251, Some("windows-1251"))]
#[case::french(FRENCH, encoding_rs::WINDOWS_1252, None)]
#[case::twelve_words(words(12), encoding_rs::WINDOWS_1253, Some("windows-1253"))]
#[case::too_few_to_tell(words(11), encoding_rs::WINDOWS_1253, None)]
fn letters_given_as_western_ones(
    #[case] text: &str,
    #[case] encoding: &'static encoding_rs::Encoding,
    #[case] told: Option<&str>,
) {
    let bytes = encoding.encode(text).0;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let file = pages(&[&format!("BT /F1 6 Tf 72 700 Td <{hex}> Tj ET")], &[], "");
    let taken = open(&file, "paper.pdf", &tongue);
    let shown = taken.text.trim().to_owned();
    match told {
        Some(name) => {
            assert_eq!(shown, text);
            assert!(said(&taken, &format!("were read as {name}")), "{:?}", taken.remarks);
        }
        None => {
            assert_eq!(shown, encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0);
            assert_eq!(taken.remarks, Vec::<String>::new());
        }
    }
}

#[test]
fn an_invisible_layer_is_told() {
    let taken = read(&pages(&["BT 3 Tr /F1 12 Tf 72 700 Td (Recognised) Tj ET"], &[], ""));
    assert_eq!(taken.text, "Recognised\n");
    assert!(said(&taken, "invisible layer under a scan"), "{:?}", taken.remarks);
}

#[test]
fn pages_end_at_form_feeds_and_know_their_bytes() {
    let taken =
        read(&pages(&["BT /F1 12 Tf 72 700 Td (first) Tj ET", "BT /F1 12 Tf 72 700 Td (second) Tj ET"], &[], ""));
    assert_eq!(taken.text, "first\n\u{c}second\n");
    let spans: Vec<_> = taken.pages.iter().map(|page| (page.number, page.span.start, page.span.end)).collect();
    assert_eq!(spans, [(1, 0, 7), (2, 7, 14)]);
}

#[test]
fn columns_of_running_text_follow_each_other_and_rows_of_a_table_stay() {
    let mut columns = String::from("BT /F1 10 Tf ");
    let mut table = columns.clone();
    for row in 0..8 {
        let y = 700 - row * 12;
        columns += &format!("1 0 0 1 50 {y} Tm (left {row} the quay was closed for repairs) Tj ");
        columns += &format!("1 0 0 1 320 {y} Tm (right {row} ships lay in the outer harbour) Tj ");
        table += &format!("1 0 0 1 50 {y} Tm (berth {row}) Tj 1 0 0 1 320 {y} Tm (open) Tj ");
    }
    let taken = read(&pages(&[&(columns + "ET")], &[], ""));
    let first: Vec<&str> =
        taken.text.lines().filter_map(|line| line.split(' ').next()).filter(|word| !word.is_empty()).collect();
    assert_eq!(first, [["left"; 8], ["right"; 8]].concat());
    let taken = read(&pages(&[&(table + "ET")], &[], ""));
    assert_eq!(taken.text.lines().next(), Some("berth 0   open"));
}

#[test]
fn a_running_footer_stands_once() {
    let contents: Vec<String> = (1..=4)
        .map(|page| {
            let body: String =
                (0..10).map(|row| format!("1 0 0 1 72 {} Tm (body {page} of row {row}) Tj ", 700 - row * 20)).collect();
            format!("BT /F1 12 Tf {body} 1 0 0 1 72 30 Tm (Harbour office, page {page}) Tj ET")
        })
        .collect();
    let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
    let taken = read(&pages(&contents, &[], ""));
    assert_eq!(taken.text.matches("Harbour office, page").count(), 1, "{}", taken.text);
    assert!(
        taken
            .text
            .split('\u{c}')
            .next()
            .is_some_and(|page| page.ends_with("\n\nHarbour office, page 1\n\u{c}".trim_end_matches('\u{c}')))
    );
    assert!(said(&taken, "Running headers and footers"));
}

#[test]
fn a_scan_has_no_text_and_mixed_files_name_their_blank_pages() {
    let image =
        [stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "x")];
    let scan = "q 500 0 0 700 0 0 cm /Im Do Q";
    let text = "BT /F1 12 Tf 72 700 Td (text) Tj ET";
    let taken = read(&pages(&[scan, scan], &image, "/XObject << /Im 8 0 R >>"));
    assert_eq!((taken.text.as_str(), taken.pages.len()), ("", 2));
    assert!(said(&taken, "no text on this paper"), "{:?}", taken.remarks);
    let taken = read(&pages(&[text, scan], &image, "/XObject << /Im 8 0 R >>"));
    assert!(said(&taken, "Page 2 has no text."), "{:?}", taken.remarks);
}

#[test]
fn enclosed_files_come_out() {
    let more = [
        stream("/Type /EmbeddedFile /Subtype /text#2fxml", "<invoice/>"),
        "<< /Type /Filespec /UF (invoice.xml) /EF << /F 8 0 R >> >>".to_owned(),
    ];
    let taken = read(&pages(&["BT /F1 12 Tf 72 700 Td (text) Tj ET"], &more, ""));
    let [inside] = taken.enclosures.as_slice() else { panic!("{:?}", taken.enclosures) };
    assert_eq!((inside.name.as_str(), inside.media.as_str()), ("invoice.xml", "text/xml"));
    assert_eq!(inside.bytes, b"<invoice/>");
}

#[test]
fn a_form_that_shows_itself_ends() {
    let form = [stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /Fm 8 0 R >> /Font << /F1 3 0 R >> >>",
        "BT /F1 12 Tf 72 700 Td (again) Tj ET q 1 0 0 1 0 -20 cm /Fm Do Q",
    )];
    let taken = read(&pages(&["/Fm Do"], &form, "/XObject << /Fm 8 0 R >>"));
    assert_eq!(taken.text.matches("again").count(), PDF_FORMS_DEPTH_MAX);
    assert!(said(&taken, "larger than what is read here"), "{:?}", taken.remarks);
}

#[test]
fn what_a_file_says_again_and_again_is_looked_at_once() {
    // A font that is no object of its own, named at every letter, with ranges of glyphs and widths that lie on each other.
    let ranges = "<0000> <ffff> 5 ".repeat(20_000);
    let map = format!("1 begincodespacerange <0000> <ffff> endcodespacerange begincidrange {ranges} endcidrange");
    let widths = "0 65535 600 ".repeat(2_000);
    let font = format!(
        "/Font << /F1 << /Type /Font /Subtype /Type0 /Encoding 8 0 R /ToUnicode 7 0 R /DescendantFonts [<< /Type /Font \
         /Subtype /CIDFontType2 /W [{widths}] >>] >> >> /Properties << /P << /ActualText ({}) >> >>",
        "q".repeat(1 << 16)
    );
    let content = "BT 1 0 0 1 72 700 Tm ".to_owned() + &"/F1 1 Tf <0001> Tj /Span /P BDC EMC ".repeat(3_000) + "ET";
    let file = pages(&[&content], &[stream("", &map)], "");
    let own = "/Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R /F4 6 0 R >>";
    let file = String::from_utf8(file).unwrap().replace(own, &font);
    let taken = read(file.as_bytes());
    assert_eq!(taken.text.matches('α').count(), 3_000, "{:?}", taken.remarks);
}

/// A stream of so many bytes, blank but for a text at its end; packed twice, and small.
fn packed(length: usize) -> String {
    let text = "BT /F1 12 Tf 72 700 Td (kept) Tj ET";
    let blank = length - text.len();
    // A byte above 128 stands before one that is repeated so many times less than 257 (ISO 32000-2, 7.4.5).
    let mut hex = "8120".repeat(blank / 128 - 1);
    let rest = 128 + blank % 128;
    for run in [rest / 2, rest - rest / 2] {
        hex += &format!("{:02x}20", 257 - run);
    }
    hex += &format!("{:02x}", text.len() - 1);
    hex.extend(text.bytes().map(|byte| format!("{byte:02x}")));
    stream("/Filter [/ASCIIHexDecode /RunLengthDecode]", &(hex + "80>"))
}

#[test]
fn a_stream_is_decoded_up_to_its_limit() {
    for (length, kept) in [(PDF_STREAM_BYTES_MAX, true), (PDF_STREAM_BYTES_MAX + 1, false)] {
        let form = packed(length).replacen("<<", "<< /Type /XObject /Subtype /Form /BBox [0 0 600 800]", 1);
        let taken = read(&pages(&["/Fm Do"], &[form], "/XObject << /Fm 8 0 R >>"));
        assert_eq!((taken.text == "kept\n", said(&taken, "larger than what is read here")), (kept, !kept), "{length}");
    }
}

#[test]
fn what_is_decoded_in_vain_counts() {
    let whole = PDF_DECODED_BYTES_MAX / PDF_STREAM_BYTES_MAX;
    for (count, kept) in [(whole - 1, true), (whole, false)] {
        let more = [packed(PDF_STREAM_BYTES_MAX + 1), stream("", "BT /F1 12 Tf 72 700 Td (kept) Tj ET")];
        let contents = format!("/Contents [{} 9 0 R]", "8 0 R ".repeat(count));
        let file = pages(&["q"], &more, "");
        let file = String::from_utf8(file).unwrap().replace("/Contents 11 0 R", &contents);
        let taken = read(file.as_bytes());
        assert_eq!(taken.text == "kept\n", kept, "{count}: {:?}", taken.remarks);
        assert!(said(&taken, "larger than what is read here"), "{:?}", taken.remarks);
    }
}

#[test]
fn operators_and_glyphs_of_a_page_end_at_their_limits() {
    for (count, cut) in [(PDF_OPERATORS_MAX, false), (PDF_OPERATORS_MAX + 1, true)] {
        let content = format!("{}BT /F1 12 Tf 72 700 Td (kept) Tj", "n ".repeat(count - 4));
        let taken = read(&pages(&[&content], &[], ""));
        assert_eq!((taken.text != "kept\n", said(&taken, "larger than what is read here")), (cut, cut), "{count}");
    }
    for (count, cut) in [(PDF_GLYPHS_MAX, false), (PDF_GLYPHS_MAX + 1, true)] {
        let content = format!("BT /F1 1 Tf 72 700 Td ({}) Tj ET", "q".repeat(count));
        let taken = read(&pages(&[&content], &[], ""));
        assert_eq!(taken.text.matches('q').count(), PDF_GLYPHS_MAX);
        assert_eq!(said(&taken, "larger than what is read here"), cut, "{count}");
    }
}

#[test]
fn pages_and_enclosed_files_end_at_their_limits() {
    for (count, more) in [(PDF_PAGES_MAX, false), (PDF_PAGES_MAX + 1, true)] {
        let kids: String = (0..count).map(|at| format!("{} 0 R ", at + 3)).collect();
        let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
        objects.push(format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"));
        objects.resize(count + 2, "<< /Type /Page /Parent 2 0 R >>".to_owned());
        let taken = read(&file(&objects));
        assert_eq!((taken.pages.len(), said(&taken, "more pages than are read")), (PDF_PAGES_MAX, more), "{count}");
    }
    for (count, more) in [(PDF_ENCLOSED_MAX, false), (PDF_ENCLOSED_MAX + 1, true)] {
        let names: String =
            (0..count).map(|at| format!("({at}) << /UF (a.txt) /EF << /F {} 0 R >> >> ", at + 3)).collect();
        let mut objects =
            vec![format!("<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [{names}] >> >> >>")];
        objects.push("<< /Type /Pages /Kids [] /Count 0 >>".to_owned());
        objects.resize(count + 2, stream("/Type /EmbeddedFile", "x"));
        let taken = read(&file(&objects));
        assert_eq!(
            (taken.enclosures.len(), said(&taken, "files inside; the others")),
            (PDF_ENCLOSED_MAX, more),
            "{count}"
        );
    }
}

/// A glyph may stand for 64 letters. The lines at the edges of pages are headers and stand on the first page only.
#[test]
fn a_text_ends_at_its_limit() {
    let map = format!(
        "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <01> <{}> endbfchar",
        "2014".repeat(64)
    );
    let show = |line: usize| if line == 4 { "\\001".repeat(40) } else { "q".to_owned() };
    let lines: String = (0..9).map(|line| format!("1 0 0 1 9 {} Tm ({}) Tj ", 800 - line * 20, show(line))).collect();
    let page = 40 * 64 * 3 + 2;
    let first = page + 8 * 2 + 2;
    let whole = 1 + (PDF_TEXT_BYTES_MAX + 1 - first) / page;
    for (count, more) in [(whole, false), (whole + 1, true)] {
        let kids: String = (0..count).map(|at| format!("{} 0 R ", at + 5)).collect();
        let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
        objects.push(format!(
            "<< /Type /Pages /Kids [{kids}] /Count {count} /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 \
             /BaseFont /Helvetica /ToUnicode 3 0 R >> >> >> >>"
        ));
        objects.push(stream("", &map));
        objects.push(stream("", &format!("BT /F1 1 Tf {lines} ET")));
        objects.resize(count + 4, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_owned());
        let taken = read(&file(&objects));
        assert!(taken.text.len() <= PDF_TEXT_BYTES_MAX, "{}", taken.text.len());
        assert_eq!((said(&taken, "text is too long"), taken.pages.len()), (more, whole), "{:?}", taken.remarks);
    }
}

#[test]
fn a_page_tree_that_bites_its_tail_ends() {
    let taken = read(&file(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [2 0 R 3 0 R 3 0 R] /Count 3 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R >>".to_owned(),
    ]));
    assert_eq!(taken.pages.len(), 1);
}

#[test]
fn a_file_cut_off_gives_what_is_whole() {
    let whole = pages(&["BT /F1 12 Tf 72 700 Td (kept) Tj ET", "BT /F1 12 Tf 72 700 Td (also) Tj ET"], &[], "");
    let table = whole.windows(5).rposition(|word| word == b"xref\n").unwrap_or(0);
    let cut = whole[..table].windows(4).rposition(|word| word == b"xref").unwrap_or(table);
    let torn = [&whole[..cut], b"trailer << /Root 1 0 R >>"].concat();
    let taken = read(&torn);
    assert!(taken.text.contains("kept"), "{:?}", taken.remarks);
    assert!(said(&taken, "damaged"), "{:?}", taken.remarks);
    let taken = read(&[b"junk before\n".as_slice(), &whole].concat());
    assert!(taken.text.contains("kept"), "{:?}", taken.remarks);
}

#[rstest]
#[case::as_written(include_bytes!("../fixtures/pdf/writer.pdf"))]
#[case::encrypted_with_an_empty_password(include_bytes!("../fixtures/pdf/empty-password.pdf"))]
fn a_file_of_a_word_processor(#[case] bytes: &[u8]) {
    let taken = read(bytes);
    for line in ["Harbour Office of Tarnov", "No. 41/1931", "Ο λιμένας μένει κλειστός. The efficient flow of offices."]
    {
        assert!(taken.text.lines().any(|found| found == line), "{line}: {}", taken.text);
    }
    assert_eq!(taken.remarks, Vec::<String>::new());
}

#[test]
fn a_file_that_needs_a_password_says_so() {
    let taken = read(include_bytes!("../fixtures/pdf/needs-password.pdf"));
    assert_eq!(taken.text, "");
    assert!(said(&taken, "needs a password"), "{:?}", taken.remarks);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    /// Whatever the bytes, there is an answer, and pages lie within the text.
    #[test]
    fn changed_bytes_never_break_it(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40), end in any::<prop::sample::Index>()) {
        let mut bytes = pages(&["BT /F1 12 Tf 72 700 Td (first) Tj /F3 9 Tf <00010002> Tj ET /Fm Do", "BT /F2 12 Tf (AB) Tj ET"],
            &[stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "BT (x) Tj ET")], "/XObject << /Fm 8 0 R >>");
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let keep = bytes.len() / 2 + end.index(bytes.len() / 2 + 1);
        bytes.truncate(keep);
        let taken = open(&bytes, "paper.pdf", &|_| None);
        for page in &taken.pages {
            prop_assert!(taken.text.get(page.span.start..page.span.end).is_some());
        }
    }
}
