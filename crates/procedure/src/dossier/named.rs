//! Who is named in a dossier, and so sees it by its rule.

use super::{Dossier, Draft};
use crate::ids::DeskId;
use crate::moment::Moment;
use crate::paper::Principal;
use crate::sight::Naming;

impl Dossier {
    /// Everyone who is named in it, with from when until when, besides the desk that keeps it: whoever was asked in, the
    /// desks that draw up, concur, submit, decide and act, and those asked for an assessment or that owe something by a day.
    /// That something is done ends nothing; an assessment asked no more, and a deadline dropped, do.
    pub fn named(&self) -> Vec<Naming> {
        let members = self.members.iter();
        let members = members.map(|one| Naming { principal: one.to.clone().into(), from: one.at, until: one.until });
        let asked = self.positions.asked.iter();
        let asked = asked.map(|one| Naming {
            principal: Principal::Desk(one.desk.clone()),
            from: one.at,
            until: one.sees_until,
        });
        members.chain(asked).chain(self.named_by_work()).collect()
    }

    /// Whoever is named in it by what they do there, and not because they were asked.
    pub fn named_by_work(&self) -> impl Iterator<Item = Naming> {
        let submissions = self.submissions.iter().flat_map(|one| {
            [Some(&one.from), Some(&one.facts.to), one.office.as_ref()].into_iter().flatten().map(|desk| (desk, one.at))
        });
        let actions = self.actions.iter().flat_map(|one| [(&one.facts.desk, one.at), (&one.facts.control, one.at)]);
        let desks = self.drafts.iter().flat_map(of_draft).chain(submissions).chain(actions);
        let owing = self.deadlines.iter().map(|one| Naming {
            principal: Principal::Desk(one.desk.clone()),
            from: one.at,
            until: one.dropped(),
        });
        earliest(desks).into_iter().chain(owing)
    }
}

fn of_draft(draft: &Draft) -> impl Iterator<Item = (&DeskId, Moment)> {
    let asked = draft.concurrences.iter().map(|one| (&one.asked.desk, one.at));
    std::iter::once((&draft.desk, draft.at)).chain(asked)
}

/// Each desk once, from the moment it was first named.
fn earliest<'d>(desks: impl Iterator<Item = (&'d DeskId, Moment)>) -> Vec<Naming> {
    let mut first: std::collections::BTreeMap<&DeskId, Moment> = std::collections::BTreeMap::new();
    for (desk, at) in desks {
        let known = first.entry(desk).or_insert(at);
        *known = at.min(*known);
    }
    first
        .into_iter()
        .map(|(desk, from)| Naming { principal: Principal::Desk(desk.clone()), from, until: None })
        .collect()
}
