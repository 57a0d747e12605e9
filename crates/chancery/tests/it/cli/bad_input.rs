//! What people and disks do wrong: each a clear refusal, nothing half-done.

use std::fs;

use super::Place;

#[test]
fn a_command_that_is_not_understood_ends_with_two() {
    let place = Place::new();
    place.ends(2, []);
    place.ends(2, ["entre", "office"]);
    place.ends(2, ["enter"]);
    place.ends(2, ["enter", "office"]);
    place.ends(2, ["void", "office", "1"]);
    place.ends(2, ["serve", "office", "--listen", "nowhere"]);
    place.done(["--help"]);
    place.done(["--version"]);
    assert!(place.done(["help"]).out.contains("Examples:"));
    assert!(place.done(["help", "enter"]).out.contains("--cover-only"));
    place.ends(2, ["find", "office", "weir", "--limit", "0"]);
    place.ends(2, ["register", "office", "--limit", "0"]);
}

#[test]
fn every_command_has_examples() {
    let place = Place::new();
    let commands = "init serve demo read enter show find register void correct direct accept pass-on return done redirect \
                    mark bind add-version split file settle tie officer desk series calendar verify rebuild completions";
    for command in commands.split_whitespace() {
        let help = place.done([command, "--help"]);
        assert!(help.out.contains("Example"), "{command}: {}", help.out);
    }
    let nested = [
        ("officer", "add change list reset suspend reinstate sessions token"),
        ("desk", "add change close list mandate"),
        ("calendar", "list show set holiday import"),
        ("series", "open change close list reserve void-reserved close-year"),
    ];
    for (of, commands) in nested {
        for command in commands.split_whitespace() {
            let help = place.done([of, "office", command, "--help"]);
            assert!(help.out.contains("Example"), "{of} {command}: {}", help.out);
        }
    }
    for last in ["make", "end", "list"] {
        assert!(place.done(["officer", "office", "token", "lind", last, "--help"]).out.contains("Example"), "{last}");
    }
    for last in ["give", "end"] {
        assert!(place.done(["desk", "office", "mandate", last, "--help"]).out.contains("Example"), "{last}");
    }
}

#[test]
fn help_is_printed_as_it_is_meant() {
    let place = Place::new();
    let series = place.done(["series", "--help"]).out;
    assert!(series.contains("as {n:04} (four digits or more) or {n:01}"), "{series}");
    let enter = place.done(["enter", "--help"]).out;
    assert!(!enter.contains('\\') && enter.contains("\"3 of 7\""), "{enter}");
}

#[test]
fn there_are_completions() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(place.done(["completions", shell]).out.contains("pass-on"), "{shell}");
    }
}

#[test]
fn where_there_is_no_office_it_says_so() {
    let place = Place::new();
    place.lay("letter.txt");
    for args in [
        vec!["enter", "nowhere", "letter.txt"],
        vec!["show", "nowhere", "1"],
        vec!["register", "nowhere"],
        vec!["rebuild", "nowhere"],
        vec!["serve", "nowhere"],
        vec!["verify", "nowhere"],
    ] {
        let ran = place.ends(3, args.clone());
        assert!(ran.err.starts_with("not "), "{args:?}: {}", ran.err);
        assert!(!place.path().join("nowhere").exists(), "{args:?} made a folder");
    }
}

#[test]
fn an_office_is_founded_once() {
    let place = Place::founded();
    let again = place.ends(1, ["init", "office", "--yes"]);
    assert!(again.err.contains("holds an office already"), "{}", again.err);
    assert!(again.err.contains("hint: "), "{}", again.err);
    place.ends(1, ["init", "other", "--yes", "--zone", "Europe/Atlantis"]);
    place.ends(2, ["init", "other", "--yes", "--officer", "a name with spaces"]);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let place = Place::new();
    place.write("file", "not a folder");
    let ran = place.ends(3, ["init", "file/office", "--yes"]);
    assert!(ran.err.contains("file/office"), "{}", ran.err);
}

#[test]
fn a_binary_file_is_kept_unread() {
    let place = Place::founded();
    let bytes: Vec<u8> = (0..=255).cycle().take(3_000).collect();
    place.write("scan.bin", &bytes);
    place.done(["enter", "office", "scan.bin"]);
    let shown = place.done(["show", "office", "1"]).out;
    assert!(shown.contains("remark"), "{shown}");
    let mut command = place.command();
    assert_eq!(command.args(["show", "office", "1", "--body"]).output().unwrap().stdout, bytes);
    place.ends(1, ["show", "office", "1", "--text"]);
}

#[test]
fn an_empty_file_is_refused() {
    let place = Place::founded();
    place.write("empty.txt", "");
    let ran = place.ends(1, ["enter", "office", "empty.txt"]);
    assert!(ran.err.starts_with("not entered: empty.txt: the file empty.txt is empty\nhint: "), "{}", ran.err);
    place.ends(1, ["add-version", "office", "1", "empty.txt"]);
    assert_eq!(place.done(["register", "office"]).out, "");
}

#[test]
fn a_file_one_byte_too_long_is_refused_before_it_is_read() {
    let place = Place::founded();
    let file = fs::File::create(place.path().join("long.bin")).unwrap();
    file.set_len(journal::PAPER_BYTES_MAX + 1).unwrap();
    let ran = place.ends(1, ["enter", "office", "long.bin"]);
    assert!(ran.err.contains(&journal::PAPER_BYTES_MAX.to_string()), "{}", ran.err);
}

