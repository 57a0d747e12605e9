//! The service line of a cable: "PRIORITY DIR INFO WAVE CITE MEXI 1111".

use std::ops::Range;

use procedure::card::{Field, Party};

use super::super::{noun, party};
use crate::lang::EN;
use crate::layout::{Label, Layout, Role, distance, label_of};
use crate::tokens::Token;

/// The service line stands in the first lines,
const SERVICE_LINES_MAX: usize = 45;
/// and names a station in no more words.
const STATION_TOKENS_MAX: usize = 6;

/// The line that cites the sender's number, with the token of "CITE".
pub(in crate::fields) fn cite_line(layout: &Layout<'_>) -> Option<(usize, usize)> {
    let written = (0..layout.lines.len()).filter(|at| layout.lines[*at].role != Role::Blank).take(SERVICE_LINES_MAX);
    written.into_iter().find_map(|line| {
        let range = layout.lines[line].tokens.clone();
        let end = range.end;
        let cite = range.into_iter().find(|at| {
            let token = &layout.tokens[*at];
            token.is_word() && &layout.text[token.start..token.end] == "CITE" || is_misread_cite(layout, *at, end)
        })?;
        Some((line, cite))
    })
}

/// "GITE TARNOV 5366": the first letter of "CITE" misread, before a station and its number.
fn is_misread_cite(layout: &Layout<'_>, at: usize, end: usize) -> bool {
    let token = &layout.tokens[at];
    let text = &layout.text[token.start..token.end];
    let near = token.is_word() && text.len() == "CITE".len() && text.ends_with("ITE");
    let station = || station(layout, at + 1, end);
    let number = |token: &Token| token.is_number() && token.digits >= CABLE_FIGURES_MIN;
    let numbered = |station: Range<usize>| layout.tokens[station.end..end].first().is_some_and(number);
    near && station().filter(|station| station.len() == 1).is_some_and(numbered)
}

/// Sender and addressee.
type Sides = (Option<Field<Party>>, Option<Field<Party>>);

/// Sender and addressee, as far as the service line names them.
pub(super) fn sides(layout: &Layout<'_>) -> Option<Sides> {
    let Some((line, cite)) = cite_line(layout) else {
        let (from, to) = boxed(layout).unwrap_or_default();
        return Some((sent_by(layout).or(from), to));
    };
    let range = layout.lines[line].tokens.clone();
    let from = station(layout, cite + 1, range.end).filter(|station| {
        // The number follows; a station that no number follows is half a line.
        (station.end..range.end.min(station.end + 3)).any(|at| layout.tokens[at].is_number())
    });
    // "SECRET 1820542 JUN 70 CITE …": the addressees stand on the line below.
    let dated = layout.dates_of(line).next().is_some();
    let to = if dated || cite == range.start {
        let below = (line + 1..layout.lines.len()).find(|below| layout.lines[*below].role != Role::Blank)?;
        let below = layout.lines[below].tokens.clone();
        station(layout, below.start, below.end)
    } else {
        station(layout, range.start, cite)
    };
    let party = |station: Range<usize>| {
        let station = spelled_out(layout, station.clone()).unwrap_or(station);
        party::at(layout, layout.tokens[station.start].start, layout.tokens[station.end - 1].end)
    };
    Some((from.and_then(party), to.and_then(party)))
}

/// "PRIORITY TARNOV INFO BRENN", "70 1 DIRECTOR": the addressee of a scanned cable on a line of its own in the head, behind
/// what says how urgent it is, or a post in capitals behind what is left of its label. What the post itself cites is not
/// addressed to it.
pub(super) fn directed(layout: &Layout<'_>) -> Option<Field<Party>> {
    if !(layout.scanned || layout.capitals) || layout.language != EN {
        return None;
    }
    let written = layout.with_role(|role| role != Role::Blank).take(DIRECTED_LINES_MAX);
    written.into_iter().find_map(|line| {
        let range = layout.lines[line].tokens.clone();
        let alone = || behind_bare_label(layout, range.clone()).or_else(|| post_alone(layout, line));
        let station = behind_precedence(layout, range.clone()).or_else(alone)?;
        let cited =
            cite_line(layout).and_then(|(line, cite)| self::station(layout, cite + 1, layout.lines[line].tokens.end));
        let word = |station: &Range<usize>| noun::folded(layout, &layout.tokens[station.start]);
        let same = cited.is_some_and(|cited| word(&station).starts_with(&word(&cited)));
        let (start, end) = (layout.tokens[station.start].start, layout.tokens[station.end - 1].end);
        (!same).then(|| party::at(layout, start, end)).flatten()
    })
}

