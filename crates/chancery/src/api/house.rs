//! `GET /house`: desks, series, levels and officers, by which other programs name them.

use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Caller, Problem, Scope};

/// `GET /api/v1/house`. How far officers are cleared, and why one is suspended, is told to administrators.
pub(crate) async fn get(caller: Caller) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let house = caller.app.office.house();
    let administers = house.is_administrator(&caller.officer);
    let today = caller.app.office.today();
    let mut json = serde_json::to_value(&*house).unwrap_or_default();
    if !administers && let Some(Value::Object(officers)) = json.get_mut("officers") {
        for officer in officers.values_mut() {
            let suspended = officer.get("suspended").is_some_and(|suspended| !suspended.is_null());
            let name = officer.get("name").cloned().unwrap_or_default();
            *officer = json!({ "name": name, "suspended": suspended });
        }
    }
    let next: serde_json::Map<String, Value> = house
        .series
        .keys()
        .map(|series| (series.to_string(), house.next_number(series, today.year()).into()))
        .collect();
    if let Value::Object(members) = &mut json {
        // How many have looked at something is told to auditors alone.
        members.remove("readings");
        members.remove("last_closing");
        if !administers {
            members.remove("roles");
        }
    }
    json["next_numbers"] = next.into();
    json["today"] = today.to_string().into();
    Ok(axum::Json(json).into_response())
}
