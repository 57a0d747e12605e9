//! E-mail: one message is one paper, its attachments are its enclosures.
//!
//! The extracted text is the header as lines a person knows (`From: …`, `To: …`, `Date: …`, `Subject: …`,
//! `Enclosures: …`), a blank line and the body, so that a mail is read by the same grammars as a memorandum and every
//! span points into it.

mod ber;
mod bounds;
mod certificate;
pub(crate) mod cms;
mod letter;
mod lzfu;
mod mapi;
mod msg;
mod rtf_body;
mod signed;
pub(crate) mod tnef;

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::extract::{Enclosed, Extract};
use crate::format::Format;
use crate::html;
use crate::writing::one_line;
use letter::{Letter, mailbox};
use phrases::stored;

pub use ber::ELEMENTS_DEEP_MAX;
pub use bounds::{BOUNDARY_BYTES_MAX, NESTED_MESSAGES_MAX};
pub use cms::{CERTIFICATES_MAX, SIGNATURES_MAX};
pub use lzfu::RTF_BYTES_MAX;
pub use mapi::RECIPIENTS_MAX;
pub use rtf_body::GROUPS_DEEP_MAX;
pub(crate) use signed::{closed_cms, open_signed};

/// How many lines of a header are looked at to tell a mail.
pub const HEADER_LINES_MAX: usize = 20_000;
/// Attachments after this many are left inside the mail.
pub const ATTACHMENTS_MAX: usize = 1_000;
/// Messages that were wrapped in each other by Outlook or by signatures, deeper than this, are left inside.
pub const MESSAGES_DEEP_MAX: usize = 8;
/// Addresses of one header line after this many are left out.
pub const ADDRESSES_MAX: usize = 500;
/// References after this many are left out.
const REFERENCES_MAX: usize = 1_000;

/// Header names that only mail programs write.
const MACHINE_HEADERS: [&str; 12] = [
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "content-type",
    "delivered-to",
    "dkim-signature",
    "content-transfer-encoding",
    "in-reply-to",
    "references",
    "list-id",
    "x-mailer",
];

/// Whether the bytes begin with the header of a mail.
pub(crate) fn is_mail(bytes: &[u8]) -> bool {
    let mut machine = false;
    let mut sender = false;
    let mut names = 0;
    for (at, line) in bytes.split(|byte| *byte == b'\n').take(HEADER_LINES_MAX).enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        let continues = matches!(line.first(), Some(b' ' | b'\t')) && at > 0;
        if continues || (at == 0 && line.starts_with(b"From ")) {
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { return false };
        let name = &line[..colon];
        if name.is_empty() || name.len() > 76 || !name.iter().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        names += 1;
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        machine |= MACHINE_HEADERS.contains(&name.as_str());
        let value = &line[colon + 1..];
        match name.as_str() {
            "from" | "sender" | "received" | "return-path" => sender = true,
            // Only a mail program dates to the second and with a zone.
            "date" => machine |= value.iter().filter(|byte| **byte == b':').count() >= 1 && zoned(value),
            _ => {}
        }
    }
    machine && sender && names >= 2
}

/// "+0200" or "GMT" at the end of a date.
fn zoned(value: &[u8]) -> bool {
    let text = String::from_utf8_lossy(value);
    let last = text.trim_end().rsplit(' ').find(|word| !word.starts_with('(')).unwrap_or("");
    (last.starts_with(['+', '-']) && last.len() == 5 && last[1..].bytes().all(|byte| byte.is_ascii_digit()))
        || matches!(last, "GMT" | "UT" | "UTC")
}

/// Takes a mail file apart; none where that would be unsafe or no part is found. The text says why in the remark.
pub(crate) fn open(bytes: &[u8]) -> Result<Extract, String> {
    let letter = letter(bytes, 0).map_err(|stored_why| stored!("The mail {stored_why}; it was read as plain text."))?;
    Ok(letter.into_extract(Format::Mail))
}

