//! Passwords: argon2id, two at a time.

use std::net::IpAddr;
use std::sync::{Condvar, Mutex, PoisonError};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use procedure::ids::OfficerId;
use procedure::moment::Moment;
use rusqlite::OptionalExtension;

use super::{DoorError, Doors};

/// Shortest password, in bytes.
pub const PASSWORD_BYTES_MIN: usize = 10;
/// Longest password, in bytes.
pub const PASSWORD_BYTES_MAX: usize = 1_024;
/// Passwords hashed at the same time: each takes 19 MiB and a core.
pub const HASHINGS_MAX: usize = 2;
/// Most that wait for their turn.
const WAITING_MAX: usize = 64;

impl Doors {
    /// Lets an officer in by password. Blocks for as long as the hashing takes, which is the same whether or not there is
    /// such an officer. Whether the officer is suspended is for the house to say.
    ///
    /// # Errors
    /// [`DoorError::Wrong`] when they do not fit; [`DoorError::Wait`] after too many wrong tries by officer or address.
    pub fn sign_in(
        &self,
        officer: &OfficerId,
        password: &str,
        from: Option<IpAddr>,
        now: Moment,
    ) -> Result<(), DoorError> {
        let inner = &self.0;
        inner.waits.try_once(officer, from, now)?;
        let kept = self.phc(officer)?;
        let fits = inner.hashing.verify(password, kept.as_deref())?;
        if fits && kept.is_some() {
            inner.waits.right(officer, from);
            Ok(())
        } else {
            Err(DoorError::Wrong)
        }
    }

    /// Sets an officer's password. Blocks for as long as the hashing takes.
    ///
    /// # Errors
    /// When it is too short or too long, or the file cannot be written.
    pub fn set_password(&self, officer: &OfficerId, password: &str) -> Result<(), DoorError> {
        let bytes = password.len();
        if !(PASSWORD_BYTES_MIN..=PASSWORD_BYTES_MAX).contains(&bytes) {
            let (bytes_min, bytes_max) = (PASSWORD_BYTES_MIN, PASSWORD_BYTES_MAX);
            return Err(DoorError::Password { bytes, bytes_min, bytes_max });
        }
        let phc = self.0.hashing.hash(password)?;
        let set = "INSERT INTO password (officer, phc) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET phc = excluded.phc";
        self.0.store.db().execute(set, (officer.as_str(), phc))?;
        Ok(())
    }

    /// Whether the officer has a password.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_password(&self, officer: &OfficerId) -> Result<bool, DoorError> {
        Ok(self.phc(officer)?.is_some())
    }

    /// Makes an officer's password, links and sessions void; tokens stay. The officer comes in again by a new link.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn reset(&self, officer: &OfficerId) -> Result<(), DoorError> {
        let mut db = self.0.store.db();
        let change = db.transaction()?;
        change.execute("DELETE FROM password WHERE officer = ?1", [officer.as_str()])?;
        change.execute("DELETE FROM link WHERE officer = ?1", [officer.as_str()])?;
        change.execute("DELETE FROM session WHERE officer = ?1", [officer.as_str()])?;
        Ok(change.commit()?)
    }

    fn phc(&self, officer: &OfficerId) -> Result<Option<String>, DoorError> {
        let db = self.0.store.db();
        let mut statement = db.prepare_cached("SELECT phc FROM password WHERE officer = ?1")?;
        Ok(statement.query_row([officer.as_str()], |row| row.get(0)).optional()?)
    }
}

/// Turns at hashing, and a hash to compare with where there is none.
pub(super) struct Hashing {
    turns: Mutex<Turns>,
    free: Condvar,
    nobody: String,
}

#[derive(Default)]
struct Turns {
    at_work: usize,
    waiting: usize,
}

impl Hashing {
    pub(super) fn new() -> Result<Self, DoorError> {
        let nobody = hash("nobody comes in by this")?;
        Ok(Self { turns: Mutex::default(), free: Condvar::new(), nobody })
    }

    fn hash(&self, password: &str) -> Result<String, DoorError> {
        self.in_turn(|| hash(password))?
    }

    fn verify(&self, password: &str, phc: Option<&str>) -> Result<bool, DoorError> {
        // A password that could not have been set is hashed shortened, to cost the same, and fits nobody.
        let settable = password.len() <= PASSWORD_BYTES_MAX;
        let password: &[u8] = &password.as_bytes()[..password.len().min(PASSWORD_BYTES_MAX)];
        let phc =
            PasswordHash::new(phc.unwrap_or(&self.nobody)).map_err(|error| DoorError::Store(error.to_string()))?;
        self.in_turn(|| Argon2::default().verify_password(password, &phc).is_ok() && settable)
    }

    fn in_turn<T>(&self, work: impl FnOnce() -> T) -> Result<T, DoorError> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.waiting >= WAITING_MAX {
            return Err(DoorError::Busy);
        }
        turns.waiting += 1;
        while turns.at_work >= HASHINGS_MAX {
            turns = self.free.wait(turns).unwrap_or_else(PoisonError::into_inner);
        }
        turns.waiting -= 1;
        turns.at_work += 1;
        drop(turns);
        let done = work();
        self.turns.lock().unwrap_or_else(PoisonError::into_inner).at_work -= 1;
        self.free.notify_one();
        Ok(done)
    }
}

fn hash(password: &str) -> Result<String, DoorError> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash: PasswordHash| hash.to_string()).map_err(|error| DoorError::Store(error.to_string()))
}
