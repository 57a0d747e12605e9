//! Handing over, standing in, and mandates that end: what goes, what stays and why, and what is refused.

use jiff::civil::date;
use procedure::act::{Act, DIRECTIONS_PER_PAPER_MAX, HANDED_PER_ENTRY_MAX};
use procedure::dossier::{ActionFacts, Dossier, DossierAct, DossierEvent, SubmissionState, Verdict, Word};
use procedure::event::Event;
use procedure::handing::{OfDossier, OfPaper, OneEntry, Stays, of_dossier, of_paper, part_dossier, part_paper};
use procedure::house::Capacity;
use procedure::ids::PaperId;
use procedure::moment::Moment;
use procedure::paper::{BringForwardState, DirectionState, InHouse, NamedAs, Part};
use procedure::refusal::{HandingRefusal, Refusal};
use procedure::sight::{Sight, may_see, may_see_dossier};

use crate::decisions::{add, ask, asked, concur, d1, decide, does, opened, start, submit, why};
use crate::shelf::{DAY_MICROS, Shelf, bind_officer, but, check, desk, draft, draft_in, kind_of, lead, level, officer};

fn to_desk(from: &str, to: &str) -> Act {
    Act::HandOverDesk { desk: desk(from), to: desk(to), reason: why() }
}

fn to_officer(at: &str, from: &str, to: &str) -> Act {
    let mandate = format!("{to}-{at}-2").parse().unwrap();
    Act::HandOverPost { desk: desk(at), from: officer(from), to: officer(to), mandate, reason: why() }
}

fn end(code: &str) -> Act {
    Act::EndMandate { mandate: code.parse().unwrap(), until: None, reason: why() }
}

fn close(code: &str) -> Act {
    Act::CloseDesk { desk: desk(code), reason: why() }
}

fn back(paper: PaperId, to: Option<&str>) -> Act {
    Act::BringForward { paper, desk: to.map(desk), on: date(1952, 1, 7), reason: why() }
}

fn substitute(code: &str, of: &str, at: &str, instead_of: Option<&str>) -> Act {
    Act::GiveMandate {
        mandate: code.parse().unwrap(),
        officer: officer(of),
        desk: desk(at),
        capacity: Capacity::Substitute,
        from: None,
        until: None,
        instead_of: instead_of.map(officer),
    }
}

fn to_legal() -> Shelf {
    let mut shelf = Shelf::staffed();
    shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal")]));
    shelf
}

fn first(shelf: &Shelf) -> PaperId {
    shelf.entries.iter().flat_map(|entry| &entry.events).find_map(Event::paper).unwrap()
}

fn d(shelf: &Shelf) -> &Dossier {
    &shelf.dossiers[&d1()]
}

fn at(code: &str) -> InHouse {
    InHouse::Desk(desk(code))
}

fn kinds(shelf: &mut Shelf, act: Act) -> Vec<String> {
    shelf.act("root", act).events.iter().map(kind_of).collect()
}

