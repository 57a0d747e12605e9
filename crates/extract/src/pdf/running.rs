//! Running headers and footers: lines at the same place of pages that say the same but for numbers.

use std::collections::HashMap;

use super::layout::Line;

/// Lines at the top and at the bottom of a page that may belong to a header or footer.
const EDGE_LINES_MAX: usize = 4;
/// A line is a running one where it stands on at least this many pages…
const PAGES_MIN: usize = 3;
/// …and on at least one page of this many.
const PAGES_SHARE: usize = 3;

/// A page parted into what runs and what is its own.
#[derive(Debug, Default)]
pub(super) struct Parted {
    pub(super) head: Vec<Line>,
    pub(super) body: Vec<Line>,
    pub(super) foot: Vec<Line>,
}

/// Parts pages. Running lines stay on the first page on which they stand and are left out on the others, unless a
/// number in them is all they say differently; the page's number is known anyway.
pub(super) fn part(pages: Vec<Vec<Line>>) -> (Vec<Parted>, bool) {
    let mut seen: HashMap<(bool, String, i32), usize> = HashMap::new();
    for lines in &pages {
        let mut here: Vec<_> = edges(lines).map(|(at, top)| key(&lines[at], top)).collect();
        here.sort();
        here.dedup();
        for key in here {
            *seen.entry(key).or_default() += 1;
        }
    }
    let least = PAGES_MIN.max(pages.len().div_ceil(PAGES_SHARE));
    let runs = |line: &Line, top: bool| {
        let (top, shape, place) = key(line, top);
        // A line that lies across the border of two places counts in both.
        (-1..=1).filter_map(|by| seen.get(&(top, shape.clone(), place + by))).sum::<usize>() >= least
    };
    let mut shown: HashMap<(bool, String), ()> = HashMap::new();
    let mut any = false;
    let parted = pages.into_iter().map(|lines| {
        let marks: HashMap<usize, bool> = edges(&lines).filter(|(at, top)| runs(&lines[*at], *top)).collect();
        let mut page = Parted::default();
        for (at, line) in lines.into_iter().enumerate() {
            let Some(top) = marks.get(&at) else {
                page.body.push(line);
                continue;
            };
            if shown.insert((*top, shape(&line.text)), ()).is_some() {
                any = true;
            } else if *top {
                page.head.push(line);
            } else {
                page.foot.push(line);
            }
        }
        page
    });
    (parted.collect(), any)
}

/// The lines at the edges, true for the top. A short page has no middle; its lines count to the nearer edge.
fn edges(lines: &[Line]) -> impl Iterator<Item = (usize, bool)> {
    let count = lines.len();
    let top = EDGE_LINES_MAX.min(count / 2 + count % 2);
    let bottom = EDGE_LINES_MAX.min(count / 2);
    (0..top).map(|at| (at, true)).chain((count - bottom..count).map(|at| (at, false)))
}

/// What a line says but for its numbers, and its height on the page in steps.
fn key(line: &Line, top: bool) -> (bool, String, i32) {
    (top, shape(&line.text), (line.base / 6.0).round() as i32)
}

fn shape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for found in text.chars() {
        if found.is_ascii_digit() {
            if !out.ends_with('#') {
                out.push('#');
            }
        } else {
            out.push(found);
        }
    }
    out
}
