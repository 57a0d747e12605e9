//! What a reading remarks is kept in English, and is found again when it is to be said in another language.

use intake::{Languages, alternatives, read};
use phrases::Tongue;

/// The language that says every phrase.
const RUSSIAN: &str = include_str!("../../../chancery/languages/ru.po");

/// Papers and files that leave much to remark on.
const FILES: &[(&str, &[u8])] = &[
    ("submission.txt", include_bytes!("papers/submission.txt")),
    ("telegram.txt", include_bytes!("papers/telegram.txt")),
    ("despatch.txt", include_bytes!("papers/despatch.txt")),
    ("memorandum.txt", include_bytes!("papers/memorandum.txt")),
    ("a.txt", b"The quay is closed. I enclose a map of the harbour and the two notes. Answer by 3 May."),
    (
        "b.txt",
        b"3/4/1951\n\nDear Mr. Orlan:\n\nThe quay is closed until the spring. I enclose an affidavit.\n\nAlwin Brask\n",
    ),
    ("c.txt", b"S E C R E T\n\nFROM: Alwin Brask\nTO: Ida Lund\nSUBJECT: The quay\nDATE: 3 May 51\n\nNothing new.\n"),
    ("empty: of all.txt", b""),
    ("nul.txt", b"The quay\0is closed."),
    ("latin.txt", b"La r\xe9ponse au courrier du pr\xe9fet est attendue."),
    ("scan.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ("packed.gz", b"\x1f\x8b\x08\0\0\0\0\0"),
    ("broken.pdf", b"%PDF-1.4\nnothing of it"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off"),
    ("cut.rtf", b"{\\rtf1 The quay is closed {"),
    ("blank.html", b"<!doctype html><html><body> </body></html>"),
    (
        "letter.eml",
        b"From: a@example.org\nTo: b@example.org\nSubject: x\nContent-Type: text/html\n\n<p>The quay is closed.</p>",
    ),
];

#[test]
fn every_remark_is_found_again_by_its_words() {
    let tongue = Tongue::read(RUSSIAN).unwrap();
    let mut remarks = 0;
    for (name, bytes) in FILES {
        let reading = read(bytes, name);
        for remark in &reading.remarks {
            assert!(tongue.recalled(&remark.says).is_some(), "{name}: {:?}", remark.says);
            remarks += 1;
        }
        for one in alternatives(&Languages::built_in(), &reading.text, &reading.card) {
            assert!(tongue.recalled(one.why).is_some(), "{name}: {:?}", one.why);
        }
    }
    assert!(remarks > 30, "{remarks} remarks only");
}
