//! Acts on one paper.

use super::{Place, number};

fn with_letter() -> Place {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    place
}

#[test]
fn a_date_is_put_right_by_its_passage() {
    let place = with_letter();
    place.done(["correct", "office", "1", "date", "--passage", "27 February 1952", "--reason", "the day that counts"]);
    let shown = place.done(["show", "office", "1", "--json"]);
    let paper: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
    let date = &paper["paper"]["card"]["date"];
    let text = super::fixture("letter.txt");
    let span: Vec<usize> = serde_json::from_value(date["span"].clone()).unwrap();
    assert_eq!(&text[span[0]..span[1]], b"27 February 1952");
    assert_eq!(date["value"]["date"], "1952-02-27");
    assert_eq!(date["sure"], "set");
    assert_eq!(date["by"], "clerk");
    // Words without a year say no date by themselves; with a value beside them they do.
    place.ends(2, ["correct", "office", "1", "date", "--passage", "10 March"]);
    place.done(["correct", "office", "1", "date", "1952-03-10", "--passage", "10 March"]);
}

#[test]
fn fields_are_set_cleared_and_given_whole() {
    let place = with_letter();
    place.done(["correct", "office", "1", "date", "1952-03"]);
    place.done(["correct", "office", "1", "copies", "Orlan", "Maren"]);
    place.done(["correct", "office", "1", "number", "--clear"]);
    let shown = place.done(["show", "office", "1"]).out;
    for line in ["March 1952 (set by clerk)", "Orlan (set by clerk)", "Maren (set by clerk)"] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    assert!(!shown.contains("their number"), "{shown}");
    place.ends(1, ["correct", "office", "1", "number", "--clear"]);
    place.ends(1, ["correct", "office", "1", "subject", "--passage", "words that stand nowhere"]);
    place.ends(1, ["correct", "office", "1", "marking", "secret"]);
    place.ends(2, ["correct", "office", "1", "citations", "telegram No. 1"]);
    place.ends(2, ["correct", "office", "1", "colour", "blue"]);
}

#[test]
fn a_wrong_file_is_replaced_and_a_wrong_series_left() {
    let place = with_letter();
    place.write("right.txt", "The right letter about the lower lock.\n\n5 March 1952\n");
    let replace = ["add-version", "office", "1", "right.txt", "--in-place-of", "1", "--reason", "wrong page"];
    place.done(replace);
    let shown = place.done(["show", "office", "1"]).out;
    assert!(shown.contains("withdrawn: wrong page") && shown.contains("2 replacement right.txt"), "{shown}");
    let moved = place.done(["void", "office", "1", "--into", "OUT", "--reason", "a letter of ours"]);
    assert!(moved.out.contains(&format!("moved to series OUT: {} (entry ", number("OUT", 1))), "{}", moved.out);
    let shown = place.done(["show", "office", &number("IN", 1)]).out;
    assert!(shown.starts_with(&number("OUT", 1)), "{shown}");
    assert!(shown.contains(&format!("void: a letter of ours, see {}", number("OUT", 1))), "{shown}");
}

#[test]
fn an_enclosed_file_becomes_a_paper_of_its_own() {
    let place = Place::founded();
    place.lay("envelope.eml");
    place.done(["enter", "office", "envelope.eml"]);
    let shown = place.done(["show", "office", "1"]).out;
    assert!(shown.contains("enclosed 1 annex-1.txt"), "{shown}");
    let split = place.done(["split", "office", "1", "1", "--under"]);
    assert!(split.out.contains(&format!("annex-1.txt split off: {}/1 (entry ", number("IN", 1))), "{}", split.out);
    let part = place.done(["show", "office", &format!("{}/1", number("IN", 1))]).out;
    assert!(part.contains(&format!("split from    {}", number("IN", 1))), "{part}");
    place.ends(1, ["split", "office", "1", "1"]);
    place.ends(1, ["split", "office", "1", "9"]);
    place.ends(2, ["split", "office", "1", "0"]);
}

#[test]
fn citations_are_settled_tied_and_untied() {
    let place = Place::founded();
    place.lay("memorandum-396.txt");
    place.lay("letter.txt");
    place.done(["enter", "office", "memorandum-396.txt", "letter.txt"]);
    place.done(["settle", "office", "1", "1", "requested"]);
    assert!(place.done(["show", "office", "1"]).out.contains("not held, requested"));
    place.done(["tie", "office", "1", "2", "--citation", "1"]);
    assert!(place.done(["show", "office", "2"]).out.contains(&format!("cited by      {}", number("IN", 1))));
    place.done(["tie", "office", "1", "2", "--citation", "1", "--undo", "--reason", "another number"]);
    place.done(["tie", "office", "2", "1", "--answers"]);
    assert!(place.done(["show", "office", "1"]).out.contains("answered by"));
    place.ends(2, ["tie", "office", "2", "1", "--answers", "--undo"]);
    place.done(["tie", "office", "2", "1", "--answers", "--undo", "--reason", "another letter"]);
    assert!(!place.done(["show", "office", "1"]).out.contains("answered by"));
    place.ends(2, ["tie", "office", "1", "2"]);
    let none = place.ends(1, ["settle", "office", "1", "99", "requested"]);
    assert!(none.err.contains("there is no citation 99 on the card"), "{}", none.err);
    let none = place.ends(1, ["bind", "office", "1", "--end", "9", "--reason", "x"]);
    assert!(none.err.contains("there is no binding 9 that holds"), "{}", none.err);
}

