//! Mail within mail: what Outlook and signatures wrap around a message is taken off, and what they say is said.

use mail_parser::{Message, MessagePart, MimeHeaders, PartType};
use phrases::stored;

use super::letter::Letter;
use super::{MESSAGES_DEEP_MAX, cms, tnef};
use crate::extract::{Enclosed, Extract, Tongue, of_text, open_within};
use crate::format::Format;
use crate::writing::one_line;

/// Signed parts of one mail after this many are not checked.
const SIGNED_PARTS_MAX: usize = 8;
const ENCRYPTED: &str = stored!("The mail is encrypted; it can be opened only by its recipients and is kept closed.");
const UNFOUND: &str =
    stored!("The signature of the mail, or what it signs, could not be found for certain; it was not checked.");
const PARTLY_SIGNED: &str = stored!("Only a part of the mail is signed; what stands outside that part is not.");

/// Checks the signatures that stand beside what they sign (`multipart/signed`, RFC 1847). A signature that was checked
/// is no enclosure: it is of the mail, which is kept whole.
pub(super) fn check_beside(bytes: &[u8], message: &Message<'_>, letter: &mut Letter) {
    let parts = message.parts.iter().enumerate().filter(|(_, part)| is(part, "multipart", &["signed"]));
    let mut is_whole_checked = false;
    for (at, part) in parts.take(SIGNED_PARTS_MAX) {
        if check_part(bytes, message, part, letter) {
            match at {
                0 => is_whole_checked = true,
                _ if !is_whole_checked => letter.remarks.push(PARTLY_SIGNED.to_owned()),
                _ => {}
            }
        }
    }
    if message.parts.iter().any(|part| is(part, "application", &["pgp-encrypted"])) {
        letter.remarks.push(ENCRYPTED.to_owned());
    }
}

/// Checks the signature of one signed part, and tells whether there was one to check.
fn check_part(bytes: &[u8], message: &Message<'_>, part: &MessagePart<'_>, letter: &mut Letter) -> bool {
    let PartType::Multipart(children) = &part.body else { return false };
    let mut children = children.iter().filter_map(|id| message.part(*id));
    let (Some(shown), Some(signature)) = (children.next(), children.next()) else {
        letter.remarks.push(UNFOUND.to_owned());
        return false;
    };
    // RFC 1847 §2.1: one part is signed, and the signature follows it. What follows the signature nobody signed.
    if children.next().is_some() {
        let says = stored!("The signed mail has parts that its signature cannot cover; it was not checked.");
        letter.remarks.push(says.to_owned());
        return false;
    }
    if is(signature, "application", &["pgp-signature"]) {
        letter.remarks.push(stored!("The mail is signed with OpenPGP; the signature was not checked.").to_owned());
    }
    if !is(signature, "application", &["pkcs7-signature", "x-pkcs7-signature"]) {
        return false;
    }
    let boundary = part.content_type().and_then(|media| media.attribute("boundary")).unwrap_or_default();
    let body = part.offset_body as usize;
    // Who takes mail apart and who checks it may see a boundary in different places; what is checked must be what is
    // shown, from its first byte to the signature.
    let signed = first_part(bytes.get(body..).unwrap_or_default(), boundary)
        .filter(|first| body + first.start == shown.offset_header as usize)
        .filter(|first| body + first.next == signature.offset_header as usize)
        .map(|first| with_line_ends(first.bytes));
    let signature = signature.contents();
    let opened = cms::binary(signature).zip(signed).map(|(der, signed)| cms::open(&der, Some(&signed)));
    match opened {
        Some(Ok(opened)) => {
            letter.remarks.extend(opened.remarks);
            letter.enclosures.retain(|enclosed| enclosed.bytes != signature);
            return true;
        }
        Some(Err(stored_why)) => {
            letter.remarks.push(stored!("The signature of the mail {stored_why}; it was not checked."));
        }
        None => letter.remarks.push(UNFOUND.to_owned()),
    }
    false
}

