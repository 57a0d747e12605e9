//! What there is to choose among on every page, by its names in the order of the language spoken.

use phrases::in_order;
use procedure::house::{Desk, House, Officer, Series};
use procedure::ids::{DeskId, OfficerId, SeriesId};

/// The desks that are open.
pub(crate) fn desks(house: &House) -> std::vec::IntoIter<(&DeskId, &Desk)> {
    let open = house.desks.iter().filter(|(_, desk)| desk.closed.is_none());
    in_order(open, |(_, desk)| &desk.name).into_iter()
}

/// The officers who are not suspended.
pub(crate) fn officers(house: &House) -> std::vec::IntoIter<(&OfficerId, &Officer)> {
    let active = house.officers.iter().filter(|(_, officer)| officer.suspended.is_none());
    in_order(active, |(_, officer)| &officer.name).into_iter()
}

/// The series that give numbers.
pub(crate) fn series(house: &House) -> std::vec::IntoIter<(&SeriesId, &Series)> {
    let open = house.series.iter().filter(|(_, series)| series.closed.is_none());
    in_order(open, |(_, series)| &series.name).into_iter()
}
