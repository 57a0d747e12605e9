//! A draft as a Word page (ECMA-376 WordprocessingML): letterhead, number, date, addressees, subject and references around
//! the draft's own words. Pure: facts to bytes, the same facts to the same bytes.
//!
//! The page says which version it was made from, in three properties of its own, and where the draft's words begin and
//! end, in two bookmarks that stand in the frame and not in the words: what is written, joined or divided between them
//! stays between them. [`intake::DraftMark`] is what is read back.

mod parts;

use std::io::{Cursor, Write as _};

use intake::{BOOKMARK_AFTER, BOOKMARK_BEFORE};
use procedure::ids::{DossierId, Hash};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What stands on the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordPage {
    /// The office's name, at the head.
    pub office: String,
    /// What it is: "Resolution".
    pub kind: String,
    /// Lines of the frame: name and words, in their order. The last one is the line before the draft's words.
    pub frame: Vec<(String, String)>,
    /// Papers referred to, each in a line.
    pub references: Vec<String>,
    /// The draft's words.
    pub text: String,
    /// What stands below them: for whom it is signed, and by whom.
    pub signed: Vec<String>,
    /// What stands at the foot of each page.
    pub foot: String,
}

/// What the page says of where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFrom {
    /// The dossier.
    pub dossier: DossierId,
    /// The draft's number in it.
    pub draft: u32,
    /// SHA-256 of the version it is made from; `None` where there is none yet.
    pub version: Option<Hash>,
}

/// The media type of a Word file.
pub const MEDIA: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The page as a Word file.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn write(page: &WordPage, from: &MadeFrom) -> std::io::Result<Vec<u8>> {
    let version = from.version.map(|hash| hash.to_string()).unwrap_or_default();
    let parts = [
        ("[Content_Types].xml", parts::TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/custom.xml", parts::properties(from.dossier.as_str(), from.draft, &version)),
        ("word/document.xml", main_part(page)),
        ("word/_rels/document.xml.rels", parts::OF_MAIN.to_owned()),
        ("word/styles.xml", parts::STYLES.to_owned()),
        ("word/footer1.xml", parts::footer(&page.foot)),
    ];
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        file.start_file(name, SimpleFileOptions::default()).map_err(std::io::Error::other)?;
        file.write_all(content.as_bytes())?;
    }
    Ok(file.finish().map_err(std::io::Error::other)?.into_inner())
}

fn main_part(page: &WordPage) -> String {
    let mut body = String::new();
    body += &paragraph("ChanceryOffice", &run(&page.office));
    body += &paragraph("ChanceryKind", &run(&page.kind));
    let mut frame: Vec<String> =
        page.frame.iter().map(|(name, words)| format!("{}<w:r><w:tab/></w:r>{}", bold(name), run(words))).collect();
    for (at, words) in page.references.iter().enumerate() {
        let name = if at == 0 { bold("References:") } else { String::new() };
        frame.push(format!("{name}<w:r><w:tab/></w:r>{}", run(words)));
    }
    let last = frame.pop().unwrap_or_default();
    body.extend(frame.iter().map(|line| paragraph("ChanceryFrame", line)));
    body += &paragraph("ChanceryFrameEnd", &bookmarked(1, BOOKMARK_BEFORE, &last));
    for lines in paragraphs(&page.text) {
        let runs: Vec<String> = lines.iter().map(|line| run(line)).collect();
        body += &paragraph("ChanceryText", &runs.join("<w:r><w:br/></w:r>"));
    }
    let mut signed = page.signed.iter();
    let first = signed.next().map(String::as_str).unwrap_or_default();
    body += &paragraph("ChancerySigned", &bookmarked(2, BOOKMARK_AFTER, &run(first)));
    body.extend(signed.map(|line| paragraph("ChancerySignature", &run(line))));
    parts::main_part(&body)
}

/// The paragraphs of a text, each with its lines: blank lines stand between paragraphs. At least one, to write in.
fn paragraphs(text: &str) -> Vec<Vec<&str>> {
    let mut paragraphs = vec![Vec::new()];
    for line in text.split(['\n', '\u{c}']).map(str::trim_end) {
        match (line.is_empty(), paragraphs.last_mut()) {
            (false, Some(last)) => last.push(line),
            (true, Some(last)) if !last.is_empty() => paragraphs.push(Vec::new()),
            _ => {}
        }
    }
    if paragraphs.len() > 1 && paragraphs.last().is_some_and(Vec::is_empty) {
        paragraphs.pop();
    }
    paragraphs
}

