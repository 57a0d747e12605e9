//! Who had opened the copies that were called back: looks of those who held them, and of nobody else. That they were called back,
//! and why, is an entry before anything of it is told.

use std::collections::BTreeMap;

use procedure::decide::is_held_by;
use procedure::house::House;
use procedure::ids::OfficerId;
use procedure::moment::Moment;
use procedure::paper::{Copy, Paper};
use procedure::sight::Sight;
use serde::Serialize;

use super::Office;
use super::command::Fault;
use crate::readings::{Looked, Walked, walk};

/// That an officer opened the paper while a copy was theirs or their desk's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opened {
    /// The copy.
    pub copy: u32,
    /// Who.
    pub by: OfficerId,
    /// When first.
    pub first: Moment,
    /// When last.
    pub last: Moment,
    /// How often.
    pub times: u64,
}

/// Who had opened copies that were called back, and how the ledger stands that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenedCopies {
    /// By copy, and of each by the officer's code.
    pub by: Vec<Opened>,
    /// How the ledger stands.
    pub ledger: Walked,
}

impl Office {
    /// Who had opened the copies of a paper that were called back, up to then. It reads the reading ledger from end to
    /// end.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn opened(&self, paper: &Paper) -> Result<OpenedCopies, Fault> {
        let withdrawn: Vec<&Copy> = paper.copies.iter().filter(|copy| copy.called_back().is_some()).collect();
        self.settle_readings();
        let house = self.house();
        let mut found: BTreeMap<(u32, OfficerId), Opened> = BTreeMap::new();
        let walked = walk(self.folder(), None, |block| {
            for line in block.lines {
                let whole =
                    matches!(&line.looked, Looked::Paper { paper: id, sight: Sight::Whole, .. } if *id == paper.id);
                let Some(by) = line.officer.filter(|_| whole) else { continue };
                for copy in withdrawn.iter().filter(|copy| had(&house, copy, &by, line.at)) {
                    let (copy, at) = (copy.no, line.at);
                    let opened = found.entry((copy, by.clone()));
                    let opened =
                        opened.or_insert_with(|| Opened { copy, by: by.clone(), first: at, last: at, times: 0 });
                    (opened.last, opened.times) = (at, opened.times + 1);
                }
            }
        });
        Ok(OpenedCopies { by: found.into_values().collect(), ledger: walked.map_err(Fault::unread)? })
    }
}

/// Whether an officer, or a desk for which the officer acted, had a copy at a moment. The moment at which it was called back
/// counts: what was seen whole then was seen by it, for nothing is after.
fn had(house: &House, copy: &Copy, officer: &OfficerId, at: Moment) -> bool {
    copy.at <= at
        && copy.called_back().is_none_or(|until| at <= until)
        && is_held_by(house, copy.holder_at(at), officer, at)
}
