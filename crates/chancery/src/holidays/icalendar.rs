//! Holidays from an iCalendar file (RFC 5545): events of whole days, once or each year.
//!
//! Taken is an event whose DTSTART is a date, with a SUMMARY; it may last some days (DTEND or DURATION) and may come again
//! by RRULE with FREQ=YEARLY on its own day, with COUNT or UNTIL. Every other event is left out and told.

use jiff::ToSpan as _;
use jiff::civil::Date;
use procedure::calendar::Yearly;

use super::{Holidays, Unread, one_line};

/// Longest event that counts as holidays, in days; what is longer is a season or a leave.
const EVENT_DAYS_MAX: i32 = 31;

pub(super) fn read(bytes: &[u8]) -> Result<Holidays, Unread> {
    let mut found = Holidays::default();
    // The parts that are open, outermost first, in capitals.
    let mut open: Vec<String> = Vec::new();
    let mut event = Event::default();
    for (line, text) in unfolded(bytes)? {
        let Some(property) = Property::of(&text) else { continue };
        match property.name.as_str() {
            "BEGIN" => {
                open.push(property.value.trim().to_ascii_uppercase());
                if open.len() == 2 && open[1] == "VEVENT" {
                    event = Event { line, properties: Vec::new() };
                }
            }
            "END" => {
                if open.len() == 2 && open[1] == "VEVENT" {
                    take(&mut found, &event);
                }
                open.pop();
            }
            // What an alarm or a time zone within says is not the event's.
            _ if open.len() == 2 && open[1] == "VEVENT" => event.properties.push(property),
            _ => {}
        }
    }
    if open.len() > 1 {
        found.leave_out(event.line.max(1), "the file ends within what begins here");
    }
    Ok(found)
}

/// The lines as they were before they were folded, each with the number of the line on which it begins.
fn unfolded(bytes: &[u8]) -> Result<Vec<(usize, String)>, Unread> {
    let mut lines: Vec<(usize, Vec<u8>)> = Vec::new();
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // Folding counts bytes: a letter may lie on both sides of it, so letters are read only afterwards.
        match (line.split_first(), lines.last_mut()) {
            (Some((b' ' | b'\t', rest)), Some((_, before))) => before.extend_from_slice(rest),
            _ => lines.push((at + 1, line.to_vec())),
        }
    }
    let text = |(line, bytes): (usize, Vec<u8>)| match String::from_utf8(bytes) {
        Ok(text) => Ok((line, text)),
        Err(_) => Err(Unread::NotUtf8 { line }),
    };
    lines.into_iter().map(text).collect()
}

/// A line: its name in capitals, its value, and whether its parameters say that it is a date.
#[derive(Debug)]
struct Property {
    name: String,
    value: String,
}

impl Property {
    fn of(line: &str) -> Option<Self> {
        let mut quoted = false;
        let ends = line.find(|c| {
            quoted ^= c == '"';
            c == ':' && !quoted
        })?;
        let (head, value) = (&line[..ends], &line[ends + 1..]);
        let name = head.split(';').next().unwrap_or_default();
        Some(Self { name: name.trim().to_ascii_uppercase(), value: value.to_owned() })
    }
}

/// An event as it stands in the file.
#[derive(Debug, Default)]
struct Event {
    line: usize,
    properties: Vec<Property>,
}

impl Event {
    fn get(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|property| property.name == name).map(|property| property.value.trim())
    }

    fn name(&self) -> String {
        one_line(&unescaped(self.get("SUMMARY").unwrap_or_default()))
    }

    /// The first day, and how many there are.
    fn days(&self) -> Result<(Date, i32), String> {
        let from = self.get("DTSTART").ok_or("it has no first day")?;
        let from = day(from).ok_or_else(|| format!("it begins at {from:?}, which is no whole day"))?;
        let days = match (self.get("DTEND"), self.get("DURATION")) {
            (Some(end), _) => {
                let end = day(end).ok_or_else(|| format!("it ends at {end:?}, which is no whole day"))?;
                let days = (end - from).get_days();
                // Its end is the day after its last. Some write the same day twice, and mean that day.
                if days == 0 { 1 } else { days }
            }
            (None, Some(lasts)) => {
                whole_days(lasts).ok_or_else(|| format!("it lasts {lasts:?}, which is no number of days"))?
            }
            (None, None) => 1,
        };
        match days {
            1..=EVENT_DAYS_MAX => Ok((from, days)),
            ..1 => Err("it ends before it begins".to_owned()),
            _ => Err(format!("it lasts {days} days; holidays are at most {EVENT_DAYS_MAX}")),
        }
    }

    /// Until which year it comes again each year; `None` where it comes once.
    fn again(&self, from: Date) -> Result<Option<Until>, String> {
        if let Some(other) =
            ["RECURRENCE-ID", "RDATE", "EXDATE", "EXRULE"].into_iter().find(|name| self.get(name).is_some())
        {
            return Err(format!("it comes again by {other}"));
        }
        let mut rules = self.properties.iter().filter(|property| property.name == "RRULE");
        match (rules.next(), rules.next()) {
            (None, _) => Ok(None),
            (Some(rule), None) => each_year(rule.value.trim(), from).map(Some),
            (Some(_), Some(_)) => Err("it comes again by several rules".to_owned()),
        }
    }
}

