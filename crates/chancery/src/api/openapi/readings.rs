//! The forms of the reading ledger.

use serde_json::{Value, json};

use super::forms::{Form, SIGHTS, object};

const HEAD: &[(&str, Form)] = &[("blocks", Form::Number), ("digest", Form::Text)];

/// Their schemas by name.
pub(super) fn schemas() -> Value {
    let of = json!({ "oneOf": [
        { "type": "object", "required": ["is", "named"], "properties": {
            "is": { "type": "string", "enum": ["paper", "dossier", "officer"] },
            "named": { "type": "string", "description": "Of a paper our number as printed, or its id; else the code." },
        } },
        { "type": "object", "required": ["is"], "properties": { "is": { "type": "string", "enum": ["everything"] } } },
    ] });
    let told: &[(&str, Form)] = &[
        ("entry", Form::Number),
        ("at", Form::Moment),
        ("question", Form::Of("ReadingsQuestion")),
        ("reason", Form::Text),
        ("papers", Form::Texts),
        ("lines", Form::List("ReadingLine")),
        ("count", Form::Number),
        ("ledger", Form::Of("ReadingLedger")),
        ("entered|null", Form::Of("ReadingsEntered")),
        ("lost_now", Form::Number),
    ];
    let line: &[(&str, Form)] = &[
        ("at", Form::Moment),
        ("officer|null", Form::Code),
        ("account?", Form::Text),
        ("door", Form::OneOf(&["page", "api", "command_line", "feed"])),
        ("what", Form::OneOf(&["paper", "dossier", "export", "existence", "feed", "readings"])),
        ("paper?", Form::Id),
        ("number?", Form::Text),
        ("dossier?", Form::Code),
        ("list?", Form::Text),
        ("part?", Form::Text),
        ("sight?", Form::OneOf(SIGHTS)),
        ("entry?", Form::Number),
        ("papers?", Form::Number),
    ];
    json!({
        "ReadingsOf": of,
        "ReadingsQuestion": object(
            "Of what the readings are asked for, from one day until another, both inclusive; of everything, from a day.",
            &[("of", Form::Of("ReadingsOf")), ("from|null", Form::Day), ("until|null", Form::Day)],
        ),
        "ReadingsAsk": object("A question to the reading ledger, and why it is asked.", &[
            ("question", Form::Of("ReadingsQuestionSaid")),
            ("reason", Form::Text),
        ]),
        "ReadingsQuestionSaid": object("The same as it is sent.", &[
            ("of", Form::Of("ReadingsOf")),
            ("from?", Form::Day),
            ("until?", Form::Day),
        ]),
        "Readings": object(
            "Who looked, the latest first; `count` says how many there are in all. A crash may lose the last second.",
            told,
        ),
        "ReadingLine": object("One look. A paper is named by its number and by no other word.", line),
        "ReadingLedger": object("How the ledger stands: `broken` is the first block that was changed, `holds` whether it is as entered.", &[
            ("head|null", Form::Of("ReadingsHead")),
            ("lost", Form::Number),
            ("torn", Form::Number),
            ("broken|null", Form::Number),
            ("holds", Form::Flag),
        ]),
        "Existing": object("Papers that exist, by their numbers; `more` where there may be more.", &[
            ("papers", Form::List("Exists")),
            ("more", Form::Flag),
            ("behind", Form::Flag),
        ]),
        "Exists": object("That a paper exists: its number, the day of its entry, its series, and whether the number was made void.", &[
            ("number", Form::Text),
            ("on|null", Form::Day),
            ("series", Form::Code),
            ("void", Form::Flag),
        ]),
        "ReadingsHead": object("Up to where the ledger goes.", HEAD),
        "ReadingsEntered": object("Up to where it was entered in the record, and when that had to say that it was broken.", &[
            ("head", Form::Of("ReadingsHead")),
            ("at", Form::Moment),
            ("broken?", Form::Moment),
        ]),
    })
}
