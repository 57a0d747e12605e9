//! Random histories of questions: whatever officers try, in whatever order, what must hold holds.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use procedure::act::Act;
use procedure::dossier::{
    ActionFacts, Asked, Dossier, DossierAct, DossierEvent, DraftFacts, DraftState, FollowUp, How, SubmissionFacts,
    SubmissionState, SubmissionTurn, Verdict, Word,
};
use procedure::event::Event;
use procedure::house::{Capacity, House, TwoPersonsFor};
use procedure::ids::{DossierId, Hash, PaperId};
use procedure::paper::Paper;

use crate::shelf::{Shelf, desk, file, officer, series};

/// Histories that are played.
const HISTORIES: u64 = 40;
/// Acts that are tried in each: together well over ten thousand.
const ACTS_TRIED: u64 = 400;
const DESKS: [&str; 5] = ["legal", "press", "chief", "registry", "vault"];
const OFFICERS: [&str; 7] = ["lawyer", "editor", "chief", "clerk", "keeper", "porter", "second"];

struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u64) as usize]
    }
}

fn d1() -> DossierId {
    "D1".parse().unwrap()
}

fn why() -> String {
    "A reason.".into()
}

fn start() -> Shelf {
    let mut shelf = Shelf::staffed();
    shelf.officer("second", "secret");
    shelf.mandate("second", "chief");
    let (dossier, home) = (d1(), Some(desk("legal")));
    shelf.act(
        "lawyer",
        Act::OpenDossier { dossier, title: "The line".into(), code: None, home, level: None, rule: None },
    );
    shelf
}

