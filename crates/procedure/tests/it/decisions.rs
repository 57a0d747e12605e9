//! From a draft to what follows from it: drafts, concurrence, submission, decision, actions; who may, and what refuses.

use jiff::civil::{Date, date};
use procedure::act::{Act, REMARK_BYTES_MAX, REMARKS_PER_READING_MAX};
use procedure::dossier::{
    ActionFacts, ActionState, Asked, BOTTOM_LINES_MAX, ConcurrenceStanding, Conveyance, Dossier, DossierAct,
    DraftFacts, DraftState, FollowUp, How, STAGE_MAX, SubmissionFacts, SubmissionState, Verdict, WaitsFor, Word,
};
use procedure::house::TwoPersonsFor;
use procedure::ids::{DossierId, Hash};
use procedure::paper::{InHouse, Marking};
use procedure::sight::may_see_dossier;

use crate::shelf::{Shelf, check, desk, file, level, officer, series};

const TODAY: Date = date(1951, 12, 25);
const SOON: Date = date(1951, 12, 27);

pub(crate) fn d1() -> DossierId {
    "D1".parse().unwrap()
}

pub(crate) fn does(does: DossierAct) -> Act {
    Act::InDossier { dossier: d1(), does }
}

pub(crate) fn why() -> String {
    "A reason.".into()
}

pub(crate) fn hash(no: u8) -> Hash {
    Hash([no; 32])
}

fn step(of: &str, what: &str, after: Option<u32>) -> FollowUp {
    FollowUp { desk: desk(of), what: what.into(), due: Some(SOON), control: None, after }
}

pub(crate) fn facts() -> DraftFacts {
    DraftFacts {
        title: "The communiqué".into(),
        kind: "resolution".into(),
        series: series("OUT"),
        to: vec!["The command".into()],
        follows: vec![
            step("press", "publishes the communiqué", None),
            step("legal", "writes to the assembly", Some(1)),
        ],
    }
}

pub(crate) fn start(version: Option<u8>) -> Act {
    does(DossierAct::StartDraft {
        facts: facts(),
        desk: None,
        version: version.map(file),
        note: None,
        remarks: Vec::new(),
    })
}

pub(crate) fn add(after: Option<u8>, no: u8) -> Act {
    does(DossierAct::AddDraftVersion {
        draft: 1,
        after: after.map(hash),
        version: file(no),
        note: None,
        remarks: Vec::new(),
    })
}

pub(crate) fn asked(of: &str, stage: u32) -> Asked {
    Asked { desk: desk(of), stage, due: None, instead_of: None }
}

pub(crate) fn ask(asked: &[Asked]) -> Act {
    does(DossierAct::AskConcurrence { draft: 1, asked: asked.to_vec() })
}

pub(crate) fn concur(no: u32, of: u8, word: Word) -> Act {
    does(DossierAct::Concur { draft: 1, concurrence: no, hash: hash(of), word })
}

pub(crate) fn submission() -> SubmissionFacts {
    SubmissionFacts {
        draft: Some(1),
        to: desk("chief"),
        bottom_line: "The delegate asks for a communiqué by 27 December.\nLegal is against.".into(),
        recommends: "Reject it.".into(),
        dissent: None,
        decide_by: Some(SOON),
        enclosures: vec![],
        copies: vec![InHouse::Officer(officer("porter"))],
    }
}

pub(crate) fn submit() -> Act {
    does(DossierAct::Submit { facts: submission(), desk: None })
}

pub(crate) fn decide(word: Verdict, of: Option<u8>) -> Act {
    let (hash, how) = (of.map(hash), How::InPerson);
    does(DossierAct::Decide { submission: 1, word, hash, how, remark: None, amended: None })
}

pub(crate) fn amend(base: u8, to: u8) -> Act {
    let (hash, amended) = (Some(hash(base)), Some(file(to)));
    let (word, how) = (Verdict::Amended, How::InPerson);
    does(DossierAct::Decide { submission: 1, word, hash, how, remark: None, amended })
}

