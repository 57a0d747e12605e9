//! Deciding: an act and the state before it make one journal entry, or a refusal.

use crate::act::{Act, Decided, Sitting};
use crate::house::House;
use crate::known::Known;
use crate::refusal::Refusal;

/// Decides an act. Pure: the same arguments make the same entry.
///
/// # Errors
/// A [`Refusal`] when the rules say no; nothing is changed then.
pub fn decide(house: &House, known: &Known, act: &Act, sitting: &Sitting) -> Result<Decided, Refusal> {
    let _ = (house, known, act, sitting);
    Err(Refusal::NotFounded)
}
