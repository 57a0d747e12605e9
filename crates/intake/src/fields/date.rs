//! The date a paper bears, and the place beside it.

use jiff::civil::Date;
use phrases::stored;
use procedure::card::{Field, FieldName, PaperDate, Precision, Span};

use super::{Draft, century};
use crate::dates::{Calendar, Found, from_old_style};
use crate::layout::{Label, Layout, Role, distance, is_after_place, is_date_label, side_lines};
use crate::tokens::Token;
use crate::words::fold;

pub(super) mod apart;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let mut undecided = false;
    // What stands apart is looked for only where nothing else is the paper's date.
    let apart = std::iter::once_with(|| apart::date(layout)).flatten();
    for (line, found) in candidates(layout).into_iter().chain(apart) {
        if found.ambiguous {
            undecided = true;
            continue;
        }
        let Some((value, mended)) = paper_date(layout, &found) else { continue };
        let span = Span::new(found.start, found.end);
        if found.calendar == Calendar::Both {
            draft.remark(
                FieldName::Date,
                stored!("The day is given by two calendars; the date is the first of the two."),
            );
        }
        if found.calendar == Calendar::Old {
            draft.card.date = Some(Field::inferred(value, Some(span)));
            let date = value.date;
            let says =
                stored!("The day is given in the old style; the date is that day in the calendar of today, {date}.");
            draft.remark(FieldName::Date, says);
        } else if mended {
            draft.card.date = Some(Field::inferred(value, Some(span)));
            let words = layout.text[found.start..found.end].split_whitespace().collect::<Vec<_>>().join(" ");
            let says = stored!("The date is misread as “{words}” and was mended from what stands around it.");
            draft.remark(FieldName::Date, says);
        } else if found.ordered {
            draft.card.date = Some(Field::inferred(value, Some(span)));
            draft.remark(
                FieldName::Date,
                stored!("Which figures are the day follows from the other dates of the paper."),
            );
        } else if found.short_year {
            draft.card.date = Some(Field::inferred(value, Some(span)));
            draft.remark(
                FieldName::Date,
                stored!("The century of the date follows from the other years or from the words of the text."),
            );
        } else {
            draft.card.date = Some(Field::read(value, span));
        }
        read_place(layout, line, &found, draft);
        return;
    }
    let says = if undecided {
        stored!("The date is written in figures and could be read day first or month first.")
    } else {
        stored!("No date of the paper itself was found.")
    };
    draft.remark(FieldName::Date, says);
}

/// Dates that may be the paper's own, the likeliest first: a date field, the head, the foot.
fn candidates(layout: &Layout<'_>) -> Vec<(usize, Found)> {
    let mut out = Vec::new();
    let fields = layout.with_role(|role| matches!(role, Role::Field(Label::Date, _)));
    out.extend(apart::below_sheet(layout));
    out.extend(beside_label(layout));
    out.extend(beside_place(layout));
    out.extend(beside_mark(layout));
    let lines = layout.with_role(|role| role == Role::DateLine);
    let headings = layout.with_role(|role| role == Role::KindHeading);
    let (mut head, mut foot) = (Vec::new(), Vec::new());
    for line in lines {
        if line < layout.body.start { head.push(line) } else { foot.push(line) }
    }
    // A heading that runs on can push the place and date below what looks like the body's first line.
    let opening = layout.body.clone().filter(|at| layout.lines[*at].role != Role::Blank).take(OPENING_LINES_MAX);
    let late = opening.filter(|at| is_short_date_line(layout, *at));
    // Of several dates at the foot the paper's own stands nearest to the signature or the close.
    let signed = (layout.body.end..layout.lines.len()).find(|at| layout.lines[*at].role == Role::Signature);
    let signed = signed.or_else(|| layout.with_role(|role| role == Role::Close).next());
    // A docket, which says when the paper came in, repeats the date by its own reckoning.
    foot.sort_by_key(|line| (says_received(layout, *line), signed.map_or(0, |signed| line.abs_diff(signed))));
    // "Executive Order 13320 of December 9, 2003": a heading that says the date says whose it is; a date in the title
    // below it is another's.
    let headings: Vec<_> = headings.collect();
    // "No. 94                20 December 1951": the number's line, with the day in its second column.
    let numbered = layout.with_role(|role| role == Role::Number).filter(|at| *at < layout.body.start);
    for line in fields.chain(headings).chain(head).chain(numbered).chain(foot).chain(late) {
        let mut dates: Vec<_> = layout.dates_of(line).filter(|found| found.year.is_some()).copied().collect();
        dates.retain(|found| !after_received(layout, line, found) && !is_told(layout, found));
        if is_stamped_later(layout, line) {
            dates.clear();
        }
        // What a scan spoilt is the paper's date only where the line says nothing else.
        dates.retain(|found| {
            !found.mended || layout.line(line).len() <= found.end - found.start + MENDED_BESIDE_BYTES_MAX
        });
        // An exact day on the line wins over a bare month.
        dates.sort_by_key(|found| found.day.is_none());
        out.extend(dates.into_iter().map(|found| (line, found)));
    }
    // A bare month counts only where no line has a day.
    out.sort_by_key(|(_, found)| found.day.is_none());
    if out.first().is_none_or(|(_, found)| found.day.is_none()) {
        let far = || only_date(layout).or_else(|| apart::date(layout)).or_else(|| lone_date(layout));
        out.splice(0..0, far());
    }
    out
}

