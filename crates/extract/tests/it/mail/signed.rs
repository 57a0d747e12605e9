//! Signed and encrypted mail; the fixtures are made by `signed/make.sh`.

use extract::{CERTIFICATES_MAX, ELEMENTS_DEEP_MAX, Extract, Format, NESTED_MESSAGES_MAX, SIGNATURES_MAX};
use rstest::rstest;

use super::{open, says};

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../signed/", $name))
    };
}

const FITS: &str = "signed by Alwin Brask (Harbour Board of Tarnov, brask@tarnov.example), and the signature fits";

fn is_the_mail(taken: &Extract) {
    assert_eq!(taken.format, Format::Mail);
    let body =
        "\n\nDear Ms. Lund,\n\nthe quay at Brenn is closed from 3 March 2025. The survey is attached.\n\nJörn Plitt";
    assert!(taken.text.contains(body), "{}", taken.text);
    assert!(taken.text.starts_with("From: Alwin Brask <brask@tarnov.example>\nTo: Ida Lund"), "{}", taken.text);
    let names: Vec<_> = taken.enclosures.iter().map(|enclosed| enclosed.name.as_str()).collect();
    assert_eq!(names, ["survey.csv"]);
    assert_eq!(taken.enclosures[0].bytes, b"depth,metres\neast,4.2\n");
}

#[rstest]
#[case::opaque(fixture!("opaque-rsa.eml"))]
#[case::opaque_with_open_lengths(fixture!("opaque-stream.eml"))]
#[case::rsa_sha512(fixture!("beside-rsa.eml"))]
#[case::p384(fixture!("beside-p384.eml"))]
#[case::pss(fixture!("beside-pss.eml"))]
#[case::by_the_keys_name(fixture!("beside-key-name.eml"))]
#[case::without_attributes(fixture!("beside-without-attributes.eml"))]
fn a_signature_that_fits_is_said_to(#[case] bytes: &[u8]) {
    let taken = open(bytes);
    is_the_mail(&taken);
    says(&taken, FITS);
    says(&taken, "Whether the certificate is to be trusted was not examined");
    says(&taken, "The certificate is made out from 20");
}

#[rstest]
#[case::rsa(fixture!("beside-rsa.eml"))]
#[case::p384(fixture!("beside-p384.eml"))]
#[case::without_attributes(fixture!("beside-without-attributes.eml"))]
fn a_changed_word_is_found(#[case] bytes: &[u8]) {
    let changed = String::from_utf8(bytes.to_vec()).unwrap().replace("3 March 2025", "4 March 2025");
    says(&open(changed.as_bytes()), "does NOT fit the content");
}

#[rstest]
#[case::lf("\n")]
#[case::crlf("\r\n")]
fn how_the_mail_was_kept_does_not_matter(#[case] ends: &str) {
    let kept =
        String::from_utf8(fixture!("beside-rsa.eml").to_vec()).unwrap().replace("\r\n", "\n").replace('\n', ends);
    says(&open(kept.as_bytes()), FITS);
}

/// A flipped bit anywhere in the signed content or in the signature is found, or the file is no longer opened.
#[test]
fn a_flipped_bit_is_never_said_to_fit() {
    let bytes = fixture!("decree.txt.p7m");
    says(&open(bytes), FITS);
    let content = bytes.windows(7).position(|window| window == b"No. 12.").unwrap();
    let end = bytes.len();
    for at in (content..content + 45).chain(end - 256..end) {
        let mut changed = bytes.to_vec();
        changed[at] ^= 4;
        let taken = open(&changed);
        assert!(!taken.remarks.iter().any(|remark| remark.contains("fits the content")), "at {at}");
    }
}

#[rstest]
#[case::without_certificate(fixture!("beside-without-certificate.eml"), "certificate is not in it")]
#[case::sha1(fixture!("beside-sha1.eml"), "of a method that this version does not check")]
#[case::short_key(fixture!("beside-short.eml"), "of a method that this version does not check")]
fn what_cannot_be_checked_is_said(#[case] bytes: &[u8], #[case] what: &str) {
    let taken = open(bytes);
    is_the_mail(&taken);
    says(&taken, what);
}

#[rstest]
#[case::der(fixture!("decree.txt.p7m"))]
#[case::pem(fixture!("decree-pem.p7m"))]
fn a_signed_file_gives_the_file_inside_and_its_text(#[case] bytes: &[u8]) {
    let taken = extract::open(bytes, "decree.txt.p7m", &|_| None);
    assert_eq!(taken.format, Format::Signed);
    assert_eq!(taken.text, "No. 12. The quay is closed from 3 March 2025.\n");
    assert_eq!(taken.enclosures[0].name, "decree.txt");
    assert_eq!(taken.enclosures[0].bytes, taken.text.as_bytes());
    says(&taken, FITS);
}

#[test]
fn base64_without_a_frame_is_known_too() {
    let pem = std::str::from_utf8(fixture!("decree-pem.p7m")).unwrap();
    let bare: Vec<_> = pem.lines().filter(|line| !line.starts_with("---")).collect();
    let taken = open(bare.join("\r\n").as_bytes());
    assert_eq!(taken.format, Format::Signed);
    says(&taken, FITS);
}

