//! Random histories of questions, decided by the rules and folded act by act: after each stretch the register is, row for
//! row, what its entries make anew, and desks hold what waits in the dossiers that are seen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use procedure::act::Act;
use procedure::calendar::{Calendar, DayOfWeek};
use procedure::dossier::{Dossier, DossierEvent, WaitsFor};
use procedure::event::Event;
use procedure::house::{Capacity, Visibility};
use procedure::ids::{DossierId, OfficerId, PaperId};
use procedure::paper::Paper;
use register::{Reads, Viewer};

use crate::answers::tables;
use crate::office::{Entry, OFFICE, Office, a_series, desk, level, officer, one_level, rebuilt, series, version};
use crate::tries::{Chance, OFFICERS, Tries, any_change, any_officer};
use crate::waits::{Looks, of_dossiers};

/// Histories that are played by each of two tests, which run side by side.
const HISTORIES: u64 = 18;
/// Acts that are tried in each: together over ten thousand.
const ACTS_TRIED: u64 = 280;
/// After so many the register is compared with what its entries make anew.
const STRETCH: u64 = 140;
const DOSSIERS: [&str; 2] = ["D1", "D2"];

fn file(no: u8) -> procedure::paper::Version {
    version(&format!("draft {no}"))
}

/// An office with the desks and officers that try things: "root" is its administrator and holds the registry; press and
/// legal are below the chief.
fn staffed() -> Office {
    let mut office = Office::empty();
    let levels = [("open", Visibility::WholeHouse), ("restricted", Visibility::WholeHouse)];
    let sent = procedure::house::Series { outgoing: true, ..a_series("Sent", "registry", Visibility::WholeHouse) };
    office.ok(
        "root",
        Act::Found {
            office: OFFICE,
            name: "Ministry of Tides".to_owned(),
            zone: "Etc/UTC".to_owned(),
            levels: levels.map(|(code, rule)| one_level(code, rule)).into(),
            officer_name: "A. Root".to_owned(),
            desks: vec![(desk("registry"), "Registry".to_owned())],
            series: vec![
                (series("IN"), a_series("Incoming", "registry", Visibility::DeskAndChief)),
                (series("OUT"), sent),
            ],
            calendar: None,
        },
    );
    for (code, above) in [("vault", None), ("chief", None), ("legal", Some("chief")), ("press", Some("chief"))] {
        let (name, above) = (code.to_owned(), above.map(desk));
        office.ok("root", Act::AddDesk { desk: desk(code), name, aliases: vec![], above });
    }
    let at = ["legal", "press", "chief", "registry", "vault", "", "chief"];
    for (code, at) in OFFICERS.into_iter().zip(at) {
        // What is marked higher waits for desks whose officers are not told of it.
        let cleared_to = level(if ["editor", "clerk", "keeper"].contains(&code) { "open" } else { "restricted" });
        let name = code.to_owned();
        let add =
            Act::AddOfficer { officer: officer(code), name, aliases: vec![], cleared_to, duties: BTreeSet::new() };
        office.ok("root", add);
        if !at.is_empty() {
            let (mandate, desk, capacity) = (format!("{code}-{at}").parse().unwrap(), desk(at), Capacity::Holder);
            let give = Act::GiveMandate {
                mandate,
                officer: officer(code),
                desk,
                capacity,
                from: None,
                until: None,
                instead_of: None,
            };
            office.ok("root", give);
        }
    }
    let facts = Calendar::of_week("Office", [DayOfWeek::Sunday]);
    office.ok("root", Act::SetCalendar { calendar: "office".parse().unwrap(), facts, over: None });
    for (dossier, who) in DOSSIERS.into_iter().zip(["lawyer", "editor"]) {
        let (dossier, title) = (dossier.parse().unwrap(), "The line".to_owned());
        office.ok(who, Act::OpenDossier { dossier, title, code: None, home: None, level: None, rule: None });
    }
    office
}

/// What the entries make, by the fold alone: papers and dossiers.
fn folded(entries: &[Entry]) -> (BTreeMap<PaperId, Paper>, BTreeMap<DossierId, Dossier>) {
    let (mut papers, mut dossiers) = (BTreeMap::new(), BTreeMap::new());
    for (at, acted, events) in entries {
        for id in &acted.papers {
            let paper = Paper::apply_entry(papers.remove(id), *id, acted, events, *at).unwrap();
            papers.extend(paper.map(|paper| (*id, paper)));
        }
        for id in &acted.dossiers {
            let one = Dossier::apply_entry(dossiers.remove(id), id, acted, events, *at).unwrap();
            dossiers.extend(one.map(|one| (id.clone(), one)));
        }
    }
    (papers, dossiers)
}

/// How much was looked at and reached, over all histories.
#[derive(Default)]
struct Tally {
    tried: usize,
    refused: usize,
    happened: BTreeMap<String, usize>,
    waited: BTreeMap<WaitsFor, usize>,
    told: usize,
    untold: usize,
}

