//! *Their number*: the number that the paper itself bears, wherever it stands.

use phrases::stored;
use procedure::card::{Field, FieldName, Span};

use super::Draft;
use crate::lang::{EN, class};
use crate::layout::{Label, Layout, Line, Role, SUFFIX_LETTERS_MAX, is_code, side_labels, side_lines};
use crate::tokens::Token;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let own = labelled(layout)
        .or_else(|| own_line(layout))
        .or_else(|| before_date(layout))
        .or_else(|| reference(layout))
        .or_else(|| after_kind(layout))
        .or_else(|| lead(layout, draft))
        .or_else(|| reference_mark(layout))
        .or_else(|| below_date(layout));
    if own.is_none() {
        draft.remark(FieldName::Number, stored!("No number of the paper itself was found."));
    }
    draft.card.number = own;
}

/// A number with its letters and parts: "26", "27704/18", "77-4958", "258.1929.II", "NC/56". Returns where it ends.
pub(crate) fn number_end(tokens: &[Token], from: usize) -> usize {
    let mut at = from + 1;
    while at + 1 < tokens.len() && at - from < NUMBER_TOKENS_MAX {
        let (joint, next) = (&tokens[at], &tokens[at + 1]);
        let tight = joint.start == tokens[at - 1].end && next.start == joint.end;
        let suffix = joint.is_any("-") && next.end - next.start <= SUFFIX_LETTERS_MAX;
        let part = next.is_number() || next.is_word() && (next.end - next.start <= 4 && next.capital || suffix);
        if !tight || !joint.is_any("/-–.") || !part {
            break;
        }
        at += 2;
        // "60516/Β3": a letter with its own figures is one part.
        let figures = next.is_word() && tokens.get(at).is_some_and(|more| more.is_number() && more.start == next.end);
        at += usize::from(figures);
    }
    // "14a", "251A": a letter right after the figures.
    if tokens
        .get(at)
        .is_some_and(|next| next.is_word() && next.start == tokens[at - 1].end && next.end - next.start == 1)
    {
        at += 1;
    }
    at
}

/// A number has no more parts and strokes than this.
const NUMBER_TOKENS_MAX: usize = 24;

/// "Ref: R/2024/317" above a letter's greeting is what its own office files it under; a memorandum's references are other
/// papers.
fn reference(layout: &Layout<'_>) -> Option<Field<String>> {
    let line = own_reference(layout)?;
    let Role::Field(_, value) = layout.lines[line].role else { return None };
    let end = layout.lines[line].end;
    Some(Field::read(layout.text[value..end].to_owned(), Span::new(value, end)))
}

/// The line on which a letter's own reference stands.
pub(crate) fn own_reference(layout: &Layout<'_>) -> Option<usize> {
    let greeted = layout.with_role(|role| role == Role::Salutation).next()?;
    let mut fields = layout.with_role(|role| matches!(role, Role::Field(Label::Reference, _)));
    let first = fields.next().filter(|at| *at < greeted)?;
    let Role::Field(_, value) = layout.lines[first].role else { return None };
    let code = layout.text.get(value..layout.lines[first].end).is_some_and(is_code);
    (code && fields.next().is_none()).then_some(first)
}

/// A number line: "No. 26.]", "No. 396", "[No. 290]". In the head first, then at the foot.
fn own_line(layout: &Layout<'_>) -> Option<Field<String>> {
    let line = layout.with_role(|role| role == Role::Number).next()?;
    let tokens = &layout.tokens[layout.lines[line].tokens.clone()];
    let at = tokens.iter().position(Token::is_number)?;
    let sign = tokens.iter().position(|token| {
        token.is_word()
            && (token.sense(layout.language).is(class::NUMBER_SIGN) || token.sense(EN).is(class::NUMBER_SIGN))
    })?;
    // Letters of a series may stand between the sign and the figures: "No. NC/56".
    let mut first = at;
    while first > sign + 1
        && (tokens[first - 1].is_any("/-–") || (tokens[first - 1].is_word() && tokens[first - 1].capital))
        && tokens[first - 1].end == tokens[first].start
    {
        first -= 1;
    }
    let end = number_end(tokens, at);
    let (start, stop) = (tokens[first].start, tokens[end - 1].end);
    Some(Field::read(layout.text[start..stop].to_owned(), Span::new(tokens[sign].start, stop)))
}

