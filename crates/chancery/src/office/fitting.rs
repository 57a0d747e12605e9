//! What was taken out of a file, cut to what an entry takes. A paper is entered whatever its file holds: the file is kept
//! whole, and what was left out of its description is said.

use intake::Reading;
use phrases::stored;
use procedure::act::{CARD_BYTES_MAX, CARD_LIST_MAX, REMARK_BYTES_MAX, REMARKS_PER_READING_MAX, VERSION_BYTES_MAX};
use procedure::card::{Card, CardRemark, Citation, Field};
use procedure::paper::{EnclosedFile, ReadText, Version};

/// Most files enclosed in a version: with the file and its text an entry names no more bodies than the journal takes.
pub(super) const ENCLOSED_MAX: usize = journal::BODIES_PER_ENTRY_MAX - 2;
/// Longest name of an enclosed file and longest Message-ID, in bytes. Longer ones were made to be long.
const LABEL_BYTES_MAX: usize = 1_024;
/// What a version's facts take as JSON beside those that are measured, in bytes: the names of fields, commas and brackets.
const FRAME_BYTES_MAX: usize = 256;

/// Cuts what was read to what can be entered with `bare`, a version without text and enclosed files, in an office that takes
/// bodies of `bytes_max`, and remarks what was cut.
pub(super) fn fit(reading: &mut Reading, bare: &Version, bytes_max: u64) {
    let mut told = Vec::new();
    fit_text(reading, bytes_max, &mut told);
    fit_labels(reading, &mut told);
    let count = reading.enclosures.len();
    reading.enclosures.retain(|file| file.bytes.len() as u64 <= bytes_max);
    let too_long = count - reading.enclosures.len();
    if too_long > 0 {
        told.push(stored!(
            "Enclosed files longer than {bytes_max} bytes were not taken out and stay in the file: {too_long}."
        ));
    }
    keep_first(reading, ENCLOSED_MAX, &mut told);
    fit_facts(reading, bare, &mut told);
    fit_remarks(&mut reading.remarks, told);
}

/// The first citations of a draft, as many as stand on a card and leave room on it for the rest.
pub(super) fn fit_cites(cites: &mut Vec<Field<Citation>>) {
    cites.truncate(CARD_LIST_MAX);
    let each: Vec<usize> = cites.iter().map(|one| json_bytes(one) + 1).collect();
    let (kept, _) = first_within(&each, CARD_BYTES_MAX / 2);
    cites.truncate(kept);
}

/// A text that could not be kept is none, and a card read from it has no words to stand on.
fn fit_text(reading: &mut Reading, bytes_max: u64, told: &mut Vec<String>) {
    if reading.text.len() as u64 <= bytes_max {
        return;
    }
    reading.text = String::new();
    reading.pages.clear();
    reading.parts.clear();
    reading.card = Card::default();
    reading.remarks.retain(|remark| remark.field.is_none());
    told.push(stored!("The text of the file is longer than {bytes_max} bytes and was left out; no card was read."));
}

/// Names and the Message-ID.
fn fit_labels(reading: &mut Reading, told: &mut Vec<String>) {
    if reading.message_id.as_ref().is_some_and(|id| id.len() > LABEL_BYTES_MAX) {
        reading.message_id = None;
        told.push(stored!("The Message-ID is longer than {LABEL_BYTES_MAX} bytes and was left out."));
    }
    let long = reading.enclosures.iter_mut().filter(|file| file.name.len() > LABEL_BYTES_MAX);
    let cut = long.map(|file| file.name.truncate(file.name.floor_char_boundary(LABEL_BYTES_MAX))).count();
    if cut > 0 {
        told.push(stored!("Names of enclosed files were cut after {LABEL_BYTES_MAX} bytes: {cut}."));
    }
}

/// The page map and the enclosed files, which share what a version's facts may take. The map gives way down to half of it.
fn fit_facts(reading: &mut Reading, bare: &Version, told: &mut Vec<String>) {
    let text = ReadText {
        body: bare.body,
        hash: bare.hash,
        bytes: u64::MAX,
        extractor: reading.extractor.clone(),
        pages: Vec::new(),
        confidence: None,
    };
    let fixed = json_bytes(bare) + json_bytes(&text) + json_bytes(&reading.message_id) + FRAME_BYTES_MAX;
    let room = VERSION_BYTES_MAX.saturating_sub(fixed);
    let pages: Vec<usize> = reading.pages.iter().map(|page| json_bytes(&page.span.start) + 1).collect();
    let files: Vec<usize> = reading.enclosures.iter().map(|file| facts_bytes(file, bare)).collect();
    let (of_pages, of_files): (usize, usize) = (pages.iter().sum(), files.iter().sum());
    if of_pages + of_files <= room {
        return;
    }
    let for_pages = room.saturating_sub(of_files).max(room / 2);
    let (kept, of_pages) = first_within(&pages, for_pages);
    if kept < pages.len() {
        reading.pages.truncate(kept);
        if let Some(last) = reading.pages.last_mut() {
            last.span.end = reading.text.len();
        }
        let count = pages.len();
        told.push(stored!("Of {count} pages only {kept} are told apart; what follows counts to the last."));
    }
    let (kept, _) = first_within(&files, room - of_pages);
    keep_first(reading, kept, told);
}