/// The last year of what comes each year; `None` for no last.
type Until = Option<i16>;

/// Reads a rule by which an event comes each year on the day of its first.
fn each_year(rule: &str, from: Date) -> Result<Until, String> {
    let wrong = || format!("it comes again by {rule:?}, which is not each year on its day");
    let mut until: Until = None;
    let mut yearly = false;
    for part in rule.split(';').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').ok_or_else(wrong)?;
        let value = value.trim();
        match name.trim().to_ascii_uppercase().as_str() {
            "FREQ" => yearly = value.eq_ignore_ascii_case("YEARLY"),
            "INTERVAL" if value == "1" => {}
            "WKST" => {}
            "BYMONTH" if value.parse() == Ok(from.month()) => {}
            "BYMONTHDAY" if value.parse() == Ok(from.day()) => {}
            "COUNT" => {
                let years: i16 = value.parse().ok().filter(|count| *count > 0).ok_or_else(wrong)?;
                // Of a 29 February not the years are counted but the days there are.
                let counted = (from.month(), from.day()) != (2, 29);
                until = Some(from.year().checked_add(years - 1).filter(|_| counted).ok_or_else(wrong)?);
            }
            "UNTIL" => {
                let last = value.get(..8).and_then(day).ok_or_else(wrong)?;
                let kept = (last.month(), last.day()) >= (from.month(), from.day());
                until = Some(if kept { last.year() } else { last.year() - 1 });
            }
            _ => return Err(wrong()),
        }
    }
    match yearly && until.is_none_or(|until| from.year() <= until) {
        true => Ok(until),
        false => Err(wrong()),
    }
}

fn take(found: &mut Holidays, event: &Event) {
    let name = event.name();
    match holidays(event, &name) {
        Ok(Days::Once(days)) => days.into_iter().for_each(|day| found.put_dated(event.line, day, &name)),
        Ok(Days::EachYear(yearly)) => {
            for one in yearly.into_iter().filter(|one| !found.yearly.contains(one)).collect::<Vec<_>>() {
                found.yearly.push(one);
            }
        }
        Err(why) if name.is_empty() => found.leave_out(event.line, format!("an event without a name: {why}")),
        Err(why) => found.leave_out(event.line, format!("{name}: {why}")),
    }
}

/// The days of an event.
enum Days {
    Once(Vec<Date>),
    EachYear(Vec<Yearly>),
}

fn holidays(event: &Event, name: &str) -> Result<Days, String> {
    let (from, count) = event.days()?;
    let again = event.again(from)?;
    if event.get("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED")) {
        return Err("it is cancelled".to_owned());
    }
    if name.is_empty() {
        return Err("a holiday has one".to_owned());
    }
    let days: Result<Vec<Date>, _> = (0..count).map(|n| from.checked_add(n.days())).collect();
    let days = days.map_err(|_| "its days cannot be written".to_owned())?;
    let Some(until) = again else { return Ok(Days::Once(days)) };
    if count > 1 && days.iter().any(|day| day.month() == 2 && day.day() >= 28) {
        return Err("it lasts over the end of February, which is not the same each year".to_owned());
    }
    let each = |day: &Date| Yearly {
        month: day.month(),
        day: day.day(),
        name: name.to_owned(),
        from: Some(day.year()),
        // Days after New Year's Eve come a year later than the first.
        until: until.map(|until| until.saturating_add(day.year() - from.year())),
    };
    Ok(Days::EachYear(days.iter().map(each).collect()))
}

/// `20261225`.
fn day(value: &str) -> Option<Date> {
    if value.len() != 8 || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Date::new(value[..4].parse().ok()?, value[4..6].parse().ok()?, value[6..].parse().ok()?).ok()
}

