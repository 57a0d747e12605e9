//! A memorandum that nobody is to read but the record.

use procedure::card::{Field, Party, Span};

use super::super::noun;
use crate::layout::{Layout, Role, distance};
use crate::tokens::Token;

/// "MEMORANDUM FOR THE RECORD", "Memo for the File" stands as it is printed where others name a reader.
pub(super) fn for_the_record(layout: &Layout<'_>) -> Option<Field<Party>> {
    let mut head = layout.with_role(|role| role != Role::Blank).take_while(|at| *at < layout.body.start.max(1));
    head.find_map(|at| kept(layout, at))
}

/// The heading that line `at` is of a memorandum for the record or the file.
pub(super) fn kept(layout: &Layout<'_>, at: usize) -> Option<Field<Party>> {
    if layout.line(at).len() > RECORD_LINE_BYTES_MAX {
        return None;
    }
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let words: Vec<&Token> = tokens.iter().filter(|token| token.is_word() && token.end - token.start > 1).collect();
    let folded = |at: usize| words.get(at).map_or_else(String::new, |token| noun::folded(layout, token));
    let memo = folded(0) == "memo" || distance(&folded(0), "memorandum") <= MEMORANDUM_WRONG_MAX;
    let last = if folded(2) == "the" { 3 } else { 2 };
    let kept =
        matches!(folded(last).as_str(), "file" | "files") || distance(&folded(last), "record") <= RECORD_WRONG_MAX;
    (memo && folded(1) == "for" && kept).then(|| {
        let span = Span::new(words[0].start, words[last].end);
        let printed = layout.text[span.start..span.end].split_whitespace().collect::<Vec<_>>().join(" ");
        Field::read(Party { office: Some(printed), ..Party::default() }, span)
    })
}

/// The heading of a memorandum for the record is no longer, with what stands beside it.
const RECORD_LINE_BYTES_MAX: usize = 80;
/// So many letters of "memorandum" may be misread,
const MEMORANDUM_WRONG_MAX: usize = 2;
/// and of "record".
const RECORD_WRONG_MAX: usize = 1;
