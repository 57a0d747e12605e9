//! `GET /openapi.json`: OpenAPI 3.1. What is sent and answered is told with its forms; tests hold
//! them against the acts and the answers themselves.

mod acts;
mod calendars;
mod closings;
mod dossiers;
mod forms;
mod handing;
mod overview;
mod paths;
mod people;
mod readings;
mod schemas;

use std::sync::LazyLock;

use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use utoipa::openapi::OpenApi;

/// `GET /api/v1/openapi.json`
pub(crate) async fn get() -> Response {
    axum::Json(&*OPENAPI).into_response()
}

/// Read through `utoipa`'s types, so that what is served has the standard's form; a test reads it on every change.
static OPENAPI: LazyLock<OpenApi> =
    LazyLock::new(|| serde_json::from_value(written()).expect("what is written here has the standard's form"));

fn written() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Chancery",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The same acts and the same refusals as the pages. Every PUT, and every POST but /papers/read, /record/heads, /record/held and proofs, carries an Idempotency-Key.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/api/v1" }],
        "security": [{ "token": [] }],
        "paths": paths::paths(),
        "components": {
            "schemas": schemas::schemas(),
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "bearerFormat": "chy_…" } },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::OPENAPI;
    use super::acts::{ActRow, HOUSE_ACTS, PAPER_ACTS};
    use super::dossiers::DOSSIER_ACTS;
    use super::forms::Form;
    use procedure::act::Act;
    use serde_json::{Value, json};

    fn sample(name: &str, form: Form) -> Value {
        match (name, form) {
            ("draft", Form::Number) => 1.into(),
            ("draft", _) => json!({ "series": "IN", "card": {} }),
            ("arrival", _) => {
                json!({ "received": null, "channel": "hand", "taken_in_by": null, "precedence": null, "their_copy": null, "pages": null, "medium": "paper", "original_at": null })
            }
            ("to", Form::Of("InHouse")) => json!({ "is": "desk", "code": "legal" }),
            ("facts", Form::Of("SubmissionFacts")) => {
                json!({ "draft": 1, "to": "minister", "bottom_line": "x", "recommends": "x" })
            }
            ("facts", Form::Of("DraftFacts")) => json!({ "title": "x", "kind": "letter", "series": "OUT" }),
            ("version", Form::Any(_)) => Value::Null,
            ("word", Form::Of("Word")) => json!({ "is": "agreed" }),
            ("facts", Form::Of("ActionFacts")) => {
                json!({ "desk": "press", "what": "x", "due": null, "control": "legal" })
            }
            ("word", _) => json!({ "is": "rejected" }),
            ("how", _) => json!({ "is": "in_person" }),
            ("amended", _) => Value::Null,
            (_, Form::Of("TwoPersonsFor")) => json!({ "is": "series", "code": "OUT" }),
            (_, Form::Of("Hangs")) => json!({ "on": "day", "date": "1951-12-27" }),
            ("remind", _) => json!([3]),
            (_, Form::Of("Assessed")) => json!({ "is": "claim", "no": 1 }),
            (_, Form::Of("ClaimWords")) => json!({ "says": "x" }),
            (_, Form::Of("ProposalWords")) => json!({ "says": "x", "by_whom": "x" }),
            (_, Form::Of("AssessmentWords")) => json!({ "stance": "for", "says": "x" }),
            (_, Form::Of("RecommendationWords")) => json!({ "stance": "adopt", "says": "x", "holder": "x" }),
            ("pattern", _) => "{n}".into(),
            ("facts", Form::Of("RuleFacts")) => json!({ "party": { "name": "Orlan" }, "named_as": "sender",
                "to": { "is": "correspondent", "code": "orlan" }, "desk": "registry" }),
            ("facts", Form::Of("Calendar")) => json!({ "name": "Office", "weekend": ["sunday"] }),
            ("facts", _) => {
                json!({ "name": "Incoming", "pattern": "{n}", "start": 1, "turn_over": "yearly", "registry": "registry", "rule": "whole_house", "band": null, "file_code": null, "closed": null })
            }
            ("bindings", _) => {
                json!([{ "name": "Orlan", "named_as": "addressee", "to": { "is": "desk", "code": "legal" } }])
            }
            ("directions", _) => json!([{ "to": "legal", "part": "lead", "act": "concur", "due": "1951-12-27" }]),
            (_, Form::OneOf(words)) => words[0].into(),
            (_, Form::Some(words)) => json!(words),
            (_, Form::Text | Form::Words | Form::Code) => "x".into(),
            (_, Form::Texts | Form::Codes) => json!(["x"]),
            (_, Form::Band) => json!(["open", "secret"]),
            (_, Form::CodeOrNull | Form::TextOrNull | Form::BandOrNull) => Value::Null,
            (_, Form::Number) => 1.into(),
            (_, Form::Numbers) => json!([1]),
            (_, Form::Flag) => true.into(),
            (_, Form::Day) => "1951-12-27".into(),
            (_, Form::Moment) => "1951-12-27T09:00:00Z".into(),
            (_, Form::Id) => "00".repeat(16).into(),
            (_, Form::Hash) => "00".repeat(32).into(),
            (_, Form::List("Holder")) => json!([{ "is": "desk", "who": "legal" }]),
            (_, Form::Of("Holder")) => json!({ "is": "outside", "who": "The Embassy" }),
            (_, Form::List(_)) => json!([]),
            (_, Form::Of(_) | Form::Map(_)) => json!({}),
            (_, Form::Any(_)) => json!({ "value": "12", "span": null, "sure": "set" }),
        }
    }

    /// To what the acts of a table are done.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum To {
        Paper,
        House,
        Dossier,
    }

    const TABLES: [(&[ActRow], To); 3] =
        [(PAPER_ACTS, To::Paper), (HOUSE_ACTS, To::House), (DOSSIER_ACTS, To::Dossier)];

    fn act(row: &ActRow, left_out: Option<&str>, to: To) -> Result<Act, serde_json::Error> {
        let mut json = json!({ "act": row.0 });
        if to == To::Paper {
            json["paper"] = "00".repeat(16).into();
        }
        for (name, form) in row.2.iter().filter(|(name, _)| Some(*name) != left_out) {
            let name = name.trim_end_matches('?');
            json[name] = sample(name, *form);
        }
        done_to(json, to)
    }

    fn done_to(json: Value, to: To) -> Result<Act, serde_json::Error> {
        match to {
            To::Dossier => serde_json::from_value(json!({ "act": "in_dossier", "dossier": "D1", "does": json })),
            To::Paper | To::House => serde_json::from_value(json),
        }
    }

    /// An act as it is sent to its address.
    fn sent(act: &Act) -> Value {
        let json = serde_json::to_value(act).expect("an act is JSON");
        json.get("does").cloned().unwrap_or(json)
    }

    #[test]
    fn the_table_is_what_the_acts_are() {
        for (rows, to) in TABLES {
            for row in rows {
                let whole = act(row, None, to).unwrap_or_else(|error| panic!("{}: {error}", row.0));
                assert_eq!((whole.name(), whole.paper().is_some()), (row.0, to == To::Paper));
                let fields = sent(&whole).as_object().expect("an object").len();
                assert_eq!(fields, row.2.len() + 1 + usize::from(to == To::Paper), "{} lacks a field here", row.0);
                for (name, _) in row.2 {
                    let without = act(row, Some(name), to);
                    assert_eq!(without.is_ok(), name.ends_with('?'), "{} without {name}", row.0);
                }
            }
        }
    }

    #[test]
    fn every_word_offered_is_taken() {
        for (rows, to) in TABLES {
            for row in rows {
                for (name, form) in row.2 {
                    let (Form::OneOf(words) | Form::Some(words)) = form else { continue };
                    for word in *words {
                        let name = name.trim_end_matches('?');
                        let mut json = sent(&act(row, None, to).expect("an act"));
                        json[name] = if matches!(form, Form::Some(_)) { json!([word]) } else { json!(word) };
                        let taken = done_to(json, to);
                        assert!(taken.is_ok(), "{} with {name} {word}: {taken:?}", row.0);
                    }
                }
            }
        }
    }

    /// Every schema that is named is there.
    fn named(value: &Value, names: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                names.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
                members.values().for_each(|member| named(member, names));
            }
            Value::Array(values) => values.iter().for_each(|value| named(value, names)),
            _ => {}
        }
    }

    #[test]
    fn what_stands_in_an_address_is_told_of_it_and_nothing_else() {
        let json = serde_json::to_value(&*OPENAPI).expect("JSON");
        for (path, methods) in json["paths"].as_object().expect("paths") {
            let mut named: Vec<&str> = path.split(['{', '}']).skip(1).step_by(2).collect();
            named.sort_unstable();
            for (method, operation) in methods.as_object().expect("methods") {
                let parameters = operation["parameters"].as_array().into_iter().flatten();
                let mut told: Vec<&str> =
                    parameters.filter(|one| one["in"] == "path").filter_map(|one| one["name"].as_str()).collect();
                told.sort_unstable();
                assert_eq!(told, named, "{method} {path}");
            }
        }
    }

    #[test]
    fn what_may_be_composed_and_by_what_papers_are_sent_is_told() {
        let json = serde_json::to_value(&*OPENAPI).expect("JSON");
        let composed = &json["paths"]["/dossiers/{code}/composed/{template}"]["get"]["parameters"];
        let template = composed.as_array().and_then(|all| all.iter().find(|one| one["name"] == "template"));
        let names: Vec<&str> = crate::compose::Template::ALL.iter().map(|template| template.name()).collect();
        assert_eq!(template.map(|one| &one["schema"]["enum"]), Some(&json!(names)));
        let sent = super::acts::PAPER_ACTS.iter().find(|row| row.0 == "dispatch").expect("it is an act");
        let (_, channel) = sent.2.iter().find(|(name, _)| *name == "channel").expect("it names one");
        let by: Vec<&str> = crate::words::SENT_BY.iter().map(|(_, name, _)| *name).collect();
        assert!(matches!(channel, Form::OneOf(words) if **words == *by), "{channel:?}");
    }

    #[test]
    fn the_whole_has_the_standards_form() {
        let json = serde_json::to_value(&*OPENAPI).expect("JSON");
        assert_eq!(json["openapi"], "3.1.0");
        assert_eq!(json["paths"]["/papers/{id}/acts"]["post"]["operationId"], "act");
        let version = &json["paths"]["/papers/{id}/versions"]["post"];
        assert!(version["requestBody"]["content"]["multipart/form-data"].is_object(), "{version}");
        for status in ["400", "405", "408", "413", "422"] {
            assert!(version["responses"][status].is_object(), "{status}");
        }
        let mut names = Vec::new();
        named(&json, &mut names);
        for name in names {
            let place = name.trim_start_matches('#');
            assert!(json.pointer(place).is_some(), "{name} is named and not there");
        }
        assert!(
            json["components"]["schemas"]["PaperAct"]["oneOf"]
                .as_array()
                .is_some_and(|acts| acts.len() == PAPER_ACTS.len())
        );
    }
}
