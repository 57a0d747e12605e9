//! The journal from outside, on real files.
#![expect(clippy::unwrap_used, reason = "tests")]

mod office;
mod writing;
