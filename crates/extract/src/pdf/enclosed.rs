//! Files that a PDF file carries: those of its name tree and of its attachment annotations (ISO 32000-2, 7.11.4).

use std::collections::HashSet;

use lopdf::{Dictionary, Object};
use phrases::stored;

use super::content::text_of;
use super::file::{File, dictionary};
use crate::extract::{Enclosed, Extract};

/// Enclosed files after this many are left inside.
pub const PDF_ENCLOSED_MAX: usize = 1_000;
/// The tree of names is no deeper than this.
const TREE_DEPTH_MAX: usize = 32;
/// Nodes of the tree of names after this many are left aside.
const TREE_NODES_MAX: usize = 10_000;

/// Takes the enclosed files out.
pub(super) fn take(file: &File, extract: &mut Extract) {
    let Some(catalog) = file.catalog() else { return };
    let mut take = Take { file, extract, seen: HashSet::new(), nodes: 0 };
    if let Some(tree) = file.dict(catalog, b"Names").and_then(|names| file.dict(names, b"EmbeddedFiles")) {
        take.node(tree, 0);
    }
    for found in file.list(catalog, b"AF") {
        if let Some(dict) = dictionary(file.resolve(found)) {
            take.one(dict);
        }
    }
    let (pages, _) = file.pages();
    for page in pages {
        for annotation in file.list(page.dict, b"Annots") {
            if let Some(dict) = dictionary(file.resolve(annotation))
                && let Some(found) = file.dict(dict, b"FS")
            {
                take.one(found);
            }
        }
    }
}

struct Take<'a, 'e> {
    file: &'a File,
    extract: &'e mut Extract,
    /// Embedded streams that were taken, by where they are.
    seen: HashSet<*const Dictionary>,
    nodes: usize,
}

impl<'a> Take<'a, '_> {
    fn node(&mut self, node: &'a Dictionary, depth: usize) {
        self.nodes += 1;
        if depth > TREE_DEPTH_MAX || self.nodes > TREE_NODES_MAX {
            return;
        }
        for pair in self.file.list(node, b"Names").chunks_exact(2) {
            if let Some(dict) = dictionary(self.file.resolve(&pair[1])) {
                self.one(dict);
            }
        }
        for kid in self.file.list(node, b"Kids") {
            if let Some(dict) = dictionary(self.file.resolve(kid)) {
                self.node(dict, depth + 1);
            }
        }
    }

    /// One file specification.
    fn one(&mut self, dict: &'a Dictionary) {
        let file = self.file;
        let Some(forms) = file.dict(dict, b"EF") else { return };
        let Some(stream) = file.get(forms, b"UF").or_else(|| file.get(forms, b"F")) else { return };
        let Object::Stream(inner) = stream else { return };
        if !self.seen.insert(&raw const inner.dict) {
            return;
        }
        let count = self.extract.enclosures.len();
        if count >= PDF_ENCLOSED_MAX {
            let says =
                stored!("The PDF file has more than {PDF_ENCLOSED_MAX} files inside; the others were not taken out.");
            if !self.extract.remarks.contains(&says) {
                self.extract.remarks.push(says);
            }
            return;
        }
        let named = file.get(dict, b"UF").or_else(|| file.get(dict, b"F"));
        let name = named.and_then(|name| name.as_str().ok()).map(text_of).unwrap_or_default();
        let name: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let name = if name.trim().is_empty() { format!("attachment {}", count + 1) } else { name.trim().to_owned() };
        let media = file.name(&inner.dict, b"Subtype").map(|media| String::from_utf8_lossy(media).to_ascii_lowercase());
        let media = media.filter(|media| media.contains('/')).unwrap_or_else(|| "application/octet-stream".to_owned());
        match file.stream(stream) {
            Some(bytes) => self.extract.enclosures.push(Enclosed { name, media, bytes }),
            None => self.extract.remarks.push(stored!("{name}: The file inside the PDF could not be taken out.")),
        }
    }
}
