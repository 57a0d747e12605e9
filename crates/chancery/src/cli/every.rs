//! Every paper of an office, for commands that go through all of them.

use std::collections::BTreeSet;

use procedure::ids::PaperId;
use procedure::paper::Paper;
use procedure::sight::Sight;
use register::{ListQuery, Order};

use super::Stop;
use super::counter::Counter;

/// Lines of one page of the register: no more of them are held at once.
const PAGE_LINES_MAX: usize = 100;

/// Gives every paper that whoever acts sees whole to `each`, once, in the order of entering. A paper with two numbers stands
/// in the book twice.
pub(super) fn every_paper(counter: &Counter, mut each: impl FnMut(Paper) -> Result<(), Stop>) -> Result<(), Stop> {
    let mut query = ListQuery { order: Order::OldestEntered, limit: PAGE_LINES_MAX, ..ListQuery::default() };
    let mut met: BTreeSet<PaperId> = BTreeSet::new();
    loop {
        let page = counter.reads()?.list(&counter.viewer(), &query).map_err(Stop::fault)?;
        for id in page.rows.iter().filter_map(|row| row.paper) {
            if !met.insert(id) {
                continue;
            }
            let seen = counter.reads()?.paper(&counter.viewer(), &id).map_err(Stop::fault)?;
            if let Some(seen) = seen.filter(|seen| seen.sight == Sight::Whole) {
                each(seen.paper)?;
            }
        }
        match page.next {
            Some(next) => query.after = Some(next),
            None => return Ok(()),
        }
    }
}
