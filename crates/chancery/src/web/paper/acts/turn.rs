//! What becomes of a direction: accepted, passed on, returned as "not ours", done, taken back.

use axum::extract::Path;
use procedure::act::Act;
use procedure::ids::PaperId;

use super::cite::paper_of_number;
use super::direct::drafts;
use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;

/// The address of a direction.
type At = Path<(PaperId, u32)>;

/// `POST /papers/{id}/directions/{no}/accept`
pub(crate) async fn accept(Path((paper, direction)): At, on: OnPaper) -> Answer {
    on.act(Ok(Act::AcceptDirection { paper, direction })).await
}

/// `POST /papers/{id}/directions/{no}/pass-on`
pub(crate) async fn pass_on(Path((paper, direction)): At, on: OnPaper) -> Answer {
    let act = drafts(&on.form).map(|directions| Act::PassOn { paper, direction, directions });
    on.act(act).await
}

/// `POST /papers/{id}/directions/{no}/return`
pub(crate) async fn give_back(Path((paper, direction)): At, on: OnPaper) -> Answer {
    let reason = on.form.text("reason").unwrap_or_default();
    on.act(Ok(Act::ReturnDirection { paper, direction, reason })).await
}

/// `POST /papers/{id}/directions/{no}/done`
pub(crate) async fn done(Path((paper, direction)): At, on: OnPaper) -> Answer {
    let answer = match on.form.text("answer") {
        Some(number) => paper_of_number(&on.seat, &number).await?.map(Some),
        None => Ok(None),
    };
    let report = on.form.text("report");
    on.act(answer.map(|answer| Act::ReportDone { paper, direction, report, answer })).await
}

/// `POST /papers/{id}/directions/{no}/redirect`
pub(crate) async fn redirect(Path((paper, direction)): At, on: OnPaper) -> Answer {
    let reason = on.form.text("reason").unwrap_or_default();
    let act = drafts(&on.form).map(|directions| Act::Redirect { paper, direction, directions, reason });
    on.act(act).await
}
