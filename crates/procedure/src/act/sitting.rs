//! The sitting in which an act is done, and the entry that is made of it.

use jiff::civil::{Date, Time};
use sha2::{Digest as _, Sha256};

use crate::event::{Acted, Door, Event, Means};
use crate::ids::{OfficeId, OfficerId, PaperId};
use crate::moment::Moment;

/// Who acts, when, and through which door. Made by the office, never by the one who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// The officer.
    pub officer: OfficerId,
    /// Who was authenticated: the officer's own code, or the account "for" the officer.
    pub authenticated: String,
    /// How.
    pub means: Means,
    /// The door.
    pub door: Door,
    /// The moment, never earlier than the entry before.
    pub at: Moment,
    /// The civil date of that moment in the office's zone.
    pub today: Date,
    /// The time of day of that moment in the office's zone.
    pub time: Time,
    /// The idempotency key, scoped to the officer.
    pub key: String,
}

/// 128 bits of SHA-256(office id, officer, idempotency key): the id of the act, and of the paper it enters.
pub fn act_id(office: &OfficeId, officer: &OfficerId, key: &str) -> PaperId {
    let mut hash = Sha256::new();
    hash.update(b"chancery/id/v1");
    hash.update(office.0);
    hash.update((officer.as_str().len() as u64).to_be_bytes());
    hash.update(officer.as_str());
    hash.update(key);
    let digest = hash.finalize();
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    PaperId(id)
}

/// What `decide` makes of an act: one journal entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Its first part.
    pub acted: Acted,
    /// Its other parts.
    pub events: Vec<Event>,
}

impl Decided {
    /// The exact bytes of the entry's parts, in order.
    pub fn parts(&self) -> Vec<Vec<u8>> {
        std::iter::once(self.acted.to_part()).chain(self.events.iter().map(Event::to_part)).collect()
    }
}
