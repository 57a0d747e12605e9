//! What a recognised text says of a card's fields, for `chancery show`.

use procedure::paper::Paper;

use super::counter::Counter;
use super::{Stop, out};
use crate::office::READ_AGAIN_BYTES_MAX;
use crate::web::card;
use crate::web::words;

/// What the recognised text that the paper shows says of fields that no officer set, where the card says nothing or something
/// else. Nothing of it stands on the card.
pub(super) fn proposed(counter: &Counter, paper: &Paper) -> Result<Vec<String>, Stop> {
    let shown = paper.version().and_then(|kept| kept.version.text.as_ref());
    let recognised = shown.filter(|text| text.confidence.is_some() && text.bytes <= READ_AGAIN_BYTES_MAX);
    if recognised.is_none() || paper.is_void() {
        return Ok(Vec::new());
    }
    let Some(text) = counter.text(paper)? else { return Ok(Vec::new()) };
    let reading = intake::read_text_with(counter.office().languages(), &text).0;
    let line = |field| {
        let offer = card::offer(&paper.card, &reading, field)?;
        let says = offer.text.lines().collect::<Vec<_>>().join("; ");
        Some(format!("{} {}", words::field(field), out::flat(&says)))
    };
    Ok(card::EDITABLE.iter().copied().filter_map(line).collect())
}
