//! Every limit, at the limit and one past it.

use std::collections::BTreeSet;

use procedure::act::{
    ALIASES_MAX, Act, BLOCK_NUMBERS_MAX, CARD_BYTES_MAX, CARD_LIST_MAX, DIRECTIONS_PER_ACT_MAX,
    DIRECTIONS_PER_PAPER_MAX, ENCLOSED_PER_VERSION_MAX, EVENTS_PER_ACT_MAX, EnterDraft, KEY_BYTES_MAX, LEVELS_MAX,
    NAME_BYTES_MAX, REMARK_BYTES_MAX, REMARKS_PER_READING_MAX, VERSION_BYTES_MAX, VERSIONS_PER_PAPER_MAX,
};
use procedure::card::{Card, CardRemark, Party};
use procedure::decide::decide;
use procedure::event::DoorChange;
use procedure::house::{DESKS_ABOVE_MAX, Visibility};
use procedure::ids::{BodyId, Hash};
use procedure::known::Known;
use procedure::paper::{EnclosedFile, NamedAs, Version};

use crate::shelf::{
    Shelf, bind_officer, but, card, check, cites, desk, draft, file, lead, level, officer, read, scale, series,
};

pub(crate) const REFUSED_LENGTH: &str = "! too_long";
pub(crate) const REFUSED_COUNT: &str = "! too_many";

pub(crate) fn written(bytes: usize) -> String {
    "x".repeat(bytes)
}

fn with(change: impl FnOnce(&mut EnterDraft)) -> Act {
    Act::Enter(but(draft(1), change))
}

/// Whether an act is refused only one past its limit, and by the right refusal.
pub(crate) fn at_the_limit(shelf: &Shelf, who: &str, limit: usize, refused: &str, act: impl Fn(usize) -> Act) {
    let name = act(0).name();
    let at = shelf.outcome(who, &act(limit));
    assert!(!at.starts_with('!'), "{name} at {limit}: {at}");
    assert_eq!(shelf.outcome(who, &act(limit + 1)), refused, "{name} one past {limit}");
}

#[test]
fn lengths() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", draft(9));
    let remark = |bytes: usize| Act::Remark { paper, says: written(bytes.max(1)) };
    at_the_limit(&shelf, "clerk", REMARK_BYTES_MAX, REFUSED_LENGTH, remark);
    at_the_limit(&shelf, "clerk", REMARK_BYTES_MAX, REFUSED_LENGTH, |bytes| {
        with(|d| d.remarks = vec![CardRemark { field: None, says: written(bytes) }])
    });
    at_the_limit(&shelf, "root", NAME_BYTES_MAX, REFUSED_LENGTH, |bytes| Act::AddDesk {
        desk: desk("new"),
        name: written(bytes),
        aliases: vec![],
        above: None,
    });
    at_the_limit(&shelf, "clerk", NAME_BYTES_MAX, REFUSED_LENGTH, |bytes| {
        with(|d| d.card.kind = Some(read(written(bytes))))
    });
    at_the_limit(&shelf, "clerk", NAME_BYTES_MAX, REFUSED_LENGTH, |bytes| {
        with(|d| d.arrival.their_copy = Some(written(bytes)))
    });
    let empty = serde_json::to_vec(&Card { place: Some(read(String::new())), ..Card::default() }).unwrap().len();
    at_the_limit(&shelf, "clerk", CARD_BYTES_MAX, REFUSED_LENGTH, |bytes| {
        with(|d| d.card.place = Some(read(written(bytes.saturating_sub(empty)))))
    });
    let named = |bytes: usize| Version { message_id: Some(written(bytes)), ..file(1) };
    let bare = serde_json::to_vec(&named(0)).unwrap().len();
    at_the_limit(&shelf, "clerk", VERSION_BYTES_MAX, REFUSED_LENGTH, |bytes| {
        with(|d| d.versions = vec![named(bytes.saturating_sub(bare))])
    });
}

