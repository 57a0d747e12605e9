//! The forms of correspondents and exact rules as they are answered.

use serde_json::{Value, json};

use super::forms::{CHANNELS, Form, NAMED_AS, object};

const CORRESPONDENT: &[(&str, Form)] = &[
    ("code", Form::Code),
    ("name", Form::Text),
    ("aliases", Form::List("AliasConfirmed")),
    ("posts", Form::List("PostKnown")),
    ("desk", Form::Code),
    ("usual|null", Form::Of("UsualConfirmed")),
    ("merged", Form::Flag),
    ("into|null", Form::Code),
    ("merged_into_it?", Form::Codes),
    ("papers?", Form::List("PaperOf")),
];

pub(super) fn schemas() -> Value {
    let by: [(&str, Form); 2] = [("by", Form::Code), ("at", Form::Moment)];
    let rule: &[(&str, Form)] = &[
        ("id", Form::Code),
        ("facts", Form::Of("RuleHeld")),
        by[0],
        by[1],
        ("revoked", Form::Any("why, by whom and when; null where it holds")),
    ];
    json!({
        "Correspondents": object("A page of correspondents.", &[("correspondents", Form::List("Correspondent")), ("next|null", Form::Text)]),
        "Correspondent": object(
            "A correspondent; alone also with its papers, the newest first. `into` is left empty where you may not see it.",
            CORRESPONDENT,
        ),
        "AliasConfirmed": object("A name confirmed by an officer.", &[("name", Form::Text), by[0], by[1]]),
        "PostKnown": object(
            "A post held for a time, as far as is known.",
            &[("post|null", Form::Text), ("office|null", Form::Text), ("from|null", Form::Day), ("until|null", Form::Day)],
        ),
        "UsualConfirmed": object(
            "What is usual for its papers.",
            &[("series|null", Form::Code), ("desk|null", Form::Code), ("kind|null", Form::Text), by[0], by[1]],
        ),
        "PaperOf": object(
            "A paper from or to it; its date is empty where it is not known.",
            &[("paper", Form::Id), ("number", Form::Text), ("date", Form::Words), ("named_as", Form::OneOf(NAMED_AS))],
        ),
        "Rules": object("Exact rules.", &[("rules", Form::List("Rule"))]),
        "Rule": object("An exact rule.", rule),
        "RuleHeld": object("What a rule says.", &[
            ("party", Form::Of("PartyHeld")),
            ("named_as", Form::OneOf(NAMED_AS)),
            ("kind|null", Form::Text),
            ("channel|null", Form::OneOf(CHANNELS)),
            ("to", Form::Of("Principal")),
            ("desk", Form::Code),
        ]),
        "PartyHeld": object(
            "The party as it has to be written.",
            &[("name|null", Form::Text), ("post|null", Form::Text), ("office|null", Form::Text)],
        ),
    })
}
