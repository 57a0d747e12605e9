//! Drafts on the command line: drawn up, compared, concurred in.

use super::Place;

/// An office with desks legal and press, and a dossier of the legal desk.
fn opened() -> Place {
    let place = Place::founded();
    for (desk, officer) in [("legal", "nesse"), ("press", "sool")] {
        place.done(["desk", "office", "add", desk, desk]);
        place.done(["officer", "office", "add", officer, officer, "--cleared-to", "open"]);
        place.done(["desk", "office", "mandate", "give", desk, officer]);
    }
    place.done([
        "dossier",
        "office",
        "open",
        "line",
        "The border line",
        "--home",
        "legal",
        "--rule",
        "list-only",
        "--as",
        "nesse",
    ]);
    place
}

fn draft<'a>(place: &Place, officer: &'a str, args: &[&'a str]) -> super::Ran {
    let all = ["draft", "office"].into_iter().chain(args.iter().copied()).chain(["--as", officer]);
    place.run(all.collect::<Vec<_>>())
}

fn start(place: &Place) {
    place.write("first.txt", "We publish the line of 3 May.\n\nIt is binding.\n");
    let facts = ["start", "line", "Shall we publish?", "--kind", "resolution", "--series", "IN", "--to", "The command"];
    let steps = ["--step", "press: publishes it", "--step", "legal: writes; after 1", "--file", "first.txt"];
    let ran = draft(place, "nesse", &[&facts[..], &steps[..]].concat());
    assert!(ran.code == 0 && ran.out.starts_with("line  draft "), "{ran:?}");
}