/// The date of the lines anywhere that hold a date and nothing else to speak of, where all of them say the same.
fn only_date(layout: &Layout<'_>) -> Option<(usize, Found)> {
    let lines = layout
        .with_role(|role| !matches!(role, Role::Blank | Role::Received))
        .filter(|line| !is_stamped_later(layout, *line) && !says_received(layout, *line));
    let mut found = lines.filter(|line| is_short_date_line(layout, *line)).filter_map(|line| {
        layout
            .dates_of(line)
            .find(|found| found.day.is_some() && !found.mended && !is_told(layout, found))
            .map(|found| (line, *found))
    });
    let first = found.next().filter(|(_, found)| found.year.is_some())?;
    let same = |other: &Found| (other.year, other.month, other.day) == (first.1.year, first.1.month, first.1.day);
    found.all(|(_, other)| same(&other)).then_some(first)
}

/// The date of the lines anywhere that hold nothing but a date, where all of them say the same: in the boxes of a form
/// its value stands alone.
fn lone_date(layout: &Layout<'_>) -> Option<(usize, Found)> {
    let lone = |line: usize| {
        let found = layout.dates_of(line).find(|found| found.day.is_some() && found.year.is_some() && !found.mended)?;
        let beside = layout.line(line).len().checked_sub(found.end - found.start)?;
        let own = beside <= LONE_BESIDE_BYTES_MAX && !found.ambiguous && !is_told(layout, found);
        (own && !is_stamped_later(layout, line)).then_some((line, *found))
    };
    let mut dates = layout.with_role(|role| !matches!(role, Role::Blank | Role::Received)).filter_map(lone);
    let first = dates.next()?;
    let same = |other: &Found| (other.year, other.month, other.day) == (first.1.year, first.1.month, first.1.day);
    dates.all(|(_, other)| same(&other)).then_some(first)
}

/// Beside a date that stands alone a line has no more bytes than this.
const LONE_BESIDE_BYTES_MAX: usize = 3;

/// "TO : Chief, Appraisal Section   DATE: 26 June 1961": a date behind its label within another field's line.
fn beside_label(layout: &Layout<'_>) -> Option<(usize, Found)> {
    let fields = layout.with_role(|role| {
        let field = matches!(role, Role::Field(Label::To | Label::From | Label::Subject, _) | Role::FieldMore(_));
        field || matches!(role, Role::Other | Role::DateLine)
    });
    let mut fields =
        fields.take_while(|line| *line <= layout.body.start).filter(|line| !is_stamped_later(layout, *line));
    let behind = fields.find_map(|line| {
        let first = layout.lines[line].tokens.start;
        let found = layout.dates_of(line).find(|found| {
            // "DATE DISTR. 1 June 1965": another word may stand between.
            let label = (first..found.first).rev().take(5).filter(|at| layout.tokens[*at].is_word());
            label.take(3).any(|at| is_date_label(layout, at))
        });
        found.filter(|found| found.day.is_some()).map(|found| (line, *found))
    });
    behind.or_else(|| beside_reference(layout))
}

