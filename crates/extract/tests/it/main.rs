//! Files taken apart from outside the crate, as `intake` does it.

mod format;
