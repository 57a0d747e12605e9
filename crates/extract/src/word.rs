//! Word files (ECMA-376 WordprocessingML), by their relations and not by the names of their parts.
//!
//! The text is the headers, the body, the notes and the footers, in this order, with a blank line between them. Headers
//! and footers stand once each, those of the first page first; a note stands under its number, `[1]`, which also stands
//! where the text refers to it. Labels of numbered paragraphs are counted as Word counts them. The file's properties
//! (author, dates, title) are not read: they say who had the template first.

mod mark;
mod numbering;
mod properties;
mod story;
mod styles;

use crate::asides::Asides;
use crate::extract::{Enclosed, Extract};
use crate::format::Format;
use crate::package::{Package, label};
use crate::relations::{self, Relation};
use crate::writing::{Written, assemble, before_body};
use numbering::Numbering;
use phrases::stored;
use story::{As, Margin, Story, Surroundings};
use styles::Styles;

pub use mark::{BOOKMARK_AFTER, BOOKMARK_BEFORE, DraftMark, MARK_BYTES_MAX, MARK_DOSSIER, MARK_DRAFT, MARK_VERSION};
pub use story::{MARGINS_MAX, NOTES_MAX};

/// Files in a Word file after this many stay inside.
pub const EMBEDDED_MAX: usize = 200;

/// Takes a Word file apart.
pub(crate) fn open(bytes: &[u8]) -> Extract {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(says) => return Extract::closed(Format::Word, says),
    };
    let Some((main, _)) = relations::main_part(&mut package) else {
        return Extract::closed(Format::Word, stored!("The Word file names no main part."));
    };
    let mut remarks = Vec::new();
    let relations = relations::of(&mut package, &main, &mut remarks);
    let Some(text) = package.xml(&main, &mut remarks) else {
        remarks.push(stored!("The Word file's main part could not be taken out.").to_owned());
        return Extract { remarks, ..Extract::empty(Format::Word) };
    };
    let mark = mark::read(&mut package);
    let mut file = File { package, relations, remarks, asides: Asides::default(), is_draft: mark.is_some() };
    let mut around = file.surroundings();
    let mut body = story::read(&text, As::Before, &mut around, &mut file.asides);
    if body.written.text.trim().is_empty() && file.asides.has_insertions() {
        file.asides = Asides::showing_inserted();
        around = file.surroundings();
        body = story::read(&text, As::WithInserted, &mut around, &mut file.asides);
    }
    file.say(&body, stored!("body"));
    file.remarks.extend(margins_left_out(body.margins_left_out));
    let head = file.margins(&body, false);
    let foot = file.margins(&body, true);
    let notes = file.notes(&mut around);
    file.comments(&mut around);
    let (text, pages) = assemble(&head, &body.written, &notes, &foot);
    let draft = mark.map(|mark| {
        let words = mark::words(&body.written, before_body(&head), &notes, &text);
        if words.is_empty() {
            let says =
                stored!("The file was made for a draft, and the marks around the draft's words are gone from it.");
            file.remarks.push(says.to_owned());
        }
        DraftMark { words, ..mark }
    });
    let enclosures = file.enclosures(&body, text.trim().is_empty());
    file.warn();
    Extract { text, pages, remarks: file.remarks, enclosures, draft, ..Extract::empty(Format::Word) }
}

struct File<'a> {
    package: Package<'a>,
    relations: Vec<Relation>,
    remarks: Vec<String>,
    asides: Asides,
    is_draft: bool,
}