impl Tally {
    fn happened(&mut self, entry: &Entry) {
        let (_, acted, events) = entry;
        *self.happened.entry(acted.act.clone()).or_default() += 1;
        let mut count = |what: &str| *self.happened.entry(what.to_owned()).or_default() += 1;
        for event in events {
            let Event::InDossier { change, .. } = event else { continue };
            match change {
                DossierEvent::Decided { word, .. } => count(word.words()),
                DossierEvent::DraftEntered { .. } => count("entered"),
                DossierEvent::DraftNotAdopted { .. } => count("not adopted"),
                DossierEvent::ActionsStarted { .. } => count("actions started"),
                _ => {}
            }
        }
    }
}

/// The register against what its entries make: built anew row for row; papers and dossiers by the fold alone; and what
/// every officer is told of.
fn compare(office: &Office, reads: &Reads, tally: &mut Tally) {
    let (folder, built) = rebuilt(&office.entries);
    assert_eq!(tables(office.folder.path()), tables(folder.path()));
    assert_eq!((*office.house()).clone(), (*built.house()).clone());
    let (papers, dossiers) = folded(&office.entries);
    let owner = office.owner();
    for (id, paper) in &papers {
        assert_eq!(reads.paper(&owner, id).unwrap().unwrap().paper, *paper);
    }
    let held = |id: &DossierId| reads.dossier(&owner, id).unwrap().unwrap();
    assert!(dossiers.iter().all(|(id, one)| held(id) == *one), "the fold of a register is the fold");
    let all: Vec<Dossier> = dossiers.into_values().collect();
    for wait in all.iter().flat_map(Dossier::waits) {
        *tally.waited.entry(wait.what).or_default() += 1;
    }
    for code in OFFICERS {
        let (told, untold) = looked_at(office, reads, &officer(code), &all);
        tally.told += told;
        tally.untold += untold;
    }
}

fn looked_at(office: &Office, reads: &Reads, who: &OfficerId, all: &[Dossier]) -> (usize, usize) {
    let (house, at) = (office.house(), office.now());
    let viewer = Viewer::officer(Arc::clone(&house), who, at);
    let looks = Looks { house: &house, officer: who, at, today: office.today };
    of_dossiers(reads, &viewer, &looks, all)
}

fn play(seed: u64, tally: &mut Tally) -> Office {
    let (mut chance, mut office) = (Chance(seed * 6_151 + 29), staffed());
    let reads = office.reads();
    for at in 1..=ACTS_TRIED {
        let (who, act) = if chance.one_in(40) {
            ("root", any_change(&office.house(), office.today, at, &mut chance))
        } else {
            let dossier: DossierId = chance.pick(&DOSSIERS).parse().unwrap();
            let held = reads.dossier(&office.owner(), &dossier).unwrap().unwrap();
            let does = Tries { held: &held, today: office.today, version: file }.any(&mut chance);
            (any_officer(&held, &does, &mut chance), Act::InDossier { dossier, does })
        };
        if chance.one_in(60) {
            office.today = office.today.tomorrow().unwrap();
        }
        tally.tried += 1;
        match office.act(who, act) {
            Ok(_) => tally.happened(office.entries.last().unwrap()),
            Err(_) => tally.refused += 1,
        }
        if at % STRETCH == 0 {
            compare(&office, &reads, tally);
        }
    }
    office
}

/// No number of a book is left out, and none is given twice.
fn numbered(office: &Office) {
    let (papers, _) = folded(&office.entries);
    let mut books: BTreeMap<_, BTreeSet<u32>> = BTreeMap::new();
    for one in papers.values().flat_map(|paper| &paper.registrations) {
        assert!(books.entry(one.number.series().clone()).or_default().insert(one.number.n()), "{}", one.number);
    }
    for (series, numbers) in books {
        assert!(numbers.iter().copied().eq(1..=numbers.len() as u32), "{series}: {numbers:?}");
    }
}

#[expect(clippy::print_stderr, reason = "what the histories reached is part of the result")]
fn played(seeds: std::ops::Range<u64>) {
    let mut tally = Tally::default();
    for seed in seeds {
        numbered(&play(seed, &mut tally));
    }
    let Tally { tried, refused, happened, waited, told, untold } = &tally;
    eprintln!("{tried} tried, {refused} refused: {happened:?}\n{waited:?}; {told} lines told, {untold} kept");
    assert!(*tried >= 5_000 && *refused >= 1_500 && tried - refused >= 1_000, "{tried} tried, {refused} refused");
    assert!(*told >= 150 && *untold >= 4, "{told} lines told, {untold} kept");
    for (what, least) in [("decide", 60), ("entered", 8), ("not adopted", 8), ("actions started", 30)] {
        assert!(happened.get(what).is_some_and(|times| *times >= least), "{what}: {happened:?}");
    }
    for word in ["adopted", "adopted as amended", "rejected", "returned", "deferred", "to be discussed", "seen"] {
        assert!(happened.get(word).is_some_and(|times| *times >= 4), "{word}: {happened:?}");
    }
    assert_eq!(waited.len(), 9, "everything that can wait did: {waited:?}");
    assert!(waited.values().all(|times| *times >= 2), "{waited:?}");
}

#[test]
fn whatever_is_decided_the_register_is_what_its_entries_make() {
    played(0..HISTORIES);
}

#[test]
fn and_so_it_is_whatever_else_is_decided() {
    played(HISTORIES..2 * HISTORIES);
}
