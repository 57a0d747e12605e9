//! Limits of drafts, submissions, decisions and actions, at the limit and one past it.

use jiff::civil::date;
use procedure::act::{Act, CARD_LIST_MAX};
use procedure::card::{Field, Span};
use procedure::decide::dossiers_of;
use procedure::dossier::{
    ACTIONS_MAX, ActionFacts, ActionTurn, BOTTOM_LINE_BYTES_MAX, CONCURRENCES_MAX, DECISIONS_MAX, DISSENTERS_MAX,
    DOSSIER_REMARKS_MAX, DRAFT_ANSWERS_MAX, DRAFT_TO_MAX, DRAFT_VERSIONS_MAX, DRAFTS_MAX, DossierAct, DossierEvent,
    DraftFacts, EXTENSIONS_MAX, Enclosed, FOLLOW_UPS_MAX, How, SUBMISSION_LIST_MAX, SUBMISSIONS_MAX, SubmissionFacts,
    TextRead, VOLUMES_MAX, Verdict,
};
use procedure::event::Event;
use procedure::house::Capacity;
use procedure::ids::PaperId;
use procedure::paper::{InHouse, NamedAs};

use crate::decisions::{
    SOON, add, ask, asked, d1, decide, decide_as, does, facts, hash, opened, start, step, submission, submitted, why,
};
use crate::limits::{REFUSED_COUNT, REFUSED_LENGTH, at_the_limit, written};
use crate::shelf::{Shelf, bind_desk, but, cites, desk, draft, file, officer};

/// Most covers of one submission.
const COVERS_MAX: usize = 64;

/// Folds what no table could do act by act.
pub(crate) fn fold(shelf: &mut Shelf, changes: impl Iterator<Item = DossierEvent>) {
    let mut entry = shelf.entries.last().unwrap().clone();
    entry.events = changes.map(|change| Event::InDossier { dossier: d1(), change, bodies: vec![] }).collect();
    (entry.acted.papers, entry.acted.dossiers) = (vec![], dossiers_of(&entry.events));
    shelf.fold(entry).unwrap();
}

fn action() -> ActionFacts {
    let (desk, control) = (desk("press"), desk("legal"));
    ActionFacts { desk, what: "rings".into(), due: None, control, submission: None, after: None }
}

fn question() -> SubmissionFacts {
    SubmissionFacts { draft: None, ..submission() }
}

fn to_be_discussed() -> DossierEvent {
    DossierEvent::Decided {
        submission: 1,
        word: Verdict::Discuss,
        hash: None,
        how: How::InPerson,
        remark: None,
        desk: desk("chief"),
        capacity: Capacity::Holder,
        awaits_second: false,
    }
}

/// What is counted: how many there are in the office below, the limit, what makes one more of that number, who may, and how.
type Counted = (&'static str, usize, usize, fn(u32) -> DossierEvent, &'static str, Act);

fn counted() -> Vec<Counted> {
    let draft = |draft| DossierEvent::DraftStarted { draft, facts: facts(), desk: desk("legal") };
    let version =
        |_| DossierEvent::DraftVersionAdded { draft: 1, version: file(1), note: None, read: TextRead::default() };
    let concurrence = |_| DossierEvent::ConcurrenceAsked { draft: 1, asked: vec![asked("press", 1)] };
    let submitted = |submission| DossierEvent::Submitted {
        submission,
        facts: question(),
        from: desk("legal"),
        office: None,
        went_up: None,
    };
    let cover = |submission: u32| DossierEvent::CoverAdded { submission: submission.min(1), says: why() };
    let extended =
        |_| DossierEvent::ActionTurned { action: 1, turn: ActionTurn::Extended { due: SOON, reason: why() } };
    // The first volume is not begun: it is there with the second.
    let volume = |no| DossierEvent::VolumeOpened { no: no + 1, title: None };
    let extend = DossierAct::ExtendAction { action: 1, due: date(1952, 1, 7), reason: why() };
    let question = DossierAct::Submit { facts: question(), desk: None };
    let volumes = VOLUMES_MAX as usize - 1;
    vec![
        ("drafts", 1, DRAFTS_MAX, draft, "lawyer", start(None)),
        ("versions", 1, DRAFT_VERSIONS_MAX, version, "lawyer", add(Some(1), 2)),
        ("concurrences", 0, CONCURRENCES_MAX, concurrence, "lawyer", ask(&[asked("vault", 1)])),
        ("submissions", 1, SUBMISSIONS_MAX, submitted, "lawyer", does(question)),
        ("covers", 0, COVERS_MAX, cover, "chief", does(DossierAct::AddCover { submission: 1, says: why() })),
        ("decisions", 0, DECISIONS_MAX, |_| to_be_discussed(), "chief", decide(Verdict::Seen, None)),
        (
            "actions",
            1,
            ACTIONS_MAX,
            |_| DossierEvent::ActionsStarted { actions: vec![action()] },
            "lawyer",
            does(DossierAct::SetAction { facts: action() }),
        ),
        ("extensions", 0, EXTENSIONS_MAX, extended, "lawyer", does(extend)),
        ("volumes", 0, volumes, volume, "lawyer", does(DossierAct::OpenVolume { title: None })),
        (
            "remarks",
            0,
            DOSSIER_REMARKS_MAX,
            |_| DossierEvent::Remarked { says: why() },
            "lawyer",
            does(DossierAct::RemarkDossier { says: why() }),
        ),
    ]
}

