//! The program: the office (single writer), its doors, pages, API, command line and demonstration.

pub mod api;
pub mod cli;
pub mod demo;
pub mod doors;
mod holidays;
pub mod office;
pub mod opener;
mod plain;
pub mod recognition;
pub mod socket;
pub mod web;
