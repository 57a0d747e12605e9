//! Actions: what follows from a decision, and what desks are given without one.

use jiff::civil::date;
use procedure::act::Act;
use procedure::dossier::{
    ActionFacts, ActionState, DossierAct, DraftState, How, SubmissionFacts, TextRead, Verdict, WaitsFor,
};

use crate::decisions::{SOON, at, decide, does, hash, held, opened, start, submission, submitted, waits, why};
use crate::shelf::{check, desk, draft};

#[test]
fn adopted_it_becomes_a_paper_and_its_steps_start_in_order() {
    let mut shelf = submitted();
    let id = shelf.act("chief", decide(Verdict::Adopted, Some(1))).acted.id;
    let (dossier, paper) = (held(&shelf).clone(), shelf.paper(id).clone());
    assert_eq!((paper.number(), paper.filed[0].dossier.as_str()), ("OUT-1951-0001", "D1"));
    assert_eq!(paper.versions[0].version.hash, hash(1), "the very text");
    assert!(matches!(&dossier.draft(1).unwrap().state, DraftState::Entered { version: 1, paper, .. } if *paper == id));
    assert!(paper.bindings.iter().any(|one| one.name == "porter"), "whoever gets a copy is bound");
    assert_eq!(waits(&shelf), [at("press", WaitsFor::Action)], "the second step waits for the first");
    let accept = |action| does(DossierAct::AcceptAction { action });
    let report = |action| does(DossierAct::ReportAction { action, says: "Done.".into(), paper: None });
    let discharge = |action| does(DossierAct::DischargeAction { action });
    check(
        &shelf,
        &[
            ("accepted", "editor", accept(1), "action_turned"),
            ("reported", "editor", report(1), "action_turned"),
            ("not by another desk", "clerk", report(1), "! absent"),
            ("the second has not begun", "lawyer", accept(2), "! action_not_begun"),
            ("nor can it be reported", "lawyer", report(2), "! action_not_begun"),
            ("nor discharged", "lawyer", discharge(2), "! action_not_begun"),
            ("discharged by the desk that sees it done", "lawyer", discharge(1), "action_turned"),
            ("not by the one that owes it", "editor", discharge(1), "! no_mandate"),
            (
                "what was adopted is not opened again",
                "chief",
                does(DossierAct::ReopenSubmission { submission: 1, reason: why() }),
                "! adopted_stands",
            ),
            (
                "a dossier with work stays open",
                "lawyer",
                does(DossierAct::CloseDossier { reason: why() }),
                "! dossier_has_work",
            ),
        ],
    );
    shelf.act("editor", accept(1));
    shelf.act("editor", report(1));
    assert_eq!(waits(&shelf), [at("legal", WaitsFor::Discharge)]);
    shelf.act("lawyer", does(DossierAct::ReturnAction { action: 1, reason: "Where is the paper?".into() }));
    assert_eq!(waits(&shelf), [at("press", WaitsFor::Action)]);
    shelf.act("editor", report(1));
    shelf.act("lawyer", discharge(1));
    assert_eq!(waits(&shelf), [at("legal", WaitsFor::Action)], "and then the second starts");
    let extend = |due| does(DossierAct::ExtendAction { action: 2, due, reason: why() });
    check(
        &shelf,
        &[
            ("extended by whoever controls it", "lawyer", extend(date(1952, 1, 7)), "action_turned"),
            ("to another day", "lawyer", extend(SOON), "! action_same_day"),
            ("that is to come", "lawyer", extend(date(1951, 12, 24)), "! due_past"),
            ("what is discharged stays so", "lawyer", discharge(1), "! action_settled"),
        ],
    );
    shelf.act("lawyer", does(DossierAct::CancelAction { action: 2, reason: why() }));
    assert!(waits(&shelf).is_empty());
    shelf.act("lawyer", does(DossierAct::CloseDossier { reason: "Carried out.".into() }));
}

#[test]
fn desks_are_given_work_without_a_decision_too() {
    let mut shelf = opened();
    let facts = ActionFacts {
        desk: desk("press"),
        what: "rings Averin".into(),
        due: Some(SOON),
        control: desk("legal"),
        submission: None,
        after: None,
    };
    let set = |facts: ActionFacts| does(DossierAct::SetAction { facts });
    check(
        &shelf,
        &[
            ("given", "lawyer", set(facts.clone()), "actions_started"),
            ("not by one who does not see it", "editor", set(facts.clone()), "! absent"),
            ("to a desk that is there", "lawyer", set(ActionFacts { desk: desk("moon"), ..facts.clone() }), "! absent"),
            (
                "not for yesterday",
                "lawyer",
                set(ActionFacts { due: Some(date(1951, 12, 24)), ..facts.clone() }),
                "! due_past",
            ),
            (
                "not in the name of a decision",
                "lawyer",
                set(ActionFacts { submission: Some(1), ..facts.clone() }),
                "! no_submission",
            ),
            ("after one that is there", "lawyer", set(ActionFacts { after: Some(7), ..facts.clone() }), "! no_action"),
        ],
    );
    shelf.act("lawyer", set(facts));
    assert_eq!(held(&shelf).actions[0].state, ActionState::Open);
    assert_eq!(waits(&shelf), [at("press", WaitsFor::Action)]);
}

