//! Every refusal of the rules is expected by a row of a table, or by a test that compares it whole.

use crate::{Finding, Tree};

/// Where the refusals stand, and where the tables.
const REFUSALS: &str = "crates/procedure/src/refusal";
const TABLES: &str = "crates/procedure/tests/it/";

/// Refusals that no rule makes but the office before it asks the rules, and one that calendars make before acts can; each
/// with the test that expects it, comparing it whole.
const NOT_OF_TABLES: &[(&str, &str)] = &[
    ("NotFounded", "crates/procedure/tests/it/house.rs"),
    ("BeyondDays", "crates/procedure/tests/it/calendar.rs"),
    ("FileEmpty", "crates/chancery/tests/it/office.rs"),
    ("FileTooLong", "crates/chancery/tests/it/office.rs"),
    ("FileNotSent", "crates/chancery/tests/it/office.rs"),
    ("KeyReused", "crates/chancery/tests/it/office.rs"),
];

/// Checks the variants of every enum in `procedure::refusal` that is called a refusal.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let tables: Vec<&str> = tree.sources().filter(|(path, _)| path.starts_with(TABLES)).map(|(_, text)| text).collect();
    let mut findings = Vec::new();
    for (path, text) in tree.sources().filter(|(path, _)| path.starts_with(REFUSALS)) {
        for (line, variant) in variants(text) {
            let row = format!("! {}\"", code(variant));
            let elsewhere = NOT_OF_TABLES.iter().find(|(name, _)| *name == variant);
            let expected = match elsewhere {
                Some((_, test)) => tree.text(test).is_some_and(|text| text.contains(&format!("Refusal::{variant}"))),
                None => tables.iter().any(|table| table.contains(&row)),
            };
            if !expected {
                let mend = "write the row that is refused so, or take the refusal out where no rule makes it";
                findings.push(Finding::new(path, line, format!("no test expects {variant}"), mend));
            }
        }
    }
    findings
}

/// The variants of the enums whose names end in "Refusal", each with its line; not those that hold another of them.
fn variants(source: &str) -> Vec<(usize, &str)> {
    let (mut inside, mut found) = (false, Vec::new());
    for (index, line) in source.lines().enumerate() {
        if let Some(named) = line.strip_prefix("pub enum ") {
            inside = named.split(' ').next().is_some_and(|name| name.ends_with("Refusal"));
        } else if line == "}" {
            inside = false;
        }
        let Some(rest) = line.strip_prefix("    ").filter(|rest| inside && rest.starts_with(char::is_uppercase)) else {
            continue;
        };
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        if !rest[end..].starts_with('(') {
            found.push((index + 1, &rest[..end]));
        }
    }
    found
}

/// The name of a refusal for programs: "NoDraft" is "no_draft".
fn code(variant: &str) -> String {
    let mut code = String::new();
    for letter in variant.chars() {
        if letter.is_uppercase() && !code.is_empty() {
            code.push('_');
        }
        code.extend(letter.to_lowercase());
    }
    code
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::Tree;

    const ENUM: &str = "pub enum DraftRefusal {\n    #[error(\"no\")]\n    NoDraft { draft: u32 },\n    Settled,\n    \
                        Other(#[from] Refusal),\n}\npub enum Thing {\n    Desk,\n}\n";

    fn found(table: &str) -> Vec<usize> {
        let files = [("crates/procedure/src/refusal/draft.rs", ENUM), ("crates/procedure/tests/it/drafts.rs", table)];
        check(&Tree::of(&files)).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn every_refusal_has_a_row() {
        assert_eq!(found(r#"("none", act, "! no_draft"), ("over", act, "! settled")"#), [0; 0]);
        assert_eq!(found(r#"("none", act, "! no_draft"), ("not that", act, "! settled_by_court")"#), [4]);
        assert_eq!(found(""), [3, 4]);
    }
}
