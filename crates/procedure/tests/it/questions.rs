//! Random histories of questions: whatever officers try, in whatever order, what must hold holds.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::date;
use procedure::act::{Act, Decided};
use procedure::calendar::{Calendar, DayOfWeek};
use procedure::dossier::{Dossier, DossierEvent, DraftState, How, SubmissionState, SubmissionTurn, Verdict};
use procedure::event::Event;
use procedure::house::{Capacity, House};
use procedure::ids::{DossierId, OfficerId, PaperId};
use procedure::moment::Moment;
use procedure::paper::Paper;

use crate::shelf::{DAY_MICROS, Shelf, desk, file};
use crate::tries::{Chance, Tries, any_change, any_officer};

/// Histories that are played.
const HISTORIES: u64 = 64;
/// Acts that are tried in each: together well over ten thousand.
const ACTS_TRIED: u64 = 400;
/// What may be done without acting for a desk: by whoever sees the dossier, for themselves.
const WITHOUT_A_DESK: [&str; 4] = ["remark_dossier", "bring_forward", "bring_forward_done", "take_back_bring_forward"];

fn d1() -> DossierId {
    "D1".parse().unwrap()
}

fn start() -> Shelf {
    let mut shelf = Shelf::staffed();
    shelf.officer("second", "secret");
    shelf.mandate("second", "chief");
    let facts = Calendar::of_week("Office", [DayOfWeek::Sunday]);
    shelf.act("root", Act::SetCalendar { calendar: "office".parse().unwrap(), facts, over: None });
    let (dossier, home) = (d1(), Some(desk("legal")));
    shelf.act(
        "lawyer",
        Act::OpenDossier { dossier, title: "The line".into(), code: None, home, level: None, rule: None },
    );
    shelf
}

/// How often what happened, over all histories.
#[derive(Default)]
struct Tally {
    tried: usize,
    refused: BTreeMap<String, usize>,
    happened: BTreeMap<String, usize>,
}

impl Tally {
    fn happened(&mut self, what: impl Into<String>) {
        *self.happened.entry(what.into()).or_default() += 1;
    }

    fn often(&self, what: &str, least: usize) {
        let times = self.happened.get(what).copied().unwrap_or_default();
        assert!(times >= least, "{what} happened {times} times, not {least}: {:?}", self.happened);
    }
}

/// What of one history is counted as it goes: of each submission, how many final decisions came to hold, and how often it
/// was opened again.
type Held = BTreeMap<u32, (usize, usize)>;

fn count(held: &mut Held, events: &[Event]) {
    for event in events {
        let Event::InDossier { change, .. } = event else { continue };
        match change {
            DossierEvent::Decided { submission, word, awaits_second: false, .. } if word.is_final() => {
                held.entry(*submission).or_default().0 += 1;
            }
            DossierEvent::DecisionSeconded { submission } => held.entry(*submission).or_default().0 += 1,
            DossierEvent::SubmissionTurned { submission, turn: SubmissionTurn::Reopened { .. } } => {
                held.entry(*submission).or_default().1 += 1;
            }
            _ => {}
        }
    }
}

/// Whether an officer, not suspended, held a mandate for a desk at that moment; read from the mandates one by one.
fn had_mandate(house: &House, who: &OfficerId, at_desk: &str, at: Moment) -> bool {
    let holds = |from: Moment, until: Option<Moment>| from <= at && until.is_none_or(|until| at < until);
    let mut mandates = house.mandates.values();
    house.officers[who].suspended.is_none()
        && mandates.any(|one| one.officer == *who && one.desk.as_str() == at_desk && holds(one.from, one.until))
}

