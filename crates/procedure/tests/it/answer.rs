//! The answer that a paper awaits: who says so, by when, what stops it and what does not.

use jiff::civil::{Date, date};
use procedure::act::{Act, BRING_FORWARD_DAYS_MAX, DirectionDraft, INTERIM_REPLIES_MAX};
use procedure::card::{AskedAct, Relation};
use procedure::decide::may_answer;
use procedure::ids::PaperId;
use procedure::paper::{Part, Stop, stop};
use procedure::refusal::{AnswerRefusal, Refusal};
use serde_json::json;

use crate::shelf::{
    Shelf, but, card, check, cites, copy, desk, draft, draft_in, kind_of, lead, level, officer, read, series,
};

const TODAY: Date = date(1951, 12, 25);
const BY: Date = date(1952, 1, 5);

fn awaits(paper: PaperId, by: Date, of: &str) -> Act {
    Act::AwaitAnswer { paper, by, desk: Some(of).filter(|of| !of.is_empty()).map(desk) }
}

fn interim(paper: PaperId, answer: Option<PaperId>) -> Act {
    Act::InterimReply { paper, answer, by: date(1952, 2, 1), reason: "The tables are still being made.".into() }
}

fn not_needed(paper: PaperId) -> Act {
    Act::NoReplyNeeded { paper, reason: "A circular.".into() }
}

fn reopen(paper: PaperId) -> Act {
    Act::ReopenAnswer { paper, by: BY, reason: "They asked again.".into() }
}

fn void(shelf: &Shelf, paper: PaperId) -> Act {
    Act::Void { paper, number: shelf.paper(paper).number().into(), reason: "Entered twice.".into() }
}

/// A letter of IN (desk and chief), No. 812 of Oldfen, on which legal leads and of which press has a copy.
fn letter(shelf: &mut Shelf) -> PaperId {
    let told = card("letter", "812", "1951-12-20", "R. Oldfen", "M. Averin");
    let to = |d: &mut procedure::act::EnterDraft| {
        d.card = told;
        d.directions = vec![lead("legal"), copy("press")];
    };
    shelf.enter("clerk", but(draft(1), to))
}

/// A paper of a series that cites that letter as one it answers, or only speaks of it.
fn citing(shelf: &mut Shelf, code: &str, no: u8, relation: Relation) -> PaperId {
    let mut citation = cites("812", "Oldfen", "1951-12-20");
    citation.value.relation = relation;
    let mut told = card("letter", &format!("{no}/51"), "1951-12-23", "M. Averin", "R. Oldfen");
    told.citations = vec![citation];
    let who = if code == "SEC" { "keeper" } else { "clerk" };
    let entered = but(draft_in(code, no), |d| {
        d.card = told;
        d.level = (code == "SEC").then(|| level("secret"));
    });
    shelf.enter(who, entered)
}

fn answer(shelf: &mut Shelf, no: u8) -> PaperId {
    citing(shelf, "OUT", no, Relation::Answers)
}

fn clock(shelf: &Shelf, letter: PaperId) -> (Option<Date>, usize) {
    (shelf.paper(letter).awaits().map(|awaited| awaited.by), shelf.answering(letter).len())
}

#[test]
fn who_may_say_that_an_answer_is_awaited_and_of_whom() {
    let mut shelf = Shelf::staffed();
    let letter = letter(&mut shelf);
    let sent = shelf.enter("clerk", draft_in("OUT", 2));
    let gone = shelf.enter("clerk", draft(3));
    shelf.act("clerk", void(&shelf, gone));
    check(
        &shelf,
        &[
            ("the registry that keeps it", "clerk", awaits(letter, BY, ""), "answer_awaited"),
            ("the desk that leads on it", "lawyer", awaits(letter, BY, ""), "answer_awaited"),
            ("not one that has a copy", "editor", awaits(letter, BY, ""), "! no_mandate"),
            ("nor the chief above", "chief", awaits(letter, BY, ""), "! no_mandate"),
            ("nor who does not see it", "porter", awaits(letter, BY, ""), "! no_paper"),
            ("of a desk that sees it", "clerk", awaits(letter, BY, "press"), "answer_awaited"),
            ("and of no other", "clerk", awaits(letter, BY, "vault"), "! owing_without_sight"),
            ("that is there", "clerk", awaits(letter, BY, "none"), "! absent"),
            ("of them, to a letter of ours", "clerk", awaits(sent, BY, ""), "answer_awaited"),
            ("not to a paper that is void", "clerk", awaits(gone, BY, ""), "! paper_void"),
            ("no interim reply before that", "clerk", interim(letter, None), "! not_awaited"),
            ("nor is none needed", "clerk", not_needed(letter), "! not_awaited"),
            ("nor is it awaited again", "clerk", reopen(letter), "! not_awaited"),
        ],
    );
}

