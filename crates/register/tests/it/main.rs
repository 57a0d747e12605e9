//! The register against real files: what is folded, asked, rolled back, torn and built anew.

#![expect(clippy::unwrap_used, reason = "tests")]

mod answers;
mod chance;
mod desk;
mod dossiers;
mod falls;
mod find;
mod fold;
mod index;
mod limits;
mod lists;
mod matches;
mod memory;
mod office;
mod people;
mod sight;
mod torn;
