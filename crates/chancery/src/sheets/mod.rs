//! What stands in the office as set pages, told in the words of its pages: a paper's text, the extract of a decision, a numbered
//! copy, a book of a year.

pub(crate) mod book;
mod setting;

pub use setting::{BOOK_SET_NUMBERS, NoPage, SetBook, SetPage};
