//! All that a form may know: its own sources, the facts, and nothing else. There is no file, no package, no clock.

use std::collections::BTreeMap;

use jiff::civil::Date;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use crate::fonts::Fonts;
use crate::sheet::Kind;

/// The house's sources, parsed once.
#[derive(Debug)]
pub(crate) struct House {
    pub(crate) library: LazyHash<Library>,
    pub(crate) sources: BTreeMap<&'static str, Source>,
    pub(crate) forms: BTreeMap<Kind, Source>,
}

/// What is set once: one sheet's world.
pub(crate) struct SheetWorld<'a> {
    pub(crate) house: &'a House,
    pub(crate) fonts: &'a Fonts,
    pub(crate) kind: Kind,
    pub(crate) day: Date,
    /// What the office has in place of the house's, by path.
    pub(crate) own: BTreeMap<&'static str, Source>,
    pub(crate) files: BTreeMap<String, Bytes>,
}

pub(crate) const MAIN: &str = "/main.typ";
pub(crate) const LETTERHEAD: &str = "/letterhead.typ";
pub(crate) const FORM: &str = "/form.typ";

const HOUSE: &[(&str, &str)] = &[
    (MAIN, include_str!("forms/main.typ")),
    ("/house.typ", include_str!("forms/house.typ")),
    (LETTERHEAD, include_str!("forms/letterhead.typ")),
];

/// The texts of the house's forms.
pub(crate) fn of_house() -> impl Iterator<Item = &'static str> {
    HOUSE.iter().map(|(_, text)| *text).chain(Kind::ALL.into_iter().map(text_of))
}

impl House {
    pub(crate) fn new(library: Library) -> Self {
        let sources = HOUSE.iter().map(|(path, text)| (*path, source(path, (*text).to_owned()))).collect();
        let forms = Kind::ALL.into_iter().map(|kind| (kind, source(FORM, text_of(kind).to_owned()))).collect();
        Self { library: LazyHash::new(library), sources, forms }
    }
}

fn text_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Memorandum => include_str!("forms/memorandum.typ"),
        Kind::Telegram => include_str!("forms/telegram.typ"),
        Kind::Letter => include_str!("forms/letter.typ"),
        Kind::NoteVerbale => include_str!("forms/note-verbale.typ"),
        Kind::Communique => include_str!("forms/communique.typ"),
        Kind::Resolution => include_str!("forms/resolution.typ"),
        Kind::Extract => include_str!("forms/extract.typ"),
        Kind::CopyLedger => include_str!("forms/copy-ledger.typ"),
        Kind::YearBook => include_str!("forms/year-book.typ"),
        Kind::TransmittalSlip => include_str!("forms/transmittal-slip.typ"),
        Kind::StampLabel => include_str!("forms/stamp-label.typ"),
        Kind::DayClosing => include_str!("forms/day-closing.typ"),
        Kind::Receipt => include_str!("forms/receipt.typ"),
    }
}

/// A source at a path of its own.
pub(crate) fn source(path: &str, text: String) -> Source {
    Source::new(id(path), text)
}

/// The place of a path. Only paths of ours come here: each takes a place that is never given back.
fn id(path: &str) -> FileId {
    match VirtualPath::new(path) {
        Ok(path) => RootedPath::new(VirtualRoot::Project, path).intern(),
        Err(_) => unreachable!("every path of ours is one"),
    }
}

impl SheetWorld<'_> {
    fn path(id: FileId) -> FileResult<&'static str> {
        let rooted = id.get();
        match rooted.root() {
            VirtualRoot::Package(_) => Err(FileError::Other(Some("a form loads no package".into()))),
            VirtualRoot::Project => Ok(rooted.vpath().get_with_slash()),
        }
    }

    fn known(&self, path: &str) -> Option<&Source> {
        let of_house = || if path == FORM { self.house.forms.get(&self.kind) } else { self.house.sources.get(path) };
        self.own.get(path).or_else(of_house)
    }
}

fn no_file() -> FileError {
    FileError::Other(Some("a form reads no file: write it into the form, as a picture by image(bytes(..))".into()))
}

impl World for SheetWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.house.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        match self.known(MAIN) {
            Some(main) => main.id(),
            None => unreachable!("the house has a main source"),
        }
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.known(Self::path(id)?).cloned().ok_or_else(no_file)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(Self::path(id)?).cloned().ok_or_else(no_file)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// The day of the sheet, in every zone.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Datetime::from_ymd(
            self.day.year().into(),
            u8::try_from(self.day.month()).ok()?,
            u8::try_from(self.day.day()).ok()?,
        )
    }
}
