//! The forms of what is sent and answered.

use procedure::card::FieldName;
use serde_json::{Value, json};

use super::acts::{ActRow, HOUSE_ACTS, PAPER_ACTS};
use super::forms::{
    ABSENCES, ASKED, CHANNELS, CIRCULARS, Form, GROUNDS, KINDS, MEDIA, NAMED_AS, PARTS, PRECISIONS, RULES, SETTLEMENTS,
    SIGHTS, TURNS, closed, form, object,
};

/// Every schema by its name.
pub(super) fn schemas() -> Value {
    let mut all = sent();
    for more in [
        acts(),
        forms(),
        answered(),
        rows(),
        house(),
        super::people::schemas(),
        super::calendars::schemas(),
        super::handing::schemas(),
        super::dossiers::schemas(),
        super::overview::schemas(),
        super::readings::schemas(),
        super::closings::schemas(),
        paper(),
        trail(),
        links(),
    ] {
        if let (Value::Object(all), Value::Object(more)) = (&mut all, more) {
            all.extend(more);
        }
    }
    all
}

const DRAFT: &[(&str, Form)] = &[
    ("series?", Form::Code),
    ("text?", Form::Words),
    ("name?", Form::Text),
    ("absence?", Form::OneOf(ABSENCES)),
    ("card?", Form::Of("Card")),
    ("arrival?", Form::Of("ArrivalSaid")),
    ("level?", Form::Code),
    ("year?", Form::Number),
    ("reserved?", Form::Number),
    ("under?", Form::Id),
    ("again?", Form::Text),
    ("late?", Form::Text),
    ("directions?", Form::List("Direction")),
    ("bindings?", Form::List("Binding")),
    ("put_right?", Form::Some(FieldName::NAMES)),
];

/// What is sent to enter a paper.
fn sent() -> Value {
    let arrival: &[(&str, Form)] = &[
        ("received?", Form::Of("Received")),
        ("channel?", Form::OneOf(CHANNELS)),
        ("taken_in_by?", Form::Text),
        ("precedence?", Form::Text),
        ("their_copy?", Form::Text),
        ("pages?", Form::Number),
        ("medium?", Form::OneOf(MEDIA)),
        ("original_at?", Form::Text),
    ];
    let direction: &[(&str, Form)] = &[
        ("to", Form::Code),
        ("part", Form::OneOf(PARTS)),
        ("act", Form::OneOf(ASKED)),
        ("due?", Form::Day),
        ("remark?", Form::Text),
    ];
    let binding: &[(&str, Form)] =
        &[("name", Form::Text), ("named_as", Form::OneOf(NAMED_AS)), ("to", Form::Of("Principal"))];
    let mut split = object(
        "An enclosed file as a paper: its version is the enclosed file's, body and hash.",
        &[("series", Form::Code), ("versions?", Form::List("Version")), ("card", Form::Of("Card"))],
    );
    split["additionalProperties"] = true.into();
    json!({
        "Draft": closed(
            "A paper to enter; its series has to be there. A card left out is read from the last file or the text. A channel \
             and medium left out are those of a program: program, electronic. put_right names the fields that a person who \
             had the card as read before them put right on it; it is empty where all were right, and left out where nobody \
             looked.",
            DRAFT,
        ),
        "SplitDraft": split,
        "ArrivalSaid": closed("The facts of arrival, as far as they are known.", arrival),
        "Direction": object("One desk the paper is marked out to.", direction),
        "WrittenParty": object(
            "A person, post or office as it stands on a card.",
            &[("name?", Form::Text), ("post?", Form::Text), ("office?", Form::Text)],
        ),
        "PostHeld": object(
            "A post that a correspondent held for a time.",
            &[("post?", Form::Text), ("office?", Form::Text), ("from?", Form::Day), ("until?", Form::Day)],
        ),
        "RuleFacts": object(
            "What an exact rule says: a party written exactly so, as what it stands there, on which papers, who is meant.",
            &[
                ("party", Form::Of("WrittenParty")),
                ("named_as", Form::OneOf(NAMED_AS)),
                ("kind?", Form::Text),
                ("channel?", Form::OneOf(CHANNELS)),
                ("to", Form::Of("Principal")),
                ("desk", Form::Code),
            ],
        ),
        "Binding": object("A name bound to an officer, desk or correspondent.", binding),
        "Principal": object("An officer, whoever acts for a desk, or a correspondent.", &[("is", Form::OneOf(&["officer", "desk", "correspondent"])), ("code", Form::Code)]),
    })
}

