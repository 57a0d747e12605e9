//! One small grammar for each field of the card, all on the same [`Layout`].

use phrases::stored;
use procedure::card::{Card, CardRemark, FieldName};

use crate::lang::Tables;
use crate::layout::{HEAD_BYTES_MAX, Layout, TAIL_BYTES_MAX};

mod alternatives;
mod century;
mod citations;
mod claims;
mod copies;
mod date;
mod deadlines;
mod enclosures;
mod insertions;
mod kind;
mod language;
mod marking;
mod noun;
mod number;
mod parties;
mod party;
pub(crate) use party::name_behind_post;
mod proposals;
mod recommendation;
mod request;
mod subject;

/// A card being read, with its remarks.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) card: Card,
    pub(crate) remarks: Vec<CardRemark>,
}

impl Draft {
    /// Adds a remark on a field.
    pub(crate) fn remark(&mut self, field: FieldName, says: impl Into<String>) {
        self.remarks.push(CardRemark { field: Some(field), says: says.into() });
    }
}

pub use alternatives::{ALTERNATIVES_MAX, Alternative, Instead, alternatives};
pub(crate) use enclosures::mark_present;

/// Reads every field. The order matters where one grammar uses what another read: deadlines and citations take their
/// years from the paper's date, citations their senders from the parties.
pub(crate) fn read(text: &str, tables: &'static Tables) -> Draft {
    let layout = Layout::of(text, tables);
    let mut draft = Draft::default();
    language::read(&layout, &mut draft);
    date::read(&layout, &mut draft);
    kind::read(&layout, &mut draft);
    number::read(&layout, &mut draft);
    parties::read(&layout, &mut draft);
    copies::read(&layout, &mut draft);
    marking::read(&layout, &mut draft);
    subject::read(&layout, &mut draft);
    citations::read(&layout, &mut draft);
    enclosures::read(&layout, &mut draft);
    deadlines::read(&layout, &mut draft);
    claims::read(&layout, &mut draft);
    proposals::read(&layout, &mut draft);
    recommendation::read(&layout, &mut draft);
    request::read(&layout, &mut draft);
    insertions::read(&layout, &mut draft);
    if layout.cut {
        let (head, tail) = (HEAD_BYTES_MAX / 1024, TAIL_BYTES_MAX / 1024);
        let says =
            stored!("Only the first {head} KiB and the last {tail} KiB of this text were looked at for the card.");
        draft.remarks.push(CardRemark { field: None, says });
    }
    draft
}
