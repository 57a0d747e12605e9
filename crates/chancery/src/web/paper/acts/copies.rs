//! Copies given, acknowledged, printed, given back, called back; and receipts for those that left the house.

use axum::extract::Path;
use phrases::say;
use procedure::act::Act;
use procedure::ids::{ListId, PaperId};
use procedure::paper::Holder;

use crate::office::{Receipt, holders};
use crate::sheets::NoPage;
use crate::web::forms::Unreadable;
use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;
use crate::web::set::{Size, no_page, pdf};

/// Most lines on which somebody may be named in one form.
const LINES_MAX: usize = 600;

/// The address of a copy.
type At = Path<(PaperId, u32)>;

/// `POST /papers/{id}/copies`
pub(crate) async fn give(on: OnPaper) -> Answer {
    let act = to_whom(&on).map(|(list, to)| Act::GiveCopies { paper: on.id, list, to });
    on.act(act).await
}

/// The list that a form names, and whoever is named beside it.
pub(super) fn to_whom(on: &OnPaper) -> Result<(Option<ListId>, Vec<Holder>), Unreadable> {
    let house = on.seat.app.office.house();
    let named = (0..LINES_MAX).filter_map(|at| on.form.said(&format!("to-{at}")));
    let mut to = named.map(|said| holders::read(&house, said)).collect::<Result<Vec<_>, _>>().map_err(Unreadable)?;
    let outside = on.form.text("outside").unwrap_or_default();
    let outside = outside.lines().map(str::trim).filter(|line| !line.is_empty());
    to.extend(outside.map(|name| Holder::Outside(name.to_owned())));
    Ok((on.form.parsed("list")?, to))
}

/// `POST /papers/{id}/copies/{no}/acknowledge`
pub(crate) async fn acknowledge(Path((paper, copy)): At, on: OnPaper) -> Answer {
    on.act(Ok(Act::AcknowledgeCopy { paper, copy })).await
}

/// `POST /papers/{id}/copies/{no}/print`: the copy as a set page, the one that was set before where there is one. What cannot be set
/// was not printed, so it is set first; that it was printed is entered before its bytes go out.
pub(crate) async fn print(Path((paper, copy)): At, on: OnPaper) -> Answer {
    let (seen, app) = (on.seen.clone(), on.seat.app.clone());
    let size = match on.form.parsed::<Size>("size") {
        Ok(size) => size.unwrap_or_default(),
        Err(unreadable) => return on.act(Err(unreadable)).await,
    };
    let made = match app.apart(move |app| app.office.copy_to_print(&seen, copy, size.into())).await {
        Ok(made) => made,
        Err(none @ NoPage::NoText { .. }) => {
            return on.act(Err(Unreadable(format!("{none}: {}.", NoPage::WITHOUT_TEXT)))).await;
        }
        Err(why) => return Err(no_page(&on.seat, why, &format!("/papers/{paper}#copies"))),
    };
    // What was sent before is not printed once more under the same entry.
    let printed = move |receipt: &Receipt| made.page.filter(|_| !receipt.repeated).map(pdf);
    Box::pin(on.act_then(Ok((made.act, made.bodies)), printed)).await
}

/// `POST /papers/{id}/copies/{no}/return`
pub(crate) async fn give_back(Path((paper, copy)): At, on: OnPaper) -> Answer {
    let remark = on.form.text("remark");
    on.act(Ok(Act::ReturnCopy { paper, copy, remark })).await
}

/// `POST /papers/{id}/copies/back`
pub(crate) async fn came_back(on: OnPaper) -> Answer {
    let remark = on.form.text("remark");
    let act = which(&on).map(|copy| Act::ReturnCopy { paper: on.id, copy, remark });
    on.act(act).await
}

/// `POST /papers/{id}/copies/receipt`
pub(crate) async fn receipt(on: OnPaper) -> Answer {
    let who = on.form.text("who").unwrap_or_default();
    let act =
        which(&on).and_then(|copy| Ok(Act::CopyReceived { paper: on.id, copy, on: on.form.past_day("on")?, who }));
    on.act(act).await
}

/// `POST /papers/{id}/copies/withdraw`
pub(crate) async fn withdraw(on: OnPaper) -> Answer {
    let chosen = on.form.fields().filter_map(|(name, _)| name.strip_prefix("copy-")?.parse().ok());
    let copies: Vec<u32> = chosen.collect();
    let reason = on.form.text("reason").unwrap_or_default();
    let paper = on.id;
    on.act(Ok(Act::WithdrawCopies { paper, copies, reason })).await
}

/// `POST /papers/{id}/copies/instead`
pub(crate) async fn instead(on: OnPaper) -> Answer {
    let reason = on.form.text("reason").unwrap_or_default();
    let act = which(&on).and_then(|copy| {
        let to = on.form.text("to").unwrap_or_default();
        let to = holders::read(&on.seat.app.office.house(), &to).map_err(Unreadable)?;
        Ok(Act::SubstituteCopy { paper: on.id, copy, to, reason })
    });
    on.act(act).await
}

fn which(on: &OnPaper) -> Result<u32, Unreadable> {
    on.form.needed("copy", say!("which copy"))
}
