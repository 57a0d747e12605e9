//! A card as a program gives it: who set its values, and which of them stand on the paper.

use intake::{Languages, Reading};
use procedure::card::Card;
use procedure::ids::OfficerId;
use serde_json::{Map, Value};

use super::Problem;
use super::body;

/// A card as a program gives it, beside the reading of the file it describes. A value that does not say how it came to
/// stand there is set by the caller's officer, and so is one that claims to be read where its words do not stand: nobody
/// sets a value in another's name, nor says that a machine read it.
///
/// # Errors
/// What is not of a card's form.
pub(crate) fn card(
    languages: &Languages,
    mut given: Value,
    officer: &OfficerId,
    reading: Option<&Reading>,
) -> Result<Card, Problem> {
    let reading = reading.filter(|_| claims_reading(&given));
    let read = reading.and_then(|reading| serde_json::to_value(&reading.card).ok()).unwrap_or_default();
    let text = reading.map_or("", |reading| reading.text.as_str());
    let paper = Paper { languages, text };
    if let Value::Object(fields) = &mut given {
        for (name, field) in fields {
            let known = match &read[name.as_str()] {
                Value::Array(values) => values.as_slice(),
                one => std::slice::from_ref(one),
            };
            match field {
                Value::Array(values) => values.iter_mut().for_each(|value| sign(value, officer, known, paper)),
                value => sign(value, officer, known, paper),
            }
        }
    }
    body::of(given)
}

/// The text that a card describes, and the words by which the office reads it.
#[derive(Clone, Copy)]
struct Paper<'a> {
    languages: &'a Languages,
    text: &'a str,
}

/// Whether a given card says of any value that it was read: only then has the paper to be read to see whether it was.
pub(crate) fn claims_reading(given: &Value) -> bool {
    let read = |value: &Value| value["sure"] == "read";
    let Value::Object(fields) = given else { return false };
    fields.values().any(|field| read(field) || field.as_array().is_some_and(|values| values.iter().any(read)))
}

fn sign(value: &mut Value, officer: &OfficerId, known: &[Value], paper: Paper<'_>) {
    let Value::Object(field) = value else { return };
    if !field.contains_key("value") {
        return;
    }
    field.entry("span").or_insert(Value::Null);
    let sure = field.entry("sure").or_insert_with(|| "set".into());
    if sure == "read" && !is_read(field, known, paper) {
        field.insert("sure".to_owned(), "set".into());
    }
    if field.get("sure").is_some_and(|sure| sure == "set") {
        field.insert("by".to_owned(), officer.as_str().into());
    } else {
        field.remove("by");
    }
}

/// Whether a value stands where it says: the reading has it there too, or its words stand in the span.
fn is_read(field: &Map<String, Value>, known: &[Value], paper: Paper<'_>) -> bool {
    let (value, span) = (&field["value"], &field["span"]);
    if known.iter().any(|read| read["value"] == *value && read["span"] == *span) {
        return true;
    }
    let Ok((start, end)) = serde_json::from_value::<(usize, usize)>(span.clone()) else { return false };
    paper.text.get(start..end).is_some_and(|words| stands_in(paper.languages, value, words))
}

/// Whether the words of a value stand in words of the paper. A date is read from them once more.
fn stands_in(languages: &Languages, value: &Value, words: &str) -> bool {
    let paper = plain(words);
    let stands = |said: &str| !plain(said).is_empty() && paper.contains(&plain(said));
    match value {
        Value::String(said) => stands(said),
        Value::Object(parts) if parts.contains_key("precision") => {
            let read = intake::read_text_with(languages, words).0.date;
            read.and_then(|date| serde_json::to_value(date.value).ok()).is_some_and(|date| date == *value)
        }
        Value::Object(parts) => {
            let said = ["name", "post", "office", "text", "title", "what"].into_iter();
            let mut said = said.filter_map(|part| parts.get(part).and_then(Value::as_str)).peekable();
            said.peek().is_some() && said.all(stands)
        }
        _ => false,
    }
}

