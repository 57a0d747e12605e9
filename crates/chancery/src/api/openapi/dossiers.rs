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
        "set_term",
        "Set an outside term down, with what sets it and the paper in which it stands.",
        &[
            ("name", Form::Text),
            ("cause", Form::Text),
            ("paper?", Form::Id),
            ("from?", Form::Day),
            ("until", Form::Day),
        ],
    ),
    (
        "move_term",
        "Move it, and with it every running deadline that hangs on it.",
        &[("term", Form::Number), ("from?", Form::Day), ("until", Form::Day), ("reason", Form::Text)],
    ),
    (
        "end_term",
        "Say that nobody lives by it any more; deadlines on it stay on their day.",
        &[("term", Form::Number), ("reason", Form::Text)],
    ),
    (
        "set_deadline",
        "Set a deadline for a desk, which sees the dossier from then on; `remind` are days ahead.",
        &[
            ("what", Form::Text),
            ("desk", Form::Code),
            ("paper?", Form::Id),
            ("hangs", Form::Of("Hangs")),
            ("remind?", Form::Any("so many days before its day it is near, as a list")),
        ],
    ),
    (
        "move_deadline",
        "Move a deadline: to another day, or hang it otherwise.",
        &[("deadline", Form::Number), ("to", Form::Of("Hangs")), ("reason", Form::Text)],
    ),
    ("keep_deadline", "Say that what was to be done is done.", &[("deadline", Form::Number), ("report?", Form::Text)]),
    ("drop_deadline", "Say that it is not to be done any more.", &[("deadline", Form::Number), ("reason", Form::Text)]),
    (
        "follow_calendar",
        "Work the days of all running deadlines out anew, by the calendars as they are now.",
        &[("reason?", Form::Text)],
    ),
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
    let hangs: &[(&str, Form)] = &[
        ("on", Form::OneOf(&["day", "term"])),
        ("date?", Form::Day),
        ("term?", Form::Number),
        ("edge?", Form::OneOf(&["start", "end"])),
        (
            "rule?",
            Form::Any("`days` from that day, negative before it; `working` where only working days count; `roll`"),
        ),
    ];
    json!({
        "Hangs": object(
            "On what the day of a deadline hangs: on nothing, it is `date`; or on an edge of an outside term, by `rule`.",
            hangs,
        ),
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
