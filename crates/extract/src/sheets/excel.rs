//! Excel files (ECMA-376 SpreadsheetML).

use std::collections::{BTreeMap, BTreeSet};

use phrases::stored;

use super::cells::{Shown, column, number, shown_by_code, shown_by_number};
use super::{Book, COLUMNS_MAX, cut};
use crate::extract::{Enclosed, Extract};
use crate::format::Format;
use crate::package::{Package, label};
use crate::relations::{self, Relation};
use crate::word::EMBEDDED_MAX;
use crate::writing::one_line;
use crate::xml::{Step, Tag, Xml};

/// Texts that cells share, after this many, are left out.
pub const SHARED_TEXTS_MAX: usize = 500_000;

/// Takes an Excel file apart.
pub(crate) fn open(bytes: &[u8]) -> Extract {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(says) => return Extract::closed(Format::Spreadsheet, says),
    };
    let Some((main, _)) = relations::main_part(&mut package) else {
        return Extract::closed(Format::Spreadsheet, stored!("The spreadsheet names no main part."));
    };
    let mut book = Book::default();
    let relations = relations::of(&mut package, &main, &mut book.remarks);
    let Some(text) = package.xml(&main, &mut book.remarks) else {
        return book.finish(Format::Spreadsheet);
    };
    let mut part = |kind: &str| {
        let relation = relations.iter().find(|relation| relation.kind == kind && !relation.is_outside)?;
        package.xml(&relation.target, &mut book.remarks)
    };
    let shared = part("sharedStrings").map(|text| shared_texts(&text)).unwrap_or_default();
    let forms = part("styles").map(|text| forms(&text)).unwrap_or_default();
    if shared.len() > SHARED_TEXTS_MAX {
        let says = stored!("The sheets share more than {SHARED_TEXTS_MAX} texts; cells with further ones are empty.");
        book.remarks.push(says);
    }
    let workbook = Workbook::read(&text);
    let known = Known { shared, forms, from_1904: workbook.from_1904 };
    let mut enclosures = Vec::new();
    for sheet in &workbook.sheets {
        if sheet.is_hidden {
            book.hidden_sheets.push(sheet.name.clone());
            continue;
        }
        let Some(target) = relations.iter().find(|one| one.id == sheet.relation && one.kind == "worksheet") else {
            continue;
        };
        let Some(text) = package.xml(&target.target, &mut book.remarks) else { continue };
        if !book.sheet(&sheet.name) {
            break;
        }
        if let Err(stored_fault) = fill(&mut book, &text, &known) {
            let name = &sheet.name;
            book.remarks.push(stored!("The sheet {name} {stored_fault}; what stands before is shown."));
        }
        let own = relations::of(&mut package, &target.target, &mut Vec::new());
        beside(&mut book, &mut package, &own, &mut enclosures);
    }
    let outside = relations.iter().filter(|one| one.is_outside || one.kind == "externalLink").count();
    book.asides.outside += outside;
    if relations.iter().any(|one| one.kind == "vbaProject") {
        book.remarks.push(stored!("The file holds macros, which were not run.").to_owned());
    }
    Extract { enclosures, ..book.finish(Format::Spreadsheet) }
}

/// What all sheets of a file have in common.
struct Known {
    shared: Vec<String>,
    forms: Vec<Shown>,
    from_1904: bool,
}

struct Sheet {
    name: String,
    relation: String,
    is_hidden: bool,
}

#[derive(Default)]
struct Workbook {
    sheets: Vec<Sheet>,
    from_1904: bool,
}

impl Workbook {
    fn read(text: &str) -> Self {
        let mut workbook = Self::default();
        let mut xml = Xml::new(text);
        while let Ok(Some(step)) = xml.step() {
            let Step::Open(tag) = step else { continue };
            match tag.name().as_str() {
                "workbookPr" => workbook.from_1904 = matches!(tag.get("date1904").as_deref(), Some("1" | "true")),
                "sheet" => workbook.sheets.push(Sheet {
                    name: tag.get("name").unwrap_or_default(),
                    relation: tag.get("id").unwrap_or_default(),
                    is_hidden: tag.get("state").is_some_and(|state| state != "visible"),
                }),
                _ => {}
            }
        }
        workbook
    }
}

/// The texts that cells share; their readings above letters are left out.
fn shared_texts(text: &str) -> Vec<String> {
    let mut xml = Xml::new(text);
    let mut texts = Vec::new();
    let mut open: Option<String> = None;
    while let Ok(Some(step)) = xml.step() {
        match step {
            Step::Open(tag) => match tag.name().as_str() {
                "si" => open = Some(String::new()),
                "rPh" if xml.skip().is_err() => break,
                "t" => {
                    let Ok(words) = xml.words() else { break };
                    open.iter_mut().for_each(|text| text.push_str(&words));
                }
                _ => {}
            },
            Step::Close(name) if name == "si" => {
                // One beyond the limit, which no cell is given, says that there are more.
                if texts.len() > SHARED_TEXTS_MAX {
                    break;
                }
                texts.extend(open.take().map(|text| one_line(cut(&text))));
            }
            _ => {}
        }
    }
    texts
}