pub(crate) fn conveyed(by: &str) -> Act {
    let how = How::Conveyed {
        decided_by: officer(by),
        conveyed_by: "the driver".into(),
        means: Conveyance::Telephone,
        evidence: None,
    };
    let (word, hash) = (Verdict::Rejected, Some(hash(1)));
    does(DossierAct::Decide { submission: 1, word, hash, how, remark: None, amended: None })
}

/// A dossier that legal keeps.
pub(crate) fn opened() -> Shelf {
    let mut shelf = Shelf::staffed();
    let (dossier, title, home) = (d1(), "The line".into(), Some(desk("legal")));
    shelf.act("lawyer", Act::OpenDossier { dossier, title, code: None, home, level: None, rule: None });
    shelf
}

/// With a draft of one version that lies before the chief.
pub(crate) fn submitted() -> Shelf {
    let mut shelf = opened();
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", submit());
    shelf
}

pub(crate) fn held(shelf: &Shelf) -> &Dossier {
    &shelf.dossiers[&d1()]
}

/// What waits, and at which desk.
fn waits(shelf: &Shelf) -> Vec<(String, WaitsFor)> {
    held(shelf).waits().into_iter().map(|one| (one.at.to_string(), one.what)).collect()
}

fn at(desk: &str, what: WaitsFor) -> (String, WaitsFor) {
    (format!("desk {desk}"), what)
}

#[test]
fn a_draft_is_begun_and_gets_versions() {
    let mut shelf = opened();
    let facts = |facts: DraftFacts| {
        does(DossierAct::StartDraft { facts, desk: None, version: None, note: None, remarks: Vec::new() })
    };
    let with = |follows| DraftFacts { follows, ..self::facts() };
    check(
        &shelf,
        &[
            ("without its text", "lawyer", start(None), "draft_started"),
            ("with its text", "lawyer", start(Some(1)), "draft_started draft_version_added"),
            ("by the chief", "chief", start(None), "draft_started"),
            ("not by one who does not see the dossier", "editor", start(None), "! absent"),
            ("it has a title", "lawyer", facts(DraftFacts { title: " ".into(), ..self::facts() }), "! empty"),
            ("and a series", "lawyer", facts(DraftFacts { series: series("NO"), ..self::facts() }), "! absent"),
            ("a step needs a desk", "lawyer", facts(with(vec![step("moon", "publishes", None)])), "! absent"),
            (
                "a step comes after one before it",
                "lawyer",
                facts(with(vec![step("press", "publishes", Some(1))])),
                "! step_order",
            ),
            (
                "steps are counted from 1",
                "lawyer",
                facts(with(vec![step("press", "publishes", Some(0))])),
                "! step_order",
            ),
        ],
    );
    shelf.act("lawyer", start(Some(1)));
    check(
        &shelf,
        &[
            ("a version", "lawyer", add(Some(1), 2), "draft_version_added"),
            ("not from an older text", "lawyer", add(Some(9), 2), "! draft_changed"),
            ("nor from none", "lawyer", add(None, 2), "! draft_changed"),
            ("not the same file", "lawyer", add(Some(1), 1), "! draft_same"),
            (
                "of a draft that is there",
                "lawyer",
                does(DossierAct::DropDraft { draft: 2, reason: why() }),
                "! no_draft",
            ),
            ("given up", "lawyer", does(DossierAct::DropDraft { draft: 1, reason: why() }), "draft_dropped"),
            (
                "not changed to what it is",
                "lawyer",
                does(DossierAct::ChangeDraft { draft: 1, facts: self::facts() }),
                "! same_facts",
            ),
        ],
    );
    shelf.act("lawyer", does(DossierAct::DropDraft { draft: 1, reason: why() }));
    check(&shelf, &[("nothing more", "lawyer", add(Some(1), 2), "! draft_settled")]);
}

