//! What SQL says a reader sees is what `may_see` says (both read the same events; neither reads the other).

use std::collections::BTreeMap;
use std::sync::Arc;

use procedure::ids::{OfficerId, PaperId};
use procedure::paper::Paper;
use procedure::sight::{Sight, may_see};
use register::{ListQuery, Order, Place, Reads, Register, Viewer};

use crate::chance::{Chance, OFFICERS, World};
use crate::office::{Office, card, commitment, draft, officer, read};

const WORLDS: u64 = 24;
const PAPERS: usize = 60;
const MOMENTS: usize = 10;
const PAIRS_MIN: u64 = 100_000;

fn folded(world: &World) -> (tempfile::TempDir, Register) {
    let folder = tempfile::tempdir().unwrap();
    let mut register = Register::open(folder.path()).unwrap();
    let mut speculation = register.begin().unwrap();
    for (entry, (at, acted, events)) in world.entries.iter().enumerate() {
        speculation.fold(entry as u64, *at, acted, events).unwrap();
    }
    let entry = world.entries.len() as u64 - 1;
    speculation.commit(Place { entry, commitment: commitment(entry) }).unwrap();
    (folder, register)
}

/// The best sight of each paper in a list taken page by page.
fn listed(reads: &Reads, viewer: &Viewer, order: Order) -> BTreeMap<PaperId, Sight> {
    listed_of(reads, viewer, ListQuery { order, ..ListQuery::default() })
}

fn listed_of(reads: &Reads, viewer: &Viewer, query: ListQuery) -> BTreeMap<PaperId, Sight> {
    let mut seen = BTreeMap::new();
    let mut query = ListQuery { limit: 60, ..query };
    loop {
        let page = reads.list(viewer, &query).unwrap();
        for row in page.rows {
            if let Some(paper) = row.paper {
                seen.insert(paper, row.sight);
            }
        }
        match page.next {
            Some(next) => query.after = Some(next),
            None => return seen,
        }
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "how many pairs were compared is part of the result")]
fn sql_and_may_see_agree() {
    let mut pairs = 0_u64;
    let mut counts: BTreeMap<Sight, u64> = BTreeMap::new();
    for seed in 0..WORLDS {
        let mut world = World::new(seed, PAPERS);
        let (_folder, register) = folded(&world);
        let house = register.house();
        assert_eq!(*house, world.house, "seed {seed}");
        let walking = register.reads().unwrap();
        let scanning = register.reads().unwrap().walking_at_most(0);
        let owner = Viewer::owner(Arc::clone(&house), world.now());
        let papers: Vec<Paper> =
            world.papers.iter().map(|id| walking.paper(&owner, id).unwrap().unwrap().paper).collect();
        let mut officers: Vec<OfficerId> = (0..OFFICERS).map(|n| officer(&format!("o{n}"))).collect();
        officers.push(officer("stranger"));
        for _ in 0..MOMENTS {
            let at = world.any_moment();
            for reader in &officers {
                let viewer = Viewer::officer(Arc::clone(&house), reader, at);
                let by_list = listed(&walking, &viewer, Order::NewestEntered);
                assert_eq!(by_list, listed(&scanning, &viewer, Order::NewestEntered), "seed {seed}, {reader} at {at}");
                let mut cards = by_list.clone();
                cards.retain(|_, sight| *sight >= Sight::Card);
                assert_eq!(cards, listed(&scanning, &viewer, Order::OldestPaper), "seed {seed}, {reader} at {at}");
                let book = ListQuery { series: Some(crate::office::series("S1")), ..ListQuery::default() };
                assert_eq!(listed_of(&walking, &viewer, book.clone()), listed_of(&scanning, &viewer, book));
                let asked = walking.sights(&viewer, &world.papers).unwrap();
                for paper in &papers {
                    let expected = may_see(&house, reader, paper, at);
                    let context = || format!("seed {seed}: {reader} at {at} on {}", paper.number());
                    assert_eq!(by_list.get(&paper.id).copied().unwrap_or(Sight::None), expected, "list, {}", context());
                    assert_eq!(asked.get(&paper.id).copied().unwrap_or(Sight::None), expected, "sight, {}", context());
                    *counts.entry(expected).or_default() += 1;
                    pairs += 1;
                }
            }
        }
    }
    eprintln!("{pairs} pairs of reader and paper agree: {counts:?}");
    assert!(pairs >= PAIRS_MIN, "{pairs}");
    // The houses are such that every answer is given often.
    for sight in [Sight::None, Sight::OwnActs, Sight::Card, Sight::Whole] {
        assert!(counts.get(&sight).is_some_and(|count| *count > pairs / 250), "{counts:?}");
    }
}

