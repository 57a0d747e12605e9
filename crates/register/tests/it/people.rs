//! Who may be meant by a name; correspondents and their papers; what is usual; how fields were read.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::date;
use procedure::act::Act;
use procedure::card::{AskedAct, FieldName, Party};
use procedure::correspondent::{PostHeld, RuleFacts};
use procedure::ids::{CorrespondentId, PaperId};
use procedure::paper::{NamedAs, Part, Principal};
use register::{CANDIDATES_TOLD_MAX, Circumstances, NAMESAKES_MAX, USUAL_PAPERS_MIN, Viewer};

use crate::office::{Office, card, desk, draft, officer, series};

fn code(code: &str) -> CorrespondentId {
    code.parse().unwrap()
}

fn add(correspondent: &str, name: &str, paper: Option<PaperId>) -> Act {
    Act::AddCorrespondent {
        correspondent: code(correspondent),
        name: name.to_owned(),
        aliases: vec![],
        posts: vec![],
        desk: desk("registry"),
        paper,
        named_as: paper.map(|_| NamedAs::Sender),
        beside: None,
    }
}

fn viewer(office: &Office, who: &str) -> Viewer {
    let at = procedure::moment::Moment::from_micros(crate::office::OPENED_US + 3_600_000_000);
    Viewer::officer(Arc::clone(&office.register.house()), &officer(who), at)
}

/// Who may be meant by a name, as codes, and why.
fn who(office: &Office, as_: &str, name: &str) -> Vec<(String, String)> {
    let on = Circumstances { day: Some(date(1952, 2, 1)), ..Circumstances::default() };
    let reads = office.register.reads().unwrap();
    let found = reads.candidates(&viewer(office, as_), &Party::named(name), NamedAs::Sender, &on).unwrap();
    let of = |to: Principal| match to {
        Principal::Officer(officer) => format!("officer {officer}"),
        Principal::Desk(desk) => format!("desk {desk}"),
        Principal::Correspondent(correspondent) => correspondent.to_string(),
    };
    found.meant.into_iter().map(|meant| (of(meant.to), meant.why)).collect()
}

fn codes(found: Vec<(String, String)>) -> Vec<String> {
    found.into_iter().map(|(code, _)| code).collect()
}

fn paper(office: &mut Office, no: &str, from: &str) -> PaperId {
    let card = card("telegram", no, date(1951, 12, 20), from, "Minister", "Tides");
    office.enter(draft("IN", &format!("words {no}"), card))
}

#[test]
fn candidates_are_told_with_their_reasons() {
    let mut office = Office::new();
    let first = paper(&mut office, "1", "A. Vyshinsky");
    office.ok("clerk", add("vyshinsky", "Andrei Vyshinsky", Some(first)));
    let (second, third) = (paper(&mut office, "2", "Somebody"), paper(&mut office, "3", "Somebody"));
    office.ok("clerk", add("dulles-j", "John Foster Dulles", Some(second)));
    office.ok("clerk", add("dulles-a", "Allen Dulles", Some(third)));
    office.ok("clerk", Act::GiveAlias { correspondent: code("dulles-a"), alias: "Helm".to_owned() });
    for written in ["Вышинский", "Wyschinski", "A. Vishinsky", "Vyshinsky, Andrei"] {
        assert_eq!(codes(who(&office, "clerk", written)), ["vyshinsky"], "{written}");
    }
    assert!(who(&office, "clerk", "B. Vyshinsky").is_empty());
    assert_eq!(codes(who(&office, "clerk", "Dulles")), ["dulles-a", "dulles-j"], "two of one surname are both told");
    let (_, why) = who(&office, "clerk", "Helm").remove(0);
    assert!(why.starts_with("Helm is an alias of Allen Dulles, confirmed on 1951-12-"), "{why}");
    assert_eq!(codes(who(&office, "lena", "legal desk")), ["desk legal", "officer lena"]);
    assert_eq!(codes(who(&office, "lena", "LD")), ["desk legal", "officer lena"], "by its initials");
}

#[test]
fn the_holder_of_a_post_is_told_by_the_papers_day() {
    let mut office = Office::new();
    let first = paper(&mut office, "1", "Secretary");
    office.ok("clerk", add("acheson", "Dean Acheson", Some(first)));
    let post = |from, until| PostHeld {
        post: Some("Secretary of State".to_owned()),
        office: None,
        from: Some(from),
        until: Some(until),
    };
    let posts = vec![post(date(1949, 1, 21), date(1953, 1, 20))];
    let change =
        Act::ChangeCorrespondent { correspondent: code("acheson"), name: None, posts: Some(posts), reason: None };
    office.ok("clerk", change);
    let found = who(&office, "clerk", "The Secretary of State");
    assert_eq!(
        found,
        [("acheson".to_owned(), "Dean Acheson was Secretary of State on 1952-02-01, the paper's day.".to_owned())]
    );
    let posts = vec![post(date(1949, 1, 21), date(1950, 1, 20))];
    let change =
        Act::ChangeCorrespondent { correspondent: code("acheson"), name: None, posts: Some(posts), reason: None };
    office.ok("clerk", change);
    assert!(who(&office, "clerk", "The Secretary of State").is_empty(), "not by then");
}

