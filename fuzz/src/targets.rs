//! The targets: how bytes of chance become a file of a form or a paper of a language, and what must hold of what is read.
//!
//! The tests of `intake` include this file and run it on every seed.

use std::io::{Cursor, Write as _};

use extract::Extract;
use serde_json::Value;

type Target = fn(&[u8]);

/// Every target, by its name and its folder of seeds.
pub(crate) const TARGETS: [(&str, Target); 19] = [
    ("text", open),
    ("html", open),
    ("markdown", open),
    ("eml", open),
    ("msg", open),
    ("tnef", open),
    ("packed", packed),
    ("p7m", open),
    ("docx", docx),
    ("odt", odt),
    ("rtf", open),
    ("spreadsheet", spreadsheet),
    ("zip", open),
    ("pdf", open),
    ("picture", open),
    ("card", card),
    ("heads", heads),
    ("dates", dates),
    ("citations", citations),
];

/// Runs one target on one input. Panics where something does not hold.
pub(crate) fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    let (_, target) = target.unwrap_or_else(|| panic!("no target is called {name}"));
    target(bytes);
}

/// A file as it came.
fn open(bytes: &[u8]) {
    let taken = extract::open(bytes, "paper", &intake::language);
    holds(&taken);
    // Twice costs twice: of a quarter of all inputs.
    if bytes.len().is_multiple_of(4) {
        let again = extract::open(bytes, "paper", &intake::language);
        assert!(taken == again, "the same bytes give the same");
    }
}

fn holds(taken: &Extract) {
    let mut end = 0;
    for page in &taken.pages {
        assert!(page.span.start >= end && page.span.start <= page.span.end, "pages follow each other");
        assert!(taken.text.get(page.span.start..page.span.end).is_some(), "a page is a piece of the text");
        end = page.span.end;
    }
    assert!(taken.remarks.iter().all(|remark| !remark.trim().is_empty()), "a remark says something");
    assert!(taken.enclosures.iter().all(|enclosed| !enclosed.name.is_empty()), "an enclosure has a name");
}

/// An Outlook body: the first byte says whether the rest is RTF, RTF to unpack, or HTML.
fn packed(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let (property, value) = match kind % 3 {
        0 => (0x1009_u16, compressed(rest, 0x414c_454d)),
        1 => (0x1009, compressed(rest, 0x7546_5a4c)),
        _ => (0x1013, rest.to_vec()),
    };
    let mut list = 1_u32.to_le_bytes().to_vec();
    list.extend_from_slice(&0x0102_u16.to_le_bytes());
    list.extend_from_slice(&property.to_le_bytes());
    list.extend_from_slice(&1_u32.to_le_bytes());
    list.extend_from_slice(&length(&value));
    list.extend_from_slice(&value);
    list.resize(list.len().next_multiple_of(4), 0);
    let mut file = 0x223e_9f78_u32.to_le_bytes().to_vec();
    file.extend_from_slice(&[1, 0, 1]);
    file.extend_from_slice(&0x0006_9003_u32.to_le_bytes());
    file.extend_from_slice(&length(&list));
    file.extend_from_slice(&list);
    let sum = list.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
    file.extend_from_slice(&sum.to_le_bytes());
    open(&file);
}

fn length(bytes: &[u8]) -> [u8; 4] {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes()
}

/// The frame of compressed RTF, its sum right.
fn compressed(packed: &[u8], kind: u32) -> Vec<u8> {
    let mut sum = 0_u32;
    for byte in packed {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    let size = u32::try_from(packed.len()).unwrap_or(u32::MAX).saturating_mul(20).min(1 << 20);
    let mut out = u32::try_from(packed.len() + 12).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    out.extend_from_slice(&size.to_le_bytes());
    out.extend_from_slice(&kind.to_le_bytes());
    out.extend_from_slice(&sum.to_le_bytes());
    out.extend_from_slice(packed);
    out
}

/// A Word file whose text part is the bytes.
fn docx(bytes: &[u8]) {
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let relations = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let parts = [
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", relations.as_bytes()),
        ("word/document.xml", bytes),
    ];
    open(&zipped(&parts));
}

/// An OpenDocument text whose content is the bytes.
fn odt(bytes: &[u8]) {
    open(&zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", bytes)]));
}

/// A spreadsheet: the first byte says whether the rest is a sheet, the shared words, or an OpenDocument sheet.
fn spreadsheet(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else { return };
    if kind % 3 == 2 {
        return open(&zipped(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", rest),
        ]));
    }
    let book = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Depths" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let relations = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
    let plain_sheet = br#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row></sheetData></worksheet>"#;
    let plain_words = br#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>east</t></si><si><t>4.2</t></si></sst>"#;
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    let root = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let (sheet, words) = if kind % 3 == 0 { (rest, &plain_words[..]) } else { (&plain_sheet[..], rest) };
    open(&zipped(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", words),
    ]));
}

/// A container whose parts are stored as they are.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        file.start_file(*name, stored).expect("a name that no other part has");
        file.write_all(bytes).expect("memory takes every byte");
    }
    file.finish().expect("memory takes every byte").into_inner()
}

/// A paper's text as it is; what is not UTF-8 is shown as such.
fn card(bytes: &[u8]) {
    read(&String::from_utf8_lossy(bytes));
}

