//! What was decided before in such a case, what is late, and how questions were decided, against a history made by hand.

use jiff::civil::date;
use procedure::act::{Act, BindingDraft, DirectionDraft};
use procedure::card::AskedAct;
use procedure::dossier::{
    ActionFacts, Advice, DossierAct, DraftFacts, Hangs, How, RecommendationWords, SubmissionFacts, TextRead, Verdict,
};
use procedure::house::Visibility;
use procedure::ids::{DossierId, PaperId};
use procedure::moment::Moment;
use procedure::paper::{NamedAs, Part, Principal};
use register::{LateAt, Precedent};

use crate::office::{Office, card, citing, desk, draft, moment, officer, rebuilt, version};

fn code(code: &str) -> DossierId {
    code.parse().unwrap()
}

fn does(office: &mut Office, who: &str, dossier: &str, does: DossierAct) {
    office.ok(who, Act::InDossier { dossier: code(dossier), does });
}

/// A dossier that the legal desk keeps.
fn open(office: &mut Office, dossier: &str, title: &str, file: Option<&str>, rule: Visibility) {
    let (id, title, home) = (code(dossier), title.to_owned(), Some(desk("legal")));
    let open =
        Act::OpenDossier { dossier: id, title, code: file.map(str::to_owned), home, level: None, rule: Some(rule) };
    office.ok("clerk", open);
}

/// A question put by the legal desk to the eastern one, and what that decides.
fn decide(office: &mut Office, dossier: &str, line: &str, word: Verdict) {
    submit(office, dossier, line);
    verdict(office, dossier, 1, word);
}

fn submit(office: &mut Office, dossier: &str, line: &str) {
    let facts = SubmissionFacts {
        draft: None,
        to: desk("east"),
        bottom_line: line.to_owned(),
        recommends: format!("About {dossier}: as the desk says."),
        dissent: None,
        decide_by: None,
        enclosures: Vec::new(),
        copies: Vec::new(),
    };
    does(office, "lena", dossier, DossierAct::Submit { facts, desk: None });
}

fn verdict(office: &mut Office, dossier: &str, submission: u32, word: Verdict) {
    let remark = Some("So be it.".to_owned());
    let decide = DossierAct::Decide {
        submission,
        word,
        hash: None,
        how: How::InPerson,
        remark,
        amended: None,
        read: TextRead::default(),
    };
    does(office, "emil", dossier, decide);
}

fn before(office: &Office, who: &str, dossier: &str) -> Vec<Precedent> {
    let (reads, viewer) = (office.reads(), office.viewer(who));
    let held = reads.dossier(&viewer, &code(dossier)).unwrap().unwrap();
    reads.decided_before(&viewer, &held).unwrap()
}

fn names(precedents: &[Precedent]) -> Vec<&str> {
    precedents.iter().map(|one| one.dossier.dossier.as_str()).collect()
}

fn shared(one: &Precedent) -> Vec<&str> {
    one.shares.words.iter().map(String::as_str).collect()
}

#[test]
fn dossiers_are_alike_by_their_code_or_by_two_words() {
    let mut office = Office::new();
    let all = Visibility::WholeHouse;
    open(&mut office, "ferry", "Whether the ferry crosses at night", Some("12.3"), all);
    open(&mut office, "weir", "Repairs of the weir", Some("7"), all);
    open(&mut office, "barge", "Night traffic of barges", None, all);
    open(&mut office, "asked", "The night ferry to Ould", Some("7"), all);
    assert!(before(&office, "lena", "asked").is_empty(), "nothing is decided in any of them");
    decide(&mut office, "ferry", "The ferry may cross after dark.", Verdict::Rejected);
    decide(&mut office, "weir", "The weir holds.", Verdict::Seen);
    decide(&mut office, "barge", "Barges wait.", Verdict::Rejected);
    let found = before(&office, "lena", "asked");
    assert_eq!(names(&found), ["ferry", "weir"], "one word alone is no likeness, two are, and the same code is");
    assert_eq!((shared(&found[0]), found[0].shares.code.as_deref()), (vec!["ferry", "night"], None));
    assert_eq!((shared(&found[1]), found[1].shares.code.as_deref()), (vec![], Some("7")));
    let told = &found[0].decided[0];
    assert_eq!((told.submission, &told.word, told.desk.as_str()), (1, &Verdict::Rejected, "east"));
    assert_eq!((told.from.as_str(), told.recommends.as_str()), ("legal", "About ferry: as the desk says."));
    assert_eq!(told.remark.as_deref(), Some("So be it."));
    assert!(before(&office, "lena", "ferry").is_empty(), "none is like itself, and the other is not decided");
}

