//! The forms of closings of the day.

use serde_json::{Value, json};

use super::forms::{Form, object};

/// Their schemas by name.
pub(super) fn schemas() -> Value {
    let made: &[(&str, Form)] =
        &[("entry", Form::Number), ("at", Form::Moment), ("officer", Form::Code), ("closing", Form::Of("ClosingSaid"))];
    let told: Vec<(&str, Form)> = made.iter().copied().chain([("head|null", Form::Text)]).collect();
    json!({
        "Closings": object("Closings of the day, the newest first; `next` is what to give as `below` for those before.", &[
            ("closings", Form::List("ClosingMade")),
            ("next|null", Form::Number),
        ]),
        "ClosingMade": object("A closing as it was entered.", made),
        "Closing": object(
            "A closing with the signed head that covers it, after the proof that it goes on from the head of the closing before: the \
             lines that C2SP tlog-witness sends.",
            &told,
        ),
        "ClosingSaid": object("Where the books stood that you are shown, and the record before the closing. `differs` says in what it does not go on from the closing before.", &[
            ("no", Form::Number),
            ("day", Form::Day),
            ("books", Form::List("ClosedBook")),
            ("not_held?", Form::Number),
            ("readings?", Form::Of("ReadingsHead")),
            ("over", Form::Of("JournalHead")),
            ("before?", Form::Of("ClosingBefore")),
            ("differs?", Form::Some(&["history", "numbers", "readings"])),
        ]),
        "ClosedBook": object("Where one book stood; year 0 is that of a series that never turns over.", &[
            ("series", Form::Code),
            ("year", Form::Number),
            ("next", Form::Number),
            ("last?", Form::Text),
            ("given", Form::Number),
            ("reserved", Form::Number),
            ("void", Form::Number),
            ("voided", Form::Number),
            ("not_held?", Form::Number),
        ]),
        "ClosingBefore": object("The closing before another.", &[
            ("no", Form::Number),
            ("day", Form::Day),
            ("over", Form::Of("JournalHead")),
        ]),
        "JournalHead": object("The record up to a moment: how many entries, and their root.", &[
            ("entries", Form::Number),
            ("root", Form::Hash),
        ]),
        "HeldText": object("A text that holds a signed head, as it was printed, mailed or kept by a witness.", &[("text", Form::Text)]),
        "HeldSays": object("What the record says of it.", &[
            ("holds", Form::Flag),
            ("is", Form::OneOf(&["goes_on", "differs", "beyond", "not_ours", "no_head"])),
            ("says", Form::Text),
        ]),
    })
}
