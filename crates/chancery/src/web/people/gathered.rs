//! A correspondent with what hangs together with it, as far as an officer may see that.

use procedure::correspondent::Correspondent;
use procedure::ids::{CorrespondentId, OfficerId};
use procedure::paper::Principal;
use register::PaperOf;

use crate::office::people::{self, Other, Told};
use crate::web::app::App;
use crate::web::refused::Trouble;

/// A correspondent as an officer sees it.
pub(super) struct Gathered {
    pub(super) known: Correspondent,
    /// The one it was merged into.
    pub(super) into: Option<Other>,
    /// Those merged into it.
    pub(super) merged: Vec<Correspondent>,
    /// Its papers, the newest first, at most [`register::PAPERS_OF_ONE_MAX`].
    pub(super) papers: Vec<PaperOf>,
    /// Those whose name agrees with what was sought, to merge it into.
    pub(super) like: Vec<Correspondent>,
    /// What was done with it, but for what names a correspondent out of sight.
    pub(super) turns: Vec<Told>,
    /// Whether the officer acts for the registry that keeps it.
    pub(super) keeps: bool,
}

impl Gathered {
    /// How often it was acted on: forms carry it, so that what came in between is noticed.
    pub(super) fn rev(&self) -> usize {
        self.known.turns.len()
    }
}

/// Looks a correspondent up; `None` where it is not there or not to be seen.
pub(super) fn gather(
    app: &App,
    officer: &OfficerId,
    id: &CorrespondentId,
    like: Option<&str>,
) -> Result<Option<Gathered>, Trouble> {
    let (viewer, reads) = (app.office.viewer(officer), app.office.reads()?);
    let Some(known) = reads.correspondent(&viewer, id)? else { return Ok(None) };
    let into = people::into(&reads, &viewer, &known)?;
    let turns = people::turns(&reads, &viewer, &known)?;
    let keeps = app.office.house().desks_of(officer, app.office.now()).contains(&known.desk);
    let mut alike = Vec::new();
    if keeps && known.merged.is_none() {
        alike = reads.correspondents(&viewer, Some(like.unwrap_or(&known.name)), None)?.0;
        alike.retain(|one| one.id != known.id && one.merged.is_none());
    }
    let merged = reads.merged_into(&viewer, id)?;
    let papers = reads.papers_of(&viewer, &Principal::Correspondent(id.clone()))?;
    Ok(Some(Gathered { known, into, merged, papers, like: alike, turns, keeps }))
}
