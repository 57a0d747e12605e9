//! `winmail.dat`: the form in which Outlook wraps what plain mail cannot hold (MS-OXTNEF).

use mail_parser::DateTime;
use phrases::stored;

use super::letter::{Letter, MESSAGE, mailbox};
use super::mapi::{self, Properties};
use super::{ATTACHMENTS_MAX, MESSAGES_DEEP_MAX};
use crate::charset::{of_code_page, utf16};
use crate::extract::Enclosed;
use crate::writing::one_line;

const SIGN: [u8; 4] = 0x223e_9f78_u32.to_le_bytes();

/// Attributes by name and kind (MS-OXTNEF §2.1.3.1).
const FROM: u32 = 0x0000_8000;
const SUBJECT: u32 = 0x0001_8004;
const SENT: u32 = 0x0003_8005;
const MESSAGE_CLASS: u32 = 0x0007_8008;
const BODY: u32 = 0x0002_800c;
const ATTACHED_DATA: u32 = 0x0006_800f;
const ATTACHED_TITLE: u32 = 0x0001_8010;
const PROPERTIES: u32 = 0x0006_9003;
const ATTACHED_BEGINS: u32 = 0x0006_9002;
const RECIPIENTS: u32 = 0x0006_9004;
const ATTACHED_PROPERTIES: u32 = 0x0006_9005;
const CODE_PAGE: u32 = 0x0006_9007;

/// Kinds of values (MS-OXCDATA §2.11.1).
const OBJECT: u16 = 0x000d;
const NARROW: u16 = 0x001e;
const WIDE: u16 = 0x001f;
const BINARY: u16 = 0x0102;
const MANY: u16 = 0x1000;

/// Values of one property after this many are not taken.
const VALUES_MAX: usize = 100_000;
/// The first bytes of an object say what it is; of a message, this long a name (MS-OXTNEF §2.1.3.4).
const OBJECT_NAME_BYTES: usize = 16;
const EMBEDDED_MESSAGE: u64 = 5;

pub(crate) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGN)
}

#[derive(Default)]
struct Attached {
    title: Option<String>,
    data: Vec<u8>,
    properties: Properties,
}

/// Takes the message out. What cannot be read stays inside, with a remark.
pub(crate) fn open(bytes: &[u8], deep: usize) -> Letter {
    let mut whole = Bytes(bytes.get(6..).unwrap_or_default());
    let mut message = Properties::default();
    let (mut recipients, mut left_out) = (Vec::new(), 0);
    let mut attached: Vec<Attached> = Vec::new();
    let mut plain = Plain::default();
    let mut damaged = false;
    while !whole.0.is_empty() {
        let Some((name, data, sum)) = attribute(&mut whole) else {
            damaged = true;
            break;
        };
        damaged |= sum != data.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
        match name {
            PROPERTIES => damaged |= !properties(&mut Bytes(data), &mut message),
            RECIPIENTS => damaged |= !rows(data, &mut recipients, &mut left_out),
            CODE_PAGE => plain.page = data.first_chunk::<4>().map(|page| u64::from(u32::from_le_bytes(*page))),
            SUBJECT => plain.subject = data.to_vec(),
            BODY => plain.body = data.to_vec(),
            FROM => plain.from = data.to_vec(),
            MESSAGE_CLASS => plain.class = data.to_vec(),
            SENT => plain.sent = moment(data),
            ATTACHED_BEGINS => attached.push(Attached::default()),
            ATTACHED_TITLE | ATTACHED_DATA | ATTACHED_PROPERTIES => {
                let Some(last) = attached.last_mut() else { continue };
                match name {
                    ATTACHED_TITLE => last.title = Some(narrow(data, &plain)),
                    ATTACHED_DATA => last.data = data.to_vec(),
                    _ => damaged |= !properties(&mut Bytes(data), &mut last.properties),
                }
            }
            _ => {}
        }
    }
    plain.complete(&mut message);
    let mut letter = mapi::letter(&message, &recipients);
    letter.remarks.extend(mapi::recipients_left_out(recipients.len() + left_out));
    if letter.from.is_empty() {
        letter.from = plain.sender().into_iter().collect();
    }
    letter.date = letter.date.or(plain.sent);
    if damaged {
        letter
            .remarks
            .push(stored!("The Outlook data of the mail is damaged; what could be recovered is shown.").to_owned());
    }
    if attached.len() > ATTACHMENTS_MAX {
        let count = attached.len();
        letter
            .remarks
            .push(stored!("The mail has {count} attachments; only the first {ATTACHMENTS_MAX} were taken out."));
        attached.truncate(ATTACHMENTS_MAX);
    }
    for attached in attached {
        let number = letter.enclosures.len() + 1;
        let enclosed = enclose(attached, number, deep, &mut letter.remarks);
        letter.enclosures.extend(enclosed);
    }
    letter
}

