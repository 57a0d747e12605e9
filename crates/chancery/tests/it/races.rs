//! Many officers at once on one question: exactly one wins, and everybody else is told what changed.

use std::sync::Barrier;

use chancery::office::{Bodies, Command, Office, Receipt, SubmitError, VersionFacts};
use procedure::act::Act;
use procedure::dossier::{ActionFacts, DossierAct, DraftFacts, How, SubmissionFacts, TextRead, Verdict};
use procedure::event::{Door, Means};
use procedure::house::{Capacity, TwoPersonsFor};
use procedure::ids::{Hash, OfficerId};
use procedure::refusal::{DecisionRefusal, Refusal};

use crate::town::{CLERK, found};

/// Officers who race.
const RACERS: usize = 64;

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(code: &str) -> T {
    code.parse().unwrap()
}

fn command(officer: &str, key: &str, act: Act, bodies: Bodies) -> Command {
    Command {
        officer: id(officer),
        authenticated: officer.to_owned(),
        means: Means::System,
        door: Door::CommandLine,
        key: key.to_owned(),
        act,
        bodies,
    }
}

fn done(office: &Office, officer: &str, act: Act, bodies: Bodies) {
    let key = format!("{:?}", act.digest());
    office.submit_blocking(command(officer, &key, act, bodies)).unwrap();
}

fn does(does: DossierAct) -> Act {
    Act::InDossier { dossier: id("line"), does }
}

fn racer(no: usize) -> String {
    format!("racer-{no}")
}

/// A question of the registry, whose draft lies before a desk for which all racers act.
fn put_up(office: &Office) -> Hash {
    done(
        office,
        CLERK,
        Act::AddDesk { desk: id("council"), name: "Council".into(), aliases: vec![], above: None },
        Bodies::default(),
    );
    for no in 0..RACERS {
        let officer: OfficerId = id(&racer(no));
        let (name, cleared_to) = (racer(no), id("open"));
        let add =
            Act::AddOfficer { officer: officer.clone(), name, aliases: vec![], cleared_to, duties: Default::default() };
        done(office, CLERK, add, Bodies::default());
        for desk in ["council", "registry"] {
            let (mandate, desk, capacity) = (id(&format!("{no}-{desk}")), id(desk), Capacity::Holder);
            let give = Act::GiveMandate {
                mandate,
                officer: officer.clone(),
                desk,
                capacity,
                from: None,
                until: None,
                instead_of: None,
            };
            done(office, CLERK, give, Bodies::default());
        }
    }
    let (title, home) = ("The line".to_owned(), Some(id("registry")));
    done(
        office,
        CLERK,
        Act::OpenDossier { dossier: id("line"), title, code: None, home, level: None, rule: None },
        Bodies::default(),
    );
    let prepared = office.prepare_described(b"To publish.\n".to_vec(), "draft.txt", VersionFacts::default()).unwrap();
    let hash = prepared.version.hash;
    let (title, kind) = ("Shall we publish?".to_owned(), "resolution".to_owned());
    let facts = DraftFacts { title, kind, series: id("IN"), to: vec![], answers: [].into(), follows: vec![] };
    let start = DossierAct::StartDraft {
        facts,
        desk: None,
        version: Some(prepared.version),
        note: None,
        read: TextRead::default(),
    };
    done(office, CLERK, does(start), prepared.bodies);
    let facts = SubmissionFacts {
        draft: Some(1),
        to: id("council"),
        bottom_line: "Shall we?".into(),
        recommends: "No.".into(),
        dissent: None,
        decide_by: None,
        enclosures: vec![],
        copies: vec![],
    };
    done(office, CLERK, does(DossierAct::Submit { facts, desk: None }), Bodies::default());
    hash
}

/// All these are sent at once; what came of each.
fn at_once(office: &Office, commands: Vec<Command>) -> Vec<Result<Receipt, Refusal>> {
    let gate = Barrier::new(commands.len());
    let send = |command: Command| {
        gate.wait();
        match office.submit_blocking(command) {
            Ok(receipt) => Ok(receipt),
            Err(SubmitError::Refusal(refusal)) => Err(*refusal),
            Err(SubmitError::Fault(fault)) => panic!("{fault}"),
        }
    };
    std::thread::scope(|scope| {
        let runners: Vec<_> = commands.into_iter().map(|command| scope.spawn(|| send(command))).collect();
        runners.into_iter().map(|runner| runner.join().unwrap()).collect()
    })
}

