//! What may happen to a paper, in which order and by whom; and who may see it.
//!
//! Pure: no input or output, no clock, no chance, no SQL. Time and identity are arguments.

pub mod act;
pub mod calendar;
pub mod card;
pub mod closing;
pub mod correspondent;
pub mod days;
pub mod decide;
pub mod dossier;
pub mod event;
pub mod export;
pub mod fold;
pub mod handing;
pub mod house;
pub mod ids;
pub mod known;
pub mod matching;
pub mod moment;
pub mod number;
pub mod paper;
pub mod readings;
pub mod refusal;
pub mod reread;
pub mod role;
pub mod shared;
pub mod sight;
