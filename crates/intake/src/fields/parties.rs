//! Who writes, and to whom.

use phrases::stored;
use procedure::card::{Field, FieldName, Party, Span};

use super::{Draft, noun, party};
use crate::lang::{EN, class};
use crate::layout::{
    Label, Layout, Role, distance, heading_split, is_all_names, is_date_label, is_honoured, is_name_like,
    looks_like_post, side_labels,
};
use crate::words::{begins_with, fold};

mod address;
mod below;
mod cable;
mod decreed;
mod forms;
mod letterhead;
mod posts;
mod record;
mod sheet;
mod stacked;
mod telegram;
mod third;

pub(super) use cable::cite_line;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let heading = printed_heading(layout);
    let cable = cable::sides(layout);
    let posts = posts::sides(layout);
    let (cable_from, cable_to) = cable.unwrap_or_default();
    let (posts_to, posts_from) = posts.map_or((None, None), |(to, from)| (Some(to), from));
    let (heading_from, heading_to) = heading.map_or((None, None), |(from, to)| (Some(from), Some(to)));
    let (stacked_to, stacked_from) = stacked::sides(layout);
    let listed =
        |label, stacked: Option<Field<Party>>| stacked.map_or_else(|| labelled(layout, label), |one| vec![one]);
    let (listed_from, listed_to) = (listed(Label::From, stacked_from), listed(Label::To, stacked_to));
    let (mut from, mut to) = (posts_from.or(cable_from), posts_to.or(cable_to));
    if listed_to.is_empty() && to.is_none() {
        to = cable::above_sender(layout);
    }
    if listed_from.is_empty() && from.is_none() || listed_to.is_empty() && to.is_none() {
        let (sheet_to, sheet_from) = sheet::below(layout);
        (from, to) = (from.or(sheet_from), to.or(sheet_to));
    }
    draft.card.from = senders(layout, listed_from, from, heading_from);
    draft.card.to = addressees(layout, listed_to, to, heading_to);
    if let Some(meant) = form_of_address(layout) {
        draft.card.to = vec![meant];
        draft.remark(
            FieldName::To,
            stored!("The addressee follows from the form of address, which names rank and place."),
        );
    }
    if draft.card.from.is_empty() {
        draft.remark(FieldName::From, stored!("No sender was found."));
    }
    if draft.card.to.is_empty() {
        draft.remark(FieldName::To, stored!("No addressee was found."));
    }
}

/// Who writes: a labelled field (`from`), the office of the letterhead, what the `form` of the head says, the signature, an
/// editor's `heading`, the first words of a note.
fn senders(
    layout: &Layout<'_>,
    mut from: Vec<Field<Party>>,
    form: Option<Field<Party>>,
    heading: Option<Field<Party>>,
) -> Vec<Field<Party>> {
    // The number behind a cited station makes sure that it writes; a line of the text that begins with "from" does not.
    let cited = form.as_ref().filter(|_| cable::cite_line(layout).is_some());
    if let Some((label, cited)) = from.first().zip(cited)
        && !cable::is_station(&label.value)
    {
        from = vec![cited.clone()];
    }
    if from.is_empty() {
        from.extend(letterhead::office(layout).or(form).or_else(|| cable::sent_from(layout)));
    }
    let mut signers = signers(layout);
    if let Some(office) = forms::signing_office(layout, &signers) {
        signers = vec![office];
    }
    if let Some(signer) = decreed::signer(layout, &signers).filter(|_| from.is_empty()) {
        signers = vec![signer];
    }
    if from.is_empty() && signers.is_empty() {
        signers.extend(forms::sole_name(layout));
    }
    match (from.first(), signers.first()) {
        (None, Some(_)) => from = signers,
        // "FROM: Acting Legislative Counsel" says the post, the signature below who holds it.
        (Some(post), Some(signer))
            if post.value.name.is_none() && signer.value.name.is_some() && has_initials(signer) =>
        {
            let mut signer = signer.clone();
            signer.value.post = post.value.post.clone().or(signer.value.post);
            signer.value.office = post.value.office.clone();
            from = vec![signer];
        }
        _ => {}
    }
    match (from.first_mut(), heading) {
        (Some(signer), Some(heading)) => match headed(signer, &heading) {
            Headed::Same(post) => signer.value.post = post.or(signer.value.post.take()),
            Headed::Another => from.insert(0, heading),
        },
        (Some(_), None) => {}
        (None, heading) => from.extend(heading.or_else(|| third::writes(layout))),
    }
    from
}

