//! HTML: the words that a reader sees, a line for each block, a line with tabs for each row.
//!
//! A tokenizer goes over the text once; no tree is built, so that no depth of nesting costs anything. Nothing is run and
//! nothing is fetched: scripts, styles and addresses are passed over. A row of a table that only places things gives its
//! cells in turn, as in a Word file.

use encoding_rs::Encoding;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use phrases::stored;

use crate::asides::{Asides, QUOTE_CHARS_MAX};
use crate::charset::{self, Decoded};
use crate::extract::{Extract, Tongue};
use crate::format::Format;
use crate::writing::Writing;

/// Tables and lists within each other are followed to this depth; what is deeper is taken as their text.
pub const HTML_NESTING_MAX: usize = 100;
/// The declaration of the encoding stands within the first so many bytes (HTML Standard §4.2.5.4).
const META_WITHIN_BYTES_MAX: usize = 1024;
/// How far into a file markup is looked for.
const SIGNS_WITHIN_BYTES_MAX: usize = 64 * 1024;

/// Whether the bytes are HTML: they begin as such a file does, or with an element and hold several that only HTML has.
pub(crate) fn is_html(bytes: &[u8]) -> bool {
    let first = bytes.iter().find(|byte| !(byte.is_ascii_whitespace() || matches!(byte, 0xef | 0xbb | 0xbf)));
    if first != Some(&b'<') {
        return false;
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(SIGNS_WITHIN_BYTES_MAX)]).to_ascii_lowercase();
    let mut rest = start.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    // A declaration of XML and comments may stand before.
    let passed = |rest: &'_ str| {
        [("<?xml", "?>"), ("<!--", "-->")].iter().find_map(|(open, close)| {
            rest.starts_with(open).then(|| rest.find(close)).flatten().map(|at| at + close.len())
        })
    };
    while let Some(end) = passed(rest) {
        rest = rest[end..].trim_start();
    }
    let begins = |name: &str| {
        let after = rest.strip_prefix('<').and_then(|rest| rest.strip_prefix(name));
        after.is_some_and(|after| after.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/'))
    };
    if rest.starts_with("<!doctype html") || begins("html") {
        return true;
    }
    const OWN: [&str; 17] = [
        "head", "body", "meta", "title", "style", "p", "div", "table", "h1", "h2", "h3", "ul", "ol", "br", "font",
        "span", "center",
    ];
    OWN.iter().any(|name| begins(name))
        && OWN.iter().filter(|name| rest.contains(&format!("</{name}>"))).count() >= OWN_ELEMENTS_MIN
}

/// A text that begins with an element of HTML is HTML where it closes this many different ones.
pub const OWN_ELEMENTS_MIN: usize = 2;

/// Takes an HTML file apart.
pub(crate) fn open(bytes: &[u8], name: &str, tongue: Tongue<'_>) -> Extract {
    let (html, mut remarks) = match declared(bytes) {
        Some(encoding) => {
            let (html, broken) = encoding.decode_with_bom_removal(bytes);
            let says =
                stored!("Some characters are not of the encoding that the file declares and are shown as \u{fffd}.");
            (html.into_owned(), if broken { vec![says.to_owned()] } else { Vec::new() })
        }
        None => match charset::decode(bytes, tongue) {
            Decoded::Text(html, remarks) => (html, remarks),
            Decoded::Unread(stored_says) => {
                return Extract::closed(Format::Unknown, stored!("{name}: {stored_says}"));
            }
        },
    };
    let (text, more) = text_of(&html);
    remarks.extend(more);
    if text.trim().is_empty() {
        remarks.push(stored!("There is no text on this paper.").to_owned());
    }
    Extract { text, remarks, ..Extract::empty(Format::Html) }
}

/// The encoding by the file's mark or its own declaration, unless the bytes are UTF-8 anyhow.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(META_WITHIN_BYTES_MAX)]).to_ascii_lowercase();
    let at = head.find("charset=")? + "charset=".len();
    let label = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(label.len());
    let encoding = Encoding::for_label(&label.as_bytes()[..end])?;
    // A declaration that can be read byte by byte cannot stand in UTF-16 (HTML Standard §13.2.3.2).
    let is_utf16 = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    if is_utf16 || (encoding != encoding_rs::UTF_8 && !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok()) {
        return Some(encoding_rs::UTF_8);
    }
    Some(encoding)
}

