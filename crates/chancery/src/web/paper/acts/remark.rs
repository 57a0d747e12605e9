//! `POST /papers/{id}/remark`: a remark left on the paper.

use procedure::act::Act;

use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;

/// `POST /papers/{id}/remark`
pub(crate) async fn post(on: OnPaper) -> Answer {
    let act = Act::Remark { paper: on.id, says: on.form.text("says").unwrap_or_default() };
    on.act(Ok(act)).await
}
