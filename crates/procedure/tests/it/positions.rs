//! Positions in a dossier: who may put what, whose words they are, what is asked, what is offered, and the prose.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use procedure::act::Act;
use procedure::card::{self, Card};
use procedure::dossier::{
    ASSESSMENTS_ASKED_MAX, Advice, Assessed, AssessmentWords, CLAIMS_MAX, ClaimWords, Dossier, DossierAct, Ground,
    Names, Position, Positions, ProposalWords, RecommendationWords, SAYS_BYTES_MAX, STEPS_MAX, Source, Stance,
    StepWords, offered, prose,
};
use procedure::house::Visibility;
use procedure::ids::{DossierId, PaperId};
use procedure::paper::InHouse;
use procedure::refusal::{Desks, PositionRefusal, Refusal};
use procedure::sight::may_see_dossier;

use crate::shelf::{Shelf, but, check, desk, draft, draft_in, lead, level, officer, read};

fn code() -> DossierId {
    "D1".parse().unwrap()
}

fn does(does: DossierAct) -> Act {
    Act::InDossier { dossier: code(), does }
}

fn why() -> String {
    "A reason.".into()
}

/// A dossier that legal keeps, with press asked in; a paper marked out to legal, and one that nobody but the vault sees.
fn kept() -> (Shelf, PaperId, PaperId) {
    let mut shelf = Shelf::staffed();
    let open =
        Act::OpenDossier { dossier: code(), title: "Tides".into(), code: None, home: None, level: None, rule: None };
    shelf.act("lawyer", open);
    shelf.act("lawyer", does(DossierAct::AskIn { to: InHouse::Desk(desk("press")), reason: why() }));
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal"), lead("press")]));
    let hidden = shelf.enter("keeper", but(draft_in("SEC", 2), |d| d.level = Some(level("secret"))));
    (shelf, paper, hidden)
}

fn from(paper: PaperId) -> Option<Source> {
    Some(Source { paper, passage: Some("as it stands".into()) })
}

fn said(says: &str) -> ClaimWords {
    ClaimWords { says: says.into(), asserted_by: None, reported_by: None, source: None }
}

fn claim(no: Option<u32>, says: &str) -> Act {
    does(DossierAct::PutClaim { no, claim: said(says) })
}

fn claim_from(source: Option<Source>) -> Act {
    does(DossierAct::PutClaim { no: None, claim: ClaimWords { source, ..said("It rains.") } })
}

fn proposed(says: &str) -> ProposalWords {
    ProposalWords { says: says.into(), by_whom: "Delegate Varga".into(), source: None, until: None, steps: vec![] }
}

fn proposal(no: Option<u32>, says: &str) -> Act {
    does(DossierAct::PutProposal { no, proposal: proposed(says) })
}

fn step(after: Option<u32>) -> StepWords {
    let (object, recipient) = (Some("a statement".into()), None);
    StepWords { actor: "the Command".into(), desk: None, act: "publish".into(), object, recipient, due: None, after }
}

fn chain(steps: Vec<StepWords>) -> Act {
    does(DossierAct::PutProposal { no: None, proposal: ProposalWords { steps, ..proposed("Publish.") } })
}

fn words(stance: Stance, says: &str) -> AssessmentWords {
    AssessmentWords { stance, says: says.into(), source: None, ground: None }
}

fn assess(of: Assessed, by: &str, says: &str) -> Act {
    let assessment = words(Stance::Against, says);
    does(DossierAct::PutAssessment { no: None, of, desk: desk(by), assessment })
}

fn advised(stance: Advice, says: &str, source: Option<Source>) -> RecommendationWords {
    RecommendationWords { stance, says: says.into(), holder: String::new(), source }
}

fn recommend(no: Option<u32>, on: Option<u32>, by: Option<&str>, recommendation: RecommendationWords) -> Act {
    does(DossierAct::PutRecommendation { no, on, desk: by.map(desk), recommendation })
}

fn withdraw(what: Position, no: u32) -> Act {
    does(DossierAct::WithdrawPosition { what, no, reason: why() })
}

fn ask(of: Assessed, whom: &str, due: Option<Date>) -> Act {
    does(DossierAct::AskAssessment { of, desk: desk(whom), due })
}

fn decline(asked: u32) -> Act {
    does(DossierAct::DeclineAssessment { asked, reason: why() })
}

