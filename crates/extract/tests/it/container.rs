//! ZIP containers, harmless and other.

use extract::{
    CONTAINER_BYTES_MAX, ENCLOSED_MAX, ENTRIES_MAX, Format, LABEL_CHARS_MAX, MEMBER_BYTES_MAX, MEMBER_RATIO_MAX,
    RATIO_FROM_BYTES_MIN, open,
};

use crate::made::zipped;

fn says(taken: &extract::Extract, words: &str) -> bool {
    taken.remarks.iter().any(|remark| remark.contains(words))
}

/// Bytes that pack badly, from a row of our own.
fn dense(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let step = |state: &mut u64| {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        (*state >> 24) as u8
    };
    (0..length).map(|_| step(&mut state)).collect()
}

#[test]
fn its_files_are_the_enclosures_and_its_text_their_names() {
    let inner = zipped(&[("x.txt", b"x")]);
    let taken = open(
        &zipped(&[("letter.txt", b"The quay."), ("annex/plan.pdf", b"%PDF-1.7\n"), ("old.zip", &inner)]),
        "x",
        &|_| None,
    );
    assert_eq!(taken.format, Format::Zip);
    assert_eq!(taken.text, "letter.txt\nannex/plan.pdf\nold.zip\n");
    let inside: Vec<_> = taken.enclosures.iter().map(|one| (one.name.as_str(), one.media.as_str())).collect();
    assert_eq!(
        inside,
        [("letter.txt", "text/plain"), ("annex/plan.pdf", "application/pdf"), ("old.zip", "application/zip")]
    );
    assert_eq!(taken.enclosures[2].bytes, inner, "a container within stays closed");
}

#[test]
fn a_name_is_a_label_and_no_way_out() {
    let long = "q".repeat(LABEL_CHARS_MAX + 1);
    let names = ["../../etc/passwd", "C:\\boot\\..\\run.exe", "/root", "..", "a\u{7}b\n", &long];
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, b"x".as_slice())).collect();
    let taken = open(&zipped(&files), "x", &|_| None);
    let names: Vec<_> = taken.enclosures.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names[..5], ["etc/passwd", "boot/run.exe", "root", "file 4", "ab"]);
    assert_eq!(names[5], "q".repeat(LABEL_CHARS_MAX));
    assert_eq!(taken.text.lines().count(), 6, "a name is one line");
}

#[test]
fn files_beyond_the_limit_are_named_only() {
    for (count, more) in [(ENCLOSED_MAX, false), (ENCLOSED_MAX + 1, true)] {
        let names: Vec<_> = (0..count).map(|at| format!("{at}.txt")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"x".as_slice())).collect();
        let taken = open(&zipped(&files), "x", &|_| None);
        assert_eq!((taken.enclosures.len(), taken.text.lines().count()), (ENCLOSED_MAX, count));
        assert_eq!(says(&taken, "1 of them stay inside"), more);
    }
}

#[test]
fn a_container_of_too_many_entries_stays_closed() {
    for (count, closed) in [(ENTRIES_MAX, false), (ENTRIES_MAX + 1, true)] {
        let names: Vec<_> = (0..count).map(|at| format!("{at}/")).collect();
        let folders: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
        let taken = open(&zipped(&folders), "x", &|_| None);
        assert_eq!(says(&taken, "entries and stays closed"), closed, "{count}: {:?}", taken.remarks);
    }
}

#[test]
fn a_file_that_unpacks_to_far_more_than_it_was_stays_inside() {
    let bomb = vec![0; RATIO_FROM_BYTES_MIN + 1];
    let taken = open(&zipped(&[("a.bin", &bomb), ("b.txt", b"The quay.")]), "x", &|_| None);
    assert!(says(&taken, &format!("a.bin stays in the container: it unpacks to more than {MEMBER_RATIO_MAX} times")));
    assert_eq!(taken.enclosures.len(), 1, "the next is taken all the same");
    let taken = open(&zipped(&[("a.bin", &bomb[1..])]), "x", &|_| None);
    assert_eq!(taken.enclosures.len(), 1, "a small one may pack as well as it likes");
}

