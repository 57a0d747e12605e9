//! `GET /openapi.json`: OpenAPI 3.1. The acts' forms are a table, which a test holds against the acts themselves.

use std::sync::LazyLock;

use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;

/// `GET /api/v1/openapi.json`
pub(crate) async fn get() -> Response {
    axum::Json(&*OPENAPI).into_response()
}

/// Read through `utoipa`'s types, so that what is served has the standard's form; a test reads it on every change.
static OPENAPI: LazyLock<OpenApi> =
    LazyLock::new(|| serde_json::from_value(written()).expect("what is written here has the standard's form"));

/// How a field of an act is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Number,
    Day,
    Moment,
    Id,
    Codes,
    Directions,
    Bindings,
    /// An object or value whose form the description of the field names.
    Any(&'static str),
}

/// An act: its name, what it does, its fields; a field that may be left out ends in `?`.
type ActRow = (&'static str, &'static str, &'static [(&'static str, Form)]);

const PAPER_ACTS: &[ActRow] = &[
    ("register_also", "Register it in another series too.", &[("series", Form::Text), ("late?", Form::Text)]),
    (
        "split",
        "Make an enclosed file a paper of its own.",
        &[
            ("version", Form::Number),
            ("enclosed", Form::Number),
            ("draft", Form::Any("a draft, as POST /papers takes it")),
        ],
    ),
    (
        "correct",
        "Put a field of the card right.",
        &[("field", Form::Text), ("value", Form::Any("the field in the card's own form")), ("reason?", Form::Text)],
    ),
    (
        "correct_arrival",
        "Put the facts of arrival right.",
        &[("arrival", Form::Any("the facts of arrival, whole")), ("reason", Form::Text)],
    ),
    ("void", "Annul a number; it stays, marked.", &[("number", Form::Text), ("reason", Form::Text)]),
    (
        "move_series",
        "Move it to the right series.",
        &[("number", Form::Text), ("series", Form::Text), ("reason", Form::Text)],
    ),
    ("mark", "Confirm, raise or lower the marking.", &[("level", Form::Text), ("reason?", Form::Text)]),
    ("direct", "Mark it out.", &[("desk", Form::Text), ("directions", Form::Directions)]),
    ("accept_direction", "Take it.", &[("direction", Form::Number)]),
    ("pass_on", "Pass it on.", &[("direction", Form::Number), ("directions", Form::Directions)]),
    ("return_direction", "Return it: not ours.", &[("direction", Form::Number), ("reason", Form::Text)]),
    ("report_done", "Report it done.", &[("direction", Form::Number), ("report?", Form::Text), ("answer?", Form::Id)]),
    (
        "redirect",
        "Take it back from a wrong desk, and mark it out to the right one.",
        &[("direction", Form::Number), ("directions", Form::Directions), ("reason", Form::Text)],
    ),
    ("bind", "Bind names to officers or desks; this gives sight.", &[("bindings", Form::Bindings)]),
    ("unbind", "End a binding.", &[("binding", Form::Number), ("reason", Form::Text)]),
    ("tie", "Tie a citation to a paper held.", &[("citation", Form::Number), ("to", Form::Id)]),
    (
        "untie",
        "Undo a tie, or refuse an offer.",
        &[("citation", Form::Number), ("to", Form::Id), ("reason", Form::Text)],
    ),
    (
        "settle",
        "Settle a citation without a paper.",
        &[("citation", Form::Number), ("settlement", Form::Any("requested, held_elsewhere or not_needed"))],
    ),
    ("link_answer", "Say which paper it answers.", &[("answers", Form::Id)]),
    ("file", "File it in a dossier.", &[("dossier", Form::Text), ("title?", Form::Text), ("code?", Form::Text)]),
    ("remark", "Leave a remark.", &[("says", Form::Text)]),
    ("override", "Look beyond the rules for a while.", &[("reason", Form::Text), ("until", Form::Moment)]),
];