#[test]
fn by_which_day() {
    let mut shelf = Shelf::staffed();
    let dated = |day: &str| card("letter", "7", day, "R. Oldfen", "M. Averin");
    let ahead = shelf.enter("clerk", but(draft(1), |d| d.card = dated("1951-12-28")));
    let plain = shelf.enter("clerk", draft(2));
    let last = TODAY.checked_add(jiff::Span::new().days(BRING_FORWARD_DAYS_MAX)).unwrap();
    let at = |paper, by| awaits(paper, by, "");
    check(
        &shelf,
        &[
            ("today", "clerk", at(plain, TODAY), "answer_awaited"),
            ("not yesterday", "clerk", at(plain, date(1951, 12, 24)), "! due_past"),
            ("on the day that the paper bears", "clerk", at(ahead, date(1951, 12, 28)), "answer_awaited"),
            ("not before it", "clerk", at(ahead, date(1951, 12, 27)), "! answer_before_paper"),
            ("fifty years ahead", "clerk", at(plain, last), "answer_awaited"),
            ("and not a day more", "clerk", at(plain, last.tomorrow().unwrap()), "! back_too_far"),
        ],
    );
    shelf.act("clerk", awaits(plain, BY, ""));
    check(
        &shelf,
        &[
            ("the same day again", "clerk", awaits(plain, BY, ""), "! awaited_already"),
            ("the same day, of another desk", "clerk", awaits(plain, BY, "registry"), "answer_awaited"),
            ("another day", "clerk", awaits(plain, TODAY, ""), "answer_awaited"),
        ],
    );
}

#[test]
fn an_answer_that_is_read_goes_the_other_way() {
    let table = [
        ("a paper sent that cites it as answered", "OUT", Relation::Answers, Some(Stop::Read)),
        ("a paper sent that speaks of it", "OUT", Relation::Refers, None),
        ("a paper that came in", "IN", Relation::Answers, None),
        ("a paper of another inner series", "SEC", Relation::Answers, None),
    ];
    for (name, code, relation, stops) in table {
        let mut shelf = Shelf::staffed();
        let letter = letter(&mut shelf);
        shelf.act("clerk", awaits(letter, BY, ""));
        let paper = citing(&mut shelf, code, 2, relation);
        assert_eq!(shelf.paper(paper).ties[0].to, letter, "{name}");
        let how = |shelf: &Shelf| stop(&shelf.house, shelf.paper(letter), shelf.paper(paper));
        assert_eq!(how(&shelf), stops, "{name}");
        assert_eq!(clock(&shelf, letter), (Some(BY), usize::from(stops.is_some())), "{name}");
        // What an officer says stops it wherever it stands.
        if code != "SEC" {
            shelf.act("clerk", Act::LinkAnswer { paper, answers: letter });
            assert_eq!(how(&shelf), Some(Stop::Said), "{name}");
        }
    }
}

#[test]
fn a_letter_of_ours_is_answered_by_one_that_comes_in() {
    let mut shelf = Shelf::staffed();
    let ours = shelf.enter("clerk", but(draft_in("OUT", 1), |d| d.card = card("note", "", "", "M. Averin", "Oldfen")));
    shelf.act("clerk", awaits(ours, BY, ""));
    let number = shelf.paper(ours).number().to_owned();
    let mut citation = cites(&number, "", "");
    citation.value.relation = Relation::Answers;
    let told = |d: &mut procedure::act::EnterDraft| d.card.citations = vec![citation.clone()];
    let also_ours = shelf.enter("clerk", but(draft_in("OUT", 2), told));
    assert_eq!(shelf.paper(also_ours).ties.len(), 1);
    assert_eq!(clock(&shelf, ours), (Some(BY), 0), "not by another of ours");
    shelf.enter("clerk", but(draft(3), told));
    assert_eq!(clock(&shelf, ours), (Some(BY), 1));
}

