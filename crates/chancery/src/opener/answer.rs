//! What is said between the program and its openers: the file one way, what was taken out of it the other.
//!
//! A request is the length of the name (4 bytes) and of the file (8 bytes), the name, the file. An answer is [`SIGN`], the
//! length of its head (4 bytes), the head in JSON, then the text and the enclosed files one after another; the head says
//! how long each is. All lengths are little-endian. Whoever answers took apart what a stranger sent and may be that
//! stranger's by now: nothing it says is believed unchecked.

use std::io::{self, Read, Write};

use intake::{DraftMark, Enclosed, Extract, Format, PAGES_MAX, Page};
use serde::{Deserialize, Serialize};

/// First bytes of an answer, with the version of its form.
const SIGN: [u8; 8] = *b"extract1";
/// Bytes of the sign and the length behind it.
const PREFIX_BYTES: usize = SIGN.len() + 4;
/// Bytes of the two lengths of a request.
const REQUEST_PREFIX_BYTES: usize = 12;
/// Longest head of an answer, in bytes: the spans of the most pages, and the names of all files of a large container.
pub const ANSWER_HEAD_BYTES_MAX: usize = 16 << 20;
/// Most bytes of text and enclosed files together that are taken out of one file.
pub const TAKEN_BYTES_MAX: u64 = 512 << 20;
/// Longest text that is taken out of one file, in bytes: more than any reader gives.
pub const ANSWER_TEXT_BYTES_MAX: u64 = 128 << 20;
/// Most enclosed files that are taken out of one file: more than any reader gives. What an entry takes is less.
pub const ANSWER_ENCLOSED_MAX: usize = 4_096;
/// Most remarks of one answer: more than any reader gives. What an entry takes is less.
pub const ANSWER_REMARKS_MAX: usize = 16_384;
/// Longest name that is passed on, in bytes; it is a label only.
const NAME_BYTES_MAX: usize = 4_096;

