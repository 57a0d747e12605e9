//! Words of the office as arguments: channels, acts asked, kinds of version, rules of sight.

use std::collections::BTreeSet;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use procedure::calendar::DayOfWeek;
use procedure::card::{AskedAct, FieldName};
use procedure::dossier::{Advice, Assessed, Ground, Position, Stance};
use procedure::house::{CircularNumbers, TurnOver, Visibility};
use procedure::paper::{Absence, Channel, Medium, NamedAs, Principal, Received, Settlement, VersionKind};
use register::{Order, State};
use serde::de::DeserializeOwned;

use super::Stop;

/// A parser of words that stand in JSON as they stand on the command line, with `_` for `-`.
fn one_of<T>(words: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(words).try_map(|word| {
        serde_json::from_value::<T>(serde_json::Value::String(word.replace('-', "_")))
            .map_err(|error| error.to_string())
    })
}

/// A channel by which papers come.
pub(super) fn channel() -> impl TypedValueParser<Value = Channel> {
    one_of(&["post", "courier", "hand", "telegraph", "telex", "fax", "mail", "voice", "program", "files", "house"])
}

/// A channel by which papers are sent.
pub(super) fn sent_by() -> impl TypedValueParser<Value = Channel> {
    one_of(&["post", "courier", "hand", "telegraph", "telex", "fax", "mail", "voice", "program"])
}

/// A channel in words, as it stands after "by".
pub(super) fn of_channel(channel: Channel) -> String {
    serde_json::to_value(channel).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What a paper is made of.
pub(super) fn medium() -> impl TypedValueParser<Value = Medium> {
    one_of(&["paper", "electronic", "carrier", "spoken"])
}

/// What is asked of a desk.
pub(super) fn asked_act() -> impl TypedValueParser<Value = AskedAct> {
    one_of(&["review", "decide", "concur", "note", "act", "answer"])
}

/// What a version is to its paper.
pub(super) fn version_kind() -> impl TypedValueParser<Value = VersionKind> {
    one_of(&["received", "original", "rescan", "transcript", "translation", "redaction", "replacement"])
}

/// How a name stands on a paper.
pub(super) fn named_as() -> impl TypedValueParser<Value = NamedAs> {
    one_of(&["sender", "addressee", "copy-holder", "asked"])
}

/// How a citation that is not held is settled.
pub(super) fn settlement() -> impl TypedValueParser<Value = Settlement> {
    one_of(&["requested", "held-elsewhere", "not-needed"])
}

/// Who in the house sees papers before anybody is named on them.
pub(super) fn visibility() -> impl TypedValueParser<Value = Visibility> {
    one_of(&["whole-house", "desk-and-chief", "list-only"])
}

/// For or against.
pub(super) fn stance() -> impl TypedValueParser<Value = Stance> {
    one_of(&["for", "against"])
}

/// What is advised about a proposal.
pub(super) fn advice() -> impl TypedValueParser<Value = Advice> {
    one_of(&["adopt", "adopt-amended", "reject", "other"])
}

/// On what kind of grounds a desk is for or against something.
pub(super) fn ground() -> impl TypedValueParser<Value = Ground> {
    one_of(&["need", "effect", "risk", "signal", "cost", "precedent"])
}

/// A kind of position.
pub(super) fn position() -> impl TypedValueParser<Value = Position> {
    one_of(&["claim", "proposal", "assessment", "recommendation"])
}

/// A claim or a proposal by its number: `claim:1`.
pub(super) fn assessed(said: &str) -> Result<Assessed, String> {
    let unread = || format!("{said:?} is neither claim:NO nor proposal:NO");
    match said.split_once(':') {
        Some(("claim", no)) => no.parse().map(Assessed::Claim).map_err(|_| unread()),
        Some(("proposal", no)) => no.parse().map(Assessed::Proposal).map_err(|_| unread()),
        _ => Err(unread()),
    }
}

/// When a series begins again.
pub(super) fn turn_over() -> impl TypedValueParser<Value = TurnOver> {
    one_of(&["yearly", "never"])
}

/// How a series numbers the papers of a circular.
pub(super) fn circulars() -> impl TypedValueParser<Value = CircularNumbers> {
    one_of(&["one-number", "number-each"])
}

/// A state by which the register is narrowed.
pub(super) fn state() -> impl TypedValueParser<Value = State> {
    one_of(&[
        "live",
        "void",
        "to-mark-out",
        "waiting",
        "unconfirmed",
        "no-file",
        "cites-not-held",
        "offered",
        "unanswered",
    ])
}

/// An order of the register.
pub(super) fn order() -> impl TypedValueParser<Value = Order> {
    one_of(&["newest-entered", "oldest-entered", "number", "number-down", "newest-paper", "oldest-paper"])
}

/// A role, by its name in JSON.
pub(super) fn role() -> impl TypedValueParser<Value = procedure::role::Role> {
    one_of(&["auditor", "existence_only"])
}

/// A field of the card, by its name in JSON.
pub(super) fn field_name() -> impl TypedValueParser<Value = FieldName> {
    one_of(FieldName::NAMES)
}

/// A word of the office as it stands in JSON: "whole_house".
pub(super) fn word_of(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The same in plain words: "whole house".
pub(super) fn plain_word_of(value: &impl serde::Serialize) -> String {
    word_of(value).replace('_', " ")
}

/// Who or what is meant by a name, by its code: "desk registry".
pub(super) fn principal(meant: &Principal) -> String {
    match meant {
        Principal::Officer(officer) => format!("officer {officer}"),
        Principal::Desk(desk) => format!("desk {desk}"),
        Principal::Correspondent(correspondent) => format!("correspondent {correspondent}"),
    }
}

/// Why a paper has no file, in words.
pub(super) fn absence_words(absence: Absence) -> &'static str {
    match absence {
        Absence::CoverOnly => "cover only",
        Absence::NotYetScanned => "not yet scanned",
        Absence::Oral => "oral",
    }
}

/// A day, with a time of day where it is known: `1951-12-26` or `1951-12-26T09:30`.
pub(super) fn received(text: &str) -> Result<Received, String> {
    let wrong = || format!("{text:?} is no day; write 1951-12-26 or 1951-12-26T09:30");
    match text.split_once(['T', ' ']) {
        None => Ok(Received { on: text.parse().map_err(|_| wrong())?, time: None }),
        Some((day, time)) => {
            Ok(Received { on: day.parse().map_err(|_| wrong())?, time: Some(time.parse().map_err(|_| wrong())?) })
        }
    }
}

/// How long a file may be, in bytes: at most what the journal can hold.
pub(super) fn paper_bytes() -> impl TypedValueParser<Value = u64> {
    clap::value_parser!(u64).range(1..=journal::PAPER_BYTES_CEILING)
}

/// How many lines a list may have.
pub(super) fn lines() -> impl TypedValueParser<Value = usize> {
    clap::value_parser!(u32).range(1..).map(|lines| lines as usize)
}

/// A day: `1951-12-26`.
pub(super) fn day(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| format!("{text:?} is no day; write 1951-12-26"))
}