#[test]
fn the_clock_never_differs_from_what_answers() {
    let mut shelf = Shelf::staffed();
    let letter = letter(&mut shelf);
    shelf.act("clerk", awaits(letter, BY, ""));
    let sent = answer(&mut shelf, 2);
    let stopped = |shelf: &Shelf| !shelf.answering(letter).is_empty();
    assert!(stopped(&shelf));
    let (to, reason) = (letter, || "Another letter.".to_owned());
    shelf.act("clerk", Act::Untie { paper: sent, citation: 0, to, reason: reason() });
    assert!(!stopped(&shelf), "the tie undone");
    shelf.act("clerk", Act::Tie { paper: sent, citation: 0, to });
    assert!(stopped(&shelf), "and made by hand");
    let mut citation = json!(cites("812", "Oldfen", "1951-12-20").value);
    citation["relation"] = "refers".into();
    let value = json!([{ "value": citation }]);
    shelf.act("clerk", Act::Correct { paper: sent, field: procedure::card::FieldName::Citations, value, reason: None });
    assert!(!stopped(&shelf), "the card put right");
    shelf.act("clerk", Act::LinkAnswer { paper: sent, answers: letter });
    assert!(stopped(&shelf), "linked");
    shelf.act("clerk", Act::UnlinkAnswer { paper: sent, answers: letter, reason: reason() });
    assert!(!stopped(&shelf), "unlinked");
    let again = answer(&mut shelf, 3);
    let number = shelf.paper(again).number().to_owned();
    let moved = Act::MoveSeries { paper: again, number, series: series("IN"), reason: reason() };
    shelf.act("clerk", moved);
    assert!(!stopped(&shelf), "moved to a book of papers that come in");
    let third = answer(&mut shelf, 4);
    assert!(stopped(&shelf));
    shelf.act("clerk", void(&shelf, third));
    assert!(!stopped(&shelf), "the answer void");
    assert_eq!(clock(&shelf, letter).0, Some(BY), "nothing of all this is said of the letter");
}

#[test]
fn one_answer_answers_several_letters() {
    let mut shelf = Shelf::staffed();
    let letter = letter(&mut shelf);
    let other = shelf.enter("clerk", draft(2));
    for paper in [letter, other] {
        shelf.act("clerk", awaits(paper, BY, ""));
    }
    let sent = answer(&mut shelf, 3);
    shelf.act("clerk", Act::LinkAnswer { paper: sent, answers: other });
    assert_eq!((clock(&shelf, letter).1, clock(&shelf, other).1), (1, 1));
}

#[test]
fn what_is_answered_is_not_awaited_until_it_is_reopened() {
    let mut shelf = Shelf::staffed();
    let letter = letter(&mut shelf);
    let sent = answer(&mut shelf, 2);
    check(&shelf, &[("answered before anybody asked", "clerk", awaits(letter, BY, ""), "! answered")]);
    shelf.act("lawyer", reopen(letter));
    assert_eq!(clock(&shelf, letter), (Some(BY), 0), "what answered it until then does not stop it");
    let anew = answer(&mut shelf, 3);
    let number = shelf.paper(anew).number().to_owned();
    for act in [awaits(letter, TODAY, ""), interim(letter, None), not_needed(letter)] {
        let refused = shelf.attempt("clerk", &act).unwrap_err();
        assert_eq!(refused, AnswerRefusal::Answered { answers: vec![number.clone()] }.into());
    }
    // Whoever links it after it was passed over takes that back.
    shelf.act("clerk", void(&shelf, anew));
    assert_eq!(clock(&shelf, letter).1, 0);
    shelf.act("clerk", Act::LinkAnswer { paper: sent, answers: letter });
    assert_eq!(clock(&shelf, letter).1, 1);
    shelf.act("clerk", reopen(letter));
    assert_eq!(clock(&shelf, letter).1, 0);
    check(
        &shelf,
        &[(
            "it is linked, and may be said anew",
            "clerk",
            Act::LinkAnswer { paper: sent, answers: letter },
            "answer_linked",
        )],
    );
    shelf.act("clerk", Act::LinkAnswer { paper: sent, answers: letter });
    check(&shelf, &[("once", "clerk", Act::LinkAnswer { paper: sent, answers: letter }, "! answer_linked")]);
}

