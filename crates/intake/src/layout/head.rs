//! The head of a paper: from the top to where the body begins.

use super::date_line::{is_date_line, is_dated_alone, undated_chars};
use super::shapes::{is_prose, look};
use super::{Label, Layout, Role};
use crate::lang::{EN, class};
use crate::words::{begins_with, fold};

/// How many lines from the top can belong to the head.
const HEAD_LINES_MAX: usize = 90;
/// A label is no longer than this.
const LABEL_BYTES_MAX: usize = 64;

/// Gives the lines of the head their roles. Returns the first line of the body.
pub(super) fn assign(layout: &mut Layout<'_>) -> usize {
    let fields = field_block(layout);
    let mut at = 0;
    let mut seen = 0;
    let mut open: Option<Label> = None;
    while at < layout.lines.len() && seen < HEAD_LINES_MAX {
        if layout.lines[at].role == Role::Blank {
            // An address goes on over a blank line as long as another field follows; others end.
            let listed = open == Some(Label::Reference) && begins_entry(layout, at + 1);
            if !(open == Some(Label::To) && at < fields || listed || awaits_value(layout, at)) {
                open = None;
            }
            at += 1;
            continue;
        }
        seen += 1;
        let role = role_of(layout, at, open, at < fields);
        if at >= fields && begins_body(layout, at, role, seen) {
            if role == Role::Salutation {
                layout.lines[at].role = role;
            }
            return at;
        }
        open = match role {
            Role::Field(label, _) | Role::FieldMore(label) => Some(label),
            _ => None,
        };
        layout.lines[at].role = role;
        at += 1;
    }
    short_text(layout, at).unwrap_or(at)
}

/// A text of one short sentence between date and signature, where nothing else looked like a text.
fn short_text(layout: &Layout<'_>, end: usize) -> Option<usize> {
    if end < layout.lines.len() {
        return None;
    }
    let dated = (0..end).rev().find(|at| layout.lines[*at].role == Role::DateLine)?;
    (dated + 1..end).find(|at| {
        let look = look(layout, *at);
        layout.lines[*at].role == Role::Other && look.words >= 4 && look.stop && look.lower >= 2
    })
}

/// Whether the label above the blank line `at` of a scanned form has its value on the line below: a post or an
/// office, since a stamp may stand there as well.
fn awaits_value(layout: &Layout<'_>, at: usize) -> bool {
    let Some(above) = at.checked_sub(1).map(|above| &layout.lines[above]) else { return false };
    let bare = matches!(above.role, Role::Field(Label::From | Label::To, value) if value == above.end);
    let below = || layout.lines.get(at + 1).filter(|below| !below.tokens.is_empty());
    let named = |below: &super::Line| {
        let words = &layout.tokens[below.tokens.clone()];
        below.end - below.start <= BELOW_LABEL_BYTES_MAX
            && words.iter().any(|token| token.is_word() && token.sense(EN).is(class::POST | class::OFFICE))
    };
    layout.scanned
        && bare
        && below().is_some_and(named)
        && !is_prose(layout, at + 1)
        && !paragraph_number(layout, at + 1)
}

/// A value below its label is no longer than this.
const BELOW_LABEL_BYTES_MAX: usize = 60;

/// "B. Letter of …": the next entry of a list that began above.
fn begins_entry(layout: &Layout<'_>, from: usize) -> bool {
    let below = layout.lines[from.min(layout.lines.len())..].iter().find(|line| line.role != Role::Blank);
    // A scan leaves the colon of the label before the entry: ": b. Letter of …".
    let tokens = below.map(|line| &layout.tokens[line.tokens.clone()]).unwrap_or_default();
    let signs = tokens.iter().take_while(|token| token.is_any(":;.")).count();
    let tokens = &tokens[if signs <= 1 { signs } else { 0 }..];
    match tokens {
        [letter, stop, _, ..] => letter.is_word() && letter.end - letter.start == 1 && stop.is_any(".)"),
        _ => false,
    }
}

fn begins_body(layout: &Layout<'_>, at: usize, role: Role, seen: usize) -> bool {
    match role {
        Role::Salutation => true,
        Role::Other if heading_split(layout, at).is_some() => false,
        Role::Other => is_lead(layout, at) || is_prose(layout, at) || (seen > 1 && paragraph_number(layout, at)),
        Role::FieldMore(_) => paragraph_number(layout, at),
        _ => false,
    }
}

