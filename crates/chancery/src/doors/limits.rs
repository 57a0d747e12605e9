//! Waiting after wrong tries: per officer and per address, growing with each.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use procedure::ids::OfficerId;
use procedure::moment::Moment;

use super::DoorError;

/// Wrong tries after which nobody waits yet.
pub const FAILURES_FREE: u32 = 4;
/// Longest wait, in seconds; after as long without a try all is forgotten.
pub const WAIT_S_MAX: u64 = 900;
/// Most officers and addresses remembered; the one longest at rest is forgotten first.
const REMEMBERED_MAX: usize = 10_000;

const US: i64 = 1_000_000;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Who {
    Officer(OfficerId),
    Address(IpAddr),
}

#[derive(Debug, Clone, Copy)]
struct Tries {
    failures: u32,
    last: Moment,
}

impl Tries {
    /// Seconds still to wait at a moment: 1, 2, 4, … after each failure beyond the free ones.
    fn left_s(self, now: Moment) -> u64 {
        let beyond = self.failures.saturating_sub(FAILURES_FREE);
        if beyond == 0 {
            return 0;
        }
        let wait_s = 1u64.checked_shl(beyond - 1).unwrap_or(WAIT_S_MAX).min(WAIT_S_MAX);
        let until = self.last.micros() + wait_s.cast_signed() * US;
        (until - now.micros()).max(0).unsigned_abs().div_ceil(US.unsigned_abs())
    }

    fn at_rest(self, now: Moment) -> bool {
        now.micros() - self.last.micros() > WAIT_S_MAX.cast_signed() * US
    }
}

#[derive(Default)]
pub(super) struct Waits(Mutex<HashMap<Who, Tries>>);

impl Waits {
    /// Counts a try as failed in advance, so that many at once are not all free; [`Waits::right`] takes it back.
    pub(super) fn try_once(&self, officer: &OfficerId, from: Option<IpAddr>, now: Moment) -> Result<(), DoorError> {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let who = || [Some(Who::Officer(officer.clone())), from.map(Who::Address)].into_iter().flatten();
        let seconds = who().filter_map(|who| tries.get(&who)).map(|tries| tries.left_s(now)).max().unwrap_or(0);
        if seconds > 0 {
            return Err(DoorError::Wait { seconds });
        }
        for who in who() {
            if !tries.contains_key(&who) && tries.len() >= REMEMBERED_MAX {
                forget(&mut tries, now);
            }
            let known = tries.entry(who).or_insert(Tries { failures: 0, last: now });
            if known.at_rest(now) {
                known.failures = 0;
            }
            *known = Tries { failures: known.failures.saturating_add(1), last: now };
        }
        Ok(())
    }

    /// A right password: the officer's wrong tries are forgotten, and this one is no longer held against the address.
    pub(super) fn right(&self, officer: &OfficerId, from: Option<IpAddr>) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tries.remove(&Who::Officer(officer.clone()));
        if let Some(address) = from.and_then(|from| tries.get_mut(&Who::Address(from))) {
            address.failures = address.failures.saturating_sub(1);
        }
    }
}

fn forget(tries: &mut HashMap<Who, Tries>, now: Moment) {
    tries.retain(|_, tries| !tries.at_rest(now));
    if tries.len() >= REMEMBERED_MAX
        && let Some(oldest) = tries.iter().min_by_key(|(_, tries)| tries.last).map(|(who, _)| who.clone())
    {
        tries.remove(&oldest);
    }
}
