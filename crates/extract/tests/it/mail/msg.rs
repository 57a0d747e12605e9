//! Outlook's message files.

use extract::{Format, GROUPS_DEEP_MAX, MESSAGES_DEEP_MAX, RTF_BYTES_MAX};
use rstest::rstest;

use super::forms::{Outlook, binary, long, lzfu, narrow, time, whole, wide, wrap};
use super::{open, says};

const TEXT: &str = "From: Alwin Brask <brask@tarnov.example>
To: Ida Lund <lund@brenn.example>
Cc: Harbour Board <board@brenn.example>
Date: Mon, 3 Mar 2025 08:14:00 +0000
Subject: RE: Closing of the quay
Enclosures: survey of the quay.pdf
    Soundings of the east basin

Dear Ms. Lund,

the quay is closed from 3 March 2025.

Alwin Brask
";

#[test]
fn a_message_file_gives_the_same_text_as_a_mail() {
    let taken = open(&whole().msg());
    assert_eq!(taken.format, Format::Outlook);
    assert_eq!(taken.text, TEXT);
    assert_eq!(taken.message_id.as_deref(), Some("17@tarnov.example"));
    assert_eq!(taken.in_reply_to, ["3@brenn.example"]);
    assert_eq!(taken.references, ["1@brenn.example", "3@brenn.example"]);
    says(&taken, "blind copy went to Archive <archive@tarnov.example>");
    says(&taken, "“Soundings of the east basin” is a message within the message");
    let [survey, inner] = &taken.enclosures[..] else { panic!("{:?}", taken.enclosures) };
    assert_eq!((survey.media.as_str(), &survey.bytes[..]), ("application/pdf", &b"%PDF-1.7\n"[..]));
    assert_eq!(inner.media, "message/rfc822");
}

#[test]
fn a_message_inside_is_a_mail_file_with_its_own_attachments() {
    let taken = open(&whole().msg());
    let inner = open(&taken.enclosures[1].bytes);
    assert_eq!(inner.format, Format::Mail);
    assert!(
        inner.text.starts_with("From: Jörn Plitt <plitt@brenn.example>\nDate: Wed, 19 Feb 2025 21:20:00"),
        "{}",
        inner.text
    );
    assert!(inner.text.ends_with("Enclosures: depths.csv\n\nThe basin is 4.2 m deep.\n"), "{}", inner.text);
    assert_eq!(inner.message_id.as_deref(), Some("inner-3@brenn.example"));
    assert_eq!(inner.enclosures[0].bytes, b"east,4.2\n");
}

#[test]
fn the_header_the_mail_travelled_with_gives_date_and_sender() {
    let header = "Received: from mx by post; Mon, 3 Mar 2025 09:14:02 +0100\r\nFrom: Alwin Brask <brask@tarnov.example>\r\n\
                  Date: Mon, 3 Mar 2025 09:14:00 +0100\r\nMessage-ID: <9@tarnov.example>\r\n\r\n";
    let message = Outlook {
        own: vec![
            wide(0x007d, header),
            wide(0x0042, "Brask"),
            wide(0x0e04, "Lund; Plitt"),
            wide(0x0037, "Quay"),
            time(0x0e06, 1),
        ],
        ..Outlook::default()
    };
    let taken = open(&message.msg());
    let head = "From: Alwin Brask <brask@tarnov.example>\nTo: Lund\n    Plitt\nDate: Mon, 3 Mar 2025 09:14:00 +0100\nSubject: Quay\n";
    assert!(taken.text.starts_with(head), "{}", taken.text);
    assert_eq!(taken.message_id.as_deref(), Some("9@tarnov.example"));
}

#[test]
fn text_in_a_code_page_is_decoded_by_it() {
    let body = encoding_rs_koi8("Причал закрыт");
    let own = vec![long(0x3ffd, 20866), narrow(0x0037, &body), narrow(0x1000, &body)];
    let taken = open(&Outlook { own, ..Outlook::default() }.msg());
    assert_eq!(taken.text, "Subject: Причал закрыт\n\nПричал закрыт");
}

/// KOI8-R of the letters that the test needs.
fn encoding_rs_koi8(text: &str) -> Vec<u8> {
    let letters = [
        ('П', 0xf0),
        ('р', 0xd2),
        ('и', 0xc9),
        ('ч', 0xde),
        ('а', 0xc1),
        ('л', 0xcc),
        (' ', 0x20),
        ('з', 0xda),
        ('к', 0xcb),
        ('ы', 0xd9),
        ('т', 0xd4),
    ];
    text.chars().map(|c| letters.iter().find(|(letter, _)| *letter == c).unwrap().1).collect()
}