/// "750M DIRECTOR", "TARNOV CITY / DIRECTOR": the sender of a scanned cable on a line of its own in the head, a post behind
/// what may be left of "FROM", or right below the station to which it goes.
pub(super) fn sent_from(layout: &Layout<'_>) -> Option<Field<Party>> {
    if !(layout.scanned || layout.capitals) || layout.language != EN {
        return None;
    }
    let written = layout.with_role(|role| role != Role::Blank).take(DIRECTED_LINES_MAX);
    written.into_iter().find_map(|line| {
        let (at, lead) = known_post(layout, line)?;
        let from = lead.contains(['m', 'M']) || !lead.contains(':') && is_below_station(layout, line);
        let token = &layout.tokens[at];
        from.then(|| party::at(layout, token.start, token.end)).flatten()
    })
}

/// "BRENN CITY / FROM: TARNOV": the addressee of a scanned cable, whose label is lost, right above the sender.
pub(super) fn above_sender(layout: &Layout<'_>) -> Option<Field<Party>> {
    if !(layout.scanned || layout.capitals) || layout.language != EN {
        return None;
    }
    let written: Vec<usize> = layout.with_role(|role| role != Role::Blank).take(DIRECTED_LINES_MAX).collect();
    let sender = |line: usize| label_of(layout, line).filter(|(label, _)| *label == Label::From);
    let place = written.iter().position(|line| sender(*line).is_some())?;
    let (from, to) = (written[place], written[place.checked_sub(1)?]);
    // The sender is a station as well, behind the label or, where nothing stands there, below it.
    let bare = sender(from).is_some_and(|(_, value)| value >= layout.lines[from].end);
    let at = if bare { *written.get(place + 1)? } else { from };
    box_value(layout, at).filter(|_| label_of(layout, to).is_none()).and_then(|_| box_value(layout, to))
}

/// The token of a post in capitals to which cables go, with what stands before it, on a line without other words.
fn known_post<'t>(layout: &Layout<'t>, line: usize) -> Option<(usize, &'t str)> {
    let range = layout.lines[line].tokens.clone();
    let post = range.clone().find(|at| {
        let token = &layout.tokens[*at];
        let capitals = layout.text[token.start..token.end].chars().all(char::is_uppercase);
        token.is_word() && capitals && layout.english.whole("cable_posts", &noun::folded(layout, token)).is_some()
    })?;
    let lead = &layout.text[layout.tokens[range.start].start..layout.tokens[post].start];
    let alone = lead.chars().count() <= LEAD_CHARS_MAX && ends_address(layout, post + 1..range.end);
    alone.then_some((post, lead))
}

/// Whether the written line above is a station in a box of its own: a number beside it is a cable's.
fn is_below_station(layout: &Layout<'_>, line: usize) -> bool {
    let above = (0..line).rev().find(|above| layout.lines[*above].role != Role::Blank);
    let number = |token: &Token| token.is_number() && token.digits >= CABLE_FIGURES_MIN;
    let numbered = |line: usize| layout.tokens[layout.lines[line].tokens.clone()].iter().any(number);
    above.is_some_and(|above| !numbered(above) && box_value(layout, above).is_some())
}

/// The number of a cable has at least so many figures; fewer are left of a frame or a stamp.
const CABLE_FIGURES_MIN: u8 = 3;

/// The addressee's line stands among the first lines.
const DIRECTED_LINES_MAX: usize = 25;

/// The capitals between a precedence, also with letters misread, and the end of its line or "INFO".
fn behind_precedence(layout: &Layout<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let urgent = range.clone().find(|at| layout.tokens[*at].end - layout.tokens[*at].start >= VALUE_LETTERS_MIN)?;
    let word = noun::folded(layout, &layout.tokens[urgent]);
    let near = ["priority", "immediate"].iter().any(|long| distance(&word, long) <= 2);
    let station = station(layout, urgent + 1, range.end).filter(|_| near)?;
    ends_address(layout, station.end..range.end).then_some(station)
}

/// "TO BRENN INFO AMSEL", "TO BRENN (FOR LUND ONLY)": a label that lost its colon, and who else is informed or for whom it
/// is behind the station.
fn behind_bare_label(layout: &Layout<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let label = layout.tokens.get(range.start).filter(|_| !range.is_empty())?;
    if !matches!(&layout.text[label.start..label.end], "TO" | "T0") {
        return None;
    }
    let station = station(layout, range.start + 1, range.end)?;
    let next = layout.tokens[station.end..range.end].first();
    let informs =
        |next: &Token| next.is_any("(") && station.len() == 1 || noun::folded(layout, next).starts_with("info");
    next.is_some_and(informs).then_some(station)
}

