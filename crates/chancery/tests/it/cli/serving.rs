//! A server that holds the folder, and commands that go through it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use super::{Place, number};

/// The process, and its address.
pub(crate) struct Server(Child, pub(crate) String);

impl Server {
    fn start(place: &Place) -> Self {
        Self::start_with(place, &[])
    }

    pub(crate) fn start_with(place: &Place, more: &[&str]) -> Self {
        let mut command = place.command();
        command.args(["serve", "office", "--listen", "127.0.0.1:0"]).args(more).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        assert!(address.starts_with("http://127.0.0.1:"), "{address}");
        Self(child, address)
    }

    #[cfg(unix)]
    pub(crate) fn stop(mut self) -> Option<i32> {
        let stopped = std::process::Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().unwrap();
        assert!(stopped.success());
        self.0.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(unix)]
#[test]
fn commands_go_through_the_server_that_holds_the_folder() {
    let place = Place::founded();
    place.lay("letter.txt");
    place.lay("telegram-812.txt");
    let server = Server::start(&place);
    let entered = place.done(["enter", "office", "letter.txt", "telegram-812.txt"]);
    assert_eq!(entered.out.lines().count(), 2, "{entered:?}");
    let held = place.done(["enter", "office", "letter.txt"]);
    assert!(held.err.starts_with("held already"), "{held:?}");
    place.done(["mark", "office", "1", "restricted"]);
    assert!(place.done(["show", "office", "1"]).out.contains("restricted"));
    assert!(place.done(["register", "office"]).out.contains(&number("IN", 2)));
    assert!(place.done(["find", "office", "812"]).out.contains(&number("IN", 2)));
    place.write("held.txt", place.done(["head", "office"]).out);
    place.done(["verify", "office", "--held", "held.txt"]);
    let refused = place.ends(1, ["mark", "office", "1", "secret"]);
    assert!(refused.err.contains("the reason is empty"), "{}", refused.err);
    assert_eq!(server.stop(), Some(0));
    assert!(!place.path().join("office/office.sock").exists());
    place.done(["show", "office", "1"]);
}

#[cfg(unix)]
#[test]
fn a_reserved_number_shuts_nobody_out() {
    let place = Place::founded();
    place.lay("letter.txt");
    let _server = Server::start(&place);
    place.done(["enter", "office", "letter.txt"]);
    place.done(["series", "office", "reserve", "IN", "2", "--reason", "a mission"]);
    let year = number("IN", 1)[3..7].to_owned();
    place.done(["series", "office", "void-reserved", "IN", &year, "3", "--reason", "not used"]);
    place.done(["show", "office", "1"]);
    let listed = place.done(["series", "office", "list", "--json"]).out;
    assert!(listed.contains(&format!("\"reserved\":[[{year},2]]")), "{listed}");
}

#[cfg(unix)]
#[test]
fn words_of_the_text_are_found_beside_a_server_too() {
    let place = Place::founded();
    place.lay("letter.txt");
    let _server = Server::start(&place);
    place.write("weir.txt", "To the Waters Office\n\nSubject: Repairs\n\nThe heron sits on the weir at dawn.\n");
    place.done(["enter", "office", "weir.txt", "letter.txt"]);
    let found = place.done(["find", "office", "heron"]);
    assert!(found.out.contains(&number("IN", 1)) && found.out.contains("text"), "{found:?}");
    assert_eq!(found.err, "", "{found:?}");
    place.done(["officer", "office", "add", "lind", "K. Lind"]);
    place.done(["mark", "office", "1", "secret", "--as", "clerk"]);
    let unseen = place.done(["find", "office", "heron", "--as", "lind"]);
    assert_eq!(unseen.out, "", "what an officer may not see is not found over the socket either");
}

#[cfg(unix)]
#[test]
fn a_servers_limit_is_the_one_that_holds() {
    let place = Place::founded();
    place.write("ten.bin", [0u8; 10]);
    place.write("eleven.bin", [0u8; 11]);
    let _server = Server::start_with(&place, &["--paper-bytes-max", "10"]);
    place.done(["enter", "office", "ten.bin"]);
    let refused = place.ends(1, ["enter", "office", "eleven.bin", "--paper-bytes-max", "11"]);
    assert!(refused.err.contains("the file is longer than 10 bytes"), "{}", refused.err);
}

#[test]
fn a_second_server_is_refused() {
    let place = Place::founded();
    let _server = Server::start(&place);
    let second = place.ends(6, ["serve", "office", "--listen", "127.0.0.1:0"]);
    assert!(second.err.contains("hint: "), "{}", second.err);
    place.ends(6, ["rebuild", "office"]);
}
