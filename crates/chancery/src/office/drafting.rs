//! Drafts and their files: a file as a version, the words of a version, where two differ, and a draft as a Word page.

use jiff::civil::Date;
use phrases::stored;
use procedure::card::{Citation, Field};
use procedure::dossier::{Dossier, Draft, DraftVersion, TextRead};
use procedure::house::{Capacity, House};
use procedure::ids::{DeskId, DossierId, Hash, LevelId};
use procedure::moment::Moment;
use procedure::paper::{Marking, Version};
use procedure::sight::Sight;
use register::{FILED_LISTED_MAX, FiledRow, Reads, Viewer};

use super::Office;
use super::command::{Bodies, Fault, SubmitError};
use super::fitting::fit_cites;
use super::prepare::{Prepared, read_text};
use crate::differences::{self, Run};
use crate::word::{self, MadeFrom, WordPage};
use crate::words;

/// Papers of the dossier, those filed last, among which the ones that a draft cites are looked for.
pub const REFERENCES_AMONG_MAX: usize = 1_000;
/// Most papers that a Word page refers to.
pub const REFERENCES_MAX: usize = 32;

/// A file that is ready as a version of a draft.
#[derive(Debug, Clone)]
pub struct DraftFile {
    /// The version it will be. Of a page that was made for a draft, its text is the draft's own words.
    pub version: Version,
    /// What was read in it.
    pub read: TextRead,
    /// For the command that names them.
    pub bodies: Bodies,
    /// What it says of where it comes from, where it was made for a draft.
    pub from: Option<MadeFrom>,
}

/// Where two versions of a draft differ.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DraftDifferences {
    /// The older version's place, from 1.
    pub from: u32,
    /// The newer one's.
    pub to: u32,
    /// Those of both that have no text: nothing can be compared.
    pub without_text: Vec<u32>,
    /// The runs of words, in the order in which they are read.
    pub runs: Vec<Run>,
}

/// A draft as a Word file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftInWord {
    /// What to call the file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Office {
    /// A file as a version of a draft. Of a page that was made here for a draft only the words between its marks are the
    /// draft's text: letterhead, date, references and signature were put around it.
    ///
    /// # Errors
    /// When the disk failed.
    pub fn as_draft(&self, prepared: Prepared) -> Result<DraftFile, SubmitError> {
        let Prepared { mut version, mut reading, mut bodies } = prepared;
        let of_file = reading.remarks.iter().filter(|remark| remark.field.is_none());
        let mut remarks: Vec<String> = of_file.map(|remark| remark.says.clone()).collect();
        let Some(mark) = reading.draft.take() else {
            let cites = self.cites(&reading.text);
            return Ok(DraftFile { version, read: TextRead { remarks, cites }, bodies, from: None });
        };
        let mut cites = Vec::new();
        if !mark.words.is_empty() {
            let words: Vec<&str> = mark.words.iter().filter_map(|span| span.of(&reading.text)).collect();
            let words = words.join("\n\n").trim().to_owned();
            if let Some(whole) = version.text.take().filter(|text| text.body != version.body) {
                bodies.0.retain(|body| body.id() != whole.body);
            }
            reading.pages.clear();
            if words.is_empty() {
                remarks.push(stored!("There are no words between the marks of the page.").to_owned());
            } else {
                cites = self.cites(&words);
                let sealed = self.keep(words.into_bytes())?;
                version.text = Some(read_text(sealed.id(), sealed.hash(), sealed.bytes(), &reading));
                bodies.push(sealed);
            }
        }
        let from = made_from(&mark);
        if from.is_none() {
            let says = stored!("The file says that it was made for a draft, and not in a way that can be read.");
            remarks.push(says.to_owned());
        }
        Ok(DraftFile { version, read: TextRead { remarks, cites }, bodies, from })
    }

    /// What a draft's words cite, as many as a card takes. Whose "your letter" is stands in the draft's facts: who is greeted in the
    /// words ("Dear Madam") is no sender.
    fn cites(&self, words: &str) -> Vec<Field<Citation>> {
        let (card, _) = intake::read_text_with(self.languages(), words);
        let greeted = |name: &mut String| card.from.iter().chain(&card.to).any(|party| party.value.label() == name);
        let mut cites = card.citations.clone();
        for cited in &mut cites {
            cited.value.sender.take_if(greeted);
            cited.value.addressee.take_if(greeted);
        }
        fit_cites(&mut cites);
        cites
    }

    /// The words of a version; `None` where it has none.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn draft_text(&self, version: &DraftVersion) -> Result<Option<String>, Fault> {
        version.version.text.as_ref().map_or(Ok(None), |text| self.text(text))
    }

    /// Where two versions of a draft differ; `None` where it has no such version.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn draft_differences(&self, draft: &Draft, from: u32, to: u32) -> Result<Option<DraftDifferences>, Fault> {
        let (Some(older), Some(newer)) = (version_at(draft, from), version_at(draft, to)) else { return Ok(None) };
        let texts = (self.draft_text(older)?, self.draft_text(newer)?);
        let runs = match &texts {
            (Some(older), Some(newer)) => differences::by_word(older, newer),
            _ => Vec::new(),
        };
        let lacking = [(from, texts.0.is_none()), (to, texts.1.is_none())];
        let without_text = lacking.into_iter().filter(|(_, lacks)| *lacks).map(|(place, _)| place).collect();
        Ok(Some(DraftDifferences { from, to, without_text, runs }))
    }

    /// The draft as a Word page, as the viewer may see what it refers to. `None` where the version that stands is a file
    /// without text: its words would be missing from the page.
    ///
    /// # Errors
    /// When register or journal cannot be read.
    pub fn draft_in_word(&self, viewer: &Viewer, held: &Dossier, draft: &Draft) -> Result<Option<DraftInWord>, Fault> {
        let text = match draft.last() {
            Some(last) => match self.draft_text(last)? {
                Some(text) => text,
                None => return Ok(None),
            },
            None => String::new(),
        };
        let (house, now) = (self.house(), self.now());
        let reads = self.reads()?;
        let references = references(&reads, viewer, &house, self.languages(), held, &text).map_err(Fault::unread)?;
        let page = page(&house, held, draft, (text, references), (self.today(), now));
        let from = MadeFrom { dossier: held.id.clone(), draft: draft.no, version: draft.hash() };
        let bytes = word::write(&page, &from).map_err(Fault::unread)?;
        Ok(Some(DraftInWord { name: format!("{}-draft-{}.docx", held.id, draft.no), bytes }))
    }
}

