//! Which numbered copies somebody holds.

use procedure::paper::Holder;

use crate::RegisterError;
use crate::desk::{AFTER_ALL_DUE, DeskCursor, DeskPage, Wait, by_day, paged, read_on};
use crate::reads::Reads;
use crate::rows::{WaitKind, at_holder, desk_of};
use crate::sight_sql::Viewer;

use jiff::civil::Date;

impl Reads {
    /// A page of the copies that somebody holds now, of papers whose card the viewer sees, in the order of entering.
    /// `limit` is at most [`DESK_LINES_MAX`](crate::DESK_LINES_MAX); 0 means that many.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn copies_held(
        &self,
        viewer: &Viewer,
        holder: &Holder,
        after: Option<&DeskCursor>,
        limit: usize,
    ) -> Result<DeskPage, RegisterError> {
        let asking = self.ask(viewer)?;
        let kind = WaitKind::CopyHeld;
        let Some(from) = read_on(after, Date::MIN) else { return Ok(DeskPage::default()) };
        let from = from.map(Wait::by_day);
        // A cursor of another list leads nowhere here.
        if from.as_ref().is_some_and(|from| from.kind != kind) {
            return Ok(DeskPage::default());
        }
        let place = at_holder(holder);
        let desk = desk_of(&place);
        let places = [(place, desk)].into();
        paged(&asking, viewer, limit, from, |from, limit| {
            by_day(&asking, &places, &[kind], ("", AFTER_ALL_DUE), from, limit)
        })
    }
}
