//! What waits beside a card, for `chancery show`: what a recognised text says of its fields, and a better reading.

use procedure::decide::offered_anew;
use procedure::paper::Paper;

use super::counter::Counter;
use super::{Stop, out};
use crate::office::READ_AGAIN_BYTES_MAX;
use crate::web::card;
use crate::words;

/// What a better reading would change, field by field. It is taken or declined on the paper's page or through the API.
pub(super) fn read_anew(paper: &Paper) -> Vec<String> {
    let Some(proposed) = paper.proposed.as_deref() else { return Vec::new() };
    let value = |card, field| match card::typed(card, field).lines().collect::<Vec<_>>().join("; ") {
        none if none.is_empty() => "nothing".to_owned(),
        says => out::flat(&says),
    };
    let line = |field| {
        let (before, after) = (value(&paper.card, field), value(&proposed.card, field));
        format!("{} {before} -> {after}, by {}", words::field(field), proposed.text.extractor)
    };
    offered_anew(paper).into_iter().map(|change| line(change.field)).collect()
}

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
