//! `POST /papers/{id}/recognise`: the text of a picture, recognised while the officer goes on, in that officer's name.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::response::{IntoResponse, Redirect};
use maud::Markup;
use phrases::{html, say};
use procedure::act::Act;
use procedure::decide::may_add_version;
use procedure::ids::PaperId;
use procedure::sight::Sight;

use super::on::OnPaper;
use super::show::View;
use crate::office::{Bodies, SubmitError};
use crate::recognition::{Machine, wanting};
use crate::web::bag;
use crate::web::forms::Unreadable;
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::slip::drawn_from;

/// Papers that may wait for the machine at once; it does one after another.
pub(crate) const ASKED_MAX: usize = 64;

/// Papers that were asked for and are not done.
#[derive(Debug, Default, Clone)]
pub(crate) struct Asked {
    papers: Arc<Mutex<BTreeSet<PaperId>>>,
    /// Whose turn it is: the others wait without a thread of their own.
    turn: Arc<tokio::sync::Mutex<()>>,
}

/// That a paper was asked for; until it is dropped.
struct Asking(Asked, PaperId);

impl Asked {
    fn lock(&self) -> MutexGuard<'_, BTreeSet<PaperId>> {
        self.papers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `None` where it was asked for already.
    fn begin(&self, paper: PaperId) -> Result<Option<Asking>, Unreadable> {
        let mut asked = self.lock();
        if asked.contains(&paper) {
            return Ok(None);
        }
        if asked.len() >= ASKED_MAX {
            return Err(Unreadable(say!("{ASKED_MAX} papers wait for the machine already. Ask again later.")));
        }
        asked.insert(paper);
        Ok(Some(Asking(self.clone(), paper)))
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.lock().remove(&self.1);
    }
}

/// `POST /papers/{id}/recognise`
pub(crate) async fn post(on: OnPaper) -> Answer {
    let Some(machine) = on.seat.app.options.machine.clone() else { return Ok(refused::absent()) };
    if on.seen.sight < Sight::Whole {
        return Ok(refused::absent());
    }
    let place = format!("/papers/{}#versions", on.id);
    if wanting(&on.seen.paper, true).is_none() {
        return Err(Unreadable(say!("The version shown has a text, or is no picture.").into()).into());
    }
    // Asked before the machine is set to work: it would be refused at the end.
    let office = &on.seat.app.office;
    if let Err(refusal) = may_add_version(&office.house(), &on.seen.paper, &on.seat.officer, office.now()) {
        return Err(refused::submit(&on.seat, &refusal.into(), &format!("/papers/{}", on.id)).into());
    }
    if let Some(asking) = on.seat.app.asked.begin(on.id)? {
        tokio::spawn(async move {
            let id = on.id;
            if let Err(error) = recognise(on, machine).await {
                tracing::warn!(paper = %id, %error, "a recognised text was not added");
            }
            drop(asking);
        });
    }
    Ok(Redirect::to(&place).into_response())
}

async fn recognise(on: OnPaper, machine: Arc<Machine>) -> Result<(), SubmitError> {
    let turn = on.seat.app.asked.turn.clone().lock_owned().await;
    let paper = on.seen.paper;
    let made = on.seat.app.apart(move |app| -> Result<Option<(Act, Bodies)>, SubmitError> {
        let Some(kept) = wanting(&paper, true) else { return Ok(None) };
        app.office.recognised(&machine, &paper, kept)
    });
    let made = made.await;
    drop(turn);
    let Some((act, bodies)) = made? else { return Ok(()) };
    on.seat.submit(act, bag::key(), bodies).await.map(drop)
}

/// The button, for who may add a version; while it is being done, that it is.
pub(super) fn section(seat: &Seat, view: &View) -> Markup {
    let paper = &view.seen.paper;
    let may = view.seen.sight == Sight::Whole && view.seats.keeps_or_holds();
    let offered = may && seat.app.options.machine.is_some() && wanting(paper, true).is_some();
    html! {
        @if offered {
            @if seat.app.asked.lock().contains(&paper.id) {
                p role="status" { "The text is being recognised; it will stand here as a version of its own. "
                    a href=(format!("/papers/{}", paper.id)) { "Look again" } }
            } @else {
                form.no-print method="post" action=(format!("/papers/{}/recognise", paper.id)) {
                    (drawn_from(paper.rev))
                    p { "There is no text on this version. " button.small { "Recognise the text" } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use procedure::ids::PaperId;

    use super::{ASKED_MAX, Asked};

    #[test]
    fn a_paper_is_asked_for_once_and_so_many_at_most() {
        let asked = Asked::default();
        let paper = |n: usize| PaperId([u8::try_from(n).unwrap_or(u8::MAX); 16]);
        let mut asking: Vec<_> = (0..ASKED_MAX).map(|n| asked.begin(paper(n)).ok().flatten()).collect();
        assert!(asking.iter().all(Option::is_some));
        assert!(matches!(asked.begin(paper(0)), Ok(None)));
        assert!(asked.begin(paper(ASKED_MAX)).is_err());
        drop(asking.pop());
        assert!(matches!(asked.begin(paper(ASKED_MAX)), Ok(Some(_))));
    }
}
