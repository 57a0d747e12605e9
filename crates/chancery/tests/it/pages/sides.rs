//! Positions kept in a dossier, on the page of a submission: who is for and who against, by name, in one sentence, with its
//! place; and no more of the papers they rest on than one sees.

use chancery::office::Bodies;
use procedure::dossier::{
    Advice, Assessed, AssessmentWords, DossierAct, Ground, Position, ProposalWords, RecommendationWords, Source, Stance,
};
use procedure::ids::PaperId;

use super::MEMORANDUM;
use super::deciding::{SUBMISSION, ask_in, filed};
use super::decisions::{QUESTION, TEXT, at_work, does, submit, with_a_question};
use super::house::{Ministry, id};

fn put(ministry: &Ministry, officer: &str, what: DossierAct) {
    does(ministry, officer, what, Bodies::default());
}

fn propose(ministry: &Ministry, no: Option<u32>, says: &str, paper: PaperId) {
    let source = Some(Source { paper, passage: Some("publish a statement by 27 December".to_owned()) });
    let (says, by_whom) = (says.to_owned(), "Delegate Varga".to_owned());
    let proposal = ProposalWords { says, by_whom, source, until: None, steps: Vec::new() };
    put(ministry, "orlo", DossierAct::PutProposal { no, proposal });
}

fn assess(ministry: &Ministry, officer: &str, desk: &str, stance: Stance, says: &str) {
    let assessment = AssessmentWords { stance, says: says.to_owned(), source: None, ground: Some(Ground::Signal) };
    let of = Assessed::Proposal(1);
    put(ministry, officer, DossierAct::PutAssessment { no: None, of, desk: id(desk), assessment });
}

fn recommend(ministry: &Ministry, on: Option<u32>, stance: Advice, says: &str) {
    let recommendation = RecommendationWords { stance, says: says.to_owned(), holder: String::new(), source: None };
    put(ministry, "nesse", DossierAct::PutRecommendation { no: None, on, desk: Some(id("legal")), recommendation });
}

/// A question before the minister; the registry and the press desk are asked in, and the registry filed a paper in it that
/// only it may see.
async fn before_the_minister() -> (Ministry, PaperId, String) {
    let ministry = with_a_question(Some(TEXT));
    for desk in ["registry", "press"] {
        ask_in(&ministry, desk).await;
    }
    let place = filed(&ministry, MEMORANDUM).await;
    let paper = id(place.trim_start_matches("/papers/"));
    submit(&mut at_work(&ministry, "nesse").await, &[]).await;
    (ministry, paper, place)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_for_and_who_against_is_told_by_name_and_leads_to_its_place() {
    let (ministry, paper, place) = before_the_minister().await;
    propose(&ministry, None, "that our allies publish", paper);
    assess(&ministry, "sool", "press", Stance::For, "The papers blame our side.");
    let later: jiff::Timestamp = "1951-12-25T09:00:00Z".parse().unwrap();
    ministry.clock.set(later.into());
    propose(&ministry, Some(1), "that our allies publish a statement", paper);
    assess(&ministry, "nesse", "legal", Stance::Against, "It could be read as weakness.");
    assess(&ministry, "orlo", "registry", Stance::Against, "Put by mistake.");
    let (what, no, reason) = (Position::Assessment, 3, "a mistake".to_owned());
    put(&ministry, "orlo", DossierAct::WithdrawPosition { what, no, reason });
    recommend(&ministry, Some(1), Advice::Reject, "No advice to publish.");
    let mut halden = at_work(&ministry, "halden").await;
    let page = halden.get(SUBMISSION).await;
    page.says("Proposal 1, by Delegate Varga: that our allies publish a statement")
        .says("For Delegate Varga, who proposes it Press desk, signal (of an earlier wording) : The papers blame our side.")
        .says("Against Legal desk, signal : It could be read as weakness.")
        .says("Legal desk, recommends not to adopt it : No advice to publish.")
        .says_not("Put by mistake.");
    // Each leads to where it stands.
    let dossier = halden.get(QUESTION).await;
    for at in ["proposal-1", "assessment-1", "assessment-2", "recommendation-1"] {
        assert!(page.html.contains(&format!("href=\"{QUESTION}#{at}\"")), "{at}: {}", page.html);
        assert!(dossier.html.contains(&format!("id=\"{at}\"")), "{at}: {}", dossier.html);
    }
    // Of the paper that a position rests on, nothing is told to whoever may not see it.
    assert!(!page.html.contains(&place) && !page.words().contains("IN-1951-0001"), "{}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_the_first_are_told_and_the_rest_is_counted() {
    let (ministry, paper, _) = before_the_minister().await;
    let mut halden = at_work(&ministry, "halden").await;
    halden.get(SUBMISSION).await.says_not("Proposal").says_not("More positions");
    for no in 1..=4_usize {
        propose(&ministry, None, &format!("that they publish paper {no}"), paper);
        let page = halden.get(SUBMISSION).await;
        assert_eq!(page.words().contains("More positions in the dossier: 1"), no > 3, "{no}");
        assert_eq!(page.words().contains(&format!("that they publish paper {no}")), no <= 3, "{no}");
    }
    for no in 1..=5_usize {
        recommend(&ministry, None, Advice::Other, &format!("Let us ask once more, {no}."));
        let page = halden.get(SUBMISSION).await;
        assert_eq!(page.words().contains("and 1 more"), no > 4, "{no}");
        assert_eq!(page.words().contains(&format!("Let us ask once more, {no}.")), no <= 4, "{no}");
    }
}