#[test]
fn the_trail_as_an_officer_sees_it_names_nothing_out_of_sight() {
    let place = Place::founded();
    place.lay("memorandum-396.txt");
    place.lay("letter.txt");
    place.done(["enter", "office", "memorandum-396.txt", "letter.txt"]);
    place.done(["officer", "office", "add", "vessel", "Ida Vessel", "--cleared-to", "open"]);
    place.done(["tie", "office", "1", "2", "--citation", "1"]);
    let reason = format!("not {} is meant", number("IN", 2));
    place.done(["tie", "office", "1", "2", "--citation", "1", "--undo", "--reason", &reason]);
    place.done(["tie", "office", "1", "2", "--citation", "1"]);
    place.done(["mark", "office", "2", "secret"]);
    for form in [&[][..], &["--json"]] {
        let show = |more: &[&'static str]| {
            let args = ["show", "office", "1"].into_iter().chain(form.iter().copied()).chain(more.iter().copied());
            place.done(args.collect::<Vec<_>>()).out
        };
        assert!(show(&[]).contains(&number("IN", 2)));
        let seen = show(&["--as", "vessel"]);
        assert!(seen.contains("enter") && !seen.contains(&number("IN", 2)), "{seen}");
    }
    place.ends(1, ["show", "office", "2", "--as", "vessel"]);
}

#[test]
fn a_wrong_file_is_taken_back_and_the_right_one_added() {
    let place = with_letter();
    place.done(["withdraw-version", "office", "1", "1", "--reason", "a page of another paper"]);
    let shown = place.done(["show", "office", "1"]).out;
    assert!(shown.contains("without a file: not yet scanned"), "{shown}");
    assert!(shown.contains("withdrawn: a page of another paper"), "{shown}");
    place.ends(1, ["withdraw-version", "office", "1", "1", "--reason", "once more"]);
    place.lay("memorandum-396.txt");
    place.done(["add-version", "office", "1", "memorandum-396.txt"]);
    assert!(!place.done(["show", "office", "1"]).out.contains("without a file"));
}

#[test]
fn a_marking_is_given_raised_and_lowered_with_a_reason() {
    let place = with_letter();
    place.done(["mark", "office", "1", "restricted"]);
    let refused = place.ends(1, ["mark", "office", "1", "secret"]);
    assert!(refused.err.contains("not done: the reason is empty\nhint: "), "{}", refused.err);
    place.done(["mark", "office", "1", "secret", "--reason", "names an agent"]);
    place.ends(1, ["mark", "office", "1", "purple", "--reason", "no such level"]);
}

#[test]
fn a_name_gives_sight_only_when_it_is_bound() {
    let place = with_letter();
    place.done(["officer", "office", "add", "vessel", "Ida Vessel", "--cleared-to", "secret", "--alias", "I. Vessel"]);
    place.done(["mark", "office", "1", "secret", "--as", "clerk"]);
    let unseen = place.ends(1, ["show", "office", "1", "--as", "vessel"]);
    let absent = place.ends(1, ["show", "office", "2", "--as", "vessel"]);
    assert_eq!(unseen.err.replace("paper 1", "paper 2"), absent.err);
    place.done(["bind", "office", "1", "Ida Vessel", "--officer", "vessel", "--named", "sender", "--as", "clerk"]);
    place.done(["show", "office", "1", "--as", "vessel"]);
    place.done(["bind", "office", "1", "--end", "1", "--reason", "another Vessel", "--as", "clerk"]);
    place.ends(1, ["show", "office", "1", "--as", "vessel"]);
}

#[test]
fn a_paper_is_passed_on_taken_back_and_reported_done() {
    let place = with_letter();
    place.done(["desk", "office", "add", "locks", "Locks Desk"]);
    place.done(["desk", "office", "add", "barges", "Barges Desk"]);
    for desk in ["locks", "barges"] {
        place.done(["desk", "office", "mandate", "give", desk, "clerk"]);
    }
    place.done(["direct", "office", "1", "--to", "locks", "--act", "answer"]);
    place.done(["accept", "office", "1"]);
    place.done(["pass-on", "office", "1", "--to", "barges"]);
    place.done(["redirect", "office", "1", "--to", "locks", "--reason", "not a matter of barges"]);
    let done = place.done(["done", "office", "1", "--report", "answered by telephone"]);
    assert!(done.out.starts_with(&format!("{}  done", number("IN", 1))), "{}", done.out);
    let shown = place.done(["show", "office", "1"]).out;
    assert!(shown.contains("done: answered by telephone") && shown.contains("taken back: not a matter"), "{shown}");
    place.ends(1, ["accept", "office", "1"]);
    let back = place.done(["redirect", "office", "1", "--direction", "1", "--reason", "never theirs"]);
    assert!(back.out.starts_with(&format!("{}  direction 1 taken back", number("IN", 1))), "{}", back.out);
    assert!(place.done(["show", "office", "1"]).out.contains("taken back: never theirs"));
    place.ends(1, ["direct", "office", "1", "--to", "nowhere", "--from", "locks"]);
}
