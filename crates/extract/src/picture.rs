//! Pictures: told by their sign. A picture has no text of its own.

use phrases::stored;

use crate::extract::Extract;
use crate::format::Format;

/// What is said of a picture.
pub(crate) fn open(format: Format, name: &str) -> Extract {
    let stored_called = format.called();
    Extract::closed(format, stored!("{name}: There is no text on this paper: it is {stored_called}."))
}