#[test]
fn a_file_and_a_whole_container_are_taken_up_to_their_limits() {
    let block = dense(1 << 20);
    // Four tenths of each block are of one letter, so that the files stay small and no ratio is met.
    let mut member = Vec::new();
    while member.len() < MEMBER_BYTES_MAX {
        member.extend(&block[..1 << 14]);
        member.extend(std::iter::repeat_n(b'q', 1 << 20));
    }
    member.truncate(MEMBER_BYTES_MAX);
    let mut larger = member.clone();
    larger.push(b'q');
    let taken = open(&zipped(&[("a", &member), ("b", &larger)]), "x", &|_| None);
    assert_eq!(taken.enclosures.len(), 1);
    assert!(says(&taken, "b stays in the container: it unpacks to more than 64 MiB"), "{:?}", taken.remarks);
    let whole = CONTAINER_BYTES_MAX / MEMBER_BYTES_MAX;
    let names: Vec<_> = (0..=whole).map(|at| at.to_string()).collect();
    let mut files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), member.as_slice())).collect();
    files[whole].1 = b"q";
    let taken = open(&zipped(&files), "x", &|_| None);
    assert_eq!(taken.enclosures.len(), whole);
    assert!(says(&taken, "the container unpacks to more than 256 MiB"), "{:?}", taken.remarks);
}

#[test]
fn what_is_unpacked_in_vain_counts() {
    let member = vec![0; RATIO_FROM_BYTES_MIN];
    let whole = CONTAINER_BYTES_MAX / RATIO_FROM_BYTES_MIN;
    for (count, is_spent) in [(whole - 1, false), (whole, true)] {
        let names: Vec<_> = (0..count).map(|at| at.to_string()).collect();
        let mut files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), member.as_slice())).collect();
        files.push(("b.txt", b"The quay."));
        let mut bytes = zipped(&files);
        // The sum of each file but the last, in the directory, is made wrong (APPNOTE.TXT 4.3.12).
        let places: Vec<_> = (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
        places[..count].iter().for_each(|at| bytes[at + 16] ^= 1);
        let taken = open(&bytes, "x", &|_| None);
        assert!(says(&taken, "0 stays in the container: it is damaged"));
        assert_eq!(says(&taken, "b.txt stays in the container: the container unpacks"), is_spent, "{count}");
        assert_eq!(taken.enclosures.len(), usize::from(!is_spent));
    }
}

#[test]
fn an_encrypted_file_is_said() {
    let mut bytes = zipped(&[("secret.txt", b"The quay."), ("b.txt", b"x")]);
    // The flag of encryption, in the file's own head and in the directory (APPNOTE.TXT 4.4.4).
    bytes[6] |= 1;
    let at = bytes.windows(4).position(|sign| sign == b"PK\x01\x02").unwrap();
    bytes[at + 8] |= 1;
    let taken = open(&bytes, "x", &|_| None);
    assert!(says(&taken, "secret.txt stays in the container: it is encrypted"), "{:?}", taken.remarks);
    assert_eq!(taken.text, "secret.txt\nb.txt\n");
    assert_eq!(taken.enclosures.len(), 1);
}

#[test]
fn a_container_cut_off_or_empty_is_said() {
    let whole = zipped(&[("a.txt", b"The quay.")]);
    for cut in 4..whole.len() {
        let taken = open(&whole[..cut], "x", &|_| None);
        assert_eq!(taken.format, Format::Zip);
        assert!(!taken.remarks.is_empty(), "cut at {cut}");
    }
    assert!(says(&open(&zipped(&[("a/", b"")]), "x", &|_| None), "holds no file"));
}

#[test]
fn files_of_other_programs_are_no_containers_of_papers() {
    for parts in [["[Content_Types].xml", "ppt/presentation.xml"], ["mimetype", "META-INF/manifest.xml"]] {
        let taken = open(&zipped(&[(parts[0], b"<Types/>"), (parts[1], b"<x/>")]), "x", &|_| None);
        assert!(taken.enclosures.is_empty() && says(&taken, "not read here"), "{:?}", taken.remarks);
    }
}
