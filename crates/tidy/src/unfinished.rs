//! What must never land: unfinished marks, ignored tests, paths of one machine, hosts of registries.

use crate::scan::scan;
use crate::{Finding, Tree};

/// Files written by programs, not by us.
const NOT_WRITTEN_BY_US: &[&str] = &["Cargo.lock", "LICENSE", "fuzz/Cargo.lock"];

// The marks are put together here so that this file does not hold what it looks for.
const MARKS: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
const MACROS: &[&str] =
    &[concat!("to", "do!("), concat!("unimple", "mented!("), concat!("db", "g!("), concat!("#[", "ignore")];
const FOLDERS: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/fa", "rm/")];
const REGISTRIES: &[&str] = &["crates", "pypi", "npmjs", "debian"];

/// Checks every text file.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| !NOT_WRITTEN_BY_US.contains(path)) {
        for (index, line) in text.lines().enumerate() {
            findings.extend(judge(line).map(|(what, mend)| Finding::new(path, index + 1, what, mend)));
        }
        if path.ends_with(".rs") {
            findings.extend(unfinished_code(path, text));
        }
    }
    findings
}

fn judge(line: &str) -> Option<(String, &'static str)> {
    if let Some(mark) = MARKS.iter().find(|mark| stands_alone(line, mark)) {
        return Some((
            format!("the mark {mark}"),
            "do it, or write down in an ADR or a refusal what is not done and why",
        ));
    }
    if let Some(folder) = FOLDERS.iter().find(|folder| begins_a_path(line, folder)) {
        return Some((format!("{folder} is a path of one machine"), "name it relative to the repository"));
    }
    let host = REGISTRIES.iter().find(|host| [".io", ".org"].iter().any(|end| line.contains(&format!("{host}{end}"))));
    host.map(|host| {
        (format!("the host of the registry {host} is named"), "name the package; where it comes from is configuration")
    })
}

fn unfinished_code(path: &str, source: &str) -> Vec<Finding> {
    let code = scan(source).code;
    let lines = code.lines().enumerate();
    let marked = lines
        .flat_map(|(index, line)| MACROS.iter().filter(|mark| line.contains(**mark)).map(move |mark| (index, mark)));
    let mend = "finish it; of a wrong answer assert today's and say why it is wrong";
    marked.map(|(index, mark)| Finding::new(path, index + 1, format!("{mark} is unfinished work"), mend)).collect()
}

fn stands_alone(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + mark.len()..].chars().next();
        ![before, after].into_iter().flatten().any(|c| c.is_alphanumeric() || c == '_')
    })
}

fn begins_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        !line[..at]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '}' | '/'))
    })
}

#[cfg(test)]
mod tests {
    use super::{FOLDERS, MACROS, MARKS, check};
    use crate::Tree;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn nothing_unfinished_lands() {
        for mark in MARKS {
            assert_eq!(found("README.md", &format!("a {mark} b")), 1, "{mark}");
            assert_eq!(found("README.md", &format!("A{mark}B")), 0, "{mark}");
        }
        for mark in MACROS {
            assert_eq!(found("crates/a/src/lib.rs", &format!("fn a() {{ {mark} }}")), 1, "{mark}");
        }
    }

    #[test]
    fn nothing_names_a_machine_or_a_registry() {
        for folder in FOLDERS {
            assert_eq!(found("docs/a.md", &format!("see {folder}main")), 1, "{folder}");
            assert_eq!(found("docs/a.md", &format!("see ..{folder}main")), 0, "{folder}");
        }
        assert_eq!(found("deny.toml", concat!("https://", "crates", ".io/a")), 1);
        assert_eq!(found("Cargo.lock", concat!("https://", "crates", ".io/a")), 0);
    }
}
