//! `chancery correspondent` and `chancery rule`: who is meant by a name outside the house, in an office in a folder.

use serde_json::Value;

use super::{Place, Ran, number};

/// A memorandum in our own words.
fn memorandum(no: u32, from: &str) -> String {
    format!(
        "MEMORANDUM\n\nNo. {no}\n\n3 May 1951\n\nTO: Town Clerk\nFROM: {from}\nSUBJECT: Lamps of quay {no}\n\nThey burn.\n"
    )
}

/// An office that keeps two correspondents of one name, the first found on a paper.
fn with_correspondents() -> Place {
    let place = Place::founded();
    place.write("12.txt", memorandum(12, "V. Maren"));
    place.done(["enter", "office", "12.txt"]);
    on(&place, ["add", "maren", "Vera Maren", "--alias", "V. Maren", "--desk", "registry", "--paper", "1"]);
    on(&place, ["add", "maren-2", "Vera Maren", "--desk", "registry", "--beside", "a namesake"]);
    place
}

fn on<'a>(place: &Place, args: impl IntoIterator<Item = &'a str>) -> Ran {
    place.done(["correspondent", "office"].into_iter().chain(args))
}

fn refused<'a>(place: &Place, args: impl IntoIterator<Item = &'a str>, says: &str) {
    let ran = place.ends(1, ["correspondent", "office"].into_iter().chain(args));
    assert!(ran.err.contains(says) && ran.err.contains("hint: ") && ran.out.is_empty(), "{ran:?}");
}

#[test]
fn correspondents_are_taken_in_named_merged_and_parted() {
    let place = with_correspondents();
    refused(&place, ["add", "maren", "Vera Maren", "--desk", "registry"], "correspondent maren is there already");
    refused(&place, ["add", "maren-3", "V. Maren", "--desk", "registry"], "is correspondent maren already");
    refused(&place, ["show", "nobody"], "there is no correspondent nobody");
    refused(&place, ["part", "maren-2", "--reason", "two"], "is merged into no other");
    let shown = on(&place, ["show", "maren"]).out;
    assert!(shown.contains(&number("IN", 1)) && shown.contains("also V. Maren"), "{shown}");
    let paper = place.done(["show", "office", "1"]).out;
    assert!(paper.contains("Vera Maren (sender) is correspondent maren"), "{paper}");

    on(&place, ["change", "maren", "--post", "Envoy", "--office", "Legation at Osk", "--from", "1951-01-01"]);
    on(&place, ["alias", "maren", "W. Maren"]);
    on(&place, ["usual", "maren", "--series", "IN", "--desk", "registry", "--kind", "memorandum"]);
    let shown = on(&place, ["show", "maren"]).out;
    assert!(
        shown.contains("Envoy, Legation at Osk, from 1 January 1951") && shown.contains("also W. Maren"),
        "{shown}"
    );
    on(&place, ["alias", "maren", "W. Maren", "--take-back", "--reason", "her brother"]);
    assert!(!on(&place, ["show", "maren"]).out.contains("also W. Maren"));

    // Found in any letters, each with the reason; the post leads to its holder on its days only.
    let who = on(&place, ["who", "Марен"]).out;
    assert!(
        who.contains("correspondent maren  ") && who.contains("maren-2") && who.contains("in other letters"),
        "{who}"
    );
    assert!(on(&place, ["who", "Envoy", "--on", "1951-05-03"]).out.contains("maren"));
    assert!(on(&place, ["who", "Envoy", "--on", "1950-05-03"]).out.is_empty());

    on(&place, ["merge", "maren-2", "--into", "maren", "--reason", "one person"]);
    let merged = on(&place, ["list", "--json"]).out;
    let merged: Vec<Value> = merged.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let into = merged.iter().find(|one| one["code"] == "maren-2").map(|one| one["into"].clone());
    assert_eq!(into, Some("maren".into()), "{merged:?}");
    refused(&place, ["merge", "maren-2", "--into", "maren", "--reason", "again"], "maren");
    on(&place, ["part", "maren-2", "--reason", "two after all"]);
    let table = on(&place, ["list"]).out;
    assert_eq!(table.lines().filter(|line| line.contains("Vera Maren")).count(), 2, "{table}");
    place.done(["verify", "office"]);
}

