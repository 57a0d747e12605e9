//! `POST /papers/{id}/arrival`: the facts of arrival put right.

use phrases::say;
use procedure::act::Act;
use procedure::paper::{Arrival, Received};

use crate::web::forms::{Form, Unreadable};
use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;
use crate::web::words;

/// `POST /papers/{id}/arrival`
pub(crate) async fn post(on: OnPaper) -> Answer {
    let (paper, reason) = (on.id, on.form.text("reason").unwrap_or_default());
    let arrival = put_right(&on.form, &on.seen.paper.arrival);
    on.act(arrival.map(|arrival| Act::CorrectArrival { paper, arrival, reason })).await
}

/// The facts with what the form says put in; what it does not ask for stays.
fn put_right(form: &Form, was: &Arrival) -> Result<Arrival, Unreadable> {
    let received = match form.past_day("received_on")? {
        Some(on) => Some(Received { on, time: form.parsed("received_time")? }),
        None => None,
    };
    let channel = form.said("channel").and_then(|name| words::named(words::CHANNELS, name)).unwrap_or(was.channel);
    let pages =
        form.parsed("pages").map_err(|_| Unreadable(say!("How many pages it has is written as a number").into()))?;
    Ok(Arrival {
        received,
        channel,
        taken_in_by: form.text("taken_in_by"),
        pages,
        original_at: form.text("original_at"),
        ..was.clone()
    })
}
