//! The office's words: dates as they are written, what the choices of the procedure are called, the names of officers and desks,
//! and what is to be done. Pages, mail, command line and what is printed say the same.

pub(crate) mod closing;
mod decided;
mod names;
mod to_do;
pub(crate) mod typed;

pub(crate) use decided::{how_says, verdict};
pub(crate) use names::{desk, level, officer, principal, series};
pub(crate) use to_do::{asked, to_do};

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use phrases::{Phrase, phrase, plural, say};
use procedure::card::{AskedAct, FieldName, PaperDate, Precision, Relation, Stance};
pub(crate) use procedure::days::{day, month, month_day, month_of, short_day, short_month};
use procedure::moment::Moment;
use procedure::paper::{Absence, Channel, NamedAs, Settlement, VersionKind};

/// A day in a table whose year is known: short where it is of that year.
pub(crate) fn day_in(date: Date, year: i16) -> String {
    if date.year() == year { short_day(date) } else { day(date) }
}

/// A paper's date in such a table.
pub(crate) fn paper_date_in(date: &PaperDate, year: i16) -> String {
    if date.precision == Precision::Day { day_in(date.date, year) } else { paper_date(date) }
}

/// A paper's date as far as it is known: "December 1951".
pub(crate) fn paper_date(date: &PaperDate) -> String {
    match date.precision {
        Precision::Day => day(date.date),
        Precision::Month => format!("{} {}", month(date.date), date.date.year()),
        Precision::Year => date.date.year().to_string(),
    }
}

/// A time of day: "14:20".
pub(crate) fn time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// A moment in the office's zone: "25 December 1951, 14:20".
pub(crate) fn moment(at: Moment, zone: &TimeZone) -> String {
    let there = zone.to_datetime(at.timestamp());
    format!("{}, {:02}:{:02}", day(there.date()), there.hour(), there.minute())
}

/// The civil date of a moment in the office's zone.
pub(crate) fn date_of(at: Moment, zone: &TimeZone) -> Date {
    zone.to_datetime(at.timestamp()).date()
}

/// Reads a date as officers type it: 25 December 1951, December 1951, 1951, 1951-12-25, 25.12.1951.
pub(crate) fn read_date(typed: &str) -> Option<PaperDate> {
    let typed = typed.trim().trim_end_matches('.');
    let dated = |date: Option<Date>, precision| date.map(|date| PaperDate { date, precision });
    if let Ok(date) = typed.parse::<Date>() {
        return dated(Some(date), Precision::Day);
    }
    let words: Vec<&str> = typed.split([' ', ',', '.', '/']).filter(|word| !word.is_empty()).collect();
    let year = |word: &str| (word.len() == 4).then(|| word.parse::<i16>().ok()).flatten();
    let number = |word: &str| word.trim_end_matches(char::is_alphabetic).parse::<i8>().ok();
    match words.as_slice() {
        [y] => dated(year(y).and_then(|y| Date::new(y, 1, 1).ok()), Precision::Year),
        [m, y] => dated(Date::new(year(y)?, month_of(m)?, 1).ok(), Precision::Month),
        [a, b, y] => {
            // "25 December 1951", "25.12.1951" and "December 25, 1951".
            let (d, m) = match (month_of(b).or_else(|| number(b)), month_of(a)) {
                (_, Some(m)) => (number(b)?, m),
                (Some(m), None) => (number(a)?, m),
                (None, None) => return None,
            };
            dated(Date::new(year(y)?, m, d).ok(), Precision::Day)
        }
        _ => None,
    }
}

/// Reads a day and month without a year: 27 December, December 27, 27.12.
pub(crate) fn read_day(typed: &str) -> Option<(i8, i8)> {
    let words: Vec<&str> = typed.split([' ', ',', '.', '/']).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.trim_end_matches(char::is_alphabetic).parse::<i8>().ok();
    let [a, b] = words.as_slice() else { return None };
    match (month_of(a), month_of(b)) {
        (Some(month), _) => Some((month, number(b)?)),
        (None, Some(month)) => Some((month, number(a)?)),
        (None, None) => Some((number(b)?, number(a)?)),
    }
}

/// With a first capital.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// With a full stop, unless the words end with one or with a mark that stands for it: officers write both ways.
pub(crate) fn stopped(words: &str) -> String {
    let words = words.trim_end();
    let ended = words.trim_end_matches(['”', '’', '"', ')', '»']).ends_with(['.', '!', '?', '…']);
    if ended || words.is_empty() { words.to_owned() } else { format!("{words}.") }
}

