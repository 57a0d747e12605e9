//! What SQL says a reader sees is what `may_see` says (both read the same events; neither reads the other).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use procedure::act::{Act, Sitting};
use procedure::card::AskedAct;
use procedure::decide::decide;
use procedure::dossier::Dossier;
use procedure::event::{Door, Event, Means};
use procedure::house::House;
use procedure::ids::{DeskId, DossierId, OfficerId, PaperId, SeriesId};
use procedure::moment::Moment;
use procedure::paper::{InHouse, Paper, Settlement, stop};
use procedure::refusal::Refusal;
use procedure::sight::{Reader, Sight, may_see, may_see_dossier};
use register::{Aging, DossierQuery, ListQuery, Order, Place, Reads, Register, State, Unanswered, Viewer, Waits};

use crate::chance::{Chance, DOSSIERS, OFFICERS, World, dossier};
use crate::office::{Office, card, commitment, draft, officer, read};
use crate::waits::Looks;

const WORLDS: u64 = 24;
const PAPERS: usize = 60;
const MOMENTS: usize = 10;
const PAIRS_MIN: u64 = 100_000;

pub(crate) fn folded(world: &World) -> (tempfile::TempDir, Register) {
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

/// Rights that a reader keeps for a viewer's next question follow every change of the house.
#[test]
fn kept_rights_follow_the_house() {
    let mut changed: BTreeSet<&str> = BTreeSet::new();
    for seed in 200..208 {
        let world = World::new(seed, 40);
        let folder = tempfile::tempdir().unwrap();
        let mut register = Register::open(folder.path()).unwrap();
        let reads = register.reads().unwrap();
        let mut papers: BTreeSet<PaperId> = BTreeSet::new();
        for (entry, (at, acted, events)) in world.entries.iter().enumerate() {
            let mut speculation = register.begin().unwrap();
            speculation.fold(entry as u64, *at, acted, events).unwrap();
            let place = Place { entry: entry as u64, commitment: commitment(entry as u64) };
            let house = speculation.commit(place).unwrap();
            papers.extend(&acted.papers);
            let change = match events[0] {
                Event::SeriesChanged { .. } => "series",
                Event::DeskChanged { .. } => "desk",
                Event::MandateEnded { .. } => "mandate ended",
                Event::MandateGiven { .. } => "mandate given",
                Event::OfficerChanged { .. } => "officer",
                _ => continue,
            };
            changed.insert(change);
            let ids: Vec<PaperId> = papers.iter().copied().collect();
            let owner = Viewer::owner(Arc::clone(&house), *at);
            let states: Vec<Paper> = ids.iter().map(|id| reads.paper(&owner, id).unwrap().unwrap().paper).collect();
            for n in 0..OFFICERS {
                let reader = officer(&format!("o{n}"));
                let seen = reads.sights(&Viewer::officer(Arc::clone(&house), &reader, *at), &ids).unwrap();
                for paper in &states {
                    let sight = seen.get(&paper.id).copied().unwrap_or(Sight::None);
                    assert_eq!(sight, may_see(&house, &reader, paper, *at), "seed {seed}: {reader} after {change}");
                }
            }
        }
    }
    assert_eq!(changed.len(), 5, "{changed:?}");
}

/// What one officer may know of a random office, worked out paper by paper with `may_see`.
struct Eyes<'a> {
    house: &'a House,
    reader: OfficerId,
    at: Moment,
    papers: BTreeMap<PaperId, &'a Paper>,
}

impl Eyes<'_> {
    fn sight(&self, id: &PaperId) -> Sight {
        may_see(self.house, &self.reader, self.papers[id], self.at)
    }

    fn sees(&self, id: &PaperId) -> bool {
        self.sight(id) > Sight::None
    }

    /// A paper with what its citations mean to whoever sees all that the officer sees.
    fn weighed(&self, paper: &Paper) -> Paper {
        weighed(paper, |id| self.sees(id))
    }

    /// Whether something answers a paper, as far as the officer knows.
    fn answered(&self, letter: &Paper) -> bool {
        let stops = |paper: &&Paper| {
            stop(self.house, letter, &self.weighed(paper))
                .is_some_and(|stop| self.sight(&paper.id) >= stop.known_with())
        };
        self.papers.values().copied().any(|paper| stops(&paper))
    }

    /// Whether something does, for whoever sees everything.
    fn answered_at_all(&self, letter: &Paper) -> bool {
        self.papers.values().any(|paper| stop(self.house, letter, &weighed(paper, |_| true)).is_some())
    }
}