fn is(part: &MessagePart<'_>, kind: &str, subtypes: &[&str]) -> bool {
    part.content_type().is_some_and(|media| {
        let subtype = media.subtype().unwrap_or_default();
        media.ctype().eq_ignore_ascii_case(kind) && subtypes.iter().any(|known| subtype.eq_ignore_ascii_case(known))
    })
}

/// A part between two boundaries.
struct Between<'a> {
    bytes: &'a [u8],
    /// Where it starts, and where the part after it does.
    start: usize,
    next: usize,
}

/// The first part between two boundaries, exactly; the line end before a boundary is the boundary's (RFC 2046 §5.1.1).
fn first_part<'a>(region: &'a [u8], boundary: &str) -> Option<Between<'a>> {
    if boundary.is_empty() {
        return None;
    }
    let mark = [b"--", boundary.as_bytes()].concat();
    let mut start = None;
    let mut at = 0;
    for line in region.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(&mark) {
            match start {
                None => start = Some(at + line.len()),
                Some(start) => {
                    let part = region.get(start..at)?;
                    let part = part.strip_suffix(b"\n").unwrap_or(part);
                    let bytes = part.strip_suffix(b"\r").unwrap_or(part);
                    return Some(Between { bytes, start, next: at + line.len() });
                }
            }
        }
        at += line.len();
    }
    None
}

/// Lines end with CR and LF in what is signed (RFC 8551 §3.1.1), whatever the mail was kept with.
fn with_line_ends(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\n") {
            Some(words) => {
                out.extend_from_slice(words.strip_suffix(b"\r").unwrap_or(words));
                out.extend_from_slice(b"\r\n");
            }
            None => out.extend_from_slice(line),
        }
    }
    out
}

/// Takes off what is wrapped around a message's contents.
pub(super) fn unwrap(letter: &mut Letter, deep: usize) {
    if let Some(at) = letter.enclosures.iter().position(|enclosed| tnef::is(&enclosed.bytes)) {
        if deep >= MESSAGES_DEEP_MAX {
            return too_deep(letter);
        }
        let wrapped = letter.enclosures.remove(at);
        let inner = tnef::open(&wrapped.bytes, deep + 1);
        let name = &wrapped.name;
        letter
            .remarks
            .push(stored!("The mail’s contents came in Outlook’s own form ({name}) and were taken out of it."));
        take_over(letter, inner);
        return;
    }
    // A body of its own means that the signed file is what the mail brings, not what it says.
    if letter.enclosures.len() != 1 || !letter.body.trim().is_empty() {
        return;
    }
    let only = &letter.enclosures[0];
    let mut said = Vec::new();
    let inner = match cms::kind(&only.bytes) {
        None if only.media == "multipart/signed" && deep >= MESSAGES_DEEP_MAX => return too_deep(letter),
        None if only.media == "multipart/signed" => super::letter(&only.bytes, deep + 1),
        None => return,
        Some(cms::Kind::Encrypted) => return letter.remarks.push(ENCRYPTED.to_owned()),
        Some(cms::Kind::Compressed) => {
            let says = stored!("The mail is compressed in a form that this version does not open.");
            return letter.remarks.push(says.to_owned());
        }
        Some(cms::Kind::Signed) if deep >= MESSAGES_DEEP_MAX => return too_deep(letter),
        Some(cms::Kind::Signed) => match cms::binary(&only.bytes).map(|der| cms::open(&der, None)) {
            Some(Ok(opened)) => {
                said = opened.remarks;
                opened.content.map_or(Err(stored!("has no content in it")), |content| super::letter(&content, deep + 1))
            }
            Some(Err(why)) => Err(why),
            None => Err(stored!("is damaged")),
        },
    };
    letter.remarks.append(&mut said);
    match inner {
        Ok(inner) => {
            letter.enclosures.clear();
            take_over(letter, inner);
        }
        Err(stored_why) => letter.remarks.push(stored!("The signed mail {stored_why}; it was not opened.")),
    }
}

fn too_deep(letter: &mut Letter) {
    letter.remarks.push(stored!("The mail lies too deep within others; it was left closed.").to_owned());
}