#[test]
fn what_waits_at_a_desk_goes_to_another() {
    let mut shelf = to_legal();
    let paper = first(&shelf);
    shelf.act("lawyer", Act::AcceptDirection { paper, direction: 1 });
    shelf.act("lawyer", back(paper, Some("legal")));
    shelf.act("clerk", Act::AwaitAnswer { paper, by: date(1952, 1, 5), desk: Some(desk("legal")) });
    check(
        &shelf,
        &[
            ("a desk with work stays open", "root", close("legal"), "! desk_has_work"),
            ("an administrator hands it over", "root", to_desk("legal", "press"), "handed_over"),
            ("nobody else does", "lawyer", to_desk("legal", "press"), "! not_administrator"),
            ("not to itself", "root", to_desk("legal", "legal"), "! handed_to_itself"),
            ("not to a desk that is not there", "root", to_desk("legal", "nowhere"), "! absent"),
            ("nor from one", "root", to_desk("nowhere", "press"), "! absent"),
            (
                "with a reason",
                "root",
                Act::HandOverDesk { desk: desk("legal"), to: desk("press"), reason: " ".into() },
                "! empty",
            ),
            ("nothing waits there", "root", to_desk("press", "legal"), "! nothing_to_hand_over"),
        ],
    );
    let decided = shelf.act("root", to_desk("legal", "press"));
    assert_eq!(decided.acted.papers, [paper]);
    let held = shelf.paper(paper);
    assert!(matches!(held.directions[0].state, DirectionState::PassedOn { .. }));
    let anew = &held.directions[1];
    assert_eq!((anew.no, &anew.from, &anew.to, anew.after), (2, &desk("legal"), &desk("press"), Some(1)));
    assert_eq!((anew.part, anew.act, &anew.state), (Part::Lead, held.directions[0].act, &DirectionState::Waiting));
    assert_eq!(held.bring_forwards[0].to, at("press"));
    assert_eq!(held.bring_forwards[0].state, BringForwardState::Open);
    assert_eq!(held.awaits().unwrap().desk, Some(desk("press")));
    assert!(
        !held.actors.contains(&officer("root")),
        "whoever hands over has not acted on the paper, and sees none of it"
    );
    assert_eq!(may_see(&shelf.house, &officer("root"), held, shelf.now), Sight::None);
    assert_eq!(may_see(&shelf.house, &officer("editor"), held, shelf.now), Sight::Whole);
    assert_eq!(may_see(&shelf.house, &officer("lawyer"), held, shelf.now), Sight::Whole, "who had it keeps sight");
    assert!(of_paper(held, &at("legal")).is_empty());
    check(&shelf, &[("and may close", "root", close("legal"), "desk_closed")]);
}

#[test]
fn an_answer_that_marking_out_awaits_goes_with_the_direction() {
    let mut shelf = Shelf::staffed();
    let answer = procedure::card::AskedAct::Answer;
    let due = Some(date(1952, 1, 5));
    let marked = procedure::act::DirectionDraft { act: answer, due, ..lead("legal") };
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![marked]));
    assert_eq!(shelf.paper(paper).awaits().unwrap().direction, Some(1));
    shelf.act("root", to_desk("legal", "press"));
    let awaited = shelf.paper(paper).awaits().unwrap();
    assert_eq!((awaited.direction, awaited.by), (Some(2), date(1952, 1, 5)));
}

#[test]
fn what_came_back_is_marked_out_anew() {
    let mut shelf = to_legal();
    let paper = first(&shelf);
    shelf.act("lawyer", Act::PassOn { paper, direction: 1, directions: vec![lead("press")] });
    shelf.act("editor", Act::ReturnDirection { paper, direction: 2, reason: "Not ours.".into() });
    assert_eq!(of_paper(shelf.paper(paper), &at("legal")), [OfPaper::CameBack { direction: 2 }]);
    check(&shelf, &[("a paper that came back waits", "root", close("legal"), "! desk_has_work")]);
    shelf.act("root", to_desk("legal", "chief"));
    let held = shelf.paper(paper);
    assert!(matches!(held.directions[1].state, DirectionState::Returned { .. }), "that it was returned stands");
    assert_eq!((&held.directions[2].to, held.directions[2].after), (&desk("chief"), None));
    assert!(held.came_back_to(&desk("legal")).is_none());
    check(&shelf, &[("and the desk is idle", "root", close("legal"), "desk_closed")]);
}

#[test]
fn a_copy_goes_as_a_copy_and_a_void_paper_not_at_all() {
    let mut shelf = Shelf::staffed();
    let copy = procedure::act::DirectionDraft { part: Part::Copy, ..lead("press") };
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal"), copy]));
    shelf.act("root", to_desk("press", "chief"));
    let anew = shelf.paper(paper).directions.last().unwrap();
    assert_eq!((anew.part, &anew.to), (Part::Copy, &desk("chief")));
    shelf.act("clerk", Act::Void { paper, number: "IN-1951-0001".into(), reason: why() });
    check(&shelf, &[("a void paper waits nowhere", "root", to_desk("legal", "chief"), "! nothing_to_hand_over")]);
}