#[test]
fn desks_concur_in_order_each_to_one_text() {
    let mut shelf = opened();
    shelf.act("lawyer", start(None));
    shelf.act("lawyer", ask(&[asked("press", 1), asked("registry", 2)]));
    assert!(waits(&shelf).is_empty(), "nobody concurs in a text that is not there");
    shelf.act("lawyer", add(None, 1));
    assert_eq!(waits(&shelf), [at("press", WaitsFor::Concurrence)], "the registry's turn comes later");
    let seen = |shelf: &Shelf, who| may_see_dossier(&shelf.house, &officer(who), held(shelf), shelf.sitting("root").at);
    assert!(seen(&shelf, "editor") && seen(&shelf, "clerk"), "whoever is asked sees the dossier");
    let remarks = || Word::AgreedWithRemarks { remarks: "Shorter.".into() };
    check(
        &shelf,
        &[
            ("agreed", "editor", concur(1, 1, Word::Agreed), "concurrence_given"),
            ("with remarks", "editor", concur(1, 1, remarks()), "concurrence_given"),
            ("refused", "editor", concur(1, 1, Word::Refused { reasons: why() }), "concurrence_given"),
            ("returned", "editor", concur(1, 1, Word::Returned { reason: why() }), "concurrence_given"),
            (
                "handed on",
                "editor",
                concur(1, 1, Word::Delegated { to: desk("vault") }),
                "concurrence_given concurrence_asked",
            ),
            ("a refusal has reasons", "editor", concur(1, 1, Word::Refused { reasons: " ".into() }), "! empty"),
            (
                "not handed on to one that is asked",
                "editor",
                concur(1, 1, Word::Delegated { to: desk("registry") }),
                "! concurrence_open",
            ),
            (
                "nor to the one that draws it up",
                "editor",
                concur(1, 1, Word::Delegated { to: desk("legal") }),
                "! concurrence_own",
            ),
            ("not to another text", "editor", concur(1, 2, Word::Agreed), "! draft_changed"),
            ("not before its turn", "clerk", concur(2, 1, Word::Agreed), "! concurrence_later"),
            ("not for another desk", "clerk", concur(1, 1, Word::Agreed), "! no_mandate"),
            (
                "a desk does not skip itself",
                "editor",
                concur(1, 1, Word::Skipped { reason: why() }),
                "! skipped_by_desk",
            ),
            ("not one that was not asked", "editor", concur(3, 1, Word::Agreed), "! no_concurrence"),
            ("not asked twice", "lawyer", ask(&[asked("press", 1)]), "! concurrence_open"),
            ("not oneself", "lawyer", ask(&[asked("legal", 1)]), "! concurrence_own"),
            ("not one desk twice", "lawyer", ask(&[asked("vault", 1), asked("vault", 2)]), "! desk_twice"),
            ("at the last stage", "lawyer", ask(&[asked("vault", STAGE_MAX)]), "concurrence_asked"),
            ("not beyond it", "lawyer", ask(&[asked("vault", STAGE_MAX + 1)]), "! stage_too_far"),
            ("somebody", "lawyer", ask(&[]), "! nobody_asked"),
            (
                "not waited for",
                "lawyer",
                does(DossierAct::SkipConcurrence { draft: 1, concurrence: 1, reason: why() }),
                "concurrence_given",
            ),
            (
                "which the desk does not say",
                "editor",
                does(DossierAct::SkipConcurrence { draft: 1, concurrence: 1, reason: why() }),
                "! no_mandate",
            ),
        ],
    );
    shelf.act("editor", concur(1, 1, remarks()));
    assert_eq!(waits(&shelf), [at("registry", WaitsFor::Concurrence)]);
    check(&shelf, &[("once", "editor", concur(1, 1, Word::Agreed), "! concurrence_given")]);
    shelf.act("lawyer", add(Some(1), 2));
    let standings = |shelf: &Shelf| -> Vec<ConcurrenceStanding> {
        let draft = held(shelf).draft(1).unwrap();
        draft.concurrences.iter().map(|one| draft.standing(one)).collect()
    };
    assert_eq!(standings(&shelf), [ConcurrenceStanding::Older, ConcurrenceStanding::Open], "given to an older version");
    shelf.act("lawyer", ask(&[asked("press", 1)]));
    shelf.act("editor", concur(3, 2, Word::Agreed));
    assert_eq!(standings(&shelf)[2], ConcurrenceStanding::Current);
}

