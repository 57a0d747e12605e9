//! One paper of a source made ready to be entered: its file read, its row put on its card.

use std::io::Read as _;
use std::path::Path;

use phrases::stored;
use procedure::act::act_id;
use procedure::card::{Card, CardRemark, Field, FieldName, PaperDate, Party, Precision};
use procedure::ids::{Hash, OfficerId};
use procedure::known::Prints;
use procedure::paper::{Absence, Arrival, Channel, Medium, OldEntry, Received, VersionKind};
use procedure::refusal::Refusal;
use sha2::{Digest as _, Sha256};

use super::columns::{Column, Columns};
use super::days;
use super::source::{One, Source};
use crate::cli::counter::Counter;
use crate::cli::enter::{NotBrought, bring};
use crate::cli::open::{next, open};
use crate::cli::{Exit, Stop};
use crate::office::{Prepared, VersionFacts};
use crate::plain::one_line;

/// A longer file is taken piece by piece.
const WHOLE_BYTES_MAX: u64 = 1 << 20;

/// What came of looking at one.
pub(super) enum Brought {
    /// It is ready to be entered.
    Ready(Box<Ready>),
    /// It was entered before from this source, under this number.
    Before(String),
    /// It would be entered; a dry run goes no further.
    Would(Option<Hash>),
    /// The office holds the same bytes.
    Held(String),
    /// It cannot be taken.
    Not { why: String, next: Option<String>, exit: Exit },
}

/// A paper that is ready to be entered.
pub(super) struct Ready {
    pub(super) key: String,
    pub(super) prepared: Option<Prepared>,
    pub(super) card: Card,
    pub(super) remarks: Vec<CardRemark>,
    pub(super) arrival: Arrival,
}

impl Ready {
    /// Why it has no file, where it has none.
    pub(super) fn absence(&self) -> Option<Absence> {
        self.prepared.is_none().then_some(Absence::NotYetScanned)
    }
}

/// Whoever makes papers ready, on several threads at once.
pub(super) struct Bringer<'a> {
    pub(super) counter: &'a Counter,
    pub(super) source: &'a Source,
    pub(super) officer: &'a OfficerId,
    pub(super) channel: Option<Channel>,
    pub(super) dry: bool,
}

fn not(why: impl Into<String>, next: impl Into<String>, exit: Exit) -> Brought {
    Brought::Not { why: why.into(), next: Some(next.into()), exit }
}

impl From<NotBrought> for Brought {
    fn from(not: NotBrought) -> Self {
        Self::Not { why: not.stop.why, next: not.stop.next, exit: not.stop.exit }
    }
}

impl From<Stop> for Brought {
    fn from(stop: Stop) -> Self {
        Self::Not { why: stop.why, next: stop.next, exit: stop.exit }
    }
}

