//! A card's fields as the text an officer types: one line a value.

use procedure::card::{AskedAct, Card, Citation, Deadline, Enclosure, Field, FieldName, Party};

use crate::words;

/// The fields that are typed, in the order of the card on the page.
pub(crate) const EDITABLE: &[FieldName] = &[
    FieldName::Kind,
    FieldName::Number,
    FieldName::Date,
    FieldName::Place,
    FieldName::From,
    FieldName::To,
    FieldName::Subject,
    FieldName::Citations,
    FieldName::Deadlines,
    FieldName::Request,
    FieldName::Enclosures,
    FieldName::Copies,
    FieldName::Precedence,
    FieldName::TheirCopy,
];

/// What ends the line of an enclosure that did not come.
pub(crate) const NOT_IN_FILE: &str = "(not in the file)";

/// The field's name in forms and in the card's JSON.
pub(crate) const fn key(field: FieldName) -> &'static str {
    match field {
        FieldName::Kind => "kind",
        FieldName::Number => "number",
        FieldName::Date => "date",
        FieldName::Place => "place",
        FieldName::From => "from",
        FieldName::To => "to",
        FieldName::Copies => "copies",
        FieldName::Subject => "subject",
        FieldName::Marking => "marking",
        FieldName::Precedence => "precedence",
        FieldName::TheirCopy => "their_copy",
        FieldName::Citations => "citations",
        FieldName::Enclosures => "enclosures",
        FieldName::Deadlines => "deadlines",
        FieldName::Claims => "claims",
        FieldName::Proposals => "proposals",
        FieldName::Recommendation => "recommendation",
        FieldName::Request => "request",
        FieldName::Insertions => "insertions",
        FieldName::Language => "language",
    }
}

/// Whether a field has one value a line.
pub(crate) const fn lines(field: FieldName) -> bool {
    matches!(
        field,
        FieldName::From
            | FieldName::To
            | FieldName::Copies
            | FieldName::Citations
            | FieldName::Enclosures
            | FieldName::Deadlines
    )
}

/// A field of the card as typed text; empty where it is unknown.
pub(crate) fn typed(card: &Card, field: FieldName) -> String {
    fn one(field: Option<&Field<String>>) -> String {
        field.map(|field| field.value.clone()).unwrap_or_default()
    }
    fn list<T>(fields: &[Field<T>], line: impl Fn(&T) -> String) -> String {
        fields.iter().map(|field| line(&field.value)).collect::<Vec<_>>().join("\n")
    }
    match field {
        FieldName::Kind => one(card.kind.as_ref()),
        FieldName::Number => one(card.number.as_ref()),
        FieldName::Date => card.date.as_ref().map(|field| words::paper_date(&field.value)).unwrap_or_default(),
        FieldName::Place => one(card.place.as_ref()),
        FieldName::Subject => one(card.subject.as_ref()),
        FieldName::Marking => one(card.marking.as_ref()),
        FieldName::Precedence => one(card.precedence.as_ref()),
        FieldName::TheirCopy => one(card.their_copy.as_ref()),
        FieldName::From => list(&card.from, party),
        FieldName::To => list(&card.to, party),
        FieldName::Copies => list(&card.copies, party),
        FieldName::Citations => list(&card.citations, citation),
        FieldName::Enclosures => list(&card.enclosures, enclosure),
        FieldName::Deadlines => list(&card.deadlines, deadline),
        FieldName::Request => card.request.as_ref().map(|field| asked(field.value.act).to_owned()).unwrap_or_default(),
        FieldName::Insertions => list(&card.insertions, Clone::clone),
        FieldName::Claims => list(&card.claims, |claim| claim.what.clone()),
        FieldName::Proposals => list(&card.proposals, |proposal| proposal.what.clone()),
        FieldName::Recommendation => {
            card.recommendation.as_ref().map(|field| words::stance(field.value.stance).to_owned()).unwrap_or_default()
        }
        FieldName::Language => card.language.clone().unwrap_or_default(),
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A person, post or office as typed.
pub(crate) fn party(party: &Party) -> String {
    let said = [&party.name, &party.post, &party.office];
    flat(&said.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", "))
}

pub(crate) fn citation(citation: &Citation) -> String {
    flat(&citation.text)
}

pub(crate) fn enclosure(enclosure: &Enclosure) -> String {
    let title = flat(&enclosure.title);
    if enclosure.present { title } else { format!("{title} {NOT_IN_FILE}") }
}

pub(crate) fn deadline(deadline: &Deadline) -> String {
    let date = words::day(deadline.date);
    match &deadline.what {
        Some(what) => format!("{date}: {}", flat(what)),
        None => date,
    }
}

pub(crate) fn asked(act: AskedAct) -> &'static str {
    words::ASKED.iter().find(|(known, _, _)| *known == act).map_or("", |(_, name, _)| name)
}