/// The text of an HTML text, and what is to be said about it.
pub(crate) fn text_of(html: &str) -> (String, Vec<String>) {
    let mut emitter = DefaultEmitter::default();
    // The contents of scripts, styles and titles are no markup.
    emitter.naively_switch_states(true);
    let mut reader = Reader::default();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reader.open(&tag),
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => reader.words(&String::from_utf8_lossy(&words)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
        if reader.writing.is_full() {
            break;
        }
    }
    reader.end_line();
    reader.end_hidden();
    let written = reader.writing.finish(&[]);
    let mut remarks = reader.asides.remarks();
    if written.full {
        remarks.push(crate::word::full(&written));
    }
    let text = written.text.trim_start_matches('\n').to_owned();
    (text, remarks)
}

/// What is open that words stand in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inner {
    Table,
    Row,
    Cell,
    /// A list with the number of its next entry; none where it is not numbered.
    List(Option<u32>),
}

#[derive(Default)]
struct Reader {
    writing: Writing,
    asides: Asides,
    inner: Vec<Inner>,
    /// Tables and lists that are open beyond the limit.
    deeper: usize,
    /// The element whose contents are passed over, with how many of its name are open in it.
    skipping: Option<(String, usize)>,
    hidden_words: String,
    is_hidden: bool,
    preformatted: usize,
    has_words: bool,
    space: bool,
    label: String,
}

