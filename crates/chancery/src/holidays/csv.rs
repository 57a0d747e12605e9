//! Holidays as CSV (RFC 4180): a date, a comma or semicolon, a name. What stands behind the name is not looked at.

use jiff::civil::Date;

use super::{Holidays, Unread, one_line};

pub(super) fn read(bytes: &[u8]) -> Result<Holidays, Unread> {
    let mut found = Holidays::default();
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let no = at + 1;
        let line = std::str::from_utf8(line).map_err(|_| Unread::NotUtf8 { line: no })?.trim();
        if line.is_empty() {
            continue;
        }
        let mut cells = cells(line).into_iter();
        let (first, name) = (cells.next().unwrap_or_default(), one_line(&cells.next().unwrap_or_default()));
        match first.trim().parse::<Date>() {
            Ok(_) if name.is_empty() => found.leave_out(no, format!("{}: it has no name", first.trim())),
            Ok(date) => found.put_dated(no, date, &name),
            // The first line may say what stands below.
            Err(_) if at == 0 && !first.contains(|c: char| c.is_ascii_digit()) => {}
            Err(_) => found.leave_out(no, format!("{:?} is no date; write 2026-12-25", one_line(&first))),
        }
    }
    Ok(found)
}

/// The cells of a line. A quoted one may hold the mark that ends others, and a doubled quotation mark for one.
fn cells(line: &str) -> Vec<String> {
    let mark = line.chars().find(|c| matches!(c, ',' | ';')).unwrap_or(',');
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            letter if letter == mark && !quoted => cells.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Unread, cells};
    use crate::holidays::read;

    #[test]
    fn cells_are_taken_apart() {
        for (line, expected) in [
            ("2026-12-25,Christmas", vec!["2026-12-25", "Christmas"]),
            ("2026-12-25;Christmas, the day", vec!["2026-12-25", "Christmas, the day"]),
            (r#""2026-12-25","Christmas, ""the"" day",x"#, vec!["2026-12-25", "Christmas, \"the\" day", "x"]),
            ("a,", vec!["a", ""]),
            (r#"a,"open"#, vec!["a", "open"]),
            ("alone", vec!["alone"]),
        ] {
            assert_eq!(cells(line), expected, "{line}");
        }
    }

    #[test]
    fn dates_and_names() {
        let file = "\u{feff}date,name\r\n2026-12-25,Christmas Day\r\n\r\n2026-12-26;\"St Stephen’s, or Boxing Day\"\n\
                    25.12.2026,No\n2026-12-27,\n2026-12-25,Another\n2026-12-25,Christmas Day\n2026-02-30,None\n";
        let found = read(file.as_bytes()).expect("a text");
        let dated: Vec<_> = found.dated.iter().map(|(on, name)| (*on, name.as_str())).collect();
        assert_eq!(
            dated,
            [(date(2026, 12, 25), "Christmas Day"), (date(2026, 12, 26), "St Stephen’s, or Boxing Day"),]
        );
        let told: Vec<_> = found.left_out.iter().map(|left| (left.line.unwrap_or(0), left.why.as_str())).collect();
        assert_eq!(
            told,
            [
                (5, "\"25.12.2026\" is no date; write 2026-12-25"),
                (6, "2026-12-27: it has no name"),
                (7, "Another, 2026-12-25: the file has Christmas Day on that date too"),
                (9, "\"2026-02-30\" is no date; write 2026-12-25"),
            ]
        );
        assert_eq!(read(b"2026-12-25,Christmas\n2026-12-26,No\xebl\n"), Err(Unread::NotUtf8 { line: 2 }));
        assert_eq!(read(b"").map(|found| found.dated.len()), Ok(0));
    }
}
