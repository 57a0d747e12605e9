//! PDF files (ISO 32000): the text layer, pages, enclosed files.
//!
//! The object model is lopdf's; what its objects mean for a reader of text is told here. A character is given only
//! where the file says which one it is: glyphs are never read by their shape or number.

mod cmap;
mod content;
mod enclosed;
mod file;
mod font;
mod glyphs;
mod layout;
mod legacy;
mod matrix;
mod running;
mod scan;
mod words;

use std::collections::HashMap;

use phrases::stored;
use procedure::card::Span;

pub use content::{PDF_FORMS_DEPTH_MAX, PDF_GLYPHS_MAX, PDF_OPERATORS_MAX};
pub use enclosed::PDF_ENCLOSED_MAX;
pub use file::{PDF_DECODED_BYTES_MAX, PDF_PAGES_MAX, PDF_STREAM_BYTES_MAX};

use crate::extract::{Extract, Page, Tongue};
use crate::format::Format;
use file::{Closed, File};
use layout::Line;

/// The text of a file grows no larger than this; pages that would pass it are left out.
pub const PDF_TEXT_BYTES_MAX: usize = 64 * 1024 * 1024;

/// A page as it was read.
struct Read {
    lines: Vec<Line>,
    turned: Vec<Line>,
    pictures: bool,
}

/// What was met on the way and is said once.
#[derive(Default)]
struct Met {
    cut: bool,
    hidden: usize,
    glyphs: usize,
    unknown: usize,
}

/// Takes a PDF file apart.
pub(crate) fn open(bytes: &[u8], name: &str, tongue: Tongue<'_>) -> Extract {
    let file = match File::open(bytes) {
        Ok(file) => file,
        Err(Closed::Password) => {
            let says =
                stored!("{name}: The PDF file is encrypted and needs a password; it is kept as it came and not read.");
            return Extract::closed(Format::Pdf, says);
        }
        Err(Closed::Broken) => {
            let says =
                stored!("{name}: The PDF file is damaged and could not be opened; it is kept as it came and not read.");
            return Extract::closed(Format::Pdf, says);
        }
    };
    let mut extract = Extract::empty(Format::Pdf);
    if file.mended {
        extract.remarks.push(stored!("The PDF file is damaged; what could be recovered is shown.").to_owned());
    }
    let (leaves, more) = file.pages();
    if more {
        let count = leaves.len();
        extract.remarks.push(stored!("The PDF file has more pages than are read here; the first {count} were read."));
    }
    let mut fonts = HashMap::new();
    let mut met = Met::default();
    let mut read: Vec<Read> = leaves.iter().map(|leaf| one(&file, leaf, &mut fonts, &mut met)).collect();
    let lines = read.iter_mut().flat_map(|page| page.lines.iter_mut().chain(&mut page.turned));
    if let Some(encoding) = legacy::mend(lines.map(|line| &mut line.text), tongue) {
        extract.remarks.push(stored!(
            "The PDF file gives its letters as Western ones; they were read as {encoding}, since its words then make sense."
        ));
    }
    compose(read, &mut extract);
    met.cut |= file.is_cut();
    met.say(&mut extract.remarks);
    enclosed::take(&file, &mut extract);
    extract
}

fn one(file: &File, leaf: &file::Leaf<'_>, fonts: &mut content::Fonts, met: &mut Met) -> Read {
    let shown = content::page(file, leaf, fonts);
    met.cut |= shown.cut;
    met.hidden += shown.hidden;
    met.glyphs += shown.glyphs.len();
    met.unknown += shown.glyphs.iter().filter(|glyph| glyph.text.is_none()).count();
    let (upright, turned) = words::words(&shown.glyphs);
    let (stamps, more) = words::words(&shown.stamps);
    let stamps = std::iter::once(stamps).chain(more);
    Read {
        lines: layout::lines(upright),
        turned: turned.into_iter().chain(stamps).flat_map(layout::lines).collect(),
        pictures: shown.pictures,
    }
}

impl Met {
    fn say(&self, remarks: &mut Vec<String>) {
        if self.unknown > 0 {
            let count = self.unknown;
            remarks.push(stored!("{count} characters of a font without a map are shown as \u{fffd}."));
        }
        if self.hidden > 0 && self.hidden * 2 >= self.glyphs {
            remarks.push(
                stored!(
                    "The text is an invisible layer under a scan, as a program recognised it; letters may be wrong."
                )
                .to_owned(),
            );
        } else if self.hidden > 0 {
            remarks.push(stored!("Some of the text is drawn invisibly.").to_owned());
        }
        if self.cut {
            remarks
                .push(stored!("A part of the PDF file is larger than what is read here and was left out.").to_owned());
        }
    }
}

/// Text and pages: for each page its running header, what it says, text in other directions, the
/// stamps of signatures, its running footer. A form
/// feed parts pages.
fn compose(read: Vec<Read>, extract: &mut Extract) {
    let count = read.len();
    let mut blank = Vec::new();
    let (lines, rest): (Vec<_>, Vec<_>) =
        read.into_iter().map(|page| (page.lines, (page.turned, page.pictures))).unzip();
    let pictures = rest.iter().any(|(_, pictures)| *pictures);
    let (parted, once) = running::part(lines);
    for (at, (page, (turned, _))) in parted.into_iter().zip(rest).enumerate() {
        let start = extract.text.len();
        let mut text = String::new();
        let any = [&page.head, &page.body, &turned, &page.foot].iter().any(|block| !block.is_empty());
        for block in [page.head, page.body, turned, page.foot] {
            write(&block, &mut text);
        }
        if start + text.len() > PDF_TEXT_BYTES_MAX {
            let page = at + 1;
            extract.remarks.push(stored!("The text is too long; it ends before page {page}."));
            break;
        }
        if !any {
            blank.push(at + 1);
        }
        if at + 1 < count {
            text.push('\u{c}');
        }
        extract.text.push_str(&text);
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        extract.pages.push(Page { number, span: Span::new(start, extract.text.len()) });
    }
    say_blank(&blank, count, pictures, &mut extract.remarks);
    if blank.len() == count {
        extract.text.clear();
        let empty = Span::new(0, 0);
        extract.pages.iter_mut().for_each(|page| page.span = empty);
    }
    if once {
        extract
            .remarks
            .push(stored!("Running headers and footers are shown on the first page that has them.").to_owned());
    }
}

fn say_blank(blank: &[usize], count: usize, pictures: bool, remarks: &mut Vec<String>) {
    if blank.len() == count {
        let s = if count == 1 { "" } else { "s" };
        remarks.push(match pictures {
            true => stored!("There is no text on this paper: its pages are pictures ({count} page{s})."),
            false => stored!("There is no text on this paper: its pages show none ({count} page{s})."),
        });
    } else if !blank.is_empty() {
        let list: Vec<String> = blank.iter().take(PAGES_NAMED_MAX).map(ToString::to_string).collect();
        let pages = list.join(", ");
        remarks.push(match blank.len() {
            1 => stored!("Page {pages} has no text."),
            ..=PAGES_NAMED_MAX => stored!("Pages {pages} have no text."),
            _ => stored!("Pages {pages} and others have no text."),
        });
    }
}

/// Pages without a text that a remark names.
const PAGES_NAMED_MAX: usize = 50;

/// A block of lines; a blank line parts it from what stands before it.
fn write(lines: &[Line], text: &mut String) {
    for (at, line) in lines.iter().enumerate() {
        if line.text.is_empty() {
            continue;
        }
        if !text.is_empty() && (at == 0 || line.apart) {
            text.push('\n');
        }
        text.push_str(&line.text);
        text.push('\n');
    }
}
