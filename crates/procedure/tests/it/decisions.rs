//! From a draft to its submission: drafts, concurrence, the private office; who may, and what refuses.

use jiff::civil::{Date, date};
use procedure::act::{Act, DirectionDraft, REMARK_BYTES_MAX, REMARKS_PER_READING_MAX};
use procedure::card::AskedAct;
use procedure::dossier::{
    Asked, BOTTOM_LINES_MAX, ConcurrenceStanding, Conveyance, Dossier, DossierAct, DraftFacts, DraftState, Enclosed,
    FollowUp, How, STAGE_MAX, SubmissionFacts, TextRead, Verdict, WaitsFor, Word,
};
use procedure::ids::{DossierId, Hash, PaperId};
use procedure::paper::{InHouse, NamedAs};
use procedure::sight::may_see_dossier;

use crate::shelf::{Shelf, bind_desk, but, card, check, cites, copy, desk, draft, file, lead, officer, series};

pub(crate) const TODAY: Date = date(1951, 12, 25);
pub(crate) const SOON: Date = date(1951, 12, 27);
/// The day before.
pub(crate) const PAST: Date = date(1951, 12, 24);

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

pub(crate) fn step(of: &str, what: &str, after: Option<u32>) -> FollowUp {
    FollowUp { desk: desk(of), what: what.into(), due: Some(SOON), control: None, after }
}

pub(crate) fn facts() -> DraftFacts {
    DraftFacts {
        title: "The communiqué".into(),
        kind: "resolution".into(),
        series: series("OUT"),
        to: vec!["The command".into()],
        answers: [].into(),
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
        read: TextRead::default(),
    })
}

