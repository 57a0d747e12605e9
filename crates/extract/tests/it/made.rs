//! Small writers of the files that the tests take apart.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

/// A ZIP container of parts.
pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let packed =
            if *name == "mimetype" { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(packed)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/// A Word file being put together.
pub(crate) struct Word {
    pub(crate) main: String,
    pub(crate) media: String,
    pub(crate) body: String,
    pub(crate) relations: String,
    pub(crate) parts: Vec<(String, Vec<u8>)>,
}

impl Word {
    /// A file with a body: the elements in `w:body`.
    pub(crate) fn new(body: &str) -> Self {
        Self {
            main: "word/document.xml".to_owned(),
            media: MAIN.to_owned(),
            body: body.to_owned(),
            relations: String::new(),
            parts: Vec::new(),
        }
    }

    /// Adds a part of a kind (`header`, `footnotes`, …) under a relation; its content stands in `w:ROOT`.
    pub(crate) fn part(mut self, id: &str, kind: &str, root: &str, content: &str) -> Self {
        self.relations.push_str(&format!(r#"<Relationship Id="{id}" Type="{KIND}/{kind}" Target="{id}.xml"/>"#));
        let xml = format!(r#"<w:{root} xmlns:w="{W}" xmlns:r="{KIND}">{content}</w:{root}>"#);
        self.parts.push((format!("{id}.xml"), xml.into_bytes()));
        self
    }

    /// Adds a file of any form under a relation.
    pub(crate) fn file(mut self, id: &str, kind: &str, target: &str, bytes: &[u8]) -> Self {
        self.relations.push_str(&format!(r#"<Relationship Id="{id}" Type="{KIND}/{kind}" Target="{target}"/>"#));
        self.parts.push((target.to_owned(), bytes.to_vec()));
        self
    }

    /// Points to a thing outside the file.
    pub(crate) fn outside(mut self, id: &str, kind: &str, address: &str) -> Self {
        self.relations.push_str(&format!(
            r#"<Relationship Id="{id}" Type="{KIND}/{kind}" Target="{address}" TargetMode="External"/>"#
        ));
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.packed(None)
    }

    /// The file with properties of a user's own.
    pub(crate) fn with_properties(&self, custom: &[u8]) -> Vec<u8> {
        self.packed(Some(custom))
    }

    fn packed(&self, custom: Option<&[u8]>) -> Vec<u8> {
        let (folder, name) = self.main.rsplit_once('/').unwrap();
        let document = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}" xmlns:r="{KIND}"><w:body>{}</w:body></w:document>"#,
            self.body
        );
        let relations = |inner: &str| format!("<Relationships>{inner}</Relationships>").into_bytes();
        let types = format!(r#"<Types><Override PartName="/{}" ContentType="{}"/></Types>"#, self.main, self.media);
        let own = format!(r#"<Relationship Id="b" Type="{KIND}/custom-properties" Target="docProps/custom.xml"/>"#);
        let own = if custom.is_some() { own.as_str() } else { "" };
        let root = format!(r#"<Relationship Id="a" Type="{KIND}/officeDocument" Target="{}"/>{own}"#, self.main);
        let mut parts = vec![
            ("[Content_Types].xml".to_owned(), types.into_bytes()),
            ("_rels/.rels".to_owned(), relations(&root)),
            (self.main.clone(), document.into_bytes()),
            (format!("{folder}/_rels/{name}.rels"), relations(&self.relations)),
        ];
        parts.extend(custom.map(|custom| ("docProps/custom.xml".to_owned(), custom.to_vec())));
        parts.extend(self.parts.iter().map(|(name, bytes)| (format!("{folder}/{name}"), bytes.clone())));
        zipped(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
    }
}

/// A paragraph of one run.
pub(crate) fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// A run.
pub(crate) fn r(words: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{words}</w:t></w:r>"#)
}

/// An OpenDocument text: its automatic styles, what stands in `office:text`, and what stands in `styles.xml`.
pub(crate) fn open_text(styles: &str, body: &str, common: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:draw="d" xmlns:style="s" xmlns:fo="f" xmlns:dc="c" xmlns:svg="v" xmlns:xlink="l"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    let common = format!(
        r#"<office:document-styles xmlns:office="o" xmlns:text="t" xmlns:style="s">{common}</office:document-styles>"#
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", common.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ])
}

/// An Excel file of sheets: name, attributes of its entry, content of `worksheet`; and the texts that cells share.
pub(crate) fn excel(sheets: &[(&str, &str, &str)], shared: &str, forms: &str) -> Vec<u8> {
    let part = |root: &str, inner: &str| format!("<{root} xmlns:r=\"{KIND}\">{inner}</{root}>").into_bytes();
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{KIND}/{kind}" Target="{target}"/>"#)
    };
    let mut entries = String::new();
    let mut relations = relation("x1", "sharedStrings", "shared.xml") + &relation("x2", "styles", "styles.xml");
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            part("Types", &format!(r#"<Override PartName="/xl/book.xml" ContentType="{media}"/>"#)),
        ),
        ("_rels/.rels".to_owned(), part("Relationships", &relation("a", "officeDocument", "xl/book.xml"))),
        ("xl/shared.xml".to_owned(), part("sst", shared)),
        ("xl/styles.xml".to_owned(), part("styleSheet", forms)),
    ];
    for (at, (name, attributes, content)) in sheets.iter().enumerate() {
        entries.push_str(&format!(r#"<sheet name="{name}" {attributes} r:id="s{at}"/>"#));
        relations.push_str(&relation(&format!("s{at}"), "worksheet", &format!("sheets/{at}.xml")));
        parts.push((format!("xl/sheets/{at}.xml"), part("worksheet", content)));
    }
    parts.push(("xl/book.xml".to_owned(), part("workbook", &format!("<sheets>{entries}</sheets>"))));
    parts.push(("xl/_rels/book.xml.rels".to_owned(), part("Relationships", &relations)));
    zipped(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

/// An OpenDocument spreadsheet: its automatic styles and what stands in `office:spreadsheet`.
pub(crate) fn open_sheet(styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s" xmlns:dc="c"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"#
    );
    zipped(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}
