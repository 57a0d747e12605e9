//! The office's own letterhead: taken where everything can be set by it, held by limits, gone back from.

use super::{Place, number};

const OWN: &str =
    "#import \"/house.typ\": *\n#let letterhead(facts) = align(center, strong(\"Arms of \" + facts.heading.office))\n";

/// An office with a paper in it.
fn place() -> Place {
    let place = Place::founded();
    place.write("letter.txt", "LETTER\n\nTo the Mayor of Orlan\n\nWe agree.\n");
    place.done(["enter", "office", "letter.txt"]);
    place.write("second.txt", "LETTER\n\nTo the Mayor of Orlan\n\nWe agree no more.\n");
    place.done(["enter", "office", "second.txt"]);
    place
}

fn words(place: &Place, n: u32, file: &str) -> String {
    place.done(["show", "office", &number("IN", n), "--pdf", file]);
    crate::set::words_in(&place.path().join(file))
}

#[test]
fn a_letterhead_is_tried_taken_and_given_up() {
    let place = place();
    assert!(!words(&place, 1, "before.pdf").contains("Arms of"));
    place.write("own.typ", OWN);
    let taken = place.done(["forms", "office", "take", "letterhead", "own.typ"]);
    assert_eq!(taken.out, "letterhead is the office’s own now\n");
    let list = place.done(["forms", "office", "list"]).out;
    assert!(
        list.contains("letterhead         the office’s\n") && list.contains("letter             the house’s\n"),
        "{list}"
    );
    let own = words(&place, 2, "own.pdf");
    assert!(own.contains("Arms of") && own.contains("As it stands in the register"), "{own}");
    let page = |file: &str| std::fs::read(place.path().join(file)).unwrap();
    // Also once the register was made anew: it stands in the journal.
    place.done(["rebuild", "office"]);
    words(&place, 1, "again.pdf");
    assert!(page("before.pdf") == page("again.pdf"), "what was set once was set again");
    place.done(["forms", "office", "drop", "letterhead"]);
    words(&place, 2, "after.pdf");
    assert!(page("own.pdf") == page("after.pdf"), "what was set once was set again");
    place.done(["show", "office", &number("IN", 2), "--pdf", "house.pdf", "--size", "letter"]);
    assert!(!crate::set::words_in(&place.path().join("house.pdf")).contains("Arms of"), "not the house’s own again");
    let twice = place.ends(1, ["forms", "office", "drop", "letterhead"]);
    assert!(twice.err.contains("has no letterhead of its own"), "{}", twice.err);
}

#[test]
fn what_a_form_may_not_is_refused_and_what_was_there_stays() {
    let place = place();
    place.write("own.typ", OWN);
    place.done(["forms", "office", "take", "letterhead", "own.typ"]);
    let wrong = [
        ("#let letterhead(facts) = read(\"/etc/passwd\")", "a form reads no file"),
        ("#import \"@preview/arms:1.0.0\": *", "a form loads no package"),
        ("#let letterhead(facts) = [\n#no-such]", "letterhead.typ, line 2: unknown variable"),
        // Typst sees no end of neither; the limits do.
        (
            "#let letterhead(facts) = { let words = \"more\"; for at in range(60) { words = words + words }; words }",
            "letterhead",
        ),
    ];
    for (form, says) in wrong {
        place.write("wrong.typ", form);
        let refused = place.ends(1, ["forms", "office", "take", "letterhead", "wrong.typ"]);
        assert!(refused.err.contains("not taken") && refused.err.contains(says), "{form}: {}", refused.err);
        assert!(refused.err.contains("hint: "), "{}", refused.err);
    }
    assert!(words(&place, 1, "still.pdf").contains("Arms of"));
    let absent = place.ends(1, ["forms", "office", "take", "letterhead", "none.typ"]);
    assert!(absent.err.contains("none.typ is not there"), "{}", absent.err);
    assert_eq!(place.run(["forms", "office", "take", "napkin", "own.typ"]).code, 2);
}

/// One that was put there by hand is held by the same limits, and named.
#[test]
fn a_form_changed_by_hand_cannot_hurt() {
    let place = place();
    std::fs::create_dir(place.path().join("office/forms")).unwrap();
    let endless = "#let letterhead(facts) = { for a in range(100000000) { for b in range(100000000) { a + b } } }";
    std::fs::write(place.path().join("office/forms/letterhead.typ"), endless).unwrap();
    let show = || place.ends(1, ["show", "office", &number("IN", 1), "--pdf", "never.pdf"]);
    let refused = show();
    assert!(refused.err.contains("not set") && refused.err.contains("letterhead"), "{}", refused.err);
    assert!(!place.path().join("never.pdf").exists());
    std::fs::write(place.path().join("office/forms/letterhead.typ"), "x".repeat(typeset::FORM_BYTES_MAX + 1)).unwrap();
    let refused = show();
    assert!(refused.err.contains("has 262145 bytes; a form has at most 262144"), "{}", refused.err);
}
