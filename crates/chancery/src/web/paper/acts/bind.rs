//! Names on the paper bound to officers or desks: this, not the reading, gives sight.

use phrases::say;
use procedure::act::{Act, BindingDraft};
use procedure::card::{Field, Party};
use procedure::correspondent::{RuleFacts, parties};
use procedure::ids::CodeError;
use procedure::paper::{NamedAs, Principal};
use procedure::sight::Sight;

use crate::web::forms::{Form, Unreadable};
use crate::web::paper::on::OnPaper;
use crate::web::refused::{self, Answer};
use crate::web::words;

/// `POST /papers/{id}/bind`
pub(crate) async fn post(on: OnPaper) -> Answer {
    let (paper, draft) = (on.id, draft(&on.form));
    on.act(draft.map(|draft| Act::Bind { paper, bindings: vec![draft] })).await
}

/// `POST /papers/{id}/unbind`
pub(crate) async fn end(on: OnPaper) -> Answer {
    let (paper, reason) = (on.id, on.form.text("reason").unwrap_or_default());
    let binding = on.form.needed("binding", say!("which binding ends"));
    on.act(binding.map(|binding| Act::Unbind { paper, binding, reason })).await
}

/// `POST /papers/{id}/rule`: a party written exactly as on this card means the same on papers to come.
pub(crate) async fn rule(on: OnPaper) -> Answer {
    if on.seen.sight < Sight::Whole {
        return Ok(refused::absent());
    }
    let act = confirmed(&on);
    on.act(act).await
}

fn confirmed(on: &OnPaper) -> Result<Act, Unreadable> {
    let BindingDraft { name, named_as, to } = draft(&on.form)?;
    let written = |(capacity, party): &(NamedAs, &Field<Party>)| *capacity == named_as && party.value.label() == name;
    let party = parties(&on.seen.paper.card).find(written).map(|(_, party)| party.value.clone());
    let party = party.ok_or_else(|| Unreadable(say!("“{name}” does not stand on the card so any more.")))?;
    let rule = on.form.needed("rule", say!("the short name of the rule"))?;
    let desk = on.form.needed("desk", say!("for which registry it holds"))?;
    Ok(Act::ConfirmRule { rule, facts: RuleFacts { party, named_as, kind: None, channel: None, to, desk } })
}

fn draft(form: &Form) -> Result<BindingDraft, Unreadable> {
    let named_as = form
        .said("named_as")
        .and_then(|name| words::named(words::NAMED, name))
        .ok_or_else(|| Unreadable(say!("The form does not say as what the name stands there.").into()))?;
    let name = form.text("name").unwrap_or_default();
    Ok(BindingDraft { name, named_as, to: principal(form.said("to").unwrap_or_default())? })
}

fn principal(said: &str) -> Result<Principal, Unreadable> {
    let wrong = |error: CodeError| Unreadable(error.to_string());
    match said.split_once(':') {
        Some(("desk", code)) => Ok(Principal::Desk(code.parse().map_err(wrong)?)),
        Some(("correspondent", code)) => Ok(Principal::Correspondent(code.parse().map_err(wrong)?)),
        Some(("officer", code)) => Ok(Principal::Officer(code.parse().map_err(wrong)?)),
        _ => Err(Unreadable(say!("The form does not say who is meant.").into())),
    }
}