fn enclose(attached: Attached, number: usize, deep: usize, remarks: &mut Vec<String>) -> Option<Enclosed> {
    let Attached { title, data, mut properties } = attached;
    let name = properties.file_name().or_else(|| title.map(one_line)).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| format!("attachment {number}"));
    let media = properties.media();
    let embedded = properties.numbers.get(&mapi::ATTACHED_HOW) == Some(&EMBEDDED_MESSAGE);
    let object = properties.bytes.remove(&mapi::ATTACHED);
    if embedded && let Some(object) = &object {
        let inner = object.get(OBJECT_NAME_BYTES..).filter(|inner| is(inner));
        let Some(inner) = inner.filter(|_| deep < MESSAGES_DEEP_MAX) else {
            remarks.push(stored!("The message “{name}” inside could not be taken out."));
            return None;
        };
        let bytes = open(inner, deep + 1).to_mail_file();
        remarks.push(super::said_of_embedded(&name));
        return Some(Enclosed { name, media: MESSAGE.to_owned(), bytes });
    }
    let bytes = if data.is_empty() { object.unwrap_or_default() } else { data };
    Some(Enclosed { name, media, bytes })
}

/// What stands in attributes of its own rather than among the properties.
#[derive(Default)]
struct Plain {
    page: Option<u64>,
    subject: Vec<u8>,
    body: Vec<u8>,
    from: Vec<u8>,
    class: Vec<u8>,
    sent: Option<String>,
}

impl Plain {
    /// Puts them among the properties where those lack them.
    fn complete(&mut self, message: &mut Properties) {
        const SUBJECT_PROPERTY: u16 = 0x0037;
        const CODE_PAGE_PROPERTY: u16 = 0x3ffd;
        if let Some(page) = self.page {
            message.numbers.entry(CODE_PAGE_PROPERTY).or_insert(page);
        }
        let class = std::mem::take(&mut self.class);
        let given =
            [(SUBJECT_PROPERTY, &mut self.subject), (mapi::BODY, &mut self.body), (mapi::CLASS, &mut { class })];
        for (property, bytes) in given {
            if !bytes.is_empty() && !message.texts.contains_key(&property) {
                message.bytes.entry(property).or_insert_with(|| std::mem::take(bytes));
            }
        }
    }

    /// Two addresses' lengths, a name and an address ("SMTP:brask@tarnov.example"), each ended by NUL
    /// (MS-OXTNEF §2.1.3.3.4).
    fn sender(&self) -> Option<String> {
        let mut rest = Bytes(self.from.get(4..)?);
        let name_bytes = usize::from(rest.word()?);
        let address_bytes = usize::from(rest.word()?);
        let name = narrow(rest.take(name_bytes)?, self);
        let address = narrow(rest.take(address_bytes)?, self);
        let address = address.split_once(':').filter(|(kind, _)| kind.eq_ignore_ascii_case("smtp"));
        let shown = mailbox(Some(&name), address.map(|(_, address)| address));
        (!shown.is_empty()).then_some(shown)
    }
}

fn narrow(bytes: &[u8], plain: &Plain) -> String {
    let encoding = plain.page.and_then(of_code_page).unwrap_or(encoding_rs::WINDOWS_1252);
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    encoding.decode_without_bom_handling(&bytes[..end]).0.into_owned()
}

