//! Reading papers from outside the crate, as the program does.
#![expect(clippy::unwrap_used, reason = "tests")]

mod alternatives;
mod bad_input;
mod bundles;
mod fields;
mod languages;
mod mail;
mod papers;
mod properties;
mod remarks;
mod seeds;
mod silence;
