//! Outlook's message files (MS-OXMSG): a compound file of properties.

use phrases::stored;

use super::letter::{Letter, MESSAGE};
use super::mapi::{self, Properties};
use super::{ATTACHMENTS_MAX, MESSAGES_DEEP_MAX};
use crate::charset::utf16;
use crate::compound::{COMPOUND_ENTRIES_MAX, Compound};
use crate::extract::Enclosed;

/// Bytes before the first property: of the file itself, of a message inside, of a recipient or an attachment
/// (MS-OXMSG §2.4.1).
const HEAD_OF_FILE_BYTES: usize = 32;
const HEAD_OF_INNER_BYTES: usize = 24;
const HEAD_OF_PART_BYTES: usize = 8;
/// Bytes of a property's line: kind, number, flags, value.
const LINE_BYTES: usize = 16;

/// How something is attached (MS-OXCMSG §2.2.2.9).
const EMBEDDED_MESSAGE: u64 = 5;
const OLE_OBJECT: u64 = 6;
/// By a path on the sender's own disk or net.
const BY_REFERENCE: [u64; 4] = [2, 3, 4, 7];

/// Takes the message out of the file.
pub(crate) fn open(bytes: &[u8]) -> Option<Letter> {
    let mut compound = Compound::open(bytes)?;
    let mut cut = false;
    let mut letter = message(&mut compound, "", HEAD_OF_FILE_BYTES, 0, &mut cut);
    if cut {
        letter.remarks.push(stored!("The message file is damaged; what could be recovered is shown.").to_owned());
    }
    if compound.is_cut {
        let says =
            stored!("The message file has more than {COMPOUND_ENTRIES_MAX} entries; the others were not looked at.");
        letter.remarks.push(says);
    }
    Some(letter)
}

fn message(compound: &mut Compound<'_>, path: &str, head: usize, deep: usize, cut: &mut bool) -> Letter {
    let names = compound.names(path);
    let own = properties(compound, path, &names, head, cut);
    let storages = |begins: &str| -> Vec<String> {
        let storages = names.iter().filter(|(name, is_storage)| *is_storage && name.starts_with(begins));
        storages.map(|(name, _)| name.clone()).collect()
    };
    let (mut people, mut parts) = (storages("__recip_version1.0_"), storages("__attach_version1.0_"));
    // A container has its names by length and alphabet; the numbers at their ends give the message's own order.
    people.sort();
    parts.sort();
    let count = people.len();
    people.truncate(mapi::RECIPIENTS_MAX);
    let recipients: Vec<_> =
        people.iter().map(|name| properties_in(compound, &format!("{path}/{name}"), cut)).collect();
    let mut letter = mapi::letter(&own, &recipients);
    letter.remarks.extend(mapi::recipients_left_out(count));
    if parts.len() > ATTACHMENTS_MAX {
        let count = parts.len();
        letter
            .remarks
            .push(stored!("The mail has {count} attachments; only the first {ATTACHMENTS_MAX} were taken out."));
        parts.truncate(ATTACHMENTS_MAX);
    }
    for name in parts {
        let number = letter.enclosures.len() + 1;
        let enclosed = attached(compound, &format!("{path}/{name}"), number, deep, cut, &mut letter.remarks);
        letter.enclosures.extend(enclosed);
    }
    letter
}

fn attached(
    compound: &mut Compound<'_>,
    path: &str,
    number: usize,
    deep: usize,
    cut: &mut bool,
    remarks: &mut Vec<String>,
) -> Option<Enclosed> {
    let own = properties_in(compound, path, cut);
    let name = own.file_name().unwrap_or_else(|| format!("attachment {number}"));
    match own.numbers.get(&mapi::ATTACHED_HOW) {
        Some(&EMBEDDED_MESSAGE) => {
            if deep >= MESSAGES_DEEP_MAX {
                remarks.push(stored!("The message “{name}” lies too deep within others; it was left inside."));
                return None;
            }
            let inner = message(compound, &format!("{path}/{EMBEDDED}"), HEAD_OF_INNER_BYTES, deep + 1, cut);
            remarks.push(super::said_of_embedded(&name));
            Some(Enclosed { name, media: MESSAGE.to_owned(), bytes: inner.to_mail_file() })
        }
        Some(&OLE_OBJECT) => {
            remarks.push(stored!("“{name}” is an object of another program within the message; it was left inside."));
            None
        }
        Some(how) if BY_REFERENCE.contains(how) => {
            remarks
                .push(stored!("“{name}” is only a link to the sender’s own files; it did not come with the message."));
            None
        }
        _ => {
            let Some((bytes, whole)) = compound.stream(&format!("{path}/{ATTACHED_BYTES}")) else {
                remarks.push(stored!("The attachment “{name}” could not be taken out."));
                return None;
            };
            if !whole {
                remarks.push(stored!("The attachment “{name}” is damaged; what is there was taken out."));
            }
            Some(Enclosed { name, media: own.media(), bytes })
        }
    }
}

const EMBEDDED: &str = "__substg1.0_3701000D";
const ATTACHED_BYTES: &str = "__substg1.0_37010102";

/// The properties of a recipient or an attachment.
fn properties_in(compound: &mut Compound<'_>, path: &str, cut: &mut bool) -> Properties {
    let names = compound.names(path);
    properties(compound, path, &names, HEAD_OF_PART_BYTES, cut)
}

/// The properties in a storage: short ones on lines of one stream, long ones in streams of their own.
fn properties(
    compound: &mut Compound<'_>,
    path: &str,
    names: &[(String, bool)],
    head: usize,
    cut: &mut bool,
) -> Properties {
    let mut own = Properties::default();
    let (lines, whole) = compound.stream(&format!("{path}/__properties_version1.0")).unwrap_or_default();
    *cut |= !whole;
    for line in lines.get(head..).unwrap_or_default().chunks_exact(LINE_BYTES) {
        let (Some(kind), Some(value)) = (line.first_chunk::<4>(), line.last_chunk::<8>()) else { continue };
        let number = u16::from_le_bytes([kind[2], kind[3]]);
        let kind = u16::from_le_bytes([kind[0], kind[1]]);
        let value = u64::from_le_bytes(*value);
        match kind {
            0x0002 => own.numbers.insert(number, value & 0xffff),
            0x0003 => own.numbers.insert(number, value & 0xffff_ffff),
            0x000b => own.numbers.insert(number, value & 1),
            0x0014 | 0x0040 => own.numbers.insert(number, value),
            _ => None,
        };
    }
    for (name, _) in names.iter().filter(|(_, is_storage)| !is_storage) {
        let Some((number, kind)) = name.strip_prefix("__substg1.0_").and_then(number_and_kind) else { continue };
        let wanted = mapi::WANTED.contains(&number) || mapi::WANTED_OF_SENDER.contains(&number);
        if !wanted || !matches!(kind, 0x001e | 0x001f | 0x0102) {
            continue;
        }
        let Some((bytes, whole)) = compound.stream(&format!("{path}/{name}")) else {
            *cut = true;
            continue;
        };
        *cut |= !whole;
        if kind == 0x001f {
            own.texts.insert(number, utf16(&bytes, false));
        } else {
            own.bytes.insert(number, bytes);
        }
    }
    own
}

/// "0037001F": number and kind of a property, four digits each.
fn number_and_kind(digits: &str) -> Option<(u16, u16)> {
    let both = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 8)?;
    Some(((both >> 16) as u16, (both & 0xffff) as u16))
}