/// "1. An intensive search": a numbered paragraph ends the head.
fn paragraph_number(layout: &Layout<'_>, at: usize) -> bool {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let Some(number) = tokens.iter().take(4).position(crate::tokens::Token::is_number) else { return false };
    let [first, stop, ..] = &tokens[number..] else { return false };
    first.digits <= 2 && first.value == 1 && stop.is_any(".,") && tokens.len() > number + 3
}

/// "812. Department’s views", "Our 25. For the Board": a telegram's number leads its text.
fn is_lead(layout: &Layout<'_>, at: usize) -> bool {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let own = tokens.first().is_some_and(|token| token.is_word() && token.sense(layout.language).is(class::MY));
    let tokens = &tokens[usize::from(own)..];
    match tokens {
        [number, stop, next, ..] => {
            number.is_number()
                && number.digits <= 5
                && stop.is_any(".")
                && stop.start == number.end
                && (next.is_word() || next.is_any("“\"…[("))
                && (next.start > stop.end || next.is_any("…"))
                && (next.capital || !next.is_word())
                && look(layout, at).words >= 2
        }
        _ => false,
    }
}

/// One past the last line of the first block of labelled fields; 0 where there are not at least two.
fn field_block(layout: &Layout<'_>) -> usize {
    let mut last = 0;
    let mut labels = Vec::new();
    let mut seen = 0;
    for at in 0..layout.lines.len() {
        if layout.lines[at].role == Role::Blank {
            continue;
        }
        seen += 1;
        if seen > HEAD_LINES_MAX / 2 || (labels.len() >= 2 && paragraph_number(layout, at)) {
            break;
        }
        let label = label_of(layout, at).map(|(label, _)| label);
        if let Some(label) = label.filter(|label| !matches!(label, Label::Enclosures | Label::Distribution | Label::Cc))
            && (labels.len() < 2 || !labels.contains(&label))
        {
            labels.push(label);
            last = at + 1;
        }
    }
    let addressed = labels.iter().any(|label| matches!(label, Label::From | Label::To | Label::Subject));
    if labels.len() >= 2 && addressed { last } else { 0 }
}

fn role_of(layout: &Layout<'_>, at: usize, open: Option<Label>, in_fields: bool) -> Role {
    let line = layout.line(at);
    let key = layout.key(at);
    if is_number_line(layout, at) {
        return Role::Number;
    }
    if heading_split(layout, at).is_some() {
        return Role::Other;
    }
    if let Some(bracketed) = bracketed(line) {
        let dated = is_date_line(layout, at) && undated_chars(layout, at) <= BRACKETED_PLACE_CHARS_MAX;
        return match is_received(layout, &fold(bracketed)) {
            true => Role::Received,
            false if dated => Role::DateLine,
            false => Role::Stamp,
        };
    }
    if is_form_line(layout, &key) {
        return Role::Stamp;
    }
    if is_received(layout, &key) {
        return Role::Received;
    }
    if let Some((label, value)) = label_of(layout, at) {
        return Role::Field(label, value);
    }
    if let Some(value) = answer_line(layout, at, &key) {
        return Role::Field(Label::Reference, value);
    }
    if is_marking(layout, &key) {
        return Role::Marking;
    }
    if is_kind_heading(layout, at, &key) {
        return Role::KindHeading;
    }
    if is_registry(layout, at, &key) {
        return Role::Registry;
    }
    // "Ref: R/2024/317" is all that the label asks for; the date below it is the letter's.
    let answered = open == Some(Label::Reference) && at > 0 && is_dated_alone(layout, at) && {
        let above = &layout.lines[at - 1];
        matches!(above.role, Role::Field(_, value) if is_code(&layout.text[value.min(above.end)..above.end]))
    };
    if let Some(label @ (Label::Reference | Label::Subject)) = open.filter(|_| !answered) {
        return Role::FieldMore(label);
    }
    if is_date_line(layout, at) {
        return Role::DateLine;
    }
    if let Some(label) = open {
        return Role::FieldMore(label);
    }
    if !in_fields && is_salutation(layout, at, &key) {
        return Role::Salutation;
    }
    if is_address(layout, at, &key) {
        return Role::Address;
    }
    Role::Other
}