/// "No. HB/417/26        19 November 2026", "No. 118/26 of 3 March 2026": on the line of the date, right before it.
fn before_date(layout: &Layout<'_>) -> Option<Field<String>> {
    let mut lines = layout.with_role(|role| role == Role::DateLine).take_while(|line| *line < layout.body.start);
    lines.find_map(|line| {
        let tokens = layout.lines[line].tokens.clone();
        let found = layout.dates_of(line).find(|found| found.day.is_some() && found.year.is_some())?;
        let before = &layout.tokens[tokens.start..found.first];
        let sign = before.first()?;
        let sense = |language| sign.sense(language).is(class::NUMBER_SIGN);
        let signed = sign.is_any("№") || sign.is_word() && sign.capital && (sense(layout.language) || sense(EN));
        let at = before.iter().position(Token::is_number).filter(|at| signed && *at <= LETTERED_TOKENS_MAX)?;
        let number = lettered(layout, before, at);
        let stop = number.span.as_ref()?.end;
        let mut between = before.iter().filter(|token| token.start >= stop && !token.is_any(",;.|"));
        // In a column of its own the day has its place before it: "No. 17/4        Vell, 24 November 2026".
        let beside = between.clone().next().is_some_and(|word| layout.text[stop..word.start].ends_with(CELL_GAP));
        let placed = beside && between.clone().all(|word| word.is_word() && word.capital);
        // "of", "dated", "vom": one word may lead from the number to the day.
        let joined = between.next().is_none_or(|word| word.is_word() && !word.capital) && between.next().is_none();
        (joined || placed).then_some(number)
    })
}

/// Between the sign on a date line and the first figures stand no more tokens than this: a stop, letters and strokes of a series.
const LETTERED_TOKENS_MAX: usize = 5;

/// "Αριθμ. Πρωτ.: 486": a number field, or a number sign with figures at the end of a head line.
fn labelled(layout: &Layout<'_>) -> Option<Field<String>> {
    let field = layout.lines.iter().find_map(|line| match line.role {
        Role::Field(Label::Number, value) => Some((line, value)),
        _ => None,
    });
    if let Some((line, value)) = field {
        let tokens = &layout.tokens[line.tokens.clone()];
        if let Some(mark) = whole_mark(layout, value, line.end) {
            return Some(mark);
        }
        if let Some(at) = tokens.iter().position(|token| token.start >= value && token.is_number()) {
            return Some(lettered(layout, tokens, at));
        }
    }
    let beside = side_labels(layout, "number").find_map(|(line, value)| {
        let tokens = &layout.tokens[layout.lines[line].tokens.clone()];
        let at = tokens.iter().position(|token| token.start >= value && token.is_number())?;
        let near = tokens[at].start - value <= SERIES_BYTES_MAX;
        near.then(|| lettered(layout, tokens, at))
    });
    if beside.is_some() {
        return beside;
    }
    if layout.language == EN {
        return None;
    }
    // Registries elsewhere print their number beside the date or the office: "Πολύγυρος Αριθ. Πρωτ.: 486".
    for line in &layout.lines[..layout.body.start] {
        let tokens = &layout.tokens[line.tokens.clone()];
        let sign =
            tokens.iter().rposition(|token| token.is_word() && token.sense(layout.language).is(class::NUMBER_SIGN));
        let Some(sign) = sign else { continue };
        let Some(at) = (sign + 1..tokens.len()).find(|at| tokens[*at].is_number()) else { continue };
        if at - sign <= 4
            && tokens[sign + 1..at].iter().all(|token| token.is_any(".:°º ") || token.end - token.start <= 4)
        {
            return Some(lettered(layout, tokens, at));
        }
    }
    None
}

/// "Βρένη, 29-7-2016 / 126004/Ζ1": in a letterhead of two columns a number may stand without a word under the date, or
/// behind a word that is not known.
fn below_date(layout: &Layout<'_>) -> Option<Field<String>> {
    let mut lines = side_lines(layout);
    let date = lines.find(|at| layout.dates_of(*at).any(|found| found.day.is_some() && found.year.is_some()))?;
    let below = lines.next().filter(|below| *below == date + 1)?;
    let line = layout.line(below);
    let cell = line.rfind(CELL_GAP).map_or(0, |gap| gap + CELL_GAP.len());
    let mark = line[cell..].trim_start();
    let whole = !mark.contains(char::is_whitespace)
        && (mark.contains('/') || mark.len() >= BARE_DIGITS_MIN && mark.bytes().all(|byte| byte.is_ascii_digit()));
    let start = layout.lines[below].start + line.len() - mark.len();
    whole.then(|| whole_mark(layout, start, layout.lines[below].end)).flatten()
}