const HOUSE_ACTS: &[ActRow] = &[
    ("set_levels", "Set the scale of markings.", &[("levels", Form::Any("a list of levels, lowest first"))]),
    ("set_file_plan", "Set a code of the file plan.", &[("code", Form::Text), ("title", Form::Text)]),
    (
        "add_officer",
        "Take in an officer.",
        &[
            ("officer", Form::Text),
            ("name", Form::Text),
            ("aliases?", Form::Codes),
            ("cleared_to", Form::Text),
            ("duties?", Form::Codes),
        ],
    ),
    (
        "change_officer",
        "Change an officer's facts; what is left out stays.",
        &[
            ("officer", Form::Text),
            ("name?", Form::Text),
            ("aliases?", Form::Codes),
            ("cleared_to?", Form::Text),
            ("duties?", Form::Codes),
        ],
    ),
    ("suspend_officer", "Suspend an officer: no act, no sight.", &[("officer", Form::Text), ("reason", Form::Text)]),
    ("reinstate_officer", "Take a suspended officer back.", &[("officer", Form::Text)]),
    (
        "add_desk",
        "Set up a desk.",
        &[("desk", Form::Text), ("name", Form::Text), ("aliases?", Form::Codes), ("above?", Form::Text)],
    ),
    (
        "change_desk",
        "Change a desk's facts; what is left out stays.",
        &[("desk", Form::Text), ("name?", Form::Text), ("aliases?", Form::Codes), ("above?", Form::Text)],
    ),
    ("close_desk", "Close a desk at which nothing waits.", &[("desk", Form::Text), ("reason", Form::Text)]),
    (
        "give_mandate",
        "Give a mandate.",
        &[
            ("mandate", Form::Text),
            ("officer", Form::Text),
            ("desk", Form::Text),
            ("capacity", Form::Any("holder or substitute")),
            ("from?", Form::Moment),
            ("until?", Form::Moment),
        ],
    ),
    ("end_mandate", "End a mandate.", &[("mandate", Form::Text), ("until?", Form::Moment), ("reason", Form::Text)]),
    ("open_series", "Open a series.", &[("series", Form::Text), ("facts", Form::Any("the series' facts"))]),
    (
        "change_series",
        "Change a series; what is left out stays.",
        &[
            ("series", Form::Text),
            ("name?", Form::Text),
            ("pattern?", Form::Text),
            ("rule?", Form::Any("whole_house, desk_and_chief or list_only")),
            ("registry?", Form::Text),
            ("band?", Form::Codes),
            ("file_code?", Form::Text),
        ],
    ),
    ("close_series", "Close a series for new numbers.", &[("series", Form::Text), ("reason", Form::Text)]),
    ("close_year", "Close a past year's book.", &[("series", Form::Text), ("year", Form::Number)]),
    ("reserve_block", "Set numbers aside.", &[("series", Form::Text), ("count", Form::Number), ("reason", Form::Text)]),
    (
        "void_reserved",
        "Void a reserved number.",
        &[("series", Form::Text), ("year", Form::Number), ("n", Form::Number), ("reason", Form::Text)],
    ),
    ("open_dossier", "Open a dossier.", &[("dossier", Form::Text), ("title", Form::Text), ("code?", Form::Text)]),
];

fn form(form: Form) -> Value {
    let of = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    match form {
        Form::Text => json!({ "type": "string" }),
        Form::Number => json!({ "type": "integer" }),
        Form::Day => json!({ "type": "string", "format": "date" }),
        Form::Moment => json!({ "type": "string", "format": "date-time" }),
        Form::Id => json!({ "type": "string", "pattern": "^[0-9a-f]{32}$" }),
        Form::Codes => json!({ "type": "array", "items": { "type": "string" } }),
        Form::Directions => json!({ "type": "array", "items": of("Direction") }),
        Form::Bindings => json!({ "type": "array", "items": of("Binding") }),
        Form::Any(says) => json!({ "type": ["object", "array", "string", "boolean"], "description": says }),
    }
}

fn object(says: &str, fields: &[(&str, Form)]) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, kind) in fields {
        let plain = name.trim_end_matches('?');
        properties.insert(plain.to_owned(), form(*kind));
        if plain == *name {
            required.push(plain);
        }
    }
    json!({ "type": "object", "description": says, "properties": properties, "required": required })
}

fn act_schema((name, says, fields): &ActRow) -> Value {
    let mut schema = object(says, fields);
    schema["properties"]["act"] = json!({ "type": "string", "enum": [name] });
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.insert(0, "act".into());
    }
    schema
}

