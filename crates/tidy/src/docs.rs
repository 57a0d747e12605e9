//! Pages for readers: complete, alive, and in their form.

use std::collections::BTreeSet;

use crate::{Finding, Tree};

/// Pages that a reader of the repository is promised.
const PROMISED: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
    "deny.toml",
    "book.toml",
    "docs/SUMMARY.md",
    "docs/access.md",
    "docs/card.md",
    "docs/first-day.md",
    "docs/format.md",
    "docs/install.md",
    "docs/performance.md",
];

/// The readers of a change.
const READERS: &[&str] = &["Desk", "Operator", "Format", "Inside"];

/// The parts of a decision written down.
const ADR_PARTS: &[&str] = &["Context", "Decision", "Refused", "Revisit"];

/// Checks that the promised pages exist.
pub fn check_promised(tree: &Tree) -> Vec<Finding> {
    let absent = PROMISED.iter().filter(|path| !tree.holds(path));
    absent.map(|path| Finding::new(path, 0, "this page is promised and absent", "write it")).collect()
}

/// Checks that `ARCHITECTURE.md` names every crate, and no crate that is gone.
pub fn check_architecture(tree: &Tree) -> Vec<Finding> {
    let page = "ARCHITECTURE.md";
    let Some(text) = tree.text(page) else {
        return vec![Finding::new(page, 0, "the map is absent", "write it: truth and derived data, map, invariants")];
    };
    let crates = tree.crates();
    let unnamed =
        crates.iter().filter(|name| !text.contains(&format!("`{name}`")) && !text.contains(&format!("crates/{name}")));
    let mut findings: Vec<Finding> = unnamed
        .map(|name| {
            Finding::new(page, 0, format!("the crate {name} is not on the map"), format!("name it as `{name}`"))
        })
        .collect();
    for (index, line) in text.lines().enumerate() {
        for (at, mark) in line.match_indices("crates/") {
            let rest = &line[at + mark.len()..];
            let name: &str = rest.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').next().unwrap_or("");
            if !name.is_empty() && !crates.contains(&name) {
                let what = format!("crates/{name} does not exist");
                findings.push(Finding::new(page, index + 1, what, "take the dead name out"));
            }
        }
    }
    findings
}

/// Checks the name, the number and the parts of every decision in `docs/adr`.
pub fn check_decisions(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut last = String::new();
    for (path, text) in tree.texts() {
        let Some(name) = path.strip_prefix("docs/adr/").filter(|name| name.ends_with(".md") && *name != "README.md")
        else {
            continue;
        };
        let number: String = name.chars().take_while(char::is_ascii_digit).collect();
        if number.len() != 4 || number == last {
            let mend = "name it NNNN-what-it-says.md with the next free number";
            findings.push(Finding::new(path, 0, "a decision has a number of four digits of its own", mend));
        }
        last = number;
        for part in ADR_PARTS {
            let headed = headings(text).any(|(_, depth, heading)| depth == 2 && holds_word(heading, part));
            if !headed {
                let mend = format!("add `## {part}`; docs/adr/0000-record-decisions.md shows the form");
                findings.push(Finding::new(path, 0, format!("the part {part} is missing"), mend));
            }
        }
    }
    findings
}

/// Checks that every change in `changes/` says for whom it is and something to them.
pub fn check_changes(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts() {
        let Some(name) = path.strip_prefix("changes/").filter(|name| *name != "README.md") else { continue };
        let mend =
            "see changes/README.md: one or more of # Desk, # Operator, # Format, # Inside, each with a sentence below";
        if !name.ends_with(".md") {
            findings.push(Finding::new(path, 0, "a change is a .md file", mend));
            continue;
        }
        let mut readers = 0;
        for (line, _, heading) in headings(text) {
            let known = READERS.contains(&heading);
            readers += usize::from(known);
            let said =
                text.lines().skip(line).find(|line| !line.trim().is_empty()).is_some_and(|line| !line.starts_with('#'));
            if !known || !said {
                findings.push(Finding::new(
                    path,
                    line,
                    format!("\"{heading}\" is no reader, or nothing is said to them"),
                    mend,
                ));
            }
        }
        if readers == 0 {
            findings.push(Finding::new(path, 0, "it does not say for whom the change is", mend));
        }
    }
    findings
}