#[test]
fn an_interim_reply_moves_the_day_and_is_kept() {
    let mut shelf = Shelf::staffed();
    let letter = letter(&mut shelf);
    shelf.act("clerk", awaits(letter, BY, "press"));
    let sent = answer(&mut shelf, 2);
    let gone = shelf.enter("clerk", draft_in("OUT", 3));
    shelf.act("clerk", void(&shelf, gone));
    let blank = Act::InterimReply { paper: letter, answer: None, by: BY, reason: " ".into() };
    let past = Act::InterimReply { paper: letter, answer: Some(sent), by: date(1951, 12, 24), reason: "No.".into() };
    check(
        &shelf,
        &[
            ("it answers, unless it is said to be interim", "clerk", interim(letter, None), "! answered"),
            ("by the registry", "clerk", interim(letter, Some(sent)), "interim_replied"),
            ("the desk that leads", "lawyer", interim(letter, Some(sent)), "interim_replied"),
            ("and the one that owes it", "editor", interim(letter, Some(sent)), "interim_replied"),
            ("no other", "chief", interim(letter, Some(sent)), "! no_mandate"),
            ("not the letter itself", "clerk", interim(letter, Some(letter)), "! itself"),
            ("nor a void one", "clerk", interim(letter, Some(gone)), "! paper_void"),
            ("nor one that is not there", "clerk", interim(letter, Some(PaperId([9; 16]))), "! no_paper"),
            ("to a day to come", "clerk", past, "! due_past"),
            ("with a reason", "clerk", blank, "! answered"),
        ],
    );
    shelf.act("editor", interim(letter, Some(sent)));
    assert_eq!(clock(&shelf, letter), (Some(date(1952, 2, 1)), 0));
    let held = shelf.paper(letter).awaited.clone().unwrap();
    assert_eq!((held.interims.len(), held.interims[0].answer, held.desk), (1, Some(sent), Some(desk("press"))));
    let blank = Act::InterimReply { paper: letter, answer: None, by: BY, reason: " ".into() };
    check(
        &shelf,
        &[
            ("each once", "clerk", interim(letter, Some(sent)), "! interim_already"),
            ("or without a paper", "clerk", interim(letter, None), "interim_replied"),
            ("with a reason", "clerk", blank, "! empty"),
        ],
    );
    for _ in 1..INTERIM_REPLIES_MAX {
        shelf.act("clerk", interim(letter, None));
    }
    check(&shelf, &[("not without end", "clerk", interim(letter, None), "! interims_full")]);
    shelf.act("clerk", awaits(letter, BY, ""));
    let moved = shelf.paper(letter).awaited.clone().unwrap();
    assert_eq!((moved.by, moved.desk, moved.interims.len()), (BY, None, INTERIM_REPLIES_MAX), "moved, and kept");
    assert_eq!(clock(&shelf, letter).1, 0);
}

#[test]
fn no_reply_needed_closes_it_until_it_is_reopened() {
    let mut shelf = Shelf::staffed();
    let letter = letter(&mut shelf);
    shelf.act("clerk", awaits(letter, BY, "press"));
    check(
        &shelf,
        &[
            ("with a reason", "clerk", Act::NoReplyNeeded { paper: letter, reason: String::new() }, "! empty"),
            ("by the desk that owes it", "editor", not_needed(letter), "no_reply_needed"),
            ("and who holds it", "lawyer", not_needed(letter), "no_reply_needed"),
            ("no other", "chief", not_needed(letter), "! no_mandate"),
            ("it is not reopened while it is awaited", "clerk", reopen(letter), "! awaited_already"),
        ],
    );
    shelf.act("editor", not_needed(letter));
    assert_eq!(clock(&shelf, letter), (None, 0));
    let refused = shelf.attempt("clerk", &awaits(letter, TODAY, "")).unwrap_err();
    assert_eq!(refused, AnswerRefusal::ReplyNotNeeded { reason: "A circular.".into() }.into());
    let blank = Act::ReopenAnswer { paper: letter, by: BY, reason: String::new() };
    let past = Act::ReopenAnswer { paper: letter, by: date(1951, 12, 24), reason: "They ask.".into() };
    check(
        &shelf,
        &[
            ("not by an interim reply", "clerk", interim(letter, None), "! reply_not_needed"),
            ("nor said again", "clerk", not_needed(letter), "! reply_not_needed"),
            ("with a reason", "clerk", blank, "! empty"),
            ("to a day to come", "clerk", past, "! due_past"),
            ("by the desk that owed it", "editor", reopen(letter), "answer_reopened"),
        ],
    );
    shelf.act("clerk", reopen(letter));
    assert_eq!(clock(&shelf, letter), (Some(BY), 0));
    assert_eq!(shelf.paper(letter).awaited.as_ref().unwrap().desk, Some(desk("press")));
}

