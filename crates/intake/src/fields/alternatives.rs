//! What else on the paper a field might be: for a person to choose from, never put in by itself.

use jiff::civil::Date;
use phrases::stored;
use procedure::card::{Card, FieldName, PaperDate, Party, Precision, Span};

use super::{century, number, parties};
use crate::dates::Found;
use crate::lang::Languages;
use crate::layout::{Label, Layout, Role};

/// A value that a field might have instead of what the card says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The field.
    pub field: FieldName,
    /// The value.
    pub value: Instead,
    /// Its words in the extracted text.
    pub span: Span,
    /// Where it stands or from what it follows, in a few words after the value: "under the signature".
    pub why: &'static str,
}

/// The value of an [`Alternative`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instead {
    /// Of the number or the subject.
    Words(String),
    /// Of the date.
    Date(PaperDate),
    /// Of the sender or an addressee.
    Party(Party),
}

/// A field has no more alternatives than this: they are chosen from at a glance.
pub const ALTERNATIVES_MAX: usize = 4;

/// Other values for the date, the number, the sender, the addressee and the subject of a paper, the likeliest of each
/// field first. What the card says already is not among them. The same text and card always give the same under the same
/// words.
pub fn alternatives(languages: &Languages, text: &str, card: &Card) -> Vec<Alternative> {
    let layout = Layout::of(text, languages.tables());
    let mut out = Chosen { card, found: Vec::new() };
    dates(&layout, &mut out);
    numbers(&layout, &mut out);
    for (field, heard) in
        [(FieldName::From, parties::may_write(&layout)), (FieldName::To, parties::may_be_told(&layout))]
    {
        for (party, why) in heard {
            let Some(span) = party.span else { continue };
            if let Some(both) = signed_for(card, &party.value).filter(|_| field == FieldName::From) {
                let why = stored!("who signed, for the office of the letterhead");
                out.offer(Alternative { field, value: Instead::Party(both), span, why });
            }
            out.offer(Alternative { field, value: Instead::Party(party.value), span, why });
        }
    }
    subjects(&layout, &mut out);
    out.found
}

/// Whoever the card names as its one sender, for an office that stands elsewhere on the paper.
fn signed_for(card: &Card, office: &Party) -> Option<Party> {
    let [signer] = card.from.as_slice() else { return None };
    let alone = |party: &Party| party.name.is_none() && party.post.is_none() && party.office.is_some();
    let same = signer.value.name == office.office;
    let signed = signer.value.name.is_some() && signer.value.office.is_none() && !same;
    (alone(office) && signed).then(|| Party { office: office.office.clone(), ..signer.value.clone() })
}

/// The alternatives so far, without twins.
struct Chosen<'a> {
    card: &'a Card,
    found: Vec<Alternative>,
}

impl Chosen<'_> {
    fn offer(&mut self, one: Alternative) {
        let of_field = || self.found.iter().filter(|known| known.field == one.field);
        if !self.stands(&one)
            && of_field().count() < ALTERNATIVES_MAX
            && !of_field().any(|known| known.value == one.value)
        {
            self.found.push(one);
        }
    }

    /// Whether the card says it, or something else of the same passage.
    fn stands(&self, one: &Alternative) -> bool {
        let within =
            |span: Option<Span>| span.is_some_and(|span| span.start < one.span.end && one.span.start < span.end);
        let card = self.card;
        match (&one.value, one.field) {
            (Instead::Date(date), _) => card.date.as_ref().is_some_and(|field| field.value == *date),
            (Instead::Words(words), FieldName::Number) => {
                card.number.as_ref().is_some_and(|field| field.value == *words)
            }
            (Instead::Words(words), _) => {
                card.subject.as_ref().is_some_and(|field| field.value == *words || within(field.span))
            }
            (Instead::Party(party), field) => {
                let all = if field == FieldName::To { &card.to } else { &card.from };
                // "Edith Quist" above her own letter is no office of that name.
                let bare = party.words() == party.label();
                let same = |known: &Party| known == party || bare && known.label() == party.label();
                all.iter().any(|field| same(&field.value) || within(field.span))
            }
        }
    }
}