/// Year, month, day, hour, minute, second and day of the week, two bytes each, in UTC (MS-OXTNEF §2.1.3.3.1).
fn moment(data: &[u8]) -> Option<String> {
    let mut bytes = Bytes(data);
    let year = bytes.word().filter(|year| (1970..=9999).contains(year))?;
    let mut next =
        |range: std::ops::RangeInclusive<u8>| u8::try_from(bytes.word()?).ok().filter(|number| range.contains(number));
    let (month, day) = (next(1..=12)?, next(1..=31)?);
    let (hour, minute, second) = (next(0..=23)?, next(0..=59)?, next(0..=59)?);
    let moment = DateTime { year, month, day, hour, minute, second, tz_before_gmt: false, tz_hour: 0, tz_minute: 0 };
    Some(moment.to_rfc822())
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    fn long(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// Bytes filled up to four; the filling may be missing at the end.
    fn padded(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.take(count)?;
        self.0 = &self.0[(count.next_multiple_of(4) - count).min(self.0.len())..];
        Some(taken)
    }
}

fn attribute<'a>(bytes: &mut Bytes<'a>) -> Option<(u32, &'a [u8], u16)> {
    let _level = bytes.take(1)?;
    let name = bytes.long()?;
    let length = usize::try_from(bytes.long()?).ok()?;
    Some((name, bytes.take(length)?, bytes.word()?))
}

/// Reads a list of recipients; those beyond their limit are counted only.
fn rows(data: &[u8], recipients: &mut Vec<Properties>, left_out: &mut usize) -> bool {
    let mut bytes = Bytes(data);
    let Some(count) = bytes.long() else { return false };
    for _ in 0..count {
        let mut row = Properties::default();
        if !properties(&mut bytes, &mut row) {
            return false;
        }
        if recipients.len() < mapi::RECIPIENTS_MAX {
            recipients.push(row);
        } else {
            *left_out += 1;
        }
    }
    true
}

/// Reads a list of properties; false where it is cut off or makes no sense, with what was read until then.
fn properties(bytes: &mut Bytes<'_>, into: &mut Properties) -> bool {
    let Some(count) = bytes.long() else { return false };
    for _ in 0..count {
        if property(bytes, into).is_none() {
            return false;
        }
    }
    true
}

fn property(bytes: &mut Bytes<'_>, into: &mut Properties) -> Option<()> {
    let kind = bytes.word()?;
    let number = bytes.word()?;
    // From 0x8000 on a property has a name of its own, which no property that is looked at here has.
    if number >= 0x8000 {
        let _set = bytes.take(16)?;
        match bytes.long()? {
            0 => bytes.take(4)?,
            _ => {
                let length = usize::try_from(bytes.long()?).ok()?;
                bytes.padded(length)?
            }
        };
    }
    let single = kind & !MANY;
    let varying = matches!(single, OBJECT | NARROW | WIDE | BINARY);
    let count = if varying || kind & MANY != 0 { usize::try_from(bytes.long()?).ok()? } else { 1 };
    if count > VALUES_MAX {
        return None;
    }
    let wanted = mapi::WANTED.contains(&number)
        || mapi::WANTED_OF_SENDER.contains(&number)
        || [mapi::ATTACHED, mapi::ATTACHED_HOW, 0x3fde, 0x3ffd].contains(&number);
    for at in 0..count {
        let value = match single {
            _ if varying => {
                let length = usize::try_from(bytes.long()?).ok()?;
                bytes.padded(length)?
            }
            0x0002 | 0x000b => bytes.padded(2)?,
            0x0001 | 0x0003 | 0x0004 | 0x000a => bytes.take(4)?,
            0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => bytes.take(8)?,
            0x0048 => bytes.take(16)?,
            _ => return None,
        };
        if at > 0 || !wanted {
            continue;
        }
        match single {
            WIDE => {
                into.texts.insert(number, utf16(value, false));
            }
            _ if varying => {
                into.bytes.insert(number, value.to_vec());
            }
            _ => {
                let mut eight = [0; 8];
                let count = value.len().min(8);
                eight[..count].copy_from_slice(&value[..count]);
                into.numbers.insert(number, u64::from_le_bytes(eight));
            }
        }
    }
    Some(())
}
