//! What the pure crates must not mention, and who may read the environment.

use crate::scan::{scan, tokens, without_tests};
use crate::{Finding, Tree};

/// Crates that neither read nor write, wait, draw lots nor tell the time.
const PURE: &[&str] = &["procedure", "extract", "intake", "authority", "typeset"];

/// Single words that only code with effects needs. `disallowed_methods` would exempt a place from clippy's list.
const WORDS: &[&str] = &[
    "SystemTime",
    "tokio",
    "rusqlite",
    "tantivy",
    "rand",
    "getrandom",
    "async",
    "await",
    "RandomState",
    "disallowed_methods",
];

/// The word alone is also an officer's ("the 10th instant").
const PHRASES: &[&str] = &["Instant::now", "time::Instant"];

/// Modules of the standard library, when something is taken from them.
const MODULES: &[&str] = &["fs", "net", "env", "process", "thread"];

/// The sources that may read the environment: where a program begins.
const READS_ENVIRONMENT: &[&str] = &["crates/chancery/src/main.rs", "crates/chancery-bench/src/main.rs"];

/// What stands behind the doors of the program, and the doors.
const BEHIND: &[&str] = &[
    "crates/chancery/src/office/",
    "crates/chancery/src/mail/",
    "crates/chancery/src/sheets/",
    "crates/chancery/src/told",
    "crates/chancery/src/words",
];
const DOORS: &[&str] = &["crate::web", "crate::api", "crate::cli"];

/// Checks the sources of the pure crates, their test modules left out.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, source) in tree.sources() {
        let Some(name) = PURE.iter().find(|name| path.starts_with(&format!("crates/{name}/src/"))) else { continue };
        let seen = scan(source);
        for (index, line) in without_tests(&seen.code).lines().enumerate() {
            for word in mentioned(line) {
                let mend = format!("{name} is pure: take what {word} gives as an argument");
                findings.push(Finding::new(path, index + 1, format!("{name} mentions {word}"), mend));
            }
        }
    }
    findings
}

fn mentioned(line: &str) -> Vec<&'static str> {
    let words = WORDS.iter().filter(|word| tokens(line).any(|(_, token)| token == **word));
    let taken =
        |module: &str| line.contains(&format!("{module}::")) || line.contains("std::") && !line.contains("::std");
    let modules = MODULES.iter().filter(|module| tokens(line).any(|(_, token)| token == **module) && taken(module));
    let phrases = PHRASES.iter().filter(|phrase| line.contains(**phrase));
    words.chain(modules).chain(phrases).copied().collect()
}

/// Checks that the environment is read only where a program begins; tests may find their corpus by it.
pub fn check_environment(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, source) in tree.sources() {
        let ours = path.starts_with("crates/") && path.contains("/src/") && !READS_ENVIRONMENT.contains(&path);
        if !ours {
            continue;
        }
        let seen = scan(source);
        for (index, line) in without_tests(&seen.code).lines().enumerate() {
            if line.contains("env::var") || line.contains("var_os(") {
                let mend = "read it in main.rs and pass the value";
                findings.push(Finding::new(path, index + 1, "the environment is read here", mend));
            }
        }
    }
    findings
}

/// Checks that what stands behind the doors draws on none of them.
pub fn check_behind(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, source) in tree.sources().filter(|(path, _)| BEHIND.iter().any(|behind| path.starts_with(behind))) {
        for (index, line) in scan(source).code.lines().enumerate() {
            for door in DOORS.iter().filter(|door| line.contains(**door)) {
                let mend = "put what both need into crate::words, or beside it";
                findings.push(Finding::new(path, index + 1, format!("what stands behind the doors uses {door}"), mend));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{check, check_behind, check_environment};
    use crate::Tree;

    #[test]
    fn a_pure_source_mentions_no_effect() {
        let cases = [
            ("use std::fs;", false),
            ("use std::{fs, io};", false),
            ("let name = env::args();", false),
            ("let now = Instant::now();", false),
            ("async fn read() {}", false),
            ("use rand::Rng;", false),
            ("// std::fs is not used", true),
            ("let words = \"Instant tokio\";", true),
            ("let net = gross - tare;", true),
            ("enum When { Instant, Ultimo }", true),
            ("fn a() {}\n#[cfg(test)]\nmod tests {\n use std::fs;\n}", true),
        ];
        for (source, lawful) in cases {
            let findings = check(&Tree::of(&[("crates/intake/src/lib.rs", source)]));
            assert_eq!(findings.is_empty(), lawful, "{source}: {findings:?}");
        }
        assert!(check(&Tree::of(&[("crates/journal/src/lib.rs", "use std::fs;")])).is_empty());
    }

    #[test]
    fn the_office_draws_on_no_door() {
        let source = "// As crate::web has it.\nuse crate::web::words;\n";
        let tree = Tree::of(&[("crates/chancery/src/office/a.rs", source), ("crates/chancery/src/web/a.rs", source)]);
        let findings = check_behind(&tree);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!((&*findings[0].path, findings[0].line), ("crates/chancery/src/office/a.rs", 2));
    }

    #[test]
    fn only_main_reads_the_environment() {
        let source = "fn a() {\n    std::env::var(\"A\")\n}";
        let tree = Tree::of(&[
            ("crates/chancery/src/web.rs", source),
            ("crates/chancery/src/main.rs", source),
            ("crates/chancery/tests/it/main.rs", source),
        ]);
        let findings = check_environment(&tree);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!((&*findings[0].path, findings[0].line), ("crates/chancery/src/web.rs", 2));
    }
}