#[test]
fn what_would_not_be_seen_stays() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal")]));
    shelf.act("lawyer", back(paper, Some("legal")));
    shelf.act("lawyer", Act::ReportDone { paper, direction: 1, report: None, answer: None });
    let parted = part_paper(&shelf.house, shelf.paper(paper), &at("legal"), &at("press"), shelf.now);
    assert_eq!(
        (parted.goes.len(), parted.stays),
        (0, vec![(OfPaper::BringForward { bring_forward: 1 }, Stays::Unseen)])
    );
    let refused = shelf.attempt("root", &to_desk("legal", "press")).unwrap_err();
    assert_eq!(refused.to_string(), "nothing of desk legal goes to desk press; of 1 paper or dossier something stays");
    assert_eq!(refused.next(), "look at the list, which says what stays and why, and settle it there");
    check(&shelf, &[("to one that sees it", "root", to_desk("legal", "chief"), "handed_over")]);
}

#[test]
fn to_a_desk_that_is_open_and_at_which_somebody_is() {
    let mut shelf = to_legal();
    shelf.desk("old", None);
    shelf.desk("empty", None);
    shelf.act("root", close("old"));
    check(
        &shelf,
        &[
            ("not to one that closed", "root", to_desk("legal", "old"), "! closed"),
            ("not to one at which nobody is", "root", to_desk("legal", "empty"), "! nobody_at_desk"),
        ],
    );
    // An office that closed a desk before what waits kept it open empties it now.
    shelf.house.desks.get_mut(&desk("legal")).unwrap().closed = Some(shelf.now);
    check(&shelf, &[("from one that closed", "root", to_desk("legal", "press"), "handed_over")]);
}

#[test]
fn as_much_as_one_entry_takes() {
    let mut shelf = Shelf::staffed();
    let count = HANDED_PER_ENTRY_MAX as u32 + 1;
    for no in 1..=count {
        shelf.enter("clerk", but(draft_in("OUT", no as u8), |d| d.directions = vec![lead("legal")]));
    }
    let taken = |decided: &procedure::act::Decided| decided.acted.papers.len();
    assert_eq!(taken(&shelf.act("root", to_desk("legal", "press"))), HANDED_PER_ENTRY_MAX);
    check(&shelf, &[("one is left", "root", close("legal"), "! desk_has_work")]);
    assert_eq!(taken(&shelf.act("root", to_desk("legal", "press"))), 1);
    check(&shelf, &[("none is", "root", to_desk("legal", "press"), "! nothing_to_hand_over")]);
}

#[test]
fn as_many_changes_as_one_entry_takes() {
    let mut shelf = Shelf::staffed();
    let (from, to) = (at("legal"), at("press"));
    let taken = |shelf: &Shelf| {
        let entry = OneEntry::of(&shelf.house, &shelf.handing(&from), (&from, &to), "A reason.", shelf.now);
        (entry.dossiers.len(), entry.left)
    };
    // Each takes two: it is handed over, and legal is asked to stay in it.
    for no in 1..=124 {
        let (dossier, home) = (format!("D{no}").parse().unwrap(), Some(desk("legal")));
        let title = "The line".to_owned();
        shelf.act("lawyer", Act::OpenDossier { dossier, title, code: None, home, level: None, rule: None });
        assert_eq!(taken(&shelf), if no < 124 { (no, 0) } else { (123, 1) });
    }
    assert_eq!(kinds(&mut shelf, to_desk("legal", "press")).len(), 1 + 2 * 123);
    assert_eq!(taken(&shelf), (1, 0));
}

#[test]
fn how_much_waits_is_told_in_words() {
    let told = |waiting| Refusal::DeskHasWork { desk: desk("legal"), waiting }.to_string();
    assert_eq!(told(1), "1 paper or dossier waits at desk legal");
    assert_eq!(told(2), "2 papers or dossiers wait at desk legal");
}

