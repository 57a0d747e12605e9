//! What holds of positions whatever is done, in whatever order, by whomever.

use std::collections::BTreeMap;

use jiff::civil::date;
use procedure::act::Act;
use procedure::dossier::{
    Advice, Assessed, AssessmentWords, ClaimWords, Dossier, DossierAct, Names, Position, ProposalWords,
    RecommendationWords, Source, Stance, StepWords, prose,
};
use procedure::event::{Acted, Event};
use procedure::house::Visibility;
use procedure::ids::{DeskId, PaperId};
use procedure::paper::InHouse;
use procedure::sight::may_see_dossier;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;

use crate::shelf::{Shelf, but, desk, draft, draft_in, lead, level};

const OFFICERS: [&str; 7] = ["clerk", "keeper", "chief", "lawyer", "editor", "porter", "root"];
const DESKS: [&str; 4] = ["legal", "press", "chief", "vault"];

type Step = (u8, u8, u8, u8);

fn one<T: Copy>(of: &[T], at: u8) -> T {
    of[usize::from(at) % of.len()]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..16_u8, any::<u8>(), any::<u8>(), any::<u8>()), 1..60)
}

fn office() -> (Shelf, [PaperId; 2]) {
    let mut shelf = Shelf::staffed();
    let opened = Act::OpenDossier {
        dossier: "D1".parse().unwrap(),
        title: "Tides".into(),
        code: None,
        home: None,
        level: None,
        rule: Some(Visibility::ListOnly),
    };
    shelf.act("lawyer", opened);
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal")]));
    let secret = shelf.enter("keeper", but(draft_in("SEC", 2), |d| d.level = Some(level("secret"))));
    (shelf, [paper, secret])
}

fn act_of((op, a, b, c): Step, papers: [PaperId; 2]) -> DossierAct {
    let reason = || "A reason.".to_owned();
    let says = || format!("It is {}.", b % 4);
    let number = u32::from(a % 4) + 1;
    let no = (c % 3 == 0).then_some(number);
    let passage = (a % 3 == 0).then(|| "as it stands".to_owned());
    let source = (c % 4 == 0).then(|| Source { paper: one(&papers, c / 4), passage });
    let of = if a % 2 == 0 { Assessed::Claim(number) } else { Assessed::Proposal(number) };
    let by = desk(one(&DESKS, b));
    match op {
        0 | 1 => {
            let claim = ClaimWords { says: says(), asserted_by: None, reported_by: None, source };
            DossierAct::PutClaim { no, claim }
        }
        2 | 3 => {
            let step = |after| StepWords {
                actor: "somebody".into(),
                desk: (b % 2 == 0).then(|| by.clone()),
                act: "publish".into(),
                object: None,
                recipient: None,
                due: None,
                after,
            };
            let steps = vec![step(None), step(Some(u32::from(c % 3)))];
            let (by_whom, until) = ("Varga".into(), Some(date(1951, 12, 27)));
            DossierAct::PutProposal { no, proposal: ProposalWords { says: says(), by_whom, source, until, steps } }
        }
        4..=6 => {
            let stance = if c % 2 == 0 { Stance::For } else { Stance::Against };
            let assessment = AssessmentWords { stance, says: says(), source, ground: None };
            DossierAct::PutAssessment { no: no.filter(|_| c % 5 == 0), of, desk: by, assessment }
        }
        7 | 8 => {
            let stance = one(&[Advice::Adopt, Advice::Reject, Advice::Other], c);
            let recommendation = RecommendationWords { stance, says: says(), holder: String::new(), source };
            let on = (a % 3 > 0).then_some(number);
            DossierAct::PutRecommendation { no, on, desk: (b % 4 > 0).then_some(by), recommendation }
        }
        9 => {
            let what = one(&[Position::Claim, Position::Proposal, Position::Assessment, Position::Recommendation], b);
            DossierAct::WithdrawPosition { what, no: number, reason: reason() }
        }
        10 | 11 => DossierAct::AskAssessment { of, desk: by, due: (c % 2 == 0).then(|| date(1951, 12, 26)) },
        12 => DossierAct::DeclineAssessment { asked: number, reason: reason() },
        13 => DossierAct::TakeBackAssessmentAsked { asked: number, reason: reason() },
        14 => DossierAct::AskOut { to: InHouse::Desk(by), reason: reason() },
        _ if c % 8 == 0 => DossierAct::CloseDossier { reason: reason() },
        _ if c % 2 == 0 => DossierAct::ReopenDossier { reason: reason() },
        _ => DossierAct::AskIn { to: InHouse::Desk(by), reason: reason() },
    }
}

fn who(does: &DossierAct, c: u8) -> &'static str {
    let of = |desk: &DeskId| match desk.as_str() {
        "legal" => "lawyer",
        "press" => "editor",
        "chief" => "chief",
        _ => "keeper",
    };
    match does {
        _ if c.is_multiple_of(5) => one(&OFFICERS, c / 5),
        DossierAct::PutAssessment { desk, .. } | DossierAct::PutRecommendation { desk: Some(desk), .. } => of(desk),
        DossierAct::DeclineAssessment { .. } => one(&["lawyer", "editor", "chief", "keeper"], c),
        DossierAct::PutClaim { .. } | DossierAct::PutProposal { .. } if c.is_multiple_of(2) => {
            one(&["editor", "keeper"], c / 2)
        }
        _ => "lawyer",
    }
}

