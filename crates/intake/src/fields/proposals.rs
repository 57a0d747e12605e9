//! What is proposed, by whom, by when, and in which steps.

use procedure::card::{Field, Proposal, Span, Step};

use super::{Draft, noun};
use crate::lang::Phrase;
use crate::layout::{Layout, cut_at};
use crate::tokens::Token;

/// No more proposals than this are listed.
const PROPOSALS_MAX: usize = 12;
/// No more steps than this are listed for one proposal.
const STEPS_MAX: usize = 24;
/// No more verbs than this are weighed for the steps of one sentence.
const ACTS_MAX: usize = 200;
/// The words of a proposal are no longer than this.
const WHAT_BYTES_MAX: usize = 600;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let body = layout.body_bytes();
    let verbs = layout.phrases_in(body, "propose");
    let mut last_end = 0;
    for verb in verbs {
        if verb.start < last_end || draft.card.proposals.len() >= PROPOSALS_MAX {
            continue;
        }
        // The longest phrase that begins here is the verb.
        let here =
            layout.phrases_in(verb.start..layout.text.len(), "propose").take_while(|other| other.start == verb.start);
        let verb = here.max_by_key(|phrase| phrase.end).unwrap_or(verb);
        if let Some((proposal, span)) = proposal(layout, draft, verb) {
            last_end = span.end;
            draft.card.proposals.push(Field::read(proposal, span));
        }
    }
}

fn proposal(layout: &Layout<'_>, draft: &Draft, verb: &Phrase) -> Option<(Proposal, Span)> {
    let sentence = layout.sentence(verb.start);
    // "proposes to" and "proposes that" open a proposal; "the communiqué proposed by X" only speaks of one.
    let words = crate::words::fold(&layout.text[verb.start..verb.end]);
    let rest = layout.text.get(verb.end..sentence.end)?;
    let opens =
        words.ends_with("that") || rest.trim_start().starts_with("that ") || rest.trim_start().starts_with("to ");
    if !opens {
        return None;
    }
    let range = noun::tokens_in(layout, sentence.start, verb.start);
    let by = noun::before(layout, noun::behind_lead(layout, range.start, range.end), range.end)
        .map(|(first, after)| noun::without_title(layout, first, after).to_owned());
    let lead = rest.len() - rest.trim_start().trim_start_matches("that ").trim_start_matches("to ").len();
    let start = verb.end + lead;
    let text = cut_at(layout.text.get(start..sentence.end)?, WHAT_BYTES_MAX).trim_end_matches(['.', ' ', ';']);
    if text.split_whitespace().count() < 4 {
        return None;
    }
    let mut end = start + text.len();
    let deadline =
        draft.card.deadlines.iter().find(|due| due.span.is_some_and(|span| span.start >= start && span.end <= end));
    let mut steps = Vec::new();
    steps_of(layout, start, end, &mut steps);
    // "In the opinion of the same, the ministry should …" goes on with the steps.
    if let Some(by) = &by {
        while let Some(next) = goes_on(layout, end, by) {
            steps_of(layout, next.0, next.1, &mut steps);
            end = next.1;
        }
    }
    let value = Proposal {
        by,
        what: text.split_whitespace().collect::<Vec<_>>().join(" "),
        deadline: deadline.map(|due| due.value.date),
        steps,
    };
    Some((value, Span::new(start, end)))
}

/// The next sentence of the same paragraph, when it is another opinion of `by`.
fn goes_on(layout: &Layout<'_>, end: usize, by: &str) -> Option<(usize, usize)> {
    let line = &layout.lines[layout.line_at(end)];
    let next = noun::tokens_in(layout, end + 1, layout.text.len()).start;
    let token = layout.tokens.get(next).filter(|token| token.start < line.end)?;
    let sentence = layout.sentence(token.start);
    let opinion = layout
        .phrases
        .iter()
        .find(|phrase| phrase.section == "opinion" && phrase.start >= sentence.start && phrase.end <= sentence.end)?;
    let words = layout.text.get(opinion.end..sentence.end)?;
    let named = by.split(' ').next_back().unwrap_or(by);
    let at = words.find(named).filter(|at| *at <= 40)?;
    let start = opinion.end + at + named.len();
    (sentence.start > end.saturating_sub(1)).then_some((start, sentence.end))
}