/// What stands between the columns of a letterhead.
const CELL_GAP: &str = "   ";
/// Figures alone under a date are a number from so many on.
const BARE_DIGITS_MIN: usize = 3;

/// "H 3 - 417/11", "417/с": a field's whole value, where it is nothing but figures and letters of a series.
fn whole_mark(layout: &Layout<'_>, start: usize, end: usize) -> Option<Field<String>> {
    if layout.language == EN || end.saturating_sub(start) > MARK_BYTES_MAX {
        return None;
    }
    let tokens = &layout.tokens[super::noun::tokens_in(layout, start, end)];
    let part = |token: &Token| {
        let letters = layout.text[token.start..token.end].chars().count();
        let series = token.is_word() && (token.capital && letters <= SERIES_LETTERS_MAX || letters == 1);
        let told = token.sense(layout.language);
        token.is_number()
            || token.is_any("/-–.")
            || series && !told.is(class::NUMBER_SIGN | class::DATED) && told.month == 0
    };
    let dated = layout.dates.iter().any(|found| found.start < end && start < found.end);
    let numbered = tokens.iter().any(Token::is_number) && tokens.iter().all(part) && !dated;
    let (first, last) = (tokens.first()?, tokens.iter().rfind(|token| !token.is_any("/-–."))?);
    let framed = first.is_word() || first.is_number();
    (numbered && framed).then(|| {
        let (start, stop) = (first.start, last.end);
        Field::read(layout.text[start..stop].to_owned(), Span::new(start, stop))
    })
}

/// A mark with its letters and spaces is no longer than this.
const MARK_BYTES_MAX: usize = 32;

/// Every number of a line that stands behind a sign for one, or alone on a line for numbers or files.
pub(super) fn on_line(layout: &Layout<'_>, line: &Line) -> Vec<Field<String>> {
    let tokens = &layout.tokens[line.tokens.clone()];
    let own = matches!(line.role, Role::Number | Role::Registry | Role::Field(Label::Number | Label::Reference, _));
    let is_sign = |token: &Token| {
        let sense = |language| token.sense(language).is(class::NUMBER_SIGN);
        token.is_word() && (sense(layout.language) || sense(EN)) || token.is_any("№")
    };
    let (mut out, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let signed = || tokens[at.saturating_sub(SIGN_TOKENS_MAX)..at].iter().any(is_sign);
        if tokens[at].is_number() && !layout.is_dated(&tokens[at]) && (own || signed()) {
            out.push(lettered(layout, tokens, at));
            at = number_end(tokens, at);
        } else {
            at += 1;
        }
    }
    out
}

/// Between a sign and its figures stand no more tokens than this: a stop, the letters of a series.
const SIGN_TOKENS_MAX: usize = 3;

/// The number at token `at` with the letters of its series before it: "Γ2/53077", "Α/318"; registries set a space behind
/// the stroke as well: "Γ2/ 59954/ 7478".
fn lettered(layout: &Layout<'_>, tokens: &[Token], at: usize) -> Field<String> {
    let series = |word: &Token| {
        let letters = layout.text[word.start..word.end].chars().count();
        word.is_word()
            && word.capital
            && letters <= SERIES_LETTERS_MAX
            && !word.sense(layout.language).is(class::NUMBER_SIGN)
    };
    let mut first = at;
    while let Some(before) = first.checked_sub(1).filter(|before| tokens[*before].end == tokens[first].start) {
        let stroke = tokens[before].is_any("/-");
        let word = if stroke { before.checked_sub(1) } else { Some(before) };
        match word.filter(|word| series(&tokens[*word]) && (!stroke || tokens[*word].end == tokens[before].start)) {
            Some(word) => first = word,
            None => break,
        }
    }
    let mut end = number_end(tokens, at);
    while let [stroke, next, ..] = &tokens[end..]
        && stroke.is_sign('/')
        && next.is_number()
        && stroke.start == tokens[end - 1].end
        && next.start == stroke.end + 1
    {
        end = number_end(tokens, end + 1);
    }
    let (start, stop) = (tokens[first].start, tokens[end - 1].end);
    Field::read(layout.text[start..stop].to_owned(), Span::new(start, stop))
}

