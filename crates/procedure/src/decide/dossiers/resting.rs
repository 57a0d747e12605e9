//! The papers on which something in a dossier rests: its readers are told of them what they may not read there.

use crate::decide::chair::Chair;
use crate::dossier::Dossier;
use crate::house::House;
use crate::ids::{LevelId, PaperId};
use crate::paper::{Marking, Paper};
use crate::refusal::{PositionRefusal, Refusal};

/// The paper on which something rests: seen, not void, its marking confirmed and not above the dossier's.
pub(super) fn may_rest_on<'a>(chair: &Chair<'a>, held: &Dossier, paper: PaperId) -> Result<&'a Paper, Refusal> {
    let paper = chair.other(paper)?;
    let number = || paper.number().to_owned();
    if paper.is_void() {
        return Err(Refusal::PaperVoid { number: number() });
    }
    Chair::marking_confirmed(paper)?;
    match above(chair.house, held.level.as_ref(), paper) {
        Some(level) => Err(PositionRefusal::MarkedHigher { number: number(), level: level.clone() }.into()),
        None => Ok(paper),
    }
}

/// That a dossier may be marked as low as that: nothing in it rests on a paper that is marked higher, or of which that is not
/// settled.
pub(super) fn nothing_above(chair: &Chair<'_>, held: &Dossier, level: &LevelId) -> Result<(), Refusal> {
    let papers = held.rests_on();
    let mut known = papers.iter().filter_map(|id| chair.known.others.get(id));
    let unsettled = |paper: &Paper| matches!(paper.marking, Marking::Unconfirmed { .. });
    if known.any(|paper| unsettled(paper) || above(chair.house, Some(level), paper).is_some()) {
        return Err(PositionRefusal::RestsOnHigher { level: level.clone() }.into());
    }
    Ok(())
}

/// How high a paper is marked, where that is above a dossier's level; none is the lowest.
fn above<'p>(house: &House, level: Option<&LevelId>, paper: &'p Paper) -> Option<&'p LevelId> {
    match &paper.marking {
        Marking::Confirmed { level: of } if house.rank(of) > level.map_or(0, |level| house.rank(level)) => Some(of),
        _ => None,
    }
}
