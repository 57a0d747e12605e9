//! Which papers want a text.

use intake::Format;
use procedure::paper::{KeptVersion, Paper};

/// How the remark begins that a machine leaves where it recognised nothing. A paper that has it is not tried again by itself.
pub const NOT_RECOGNISED: &str = "No text was recognised: ";

/// The version in which a machine could recognise a text: the one that the paper shows, where it is a picture or a PDF without
/// one. None where it was tried since, unless `again`.
pub fn wanting(paper: &Paper, again: bool) -> Option<&KeptVersion> {
    let kept = paper.version().filter(|_| !paper.is_void())?;
    let without = kept.version.text.is_none() && is_recognisable(&kept.version.media);
    let tried = || paper.remarks.iter().any(|said| said.at >= kept.at && said.says.starts_with(NOT_RECOGNISED));
    (without && (again || !tried())).then_some(kept)
}

/// Whether files of a media type are pictures, or may hold them.
fn is_recognisable(media: &str) -> bool {
    [Format::Pdf, Format::Png, Format::Jpeg, Format::Tiff, Format::Gif].iter().any(|format| format.media() == media)
}
