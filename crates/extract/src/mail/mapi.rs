//! The properties of Outlook's messages (MS-OXPROPS), which message files and `winmail.dat` hold in forms of their own.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};
use mail_parser::{DateTime, MessageParser};
use phrases::stored;

use super::letter::{Letter, mailbox};
use super::{body_of_html, ids, lzfu, rtf_body};
use crate::charset::of_code_page;
use crate::writing::one_line;
use crate::{html, richtext};

/// Properties of a message, a recipient or an attachment, by their numbers.
#[derive(Debug, Default)]
pub(crate) struct Properties {
    /// Unicode text.
    pub(crate) texts: BTreeMap<u16, String>,
    /// Text in the message's code page, and bytes.
    pub(crate) bytes: BTreeMap<u16, Vec<u8>>,
    /// Numbers, truth values and times (in 100 ns since 1601).
    pub(crate) numbers: BTreeMap<u16, u64>,
}

pub(crate) const CLASS: u16 = 0x001a;
const SUBJECT: u16 = 0x0037;
const SUBMITTED: u16 = 0x0039;
const SENT_FOR_NAME: u16 = 0x0042;
const SENT_FOR_KIND: u16 = 0x0064;
const SENT_FOR_ADDRESS: u16 = 0x0065;
const HEADERS: u16 = 0x007d;
const RECIPIENT_KIND: u16 = 0x0c15;
const SENDER_NAME: u16 = 0x0c1a;
const SENDER_KIND: u16 = 0x0c1e;
const SENDER_ADDRESS: u16 = 0x0c1f;
const SHOWN_CC: u16 = 0x0e03;
const SHOWN_TO: u16 = 0x0e04;
const DELIVERED: u16 = 0x0e06;
pub(crate) const BODY: u16 = 0x1000;
pub(crate) const RTF: u16 = 0x1009;
pub(crate) const HTML: u16 = 0x1013;
const MESSAGE_ID: u16 = 0x1035;
const REFERENCES: u16 = 0x1039;
const IN_REPLY_TO: u16 = 0x1042;
pub(crate) const SHOWN_NAME: u16 = 0x3001;
const ADDRESS_KIND: u16 = 0x3002;
const ADDRESS: u16 = 0x3003;
pub(crate) const ATTACHED: u16 = 0x3701;
const SHORT_FILE_NAME: u16 = 0x3704;
pub(crate) const ATTACHED_HOW: u16 = 0x3705;
const FILE_NAME: u16 = 0x3707;
const ATTACHED_MEDIA: u16 = 0x370e;
const SMTP_ADDRESS: u16 = 0x39fe;
const INTERNET_CODE_PAGE: u16 = 0x3fde;
const CODE_PAGE: u16 = 0x3ffd;
const SENDER_SMTP: u16 = 0x5d01;
const SENT_FOR_SMTP: u16 = 0x5d02;

/// Properties that are looked at; all others stay closed. The attached bytes are taken by whoever wants them.
pub(crate) const WANTED: [u16; 27] = [
    CLASS,
    SUBJECT,
    SUBMITTED,
    SENT_FOR_NAME,
    SENT_FOR_KIND,
    SENT_FOR_ADDRESS,
    HEADERS,
    RECIPIENT_KIND,
    SENDER_NAME,
    SENDER_KIND,
    SENDER_ADDRESS,
    SHOWN_CC,
    SHOWN_TO,
    DELIVERED,
    BODY,
    RTF,
    HTML,
    MESSAGE_ID,
    REFERENCES,
    IN_REPLY_TO,
    SHOWN_NAME,
    ADDRESS_KIND,
    ADDRESS,
    SHORT_FILE_NAME,
    FILE_NAME,
    ATTACHED_MEDIA,
    SMTP_ADDRESS,
];
/// Further ones, of the sender.
pub(crate) const WANTED_OF_SENDER: [u16; 2] = [SENDER_SMTP, SENT_FOR_SMTP];

/// Recipients after this many are left out.
pub const RECIPIENTS_MAX: usize = 2_000;

/// Says that recipients beyond their limit are left out, where some are.
pub(crate) fn recipients_left_out(count: usize) -> Option<String> {
    let says = || stored!("The mail has {count} recipients; only the first {RECIPIENTS_MAX} are shown.");
    (count > RECIPIENTS_MAX).then(says)
}

