//! Answers that papers await, by the command line.

use super::{Place, number, today};

#[test]
fn a_letter_is_awaited_answered_in_the_meantime_and_closed() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    place.write("reply.txt", crate::pages::REPLY);
    place.done(["enter", "office", "reply.txt", "--series", "OUT"]);
    let series = place.done(["series", "office", "list"]).out;
    assert!(series.contains("open, outgoing"), "{series}");
    let (soon, later) = [10, 40].map(|days| today().saturating_add(jiff::Span::new().days(days)).to_string()).into();
    let act = |what: &str, more: &[&str]| {
        let args = ["answer", "office", what, number("IN", 1).leak()].into_iter().chain(more.iter().copied());
        place.run(args.collect::<Vec<_>>())
    };
    let list = |more: &[&str]| {
        let args = ["unanswered", "office"].into_iter().chain(more.iter().copied());
        place.done(args.collect::<Vec<_>>())
    };
    assert!(list(&[]).err.contains("nothing is unanswered"));
    let early = act("none", &["--reason", "a circular"]);
    assert_eq!(early.code, 1, "{early:?}");
    assert!(early.err.contains("not done: the paper awaits no answer"), "{}", early.err);
    assert!(early.err.contains("hint: say by when it awaits one: chancery answer"), "{}", early.err);
    let set = act("await", &["--by", &soon]);
    assert!(set.out.contains("an answer is awaited by "), "{set:?}");
    let all = list(&[]).out;
    assert!(all.contains(&number("IN", 1)) && all.contains("registry") && all.contains(&soon), "{all}");
    let json: serde_json::Value = serde_json::from_str(&list(&["--json", "--due-first"]).out).unwrap();
    assert_eq!(
        (&json["due"], &json["waits"]["is"], &json["desk"]),
        (&soon.clone().into(), &"to_answer".into(), &"registry".into())
    );
    assert!(list(&["--late"]).err.contains("nothing is unanswered"));
    assert!(list(&["--desk", "chief"]).err.contains("nothing is unanswered"));
    place.ends(1, ["unanswered", "office", "--desk", "nowhere"]);

    place.done(["tie", "office", &number("OUT", 1), &number("IN", 1), "--answers"]);
    assert!(list(&[]).err.contains("nothing is unanswered"));
    let shown = place.done(["show", "office", &number("IN", 1)]).out;
    assert!(shown.contains(&format!("answer        answered by {}", number("OUT", 1))), "{shown}");
    let moved = act("interim", &["--answer", &number("OUT", 1), "--by", &later, "--reason", "tables are made"]);
    assert!(moved.out.contains(&format!("interim reply {}; the answer is awaited by ", number("OUT", 1))), "{moved:?}");
    assert!(list(&[]).out.contains(&later));
    let none = act("none", &["--reason", "settled by telephone"]);
    assert_eq!(none.code, 0, "{none:?}");
    let shown = place.done(["show", "office", &number("IN", 1)]).out;
    assert!(shown.contains("answer        no reply is needed: settled by telephone"), "{shown}");
    assert!(shown.contains(&format!("interim reply {}, moved to ", number("OUT", 1))), "{shown}");
    let again = act("reopen", &["--by", &later, "--reason", "they asked again"]);
    assert!(again.out.contains("an answer is awaited again, by "), "{again:?}");

    // An answer to a letter of ours is awaited from them.
    place.done(["answer", "office", "await", &number("OUT", 1), "--by", &soon]);
    let all = list(&["--due-first"]).out;
    assert!(all.contains("them, to registry"), "{all}");
    assert!(all.find(&number("OUT", 1)) < all.find(&number("IN", 1)), "{all}");
    assert!(place.done(["show", "office", &number("OUT", 1)]).out.contains("theirs is awaited by "));
    let past = act("await", &["--by", "1951-12-25"]);
    assert_eq!(past.code, 1, "{past:?}");
    assert_eq!(act("await", &["--by", "soon"]).code, 2);
    place.done(["series", "office", "change", "OUT", "--not-outgoing"]);
    assert!(!place.done(["series", "office", "list"]).out.contains("outgoing"));
}
