//! The card: a paper's description, as read from its text and put right by officers.
//!
//! The public JSON form is fixed: other programs build on it. Fields may be added, never renamed.
//! An unknown field is `null` or `[]`; nothing is guessed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::OfficerId;

/// A half-open range of bytes of the extracted text (UTF-8, on character boundaries).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words of `text` in this range, if the range lies in the text on character boundaries.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// How a value came to stand on the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sure {
    /// It stands on the paper: its words stand in the span.
    Read,
    /// It follows from something that stands there; a remark says from what.
    Inferred,
    /// Made from the text for an officer to confirm (a subject).
    Proposed,
    /// Set or confirmed by an officer, who is named beside it.
    #[default]
    Set,
}

/// One value of a card with where it stands and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the extracted text; `None` when nothing on the paper says it.
    #[serde(default)]
    pub span: Option<Span>,
    /// The page it stands on, from 1, where the paper has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// How it came to stand here; a value given without saying so was set.
    #[serde(default)]
    pub sure: Sure,
    /// The officer who set it, where `sure` is `set`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OfficerId>,
}

impl<T> Field<T> {
    /// A value that stands on the paper at `span`.
    pub fn read(value: T, span: Span) -> Self {
        Self { value, span: Some(span), page: None, sure: Sure::Read, by: None }
    }

    /// A value that follows from what stands at `span`, or from the paper as a whole.
    pub fn inferred(value: T, span: Option<Span>) -> Self {
        Self { value, span, page: None, sure: Sure::Inferred, by: None }
    }

    /// A value made from the text for an officer to confirm.
    pub fn proposed(value: T, span: Option<Span>) -> Self {
        Self { value, span, page: None, sure: Sure::Proposed, by: None }
    }

    /// A value set by an officer.
    pub fn set(value: T, span: Option<Span>, by: OfficerId) -> Self {
        Self { value, span, page: None, sure: Sure::Set, by: Some(by) }
    }
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month: the day of the value is 1.
    Month,
    /// To the year: month and day of the value are 1.
    Year,
}

/// The date a paper bears: a civil date as the paper's own office wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PaperDate {
    /// The date, ISO in JSON.
    pub date: Date,
    /// How exactly it is known.
    pub precision: Precision,
}

/// A person, post or office named on a paper. A name read grants nothing (see `sight`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Party {
    /// The person's name as it stands.
    pub name: Option<String>,
    /// The post: "Ambassador in Russia".
    pub post: Option<String>,
    /// The office: "Ministry of Foreign Affairs".
    pub office: Option<String>,
}

impl Party {
    /// A party of which only a name is known.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }

    /// What to print for it: the name, else the post, else the office.
    pub fn label(&self) -> &str {
        self.name.as_deref().or(self.post.as_deref()).or(self.office.as_deref()).unwrap_or("")
    }

    /// Every word of it, for matching.
    pub fn words(&self) -> String {
        [&self.name, &self.post, &self.office].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// How a paper relates to one it cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// It answers it.
    Answers,
    /// It speaks of it.
    #[default]
    Refers,
    /// It brings it.
    Encloses,
    /// It takes its place.
    Supersedes,
    /// It ends it.
    Cancels,
}

/// A paper cited in a text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Citation {
    /// The citation as it stands.
    pub text: String,
    /// Kind of the cited paper: "telegram".
    pub kind: Option<String>,
    /// The cited number, without "No.".
    pub number: Option<String>,
    /// Who sent the cited paper, as the text says ("your" resolves to this paper's addressee).
    pub sender: Option<String>,
    /// To whom it went.
    pub addressee: Option<String>,
    /// Date of the cited paper.
    pub date: Option<Date>,
    /// How this paper relates to it.
    pub relation: Relation,
}

/// A paper said to be enclosed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    /// Its title as declared, or its file name.
    pub title: String,
    /// Whether it is in the file that came.
    pub present: bool,
}

/// A date by which something is to be done, as the paper says. Nags nobody until confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The day, resolved from the paper's own date.
    pub date: Date,
    /// What is to be done by then.
    pub what: Option<String>,
}

/// Something asserted in a paper; never a fact of the register.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Claim {
    /// Who asserts it.
    pub by: Option<String>,
    /// Who reports the assertion.
    pub reported_by: Option<String>,
    /// What is asserted.
    pub what: String,
}