pub(super) fn act_schema((name, says, fields): &ActRow) -> Value {
    let mut schema = object(says, fields);
    schema["properties"]["act"] = json!({ "type": "string", "enum": [name] });
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.insert(0, "act".into());
    }
    schema
}

fn acts() -> Value {
    let level: &[(&str, Form)] =
        &[("id", Form::Code), ("name", Form::Text), ("words", Form::Texts), ("rule", Form::OneOf(RULES))];
    let series: &[(&str, Form)] = &[
        ("name", Form::Text),
        ("pattern", Form::Text),
        ("start", Form::Number),
        ("turn_over", Form::OneOf(TURNS)),
        ("registry", Form::Code),
        ("rule", Form::OneOf(RULES)),
        ("band|null", Form::Band),
        ("file_code|null", Form::Text),
        ("closed|null", Form::Moment),
        ("outgoing?", Form::Flag),
        ("circulars?", Form::OneOf(CIRCULARS)),
    ];
    json!({
        "PaperAct": { "oneOf": PAPER_ACTS.iter().map(act_schema).collect::<Vec<_>>() },
        "HouseAct": { "oneOf": HOUSE_ACTS.iter().map(act_schema).collect::<Vec<_>>() },
        "Holder": object(
            "Who holds a copy: an officer, whoever acts for a desk, or somebody outside the house by name.",
            &[("is", Form::OneOf(&["officer", "desk", "outside"])), ("who", Form::Text)],
        ),
        "Level": object("A level of the scale of markings.", level),
        "Series": object("A series.", series),
    })
}

/// Forms with files. Several files are versions of one paper, in their order.
fn forms() -> Value {
    let file = json!({ "type": "string", "format": "binary" });
    let mut version = closed(
        "A version, with one file. Left out, kind is received for a paper's first file, replacement with wrong, else \
         original; channel is program.",
        &[
            ("kind?", Form::OneOf(KINDS)),
            ("channel?", Form::OneOf(CHANNELS)),
            ("source?", Form::Text),
            ("level?", Form::Code),
            ("wrong?", Form::Number),
            ("reason?", Form::Text),
        ],
    );
    version["properties"]["file"] = file.clone();
    version["properties"]["wrong"]["description"] =
        "The place of the version that it replaces, from 0; it needs a reason and takes no level.".into();
    version["required"] = json!(["file"]);
    json!({
        "PaperForm": {
            "type": "object",
            "description": "A paper with its files; several parts named file are its versions, in their order.",
            "properties": {
                "draft": form(Form::Of("Draft")),
                "file": { "type": "array", "items": file },
            },
            "additionalProperties": false,
        },
        "VersionForm": version,
    })
}

