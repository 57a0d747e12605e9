//! Entering: files and folders, twice, late, without a file.

use super::{Place, number};

#[test]
fn the_same_paper_twice_is_skipped_and_named() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    let again = place.done(["enter", "office", "letter.txt"]);
    assert_eq!(again.out, "");
    assert_eq!(again.err, format!("held already: letter.txt is {}\n", number("IN", 1)));
}

#[test]
fn again_enters_it_once_more_for_each_reason_and_names_its_twin() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    let enter = ["enter", "office", "letter.txt", "--again", "a second signed copy"];
    let second = place.done(enter);
    assert!(second.out.starts_with(&number("IN", 2)), "{second:?}");
    let stopped_and_run_again = place.done(enter);
    assert!(stopped_and_run_again.err.contains(&number("IN", 2)), "{stopped_and_run_again:?}");
    assert_eq!(stopped_and_run_again.out, "");
    let third = place.done(["enter", "office", "letter.txt", "--again", "the copy from the safe"]);
    assert!(third.out.starts_with(&number("IN", 3)), "{third:?}");
    let shown = place.done(["show", "office", "2"]);
    assert!(shown.out.contains(&format!("again, beside {}: a second signed copy", number("IN", 1))), "{shown:?}");
}

#[test]
fn a_voided_paper_can_come_in_again() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    place.done(["void", "office", "1", "--reason", "entered by mistake"]);
    let again = place.done(["enter", "office", "letter.txt"]);
    assert!(again.out.starts_with(&number("IN", 2)), "{again:?}");
}

