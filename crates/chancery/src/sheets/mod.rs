//! What stands in the office as set pages, told in the words of its pages: a paper's text, the extract of a decision, a numbered
//! copy with its slip, a label, a book of a year.

pub(crate) mod book;
mod closing;
mod exporting;
mod setting;
mod slips;
pub(crate) mod stamped;

pub use exporting::ToExport;
pub use setting::{BOOK_SET_NUMBERS, CopyToPrint, NoPage, SetBook, SetPage};