fn answered() -> Value {
    let problem: &[(&str, Form)] = &[
        ("type", Form::Text),
        ("title", Form::Text),
        ("status", Form::Number),
        ("detail", Form::Text),
        ("code", Form::Text),
        ("next", Form::Text),
        ("refusal?", Form::Any("the refusal as data, named by its field refusal; places in it are counted from 0")),
    ];
    let receipt: &[(&str, Form)] = &[
        ("entry", Form::Number),
        ("commitment", Form::Hash),
        ("at", Form::Moment),
        ("repeated", Form::Flag),
        ("paper|null", Form::Id),
        ("number|null", Form::Text),
        ("ties", Form::List("Tie")),
        ("offers", Form::List("OfferMade")),
        ("reserved?", Form::Of("Block")),
        ("closing?", Form::Number),
    ];
    let tie: &[(&str, Form)] = &[
        ("paper", Form::Id),
        ("citation", Form::Number),
        ("to", Form::Id),
        ("number", Form::Text),
        ("by_officer", Form::Flag),
    ];
    let reading: &[(&str, Form)] = &[
        ("source", Form::Text),
        ("card", Form::Of("Card")),
        ("remarks", Form::List("CardRemark")),
        ("text", Form::Words),
    ];
    let mut card = object("A paper's description; its fields are described in docs/card.md.", &[]);
    card["additionalProperties"] = true.into();
    json!({
        "Problem": object("Why it was not done, and what next (RFC 9457).", problem),
        "Receipt": object(
            "What was entered. paper and number are those that the act made, or the paper that it was done to.",
            receipt,
        ),
        "Block": object("The first and the last of the numbers reserved.", &[("from", Form::Text), ("to", Form::Text)]),
        "Tie": object("A citation found to mean a paper held.", tie),
        "OfferMade": object("A doubtful match, offered.", &[("paper", Form::Id), ("offer", Form::Of("Offer"))]),
        "Offer": object("What a citation may mean, and why.", &[
            ("citation", Form::Number),
            ("to", Form::Id),
            ("number", Form::Text),
            ("why", Form::Text),
        ]),
        "Card": card,
        "CardRemark": object("A doubt of the reading.", &[("field|null", Form::Text), ("says", Form::Text)]),
        "Reading": object("A file as it was read.", reading),
        "NewReading": object("What waits to be taken of a better reading, or null.", &[
            ("waits|null", Form::Of("ReadingWaits")),
        ]),
        "ReadingWaits": object(
            "A version read anew: its place from 0, the hash of the new text, and the fields of the card that would change.",
            &[
                ("version", Form::Number),
                ("extractor", Form::Text),
                ("text", Form::Hash),
                ("by", Form::Code),
                ("at", Form::Moment),
                ("changes", Form::List("FieldChange")),
                ("remarks", Form::List("CardRemark")),
            ],
        ),
        "FieldChange": object("A field as it stands and as it would be, both in the card's form.", &[
            ("field", Form::OneOf(FieldName::NAMES)),
            ("before", Form::Any("the field as it stands")),
            ("after", Form::Any("the field as it would be")),
            ("passages", Form::List("Passage")),
        ]),
        "Passage": object("Where a new value stands in the new text: its bytes from and up to, and the words there.", &[
            ("span", Form::List("Byte")),
            ("words", Form::Words),
        ]),
        "Byte": { "type": "integer", "minimum": 0, "description": "A place in a text, in bytes." },
        "Record": object("How long the record is, its last commitment, and the last head that was kept.", &[
            ("entries", Form::Number),
            ("commitment", Form::Hash),
            ("head|null", Form::Of("Head")),
        ]),
        "Head": object("A head: how many entries it covers, their root, and both signed as a checkpoint.", &[
            ("entries", Form::Number),
            ("root", Form::Hash),
            ("head", Form::Text),
        ]),
    })
}

const ROW: &[(&str, Form)] = &[
    ("paper|null", Form::Id),
    ("number", Form::Text),
    ("series", Form::Code),
    ("year", Form::Number),
    ("n", Form::Number),
    ("entered", Form::Moment),
    ("entered_on|null", Form::Day),
    ("late|null", Form::Text),
    ("standing", Form::Of("Standing")),
    ("sight", Form::OneOf(SIGHTS)),
    ("their|null", Form::Words),
    ("date|null", Form::Of("PaperDate")),
    ("received|null", Form::Of("Received")),
    ("kind|null", Form::Words),
    ("from", Form::Texts),
    ("to", Form::Texts),
    ("subject|null", Form::Words),
    ("marking", Form::Of("Marking")),
    ("precedence|null", Form::Words),
    ("cites", Form::List("Cites")),
    ("with", Form::Codes),
    ("due|null", Form::Day),
    ("states", Form::Texts),
];

