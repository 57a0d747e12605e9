//! Officers, desks, series.

use super::{Place, number};

#[cfg(unix)]
#[test]
fn an_office_is_made_in_a_folder_of_its_own() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let init = ["init", "office", "--yes", "--zone", "UTC", "--officer", "clerk"];
    let made = place.done(init);
    assert!(!made.err.contains("chmod"), "{made:?}");
    let office = place.path().join("office");
    assert_eq!(std::fs::metadata(&office).unwrap().permissions().mode() & 0o777, 0o700);
    std::fs::remove_dir_all(&office).unwrap();
    std::fs::create_dir(&office).unwrap();
    std::fs::set_permissions(&office, std::fs::Permissions::from_mode(0o755)).unwrap();
    let there = place.done(init);
    assert!(there.err.contains("hint: to keep them out: chmod 700 office"), "{there:?}");
    assert_eq!(std::fs::metadata(&office).unwrap().permissions().mode() & 0o777, 0o755, "it is left as it is");
}

#[test]
fn an_officer_is_named_where_several_could_act() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["officer", "office", "add", "lind", "K. Lind", "--administrator"]);
    place.done(["desk", "office", "mandate", "give", "registry", "lind", "--as", "clerk"]);
    let refused = place.ends(2, ["enter", "office", "letter.txt"]);
    assert_eq!(refused.err, "not understood: several officers could do it\nhint: say --as with one of: clerk, lind\n");
    place.ends(2, ["desk", "office", "add", "legal", "Legal Desk"]);
    place.done(["enter", "office", "letter.txt", "--as", "lind"]);
    let unknown = place.ends(1, ["enter", "office", "letter.txt", "--as", "nobody"]);
    assert!(unknown.err.starts_with("not entered: there is no officer nobody\nhint: the officers are: clerk, lind"));
}

#[test]
fn the_journal_shows_the_account_for_the_officer() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    let shown = place.done(["show", "office", "1"]);
    assert!(shown.seen().contains("enter by clerk at registry (ACCOUNT for the officer, command line)"), "{shown:?}");
}

#[test]
fn the_last_administrator_stays() {
    let place = Place::founded();
    let refused = place.ends(1, ["officer", "office", "suspend", "clerk", "--reason", "leaving"]);
    assert!(refused.err.contains("the last administrator"), "{}", refused.err);
    assert!(refused.err.contains("hint: make another officer an administrator first"), "{}", refused.err);
    place.ends(1, ["officer", "office", "change", "clerk", "--administrator", "false"]);
}

#[test]
fn officers_come_go_and_come_back() {
    let place = Place::founded();
    let added = place.done(["officer", "office", "add", "lind", "K. Lind", "--cleared-to", "secret"]);
    assert!(added.out.lines().last().unwrap().starts_with("http://127.0.0.1:8080/welcome/"), "{}", added.out);
    place.done(["officer", "office", "suspend", "lind", "--reason", "on leave"]);
    assert!(place.done(["officer", "office", "list"]).out.contains("on leave"));
    place.ends(1, ["desk", "office", "add", "x", "X", "--as", "lind"]);
    place.done(["officer", "office", "reinstate", "lind"]);
    place.done(["officer", "office", "change", "lind", "--alias", "Lind", "--cleared-to", "open"]);
    let reset = place.done(["officer", "office", "reset", "lind"]);
    assert!(reset.out.contains("/welcome/"), "{}", reset.out);
    let sessions = place.done(["officer", "office", "sessions", "lind"]);
    assert_eq!(sessions.out, "officer lind has 0 sessions open\n");
    place.ends(1, ["officer", "office", "reset", "nobody"]);
    insta::assert_snapshot!(place.done(["officer", "office", "list"]).seen());
}