/// Whether two parties have a word in common that is no title.
fn share_a_word(layout: &Layout<'_>, one: &Field<Party>, other: &Field<Party>) -> bool {
    let (one, other) = (fold(&one.value.words()), fold(&other.value.words()));
    let telling = |word: &str| {
        word.len() >= 3
            && layout.tables.word(word).is_none_or(|known| !known.sense(EN).is(class::TITLE))
            && word != "the"
    };
    one.split(' ').filter(|word| telling(word)).any(|word| other.split(' ').any(|other| other == word))
}

/// What an editor's heading says of a signer.
enum Headed {
    /// That he holds this post, or nothing that the signature does not say.
    Same(Option<String>),
    /// That another one wrote, for whom he signed: "The Ambassador (Brask)", signed "Lund".
    Another,
}

fn headed(signer: &Field<Party>, heading: &Field<Party>) -> Headed {
    let words = fold(&heading.value.words());
    let name = fold(signer.value.name.as_deref().unwrap_or(""));
    let same = name.split(' ').any(|word| word.len() >= 3 && words.split(' ').any(|other| other == word));
    let post = heading.value.post.clone().or(heading.value.office.clone());
    // A name in brackets behind the post, or a name alone, is a person's.
    let person = heading.value.name.is_some() || post.is_some() && heading.value.words().contains(')');
    match () {
        // "General Brask" is a title with the name again.
        () if same => {
            let again = |post: &str| {
                fold(post).split(' ').any(|word| word.len() >= 3 && name.split(' ').any(|own| own == word))
            };
            Headed::Same(post.filter(|post| heading.value.name.is_none() && !again(post)))
        }
        () if person || name.is_empty() => Headed::Another,
        () => Headed::Same(post),
    }
}

/// To whom: a labelled field (`to`), the record, what the `form` of the head says, an address, an editor's `heading`, the
/// salutation, the words of a note.
fn addressees(
    layout: &Layout<'_>,
    mut to: Vec<Field<Party>>,
    form: Option<Field<Party>>,
    heading: Option<Field<Party>>,
) -> Vec<Field<Party>> {
    if to.is_empty() {
        to.extend(beside(layout));
    }
    if to.is_empty() {
        to.extend(record::for_the_record(layout).or_else(|| cable::directed(layout)).or(form));
    }
    for reader in [
        addressed,
        telegram::addressed,
        address::above_text,
        address::below_title,
        greeted_or_below,
        address::above_postscript,
    ] {
        if to.is_empty() {
            to = reader(layout);
        }
    }
    // An editor's heading names the reader; an address in other words says more of the same one.
    if let Some(heading) = heading.filter(|heading| !to.iter().any(|found| share_a_word(layout, found, heading))) {
        return vec![heading];
    }
    if to.is_empty() {
        let greeted = saluted(layout).map(|greeted| address::in_full(layout, greeted));
        to.extend(greeted.or_else(|| third::told(layout)).or_else(|| third::assured(layout)));
    }
    to
}

/// Everyone whom the form of the paper lets write it, the likeliest first, with where each stands.
pub(super) fn may_write(layout: &Layout<'_>) -> Vec<(Field<Party>, &'static str)> {
    let mut out: Vec<_> =
        labelled(layout, Label::From).into_iter().map(|party| (party, stored!("in the sender’s field"))).collect();
    out.extend(signers(layout).into_iter().map(|party| (party, stored!("as signed"))));
    let head = letterhead::office(layout).or_else(|| letterhead::above(layout));
    out.extend(head.map(|party| (party, stored!("in the letterhead"))));
    out.extend(third::writes(layout).map(|party| (party, stored!("who writes, in its own words"))));
    out
}

/// Everyone to whom the form of the paper lets it go, the likeliest first, with where each stands.
pub(super) fn may_be_told(layout: &Layout<'_>) -> Vec<(Field<Party>, &'static str)> {
    let mut out: Vec<_> =
        labelled(layout, Label::To).into_iter().map(|party| (party, stored!("in the addressee’s field"))).collect();
    out.extend(addressed(layout).into_iter().map(|party| (party, stored!("in the address"))));
    out.extend(foot_address(layout).into_iter().map(|party| (party, stored!("in the address at the foot"))));
    out.extend(saluted(layout).map(|party| (party, stored!("in the salutation"))));
    out.extend(third::told(layout).map(|party| (party, stored!("who is told, in its own words"))));
    // Nobody writes to the office on whose paper it is.
    let head = letterhead::above(layout).and_then(|party| party.span);
    out.retain(|(party, _)| {
        !party.span.zip(head).is_some_and(|(span, head)| span.start < head.end && head.start < span.end)
    });
    out
}

