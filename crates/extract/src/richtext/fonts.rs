//! Which encoding a font's letters are in (RTF 1.9.1, "Font Table" and "Code Page Support").

use encoding_rs::Encoding;

/// The encoding of a code page; none where the Encoding Standard has none.
pub(super) fn of_page(page: i32) -> Option<&'static Encoding> {
    let label = match page {
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        866 => "ibm866",
        10000 => "macintosh",
        10007 => "x-mac-cyrillic",
        20866 => "koi8-r",
        21866 => "koi8-u",
        65001 => "utf-8",
        1250..=1258 => return Encoding::for_label(format!("windows-{page}").as_bytes()),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
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
