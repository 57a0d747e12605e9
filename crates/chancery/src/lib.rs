//! The program: the office (single writer), its doors, pages, API, command line and demonstration.

pub mod api;
pub mod backup;
pub mod cli;
pub mod compose;
pub mod demo;
pub mod differences;
pub mod doors;
mod holidays;
pub mod mail;
pub mod office;
pub mod opener;
mod plain;
mod private_file;
pub mod readings;
pub mod recognition;
pub mod setters;
pub mod sheets;
pub mod socket;
mod told;
pub mod tongues;
mod turns;
pub mod web;
mod whole_file;
pub mod witness;
pub mod word;
mod words;