/// Of each form of a cell, whether it shows a date or a time.
fn forms(text: &str) -> Vec<Shown> {
    let mut xml = Xml::new(text);
    let mut declared = BTreeMap::new();
    let (mut forms, mut in_cells) = (Vec::new(), false);
    while let Ok(Some(step)) = xml.step() {
        match step {
            Step::Open(tag) => match tag.name().as_str() {
                "numFmt" => {
                    let shown = shown_by_code(&tag.get("formatCode").unwrap_or_default());
                    declared.entry(tag.get("numFmtId")).or_insert(shown);
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = tag.get("numFmtId");
                    let by_number = || shown_by_number(id.as_ref().and_then(|id| id.parse().ok()).unwrap_or(0));
                    forms.push(declared.get(&id).copied().unwrap_or_else(by_number));
                }
                _ => {}
            },
            Step::Close(name) if name == "cellXfs" => in_cells = false,
            _ => {}
        }
    }
    forms
}

/// Writes the rows of a sheet.
fn fill(book: &mut Book, text: &str, known: &Known) -> Result<(), &'static str> {
    let mut xml = Xml::new(text);
    let mut hidden = BTreeSet::new();
    let (mut row, mut at) = (0_usize, 0_usize);
    let mut cell = Cell::default();
    while let Some(step) = xml.step()? {
        match step {
            Step::Open(tag) => match tag.name().as_str() {
                "col" if is_on(&tag, "hidden") => {
                    let place = |name: &str| tag.get(name).and_then(|at| at.parse::<usize>().ok()).unwrap_or(0);
                    hidden.extend(place("min").max(1) - 1..place("max").min(COLUMNS_MAX));
                }
                "row" => {
                    row = tag.get("r").and_then(|at| at.parse().ok()).unwrap_or_else(|| row.saturating_add(1));
                    at = 0;
                    if is_on(&tag, "hidden") {
                        book.hidden_rows += 1;
                        xml.skip()?;
                    } else {
                        book.row(row);
                    }
                }
                "c" => {
                    at = tag.get("r").and_then(|address| column(&address)).unwrap_or(at);
                    cell = Cell {
                        kind: tag.get("t").unwrap_or_default(),
                        form: tag.get("s").and_then(|form| form.parse().ok()).unwrap_or(0),
                        value: String::new(),
                    };
                }
                "v" | "t" => cell.value.push_str(&xml.words()?),
                "f" | "rPh" => xml.skip()?,
                _ => {}
            },
            Step::Close(name) => match name.as_str() {
                "c" => {
                    if !hidden.contains(&at) {
                        book.cell(at, &cell.shown(known));
                    }
                    at = at.saturating_add(1);
                }
                "row" => book.end_row(),
                "sheetData" => break,
                _ => {}
            },
            Step::Text(_) => {}
        }
        if book.is_full() {
            book.is_cut = true;
            break;
        }
    }
    book.hidden_columns += hidden.len();
    Ok(())
}

fn is_on(tag: &Tag<'_>, name: &str) -> bool {
    matches!(tag.get(name).as_deref(), Some("1" | "true"))
}

#[derive(Default)]
struct Cell {
    kind: String,
    form: usize,
    value: String,
}

impl Cell {
    fn shown(&self, known: &Known) -> String {
        match self.kind.as_str() {
            "s" => {
                let at = self.value.trim().parse::<usize>().ok();
                at.filter(|at| *at < SHARED_TEXTS_MAX).and_then(|at| known.shared.get(at)).cloned().unwrap_or_default()
            }
            "b" => if self.value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            "" | "n" => {
                let shown = known.forms.get(self.form).copied().unwrap_or_default();
                number(&self.value, shown, known.from_1904)
            }
            _ => self.value.clone(),
        }
    }
}

/// A sheet's comments, and the files that stand in it.
fn beside(book: &mut Book, package: &mut Package<'_>, relations: &[Relation], enclosures: &mut Vec<Enclosed>) {
    for relation in relations {
        match relation.kind.as_str() {
            "comments" => {
                if let Some(text) = package.xml(&relation.target, &mut book.remarks) {
                    comments(book, &text);
                }
            }
            "oleObject" | "package" if !relation.is_outside && enclosures.len() < EMBEDDED_MAX => {
                let name = label(relation.target.rsplit('/').next().unwrap_or_default());
                match package.part(&relation.target) {
                    Some(Ok(bytes)) => enclosures.push(Enclosed::told(name, bytes)),
                    Some(Err(kept)) => book.remarks.push(kept.inside(&name)),
                    None => {}
                }
            }
            kind if relation.is_outside && kind != "hyperlink" => book.asides.outside += 1,
            _ => {}
        }
    }
}

fn comments(book: &mut Book, text: &str) {
    let mut xml = Xml::new(text);
    let (mut authors, mut by, mut words) = (Vec::new(), 0, String::new());
    while let Ok(Some(step)) = xml.step() {
        match step {
            Step::Open(tag) => match tag.name().as_str() {
                "author" => authors.push(xml.words().unwrap_or_default()),
                "comment" => {
                    by = tag.get("authorId").and_then(|id| id.parse().ok()).unwrap_or(usize::MAX);
                    words.clear();
                }
                "t" => words.push_str(&xml.words().unwrap_or_default()),
                _ => {}
            },
            Step::Close(name) if name == "comment" => {
                book.asides.comment(authors.get(by).map_or("", String::as_str), &words);
            }
            _ => {}
        }
    }
}