#[test]
fn a_paper_takes_so_many_directions() {
    let mut shelf = to_legal();
    let paper = first(&shelf);
    let held = shelf.papers.get_mut(&paper).unwrap();
    let again = held.directions[0].clone();
    while held.directions.len() < DIRECTIONS_PER_PAPER_MAX - 1 {
        let no = held.directions.len() as u32 + 1;
        let state = DirectionState::Done { by: officer("lawyer"), at: again.at, report: None };
        held.directions.push(procedure::paper::Direction { no, state, ..again.clone() });
    }
    check(&shelf, &[("the last that fits", "root", to_desk("legal", "press"), "handed_over")]);
    let held = shelf.papers.get_mut(&paper).unwrap();
    let (no, state) = (1_024, DirectionState::Done { by: officer("lawyer"), at: again.at, report: None });
    held.directions.push(procedure::paper::Direction { no, state, ..again });
    let parted = part_paper(&shelf.house, shelf.paper(paper), &at("legal"), &at("press"), shelf.now);
    assert_eq!(parted.stays, [(OfPaper::Direction { direction: 1 }, Stays::Full)]);
}

/// A question of legal's: a draft that press is to concur in, submitted to the chief, an action, a deadline, an assessment
/// asked for, and a day on which it comes back.
fn question() -> Shelf {
    let mut shelf = opened();
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", ask(&[asked("press", 1)]));
    shelf.act("lawyer", submit());
    let facts = ActionFacts {
        desk: desk("legal"),
        what: "rings".into(),
        due: None,
        control: desk("legal"),
        submission: None,
        after: None,
    };
    shelf.act("lawyer", does(DossierAct::SetAction { facts }));
    let hangs = procedure::dossier::Hangs::Day { date: date(1952, 1, 7) };
    let (what, remind) = ("answers".to_owned(), vec![]);
    shelf.act("lawyer", does(DossierAct::SetDeadline { what, desk: desk("legal"), paper: None, hangs, remind }));
    let on = date(1952, 1, 7);
    shelf.act("lawyer", does(DossierAct::BringForward { desk: Some(desk("legal")), on, reason: why() }));
    shelf
}

#[test]
fn all_that_a_desk_has_in_a_question_goes() {
    let mut shelf = question();
    check(&shelf, &[("a desk with a question stays open", "root", close("legal"), "! desk_has_work")]);
    let events = kinds(&mut shelf, to_desk("legal", "registry"));
    assert_eq!(events, ["handed_over", "handed_over", "asked_in"]);
    let held = d(&shelf);
    assert_eq!(held.home, Some(desk("registry")));
    assert_eq!(held.drafts[0].desk, desk("registry"));
    assert_eq!(held.drafts[0].facts.follows[1].desk, desk("registry"), "the step that would follow");
    assert_eq!(held.submissions[0].from, desk("registry"));
    assert_eq!((&held.actions[0].facts.desk, &held.actions[0].facts.control), (&desk("registry"), &desk("registry")));
    assert_eq!(held.deadlines[0].desk, desk("registry"));
    assert_eq!(held.bring_forwards[0].to, at("registry"));
    assert!(of_dossier(held, &at("legal")).is_empty());
    assert!(
        may_see_dossier(&shelf.house, &officer("lawyer"), held, shelf.now),
        "whoever had it sees it until asked out"
    );
    check(
        &shelf,
        &[
            ("the desk may close", "root", close("legal"), "desk_closed"),
            ("its officer does nothing with it", "lawyer", add(Some(1), 2), "! no_mandate"),
            ("the other does", "clerk", add(Some(1), 2), "draft_version_added"),
            ("and lets it be", "clerk", does(DossierAct::AskOut { to: at("legal"), reason: why() }), "asked_out"),
        ],
    );
}