/// Keeps the first enclosed files.
fn keep_first(reading: &mut Reading, most: usize, told: &mut Vec<String>) {
    let count = reading.enclosures.len();
    if count > most {
        reading.enclosures.truncate(most);
        told.push(stored!(
            "Of {count} enclosed files only the first {most} were taken out; the rest stays in the file."
        ));
    }
}

/// What was cut comes first: it says how far the rest can be trusted.
fn fit_remarks(remarks: &mut Vec<CardRemark>, told: Vec<String>) {
    const ELLIPSIS: &str = "…";
    remarks.splice(0..0, told.into_iter().map(|says| CardRemark { field: None, says }));
    for remark in remarks.iter_mut().filter(|remark| remark.says.len() > REMARK_BYTES_MAX) {
        let end = remark.says.floor_char_boundary(REMARK_BYTES_MAX - ELLIPSIS.len());
        remark.says.truncate(end);
        remark.says.push_str(ELLIPSIS);
    }
    if remarks.len() > REMARKS_PER_READING_MAX {
        let left_out = remarks.len() - (REMARKS_PER_READING_MAX - 1);
        remarks.truncate(REMARKS_PER_READING_MAX - 1);
        remarks.push(CardRemark { field: None, says: stored!("{left_out} further remarks were left out.") });
    }
}

/// How many from the first on fit in so many bytes, and what they take.
fn first_within(each: &[usize], most: usize) -> (usize, usize) {
    let mut taken = 0;
    for (at, bytes) in each.iter().enumerate() {
        if taken + bytes > most {
            return (at, taken);
        }
        taken += bytes;
    }
    (each.len(), taken)
}

/// What an enclosed file takes in a version's facts: every commitment is as long as the next.
fn facts_bytes(file: &intake::Enclosed, bare: &Version) -> usize {
    let facts = EnclosedFile {
        name: file.name.clone(),
        media: file.media.clone(),
        body: bare.body,
        hash: bare.hash,
        bytes: file.bytes.len() as u64,
        split_into: None,
    };
    json_bytes(&facts) + 1
}

fn json_bytes(facts: &impl serde::Serialize) -> usize {
    serde_json::to_vec(facts).map_or(0, |json| json.len())
}

#[cfg(test)]
mod tests {
    use intake::{Enclosed, Extract, Format, Page};
    use procedure::card::Span;
    use procedure::ids::{BodyId, Hash};
    use procedure::paper::{Channel, VersionKind};

    use super::*;

    const BYTES_MAX: u64 = 1_000_000;

    fn bare() -> Version {
        Version {
            kind: VersionKind::Received,
            body: BodyId([255; 32]),
            hash: Hash([255; 32]),
            bytes: BYTES_MAX,
            name: "a.zip".to_owned(),
            media: Format::Zip.media().to_owned(),
            channel: Channel::Mail,
            source: None,
            text: None,
            message_id: None,
            enclosed: Vec::new(),
        }
    }

    fn reading(text: &str) -> Reading {
        intake::bare(Extract { text: text.to_owned(), ..Extract::closed(Format::Zip, "A doubt.") })
    }

    fn file(name: &str, bytes: usize) -> Enclosed {
        Enclosed { name: name.to_owned(), media: "text/plain".to_owned(), bytes: vec![b'a'; bytes] }
    }

    /// What was read, cut; and the version that is entered, which the rules take.
    fn fitted(mut reading: Reading) -> (Reading, Version) {
        let mut version = bare();
        fit(&mut reading, &version, BYTES_MAX);
        let pages = reading.pages.iter().map(|page| page.span.start as u64).collect();
        let text = ReadText {
            body: version.body,
            hash: version.hash,
            bytes: reading.text.len() as u64,
            extractor: reading.extractor.clone(),
            pages,
            confidence: None,
        };
        let enclosed = |file: &Enclosed| EnclosedFile {
            name: file.name.clone(),
            media: file.media.clone(),
            body: version.body,
            hash: version.hash,
            bytes: file.bytes.len() as u64,
            split_into: None,
        };
        version.enclosed = reading.enclosures.iter().map(enclosed).collect();
        version.text = Some(text);
        version.message_id.clone_from(&reading.message_id);
        assert_eq!(procedure::decide::takes(&version, &reading.remarks), Ok(()));
        (reading, version)
    }

    fn says(reading: &Reading) -> Vec<&str> {
        reading.remarks.iter().map(|remark| remark.says.as_str()).collect()
    }