/// As a sentence: with a first capital and a full stop.
pub(crate) fn sentence(words: &str) -> String {
    stopped(&capital(words))
}

/// What a field of the card is called.
pub(crate) fn field(name: FieldName) -> &'static str {
    match name {
        FieldName::Kind => say!("Kind"),
        FieldName::Number => say!("Their No."),
        FieldName::Date => say!("Date"),
        FieldName::Place => say!("Place"),
        FieldName::From => say!("From"),
        FieldName::To => say!("To"),
        FieldName::Copies => say!("Copies"),
        FieldName::Subject => say!("Subject"),
        FieldName::Marking => say!("Marking read"),
        FieldName::Precedence => say!("Precedence"),
        FieldName::TheirCopy => say!("Their copy"),
        FieldName::Citations => say!("Cites"),
        FieldName::Enclosures => say!("Enclosed"),
        FieldName::Deadlines => say!("Deadline"),
        FieldName::Claims => say!("Claims"),
        FieldName::Proposals => say!("Proposes"),
        FieldName::Recommendation => say!("Advice"),
        FieldName::Request => say!("Asks"),
        FieldName::Insertions => say!("Put in"),
        FieldName::Language => say!("Language"),
    }
}

/// A choice: its name in forms and its words.
pub(crate) type Choice<T> = (T, &'static str, Phrase);

/// What may be asked of a desk.
pub(crate) const ASKED: &[Choice<AskedAct>] = &[
    (AskedAct::Review, "review", phrase!("to review")),
    (AskedAct::Decide, "decide", phrase!("to decide")),
    (AskedAct::Concur, "concur", phrase!("to concur")),
    (AskedAct::Note, "note", phrase!("to take note")),
    (AskedAct::Act, "act", phrase!("to act")),
    (AskedAct::Answer, "answer", phrase!("to answer")),
];

/// How a paper came.
pub(crate) const CHANNELS: &[Choice<Channel>] = &[
    (Channel::Hand, "hand", phrase!("handed in")),
    (Channel::Post, "post", phrase!("by post")),
    (Channel::Courier, "courier", phrase!("by courier or bag")),
    (Channel::Telegraph, "telegraph", phrase!("by telegraph")),
    (Channel::Telex, "telex", phrase!("by telex")),
    (Channel::Fax, "fax", phrase!("by fax")),
    (Channel::Mail, "mail", phrase!("by electronic mail")),
    (Channel::Voice, "voice", phrase!("by telephone or in conversation")),
    (Channel::Program, "program", phrase!("through another program")),
    (Channel::Files, "files", phrase!("from files")),
    (Channel::House, "house", phrase!("made in the house")),
];

/// How a paper is sent.
pub(crate) const SENT_BY: &[Choice<Channel>] = &[
    (Channel::Post, "post", phrase!("by post")),
    (Channel::Courier, "courier", phrase!("by courier or bag")),
    (Channel::Hand, "hand", phrase!("handed over")),
    (Channel::Telegraph, "telegraph", phrase!("by telegraph")),
    (Channel::Telex, "telex", phrase!("by telex")),
    (Channel::Fax, "fax", phrase!("by fax")),
    (Channel::Mail, "mail", phrase!("by electronic mail")),
    (Channel::Voice, "voice", phrase!("read out by telephone")),
    (Channel::Program, "program", phrase!("through another program")),
];

/// Why there is no file.
pub(crate) const ABSENCES: &[Choice<Absence>] = &[
    (Absence::CoverOnly, "cover_only", phrase!("cover only, not opened")),
    (Absence::NotYetScanned, "not_yet_scanned", phrase!("not yet scanned")),
    (Absence::Oral, "oral", phrase!("oral")),
];

/// What a further version is.
pub(crate) const VERSIONS: &[Choice<VersionKind>] = &[
    (VersionKind::Original, "original", phrase!("the original")),
    (VersionKind::Received, "received", phrase!("as received")),
    (VersionKind::Rescan, "rescan", phrase!("scanned again")),
    (VersionKind::Transcript, "transcript", phrase!("a transcript")),
    (VersionKind::Translation, "translation", phrase!("a translation")),
    (VersionKind::Redaction, "redaction", phrase!("with passages taken out")),
    (VersionKind::Replacement, "replacement", phrase!("in place of a wrong file")),
];

/// What a version that is added may be: one that takes the place of a wrong file is said to by that, not chosen.
pub(crate) const ADDED: &[Choice<VersionKind>] = match VERSIONS.split_last() {
    Some((_, chosen)) => chosen,
    None => VERSIONS,
};

/// How a citation that is not held is settled.
pub(crate) const SETTLEMENTS: &[Choice<Settlement>] = &[
    (Settlement::Requested, "requested", phrase!("asked for")),
    (Settlement::HeldElsewhere, "held_elsewhere", phrase!("held elsewhere")),
    (Settlement::NotNeeded, "not_needed", phrase!("not needed")),
];

/// As what a name stands on the paper.
pub(crate) const NAMED: &[Choice<NamedAs>] = &[
    (NamedAs::Sender, "sender", phrase!("sender")),
    (NamedAs::Addressee, "addressee", phrase!("addressee")),
    (NamedAs::CopyHolder, "copy_holder", phrase!("copy holder")),
    (NamedAs::Asked, "asked", phrase!("asked to concur or assess")),
];

/// The words of a choice.
pub(crate) fn of<T: Copy + PartialEq>(choices: &'static [Choice<T>], value: T) -> &'static str {
    choices.iter().find(|(known, _, _)| *known == value).map_or("", |(_, _, words)| words.said())
}

/// The choice of a name in a form.
pub(crate) fn named<T: Copy>(choices: &'static [Choice<T>], name: &str) -> Option<T> {
    choices.iter().find(|(_, known, _)| *known == name).map(|(value, _, _)| *value)
}

/// How a paper relates to one it cites.
pub(crate) fn relation(relation: Relation) -> Option<&'static str> {
    match relation {
        Relation::Answers => Some(say!("answers it")),
        Relation::Refers => None,
        Relation::Encloses => Some(say!("encloses it")),
        Relation::Supersedes => Some(say!("takes its place")),
        Relation::Cancels => Some(say!("cancels it")),
    }
}

/// Where advice stands.
pub(crate) fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::For => say!("For"),
        Stance::ForAsAmended => say!("For, with changes"),
        Stance::Against => say!("Against"),
        Stance::Defer => say!("Not now"),
        Stance::Note => say!("To be noted"),
    }
}

