//! Dossiers: what is done in them, and their forms as they are answered.

use serde_json::{Value, json};

use super::acts::ActRow;
use super::forms::{Form, RULES, closed, object};

/// Every act in a dossier.
pub(super) const DOSSIER_ACTS: &[ActRow] = &[
    (
        "change_dossier",
        "Put its title or its file-plan code right; what is left out stays.",
        &[("title?", Form::Text), ("code?", Form::Text)],
    ),
    ("move_dossier", "Give it to another desk to keep.", &[("home", Form::Code), ("reason", Form::Text)]),
    ("mark_dossier", "Mark it.", &[("level", Form::Code), ("reason", Form::Text)]),
    ("set_dossier_rule", "Let it be seen by another rule.", &[("rule", Form::OneOf(RULES)), ("reason", Form::Text)]),
    ("open_volume", "Begin a new volume; the one before is closed by that.", &[("title?", Form::Text)]),
    ("ask_in", "Ask a desk or an officer in: they see it.", &[("to", Form::Of("InHouse")), ("reason", Form::Text)]),
    ("ask_out", "Ask them out again.", &[("to", Form::Of("InHouse")), ("reason", Form::Text)]),
    (
        "bring_forward",
        "Have it brought back on a day: to you, or to a desk where one is named.",
        &[("desk?", Form::Code), ("on", Form::Day), ("reason", Form::Text)],
    ),
    ("bring_forward_done", "Say that what it was brought back for is done.", &[("bring_forward", Form::Number)]),
    (
        "take_back_bring_forward",
        "Take a bring-forward back.",
        &[("bring_forward", Form::Number), ("reason", Form::Text)],
    ),
    ("remark_dossier", "Leave a remark.", &[("says", Form::Text)]),
    ("close_dossier", "Close it: nothing is filed or done in it any more.", &[("reason", Form::Text)]),
    ("reopen_dossier", "Open it again.", &[("reason", Form::Text)]),
    (
        "put_claim",
        "Put a claim; with its number, put otherwise what your own desk put.",
        &[("no?", Form::Number), ("claim", Form::Of("ClaimWords"))],
    ),
    (
        "put_proposal",
        "Put a proposal with its steps; with its number, put otherwise what your own desk put.",
        &[("no?", Form::Number), ("proposal", Form::Of("ProposalWords"))],
    ),
    (
        "put_assessment",
        "Say for a desk whether it is for or against a claim or a proposal; what it said of it before gives way.",
        &[
            ("no?", Form::Number),
            ("of", Form::Of("Assessed")),
            ("desk", Form::Code),
            ("assessment", Form::Of("AssessmentWords")),
        ],
    ),
    (
        "put_recommendation",
        "Recommend something as a desk; without one, record what somebody outside the house recommends, with its source.",
        &[
            ("no?", Form::Number),
            ("on?", Form::Number),
            ("desk?", Form::Code),
            ("recommendation", Form::Of("RecommendationWords")),
        ],
    ),
    (
        "withdraw_position",
        "Withdraw what your own desk put; its words stay.",
        &[("what", Form::OneOf(POSITIONS)), ("no", Form::Number), ("reason", Form::Text)],
    ),
    (
        "ask_assessment",
        "Ask a desk how it stands towards a claim or a proposal: it sees the dossier.",
        &[("of", Form::Of("Assessed")), ("desk", Form::Code), ("due?", Form::Day)],
    ),
    (
        "decline_assessment",
        "Say that your desk does not assess what it was asked to.",
        &[("asked", Form::Number), ("reason", Form::Text)],
    ),
    (
        "take_back_assessment_asked",
        "Ask no more: the desk has nothing to answer.",
        &[("asked", Form::Number), ("reason", Form::Text)],
    ),
];

const POSITIONS: &[&str] = &["claim", "proposal", "assessment", "recommendation"];

const ROW: &[(&str, Form)] = &[
    ("dossier", Form::Code),
    ("title", Form::Text),
    ("code|null", Form::Text),
    ("home|null", Form::Code),
    ("level|null", Form::Code),
    ("rule", Form::OneOf(RULES)),
    ("volume", Form::Number),
    ("opened", Form::Moment),
    ("touched", Form::Moment),
    ("closed|null", Form::Moment),
];

const WHOLE: &[(&str, Form)] = &[
    ("id", Form::Code),
    ("rev", Form::Number),
    ("title", Form::Text),
    ("code|null", Form::Text),
    ("home|null", Form::Code),
    ("level|null", Form::Code),
    ("rule", Form::OneOf(RULES)),
    ("opened", Form::Moment),
    ("opened_by", Form::Code),
    ("closed", Form::Any("when it was closed, by whom and why; null where it is open")),
];