/// "R/2024/317": figures and strokes or hyphens without a space, as offices mark their letters.
pub(crate) fn is_code(value: &str) -> bool {
    !value.contains(char::is_whitespace)
        && value.bytes().any(|byte| byte.is_ascii_digit())
        && value.contains(['/', '-'])
        && value.len() <= CODE_BYTES_MAX
}

/// An office's mark is no longer than this.
const CODE_BYTES_MAX: usize = 40;

/// "На № 88 от 21.03.2019": what a form prints before the number of the paper that is answered, with no colon. Returns
/// where that number begins.
fn answer_line(layout: &Layout<'_>, at: usize, key: &str) -> Option<usize> {
    layout.words.beginning("answer_lines", key)?;
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    tokens.iter().find(|token| token.is_number()).map(|number| number.start)
}

/// "General Brask to Mr. Lund.", "The Minister in Norway (Orlan) to the Secretary of State": where " to " parts an editor's
/// heading, which stands among the first lines and names a post or a person with a title on both sides.
pub(crate) fn heading_split(layout: &Layout<'_>, at: usize) -> Option<usize> {
    let line = layout.line(at);
    if line.len() > HEADING_BYTES_MAX || line.contains(':') || layout.language != EN {
        return None;
    }
    if layout.lines[..at].iter().filter(|line| line.role != Role::Blank).count() >= HEADING_LINES_MAX {
        return None;
    }
    let start = layout.lines[at].start;
    let named = |from: usize, to: usize| {
        let words = layout.tokens.partition_point(|token| token.start < from)
            ..layout.tokens.partition_point(|token| token.start < to);
        let words = &layout.tokens[words];
        let first = words.iter().find(|token| token.is_word());
        let led = first.is_some_and(|token| token.capital || &layout.text[token.start..token.end] == "the");
        // A heading has no verbs: small words join its names.
        let small = |token: &&crate::tokens::Token| {
            let word = &layout.text[token.start..token.end];
            token.is_word()
                && !token.capital
                && !HEADING_WORDS.contains(&word)
                && !token.sense(EN).is(class::POST | class::OFFICE)
        };
        let known =
            words.iter().any(|token| token.is_word() && token.sense(EN).is(class::POST | class::OFFICE | class::TITLE));
        led && known && words.iter().filter(small).count() == 0
    };
    // The post may hold a "to" of its own: "the Commissioner to Russia (Brask) to the Secretary of State".
    let splits = line.match_indices(" to ").map(|(to, _)| to);
    let end = layout.lines[at].end;
    splits.filter(|to| named(start, start + to) && named(start + to + 4, end)).last()
}

/// An editor's heading stands in the first so many written lines,
const HEADING_LINES_MAX: usize = 3;
/// is no longer than this,
const HEADING_BYTES_MAX: usize = 220;
/// and has no other small words than these.
const HEADING_WORDS: [&str; 29] = [
    "of",
    "in",
    "the",
    "at",
    "and",
    "for",
    "to",
    "de",
    "la",
    "le",
    "von",
    "van",
    "der",
    "du",
    "y",
    "temporarily",
    "on",
    "d",
    "del",
    "dos",
    "a",
    "affairs",
    "affaires",
    "relations",
    "united",
    "states",
    "majesty",
    "republic",
    "naval",
];

/// The inside of a line that is wholly in brackets.
fn bracketed(line: &str) -> Option<&str> {
    let line = line.trim_end_matches(['.', ',']);
    let square = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    // A whole paragraph in round brackets is a text that an editor tells in his own words.
    let round =
        || line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|_| line.len() <= REMARK_BYTES_MAX);
    square.or_else(round).filter(|rest| rest.len() > 1)
}

/// "Do not reproduce", "Releasing officer": what is printed on a form, not written on it.
pub(super) fn is_form_line(layout: &Layout<'_>, key: &str) -> bool {
    // "Extension of the agreement" says more than a caption does.
    layout.words.beginning("form_lines", key).is_some_and(|(_, phrase)| phrase.len() * 2 >= key.len())
}

/// A remark of form in round brackets is no longer than this.
const REMARK_BYTES_MAX: usize = 110;

fn is_received(layout: &Layout<'_>, key: &str) -> bool {
    layout.words.beginning("received", key).is_some()
}

pub(super) fn is_marking(layout: &Layout<'_>, key: &str) -> bool {
    layout.words.whole("markings", key).is_some()
}

