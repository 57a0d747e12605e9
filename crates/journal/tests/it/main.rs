//! The journal from outside, on real files.
#![expect(clippy::unwrap_used, reason = "tests")]

mod damage;
mod faults;
mod golden;
mod limits;
mod merkle;
mod note;
mod office;
mod powercuts;
mod staging;
mod writing;
