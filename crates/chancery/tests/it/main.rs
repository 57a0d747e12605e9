//! The program as a whole: real folders, real files, the whole office in one process, and the real binary.
#![expect(clippy::unwrap_used, reason = "tests say where they break by breaking")]

mod api;
mod browser;
mod cli;
mod closings;
mod corpus;
mod demo;
mod derived;
mod doors;
// Its offices with a fault exist only in a build for tests.
#[cfg(feature = "mutants")]
mod faults;
#[cfg(target_os = "linux")]
mod kills;
mod languages;
mod office;
#[cfg(target_os = "linux")]
mod opener;
mod pages;
#[cfg(unix)]
mod races;
mod recognition;
mod reminders;
mod set;
mod sink;
#[cfg(unix)]
mod socket;
mod town;
mod twins;
mod withdrawals;
