//! `docs/procedure.md`: what may be done in which state, by whom, drawn from what the code does. Each table is made by trying
//! every act in every state, and the page has to hold it.

use std::collections::BTreeMap;

use jiff::civil::date;
use procedure::act::{Act, DirectionDraft};
use procedure::card::AskedAct;
use procedure::dossier::{ActionFacts, DossierAct, How, TextRead, Verdict, Word};
use procedure::house::TwoPersonsFor;
use procedure::ids::PaperId;
use procedure::paper::{Channel, DispatchEnd, Paper, Part};
use serde_json::Value;

use crate::decisions::{
    add, amend, ask, asked, concur, decide, does, facts, hash, held, opened, start, submit, submitted, why,
};
use crate::shelf::{Shelf, but, desk, draft, draft_in, lead, series};

/// One state: its name, and an office in it.
type States = Vec<(&'static str, Shelf)>;
/// One act as it is tried: its name on the page, who does it, and the act.
type Tried = (&'static str, &'static str, Act);

/// The state of the thing that is looked at, by the name that it has in the journal's JSON.
fn state_of(value: &Value) -> String {
    value["state"]["is"].as_str().unwrap_or("open").to_owned()
}

/// A table of acts by states, and the same as a diagram.
fn drawn(states: &States, acts: &[Tried], after: impl Fn(&Shelf) -> String) -> String {
    let names: Vec<&str> = states.iter().map(|(name, _)| *name).collect();
    let mut table = format!("| act | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    let mut arrows: BTreeMap<(usize, String), Vec<&str>> = BTreeMap::new();
    for (name, who, act) in acts {
        let mut cells = Vec::new();
        for (at, (state, shelf)) in states.iter().enumerate() {
            let mut shelf = shelf.clone();
            match shelf.attempt(who, act) {
                Ok(_) => {
                    let next = after(&shelf);
                    cells.push(format!("**{next}**"));
                    if next != *state {
                        arrows.entry((at, next)).or_default().push(name);
                    }
                }
                Err(refusal) => cells.push(format!("`{}`", refusal.code())),
            }
        }
        table += &format!("| `{name}` | {} |\n", cells.join(" | "));
    }
    let mut diagram = "```mermaid\nstateDiagram-v2\n".to_owned();
    for ((at, next), by) in arrows {
        diagram += &format!("    {} --> {next}: {}\n", names[at], by.join(", "));
    }
    format!("{diagram}```\n\n{table}")
}

fn holds(section: &str) {
    let page = include_str!("../../../../docs/procedure.md");
    assert!(page.contains(section), "docs/procedure.md should hold:\n\n{section}\n(end)");
}

fn played(mut shelf: Shelf, acts: &[(&str, Act)]) -> Shelf {
    for (who, act) in acts {
        shelf.act(who, act.clone());
    }
    shelf
}

fn in_submission(make: impl Fn(u32) -> DossierAct) -> Act {
    does(make(1))
}

fn verdict(word: Verdict) -> Act {
    let (hash, remark) = (Some(hash(1)), Some(why()));
    does(DossierAct::Decide {
        submission: 1,
        word,
        hash,
        how: How::InPerson,
        remark,
        amended: None,
        read: TextRead::default(),
    })
}

/// With a private office, through which what goes up waits.
fn through_an_office() -> Shelf {
    let mut shelf = opened();
    shelf.act("root", Act::SetPrivateOffice { desk: desk("chief"), office: Some(desk("press")) });
    played(shelf, &[("lawyer", start(Some(1))), ("lawyer", submit())])
}

fn of_two() -> Shelf {
    let mut shelf = opened();
    let of = TwoPersonsFor::Series(series("OUT"));
    shelf.act("root", Act::SetTwoPersons { of, holds: true, reason: why() });
    shelf.mandate("keeper", "chief");
    played(shelf, &[("lawyer", start(Some(1))), ("lawyer", submit()), ("chief", decide(Verdict::Adopted, Some(1)))])
}

#[test]
fn the_life_of_a_submission() {
    let hold = || in_submission(|submission| DossierAct::HoldSubmission { submission, reason: why() });
    let back = || in_submission(|submission| DossierAct::SendBack { submission, reason: why() });
    let withdraw = || in_submission(|submission| DossierAct::WithdrawSubmission { submission, reason: why() });
    let later = Verdict::Deferred { until: date(1952, 1, 7) };
    let states: States = vec![
        ("waiting", through_an_office()),
        ("held", played(through_an_office(), &[("editor", hold())])),
        ("before", submitted()),
        ("deferred", played(submitted(), &[("chief", verdict(later.clone()))])),
        ("to_discuss", played(submitted(), &[("chief", verdict(Verdict::Discuss))])),
        ("awaits_second", of_two()),
        ("sent_back", played(submitted(), &[("chief", back())])),
        ("withdrawn", played(submitted(), &[("lawyer", withdraw())])),
        ("decided", played(submitted(), &[("chief", decide(Verdict::Rejected, Some(1)))])),
    ];
    let boxed = |submission| DossierAct::PutInBox { submission, day: date(1951, 12, 26), place: 1 };
    let acts: Vec<Tried> = vec![
        ("put_in_box", "chief", in_submission(boxed)),
        ("hold_submission", "chief", hold()),
        ("send_back", "chief", back()),
        ("add_cover", "chief", in_submission(|submission| DossierAct::AddCover { submission, says: why() })),
        ("decide adopted", "chief", verdict(Verdict::Adopted)),
        ("decide amended", "chief", amend(1, 2)),
        ("decide rejected", "chief", verdict(Verdict::Rejected)),
        ("decide returned", "chief", verdict(Verdict::Returned)),
        ("decide deferred", "chief", verdict(later)),
        ("decide discuss", "chief", verdict(Verdict::Discuss)),
        ("decide seen", "chief", verdict(Verdict::Seen)),
        ("second_decision", "keeper", does(DossierAct::SecondDecision { submission: 1, hash: Some(hash(1)) })),
        ("withdraw_submission", "lawyer", withdraw()),
        (
            "reopen_submission",
            "chief",
            in_submission(|submission| DossierAct::ReopenSubmission { submission, reason: why() }),
        ),
    ];
    let after = |shelf: &Shelf| state_of(&serde_json::to_value(&held(shelf).submissions[0]).unwrap());
    for (name, shelf) in &states {
        assert_eq!(after(shelf), *name, "the office is in the state it is said to be in");
    }
    // Where only two make it hold, the second has to be an officer of that desk; elsewhere the keeper has no mandate for it.
    holds(&drawn(&states, &acts, after));
}

#[test]
fn the_life_of_a_draft() {
    let drop = || does(DossierAct::DropDraft { draft: 1, reason: why() });
    let states: States = vec![
        ("open", played(opened(), &[("lawyer", start(Some(1)))])),
        ("entered", played(submitted(), &[("chief", decide(Verdict::Adopted, Some(1)))])),
        ("not_adopted", played(submitted(), &[("chief", decide(Verdict::Rejected, Some(1)))])),
        ("dropped", played(opened(), &[("lawyer", start(Some(1))), ("lawyer", drop())])),
    ];
    let other = procedure::dossier::DraftFacts { title: "Ebb".into(), ..facts() };
    let acts: Vec<Tried> = vec![
        ("add_draft_version", "lawyer", add(Some(1), 2)),
        ("change_draft", "lawyer", does(DossierAct::ChangeDraft { draft: 1, facts: other })),
        ("ask_concurrence", "lawyer", ask(&[asked("press", 1)])),
        ("submit", "lawyer", submit()),
        ("drop_draft", "lawyer", drop()),
        ("decide adopted", "chief", decide(Verdict::Adopted, Some(1))),
        ("decide rejected", "chief", decide(Verdict::Rejected, Some(1))),
    ];
    // A draft is decided in a submission: what is open here lies in one.
    let states = states.into_iter().map(|(name, shelf)| match name {
        "open" => (name, submitted_unless(shelf)),
        _ => (name, shelf),
    });
    let after = |shelf: &Shelf| state_of(&serde_json::to_value(&held(shelf).drafts[0]).unwrap());
    holds(&drawn(&states.collect(), &acts, after));
}

/// The open draft put up: what is changed in it while it lies there is refused, its text may still come.
fn submitted_unless(shelf: Shelf) -> Shelf {
    played(shelf, &[("lawyer", submit())])
}

#[test]
fn the_life_of_a_concurrence() {
    let one =
        || played(opened(), &[("lawyer", start(Some(1))), ("lawyer", ask(&[asked("press", 1), asked("registry", 2)]))]);
    let agreed = |shelf| played(shelf, &[("editor", concur(1, 1, Word::Agreed))]);
    let returned = |shelf| played(shelf, &[("editor", concur(1, 1, Word::Returned { reason: why() }))]);
    let states: States = vec![
        ("open", one()),
        ("current", agreed(one())),
        ("older", played(agreed(one()), &[("lawyer", add(Some(1), 2))])),
        ("not_given", returned(one())),
    ];
    let skip = does(DossierAct::SkipConcurrence { draft: 1, concurrence: 1, reason: why() });
    let acts: Vec<Tried> = vec![
        ("concur agreed", "editor", concur(1, 1, Word::Agreed)),
        ("concur refused", "editor", concur(1, 1, Word::Refused { reasons: why() })),
        ("concur returned", "editor", concur(1, 1, Word::Returned { reason: why() })),
        ("concur delegated", "editor", concur(1, 1, Word::Delegated { to: desk("vault") })),
        ("skip_concurrence", "lawyer", skip),
        ("ask_concurrence", "lawyer", ask(&[asked("press", 1)])),
        ("add_draft_version", "lawyer", add(Some(1), 2)),
    ];
    let after = |shelf: &Shelf| {
        let draft = held(shelf).draft(1).unwrap();
        let standing = draft.standing(draft.concurrence(1).unwrap());
        serde_json::to_value(standing).unwrap().as_str().unwrap().to_owned()
    };
    for (name, shelf) in &states {
        assert_eq!(after(shelf), *name);
    }
    holds(&drawn(&states, &acts, after));
}

#[test]
fn the_life_of_an_action() {
    let facts = ActionFacts {
        desk: desk("press"),
        what: "rings Averin".into(),
        due: None,
        control: desk("legal"),
        submission: None,
        after: None,
    };
    let set = || played(opened(), &[("lawyer", does(DossierAct::SetAction { facts: facts.clone() }))]);
    let accept = || does(DossierAct::AcceptAction { action: 1 });
    let report = || does(DossierAct::ReportAction { action: 1, says: why(), paper: None });
    let discharge = || does(DossierAct::DischargeAction { action: 1 });
    let cancel = || does(DossierAct::CancelAction { action: 1, reason: why() });
    let states: States = vec![
        ("open", set()),
        ("accepted", played(set(), &[("editor", accept())])),
        ("reported", played(set(), &[("editor", report())])),
        ("discharged", played(set(), &[("lawyer", discharge())])),
        ("cancelled", played(set(), &[("lawyer", cancel())])),
    ];
    let put_off = DossierAct::ExtendAction { action: 1, due: date(1952, 1, 7), reason: why() };
    let acts: Vec<Tried> = vec![
        ("accept_action", "editor", accept()),
        ("report_action", "editor", report()),
        ("return_action", "lawyer", does(DossierAct::ReturnAction { action: 1, reason: why() })),
        ("discharge_action", "lawyer", discharge()),
        ("extend_action", "lawyer", does(put_off)),
        ("cancel_action", "lawyer", cancel()),
    ];
    let after = |shelf: &Shelf| state_of(&serde_json::to_value(&held(shelf).actions[0]).unwrap());
    for (name, shelf) in &states {
        assert_eq!(after(shelf), *name);
    }
    holds(&drawn(&states, &acts, after));
}

#[test]
fn the_life_of_a_direction() {
    let (mut shelf, id): (Shelf, PaperId) = {
        let mut shelf = Shelf::staffed();
        let id = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal")]));
        (shelf, id)
    };
    shelf.desk("gone", None);
    let to =
        |code: &str| DirectionDraft { to: desk(code), part: Part::Lead, act: AskedAct::Act, due: None, remark: None };
    let accept = || Act::AcceptDirection { paper: id, direction: 1 };
    let pass_on = || Act::PassOn { paper: id, direction: 1, directions: vec![to("press")] };
    let give_back = || Act::ReturnDirection { paper: id, direction: 1, reason: why() };
    let done = || Act::ReportDone { paper: id, direction: 1, report: None, answer: None };
    let redirect = || Act::Redirect { paper: id, direction: 1, directions: vec![to("press")], reason: why() };
    let states: States = vec![
        ("waiting", shelf.clone()),
        ("accepted", played(shelf.clone(), &[("lawyer", accept())])),
        ("passed_on", played(shelf.clone(), &[("lawyer", pass_on())])),
        ("returned", played(shelf.clone(), &[("lawyer", give_back())])),
        ("done", played(shelf.clone(), &[("lawyer", done())])),
        ("withdrawn", played(shelf, &[("clerk", redirect())])),
    ];
    let acts: Vec<Tried> = vec![
        ("accept_direction", "lawyer", accept()),
        ("pass_on", "lawyer", pass_on()),
        ("return_direction", "lawyer", give_back()),
        ("report_done", "lawyer", done()),
        ("redirect", "clerk", redirect()),
    ];
    let after = |shelf: &Shelf| state_of(&serde_json::to_value(&shelf.paper(id).directions[0]).unwrap());
    for (name, shelf) in &states {
        assert_eq!(after(shelf), *name);
    }
    holds(&drawn(&states, &acts, after));
}

/// Who may do what in a dossier: every act that fits the state, tried by an officer of each desk that has a part in it.
#[test]
fn who_may_do_what() {
    let shelf = through_an_office();
    let shelf = played(shelf, &[("lawyer", ask(&[asked("registry", 1)]))]);
    let officers = [
        ("lawyer", "keeps it, drew it up, submitted it"),
        ("chief", "decides, and is above it"),
        ("editor", "private office"),
        ("clerk", "asked to concur"),
        ("porter", "no part in it"),
    ];
    let hold = |submission| DossierAct::HoldSubmission { submission, reason: why() };
    let acts: Vec<(&str, Act)> = vec![
        ("change_dossier", does(DossierAct::ChangeDossier { title: Some("Ebb".into()), code: None })),
        ("ask_in", does(DossierAct::AskIn { to: procedure::paper::InHouse::Desk(desk("vault")), reason: why() })),
        ("remark_dossier", does(DossierAct::RemarkDossier { says: why() })),
        ("add_draft_version", add(Some(1), 2)),
        ("ask_concurrence", ask(&[asked("vault", 1)])),
        ("concur", concur(1, 1, Word::Agreed)),
        ("skip_concurrence", does(DossierAct::SkipConcurrence { draft: 1, concurrence: 1, reason: why() })),
        ("hold_submission", in_submission(hold)),
        ("decide", verdict(Verdict::Rejected)),
        (
            "withdraw_submission",
            in_submission(|submission| DossierAct::WithdrawSubmission { submission, reason: why() }),
        ),
    ];
    let heads: Vec<&str> = officers.iter().map(|(_, part)| *part).collect();
    let mut table = format!("| act | {} |\n|---|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
    for (name, act) in &acts {
        let cell = |who: &str| match shelf.clone().attempt(who, act) {
            Ok(_) => "**yes**".to_owned(),
            Err(refusal) => format!("`{}`", refusal.code()),
        };
        let cells: Vec<String> = officers.iter().map(|(who, _)| cell(who)).collect();
        table += &format!("| `{name}` | {} |\n", cells.join(" | "));
    }
    holds(&table);
}

/// An office with one letter, of a series whose papers go out where `sent` says so, and what was done with it.
fn letter(sent: bool, acts: &[Act]) -> Shelf {
    let mut shelf = Shelf::staffed();
    let made = but(draft_in(if sent { "OUT" } else { "IN" }, 1), |draft| {
        draft.arrival.channel = if sent { Channel::House } else { Channel::Post };
    });
    shelf.enter("clerk", made);
    acts.iter().for_each(|act| drop(shelf.act("clerk", of_letter(&shelf, act))));
    shelf
}

/// An act on the one letter of an office, whichever id that has.
fn of_letter(shelf: &Shelf, act: &Act) -> Act {
    let id = *shelf.papers.keys().next().unwrap();
    let mut json = serde_json::to_value(act).unwrap();
    json["paper"] = serde_json::to_value(id).unwrap();
    serde_json::from_value(json).unwrap()
}

fn only(shelf: &Shelf) -> &Paper {
    shelf.papers.values().next().unwrap()
}

/// The states of the one letter under acts that name it.
fn drawn_of_letter(states: &States, acts: &[(&'static str, Act)], after: impl Fn(&Shelf) -> String) -> String {
    // The letter has the same id in each office: it is the first that is entered there.
    let of = |act: &Act| of_letter(&states[0].1, act);
    let acts: Vec<Tried> = acts.iter().map(|(name, act)| (*name, "clerk", of(act))).collect();
    drawn(states, &acts, after)
}

#[test]
fn the_life_of_an_answer() {
    let (paper, by, reason) = (PaperId([0; 16]), date(1952, 1, 7), why());
    let awaits = Act::AwaitAnswer { paper, by, desk: None };
    let later = Act::AwaitAnswer { paper, by: date(1952, 1, 9), desk: None };
    let none = Act::NoReplyNeeded { paper, reason: reason.clone() };
    let again = Act::ReopenAnswer { paper, by, reason: reason.clone() };
    let interim = Act::InterimReply { paper, answer: None, by, reason };
    let states: States = vec![
        ("not_awaited", letter(false, &[])),
        ("awaited", letter(false, std::slice::from_ref(&awaits))),
        ("no_reply_needed", letter(false, &[awaits, none.clone()])),
    ];
    let acts =
        [("await_answer", later), ("interim_reply", interim), ("no_reply_needed", none), ("reopen_answer", again)];
    holds(&drawn_of_letter(&states, &acts, |shelf| {
        let closed = only(shelf).awaited.as_ref().map(|awaited| awaited.closed.is_some());
        closed.map_or("not_awaited", |closed| if closed { "no_reply_needed" } else { "awaited" }).to_owned()
    }));
}

#[test]
fn the_life_of_a_dispatch() {
    let (paper, reason, dispatch) = (PaperId([0; 16]), why(), 1);
    let send = Act::Dispatch { paper, to: "The Assembly".into(), channel: Channel::Post, on: None, reference: None };
    let received = Act::DispatchReceived { paper, dispatch, on: None, who: "the porter".into(), evidence: None };
    let back = Act::DispatchCameBack { paper, dispatch, on: None, reason: reason.clone() };
    let undo = Act::UndoDispatch { paper, dispatch, reason: reason.clone() };
    let none = Act::NoDispatch { paper, reason };
    let states: States = vec![
        ("to_be_sent", letter(true, &[])),
        ("sent", letter(true, std::slice::from_ref(&send))),
        ("received", letter(true, &[send.clone(), received.clone()])),
        ("came_back", letter(true, &[send.clone(), back.clone()])),
        ("mistaken", letter(true, &[send.clone(), undo.clone()])),
        ("not_sent", letter(true, std::slice::from_ref(&none))),
    ];
    let acts = [
        ("dispatch", send),
        ("dispatch_received", received),
        ("dispatch_came_back", back),
        ("undo_dispatch", undo),
        ("no_dispatch", none),
    ];
    holds(&drawn_of_letter(&states, &acts, |shelf| {
        let paper = only(shelf);
        match paper.dispatches.last().map(|last| last.ended.as_ref().map(|ended| &ended.end)) {
            _ if paper.not_sent.is_some() => "not_sent",
            None => "to_be_sent",
            Some(None) => "sent",
            Some(Some(DispatchEnd::Received { .. })) => "received",
            Some(Some(DispatchEnd::CameBack { .. })) => "came_back",
            Some(Some(DispatchEnd::Mistaken { .. })) => "mistaken",
        }
        .to_owned()
    }));
}

#[test]
fn the_life_of_a_copy() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", draft(1));
    let to = |code: &str| crate::copies::at(code);
    let given = played(shelf, &[("clerk", crate::copies::give(paper, &[to("legal")]))]);
    let after = |does: &Act| {
        let who = if does.name() == "withdraw_copies" || does.name() == "substitute_copy" { "clerk" } else { "lawyer" };
        played(given.clone(), &[(who, does.clone())])
    };
    let read = Act::AcknowledgeCopy { paper, copy: 1 };
    let print = Act::PrintCopy { paper, copy: 1, page: None };
    let back = Act::ReturnCopy { paper, copy: 1, remark: None };
    let withdraw = Act::WithdrawCopies { paper, copies: vec![1], reason: why() };
    let instead = Act::SubstituteCopy { paper, copy: 1, to: to("press"), reason: why() };
    let states: States = vec![
        ("given", given.clone()),
        ("acknowledged", after(&read)),
        ("returned", after(&back)),
        ("withdrawn", after(&withdraw)),
        ("substituted", after(&instead)),
    ];
    let acts: Vec<Tried> = vec![
        ("acknowledge_copy", "lawyer", read),
        ("print_copy", "lawyer", print),
        ("return_copy", "lawyer", back),
        ("withdraw_copies", "clerk", withdraw),
        ("substitute_copy", "clerk", instead),
    ];
    holds(&drawn(&states, &acts, |shelf| {
        let copy = shelf.paper(paper).copy(1).unwrap();
        match &copy.ended {
            Some(ended) => ended.end.words(),
            None if copy.is_to_read() => "given",
            None => "acknowledged",
        }
        .to_owned()
    }));
}

/// Every act is explained on the page.
#[test]
fn every_act_stands_on_the_page() {
    let page = include_str!("../../../../docs/procedure.md");
    let unknown = [
        serde_json::from_value::<DossierAct>(serde_json::json!({ "act": "dissolve" })).unwrap_err().to_string(),
        serde_json::from_value::<Act>(serde_json::json!({ "act": "dissolve" })).unwrap_err().to_string(),
    ];
    let names = |unknown: &str| -> Vec<String> {
        let listed = unknown.split_once("expected one of").unwrap().1.split('`').skip(1).step_by(2);
        listed.map(str::to_owned).collect()
    };
    // An act in a dossier goes by the name of what is done there.
    let names: Vec<String> =
        unknown.iter().flat_map(|unknown| names(unknown)).filter(|name| name != "in_dossier").collect();
    assert!(names.len() > 100, "{names:?}");
    let missing: Vec<&String> = names.iter().filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert_eq!(missing, Vec::<&String>::new(), "docs/procedure.md does not explain them");
}