/// Takes Outlook's message file apart.
pub(crate) fn open_msg(bytes: &[u8]) -> Option<Extract> {
    let mut letter = msg::open(bytes)?;
    signed::unwrap(&mut letter, 0);
    Some(letter.into_extract(Format::Outlook))
}

/// Takes a `winmail.dat` apart that came as a file of its own.
pub(crate) fn open_tnef(bytes: &[u8]) -> Extract {
    tnef::open(bytes, 0).into_extract(Format::Tnef)
}

/// The message in a mail file, or in what a signature covers: parts of mail without a sender. The error is the middle of
/// a sentence, for whoever knows what becomes of the bytes.
pub(crate) fn letter(bytes: &[u8], deep: usize) -> Result<Letter, &'static str> {
    if bounds::Bounds::of(bytes).is_too_deep(bytes.len()) {
        return Err(stored!(
            "holds too many messages or parts within each other, or parts them by too long a boundary"
        ));
    }
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Err(stored!("could not be taken apart"));
    };
    let mut remarks = Vec::new();
    let mut people = |line: &str, address: Option<&Address<'_>>| {
        let count = address.map_or(0, |address| address.iter().count());
        if count > ADDRESSES_MAX {
            remarks.push(stored!("The line “{line}” has {count} addresses; only the first {ADDRESSES_MAX} are shown."));
        }
        address.map(addresses).unwrap_or_default()
    };
    let mut letter = Letter {
        from: people("From", message.from()),
        to: people("To", message.to()),
        cc: people("Cc", message.cc()),
        date: message.header_raw("Date").map(one_line).filter(|date| !date.is_empty()),
        subject: message.subject().map(one_line),
        message_id: message.message_id().map(str::to_owned),
        in_reply_to: ids(message.in_reply_to()),
        references: ids(message.references()),
        remarks,
        ..Letter::default()
    };
    letter.enclosures = attachments(&message, &mut letter.remarks);
    letter.body = body(&message, &mut letter.remarks);
    if message.parts.iter().any(|part| part.is_encoding_problem) {
        letter.remarks.push(stored!("A part of the mail is damaged; what could be recovered is shown.").to_owned());
    }
    signed::check_beside(bytes, &message, &mut letter);
    signed::unwrap(&mut letter, deep);
    Ok(letter)
}

/// What is said of a message that had no file of its own.
fn said_of_embedded(name: &str) -> String {
    stored!(
        "“{name}” is a message within the message; it was written out as a mail file, since it had none of its own."
    )
}

/// Whether a part, at any depth, is packed in a binary form that is opened here, or the body is HTML alone; and whether
/// finding the parts may take long. False where the mail is read as plain text, because nothing of it is opened then.
pub(crate) fn needs_parser(bytes: &[u8]) -> bool {
    fn any(message: &Message<'_>) -> bool {
        let body = message.text_body.iter().filter_map(|id| message.part(*id));
        let marked_up = body.into_iter().any(|part| matches!(part.body, PartType::Html(_)));
        marked_up
            || message.parts.iter().any(|part| {
                let inside = matches!(&part.body, PartType::Message(inner) if any(inner));
                inside || is_packed(message, part)
            })
    }
    let bounds = bounds::Bounds::of(bytes);
    if bounds.is_too_deep(bytes.len()) {
        return false;
    }
    bounds.may_take_long() || MessageParser::default().parse(bytes).as_ref().is_some_and(any)
}

/// Whether a part holds files or a text packed in a binary form: Microsoft's TNEF, or a signed or sealed message (CMS).
/// By its declared type, its name or its own first bytes: programs declare such parts in many ways.
fn is_packed(message: &Message<'_>, part: &MessagePart<'_>) -> bool {
    let declared = part
        .content_type()
        .and_then(|media| media.subtype())
        .is_some_and(|subtype| PACKED_SUBTYPES.iter().any(|packed| subtype.eq_ignore_ascii_case(packed)));
    let named = part.attachment_name().is_some_and(|name| {
        let name = name.trim().to_ascii_lowercase();
        PACKED_ENDINGS.iter().any(|ending| name.ends_with(ending))
    });
    let contents = contents(message, part);
    declared || named || cms::kind(contents).is_some() || PACKED_SIGNS.iter().any(|sign| contents.starts_with(sign))
}