/// Lines of the register and of desks.
fn rows() -> Value {
    let cites: &[(&str, Form)] = &[
        ("says", Form::Words),
        ("paper|null", Form::Id),
        ("number|null", Form::Text),
        ("settled|null", Form::OneOf(SETTLEMENTS)),
    ];
    let standing: &[(&str, Form)] = &[
        ("is", Form::OneOf(&["live", "void"])),
        ("reason?", Form::Any("why, or null")),
        ("see?", Form::Any("the number that took its place, or null")),
    ];
    let marking: &[(&str, Form)] =
        &[("is", Form::OneOf(&["none", "unconfirmed", "confirmed"])), ("words?", Form::Words), ("level?", Form::Code)];
    let line: &[(&str, Form)] = &[
        ("desk|null", Form::Code),
        ("waits", Form::Of("Waits")),
        ("instead_of?", Form::Code),
        ("due|null", Form::Day),
        ("since", Form::Moment),
        ("row?", Form::Of("Row")),
        ("dossier?", Form::Of("DossierRow")),
    ];
    let mut waits = object(
        "What waits; of a direction also who marked it out, and what is asked; of a bring-forward its number, to whom, by \
             whom and why; of an answer whether the other side owes it, and how many interim replies there were; of an
             assessment asked for its number, of what, what that says, and who asked.",
        &[("is", Form::Text)],
    );
    waits["additionalProperties"] = true.into();
    json!({
        "Row": object("One number of the book; what you may not see is left empty.", ROW),
        "Rows": object("A page of the register.", &[("rows", Form::List("Row")), ("next|null", Form::Text)]),
        "Cites": object("A cited paper.", cites),
        "Standing": object("Whether a number stands.", standing),
        "Marking": object("A paper's marking.", marking),
        "PaperDate": object("The date a paper bears.", &[("date", Form::Day), ("precision", Form::OneOf(PRECISIONS))]),
        "Received": object("When it was received: the day, and the time of day where it is known.", &[
            ("on", Form::Day),
            ("time?", Form::Any("the time of day, as 09:30:00, or null")),
        ]),
        "Hit": object("A paper found, and by what.", &[
            ("paper", Form::Id),
            ("ground", Form::OneOf(GROUNDS)),
            ("row", Form::Of("Row")),
        ]),
        "Found": object("What was found; behind says that the newest texts are not looked through yet.", &[
            ("hits", Form::List("Hit")),
            ("behind", Form::Flag),
        ]),
        "Searched": object("A page of what was found; behind says that the newest papers are not found by the words of their text yet.", &[
            ("hits", Form::List("SearchHit")),
            ("next|null", Form::Text),
            ("behind", Form::Flag),
            ("counts|null", Form::Of("SearchCounts")),
        ]),
        "SearchHit": object("A paper found, by what, and where in its text.", &[
            ("paper", Form::Id),
            ("ground", Form::OneOf(GROUNDS)),
            ("row", Form::Of("Row")),
            ("passages", Form::List("FoundPassage")),
        ]),
        "FoundPassage": object("A piece of a text; `lit` are the words that were looked for, as start and end in bytes of it.", &[
            ("text", Form::Text),
            ("lit", Form::Any("a list of {start, end}")),
            ("cut_before", Form::Flag),
            ("cut_after", Form::Flag),
        ]),
        "SearchCounts": object("How many were found, and of what; at most 24 values of each, those with most papers.", &[
            ("papers", Form::Number),
            ("kinds", Form::List("SearchCount")),
            ("series", Form::List("SearchCount")),
            ("desks", Form::List("SearchCount")),
            ("states", Form::List("SearchCount")),
            ("markings", Form::List("SearchCount")),
            ("years", Form::Any("a list of [year, papers]")),
            ("undated", Form::Number),
            ("behind", Form::Flag),
        ]),
        "SearchCount": object("A value, as it is typed after its field, and how many have it.", &[("value", Form::Text), ("papers", Form::Number)]),
        "DeskLine": object("What waits at a desk, on a paper or in a dossier; without a desk, what came back to you.", line),
        "SentUpPage": object("What desks put before whoever decides.", &[("sent_up", Form::List("SentUp"))]),
        "SentUp": object("A submission of a desk, and what became of it.", &[
            ("desk", Form::Code),
            ("dossier", Form::Of("DossierRow")),
            ("title|null", Form::Text),
            ("submission", Form::Any("as its dossier has it: its number, the bottom line, before whom, its state, and what was decided")),
            ("entered|null", Form::Of("EnteredAs")),
        ]),
        "EnteredAs": object("A paper that an adopted text became.", &[("paper", Form::Id), ("number", Form::Text)]),
        "DeskPage": object("A page of a desk.", &[("lines", Form::List("DeskLine")), ("next|null", Form::Text)]),
        "Waits": waits,
    })
}