#[test]
fn so_many_of_each_in_a_dossier_and_no_more() {
    let mut office = submitted();
    office.act("lawyer", does(DossierAct::SetAction { facts: action() }));
    for (what, there, limit, one_more, who, act) in counted() {
        let mut shelf = office.clone();
        fold(&mut shelf, (there + 1..limit).map(|no| one_more(no as u32)));
        let last = shelf.outcome(who, &act);
        assert!(!last.starts_with('!'), "{what}, the last of {limit}: {last}");
        fold(&mut shelf, std::iter::once(one_more(limit as u32)));
        assert_eq!(shelf.outcome(who, &act), REFUSED_COUNT, "{what}, one past {limit}");
    }
}

#[test]
fn an_adoption_gives_no_more_actions_than_a_dossier_holds() {
    let mut shelf = submitted();
    let steps = facts().follows.len();
    let more = |shelf: &mut Shelf, count: usize| {
        fold(shelf, std::iter::once(DossierEvent::ActionsStarted { actions: vec![action(); count] }));
    };
    more(&mut shelf, ACTIONS_MAX - steps);
    assert!(shelf.outcome("chief", &decide(Verdict::Adopted, Some(1))).ends_with("actions_started"));
    more(&mut shelf, 1);
    assert_eq!(shelf.outcome("chief", &decide(Verdict::Adopted, Some(1))), REFUSED_COUNT);
    assert!(shelf.papers.is_empty(), "and nothing is entered");
}

#[test]
fn lists_and_lengths_of_one_act() {
    let shelf = opened();
    let starts = |facts| {
        does(DossierAct::StartDraft { facts, desk: None, version: None, note: None, read: TextRead::default() })
    };
    at_the_limit(&shelf, "lawyer", FOLLOW_UPS_MAX, REFUSED_COUNT, |count| {
        starts(DraftFacts { follows: vec![step("press", "rings", None); count], ..facts() })
    });
    at_the_limit(&shelf, "lawyer", DRAFT_TO_MAX, REFUSED_COUNT, |count| {
        starts(DraftFacts { to: vec!["The command".into(); count], ..facts() })
    });
    let mut held = opened();
    let seen = |no| but(draft(no), |draft| draft.bindings = vec![bind_desk(NamedAs::Addressee, "legal")]);
    let answered: Vec<PaperId> =
        (1..=DRAFT_ANSWERS_MAX + 1).map(|no| held.enter("clerk", seen(u8::try_from(no).unwrap()))).collect();
    at_the_limit(&held, "lawyer", DRAFT_ANSWERS_MAX, REFUSED_COUNT, |count| {
        starts(DraftFacts { answers: answered[..count].iter().copied().collect(), ..facts() })
    });
    let read = |read| {
        let version = Some(file(1));
        does(DossierAct::StartDraft { facts: facts(), desk: None, version, note: None, read })
    };
    at_the_limit(&shelf, "lawyer", CARD_LIST_MAX, REFUSED_COUNT, |count| {
        read(TextRead { cites: vec![cites("1", "", ""); count], ..TextRead::default() })
    });
    at_the_limit(&shelf, "lawyer", 1_000, "! span_outside", |end| {
        let one = Field { span: Some(Span::new(0, end)), ..cites("1", "", "") };
        read(TextRead { cites: vec![one], ..TextRead::default() })
    });
    let submits = |facts| does(DossierAct::Submit { facts, desk: None });
    at_the_limit(&shelf, "lawyer", BOTTOM_LINE_BYTES_MAX, REFUSED_LENGTH, |bytes| {
        submits(SubmissionFacts { bottom_line: written(bytes), ..question() })
    });
    let missing = Enclosed { what: "telegram 812".into(), paper: None };
    at_the_limit(&shelf, "lawyer", SUBMISSION_LIST_MAX, REFUSED_COUNT, |count| {
        submits(SubmissionFacts { enclosures: vec![missing.clone(); count], ..question() })
    });
    at_the_limit(&shelf, "lawyer", SUBMISSION_LIST_MAX, REFUSED_COUNT, |count| {
        submits(SubmissionFacts { copies: vec![InHouse::Officer(officer("porter")); count], ..question() })
    });
    at_the_limit(&submitted(), "chief", DISSENTERS_MAX, REFUSED_COUNT, |count| {
        let dissenters = vec!["Orlan".to_owned(); count];
        let (sitting, result) = ("12th sitting".to_owned(), "7 for".to_owned());
        let how = How::Body { sitting, item: None, result, dissenters, written_round_until: None };
        let (word, hash) = (Verdict::Adopted, Some(hash(1)));
        decide_as(word, hash, how)
    });
}
