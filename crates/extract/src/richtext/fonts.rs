//! Which encoding a font's letters are in (RTF 1.9.1, "Font Table" and "Code Page Support").

use encoding_rs::Encoding;

use crate::charset::of_code_page;

/// The encoding of a code page; none where the Encoding Standard has none.
pub(super) fn of_page(page: i32) -> Option<&'static Encoding> {
    u64::try_from(page).ok().and_then(of_code_page)
}

/// What a font's character set says.
#[derive(Debug, Clone, Copy)]
pub(super) enum Letters {
    /// The encoding that the file names.
    AsFile,
    /// An encoding of its own.
    Own(&'static Encoding),
    /// Signs that are no letters.
    Signs,
}

/// The letters of a font by its character set.
pub(super) fn of_charset(charset: i32) -> Letters {
    let page = match charset {
        2 => return Letters::Signs,
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return Letters::AsFile,
    };
    of_page(page).map_or(Letters::AsFile, Letters::Own)
}