#[test]
fn concurrences_decisions_and_the_private_office() {
    let mut shelf = opened();
    shelf.act("root", Act::SetPrivateOffice { desk: desk("chief"), office: Some(desk("vault")) });
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", ask(&[asked("press", 1)]));
    shelf.act("lawyer", submit());
    assert_eq!(of_dossier(d(&shelf), &at("press")).len(), 2, "a concurrence, and a step that would follow");
    shelf.act("root", to_desk("press", "registry"));
    let asked = &d(&shelf).drafts[0].concurrences;
    assert_eq!(asked[0].answer.as_ref().unwrap().word, Word::Delegated { to: desk("registry") });
    assert_eq!((&asked[1].asked.desk, asked[1].asked.instead_of), (&desk("registry"), Some(1)));
    check(
        &shelf,
        &[
            ("the new desk concurs", "clerk", concur(2, 1, Word::Agreed), "concurrence_given"),
            ("the old has nothing to say", "editor", concur(1, 1, Word::Agreed), "! concurrence_given"),
        ],
    );
    shelf.act("root", to_desk("vault", "registry"));
    assert_eq!(d(&shelf).submissions[0].office, Some(desk("registry")));
    shelf.act("root", to_desk("chief", "vault"));
    assert_eq!(d(&shelf).submissions[0].facts.to, desk("vault"));
    assert!(shelf.attempt("chief", &decide(Verdict::Adopted, Some(1))).is_err());
    shelf.act("keeper", decide(Verdict::Adopted, Some(1)));
    assert_eq!(d(&shelf).submissions[0].state, SubmissionState::Decided);
    assert_eq!(d(&shelf).actions[0].facts.desk, desk("registry"), "the step went with the desk");
}

#[test]
fn a_concurrence_that_the_other_desk_cannot_give_stays() {
    let mut shelf = opened();
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", ask(&[asked("press", 1), asked("registry", 1)]));
    let parted = |to: &str| part_dossier(&shelf.house, d(&shelf), &at("press"), &at(to), shelf.now);
    let concurrence = OfDossier::Concurrence { draft: 1, concurrence: 1 };
    assert_eq!(parted("legal").stays, [(concurrence, Stays::OwnDraft)]);
    assert_eq!(parted("registry").stays, [(concurrence, Stays::AskedAlready)]);
    assert_eq!(parted("vault").stays, []);
    let drawn = part_dossier(&shelf.house, d(&shelf), &at("legal"), &at("press"), shelf.now);
    assert_eq!(drawn.stays, [(OfDossier::Draft { draft: 1 }, Stays::AskedAlready)]);
}

#[test]
fn a_deadline_follows_the_calendar_of_the_desk_that_owes_it() {
    let mut shelf = opened();
    let name = |name: &str| procedure::calendar::Calendar { name: name.into(), ..Default::default() };
    let week = procedure::calendar::Calendar {
        weekend: [procedure::calendar::DayOfWeek::Monday].into(),
        ..name("No Mondays")
    };
    let (calendar, over) = ("press".parse().unwrap(), None);
    shelf.act("root", Act::SetCalendar { calendar, facts: week, over });
    let calendar = Some(Some("press".parse().unwrap()));
    shelf.act("root", Act::ChangeDesk { desk: desk("press"), name: None, aliases: None, above: None, calendar });
    let (name, cause, until) = ("the line".to_owned(), "an agreement".to_owned(), date(1952, 1, 7));
    shelf.act("lawyer", does(DossierAct::SetTerm { name, cause, paper: None, from: None, until }));
    let rule = procedure::calendar::DayRule {
        roll: procedure::calendar::Roll::Before,
        ..procedure::calendar::DayRule::default()
    };
    let hangs = procedure::dossier::Hangs::Term { term: 1, edge: procedure::dossier::Edge::End, rule };
    let what = "publishes".to_owned();
    shelf
        .act("lawyer", does(DossierAct::SetDeadline { what, desk: desk("legal"), paper: None, hangs, remind: vec![] }));
    assert_eq!(d(&shelf).deadlines[0].date, date(1952, 1, 7), "a Monday");
    shelf.act("root", to_desk("legal", "press"));
    assert_eq!(d(&shelf).deadlines[0].date, date(1952, 1, 6));
    assert!(d(&shelf).off_calendar(&shelf.house).is_empty());
}