/// One act of a proposal, in order, conditional on adoption.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Step {
    /// Who is to act.
    pub actor: Option<String>,
    /// The act, a verb: "publish".
    pub act: String,
    /// What it is done to: "communiqué".
    pub object: Option<String>,
    /// To whom.
    pub to: Option<String>,
}

/// Something proposed in a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Proposal {
    /// Who proposes.
    pub by: Option<String>,
    /// What is proposed, as it stands.
    pub what: String,
    /// By when.
    pub deadline: Option<Date>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// Where a recommendation stands towards what is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// For it.
    For,
    /// For it with changes.
    ForAsAmended,
    /// Against it.
    Against,
    /// Not now.
    Defer,
    /// Only to be known.
    Note,
}

/// What the paper advises, and who holds that advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// For, against, …
    pub stance: Stance,
    /// Who holds it.
    pub by: Option<String>,
}

/// What a paper asks of its addressee, and what a direction asks of a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskedAct {
    /// To review.
    Review,
    /// To decide.
    Decide,
    /// To concur.
    Concur,
    /// To take note.
    Note,
    /// To act.
    Act,
    /// To answer.
    Answer,
}

/// The act that a paper asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The act.
    pub act: AskedAct,
}

/// A paper's card. Fields that this version does not know are kept as they came.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Card {
    /// Kind: memorandum, telegram, letter, despatch, note verbale …; lower case.
    #[serde(default)]
    pub kind: Option<Field<String>>,
    /// *Their number*: the number the paper itself bears, without "No.".
    #[serde(default)]
    pub number: Option<Field<String>>,
    /// The date the paper bears.
    #[serde(default)]
    pub date: Option<Field<PaperDate>>,
    /// The place it was written.
    #[serde(default)]
    pub place: Option<Field<String>>,
    /// Senders; the first is the one who signs.
    #[serde(default)]
    pub from: Vec<Field<Party>>,
    /// Addressees.
    #[serde(default)]
    pub to: Vec<Field<Party>>,
    /// Copy addressees, in the paper's order.
    #[serde(default)]
    pub copies: Vec<Field<Party>>,
    /// Subject as it stands, or proposed.
    #[serde(default)]
    pub subject: Option<Field<String>>,
    /// The security marking as it stands; confirmed only by an act of an officer.
    #[serde(default)]
    pub marking: Option<Field<String>>,
    /// Precedence: "urgent", "priority".
    #[serde(default)]
    pub precedence: Option<Field<String>>,
    /// Their copy number: "copy 3 of 7".
    #[serde(default)]
    pub their_copy: Option<Field<String>>,
    /// Papers cited.
    #[serde(default)]
    pub citations: Vec<Field<Citation>>,
    /// Papers enclosed or said to be.
    #[serde(default)]
    pub enclosures: Vec<Field<Enclosure>>,
    /// Dates by which something is to be done.
    #[serde(default)]
    pub deadlines: Vec<Field<Deadline>>,
    /// What is asserted, by whom.
    #[serde(default)]
    pub claims: Vec<Field<Claim>>,
    /// What is proposed, by whom.
    #[serde(default)]
    pub proposals: Vec<Field<Proposal>>,
    /// What is advised, and who holds it.
    #[serde(default)]
    pub recommendation: Option<Field<Recommendation>>,
    /// What the addressee is asked to do.
    #[serde(default)]
    pub request: Option<Field<Request>>,
    /// Words an editor or translator put in, kept apart from the source's wording.
    #[serde(default)]
    pub insertions: Vec<Field<String>>,
    /// Language of the paper, ISO 639-1.
    #[serde(default)]
    pub language: Option<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub more: BTreeMap<String, serde_json::Value>,
}

/// Hands every field that is read with its passage to a macro: its name, and its place on the card.
macro_rules! with_every_field {
    ($each:ident) => {
        $each!(
            Kind => kind,
            Number => number,
            Date => date,
            Place => place,
            From => from,
            To => to,
            Copies => copies,
            Subject => subject,
            Marking => marking,
            Precedence => precedence,
            TheirCopy => their_copy,
            Citations => citations,
            Enclosures => enclosures,
            Deadlines => deadlines,
            Claims => claims,
            Proposals => proposals,
            Recommendation => recommendation,
            Request => request,
            Insertions => insertions
        )
    };
}

