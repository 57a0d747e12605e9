//! Where two texts differ, by word: a pure function, bounded in time however long they are.
//!
//! The tokens are words, signs and line ends. Blanks go with the token before them and are not compared, nor is how many
//! line ends stand together: a text that was typed and the same text back from a word processor do not differ. Where more
//! words differ than [`WORDS_COMPARED_MAX`], paragraphs are compared first, and words only within paragraphs that differ.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Most words and signs of both texts together that are compared word by word, those in common at both ends not counted.
/// The time goes with its square where nothing is alike: a twentieth of a second.
pub const WORDS_COMPARED_MAX: usize = 6_000;
/// Most pairs of words that are compared at all: what is left of a long text then is shown as one stretch in place of
/// another.
const COMPARED_MAX: usize = 4 * WORDS_COMPARED_MAX * WORDS_COMPARED_MAX;
/// Most paragraphs of both texts together that are compared; what is beyond is shown as one text in place of another.
pub const PARAGRAPHS_COMPARED_MAX: usize = 6_000;

/// What a run of words is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Is {
    /// It stands in both texts.
    Same,
    /// It stands in the older text only.
    Out,
    /// It stands in the newer text only.
    In,
}

/// A run of words that stand in both texts, or in one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Which.
    pub is: Is,
    /// The words, as they are written. Of what stands in both, as the newer text has it.
    pub text: String,
}

/// The differences from an older to a newer text, in the order in which they are read. What is [`Is::Same`] and what is
/// [`Is::In`] are together the newer text, letter by letter.
pub fn by_word(old: &str, new: &str) -> Vec<Run> {
    // Blanks before and behind a text are no difference: they stand there whatever changed between them.
    let words = new.trim_start();
    let (beginning, ending) = (&new[..new.len() - words.len()], &words[words.trim_end().len()..]);
    let (old, new) = (tokens(old.trim()), tokens(words.trim_end()));
    let mut names = Names::default();
    let (old_names, new_names) = (names.of(&old), names.of(&new));
    let comparing = Comparing {
        old: &old_names,
        new: &new_names,
        old_words: &old,
        new_words: &new,
        steps: Vec::new(),
        left: COMPARED_MAX,
    };
    let mut runs = Runs::default();
    runs.add(Is::Same, beginning.to_owned());
    for step in joined(&comparing.run(), &old) {
        runs.take(&step, &old, &new);
    }
    runs.end(ending)
}

/// Whether there is any difference.
pub fn differ(runs: &[Run]) -> bool {
    runs.iter().any(|run| run.is != Is::Same)
}

/// The differences as a line of text shows them: `[-out-]{+in+}`.
pub fn plain(runs: &[Run]) -> String {
    let mut plain = String::new();
    for Run { is, text } in runs {
        let (before, after) = match is {
            Is::Same => ("", ""),
            Is::Out => ("[-", "-]"),
            Is::In => ("{+", "+}"),
        };
        // Line ends stay outside the marks, so that no mark runs over a line that ends, unless they are all there is.
        let words = Some(text.trim_end_matches('\n')).filter(|words| !words.is_empty()).unwrap_or(text);
        plain.extend([before, words, after, &text[words.len()..]]);
    }
    plain
}

struct Token<'a> {
    /// Exactly as written, with the blanks behind it.
    written: &'a str,
    /// What is compared.
    word: &'a str,
}

/// What every line end is compared as.
const LINE_END: &str = "\n";

impl Token<'_> {
    fn ends_line(&self) -> bool {
        self.word == LINE_END
    }

    fn is_sign(&self) -> bool {
        !self.ends_line() && !self.word.chars().any(char::is_alphanumeric)
    }
}

/// Words, signs and line ends of a text with no white space around it.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let word = word_of(rest);
        let blank = rest[word.len()..].len() - rest[word.len()..].trim_start().len();
        let space = &rest[word.len()..word.len() + blank];
        let end = at + word.len();
        // A line end is a token of its own, and not a part of the word before it.
        let breaks = space.contains('\n');
        tokens.push(Token { written: &text[at..if breaks { end } else { end + blank }], word });
        if breaks {
            tokens.push(Token { written: space, word: LINE_END });
        }
        at = end + blank;
    }
    tokens
}

