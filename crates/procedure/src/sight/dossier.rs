//! Who may see a dossier: all of it or nothing. The papers in it are seen each by its own right.

use serde::{Deserialize, Serialize};

use super::{NamedRule, Naming, Reader, counts, desk_as_reader};
use crate::dossier::Dossier;
use crate::house::{House, Visibility};
use crate::ids::{DeskId, LevelId, OfficerId};
use crate::moment::Moment;

/// What of a dossier decides who sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierScope {
    /// The desk that keeps it.
    pub home: Option<DeskId>,
    /// Its marking.
    pub level: Option<LevelId>,
    /// Its own rule.
    pub rule: Visibility,
    /// Who is named in it.
    pub named: Vec<Naming>,
}

impl DossierScope {
    /// The scope of a dossier.
    pub fn of(dossier: &Dossier) -> Self {
        Self { home: dossier.home.clone(), level: dossier.level.clone(), rule: dossier.rule, named: dossier.named() }
    }

    /// Whether a reader sees a dossier of this scope at the moment at which the reader was looked up.
    ///
    /// Within the level one is cleared to, by the dossier's own rule or that of its level, whichever is stricter: the whole
    /// house; the desk that keeps it, its chiefs, and whoever is named in it; or only that desk and whoever is named.
    pub fn is_seen_by(&self, house: &House, reader: &Reader, at: Moment) -> bool {
        let Some(cleared_to) = reader.cleared_to else { return false };
        let level = match &self.level {
            None => house.levels.first(),
            Some(level) => match house.rank(level) {
                // A level that is no longer on the scale is above everyone.
                rank if rank > cleared_to => return false,
                rank => house.levels.get(rank),
            },
        };
        let rule = match level.map_or(Visibility::ListOnly, |level| level.rule).max(self.rule) {
            Visibility::WholeHouse => return true,
            Visibility::DeskAndChief => NamedRule::ListedOrBelow,
            Visibility::ListOnly => NamedRule::Listed,
        };
        // Nobody acts for a desk that was closed: what it kept is with those above it.
        let is_closed = |home| house.desks.get(home).is_some_and(|desk| desk.closed.is_some());
        let keeps = match (&self.home, rule) {
            (Some(home), NamedRule::ListedOrBelow) => reader.chief_of.contains(home),
            (Some(home), NamedRule::Listed) if is_closed(home) => reader.chief_of.contains(home),
            (Some(home), NamedRule::Listed) => reader.desks.contains(home),
            (None, _) => reader.desks.iter().any(|desk| house.keeps_a_series(desk)),
        };
        keeps || self.named.iter().any(|naming| naming.holds_at(at) && counts(reader, rule, &naming.principal))
    }
}

/// Whether what a dossier is about may be told outside the house; as [`may_leave`](super::may_leave) of a paper.
pub fn dossier_may_leave(house: &House, level: Option<&LevelId>, rule: Visibility) -> bool {
    let lowest = house.levels.first();
    level.is_none_or(|level| house.rank(level) == 0)
        && lowest.is_some_and(|lowest| lowest.rule.max(rule) != Visibility::ListOnly)
}

/// Whether an officer may see a dossier at a moment.
pub fn may_see_dossier(house: &House, officer: &OfficerId, dossier: &Dossier, at: Moment) -> bool {
    DossierScope::of(dossier).is_seen_by(house, &Reader::at(house, officer, at), at)
}

/// Whether whoever acts for a desk, and is cleared to the dossier's level, sees it at a moment by the desk's own rights.
pub fn desk_sees_dossier(house: &House, desk: &DeskId, dossier: &Dossier, at: Moment) -> bool {
    let mut scope = DossierScope::of(dossier);
    scope.named.retain(|naming| matches!(naming.principal, crate::paper::Principal::Desk(_)));
    scope.is_seen_by(house, &desk_as_reader(house, desk, &dossier.opened_by), at)
}