/// Whether no word stands behind an addressee but "INFO", also with a letter misread, and what follows it.
fn ends_address(layout: &Layout<'_>, rest: Range<usize>) -> bool {
    let mut words = layout.tokens[rest].iter().filter(|token| token.is_word() && token.end - token.start > 2);
    let next = words.next().map(|token| noun::folded(layout, token));
    next.is_none_or(|word| distance(&word, "info") <= 1)
}

/// "70 1 DIRECTOR", "** DIRECTOR": a post to which cables go, in capitals on a line without other words, and nothing before
/// it that may be left of "FROM". Right below another station it is the sender's.
fn post_alone(layout: &Layout<'_>, line: usize) -> Option<Range<usize>> {
    let (post, lead) = known_post(layout, line)?;
    (!lead.contains(['m', 'M']) && !is_below_station(layout, line)).then_some(post..post + 1)
}

/// What is left of a label and its colon has no more characters than this.
const LEAD_CHARS_MAX: usize = 8;

/// A label's value that names a station has no more words than this, with what a scan left beside it.
const STATION_WORDS_MAX: usize = 3;

/// Whether a party is named as stations are: in no more than a few capitals.
pub(super) fn is_station(party: &Party) -> bool {
    let words = party.words();
    let mut lower = words.split_whitespace().filter(|word| word.chars().any(char::is_lowercase));
    let routed = words.split(' ').next().is_some_and(|word| distance(&crate::words::fold(word), "action") <= 2);
    let letters = words.chars().filter(|c| c.is_uppercase()).count();
    words.split_whitespace().count() <= STATION_WORDS_MAX && letters >= 4 && lower.nth(1).is_none() && !routed
}

/// The boxes of a cable form, whose labels a scan garbled: "ACTION" or "CONF" stands right below the sender, who stands
/// right below the addressee.
fn boxed(layout: &Layout<'_>) -> Option<Sides> {
    let written: Vec<usize> = layout.with_role(|role| role != Role::Blank).take(BOX_LINES_MAX).collect();
    let anchor = written.iter().position(|line| is_routing_box(layout, *line)).filter(|anchor| *anchor > 0)?;
    let from = box_value(layout, written[anchor - 1])?;
    let to = anchor.checked_sub(2).and_then(|above| box_value(layout, written[above]));
    Some((Some(from), to))
}

/// The boxes stand in the first lines.
const BOX_LINES_MAX: usize = 25;

/// "ACTION: HB 8", "CONF : HB 8", "ACTICN, HB": to whom a copy of a cable is routed.
pub(super) fn is_routing_box(layout: &Layout<'_>, line: usize) -> bool {
    let mut words = layout.tokens[layout.lines[line].tokens.clone()].iter().filter(|token| token.is_word());
    let Some(first) = words.find(|token| token.end - token.start >= 3) else { return false };
    let word = noun::folded(layout, first);
    // "ACTION REQUIRED" is a caption of a dispatch.
    if words.next().is_some_and(|next| distance(&noun::folded(layout, next), "required") <= 2) {
        return false;
    }
    let led = layout.text[layout.lines[line].start..first.start].chars().count() <= BOX_LEAD_CHARS_MAX;
    let near = distance(&word, "action") <= 2 && word.len() >= 5 || distance(&word, "conf") <= 1;
    led && near && layout.line(line).len() <= BOX_BYTES_MAX
}

/// Stray signs before the word of a box, at most.
const BOX_LEAD_CHARS_MAX: usize = 4;
/// The line of a box is no longer than this.
const BOX_BYTES_MAX: usize = 70;

/// "‘ROM: DIRECTOR", "OM 1 TARNOV", "DIRECTOR": the words in capitals behind what is left of a label.
fn box_value(layout: &Layout<'_>, line: usize) -> Option<Field<Party>> {
    let range = layout.lines[line].tokens.clone();
    let text = |at: usize| &layout.text[layout.tokens[at].start..layout.tokens[at].end];
    let capitals = |at: usize| layout.tokens[at].is_word() && text(at).chars().all(char::is_uppercase);
    let long = |at: usize| capitals(at) && text(at).len() >= VALUE_LETTERS_MIN;
    let is_label = |at: usize| distance(&noun::folded(layout, &layout.tokens[at]), "from") <= 1;
    let start = range.clone().find(|at| long(*at) && !is_label(*at))?;
    let label = range.start..start;
    let words = label.clone().filter(|at| layout.tokens[*at].is_word() && text(*at).len() > 1).count();
    let end =
        (start..range.end).take(STATION_TOKENS_MAX).take_while(|at| capitals(*at) || *at > start && text(*at) == "/");
    let end = end.last()? + 1;
    let key = crate::words::fold(&layout.text[layout.tokens[start].start..layout.tokens[end - 1].end]);
    let known = |section| layout.english.beginning(section, &key).is_some();
    let near = |long: &str| key.split(' ').any(|word| distance(word, long) <= 2);
    let captions = ["classified", "message", "required", "references", "routing", "secret"];
    let printed = captions.iter().any(|caption| near(caption))
        || key == "date"
        || known("form_lines")
        || known("markings")
        || known("precedence")
        || known("received");
    let rest =
        (end..range.end).filter(|at| layout.tokens[*at].is_word() && text(*at).len() >= VALUE_LETTERS_MIN).count();
    let station = words <= 1 && !printed && rest <= 2 && layout.tokens[start].sense(EN).month == 0;
    station.then(|| party::at(layout, layout.tokens[start].start, layout.tokens[end - 1].end)).flatten()
}