const PLAIN_RTF: &[u8] = b"{\\rtf1\\ansi\\ansicpg1252\\fromtext{\\fonttbl{\\f0 Arial;}}\\pard The quay is cl\\'f6sed\\par \\u1055?\\u1088? {\\*\\generator x;}\\{4\\}\\tab m\\par }";
const HTML_RTF: &[u8] = b"{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\f0 \\htmlrtf0 The quay {\\*\\htmltag84 <b>}is closed{\\*\\htmltag92 </b>}\\htmlrtf }\\par\\htmlrtf0 {\\*\\htmltag72 </p>}}";

#[rstest]
#[case::packed(binary(0x1009, &lzfu(PLAIN_RTF)), "The quay is clösed\nПр {4}\tm\n")]
#[case::stored(binary(0x1009, &wrap(PLAIN_RTF, PLAIN_RTF.len(), 0x414c_454d)), "The quay is clösed\nПр {4}\tm\n")]
#[case::out_of_html(binary(0x1009, &lzfu(HTML_RTF)), "The quay is closed")]
#[case::html(binary(0x1013, b"<p>The quay<br>is closed</p>"), "The quay\nis closed")]
fn a_body_without_plain_text_comes_from_rtf_or_html(#[case] body: super::forms::Property, #[case] text: &str) {
    let taken = open(&Outlook { own: vec![wide(0x0037, "Quay"), body], ..Outlook::default() }.msg());
    let (head, found) = taken.text.split_once("\n\n").unwrap();
    assert_eq!((head, found.trim_end()), ("Subject: Quay", text.trim_end()));
    says(&taken, "text was taken from it");
}

/// The example of MS-OXRTFCP §3.1: references into text that both sides know, and over the window's end.
#[test]
fn the_examples_of_the_standard_unpack() {
    let simple = b"\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0";
    let crossing = b"\x1a\x00\x00\x00\x1c\x00\x00\x00\x4c\x5a\x46\x75\xe2\xd4\x4b\x51\x41\x00\x04\x20\x57\x58\x59\x5a\x0d\x6e\x7d\x01\x0e\xb0";
    for (packed, text) in [(&simple[..], "hello world"), (&crossing[..], "WXYZWXYZWXYZWXYZWXYZ")] {
        let taken = open(&Outlook { own: vec![binary(0x1009, packed)], ..Outlook::default() }.msg());
        assert_eq!(taken.text.trim(), text, "{:?}", taken.remarks);
    }
    let mut damaged = simple.to_vec();
    damaged[20] ^= 1;
    says(&open(&Outlook { own: vec![binary(0x1009, &damaged)], ..Outlook::default() }.msg()), "is damaged");
}

#[rstest]
#[case("IPM.Appointment", "an entry of a calendar")]
#[case("IPM.Schedule.Meeting.Request", "an invitation")]
#[case("IPM.Task", "an entry of a task list")]
#[case("REPORT.IPM.Note.NDR", "a report on the delivery")]
fn what_is_no_letter_is_said_to_be_none(#[case] class: &str, #[case] what: &str) {
    let own = vec![wide(0x001a, class), wide(0x1000, "Meeting at the quay")];
    says(&open(&Outlook { own, ..Outlook::default() }.msg()), what);
}

#[rstest]
#[case(2, "only a link")]
#[case(6, "an object of another program")]
#[case(1, "could not be taken out")]
fn what_did_not_come_along_is_said(#[case] how: u32, #[case] what: &str) {
    let attached = vec![(vec![wide(0x3707, "plan.dwg"), long(0x3705, how)], None)];
    let taken = open(&Outlook { own: vec![wide(0x1000, "x")], attached, ..Outlook::default() }.msg());
    says(&taken, what);
    assert!(taken.enclosures.is_empty());
}

#[test]
fn messages_within_messages_are_opened_to_a_depth() {
    for (deep, left) in [(MESSAGES_DEEP_MAX, false), (MESSAGES_DEEP_MAX + 1, true)] {
        let mut message = Outlook { own: vec![wide(0x1000, "innermost")], ..Outlook::default() };
        for _ in 0..deep {
            let attached = vec![(vec![wide(0x3001, "inner"), long(0x3705, 5)], Some(Box::new(message)))];
            message = Outlook { own: vec![wide(0x1000, "outer")], attached, ..Outlook::default() };
        }
        let mut taken = open(&message.msg());
        let mut texts = vec![taken.text.clone()];
        while let Some(enclosed) = taken.enclosures.first() {
            taken = open(&enclosed.bytes);
            texts.push(taken.text.clone());
        }
        assert_eq!(texts.len(), MESSAGES_DEEP_MAX + 1);
        assert_eq!(!texts.last().unwrap().contains("innermost"), left, "at {deep}");
    }
}