/// "No. 26.]", "No. 1467", "[No. 290]", "n° 12", "№ 396", "No. 485.—Confidential.]".
pub(super) fn is_number_line(layout: &Layout<'_>, at: usize) -> bool {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    if tokens.len() > 12 || layout.line(at).len() > 60 {
        return false;
    }
    let tokens = match tokens {
        [open, rest @ ..] if open.is_any("[(") => rest,
        tokens => tokens,
    };
    let [sign, rest @ ..] = tokens else { return false };
    let signed = sign.is_word() && sign.sense(layout.language).is(class::NUMBER_SIGN);
    let english = sign.is_word() && sign.sense(EN).is(class::NUMBER_SIGN);
    if !(signed || english) || !(sign.capital || layout.language != EN || sign.end - sign.start > 2) {
        return false;
    }
    let Some(number) = rest.iter().position(crate::tokens::Token::is_number) else { return false };
    // "No. 4 for Secretary of the Treasury:" says more than the number; a marking or a series may follow.
    // "No. 396-gn": letters of the number itself.
    let tail = rest.get(number + 1..number + 3).filter(|tail| {
        tail[0].is_any("-")
            && tail[1].start == rest[number].end + 1
            && tail[1].end - tail[1].start <= SUFFIX_LETTERS_MAX
    });
    let words = rest[number + 1 + tail.map_or(0, <[_]>::len)..].iter().filter(|token| token.is_word());
    // "NO INDEX 2" is a box of a form.
    let form = || is_form_line(layout, &layout.key(at));
    number <= 4 && words.clone().count() <= 3 && words.clone().all(|word| word.capital) && !form()
}

/// Small letters behind a number's hyphen are no more than these.
pub(crate) const SUFFIX_LETTERS_MAX: usize = 3;

/// A registry's file line: "File No. 861.77/518", "810.154/235: Telegram", "881.00/1151".
fn is_registry(layout: &Layout<'_>, at: usize, key: &str) -> bool {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    if layout.line(at).len() > 90 {
        return false;
    }
    if layout.words.beginning("registry", key).is_some() {
        return true;
    }
    // "12.04.2019 № 01-15/417": a paper's own day and number, as offices elsewhere stamp them.
    let start = layout.lines[at].tokens.start;
    if layout.language != EN && layout.dates_of(at).any(|found| found.first == start && found.day.is_some()) {
        return false;
    }
    let slash = tokens.iter().any(|token| token.is_sign('/'));
    let first = tokens.first().is_some_and(crate::tokens::Token::is_number);
    let wordy = |token: &&crate::tokens::Token| token.is_word() && !token.capital && token.end - token.start > 2;
    first && slash && undated_chars(layout, at) > 0 && tokens.iter().filter(wordy).count() <= 1
}

/// A line that names the paper's kind: "MEMORANDUM", "Memorandum of Conversation, by …", "Press Release No. 4".
fn is_kind_heading(layout: &Layout<'_>, at: usize, key: &str) -> bool {
    heading_kind(layout, key).is_some_and(|(_, phrase)| {
        let look = look(layout, at);
        let rest = key.len() - phrase.len();
        (rest == 0 || (look.chars <= 110 && look.lower * 2 <= look.words + 1)) && !layout.line(at).ends_with(',')
    })
}

/// The kind that a folded heading names, with the phrase that names it.
pub(crate) fn heading_kind<'k>(layout: &Layout<'_>, key: &'k str) -> Option<(&'static str, &'k str)> {
    let own = layout.words.beginning("kind_headings", key);
    let hit = own.or_else(|| layout.english.beginning("kind_headings", key));
    hit.map(|(kind, phrase)| (kind, &key[..phrase.len()]))
}

/// A date in brackets is the paper's own when no more than a place stands beside it.
const BRACKETED_PLACE_CHARS_MAX: usize = 30;

