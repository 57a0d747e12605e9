//! Numbered copies and lists, by the command line.

use super::{Place, number};

#[test]
fn copies_are_given_by_a_list_read_and_called_back() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    let paper = number("IN", 1);
    place.done(["desk", "office", "add", "legal", "Legal desk"]);
    let list = ["list", "office", "set", "leaders", "--name", "The leadership"];
    let unknown = place.ends(2, list.iter().copied().chain(["--to", "Leagl desk"]).collect::<Vec<_>>());
    assert!(unknown.err.contains("is no desk and no officer of the house"), "{}", unknown.err);
    let set = place
        .done(list.iter().copied().chain(["--to", "Legal desk", "--to", "outside: The Embassy"]).collect::<Vec<_>>());
    assert!(set.out.contains("list leaders set: 2 names"), "{set:?}");
    let shown = place.done(["list", "office", "show"]).out;
    assert_eq!(shown, "leaders  The leadership\n  1. Legal desk\n  2. The Embassy\n");
    let act = |what: &str, more: &[&str]| {
        let args = ["copy", "office", what, &paper].into_iter().chain(more.iter().copied());
        place.run(args.collect::<Vec<_>>())
    };
    let given = act("give", &["--list", "leaders", "--to", "registry"]);
    assert!(given.out.contains("3 copies given"), "{given:?}");
    let read = act("acknowledge", &[]);
    assert!(read.out.contains("copy 3 read"), "the one that whoever acts holds: {read:?}");
    let printed = act("print", &["--pdf", "copy-3.pdf"]);
    assert!(printed.out.contains("copy 3 printed"), "{printed:?}");
    let page = |file: &str| std::fs::read(place.path().join(file)).unwrap();
    assert!(page("copy-3.pdf").starts_with(b"%PDF-1.7"));
    let slip = act("slip", &["--no", "2", "--pdf", "slip.pdf"]);
    assert_eq!(slip.out, "slip.pdf\n", "{slip:?}");
    let words = crate::set::words_in(&place.path().join("slip.pdf"));
    assert!(words.contains("The Embassy") && words.contains("2 of 3"), "{words}");
    let label = place.done(["show", "office", &paper, "--label", "--pdf", "label.pdf"]);
    assert_eq!(label.out, "label.pdf\n");
    assert!(crate::set::words_in(&place.path().join("label.pdf")).contains(&paper));
    // What was set is kept: another letterhead changes what is set after it, and not what was.
    let own = "#let letterhead(facts) = strong(\"Arms of \" + facts.heading.office)";
    place.write("own.typ", own);
    place.done(["forms", "office", "take", "letterhead", "own.typ"]);
    act("print", &["--pdf", "again.pdf"]);
    assert!(page("copy-3.pdf") == page("again.pdf"), "not the page that was set first");
    act("print", &["--pdf", "letter.pdf", "--size", "letter"]);
    assert!(crate::set::words_in(&place.path().join("letter.pdf")).contains("Arms of"));
    place.done(["verify", "office"]);
    let received = act("received", &["--who", "the porter"]);
    assert!(received.out.contains("copy 2 received by the porter"), "{received:?}");
    assert_eq!(act("received", &["--who", "the porter"]).code, 1, "there is none of which it could be said");
    assert_eq!(act("withdraw", &["--no", "9", "--reason", "wrong"]).code, 1);
    let back = act("withdraw", &["--no", "1", "--reason", "a wrong desk"]);
    assert!(back.out.contains("called back: 1"), "{back:?}");
    let instead = act("instead", &["--no", "2", "--to", "outside: The Legation", "--reason", "lost"]);
    assert!(instead.out.contains("another in place of copy 2"), "{instead:?}");
    let ledger = act("ledger", &[]).out;
    for line in [
        "1 of 3  Legal desk, given on ",
        ": called back \"a wrong desk\"",
        "2 of 3  The Embassy, given on ",
        ": copy 4 in its place \"lost\"",
        "4 of 4  The Legation, given on ",
        ": no receipt yet",
    ] {
        assert!(ledger.contains(line), "{line}: {ledger}");
    }
    assert!(place.done(["show", "office", &paper]).out.contains("4 of 4  The Legation"));
    let held = place.done(["copy", "office", "held", "registry"]).out;
    assert!(held.starts_with(&format!("{paper}  copy 3 of 3  ")), "{held}");
    let over = place.done(["list", "office", "give-up", "leaders", "--reason", "it changed"]);
    assert!(over.out.contains("list leaders is used no longer"), "{over:?}");
    assert_eq!(act("give", &["--list", "leaders"]).code, 1);
}

/// A PDF that came in is printed with our stamp; the file as received stays as it is.
#[test]
fn what_came_in_is_printed_with_our_stamp() {
    let place = Place::founded();
    place.write("letter.txt", "LETTER\n\nTo the Mayor of Orlan\n\nWe agree to the dues.\n");
    place.done(["enter", "office", "letter.txt"]);
    let first = number("IN", 1);
    place.done(["show", "office", &first, "--pdf", "came.pdf"]);
    let none = place.ends(1, ["show", "office", &first, "--stamped", "--pdf", "none.pdf"]);
    assert!(none.err.contains("has no PDF or picture that you may see"), "{}", none.err);
    place.done(["enter", "office", "came.pdf"]);
    let second = number("IN", 2);
    let stamped = place.done(["show", "office", &second, "--stamped", "--pdf", "stamped.pdf"]);
    assert_eq!(stamped.out, "stamped.pdf\n");
    let words = crate::set::words_in(&place.path().join("stamped.pdf"));
    assert!(words.contains(&second) && words.contains("We agree to the dues."), "{words}");
    let again = place.done(["show", "office", &second, "--stamped", "--version", "1", "--pdf", "again.pdf"]);
    assert_eq!(again.out, "again.pdf\n");
    let bytes = |file: &str| std::fs::read(place.path().join(file)).unwrap();
    assert!(bytes("stamped.pdf") == bytes("again.pdf"), "not the same bytes");
    let shown = place.done(["show", "office", &second]).out;
    assert_eq!(shown.matches("export by clerk").count(), 2, "{shown}");
    let wrong = place.ends(2, ["show", "office", &second, "--version", "1", "--pdf", "wrong.pdf"]);
    assert!(wrong.err.contains("leave --version out"), "{}", wrong.err);
    assert!(!place.path().join("wrong.pdf").exists() && !place.path().join("none.pdf").exists());
}
