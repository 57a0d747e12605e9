//! What an opened part says, and what a proof shows and does not, in plain words.

use serde_json::Value;

use crate::commit::hex;
use crate::note::Checkpoint;
use crate::proof::{Checked, FileHash};

/// What a part says of which the words are known; of any other, its type alone, for the part itself stands beside it.
pub fn part(part: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match part["type"].as_str() {
        Some("registered") => {
            let kind = part["kind"].as_str().map_or_else(|| "a paper".to_owned(), |kind| format!("a paper (“{kind}”)"));
            let (number, on) = (text(&part["number"]["text"]), text(&part["on"]));
            format!("the number {number} was given to {kind} on {on}")
        }
        Some("voided") => format!("the number {} was voided", text(&part["number"])),
        Some("in_dossier") => in_dossier(&text(&part["dossier"]), &part["change"]),
        Some(other) => format!("something of the type “{other}”, as it stands below"),
        None => "something without a type, as it stands below".to_owned(),
    }
}

fn in_dossier(dossier: &str, change: &Value) -> String {
    match change["is"].as_str() {
        Some("decided") => {
            let word = change["word"].as_str().map(str::to_owned).unwrap_or_else(|| change["word"].to_string());
            let text = change["hash"].as_str().map_or_else(
                || "; it names no text".to_owned(),
                |hash| format!("; the text decided on has the SHA-256 {hash}"),
            );
            let second =
                if change["awaits_second"] == true { ", and a second officer had to decide the same" } else { "" };
            format!("in dossier {dossier}, submission {} was decided: {word}{second}{text}", change["submission"])
        }
        Some(other) => format!("in dossier {dossier}, something of the kind “{other}”, as it stands below"),
        None => format!("something in dossier {dossier}, as it stands below"),
    }
}

/// What a head covers, as it stands after "the head".
pub fn covers(head: &Checkpoint) -> String {
    format!("is over {} entries of {}, with the root {}", head.size, head.origin, hex(&head.root))
}

/// What holds, a sentence each.
pub fn holds(checked: &Checked, file: Option<(&str, Option<FileHash>, u64)>) -> Vec<String> {
    let Checked { head, header, parts, .. } = checked;
    let at = jiff::Timestamp::from_microsecond(header.moment_us);
    let at = at.map_or_else(|_| format!("{} µs after 1970", header.moment_us), |at| at.to_string());
    let mut says = vec![
        format!("The head over {} entries of {} is signed by the key that you gave.", head.size, head.origin),
        format!(
            "Entry {} stands in that log, before that head; by the office's clock it was made at {at}.",
            header.entry
        ),
    ];
    for (place, value) in parts {
        says.push(format!("Its part {place} says: {}.", part(value)));
    }
    if let Some((name, Some(found), length)) = file {
        says.push(match found {
            FileHash::Named(place) => {
                format!("The file {name} ({length} bytes) is one that part {place} names, to the last byte.")
            }
            FileHash::Meant(place) => {
                format!("The file {name} ({length} bytes) is the text that part {place} means, to the last byte.")
            }
        });
    }
    says
}

/// What it does not show, a sentence each.
pub fn does_not_show(checked: &Checked, with_file: bool) -> Vec<String> {
    let closed = match checked.closed {
        0 => None,
        1 => Some("What the other part of the entry says: it is closed.".to_owned()),
        more => Some(format!("What the {more} other parts of the entry say: they are closed.")),
    };
    let file = (!with_file).then(|| "That any file is the one meant: none was given.".to_owned());
    let always = [
        "That the key is the office's: for that answers whoever gave it to you.",
        "That the office's clock was right. That it was no later than the head answers whoever else held the head.",
        "What was entered afterwards: a number can be voided, a card put right, a decision opened again.",
        "Who wrote the paper, and that what it says is true.",
    ];
    closed.into_iter().chain(file).chain(always.map(str::to_owned)).collect()
}

/// The root of the head, for whoever holds the same head from elsewhere.
pub fn head(checked: &Checked) -> String {
    format!("{} entries, root {}", checked.head.size, hex(&checked.head.root))
}
