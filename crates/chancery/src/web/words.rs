//! The office's words on a page: days and moments with their forms for programs, and choices as options.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::Markup;
use phrases::{html, say};
use procedure::moment::Moment;

pub(crate) use crate::words::*;

/// A day, with its ISO form for programs.
pub(crate) fn day_tag(date: Date) -> Markup {
    html! { time.nowrap datetime=(date) { (day(date)) } }
}

/// A moment, with its ISO form for programs.
pub(crate) fn moment_tag(at: Moment, zone: &TimeZone) -> Markup {
    html! { time.nowrap datetime=(at) { (moment(at, zone)) } }
}

/// Until when, as one says it on a given day; what is late or due by tomorrow stands out.
pub(crate) fn due(date: Date, today: Date) -> Markup {
    let days = today.until(date).map_or(0, |span| span.get_days());
    let says = match days {
        ..=-2 => say!("{} days late", -days),
        -1 => say!("a day late").to_owned(),
        0 => say!("by today").to_owned(),
        1 => say!("by tomorrow").to_owned(),
        _ if date.year() == today.year() => say!("by {}", month_day(date)),
        _ => say!("by {}", day(date)),
    };
    html! { time.nowrap.late[days <= 1] datetime=(date) { (says) } }
}

/// On which day a paper comes back, as one says it on a given day; one that is back stands out from the day after.
pub(crate) fn back(date: Date, today: Date) -> Markup {
    let says = match today.until(date).map_or(0, |span| span.get_days()) {
        ..=-2 => say!("back since {}", day_in(date, today.year())),
        -1 => say!("back since yesterday").to_owned(),
        0 => say!("back today").to_owned(),
        1 => say!("back tomorrow").to_owned(),
        _ => say!("back on {}", if date.year() == today.year() { month_day(date) } else { day(date) }),
    };
    html! { time.nowrap.late[date < today] datetime=(date) { (says) } }
}

/// By when something was due that waits no longer, as one says it on a given day.
pub(crate) fn was_due(date: Date, today: Date) -> Markup {
    let day = if date.year() == today.year() { month_day(date) } else { day(date) };
    html! { span.soft { @if date < today { "was due " } @else { "due " } time.nowrap datetime=(date) { (day) } } }
}

/// The options of a choice.
pub(crate) fn options<T: Copy + PartialEq>(choices: &'static [Choice<T>], chosen: Option<T>) -> Markup {
    html! {
        @for (value, name, words) in choices {
            option value=(name) selected[Some(*value) == chosen] { (words) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{back, due};
    use jiff::civil::date;

    #[test]
    fn what_is_late_stands_out() {
        let today = date(1951, 12, 25);
        let says = |date| due(date, today).into_string();
        assert!(says(date(1951, 12, 26)).contains("by tomorrow") && says(date(1951, 12, 26)).contains("late"));
        assert!(says(date(1952, 1, 5)).contains("by 5 January 1952") && !says(date(1952, 1, 5)).contains("late"));
        assert!(says(date(1951, 12, 20)).contains("5 days late"));
        let comes = |date| back(date, today).into_string();
        for (on, says, stands_out) in [
            (date(1951, 12, 25), ">back today<", false),
            (date(1951, 12, 26), ">back tomorrow<", false),
            (date(1951, 12, 28), ">back on 28 December<", false),
            (date(1952, 1, 5), ">back on 5 January 1952<", false),
            (date(1951, 12, 24), ">back since yesterday<", true),
            (date(1951, 12, 20), ">back since 20 Dec<", true),
            (date(1950, 12, 20), ">back since 20 December 1950<", true),
        ] {
            assert!(comes(on).contains(says) && comes(on).contains("late") == stands_out, "{}", comes(on));
        }
    }
}
