//! Verifying and rebuilding.

use std::fs;

use super::Place;

fn with_papers() -> Place {
    let place = Place::founded();
    for paper in ["memorandum-396.txt", "telegram-812.txt", "letter.txt"] {
        place.lay(paper);
        place.done(["enter", "office", paper]);
    }
    place
}

#[test]
fn a_sound_journal_verifies() {
    let place = with_papers();
    let ran = place.done(["verify", "office"]);
    assert!(ran.out.ends_with("all is well\n"), "{}", ran.out);
    let report: serde_json::Value = serde_json::from_str(&place.done(["verify", "office", "--json"]).out).unwrap();
    assert_eq!(report["sound"], true);
    assert_eq!(report["entries"], 5, "the founding, its sign-in link, three papers");
}

#[test]
fn a_head_that_left_the_house_is_held_against_the_record() {
    let place = with_papers();
    let kept = place.path().join("kept");
    let copy = |from: &std::path::Path, to: &std::path::Path| {
        fs::create_dir_all(to).unwrap();
        for name in ["journal.db", "office.key"] {
            fs::copy(from.join(name), to.join(name)).unwrap();
        }
    };
    copy(&place.path().join("office"), &kept);
    place.lay("envelope.eml");
    place.done(["enter", "office", "envelope.eml"]);
    place.write("held.txt", place.done(["head", "office"]).out);
    let again: serde_json::Value = serde_json::from_str(&place.done(["head", "office", "--json"]).out).unwrap();
    assert_eq!(again["entries"], 6);
    let head = fs::read_to_string(place.path().join("held.txt")).unwrap();
    assert_eq!(again["head"], head, "the same head twice is one");
    place.done(["verify", "office", "--held", "held.txt"]);
    let report: serde_json::Value = serde_json::from_str(&place.done(["verify", "office", "--json"]).out).unwrap();
    assert_eq!(report["heads"], 1);
    place.done(["enter", "office", "--oral", "--subject", "A call"]);
    place.done(["verify", "office", "--held", "held.txt"]);
    let put_back = place.ends(4, ["verify", "kept", "--held", "held.txt"]);
    assert!(put_back.out.contains("WRONG"), "{put_back:?}");
    place.done(["verify", "kept"]);
    let absent = place.ends(3, ["head", "nowhere"]);
    assert!(absent.err.contains("hint: "), "{absent:?}");
}

#[test]
fn a_changed_byte_is_found_and_ends_with_four() {
    let place = with_papers();
    let path = place.path().join("office/journal.db");
    // What still lies in the write-ahead log is brought into the file, so that the byte is there to be changed.
    let db = rusqlite::Connection::open(&path).unwrap();
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(db);
    let mut bytes = fs::read(&path).unwrap();
    let needle = b"upper";
    let at = bytes.windows(needle.len()).position(|window| window == needle).unwrap();
    bytes[at] ^= 1;
    fs::write(&path, bytes).unwrap();
    let ran = place.ends(4, ["verify", "office"]);
    assert!(ran.out.contains("WRONG"), "{}", ran.out);
    assert!(ran.err.starts_with("hint: "), "{}", ran.err);
}

#[test]
fn register_and_index_are_made_anew_and_answer_the_same() {
    let place = with_papers();
    let ask = |place: &Place| {
        let mut answers = String::new();
        for args in [
            vec!["register", "office", "--json"],
            vec!["find", "office", "Corvain", "--json"],
            vec!["find", "office", "812", "--json"],
            vec!["show", "office", "1", "--json"],
            vec!["show", "office", "2", "--json"],
        ] {
            answers.push_str(&place.done(args).out);
        }
        answers
    };
    let before = ask(&place);
    for derived in fs::read_dir(place.path().join("office")).unwrap() {
        let derived = derived.unwrap();
        let name = derived.file_name().into_string().unwrap();
        if name.starts_with("register") {
            fs::remove_file(derived.path()).unwrap();
        } else if name.starts_with("index") {
            fs::remove_dir_all(derived.path()).unwrap();
        }
    }
    let rebuilt = place.done(["rebuild", "office"]);
    assert_eq!(rebuilt.out, "register and index made anew from 5 entries\n");
    assert_eq!(ask(&place), before);
}

#[test]
fn a_journal_put_back_opens_for_reading_only() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.lay("telegram-812.txt");
    place.done(["enter", "office", "letter.txt"]);
    let kept = place.path().join("kept.db");
    let journal = place.path().join("office/journal.db");
    fs::copy(&journal, &kept).unwrap();
    place.done(["enter", "office", "telegram-812.txt"]);
    fs::copy(&kept, &journal).unwrap();
    for beside in ["journal.db-wal", "journal.db-shm"] {
        let _ = fs::remove_file(place.path().join("office").join(beside));
    }
    let refused = place.run(["void", "office", "1", "--reason", "x"]);
    assert_ne!(refused.code, 0, "{refused:?}");
    assert!(refused.err.contains("the journal was put back or cut"), "{refused:?}");
    assert!(refused.err.contains("hint: "), "{refused:?}");
    let contradicts = place.ends(1, ["rebuild", "office"]);
    assert!(contradicts.err.contains("--accept-journal"), "{}", contradicts.err);
    place.done(["rebuild", "office", "--accept-journal"]);
    place.done(["enter", "office", "telegram-812.txt"]);
}
