//! The subject: as it stands, or proposed from the first operative sentence.

use std::ops::Range;

use phrases::stored;
use procedure::card::{Field, FieldName, Span};

use super::Draft;
use crate::lang::{EN, class};
use crate::layout::{Label, Layout, Role, cut_at, distance, side_labels, side_lines};
use crate::words::fold;

mod matter;
mod order;

/// A proposed subject has no more bytes than this.
const PROPOSED_BYTES_MAX: usize = 160;
/// A subject has no more bytes than this.
const SUBJECT_BYTES_MAX: usize = 400;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    draft.card.subject = labelled(layout)
        .or_else(|| boxed(layout))
        .or_else(|| beside(layout))
        .or_else(|| order::title(layout, draft))
        .or_else(|| opened_by_its_word(layout))
        .or_else(|| title_in_capitals(layout))
        .or_else(|| quoted_title(layout))
        .or_else(|| proposed(layout, draft));
}

/// A despatch form prints the box for the subject right above the one headed "ACTION REQUIRED".
fn boxed(layout: &Layout<'_>) -> Option<Field<String>> {
    let written: Vec<usize> = layout.with_role(|role| role != Role::Blank).take(BOX_LINES_MAX).collect();
    let caption = written.iter().position(|line| is_action_caption(layout, *line))?;
    let above = *written[..caption].last()?;
    let line = &layout.lines[above];
    let fits = matches!(line.role, Role::Other | Role::Address | Role::Body | Role::FieldMore(_));
    let key = layout.key(above);
    let words = key.split(' ').filter(|word| word.len() >= 3 && word.chars().all(char::is_alphabetic)).count();
    let caption =
        |word: &str| ["required", "references", "reference", "qualified"].iter().any(|c| distance(word, c) <= 2);
    let printed = layout.english.beginning("form_lines", &key).is_some() || key.split(' ').any(caption);
    let post = layout.tokens.get(line.tokens.start).is_some_and(|first| first.sense(EN).is(class::POST));
    let dated = layout.dates_of(above).any(|found| found.year.is_some());
    if !fits || words < BOX_WORDS_MIN || printed || post || dated || line.end - line.start > PROPOSED_BYTES_MAX {
        return None;
    }
    let text = layout.line(above);
    let lead = text.find(char::is_alphanumeric)?;
    let title = text[lead..].trim_end_matches(|c: char| c.is_whitespace() || "_-—|.,:;".contains(c));
    let value = title.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Field::read(value, Span::new(line.start + lead, line.start + lead + title.len())))
}

/// "ACTION REQUIRED", also with letters misread, and no sentence.
fn is_action_caption(layout: &Layout<'_>, line: usize) -> bool {
    let key = layout.key(line);
    let words: Vec<&str> = key.split(' ').collect();
    let pair = |pair: &[&str]| distance(pair[0], "action") <= 2 && distance(pair[1], "required") <= 2;
    words.len() <= CAPTION_WORDS_MAX && words.windows(2).take(2).any(pair)
}

/// The boxes of a form stand in its first written lines.
const BOX_LINES_MAX: usize = 45;
/// A title in a box has at least so many words of three letters.
const BOX_WORDS_MIN: usize = 2;
/// The caption of a box has no more words than this, with its neighbour's.
const CAPTION_WORDS_MAX: usize = 6;

/// "SUBJECT: …" with the lines that go on with it. A caption in a form's box is passed over.
fn labelled(layout: &Layout<'_>) -> Option<Field<String>> {
    layout.with_role(|role| matches!(role, Role::Field(Label::Subject, _))).find_map(|at| labelled_at(layout, at))
}

fn labelled_at(layout: &Layout<'_>, at: usize) -> Option<Field<String>> {
    let Role::Field(_, value) = layout.lines[at].role else { return None };
    let mut end = layout.lines[at].end;
    let mut last = at;
    for (below, line) in layout.lines.iter().enumerate().skip(at + 1) {
        let goes_on = || layout.text.get(value..end).is_some_and(|text| is_unfinished(layout, text));
        match line.role {
            Role::FieldMore(Label::Subject) => {}
            Role::Blank if goes_on() && below == last + 1 => continue,
            Role::Other | Role::Address | Role::Body if goes_on() && below <= last + 2 => {}
            // "«Tender No. 16» / [Care of the boats]": what stands in brackets right below goes with it.
            _ if below == last + 1 && is_bracketed(layout.line(below)) => {}
            _ => break,
        }
        end = line.end;
        last = below;
    }
    let text = layout.text.get(value..text_begins(layout, value, end))?;
    let lead = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || ":-—=.".contains(c)).len();
    let text = cut_at(&text[lead..], SUBJECT_BYTES_MAX).trim_end();
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let caption = layout.english.beginning("captions", &fold(&joined)).is_some();
    (!joined.is_empty() && !caption).then(|| Field::read(joined, Span::new(value + lead, value + lead + text.len())))
}