/// Checks that relative links and pictures in Markdown pages lead to files of the repository, and to a heading where they name one.
pub fn check_links(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| path.ends_with(".md")) {
        for (line, target) in links(text).filter(|(_, target)| !target.contains(':')) {
            let (goal, place) = target.split_once('#').map_or((target, None), |(goal, place)| (goal, Some(place)));
            let goal = goal.split('?').next().unwrap_or("");
            let file = if goal.is_empty() { Some(path.to_owned()) } else { resolve(path, goal) };
            let Some(file) = file.filter(|file| tree.holds(file)) else {
                let what = format!("the link to {target} leads nowhere");
                findings.push(Finding::new(path, line, what, "mend the path, or take the link out"));
                continue;
            };
            let page = tree.text(&file).filter(|_| file.ends_with(".md"));
            if let (Some(place), Some(page)) = (place, page)
                && !places(page).contains(place)
            {
                let what = format!("the link to {target} leads to no heading");
                findings.push(Finding::new(
                    path,
                    line,
                    what,
                    "name a heading of that page, in small letters with hyphens",
                ));
            }
        }
    }
    findings
}

/// Checks that every page below `docs/` is a chapter of the site: what `docs/SUMMARY.md` does not list is not built.
pub fn check_chapters(tree: &Tree) -> Vec<Finding> {
    let summary = "docs/SUMMARY.md";
    let text = tree.text(summary).unwrap_or_default();
    let listed: BTreeSet<String> = links(text).filter_map(|(_, goal)| resolve(summary, goal)).collect();
    let pages = tree.paths().filter(|path| path.starts_with("docs/") && path.ends_with(".md") && *path != summary);
    let left_out = pages.filter(|path| !listed.contains(*path));
    let mend = format!("list it in {summary}, under its reader");
    left_out.map(|path| Finding::new(path, 0, "this page is no chapter of the site", mend.clone())).collect()
}

/// Line, depth and text of the headings outside fenced code.
fn headings(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    prose(text).filter_map(|(line, text)| {
        let depth = text.len() - text.trim_start_matches('#').len();
        let heading = text[depth..].strip_prefix(' ')?.trim();
        (depth > 0).then_some((line, depth, heading))
    })
}

/// What a link to a place of a page may name: its headings as they are written in addresses, and what bears an `id`.
fn places(text: &str) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    for (_, _, heading) in headings(text) {
        let place = place_of(heading);
        let again = (1..).map(|count| format!("{place}-{count}"));
        let free = std::iter::once(place.clone()).chain(again).find(|place| !places.contains(place));
        places.extend(free);
    }
    let named = text.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    places.extend(named.map(str::to_owned));
    places
}

/// A heading as it is written in addresses: letters, figures, hyphens and underscores, small, with hyphens for spaces.
fn place_of(heading: &str) -> String {
    // Of a link in a heading the words count and the goal does not.
    let mut words = String::new();
    let mut rest = heading;
    while let Some((before, after)) = rest.split_once("](") {
        words.push_str(before);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    words.push_str(rest);
    let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Line and goal of `](goal)` and `src="goal"` outside fenced code.
fn links(text: &str) -> impl Iterator<Item = (usize, &str)> {
    prose(text).flat_map(|(line, text)| {
        let after = |mark: &'static str, end: char| {
            text.match_indices(mark).filter_map(move |(at, _)| text[at + mark.len()..].split([end, ' ']).next())
        };
        after("](", ')').chain(after("src=\"", '"')).map(move |goal| (line, goal)).collect::<Vec<_>>()
    })
}

fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        (!fenced && !fence).then_some((index + 1, line))
    })
}

fn holds_word(heading: &str, word: &str) -> bool {
    heading.split(|c: char| !c.is_alphanumeric()).any(|part| part.eq_ignore_ascii_case(word))
}