impl Bringer<'_> {
    /// Bytes that it takes to read one.
    pub(super) fn weigh(&self, one: &One) -> u64 {
        let file = self.source.file(one).ok().flatten();
        let length = file.and_then(|file| file.metadata().ok()).map_or(0, |facts| facts.len());
        length.min(crate::office::READ_BYTES_MAX)
    }

    /// Makes one ready.
    pub(super) fn bring(&self, one: &One) -> Brought {
        if let One::Not(_, why) = one {
            return not(why.clone(), "name files and folders that this account can read", Exit::Fault);
        }
        let file = match self.source.file(one) {
            Ok(file) => file,
            Err(why) => {
                return not(why, "put it right in the book; import it again, and this row is taken", Exit::Fault);
            }
        };
        let brought = match file {
            Some(file) => self.with_file(one, &file),
            None => self.ready(one, None, None),
        };
        brought.unwrap_or_else(|brought| brought)
    }

    fn with_file(&self, one: &One, path: &Path) -> Result<Brought, Brought> {
        let (file, facts) = open(path, "not imported")?;
        let office = self.counter.office();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let refused = |refusal: Refusal| not(refusal.to_string(), refusal.next(), Exit::Refused);
        if facts.len() > office.paper_bytes_max() {
            return Err(refused(Refusal::FileTooLong { bytes_max: office.paper_bytes_max() }));
        }
        let facts_of = || VersionFacts {
            kind: VersionKind::Received,
            channel: self.channel.unwrap_or(Channel::Files),
            source: Some(self.source.name.clone()),
        };
        if facts.len() > WHOLE_BYTES_MAX {
            return if self.dry {
                let hash = hash_of(file).map_err(|error| unread(path, &error))?;
                self.look(one, Some(hash), || self.ready(one, None, Some(hash)))
            } else {
                let prepared = bring(office, path, facts_of(), "not imported")?;
                let hash = prepared.version.hash;
                self.look(one, Some(hash), || self.ready(one, Some(prepared), Some(hash)))
            };
        }
        let mut bytes = Vec::with_capacity(usize::try_from(facts.len()).unwrap_or_default() + 1);
        file.take(WHOLE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(|error| unread(path, &error))?;
        if bytes.len() as u64 > WHOLE_BYTES_MAX {
            return Err(not("it grew while it was read", "import it again when nobody writes to it", Exit::Fault));
        }
        if bytes.is_empty() {
            return Err(refused(Refusal::FileEmpty { name }));
        }
        let hash = Hash(Sha256::digest(&bytes).into());
        self.look(one, Some(hash), || {
            let prepared = match self.dry {
                true => None,
                false => Some(office.prepare(bytes, &name, facts_of()).map_err(NotBrought::from)?),
            };
            self.ready(one, prepared, Some(hash))
        })
    }

    /// What the office has of one already; else what comes after.
    fn look(
        &self,
        one: &One,
        hash: Option<Hash>,
        after: impl FnOnce() -> Result<Brought, Brought>,
    ) -> Result<Brought, Brought> {
        let key = self.source.key(one, hash.as_ref().map(|hash| &hash.0));
        let reads = self.counter.reads()?;
        let house = self.counter.house();
        let id = house.founding.as_ref().map(|founding| act_id(&founding.office, self.officer, &key));
        if let Some(id) = id
            && reads.earlier(&id).map_err(Stop::fault)?.is_some()
        {
            let seen = reads.paper(&self.counter.viewer(), &id).map_err(Stop::fault)?;
            return Ok(Brought::Before(seen.map(|seen| seen.paper.number().to_owned()).unwrap_or_default()));
        }
        if self.dry
            && let Some(hash) = hash
        {
            let prints = Prints { bodies: vec![hash], ..Prints::default() };
            let twins = reads.twins(&self.counter.viewer(), &prints).map_err(Stop::fault)?;
            if let Some(twin) = twins.first() {
                return Ok(Brought::Held(twin.number.clone()));
            }
        }
        drop(reads);
        after()
    }

    fn ready(&self, one: &One, mut prepared: Option<Prepared>, hash: Option<Hash>) -> Result<Brought, Brought> {
        let (mut card, mut remarks) = match prepared.as_mut() {
            Some(prepared) => {
                (std::mem::take(&mut prepared.reading.card), std::mem::take(&mut prepared.reading.remarks))
            }
            None => Default::default(),
        };
        let without_file = hash.is_none();
        let mut arrival = Arrival {
            channel: self.channel.unwrap_or(if without_file { Channel::Hand } else { Channel::Files }),
            medium: if without_file { Medium::Paper } else { Medium::Electronic },
            old: Some(OldEntry { book: self.source.name.clone(), number: None }),
            ..Arrival::default()
        };
        let cells = self.source.cells(one).map_err(|why| not(why, "put it right in the book", Exit::Refused))?;
        if let Some((row, columns)) = cells {
            on_card(&row, columns, self.officer, &mut card, &mut remarks);
            of_arrival(&row, columns, &mut arrival, &mut remarks);
        }
        let says_nothing =
            card.from.is_empty() && card.to.is_empty() && card.subject.is_none() && card.number.is_none();
        if without_file && says_nothing {
            let refusal = Refusal::NothingSaid;
            return Err(not(refusal.to_string(), refusal.next(), Exit::Refused));
        }
        let made = |key| Box::new(Ready { key, prepared, card, remarks, arrival });
        let key = self.source.key(one, hash.as_ref().map(|hash| &hash.0));
        if without_file {
            let dry = self.dry;
            return self.look(one, None, || Ok(if dry { Brought::Would(None) } else { Brought::Ready(made(key)) }));
        }
        Ok(if self.dry { Brought::Would(hash) } else { Brought::Ready(made(key)) })
    }
}