#[test]
fn what_is_returned_holds_up_the_next_stage_until_asked_again() {
    let mut shelf = opened();
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", ask(&[asked("press", 1), asked("registry", 2)]));
    shelf.act("editor", concur(1, 1, Word::Returned { reason: "The map is missing.".into() }));
    assert!(waits(&shelf).is_empty());
    shelf.act("lawyer", ask(&[asked("press", 1)]));
    assert_eq!(waits(&shelf), [at("press", WaitsFor::Concurrence)]);
    shelf.act("editor", concur(3, 1, Word::Delegated { to: desk("vault") }));
    assert_eq!(waits(&shelf), [at("vault", WaitsFor::Concurrence)], "handed on within its stage");
    shelf.act("keeper", concur(4, 1, Word::Refused { reasons: why() }));
    assert_eq!(waits(&shelf), [at("registry", WaitsFor::Concurrence)], "a refusal is an answer");
    let refused: Vec<String> =
        held(&shelf).draft(1).unwrap().refusals().map(|one| one.asked.desk.to_string()).collect();
    assert_eq!(refused, ["vault"]);
}

#[test]
fn it_goes_up_and_comes_down() {
    let mut shelf = opened();
    shelf.act("lawyer", start(None));
    let with = |facts: SubmissionFacts| does(DossierAct::Submit { facts, desk: None });
    let lines = |count: usize| SubmissionFacts { bottom_line: "A line.\n".repeat(count), ..submission() };
    check(
        &shelf,
        &[
            ("without its text", "lawyer", submit(), "submitted"),
            (
                "not of a draft that is not there",
                "lawyer",
                with(SubmissionFacts { draft: Some(2), ..submission() }),
                "! no_draft",
            ),
            (
                "a question without a draft",
                "lawyer",
                with(SubmissionFacts { draft: None, ..submission() }),
                "submitted",
            ),
            (
                "to a desk that is there",
                "lawyer",
                with(SubmissionFacts { to: desk("moon"), ..submission() }),
                "! absent",
            ),
            ("in four lines", "lawyer", with(lines(BOTTOM_LINES_MAX)), "submitted"),
            ("not in five", "lawyer", with(lines(BOTTOM_LINES_MAX + 1)), "! bottom_line_too_long"),
            (
                "with a recommendation",
                "lawyer",
                with(SubmissionFacts { recommends: " ".into(), ..submission() }),
                "! empty",
            ),
            (
                "not to be decided yesterday",
                "lawyer",
                with(SubmissionFacts { decide_by: Some(date(1951, 12, 24)), ..submission() }),
                "! due_past",
            ),
        ],
    );
    shelf.act("lawyer", submit());
    assert_eq!(waits(&shelf), [at("chief", WaitsFor::Decision)], "without a private office it lies before the chief");
    let withdraw = || does(DossierAct::WithdrawSubmission { submission: 1, reason: why() });
    check(
        &shelf,
        &[
            ("a draft is up once", "lawyer", submit(), "! draft_submitted"),
            (
                "its facts stand while it is up",
                "lawyer",
                does(DossierAct::DropDraft { draft: 1, reason: why() }),
                "! draft_submitted",
            ),
            ("its text may still come", "lawyer", add(None, 1), "draft_version_added"),
            ("taken back", "lawyer", withdraw(), "submission_turned"),
            ("not by another desk", "chief", withdraw(), "! no_mandate"),
            ("sent back", "chief", does(DossierAct::SendBack { submission: 1, reason: why() }), "submission_turned"),
        ],
    );
    shelf.act("chief", does(DossierAct::SendBack { submission: 1, reason: "The draft is missing.".into() }));
    assert_eq!(waits(&shelf), [at("legal", WaitsFor::Resubmission)]);
    check(&shelf, &[("it is no longer up", "chief", decide(Verdict::Seen, None), "! submission_over")]);
    shelf.act("lawyer", add(None, 1));
    shelf.act("lawyer", submit());
    assert_eq!(waits(&shelf), [at("chief", WaitsFor::Decision)]);
    assert_eq!(held(&shelf).submission(2).unwrap().went_up, Some(hash(1)));
}

