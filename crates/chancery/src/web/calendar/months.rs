//! A year as twelve small months. What a day is, is told by its sign and in words for who does not see it, not by a colour
//! alone: free days of the week are hatched, holidays framed, days worked all the same underlined.

use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::Markup;
use phrases::{html, say};
use procedure::calendar::{Calendar, DayKind, DayOfWeek};

use crate::web::words;

/// The twelve months of a year, which begins with this day.
pub(super) fn year(calendar: &Calendar, first: Date, today: Date) -> Markup {
    html! {
        div.year { @for month in 1..=12 {
            @if let Ok(first) = Date::new(first.year(), month, 1) { (one(calendar, first, today)) }
        } }
        ul.signs aria-hidden="true" {
            li { span.sign { "7" } " worked" }
            li { span.sign.weekend { "7" } " free each week" }
            li { span.sign.holiday { "7" } " holiday" }
            li { span.sign.exchanged { "7" } " worked all the same" }
            li { span.sign.now { "7" } " today" }
        }
    }
}

fn one(calendar: &Calendar, first: Date, today: Date) -> Markup {
    html! {
        table.month {
            caption { (words::month(first)) }
            thead { tr { @for (day, _) in DayOfWeek::ALL { th scope="col" abbr=(day.said()) { (day.short()) } } } }
            tbody { @for week in weeks(first) { tr { @for day in week {
                @match day {
                    Some(day) => td aria-current=[(day == today).then_some("date")] { (sign(calendar, day)) },
                    None => td {},
                }
            } } } }
        }
    }
}

/// A day's number with its sign.
fn sign(calendar: &Calendar, day: Date) -> Markup {
    let (class, says) = match calendar.kind_of(day) {
        DayKind::Worked => ("sign", None),
        DayKind::Weekend => ("sign weekend", Some(say!("free").to_owned())),
        DayKind::Holiday(name) => ("sign holiday", Some(name.to_owned())),
        DayKind::Exchanged(reason) => ("sign exchanged", Some(say!("worked: {reason}"))),
    };
    html! { span class=(class) title=[says.as_ref()] { (day.day()) @if let Some(says) = &says { span.aside { " " (says) } } } }
}

/// The weeks of a month from Monday on; `None` for what is another month's.
fn weeks(first: Date) -> Vec<[Option<Date>; 7]> {
    let before = usize::from(first.weekday().to_monday_zero_offset().unsigned_abs());
    let days = (0..first.days_in_month()).filter_map(|n| first.checked_add(i64::from(n).days()).ok());
    let mut weeks: Vec<[Option<Date>; 7]> = Vec::new();
    for (at, day) in days.enumerate().map(|(n, day)| (n + before, day)) {
        if at / 7 == weeks.len() {
            weeks.push([None; 7]);
        }
        if let Some(week) = weeks.last_mut() {
            week[at % 7] = Some(day);
        }
    }
    weeks
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::weeks;

    #[test]
    fn a_month_begins_on_its_day_of_the_week() {
        for (first, count, row, column) in [
            (date(1951, 12, 1), 31, 6, 5),
            (date(2027, 2, 1), 28, 4, 0),
            (date(2024, 2, 1), 29, 5, 3),
            (date(9999, 12, 1), 31, 5, 2),
        ] {
            let weeks = weeks(first);
            assert_eq!((weeks.len(), weeks[0].iter().position(Option::is_some)), (row, Some(column)), "{first}");
            let days: Vec<i8> = weeks.iter().flatten().flatten().map(|day| day.day()).collect();
            assert_eq!(days, (1..=count).collect::<Vec<_>>());
        }
    }
}