/// The word or sign at the head of a text: letters and digits, with the signs that stand within words.
fn word_of(text: &str) -> &str {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        // Marks that change a letter go with it wherever they stand.
        let within = matches!(c, '\'' | '’' | '-' | '.' | '/' | ',' | '\u{300}'..='\u{36f}')
            && at > 0
            && next.is_some_and(char::is_alphanumeric);
        if !c.is_alphanumeric() && !within && !('\u{300}'..='\u{36f}').contains(&c) {
            break;
        }
        end = at + c.len_utf8();
    }
    let sign = || text.chars().next().map_or(0, char::len_utf8);
    &text[..if end == 0 { sign() } else { end }]
}

/// Words as numbers: the same word has the same number.
#[derive(Default)]
struct Names<'a>(HashMap<&'a str, u32>);

impl<'a> Names<'a> {
    fn of(&mut self, tokens: &[Token<'a>]) -> Vec<u32> {
        let mut name = |word| {
            let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
            *self.0.entry(word).or_insert(next)
        };
        tokens.iter().map(|token| name(token.word)).collect()
    }
}

/// Tokens that stand in both texts, or a stretch of the one in place of a stretch of the other, either of which may be
/// empty.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// Two texts as numbers, while they are compared.
struct Comparing<'a> {
    old: &'a [u32],
    new: &'a [u32],
    old_words: &'a [Token<'a>],
    new_words: &'a [Token<'a>],
    steps: Vec<Step>,
    /// How much may still be compared, in pairs of words.
    left: usize,
}

impl Comparing<'_> {
    fn run(mut self) -> Vec<Step> {
        let (old, new) = (self.old, self.new);
        let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(old, new)| old == new).count();
        let (old_end, new_end) = (old.len() - tail, new.len() - tail);
        push(&mut self.steps, true, 0..head, 0..head);
        if (old_end - head) + (new_end - head) <= WORDS_COMPARED_MAX {
            self.words(head..old_end, head..new_end);
        } else {
            self.paragraphs(head..old_end, head..new_end);
        }
        push(&mut self.steps, true, old_end..old.len(), new_end..new.len());
        self.steps
    }

    /// Compares two stretches word by word, where they are not too long for that.
    fn words(&mut self, from: Range<usize>, to: Range<usize>) {
        let length = from.len() + to.len();
        let left = self.left.checked_sub(length.saturating_mul(length));
        let Some(left) = left.filter(|_| length <= WORDS_COMPARED_MAX) else {
            return push(&mut self.steps, false, from, to);
        };
        self.left = left;
        for (same, out, put) in aligned(&self.old[from.clone()], &self.new[to.clone()]) {
            push(&mut self.steps, same, moved(&out, from.start), moved(&put, to.start));
        }
    }

    /// Compares two stretches paragraph by paragraph, and the words of those that differ.
    fn paragraphs(&mut self, from: Range<usize>, to: Range<usize>) {
        let (olds, news) = (paragraphs(self.old_words, &from), paragraphs(self.new_words, &to));
        if olds.len() + news.len() > PARAGRAPHS_COMPARED_MAX {
            return push(&mut self.steps, false, from, to);
        }
        let mut names: HashMap<&[u32], u32> = HashMap::new();
        let mut name = |words| {
            let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
            *names.entry(words).or_insert(next)
        };
        let old_names: Vec<u32> = olds.iter().map(|one| name(&self.old[one.clone()])).collect();
        let new_names: Vec<u32> = news.iter().map(|one| name(&self.new[one.clone()])).collect();
        for (same, out, put) in aligned(&old_names, &new_names) {
            let (out_words, put_words) = (together(&olds, &out, from.end), together(&news, &put, to.end));
            if same {
                push(&mut self.steps, true, out_words, put_words);
            } else if out_words.len() + put_words.len() > WORDS_COMPARED_MAX && out.len() == put.len() {
                // As many went as came: each is taken for the next form of the one in its place.
                out.zip(put).for_each(|(out, put)| self.words(olds[out].clone(), news[put].clone()));
            } else {
                self.words(out_words, put_words);
            }
        }
    }
}

/// What two rows have in common and what not, as stretches that follow each other in both.
fn aligned(old: &[u32], new: &[u32]) -> Vec<(bool, Range<usize>, Range<usize>)> {
    let (mut old_at, mut new_at) = (0, 0);
    let mut stretches: Vec<(bool, Range<usize>, Range<usize>)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        // Where nothing of a side is in it, an op may name a place that is not the one reached: lengths are what counts.
        let (out, put) = (old_at..old_at + op.old_range().len(), new_at..new_at + op.new_range().len());
        (old_at, new_at) = (out.end, put.end);
        let same = matches!(op, DiffOp::Equal { .. });
        match stretches.last_mut().filter(|last| last.0 == same) {
            Some(last) => (last.1.end, last.2.end) = (out.end, put.end),
            None => stretches.push((same, out, put)),
        }
    }
    stretches
}

