//! `chancery reading`: how often each field was right, whichever door what was put right came through.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Place, fixture, number};

/// Right and put right by field, over all senders and kinds.
fn counted(place: &Place) -> BTreeMap<String, (u64, u64)> {
    let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for line in place.done(["reading", "office", "--json"]).out.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let count = counts.entry(row["field"].as_str().unwrap().to_owned()).or_default();
        count.0 += row["right"].as_u64().unwrap();
        count.1 += row["put_right"].as_u64().unwrap();
    }
    counts
}

#[test]
fn what_the_one_who_enters_puts_right_is_counted_and_what_nobody_saw_is_not() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.lay("memorandum-396.txt");
    place.done(["enter", "office", "letter.txt"]);
    assert!(counted(&place).is_empty(), "nobody had the card before them");

    let right = ["--put-right", "number=397", "--put-right", "place=", "--put-right", "date=1951-12-25"];
    place.done(["enter", "office", "memorandum-396.txt"].into_iter().chain(right));
    let counts = counted(&place);
    assert_eq!((counts["number"], counts["date"]), ((0, 1), (1, 0)), "what was read so already was right: {counts:?}");
    assert!(!counts.contains_key("place"), "what rightly stayed empty is neither: {counts:?}");
    let seen: Value = serde_json::from_str(&place.done(["show", "office", "2", "--json"]).out).unwrap();
    let card = &seen["paper"]["card"];
    assert_eq!((card["number"]["value"].as_str(), card["number"]["by"].as_str()), (Some("397"), Some("clerk")));
    assert_eq!(card["date"]["sure"], "read", "it stays as it was read");

    // A paper looked over with nothing to put right counts too, and so does one that is corrected later.
    place.write("second.txt", [fixture("letter.txt"), b"\nPostscript: forty-one.\n".to_vec()].concat());
    place.done(["enter", "office", "second.txt", "--seen", "--again", "a postscript"]);
    assert_eq!(counted(&place)["number"], (1, 1));
    place.done(["correct", "office", &number("IN", 1), "number", "78"]);
    assert_eq!(counted(&place)["number"], (1, 2));
    // A list takes a value an argument.
    place.write("third.txt", [fixture("memorandum-396.txt"), b"\nBrought by hand.\n".to_vec()].concat());
    let lists = ["--put-right", "copies=Arden", "--put-right", "copies=Corran", "--again", "a third"];
    place.done(["enter", "office", "third.txt"].into_iter().chain(lists));
    assert_eq!(counted(&place)["copies"], (1, 1));

    let table = place.done(["reading", "office"]);
    assert!(table.out.contains("PUT RIGHT") && table.err.contains("Counted are papers"), "{table:?}");
    let csv = place.done(["reading", "office", "--csv", "--as", "clerk"]).out;
    assert!(csv.starts_with("sender,kind,field,right,put_right,share\n"), "{csv}");
    assert!(csv.lines().any(|line| line.contains(",number,1,1,0.500")), "{csv}");
}

#[test]
fn what_cannot_be_put_right_is_said_and_nothing_is_entered() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.lay("memorandum-396.txt");
    for (code, says, args) in [
        (2, "it has kind, number", ["letter.txt", "--put-right", "seal=blue"].as_slice()),
        (2, "write FIELD=VALUE", &["letter.txt", "--put-right", "number"]),
        (2, "takes one value", &["letter.txt", "--put-right", "number=1", "--put-right", "number=2"]),
        (2, "--level", &["letter.txt", "--put-right", "marking=secret"]),
        (2, "no date", &["letter.txt", "--put-right", "date=the day after"]),
        (2, "has parts", &["letter.txt", "--put-right", "citations=telegram No. 1"]),
        (2, "name one file", &["letter.txt", "memorandum-396.txt", "--seen"]),
        (2, "name one file", &[".", "--seen"]),
        (2, "cannot be used with", &["--oral", "--subject", "Lamps", "--seen"]),
    ] {
        let ran = place.ends(code, ["enter", "office"].into_iter().chain(args.iter().copied()));
        assert!(ran.err.contains(says), "{args:?}: {ran:?}");
    }
    assert!(place.done(["register", "office", "--json"]).out.is_empty());
}