/// Seconds between 1601 and 1970.
const EPOCHS_APART_SECONDS: i64 = 11_644_473_600;
/// The last second of the year 9999.
const LAST_SECOND: i64 = 253_402_300_799;

impl Properties {
    /// A text, from code page or Unicode.
    pub(crate) fn text(&self, property: u16) -> Option<String> {
        if let Some(text) = self.texts.get(&property) {
            return Some(text.trim_end_matches('\0').to_owned());
        }
        let bytes = self.bytes.get(&property)?;
        let bytes = &bytes[..bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1)];
        Some(self.encoding(CODE_PAGE).decode_without_bom_handling(bytes).0.into_owned())
    }

    fn line(&self, property: u16) -> Option<String> {
        self.text(property).map(one_line).filter(|line| !line.is_empty())
    }

    fn encoding(&self, first: u16) -> &'static Encoding {
        let pages = [first, CODE_PAGE, INTERNET_CODE_PAGE];
        let known = pages.iter().find_map(|property| of_code_page(*self.numbers.get(property)?));
        known.unwrap_or(WINDOWS_1252)
    }

    /// An attachment's file name, else its title.
    pub(crate) fn file_name(&self) -> Option<String> {
        [FILE_NAME, SHORT_FILE_NAME, SHOWN_NAME].iter().find_map(|property| self.line(*property))
    }

    pub(crate) fn media(&self) -> String {
        let media = self.line(ATTACHED_MEDIA).map(|media| media.to_ascii_lowercase());
        media.filter(|media| media.contains('/')).unwrap_or_else(|| "application/octet-stream".to_owned())
    }

    fn person(&self, name: u16, smtp: u16, kind: u16, address: u16) -> Option<String> {
        let by_post = self.line(address).filter(|address| {
            // An address within one Exchange organisation ("/O=TARNOV/OU=…") tells nobody outside anything.
            address.contains('@') && self.line(kind).is_none_or(|kind| kind.eq_ignore_ascii_case("smtp"))
        });
        let address = self.line(smtp).or(by_post);
        let shown = mailbox(self.line(name).as_deref(), address.as_deref());
        (!shown.is_empty()).then_some(shown)
    }

    fn moment(&self) -> Option<String> {
        let hundreds_of_ns = self.numbers.get(&SUBMITTED).or_else(|| self.numbers.get(&DELIVERED))?;
        let seconds = i64::try_from(hundreds_of_ns / 10_000_000).ok()? - EPOCHS_APART_SECONDS;
        // Programs write nothing as 0 and never as a year beyond all others.
        (0..=LAST_SECOND).contains(&seconds).then(|| DateTime::from_timestamp(seconds).to_rfc822())
    }
}

/// The message that these properties make. Its enclosures are for the caller to add.
pub(crate) fn letter(message: &Properties, recipients: &[Properties]) -> Letter {
    let mut letter = Letter::default();
    let headers = message.text(HEADERS);
    let headers = headers.as_ref().and_then(|headers| MessageParser::default().parse_headers(headers.as_bytes()));
    let headers = headers.as_ref();
    let sender = message
        .person(SENT_FOR_NAME, SENT_FOR_SMTP, SENT_FOR_KIND, SENT_FOR_ADDRESS)
        .or_else(|| message.person(SENDER_NAME, SENDER_SMTP, SENDER_KIND, SENDER_ADDRESS));
    let told = headers.and_then(|headers| headers.from()).map(super::addresses).filter(|from| !from.is_empty());
    // The header knows the sender's address where the properties have only a name inside the house.
    letter.from = match (sender, told) {
        (Some(sender), Some(told)) if !sender.contains('@') => {
            if told.len() == 1 {
                told
            } else {
                vec![sender]
            }
        }
        (Some(sender), _) => vec![sender],
        (None, told) => told.unwrap_or_default(),
    };
    for recipient in recipients {
        let Some(person) = recipient.person(SHOWN_NAME, SMTP_ADDRESS, ADDRESS_KIND, ADDRESS) else { continue };
        match recipient.numbers.get(&RECIPIENT_KIND).map(|kind| kind & 0xf) {
            Some(2) => letter.cc.push(person),
            // Blind copies are on the sender's own file only, and no reader of the message saw them.
            Some(3) => letter.remarks.push(stored!("A blind copy went to {person}.")),
            _ => letter.to.push(person),
        }
    }
    for (list, shown) in [(&mut letter.to, SHOWN_TO), (&mut letter.cc, SHOWN_CC)] {
        if list.is_empty() {
            let names = message.line(shown).unwrap_or_default();
            *list = names.split(';').map(one_line).filter(|name| !name.is_empty()).collect();
            letter.remarks.extend(recipients_left_out(list.len()));
            list.truncate(RECIPIENTS_MAX);
        }
    }
    let date = headers.and_then(|headers| headers.header_raw("Date")).map(one_line).filter(|date| !date.is_empty());
    letter.date = date.or_else(|| message.moment());
    letter.subject = message.line(SUBJECT).or_else(|| headers?.subject().map(one_line));
    let own = |property: u16| {
        let line = message.line(property)?;
        let ids: Vec<_> = line.split_whitespace().map(|id| id.trim_matches(['<', '>']).to_owned()).collect();
        (!ids.is_empty()).then_some(ids)
    };
    letter.message_id =
        own(MESSAGE_ID).and_then(|ids| ids.into_iter().next()).or_else(|| headers?.message_id().map(str::to_owned));
    letter.in_reply_to = own(IN_REPLY_TO).or_else(|| headers.map(|all| ids(all.in_reply_to()))).unwrap_or_default();
    letter.references = own(REFERENCES).or_else(|| headers.map(|all| ids(all.references()))).unwrap_or_default();
    letter.body = body(message, &mut letter.remarks);
    letter.remarks.extend(message.line(CLASS).and_then(|class| said_of_class(&class)));
    letter
}