/// "S. D. Breck": initials make sure that a line is a person's name.
fn has_initials(party: &Field<Party>) -> bool {
    let name = party.value.name.as_deref().unwrap_or("");
    name.split_whitespace().any(|word| word.ends_with('.') && word.chars().count() <= 3)
        && name.chars().any(char::is_lowercase)
}

/// "Πληροφορίες: …   Προς: Δασαρχείο": an addressee in a second column.
fn beside(layout: &Layout<'_>) -> Option<Field<Party>> {
    let (line, start) = side_labels(layout, "to").find(|(line, start)| *start < layout.lines[*line].end)?;
    party::at(layout, start, layout.lines[line].end)
}

/// The values of a labelled field, a party to a line; a line that names only a post belongs to the person above it.
fn labelled(layout: &Layout<'_>, label: Label) -> Vec<Field<Party>> {
    let mut out: Vec<Field<Party>> = Vec::new();
    let mut below_caption = None;
    let mut taken = false;
    let first = stacked::first_filled(layout, label);
    for (at, line) in layout.lines.iter().enumerate().skip(first) {
        let start = match line.role {
            Role::Field(l, value) if l == label => {
                if taken {
                    break;
                }
                taken = true;
                value
            }
            // "MEMORANDUM FOR: / THROUGH 3": another label, with nothing behind it either.
            Role::FieldMore(l) if l == label && taken && stacked::bare_label(layout, at).is_some() => break,
            Role::FieldMore(l) if l == label && taken => line.start,
            _ => continue,
        };
        let (start, end) = within_value(layout, start, line.end);
        if matches!(line.role, Role::FieldMore(_))
            && layout.scanned | layout.capitals
            && cable::is_routing_box(layout, at)
        {
            break;
        }
        // On a scan another label may have lost its colon.
        let more = matches!(line.role, Role::FieldMore(_)) && !out.is_empty();
        let tokens = &layout.tokens[noun::tokens_in(layout, start, line.end)];
        if more && layout.scanned && below::is_label(layout, tokens) {
            break;
        }
        // "FROM: EXTENSION NO.": a caption printed in a box of a cover sheet; the paper's own label stands further down.
        if is_caption(layout, start, end) || is_another_field(layout, start, end) {
            taken = false;
            below_caption = below_caption.or_else(|| forms::below_caption(layout, at));
            continue;
        }
        if layout.scanned && below::is_day_alone(layout, start, end) {
            continue;
        }
        let boxes = mailboxes(layout, start, end);
        if !boxes.is_empty() {
            out.extend(boxes);
            continue;
        }
        let Some(found) = party::at(layout, start, end) else { continue };
        if is_running_text(layout, &found.value) {
            break;
        }
        if layout.scanned && !below::may_name(layout, tokens) {
            taken = !out.is_empty();
            continue;
        }
        let above = out.last_mut().filter(|_| at > 0 && layout.lines[at - 1].role != Role::Blank);
        if above.is_some_and(|above| below::joins(layout, above, &found, tokens, line.end)) {
            continue;
        }
        // Below a cable's address its text begins, with code words that are nobody's.
        if more && layout.capitals && !looks_like_post(layout, tokens) {
            break;
        }
        out.push(found);
    }
    if out.is_empty() {
        out.extend(below_caption);
    }
    out.truncate(PARTIES_MAX);
    out
}

const PARTIES_MAX: usize = 12;