#[test]
fn more_namesakes_than_are_told_are_counted() {
    let mut office = Office::new();
    let first = paper(&mut office, "1", "Somebody");
    for no in 0..=CANDIDATES_TOLD_MAX {
        office
            .ok("clerk", add(&format!("novak-{no}"), &format!("{}. Novak", char::from(b'A' + no as u8)), Some(first)));
        office.ok("clerk", Act::Unbind { paper: first, binding: no, reason: "Only a name.".to_owned() });
    }
    let reads = office.register.reads().unwrap();
    let found = |name: &str| {
        let party = Party::named(name);
        reads.candidates(&viewer(&office, "clerk"), &party, NamedAs::Sender, &Circumstances::default()).unwrap()
    };
    assert_eq!((found("Novak").meant.len(), found("Novak").beyond), (CANDIDATES_TOLD_MAX, 1));
    assert_eq!((found("B. Novak").meant.len(), found("B. Novak").beyond), (1, 0));
}

#[test]
fn merged_names_lead_to_the_one_that_stands_and_come_apart_again() {
    let mut office = Office::new();
    let (one, two) = (paper(&mut office, "1", "J. Novak"), paper(&mut office, "2", "Jan Nowak"));
    office.ok("clerk", add("novak", "J. Novak", Some(one)));
    office.ok("clerk", add("nowak", "Jan Nowak", Some(two)));
    let merge =
        || Act::MergeCorrespondent { correspondent: code("nowak"), into: code("novak"), reason: "One.".to_owned() };
    office.ok("clerk", merge());
    let papers = |office: &Office, of: &str| {
        let reads = office.register.reads().unwrap();
        let found = reads.papers_of(&viewer(office, "clerk"), &Principal::Correspondent(code(of))).unwrap();
        found.into_iter().map(|found| found.paper).collect::<Vec<_>>()
    };
    assert_eq!(papers(&office, "novak"), [two, one]);
    let both = paper(&mut office, "3", "Novak or Nowak");
    office.ok("clerk", Act::PartCorrespondent { correspondent: code("nowak"), reason: "Two.".to_owned() });
    let bind = |to: &str| procedure::act::BindingDraft {
        name: to.to_owned(),
        named_as: NamedAs::Sender,
        to: Principal::Correspondent(code(to)),
    };
    office.ok("clerk", Act::Bind { paper: both, bindings: vec![bind("novak"), bind("nowak")] });
    office.ok("clerk", merge());
    assert_eq!(papers(&office, "novak"), [both, two, one], "bound to both it is one paper");
    office.ok("clerk", Act::Unbind { paper: both, binding: 0, reason: "No.".to_owned() });
    office.ok("clerk", Act::Unbind { paper: both, binding: 1, reason: "No.".to_owned() });
    assert_eq!(codes(who(&office, "clerk", "Jan Nowak")), ["novak"]);
    office.ok("clerk", Act::PartCorrespondent { correspondent: code("nowak"), reason: "Two.".to_owned() });
    assert_eq!((papers(&office, "novak"), papers(&office, "nowak")), (vec![one], vec![two]));
}

#[test]
fn what_may_not_be_seen_is_neither_told_nor_listed() {
    let mut office = Office::new();
    let open = paper(&mut office, "1", "A. Name");
    let words = card("letter", "2", date(1951, 12, 20), "H. Hidden", "Minister", "Tides");
    let hidden = office.enter(draft("CAB", "cabinet words", words));
    office.ok("clerk", add("open", "A. Name", Some(open)));
    office.ok("clerk", add("hidden", "H. Hidden", Some(hidden)));
    let reads = office.register.reads().unwrap();
    let listed = |who: &str| reads.correspondents(&viewer(&office, who), None, None).unwrap().0.len();
    assert_eq!((listed("clerk"), listed("lena")), (2, 1));
    assert_eq!(codes(who(&office, "clerk", "Hidden")), ["hidden"]);
    assert!(who(&office, "lena", "Hidden").is_empty());
    assert!(reads.correspondent(&viewer(&office, "lena"), &code("hidden")).unwrap().is_none());
}