/// "Sir:", "My Dear Mr. Counsellor: I am cabling", "Serenissimo Principe".
fn is_salutation(layout: &Layout<'_>, at: usize, key: &str) -> bool {
    let line = layout.line(at);
    if is_exclaimed_greeting(layout, at, key) {
        return true;
    }
    let Some((_, phrase)) =
        layout.words.beginning("salutations", key).or_else(|| layout.english.beginning("salutations", key))
    else {
        return begins_with(key, "to") && addressed_salutation(layout, at) || is_named_greeting(layout, at);
    };
    if line.len() > phrase.len() + 70 {
        // A salutation run in with the text ends in a colon, a comma, a dash or an exclamation mark soon after.
        let head = super::cut_at(line, phrase.len() + 45);
        let behind = &head[super::cut_at(head, phrase.len()).len()..];
        return head.contains([':', '!', '—', '–']) || behind.starts_with(',');
    }
    // "General Instructions" is a heading.
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let paper = tokens.last().is_some_and(|last| last.is_word() && last.sense(EN).kind().is_some());
    line.ends_with([':', ',', '!', '.', '—', '–', '-'])
        || (look(layout, at).words <= phrase.split(' ').count() + 2 && !paper)
}

/// "Mein hochverehrter & lieber Freund!": a short line that ends in an exclamation mark and names the reader by a word
/// that letters greet with.
fn is_exclaimed_greeting(layout: &Layout<'_>, at: usize, key: &str) -> bool {
    let line = layout.line(at);
    line.len() <= GREETING_BYTES_MAX
        && line.ends_with('!')
        && key.split(' ').any(|word| layout.words.whole("salutation_words", word).is_some())
}

/// A greeting is no longer than this.
const GREETING_BYTES_MAX: usize = 90;

/// "Mr. Brask: Herewith the memorandum": a title, a name and a colon, on one line of the paper only; in a record of what was
/// said every speaker stands so.
fn is_named_greeting(layout: &Layout<'_>, at: usize) -> bool {
    let names = |at: usize| match &layout.tokens[layout.lines[at].tokens.clone()] {
        [title, dot, name, colon, ..] => {
            title.capital
                && title.sense(EN).is(class::TITLE)
                && dot.is_any(".")
                && name.is_word()
                && name.capital
                && colon.is_any(":")
                && colon.start == name.end
        }
        _ => false,
    };
    names(at) && (0..layout.lines.len()).filter(|other| names(*other)).take(2).count() == 1
}

/// "To the Honorable Minister of Foreign Affairs: Referring to …".
fn addressed_salutation(layout: &Layout<'_>, at: usize) -> bool {
    let line = layout.line(at);
    line.len() > 90 && super::cut_at(line, 90).contains(": ")
}

/// "To Comrade STALIN I.V.", "The Honorable", "His Excellency John A. Andrew".
pub(super) fn is_address(layout: &Layout<'_>, at: usize, key: &str) -> bool {
    let look = look(layout, at);
    if look.chars > 110 || look.words == 0 || look.lower * 2 > look.words + 2 {
        return false;
    }
    // Where all is set in capitals, "TO INTRODUCE A NOTE" is any line.
    let own = layout.words.beginning("to_address", key).is_some();
    let to = (begins_with(key, "to") && !begins_with(key, "to be") && !layout.capitals) || own;
    let honorable = [
        "hon",
        "the hon",
        "honorable",
        "the honorable",
        "honourable",
        "the honourable",
        "his excellency",
        "the right hon",
        "the right honorable",
        "the secretary of state",
        "his imperial",
        "his highness",
        "their excellencies",
        "messrs",
        "mr",
        "al",
    ]
    .iter()
    .any(|phrase| begins_with(key, phrase));
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let second = own || tokens.get(1).is_some_and(|token| token.is_word());
    (to && second && tokens.len() > 1) || honorable || key.contains(" esq") || layout.line(at).contains("&c")
}

/// The label at the beginning of a line and the byte where its value begins, also where a scan garbled it.
pub(crate) fn label_of(layout: &Layout<'_>, at: usize) -> Option<(Label, usize)> {
    well_read_label(layout, at).or_else(|| {
        let garbled = layout.scanned || layout.capitals;
        if garbled {
            super::scan::label(layout, at)
        } else {
            let plain = [super::scan::memo_for, super::scan::memo_for_post, super::scan::to_post];
            let to = plain.iter().find_map(|read| read(layout, at));
            to.or_else(|| super::scan::subject_like(layout, at))
        }
    })
}

