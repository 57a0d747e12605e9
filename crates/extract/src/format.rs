//! The form of a file, told by its content and never by its name.

use phrases::stored;
use serde::{Deserialize, Serialize};

use crate::compound;
use crate::html;
use crate::mail;
use crate::mail::cms::{self, Kind};
use crate::markdown;
use crate::package::Package;
use crate::relations;

/// In which form a file came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text in some encoding.
    PlainText,
    /// One e-mail message (RFC 5322), its attachments the paper's enclosures.
    Mail,
    /// One message as Outlook keeps it (MS-OXMSG).
    Outlook,
    /// One message as Outlook wraps it (MS-OXTNEF): a `winmail.dat`.
    Tnef,
    /// A mail or another file under signatures (CMS, RFC 5652).
    Signed,
    /// A mail or another file that only its recipients can open (CMS, RFC 5652).
    Encrypted,
    /// A Word document (ECMA-376 WordprocessingML).
    Word,
    /// An Excel spreadsheet (ECMA-376 SpreadsheetML).
    Spreadsheet,
    /// A text in OpenDocument form (ISO/IEC 26300).
    OpenText,
    /// A spreadsheet in OpenDocument form (ISO/IEC 26300).
    OpenSheet,
    /// HTML (the HTML Standard), as a file or without its frame.
    Html,
    /// Text marked up as Markdown (CommonMark).
    Markdown,
    /// Rich Text Format.
    RichText,
    /// A ZIP container of files.
    Zip,
    /// A PDF file (ISO 32000).
    Pdf,
    /// A compound file that is neither a message nor known: Word, Excel or PowerPoint before 2007.
    Compound,
    /// A picture in PNG form.
    Png,
    /// A picture in JPEG form.
    Jpeg,
    /// A picture in TIFF form.
    Tiff,
    /// A picture in GIF form.
    Gif,
    /// A picture in WebP form.
    WebP,
    /// A picture in HEIF or AVIF form.
    Heif,
    /// A picture in BMP form.
    Bmp,
    /// A scan in DjVu form.
    Djvu,
    /// A picture in JPEG 2000 form.
    Jpeg2000,
    /// Nothing that is known here. Kept as it came, without a text.
    Unknown,
}

impl Format {
    /// Tells the form of a file by its bytes.
    pub fn of(bytes: &[u8]) -> Self {
        match Self::of_sign(bytes) {
            Some(Self::Zip) => return in_zip(bytes),
            Some(Self::Compound) if compound::is_message(bytes) => return Self::Outlook,
            Some(format) => return format,
            None => {}
        }
        match cms::kind(bytes) {
            Some(Kind::Signed) => return Self::Signed,
            Some(Kind::Encrypted | Kind::Compressed) => return Self::Encrypted,
            None => {}
        }
        if mail::is_mail(bytes) {
            return Self::Mail;
        }
        if UNREAD.iter().any(|(sign, _)| bytes.starts_with(sign)) {
            return Self::Unknown;
        }
        if html::is_html(bytes) {
            return Self::Html;
        }
        if markdown::is_markdown(bytes) { Self::Markdown } else { Self::PlainText }
    }

    /// Tells a binary form by the sign at its beginning and by nothing more: what a ZIP container holds is left open.
    /// `None` where the bytes are characters, or of no known form.
    pub fn of_sign(bytes: &[u8]) -> Option<Self> {
        if let Some((_, format)) = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign)) {
            return Some(*format);
        }
        if let Some(picture) = inner_sign(bytes) {
            return Some(picture);
        }
        // Some programs put a few bytes before the sign of a PDF; readers look for it in the first KiB.
        position(&bytes[..bytes.len().min(PDF_SIGN_WITHIN_BYTES_MAX)], b"%PDF-").map(|_| Self::Pdf)
    }

    /// Its media type, as registered with IANA where it is.
    pub fn media(self) -> &'static str {
        match self {
            Self::PlainText => "text/plain",
            Self::Mail => "message/rfc822",
            Self::Outlook => "application/vnd.ms-outlook",
            Self::Tnef => "application/vnd.ms-tnef",
            Self::Signed | Self::Encrypted => "application/pkcs7-mime",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Spreadsheet => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::OpenText => "application/vnd.oasis.opendocument.text",
            Self::OpenSheet => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Html => "text/html",
            Self::Markdown => "text/markdown",
            Self::RichText => "application/rtf",
            Self::Zip => "application/zip",
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Tiff => "image/tiff",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Heif => "image/heif",
            Self::Bmp => "image/bmp",
            Self::Djvu => "image/vnd.djvu",
            Self::Jpeg2000 => "image/jp2",
            Self::Compound | Self::Unknown => "application/octet-stream",
        }
    }

    /// What to call it in a sentence.
    pub fn called(self) -> &'static str {
        match self {
            Self::PlainText => stored!("a text"),
            Self::Mail => stored!("an e-mail"),
            Self::Outlook => stored!("an Outlook message"),
            Self::Tnef => stored!("an Outlook attachment (winmail.dat)"),
            Self::Signed => stored!("a signed file"),
            Self::Encrypted => stored!("an encrypted file"),
            Self::Word => stored!("a Word document"),
            Self::Spreadsheet => stored!("a spreadsheet"),
            Self::OpenText => stored!("an OpenDocument text"),
            Self::OpenSheet => stored!("an OpenDocument spreadsheet"),
            Self::Html => stored!("an HTML file"),
            Self::Markdown => stored!("a Markdown text"),
            Self::RichText => stored!("an RTF file"),
            Self::Zip => stored!("a ZIP container"),
            Self::Pdf => stored!("a PDF file"),
            Self::Compound => stored!("an older Office file"),
            Self::Png => stored!("a PNG picture"),
            Self::Jpeg => stored!("a JPEG picture"),
            Self::Tiff => stored!("a TIFF picture"),
            Self::Gif => stored!("a GIF picture"),
            Self::WebP => stored!("a WebP picture"),
            Self::Heif => stored!("a HEIF picture"),
            Self::Bmp => stored!("a BMP picture"),
            Self::Djvu => stored!("a DjVu scan"),
            Self::Jpeg2000 => stored!("a JPEG 2000 picture"),
            Self::Unknown => stored!("a file of a form that is not known here"),
        }
    }

    /// Whether it is a picture of something, which holds no text of its own.
    pub fn is_picture(self) -> bool {
        let common = matches!(self, Self::Png | Self::Jpeg | Self::Tiff | Self::Gif);
        common || matches!(self, Self::WebP | Self::Heif | Self::Bmp | Self::Djvu | Self::Jpeg2000)
    }

    /// Whether it is read as characters from the first byte on. Everything else is taken apart by a parser of a binary
    /// form or of markup, which a program runs where it can do no harm.
    pub fn is_text(self) -> bool {
        matches!(self, Self::PlainText | Self::Mail)
    }
}