/// The words of some paragraphs, which follow each other; of none, the place where they would stand.
fn together(paragraphs: &[Range<usize>], some: &Range<usize>, end: usize) -> Range<usize> {
    let begins = |at: usize| paragraphs.get(at).map_or(end, |one| one.start);
    begins(some.start)..begins(some.end)
}

/// The paragraphs of a stretch, each with its line end.
fn paragraphs(tokens: &[Token<'_>], within: &Range<usize>) -> Vec<Range<usize>> {
    let mut paragraphs = Vec::new();
    let mut start = within.start;
    for at in within.clone() {
        if tokens[at].ends_line() || at + 1 == within.end {
            paragraphs.push(start..at + 1);
            start = at + 1;
        }
    }
    paragraphs
}

fn moved(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// Adds a step, as one with the last where both are of a kind.
fn push(steps: &mut Vec<Step>, same: bool, old: Range<usize>, new: Range<usize>) {
    if old.is_empty() && new.is_empty() {
        return;
    }
    match steps.last_mut().filter(|last| last.same == same) {
        Some(last) => (last.old.end, last.new.end) = (old.end, new.end),
        None => steps.push(Step { same, old, new }),
    }
}

/// The steps with those that only signs stand between as one: a full stop in common does not make two changes of one.
fn joined(steps: &[Step], old: &[Token<'_>]) -> Vec<Step> {
    let mut joined = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let between = at > 0 && at + 1 < steps.len();
        let signs = step.same && between && old[step.old.clone()].iter().all(Token::is_sign);
        push(&mut joined, step.same && !signs, step.old.clone(), step.new.clone());
    }
    joined
}

#[derive(Default)]
struct Runs {
    runs: Vec<Run>,
    /// White space that stands behind a change in both texts.
    behind: String,
}

impl Runs {
    fn take(&mut self, step: &Step, old: &[Token<'_>], new: &[Token<'_>]) {
        let put = written(&new[step.new.clone()]);
        if step.same {
            let behind = std::mem::take(&mut self.behind);
            return self.add(Is::Same, behind + &put);
        }
        // The blank between a word that stays and one that goes is the older text's, and goes with the latter.
        let kept = step.old.start.checked_sub(1).zip(step.new.start.checked_sub(1));
        let blank = kept.map_or("", |(old_at, new_at)| {
            let (was, stays) = (blank_of(&old[old_at]), blank_of(&new[new_at]));
            if stays.is_empty() { was } else { "" }
        });
        let out = written(&old[step.old.clone()]);
        let behind = common_blank(&out, &put);
        self.behind = put[put.len() - behind..].to_owned();
        if !out.is_empty() {
            self.add(Is::Out, format!("{blank}{}", &out[..out.len() - behind]));
        }
        self.add(Is::In, put[..put.len() - behind].to_owned());
    }

    fn end(mut self, ending: &str) -> Vec<Run> {
        let behind = std::mem::take(&mut self.behind);
        self.add(Is::Same, behind + ending);
        self.runs
    }

    fn add(&mut self, is: Is, text: String) {
        if text.is_empty() {
            return;
        }
        match self.runs.last_mut().filter(|last| last.is == is) {
            Some(last) => last.text.push_str(&text),
            None => self.runs.push(Run { is, text }),
        }
    }
}

/// The blank behind a word.
fn blank_of<'a>(token: &Token<'a>) -> &'a str {
    if token.ends_line() { "" } else { &token.written[token.written.trim_end().len()..] }
}

/// How many bytes of white space both texts end with, where both have words before it.
fn common_blank(out: &str, put: &str) -> usize {
    let blank = |text: &str| if text.trim().is_empty() { 0 } else { text.len() - text.trim_end().len() };
    let longest = blank(out).min(blank(put));
    let ends = out.bytes().rev().zip(put.bytes().rev()).take(longest).take_while(|(out, put)| out == put).count();
    // White space may have more than one byte: no character is cut in two.
    (0..=ends)
        .rev()
        .find(|end| put.is_char_boundary(put.len() - end) && out.is_char_boundary(out.len() - end))
        .unwrap_or(0)
}

