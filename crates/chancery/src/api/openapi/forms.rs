//! How values are written: the forms of which the schemas are made, and the office's words among which one chooses.

use procedure::act::KEY_BYTES_MAX;
use serde_json::{Map, Value, json};

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Words; never none.
    Text,
    /// Words, or none.
    Words,
    Texts,
    /// The code of an officer, desk, series, level, dossier or mandate.
    Code,
    Codes,
    /// A code, or null where there is to be none.
    CodeOrNull,
    /// Words, or null where there are to be none.
    TextOrNull,
    /// The lowest and the highest of two levels.
    Band,
    /// The same, or null where there is to be none.
    BandOrNull,
    Number,
    Numbers,
    Flag,
    Day,
    Moment,
    Id,
    /// A SHA-256 or a commitment.
    Hash,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Some of these words.
    Some(&'static [&'static str]),
    /// A schema by its name.
    Of(&'static str),
    /// A list of what a schema says.
    List(&'static str),
    /// By names, each with what a schema says.
    Map(&'static str),
    /// A value whose form the description of the field names.
    Any(&'static str),
}

pub(super) const ABSENCES: &[&str] = &["cover_only", "not_yet_scanned", "oral"];
pub(super) const ASKED: &[&str] = &["review", "decide", "concur", "note", "act", "answer"];
pub(super) const CAPACITIES: &[&str] = &["holder", "substitute"];
pub(super) const CHANNELS: &[&str] =
    &["post", "courier", "hand", "telegraph", "telex", "fax", "mail", "voice", "program", "files", "house"];
/// By what a paper that goes out is sent.
pub(super) const SENT_BY: &[&str] =
    &["post", "courier", "hand", "telegraph", "telex", "fax", "mail", "voice", "program"];
pub(super) const DUTIES: &[&str] = &["administrator"];

/// Roles.
pub(super) const ROLES: &[&str] = &["auditor", "existence_only"];
pub(super) const GROUNDS: &[&str] = &["number", "date", "card", "body"];
pub(super) const KINDS: &[&str] =
    &["received", "original", "rescan", "transcript", "translation", "redaction", "replacement"];
pub(super) const MEDIA: &[&str] = &["paper", "electronic", "carrier", "spoken"];
pub(super) const NAMED_AS: &[&str] = &["sender", "addressee", "copy_holder", "asked"];
pub(super) const SIZES: &[&str] = &["a4", "letter"];
/// In which order lists come.
pub(super) const ORDERS: &[&str] =
    &["newest_entered", "oldest_entered", "number", "number_down", "newest_paper", "oldest_paper"];
pub(super) const SEARCH_ORDERS: &[&str] = &["rank", "newest", "oldest", "number"];
pub(super) const PARTS: &[&str] = &["lead", "copy"];
pub(super) const PRECISIONS: &[&str] = &["day", "month", "year"];
pub(super) const RULES: &[&str] = &["whole_house", "desk_and_chief", "list_only"];
pub(super) const SETTLEMENTS: &[&str] = &["requested", "held_elsewhere", "not_needed"];
pub(super) const SIGHTS: &[&str] = &["own_acts", "card", "whole"];
pub(super) const STATES: &[&str] = &[
    "live",
    "void",
    "to_mark_out",
    "waiting",
    "done",
    "unconfirmed",
    "no_file",
    "cites_not_held",
    "offered",
    "unanswered",
];
pub(super) const WEEK: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
pub(super) const CIRCULARS: &[&str] = &["one_number", "number_each"];
pub(super) const TURNS: &[&str] = &["yearly", "never"];

/// A code, as `procedure::ids` takes it.
pub(super) const CODE: &str = "^[A-Za-z0-9][A-Za-z0-9.\\-]{0,39}$";

/// A field's schema.
pub(super) fn form(form: Form) -> Value {
    let of = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    match form {
        Form::Text => json!({ "type": "string", "minLength": 1 }),
        Form::Words => json!({ "type": "string" }),
        Form::Texts => json!({ "type": "array", "items": { "type": "string", "minLength": 1 } }),
        Form::Code => json!({ "type": "string", "pattern": CODE, "minLength": 1, "maxLength": 40 }),
        Form::Codes => json!({ "type": "array", "items": { "type": "string", "pattern": CODE } }),
        Form::Band => {
            json!({ "type": "array", "items": { "type": "string", "pattern": CODE }, "minItems": 2, "maxItems": 2 })
        }
        Form::CodeOrNull => or_null(Form::Code),
        Form::TextOrNull => or_null(Form::Text),
        Form::BandOrNull => or_null(Form::Band),
        Form::Number => json!({ "type": "integer", "minimum": 0 }),
        Form::Numbers => json!({ "type": "array", "items": { "type": "integer", "minimum": 0 } }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Day => json!({ "type": "string", "format": "date" }),
        Form::Moment => json!({ "type": "string", "format": "date-time" }),
        Form::Id => json!({ "type": "string", "pattern": "^[0-9a-f]{32}$" }),
        Form::Hash => json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }),
        Form::OneOf(words) => json!({ "type": "string", "enum": words }),
        Form::Some(words) => json!({ "type": "array", "items": { "type": "string", "enum": words } }),
        Form::Of(name) => of(name),
        Form::List(name) => json!({ "type": "array", "items": of(name) }),
        Form::Map(name) => json!({ "type": "object", "additionalProperties": of(name) }),
        Form::Any(says) => {
            json!({ "type": ["object", "array", "string", "boolean", "number", "null"], "description": says })
        }
    }
}

/// The same, or null.
fn or_null(kind: Form) -> Value {
    let mut schema = form(kind);
    if schema.get("$ref").is_some() {
        return json!({ "oneOf": [schema, { "type": "null" }] });
    }
    if let Some(Value::String(named)) = schema.get("type").cloned() {
        schema["type"] = json!([named, "null"]);
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
    }
    schema
}

/// An object. A field that may be left out ends in `?`, one that is there and may be null in `|null`.
pub(super) fn object(says: &str, fields: &[(&str, Form)]) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, kind) in fields {
        let (plain, schema) = match name.strip_suffix("|null") {
            Some(plain) => (plain, or_null(*kind)),
            None => (name.trim_end_matches('?'), form(*kind)),
        };
        properties.insert(plain.to_owned(), schema);
        if !name.ends_with('?') {
            required.push(plain);
        }
    }
    json!({ "type": "object", "description": says, "properties": properties, "required": required })
}

/// An object of a request that has these fields and no other.
pub(super) fn closed(says: &str, fields: &[(&str, Form)]) -> Value {
    let mut schema = object(says, fields);
    schema["additionalProperties"] = false.into();
    schema
}

/// The header that makes sending again safe.
pub(super) fn key() -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": true,
        "description": "A value of your own for this act; sent again under it, it is done once.",
        "schema": { "type": "string", "pattern": "^[ -~]+$", "minLength": 1, "maxLength": KEY_BYTES_MAX },
    })
}

/// The header that names the version one looked at.
pub(super) fn if_match() -> Value {
    json!({
        "name": "If-Match",
        "in": "header",
        "required": false,
        "description": "The ETag of it as you saw it; what changed since in what the act touches refuses it.",
        "schema": { "type": "string", "pattern": "^\"?[0-9a-f]+\"?$" },
    })
}
