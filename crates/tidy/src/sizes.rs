//! How long a file and a function may be.

use crate::scan::scan;
use crate::{Finding, Tree};

/// A file longer than this fails.
pub const FILE_LINES_MAX: usize = 800;
/// A file longer than this is named, and should be split by idea.
pub const FILE_LINES_AIM: usize = 700;
/// A function longer than this fails.
pub const FUNCTION_LINES_MAX: usize = 100;
/// A function longer than this is named: it no longer fits a screen.
pub const FUNCTION_LINES_AIM: usize = 70;

const WRITTEN: &[&str] = &[".rs", ".py", ".js", ".css", ".sh"];

/// Checks files and functions against the two limits.
pub fn check(tree: &Tree) -> Vec<Finding> {
    longer(tree, FILE_LINES_MAX, FUNCTION_LINES_MAX)
}

/// What is longer than the aims; for people to read, it fails nothing.
pub fn long(tree: &Tree) -> Vec<Finding> {
    longer(tree, FILE_LINES_AIM, FUNCTION_LINES_AIM)
}

fn longer(tree: &Tree, file_lines: usize, function_lines: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| WRITTEN.iter().any(|end| path.ends_with(end))) {
        let lines = text.lines().count();
        if lines > file_lines {
            let what = format!("{lines} lines, more than {file_lines}");
            findings.push(Finding::new(path, 0, what, "it holds more than one idea: give each its own file"));
        }
    }
    for (path, source) in tree.sources() {
        for (line, name, lines) in functions(&scan(source).code) {
            if lines > function_lines {
                let what = format!("fn {name} has {lines} lines, more than {function_lines}");
                findings.push(Finding::new(path, line, what, "name its steps and let each be a function"));
            }
        }
    }
    findings
}

/// First line, name and number of lines of every function with a body of more than one line. Relies on rustfmt: the
/// closing brace stands alone below the `f` of the line that began the function.
fn functions(code: &str) -> Vec<(usize, &str, usize)> {
    let mut open: Vec<(usize, usize, &str)> = Vec::new();
    let mut closed = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let ends = line.trim() == "}";
        if ends && open.last().is_some_and(|(_, at, _)| *at == indent) {
            closed.extend(open.pop().map(|(first, _, name)| (first + 1, name, index - first + 1)));
        }
        if let Some(name) = begun(line) {
            // A declaration without a body never closes; the next function at its place shows that.
            open.retain(|(_, at, _)| *at < indent);
            open.push((index, indent, name));
        }
    }
    closed
}

fn begun(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    let lead = |word: &&str| {
        matches!(*word, "pub" | "const" | "async" | "unsafe" | "extern" | "default")
            || word.starts_with("pub(")
            || word.starts_with('"')
    };
    let first = words.by_ref().find(|word| !lead(word))?;
    if first != "fn" || line.trim_end().ends_with(['}', ';']) {
        return None;
    }
    words.next().map(|name| name.split(['(', '<']).next().unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::{FILE_LINES_MAX, FUNCTION_LINES_MAX, check};
    use crate::Tree;

    fn found(text: &str) -> usize {
        check(&Tree::of(&[("crates/a/src/lib.rs", text)])).len()
    }

    #[test]
    fn a_file_ends_at_its_limit() {
        assert_eq!(found(&"//\n".repeat(FILE_LINES_MAX)), 0);
        assert_eq!(found(&"//\n".repeat(FILE_LINES_MAX + 1)), 1);
    }

    #[test]
    fn a_function_ends_at_its_limit() {
        let of = |lines: usize| {
            let body = "        if a {\n            b();\n        }\n".repeat((lines - 2) / 3);
            let rest = "        c();\n".repeat((lines - 2) % 3);
            format!(
                "impl A {{\n    fn none(&self);\n    pub(crate) async fn a(\n        &self) {{\n{}{rest}    }}\n}}\n",
                &body[..]
            )
        };
        assert_eq!(found(&of(FUNCTION_LINES_MAX - 1)), 0);
        assert_eq!(found(&of(FUNCTION_LINES_MAX)), 1);
    }
}
