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
    (
        "start_draft",
        "Begin a draft whose text is still to come. With its text it is sent to /dossiers/{code}/drafts.",
        &[
            ("facts", Form::Of("DraftFacts")),
            ("desk?", Form::Code),
            ("version?", Form::Any("a version; null here")),
            ("note?", Form::Text),
        ],
    ),
    (
        "change_draft",
        "Put what a draft is, where it goes and what follows right.",
        &[("draft", Form::Number), ("facts", Form::Of("DraftFacts"))],
    ),
    ("drop_draft", "Give a draft up.", &[("draft", Form::Number), ("reason", Form::Text)]),
    (
        "ask_concurrence",
        "Ask desks to concur: those of one stage together, those of a later one when all before have answered.",
        &[("draft", Form::Number), ("asked", Form::List("AskedDesk"))],
    ),
    (
        "concur",
        "Say what the desk says, to the version with that hash.",
        &[("draft", Form::Number), ("concurrence", Form::Number), ("hash", Form::Hash), ("word", Form::Of("Word"))],
    ),
    (
        "skip_concurrence",
        "Go on without a desk that was asked.",
        &[("draft", Form::Number), ("concurrence", Form::Number), ("reason", Form::Text)],
    ),
    (
        "submit",
        "Put a draft or a question before the desk that decides.",
        &[("facts", Form::Of("SubmissionFacts")), ("desk?", Form::Code)],
    ),
    ("hold_submission", "Hold it in the private office.", &[("submission", Form::Number), ("reason", Form::Text)]),
    (
        "send_back",
        "Send it back to the desk that submitted it.",
        &[("submission", Form::Number), ("reason", Form::Text)],
    ),
    (
        "put_in_box",
        "Lay it before whoever decides, in the box of a day.",
        &[("submission", Form::Number), ("day", Form::Day), ("place", Form::Number)],
    ),
    (
        "add_cover",
        "Add a remark that only the private office and the desk that decides see.",
        &[("submission", Form::Number), ("says", Form::Text)],
    ),
    ("withdraw_submission", "Take a submission back.", &[("submission", Form::Number), ("reason", Form::Text)]),
    (
        "decide",
        "Decide on the version with that hash. An amended text is sent to /dossiers/{code}/amended, with its file.",
        &[
            ("submission", Form::Number),
            ("word", Form::Of("Verdict")),
            ("hash?", Form::Hash),
            ("how?", Form::Of("How")),
            ("remark?", Form::Text),
            ("amended?", Form::Any("a version; null here")),
        ],
    ),
    (
        "second_decision",
        "Be the second of two officers who have to decide.",
        &[("submission", Form::Number), ("hash?", Form::Hash)],
    ),
    (
        "reopen_submission",
        "Open what was decided again; what was adopted stays.",
        &[("submission", Form::Number), ("reason", Form::Text)],
    ),
    ("set_action", "Give a desk something to do.", &[("facts", Form::Of("ActionFacts"))]),
    ("accept_action", "Take an action.", &[("action", Form::Number)]),
    (
        "extend_action",
        "Put an action's day off.",
        &[("action", Form::Number), ("due", Form::Day), ("reason", Form::Text)],
    ),
    (
        "report_action",
        "Say that an action is done.",
        &[("action", Form::Number), ("says", Form::Text), ("paper?", Form::Id)],
    ),
    ("return_action", "Say that a report is not enough.", &[("action", Form::Number), ("reason", Form::Text)]),
    ("discharge_action", "Say that it is done indeed.", &[("action", Form::Number)]),
    ("cancel_action", "Say that it is owed no more.", &[("action", Form::Number), ("reason", Form::Text)]),
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
    let mut schemas = json!({
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
    });
    for more in [of_drafts(), of_decisions(), of_positions()] {
        if let (Value::Object(all), Value::Object(more)) = (&mut schemas, more) {
            all.extend(more);
        }
    }
    schemas
}