    #[test]
    fn so_many_files_are_taken_out_and_the_next_stays_in_the_file() {
        let with = |count: usize| {
            let enclosures = (0..count).map(|at| file(&at.to_string(), 1)).collect();
            fitted(Reading { enclosures, ..reading("The ferry.") }).0
        };
        let (at, past) = (with(ENCLOSED_MAX), with(ENCLOSED_MAX + 1));
        assert_eq!((at.enclosures.len(), says(&at)), (ENCLOSED_MAX, vec!["A doubt."]));
        let told = "Of 1023 enclosed files only the first 1022 were taken out; the rest stays in the file.";
        assert_eq!((&past.enclosures, says(&past)), (&at.enclosures, vec![told, "A doubt."]));
    }

    #[test]
    fn a_body_as_long_as_the_office_takes_is_kept_and_a_longer_one_is_told() {
        let most = usize::try_from(BYTES_MAX).unwrap_or(0);
        let with = |text: usize, enclosed: usize| {
            let enclosures = vec![file("long", enclosed), file("short", 1)];
            fitted(Reading { enclosures, ..reading(&"a".repeat(text)) }).0
        };
        let (at, past) = (with(most, most), with(most + 1, most + 1));
        assert_eq!((at.text.len(), at.enclosures.len(), says(&at)), (most, 2, vec!["A doubt."]));
        assert_eq!((past.text.len(), past.enclosures.len()), (0, 1));
        let told = [
            "The text of the file is longer than 1000000 bytes and was left out; no card was read.",
            "Enclosed files longer than 1000000 bytes were not taken out and stay in the file: 1.",
            "A doubt.",
        ];
        assert_eq!(says(&past), told);
    }

    #[test]
    fn labels_as_long_as_they_may_be_stay_and_longer_ones_are_cut() {
        let with = |bytes: usize| {
            let enclosures = vec![file(&"é".repeat(bytes / 2), 1), file(&"a".repeat(bytes), 1)];
            fitted(Reading { enclosures, message_id: Some("a".repeat(bytes)), ..reading("The ferry.") }).0
        };
        let (at, past) = (with(LABEL_BYTES_MAX), with(LABEL_BYTES_MAX + 2));
        assert_eq!((at.message_id.map(|id| id.len()), at.remarks.len()), (Some(LABEL_BYTES_MAX), 1));
        assert_eq!((past.message_id.as_ref(), &past.enclosures), (None, &at.enclosures));
        assert_eq!(says(&past)[1], "Names of enclosed files were cut after 1024 bytes: 2.");
    }

    #[test]
    fn pages_and_files_share_the_facts_of_a_version() {
        let text = "a".repeat(200_000);
        let with = |pages: usize, files: usize| {
            let page = |at: usize| Page { number: at as u32 + 1, span: Span::new(at, at + 1) };
            let pages: Vec<Page> = (0..pages).map(page).collect();
            let enclosures = (0..files).map(|_| file(&"\u{1}".repeat(LABEL_BYTES_MAX), 1)).collect();
            fitted(Reading { pages, enclosures, ..reading(&text) })
        };
        // Either alone is taken whole; together they are cut, and what is left comes close to the limit.
        assert_eq!((with(60_000, 0).0.remarks.len(), with(1, 60).0.remarks.len()), (1, 1));
        for (pages, files) in [(100_000, 0), (1, 1_000), (100_000, 1_000), (60_000, 40)] {
            let (cut, version) = with(pages, files);
            assert!(cut.remarks.len() > 1, "{pages} pages, {files} files: {:?}", cut.remarks);
            let bytes = json_bytes(&version);
            assert!((VERSION_BYTES_MAX - 8_192..=VERSION_BYTES_MAX).contains(&bytes), "{bytes}");
            assert!(pages == 1 || cut.pages.last().is_some_and(|last| last.span.end == text.len()));
        }
        assert_eq!(with(60_000, 40).0.enclosures.len(), 40);
    }

    #[test]
    fn so_many_remarks_of_so_many_bytes_stay_and_what_is_beyond_is_left_out() {
        let remark = |bytes: usize| CardRemark { field: None, says: "é".repeat(bytes / 2) };
        let with = |count: usize, bytes: usize| {
            let remarks = (0..count).map(|_| remark(bytes)).collect();
            fitted(Reading { remarks, ..reading("The ferry.") }).0.remarks
        };
        let at = with(REMARKS_PER_READING_MAX, REMARK_BYTES_MAX);
        assert_eq!(at, vec![remark(REMARK_BYTES_MAX); REMARKS_PER_READING_MAX]);
        let past = with(REMARKS_PER_READING_MAX + 1, REMARK_BYTES_MAX + 2);
        assert_eq!(past.len(), REMARKS_PER_READING_MAX);
        assert_eq!(past.last().map(|last| last.says.as_str()), Some("2 further remarks were left out."));
        assert!(past[0].says.ends_with("é…") && past[0].says.len() <= REMARK_BYTES_MAX);
    }
}
