//! Papers cited in a text: who sent them, what kind, which number, of which date, and how this paper relates to them.
//!
//! A citation is `[whose] [adjectives] [kind] [No.] [number, number and number] [of date]`: "your 1295 of April 3",
//! "Department’s telegram No. 63 of May 29, 7 p.m., to Managua", "my letter to the Ministry of 4 June". It needs a number
//! or a date, and a word that says that a paper is meant.

use jiff::civil::Date;
use phrases::stored;
use procedure::card::{Citation, Field, FieldName, Span};

use super::{Draft, noun, number};
use crate::dates::{Calendar, Found};
use crate::lang::{EN, RelativeDay, class};
use crate::layout::{Label, Layout, Role};
use crate::tokens::Token;
use lead::{Lead, Whose};

mod lead;
mod references;
mod relation;
mod symbols;

/// No more citations than this are listed.
pub(super) const CITATIONS_MAX: usize = 400;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let reader =
        Reader { layout, paper: draft.card.date.as_ref().map(|date| date.value.date), draft: Sides::of(draft) };
    let mut out: Vec<Field<Citation>> = Vec::new();
    let mut at = 0;
    while at < layout.lines.len() && out.len() < CITATIONS_MAX {
        let mut last = at;
        // A sentence goes on over the lines that a paragraph is broken into.
        while is_wrapped(layout, last) {
            last += 1;
        }
        if cites(layout, at) {
            reader.line(layout.lines[at].tokens.start..layout.lines[last].tokens.end, &mut out);
        }
        at = last + 1;
    }
    references::read(&reader, &mut out);
    symbols::read(&reader, &mut out);
    out.sort_by_key(|cited| cited.span.map_or(0, |span| span.start));
    let own = draft.card.number.as_ref().and_then(|number| number.span);
    out.retain(|cited| {
        cited.span.is_none_or(|span| own.is_none_or(|own| span.end <= own.start || span.start >= own.end))
    });
    out.truncate(CITATIONS_MAX);
    draft.card.citations = out;
    if reader.paper.is_some()
        && draft.card.citations.iter().any(|cited| cited.value.date.is_some() && !states_year(cited))
    {
        draft.remark(
            FieldName::Citations,
            stored!("Years missing from the dates of cited papers follow from the date of the paper."),
        );
    }
}

/// Whether a line may cite a paper.
fn cites(layout: &Layout<'_>, at: usize) -> bool {
    match layout.lines[at].role {
        Role::Body
        | Role::Salutation
        | Role::Other
        | Role::Field(Label::Reference | Label::Subject, _)
        | Role::FieldMore(Label::Reference | Label::Subject) => true,
        // "(Replaces Mr. Brask's memo of 8 September 1992)" below a signature is no date line of the paper's own.
        Role::DateLine => {
            let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
            at >= layout.body.end && tokens.iter().any(|token| token.sense(layout.language).kind().is_some())
        }
        _ => false,
    }
}

/// Whether a line of running text goes on on the next one.
fn is_wrapped(layout: &Layout<'_>, at: usize) -> bool {
    let body = |at: usize| layout.lines.get(at).is_some_and(|line| line.role == Role::Body);
    body(at)
        && body(at + 1)
        && layout.line(at).len() >= WRAPPED_BYTES_MIN
        && !layout.line(at).ends_with(['.', ':', ';'])
}

/// A shorter line was not broken because it was full.
const WRAPPED_BYTES_MIN: usize = 36;

fn states_year(cited: &Field<Citation>) -> bool {
    cited.value.date.is_some_and(|date| cited.value.text.contains(&date.year().to_string()))
}

/// The two sides of the citing paper, which "your" and "my" turn into names.
struct Sides {
    from: Option<String>,
    to: Option<String>,
    telegram: bool,
}

impl Sides {
    fn of(draft: &Draft) -> Self {
        let label = |parties: &[Field<procedure::card::Party>]| {
            parties.first().map(|party| party.value.label().to_owned()).filter(|label| !label.is_empty())
        };
        Self {
            from: label(&draft.card.from),
            to: label(&draft.card.to),
            telegram: draft.card.kind.as_ref().is_some_and(|kind| kind.value.contains("telegram")),
        }
    }
}

struct Reader<'l, 't> {
    layout: &'l Layout<'t>,
    paper: Option<Date>,
    draft: Sides,
}

