//! Calendars: on which days is worked, asked for and set whole. Single holidays are acts of the house.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use procedure::act::Act;
use procedure::calendar::Calendar;
use procedure::house::House;
use procedure::ids::{CalendarId, DeskId, Hash};
use serde_json::{Value, json};

use super::body::{self, Json};
use super::key::Key;
use super::{Caller, Problem, Scope, receipt};
use crate::office::Bodies;

/// The names that may stand in a calendar and in a holiday of each year: one misspelt is not one left out.
const CALENDAR_NAMES: &[&str] = &["name", "weekend", "holidays", "yearly", "working"];
const YEARLY_NAMES: &[&str] = &["month", "day", "name", "from", "until"];

/// `GET /api/v1/calendars`
pub(crate) async fn list(caller: Caller) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let house = caller.app.office.house();
    let all: Vec<Value> = house.calendars.iter().map(|(id, known)| told(&house, id, known)).collect();
    Ok(axum::Json(json!({ "calendars": all })).into_response())
}

/// `GET /api/v1/calendars/{code}`. Its ETag is its digest.
pub(crate) async fn one(caller: Caller, Path(code): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let house = caller.app.office.house();
    let id = code.parse::<CalendarId>().map_err(|_| Problem::absent())?;
    let known = house.calendars.get(&id).ok_or_else(Problem::absent)?;
    let mut response = axum::Json(told(&house, &id, known)).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", known.digest())) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// `PUT /api/v1/calendars/{code}`: made, or replaced whole; with `If-Match` only the one that was looked at.
pub(crate) async fn put(
    caller: Caller,
    Key(key): Key,
    Path(code): Path<String>,
    headers: HeaderMap,
    Json(said): Json<Value>,
) -> Result<Response, Problem> {
    caller.may(Scope::House)?;
    let calendar = code.parse::<CalendarId>().map_err(|error| Problem::unreadable(error.to_string()))?;
    known_names("a calendar", &said, CALENDAR_NAMES)?;
    for yearly in said.get("yearly").and_then(Value::as_array).into_iter().flatten() {
        known_names("a holiday of each year", yearly, YEARLY_NAMES)?;
    }
    let facts: Calendar = body::of(said)?;
    let over = headers.get(header::IF_MATCH).map(|tag| {
        let tag = tag.to_str().unwrap_or_default().trim().trim_matches('"');
        tag.parse::<Hash>().map_err(|_| Problem::unreadable("If-Match: not the ETag of a calendar"))
    });
    let act = Act::SetCalendar { calendar, facts, over: over.transpose()? };
    let done = caller.submit(act, key, Bodies::default()).await?;
    receipt::respond(&caller, done).await
}

fn known_names(what: &str, said: &Value, names: &[&str]) -> Result<(), Problem> {
    let Value::Object(members) = said else { return Err(Problem::unreadable(format!("{what} is a JSON object"))) };
    match members.keys().find(|name| !names.contains(&name.as_str())) {
        Some(name) => Err(Problem::unreadable(format!("{what} has no {name:?}; it may have: {}", names.join(", ")))),
        None => Ok(()),
    }
}

fn told(house: &House, id: &CalendarId, known: &Calendar) -> Value {
    let open = house.desks.iter().filter(|(_, desk)| desk.closed.is_none());
    let desks: Vec<&DeskId> =
        open.map(|(desk, _)| desk).filter(|desk| house.calendar_id_of(desk) == Some(id)).collect();
    let mut told = serde_json::to_value(known).unwrap_or_default();
    told["calendar"] = json!(id);
    told["desks"] = json!(desks);
    told
}