/// `P3D` or `P1W`.
fn whole_days(lasts: &str) -> Option<i32> {
    let lasts = lasts.to_ascii_uppercase();
    let count = lasts.strip_prefix("+P").or_else(|| lasts.strip_prefix('P'))?;
    match (count.strip_suffix('D'), count.strip_suffix('W')) {
        (Some(days), _) => days.parse().ok(),
        (None, Some(weeks)) => weeks.parse::<i32>().ok()?.checked_mul(7),
        (None, None) => None,
    }
}

/// A text with `\,` `\;` `\\` and `\n` as what they stand for.
fn unescaped(text: &str) -> String {
    let mut letters = text.chars();
    let mut plain = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => plain.push(' '),
                Some(other) => plain.push(other),
                None => {}
            },
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{day, unescaped, whole_days};
    use crate::holidays::{Holidays, read};

    fn file(events: &[&str]) -> String {
        let events: String = events.iter().map(|event| format!("BEGIN:VEVENT\n{event}\nEND:VEVENT\n")).collect();
        format!("BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n").replace('\n', "\r\n")
    }

    fn found(event: &str) -> Holidays {
        read(file(&[event]).as_bytes()).expect("a text")
    }

    /// What was taken of one event, in a line.
    fn told(event: &str) -> String {
        let found = found(event);
        let dated = found.dated.iter().map(|(on, name)| format!("{on} {name}"));
        let yearly = found.yearly.iter().map(|one| {
            let year = |year: Option<i16>| year.map(|year| year.to_string()).unwrap_or_default();
            format!("{:02}-{:02} {} {}..{}", one.month, one.day, one.name, year(one.from), year(one.until))
        });
        let left = found.left_out.iter().map(|left| format!("! {}", left.why));
        dated.chain(yearly).chain(left).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn events_and_what_is_taken_of_them() {
        let christmas = "DTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas";
        let and = |more: &str| told(&format!("{christmas}\n{more}"));
        for (found, expected) in [
            (told(christmas), "2026-12-25 Christmas"),
            (told("DTSTART:20261225\nsummary;LANGUAGE=en:Christmas"), "2026-12-25 Christmas"),
            (and("DTEND;VALUE=DATE:20261226"), "2026-12-25 Christmas"),
            (and("DTEND;VALUE=DATE:20261225"), "2026-12-25 Christmas"),
            (and("DTEND;VALUE=DATE:20261227"), "2026-12-25 Christmas; 2026-12-26 Christmas"),
            (and("DURATION:P2D"), "2026-12-25 Christmas; 2026-12-26 Christmas"),
            (and("TRANSP:TRANSPARENT\nCLASS:PUBLIC\nUID:1@x"), "2026-12-25 Christmas"),
            (and("BEGIN:VALARM\nTRIGGER:-P1D\nDTSTART:19700101\nSUMMARY:Ring\nEND:VALARM"), "2026-12-25 Christmas"),
            (and("RRULE:FREQ=YEARLY"), "12-25 Christmas 2026.."),
            (and("RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=12;BYMONTHDAY=25;WKST=MO"), "12-25 Christmas 2026.."),
            (and("RRULE:FREQ=YEARLY;COUNT=3"), "12-25 Christmas 2026..2028"),
            (and("RRULE:FREQ=YEARLY;UNTIL=20301225"), "12-25 Christmas 2026..2030"),
            (and("RRULE:FREQ=YEARLY;UNTIL=20301224T235959Z"), "12-25 Christmas 2026..2029"),
            (
                told("DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270102\nSUMMARY:Turn\nRRULE:FREQ=YEARLY;COUNT=2"),
                "12-31 Turn 2026..2027; 01-01 Turn 2027..2028",
            ),
            (told("DTSTART;VALUE=DATE:20240229\nSUMMARY:Leap\nRRULE:FREQ=YEARLY"), "02-29 Leap 2024.."),
            (told("DTSTART;VALUE=DATE:20261225\nSUMMARY:A\\, B\\nC\\\\D"), "2026-12-25 A, B C\\D"),
            (told("DTSTART;X=\"a:b;c\":20261225\nSUMMARY:Day"), "2026-12-25 Day"),
            // Left out, and told.
            (and("STATUS:CANCELLED"), "! Christmas: it is cancelled"),
            (and("DTEND;VALUE=DATE:20261224"), "! Christmas: it ends before it begins"),
            (
                and("DTEND;VALUE=DATE:20270125"),
                &(25..=31)
                    .map(|d| format!("2026-12-{d} Christmas"))
                    .chain((1..=24).map(|d| format!("2027-01-{d:02} Christmas")))
                    .collect::<Vec<_>>()
                    .join("; "),
            ),
            (and("DTEND;VALUE=DATE:20270126"), "! Christmas: it lasts 32 days; holidays are at most 31"),
            (and("DTEND:20261226T120000Z"), "! Christmas: it ends at \"20261226T120000Z\", which is no whole day"),
            (and("DURATION:PT3H"), "! Christmas: it lasts \"PT3H\", which is no number of days"),
            (
                told("DTSTART:20261225T090000Z\nSUMMARY:Mass"),
                "! Mass: it begins at \"20261225T090000Z\", which is no whole day",
            ),
            (
                told("DTSTART;VALUE=DATE:20261301\nSUMMARY:Day"),
                "! Day: it begins at \"20261301\", which is no whole day",
            ),
            (told("SUMMARY:Day"), "! Day: it has no first day"),
            (told("DTSTART;VALUE=DATE:20261225"), "! an event without a name: a holiday has one"),
            (
                and("RRULE:FREQ=MONTHLY"),
                "! Christmas: it comes again by \"FREQ=MONTHLY\", which is not each year on its day",
            ),
            (
                and("RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"),
                "! Christmas: it comes again by \"FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\", which is not each year on its day",
            ),
            (
                and("RRULE:FREQ=YEARLY;INTERVAL=2"),
                "! Christmas: it comes again by \"FREQ=YEARLY;INTERVAL=2\", which is not each year on its day",
            ),
            (
                and("RRULE:FREQ=YEARLY;UNTIL=20251225"),
                "! Christmas: it comes again by \"FREQ=YEARLY;UNTIL=20251225\", which is not each year on its day",
            ),
            (and("RRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20271225"), "! Christmas: it comes again by EXDATE"),
            (and("RRULE:FREQ=YEARLY\nRRULE:FREQ=YEARLY"), "! Christmas: it comes again by several rules"),
            (
                told("DTSTART;VALUE=DATE:20260227\nDURATION:P3D\nSUMMARY:Fair\nRRULE:FREQ=YEARLY"),
                "! Fair: it lasts over the end of February, which is not the same each year",
            ),
        ] {
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn lines_are_unfolded_before_letters_are_read() {
        // Folded in the middle of a letter of two bytes, as software that counts bytes does.
        let whole =
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nSUMMARY:No\u{eb}l\r\nEND:VEVENT\r\n";
        let at = whole.find('\u{eb}').expect("it is there") + 1;
        let folded = [&whole.as_bytes()[..at], b"\r\n ", &whole.as_bytes()[at..], b"END:VCALENDAR\r\n"].concat();
        let found = read(&folded).expect("a text");
        assert_eq!(found.dated.values().collect::<Vec<_>>(), ["No\u{eb}l"]);
        let spoilt = [whole.as_bytes(), b"X-NAME:\xff\r\nEND:VCALENDAR\r\n"].concat();
        assert!(read(&spoilt).is_err());
    }

    #[test]
    fn several_events_a_zone_and_an_end_too_soon() {
        let two =
            file(&["DTSTART:20261225\nSUMMARY:One", "DTSTART:20261225\nSUMMARY:Two", "DTSTART:20261225\nSUMMARY:One"]);
        let found = read(two.as_bytes()).expect("a text");
        assert_eq!(found.dated.len(), 1);
        assert_eq!((found.left_out.len(), found.left_out[0].line), (1, Some(7)));
        let zone = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n\
                    END:STANDARD\nEND:VTIMEZONE\nBEGIN:VJOURNAL\nDTSTART:20261225\nSUMMARY:Work\nEND:VJOURNAL\nEND:VCALENDAR\n";
        assert_eq!(read(zone.as_bytes()), Ok(Holidays::default()));
        let cut = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\nSUMMARY:Cut";
        let found = read(cut.as_bytes()).expect("a text");
        assert!(found.dated.is_empty());
        assert_eq!(found.left_out[0].why, "the file ends within what begins here");
    }

    #[test]
    fn small_parts() {
        assert!(
            day("20261225").is_some()
                && day("2026122").is_none()
                && day("２０２６").is_none()
                && day("+2026122").is_none()
        );
        assert_eq!(
            (whole_days("P1W"), whole_days("p3d"), whole_days("P"), whole_days("P1DT1H")),
            (Some(7), Some(3), None, None)
        );
        assert_eq!(unescaped("a\\;b\\"), "a;b");
    }
}