fn take_back(asked: u32) -> Act {
    does(DossierAct::TakeBackAssessmentAsked { asked, reason: why() })
}

fn positions(shelf: &Shelf) -> &Positions {
    &shelf.dossiers[&code()].positions
}

fn sees(shelf: &Shelf, who: &str) -> bool {
    may_see_dossier(&shelf.house, &officer(who), &shelf.dossiers[&code()], shelf.sitting("root").at)
}

const CLAIM: Assessed = Assessed::Claim(1);
const PROPOSAL: Assessed = Assessed::Proposal(1);

#[test]
fn who_may_claim_and_propose() {
    let (mut shelf, ..) = kept();
    shelf.act("lawyer", does(DossierAct::AskIn { to: InHouse::Officer(officer("porter")), reason: why() }));
    check(
        &shelf,
        &[
            ("the desk that keeps it", "lawyer", claim(None, "It rains."), "claim_put"),
            ("its chief", "chief", proposal(None, "Wait."), "proposal_put"),
            ("a desk that is named in it", "editor", claim(None, "It rains."), "claim_put"),
            ("not a person without a desk", "porter", claim(None, "It rains."), "! no_mandate"),
            ("not one who does not see it", "clerk", claim(None, "It rains."), "! absent"),
            ("in words", "lawyer", claim(None, " "), "! empty"),
            ("on one line", "lawyer", claim(None, "It\nrains."), "! control_character"),
            (
                "by somebody",
                "lawyer",
                does(DossierAct::PutProposal {
                    no: None,
                    proposal: ProposalWords { by_whom: String::new(), ..proposed("Wait.") },
                }),
                "! empty",
            ),
            ("none is there", "lawyer", claim(Some(1), "It rains."), "! no_position"),
        ],
    );
    let rule = DossierAct::SetDossierRule { rule: Visibility::WholeHouse, reason: why() };
    shelf.act("lawyer", does(rule));
    check(&shelf, &[("seeing it alone is not enough", "clerk", claim(None, "It rains."), "! no_mandate")]);
    shelf.act("lawyer", does(DossierAct::CloseDossier { reason: why() }));
    check(&shelf, &[("nothing in a closed one", "lawyer", claim(None, "It rains."), "! dossier_closed")]);
}

#[test]
fn a_desk_puts_its_own_words_otherwise() {
    let (mut shelf, ..) = kept();
    shelf.act("editor", claim(None, "It rains."));
    check(
        &shelf,
        &[
            ("it says something else", "editor", claim(Some(1), "It pours."), "claim_put"),
            ("the desk above may", "chief", claim(Some(1), "It pours."), "claim_put"),
            ("not the same", "editor", claim(Some(1), "It rains."), "! position_same"),
            ("not the keeper, of others’ words", "lawyer", claim(Some(1), "It pours."), "! put_by_another"),
            ("nor withdraw them", "lawyer", withdraw(Position::Claim, 1), "! put_by_another"),
            ("withdrawn by who put it", "editor", withdraw(Position::Claim, 1), "position_withdrawn"),
        ],
    );
    let decided = shelf.act("editor", claim(Some(1), "It pours."));
    let json = serde_json::to_value(&decided.events[0]).unwrap();
    assert_eq!(json["change"]["was"]["says"], "It rains.", "the event keeps both");
    assert_eq!((positions(&shelf).claims.len(), positions(&shelf).claims[0].says.as_str()), (1, "It pours."));
    shelf.act("editor", withdraw(Position::Claim, 1));
    check(
        &shelf,
        &[
            ("what is withdrawn stays so", "editor", claim(Some(1), "It rains."), "! position_withdrawn"),
            ("and is not withdrawn twice", "editor", withdraw(Position::Claim, 1), "! position_withdrawn"),
            ("nor assessed", "editor", assess(CLAIM, "press", "No."), "! position_withdrawn"),
            ("the next has its own number", "editor", claim(None, "It rains."), "claim_put"),
        ],
    );
}

