//! A ZIP container of files: its files are the enclosures, its text is the list of their names.
//!
//! Containers within it stay closed; whoever opens one as a file of its own opens it under the same limits. A name is a
//! label with no way up in it; the file is never written anywhere by it.

use phrases::stored;

use crate::extract::{Enclosed, Extract};
use crate::format::{Format, called_closed};
use crate::package::{Package, label};

/// Files of a container after this many stay inside; their names are listed.
pub const ENCLOSED_MAX: usize = 1_000;

/// Takes a container apart.
pub(crate) fn open(bytes: &[u8]) -> Extract {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(says) => return Extract::closed(Format::Zip, says),
    };
    if let Some(stored_called) = called_closed(&package) {
        return Extract::closed(Format::Zip, stored!("The file is {stored_called}; it is kept as it came."));
    }
    let mut extract = Extract::empty(Format::Zip);
    let mut left_inside = 0;
    for entry in package.entries().iter().filter(|entry| !entry.is_folder) {
        let name = Some(label(&entry.name)).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| format!("file {}", entry.at + 1));
        extract.text.push_str(&name);
        extract.text.push('\n');
        if extract.enclosures.len() >= ENCLOSED_MAX {
            left_inside += 1;
            continue;
        }
        match package.take(entry.at) {
            Ok(bytes) => extract.enclosures.push(Enclosed::told(name, bytes)),
            Err(kept) => {
                let stored_why = kept.because();
                extract.remarks.push(stored!("{name} stays in the container: {stored_why}."));
            }
        }
    }
    if left_inside > 0 {
        let says = stored!("The container holds more than {ENCLOSED_MAX} files; {left_inside} of them stay inside.");
        extract.remarks.push(says);
    }
    if extract.text.is_empty() {
        extract.remarks.push(stored!("The container holds no file.").to_owned());
    }
    extract
}
