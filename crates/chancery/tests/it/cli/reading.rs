//! Reading without an office.

use super::Place;

#[test]
fn the_text_of_a_plain_file_is_the_file_itself() {
    let place = Place::new();
    place.lay("memorandum-396.txt");
    let text = place.done(["read", "--text", "memorandum-396.txt"]);
    assert_eq!(text.out.as_bytes(), super::fixture("memorandum-396.txt"));
}

#[test]
fn one_object_a_line_in_the_order_of_the_paths() {
    let place = Place::new();
    place.lay("memorandum-396.txt");
    place.lay("letter.txt");
    place.write("empty.txt", "");
    place.write("picture.bin", [0, 159, 146, 150, 0, 255]);
    let ran = place.done(["read", "--json", "letter.txt", "memorandum-396.txt", "empty.txt", "picture.bin"]);
    let cards: Vec<serde_json::Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sources: Vec<&str> = cards.iter().map(|card| card["source"].as_str().unwrap()).collect();
    assert_eq!(sources, ["letter.txt", "memorandum-396.txt", "empty.txt", "picture.bin"]);
    assert_eq!(cards[1]["card"]["number"]["value"], "396");
    assert_eq!(cards[1]["card"]["date"]["value"]["date"], "1951-12-25");
}

#[test]
fn a_card_a_person_can_read() {
    let place = Place::new();
    place.lay("letter.txt");
    insta::assert_snapshot!(place.done(["read", "letter.txt"]).seen());
}

#[test]
fn what_cannot_be_opened_is_named_and_the_rest_is_read() {
    let place = Place::new();
    place.lay("letter.txt");
    let some = place.ends(5, ["read", "--json", "missing.txt", "letter.txt"]);
    assert!(some.err.starts_with("not read: missing.txt: "), "{}", some.err);
    assert_eq!(some.out.lines().count(), 1);
    place.ends(3, ["read", "missing.txt"]);
    place.ends(3, ["read", "."]);
    place.ends(2, ["read"]);
    place.ends(2, ["read", "--json", "--text", "letter.txt"]);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let place = Place::new();
    for n in 0..50 {
        place.write(&format!("{n}.txt"), "A letter about locks.\n".repeat(20_000));
    }
    let names: Vec<String> = (0..50).map(|n| format!("{n}.txt")).collect();
    let mut command = place.command();
    let mut child = command
        .args(["read", "--text"])
        .args(&names)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}