#[test]
fn the_key() {
    let shelf = Shelf::staffed();
    let keyed = |bytes: usize| {
        let sitting = procedure::act::Sitting { key: written(bytes), ..shelf.sitting("clerk") };
        decide(&shelf.house, &Known::default(), &with(|_| ()), &sitting).map(|_| ()).map_err(|refusal| refusal.code())
    };
    assert_eq!(keyed(KEY_BYTES_MAX), Ok(()));
    assert_eq!(keyed(KEY_BYTES_MAX + 1), Err("too_long".into()));
    assert_eq!(keyed(1), Ok(()));
    assert_eq!(keyed(0), Err("empty".into()), "without a key, every act of an officer would be one");
}

#[test]
fn counts_of_a_draft() {
    let mut shelf = Shelf::staffed();
    for no in 0..=DIRECTIONS_PER_ACT_MAX {
        shelf.desk(&format!("d{no}"), None);
    }
    let leads = |count: usize| (0..count).map(|no| lead(&format!("d{no}"))).collect::<Vec<_>>();
    at_the_limit(&shelf, "clerk", DIRECTIONS_PER_ACT_MAX, REFUSED_COUNT, |count| with(|d| d.directions = leads(count)));
    // A registration, an arrival and a card stand beside the versions: the act is full before the paper is.
    at_the_limit(&shelf, "clerk", EVENTS_PER_ACT_MAX - 3, REFUSED_COUNT, |count| {
        with(|d| d.versions = vec![file(1); count.max(1)])
    });
    at_the_limit(&shelf, "clerk", CARD_LIST_MAX, REFUSED_COUNT, |count| {
        with(|d| d.card.copies = vec![read(Party::named("N")); count])
    });
    at_the_limit(&shelf, "clerk", REMARKS_PER_READING_MAX, REFUSED_COUNT, |count| {
        with(|d| d.remarks = vec![CardRemark { field: None, says: "No date.".into() }; count])
    });
    let enclosed = |no: usize| EnclosedFile {
        name: format!("{no}"),
        media: "text/plain".into(),
        body: BodyId([1; 32]),
        hash: Hash([1; 32]),
        bytes: 1,
        split_into: None,
    };
    at_the_limit(&shelf, "clerk", ENCLOSED_PER_VERSION_MAX, REFUSED_COUNT, |count| {
        with(|d| d.versions[0].enclosed = (0..count).map(enclosed).collect())
    });
    at_the_limit(&shelf, "clerk", BLOCK_NUMBERS_MAX as usize, REFUSED_COUNT, |count| Act::ReserveBlock {
        series: series("IN"),
        count: u32::try_from(count.max(1)).unwrap(),
        reason: "A mission.".into(),
    });
}

#[test]
fn counts_of_the_house() {
    let shelf = Shelf::staffed();
    at_the_limit(&shelf, "root", ALIASES_MAX, REFUSED_COUNT, |count| Act::AddOfficer {
        officer: officer("new"),
        name: "N. N.".into(),
        aliases: vec!["N.".into(); count],
        cleared_to: level("open"),
        duties: BTreeSet::new(),
    });
    at_the_limit(&shelf, "clerk", ALIASES_MAX, REFUSED_COUNT, |count| Act::ChangeDoor {
        officer: officer("clerk"),
        change: DoorChange::TokenMade { token: "t".into(), scopes: (0..count).map(|no| no.to_string()).collect() },
    });
    at_the_limit(&shelf, "root", LEVELS_MAX, REFUSED_COUNT, |count| {
        let more = (3..count).map(|no| scale(&format!("level-{no}"), Visibility::WholeHouse));
        Act::SetLevels { levels: shelf.house.levels.iter().cloned().chain(more).collect() }
    });
}

