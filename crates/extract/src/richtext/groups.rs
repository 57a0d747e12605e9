//! What groups of an RTF file hold, and the words that stand for letters.

use super::fonts::Letters;

/// Where the words of a group go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    Nowhere,
    Fonts,
    Authors,
    CommentAuthor,
    Object,
    FieldCode,
}

/// What is done when a group ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    Nothing,
    Margin(&'static str),
    Note,
    Comment,
    Frame,
    Label,
    Object,
    Author,
}

#[derive(Clone)]
pub(super) struct Group {
    pub(super) place: Place,
    pub(super) ends: Ends,
    pub(super) letters: Letters,
    /// How many letters stand after a `\u` for readers that do not know it.
    pub(super) spare: usize,
    pub(super) hidden: bool,
    pub(super) inserted: bool,
    pub(super) deleted: bool,
    pub(super) inserted_by: usize,
    pub(super) deleted_by: usize,
    pub(super) in_table: bool,
    pub(super) in_margin: bool,
}

/// A passage that stands beside the text, as far as it goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Passage {
    Inserted(usize),
    Deleted(usize),
    Hidden,
}

/// Groups that hold something other than words of the paper.
pub(super) fn destination(word: &str) -> Option<Place> {
    const NOWHERE: [&str; 28] = [
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "filetbl",
        "nonshppict",
        "shprslt",
        "sp",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "tc",
        "tcn",
        "xe",
        "rxe",
        "private",
        "template",
        "nonesttables",
        "objclass",
        "objname",
        "datafield",
        "background",
    ];
    Some(match word {
        "fonttbl" => Place::Fonts,
        "revtbl" => Place::Authors,
        "atnauthor" => Place::CommentAuthor,
        "objdata" => Place::Object,
        "fldinst" => Place::FieldCode,
        word if NOWHERE.contains(&word) => Place::Nowhere,
        _ => return None,
    })
}

/// Words that stand for letters.
pub(crate) const LETTERS: [(&str, &str); 12] = [
    ("emdash", "\u{2014}"),
    ("endash", "\u{2013}"),
    ("emspace", "\u{2003}"),
    ("enspace", "\u{2002}"),
    ("qmspace", "\u{2005}"),
    ("lquote", "\u{2018}"),
    ("rquote", "\u{2019}"),
    ("ldblquote", "\u{201c}"),
    ("rdblquote", "\u{201d}"),
    ("bullet", "\u{2022}"),
    ("zwj", "\u{200d}"),
    ("zwnj", "\u{200c}"),
];