/// Nobody acts, and nobody decides, without a mandate at that moment. `before` is the dossier before the act.
fn by_mandate(shelf: &Shelf, before: &Dossier, decided: &Decided, at: Moment) {
    let (house, acted) = (&shelf.house, &decided.acted);
    match (&acted.mandate, &acted.desk) {
        (Some(mandate), Some(desk)) => {
            let held = &house.mandates[mandate];
            assert_eq!((&held.officer, &held.desk), (&acted.officer, desk));
            assert!(had_mandate(house, &acted.officer, desk.as_str(), at), "{} without a mandate", acted.act);
        }
        (None, None) => assert!(WITHOUT_A_DESK.contains(&acted.act.as_str()), "{} without a desk", acted.act),
        other => panic!("a desk and a mandate go together: {other:?}"),
    }
    for event in &decided.events {
        let Event::InDossier { change, .. } = event else { continue };
        let (submission, decider) = match change {
            DossierEvent::Decided { submission, how: How::Conveyed { decided_by, .. }, .. } => (submission, decided_by),
            DossierEvent::Decided { submission, .. } => (submission, &acted.officer),
            DossierEvent::DecisionSeconded { submission } => {
                let first = before.submission(*submission).unwrap().decisions.last().unwrap();
                assert_ne!(first.by, acted.officer, "two are two");
                (submission, &acted.officer)
            }
            _ => continue,
        };
        let to = &before.submission(*submission).unwrap().facts.to;
        assert!(had_mandate(house, decider, to.as_str(), at), "{decider} decided for {to}");
    }
}

/// What a decision brings about stands in its entry, and nothing begins in another: an adopted text is entered and its
/// steps begin; of a rejected one nothing does.
fn follows_at_once(before: &Dossier, events: &[Event]) {
    let changes: Vec<&DossierEvent> = events
        .iter()
        .filter_map(|event| match event {
            Event::InDossier { change, .. } => Some(change),
            _ => None,
        })
        .collect();
    let holds = changes.iter().find_map(|change| match change {
        DossierEvent::Decided { submission, word, awaits_second: false, .. } => Some((*submission, word.clone())),
        DossierEvent::DecisionSeconded { submission } => {
            let first = before.submission(*submission).unwrap().decisions.last().unwrap();
            Some((*submission, first.word.clone()))
        }
        _ => None,
    });
    let adopted = holds.as_ref().filter(|(_, word)| word.adopts()).map(|(submission, _)| *submission);
    let entered = changes.iter().any(|change| matches!(change, DossierEvent::DraftEntered { .. }));
    let registered = events.iter().any(|event| matches!(event, Event::Registered { .. }));
    assert_eq!((entered, registered), (adopted.is_some(), adopted.is_some()));
    let started = changes.iter().flat_map(|change| match change {
        DossierEvent::ActionsStarted { actions } => actions.clone(),
        _ => Vec::new(),
    });
    let tasked: BTreeSet<u32> = started.filter_map(|facts| facts.submission).collect();
    assert_eq!(tasked, adopted.into_iter().collect(), "steps begin with their adoption and with nothing else");
}

/// What must hold of a dossier at any time.
fn holds(shelf: &Shelf, counted: &Held) {
    let held = &shelf.dossiers[&d1()];
    for one in &held.submissions {
        let (held_so_far, reopened) = counted.get(&one.no).copied().unwrap_or_default();
        assert!(held_so_far <= 1 + reopened, "one decision holds, and one more for each opening again");
        let draft = one.facts.draft.map(|no| held.draft(no).unwrap());
        for decision in &one.decisions {
            let binds = decision.word.adopts() || decision.word == Verdict::Rejected;
            let Some(draft) = draft.filter(|draft| binds && !draft.versions.is_empty()) else { continue };
            let bound = decision.hash.and_then(|hash| draft.place_of(&hash));
            // A draft may be rejected before its text is there.
            let none_then = decision.hash.is_none() && draft.versions[0].at > decision.at;
            assert!(bound.is_some() || (none_then && !decision.word.adopts()), "the bound text is there");
        }
        let last = one.decisions.last();
        let adopted = one.state == SubmissionState::Decided && last.is_some_and(|last| last.word.adopts());
        let state = draft.map(|draft| &draft.state);
        assert!(!adopted || matches!(state, Some(DraftState::Entered { .. })), "adopted is entered");
        for action in held.actions.iter().filter(|action| action.facts.submission == Some(one.no)) {
            assert!(adopted, "action {} of an unadopted submission", action.no);
        }
    }
    for draft in &held.drafts {
        let up = held.submissions.iter().filter(|one| one.facts.draft == Some(draft.no) && one.state.is_open()).count();
        assert!(up <= 1, "a draft is up once");
        if let DraftState::Entered { version, paper, .. } = &draft.state {
            let text = &draft.versions[*version as usize - 1].version;
            assert_eq!(shelf.paper(*paper).versions[0].version.hash, text.hash, "what is entered is what was decided");
        }
    }
}

