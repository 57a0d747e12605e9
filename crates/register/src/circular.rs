//! How the papers of a circular hang together, as far as a viewer sees them.

use jiff::civil::Date;
use procedure::ids::{PaperId, SeriesId};
use procedure::moment::Moment;
use procedure::paper::{Circular, Holder, Paper};
use procedure::sight::Sight;
use serde::Serialize;

use crate::links::LinkEnd;
use crate::reads::Asking;
use crate::{RegisterError, write};

/// One time that a paper was sent as a circular. Of the papers made of it those stand here that the viewer sees; of the
/// others nothing but that there are so many with them, as is printed on each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CircularLinks {
    /// The paper whose text was sent, where the viewer sees it.
    pub sent: Option<LinkEnd>,
    /// To how many it was sent.
    pub of: u32,
    /// In which series their papers were entered.
    pub series: SeriesId,
    /// On which day.
    pub on: Date,
    /// The papers that were made, in order.
    pub papers: Vec<AddressedEnd>,
}

/// A paper of a circular, and how it stands with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddressedEnd {
    /// The paper.
    #[serde(flatten)]
    pub end: LinkEnd,
    /// Its place among those sent with it, from 1.
    pub no: u32,
    /// To whom it is addressed, where the viewer sees its card; and so on with what follows.
    pub to: Option<Holder>,
    /// When its addressee said that it was read.
    pub read: Option<Moment>,
    /// On which day it was received outside the house.
    pub received: Option<Date>,
    /// By when its answer is awaited; that there is one is told by the paper itself.
    pub answer_by: Option<Date>,
}

/// The circular that a paper is one of.
pub(crate) fn one_of(asking: &Asking<'_>, paper: &Paper) -> Result<Option<CircularLinks>, RegisterError> {
    let Some((of, sent)) = paper.addressed.as_ref().and_then(|one| Some((one.circular?, one.sent))) else {
        return Ok(None);
    };
    // The paper that was sent says what was made of it, whether the viewer sees it or not: of those, each is asked for itself.
    let Some((_, of)) = write::load_paper(&asking.db, &of)? else { return Ok(None) };
    match of.circulars.iter().find(|circular| circular.no == sent) {
        Some(circular) => Ok(Some(told(asking, of.id, circular)?)),
        None => Ok(None),
    }
}

/// The circulars that a paper was sent as.
pub(crate) fn sent(asking: &Asking<'_>, paper: &Paper) -> Result<Vec<CircularLinks>, RegisterError> {
    paper.circulars.iter().map(|circular| told(asking, paper.id, circular)).collect()
}

fn told(asking: &Asking<'_>, sent: PaperId, circular: &Circular) -> Result<CircularLinks, RegisterError> {
    let ids: Vec<PaperId> = circular.papers.iter().map(|made| made.paper).chain([sent]).collect();
    let seen = asking.sights(&ids)?;
    let end = |id: &PaperId| {
        seen.get(id).map(|(sight, number)| LinkEnd { paper: *id, number: number.clone(), sight: *sight })
    };
    let mut papers = Vec::new();
    for made in &circular.papers {
        let Some(end) = end(&made.paper) else { continue };
        let mut one = AddressedEnd { no: made.no, to: None, read: None, received: None, answer_by: None, end };
        let card = write::load_paper(&asking.db, &made.paper)?.filter(|_| one.end.sight >= Sight::Card);
        if let Some((_, paper)) = card {
            one.to = paper.addressed.as_ref().map(|addressed| addressed.to.clone());
            // Copy 1 is the one that its addressee was given.
            let copy = paper.copy(1);
            one.read = copy.and_then(|copy| copy.acknowledged());
            one.received = copy.and_then(|copy| copy.received()).map(|(on, _)| on);
            one.answer_by = paper.awaits().map(|awaited| awaited.by);
        }
        papers.push(one);
    }
    let (of, series, on) = (circular.of, circular.series.clone(), circular.on);
    Ok(CircularLinks { sent: end(&sent), of, series, on, papers })
}
