//! `winmail.dat`, as a file and inside a mail.

use base64::Engine as _;
use extract::Format;

use super::forms::{Outlook, attribute, binary, long, whole, wide};
use super::{open, says};

#[test]
fn a_winmail_file_gives_the_same_text_as_a_message_file() {
    let taken = open(&whole().tnef());
    assert_eq!(taken.format, Format::Tnef);
    assert_eq!(taken.text, open(&whole().msg()).text);
    assert_eq!(taken.enclosures, open(&whole().msg()).enclosures);
    assert_eq!(taken.message_id.as_deref(), Some("17@tarnov.example"));
}

fn mail(media: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let encoded = base64::engine::general_purpose::STANDARD.encode(bytes);
    format!(
        "From: Alwin Brask <brask@tarnov.example>\r\nTo: Ida Lund <lund@brenn.example>\r\nDate: Mon, 3 Mar 2025 09:14:00 +0100\r\n\
         Subject: Quay\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"cut\"\r\n\r\n--cut\r\nContent-Type: \
         text/plain\r\n\r\n\r\n--cut\r\nContent-Type: {media}; name=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n{encoded}\r\n--cut--\r\n"
    )
    .into_bytes()
}

#[test]
fn a_mail_around_it_takes_its_body_and_attachments() {
    for (media, name) in [("application/ms-tnef", "winmail.dat"), ("application/octet-stream", "att0001.bin")] {
        let taken = open(&mail(media, name, &whole().tnef()));
        assert_eq!(taken.format, Format::Mail);
        assert!(taken.text.contains("\nDate: Mon, 3 Mar 2025 09:14:00 +0100\n"), "{}", taken.text);
        assert!(taken.text.ends_with("the quay is closed from 3 March 2025.\n\nAlwin Brask\n"), "{}", taken.text);
        let names: Vec<_> = taken.enclosures.iter().map(|enclosed| enclosed.name.as_str()).collect();
        assert_eq!(names, ["survey of the quay.pdf", "Soundings of the east basin"]);
        says(&taken, name);
    }
}

#[test]
fn what_stands_outside_the_properties_is_taken_too() {
    let mut bytes = Outlook::default().tnef();
    attribute(&mut bytes, 1, 0x0001_8004, b"Quay\0");
    attribute(&mut bytes, 1, 0x0002_800c, b"The quay is cl\xf6sed.\0");
    let name = b"Alwin Brask\0";
    let address = b"SMTP:brask@tarnov.example\0";
    let lengths = [4_u16, 50, 12, 26].map(u16::to_le_bytes).concat();
    attribute(&mut bytes, 1, 0x0000_8000, &[&lengths[..], name, address].concat());
    attribute(&mut bytes, 1, 0x0003_8005, &[2025_u16, 3, 3, 8, 14, 0, 1].map(u16::to_le_bytes).concat());
    attribute(&mut bytes, 2, 0x0006_9002, &[0; 14]);
    attribute(&mut bytes, 2, 0x0001_8010, b"plan.txt\0");
    attribute(&mut bytes, 2, 0x0006_800f, b"a plan");
    let taken = open(&bytes);
    assert_eq!(
        taken.text,
        "From: Alwin Brask <brask@tarnov.example>\nDate: Mon, 3 Mar 2025 08:14:00 +0000\nSubject: Quay\nEnclosures: \
         plan.txt\n\nThe quay is clösed."
    );
    assert_eq!(taken.enclosures[0].bytes, b"a plan");
    assert_eq!(taken.remarks, [""; 0]);
}

#[test]
fn damage_is_said_and_the_rest_is_read() {
    let whole = whole().tnef();
    let taken = open(&whole[..whole.len() - 20]);
    says(&taken, "damaged");
    assert!(taken.text.contains("RE: Closing of the quay"));
}

#[test]
fn the_kind_of_attachment_decides_and_not_its_data() {
    let attached = vec![(vec![wide(0x3707, "note.txt"), long(0x3705, 1), binary(0x3701, b"x")], None)];
    let taken = open(&Outlook { attached, ..Outlook::default() }.tnef());
    assert_eq!(taken.enclosures[0].bytes, b"x");
}
