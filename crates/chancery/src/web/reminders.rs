//! Reminders by mail, on pages: where an officer's go, and, for those who keep a registry, which did not go out.

use axum::extract::State;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::Markup;
use phrases::{html, plural, say};
use procedure::act::Act;
use procedure::event::DoorChange;
use procedure::house::House;
use procedure::ids::OfficerId;
use procedure::moment::Moment;

use crate::mail::{Mail, MailAddress, Outbox, OutboxError};
use crate::office::Bodies;
use crate::web::app::App;
use crate::web::bag;
use crate::web::between::was_entered;
use crate::web::forms::Form;
use crate::web::paper::trail;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};
use crate::web::words;

/// So many days back what did not go out is told.
const TOLD_DAYS: i32 = 14;
/// Most mails that are told of.
const TOLD_MAX: usize = 100;

/// Where an officer's reminders go, and what became of the last one.
pub(crate) struct Own {
    address: Option<MailAddress>,
    last: Option<Mail>,
}

/// What the page of what falls when says of an officer's reminders; `None` where the office sends none.
pub(crate) fn own(app: &App, officer: &OfficerId) -> Result<Option<Own>, OutboxError> {
    let Some(outbox) = app.options.reminders.as_deref() else { return Ok(None) };
    let last = outbox.mails(Some(officer), 1)?.into_iter().next();
    Ok(Some(Own { address: outbox.address(officer)?, last }))
}

/// The form on the page of what falls when.
pub(crate) fn form(own: &Own) -> Markup {
    html! {
        h2 #reminders { "Reminded by mail" }
        p { "On the morning of a day that your desks work, one mail tells what is late, falls that day and comes in the next days. What is marked stands in it by number and day alone." }
        @if let Some(address) = &own.address {
            p { "They go to " b { (address) } "." @if let Some(mail) = &own.last { " The one of " (words::day_tag(mail.day)) ": " (mail.state.words()) "." } }
        }
        form.no-print method="post" action="/deadlines/mail" {
            input type="hidden" name="key" value=(bag::key());
            label { "Mail address" input type="email" name="address" autocomplete="email" value=[own.address.as_ref().map(ToString::to_string)]; }
            button.small name="does" value="give" { "Remind me there" } " "
            @if own.address.is_some() { button.small name="does" value="end" { "Remind me no more" } }
            p.hint { "The first one comes on the day after." }
        }
    }
}

/// `POST /deadlines/mail`
pub(crate) async fn post(State(app): State<App>, seat: Seat, form: Form) -> Answer {
    let Some(outbox) = app.options.reminders.clone() else { return Ok(refused::absent()) };
    let gives = form.said("does") != Some("end");
    let typed = form.text("address").unwrap_or_default();
    let address = match typed.parse::<MailAddress>() {
        _ if !gives => None,
        Ok(address) => Some(address),
        Err(why) => {
            return Ok(refused::unreadable(&format!(
                "{}. {}.",
                words::capital(&why.to_string()),
                words::capital(why.next())
            )));
        }
    };
    let officer = seat.officer.clone();
    let change = if gives { DoorChange::AddressGiven } else { DoorChange::AddressEnded };
    let key = form.text("key").unwrap_or_else(bag::key);
    let act = Act::ChangeDoor { officer: officer.clone(), change };
    // A page that is loaded again sends its form again: what was done stands, and so does what was done since. An address goes
    // before that is entered: what was said to be ended is ended, whatever breaks off in between.
    if !gives && !was_entered(&seat, &key).await? {
        let (outbox, officer) = (outbox.clone(), officer.clone());
        app.apart(move |_| outbox.end_address(&officer)).await?;
    }
    let before = match Box::pin(seat.submit(act, key, Bodies::default())).await {
        Ok(receipt) => receipt.repeated,
        Err(error) => return Ok(refused::submit(&seat, &error, "/deadlines")),
    };
    let given = app
        .apart(move |app| -> Result<Option<MailAddress>, OutboxError> {
            if let Some(address) = address.filter(|_| !before) {
                outbox.give_address(&officer, &address, app.office.now())?;
            }
            outbox.address(&officer)
        })
        .await?;
    let body = html! {
        h1 { "Reminded by mail" }
        @match &given {
            Some(address) => p { "Reminders go to " b { (address) } ", the first one on the day after you first gave an address, on days that your desks work and on which something is to be said." },
            None => p { "You are reminded by mail no more." }
        }
        p { a href="/deadlines" { "What falls when" } " · " (words::day_tag(app.office.today())) }
    };
    Ok(shell::page(&seat, Place::Desk, say!("Reminded by mail"), &body))
}

/// Reminders that did not go out as they should, for an officer who can do something about it; `None` for others, and where
/// the office sends none.
pub(crate) fn troubles(app: &App, officer: &OfficerId) -> Result<Option<Vec<Mail>>, OutboxError> {
    let (house, now) = (app.office.house(), app.office.now());
    let outbox: Option<&Outbox> = app.options.reminders.as_deref();
    let Some(outbox) = outbox.filter(|_| keeps(&house, officer, now)) else { return Ok(None) };
    let since: Date = app.office.today().saturating_sub(TOLD_DAYS.days());
    outbox.troubles(since, TOLD_MAX).map(Some)
}

/// Whether an officer is an administrator, or acts for a desk that keeps a series.
fn keeps(house: &House, officer: &OfficerId, at: Moment) -> bool {
    house.is_administrator(officer) || house.desks_of(officer, at).into_iter().any(|desk| house.keeps_a_series(desk))
}

/// The part of the record's page on reminders.
pub(crate) fn told(house: &House, mails: &[Mail]) -> Markup {
    html! {
        h2 #reminders { "Reminders by mail" }
        @if mails.is_empty() {
            p.soft { "Every reminder of the last " (TOLD_DAYS) " days went out as it should." }
        } @else {
            p { "These did not go out as they should. One that waits is tried again; no other is, and the next day’s tells of what is late." }
            div.wide-table role="group" aria-label="Reminders that did not go out" tabindex="0" { table {
                thead { tr { th scope="col" { "Day" } th scope="col" { "Officer" } th scope="col" { "What became of it" } th scope="col" { "What was said" } } }
                tbody { @for mail in mails { tr {
                    td.d { (words::day_tag(mail.day)) }
                    td { (trail::officer(house, &mail.officer)) }
                    td { (mail.state.words()) @if mail.tries > 0 { ", after " (plural!(mail.tries, "{n} try", "{n} tries")) } }
                    td { (mail.says.as_deref().unwrap_or_default()) }
                } } }
            } }
        }
    }
}

impl From<OutboxError> for Trouble {
    fn from(error: OutboxError) -> Self {
        tracing::error!(%error, "the outbox could not be used");
        refused::not_now(error.next()).into()
    }
}
