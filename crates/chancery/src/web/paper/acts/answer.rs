//! The answer that a paper awaits: by which day, an interim reply, none needed, awaited again.

use phrases::say;
use procedure::act::Act;

use super::cite::paper_of_number;
use crate::web::forms::Unreadable;
use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;

/// `POST /papers/{id}/answer/await`
pub(crate) async fn wait(on: OnPaper) -> Answer {
    let act = by(&on).and_then(|by| Ok(Act::AwaitAnswer { paper: on.id, by, desk: on.form.parsed("desk")? }));
    on.act(act).await
}

/// `POST /papers/{id}/answer/interim`
pub(crate) async fn interim(on: OnPaper) -> Answer {
    let answer = match on.form.text("answer") {
        Some(number) => paper_of_number(&on.seat, &number).await?.map(Some),
        None => Ok(None),
    };
    let act =
        answer.and_then(|answer| Ok(Act::InterimReply { paper: on.id, answer, by: by(&on)?, reason: reason(&on) }));
    on.act(act).await
}

/// `POST /papers/{id}/answer/none`
pub(crate) async fn none(on: OnPaper) -> Answer {
    let act = Act::NoReplyNeeded { paper: on.id, reason: reason(&on) };
    on.act(Ok(act)).await
}

/// `POST /papers/{id}/answer/reopen`
pub(crate) async fn reopen(on: OnPaper) -> Answer {
    let act = by(&on).map(|by| Act::ReopenAnswer { paper: on.id, by, reason: reason(&on) });
    on.act(act).await
}

fn by(on: &OnPaper) -> Result<jiff::civil::Date, Unreadable> {
    on.form
        .day("by")?
        .ok_or_else(|| Unreadable(say!("The form does not say by which day the answer is awaited.").into()))
}

fn reason(on: &OnPaper) -> String {
    on.form.text("reason").unwrap_or_default()
}
