//! The bag: papers that were read and wait to be entered.
//!
//! In memory, bounded, and each officer's own. Nothing in it is entered; a restart empties it, and the page then asks
//! for the file again. Long bodies in it lie staged in the journal's file, which sweeps them when they are let go.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use procedure::card::{Card, CardRemark};
use procedure::ids::{OfficerId, PaperId};
use procedure::paper::{Absence, Version};

use crate::office::{Bodies, Kept, Prepared};

/// Most papers that wait in one officer's bag.
pub(crate) const BAG_PAPERS_MAX: usize = 200;
/// Most bytes of texts and short bodies in all bags together.
pub(crate) const BAG_BYTES_MAX: u64 = 256 << 20;
/// After so many minutes a paper that nobody entered is let go.
pub(crate) const BAG_MINUTES_MAX: u64 = 8 * 60;

/// A paper that was read, or described without a file.
#[derive(Debug)]
pub(crate) struct Piece {
    /// What it is called in the list: the file's name.
    pub(crate) name: String,
    pub(crate) versions: Vec<Version>,
    pub(crate) bodies: Bodies,
    /// What was read in it, without what it encloses.
    pub(crate) reading: Option<Arc<intake::Reading>>,
    pub(crate) card: Card,
    pub(crate) remarks: Vec<CardRemark>,
    pub(crate) absence: Option<Absence>,
}

impl Piece {
    /// A file as it was read.
    pub(crate) fn read(name: String, mut prepared: Prepared) -> Self {
        prepared.reading.enclosures = Vec::new();
        Self {
            name,
            versions: vec![prepared.version],
            bodies: prepared.bodies,
            card: prepared.reading.card.clone(),
            remarks: prepared.reading.remarks.clone(),
            reading: Some(Arc::new(prepared.reading)),
            absence: None,
        }
    }

    /// Its text; empty where there is none.
    pub(crate) fn text(&self) -> &str {
        self.reading.as_ref().map_or("", |reading| &reading.text)
    }

    /// The file as it was read, to be joined with others or divided; `None` where there is no file.
    pub(crate) fn prepared(&self) -> Option<Prepared> {
        let reading = intake::Reading::clone(self.reading.as_ref()?);
        Some(Prepared { version: self.versions.first()?.clone(), reading, bodies: self.bodies.clone() })
    }

    /// A paper of which there is no file.
    pub(crate) fn without(absence: Absence) -> Self {
        Self {
            name: super::words::of(super::words::ABSENCES, absence).to_owned(),
            versions: Vec::new(),
            bodies: Bodies::default(),
            reading: None,
            card: Card::default(),
            remarks: Vec::new(),
            absence: Some(absence),
        }
    }

    /// Bytes it takes in memory, about: the text, and bodies short enough to be held, of files enclosed as well.
    fn bytes(&self) -> u64 {
        let short = self.bodies.0.iter().map(Kept::bytes).filter(|bytes| *bytes <= SHORT_BYTES_MAX);
        self.text().len() as u64 + short.sum::<u64>()
    }
}

/// Bodies of at most so many bytes are held in memory until they are entered.
const SHORT_BYTES_MAX: u64 = journal::BODY_INLINE_BYTES_MAX as u64;

/// What became of a paper in the bag.
#[derive(Debug, Clone)]
pub(crate) enum Lies {
    /// It waits.
    Waiting(Arc<Piece>),
    /// It was entered.
    Entered(PaperId),
}

struct Slot {
    lies: Lies,
    since: Instant,
    order: u64,
}

#[derive(Default)]
struct Bags {
    slots: BTreeMap<(OfficerId, String), Slot>,
    laid: u64,
}

/// All officers' bags.
#[derive(Default)]
pub(crate) struct Bag(Mutex<Bags>);

/// Why a paper was not laid into the bag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, phrases::Told)]
pub(crate) enum Full {
    /// The officer's bag is full.
    #[told("{BAG_PAPERS_MAX} papers wait in your bag already; enter or lay aside some of them first")]
    Papers,
    /// All bags together are full.
    #[told("the papers that wait to be entered take all the room there is for them; enter some of them first")]
    Bytes,
}

