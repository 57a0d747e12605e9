//! What is unanswered: which papers await an answer that nothing in sight has given, by age or by the day it is due.
//!
//! That a paper awaits an answer stands in its own rows. What answers it stands in the rows of the papers that answer, and
//! the two are joined when they are asked for, as [`procedure::paper::stop`] joins them: so an answer that is voided, untied
//! or moved to another book counts no longer without a word to the letter, and one that the viewer may not see is not there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use procedure::ids::{DeskId, PaperId};

use crate::RegisterError;
use crate::desk::{AFTER_ALL_DUE, DeskCursor, DeskPage, Wait, by_day, paged, places, read_on};
use crate::links::LinkEnd;
use crate::reads::{Asking, Reads};
use crate::rows::{TieKind, WaitKind, at_book};
use crate::sight_sql::{Seeing, Viewer, places_of, sight_of};
use crate::stands::stands;

/// In which order the unanswered are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aging {
    /// The one that lies longest first, since it was received or, where that is not known, entered.
    #[default]
    Oldest,
    /// The one due first.
    Due,
}

/// What the unanswered are narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unanswered {
    /// Those whose answer this desk owes, whoever asks. Where none is named, those of the viewer's desks, and all of the
    /// series that they keep.
    pub desk: Option<DeskId>,
    /// Those only that are late, which go by the day they were due.
    pub late: bool,
    /// In which order.
    pub order: Aging,
}

impl Reads {
    /// A page of the papers that await an answer, as far as the viewer sees their cards and what answers them; what was due
    /// before `today` is late. `limit` is at most [`DESK_LINES_MAX`](crate::DESK_LINES_MAX); 0 means that many.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn unanswered(
        &self,
        viewer: &Viewer,
        today: Date,
        of: &Unanswered,
        after: Option<&DeskCursor>,
        limit: usize,
    ) -> Result<DeskPage, RegisterError> {
        let asking = self.ask(viewer)?;
        let kind = match of.order {
            Aging::Oldest if !of.late => WaitKind::UnansweredByAge,
            Aging::Oldest | Aging::Due => WaitKind::UnansweredByDay,
        };
        let Some(from) = read_on(after, Date::MIN) else { return Ok(DeskPage::default()) };
        let from = from.map(Wait::by_day);
        // A cursor of another list leads nowhere here.
        if from.as_ref().is_some_and(|from| from.kind != kind) {
            return Ok(DeskPage::default());
        }
        let places = match &of.desk {
            Some(desk) => {
                places_of(viewer.house(), desk).into_iter().map(|place| (place, Some(desk.clone()))).collect()
            }
            None => own_places(viewer),
        };
        let today = today.to_string();
        let end = if of.late { today.as_str() } else { AFTER_ALL_DUE };
        paged(&asking, viewer, limit, from, |from, limit| by_day(&asking, &places, &[kind], ("", end), from, limit))
    }
}

/// The places of the viewer's desks, and those of the series that they keep. Which desk owes an answer, its paper says.
fn own_places(viewer: &Viewer) -> BTreeMap<String, Option<DeskId>> {
    let desks = viewer.desks();
    let kept = viewer.house().series.iter().filter(|(_, series)| desks.contains(&&series.registry));
    places(viewer, None).into_keys().chain(kept.map(|(id, _)| at_book(id))).map(|place| (place, None)).collect()
}

/// The condition that something which the viewer sees answers a paper, whose row goes by `letter`. A link an officer made
/// is known with the answering paper's number; a citation with its card, and it counts where one of the two leaves the
/// house. Its parameters are those of the sight, and `:outgoing`.
pub(crate) fn is_answered(seeing: &Seeing, letter: &str) -> String {
    format!("EXISTS (SELECT 1 FROM {})", that_answer(seeing, letter))
}

/// The papers `b` that answer one, with the conditions under which they do.
fn that_answer(seeing: &Seeing, letter: &str) -> String {
    let (said, read, passed_over) =
        (TieKind::AnswersSaid as i64, TieKind::AnswersRead as i64, TieKind::PassedOver as i64);
    let sight = seeing.expr("b.scope", "b.ordinal");
    let goes_out = |scope: &str| format!("({scope} IN (SELECT value FROM json_each(:outgoing)))");
    let (ours, theirs) = (goes_out("b.scope"), goes_out(&format!("{letter}.scope")));
    let stands = stands(seeing, "t");
    format!(
        "tie t CROSS JOIN paper b ON b.ordinal = t.ordinal
           WHERE t.to_ = {letter}.id AND t.kind IN ({said}, {read}) AND b.ordinal <> {letter}.ordinal
             AND (t.kind = {said} OR ({ours} <> {theirs} AND {stands}))
             AND {sight} >= CASE t.kind WHEN {said} THEN 1 ELSE 2 END
             AND NOT EXISTS (SELECT 1 FROM tie o
               WHERE o.to_ = b.id AND o.kind = {passed_over} AND o.ordinal = {letter}.ordinal)"
    )
}

/// The papers that answer one, as far as the viewer knows of them, earliest entered first.
pub(crate) fn answering(asking: &Asking<'_>, id: &PaperId) -> Result<Vec<LinkEnd>, RegisterError> {
    let mut params = asking.params();
    params.set(":id", id.0.to_vec());
    params.set(":outgoing", asking.outgoing.clone());
    let sql = format!(
        "SELECT DISTINCT b.ordinal, b.id, b.number, {} FROM paper a CROSS JOIN {} AND a.id = :id ORDER BY b.ordinal",
        asking.seeing.expr("b.scope", "b.ordinal"),
        that_answer(&asking.seeing, "a")
    );
    asking.all(&sql, &params, |row| {
        Ok(LinkEnd { paper: PaperId(row.get(1)?), number: row.get(2)?, sight: sight_of(row.get(3)?) })
    })
}

/// Those of some papers that something which the viewer sees answers.
pub(crate) fn answered(asking: &Asking<'_>, ids: &[PaperId]) -> Result<BTreeSet<PaperId>, RegisterError> {
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut params = asking.params();
    params.set(":ids", serde_json::to_string(ids)?);
    params.set(":outgoing", asking.outgoing.clone());
    let sql = format!(
        "SELECT a.id FROM json_each(:ids) j CROSS JOIN paper a ON a.id = unhex(j.value) WHERE {}",
        is_answered(&asking.seeing, "a")
    );
    Ok(asking.all(&sql, &params, |row| Ok(PaperId(row.get(0)?)))?.into_iter().collect())
}