#[test]
fn tokens_are_made_listed_and_ended() {
    let place = Place::founded();
    let token = ["officer", "office", "token", "clerk"];
    let with = |more: &[&'static str]| token.into_iter().chain(more.iter().copied()).collect::<Vec<_>>();
    let made = place.done(with(&["make", "scanner", "--scope", "enter", "--scope", "read"]));
    assert!(made.out.starts_with("chy_") && made.out.lines().count() == 1, "{made:?}");
    place.ends(1, with(&["make", "scanner", "--scope", "read"]));
    let json = place.done(with(&["make", "copier", "--scope", "read", "--json"]));
    let receipt: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert!(receipt["secret"].as_str().unwrap().starts_with("chy_") && receipt["entry"].is_u64(), "{receipt}");
    place.done(with(&["end", "copier"]));
    place.ends(2, with(&["make", "other", "--scope", "everything"]));
    assert_eq!(place.done(with(&["list"])).out, "scanner  read, enter\n");
    place.done(with(&["end", "scanner"]));
    assert_eq!(place.done(with(&["list"])).out, "");
    place.ends(1, with(&["end", "scanner"]));
}

#[test]
fn desks_and_mandates_are_listed() {
    let place = Place::founded();
    place.done(["desk", "office", "add", "legal", "Legal Desk", "--above", "chief", "--alias", "Law"]);
    place.done(["desk", "office", "mandate", "give", "legal", "clerk", "--substitute"]);
    place.done(["desk", "office", "mandate", "end", "legal.clerk", "--reason", "holder is back"]);
    place.done(["desk", "office", "mandate", "give", "legal", "clerk"]);
    place.done(["desk", "office", "change", "legal", "--name", "Legal and Treaty Desk"]);
    insta::assert_snapshot!(place.done(["desk", "office", "list"]).seen());
    place.done(["desk", "office", "close", "legal", "--reason", "joined with the chief's"]);
    place.ends(1, ["desk", "office", "close", "registry", "--reason", "keeps series"]);
}

#[test]
fn a_private_office_stands_before_a_desk_and_two_decide() {
    let place = Place::founded();
    place.done(["desk", "office", "add", "cabinet", "Cabinet"]);
    let set = place.done(["desk", "office", "private-office", "chief", "cabinet"]);
    assert!(set.out.contains("desk cabinet is the private office of desk chief"), "{}", set.out);
    assert!(place.done(["desk", "office", "list"]).out.contains("open, through cabinet"));
    place.ends(1, ["desk", "office", "private-office", "chief", "cabinet"]);
    place.done(["desk", "office", "private-office", "chief", "--none"]);
    assert!(!place.done(["desk", "office", "list"]).out.contains("through"));
    place.ends(2, ["desk", "office", "private-office", "chief"]);

    let two = ["series", "office", "two-persons", "--series", "OUT", "--reason", "by order"];
    assert!(place.done(two).out.contains("of series OUT two officers decide"));
    assert!(place.done(["series", "office", "list"]).out.contains("two decide"));
    place.ends(1, two);
    place.done(two.into_iter().chain(["--no-longer"]));
    assert!(!place.done(["series", "office", "list"]).out.contains("two decide"));
    place.ends(2, ["series", "office", "two-persons", "--reason", "of what?"]);
    place.ends(2, two.into_iter().chain(["--level", "secret"]));
}

#[test]
fn series_are_opened_changed_and_closed() {
    let place = Place::founded();
    place.lay("letter.txt");
    let band = ["--lowest", "open", "--highest", "restricted"];
    place.done(
        ["series", "office", "open", "LOG", "Log", "--turn-over", "never", "--start", "100"].into_iter().chain(band),
    );
    let entered = place.done(["enter", "office", "letter.txt", "--series", "LOG"]);
    assert!(entered.out.starts_with("LOG-0100"), "{}", entered.out);
    place.done(["series", "office", "change", "LOG", "--pattern", "L {n:05}", "--rule", "list-only"]);
    place.done(["series", "office", "reserve", "IN", "3", "--reason", "a mission"]);
    insta::assert_snapshot!(place.done(["series", "office", "list"]).seen());
    place.done(["series", "office", "close", "LOG", "--reason", "full"]);
    place.ends(2, ["series", "office", "open", "BAD", "Bad", "--pattern", "no number"]);
    place.ends(1, ["series", "office", "open", "BAD", "Bad", "--pattern", "B-{n}"]);
    let upside_down = ["series", "office", "open", "BAD", "Bad", "--lowest", "secret", "--highest", "open"];
    let refused = place.ends(1, upside_down);
    assert!(refused.err.contains("secret, stands above the highest, open"), "{}", refused.err);
    let refused = place.ends(1, ["series", "office", "reserve", "IN", "0", "--reason", "nothing"]);
    assert!(refused.err.contains("a block has at least one"), "{}", refused.err);
    place.ends(1, ["series", "office", "close-year", "IN", &number("IN", 1)[3..7]]);
}

#[test]
fn a_suspended_officers_tokens_are_gone_when_the_officer_is_back() {
    let place = Place::founded();
    place.done(["officer", "office", "add", "lind", "K. Lind"]);
    place.done(["officer", "office", "token", "lind", "make", "scanner", "--scope", "read"]);
    place.done(["officer", "office", "suspend", "lind", "--reason", "left"]);
    place.done(["officer", "office", "reinstate", "lind"]);
    assert_eq!(place.done(["officer", "office", "token", "lind", "list"]).out, "");
}

#[test]
fn the_machines_zone_is_the_offices_unless_another_is_given() {
    let place = Place::new();
    let init = |folder: &str, zone: &str| {
        let mut command = place.command();
        command.args(["init", folder, "--yes", "--officer", "clerk"]).env("TZ", zone);
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    assert!(init("vienna", "Europe/Vienna").contains("(time zone Europe/Vienna)"));
    let unknown = init("nowhere", "Atlantis/Nowhere");
    assert!(unknown.contains("the machine does not say its time zone; UTC is taken\nhint: "), "{unknown}");
    assert!(unknown.contains("(time zone UTC)"), "{unknown}");
}

#[test]
fn a_link_stands_in_the_receipt_of_what_made_it() {
    let place = Place::founded();
    place.done(["officer", "office", "add", "lind", "K. Lind"]);
    for made in [
        place.done(["officer", "office", "reset", "lind", "--json"]),
        place.done(["officer", "office", "add", "holm", "F. Holm", "--json"]),
    ] {
        let receipt: serde_json::Value = serde_json::from_str(&made.out).unwrap();
        assert!(receipt["link"].as_str().unwrap().contains("/welcome/") && receipt["entry"].is_u64(), "{receipt}");
        assert_eq!(made.err, "");
    }
}

#[test]
fn what_a_desk_or_series_has_is_taken_away_again() {
    let place = Place::founded();
    place.done(["desk", "office", "add", "locks", "Locks Desk", "--above", "chief"]);
    place.ends(2, ["desk", "office", "change", "locks", "--above", "chief", "--no-above"]);
    let desks = |place: &Place| place.done(["desk", "office", "list", "--json"]).out;
    assert!(desks(&place).contains("\"above\":\"chief\""), "{}", desks(&place));
    place.done(["desk", "office", "change", "locks", "--no-above"]);
    assert!(!desks(&place).contains("\"above\":\"chief\""));
    let band = ["--lowest", "secret", "--highest", "secret", "--file-code", "7.1"];
    place.done(["series", "office", "open", "SEC", "Secret"].into_iter().chain(band));
    let series = |place: &Place| place.done(["series", "office", "list", "--json"]).out;
    assert!(series(&place).contains("7.1") && series(&place).contains("[\"secret\",\"secret\"]"), "{}", series(&place));
    place.done(["series", "office", "change", "SEC", "--no-band", "--no-file-code"]);
    assert!(!series(&place).contains("7.1") && !series(&place).contains("[\"secret\",\"secret\"]"));
}
