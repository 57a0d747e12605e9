//! Many papers in one file: where further papers begin in a text.
//!
//! Two signs are known. A *series of headings* (`n. 23`, `n. 24`, … or `Letter 5`, `Letter 6`), each with a date or a
//! salutation right below it, divides a collection of letters. A *new head after a close* (date, number or address and a
//! salutation, below the signature of what stands before) divides letters that were put into one file.
//!
//! Nothing is divided here: the parts are offered, and an officer divides or does not. What is enclosed or quoted is part
//! of the paper that encloses or quotes it: once `Enclosure`, `Annex`, `Copy` heads a new letter, or a line that ends in a
//! colon or a quotation mark leads over to it, nothing further is offered. A mail is one paper with its whole thread.

use std::collections::BTreeMap;

use extract::{Format, Page};
use procedure::card::Span;
use serde::Serialize;

use crate::dates;
use crate::lang::{EN, LanguageId, Languages, Tables, class};
use crate::layout::language_of;
use crate::tokens::tokenize_by;
use crate::words::{begins_with, fold};

/// One of the papers that stand in a text together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its bytes in the text.
    pub span: Span,
    /// The first words of its head, on one line: what to call it until it is read.
    pub title: String,
}

/// A longer text is not looked through.
pub const PARTS_TEXT_BYTES_MAX: usize = 16 * 1024 * 1024;
/// A text of more lines with words is not looked through: each takes some hundred bytes of memory.
pub const PARTS_LINES_MAX: usize = 400_000;
/// Parts after this many belong to the last one.
pub const PARTS_MAX: usize = 2_000;
/// A part has at least so many lines with words: fewer make an entry of a list.
pub const PART_LINES_MIN: usize = 4;
/// A title is cut after this many characters.
pub const PART_TITLE_CHARS_MAX: usize = 120;
/// Longer lines are running text.
const HEAD_LINE_CHARS_MAX: usize = 120;
/// A date or salutation stands within so many lines below the heading of a series.
const BELOW_HEADING_LINES_MAX: usize = 6;
/// A new head begins within so many lines below a close: dockets, copies and lists stand between.
const AFTER_CLOSE_LINES_MAX: usize = 30;
/// A head goes up from its salutation over no more lines than this.
const HEAD_LINES_MAX: usize = 14;
/// So much of a text tells its language.
const LANGUAGE_BYTES_MAX: usize = 16 * 1024;

/// A line with words.
struct Line<'t> {
    start: usize,
    text: &'t str,
    /// Its beginning, folded.
    key: String,
    /// Whether it is too long for a line of a head: running text, perhaps with the salutation run in.
    long: bool,
    /// Whether a free line or a page's end stands above it.
    apart: bool,
}

/// The papers that stand in `text`, by the words of `languages`: none where it is one paper, else at least two, in order and without overlap. What
/// stands before the first heading of a series, and lines between parts that only divide them, are in no part. The last
/// part ends with the last of `pages`, where the file has pages: its notes and footers follow.
pub fn parts(languages: &Languages, text: &str, format: Format, pages: &[Page]) -> Vec<Part> {
    if text.len() > PARTS_TEXT_BYTES_MAX || format == Format::Mail {
        return Vec::new();
    }
    let mut with_words = text.split('\n').filter(|line| !line.trim().is_empty());
    if with_words.nth(PARTS_LINES_MAX).is_some() {
        return Vec::new();
    }
    let lines = lines_of(text);
    if lines.len() < 2 * PART_LINES_MIN {
        return Vec::new();
    }
    let mut tokens = Vec::new();
    let end = text.floor_char_boundary(LANGUAGE_BYTES_MAX.min(text.len()));
    let tables = languages.tables();
    tokenize_by(tables, text, 0, end, &mut tokens);
    let finder = Finder { tables, lines, language: language_of(&tokens).unwrap_or(EN) };
    let series = finder.series();
    let (starts, is_series) = if series.len() >= 2 { (series, true) } else { (finder.heads(), false) };
    if starts.len() < 2 {
        return Vec::new();
    }
    let end = pages.last().map_or(text.len(), |page| page.span.end);
    finder.cut(&starts, is_series, end.max(finder.lines[*starts.last().unwrap_or(&0)].start))
}