#[test]
fn a_signed_mail_as_a_file_is_read_as_mail() {
    let taken = open(fixture!("mail.p7m"));
    assert_eq!(taken.format, Format::Signed);
    assert!(taken.text.contains("the quay at Brenn is closed"), "{}", taken.text);
    assert_eq!(taken.enclosures[0].name, "survey.csv");
    says(&taken, FITS);
}

fn beside() -> String {
    String::from_utf8(fixture!("beside-rsa.eml").to_vec()).unwrap().replace("\r\n", "\n")
}

/// The boundary line of the mail, without its end.
fn mark(mail: &str) -> String {
    format!("--{}", mail.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap())
}

fn is_not_said_to_fit(taken: &Extract) {
    assert!(!taken.remarks.iter().any(|remark| remark.contains("fits the content")), "{:#?}", taken.remarks);
}

/// A signature with content of its own says nothing of what lies beside it.
#[test]
fn a_message_once_signed_does_not_sign_what_is_laid_beside_it() {
    use base64::Engine as _;
    let once = base64::engine::general_purpose::STANDARD.encode(fixture!("mail.p7m"));
    let forged = format!(
        "From: brask@tarnov.example\nMessage-ID: <1@t>\nMIME-Version: 1.0\n\
         Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=x\n\n\
         --x\nContent-Type: text/plain\n\nThe quay stays open.\n--x\n\
         Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n\n{once}\n--x--\n"
    );
    let taken = open(forged.as_bytes());
    assert!(taken.text.contains("The quay stays open."), "{}", taken.text);
    says(&taken, "does NOT fit the content");
    is_not_said_to_fit(&taken);
}

#[test]
fn parts_after_the_signature_are_not_signed() {
    let mail = beside();
    let mark = mark(&mail);
    let end = format!("{mark}--");
    let more = format!("{mark}\nContent-Type: text/plain\n\nPay to Brenn.\n{end}");
    let taken = open(mail.replace(&end, &more).as_bytes());
    assert!(taken.text.contains("Pay to Brenn."), "{}", taken.text);
    says(&taken, "has parts that its signature cannot cover; it was not checked");
    is_not_said_to_fit(&taken);
}

/// A boundary within a line cuts for the reader of mail; the part checked would be another than the part shown.
#[test]
fn what_is_checked_is_what_is_shown() {
    let mail = beside();
    let mark = mark(&mail);
    let shown = format!("x {mark}\nContent-Type: text/plain\n\nPay to Brenn.\nx {mark}\n");
    let signature = mail.split(&format!("{mark}\n")).nth(2).unwrap();
    let hidden = mail.replacen(&format!("{mark}\n"), &format!("{shown}{signature}x {mark}--\n{mark}\n"), 1);
    let taken = open(hidden.as_bytes());
    assert!(taken.text.contains("Pay to Brenn."), "{}", taken.text);
    says(&taken, "could not be found for certain; it was not checked");
    is_not_said_to_fit(&taken);
}

#[test]
fn a_part_that_is_signed_does_not_sign_the_mail() {
    let mail = beside();
    let (head, signed) = mail.split_once("Content-Type: multipart/signed").unwrap();
    let mixed = format!(
        "{head}Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nPay to Brenn.\n--x\n\
         Content-Type: multipart/signed{signed}\n--x--\n"
    );
    let taken = open(mixed.as_bytes());
    assert!(taken.text.contains("Pay to Brenn."), "{}", taken.text);
    says(&taken, FITS);
    says(&taken, "Only a part of the mail is signed; what stands outside that part is not.");
    let whole = open(mail.as_bytes());
    assert!(!whole.remarks.iter().any(|remark| remark.contains("Only a part")), "{:#?}", whole.remarks);
}

#[rstest]
#[case::mail(fixture!("encrypted.eml"), Format::Mail)]
#[case::file(fixture!("encrypted.p7m"), Format::Encrypted)]
fn encrypted_mail_is_kept_closed(#[case] bytes: &[u8], #[case] format: Format) {
    let taken = open(bytes);
    assert_eq!(taken.format, format);
    says(&taken, "encrypted");
}

#[test]
fn a_signature_alone_says_that_what_it_signs_is_missing() {
    says(&open(fixture!("alone.p7s")), "a signature without what it signs");
}

/// An element of ASN.1 by the distinguished rules.
fn element(tag: u8, inside: &[u8]) -> Vec<u8> {
    let length = u32::try_from(inside.len()).unwrap().to_be_bytes();
    [&[tag, 0x84][..], &length, inside].concat()
}

/// A file of the form of a signed one, with these certificates and signatures.
fn signed_data(content: &[u8], certificates: &[u8], signatures: &[u8]) -> Vec<u8> {
    signed_octets(&element(0x04, content), certificates, signatures)
}

