//! The form of a file by its content.

use extract::{BOUNDARY_BYTES_MAX, Format, PAGES_MAX, PDF_SIGN_WITHIN_BYTES_MAX, SAMPLE_BYTES_MAX, needs_parser, open};
use rstest::rstest;

#[rstest]
#[case::pdf(b"%PDF-1.4\n", Format::Pdf)]
#[case::png(b"\x89PNG\r\n\x1a\n", Format::Png)]
#[case::jpeg(b"\xff\xd8\xff\xe0", Format::Jpeg)]
#[case::tiff_little(b"II*\0", Format::Tiff)]
#[case::tiff_big(b"MM\0*", Format::Tiff)]
#[case::gif(b"GIF89a", Format::Gif)]
#[case::webp(b"RIFF\x24\0\0\0WEBPVP8 ", Format::WebP)]
#[case::heif(b"\0\0\0\x18ftypheic\0\0\0\0", Format::Heif)]
#[case::bmp(b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0", Format::Bmp)]
#[case::text_that_begins_like_a_bmp(b"BM 12/1931, the quay", Format::PlainText)]
#[case::djvu(b"AT&TFORM\0\0", Format::Djvu)]
#[case::jpeg_2000(b"\0\0\0\x0cjP  \r\n\x87\n", Format::Jpeg2000)]
#[case::rtf(b"{\\rtf1\\ansi", Format::RichText)]
#[case::compound(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format::Compound)]
#[case::torn_zip(b"PK\x03\x04", Format::Zip)]
#[case::mail(b"From: a@tarnov.example\r\nMessage-ID: <1@t>\r\n\r\nThe quay.", Format::Mail)]
#[case::gzip(b"\x1f\x8b\x08", Format::Unknown)]
#[case::text(b"PDF is not what this says.", Format::PlainText)]
fn a_form_is_told_by_its_first_bytes(#[case] bytes: &[u8], #[case] format: Format) {
    assert_eq!(Format::of(bytes), format);
    let taken = open(bytes, "minutes.docx", &|_| None);
    assert_eq!(taken.format, format, "the name says nothing");
    let is_parsed = !format.is_text() && format != Format::Unknown;
    assert_eq!(needs_parser(bytes), is_parsed, "what is no text is not parsed where it could do harm");
}

#[test]
fn the_sign_of_a_pdf_may_stand_a_little_further_on() {
    for (at, format) in
        [(PDF_SIGN_WITHIN_BYTES_MAX - 5, Format::Pdf), (PDF_SIGN_WITHIN_BYTES_MAX - 4, Format::PlainText)]
    {
        let bytes = [vec![b'\n'; at], b"%PDF-1.4\n".to_vec()].concat();
        assert_eq!(Format::of(&bytes), format, "at {at}");
    }
}

#[rstest]
#[case::text(b"The quay is closed.", false)]
#[case::gzip_stays_closed(b"\x1f\x8b\x08", false)]
#[case::pdf(b"%PDF-1.4\n", true)]
#[case::late_pdf(b"\n\n%PDF-1.4\n", true)]
#[case::zip(b"PK\x03\x04", true)]
#[case::rtf(b"{\\rtf1\\ansi", true)]
#[case::picture(b"GIF89a", true)]
#[case::compound(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", true)]
#[case::html(b"<html><p>The quay is closed.</p></html>", true)]
#[case::markdown(b"# The quay\n\nIt is **closed**; see [the rules](rules.md).\n", true)]
#[case::mail(b"From: a@t.example\nMessage-ID: <1@t>\n\nThe quay.", false)]
#[case::mail_in_html(b"From: a@t.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>The quay.</p>", true)]
#[case::mail_in_both(
    b"From: a@t.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\nThe quay.\n--x\nContent-Type: text/html\n\n<p>The quay.</p>\n--x--\n",
    false
)]
fn only_text_is_taken_apart_without_a_parser(#[case] bytes: &[u8], #[case] needs: bool) {
    assert_eq!(needs_parser(bytes), needs);
}

#[rstest]
#[case::pdf_stays_closed("application/pdf; name=a.pdf", "x", false)]
#[case::message("message/rfc822", "From: a@tarnov.example\r\n\r\nThe quay.", false)]
#[case::clear_signed("application/pgp-signature", "-----BEGIN PGP SIGNATURE-----", false)]
#[case::tnef("application/ms-tnef", "x", true)]
#[case::tnef_in_capitals("Application/MS-TNEF", "x", true)]
#[case::tnef_by_name("application/octet-stream; name=\"WinMail.dat\"", "x", true)]
#[case::tnef_by_encoded_name("application/octet-stream; name=\"=?utf-8?B?d2lubWFpbC5kYXQ=?=\"", "x", true)]
#[case::tnef_by_its_bytes("application/octet-stream\r\nContent-Transfer-Encoding: base64", "eJ8+IgAA", true)]
#[case::sealed("application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", "x", true)]
#[case::signature("application/x-pkcs7-signature", "x", true)]
#[case::signed_without_a_boundary("multipart/signed", "x", true)]
#[case::nested("message/rfc822", "From: a@tarnov.example\r\nContent-Type: application/ms-tnef\r\n\r\nx", true)]
#[case::nested_and_encoded(
    "message/rfc822\r\nContent-Transfer-Encoding: base64",
    "RnJvbTogYUB0YXJub3YuZXhhbXBsZQ0KQ29udGVudC1UeXBlOiBhcHBsaWNhdGlvbi9tcy10bmVmDQoNCng=",
    true
)]
#[case::in_an_encoding_nobody_has_looked_into(
    "message/rfc822\r\nContent-Transfer-Encoding: base64",
    "RnJvbTogYUB0YXJub3YuZXhhbXBsZQ0KDQp4",
    true
)]
fn a_mail_needs_a_parser_where_a_part_is_packed(#[case] declared: &str, #[case] part: &str, #[case] needs: bool) {
    let mail = format!(
        "From: a@tarnov.example\r\nMessage-ID: <1@t>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
         --x\r\nContent-Type: text/plain\r\n\r\nThe quay.\r\n--x\r\nContent-Type: {declared}\r\n\r\n{part}\r\n--x--\r\n"
    );
    assert_eq!(needs_parser(mail.as_bytes()), needs);
}

