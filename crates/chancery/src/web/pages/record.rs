//! `GET /record`: the head of the record, its size, and how anyone verifies it.

use axum::extract::State;
use phrases::{html, plural, say};

use super::{closings, verified};
use crate::office::Fault;
use crate::web::app::App;
use crate::web::help::Help;
use crate::web::refused::{Answer, Trouble};
use crate::web::reminders;
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};
use crate::witness::{self, Witness, Witnesses};

/// What those outside have, or can be given.
struct Outside {
    head: journal::Head,
    /// How many heads were published, and the last.
    published: (u64, Option<journal::PublishedHead>),
    key: String,
    witnesses: Vec<Witness>,
}

impl Outside {
    fn of(app: &App) -> Result<Self, Fault> {
        let journal = app.office.journal()?;
        let folder = app.office.folder();
        let witnesses = match folder.join(witness::FILE).exists() {
            true => Witnesses::open(folder).and_then(|witnesses| witnesses.all()).map_err(Fault::unread)?,
            false => Vec::new(),
        };
        let key = journal.keys()?.current().vkey();
        Ok(Self {
            head: journal.head()?,
            published: (journal.published_count()?, journal.last_published()?),
            key,
            witnesses,
        })
    }
}

/// `GET /record`
pub(crate) async fn get(State(app): State<App>, seat: Seat) -> Answer {
    let officer = seat.officer.clone();
    let (outside, made, troubles) = app
        .apart(move |app| -> Result<_, Trouble> {
            Ok((Outside::of(app)?, closings::latest(app, &officer)?, reminders::troubles(app, &officer)?))
        })
        .await?;
    let Outside { head, published, key, witnesses } = outside;
    let body = html! {
        h1 { "The record" }
        p.under { "What happened, in order, for ever. Nothing in it is changed; what is put right is entered after it." }
        @if let Some(made) = &made { (closings::part(&seat, made)) }
        @if !witnesses.is_empty() {
            h2 { "Witnesses" }
            p.soft { "Outside the house; each signs a head only where it goes on from the last that it has signed." }
            div.wide-table role="group" aria-label="Witnesses" tabindex="0" { table {
                thead { tr { th { "Witness" } th { "Signed up to" } th { "Said last" } } }
                tbody {
                    @for witness in &witnesses {
                        tr {
                            td { (witness.name) }
                            td { @if witness.size > 0 { (plural!(witness.size, "{n} entry", "{n} entries")) } @else { "nothing yet" } }
                            td.late[!witness.holds] { @if witness.said.is_empty() { "not asked yet" } @else { (witness.said) } }
                        }
                    }
                }
            } }
        }
        h2 #head { "Its head" }
        dl.card {
            div { dt { "Entries" } dd { (head.place.size) @if let Some(last) = head.place.size.checked_sub(1) { span.soft { ", numbered from 0 to " (last) } } } }
            div { dt { "Last entry" } dd.code { (journal::hex(&head.place.commitment)) } }
            div { dt { "Heads kept" } dd { (published.0) @if let Some(last) = &published.1 { ", the last over " (plural!(last.size, "{n} entry", "{n} entries")) } } }
            div { dt { "Public key" } dd.code { (key) } }
        }
        h2 { "To verify it" }
        p { "Whoever has the folder recomputes everything from the bytes that are stored: " code { "chancery verify FOLDER" } "." }
        p.soft { "A record whose head nobody else holds proves nothing against its owner. So heads leave the house: on the sheet of a closing, by mail, to a witness. One is printed with " code { "chancery head FOLDER" } " too." }
        @if app.options.log { p { "Anyone may check it without a word of what was entered: " a href="/log/checkpoint" { "the log" } "." } }
        p.soft { "For somebody who asks whether one paper was entered: “Proof for outside” on its page, checked by " code { "chancery verify FILE PROOF --key KEY" } " on any machine." }
        (verified::form())
        (closings::hold_form(""))
        @if super::readings::may_ask(&seat) {
            h2 { "Who looked at what" }
            p { "You have the role of auditor: " a href="/readings" { "ask the reading ledger" } ", and say why." }
        }
        @if let Some(mails) = &troubles { (reminders::told(&app.office.house(), mails)) }
    };
    Ok(shell::helped(&seat, Place::Record, say!("Record"), Help::Record, &body))
}