/// The body in plain text where there is one, else out of RTF, else out of HTML.
fn body(message: &Properties, remarks: &mut Vec<String>) -> String {
    let plain = message.text(BODY).map(|body| body.replace("\r\n", "\n")).filter(|body| !body.trim().is_empty());
    if let Some(plain) = plain {
        return plain;
    }
    if let Some(packed) = message.bytes.get(&RTF) {
        match lzfu::unpack(packed) {
            Ok(rtf) => {
                let (text, says) = text_of(&rtf);
                if !text.trim().is_empty() {
                    remarks
                        .push(stored!("The message has only a formatted body; its text was taken from it.").to_owned());
                    remarks.extend(says);
                    return text;
                }
            }
            Err(stored_why) => {
                remarks.push(stored!("The formatted body of the message {stored_why}; it was not read."))
            }
        }
    }
    let html = message.texts.get(&HTML).cloned().or_else(|| {
        let bytes = message.bytes.get(&HTML)?;
        Some(message.encoding(INTERNET_CODE_PAGE).decode(bytes).0.into_owned())
    });
    match html {
        Some(html) if !html.trim().is_empty() => {
            remarks.push(stored!("The message has only an HTML body; its text was taken from it.").to_owned());
            body_of_html(&html, remarks)
        }
        _ => String::new(),
    }
}

/// The text of a formatted body, and what is to be said about it.
fn text_of(rtf: &[u8]) -> (String, Vec<String>) {
    if let Some(html) = rtf_body::html(rtf) {
        return html::text_of(&html);
    }
    let mut taken = richtext::open(rtf);
    let count = taken.enclosures.len();
    if count > 0 {
        taken.remarks.push(stored!("The formatted body holds files of its own ({count}), which stay inside."));
    }
    (taken.text, taken.remarks)
}

/// What is to be said of a message that is none.
fn said_of_class(class: &str) -> Option<String> {
    let class = class.to_ascii_lowercase();
    let called = [
        ("ipm.appointment", stored!("an entry of a calendar")),
        ("ipm.schedule.meeting.request", stored!("an invitation to a meeting")),
        ("ipm.schedule.meeting.canceled", stored!("the calling-off of a meeting")),
        ("ipm.schedule.meeting", stored!("an answer to an invitation")),
        ("ipm.taskrequest", stored!("an assignment from a task list")),
        ("ipm.task", stored!("an entry of a task list")),
        ("ipm.contact", stored!("an entry of an address book")),
        ("ipm.stickynote", stored!("a sticky note")),
        ("ipm.activity", stored!("an entry of Outlook’s own diary")),
        ("report", stored!("a report on the delivery of a message")),
    ];
    let (_, stored_called) = called.iter().find(|(begins, _)| class.starts_with(begins))?;
    Some(stored!("The file is {stored_called}, not a letter; only its words were taken out."))
}