/// The version at a place, from 1.
pub fn version_at(draft: &Draft, place: u32) -> Option<&DraftVersion> {
    draft.versions.get(usize::try_from(place).ok()?.checked_sub(1)?)
}

/// What a mark says, where it can be so.
fn made_from(mark: &intake::DraftMark) -> Option<MadeFrom> {
    let version: Option<Hash> = mark.version.as_deref().map(str::parse).transpose().ok()?;
    let dossier: DossierId = mark.dossier.parse().ok()?;
    Some(MadeFrom { dossier, draft: mark.draft, version })
}

fn page(
    house: &House,
    held: &Dossier,
    draft: &Draft,
    (text, references): (String, Vec<String>),
    (today, now): (Date, Moment),
) -> WordPage {
    let series = house.series.get(&draft.facts.series);
    let series = series.map_or_else(|| draft.facts.series.to_string(), |series| series.name.clone());
    let line = |name: &str, words: String| (name.to_owned(), words);
    // A number is given on entry and not before: what stands here is no number.
    let mut frame =
        vec![line("Our No.:", format!("to be given when entered ({series})")), line("Date:", words::day(today))];
    frame.extend(draft.facts.to.iter().enumerate().map(|(at, to)| line(if at == 0 { "To:" } else { "" }, to.clone())));
    frame.push(line("Subject:", draft.facts.title.clone()));
    let version = draft.hash().map_or_else(
        || "before its first version".to_owned(),
        |hash| format!("from version {} ({})", draft.versions.len(), hash.to_string().get(..8).unwrap_or_default()),
    );
    WordPage {
        office: house.founding.as_ref().map(|founding| founding.name.clone()).unwrap_or_default(),
        kind: draft.facts.kind.clone(),
        frame,
        references,
        text,
        signed: signed(house, held, draft, now),
        foot: format!("Draft {} of dossier {}, {version}", draft.no, held.id),
    }
}

