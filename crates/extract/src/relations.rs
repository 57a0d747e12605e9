//! Relations between the parts of an Office Open XML file (ECMA-376-2 §6.5): which part is the main one and what it
//! uses is told by them, never by a part's name.

use phrases::stored;

use crate::format::Format;
use crate::package::Package;
use crate::xml::{Step, Xml};

/// Relations of one part after this many are not looked at.
pub const RELATIONS_MAX: usize = 20_000;

/// One relation.
pub(crate) struct Relation {
    pub(crate) id: String,
    /// The last step of its type: `header`, `footnotes`, `oleObject`. The steps before differ between the strict and
    /// the transitional form.
    pub(crate) kind: String,
    /// The name of the part, or an address outside the file.
    pub(crate) target: String,
    pub(crate) is_outside: bool,
}

/// The relations of a part, or of the whole file where the part is `""`.
pub(crate) fn of(package: &mut Package<'_>, part: &str, remarks: &mut Vec<String>) -> Vec<Relation> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let Some(text) = package.xml(&format!("{folder}{slash}_rels/{name}.rels"), remarks) else { return Vec::new() };
    let mut xml = Xml::new(&text);
    let mut relations = Vec::new();
    let mut left_out = 0;
    while let Ok(Some(step)) = xml.step() {
        let Step::Open(tag) = step else { continue };
        if tag.name() != "Relationship" {
            continue;
        }
        if relations.len() >= RELATIONS_MAX {
            left_out += 1;
            continue;
        }
        let kind = tag.get("Type").unwrap_or_default();
        let target = tag.get("Target").unwrap_or_default();
        let is_outside = tag.get("TargetMode").as_deref() == Some("External");
        relations.push(Relation {
            id: tag.get("Id").unwrap_or_default(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: if is_outside { target } else { resolve(folder, &target) },
            is_outside,
        });
    }
    if left_out > 0 {
        let says =
            stored!("A part of the file names more than {RELATIONS_MAX} others; {left_out} were not looked for.");
        remarks.push(says);
    }
    relations
}

/// A target's name from the root of the container.
fn resolve(folder: &str, target: &str) -> String {
    let (base, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target),
    };
    let mut steps: Vec<&str> = base.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The main part of an Office Open XML file and the form that its content type gives it; none where it is no such file
/// or of a form that is not read here.
pub(crate) fn main_part(package: &mut Package<'_>) -> Option<(String, Format)> {
    if !package.has("[Content_Types].xml") {
        return None;
    }
    let mut ignored = Vec::new();
    let relations = of(package, "", &mut ignored);
    let main = relations.into_iter().find(|relation| relation.kind == "officeDocument" && !relation.is_outside)?;
    let types = package.xml("[Content_Types].xml", &mut ignored)?;
    let media = content_type(&types, &main.target)?.to_ascii_lowercase();
    let is_xml = media.ends_with("xml");
    let format = match media {
        media if media.contains("wordprocessingml") || media.contains("ms-word.") => Format::Word,
        // The binary form of a sheet has the same parts and is not XML.
        media if is_xml && (media.contains("spreadsheetml") || media.contains("ms-excel.")) => Format::Spreadsheet,
        _ => return None,
    };
    Some((main.target, format))
}

/// The content type of a part: its own, or that of its name's end.
fn content_type(types: &str, part: &str) -> Option<String> {
    let mut xml = Xml::new(types);
    let mut by_end = None;
    let end = part.rsplit('.').next().unwrap_or_default();
    while let Ok(Some(step)) = xml.step() {
        let Step::Open(tag) = step else { continue };
        let is = |name: &str, value: &str| {
            tag.get(name).is_some_and(|found| found.trim_start_matches('/').eq_ignore_ascii_case(value))
        };
        match tag.name().as_str() {
            "Override" if is("PartName", part) => return tag.get("ContentType"),
            "Default" if is("Extension", end) => by_end = tag.get("ContentType"),
            _ => {}
        }
    }
    by_end
}