#[test]
fn what_is_opened_again_is_decided_no_more() {
    let mut office = Office::new();
    open(&mut office, "ferry", "The night ferry", None, Visibility::WholeHouse);
    open(&mut office, "asked", "The night ferry to Ould", None, Visibility::WholeHouse);
    decide(&mut office, "ferry", "The ferry may cross.", Verdict::Rejected);
    assert_eq!(names(&before(&office, "lena", "asked")), ["ferry"]);
    does(&mut office, "emil", "ferry", DossierAct::ReopenSubmission { submission: 1, reason: "news".into() });
    assert!(before(&office, "lena", "asked").is_empty());
    assert!(office.reads().decisions(&office.viewer("lena"), Moment::from_micros(i64::MIN)).unwrap().is_empty());
    verdict(&mut office, "ferry", 1, Verdict::Rejected);
    let found = before(&office, "lena", "asked");
    assert_eq!((names(&found), found[0].decided.len()), (vec!["ferry"], 1), "the decision that holds");
}

fn file(office: &mut Office, paper: PaperId, dossier: &str) {
    office.ok("clerk", Act::File { paper, dossier: code(dossier), title: None, code: None });
}

/// A letter in a series about something that cites No. 812, filed in a dossier.
fn letter(office: &mut Office, series: &str, no: &str, subject: &str, dossier: &str) -> PaperId {
    let card = card("letter", no, office.today, "Harbour Board", "Ministry", subject);
    let card = citing(card, "telegram", "812", Some("Varga"), Some(office.today));
    let paper = office.enter(draft(series, &format!("{series} {no}"), card));
    file(office, paper, dossier);
    paper
}

fn bind(office: &mut Office, paper: PaperId, to: &str) {
    let to = Principal::Correspondent(to.parse().unwrap());
    let binding = BindingDraft { name: "Harbour Board".to_owned(), named_as: NamedAs::Sender, to };
    office.ok("clerk", Act::Bind { paper, bindings: vec![binding] });
}

#[test]
fn papers_make_dossiers_alike_as_far_as_they_are_seen() {
    let mut office = Office::new();
    let all = Visibility::WholeHouse;
    let telegram = card("telegram", "812", office.today, "Varga", "Ministry", "talks");
    office.enter(draft("IN", "telegram 812", telegram));
    for (name, title) in [("ferry", "Alpha"), ("weir", "Beta"), ("hidden", "Gamma"), ("asked", "Delta")] {
        open(&mut office, name, title, None, all);
    }
    for decided in ["ferry", "weir", "hidden"] {
        decide(&mut office, decided, "So it is.", Verdict::Rejected);
    }
    letter(&mut office, "IN", "1", "winter berths", "ferry");
    letter(&mut office, "CAB", "2", "summer berths", "hidden");
    assert!(before(&office, "lena", "asked").is_empty(), "nothing is filed there yet");
    letter(&mut office, "IN", "3", "about the weir dues", "asked");
    let found = before(&office, "lena", "asked");
    assert_eq!(names(&found), ["ferry"], "what cites it in a book that one may not see does not count");
    assert_eq!(found[0].shares.cites.iter().map(|one| one.number.as_str()).collect::<Vec<_>>(), ["IN-1951-0001"]);
    assert_eq!(names(&before(&office, "clerk", "asked")), ["hidden", "ferry"], "who keeps that book sees both");
}

