//! One of each kind of what happens in a dossier.

use jiff::civil::date;
use procedure::calendar::{DayRule, Roll};
use procedure::dossier::{
    Advice, AskedEnd, Assessed, AssessmentWords, Because, ClaimWords, DossierEvent, Edge, Ground, Hangs, Position,
    ProposalWords, RecommendationWords, Source, Stance, StepWords,
};
use procedure::event::Event;
use procedure::house::Visibility;
use procedure::ids::PaperId;
use procedure::paper::{BringForwardEnd, InHouse};

use crate::shelf::{desk, level, officer};

fn why() -> String {
    "A reason.".into()
}

/// One of each, with what it says, in the order of the enum.
pub(super) fn samples() -> Vec<(Event, &'static str)> {
    let changes = [
        (
            DossierEvent::Changed { title: "Tides".into(), code: Some("7.1".into()) },
            "Its title and file-plan code as they are now.",
        ),
        (DossierEvent::Moved { home: desk("legal"), reason: why() }, "Another desk keeps it."),
        (DossierEvent::Marked { level: level("secret"), reason: why() }, "Its level, from here on."),
        (DossierEvent::RuleSet { rule: Visibility::ListOnly, reason: why() }, "Its own rule of who sees it."),
        (
            DossierEvent::VolumeOpened { no: 2, title: Some("The year 1952".into()) },
            "A volume was begun, and the one before it closed; papers are filed in the last.",
        ),
        (
            DossierEvent::AskedIn { to: InHouse::Desk(desk("press")), reason: why() },
            "A desk or officer sees the dossier from here on.",
        ),
        (DossierEvent::AskedOut { to: InHouse::Desk(desk("press")), reason: why() }, "And no longer."),
        (
            DossierEvent::BringForwardSet {
                bring_forward: 1,
                to: InHouse::Officer(officer("clerk")),
                on: date(1952, 1, 7),
                reason: why(),
            },
            "The dossier comes back on a day; each bring-forward has its number in the dossier, from 1.",
        ),
        (DossierEvent::BringForwardEnded { bring_forward: 1, end: BringForwardEnd::Done }, "Done or taken back."),
        (DossierEvent::Remarked { says: "It rains.".into() }, "A remark was left."),
        (DossierEvent::Closed { reason: why() }, "Nothing is filed or done in it any more, and its volume is closed."),
        (DossierEvent::Reopened { reason: why() }, "It is open again, and its last volume too."),
    ];
    let dossier = "D1".parse().unwrap();
    let changes = changes.into_iter().chain(super::decisions::samples()).chain(positions()).chain(of_terms());
    let event = |change| {
        let bodies = match &change {
            DossierEvent::DraftVersionAdded { version, .. } => vec![version.body],
            _ => vec![],
        };
        Event::InDossier { dossier: Clone::clone(&dossier), change, bodies }
    };
    changes.map(|(change, says)| (event(change), says)).collect()
}

