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
}

#[test]
fn every_command_has_examples() {
    let place = Place::new();
    let commands = "init serve demo read enter show find register void correct direct accept pass-on return done redirect \
                    mark bind add-version split file settle tie officer desk series verify rebuild completions";
    for command in commands.split_whitespace() {
        let help = place.done([command, "--help"]);
        assert!(help.out.contains("Example"), "{command}: {}", help.out);
    }
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
