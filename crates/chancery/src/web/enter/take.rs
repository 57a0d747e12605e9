//! `POST /enter/{piece}`: the number is taken. Also: laid aside, or added to a paper held.

use phrases::say;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use procedure::act::{Act, act_id};
use procedure::card::Card;
use procedure::ids::PaperId;
use procedure::paper::{Version, VersionKind};
use procedure::refusal::Refusal;
use procedure::sight::Sight;

use super::piece::{self, Proposal};
use super::{draft, instead};
use crate::office::SubmitError;
use crate::web::app::App;
use crate::web::bag::{self, Lies, Piece};
use crate::web::card;
use crate::web::forms::{Form, Unreadable};
use crate::web::paper::acts::cite;
use crate::web::paper::on::look;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::{Seat, escaped};

/// `POST /enter/{piece}`
pub(crate) async fn post(State(app): State<App>, seat: Seat, Path(id): Path<String>, form: Form) -> Answer {
    let piece = match app.bag.look(&seat.officer, &id) {
        Some(Lies::Waiting(piece)) => piece,
        Some(Lies::Entered(paper)) => return Ok(after(&seat, &form, paper)),
        None => return already_or_gone(&seat, &form).await,
    };
    if let Some(part) = form.parsed("part")? {
        return turn(&app, &seat, &id, &piece, form, part).await;
    }
    if let Some(at) = form.parsed("take")? {
        return other(&app, &seat, &id, &piece, form, at).await;
    }
    let under = match form.said("under") {
        Some(number) => cite::paper_of_number(&seat, number).await?.map(Some),
        None => Ok(None),
    };
    let typed = under.and_then(|under| {
        let card = card::put(&piece.card, &form, piece.text(), &seat.officer)?;
        Ok((draft::of(&seat, &piece, card.clone(), &form, under)?, card))
    });
    let (mut draft, card) = match typed {
        Ok(typed) => typed,
        Err(Unreadable(says)) => {
            let at = unread_field(&piece, &form, &seat);
            return again(&app, &seat, &id, &piece, form, None, Some((&says, at))).await;
        }
    };
    // The card as read was on the page: what it says now and did not say then, the clerk put right.
    draft.put_right = (!piece.text().is_empty()).then(|| card.differs_from(&piece.card));
    let key = form.text("key").unwrap_or_else(bag::key);
    match seat.submit(Act::Enter(draft), key, piece.bodies.clone()).await {
        Ok(receipt) => match receipt.paper {
            Some(paper) => {
                app.bag.entered(&seat.officer, &id, paper);
                Ok(after(&seat, &form, paper))
            }
            None => Ok(Redirect::to("/enter").into_response()),
        },
        Err(SubmitError::Refusal(refusal)) => {
            let piece = Arc::new(Piece { card, ..taken_again(&piece) });
            again(&app, &seat, &id, &piece, form, Some(&refusal), None).await
        }
        Err(SubmitError::Fault(fault)) => Err(refused::unavailable(&fault).into()),
    }
}

/// A piece for drawing only; the one in the bag keeps its bodies.
fn taken_again(piece: &Piece) -> Piece {
    Piece {
        name: piece.name.clone(),
        versions: piece.versions.clone(),
        bodies: crate::office::Bodies::default(),
        reading: piece.reading.clone(),
        card: Card::default(),
        remarks: piece.remarks.clone(),
        absence: piece.absence,
    }
}

/// To the next of the bag, or to the paper.
fn after(seat: &Seat, form: &Form, paper: PaperId) -> Response {
    let next = seat.app.bag.waiting(&seat.officer).into_iter().next();
    let place = match (form.said("then"), next) {
        (Some("next"), Some((id, _))) => format!("/enter/{id}?done={paper}"),
        (Some("next"), None) => format!("/enter?done={paper}"),
        _ => format!("/papers/{paper}#main"),
    };
    Redirect::to(&place).into_response()
}

/// The bag was emptied by a restart. If this very form had been entered before, its paper is there under the form's
/// key; else the file has to be given again.
async fn already_or_gone(seat: &Seat, form: &Form) -> Answer {
    let house = seat.app.office.house();
    if let (Some(key), Some(founding)) = (form.said("key"), &house.founding) {
        let paper = act_id(&founding.office, &seat.officer, key);
        if look(seat, paper).await?.is_some() {
            return Ok(after(seat, form, paper));
        }
    }
    Ok(piece::gone(seat))
}

