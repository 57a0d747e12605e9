//! Pages for readers: complete, alive, and in their form.

use crate::{Finding, Tree};

/// Pages that a reader of the repository is promised.
const PROMISED: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
    "deny.toml",
    "docs/access.md",
    "docs/card.md",
    "docs/format.md",
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

/// Checks that relative links and pictures in Markdown pages lead to files of the repository.
pub fn check_links(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| path.ends_with(".md")) {
        for (line, target) in links(text) {
            let outside = target.contains(':') || target.starts_with('#');
            let goal = target.split(['#', '?']).next().unwrap_or("");
            if !outside && !resolve(path, goal).is_some_and(|goal| tree.holds(&goal)) {
                let what = format!("the link to {target} leads nowhere");
                findings.push(Finding::new(path, line, what, "mend the path, or take the link out"));
            }
        }
    }
    findings
}

/// Line, depth and text of the headings outside fenced code.
fn headings(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    prose(text).filter_map(|(line, text)| {
        let depth = text.len() - text.trim_start_matches('#').len();
        let heading = text[depth..].strip_prefix(' ')?.trim();
        (depth > 0).then_some((line, depth, heading))
    })
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
    use super::{check_architecture, check_changes, check_decisions, check_links, check_promised};
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
        ];
        for (text, findings) in cases {
            let tree = Tree::of(&[("docs/a.md", text), ("docs/format.md", ""), ("README.md", "")]);
            assert_eq!(check_links(&tree).len(), findings, "{text}");
        }
    }
}