/// Everything folded anew from its entries.
fn rebuilt(shelf: &Shelf) -> (House, BTreeMap<PaperId, Paper>, BTreeMap<DossierId, Dossier>) {
    let (mut house, mut papers, mut dossiers) = (House::default(), BTreeMap::new(), BTreeMap::new());
    for entry in &shelf.entries {
        for id in &entry.acted.papers {
            let paper = Paper::apply_entry(papers.remove(id), *id, &entry.acted, &entry.events, entry.at).unwrap();
            papers.extend(paper.map(|paper| (*id, paper)));
        }
        for id in &entry.acted.dossiers {
            let one = Dossier::apply_entry(dossiers.remove(id), id, &entry.acted, &entry.events, entry.at).unwrap();
            dossiers.extend(one.map(|one| (id.clone(), one)));
        }
        entry.events.iter().for_each(|event| house.apply(&entry.acted, event, entry.at).unwrap());
    }
    (house, papers, dossiers)
}

/// No gap and no twin in any book, or in any count of a dossier.
fn numbered(shelf: &Shelf) {
    let mut books: BTreeMap<_, BTreeSet<u32>> = BTreeMap::new();
    for one in shelf.papers.values().flat_map(|paper| &paper.registrations) {
        let book = (one.number.series().clone(), one.number.year());
        assert!(books.entry(book).or_default().insert(one.number.n()), "{} is given twice", one.number);
    }
    let whole = |numbers: Vec<u32>, of: &str| {
        assert_eq!(numbers, (1..=numbers.len() as u32).collect::<Vec<_>>(), "{of}");
    };
    books.values().for_each(|numbers| whole(numbers.iter().copied().collect(), "numbers of a book"));
    let held = &shelf.dossiers[&d1()];
    whole(held.drafts.iter().map(|one| one.no).collect(), "drafts");
    whole(held.submissions.iter().map(|one| one.no).collect(), "submissions");
    whole(held.actions.iter().map(|one| one.no).collect(), "actions");
    whole(held.terms.iter().map(|one| one.no).collect(), "terms");
    whole(held.deadlines.iter().map(|one| one.no).collect(), "deadlines");
    held.drafts.iter().for_each(|one| whole(one.concurrences.iter().map(|one| one.no).collect(), "concurrences"));
}

/// Counts what came of an act.
fn tell(tally: &mut Tally, shelf: &Shelf, decided: &Decided) {
    tally.happened(decided.acted.act.clone());
    for event in &decided.events {
        let Event::InDossier { change, .. } = event else { continue };
        match change {
            DossierEvent::Decided { word, how, capacity, awaits_second, .. } => {
                tally.happened(word.words());
                tally.happened(match how {
                    How::InPerson => "in person",
                    How::Conveyed { .. } => "conveyed",
                    How::Body { .. } => "by a body",
                });
                if *capacity == Capacity::Substitute {
                    tally.happened("by a substitute");
                }
                if *awaits_second {
                    tally.happened("awaits a second");
                }
            }
            DossierEvent::DraftEntered { .. } => tally.happened("drafts entered"),
            DossierEvent::DraftNotAdopted { draft } => {
                tally.happened("drafts not adopted");
                let steps = shelf.dossiers[&d1()].draft(*draft).unwrap().facts.follows.len();
                (0..steps).for_each(|_| tally.happened("steps never begun"));
            }
            DossierEvent::ActionsStarted { actions } => {
                actions.iter().filter(|facts| facts.submission.is_some()).for_each(|_| tally.happened("steps begun"));
            }
            _ => {}
        }
    }
}

