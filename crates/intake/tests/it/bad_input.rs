//! Whatever comes in: a reading with remarks, soon.
#![expect(clippy::disallowed_methods, reason = "these tests measure how long a reading takes")]

use std::time::{Duration, Instant};

use extract::NESTED_MESSAGES_MAX;
use intake::{Format, HEAD_BYTES_MAX, TAIL_BYTES_MAX, read};
use rstest::rstest;

fn says(bytes: &[u8], words: &str) -> intake::Reading {
    let reading = read(bytes, "paper");
    let said = reading.remarks.iter().any(|remark| remark.says.contains(words));
    assert!(said, "no remark says “{words}”: {:?}", reading.remarks);
    reading
}

#[rstest]
#[case::empty(b"", Format::Unknown, "empty")]
#[case::pdf(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Format::Pdf, "PDF")]
#[case::zip(b"PK\x03\x04\x14\x00", Format::Zip, "container")]
#[case::controls(b"\x01\x02\x03\x04\x05\x06\x07\x08abc", Format::Unknown, "not text")]
fn what_is_no_text_is_kept_unread(#[case] bytes: &[u8], #[case] format: Format, #[case] words: &str) {
    let reading = says(bytes, words);
    assert_eq!(reading.format, format);
    assert_eq!(reading.text, "");
}

#[test]
fn a_utf8_file_is_its_own_text() {
    let paper = "\u{feff}  Herrn Direktor Plöll\r\n\tZürich, den 3. März 1921\r\n\r\n";
    let reading = read(paper.as_bytes(), "x");
    assert_eq!(reading.text, paper);
    assert_eq!(reading.card.date.unwrap().value.date.to_string(), "1921-03-03");
}

#[test]
fn nul_bytes_in_a_text_are_said_and_do_no_harm() {
    let paper = format!("No. 7\n\n{}Tarnov, May 3, 1931.\n\n\0The harbour is open.\n", "");
    let reading = says(format!("{paper}{}", "It will stay open. ".repeat(20)).as_bytes(), "NUL");
    assert_eq!(reading.card.number.unwrap().value, "7");
}

#[rstest]
#[case::little(true)]
#[case::big(false)]
fn utf16_with_a_mark_is_decoded(#[case] little: bool) {
    let paper = "Brenn, 4 June 1932\n\nЗдравствуйте 🖋";
    let mut bytes = if little { vec![0xff, 0xfe] } else { vec![0xfe, 0xff] };
    for unit in paper.encode_utf16() {
        bytes.extend(if little { unit.to_le_bytes() } else { unit.to_be_bytes() });
    }
    let reading = read(&bytes, "x");
    assert_eq!(reading.text, paper);
    assert_eq!(reading.card.date.unwrap().value.date.to_string(), "1932-06-04");
}

#[test]
fn latin_1_is_read_with_a_remark() {
    let reading = says(
        b"Sehr geehrter Herr R\xf6ll, die Br\xfccke \xfcber den Fluss ist fertig und das Geld ist nicht da.",
        "windows-1252",
    );
    assert!(reading.text.contains("Röll, die Brücke über"));
}

#[test]
fn windows_1251_is_read_where_its_words_make_sense() {
    let russian = "Прошу рассмотреть проект, так как он не был принят в срок и по нему нет решения.";
    let bytes: Vec<u8> = russian
        .chars()
        .map(|c| if c.is_ascii() { c as u8 } else { u8::try_from(u32::from(c) - 0x410 + 0xc0).unwrap() })
        .collect();
    let reading = says(&bytes, "windows-1251");
    assert_eq!(reading.text, russian);
    assert_eq!(reading.card.language.as_deref(), Some("ru"));
}

#[test]
fn high_bytes_that_fit_no_encoding_are_not_guessed() {
    let bytes: Vec<u8> = (0..4000_u32).map(|n| u8::try_from(0x80 + n * 7 % 0x80).unwrap()).collect();
    assert_eq!(says(&bytes, "encoding").format, Format::Unknown);
}