#[test]
fn marking_out_to_answer_by_a_day_starts_it_once() {
    let answer = |to: &str, due: Option<Date>| DirectionDraft { act: AskedAct::Answer, due, ..lead(to) };
    let starts = |directions: Vec<DirectionDraft>| {
        let mut shelf = Shelf::staffed();
        let paper = shelf.enter("clerk", draft(1));
        let act = Act::Direct { paper, desk: desk("registry"), directions: directions.clone() };
        let direct = shelf.act("clerk", act);
        let entered = shelf.enter("clerk", but(draft(2), |d| d.directions = directions));
        let by = shelf.paper(paper).awaits().map(|awaited| (awaited.by, awaited.desk.clone()));
        assert_eq!(shelf.paper(entered).awaits().map(|awaited| awaited.by), by.as_ref().map(|(by, _)| *by));
        assert_eq!(direct.events.iter().any(|event| kind_of(event) == "answer_awaited"), by.is_some());
        by
    };
    assert_eq!(starts(vec![answer("legal", Some(BY))]), Some((BY, None)), "of whoever leads");
    assert_eq!(starts(vec![answer("legal", None)]), None, "a day is needed");
    assert_eq!(starts(vec![DirectionDraft { due: Some(BY), ..lead("legal") }]), None, "to do what else");
    let informed = DirectionDraft { part: Part::Copy, ..answer("press", Some(TODAY)) };
    assert_eq!(starts(vec![answer("legal", Some(BY)), informed]), Some((BY, None)), "the desk that leads");

    let mut shelf = Shelf::staffed();
    let directed = |d: &mut procedure::act::EnterDraft| d.directions = vec![answer("legal", Some(BY))];
    let paper = shelf.enter("clerk", but(draft(1), directed));
    let directions = vec![answer("press", Some(TODAY))];
    let passed = shelf.act("lawyer", Act::PassOn { paper, direction: 1, directions });
    assert!(passed.events.iter().all(|event| kind_of(event) != "answer_awaited"), "a desk's own day moves nothing");
    assert_eq!(shelf.paper(paper).awaits().unwrap().by, BY);
    let late = Act::InterimReply { paper, answer: None, by: BY, reason: "Tables.".into() };
    assert_eq!(shelf.outcome("editor", &late), "interim_replied", "it is owed by the desk that leads now");
    let back = Act::ReturnDirection { paper, direction: 2, reason: "Not ours.".into() };
    shelf.act("editor", back);
    let anew = |due: Date| Act::Direct { paper, desk: desk("legal"), directions: vec![answer("chief", Some(due))] };
    assert_eq!(shelf.outcome("lawyer", &anew(BY)), "directed", "the same day moves nothing");
    shelf.act("lawyer", anew(date(1952, 1, 9)));
    assert_eq!(shelf.paper(paper).awaits().unwrap().by, date(1952, 1, 9), "marked out anew, it is due anew");
    shelf.act("clerk", awaits(paper, BY, ""));
    let wrong = |due: Date| Act::Redirect {
        paper,
        direction: 3,
        directions: vec![answer("press", Some(due))],
        reason: "A wrong desk.".into(),
    };
    assert_eq!(shelf.outcome("lawyer", &wrong(TODAY)), "direction_turned directed", "what was said by itself stays");
    let sent = shelf.enter("clerk", but(draft_in("OUT", 2), directed));
    assert_eq!(shelf.paper(sent).awaited, None, "a letter of ours awaits nothing of us");
}

#[test]
fn an_answer_out_of_sight_is_none() {
    let mut shelf = Shelf::staffed();
    let letter = letter(&mut shelf);
    shelf.act("clerk", awaits(letter, BY, ""));
    let secret = citing(&mut shelf, "SEC", 2, Relation::Answers);
    shelf.mandate("keeper", "registry");
    shelf.act("keeper", Act::LinkAnswer { paper: secret, answers: letter });
    assert_eq!(clock(&shelf, letter), (Some(BY), 1));
    check(
        &shelf,
        &[
            ("who sees it is told what answers", "keeper", not_needed(letter), "! answered"),
            ("for who does not, nothing does", "lawyer", not_needed(letter), "no_reply_needed"),
            ("nor is it reopened in spite of anything", "lawyer", reopen(letter), "! awaited_already"),
            ("nor is it an interim reply", "lawyer", interim(letter, Some(secret)), "! no_paper"),
        ],
    );
}

