//! The rules as tables, and what must hold whatever happens.
#![expect(clippy::unwrap_used, reason = "tests")]

mod answer;
mod bring_forward;
mod calendar;
mod citations;
mod corrections;
mod correspondents;
mod decisions;
mod directions;
mod dossiers;
mod enter;
mod events;
mod filing;
mod fold;
mod form;
mod got_round;
mod handing;
mod house;
mod limits;
mod matching;
mod names;
mod numbers;
mod page;
mod positions;
mod positions_by_chance;
mod properties;
mod questions;
mod refusals;
mod registrations;
mod rereading;
mod series;
mod shelf;
mod sight;
mod terms;
mod versions;
