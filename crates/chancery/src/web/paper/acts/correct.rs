//! `POST /papers/{id}/correct`: a field put right, typed or taken from a passage.

use phrases::say;
use procedure::act::Act;
use procedure::card::FieldName;
use procedure::sight::Sight;

use crate::web::card;
use crate::web::forms::Unreadable;
use crate::web::paper::on::OnPaper;
use crate::web::paper::show::card_text;
use crate::web::refused::{self, Answer};

/// `POST /papers/{id}/correct`
pub(crate) async fn post(on: OnPaper) -> Answer {
    if on.seen.sight < Sight::Whole {
        return Ok(refused::absent());
    }
    let paper = on.seen.paper.clone();
    let selected_on = on.form.text("text");
    let text = on.seat.app.apart(move |app| card_text(app, &paper, selected_on.as_deref())).await?;
    let act = corrected(&on, &text);
    on.act(act).await
}

fn corrected(on: &OnPaper, text: &str) -> Result<Act, Unreadable> {
    let named = on.form.text("field").unwrap_or_default();
    let field: FieldName =
        serde_json::from_value(named.clone().into()).map_err(|_| Unreadable(say!("A card has no field “{named}”.")))?;
    let said = on.form.sent("value").unwrap_or_default();
    let value = card::field_value(&on.seen.paper.card, field, said, &on.form, text, &on.seat.officer)?;
    // What follows from something else says from what, beside the officer's own reason.
    let follows = card::inferred_year(&on.seen.paper.card, field, said);
    let reason: Vec<String> = on.form.text("reason").into_iter().chain(follows).collect();
    let reason = (!reason.is_empty()).then(|| reason.join("; "));
    Ok(Act::Correct { paper: on.id, field, value, reason })
}