#[test]
fn a_correspondent_counts_beside_a_word_and_not_alone() {
    let mut office = Office::new();
    let all = Visibility::WholeHouse;
    for (name, title) in [("ferry", "Harbour dues"), ("weir", "Mill race"), ("asked", "Winter harbour")] {
        open(&mut office, name, title, None, all);
    }
    for decided in ["ferry", "weir"] {
        decide(&mut office, decided, "So it is.", Verdict::Rejected);
    }
    let enter = |office: &mut Office, no: &str, dossier: &str| {
        let card = card("letter", no, office.today, "Harbour Board", "Ministry", "berths");
        let paper = office.enter(draft("IN", &format!("letter {no}"), card));
        file(office, paper, dossier);
        paper
    };
    let papers = [("1", "ferry"), ("2", "weir"), ("3", "asked")].map(|(no, dossier)| enter(&mut office, no, dossier));
    office.ok(
        "clerk",
        Act::AddCorrespondent {
            correspondent: "ould".parse().unwrap(),
            name: "Harbour Board of Ould".to_owned(),
            aliases: Vec::new(),
            posts: Vec::new(),
            desk: desk("registry"),
            paper: None,
            named_as: None,
            beside: None,
        },
    );
    assert!(before(&office, "clerk", "asked").is_empty(), "one word");
    papers.into_iter().for_each(|paper| bind(&mut office, paper, "ould"));
    let found = before(&office, "clerk", "asked");
    assert_eq!(names(&found), ["ferry"], "not the mill, with which it shares the correspondent only");
    assert_eq!(found[0].shares.correspondents[0].name, "Harbour Board of Ould");
    assert_eq!(shared(&found[0]), ["harbour"]);
}

#[test]
fn hidden_dossiers_and_papers_change_nothing_for_whoever_may_not_see_them() {
    let history = |with_hidden: bool| {
        let mut office = Office::new();
        let all = Visibility::WholeHouse;
        open(&mut office, "ferry", "The night ferry", Some("7"), all);
        open(&mut office, "asked", "The night ferry to Ould", Some("7"), all);
        decide(&mut office, "ferry", "The ferry may cross.", Verdict::Rejected);
        if with_hidden {
            for n in 0..20 {
                let name = format!("hidden-{n}");
                open(&mut office, &name, "The night ferry to Ould again", Some("7"), Visibility::ListOnly);
                decide(&mut office, &name, "The ferry may not cross.", Verdict::Rejected);
                let does_it = DossierAct::SetDeadline {
                    what: "x".into(),
                    desk: desk("legal"),
                    paper: None,
                    hangs: Hangs::Day { date: office.today },
                    remind: Vec::new(),
                };
                does(&mut office, "lena", &name, does_it);
            }
            letter(&mut office, "CAB", "2", "the night ferry", "asked");
        }
        office
    };
    let (without, with) = (history(false), history(true));
    // The clerk keeps none of them and is named in none.
    let told = |office: &Office| {
        let row = |mut one: Precedent| {
            one.dossier.opened = Moment::from_micros(0);
            one.dossier.touched = Moment::from_micros(0);
            one.decided.iter_mut().for_each(|decided| decided.at = Moment::from_micros(0));
            serde_json::to_string(&one).unwrap()
        };
        before(office, "clerk", "asked").into_iter().map(row).collect::<Vec<_>>()
    };
    let counted = |office: &Office| {
        let reads = office.reads();
        let viewer = office.viewer("clerk");
        (reads.decisions(&viewer, moment(0)).unwrap().len(), reads.late(&viewer, date(1951, 12, 31)).unwrap())
    };
    // Of the papers in "asked", the clerk who keeps CAB sees the hidden one; its words are those that stand there anyway.
    assert_eq!(told(&without), told(&with));
    assert_eq!(counted(&without), counted(&with));
    assert_eq!(
        before(&with, "lena", "asked").len(),
        register::PRECEDENTS_MAX,
        "whoever keeps them sees as many as are told"
    );
}

