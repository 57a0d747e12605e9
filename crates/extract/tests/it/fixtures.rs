//! Files that an office program wrote: one letter and one table in several forms.

use extract::{Extract, Format, open};

fn take(name: &str) -> Extract {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    open(&std::fs::read(path).unwrap(), "x", &|_| None)
}

/// What stands in the letter, free lines left out: each form has its own where the page ends.
const LETTER: [&str; 20] = [
    "HARBOUR BOARD OF TARNOV",
    "No. 117/B",
    "Tarnov, 4 May 2020",
    "To the Office of the Mayor of Brenn",
    "Sir,",
    "The east basin[1] will be dredged in June. The work takes three weeks.",
    "1. The quay is closed to carts.",
    "a) from the north gate",
    "b) from the ferry",
    "2. Boats of more than 9 m lie at Pier 5.",
    "Pier\tDepth\tSurveyed",
    "3\t9.3 m\t12 March 2020",
    "5\t11 m\t13 March 2020",
    "The enclosed plan shows the basin as it will be \u{2014} \u{201c}der Große Hafen\u{201d}, Большая гавань.",
    "I have the honour to be, Sir,",
    "RECEIVED 6 MAY 2020",
    "Alwin Brask",
    "Harbour Master",
    "Enclosure: Plan of the east basin",
    "[1] Surveyed in March by order of the Board.",
];

#[test]
fn a_letter_is_the_same_in_every_form() {
    for (name, format) in
        [("letter.docx", Format::Word), ("letter.odt", Format::OpenText), ("letter.rtf", Format::RichText)]
    {
        let taken = take(name);
        assert_eq!(taken.format, format);
        let lines: Vec<&str> = taken.text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines[..20], LETTER, "{name}");
        assert_eq!(lines[20..], ["Pier 3, Tarnov \u{2014} page"], "{name}");
        assert_eq!(
            taken.remarks,
            [
                "The file holds tracked changes that nobody has accepted or rejected. The text shows what stood before them.",
                "Tracked changes: 1 insertion (Ida Lund 1): \u{201c}July\u{201d}.",
                "Tracked changes: 1 deletion (Alwin Brask 1): \u{201c}June\u{201d}.",
                "The file holds 1 passage of hidden text, which the text leaves out: \u{201c}(not yet agreed)\u{201d}.",
                "The file holds 1 comment beside the text (Alwin Brask 1): \u{201c}Is this agreed with the pilots?\u{201d}.",
            ],
            "{name}"
        );
        let [first, second] = &taken.pages[..] else { panic!("{name}: {:?}", taken.pages) };
        assert!(first.span.of(&taken.text).unwrap().starts_with("HARBOUR BOARD"), "{name}");
        assert!(second.span.of(&taken.text).unwrap().trim_start().starts_with("The enclosed plan"), "{name}");
    }
}

#[test]
fn a_table_is_the_same_in_every_form() {
    for (name, format) in [("depths.xlsx", Format::Spreadsheet), ("depths.ods", Format::OpenSheet)] {
        let taken = take(name);
        assert_eq!(taken.format, format);
        let text = "Depths\nPier\tDepth\tSurveyed\n3\t9.3\t2020-03-12\n\nMean\t9.3\n\nTides\nHigh water, Tarnov bar\n";
        assert_eq!((taken.text.as_str(), taken.pages.len()), (text, 2), "{name}");
        assert_eq!(taken.remarks, ["The file holds hidden sheets, which the text leaves out: Wages."], "{name}");
    }
}
