//! What stands in the office as set pages: a paper's text, the extract of a decision, a book of a year.

use jiff::civil::Date;
use phrases::{Phrase, phrase, say};
use procedure::act::Act;
use procedure::card::{Field, PaperDate, Party, Precision};
use procedure::dossier::Dossier;
use procedure::export::Export;
use procedure::house::House;
use procedure::ids::SeriesId;
use procedure::paper::{Copy, CopyEnd, Marking, Paper};
use procedure::sight::Sight;
use register::{Cursor, ListRow, RowStanding, Seen, Viewer};
use typeset::{
    Block, BookLine, Communique, CopyLedger, LedgerLine, Letter, NotSet, NumberedCopy, PageSize, Resolution, Sheet,
    Style, Telegram, Written, YearBook,
};

use super::book::BookPart;
use super::exporting::ToExport;
use crate::office::holders::named;
use crate::office::{Bodies, Fault, Office};
use crate::setters::heading;
use crate::words;

/// Numbers of one part of a book that is set; fewer where they have much to tell.
pub const BOOK_SET_NUMBERS: usize = 400;

/// A page that was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetPage {
    /// What to call the file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A numbered copy, ready to be printed: what is entered first, and what is handed out then.
#[derive(Debug)]
pub struct CopyToPrint {
    /// That it is printed; with the page, where that was set now.
    pub act: Act,
    /// The bytes of that page.
    pub bodies: Bodies,
    /// The page. None where the viewer may not print it, which the act says when it is refused.
    pub page: Option<SetPage>,
}

/// A part of a book that was set.
#[derive(Debug)]
pub struct SetBook {
    /// Its page, ready to be exported.
    pub out: ToExport,
    /// Where the next part begins, where there is one.
    pub next: Option<Cursor>,
}

