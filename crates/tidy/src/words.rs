//! The office's words: one meaning each, and the words it does not use.

use crate::scan::{scan, tokens};
use crate::{Finding, Tree};

/// The word not used and what the office says. A plural counts as the word.
const NOT_OURS: &[(&str, &str)] = &[
    ("document", "paper, version, card or body"),
    ("item", "the thing's own name: paper, line, copy, direction"),
    ("entity", "the thing's own name"),
    ("entities", "the thing's own name"),
    ("user", "officer, reader or clerk"),
    ("task", "action or direction"),
    ("manager", "a function named after what it does"),
    ("helper", "a function named after what it does"),
    ("util", "a module named after what it holds"),
    ("clearance", "cleared to"),
];

/// Not used as the name of a type; as a verb it is nobody's.
const NOT_A_TYPE: (&str, &str) = ("record", "entry, journal or register");

/// Names that others gave: `Iterator::Item`, the browser's, the operating system's.
const LAWFUL: &[&str] = &["Item", "user_agent", "USER_AGENT", "os_user", "OsUser", "user_version"];

/// Phrases in messages that name something outside the office.
const LAWFUL_PHRASES: &[&str] = &["OS user", "user agent", "User-Agent"];

/// Checks the names that our sources declare (types, traits, functions, modules, constants) and the names of files.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for path in tree.paths().filter(|path| path.starts_with("crates/") || path.starts_with("scripts/")) {
        let name = path.rsplit('/').next().unwrap_or(path);
        findings.extend(
            judge(name.split('.').next().unwrap_or(name), false).map(|(what, mend)| Finding::new(path, 0, what, mend)),
        );
    }
    for (path, source) in tree.sources() {
        for (line, kind, name) in declared(&scan(source).code) {
            let is_type = matches!(kind, "struct" | "enum" | "trait" | "type" | "union");
            findings.extend(judge(name, is_type).map(|(what, mend)| Finding::new(path, line, what, mend)));
        }
    }
    findings
}

/// Checks sentences (string literals with a space in them) of the program: what officers and operators read.
pub fn check_sentences(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, source) in tree.sources().filter(|(path, _)| path.starts_with("crates/chancery/src/")) {
        for (line, text) in scan(source).literals {
            let plain = LAWFUL_PHRASES.iter().fold(text, |text, phrase| text.replace(phrase, ""));
            if !plain.trim().contains(' ') {
                continue;
            }
            for (_, word) in tokens(&plain) {
                if let Some((word, ours)) = not_ours(&word.to_lowercase()) {
                    let mend = format!("say {ours}");
                    findings.push(Finding::new(path, line, format!("a sentence says \"{word}\""), mend));
                }
            }
        }
    }
    findings
}

fn judge(name: &str, is_type: bool) -> Option<(String, String)> {
    if LAWFUL.contains(&name) {
        return None;
    }
    let (word, ours) = parts(name).find_map(|part| {
        let part = part.to_lowercase();
        not_ours(&part).or_else(|| (is_type && same(&part, NOT_A_TYPE.0)).then_some(NOT_A_TYPE))
    })?;
    Some((format!("the name {name} holds \"{word}\", which is not the office's word"), format!("say {ours}")))
}

fn not_ours(word: &str) -> Option<(&'static str, &'static str)> {
    NOT_OURS.iter().find(|(known, _)| same(word, known)).copied()
}

fn same(word: &str, known: &str) -> bool {
    word == known || word.strip_suffix('s') == Some(known)
}

/// The words of a name, by underscore, hyphen and capital.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(['_', '-']).flat_map(|piece| {
        let mut cuts: Vec<usize> = piece.match_indices(char::is_uppercase).map(|(at, _)| at).collect();
        if piece.chars().all(|c| !c.is_lowercase()) {
            cuts.clear();
        }
        cuts.retain(|at| *at != 0);
        let starts: Vec<usize> = std::iter::once(0).chain(cuts).collect();
        let ends = starts.iter().copied().skip(1).chain([piece.len()]).collect::<Vec<_>>();
        starts.into_iter().zip(ends).map(|(from, to)| &piece[from..to]).collect::<Vec<_>>()
    })
}

/// Line, keyword and name of every declaration.
fn declared(code: &str) -> Vec<(usize, &'static str, &str)> {
    const KINDS: &[&str] = &["struct", "enum", "trait", "type", "union", "fn", "mod", "const", "static"];
    let mut names = Vec::new();
    let mut before: Option<&'static str> = None;
    for (line, token) in tokens(code) {
        let kind = KINDS.iter().find(|kind| **kind == token).copied();
        if let (Some(before), None) = (before, kind) {
            names.push((line, before, token));
        }
        before = kind;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{check, check_sentences, parts};
    use crate::Tree;

    #[test]
    fn names_are_the_offices() {
        let cases = [
            ("struct UserStore;", false),
            ("enum PaperItem {}", false),
            ("pub(crate) async fn list_documents() {}", false),
            ("mod utils;", false),
            ("const TASKS_MAX: usize = 1;", false),
            ("struct FieldRecord;", false),
            ("fn record_act() {}", true),
            ("type Item = Paper;", true),
            ("fn user_agent() {}", true),
            ("struct Itemised;", true),
            ("// struct Document", true),
            ("let text = \"struct Document\";", true),
        ];
        for (source, lawful) in cases {
            let findings = check(&Tree::of(&[("crates/a/src/lib.rs", source)]));
            assert_eq!(findings.is_empty(), lawful, "{source}: {findings:?}");
        }
        assert_eq!(check(&Tree::of(&[("crates/a/src/user_pages.rs", "")])).len(), 1);
        assert!(parts("ReadHTTPHead_two").eq(["Read", "H", "T", "T", "P", "Head", "two"]));
    }

    #[test]
    fn sentences_are_the_offices() {
        let cases = [
            ("p { \"This document is held.\" }", false),
            ("\"no clearance for it\"", false),
            ("\"document\"", true),
            ("\"the OS user it ran under\"", true),
            ("\"PRAGMA user_version = 3\"", true),
        ];
        for (source, lawful) in cases {
            let findings = check_sentences(&Tree::of(&[("crates/chancery/src/web.rs", source)]));
            assert_eq!(findings.is_empty(), lawful, "{source}: {findings:?}");
        }
    }
}
