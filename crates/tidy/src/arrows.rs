//! Which crate may use which.

use crate::{Finding, Tree};

/// The crates of the house and those of ours that each may use. `None`: all of them.
const OURS: &[(&str, Option<&[&str]>)] = &[
    ("procedure", Some(&["phrases"])),
    ("chancery-verify", Some(&[])),
    // The journal uses `powercut` in its tests only.
    ("journal", Some(&["chancery-verify", "powercut"])),
    ("powercut", Some(&[])),
    ("register", Some(&["procedure", "authority", "phrases"])),
    ("extract", Some(&["procedure", "phrases"])),
    ("intake", Some(&["procedure", "extract", "phrases"])),
    ("authority", Some(&[])),
    ("typeset", Some(&["procedure", "phrases"])),
    ("chancery", None),
    ("chancery-bench", None),
    ("phrases", Some(&["phrases-macros"])),
    ("phrases-macros", Some(&["phrases-markup"])),
    ("phrases-markup", Some(&[])),
    ("tidy", Some(&["phrases", "phrases-markup"])),
];

/// What the pure crates may use of others: nothing that reads, writes, waits, draws lots or tells the time by itself.
const PURE: &[(&str, &[&str])] = &[
    ("authority", &["unicode-normalization"]),
    ("procedure", &["jiff", "serde", "serde_json", "sha2", "thiserror", "unicode-normalization"]),
    // Of `ring`, which can draw lots, only the checking of signatures is used; of `cfb` only reading.
    (
        "extract",
        &[
            "aho-corasick",
            "base64",
            "cfb",
            "encoding_rs",
            "html5gum",
            "lopdf",
            "mail-parser",
            "pulldown-cmark",
            "quick-xml",
            "ring",
            "serde",
            "thiserror",
            "zip",
        ],
    ),
    (
        "intake",
        &[
            "aho-corasick",
            "jiff",
            "memchr",
            "regex",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
            "unicode-normalization",
            "winnow",
        ],
    ),
    // Typst reads what its world hands it, and the world is ours; its fonts lie in the binary.
    (
        "typeset",
        &[
            // Reads the bytes of a PDF that are handed to it, as Typst does, and nothing else.
            "hayro-syntax",
            "jiff",
            "qrcode",
            "rayon",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
            "typst",
            "typst-assets",
            "typst-layout",
            "typst-pdf",
        ],
    ),
];

/// Checks what `cargo metadata --no-deps` says against the two tables above. Dependencies of tests are held to the
/// first table only.
pub fn check(metadata: &serde_json::Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in list(metadata, "packages") {
        let name = word(package, "name");
        let path = format!("crates/{name}/Cargo.toml");
        let Some((_, ours)) = OURS.iter().find(|(known, _)| *known == name) else {
            let mend =
                "add it to OURS in crates/tidy/src/arrows.rs, with what of ours it may use, and argue it in an ADR";
            findings.push(Finding::new(
                &path,
                0,
                format!("the crate {name} has no place in the table of crates"),
                mend,
            ));
            continue;
        };
        let pure = PURE.iter().find(|(known, _)| *known == name).map(|(_, allowed)| *allowed);
        for dependency in list(package, "dependencies") {
            findings.extend(judge(&path, name, dependency, *ours, pure));
        }
    }
    findings
}

fn judge(
    path: &str,
    name: &str,
    dependency: &serde_json::Value,
    ours: Option<&[&str]>,
    pure: Option<&[&str]>,
) -> Option<Finding> {
    let used = word(dependency, "name");
    if OURS.iter().any(|(known, _)| *known == used) {
        let lawful = ours.is_none_or(|allowed| allowed.contains(&used)) || used == name;
        let mend = "move what is shared down, or pass it as an argument; ARCHITECTURE.md has the map";
        return (!lawful).then(|| Finding::new(path, 0, format!("{name} must not use {used}"), mend));
    }
    let in_product = word(dependency, "kind") != "dev";
    let lawful = !in_product || pure.is_none_or(|allowed| allowed.contains(&used));
    let mend = "keep it out; if it is as pure as the crate, add it to PURE in crates/tidy/src/arrows.rs and say why";
    (!lawful).then(|| Finding::new(path, 0, format!("{name} is pure and {used} is not on its list"), mend))
}

