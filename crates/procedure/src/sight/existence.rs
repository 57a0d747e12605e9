//! That a paper exists: what a search that the law asks for is told, and no more. It is no [`Sight`](super::Sight): whoever is told of
//! a paper finds no page of it, no line in a list, and no card.

use super::{Scope, ScopeMarking};
use crate::house::House;
use crate::ids::OfficerId;
use crate::moment::Moment;
use crate::role::Role;

/// Whether an officer may be told at a moment that a paper of a scope exists: its number, its day, its series. The role of
/// *existence only* has to hold, and the paper's level to be no higher than the officer is cleared to. A marking that nobody
/// confirmed, and a level that is no longer on the scale, are above everyone. Whom a series shows its papers does not matter.
pub fn may_know_of(house: &House, officer: &OfficerId, scope: &Scope, at: Moment) -> bool {
    if !house.has_role(officer, Role::ExistenceOnly, at) {
        return false;
    }
    let Some(known) = house.active(officer) else { return false };
    // A level that is no longer on the scale clears to nothing but the lowest.
    let cleared_to = match house.rank(&known.cleared_to) {
        usize::MAX => 0,
        rank => rank,
    };
    match &scope.marking {
        ScopeMarking::None => true,
        ScopeMarking::Unconfirmed => false,
        ScopeMarking::Confirmed(level) => house.rank(level) <= cleared_to,
    }
}