#[test]
fn a_passage_is_given_by_who_read_it_and_not_above_the_dossier() {
    let (mut shelf, paper, hidden) = kept();
    let marked = |to: &str| does(DossierAct::MarkDossier { level: level(to), reason: why() });
    let bare = Some(Source { paper, passage: None });
    let long = |bytes: usize| Some(Source { paper, passage: Some("x".repeat(bytes)) });
    check(
        &shelf,
        &[
            ("read whole", "lawyer", claim_from(from(paper)), "claim_put"),
            ("a paper alone", "lawyer", claim_from(bare), "claim_put"),
            ("not seen", "lawyer", claim_from(from(hidden)), "! no_paper"),
            ("not there", "lawyer", claim_from(from(PaperId([9; 16]))), "! no_paper"),
            ("as long as may be", "lawyer", claim_from(long(SAYS_BYTES_MAX)), "claim_put"),
            ("and one past it", "lawyer", claim_from(long(SAYS_BYTES_MAX + 1)), "! too_long"),
            ("with words", "lawyer", claim_from(long(0)), "! empty"),
        ],
    );
    shelf.act("lawyer", does(DossierAct::AskIn { to: InHouse::Desk(desk("registry")), reason: why() }));
    let bare = Some(Source { paper, passage: None });
    check(
        &shelf,
        &[
            ("whoever sees the card gives no words", "clerk", claim_from(from(paper)), "! passage_unread"),
            ("but the paper", "clerk", claim_from(bare), "claim_put"),
        ],
    );
    shelf.act("clerk", Act::Mark { paper, level: level("restricted"), reason: None });
    check(&shelf, &[("not of a paper marked higher", "lawyer", claim_from(from(paper)), "! marked_higher")]);
    shelf.act("lawyer", marked("restricted"));
    check(&shelf, &[("but of one marked as high", "lawyer", claim_from(from(paper)), "claim_put")]);
    let unmarked = shelf.enter(
        "clerk",
        but(draft(3), |d| {
            d.card.marking = Some(read("RESTRICTED".to_owned()));
        }),
    );
    shelf.act("lawyer", does(DossierAct::AskIn { to: InHouse::Desk(desk("vault")), reason: why() }));
    check(
        &shelf,
        &[("nor before the marking is confirmed", "clerk", claim_from(from(unmarked)), "! marking_unconfirmed")],
    );
    shelf.act("clerk", Act::Void { paper, number: shelf.paper(paper).number().to_owned(), reason: why() });
    check(&shelf, &[("nor of a void one", "lawyer", claim_from(from(paper)), "! paper_void")]);
}

#[test]
fn steps_follow_on_steps_before_them() {
    let (shelf, ..) = kept();
    let for_desk = |code: &str| StepWords { desk: Some(desk(code)), ..step(None) };
    let many = |count: usize| vec![step(None); count];
    check(
        &shelf,
        &[
            ("a chain", "lawyer", chain(vec![step(None), step(Some(1)), step(Some(1))]), "proposal_put"),
            ("not on itself", "lawyer", chain(vec![step(None), step(Some(2))]), "! step_order"),
            ("not the first on another", "lawyer", chain(vec![step(Some(1))]), "! step_order"),
            ("not on none", "lawyer", chain(vec![step(None), step(Some(0))]), "! step_order"),
            ("a desk of the house", "lawyer", chain(vec![for_desk("press")]), "proposal_put"),
            ("that is there", "lawyer", chain(vec![for_desk("moon")]), "! absent"),
            ("somebody acts", "lawyer", chain(vec![StepWords { actor: " ".into(), ..step(None) }]), "! empty"),
            ("does something", "lawyer", chain(vec![StepWords { act: String::new(), ..step(None) }]), "! empty"),
            ("so many", "lawyer", chain(many(STEPS_MAX)), "proposal_put"),
            ("and no more", "lawyer", chain(many(STEPS_MAX + 1)), "! too_many"),
        ],
    );
}