fn any_act(shelf: &Shelf, chance: &mut Chance) -> Act {
    let held = &shelf.dossiers[&d1()];
    // Mostly one of the last: what lies long settled refuses everything.
    let no = |len: usize, chance: &mut Chance| {
        let back = chance.below(3).min(chance.below(4)) as u32;
        (len as u32).saturating_sub(back).max(1)
    };
    let (draft, submission, action) =
        (no(held.drafts.len(), chance), no(held.submissions.len(), chance), no(held.actions.len(), chance));
    let hash = held.draft(draft).and_then(procedure::dossier::Draft::hash);
    // Now and then another than the one that stands.
    let hash = if chance.below(6) == 0 { Some(Hash([200; 32])) } else { hash };
    let version = file(1 + chance.below(60) as u8);
    let due = shelf.today.saturating_add((chance.below(9) as i64 - 1).days());
    let to = desk(chance.pick(&DESKS));
    let open = held.drafts.iter().filter(|draft| draft.is_open()).count();
    let awaits = |one: &procedure::dossier::Submission| one.state == SubmissionState::AwaitsSecond;
    let does = match chance.below(26) {
        0 | 1 if open < 3 => {
            let step =
                |of: &str, after| FollowUp { desk: desk(of), what: "does it".into(), due: None, control: None, after };
            let follows = vec![step(chance.pick(&DESKS), None), step(chance.pick(&DESKS), Some(1))];
            let (title, kind) = ("The communiqué".into(), "resolution".into());
            let facts = DraftFacts { title, kind, series: series(chance.pick(&["OUT", "IN"])), to: vec![], follows };
            DossierAct::StartDraft {
                facts,
                desk: None,
                version: (chance.below(2) == 0).then_some(version),
                note: None,
                remarks: Vec::new(),
            }
        }
        0..=4 => DossierAct::AddDraftVersion { draft, after: hash, version, note: None, remarks: Vec::new() },
        5 if chance.below(4) == 0 => DossierAct::DropDraft { draft, reason: why() },
        5..=7 => {
            let asked = Asked { desk: to, stage: chance.below(3) as u32, due: None, instead_of: None };
            DossierAct::AskConcurrence { draft, asked: vec![asked] }
        }
        8..=10 => {
            let word = match chance.below(4) {
                0 => Word::Agreed,
                1 => Word::Refused { reasons: why() },
                2 => Word::Returned { reason: why() },
                _ => Word::Delegated { to },
            };
            let asked = held.draft(draft).map_or(0, |draft| draft.concurrences.len());
            DossierAct::Concur { draft, concurrence: no(asked, chance), hash: hash.unwrap_or(Hash([9; 32])), word }
        }
        11..=13 => {
            let facts = SubmissionFacts {
                draft: (chance.below(5) > 0).then_some(draft),
                to: desk("chief"),
                bottom_line: "Shall we?".into(),
                recommends: "Yes.".into(),
                dissent: None,
                decide_by: (chance.below(2) == 0).then_some(due),
                enclosures: vec![],
                copies: vec![],
            };
            DossierAct::Submit { facts, desk: None }
        }
        14..=17 => {
            let of = held.submission(submission).and_then(|one| one.facts.draft).and_then(|no| held.draft(no));
            let stands = of.and_then(procedure::dossier::Draft::hash);
            let amends = chance.below(4) == 0;
            let word = match chance.below(6) {
                _ if amends => Verdict::Amended,
                0 | 1 => Verdict::Adopted,
                2 => Verdict::Rejected,
                3 => Verdict::Returned,
                4 => Verdict::Deferred { until: due },
                _ => Verdict::Discuss,
            };
            let (how, remark, amended) = (How::InPerson, Some(why()), amends.then_some(version));
            DossierAct::Decide { submission, word, hash: stands, how, remark, amended }
        }
        18 | 19 if held.submissions.iter().any(awaits) => {
            let submission = held.submissions.iter().find(|one| awaits(one)).map_or(1, |one| one.no);
            let of = held.submission(submission).and_then(|one| one.decisions.last()).and_then(|last| last.hash);
            DossierAct::SecondDecision { submission, hash: of.or(hash) }
        }
        18 | 19 => DossierAct::ReopenSubmission { submission, reason: why() },
        20 => DossierAct::SendBack { submission, reason: why() },
        21 => DossierAct::AcceptAction { action },
        22 => DossierAct::ReportAction { action, says: why(), paper: None },
        23 => DossierAct::DischargeAction { action },
        24 => {
            let (desk, control) = (to, desk("legal"));
            let facts =
                ActionFacts { desk, what: "rings".into(), due: Some(due), control, submission: None, after: None };
            DossierAct::SetAction { facts }
        }
        _ => DossierAct::WithdrawSubmission { submission, reason: why() },
    };
    Act::InDossier { dossier: d1(), does }
}

/// The house changes too: mandates end and are given, two have to decide or one again.
fn any_change(shelf: &Shelf, chance: &mut Chance, at: u64) -> Act {
    if chance.below(2) == 0 {
        let of = TwoPersonsFor::Series(series("OUT"));
        let holds = !shelf.house.two_persons.holds(&of);
        return Act::SetTwoPersons { of, holds, reason: why() };
    }
    let of = chance.pick(&OFFICERS);
    if chance.below(6) == 0 {
        return Act::HandOverDesk { desk: desk(chance.pick(&DESKS)), to: desk(chance.pick(&DESKS)), reason: why() };
    }
    let held = shelf.house.mandates.iter().find(|(_, one)| one.officer == officer(of) && one.until.is_none());
    match held {
        Some((mandate, _)) if chance.below(2) == 0 => {
            Act::EndMandate { mandate: mandate.clone(), until: None, reason: why() }
        }
        _ => Act::GiveMandate {
            mandate: format!("m{at}").parse().unwrap(),
            officer: officer(of),
            desk: desk(chance.pick(&DESKS)),
            capacity: if chance.below(2) == 0 { Capacity::Holder } else { Capacity::Substitute },
            from: None,
            until: None,
            instead_of: None,
        },
    }
}