/// How an answer is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, phrases::Told)]
pub(crate) enum Lie {
    #[told("it does not begin as an answer")]
    Sign,
    #[told("its head is longer than {ANSWER_HEAD_BYTES_MAX} bytes")]
    HeadTooLong,
    #[told("its head is not in the form agreed")]
    Head,
    #[told("it takes out more than {TAKEN_BYTES_MAX} bytes")]
    TooMuch,
    #[told("its text is longer than {ANSWER_TEXT_BYTES_MAX} bytes")]
    TextTooLong,
    #[told("it takes out more than {ANSWER_ENCLOSED_MAX} files")]
    TooManyEnclosed,
    #[told("it has more than {ANSWER_REMARKS_MAX} remarks")]
    TooManyRemarks,
    #[told("it is longer than it says")]
    Longer,
    #[told("it is shorter than it says")]
    Shorter,
    #[told("its text is not UTF-8")]
    Text,
    #[told("its pages do not lie in its text")]
    Pages,
    #[told("the draft's words do not lie in its text")]
    Draft,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: Format,
    text_bytes: u64,
    pages: Vec<Page>,
    remarks: Vec<String>,
    enclosures: Vec<EnclosedHead>,
    message_id: Option<String>,
    in_reply_to: Vec<String>,
    references: Vec<String>,
    draft: Option<DraftMark>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EnclosedHead {
    name: String,
    media: String,
    bytes: u64,
}

impl Head {
    /// Bytes that follow the head, if nothing in it is too much.
    fn taken_bytes(&self) -> Result<usize, Lie> {
        if self.text_bytes > ANSWER_TEXT_BYTES_MAX {
            return Err(Lie::TextTooLong);
        }
        if self.enclosures.len() > ANSWER_ENCLOSED_MAX {
            return Err(Lie::TooManyEnclosed);
        }
        if self.remarks.len() > ANSWER_REMARKS_MAX {
            return Err(Lie::TooManyRemarks);
        }
        let all = self.enclosures.iter().try_fold(self.text_bytes, |all, file| all.checked_add(file.bytes));
        let all = all.filter(|all| *all <= TAKEN_BYTES_MAX).and_then(|all| usize::try_from(all).ok());
        all.ok_or(Lie::TooMuch)
    }
}

/// What a request begins with; the file's bytes follow.
pub(super) fn request(bytes: &[u8], name: &str) -> Vec<u8> {
    let name = &name[..name.floor_char_boundary(NAME_BYTES_MAX)];
    let mut head = Vec::with_capacity(REQUEST_PREFIX_BYTES + name.len());
    head.extend(u32::try_from(name.len()).unwrap_or(0).to_le_bytes());
    head.extend((bytes.len() as u64).to_le_bytes());
    head.extend(name.as_bytes());
    head
}

/// Takes a request: the name and the file.
#[cfg(unix)]
pub(super) fn requested(from: &mut impl Read) -> io::Result<(String, Vec<u8>)> {
    let (mut name, mut bytes) = ([0; 4], [0; 8]);
    from.read_exact(&mut name)?;
    from.read_exact(&mut bytes)?;
    let too_long = |_| io::Error::from(io::ErrorKind::InvalidData);
    let mut name = vec![0; usize::try_from(u32::from_le_bytes(name)).map_err(too_long)?];
    let mut file = vec![0; usize::try_from(u64::from_le_bytes(bytes)).map_err(too_long)?];
    from.read_exact(&mut name)?;
    from.read_exact(&mut file)?;
    Ok((String::from_utf8_lossy(&name).into_owned(), file))
}

/// Gives an answer.
#[cfg(unix)]
pub(super) fn give(extract: Extract, to: &mut impl Write) -> io::Result<()> {
    // Taken apart by name, so that whatever an extract comes to hold is not forgotten here.
    let Extract { format, text, pages, remarks, enclosures, message_id, in_reply_to, references, draft } = extract;
    let enclosed = |file: &Enclosed| EnclosedHead {
        name: file.name.clone(),
        media: file.media.clone(),
        bytes: file.bytes.len() as u64,
    };
    let head = Head {
        format,
        text_bytes: text.len() as u64,
        pages,
        remarks,
        enclosures: enclosures.iter().map(enclosed).collect(),
        message_id,
        in_reply_to,
        references,
        draft,
    };
    let head = serde_json::to_vec(&head)?;
    to.write_all(&SIGN)?;
    to.write_all(&u32::try_from(head.len()).map_err(|_| io::ErrorKind::InvalidData)?.to_le_bytes())?;
    to.write_all(&head)?;
    to.write_all(text.as_bytes())?;
    for file in &enclosures {
        to.write_all(&file.bytes)?;
    }
    to.flush()
}

/// An answer as it comes in.
#[derive(Debug, Default)]
pub(super) struct Hearing {
    /// Before the head is known, all that came; afterwards what came behind it.
    held: Vec<u8>,
    /// The head, and how many bytes follow it.
    head: Option<(Head, usize)>,
}

impl Hearing {
    /// Takes the next bytes, and refuses to hear on as soon as they cannot be an answer.
    pub(super) fn hear(&mut self, heard: &[u8]) -> Result<(), Lie> {
        self.held.extend_from_slice(heard);
        if self.head.is_none() {
            self.hear_head()?;
        }
        match &self.head {
            Some((_, follows)) if self.held.len() > *follows => Err(Lie::Longer),
            _ => Ok(()),
        }
    }

    fn hear_head(&mut self) -> Result<(), Lie> {
        let sign = &self.held[..self.held.len().min(SIGN.len())];
        if !SIGN.starts_with(sign) {
            return Err(Lie::Sign);
        }
        let Some(length) = self.held.get(SIGN.len()..PREFIX_BYTES) else { return Ok(()) };
        let length = length.iter().rev().fold(0_usize, |length, byte| (length << 8) | usize::from(*byte));
        if length > ANSWER_HEAD_BYTES_MAX {
            return Err(Lie::HeadTooLong);
        }
        let Some(head) = self.held.get(PREFIX_BYTES..PREFIX_BYTES + length) else { return Ok(()) };
        let head: Head = serde_json::from_slice(head).map_err(|_| Lie::Head)?;
        let follows = head.taken_bytes()?;
        self.held.drain(..PREFIX_BYTES + length);
        self.head = Some((head, follows));
        Ok(())
    }

