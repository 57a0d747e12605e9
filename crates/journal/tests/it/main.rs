//! The journal from outside, on real files.
#![expect(clippy::unwrap_used, reason = "tests")]

mod copies;
mod damage;
mod faults;
mod golden;
mod limits;
mod log;
mod merkle;
mod note;
mod office;
mod powercuts;
mod proof;
mod staging;
mod writing;
