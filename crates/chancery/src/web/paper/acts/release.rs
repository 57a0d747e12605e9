//! What is released to the reading room, and taken back.

use procedure::act::Act;

use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;

/// `POST /papers/{id}/release`
pub(crate) async fn release(on: OnPaper) -> Answer {
    let reason = on.form.text("reason").unwrap_or_default();
    let act = on.form.parsed("version").map(|version| Act::Release { paper: on.id, version, reason });
    on.act(act).await
}

/// `POST /papers/{id}/release/take-back`
pub(crate) async fn take_back(on: OnPaper) -> Answer {
    let reason = on.form.text("reason").unwrap_or_default();
    let act = Act::EndRelease { paper: on.id, reason };
    on.act(Ok(act)).await
}
