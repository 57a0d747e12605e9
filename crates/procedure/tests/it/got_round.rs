//! Rules of dossiers that hold also by the second way: another submission of the same draft, another desk, another word.

use procedure::act::Act;
use procedure::dossier::{
    ActionFacts, ClaimWords, Conveyance, Dossier, DossierAct, DossierEvent, DraftState, How, Position, Source,
    SubmissionFacts, SubmissionState, TextRead, Verdict, WaitsFor, Word,
};
use procedure::house::{TwoPersonsFor, Visibility};
use procedure::paper::InHouse;

use crate::decisions::{ask, asked, concur, d1, decide, does, hash, opened, start, submission, submit, why};
use crate::decisions_limits::fold;
use crate::shelf::{Shelf, but, check, desk, draft, lead, level, officer, series};

fn held(shelf: &Shelf) -> &Dossier {
    &shelf.dossiers[&d1()]
}

/// A dossier of legal's with a draft that was put before its chief.
fn submitted() -> Shelf {
    let mut shelf = opened();
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", submit());
    shelf
}

fn decide_on(submission: u32, word: Verdict) -> Act {
    let (hash, how) = (Some(hash(1)), How::InPerson);
    does(DossierAct::Decide { submission, word, hash, how, remark: None, amended: None, read: TextRead::default() })
}

fn reopen(submission: u32) -> Act {
    does(DossierAct::ReopenSubmission { submission, reason: why() })
}

fn two_of(of: TwoPersonsFor) -> Act {
    Act::SetTwoPersons { of, holds: true, reason: why() }
}

#[test]
fn who_decided_and_who_wrote_that_down_are_none_of_them_the_second() {
    let mut shelf = submitted();
    shelf.act("root", two_of(TwoPersonsFor::Series(series("OUT"))));
    shelf.mandate("keeper", "chief");
    shelf.mandate("editor", "chief");
    let (decided_by, conveyed_by) = (officer("chief"), "the driver".to_owned());
    let how = How::Conveyed { decided_by, conveyed_by, means: Conveyance::Telephone, evidence: None };
    let (submission, word, hash) = (1, Verdict::Adopted, Some(hash(1)));
    let conveyed = does(DossierAct::Decide {
        submission,
        word,
        hash,
        how,
        remark: None,
        amended: None,
        read: TextRead::default(),
    });
    shelf.act("keeper", conveyed);
    let second = || does(DossierAct::SecondDecision { submission, hash });
    check(
        &shelf,
        &[
            ("not who decided", "chief", second(), "! same_officer_twice"),
            ("not who wrote it down", "keeper", second(), "! same_officer_twice"),
        ],
    );
    shelf.act("editor", second());
    assert_eq!(shelf.papers.len(), 1);
}

#[test]
fn a_suspended_officer_decides_nothing_by_telephone() {
    let mut shelf = submitted();
    shelf.mandate("keeper", "chief");
    shelf.act("root", Act::SuspendOfficer { officer: officer("chief"), reason: why() });
    let decided = crate::decisions::conveyed("chief");
    assert!(shelf.attempt("keeper", &decided).is_err());
}

#[test]
fn what_nobody_marked_is_of_the_lowest_level_for_two_as_well() {
    let mut shelf = submitted();
    shelf.act("root", two_of(TwoPersonsFor::Level(level("open"))));
    shelf.act("chief", decide(Verdict::Adopted, Some(1)));
    assert_eq!(held(&shelf).submissions[0].state, SubmissionState::AwaitsSecond);
    assert!(shelf.papers.is_empty());
}

#[test]
fn one_draft_is_adopted_once_whichever_submission_is_opened_again() {
    let mut shelf = submitted();
    shelf.act("chief", decide(Verdict::Seen, None));
    shelf.act("lawyer", submit());
    check(&shelf, &[("while it is up elsewhere", "chief", reopen(1), "! draft_submitted")]);
    shelf.act("chief", decide_on(2, Verdict::Rejected));
    check(&shelf, &[("a rejected one is a draft again", "chief", reopen(1), "submission_turned")]);
    shelf.act("chief", reopen(2));
    shelf.act("chief", decide_on(2, Verdict::Adopted));
    check(&shelf, &[("once it is a paper", "chief", reopen(1), "! draft_settled")]);
    assert_eq!(shelf.papers.len(), 1);

    let mut shelf = submitted();
    shelf.act("chief", decide(Verdict::Seen, None));
    shelf.act("lawyer", does(DossierAct::DropDraft { draft: 1, reason: why() }));
    check(&shelf, &[("once it was given up", "chief", reopen(1), "! draft_settled")]);
    assert!(matches!(held(&shelf).drafts[0].state, DraftState::Dropped { .. }));
}

