//! Set pages: what is on them, what they refuse, and that the same sheet gives the same bytes.

mod forms;
mod limits;
mod pages;
mod samples;
mod signs;
mod stamped;
mod text;

use std::process::{Command, Stdio};
use std::sync::LazyLock;

use typeset::{Fonts, NotSet, Sheet, Style, Typesetter};

/// One for all tests of a process.
pub(crate) static SETTER: LazyLock<Typesetter> = LazyLock::new(|| Typesetter::new(Fonts::new([])));

/// The sheet, set in the house's style.
pub(crate) fn set(sheet: &Sheet) -> Vec<u8> {
    SETTER.set(sheet, &Style::default()).unwrap_or_else(|refused| panic!("{}: {refused}", sheet.title()))
}

pub(crate) fn refused(sheet: &Sheet) -> NotSet {
    SETTER.set(sheet, &Style::default()).expect_err("it is refused")
}

/// What a foreign program reads out of a page: `-raw` is the order of the page's own content.
pub(crate) fn read(page: &[u8]) -> String {
    say(Command::new("pdftotext").args(["-raw", "-enc", "UTF-8", "-", "-"]), page)
}

/// What a foreign program says of it: pages and their size.
pub(crate) fn described(page: &[u8]) -> String {
    say(Command::new("pdfinfo").arg("-"), page)
}

fn say(command: &mut Command, page: &[u8]) -> String {
    String::from_utf8(made(command, page)).expect("text")
}

/// What a foreign program makes of a page.
pub(crate) fn made(command: &mut Command, page: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = started.expect("poppler-utils is installed: apt-get install poppler-utils");
    let mut stdin = child.stdin.take().expect("its input");
    let said = std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(page).expect("it reads"));
        child.wait_with_output().expect("it ends")
    });
    assert!(said.status.success(), "{:?}", said.status);
    said.stdout
}

/// Words on one line, as they are read over the ends of lines.
pub(crate) fn flowed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
