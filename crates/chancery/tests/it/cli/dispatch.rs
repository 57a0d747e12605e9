//! How a paper goes out, by the command line.

use super::{Place, number};

#[test]
fn a_letter_is_sent_comes_back_is_sent_again_and_received() {
    let place = Place::founded();
    place.write("reply.txt", crate::pages::REPLY);
    place.done(["enter", "office", "reply.txt", "--series", "OUT"]);
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    let (letter, receipt) = (number("OUT", 1), number("IN", 1));
    let act = |what: &str, more: &[&str]| {
        let args = ["dispatch", "office", what, &letter].into_iter().chain(more.iter().copied());
        place.run(args.collect::<Vec<_>>())
    };
    let early = act("received", &["--who", "the porter"]);
    assert_eq!(early.code, 1, "{early:?}");
    assert!(early.err.contains("has no dispatch of which it is not known what became of it"), "{}", early.err);
    assert_eq!(act("send", &["--by", "house"]).code, 2, "a paper is not sent so");
    let sent = act("send", &["--by", "post", "--reference", "R 1207"]);
    assert!(sent.out.contains("sent to Harbour Board of Ould"), "{sent:?}");
    act("send", &["--by", "fax", "--to", "The Assembly"]);
    let which = act("came-back", &["--reason", "moved away"]);
    assert_eq!(which.code, 2, "{which:?}");
    assert!(which.err.contains("say --no with one of: 1, 2"), "{}", which.err);
    assert_eq!(act("came-back", &["--no", "1", "--reason", "moved away"]).code, 0);
    let done = act("received", &["--who", "the registry", "--receipt", &receipt]);
    assert!(done.out.contains("received by the registry"), "{done:?}");
    let late = act("came-back", &["--no", "2", "--reason", "moved away"]);
    assert_eq!(late.code, 1, "{late:?}");
    assert!(late.err.contains("or send it again, if it has to go out once more"), "{}", late.err);
    assert_eq!(act("none", &["--reason", "read out"]).code, 1, "it was sent");
    let known = act("symbol", &["S/2034", "--by-whom", "the Assembly"]);
    assert!(known.out.contains("known as S/2034"), "{known:?}");
    let shown = place.done(["show", "office", &letter]).out;
    for line in [
        "1 to Harbour Board of Ould by post on ",
        ", R 1207: came back on ",
        "2 to The Assembly by fax on ",
        "known as S/2034 by the Assembly",
    ] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    assert!(shown.contains(&format!(", receipt {receipt}")), "{shown}");
    let inner = place.ends(1, ["dispatch", "office", "send", &receipt, "--by", "post", "--to", "The Assembly"]);
    assert!(inner.err.contains("stands in no series whose papers leave the house"), "{}", inner.err);
}
