//! Papers that come back on a day, by the command line.

use super::{Place, number, today};

#[test]
fn a_paper_comes_back_is_listed_done_and_taken_back() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    place.done(["desk", "office", "add", "locks", "Locks Desk"]);
    place.done(["officer", "office", "add", "vessel", "Ida Vessel", "--cleared-to", "open"]);
    place.done(["desk", "office", "mandate", "give", "locks", "vessel"]);
    let (today, later) = (today().to_string(), today().saturating_add(jiff::Span::new().days(40)).to_string());
    let set = |more: &[&str]| {
        let args = ["bring-forward", "office", "set", "1"].into_iter().chain(more.iter().copied());
        place.run(args.collect::<Vec<_>>())
    };
    let own = set(&["--on", &later, "--because", "has Orlan answered?", "--as", "clerk"]);
    assert!(own.out.starts_with(&format!("{}  comes back to officer clerk on ", number("IN", 1))), "{own:?}");
    let locks = set(&["--on", &today, "--because", "the term ends", "--desk", "locks", "--as", "clerk"]);
    assert_eq!(locks.code, 0, "{locks:?}");

    let list = |more: &[&str]| {
        let args = ["bring-forward", "office", "list"].into_iter().chain(more.iter().copied());
        place.done(args.collect::<Vec<_>>())
    };
    let all = list(&[]).out;
    assert!(all.contains("has Orlan answered?") && all.contains("the term ends"), "{all}");
    assert!(all.find("the term ends") < all.find("has Orlan answered?"), "by their days: {all}");
    let theirs = list(&["--as", "vessel"]).out;
    assert!(theirs.contains("desk locks") && !theirs.contains("has Orlan answered?"), "{theirs}");
    let json: serde_json::Value = serde_json::from_str(&list(&["--as", "clerk", "--json"]).out).unwrap();
    assert_eq!(
        (&json["due"], &json["waits"]["no"], &json["desk"]),
        (&later.into(), &1.into(), &serde_json::Value::Null)
    );
    assert!(list(&["--desk", "locks", "--as", "clerk"]).err.contains("nothing is to come back"));
    place.ends(1, ["bring-forward", "office", "list", "--desk", "nowhere"]);

    // Of several one has to say which.
    let which = place.ends(2, ["bring-forward", "office", "done", "1", "--as", "clerk"]);
    assert!(which.err.contains("comes back several times") && which.err.contains("2 (desk locks on"), "{}", which.err);
    let done = place.done(["bring-forward", "office", "done", "1", "--as", "vessel"]);
    assert!(done.out.contains("bring-forward 2 done"), "{}", done.out);
    place.ends(1, ["bring-forward", "office", "done", "1", "--no", "2", "--as", "vessel"]);
    let back = ["bring-forward", "office", "take-back", "1", "--reason", "by telephone", "--as", "clerk"];
    assert!(place.done(back).out.contains("bring-forward 1 taken back"));
    place.ends(1, back);
    let shown = place.done(["show", "office", "1"]).out;
    assert!(shown.contains("back          1 to officer clerk on "), "{shown}");
    assert!(shown.contains("\"has Orlan answered?\": taken back: by telephone"), "{shown}");
    assert!(shown.contains("\"the term ends\": it was marked done"), "{shown}");

    let past = set(&["--on", "1951-12-25", "--because", "long ago", "--as", "clerk"]);
    assert_eq!(past.code, 1, "{past:?}");
    assert!(past.err.contains("not done: 1951-12-25 is past; it is "), "{}", past.err);
    assert!(past.err.contains("hint: choose today or a later day"), "{}", past.err);
    assert_eq!(set(&["--on", "soon", "--because", "x", "--as", "clerk"]).code, 2);
}
