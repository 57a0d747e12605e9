//! The day closed, by the command line: what leaves the building, and what it shows later.

use serde_json::Value;

#[cfg(target_os = "linux")]
use super::backups::{WRITING, struck, whens};
use super::{Place, number};

/// An office with a letter, closed once; `closing-1.txt` and `key.txt` are outside it.
fn closed() -> Place {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    let said = place.done(["closing", "office", "close"]).out;
    place.write("closing-1.txt", &said);
    place.write("key.txt", place.done(["key", "office"]).out);
    place
}

fn copy(place: &Place, to: &str) {
    std::fs::create_dir(place.path().join(to)).unwrap();
    for file in std::fs::read_dir(place.path().join("office")).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() && file.file_name() != "office.sock" {
            std::fs::copy(file.path(), place.path().join(to).join(file.file_name())).unwrap();
        }
    }
}

/// The number of a closing in a line of the list.
fn no_of(line: &str) -> u64 {
    serde_json::from_str::<Value>(line).unwrap()["closing"]["no"].as_u64().unwrap()
}

fn read(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path().join(name)).unwrap()
}

#[test]
fn closings_that_follow_each_other_are_compared_by_whoever_keeps_them() {
    let place = closed();
    let first = read(&place, "closing-1.txt");
    assert!(first.contains("This is the first closing."), "{first}");
    assert!(first.contains(&format!("last {}; 1 given", number("IN", 1))), "{first}");
    place.lay("telegram-812.txt");
    place.done(["enter", "office", "telegram-812.txt"]);
    place.done(["void", "office", &number("IN", 2), "--reason", "twice"]);
    place.done(["closing", "office", "close"]);
    let second = place.done(["closing", "office", "show"]).out;
    place.write("closing-2.txt", &second);
    assert!(second.contains("The record goes on from closing 1"), "{second}");
    assert!(second.contains("1 given; void 1, 1 of them new"), "{second}");
    assert_eq!(place.done(["closing", "office", "show", "2"]).out, second, "it is told alike each time");
    // Whoever has the two and the key needs nothing else; in either order, and as a mail program saves them.
    let says = "The newer one goes on from the older one: nothing that the older one covers was changed.";
    for two in [["closing-1.txt", "closing-2.txt"], ["closing-2.txt", "closing-1.txt"]] {
        let shown = place.done(["verify", two[0], two[1], "--key", "key.txt"]).out;
        assert!(shown.contains(says), "{shown}");
    }
    place.write("crlf.txt", second.replace('\n', "\r\n"));
    place.done(["verify", "closing-1.txt", "crlf.txt", "--key", "key.txt"]);
    place.done(["verify", "closing-1.txt", "--key", "key.txt"]);
    for held in ["closing-1.txt", "crlf.txt"] {
        place.done(["verify", "office", "--held", held]);
    }
    // One digit of the size, one letter of the root, another key, a text without a head.
    let sized = first.replace("\n4\n", "\n5\n");
    assert_ne!(sized, first);
    place.write("sized.txt", sized);
    let refused = place.ends(4, ["verify", "sized.txt", "closing-2.txt", "--key", "key.txt"]).out;
    assert!(refused.contains("does not fit the note"), "{refused}");
    let stranger = Place::founded();
    place.write("strange.txt", stranger.done(["key", "office"]).out);
    place.ends(4, ["verify", "closing-1.txt", "closing-2.txt", "--key", "strange.txt"]);
    place.ends(3, ["verify", "letter.txt", "closing-2.txt", "--key", "key.txt"]);
    // Two that do not follow each other have no proof between them.
    place.done(["closing", "office", "close"]);
    place.write("closing-3.txt", place.done(["closing", "office", "show"]).out);
    let unshown = place.ends(3, ["verify", "closing-1.txt", "closing-3.txt", "--key", "key.txt"]).err;
    assert!(unshown.contains("no proof from the older head"), "{unshown}");
    let listed = place.done(["closing", "office", "list", "--json"]).out;
    let nos: Vec<u64> = listed.lines().map(no_of).collect();
    assert_eq!(nos, [3, 2, 1]);
    assert_eq!(place.done(["closing", "office", "list", "--below", "2", "--json"]).out.lines().count(), 1);
    place.done(["closing", "office", "show", "3", "--pdf", "closing-3.pdf"]);
    assert!(std::fs::read(place.path().join("closing-3.pdf")).unwrap().starts_with(b"%PDF-1.7"));
    let doctor = place.done(["doctor", "office"]).out;
    assert!(doctor.contains("good   closings") && doctor.contains("3 closings"), "{doctor}");
    place.ends(1, ["closing", "office", "show", "9"]);
}

