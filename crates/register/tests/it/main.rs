//! The register against real files: what is folded, asked, rolled back, torn and built anew.

#![expect(clippy::unwrap_used, reason = "tests")]

mod answers;
mod chance;
mod desk;
mod dossiers;
mod existence;
mod falls;
mod find;
mod fold;
mod handing;
mod index;
mod limits;
mod lists;
mod matches;
mod memory;
mod office;
mod oracle;
mod people;
mod questions;
mod scale;
mod search;
mod sight;
mod sight_at_each_entry;
mod torn;
// What is tried in a dossier by chance is the same for the rules and for the rows.
#[path = "../../../procedure/tests/it/tries.rs"]
mod tries;
mod waits;