fn weighed(paper: &Paper, sees: impl Fn(&PaperId) -> bool) -> Paper {
    let mut paper = paper.clone();
    paper.forget_cited(sees);
    paper
}

/// The states of a paper that hang on others, where only those of `sees` are there, and `answered` says whether one of
/// them answers it.
fn hanging(paper: &Paper, answered: bool, sees: impl Fn(&PaperId) -> bool) -> Vec<&'static str> {
    let weighed = weighed(paper, sees);
    let tied = |at: usize| weighed.ties.iter().any(|tie| tie.citation == at);
    let not_held = |at: usize| !paper.settled.contains_key(&at) && !tied(at);
    let asked = |act| act == AskedAct::Answer;
    let asks = paper.card.request.as_ref().is_some_and(|request| asked(request.value.act))
        || paper.directions.iter().any(|direction| direction.is_open() && asked(direction.act));
    let asks = paper.awaited.as_ref().map_or(asks, |awaited| awaited.closed.is_none());
    let states = [
        ("cites_not_held", (0..paper.card.citations.len()).any(not_held)),
        ("offered", !weighed.offers.is_empty()),
        ("unanswered", asks && !answered),
    ];
    states.into_iter().filter(|(_, is)| *is && !paper.is_void()).map(|(name, _)| name).collect()
}

#[test]
fn every_question_shows_only_what_may_be_seen() {
    let mut hidden = [0; 3];
    let (mut come_back, mut of_dossiers) = (0, [0; 3]);
    let (mut kept, mut unknown) = (0, 0);
    for seed in 100..109 {
        let mut world = World::new(seed, 40);
        let (_folder, mut register) = folded(&world);
        let house = register.house();
        let reads = [register.reads().unwrap(), register.reads().unwrap().walking_at_most(0)];
        let owner = Viewer::owner(Arc::clone(&house), world.now());
        let papers: Vec<Paper> = world.papers.iter().map(|id| world.state(*id)).collect();
        for n in 0..OFFICERS {
            let at = world.any_moment();
            let by_id = papers.iter().map(|paper| (paper.id, paper)).collect();
            let eyes = Eyes { house: &house, reader: officer(&format!("o{n}")), at, papers: by_id };
            let viewer = Viewer::officer(Arc::clone(&house), &eyes.reader, at);
            papers.iter().for_each(|paper| one_paper(&reads[0], &viewer, &eyes, paper));
            states(&reads, &viewer, &eyes, &mut hidden);
            finding(&reads[0], &viewer, &eyes);
            for line in reads[0].desk(&viewer, jiff::civil::date(1951, 12, 25), None, None, 0).unwrap().lines {
                let Some(id) = line.paper() else { continue };
                assert!(eyes.sight(&id) >= Sight::Card, "seed {seed}");
                if let Waits::OfferedMatch { count } = line.waits {
                    let seen = eyes.weighed(eyes.papers[&id]).offers.len();
                    assert!(count == seen && count > 0, "seed {seed}");
                }
            }
            come_back += coming_back(&reads[0], &viewer, &eyes);
            let (of_sight, of_answers) = unanswered(&reads[0], &viewer, &eyes);
            (kept, unknown) = (kept + of_sight, unknown + of_answers);
            let counts = dossiers(&reads[0], &viewer, &owner, &eyes);
            of_dossiers.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            refusals(&mut register, &eyes);
        }
    }
    // Each state was another for somebody than for whoever sees everything.
    assert!(hidden.iter().all(|count| *count > 0), "{hidden:?}");
    assert!(come_back > 0, "something came back to somebody");
    assert!(kept > 0 && unknown > 0, "{kept} letters out of sight, {unknown} answers out of sight");
    let [dossiers, told, untold] = of_dossiers;
    assert!(dossiers > 100 && told > 100 && untold > 50, "{dossiers} dossiers kept; {told} lines, {untold} kept");
}

