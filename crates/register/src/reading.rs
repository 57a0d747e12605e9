//! How often each field was right as it was read, per sender and kind.
//!
//! Only papers count that an officer saw through: entered by a person with the card before them, or corrected later. Of
//! such a paper a field counts as *right* where it has a value that was read and nobody put it right, and as *put right*
//! where somebody did, whether it had been read wrongly or not at all. A field that rightly stayed empty counts as
//! neither, and so does a field that was first set and never read.

use std::collections::BTreeMap;

use procedure::card::{Card, FieldName, Sure};
use procedure::ids::CorrespondentId;
use procedure::paper::{NamedAs, Paper};
use serde::Serialize;

use crate::RegisterError;
use crate::reads::Reads;
use crate::sight_sql::Viewer;

/// How one field of one sender's papers of one kind was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldRead {
    /// The sender, as the office knows or the card names it; empty where the card names none.
    pub sender: String,
    /// The kind; empty where the card has none.
    pub kind: String,
    /// The field.
    pub field: &'static str,
    /// Papers on which it stood right as read.
    pub right: u64,
    /// Papers on which an officer put it right.
    pub put_right: u64,
}

impl FieldRead {
    /// The share that was right, from 0 to 1.
    pub fn share(&self) -> f64 {
        self.right as f64 / (self.right + self.put_right).max(1) as f64
    }
}

/// A paper's row: the sender, the kind, and the fields right and put right as bits in the order of the card.
pub(crate) fn row_of(paper: &Paper) -> Option<(String, String, i64, i64)> {
    // What was never read from a text says nothing of reading.
    let was_read = paper.versions.iter().any(|kept| kept.version.text.is_some());
    if paper.is_void() || !paper.checked.seen || !was_read {
        return None;
    }
    let (mut right, mut put_right) = (0, 0);
    for (bit, (field, _)) in FieldName::all().enumerate() {
        if paper.checked.put_right.contains(&field) {
            put_right |= 1 << bit;
        } else if stands_as_read(&paper.card, field) {
            right |= 1 << bit;
        }
    }
    let bound = paper.bindings.iter().find(|binding| binding.ended.is_none() && binding.named_as == NamedAs::Sender);
    let correspondent = bound.and_then(|binding| binding.to.correspondent());
    // A code has no end of line. The name on the card is for those who may not see the correspondent.
    let label = paper.card.from.first().map_or("", |from| from.value.label());
    let sender = format!("{}\n{label}", correspondent.map_or("", CorrespondentId::as_str));
    let kind = paper.card.kind.as_ref().map_or_else(String::new, |kind| kind.value.to_lowercase());
    Some((sender, kind, right, put_right))
}

/// Whether a field has a value, and none that an officer set.
fn stands_as_read(card: &Card, field: FieldName) -> bool {
    macro_rules! sures {
        ($($name:ident => $place:ident),*) => {
            match field {
                $(FieldName::$name => card.$place.iter().map(|field| field.sure).collect::<Vec<_>>(),)*
                FieldName::Language => card.language.iter().map(|_| Sure::Inferred).collect(),
            }
        };
    }
    let sures = sures!(Kind => kind, Number => number, Date => date, Place => place, From => from, To => to, Copies => copies, Subject => subject, Marking => marking, Precedence => precedence, TheirCopy => their_copy, Citations => citations, Enclosures => enclosures, Deadlines => deadlines, Claims => claims, Proposals => proposals, Recommendation => recommendation, Request => request, Insertions => insertions);
    !sures.is_empty() && !sures.contains(&Sure::Set)
}

impl Reads {
    /// How often each field was right as read, per sender and kind, over the papers whose card the viewer sees.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn readings(&self, viewer: &Viewer) -> Result<Vec<FieldRead>, RegisterError> {
        let asking = self.ask(viewer)?;
        let sql = format!(
            "SELECT c.sender, c.kind, c.right_, c.put_right, {} AS sight
             FROM checked c CROSS JOIN paper p ON p.ordinal = c.ordinal WHERE sight >= 2",
            asking.seeing.expr("p.scope", "c.ordinal")
        );
        let mut counts: BTreeMap<(String, String, usize), (u64, u64)> = BTreeMap::new();
        asking.all(&sql, &asking.params(), |row| {
            let (sender, kind): (String, String) = (row.get(0)?, row.get(1)?);
            let (right, put_right): (i64, i64) = (row.get(2)?, row.get(3)?);
            for bit in 0..FieldName::NAMES.len() {
                let mask = 1 << bit;
                if (right | put_right) & mask != 0 {
                    let count = counts.entry((sender.clone(), kind.clone(), bit)).or_default();
                    count.0 += u64::from(right & mask != 0);
                    count.1 += u64::from(put_right & mask != 0);
                }
            }
            Ok(())
        })?;
        drop(asking);
        let mut named: BTreeMap<(String, String, usize), (u64, u64)> = BTreeMap::new();
        for ((sender, kind, bit), (right, put_right)) in counts {
            // Names that were merged since count as one sender.
            let count = named.entry((self.sender_name(viewer, &sender)?, kind, bit)).or_default();
            count.0 += right;
            count.1 += put_right;
        }
        let row = |((sender, kind, bit), (right, put_right)): ((String, String, usize), (u64, u64))| FieldRead {
            sender,
            kind,
            field: FieldName::NAMES[bit],
            right,
            put_right,
        };
        Ok(named.into_iter().map(row).collect())
    }

    /// The name of a sender as the viewer may know it: the correspondent's, else as the card names it.
    fn sender_name(&self, viewer: &Viewer, sender: &str) -> Result<String, RegisterError> {
        let (code, label) = sender.split_once('\n').unwrap_or_default();
        let known = match code {
            "" => None,
            code => {
                let id = CorrespondentId::new(code).map_err(|error| RegisterError::Torn { why: error.to_string() })?;
                self.stands_for(viewer, &id)?
            }
        };
        Ok(known.map_or_else(|| label.to_owned(), |known| known.name))
    }
}