#[test]
fn numbers_follow_the_order_of_the_files() {
    let place = Place::founded();
    for n in 0..300 {
        place.write(&format!("in/{n:03}.txt"), format!("Letter {n} about the lower lock.\n\n{n} March 1952\n"));
    }
    let ran = place.done(["enter", "office", "in"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 300);
    for (n, line) in lines.iter().enumerate() {
        let starts = format!("{}  in/{n:03}.txt", number("IN", u32::try_from(n).unwrap() + 1));
        assert!(line.starts_with(&starts), "{line}");
    }
    assert!(ran.err.starts_with("300 entered, 0 held already, 0 not taken"), "{}", ran.err);
    let again = place.done(["enter", "office", "in"]);
    assert!(again.err.contains("0 entered, 300 held already"), "{}", again.err);
}

#[test]
fn a_telegram_entered_after_what_cites_it_closes_the_citation() {
    let place = Place::founded();
    place.lay("memorandum-396.txt");
    place.lay("telegram-812.txt");
    place.done(["enter", "office", "memorandum-396.txt"]);
    let before = place.done(["show", "office", "1"]);
    assert!(before.out.contains("cited, not held"), "{}", before.out);
    let telegram = place.done(["enter", "office", "telegram-812.txt"]);
    assert!(telegram.out.contains(&format!("closes a citation of {}", number("IN", 1))), "{}", telegram.out);
    let citing = place.done(["show", "office", "1"]);
    assert!(citing.out.contains(&format!("→ {}", number("IN", 2))), "{}", citing.out);
    let cited = place.done(["show", "office", "2"]);
    assert!(cited.out.contains(&format!("cited by      {}", number("IN", 1))), "{}", cited.out);
}

#[test]
fn what_is_not_taken_is_named_and_the_rest_goes_on() {
    let place = Place::founded();
    place.write("in/1.txt", "A letter about the upper basin.\n");
    place.write("in/2.txt", "");
    place.write("in/3.txt", "Another letter about the upper basin.\n");
    let ran = place.ends(5, ["enter", "office", "in", "missing.txt"]);
    assert_eq!(ran.out.lines().count(), 2, "{ran:?}");
    assert!(ran.err.contains("not entered: in/2.txt: the file 2.txt is empty\nhint: "), "{}", ran.err);
    assert!(ran.err.contains("not entered: missing.txt: "), "{}", ran.err);
    assert!(ran.err.contains("2 entered, 0 held already, 2 not taken"), "{}", ran.err);
}

#[test]
fn json_says_of_every_file_what_became_of_it() {
    let place = Place::founded();
    place.write("in/1.txt", "A letter about the upper basin.\n");
    place.write("in/2.txt", "A letter about the upper basin.\n");
    place.write("in/3.txt", "");
    let ran = place.ends(5, ["enter", "office", "in", "--json"]);
    let lines: Vec<serde_json::Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let outcomes: Vec<&str> = lines.iter().map(|line| line["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["entered", "held", "not_entered"]);
    assert_eq!(lines[2]["refusal"]["refusal"], "file_empty");
    let ran = place.ends(1, ["enter", "office", "in/1.txt", "--json", "--paper-bytes-max", "10"]);
    let line: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(line["refusal"]["refusal"], "file_too_long");
    assert_eq!(lines[0]["number"], lines[1]["number"]);
    assert_eq!(ran.err, "");
}

#[test]
fn a_paper_entered_by_its_cover_gets_its_scan_later() {
    let place = Place::founded();
    place.lay("letter.txt");
    let cover = place.done([
        "enter",
        "office",
        "--cover-only",
        "--from",
        "Waters Office",
        "--subject",
        "Sealed",
        "--original-at",
        "safe 2",
    ]);
    assert!(cover.out.starts_with(&format!("{}  (cover only)", number("IN", 1))), "{}", cover.out);
    let shown = place.done(["show", "office", "1"]).out;
    assert!(shown.contains("without a file: cover only"), "{shown}");
    place.done(["add-version", "office", "1", "letter.txt"]);
    let shown = place.done(["show", "office", "1"]).out;
    assert!(shown.contains("1 received letter.txt"), "{shown}");
    assert!(shown.contains("Sealed (set by clerk)"), "{shown}");
    assert!(!shown.contains("without a file"), "{shown}");
    let bytes = place.done(["show", "office", "1", "--body"]);
    assert_eq!(bytes.out.as_bytes(), super::fixture("letter.txt"));
}

#[test]
fn what_was_spoken_is_entered_without_a_file() {
    let place = Place::founded();
    let received = "1952-03-04T09:30";
    place.done(["enter", "office", "--oral", "--from", "I. Vessel", "--subject", "Called", "--received", received]);
    let shown = place.done(["show", "office", "1"]).out;
    assert!(shown.contains("by voice, spoken, received 4 March 1952 09:30"), "{shown}");
    place.ends(2, ["enter", "office", "--oral", "letter.txt"]);
    place.ends(2, ["enter", "office", "letter.txt", "--subject", "only without a file"]);
}

#[test]
fn reserved_numbers_are_filled_and_voided() {
    let place = Place::founded();
    place.lay("letter.txt");
    let reserved = place.done(["series", "office", "reserve", "IN", "2", "--reason", "a mission"]);
    let numbers = format!("2 numbers of series IN reserved: {} to {} (entry ", number("IN", 1), number("IN", 2));
    assert!(reserved.out.starts_with(&numbers), "{}", reserved.out);
    let filled = place.done(["enter", "office", "letter.txt", "--reserved", "2"]);
    assert!(filled.out.starts_with(&number("IN", 2)), "{}", filled.out);
    let year = number("IN", 1)[3..7].to_owned();
    place.done(["series", "office", "void-reserved", "IN", &year, "1", "--reason", "not used"]);
    let book = place.done(["register", "office", "--order", "number"]);
    assert!(book.out.contains("void: not used"), "{}", book.out);
}

#[test]
fn a_longer_file_is_taken_where_it_is_said() {
    let place = Place::founded();
    place.write("ten.bin", [0u8; 10]);
    place.write("eleven.bin", [0u8; 11]);
    place.done(["enter", "office", "ten.bin", "--paper-bytes-max", "10"]);
    let refused = place.ends(1, ["enter", "office", "eleven.bin", "--paper-bytes-max", "10"]);
    assert!(refused.err.contains("the file is longer than 10 bytes"), "{}", refused.err);
    assert!(refused.err.contains("hint: ") && refused.err.contains("--paper-bytes-max"), "{}", refused.err);
    place.ends(2, ["enter", "office", "ten.bin", "--paper-bytes-max", "0"]);
    let past = (journal::PAPER_BYTES_CEILING + 1).to_string();
    place.ends(2, ["enter", "office", "ten.bin", "--paper-bytes-max", &past]);
}

#[test]
fn an_officer_who_may_not_enter_is_told_so_once() {
    let place = Place::founded();
    for n in 0..9 {
        place.write(&format!("in/{n}.txt"), format!("Letter {n} about the lower lock.\n"));
    }
    place.done(["officer", "office", "add", "lind", "K. Lind"]);
    let refused = place.ends(1, ["enter", "office", "in", "--as", "lind"]);
    assert_eq!(refused.err.matches("not entered: ").count(), 1, "{}", refused.err);
    assert!(
        refused.err.contains("officer lind acts for no desk that may do this; desk registry may"),
        "{}",
        refused.err
    );
}

#[test]
fn where_nothing_was_taken_the_code_says_why_and_not_that_some_was() {
    let place = Place::founded();
    place.ends(3, ["enter", "office", "missing.txt", "lost.txt"]);
    place.write("in/1.bin", [0u8; 11]);
    place.write("in/2.bin", [1u8; 11]);
    place.ends(1, ["enter", "office", "in", "--paper-bytes-max", "10"]);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_ends_no_entering() {
    let place = Place::founded();
    for n in 0..40 {
        place.write(&format!("in/{n:02}.txt"), format!("Letter {n} about the lower lock.\n"));
    }
    let mut command = place.command();
    command.args(["enter", "office", "in"]).stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    let err = String::from_utf8(ended.stderr).unwrap();
    assert!(err.starts_with("40 entered, 0 held already, 0 not taken"), "{err}");
    assert_eq!(ended.status.code(), Some(0));
    assert!(place.done(["show", "office", "40"]).out.starts_with(&number("IN", 40)));
}
