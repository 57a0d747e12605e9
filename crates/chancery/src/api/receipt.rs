//! A receipt as its caller may see it: of links to papers the caller may not see, nothing is said.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::{Caller, Problem};
use crate::office::Receipt;

/// Answers with a receipt: 201 for what was entered now, 200 for what had been entered under the same key before.
///
/// # Errors
/// When the register cannot be read. What was entered stays entered; the same key asks again.
pub(crate) async fn respond(caller: &Caller, receipt: Receipt) -> Result<Response, Problem> {
    let status = if receipt.repeated { StatusCode::OK } else { StatusCode::CREATED };
    let links = !receipt.ties.is_empty() || !receipt.offers.is_empty();
    let receipt = if links {
        let officer = caller.officer.clone();
        caller.app.apart(move |app| app.office.receipt_as_seen(&app.office.viewer(&officer), receipt)).await?
    } else {
        receipt
    };
    let reserved = receipt.reserved(&caller.app.office.house());
    let reserved = reserved.map(|(from, to)| json!({ "from": from, "to": to }));
    let mut json = json!({
        "entry": receipt.entry,
        "commitment": journal::hex(&receipt.commitment),
        "at": receipt.at,
        "repeated": receipt.repeated,
        "paper": receipt.paper,
        "number": receipt.number,
        "ties": receipt.ties,
        "offers": receipt.offers,
    });
    if let Some(reserved) = reserved {
        json["reserved"] = reserved;
    }
    let closing = receipt.closing();
    if let Some(no) = closing {
        json["closing"] = no.into();
    }
    let mut response = (status, axum::Json(json)).into_response();
    let place = receipt.paper.map(|paper| format!("/api/v1/papers/{paper}"));
    let place = place.or_else(|| closing.map(|no| format!("/api/v1/record/closings/{no}")));
    if let Some(place) = place.and_then(|place| HeaderValue::from_str(&place).ok()) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}