/// "Our ref: HB/417    Your ref: MW/88    Date: 19 November 2026": on the line of references a date counts only right behind its
/// label.
fn beside_reference(layout: &Layout<'_>) -> Option<(usize, Found)> {
    let lines = layout.with_role(|role| matches!(role, Role::Field(Label::Number | Label::Reference, _)));
    let mut lines = lines.take_while(|line| *line <= layout.body.start).filter(|line| !is_stamped_later(layout, *line));
    lines.find_map(|line| {
        let first = layout.lines[line].tokens.start;
        let labelled = |found: &&Found| match found.first.checked_sub(2).filter(|label| *label >= first) {
            Some(label) => layout.tokens[label + 1].is_any(":") && is_date_label(layout, label),
            None => false,
        };
        let found = layout.dates_of(line).filter(|found| found.day.is_some()).find(labelled)?;
        Some((line, *found))
    })
}

/// "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ  Πάτρα: 27 - 04 - 2016": place and date in a second column.
fn beside_place(layout: &Layout<'_>) -> Option<(usize, Found)> {
    let lines = side_lines(layout).filter(|line| !is_stamped_later(layout, *line));
    lines.into_iter().find_map(|line| {
        let own = |found: &&Found| found.day.is_some() && found.year.is_some();
        let found = layout.dates_of(line).filter(own).find(|found| is_after_place(layout, line, found.first))?;
        Some((line, *found))
    })
}

/// "HMMA-22608   11 December 1963": in the foot of a form, right behind the mark in capitals under which an office sends its
/// papers; none where several such marks are dated, which a list does.
fn beside_mark(layout: &Layout<'_>) -> Option<(usize, Found)> {
    let marked = |line: &usize| {
        let first = layout.lines[*line].tokens.start;
        layout
            .dates_of(*line)
            .find(|found| found.day.is_some() && found.year.is_some() && !is_told(layout, found))
            .filter(|found| {
                let [letters, joints @ .., figures] = &layout.tokens[first..found.first] else { return false };
                let word = &layout.text[letters.start..letters.end];
                (MARK_LETTERS_MIN..=MARK_LETTERS_MAX).contains(&word.len())
                    && word.bytes().all(|byte| byte.is_ascii_uppercase())
                    && letters.sense(layout.language).month == 0
                    && (1..=MARK_JOINTS_MAX).contains(&joints.len())
                    && joints.iter().all(|joint| joint.is_any("-~–—"))
                    && figures.is_number()
                    && figures.digits >= MARK_DIGITS_MIN
            })
    };
    let lines = layout.with_role(|role| role != Role::Blank);
    let mut found = lines.filter_map(|line| Some((line, *marked(&line)?)));
    let first = found.next()?;
    let mark = |found: &Found, line: usize| layout.text[layout.lines[line].start..found.start].to_owned();
    let own = mark(&first.1, first.0);
    found.all(|(line, other)| mark(&other, line) == own).then_some(first)
}

/// The letters of a mark in capitals are so many at least,
const MARK_LETTERS_MIN: usize = 3;
/// and at most,
const MARK_LETTERS_MAX: usize = 5;
/// with so many strokes before its figures,
const MARK_JOINTS_MAX: usize = 3;
/// which are so many at least.
const MARK_DIGITS_MIN: u8 = 3;

/// Beside a date that had to be mended its line has no more bytes than this.
const MENDED_BESIDE_BYTES_MAX: usize = 14;
/// How many written lines of the body may hold the paper's own date line.
const OPENING_LINES_MAX: usize = 8;
/// Beside its date a late date line has no more characters than this.
const LATE_PLACE_CHARS_MAX: usize = 40;

