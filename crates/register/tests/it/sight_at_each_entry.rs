//! What SQL says a reader sees is what `may_see` says, and so do the sets that searches consult, asked anew after every entry
//! of random offices: a million triples of reader, paper and moment, counted by what came out and by what had changed it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::scope;

use procedure::event::{DirectionTurn, Event};
use procedure::house::House;
use procedure::ids::{OfficerId, PaperId};
use procedure::moment::Moment;
use procedure::paper::Paper;
use procedure::sight::{Sight, may_see};
use register::{Index, Place, Reads, Register, Searcher, Viewer};

use crate::chance::{Chance, OFFICERS, World};
use crate::office::{commitment, officer};

const TRIPLES_MIN: u64 = 1_000_000;
/// How often each sight has to be the answer.
const EACH_SIGHT_MIN: u64 = 2_500;
const WORLDS: u64 = 23;
const THREADS: u64 = 2;
const PAPERS: usize = 48;

/// What was asked in some worlds.
#[derive(Default)]
struct Counted {
    triples: u64,
    sights: BTreeMap<Sight, u64>,
    /// Triples in which sight is another than before, by what happened in between.
    ways: BTreeMap<&'static str, u64>,
}

impl Counted {
    fn with(mut self, other: Self) -> Self {
        self.triples += other.triples;
        for (sight, count) in other.sights {
            *self.sights.entry(sight).or_default() += count;
        }
        for (way, count) in other.ways {
            *self.ways.entry(way).or_default() += count;
        }
        self
    }
}

/// The way in which sight changes where nothing happens.
const TIME: &str = "time alone";
/// How often each way of change has to give somebody a paper, or more or less of it.
const EACH_WAY_MIN: u64 = 10;
/// The ways in which sight has to come and go.
const WAYS: &[&str] = &[
    "copy given",
    "copy given back or called back",
    "entered",
    "registered elsewhere",
    "number made void",
    "level of a paper set",
    "marked out",
    "direction taken back or returned",
    "name bound",
    "binding ended",
    "look beyond the rules",
    "mandate given",
    "mandate ended",
    "cleared to another level",
    "suspended",
    "reinstated",
    "scale set",
    "series changed",
    "desk changed",
    "handed over",
    TIME,
];

fn way(event: &Event) -> Option<&'static str> {
    Some(match event {
        Event::Registered { first: true, .. } => "entered",
        Event::Registered { .. } => "registered elsewhere",
        Event::RegistrationVoided { .. } => "number made void",
        Event::MarkingRead { .. } => "marking read",
        Event::MarkingSet { .. } => "level of a paper set",
        Event::Directed { .. } => "marked out",
        Event::DirectionTurned { turn: DirectionTurn::Withdrawn { .. } | DirectionTurn::Returned { .. }, .. } => {
            "direction taken back or returned"
        }
        Event::NameBound { .. } => "name bound",
        Event::NameUnbound { .. } => "binding ended",
        Event::CopiesGiven { .. } => "copy given",
        Event::CopiesEnded { .. } => "copy given back or called back",
        Event::SightOverridden { .. } => "look beyond the rules",
        Event::MandateGiven { .. } => "mandate given",
        Event::MandateEnded { .. } => "mandate ended",
        Event::OfficerChanged { .. } => "cleared to another level",
        Event::OfficerSuspended { .. } => "suspended",
        Event::OfficerReinstated { .. } => "reinstated",
        Event::LevelsSet { .. } => "scale set",
        Event::SeriesChanged { .. } => "series changed",
        Event::DeskChanged { .. } => "desk changed",
        Event::HandedOver { .. } => "handed over",
        _ => return None,
    })
}

/// The readers of one office, and what each last saw of each paper.
struct Readers {
    officers: Vec<OfficerId>,
    last: BTreeMap<(usize, PaperId), Sight>,
}

impl Readers {
    fn new() -> Self {
        let mut officers: Vec<OfficerId> = (0..OFFICERS).map(|n| officer(&format!("o{n}"))).collect();
        officers.push(officer("stranger"));
        Self { officers, last: BTreeMap::new() }
    }

