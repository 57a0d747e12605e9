//! A message of any mail form, and the text made of it.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use phrases::stored;

use super::BOUNDARY_BYTES_MAX;
use crate::extract::{Enclosed, Extract};
use crate::format::Format;
use crate::writing::one_line;

/// A message taken apart. Names and addresses are on one line each, as the text shows them.
#[derive(Debug, Default)]
pub(crate) struct Letter {
    pub(crate) from: Vec<String>,
    pub(crate) to: Vec<String>,
    pub(crate) cc: Vec<String>,
    /// The date as the message has it.
    pub(crate) date: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) body: String,
    pub(crate) enclosures: Vec<Enclosed>,
    pub(crate) remarks: Vec<String>,
    pub(crate) message_id: Option<String>,
    pub(crate) in_reply_to: Vec<String>,
    pub(crate) references: Vec<String>,
}

impl Letter {
    /// The message as the extract of a file of `format`.
    pub(crate) fn into_extract(self, format: Format) -> Extract {
        let text = self.text();
        let mut remarks = self.remarks;
        if text.contains('\u{fffd}') {
            remarks.push(
                stored!("Some characters of the mail could not be decoded and are shown as \u{fffd}.").to_owned(),
            );
        }
        if text.contains('\0') {
            remarks.push(stored!("The text holds NUL bytes.").to_owned());
        }
        Extract {
            text,
            remarks,
            enclosures: self.enclosures,
            message_id: self.message_id,
            in_reply_to: self.in_reply_to,
            references: self.references,
            ..Extract::empty(format)
        }
    }

    /// Header lines, a blank line, the body.
    fn text(&self) -> String {
        let mut out = String::with_capacity(self.body.len() + 512);
        field(&mut out, "From", &self.from);
        field(&mut out, "To", &self.to);
        field(&mut out, "Cc", &self.cc);
        field(&mut out, "Date", self.date.as_slice());
        field(&mut out, "Subject", self.subject.as_slice());
        let names: Vec<_> = self.enclosures.iter().map(|enclosed| enclosed.name.clone()).collect();
        field(&mut out, "Enclosures", &names);
        out.push('\n');
        out.push_str(&self.body);
        out
    }

    /// The message as a mail file (RFC 5322): for a message that another holds in a form that is no file by itself.
    /// The same message always gives the same bytes.
    pub(crate) fn to_mail_file(&self) -> Vec<u8> {
        let mut head = String::new();
        for (name, values) in [("From", &self.from), ("To", &self.to), ("Cc", &self.cc)] {
            let shown: Vec<_> = values.iter().map(|value| encoded_address(value)).collect();
            header(&mut head, name, &shown.join(",\r\n "));
        }
        if self.from.is_empty() {
            // A mail is told by its sender's line; a draft has nobody on it yet.
            head.push_str("From: \r\n");
        }
        header(&mut head, "Date", &self.date.as_deref().map(encoded).unwrap_or_default());
        header(&mut head, "Subject", &self.subject.as_deref().map(encoded).unwrap_or_default());
        let ids = |ids: &[String]| ids.iter().map(|id| format!("<{id}>")).collect::<Vec<_>>().join("\r\n ");
        header(&mut head, "Message-ID", &ids(self.message_id.as_slice()));
        header(&mut head, "In-Reply-To", &ids(&self.in_reply_to));
        header(&mut head, "References", &ids(&self.references));
        let cut = self.boundary();
        let mut out = head.into_bytes();
        out.extend_from_slice(b"MIME-Version: 1.0\r\n");
        let body = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
        if self.enclosures.is_empty() {
            out.extend_from_slice(body);
            base64_lines(&mut out, self.body.as_bytes());
            return out;
        }
        out.extend_from_slice(
            format!("Content-Type: multipart/mixed; boundary=\"{cut}\"\r\n\r\n--{cut}\r\n").as_bytes(),
        );
        out.extend_from_slice(body);
        base64_lines(&mut out, self.body.as_bytes());
        for enclosed in &self.enclosures {
            // A message in base64 would not be one by RFC 2046 §5.2.1, and ours have short lines of ASCII.
            let plain = enclosed.media == MESSAGE && stands_as_it_is(&enclosed.bytes);
            let media = if enclosed.media == MESSAGE && !plain { "application/octet-stream" } else { &enclosed.media };
            let name = parameter("filename", &enclosed.name);
            let how = if plain { "7bit" } else { "base64" };
            out.extend_from_slice(format!("--{cut}\r\nContent-Type: {}\r\n", one_line(media)).as_bytes());
            out.extend_from_slice(format!("Content-Disposition: attachment;\r\n {name}\r\n").as_bytes());
            out.extend_from_slice(format!("Content-Transfer-Encoding: {how}\r\n\r\n").as_bytes());
            if plain {
                out.extend_from_slice(&enclosed.bytes);
                out.extend_from_slice(b"\r\n");
            } else {
                base64_lines(&mut out, &enclosed.bytes);
            }
        }
        out.extend_from_slice(format!("--{cut}--\r\n").as_bytes());
        out
    }