/// The same, its content an element.
fn signed_octets(octets: &[u8], certificates: &[u8], signatures: &[u8]) -> Vec<u8> {
    const SIGNED_DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
    const DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
    let object = |name: &[u8]| [&[0x06, name.len() as u8][..], name].concat();
    let enclosed = [object(DATA), element(0xa0, octets)].concat();
    let parts = [
        vec![0x02, 1, 1],
        element(0x31, b""),
        element(0x30, &enclosed),
        element(0xa0, certificates),
        element(0x31, signatures),
    ];
    element(0x30, &[object(SIGNED_DATA), element(0xa0, &element(0x30, &parts.concat()))].concat())
}

#[test]
fn a_signed_mail_that_stays_closed_is_not_lost_and_its_signature_is_said() {
    use base64::Engine as _;
    for (count, closed) in [(NESTED_MESSAGES_MAX, false), (NESTED_MESSAGES_MAX + 1, true)] {
        let content = format!("Content-Type: text/plain\n\nThe quay is closed.\n{}", "rfc822 ".repeat(count));
        let file = signed_data(content.as_bytes(), b"", b"");
        let taken = extract::open(&file, "decree.p7m", &|_| None);
        assert_eq!(taken.format, Format::Signed);
        assert!(taken.text.contains("The quay is closed."), "{}", taken.text);
        says(&taken, "no signature");
        assert_eq!(taken.enclosures.len(), usize::from(closed));
        if closed {
            assert_eq!((taken.text.as_str(), &taken.enclosures[0].bytes[..]), (&*content, content.as_bytes()));
            says(&taken, "decree: The signed mail holds too many messages");
        }
        let file = base64::engine::general_purpose::STANDARD.encode(file);
        let mail = format!(
            "From: a@tarnov.example\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; name=smime.p7m\n\
             Content-Transfer-Encoding: base64\n\n{file}\n"
        );
        let taken = open(mail.as_bytes());
        says(&taken, "no signature");
        assert_eq!(
            (taken.text.contains("The quay is closed."), taken.enclosures.len()),
            (!closed, usize::from(closed))
        );
        if closed {
            says(&taken, "The signed mail holds too many messages");
            says(&taken, "it was not opened");
        }
    }
}

/// The first element of `bytes`, by its tag, contents and what follows.
fn first(bytes: &[u8]) -> (u8, &[u8], &[u8]) {
    let count = usize::from(bytes[1] & 0x7f);
    let (length, head) = match bytes[1] {
        short @ ..0x80 => (usize::from(short), 2),
        _ => (bytes[2..2 + count].iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), 2 + count),
    };
    (bytes[0], &bytes[head..head + length], &bytes[head + length..])
}

/// Content, certificates and signatures of a signed file.
fn taken_apart(file: &[u8]) -> [&[u8]; 3] {
    let (_, file, _) = first(file);
    let (_, content, _) = first(first(file).2);
    let (_, mut rest, _) = first(content);
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (tag, inside, after) = first(rest);
        parts.push((tag, inside));
        rest = after;
    }
    let inside = |wanted: u8| parts.iter().rev().find(|(tag, _)| *tag == wanted).unwrap().1;
    let (_, octets, _) = first(first(inside(0x30)).2);
    [first(octets).1, inside(0xa0), inside(0x31)]
}

#[test]
fn certificates_and_signatures_are_looked_at_up_to_their_limits() {
    let [content, certificates, signatures] = taken_apart(fixture!("decree.txt.p7m"));
    for (others, found) in [(CERTIFICATES_MAX - 1, true), (CERTIFICATES_MAX, false)] {
        let certificates = [&element(0x30, b"").repeat(others), certificates].concat();
        let taken = open(&signed_data(content, &certificates, signatures));
        says(&taken, if found { FITS } else { "the signer’s certificate is not in it" });
    }
    for (others, checked) in [(SIGNATURES_MAX - 1, true), (SIGNATURES_MAX, false)] {
        let signatures = [&element(0x30, b"").repeat(others), signatures].concat();
        let taken = open(&signed_data(content, certificates, &signatures));
        assert_eq!(taken.remarks.iter().filter(|says| says.contains("signature is damaged")).count(), others);
        assert_eq!(taken.remarks.iter().any(|says| says.contains(FITS)), checked);
        assert_eq!(taken.remarks.iter().any(|says| says.contains("more than 16 signatures")), !checked);
    }
}

/// Contents may be cut in pieces, and these again.
#[test]
fn elements_within_elements_are_read_to_their_depth() {
    for (depth, read) in [(ELEMENTS_DEEP_MAX, true), (ELEMENTS_DEEP_MAX + 1, false)] {
        let mut pieces = element(0x04, b"The quay is closed.");
        (1..depth).for_each(|_| pieces = element(0x24, &pieces));
        let taken = open(&signed_octets(&element(0x24, &pieces), b"", b""));
        assert_eq!(taken.text == "The quay is closed.", read, "{depth}: {:?}", taken.remarks);
        if !read {
            says(&taken, "a signature without what it signs");
        }
    }
}
