//! How a paper goes out: sent, received, come back, never sent; and the symbol under which others made it known.

use axum::extract::Path;
use phrases::say;
use procedure::act::Act;
use procedure::ids::PaperId;

use super::cite::paper_of_number;
use crate::web::forms::Unreadable;
use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;
use crate::web::words;

/// The address of a dispatch.
type At = Path<(PaperId, u32)>;

/// `POST /papers/{id}/dispatches`
pub(crate) async fn send(on: OnPaper) -> Answer {
    let act = sent(&on);
    on.act(act).await
}

fn sent(on: &OnPaper) -> Result<Act, Unreadable> {
    let channel = on.form.said("channel").and_then(|name| words::named(words::SENT_BY, name));
    let channel = channel.ok_or_else(|| Unreadable(say!("The form does not say how it was sent.").into()))?;
    let (to, reference) = (text(on, "to"), on.form.text("reference"));
    Ok(Act::Dispatch { paper: on.id, to, channel, on: on.form.past_day("on")?, reference })
}

/// `POST /papers/{id}/dispatches/{no}/received`
pub(crate) async fn received(Path((paper, dispatch)): At, on: OnPaper) -> Answer {
    let evidence = match on.form.text("evidence") {
        Some(number) => paper_of_number(&on.seat, &number).await?.map(Some),
        None => Ok(None),
    };
    let act = evidence.and_then(|evidence| {
        let who = text(&on, "who");
        Ok(Act::DispatchReceived { paper, dispatch, on: on.form.past_day("on")?, who, evidence })
    });
    on.act(act).await
}

/// `POST /papers/{id}/dispatches/{no}/came-back`
pub(crate) async fn came_back(Path((paper, dispatch)): At, on: OnPaper) -> Answer {
    let reason = text(&on, "reason");
    let act = on.form.past_day("on").map(|day| Act::DispatchCameBack { paper, dispatch, on: day, reason });
    on.act(act).await
}

/// `POST /papers/{id}/dispatches/{no}/undo`
pub(crate) async fn undo(Path((paper, dispatch)): At, on: OnPaper) -> Answer {
    let reason = text(&on, "reason");
    on.act(Ok(Act::UndoDispatch { paper, dispatch, reason })).await
}

/// `POST /papers/{id}/dispatches/none`
pub(crate) async fn none(on: OnPaper) -> Answer {
    let act = Act::NoDispatch { paper: on.id, reason: text(&on, "reason") };
    on.act(Ok(act)).await
}

/// `POST /papers/{id}/symbols`
pub(crate) async fn symbol(on: OnPaper) -> Answer {
    let (symbol, body) = (text(&on, "symbol"), text(&on, "body"));
    let act = on.form.past_day("on").map(|day| Act::RecordSymbol { paper: on.id, symbol, body, on: day });
    on.act(act).await
}

fn text(on: &OnPaper, name: &str) -> String {
    on.form.text(name).unwrap_or_default()
}