impl Bag {
    fn bags(&self) -> MutexGuard<'_, Bags> {
        let mut bags = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let limit = Duration::from_secs(BAG_MINUTES_MAX * 60);
        bags.slots.retain(|_, slot| slot.since.elapsed() < limit);
        bags
    }

    /// Lays a paper in; the id by which its page is found.
    ///
    /// # Errors
    /// When there is no room.
    pub(crate) fn lay(&self, officer: &OfficerId, piece: Piece) -> Result<String, Full> {
        let mut bags = self.bags();
        let waiting = |slot: &Slot| matches!(slot.lies, Lies::Waiting(_));
        if bags.slots.iter().filter(|((of, _), slot)| of == officer && waiting(slot)).count() >= BAG_PAPERS_MAX {
            return Err(Full::Papers);
        }
        let held: u64 = bags
            .slots
            .values()
            .map(|slot| match &slot.lies {
                Lies::Waiting(piece) => piece.bytes(),
                Lies::Entered(_) => 0,
            })
            .sum();
        if held + piece.bytes() > BAG_BYTES_MAX {
            return Err(Full::Bytes);
        }
        let id = key();
        bags.laid += 1;
        let slot = Slot { lies: Lies::Waiting(Arc::new(piece)), since: Instant::now(), order: bags.laid };
        bags.slots.insert((officer.clone(), id.clone()), slot);
        Ok(id)
    }

    /// What became of a paper.
    pub(crate) fn look(&self, officer: &OfficerId, id: &str) -> Option<Lies> {
        self.bags().slots.get(&(officer.clone(), id.to_owned())).map(|slot| slot.lies.clone())
    }

    /// The papers that wait, in the order they were laid in: id and name.
    pub(crate) fn waiting(&self, officer: &OfficerId) -> Vec<(String, String)> {
        let bags = self.bags();
        let mut waiting: Vec<_> = bags
            .slots
            .iter()
            .filter(|((of, _), _)| of == officer)
            .filter_map(|((_, id), slot)| match &slot.lies {
                Lies::Waiting(piece) => Some((slot.order, id.clone(), piece.name.clone())),
                Lies::Entered(_) => None,
            })
            .collect();
        waiting.sort();
        waiting.into_iter().map(|(_, id, name)| (id, name)).collect()
    }

    /// Notes that it was entered: its bytes are let go, and the page leads to the paper.
    pub(crate) fn entered(&self, officer: &OfficerId, id: &str, paper: PaperId) {
        if let Some(slot) = self.bags().slots.get_mut(&(officer.clone(), id.to_owned())) {
            slot.lies = Lies::Entered(paper);
        }
    }

    /// Takes a paper out unentered.
    pub(crate) fn lay_aside(&self, officer: &OfficerId, id: &str) {
        self.bags().slots.remove(&(officer.clone(), id.to_owned()));
    }
}

/// A fresh key: 128 random bits. Of the idempotency of one form, or of a place in the bag.
pub(crate) fn key() -> String {
    let mut bytes = [0; 16];
    // Every salt and key of this office came from there; without it there would be no office to serve.
    getrandom::fill(&mut bytes).expect("the machine gives random bytes");
    bytes.iter().fold(String::with_capacity(32), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{BAG_PAPERS_MAX, Bag, Full, Lies, Piece, key};
    use procedure::ids::PaperId;
    use procedure::paper::Absence;

    #[test]
    fn a_bag_is_its_officers_own_and_has_an_end() {
        let bag = Bag::default();
        let (orlo, undal) = ("orlo".parse().expect("a code"), "undal".parse().expect("a code"));
        let first = bag.lay(&orlo, Piece::without(Absence::Oral)).expect("room");
        for _ in 1..BAG_PAPERS_MAX {
            bag.lay(&orlo, Piece::without(Absence::Oral)).expect("room");
        }
        assert_eq!(bag.lay(&orlo, Piece::without(Absence::Oral)), Err(Full::Papers));
        assert!(bag.look(&undal, &first).is_none() && bag.waiting(&undal).is_empty());
        bag.entered(&orlo, &first, PaperId([7; 16]));
        assert!(matches!(bag.look(&orlo, &first), Some(Lies::Entered(_))));
        assert_eq!(bag.waiting(&orlo).len(), BAG_PAPERS_MAX - 1);
        let next = bag.lay(&orlo, Piece::without(Absence::Oral)).expect("room again");
        bag.lay_aside(&orlo, &next);
        assert!(bag.look(&orlo, &next).is_none());
    }

    #[test]
    fn keys_differ() {
        assert_ne!(key(), key());
        assert_eq!(key().len(), 32);
    }
}
