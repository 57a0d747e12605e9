//! A small town hall for tests: one registry, one series that everyone may see, officers who enter.

use std::path::Path;

use chancery::office::{Command, FoundOffice, Office, OfficeOptions, OpenError, Receipt, SubmitError, VersionFacts};
use chancery::opener::{OpenerOptions, Program};
use procedure::act::{Act, EnterDraft};
use procedure::event::{Door, Event, Means};
use procedure::house::{Level, Series, TurnOver, Visibility};
use procedure::ids::{DeskId, LevelId, OfficerId, SeriesId};
use procedure::number::Pattern;
use procedure::paper::{Arrival, Version};
use register::{ListPage, ListQuery};

pub(crate) const CLERK: &str = "clerk";

pub(crate) fn clerk() -> OfficerId {
    CLERK.parse().unwrap()
}

pub(crate) fn incoming() -> SeriesId {
    "IN".parse().unwrap()
}

pub(crate) fn founding() -> FoundOffice {
    let registry: DeskId = "registry".parse().unwrap();
    let open = Level {
        id: LevelId::new("open").unwrap(),
        name: "Open".to_owned(),
        words: Vec::new(),
        rule: Visibility::WholeHouse,
    };
    let series = Series {
        name: "Incoming".to_owned(),
        pattern: Pattern::new("{series}-{year}-{n:04}").unwrap(),
        start: 1,
        turn_over: TurnOver::Yearly,
        registry: registry.clone(),
        rule: Visibility::WholeHouse,
        band: None,
        file_code: None,
        closed: None,
        outgoing: false,
        circulars: procedure::house::CircularNumbers::OneNumber,
    };
    FoundOffice {
        name: "Town Hall of Orlan".to_owned(),
        zone: "Europe/Vienna".to_owned(),
        levels: vec![open],
        officer: clerk(),
        officer_name: "Ada Clerk".to_owned(),
        desks: vec![(registry, "Registry".to_owned())],
        series: vec![(incoming(), series)],
        calendar: None,
    }
}

/// Files are opened by the program itself: the process that the tests run in is another one.
pub(crate) fn opening_by_the_real_program() -> OpenerOptions {
    OpenerOptions { program: Program::At(env!("CARGO_BIN_EXE_chancery").into()), ..OpenerOptions::default() }
}

pub(crate) fn options() -> OfficeOptions {
    OfficeOptions { opening: opening_by_the_real_program(), ..OfficeOptions::default() }
}

pub(crate) fn found(folder: &Path) -> Office {
    found_with(folder, options()).unwrap()
}

pub(crate) fn found_with(folder: &Path, options: OfficeOptions) -> Result<Office, OpenError> {
    Office::found(folder, founding(), options)
}

pub(crate) fn open(folder: &Path) -> Office {
    Office::open(folder, options()).unwrap()
}

pub(crate) fn draft(versions: Vec<Version>) -> EnterDraft {
    EnterDraft {
        put_right: None,
        series: incoming(),
        year: None,
        reserved: None,
        under: None,
        versions,
        absence: None,
        arrival: Arrival::default(),
        card: procedure::card::Card::default(),
        remarks: Vec::new(),
        level: None,
        again: None,
        late: None,
        directions: Vec::new(),
        bindings: Vec::new(),
        bulk: false,
    }
}

pub(crate) fn command(key: &str, act: Act) -> Command {
    Command {
        officer: clerk(),
        authenticated: CLERK.to_owned(),
        means: Means::Password,
        door: Door::Api,
        key: key.to_owned(),
        act,
        bodies: chancery::office::Bodies::default(),
    }
}

/// A command that enters a text, with its bodies.
pub(crate) fn entering(office: &Office, key: &str, text: &str) -> Result<Command, SubmitError> {
    let prepared = office.prepare(text.as_bytes().to_vec(), "letter.txt", VersionFacts::default())?;
    let mut draft = draft(vec![prepared.version]);
    draft.card = prepared.reading.card;
    draft.remarks = prepared.reading.remarks;
    Ok(Command { bodies: prepared.bodies, ..command(key, Act::Enter(draft)) })
}

/// Prepares and enters a text.
pub(crate) fn enter(office: &Office, key: &str, text: &str) -> Result<Receipt, SubmitError> {
    office.submit_blocking(entering(office, key, text)?)
}

