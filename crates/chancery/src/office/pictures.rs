//! What the pictures of the overview show: papers by week and kind, and what lies with desks.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use register::{Load, Viewer};

use super::Office;
use super::command::Fault;

/// Weeks that are shown, this one the last.
pub const WEEKS_SHOWN: usize = 12;
/// Kinds that are told apart; the others are one.
pub const KINDS_SHOWN: usize = 4;

/// What the pictures show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pictures {
    /// The day on which it is so.
    pub today: Date,
    /// The kinds that are told apart, the commonest first; of what is of another kind, or of none that is known, the name is `None`.
    pub kinds: Vec<Option<String>>,
    /// Each week by its Monday, with how many papers of each kind came in, in the order of `kinds`.
    pub weeks: Vec<(Date, Vec<usize>)>,
    /// Whether only the newest were counted.
    pub more: bool,
    /// What lies with desks.
    pub loads: Vec<Load>,
}

impl Office {
    /// The pictures of a viewer.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn pictures(&self, viewer: &Viewer) -> Result<Pictures, Fault> {
        let (today, reads) = (self.today(), self.reads()?);
        let weeks_before = i64::try_from(WEEKS_SHOWN - 1).unwrap_or_default();
        let first = monday(today).saturating_sub(weeks_before.weeks());
        let counted = reads.entered_by_day(viewer, first).map_err(Fault::unread)?;
        let loads = reads.loads(viewer, today).map_err(Fault::unread)?;
        let mut of_kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for (kind, count) in counted.days.values().flatten().filter(|(kind, _)| !kind.is_empty()) {
            *of_kinds.entry(kind).or_default() += count;
        }
        let mut commonest: Vec<(&str, usize)> = of_kinds.into_iter().collect();
        commonest.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
        commonest.truncate(KINDS_SHOWN);
        let place = |kind: &str| commonest.iter().position(|(known, _)| *known == kind).unwrap_or(commonest.len());
        let mut weeks: Vec<(Date, Vec<usize>)> = (0..WEEKS_SHOWN)
            .map(|week| first.saturating_add(i64::try_from(week).unwrap_or_default().weeks()))
            .map(|week| (week, vec![0; commonest.len() + 1]))
            .collect();
        for (day, kinds) in &counted.days {
            let Some((_, week)) = weeks.iter_mut().find(|(week, _)| *week == monday(*day)) else { continue };
            for (kind, count) in kinds {
                if let Some(of_kind) = week.get_mut(place(kind)) {
                    *of_kind += count;
                }
            }
        }
        let kinds = commonest.iter().map(|(kind, _)| Some((*kind).to_owned())).chain([None]).collect();
        Ok(Pictures { today, kinds, weeks, more: counted.more, loads })
    }
}

/// The Monday of a day's week.
fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::monday;

    #[test]
    fn a_week_begins_on_its_monday() {
        for (day, expected) in [(24, 24), (25, 24), (30, 24)] {
            assert_eq!(monday(date(1951, 12, day)), date(1951, 12, expected));
        }
        assert_eq!(monday(date(1952, 1, 1)), date(1951, 12, 31));
    }
}