fn of_terms() -> [(DossierEvent, &'static str); 7] {
    let rule = DayRule { days: -2, working: true, roll: Roll::Keep };
    let hangs = Hangs::Term { term: 1, edge: Edge::End, rule };
    let (name, cause) = ("Demarcation line".into(), "Agreement, Article 3".into());
    let (paper, from) = (Some(super::PAPER), Some(date(1951, 11, 27)));
    let because = Because::Term { term: 1, reason: why() };
    [
        (
            DossierEvent::TermSet { term: 1, name, cause, paper, from, until: date(1951, 12, 27) },
            "An outside term and what sets it; each has its number in the dossier, from 1.",
        ),
        (
            DossierEvent::TermMoved { term: 1, from, until: date(1952, 1, 7), reason: why() },
            "Its days from here on. Deadlines that hang on it follow in the same entry, each in an event of its own.",
        ),
        (DossierEvent::TermEnded { term: 1, reason: why() }, "Nobody lives by it any more; what hangs on it stays."),
        (
            DossierEvent::DeadlineSet {
                deadline: 1,
                what: "Answer the note".into(),
                desk: desk("press"),
                paper,
                hangs,
                date: date(1951, 12, 25),
                remind: vec![3],
            },
            "A desk owes something by a day, which is worked out and stands here; on what it hangs is kept beside it.",
        ),
        (
            DossierEvent::DeadlineMoved { deadline: 1, hangs: Some(hangs), date: date(1952, 1, 3), because },
            "Its day from here on, and why: an officer, its term or a calendar; on what it hangs, where that changed.",
        ),
        (
            DossierEvent::DeadlineKept { deadline: 1, report: Some("The note is out.".into()) },
            "What was to be done is done.",
        ),
        (DossierEvent::DeadlineDropped { deadline: 1, reason: why() }, "It is not to be done any more."),
    ]
}

fn source() -> Option<Source> {
    Some(Source { paper: PaperId([1; 16]), passage: Some("as it stands".into()) })
}

fn claim(says: &str) -> ClaimWords {
    let (asserted_by, reported_by) = (Some("the newspapers".into()), Some("Delegate Varga".into()));
    ClaimWords { says: says.into(), asserted_by, reported_by, source: source() }
}

fn proposal(says: &str) -> ProposalWords {
    let publish = StepWords {
        actor: "the Allied Command".into(),
        desk: None,
        act: "publish".into(),
        object: Some("a statement".into()),
        recipient: None,
        due: None,
        after: None,
    };
    let send = StepWords {
        desk: Some(desk("press")),
        recipient: Some("the President".into()),
        due: Some(date(1951, 12, 28)),
        after: Some(1),
        ..publish.clone()
    };
    ProposalWords {
        says: says.into(),
        by_whom: "Delegate Varga".into(),
        source: source(),
        until: Some(date(1951, 12, 27)),
        steps: vec![publish, send],
    }
}

fn assessment(stance: Stance) -> AssessmentWords {
    let ground = Some(Ground::Signal);
    AssessmentWords { stance, says: "Asking would look weak.".into(), source: source(), ground }
}

fn recommendation(stance: Advice) -> RecommendationWords {
    RecommendationWords { stance, says: "It is inadvisable.".into(), holder: "Legal desk".into(), source: source() }
}

fn positions() -> Vec<(DossierEvent, &'static str)> {
    let (of, legal) = (Assessed::Proposal(1), desk("legal"));
    vec![
        (
            DossierEvent::ClaimPut {
                no: 1,
                claim: claim("It pours."),
                put_by: legal.clone(),
                was: Some(claim("It rains.")),
            },
            "A claim was put, or put otherwise by the desk that put it: then `was` is what it said before.",
        ),
        (
            DossierEvent::ProposalPut {
                no: 1,
                proposal: proposal("Wait."),
                put_by: legal.clone(),
                was: Some(proposal("Go.")),
            },
            "A proposal with its steps; each waits for an earlier one of the same proposal, by number, or for none.",
        ),
        (
            DossierEvent::AssessmentPut {
                no: 1,
                of,
                desk: legal.clone(),
                assessment: assessment(Stance::Against),
                was: Some(assessment(Stance::For)),
            },
            "A desk is for or against a claim or a proposal; it is so once of each, and `was` gave way.",
        ),
        (
            DossierEvent::RecommendationPut {
                no: 1,
                on: Some(1),
                desk: Some(legal.clone()),
                recommendation: recommendation(Advice::Reject),
                put_by: legal.clone(),
                was: Some(recommendation(Advice::Adopt)),
            },
            "A recommendation and its holder, on a proposal or by itself; without `desk` its holder is outside the house.",
        ),
        (
            DossierEvent::PositionWithdrawn { what: Position::Claim, no: 1, reason: why() },
            "A claim, proposal, assessment or recommendation was withdrawn; its words stay.",
        ),
        (
            DossierEvent::AssessmentAsked { asked: 1, of, desk: legal, due: Some(date(1951, 12, 26)) },
            "A desk was asked for its assessment, and sees the dossier from here on.",
        ),
        (
            DossierEvent::AssessmentAskedEnded { asked: 1, end: AskedEnd::Answered { assessment: 1 } },
            "It answered, declined, or is asked no more; only when it is taken back does its sight end.",
        ),
    ]
}