#[test]
fn a_closing_is_a_head_to_restore_against() {
    let place = closed();
    let to = place.done(["backup", "--make-key", "recovery.txt"]).out.trim_end().to_owned();
    place.done(["backup", "office", "copy", "--to", &to]);
    let year = super::today().year();
    let last = ["IN", "OUT"].map(|series| format!("{series}-{year}={}", u8::from(series == "IN")));
    let args = [
        "restore",
        "copy",
        "restored",
        "--key",
        "recovery.txt",
        "--head",
        "closing-1.txt",
        "--last",
        &last[0],
        "--last",
        &last[1],
    ];
    assert_eq!(place.done(args).out, "4 entries restored, 0 numbers voided\n");
    let next = place.done(["closing", "restored", "close"]).out;
    assert!(next.contains("Closing 2 of") && next.contains("The record goes on from closing 1"), "{next}");
    place.write("closing-2.txt", next);
    place.done(["verify", "closing-1.txt", "closing-2.txt", "--key", "key.txt"]);
}

#[test]
fn a_closing_shouts_where_history_was_changed() {
    let place = closed();
    // Somebody adds a closing that names entries which never were, in a journal that is sound in itself.
    let folder = place.path().join("office");
    let reader = journal::Reader::open(&folder).unwrap();
    let entry = reader.entry(3).unwrap().unwrap();
    let parts: Vec<String> =
        entry.parts.iter().map(|part| String::from_utf8(part.bytes().unwrap().to_vec()).unwrap()).collect();
    let root =
        serde_json::from_str::<Value>(&parts[1]).unwrap()["closing"]["over"]["root"].as_str().unwrap().to_owned();
    let id = serde_json::from_str::<Value>(&parts[0]).unwrap()["id"].as_str().unwrap().to_owned();
    let other = |text: &str, one: &str| text.replace(one, &one.chars().rev().collect::<String>());
    let forged =
        vec![other(&parts[0], &id).into_bytes(), other(&parts[1], &root).replace("\"no\":1", "\"no\":2").into_bytes()];
    let moment_us = entry.header.moment_us;
    drop(reader);
    let mut journal = journal::Journal::open(&folder, journal::Options::default()).unwrap();
    let on = journal.head().place;
    journal.append(on, vec![journal::EntryDraft { moment_us, parts: forged, bodies: Vec::new() }]).unwrap();
    drop(journal);
    place.done(["verify", "office"]);
    let told = place.ends(4, ["closing", "office", "close"]);
    assert!(told.out.contains("WRONG: HISTORY WAS CHANGED"), "{}", told.out);
    assert!(told.out.contains("The record does not go on from closing 2"), "{}", told.out);
    assert!(told.err.contains("DOES NOT GO ON"), "the log says it too: {}", told.err);
    let doctor = place.ends(4, ["doctor", "office"]).out;
    assert!(doctor.contains("WRONG  closings"), "{doctor}");
    let listed = place.done(["closing", "office", "list"]).out;
    assert!(listed.contains("history was changed"), "{listed}");
}

