//! What stands before the number of a cited paper: whose it is, its kind, the sign of the number.

use super::super::noun;
use super::Reader;
use crate::lang::{EN, class};
use crate::tokens::Token;

/// Adjectives between "your" and the kind.
const LEAD_WORDS_MAX: usize = 5;
/// A kind that is abbreviated has no more letters than this.
const ABBREVIATION_CHARS_MAX: usize = 3;
/// "г. за": no more words and stops stand between a date and the sign of the number.
const NUMBER_LINKS_MAX: usize = 3;

/// Whose paper is cited.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    Your,
    My,
    /// Named by these tokens.
    Named(usize, usize),
    Unsaid,
}

/// The part of a citation before its number and date.
#[derive(Clone, Copy)]
pub(super) struct Lead {
    pub(super) first: usize,
    pub(super) whose: Whose,
    pub(super) kind: Option<&'static str>,
    /// A number sign stood there.
    pub(super) signed: bool,
    pub(super) after: usize,
}

impl Reader<'_, '_> {
    /// Reads "[whose] [adjectives] [kind] [No.]" at `at`.
    pub(super) fn lead(&self, at: usize, end: usize) -> Option<Lead> {
        let (whose, mut next) = self.whose(at, end);
        let mut kind = None;
        let mut steps = 0;
        if let Some(after) = self.executive_order(next, end) {
            (kind, next) = (Some("executive order"), after);
        }
        while steps < LEAD_WORDS_MAX && kind.is_none() {
            if let Some(named) = self.kind(next, end) {
                // "Executive Order", "circular telegram": the later word is the kind.
                kind = Some(named);
                next += 1;
                while let Some(further) = self.kind(next, end) {
                    kind = Some(further);
                    next += 1;
                }
            } else if whose != Whose::Unsaid
                && (self.is(next, end, class::CITE_ADJECTIVE)
                    || self.token(next, end).is_some_and(|token| token.is_any("-/")))
            {
                next += 1;
            } else {
                break;
            }
            steps += 1;
        }
        if whose == Whose::Unsaid && kind.is_none() {
            return None;
        }
        if self.word(next, end, "verbale") || self.word(next, end, "verbales") {
            next += 1;
        }
        let (whose, next) = if kind.is_some() { self.owner_behind(whose, next, end) } else { (whose, next) };
        let mut next = next;
        let mut sign = next;
        while self.token(sign, end).is_some_and(|token| token.is_any(",(“\"")) && sign < next + 2 {
            sign += 1;
        }
        let signed = self.number_sign(sign, end);
        if signed {
            next = sign + 1;
            // "prot. n. 88": elsewhere the registry's sign stands before the number's.
            let again = |at: usize| self.layout.language != EN && self.number_sign(at, end);
            while self.token(next, end).is_some_and(|token| token.is_any(".°º#")) || again(next) {
                next += 1;
            }
            // "Nos." and "serial No." may be followed by letters of a series: "No. NC/56".
            if self.token(next, end).is_some_and(|token| token.is_word() && token.capital)
                && self.token(next + 1, end).is_some_and(|token| token.is_any("/-–"))
                && self.token(next + 2, end).is_some_and(Token::is_number)
            {
                next += 2;
            }
        }
        Some(Lead { first: at, whose, kind, signed, after: next })
    }

    /// "отношение Ваше", "του εγγράφου σας με αριθ. 88": in other languages the owner may stand behind the kind, and small
    /// words before the sign of the number. An abbreviated kind has its stop there: "Ν. 3852/2010".
    fn owner_behind(&self, whose: Whose, at: usize, end: usize) -> (Whose, usize) {
        if self.layout.language == EN {
            return (whose, at);
        }
        let behind = |class| whose == Whose::Unsaid && self.is(at, end, class);
        let (whose, at) = match () {
            () if behind(class::YOUR) => (Whose::Your, at + 1),
            () if behind(class::MY) => (Whose::My, at + 1),
            () => (whose, at),
        };
        let sign = self.past_links(at, end);
        let short = at.checked_sub(1).is_some_and(|kind| {
            self.layout.text[self.layout.tokens[kind].start..self.layout.tokens[kind].end].chars().count()
                <= ABBREVIATION_CHARS_MAX
        });
        // "ν. 10" may be the tenth of a list; a law has its year behind a stroke.
        let figures = short
            && sign == at + 1
            && self.token(sign, end).is_some_and(Token::is_number)
            && self.token(sign + 1, end).is_some_and(|token| token.is_sign('/'));
        if self.number_sign(sign, end) || figures { (whose, sign) } else { (whose, at) }
    }

    /// "Executive Order", "Exec. Order", "E.O.", "EO": where the words end.
    fn executive_order(&self, at: usize, end: usize) -> Option<usize> {
        let first = self.token(at, end).filter(|token| token.is_word() && token.capital)?;
        let stop = |at: usize| at + usize::from(self.token(at, end).is_some_and(|token| token.is_any(".")));
        let second = stop(at + 1);
        let numbered = |at: usize| {
            self.token(at, end).is_some_and(Token::is_number)
                || (self.number_sign(at, end) && self.token(stop(at + 1), end).is_some_and(Token::is_number))
        };
        match &self.layout.text[first.start..first.end] {
            "Executive" | "Exec" | "EXECUTIVE" if self.kind(second, end) == Some("order") => Some(second + 1),
            "EO" if numbered(at + 1) => Some(at + 1),
            "E" if second > at + 1 && self.word(second, end, "O") && numbered(stop(second + 1)) => {
                Some(stop(second + 1))
            }
            _ => None,
        }
    }

    fn whose(&self, at: usize, end: usize) -> (Whose, usize) {
        if self.is(at, end, class::YOUR) {
            // "Your Excellency’s note No. 12", "Your Lordship’s despatch".
            let polite = self.token(at + 1, end).is_some_and(|token| token.capital && token.ending);
            return (Whose::Your, at + 1 + usize::from(polite));
        }
        if self.is(at, end, class::MY) && !self.token(at, end).is_some_and(|token| token.ending) {
            return (Whose::My, at + 1);
        }
        if !self.token(at, end).is_some_and(|token| token.is_word() && token.ending && token.capital) {
            return (Whose::Unsaid, at);
        }
        // "the British Embassy’s", "Mr. Buck’s": the name goes back over capitals.
        let mut first = at;
        while first > 0 && at - first < 4 {
            let before = &self.layout.tokens[first - 1];
            let joined = (before.is_word() && before.capital)
                || (before.is_any(".")
                    && first >= 2
                    && self.layout.tokens[first - 2].capital
                    && before.end + 1 >= self.layout.tokens[first].start);
            let same_line = self.layout.line_at(before.start) == self.layout.line_at(self.layout.tokens[at].start);
            if !joined || !same_line || before.ending {
                break;
            }
            first -= 1;
        }
        (Whose::Named(first, at + 1), at + 1)
    }

    /// Past the words and stops that may stand between a kind or a date and the sign of the number.
    pub(super) fn past_links(&self, at: usize, end: usize) -> usize {
        let link = |token: &Token| {
            let word = noun::folded(self.layout, token);
            token.is_any(".") || token.is_word() && self.layout.words.whole("number_links", &word).is_some()
        };
        let mut next = at;
        while next < at + NUMBER_LINKS_MAX && self.token(next, end).is_some_and(link) {
            next += 1;
        }
        next
    }
}
