//! The acts and their forms, as a table; a test holds it against the acts themselves.

use procedure::card::FieldName;

use super::forms::{CAPACITIES, CIRCULARS, DUTIES, Form, NAMED_AS, ROLES, RULES, SENT_BY, SETTLEMENTS};

/// An act: its name, what it does, its fields; a field that may be left out ends in `?`.
pub(super) type ActRow = (&'static str, &'static str, &'static [(&'static str, Form)]);

pub(super) const PAPER_ACTS: &[ActRow] = &[
    ("register_also", "Register it in another series too.", &[("series", Form::Code), ("late?", Form::Text)]),
    (
        "split",
        "Make an enclosed file a paper of its own.",
        &[("version", Form::Number), ("enclosed", Form::Number), ("draft", Form::Of("SplitDraft"))],
    ),
    (
        "correct",
        "Put a field of the card right.",
        &[
            ("field", Form::OneOf(FieldName::NAMES)),
            ("value", Form::Any("the field in the card's own form")),
            ("reason?", Form::Text),
        ],
    ),
    ("correct_arrival", "Put the facts of arrival right.", &[("arrival", Form::Of("Arrival")), ("reason", Form::Text)]),
    ("void", "Annul a number; it stays, marked.", &[("number", Form::Text), ("reason", Form::Text)]),
    (
        "move_series",
        "Move it to the right series.",
        &[("number", Form::Text), ("series", Form::Code), ("reason", Form::Text)],
    ),
    ("mark", "Confirm, raise or lower the marking.", &[("level", Form::Code), ("reason?", Form::Text)]),
    ("direct", "Mark it out.", &[("desk", Form::Code), ("directions", Form::List("Direction"))]),
    ("accept_direction", "Take it.", &[("direction", Form::Number)]),
    ("pass_on", "Pass it on.", &[("direction", Form::Number), ("directions", Form::List("Direction"))]),
    ("return_direction", "Return it: not ours.", &[("direction", Form::Number), ("reason", Form::Text)]),
    ("report_done", "Report it done.", &[("direction", Form::Number), ("report?", Form::Text), ("answer?", Form::Id)]),
    (
        "redirect",
        "Take it back from a wrong desk, whatever that did, and mark it out to the right one, where one is named.",
        &[("direction", Form::Number), ("directions", Form::List("Direction")), ("reason", Form::Text)],
    ),
    (
        "bind",
        "Bind names to officers or desks, which gives sight, or to correspondents, which gives none.",
        &[("bindings", Form::List("Binding"))],
    ),
    (
        "take_reading",
        "Take a proposed reading: these fields of it, or all where none are named.",
        &[("fields?", Form::Some(FieldName::NAMES))],
    ),
    (
        "decline_reading",
        "Decline a proposed reading: these fields of it, or all where none are named.",
        &[("fields?", Form::Some(FieldName::NAMES)), ("reason", Form::Text)],
    ),
    ("unbind", "End a binding.", &[("binding", Form::Number), ("reason", Form::Text)]),
    ("tie", "Tie a citation to a paper held.", &[("citation", Form::Number), ("to", Form::Id)]),
    (
        "untie",
        "Undo a tie, or refuse an offer.",
        &[("citation", Form::Number), ("to", Form::Id), ("reason", Form::Text)],
    ),
    (
        "settle",
        "Settle a citation without a paper.",
        &[("citation", Form::Number), ("settlement", Form::OneOf(SETTLEMENTS))],
    ),
    ("link_answer", "Say which paper it answers.", &[("answers", Form::Id)]),
    ("unlink_answer", "Take that back.", &[("answers", Form::Id), ("reason", Form::Text)]),
    (
        "withdraw_version",
        "Take a wrong file back, where the right one is not at hand.",
        &[("version", Form::Number), ("reason", Form::Text)],
    ),
    ("file", "File it in a dossier.", &[("dossier", Form::Code), ("title?", Form::Text), ("code?", Form::Text)]),
    ("remark", "Leave a remark.", &[("says", Form::Text)]),
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
    (
        "await_answer",
        "Say that it awaits an answer by a day, or move that day: of a desk, or else of whoever leads on it.",
        &[("by", Form::Day), ("desk?", Form::Code)],
    ),
    (
        "interim_reply",
        "Say that a reply was not yet the answer, which comes by a later day.",
        &[("answer?", Form::Id), ("by", Form::Day), ("reason", Form::Text)],
    ),
    ("no_reply_needed", "Say that no answer is owed.", &[("reason", Form::Text)]),
    ("reopen_answer", "Await an answer again.", &[("by", Form::Day), ("reason", Form::Text)]),
    (
        "dispatch",
        "Say that it went out; today, where no day is named.",
        &[("to", Form::Text), ("channel", Form::OneOf(SENT_BY)), ("on?", Form::Day), ("reference?", Form::Text)],
    ),
    (
        "dispatch_received",
        "Say that what went out was received, by whom, and with which receipt.",
        &[("dispatch", Form::Number), ("on?", Form::Day), ("who", Form::Text), ("evidence?", Form::Id)],
    ),
    (
        "dispatch_came_back",
        "Say that what went out came back.",
        &[("dispatch", Form::Number), ("on?", Form::Day), ("reason", Form::Text)],
    ),
    ("undo_dispatch", "Say that it never went out so.", &[("dispatch", Form::Number), ("reason", Form::Text)]),
    ("no_dispatch", "Say that it need not be sent.", &[("reason", Form::Text)]),
    (
        "record_symbol",
        "Record the symbol under which somebody made it known; it is cited by it from then on.",
        &[("symbol", Form::Text), ("body", Form::Text), ("on?", Form::Day)],
    ),
    (
        "give_copies",
        "Give numbered copies: to those on a list, and then to those named, in order. Whoever holds one in the house reads the paper by it.",
        &[("list?", Form::Code), ("to?", Form::List("Holder"))],
    ),
    (
        "copy_received",
        "Enter the receipt for a copy that went out of the house; of today, where no day is named.",
        &[("copy", Form::Number), ("on?", Form::Day), ("who", Form::Text)],
    ),
    ("acknowledge_copy", "Say that you read the copy that you or your desk holds.", &[("copy", Form::Number)]),
    ("return_copy", "Give a copy back.", &[("copy", Form::Number), ("remark?", Form::Text)]),
    ("withdraw_copies", "Call copies back.", &[("copies", Form::Numbers), ("reason", Form::Text)]),
    (
        "substitute_copy",
        "Call a copy back and give another in its place.",
        &[("copy", Form::Number), ("to", Form::Of("Holder")), ("reason", Form::Text)],
    ),
    (
        "send_circular",
        "Send it as a circular: each on a list, and then each named, gets a paper of their own in this series, addressed to them and entered with the others or not at all; where a day is said, each awaits an answer by it.",
        &[("series", Form::Code), ("list?", Form::Code), ("to?", Form::List("Holder")), ("answer_by?", Form::Day)],
    ),
    (
        "release",
        "Release a version of it to the reading room, for anyone; the one shown where none is named.",
        &[("version?", Form::Number), ("reason", Form::Text)],
    ),
    ("end_release", "Take back what was released.", &[("reason", Form::Text)]),
    ("override", "Look beyond the rules for a while.", &[("reason", Form::Text), ("until", Form::Moment)]),
];