/// Exactly those bring-forwards are listed that are for the reader or a desk of the reader's, on papers whose card the
/// reader sees; on a desk's page, those of them whose day has come. Says how many were kept from the reader.
fn coming_back(reads: &Reads, viewer: &Viewer, eyes: &Eyes<'_>) -> usize {
    let today = jiff::civil::date(1951, 12, 25);
    let reader = Reader::at(eyes.house, &eyes.reader, eyes.at);
    let is_theirs = |to: &InHouse| match to {
        InHouse::Officer(officer) => *officer == eyes.reader,
        InHouse::Desk(desk) => reader.desks.contains(desk),
    };
    let standing = eyes.papers.values().filter(|paper| !paper.is_void());
    let theirs: BTreeSet<_> = standing
        .flat_map(|paper| paper.open_bring_forwards().into_iter().map(|one| (one, paper.id)))
        .filter(|(one, _)| is_theirs(&one.to))
        .map(|(one, paper)| (one.on, paper, one.no))
        .collect();
    let seen: BTreeSet<_> = theirs.iter().copied().filter(|(_, paper, _)| eyes.sight(paper) >= Sight::Card).collect();
    let listed = |page: register::DeskPage| -> BTreeSet<_> {
        let of = |line: register::DeskLine| match line.waits {
            Waits::BringForward { no, .. } => Some((line.due.unwrap(), line.paper()?, no)),
            _ => None,
        };
        page.lines.into_iter().filter_map(of).collect()
    };
    assert_eq!(listed(reads.bring_forwards(viewer, None, None, 0).unwrap()), seen, "{}", eyes.reader);
    let come: BTreeSet<_> = seen.iter().copied().filter(|(on, _, _)| *on <= today).collect();
    assert_eq!(listed(reads.desk(viewer, today, None, None, 0).unwrap()), come, "{}", eyes.reader);
    theirs.len() - seen.len()
}

fn registry<'a>(house: &'a House, series: &SeriesId) -> Option<&'a DeskId> {
    house.series.get(series).map(|series| &series.registry)
}

/// Exactly those papers are listed as unanswered whose card the reader sees and which nothing answers that the reader
/// knows of: of the reader's desks and of the series that they keep, by age and by day, whole and page by page; of one
/// desk, those that it owes. Says how many were kept from the reader, and how many are listed because their answer is.
fn unanswered(reads: &Reads, viewer: &Viewer, eyes: &Eyes<'_>) -> (usize, usize) {
    let today = jiff::civil::date(1951, 12, 25);
    let reader = Reader::at(eyes.house, &eyes.reader, eyes.at);
    let owes = |paper: &Paper, desk: &DeskId| paper.owed_by(|series| registry(eyes.house, series)).contains(desk);
    let kept = |paper: &Paper| {
        let mut registries = paper.series().into_iter().filter_map(|series| registry(eyes.house, series));
        registries.any(|desk| reader.desks.contains(desk))
    };
    let awaits = || eyes.papers.values().filter(|paper| paper.awaits().is_some());
    let open = || awaits().filter(|paper| eyes.sight(&paper.id) >= Sight::Card && !eyes.answered(paper));
    let listed = |of: &Unanswered| -> Vec<(PaperId, Option<DeskId>)> {
        let (mut lines, mut after) = (Vec::new(), None);
        loop {
            let page = reads.unanswered(viewer, today, of, after.as_ref(), 2).unwrap();
            lines.extend(page.lines.into_iter().map(|line| (line.paper().unwrap(), line.desk)));
            after = page.next;
            if after.is_none() {
                return lines;
            }
        }
    };
    let by = |paper: &Paper| paper.awaits().unwrap().by;
    let own = |paper: &&&Paper| kept(paper) || reader.desks.iter().any(|desk| owes(paper, desk));
    for (order, late) in [(Aging::Oldest, false), (Aging::Due, false), (Aging::Due, true)] {
        let lines = listed(&Unanswered { desk: None, late, order });
        let ids: BTreeSet<PaperId> = lines.iter().map(|(paper, _)| *paper).collect();
        assert_eq!(ids.len(), lines.len(), "each once");
        let in_time = |paper: &&&Paper| !late || by(paper) < today;
        let expected: BTreeSet<PaperId> = open().filter(own).filter(in_time).map(|paper| paper.id).collect();
        assert_eq!(ids, expected, "{}", eyes.reader);
        let day = |(paper, _): &(PaperId, Option<DeskId>)| match order {
            Aging::Oldest => eyes.papers[paper].aged_from(),
            Aging::Due => Some(by(eyes.papers[paper])),
        };
        assert!(lines.is_sorted_by_key(day));
        assert!(lines.iter().all(|(paper, desk)| owes(eyes.papers[paper], desk.as_ref().unwrap())));
    }
    for desk in eyes.house.desks.keys() {
        let of = Unanswered { desk: Some(desk.clone()), ..Unanswered::default() };
        let ids: BTreeSet<PaperId> = listed(&of).into_iter().map(|(paper, _)| paper).collect();
        let expected: BTreeSet<PaperId> = open().filter(|paper| owes(paper, desk)).map(|paper| paper.id).collect();
        assert_eq!(ids, expected, "{} of {desk}", eyes.reader);
    }
    let lines = reads.desk(viewer, today, None, None, 0).unwrap().lines;
    for line in lines.iter().filter(|line| matches!(line.waits, Waits::ToAnswer { .. })) {
        let paper = eyes.papers[&line.paper().unwrap()];
        assert!(owes(paper, line.desk.as_ref().unwrap()) && !eyes.answered(paper) && line.due == Some(by(paper)));
    }
    let out_of_sight = awaits().filter(|paper| eyes.sight(&paper.id) < Sight::Card).filter(own).count();
    (out_of_sight, open().filter(own).filter(|paper| eyes.answered_at_all(paper)).count())
}

