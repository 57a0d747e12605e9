//! Word files of our own writing.

use extract::{
    BOOKMARK_AFTER, BOOKMARK_BEFORE, EMBEDDED_MAX, Extract, Format, MARGINS_MAX, MARK_BYTES_MAX, MARK_DOSSIER,
    MARK_DRAFT, MARK_VERSION, NOTES_MAX, QUOTES_MAX, RELATIONS_MAX, TEXT_BYTES_MAX, XML_DEPTH_MAX, open,
};

use crate::made::{Word, p, r, zipped};

fn take(word: &Word) -> Extract {
    open(&word.bytes(), "x.txt", &|_| None)
}

fn text(body: &str) -> String {
    let taken = take(&Word::new(body));
    assert_eq!(taken.format, Format::Word);
    taken.text
}

fn says(taken: &Extract, words: &str) -> bool {
    taken.remarks.iter().any(|remark| remark.contains(words))
}

#[test]
fn paragraphs_are_lines_and_breaks_and_tabs_are_kept() {
    let body = r#"<w:p><w:r><w:t>Tarnov,</w:t><w:tab/><w:t>3 May &amp; 1931 &#8212; the</w:t><w:br/><w:t>quay</w:t><w:noBreakHyphen/><w:t>side</w:t></w:r></w:p><w:p/>"#;
    assert_eq!(text(&format!("{body}{}", p("Second"))), "Tarnov,\t3 May & 1931 \u{2014} the\nquay-side\n\nSecond\n");
}

