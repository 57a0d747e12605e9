//! What kind of paper it is.

use phrases::stored;
use procedure::card::{Field, FieldName, Span};

use super::Draft;
use super::parties::cite_line;
use crate::lang::{EN, class};
use crate::layout::{Label, Layout, Role, cut_at, distance, heading_kind};
use crate::words::{begins_with, fold};

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    draft.card.kind = stamped(layout)
        .or_else(|| headed(layout))
        .or_else(|| addressed_as(layout))
        .or_else(|| marked(layout))
        .or_else(|| ordered(layout, draft))
        .or_else(|| inferred(layout, draft));
}

fn read_at(kind: &str, start: usize, end: usize) -> Option<Field<String>> {
    Some(Field::read(kind.to_owned(), Span::new(start, end)))
}

/// "[Telegram]", "810.154/235: Telegram", "[Translation.—Telegram.]".
fn stamped(layout: &Layout<'_>) -> Option<Field<String>> {
    let head = 0..layout.body.start;
    let lines =
        layout.with_role(|role| matches!(role, Role::Stamp | Role::Registry)).filter(|line| head.contains(line));
    // "811.111 Firms: Telegram": a file's line without a stroke ends in the same word.
    let filed = (0..layout.body.start).filter(|at| {
        let tokens = &layout.tokens[layout.lines[*at].tokens.clone()];
        matches!(tokens, [first, .., colon, _] if first.is_number() && colon.is_any(":"))
    });
    for line in lines.chain(filed) {
        for token in &layout.tokens[layout.lines[line].tokens.clone()] {
            if token.is_word() && token.sense(layout.language).kind() == Some("telegram") {
                return read_at("telegram", token.start, token.end);
            }
        }
    }
    None
}

/// A heading that names the kind.
fn headed(layout: &Layout<'_>) -> Option<Field<String>> {
    let mut hits = layout.with_role(|role| role == Role::KindHeading).filter(|line| *line < layout.body.start);
    let line = hits.next()?;
    let key = layout.key(line);
    let (kind, _) = heading_kind(layout, &key)?;
    read_at(kind, layout.lines[line].start, layout.lines[line].end)
}

/// "MEMORANDUM FOR: …", "NOTE FOR: …".
fn addressed_as(layout: &Layout<'_>) -> Option<Field<String>> {
    let line = layout.with_role(|role| matches!(role, Role::Field(Label::To, _))).next()?;
    let key = layout.key(line);
    let first = layout.lines[line].start;
    for (word, kind) in [("memo", "memorandum"), ("note", "note")] {
        if key.starts_with(word) {
            return read_at(kind, first, layout.lines[line].end);
        }
    }
    None
}

/// Words that only one kind of form bears, wherever they stand: "END OF MESSAGE", "DISPATCH SYMBOL AND NUMBER".
fn marked(layout: &Layout<'_>) -> Option<Field<String>> {
    for at in layout.with_role(|role| role != Role::Blank) {
        let line = &layout.lines[at];
        if line.end - line.start > MARK_LINE_BYTES_MAX {
            continue;
        }
        // A form prints its words in capitals.
        if layout.line(at).bytes().filter(u8::is_ascii_uppercase).count() < MARK_CAPITALS_MIN {
            continue;
        }
        let key = layout.key(at);
        if let Some(kind) = layout.words.within("kind_marks", &key) {
            return read_at(kind, line.start, line.end);
        }
        // A heading set with wide spaces or misread in a letter: "D I S PATCH", "DISPATCM".
        let squeezed: String = key.chars().filter(|c| *c != ' ').collect();
        let wide = layout.scanned && at < MARK_HEAD_LINES_MAX && (8..=12).contains(&squeezed.len());
        for (word, kind) in [("dispatch", "despatch"), ("memorandum", "memorandum")] {
            if wide && distance(&squeezed, word) <= 1 {
                return read_at(kind, line.start, line.end);
            }
        }
    }
    None
}

/// A form's own words have so many capitals, also where a scan spoilt some.
const MARK_CAPITALS_MIN: usize = 6;
/// A form's own words stand on short lines.
const MARK_LINE_BYTES_MAX: usize = 70;
/// A heading stands in the first lines.
const MARK_HEAD_LINES_MAX: usize = 40;