fn is_short_date_line(layout: &Layout<'_>, line: usize) -> bool {
    let dated: usize =
        layout.dates_of(line).filter(|found| found.day.is_some()).map(|found| found.end - found.start).sum();
    dated > 0 && layout.line(line).len() <= dated + LATE_PLACE_CHARS_MAX
}

/// Whether "received" stands before the date on its line: that is the arrival's date.
fn after_received(layout: &Layout<'_>, line: usize, found: &Found) -> bool {
    let before = &layout.text[layout.lines[line].start..found.start];
    let folded = fold(before);
    folded.split(' ').any(|word| layout.words.whole("received", word).is_some())
}

/// Whether the words before a date say that the text tells of that day: "initiated on 3 August 1960" on a scan, whose
/// lines may break anywhere, and the end of a span.
fn is_told(layout: &Layout<'_>, found: &Found) -> bool {
    let told = || {
        let before = found.first.checked_sub(1).map(|at| &layout.tokens[at]).filter(|before| before.is_word())?;
        let same_line = !layout.text[before.end..found.start].contains('\n');
        let word = fold(&layout.text[before.start..before.end]);
        layout.words.whole("told_dates", &word).filter(|_| same_line)
    };
    ends_span(layout, found)
        || is_span(layout, found)
        || is_edition(layout, found)
        || is_dated_paper(layout, found)
        || layout.scanned && (told().is_some() || is_marked(layout, found))
}

/// "Monthly Report, 1-30 November 1963": a span of days, of which the text tells; a letter is written over two or three.
fn is_span(layout: &Layout<'_>, found: &Found) -> bool {
    let days = |first: usize| {
        let [from, joint, to] = layout.tokens.get(first..first + 3)? else { return None };
        let joined = joint.is_any("-–—") || layout.scanned && joint.is_any("=~");
        let days = joined && from.is_number() && to.is_number() && from.digits <= 2 && to.digits <= 2;
        days.then(|| to.value.saturating_sub(from.value) >= SPAN_DAYS_MIN && to.value <= 31)
    };
    let before = || found.first.checked_sub(2).and_then(days);
    layout.text[found.start..found.end].contains(char::is_alphabetic)
        && (days(found.first).or_else(before) == Some(true))
}

/// From the first day to the last of a span lie so many days at least.
const SPAN_DAYS_MIN: u32 = 5;

/// "Memorandum dated 14 July 1978", "Letter No. 9 dtd 6 Mar. 78": the day of a paper that is cited, behind its name.
fn is_dated_paper(layout: &Layout<'_>, found: &Found) -> bool {
    let before = found.first.checked_sub(1).filter(|at| layout.tokens[*at].is_any("."));
    let Some(before) = before.or(Some(found.first)).and_then(|at| at.checked_sub(1)) else { return false };
    let token = &layout.tokens[before];
    let line = &layout.lines[layout.line_at(token.start)];
    let dated = token.is_word() && matches!(fold(&layout.text[token.start..token.end]).as_str(), "dated" | "dtd");
    dated && token.start > line.start && line.role != Role::DateLine
}

/// "REFERENCE: HMTA-12821 (25 June 62)", "B. LOND 8570, 9 April 1964": behind the mark of a paper that is cited and a comma
/// or bracket.
fn is_marked(layout: &Layout<'_>, found: &Found) -> bool {
    let Some([.., number, open]) = found.first.checked_sub(2).map(|first| &layout.tokens[first..found.first]) else {
        return false;
    };
    let line = &layout.lines[layout.line_at(found.start)];
    let behind = (line.tokens.start..found.first - 2).rev().take(MARK_TOKENS_MAX).map(|at| &layout.tokens[at]);
    let marked = behind.into_iter().find(|token| token.is_word() && token.end - token.start > 1).is_some_and(|token| {
        let written = &layout.text[token.start..token.end];
        let capitals = written.bytes().all(|byte| byte.is_ascii_uppercase());
        written.len() >= MARK_LETTERS_MIN && capitals && token.common() == 0
    });
    open.is_any(",(") && number.is_number() && number.start >= line.start && marked
}

