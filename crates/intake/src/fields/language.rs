//! The language of a paper.

use super::Draft;
use crate::layout::{Layout, language_of};

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    draft.card.language = language_of(&layout.tokens).map(|id| layout.tables.language(id).code.to_owned());
}