/// Why there is no page.
#[derive(Debug, Clone, thiserror::Error, phrases::Told)]
pub enum NoPage {
    /// Something could not be read.
    #[told(transparent)]
    Fault(#[from] Fault),
    /// It cannot be set.
    #[told(transparent)]
    NotSet(#[from] NotSet),
    /// There is no text of which the copy could be set: what cannot be set is not printed.
    #[told("{number} has no text of which copy {copy} could be set")]
    NoText {
        /// The paper's number.
        number: String,
        /// Which copy.
        copy: u32,
    },
}

impl NoPage {
    /// What to do where there is no text, as it stands after "hint: ".
    pub const WITHOUT_TEXT: Phrase = phrase!("hand out the file as received");
}

impl Office {
    /// The extract of what was decided on a submission as a set page; `None` where nothing is decided that holds. Whether the
    /// dossier may be seen is asked first.
    ///
    /// # Errors
    /// When the journal cannot be read, or the page cannot be set.
    pub fn set_extract(&self, held: &Dossier, no: u32, size: PageSize) -> Result<Option<ToExport>, NoPage> {
        let Some(extract) = self.decision_sheet(held, no)? else { return Ok(None) };
        let name = format!("{}-extract-{no}.pdf", held.id);
        let export = Export::Extract { dossier: held.id.clone(), submission: no };
        Ok(Some(self.to_export(export, name, &Sheet::Extract(extract), size)?))
    }

    /// The text of a paper as a set page; `None` where the viewer sees no text of it.
    ///
    /// # Errors
    /// When the journal cannot be read, or the page cannot be set.
    pub fn set_paper(&self, seen: &Seen, size: PageSize) -> Result<Option<ToExport>, NoPage> {
        let text = match seen.paper.version().and_then(|kept| kept.version.text.as_ref()) {
            Some(text) if seen.sight == Sight::Whole => self.text(text)?,
            _ => None,
        };
        let Some(text) = text else { return Ok(None) };
        let (house, entered) = (self.house(), words::date_of(seen.paper.entered, &self.zone()));
        let name = format!("{}.pdf", file_name(seen.paper.number()));
        let (export, sheet) = (Export::Text { paper: seen.paper.id }, of_paper(&house, &seen.paper, entered, &text));
        Ok(Some(self.to_export(export, name, &sheet, size)?))
    }

    /// A numbered copy of a paper to be printed: the page that was set for its holder before, or a new one, of the version whose bytes
    /// it is a copy of.
    ///
    /// # Errors
    /// When the journal cannot be read, or the page cannot be set or kept; [`NoPage::NoText`] where there is nothing to set.
    pub fn copy_to_print(&self, seen: &Seen, no: u32, size: PageSize) -> Result<CopyToPrint, NoPage> {
        let paper = &seen.paper;
        let print = |page| Act::PrintCopy { paper: paper.id, copy: no, page };
        let copy = paper.copy(no).filter(|copy| copy.is_held() && seen.sight == Sight::Whole);
        let Some(copy) = copy else {
            return Ok(CopyToPrint { act: print(None), bodies: Bodies::default(), page: None });
        };
        let name = format!("{}-copy-{no}.pdf", file_name(paper.number()));
        let none = || NoPage::NoText { number: paper.number().to_owned(), copy: no };
        if let Some(kept) = copy.kept_page(size) {
            let bytes = self.bytes_of(&kept.body)?.ok_or_else(none)?;
            let page = Some(SetPage { name, bytes });
            return Ok(CopyToPrint { act: print(None), bodies: Bodies::default(), page });
        }
        let sheet = self.copy_sheet(paper, copy)?.ok_or_else(none)?;
        let page = self.set(name, &sheet, &style(size))?;
        let (kept, bodies) = self.keep_page(&page, size)?;
        Ok(CopyToPrint { act: print(Some(kept)), bodies, page: Some(page) })
    }

    fn copy_sheet(&self, paper: &Paper, copy: &Copy) -> Result<Option<Sheet>, NoPage> {
        let kept = paper.versions.iter().rev().find(|kept| kept.version.hash == copy.hash);
        let text = kept.and_then(|kept| kept.version.text.as_ref()).map(|text| self.text(text)).transpose()?.flatten();
        let Some(text) = text else { return Ok(None) };
        let (house, entered) = (self.house(), words::date_of(paper.entered, &self.zone()));
        let numbered = NumberedCopy {
            no: copy.no,
            of: copy.of,
            holder: named(&house, &copy.holder),
            number: paper.number().to_owned(),
            hash: copy.hash,
        };
        let mut sheet = of_paper(&house, paper, entered, &text);
        match &mut sheet {
            Sheet::Memorandum(written) | Sheet::NoteVerbale(written) => written.copy = Some(numbered),
            Sheet::Letter(letter) => letter.written.copy = Some(numbered),
            Sheet::Telegram(telegram) => telegram.written.copy = Some(numbered),
            Sheet::Communique(communique) => communique.written.copy = Some(numbered),
            Sheet::Resolution(resolution) => resolution.written.copy = Some(numbered),
            // A paper is set as none of these.
            Sheet::Extract(_)
            | Sheet::CopyLedger(_)
            | Sheet::YearBook(_)
            | Sheet::TransmittalSlip(_)
            | Sheet::StampLabel(_)
            | Sheet::DayClosing(_)
            | Sheet::Receipt(_) => return Ok(None),
        }
        Ok(Some(sheet))
    }

    /// The ledger of a paper's copies as a set page; `None` where none was given.
    ///
    /// # Errors
    /// When the page cannot be set.
    pub fn set_ledger(&self, paper: &Paper, size: PageSize) -> Result<Option<ToExport>, NoPage> {
        if paper.copies.is_empty() {
            return Ok(None);
        }
        let (house, zone) = (self.house(), self.zone());
        let line = |copy: &Copy| LedgerLine {
            no: copy.no,
            holder: named(&house, &copy.holder),
            sent: Some(copy.on),
            received: copy.received().map(|(on, _)| on),
            read: copy.acknowledged().map(|at| words::date_of(at, &zone)),
            returned: copy.returned().map(|at| words::date_of(at, &zone)),
            withdrawn: copy.ended.as_ref().and_then(|ended| {
                let on = words::day(words::date_of(ended.at, &zone));
                match &ended.end {
                    CopyEnd::Returned { .. } => None,
                    CopyEnd::Withdrawn { reason } => Some(format!("{on}: {reason}")),
                    CopyEnd::Substituted { copy, reason } => Some(say!("{on}, copy {copy} in its place: {reason}")),
                }
            }),
        };
        let ledger = CopyLedger {
            heading: heading(&house, self.now(), Some(paper.number().to_owned()), self.today(), marking(&house, paper)),
            subject: paper.card.subject.as_ref().map(|subject| subject.value.clone()),
            copies: paper.copies.iter().map(line).collect(),
        };
        let name = format!("{}-copies.pdf", file_name(paper.number()));
        Ok(Some(self.to_export(Export::Copies { paper: paper.id }, name, &Sheet::CopyLedger(ledger), size)?))
    }

    /// A part of a series' book of one year as the viewer may see it, as a set page; `None` where no number of it is to be seen.
    ///
    /// # Errors
    /// When the register or the journal cannot be read, or the page cannot be set.
    pub fn set_book(
        &self,
        viewer: &Viewer,
        series: &SeriesId,
        year: i16,
        after: Option<&Cursor>,
        size: PageSize,
    ) -> Result<Option<SetBook>, NoPage> {
        let mut numbers = BOOK_SET_NUMBERS;
        loop {
            let part = self.book_part(viewer, series, year, after.cloned(), numbers)?;
            if part.rows.is_empty() {
                return Ok(None);
            }
            let name = match part.rows.first() {
                Some(first) if after.is_some() => format!("{series}-{year}-from-{}.pdf", file_name(&first.number)),
                _ => format!("{series}-{year}.pdf"),
            };
            let ends = part.rows.first().zip(part.rows.last());
            let ends = ends.map(|(first, last)| (first.number.clone(), last.number.clone()));
            let export = Export::Book { series: series.clone(), year, part: ends };
            let sheet = Sheet::YearBook(self.book_sheet(viewer, series, year, &part));
            match self.to_export(export, name, &sheet, size) {
                // These have more to tell than a sheet takes: half as many are set, and the rest is the next part.
                Err(NoPage::NotSet(NotSet::TooLong { .. } | NotSet::TooManyLines { .. })) if numbers > 1 => {
                    numbers /= 2
                }
                out => return Ok(Some(SetBook { out: out?, next: part.next })),
            }
        }
    }

    pub(super) fn set(&self, name: String, sheet: &Sheet, style: &Style) -> Result<SetPage, NotSet> {
        let bytes = self.setters().set(sheet, style)?;
        Ok(SetPage { name, bytes })
    }

    fn book_sheet(&self, viewer: &Viewer, series: &SeriesId, year: i16, part: &BookPart) -> YearBook {
        let (house, today) = (self.house(), self.today());
        let name = house.series.get(series).map_or_else(|| series.to_string(), |known| known.name.clone());
        let seen_by = match viewer {
            Viewer::Officer { reader, .. } => words::officer(&house, &reader.officer),
            Viewer::Owner { .. } => say!("the folder’s owner").to_owned(),
        };
        let seen_by = say!("as {seen_by} may see it on {}", words::day(today));
        let range =
            part.rows.first().zip(part.rows.last()).map(|(first, last)| say!("{} to {}", first.number, last.number));
        let given = say!("{} numbers given in this book", part.count.given);
        YearBook {
            heading: heading(&house, self.now(), None, today, None),
            series: name,
            year,
            told: [range, Some(given), Some(seen_by)].into_iter().flatten().collect(),
            lines: part.rows.iter().map(|row| self.book_line(&house, row, part)).collect(),
        }
    }

    fn book_line(&self, house: &House, row: &ListRow, part: &BookPart) -> BookLine {
        let zone = self.zone();
        let void = match &row.standing {
            RowStanding::Live => None,
            RowStanding::Void { reason, see } => {
                let see = see.as_ref().map(|see| say!("see {see}"));
                Some([reason.clone(), see].into_iter().flatten().collect::<Vec<_>>().join(", "))
            }
        };
        let corrections = row.paper.and_then(|paper| part.corrections.get(&paper)).into_iter().flatten();
        let told = corrections.flat_map(|one| {
            let led = format!("{}, {}", words::day(words::date_of(one.at, &zone)), words::officer(house, &one.by));
            one.says.iter().map(move |says| format!("{led}: {says}"))
        });
        let joined = |names: &[String]| (!names.is_empty()).then(|| names.join(", "));
        BookLine {
            number: row.number.clone(),
            theirs: row.their.clone(),
            dated: row.date.as_ref().and_then(whole_day),
            entered: row.entered_on.unwrap_or_else(|| words::date_of(row.entered, &zone)),
            called: row.kind.as_deref().map(words::capital),
            from: joined(&row.from),
            to: joined(&row.to),
            subject: row.subject.clone(),
            state: joined(&row.with.iter().map(|desk| words::desk(house, desk)).collect::<Vec<_>>()),
            void,
            put_right: told.collect(),
        }
    }
}

/// How a page of this size is set: its form speaks the language of whoever asks.
pub(super) fn style(size: PageSize) -> Style {
    Style { size, said: typeset::said(), ..Style::default() }
}

/// A paper as the sheet of its kind where it is one of ours that goes out; of every other the text alone, told as such: set under
/// our letterhead as a letter it would look as if we had written it.
fn of_paper(house: &House, paper: &Paper, entered: Date, text: &str) -> Sheet {
    let card = &paper.card;
    let kind = card.kind.as_ref().map_or("", |kind| kind.value.as_str());
    let marking = marking(house, paper);
    let day = card.date.as_ref().and_then(|date| whole_day(&date.value)).unwrap_or(entered);
    let mut heading = heading(house, paper.entered, Some(paper.number().to_owned()), day, marking);
    let is_letters = |code: &&String| (2..=3).contains(&code.len()) && code.bytes().all(|one| one.is_ascii_lowercase());
    heading.language = card.language.as_ref().filter(is_letters).cloned().unwrap_or(heading.language);
    let names = |parties: &[Field<Party>]| parties.iter().map(|one| one.value.words()).collect::<Vec<_>>();
    let written = Written {
        heading,
        called: words::capital(if kind.is_empty() { "paper" } else { kind }),
        notice: None,
        from: Some(names(&card.from).join(", ")).filter(|from| !from.is_empty()),
        to: names(&card.to),
        subject: card.subject.as_ref().map(|subject| subject.value.clone()),
        references: vec![],
        text: Block::of_text(text),
        enclosures: vec![],
        signed: None,
        copies_to: vec![],
        copy: None,
    };
    if !house.goes_out(paper) {
        return Sheet::Memorandum(Written { notice: Some(say!("As it stands in the register").to_owned()), ..written });
    }
    match kind {
        // Who signs stands in the text.
        "letter" => {
            Sheet::Letter(Letter { written: Written { from: None, ..written }, salutation: None, closing: None })
        }
        "telegram" | "cable" => Sheet::Telegram(Telegram {
            precedence: paper.arrival.precedence.as_deref().map(words::capital),
            informed: vec![],
            written,
        }),
        "note verbale" => Sheet::NoteVerbale(written),
        "communiqué" => Sheet::Communique(Communique { written, release: None }),
        "resolution" => Sheet::Resolution(Resolution { written, decided: None }),
        _ => Sheet::Memorandum(written),
    }
}

/// The marking of a paper as it stands at the head of its pages.
pub(super) fn marking(house: &House, paper: &Paper) -> Option<String> {
    match &paper.marking {
        Marking::None => None,
        Marking::Unconfirmed { words } => Some(say!("{words} (not confirmed)")),
        Marking::Confirmed { level } => Some(words::level(house, level)),
    }
}

/// A day that is known to the day.
fn whole_day(date: &PaperDate) -> Option<Date> {
    (date.precision == Precision::Day).then_some(date.date)
}

/// A number as a file may be called.
pub(super) fn file_name(number: &str) -> String {
    let plain = |one: char| if one.is_ascii_alphanumeric() || matches!(one, '-' | '.' | '_') { one } else { '-' };
    number.chars().map(plain).collect()
}
