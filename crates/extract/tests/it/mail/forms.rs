//! Writers of the forms that Outlook makes: message files and `winmail.dat`.

use std::io::{Cursor, Write as _};

/// A property: kind, number, and its value as bytes.
#[derive(Clone)]
pub(crate) struct Property {
    pub(crate) kind: u16,
    pub(crate) number: u16,
    pub(crate) value: Vec<u8>,
}

pub(crate) fn wide(number: u16, text: &str) -> Property {
    Property { kind: 0x001f, number, value: text.encode_utf16().flat_map(u16::to_le_bytes).collect() }
}

pub(crate) fn narrow(number: u16, bytes: &[u8]) -> Property {
    Property { kind: 0x001e, number, value: bytes.to_vec() }
}

pub(crate) fn binary(number: u16, bytes: &[u8]) -> Property {
    Property { kind: 0x0102, number, value: bytes.to_vec() }
}

pub(crate) fn long(number: u16, value: u32) -> Property {
    Property { kind: 0x0003, number, value: value.to_le_bytes().to_vec() }
}

/// A time, given in seconds since 1970.
pub(crate) fn time(number: u16, seconds: u64) -> Property {
    let since_1601 = (seconds + 11_644_473_600) * 10_000_000;
    Property { kind: 0x0040, number, value: since_1601.to_le_bytes().to_vec() }
}

/// A message with what hangs on it.
#[derive(Clone, Default)]
pub(crate) struct Outlook {
    pub(crate) own: Vec<Property>,
    pub(crate) recipients: Vec<Vec<Property>>,
    pub(crate) attached: Vec<(Vec<Property>, Option<Box<Outlook>>)>,
}

impl Outlook {
    /// As a message file (MS-OXMSG).
    pub(crate) fn msg(&self) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        self.write(&mut file, "", 32);
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    fn write(&self, file: &mut cfb::CompoundFile<Cursor<Vec<u8>>>, path: &str, head: usize) {
        storage(file, path, head, &self.own);
        for (at, recipient) in self.recipients.iter().enumerate() {
            let inner = format!("{path}/__recip_version1.0_#{at:08X}");
            file.create_storage(&inner).unwrap();
            storage(file, &inner, 8, recipient);
        }
        for (at, (own, message)) in self.attached.iter().enumerate() {
            let inner = format!("{path}/__attach_version1.0_#{at:08X}");
            file.create_storage(&inner).unwrap();
            storage(file, &inner, 8, own);
            if let Some(message) = message {
                let inner = format!("{inner}/__substg1.0_3701000D");
                file.create_storage(&inner).unwrap();
                message.write(file, &inner, 24);
            }
        }
    }

    /// As `winmail.dat` (MS-OXTNEF).
    pub(crate) fn tnef(&self) -> Vec<u8> {
        let mut out = 0x223e_9f78_u32.to_le_bytes().to_vec();
        out.extend_from_slice(&[1, 0]);
        attribute(&mut out, 1, 0x0006_9007, &1252_u64.to_le_bytes());
        let mut rows = u32::try_from(self.recipients.len()).unwrap().to_le_bytes().to_vec();
        self.recipients.iter().for_each(|row| rows.extend(list(row, None)));
        attribute(&mut out, 1, 0x0006_9004, &rows);
        attribute(&mut out, 1, 0x0006_9003, &list(&self.own, None));
        for (own, message) in &self.attached {
            attribute(&mut out, 2, 0x0006_9002, &[0; 14]);
            if let Some(data) = own.iter().find(|property| property.number == 0x3701) {
                attribute(&mut out, 2, 0x0006_800f, &data.value);
            }
            let rest: Vec<_> = own.iter().filter(|property| property.number != 0x3701).cloned().collect();
            attribute(&mut out, 2, 0x0006_9005, &list(&rest, message.as_deref()));
        }
        out
    }
}

fn storage(file: &mut cfb::CompoundFile<Cursor<Vec<u8>>>, path: &str, head: usize, properties: &[Property]) {
    let mut lines = vec![0; head];
    for Property { kind, number, value } in properties {
        lines.extend_from_slice(&kind.to_le_bytes());
        lines.extend_from_slice(&number.to_le_bytes());
        lines.extend_from_slice(&6_u32.to_le_bytes());
        let mut eight = [0; 8];
        if matches!(kind, 0x001e | 0x001f | 0x0102) {
            eight[..4].copy_from_slice(&u32::try_from(value.len()).unwrap().to_le_bytes());
            let stream = format!("{path}/__substg1.0_{number:04X}{kind:04X}");
            file.create_stream(stream).unwrap().write_all(value).unwrap();
        } else {
            eight[..value.len()].copy_from_slice(value);
        }
        lines.extend_from_slice(&eight);
    }
    file.create_stream(format!("{path}/__properties_version1.0")).unwrap().write_all(&lines).unwrap();
}

pub(crate) fn attribute(out: &mut Vec<u8>, level: u8, name: u32, data: &[u8]) {
    out.push(level);
    out.extend_from_slice(&name.to_le_bytes());
    out.extend_from_slice(&u32::try_from(data.len()).unwrap().to_le_bytes());
    out.extend_from_slice(data);
    let sum = data.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
    out.extend_from_slice(&sum.to_le_bytes());
}