/// An order of a president, by its formula.
fn ordered(layout: &Layout<'_>, draft: &mut Draft) -> Option<Field<String>> {
    let opening = layout.body.clone().find(|line| layout.lines[*line].role == Role::Body)?;
    let from = layout.lines[opening].start;
    let folded = fold(crate::layout::cut_at(&layout.text[from..], FORMULA_BYTES_MAX));
    let any = |words: &[&str]| words.iter().any(|words| folded.contains(words));
    let vested = any(&["vested in me", "by the authority vested", "virtue of the authority"]);
    let orders =
        any(&["it is hereby ordered", "it is ordered", "do order that", "i hereby order", "i do hereby order"]);
    let acts = any(&["ordered", "as president", "i hereby", "hereby"]);
    // A letter may say "pursuant to" and "I hereby" as well; it greets or labels its reader.
    let addressed = layout.with_role(|role| matches!(role, Role::Salutation | Role::Field(..) | Role::Number)).next();
    let by_law = any(&[
        "pursuant to the authority",
        "pursuance of the provisions",
        "under the provisions of",
        "under authority of",
    ]) && any(&["i hereby", "are hereby", "is hereby"])
        && addressed.is_none()
        && draft.card.number.is_none();
    if (vested && acts || orders || by_law) && !any(&["do proclaim", "hereby proclaim", "do hereby proclaim"]) {
        draft.remark(FieldName::Kind, stored!("An executive order, from its formula of authority."));
        let line = &layout.lines[opening];
        return Some(Field::inferred("executive order".to_owned(), Some(Span::new(line.start, line.end))));
    }
    None
}

/// An order recites its grounds at length before its formula.
const FORMULA_BYTES_MAX: usize = 6_000;

/// What the form of the paper says where nothing names the kind.
fn inferred(layout: &Layout<'_>, draft: &mut Draft) -> Option<Field<String>> {
    let has = |wanted: fn(Role) -> bool| layout.with_role(wanted).next().is_some();
    let fields = has(|role| matches!(role, Role::Field(Label::From, _)))
        && has(|role| matches!(role, Role::Field(Label::To | Label::Subject, _)));
    let salutation = layout.with_role(|role| role == Role::Salutation).next();
    let mailed = layout
        .lines
        .iter()
        .any(|line| matches!(line.role, Role::Field(Label::From, at) if layout.text[at..line.end].contains('@')));
    let (kind, says) = if fields && mailed {
        ("e-mail", stored!("An e-mail, from its form: the sender is a mail address."))
    } else if cite_line(layout).is_some() {
        ("telegram", stored!("A telegram, from its form: a service line that cites the sender's number."))
    } else if salutation.is_none() && !fields && sent_at_an_hour(layout) {
        ("telegram", stored!("A telegram, from its form: dated to the hour, and its text begins with a number."))
    } else if has(|role| matches!(role, Role::Field(Label::Attendance, _))) {
        ("memorandum of conversation", stored!("A record of what was said, from its form: it lists who took part."))
    } else if fields && layout.capitals {
        ("telegram", stored!("A telegram, from its form: sender and addressee above a text in capitals."))
    } else if fields {
        ("memorandum", stored!("A memorandum, from its form: sender, addressee and subject as labelled fields."))
    } else if let Some(kind) = salutation.and_then(|at| kind_of_salutation(layout, at)) {
        (kind, stored!("Its kind follows from the address with which it opens."))
    } else if salutation.is_some() {
        ("letter", stored!("A letter, from its form: it opens with a salutation."))
    } else if filed_note(layout) {
        (
            "memorandum",
            stored!("A memorandum, from its form: dated, signed and filed, without salutation, addressee or close."),
        )
    } else if impersonal_note(layout) {
        (
            "memorandum",
            stored!("A memorandum, from its form: dated or filed, in the third person, without salutation or close."),
        )
    } else if addressed_submission(layout) {
        (
            "memorandum",
            stored!("A memorandum, from its form: addressed by name, signed, without a salutation or a close."),
        )
    } else {
        return None;
    };
    draft.remark(FieldName::Kind, says);
    Some(Field::inferred(kind.to_owned(), None))
}

/// "Havana, May 15, 1960—3 p.m." above "3245. I saw the Minister": the hour of sending, and the telegram's number.
fn sent_at_an_hour(layout: &Layout<'_>) -> bool {
    let timed = layout.with_role(|role| role == Role::DateLine).any(|line| {
        layout.dates_of(line).filter(|found| found.day.is_some()).any(|found| {
            let rest = fold(&layout.text[found.end..layout.lines[line].end]);
            let words: Vec<&str> = rest.split(' ').collect();
            matches!(words[..], [hour, .., "a" | "p", "m"] if hour.bytes().all(|byte| byte.is_ascii_digit()))
                || matches!(words[..], ["noon" | "midnight"])
        })
    });
    let numbered = || {
        let first = layout.body.clone().find(|line| layout.lines[*line].role != Role::Blank);
        let tokens = first.map(|line| &layout.tokens[layout.lines[line].tokens.clone()]);
        tokens.is_some_and(|tokens| {
            matches!(tokens, [number, stop, next, ..]
            if number.is_number() && stop.is_any(".") && stop.start == number.end && next.is_word() && next.capital)
        })
    };
    timed && numbered()
}