#[test]
fn a_desk_goes_from_officer_to_officer() {
    let mut shelf = to_legal();
    let paper = first(&shelf);
    shelf.act("lawyer", back(paper, None));
    check(
        &shelf,
        &[
            ("not to one who is not there", "root", to_officer("legal", "lawyer", "nobody"), "! no_officer"),
            ("nor from one", "root", to_officer("legal", "nobody", "editor"), "! no_officer"),
            ("from one who holds it", "root", to_officer("legal", "editor", "porter"), "! not_holder_of_desk"),
            ("not to oneself", "root", to_officer("legal", "lawyer", "lawyer"), "! handed_to_itself"),
            ("by an administrator", "lawyer", to_officer("legal", "lawyer", "editor"), "! not_administrator"),
        ],
    );
    let events = kinds(&mut shelf, to_officer("legal", "lawyer", "editor"));
    assert_eq!(events, ["handed_over", "mandate_given", "mandate_ended"]);
    let Event::HandedOver { papers, held: Some(list), desk: Some(of), .. } = &shelf.entries.last().unwrap().events[0]
    else {
        panic!("what waited is listed")
    };
    assert_eq!((of, papers.len(), list.papers.len()), (&desk("legal"), 1, 1));
    assert_eq!(list.papers[0].what, [OfPaper::Direction { direction: 1 }], "the work stays at the desk, and is listed");
    let held = shelf.paper(paper);
    assert_eq!(held.bring_forwards[0].to, InHouse::Officer(officer("editor")));
    assert_eq!(held.directions.len(), 1);
    let done = Act::BringForwardDone { paper, bring_forward: 1 };
    check(
        &shelf,
        &[
            ("the one acts no more", "lawyer", Act::AcceptDirection { paper, direction: 1 }, "! no_paper"),
            ("the other does", "editor", Act::AcceptDirection { paper, direction: 1 }, "direction_turned"),
            ("and has what came back to the one", "editor", done, "bring_forward_ended"),
            ("once is enough", "root", to_officer("legal", "lawyer", "editor"), "! nothing_to_hand_over"),
        ],
    );
}

#[test]
fn what_only_one_officer_sees_keeps_that_officer_a_desk() {
    let mut shelf = Shelf::staffed();
    let personal = shelf.enter("keeper", but(draft_in("SEC", 3), |d| d.level = Some(level("restricted"))));
    shelf.act("keeper", Act::Bind { paper: personal, bindings: vec![bind_officer(NamedAs::Addressee, "lawyer")] });
    shelf.act("lawyer", back(personal, None));
    let refused = shelf.attempt("root", &to_officer("legal", "lawyer", "editor")).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "1 paper or dossier is to come back to officer lawyer, who would act for no desk any more"
    );
    check(&shelf, &[("nor does the mandate end", "root", end("lawyer-legal"), "! personal_waits")]);
    let mut other = shelf.clone();
    other.mandate("lawyer", "press");
    check(
        &other,
        &[(
            "who keeps a desk keeps it",
            "root",
            to_officer("legal", "lawyer", "editor"),
            "handed_over mandate_given mandate_ended",
        )],
    );
    shelf.act("lawyer", Act::BringForwardDone { paper: personal, bring_forward: 1 });
    check(&shelf, &[("nothing is to come back", "root", end("lawyer-legal"), "mandate_ended")]);
}