/// The first word of a station has at least so many letters.
const VALUE_LETTERS_MIN: usize = 4;

/// "STAFF 012310Z DIRECTOR 266967": where nothing is cited, the sender and his number stand behind the time group.
fn sent_by(layout: &Layout<'_>) -> Option<Field<Party>> {
    let written = (0..layout.lines.len()).filter(|at| layout.lines[*at].role != Role::Blank).take(SERVICE_LINES_MAX);
    written.into_iter().find_map(|line| {
        let range = layout.lines[line].tokens.clone();
        let group = range.clone().find(|at| {
            let token = &layout.tokens[*at];
            token.is_number() && matches!(token.digits, 6 | 7)
        })?;
        let lead = layout.tokens[range.start..group]
            .iter()
            .any(|token| matches!(&layout.text[token.start..token.end], "STAFF" | "TOT" | "ToT" | "Tots"));
        let dated = layout.dates_of(line).find(|found| found.first == group).map(|found| found.after);
        let station = station(layout, dated.unwrap_or(group + 1), range.end).filter(|_| lead)?;
        // A stray sign may stand before the number.
        let behind = (station.end..range.end.min(station.end + 2)).find(|at| layout.tokens[*at].is_number());
        let number = layout.tokens.get(behind?).filter(|token| token.digits >= 5)?;
        let (first, last) = (&layout.tokens[station.start], &layout.tokens[station.end - 1]);
        (number.end > last.end).then(|| party::at(layout, first.start, last.end)).flatten()
    })
}

/// The capitals from token `from` on that name a station: up to "INFO", "CITE" or a number; what says how urgent the
/// cable is does not count.
fn station(layout: &Layout<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let known = |word: &str, section| layout.english.whole(section, word).is_some();
    let urgent = |word: &str| known(word, "precedence") || known(word, "markings");
    let mut first = from;
    while first < end {
        let token = &layout.tokens[first];
        let word = noun::folded(layout, token);
        if token.is_word() && !urgent(&word) && word != "to" && word.len() > 1 && token.sense(EN).month == 0 {
            break;
        }
        first += 1;
    }
    let mut after = first;
    while after < end && after - first < STATION_TOKENS_MAX {
        let token = &layout.tokens[after];
        let text = &layout.text[token.start..token.end];
        let name = token.is_word() && text.chars().all(char::is_uppercase) && !matches!(text, "INFO" | "CITE");
        if !(name || token.is_any("/-") && after > first) {
            break;
        }
        after += 1;
    }
    let letters: usize = layout.tokens[first.min(after)..after].iter().map(|token| token.end - token.start).sum();
    (after > first && letters >= 3).then_some(first..after)
}

/// A box that spells out a station has no more tokens than this, with what a scan left of its frame.
const SPELLED_TOKENS_MAX: usize = 6;

/// The head spells out what the service line shortens: "MEXI" is the "MEXICO CITY" above it.
fn spelled_out(layout: &Layout<'_>, short: Range<usize>) -> Option<Range<usize>> {
    let token = layout.tokens.get(short.start).filter(|_| short.len() == 1)?;
    let text = &layout.text[token.start..token.end];
    let written = (0..layout.lines.len()).filter(|at| layout.lines[*at].role != Role::Blank).take(SERVICE_LINES_MAX);
    written.into_iter().find_map(|line| {
        let range = layout.lines[line].tokens.clone();
        let first = range.clone().find(|at| {
            let long = &layout.tokens[*at];
            let word = &layout.text[long.start..long.end];
            // "PIR" for the "DIRECTOR" in a box of its own: one letter of three misread.
            let misread = || word == "DIRECTOR" && distance(text, "DIR") <= 1 && range.len() <= SPELLED_TOKENS_MAX;
            let longer = long.is_word() && word.len() > text.len() && word.chars().all(char::is_uppercase);
            longer && (word.starts_with(text) || misread())
        })?;
        Some(first..first + 1)
    })
}
