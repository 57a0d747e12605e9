//! `POST /papers/{id}/direct`: the paper marked out.

use phrases::say;
use procedure::act::{Act, DirectionDraft};
use procedure::card::AskedAct;
use procedure::ids::DeskId;
use procedure::paper::Part;

use crate::web::forms::{Form, Unreadable};
use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;
use crate::web::seat::Seat;
use crate::web::words;

/// `POST /papers/{id}/direct`
pub(crate) async fn post(on: OnPaper) -> Answer {
    let act =
        drafts(&on.form).and_then(|directions| Ok(Act::Direct { paper: on.id, desk: acting_desk(&on)?, directions }));
    on.act(act).await
}

/// The desk acted for: the one chosen, else among the officer's desks the one with which the paper lies.
fn acting_desk(on: &OnPaper) -> Result<DeskId, Unreadable> {
    if let Some(desk) = on.form.parsed("from")? {
        return Ok(desk);
    }
    let house = on.seat.app.office.house();
    let own = house.desks_of(&on.seat.officer, on.seat.app.office.now());
    let holders = on.seen.paper.holders(|series| house.series.get(series).map(|known| &known.registry));
    let desk = own.iter().find(|desk| holders.contains(**desk)).or(own.iter().next());
    desk.map(|desk| (*desk).clone()).or_else(|| holders.into_iter().next().cloned()).ok_or_else(|| no_desk(&on.seat))
}

fn no_desk(seat: &Seat) -> Unreadable {
    Unreadable(say!("{} acts for no desk, and only a desk marks papers out. Ask an administrator.", seat.name))
}

/// The directions that a form makes: the desk that handles it, and desks for information.
pub(crate) fn drafts(form: &Form) -> Result<Vec<DirectionDraft>, Unreadable> {
    let act = form.said("asked").and_then(|name| words::named(words::ASKED, name)).unwrap_or(AskedAct::Review);
    let due = form.day("due")?;
    let remark = form.text("remark");
    let lead: Option<DeskId> = form.parsed("desk")?;
    let mut drafts: Vec<DirectionDraft> =
        lead.into_iter().map(|to| DirectionDraft { to, part: Part::Lead, act, due, remark: remark.clone() }).collect();
    for (name, _) in form.fields() {
        if let Some(desk) = name.strip_prefix("copy.") {
            let to = desk.parse().map_err(|error: procedure::ids::CodeError| Unreadable(error.to_string()))?;
            drafts.push(DirectionDraft { to, part: Part::Copy, act: AskedAct::Note, due: None, remark: None });
        }
    }
    Ok(drafts)
}
