//! Circulars, by the command line.

use super::{Place, number};

#[test]
fn a_circular_is_sent_and_told_of() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt", "--series", "OUT"]);
    let paper = number("OUT", 1);
    place.done(["desk", "office", "add", "legal", "Legal desk"]);
    place.done([
        "list",
        "office",
        "set",
        "posts",
        "--name",
        "Posts",
        "--to",
        "Legal desk",
        "--to",
        "outside: The Embassy",
    ]);
    let shown = place.done(["circular", "office", "show", &paper]);
    assert!(shown.out.is_empty() && shown.err.contains("it was not sent as a circular"), "{shown:?}");
    let send = |more: &[&str]| {
        let args = ["circular", "office", "send", &paper].into_iter().chain(more.iter().copied());
        place.run(args.collect::<Vec<_>>())
    };
    let unknown = send(&["--to", "Leagl desk"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    let nobody = send(&[]);
    assert!(nobody.code == 1 && nobody.err.contains("nobody is named"), "{nobody:?}");
    let sent = send(&["--list", "posts", "--to", "registry", "--answer-by", "2999-01-01"]);
    assert!(sent.code == 1 && sent.err.contains("2999-01-01"), "{sent:?}");
    let sent = send(&["--list", "posts", "--to", "registry"]);
    assert!(sent.out.contains(&format!("sent as a circular: {paper}/1 to {paper}/3, 3 papers")), "{sent:?}");
    let again = send(&["--to", "Legal desk"]);
    assert!(again.code == 1 && again.err.contains(&format!("already, as {paper}/1")), "{again:?}");
    let lines = place.done(["circular", "office", "show", &paper]).out;
    assert!(lines.starts_with("sent as a circular to 3 on "), "{lines}");
    assert!(lines.contains(&format!("2 of 3  {paper}/2  The Embassy")), "{lines}");
    let first = format!("{paper}/1");
    let one = place.done(["circular", "office", "show", &first]).out;
    assert!(one.starts_with("circular, 1 of 3, to Legal desk, sent on "), "{one}");
    assert!(one.lines().count() == 3 && one.contains(&format!(", from {paper}")), "{one}");
    assert!(place.done(["show", "office", &first]).out.contains("circular, 1 of 3, to Legal desk"));

    // Set as a page the text has its addressee, and the copy its holder.
    place.done(["show", "office", &first, "--pdf", "first.pdf"]);
    let words = crate::set::words_in(&place.path().join("first.pdf"));
    assert!(words.contains("Legal desk") && words.contains(&first), "{words}");
    let embassy = format!("{paper}/2");
    place.done(["copy", "office", "print", &embassy, "--no", "1", "--pdf", "embassy.pdf"]);
    let words = crate::set::words_in(&place.path().join("embassy.pdf"));
    assert!(words.contains("The Embassy") && words.contains("1 of 1"), "{words}");

    // A series says otherwise, and the register that is built anew says the same of all that.
    let each = place.done(["series", "office", "change", "OUT", "--circulars", "number-each"]);
    assert!(each.out.contains("series OUT changed"), "{each:?}");
    assert!(place.done(["series", "office", "list"]).out.contains("circulars: a number each"));
    let sent = send(&["--to", "outside: The Legation"]);
    assert!(sent.out.contains(&format!("sent as a circular: {}", number("OUT", 2))), "{sent:?}");
    let told = |place: &Place| {
        let shown = [&paper, &first].map(|number| place.done(["show", "office", number, "--json"]).out);
        (place.done(["circular", "office", "show", &paper, "--json"]).out, shown)
    };
    let before = told(&place);
    place.done(["rebuild", "office"]);
    assert_eq!(told(&place), before);
    place.done(["verify", "office"]);
}