impl Reader<'_, '_> {
    fn line(&self, tokens: std::ops::Range<usize>, out: &mut Vec<Field<Citation>>) {
        let mut at = tokens.start;
        while at < tokens.end && out.len() < CITATIONS_MAX {
            let next = self
                .lead(at, tokens.end)
                .and_then(|lead| self.cited(&lead, tokens.end, out))
                .or_else(|| self.marked(at, &tokens, out));
            at = next.unwrap_or(at + 1).max(at + 1);
        }
    }

    fn token(&self, at: usize, end: usize) -> Option<&Token> {
        if at < end { self.layout.tokens.get(at) } else { None }
    }

    fn is(&self, at: usize, end: usize, class: u32) -> bool {
        self.token(at, end).is_some_and(|token| token.is_word() && token.sense(self.layout.language).is(class))
    }

    fn kind(&self, at: usize, end: usize) -> Option<&'static str> {
        self.token(at, end).filter(|token| token.is_word())?.sense(self.layout.language).kind()
    }

    fn word(&self, at: usize, end: usize, word: &str) -> bool {
        self.token(at, end)
            .is_some_and(|token| token.is_word() && self.layout.text[token.start..token.end].eq_ignore_ascii_case(word))
    }

    fn number_sign(&self, at: usize, end: usize) -> bool {
        self.is(at, end, class::NUMBER_SIGN)
            || self.token(at, end).is_some_and(|token| {
                token.is_sign('#') || (token.is_word() && token.sense(EN).is(class::NUMBER_SIGN) && token.capital)
            })
    }

    /// Reads numbers and dates after a lead, and after the leads that go on with it, and adds what is cited. Returns where
    /// to go on.
    fn cited(&self, lead: &Lead, end: usize, out: &mut Vec<Field<Citation>>) -> Option<usize> {
        let (mut at, mut listed) = self.cited_once(lead, end, out)?;
        while listed && out.len() < CITATIONS_MAX {
            let Some(again) = self.further(lead, at, end) else { break };
            let Some(next) = self.cited_once(&again, end, out) else { break };
            (at, listed) = next;
        }
        Some(at)
    }

    /// Reads numbers and dates after one lead. Returns where to go on, and whether numbers stood first: then another may
    /// follow under the same lead.
    fn cited_once(&self, lead: &Lead, end: usize, out: &mut Vec<Field<Citation>>) -> Option<(usize, bool)> {
        let mut numbers = Vec::new();
        let mut at = lead.after;
        if let Some((first, to, after)) = self.mark_behind(lead, end) {
            let dated = self.dates_after(after, end, None, 1).first().copied();
            let after = dated.map_or(after, |(_, after)| after);
            let lead = Lead { signed: true, ..*lead };
            self.push(&lead, Some((first, to)), dated.map(|(found, _)| found), after, out);
            return Some((after, false));
        }
        if self.is_own_number(at, end, lead) {
            let to = self.number_to(at, end);
            numbers.push((at, to));
            at = to;
            while let Some(next) = self.listed(at, end, &numbers, lead.signed) {
                numbers.push(next);
                at = next.1;
            }
        }
        if let [(first, to)] = numbers[..]
            && !self.stands_alone(lead, first, to, end)
        {
            return None;
        }
        let dates = self.dates_after(at, end, numbers.is_empty().then_some(lead), numbers.len());
        if numbers.is_empty() {
            let (found, after) = *dates.first()?;
            if lead.kind.is_none() && (found.relative.is_some() || found.day.is_none()) {
                return None;
            }
            // "your despatch of July 1, No. 501"
            if let Some((first, to)) = self.number_behind(after, end) {
                self.push(lead, Some((first, to)), Some(found), to, out);
                return Some((to, false));
            }
            // "the Board’s November 27, 1996 letter"
            if let Some(kind) = self.kind(after, end).filter(|_| lead.kind.is_none()) {
                self.push(&Lead { kind: Some(kind), ..*lead }, None, Some(found), after + 1, out);
                return Some((after + 1, false));
            }
            self.push(lead, None, Some(found), after, out);
            return Some((after, false));
        }
        let after = dates.last().map_or(at, |(_, after)| *after);
        for (at, (first, to)) in numbers.iter().enumerate() {
            // One date is everybody's; as many dates as numbers are paired; otherwise nobody can say whose they are.
            let dated = match dates.len() {
                1 => dates.first(),
                count if count == numbers.len() => dates.get(at),
                _ => None,
            };
            let last = at + 1 == numbers.len();
            let stop = if last { after } else { *to };
            self.push(lead, Some((*first, *to)), dated.map(|(found, _)| *found), stop, out);
        }
        Some((after, true))
    }

    /// "…, and No. 13 of May 4": the same lead goes on with another number.
    fn further(&self, lead: &Lead, at: usize, end: usize) -> Option<Lead> {
        let mut sign = at;
        while sign < at + 2
            && (self.token(sign, end).is_some_and(|token| token.is_any(",;")) || self.word(sign, end, "and"))
        {
            sign += 1;
        }
        if sign == at || !self.number_sign(sign, end) {
            return None;
        }
        let mut first = sign + 1;
        while self.token(first, end).is_some_and(|token| token.is_any(".")) {
            first += 1;
        }
        let numbered = self.token(first, end).is_some_and(Token::is_number);
        numbered.then_some(Lead { first: sign, signed: true, after: first, ..*lead })
    }

    /// A signed number behind a date: ", No. 501".
    fn number_behind(&self, at: usize, end: usize) -> Option<(usize, usize)> {
        let mut sign = at + usize::from(self.token(at, end).is_some_and(|token| token.is_any(",")));
        // "от 3 марта 1897 г. за № 512": elsewhere small words stand between, or nothing.
        if self.layout.language != EN {
            sign = self.past_links(sign, end);
        }
        if (sign == at && self.layout.language == EN) || !self.number_sign(sign, end) {
            return None;
        }
        let mut first = sign + 1;
        while self.token(first, end).is_some_and(|token| token.is_any(".°º#")) {
            first += 1;
        }
        let number = self.token(first, end).filter(|token| token.is_number() && !token.ending)?;
        (self.date_at(first).is_none() && number.digits <= 6).then(|| (first, self.number_to(first, end)))
    }

    /// "dispatch, UFGS-1018", "letter (OLC #77-4958)": a mark of capitals and figures right behind a kind.
    fn mark_behind(&self, lead: &Lead, end: usize) -> Option<(usize, usize, usize)> {
        lead.kind?;
        let open = usize::from(self.token(lead.after, end).is_some_and(|token| token.is_any(",(")));
        let first = lead.after + open;
        let word = self.token(first, end).filter(|token| token.is_word())?;
        let text = &self.layout.text[word.start..word.end];
        if !(2..=6).contains(&text.len()) || !text.chars().all(|c| c.is_ascii_uppercase()) {
            return None;
        }
        let mut last = first;
        // "LA/COG/235-77": letters behind strokes before the figures.
        while self
            .token(last + 1, end)
            .is_some_and(|joint| joint.is_any("-/") && joint.start == self.layout.tokens[last].end)
            && self
                .token(last + 2, end)
                .is_some_and(|part| part.is_word() && part.capital && part.end - part.start <= 6)
            && last < first + MARK_TOKENS_MAX
        {
            last += 2;
        }
        let joint = self.token(last + 1, end).filter(|joint| joint.is_any("-/#"))?;
        let number = self.token(last + 2, end).filter(|number| number.is_number() && number.start == joint.end)?;
        let tight = joint.start == self.layout.tokens[last].end || joint.is_any("#");
        let to = self.number_to(last + 2, end);
        let close = usize::from(open == 1 && self.token(to, end).is_some_and(|token| token.is_any(")")));
        (tight && number.digits >= 2).then_some((first, to, to + close))
    }

    fn is_own_number(&self, at: usize, end: usize, lead: &Lead) -> bool {
        let Some(token) = self.token(at, end).filter(|token| token.is_number()) else { return false };
        let tight = at > 0 && self.layout.tokens[at - 1].is_any("$£%§");
        let dated = self.date_at(at).is_some_and(|found| found.day.is_some());
        !token.ending && !tight && token.digits <= 6 && (!dated || lead.signed)
    }

    fn number_to(&self, at: usize, end: usize) -> usize {
        number::number_end(&self.layout.tokens[..end], at)
    }

    /// The next number of a list: ", 14", "and 20", "& 3", "and No. 20".
    fn listed(&self, at: usize, end: usize, numbers: &[(usize, usize)], signed: bool) -> Option<(usize, usize)> {
        let mut next = at;
        while next < at + 2
            && (self.token(next, end).is_some_and(|token| token.is_any(",&")) || self.word(next, end, "and"))
        {
            next += 1;
        }
        let token = self.token(next, end).filter(|token| next > at && token.is_number() && !token.ending)?;
        let like = numbers.first().is_none_or(|(first, _)| {
            let first = &self.layout.tokens[*first];
            first.digits.abs_diff(token.digits) <= 1
        });
        let follows = self.token(next + 1, end);
        let unit = follows
            .is_some_and(|token| token.is_word() && !token.capital && !self.is(next + 1, end, class::AFTER_NUMBER))
            || follows.is_some_and(|token| token.is_any("%$"));
        let time = follows.is_some_and(|token| token.is_any(".:"))
            && self.token(next + 2, end).is_some_and(|token| token.is_number());
        // "Nos. 126, 128, and 152 a refusal": behind a sign and a list nothing is counted.
        let unit = unit && !(signed && follows.is_some_and(Token::is_word));
        (like && !unit && !time && self.date_at(next).is_none()).then(|| (next, self.number_to(next, end)))
    }

    /// Whether what follows a number lets it name a paper: not "your 3 ships".
    fn stands_alone(&self, lead: &Lead, first: usize, to: usize, end: usize) -> bool {
        if self.token(to, end).is_some_and(|token| token.is_any("%$")) {
            return false;
        }
        if lead.signed {
            return lead.kind.is_some() || lead.whose != Whose::Unsaid;
        }
        // "E.O. 12866 requires": nothing else bears such a number.
        if lead.kind == Some("executive order") {
            return true;
        }
        // "He reports 195,000 tons": figures in groups are an amount.
        let grouped = |comma: &Token| {
            let behind = self.token(to + 1, end).filter(|token| token.is_number() && token.digits == 3);
            comma.is_any(",")
                && comma.start == self.layout.tokens[to - 1].end
                && behind.is_some_and(|token| token.start == comma.end)
        };
        if self.token(to, end).is_some_and(grouped) {
            return false;
        }
        // "general note 11 to the tariff": a note in a book has a number without a sign, too.
        if self.layout.language == EN && lead.kind == Some("note") && lead.whose == Whose::Unsaid {
            return !self.dates_after(to, end, None, 1).is_empty();
        }
        // "Ihre 3 Mill. Gulden": only English telegraphers cite a bare number.
        if self.layout.language != EN && lead.kind.is_none() {
            return false;
        }
        let number = &self.layout.tokens[first];
        // "memos 1s": a scan makes single figures of anything.
        if self.layout.scanned && number.digits < 2 {
            return false;
        }
        let Some(next) = self.token(to, end) else { return true };
        let goes_on =
            next.is_word() && !next.capital && !self.is(to, end, class::AFTER_NUMBER) && self.date_at(to).is_none();
        let bare_year = number.digits == 4
            && (1800..2100).contains(&number.value)
            && lead.kind.is_some()
            && lead.whose == Whose::Unsaid;
        !goes_on && !bare_year
    }

    /// The date that begins at token `at`.
    fn date_at(&self, at: usize) -> Option<&Found> {
        let dates = &self.layout.dates;
        let index = dates.partition_point(|found| found.after <= at);
        dates.get(index).filter(|found| found.first <= at)
    }

    /// The dates after a kind or number, each with the token after it and its hour.
    fn dates_after(&self, at: usize, end: usize, lead: Option<&Lead>, most: usize) -> Vec<(Found, usize)> {
        let mut out = Vec::new();
        let mut at = at;
        let mut reach = DATE_LINKS_MAX;
        // "letter to the Department of March 25": a few words may stand between a kind and its date.
        let far = if self.layout.language == EN { DATE_WORDS_MAX } else { DATE_WORDS_ELSEWHERE_MAX };
        if lead.is_some_and(|lead| lead.kind.is_some()) {
            reach = far;
        }
        loop {
            let (mut next, mut links, mut brackets) = (at, 0, 0_usize);
            while links < reach && next < end && self.date_at(next).is_none() {
                let token = &self.layout.tokens[next];
                // "(50 U.S.C. 5(b) note), were blocked as of June 16": the bracket that holds the kind holds its date.
                brackets += usize::from(token.is_any("("));
                if token.is_any(")") {
                    let Some(open) = brackets.checked_sub(1) else { break };
                    brackets = open;
                }
                let link = token.is_any(",")
                    || self.is(next, end, class::DATED)
                    || (!out.is_empty() && self.word(next, end, "and"));
                let english = self.layout.language == EN;
                let words = reach == far
                    && (english || !(token.is_number() || token.is_any(".")))
                    && (token.is_word() || token.is_number() || token.is_any("().’#-"))
                    && self.kind(next, end).is_none();
                // Another paper's number begins here: "requests 76-5403 dated …" has one of its own.
                let marked = token.is_number()
                    && self.token(next + 1, end).is_some_and(|joint| joint.is_any("-/") && joint.start == token.end)
                    && self.token(next + 2, end).is_some_and(Token::is_number);
                // "the undated memorandum received on October 8": that is the day on which it came.
                let came =
                    token.is_word() && self.layout.words.whole("received", &noun::folded(self.layout, token)).is_some();
                // "at his request, on January 2, I embodied …": the day on which something was done.
                let done = token.is_any(",") && self.word(next + 1, end, "on");
                let other = marked
                    || came
                    || done
                    || self.is(next, end, class::YOUR | class::MY)
                    || (token.is_word() && self.number_sign(next, end));
                if other || !(link || words) {
                    break;
                }
                next += 1;
                links += 1;
            }
            let Some(found) = self.date_at(next).filter(|found| next < end && found.first == next) else { break };
            // Over several words only "of", "dated" or "under date of" ties the date to the kind.
            let tied = next == at
                || self.is(next - 1, end, class::DATED)
                || self.layout.tokens[next - 1].is_any(",") && links <= 2
                || links <= 1;
            // "on the day after the receipt of the despatch, yesterday": a day so near is the paper's only right behind it.
            let near = !matches!(found.relative, Some(RelativeDay::Today | RelativeDay::Yesterday))
                || next == at
                || links == 1 && self.is(at, end, class::DATED);
            if !tied || !near {
                break;
            }
            let after = self.hour(found.after, end);
            out.push((*found, after));
            at = after;
            reach = 2;
            if out.len() >= most.max(1) {
                break;
            }
        }
        out
    }

    /// Skips an hour after a date: ", 7 p.m.", "—9 p. m.", ", noon", ", 11.15 p.m.".
    fn hour(&self, at: usize, end: usize) -> usize {
        let mut next = at;
        if self.token(next, end).is_some_and(|token| token.is_any(",—–-")) {
            next += 1;
        }
        if self.word(next, end, "noon") || self.word(next, end, "midnight") {
            return next + 1;
        }
        if !self.token(next, end).is_some_and(Token::is_number) {
            return at;
        }
        next += 1;
        if self.token(next, end).is_some_and(|token| token.is_any(".:"))
            && self.token(next + 1, end).is_some_and(Token::is_number)
        {
            next += 2;
        }
        let half = self.word(next, end, "a") || self.word(next, end, "p");
        let stop = next + 1 + usize::from(self.token(next + 1, end).is_some_and(|token| token.is_any(".")));
        if half && self.word(stop, end, "m") {
            return stop + 1;
        }
        if self.word(next, end, "am") || self.word(next, end, "pm") { next + 1 } else { at }
    }

    /// A mark with its date: "UFGS-1018 dated 8 February 1962", "76-5403 dated 14 October 1976", "No. 8708, of July 29, 1924".
    fn marked(&self, at: usize, tokens: &std::ops::Range<usize>, out: &mut Vec<Field<Citation>>) -> Option<usize> {
        let end = tokens.end;
        let number = self.token(at, end).filter(|token| token.is_number() && !token.ending)?;
        let mut first = at;
        while first > tokens.start && at - first < MARK_TOKENS_MAX * 2 {
            let (before, this) = (&self.layout.tokens[first - 1], &self.layout.tokens[first]);
            let joint = before.is_any("-/")
                || before.is_number()
                || (before.is_word() && before.capital && before.end - before.start <= 6);
            if before.end != this.start || !joint {
                break;
            }
            first -= 1;
        }
        let signed =
            first > tokens.start + 1 && self.layout.tokens[first - 1].is_any(".") && self.number_sign(first - 2, end);
        let to = self.number_to(at, end);
        let mut link = to;
        while link < to + 2 && self.token(link, end).is_some_and(|token| token.is_any(",")) {
            link += 1;
        }
        let dated = self.word(link, end, "dated") || (signed && self.word(link, end, "of"));
        let found = self.date_at(link + 1).filter(|found| dated && found.first == link + 1 && found.day.is_some())?;
        let start = if signed { first - 2 } else { first };
        let joined = first < at || signed || number.digits >= 3;
        if !joined || (start > tokens.start && self.is(start - 1, end, class::NOT_PAPER)) {
            return None;
        }
        let lead = Lead { first: start, whose: Whose::Unsaid, kind: None, signed, after: first };
        let after = self.hour(found.after, end);
        self.push(&lead, Some((first, to)), Some(*found), after, out);
        Some(after)
    }

    fn push(
        &self,
        lead: &Lead,
        number: Option<(usize, usize)>,
        found: Option<Found>,
        after: usize,
        out: &mut Vec<Field<Citation>>,
    ) {
        let tokens = &self.layout.tokens;
        let first = match lead.whose {
            Whose::Named(first, _) => first.min(lead.first),
            _ => lead.first,
        };
        let last = found.filter(|found| found.after == after).map_or(tokens[after - 1].end, |found| found.end);
        let span = Span::new(tokens[first].start, last.max(tokens[after - 1].end));
        let Some(text) = span.of(self.layout.text) else { return };
        let (sender, addressee) = self.sides(lead, after);
        let kind =
            lead.kind.or_else(|| (self.draft.telegram && !lead.signed && number.is_some()).then_some("telegram"));
        let citation = Citation {
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            kind: kind.map(str::to_owned),
            number: number.map(|(first, to)| self.number_text(lead, first, to)),
            sender,
            addressee,
            date: found.and_then(|found| found.looking_back(self.paper)),
            relation: relation::of(self.layout, span, lead.whose == Whose::Your),
        };
        // What the paper's own date has to complete, or another calendar to tell, follows from what stands there.
        let resolved = found.is_some_and(|found| found.year.is_none() || found.calendar == Calendar::Old);
        let inferred = citation.date.is_some() && resolved;
        out.push(if inferred { Field::inferred(citation, Some(span)) } else { Field::read(citation, span) });
    }

    /// The number as registers write it: no sign, no spaces, with the letters of its series.
    fn number_text(&self, lead: &Lead, first: usize, to: usize) -> String {
        let tokens = &self.layout.tokens;
        let mut from = first;
        while lead.signed
            && from > lead.first
            && tokens[from - 1].end == tokens[from].start
            && (tokens[from - 1].is_any("/-–") || (tokens[from - 1].is_word() && tokens[from - 1].capital))
        {
            from -= 1;
        }
        self.layout.text[tokens[from].start..tokens[to - 1].end].chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// Sender and addressee of the cited paper, as the text says.
    fn sides(&self, lead: &Lead, after: usize) -> (Option<String>, Option<String>) {
        match lead.whose {
            Whose::Your => (self.draft.to.clone(), self.draft.from.clone()),
            Whose::My => (self.draft.from.clone(), self.said_addressee(after).or_else(|| self.draft.to.clone())),
            Whose::Named(first, to) => {
                (Some(noun::without_title(self.layout, first, to).to_owned()), self.said_addressee(after))
            }
            Whose::Unsaid => (self.reporter(lead.first), self.said_addressee(after)),
        }
    }

    /// "… to Managua": a name right after the citation.
    fn said_addressee(&self, after: usize) -> Option<String> {
        let end = self.layout.tokens.len();
        let comma = usize::from(self.token(after, end).is_some_and(|token| token.is_any(".,")));
        let mut first = after + comma;
        if !self.word(first, end, "to") {
            return None;
        }
        first += 1 + usize::from(self.word(first + 1, end, "the"));
        let mut to = first;
        while to < first + 6
            && self.token(to, end).is_some_and(|token| {
                token.is_word() && (token.capital || self.word(to, end, "of") || self.word(to, end, "in"))
            })
        {
            to += 1;
        }
        (to > first && self.layout.tokens[first].capital).then(|| noun::span(self.layout, first, to).to_owned())
    }

    /// Who reported through a bracketed citation: "According to the report of Comrade Vyshinsky, … (telegram No. 812)".
    fn reporter(&self, first: usize) -> Option<String> {
        let token = self.layout.tokens.get(first)?;
        let bracketed = first > 0 && self.layout.tokens[first - 1].is_sign('(');
        if !bracketed {
            return None;
        }
        super::claims::reporter(self.layout, self.layout.sentence(token.start).start, token.start)
    }
}

/// A mark has no more parts and strokes before its figures than this.
const MARK_TOKENS_MAX: usize = 6;
/// Small words between a number and its date.
const DATE_LINKS_MAX: usize = 4;
/// Words between a kind and its date: "letter to the Department of March 25".
const DATE_WORDS_MAX: usize = 9;
/// In other languages, whose dates do not lean on "of", fewer may: "lettere publiche di 2 decembre".
const DATE_WORDS_ELSEWHERE_MAX: usize = 5;