pub(crate) fn add(after: Option<u8>, no: u8) -> Act {
    does(DossierAct::AddDraftVersion {
        draft: 1,
        after: after.map(hash),
        version: file(no),
        note: None,
        read: TextRead::default(),
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
    decide_as(word, hash, how)
}

/// Submission 1 decided on the text with this hash.
pub(crate) fn decide_as(word: Verdict, hash: Option<Hash>, how: How) -> Act {
    does(DossierAct::Decide { submission: 1, word, hash, how, remark: None, amended: None, read: TextRead::default() })
}

pub(crate) fn amend(base: u8, to: u8) -> Act {
    let (hash, amended) = (Some(hash(base)), Some(file(to)));
    let (word, how) = (Verdict::Amended, How::InPerson);
    does(DossierAct::Decide { submission: 1, word, hash, how, remark: None, amended, read: TextRead::default() })
}

pub(crate) fn conveyed(by: &str) -> Act {
    let how = How::Conveyed {
        decided_by: officer(by),
        conveyed_by: "the driver".into(),
        means: Conveyance::Telephone,
        evidence: None,
    };
    let (word, hash) = (Verdict::Rejected, Some(hash(1)));
    decide_as(word, hash, how)
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
pub(crate) fn waits(shelf: &Shelf) -> Vec<(String, WaitsFor)> {
    held(shelf).waits().into_iter().map(|one| (one.at.to_string(), one.what)).collect()
}

pub(crate) fn at(desk: &str, what: WaitsFor) -> (String, WaitsFor) {
    (format!("desk {desk}"), what)
}

#[test]
fn a_draft_is_begun_and_gets_versions() {
    let mut shelf = opened();
    let facts = |facts: DraftFacts| {
        does(DossierAct::StartDraft { facts, desk: None, version: None, note: None, read: TextRead::default() })
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
                "not by yesterday",
                "lawyer",
                facts(with(vec![FollowUp { due: Some(PAST), ..step("press", "rings", None) }])),
                "! due_past",
            ),
            (
                "seen done by a desk that is there",
                "lawyer",
                facts(with(vec![FollowUp { control: Some(desk("moon")), ..step("press", "rings", None) }])),
                "! absent",
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
fn whom_is_asked_by_when_and_on_which_text() {
    let mut shelf = opened();
    shelf.act("lawyer", start(None));
    let by = |due| Asked { due: Some(due), ..asked("press", 1) };
    let word = |word| concur(1, 1, word);
    check(
        &shelf,
        &[
            ("by today", "lawyer", ask(&[by(TODAY)]), "concurrence_asked"),
            ("not by yesterday", "lawyer", ask(&[by(PAST)]), "! due_past"),
            ("a desk that is there", "lawyer", ask(&[asked("moon", 1)]), "! absent"),
            (
                "whose place one takes is said by handing on",
                "lawyer",
                ask(&[Asked { instead_of: Some(1), ..asked("press", 1) }]),
                "! skipped_by_desk",
            ),
        ],
    );
    shelf.act("lawyer", ask(&[by(TODAY)]));
    check(&shelf, &[("not before its text is there", "editor", word(Word::Agreed), "! draft_missing")]);
    shelf.act("lawyer", add(None, 1));
    check(
        &shelf,
        &[
            ("remarks say something", "editor", word(Word::AgreedWithRemarks { remarks: " ".into() }), "! empty"),
            ("returned with a word", "editor", word(Word::Returned { reason: " ".into() }), "! empty"),
            ("handed on to a desk that is there", "editor", word(Word::Delegated { to: desk("moon") }), "! absent"),
        ],
    );
    shelf.today = SOON;
    shelf.act("editor", word(Word::Delegated { to: desk("vault") }));
    let last = held(&shelf).drafts[0].concurrences.last().unwrap();
    assert_eq!((last.asked.due, last.asked.instead_of), (Some(TODAY), Some(1)), "handed on late, it stays late");
    let mut closed = opened();
    closed.act("lawyer", start(Some(1)));
    closed.act("root", Act::CloseDesk { desk: desk("press"), reason: why() });
    check(&closed, &[("a desk that closed", "lawyer", ask(&[asked("press", 1)]), "! closed")]);
}

/// Whoever has lost a mandate concurs no more; a substitute does, and nobody is a substitute for a substitute.
#[test]
fn who_concurs_for_a_desk() {
    let mut shelf = opened();
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", ask(&[asked("press", 1)]));
    shelf.substitute("clerk", "press");
    shelf.substitute("porter", "registry");
    let agreed = || concur(1, 1, Word::Agreed);
    check(
        &shelf,
        &[
            ("its holder", "editor", agreed(), "concurrence_given"),
            ("its substitute", "clerk", agreed(), "concurrence_given"),
            ("not who stands in for the substitute elsewhere", "porter", agreed(), "! absent"),
            ("nor who keeps the dossier", "lawyer", agreed(), "! no_mandate"),
        ],
    );
    // Somebody has to hold the desk when the others go.
    shelf.mandate("keeper", "press");
    for mandate in ["editor-press", "clerk-press"] {
        shelf.act("root", Act::EndMandate { mandate: mandate.parse().unwrap(), until: None, reason: why() });
    }
    check(
        &shelf,
        &[
            ("a mandate that ended", "editor", agreed(), "! absent"),
            ("of the substitute too", "clerk", agreed(), "! absent"),
            ("the chief of the desk does not speak for it", "chief", agreed(), "! no_mandate"),
        ],
    );
}

/// A question may go in a circle: each time by an act of a desk that was asked, and never to one that has still to answer.
#[test]
fn handed_on_in_a_circle_it_is_asked_anew() {
    let mut shelf = opened();
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", ask(&[asked("press", 1), asked("registry", 2)]));
    let on = |no, to: &str| concur(no, 1, Word::Delegated { to: desk(to) });
    check(
        &shelf,
        &[
            ("not to itself", "editor", on(1, "press"), "! concurrence_open"),
            ("not to one that is asked later", "editor", on(1, "registry"), "! concurrence_open"),
            ("not back to who asks", "editor", on(1, "legal"), "! concurrence_own"),
        ],
    );
    shelf.act("editor", on(1, "vault"));
    check(&shelf, &[("not by who handed it on", "editor", on(1, "vault"), "! concurrence_given")]);
    shelf.act("keeper", on(3, "press"));
    assert_eq!(waits(&shelf), [at("press", WaitsFor::Concurrence)], "it is one desk's turn, and the next stage waits");
    shelf.act("editor", concur(4, 1, Word::Agreed));
    assert_eq!(waits(&shelf), [at("registry", WaitsFor::Concurrence)]);
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
fn what_lies_with_it_and_who_gets_copies() {
    let mut shelf = opened();
    shelf.act("lawyer", start(Some(1)));
    let hidden = shelf.enter("clerk", draft(50));
    let seen = shelf.enter("clerk", but(draft(51), |d| d.directions = vec![lead("legal")]));
    let with = |facts: SubmissionFacts| does(DossierAct::Submit { facts, desk: None });
    let enclosed = |what: &str, paper| {
        let enclosures = vec![Enclosed { what: what.into(), paper }];
        with(SubmissionFacts { enclosures, copies: vec![], ..submission() })
    };
    let copies = |to| with(SubmissionFacts { copies: vec![to], ..submission() });
    let to_officer = |code: &str| copies(InHouse::Officer(officer(code)));
    let to_desk = |code: &str| copies(InHouse::Desk(desk(code)));
    let table = |shelf: &Shelf, press: &str, porter: &str| {
        check(
            shelf,
            &[
                ("a paper", "lawyer", enclosed("telegram 812", Some(seen)), "submitted"),
                ("which is missing", "lawyer", enclosed("telegram 813", None), "submitted"),
                ("not one that is not seen", "lawyer", enclosed("telegram 814", Some(hidden)), "! no_paper"),
                ("it is called something", "lawyer", enclosed(" ", Some(seen)), "! empty"),
                ("a copy to a desk", "lawyer", to_desk("press"), press),
                ("to an officer", "lawyer", to_officer("porter"), porter),
                ("who is there", "lawyer", to_officer("nobody"), "! no_officer"),
            ],
        );
    };
    table(&shelf, "submitted", "submitted");
    shelf.act("root", Act::CloseDesk { desk: desk("press"), reason: why() });
    shelf.act("root", Act::SuspendOfficer { officer: officer("porter"), reason: why() });
    table(&shelf, "! closed", "! suspended");
}

#[test]
fn a_private_office_that_closed_is_passed_by() {
    let mut shelf = opened();
    shelf.act("lawyer", start(Some(1)));
    shelf.act("root", Act::SetPrivateOffice { desk: desk("chief"), office: Some(desk("press")) });
    shelf.act("root", Act::CloseDesk { desk: desk("press"), reason: why() });
    shelf.act("lawyer", submit());
    assert_eq!(held(&shelf).submissions[0].office, None);
    assert_eq!(waits(&shelf), [at("chief", WaitsFor::Decision)]);
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
fn what_a_letter_answers_is_answered_once_it_is_adopted() {
    let mut shelf = opened();
    let letter = but(draft(5), |draft| {
        draft.card = card("letter", "812", "1951-12-20", "Harbour Board", "Ministry");
        draft.bindings = vec![bind_desk(NamedAs::Addressee, "legal")];
    });
    let (first, hidden) = (shelf.enter("clerk", letter), shelf.enter("clerk", draft(6)));
    let answering = |papers: &[PaperId]| DraftFacts { answers: papers.iter().copied().collect(), ..facts() };
    let begin = |papers: &[PaperId], read: TextRead| {
        let (facts, version) = (answering(papers), Some(file(1)));
        does(DossierAct::StartDraft { facts, desk: None, version, note: None, read })
    };
    let change = |papers: &[PaperId]| does(DossierAct::ChangeDraft { draft: 1, facts: answering(papers) });
    check(
        &shelf,
        &[
            ("what one does not see is no paper", "lawyer", begin(&[hidden], TextRead::default()), "! no_paper"),
            ("nor what nobody holds", "lawyer", begin(&[PaperId([9; 16])], TextRead::default()), "! no_paper"),
        ],
    );
    let read = TextRead { cites: vec![cites("812", "Harbour Board", "1951-12-20")], ..TextRead::default() };
    shelf.act("lawyer", begin(&[first], read));
    assert!(shelf.paper(first).answers.is_empty() && held(&shelf).drafts[0].facts.answers.contains(&first));
    assert_eq!(shelf.outcome("lawyer", &change(&[first, hidden])), "! no_paper");
    let to_answer = |to: &str| DirectionDraft { act: AskedAct::Answer, ..lead(to) };
    let directions = vec![to_answer("legal"), DirectionDraft { act: AskedAct::Answer, ..copy("press") }];
    shelf.act("clerk", Act::Direct { paper: first, desk: desk("registry"), directions });
    shelf.act("lawyer", submit());
    shelf.act("chief", decide(Verdict::Adopted, Some(1)));
    let DraftState::Entered { paper, .. } = held(&shelf).drafts[0].state else { panic!("it was adopted") };
    // What the desk that drew it up was asked to answer is done; what it has for its information, and others were asked, is not.
    let open: Vec<bool> = shelf.paper(first).directions.iter().map(procedure::paper::Direction::is_open).collect();
    assert_eq!(open, [false, true]);
    let adopted = shelf.paper(paper);
    assert_eq!(adopted.answers, [first].into());
    // What its text cites stands on its card, and leads to the paper that is meant.
    assert_eq!(adopted.card.citations[0].value.number.as_deref(), Some("812"));
    assert_eq!(adopted.ties.iter().map(|tie| tie.to).collect::<Vec<_>>(), [first]);
}

#[test]
fn a_paper_made_void_meanwhile_is_answered_by_nothing_and_stands_in_nobodys_way() {
    let mut shelf = opened();
    let seen = but(draft(5), |draft| draft.bindings = vec![bind_desk(NamedAs::Addressee, "legal")]);
    let letter = shelf.enter("clerk", seen);
    let answering = || DraftFacts { answers: [letter].into(), ..facts() };
    let begin = || {
        let version = Some(file(1));
        does(DossierAct::StartDraft { facts: answering(), desk: None, version, note: None, read: TextRead::default() })
    };
    shelf.act("lawyer", begin());
    let number = shelf.paper(letter).number().to_owned();
    shelf.act("clerk", Act::Void { paper: letter, number, reason: "Twice.".into() });
    assert_eq!(shelf.outcome("lawyer", &begin()), "! paper_void");
    // What it was to answer before is no hindrance to changing something else.
    let retitled = DraftFacts { title: "Otherwise".into(), ..answering() };
    shelf.act("lawyer", does(DossierAct::ChangeDraft { draft: 1, facts: retitled }));
    shelf.act("lawyer", submit());
    shelf.act("chief", decide(Verdict::Adopted, Some(1)));
    let DraftState::Entered { paper, .. } = held(&shelf).drafts[0].state else { panic!("it was adopted") };
    assert!(shelf.paper(paper).answers.is_empty());
}

#[test]
fn what_was_noticed_in_a_file_stays_with_its_version_and_keeps_within_its_limits() {
    let bringing = |remarks: Vec<String>| {
        let (draft, after, version, read) = (1, None, file(1), TextRead { remarks, ..TextRead::default() });
        does(DossierAct::AddDraftVersion { draft, after, version, note: None, read })
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
            assert_eq!(held(&shelf).drafts[0].versions[0].read.remarks, remarks);
        }
    }
}
