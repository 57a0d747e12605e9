//! A time line, drawn as SVG: spans as bars, days as marks on them, each a link. What it shows is always said in words below
//! it as well.

use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, PreEscaped};
use phrases::{html, say};

use super::words;

/// Days drawn before today and after it at most, in days; what lies beyond is cut off at the edge.
const REACH_DAYS: i32 = 400;
/// Fewest days drawn, in days.
const REACH_DAYS_MIN: i32 = 28;
/// Width of the drawing, in its own units.
const WIDTH: i32 = 640;
/// Height of the months' line, in its own units.
const HEAD: i32 = 18;
/// Height of a row, in its own units.
const ROW: i32 = 38;

/// One row: a bar, or only marks.
pub(crate) struct Row {
    /// What stands above the bar.
    pub(crate) label: String,
    /// Where it leads.
    pub(crate) to: String,
    /// First and last day of the bar; without a first day it comes in from the edge.
    pub(crate) bar: Option<(Option<Date>, Date)>,
    /// Days on it.
    pub(crate) marks: Vec<Mark>,
}

/// A day on a row.
pub(crate) struct Mark {
    pub(crate) date: Date,
    /// What it is, read aloud and shown under the pointer.
    pub(crate) says: String,
    pub(crate) to: String,
    pub(crate) late: bool,
}

/// The days that are drawn.
struct Reach {
    first: Date,
    days: i32,
}

impl Reach {
    fn of(rows: &[Row], today: Date) -> Self {
        let bars = rows.iter().filter_map(|row| row.bar).flat_map(|(from, until)| from.into_iter().chain([until]));
        let marks = rows.iter().flat_map(|row| row.marks.iter().map(|mark| mark.date));
        let apart = |day: Date| (day - today).get_days().clamp(-REACH_DAYS, REACH_DAYS);
        let all: Vec<i32> = bars.chain(marks).map(apart).chain([0]).collect();
        let (low, high) = (all.iter().min().copied().unwrap_or(0), all.iter().max().copied().unwrap_or(0));
        let margin = ((high - low) / 20).max(2);
        let (low, high) = (low - margin, (high + margin).max(low + REACH_DAYS_MIN));
        Self { first: today.saturating_add(low.days()), days: high - low }
    }

    /// Where a day begins, in the drawing's units, cut off at its edges.
    fn x(&self, day: Date) -> i32 {
        let days = (day - self.first).get_days().clamp(0, self.days);
        days * WIDTH / self.days.max(1)
    }

    /// The first days of months that are drawn, so few that their names do not run into one another.
    fn months(&self) -> Vec<Date> {
        let mut month = self.first.first_of_month();
        let mut all = Vec::new();
        for _ in 0..=self.days / 28 + 1 {
            month = month.saturating_add(1.month());
            if (month - self.first).get_days() < self.days {
                all.push(month);
            }
        }
        let every = (all.len() / 8 + 1).max(1);
        all.into_iter().step_by(every).collect()
    }
}

/// Draws rows. `name` says what is drawn.
pub(crate) fn draw(name: &str, today: Date, rows: &[Row]) -> Markup {
    if rows.is_empty() {
        return html! {};
    }
    let reach = Reach::of(rows, today);
    let height = HEAD + ROW * i32::try_from(rows.len()).unwrap_or(i32::MAX / ROW - 1);
    let at_today = reach.x(today);
    html! {
        div.wide-table.spans role="group" aria-label=(name) tabindex="0" {
            svg viewBox=(format!("0 0 {WIDTH} {height}")) role="group" aria-label=(say!("{name}; said in words below")) {
                @for month in reach.months() {
                    line.month x1=(reach.x(month)) x2=(reach.x(month)) y1="0" y2=(height) {}
                    text.soft x=(reach.x(month) + 3) y="12" { (words::short_month(month)) @if month.month() == 1 { " " (month.year()) } }
                }
                line.today x1=(at_today) x2=(at_today) y1=(HEAD) y2=(height) { (PreEscaped("<title>Today</title>")) }
                @for (n, row) in rows.iter().enumerate() {
                    (one(row, &reach, HEAD + ROW * i32::try_from(n).unwrap_or(0)))
                }
            }
        }
    }
}

fn one(row: &Row, reach: &Reach, top: i32) -> Markup {
    let ends = row.bar.map(|(from, until)| {
        let (left, right) = (from.map_or(0, |from| reach.x(from)), reach.x(until.tomorrow().unwrap_or(until)));
        (left, (right - left).max(3))
    });
    // The label begins where the bar does, but never so far right that it runs out.
    let at = ends.map_or_else(|| row.marks.first().map_or(0, |mark| reach.x(mark.date)), |(left, _)| left);
    let room = i32::try_from(row.label.chars().count()).unwrap_or(WIDTH).saturating_mul(9);
    html! {
        a href=(row.to) {
            text.name x=(at.min(WIDTH - room).max(2)) y=(top + 13) { (row.label) }
            @if let Some((left, width)) = ends { rect.bar x=(left) y=(top + 19) width=(width) height="10" rx="2" {} }
        }
        @for mark in &row.marks {
            a href=(mark.to) aria-label=(mark.says) {
                title { (mark.says) }
                rect.mark.late[mark.late] x=(reach.x(mark.date) - 2) y=(top + 16) width="5" height="16" {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn row(bar: Option<(Option<Date>, Date)>, marks: &[Date]) -> Row {
        let mark = |date: &Date| Mark { date: *date, says: "due".into(), to: "#d".into(), late: false };
        Row { label: "Line".into(), to: "#t".into(), bar, marks: marks.iter().map(mark).collect() }
    }

    #[test]
    fn days_stand_in_their_order_and_within_the_drawing() {
        let today = date(1951, 12, 25);
        let rows = [row(Some((Some(date(1951, 11, 27)), date(1952, 1, 7))), &[date(1951, 12, 27)])];
        let reach = Reach::of(&rows, today);
        let at: Vec<i32> =
            [date(1951, 11, 27), today, date(1951, 12, 27), date(1952, 1, 7)].map(|day| reach.x(day)).into();
        assert!(at.is_sorted() && at[0] > 0 && at[3] < WIDTH, "{at:?}");
        assert_eq!(reach.months().len(), 2);
    }

    #[test]
    fn what_is_far_away_is_cut_off() {
        let today = date(1951, 12, 25);
        let rows = [row(Some((None, date(2001, 12, 25))), &[date(1, 1, 1)])];
        let reach = Reach::of(&rows, today);
        assert!(reach.days <= 3 * REACH_DAYS && reach.months().len() <= 9);
        assert_eq!((reach.x(Date::MIN), reach.x(Date::MAX)), (0, WIDTH));
        assert!(draw("Terms", today, &[]).into_string().is_empty());
    }
}