#[test]
fn headers_stand_before_and_notes_and_footers_after_the_body() {
    let note = |id: &str| format!(r#"<w:r><w:footnoteReference w:id="{id}"/></w:r>"#);
    let body = format!(
        r#"<w:p>{}{}{}</w:p><w:p>{}<w:r><w:endnoteReference w:id="1"/></w:r></w:p><w:sectPr><w:headerReference w:type="default" r:id="h2"/>
        <w:headerReference w:type="first" r:id="h1"/><w:footerReference w:type="default" r:id="f1"/><w:titlePg/></w:sectPr>"#,
        r("The quay is closed."),
        note("7"),
        note("3"),
        r("It opens in June."),
    );
    let notes = format!(
        r#"<w:footnote w:type="separator" w:id="0">{}</w:footnote><w:footnote w:id="3">{}</w:footnote><w:footnote w:id="7">{}</w:footnote>"#,
        p("---"),
        p("By order."),
        p("Since Monday.")
    );
    let running = r#"<w:p><w:r><w:t>- </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>4</w:t></w:r></w:fldSimple><w:r><w:t> -</w:t></w:r></w:p>"#;
    let word = Word::new(&body)
        .part("h1", "header", "hdr", &(p("HARBOUR BOARD OF TARNOV") + running))
        .part("h2", "header", "hdr", &p("Harbour Board"))
        .part("f1", "footer", "ftr", &p("Pier 3, Tarnov"))
        .part("n1", "footnotes", "footnotes", &notes)
        .part("n2", "endnotes", "endnotes", &format!(r#"<w:endnote w:id="1">{}</w:endnote>"#, p("If paid.")));
    let taken = take(&word);
    assert_eq!(
        taken.text,
        "HARBOUR BOARD OF TARNOV\nHarbour Board\n\nThe quay is closed.[1][2]\nIt opens in June.[3]\n\n\
         [1] Since Monday.\n[2] By order.\n[3] If paid.\n\nPier 3, Tarnov\n"
    );
    assert!(taken.remarks.is_empty(), "{:?}", taken.remarks);
}

#[test]
fn a_header_of_the_first_page_counts_only_where_the_section_has_one() {
    let body = p("The quay.") + r#"<w:sectPr><w:headerReference w:type="first" r:id="h1"/></w:sectPr>"#;
    let word = Word::new(&body).part("h1", "header", "hdr", &p("OLD BOARD"));
    assert_eq!(take(&word).text, "The quay.\n");
}

#[test]
fn tracked_changes_are_neither_accepted_nor_lost() {
    let body = format!(
        r#"<w:p>{}<w:del w:author="A. Brask"><w:r><w:delText>open</w:delText></w:r></w:del><w:ins w:author="I. Lund">{}</w:ins>{}</w:p>
        <w:p><w:pPr><w:rPr><w:ins w:author="I. Lund"/></w:rPr></w:pPr><w:ins w:author="I. Lund">{}</w:ins></w:p>
        <w:p><w:moveTo w:author="A. Brask">{}</w:moveTo></w:p><w:p><w:moveFrom w:author="A. Brask">{}</w:moveFrom></w:p>"#,
        r("The quay is "),
        r("closed"),
        r("."),
        r("Nobody may enter."),
        r("Moved."),
        r("Moved.")
    );
    let taken = take(&Word::new(&body));
    assert_eq!(taken.text, "The quay is open.\n\nMoved.\n");
    assert!(says(&taken, "tracked changes that nobody has accepted"), "{:?}", taken.remarks);
    assert!(says(&taken, "3 insertions (A. Brask 1, I. Lund 2): \u{201c}closed\u{201d}"), "{:?}", taken.remarks);
    assert!(says(&taken, "2 deletions (A. Brask 2): \u{201c}open\u{201d}"), "{:?}", taken.remarks);
}

#[test]
fn where_nothing_stood_before_the_insertions_are_shown_and_said() {
    let taken = take(&Word::new(&format!(r#"<w:p><w:ins w:author="I. Lund">{}</w:ins></w:p>"#, r("The quay."))));
    assert_eq!(taken.text, "The quay.\n");
    assert!(says(&taken, "the insertions are shown as its text"), "{:?}", taken.remarks);
}

#[test]
fn quotations_of_changes_end_at_their_limit() {
    for (count, more) in [(QUOTES_MAX, false), (QUOTES_MAX + 1, true)] {
        let inserted = format!(r#"<w:ins w:author="I. Lund">{}</w:ins>"#, r("new")).repeat(count);
        let taken = take(&Word::new(&format!("<w:p>{}{inserted}</w:p>", r("Old."))));
        let remark = taken.remarks.iter().find(|remark| remark.contains("insertions")).unwrap();
        assert_eq!(remark.contains('\u{2026}'), more, "{count}: {remark}");
        assert_eq!(remark.matches("new").count(), QUOTES_MAX);
    }
}

#[test]
fn old_properties_of_a_changed_form_say_nothing() {
    let body = format!(
        r#"<w:p><w:r><w:rPr><w:b/><w:rPrChange w:author="A"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Seen.</w:t></w:r></w:p>{}"#,
        p("Too.")
    );
    assert_eq!(text(&body), "Seen.\nToo.\n");
}

#[test]
fn hidden_text_is_left_out_and_said() {
    let styles = r#"<w:style w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="Secret"><w:basedOn w:val="Base"/></w:style>"#;
    let body = r#"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>not </w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>agreed</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Secret"/></w:pPr><w:r><w:t>at all</w:t></w:r></w:p>"#;
    let taken = take(&Word::new(body).part("s1", "styles", "styles", styles));
    assert_eq!(taken.text, "agreed\n");
    assert!(says(&taken, "2 passages of hidden text"), "{:?}", taken.remarks);
    assert!(says(&taken, "\u{201c}not\u{201d}, \u{201c}at all\u{201d}"), "{:?}", taken.remarks);
}

#[test]
fn comments_are_beside_the_text() {
    let comment = format!(r#"<w:comment w:id="0" w:author="A. Brask">{}</w:comment>"#, p("Is this so?"));
    let taken = take(&Word::new(&p("The quay.")).part("c1", "comments", "comments", &comment));
    assert_eq!(taken.text, "The quay.\n");
    assert!(says(&taken, "1 comment beside the text (A. Brask 1): \u{201c}Is this so?\u{201d}"), "{:?}", taken.remarks);
}

#[test]
fn rows_are_lines_and_a_table_that_places_things_gives_its_cells_in_turn() {
    let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let data = row(&[cell(&p("Pier")), cell(&p("Depth"))]) + &row(&[cell(&p("3")), cell("<w:p/>")]);
    let nested = format!("<w:tbl>{}</w:tbl>{}", row(&[cell(&p("a")), cell(&p("b"))]), p("c"));
    let places = row(&[cell(&(p("Harbour Board") + &p("Tarnov"))), cell(&nested)]);
    let body = format!("<w:tbl>{data}</w:tbl>{}<w:tbl>{places}</w:tbl>{}", p("and"), p("end"));
    assert_eq!(text(&body), "Pier\tDepth\n3\nand\nHarbour Board\nTarnov\na\tb\nc\nend\n");
}

#[test]
fn a_frame_follows_its_paragraph_and_its_older_twin_is_left_out() {
    let frame = format!(
        "<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>",
        p("RECEIVED"),
        p("RECEIVED")
    );
    let body = format!("<w:p>{}<w:r>{frame}</w:r><w:r><w:tab/><w:t>quay.</w:t></w:r></w:p>{}", r("The"), p("Second"));
    assert_eq!(text(&body), "The\tquay.\nRECEIVED\nSecond\n");
}

#[test]
fn numbered_paragraphs_get_the_labels_that_word_shows() {
    let level = |at: usize, form: &str, label: &str| {
        format!(
            r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/></w:lvl>"#
        )
    };
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{}{}</w:abstractNum><w:abstractNum w:abstractNumId="1">{}</w:abstractNum>
        <w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
        <w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>"#,
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "(%1.%2)"),
        level(0, "bullet", "\u{f0b7}"),
    );
    let line = |id: &str, at: usize, words: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{id}"/></w:numPr></w:pPr>{}</w:p>"#,
            r(words)
        )
    };
    let styled = format!(r#"<w:p><w:pPr><w:pStyle w:val="L"/></w:pPr>{}</w:p>"#, r("f"));
    let body = [
        line("5", 0, "a"),
        line("5", 1, "b"),
        line("5", 1, "c"),
        line("5", 0, "d"),
        line("6", 0, "e"),
        styled,
        line("7", 0, "g"),
        line("0", 0, "h"),
    ]
    .concat();
    let styles = r#"<w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr></w:style>"#;
    let word = Word::new(&body).part("n1", "numbering", "numbering", &numbering).part("s1", "styles", "styles", styles);
    assert_eq!(take(&word).text, "1. a\n(1.a) b\n(1.b) c\n2. d\n9. e\n10. f\n\u{2022} g\nh\n");
}

#[test]
fn fields_show_their_results_and_not_their_codes() {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let body = format!(
        "<w:p>{}{}<w:r><w:instrText>INCLUDETEXT http://tarnov.example/x</w:instrText></w:r>{}{}{}{}</w:p>",
        r("on "),
        mark("begin"),
        r("never seen"),
        mark("separate"),
        r("3 May"),
        mark("end")
    );
    assert_eq!(text(&body), "on 3 May\n");
}

#[test]
fn pages_are_those_that_the_file_marks() {
    let body = format!(
        r#"{}<w:p><w:r><w:lastRenderedPageBreak/><w:t>Page two</w:t></w:r><w:r><w:br w:type="page"/></w:r></w:p>
        <w:p><w:r><w:lastRenderedPageBreak/><w:t>Page three, with 3</w:t><w:lastRenderedPageBreak/><w:t> and four</w:t></w:r></w:p>"#,
        p("Page one")
    );
    let taken = take(&Word::new(&body));
    let pages: Vec<_> = taken.pages.iter().map(|page| page.span.of(&taken.text).unwrap().trim()).collect();
    assert_eq!(pages, ["Page one", "Page two", "Page three, with 3", "and four"]);
    assert_eq!(taken.pages[3].number, 4);
    assert!(take(&Word::new(&p("One page, not marked"))).pages.is_empty());
}

#[test]
fn a_section_begins_a_page_unless_it_goes_on() {
    let section = |inner: &str| format!("<w:pPr><w:sectPr>{inner}</w:sectPr></w:pPr>");
    let goes_on = r#"<w:type w:val="continuous"/>"#;
    let body =
        |second: &str| format!("<w:p>{}{}</w:p>{}<w:sectPr>{second}</w:sectPr>", section(""), r("One"), p("Two"));
    assert_eq!(take(&Word::new(&body(""))).pages.len(), 2);
    assert!(take(&Word::new(&body(goes_on))).pages.is_empty());
}

#[test]
fn a_page_s_number_is_on_every_value_of_the_text_and_notes_are_on_none() {
    let body = format!(
        r#"<w:p>{}<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:br w:type="page"/></w:r></w:p>{}<w:sectPr><w:headerReference r:id="h1"/></w:sectPr>"#,
        r("One"),
        p("Two")
    );
    let word = Word::new(&body).part("h1", "header", "hdr", &p("BOARD")).part(
        "n1",
        "footnotes",
        "footnotes",
        &format!(r#"<w:footnote w:id="1">{}</w:footnote>"#, p("Note")),
    );
    let taken = take(&word);
    let pages: Vec<_> = taken.pages.iter().map(|page| page.span.of(&taken.text).unwrap()).collect();
    assert_eq!(pages, ["BOARD\n\nOne[1]\n", "\nTwo\n"]);
    assert!(taken.text.ends_with("\n\n[1] Note\n"));
}

#[test]
fn files_inside_are_enclosures_and_what_is_outside_stays_there() {
    let word = Word::new(&p("See the sheet."))
        .file("e1", "package", "embeddings/survey.pdf", b"%PDF-1.7\n")
        .file("e2", "oleObject", "embeddings/../../evil.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
        .file("v1", "vbaProject", "vbaProject.bin", b"\0")
        .outside("x1", "image", "http://tarnov.example/logo.png")
        .outside("x2", "hyperlink", "http://tarnov.example/");
    let taken = take(&word);
    let inside: Vec<_> = taken.enclosures.iter().map(|one| (one.name.as_str(), one.media.as_str())).collect();
    assert_eq!(inside, [("survey.pdf", "application/pdf")]);
    assert!(
        says(&taken, "1 thing outside it, which were not fetched") && says(&taken, "macros"),
        "{:?}",
        taken.remarks
    );
}

#[test]
fn embedded_files_beyond_the_limit_stay_inside() {
    for (count, more) in [(EMBEDDED_MAX, false), (EMBEDDED_MAX + 1, true)] {
        let mut word = Word::new(&p("See the sheets."));
        for at in 0..count {
            word = word.file(&format!("e{at}"), "package", &format!("embeddings/{at}.bin"), b"x");
        }
        let taken = take(&word);
        assert_eq!(taken.enclosures.len(), EMBEDDED_MAX);
        assert_eq!(says(&taken, "only the first"), more);
    }
}

#[test]
fn a_file_of_pictures_only_says_so_and_gives_them() {
    let taken = take(&Word::new("<w:p/>").file("i1", "image", "media/scan.png", b"\x89PNG\r\n\x1a\n"));
    assert_eq!(taken.text, "");
    assert_eq!(taken.enclosures[0].media, "image/png");
    assert!(says(&taken, "no text on this paper"), "{:?}", taken.remarks);
}

#[test]
fn the_form_is_told_by_relations_and_types_not_by_names() {
    for media in [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ] {
        let mut word = Word::new(&p("The quay."));
        (word.main, word.media) = ("word/document2.xml".to_owned(), media.to_owned());
        let taken = take(&word);
        assert_eq!((taken.format, taken.text.as_str()), (Format::Word, "The quay.\n"), "{media}");
    }
    let named = zipped(&[("word/document.xml", b"not one"), ("b.txt", b"x")]);
    assert_eq!(Format::of(&named), Format::Zip);
}

#[test]
fn the_strict_form_is_read_alike() {
    let bytes = Word::new(&p("The quay.")).bytes();
    let strict = Word::new(&p("The quay."));
    let mut parts = Vec::new();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let text = std::io::read_to_string(&mut file).unwrap();
        let text = text
            .replace("schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml")
            .replace("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument");
        parts.push((name, text.into_bytes()));
    }
    let parts: Vec<_> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(open(&zipped(&parts), "x", &|_| None).text, take(&strict).text);
}

#[test]
fn a_bomb_of_names_that_stand_for_names_is_not_followed() {
    let mut word = Word::new("");
    let bomb = r#"<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"#;
    word.main = "word/other.xml".to_owned();
    let mut archive_parts: Vec<(String, Vec<u8>)> = vec![];
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(word.bytes())).unwrap();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        archive_parts.push((name.clone(), if name == "word/other.xml" { bomb.into() } else { bytes }));
    }
    let parts: Vec<_> = archive_parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let taken = open(&zipped(&parts), "x", &|_| None);
    assert_eq!((taken.format, taken.text.as_str()), (Format::Word, ""));
    assert!(says(&taken, "declares a document type"), "{:?}", taken.remarks);
}

#[test]
fn depth_ends_at_its_limit_and_what_stands_before_is_shown() {
    // Three elements stand around what is nested here: the whole, its body, and the paragraph of the words before.
    for (depth, deep) in [(XML_DEPTH_MAX - 2, false), (XML_DEPTH_MAX - 1, true)] {
        let body = p("Before.") + &"<w:sdt>".repeat(depth) + &"</w:sdt>".repeat(depth) + &p("After.");
        let taken = take(&Word::new(&body));
        assert_eq!(says(&taken, "too deep"), deep, "{depth}");
        assert_eq!(taken.text, if deep { "Before.\n" } else { "Before.\nAfter.\n" });
    }
}

#[test]
fn a_long_text_ends_at_its_limit() {
    let mebi = "quay and ".repeat(116_509);
    let body = p(&mebi).repeat(TEXT_BYTES_MAX / (1 << 20) + 1);
    let bytes = Word::new(&body).bytes();
    let taken = open(&bytes, "x", &|_| None);
    assert!(taken.text.len() <= TEXT_BYTES_MAX + 1, "{}", taken.text.len());
    assert!(says(&taken, "longer than") || says(&taken, "times its size"), "{:?}", taken.remarks);
}

#[test]
fn notes_end_at_their_limit() {
    for (count, more) in [(NOTES_MAX, false), (NOTES_MAX + 1, true)] {
        let body: String = (0..count).map(|at| format!(r#"<w:r><w:footnoteReference w:id="{at}"/></w:r>"#)).collect();
        let taken = take(&Word::new(&format!("<w:p>{body}</w:p>")));
        assert_eq!(says(&taken, &format!("more than {NOTES_MAX} notes; 1 are left out")), more, "{count}");
    }
}

#[test]
fn a_note_that_is_referred_to_again_keeps_its_number() {
    let refer = |id: u32| format!(r#"<w:r><w:footnoteReference w:id="{id}"/></w:r>"#);
    let body = format!("<w:p>{}{}{}{}</w:p>", refer(7), refer(3), refer(7), r("."));
    let notes = format!(r#"<w:footnote w:id="3">{}</w:footnote><w:footnote w:id="7">{}</w:footnote>"#, p("b"), p("a"));
    let taken = take(&Word::new(&body).part("n1", "footnotes", "footnotes", &notes));
    assert_eq!(taken.text, "[1][2][1].\n\n[1] a\n[2] b\n");
}

#[test]
fn headers_and_relations_end_at_their_limits() {
    for (count, left) in [(MARGINS_MAX, false), (MARGINS_MAX + 2, true)] {
        let mut word = Word::new("");
        let mut references = String::new();
        for at in 0..count {
            references += &format!(r#"<w:headerReference w:type="default" r:id="h{at}"/>"#);
            word = word.part(&format!("h{at}"), "header", "hdr", &p(&format!("H{at}.")));
        }
        word.body = format!("{}<w:sectPr>{references}</w:sectPr>", p("a"));
        let taken = take(&word);
        assert_eq!(taken.text.matches('H').count(), MARGINS_MAX);
        assert_eq!(says(&taken, "headers and footers; 2 are left out"), left, "{:?}", taken.remarks);
    }
    for (count, left) in [(RELATIONS_MAX, false), (RELATIONS_MAX + 1, true)] {
        let mut word = Word::new(&p("a"));
        (0..count).for_each(|at| word.relations += &format!(r#"<Relationship Id="{at}" Type="x/y" Target="{at}"/>"#));
        assert_eq!(says(&take(&word), &format!("names more than {RELATIONS_MAX} others; 1 were not")), left, "{count}");
    }
}

#[test]
fn a_file_cut_off_anywhere_ends_in_a_remark() {
    let whole = Word::new(&p("The quay.")).part("h1", "header", "hdr", &p("BOARD")).bytes();
    // The first four bytes are the sign of a container.
    for cut in 4..whole.len() {
        let taken = open(&whole[..cut], "x", &|_| None);
        assert!(!taken.remarks.is_empty(), "cut at {cut}");
    }
}

/// The properties of a page that was made for a draft.
fn marked(word: Word, properties: &[(&str, &str)]) -> Vec<u8> {
    let inner: String = properties
        .iter()
        .map(|(name, words)| format!(r#"<property pid="2" name="{name}"><vt:lpwstr>{words}</vt:lpwstr></property>"#))
        .collect();
    let custom = format!(r#"<Properties xmlns:vt="v">{inner}</Properties>"#);
    word.with_properties(custom.as_bytes())
}

/// A page with a frame of two lines, and what stands between its bookmarks.
fn framed(between: &str) -> Word {
    let before = format!(
        r#"<w:p><w:bookmarkStart w:id="4" w:name="{BOOKMARK_BEFORE}"/>{}<w:bookmarkEnd w:id="4"/></w:p>"#,
        r("Subject")
    );
    let after = format!(
        r#"<w:p><w:bookmarkStart w:id="9" w:name="{BOOKMARK_AFTER}"/>{}<w:bookmarkEnd w:id="9"/></w:p>"#,
        r("Signed")
    );
    Word::new(&format!("{}{before}{between}{after}", p("Letterhead")))
}

const MARK: [(&str, &str); 3] = [(MARK_DOSSIER, "line"), (MARK_DRAFT, "3"), (MARK_VERSION, "ab")];

/// The words of the draft on a page.
fn words_of(bytes: &[u8]) -> Option<Vec<String>> {
    let taken = open(bytes, "x.docx", &|_| None);
    let of = |span: &procedure::card::Span| taken.text[span.start..span.end].to_owned();
    taken.draft.as_ref().map(|mark| mark.words.iter().map(of).collect())
}

#[test]
fn a_page_made_for_a_draft_says_so_and_its_frame_is_none_of_the_words() {
    let whole = open(&marked(framed(&format!("{}{}", p("One."), p("Two."))), &MARK), "x.docx", &|_| None);
    assert_eq!(whole.text, "Letterhead\nSubject\n\nOne.\n\nTwo.\n\nSigned\n");
    let mark = whole.draft.expect("a mark");
    assert_eq!((mark.dossier.as_str(), mark.draft, mark.version.as_deref()), ("line", 3, Some("ab")));
    let joined = format!(
        r#"<w:p><w:bookmarkStart w:id="4" w:name="{BOOKMARK_BEFORE}"/>{}<w:bookmarkEnd w:id="4"/>{}</w:p>"#,
        r("Subject"),
        r(" joined to the frame.")
    );
    let after = format!(r#"<w:bookmarkStart w:id="9" w:name="{BOOKMARK_AFTER}"/>{}"#, p("Signed"));
    let note = r#"<w:r><w:footnoteReference w:id="1"/></w:r>"#;
    let notes = r#"<w:footnote w:id="1"><w:p><w:r><w:t>In May.</w:t></w:r></w:p></w:footnote>"#;
    for (word, words) in [
        (framed(""), vec![""]),
        (framed(&p("One.")), vec!["One."]),
        (framed(r#"<w:p><w:r><w:t>One</w:t><w:br/><w:t>line</w:t></w:r></w:p><w:p/><w:p/>"#), vec!["One\nline"]),
        // What is joined to a paragraph of the frame is still the draft's.
        (Word::new(&format!("{}{joined}{}{after}", p("Letterhead"), p("Two."))), vec!["joined to the frame.\n\nTwo."]),
        (
            framed(&format!("<w:p>{}{note}</w:p>", r("The quay."))).part("n", "footnotes", "footnotes", notes),
            vec!["The quay.[1]", "[1] In May."],
        ),
    ] {
        assert_eq!(words_of(&marked(word, &MARK)), Some(words.into_iter().map(str::to_owned).collect()));
    }
}

#[test]
fn a_mark_that_is_not_whole_is_none_and_lost_bookmarks_are_told() {
    let without = |left_out: &str| {
        let kept: Vec<_> = MARK.into_iter().filter(|(name, _)| *name != left_out).collect();
        open(&marked(framed(&p("One.")), &kept), "x.docx", &|_| None).draft
    };
    assert_eq!(without(MARK_DOSSIER), None);
    assert_eq!(without(MARK_DRAFT), None);
    assert_eq!(without(MARK_VERSION).and_then(|mark| mark.version), None);
    for (bytes, is_one) in [(MARK_BYTES_MAX, true), (MARK_BYTES_MAX + 1, false)] {
        let long = "d".repeat(bytes);
        let mark = [(MARK_DOSSIER, long.as_str()), MARK[1], MARK[2]];
        assert_eq!(open(&marked(framed(""), &mark), "x.docx", &|_| None).draft.is_some(), is_one, "{bytes}");
    }
    let twisted = [(MARK_DOSSIER, "line"), (MARK_DRAFT, "minus one"), MARK[2]];
    assert_eq!(open(&marked(framed(""), &twisted), "x.docx", &|_| None).draft, None);
    // Bookmarks of a file that is no such page mean nothing.
    assert_eq!(take(&framed(&p("One."))).text, "Letterhead\nSubject\nOne.\nSigned\n");
    let gone = open(&marked(Word::new(&p("One.")), &MARK), "x.docx", &|_| None);
    assert!(says(&gone, "the marks around the draft's words are gone"), "{:?}", gone.remarks);
    assert_eq!(gone.draft.map(|mark| mark.words), Some(Vec::new()));
}

#[test]
fn tracked_changes_in_a_draft_are_told_and_not_accepted() {
    let inserted = r#"<w:p><w:ins w:id="1" w:author="Nesse"><w:r><w:t>Not </w:t></w:r></w:ins><w:r><w:t>binding.</w:t></w:r></w:p>"#;
    let bytes = marked(framed(inserted), &MARK);
    assert_eq!(words_of(&bytes), Some(vec!["binding.".to_owned()]));
    assert!(says(&open(&bytes, "x.docx", &|_| None), "tracked changes that nobody has accepted"));
}