/// A length in bytes, for people.
pub(crate) fn length(bytes: u64) -> String {
    match bytes {
        0..=9_999 => plural!(bytes, "{n} byte", "{n} bytes"),
        10_000..=9_999_999 => say!("{kb} KB", kb = bytes / 1_000),
        _ => say!("{mb} MB", mb = bytes / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::{capital, day, read_date, read_day, sentence, short_day};
    use jiff::civil::date;
    use procedure::card::Precision;

    #[test]
    fn dates_are_read_as_officers_type_them() {
        let cases = [
            ("25 December 1951", Some((date(1951, 12, 25), Precision::Day))),
            ("25 Dec 1951", Some((date(1951, 12, 25), Precision::Day))),
            ("December 25, 1951", Some((date(1951, 12, 25), Precision::Day))),
            ("25th December, 1951.", Some((date(1951, 12, 25), Precision::Day))),
            ("25.12.1951", Some((date(1951, 12, 25), Precision::Day))),
            ("1951-12-25", Some((date(1951, 12, 25), Precision::Day))),
            ("December 1951", Some((date(1951, 12, 1), Precision::Month))),
            ("1951", Some((date(1951, 1, 1), Precision::Year))),
            ("31 February 1951", None),
            ("soon", None),
            ("", None),
            ("51", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(read_date(typed).map(|read| (read.date, read.precision)), expected, "{typed}");
        }
    }

    #[test]
    fn a_day_without_a_year_is_read_as_one() {
        for (typed, expected) in [
            ("27 December", Some((12, 27))),
            ("December 27", Some((12, 27))),
            ("27.12.", Some((12, 27))),
            ("27th Dec.", Some((12, 27))),
            ("27", None),
            ("December", None),
            ("this week", None),
        ] {
            assert_eq!(read_day(typed), expected, "{typed}");
        }
    }

    #[test]
    fn days_are_written_as_the_office_writes_them() {
        assert_eq!(day(date(1951, 12, 5)), "5 December 1951");
        assert_eq!(short_day(date(1951, 12, 5)), "5 Dec");
        assert_eq!(capital("note verbale"), "Note verbale");
        for (said, told) in [
            ("done", "Done."),
            ("by this week.", "By this week."),
            ("is it?", "Is it?"),
            ("he said “no.”", "He said “no.”"),
            ("he said “no”", "He said “no”."),
            ("", ""),
        ] {
            assert_eq!(sentence(said), told);
        }
    }
}
