//! From a sheet to the bytes of its page.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::Source;
use typst::{Library, LibraryExt as _, World as _, WorldExt as _};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::code;
use crate::fonts::Fonts;
use crate::not_set::NotSet;
use crate::sheet::{Kind, Sheet};
use crate::style::{Enclosed, OfficeForms, PageSize, Relation, Style};
use crate::world::{FORM, House, LETTERHEAD, SheetWorld, source};

/// Most text of one sheet, in characters: some 100 pages.
pub const SHEET_CHARS_MAX: usize = 300_000;
/// Most paragraphs or lines of tables of one sheet.
pub const SHEET_LINES_MAX: usize = 2_000;
/// Most pages of one sheet.
pub const SHEET_PAGES_MAX: usize = 500;
/// Most bytes of one form of an office.
pub const FORM_BYTES_MAX: usize = 256 << 10;

/// For how many sheets what was laid out is remembered. More would only cost memory: numbered copies come together.
const REMEMBERED_SHEETS: usize = 8;

/// Has all of this process set on the thread that calls it: for a process that may start no other. `false` where threads were
/// started already.
pub fn on_this_thread_alone() -> bool {
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().is_ok()
}

/// Sets sheets. Making one parses the fonts; it is then shared.
#[derive(Debug)]
pub struct Typesetter {
    fonts: Fonts,
    house: House,
}

impl Typesetter {
    /// One that sets in these fonts.
    pub fn new(fonts: Fonts) -> Self {
        Self { fonts, house: House::new(Library::builder().build()) }
    }

    pub(crate) fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    pub(crate) fn house(&self) -> &House {
        &self.house
    }

    /// The sheet as the bytes of a PDF.
    ///
    /// # Errors
    /// When the sheet is more than a sheet takes, no font has a sign that it needs, or a form of the office cannot be
    /// followed.
    pub fn set(&self, sheet: &Sheet, style: &Style) -> Result<Vec<u8>, NotSet> {
        fits(sheet)?;
        let facts = facts(sheet, style);
        measure(&facts)?;
        let mut missing = self.fonts.missing(&facts);
        missing.extend(self.fonts.missing(&json!(style.said)));
        if !missing.is_empty() {
            return Err(NotSet::NoSign(missing));
        }
        let facts = facts.to_string();
        let world = SheetWorld {
            house: &self.house,
            fonts: &self.fonts,
            kind: sheet.kind(),
            day: sheet.heading().day,
            own: own(sheet, &style.forms)?,
            files: files(sheet, style, &facts),
        };
        // A label that runs over would be two labels.
        let max = if sheet.kind() == Kind::StampLabel { 1 } else { SHEET_PAGES_MAX };
        let page = lay_out(&world, max).and_then(|document| write(&world, &document, sheet, style, &facts));
        typst::comemo::evict(REMEMBERED_SHEETS);
        page
    }
}

pub(crate) fn lay_out(world: &SheetWorld<'_>, max: usize) -> Result<PagedDocument, NotSet> {
    let laid = typst::compile::<PagedDocument>(world);
    let document = laid.output.map_err(|wrong| not_followed(world, &wrong))?;
    // A font that is not there, lines that never come to rest: the page would not be what its form says.
    if !laid.warnings.is_empty() {
        return Err(not_followed(world, &laid.warnings));
    }
    let pages = document.pages().len();
    if pages > max {
        return Err(NotSet::TooManyPages { pages, max });
    }
    Ok(document)
}