/// What drafts and concurrences are made of.
fn of_drafts() -> Value {
    json!({
        "DraftFacts": closed("What a draft is, where it goes once it is adopted, and what follows then.", &[
            ("title", Form::Text),
            ("kind", Form::Text),
            ("series", Form::Code),
            ("to?", Form::Texts),
            ("answers?", Form::Any("a list of papers, by their ids")),
            ("follows?", Form::List("FollowUp")),
        ]),
        "FollowUp": closed(
            "A step that follows if the draft is adopted; `after` is the place, from 1, of the step before it.",
            &[
                ("desk", Form::Code),
                ("what", Form::Text),
                ("due?", Form::Day),
                ("control?", Form::Code),
                ("after?", Form::Number),
            ],
        ),
        "AskedDesk": closed("A desk that is asked to concur, and its turn.", &[
            ("desk", Form::Code),
            ("stage", Form::Number),
            ("due?", Form::Day),
        ]),
        "Word": object(
            "What a desk says: `remarks` with agreed_with_remarks, `reasons` with refused, `reason` with returned, `to` with \
             delegated.",
            &[
                ("is", Form::OneOf(&["agreed", "agreed_with_remarks", "refused", "returned", "delegated"])),
                ("remarks?", Form::Text),
                ("reasons?", Form::Text),
                ("reason?", Form::Text),
                ("to?", Form::Code),
            ],
        ),
        "DraftForm": closed("A draft to begin, with its text or without; `facts` are DraftFacts as JSON.", &[
            ("file?", Form::Any("the file")),
            ("facts", Form::Text),
            ("desk?", Form::Code),
            ("note?", Form::Text),
        ]),
        "DraftVersionForm": closed(
            "A version of a draft. `after` is the hash of the version that it was made from; a page that came from …/word says \
             it itself.",
            &[("file", Form::Any("the file")), ("after?", Form::Hash), ("note?", Form::Text)],
        ),
        "DraftDifferences": object("Where two versions differ, in the order in which they are read.", &[
            ("from", Form::Number),
            ("to", Form::Number),
            ("without_text", Form::Any("the places of those that have no text: nothing is compared then")),
            ("runs", Form::List("DraftRun")),
        ]),
        "DraftRun": object(
            "Words that stand in both versions, or in one of them. Those of same and in are together the newer text.",
            &[("is", Form::OneOf(&["same", "out", "in"])), ("text", Form::Words)],
        ),
    })
}

/// What submissions, decisions and actions are made of.
fn of_decisions() -> Value {
    json!({
        "SubmissionFacts": closed("What is put before whom. Enclosures without a paper are missing.", &[
            ("draft?", Form::Number),
            ("to", Form::Code),
            ("bottom_line", Form::Text),
            ("recommends", Form::Text),
            ("dissent?", Form::Text),
            ("decide_by?", Form::Day),
            ("enclosures?", Form::List("Enclosed")),
            ("copies?", Form::List("InHouse")),
        ]),
        "Enclosed": object("What lies with a submission.", &[("what", Form::Text), ("paper?", Form::Id)]),
        "AmendedForm": closed(
            "An amended text with its file; `hash` is that of the version it was made from, `how` as in the act decide, as JSON.",
            &[
                ("file", Form::Any("the file")),
                ("submission", Form::Number),
                ("hash", Form::Hash),
                ("remark?", Form::Text),
                ("how?", Form::Text),
            ],
        ),
        "TwoPersonsFor": object(
            "For what two officers have to decide.",
            &[("is", Form::OneOf(&["series", "level"])), ("code", Form::Code)],
        ),
        "Verdict": object("What is decided; `until` where it is deferred.", &[
            ("is", Form::OneOf(&["adopted", "amended", "rejected", "returned", "deferred", "discuss", "seen"])),
            ("until?", Form::Day),
        ]),
        "How": how(),
        "ActionFacts": object("What a desk owes, and which desk sees it done.", &[
            ("desk", Form::Code),
            ("what", Form::Text),
            ("due", Form::Any("the day, or null")),
            ("control", Form::Code),
            ("after?", Form::Number),
        ]),
    })
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
        "DecisionExtract": object("A decision told by itself.", &[("extract", Form::Text)]),
        "Composed": object("A paper as it was composed; three dots stand where only an officer knows the words.", &[
            ("kind", Form::Text),
            ("title", Form::Text),
            ("text", Form::Text),
            ("to", Form::Texts),
            ("answers|null", Form::Id),
        ]),
        "Citable": object("Papers that may be cited, at most eight.", &[("papers", Form::List("CitablePaper"))]),
        "CitablePaper": object("A paper, and how it is cited.", &[
            ("number", Form::Text),
            ("words", Form::Text),
            ("subject|null", Form::Text),
        ]),
        "Prose": object("All positions as paragraphs, a blank line between them.", &[("prose", Form::Words)]),
    })
}

fn how() -> Value {
    let mut how = object(
        "How it was decided: in person where it is left out; conveyed, with who decided, who brought it, by what means and the \
         papers that show it; or by a body, in a sitting.",
        &[
            ("is", Form::OneOf(&["in_person", "conveyed", "body"])),
            ("decided_by?", Form::Code),
            ("conveyed_by?", Form::Text),
            ("means?", Form::Text),
            ("evidence?", Form::Any("the papers that show it, by their id")),
            ("sitting?", Form::Text),
            ("item?", Form::Text),
            ("result?", Form::Text),
            ("dissenters?", Form::Any("who was against, by name")),
            ("written_round_until?", Form::Day),
        ],
    );
    how["additionalProperties"] = true.into();
    how
}