#[test]
fn a_private_office_stands_before_the_desk_that_decides() {
    let mut shelf = opened();
    let office = |office: Option<&str>| Act::SetPrivateOffice { desk: desk("chief"), office: office.map(desk) };
    check(
        &shelf,
        &[
            ("set", "root", office(Some("press")), "private_office_set"),
            ("by an administrator", "lawyer", office(Some("press")), "! not_administrator"),
            ("not itself", "root", office(Some("chief")), "! desk_above_itself"),
            ("not twice", "root", office(None), "! rule_same"),
        ],
    );
    shelf.act("root", office(Some("press")));
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", submit());
    assert_eq!(waits(&shelf), [at("press", WaitsFor::PrivateOffice)]);
    let hold = || does(DossierAct::HoldSubmission { submission: 1, reason: why() });
    let boxed = |day: Date, place: u32| does(DossierAct::PutInBox { submission: 1, day, place });
    let cover = || does(DossierAct::AddCover { submission: 1, says: "He is tired today.".into() });
    check(
        &shelf,
        &[
            ("held", "editor", hold(), "submission_turned"),
            ("not by the desk that submits", "lawyer", hold(), "! no_mandate"),
            ("in today's box", "editor", boxed(TODAY, 1), "submission_turned"),
            ("not in yesterday's", "editor", boxed(date(1951, 12, 24), 1), "! due_past"),
            ("at a place", "editor", boxed(TODAY, 0), "! no_place"),
            ("a cover", "editor", cover(), "cover_added"),
            ("which is not for the desk that submits", "lawyer", cover(), "! no_mandate"),
            (
                "whoever decides need not wait for it",
                "chief",
                decide(Verdict::Rejected, Some(1)),
                "decided draft_not_adopted",
            ),
            ("told by telephone", "editor", conveyed("chief"), "decided draft_not_adopted"),
            ("by one who may decide", "editor", conveyed("lawyer"), "! decider_without_mandate"),
            ("the office does not decide itself", "editor", decide(Verdict::Rejected, Some(1)), "! no_mandate"),
            ("nor does the desk that submits write down what was told", "lawyer", conveyed("chief"), "! no_mandate"),
        ],
    );
    shelf.act("editor", hold());
    shelf.act("editor", boxed(TODAY, 2));
    assert_eq!(waits(&shelf), [at("chief", WaitsFor::Decision)]);
    shelf.act("editor", conveyed("chief"));
    let decision = held(&shelf).submission(1).unwrap().decided().unwrap();
    assert_eq!((decision.by.as_str(), decision.desk.as_str()), ("editor", "press"), "who wrote it down");
}

