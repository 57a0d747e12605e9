//! Files of an office's folder that lie beside the journal and are not made from it: the key, who may come in, words, forms, what
//! was looked at, what was sent. Databases are taken out of one state of theirs; of the others what there is.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

/// Begins the names of files that are made from the journal, hold nothing, or are of the journal itself.
const NOT: [&str; 6] = ["journal.db", "register.db", "index", "office.lock", "office.sock", "office.key.new"];
/// Ends the names of files that nobody has finished, or that belong to a database beside them.
const NOT_ENDING: [&str; 4] = [".part", "-wal", "-shm", "-journal"];
/// Deepest folder in a folder.
const DEPTH_MAX: usize = 8;

/// The files, each with its name from the folder on, in order.
pub(super) fn files(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    gather(folder, "", 0, &mut found)?;
    found.sort();
    Ok(found)
}

fn gather(folder: &Path, before: &str, depth: usize, found: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let top = before.is_empty();
        if (top && NOT.iter().any(|not| name.starts_with(not))) || NOT_ENDING.iter().any(|end| name.ends_with(end)) {
            continue;
        }
        let full = format!("{before}{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() && depth < DEPTH_MAX {
            gather(&entry.path(), &format!("{full}/"), depth + 1, found)?;
        } else if kind.is_file() {
            found.push((full, entry.path()));
        }
    }
    Ok(())
}

/// The bytes of one; of a database those of one state, whoever writes in it meanwhile.
pub(super) fn open(folder: &Path, path: &Path) -> io::Result<Box<dyn Read>> {
    if path.extension().is_none_or(|end| end != "db") {
        return Ok(Box::new(File::open(path)?));
    }
    let other = |error: rusqlite::Error| io::Error::other(error.to_string());
    let aside = tempfile_in(folder, path);
    let copied = || {
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(other)?;
        db.execute("VACUUM INTO ?1", [aside.to_string_lossy()]).map_err(other)?;
        fs::read(&aside)
    };
    let bytes = copied();
    match fs::remove_file(&aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    Ok(Box::new(io::Cursor::new(bytes?)))
}

/// Where a state of a database is laid down for a moment. A leftover of an interrupted backup goes first.
fn tempfile_in(folder: &Path, path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let aside = folder.join(format!("{name}.part"));
    fs::remove_file(&aside).ok();
    aside
}

/// Whether a name in a backup may be written below a folder: it leads nowhere else.
pub(super) fn is_name(name: &str) -> bool {
    let piece = |piece: &str| !piece.is_empty() && piece != "." && piece != ".." && !piece.contains(['\\', '\0', ':']);
    name.split('/').all(piece) && name.split('/').count() <= DEPTH_MAX + 1
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_lead_nowhere_else() {
        assert!(is_name("doors.db") && is_name("forms/letter.typ"));
        for wrong in ["", "/etc/passwd", "../x", "a/../b", "a//b", "C:\\x", "a/.", "a\0b"] {
            assert!(!is_name(wrong), "{wrong:?}");
        }
    }
}
