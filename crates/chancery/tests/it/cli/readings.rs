//! Roles, the reading ledger and the reading room by the command line.

use super::{Place, number, today};

#[test]
fn who_looked_at_a_paper_is_told_to_an_auditor_who_says_why() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    place.done(["officer", "office", "add", "fenn", "P. Fenn"]);
    let paper = number("IN", 1);
    place.done(["show", "office", &paper, "--as", "clerk"]);
    place.done(["show", "office", &paper, "--body"]);
    let asks = |reason: &str| {
        let args = ["readings", "office", "--paper", &paper, "--reason", reason, "--as", "fenn"];
        place.run(args)
    };
    let early = asks("an audit");
    assert_eq!(early.code, 1, "{early:?}");
    assert!(
        early.err.contains("is no auditor") && early.err.contains("ask an administrator for that role"),
        "{early:?}"
    );
    let own = place
        .ends(1, ["officer", "office", "role", "clerk", "give", "auditor", "--reason", "an audit", "--as", "clerk"]);
    assert!(own.err.contains("hint: let another administrator give it"), "{own:?}");
    place.done(["officer", "office", "role", "fenn", "give", "auditor", "--reason", "an audit"]);
    assert!(place.done(["officer", "office", "list"]).out.contains("auditor"));
    assert_eq!(asks(" ").code, 1, "a reason is needed");
    let told = asks("an audit");
    assert_eq!(told.code, 0, "{told:?}");
    assert!(told.out.contains("clerk (") && told.out.contains("the folder's owner ("), "{told:?}");
    assert!(told.out.contains("page") && told.out.contains("body") && told.out.contains("whole"), "{told:?}");
    assert!(told.out.contains(&paper) && !told.out.contains("Harbour"), "a number and no word: {told:?}");
    let json = place.done(["readings", "office", "--officer", "clerk", "--reason", "an audit", "--json"]).out;
    assert!(json.contains("\"count\":1"), "{json}");
    let all = place.ends(1, ["readings", "office", "--reason", "an audit"]);
    assert!(all.err.contains("it is not said from when"), "{all:?}");
    place.done(["officer", "office", "role", "fenn", "end", "auditor", "--reason", "it is over"]);
    assert_eq!(asks("an audit").code, 1);
}

#[test]
fn a_role_that_tells_of_papers_has_an_end() {
    let place = Place::founded();
    place.done(["officer", "office", "add", "fenn", "P. Fenn"]);
    let give = |more: &[&str]| {
        let args = ["officer", "office", "role", "fenn", "give", "existence_only", "--reason", "a request"];
        place.run(args.into_iter().chain(more.iter().copied()))
    };
    let without = give(&[]);
    assert_eq!(without.code, 1, "{without:?}");
    assert!(without.err.contains("has to end") && without.err.contains("hint: say until when"), "{without:?}");
    assert_eq!(give(&["--until", "9999-01-01"]).code, 1);
}

#[test]
fn what_exists_is_told_to_whoever_has_the_role() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    let paper = number("IN", 1);
    place.done(["officer", "office", "add", "fenn", "P. Fenn"]);
    let asks = || place.run(["existence", "office", &paper, "--as", "fenn"]);
    let refused = asks();
    assert_eq!(refused.code, 2, "{refused:?}");
    let role = ["officer", "office", "role", "fenn", "give", "existence_only", "--reason", "a request", "--until"];
    let soon = today().tomorrow().unwrap().to_string();
    place.done(role.into_iter().chain([soon.as_str()]));
    let told = asks();
    assert!(told.out.contains(&paper) && !told.out.contains("Harbour"), "a number and no word: {told:?}");
    let nothing = place.done(["existence", "office", "IN-1900-0001", "--as", "fenn"]);
    assert!(nothing.out.is_empty() && nothing.err.contains("no paper exists under that"), "{nothing:?}");
    let json = place.done(["existence", "office", &paper, "--as", "fenn", "--json"]).out;
    assert!(json.contains("\"series\":\"IN\""), "{json}");
}

#[test]
fn a_paper_is_released_and_taken_back() {
    let place = Place::founded();
    place.write("reply.txt", crate::pages::REPLY);
    place.done(["enter", "office", "reply.txt", "--series", "OUT"]);
    let paper = number("OUT", 1);
    let release = |more: &[&str]| {
        let args = ["release", "office", &paper, "--reason", "for the press"];
        place.run(args.into_iter().chain(more.iter().copied()))
    };
    let early = release(&[]);
    assert_eq!(early.code, 1, "{early:?}");
    assert!(early.err.contains("nobody confirmed that the paper is at the lowest level"), "{early:?}");
    place.done(["mark", "office", &paper, "open"]);
    let letter = release(&[]);
    assert!(letter.err.contains("came from outside and is no communiqué or resolution"), "{letter:?}");
    place.done(["correct", "office", &paper, "kind", "resolution"]);
    assert!(release(&[]).out.contains("released to the reading room"));
    let twice = release(&[]);
    assert!(twice.err.contains("is released already"), "{twice:?}");
    assert!(release(&["--take-back"]).out.contains("taken back from the reading room"));
    assert_eq!(release(&["--take-back"]).code, 1);
    assert_eq!(release(&["--version", "2"]).code, 1);
    assert_eq!(release(&["--version", "1"]).code, 0);
}
