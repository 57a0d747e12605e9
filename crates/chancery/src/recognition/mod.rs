//! Text recognised in pictures, by a program of others: Tesseract, and Poppler where the picture is a page of a PDF.
//!
//! Never in the way of entering: a paper without text is entered as it came. What is recognised becomes a version of its own,
//! a transcript whose text names the machine and how sure it was; it changes no card. What it says of the card's fields is
//! offered, to be taken by an officer. The programs run one after another, each confined as an opener is (ADR 0007), but
//! that it may read its own libraries.

mod lines;
mod machine;
mod wanting;

pub use lines::Recognised;
pub use machine::{Machine, MachineOptions, NoMachine, Unrecognised};
pub use wanting::{NOT_RECOGNISED, wanting};

/// Memory of one of its programs unless set otherwise, in bytes.
pub const RECOGNITION_BYTES_MAX: u64 = 2 << 30;
/// Least memory that may be set, in bytes.
pub const RECOGNITION_BYTES_MIN: u64 = 256 << 20;
/// Time for one page unless set otherwise, in seconds.
pub const RECOGNITION_SECONDS_MAX: u64 = 120;
/// Most time for one page that may be set, in seconds.
pub const RECOGNITION_SECONDS_CEILING: u64 = 3_600;
/// Time for a whole file, in seconds, unless one page may take longer. Pages that are not done by then are left
/// unrecognised, with a remark.
pub const RECOGNITION_FILE_SECONDS_MAX: u64 = 1_800;
/// Pages of one PDF after this many are left unrecognised, with a remark.
pub const RECOGNITION_PAGES_MAX: u32 = 200;
/// Longest text that is recognised in one file, in bytes. What follows is left out, with a remark.
pub const RECOGNISED_TEXT_BYTES_MAX: usize = 16 << 20;
/// Most pages of a recognised text: those of a picture, since those of a PDF end at [`RECOGNITION_PAGES_MAX`]. What follows is
/// left out, with a remark.
pub const RECOGNISED_PAGES_MAX: usize = 10_000;
/// Most languages that are asked for where none are named: each costs the time of one.
pub const LANGUAGES_MAX: usize = 4;