/// The bytes that a part has as a file of its own: a message inside keeps those it has in this one, other parts are
/// decoded.
fn contents<'a>(message: &'a Message<'_>, part: &'a MessagePart<'_>) -> &'a [u8] {
    match &part.body {
        PartType::Message(inner) if inner.raw_message.len() == message.raw_message.len() => {
            message.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default()
        }
        _ => part.contents(),
    }
}

/// Subtypes of packed parts, and of signed ones: where their boundary is not found, they are opened once more.
const PACKED_SUBTYPES: [&str; 7] =
    ["signed", "ms-tnef", "vnd.ms-tnef", "pkcs7-mime", "x-pkcs7-mime", "pkcs7-signature", "x-pkcs7-signature"];
/// Ends of the names of packed parts.
const PACKED_ENDINGS: [&str; 4] = ["winmail.dat", ".p7m", ".p7s", ".p7b"];
/// First bytes of packed parts: TNEF; a CMS structure in DER or BER whose length takes more than one byte.
const PACKED_SIGNS: [&[u8]; 5] = [b"\x78\x9f\x3e\x22", b"\x30\x80\x06\x09\x2a", b"\x30\x82", b"\x30\x83", b"\x30\x84"];

fn ids(value: &mail_parser::HeaderValue<'_>) -> Vec<String> {
    let list = value.as_text_list().unwrap_or_default();
    list.iter().take(REFERENCES_MAX).map(|id| id.to_string()).collect()
}

fn attachments(message: &Message<'_>, remarks: &mut Vec<String>) -> Vec<Enclosed> {
    let count = message.attachments.len();
    if count > ATTACHMENTS_MAX {
        remarks.push(stored!("The mail has {count} attachments; only the first {ATTACHMENTS_MAX} were taken out."));
    }
    let parts = message.attachments.iter().filter_map(|id| message.part(*id)).take(ATTACHMENTS_MAX);
    parts
        .enumerate()
        .map(|(at, part)| {
            let nested = matches!(part.body, PartType::Message(_));
            let name = part.attachment_name().map(one_line).filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| format!("attachment {}", at + 1));
            let media = part.content_type().map(|media| match media.subtype() {
                Some(subtype) => format!("{}/{subtype}", media.ctype()).to_ascii_lowercase(),
                None => media.ctype().to_ascii_lowercase(),
            });
            let fallback = if nested { "message/rfc822" } else { "application/octet-stream" };
            let bytes = contents(message, part).to_vec();
            Enclosed { name, media: media.unwrap_or_else(|| fallback.to_owned()), bytes }
        })
        .collect()
}

fn body(message: &Message<'_>, remarks: &mut Vec<String>) -> String {
    let mut out = String::new();
    for id in &message.text_body {
        let Some(part) = message.part(*id) else { continue };
        let text = match &part.body {
            PartType::Text(text) => text.replace("\r\n", "\n"),
            PartType::Html(html) => {
                remarks.push(stored!("The mail has only an HTML body; its text was taken from it.").to_owned());
                body_of_html(html, remarks)
            }
            _ => continue,
        };
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&text);
    }
    out
}

/// The words of an HTML body, as an HTML file is read, and what is to be said about them.
fn body_of_html(html: &str, remarks: &mut Vec<String>) -> String {
    let (text, says) = html::text_of(html);
    remarks.extend(says);
    text
}

fn addresses(address: &Address<'_>) -> Vec<String> {
    let list = address.iter().take(ADDRESSES_MAX).map(|addr| mailbox(addr.name(), addr.address()));
    list.filter(|value| !value.is_empty()).collect()
}