pub(super) const HOUSE_ACTS: &[ActRow] = &[
    (
        "rename_office",
        "Give the office another name. What was printed under the old one keeps it.",
        &[("name", Form::Text)],
    ),
    ("set_levels", "Set the scale of markings.", &[("levels", Form::List("Level"))]),
    (
        "set_list",
        "Make a list by which copies are given, or replace it whole.",
        &[("list", Form::Code), ("name", Form::Text), ("holders", Form::List("Holder"))],
    ),
    ("give_up_list", "Use a list no longer.", &[("list", Form::Code), ("reason", Form::Text)]),
    ("set_file_plan", "Set a code of the file plan.", &[("code", Form::Text), ("title", Form::Text)]),
    (
        "add_officer",
        "Take in an officer.",
        &[
            ("officer", Form::Code),
            ("name", Form::Text),
            ("aliases?", Form::Texts),
            ("cleared_to", Form::Code),
            ("duties?", Form::Some(DUTIES)),
        ],
    ),
    (
        "change_officer",
        "Change an officer's facts; what is left out stays.",
        &[
            ("officer", Form::Code),
            ("name?", Form::Text),
            ("aliases?", Form::Texts),
            ("cleared_to?", Form::Code),
            ("duties?", Form::Some(DUTIES)),
        ],
    ),
    ("suspend_officer", "Suspend an officer: no act, no sight.", &[("officer", Form::Code), ("reason", Form::Text)]),
    ("reinstate_officer", "Take a suspended officer back.", &[("officer", Form::Code)]),
    (
        "add_desk",
        "Set up a desk.",
        &[("desk", Form::Code), ("name", Form::Text), ("aliases?", Form::Texts), ("above?", Form::Code)],
    ),
    (
        "change_desk",
        "Change a desk's facts; what is left out stays, and null takes `above` or `calendar` away.",
        &[
            ("desk", Form::Code),
            ("name?", Form::Text),
            ("aliases?", Form::Texts),
            ("above?", Form::CodeOrNull),
            ("calendar?", Form::CodeOrNull),
        ],
    ),
    (
        "set_private_office",
        "Set a desk before another: what is submitted to that goes through it. Without `office` it has none any more.",
        &[("desk", Form::Code), ("office?", Form::CodeOrNull)],
    ),
    (
        "set_two_persons",
        "Let two officers decide what is entered in a series, or what a dossier of a level holds; or one again.",
        &[("of", Form::Of("TwoPersonsFor")), ("holds", Form::Flag), ("reason", Form::Text)],
    ),
    (
        "give_role",
        "Give another officer a role; existence_only has an end within 366 days.",
        &[
            ("officer", Form::Code),
            ("role", Form::OneOf(ROLES)),
            ("from?", Form::Moment),
            ("until?", Form::Moment),
            ("reason", Form::Text),
        ],
    ),
    ("end_role", "End a role.", &[("officer", Form::Code), ("role", Form::OneOf(ROLES)), ("reason", Form::Text)]),
    ("close_desk", "Close a desk at which nothing waits.", &[("desk", Form::Code), ("reason", Form::Text)]),
    (
        "give_mandate",
        "Give a mandate.",
        &[
            ("mandate", Form::Code),
            ("officer", Form::Code),
            ("desk", Form::Code),
            ("capacity", Form::OneOf(CAPACITIES)),
            ("from?", Form::Moment),
            ("until?", Form::Moment),
            ("instead_of?", Form::Code),
        ],
    ),
    (
        "hand_over_desk",
        "Hand over what waits at a desk to another desk, as much as one entry takes.",
        &[("desk", Form::Code), ("to", Form::Code), ("reason", Form::Text)],
    ),
    (
        "hand_over_post",
        "Hand a desk over from one officer who holds it to another; `mandate` is the code under which the other's begins.",
        &[
            ("desk", Form::Code),
            ("from", Form::Code),
            ("to", Form::Code),
            ("mandate", Form::Code),
            ("reason", Form::Text),
        ],
    ),
    ("end_mandate", "End a mandate.", &[("mandate", Form::Code), ("until?", Form::Moment), ("reason", Form::Text)]),
    ("open_series", "Open a series.", &[("series", Form::Code), ("facts", Form::Of("Series"))]),
    (
        "change_series",
        "Change a series; what is left out stays, and null takes `band` or `file_code` away.",
        &[
            ("series", Form::Code),
            ("name?", Form::Text),
            ("pattern?", Form::Text),
            ("rule?", Form::OneOf(RULES)),
            ("registry?", Form::Code),
            ("band?", Form::BandOrNull),
            ("file_code?", Form::TextOrNull),
            ("outgoing?", Form::Flag),
            ("circulars?", Form::OneOf(CIRCULARS)),
        ],
    ),
    ("change_key", "Change the key that signs heads.", &[("reason", Form::Text)]),
    ("close_series", "Close a series for new numbers.", &[("series", Form::Code), ("reason", Form::Text)]),
    ("close_year", "Close a past year's book.", &[("series", Form::Code), ("year", Form::Number)]),
    ("reserve_block", "Set numbers aside.", &[("series", Form::Code), ("count", Form::Number), ("reason", Form::Text)]),
    (
        "void_reserved",
        "Void a reserved number.",
        &[("series", Form::Code), ("year", Form::Number), ("n", Form::Number), ("reason", Form::Text)],
    ),
    (
        "void_lost",
        "Void every number from the next one up to this: they were given after the last backup and are lost.",
        &[("series", Form::Code), ("year", Form::Number), ("to", Form::Number), ("reason", Form::Text)],
    ),
    (
        "add_correspondent",
        "Take in a correspondent; where it was found on a paper, it is seen as such papers are.",
        &[
            ("correspondent", Form::Code),
            ("name", Form::Text),
            ("aliases?", Form::Texts),
            ("posts?", Form::List("PostHeld")),
            ("desk", Form::Code),
            ("paper?", Form::Id),
            ("named_as?", Form::OneOf(NAMED_AS)),
            ("beside?", Form::Text),
        ],
    ),
    (
        "change_correspondent",
        "Change a correspondent's name or posts; what is left out stays.",
        &[
            ("correspondent", Form::Code),
            ("name?", Form::Text),
            ("posts?", Form::List("PostHeld")),
            ("reason?", Form::Text),
        ],
    ),
    ("give_alias", "Confirm another name of a correspondent.", &[("correspondent", Form::Code), ("alias", Form::Text)]),
    (
        "take_alias",
        "Take a name back that is not the correspondent's.",
        &[("correspondent", Form::Code), ("alias", Form::Text), ("reason", Form::Text)],
    ),
    (
        "confirm_usual",
        "Confirm what is usual for papers of a correspondent; nothing said takes it back.",
        &[("correspondent", Form::Code), ("series?", Form::Code), ("desk?", Form::Code), ("kind?", Form::Text)],
    ),
    (
        "merge_correspondent",
        "Say that a correspondent is another: both names lead to that one.",
        &[("correspondent", Form::Code), ("into", Form::Code), ("reason", Form::Text)],
    ),
    ("part_correspondent", "Undo a merging.", &[("correspondent", Form::Code), ("reason", Form::Text)]),
    ("confirm_rule", "Confirm an exact rule.", &[("rule", Form::Code), ("facts", Form::Of("RuleFacts"))]),
    ("revoke_rule", "Revoke a rule; what it bound stays bound.", &[("rule", Form::Code), ("reason", Form::Text)]),
    (
        "set_calendar",
        "Make a calendar, or replace it whole; `over` is the ETag of the one that is to be replaced.",
        &[("calendar", Form::Code), ("facts", Form::Of("Calendar")), ("over?", Form::Hash)],
    ),
    ("add_holiday", "Make a date a holiday.", &[("calendar", Form::Code), ("date", Form::Day), ("name", Form::Text)]),
    (
        "remove_holiday",
        "Take a holiday of one date out.",
        &[("calendar", Form::Code), ("date", Form::Day), ("reason", Form::Text)],
    ),
];
