//! Folding: the same events make the same register, however they come in; what does not fit leaves nothing behind.

use std::sync::Arc;

use procedure::event::Event;
use procedure::ids::PaperId;
use register::{FoldError, Index, Place, Register};

use crate::answers::{answers, tables, text};
use crate::chance::{OFFICERS, World};
use crate::office::{Entry, Office, card, commitment, draft, rebuilt};

/// Folds entries one transaction each, as an office does on a quiet day.
fn one_by_one(entries: &[Entry]) -> (tempfile::TempDir, Register) {
    let folder = tempfile::tempdir().unwrap();
    let mut register = Register::open(folder.path()).unwrap();
    for (entry, (at, acted, events)) in entries.iter().enumerate() {
        let mut speculation = register.begin().unwrap();
        speculation.fold(entry as u64, *at, acted, events).unwrap();
        speculation.commit(Place { entry: entry as u64, commitment: commitment(entry as u64) }).unwrap();
    }
    (folder, register)
}

#[test]
fn a_rebuilt_register_gives_byte_equal_answers() {
    for seed in 0..2 {
        let world = World::new(seed, 50);
        let (kept_in, kept) = one_by_one(&world.entries);
        let (built_in, built) = rebuilt(&world.entries);
        assert_eq!(kept.place(), built.place());
        assert_eq!(*kept.house(), *built.house());
        assert_eq!(tables(kept_in.path()), tables(built_in.path()), "seed {seed}");
        let at = world.now();
        assert_eq!(
            answers(&kept, None, &world.papers, OFFICERS, at),
            answers(&built, None, &world.papers, OFFICERS, at),
            "seed {seed}"
        );
    }
}

/// An index kept up over many commits has other segments than one made at one go, and holds what was replaced until
/// segments are merged.
#[test]
fn a_rebuilt_index_gives_byte_equal_answers() {
    let mut world = World::new(4, 60);
    world.replace_versions();
    let folder = tempfile::tempdir().unwrap();
    let mut kept = Register::open(folder.path()).unwrap();
    let mut index = Index::open(folder.path()).unwrap();
    let mut commits = 0;
    for (chunk, entries) in world.entries.chunks(9).enumerate() {
        let mut speculation = kept.begin().unwrap();
        let mut last = 0;
        for (at, (moment, acted, events)) in entries.iter().enumerate() {
            last = (chunk * 9 + at) as u64;
            speculation.fold(last, *moment, acted, events).unwrap();
        }
        speculation.commit(Place { entry: last, commitment: commitment(last) }).unwrap();
        commits += usize::from(index.catch_up(&kept.reads().unwrap(), &text, 1_000).unwrap().papers > 0);
    }
    assert!(commits > 5, "{commits}");
    let replaced = world.entries.iter().flat_map(|(.., events)| events);
    assert!(replaced.filter(|event| matches!(event, Event::VersionWithdrawn { .. })).count() > 5);
    let before = answers(&kept, Some(&index.searcher()), &world.papers, OFFICERS, world.now());
    assert!(before.contains("\"ground\":\"body\""), "something is found by its body alone");

    let (built_in, built) = rebuilt(&world.entries);
    let mut anew = Index::open(built_in.path()).unwrap();
    anew.catch_up(&built.reads().unwrap(), &text, 1_000).unwrap();
    let after = answers(&built, Some(&anew.searcher()), &world.papers, OFFICERS, world.now());
    assert_eq!(before, after);
}

#[test]
fn a_register_opened_again_is_the_same() {
    let world = World::new(9, 30);
    let (folder, register) = one_by_one(&world.entries);
    let before = answers(&register, None, &world.papers, OFFICERS, world.now());
    let (house, place) = (register.house(), register.place());
    drop(register);
    let register = Register::open(folder.path()).unwrap();
    assert_eq!((register.house(), register.place()), (house, place));
    assert_eq!(register.opened(), register::Opened::AsLeft);
    assert_eq!(answers(&register, None, &world.papers, OFFICERS, world.now()), before);
}