/// An adoption never tasks a desk that was closed meanwhile.
#[test]
fn a_step_of_a_desk_that_closed_refuses_the_adoption() {
    let mut shelf = submitted();
    shelf.act("root", Act::CloseDesk { desk: desk("press"), reason: why() });
    check(
        &shelf,
        &[
            ("named", "chief", decide(Verdict::Adopted, Some(1)), "! closed"),
            ("rejecting needs no desk", "chief", decide(Verdict::Rejected, Some(1)), "decided draft_not_adopted"),
        ],
    );
}

#[test]
fn the_desk_that_sees_it_done_says_so_and_no_other() {
    let mut shelf = opened();
    let hidden = shelf.enter("clerk", draft(50));
    let facts = |control: &str| {
        let (desk, control) = (desk("press"), desk(control));
        let facts = ActionFacts { desk, what: "rings".into(), due: None, control, submission: None, after: None };
        does(DossierAct::SetAction { facts })
    };
    let report = |paper| does(DossierAct::ReportAction { action: 1, says: "Done.".into(), paper });
    check(&shelf, &[("a desk that is there", "lawyer", facts("moon"), "! absent")]);
    shelf.act("lawyer", facts("registry"));
    check(
        &shelf,
        &[
            ("not with a paper that is not seen", "editor", report(Some(hidden)), "! no_paper"),
            (
                "a report says something",
                "editor",
                does(DossierAct::ReportAction { action: 1, says: " ".into(), paper: None }),
                "! empty",
            ),
        ],
    );
    shelf.act("editor", report(None));
    let back = || does(DossierAct::ReturnAction { action: 1, reason: why() });
    let discharge = || does(DossierAct::DischargeAction { action: 1 });
    let cancel = || does(DossierAct::CancelAction { action: 1, reason: why() });
    check(
        &shelf,
        &[
            ("not enough", "clerk", back(), "action_turned"),
            ("enough", "clerk", discharge(), "action_turned"),
            ("which is not for who keeps the dossier", "lawyer", back(), "! no_mandate"),
            ("neither way", "lawyer", discharge(), "! no_mandate"),
            ("but that it is owed no more", "lawyer", cancel(), "action_turned"),
            ("and not for who owes it", "editor", cancel(), "! no_mandate"),
        ],
    );
    shelf.act("clerk", discharge());
    shelf.act("root", Act::CloseDesk { desk: desk("press"), reason: why() });
    check(&shelf, &[("a desk that closed is given nothing", "lawyer", facts("registry"), "! closed")]);
    let control = |control: &str| {
        does(DossierAct::SetAction {
            facts: ActionFacts {
                desk: desk("legal"),
                what: "rings".into(),
                due: None,
                control: desk(control),
                submission: None,
                after: None,
            },
        })
    };
    check(&shelf, &[("nor sees anything done", "lawyer", control("press"), "! closed")]);
}

#[test]
fn steps_of_a_second_decision_follow_on_each_other() {
    let mut shelf = submitted();
    shelf.act("chief", decide(Verdict::Adopted, Some(1)));
    shelf.act("lawyer", start(Some(2)));
    let facts = SubmissionFacts { draft: Some(2), ..submission() };
    shelf.act("lawyer", does(DossierAct::Submit { facts, desk: None }));
    let (word, how) = (Verdict::Adopted, How::InPerson);
    shelf.act(
        "chief",
        does(DossierAct::Decide {
            submission: 2,
            word,
            hash: Some(hash(2)),
            how,
            remark: None,
            amended: None,
            read: TextRead::default(),
        }),
    );
    let after: Vec<(u32, Option<u32>, Option<u32>)> =
        held(&shelf).actions.iter().map(|one| (one.no, one.facts.submission, one.facts.after)).collect();
    assert_eq!(after, [(1, Some(1), None), (2, Some(1), Some(1)), (3, Some(2), None), (4, Some(2), Some(3))]);
}