impl Card {
    /// The fields whose values are not those of another card. Where they stand and how they came does not count.
    pub fn differs_from(&self, other: &Self) -> std::collections::BTreeSet<FieldName> {
        let mut fields = std::collections::BTreeSet::new();
        macro_rules! differ {
            ($($name:ident => $place:ident),*) => {
                $(if !self.$place.iter().map(|field| &field.value).eq(other.$place.iter().map(|field| &field.value)) {
                    fields.insert(FieldName::$name);
                })*
            };
        }
        with_every_field!(differ);
        if self.language != other.language {
            fields.insert(FieldName::Language);
        }
        fields
    }

    /// Every span on the card, with its field.
    pub fn spans(&self) -> Vec<(FieldName, Span)> {
        let mut spans = Vec::new();
        macro_rules! spans_of {
            ($($name:ident => $place:ident),*) => {
                $(spans.extend(self.$place.iter().filter_map(|field| Some((FieldName::$name, field.span?))));)*
            };
        }
        with_every_field!(spans_of);
        spans
    }

    /// Forgets where its values stand: for a text in which they do not.
    pub fn forget_passages(&mut self) {
        macro_rules! forget_all {
            ($($name:ident => $place:ident),*) => {
                $(self.$place.iter_mut().for_each(|field| (field.span, field.page) = (None, None));)*
            };
        }
        with_every_field!(forget_all);
    }

    /// Says of every value that is *set* that it was read, for a card that a reading made: no reading sets a value.
    pub fn unset(&mut self) {
        macro_rules! unset_all {
            ($($name:ident => $place:ident),*) => {
                $(self.$place.iter_mut().filter(|field| field.sure == Sure::Set).for_each(|field| {
                    field.sure = if field.span.is_some() { Sure::Read } else { Sure::Inferred };
                    field.by = None;
                });)*
            };
        }
        with_every_field!(unset_all);
    }

    /// Names `by` beside every value that is *set*, and nobody beside the others: no one sets a value in another's name.
    pub fn seal(&mut self, by: &OfficerId) {
        macro_rules! seal_all {
            ($($place:ident),*) => {
                $(self.$place.iter_mut().for_each(|field| field.by = (field.sure == Sure::Set).then(|| by.clone()));)*
            };
        }
        seal_all!(
            kind,
            number,
            date,
            place,
            from,
            to,
            copies,
            subject,
            marking,
            precedence,
            their_copy,
            citations,
            enclosures,
            deadlines,
            claims,
            proposals,
            recommendation,
            request,
            insertions
        );
    }
}

/// The name of a card's field, as in its JSON form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant names the field of `Card` that documents it")]
pub enum FieldName {
    Kind,
    Number,
    Date,
    Place,
    From,
    To,
    Copies,
    Subject,
    Marking,
    Precedence,
    TheirCopy,
    Citations,
    Enclosures,
    Deadlines,
    Claims,
    Proposals,
    Recommendation,
    Request,
    Insertions,
    Language,
}

impl FieldName {
    /// Every field with its name in JSON, in the order of the card.
    pub fn all() -> impl Iterator<Item = (Self, &'static str)> {
        use FieldName::*;
        const ALL: [FieldName; 20] = [
            Kind,
            Number,
            Date,
            Place,
            From,
            To,
            Copies,
            Subject,
            Marking,
            Precedence,
            TheirCopy,
            Citations,
            Enclosures,
            Deadlines,
            Claims,
            Proposals,
            Recommendation,
            Request,
            Insertions,
            Language,
        ];
        ALL.into_iter().zip(Self::NAMES.iter().copied())
    }

    /// The names of all fields as they stand in JSON, in the order of the card.
    pub const NAMES: &[&str] = &[
        "kind",
        "number",
        "date",
        "place",
        "from",
        "to",
        "copies",
        "subject",
        "marking",
        "precedence",
        "their_copy",
        "citations",
        "enclosures",
        "deadlines",
        "claims",
        "proposals",
        "recommendation",
        "request",
        "insertions",
        "language",
    ];
}

/// A doubt or a warning about a paper or one of its fields, for a person to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardRemark {
    /// The field it is about; `None` for the paper as a whole.
    pub field: Option<FieldName>,
    /// What is to be said, a full sentence.
    pub says: String,
}
