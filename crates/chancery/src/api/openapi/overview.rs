//! The forms of the overview, and of what was decided before.

use serde_json::{Value, json};

use super::forms::{Form, object};

const QUESTION: &[(&str, Form)] = &[
    ("dossier", Form::Code),
    ("title", Form::Text),
    ("submission", Form::Number),
    ("bottom_line", Form::Text),
    ("from", Form::Code),
    ("advised?", Form::OneOf(&["adopt", "adopt_amended", "reject", "other"])),
    ("word", Form::Of("Verdict")),
    ("began", Form::Day),
    ("decided", Form::Day),
    ("days", Form::Number),
];

pub(super) fn schemas() -> Value {
    let followed: &[(&str, Form)] = &[
        ("followed", Form::Number),
        ("otherwise", Form::Number),
        ("in_words", Form::Number),
        ("seen", Form::Number),
        ("departed", Form::List("QuestionDecided")),
        ("by_desk", Form::Map("Departures")),
    ];
    json!({
        "Overview": object("What is late, and how questions were decided since a day, of what you see.", &[
            ("today", Form::Day),
            ("since", Form::Day),
            ("late", Form::List("Late")),
            ("took", Form::Of("TookDays")),
            ("followed", Form::Of("Followed")),
        ]),
        "Late": object("Late work by desk and by who took it; `officer` is null where nobody did.", &[
            ("desk|null", Form::Code),
            ("officer|null", Form::Code),
            ("count", Form::Number),
            ("more", Form::Flag),
            ("oldest", Form::Of("DeskLine")),
        ]),
        "TookDays": object("How long questions took, in days from the entry of the first paper (from the opening, where none was entered before) to the decision.", &[
            ("decided", Form::Number),
            ("median_halves|null", Form::Any("twice the median, an integer; null where nothing was decided")),
            ("longest", Form::List("QuestionDecided")),
        ]),
        "Followed": object(
            "How decisions stand to what the desk that submitted recommended, among the positions of the dossier.",
            followed,
        ),
        "Departures": object("How often it was decided as a desk recommended, and otherwise.", &[
            ("followed", Form::Number),
            ("otherwise", Form::Number),
        ]),
        "QuestionDecided": object("A question that was decided.", QUESTION),
        "Before": object("Dossiers like it in which something was decided.", &[("before", Form::List("Precedent"))]),
        "Precedent": object("An earlier dossier, what both share, and what was decided in it, the newest first.", &[
            ("dossier", Form::Of("DossierRow")),
            ("shares", Form::Of("Shares")),
            ("decided", Form::List("DecidedBefore")),
        ]),
        "Shares": object("What two dossiers share.", &[
            ("code?", Form::Text),
            ("words?", Form::Texts),
            ("cites?", Form::List("SharedPaper")),
            ("correspondents?", Form::List("SharedCorrespondent")),
        ]),
        "SharedPaper": object("A paper that papers of both cite.", &[("paper", Form::Id), ("number", Form::Text)]),
        "SharedCorrespondent": object(
            "A correspondent from or to whom both have papers.",
            &[("correspondent", Form::Code), ("name", Form::Text)],
        ),
        "DecidedBefore": object("What was decided on a submission, and what was recommended.", &[
            ("submission", Form::Number),
            ("bottom_line", Form::Text),
            ("from", Form::Code),
            ("recommends", Form::Text),
            ("word", Form::Of("Verdict")),
            ("remark?", Form::Text),
            ("desk", Form::Code),
            ("at", Form::Moment),
        ]),
    })
}
