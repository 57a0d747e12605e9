//! What stands in the office as set pages, told in the words of its pages: a paper's text, the extract of a decision, a numbered
//! copy with its slip, a label, a book of a year.

pub(crate) mod book;
mod setting;
mod slips;

pub use setting::{BOOK_SET_NUMBERS, CopyToPrint, NoPage, SetBook, SetPage};