/// The inner message gives body and enclosures; the outer one keeps its header, and the inner one's fills gaps.
fn take_over(letter: &mut Letter, inner: Letter) {
    if letter.body.trim().is_empty() {
        letter.body = inner.body;
    }
    letter.enclosures.extend(inner.enclosures);
    letter.remarks.extend(inner.remarks);
    for (outer, inner) in [(&mut letter.from, inner.from), (&mut letter.to, inner.to), (&mut letter.cc, inner.cc)] {
        if outer.is_empty() {
            *outer = inner;
        }
    }
    letter.date = letter.date.take().or(inner.date);
    letter.subject = letter.subject.take().or(inner.subject);
    letter.message_id = letter.message_id.take().or(inner.message_id);
    for (outer, inner) in [(&mut letter.in_reply_to, inner.in_reply_to), (&mut letter.references, inner.references)] {
        if outer.is_empty() {
            *outer = inner;
        }
    }
}

/// Opens a signed file that came by itself. A mail inside is read as one; another file inside is an enclosure, and its
/// text is the file's.
pub(crate) fn open_signed(bytes: &[u8], name: &str, tongue: Tongue<'_>, deep: usize) -> Extract {
    let opened = match cms::binary(bytes).map(|der| cms::open(&der, None)) {
        Some(Ok(opened)) => opened,
        Some(Err(stored_why)) => {
            return Extract::closed(Format::Signed, stored!("{name}: The signed file {stored_why}."));
        }
        None => return Extract::closed(Format::Signed, stored!("{name}: The signed file is damaged.")),
    };
    let Some(content) = opened.content else {
        let says = stored!("{name}: The file is a signature without what it signs; it was not checked.");
        return Extract::closed(Format::Signed, says);
    };
    let mut remarks = opened.remarks;
    if deep >= MESSAGES_DEEP_MAX {
        remarks.push(stored!("{name}: The file lies too deep within signatures; it was left closed."));
        return Extract { remarks, ..Extract::empty(Format::Signed) };
    }
    let mut extract = open_content(content, within(name), tongue, deep, &mut remarks);
    remarks.append(&mut extract.remarks);
    Extract { format: Format::Signed, remarks, ..extract }
}

/// What is signed: a mail as mail; another file, and a mail that cannot be taken apart, as an enclosure with its text.
fn open_content(content: Vec<u8>, name: &str, tongue: Tongue<'_>, deep: usize, remarks: &mut Vec<String>) -> Extract {
    let mut extract = if is_mail_part(&content) {
        match super::letter(&content, deep + 1) {
            Ok(letter) => return letter.into_extract(Format::Signed),
            Err(stored_why) => {
                remarks.push(stored!("{name}: The signed mail {stored_why}; it was read as plain text."));
                of_text(&content, name, tongue)
            }
        }
    } else {
        open_within(&content, name, tongue, deep + 1)
    };
    let media = extract.format.media().to_owned();
    extract.enclosures.insert(0, Enclosed { name: one_line(name), media, bytes: content });
    extract
}

/// Whether the signed bytes are a part of mail: they begin with one of its own header lines.
fn is_mail_part(content: &[u8]) -> bool {
    let head = &content[..content.len().min(8)];
    head.eq_ignore_ascii_case(b"content-") || head.eq_ignore_ascii_case(b"mime-ver") || super::is_mail(content)
}

/// The name of the file inside: "decree.pdf.p7m" holds "decree.pdf".
fn within(name: &str) -> &str {
    let ends = [".p7m", ".P7M", ".p7s", ".P7S"];
    ends.iter().find_map(|end| name.strip_suffix(end)).filter(|inner| !inner.is_empty()).unwrap_or(name)
}

/// A file that is not opened, with the reason.
pub(crate) fn closed_cms(bytes: &[u8], name: &str) -> Extract {
    let says = match cms::kind(bytes) {
        Some(cms::Kind::Compressed) => {
            stored!("{name}: The file is compressed in a form that this version does not open; it is kept closed.")
        }
        _ => stored!("{name}: The file is encrypted; it can be opened only by its recipients and is kept closed."),
    };
    Extract::closed(Format::Encrypted, says)
}
