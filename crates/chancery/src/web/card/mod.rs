//! The card on a page: as typed text in a form, and back.

mod offer;
mod put;
mod view;

pub(crate) use crate::words::typed::{EDITABLE, key, lines, party, typed};
pub(crate) use offer::{Offer, offer};
pub(crate) use put::{field_value, inferred_year, put};
pub(crate) use view::{doubtful, settled, shown};
