//! The card as read, looked over by the one who enters the paper: what they put right, and that the rest is right.

use std::collections::BTreeMap;

use intake::Languages;
use procedure::card::{Card, FieldName};
use procedure::decide::corrected_card;
use procedure::event::FieldValue;
use procedure::ids::OfficerId;

use crate::cli::Stop;
use crate::cli::correct::typed_value;

/// What the one who enters makes of the card as read.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The card as read")]
pub(super) struct SeenArgs {
    /// It was looked over (see it with: chancery read PATH), and what is not put right is right.
    #[arg(long, conflicts_with = "absent")]
    seen: bool,
    /// A field and what it should say: number=397; nothing behind = clears it. Of a list, several times, a value each.
    #[arg(long, value_name = "FIELD=VALUE", conflicts_with = "absent", value_parser = said)]
    put_right: Vec<(FieldName, String)>,
}

/// Fields put right, with their values in the card's form.
#[derive(Debug, Clone, Default)]
pub(super) struct PutRight(Vec<(FieldName, FieldValue)>);

impl SeenArgs {
    /// What was put right; `None` where nobody had the card before them.
    pub(super) fn put_right(&self, languages: &Languages) -> Result<Option<PutRight>, Stop> {
        let mut said: BTreeMap<FieldName, Vec<String>> = BTreeMap::new();
        for (field, value) in &self.put_right {
            said.entry(*field).or_default().push(value.clone());
        }
        if said.is_empty() && !self.seen {
            return Ok(None);
        }
        let values = said.iter().map(|(field, values)| Ok((*field, typed_value(languages, *field, values)?)));
        values.collect::<Result<_, Stop>>().map(|values| Some(PutRight(values)))
    }
}

impl PutRight {
    /// The card as it was read with these fields put right by an officer.
    pub(super) fn on(&self, read: &Card, by: &OfficerId) -> Result<Card, Stop> {
        let put = |card: Card, (field, value): &(FieldName, FieldValue)| {
            let (after, _) = corrected_card(&card, *field, value, by).map_err(|refusal| Stop::refused(&refusal))?;
            // What was read so already stays as it was read.
            Ok(if after.differs_from(&card).is_empty() { card } else { after })
        };
        self.0.iter().try_fold(read.clone(), put)
    }
}

fn said(text: &str) -> Result<(FieldName, String), String> {
    let (name, value) = text.split_once('=').ok_or("write FIELD=VALUE")?;
    let field = serde_json::from_value(name.trim().into())
        .map_err(|_| format!("a card has no field {name:?}; it has {}", FieldName::NAMES.join(", ")))?;
    Ok((field, value.trim().to_owned()))
}
