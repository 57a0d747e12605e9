//! What may be decided, on which text, by whom, and by how many; and what becomes of the draft.

use jiff::civil::date;
use procedure::act::Act;
use procedure::dossier::{Conveyance, DossierAct, DraftState, How, SubmissionState, TextRead, Verdict, WaitsFor};
use procedure::house::{Capacity, TwoPersonsFor};
use procedure::paper::{InHouse, Marking, Principal};

use crate::decisions::{
    SOON, TODAY, add, amend, at, conveyed, decide, decide_as, does, hash, held, opened, start, submission, submit,
    submitted, waits, why,
};
use crate::shelf::{Shelf, check, desk, draft, file, level, officer, series};

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
        decide_as(word, hash, how)
    };
    let with_remark = |word, remark: &str| {
        let (how, remark) = (How::InPerson, Some(remark.to_owned()));
        does(DossierAct::Decide {
            submission: 1,
            word,
            hash: None,
            how,
            remark,
            amended: None,
            read: TextRead::default(),
        })
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
                    read: TextRead::default(),
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

fn end(mandate: &str) -> Act {
    Act::EndMandate { mandate: mandate.parse().unwrap(), until: None, reason: why() }
}

fn second(of: u8) -> Act {
    does(DossierAct::SecondDecision { submission: 1, hash: Some(hash(of)) })
}

/// A draft before the chief, where two have to decide: the chief and the keeper of the vault.
fn before_two() -> Shelf {
    let mut shelf = submitted();
    let of = TwoPersonsFor::Series(series("OUT"));
    shelf.act("root", Act::SetTwoPersons { of, holds: true, reason: why() });
    shelf.mandate("keeper", "chief");
    shelf
}

#[test]
fn two_bind_one_text_whatever_they_say_of_it() {
    let mut shelf = before_two();
    check(&shelf, &[("rejecting takes two as well", "chief", decide(Verdict::Rejected, Some(1)), "decided")]);
    let mut rejected = shelf.clone();
    rejected.act("chief", decide(Verdict::Rejected, Some(1)));
    check(&rejected, &[("and ends with the second", "keeper", second(1), "decision_seconded draft_not_adopted")]);
    shelf.act("chief", decide(Verdict::Adopted, Some(1)));
    shelf.act("lawyer", add(Some(1), 2));
    check(
        &shelf,
        &[
            ("not the text that came since", "keeper", second(2), "! draft_changed"),
            ("nor the first, which stands no more", "keeper", second(1), "! draft_changed"),
        ],
    );
    let mut ended = before_two();
    ended.act("chief", decide(Verdict::Adopted, Some(1)));
    ended.act("root", end("keeper-chief"));
    check(&ended, &[("not by a mandate that ended", "keeper", second(1), "! absent")]);
}

#[test]
fn what_was_conveyed_was_decided_by_one_who_could() {
    let mut shelf = submitted();
    shelf.mandate("keeper", "chief");
    let hidden = shelf.enter("clerk", draft(50));
    let borne = |conveyed_by: &str, evidence| {
        let (decided_by, means) = (officer("chief"), Conveyance::Ink);
        let how = How::Conveyed { decided_by, conveyed_by: conveyed_by.into(), means, evidence };
        let (word, hash) = (Verdict::Rejected, Some(hash(1)));
        decide_as(word, hash, how)
    };
    check(
        &shelf,
        &[
            ("by the chief", "keeper", conveyed("chief"), "decided draft_not_adopted"),
            ("somebody brought it", "keeper", borne(" ", None), "! empty"),
            ("on a paper that is seen", "keeper", borne("the driver", Some(hidden)), "! no_paper"),
        ],
    );
    shelf.act("root", end("chief-chief"));
    check(&shelf, &[("not once the mandate ended", "keeper", conveyed("chief"), "! decider_without_mandate")]);
}

#[test]
fn a_substitute_decides_as_one() {
    let capacity = |who: &str, act: Act| {
        let mut shelf = submitted();
        shelf.substitute("keeper", "chief");
        // Who stands in for the substitute's own desk stands in for nothing else.
        shelf.substitute("porter", "vault");
        check(&shelf, &[("no substitute of a substitute", "porter", decide(Verdict::Seen, None), "! absent")]);
        shelf.act(who, act);
        held(&shelf).submissions[0].decided().unwrap().capacity
    };
    assert_eq!(capacity("chief", decide(Verdict::Seen, None)), Capacity::Holder);
    assert_eq!(capacity("keeper", decide(Verdict::Seen, None)), Capacity::Substitute);
    assert_eq!(capacity("chief", conveyed("keeper")), Capacity::Substitute, "who decided, not who wrote it down");
    assert_eq!(capacity("keeper", conveyed("chief")), Capacity::Holder);
}

#[test]
fn who_drew_it_up_and_who_submitted_it_keep_sight_of_the_paper() {
    let mut shelf = opened();
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", does(DossierAct::AskIn { to: InHouse::Desk(desk("press")), reason: why() }));
    shelf.act("editor", does(DossierAct::Submit { facts: submission(), desk: Some(desk("press")) }));
    let id = shelf.act("chief", decide(Verdict::Adopted, Some(1))).acted.id;
    let bound: Vec<Principal> = shelf.paper(id).bindings.iter().map(|one| one.to.clone()).collect();
    let desks = ["chief", "legal", "press"].map(|code| Principal::Desk(desk(code)));
    assert_eq!(bound, [&desks[..], &[Principal::Officer(officer("porter"))]].concat());
}
