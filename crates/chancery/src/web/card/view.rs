//! A card's field for reading: its values, each with what is said about it.

use maud::Markup;
use phrases::{html, say};
use procedure::card::{Card, Claim, Field, FieldName, Proposal, Step, Sure};

use crate::web::words;
use crate::words::typed::typed;

/// Whether an officer should look at a field: it was made from the text, or follows from something else.
pub(crate) fn doubtful(card: &Card, field: FieldName) -> bool {
    sureness(card, field).into_iter().any(|sure| matches!(sure, Sure::Proposed | Sure::Inferred))
}

/// Whether all of a field was set by officers: what the reading remarked on it no longer stands.
pub(crate) fn settled(card: &Card, field: FieldName) -> bool {
    let all = sureness(card, field);
    !all.is_empty() && all.iter().all(|sure| *sure == Sure::Set)
}

/// The values of a field as text, one line each, with how they came to stand there.
pub(crate) fn shown(card: &Card, field: FieldName) -> Markup {
    let text = typed(card, field);
    let text = match field {
        FieldName::Kind | FieldName::Precedence => words::capital(&text),
        FieldName::Request => words::named(words::ASKED, &text)
            .map(|act| words::capital(words::of(words::ASKED, act).trim_start_matches("to ")))
            .unwrap_or_default(),
        FieldName::Recommendation => match &card.recommendation {
            Some(advice) => match &advice.value.by {
                Some(by) => format!("{text}: {by}"),
                None => text,
            },
            None => text,
        },
        FieldName::Claims => card.claims.iter().map(|claim| claimed(&claim.value)).collect::<Vec<_>>().join("\n"),
        FieldName::Proposals => card.proposals.iter().map(|one| proposed(&one.value)).collect::<Vec<_>>().join("\n"),
        _ => text,
    };
    let all = sureness(card, field);
    let says = match (all.contains(&Sure::Proposed), all.contains(&Sure::Inferred), all.contains(&Sure::Set)) {
        (true, _, _) => Some(say!("proposed from the text")),
        (_, true, _) => Some("inferred"),
        (_, _, true) => Some(say!("set by an officer")),
        _ => None,
    };
    html! {
        @let lines: Vec<&str> = text.lines().collect();
        @match lines.as_slice() {
            [] => span.soft { "not known" },
            [one] => (one),
            many => ul { @for line in many { li { (line) } } },
        }
        @if let Some(says) = says { small { (says) } }
    }
}

/// Who asserts what, and through whom it is known.
fn claimed(claim: &Claim) -> String {
    let by = claim.by.as_deref().unwrap_or_default();
    match &claim.reported_by {
        Some(through) => say!("{by}, as {through} reports: {}", claim.what),
        None if by.is_empty() => claim.what.clone(),
        None => format!("{by}: {}", claim.what),
    }
}

/// Who proposes what, and the steps in their order.
fn proposed(proposal: &Proposal) -> String {
    let by = proposal.by.as_deref().map(|by| format!("{by}: ")).unwrap_or_default();
    let step = |(no, step): (usize, &Step)| {
        let words = [step.actor.as_deref(), Some(step.act.as_str()), step.object.as_deref()];
        let said = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let to = step.to.as_deref().map(|to| say!(" to {to}")).unwrap_or_default();
        format!("\n{}. {said}{to}", no + 1)
    };
    format!("{by}{}{}", proposal.what, proposal.steps.iter().enumerate().map(step).collect::<String>())
}

fn sureness(card: &Card, field: FieldName) -> Vec<Sure> {
    fn one<T>(field: Option<&Field<T>>) -> Vec<Sure> {
        field.map(|field| field.sure).into_iter().collect()
    }
    fn list<T>(fields: &[Field<T>]) -> Vec<Sure> {
        fields.iter().map(|field| field.sure).collect()
    }
    match field {
        FieldName::Kind => one(card.kind.as_ref()),
        FieldName::Number => one(card.number.as_ref()),
        FieldName::Date => one(card.date.as_ref()),
        FieldName::Place => one(card.place.as_ref()),
        FieldName::Subject => one(card.subject.as_ref()),
        FieldName::Marking => one(card.marking.as_ref()),
        FieldName::Precedence => one(card.precedence.as_ref()),
        FieldName::TheirCopy => one(card.their_copy.as_ref()),
        FieldName::Recommendation => one(card.recommendation.as_ref()),
        FieldName::Request => one(card.request.as_ref()),
        FieldName::From => list(&card.from),
        FieldName::To => list(&card.to),
        FieldName::Copies => list(&card.copies),
        FieldName::Citations => list(&card.citations),
        FieldName::Enclosures => list(&card.enclosures),
        FieldName::Deadlines => list(&card.deadlines),
        FieldName::Claims => list(&card.claims),
        FieldName::Proposals => list(&card.proposals),
        FieldName::Insertions => list(&card.insertions),
        FieldName::Language => Vec::new(),
    }
}