fn house() -> Value {
    let officer: &[(&str, Form)] = &[
        ("name", Form::Text),
        ("suspended", Form::Any("whether, or for administrators since when and why; null where not")),
        ("aliases?", Form::Texts),
        ("cleared_to?", Form::Code),
        ("duties?", Form::Some(super::forms::DUTIES)),
    ];
    let desk: &[(&str, Form)] = &[
        ("name", Form::Text),
        ("aliases", Form::Texts),
        ("above|null", Form::Code),
        ("closed|null", Form::Moment),
        ("calendar?", Form::Code),
    ];
    let mandate: &[(&str, Form)] = &[
        ("officer", Form::Code),
        ("desk", Form::Code),
        ("capacity", Form::OneOf(super::forms::CAPACITIES)),
        ("from", Form::Moment),
        ("until|null", Form::Moment),
        ("instead_of?", Form::Code),
    ];
    let house: &[(&str, Form)] = &[
        ("founding|null", Form::Of("Founding")),
        ("officers", Form::Map("Officer")),
        ("desks", Form::Map("Desk")),
        ("mandates", Form::Map("Mandate")),
        ("levels", Form::List("Level")),
        ("series", Form::Map("Series")),
        ("printed", Form::Any("by series, every pattern by which it ever printed numbers")),
        ("file_plan", Form::Map("Title")),
        ("calendars?", Form::Map("Calendar")),
        ("next_numbers", Form::Map("NextNumber")),
        ("today", Form::Day),
        ("roles?", Form::Any("for administrators: roles by officer, each with `from`, `until`, `by` and `reason`")),
    ];
    json!({
        "House": object("Desks, series, levels, officers. What only administrators are told is left out for others.", house),
        "Founding": object("Who the office is.", &[
            ("office", Form::Id),
            ("name", Form::Text),
            ("former_names?", Form::Any("names that it had before, each with the moment until which")),
            ("zone", Form::Text),
            ("at", Form::Moment),
        ]),
        "Officer": object("An officer.", officer),
        "Desk": object("A desk.", desk),
        "Mandate": object("That an officer acts for a desk.", mandate),
        "Title": { "type": "string", "description": "The title of a code of the file plan." },
        "NextNumber": { "type": ["string", "null"], "description": "The next number of a series, as it would be printed." },
    })
}

/// A paper as it stands.
fn paper() -> Value {
    let mut paper = object(
        "A paper's state as you see it.",
        &[
            ("id", Form::Id),
            ("rev", Form::Number),
            ("card", Form::Of("Card")),
            ("arrival", Form::Of("Arrival")),
            ("marking", Form::Of("Marking")),
            ("versions", Form::List("Kept")),
        ],
    );
    paper["additionalProperties"] = true.into();
    let mut version = object(
        "A file as it is kept, in the order in which it came.",
        &[
            ("kind", Form::OneOf(KINDS)),
            ("body", Form::Hash),
            ("hash", Form::Hash),
            ("bytes", Form::Number),
            ("name", Form::Text),
            ("media", Form::Text),
            ("channel", Form::OneOf(CHANNELS)),
        ],
    );
    version["additionalProperties"] = true.into();
    let arrival: &[(&str, Form)] = &[
        ("received|null", Form::Of("Received")),
        ("channel", Form::OneOf(CHANNELS)),
        ("taken_in_by|null", Form::Text),
        ("precedence|null", Form::Text),
        ("their_copy|null", Form::Text),
        ("pages|null", Form::Number),
        ("medium", Form::OneOf(MEDIA)),
        ("original_at|null", Form::Text),
        ("old?", Form::Of("OldEntry")),
    ];
    json!({
        "OldEntry": object("An entry of a book kept before this register.", &[("book", Form::Text), ("number?", Form::Text)]),
        "Paper": paper,
        "Seen": object("A paper, and how much of it you see.", &[
            ("number", Form::Text),
            ("sight", Form::OneOf(SIGHTS)),
            ("paper", Form::Of("Paper")),
        ]),
        "Arrival": object("The facts of arrival, whole.", arrival),
        "Kept": object("A version; withdrawn says who took it back and why, or null.", &[
            ("version", Form::Of("Version")),
            ("at", Form::Moment),
            ("by", Form::Code),
            ("withdrawn", Form::Any("who took it back, when and why, or null")),
        ]),
        "Version": version,
    })
}