/// Exactly those dossiers are told of, listed and offered that `may_see_dossier` shows, and what waits in them waits. Says
/// how many were kept from the reader, how much waited, and how much of that was kept from the reader too.
fn dossiers(reads: &Reads, viewer: &Viewer, owner: &Viewer, eyes: &Eyes<'_>) -> [usize; 3] {
    let all: Vec<Dossier> = (1..=DOSSIERS).filter_map(|no| reads.dossier(owner, &dossier(no)).unwrap()).collect();
    let sees = |one: &&Dossier| may_see_dossier(eyes.house, &eyes.reader, one, eyes.at);
    let seen: BTreeSet<_> = all.iter().filter(sees).map(|one| one.id.clone()).collect();
    let told = |id: &DossierId| reads.dossier(viewer, id).unwrap().is_some();
    assert_eq!(all.iter().map(|one| one.id.clone()).filter(told).collect::<BTreeSet<_>>(), seen);
    let (mut listed, mut after) = (BTreeSet::new(), None);
    loop {
        let page = reads.list_dossiers(viewer, &DossierQuery::default(), after.as_deref(), 1).unwrap();
        listed.extend(page.rows.into_iter().map(|row| row.dossier));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(listed, seen);
    let open: BTreeSet<_> =
        all.iter().filter(sees).filter(|one| one.closed.is_none()).map(|one| one.id.clone()).collect();
    let offered = reads.dossiers(viewer).unwrap().into_iter().map(|(id, _)| id);
    assert_eq!(offered.collect::<BTreeSet<_>>(), open);
    for id in &seen {
        let filed = |paper: &&Paper| paper.filed.last().is_some_and(|filing| filing.dossier == *id);
        let there = eyes.papers.values().copied().filter(filed).map(|paper| paper.id);
        let expected: BTreeSet<PaperId> = there.filter(|id| eyes.sight(id) >= Sight::Card).collect();
        let page = reads.filed_in(viewer, id, None, 0).unwrap();
        assert_eq!(page.rows.iter().filter_map(|row| row.row.paper).collect::<BTreeSet<_>>(), expected);
    }
    let today = jiff::civil::date(1951, 12, 25);
    let looks = Looks { house: eyes.house, officer: &eyes.reader, at: eyes.at, today };
    let (told, untold) = crate::waits::of_dossiers(reads, viewer, &looks, &all);
    terms(reads, viewer, &all.iter().filter(sees).collect::<Vec<_>>());
    [all.len() - seen.len(), told, untold]
}

/// Exactly the open terms of the dossiers that are seen stand in the list.
fn terms(reads: &Reads, viewer: &Viewer, seen: &[&Dossier]) {
    let open: Vec<&&Dossier> = seen.iter().filter(|one| one.closed.is_none()).collect();
    let terms = reads.terms(viewer, None, None, 0).unwrap().rows;
    let terms: BTreeSet<_> = terms.into_iter().map(|row| (row.dossier.dossier, row.term.no)).collect();
    let there = open.iter().flat_map(|one| one.terms.iter().map(|term| (one.id.clone(), term)));
    assert_eq!(terms, there.filter(|(_, term)| term.is_open()).map(|(id, term)| (id, term.no)).collect());
}

/// What a paper cites and what cites it is as if only what is seen were there.
fn cited(links: &register::Links, eyes: &Eyes<'_>, paper: &Paper) {
    if eyes.sight(&paper.id) < Sight::Card {
        return;
    }
    let own = eyes.weighed(paper);
    for cites in &links.cites {
        let held: BTreeSet<PaperId> = cites.held.iter().map(|end| end.paper).collect();
        let offers: BTreeSet<PaperId> = cites.offers.iter().map(|offer| offer.to).collect();
        let of = |at: usize| at == cites.at;
        assert_eq!(held, own.ties.iter().filter(|tie| of(tie.citation)).map(|tie| tie.to).collect());
        assert_eq!(offers, own.offers.iter().filter(|offer| of(offer.citation)).map(|offer| offer.to).collect());
        assert_eq!(cites.settled, own.settled.get(&cites.at).copied());
    }
    let mut by = BTreeSet::new();
    for other in eyes.papers.values().filter(|other| eyes.sight(&other.id) >= Sight::Card) {
        let other = eyes.weighed(other);
        by.extend(other.ties.iter().filter(|tie| tie.to == paper.id).map(|tie| (other.id, tie.citation, false)));
        by.extend(other.offers.iter().filter(|one| one.to == paper.id).map(|one| (other.id, one.citation, true)));
    }
    assert_eq!(links.cited_by.iter().map(|one| (one.by.paper, one.at, one.offered)).collect::<BTreeSet<_>>(), by);
}

fn one_paper(reads: &Reads, viewer: &Viewer, eyes: &Eyes<'_>, paper: &Paper) {
    let seen = reads.paper(viewer, &paper.id).unwrap();
    assert_eq!(seen.as_ref().map_or(Sight::None, |seen| seen.sight), eyes.sight(&paper.id));
    let links = reads.links(viewer, &paper.id).unwrap();
    let held = links.cites.iter().flat_map(|cites| &cites.held).map(|end| &end.paper);
    let offered = links.cites.iter().flat_map(|cites| &cites.offers).map(|offer| &offer.to);
    let others = links.answers.iter().chain(&links.answered_by).chain(&links.split_from).chain(&links.split_into);
    assert!(held.chain(offered).chain(others.map(|end| &end.paper)).all(|id| eyes.sees(id)));
    cited(&links, eyes, paper);
    let Some(seen) = seen else { return };
    let ties = seen.paper.ties.iter().map(|tie| &tie.to).chain(seen.paper.offers.iter().map(|offer| &offer.to));
    let answers = seen.paper.answers.iter().chain(&seen.paper.answered_by).chain(&seen.paper.split_from);
    let enclosed = seen.paper.versions.iter().flat_map(|kept| &kept.version.enclosed);
    let split = enclosed.filter_map(|file| file.split_into.as_ref());
    let awaited = seen.paper.awaited.iter();
    let replies = awaited.clone().flat_map(|awaited| awaited.interims.iter().filter_map(|reply| reply.answer.as_ref()));
    let replies = replies.chain(awaited.flat_map(|awaited| &awaited.passed_over));
    assert!(ties.chain(answers).chain(split).chain(replies).all(|id| eyes.sees(id)));
    if seen.sight == Sight::OwnActs {
        assert_eq!(seen.paper.card, procedure::card::Card::default());
        assert!(links.cites.is_empty() && seen.paper.awaited.is_none());
    }
}

/// Rows, and the lists narrowed to a state, are as if only what is seen were there.
fn states(reads: &[Reads; 2], viewer: &Viewer, eyes: &Eyes<'_>, hidden: &mut [usize; 3]) {
    let asked =
        [("cites_not_held", State::CitesNotHeld), ("offered", State::Offered), ("unanswered", State::Unanswered)];
    let card = |id: &PaperId| eyes.sight(id) >= Sight::Card;
    for row in reads[0].list(viewer, &ListQuery::default()).unwrap().rows {
        let Some(paper) = row.paper.filter(card) else { continue };
        let expected = hanging(eyes.papers[&paper], eyes.answered(eyes.papers[&paper]), |id| eyes.sees(id));
        let hangs = |state: &&String| asked.iter().any(|(name, _)| name == state);
        assert_eq!(row.states.iter().filter(hangs).collect::<Vec<_>>(), expected, "{}", row.number);
        let not_held = row.cites.iter().any(|cites| cites.paper.is_none() && cites.settled.is_none());
        let void = row.states.iter().any(|state| state == "void");
        assert!(void || not_held == expected.contains(&"cites_not_held"), "the row and its state say one thing");
    }
    for (at, (name, state)) in asked.into_iter().enumerate() {
        let seen = || eyes.papers.values().filter(|paper| card(&paper.id));
        let is = |paper: &Paper| hanging(paper, eyes.answered(paper), |id| eyes.sees(id)).contains(&name);
        let for_all = |paper: &Paper| hanging(paper, eyes.answered_at_all(paper), |_| true).contains(&name);
        let expected: BTreeSet<PaperId> = seen().filter(|paper| is(paper)).map(|paper| paper.id).collect();
        for reads in reads {
            let query = ListQuery { state: Some(state), ..ListQuery::default() };
            let listed: BTreeSet<PaperId> = listed_of(reads, viewer, query).into_keys().collect();
            assert_eq!(listed, expected, "{name} for {}", eyes.reader);
        }
        hidden[at] += seen().filter(|paper| is(paper) != for_all(paper)).count();
    }
}

fn finding(reads: &Reads, viewer: &Viewer, eyes: &Eyes<'_>) {
    for words in ["gray", "12", "demarcation", "1951-12-05", "novak", "S1-1951-0003"] {
        let found = reads.find(viewer, words, 0, None).unwrap();
        assert!(found.hits.iter().all(|hit| eyes.sees(&hit.paper)));
    }
    for party in reads.suggest_party(viewer, "g", 50).unwrap() {
        let shown = eyes.papers.values().any(|paper| {
            eyes.sight(&paper.id) >= Sight::Card
                && paper.card.from.iter().chain(&paper.card.to).any(|field| field.value.label() == party)
        });
        assert!(shown, "{party}");
    }
}

/// An act on a citation that is tied names the paper meant only to who may know of it, and is entered, or refused for
/// another reason, as if that tie were not there.
fn refusals(register: &mut Register, eyes: &Eyes<'_>) {
    let today = jiff::civil::date(1951, 12, 25);
    for paper in eyes.papers.values().filter(|paper| !paper.ties.is_empty()) {
        let settlement = Settlement::NotNeeded;
        let acts = [
            Act::Settle { paper: paper.id, citation: 0, settlement },
            Act::Tie { paper: paper.id, citation: 0, to: paper.id },
            Act::Untie { paper: paper.id, citation: 0, to: paper.ties[0].to, reason: "another".to_owned() },
        ];
        for act in acts {
            let speculation = register.begin().unwrap();
            let known = speculation.known(&act, None).unwrap();
            let sitting = Sitting {
                officer: eyes.reader.clone(),
                authenticated: eyes.reader.to_string(),
                means: Means::System,
                door: Door::CommandLine,
                at: eyes.at,
                today,
                time: jiff::civil::time(12, 0, 0, 0),
                key: "asked".to_owned(),
            };
            let named = match decide(speculation.house(), &known, &act, &sitting) {
                Err(Refusal::Tied { number }) => paper.ties.iter().find(|tie| tie.number == number),
                Ok(decided) if matches!(decided.events[0], Event::CitationUntied { .. }) => Some(&paper.ties[0]),
                _ => None,
            };
            assert!(named.is_none_or(|tie| eyes.sees(&tie.to)), "{} to {}", act.name(), eyes.reader);
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
