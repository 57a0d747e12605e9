//! `GET /record`: the head of the record, its size, and how anyone verifies it.

use axum::extract::State;
use maud::html;

use crate::office::Fault;
use crate::web::app::App;
use crate::web::refused::{Answer, Trouble};
use crate::web::reminders;
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};

/// `GET /record`
pub(crate) async fn get(State(app): State<App>, seat: Seat) -> Answer {
    let officer = seat.officer.clone();
    let (head, published, troubles) = app
        .apart(move |app| -> Result<_, Trouble> {
            let journal = app.office.journal()?;
            let (head, published) =
                (journal.head().map_err(Fault::from)?, journal.published_heads().map_err(Fault::from)?);
            Ok((head, published, reminders::troubles(app, &officer)?))
        })
        .await?;
    let body = html! {
        h1 { "The record" }
        p.under { "What happened, in order, for ever. Nothing in it is changed; what is put right is entered after it." }
        dl.card {
            div { dt { "Entries" } dd { (head.place.size) } }
            div { dt { "Last entry" } dd.code { (journal::hex(&head.place.commitment)) } }
            div { dt { "Heads kept" } dd { (published.len()) } }
        }
        h2 { "To verify it" }
        p { "Whoever has the folder recomputes everything from the bytes that are stored: " code { "chancery verify FOLDER" } "." }
        p.soft { "A record whose head nobody else holds proves nothing against its owner. So heads leave the house: on the closing sheet of the day, by mail, to a witness." }
        p.soft { "To keep one: " code { "chancery head FOLDER" } ", or " code { "POST /api/v1/record/heads" } ". To hold it against the record later: " code { "chancery verify FOLDER --held FILE" } "." }
        @if super::readings::may_ask(&seat) {
            h2 { "Who looked at what" }
            p { "You have the role of auditor: " a href="/readings" { "ask the reading ledger" } ", and say why." }
        }
        @if let Some(mails) = &troubles { (reminders::told(&app.office.house(), mails)) }
    };
    Ok(shell::page(&seat, Place::Record, "Record", &body))
}
