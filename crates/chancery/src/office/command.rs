//! What goes into the office and what comes out: commands, receipts, bad news.

use phrases::say;
use std::sync::Arc;

use procedure::act::Act;
use procedure::event::{Door, Event, Means, OfferMade, TieMade};
use procedure::house::House;
use procedure::ids::{BodyId, OfficerId, PaperId};
use procedure::moment::Moment;
use procedure::refusal::Refusal;
use serde::{Deserialize, Serialize};

use super::keeping::Kept;
use super::standing::ReadOnly;

/// One officer's act on its way to the writer.
#[derive(Debug, Clone)]
pub struct Command {
    /// The officer who answers for it.
    pub officer: OfficerId,
    /// Who was authenticated: the officer's own code, or the account "for" the officer.
    pub authenticated: String,
    /// How.
    pub means: Means,
    /// Through which door it came.
    pub door: Door,
    /// The idempotency key, scoped to the officer: the same command sent twice is done once.
    pub key: String,
    /// The act.
    pub act: Act,
    /// The bodies that the act names and the journal does not have yet.
    pub bodies: Bodies,
}

/// Bodies that were sealed or staged and wait for the entry that names them. Dropped, they leave nothing.
#[derive(Debug, Clone, Default)]
pub struct Bodies(pub(crate) Vec<Kept>);

impl Bodies {
    /// Takes one more.
    pub(crate) fn push(&mut self, body: Kept) {
        self.0.push(body);
    }

    /// Takes the bodies of another into this.
    pub fn merge(&mut self, other: Bodies) {
        self.0.extend(other.0);
    }

    /// The commitments by which acts name them.
    pub fn ids(&self) -> impl Iterator<Item = BodyId> {
        self.0.iter().map(Kept::id)
    }

    /// Bytes that travel with the entry itself; longer bodies are on the disk already.
    pub(crate) fn short_bytes(&self) -> u64 {
        self.0.iter().map(Kept::short_bytes).sum()
    }
}

impl FromIterator<Kept> for Bodies {
    fn from_iter<I: IntoIterator<Item = Kept>>(bodies: I) -> Self {
        Self(bodies.into_iter().collect())
    }
}

/// What an act became: an entry that is in the journal for ever, and in the register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// The entry's number.
    pub entry: u64,
    /// The entry's commitment.
    #[serde(with = "hexadecimal")]
    pub commitment: [u8; 32],
    /// When it was entered.
    pub at: Moment,
    /// Whether the same command had been done before; this is then the receipt of that time.
    pub repeated: bool,
    /// The paper that it entered or was done to.
    pub paper: Option<PaperId>,
    /// The last number it gave, as printed.
    pub number: Option<String>,
    /// Citations it found to mean papers held.
    pub ties: Vec<TieMade>,
    /// Doubtful matches it offered.
    pub offers: Vec<OfferMade>,
    /// Everything that happened, in order.
    pub events: Vec<Event>,
}

impl Receipt {
    pub(crate) fn new(entry: u64, at: Moment, papers: &[PaperId], events: Vec<Event>) -> Self {
        let mut receipt = Self {
            entry,
            commitment: [0; 32],
            at,
            repeated: false,
            paper: papers.first().copied(),
            number: None,
            ties: Vec::new(),
            offers: Vec::new(),
            events: Vec::new(),
        };
        for event in &events {
            match event {
                Event::Registered { paper, number, first, addressed, .. } => {
                    receipt.number = Some(number.text().to_owned());
                    // A circular is done to the paper that is sent.
                    if *first && addressed.is_none() {
                        receipt.paper = Some(*paper);
                    }
                }
                Event::CitationsTied { ties } => receipt.ties.extend(ties.iter().cloned()),
                Event::MatchesOffered { offers } => receipt.offers.extend(offers.iter().cloned()),
                _ => {}
            }
        }
        receipt.events = events;
        receipt
    }
}

impl Receipt {
    /// The number of the closing that it made.
    pub fn closing(&self) -> Option<u32> {
        self.events.iter().find_map(|event| match event {
            Event::DayClosed { closing } => Some(closing.no),
            _ => None,
        })
    }

    /// The first and the last of the numbers that it reserved, as printed.
    pub fn reserved(&self, house: &House) -> Option<(String, String)> {
        self.events.iter().find_map(|event| {
            let Event::BlockReserved { series, year, from, to, .. } = event else { return None };
            let pattern = &house.series.get(series)?.pattern;
            Some((pattern.render(series, *year, *from), pattern.render(series, *year, *to)))
        })
    }
}

mod hexadecimal {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&journal::hex(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 32], D::Error> {
        let text = String::deserialize(from)?;
        journal::hash_from_hex(&text).ok_or_else(|| D::Error::custom("a commitment has 64 hexadecimal digits"))
    }
}

/// Why a command was not entered.
#[derive(Debug, Clone, thiserror::Error, phrases::Told)]
pub enum SubmitError {
    /// The rules say no. Nothing was changed.
    #[told("{0}")]
    Refusal(Box<Refusal>),
    /// The office could not do it. The same command may be sent again under the same key.
    #[told("{0}")]
    Fault(Fault),
}

impl SubmitError {
    /// What to do next, without a first capital.
    pub fn next(&self) -> String {
        match self {
            Self::Refusal(refusal) => refusal.next(),
            Self::Fault(fault) => fault.next().to_owned(),
        }
    }
}

impl From<Refusal> for SubmitError {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(Box::new(refusal))
    }
}

impl From<Fault> for SubmitError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Disk, corruption, or an office that is not at work. Logged once where it arises.
#[derive(Debug, Clone, thiserror::Error, phrases::Told)]
pub enum Fault {
    /// There is no room on the disk. Nothing was entered.
    #[told("the disk is full; nothing was entered")]
    DiskFull,
    /// The disk failed. Certainly nothing was entered.
    #[told("nothing was entered: {why}")]
    NotWritten {
        /// What failed.
        why: Arc<str>,
    },
    /// Nobody knows whether it was entered; opening the folder again settles it, which the writer does at the next command.
    #[told("nobody knows yet whether it was entered: {why}")]
    Unknown {
        /// What failed.
        why: Arc<str>,
    },
    /// The writer stopped earlier, and the folder could not be opened again yet.
    #[told("the office has stopped entering: {why}")]
    Stopped {
        /// Why it did.
        why: Arc<str>,
    },
    /// The office is open for reading only.
    #[told("the office is open for reading only: {0}")]
    ReadOnly(Arc<ReadOnly>),
    /// The office is being shut.
    #[told("the office is being shut")]
    Shut,
    /// Something could not be read.
    #[told("it could not be read: {why}")]
    Unread {
        /// What failed.
        why: Arc<str>,
    },
}

impl Fault {
    /// What to do next, without a first capital.
    pub fn next(&self) -> &'static str {
        match self {
            Self::DiskFull => say!("make room on the disk, then send it again"),
            Self::NotWritten { .. } => say!("send it again; if it happens again, look at the disk"),
            Self::Unknown { .. } | Self::Stopped { .. } => {
                say!(
                    "see that the disk is sound and has room, then send it again under the same key: the office opens itself again"
                )
            }
            Self::ReadOnly(why) => why.next(),
            Self::Shut => say!("send it again when the office is open"),
            Self::Unread { .. } => say!("try again; if it happens again, run: chancery verify FOLDER"),
        }
    }

    pub(crate) fn unread(why: impl std::fmt::Display) -> Self {
        Self::Unread { why: why.to_string().into() }
    }
}

impl From<journal::ReadError> for Fault {
    fn from(error: journal::ReadError) -> Self {
        Self::unread(error)
    }
}
