//! The forms of calendars.

use serde_json::{Value, json};

use super::forms::{Form, WEEK, closed, object};

/// What a calendar says.
const FACTS: &[(&str, Form)] = &[
    ("name", Form::Text),
    ("weekend?", Form::Some(WEEK)),
    ("holidays?", Form::Of("DatedWords")),
    ("yearly?", Form::List("Yearly")),
    ("working?", Form::Of("DatedWords")),
];

/// Their schemas by name.
pub(super) fn schemas() -> Value {
    let yearly: &[(&str, Form)] = &[
        ("month", Form::Number),
        ("day", Form::Number),
        ("name", Form::Text),
        ("from?", Form::Number),
        ("until?", Form::Number),
    ];
    let mut kept = FACTS.to_vec();
    kept.extend([("calendar", Form::Code), ("desks", Form::Codes)]);
    json!({
        "Calendar": closed(
            "On which days is worked: the free days of the week, holidays of single dates, holidays of each year, and days \
             worked although they would be free.",
            FACTS,
        ),
        "DatedWords": {
            "type": "object",
            "description": "By date, the name of the holiday or why the day is worked.",
            "additionalProperties": { "type": "string", "minLength": 1 },
        },
        "Yearly": object("A holiday of each year, from a year to a year where they are said.", yearly),
        "KeptCalendar": object("A calendar, its code, and the open desks that work by it.", &kept),
        "Calendars": object("The calendars of the house.", &[("calendars", Form::List("KeptCalendar"))]),
    })
}
