//! One paper in several files, and several papers in one file: put together and taken apart before anything is entered.
//! Only an officer asks for it; the reading offers it.

use phrases::stored;
use procedure::card::{Card, CardRemark};
use procedure::paper::{EnclosedFile, Version};
use procedure::refusal::{Counted, Refusal};

use super::Office;
use super::command::SubmitError;
use super::fitting::ENCLOSED_MAX;
use super::options::READ_BYTES_MAX;
use super::prepare::{Prepared, read_text};

/// What stands between the texts of two files of one paper: a page ends there.
const BETWEEN: &str = "\n\u{c}";

impl Office {
    /// One paper of several files, in the order given. The first is the version; the others stay with it under their own
    /// names, byte for byte, and their texts follow its text, each from a page of its own on. The card is read anew from
    /// the whole. `None` where there is no file. Blocks for as long as the reading takes.
    ///
    /// # Errors
    /// When the texts together are longer than what is read, when it could not be entered so, or the disk failed.
    pub fn join(&self, files: Vec<Prepared>) -> Result<Option<Prepared>, SubmitError> {
        let texts: u64 = files.iter().map(|file| file.reading.text.len() as u64).sum();
        if texts > READ_BYTES_MAX {
            return Err(Refusal::FileTooLong { bytes_max: READ_BYTES_MAX }.into());
        }
        let mut files = files.into_iter();
        let Some(mut first) = files.next() else { return Ok(None) };
        let mut extract = extract_of(&first.reading);
        let mut enclosed = std::mem::take(&mut first.version.enclosed);
        let mut names = vec![first.version.name.clone()];
        for file in files {
            let says = |remark: &CardRemark| remark.field.is_none().then(|| remark.says.clone());
            extract.remarks.extend(file.reading.remarks.iter().filter_map(says));
            follow(&mut extract, &file.reading);
            names.push(file.version.name.clone());
            enclosed.push(file_of(&file.version));
            enclosed.extend(file.version.enclosed);
            first.bodies.merge(file.bodies);
        }
        extract.remarks.push(put_together(&names));
        first.reading = intake::of_extract_with(self.languages(), extract);
        first.reading.parts.clear();
        first.version.enclosed = enclosed;
        first.version.text = None;
        if !first.reading.text.is_empty() {
            let sealed = self.keep(first.reading.text.clone().into_bytes())?;
            first.version.text = Some(read_text(sealed.id(), sealed.hash(), sealed.bytes(), &first.reading));
            first.bodies.push(sealed);
        }
        enterable(&first)?;
        Ok(Some(first))
    }

    /// A file in which several papers stand, with each of them enclosed as a text of its own: it can then be entered by
    /// itself. The file's own card is left empty, since it describes the first of them. Where the reading offers no
    /// parts, nothing changes.
    ///
    /// # Errors
    /// When there are more parts than a version encloses, or the disk failed.
    pub fn divide(&self, mut file: Prepared) -> Result<Prepared, SubmitError> {
        let parts = std::mem::take(&mut file.reading.parts);
        let count = file.version.enclosed.len() + parts.len();
        if count > ENCLOSED_MAX {
            return Err(Refusal::TooMany { what: Counted::Enclosed, count, count_max: ENCLOSED_MAX }.into());
        }
        for (at, part) in parts.iter().enumerate() {
            let Some(words) = part.span.of(&file.reading.text) else { continue };
            let sealed = self.keep(words.as_bytes().to_vec())?;
            file.version.enclosed.push(EnclosedFile {
                name: format!("{}. {}", at + 1, part.title.trim_end_matches(['.', ',', ';', ':'])),
                media: intake::Format::PlainText.media().to_owned(),
                body: sealed.id(),
                hash: sealed.hash(),
                bytes: sealed.bytes(),
                split_into: None,
            });
            file.bodies.push(sealed);
        }
        if !parts.is_empty() {
            file.reading.card = Card { language: file.reading.card.language.take(), ..Card::default() };
            file.reading.remarks.retain(|remark| remark.field.is_none());
            let count = parts.len();
            let says = stored!("{count} papers stand in this file. Each is enclosed and can be entered by itself.");
            file.reading.remarks.push(CardRemark { field: None, says });
        }
        enterable(&file)?;
        Ok(file)
    }
}

/// So many names stand in a remark.
const NAMES_TOLD_MAX: usize = 8;

/// Says that a paper came in several files: names the first of them, and says how many more there are.
fn put_together(names: &[String]) -> String {
    let count = names.len();
    let told = names[..count.min(NAMES_TOLD_MAX)].join(", ");
    match count.saturating_sub(NAMES_TOLD_MAX) {
        0 => stored!("The paper came in {count} files, put together in this order: {told}."),
        more => stored!("The paper came in {count} files, put together in this order: {told}, and {more} more."),
    }
}

/// That the rules would take the file as it is now: asked while those that it was made of are still at hand.
fn enterable(file: &Prepared) -> Result<(), Refusal> {
    let count = file.version.enclosed.len();
    if count > ENCLOSED_MAX {
        return Err(Refusal::TooMany { what: Counted::Enclosed, count, count_max: ENCLOSED_MAX });
    }
    procedure::decide::takes(&file.version, &file.reading.remarks)
}

fn extract_of(reading: &intake::Reading) -> intake::Extract {
    let whole = intake::Page { number: 1, span: procedure::card::Span::new(0, reading.text.len()) };
    let pages = if reading.pages.is_empty() { vec![whole] } else { reading.pages.clone() };
    let says = |remark: &CardRemark| remark.field.is_none().then(|| remark.says.clone());
    intake::Extract {
        format: reading.format,
        text: reading.text.clone(),
        pages,
        remarks: reading.remarks.iter().filter_map(says).collect(),
        enclosures: Vec::new(),
        message_id: reading.message_id.clone(),
        in_reply_to: reading.in_reply_to.clone(),
        references: reading.references.clone(),
        // Files put together are a paper, and no version of a draft.
        draft: None,
    }
}

/// Puts a text behind another, its pages counted on.
fn follow(extract: &mut intake::Extract, reading: &intake::Reading) {
    if !extract.text.is_empty() {
        extract.text.push_str(BETWEEN);
        if let Some(last) = extract.pages.last_mut() {
            last.span.end = extract.text.len();
        }
    }
    let start = extract.text.len();
    extract.text.push_str(&reading.text);
    for page in extract_of(reading).pages {
        let number = u32::try_from(extract.pages.len() + 1).unwrap_or(u32::MAX);
        let span = procedure::card::Span::new(start + page.span.start, start + page.span.end);
        extract.pages.push(intake::Page { number, span });
    }
}

/// A version's own file as one that stays with another.
fn file_of(version: &Version) -> EnclosedFile {
    EnclosedFile {
        name: version.name.clone(),
        media: version.media.clone(),
        body: version.body,
        hash: version.hash,
        bytes: version.bytes,
        split_into: None,
    }
}