#[test]
fn a_paper_that_is_not_there_is_asked_for_at_the_registry() {
    let place = Place::founded();
    let ran = place.ends(1, ["show", "office", "IN-1900-0001"]);
    assert!(ran.err.starts_with("not found: there is no paper IN-1900-0001\nhint: "), "{}", ran.err);
    place.ends(1, ["void", "office", "00000000000000000000000000000000", "--reason", "x"]);
}

#[test]
fn their_number_is_no_handle() {
    let place = Place::founded();
    place.lay("memorandum-396.txt");
    place.done(["enter", "office", "memorandum-396.txt"]);
    let ran = place.ends(1, ["void", "office", "396", "--reason", "x"]);
    assert!(ran.err.contains(&format!("as their number it stands on {}", super::number("IN", 1))), "{}", ran.err);
}

#[test]
fn beyond_loopback_nothing_is_served_unsealed() {
    let place = Place::founded();
    let ran = place.ends(1, ["serve", "office", "--listen", "0.0.0.0:0"]);
    assert!(ran.err.contains("--behind-proxy"), "{}", ran.err);
    place.ends(2, ["serve", "office", "--tls-cert", "cert.pem"]);
    let ran = place.ends(1, ["demo", "--listen", "0.0.0.0:0"]);
    assert!(ran.err.contains("a click signs in as anybody"), "{}", ran.err);
}

#[test]
fn a_series_that_is_not_there_is_named_with_those_that_are() {
    let place = Place::founded();
    let ran = place.ends(1, ["register", "office", "--series", "NOPE"]);
    assert_eq!(ran.err, "not found: there is no series NOPE\nhint: the series are: IN, OUT\n");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_read_without_end() {
    let place = Place::founded();
    place.write("letter.txt", "A letter about the weir.\n");
    place.done(["enter", "office", "letter.txt"]);
    for args in [vec!["read", "/dev/zero"], vec!["add-version", "office", "1", "/dev/zero"]] {
        let ran = place.ends(3, args);
        assert!(ran.err.contains("/dev/zero: it is neither a file nor a pipe\nhint: "), "{}", ran.err);
    }
    let made = std::process::Command::new("mkfifo").arg(place.path().join("pipe")).status().unwrap();
    assert!(made.success());
    for args in [vec!["read", "pipe"], vec!["add-version", "office", "1", "pipe"]] {
        let ran = place.ends(3, args);
        assert!(ran.err.contains("pipe: it is a pipe, and nobody writes to it\nhint: "), "{}", ran.err);
    }
    // A pipe that somebody writes to, and that ends, is read to its end.
    let path = place.path().join("pipe");
    let writes = std::thread::spawn(move || fs::write(path, "A letter about the weir.\n"));
    assert_eq!(place.done(["read", "--text", "pipe"]).out, "A letter about the weir.\n");
    writes.join().unwrap().unwrap();
    let missing = place.ends(3, ["read", "missing.txt"]);
    assert!(missing.err.contains("hint: see that the name is right"), "{}", missing.err);
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_done_and_cannot_be_printed_is_said_to_be_done() {
    let place = Place::founded();
    place.write("letter.txt", "A letter about the weir.\n");
    place.done(["enter", "office", "letter.txt"]);
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for (args, says) in [
        (vec!["mark", "office", "1", "restricted"], "done (entry 3), but it could not be printed: "),
        (vec!["enter", "office", "--oral", "--subject", "Called"], "done (entry 4), but it could not be printed: "),
        (
            vec!["officer", "office", "token", "clerk", "make", "a", "--scope", "read"],
            "done (entry 5), but the secret ",
        ),
        (vec!["rebuild", "office"], "register and index made anew from 6 entries, but it could not be printed: "),
    ] {
        let ended = place.command().args(&args).stdout(full()).output().unwrap();
        let err = String::from_utf8(ended.stderr).unwrap();
        assert!(err.contains(says) && !err.contains("not done"), "{args:?}: {err}");
        assert_eq!(ended.status.code(), Some(3), "{args:?}");
    }
    place.write("in/1.txt", "One letter about the weir.\n");
    place.write("in/2.txt", "Another letter about the weir.\n");
    let ended = place.command().args(["enter", "office", "in"]).stdout(full()).output().unwrap();
    let err = String::from_utf8(ended.stderr).unwrap();
    assert!(err.contains("2 papers are entered, but it could not be printed: "), "{err}");
    assert!(place.done(["show", "office", "1"]).out.contains("restricted"));
}

#[test]
fn a_folder_that_is_none_is_verified_with_a_hint() {
    let place = Place::founded();
    place.write("file", "not a folder");
    for args in [
        vec!["verify", "nowhere"],
        vec!["verify", "file"],
        vec!["verify", "office", "--held", "nowhere"],
        vec!["init", "file", "--yes"],
    ] {
        let ran = place.run(args.clone());
        assert!(ran.code == 3 || ran.code == 1, "{args:?}: {ran:?}");
        assert!(ran.err.contains("\nhint: "), "{args:?}: {}", ran.err);
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ran = place.ends(3, ["demo", "--listen", &address]);
    assert!(ran.err.starts_with("not served: ") && ran.err.contains("\nhint: choose another address"), "{}", ran.err);
}
