//! What an officer sees of a paper because a name on it was bound.

use procedure::paper::NamedAs::{Addressee, Asked, CopyHolder, Sender};
use procedure::sight::Sight;

use super::{DESK, LIST, Row, enter, row, to_editor};
use crate::shelf::{bind_desk, bind_officer, lead, level, read};

pub(super) fn rows() -> Vec<Row> {
    use Sight::{None, Whole};
    vec![
        row(DESK, "the card names an officer; nobody bound the name", "editor", None, "Reading never grants.", |s| {
            enter(s, "IN", |d| d.card.to = vec![read(procedure::card::Party::named("editor"))])
        }),
        row(DESK, "bound as sender to the officer", "editor", Whole, "An officer bound the name.", |s| {
            enter(s, "IN", |d| d.bindings = vec![bind_officer(Sender, "editor")])
        }),
        row(DESK, "bound as addressee to the officer", "editor", Whole, "An officer bound the name.", |s| {
            enter(s, "IN", to_editor)
        }),
        row(DESK, "bound as copy holder to the officer", "editor", Whole, "An officer bound the name.", |s| {
            enter(s, "IN", |d| d.bindings = vec![bind_officer(CopyHolder, "editor")])
        }),
        row(DESK, "bound as asked to concur, to the officer", "editor", Whole, "An officer bound the name.", |s| {
            enter(s, "IN", |d| d.bindings = vec![bind_officer(Asked, "editor")])
        }),
        row(
            DESK,
            "bound to an officer of press, personally",
            "chief",
            None,
            "\"Personal for\" is neither the desk's nor its chief's.",
            |s| enter(s, "IN", to_editor),
        ),
        row(DESK, "bound to the desk press", "editor", Whole, "The rights of a post follow its holder.", |s| {
            enter(s, "IN", |d| d.bindings = vec![bind_desk(Addressee, "press")])
        }),
        row(DESK, "bound to the desk press", "chief", Whole, "Chief of that desk.", |s| {
            enter(s, "IN", |d| d.bindings = vec![bind_desk(Addressee, "press")])
        }),
        row(LIST, "bound to the desk press", "editor", Whole, "On the list.", |s| {
            enter(s, "SEC", |d| d.bindings = vec![bind_desk(Addressee, "press")])
        }),
        row(LIST, "bound to the desk press", "chief", None, "The list is all.", |s| {
            enter(s, "SEC", |d| d.bindings = vec![bind_desk(Addressee, "press")])
        }),
        row(
            LIST,
            "bound to the officer, level above *cleared to*",
            "editor",
            None,
            "No name reaches above *cleared to*.",
            |s| {
                enter(s, "SEC", |d| {
                    d.level = Some(level("secret"));
                    to_editor(d);
                })
            },
        ),
        row(LIST, "marked out to a desk, level above *cleared to*", "editor", None, "Nor does a direction.", |s| {
            enter(s, "SEC", |d| {
                d.level = Some(level("secret"));
                d.directions = vec![lead("press")];
            })
        }),
    ]
}
