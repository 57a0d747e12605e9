//! A proposal's form as a draft of a paper.

use phrases::say;
use procedure::act::EnterDraft;
use procedure::card::Card;
use procedure::ids::{PaperId, SeriesId};
use procedure::paper::{Arrival, Received};

use super::came::{self, MEDIA};
use crate::web::bag::Piece;
use crate::web::forms::{Form, Unreadable};
use crate::web::paper::acts::direct::drafts;
use crate::web::seat::Seat;
use crate::web::words;

/// The draft that a form makes of a piece and the card typed; `under` is the paper of which it becomes a part.
pub(super) fn of(
    seat: &Seat,
    piece: &Piece,
    card: Card,
    form: &Form,
    under: Option<PaperId>,
) -> Result<EnterDraft, Unreadable> {
    let series: SeriesId = form.needed("series", say!("the series"))?;
    let (reserved, year) = reserved(seat, &series, form)?;
    if reserved.is_some() && under.is_some() {
        return Err(Unreadable(
            say!("A paper stands under another’s number or fills a reserved one, not both.").into(),
        ));
    }
    let arrival = arrival(form, &card)?;
    let mut versions = piece.versions.clone();
    for version in &mut versions {
        version.channel = arrival.channel;
    }
    Ok(EnterDraft {
        put_right: None,
        series,
        year,
        reserved,
        under,
        versions,
        absence: piece.absence,
        arrival,
        card,
        remarks: piece.remarks.clone(),
        level: form.parsed("level")?,
        again: form.text("again"),
        late: form.text("late"),
        directions: if form.said("then") == Some("plain") { Vec::new() } else { drafts(form)? },
        bindings: Vec::new(),
        bulk: false,
    })
}

/// The reserved number that the form says, and the year whose book it stands in where that is said.
fn reserved(seat: &Seat, series: &SeriesId, form: &Form) -> Result<(Option<u32>, Option<i16>), Unreadable> {
    let Some(typed) = form.said("reserved") else { return Ok((None, None)) };
    let this_year = seat.app.office.today().year();
    let (n, year) = came::reserved(&seat.app.office.house(), series, typed, this_year)
        .ok_or_else(|| Unreadable(say!("“{typed}” is no number of the series {series}.")))?;
    Ok((Some(n), year))
}

fn arrival(form: &Form, card: &Card) -> Result<Arrival, Unreadable> {
    let received = match form.past_day("received_on")? {
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
        old: None,
    })
}
