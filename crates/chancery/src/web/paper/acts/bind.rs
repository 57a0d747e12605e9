//! Names on the paper bound to officers or desks: this, not the reading, gives sight.

use procedure::act::{Act, BindingDraft};
use procedure::ids::CodeError;
use procedure::paper::Principal;

use crate::web::forms::Unreadable;
use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;
use crate::web::words;

/// `POST /papers/{id}/bind`
pub(crate) async fn post(on: OnPaper) -> Answer {
    let named_as = on
        .form
        .said("named_as")
        .and_then(|name| words::named(words::NAMED, name))
        .ok_or_else(|| Unreadable("The form does not say as what the name stands there.".into()))?;
    let binding = BindingDraft {
        name: on.form.text("name").unwrap_or_default(),
        named_as,
        to: principal(on.form.said("to").unwrap_or_default())?,
    };
    let paper = on.id;
    on.act(Act::Bind { paper, bindings: vec![binding] }).await
}

/// `POST /papers/{id}/unbind`
pub(crate) async fn end(on: OnPaper) -> Answer {
    let binding = on.form.needed("binding", "which binding ends")?;
    let reason = on.form.text("reason").unwrap_or_default();
    let paper = on.id;
    on.act(Act::Unbind { paper, binding, reason }).await
}

fn principal(said: &str) -> Result<Principal, Unreadable> {
    let wrong = |error: CodeError| Unreadable(error.to_string());
    match said.split_once(':') {
        Some(("desk", code)) => Ok(Principal::Desk(code.parse().map_err(wrong)?)),
        Some(("officer", code)) => Ok(Principal::Officer(code.parse().map_err(wrong)?)),
        _ => Err(Unreadable("The form does not say who is meant.".into())),
    }
}
