//! Pictures of the overview, drawn as SVG: papers by week and kind, and what lies with desks. What a picture shows stands in figures
//! below it as well.

use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::Markup;
use phrases::{html, plural, say};
use procedure::house::House;
use register::{LOAD_COUNTED_MAX, LOAD_DESKS_MAX, WEEKS_COUNTED_MAX};

use super::paper::trail;
use super::words;
use crate::office::Pictures;

/// Width of a drawing, in its own units.
const WIDTH: usize = 640;
/// Height of the weeks' bars, in its own units.
const HEIGHT: usize = 140;
/// Height of a desk's row, in its own units.
const ROW: usize = 22;
/// Where the bars of desks begin, in its own units.
const NAMES: usize = 190;

/// Both pictures.
pub(crate) fn pictures(pictures: &Pictures, house: &House) -> Markup {
    html! { (weeks(pictures)) (loads(pictures, house)) }
}

fn kind_name(kind: Option<&str>) -> String {
    kind.map_or_else(|| say!("other, or not known").to_owned(), words::capital)
}

/// A square in the colour of a class, for the key below a picture.
fn sample(class: &str) -> Markup {
    html! { svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" { rect class=(class) width="12" height="12" {} } }
}

fn weeks(pictures: &Pictures) -> Markup {
    let sum = |counts: &[usize]| counts.iter().sum::<usize>();
    let most = pictures.weeks.iter().map(|(_, counts)| sum(counts)).max().unwrap_or_default();
    html! {
        h2 #weeks { "Papers by week" }
        @if most == 0 { p.soft { "No paper that you may see was entered in the last twelve weeks." } } @else {
            @if pictures.more { p.soft { "Of the newest " (WEEKS_COUNTED_MAX) " papers; earlier ones are not counted." } }
            div.wide-table.bars.newest role="group" aria-label="Papers by week" tabindex="0" {
                svg viewBox=(format!("0 0 {WIDTH} {}", HEIGHT + 22)) role="group" aria-label="Papers by week and kind; the same in figures below" {
                    @for (at, (week, counts)) in pictures.weeks.iter().enumerate() { (column(pictures, at, *week, counts, most)) }
                }
            }
            p.key { @for (at, kind) in pictures.kinds.iter().enumerate() {
                span { (sample(&format!("kind-{at}"))) " " (kind_name(kind.as_deref())) " " }
            } }
            details { summary { "The same in figures" }
                div.wide-table role="group" aria-label="Papers by week, in figures" tabindex="0" { table {
                    thead { tr { th scope="col" { "Week from" } @for kind in &pictures.kinds { th.n scope="col" { (kind_name(kind.as_deref())) } } th.n scope="col" { "All" } } }
                    tbody { @for (week, counts) in &pictures.weeks { tr {
                        td.d { (words::day_tag(*week)) }
                        @for count in counts { td.n { (count) } }
                        td.n { (sum(counts)) }
                    } } }
                } }
            }
        }
    }
}

/// The bar of a week, its kinds one above another; it leads to the papers themselves.
fn column(pictures: &Pictures, at: usize, week: Date, counts: &[usize], most: usize) -> Markup {
    let wide = WIDTH / pictures.weeks.len().max(1);
    let (left, last) = (at * wide, week.saturating_add(6.days()));
    let mut top = HEIGHT;
    let mut parts = Vec::new();
    for (kind, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let high = (count * (HEIGHT - 14) / most.max(1)).max(1);
        top = top.saturating_sub(high);
        parts.push((kind, top, high, *count));
    }
    let all: usize = counts.iter().sum();
    let says = |kind: usize, count: usize| {
        format!("{count} {}", kind_name(pictures.kinds.get(kind).and_then(Option::as_deref)).to_lowercase())
    };
    let told: Vec<String> = parts.iter().map(|(kind, _, _, count)| says(*kind, *count)).collect();
    html! {
        @if all > 0 {
            a href=(format!("/register?entered_from={week}&entered_until={last}"))
                aria-label=(say!("Week from {}: {}", words::day(week), plural!(all, "{n} paper", "{n} papers")))
            {
                title { "Week from " (words::day(week)) ": " (told.join(", ")) }
                @for (kind, top, high, _) in &parts { rect class=(format!("kind-{kind}")) x=(left + 4) y=(top) width=(wide - 8) height=(high) {} }
                text.count x=(left + wide / 2) y=(top.saturating_sub(3)) text-anchor="middle" { (all) }
            }
        }
        text.soft x=(left + wide / 2) y=(HEIGHT + 14) text-anchor="middle" { (week.day()) " " (words::short_month(week)) }
    }
}

fn loads(pictures: &Pictures, house: &House) -> Markup {
    let loads: Vec<_> = pictures.loads.iter().filter(|load| load.open > 0).collect();
    let most = loads.iter().map(|load| load.open).max().unwrap_or(1);
    let long = |count: usize| count * (WIDTH - NAMES - 60) / most.max(1);
    let said = |open: usize, more: bool| if more { say!("{open} and more") } else { open.to_string() };
    html! {
        h2 #load { "What lies with desks" }
        @if loads.is_empty() { p.soft { "Nothing that you may see is marked out to your desks, or to those below." } } @else {
            @if pictures.loads.len() >= LOAD_DESKS_MAX { p.soft { "The first " (LOAD_DESKS_MAX) " desks by their codes." } }
            div.wide-table.bars role="group" aria-label="What lies with desks" tabindex="0" {
                svg viewBox=(format!("0 0 {WIDTH} {}", ROW * loads.len())) role="group" aria-label="Papers marked out and not done, by desk, and those that are late; the same in figures below" {
                    @for (at, load) in loads.iter().enumerate() {
                        @let top = at * ROW;
                        @let name = trail::desk(house, &load.desk);
                        a href=(format!("/register?desk={}&state=waiting", load.desk)) aria-label=(say!("{name}: {} marked out, {} late", said(load.open, load.more), load.late)) {
                            title { (name) ": " (said(load.open, load.more)) " marked out, " (load.late) " late" }
                            text x="0" y=(top + 15) { (name.chars().take(28).collect::<String>()) }
                            rect.open x=(NAMES) y=(top + 4) width=(long(load.open).max(2)) height="13" {}
                            @if load.late > 0 { rect.late x=(NAMES) y=(top + 4) width=(long(load.late).max(2)) height="13" {} }
                            text.count x=(NAMES - 8) y=(top + 15) text-anchor="end" { (load.open) @if load.more { "+" } }
                        }
                    }
                }
            }
            p.key {
                span { (sample("open")) " marked out " }
                @if loads.iter().any(|load| load.late > 0) { span { (sample("late")) " of these late " } }
            }
            details { summary { "The same in figures" }
                div.wide-table role="group" aria-label="What lies with desks, in figures" tabindex="0" { table {
                    thead { tr { th scope="col" { "Desk" } th.n scope="col" { "Marked out" } th.n scope="col" { "Late" } } }
                    tbody { @for load in &loads { tr { td { (trail::desk(house, &load.desk)) } td.n { (said(load.open, load.more)) } td.n { (load.late) } } } }
                } }
            }
            @if loads.iter().any(|load| load.more) { p.soft { "At most " (LOAD_COUNTED_MAX) " of each desk are counted." } }
        }
    }
}
