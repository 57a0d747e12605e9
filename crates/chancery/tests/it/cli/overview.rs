//! The overview, and what was decided before in such a case, on the command line.

use super::Place;

#[test]
fn what_is_late_and_how_questions_went_is_printed() {
    let place = Place::founded();
    let none = place.done(["overview", "office"]);
    assert!(none.out.starts_with("nothing is late\nnothing was decided since "), "{}", none.out);
    place.done(["desk", "office", "add", "legal", "Legal"]);
    place.done(["officer", "office", "add", "nesse", "T. Nesse", "--cleared-to", "open"]);
    place.done(["desk", "office", "mandate", "give", "legal", "nesse"]);
    for (code, title) in [("ferry", "The night ferry"), ("asked", "The night ferry to Ould")] {
        place.done(["dossier", "office", "open", code, title, "--home", "registry", "--as", "clerk"]);
    }
    let facts = ["--bottom-line", "The ferry is to cross after dark.", "--recommends", "Let it.", "--as", "clerk"];
    place.done(["dossier", "office", "submit", "ferry", "legal"].into_iter().chain(facts));
    assert_eq!(place.done(["dossier", "office", "before", "asked"]).err, "nothing like it was decided\n");
    place.done(["dossier", "office", "decide", "ferry", "1", "reject", "--remark", "No.", "--as", "nesse"]);
    let before = place.done(["dossier", "office", "before", "asked", "--as", "clerk"]).out;
    assert!(
        before.starts_with("ferry  The night ferry\n  “ferry” and “night” in both.\n  submission 1: rejected, "),
        "{before}"
    );
    assert!(before.contains("registry recommended: Let it."), "{before}");
    let overview = place.done(["overview", "office", "--as", "clerk"]).out;
    assert!(overview.contains(": 1, in 0 days in the median"), "{overview}");
    assert!(overview.contains("The ferry is to cross after dark."), "{overview}");
    let json: serde_json::Value = serde_json::from_str(&place.done(["overview", "office", "--json"]).out).unwrap();
    assert_eq!((&json["took"]["decided"], &json["followed"]["in_words"]), (&1.into(), &1.into()), "{json}");
    assert_eq!(place.done(["overview", "office", "--as", "nesse", "--json"]).code, 0);
    place.ends(1, ["dossier", "office", "before", "nowhere"]);
}