fn list(properties: &[Property], message: Option<&Outlook>) -> Vec<u8> {
    let mut count = u32::try_from(properties.len()).unwrap();
    count += u32::from(message.is_some());
    let mut out = count.to_le_bytes().to_vec();
    let padded = |out: &mut Vec<u8>, value: &[u8]| {
        out.extend_from_slice(&u32::try_from(value.len()).unwrap().to_le_bytes());
        out.extend_from_slice(value);
        out.resize(out.len().next_multiple_of(4), 0);
    };
    for Property { kind, number, value } in properties {
        out.extend_from_slice(&kind.to_le_bytes());
        out.extend_from_slice(&number.to_le_bytes());
        if matches!(kind, 0x001e | 0x001f | 0x0102) {
            out.extend_from_slice(&1_u32.to_le_bytes());
            padded(&mut out, value);
        } else {
            out.extend_from_slice(value);
        }
    }
    if let Some(message) = message {
        out.extend_from_slice(&0x000d_u16.to_le_bytes());
        out.extend_from_slice(&0x3701_u16.to_le_bytes());
        out.extend_from_slice(&1_u32.to_le_bytes());
        // The name of the kind of object: {00020307-0000-0000-C000-000000000046}, a message.
        let name = [0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46];
        padded(&mut out, &[&name[..], &message.tnef()].concat());
    }
    out
}

/// Compresses RTF the plainest way: no references but the last.
pub(crate) fn lzfu(rtf: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    for (at, chunk) in rtf.chunks(8).enumerate() {
        let last = chunk.len() < 8;
        packed.push(if last { 1 << chunk.len() } else { 0 });
        packed.extend_from_slice(chunk);
        if last {
            let end = (207 + at * 8 + chunk.len()) % 4096;
            packed.extend_from_slice(&u16::try_from(end << 4).unwrap().to_be_bytes());
        }
    }
    wrap(&packed, rtf.len(), 0x7546_5a4c)
}

pub(crate) fn wrap(packed: &[u8], size: usize, kind: u32) -> Vec<u8> {
    let mut sum = 0_u32;
    for byte in packed {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    let mut out = u32::try_from(packed.len() + 12).unwrap().to_le_bytes().to_vec();
    out.extend_from_slice(&u32::try_from(size).unwrap().to_le_bytes());
    out.extend_from_slice(&kind.to_le_bytes());
    out.extend_from_slice(&sum.to_le_bytes());
    out.extend_from_slice(packed);
    out
}

/// A letter with two attachments and a message inside, as Outlook would send it.
pub(crate) fn whole() -> Outlook {
    let inner = Outlook {
        own: vec![
            wide(0x001a, "IPM.Note"),
            wide(0x0037, "Soundings of the east basin"),
            wide(0x0042, "Jörn Plitt"),
            wide(0x5d02, "plitt@brenn.example"),
            wide(0x1000, "The basin is 4.2 m deep.\r\n"),
            wide(0x1035, "<inner-3@brenn.example>"),
            time(0x0039, 1_740_000_000),
        ],
        recipients: Vec::new(),
        attached: vec![(vec![wide(0x3707, "depths.csv"), long(0x3705, 1), binary(0x3701, b"east,4.2\n")], None)],
    };
    Outlook {
        own: vec![
            wide(0x001a, "IPM.Note"),
            wide(0x0037, "\u{1}\u{5}RE: Closing of the quay"),
            wide(0x0042, "Alwin Brask"),
            wide(0x0064, "EX"),
            wide(0x0065, "/O=TARNOV/OU=FIRST/CN=RECIPIENTS/CN=BRASK"),
            wide(0x5d02, "brask@tarnov.example"),
            wide(0x1000, "Dear Ms. Lund,\r\n\r\nthe quay is closed from 3 March 2025.\r\n\r\nAlwin Brask\r\n"),
            wide(0x1035, "<17@tarnov.example>"),
            wide(0x1042, "<3@brenn.example>"),
            wide(0x1039, "<1@brenn.example> <3@brenn.example>"),
            time(0x0039, 1_740_989_640),
            time(0x0e06, 1_740_989_700),
        ],
        recipients: vec![
            vec![wide(0x3001, "Ida Lund"), wide(0x39fe, "lund@brenn.example"), long(0x0c15, 1)],
            vec![
                wide(0x3001, "Harbour Board"),
                wide(0x3002, "SMTP"),
                wide(0x3003, "board@brenn.example"),
                long(0x0c15, 2),
            ],
            vec![wide(0x3001, "Archive"), wide(0x39fe, "archive@tarnov.example"), long(0x0c15, 3)],
        ],
        attached: vec![
            (
                vec![
                    wide(0x3707, "survey of the quay.pdf"),
                    wide(0x370e, "application/pdf"),
                    long(0x3705, 1),
                    binary(0x3701, b"%PDF-1.7\n"),
                ],
                None,
            ),
            (vec![wide(0x3001, "Soundings of the east basin"), long(0x3705, 5)], Some(Box::new(inner))),
        ],
    }
}
