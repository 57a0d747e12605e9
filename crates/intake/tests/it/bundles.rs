//! Many papers in one file, and one paper in many.

use intake::{
    Format, JOIN_FILES_MAX, JOIN_PAGES_MAX, Join, Languages, Named, PART_LINES_MIN, PART_TITLE_CHARS_MAX,
    PARTS_LINES_MAX, PARTS_MAX, PARTS_TEXT_BYTES_MAX, Part, Reading, Reason, joinable, parts, read,
};

const FIRST: &str = "No. 117\nTarnov, 4 May 1931\n\nTo the Mayor of Brenn\n\nSir: The east basin of the harbour will be \
dredged in June, as the Board has decided at its last meeting.\n\nI have the honour to be, Sir, your obedient servant,\n\n\
ALWIN BRASK\n\n";
const SECOND: &str = "No. 118\nTarnov, 9 May 1931\n\nTo the Mayor of Brenn\n\nSir: The west basin of the harbour will be \
dredged in July, since the pilots have asked for it.\n\nI am, Sir, your obedient servant,\n\nALWIN BRASK\n";

fn offered(text: &str) -> Vec<Part> {
    read(text.as_bytes(), "x").parts
}

fn begins(text: &str) -> Vec<&str> {
    let parts = offered(text);
    assert_ne!(parts.len(), 1, "one part is no division");
    assert!(parts.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    parts.iter().map(|part| part.span.of(text).unwrap().lines().next().unwrap_or_default()).collect()
}

#[test]
fn a_new_head_below_a_signature_begins_a_paper() {
    let text = format!("{FIRST}{SECOND}");
    assert_eq!(begins(&text), ["No. 117", "No. 118"]);
    let parts = offered(&text);
    assert_eq!(parts[1].title, "No. 118 · Tarnov, 9 May 1931");
    assert_eq!(parts[1].span.of(&text).unwrap(), SECOND);
    assert_eq!(read(SECOND.as_bytes(), "x").card.number.unwrap().value, "118");
}

#[test]
fn letters_dated_at_their_foot_begin_with_their_salutation() {
    let letter = |day: u8| {
        format!(
            "Serenissimo Principe,\n\nla mia venuta in questa città è stata molto cara a tutti, et ne scrivo alla Serenità \
             vostra quanto mi è occorso.\n\nDi Tarnov a' {day} luglio 1616\ndi vostra Serenità\nhumilissimo servitore\nAlvise Brasco\n\n"
        )
    };
    let text = letter(9) + &letter(16) + &letter(23);
    assert_eq!(begins(&text), ["Serenissimo Principe,"; 3]);
}

#[test]
fn a_paper_is_one_paper() {
    let one = [
        ("a letter", FIRST.to_owned()),
        ("a reply enclosed", format!("{FIRST}[Enclosure]\n\n{SECOND}")),
        ("a numbered enclosure", format!("{FIRST}Inclosure 1 in No. 117.\n\n{SECOND}")),
        ("a copy", format!("{FIRST}Copy\n\n{SECOND}")),
        ("an annex after a list of copies", format!("{FIRST}Copies to: the Pilots\n\nANNEX A\n\n{SECOND}")),
        ("a letter quoted", format!("{FIRST}The Mayor has answered as follows:\n\n{SECOND}")),
        ("a letter in quotation marks", format!("{FIRST}\u{201c}{SECOND}\u{201d}")),
        ("a thread", format!("{FIRST}-----Original Message-----\n\n{SECOND}")),
        (
            "a head with columns",
            "HARBOUR BOARD OF OULD\n12 Quay Street, Ould\n\nNo. HB/417/26                    19 November 1926\n\n\
             To: Harbour Office\n\nSubject: Dues\n\nSir,\n\nWe ask you whether the dues of last winter hold.\n\nL. Quay\n"
                .to_owned(),
        ),
        ("a docket", format!("{FIRST}Received 6 May 1931\n\nMayor's Office of Brenn\n\nRead in council, 9 May 1931\n")),
        ("a salutation alone", format!("{FIRST}Sir:\n\n")),
        ("numbered paragraphs", "1. The quay is closed.\n2. It opens in June.\n3. Boats lie at Pier 5.\n".repeat(4)),
        ("a list of despatches", "No. 1\nNo. 2\nNo. 3\nNo. 4\nNo. 5\nNo. 6\nNo. 7\nNo. 8\n".to_owned()),
        (
            "articles",
            (1..6).map(|at| format!("Article {at}\n\nThe quay\nis closed\nto carts\nand boats.\n\n")).collect(),
        ),
    ];
    for (called, text) in one {
        assert_eq!(offered(&text), [], "{called}");
    }
}

#[test]
fn a_mail_is_one_paper_with_its_thread() {
    let mail =
        format!("From: a@tarnov.example\nMessage-ID: <1@t>\nDate: Mon, 4 May 2020 08:14:31 +0200\n\n{FIRST}{SECOND}");
    let reading = read(mail.as_bytes(), "x");
    assert_eq!((reading.format, reading.parts), (Format::Mail, vec![]));
}

fn letter(number: usize) -> String {
    format!("n. {number}\n9 luglio 1616, Tarnov\n\nThe quay is closed\nto carts and boats\nuntil the work is done.\n\n")
}

#[test]
fn a_series_of_headings_divides_a_collection() {
    let text = format!("LETTERS OF A. BRASK\n\n{}/START/\n{}/START/\n{}", letter(23), letter(24), letter(26));
    let parts = offered(&text);
    let titles: Vec<_> = parts.iter().map(|part| part.title.as_str()).collect();
    assert_eq!(
        titles,
        ["n. 23 · 9 luglio 1616, Tarnov", "n. 24 · 9 luglio 1616, Tarnov", "n. 26 · 9 luglio 1616, Tarnov"]
    );
    assert_eq!(parts[0].span.of(&text).unwrap(), letter(23), "what divides is in no part");
    let annexed = letter(25).replace("9 luglio 1616, Tarnov", "Allegato I al n. 24");
    let text = format!("{}{}{annexed}", letter(23), letter(24));
    assert_eq!(offered(&text).len(), 2, "what is enclosed is part of what encloses it");
}

#[test]
fn parts_are_no_shorter_than_a_paper_and_no_more_than_their_limit() {
    let short = |lines: usize| {
        let rest = "the quay\n".repeat(lines - 2);
        (1..4).map(|at| format!("n. {at}\n9 luglio 1616\n{rest}")).collect::<String>()
    };
    assert_eq!(offered(&short(PART_LINES_MIN)).len(), 3);
    assert_eq!(offered(&short(PART_LINES_MIN - 1)), []);
    for (count, most) in [(PARTS_MAX, PARTS_MAX), (PARTS_MAX + 1, PARTS_MAX)] {
        let text: String = (1..=count).map(letter).collect();
        let found = parts(&Languages::built_in(), &text, Format::PlainText, &[]);
        assert_eq!((found.len(), found.last().unwrap().span.end), (most, text.len()), "the last holds the rest");
    }
}

#[test]
fn a_text_that_is_too_long_is_not_looked_through() {
    let two = format!("{FIRST}{SECOND}");
    let written = two.lines().filter(|line| !line.is_empty()).count();
    for (more, found) in [(0, 2), (1, 0)] {
        let lines = two.clone() + &"x\n\n".repeat(PARTS_LINES_MAX - written + more);
        assert_eq!(
            parts(&Languages::built_in(), &lines, Format::PlainText, &[]).len(),
            found,
            "{more} past the most lines"
        );
        let bytes = two.clone() + &"\n".repeat(PARTS_TEXT_BYTES_MAX - two.len() + more);
        assert_eq!(
            parts(&Languages::built_in(), &bytes, Format::PlainText, &[]).len(),
            found,
            "{more} past the most bytes"
        );
    }
}

#[test]
fn a_title_is_cut_at_its_limit() {
    for (length, cut) in [(PART_TITLE_CHARS_MAX - 7, false), (PART_TITLE_CHARS_MAX - 6, true)] {
        // "n. 1 · " are seven characters.
        let below = "é".repeat(length);
        let text: String = (1..4).map(|at| format!("n. {at}\n{below}\n9 luglio 1616\nthe quay\nis closed\n")).collect();
        let title = &offered(&text)[0].title;
        assert_eq!(title.ends_with('\u{2026}'), cut, "{title}");
        assert!(title.chars().count() <= PART_TITLE_CHARS_MAX + 1);
    }
}

fn joins(files: &[(&str, &Reading)]) -> Vec<Join> {
    joinable(&Languages::built_in(), &files.iter().map(|(name, reading)| Named { name, reading }).collect::<Vec<_>>())
}

fn page(at: u32, of: u32) -> Reading {
    read(format!("The quay is closed, part {at}.\n\nPage {at} of {of}\n").as_bytes(), "x")
}

#[test]
fn pages_counted_in_the_texts_join_in_their_order() {
    let (one, two, three) = (page(1, 3), page(2, 3), page(3, 3));
    let found = joins(&[("b", &two), ("x", &page(1, 2)), ("c", &three), ("a", &one)]);
    assert_eq!(found, [Join { files: vec![3, 0, 2], reason: Reason::Pages { here: vec![1, 2, 3], of: 3 } }]);
    let found = joins(&[("a", &one), ("c", &three)]);
    assert_eq!(found[0].reason.says(), "The texts count their pages: 1, 3 of 3, not all of them here.");
    for line in ["Seite 2 von 3", "- página 2 de 3 -", "Стр. 2 из 3", "Page 2/3"] {
        let other = read(format!("The quay.\n\n{line}\n").as_bytes(), "x");
        assert_eq!(joins(&[("a", &one), ("b", &other)]).len(), 1, "{line}");
    }
}

#[test]
fn pages_of_two_papers_are_kept_apart_by_their_names_or_not_joined() {
    let (one, two) = (page(1, 2), page(2, 2));
    let named = [("plan-1.txt", &one), ("plan-2.txt", &two), ("bill-1.txt", &one), ("bill-2.txt", &two)];
    let found: Vec<_> = joins(&named).into_iter().map(|join| join.files).collect();
    assert_eq!(found, [[2, 3], [0, 1]]);
    assert_eq!(joins(&[("a", &one), ("b", &one), ("c", &two)]), []);
}

#[test]
fn pages_that_count_no_single_file_join_nothing() {
    let whole = read(b"Page 1 of 2\n\nThe quay.\n\nPage 2 of 2\n", "x");
    assert_eq!(joins(&[("a", &whole), ("b", &page(2, 2))]), [], "a text that counts all its pages is whole");
    for words in [
        "Page 3 of 2",
        "Page 0 of 2",
        "page 1 of 1",
        "See page 2 of 3 in the printed report of the Board, which was bound",
    ] {
        let other = read(format!("The quay.\n\n{words}\n").as_bytes(), "x");
        assert_eq!(joins(&[("a", &page(1, 3)), ("b", &other)]), [], "{words}");
    }
    for (of, count) in [(JOIN_PAGES_MAX, 1), (JOIN_PAGES_MAX + 1, 0)] {
        assert_eq!(joins(&[("a", &page(1, of)), ("b", &page(2, of))]).len(), count, "{of}");
    }
    let again = read(b"Page 1 of 3\n\nThe quay.\n\nPage 1 of 3\n\nIt is closed.\n", "x");
    assert_eq!(joins(&[("a", &again), ("b", &page(2, 3))]).len(), 1, "one page said twice is one");
    let other = read(b"No. 118\n\nThe quay.\n\nPage 2 of 2\n", "x");
    let first = read(b"No. 117\n\nThe quay.\n\nPage 1 of 2\n", "x");
    assert_eq!(joins(&[("a", &first), ("b", &other)]), [], "their numbers differ");
}

#[test]
fn a_file_without_a_number_joins_no_two_that_differ() {
    let numbered = |number: u32, page: u32| {
        read(format!("No. {number}\n\nThe quay is closed.\n\nPage {page} of 3\n").as_bytes(), "x")
    };
    let (one, two, three) = (numbered(117, 1), numbered(118, 2), page(3, 3));
    for files in [[&one, &two, &three], [&three, &one, &two], [&one, &three, &two]] {
        assert_eq!(joins(&files.map(|file| ("x", file))), []);
    }
    let two = numbered(117, 2);
    assert_eq!(joins(&[("c", &three), ("a", &one), ("b", &two)])[0].files, [1, 2, 0]);
    let on = |head: &str| read(format!("{head}\n\nThe quay is closed.\n\n(continued)\n").as_bytes(), "x");
    let goes_on = |head: &str| on(&format!("- continued -\n\n{head}"));
    let (first, middle) = (on("No. 117"), goes_on("The pier"));
    let files = [("a", &first), ("b", &middle), ("c", &goes_on("No. 118"))];
    assert_eq!(joins(&files), [Join { files: vec![0, 1], reason: Reason::Continued }]);
    let files = [("a", &first), ("b", &middle), ("c", &goes_on("No. 117"))];
    assert_eq!(joins(&files), [Join { files: vec![0, 1, 2], reason: Reason::Continued }]);
}

#[test]
fn a_text_that_is_continued_joins_the_next_that_goes_on() {
    let first = read(b"The quay is closed to carts.\n\n(continued)\n", "x");
    let next = read(b"- continued -\n\nIt opens in June.\n", "x");
    let found = joins(&[("a", &first), ("b", &next), ("c", &first)]);
    assert_eq!(found, [Join { files: vec![0, 1], reason: Reason::Continued }]);
    assert_eq!(joins(&[("b", &next), ("a", &first)]), [], "in this order neither goes on with the other");
    let plain = read(b"The work was continued in June, and the quay is closed.\n", "x");
    assert_eq!(joins(&[("a", &first), ("b", &plain)]), []);
}

#[test]
fn one_number_and_date_join_texts_that_differ() {
    let first = read(FIRST.as_bytes(), "x");
    let more = read(FIRST.replace("The east basin", "The second sheet says that the basin").as_bytes(), "x");
    let found = joins(&[("a", &first), ("b", &more)]);
    assert_eq!(found[0].reason, Reason::NumberAndDate { number: "117".to_owned(), date: "1931-05-04".to_owned() });
    assert_eq!(joins(&[("a", &first), ("b", &first)]), [], "the same paper twice is not one in two files");
    assert_eq!(joins(&[("a", &first), ("b", &more), ("c", &first)]), [], "nor with another sheet between");
    let spaced = read(FIRST.replace(' ', "  ").as_bytes(), "x");
    assert_eq!(joins(&[("a", &first), ("b", &more), ("c", &spaced)]), [], "nor set with other spaces");
    assert_eq!(joins(&[("a", &first), ("b", &read(SECOND.as_bytes(), "x"))]), []);
}

#[test]
fn scans_are_joined_by_their_names_only_where_they_have_no_text() {
    let scan = read(b"\x89PNG\r\n\x1a\n", "x");
    let text = page(1, 1);
    let named = [("scan_9.png", &scan), ("scan_10.png", &scan), ("scan_12.png", &scan), ("plan.png", &scan)];
    assert_eq!(joins(&named), [Join { files: vec![0, 1], reason: Reason::Scans { stem: "scan".to_owned() } }]);
    assert_eq!(joins(&[("scan_1.txt", &text), ("scan_2.txt", &text)]), [], "a name alone says nothing");
    assert!(joins(&named)[0].reason.says().contains("only their names say so"));
}

#[test]
fn very_many_files_are_not_compared() {
    let scan = read(b"\x89PNG\r\n\x1a\n", "x");
    let names: Vec<_> = (0..=JOIN_FILES_MAX).map(|at| format!("scan{at}.png")).collect();
    let named: Vec<_> = names.iter().map(|name| (name.as_str(), &scan)).collect();
    assert_eq!(joins(&named[..JOIN_FILES_MAX])[0].files.len(), JOIN_FILES_MAX);
    assert_eq!(joins(&named), []);
}

#[test]
fn notes_of_an_office_file_do_not_hide_who_signed() {
    let text = "Tarnov, 4 May 2020\n\nSir,\nThe east basin[1] will be dredged in June, and the work takes three weeks.\n\n\
        I have the honour to be, Sir,\nAlwin Brask\nHarbour Master\n\n[1] Surveyed in March by order of the Board.\n";
    assert_eq!(read(text.as_bytes(), "x").card.from[0].value.label(), "Alwin Brask");
}