fn written(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(|token| token.written).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the runs say of a text, without those of one kind.
    fn without(runs: &[Run], left_out: Is) -> String {
        runs.iter().filter(|run| run.is != left_out).map(|run| run.text.as_str()).collect()
    }

    fn words(text: &str) -> Vec<&str> {
        tokens(text.trim()).iter().map(|token| token.word).collect()
    }

    #[test]
    fn differences_read_as_a_person_would_mark_them() {
        for (old, new, plain) in [
            ("", "", ""),
            ("", "All of it.", "{+All of it.+}"),
            ("All of it.", "", "[-All of it.-]"),
            ("The line runs here.", "The line runs here.", "The line runs here."),
            ("The line runs here.", "The border runs here.", "The [-line-]{+border+} runs here."),
            ("The line runs here.", "The line runs here. It ends.", "The line runs here. {+It ends.+}"),
            ("The line runs. It ends.", "The line runs.", "The line runs.[- It ends.-]"),
            ("On 5,000 men", "On 5,500 men", "On [-5,000-]{+5,500+} men"),
            ("Yes; no.", "Yes: no.", "Yes[-;-]{+:+} no."),
            ("the delegate’s view", "the delegates’ view", "the [-delegate’s-]{+delegates’+} view"),
            // One change, not two about a comma.
            ("red, green lamps", "blue, black lamps", "[-red, green-]{+blue, black+} lamps"),
            ("One.\nTwo.\n", "One.\n\nTwo.", "One.\n\nTwo."),
            ("One.\nTwo.\n", "One. Two.", "One. [-\n-]Two."),
            ("One.\n\nTwo.\n", "One.\n\nOne half.\n\nTwo.\n", "One.\n\n{+One half.+}\n\nTwo.\n"),
            ("a  b", "a b", "a b"),
        ] {
            let runs = by_word(old, new);
            assert_eq!(super::plain(&runs), plain, "{old:?} to {new:?}: {runs:?}");
            assert_eq!(without(&runs, Is::Out), new, "{old:?}");
        }
    }

    #[test]
    fn texts_beyond_the_limits_are_compared_all_the_same_and_in_time() {
        let paragraph = |n: usize, word: &str| format!("Paragraph {n} says {word} and nothing more\n");
        let text = |count: usize, word: &dyn Fn(usize) -> String| -> String {
            (0..count).map(|n| paragraph(n, &word(n))).collect()
        };
        // Nine tokens a paragraph; all of them differ, so that nothing is cut off at the ends.
        for count in [WORDS_COMPARED_MAX / 18, WORDS_COMPARED_MAX / 18 + 1, PARAGRAPHS_COMPARED_MAX] {
            let (old, new) = (text(count, &|n| format!("a{n}")), text(count, &|n| format!("b{n}")));
            let runs = by_word(&old, &new);
            assert_eq!(without(&runs, Is::Out), new);
            assert_eq!(words(&without(&runs, Is::In)), words(&old));
            let whole = count == PARAGRAPHS_COMPARED_MAX;
            let changes = runs.iter().filter(|run| run.is == Is::In).count();
            assert_eq!(changes, if whole { 1 } else { count }, "{count} paragraphs");
        }
        // A single word differs in the midst of a long text: it is found however long.
        let old = text(50_000, &|_| "so".to_owned());
        let new = old.replacen("Paragraph 25000 says so", "Paragraph 25000 says not so", 1);
        let ins: Vec<Run> = by_word(&old, &new).into_iter().filter(|run| run.is != Is::Same).collect();
        assert_eq!(ins, [Run { is: Is::In, text: "not ".to_owned() }]);
    }

    proptest! {
        #[test]
        fn applying_the_differences_gives_the_newer_text(old in "[ab.,\n ’é]{0,40}", new in "[ab.,\n ’é]{0,40}") {
            let runs = by_word(&old, &new);
            prop_assert_eq!(without(&runs, Is::Out), new.clone());
            // Of the older text the blanks are not kept, where the newer one has others.
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(letters(&without(&runs, Is::In)), letters(&old));
            prop_assert_eq!(differ(&runs), words(&old) != words(&new));
            prop_assert!(runs.windows(2).all(|two| two[0].is != two[1].is));
        }

        #[test]
        fn a_text_does_not_differ_from_itself(text in "\\PC{0,60}") {
            let runs = by_word(&text, &text);
            prop_assert!(!differ(&runs));
            prop_assert_eq!(without(&runs, Is::Out), text);
        }
    }
}