fn write(
    world: &SheetWorld<'_>,
    document: &PagedDocument,
    sheet: &Sheet,
    style: &Style,
    facts: &str,
) -> Result<Vec<u8>, NotSet> {
    let archival = if style.enclosed.is_empty() { PdfStandard::A_2a } else { PdfStandard::A_3a };
    let standards = match PdfStandards::new(&[archival, PdfStandard::Ua_1]) {
        Ok(standards) => standards,
        Err(_) => unreachable!("an archival page may be an accessible one"),
    };
    let mut hash = Sha256::new();
    hash.update(facts);
    style.said.iter().for_each(|(english, said)| hash.update(format!("{english}\n{said}\n")));
    style.enclosed.iter().for_each(|one| hash.update(Sha256::digest(&one.bytes)));
    let options = PdfOptions {
        ident: Smart::Custom(format!("{}{:x}", sheet.title(), hash.finalize())),
        creator: Smart::Custom(Some("Chancery".to_owned())),
        timestamp: world.today(None).and_then(midnight).map(Timestamp::new_utc),
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(document, &options).map_err(|wrong| not_followed(world, &wrong))
}

fn midnight(day: Datetime) -> Option<Datetime> {
    Datetime::from_ymd_hms(day.year()?, day.month()?, day.day()?, 0, 0, 0)
}

/// What a form is given to set, as JSON: never as Typst.
fn facts(sheet: &Sheet, style: &Style) -> Value {
    let size = match style.size {
        PageSize::A4 => "a4",
        PageSize::Letter => "us-letter",
    };
    let relation = |one: &Enclosed| match one.relation {
        Relation::Source => "source",
        Relation::Data => "data",
    };
    let enclosed: Vec<Value> = style
        .enclosed
        .iter()
        .map(|one| json!({ "name": plain_name(&one.name), "mime": one.mime, "says": one.says, "relation": relation(one) }))
        .collect();
    let mut facts =
        json!({ "sheet": sheet, "title": sheet.title(), "size": size, "code": sheet.code(), "enclosed": enclosed });
    plain_ends(&mut facts);
    facts
}

/// Ends of lines and pages as one sign, tabs as spaces, no mark of the order of bytes, and none of the places to break a line that
/// have no width: what typewriters, printers and programs leave between words and in them.
fn plain_ends(value: &mut Value) {
    match value {
        Value::String(words) => {
            if words.contains(is_unseen) {
                words.retain(|one| !is_unseen(one));
            }
            if words.contains('\t') {
                *words = words.replace('\t', " ");
            }
            if words.contains(ENDS) {
                *words = words.replace("\r\n", "\n").replace(ENDS, "\n");
            }
        }
        Value::Array(values) => values.iter_mut().for_each(plain_ends),
        Value::Object(fields) => fields.values_mut().for_each(plain_ends),
        _ => {}
    }
}

/// What ends a line or a page.
const ENDS: [char; 6] = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// The mark of the order of bytes, and places to break a line that have no width. Setting looks back over all of those that no full
/// line ends, so that a line of nothing else would never be set.
fn is_unseen(one: char) -> bool {
    matches!(one, '\u{AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// A name without what would make a path of it.
fn plain_name(name: &str) -> String {
    let plain: String =
        name.chars().map(|one| if one.is_control() || "/\\:".contains(one) { '-' } else { one }).collect();
    match plain.trim_matches(['.', ' ']) {
        "" => "file".to_owned(),
        plain => plain.to_owned(),
    }
}

fn files(sheet: &Sheet, style: &Style, facts: &str) -> BTreeMap<String, Bytes> {
    let mut files = BTreeMap::from([("/facts.json".to_owned(), Bytes::from_string(facts.to_owned()))]);
    if let Some(svg) = sheet.code().and_then(|words| code::svg(&words)) {
        files.insert("/code.svg".to_owned(), Bytes::from_string(svg));
    }
    files.extend([crate::said::file(&style.said)]);
    for (at, one) in style.enclosed.iter().enumerate() {
        files.insert(format!("/enclosed/{at}"), Bytes::new(one.bytes.clone()));
    }
    files
}

fn fits(sheet: &Sheet) -> Result<(), NotSet> {
    let language = &sheet.heading().language;
    if !(2..=3).contains(&language.len()) || !language.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Err(NotSet::NoLanguage(language.clone()));
    }
    if sheet.heading().day.year() < 1 {
        return Err(NotSet::NoSuchDay(sheet.heading().day));
    }
    match sheet.written().and_then(|written| written.copy.as_ref()) {
        Some(copy) if copy.no == 0 || copy.no > copy.of => Err(NotSet::NoSuchCopy { no: copy.no, of: copy.of }),
        _ => Ok(()),
    }
}

fn measure(facts: &Value) -> Result<(), NotSet> {
    let (mut chars, mut lines) = (0, 0);
    count(facts, &mut chars, &mut lines);
    if lines > SHEET_LINES_MAX {
        return Err(NotSet::TooManyLines { lines, max: SHEET_LINES_MAX });
    }
    if chars > SHEET_CHARS_MAX {
        return Err(NotSet::TooLong { chars, max: SHEET_CHARS_MAX });
    }
    Ok(())
}

/// All characters, and all that stands in lists.
fn count(value: &Value, chars: &mut usize, lines: &mut usize) {
    match value {
        Value::String(words) => *chars += words.chars().count(),
        Value::Array(values) => {
            *lines += values.len();
            values.iter().for_each(|value| count(value, chars, lines));
        }
        Value::Object(fields) => fields.values().for_each(|value| count(value, chars, lines)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn own(sheet: &Sheet, forms: &OfficeForms) -> Result<BTreeMap<&'static str, Source>, NotSet> {
    let theirs = [(LETTERHEAD, forms.letterhead.as_ref()), (FORM, forms.by_kind.get(&sheet.kind()))];
    let mut own = BTreeMap::new();
    for (path, text) in theirs {
        let Some(text) = text else { continue };
        if text.len() > FORM_BYTES_MAX {
            let file = path.trim_start_matches('/').to_owned();
            return Err(NotSet::FormTooLarge { file, bytes: text.len(), max: FORM_BYTES_MAX });
        }
        own.insert(path, source(path, text.clone()));
    }
    Ok(own)
}

/// What is wrong, and where in which form.
pub(crate) fn not_followed(world: &SheetWorld<'_>, wrong: &EcoVec<SourceDiagnostic>) -> NotSet {
    let Some(first) = wrong.first() else { unreachable!("what went wrong is told") };
    // What a form called into is told by the form's line where it has one.
    let traced = first.trace.iter().map(|point| point.span.into());
    let places: Vec<(String, Option<usize>)> = std::iter::once(first.span)
        .chain(traced)
        .filter_map(|span| {
            let id = span.id()?;
            let line = world
                .source(id)
                .ok()
                .zip(world.range(span))
                .and_then(|(source, range)| source.lines().byte_to_line(range.start));
            Some((id.get().vpath().get_without_slash().to_owned(), line.map(|line| line + 1)))
        })
        .collect();
    let is_own =
        |(file, _): &&(String, Option<usize>)| world.own.keys().any(|path| path.trim_start_matches('/') == file);
    let (file, line) =
        places.iter().find(is_own).or(places.first()).cloned().unwrap_or_else(|| ("a form".to_owned(), None));
    let hints = first.hints.iter().map(|hint| format!("; {}", hint.v));
    NotSet::Form { file, line, says: format!("{}{}", first.message, hints.collect::<String>()) }
}
