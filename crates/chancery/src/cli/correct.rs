//! `chancery correct`: puts a field of the card right. The old value stays in the journal.

use intake::Languages;
use procedure::act::Act;
use procedure::card::{Field, FieldName, PaperDate, Party, Precision, Span, Sure};
use procedure::paper::Paper;
use serde::Serialize;
use serde_json::{Value, json};

use super::acting::{Deed, OnPaper};
use super::counter::Counter;
use super::{Outcome, Stop, Surroundings, words};

/// Put a field of a paper's card right.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery correct office IN-2026-0017 date 1951-12-25
  chancery correct office IN-2026-0017 date --passage \"25 December 1951\"
  chancery correct office IN-2026-0017 subject \"The communiqué on the border line\"
  chancery correct office IN-2026-0017 copies Maren Orlan Vessel
  chancery correct office IN-2026-0017 number --clear --reason \"that was the room's number\"
  chancery correct office IN-2026-0017 citations --form '[{\"value\": …, \"span\": [10, 26]}]'

A date is written 1951-12-25, 1951-12 or 1951. Lists (from, to, copies, insertions) take one value an argument.
With --passage the value is tied to the first place in the text where those words stand; without a value the words
themselves are read. Other fields are given with --form, in the card's own JSON form (docs/card.md).
A marking is changed with: chancery mark.")]
pub(super) struct Args {
    #[command(flatten)]
    on: OnPaper,
    /// The field, as `read --json` names it.
    #[arg(value_parser = words::field_name())]
    field: FieldName,
    /// The right value, or values of a list.
    #[arg(value_name = "VALUE", conflicts_with_all = ["clear", "form"])]
    values: Vec<String>,
    /// The words of the paper that say it.
    #[arg(long, value_name = "WORDS", conflicts_with_all = ["clear", "form"])]
    passage: Option<String>,
    /// Nothing stands there.
    #[arg(long)]
    clear: bool,
    /// The whole field in the card's JSON form.
    #[arg(long, value_name = "JSON", conflicts_with = "clear")]
    form: Option<String>,
    /// Why.
    #[arg(long)]
    reason: Option<String>,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { on, field, values, passage, clear, form, reason } = args;
    on.act(around, |counter, paper| {
        let value = match form {
            Some(form) => serde_json::from_str(&form)
                .map_err(|error| Stop::usage(format!("--form is not JSON: {error}"), "see docs/card.md"))?,
            None if clear => cleared(field),
            None => {
                let passage = passage.map(|words| Passage::find(counter, paper, words)).transpose()?;
                value_of(counter.office().languages(), field, &values, passage.as_ref())?
            }
        };
        let name = words::word_of(&field);
        let act = Act::Correct { paper: paper.id, field, value, reason };
        Ok(Deed::new(act, format!("{name} put right")))
    })
}

/// Words of the paper's text and where they stand.
struct Passage {
    words: String,
    span: Span,
}

impl Passage {
    fn find(counter: &Counter, paper: &Paper, words: String) -> Result<Self, Stop> {
        let none = || {
            Stop::absent(
                format!("{words:?} does not stand in the text of {}", paper.number()),
                format!("see the text with: chancery show FOLDER {} --text", paper.number()),
            )
        };
        let text = counter.text(paper)?.ok_or_else(none)?;
        let start = text.find(&words).ok_or_else(none)?;
        Ok(Self { span: Span::new(start, start + words.len()), words })
    }
}

fn is_list(field: FieldName) -> bool {
    use FieldName as F;
    matches!(
        field,
        F::From
            | F::To
            | F::Copies
            | F::Citations
            | F::Enclosures
            | F::Deadlines
            | F::Claims
            | F::Proposals
            | F::Insertions
    )
}

fn cleared(field: FieldName) -> Value {
    if is_list(field) { json!([]) } else { Value::Null }
}