#[test]
fn what_is_late_is_counted_by_desk_and_by_who_took_it() {
    let mut office = Office::new();
    let chief = Act::AddDesk { desk: desk("chief"), name: "Chief".to_owned(), aliases: Vec::new(), above: None };
    office.ok("clerk", chief);
    for below in ["legal", "east"] {
        let above = Some(Some(desk("chief")));
        office.ok("clerk", Act::ChangeDesk { desk: desk(below), name: None, aliases: None, above, calendar: None });
    }
    office.ok(
        "clerk",
        Act::AddOfficer {
            officer: officer("cora"),
            name: "Cora".to_owned(),
            aliases: Vec::new(),
            cleared_to: crate::office::level("open"),
            duties: Default::default(),
        },
    );
    let (mandate, capacity) = ("m-cora".parse().unwrap(), procedure::house::Capacity::Holder);
    office.ok(
        "clerk",
        Act::GiveMandate {
            mandate,
            officer: officer("cora"),
            desk: desk("chief"),
            capacity,
            from: None,
            until: None,
            instead_of: None,
        },
    );
    let direct = |office: &mut Office, no: &str, to: &str, day| {
        let card = card("letter", no, office.today, "Gray", "Novák", "grain");
        let direction =
            DirectionDraft { to: desk(to), part: Part::Lead, act: AskedAct::Act, due: Some(day), remark: None };
        let draft =
            procedure::act::EnterDraft { directions: vec![direction], ..draft("IN", &format!("letter {no}"), card) };
        office.enter(draft)
    };
    let taken = direct(&mut office, "1", "legal", date(1951, 12, 26));
    direct(&mut office, "2", "legal", date(1951, 12, 25));
    direct(&mut office, "3", "east", date(1951, 12, 27));
    direct(&mut office, "4", "east", date(1951, 12, 28));
    office.ok("lena", Act::AcceptDirection { paper: taken, direction: 1 });
    open(&mut office, "line", "The line", None, Visibility::DeskAndChief);
    let facts = ActionFacts {
        desk: desk("east"),
        what: "Mend it".to_owned(),
        due: Some(date(1951, 12, 25)),
        control: desk("legal"),
        submission: None,
        after: None,
    };
    does(&mut office, "lena", "line", DossierAct::SetAction { facts });
    does(&mut office, "emil", "line", DossierAct::AcceptAction { action: 1 });
    let on = date(1951, 12, 26);
    let back = DossierAct::BringForward { desk: None, on, reason: "Has it moved?".into() };
    does(&mut office, "lena", "line", back);
    let late = |who: &str, day| -> Vec<(Option<String>, Option<String>, usize, String)> {
        let late = office.reads().late(&office.viewer(who), day).unwrap();
        let row = |one: register::Late| {
            let LateAt { desk, officer } = one.at;
            assert!(!one.more);
            let due = one.oldest.due.unwrap().to_string();
            (desk.map(|desk| desk.to_string()), officer.map(|officer| officer.to_string()), one.count, due)
        };
        late.into_iter().map(row).collect()
    };
    let some = |text: &str| Some(text.to_owned());
    let on_the_28th = [
        (None, some("lena"), 1, "1951-12-26".to_owned()),
        (some("east"), None, 1, "1951-12-27".to_owned()),
        (some("east"), some("emil"), 1, "1951-12-25".to_owned()),
        (some("legal"), None, 1, "1951-12-25".to_owned()),
        (some("legal"), some("lena"), 1, "1951-12-26".to_owned()),
    ];
    assert_eq!(late("cora", date(1951, 12, 28)), on_the_28th, "what is due on the day itself is not late");
    assert_eq!(late("cora", date(1951, 12, 25)), [], "on the day before nothing was");
    assert_eq!(late("cora", date(1951, 12, 29))[1].2, 2);
    let legal: Vec<_> = on_the_28th.iter().filter(|one| one.0.as_deref() != Some("east")).cloned().collect();
    assert_eq!(late("lena", date(1951, 12, 28)), legal, "her own desk, and none beside it");
}

