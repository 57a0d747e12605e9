//! A paper sent as a circular.

use phrases::say;
use procedure::act::Act;

use super::copies::to_whom;
use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;

/// `POST /papers/{id}/circulars`
pub(crate) async fn send(on: OnPaper) -> Answer {
    let act = to_whom(&on).and_then(|(list, to)| {
        let (paper, series, answer_by) =
            (on.id, on.form.needed("series", say!("in which series"))?, on.form.day("answer_by")?);
        Ok(Act::SendCircular { paper, series, list, to, answer_by })
    });
    on.act(act).await
}