#[test]
fn the_last_holder_stays_while_something_waits() {
    let mut shelf = to_legal();
    let refused = shelf.attempt("root", &end("lawyer-legal")).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "officer lawyer is the last to hold desk legal, at which there wait: 1 open direction"
    );
    assert!(refused.next().starts_with("hand the desk over first: chancery desk FOLDER hand-over legal"));
    assert_eq!(
        refused.in_names_of(&shelf.house),
        "lawyer is the last to hold legal, at which there wait: 1 open direction"
    );
    let soon = Moment::from_micros(shelf.now.micros() + DAY_MICROS);
    let later = |until| Act::EndMandate { mandate: "lawyer-legal".parse().unwrap(), until: Some(until), reason: why() };
    check(
        &shelf,
        &[
            ("nor later", "root", later(soon), "! last_holder"),
            ("a registry with papers to mark out", "root", end("clerk-registry"), "mandate_ended"),
        ],
    );
    let mut vacant = shelf.clone();
    vacant.enter("clerk", draft(2));
    check(&vacant, &[("keeps its clerk", "root", end("clerk-registry"), "! last_holder")]);
    // A substitute does not hold the desk, and one who is suspended is not there.
    shelf.act("root", substitute("s", "porter", "legal", None));
    check(&shelf, &[("a substitute is no holder", "root", end("lawyer-legal"), "! last_holder")]);
    shelf.mandate("editor", "legal");
    let mut suspended = shelf.clone();
    suspended.act("root", Act::SuspendOfficer { officer: officer("editor"), reason: why() });
    check(&suspended, &[("one who is not at work is none", "root", end("lawyer-legal"), "! last_holder")]);
    check(
        &shelf,
        &[
            ("another holds it", "root", end("lawyer-legal"), "mandate_ended"),
            ("and then too", "root", later(soon), "mandate_ended"),
        ],
    );
}

#[test]
fn nobody_stands_in_for_a_substitute() {
    let mut shelf = to_legal();
    shelf.act("root", substitute("s", "editor", "legal", None));
    assert_eq!(shelf.house.mandates[&"s".parse().unwrap()].instead_of, Some(officer("lawyer")), "for its only holder");
    let holder = Act::GiveMandate {
        mandate: "h".parse().unwrap(),
        officer: officer("porter"),
        desk: desk("legal"),
        capacity: Capacity::Holder,
        from: None,
        until: None,
        instead_of: Some(officer("lawyer")),
    };
    check(
        &shelf,
        &[
            (
                "for the substitute",
                "root",
                substitute("t", "porter", "legal", Some("editor")),
                "! substitute_of_substitute",
            ),
            ("for the holder", "root", substitute("t", "porter", "legal", Some("lawyer")), "mandate_given"),
            (
                "for one who has no part in it",
                "root",
                substitute("t", "porter", "legal", Some("clerk")),
                "! not_holder_of_desk",
            ),
            ("for oneself", "root", substitute("t", "lawyer", "legal", Some("lawyer")), "! instead_of_oneself"),
            ("a holder for nobody", "root", holder, "! holder_stands_in"),
        ],
    );
    let paper = first(&shelf);
    shelf.act("lawyer", Act::ReportDone { paper, direction: 1, report: None, answer: None });
    shelf.act("root", end("lawyer-legal"));
    check(
        &shelf,
        &[
            (
                "a desk that only a substitute acts for",
                "root",
                substitute("t", "porter", "legal", None),
                "! substitute_of_substitute",
            ),
            ("a desk at which nobody is", "root", substitute("t", "porter", "registry", None), "mandate_given"),
        ],
    );
}

