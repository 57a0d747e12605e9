//! What a hand-over makes of a paper.

use super::{BringForward, Direction, DirectionState, InHouse, Paper, Part};
use crate::event::Acted;
use crate::fold::Misfit;
use crate::handing::{OfPaper, PaperHanded};
use crate::ids::DeskId;
use crate::moment::Moment;

impl Paper {
    /// The lead that came back last to a desk with which the paper lies since: while no other desk leads, and none has reported
    /// it done after.
    pub fn came_back_to(&self, desk: &DeskId) -> Option<&Direction> {
        let leads = || self.directions.iter().rev().filter(|direction| direction.part == Part::Lead);
        let last_came_back = leads().next().is_some_and(|last| last.state.came_back());
        if !last_came_back || leads().any(Direction::is_open) {
            return None;
        }
        leads().find(|lead| lead.from == *desk && self.came_back(lead))
    }

    /// Folds what of the paper was handed over. A direction is passed on to one made anew; what was to come back, and an
    /// answer owed, is another's from then on, and a copy is held by the other.
    pub(crate) fn apply_handed(
        &mut self,
        (from, to): (&InHouse, &InHouse),
        handed: &PaperHanded,
        acted: &Acted,
        at: Moment,
    ) -> Result<(), Misfit> {
        if let (InHouse::Desk(from), InHouse::Desk(to)) = (from, to) {
            for (old, new) in handed.anew() {
                self.direct_anew((from, to), (old, new), acted, at)?;
            }
            if handed.what.contains(&OfPaper::Answer) {
                match self.awaited.as_mut() {
                    Some(awaited) => awaited.desk = Some(to.clone()),
                    None => self.unless_lost("handed_over", || "no answer was awaited".to_owned())?,
                }
            }
        }
        self.copies_handed(to, handed, at)?;
        for one in &handed.what {
            let OfPaper::BringForward { bring_forward: no } = one else { continue };
            match self.bring_forwards.iter_mut().find(|known: &&mut BringForward| known.no == *no) {
                Some(known) => known.to = to.clone(),
                None => self.unless_lost("handed_over", || format!("there is no bring-forward {no}"))?,
            }
        }
        Ok(())
    }

    /// A copy is the other's from then on, and so is the right to read by it.
    fn copies_handed(&mut self, to: &InHouse, handed: &PaperHanded, at: Moment) -> Result<(), Misfit> {
        for one in &handed.what {
            let OfPaper::Copy { copy: no } = one else { continue };
            match self.copies.iter_mut().find(|copy| copy.no == *no) {
                Some(copy) => {
                    let had = std::mem::replace(&mut copy.holder, to.clone().into());
                    copy.before.push((had, std::mem::replace(&mut copy.since, at)));
                }
                None => self.unless_lost("handed_over", || format!("there is no copy {no}"))?,
            }
        }
        Ok(())
    }

    fn direct_anew(
        &mut self,
        (from, to): (&DeskId, &DeskId),
        (old, new): (u32, u32),
        acted: &Acted,
        at: Moment,
    ) -> Result<(), Misfit> {
        let by = acted.officer.clone();
        let Some(known) = self.directions.iter_mut().find(|known| known.no == old) else {
            return self.unless_lost("handed_over", || format!("there is no direction {old}"));
        };
        // What came back was left already, and stays as it is.
        let open = known.is_open();
        let anew = Direction {
            no: new,
            from: from.clone(),
            by: by.clone(),
            at,
            to: to.clone(),
            after: open.then_some(old),
            state: DirectionState::Waiting,
            ..known.clone()
        };
        if open {
            known.state = DirectionState::PassedOn { by, at };
        }
        self.directions.push(anew);
        if let Some(awaited) = self.awaited.as_mut().filter(|awaited| awaited.direction == Some(old)) {
            awaited.direction = Some(new);
        }
        Ok(())
    }
}