fn schemas() -> Value {
    let draft: &[(&str, Form)] = &[
        ("series", Form::Text),
        ("text?", Form::Text),
        ("name?", Form::Text),
        ("absence?", Form::Any("cover_only, not_yet_scanned or oral, where there is neither file nor text")),
        ("card?", Form::Any("the card; left out, it is read from the file")),
        ("arrival?", Form::Any("received, channel, taken_in_by, precedence, their_copy, pages, medium, original_at")),
        ("level?", Form::Text),
        ("year?", Form::Number),
        ("reserved?", Form::Number),
        ("under?", Form::Id),
        ("again?", Form::Text),
        ("late?", Form::Text),
        ("directions?", Form::Directions),
        ("bindings?", Form::Bindings),
    ];
    let direction: &[(&str, Form)] = &[
        ("to", Form::Text),
        ("part", Form::Any("lead or copy")),
        ("act", Form::Any("review, decide, concur, note, act or answer")),
        ("due?", Form::Day),
        ("remark?", Form::Text),
    ];
    let binding: &[(&str, Form)] = &[
        ("name", Form::Text),
        ("named_as", Form::Any("sender, addressee, copy_holder or asked")),
        ("to", Form::Any("{\"is\": \"desk\" or \"officer\", \"code\": …}")),
    ];
    let problem: &[(&str, Form)] = &[
        ("type", Form::Text),
        ("title", Form::Text),
        ("status", Form::Number),
        ("detail", Form::Text),
        ("code", Form::Text),
        ("next", Form::Text),
        ("refusal?", Form::Any("the refusal as data, named by its field refusal")),
    ];
    let receipt: &[(&str, Form)] = &[
        ("entry", Form::Number),
        ("commitment", Form::Text),
        ("at", Form::Moment),
        ("repeated", Form::Any("whether it had been entered under the same key before")),
        ("paper", Form::Id),
        ("number", Form::Text),
        ("ties", Form::Any("citations found to mean papers held")),
        ("offers", Form::Any("doubtful matches, offered")),
    ];
    json!({
        "Draft": object("A paper to enter.", draft),
        "Direction": object("One desk the paper is marked out to.", direction),
        "Binding": object("A name bound to an officer or desk.", binding),
        "Problem": object("Why it was not done, and what next (RFC 9457).", problem),
        "Receipt": object("What was entered.", receipt),
        "PaperAct": { "oneOf": PAPER_ACTS.iter().map(act_schema).collect::<Vec<_>>() },
        "HouseAct": { "oneOf": HOUSE_ACTS.iter().map(act_schema).collect::<Vec<_>>() },
    })
}

fn written() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Chancery",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The same acts and the same refusals as the pages. Every POST but /papers/read and /record/heads carries an Idempotency-Key.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/api/v1" }],
        "security": [{ "token": [] }],
        "paths": paths(),
        "components": {
            "schemas": schemas(),
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "bearerFormat": "chy_…" } },
        },
    })
}

fn paths() -> Value {
    let read = |id: &str, says: &str, with: &[&str]| json!({ "get": operation(id, says, "read", with, None, None) });
    json!({
        "/papers": {
            "get": operation("list", "The register, a page at a time.", "read", LIST, None, None),
            "post": operation("enter", "Enter a paper.", "enter", &[], Some("Draft"), Some("201")),
        },
        "/papers/read": { "post": operation("read", "Read a paper without entering it.", "read", &[], Some("Draft"), None) },
        "/papers/{id}": read("paper", "A paper as you see it. Its ETag is its version.", &["id"]),
        "/papers/{id}/text": read("text", "The text that the card's spans lie in.", &["id"]),
        "/papers/{id}/versions/{n}/body": read("body", "The bytes as received; n from 1.", &["id", "n"]),
        "/papers/{id}/trail": read("trail", "Every act on it, oldest first.", &["id"]),
        "/papers/{id}/links": read("links", "What it cites and what cites it.", &["id"]),
        "/papers/{id}/acts": { "post": operation("act", "An act on a paper.", "act", &["id"], Some("PaperAct"), Some("201")) },
        "/papers/{id}/versions": { "post": operation("addVersion", "A further version, as a form with a file.", "act", &["id"], None, Some("201")) },
        "/house": read("house", "Desks, series, levels, officers.", &[]),
        "/house/acts": { "post": operation("houseAct", "An act of the house.", "house", &[], Some("HouseAct"), Some("201")) },
        "/find": read("find", "Papers by number, date, names, subject, words.", &["?q", "?limit"]),
        "/desk": read("desk", "What waits at your desks.", &["?desk", "?after", "?limit"]),
        "/record": read("record", "How long the record is, its last commitment, and the last head that was kept.", &[]),
        "/record/heads": { "post": operation("publishHead", "Keep the present head for ever and give it out, signed; twice is once.", "house", &[], None, None) },
    })
}

const LIST: &[&str] = &[
    "?series",
    "?year",
    "?kind",
    "?from",
    "?to",
    "?desk",
    "?dossier",
    "?state",
    "?number",
    "?subject",
    "?words",
    "?entered_from",
    "?entered_until",
    "?dated_from",
    "?dated_until",
    "?order",
    "?after",
    "?limit",
];

