//! A closing in words: on pages, on the terminal, on the sheet and in the mail to a second desk.

use jiff::tz::TimeZone;
use phrases::{plural, say};
use procedure::closing::{ClosedBook, Closing};
use procedure::event::Door;
use procedure::house::House;

use super::{day, moment, officer, sentence};
use crate::office::{ClosingMade, ClosingTold};

/// What a book of a closing is called: "Incoming, 1951".
pub(crate) fn book_name(house: &House, book: &ClosedBook) -> String {
    let name = house.series.get(&book.series).map_or_else(|| book.series.to_string(), |known| known.name.clone());
    if book.year == 0 { name } else { format!("{name}, {}", book.year) }
}

/// How many numbers of a book are void: "2, 1 of them new".
pub(crate) fn void(book: &ClosedBook) -> String {
    if book.voided == 0 { book.void.to_string() } else { say!("{}, {} of them new", book.void, book.voided) }
}

fn book_line(house: &House, book: &ClosedBook) -> String {
    let last = book.last.as_ref().map_or_else(|| say!("nothing entered").to_owned(), |last| say!("last {last}"));
    let void = (book.void > 0).then(|| say!("void {}", void(book)));
    let reserved = (book.reserved > 0).then(|| say!("{} set aside", book.reserved));
    let open = book.not_held.filter(|count| *count > 0).map(|count| say!("{count} citing what is not held"));
    let parts: Vec<String> =
        [Some(last), Some(say!("{} given", book.given)), void, reserved, open].into_iter().flatten().collect();
    format!("{}: {}", crate::plain::one_line(&book_name(house, book)), parts.join("; "))
}

/// What is cited and not held, for whoever is told.
pub(crate) fn not_held(closing: &Closing) -> Option<String> {
    Some(match closing.not_held? {
        0 => say!("no paper cites what is not held").to_owned(),
        1 => say!("1 paper cites what is not held").to_owned(),
        many => say!("{many} papers cite what is not held"),
    })
}

/// Up to where the reading ledger stood.
pub(crate) fn readings(closing: &Closing) -> Option<String> {
    let head = closing.readings.as_ref()?;
    let blocks = plural!(head.blocks, "{n} block", "{n} blocks");
    Some(say!("{blocks}, the last {}", head.digest))
}

/// Since when numbers are counted.
pub(crate) fn since(closing: &Closing) -> String {
    match &closing.before {
        Some(before) => say!("since closing {} of {}", before.no, day(before.day)),
        None => say!("since the office was founded").to_owned(),
    }
}

/// By whom and when it was made.
pub(crate) fn by(house: &House, zone: &TimeZone, made: &ClosingMade) -> String {
    let who = officer(house, &made.acted.officer);
    let itself = if made.acted.door == Door::Machine { say!("the office itself, for ") } else { "" };
    format!("{itself}{who}, {}", moment(made.at, zone))
}

/// Whether the record goes on from the closing before; and where not, in what.
pub(crate) fn goes_on(closing: &Closing) -> Vec<String> {
    let Some(before) = &closing.before else { return vec![say!("this is the first closing").to_owned()] };
    let named = say!("closing {} of {}, over {} entries", before.no, day(before.day), before.over.entries);
    if closing.differs.is_empty() {
        return vec![say!("the record goes on from {named}")];
    }
    let begin = say!("the record does not go on from {named}");
    std::iter::once(begin).chain(closing.differs.iter().map(|one| one.words().to_owned())).collect()
}

/// A root as it is read out and typed off: in groups of eight digits.
pub(crate) fn root(root: &[u8; 32]) -> Vec<String> {
    let digits = journal::hex(root);
    (0..digits.len()).step_by(8).map(|at| digits[at..at + 8].to_owned()).collect()
}

/// What the title of a closing is.
pub(crate) fn title(closing: &Closing) -> String {
    say!("closing {} of {}", closing.no, day(closing.day))
}

/// The whole of a closing in plain text. It ends with the signed head as machines read it.
pub(crate) fn text(house: &House, zone: &TimeZone, told: &ClosingTold) -> String {
    let closing = &told.made.closing;
    let office = house.founding.as_ref().map_or(say!("Chancery"), |founding| founding.name_at(told.made.at));
    let mut text = say!(
        "{}\n{}\nClosed by {}\n",
        crate::plain::one_line(office),
        super::capital(&title(closing)),
        by(house, zone, &told.made)
    );
    if !closing.differs.is_empty() {
        text += "\nWRONG: HISTORY WAS CHANGED\n";
    }
    for says in goes_on(closing) {
        text += &format!("{}\n", sentence(&says));
    }
    text += &format!("\nNumbers {}\n", since(closing));
    for book in &closing.books {
        text += &format!("  {}\n", book_line(house, book));
    }
    if let Some(not_held) = not_held(closing) {
        text += &format!("\n{}\n", sentence(&not_held));
    }
    if let Some(readings) = readings(closing) {
        text += &say!("Reading ledger: {readings}\n");
    }
    let Some(head) = &told.head else {
        return text + say!("\nThe head after it is not published: the office is open for reading only.\n");
    };
    text += &say!("\nThe record, with this closing: {} entries\nRoot: {}\n", head.size, journal::hex(&head.root));
    text += say!(
        "\nKeep this outside the office. Whoever holds it can show later whether anything before it was changed:\nchancery verify FOLDER --held FILE, or with the closing before and the office’s public key:\nchancery verify OLDER NEWER --key KEY\n\n"
    );
    text + &told.held.as_ref().map(chancery_verify::Held::text).unwrap_or_default()
}
