//! One paper in many files: which of several files belong together.
//!
//! Signs, from strong to weak: pages counted in the text (`page 2 of 3`), a text that says it goes on and one that says it
//! does, the same number and date on texts that differ, and scans under one name with running numbers. A name is a label
//! and proves nothing, so it counts only where the file's form has no text to go by (a picture, a PDF without text).
//!
//! Nothing is joined here: the files are offered with the reasons, and an officer joins them or does not.

use std::collections::{BTreeMap, HashSet};

use phrases::stored;
use serde::Serialize;

use crate::Reading;
use crate::lang::{Languages, Tables};
use crate::words::{fold, on_one_line};
use extract::Format;

/// A file that was read, under the name it came with.
#[derive(Debug, Clone, Copy)]
pub struct Named<'r> {
    /// The name of the file: a label.
    pub name: &'r str,
    /// What was read in it.
    pub reading: &'r Reading,
}

/// Files that seem to be one paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Join {
    /// Their places in the list that was given, in the order in which the paper is read. At least two.
    pub files: Vec<usize>,
    /// Why.
    pub reason: Reason,
}

/// Why files seem to be one paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Their texts count their pages.
    Pages {
        /// The pages that are here.
        here: Vec<u32>,
        /// How many there are by the texts.
        of: u32,
    },
    /// One says that it is continued, the next that it goes on.
    Continued,
    /// They have one number and one date, and their texts differ.
    NumberAndDate {
        /// The number.
        number: String,
        /// The date.
        date: String,
    },
    /// They are scans under one name with running numbers: a weak sign.
    Scans {
        /// The name without its number.
        stem: String,
    },
}

impl Reason {
    /// The reason as a sentence for a person, in English as what is stored.
    pub fn says(&self) -> String {
        match self {
            Self::Pages { here, of } => {
                let pages = here.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
                if here.len() < *of as usize {
                    stored!("The texts count their pages: {pages} of {of}, not all of them here.")
                } else {
                    stored!("The texts count their pages: {pages} of {of}.")
                }
            }
            Self::Continued => stored!("One text says that it is continued, the next that it goes on.").to_owned(),
            Self::NumberAndDate { number, date } => {
                stored!("They have the same number, {number}, and the same date, {date}, and their texts differ.")
            }
            Self::Scans { stem } => {
                stored!("They are scans named \u{201c}{stem}\u{201d} with running numbers; only their names say so.")
            }
        }
    }
}

/// More files at once are not compared.
pub const JOIN_FILES_MAX: usize = 1_000;
/// A paper of more pages is not counted page by page.
pub const JOIN_PAGES_MAX: u32 = 2_000;
/// Page counts and "continued" stand within so many lines of a text's beginning or end.
const EDGE_LINES_MAX: usize = 6;
/// A line that says so is no longer than this.
const EDGE_LINE_CHARS_MAX: usize = 60;