#[test]
fn who_may_speak_of_it_is_offered_it() {
    let mut shelf = Shelf::staffed();
    let letter = letter(&mut shelf);
    shelf.act("clerk", awaits(letter, BY, "press"));
    let may = |code: &str| may_answer(&shelf.house, shelf.paper(letter), &officer(code), shelf.now);
    let may: Vec<&str> =
        ["clerk", "lawyer", "editor", "chief", "keeper", "porter"].into_iter().filter(|code| may(code)).collect();
    assert_eq!(may, ["clerk", "lawyer", "editor"]);
}

#[test]
fn a_desk_that_owes_an_answer_is_not_closed() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", draft_in("OUT", 1));
    shelf.act("clerk", awaits(paper, BY, "chief"));
    let close = Act::CloseDesk { desk: desk("chief"), reason: "Moved.".into() };
    assert!(matches!(shelf.attempt("root", &close).unwrap_err(), Refusal::DeskHasWork { waiting: 1, .. }));
    let came = shelf.enter("clerk", draft(2));
    shelf.act("clerk", Act::LinkAnswer { paper: came, answers: paper });
    shelf.act("root", close);
}

#[test]
fn a_marking_read_keeps_it_from_nobody_who_sees_the_paper() {
    let mut shelf = Shelf::staffed();
    let unread = shelf.enter("clerk", but(draft(1), |d| d.card.marking = Some(read("SECRET".into()))));
    check(&shelf, &[("while its marking is open", "clerk", awaits(unread, BY, ""), "answer_awaited")]);
}

#[test]
fn each_refusal_says_what_and_what_next() {
    for (refusal, says, next, code) in [
        (
            AnswerRefusal::NotAwaited,
            "the paper awaits no answer",
            "say by when it awaits one: chancery answer FOLDER await NUMBER --by DAY",
            "not_awaited",
        ),
        (
            AnswerRefusal::AwaitedAlready { by: date(1952, 1, 5) },
            "the paper awaits an answer by 1952-01-05 already",
            "choose another day or desk; otherwise nothing is to be done",
            "awaited_already",
        ),
        (
            AnswerRefusal::Answered { answers: vec!["OUT-1951-0001".into(), "OUT-1951-0002".into()] },
            "the paper is answered by OUT-1951-0001, OUT-1951-0002",
            "reopen it, with the reason why more is owed, or undo that link",
            "answered",
        ),
        (
            AnswerRefusal::ReplyNotNeeded { reason: "A circular.".into() },
            "no reply is needed: A circular.",
            "reopen it, with the reason why an answer is owed after all",
            "reply_not_needed",
        ),
        (
            AnswerRefusal::AnswerBeforePaper { by: date(1951, 12, 27), dated: date(1951, 12, 28) },
            "1951-12-27 lies before the day that the paper bears, 1951-12-28",
            "choose a later day, or put the date of the paper right",
            "answer_before_paper",
        ),
        (
            AnswerRefusal::OwingWithoutSight { desk: desk("vault") },
            "desk vault does not see the paper, and that it owes the answer gives no sight of it",
            "mark the paper out to it first",
            "owing_without_sight",
        ),
        (
            AnswerRefusal::InterimAlready { number: "OUT-1951-0001".into() },
            "OUT-1951-0001 is an interim reply to the paper already",
            "move the day instead",
            "interim_already",
        ),
        (
            AnswerRefusal::InterimsFull { count_max: 64 },
            "the paper has 64 interim replies, the most that one may have",
            "move the day instead, and leave a remark",
            "interims_full",
        ),
    ] {
        let refusal = Refusal::from(refusal);
        assert_eq!(
            (refusal.to_string().as_str(), refusal.next().as_str(), refusal.code().as_str()),
            (says, next, code)
        );
        let json = serde_json::to_string(&refusal).unwrap();
        assert_eq!(serde_json::from_str::<Refusal>(&json).unwrap(), refusal);
    }
}