/// "Ida Lund <lund@example.org>; Alwin Brask <brask@example.org>": each of several mail addresses.
pub(super) fn mailboxes(layout: &Layout<'_>, start: usize, end: usize) -> Vec<Field<Party>> {
    let text = &layout.text[start..end];
    if text.matches('@').count() < 2 {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut from = start;
    // A name may hold a comma: an address ends at a semicolon, or at a comma behind its own sign.
    for (at, sign) in text.match_indices([';', ',']).chain(std::iter::once((text.len(), ""))) {
        let to = start + at;
        if sign != "," || layout.text[from..to].contains('@') {
            out.extend(party::at(layout, from, to));
            from = (to + 1).min(end);
        }
    }
    out
}

/// Whether a scan's "name" is so long that it is a sentence of the text below.
fn is_running_text(layout: &Layout<'_>, party: &Party) -> bool {
    let words = |name: &str| name.split_whitespace().filter(|word| word.len() > 1).count();
    (layout.scanned || layout.capitals)
        && party.post.is_none()
        && party.office.is_none()
        && party.name.as_deref().is_some_and(|name| words(name) > NAME_WORDS_MAX)
}

/// A name alone has no more words than this.
const NAME_WORDS_MAX: usize = 6;

/// Whether a value is what the form prints there.
pub(super) fn is_caption(layout: &Layout<'_>, start: usize, end: usize) -> bool {
    let key = fold(crate::layout::cut_at(&layout.text[start..end.max(start)], 60));
    layout.english.beginning("form_lines", &key).is_some()
        || layout.scanned && (layout.english.within("box_words", &key).is_some() || is_garbled_caption(&key))
}

/// "ixreasion | NO.": the box beside the sender's, with letters misread.
fn is_garbled_caption(key: &str) -> bool {
    let words: Vec<&str> = key.split(' ').collect();
    words.windows(2).any(|pair| {
        let near = pair[0].len().abs_diff(EXTENSION.len()) <= 2 && distance(pair[0], EXTENSION) <= EXTENSION_WRONG_MAX;
        near && matches!(pair[1], "no" | "number")
    })
}

/// The caption that routing sheets print beside the sender's box,
const EXTENSION: &str = "extension";
/// and how many of its letters may be wrong before "NO".
const EXTENSION_WRONG_MAX: usize = 4;

/// "TO   DATE: 29 January 1958": nothing stands behind the label but the next one.
fn is_another_field(layout: &Layout<'_>, start: usize, end: usize) -> bool {
    let range = noun::tokens_in(layout, start, end);
    layout.tokens.get(range.start).is_some_and(|first| range.len() > 1 && first.is_word())
        && is_date_label(layout, range.start)
        && layout.tokens[range.start + 1].is_any(":")
}

/// A field's value without what forms print beside it: how urgent it is, its date, who else is informed.
fn within_value(layout: &Layout<'_>, start: usize, end: usize) -> (usize, usize) {
    let range = noun::tokens_in(layout, start, end);
    let (mut first, mut after) = (range.start, range.end);
    let urgent = |word: &str| layout.english.whole("precedence", word).is_some();
    while first + 1 < after
        && (urgent(&noun::folded(layout, &layout.tokens[first])) || layout.tokens[first].is_any(",;:."))
    {
        first += 1;
    }
    for at in first + 1..after {
        let token = &layout.tokens[at];
        let dated = || layout.dates.iter().any(|found| found.first <= at + 3 && found.first >= at && found.end <= end);
        let word = noun::folded(layout, token);
        if token.is_word() && ((is_date_label(layout, at) && dated()) || (word == "info" && token.capital)) {
            after = at;
            break;
        }
    }
    let date = layout.dates.iter().find(|found| found.first > first && found.after <= after && found.day.is_some());
    after = date.map_or(after, |found| found.first);
    if after <= first || after == range.end && first == range.start {
        return (start, end);
    }
    (layout.tokens[first].start, layout.tokens[after - 1].end)
}

/// The signatures at the foot, each with the post below it.
fn signers(layout: &Layout<'_>) -> Vec<Field<Party>> {
    let mut out: Vec<Field<Party>> = Vec::new();
    // Where the whole text is set in capitals, capitals tell no name from a line of the text.
    if is_set_in_capitals(layout) && layout.with_role(|role| role == Role::Close).next().is_none() {
        return out;
    }
    for (at, line) in layout.lines.iter().enumerate().skip(layout.body.end) {
        match line.role {
            Role::Signature => out.extend(party::at(layout, line.start, line.end)),
            Role::SignerPost => {
                // "Le Préfet, / Alvin Brask": elsewhere the post stands above the name.
                if let Some(last) = out.last_mut().filter(|last| layout.language != EN && is_post_alone(&last.value))
                    && let Some(name) =
                        party::at(layout, line.start, line.end).filter(|below| below.value.name.is_some())
                {
                    last.value.name = name.value.name;
                    last.span = last.span.map(|span| Span::new(span.start, line.end));
                } else if let Some(last) = out.last_mut() {
                    let words = layout.text[line.start..line.end].trim_end_matches(['.', ',', ':', ' ']);
                    let short = words.split_whitespace().count() <= 8 && words.chars().any(char::is_alphabetic);
                    let part = match &mut last.value {
                        Party { post, .. } if post.is_none() => post,
                        party if below::wants_office(party) && is_office_name(layout, at) => &mut party.office,
                        _ => continue,
                    };
                    if short {
                        *part = Some(words.to_owned());
                        last.span = last.span.map(|span| Span::new(span.start, line.end));
                    }
                }
            }
            _ => {}
        }
    }
    for signer in &mut out {
        // A picture stands where the signature was, and its file is named after the signer.
        if let Some(stem) = signer.value.name.as_deref().and_then(file_stem) {
            signer.value.name = Some(stem.to_owned());
        }
    }
    // Of several lines that look like names the one set in capitals is signed.
    let set_apart = |signer: &Field<Party>| {
        let name = signer.value.name.as_deref().unwrap_or("");
        name.contains(' ') && !name.chars().any(char::is_lowercase)
    };
    if out.len() > 1 && out.iter().filter(|signer| set_apart(signer)).count() == 1 {
        out.sort_by_key(|signer| !set_apart(signer));
    }
    // A hand's signature is read as a name of its own above the typed one, and a marking may be misread into one.
    if layout.scanned {
        out.retain(|signer| !is_near_marking(signer.value.name.as_deref().unwrap_or("")));
        let posted = |signer: &Field<Party>| has_initials(signer) && signer.value.post.is_some();
        if out.iter().filter(|signer| posted(signer)).count() == 1 {
            out.retain(posted);
        }
    }
    // Stray lines at the foot of a scan look like names; initials or a post make sure.
    let closed = layout.with_role(|role| role == Role::Close).next().is_some();
    if layout.scanned && !closed {
        out.retain(|signer| {
            has_initials(signer) || signer.value.post.as_deref().is_some_and(|post| is_post(layout, post))
        });
    }
    out
}

/// "Harbour Protection Staff": a line of names, in which no sign is strange to an office's.
fn is_office_name(layout: &Layout<'_>, at: usize) -> bool {
    let line = layout.line(at);
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || "/-&,'’.".contains(c);
    is_all_names(layout, at) && line.chars().all(plain) && line.contains(char::is_lowercase)
}

/// "SEGRET", "SERRET": a marking with letters misread.
fn is_near_marking(name: &str) -> bool {
    let key = fold(name);
    (MARKING.len() - 1..=MARKING.len() + 1).contains(&key.len()) && distance(&key, MARKING) <= MARKING_WRONG_MAX
}

/// The marking that stands alone at the foot of a page,
const MARKING: &str = "secret";
/// and how many of its letters may be misread.
const MARKING_WRONG_MAX: usize = 2;

/// Whether no more than a post is known of a party.
fn is_post_alone(party: &Party) -> bool {
    party.post.is_some() && party.name.is_none() && party.office.is_none()
}

/// "Pereth.EPS" without the stop and the letters of a format.
fn file_stem(name: &str) -> Option<&str> {
    name.rsplit_once('.')
        .filter(|(stem, ending)| {
            stem.len() > 2 && !name.contains(' ') && ending.len() == 3 && ending.chars().all(|c| c.is_ascii_uppercase())
        })
        .map(|(stem, _)| stem)
}

/// Whether one of the words names a post.
fn is_post(layout: &Layout<'_>, words: &str) -> bool {
    fold(words)
        .split(' ')
        .any(|word| layout.tables.word(word).is_some_and(|known| known.sense(layout.language).is(class::POST)))
}

fn is_set_in_capitals(layout: &Layout<'_>) -> bool {
    let body = crate::layout::cut_at(&layout.text[layout.body_bytes()], 4_000);
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for c in body.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    upper > lower
}

/// "Mr. Seward to Mr. Schurz", "The Minister in Norway (Schmedeman) to the Secretary of State": an editor's heading.
fn printed_heading(layout: &Layout<'_>) -> Option<(Field<Party>, Field<Party>)> {
    let lines = layout.with_role(|role| matches!(role, Role::Other | Role::Address));
    let (line, split) = lines
        .take_while(|line| *line < layout.body.start)
        .find_map(|line| heading_split(layout, line).map(|split| (line, split)))?;
    let (start, end) = (layout.lines[line].start, layout.lines[line].end);
    Some((party::at(layout, start, start + split)?, party::at(layout, start + split + " to ".len(), end)?))
}

/// "To Comrade STALIN I.V." in the head, or the address block above the salutation.
fn addressed(layout: &Layout<'_>) -> Vec<Field<Party>> {
    let mut out: Vec<Field<Party>> = Vec::new();
    let head = 0..layout.body.start;
    for at in layout.with_role(|role| role == Role::Address).filter(|at| head.contains(at)) {
        let line = &layout.lines[at];
        let key = layout.key(at);
        // "An die / Harbour Administration": the reader stands below.
        let (line, key) = match layout.lines.get(at + 1).filter(|below| below.role != Role::Blank) {
            Some(below) if layout.words.whole("to_address", &key).is_some() => (below, layout.key(at + 1)),
            _ => (line, key),
        };
        let led = layout.words.beginning("to_words", &key).is_some() || begins_with(&key, "to");
        let start = if led { after_first_word(layout, line) } else { line.start };
        let Some(mut found) = party::at(layout, start, line.end) else { continue };
        // "Директору порта / А. П. Лунду": the name below its post.
        if layout.language != EN
            && is_post_alone(&found.value)
            && let Some(below) = layout.lines.get(at + 1).filter(|below| below.role == Role::Other)
            && is_name_like(layout, at + 1)
            && let Some(name) = party::at(layout, below.start, below.end).filter(has_initials)
        {
            found.value.name = name.value.name;
            found.span = found.span.map(|span| Span::new(span.start, below.end));
        }
        out.push(found);
    }
    if out.is_empty() {
        out.extend(address::block(layout));
    }
    out.truncate(PARTIES_MAX);
    out
}

/// "Hon. William H. Seward, Secretary of State, &c." below the signature.
fn foot_address(layout: &Layout<'_>) -> Vec<Field<Party>> {
    let sure = !(layout.scanned || layout.capitals);
    let addressed = |at: &usize| {
        let role = layout.lines[*at].role == Role::Address && layout.line(*at).contains(' ');
        role && (sure || is_honoured(&layout.key(*at)) && !begins_with(&layout.key(*at), "to"))
    };
    // "THE WHITE HOUSE, / February 19, 1942": where it was signed.
    let place = |at: &usize| {
        let below = (at + 1..layout.lines.len()).find(|below| layout.lines[*below].role != Role::Blank);
        layout.line(*at).ends_with(',') && below.is_some_and(|below| layout.lines[below].role == Role::DateLine)
    };
    let addressed = |at: &usize| addressed(at) && !place(at);
    // A signer's own address may stand there as well; nobody calls himself honorable.
    let honoured = |at: &usize| addressed(at) && is_honoured(&layout.key(*at));
    let foot = layout.body.end..layout.lines.len();
    let Some(at) = foot.clone().find(honoured).or_else(|| foot.clone().find(addressed)) else {
        return Vec::new();
    };
    let line = &layout.lines[at];
    let key = layout.key(at);
    let led = ["to", "al", "a", "an"].iter().any(|word| begins_with(&key, word));
    let start = if led { after_first_word(layout, line) } else { line.start };
    let Some(mut found) = party::at(layout, start, line.end) else { return Vec::new() };
    // "His Excellency / Sir Ronald Lund, K.C.M.G.": who is honoured stands below.
    if is_honour_alone(&key)
        && let Some(below) = layout.lines.get(at + 1).filter(|below| below.role != Role::Blank)
        && let Some(named) = party::at(layout, below.start, below.end)
    {
        return vec![named];
    }
    // The post on the line below: "Hon. Ida M. Lund, / Secretary of the Straits, &c."
    if let Some(below) =
        layout.lines.get(at + 1).filter(|below| below.role == Role::Address && found.value.post.is_none())
        && let Some(post) = party::at(layout, below.start, below.end).filter(|post| post.value.name.is_none())
    {
        found.value.post = post.value.post.or(post.value.office);
        found.span = found.span.zip(post.span).map(|(name, post)| Span::new(name.start, post.end));
    }
    vec![found]
}

/// Whether a line honours somebody whom it does not name.
fn is_honour_alone(key: &str) -> bool {
    let key = key.strip_prefix("to ").unwrap_or(key);
    matches!(
        key,
        "his excellency" | "her excellency" | "the honorable" | "the honourable" | "the right honourable" | "hon"
    )
}

/// Where the first word of a line ends: what "To" introduces begins there.
fn after_first_word(layout: &Layout<'_>, line: &crate::layout::Line) -> usize {
    let words = layout.tokens[line.tokens.clone()].iter();
    words.into_iter().find(|token| token.is_word()).map_or(line.start, |token| token.end)
}

/// The address at the foot. "Dear Sir Lyle Brask:" names its reader better than a line there that honours nobody, which
/// may be a place.
fn greeted_or_below(layout: &Layout<'_>) -> Vec<Field<Party>> {
    let below = foot_address(layout);
    let span = below.first().and_then(|named| named.span);
    let dear = layout.with_role(|role| role == Role::Salutation).next().is_some_and(|at| {
        let key = layout.key(at);
        begins_with(&key, "dear") || begins_with(&key, "my dear")
    });
    if !dear || span.is_none_or(|span| is_honoured(&layout.key(layout.line_at(span.start)))) {
        return below;
    }
    match saluted(layout).filter(|named| named.value.name.is_some()) {
        Some(named) => vec![address::in_full(layout, named)],
        None => below,
    }
}

/// "My Dear Mr. Polk:": a name in the salutation, not a bare title.
fn saluted(layout: &Layout<'_>) -> Option<Field<Party>> {
    let at = layout.with_role(|role| role == Role::Salutation).next()?;
    let line = &layout.lines[at];
    let head = crate::layout::cut_at(&layout.text[line.start..line.end], 90);
    let stop = head.find([':', ',', '!', '—', '–']).unwrap_or(head.len());
    let end = line.start + stop;
    let tokens = &layout.tokens[noun::tokens_in(layout, line.start, end)];
    if begins_with(&fold(head), "to") {
        return party::at(layout, after_first_word(layout, line).min(end), end);
    }
    // "Mr. Secretary of State:": a post, when it says of what.
    let post = tokens.iter().position(|token| token.is_word() && token.sense(EN).is(class::POST));
    if let Some(post) = post.filter(|post| tokens[*post..].iter().any(|token| noun::folded(layout, token) == "of")) {
        return party::at(layout, tokens[post].start, end);
    }
    // "Mr. President:": there is one of them.
    let sole = tokens.iter().find(|token| token.is_word() && noun::folded(layout, token) == "president");
    if let Some(sole) = sole.filter(|sole| {
        layout.language == EN && sole.end == tokens[tokens.len() - 1].end && tokens.len() <= SOLE_TOKENS_MAX
    }) {
        return party::at(layout, sole.start, end);
    }
    let generic = |word: &str| {
        ["dear", "my", "sir", "sirs", "excellency", "your", "honored", "lord", "colleague", "friend"].contains(&word)
    };
    let name = tokens.iter().find(|token| {
        let sense = token.sense(layout.language);
        let word = noun::folded(layout, token);
        let known = sense.is(class::TITLE) || sense.is(class::POST) || sense.is(class::OFFICE);
        token.is_word() && token.capital && word.len() >= 3 && !known && !generic(&word) && layout.language == EN
    })?;
    let title =
        tokens.iter().any(|token| token.is_word() && token.sense(EN).is(class::TITLE) && token.start < name.start);
    let dear = begins_with(&fold(head), "dear") || begins_with(&fold(head), "my dear");
    if !(title || dear) || layout.english.whole("salutations", &fold(&head[..stop])).is_some() {
        return None;
    }
    party::at(layout, name.start, end)
}

/// An address that names rank and place says whom it means, in its own words: "Al serenissimo principe di Venetia". The
/// rank alone says nothing, since other princes bear it.
fn form_of_address(layout: &Layout<'_>) -> Option<Field<Party>> {
    if !layout.words.has("forms_of_address") {
        return None;
    }
    let at = (0..layout.lines.len()).find(|at| {
        layout.lines[*at].role != Role::Body && layout.words.beginning("forms_of_address", &layout.key(*at)).is_some()
    })?;
    let line = &layout.lines[at];
    // Behind the preposition, and with a place behind the rank.
    let named = layout.tokens[line.tokens.clone()].get(1).filter(|_| line.tokens.len() > FORM_TOKENS_MIN)?;
    party::at(layout, named.start, line.end)
}

/// "Al serenissimo principe di": a form of address without a place behind it.
const FORM_TOKENS_MIN: usize = 4;
/// "My dear Mr. President": a sole post stands in so short a salutation.
const SOLE_TOKENS_MAX: usize = 6;
