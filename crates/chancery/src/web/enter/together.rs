//! Several files that seem to be one paper, and one file in which several papers seem to stand: offered, and done only
//! when a clerk says so. Nothing is entered by it.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use intake::Named;
use maud::Markup;
use phrases::{html, recalled, say};

use super::piece::{self, Proposal};
use super::read;
use crate::web::app::App;
use crate::web::bag::{Lies, Piece};
use crate::web::forms::{Form, Unreadable};
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;

/// Files of one bag after this many are not compared with each other.
pub(crate) const COMPARED_PIECES_MAX: usize = 60;

/// "19 papers seem to stand in this file."
pub(super) fn divisible(proposal: &Proposal<'_>) -> Markup {
    const SHOWN: usize = 3;
    let parts = proposal.piece.reading.as_ref().map_or(&[][..], |reading| &reading.parts);
    html! {
        @if parts.len() > 1 {
            li { b { (parts.len()) " papers seem to stand in this file" } ": "
                @for (at, part) in parts.iter().take(SHOWN).enumerate() { @if at > 0 { "; " } "“" (part.title.trim_end_matches('.')) "”" }
                @if parts.len() > SHOWN { "; and " (parts.len() - SHOWN) " more" } "."
                form.row method="post" action=(format!("/enter/{}/divide", proposal.id)) {
                    button.small { "Enclose each by itself" }
                    span.soft { "then each can be entered as a paper of its own" }
                }
            }
        }
    }
}

/// What in the bag seems to be one paper in several files.
pub(super) fn joinable(seat: &Seat, waiting: &[(String, String)]) -> Markup {
    let pieces: Vec<(&String, Arc<Piece>)> = waiting
        .iter()
        .take(COMPARED_PIECES_MAX)
        .filter_map(|(id, _)| match seat.app.bag.look(&seat.officer, id) {
            Some(Lies::Waiting(piece)) if piece.reading.is_some() => Some((id, piece)),
            _ => None,
        })
        .collect();
    let named: Vec<Named<'_>> = pieces
        .iter()
        .filter_map(|(_, piece)| Some(Named { name: &piece.name, reading: piece.reading.as_deref()? }))
        .collect();
    let joins = intake::joinable(seat.app.office.languages(), &named);
    html! {
        @if !joins.is_empty() {
            ul.notes { @for join in &joins {
                li { b { "One paper in " (join.files.len()) " files? " } (recalled(&join.reason.says()))
                    form.row method="post" action="/enter/join" {
                        input type="hidden" name="order" value=(join.files.iter().map(|at| pieces[*at].0.as_str()).collect::<Vec<_>>().join(" "));
                        button.small { "Put them together" }
                        span.soft { (join.files.iter().map(|at| pieces[*at].1.name.as_str()).collect::<Vec<_>>().join(", ")) }
                    }
                }
            } }
        }
    }
}

/// `POST /enter/{piece}/divide`
pub(crate) async fn divide(State(app): State<App>, seat: Seat, Path(id): Path<String>) -> Answer {
    let Some(Lies::Waiting(waiting)) = app.bag.look(&seat.officer, &id) else { return Ok(piece::gone(&seat)) };
    let Some(file) = waiting.prepared() else { return Err(nothing().into()) };
    let divided = app.apart(move |app| app.office.divide(file)).await;
    let divided = divided.map_err(|error| refused::submit(&seat, &error, &format!("/enter/{id}")))?;
    put_in_place(&seat, &[&id], Piece::read(waiting.name.clone(), divided))
}

/// `POST /enter/join`
pub(crate) async fn join(State(app): State<App>, seat: Seat, form: Form) -> Answer {
    let ids: Vec<&str> = form.said("order").unwrap_or_default().split(' ').filter(|id| !id.is_empty()).collect();
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    if once.len() != ids.len() || ids.len() > COMPARED_PIECES_MAX {
        return Err(Unreadable(say!("Say of each file once that it belongs to the paper.").into()).into());
    }
    let mut files = Vec::with_capacity(ids.len());
    for id in &ids {
        let Some(Lies::Waiting(waiting)) = app.bag.look(&seat.officer, id) else { return Ok(piece::gone(&seat)) };
        files.push(waiting.prepared().ok_or_else(nothing)?);
    }
    if files.len() < 2 {
        return Err(Unreadable(say!("Say which files are one paper: at least two.").into()).into());
    }
    let joined = app.apart(move |app| app.office.join(files)).await;
    let joined = joined.map_err(|error| refused::submit(&seat, &error, "/enter"))?.ok_or_else(nothing)?;
    put_in_place(&seat, &ids, Piece::read(joined.version.name.clone(), joined))
}

/// The new piece is laid in before those that it takes the place of leave the bag: nothing is lost where it is full.
fn put_in_place(seat: &Seat, before: &[&str], piece: Piece) -> Result<Response, Trouble> {
    let id = seat.app.bag.lay(&seat.officer, piece).map_err(read::full)?;
    for old in before {
        seat.app.bag.lay_aside(&seat.officer, old);
    }
    Ok(Redirect::to(&format!("/enter/{id}")).into_response())
}

fn nothing() -> Unreadable {
    Unreadable(say!("There is no file that could be put together or taken apart.").into())
}