/// Which of `files` belong together, by the words of `languages`. A file is in no more than one offer: the one with the
/// strongest reason.
pub fn joinable(languages: &Languages, files: &[Named<'_>]) -> Vec<Join> {
    if files.len() > JOIN_FILES_MAX {
        return Vec::new();
    }
    let edges: Vec<Edges> = files.iter().map(|file| Edges::of(languages.tables(), &file.reading.text)).collect();
    let mut joins = Vec::new();
    let mut taken = vec![false; files.len()];
    for found in [by_pages(files, &edges), continued(files, &edges), by_number(files), scans(files)] {
        for join in found {
            if join.files.iter().all(|at| !taken[*at]) {
                join.files.iter().for_each(|at| taken[*at] = true);
                joins.push(join);
            }
        }
    }
    joins
}

/// What the first and last lines of a text say of its pages.
struct Edges {
    /// The page and how many there are, where the text counts one page only.
    page: Option<(u32, u32)>,
    goes_on: bool,
    is_continued: bool,
}

impl Edges {
    fn of(tables: &Tables, text: &str) -> Self {
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
        let short = |line: &&str| line.chars().count() <= EDGE_LINE_CHARS_MAX;
        // In a text of few lines the first half is its beginning and the second its end.
        let count = lines().count();
        let first: Vec<&str> = lines().take(EDGE_LINES_MAX.min(count / 2)).filter(short).collect();
        let last: Vec<&str> = lines().rev().take(EDGE_LINES_MAX.min(count / 2)).filter(short).collect();
        let mut counted = lines().filter(short).filter_map(|line| page_of(tables, line));
        // A text that counts several pages holds them: it is whole, or as whole as it will be.
        let page = counted.next().filter(|page| counted.all(|other| other == *page));
        Self {
            page,
            goes_on: first.iter().any(|line| says(tables, line)),
            is_continued: last.iter().any(|line| says(tables, line)),
        }
    }
}

fn has(tables: &Tables, section: &str, key: &str, folded: &str) -> bool {
    (0..tables.count()).any(|language| tables.language(language).whole(section, folded) == Some(key))
}

/// `Page 2 of 3`, `Seite 2 von 3`, `- 2/3 -` with its word: the page and how many.
fn page_of(tables: &Tables, line: &str) -> Option<(u32, u32)> {
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let folded = fold(line);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    for at in 0..words.len() {
        if !has(tables, "page_words", "page", words[at]) {
            continue;
        }
        let numbers = match words[at + 1..] {
            [page, of, total, ..] if has(tables, "page_words", "of", of) => Some((page, total)),
            [page, total, ..] if line.contains(&format!("{page}/{total}")) => Some((page, total)),
            _ => None,
        };
        let numbers = numbers.and_then(|(page, total)| Some((page.parse().ok()?, total.parse().ok()?)));
        if let Some((page, total)) =
            numbers.filter(|(page, total)| (2..=JOIN_PAGES_MAX).contains(total) && (1..=*total).contains(page))
        {
            return Some((page, total));
        }
    }
    None
}

/// "(Continued)", "Fortsetzung folgt", "- cont'd -": the line says nothing else.
fn says(tables: &Tables, line: &str) -> bool {
    let folded = fold(line);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty() && word.parse::<u32>().is_err()).collect();
    let rest = words.join(" ");
    let marked = line.starts_with(['(', '[', '-', '.', '/', '\u{2026}'])
        || line.ends_with([')', ']', '-', '.', '\u{2026}', ':']);
    marked && words.len() <= 5 && has(tables, "continued", "all", &rest)
        || words.first().is_some_and(|first| marked && words.len() <= 4 && has(tables, "continued", "all", first))
}