/// All racers try at once; what each got.
fn race(office: &Office, act: impl Fn(usize) -> (Act, Bodies)) -> Vec<Result<(), Refusal>> {
    let commands = (0..RACERS).map(|no| {
        let (act, bodies) = act(no);
        command(&racer(no), &format!("race-{}", act.name()), act, bodies)
    });
    at_once(office, commands.collect()).into_iter().map(|result| result.map(|_| ())).collect()
}

/// One won, and all others were refused so.
fn one_won(results: &[Result<(), Refusal>], told: impl Fn(&DecisionRefusal) -> bool) {
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "exactly one wins");
    for refusal in results.iter().filter_map(|result| result.as_ref().err()) {
        assert!(matches!(refusal, Refusal::Decision(refusal) if told(refusal)), "{refusal}");
    }
}

#[test]
fn of_sixty_four_who_decide_or_change_at_once_one_wins() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let hash = put_up(&office);

    let versions = race(&office, |no| {
        let text = format!("To publish, says {no}.\n");
        let prepared = office.prepare_described(text.into_bytes(), "draft.txt", VersionFacts::default()).unwrap();
        let add = DossierAct::AddDraftVersion {
            draft: 1,
            after: Some(hash),
            version: prepared.version,
            note: None,
            read: TextRead::default(),
        };
        (does(add), prepared.bodies)
    });
    one_won(&versions, |refusal| matches!(refusal, DecisionRefusal::DraftChanged { version: 2, .. }));

    let reads = office.reads().unwrap();
    let seen = |reads: &register::Reads| reads.dossier(&office.viewer(&id(CLERK)), &id("line")).unwrap().unwrap();
    let stands = seen(&reads).drafts[0].hash();
    let decided = race(&office, |no| {
        // Half of them are for it.
        let word = if no % 2 == 0 { Verdict::Adopted } else { Verdict::Rejected };
        let (how, remark) = (How::InPerson, None);
        (
            does(DossierAct::Decide {
                submission: 1,
                word,
                hash: stands,
                how,
                remark,
                amended: None,
                read: TextRead::default(),
            }),
            Bodies::default(),
        )
    });
    one_won(&decided, |refusal| matches!(refusal, DecisionRefusal::AlreadyDecided { submission: 1, .. }));
    let winner = decided.iter().position(Result::is_ok).unwrap();
    let dossier = seen(&office.reads().unwrap());
    assert_eq!(
        (dossier.submissions[0].decisions.len(), dossier.submissions[0].decisions[0].by.to_string()),
        (1, racer(winner))
    );

    let (desk, control) = (id("council"), id("registry"));
    let facts = ActionFacts { desk, what: "rings".into(), due: None, control, submission: None, after: None };
    done(&office, CLERK, does(DossierAct::SetAction { facts }), Bodies::default());
    let accepted = race(&office, |_| (does(DossierAct::AcceptAction { action: 1 }), Bodies::default()));
    one_won(&accepted, |refusal| matches!(refusal, DecisionRefusal::ActionSettled { action: 1, .. }));
    office.shut();
    crate::town::verify(folder.path());
}

fn decide(word: Verdict, hash: Hash) -> Act {
    let (how, remark) = (How::InPerson, None);
    does(DossierAct::Decide {
        submission: 1,
        word,
        hash: Some(hash),
        how,
        remark,
        amended: None,
        read: TextRead::default(),
    })
}

