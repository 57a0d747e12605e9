//! iCalendar (RFC 5545) as it is written: whole days only, so no time zone is needed.

use jiff::civil::Date;
use procedure::moment::Moment;

/// Longest line, in bytes without its end (RFC 5545, 3.1).
const LINE_BYTES_MAX: usize = 75;

/// One thing in a calendar, of whole days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it is called wherever it goes, for ever.
    pub(super) uid: String,
    /// How often it was moved or ended: a reader takes the highest.
    pub(super) sequence: usize,
    /// When it last changed.
    pub(super) changed: Moment,
    pub(super) first: Date,
    /// Its last day, itself within.
    pub(super) last: Date,
    pub(super) summary: String,
    /// What is said beside it; may be empty.
    pub(super) says: String,
    pub(super) cancelled: bool,
}

/// A calendar of that name.
pub(super) fn calendar(name: &str, entries: &[Entry]) -> String {
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chancery//Deadlines//EN", "CALSCALE:GREGORIAN"] {
        put(&mut out, line);
    }
    put(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    entries.iter().for_each(|entry| event(&mut out, entry));
    put(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, entry: &Entry) {
    // DTEND is the first day after it (RFC 5545, 3.6.1).
    let end = entry.last.tomorrow().unwrap_or(entry.last);
    put(out, "BEGIN:VEVENT");
    put(out, &format!("UID:{}", escaped(&entry.uid)));
    put(out, &format!("DTSTAMP:{}", entry.changed.timestamp().strftime("%Y%m%dT%H%M%SZ")));
    put(out, &format!("SEQUENCE:{}", entry.sequence));
    put(out, &format!("DTSTART;VALUE=DATE:{}", entry.first.strftime("%Y%m%d")));
    if end > entry.first {
        put(out, &format!("DTEND;VALUE=DATE:{}", end.strftime("%Y%m%d")));
    }
    put(out, &format!("SUMMARY:{}", escaped(&entry.summary)));
    if !entry.says.is_empty() {
        put(out, &format!("DESCRIPTION:{}", escaped(&entry.says)));
    }
    put(out, if entry.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    // A day by which something is due takes nobody's time.
    put(out, "TRANSP:TRANSPARENT");
    put(out, "CLASS:PRIVATE");
    put(out, "END:VEVENT");
}

/// Text as a value (RFC 5545, 3.3.11); other control characters than ends of lines are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a line, folded between letters.
fn put(out: &mut String, line: &str) {
    let mut room = LINE_BYTES_MAX;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            // The space that says that the line goes on counts.
            room = LINE_BYTES_MAX - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn entry(summary: &str) -> Entry {
        Entry {
            uid: "deadline-D1-1@office".into(),
            sequence: 2,
            changed: Moment::from_micros(-568_400_000_000_000),
            first: date(1951, 12, 27),
            last: date(1951, 12, 27),
            summary: summary.into(),
            says: String::new(),
            cancelled: false,
        }
    }

    #[test]
    fn lines_are_folded_at_75_bytes_between_letters() {
        for summary in ["e".repeat(400), "é".repeat(400), "人".repeat(400), "x".repeat(67), "x".repeat(68)] {
            let written = calendar("Office", &[entry(&summary)]);
            assert!(written.split("\r\n").all(|line| line.len() <= LINE_BYTES_MAX), "{written}");
            assert!(!written.replace("\r\n", "").contains(['\r', '\n']));
            assert!(written.replace("\r\n ", "").contains(&format!("SUMMARY:{summary}\r\n")));
        }
        let folded = |length: usize| calendar("Office", &[entry(&"x".repeat(length))]).contains("\r\n ");
        assert_eq!((folded(67), folded(68)), (false, true), "at the limit, and one past it");
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\r\ne\nf\u{7}"), "a\\, b\\; c\\\\d\\ne\\nf");
    }

    #[test]
    fn a_whole_day_ends_on_the_next() {
        let written = calendar("Office", &[entry("Answer")]);
        assert!(written.contains("DTSTART;VALUE=DATE:19511227\r\nDTEND;VALUE=DATE:19511228\r\n"), "{written}");
        assert!(written.contains("SEQUENCE:2\r\n") && written.contains("STATUS:CONFIRMED\r\n"));
        let last = Entry { first: Date::MAX, last: Date::MAX, cancelled: true, ..entry("Answer") };
        let written = calendar("Office", &[last]);
        assert!(!written.contains("DTEND") && written.contains("STATUS:CANCELLED\r\n"), "{written}");
    }
}