/// The acts between bytes `from` and `to`, each with its actor, object and recipient.
fn steps_of(layout: &Layout<'_>, from: usize, to: usize, steps: &mut Vec<Step>) {
    let range = noun::tokens_in(layout, from, to);
    let mut actor: Option<String> = steps.last().and_then(|step| step.to.clone());
    let acts: Vec<_> = layout.phrases_in(from..to, "actors_act").take(ACTS_MAX).collect();
    for (at, act) in acts.iter().enumerate() {
        if steps.len() >= STEPS_MAX {
            return;
        }
        let verb = noun::tokens_in(layout, act.start, act.end).start;
        let Some(role) = verb_role(layout, range.start, verb) else { continue };
        if role == VerbRole::Personal
            && let Some(named) = subject(layout, range.start, verb)
        {
            actor = Some(named);
        }
        let end = acts[at + 1..]
            .iter()
            .map(|next| noun::tokens_in(layout, next.start, next.end).start)
            .find(|next| verb_role(layout, range.start, *next).is_some());
        let (object, recipient) = object_of(layout, verb + 1, end.unwrap_or(range.end).min(range.end));
        let step = Step {
            actor: actor.clone(),
            act: noun::folded(layout, &layout.tokens[verb]),
            object,
            to: recipient.clone(),
        };
        steps.push(step);
        if role == VerbRole::Personal && recipient.is_some() {
            actor = recipient;
        }
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum VerbRole {
    /// With a subject of its own: "the command publish", "the ministry should send".
    Personal,
    /// "to publish", "and to send".
    Infinitive,
}

/// Whether the word at `at` is a verb here: after its subject, "should" or "to"; not a noun after an article.
fn verb_role(layout: &Layout<'_>, floor: usize, at: usize) -> Option<VerbRole> {
    let before = layout.tokens.get(at.checked_sub(1).filter(|before| *before >= floor)?)?;
    let word = noun::folded(layout, before);
    if word == "to" {
        return Some(VerbRole::Infinitive);
    }
    let determiner = ["a", "an", "the", "such", "this", "of", "in", "for", "with", "by", "no", "its", "their", "his"];
    let personal = before.is_word() && !determiner.contains(&word.as_str()) && subject(layout, floor, at).is_some();
    personal.then_some(VerbRole::Personal)
}

fn subject(layout: &Layout<'_>, floor: usize, verb: usize) -> Option<String> {
    let mut end = verb;
    while end > floor
        && ["should", "shall", "will", "must", "would", "may"]
            .contains(&noun::folded(layout, &layout.tokens[end - 1]).as_str())
    {
        end -= 1;
    }
    let (first, after) = noun::before(layout, floor, end)?;
    let text = noun::phrase(layout, first, after);
    (after - first >= 1 && text.chars().any(char::is_alphabetic)).then(|| text.to_owned())
}

/// The object of a verb up to a preposition, and the recipient after "to".
fn object_of(layout: &Layout<'_>, from: usize, to: usize) -> (Option<String>, Option<String>) {
    let stops = ["about", "with", "in", "as", "on", "for", "by", "at", "which", "that", "and", "to"];
    let stop = |at: usize| {
        let token: &Token = &layout.tokens[at];
        !(token.is_word() || token.is_any("-–’'")) || stops.contains(&noun::folded(layout, token).as_str())
    };
    let mut end = from;
    while end < to && !stop(end) {
        end += 1;
    }
    let object = (end > from).then(|| noun::phrase(layout, from, end).to_owned()).filter(|object| !object.is_empty());
    let recipient = (end < to && noun::folded(layout, &layout.tokens[end]) == "to").then(|| {
        let first = end + 1;
        let mut last = first;
        while last < to && !stop(last) {
            last += 1;
        }
        noun::phrase(layout, first, last).to_owned()
    });
    (object, recipient.filter(|recipient| !recipient.is_empty()))
}
