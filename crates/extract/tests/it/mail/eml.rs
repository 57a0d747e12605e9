//! Mail files; `scripts/cross-check-mail.py` compares all of them with another program's reading.

use super::open;

#[test]
fn encodings_of_more_than_a_byte_a_letter_are_read() {
    let taken = open(include_bytes!("../eml/iso-2022-jp.eml"));
    assert_eq!(
        taken.text,
        "From: 港湾局 <port@tarnov.example>\nTo: lund@brenn.example\nDate: Thu, 7 May 2020 18:00:00 +0900\nSubject: \
         港の工事について\n\n工事は五月十一日から始まります。\n"
    );
    assert_eq!(taken.remarks, [""; 0]);
}