#[test]
fn a_dropped_speculation_leaves_rows_and_house_as_they_were() {
    let world = World::new(10, 40);
    let (first, later) = world.entries.split_at(world.entries.len() / 2);
    let (folder, mut register) = one_by_one(first);
    let (before, house, place) = (tables(folder.path()), register.house(), register.place());
    for taken in [1, 5, later.len()] {
        let mut speculation = register.begin().unwrap();
        for (at, (moment, acted, events)) in later.iter().take(taken).enumerate() {
            speculation.fold((first.len() + at) as u64, *moment, acted, events).unwrap();
        }
        drop(speculation);
        assert_eq!(tables(folder.path()), before);
        assert!(Arc::ptr_eq(&register.house(), &house));
        assert_eq!(register.place(), place);
    }
    // And what comes after is as if nothing had been tried.
    let mut speculation = register.begin().unwrap();
    for (at, (moment, acted, events)) in later.iter().enumerate() {
        speculation.fold((first.len() + at) as u64, *moment, acted, events).unwrap();
    }
    let entry = world.entries.len() as u64 - 1;
    speculation.commit(Place { entry, commitment: commitment(entry) }).unwrap();
    let (built_in, _built) = rebuilt(&world.entries);
    assert_eq!(tables(folder.path()), tables(built_in.path()));
}

#[test]
fn an_entry_that_does_not_fit_leaves_nothing_and_the_next_one_folds() {
    let mut office = Office::new();
    let paper = office.enter(draft("IN", "one", card("letter", "1", office.today, "Gray", "Novák", "grain")));
    let before = tables(office.folder.path());
    let (at, acted, _) = office.entries.last().unwrap().clone();
    let entry = office.entries.len() as u64;
    let mut acted_anew = acted.clone();
    acted_anew.id = PaperId([9; 16]);
    // The first event fits and the last does not: the house's book must not move either.
    let number =
        serde_json::from_value(serde_json::json!({ "series": "IN", "year": 1951, "n": 2, "text": "IN-1951-0002" }))
            .unwrap();
    let fits = Event::Registered {
        paper,
        number,
        on: office.today,
        kind: None,
        late: None,
        reserved: false,
        first: false,
        bodies: vec![],
        addressed: None,
    };
    let misfits = [
        Event::DirectionTurned { paper, direction: 5, turn: procedure::event::DirectionTurn::Accepted },
        Event::OfficerReinstated { officer: crate::office::officer("nobody") },
        Event::YearClosed { series: crate::office::series("NONE"), year: 1951 },
    ];
    let mut speculation = office.register.begin().unwrap();
    let house = speculation.house().clone();
    for misfit in misfits {
        let events = [fits.clone(), misfit];
        let refused = speculation.fold(entry, at, &acted_anew, &events);
        assert!(matches!(refused, Err(FoldError::Misfit { entry: named, .. }) if named == entry), "{refused:?}");
        assert_eq!(*speculation.house(), house);
    }
    // The same act twice does not fit either.
    assert!(matches!(speculation.fold(entry, at, &acted, &[]), Err(FoldError::Misfit { .. })));
    speculation.fold(entry, at, &acted_anew, &[fits]).unwrap();
    drop(speculation);
    assert_eq!(tables(office.folder.path()), before);
}

#[test]
fn a_speculation_sees_what_it_folded() {
    let mut office = Office::new();
    let id = office.enter(draft("IN", "one", card("letter", "1", office.today, "Gray", "Novák", "grain")));
    let (_, acted, _) = office.entries.last().unwrap().clone();
    let speculation = office.register.begin().unwrap();
    let earlier = speculation.earlier(&id).unwrap().unwrap();
    assert_eq!((earlier.entry, &earlier.acted), (office.entries.len() as u64 - 1, &acted));
    assert!(speculation.earlier(&PaperId([1; 16])).unwrap().is_none());
    assert_eq!(speculation.paper(&id).unwrap().unwrap().number(), "IN-1951-0001");
    assert_eq!(speculation.house().next_number(&crate::office::series("IN"), 1951).unwrap(), "IN-1951-0002");
}
