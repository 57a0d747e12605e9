//! The files of a repository, read once.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

/// Files by path (relative, forward slashes). A file that is not UTF-8 is held by name only.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    files: BTreeMap<String, Option<String>>,
}

impl Tree {
    /// Reads what git tracks or would offer to track below `root`; where git does not answer (an exported archive),
    /// everything but hidden folders and `target`.
    ///
    /// # Errors
    /// When a folder or file that was listed cannot be read.
    pub fn open(root: &Path) -> io::Result<Tree> {
        let mut tree = Tree::default();
        let paths = match tracked(root) {
            Some(paths) => paths,
            None => walked(root, Path::new(""))?,
        };
        for path in paths {
            match fs::read(root.join(&path)) {
                Ok(bytes) => tree.files.insert(path, String::from_utf8(bytes).ok()),
                // Removed from the folder and not yet from git's list.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(io::Error::new(error.kind(), format!("{path}: {error}"))),
            };
        }
        Ok(tree)
    }

    /// A tree made of the given paths and texts.
    pub fn of(files: &[(&str, &str)]) -> Tree {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), Some((*text).to_owned())));
        Tree { files: files.collect() }
    }

    /// Paths and texts of all files that are text, by path.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }

    /// Paths and texts of the Rust sources, by path.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(path, _)| path.ends_with(".rs"))
    }

    /// All paths, those of binary files included.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The text of one file; `None` when it is absent or not UTF-8.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.as_deref()
    }

    /// Whether `path` is a file here or a folder with files in it.
    pub fn holds(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        path.is_empty() || self.files.contains_key(path) || self.paths().any(|held| held.starts_with(&folder))
    }

    /// Names of the folders in `crates/` that have a manifest.
    pub fn crates(&self) -> Vec<&str> {
        let name = |path: &'_ str| -> Option<(usize, usize)> {
            let rest = path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
            (!rest.contains('/')).then_some(("crates/".len(), "crates/".len() + rest.len()))
        };
        self.paths().filter_map(|path| name(path).map(|(from, to)| &path[from..to])).collect()
    }
}

fn tracked(root: &Path) -> Option<Vec<String>> {
    let list = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    let output = Command::new("git").arg("-C").arg(root).args(list).output().ok()?;
    if !output.status.success() {
        return None;
    }
    let names = String::from_utf8(output.stdout).ok()?;
    Some(names.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

fn walked(root: &Path, below: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = below.join(&name);
        let kind = entry.file_type()?;
        if kind.is_dir() && name != "target" && (!name.starts_with('.') || matches!(&*name, ".ci" | ".config")) {
            paths.extend(walked(root, &path)?);
        } else if kind.is_file() {
            paths.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn a_tree_knows_its_crates_folders_and_files() {
        let tree = Tree::of(&[("crates/a/Cargo.toml", ""), ("crates/a/src/lib.rs", ""), ("crates/notes.md", "")]);
        assert_eq!(tree.crates(), ["a"]);
        assert!(tree.holds("crates/a") && tree.holds("crates/notes.md") && !tree.holds("crates/b"));
    }
}
