//! `GET /enter/{piece}`: the paper on the left with its passages marked, the proposed card on the right.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use phrases::{html, say};
use procedure::card::Card;
use procedure::refusal::Refusal;
use serde::Deserialize;

use super::outlook::{self, Outlook};
use super::{blank, instead, offered};
use crate::web::app::App;
use crate::web::bag::{Lies, Piece};
use crate::web::forms::Form;
use crate::web::help::Help;
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::sheet;
use crate::web::shell::{self, Place};
use crate::web::words;

/// Which part of a long text is shown.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    part: Option<usize>,
    /// The paper that was just entered.
    done: Option<String>,
}

/// A proposal as it is drawn: first from the reading, again from what was typed.
pub(super) struct Proposal<'a> {
    pub(super) id: &'a str,
    pub(super) piece: &'a Piece,
    pub(super) card: &'a Card,
    pub(super) outlook: Outlook,
    /// What was typed, where the page is drawn again.
    pub(super) typed: Form,
    /// Why it is drawn again.
    pub(super) refusal: Option<&'a Refusal>,
    /// What could not be read.
    pub(super) unreadable: Option<&'a str>,
    /// The field in which that stands, where it is known.
    pub(super) unread: Option<&'static str>,
}

/// `GET /enter/{piece}`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Path(id): Path<String>, Query(ask): Query<Ask>) -> Answer {
    let piece = match app.bag.look(&seat.officer, &id) {
        Some(Lies::Waiting(piece)) => piece,
        Some(Lies::Entered(paper)) => return Ok(Redirect::to(&format!("/papers/{paper}")).into_response()),
        None => return Ok(gone(&seat)),
    };
    let outlook = look_ahead(&app, &seat, &piece, piece.card.clone()).await?;
    let proposal = Proposal {
        id: &id,
        piece: &piece,
        card: &piece.card,
        outlook,
        typed: Form::default(),
        refusal: None,
        unreadable: None,
        unread: None,
    };
    let done = match ask.done.and_then(|id| id.parse().ok()) {
        Some(paper) => blank::entered(&seat, paper).await?,
        None => None,
    };
    Ok(page(&seat, &proposal, ask.part, done.as_ref()))
}

pub(super) async fn look_ahead(
    app: &App,
    seat: &Seat,
    piece: &Arc<Piece>,
    card: Card,
) -> Result<Outlook, refused::Trouble> {
    let (officer, piece) = (seat.officer.clone(), piece.clone());
    app.apart(move |app| outlook::of(app, &officer, &card, &piece)).await
}

/// The file is no longer in the bag: it was laid aside, let go, or the office was started anew. Nothing was entered.
pub(super) fn gone(seat: &Seat) -> Response {
    let body = html! {
        h1 { "Enter a paper" }
        section.refused role="alert" {
            h2 { "The file has to be given again." }
            p { "It is no longer in your bag: it was laid aside, waited too long, or the office was started anew. Nothing of it was entered, and no number was taken." }
            p { a.button href="/enter" { "Give it again" } }
        }
    };
    let mut response = shell::helped(seat, Place::Enter, say!("Enter"), Help::Enter, &body);
    *response.status_mut() = StatusCode::GONE;
    response
}

pub(super) fn page(seat: &Seat, proposal: &Proposal<'_>, part: Option<usize>, done: Option<&Markup>) -> Response {
    let waiting = seat.app.bag.waiting(&seat.officer);
    let at = waiting.iter().position(|(id, _)| id == proposal.id).map_or(1, |at| at + 1);
    let books = &proposal.outlook.books;
    let today: u64 = books.iter().map(|book| book.count.today).sum();
    let body = html! {
        @if let Some(done) = done { (done) }
        h1 { "Enter a paper" }
        p.under {
            span { (at) " of " (waiting.len()) " in your bag" }
            span { b { (today) } " entered today" }
            span { (proposal.piece.name) @if let Some(version) = proposal.piece.versions.first() { ", " (words::length(version.bytes)) } }
        }
        @if let Some(refusal) = proposal.refusal { (refused::section(seat, refusal, &offered::way_out(proposal, refusal))) }
        @if let Some(says) = proposal.unreadable {
            section.refused role="alert" { h2 { "One field could not be read." } p { (says) } p { "Nothing was entered." } }
        }
        div.two.entering {
            (offered::paper(proposal, part, &[sheet::marks(proposal.card), instead::marks(proposal)].concat()))
            (offered::card(seat, proposal))
        }
    };
    let mut response = shell::helped(seat, Place::Enter, say!("Enter"), Help::Enter, &body);
    if proposal.refusal.is_some() {
        *response.status_mut() = StatusCode::CONFLICT;
    } else if proposal.unreadable.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}