impl Reader {
    fn open(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some((skipped, count)) = &mut self.skipping {
            *count += usize::from(*skipped == name);
            return;
        }
        let get =
            |name: &str| tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned());
        let address = get("src").or_else(|| get("href").filter(|_| name == "link"));
        self.asides.outside += usize::from(address.is_some_and(|at| at.contains("://") || at.starts_with("//")));
        let is_void = VOID.contains(&name.as_str()) || tag.self_closing;
        let style = get("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        let is_hidden =
            get("hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden");
        if !is_void && (is_hidden || UNSEEN.contains(&name.as_str())) {
            self.is_hidden = is_hidden && !UNSEEN.contains(&name.as_str());
            self.skipping = Some((name, 1));
            return;
        }
        match name.as_str() {
            "br" => self.break_line(),
            "table" | "ul" | "ol" => self.begin_block(&name, get("start").and_then(|start| start.parse().ok())),
            "tr" => self.begin_row(),
            "td" | "th" => self.begin_cell(),
            "li" => self.begin_entry(get("value").and_then(|value| value.parse().ok())),
            "pre" => {
                self.end_line();
                self.preformatted += 1;
            }
            name if is_block(name) => self.end_line(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((skipped, count)) = &mut self.skipping {
            *count -= usize::from(skipped == name);
            if *count == 0 {
                self.skipping = None;
                self.end_hidden();
            }
            return;
        }
        match name {
            "table" => self.close_to(|inner| inner == Inner::Table),
            "ul" | "ol" => self.close_to(|inner| matches!(inner, Inner::List(_))),
            "tr" => self.close_in_table(|inner| inner == Inner::Row),
            "td" | "th" => self.close_in_table(|inner| inner == Inner::Cell),
            "pre" => {
                self.end_line();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            // A paragraph without words is a line left free.
            "p" if !self.has_words => self.break_line(),
            name if is_block(name) => self.end_line(),
            _ => {}
        }
    }

    fn begin_block(&mut self, name: &str, start: Option<u32>) {
        self.end_line();
        if self.inner.len() >= HTML_NESTING_MAX {
            self.deeper += 1;
            return;
        }
        self.inner.push(match name {
            "table" => Inner::Table,
            "ol" => Inner::List(Some(start.unwrap_or(1))),
            _ => Inner::List(None),
        });
    }

    /// Rows and cells need not be closed: what follows closes them.
    fn begin_row(&mut self) {
        self.end_line();
        self.close_in_table(|inner| inner == Inner::Row);
        if self.deeper == 0 && self.inner.last() == Some(&Inner::Table) {
            self.inner.push(Inner::Row);
            self.writing.open_row();
        }
    }

    fn begin_cell(&mut self) {
        self.close_in_table(|inner| inner == Inner::Cell);
        if self.deeper == 0 && self.inner.last() == Some(&Inner::Row) {
            self.inner.push(Inner::Cell);
            self.writing.open_cell();
        } else {
            self.end_line();
        }
    }

    fn begin_entry(&mut self, value: Option<u32>) {
        self.end_line();
        self.label = match self.inner.last_mut() {
            Some(Inner::List(Some(next))) => {
                let number = value.unwrap_or(*next);
                *next = number.saturating_add(1);
                format!("{number}. ")
            }
            Some(Inner::List(None)) => "\u{2022} ".to_owned(),
            _ => String::new(),
        };
    }

    /// Closes a table or list and what is open in it.
    fn close_to(&mut self, is: impl Fn(Inner) -> bool) {
        self.end_line();
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(at) = self.inner.iter().rposition(|inner| is(*inner)) {
            self.close_from(at);
        }
    }

    /// Closes a row or a cell of the innermost table, and what is open in it.
    fn close_in_table(&mut self, is: impl Fn(Inner) -> bool) {
        if self.deeper > 0 {
            return self.end_line();
        }
        let table = self.inner.iter().rposition(|inner| *inner == Inner::Table).map_or(0, |at| at + 1);
        if let Some(at) = self.inner[table..].iter().position(|inner| is(*inner)) {
            self.close_from(table + at);
        }
    }

    fn close_from(&mut self, at: usize) {
        self.end_line();
        while self.inner.len() > at {
            match self.inner.pop() {
                Some(Inner::Cell) => self.writing.close_cell(),
                Some(Inner::Row) => self.writing.close_row(),
                _ => {}
            }
        }
    }

    fn words(&mut self, words: &str) {
        if self.skipping.is_some() {
            if self.is_hidden && self.hidden_words.len() < 4 * QUOTE_CHARS_MAX {
                self.hidden_words.push_str(words);
            }
            return;
        }
        if self.preformatted > 0 {
            for (at, line) in words.split('\n').enumerate() {
                if at > 0 {
                    self.break_line();
                }
                if !line.is_empty() {
                    self.has_words = true;
                    self.writing.push(line.trim_end_matches('\r'));
                }
            }
            return;
        }
        let mut out = String::with_capacity(words.len());
        for c in words.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}') {
                self.space = true;
                continue;
            }
            // A place where a word may be broken, and marks without a width, are no letters.
            if matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') {
                continue;
            }
            if self.has_words && self.space {
                out.push(' ');
            }
            if !self.has_words {
                out.push_str(&std::mem::take(&mut self.label));
            }
            (self.has_words, self.space) = (true, false);
            out.push(c);
        }
        self.writing.push(&out);
    }

    /// Ends the line where it has words.
    fn end_line(&mut self) {
        if self.has_words {
            self.break_line();
        }
        self.label.clear();
    }

    fn break_line(&mut self) {
        self.writing.end_paragraph();
        (self.has_words, self.space) = (false, false);
    }

    fn end_hidden(&mut self) {
        if !self.hidden_words.is_empty() {
            self.asides.hide(&std::mem::take(&mut self.hidden_words));
        }
    }
}

/// Elements without contents.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements whose contents no reader sees as text.
const UNSEEN: [&str; 11] =
    ["script", "style", "title", "template", "svg", "math", "iframe", "object", "noframes", "datalist", "audio"];

/// Elements that stand on lines of their own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "main"
            | "address"
            | "dl"
            | "dt"
            | "dd"
            | "fieldset"
            | "form"
            | "figure"
            | "figcaption"
            | "hr"
            | "center"
            | "body"
            | "html"
            | "caption"
            | "li"
            | "pre"
            | "details"
            | "summary"
            | "legend"
            | "option"
            | "thead"
            | "tbody"
            | "tfoot"
    )
}