/// The letters of a series before its figures, at most.
const SERIES_LETTERS_MAX: usize = 4;
/// Between a label and the figures of its number stand no more bytes than this.
const SERIES_BYTES_MAX: usize = 24;

/// "Executive Order 13808 of August 24, 2017", "MEMORANDUM No. 12".
fn after_kind(layout: &Layout<'_>) -> Option<Field<String>> {
    for line in layout.with_role(|role| role == Role::KindHeading) {
        let line = &layout.lines[line];
        let tokens = &layout.tokens[line.tokens.clone()];
        let Some(at) = tokens.iter().position(Token::is_number) else { continue };
        let before = &tokens[..at];
        let signed = before.iter().any(|token| token.is_word() && token.sense(EN).is(class::NUMBER_SIGN));
        let direct = before.iter().all(Token::is_word) && before.len() <= 3;
        if (signed || direct) && !layout.is_dated(&tokens[at]) && !tokens[at].ending {
            let end = number_end(tokens, at);
            let (start, stop) = (tokens[at].start, tokens[end - 1].end);
            return Some(Field::read(layout.text[start..stop].to_owned(), Span::new(start, stop)));
        }
    }
    None
}

/// A telegram's number leads its text: "812. Department’s views". "1." counts only where no "2." begins a later line.
fn lead(layout: &Layout<'_>, draft: &Draft) -> Option<Field<String>> {
    let telegram = draft.card.kind.as_ref().is_some_and(|kind| kind.value.contains("telegram"));
    if !telegram {
        return None;
    }
    let line = layout.body.clone().find(|line| layout.lines[*line].role != Role::Blank)?;
    let tokens = &layout.tokens[layout.lines[line].tokens.clone()];
    let at = usize::from(tokens.first()?.is_word() && tokens[0].sense(EN).is(class::MY | class::NUMBER_SIGN));
    let at = if tokens.get(at)?.is_any(".") { at + 1 } else { at };
    let (number, stop) = (tokens.get(at)?, tokens.get(at + 1)?);
    // On a scan the paragraphs behind the first may be lost: one figure says nothing.
    if layout.scanned && number.digits == 1 {
        return None;
    }
    if !number.is_number() || number.ending || number.digits > 5 || !stop.is_any(".,:;") {
        return None;
    }
    if layout.is_dated(number) || (number.value == 1 && numbered_on(layout, line, 2)) {
        return None;
    }
    Some(Field::read(layout.text[number.start..number.end].to_owned(), Span::new(number.start, number.end)))
}

/// Whether a later line of the body begins with `next` and a stop: the first number was a paragraph's.
fn numbered_on(layout: &Layout<'_>, after: usize, next: u32) -> bool {
    (after + 1..layout.body.end).any(|line| {
        let tokens = &layout.tokens[layout.lines[line].tokens.clone()];
        matches!(tokens, [number, stop, ..] if number.is_number() && number.value == next && stop.is_any(".,)"))
    })
}

/// A mark that stands alone in the head: "OLC 78-1641", "LA/COG/238-77", "CSI 97-122".
fn reference_mark(layout: &Layout<'_>) -> Option<Field<String>> {
    layout.with_role(|role| role == Role::Other).filter(|line| *line < layout.body.start).take(12).find_map(|line| {
        let text = layout.line(line);
        let tokens = &layout.tokens[layout.lines[line].tokens.clone()];
        let first = tokens.first()?;
        let last = tokens.last()?;
        let words = tokens.iter().filter(|token| token.is_word());
        let capitals = words.clone().all(|word| {
            word.end - word.start >= 2 && layout.text[word.start..word.end].chars().all(char::is_uppercase)
        });
        let joined = text.contains(['/', '-']) && tokens.iter().any(|token| token.is_number() && token.digits >= 2);
        let shape = first.is_word() && last.is_number() && capitals && (1..=4).contains(&words.count()) && joined;
        let clean = tokens.iter().all(|token| token.is_word() || token.is_number() || token.is_any("/-"));
        (shape && clean && text.len() <= 30 && text.split(' ').count() <= 2)
            .then(|| Field::read(text.to_owned(), Span::new(layout.lines[line].start, layout.lines[line].end)))
    })
}