#[test]
fn how_long_it_took_is_counted_from_the_first_paper_that_is_seen() {
    let mut office = Office::new();
    let all = Visibility::WholeHouse;
    open(&mut office, "empty", "No paper in it", None, all);
    let opened = moment(office.entries.len() as u64 - 1);
    let enter = |office: &mut Office, series: &str, no: &str| {
        let card = card("letter", no, office.today, "Gray", "Novák", "grain");
        let paper = office.enter(draft(series, &format!("{series} {no}"), card));
        (paper, moment(office.entries.len() as u64 - 1))
    };
    let (hidden, entered_hidden) = enter(&mut office, "CAB", "1");
    let (seen, entered_seen) = enter(&mut office, "IN", "2");
    open(&mut office, "full", "Two papers in it", None, all);
    file(&mut office, hidden, "full");
    file(&mut office, seen, "full");
    let advise = |office: &mut Office, stance: Advice| {
        let recommendation =
            RecommendationWords { stance, says: "So.".to_owned(), holder: String::new(), source: None };
        let put = DossierAct::PutRecommendation { no: None, on: None, desk: Some(desk("legal")), recommendation };
        does(office, "lena", "full", put);
    };
    advise(&mut office, Advice::Adopt);
    advise(&mut office, Advice::Reject);
    decide(&mut office, "full", "Is it so?", Verdict::Rejected);
    let decided = moment(office.entries.len() as u64 - 1);
    advise(&mut office, Advice::Adopt);
    decide(&mut office, "empty", "And this?", Verdict::Seen);
    let took = |who: &str, since| {
        let all = office.reads().decisions(&office.viewer(who), since).unwrap();
        all.into_iter()
            .map(|one| (one.dossier.dossier.to_string(), one.began, one.decided, one.advised, one.word))
            .collect::<Vec<_>>()
    };
    let last = moment(office.entries.len() as u64 - 1);
    let full = |began| ("full".to_owned(), began, decided, Some(Advice::Reject), Verdict::Rejected);
    let empty = ("empty".to_owned(), opened, last, None, Verdict::Seen);
    assert_eq!(took("lena", moment(0)), [full(entered_seen), empty.clone()], "what was said after it does not count");
    assert_eq!(
        took("clerk", moment(0)),
        [full(entered_hidden), empty.clone()],
        "who keeps the book sees the earlier one"
    );
    assert_eq!(took("lena", last), [empty], "from that moment on");
    assert!(took("lena", moment(office.entries.len() as u64)).is_empty());
}

#[test]
fn drafts_count_with_their_titles_and_a_rebuilt_register_says_the_same() {
    let mut office = Office::new();
    let all = Visibility::WholeHouse;
    open(&mut office, "ferry", "Alpha", None, all);
    open(&mut office, "asked", "Communiqué on the demarcation line", None, all);
    let facts = DraftFacts {
        title: "Communiqué on demarcation".to_owned(),
        kind: "communiqué".to_owned(),
        series: crate::office::series("IN"),
        to: Vec::new(),
        answers: [].into(),
        follows: Vec::new(),
    };
    let file = version("the draft");
    let start =
        DossierAct::StartDraft { facts, desk: None, version: Some(file), note: None, read: TextRead::default() };
    does(&mut office, "lena", "ferry", start);
    decide(&mut office, "ferry", "So it is.", Verdict::Rejected);
    let found = before(&office, "lena", "asked");
    assert_eq!(shared(&found[0]), ["communiqué", "demarcation"]);
    let (_folder, register) = rebuilt(&office.entries);
    let reads = register.reads().unwrap();
    let held = reads.dossier(&office.viewer("lena"), &code("asked")).unwrap().unwrap();
    assert_eq!(reads.decided_before(&office.viewer("lena"), &held).unwrap(), found);
}