/// The value of a field as it was typed, in the card's form; an empty one clears the field.
pub(super) fn typed_value(languages: &Languages, field: FieldName, values: &[String]) -> Result<Value, Stop> {
    if field == FieldName::Marking {
        return Err(Stop::usage("a marking is not put right", "give the paper its level with --level"));
    }
    match values {
        [one] if one.is_empty() => Ok(cleared(field)),
        values => value_of(languages, field, values, None),
    }
}

fn value_of(
    languages: &Languages,
    field: FieldName,
    values: &[String],
    passage: Option<&Passage>,
) -> Result<Value, Stop> {
    let given: Vec<&str> = match (values, passage) {
        ([], Some(passage)) => vec![passage.words.as_str()],
        ([], None) => return Err(Stop::usage("no value is given", "give a value, --passage, --form or --clear")),
        (values, _) => values.iter().map(String::as_str).collect(),
    };
    let span = passage.map(|passage| passage.span);
    match field {
        FieldName::From | FieldName::To | FieldName::Copies => {
            Ok(json!(given.iter().map(|name| set(Party::named(*name), span)).collect::<Result<Vec<_>, _>>()?))
        }
        FieldName::Insertions => Ok(json!(given.iter().map(|words| set(*words, span)).collect::<Result<Vec<_>, _>>()?)),
        _ if is_list(field) => needs_form(field),
        FieldName::Recommendation => needs_form(field),
        _ => match given.as_slice() {
            [one] => single(languages, field, one, span),
            many => Err(Stop::usage(
                format!("{} takes one value, and {} are given", words::word_of(&field), many.len()),
                "put words that belong together in quotation marks",
            )),
        },
    }
}

fn single(languages: &Languages, field: FieldName, given: &str, span: Option<Span>) -> Result<Value, Stop> {
    match field {
        FieldName::Date => set(date(languages, given)?, span),
        FieldName::Language => Ok(json!(given)),
        FieldName::Request => set(json!({ "act": given }), span),
        _ => set(given, span),
    }
}

fn needs_form(field: FieldName) -> Result<Value, Stop> {
    let name = words::word_of(&field);
    let next = "use --form of chancery correct with the card's JSON (docs/card.md)";
    Err(Stop::usage(format!("{name} has parts and is given whole"), next))
}

fn set(value: impl Serialize, span: Option<Span>) -> Result<Value, Stop> {
    let field = Field { value, span, page: None, sure: Sure::Set, by: None };
    serde_json::to_value(field).map_err(Stop::fault)
}

/// A date as written for programs, else as a paper would have it that the office reads.
fn date(languages: &Languages, given: &str) -> Result<PaperDate, Stop> {
    let exact = |text: String, precision| text.parse().ok().map(|date| PaperDate { date, precision });
    let read = || intake::read_text_with(languages, given).0.date.map(|field| field.value);
    exact(given.to_owned(), Precision::Day)
        .or_else(|| exact(format!("{given}-01"), Precision::Month))
        .or_else(|| exact(format!("{given}-01-01"), Precision::Year))
        .or_else(read)
        .ok_or_else(|| Stop::usage(format!("{given:?} is no date"), "write 1951-12-25, 1951-12 or 1951"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_they_are_written() {
        let precision = |text: &str| date(&Languages::built_in(), text).map(|date| date.precision).ok();
        assert_eq!(precision("1951-12-25"), Some(Precision::Day));
        assert_eq!(precision("1951-12"), Some(Precision::Month));
        assert_eq!(precision("1951"), Some(Precision::Year));
        assert_eq!(precision("the day after"), None);
    }

    #[test]
    fn lists_take_a_value_an_argument_and_others_one() {
        let value_of = |field, values: &[String]| value_of(&Languages::built_in(), field, values, None);
        let two = ["Maren".to_owned(), "Orlan".to_owned()];
        assert_eq!(value_of(FieldName::Copies, &two).ok().and_then(|v| v.as_array().map(Vec::len)), Some(2));
        assert!(value_of(FieldName::Subject, &two).is_err());
        assert!(value_of(FieldName::Citations, &two).is_err());
        assert!(value_of(FieldName::Subject, &[]).is_err());
    }
}
