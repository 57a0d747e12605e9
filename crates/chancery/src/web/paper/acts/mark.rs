//! `POST /papers/{id}/mark`: the marking confirmed, raised or lowered.

use phrases::say;
use procedure::act::Act;

use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;

/// `POST /papers/{id}/mark`
pub(crate) async fn post(on: OnPaper) -> Answer {
    let act = on.form.needed("level", say!("the level")).map(|level| Act::Mark {
        paper: on.id,
        level,
        reason: on.form.text("reason"),
    });
    on.act(act).await
}