/// Checks the manifests as written: every crate takes the house's lints, every version stands in the root manifest,
/// and a crate has one integration-test binary.
pub fn check_manifests(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for name in tree.crates() {
        let path = format!("crates/{name}/Cargo.toml");
        let text = tree.text(&path).unwrap_or_default();
        if !text.contains("[lints]\nworkspace = true") {
            findings.push(Finding::new(
                &path,
                0,
                "the house's lints are not taken",
                "end it with `[lints]`, `workspace = true`",
            ));
        }
        findings.extend(loose_versions(&path, text));
        let tests = format!("crates/{name}/tests/");
        for test in tree.paths().filter_map(|path| path.strip_prefix(&tests)) {
            if test.ends_with(".rs") && !test.contains('/') {
                let mend = format!("make it a module of {tests}it/main.rs: each test binary links everything again");
                findings.push(Finding::new(&format!("{tests}{test}"), 0, "a second integration-test binary", mend));
            }
        }
    }
    findings
}

fn loose_versions<'t>(path: &'t str, text: &'t str) -> impl Iterator<Item = Finding> + 't {
    let mut among_dependencies = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        if line.starts_with('[') {
            among_dependencies = line.contains("dependencies");
            return None;
        }
        let plain = line.trim_start();
        let loose =
            among_dependencies && plain.contains('=') && !plain.starts_with('#') && !plain.contains("workspace = true");
        let mend = "name the version in [workspace.dependencies] of the root manifest; here say `.workspace = true`";
        loose.then(|| Finding::new(path, index + 1, "a dependency with a version of its own", mend))
    })
}

fn list<'v>(value: &'v serde_json::Value, key: &str) -> &'v [serde_json::Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn word<'v>(value: &'v serde_json::Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{check, check_manifests};
    use crate::Tree;
    use serde_json::json;

    fn metadata(name: &str, used: &str, kind: Option<&str>) -> serde_json::Value {
        json!({"packages": [{"name": name, "dependencies": [{"name": used, "kind": kind}]}]})
    }

    #[test]
    fn arrows_go_one_way() {
        let cases = [
            ("procedure", "journal", None, false),
            ("journal", "procedure", None, false),
            ("journal", "procedure", Some("dev"), false),
            ("register", "procedure", None, true),
            ("register", "journal", None, false),
            ("intake", "register", None, false),
            ("chancery", "journal", None, true),
            ("procedure", "rand", None, false),
            ("procedure", "rand", Some("dev"), true),
            ("procedure", "serde", None, true),
            ("intake", "rusqlite", None, false),
            ("typeset", "procedure", None, true),
            ("typeset", "extract", None, false),
            ("typeset", "typst-kit", None, false),
            ("journal", "rusqlite", None, true),
            ("annex", "serde", None, false),
        ];
        for (name, used, kind, lawful) in cases {
            let findings = check(&metadata(name, used, kind));
            assert_eq!(findings.is_empty(), lawful, "{name} -> {used} ({kind:?}): {findings:?}");
        }
    }

    #[test]
    fn a_manifest_takes_versions_and_lints_from_the_house() {
        let lawful =
            "[package]\nversion.workspace = true\n[dependencies]\nserde.workspace = true\n[lints]\nworkspace = true\n";
        let loose = "[dependencies]\nserde = \"1\"\n";
        assert!(
            check_manifests(&Tree::of(&[("crates/a/Cargo.toml", lawful), ("crates/a/tests/it/main.rs", "")]))
                .is_empty()
        );
        let findings = check_manifests(&Tree::of(&[("crates/a/Cargo.toml", loose), ("crates/a/tests/two.rs", "")]));
        let places: Vec<_> = findings.iter().map(|finding| (&*finding.path, finding.line)).collect();
        assert_eq!(places, [("crates/a/Cargo.toml", 0), ("crates/a/Cargo.toml", 2), ("crates/a/tests/two.rs", 0)]);
    }
}