/// Lines of an attached message that look like the boundaries of the mail file it is written into.
#[test]
fn a_message_file_attached_to_a_message_inside_keeps_its_bytes() {
    for underscores in [1, 2, 30, 60, 5_000] {
        let line = format!("--=_part{}", "_".repeat(underscores));
        let attached =
            format!("From: a@tarnov.example\r\nMessage-ID: <1@t>\r\n\r\nwords\r\n{line}\r\nmore words\r\n{line}--\r\n");
        let own = vec![
            wide(0x3707, "a.eml"),
            wide(0x370e, "message/rfc822"),
            long(0x3705, 1),
            binary(0x3701, attached.as_bytes()),
        ];
        let inner = Outlook { own: vec![wide(0x1000, "inner")], attached: vec![(own, None)], ..Outlook::default() };
        let own = vec![wide(0x3001, "inner"), long(0x3705, 5)];
        let outer = Outlook { attached: vec![(own, Some(Box::new(inner)))], ..Outlook::default() };
        let inner = open(&open(&outer.msg()).enclosures[0].bytes);
        let [kept] = &inner.enclosures[..] else { panic!("{inner:#?}") };
        assert_eq!(String::from_utf8_lossy(&kept.bytes), attached, "{underscores}");
    }
}

#[test]
fn older_office_files_are_named_and_kept_closed() {
    for (stream, called) in [
        ("WordDocument", "(.doc)"),
        ("Workbook", "(.xls)"),
        ("PowerPoint Document", "(.ppt)"),
        ("EncryptedPackage", "password"),
    ] {
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
        file.create_stream(stream).unwrap();
        file.flush().unwrap();
        let taken = open(&file.into_inner().into_inner());
        assert_eq!((taken.format, taken.text.as_str()), (Format::Compound, ""));
        says(&taken, called);
        says(&taken, "Save it as");
    }
}

#[test]
fn a_formatted_body_is_read_as_an_rtf_file_is() {
    let rtf = br"{\rtf1\ansi\ansicpg1251{\fonttbl{\f1\fcharset161 A;}}{\*\revtbl{Unknown;}{I. Lund;}}\'cf\'f0\f1 \'c1 {\deleted\revauthdel1 open}{\v secret}.{\footnote By order.}}";
    let taken = open(&Outlook { own: vec![binary(0x1009, &lzfu(rtf))], ..Outlook::default() }.msg());
    assert!(taken.text.ends_with("ПрΑ open.[1]\n\n[1] By order.\n"), "{}", taken.text);
    says(&taken, "1 deletion (I. Lund 1)");
    says(&taken, "1 passage of hidden text");
}

/// What is deeper counts as one group: what closes it within closes nothing.
#[test]
fn groups_of_a_body_out_of_html_are_followed_to_their_depth() {
    for (depth, quiet) in [(GROUPS_DEEP_MAX - 1, true), (GROUPS_DEEP_MAX, false)] {
        let rtf = format!(r"{{\rtf1\fromhtml1 {}\htmlrtf x}}The quay.{}", "{".repeat(depth), "}".repeat(depth));
        let taken = open(&Outlook { own: vec![binary(0x1009, &lzfu(rtf.as_bytes()))], ..Outlook::default() }.msg());
        assert_eq!(taken.text.contains("The quay."), quiet, "{depth}: {}", taken.text);
    }
}

#[test]
fn a_body_that_says_that_it_is_larger_than_any_stays_closed() {
    for (size, closed) in [(RTF_BYTES_MAX, false), (RTF_BYTES_MAX + 1, true)] {
        let packed = wrap(PLAIN_RTF, size, 0x414c_454d);
        let taken = open(&Outlook { own: vec![binary(0x1009, &packed)], ..Outlook::default() }.msg());
        let said = taken.remarks.iter().any(|says| says.contains("larger than any; it was not read"));
        assert_eq!((said, taken.text.contains("The quay")), (closed, !closed), "{:?}", taken.remarks);
    }
}