    /// The answer, once nothing more comes.
    pub(super) fn end(self) -> Result<Extract, Lie> {
        let Some((head, follows)) = self.head else { return Err(Lie::Shorter) };
        if self.held.len() != follows {
            return Err(Lie::Shorter);
        }
        let mut rest = self.held;
        let mut enclosures = Vec::with_capacity(head.enclosures.len());
        // From the last to the first, so that each is copied once.
        for EnclosedHead { name, media, bytes } in head.enclosures.into_iter().rev() {
            let at = usize::try_from(bytes).ok().and_then(|bytes| rest.len().checked_sub(bytes)).ok_or(Lie::Shorter)?;
            enclosures.push(Enclosed { name, media, bytes: rest.split_off(at) });
        }
        enclosures.reverse();
        let text = String::from_utf8(rest).map_err(|_| Lie::Text)?;
        if !pages_lie_in(&head.pages, &text) {
            return Err(Lie::Pages);
        }
        if !head.draft.iter().flat_map(|draft| &draft.words).all(|span| span.of(&text).is_some()) {
            return Err(Lie::Draft);
        }
        Ok(Extract {
            format: head.format,
            text,
            pages: head.pages,
            remarks: head.remarks,
            enclosures,
            message_id: head.message_id,
            in_reply_to: head.in_reply_to,
            references: head.references,
            draft: head.draft,
        })
    }
}

/// Whether pages follow each other from the first on, each on whole characters of the text.
fn pages_lie_in(pages: &[Page], text: &str) -> bool {
    let mut from = 0;
    pages.len() <= PAGES_MAX
        && pages.iter().all(|page| {
            let follows = page.span.start >= from && page.span.of(text).is_some();
            from = page.span.end;
            follows
        })
}

#[cfg(all(test, unix))]
mod tests {
    use procedure::card::Span;

    use super::*;

    fn extract() -> Extract {
        let page = |number, start, end| Page { number, span: Span::new(start, end) };
        let enclosed = |name: &str, bytes: &[u8]| Enclosed {
            name: name.to_owned(),
            media: "text/plain".to_owned(),
            bytes: bytes.to_vec(),
        };
        Extract {
            format: Format::Zip,
            text: "Étage un\u{c}deux".to_owned(),
            pages: vec![page(1, 0, 10), page(2, 10, 14)],
            remarks: vec!["A doubt.".to_owned()],
            enclosures: vec![enclosed("a", b"first"), enclosed("b", b""), enclosed("c", &[0, 255, 7])],
            message_id: Some("one@orlan".to_owned()),
            in_reply_to: vec!["two@orlan".to_owned()],
            references: Vec::new(),
            draft: Some(DraftMark {
                dossier: "D1".to_owned(),
                draft: 3,
                version: Some("00".repeat(32)),
                words: vec![Span::new(0, 5)],
            }),
        }
    }

    fn said(head: &str, rest: &[u8]) -> Vec<u8> {
        [&SIGN[..], &u32::try_from(head.len()).unwrap_or(0).to_le_bytes(), head.as_bytes(), rest].concat()
    }

    fn heard(bytes: &[u8], piece: usize) -> Result<Extract, Lie> {
        let mut hearing = Hearing::default();
        for piece in bytes.chunks(piece) {
            hearing.hear(piece)?;
        }
        hearing.end()
    }

    fn head(text_bytes: u64, pages: &str, enclosed: &str) -> String {
        format!(
            r#"{{"format":"pdf","text_bytes":{text_bytes},"pages":{pages},"remarks":[],"enclosures":{enclosed},"message_id":null,"in_reply_to":[],"references":[]}}"#
        )
    }

    #[test]
    fn what_is_given_is_heard_in_pieces_of_any_length() {
        let mut bytes = Vec::new();
        assert!(give(extract(), &mut bytes).is_ok());
        for piece in [1, 2, 7, bytes.len()] {
            assert_eq!(heard(&bytes, piece), Ok(extract()), "pieces of {piece}");
        }
        for cut in 0..bytes.len() {
            assert_eq!(heard(&bytes[..cut], bytes.len()), Err(Lie::Shorter), "cut at byte {cut}");
        }
        bytes.push(0);
        assert_eq!(heard(&bytes, bytes.len()), Err(Lie::Longer));
    }