/// How many final decisions on a submission came to hold, and how often it was opened again.
fn holding(shelf: &Shelf, no: u32) -> (usize, usize) {
    let changes = shelf.entries.iter().flat_map(|entry| &entry.events).filter_map(|event| match event {
        Event::InDossier { change, .. } => Some(change),
        _ => None,
    });
    let (mut held, mut reopened) = (0, 0);
    for change in changes {
        match change {
            DossierEvent::Decided { submission, word, awaits_second: false, .. } if *submission == no => {
                held += usize::from(word.is_final());
            }
            DossierEvent::DecisionSeconded { submission } if *submission == no => held += 1,
            DossierEvent::SubmissionTurned { submission, turn: SubmissionTurn::Reopened { .. } }
                if *submission == no =>
            {
                reopened += 1;
            }
            _ => {}
        }
    }
    (held, reopened)
}

/// What must hold of a dossier at any time.
fn holds(shelf: &Shelf) {
    let held = &shelf.dossiers[&d1()];
    for one in &held.submissions {
        let (held_so_far, reopened) = holding(shelf, one.no);
        assert!(held_so_far <= 1 + reopened, "one decision holds, and one more for each opening again");
        let draft = one.facts.draft.map(|no| held.draft(no).unwrap());
        for decision in &one.decisions {
            if let (Some(hash), Some(draft)) = (decision.hash, draft) {
                assert!(!decision.word.adopts() || draft.place_of(&hash).is_some(), "the bound text is there");
            }
        }
        let adopted =
            one.state == SubmissionState::Decided && one.decisions.last().is_some_and(|last| last.word.adopts());
        assert!(
            !adopted || matches!(draft.map(|draft| &draft.state), Some(DraftState::Entered { .. })),
            "adopted is entered"
        );
        for action in held.actions.iter().filter(|action| action.facts.submission == Some(one.no)) {
            assert!(adopted, "action {} of an unadopted submission", action.no);
        }
    }
    for draft in &held.drafts {
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

#[test]
fn whatever_is_tried_what_must_hold_holds() {
    let mut done: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..HISTORIES {
        let (mut chance, mut shelf) = (Chance(seed * 7_919 + 17), start());
        for at in 0..ACTS_TRIED {
            let (who, act) = if chance.below(40) == 0 {
                ("root", any_change(&shelf, &mut chance, at))
            } else {
                let act = any_act(&shelf, &mut chance);
                // Officers of the desk that decides have more to try.
                let who = if chance.below(3) == 0 { chance.pick(&["chief", "second"]) } else { chance.pick(&OFFICERS) };
                (who, act)
            };
            let at = shelf.sitting(who).at;
            if let Ok(decided) = shelf.attempt(who, &act) {
                *done.entry(decided.acted.act.clone()).or_default() += 1;
                if let Some(mandate) = &decided.acted.mandate {
                    let mandate = &shelf.house.mandates[mandate];
                    assert!(
                        mandate.officer == officer(who)
                            && mandate.from <= at
                            && mandate.until.is_none_or(|until| at < until || until == at),
                        "nobody acts without a mandate at that moment"
                    );
                }
                holds(&shelf);
            }
        }
        let (house, papers, dossiers) = rebuilt(&shelf);
        assert_eq!((&house, &papers, &dossiers), (&shelf.house, &shelf.papers, &shelf.dossiers), "seed {seed}");
        // No gap and no twin in any book.
        let numbers = papers
            .values()
            .flat_map(|paper| &paper.registrations)
            .map(|one| (one.number.series().clone(), one.number.n()));
        let mut books: BTreeMap<_, BTreeSet<u32>> = BTreeMap::new();
        for (series, n) in numbers {
            assert!(books.entry(series).or_default().insert(n), "given twice");
        }
        for numbers in books.values() {
            assert_eq!(numbers.iter().copied().collect::<Vec<_>>(), (1..=numbers.len() as u32).collect::<Vec<_>>());
        }
    }
    // The histories are no empty ones: everything that matters happened often.
    for name in [
        "decide",
        "second_decision",
        "add_draft_version",
        "concur",
        "reopen_submission",
        "discharge_action",
        "send_back",
    ] {
        assert!(done.get(name).copied().unwrap_or_default() >= 5, "{name} happened too seldom: {done:?}");
    }
}
