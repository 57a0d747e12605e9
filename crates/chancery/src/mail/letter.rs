//! The words of a reminder: a pure function from lines of the register, and the bytes that go out.

use jiff::ZonedDateTime;
use jiff::civil::Date;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MessageBuilder, MultiPart, SinglePart};
use procedure::house::House;
use register::{Reminded, Waits};

use super::MailAddress;
use crate::plain;
use crate::words;

/// How much a line of a reminder says: it leaves the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Says {
    /// What is to be done and about what, unless it is marked or for those named only.
    Subjects,
    /// Number and day, of everything.
    Numbers,
}

/// The words of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its subject line.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// Longest subject of a paper in a line, in characters.
const SUBJECT_CHARS_MAX: usize = 120;

/// A reminder of what falls due for an officer, as of a day; `more` says that there is more than these lines. Of what is marked
/// above the lowest level, or is for those named only, it says number and day and nothing else.
pub fn write(
    house: &House,
    name: &str,
    today: Date,
    lines: &[Reminded],
    more: bool,
    says: Says,
    link: Option<&str>,
) -> Letter {
    let of = |is: fn(Date, Date) -> bool| -> Vec<&Reminded> {
        lines.iter().filter(|one| one.line.due.is_some_and(|due| is(due, today))).collect()
    };
    let parts = [
        ("late", "Late", of(|due, today| due < today)),
        ("today", "Today", of(|due, today| due == today)),
        ("to come", "In the coming days", of(|due, today| due > today)),
    ];
    let counts: Vec<String> = parts
        .iter()
        .filter(|(.., lines)| !lines.is_empty())
        .map(|(word, _, lines)| format!("{} {word}", lines.len()))
        .collect();
    let office = house.founding.as_ref().map_or("Chancery", |founding| founding.name.as_str());
    let office = one_line(office, SUBJECT_CHARS_MAX);
    let mut text = format!("{office}\nFor {}, {}\n", one_line(name, SUBJECT_CHARS_MAX), words::day(today));
    for (_, heading, lines) in parts.iter().filter(|(.., lines)| !lines.is_empty()) {
        text += &format!("\n{heading}\n");
        for line in lines {
            text += &format!("  {}\n", told(line, says));
        }
    }
    if more {
        text += "\nThere is more than these.\n";
    }
    text += "\nWhat is marked stands here by its number and day alone. Your desk shows the rest.\n";
    if let Some(link) = link {
        text += &format!("{link}\n");
    }
    text += "\nYou gave the office your address for this; it sends one such mail on a working day at most.\nTo end it: the page “What falls when”, or chancery officer FOLDER mail OFFICER end.\n";
    Letter { subject: format!("{office}: {}", counts.join(", ")), text }
}

/// One line: the day, our number or the dossier's code; and what of what, where that may leave the house.
fn told(Reminded { line, may_leave }: &Reminded, says: Says) -> String {
    let day = line.due.map(words::day).unwrap_or_default();
    let begins = format!("{day}  {}", line.called());
    if says == Says::Numbers || !may_leave {
        return begins;
    }
    let what = one_line(&to_do(&line.waits), SUBJECT_CHARS_MAX);
    match line.subject().map(|subject| one_line(subject, SUBJECT_CHARS_MAX)).filter(|subject| !subject.is_empty()) {
        Some(subject) => format!("{begins}  {what}: {subject}"),
        None => format!("{begins}  {what}"),
    }
}

/// What is to be done; of a draft by what it is called, for the line says only what the dossier is about.
fn to_do(waits: &Waits) -> String {
    match waits {
        Waits::Concurrence { title, .. } => format!("{} in “{title}”", words::to_do(waits)),
        other => words::to_do(other),
    }
}

/// Words on one line, cut where they are long.
fn one_line(words: &str, chars_max: usize) -> String {
    let line = plain::one_line(words);
    match line.char_indices().nth(chars_max) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// The mail as it goes out. It says of itself that nobody wrote it (RFC 3834), so that no machine answers.
///
/// # Errors
/// When no mail can be made of it; the sender's and the recipient's addresses are sound, so that does not happen.
pub fn in_bytes(
    letter: &Letter,
    from: &Mailbox,
    to: &MailAddress,
    message_id: &str,
    at: &ZonedDateTime,
) -> Result<Vec<u8>, String> {
    let mail = begun(letter, from, to, message_id).singlepart(words_of(letter));
    dated(mail.map_err(|error| error.to_string())?, at)
}

/// [`in_bytes`] with the text as a file beside it, to be kept by a click.
///
/// # Errors
/// As there.
pub fn with_file(
    letter: &Letter,
    file: &str,
    from: &Mailbox,
    to: &MailAddress,
    message_id: &str,
    at: &ZonedDateTime,
) -> Result<Vec<u8>, String> {
    let file = Attachment::new(file.to_owned()).body(letter.text.clone(), ContentType::TEXT_PLAIN);
    let parts = MultiPart::mixed().singlepart(words_of(letter)).singlepart(file);
    let mail = begun(letter, from, to, message_id).multipart(parts);
    dated(mail.map_err(|error| error.to_string())?, at)
}

fn begun(letter: &Letter, from: &Mailbox, to: &MailAddress, message_id: &str) -> MessageBuilder {
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to.inner().clone()))
        .subject(letter.subject.clone())
        .message_id(Some(message_id.to_owned()))
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
}

fn words_of(letter: &Letter) -> SinglePart {
    SinglePart::plain(letter.text.replace('\n', "\r\n"))
}

fn dated(mut mail: Message, at: &ZonedDateTime) -> Result<Vec<u8>, String> {
    // The crate writes dates from 1970 on only, and of the machine's clock where none is set.
    let date = jiff::fmt::rfc2822::to_string(at).map_err(|error| error.to_string())?;
    mail.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str("Date"), date));
    Ok(mail.formatted())
}
