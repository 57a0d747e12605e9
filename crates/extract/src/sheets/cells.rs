//! Cells of an Excel sheet: where they stand, and numbers as they are shown.

/// The column of a cell's address, from 0: `C5` is 2.
pub(super) fn column(address: &str) -> Option<usize> {
    let letters = address.trim_start_matches('$').bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0_usize;
    for letter in letters {
        column = column.checked_mul(26)?.checked_add(usize::from(letter.to_ascii_uppercase() - b'A') + 1)?;
    }
    column.checked_sub(1)
}

/// What a number's form shows (ECMA-376-1 §18.8.30).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shown {
    pub(super) date: bool,
    pub(super) time: bool,
}

/// The forms that need no declaration.
pub(super) fn shown_by_number(id: u32) -> Shown {
    match id {
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown { date: true, time: false },
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Shown { date: false, time: true },
        22 => Shown { date: true, time: true },
        _ => Shown::default(),
    }
}

/// A declared form: letters of a date or time that are no words of their own. A month alone may be minutes.
pub(super) fn shown_by_code(code: &str) -> Shown {
    if code.get(.."general".len()).is_some_and(|start| start.eq_ignore_ascii_case("general")) {
        return Shown::default();
    }
    let mut shown = Shown::default();
    let mut letters = code.split(';').next().unwrap_or_default().chars();
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            '"' => while letters.next().is_some_and(|c| c != '"') {},
            '[' => {
                // A colour, a condition or a place, but `[h]` counts hours.
                let inner: String = letters.by_ref().take_while(|c| *c != ']').collect();
                shown.time |= matches!(inner.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss");
            }
            '\\' | '_' | '*' => drop(letters.next()),
            'y' | 'd' => shown.date = true,
            'h' | 's' => shown.time = true,
            _ => {}
        }
    }
    shown
}

/// A number as a sheet shows it. Days are counted from 1900 or, in files of old Macintoshes, from 1904; a date is
/// written year first, since the paper's own way is not known.
pub(super) fn number(value: &str, shown: Shown, from_1904: bool) -> String {
    let Ok(number) = value.trim().parse::<f64>() else { return value.to_owned() };
    let in_range = (0.0..2_958_466.0).contains(&number);
    if !(shown.date || shown.time) || !in_range {
        return plain(number, value);
    }
    let seconds = (number * 86_400.0).round() as i64;
    let (days, of_day) = (seconds / 86_400, seconds % 86_400);
    let mut out = String::new();
    if shown.date {
        // Excel counts a 29 February 1900 that never was, so that its days before then are one off.
        let epoch = if from_1904 { -24_107 } else { -25_569 + i64::from(days < 60) };
        let (year, month, day) = civil(days + epoch);
        out.push_str(&format!("{year:04}-{month:02}-{day:02}"));
    }
    if shown.time {
        let space = if out.is_empty() { "" } else { " " };
        let hours = if shown.date { of_day / 3600 } else { seconds / 3600 };
        let rest = if of_day % 60 > 0 { format!(":{:02}", of_day % 60) } else { String::new() };
        out.push_str(&format!("{space}{hours:02}:{:02}{rest}", of_day / 60 % 60));
    }
    out
}

/// At most fifteen digits, as Excel shows: the file keeps two more, which are noise.
fn plain(number: f64, value: &str) -> String {
    if value.trim().len() <= 15 || !number.is_finite() {
        return value.trim().to_owned();
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

/// The civil date of a day counted from 1 January 1970 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::{Shown, column, number, shown_by_code, shown_by_number};

    #[test]
    fn addresses_are_columns() {
        for (address, at) in [("A1", Some(0)), ("Z9", Some(25)), ("AA1", Some(26)), ("XFD1", Some(16_383)), ("7", None)]
        {
            assert_eq!(column(address), at, "{address}");
        }
        assert_eq!(column(&"Z".repeat(40)), None);
    }

    #[test]
    fn forms_show_dates_and_times() {
        let (date, time) = (Shown { date: true, time: false }, Shown { date: false, time: true });
        for (code, shown) in [
            ("dd/mm/yyyy", date),
            ("[$-409]d\\-mmm\\-yy;@", date),
            ("[h]:mm", time),
            ("yyyy-mm-dd hh:mm", Shown { date: true, time: true }),
            ("#,##0.00 \"days\"", Shown::default()),
            ("[Red]0.00", Shown::default()),
            ("0\\d", Shown::default()),
            ("General", Shown::default()),
        ] {
            assert_eq!(shown_by_code(code), shown, "{code}");
        }
        assert_eq!((shown_by_number(14), shown_by_number(21), shown_by_number(2)), (date, time, Shown::default()));
    }

    #[test]
    fn numbers_are_what_a_sheet_shows() {
        let (date, time) = (Shown { date: true, time: false }, Shown { date: false, time: true });
        for (value, shown, from_1904, text) in [
            ("1", date, false, "1900-01-01"),
            ("59", date, false, "1900-02-28"),
            ("61", date, false, "1900-03-01"),
            ("43955", date, false, "2020-05-04"),
            ("42493", date, true, "2020-05-04"),
            ("43955.34375", Shown { date: true, time: true }, false, "2020-05-04 08:15"),
            ("1.5", time, false, "36:00"),
            ("0.500011574074074", time, false, "12:00:01"),
            ("-3", date, false, "-3"),
            ("1e300", date, false, "1e300"),
            ("45.300000000000004", Shown::default(), false, "45.3"),
            ("1931", Shown::default(), false, "1931"),
            ("n/a", date, false, "n/a"),
        ] {
            assert_eq!(number(value, shown, from_1904), text, "{value}");
        }
    }
}
