//! A desk is handed over by the command line: looked at, done, listed, and refused.

use super::{Place, number};

fn with_work() -> Place {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    for (desk, name, officer, officer_name) in
        [("locks", "Locks Desk", "vessel", "Ida Vessel"), ("weirs", "Weirs Desk", "holm", "Per Holm")]
    {
        place.done(["desk", "office", "add", desk, name]);
        place.done(["officer", "office", "add", officer, officer_name, "--cleared-to", "open"]);
        place.done(["desk", "office", "mandate", "give", desk, officer]);
    }
    place.done(["direct", "office", "1", "--to", "locks", "--as", "clerk"]);
    place
}

#[test]
fn what_waits_goes_to_another_desk_and_the_list_is_printed() {
    let place = with_work();
    let over = ["desk", "office", "hand-over", "locks"];
    let with = |more: &[&'static str]| over.into_iter().chain(more.iter().copied()).collect::<Vec<_>>();
    let refused = place.ends(1, ["desk", "office", "close", "locks", "--reason", "joined with weirs"]);
    assert!(refused.err.contains("1 paper or dossier waits at desk locks"), "{}", refused.err);
    assert!(refused.err.contains("chancery desk FOLDER hand-over"), "{}", refused.err);
    let before = place.done(with(&["--to", "weirs", "--preview"]));
    assert!(before.out.contains("GOES OVER") && before.out.contains(&number("IN", 1)), "{}", before.out);
    assert!(before.err.contains("1 paper or dossier goes over, 0 more after that; of 0 something stays"), "{before:?}");
    let json: serde_json::Value =
        serde_json::from_str(&place.done(with(&["--to", "weirs", "--preview", "--json"])).out).unwrap();
    assert_eq!(json["goes"][0]["what"]["is"], "direction");
    assert!(place.ends(2, with(&["--reason", "x"])).err.contains("it is not said to whom"));
    place.ends(2, with(&["--to", "weirs"]));
    let done = place.done(with(&["--to", "weirs", "--reason", "joined with weirs"])).out;
    assert!(done.starts_with("Locks Desk hands over to Weirs Desk, "), "{done}");
    assert!(
        done.contains(&number("IN", 1)) && done.contains("Taken over:  ____________________  Weirs Desk"),
        "{done}"
    );
    let again = place.ends(1, with(&["--to", "weirs", "--reason", "again"]));
    assert!(again.err.contains("nothing of desk locks goes to desk weirs"), "{}", again.err);
    let shown = place.done(["show", "office", "1"]).out;
    assert!(shown.contains("weirs"), "{shown}");
    // The list is printed again for whom it concerns, as they see it.
    let listed: serde_json::Value =
        serde_json::from_str(&place.done(["desk", "office", "handed", "--json"]).out).unwrap();
    let entry = listed["entry"].to_string();
    assert!(place.done(["desk", "office", "handed", "--as", "holm"]).out.contains("joined with weirs"));
    let again = place.done(["desk", "office", "handed", &entry, "--as", "holm"]).out;
    assert!(
        again.contains(&number("IN", 1)) && again.contains("Handed over: ____________________  Locks Desk"),
        "{again}"
    );
    place.ends(1, ["desk", "office", "handed", "0"]);
    place.done(["desk", "office", "close", "locks", "--reason", "joined with weirs"]);
    place.ends(1, ["desk", "office", "hand-over", "weirs", "--to", "locks", "--reason", "back"]);
}

#[test]
fn a_desk_goes_to_another_officer() {
    let place = with_work();
    let end = place.ends(1, ["desk", "office", "mandate", "end", "locks.vessel", "--reason", "goes abroad"]);
    assert!(end.err.contains("the last to hold desk locks, at which there wait: 1 open direction"), "{}", end.err);
    assert!(end.err.contains("hint: hand the desk over first: chancery desk FOLDER hand-over locks"), "{}", end.err);
    let over = ["desk", "office", "hand-over", "locks", "--to-officer", "holm"];
    let done = place.done(over.into_iter().chain(["--reason", "goes abroad"])).out;
    assert!(done.starts_with("Locks Desk: Ida Vessel hands over to Per Holm, "), "{done}");
    assert!(done.contains("WAITED AT THE DESK") && done.contains(&number("IN", 1)), "{done}");
    let listed = place.done(["desk", "office", "list"]).out;
    assert!(listed.contains("holm (locks.holm)") && !listed.contains("locks.vessel"), "{listed}");
    // A substitute stands in for a holder, and nobody for a substitute.
    let give = ["desk", "office", "mandate", "give", "locks", "vessel", "--substitute"];
    place.done(give.into_iter().chain(["--instead-of", "holm"]));
    assert!(place.done(["desk", "office", "list"]).out.contains("vessel, substitute of holm"));
    let give = ["desk", "office", "mandate", "give", "locks", "clerk", "--substitute", "--instead-of", "vessel"];
    let refused = place.ends(1, give);
    assert!(refused.err.contains("nobody stands in for a substitute"), "{}", refused.err);
    place.ends(2, ["desk", "office", "mandate", "give", "locks", "clerk", "--instead-of", "holm"]);
}
