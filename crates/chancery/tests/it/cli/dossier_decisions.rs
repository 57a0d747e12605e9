//! A question is decided on the command line: the four ends of it.

use super::Place;

/// An office with desks legal, press and minister, and a dossier of the legal desk.
fn opened() -> Place {
    let place = Place::founded();
    for (desk, officer) in [("legal", "nesse"), ("press", "sool"), ("minister", "halden")] {
        place.done(["desk", "office", "add", desk, desk]);
        place.done(["officer", "office", "add", officer, officer, "--cleared-to", "open"]);
        place.done(["desk", "office", "mandate", "give", desk, officer]);
    }
    place.done(["dossier", "office", "open", "line", "The border line", "--home", "legal", "--as", "nesse"]);
    place
}

fn submit(place: &Place) {
    let facts =
        ["--bottom-line", "The delegate asks us to publish.", "--recommends", "Reject it.", "--with", "telegram 812"];
    let args = ["dossier", "office", "submit", "line", "minister"].into_iter().chain(facts).chain(["--as", "nesse"]);
    place.done(args.collect::<Vec<_>>());
}

fn decide(place: &Place, more: &[&str]) -> super::Ran {
    let args = ["dossier", "office", "decide", "line", "1"].into_iter().chain(more.iter().copied());
    place.run(args.chain(["--as", "halden"]).collect::<Vec<_>>())
}

#[test]
fn a_question_goes_up_and_is_decided_once() {
    let place = opened();
    submit(&place);
    let desk = place.done(["dossier", "office", "show", "line", "--as", "halden"]);
    assert!(desk.out.contains("submission   1 to desk minister: to be decided"), "{}", desk.out);
    let adopted = decide(&place, &["adopt"]);
    assert_eq!(adopted.code, 1, "{adopted:?}");
    assert!(adopted.err.contains("has no draft with a text to adopt"), "{}", adopted.err);
    let until = decide(&place, &["defer"]);
    assert_eq!(until.code, 2, "{until:?}");
    let rejected = decide(&place, &["reject", "--remark", "as advised"]);
    assert!(rejected.code == 0 && rejected.out.starts_with("line  submission 1 rejected"), "{rejected:?}");
    let again = decide(&place, &["seen"]);
    assert!(again.code == 1 && again.err.contains("submission 1 was rejected by"), "{again:?}");
    let extract = place.done(["dossier", "office", "extract", "line", "1", "--as", "halden"]).out;
    assert!(extract.starts_with("Extract of a decision\n") && extract.contains("Decided: Rejected\n"), "{extract}");
    assert!(extract.contains("\n“as advised”\n"), "{extract}");
    let set = ["dossier", "office", "extract", "line", "1", "--pdf", "extract.pdf", "--as", "halden"];
    assert_eq!(place.done(set).out, "extract.pdf\n");
    let twice = place.ends(3, set);
    assert!(twice.err.contains("extract.pdf could not be written") && twice.err.contains("--pdf"), "{}", twice.err);
    let words = crate::set::words_in(&place.path().join("extract.pdf"));
    assert!(
        words.contains("The border line") && words.contains("Rejected") && words.contains("“as advised”"),
        "{words}"
    );
    let reopen = ["dossier", "office", "reopen-decision", "line", "1", "--reason", "Averin wrote", "--as", "halden"];
    place.done(reopen);
    let none = place.ends(1, ["dossier", "office", "extract", "line", "1", "--as", "halden"]);
    assert!(none.err.contains("nothing that holds was decided on submission 1"), "{}", none.err);
    let told = ["return", "--remark", "Where is the draft?", "--conveyed-by", "L. Prahm", "--decided-by", "halden"];
    let returned = decide(&place, &told);
    assert_eq!(returned.code, 0, "{returned:?}");
    let json = place.done(["dossier", "office", "show", "line", "--json"]).out;
    let whole: serde_json::Value = serde_json::from_str(&json).unwrap();
    let decisions = whole["dossier"]["submissions"][0]["decisions"].as_array().unwrap();
    assert_eq!((decisions.len(), &decisions[1]["how"]["conveyed_by"]), (2, &"L. Prahm".into()));
}

#[test]
fn desks_are_given_work_and_it_is_seen_done() {
    let place = opened();
    let day = super::today().saturating_add(jiff::Span::new().days(9)).to_string();
    let set = [
        "dossier",
        "office",
        "action",
        "line",
        "press",
        "rings Averin",
        "--by",
        &day,
        "--control",
        "legal",
        "--as",
        "nesse",
    ];
    assert!(place.done(set).out.starts_with("line  desk press rings Averin"));
    let act = |more: &[&str], officer: &str| {
        let args = ["dossier", "office"].into_iter().chain(more.iter().copied()).chain(["--as", officer]);
        place.run(args.collect::<Vec<_>>())
    };
    assert_eq!(act(&["accept", "line", "1"], "sool").code, 0);
    assert_eq!(act(&["discharge", "line", "1"], "sool").code, 1, "not by the desk that owes it");
    assert_eq!(act(&["report", "line", "1", "he agrees"], "sool").code, 0);
    assert_eq!(act(&["not-enough", "line", "1", "--reason", "in writing"], "nesse").code, 0);
    assert_eq!(act(&["report", "line", "1", "he wrote"], "sool").code, 0);
    assert_eq!(act(&["discharge", "line", "1"], "nesse").code, 0);
    let late = act(&["extend", "line", "1", "--to", &day, "--reason", "he travels"], "nesse");
    assert!(late.code == 1 && late.err.contains("action 1 is discharged"), "{late:?}");
}