/// Bytes that begin as a packed part does make one, though they are declared as a message.
#[test]
fn a_message_inside_may_be_packed() {
    for (begins, needs) in [(&b"\x78\x9f\x3e\x22"[..], true), (b"From: a", false)] {
        let head = b"From: a@tarnov.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\
            Content-Type: message/rfc822\n\n";
        let mail = [head, begins, b"\nSubject: Quay\n\nThe quay.\n--x--\n"].concat();
        assert_eq!(needs_parser(&mail), needs);
        let taken = open(&mail, "x", &|_| None);
        assert_eq!(taken.remarks.iter().any(|says| says.contains("Outlook")), needs, "{:?}", taken.remarks);
    }
}

#[rstest]
#[case::as_long_as_may_be(format!("boundary=\"{}\"; type=x", "q".repeat(BOUNDARY_BYTES_MAX)), false)]
#[case::bare(format!("type={}; boundary={}", "q".repeat(200), "q".repeat(BOUNDARY_BYTES_MAX)), false)]
#[case::one_more(format!("boundary=\"{}\"", "q".repeat(BOUNDARY_BYTES_MAX + 1)), true)]
#[case::one_more_bare(format!("BOUNDARY = {}; type=x", "q".repeat(BOUNDARY_BYTES_MAX + 1)), true)]
#[case::escaped(format!("boundary=\"\\\";{}\"", "q".repeat(BOUNDARY_BYTES_MAX)), true)]
#[case::on_the_next_line(format!("boundary=\n \"{}\"", "q".repeat(BOUNDARY_BYTES_MAX + 1)), true)]
#[case::in_pieces(format!("boundary*0={0};\n boundary*1={0}", "q".repeat(BOUNDARY_BYTES_MAX / 2 + 1)), true)]
#[case::after_a_remark(format!("boundary(a)={}", "q".repeat(BOUNDARY_BYTES_MAX + 1)), true)]
#[case::before_a_remark(format!("boundary=(a){}", "q".repeat(BOUNDARY_BYTES_MAX + 1)), true)]
fn a_boundary_longer_than_any_is_sought_where_it_can_do_no_harm(#[case] parameters: String, #[case] needs: bool) {
    let mail = format!(
        "From: a@tarnov.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; {parameters}\nSubject: Quay\n\n\
         The boundary of the harbour ({}).\n",
        "boundary ".repeat(20)
    );
    assert_eq!(needs_parser(mail.as_bytes()), needs);
}

/// At each of its bytes the body could be the boundary, to its end.
#[test]
fn a_boundary_that_would_take_too_long_is_not_sought() {
    let dashes = "-".repeat(1 << 20);
    let mail = format!(
        "From: a@tarnov.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"{dashes}x\"\n\n{}\n",
        dashes.repeat(8)
    );
    assert!(!needs_parser(mail.as_bytes()));
    let taken = open(mail.as_bytes(), "x", &|_| None);
    assert_eq!(taken.text.len(), mail.len());
    assert!(taken.remarks[0].contains("too many messages or parts"), "{:?}", taken.remarks);
}

#[test]
fn a_text_has_no_more_pages_than_the_limit() {
    for count in [PAGES_MAX, PAGES_MAX + 1] {
        let taken = open("a\u{c}".repeat(count).as_bytes(), "x", &|_| None);
        assert_eq!(taken.pages.len(), PAGES_MAX);
        let last = taken.pages[PAGES_MAX - 1].span;
        assert_eq!((last.start, last.end), (2 * (PAGES_MAX - 1), 2 * count), "what follows counts to the last");
    }
}

/// So many control characters make a file none of text, where they are looked for.
#[test]
fn a_text_is_told_by_its_beginning() {
    let controls = SAMPLE_BYTES_MAX * 20 / 1_000 + 1;
    for (beyond, is_text) in [(0, false), (1, true)] {
        let before = "a".repeat(SAMPLE_BYTES_MAX - controls + beyond);
        let taken = open(format!("{before}{}{}", "\u{1}".repeat(controls), "a".repeat(99)).as_bytes(), "x", &|_| None);
        assert_eq!(taken.format == Format::PlainText, is_text, "{:?}", taken.remarks);
    }
}

#[test]
fn a_picture_has_no_text() {
    let taken = open(b"\x89PNG\r\n\x1a\n", "scan.png", &|_| None);
    assert_eq!(taken.text, "");
    assert_eq!(taken.remarks, ["scan.png: There is no text on this paper: it is a PNG picture."]);
}