/// Where the first numbered paragraph or the references begin within the bytes of a subject that a scan ran together with
/// them, or their end.
fn text_begins(layout: &Layout<'_>, start: usize, end: usize) -> usize {
    if !layout.scanned && layout.language != EN {
        return end;
    }
    let first = layout.tokens.partition_point(|token| token.start <= start);
    let after = layout.tokens.partition_point(|token| token.end <= end);
    let begins = (first..after.max(first)).find(|at| {
        let token = &layout.tokens[*at];
        let line = &layout.lines[layout.line_at(token.start)];
        let opens = token.start == line.start;
        is_first_paragraph(layout, *at) || opens && line.start > start && refers(layout, *at)
    });
    begins.map_or(end, |at| layout.tokens[at].start)
}

/// "1. On Monday", "l. The pier": the number of a text's first paragraph, its figure also misread as a letter.
fn is_first_paragraph(layout: &Layout<'_>, at: usize) -> bool {
    let around = at.checked_sub(1).and_then(|first| layout.tokens.get(first..first + 4));
    let Some([before, number, stop, word]) = around else { return false };
    let apart = layout.text[before.end..number.start].contains(char::is_whitespace);
    let one = matches!(&layout.text[number.start..number.end], "1" | "l");
    let stopped = stop.is_sign('.') && stop.start == number.end && word.start > stop.end;
    apart && one && stopped && word.is_word() && word.capital
}

/// "REFERENCE: Letter of 4 May", "REF A, BRENN 1112".
fn refers(layout: &Layout<'_>, at: usize) -> bool {
    let token = &layout.tokens[at];
    let word = &layout.text[token.start..token.end];
    let capitals = !word.contains(char::is_lowercase);
    let labelled = layout.tokens.get(at + 1).is_some_and(|next| next.is_any(":"));
    layout.english.whole("references", &fold(word)).is_some() && (capitals || labelled)
}

fn is_bracketed(line: &str) -> bool {
    line.starts_with('[') && line.ends_with(']') || line.starts_with('(') && line.ends_with(')')
}

/// "Closing of Departments and Agencies of the": a title that ends in such a word goes on below.
fn is_unfinished(layout: &Layout<'_>, text: &str) -> bool {
    let last = text.trim_end().rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
    layout.words.whole("joining_words", &fold(last)).is_some() || last == "&"
}

/// "ΘΕΜΑ: …" that stands below what looked like the body's first line, up to a blank line or a line in capitals.
fn beside(layout: &Layout<'_>) -> Option<Field<String>> {
    let (line, start) = side_labels(layout, "subject").next()?;
    let mut end = layout.lines[line].end;
    let capitals = |at: usize| !layout.line(at).chars().any(char::is_lowercase);
    let titled = capitals(line);
    for below in line + 1..layout.lines.len().min(line + SIDE_TITLE_LINES_MAX) {
        let empty = layout.text.get(start..end).is_none_or(|text| text.trim().is_empty());
        let opens = layout.words.beginning("reasons", &layout.key(below)).is_some();
        let bracketed = is_bracketed(layout.line(below));
        let other = layout.lines[below].role == Role::Blank || (capitals(below) && !titled && !bracketed);
        if opens || (other && !empty) {
            break;
        }
        end = layout.lines[below].end;
    }
    let text = cut_at(layout.text.get(start..end)?, SUBJECT_BYTES_MAX).trim_end();
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!joined.is_empty()).then(|| Field::read(joined, Span::new(start, start + text.len())))
}

/// A labelled subject goes on over no more lines than this.
const SIDE_TITLE_LINES_MAX: usize = 6;