/// What happened to a paper.
fn trail() -> Value {
    let mut event = object("What happened; its type names it (docs/events.md).", &[("type", Form::Text)]);
    event["additionalProperties"] = true.into();
    let mut acted = object(
        "Who did what, for which desk, and how it was made sure who it was.",
        &[
            ("act", Form::Text),
            ("officer", Form::Code),
            ("desk|null", Form::Code),
            ("authenticated", Form::Text),
            ("means", Form::Text),
            ("door", Form::Text),
        ],
    );
    acted["additionalProperties"] = true.into();
    json!({
        "Trail": { "type": "array", "items": form(Form::Of("TrailLine")) },
        "TrailLine": object("One entry that touched the paper.", &[
            ("entry", Form::Number),
            ("at", Form::Moment),
            ("acted", Form::Of("Acted")),
            ("events", Form::List("Event")),
        ]),
        "Acted": acted,
        "Event": event,
    })
}

fn links() -> Value {
    let cites: &[(&str, Form)] = &[
        ("at", Form::Number),
        ("citation", Form::Any("the citation, in the card's form")),
        ("held", Form::List("LinkEnd")),
        ("offers", Form::List("Offer")),
        ("settled|null", Form::OneOf(SETTLEMENTS)),
        ("open", Form::Flag),
    ];
    json!({
        "Links": object("How a paper hangs together with others; what you may not see is not named.", &[
            ("cites", Form::List("CitationLink")),
            ("cited_by", Form::List("CitedBy")),
            ("answers", Form::List("LinkEnd")),
            ("answered_by", Form::List("LinkEnd")),
            ("answering", Form::List("LinkEnd")),
            ("passed_over", Form::List("LinkEnd")),
            ("receipts", Form::List("LinkEnd")),
            ("split_from|null", Form::Of("LinkEnd")),
            ("split_into", Form::List("LinkEnd")),
            ("one_of?", Form::Of("CircularLinks")),
            ("circulars?", Form::List("CircularLinks")),
        ]),
        "CircularLinks": object("One time that a paper was sent as a circular, and the papers made of it that you see.", &[
            ("sent|null", Form::Of("LinkEnd")),
            ("of", Form::Number),
            ("series", Form::Code),
            ("on", Form::Day),
            ("papers", Form::List("AddressedEnd")),
        ]),
        "AddressedEnd": object("A paper of a circular; null is what you do not see of it, or what did not happen.", &[
            ("paper", Form::Id),
            ("number", Form::Text),
            ("sight", Form::OneOf(SIGHTS)),
            ("no", Form::Number),
            ("to|null", Form::Of("Holder")),
            ("read|null", Form::Moment),
            ("received|null", Form::Day),
            ("answer_by|null", Form::Day),
        ]),
        "LinkEnd": object("A paper at the other end.", &[
            ("paper", Form::Id),
            ("number", Form::Text),
            ("sight", Form::OneOf(SIGHTS)),
        ]),
        "CitationLink": object("A citation, and what became of it.", cites),
        "CitedBy": object("A paper that cites this one.", &[
            ("by", Form::Of("LinkEnd")),
            ("at", Form::Number),
            ("offered", Form::Flag),
        ]),
    })
}