#[test]
fn a_letter_is_composed_from_the_dossier_and_begun() {
    let place = opened();
    let made = draft(&place, "nesse", &["compose", "line", "letter"]);
    assert!(made.code == 0 && made.out.starts_with("Sir,\n\nWith reference to …"), "{made:?}");
    let told = draft(&place, "nesse", &["compose", "line", "communique", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!((&told["kind"], &told["title"]), (&"communiqué".into(), &"The border line".into()));
    assert_eq!(draft(&place, "nesse", &["compose", "line", "ode"]).code, 2);
    let hidden = draft(&place, "sool", &["compose", "line", "letter"]);
    assert!(hidden.code == 1 && hidden.out.is_empty(), "{hidden:?}");
    place.write("letter.txt", &made.out);
    let facts = ["start", "line", "On the line", "--kind", "letter", "--series", "IN", "--file", "letter.txt"];
    assert_eq!(draft(&place, "nesse", &facts).code, 0);
}

#[test]
fn versions_follow_each_other_and_are_compared() {
    let place = opened();
    start(&place);
    place.write("second.txt", "We publish the line of 5 May.\n\nIt is binding.\n");
    let unsaid = draft(&place, "nesse", &["add", "line", "1", "second.txt"]);
    assert!(unsaid.code == 2 && unsaid.err.contains("from which version"), "{unsaid:?}");
    let added = draft(&place, "nesse", &["add", "line", "1", "second.txt", "--after", "1", "--note", "the right day"]);
    assert!(added.code == 0 && added.out.starts_with("line  version 2 of draft 1 added"), "{added:?}");
    place.write("third.txt", "We publish nothing.\n");
    let late = draft(&place, "nesse", &["add", "line", "1", "third.txt", "--after", "1"]);
    assert!(late.code == 1 && late.err.contains("draft 1 changed"), "{late:?}");
    let compared = draft(&place, "nesse", &["diff", "line", "1"]);
    assert_eq!(compared.out, "We publish the line of [-3-]{+5+} May.\n\nIt is binding.\n");
    let json = draft(&place, "nesse", &["diff", "line", "1", "--json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["runs"][1], serde_json::json!({ "is": "out", "text": "3" }));
    let absent = draft(&place, "nesse", &["diff", "line", "1", "--to", "9"]);
    assert!(absent.code == 1 && absent.err.contains("has no version 9"), "{absent:?}");
    let text = draft(&place, "nesse", &["show", "line", "1", "--text", "--version", "1"]);
    assert_eq!(text.out, "We publish the line of 3 May.\n\nIt is binding.\n");
    let shown = draft(&place, "nesse", &["show", "line", "1"]).out;
    for stands in ["1  Shall we publish?", "the right day", "step         2 desk legal writes, after step 1"] {
        assert!(shown.contains(stands), "{shown}");
    }
    assert_eq!(draft(&place, "sool", &["show", "line", "1"]).code, 1, "not for who does not see the dossier");
    let changed = draft(&place, "nesse", &["change", "line", "1", "--title", "Do we publish?", "--no-steps"]);
    assert_eq!(changed.code, 0, "{changed:?}");
    let shown = draft(&place, "nesse", &["show", "line", "1"]).out;
    assert!(shown.contains("Do we publish?") && !shown.contains("step"), "{shown}");
    let dropped = draft(&place, "nesse", &["drop", "line", "1", "--reason", "settled"]);
    assert_eq!(dropped.code, 0, "{dropped:?}");
    let late = draft(&place, "nesse", &["add", "line", "1", "third.txt", "--after", "2"]);
    assert!(late.code == 1 && late.err.contains("was given up"), "{late:?}");
}

#[test]
fn a_draft_goes_to_word_and_comes_back() {
    let place = opened();
    start(&place);
    let made = draft(&place, "nesse", &["word", "line", "1"]);
    assert_eq!(made.out, "line-draft-1.docx\n", "{made:?}");
    let again = draft(&place, "nesse", &["word", "line", "1"]);
    assert!(again.code == 3 && again.err.contains("name another file"), "{again:?}");
    let back = draft(&place, "nesse", &["add", "line", "1", "line-draft-1.docx"]);
    assert!(back.code == 0 && back.out.contains("version 2"), "{back:?}");
    let compared = draft(&place, "nesse", &["diff", "line", "1"]);
    assert!(compared.err.contains("the words are the same"), "{compared:?}");
    let once_more = draft(&place, "nesse", &["add", "line", "1", "line-draft-1.docx"]);
    assert_eq!(once_more.code, 1, "it was made from version 1: {once_more:?}");
    start(&place);
    let wrong = draft(&place, "nesse", &["add", "line", "2", "line-draft-1.docx"]);
    assert!(wrong.code == 2 && wrong.err.contains("made for draft 1"), "{wrong:?}");
}

#[test]
fn desks_concur_in_order() {
    let place = opened();
    start(&place);
    let early = draft(&place, "sool", &["concur", "line", "1", "agree"]);
    assert_eq!(early.code, 1, "{early:?}");
    let own = draft(&place, "nesse", &["ask", "line", "1", "legal"]);
    assert!(own.code == 1 && own.err.contains("draws the draft up itself"), "{own:?}");
    let asked = draft(&place, "nesse", &["ask", "line", "1", "registry", "press", "--in-order"]);
    assert!(asked.out.starts_with("line  asked to concur in draft 1: registry, press"), "{asked:?}");
    let early = draft(&place, "sool", &["concur", "line", "1", "agree"]);
    assert!(early.code == 1 && early.err.contains("not the turn"), "{early:?}");
    let without = draft(&place, "clerk", &["concur", "line", "1", "refuse"]);
    assert_eq!(without.code, 1, "a refusal has reasons: {without:?}");
    let said = draft(&place, "clerk", &["concur", "line", "1", "with-remarks", "not before June", "--read", "1"]);
    assert_eq!(said.code, 0, "{said:?}");
    let skipped = draft(&place, "nesse", &["skip", "line", "1", "press", "--reason", "the term ends"]);
    assert_eq!(skipped.code, 0, "{skipped:?}");
    let shown = draft(&place, "nesse", &["show", "line", "1"]).out;
    assert!(shown.contains("desk registry agrees, with remarks: not before June, current (version 1)"), "{shown}");
    assert!(shown.contains("desk press was not waited for: the term ends, not given"), "{shown}");
}