pub(super) fn schemas() -> Value {
    let opening: &[(&str, Form)] = &[
        ("dossier", Form::Code),
        ("title", Form::Text),
        ("code?", Form::Text),
        ("home?", Form::Code),
        ("level?", Form::Code),
        ("rule?", Form::OneOf(RULES)),
    ];
    let filed: &[(&str, Form)] = &[
        ("at", Form::Moment),
        ("volume", Form::Any("the volume, or null where nobody counts them")),
        ("row", Form::Of("Row")),
    ];
    // What is in a dossier grows; each list that is empty is left out.
    let mut whole =
        object("A dossier. Volumes, members, remarks and bring-forwards are left out where there are none.", WHOLE);
    whole["additionalProperties"] = true.into();
    let mut schemas = json!({
        "OpenDossier": closed(
            "A dossier to open. `home` is the desk that keeps it, yours where you act for one only; `rule` is who sees it, as \
             is usual in the office where it is left out.",
            opening,
        ),
        "InHouse": object(
            "An officer, or whoever acts for a desk.",
            &[("is", Form::OneOf(&["officer", "desk"])), ("code", Form::Code)],
        ),
        "Dossiers": object("A page of dossiers, those first in which something happened last.", &[
            ("dossiers", Form::List("DossierRow")),
            ("next|null", Form::Text),
        ]),
        "DossierRow": object("A dossier in a list.", ROW),
        "Dossier": whole,
        "Filed": object("A page of the papers in a dossier, those first that were filed last.", &[
            ("papers", Form::List("FiledRow")),
            ("next|null", Form::Text),
        ]),
        "FiledRow": object("A paper in a dossier.", filed),
        "DossierAct": { "oneOf": DOSSIER_ACTS.iter().map(super::schemas::act_schema).collect::<Vec<_>>() },
    });
    if let (Value::Object(all), Value::Object(more)) = (&mut schemas, of_positions()) {
        all.extend(more);
    }
    schemas
}

/// What positions are made of, and what papers offer.
fn of_positions() -> Value {
    let offer: &[(&str, Form)] = &[
        ("paper", Form::Id),
        ("number", Form::Text),
        ("what", Form::OneOf(POSITIONS)),
        ("place", Form::Number),
        ("lacks|null", Form::OneOf(&["by_whom", "actor", "holder"])),
        ("act", Form::Of("DossierAct")),
    ];
    json!({
        "Source": closed("The paper something rests on, and its words there.", &[("paper", Form::Id), ("passage?", Form::Text)]),
        "ClaimWords": closed("What is asserted, by whom, and who reports it.", &[
            ("says", Form::Text),
            ("asserted_by?", Form::Text),
            ("reported_by?", Form::Text),
            ("source?", Form::Of("Source")),
        ]),
        "ProposalWords": closed("What is proposed, by whom, by when it would have to be done, and its steps in order.", &[
            ("says", Form::Text),
            ("by_whom", Form::Text),
            ("source?", Form::Of("Source")),
            ("until?", Form::Day),
            ("steps?", Form::List("StepWords")),
        ]),
        "StepWords": closed("One step: `after` is the number of an earlier one, `desk` would carry it out.", &[
            ("actor", Form::Text),
            ("desk?", Form::Code),
            ("act", Form::Text),
            ("object?", Form::Text),
            ("recipient?", Form::Text),
            ("due?", Form::Day),
            ("after?", Form::Number),
        ]),
        "Assessed": closed("The claim or the proposal of a number.", &[
            ("is", Form::OneOf(&["claim", "proposal"])),
            ("no", Form::Number),
        ]),
        "AssessmentWords": closed("For or against, and why, in one sentence.", &[
            ("stance", Form::OneOf(&["for", "against"])),
            ("says", Form::Text),
            ("source?", Form::Of("Source")),
            ("ground?", Form::OneOf(&["need", "effect", "risk", "signal", "cost", "precedent"])),
        ]),
        "RecommendationWords": closed("What is advised. `holder` may be left out where a desk holds it.", &[
            ("stance", Form::OneOf(&["adopt", "adopt_amended", "reject", "other"])),
            ("says", Form::Text),
            ("holder?", Form::Words),
            ("source?", Form::Of("Source")),
        ]),
        "Offers": object("What the papers of a page of the dossier offer it.", &[
            ("offered", Form::List("Offer")),
            ("next|null", Form::Text),
        ]),
        "Offer": object("Something a paper says. `act` takes it as it stands, unless something is lacking.", offer),
        "Prose": object("All positions as paragraphs, a blank line between them.", &[("prose", Form::Words)]),
    })
}
