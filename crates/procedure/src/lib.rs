//! What may happen to a paper, in which order and by whom; and who may see it.
//!
//! Pure: no input or output, no clock, no chance, no SQL. Time and identity are arguments.

pub mod card;
pub mod ids;
