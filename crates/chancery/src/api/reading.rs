//! What a better reading of a paper would change, as the caller's officer sees it. It is taken and declined by acts.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use procedure::decide::offered_anew;
use procedure::paper::Paper;
use procedure::reread::FieldChange;
use procedure::sight::Sight;
use serde_json::{Value, json};

use super::paper::seen;
use super::{Caller, Problem, Scope};

/// `GET /api/v1/papers/{id}/reading`. Whoever may not read the whole paper is answered as if nothing waited.
pub(crate) async fn get(caller: Caller, Path(id): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let (_, seen) = seen(&caller, &id).await?;
    let changes = if seen.sight == Sight::Whole { offered_anew(&seen.paper) } else { Vec::new() };
    let Some(proposed) = seen.paper.proposed.as_deref().filter(|_| !changes.is_empty()) else {
        return Ok(axum::Json(json!({ "waits": null })).into_response());
    };
    let text = proposed.text.clone();
    let words = caller.app.apart(move |app| app.office.text(&text)).await?;
    Ok(axum::Json(json!({ "waits": told(&seen.paper, &changes, words.as_deref()) })).into_response())
}

fn told(paper: &Paper, changes: &[FieldChange], text: Option<&str>) -> Value {
    let Some(proposed) = paper.proposed.as_deref() else { return Value::Null };
    let spans = proposed.card.spans();
    let passages = |change: &FieldChange| -> Vec<Value> {
        let of_field = spans.iter().filter(|(field, _)| *field == change.field);
        let shown = of_field.filter_map(|(_, span)| Some(json!({ "span": span, "words": span.of(text?)? })));
        shown.collect()
    };
    let changes: Vec<Value> = changes
        .iter()
        .map(|change| {
            json!({ "field": change.field, "before": change.before, "after": change.after, "passages": passages(change) })
        })
        .collect();
    json!({
        "version": proposed.version,
        "extractor": proposed.text.extractor,
        "text": proposed.text.hash,
        "by": proposed.by,
        "at": proposed.at,
        "changes": changes,
        "remarks": proposed.remarks,
    })
}
