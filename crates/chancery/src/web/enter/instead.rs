//! What else a field might be: offered under the field, taken by one key or one click.

use intake::{Alternative, Instead};
use maud::Markup;
use phrases::{html, recalled, say};
use procedure::card::FieldName;

use super::piece::Proposal;
use crate::web::card;
use crate::web::forms::{Form, Unreadable};
use crate::web::sheet::Mark;
use crate::web::words;

/// The value as an officer would type it.
fn text(one: &Alternative) -> String {
    match &one.value {
        Instead::Words(words) => words.clone(),
        Instead::Date(date) => words::paper_date(date),
        Instead::Party(party) => card::party(party),
    }
}

/// The alternatives of a field with their places among all of the paper.
fn of(all: &[Alternative], field: FieldName) -> impl Iterator<Item = (usize, &Alternative)> {
    all.iter().enumerate().filter(move |(_, one)| one.field == field)
}

/// Whether a field has any.
pub(super) fn any(proposal: &Proposal<'_>, field: FieldName) -> bool {
    of(&proposal.outlook.alternatives, field).next().is_some()
}

/// The alternatives of a field as buttons of the card's form. With scripts they fill the field where it stands; without,
/// the page is drawn again with the value put in.
pub(super) fn buttons(proposal: &Proposal<'_>, field: FieldName) -> Markup {
    let all = &proposal.outlook.alternatives;
    html! {
        @if any(proposal, field) {
            ul.instead aria-label={ "Or, for " (words::field(field)) } {
                @for (at, one) in of(all, field) {
                    li { button.link name="take" value=(at) data-instead=(text(one)) data-field=(card::key(field))
                        data-from=(one.span.start) data-to=(one.span.end) data-lights=(key(at)) { (text(one)) }
                        " " span { (recalled(one.why)) } }
                }
            }
        }
    }
}

/// The passages of the alternatives, lit while one is in hand.
pub(super) fn marks(proposal: &Proposal<'_>) -> Vec<Mark> {
    let all = proposal.outlook.alternatives.iter().enumerate();
    all.map(|(at, one)| Mark { span: one.span, key: key(at) }).collect()
}

fn key(at: usize) -> String {
    format!("instead-{at}")
}

/// The form with the alternative that its button names put in, as the script does on the page.
///
/// # Errors
/// When the paper has no such alternative.
pub(super) fn take(form: &mut Form, all: &[Alternative], at: usize) -> Result<(), Unreadable> {
    let one = all
        .get(at)
        .ok_or_else(|| Unreadable(say!("That is no longer offered; type what the field should say.").into()))?;
    let (key, text) = (card::key(one.field), text(one));
    form.put(key, text.clone());
    let mut spans: serde_json::Value = form
        .said("spans")
        .and_then(|json| serde_json::from_str(json).ok())
        .filter(serde_json::Value::is_object)
        .unwrap_or_else(|| serde_json::json!({}));
    if !spans[key].is_object() {
        spans[key] = serde_json::json!({});
    }
    spans[key][&text] = serde_json::json!([one.span.start, one.span.end]);
    form.put("spans", spans.to_string());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::take;
    use crate::web::forms::Form;
    use intake::{Alternative, Instead};
    use procedure::card::{FieldName, Span};

    #[test]
    fn an_alternative_is_put_into_the_form_with_its_passage() {
        let number = Alternative {
            field: FieldName::Number,
            value: Instead::Words("811.12/4".into()),
            span: Span::new(9, 17),
            why: "in the registry’s line",
        };
        let mut form = Form::default();
        form.put("number", "17");
        form.put("spans", r#"{"date":{"3 May 1931":[0,10]}}"#);
        take(&mut form, std::slice::from_ref(&number), 0).expect("offered");
        assert_eq!(form.said("number"), Some("811.12/4"));
        let spans = form.spans();
        assert!(spans.find("number", "811.12/4", "File No. 811.12/4").is_some());
        assert!(spans.find("date", "3 May 1931", "3 May 1931").is_some(), "what was selected before stays");
        assert!(take(&mut form, &[number], 1).is_err());
        // What a damaged script left there is let go, and the value is taken all the same.
        let mut damaged = Form::default();
        damaged.put("spans", "[1]");
        assert!(
            take(
                &mut damaged,
                &[Alternative {
                    field: FieldName::Number,
                    value: Instead::Words("4".into()),
                    span: Span::new(0, 1),
                    why: ""
                }],
                0
            )
            .is_ok()
        );
    }
}
