//! A paper is to come back on a day, came back and is done with, or need not come back.

use axum::extract::Path;
use phrases::say;
use procedure::act::Act;
use procedure::ids::PaperId;

use crate::web::forms::Unreadable;
use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;

/// The address of a bring-forward.
type At = Path<(PaperId, u32)>;

/// `POST /papers/{id}/bring-forward`
pub(crate) async fn set(on: OnPaper) -> Answer {
    let act = read(&on);
    on.act(act).await
}

fn read(on: &OnPaper) -> Result<Act, Unreadable> {
    let form = &on.form;
    let day =
        form.day("on")?.ok_or_else(|| Unreadable(say!("The form does not say on which day it comes back.").into()))?;
    let reason = form.text("reason").unwrap_or_default();
    Ok(Act::BringForward { paper: on.id, desk: form.parsed("desk")?, on: day, reason })
}

/// `POST /papers/{id}/bring-forward/{no}/done`
pub(crate) async fn done(Path((paper, bring_forward)): At, on: OnPaper) -> Answer {
    on.act(Ok(Act::BringForwardDone { paper, bring_forward })).await
}

/// `POST /papers/{id}/bring-forward/{no}/take-back`
pub(crate) async fn take_back(Path((paper, bring_forward)): At, on: OnPaper) -> Answer {
    let reason = on.form.text("reason").unwrap_or_default();
    on.act(Ok(Act::TakeBackBringForward { paper, bring_forward, reason })).await
}