#[test]
fn what_may_be_decided_and_on_which_text() {
    let shelf = submitted();
    let body = |sitting: &str| {
        let how = How::Body {
            sitting: sitting.into(),
            item: Some("4".into()),
            result: "7 for, 2 against".into(),
            dissenters: vec!["Orlan".into()],
            written_round_until: None,
        };
        let (word, hash) = (Verdict::Adopted, Some(hash(1)));
        does(DossierAct::Decide { submission: 1, word, hash, how, remark: None, amended: None })
    };
    let with_remark = |word, remark: &str| {
        let (how, remark) = (How::InPerson, Some(remark.to_owned()));
        does(DossierAct::Decide { submission: 1, word, hash: None, how, remark, amended: None })
    };
    let adopted = "decided registered arrived version_added described name_bound name_bound name_bound filed \
                   draft_entered actions_started";
    check(
        &shelf,
        &[
            ("adopted", "chief", decide(Verdict::Adopted, Some(1)), adopted),
            ("as amended", "chief", amend(1, 2), &format!("draft_version_added {adopted}")),
            ("rejected", "chief", decide(Verdict::Rejected, Some(1)), "decided draft_not_adopted"),
            ("returned", "chief", with_remark(Verdict::Returned, "Shorter."), "decided"),
            ("deferred", "chief", decide(Verdict::Deferred { until: SOON }, None), "decided"),
            ("to be discussed", "chief", decide(Verdict::Discuss, None), "decided"),
            ("seen", "chief", decide(Verdict::Seen, None), "decided"),
            ("by a body", "chief", body("12th sitting"), adopted),
            ("in a sitting that has a name", "chief", body(" "), "! empty"),
            ("not on a text that changed", "chief", decide(Verdict::Adopted, Some(2)), "! draft_changed"),
            ("nor on none", "chief", decide(Verdict::Adopted, None), "! draft_changed"),
            ("rejecting binds the text too", "chief", decide(Verdict::Rejected, None), "! draft_changed"),
            ("amended has a text", "chief", decide(Verdict::Amended, Some(1)), "! no_amended_text"),
            ("which is another", "chief", amend(1, 1), "! same_file"),
            (
                "and no other word has",
                "chief",
                does(DossierAct::Decide {
                    submission: 1,
                    word: Verdict::Adopted,
                    hash: Some(hash(1)),
                    how: How::InPerson,
                    remark: None,
                    amended: Some(file(2)),
                }),
                "! amended_text_beside",
            ),
            ("returned with a word", "chief", decide(Verdict::Returned, None), "! empty"),
            ("deferred to a day that comes", "chief", decide(Verdict::Deferred { until: TODAY }, None), "! due_past"),
            ("not by the desk that submits", "lawyer", decide(Verdict::Adopted, Some(1)), "! no_mandate"),
            (
                "nobody is the second",
                "chief",
                does(DossierAct::SecondDecision { submission: 1, hash: Some(hash(1)) }),
                "! no_second_awaited",
            ),
        ],
    );
    let mut late = shelf.clone();
    late.act("lawyer", add(Some(1), 2));
    check(&late, &[("a second ago it was another", "chief", decide(Verdict::Adopted, Some(1)), "! draft_changed")]);
    let mut empty = opened();
    empty.act("lawyer", start(None));
    empty.act("lawyer", submit());
    check(
        &empty,
        &[
            ("nothing is there to adopt", "chief", decide(Verdict::Adopted, None), "! nothing_to_adopt"),
            ("but it may be rejected", "chief", decide(Verdict::Rejected, None), "decided draft_not_adopted"),
        ],
    );
}

#[test]
fn rejected_nobody_owes_it() {
    let mut shelf = submitted();
    shelf.act("chief", decide(Verdict::Rejected, Some(1)));
    let dossier = held(&shelf);
    assert!(dossier.actions.is_empty() && dossier.waits().is_empty());
    assert!(matches!(dossier.draft(1).unwrap().state, DraftState::NotAdopted { .. }));
    assert!(shelf.papers.is_empty(), "nothing was entered");
    check(
        &shelf,
        &[
            ("never two decisions", "chief", decide(Verdict::Adopted, Some(1)), "! already_decided"),
            ("nor a new version", "lawyer", add(Some(1), 2), "! draft_settled"),
            (
                "opened again with a reason",
                "chief",
                does(DossierAct::ReopenSubmission { submission: 1, reason: why() }),
                "submission_turned",
            ),
            (
                "not by who submitted it",
                "lawyer",
                does(DossierAct::ReopenSubmission { submission: 1, reason: why() }),
                "! no_mandate",
            ),
        ],
    );
    shelf.act("chief", does(DossierAct::ReopenSubmission { submission: 1, reason: "Averin wrote again.".into() }));
    shelf.act("chief", decide(Verdict::Adopted, Some(1)));
    let decisions: Vec<&str> = held(&shelf).submissions[0].decisions.iter().map(|one| one.word.words()).collect();
    assert_eq!(decisions, ["rejected", "adopted"], "the first stays on the record");
}

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
fn amended_it_is_the_amended_text_that_is_entered() {
    let mut shelf = submitted();
    let id = shelf.act("chief", amend(1, 2)).acted.id;
    assert_eq!(shelf.paper(id).versions[0].version.hash, hash(2));
    let draft = held(&shelf).draft(1).unwrap();
    assert!(matches!(draft.state, DraftState::Entered { version: 2, .. }), "{:?}", draft.state);
    assert_eq!(held(&shelf).submissions[0].decided().unwrap().hash, Some(hash(2)));
}