/// The name of the field that could not be read, so that it is in hand when the page is drawn again.
fn unread_field(piece: &Piece, form: &Form, seat: &Seat) -> Option<&'static str> {
    let alone = |key: &str| Form::of(form.said(key).map(|text| (key.to_owned(), text.to_owned())));
    let typed = |key: &&str| card::put(&piece.card, &alone(key), piece.text(), &seat.officer).is_err();
    let on_card = card::EDITABLE.iter().map(|field| card::key(*field)).find(typed);
    let day = || ["due", "received_on"].into_iter().find(|name| form.day(name).is_err());
    on_card.or_else(day).or_else(|| ["under", "reserved"].into_iter().find(|name| form.said(name).is_some()))
}

/// The page once more, with what was typed and why it was not entered.
async fn again(
    app: &App,
    seat: &Seat,
    id: &str,
    piece: &Arc<Piece>,
    typed: Form,
    refusal: Option<&Refusal>,
    unread: Option<(&str, Option<&'static str>)>,
) -> Answer {
    let outlook = piece::look_ahead(app, seat, piece, piece.card.clone()).await?;
    let (unreadable, unread) = unread.unzip();
    let proposal =
        Proposal { id, piece, card: &piece.card, outlook, typed, refusal, unreadable, unread: unread.flatten() };
    Ok(piece::page(seat, &proposal, None, None))
}

/// Another part of a long text, beside the card as it was typed so far.
async fn turn(app: &App, seat: &Seat, id: &str, piece: &Arc<Piece>, typed: Form, part: usize) -> Answer {
    let outlook = piece::look_ahead(app, seat, piece, piece.card.clone()).await?;
    let card = &piece.card;
    let proposal = Proposal { id, piece, card, outlook, typed, refusal: None, unreadable: None, unread: None };
    Ok(piece::page(seat, &proposal, Some(part), None))
}

/// The card as it was typed so far, with something else that a field might be put in.
async fn other(app: &App, seat: &Seat, id: &str, piece: &Arc<Piece>, mut typed: Form, at: usize) -> Answer {
    let outlook = piece::look_ahead(app, seat, piece, piece.card.clone()).await?;
    let taken = outlook.alternatives.get(at).map(|one| card::key(one.field));
    instead::take(&mut typed, &outlook.alternatives, at)?;
    let card = &piece.card;
    let proposal = Proposal { id, piece, card, outlook, typed, refusal: None, unreadable: None, unread: taken };
    Ok(piece::page(seat, &proposal, None, None))
}

/// `POST /enter/{piece}/aside`
pub(crate) async fn lay_aside(seat: Seat, Path(id): Path<String>) -> Response {
    seat.app.bag.lay_aside(&seat.officer, &id);
    Redirect::to("/enter").into_response()
}

/// `GET /enter/{piece}/add`: the proposal, which an answer under this address had drawn again.
pub(crate) async fn back(Path(id): Path<String>) -> Redirect {
    Redirect::to(&format!("/enter/{}", escaped(&id)))
}

/// `POST /enter/{piece}/add`: not a new paper but a further version of one held.
pub(crate) async fn add(State(app): State<App>, seat: Seat, Path(id): Path<String>, form: Form) -> Answer {
    let piece = match app.bag.look(&seat.officer, &id) {
        Some(Lies::Waiting(piece)) => piece,
        Some(Lies::Entered(paper)) => return Ok(Redirect::to(&format!("/papers/{paper}")).into_response()),
        None => return Ok(piece::gone(&seat)),
    };
    let paper = match form.parsed("to")? {
        Some(offered) => offered,
        None => match cite::paper_of_number(&seat, form.said("held").unwrap_or_default()).await? {
            Ok(paper) => paper,
            Err(Unreadable(says)) => {
                return again(&app, &seat, &id, &piece, form, None, Some((&says, Some("held")))).await;
            }
        },
    };
    let Some(seen) = look(&seat, paper).await?.filter(|seen| seen.sight >= Sight::Card) else {
        return Ok(refused::absent());
    };
    let Some(version) = piece.versions.first().cloned() else {
        return Err(Trouble::from(Unreadable(say!("There is no file that could be added.").into())));
    };
    let kind = if seen.paper.versions.is_empty() { VersionKind::Received } else { VersionKind::Rescan };
    let version = Version { kind, ..version };
    // A paper that nobody described yet is described by the first text that comes to it.
    let described = seen.paper.card != Card::default() || version.text.is_none();
    let card = (!described).then(|| piece.card.clone());
    let remarks = if described { Vec::new() } else { piece.remarks.clone() };
    let act = Act::AddVersion { paper, version, card, remarks, level: None };
    let key = form.text("key").unwrap_or_else(bag::key);
    let place = format!("/enter/{id}");
    match seat.submit(act, key, piece.bodies.clone()).await {
        Ok(receipt) => {
            app.bag.entered(&seat.officer, &id, paper);
            Ok(Redirect::to(&format!("/papers/{paper}?done={}", receipt.entry)).into_response())
        }
        Err(error) => Err(refused::submit(&seat, &error, &place).into()),
    }
}