#[test]
fn a_long_text_is_read_at_both_ends_only() {
    let filling = "The river rose again and nothing was done about it by anyone.\n\n";
    let limit = HEAD_BYTES_MAX + TAIL_BYTES_MAX;
    let head = "No. 44\n\nTarnov, May 3, 1931.\n\nSir: ";
    let foot = "I am, Sir, your obedient servant,\n\nAlwin Brask\n";
    let of = |length: usize| {
        let middle = length - head.len() - foot.len();
        let mut text = format!("{head}{}", filling.repeat(middle / filling.len() + 1));
        text.truncate(head.len() + middle);
        text.push_str(foot);
        text
    };
    for (length, cut) in [(limit, false), (limit + 1, true)] {
        let reading = read(of(length).as_bytes(), "x");
        assert_eq!(reading.text.len(), length);
        assert_eq!(reading.remarks.iter().any(|remark| remark.says.contains("KiB")), cut, "at {length}");
        assert_eq!(reading.card.number.unwrap().value, "44");
        assert_eq!(reading.card.from[0].value.label(), "Alwin Brask");
    }
}

/// Time enough for a loaded machine without optimisation; a quadratic grammar would take hours.
const PATIENCE: Duration = Duration::from_secs(60);

#[rstest]
#[case::one_letter("a".repeat(64 << 20))]
#[case::lines("\n".repeat(16 << 20))]
#[case::spaces(" ".repeat(16 << 20))]
#[case::numbers("1 ".repeat(8 << 20))]
#[case::months("May 1 ".repeat(4 << 20))]
#[case::whose("your ".repeat(4 << 20))]
#[case::citations("your telegram No. 12, 13, 14 and 15 of May 3, ".repeat(400_000))]
#[case::cited_one_by_one("Sir:\n\nYour 1, ".to_owned() + &"# 2, ".repeat(1 << 20))]
#[case::marks("A/C.1/2/".repeat(2_000_000))]
#[case::enclosures("I inclose a note, a copy of which I inclose, and the ".repeat(300_000))]
#[case::brackets("[".repeat(16 << 20))]
#[case::labels("SUBJECT: x\n".repeat(1 << 20))]
#[case::possessives("Brask’s ".repeat(2 << 20))]
#[case::proposals("Brask proposes that the board send it to publish, ".repeat(200_000))]
#[case::advice("It is inadvisable to propose that, and they recommend that Brask considers it. ".repeat(100_000))]
#[case::asking("please ".repeat(1 << 20))]
#[case::enclosing("herewith the copy ".repeat(1 << 19))]
#[case::short_lines("a\n".repeat(8 << 20))]
#[case::headings("no 1\n".repeat(3 << 20))]
#[case::accents("é".repeat(8 << 20))]
fn long_and_monotonous_texts_are_read_soon(#[case] text: String) {
    let begun = Instant::now();
    let reading = read(text.as_bytes(), "x");
    assert!(begun.elapsed() < PATIENCE, "took {:?}", begun.elapsed());
    assert_eq!(reading.text.len(), text.len());
}

#[test]
fn a_list_without_end_of_cited_numbers_takes_no_stack() {
    let text = "Sir:\n\nYour 1, ".to_owned() + &"# 2, ".repeat(100_000);
    let small = std::thread::Builder::new().stack_size(256 * 1024);
    let reading = small.spawn(move || read(text.as_bytes(), "x")).unwrap().join().unwrap();
    assert_eq!(reading.card.citations.len(), 400);
}

#[test]
fn junk_of_256_mebibytes_is_met_soon() {
    let mut state = 1_u32;
    let block: Vec<u8> = (0..1 << 18)
        .flat_map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()
        })
        .collect();
    let junk = block.repeat(256);
    let begun = Instant::now();
    assert_eq!(read(&junk, "x").format, Format::Unknown);
    assert!(begun.elapsed() < PATIENCE);
}

#[test]
fn messages_nested_without_end_are_left_closed() {
    let nested = |depth: usize| {
        let mut mail = b"From: a@tarnov.example\nMIME-Version: 1.0\n".to_vec();
        for _ in 0..depth {
            mail.extend(b"Content-Type: message/rfc822\n\nSubject: in\n");
        }
        mail.extend(b"\nThe innermost words.\n");
        mail
    };
    assert_eq!(read(&nested(NESTED_MESSAGES_MAX), "x").format, Format::Mail);
    let reading = says(&nested(NESTED_MESSAGES_MAX + 1), "plain text");
    assert_eq!(reading.format, Format::PlainText);
    says(&nested(200_000), "plain text");
}