/// No act puts a draft up twice; where a journal holds one that was, it is decided once all the same.
#[test]
fn a_draft_that_is_up_twice_is_decided_once() {
    let twice = |shelf: &mut Shelf| {
        let (facts, from, office, went_up) = (submission(), desk("legal"), None, Some(hash(1)));
        fold(shelf, std::iter::once(DossierEvent::Submitted { submission: 2, facts, from, office, went_up }));
    };
    let mut shelf = submitted();
    twice(&mut shelf);
    shelf.act("chief", decide_on(2, Verdict::Adopted));
    let also = |word| decide_on(1, word);
    check(
        &shelf,
        &[
            ("not adopted again", "chief", also(Verdict::Adopted), "! draft_settled"),
            ("nor rejected", "chief", also(Verdict::Rejected), "! draft_settled"),
            ("but seen", "chief", also(Verdict::Seen), "decided"),
        ],
    );
    let mut by_two = submitted();
    twice(&mut by_two);
    by_two.act("root", two_of(TwoPersonsFor::Series(series("OUT"))));
    by_two.mandate("keeper", "chief");
    by_two.act("chief", decide_on(1, Verdict::Adopted));
    by_two.act("chief", decide_on(2, Verdict::Rejected));
    let second = |submission| does(DossierAct::SecondDecision { submission, hash: Some(hash(1)) });
    by_two.act("keeper", second(1));
    check(&by_two, &[("nor by a second of the other", "keeper", second(2), "! draft_settled")]);
    assert_eq!((shelf.papers.len(), by_two.papers.len()), (1, 1));
}

/// Who was asked in alone does not let a whole desk see the dossier by acting for it there.
#[test]
fn nobody_names_a_desk_by_acting_for_it() {
    let mut shelf = opened();
    shelf.act("lawyer", does(DossierAct::SetDossierRule { rule: Visibility::ListOnly, reason: why() }));
    shelf.act("lawyer", does(DossierAct::AskIn { to: InHouse::Officer(officer("editor")), reason: why() }));
    let draft = |of: &str| {
        let Act::InDossier { dossier, does: DossierAct::StartDraft { facts, version, note, read, .. } } =
            start(Some(1))
        else {
            unreachable!("that is what it is")
        };
        Act::InDossier { dossier, does: DossierAct::StartDraft { facts, desk: Some(desk(of)), version, note, read } }
    };
    let question = |of: &str| {
        let facts = SubmissionFacts { draft: None, copies: vec![], ..submission() };
        does(DossierAct::Submit { facts, desk: Some(desk(of)) })
    };
    let action = |control: &str, owes: &str| {
        let (desk, control) = (desk(owes), desk(control));
        let (what, due) = ("rings".into(), None);
        does(DossierAct::SetAction { facts: ActionFacts { desk, what, due, control, submission: None, after: None } })
    };
    check(
        &shelf,
        &[
            ("no draft for one's desk", "editor", draft("press"), "! desk_without_word"),
            ("no submission", "editor", question("press"), "! desk_without_word"),
            ("no action that one's desk sees done", "editor", action("press", "registry"), "! no_mandate"),
            ("who keeps it lets another see it done", "lawyer", action("press", "press"), "actions_started"),
        ],
    );
    shelf.act("lawyer", does(DossierAct::AskIn { to: InHouse::Desk(desk("press")), reason: why() }));
    check(
        &shelf,
        &[
            ("once the desk is asked in", "editor", draft("press"), "draft_started draft_version_added"),
            ("and so with the others", "editor", action("press", "registry"), "actions_started"),
        ],
    );
    shelf.act("lawyer", does(DossierAct::AskOut { to: InHouse::Desk(desk("press")), reason: why() }));
    check(&shelf, &[("no longer when it is asked out", "editor", start(Some(1)), "! no_mandate")]);
}

