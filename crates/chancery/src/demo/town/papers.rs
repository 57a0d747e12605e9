//! The town's papers: invented, written for it, and part of the program.

use crate::demo::File;

papers! {
    "town";
    /// The county gives money for footbridges, until a day.
    LETTER_COUNTY_188 = "letter-county-188";
    /// The works yard on the footbridge.
    MEMORANDUM_BRIDGE = "memorandum-bridge";
    /// A resident cannot pay the tax yet; confidential.
    LETTER_DEFERRAL = "letter-deferral";
    /// Somebody wants a stall on the fair.
    LETTER_STALL = "letter-stall";
    /// The town tells the county that it will apply.
    LETTER_TO_COUNTY = "letter-to-county";
    /// What the council is to decide on the footbridge.
    DRAFT_BRIDGE = "draft-bridge";
    /// A resident on a lamp that is dark.
    LETTER_LAMP = "letter-lamp";
    /// A garden house wants a permit.
    APPLICATION_GARDEN_HOUSE = "application-garden-house";
    /// The county gives more time.
    LETTER_COUNTY_207 = "letter-county-207";
}

/// What came this morning and waits to be entered.
pub(super) const BAG: &[File] = &[LETTER_LAMP, APPLICATION_GARDEN_HOUSE, LETTER_COUNTY_207];