fn unread(path: &Path, error: &std::io::Error) -> Brought {
    not(format!("{}: {error}", path.display()), next(error), Exit::Fault)
}

fn hash_of(mut file: std::fs::File) -> std::io::Result<Hash> {
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 1 << 18]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(Hash(hash.finalize().into())),
            read => hash.update(&piece[..read]),
        }
    }
}

/// Puts what a row says on a card, over what was read. What the row leaves open stays as it was read.
fn on_card(row: &[String], columns: &Columns, by: &OfficerId, card: &mut Card, remarks: &mut Vec<CardRemark>) {
    fn set<T>(value: T, by: &OfficerId) -> Field<T> {
        Field::set(value, None, by.clone())
    }
    let says = |column| columns.says(row, column).map(one_line).filter(|words| !words.is_empty());
    let words = |column| says(column).map(|words| set(words, by));
    let put = |place: &mut Option<Field<String>>, value: Option<Field<String>>| {
        if value.is_some() {
            *place = value;
        }
    };
    put(&mut card.number, words(Column::Number));
    put(&mut card.subject, words(Column::Subject));
    put(&mut card.place, words(Column::Place));
    put(&mut card.precedence, words(Column::Precedence));
    put(&mut card.kind, words(Column::Kind).map(|kind| Field { value: kind.value.to_lowercase(), ..kind }));
    let parties = |column: Column| -> Vec<Field<Party>> {
        let names = columns.says(row, column).into_iter().flat_map(|cell| cell.split([';', '\n']));
        names.map(one_line).filter(|name| !name.is_empty()).map(|name| set(Party::named(name), by)).collect()
    };
    for (place, column) in
        [(&mut card.from, Column::From), (&mut card.to, Column::To), (&mut card.copies, Column::Copies)]
    {
        let named = parties(column);
        if !named.is_empty() {
            *place = named;
        }
    }
    match says(Column::Date).map(|cell| days::date(&cell, columns.order).ok_or(cell)) {
        Some(Ok(date)) => card.date = Some(set(date, by)),
        Some(Err(cell)) => remarks.push(CardRemark {
            field: Some(FieldName::Date),
            says: stored!("In the book the date is written “{cell}”, which was not read."),
        }),
        None => {}
    }
    remarks.extend(says(Column::Remark).map(|says| CardRemark { field: None, says }));
}

fn of_arrival(row: &[String], columns: &Columns, arrival: &mut Arrival, remarks: &mut Vec<CardRemark>) {
    let says = |column| columns.says(row, column).map(one_line).filter(|words| !words.is_empty());
    if let Some(old) = arrival.old.as_mut() {
        old.number = says(Column::OldNumber);
    }
    match says(Column::Received).map(|cell| days::date(&cell, columns.order).ok_or(cell)) {
        Some(Ok(PaperDate { date, precision: Precision::Day })) => {
            arrival.received = Some(Received { on: date, time: None });
        }
        Some(Ok(PaperDate { date, .. })) => remarks.push(not_a_day(&date.to_string())),
        Some(Err(cell)) => remarks.push(not_a_day(&cell)),
        None => {}
    }
}

fn not_a_day(cell: &str) -> CardRemark {
    CardRemark {
        field: None, says: stored!("In the book the day of receipt is written “{cell}”, which was not read.")
    }
}
