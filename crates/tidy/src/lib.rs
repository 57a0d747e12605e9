//! The house's rules on its own sources.
//!
//! A rule is a function from a [`Tree`] of files to [`Finding`]s; `tests/it` runs every rule on the repository.
//! Each rule proves on a small sample of its own that it can fail. The rules read text, not syntax trees: they are
//! meant to be understood in a minute and to be wrong only on code that rustfmt would not write.

pub mod arrows;
pub mod docs;
pub mod hidden;
pub mod phrases;
pub mod purity;
pub mod refusals;
pub mod scan;
pub mod sizes;
pub mod tree;
pub mod twins;
pub mod unfinished;
pub mod words;

use std::fmt;

pub use tree::Tree;

/// One place that breaks a rule of the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, relative to the repository's root, with forward slashes.
    pub path: String,
    /// The line, counted from 1; 0 when the whole file is meant.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl Finding {
    /// A finding at `path:line`.
    pub fn new(path: &str, line: usize, what: impl Into<String>, mend: impl Into<String>) -> Finding {
        Finding { path: path.to_owned(), line, what: what.into(), mend: mend.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { path, line, what, mend } = self;
        match line {
            0 => write!(f, "{path}: {what}\n    mend: {mend}"),
            _ => write!(f, "{path}:{line}: {what}\n    mend: {mend}"),
        }
    }
}

/// All findings as one text, empty when there are none.
pub fn report(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}
