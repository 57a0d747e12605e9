//! Citations: an offered match taken or refused, a tie by hand, a citation settled without a paper; answers.

use axum::extract::Path;
use phrases::say;
use procedure::act::Act;
use procedure::ids::PaperId;

use crate::web::forms::Unreadable;
use crate::web::paper::on::OnPaper;
use crate::web::refused::{Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::words;

/// The address of a citation.
type At = Path<(PaperId, usize)>;

/// `POST /papers/{id}/citations/{at}/tie`
pub(crate) async fn tie(Path((paper, citation)): At, on: OnPaper) -> Answer {
    let to = meant(&on).await?;
    on.act(to.map(|to| Act::Tie { paper, citation, to })).await
}

/// `POST /papers/{id}/citations/{at}/untie`
pub(crate) async fn untie(Path((paper, citation)): At, on: OnPaper) -> Answer {
    let to = meant(&on).await?;
    let reason = on.form.text("reason").unwrap_or_default();
    on.act(to.map(|to| Act::Untie { paper, citation, to, reason })).await
}

/// `POST /papers/{id}/citations/{at}/settle`
pub(crate) async fn settle(Path((paper, citation)): At, on: OnPaper) -> Answer {
    let settlement = on.form.said("settlement").and_then(|name| words::named(words::SETTLEMENTS, name));
    let settlement =
        settlement.ok_or_else(|| Unreadable(say!("The form does not say how the citation is settled.").into()));
    on.act(settlement.map(|settlement| Act::Settle { paper, citation, settlement })).await
}

/// `POST /papers/{id}/answers`
pub(crate) async fn answers(on: OnPaper) -> Answer {
    let (paper, answers) = (on.id, meant(&on).await?);
    on.act(answers.map(|answers| Act::LinkAnswer { paper, answers })).await
}

/// `POST /papers/{id}/answers/undo`
pub(crate) async fn answers_no_more(on: OnPaper) -> Answer {
    let answers = meant(&on).await?;
    let (paper, reason) = (on.id, on.form.text("reason").unwrap_or_default());
    on.act(answers.map(|answers| Act::UnlinkAnswer { paper, answers, reason })).await
}

/// The paper that a form means: by id where it was offered, by our number where it is typed.
async fn meant(on: &OnPaper) -> Result<Result<PaperId, Unreadable>, Trouble> {
    match on.form.parsed("to") {
        Ok(None) => {}
        Ok(Some(to)) => return Ok(Ok(to)),
        Err(unreadable) => return Ok(Err(unreadable)),
    }
    match on.form.needed::<String>("number", say!("which paper is meant")) {
        Ok(number) => paper_of_number(&on.seat, &number).await,
        Err(unreadable) => Ok(Err(unreadable)),
    }
}

/// The one paper that a number as typed means, among those the officer may see; else what is wrong with it.
pub(crate) async fn paper_of_number(seat: &Seat, number: &str) -> Result<Result<PaperId, Unreadable>, Trouble> {
    let (officer, typed) = (seat.officer.clone(), number.to_owned());
    let found: Result<_, Trouble> =
        seat.app.apart(move |app| Ok(app.office.reads()?.by_number(&app.office.viewer(&officer), &typed)?)).await;
    Ok(match found?.as_slice() {
        [(paper, _)] => Ok(*paper),
        [] => Err(Unreadable(say!("No paper you may see has the number {number}. Ask the registry."))),
        _ => Err(Unreadable(say!("Several papers have the number {number}. Write it as it is printed, whole."))),
    })
}