    /// A boundary that no enclosed message uses: one longer than the longest of its kind inside.
    fn boundary(&self) -> String {
        let longest = |bytes: &[u8]| {
            let runs = bytes.split(|byte| *byte == b'\n').filter_map(|line| line.strip_prefix(BOUNDARY.as_bytes()));
            runs.map(|rest| rest.iter().take_while(|byte| **byte == b'_').count()).max().unwrap_or(0)
        };
        let plain = |enclosed: &&Enclosed| enclosed.media == MESSAGE && stands_as_it_is(&enclosed.bytes);
        let inside = self.enclosures.iter().filter(plain);
        let longest = inside.map(|enclosed| longest(&enclosed.bytes)).max().unwrap_or(0);
        format!("{}{}", &BOUNDARY[2..], "_".repeat(longest + 1))
    }
}

/// How the lines between the parts of a mail file of ours begin.
const BOUNDARY: &str = "--=_part";
/// The media type of a message file.
pub(crate) const MESSAGE: &str = "message/rfc822";
/// Bytes of a line of base64, before encoding.
const BASE64_LINE_BYTES: usize = 57;
/// Bytes of one encoded word before encoding, so that it stays under 75 characters (RFC 2047 §2).
const ENCODED_WORD_BYTES_MAX: usize = 42;

/// Whether a message can stand in a mail as it is: short lines of ASCII, none of which would ask for a boundary of ours
/// that is longer than any may be.
fn stands_as_it_is(bytes: &[u8]) -> bool {
    let clear =
        |line: &[u8]| line.len() < 998 && (line.len() <= BOUNDARY_BYTES_MAX || !line.starts_with(BOUNDARY.as_bytes()));
    bytes.is_ascii() && bytes.split(|byte| *byte == b'\n').all(clear)
}

/// A header line; further values go on indented, one a line, as the grammars of labelled fields expect.
fn field(out: &mut String, label: &str, values: &[String]) {
    for (at, value) in values.iter().enumerate() {
        if at == 0 {
            out.push_str(label);
            out.push_str(": ");
        } else {
            out.push_str("    ");
        }
        out.push_str(value);
        out.push('\n');
    }
}

/// A name and an address as the text shows them.
pub(crate) fn mailbox(name: Option<&str>, address: Option<&str>) -> String {
    match (name.map(one_line), address.map(one_line)) {
        (Some(name), Some(address)) if !name.is_empty() && !address.is_empty() && name != address => {
            format!("{name} <{address}>")
        }
        (_, Some(address)) if !address.is_empty() => address,
        (Some(name), _) => name,
        _ => String::new(),
    }
}

fn header(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = write!(out, "{name}: {value}\r\n");
    }
}

/// Words of a header as they are where they are short and ASCII, else as encoded words (RFC 2047).
fn encoded(words: &str) -> String {
    if words.len() < 70 && words.bytes().all(|byte| (0x20..0x7f).contains(&byte)) && !words.contains("=?") {
        return words.to_owned();
    }
    let mut pieces = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let cut = rest.floor_char_boundary(ENCODED_WORD_BYTES_MAX.min(rest.len()));
        pieces.push(format!("=?utf-8?B?{}?=", STANDARD.encode(&rest[..cut])));
        rest = &rest[cut..];
    }
    pieces.join("\r\n ")
}

fn encoded_address(value: &str) -> String {
    match value.rsplit_once(" <") {
        Some((name, address)) if address.is_ascii() => {
            let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ') && name.len() < 70;
            let name = if plain { name.to_owned() } else { always_encoded(name) };
            format!("{name}\r\n <{address}")
        }
        _ if value.is_ascii() && value.contains('@') && !value.contains(' ') => value.to_owned(),
        // A name without an address: an empty group keeps it a lawful address (RFC 5322 §3.4).
        _ => format!("{} <>", always_encoded(value)),
    }
}

fn always_encoded(words: &str) -> String {
    let shown = encoded(words);
    if shown == words { format!("=?utf-8?B?{}?=", STANDARD.encode(words)) } else { shown }
}

/// A parameter of a header by RFC 2231.
fn parameter(name: &str, value: &str) -> String {
    let mut out = format!("{name}*=utf-8''");
    for byte in one_line(value).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn base64_lines(out: &mut Vec<u8>, bytes: &[u8]) {
    for line in bytes.chunks(BASE64_LINE_BYTES) {
        out.extend_from_slice(STANDARD.encode(line).as_bytes());
        out.extend_from_slice(b"\r\n");
    }
}
