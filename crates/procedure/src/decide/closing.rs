//! The day is closed.

use super::chair::Chair;
use crate::closing::registries;
use crate::event::Event;
use crate::refusal::{OversightRefusal, Refusal};

pub(super) fn decide(chair: &mut Chair<'_>) -> Result<Vec<Event>, Refusal> {
    let house = chair.house;
    if let Err(why) = chair.sit_at(registries(house))
        && chair.administrator().is_err()
    {
        return Err(why);
    }
    // Where the journal is written its head is known; anywhere else nobody could say what is closed.
    let now = chair.known.record.ok_or(OversightRefusal::OneAtATime)?;
    let closing = house.closing(chair.sitting.today, &chair.known.books, chair.known.not_held, now);
    Ok(vec![Event::DayClosed { closing }])
}
