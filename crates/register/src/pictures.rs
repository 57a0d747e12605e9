//! What the pictures of the overview are drawn from: papers entered by week and kind, and what lies with desks. Of what the viewer
//! sees, and never more looked at than a page has time for.

use std::collections::BTreeMap;

use jiff::civil::Date;
use procedure::ids::DeskId;
use serde::Serialize;

use crate::overview::overseen;
use crate::reads::Reads;
use crate::rows::{WaitKind, at_desk};
use crate::sight_sql::{Seeing, Viewer};
use crate::{RegisterError, list};

/// Most papers that are counted by week, the newest.
pub const WEEKS_COUNTED_MAX: usize = 5_000;
/// Most open directions that are counted of one desk.
pub const LOAD_COUNTED_MAX: usize = 200;
/// Most desks of which it is counted what lies with them.
pub const LOAD_DESKS_MAX: usize = 60;

/// Papers entered, by the day of entry and by kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct EnteredByDay {
    /// How many of each kind on each day; a paper whose kind is not known counts under the empty name.
    pub days: BTreeMap<Date, BTreeMap<String, usize>>,
    /// Whether there were more, before the first of these.
    pub more: bool,
}

/// What lies with a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Load {
    /// The desk.
    pub desk: DeskId,
    /// Papers marked out to it and not done.
    pub open: usize,
    /// Of those, the late ones.
    pub late: usize,
    /// Whether there are more than were counted.
    pub more: bool,
}

impl Reads {
    /// The papers entered on a day or later whose cards the viewer sees, by day and kind: the newest [`WEEKS_COUNTED_MAX`].
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn entered_by_day(&self, viewer: &Viewer, from: Date) -> Result<EnteredByDay, RegisterError> {
        let asking = self.ask(viewer)?;
        let (papers, more) = list::entered_since(&asking, from, WEEKS_COUNTED_MAX)?;
        let mut counted = EnteredByDay { more, ..EnteredByDay::default() };
        for (day, kind) in papers {
            let Ok(day) = day.parse::<Date>() else { continue };
            *counted.days.entry(day).or_default().entry(kind.unwrap_or_default()).or_default() += 1;
        }
        Ok(counted)
    }

    /// What lies with the desks that the viewer acts for and those below, as far as the viewer sees the papers; what was due
    /// before `today` is late. The first [`LOAD_DESKS_MAX`] by code.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn loads(&self, viewer: &Viewer, today: Date) -> Result<Vec<Load>, RegisterError> {
        let asking = self.ask(viewer)?;
        if matches!(asking.seeing, Seeing::Nothing) {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT count(*), coalesce(sum(due < :today), 0) FROM (
               SELECT w.due AS due, {} AS sight FROM waits w CROSS JOIN paper p ON p.ordinal = w.ordinal
               WHERE w.place = :place AND w.kind = {} AND sight >= 2 LIMIT :limit)",
            asking.seeing.expr("p.scope", "p.ordinal"),
            WaitKind::Direction as i64
        );
        let mut loads = Vec::new();
        for desk in overseen(viewer).0.into_iter().take(LOAD_DESKS_MAX) {
            let mut params = asking.params();
            params.set(":today", today.to_string());
            params.set(":place", at_desk(&desk));
            params.set(":limit", LOAD_COUNTED_MAX as i64 + 1);
            let counted = asking.all(&sql, &params, |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
            let (open, late) = counted.first().copied().unwrap_or_default();
            let count = |of: i64| usize::try_from(of).unwrap_or_default().min(LOAD_COUNTED_MAX);
            let more = open > LOAD_COUNTED_MAX as i64;
            loads.push(Load { desk, open: count(open), late: count(late), more });
        }
        Ok(loads)
    }
}