    #[test]
    fn a_request_brings_name_and_file() {
        let long = "é".repeat(NAME_BYTES_MAX);
        for (name, kept) in [("a letter.pdf", "a letter.pdf"), ("", ""), (&long, &long[..NAME_BYTES_MAX])] {
            let bytes = [request(b"%PDF-1.7", name), b"%PDF-1.7".to_vec()].concat();
            let taken = requested(&mut bytes.as_slice()).ok();
            assert_eq!(taken, Some((kept.to_owned(), b"%PDF-1.7".to_vec())));
            assert!(requested(&mut &bytes[..bytes.len() - 1]).is_err());
        }
    }

    #[test]
    fn lies_are_refused() {
        let beyond = |bytes: u64| format!(r#"[{{"name":"a","media":"b","bytes":{bytes}}}]"#);
        let cases: [(Vec<u8>, Lie); 11] = [
            (b"extract2".to_vec(), Lie::Sign),
            (b"Segmentation fault".to_vec(), Lie::Sign),
            (said("{}", b""), Lie::Head),
            (said(&head(0, "[]", "[]").replace("pdf", "poem"), b""), Lie::Head),
            (said(&head(1, "[]", &beyond(TAKEN_BYTES_MAX)), b""), Lie::TooMuch),
            (said(&head(1, "[]", &beyond(u64::MAX)), b""), Lie::TooMuch),
            (said(&head(0, "[]", &beyond(TAKEN_BYTES_MAX)), b"little"), Lie::Shorter),
            (said(&head(2, "[]", "[]"), b"\xff\xfe"), Lie::Text),
            (said(&head(2, r#"[{"number":1,"span":[0,3]}]"#, "[]"), b"ab"), Lie::Pages),
            (said(&head(2, r#"[{"number":1,"span":[0,1]}]"#, "[]"), "é".as_bytes()), Lie::Pages),
            (said(&head(2, r#"[{"number":1,"span":[1,2]},{"number":2,"span":[0,1]}]"#, "[]"), b"ab"), Lie::Pages),
        ];
        for (bytes, lie) in cases {
            assert_eq!(heard(&bytes, 5), Err(lie), "{}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn texts_files_and_remarks_are_heard_at_their_limits_and_not_past_them() {
        let doubts = |count: usize| {
            let remarks = format!(r#""remarks":[{}]"#, vec![r#""A doubt.""#; count].join(","));
            head(0, "[]", "[]").replace(r#""remarks":[]"#, &remarks)
        };
        let files = |count: usize| {
            let each = vec![r#"{"name":"a","media":"b","bytes":0}"#; count].join(",");
            head(0, "[]", &format!("[{each}]"))
        };
        let text = |bytes: u64| head(bytes, "[]", "[]");
        assert!(heard(&said(&doubts(ANSWER_REMARKS_MAX), b""), 1 << 20).is_ok());
        assert_eq!(heard(&said(&doubts(ANSWER_REMARKS_MAX + 1), b""), 1 << 20), Err(Lie::TooManyRemarks));
        assert!(heard(&said(&files(ANSWER_ENCLOSED_MAX), b""), 1 << 20).is_ok());
        assert_eq!(heard(&said(&files(ANSWER_ENCLOSED_MAX + 1), b""), 1 << 20), Err(Lie::TooManyEnclosed));
        // What is not refused at once is waited for.
        assert_eq!(heard(&said(&text(ANSWER_TEXT_BYTES_MAX), b""), 1 << 20), Err(Lie::Shorter));
        assert_eq!(heard(&said(&text(ANSWER_TEXT_BYTES_MAX + 1), b""), 1 << 20), Err(Lie::TextTooLong));
    }

    #[test]
    fn a_head_at_the_limit_is_heard_and_one_byte_more_is_refused() {
        let with = |bytes: usize| {
            let bare = head(0, "[]", "[]");
            said(&bare.replacen('{', &format!("{{{}", " ".repeat(bytes - bare.len())), 1), b"")
        };
        assert!(heard(&with(ANSWER_HEAD_BYTES_MAX), 1 << 20).is_ok());
        assert_eq!(heard(&with(ANSWER_HEAD_BYTES_MAX + 1), 1 << 20), Err(Lie::HeadTooLong));
    }
}