fn lines_of(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut start, mut apart) = (0, true);
    for whole in text.split_inclusive('\n') {
        let line = whole.trim();
        apart |= whole.contains('\u{c}') || line.is_empty();
        if !line.is_empty() {
            let indent = whole.len() - whole.trim_start().len();
            let is_short = line.len() <= HEAD_LINE_CHARS_MAX * 2 && line.chars().count() <= HEAD_LINE_CHARS_MAX;
            let begin = crate::layout::cut_at(line, HEAD_LINE_CHARS_MAX);
            lines.push(Line { start: start + indent, text: line, key: fold(begin), long: !is_short, apart });
            apart = false;
        }
        start += whole.len();
    }
    lines
}

/// The words that head what is enclosed, in the tables of languages.
const ENCLOSED: &str = "enclosed_heads";

/// What is known of the paper that is being passed.
#[derive(Default)]
struct Above {
    /// Whether a date stands above its running text.
    dated: bool,
    /// Whether running text was met.
    prose: bool,
    /// The last line of its close or signature so far.
    closed: Option<usize>,
}

struct Finder<'t> {
    tables: &'static Tables,
    lines: Vec<Line<'t>>,
    language: LanguageId,
}

impl Finder<'_> {
    fn beginning(&self, section: &str, key: &str) -> Option<usize> {
        if section == ENCLOSED {
            // An editor's headings may be in another language than the letters.
            let all =
                (0..self.tables.count()).filter_map(|language| self.tables.language(language).beginning(section, key));
            return all.map(|(_, phrase)| phrase.len()).max();
        }
        let own = self.tables.language(self.language).beginning(section, key);
        own.or_else(|| self.tables.language(EN).beginning(section, key)).map(|(_, phrase)| phrase.len())
    }

    /// The lines of the longest series of numbered headings.
    fn series(&self) -> Vec<usize> {
        let mut stems: BTreeMap<String, Vec<(u32, usize)>> = BTreeMap::new();
        for (at, line) in self.lines.iter().enumerate() {
            if let Some((stem, number)) = self.numbered(line) {
                stems.entry(stem).or_default().push((number, at));
            }
        }
        let mut best: Vec<usize> = Vec::new();
        for headings in stems.into_values() {
            let mut run: Vec<(u32, usize)> = Vec::new();
            for (number, at) in headings {
                let follows = run.last().is_some_and(|(last, line)| {
                    number > *last && number - *last <= SERIES_GAP_MAX && at - line >= PART_LINES_MIN
                });
                if !follows {
                    self.keep_better(&mut best, &run);
                    run.clear();
                }
                run.push((number, at));
            }
            self.keep_better(&mut best, &run);
        }
        best.retain(|at| !self.is_enclosed(*at));
        best
    }

    fn keep_better(&self, best: &mut Vec<usize>, run: &[(u32, usize)]) {
        if run.len() <= best.len().max(1) {
            return;
        }
        let headed = run.iter().filter(|(_, at)| self.is_headed(*at) || self.is_enclosed(*at)).count();
        if headed * 3 >= run.len() * 2 {
            *best = run.iter().map(|(_, at)| *at).collect();
        }
    }

    /// Whether a heading of a series heads what the paper before it encloses or quotes: "n. 3 / Allegato I al n. 2".
    fn is_enclosed(&self, at: usize) -> bool {
        let below = self.lines.get(at + 1);
        below.is_some_and(|line| self.beginning(ENCLOSED, &line.key).is_some())
            || at.checked_sub(1).is_some_and(|above| self.leads_to_another(above))
            || self.is_quoted(at)
    }

    /// `n. 23`, `No. 24.`, `Letter 25`: a word for a number or a kind of paper, a number, and nothing else.
    fn numbered(&self, line: &Line<'_>) -> Option<(String, u32)> {
        if line.text.len() > 40 {
            return None;
        }
        let digits = line.text.find(|c: char| c.is_ascii_digit())?;
        let (stem, rest) = line.text.split_at(digits);
        let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let is_end = rest[length..].chars().all(|c| ".)]:| ".contains(c));
        let number: u32 = rest[..length].parse().ok()?;
        let stem = fold(stem.trim_start_matches(['[', '(']));
        let is_word = !stem.is_empty() && !stem.contains(' ');
        let known = self.tables.word(&stem).is_some_and(|word| {
            // An editor's headings may be in another language than the letters.
            (0..self.tables.count()).any(|language| {
                let sense = word.sense(language);
                sense.is(class::NUMBER_SIGN) || sense.kind().is_some()
            })
        });
        (is_end && is_word && known && self.beginning(ENCLOSED, &stem).is_none()).then_some((stem, number))
    }

    /// Whether a date or a salutation stands right below a heading.
    fn is_headed(&self, at: usize) -> bool {
        let below = self.lines.iter().skip(at + 1).take(BELOW_HEADING_LINES_MAX);
        below.into_iter().any(|line| self.is_dated(line) || self.is_salutation(line))
    }

    /// The first line of each paper, where new heads stand after closes.
    fn heads(&self) -> Vec<usize> {
        let mut starts = vec![0];
        let mut above = Above::default();
        for (at, line) in self.lines.iter().enumerate() {
            if self.leads_to_another(at) {
                break;
            }
            let near = above.closed.filter(|closed| at - closed <= AFTER_CLOSE_LINES_MAX);
            if let Some(closed) = near
                && self.is_salutation(line)
                && let Some(start) = self.head_above(closed, at, above.dated)
            {
                if self.is_quoted(start) || starts.len() >= PARTS_MAX {
                    break;
                }
                starts.push(start);
                let dated = (start..at).any(|at| self.is_dated(&self.lines[at]));
                above = Above { dated, ..Above::default() };
            }
            let is_prose = line.long || line.text.split_whitespace().count() >= PROSE_WORDS_MIN;
            if above.prose && (self.is_close(line) || self.is_signature(at)) {
                above.closed = Some(at);
            } else if is_prose {
                above.prose = true;
            } else if !above.prose {
                above.dated |= self.is_dated(line);
            }
        }
        // What has no running text is no paper of its own.
        if starts.len() > 1 && !above.prose {
            starts.pop();
        }
        starts
    }

    /// Where the head begins that ends in the salutation at `to`. Where the paper above is dated at its head, so is this
    /// one: its head begins with the block that dates, numbers or addresses it, below the block of the signature. Where
    /// the paper above is dated at its foot, dates below its signature are its own, and the salutation begins the next.
    fn head_above(&self, closed: usize, to: usize, dated: bool) -> Option<usize> {
        let signature_ends = (closed + 1..=to).find(|at| self.lines[*at].apart)?;
        if !dated {
            let foot = closed.saturating_sub(FOOT_LINES_MAX)..to;
            let is_dated_below = foot.clone().any(|at| self.is_dated(&self.lines[at]));
            return (is_dated_below && self.lines[to].apart).then_some(to);
        }
        let from = signature_ends.max(to.saturating_sub(HEAD_LINES_MAX));
        let is_sign = |at: &usize| {
            let line = &self.lines[*at];
            self.is_dated(line) || self.is_number(line) || self.is_address(line)
        };
        let is_dated = (from..=to).any(|at| self.is_dated(&self.lines[at]));
        let first = (from..to).find(is_sign).filter(|_| is_dated)?;
        (from..=first).rev().find(|at| self.lines[*at].apart).or(Some(first))
    }

    /// A name alone on a line below running text: "ANSON BURLINGAME.".
    fn is_signature(&self, at: usize) -> bool {
        let (line, above) = (&self.lines[at], at.checked_sub(1).map(|above| &self.lines[above]));
        let below_prose = above.is_some_and(|above| {
            above.long || (above.text.split_whitespace().count() >= PROSE_WORDS_MIN) || self.is_close(above)
        });
        let words = line.text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
        let is_name = words
            .clone()
            .all(|word| word.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(char::is_uppercase));
        let count = words.count();
        let plain = !line.text.bytes().any(|byte| byte.is_ascii_digit())
            && !line.text.ends_with([':', ';', ','])
            && !line.text.starts_with(['[', '(']);
        below_prose && !line.long && is_name && plain && (1..=SIGNATURE_WORDS_MAX).contains(&count)
    }

    /// What is enclosed, and a message that is quoted, is part of the paper before it.
    fn leads_to_another(&self, at: usize) -> bool {
        let line = &self.lines[at];
        if line.long || at == 0 {
            return false;
        }
        let heads = line.apart
            && self.beginning(ENCLOSED, &line.key).is_some_and(|length| {
                let words = line.key[length..].split(' ').filter(|word| !word.is_empty()).count();
                // "Copies to:" and "Enclosures: two plans" list; what heads a paper stands alone or with a number.
                words <= ENCLOSED_HEAD_WORDS_MAX && !line.text.contains(':')
            });
        let own = self.tables.language(self.language);
        let quotes = own.within("quoting", &line.key).or_else(|| self.tables.language(EN).within("quoting", &line.key));
        heads || (quotes.is_some() && (line.text.ends_with(':') || line.text.starts_with('-')))
    }

    fn is_quoted(&self, at: usize) -> bool {
        let above = at.checked_sub(1).map_or("", |above| self.lines[above].text);
        above.ends_with(':') || self.lines[at].text.starts_with(['"', '\u{201c}', '\u{201e}', '\u{ab}', '\'', '>', '|'])
    }

    fn is_salutation(&self, line: &Line<'_>) -> bool {
        let text = line.text.trim_end_matches([' ', '|']);
        let Some(length) = self.beginning("salutations", &line.key) else { return false };
        if line.long {
            // One run in with the text ends in a colon or a dash soon after.
            let head = crate::layout::cut_at(text, length + 45);
            return head.contains([':', '!', '\u{2014}', '\u{2013}'])
                || head[length.min(head.len())..].starts_with(',');
        }
        length == line.key.len()
            || (text.len() <= length + 45 && text.ends_with([',', ':', '!', '\u{2014}', '\u{2013}']))
    }

    fn is_close(&self, line: &Line<'_>) -> bool {
        let text = line.text.trim_end_matches([' ', '|']);
        self.beginning("closes", &line.key)
            .is_some_and(|length| length == line.key.len() || (text.len() <= CLOSE_BYTES_MAX && text.ends_with(',')))
    }

    /// A date with its year and little else.
    fn is_dated(&self, line: &Line<'_>) -> bool {
        if line.long || !line.text.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let mut tokens = Vec::new();
        tokenize_by(self.tables, line.text, 0, line.text.len(), &mut tokens);
        let found = dates::find(line.text, &tokens, self.language, self.tables.language(self.language), false);
        let dated: usize = found.iter().map(|date| date.end - date.start).sum();
        let is_whole = found.iter().any(|date| date.year.is_some() && date.month.is_some());
        // A sentence that holds a date has words in small letters beside it.
        let in_date = |at: usize| found.iter().any(|date| (date.start..date.end).contains(&at));
        let small = tokens
            .iter()
            .filter(|token| token.is_word() && !token.capital && token.end - token.start > 3 && !in_date(token.start));
        is_whole
            && line.text.len() - dated <= UNDATED_BYTES_MAX
            && small.count() <= UNDATED_SMALL_WORDS_MAX
            && line.text.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())
    }

    fn is_number(&self, line: &Line<'_>) -> bool {
        let first = line.key.split(' ').next().unwrap_or_default();
        let signed = self.tables.word(first).is_some_and(|word| {
            [self.language, EN].into_iter().any(|language| word.sense(language).is(class::NUMBER_SIGN))
        });
        signed && line.text.len() <= 60 && line.text.bytes().any(|byte| byte.is_ascii_digit())
    }

    fn is_address(&self, line: &Line<'_>) -> bool {
        let own = self.tables.language(self.language);
        let to = own.whole("fields", line.key.split(' ').next().unwrap_or_default()).is_some_and(|key| key == "to");
        let english = begins_with(&line.key, "to the")
            || begins_with(&line.key, "to mr")
            || begins_with(&line.key, "the honorable");
        (to || english || self.beginning("to_address", &line.key).is_some()) && !line.text.ends_with(['.', ';'])
    }

    fn cut(&self, starts: &[usize], is_series: bool, end: usize) -> Vec<Part> {
        let dividers = if is_series { self.dividers(starts) } else { 0 };
        let starts = &starts[..starts.len().min(PARTS_MAX)];
        let mut parts = Vec::new();
        for (at, first) in starts.iter().enumerate() {
            let start = if is_series || at > 0 { self.lines[*first].start } else { 0 };
            let stop = starts.get(at + 1).map_or(end, |next| self.lines[next - dividers].start);
            parts.push(Part { span: Span::new(start, stop), title: self.title(*first, is_series) });
        }
        parts
    }

    /// One where the same line stands above every heading but the first: it divides and belongs to no part.
    fn dividers(&self, starts: &[usize]) -> usize {
        let above = |at: usize| at.checked_sub(1).map(|above| self.lines[above].text);
        let second = starts.get(1).copied().and_then(above);
        let same = starts[1..].iter().filter(|at| above(**at) == second).count();
        usize::from(starts.len() > 2 && same == starts.len() - 1)
    }

    /// The heading and what stands right below it, or the first lines of the head.
    fn title(&self, at: usize, is_series: bool) -> String {
        let is_head =
            |line: &&Line<'_>| is_series || self.is_dated(line) || self.is_number(line) || self.is_address(line);
        let head: Vec<&str> =
            self.lines[at..].iter().take(HEAD_LINES_MAX).filter(is_head).take(2).map(|line| line.text).collect();
        let title = if head.is_empty() { self.lines[at].text.to_owned() } else { head.join(" \u{b7} ") };
        let words = title.split_whitespace().collect::<Vec<_>>().join(" ");
        match words.char_indices().nth(PART_TITLE_CHARS_MAX) {
            Some((end, _)) => words[..end].to_owned() + "\u{2026}",
            None => words,
        }
    }
}

/// Numbers of a series may leave out so many: a letter that was lost or printed elsewhere.
const SERIES_GAP_MAX: u32 = 3;
/// A close that is run in with its courtesies is no longer than this.
const CLOSE_BYTES_MAX: usize = 200;
/// A signature has no more words than this.
const SIGNATURE_WORDS_MAX: usize = 6;
/// A letter that is dated at its foot has its date no more than so many lines above its close.
const FOOT_LINES_MAX: usize = 3;
/// A line of so many words is running text.
const PROSE_WORDS_MIN: usize = 8;
/// "Enclosure No. 2", "Copy of the reply": the heading of what is enclosed has no more words after its own.
const ENCLOSED_HEAD_WORDS_MAX: usize = 6;
/// Beside its date a line of a head has a place and little more.
const UNDATED_BYTES_MAX: usize = 72;
/// And no more long words in small letters than this.
const UNDATED_SMALL_WORDS_MAX: usize = 2;
