//! Samples of roles and of what is asked of the reading ledger, and of releases to the reading room.

use jiff::civil::date;
use procedure::closing::{ClosedBook, Closing, ClosingBefore, Differs, JournalHead};
use procedure::event::Event;
use procedure::export::{Export, ExportedSheet};
use procedure::ids::{BodyId, Hash};
use procedure::paper::{KeptPage, PageSize, Released};
use procedure::readings::{ReadingsHead, ReadingsOf, ReadingsQuestion};
use procedure::role::Role;

use super::{PAPER, moment};
use crate::shelf::officer;

pub(super) fn samples() -> Vec<(Event, &'static str)> {
    of_the_house().into_iter().chain(of_papers()).collect()
}

fn of_the_house() -> Vec<(Event, &'static str)> {
    let (why, who) = (|| "A reason.".to_owned(), || officer("porter"));
    let of = ReadingsOf::Paper("IN-1951-0017".into());
    let question = ReadingsQuestion { of, from: Some(date(1951, 12, 1)), until: None };
    vec![
        (
            Event::RoleGiven {
                officer: who(),
                role: Role::ExistenceOnly,
                from: moment(),
                until: Some(moment()),
                reason: why(),
            },
            "A role from a moment, up to another: `auditor` or `existence_only`; the one given before is replaced.",
        ),
        (Event::RoleEnded { officer: who(), role: Role::Auditor, reason: why() }, "The role ends with this entry."),
        (
            Event::ReadingsAsked { question, reason: why() },
            "An auditor asked the reading ledger, before anything of it was shown: `of` a `paper` as it was typed, a `dossier`, an \
             `officer`, or `everything`; `from` one day `until` another.",
        ),
        (
            Event::ReadingsEntered { head: ReadingsHead { blocks: 12, digest: Hash([0x77; 32]) }, broken: false },
            "Up to where the reading ledger stood: its blocks, and the digest of the last. `broken` where it does not go on from the \
             head entered before.",
        ),
        (
            Event::Restored { entries: 812, lost: 2, new_log: true },
            "The office was restored from a backup of so many entries; so many that had been published were not in it; whether its log \
             begins anew.",
        ),
        (
            Event::KeyChanged { key: "arle/0123+89abcdef+AQ".into(), reason: why() },
            "Heads are signed by another key from this entry on.",
        ),
        (
            Event::DayClosed { closing: closing() },
            "The day was closed: the `no` of the closing and its `day`; each of the `books` with its `next` number, the `last` under which \
             something was entered, how many were `given` since the closing `before` and how many are `reserved`, `void` and newly \
             `voided`; how many papers, and of each book, cite what is `not_held`; up to where the `readings` went; the record `over` which it is. \
             `differs` says in what the record does not go on from the closing before.",
        ),
    ]
}

fn closing() -> Closing {
    let over = |entries| JournalHead { entries, root: Hash([0x33; 32]) };
    Closing {
        no: 2,
        day: date(1951, 12, 27),
        books: vec![ClosedBook {
            series: "IN".parse().unwrap(),
            year: 1951,
            next: 18,
            last: Some("IN-1951-0017".into()),
            given: 3,
            reserved: 1,
            void: 2,
            voided: 1,
            not_held: Some(1),
        }],
        not_held: Some(1),
        readings: Some(ReadingsHead { blocks: 12, digest: Hash([0x77; 32]) }),
        over: over(812),
        before: Some(ClosingBefore { no: 1, day: date(1951, 12, 26), over: over(700) }),
        differs: vec![Differs::History],
    }
}

fn of_papers() -> Vec<(Event, &'static str)> {
    let released = Released {
        number: "OUT-1951-0003".into(),
        on: date(1951, 12, 27),
        kind: Some("communiqué".into()),
        subject: Some("The border line".into()),
        version: 0,
        hash: Hash([0x55; 32]),
        text: Some(BodyId([0x44; 32])),
    };
    let page = KeptPage { body: BodyId([0x33; 32]), hash: Hash([0x22; 32]), bytes: 9_000, size: PageSize::A4 };
    let sheet = ExportedSheet { facts: Hash([0x66; 32]), hash: page.hash, page: Some(page.clone()) };
    let export = Export::Slip { paper: PAPER, copy: 1 };
    vec![
        (
            Event::Released { paper: PAPER, released, reason: "A reason.".into() },
            "A version was released to the reading room, for anyone: its place, the hash of its bytes, the commitment of its `text`, \
             and the number, date, kind and subject as they stood.",
        ),
        (
            Event::Exported { export, sheet: Some(sheet), bodies: vec![page.body] },
            "Something was exported, entered before its bytes were handed out: the `register` or a ledger of copies (`copies_table`) as a table; \
             a `book`, a `text`, a ledger (`copies`), a `slip`, a `label`, an `extract` or the sheet of a `closing` as a set page, or a file `stamped`. `sheet` has the \
             SHA-256 of what was handed out and of all that stands on it, and the page where that was set now, which `bodies` names.",
        ),
        (Event::ReleaseEnded { paper: PAPER, reason: "A reason.".into() }, "What was released last was taken back."),
    ]
}
