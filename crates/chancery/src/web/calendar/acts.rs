//! Holidays put in and taken out, and calendars set: a form becomes the same command as on the command line.

use axum::response::{IntoResponse, Redirect};
use jiff::civil::Date;
use phrases::say;
use procedure::act::Act;
use procedure::calendar::{Calendar, DayOfWeek};
use procedure::ids::{CalendarId, Hash};

use super::show::place;
use crate::office::Bodies;
use crate::web::bag;
use crate::web::forms::{Form, Unreadable};
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;

/// `POST /calendar/holiday`
pub(crate) async fn holiday(seat: Seat, form: Form) -> Answer {
    let calendar = calendar(&form)?;
    let date = date(&form)?;
    let name = form.text("name").unwrap_or_default();
    act(&seat, &form, date.year(), Act::AddHoliday { calendar, date, name }).await
}

/// `POST /calendar/holiday/take-out`
pub(crate) async fn take_out(seat: Seat, form: Form) -> Answer {
    let calendar = calendar(&form)?;
    let date = date(&form)?;
    let reason = form.text("reason").unwrap_or_default();
    act(&seat, &form, date.year(), Act::RemoveHoliday { calendar, date, reason }).await
}

/// `POST /calendar/set`: name and free days of the week; the rest of a calendar that is there stays.
pub(crate) async fn set(seat: Seat, form: Form) -> Answer {
    let calendar = calendar(&form)?;
    let over: Option<Hash> = form.parsed("over")?;
    let house = seat.app.office.house();
    let mut facts = house.calendars.get(&calendar).cloned().unwrap_or_else(|| Calendar::of_week("", []));
    facts.name = form.text("name").unwrap_or_default();
    let free = DayOfWeek::ALL.into_iter().filter(|(_, name)| form.said(name).is_some());
    facts.weekend = free.map(|(day, _)| day).collect();
    let year = form.parsed::<i16>("year")?.filter(|year| *year > 0).unwrap_or(seat.app.office.today().year());
    act(&seat, &form, year, Act::SetCalendar { calendar, facts, over }).await
}

fn calendar(form: &Form) -> Result<CalendarId, Unreadable> {
    form.needed("calendar", say!("which calendar"))
}

fn date(form: &Form) -> Result<Date, Unreadable> {
    form.day("date")?.ok_or_else(|| Unreadable(say!("The form does not say which date.").to_owned()))
}

/// Submits the act and leads back to the calendar, in the year that it changed.
async fn act(seat: &Seat, form: &Form, year: i16, act: Act) -> Answer {
    let key = form.text("key").unwrap_or_else(bag::key);
    let place = place(form.said("calendar").unwrap_or_default(), year);
    match Box::pin(seat.submit(act, key, Bodies::default())).await {
        Ok(receipt) => Ok(Redirect::to(&format!("{place}&done={}", receipt.entry)).into_response()),
        Err(error) => Ok(refused::submit(seat, &error, &place)),
    }
}