/// The goal of a link as a path from the root; `None` when it leaves the repository.
fn resolve(page: &str, goal: &str) -> Option<String> {
    let mut parts: Vec<&str> = if goal.starts_with('/') { Vec::new() } else { page.split('/').collect() };
    parts.pop();
    for part in goal.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{
        check_architecture, check_changes, check_chapters, check_decisions, check_links, check_promised, place_of,
        places,
    };
    use crate::Tree;

    #[test]
    fn promised_pages_are_missed() {
        assert_eq!(check_promised(&Tree::of(&[("README.md", "")])).len(), super::PROMISED.len() - 1);
    }

    #[test]
    fn the_map_names_the_living_and_no_dead() {
        let manifest = ("crates/journal/Cargo.toml", "");
        assert_eq!(check_architecture(&Tree::of(&[manifest])).len(), 1);
        assert_eq!(check_architecture(&Tree::of(&[manifest, ("ARCHITECTURE.md", "nothing")])).len(), 1);
        assert_eq!(check_architecture(&Tree::of(&[manifest, ("ARCHITECTURE.md", "`journal`")])).len(), 0);
        assert_eq!(
            check_architecture(&Tree::of(&[manifest, ("ARCHITECTURE.md", "`journal`, crates/gone/src")])).len(),
            1
        );
    }

    #[test]
    fn a_decision_has_its_four_parts_and_its_number() {
        let whole = "# A\n## Context\n## Decision\n## What was refused\n## What would make us revisit\n";
        assert!(check_decisions(&Tree::of(&[("docs/adr/0001-a.md", whole), ("docs/adr/0002-b.md", whole)])).is_empty());
        assert_eq!(
            check_decisions(&Tree::of(&[("docs/adr/0001-a.md", whole), ("docs/adr/0001-b.md", whole)])).len(),
            1
        );
        assert_eq!(
            check_decisions(&Tree::of(&[("docs/adr/0001-a.md", "# A\n## Context\n```\n## Decision\n```\n")])).len(),
            3
        );
    }

    #[test]
    fn a_change_says_for_whom_it_is() {
        let cases = [
            ("# Desk\n\nThe page said nothing of late entries.\n", 0),
            ("# Desk\nOne.\n\n# Inside\nTwo.\n", 0),
            ("# Desk\n", 1),
            ("# Everyone\nOne.\n", 2),
            ("One.\n", 1),
        ];
        for (text, findings) in cases {
            assert_eq!(check_changes(&Tree::of(&[("changes/a.md", text)])).len(), findings, "{text}");
        }
    }

    #[test]
    fn links_lead_somewhere() {
        let cases = [
            ("[a](format.md#words) and [b](../README.md) and [c](https://example.invalid)", 0),
            ("[a](gone.md)", 1),
            ("<img src=\"gone.png\">", 1),
            ("[a](../../outside.md)", 1),
            ("```\n[a](gone.md)\n```", 0),
            ("[a](format.md#gone)", 1),
            ("# Here\n[a](#here)", 0),
            ("[a](#here)", 1),
            ("[a](../README.md#L7)", 1),
            ("[a](../crates/a.rs#L7)", 0),
        ];
        for (text, findings) in cases {
            let tree =
                Tree::of(&[("docs/a.md", text), ("docs/format.md", "# Words"), ("README.md", ""), ("crates/a.rs", "")]);
            assert_eq!(check_links(&tree).len(), findings, "{text}");
        }
    }

    #[test]
    fn headings_are_places() {
        assert_eq!(place_of("Backing up, restoring"), "backing-up-restoring");
        assert_eq!(place_of("What `decide` does, see [ADR 0003](adr/0003.md)"), "what-decide-does-see-adr-0003");
        let found = places("# A\n## B_c\n### A\n<a id=\"d\"></a>\n```\n# E\n```\n");
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), ["a", "a-1", "b_c", "d"]);
    }

    #[test]
    fn every_page_is_a_chapter() {
        let tree = |summary: &str| {
            let pages =
                [("docs/SUMMARY.md", summary), ("docs/a.md", ""), ("docs/adr/0001-b.md", ""), ("README.md", "")];
            check_chapters(&Tree::of(&pages)).len()
        };
        assert_eq!(tree("- [A](a.md)\n  - [B](adr/0001-b.md)\n"), 0);
        assert_eq!(tree("- [A](a.md)\n"), 1);
        assert_eq!(tree(""), 2);
    }
}