fn well_read_label(layout: &Layout<'_>, at: usize) -> Option<(Label, usize)> {
    let line = layout.line(at);
    let lead = line.find(|c: char| c.is_alphanumeric())?;
    if lead > 6 {
        return None;
    }
    let head = super::cut_at(&line[lead..], LABEL_BYTES_MAX);
    let sign =
        head.find([':', ';', '!', '+', '|', '\t']).or_else(|| head.find("  ")).or_else(|| misread_colon(line, head));
    let (name, value) = match sign {
        Some(sign) => {
            let rest = &line[lead + sign..];
            let value = rest.trim_start_matches([':', ';', '!', '+', '|', '\t', ' ', '.', ',', '-', '—', '=']);
            (&head[..sign], layout.lines[at].end - value.len())
        }
        None => {
            if line.len() > 24 {
                return None;
            }
            // A label alone on its line: the value stands below, perhaps after a colon of its own.
            let below = layout.lines.get(at + 1).filter(|below| !below.tokens.is_empty())?;
            let alone = line.chars().all(|c| !c.is_lowercase()) && layout.text[below.start..].len() > 2;
            if !alone {
                return None;
            }
            (head, layout.lines[at].end)
        }
    };
    let colon = sign.is_some_and(|sign| head[sign..].starts_with(':'));
    let label = match named_label(layout, &fold(name), colon)? {
        Label::Number if names_a_paper(layout, at, value) => Label::Reference,
        label => label,
    };
    // "To:" without a colon is any sentence that begins with "to".
    if !colon
        && sign.is_some()
        && matches!(label, Label::To | Label::From | Label::Cc | Label::Date)
        && name.trim().chars().any(char::is_lowercase)
    {
        return None;
    }
    Some((label, value))
}

/// "Réf. : votre télégramme n° 4211 du 9 décembre": what names a kind of paper and its day is no number of one's own.
fn names_a_paper(layout: &Layout<'_>, at: usize, value: usize) -> bool {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let kind = tokens.iter().any(|token| token.start >= value && token.sense(layout.language).kind().is_some());
    kind && layout.dates_of(at).any(|found| found.start >= value)
}

/// "From, DIRECTOR": a scan's comma for a colon, after a capital and before capitals.
fn misread_colon(line: &str, head: &str) -> Option<usize> {
    let comma = head.find(',').filter(|comma| *comma <= 10)?;
    let rest = head[comma + 1..].trim_start();
    let short = line.len() <= 40 && !line.ends_with(['.', ',']);
    (short && head.starts_with(char::is_uppercase) && rest.starts_with(char::is_uppercase)).then_some(comma)
}

pub(super) fn named_label(layout: &Layout<'_>, name: &str, colon: bool) -> Option<Label> {
    // "Enclosures (3):", "Encl. 2": how many there are belongs to the label.
    let counted = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let own = layout.words.whole("fields", name).or_else(|| layout.english.whole("fields", name));
    let own = own.or_else(|| {
        let label = layout.english.whole("fields", counted);
        label.filter(|label| colon && *label == "enclosures")
    });
    let label = match own {
        Some("from") => Label::From,
        Some("to") => Label::To,
        Some("via") => Label::Via,
        Some("attention") => Label::Attention,
        Some("subject") => Label::Subject,
        Some("date") => Label::Date,
        Some("cc") => Label::Cc,
        Some("reference") => Label::Reference,
        Some("enclosures") => Label::Enclosures,
        Some("number") => Label::Number,
        Some("attendance") => Label::Attendance,
        _ if layout.words.whole("distribution", name).is_some() => Label::Distribution,
        _ if colon => return misread_label(name),
        _ => return None,
    };
    Some(label)
}

/// Labels long enough that one misread letter still leaves them certain.
const SURE_LABELS: [(&str, Label); 8] = [
    ("from", Label::From),
    ("subject", Label::Subject),
    ("reference", Label::Reference),
    ("references", Label::Reference),
    ("through", Label::Via),
    ("attention", Label::Attention),
    ("memorandum for", Label::To),
    ("distribution", Label::Distribution),
];

/// A label with misread letters: "PROM", "SUBJEGT", "MEMORANDUM! TOR".
fn misread_label(name: &str) -> Option<Label> {
    SURE_LABELS.iter().find(|(label, _)| is_near(name, label)).map(|(_, label)| *label)
}

/// Whether two words of equal length differ in one letter for each six, at least one.
fn is_near(a: &str, b: &str) -> bool {
    let differing = a.chars().zip(b.chars()).filter(|(a, b)| a != b).count();
    a.chars().count() == b.chars().count() && differing <= (b.len() / 6).max(1)
}