/// "ΑΠΟΦΑΣΗ ΚΑΤΑΚΥΡΩΣΗΣ ΕΡΓΟΥ …": a heading in capitals that says more than the paper's kind is its title.
fn title_in_capitals(layout: &Layout<'_>) -> Option<Field<String>> {
    let capitals = |at: usize| !layout.line(at).chars().any(char::is_lowercase) && !layout.line(at).contains(':');
    let at = side_lines(layout).filter(|at| capitals(*at)).find(|at| {
        let key = layout.key(*at);
        let Some((_, phrase)) = layout.words.beginning("kind_headings", &key) else { return false };
        let tokens = &layout.tokens[layout.lines[*at].tokens.clone()];
        let signed = tokens.iter().any(|token| token.is_word() && token.sense(layout.language).is(class::NUMBER_SIGN));
        !signed && key[phrase.len()..].split_whitespace().count() >= TITLE_WORDS_MIN
    })?;
    let (start, mut end) = (layout.lines[at].start, layout.lines[at].end);
    for below in at + 1..layout.lines.len().min(at + TITLE_LINES_MAX) {
        if layout.lines[below].role == Role::Blank || !capitals(below) {
            break;
        }
        end = layout.lines[below].end;
    }
    let title = layout.text[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
    (title.len() <= SUBJECT_BYTES_MAX).then(|| Field::read(title, Span::new(start, end)))
}

/// "ΠΡΑΞΗ / «Ρύθμιση θεμάτων …»": a title in quotation marks under the heading that names the kind.
fn quoted_title(layout: &Layout<'_>) -> Option<Field<String>> {
    let written: Vec<usize> = side_lines(layout).collect();
    let opens = |at: usize| layout.line(at).starts_with(['«', '“', '"']);
    let headed = |at: usize| layout.words.beginning("kind_headings", &layout.key(at)).is_some();
    let from = written.windows(2).find(|pair| headed(pair[0]) && opens(pair[1])).map(|pair| pair[1])?;
    let last = (from..layout.lines.len().min(from + QUOTED_LINES_MAX))
        .take_while(|at| layout.lines[*at].role != Role::Blank)
        .find(|at| layout.line(*at).trim_end_matches(['.', ' ']).ends_with(['»', '”', '"']))?;
    let (start, end) = (layout.lines[from].start, layout.lines[last].end);
    let title = layout.text[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
    (title.len() <= QUOTED_BYTES_MAX).then(|| Field::read(title, Span::new(start, end)))
}

/// A title in quotation marks has no more bytes than this,
const QUOTED_BYTES_MAX: usize = 800;
/// and is set in no more lines than this.
const QUOTED_LINES_MAX: usize = 8;

/// So many words behind the kind make a heading a title.
const TITLE_WORDS_MIN: usize = 2;

/// A title is set in no more lines than this.
const TITLE_LINES_MAX: usize = 4;

/// A salutation's line longer than this goes on with the text.
const SALUTATION_BYTES_MAX: usize = 70;

fn proposed(layout: &Layout<'_>, draft: &mut Draft) -> Option<Field<String>> {
    let ordered = order::operative(layout, draft);
    let says = match ordered {
        Some(_) => stored!("The subject is proposed from what the order approves or establishes."),
        None => stored!("The subject is proposed from the first sentence."),
    };
    let legible =
        |range: &Range<usize>| !layout.scanned || is_legible(cut_at(&layout.text[range.clone()], PROPOSED_BYTES_MAX));
    let sentence = ordered
        .or_else(|| needed(layout))
        .or_else(|| operative(layout))
        .or_else(|| first_paragraph(layout).filter(legible))
        .or_else(|| opening(layout).filter(legible))
        .or_else(|| below_service_line(layout))?;
    let whole = sentence.start;
    let sentence = matter::behind_courtesies(layout, sentence);
    let (cut, broken) = matter::cut(layout, layout.text.get(sentence.clone())?);
    let mut value = cut.split_whitespace().collect::<Vec<_>>().join(" ");
    if sentence.start > whole {
        value = capitalised(&value);
    }
    if broken {
        value.push('…');
    }
    if !matter::has_words(&value) || (layout.scanned && !is_legible(&value)) {
        return None;
    }
    draft.remark(FieldName::Subject, says);
    Some(Field::proposed(value, Some(Span::new(sentence.start, sentence.start + cut.len()))))
}

/// What begins within a sentence stands with a capital, as a subject does.
fn capitalised(value: &str) -> String {
    let mut chars = value.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "О ремонте причала": a line of its own in the head that begins as such lines do in the language, and is no sentence.
fn opened_by_its_word(layout: &Layout<'_>) -> Option<Field<String>> {
    if !layout.words.has("subject_openings") {
        return None;
    }
    let head = layout.with_role(|role| matches!(role, Role::Other | Role::Address | Role::Body));
    // Without a greeting below it, it may head anything, but where it stands apart right above the text.
    let greeted = layout.with_role(|role| role == Role::Salutation).next();
    let blank = |at: usize| layout.lines.get(at).is_none_or(|line| line.role == Role::Blank);
    let apart = |at: usize| {
        let below = (at + 1..layout.lines.len()).find(|below| !blank(*below));
        at > 0 && blank(at - 1) && blank(at + 1) && below == Some(layout.body.start)
    };
    let before = |at: usize| greeted.map_or_else(|| apart(at), |greeted| at < greeted);
    let line = head.filter(|at| before(*at)).find(|at| {
        let tokens = &layout.tokens[layout.lines[*at].tokens.clone()];
        let opens = layout.words.beginning("subject_openings", &layout.key(*at)).is_some();
        opens && tokens.len() > 1 && tokens[0].capital && !layout.line(*at).ends_with(['.', ',', ':', ';'])
    })?;
    let (start, end) = (layout.lines[line].start, layout.lines[line].end);
    (end - start <= SUBJECT_BYTES_MAX)
        .then(|| Field::read(crate::words::on_one_line(&layout.text[start..end]), Span::new(start, end)))
}

/// Whether enough of a scanned sentence are words.
fn is_legible(value: &str) -> bool {
    let words = value.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let long = words.clone().filter(|word| word.len() >= 3 && word.chars().all(char::is_alphabetic)).count();
    long >= 3 && long * 2 >= words.count()
}

/// "3. Την ανάγκη για συντήρηση του λιμένα": the need that an act names among its reasons is its matter.
fn needed(layout: &Layout<'_>) -> Option<Range<usize>> {
    if !layout.words.has("needs") {
        return None;
    }
    let tokens_of = |at: usize| &layout.tokens[layout.lines[at].tokens.clone()];
    let numbered = |at: usize| matches!(tokens_of(at), [number, stop, ..] if number.is_number() && stop.is_any(".)-]"));
    layout.with_role(|role| role != Role::Blank).take(NEED_LINES_MAX).find_map(|at| {
        let words = tokens_of(at).get(if numbered(at) { 2 } else { 0 }..)?;
        let first = words.first()?.start;
        let (_, phrase) = layout.words.beginning("needs", &fold(cut_at(&layout.text[first..], NEED_BYTES_MAX)))?;
        let behind = words.iter().filter(|token| token.is_word()).nth(phrase.split(' ').count())?;
        let end = layout.sentence(behind.start).end;
        // The next reason begins another sentence, whether a stop stands before it or not.
        let next = (at + 1..layout.lines.len()).take_while(|at| layout.lines[*at].start < end).find(|at| numbered(*at));
        Some(behind.start..next.map_or(end, |next| layout.lines[next - 1].end))
    })
}

/// The reasons of an act stand in its first lines.
const NEED_LINES_MAX: usize = 60;
/// The words that say that something is needed take no more bytes than this.
const NEED_BYTES_MAX: usize = 160;

/// Behind "ΑΠΟΦΑΣΙΖΟΥΜΕ": what is decided says what the paper is about, not the laws on which it rests.
fn operative(layout: &Layout<'_>) -> Option<Range<usize>> {
    if !layout.words.has("operative") {
        return None;
    }
    let line = layout.body.clone().find(|at| {
        let key = layout.key(*at);
        layout.words.beginning("operative", &key).is_some_and(|(_, phrase)| key.len() <= phrase.len() + 4)
    })?;
    let below = (line + 1..layout.lines.len()).find(|at| layout.lines[*at].role != Role::Blank)?;
    let tokens = &layout.tokens[layout.lines[below].tokens.clone()];
    let number = matches!(tokens, [number, stop, ..] if number.is_number() && stop.is_any(".)-"));
    let start = tokens.get(if number { 2 } else { 0 })?.start;
    let end = layout.sentence(start).end.max(layout.lines[below].end);
    Some(start..end)
}

/// "1. Following reports": where paragraphs are numbered, the text begins with the first, whatever stands above it.
fn first_paragraph(layout: &Layout<'_>) -> Option<Range<usize>> {
    if !(layout.scanned || layout.capitals) {
        return None;
    }
    let lines = layout.lines.iter().filter(|line| line.role != Role::Blank).take(PARAGRAPH_LINES_MAX);
    lines.into_iter().find_map(|line| match &layout.tokens[line.tokens.clone()] {
        [number, stop, first, _, ..] if number.is_number() && number.value == 1 && number.digits == 1 => {
            let after = cut_at(&layout.text[first.start..], SENTENCE_BYTES_MAX);
            let end = paragraph_end(after);
            let stop_at = after[..end].match_indices(['.', '\n']).map(|(at, _)| at).find(|at| {
                let next = after[at + 1..].chars().next();
                *at > SENTENCE_BYTES_MIN && after[*at..].starts_with('.') && next.is_none_or(char::is_whitespace)
            });
            let end = first.start + stop_at.unwrap_or(end);
            (stop.is_any(".,)") && first.is_word()).then_some(first.start..end)
        }
        _ => None,
    })
}

/// A proposed sentence ends within this,
const SENTENCE_BYTES_MAX: usize = 400;
/// and not at a stop nearer than this, which an abbreviation has.
const SENTENCE_BYTES_MIN: usize = 30;

/// The first paragraph stands in the first lines.
const PARAGRAPH_LINES_MAX: usize = 60;

/// "REF: TARNOV 5684 / PILOTS UNABLE TO LAND": in a cable set in capitals, the first lines below its references or its
/// service line that can be read.
fn below_service_line(layout: &Layout<'_>) -> Option<Range<usize>> {
    if !layout.capitals {
        return None;
    }
    let written: Vec<usize> = layout.with_role(|role| role != Role::Blank).take(PARAGRAPH_LINES_MAX).collect();
    let service = written.iter().rposition(|line| {
        let first = layout.key(*line);
        let first = first.split(' ').next().unwrap_or("");
        let cites = layout.tokens[layout.lines[*line].tokens.clone()]
            .iter()
            .any(|token| token.is_word() && &layout.text[token.start..token.end] == "CITE");
        matches!(first, "ref" | "refs") || cites
    })?;
    let reads = |line: &usize| {
        let printed = matches!(layout.lines[*line].role, Role::Stamp | Role::Marking | Role::Field(..));
        !printed && layout.line(*line).len() >= SENTENCE_BYTES_MIN && is_telegraphic(layout.line(*line))
    };
    let line = *written[service + 1..].iter().take(SERVICE_LINES_MAX).find(|line| reads(line))?;
    // What is left of the paragraph's number stands before its first word.
    let tokens = &layout.tokens[layout.lines[line].tokens.clone()];
    let start = tokens.iter().find(|token| token.is_word() && token.end - token.start > 2)?.start;
    let after = cut_at(&layout.text[start..], SENTENCE_BYTES_MAX);
    let end = paragraph_end(after);
    // "MRS. ", "U.S. ": a stop after a short word ends no sentence.
    let ends = |at: &usize| {
        let word = after[..*at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        *at > SENTENCE_BYTES_MIN && word.len() > 3
    };
    let stop = after[..end].match_indices(". ").map(|(at, _)| at).find(ends);
    Some(start..start + stop.unwrap_or(end))
}

/// Where the paragraph with which `text` begins ends: at a blank line, but a scan leaves one between any two lines of a
/// cable, which goes on with a line as telegraph offices write them and no number before it.
fn paragraph_end(text: &str) -> usize {
    let ends = |(at, blank): &(usize, &str)| {
        let next = text[at + blank.len()..].trim_start();
        let line = next.lines().next().unwrap_or("");
        let goes_on = line.starts_with(char::is_uppercase) && is_telegraphic(line);
        *at >= PARAGRAPH_BYTES_MIN || !goes_on || !is_telegraphic(&text[..*at])
    };
    text.match_indices("\n\n").find(ends).map_or(text.len(), |(at, _)| at)
}

/// Behind so many bytes a blank line ends a paragraph, whatever follows.
const PARAGRAPH_BYTES_MIN: usize = 100;

/// Whether most words of a line are words in capitals, as a telegraph office writes them.
fn is_telegraphic(line: &str) -> bool {
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let capitals = words.clone().filter(|word| word.len() >= 3 && word.chars().all(char::is_uppercase)).count();
    capitals >= 4 && capitals * 2 >= words.count()
}

/// A cable's text begins no further below its service line.
const SERVICE_LINES_MAX: usize = 8;

/// The sentence with which the running text begins.
fn opening(layout: &Layout<'_>) -> Option<Range<usize>> {
    let opening = layout.body.clone().find(|line| match layout.lines[*line].role {
        Role::Body => true,
        // "Sir: I have the honor …": the text begins on the salutation's line.
        Role::Salutation => layout.line(*line).len() > SALUTATION_BYTES_MAX,
        _ => false,
    })?;
    let line = &layout.lines[opening];
    let skipped = match line.role {
        Role::Salutation => cut_at(layout.line(opening), SALUTATION_BYTES_MAX).find(": ").map_or(0, |at| at + 2),
        _ => 0,
    };
    let start = line.start + skipped;
    let end = layout.sentence(start).end;
    Some(matter::past_receipts(layout, start..end))
}