#[test]
fn an_exact_rule_binds_what_comes_after_it_until_it_is_revoked() {
    let place = with_correspondents();
    let rule = |args: &[&'static str]| place.done(["rule", "office"].into_iter().chain(args.iter().copied()));
    rule(&["confirm", "maren-name", "V. Maren", "--correspondent", "maren", "--desk", "registry"]);
    let twice =
        ["rule", "office", "confirm", "maren-again", "V. Maren", "--correspondent", "maren", "--desk", "registry"];
    let ran = place.ends(1, twice);
    assert!(ran.err.contains("rule maren-name holds for the same party already"), "{ran:?}");
    // Another stop is another party; bulk entering is bound too.
    place.write("13.txt", memorandum(13, "V. Maren"));
    place.write("14.txt", memorandum(14, "V.Maren"));
    place.done(["enter", "office", "13.txt", "14.txt"]);
    let bound = |at: u32| place.done(["show", "office", &at.to_string()]).out;
    assert!(bound(2).contains("V. Maren (sender) is correspondent maren by rule maren-name"), "{}", bound(2));
    assert!(!bound(3).contains("by rule") && !bound(1).contains("by rule"), "{}", bound(3));

    rule(&["revoke", "maren-name", "--reason", "she left"]);
    place.write("15.txt", memorandum(15, "V. Maren"));
    place.done(["enter", "office", "15.txt"]);
    assert!(!bound(4).contains("by rule"), "a rule revoked binds nothing more");
    assert!(bound(2).contains("by rule maren-name"), "what it bound stays bound");
    let listed = rule(&["list", "--json"]).out;
    let listed: Value = serde_json::from_str(listed.trim()).unwrap();
    assert_eq!((&listed["id"], &listed["revoked"]["reason"]), (&"maren-name".into(), &"she left".into()));
    assert!(place.ends(1, ["rule", "office", "revoke", "none", "--reason", "x"]).err.contains("rule none"));
    place.done(["verify", "office"]);
}

/// A rule that leads to a desk is a right; whoever may not see a correspondent or a rule is told of neither.
#[test]
fn who_may_not_see_is_told_nothing() {
    let place = Place::founded();
    for line in [
        "desk office add legal Legal",
        "officer office add nesse Nesse --cleared-to open",
        "desk office mandate give legal nesse",
    ] {
        place.done(line.split(' '));
    }
    let series = ["series", "office", "open", "SEC", "Sealed", "--registry", "registry", "--rule", "list-only"];
    place.done(series);
    place.write("12.txt", memorandum(12, "V. Maren"));
    place.done(["enter", "office", "12.txt", "--series", "SEC"]);
    let added = ["add", "maren", "Vera Maren", "--desk", "registry", "--paper", &number("SEC", 1), "--as", "clerk"];
    on(&place, added);
    let rule = ["rule", "office", "confirm", "maren-name", "V. Maren", "--to-desk", "legal", "--desk", "registry"];
    place.done(rule.into_iter().chain(["--as", "clerk"]));
    assert!(on(&place, ["list", "--as", "clerk"]).out.contains("maren"));
    let hidden = place.ends(1, ["correspondent", "office", "show", "maren", "--as", "nesse"]);
    let absent = place.ends(1, ["correspondent", "office", "show", "nobody", "--as", "nesse"]);
    assert_eq!(hidden.err.replace("maren", "nobody"), absent.err);
    for args in [
        ["correspondent", "office", "list"].as_slice(),
        &["correspondent", "office", "who", "Vera Maren"],
        &["rule", "office", "list"],
    ] {
        let told = place.done(args.iter().copied().chain(["--as", "nesse"]));
        assert!(!told.out.to_lowercase().contains("maren"), "{told:?}");
    }
    // The next such paper goes to the desk by the rule, and its holder sees it.
    let looks = |at: &str| place.run(["show", "office", at, "--as", "nesse"]).code;
    assert_eq!(looks(&number("SEC", 1)), 1);
    place.write("13.txt", memorandum(13, "V. Maren"));
    place.done(["enter", "office", "13.txt", "--series", "SEC"]);
    assert_eq!((looks(&number("SEC", 1)), looks(&number("SEC", 2))), (1, 0));
    let counted = place.done(["reading", "office", "--json", "--as", "nesse"]).out;
    assert!(counted.is_empty(), "papers that one does not see are not counted: {counted}");
}

#[test]
fn of_a_correspondent_out_of_sight_no_line_says_more_than_that_it_is_there() {
    let place = Place::founded();
    for no in [12, 13] {
        place.write(&format!("{no}.txt"), memorandum(no, &format!("V. Maren {no}")));
        place.done(["enter", "office", &format!("{no}.txt")]);
    }
    place.done(["officer", "office", "add", "vessel", "Ida Vessel", "--cleared-to", "open"]);
    place.done(["mark", "office", "2", "secret"]);
    on(&place, ["add", "maren", "Vera Maren", "--desk", "registry", "--paper", "1"]);
    on(&place, ["add", "quiet", "Ida Osk", "--desk", "registry", "--paper", "2"]);
    on(&place, ["merge", "maren", "--into", "quiet", "--reason", "Ida Osk is meant"]);
    for form in [&[][..], &["--json"]] {
        for what in [&["list"][..], &["show", "maren"]] {
            let args = || what.iter().chain(form).copied();
            assert!(on(&place, args()).out.contains("quiet"), "whoever may see both");
            let seen = on(&place, args().chain(["--as", "vessel"])).out;
            assert!(seen.contains("maren") && !seen.contains("quiet") && !seen.contains("Ida Osk"), "{seen}");
        }
    }
    let shown = on(&place, ["show", "maren", "--as", "vessel"]).out;
    assert!(shown.contains("merged into another by "), "{shown}");
}
