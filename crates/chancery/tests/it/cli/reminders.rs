//! Reminders by mail on the command line: addresses, a trial, what one would say.

use super::Place;
use crate::sink::Sink;

#[test]
fn an_address_is_given_tried_and_taken_away() {
    let place = Place::founded();
    let sink = Sink::open();
    let port = sink.address.port().to_string();
    let relay = [
        "--smtp-host",
        "127.0.0.1",
        "--smtp-port",
        &port,
        "--smtp-tls",
        "none",
        "--mail-from",
        "registry@arle.example",
    ];
    let trial = || ["mail", "office", "trial", "clerk"].into_iter().chain(relay);
    let none = place.ends(1, trial());
    assert!(
        none.err.contains("hint: let the officer give one: chancery officer FOLDER mail clerk give ADDRESS"),
        "{none:?}"
    );
    place.done(["officer", "office", "mail", "clerk", "give", "clerk@arle.example"]);
    assert_eq!(place.done(["officer", "office", "mail", "clerk", "show"]).out, "clerk@arle.example\n");
    assert_eq!(place.done(trial()).out, "the relay took a trial mail to clerk@arle.example\n");
    assert_eq!(sink.mails().iter().map(|came| came.to.join(" ")).collect::<Vec<_>>(), ["clerk@arle.example"]);
    assert_eq!(place.done(["mail", "office", "list", "--json"]).out, "", "a trial is no reminder");
    place.done(["officer", "office", "mail", "clerk", "end"]);
    place.ends(1, ["officer", "office", "mail", "clerk", "end"]);
    place.ends(1, trial());
}

#[test]
fn a_reminder_is_previewed() {
    let place = Place::founded();
    let nothing = place.done(["mail", "office", "preview", "clerk"]);
    assert_eq!(nothing.out, "nothing falls due for officer clerk; no reminder would be sent\n");
    place.done(["dossier", "office", "open", "pier", "The pier", "--home", "registry"]);
    let today = place.done(["dossier", "office", "list", "--json"]);
    let opened: serde_json::Value = serde_json::from_str(today.out.trim()).unwrap();
    let day = &opened["opened"].as_str().unwrap()[..10];
    place.done(["dossier", "office", "set-deadline", "pier", "Mend it", "--desk", "registry", "--by", day]);
    let said = place.done(["mail", "office", "preview", "clerk"]);
    assert!(said.out.starts_with("Subject: Orlan: 1 today\n\nOrlan\nFor Ada Clerk, "), "{}", said.out);
    assert!(said.out.contains("pier  Mend it: The pier"), "{}", said.out);
    let numbers = place.done(["mail", "office", "preview", "clerk", "--reminders-say", "numbers"]);
    assert!(!numbers.out.contains("Mend"), "{}", numbers.out);
}

#[test]
fn what_cannot_be_done_is_said() {
    let place = Place::founded();
    place.done(["officer", "office", "add", "lind", "K. Lind"]);
    let another = place.ends(1, ["officer", "office", "mail", "lind", "give", "k.lind@arle.example", "--as", "clerk"]);
    assert!(another.err.contains("for that officer alone to say"), "{another:?}");
    place.ends(2, ["officer", "office", "mail", "lind", "give", "k.lind"]);
    place.ends(1, ["mail", "office", "preview", "nobody"]);
    let serve = |more: &[&str]| {
        ["serve", "office", "--listen", "127.0.0.1:0"]
            .into_iter()
            .chain(more.iter().copied())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let run = |code: i32, more: &[&str]| place.ends(code, serve(more).iter().map(String::as_str));
    run(2, &["--smtp-host", "localhost"]);
    run(2, &["--mail-from", "registry@arle.example"]);
    let unsealed = run(1, &["--smtp-host", "192.0.2.1", "--smtp-tls", "none", "--mail-from", "registry@arle.example"]);
    assert!(unsealed.err.contains("reminders would go there unsealed"), "{unsealed:?}");
    place.write("empty", "\n");
    let login = ["--smtp-login", "registry", "--smtp-password-file", "empty"];
    let empty = run(1, &[&["--smtp-host", "localhost", "--mail-from", "registry@arle.example"][..], &login].concat());
    assert!(empty.err.contains("its first line is empty"), "{empty:?}");
}
