//! What officers, desks, levels and correspondents are called.

use phrases::say;
use procedure::house::House;
use procedure::ids::{DeskId, LevelId, OfficerId, SeriesId};
use procedure::paper::Principal;

/// The name of an officer as printed.
pub(crate) fn officer(house: &House, officer: &OfficerId) -> String {
    house.officers.get(officer).map_or_else(|| officer.to_string(), |known| known.name.clone())
}

/// The name of a desk as printed.
pub(crate) fn desk(house: &House, desk: &DeskId) -> String {
    house.desks.get(desk).map_or_else(|| desk.to_string(), |known| known.name.clone())
}

/// The name of a series as printed, by its code.
pub(crate) fn series(house: &House, code: &str) -> String {
    let known = code.parse().ok().and_then(|id: SeriesId| house.series.get(&id));
    known.map_or_else(|| code.to_owned(), |series| series.name.clone())
}

/// An officer or desk as printed.
pub(crate) fn principal(house: &House, principal: &Principal) -> String {
    match principal {
        Principal::Officer(known) => format!("{} (personal)", officer(house, known)),
        Principal::Desk(known) => desk(house, known),
        Principal::Correspondent(known) => say!("correspondent {known}"),
    }
}

/// The name of a level as printed.
pub(crate) fn level(house: &House, level: &LevelId) -> String {
    house.levels.iter().find(|known| known.id == *level).map_or_else(|| level.to_string(), |known| known.name.clone())
}
