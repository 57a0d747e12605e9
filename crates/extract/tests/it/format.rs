//! The form of a file by its content.

use extract::{Format, PDF_SIGN_WITHIN_BYTES_MAX, open};
use rstest::rstest;

#[rstest]
#[case::pdf(b"%PDF-1.4\n", Format::Pdf)]
#[case::png(b"\x89PNG\r\n\x1a\n", Format::Png)]
#[case::jpeg(b"\xff\xd8\xff\xe0", Format::Jpeg)]
#[case::tiff_little(b"II*\0", Format::Tiff)]
#[case::tiff_big(b"MM\0*", Format::Tiff)]
#[case::gif(b"GIF89a", Format::Gif)]
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