impl File<'_> {
    fn target(&self, kind: &str) -> Option<String> {
        let found = self.relations.iter().find(|relation| relation.kind == kind && !relation.is_outside);
        found.map(|relation| relation.target.clone())
    }

    fn part(&mut self, kind: &str) -> Option<String> {
        let target = self.target(kind)?;
        self.package.xml(&target, &mut self.remarks)
    }

    fn surroundings(&mut self) -> Surroundings {
        Surroundings {
            styles: self.part("styles").map(|text| Styles::read(&text)).unwrap_or_default(),
            numbering: self.part("numbering").map(|text| Numbering::read(&text)).unwrap_or_default(),
            is_draft: self.is_draft,
            ..Surroundings::default()
        }
    }

    fn say(&mut self, story: &Story, stored_called: &str) {
        if let Some(stored_fault) = story.fault {
            let says = stored!("The {stored_called} of the Word file {stored_fault}; what stands before is shown.");
            self.remarks.push(says);
        }
        if story.written.full {
            self.remarks.push(full(&story.written));
        }
        if story.has_signs {
            self.remarks.push(
                stored!("Some signs of the file's own fonts have no letter and are shown as \u{fffd}.").to_owned(),
            );
        }
    }

    /// The headers, or the footers: those of the first page, of the other pages, of even pages, each text once.
    fn margins(&mut self, body: &Story, footers: bool) -> String {
        let even = self.part("settings").is_some_and(|settings| settings.contains("evenAndOddHeaders"));
        let rank = |margin: &Margin| match margin.on.as_str() {
            "first" if body.has_title_page => Some(0),
            "default" => Some(1),
            "even" if even => Some(2),
            _ => None,
        };
        let mut wanted: Vec<_> = body.margins.iter().filter(|margin| margin.is_footer == footers).collect();
        wanted.retain(|margin| rank(margin).is_some());
        wanted.sort_by_key(|margin| rank(margin));
        let mut texts: Vec<String> = Vec::new();
        let mut around = self.surroundings();
        for margin in wanted {
            let target = self.relations.iter().find(|relation| relation.id == margin.relation && !relation.is_outside);
            let Some(target) = target.map(|relation| relation.target.clone()) else { continue };
            let Some(text) = self.package.xml(&target, &mut self.remarks) else { continue };
            let story = story::read(&text, As::Margin, &mut around, &mut self.asides);
            self.say(&story, if footers { stored!("footer") } else { stored!("header") });
            let text = story.written.text.trim_matches('\n').to_owned();
            if !text.trim().is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts.join("\n")
    }

    /// The notes that the text refers to, each under its number.
    fn notes(&mut self, around: &mut Surroundings) -> String {
        let wanted = std::mem::take(&mut around.notes);
        if wanted.is_empty() {
            return String::new();
        }
        let mut read = |kind: &str| {
            let story = self.part(kind).map(|text| story::read(&text, As::Before, around, &mut self.asides));
            if let Some(story) = &story {
                self.say(story, stored!("notes"));
            }
            story.map(|story| story.notes).unwrap_or_default()
        };
        let (foot, end) = (read("footnotes"), read("endnotes"));
        let mut lines = String::new();
        for (at, note) in wanted.iter().enumerate() {
            let words = if note.at_end { end.get(&note.id) } else { foot.get(&note.id) };
            lines.push_str(&format!("[{}] {}\n", at + 1, words.map_or("", String::as_str)));
        }
        self.remarks.extend(notes_left_out(around.notes_left_out));
        lines
    }

    fn comments(&mut self, around: &mut Surroundings) {
        let Some(text) = self.part("comments") else { return };
        let story = story::read(&text, As::Before, around, &mut self.asides);
        for (by, words) in &story.comments {
            self.asides.comment(by, words);
        }
    }

    /// Files that stand in the file. Its pictures are its own, unless it holds nothing else.
    fn enclosures(&mut self, body: &Story, is_blank: bool) -> Vec<Enclosed> {
        let is_wanted = |relation: &&Relation| {
            let pictures = is_blank && relation.kind == "image";
            !relation.is_outside && (pictures || matches!(relation.kind.as_str(), "oleObject" | "package" | "aFChunk"))
        };
        let targets: Vec<_> = self.relations.iter().filter(is_wanted).map(|relation| relation.target.clone()).collect();
        let mut enclosures = Vec::new();
        for target in targets.iter().take(EMBEDDED_MAX) {
            let name = label(target.rsplit('/').next().unwrap_or(target));
            match self.package.part(target) {
                Some(Ok(bytes)) => enclosures.push(Enclosed::told(name, bytes)),
                Some(Err(kept)) => self.remarks.push(kept.inside(&name)),
                None => {}
            }
        }
        if targets.len() > EMBEDDED_MAX {
            let count = targets.len();
            self.remarks.push(stored!("The file holds {count} files; only the first {EMBEDDED_MAX} were taken out."));
        }
        if is_blank {
            self.remarks.push(no_text(&enclosures).to_owned());
        }
        if !body.chunks.is_empty() {
            let says = stored!("Parts of the text are kept in files of another form; they are given as enclosures.");
            self.remarks.push(says.to_owned());
        }
        enclosures
    }

    /// What the file would do or fetch if a word processor opened it, and what stands beside its text.
    fn warn(&mut self) {
        let mut outside = self.relations.iter().filter(|one| one.is_outside && one.kind != "hyperlink").count();
        if let Some(settings) = self.target("settings") {
            let more = relations::of(&mut self.package, &settings, &mut self.remarks);
            outside += more.iter().filter(|one| one.is_outside && one.kind != "hyperlink").count();
        }
        self.asides.outside = outside;
        self.remarks.extend(self.asides.remarks());
        if self.relations.iter().any(|relation| relation.kind == "vbaProject") {
            self.remarks.push(stored!("The file holds macros, which were not run.").to_owned());
        }
    }
}

/// Says that a file has no text, and whether it encloses anything.
pub(crate) fn no_text(enclosures: &[Enclosed]) -> &'static str {
    if enclosures.is_empty() {
        stored!("There is no text on this paper.")
    } else {
        stored!("There is no text on this paper, only what it encloses.")
    }
}

/// Says that notes beyond their limit are left out, where some are.
pub(crate) fn notes_left_out(count: usize) -> Option<String> {
    (count > 0).then(|| stored!("The file has more than {NOTES_MAX} notes; {count} are left out."))
}

/// Says that headers and footers beyond their limit are left out, where some are.
pub(crate) fn margins_left_out(count: usize) -> Option<String> {
    (count > 0).then(|| stored!("The file has more than {MARGINS_MAX} headers and footers; {count} are left out."))
}

/// Says that a text is not whole.
pub(crate) fn full(written: &Written) -> String {
    let limit = crate::writing::TEXT_BYTES_MAX >> 20;
    debug_assert!(written.full);
    let lines = crate::writing::LINES_MAX;
    stored!("The text of the file is longer than {limit} MiB or {lines} lines; what goes beyond is left out.")
}
