//! `chancery reread`: papers held are read by the present reader, and nothing changes by itself.

use chancery::office::{Office, VersionFacts};
use chancery::opener::{EXTRACT_BYTES_MIN, EXTRACT_SECONDS_CEILING};
use procedure::act::Act;
use procedure::card::FieldName;
use procedure::ids::PaperId;
use rusqlite::Connection;

use super::{Place, fixture};
use crate::recognition::{other_machine, recognise, scan};
use crate::town::{command, draft, open};

/// Enters a file with a card that says nothing, as an older reader might have.
fn enter_bare(office: &Office, name: &str, bytes: Vec<u8>) -> PaperId {
    let prepared = office.prepare_described(bytes, name, VersionFacts::default()).unwrap();
    let entering = command(name, Act::Enter(draft(vec![prepared.version])));
    let entering = chancery::office::Command { bodies: prepared.bodies, ..entering };
    office.submit_blocking(entering).unwrap().paper.unwrap()
}

/// Bodies in the journal, as they are stored.
fn stored(place: &Place) -> i64 {
    let journal = Connection::open(place.path().join("office/journal.db")).unwrap();
    journal.query_row("SELECT count(*) FROM chunks", (), |row| row.get(0)).unwrap()
}

#[test]
fn what_would_change_is_shown_then_proposed_once_and_nothing_else_is_kept() {
    let place = Place::founded();
    let office = open(&place.path().join("office"));
    // Long enough to be laid down on the disk as it comes in, were it sealed once more.
    let markup = format!("<p>No. 214</p><p>Subject: Lamps on the quay</p>{}", "<p>The lamps burn.</p>".repeat(20_000));
    enter_bare(&office, "letter.txt", fixture("letter.txt"));
    enter_bare(&office, "letter.html", markup.into_bytes());
    office.shut();
    drop(office);
    let before = stored(&place);

    let ran = place.done(["reread", "office", "--all", "--json"]);
    assert_eq!(ran.out.lines().count(), 2, "{ran:?}");
    assert!(ran.err.contains("2 read anew, 2 would change"), "{ran:?}");
    let changes: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    assert!(changes["changes"].as_array().is_some_and(|changes| !changes.is_empty()), "{changes}");
    assert_eq!(stored(&place), before);

    let proposed = place.done(["reread", "office", "--all", "--propose"]);
    assert!(proposed.err.contains("2 would change, 2 proposed"), "{proposed:?}");
    let again = place.done(["reread", "office", "--all", "--propose"]);
    assert!(again.err.contains("2 would change, 0 proposed"), "{again:?}");
    // The texts were in the journal already.
    assert_eq!(stored(&place), before);
    place.done(["verify", "office"]);

    // One that is torn is told, and keeps nobody from reading the rest.
    let journal = Connection::open(place.path().join("office/journal.db")).unwrap();
    let torn = "UPDATE chunks SET bytes = zeroblob(length(bytes)) WHERE chunk = (SELECT min(chunk) FROM chunks)";
    assert_eq!(journal.execute(torn, ()).unwrap(), 1);
    drop(journal);
    let ran = place.ends(5, ["reread", "office", "--all"]);
    assert!(ran.err.contains("not read: ") && ran.err.contains("1 read anew, 1 would change, 1 not done"), "{ran:?}");
}

/// Does an act about a paper as the clerk, as the page and the API do.
fn settle(place: &Place, key: &str, act: Act) {
    let office = open(&place.path().join("office"));
    office.submit_blocking(command(key, act)).unwrap();
    office.shut();
}

#[test]
fn what_waits_is_shown_and_what_was_taken_or_declined_is_not_proposed_again() {
    let place = Place::founded();
    let office = open(&place.path().join("office"));
    let paper = enter_bare(&office, "letter.txt", fixture("letter.txt"));
    office.shut();
    drop(office);
    let shown = place.done(["reread", "office", "1"]);
    assert!(shown.out.contains("number: nothing -> 77 (read)"), "{shown:?}");
    assert!(!place.done(["show", "office", "1"]).out.contains("->"), "what is shown by reread is not proposed yet");
    place.done(["reread", "office", "1", "--propose"]);
    let waits = || place.done(["show", "office", "1"]).out;
    assert!(waits().contains("Their No. nothing -> 77, by intake/"), "{}", waits());
    let help = place.done(["reread", "--help"]).out;
    assert!(help.contains("on the paper's page") && help.contains("GET  /api/v1/papers/ID/reading"), "{help}");

    settle(&place, "take", Act::TakeReading { paper, fields: [FieldName::Number].into() });
    assert!(!waits().contains("Their No. nothing") && waits().contains("From nothing -> Ida Vessel"), "{}", waits());
    let reason = "she only signed".to_owned();
    settle(&place, "decline", Act::DeclineReading { paper, fields: [FieldName::From].into(), reason });
    assert!(!waits().contains("From nothing"), "{}", waits());
    let again = place.done(["reread", "office", "1", "--propose"]);
    assert!(again.err.contains("1 would change, 0 proposed"), "what waits is not proposed twice: {again:?}");
    assert!(!again.out.contains("number:") && !again.out.contains("from:"), "{again:?}");
    let reason = "the card is right".to_owned();
    settle(&place, "rest", Act::DeclineReading { paper, fields: Default::default(), reason });
    let ran = place.done(["reread", "office", "--all", "--propose"]);
    assert!(ran.out.is_empty() && ran.err.contains("1 read anew, 0 would change, 0 proposed"), "{ran:?}");
    place.done(["verify", "office"]);
    place.done(["rebuild", "office"]);
    let rebuilt = place.done(["reread", "office", "--all"]);
    assert!(rebuilt.err.contains("0 would change"), "what was declined stands in the journal: {rebuilt:?}");
}

/// A paper's card never comes from what a machine believed to see.
#[test]
fn a_recognised_text_is_not_read_onto_a_card() {
    let place = Place::founded();
    let programs = tempfile::tempdir().unwrap();
    let office = open(&place.path().join("office"));
    let id = enter_bare(&office, "letter.png", scan("letter.png"));
    let words = ["No.", "214", "of", "3", "May", "1931"];
    let rows: String = words.iter().map(|word| format!(r"5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\t{word}\n")).collect();
    let machine = other_machine(programs.path(), &format!(r"printf 'head\n{rows}'"), |_| {});
    recognise(&office, &machine, &id, "recognise").unwrap();
    office.shut();
    drop(office);
    assert!(place.done(["show", "office", "1"]).out.contains("proposed  "));
    let ran = place.done(["reread", "office", "--all"]);
    assert!(ran.out.is_empty() && ran.err.contains("1 read anew, 0 would change"), "{ran:?}");
}

#[test]
fn limits_of_reading_are_taken_and_the_way_to_a_proposal_is_told() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    let cases = [
        ("--extract-bytes-max", EXTRACT_BYTES_MIN, 0),
        ("--extract-bytes-max", EXTRACT_BYTES_MIN - 1, 2),
        ("--extract-seconds-max", EXTRACT_SECONDS_CEILING, 0),
        ("--extract-seconds-max", EXTRACT_SECONDS_CEILING + 1, 2),
    ];
    for (limit, value, code) in cases {
        place.ends(code, ["reread", "office", "1", limit, &value.to_string()]);
    }
    let help = place.done(["reread", "--help"]).out;
    assert!(help.contains("POST /api/v1/papers/ID/acts") && help.contains("take_reading"), "{help}");
}