#[test]
fn a_desk_assesses_once_and_for_itself() {
    let (mut shelf, ..) = kept();
    shelf.act("lawyer", claim(None, "It rains."));
    shelf.act("lawyer", proposal(None, "Wait."));
    shelf.mandate("porter", "vault");
    shelf.act("lawyer", does(DossierAct::AskIn { to: InHouse::Officer(officer("porter")), reason: why() }));
    check(
        &shelf,
        &[
            ("of a claim", "editor", assess(CLAIM, "press", "It does not."), "assessment_put"),
            ("of a proposal", "lawyer", assess(PROPOSAL, "legal", "Too late."), "assessment_put"),
            ("not for another desk", "lawyer", assess(PROPOSAL, "press", "Too late."), "! no_mandate"),
            ("nor a chief for a desk below", "chief", assess(PROPOSAL, "press", "Too late."), "! no_mandate"),
            ("not for a desk that does not see it", "porter", assess(CLAIM, "vault", "No."), "! desk_without_word"),
            ("of what is there", "lawyer", assess(Assessed::Claim(2), "legal", "No."), "! no_position"),
        ],
    );
    shelf.act("editor", assess(PROPOSAL, "press", "Too late."));
    shelf.act("lawyer", assess(PROPOSAL, "legal", "Too soon."));
    shelf.act("editor", assess(PROPOSAL, "press", "Much too late."));
    let standing: Vec<_> = positions(&shelf).assessments_of(PROPOSAL).map(|one| (one.no, one.says.as_str())).collect();
    assert_eq!(
        standing,
        [(1, "Much too late."), (2, "Too soon.")],
        "the second of a desk takes the place of the first"
    );
    check(
        &shelf,
        &[
            ("not the same again", "editor", assess(PROPOSAL, "press", "Much too late."), "! position_same"),
            ("the keeper withdraws no dissent", "lawyer", withdraw(Position::Assessment, 1), "! put_by_another"),
            ("nor does a chief", "chief", withdraw(Position::Assessment, 1), "! put_by_another"),
            ("only the desk", "editor", withdraw(Position::Assessment, 1), "position_withdrawn"),
            (
                "by number, of another desk",
                "editor",
                does(DossierAct::PutAssessment {
                    no: Some(2),
                    of: PROPOSAL,
                    desk: desk("press"),
                    assessment: words(Stance::For, "Now."),
                }),
                "! put_by_another",
            ),
            (
                "by number, of something else",
                "editor",
                does(DossierAct::PutAssessment {
                    no: Some(1),
                    of: CLAIM,
                    desk: desk("press"),
                    assessment: words(Stance::For, "Now."),
                }),
                "! about_another",
            ),
        ],
    );
    shelf.act("lawyer", proposal(Some(1), "Wait a day."));
    let known = positions(&shelf);
    assert!(known.assessments.iter().all(|one| known.is_of_older_words(one)), "said of other words");
    shelf.act("editor", withdraw(Position::Assessment, 1));
    shelf.act("editor", assess(PROPOSAL, "press", "Too late."));
    assert_eq!(positions(&shelf).assessments.iter().map(|one| one.no).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn recommendations_have_a_holder() {
    let (mut shelf, paper, _) = kept();
    shelf.act("lawyer", proposal(None, "Wait."));
    let reject = |source| advised(Advice::Reject, "Do not wait.", source);
    let varga = |source| RecommendationWords { holder: "Delegate Varga".into(), ..reject(source) };
    check(
        &shelf,
        &[
            ("a desk’s", "editor", recommend(None, Some(1), Some("press"), reject(None)), "recommendation_put"),
            ("on no proposal", "editor", recommend(None, None, Some("press"), reject(None)), "recommendation_put"),
            ("not another’s", "editor", recommend(None, Some(1), Some("legal"), reject(None)), "! no_mandate"),
            ("on one that is there", "editor", recommend(None, Some(2), Some("press"), reject(None)), "! no_position"),
            ("recorded", "lawyer", recommend(None, Some(1), None, varga(from(paper))), "recommendation_put"),
            ("with its paper", "lawyer", recommend(None, Some(1), None, varga(None)), "! no_source"),
            ("and its holder", "lawyer", recommend(None, Some(1), None, reject(from(paper))), "! empty"),
        ],
    );
    shelf.act("editor", recommend(None, Some(1), Some("press"), reject(None)));
    shelf.act("editor", recommend(None, Some(1), Some("press"), advised(Advice::Adopt, "Wait after all.", None)));
    shelf.act("editor", recommend(None, Some(1), Some("press"), advised(Advice::Other, "Tell the delegate.", None)));
    shelf.act("lawyer", recommend(None, Some(1), None, varga(from(paper))));
    let held: Vec<_> =
        positions(&shelf).recommendations_on(Some(1)).map(|one| (one.no, one.stance, one.holder.as_str())).collect();
    let expected = [(1, Advice::Adopt, "press"), (2, Advice::Other, "press"), (3, Advice::Reject, "Delegate Varga")];
    assert_eq!(held, expected, "a desk advises one thing of a proposal; the rest stands beside it");
    check(
        &shelf,
        &[
            (
                "not the recorded one as a desk’s",
                "lawyer",
                recommend(Some(3), Some(1), Some("legal"), reject(None)),
                "! about_another",
            ),
            (
                "nor a desk’s as recorded",
                "lawyer",
                recommend(Some(1), Some(1), None, varga(from(paper))),
                "! about_another",
            ),
            (
                "nor a second advice on one proposal",
                "editor",
                recommend(Some(2), Some(1), Some("press"), reject(None)),
                "! advised_already",
            ),
            (
                "put right by who recorded it",
                "lawyer",
                recommend(Some(3), None, None, varga(from(paper))),
                "recommendation_put",
            ),
            ("not withdrawn for a desk", "chief", withdraw(Position::Recommendation, 1), "! put_by_another"),
            ("but what was recorded is, above", "chief", withdraw(Position::Recommendation, 3), "position_withdrawn"),
        ],
    );
}

#[test]
fn a_desk_is_asked_and_answers_or_declines() {
    let (mut shelf, ..) = kept();
    shelf.act("lawyer", claim(None, "It rains."));
    shelf.act("lawyer", proposal(None, "Wait."));
    let soon = Some(date(1951, 12, 26));
    check(
        &shelf,
        &[
            ("asked by who keeps it", "lawyer", ask(PROPOSAL, "vault", soon), "assessment_asked"),
            ("by nobody else", "editor", ask(PROPOSAL, "vault", soon), "! no_mandate"),
            ("a desk that is there", "lawyer", ask(PROPOSAL, "moon", None), "! absent"),
            ("today", "lawyer", ask(PROPOSAL, "vault", Some(date(1951, 12, 25))), "assessment_asked"),
            ("not in the past", "lawyer", ask(PROPOSAL, "vault", Some(date(1951, 12, 24))), "! due_past"),
            ("of what is there", "lawyer", ask(Assessed::Proposal(2), "vault", None), "! no_position"),
            ("none was asked", "lawyer", take_back(1), "! not_asked"),
        ],
    );
    assert!(!sees(&shelf, "keeper"));
    shelf.act("lawyer", ask(PROPOSAL, "vault", soon));
    assert!(sees(&shelf, "keeper"), "whoever is asked sees it");
    let waits: Vec<_> = shelf.dossiers[&code()].waits().into_iter().map(|one| (one.at, one.no, one.due)).collect();
    assert_eq!(waits, [(InHouse::Desk(desk("vault")), 1, soon)]);
    check(
        &shelf,
        &[
            ("once at a time", "lawyer", ask(PROPOSAL, "vault", None), "! asked_already"),
            ("of each thing", "lawyer", ask(CLAIM, "vault", None), "assessment_asked"),
            ("answered", "keeper", assess(PROPOSAL, "vault", "No."), "assessment_put assessment_asked_ended"),
            ("of something else it stays asked", "keeper", assess(CLAIM, "vault", "No."), "assessment_put"),
            ("declined", "keeper", decline(1), "assessment_asked_ended"),
            ("not by another desk", "lawyer", decline(1), "! no_mandate"),
            ("taken back", "lawyer", take_back(1), "assessment_asked_ended"),
            ("not by the desk asked", "keeper", take_back(1), "! no_mandate"),
            (
                "nothing is closed over its head",
                "lawyer",
                does(DossierAct::CloseDossier { reason: why() }),
                "! assessments_awaited",
            ),
            (
                "nor is it sent away",
                "lawyer",
                does(DossierAct::AskOut { to: InHouse::Desk(desk("vault")), reason: why() }),
                "! assessments_awaited",
            ),
            (
                "with the proposal it falls",
                "lawyer",
                withdraw(Position::Proposal, 1),
                "position_withdrawn assessment_asked_ended",
            ),
        ],
    );
    let mut taken_back = shelf.clone();
    taken_back.act("lawyer", take_back(1));
    assert!(!sees(&taken_back, "keeper"), "asked by mistake, it sees no more");
    shelf.act("keeper", assess(PROPOSAL, "vault", "No."));
    assert!(sees(&shelf, "keeper"), "the end of an action ends nothing");
    check(
        &shelf,
        &[
            ("once", "keeper", decline(1), "! asked_closed"),
            ("answered is answered", "lawyer", take_back(1), "! asked_closed"),
            ("not the same unasked", "keeper", assess(PROPOSAL, "vault", "No."), "! position_same"),
        ],
    );
    shelf.act("lawyer", ask(PROPOSAL, "vault", None));
    check(
        &shelf,
        &[("asked again it may stay with it", "keeper", assess(PROPOSAL, "vault", "No."), "assessment_asked_ended")],
    );
    shelf.act("keeper", decline(2));
    shelf.act("lawyer", does(DossierAct::AskOut { to: InHouse::Desk(desk("vault")), reason: why() }));
    assert!(!sees(&shelf, "keeper"), "asked out, it sees no more, whatever it was asked before");
    check(
        &shelf,
        &[(
            "once",
            "lawyer",
            does(DossierAct::AskOut { to: InHouse::Desk(desk("vault")), reason: why() }),
            "! not_asked_in",
        )],
    );
    assert_eq!(positions(&shelf).assessments_of(PROPOSAL).count(), 1, "what it said stays");
}

#[test]
fn so_many_claims_and_askings_and_no_more() {
    let (mut shelf, ..) = kept();
    shelf.act("lawyer", claim(None, &"x".repeat(SAYS_BYTES_MAX)));
    check(&shelf, &[("too long", "lawyer", claim(None, &"x".repeat(SAYS_BYTES_MAX + 1)), "! too_long")]);
    for no in 1..CLAIMS_MAX {
        shelf.act("lawyer", claim(None, &no.to_string()));
    }
    for _ in 0..ASSESSMENTS_ASKED_MAX {
        shelf.act("lawyer", ask(CLAIM, "press", None));
        shelf.act(
            "editor",
            does(DossierAct::DeclineAssessment { asked: positions(&shelf).asked.len() as u32, reason: why() }),
        );
    }
    check(
        &shelf,
        &[
            ("one claim past the limit", "lawyer", claim(None, "One more."), "! too_many"),
            ("another wording is none", "lawyer", claim(Some(1), "One more."), "claim_put"),
            ("one asking past the limit", "lawyer", ask(CLAIM, "press", None), "! too_many"),
        ],
    );
}

#[test]
fn refusals_read_back_and_say_what_next() {
    let refusals: [PositionRefusal; 4] = [
        PositionRefusal::PutByAnother { position: Position::Claim, no: 1, desk: desk("press") },
        PositionRefusal::AskedAlready { desk: desk("press"), of: PROPOSAL },
        PositionRefusal::MarkedHigher { number: "IN-1951-0001".into(), level: level("secret") },
        PositionRefusal::AssessmentsAwaited { desks: Desks(vec![desk("press")]) },
    ];
    let said = refusals.map(|refusal| {
        let refusal: Refusal = refusal.into();
        let json = serde_json::to_string(&refusal).unwrap();
        assert_eq!(serde_json::from_str::<Refusal>(&json).unwrap(), refusal);
        format!("{}: {refusal}; {}", refusal.code(), refusal.next())
    });
    assert_eq!(
        said,
        [
            "put_by_another: claim 1 was put by desk press, and a desk's words are its own; assess it, or put your own beside it",
            "asked_already: desk press is asked already for its assessment of proposal 1; nothing is to be done",
            "marked_higher: IN-1951-0001 is secret, and the dossier is not marked so high; its words would be seen by all who see the dossier; mark the dossier secret first, or write it without that paper",
            "assessments_awaited: an assessment is still awaited from desk press; wait for them, or take the askings back first",
        ]
    );
}

/// A paper like the one of December: three claims, a proposal of three steps, and advice against it.
fn told() -> (Card, &'static str) {
    let text = "The newspapers say that the talks fail. Varga proposes a statement by 27 December. It is inadvisable.";
    let at = |words: &str| {
        let start = text.find(words).unwrap();
        Some(card::Span::new(start, start + words.len()))
    };
    let claim = |what: &str| card::Claim {
        by: Some("the newspapers of two countries".into()),
        reported_by: Some("Delegate Varga".into()),
        what: what.into(),
    };
    let step = |actor: &str, act: &str, object: &str, to: Option<&str>| card::Step {
        actor: (!actor.is_empty()).then(|| actor.to_owned()),
        act: act.into(),
        object: Some(object.into()),
        to: to.map(str::to_owned),
    };
    let statement = card::Proposal {
        by: Some("Delegate Varga".into()),
        what: "that the Allied\n  Command publish a statement".into(),
        deadline: Some(date(1951, 12, 27)),
        steps: vec![
            step("the Allied Command", "publish", "a statement", None),
            step("the Foreign Ministry of Kessia", "send", "the statement", Some("the President of the Assembly")),
        ],
    };
    let (claims, advice) = (at("The newspapers say that the talks fail."), at("It is inadvisable."));
    let field = |value, span| card::Field { span, ..read(value) };
    let against = card::Recommendation { stance: card::Stance::Against, by: None };
    let described = Card {
        claims: ["the talks fail", "the fighting spreads", "the fault is ours"]
            .map(|what| field_of(claim(what), claims))
            .into(),
        proposals: vec![field(statement, at("Varga proposes a statement by 27 December."))],
        recommendation: Some(field_of(against, advice)),
        ..Card::default()
    };
    (described, text)
}

fn field_of<T>(value: T, span: Option<card::Span>) -> card::Field<T> {
    card::Field { span, ..read(value) }
}

#[test]
fn what_a_paper_says_is_offered_until_it_is_taken() {
    let (mut shelf, ..) = kept();
    let (described, text) = told();
    let paper = shelf.enter(
        "clerk",
        but(draft(7), |d| {
            d.card = described;
            d.directions = vec![lead("legal")];
        }),
    );
    let offers = |shelf: &Shelf| offered(&shelf.dossiers[&code()], shelf.paper(paper), Some(text));
    let told = |shelf: &Shelf| -> Vec<String> {
        let lacking = |one: &procedure::dossier::Offered| one.lacks().map(|what| format!(" ({what}?)"));
        offers(shelf)
            .iter()
            .map(|one| format!("{} {}{}", one.what, one.place, lacking(one).unwrap_or_default()))
            .collect()
    };
    assert_eq!(told(&shelf), ["claim 1", "claim 2", "claim 3", "proposal 1", "recommendation 1 (who holds it?)"]);
    let take = |shelf: &mut Shelf, at: usize| {
        let act = does(offers(shelf)[at].does.clone());
        shelf.act("lawyer", act);
    };
    take(&mut shelf, 1);
    assert_eq!(told(&shelf)[..2], ["claim 1", "claim 3"], "one of three in the same sentence");
    take(&mut shelf, 2);
    let taken = &positions(&shelf).proposals[0];
    assert_eq!(
        (taken.says.as_str(), taken.until),
        ("that the Allied Command publish a statement", Some(date(1951, 12, 27)))
    );
    assert_eq!(taken.steps.iter().map(|step| step.words.after).collect::<Vec<_>>(), [None, Some(1)], "in their order");
    let advice = offers(&shelf).pop().unwrap();
    let DossierAct::PutRecommendation { on: Some(1), recommendation, .. } = advice.does else { panic!("{advice:?}") };
    assert_eq!((recommendation.stance, recommendation.says.as_str()), (Advice::Reject, "It is inadvisable."));
    assert_eq!(recommendation.source.unwrap().passage.as_deref(), Some("It is inadvisable."));
    shelf.act("lawyer", withdraw(Position::Claim, 1));
    assert_eq!(told(&shelf), ["claim 1", "claim 3", "recommendation 1 (who holds it?)"], "nor offered once withdrawn");
    shelf.act("clerk", Act::Void { paper, number: shelf.paper(paper).number().to_owned(), reason: why() });
    assert_eq!(told(&shelf), Vec::<String>::new());
}

/// The whole of a question as it is printed. Which desk said what is told; nothing is weighed.
#[test]
fn positions_are_printed_back_as_prose() {
    let (mut shelf, paper, _) = kept();
    let names = |shelf: &Shelf, papers: &BTreeMap<PaperId, String>| {
        prose(&shelf.dossiers[&code()], &Names { house: &shelf.house, papers })
    };
    let known = BTreeMap::from([(paper, "IN-1951-0001".to_owned())]);
    assert_eq!(names(&shelf, &known), "", "nothing is nothing");
    let reported = ClaimWords {
        asserted_by: Some("the newspapers of two countries".into()),
        reported_by: Some("Delegate Varga".into()),
        source: from(paper),
        ..said("the talks are bound to fail.")
    };
    shelf.act("lawyer", does(DossierAct::PutClaim { no: None, claim: reported }));
    shelf.act("editor", claim(None, "it rains"));
    let second = StepWords {
        desk: Some(desk("press")),
        recipient: Some("the President".into()),
        due: Some(date(1951, 12, 28)),
        ..step(Some(1))
    };
    let statement = ProposalWords {
        until: Some(date(1951, 12, 27)),
        steps: vec![step(None), second, step(None), step(Some(1))],
        source: Some(Source { paper, passage: None }),
        ..proposed("the Allied Command publish a statement")
    };
    shelf.act("lawyer", does(DossierAct::PutProposal { no: None, proposal: statement }));
    shelf.act("editor", assess(CLAIM, "press", "That is blackmail."));
    let plain = names(&shelf, &known);
    assert!(plain.contains("No desk has assessed it."), "{plain}");
    assert!(!plain.contains("Opinions differ"), "nobody is against it: {plain}");
    shelf.act("lawyer", ask(PROPOSAL, "vault", Some(date(1951, 12, 26))));
    shelf.act("lawyer", ask(PROPOSAL, "chief", None));
    shelf.act("chief", decline(2));
    let ground = Some(Ground::Signal);
    let weak = AssessmentWords { ground, source: from(paper), ..words(Stance::Against, "Asking would look weak.") };
    shelf.act(
        "editor",
        does(DossierAct::PutAssessment { no: None, of: PROPOSAL, desk: desk("press"), assessment: weak }),
    );
    let good = words(Stance::For, "It answers the press");
    shelf.act(
        "lawyer",
        does(DossierAct::PutAssessment { no: None, of: PROPOSAL, desk: desk("legal"), assessment: good }),
    );
    shelf.act("editor", recommend(None, Some(1), Some("press"), advised(Advice::Reject, "It is inadvisable.", None)));
    shelf.act("lawyer", recommend(None, None, Some("legal"), advised(Advice::Other, "Tell the delegate.", None)));
    shelf.act("editor", withdraw(Position::Claim, 2));
    assert_eq!(
        names(&shelf, &known),
        "According to the newspapers of two countries, as reported by Delegate Varga: the talks are bound to fail \
         (IN-1951-0001: “as it stands”). Against: press: That is blackmail.\n\n\
         Proposed by Delegate Varga, for 27 December 1951: the Allied Command publish a statement (IN-1951-0001). \
         Were it adopted: (1) the Command would publish a statement; \
         (2) then the Command (by press) would publish a statement to the President, by 28 December 1951; \
         (3) at once the Command would publish a statement; (4) after (1) the Command would publish a statement. \
         For: legal: It answers the press. \
         Against: press (signal): Asking would look weak (IN-1951-0001: “as it stands”). \
         Asked and not heard yet: vault, by 26 December 1951. Declined to assess it: chief (A reason). \
         Recommendation of press: not to adopt it: It is inadvisable. \
         Opinions differ. For it: Delegate Varga, legal. Against it: press.\n\n\
         Recommendation of legal: Tell the delegate.\n\n\
         Withdrawn: claim 2, “it rains” (A reason)."
    );
    let unseen = names(&shelf, &BTreeMap::new());
    assert!(unseen.contains("bound to fail (“as it stands”).") && !unseen.contains("IN-1951"), "{unseen}");
    shelf.act("lawyer", proposal(Some(1), "the Allied Command wait"));
    let older = names(&shelf, &known);
    assert!(older.contains("legal, of an earlier wording: It answers the press"), "{older}");
    assert!(older.contains("Recommendation of press, on an earlier wording: not to adopt it"), "{older}");
}

/// What the paper that drives the design holds is all representable; see DESIGN §1.
#[test]
fn all_of_it_survives_being_written_and_read() {
    let (mut shelf, paper, _) = kept();
    shelf.act("lawyer", claim_from(from(paper)));
    shelf.act("lawyer", chain(vec![step(None), step(Some(1))]));
    shelf.act("editor", assess(PROPOSAL, "press", "No."));
    shelf.act("editor", recommend(None, Some(1), Some("press"), advised(Advice::Reject, "No.", None)));
    shelf.act("lawyer", ask(PROPOSAL, "vault", None));
    let dossier = &shelf.dossiers[&code()];
    let json = serde_json::to_string(dossier).unwrap();
    assert_eq!(&serde_json::from_str::<Dossier>(&json).unwrap(), dossier);
    let act = recommend(None, Some(1), Some("press"), advised(Advice::AdoptAmended, "Later.", None));
    let json = serde_json::to_value(&act).unwrap();
    assert_eq!(serde_json::from_value::<Act>(json).unwrap(), act);
}
