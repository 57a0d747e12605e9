//! The forms of handing over.

use serde_json::{Value, json};

use super::forms::{Form, object};

const ROW: &[(&str, Form)] = &[
    ("entry", Form::Number),
    ("at", Form::Moment),
    ("by", Form::Code),
    ("from", Form::Of("InHouse")),
    ("to", Form::Of("InHouse")),
    ("desk|null", Form::Code),
    ("reason", Form::Text),
];

/// Their schemas by name.
pub(super) fn schemas() -> Value {
    let line: &[(&str, Form)] = &[
        ("what", Form::Of("HandedWhat")),
        ("due|null", Form::Day),
        ("stays?", Form::OneOf(&["unseen", "own_draft", "asked_already", "full"])),
        ("row?", Form::Of("Row")),
        ("dossier?", Form::Of("DossierRow")),
    ];
    let mut what = object(
        "What goes over: a direction, a lead that came_back, a bring_forward, an answer owed; of a dossier home (keeping it), a \
         draft, a step that would follow, a concurrence, a submission, a decision, what goes through it as private_office, an \
         action, its control, an assessment, a deadline; each with its number and what it says.",
        &[("is", Form::Text)],
    );
    what["additionalProperties"] = true.into();
    let mut list = ROW.to_vec();
    list.extend([("lines", Form::List("HandedLine")), ("at_desk", Form::List("HandedLine"))]);
    json!({
        "HandedLine": object("A line of the list, on a paper or in a dossier that you see.", line),
        "HandedWhat": what,
        "HandOverPreview": object("What goes, what stays and why, and, from officer to officer, what waits at the desk.", &[
            ("goes", Form::List("HandedLine")),
            ("stays", Form::List("HandedLine")),
            ("at_desk", Form::List("HandedLine")),
            ("counts?", Form::Of("HandOverCounts")),
        ]),
        "HandOverCounts": object(
            "For administrators, whoever sees them: papers and dossiers of which something goes in the next entry, in later ones, \
             and of which something stays.",
            &[("goes", Form::Number), ("later", Form::Number), ("stays", Form::Number)],
        ),
        "HandOver": object("A hand-over that was entered; `desk` where that went from officer to officer.", ROW),
        "HandOvers": object("Hand-overs.", &[("hand_overs", Form::List("HandOver"))]),
        "HandOverList": object("A hand-over with what went over, and what waited at a desk that went to another officer.", &list),
    })
}