/// Where a piece of a paper stands so that its grammar is reached, in each of the languages.
struct Frame {
    /// Lines above a head's own, and below it.
    head: [&'static str; 2],
    /// What leads to a date.
    date: [&'static str; 2],
    /// What leads to a cited paper.
    cites: [&'static str; 2],
}

const FRAMES: [Frame; 7] = [
    Frame {
        head: [
            "HARBOUR BOARD OF TARNOV\n",
            "\n\nSir: I have the honor to report that the quay is closed.\n\nI have, etc.,\n\nAlwin Brask\n",
        ],
        date: ["No. 12\n\nTarnov, ", "\n\nSir: The quay is closed. Please answer by 11 May 1931.\n\nAlwin Brask\n"],
        cites: [
            "No. 12\nTarnov, May 3, 1931\n\nSir: With reference to your ",
            ", I have the honor to report.\n\nAlwin Brask\n",
        ],
    },
    Frame {
        head: [
            "HAFENAMT TARNOV\n",
            "\n\nSehr geehrte Frau Lund,\n\nder Kai ist gesperrt.\n\nMit freundlichen Grüßen\nAlwin Brask\n",
        ],
        date: ["Nr. 12\n\nTarnov, den ", "\n\nSehr geehrte Frau Lund,\n\nder Kai ist gesperrt.\n\nAlwin Brask\n"],
        cites: [
            "Nr. 12\nTarnov, den 3. Mai 1931\n\nMit Bezug auf Ihr Schreiben ",
            " teile ich mit, dass der Kai gesperrt ist.\n",
        ],
    },
    Frame {
        head: ["COMUNE DI TARNOVO\n", "\n\nIllustrissimo signore,\n\nla banchina è chiusa.\n\nAlvino Brasca\n"],
        date: ["N. 12\n\nDi Tarnovo, a ", "\n\nla banchina è chiusa.\n"],
        cites: [
            "N. 12\nDi Tarnovo, a dì 3 maggio 1631\n\nCon riferimento alla sua lettera ",
            " le scrivo che la banchina è chiusa.\n",
        ],
    },
    Frame {
        head: ["PORT DE TARNOV\n", "\n\nMonsieur,\n\nle quai est fermé.\n\nVeuillez agréer, etc.\n\nAlwin Brask\n"],
        date: ["N° 12\n\nTarnov, le ", "\n\nMonsieur,\n\nle quai est fermé.\n"],
        cites: ["N° 12\nTarnov, le 3 mai 1931\n\nMe référant à votre lettre ", ", j’ai l’honneur de vous informer.\n"],
    },
    Frame {
        head: ["УПРАВЛЕНИЕ ПОРТА\n", "\n\nУважаемая госпожа Лунд,\n\nпричал закрыт.\n\nА. Браск\n"],
        date: ["№ 12\n\nТарнов, ", "\n\nпричал закрыт для судов.\n"],
        cites: ["№ 12\n3 мая 1931 г.\n\nСсылаясь на Ваше письмо ", ", сообщаю, что причал закрыт.\n"],
    },
    Frame {
        head: ["ΔΗΜΟΣ ΤΑΡΝΟΥ\n", "\n\nΑΠΟΦΑΣΗ\n\nΗ αποβάθρα κλείνει.\n\nΟ Δήμαρχος\n"],
        date: ["Αρ. πρωτ. 12\n\nΤάρνος, ", "\n\nΗ αποβάθρα κλείνει για τα πλοία.\n"],
        cites: [
            "Αρ. πρωτ. 12\n3 Μαΐου 2021\n\nΈχοντας υπόψη την απόφαση ",
            " αποφασίζουμε το κλείσιμο της αποβάθρας.\n",
        ],
    },
    Frame {
        head: ["AUTORIDAD DEL PUERTO\n", "\n\nMuy señor mío:\n\nel muelle está cerrado.\n\nAlwin Brask\n"],
        date: ["N.º 12\n\nTarnov, ", "\n\nMuy señor mío:\n\nel muelle está cerrado.\n"],
        cites: [
            "N.º 12\nTarnov, 3 de mayo de 1931\n\nEn relación con su carta ",
            " le informo de que el muelle está cerrado.\n",
        ],
    },
];

fn framed(bytes: &[u8], place: fn(&Frame) -> &[&'static str; 2]) {
    let Some((language, rest)) = bytes.split_first() else { return };
    let [above, below] = place(&FRAMES[usize::from(*language) % FRAMES.len()]);
    read(&format!("{above}{}{below}", String::from_utf8_lossy(rest)));
}

/// The first byte chooses the language, the rest is lines of a head.
fn heads(bytes: &[u8]) {
    framed(bytes, |frame| &frame.head);
}

/// The first byte chooses the language, the rest stands where a date does.
fn dates(bytes: &[u8]) {
    framed(bytes, |frame| &frame.date);
}

/// The first byte chooses the language, the rest stands where a cited paper does.
fn citations(bytes: &[u8]) {
    framed(bytes, |frame| &frame.cites);
}

fn read(text: &str) {
    let (card, remarks) = intake::read_text(text);
    let shown = serde_json::to_value(&card).expect("a card can be written");
    spans(&shown, text);
    assert!(remarks.iter().all(|remark| !remark.says.trim().is_empty()), "a remark says something");
    if text.len().is_multiple_of(4) {
        let (again, remarks_again) = intake::read_text(text);
        assert!(card == again && remarks == remarks_again, "the same text gives the same card");
    }
}

/// Every span lies in the text, on character boundaries.
fn spans(value: &Value, text: &str) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                if name == "span" && !field.is_null() {
                    let end =
                        |at: usize| field.get(at).and_then(Value::as_u64).and_then(|end| usize::try_from(end).ok());
                    let (start, end) = (end(0).expect("a span begins"), end(1).expect("a span ends"));
                    assert!(text.get(start..end).is_some(), "{start}..{end} is no piece of the text");
                } else {
                    spans(field, text);
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| spans(value, text)),
        _ => {}
    }
}