#[test]
fn what_is_a_holders_own_comes_to_the_substitute_and_goes_back() {
    let mut shelf = to_legal();
    let paper = first(&shelf);
    shelf.act("lawyer", back(paper, None));
    let ends = Moment::from_micros(shelf.now.micros() + DAY_MICROS);
    let until = Some(ends);
    let Act::GiveMandate { mandate, officer: who, desk: at, capacity, from, instead_of, .. } =
        substitute("s", "editor", "legal", None)
    else {
        panic!("a mandate")
    };
    shelf.act("root", Act::GiveMandate { mandate, officer: who, desk: at, capacity, from, until, instead_of });
    let done = Act::BringForwardDone { paper, bring_forward: 1 };
    let accept = Act::AcceptDirection { paper, direction: 1 };
    let instead = |shelf: &Shelf| {
        shelf
            .house
            .stands_in_for(&officer("editor"), shelf.now)
            .into_iter()
            .map(|(of, _)| of.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(instead(&shelf), [officer("lawyer")]);
    check(
        &shelf,
        &[
            ("while the mandate runs", "editor", done.clone(), "bring_forward_ended"),
            ("at the desk too", "editor", accept.clone(), "direction_turned"),
            ("nobody else", "chief", done.clone(), "! not_brought_to_you"),
        ],
    );
    // A chain has no second link: who stands in for the substitute elsewhere has nothing of the first.
    shelf.act("root", substitute("p", "porter", "press", None));
    assert_eq!(
        shelf.house.stands_in_for(&officer("porter"), shelf.now).into_iter().map(|(of, _)| of).collect::<Vec<_>>(),
        [&officer("editor")]
    );
    // The whole house sees this one, so that the refusal tells what became of the mandate.
    let open = shelf.enter("clerk", but(draft_in("OUT", 2), |d| d.directions = vec![lead("legal")]));
    shelf.act("lawyer", back(open, None));
    shelf.now = ends;
    assert_eq!(instead(&shelf), []);
    let refused = shelf.attempt("editor", &Act::AcceptDirection { paper: open, direction: 1 }).unwrap_err();
    assert!(
        matches!(&refused, Refusal::Handing(HandingRefusal::MandateOver { now, .. }) if *now == [officer("lawyer")]),
        "{refused}"
    );
    assert_eq!(refused.next(), "ask who acts for it now (lawyer), or an administrator for a new mandate");
    check(
        &shelf,
        &[
            ("a paper out of sight is not there", "editor", accept, "! no_paper"),
            (
                "what was the holder's is the holder's",
                "editor",
                Act::BringForwardDone { paper: open, bring_forward: 1 },
                "! not_brought_to_you",
            ),
            ("and back", "lawyer", done, "bring_forward_ended"),
        ],
    );
}

#[test]
fn a_concurrence_under_a_mandate_that_ended_is_refused_and_says_so() {
    let mut shelf = opened();
    shelf.mandate("porter", "press");
    shelf.act("lawyer", start(Some(1)));
    shelf.act("lawyer", ask(&[asked("press", 1)]));
    shelf.act("lawyer", does(DossierAct::AskIn { to: InHouse::Officer(officer("porter")), reason: why() }));
    shelf.act("root", end("porter-press"));
    check(
        &shelf,
        &[
            ("the mandate is over", "porter", concur(1, 1, Word::Agreed), "! mandate_over"),
            ("who never had one", "keeper", concur(1, 1, Word::Agreed), "! absent"),
            ("who has one", "editor", concur(1, 1, Word::Agreed), "concurrence_given"),
        ],
    );
}

#[test]
fn what_is_a_holders_own_in_a_dossier_goes_too() {
    let mut shelf = opened();
    let on = date(1952, 1, 7);
    shelf.act("lawyer", does(DossierAct::BringForward { desk: None, on, reason: why() }));
    let events = kinds(&mut shelf, to_officer("legal", "lawyer", "editor"));
    assert_eq!(events, ["handed_over", "mandate_given", "mandate_ended", "handed_over"]);
    assert_eq!(d(&shelf).bring_forwards[0].to, InHouse::Officer(officer("editor")));
    let changes = shelf.entries.last().unwrap().events.iter().filter_map(|event| match event {
        Event::InDossier { change: DossierEvent::HandedOver { what, .. }, .. } => Some(what.clone()),
        _ => None,
    });
    assert_eq!(changes.collect::<Vec<_>>(), [vec![OfDossier::BringForward { bring_forward: 1 }]]);
    shelf.act("root", substitute("s", "porter", "legal", None));
    check(
        &shelf,
        &[(
            "one cleared too low stands in for nothing there",
            "porter",
            does(DossierAct::BringForwardDone { bring_forward: 1 }),
            "bring_forward_ended",
        )],
    );
}