/// The free days of a week: `saturday,sunday`, days as they are usually shortened, or `none`.
pub(super) fn week(text: &str) -> Result<BTreeSet<DayOfWeek>, String> {
    if text.trim() == "none" {
        return Ok(BTreeSet::new());
    }
    let day = |word: &str| {
        let word = word.trim().to_lowercase();
        let meant = DayOfWeek::ALL.iter().find(|(_, name)| word.len() >= 2 && name.starts_with(&word));
        meant
            .map(|(day, _)| *day)
            .ok_or_else(|| format!("{word:?} is no day of the week; write saturday,sunday or none"))
    };
    text.split(',').map(day).collect()
}

/// The free days of a week as [`week`] reads them.
pub(super) fn week_words(week: &BTreeSet<DayOfWeek>) -> String {
    match week.is_empty() {
        true => "none".to_owned(),
        false => week.iter().map(|day| day.name()).collect::<Vec<_>>().join(", "),
    }
}

/// A place as people count, from 1, to one from 0.
pub(super) fn place(shown: usize, what: &str) -> Result<usize, Stop> {
    shown
        .checked_sub(1)
        .ok_or_else(|| Stop::usage(format!("there is no {what} 0"), "count from 1, as show prints them"))
}

/// What an option says: the value, that there is to be none, or nothing.
pub(super) fn or_none<T>(value: Option<T>, none: bool) -> Option<Option<T>> {
    if none { Some(None) } else { value.map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_offered_is_a_word_of_the_office() {
        fn all<T: Clone + Send + Sync + 'static>(parser: impl TypedValueParser<Value = T>) {
            let command = clap::Command::new("x");
            for word in parser.possible_values().into_iter().flatten() {
                let name = word.get_name().to_owned();
                assert!(parser.parse_ref(&command, None, name.as_ref()).is_ok(), "{name}");
            }
        }
        all(channel());
        all(sent_by());
        all(medium());
        all(asked_act());
        all(version_kind());
        all(named_as());
        all(settlement());
        all(visibility());
        all(turn_over());
        all(circulars());
        all(stance());
        all(advice());
        all(ground());
        all(position());
        all(field_name());
        all(state());
        all(order());
    }

    #[test]
    fn a_week_is_read_as_it_is_written() {
        for (written, read) in [
            ("saturday,sunday", "saturday, sunday"),
            ("Sun, SAT", "saturday, sunday"),
            ("fr,sa", "friday, saturday"),
            ("none", "none"),
            ("su", "sunday"),
        ] {
            assert_eq!(week(written).map(|days| week_words(&days)).as_deref(), Ok(read), "{written}");
        }
        for wrong in ["", "s", "saturdays", "sat sun", "none,sun", "caturday"] {
            assert!(week(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_day_may_have_a_time() {
        assert_eq!(received("1951-12-26").map(|r| r.time), Ok(None));
        assert_eq!(received("1951-12-26T09:30").map(|r| r.time.is_some()), Ok(true));
        assert!(received("26.12.1951").is_err());
    }
}