#[test]
fn every_question_shows_only_what_may_be_seen() {
    for seed in 100..104 {
        let mut world = World::new(seed, 40);
        let (_folder, register) = folded(&world);
        let house = register.house();
        let reads = register.reads().unwrap();
        let owner = Viewer::owner(Arc::clone(&house), world.now());
        let papers: Vec<Paper> =
            world.papers.iter().map(|id| reads.paper(&owner, id).unwrap().unwrap().paper).collect();
        let by_id: BTreeMap<PaperId, &Paper> = papers.iter().map(|paper| (paper.id, paper)).collect();
        for n in 0..OFFICERS {
            let reader = officer(&format!("o{n}"));
            let at = world.any_moment();
            let viewer = Viewer::officer(Arc::clone(&house), &reader, at);
            let sight = |id: &PaperId| may_see(&house, &reader, by_id[id], at);
            for paper in &papers {
                let seen = reads.paper(&viewer, &paper.id).unwrap();
                assert_eq!(seen.as_ref().map_or(Sight::None, |seen| seen.sight), sight(&paper.id));
                let links = reads.links(&viewer, &paper.id).unwrap();
                let held = links.cites.iter().flat_map(|cites| &cites.held);
                let offered = links.cites.iter().flat_map(|cites| &cites.offers).map(|offer| &offer.to);
                for id in held.map(|end| &end.paper).chain(offered) {
                    assert!(sight(id) > Sight::None, "seed {seed}");
                }
                assert!(links.cited_by.iter().all(|by| sight(&by.by.paper) >= Sight::Card), "seed {seed}");
                if let Some(seen) = seen {
                    assert!(seen.paper.ties.iter().all(|tie| sight(&tie.to) > Sight::None), "seed {seed}");
                    if seen.sight == Sight::OwnActs {
                        assert_eq!(seen.paper.card, procedure::card::Card::default());
                        assert!(links.cites.is_empty());
                    }
                }
            }
            for words in ["gray", "12", "demarcation", "1951-12-05", "novak", "S1-1951-0003"] {
                let found = reads.find(&viewer, words, 0, None).unwrap();
                assert!(found.hits.iter().all(|hit| sight(&hit.paper) > Sight::None), "seed {seed}");
            }
            for party in reads.suggest_party(&viewer, "g", 50).unwrap() {
                let shown = papers.iter().any(|paper| {
                    sight(&paper.id) >= Sight::Card
                        && paper.card.from.iter().chain(&paper.card.to).any(|field| field.value.label() == party)
                });
                assert!(shown, "seed {seed}: {party}");
            }
            for line in reads.desk(&viewer, None, None, 0).unwrap().lines {
                assert!(sight(&line.row.paper.unwrap()) >= Sight::Card, "seed {seed}");
            }
        }
    }
}

#[test]
fn reading_and_bulk_entry_grant_nothing() {
    use procedure::card::{Field, Party};

    let mut office = Office::new();
    let mut chance = Chance::new(77);
    // Names of officers and desks, as a hostile or an honest paper may bear them.
    let names = ["lena", "LENA", "emil", "Legal Desk", "legal", "Eastern Desk", "C. Lerk", "o:lena", "d:legal"];
    let before = office.reads().list(&office.viewer("lena"), &ListQuery::default()).unwrap().rows.len();
    assert_eq!(before, 0);
    let mut papers = Vec::new();
    for n in 0..120 {
        let mut parties = || -> Vec<Field<Party>> {
            (0..=chance.below(3)).map(|_| read(Party::named(chance.pick(&names)))).collect()
        };
        let mut card = card("letter", &format!("r{n}"), office.today, "x", "y", "lena, legal: for you");
        (card.from, card.to, card.copies) = (parties(), parties(), parties());
        if chance.one_in(3) {
            card.marking = Some(read(chance.pick(&["secret", "open", "for lena"]).to_owned()));
        }
        let mut draft = draft("CAB", &format!("paper {n}"), card);
        draft.bulk = chance.one_in(2);
        papers.push(office.enter(draft));
    }
    let house = office.house();
    for code in ["lena", "emil", "stranger"] {
        let viewer = office.viewer(code);
        assert!(office.reads().sights(&viewer, &papers).unwrap().is_empty(), "{code}");
        assert!(office.reads().list(&viewer, &ListQuery::default()).unwrap().rows.is_empty(), "{code}");
        assert!(office.reads().find(&viewer, "lena", 0, None).unwrap().hits.is_empty(), "{code}");
        for id in &papers {
            let paper = office.reads().paper(&office.owner(), id).unwrap().unwrap().paper;
            assert_eq!(may_see(&house, &officer(code), &paper, office.now()), Sight::None);
        }
    }
}
