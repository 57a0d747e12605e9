use std::collections::BTreeSet;

use typeset::{Enclosed, Kind, PageSize, Relation, Sheet, Style};

use crate::samples::{self, SEVEN};
use crate::{SETTER, described, flowed, read, set};

#[test]
fn every_kind_is_set_and_the_same_sheet_gives_the_same_bytes() {
    let mut kinds = BTreeSet::new();
    for (name, sheet) in samples::every() {
        let page = set(&sheet);
        assert!(page.starts_with(b"%PDF-1.7"), "{name}");
        assert!(page == set(&sheet), "{name}: not the same bytes");
        kinds.insert(sheet.kind());
    }
    assert!(kinds.into_iter().eq(Kind::ALL), "a kind has no sample");
}

/// A typesetter that was made anew, in whose memory nothing lies, gives the same bytes too.
#[test]
fn another_typesetter_gives_the_same_bytes() {
    let sheet = samples::numbered(2);
    let first = set(&sheet);
    let other = typeset::Typesetter::new(typeset::Fonts::new([]));
    other.set(&samples::numbered(5), &Style::default()).expect("set");
    assert!(first == other.set(&sheet, &Style::default()).expect("set"));
}

/// What a program that reads aloud says, in which order.
#[test]
fn words_are_read_in_the_order_in_which_they_stand() {
    let memorandum = samples::memorandum();
    let text = flowed(&read(&set(&Sheet::Memorandum(memorandum.clone()))));
    let in_order = [
        "Ministry of Foreign Affairs",
        "Desk for the Armistice",
        "Memorandum",
        "OUT-1951-0396",
        "25 December 1951",
        "The President of the Council",
        "A. Lind, Deputy Minister",
        "Whether a communiqué on the demarcation line is to be published by 27 December",
        "Telegram No. 812 from our delegate, 23 December 1951",
        "1. Our delegate reports",
        "2. The reports are meant",
        "3. It would be without effect",
        "4. The Ministry therefore holds",
        "I ask you to review it.",
        "Deputy Minister of Foreign Affairs",
        "Draft resolution, 1 page",
        "K. Aurel",
        "M. Brandt",
        "V. Grabar",
    ];
    let mut from = 0;
    for words in in_order {
        let at =
            text[from..].find(words).unwrap_or_else(|| panic!("“{words}” does not come next in: {}", &text[from..]));
        from += at + words.len();
    }
    for name in SEVEN {
        assert_eq!(text.matches(name).count(), 1, "{name}");
    }
}

#[test]
fn cyrillic_and_greek_are_read_out_again() {
    let texts: Vec<String> = samples::every()
        .into_iter()
        .filter(|(name, _)| matches!(*name, "memorandum-cyrillic" | "letter-greek"))
        .map(|(_, sheet)| flowed(&read(&set(&sheet))))
        .collect();
    assert!(texts[0].contains("Министерство считает опубликование коммюнике нецелесообразным."), "{}", texts[0]);
    assert!(texts[0].contains("ИСХ-1951-0396"), "{}", texts[0]);
    assert!(texts[1].contains("Ἐν ἀρχῇ ἦν ὁ λόγος."), "{}", texts[1]);
}

#[test]
fn number_holder_and_marking_stand_on_every_page_of_a_numbered_copy() {
    for no in 1..=7 {
        let page = set(&samples::numbered_on_two_pages(no));
        let text = read(&page);
        let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
        assert_eq!(pages.len(), 2, "{text}");
        let holder = SEVEN[no as usize - 1];
        for (at, page) in pages.iter().enumerate() {
            assert!(flowed(page).contains(&format!("Copy {no} of 7, {holder}")), "page {}: {page}", at + 1);
            assert_eq!(page.matches("Secret").count(), 2, "page {}: {page}", at + 1);
            assert!(page.contains("OUT-1951-0396"), "page {}: {page}", at + 1);
        }
        assert!(text.contains(&"3c".repeat(32)), "the hash stands in words too: {text}");
    }
}

#[test]
fn a_paper_that_is_no_numbered_copy_bears_no_code() {
    let text = read(&set(&Sheet::Memorandum(samples::memorandum())));
    assert!(!text.contains("Copy 1 of 7") && !text.contains("SHA-256"), "{text}");
}

#[test]
fn voids_and_corrections_stand_in_the_book() {
    let text = flowed(&read(&set(&Sheet::YearBook(samples::book(60)))));
    assert!(text.contains("IN-1951-0007"), "{text}");
    assert_eq!(text.matches("Void: entered twice; see the number before").count(), 8, "{text}");
    assert_eq!(text.matches("26 December 1951, A. Lind: the sender, before: “the delegation”").count(), 6, "{text}");
    assert!(
        described(&set(&Sheet::YearBook(samples::book(60)))).contains("Page size:       841.89 x 595.276 pts (A4)")
    );
}

#[test]
fn pages_are_a4_or_letter_and_a_label_is_a_label() {
    let sheet = Sheet::Memorandum(samples::memorandum());
    let letter = SETTER.set(&sheet, &Style { size: PageSize::Letter, ..Style::default() }).expect("set");
    assert!(described(&set(&sheet)).contains("595.276 x 841.89 pts (A4)"), "{}", described(&set(&sheet)));
    assert!(described(&letter).contains("612 x 792 pts (letter)"), "{}", described(&letter));
    let label = samples::every().into_iter().find(|(name, _)| *name == "stamp-label").expect("a label").1;
    let described = described(&set(&label));
    assert!(described.contains("255.118 x 107.717 pts") && described.contains("Pages:           1\n"), "{described}");
}

#[test]
fn the_file_describes_itself_by_the_days_and_names_of_the_sheet() {
    let described = described(&set(&Sheet::Memorandum(samples::memorandum())));
    for line in [
        "Title:           Memorandum OUT-1951-0396: Whether",
        "Author:          Ministry of Foreign Affairs",
        "Creator:         Chancery",
        "Tagged:          yes",
    ] {
        assert!(described.contains(line), "{line} in: {described}");
    }
    assert!(described.contains("Tue Dec 25 00:00:00 1951"), "{described}");
}

#[test]
fn card_and_source_lie_in_the_file_under_their_names() {
    let enclosed = |name: &str, relation| Enclosed {
        name: name.to_owned(),
        mime: "text/plain".to_owned(),
        says: "A file".to_owned(),
        relation,
        bytes: b"its bytes".to_vec(),
    };
    let sheet = Sheet::Memorandum(samples::memorandum());
    let files = vec![enclosed("card.json", Relation::Data), enclosed("../../etc/pass:wd", Relation::Source)];
    let style = Style { enclosed: files, ..Style::default() };
    let page = SETTER.set(&sheet, &style).expect("set");
    assert!(page == SETTER.set(&sheet, &style).expect("set"), "not the same bytes");
    let folder = std::env::temp_dir().join(format!("typeset-enclosed-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("page.pdf");
    std::fs::write(&file, &page).expect("written");
    let said = std::process::Command::new("pdfdetach").arg("-list").arg(&file).output().expect("pdfdetach");
    std::fs::remove_dir_all(&folder).expect("removed");
    let said = String::from_utf8(said.stdout).expect("text");
    assert!(said.contains("card.json") && said.contains("-..-etc-pass-wd"), "{said}");
}