/// Dates outside the running text, each reading of one that can be read two ways.
fn dates(layout: &Layout<'_>, out: &mut Chosen<'_>) {
    for found in &layout.dates {
        let line = layout.line_at(found.start);
        let Some(why) = place_of(layout, line) else { continue };
        let span = Span::new(found.start, found.end);
        for (day, month, way) in ways(found) {
            let year = if found.short_year {
                century::whole_year(layout, found, found.year.unwrap_or(-1))
            } else {
                found.year
            };
            let Some(date) = year.and_then(|year| Date::new(year, month, day).ok()) else { continue };
            let value = Instead::Date(PaperDate { date, precision: Precision::Day });
            out.offer(Alternative { field: FieldName::Date, value, span, why: way.unwrap_or(why) });
        }
    }
}

/// Day and month of a date; both ways round where it does not say.
fn ways(found: &Found) -> Vec<(i8, i8, Option<&'static str>)> {
    let (Some(day), Some(month)) = (found.day, found.month) else { return Vec::new() };
    let (Ok(day), Ok(month)) = (i8::try_from(day), i8::try_from(month)) else { return Vec::new() };
    if found.ambiguous {
        vec![(day, month, Some(stored!("read day first"))), (month, day, Some(stored!("read month first")))]
    } else {
        vec![(day, month, None)]
    }
}

/// Where a line stands, in a clerk's words; `None` in the running text.
fn place_of(layout: &Layout<'_>, line: usize) -> Option<&'static str> {
    Some(match layout.lines[line].role {
        // "Sir: I refer to your despatch of April 2": the text begins on the salutation's line.
        Role::Body | Role::Salutation => return None,
        Role::Received => stored!("when it was received"),
        Role::Registry => stored!("in the registry’s line"),
        Role::Signature | Role::SignerPost => stored!("beside the signature"),
        Role::Field(Label::Date, _) | Role::FieldMore(Label::Date) => stored!("in the date field"),
        Role::Field(..) | Role::FieldMore(_) => stored!("in another field"),
        Role::Stamp | Role::Marking => stored!("in a stamp"),
        _ if line < layout.body.start => stored!("in the head"),
        _ => stored!("at the foot"),
    })
}

/// Numbers beside a sign for one, or on a line for one, outside the running text.
fn numbers(layout: &Layout<'_>, out: &mut Chosen<'_>) {
    for (at, line) in layout.lines.iter().enumerate() {
        let Some(why) = place_of(layout, at) else { continue };
        for field in number::on_line(layout, line) {
            if let Some(span) = field.span {
                out.offer(Alternative { field: FieldName::Number, value: Instead::Words(field.value), span, why });
            }
        }
    }
}

/// What is asked, and the first sentence: a subject was proposed from one of them, or stands on a line of its own.
fn subjects(layout: &Layout<'_>, out: &mut Chosen<'_>) {
    let body = layout.body_bytes();
    let first = layout.body.clone().find(|at| layout.lines[*at].role == Role::Body);
    let asked = out.card.request.as_ref().and_then(|field| field.span);
    let proposed = out.card.proposals.first().and_then(|field| field.span);
    let starts = [
        (asked.map(|span| span.start), stored!("what it asks")),
        (proposed.map(|span| span.start), stored!("what it proposes")),
        (first.map(|at| layout.lines[at].start), stored!("its first sentence")),
    ];
    for (start, why) in starts {
        let Some(start) = start.filter(|start| body.contains(start)) else { continue };
        let sentence = layout.sentence(start);
        let words = layout.text[sentence.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        let long = words.len() > SENTENCE_BYTES_MAX;
        if words.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS_MIN && !long {
            let span = Span::new(sentence.start, sentence.end);
            out.offer(Alternative { field: FieldName::Subject, value: Instead::Words(words), span, why });
        }
    }
}

/// A sentence longer than this is no subject.
const SENTENCE_BYTES_MAX: usize = 200;
/// A sentence with fewer letters says nothing.
const LETTERS_MIN: usize = 24;