#[test]
fn counts_of_a_paper() {
    let mut shelf = Shelf::staffed();
    for no in 0..DIRECTIONS_PER_ACT_MAX {
        shelf.desk(&format!("d{no}"), None);
    }
    let paper = shelf.enter("clerk", draft(1));
    let full: Vec<_> = (0..DIRECTIONS_PER_ACT_MAX).map(|no| crate::shelf::copy(&format!("d{no}"))).collect();
    let direct = |count: usize| Act::Direct { paper, desk: desk("registry"), directions: full[..count].to_vec() };
    for _ in 1..DIRECTIONS_PER_PAPER_MAX / DIRECTIONS_PER_ACT_MAX {
        shelf.act("clerk", direct(DIRECTIONS_PER_ACT_MAX));
    }
    shelf.act("clerk", direct(DIRECTIONS_PER_ACT_MAX - 1));
    check(
        &shelf,
        &[("to the last", "clerk", direct(1), "directed"), ("one past it", "clerk", direct(2), REFUSED_COUNT)],
    );

    let begun = VERSIONS_PER_PAPER_MAX - 10;
    let many = shelf.enter("clerk", but(draft(2), |d| d.versions = vec![file(2); begun]));
    let add = |no: u8| Act::AddVersion { paper: many, version: file(no), card: None, remarks: vec![], level: None };
    for no in 1..10 {
        shelf.act("clerk", add(100 + no));
    }
    check(&shelf, &[("the last version", "clerk", add(3), "version_added")]);
    shelf.act("clerk", add(3));
    let reason = "The wrong file.".into();
    let replace = Act::ReplaceVersion { paper: many, wrong: 0, version: file(4), card: None, remarks: vec![], reason };
    check(
        &shelf,
        &[("one past it", "clerk", add(4), REFUSED_COUNT), ("nor by replacing", "clerk", replace, REFUSED_COUNT)],
    );
}

#[test]
fn bindings_of_a_paper() {
    let mut shelf = Shelf::staffed();
    for no in 0..CARD_LIST_MAX {
        shelf.officer(&format!("o{no}"), "open");
    }
    let some = |from: usize, count: usize| {
        (from..from + count).map(|no| bind_officer(NamedAs::CopyHolder, &format!("o{no}"))).collect::<Vec<_>>()
    };
    let paper = shelf.enter("clerk", draft(1));
    let bind = |from: usize, count: usize| Act::Bind { paper, bindings: some(from, count) };
    at_the_limit(&shelf, "clerk", EVENTS_PER_ACT_MAX, REFUSED_COUNT, |count| bind(0, count.max(1)));
    let half = CARD_LIST_MAX / 2 - 2;
    shelf.act("clerk", bind(0, half));
    shelf.act("clerk", bind(half, half));
    let last = CARD_LIST_MAX - 2 * half;
    check(
        &shelf,
        &[
            ("to the last", "clerk", bind(2 * half, last), &["name_bound"; 4].join(" ")),
            ("one past it", "clerk", bind(2 * half - 1, last + 1), REFUSED_COUNT),
        ],
    );
}

#[test]
fn ties_of_one_entry() {
    // The entry that brings a paper closes 512 of its citations, and says how many it left open.
    let mut shelf = Shelf::staffed();
    let cited = card("telegram", "812", "1951-12-20", "R. Oldfen", "A. Grevin");
    let citing = |d: &mut EnterDraft| {
        d.card = card("letter", "", "1951-12-25", "A. Grevin", "");
        d.card.citations = vec![cites("812", "Oldfen", "1951-12-20"); CARD_LIST_MAX];
    };
    let first = shelf.enter("clerk", but(draft(1), citing));
    let second = shelf.enter("clerk", but(draft(2), citing));
    let wire = shelf.enter("clerk", but(draft(3), |d| d.card = cited));
    let closed = shelf.paper(first).ties.len() + shelf.paper(second).ties.len();
    assert_eq!(closed, 512);
    assert_eq!(shelf.paper(first).open_citations().count() + shelf.paper(second).open_citations().count(), 512);
    let remarks = &shelf.paper(wire).remarks;
    assert!(remarks[0].says.starts_with("512 more citations that may mean this paper were left open"), "{remarks:?}");
}

#[test]
fn desks_above_one_another() {
    let mut shelf = Shelf::founded();
    shelf.desk("d0", None);
    for no in 1..=DESKS_ABOVE_MAX + 1 {
        shelf.desk(&format!("d{no}"), Some(&format!("d{}", no - 1)));
    }
    assert_eq!(shelf.house.above(&desk(&format!("d{DESKS_ABOVE_MAX}"))).len(), DESKS_ABOVE_MAX);
    assert_eq!(shelf.house.above(&desk(&format!("d{}", DESKS_ABOVE_MAX + 1))).len(), DESKS_ABOVE_MAX);
}
