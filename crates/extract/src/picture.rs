//! Pictures: told by their sign. A picture has no text of its own.

use crate::extract::Extract;
use crate::format::Format;

/// What is said of a picture.
pub(crate) fn open(format: Format, name: &str) -> Extract {
    Extract::closed(format, format!("{name}: There is no text on this paper: it is {}.", format.called()))
}
