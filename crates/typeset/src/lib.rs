//! A paper as a set page: facts in, the bytes of a PDF out.
//!
//! Every page is PDF/A-2a and PDF/UA-1 at once; with files inside it is PDF/A-3a and PDF/UA-1. The same sheet in the same
//! style gives the same bytes. Nothing is read but what is handed over: no file, no clock, no network, no package.
//!
//! ```
//! use typeset::{Block, Fonts, Heading, Sheet, Style, Typesetter, Written};
//!
//! let setter = Typesetter::new(Fonts::new([]));
//! let heading = Heading {
//!     office: "Foreign Ministry".to_owned(),
//!     desk: None,
//!     number: Some("OUT-1951-0396".to_owned()),
//!     day: jiff::civil::date(1951, 12, 25),
//!     marking: None,
//!     language: "en".to_owned(),
//! };
//! let memorandum = Sheet::Memorandum(Written {
//!     heading,
//!     called: "Memorandum".to_owned(),
//!     notice: None,
//!     from: Some("A. Lind".to_owned()),
//!     to: vec!["The President".to_owned()],
//!     subject: Some("The border line".to_owned()),
//!     references: vec![],
//!     text: Block::of_text("1. Publishing is inadvisable.\n\n2. I ask you to review the draft."),
//!     enclosures: vec![],
//!     signed: None,
//!     copies_to: vec![],
//!     copy: None,
//! });
//! let page = setter.set(&memorandum, &Style::default())?;
//! assert!(page.starts_with(b"%PDF-"));
//! # Ok::<(), typeset::NotSet>(())
//! ```

mod code;
mod example;
mod fonts;
mod not_set;
mod said;
mod setting;
mod sheet;
mod stamped;
mod style;
mod text;
mod world;

pub use example::example;
pub use fonts::{Fonts, MISSING_TOLD_MAX, Missing};
pub use not_set::NotSet;
pub use said::said;
pub use setting::{
    FORM_BYTES_MAX, SHEET_CHARS_MAX, SHEET_LINES_MAX, SHEET_PAGES_MAX, Typesetter, on_this_thread_alone,
};
pub use sheet::{
    BookLine, ClosedLine, Communique, CopyLedger, DayClosing, Extract, Following, Heading, Kind, LedgerLine, Letter,
    NumberedCopy, Receipt, ReceivedFile, Resolution, Sheet, Signature, SlipLine, StampLabel, Telegram, TransmittalSlip,
    Written, YearBook,
};
pub use stamped::Stamp;
pub use style::{Enclosed, OfficeForms, PageSize, Relation, Style};
pub use text::Block;