/// For whom it is signed: the desk before which it lies, else the one that draws it up; and by whom, where one officer
/// alone holds that desk.
fn signed(house: &House, held: &Dossier, draft: &Draft, now: Moment) -> Vec<String> {
    let desk: &DeskId = held.put_up(draft.no).map_or(&draft.desk, |one| &one.facts.to);
    let name = house.desks.get(desk).map_or_else(|| desk.to_string(), |known| known.name.clone());
    let holds = |mandate: &&procedure::house::Mandate| {
        mandate.desk == *desk && mandate.capacity == Capacity::Holder && mandate.holds_at(now)
    };
    let mut holders: Vec<_> = house.mandates.values().filter(holds).map(|mandate| &mandate.officer).collect();
    holders.dedup();
    let mut signed = vec![format!("For {name}")];
    if let [alone] = holders.as_slice() {
        signed.extend(house.officers.get(*alone).map(|officer| officer.name.clone()));
    }
    signed
}

/// The papers filed in the dossier that the text cites, as the viewer sees them. A paper that is marked higher than the
/// dossier, or of which that is not settled, is not named: the page will be seen by whoever sees the dossier.
fn references(
    reads: &Reads,
    viewer: &Viewer,
    house: &House,
    languages: &intake::Languages,
    held: &Dossier,
    text: &str,
) -> Result<Vec<String>, register::RegisterError> {
    let (card, _) = intake::read_text_with(languages, text);
    let cited: Vec<String> =
        card.citations.iter().filter_map(|one| one.value.number.as_deref().map(levelled)).collect();
    let cites = |number: &str| cited.contains(&levelled(number));
    let names = |row: &register::ListRow| {
        stands_in(text, &row.number) || cites(&row.number) || row.their.as_deref().is_some_and(cites)
    };
    let mut found = Vec::new();
    let (mut after, mut looked): (Option<String>, usize) = (None, 0);
    while looked < REFERENCES_AMONG_MAX && found.len() < REFERENCES_MAX {
        let filed = reads.filed_in(viewer, &held.id, after.as_deref(), FILED_LISTED_MAX.min(REFERENCES_AMONG_MAX))?;
        looked += filed.rows.len();
        let fits = |one: &&FiledRow| {
            one.row.sight >= Sight::Card
                && is_no_higher(house, &one.row.marking, held.level.as_ref())
                && names(&one.row)
        };
        found.extend(filed.rows.iter().filter(fits).map(|one| reference(&one.row)));
        after = filed.next;
        if after.is_none() {
            break;
        }
    }
    // Those filed last come first in the dossier; on the page they stand in the order in which they came.
    found.truncate(REFERENCES_MAX);
    found.reverse();
    Ok(found)
}

/// A number without what two ways of writing it differ in.
fn levelled(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric() || *c == '/').flat_map(char::to_lowercase).collect()
}

/// Whether a number stands in a text as a whole.
fn stands_in(text: &str, number: &str) -> bool {
    let within = |c: char| c.is_alphanumeric() || c == '-' || c == '/';
    text.match_indices(number).any(|(at, found)| {
        let (before, after) = (&text[..at], &text[at + found.len()..]);
        // A hyphen or stroke after it belongs to it only where something follows.
        let mut behind = after.chars();
        let goes_on = match behind.next() {
            Some('-' | '/') => behind.next().is_some_and(char::is_alphanumeric),
            next => next.is_some_and(within),
        };
        !goes_on && !before.ends_with(within)
    })
}

pub(super) fn is_no_higher(house: &House, marking: &Marking, level: Option<&LevelId>) -> bool {
    let rank = |level: Option<&LevelId>| level.map_or(0, |level| house.rank(level));
    match marking {
        Marking::None => true,
        Marking::Unconfirmed { .. } => false,
        Marking::Confirmed { level: of_paper } => rank(Some(of_paper)) <= rank(level),
    }
}

pub(super) fn reference(row: &register::ListRow) -> String {
    let mut line = row.number.clone();
    if let Some(their) = &row.their {
        line += &format!(", their No. {their}");
    }
    if let Some(date) = &row.date {
        line += &format!(", of {}", words::paper_date(date));
    }
    if !row.from.is_empty() {
        line += &format!(", from {}", row.from.join(", "));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::stands_in;

    #[test]
    fn a_number_is_found_where_it_stands_as_a_whole() {
        for (text, stands) in [
            ("as IN-1951-0011 says", true),
            ("(IN-1951-0011)", true),
            ("IN-1951-0011.", true),
            ("IN-1951-0011- and", true),
            ("IN-1951-00110", false),
            ("IN-1951-0011/2", false),
            ("XIN-1951-0011", false),
            ("OUT/IN-1951-0011", false),
            ("IN-1951-00110, IN-1951-0011", true),
            ("", false),
        ] {
            assert_eq!(stands_in(text, "IN-1951-0011"), stands, "{text}");
        }
    }
}
