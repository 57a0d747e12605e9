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
];

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
    json!({
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
    })
}