#[test]
fn what_was_returned_is_gone_on_without() {
    let mut shelf = opened();
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", ask(&[asked("press", 1), asked("registry", 2)]));
    shelf.act("editor", concur(1, 1, Word::Returned { reason: why() }));
    let skip = || does(DossierAct::SkipConcurrence { draft: 1, concurrence: 1, reason: why() });
    assert!(!held(&shelf).waits().iter().any(|one| one.what == WaitsFor::Concurrence), "the next stage waits");
    shelf.act("lawyer", skip());
    assert!(held(&shelf).waits().iter().any(|one| one.what == WaitsFor::Concurrence));
    let close = || does(DossierAct::CloseDossier { reason: why() });
    check(
        &shelf,
        &[
            ("once", "lawyer", skip(), "! concurrence_given"),
            ("a desk that has still to concur bars closing", "lawyer", close(), "! concurrences_awaited"),
        ],
    );
    shelf.act("lawyer", does(DossierAct::DropDraft { draft: 1, reason: why() }));
    shelf.act("lawyer", close());
}

#[test]
fn a_question_that_came_back_is_given_up_or_goes_up_to_another_desk() {
    let back = || does(DossierAct::SendBack { submission: 1, reason: why() });
    let mut shelf = submitted();
    shelf.act("chief", back());
    shelf.act("lawyer", does(DossierAct::WithdrawSubmission { submission: 1, reason: why() }));
    assert!(held(&shelf).waits().is_empty());

    let mut shelf = submitted();
    shelf.act("chief", back());
    let facts = SubmissionFacts { to: desk("registry"), ..submission() };
    shelf.act("lawyer", does(DossierAct::Submit { facts, desk: None }));
    assert!(!held(&shelf).waits().iter().any(|one| one.what == WaitsFor::Resubmission), "the draft is up again");
}

#[test]
fn the_box_was_for_the_decision_that_came_of_it() {
    let mut shelf = submitted();
    let day = jiff::civil::date(1951, 12, 26);
    shelf.act("chief", does(DossierAct::PutInBox { submission: 1, day, place: 1 }));
    shelf.act("chief", decide(Verdict::Rejected, Some(1)));
    shelf.act("chief", reopen(1));
    let wait = &held(&shelf).waits()[0];
    assert_eq!((wait.what, wait.due), (WaitsFor::Decision, submission().decide_by));
}

#[test]
fn a_dossier_is_marked_no_lower_than_what_it_rests_on() {
    let mut shelf = opened();
    let mark = |to: &str| does(DossierAct::MarkDossier { level: level(to), reason: why() });
    shelf.act("lawyer", mark("secret"));
    let draft = but(draft(1), |draft| {
        draft.level = Some(level("secret"));
        draft.directions = vec![lead("legal")];
    });
    let paper = shelf.enter("clerk", draft);
    let source = Some(Source { paper, passage: None });
    let claim = ClaimWords { says: "The line holds.".into(), asserted_by: None, reported_by: None, source };
    shelf.act("lawyer", does(DossierAct::PutClaim { no: None, claim }));
    let withdraw = does(DossierAct::WithdrawPosition { what: Position::Claim, no: 1, reason: why() });
    shelf.act("lawyer", withdraw);
    check(&shelf, &[("its words can still be read", "lawyer", mark("open"), "! rests_on_higher")]);
    // A dossier that lies too low already is marked up all the same: that shows its readers less, and not more.
    let dossier = shelf.dossiers.get_mut(&d1()).unwrap();
    dossier.level = None;
    check(
        &shelf,
        &[
            ("up, and still below the paper", "lawyer", mark("restricted"), "marked"),
            ("up to it", "lawyer", mark("secret"), "marked"),
        ],
    );
}

#[test]
fn who_has_a_part_in_a_dossier_is_not_asked_out() {
    let mut shelf = opened();
    let to = InHouse::Desk(desk("press"));
    shelf.act("lawyer", does(DossierAct::AskIn { to: to.clone(), reason: why() }));
    shelf.act("lawyer", start(Some(1)));
    let out = || does(DossierAct::AskOut { to: to.clone(), reason: why() });
    let mut without = shelf.clone();
    without.act("lawyer", out());
    shelf.act("lawyer", ask(&[asked("press", 1)]));
    check(&shelf, &[("it is to concur", "lawyer", out(), "! has_part_in_dossier")]);
}
