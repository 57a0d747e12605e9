//! Files taken apart from outside the crate, as `intake` does it.
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod container;
mod fixtures;
mod format;
mod hostile;
mod html;
mod made;
mod mail;
mod markdown;
mod opentext;
mod pdf;
mod richtext;
mod sheets;
mod word;
