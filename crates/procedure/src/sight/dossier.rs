//! Who may see a dossier: all of it or nothing. The papers in it are seen each by its own right.

use super::{NamedRule, Reader, counts};
use crate::dossier::Dossier;
use crate::house::{House, Visibility};
use crate::ids::OfficerId;
use crate::moment::Moment;

/// Whether an officer may see a dossier at a moment.
pub fn may_see_dossier(house: &House, officer: &OfficerId, dossier: &Dossier, at: Moment) -> bool {
    reader_sees_dossier(house, &Reader::at(house, officer, at), dossier, at)
}

/// [`may_see_dossier`] for a reader already looked up at the same moment.
///
/// Within the level one is cleared to, by its own rule or that of its level, whichever is stricter: the whole house; the desk that keeps it, its chiefs, and
/// whoever is named in it; or only that desk and whoever is named.
pub fn reader_sees_dossier(house: &House, reader: &Reader, dossier: &Dossier, at: Moment) -> bool {
    let Some(cleared_to) = reader.cleared_to else { return false };
    let level = match &dossier.level {
        None => house.levels.first(),
        Some(level) => match house.rank(level) {
            // A level that is no longer on the scale is above everyone.
            rank if rank > cleared_to => return false,
            rank => house.levels.get(rank),
        },
    };
    let rule = match level.map_or(Visibility::ListOnly, |level| level.rule).max(dossier.rule) {
        Visibility::WholeHouse => return true,
        Visibility::DeskAndChief => NamedRule::ListedOrBelow,
        Visibility::ListOnly => NamedRule::Listed,
    };
    let keeps = match (&dossier.home, rule) {
        (Some(home), NamedRule::ListedOrBelow) => reader.chief_of.contains(home),
        (Some(home), NamedRule::Listed) => reader.desks.contains(home),
        (None, _) => house.series.values().any(|series| reader.desks.contains(&series.registry)),
    };
    keeps || dossier.named().iter().any(|naming| naming.holds_at(at) && counts(reader, rule, &naming.principal))
}