/// The letters of a cited mark stand within so many words, figures and signs before its number.
const MARK_TOKENS_MAX: usize = 4;

/// "FD-36 (Rev. 12-13-56)": since when a form is printed so.
fn is_edition(layout: &Layout<'_>, found: &Found) -> bool {
    let before = found.first.checked_sub(EDITION_TOKENS).map(|first| &layout.tokens[first..found.first]);
    before.is_some_and(|before| {
        let word = fold(&layout.text[before[1].start..before[1].end]);
        before[0].is_any("(") && matches!(word.as_str(), "rev" | "ed") && before[2].is_any(".")
    })
}

/// "(Rev." is so many words and signs.
const EDITION_TOKENS: usize = 3;

/// "covering the period 16 thru 30 Nov 63": the last day of a span of which the text tells.
fn ends_span(layout: &Layout<'_>, found: &Found) -> bool {
    let Some(first) = found.first.checked_sub(2) else { return false };
    let [day, joint] = &layout.tokens[first..found.first] else { return false };
    let joins = |token: &Token| {
        token.is_word() && layout.words.whole("span_words", &fold(&layout.text[token.start..token.end])).is_some()
    };
    let same_line = !layout.text[day.end..found.start].contains('\n');
    day.is_number() && day.digits <= 2 && joins(joint) && same_line
}

fn says_received(layout: &Layout<'_>, line: usize) -> bool {
    layout.key(line).split(' ').any(|word| layout.words.whole("received", word).is_some())
}

/// Whether a line tells what an archive did to the paper later: released, reviewed, declassified.
fn is_stamped_later(layout: &Layout<'_>, line: usize) -> bool {
    let stamp = |line: usize| {
        layout.line(line).len() <= STAMP_BYTES_MAX
            && layout.key(line).split(' ').any(|word| layout.words.whole("stamped_later", word).is_some())
    };
    // A signing service puts its own time under "Digitally signed by".
    let signed =
        (line.saturating_sub(SEAL_LINES_MAX)..line).any(|above| layout.key(above).contains("digitally signed"));
    if signed && layout.line(line).contains("Date:") {
        return true;
    }
    // "Released under the … Act" stands on a line of its own above the date.
    let released = |above: usize| {
        let key = layout.key(above);
        let near = |word: &str| distance(word, "released") <= 2;
        key.contains(" under ") && (stamp(above) || key.split(' ').any(near))
    };
    stamp(line)
        || line.checked_sub(1).is_some_and(released)
        || dates_release(layout, line)
        || opens_archives_file(layout, line)
}

/// "65990 Date: 10-29-2021" as a scan's first words, with dates a generation older below: an archive's number and the
/// day on which it opened the paper.
fn opens_archives_file(layout: &Layout<'_>, line: usize) -> bool {
    if line >= ARCHIVES_LINES_MAX {
        return false;
    }
    let tokens = &layout.tokens[layout.lines[line].tokens.clone()];
    let label = tokens.iter().take(LABEL_TOKENS_MAX).position(|token| token.is_any(":"));
    let numbered = label.is_some_and(|at| tokens[..at].iter().any(Token::is_number));
    let figures = |found: &&Found| layout.text[found.start..found.end].chars().all(|c| !c.is_alphabetic());
    let opened = layout.dates_of(line).find(figures).filter(|_| numbered).and_then(|found| found.year);
    let Some(opened) = opened else { return false };
    let years = layout.dates.iter().filter(|found| found.month.is_some()).filter_map(|found| {
        let year = found.year?;
        Some(if found.short_year { century::whole_year(layout, found, year)? } else { year })
    });
    years.into_iter().any(|year| year + GENERATION_YEARS_MIN <= opened)
}

