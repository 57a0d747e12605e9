//! What a search found, counted: a picture by year, and what it can be narrowed to.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped};
use phrases::{html, number, plural, say};
use procedure::house::House;
use register::{Count, SEARCH_FIELDS, SearchCounts};

use super::register_list;
use crate::web::seat::escaped;
use crate::web::words;

/// Where there are more years than this between the first and the last, bars are of ten.
const YEARS_DRAWN_MAX: i16 = 60;
/// Most bars that are drawn: the latest.
const BARS_MAX: usize = 80;
const HEIGHT: u64 = 96;
const FOOT: u64 = 18;
const BAR: usize = 14;

/// The counts of a search.
pub(super) fn shown(house: &House, typed: &str, counts: &SearchCounts) -> Markup {
    let papers = usize::try_from(counts.papers).unwrap_or(usize::MAX);
    let named = |values: &[Count], name: &dyn Fn(&str) -> String| -> Vec<(String, String, u64)> {
        values.iter().map(|count| (count.value.clone(), name(&count.value), count.papers)).collect()
    };
    let desk = |code: &str| {
        let known = code.parse().ok().and_then(|code| house.desks.get(&code));
        known.map_or_else(|| code.to_owned(), |desk| desk.name.clone())
    };
    let level = |code: &str| {
        let known = house.levels.iter().find(|level| level.id.as_str() == code);
        known.map_or_else(
            || match code {
                "none" => say!("not marked").to_owned(),
                "unconfirmed" => say!("not confirmed").to_owned(),
                code => code.to_owned(),
            },
            |level| level.name.clone(),
        )
    };
    let state = |code: &str| register_list::state(code).map_or_else(|| code.replace('_', " "), str::to_owned);
    let sides = [
        ("kind", say!("Kind"), named(&counts.kinds, &words::capital)),
        ("series", say!("Series"), named(&counts.series, &|code| words::series(house, code))),
        ("desk", say!("With"), named(&counts.desks, &desk)),
        ("state", say!("State"), named(&counts.states, &state)),
        ("marking", say!("Marking"), named(&counts.markings, &level)),
    ];
    html! {
        section.counts {
            h2 { (plural!(papers, "{n} paper", "{n} papers")) " in all" }
            @if counts.behind { p.hint { "The newest papers are not counted by the words of their text yet." } }
            (by_year(typed, counts))
            div.sides {
                @for (field, title, values) in &sides {
                    @if values.len() > 1 || values.first().is_some_and(|(.., papers)| *papers < counts.papers) {
                        div {
                            h3 { (title) }
                            ul { @for (value, name, papers) in values {
                                li { a href=(narrowed(typed, field, value)) { (name) } " " span.soft { (number(*papers)) } }
                            } }
                        }
                    }
                }
            }
        }
    }
}

/// The address of a search narrowed further.
fn narrowed(typed: &str, field: &str, value: &str) -> String {
    let value = if value.contains(' ') { format!("\"{value}\"") } else { value.to_owned() };
    // What leaves a choice is kept together first.
    let choice = typed.split_whitespace().any(|word| word == "OR" || word == "|");
    let typed = if choice { format!("({typed})") } else { typed.to_owned() };
    format!("/search?q={}", escaped(&format!("{typed} {field}:{value}")))
}

/// The fields by which a search is narrowed already, each with a way back.
pub(super) fn narrowed_by(typed: &str) -> Markup {
    let is_field = |word: &&str| {
        let named = word.split_once(':').is_some_and(|(name, value)| {
            SEARCH_FIELDS.iter().any(|(known, ..)| known.eq_ignore_ascii_case(name)) && !value.is_empty()
        });
        named && !word.contains(['(', ')', '"'])
    };
    let fields: Vec<&str> = typed.split_whitespace().filter(is_field).collect();
    let without = |field: &str| {
        let mut left = typed.split_whitespace().collect::<Vec<_>>();
        left.iter().position(|word| *word == field).map(|at| left.remove(at));
        format!("/search?q={}", escaped(&left.join(" ")))
    };
    html! {
        @if !fields.is_empty() {
            p.narrowed { "Narrowed to " @for field in &fields { a href=(without(field)) aria-label=(say!("{field}: take away")) { (field) " ×" } " " } }
        }
    }
}

/// Papers by the year that they bear, as bars that narrow the search, and the same in figures.
fn by_year(typed: &str, counts: &SearchCounts) -> Markup {
    let (Some((first, _)), Some((last, _))) = (counts.years.first(), counts.years.last()) else { return html! {} };
    let step = if last - first > YEARS_DRAWN_MAX { 10 } else { 1 };
    let start = |year: i16| year - year.rem_euclid(step);
    let mut bars: BTreeMap<i16, u64> = BTreeMap::new();
    for (year, papers) in &counts.years {
        *bars.entry(start(*year)).or_default() += papers;
    }
    let from = start(*first).max(start(*last) - step * i16::try_from(BARS_MAX - 1).unwrap_or(i16::MAX / 10));
    let drawn: Vec<(i16, u64)> = (0..BARS_MAX as i16)
        .map(|n| from + n * step)
        .take_while(|year| *year <= *last)
        .map(|year| (year, bars.get(&year).copied().unwrap_or(0)))
        .collect();
    let highest = drawn.iter().map(|(_, papers)| *papers).max().unwrap_or(1).max(1);
    let name = |year: i16| if step == 1 { year.to_string() } else { say!("{year} to {}", year + step - 1) };
    let to = |year: i16| match step {
        1 => narrowed(typed, "year", &year.to_string()),
        _ => narrowed(typed, "date", &format!("{year}..{}", year + step - 1)),
    };
    let says = |year: i16, papers: u64| format!("{}: {}", name(year), plural!(papers, "{n} paper", "{n} papers"));
    let width = drawn.len().max(8) * BAR;
    // Names of years stand so far apart that none runs into the next.
    let every = if drawn.len() > 6 { 5 } else { 3 };
    html! {
        div.wide-table.years role="group" aria-label="Papers by year" tabindex="0" {
            svg viewBox=(format!("0 0 {width} {HEIGHT}")) width=(width) height=(HEIGHT) role="group" aria-label="Papers by the year they bear; said in figures below" {
                @for (at, (year, papers)) in drawn.iter().enumerate() {
                    @let tall = (papers * (HEIGHT - FOOT - 4)).div_ceil(highest);
                    @if *papers > 0 {
                        a href=(to(*year)) aria-label=(says(*year, *papers)) {
                            (PreEscaped("<title>")) (says(*year, *papers)) (PreEscaped("</title>"))
                            rect.all x=(at * BAR) y="0" width=(BAR) height=(HEIGHT - FOOT) {}
                            rect.bar x=(at * BAR + 1) y=(HEIGHT - FOOT - tall) width=(BAR - 2) height=(tall) {}
                        }
                    }
                    @if at % every == 0 { text x=(at * BAR) y=(HEIGHT - 4) { (year) } }
                }
                line x1="0" x2=(width) y1=(HEIGHT - FOOT) y2=(HEIGHT - FOOT) {}
            }
        }
        details {
            summary { "By year, in figures" }
            ul.figures {
                @for (year, papers) in bars.iter().filter(|(_, papers)| **papers > 0) { li { a href=(to(*year)) { (name(*year)) } " " span.soft { (number(*papers)) } } }
                @if counts.undated > 0 { li { "without a date " span.soft { (counts.undated) } } }
            }
        }
    }
}