fn dossier(shelf: &Shelf) -> &Dossier {
    shelf.dossiers.values().next().unwrap()
}

/// Plays the steps. Each act that came to be changes nobody's words but those of the desk that acted, or of one below it.
fn play(steps: &[Step]) -> Shelf {
    let (mut shelf, papers) = office();
    for step in steps {
        let does = act_of(*step, papers);
        let act = Act::InDossier { dossier: "D1".parse().unwrap(), does };
        let Act::InDossier { does, .. } = &act else { continue };
        let before = dossier(&shelf).positions.clone();
        let Ok(decided) = shelf.attempt(who(does, step.3), &act) else { continue };
        let after = &dossier(&shelf).positions;
        let sat = decided.acted.desk;
        for (was, is) in before.assessments.iter().zip(&after.assessments) {
            assert!(was == is || sat.as_ref() == Some(&was.desk), "{was:?} by {sat:?}");
        }
        for (was, is) in before.recommendations.iter().zip(&after.recommendations) {
            let theirs = was.desk.is_none() || sat == was.desk;
            assert!(was == is || theirs, "{was:?} by {sat:?}");
        }
    }
    shelf
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn positions_fit_stand_once_and_are_seen_by_whoever_is_asked(steps in steps()) {
        let shelf = play(&steps);
        let held = dossier(&shelf);
        let positions = &held.positions;
        // Folded anew from bytes it is the same.
        let mut folded = None;
        for entry in &shelf.entries {
            let acted = Acted::from_part(&entry.acted.to_part()).unwrap();
            let events: Vec<Event> = entry.events.iter().map(|event| Event::from_part(&event.to_part()).unwrap()).collect();
            folded = Dossier::apply_entry(folded, &held.id, &acted, &events, entry.at).unwrap();
        }
        prop_assert_eq!(folded.as_ref(), Some(held));
        // Each kind is numbered from 1 without a gap.
        let numbers = |all: Vec<u32>| all.iter().copied().eq(1..=all.len() as u32);
        prop_assert!(numbers(positions.claims.iter().map(|one| one.no).collect()));
        prop_assert!(numbers(positions.proposals.iter().map(|one| one.no).collect()));
        prop_assert!(numbers(positions.assessments.iter().map(|one| one.no).collect()));
        prop_assert!(numbers(positions.recommendations.iter().map(|one| one.no).collect()));
        prop_assert!(numbers(positions.asked.iter().map(|one| one.no).collect()));
        // A desk stands once towards each thing.
        let mut stands: BTreeMap<(Assessed, &DeskId), usize> = BTreeMap::new();
        for one in positions.assessments.iter().filter(|one| one.withdrawn.is_none()) {
            *stands.entry((one.of, &one.desk)).or_default() += 1;
        }
        prop_assert!(stands.values().all(|count| *count == 1), "{:?}", stands);
        // Whoever is asked sees it, and nothing is asked of what was withdrawn or in a closed dossier.
        for one in positions.open_askings() {
            prop_assert!(positions.says(one.of).is_some() && held.closed.is_none());
            for officer in shelf.house.officers_of(&one.desk, shelf.now) {
                prop_assert!(may_see_dossier(&shelf.house, officer, held, shelf.now), "{} {:?}", officer, one);
            }
        }
        // Every step waits for one before it.
        let steps = positions.proposals.iter().flat_map(|one| &one.steps);
        prop_assert!(steps.clone().all(|step| step.words.after.is_none_or(|after| (1..step.no).contains(&after))));
        // No passage of a paper that is marked higher than the dossier.
        let claimed = positions.claims.iter().filter_map(|one| one.source.as_ref());
        prop_assert!(claimed.clone().all(|source| shelf.paper(source.paper).series().iter().all(|series| series.as_str() != "SEC")));
        // Prose tells of everybody who stands against something.
        let printed = prose(held, &Names { house: &shelf.house, papers: &BTreeMap::new() });
        for one in positions.assessments.iter().filter(|one| one.withdrawn.is_none() && positions.says(one.of).is_some()) {
            prop_assert!(printed.contains(one.desk.as_str()), "{} of {}", one.desk, printed);
        }
        prop_assert!(!printed.contains("\n\n\n"));
    }
}

#[test]
fn every_act_on_positions_comes_to_be() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut done: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..200 {
        for entry in play(&steps().new_tree(&mut runner).unwrap().current()).entries {
            *done.entry(entry.acted.act).or_default() += 1;
        }
    }
    for act in [
        "put_claim",
        "put_proposal",
        "put_assessment",
        "put_recommendation",
        "withdraw_position",
        "ask_assessment",
        "decline_assessment",
        "take_back_assessment_asked",
        "close_dossier",
    ] {
        assert!(done.contains_key(act), "{act} never came to be; the properties say nothing of it: {done:?}");
    }
}