/// What a clerk wrote down outside the office: what was sent, and the receipt that was given for it.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) receipt: Receipt,
    bytes: Vec<u8>,
    card: procedure::card::Card,
}

impl Told {
    /// Whether the paper has its number, its card as it was sent, and its bytes.
    pub(crate) fn stands_in(&self, office: &Office) -> Result<(), String> {
        let reads = office.reads().map_err(|error| error.to_string())?;
        let id = self.receipt.paper.unwrap();
        let seen = reads.paper(&office.viewer(&clerk()), &id).map_err(|error| error.to_string())?;
        let number = seen.as_ref().map(|seen| seen.paper.number().to_owned());
        if number != self.receipt.number {
            return Err(format!("was acknowledged as {:?} and is {number:?}", self.receipt.number));
        }
        let paper = seen.unwrap().paper;
        if paper.card != self.card {
            return Err(format!("{number:?} has another card than was sent: {:?}", paper.card));
        }
        let body = office.body(&paper.version().unwrap().version.body).map_err(|error| error.to_string())?;
        match body.map(chancery::office::BodyRead::into_vec) {
            Some(Ok(bytes)) if bytes == self.bytes => Ok(()),
            Some(Ok(bytes)) => Err(format!("{number:?} has {} bytes that were not sent", bytes.len())),
            Some(Err(error)) => Err(format!("the bytes of {number:?} cannot be read: {error}")),
            None => Err(format!("the bytes of {number:?} are lost")),
        }
    }
}

/// Prepares and enters a file, and writes down what was sent and what was told.
pub(crate) fn enter_and_tell(office: &Office, key: &str, bytes: Vec<u8>, name: &str) -> Result<Told, SubmitError> {
    let prepared = office.prepare(bytes.clone(), name, VersionFacts::default())?;
    let mut draft = draft(vec![prepared.version]);
    draft.card = prepared.reading.card;
    draft.remarks = prepared.reading.remarks;
    let card = draft.card.clone();
    let receipt = office.submit_blocking(Command { bodies: prepared.bodies, ..command(key, Act::Enter(draft)) })?;
    Ok(Told { receipt, bytes, card })
}

/// A letter that is no other's twin.
pub(crate) fn letter(n: usize) -> String {
    format!("To the Mayor of Orlan\n\nSir,\n\nI ask you to have lamp {n} in Mill Lane mended.\n\nB. Tessel\n")
}

/// Asks again until it is so, for a minute at most.
#[expect(clippy::disallowed_methods, reason = "the one place where the tests of this crate wait by asking again")]
pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let asked = std::time::Instant::now();
    while !is_so() {
        assert!(asked.elapsed().as_secs() < 60, "it did not come to this: {what}");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

/// Whether the numbers in the journal are 1, 2, 3, …, and all of it verifies.
pub(crate) fn without_gap_or_twin(folder: &Path) -> Result<(), String> {
    let report = journal::verify(folder).map_err(|error| error.to_string())?;
    if let Some(wrong) = report.wrong {
        return Err(format!("does not verify: {wrong}"));
    }
    let reader = journal::Reader::open(folder).map_err(|error| error.to_string())?;
    let mut next = 1;
    for number in 0..reader.size().map_err(|error| error.to_string())? {
        let entry = reader.entry(number).map_err(|error| error.to_string())?.unwrap();
        for part in &entry.parts[1..] {
            let event = Event::from_part(part.bytes().unwrap()).map_err(|error| error.to_string())?;
            if let Event::Registered { number, .. } = event {
                if number.n() != next {
                    return Err(format!("{number} was given where {next} was next"));
                }
                next += 1;
            }
        }
    }
    Ok(())
}

/// The register as the clerk sees it.
pub(crate) fn list(office: &Office) -> ListPage {
    office.reads().unwrap().list(&office.viewer(&clerk()), &ListQuery::default()).unwrap()
}

/// Verifies a folder; how many entries it has.
pub(crate) fn verify(folder: &Path) -> u64 {
    let report = journal::verify(folder).unwrap();
    assert!(report.wrong.is_none(), "{:?}", report.wrong);
    report.entries
}