#[test]
fn the_longest_words_are_looked_up_and_no_more() {
    let mut office = Office::new();
    let all = Visibility::WholeHouse;
    let long: Vec<String> = (1..register::LIKE_WORDS_MAX).map(|n| format!("wordword{n:02}")).collect();
    let title = format!("{} gamma alpha", long.join(" "));
    open(&mut office, "first", "Alpha wordword01", None, all);
    open(&mut office, "second", "Gamma wordword01", None, all);
    for decided in ["first", "second"] {
        decide(&mut office, decided, "So it is.", Verdict::Rejected);
    }
    open(&mut office, "asked", &title, None, all);
    let found = before(&office, "lena", "asked");
    assert_eq!(names(&found), ["first"], "one of the two shortest is one too many");
    assert_eq!(shared(&found[0]), ["alpha", "wordword01"]);
}

#[test]
fn late_lines_are_counted_to_a_limit_and_it_is_said_that_there_are_more() {
    let mut office = Office::new();
    let direct = |office: &mut Office, n: usize| {
        let card = card("letter", &n.to_string(), office.today, "Gray", "Novák", "grain");
        let due = Some(date(1951, 12, 25));
        let direction = DirectionDraft { to: desk("legal"), part: Part::Lead, act: AskedAct::Act, due, remark: None };
        let draft = draft("IN", &format!("letter {n}"), card);
        office.enter(procedure::act::EnterDraft { directions: vec![direction], ..draft });
    };
    let told = |office: &Office| {
        let late = office.reads().late(&office.viewer("lena"), date(1951, 12, 26)).unwrap();
        late.into_iter().map(|one| (one.count, one.more)).collect::<Vec<_>>()
    };
    for n in 0..register::LATE_COUNTED_MAX {
        direct(&mut office, n);
    }
    assert_eq!(told(&office), [(register::LATE_COUNTED_MAX, false)]);
    direct(&mut office, register::LATE_COUNTED_MAX);
    assert_eq!(told(&office), [(register::LATE_COUNTED_MAX, true)]);
}

#[test]
fn what_was_put_up_is_told_to_a_limit_and_what_was_decided_for_seven_days() {
    let mut office = Office::new();
    open(&mut office, "line", "Where is the line drawn?", None, Visibility::WholeHouse);
    for no in 1..=register::SENT_UP_MAX {
        submit(&mut office, "line", &format!("Question {no}."));
    }
    let told = |office: &Office, at: Moment| -> Vec<u32> {
        let all = office.reads().sent_up(&office.viewer("lena"), at, None).unwrap();
        all.into_iter().map(|one| one.submission.no).collect()
    };
    let most: Vec<u32> = (1..=u32::try_from(register::SENT_UP_MAX).unwrap()).collect();
    assert_eq!(told(&office, office.now()), most, "the oldest first");
    submit(&mut office, "line", "One more.");
    assert_eq!(told(&office, office.now()), most, "and no more than so many");
    verdict(&mut office, "line", 1, Verdict::Rejected);
    let decided = office.reads().decisions(&office.viewer("lena"), Moment::from_micros(i64::MIN)).unwrap();
    let last = Moment::from_micros(decided[0].decided.micros() + register::DECIDED_DAYS * 86_400_000_000);
    assert_eq!(told(&office, last).last(), Some(&1), "what is decided stands after what lies before somebody");
    let after = Moment::from_micros(last.micros() + 1);
    assert!(!told(&office, after).contains(&1), "and is told for seven days");
}
