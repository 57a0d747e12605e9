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
use procedure::card::{AskedAct, FieldName, PaperDate, Precision, Relation, Stance};
use procedure::moment::Moment;
use procedure::paper::{Absence, Channel, NamedAs, Settlement, VersionKind};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The month of a date: "December".
pub(crate) fn month(date: Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()).clamp(1, 12) - 1]
}

/// A day as the office writes it: "25 December 1951".
pub(crate) fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// A day in a table of one year: "25 Dec".
pub(crate) fn short_day(date: Date) -> String {
    format!("{} {}", date.day(), &month(date)[..3])
}

/// A day in a table whose year is known: short where it is of that year.
pub(crate) fn day_in(date: Date, year: i16) -> String {
    if date.year() == year { short_day(date) } else { day(date) }
}

/// A paper's date in such a table.
pub(crate) fn paper_date_in(date: &PaperDate, year: i16) -> String {
    if date.precision == Precision::Day { day_in(date.date, year) } else { paper_date(date) }
}

/// So many of something: "1 paper", "3 papers".
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
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

/// A month by its English name or the beginning of it, three letters at least.
pub(crate) fn month_of(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    if word.len() < 3 || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let at = MONTHS.iter().position(|month| month.to_lowercase().starts_with(&word))?;
    i8::try_from(at + 1).ok()
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
pub(crate) const fn field(name: FieldName) -> &'static str {
    match name {
        FieldName::Kind => "Kind",
        FieldName::Number => "Their No.",
        FieldName::Date => "Date",
        FieldName::Place => "Place",
        FieldName::From => "From",
        FieldName::To => "To",
        FieldName::Copies => "Copies",
        FieldName::Subject => "Subject",
        FieldName::Marking => "Marking read",
        FieldName::Precedence => "Precedence",
        FieldName::TheirCopy => "Their copy",
        FieldName::Citations => "Cites",
        FieldName::Enclosures => "Enclosed",
        FieldName::Deadlines => "Deadline",
        FieldName::Claims => "Claims",
        FieldName::Proposals => "Proposes",
        FieldName::Recommendation => "Advice",
        FieldName::Request => "Asks",
        FieldName::Insertions => "Put in",
        FieldName::Language => "Language",
    }
}

/// A choice: its name in forms and its words.
pub(crate) type Choice<T> = (T, &'static str, &'static str);

/// What may be asked of a desk.
pub(crate) const ASKED: &[Choice<AskedAct>] = &[
    (AskedAct::Review, "review", "to review"),
    (AskedAct::Decide, "decide", "to decide"),
    (AskedAct::Concur, "concur", "to concur"),
    (AskedAct::Note, "note", "to take note"),
    (AskedAct::Act, "act", "to act"),
    (AskedAct::Answer, "answer", "to answer"),
];

/// How a paper came.
pub(crate) const CHANNELS: &[Choice<Channel>] = &[
    (Channel::Hand, "hand", "handed in"),
    (Channel::Post, "post", "by post"),
    (Channel::Courier, "courier", "by courier or bag"),
    (Channel::Telegraph, "telegraph", "by telegraph"),
    (Channel::Telex, "telex", "by telex"),
    (Channel::Fax, "fax", "by fax"),
    (Channel::Mail, "mail", "by electronic mail"),
    (Channel::Voice, "voice", "by telephone or in conversation"),
    (Channel::Program, "program", "through another program"),
    (Channel::Files, "files", "from files"),
    (Channel::House, "house", "made in the house"),
];

/// How a paper is sent.
pub(crate) const SENT_BY: &[Choice<Channel>] = &[
    (Channel::Post, "post", "by post"),
    (Channel::Courier, "courier", "by courier or bag"),
    (Channel::Hand, "hand", "handed over"),
    (Channel::Telegraph, "telegraph", "by telegraph"),
    (Channel::Telex, "telex", "by telex"),
    (Channel::Fax, "fax", "by fax"),
    (Channel::Mail, "mail", "by electronic mail"),
    (Channel::Voice, "voice", "read out by telephone"),
    (Channel::Program, "program", "through another program"),
];

/// Why there is no file.
pub(crate) const ABSENCES: &[Choice<Absence>] = &[
    (Absence::CoverOnly, "cover_only", "cover only, not opened"),
    (Absence::NotYetScanned, "not_yet_scanned", "not yet scanned"),
    (Absence::Oral, "oral", "oral"),
];

/// What a further version is.
pub(crate) const VERSIONS: &[Choice<VersionKind>] = &[
    (VersionKind::Original, "original", "the original, come later"),
    (VersionKind::Received, "received", "as received"),
    (VersionKind::Rescan, "rescan", "scanned again"),
    (VersionKind::Transcript, "transcript", "a transcript"),
    (VersionKind::Translation, "translation", "a translation"),
    (VersionKind::Redaction, "redaction", "with passages taken out"),
    (VersionKind::Replacement, "replacement", "in place of a wrong file"),
];

/// What a version that is added may be: one that takes the place of a wrong file is said to by that, not chosen.
pub(crate) const ADDED: &[Choice<VersionKind>] = match VERSIONS.split_last() {
    Some((_, chosen)) => chosen,
    None => VERSIONS,
};

/// How a citation that is not held is settled.
pub(crate) const SETTLEMENTS: &[Choice<Settlement>] = &[
    (Settlement::Requested, "requested", "asked for"),
    (Settlement::HeldElsewhere, "held_elsewhere", "held elsewhere"),
    (Settlement::NotNeeded, "not_needed", "not needed"),
];

/// As what a name stands on the paper.
pub(crate) const NAMED: &[Choice<NamedAs>] = &[
    (NamedAs::Sender, "sender", "sender"),
    (NamedAs::Addressee, "addressee", "addressee"),
    (NamedAs::CopyHolder, "copy_holder", "copy holder"),
    (NamedAs::Asked, "asked", "asked to concur or assess"),
];

/// The words of a choice.
pub(crate) fn of<T: Copy + PartialEq>(choices: &'static [Choice<T>], value: T) -> &'static str {
    choices.iter().find(|(known, _, _)| *known == value).map_or("", |(_, _, words)| words)
}

/// The choice of a name in a form.
pub(crate) fn named<T: Copy>(choices: &'static [Choice<T>], name: &str) -> Option<T> {
    choices.iter().find(|(_, known, _)| *known == name).map(|(value, _, _)| *value)
}

/// How a paper relates to one it cites.
pub(crate) const fn relation(relation: Relation) -> Option<&'static str> {
    match relation {
        Relation::Answers => Some("answers it"),
        Relation::Refers => None,
        Relation::Encloses => Some("encloses it"),
        Relation::Supersedes => Some("takes its place"),
        Relation::Cancels => Some("cancels it"),
    }
}

/// Where advice stands.
pub(crate) const fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::For => "For",
        Stance::ForAsAmended => "For, with changes",
        Stance::Against => "Against",
        Stance::Defer => "Not now",
        Stance::Note => "To be noted",
    }
}

/// A length in bytes, for people.
pub(crate) fn length(bytes: u64) -> String {
    match bytes {
        0..=1 => format!("{bytes} byte{}", if bytes == 1 { "" } else { "s" }),
        2..=9_999 => format!("{bytes} bytes"),
        10_000..=9_999_999 => format!("{} KB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
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