/// Whether nothing on the cards speaks against it: no two of the `places` in `files` have numbers or dates that differ.
fn may_be_one(files: &[Named<'_>], places: impl Iterator<Item = usize> + Clone) -> bool {
    let alike = |of: fn(&Reading) -> Option<String>| {
        let mut said = places.clone().filter_map(|at| of(files[at].reading));
        said.next().is_none_or(|first| said.all(|other| other == first))
    };
    alike(number_of) && alike(date_of)
}

fn number_of(reading: &Reading) -> Option<String> {
    reading.card.number.as_ref().map(|number| number.value.to_string())
}

fn date_of(reading: &Reading) -> Option<String> {
    reading.card.date.as_ref().map(|date| date.value.date.to_string())
}

/// Pages of one count, each there once. Where two papers have as many pages, the names keep them apart if they can.
fn by_pages(files: &[Named<'_>], edges: &[Edges]) -> Vec<Join> {
    let mut joins = Vec::new();
    let mut groups: BTreeMap<(u32, String), Vec<(u32, usize)>> = BTreeMap::new();
    let mut whole: BTreeMap<u32, Vec<(u32, usize)>> = BTreeMap::new();
    for (at, edge) in edges.iter().enumerate() {
        if let Some((page, of)) = edge.page {
            whole.entry(of).or_default().push((page, at));
            groups.entry((of, stem(files[at].name).0)).or_default().push((page, at));
        }
    }
    let fits = |pages: &[(u32, usize)]| {
        let mut numbers: Vec<u32> = pages.iter().map(|(page, _)| *page).collect();
        numbers.sort_unstable();
        let once = numbers.windows(2).all(|pair| pair[0] != pair[1]);
        once && pages.len() >= 2 && may_be_one(files, pages.iter().map(|(_, at)| *at))
    };
    let mut offer = |of: u32, pages: &[(u32, usize)]| {
        let mut pages = pages.to_vec();
        pages.sort_unstable();
        let (here, files) = pages.into_iter().unzip();
        joins.push(Join { files, reason: Reason::Pages { here, of } });
    };
    for (of, pages) in &whole {
        if fits(pages) {
            offer(*of, pages);
            continue;
        }
        groups.iter().filter(|((total, _), pages)| total == of && fits(pages)).for_each(|(_, pages)| offer(*of, pages));
    }
    joins
}

/// A file that is continued and the next one that goes on, and so forth as long as they may be one.
fn continued(files: &[Named<'_>], edges: &[Edges]) -> Vec<Join> {
    let mut joins: Vec<Join> = Vec::new();
    for at in 1..files.len() {
        if !(edges[at - 1].is_continued && edges[at].goes_on) {
            continue;
        }
        let begun = joins.last_mut().filter(|join| join.files.last() == Some(&(at - 1)));
        let above = begun.as_ref().map_or(at - 1..at, |join| join.files[0]..at);
        match begun {
            _ if !may_be_one(files, above.chain([at])) => {}
            Some(join) => join.files.push(at),
            None => joins.push(Join { files: vec![at - 1, at], reason: Reason::Continued }),
        }
    }
    joins
}

/// One number and one date on texts of which no two have the same words and none holds the one beside it: the same paper
/// twice is no paper in two files.
fn by_number(files: &[Named<'_>]) -> Vec<Join> {
    let mut groups: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        if let (Some(number), Some(date)) = (number_of(file.reading), date_of(file.reading)) {
            groups.entry((number, date)).or_default().push(at);
        }
    }
    let differ = |places: &[usize]| {
        let words: Vec<String> = places.iter().map(|at| on_one_line(&files[*at].reading.text)).collect();
        let mut seen = HashSet::new();
        words.iter().all(|words| seen.insert(words.as_str()))
            && words.windows(2).all(|pair| !pair[0].contains(&pair[1]) && !pair[1].contains(&pair[0]))
    };
    let groups = groups.into_iter().filter(|(_, files)| files.len() >= 2 && differ(files));
    groups.map(|((number, date), files)| Join { files, reason: Reason::NumberAndDate { number, date } }).collect()
}

/// Scans without text under one name, their numbers running on.
fn scans(files: &[Named<'_>]) -> Vec<Join> {
    let mut groups: BTreeMap<String, Vec<(u32, usize)>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        let format = file.reading.format;
        let is_scan = (format.is_picture() || format == Format::Pdf) && file.reading.text.trim().is_empty();
        if let (true, (stem, Some(number))) = (is_scan, stem(file.name)) {
            groups.entry(stem).or_default().push((number, at));
        }
    }
    let mut joins = Vec::new();
    for (stem, mut files) in groups {
        files.sort_unstable();
        for run in files.chunk_by(|a, b| b.0 == a.0 + 1).filter(|run| run.len() >= 2) {
            let files = run.iter().map(|(_, at)| *at).collect();
            joins.push(Join { files, reason: Reason::Scans { stem: stem.clone() } });
        }
    }
    joins
}

/// A name without its ending and its last number, and that number: `scan_007.png` is `scan` and 7.
fn stem(name: &str) -> (String, Option<u32>) {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let name = name.rsplit_once('.').map_or(name, |(before, _)| before).trim_end_matches([')', ']', ' ']);
    let begin = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = name[begin.len()..].parse().ok();
    (begin.trim_end_matches(['_', '-', ' ', '.', '(', '[']).to_owned(), number)
}
