//! Which files are meant by the paths given: in the order given, within a folder in the order of names.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders within folders that are walked into.
pub(in crate::cli) const WALK_DEPTH_MAX: usize = 64;
/// Files that one command takes.
pub(in crate::cli) const FILES_MAX: usize = 2_000_000;

/// One path met on the walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Met {
    /// A file to enter.
    File(PathBuf),
    /// Something else, and why it is left out.
    Not(PathBuf, String),
}

/// There are more than [`FILES_MAX`] files.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) struct TooMany;

/// Walks the paths. A path given may be a link; within folders, links to folders are left out, so that no walk goes in
/// circles, and so are files whose names begin with a stop.
pub(in crate::cli) fn walk(paths: &[PathBuf], files_max: usize) -> Result<Vec<Met>, TooMany> {
    let mut met = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            Ok(facts) if facts.is_dir() => walk_into(path, 1, files_max, &mut met)?,
            Ok(facts) if facts.is_file() => met.push(Met::File(path.clone())),
            Ok(_) => met.push(Met::Not(path.clone(), "it is neither a file nor a folder".to_owned())),
            Err(error) => met.push(Met::Not(path.clone(), error.to_string())),
        }
        if met.len() > files_max {
            return Err(TooMany);
        }
    }
    Ok(met)
}

fn walk_into(folder: &Path, depth: usize, files_max: usize, met: &mut Vec<Met>) -> Result<(), TooMany> {
    if depth > WALK_DEPTH_MAX {
        met.push(Met::Not(folder.to_owned(), format!("it lies more than {WALK_DEPTH_MAX} folders deep")));
        return Ok(());
    }
    let listed = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut inside = match listed {
        Ok(inside) => inside,
        Err(error) => {
            met.push(Met::Not(folder.to_owned(), error.to_string()));
            return Ok(());
        }
    };
    inside.sort_by_key(fs::DirEntry::file_name);
    for one in inside {
        let path = one.path();
        if one.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        match one.file_type() {
            Ok(kind) if kind.is_dir() => walk_into(&path, depth + 1, files_max, met)?,
            Ok(kind) if kind.is_file() => met.push(Met::File(path)),
            Ok(kind) if kind.is_symlink() => match fs::metadata(&path) {
                Ok(facts) if facts.is_file() => met.push(Met::File(path)),
                Ok(_) => met.push(Met::Not(path, "it is a link, and links to folders are not followed".to_owned())),
                Err(error) => met.push(Met::Not(path, error.to_string())),
            },
            Ok(_) => met.push(Met::Not(path, "it is neither a file nor a folder".to_owned())),
            Err(error) => met.push(Met::Not(path, error.to_string())),
        }
        if met.len() > files_max {
            return Err(TooMany);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn names(met: &[Met]) -> Vec<String> {
        let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        met.iter()
            .map(|met| match met {
                Met::File(path) => name(path),
                Met::Not(path, _) => format!("not {}", name(path)),
            })
            .collect()
    }

    #[test]
    fn folders_are_walked_in_the_order_of_names() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("b")).unwrap();
        for file in ["c.txt", "a.txt", "b/2.txt", "b/1.txt", ".hidden"] {
            fs::write(dir.path().join(file), "x").unwrap();
        }
        let met = walk(&[dir.path().join("c.txt"), dir.path().to_owned()], 10).unwrap();
        assert_eq!(names(&met), ["c.txt", "a.txt", "1.txt", "2.txt", "c.txt"]);
    }

    #[test]
    fn there_is_a_limit() {
        let dir = tempfile::tempdir().unwrap();
        for file in ["1", "2", "3"] {
            fs::write(dir.path().join(file), "x").unwrap();
        }
        assert_eq!(walk(&[dir.path().to_owned()], 3).map(|met| met.len()), Ok(3));
        assert_eq!(walk(&[dir.path().to_owned()], 2), Err(TooMany));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_folder_itself_ends_the_walk() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a"), "x").unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("b")).unwrap();
        std::os::unix::fs::symlink(dir.path().join("a"), dir.path().join("c")).unwrap();
        assert_eq!(names(&walk(&[dir.path().to_owned()], 10).unwrap()), ["a", "not b", "c"]);
    }

    #[test]
    fn folders_are_walked_so_deep_and_no_deeper() {
        let dir = tempfile::tempdir().unwrap();
        let mut at = dir.path().to_owned();
        for _ in 1..WALK_DEPTH_MAX {
            at.push("d");
            fs::create_dir(&at).unwrap();
        }
        fs::write(at.join("deep"), "x").unwrap();
        fs::create_dir(at.join("e")).unwrap();
        fs::write(at.join("e/deeper"), "x").unwrap();
        assert_eq!(names(&walk(&[dir.path().to_owned()], 10).unwrap()), ["deep", "not e"]);
    }
}
