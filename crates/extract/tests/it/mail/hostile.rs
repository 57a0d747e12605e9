//! Damaged and hostile mail: no panic, no endless work, the same answer twice.

use std::sync::LazyLock;

use extract::{ADDRESSES_MAX, ATTACHMENTS_MAX, COMPOUND_ENTRIES_MAX, RECIPIENTS_MAX};
use proptest::prelude::*;

use super::forms::{lzfu, whole};
use super::open;

/// A whole file of each form.
fn wholes() -> Vec<Vec<u8>> {
    vec![
        whole().msg(),
        whole().tnef(),
        include_bytes!("../signed/opaque-stream.eml").to_vec(),
        include_bytes!("../signed/beside-rsa.eml").to_vec(),
        include_bytes!("../signed/decree.txt.p7m").to_vec(),
        include_bytes!("../signed/mail.p7m").to_vec(),
    ]
}

static WHOLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(wholes);

fn holds(bytes: &[u8]) {
    let taken = open(bytes);
    assert_eq!(taken, open(bytes), "the same bytes give the same");
    let out: usize = taken.enclosures.iter().map(|enclosed| enclosed.bytes.len()).sum();
    assert!(out <= bytes.len() * 4 + 65_536, "{out} bytes out of {}", bytes.len());
}

#[test]
fn files_cut_off_anywhere_are_read_as_far_as_they_go() {
    for whole in WHOLES.iter() {
        for end in (0..whole.len()).step_by(whole.len() / 97 + 1) {
            holds(&whole[..end]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn changed_bytes_do_no_harm(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = which.get(&WHOLES).clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        holds(&bytes);
    }

    /// Numbers of sectors, lengths and counts are four bytes; extremes are where readers go astray.
    #[test]
    fn lying_numbers_do_no_harm(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        lie in prop::sample::select(vec![0_u32, 1, 2, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff, 0x1000]),
    ) {
        let mut bytes = which.get(&WHOLES).clone();
        let at = at.index(bytes.len() / 4) * 4;
        bytes[at..at + 4].copy_from_slice(&lie.to_le_bytes());
        holds(&bytes);
    }

    #[test]
    fn any_packed_body_unpacks_or_says_why(rtf in prop::collection::vec(any::<u8>(), 0..200)) {
        use super::forms::{Outlook, binary};
        holds(&Outlook { own: vec![binary(0x1009, &lzfu(&rtf)), binary(0x1009 + 1, b"")], ..Outlook::default() }.msg());
    }
}

/// A thousand attachments, as a machine might send, are honest and all taken; ones more are said to be left.
#[test]
fn a_thousand_attachments_are_taken_and_no_more() {
    use super::forms::{Outlook, binary, long, wide};
    for (count, left) in [(ATTACHMENTS_MAX, false), (ATTACHMENTS_MAX + 1, true)] {
        let one = (vec![wide(0x3707, "east.csv"), long(0x3705, 1), binary(0x3701, b"4.2")], None);
        let message = Outlook { own: vec![wide(0x1000, "x")], attached: vec![one; count], ..Outlook::default() };
        for bytes in [message.msg(), message.tnef()] {
            let taken = open(&bytes);
            assert_eq!(taken.enclosures.len(), ATTACHMENTS_MAX);
            let said = taken.remarks.iter().any(|remark| remark.contains("only the first"));
            assert_eq!(said, left, "{:?}", taken.remarks);
        }
    }
}

#[test]
fn people_beyond_their_limit_are_counted() {
    use super::forms::{Outlook, long, wide};
    for (count, left) in [(RECIPIENTS_MAX, false), (RECIPIENTS_MAX + 1, true)] {
        let person = vec![wide(0x3001, "Lund"), long(0x0c15, 1)];
        let named = Outlook { own: vec![wide(0x0e04, &"Lund;".repeat(count))], ..Outlook::default() };
        let message = Outlook { own: vec![wide(0x1000, "x")], recipients: vec![person; count], ..Outlook::default() };
        for bytes in [message.msg(), message.tnef(), named.msg()] {
            let taken = open(&bytes);
            assert_eq!(taken.text.matches("Lund").count(), RECIPIENTS_MAX);
            let says = format!("The mail has {count} recipients; only the first {RECIPIENTS_MAX} are shown.");
            assert_eq!(taken.remarks.contains(&says), left, "{:?}", taken.remarks);
        }
    }
    for (count, left) in [(ADDRESSES_MAX, false), (ADDRESSES_MAX + 1, true)] {
        let people = vec!["lund@brenn.example"; count].join(",\n ");
        let taken = open(format!("From: a@tarnov.example\nMessage-ID: <1@t>\nCc: {people}\n\nx").as_bytes());
        assert_eq!(taken.text.matches("lund").count(), ADDRESSES_MAX);
        let says = format!("The line “Cc” has {count} addresses; only the first {ADDRESSES_MAX} are shown.");
        assert_eq!(taken.remarks.contains(&says), left, "{:?}", taken.remarks);
    }
}

/// A storage has its names by length: the others' first, then the subject's, then the numbers'.
#[test]
fn entries_of_a_storage_are_looked_at_up_to_their_limit() {
    use super::forms::{Outlook, wide};
    use std::io::Cursor;
    let message = Outlook { own: vec![wide(0x0037, "Quay")], ..Outlook::default() }.msg();
    for (others, seen) in [(COMPOUND_ENTRIES_MAX - 2, true), (COMPOUND_ENTRIES_MAX, false)] {
        let mut file = cfb::CompoundFile::open(Cursor::new(message.clone())).unwrap();
        // Names that begin with the lowest digits of their number keep the file's tree of names flat.
        for at in 0..u32::try_from(others).unwrap() {
            file.create_storage(format!("{:08x}", at.reverse_bits())).unwrap();
        }
        file.flush().unwrap();
        let taken = open(&file.into_inner().into_inner());
        assert_eq!(taken.text.contains("Subject: Quay"), seen, "{:?}", taken.remarks);
        assert_eq!(taken.remarks.iter().any(|says| says.contains("more than 100000 entries")), !seen);
    }
}