/// Small letters, one space between words.
fn plain(words: &str) -> String {
    words.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use intake::Languages;
    use procedure::card::Sure;
    use serde_json::json;

    use super::card;

    #[test]
    fn a_given_value_is_set_by_the_caller() {
        let officer = "orlo".parse().expect("a code");
        let given = json!({
            "number": {"value": "12"},
            "from": [{"value": {"name": "B. Tessel", "post": null, "office": null}, "span": null, "sure": "set", "by": "halden"}],
            "language": "en",
        });
        let given = card(&Languages::built_in(), given, &officer, None).expect("a card");
        let number = given.number.expect("given");
        assert_eq!((number.sure, number.by.as_ref()), (Sure::Set, Some(&officer)));
        assert_eq!(given.from[0].by.as_ref(), Some(&officer));
        assert!(card(&Languages::built_in(), json!({"number": 12}), &officer, None).is_err());
    }

    #[test]
    fn what_claims_to_be_read_stands_where_it_says() {
        let officer = "orlo".parse().expect("a code");
        let openers = crate::opener::Openers::new(crate::opener::OpenerOptions::default());
        let text = b"No. 12/b\n\n25 December 1951\n\nDues of\nthe winter\n";
        let reading = intake::of_extract(openers.open(text, "dues.txt"));
        let cases = [
            ("number", json!({"value": "12/b", "span": [0, 8], "sure": "read"}), Sure::Read),
            ("number", json!({"value": "13", "span": [0, 8], "sure": "read"}), Sure::Set),
            ("number", json!({"value": "12/b", "span": [9, 12], "sure": "read"}), Sure::Set),
            ("number", json!({"value": "12/b", "span": null, "sure": "read"}), Sure::Set),
            ("number", json!({"value": "12/b", "span": [0, 9_000], "sure": "read"}), Sure::Set),
            ("subject", json!({"value": "dues of the winter", "span": [28, 46], "sure": "read"}), Sure::Read),
        ];
        for (name, field, sure) in cases {
            let given = card(&Languages::built_in(), json!({ name: field }), &officer, Some(&reading)).expect("a card");
            let kept = given.number.or(given.subject).expect("given");
            assert_eq!(kept.sure, sure, "{field}");
            assert_eq!(kept.by.is_some(), sure == Sure::Set, "{field}");
        }
        let date =
            |day: &str| json!({"date": {"value": {"date": day, "precision": "day"}, "span": [10, 26], "sure": "read"}});
        let sure = |day: &str| {
            let given = card(&Languages::built_in(), date(day), &officer, Some(&reading)).expect("a card");
            given.date.map(|date| date.sure)
        };
        assert_eq!(sure("1951-12-25"), Some(Sure::Read));
        assert_eq!(sure("1951-12-26"), Some(Sure::Set));
    }

    #[test]
    fn a_date_stands_where_the_office_reads_it() {
        let officer = "orlo".parse().expect("a code");
        let words = tempfile::tempdir().expect("a folder");
        let of_the_house = "[language]\ncode = en\n\n[months]\n5 = maytide\n";
        std::fs::write(words.path().join("en.words"), of_the_house).expect("a file");
        let own = crate::office::languages_of(words.path()).expect("languages");
        let openers = crate::opener::Openers::new(crate::opener::OpenerOptions::default());
        let reading = intake::of_extract(openers.open(b"Dues\n\n3 Maytide 1951\n", "dues.txt"));
        let date = json!({"value": {"date": "1951-05-03", "precision": "day"}, "span": [6, 20], "sure": "read"});
        let sure = |languages: &Languages| {
            let given = card(languages, json!({ "date": date }), &officer, Some(&reading)).expect("a card");
            given.date.map(|date| date.sure)
        };
        assert_eq!((sure(&own), sure(&Languages::built_in())), (Some(Sure::Read), Some(Sure::Set)));
    }
}