#[test]
fn namesakes_out_of_sight_neither_count_nor_take_a_place() {
    let mut office = Office::new();
    let words = card("letter", "2", date(1951, 12, 20), "Novak", "Minister", "Tides");
    let hidden = office.enter(draft("CAB", "cabinet words", words));
    let on_paper = |code: &str, name: &str, paper| match add(code, name, Some(paper)) {
        Act::AddCorrespondent { correspondent, name, aliases, posts, desk, paper, beside, .. } => {
            Act::AddCorrespondent { correspondent, name, aliases, posts, desk, paper, named_as: None, beside }
        }
        other => other,
    };
    for no in 0..NAMESAKES_MAX {
        office.ok("clerk", on_paper(&format!("a-{no:02}"), &format!("Jan{} Novak", "a".repeat(no)), hidden));
    }
    let found = |office: &Office, who: &str| {
        let reads = office.register.reads().unwrap();
        let party = Party::named("Novak");
        let found = reads.candidates(&viewer(office, who), &party, NamedAs::Sender, &Circumstances::default()).unwrap();
        let listed = reads.correspondents(&viewer(office, who), Some("Novak"), None).unwrap().0;
        (found.meant.len() + found.beyond, listed.len())
    };
    assert_eq!(found(&office, "clerk"), (NAMESAKES_MAX, NAMESAKES_MAX));
    assert_eq!(found(&office, "lena"), (0, 0));
    let open = paper(&mut office, "1", "Novak");
    office.ok("clerk", on_paper("z-open", "Josef Novak", open));
    assert_eq!(found(&office, "clerk"), (NAMESAKES_MAX + 1, NAMESAKES_MAX), "one past the limit is counted");
    assert_eq!(found(&office, "lena"), (1, 1));
}

#[test]
fn a_rule_binds_the_next_paper_and_what_is_usual_is_proposed() {
    let mut office = Office::new();
    let first = paper(&mut office, "1", "Novak");
    office.ok("clerk", add("novak", "Jan Novak", Some(first)));
    let to = Principal::Correspondent(code("novak"));
    let facts = RuleFacts {
        party: Party::named("Novak"),
        named_as: NamedAs::Sender,
        kind: None,
        channel: None,
        to: to.clone(),
        desk: desk("registry"),
    };
    office.ok("clerk", Act::ConfirmRule { rule: "novak".parse().unwrap(), facts });
    let usual = |office: &Office| office.register.reads().unwrap().usual(&viewer(office, "clerk"), &to).unwrap();
    let mut papers = vec![first];
    for no in 2..=USUAL_PAPERS_MIN {
        assert_eq!(usual(&office).series, None, "of {} papers nothing is said to be usual", no - 1);
        papers.push(paper(&mut office, &no.to_string(), "Novak"));
    }
    for paper in &papers {
        let direction = procedure::act::DirectionDraft {
            to: desk("legal"),
            part: Part::Lead,
            act: AskedAct::Note,
            due: None,
            remark: None,
        };
        office.ok("clerk", Act::Direct { paper: *paper, desk: desk("registry"), directions: vec![direction] });
    }
    let offer = usual(&office);
    assert_eq!(offer.series.map(|(series, _)| series), Some(series("IN")));
    assert_eq!(offer.desk, Some((desk("legal"), "The last 3 from this sender went to desk Legal Desk.".to_owned())));
    let (by_rule, why) = who(&office, "clerk", "Novak").remove(0);
    assert_eq!(by_rule, "novak");
    assert!(why.starts_with("Rule novak, confirmed on 1951-12-"), "{why}");
    let kind = Some("despatch".to_owned());
    office
        .ok("clerk", Act::ConfirmUsual { correspondent: code("novak"), series: None, desk: Some(desk("east")), kind });
    assert_eq!(usual(&office).desk.map(|(desk, _)| desk), Some(desk("east")), "what was confirmed goes before habit");
    office.ok("clerk", Act::CloseDesk { desk: desk("east"), reason: "moved".to_owned() });
    assert_eq!(usual(&office).desk.map(|(desk, _)| desk), Some(desk("legal")), "a closed desk is not usual");
}