/// How far into a file the sign of a PDF may stand.
pub const PDF_SIGN_WITHIN_BYTES_MAX: usize = 1024;

/// First bytes of forms.
const SIGNS: [(&[u8], Format); 13] = [
    (b"%PDF-", Format::Pdf),
    (b"PK\x03\x04", Format::Zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format::Compound),
    (b"\x78\x9f\x3e\x22", Format::Tnef),
    (b"{\\rtf", Format::RichText),
    (b"\x89PNG\r\n", Format::Png),
    (b"\xff\xd8\xff", Format::Jpeg),
    (b"GIF8", Format::Gif),
    (b"II*\0", Format::Tiff),
    (b"MM\0*", Format::Tiff),
    (b"AT&TFORM", Format::Djvu),
    (b"\0\0\0\x0cjP  \r\n\x87\n", Format::Jpeg2000),
    (b"\xff\x4f\xff\x51", Format::Jpeg2000),
];

/// Pictures whose sign follows a length.
fn inner_sign(bytes: &[u8]) -> Option<Format> {
    let head = bytes.get(..16)?;
    match (&head[..4], &head[4..8], &head[8..12]) {
        (b"RIFF", _, b"WEBP") => Some(Format::WebP),
        (_, b"ftyp", b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1" | b"avif") => Some(Format::Heif),
        // Two letters are few for a sign; the four bytes after the length are always zero.
        ([b'B', b'M', ..], _, _) if head[6..10] == [0; 4] => Some(Format::Bmp),
        _ => None,
    }
}

/// First bytes of forms that are kept as they came, with what to call them.
const UNREAD: [(&[u8], &str); 5] = [
    (b"\x1f\x8b", stored!("a gzip file")),
    (b"7z\xbc\xaf", stored!("a 7-Zip file")),
    (b"Rar!", stored!("a RAR file")),
    (b"%!PS", stored!("a PostScript file")),
    (b"\x7fELF", stored!("a program")),
];

/// What a file of an unknown form is, where its first bytes say so.
pub(crate) fn called_unread(bytes: &[u8]) -> Option<&'static str> {
    UNREAD.iter().find(|(sign, _)| bytes.starts_with(sign)).map(|(_, called)| *called)
}

/// A ZIP container is told by the relations and the declaration in it: they are the standard's, not the sender's.
fn in_zip(bytes: &[u8]) -> Format {
    let Ok(mut package) = Package::open(bytes) else { return Format::Zip };
    if let Some((_, format)) = relations::main_part(&mut package) {
        return format;
    }
    let has = |name: &str| package.has(name);
    if !has("content.xml") {
        return Format::Zip;
    }
    match declared_media(bytes).as_deref() {
        Some("application/vnd.oasis.opendocument.text" | "application/vnd.oasis.opendocument.text-template") => {
            Format::OpenText
        }
        Some(
            "application/vnd.oasis.opendocument.spreadsheet"
            | "application/vnd.oasis.opendocument.spreadsheet-template",
        ) => Format::OpenSheet,
        _ => Format::Zip,
    }
}

/// What to call a ZIP container that is a file of some program and not a collection of files.
pub(crate) fn called_closed(package: &Package<'_>) -> Option<&'static str> {
    if package.has("[Content_Types].xml") {
        return Some(stored!("an Office file of a form that is not read here, perhaps slides"));
    }
    (package.has("mimetype") && package.has("META-INF/manifest.xml"))
        .then_some(stored!("an OpenDocument file of a form that is not read here, perhaps slides"))
}

/// The `mimetype` of an OpenDocument file, which stands first and is not compressed (ISO/IEC 26300-2 §3.3).
fn declared_media(bytes: &[u8]) -> Option<String> {
    let at = 30;
    let name = bytes.get(at..at + 8)?;
    let length = usize::try_from(u32::from_le_bytes(bytes.get(22..26)?.try_into().ok()?)).ok()?;
    let extra = usize::from(u16::from_le_bytes(bytes.get(28..30)?.try_into().ok()?));
    let start = at + 8 + extra;
    let media = bytes.get(start..start.checked_add(length.min(128))?)?;
    (name == b"mimetype").then(|| String::from_utf8_lossy(media).trim().to_owned())
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
