//! A proposal's form as a draft of a paper.

use procedure::act::EnterDraft;
use procedure::card::Card;
use procedure::ids::SeriesId;
use procedure::paper::{Arrival, Received};

use super::offered::MEDIA;
use crate::web::bag::Piece;
use crate::web::forms::{Form, Unreadable};
use crate::web::paper::acts::direct::drafts;
use crate::web::words;

/// The draft that a form makes of a piece and the card typed.
pub(super) fn of(piece: &Piece, card: Card, form: &Form, mark_out: bool) -> Result<EnterDraft, Unreadable> {
    let series: SeriesId = form.needed("series", "the series")?;
    let arrival = arrival(form, &card)?;
    let mut versions = piece.versions.clone();
    for version in &mut versions {
        version.channel = arrival.channel;
    }
    Ok(EnterDraft {
        series,
        year: None,
        reserved: None,
        under: None,
        versions,
        absence: piece.absence,
        arrival,
        card,
        remarks: piece.remarks.clone(),
        level: form.parsed("level")?,
        again: form.text("again"),
        late: form.text("late"),
        directions: if mark_out { drafts(form)? } else { Vec::new() },
        bindings: Vec::new(),
        bulk: false,
    })
}

fn arrival(form: &Form, card: &Card) -> Result<Arrival, Unreadable> {
    let received = match form.parsed("received_on")? {
        Some(on) => Some(Received { on, time: form.parsed("received_time")? }),
        None => None,
    };
    let named = |name: &str| form.said(name);
    Ok(Arrival {
        received,
        channel: named("channel").and_then(|name| words::named(words::CHANNELS, name)).unwrap_or_default(),
        taken_in_by: form.text("taken_in_by"),
        precedence: card.precedence.as_ref().map(|field| field.value.clone()),
        their_copy: card.their_copy.as_ref().map(|field| field.value.clone()),
        pages: form.parsed("pages")?,
        medium: named("medium").and_then(|name| words::named(MEDIA, name)).unwrap_or_default(),
        original_at: form.text("original_at"),
    })
}
