//! Texts in OpenDocument form (ISO/IEC 26300).
//!
//! The text is put together as that of a Word file is: headers, body, notes, footers, each once. Tracked changes are not
//! accepted: what was struck out is put back where it stood. The file's properties (`meta.xml`) are not read.

mod lists;
mod story;
mod styles;

use crate::asides::Asides;
use crate::extract::{Enclosed, Extract};
use crate::format::Format;
use crate::package::{Package, label};
use crate::word::{EMBEDDED_MAX, margins_left_out, no_text, notes_left_out};
use crate::writing::assemble;
use phrases::stored;
use story::Story;
use styles::Styles;

/// Takes an OpenDocument text apart.
pub(crate) fn open(bytes: &[u8]) -> Extract {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(says) => return Extract::closed(Format::OpenText, says),
    };
    let mut remarks = Vec::new();
    if is_encrypted(&mut package) {
        return Extract::closed(
            Format::OpenText,
            stored!("The OpenDocument text is encrypted; it is kept as it came."),
        );
    }
    let Some(content) = package.xml("content.xml", &mut remarks) else {
        return Extract { remarks, ..Extract::empty(Format::OpenText) };
    };
    let common = package.xml("styles.xml", &mut remarks).unwrap_or_default();
    let mut styles = Styles::default();
    styles.fill(&common);
    styles.fill(&content);
    let mut asides = Asides::default();
    let mut body = story::read(&content, &styles, false, &mut asides);
    if body.written.text.trim().is_empty() && asides.has_insertions() {
        asides = Asides::showing_inserted();
        body = story::read(&content, &styles, true, &mut asides);
    }
    say(&body, stored!("body"), &mut remarks);
    let margins = story::read(&common, &styles, false, &mut asides);
    say(&margins, stored!("headers"), &mut remarks);
    let (text, pages) = assemble(&margins.headers(), &body.written, &body.notes(), &margins.footers());
    asides.outside = body.outside + margins.outside;
    let enclosures = enclosures(&mut package, text.trim().is_empty(), &mut remarks);
    remarks.extend(asides.remarks());
    Extract { text, pages, remarks, enclosures, ..Extract::empty(Format::OpenText) }
}

/// Whether the parts of an OpenDocument file are encrypted (ISO/IEC 26300-2 §4.8).
pub(crate) fn is_encrypted(package: &mut Package<'_>) -> bool {
    let manifest = package.xml("META-INF/manifest.xml", &mut Vec::new());
    manifest.is_some_and(|manifest| manifest.contains("encryption-data"))
}

fn say(story: &Story, stored_called: &str, remarks: &mut Vec<String>) {
    if let Some(stored_fault) = story.fault {
        remarks.push(stored!(
            "The part of the file with its {stored_called} {stored_fault}; what stands before is shown."
        ));
    }
    if story.written.full {
        remarks.push(crate::word::full(&story.written));
    }
    remarks.extend(notes_left_out(story.notes_left_out));
    remarks.extend(margins_left_out(story.margins_left_out));
}

/// Files inside, which stand at the root of the container under names that the standard leaves to the program: the one
/// known, `Object 1`, is that of all in use. A file's pictures are its own, unless it holds nothing else.
fn enclosures(package: &mut Package<'_>, is_blank: bool, remarks: &mut Vec<String>) -> Vec<Enclosed> {
    let mut enclosures = Vec::new();
    let (mut open_objects, mut left_inside, mut has_macros) = (0, 0, false);
    for entry in package.entries() {
        let is_object = entry.name.starts_with("Object ") && !entry.name.contains('/');
        let is_picture = is_blank && entry.name.starts_with("Pictures/") && !entry.is_folder;
        open_objects += usize::from(entry.name.starts_with("Object ") && entry.name.ends_with("/content.xml"));
        has_macros |= !entry.is_folder && (entry.name.starts_with("Basic/") || entry.name.starts_with("Scripts/"));
        if !is_object && !is_picture {
            continue;
        }
        if enclosures.len() >= EMBEDDED_MAX {
            left_inside += 1;
            continue;
        }
        let name = label(entry.name.rsplit('/').next().unwrap_or(&entry.name));
        match package.take(entry.at) {
            Ok(bytes) => enclosures.push(Enclosed::told(name, bytes)),
            Err(kept) => remarks.push(kept.inside(&name)),
        }
    }
    if left_inside > 0 {
        remarks.push(stored!("The file holds more than {EMBEDDED_MAX} files; {left_inside} of them stay inside."));
    }
    if open_objects > 0 {
        remarks.push(stored!("The file shows {open_objects} tables or drawings of other programs, which stay inside."));
    }
    if is_blank {
        remarks.push(no_text(&enclosures).to_owned());
    }
    if has_macros {
        remarks.push(stored!("The file holds macros, which were not run.").to_owned());
    }
    enclosures
}