/// An archive's number and date stand in the first lines,
const ARCHIVES_LINES_MAX: usize = 6;
/// its number in so many words, figures and signs with the label behind it,
const LABEL_TOKENS_MAX: usize = 5;
/// and it opens papers that are at least so old.
const GENERATION_YEARS_MIN: i16 = 25;

/// "65990 Date: 10-29-2021" some lines below "Released under the … Act of 1992": the first date there, in figures.
fn dates_release(layout: &Layout<'_>, line: usize) -> bool {
    let figures = |found: &Found| layout.text[found.start..found.end].contains('-');
    if !layout.dates_of(line).any(figures) {
        return false;
    }
    let heading = |above: usize| {
        let key = layout.key(above);
        let first = key.split(' ').next().unwrap_or("");
        key.contains(" under ") && distance(first, "released") <= 2
    };
    let above = (0..line).rev().filter(|above| layout.lines[*above].role != Role::Blank).take(RELEASE_LINES_MAX);
    above.take_while(|above| !layout.dates_of(*above).any(figures)).any(heading)
}

/// An archive's notice of release takes no more written lines than this.
const RELEASE_LINES_MAX: usize = 4;

/// An electronic seal takes no more lines than this.
const SEAL_LINES_MAX: usize = 6;

/// An archive's stamp is no longer than this; a longer line is the paper's own.
const STAMP_BYTES_MAX: usize = 90;

/// The date that `found` means, and whether a misread letter or figure was mended for it.
fn paper_date(layout: &Layout<'_>, found: &Found) -> Option<(PaperDate, bool)> {
    let month = i8::try_from(found.month?).ok()?;
    let (year, mended) = match found.short_year {
        true => (century::whole_year(layout, found, found.year?)?, false),
        false => century::possible_year(layout, found.year?)?,
    };
    let date = day_or_month(found, year, month)?;
    Some((date, mended || found.mended))
}

fn day_or_month(found: &Found, year: i16, month: i8) -> Option<PaperDate> {
    match found.day {
        Some(day) => {
            let day = i8::try_from(day).ok()?;
            let old = found.calendar == Calendar::Old;
            let date = if old { from_old_style(year, month, day)? } else { Date::new(year, month, day).ok()? };
            Some(PaperDate { date, precision: Precision::Day })
        }
        None => Some(PaperDate { date: Date::new(year, month, 1).ok()?, precision: Precision::Month }),
    }
}

/// The article before a day is no longer.
const ARTICLE_CHARS_MAX: usize = 3;

/// What stands before the date on its line is the place, when it is short.
fn read_place(layout: &Layout<'_>, line: usize, found: &Found, draft: &mut Draft) {
    if layout.lines[line].role != Role::DateLine {
        return;
    }
    let start = layout.lines[line].start;
    let before = &layout.text[start..found.start];
    let place = before.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let place = place.trim_start_matches(|c: char| !c.is_alphanumeric());
    // In front of a second column stands the first one, in capitals: "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ  Πάτρα: 27 - 04 - 2016".
    let small = |words: &str| words.chars().any(char::is_lowercase);
    let place = match place.rsplit_once(char::is_whitespace) {
        Some((first, last)) if layout.words.has("side_labels") && small(last) && !small(first) => last,
        _ => place,
    };
    // "Bern, den", "Paris, le", "All’Haya, li": the article of the day.
    let article =
        |(_, last): &(&str, &str)| last.chars().count() <= ARTICLE_CHARS_MAX && !last.contains(char::is_uppercase);
    let place = place.rsplit_once(", ").filter(article).map_or(place, |(place, _)| place.trim_end());
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3
        || place.contains(':')
        || place.chars().any(|c| c.is_ascii_digit())
        || place.chars().count() > PLACE_CHARS_MAX
    {
        return;
    }
    let from = start + before.rfind(place).unwrap_or(0);
    draft.card.place = Some(Field::read(place.to_owned(), Span::new(from, from + place.len())));
}

const PLACE_CHARS_MAX: usize = 80;