fn paragraph(style: &str, inner: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>"#)
}

fn bookmarked(id: u32, name: &str, inner: &str) -> String {
    format!(r#"<w:bookmarkStart w:id="{id}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{id}"/>"#)
}

fn bold(words: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>", parts::escaped(words))
}

/// Words on one line; tabs stay tabs.
fn run(words: &str) -> String {
    let pieces = words.split('\t').map(|piece| match piece {
        "" => String::new(),
        piece => format!(r#"<w:t xml:space="preserve">{}</w:t>"#, parts::escaped(piece)),
    });
    format!("<w:r>{}</w:r>", pieces.collect::<Vec<_>>().join("<w:tab/>"))
}

#[cfg(test)]
mod tests {
    use intake::{DraftMark, Extract, Format};

    use super::*;

    fn page(text: &str) -> WordPage {
        WordPage {
            office: "Chancery of <Orlan> & Osk".to_owned(),
            kind: "Resolution".to_owned(),
            frame: vec![
                ("Our No.:".to_owned(), "to be given when entered".to_owned()),
                ("Subject:".to_owned(), "The line".to_owned()),
            ],
            references: vec!["IN-1951-0011 of 25 December 1951".to_owned()],
            text: text.to_owned(),
            signed: vec!["For the Legal desk".to_owned(), "Ida Lind".to_owned()],
            foot: "Draft 2 of dossier line".to_owned(),
        }
    }

    fn from(version: Option<Hash>) -> MadeFrom {
        MadeFrom { dossier: "line".parse().expect("a code"), draft: 2, version }
    }

    #[expect(clippy::disallowed_methods, reason = "our own file, as the extractor reads it, without a process between")]
    fn opened(page: &WordPage, from: &MadeFrom) -> (Extract, DraftMark) {
        let extract = intake::open(&write(page, from).expect("written"), "draft.docx");
        let mark = extract.draft.clone().expect("a mark");
        (extract, mark)
    }

    fn words(extract: &Extract, mark: &DraftMark) -> String {
        mark.words.iter().filter_map(|span| span.of(&extract.text)).collect::<Vec<_>>().join("\n\n")
    }

    #[test]
    fn the_words_come_back_as_they_were_and_the_frame_is_none_of_them() {
        for text in [
            "",
            "One line.",
            "The line runs\nfrom Osk to Orlan.\n\nIt ends there.\t1 < 2 & “so”.",
            "1. First\n2. Second\n\n\n3. Third",
        ] {
            let (extract, mark) = opened(&page(text), &from(Some(Hash([7; 32]))));
            assert_eq!((extract.format, extract.remarks.len()), (Format::Word, 0), "{:?}", extract.remarks);
            assert_eq!((mark.dossier.as_str(), mark.draft), ("line", 2));
            assert_eq!(mark.version.as_deref(), Some("07".repeat(32).as_str()));
            assert_eq!(words(&extract, &mark), text.replace("\n\n\n", "\n\n"), "{}", extract.text);
            for framed in ["CHANCERY", "Chancery of <Orlan> & Osk", "IN-1951-0011", "Ida Lind"].into_iter().skip(1) {
                assert!(extract.text.contains(framed), "{framed}: {}", extract.text);
            }
        }
        let (_, mark) = opened(&page(""), &from(None));
        assert_eq!(mark.version, None);
    }

    #[test]
    fn a_text_is_divided_into_paragraphs_at_blank_lines() {
        for (text, divided) in [
            ("", vec![vec![]]),
            ("\n \n", vec![vec![]]),
            ("a\nb\n\nc\n", vec![vec!["a", "b"], vec!["c"]]),
            ("\n\na\n\n\n\nb", vec![vec!["a"], vec!["b"]]),
            ("a\u{c}b", vec![vec!["a", "b"]]),
        ] {
            assert_eq!(paragraphs(text), divided, "{text:?}");
        }
    }

    #[test]
    fn what_no_xml_may_hold_is_left_out() {
        let (extract, mark) = opened(&page("a\u{0}b\u{1b}[31mc\u{ffff}d"), &from(None));
        assert_eq!(words(&extract, &mark), "ab[31mcd");
    }

    #[test]
    fn the_same_facts_give_the_same_bytes() {
        let bytes = || write(&page("So."), &from(None)).expect("written");
        assert_eq!(bytes(), bytes());
    }
}