#[test]
fn a_rewritten_history_with_a_valid_new_chain_is_known_by_a_closing_outside() {
    let place = Place::founded();
    copy(&place, "rewritten");
    place.lay("letter.txt");
    place.lay("telegram-812.txt");
    // The same office, the same key; in the one the letter was entered, in the other it never was.
    for (office, paper) in [("office", "letter.txt"), ("rewritten", "telegram-812.txt")] {
        place.done(["enter", office, paper]);
        place.write(&format!("{office}-1.txt"), place.done(["closing", office, "close"]).out);
        place.done(["enter", office, "--oral", "--subject", "a call"]);
        place.write(&format!("{office}-2.txt"), place.done(["closing", office, "close"]).out);
    }
    place.write("key.txt", place.done(["key", "office"]).out);
    place.done(["verify", "rewritten"]);
    let held = place.ends(4, ["verify", "rewritten", "--held", "office-1.txt"]).out;
    assert!(held.contains("WRONG"), "{held}");
    // Whoever keeps the closings sees it without the folder.
    let seen = place.ends(4, ["verify", "office-1.txt", "rewritten-2.txt", "--key", "key.txt"]).out;
    assert!(seen.contains("history was changed"), "{seen}");
    place.done(["verify", "office-1.txt", "office-2.txt", "--key", "key.txt"]);
}

#[test]
fn whoever_keeps_no_series_closes_nothing_and_is_shown_nothing() {
    let place = closed();
    place.done(["officer", "office", "add", "porter", "A. Porter"]);
    let refused = place.ends(1, ["closing", "office", "close", "--as", "porter"]);
    assert!(refused.err.contains("acts for no desk that may do this"), "{}", refused.err);
    for args in
        [vec!["closing", "office", "list", "--as", "porter"], vec!["closing", "office", "show", "1", "--as", "porter"]]
    {
        let none = place.ends(1, args);
        assert!(none.err.contains("shown no closings") || none.err.contains("there is no closing"), "{}", none.err);
    }
    place.ends(2, ["closing", "office", "mail", "give", "nobody"]);
    place.done(["closing", "office", "mail", "give", "desk@arle.example"]);
    place.done(["closing", "office", "mail", "give", "desk@arle.example"]);
    let desks = place.done(["closing", "office", "mail", "list", "--json"]).out;
    assert!(desks.lines().count() == 1 && desks.contains(r#""sent":1"#), "those after the last: {desks}");
    place.done(["closing", "office", "mail", "end", "desk@arle.example"]);
    place.ends(1, ["closing", "office", "mail", "end", "desk@arle.example"]);
}

#[cfg(target_os = "linux")]
#[test]
fn struck_at_any_call_a_day_is_closed_or_not() {
    let place = closed();
    let closings = || -> Vec<String> {
        place.done(["closing", "office", "list", "--json"]).out.lines().map(str::to_owned).collect()
    };
    let mut strikes = 0;
    for call in WRITING.into_iter().chain(["openat"]) {
        for what in ["signal=KILL", "error=EIO"] {
            for when in whens(call) {
                let before = closings();
                let inject = format!("{call} {what} {when}");
                let struck = struck(&place, call, what, when, &["closing", "office", "close"]);
                let after = closings();
                let (was, is) = (no_of(&before[0]), no_of(&after[0]));
                assert!(is == was || is == was + 1, "{inject}: {was} and {is}");
                assert!(!struck.done || is == was + 1, "{inject}: nothing was closed");
                let kept: Vec<&String> = after.iter().filter(|line| no_of(line) <= was).collect();
                assert!(kept.iter().zip(&before).all(|(is, was)| *is == was), "{inject}: what was closed was changed");
                if !struck.there {
                    break;
                }
                strikes += 1;
            }
        }
    }
    assert!(strikes >= 50, "{strikes}");
    place.write("last.txt", place.done(["closing", "office", "close"]).out);
    let last = no_of(&closings()[0]);
    // Each was published, or is when it is asked for; and each goes on from the one before.
    for no in 2..=last {
        let (older, newer) = (format!("{}.txt", no - 1), format!("{no}.txt"));
        for name in [&older, &newer] {
            let no = name.trim_end_matches(".txt");
            place.write(name, place.done(["closing", "office", "show", no]).out);
        }
        if no % 7 == 0 || no == last {
            place.done(["verify", &older, &newer, "--key", "key.txt"]);
        }
    }
    place.done(["verify", "office", "--held", "closing-1.txt", "--held", "last.txt"]);
    place.done(["doctor", "office"]);
}