#[test]
fn deferred_and_discussed_it_stays_up() {
    let mut shelf = submitted();
    shelf.act("chief", decide(Verdict::Discuss, None));
    assert_eq!(waits(&shelf), [at("legal", WaitsFor::Resubmission), at("chief", WaitsFor::Decision)]);
    shelf.act("chief", decide(Verdict::Deferred { until: date(1952, 1, 7) }, None));
    let wait = &held(&shelf).waits()[0];
    assert_eq!((wait.what, wait.due), (WaitsFor::Decision, Some(date(1952, 1, 7))));
    assert_eq!(held(&shelf).submissions[0].state, SubmissionState::Deferred { until: date(1952, 1, 7) });
    shelf.act("chief", decide(Verdict::Seen, None));
    assert!(waits(&shelf).is_empty());
}

#[test]
fn where_two_have_to_decide() {
    let mut shelf = opened();
    let rule = |of, holds| Act::SetTwoPersons { of, holds, reason: why() };
    let of_out = || TwoPersonsFor::Series(series("OUT"));
    check(
        &shelf,
        &[
            ("set", "root", rule(of_out(), true), "two_persons_set"),
            ("not twice", "root", rule(of_out(), false), "! rule_same"),
            ("for a series that is there", "root", rule(TwoPersonsFor::Series(series("NO")), true), "! absent"),
            ("by an administrator", "chief", rule(of_out(), true), "! not_administrator"),
        ],
    );
    shelf.act("root", rule(of_out(), true));
    shelf.mandate("keeper", "chief");
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", submit());
    let second = |of: u8| does(DossierAct::SecondDecision { submission: 1, hash: Some(hash(of)) });
    shelf.act("chief", decide(Verdict::Adopted, Some(1)));
    assert!(shelf.papers.is_empty(), "nothing holds yet");
    assert_eq!(waits(&shelf), [at("chief", WaitsFor::Decision)]);
    check(
        &shelf,
        &[
            ("not the same officer", "chief", second(1), "! same_officer_twice"),
            ("not a third decision", "keeper", decide(Verdict::Rejected, Some(1)), "! awaits_second"),
            ("not another text", "keeper", second(2), "! draft_changed"),
            ("not by another desk", "lawyer", second(1), "! no_mandate"),
            (
                "who is of another mind sends it back",
                "keeper",
                does(DossierAct::SendBack { submission: 1, reason: why() }),
                "submission_turned",
            ),
        ],
    );
    shelf.act("keeper", second(1));
    assert_eq!((shelf.papers.len(), waits(&shelf)), (1, vec![at("press", WaitsFor::Action)]));
    check(&shelf, &[("once", "keeper", second(1), "! already_decided")]);
}

#[test]
fn a_resolution_is_marked_as_its_dossier() {
    let mut shelf = opened();
    shelf.act("lawyer", does(DossierAct::MarkDossier { level: level("restricted"), reason: why() }));
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", submit());
    let id = shelf.act("chief", decide(Verdict::Adopted, Some(1))).acted.id;
    assert_eq!(shelf.paper(id).marking, Marking::Confirmed { level: level("restricted") });
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
fn what_was_noticed_in_a_file_stays_with_its_version_and_keeps_within_its_limits() {
    let bringing = |remarks: Vec<String>| {
        let (draft, after, version) = (1, None, file(1));
        does(DossierAct::AddDraftVersion { draft, after, version, note: None, remarks })
    };
    let one = |says: &str| vec![says.to_owned()];
    for (remarks, fits) in [
        (one("The file holds tracked changes that nobody has accepted or rejected."), true),
        (vec!["a".to_owned(); REMARKS_PER_READING_MAX], true),
        (vec!["a".to_owned(); REMARKS_PER_READING_MAX + 1], false),
        (one(&"a".repeat(REMARK_BYTES_MAX)), true),
        (one(&"a".repeat(REMARK_BYTES_MAX + 1)), false),
        (one(" "), false),
    ] {
        let mut shelf = opened();
        shelf.act("lawyer", start(None));
        let done = shelf.attempt("lawyer", &bringing(remarks.clone()));
        assert_eq!(done.is_ok(), fits, "{done:?}");
        if fits {
            assert_eq!(held(&shelf).drafts[0].versions[0].remarks, remarks);
        }
    }
}