#[test]
fn a_rule_is_told_as_it_would_bind_now() {
    let mut office = Office::new();
    let open = paper(&mut office, "1", "Somebody");
    let hidden = office.enter(draft("CAB", "cabinet", card("letter", "2", date(1951, 12, 20), "N.", "M.", "Tides")));
    for (code, on) in [("novak", open), ("between", hidden), ("stands", open)] {
        office.ok("clerk", add(code, &format!("The {code}"), Some(on)));
    }
    let facts = |written: &str, to| RuleFacts {
        party: Party::named(written),
        named_as: NamedAs::Sender,
        kind: None,
        channel: None,
        to,
        desk: desk("registry"),
    };
    for (written, to) in [
        ("Wenceslas", Principal::Correspondent(code("novak"))),
        ("Ludmila", Principal::Officer(officer("emil"))),
        ("Vitus", Principal::Desk(desk("east"))),
    ] {
        let rule = written.to_lowercase().parse().unwrap();
        office.ok("clerk", Act::ConfirmRule { rule, facts: facts(written, to) });
    }
    let told = |office: &Office, name: &str| {
        let reads = office.register.reads().unwrap();
        let on = Circumstances::default();
        let found = reads.candidates(&viewer(office, "clerk"), &Party::named(name), NamedAs::Sender, &on).unwrap();
        found.meant.into_iter().filter(|one| one.by_rule).map(|one| one.to).collect::<Vec<_>>()
    };
    assert_eq!(told(&office, "Ludmila"), [Principal::Officer(officer("emil"))]);
    assert_eq!(told(&office, "Vitus"), [Principal::Desk(desk("east"))]);
    let merge = |one: &str, into: &str| Act::MergeCorrespondent {
        correspondent: code(one),
        into: code(into),
        reason: "One.".to_owned(),
    };
    office.ok("clerk", merge("novak", "between"));
    office.ok("clerk", merge("between", "stands"));
    office.ok("clerk", Act::SuspendOfficer { officer: officer("emil"), reason: "Away.".to_owned() });
    office.ok("clerk", Act::CloseDesk { desk: desk("east"), reason: "Merged.".to_owned() });
    let bound = |office: &mut Office, no: &str, from: &str| {
        let id = paper(office, no, from);
        let seen = office.reads().paper(&office.owner(), &id).unwrap().unwrap();
        seen.paper.bindings.into_iter().map(|binding| binding.to).collect::<Vec<_>>()
    };
    for (no, written) in [("3", "Wenceslas"), ("4", "Ludmila"), ("5", "Vitus")] {
        assert_eq!(told(&office, written), bound(&mut office, no, written), "{written}");
    }
    assert_eq!(told(&office, "Wenceslas"), [Principal::Correspondent(code("stands"))]);
    let stands = |who: &str| office.reads().stands_for(&viewer(&office, who), &code("novak")).unwrap();
    assert_eq!(stands("lena").map(|known| known.id), Some(code("stands")), "one out of sight between is no end");
}

#[test]
fn fields_are_counted_over_papers_that_an_officer_saw_through() {
    let mut office = Office::new();
    let seen = |no: &str, put_right: Option<BTreeSet<FieldName>>| {
        let card = card("telegram", no, date(1951, 12, 20), "Novak", "Minister", "Tides");
        procedure::act::EnterDraft { put_right, ..draft("IN", &format!("words {no}"), card) }
    };
    office.enter(seen("1", Some(BTreeSet::from([FieldName::Subject]))));
    office.enter(seen("2", Some(BTreeSet::new())));
    let unseen = office.enter(seen("3", None));
    let count = |office: &Office, field: &str| {
        let rows = office.register.reads().unwrap().readings(&viewer(office, "clerk")).unwrap();
        rows.iter().find(|row| row.field == field).map(|row| (row.right, row.put_right))
    };
    assert_eq!(count(&office, "number"), Some((2, 0)), "who entered the third had no card before them");
    assert_eq!(count(&office, "subject"), Some((1, 1)));
    assert_eq!(count(&office, "place"), None, "what rightly stayed empty counts as neither");
    let value = serde_json::json!({"value": "4"});
    office.ok("clerk", Act::Correct { paper: unseen, field: FieldName::Number, value, reason: None });
    assert_eq!(count(&office, "number"), Some((2, 1)));
    assert_eq!(count(&office, "subject"), Some((2, 1)), "who corrects one field saw the others");
}

#[test]
fn a_sender_out_of_sight_is_counted_as_its_card_names_it() {
    let mut office = Office::new();
    let words = card("letter", "1", date(1951, 12, 20), "H. Hidden", "Minister", "Tides");
    let hidden = office.enter(draft("CAB", "cabinet words", words));
    office.ok("clerk", add("hidden-of-the-cabinet", "Herbert Hidden", Some(hidden)));
    let open = card("telegram", "2", date(1951, 12, 20), "H. H.", "Minister", "Tides");
    let draft = procedure::act::EnterDraft { put_right: Some(BTreeSet::new()), ..draft("IN", "open words", open) };
    let open = office.enter(draft);
    let to = Principal::Correspondent(code("hidden-of-the-cabinet"));
    let binding = procedure::act::BindingDraft { name: "H. H.".to_owned(), named_as: NamedAs::Sender, to };
    office.ok("clerk", Act::Bind { paper: open, bindings: vec![binding] });
    let senders = |who: &str| {
        let rows = office.reads().readings(&viewer(&office, who)).unwrap();
        rows.into_iter().map(|row| row.sender).collect::<BTreeSet<_>>()
    };
    assert_eq!(senders("clerk"), BTreeSet::from(["Herbert Hidden".to_owned()]));
    assert_eq!(senders("lena"), BTreeSet::from(["H. H.".to_owned()]));
}
