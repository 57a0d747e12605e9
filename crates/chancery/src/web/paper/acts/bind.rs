//! Names on the paper bound to officers or desks: this, not the reading, gives sight.

use procedure::act::{Act, BindingDraft};
use procedure::ids::CodeError;
use procedure::paper::Principal;

use crate::web::forms::{Form, Unreadable};
use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;
use crate::web::words;

/// `POST /papers/{id}/bind`
pub(crate) async fn post(on: OnPaper) -> Answer {
    let (paper, draft) = (on.id, draft(&on.form));
    on.act(draft.map(|draft| Act::Bind { paper, bindings: vec![draft] })).await
}

/// `POST /papers/{id}/unbind`
pub(crate) async fn end(on: OnPaper) -> Answer {
    let (paper, reason) = (on.id, on.form.text("reason").unwrap_or_default());
    let binding = on.form.needed("binding", "which binding ends");
    on.act(binding.map(|binding| Act::Unbind { paper, binding, reason })).await
}

fn draft(form: &Form) -> Result<BindingDraft, Unreadable> {
    let named_as = form
        .said("named_as")
        .and_then(|name| words::named(words::NAMED, name))
        .ok_or_else(|| Unreadable("The form does not say as what the name stands there.".into()))?;
    let name = form.text("name").unwrap_or_default();
    Ok(BindingDraft { name, named_as, to: principal(form.said("to").unwrap_or_default())? })
}

fn principal(said: &str) -> Result<Principal, Unreadable> {
    let wrong = |error: CodeError| Unreadable(error.to_string());
    match said.split_once(':') {
        Some(("desk", code)) => Ok(Principal::Desk(code.parse().map_err(wrong)?)),
        Some(("correspondent", code)) => Ok(Principal::Correspondent(code.parse().map_err(wrong)?)),
        Some(("officer", code)) => Ok(Principal::Officer(code.parse().map_err(wrong)?)),
        _ => Err(Unreadable("The form does not say who is meant.".into())),
    }
}