fn play(seed: u64, tally: &mut Tally) -> Shelf {
    let (mut chance, mut shelf, mut counted) = (Chance(seed * 7_919 + 17), start(), Held::new());
    for at in 0..ACTS_TRIED {
        let before = shelf.dossiers[&d1()].clone();
        let change = chance.one_in(40);
        let (who, act) = if change {
            ("root", any_change(&shelf.house, shelf.today, at, &mut chance))
        } else {
            let does = Tries { held: &before, today: shelf.today, version: file }.any(&mut chance);
            (any_officer(&before, &does, &mut chance), Act::InDossier { dossier: d1(), does })
        };
        if chance.one_in(60) {
            shelf.today = shelf.today.saturating_add(1.days());
            shelf.now = Moment::from_micros(shelf.now.micros() + DAY_MICROS);
        }
        let moment = shelf.sitting(who).at;
        tally.tried += 1;
        match shelf.attempt(who, &act) {
            Ok(decided) => {
                tell(tally, &shelf, &decided);
                count(&mut counted, &decided.events);
                if !change {
                    by_mandate(&shelf, &before, &decided, moment);
                }
                follows_at_once(&before, &decided.events);
                holds(&shelf, &counted);
            }
            Err(refusal) => *tally.refused.entry(refusal.code()).or_default() += 1,
        }
        assert!(shelf.today < date(1952, 12, 1), "all is of two books");
    }
    shelf
}

#[test]
#[expect(clippy::print_stderr, reason = "what the histories reached is part of the result")]
fn whatever_is_tried_what_must_hold_holds() {
    let mut tally = Tally::default();
    for seed in 0..HISTORIES {
        let shelf = play(seed, &mut tally);
        let (house, papers, dossiers) = rebuilt(&shelf);
        assert_eq!((&house, &papers, &dossiers), (&shelf.house, &shelf.papers, &shelf.dossiers), "seed {seed}");
        numbered(&shelf);
    }
    eprintln!("{} acts tried; refused {:?}; done {:?}", tally.tried, tally.refused, tally.happened);
    reached(&tally);
}

/// The histories are no empty ones: everything that matters happened often, and was refused often.
fn reached(tally: &Tally) {
    let refused: usize = tally.refused.values().sum();
    assert!(tally.tried >= 10_000 && refused >= 10_000, "{} tried, {refused} refused", tally.tried);
    for (what, least) in [
        ("submit", 300),
        ("decide", 300),
        ("second_decision", 10),
        ("adopted", 50),
        ("adopted as amended", 30),
        ("rejected", 60),
        ("returned", 30),
        ("deferred", 30),
        ("to be discussed", 30),
        ("seen", 60),
        ("in person", 150),
        ("conveyed", 60),
        ("by a body", 40),
        ("by a substitute", 10),
        ("awaits a second", 20),
        ("drafts entered", 60),
        ("drafts not adopted", 30),
        ("steps begun", 120),
        ("steps never begun", 60),
        ("add_draft_version", 500),
        ("concur", 80),
        ("skip_concurrence", 20),
        ("put_in_box", 20),
        ("hold_submission", 10),
        ("send_back", 20),
        ("reopen_submission", 15),
        ("report_action", 50),
        ("return_action", 5),
        ("discharge_action", 60),
        ("move_term", 20),
        ("move_deadline", 5),
        ("put_assessment", 30),
        ("close_dossier", 10),
        ("end_mandate", 20),
        ("suspend_officer", 20),
    ] {
        tally.often(what, least);
    }
    for (code, least) in [
        ("already_decided", 300),
        ("awaits_second", 40),
        ("same_officer_twice", 20),
        ("draft_changed", 100),
        ("draft_settled", 300),
        ("decider_without_mandate", 15),
        ("no_mandate", 500),
        ("suspended", 100),
        ("adopted_stands", 10),
        ("action_not_begun", 50),
        ("concurrence_later", 10),
    ] {
        let times = tally.refused.get(code).copied().unwrap_or_default();
        assert!(times >= least, "{code} refused {times} times, not {least}: {:?}", tally.refused);
    }
}