/// Some salutations belong to one kind of paper, where its closing formula stands as well: envoys of the Republic opened
/// their despatches "Serenissimo Principe" and closed them "Gratie etc."
fn kind_of_salutation(layout: &Layout<'_>, at: usize) -> Option<&'static str> {
    let (kind, _) = layout.words.beginning("salutation_kinds", &layout.key(at))?;
    let closes = |line: usize| {
        let key = layout.key(line);
        let words: Vec<&str> = key.split(' ').collect();
        let last = |count: usize| words[words.len().saturating_sub(count)..].join(" ");
        (1..=2).any(|count| layout.words.whole("salutation_kind_closes", &last(count)).is_some())
    };
    (at..layout.lines.len()).any(closes).then_some(kind)
}

/// A registry's file line, a date, running text, a signature: an officer's note for the file.
fn filed_note(layout: &Layout<'_>) -> bool {
    let has = |wanted: fn(Role) -> bool| layout.with_role(wanted).any(|line| line < layout.body.start);
    let foot = |wanted: fn(Role) -> bool| layout.with_role(wanted).any(|line| line >= layout.body.end);
    let filed = has(|role| role == Role::Registry) && has(|role| role == Role::DateLine);
    let letter = has(|role| matches!(role, Role::Address | Role::Number | Role::Received));
    filed
        && !letter
        && foot(|role| role == Role::Signature)
        && !foot(|role| matches!(role, Role::Close | Role::Address))
}

/// A date or a file line above a text that greets nobody, closes on nobody and says "I" nowhere near its beginning: what
/// offices hand one another. A note that presents compliments or speaks of "the undersigned" is no memorandum.
fn impersonal_note(layout: &Layout<'_>) -> bool {
    if layout.language != EN || layout.scanned || layout.capitals {
        return false;
    }
    // An office dates it, or a registry filed it with its date: a law or a cutting bears neither.
    let head = layout.body.start;
    let date = layout.with_role(|role| role == Role::DateLine).find(|line| *line < head);
    let filed = layout.with_role(|role| role == Role::Registry).any(|line| line < head);
    let office = date.is_some_and(|date| {
        let tokens = &layout.tokens[layout.lines[0].tokens.start..layout.lines[date].tokens.end];
        tokens.iter().any(|token| token.is_word() && token.capital && token.sense(EN).is(class::SELF_OFFICE))
    });
    let dated = date.is_some() && (filed || office);
    let letter = |role: Role| {
        matches!(role, Role::Salutation | Role::Close | Role::Address | Role::Received | Role::Number | Role::Field(..))
    };
    let opening = cut_at(&layout.text[layout.body_bytes()], IMPERSONAL_BYTES_MAX);
    let mut words = opening.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // "Article 1", "Whereas", "RESOLVED": treaties, laws and resolutions.
    let first = fold(words.clone().next().unwrap_or(""));
    let law = ["article", "art", "whereas", "resolved", "section", "resolution"].contains(&first.as_str());
    let says = ["I", "undersigned", "compliments", "we", "We", "my", "your", "Your"];
    let personal = law || words.any(|word| says.contains(&word));
    dated && layout.with_role(letter).next().is_none() && !personal && opening.len() >= IMPERSONAL_BYTES_MIN
}

/// A memorandum's text is longer than this; a shorter one may be a telegram's or a caption.
const IMPERSONAL_BYTES_MIN: usize = 300;
/// Whether a text speaks of itself shows in its first so many bytes.
const IMPERSONAL_BYTES_MAX: usize = 3_000;

/// "To X" at the top, running text, a signature; neither salutation nor close.
fn addressed_submission(layout: &Layout<'_>) -> bool {
    let addressed = layout
        .with_role(|role| role == Role::Address)
        .any(|line| line < layout.body.start && begins_with(&layout.key(line), "to"));
    let signed = layout.with_role(|role| role == Role::Signature).next().is_some();
    let closed = layout.with_role(|role| role == Role::Close).next().is_some();
    addressed && signed && !closed
}