/// A button pressed twice, or an answer that was lost and asked for again while the first is still on its way: one act,
/// and everybody who sent it is told what came of it.
#[test]
fn a_double_click_decides_once() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let hash = put_up(&office);
    let before = office.journal().unwrap().size().unwrap();
    let clicked = || command(&racer(0), "one form", decide(Verdict::Adopted, hash), Bodies::default());
    let results = at_once(&office, (0..RACERS).map(|_| clicked()).collect());
    let receipts: Vec<&Receipt> = results.iter().map(|result| result.as_ref().unwrap()).collect();
    assert!(
        receipts.iter().all(|receipt| (receipt.entry, &receipt.number) == (receipts[0].entry, &receipts[0].number))
    );
    assert_eq!(receipts.iter().filter(|receipt| !receipt.repeated).count(), 1, "one of them did it");
    assert_eq!(office.journal().unwrap().size().unwrap(), before + 1);
    // The same officer from a second form is another act, and comes too late.
    let again = command(&racer(0), "another form", decide(Verdict::Rejected, hash), Bodies::default());
    let told = at_once(&office, vec![again]).pop().unwrap().unwrap_err();
    assert!(matches!(told, Refusal::Decision(DecisionRefusal::AlreadyDecided { submission: 1, .. })), "{told}");
    office.shut();
    crate::town::verify(folder.path());
}

/// The text changes while it is decided: whichever comes first, what is decided is what was read.
#[test]
fn a_text_that_comes_while_it_is_decided_is_decided_or_comes_too_late() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let hash = put_up(&office);
    let prepared =
        office.prepare_described(b"To publish soon.\n".to_vec(), "draft.txt", VersionFacts::default()).unwrap();
    let (newer, bodies) = (prepared.version.hash, prepared.bodies);
    let (draft, after, version) = (1, Some(hash), prepared.version);
    let add = does(DossierAct::AddDraftVersion { draft, after, version, note: None, read: TextRead::default() });
    let mut commands = vec![command(CLERK, "a newer text", add, bodies)];
    commands
        .extend((0..RACERS).map(|no| command(&racer(no), "read", decide(Verdict::Adopted, hash), Bodies::default())));
    let results = at_once(&office, commands);
    let (added, decided) = (results[0].is_ok(), results[1..].iter().filter(|result| result.is_ok()).count());
    assert_eq!(usize::from(added) + decided, 1, "the newer text, or one decision");
    let dossier = office.reads().unwrap().dossier(&office.viewer(&id(CLERK)), &id("line")).unwrap().unwrap();
    let bound = dossier.submissions[0].decided().and_then(|decision| decision.hash);
    assert_eq!(bound, (decided == 1).then_some(hash));
    assert_eq!(dossier.drafts[0].hash(), Some(if added { newer } else { hash }));
    for refusal in results.iter().filter_map(|result| result.as_ref().err()) {
        let Refusal::Decision(refusal) = refusal else { panic!("{refusal}") };
        let told = if added {
            matches!(refusal, DecisionRefusal::DraftChanged { version: 2, .. })
        } else {
            matches!(refusal, DecisionRefusal::AlreadyDecided { .. } | DecisionRefusal::DraftSettled { .. })
        };
        assert!(told, "{refusal}");
    }
    office.shut();
    crate::town::verify(folder.path());
}

/// Where two have to decide, many first and many second decisions at once are one of each, by two officers.
#[test]
fn of_many_who_second_at_once_one_does() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let hash = put_up(&office);
    let (of, holds, reason) = (TwoPersonsFor::Series(id("IN")), true, "A test.".to_owned());
    done(&office, CLERK, Act::SetTwoPersons { of, holds, reason }, Bodies::default());
    let first = race(&office, |_| (decide(Verdict::Adopted, hash), Bodies::default()));
    one_won(&first, |refusal| matches!(refusal, DecisionRefusal::AwaitsSecond { submission: 1, .. }));
    let first = first.iter().position(Result::is_ok).unwrap();
    let second = does(DossierAct::SecondDecision { submission: 1, hash: Some(hash) });
    let seconded = race(&office, |_| (second.clone(), Bodies::default()));
    one_won(&seconded, |refusal| {
        matches!(refusal, DecisionRefusal::AlreadyDecided { .. } | DecisionRefusal::SameOfficerTwice { .. })
    });
    assert!(seconded[first].is_err(), "not by the first of the two");
    let dossier = office.reads().unwrap().dossier(&office.viewer(&id(CLERK)), &id("line")).unwrap().unwrap();
    let decision = dossier.submissions[0].decided().unwrap();
    let winner = seconded.iter().position(Result::is_ok).unwrap();
    assert_eq!(
        (decision.by.to_string(), decision.second.as_ref().unwrap().by.to_string()),
        (racer(first), racer(winner))
    );
    office.shut();
    crate::town::verify(folder.path());
}