    /// Compares what both say of every reader and paper at a moment; what differs from before was changed by `way`.
    fn ask(&mut self, office: &Asked<'_>, at: Moment, way: &'static str, counted: &mut Counted) {
        let ids: Vec<PaperId> = office.papers.keys().copied().collect();
        for (no, reader) in self.officers.iter().enumerate() {
            let viewer = Viewer::officer(Arc::clone(&office.house), reader, at);
            let seen = office.reads.sights(&viewer, &ids).unwrap();
            let sets = office.reads.in_sets(&viewer, office.searcher).unwrap();
            for (id, paper) in office.papers {
                let expected = may_see(&office.house, reader, paper, at);
                let said = seen.get(id).copied().unwrap_or(Sight::None);
                assert_eq!(said, expected, "{reader} at {at} on {}, after {way}", paper.number());
                let in_sets = sets.get(id).copied().unwrap_or(Sight::None);
                let expected_in_sets = Some(expected).filter(|sight| *sight >= Sight::Card).unwrap_or(Sight::None);
                assert_eq!(in_sets, expected_in_sets, "sets: {reader} at {at} on {}, after {way}", paper.number());
                let before = self.last.get(&(no, *id)).copied().unwrap_or(Sight::None);
                *counted.ways.entry(way).or_default() += u64::from(before != expected);
                *counted.sights.entry(expected).or_default() += 1;
                counted.triples += 1;
                // A moment to come or gone is compared with this one, and nothing with it.
                if way != TIME {
                    self.last.insert((no, *id), expected);
                }
            }
        }
    }
}

/// One office as it is asked after an entry.
struct Asked<'a> {
    reads: &'a Reads,
    searcher: &'a Searcher,
    house: Arc<House>,
    papers: &'a BTreeMap<PaperId, Paper>,
}

/// One office from its founding on: asked after each entry that may change what is seen, then and at another moment.
fn live_through(seed: u64, counted: &mut Counted) {
    let world = World::new(seed, PAPERS);
    let mut chance = Chance::new(seed ^ 0xa5a5);
    let folder = tempfile::tempdir().unwrap();
    let mut register = Register::open(folder.path()).unwrap();
    let reads = register.reads().unwrap();
    let index = Index::open(folder.path()).unwrap();
    let searcher = index.searcher();
    let (mut papers, mut readers) = (BTreeMap::<PaperId, Paper>::new(), Readers::new());
    let mut waiting = Vec::new();
    for (no, entry) in world.entries.iter().enumerate() {
        let (at, acted, events) = entry;
        for id in &acted.papers {
            let folded = Paper::apply_entry(papers.remove(id), *id, acted, events, *at).unwrap();
            papers.extend(folded.map(|paper| (*id, paper)));
        }
        waiting.push((no as u64, entry));
        let Some(way) = events.iter().find_map(way) else { continue };
        let mut speculation = register.begin().unwrap();
        for (no, (at, acted, events)) in waiting.drain(..) {
            speculation.fold(no, *at, acted, events).unwrap();
        }
        let house = speculation.commit(Place { entry: no as u64, commitment: commitment(no as u64) }).unwrap();
        let office = Asked { reads: &reads, searcher: &searcher, house, papers: &papers };
        readers.ask(&office, *at, way, counted);
        let other = at.micros() + chance.below(60_000_000).cast_signed() - 30_000_000;
        readers.ask(&office, Moment::from_micros(other), TIME, counted);
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "how many triples were compared is part of the result")]
fn sql_and_may_see_agree_at_each_entry() {
    let counted = scope(|threads| {
        let live = |first: u64| {
            let mut counted = Counted::default();
            (first..WORLDS).step_by(THREADS as usize).for_each(|seed| live_through(300 + seed, &mut counted));
            counted
        };
        let lives: Vec<_> = (0..THREADS).map(|first| threads.spawn(move || live(first))).collect();
        lives.into_iter().map(|life| life.join().unwrap()).fold(Counted::default(), Counted::with)
    });
    let Counted { triples, sights, ways } = counted;
    eprintln!("{triples} triples of reader, paper and moment agree: {sights:?}; changed by {ways:?}");
    assert!(triples >= TRIPLES_MIN, "{triples}");
    for sight in [Sight::None, Sight::OwnActs, Sight::Card, Sight::Whole] {
        assert!(sights.get(&sight).is_some_and(|count| *count >= EACH_SIGHT_MIN), "{sight:?}: {sights:?}");
    }
    for way in WAYS {
        assert!(ways.get(way).is_some_and(|count| *count >= EACH_WAY_MIN), "{way}: {ways:?}");
    }
}
