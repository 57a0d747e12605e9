//! Positions in a dossier, by the command line.

use super::Place;

/// What `show` prints of positions, each in a line.
fn shows(shown: &str) {
    for line in [
        "claim        2 the papers: it pours (withdrawn)",
        "proposal     1 Delegate Varga, for 27 December 2951: publish a statement",
        "  step       1.2 its ministry: send it to the President",
        "assessment   2 desk press for proposal 1: It answers the newspapers.",
        "recommended  1 ",
        "asked        1 desk press of proposal 1, by 26 December 2951: it was answered",
        "asked        2 desk press of claim 2: declined: weather",
        "asked        3 desk press of claim 2: it was taken back",
    ] {
        assert!(shown.contains(line), "{line:?} in {shown}");
    }
}

#[test]
fn positions_are_taken_put_assessed_and_printed() {
    let place = Place::founded();
    place.lay("memorandum-396.txt");
    place.done(["enter", "office", "memorandum-396.txt"]);
    place.done(["desk", "office", "add", "press", "Press Desk"]);
    place.done(["officer", "office", "add", "sool", "D. Sool", "--cleared-to", "open"]);
    place.done(["desk", "office", "mandate", "give", "press", "sool"]);
    place.done(["dossier", "office", "open", "osk", "The line at Osk", "--home", "registry", "--as", "clerk"]);
    place.done(["file", "office", "1", "osk", "--as", "clerk"]);
    let dossier =
        |args: &[&str]| place.run(["dossier", "office"].into_iter().chain(args.iter().copied()).collect::<Vec<_>>());
    let clerk = |args: &[&str]| {
        let ran = dossier(&[args, &["--as", "clerk"]].concat());
        assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
        ran.out
    };
    let number = super::number("IN", 1);
    let offered = clerk(&["offered", "osk"]);
    assert!(offered.starts_with(&format!("{number}  claim 1  ")), "{offered}");
    let json: serde_json::Value =
        serde_json::from_str(clerk(&["offered", "osk", "--json"]).lines().next().unwrap()).unwrap();
    assert_eq!((&json["what"], &json["act"]["act"]), (&"claim".into(), &"put_claim".into()));
    assert!(clerk(&["take", "osk", &number, "claim"]).contains(&format!("osk  claim of {number} taken")));
    let again = dossier(&["take", "osk", &number, "claim", "--as", "clerk"]);
    assert_eq!(again.code, 1, "{again:?}");
    assert!(again.err.contains("offers no claim 1 that was not taken"), "{}", again.err);

    let steps = [
        "--step",
        "actor=the Allied Command; act=publish; object=a statement",
        "--step",
        "actor=its ministry; act=send; object=it; to=the President; by=2951-12-28; desk=press",
    ];
    clerk(
        &[
            &["propose", "osk", "publish a statement", "--by", "Delegate Varga", "--until", "2951-12-27"],
            steps.as_slice(),
        ]
        .concat(),
    );
    let wrong = dossier(&["propose", "osk", "wait", "--by", "Varga", "--step", "who=me", "--as", "clerk"]);
    assert!(wrong.code == 2 && wrong.err.contains("a step has no \"who\""), "{wrong:?}");
    clerk(&[
        "assess",
        "osk",
        "proposal:1",
        "against",
        "It would change nothing.",
        "--desk",
        "registry",
        "--ground",
        "effect",
        "--paper",
        "1",
        "--passage",
        "no answer to them is needed",
    ]);
    clerk(&["recommend", "osk", "reject", "It is inadvisable.", "--on", "1", "--desk", "registry"]);
    clerk(&["ask-assessment", "osk", "proposal:1", "press", "--due", "2951-12-26"]);
    let sool = |args: &[&str]| dossier(&[args, &["--as", "sool"]].concat());
    let word = sool(&["assess", "osk", "proposal:1", "for", "It answers the newspapers.", "--desk", "press"]);
    assert_eq!(word.code, 0, "{word:?}");
    let refused = dossier(&["withdraw-position", "osk", "assessment", "2", "--reason", "no", "--as", "clerk"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("assessment 2 was put by desk press") || refused.err.contains("put by Press Desk"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains("hint: assess it, or put your own beside it"), "{}", refused.err);

    clerk(&["claim", "osk", "it rains", "--by", "the papers"]);
    clerk(&["claim", "osk", "it pours", "--by", "the papers", "--no", "2"]);
    clerk(&["ask-assessment", "osk", "claim:2", "press"]);
    assert_eq!(sool(&["decline-assessment", "osk", "2", "--reason", "weather"]).code, 0);
    clerk(&["ask-assessment", "osk", "claim:2", "press"]);
    clerk(&["ask-no-more", "osk", "3", "--reason", "a mistake"]);
    clerk(&["withdraw-position", "osk", "claim", "2", "--reason", "misread"]);

    shows(&clerk(&["show", "osk"]));
    let prose = clerk(&["prose", "osk"]);
    assert!(
        prose.contains("(2) then its ministry (by Press Desk) would send it to the President, by 28 December 2951"),
        "{prose}"
    );
    assert!(prose.contains("Against: Registry (effect): It would change nothing"), "{prose}");
    assert!(prose.contains("Opinions differ. For it: Delegate Varga, Press Desk. Against it: Registry."), "{prose}");
    assert!(prose.contains("Withdrawn: claim 2, “it pours” (misread)."), "{prose}");
    // Asked out of nothing: the press desk answered and still sees it.
    assert_eq!(sool(&["prose", "osk"]).code, 0);
    assert_eq!(dossier(&["prose", "nowhere", "--as", "clerk"]).code, 1);
}