/// One operation. Parameters of the address stand plain, of the query with `?` before them.
fn operation(id: &str, says: &str, scope: &str, with: &[&str], body: Option<&str>, done: Option<&str>) -> Value {
    let mut parameters: Vec<Value> = with
        .iter()
        .map(|name| match name.strip_prefix('?') {
            Some(name) => json!({ "name": name, "in": "query", "required": false, "schema": { "type": "string" } }),
            None => json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }),
        })
        .collect();
    let problem = json!({
        "description": "Not done, and why",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    });
    let mut responses = Map::new();
    match done {
        Some(status) => {
            parameters.push(
                json!({ "name": "Idempotency-Key", "in": "header", "required": true, "schema": { "type": "string" } }),
            );
            let receipt = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Receipt" } } });
            responses.insert(status.into(), json!({ "description": "Entered", "content": receipt }));
            responses.insert(
                "200".into(),
                json!({ "description": "Entered before, under the same key", "content": receipt }),
            );
            for status in ["409", "413", "422"] {
                responses.insert(status.into(), problem.clone());
            }
        }
        None => {
            responses.insert("200".into(), json!({ "description": "What was asked for" }));
        }
    }
    for status in ["401", "403", "404", "503"] {
        responses.insert(status.into(), problem.clone());
    }
    let mut operation = json!({
        "operationId": id,
        "summary": says,
        "description": format!("{says} The token needs the scope {scope}."),
        "parameters": parameters,
        "responses": responses,
    });
    if let Some(body) = body {
        let schema = json!({ "$ref": format!("#/components/schemas/{body}") });
        let mut content = json!({ "application/json": { "schema": schema } });
        if body == "Draft" {
            content["multipart/form-data"] = json!({ "schema": {
                "type": "object",
                "properties": { "draft": schema, "file": { "type": "string", "format": "binary" } },
            } });
        }
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    operation
}

#[cfg(test)]
mod tests {
    use super::{ActRow, Form, HOUSE_ACTS, OPENAPI, PAPER_ACTS};
    use procedure::act::Act;
    use serde_json::{Value, json};

    fn sample(name: &str, form: Form) -> Value {
        match (name, form) {
            ("draft", _) => json!({ "series": "IN", "card": {} }),
            ("field", _) => "number".into(),
            ("arrival", _) => {
                json!({ "received": null, "channel": "hand", "taken_in_by": null, "precedence": null, "their_copy": null, "pages": null, "medium": "paper", "original_at": null })
            }
            ("settlement", _) => "requested".into(),
            ("levels", _) => json!([]),
            ("capacity", _) => "holder".into(),
            ("rule", _) => "whole_house".into(),
            ("band", _) => json!(["open", "secret"]),
            ("duties", _) => json!(["administrator"]),
            ("pattern", _) => "{n}".into(),
            ("facts", _) => {
                json!({ "name": "Incoming", "pattern": "{n}", "start": 1, "turn_over": "yearly", "registry": "registry", "rule": "whole_house", "band": null, "file_code": null, "closed": null })
            }
            (_, Form::Text) => "x".into(),
            (_, Form::Number) => 1.into(),
            (_, Form::Day) => "1951-12-27".into(),
            (_, Form::Moment) => "1951-12-27T09:00:00Z".into(),
            (_, Form::Id) => "00".repeat(16).into(),
            (_, Form::Codes) => json!(["x"]),
            (_, Form::Directions) => json!([{ "to": "legal", "part": "lead", "act": "concur", "due": "1951-12-27" }]),
            (_, Form::Bindings) => {
                json!([{ "name": "Orlan", "named_as": "addressee", "to": { "is": "desk", "code": "legal" } }])
            }
            (_, Form::Any(_)) => json!({ "value": "12", "span": null, "sure": "set" }),
        }
    }

    fn act(row: &ActRow, left_out: Option<&str>, paper: bool) -> Result<Act, serde_json::Error> {
        let mut json = json!({ "act": row.0 });
        if paper {
            json["paper"] = "00".repeat(16).into();
        }
        for (name, form) in row.2.iter().filter(|(name, _)| Some(*name) != left_out) {
            let name = name.trim_end_matches('?');
            json[name] = sample(name, *form);
        }
        serde_json::from_value(json)
    }

    #[test]
    fn the_table_is_what_the_acts_are() {
        for (rows, paper) in [(PAPER_ACTS, true), (HOUSE_ACTS, false)] {
            for row in rows {
                let whole = act(row, None, paper).unwrap_or_else(|error| panic!("{}: {error}", row.0));
                assert_eq!((whole.name(), whole.paper().is_some()), (row.0, paper));
                let written = serde_json::to_value(&whole).expect("an act is JSON");
                let fields = written.as_object().expect("an object").len();
                assert_eq!(fields, row.2.len() + 1 + usize::from(paper), "{} lacks a field here", row.0);
                for (name, _) in row.2 {
                    let without = act(row, Some(name), paper);
                    assert_eq!(without.is_ok(), name.ends_with('?'), "{} without {name}", row.0);
                }
            }
        }
    }

    #[test]
    fn the_whole_has_the_standards_form() {
        let json = serde_json::to_value(&*OPENAPI).expect("JSON");
        assert_eq!(json["openapi"], "3.1.0");
        assert_eq!(json["paths"]["/papers/{id}/acts"]["post"]["operationId"], "act");
        assert!(
            json["components"]["schemas"]["PaperAct"]["oneOf"]
                .as_array()
                .is_some_and(|acts| acts.len() == PAPER_ACTS.len())
        );
    }
}
