//! Dossiers: who keeps them, who sees them, what is filed in them.

use jiff::civil::{Date, date};
use procedure::act::Act;
use procedure::dossier::{Dossier, DossierAct, MEMBERS_MAX};
use procedure::house::Visibility;
use procedure::ids::DossierId;
use procedure::paper::InHouse;
use procedure::refusal::{DossierRefusal, Refusal};
use procedure::sight::may_see_dossier;

use crate::shelf::{Shelf, but, check, desk, draft, lead, level, officer};

fn code(code: &str) -> DossierId {
    code.parse().unwrap()
}

fn open(dossier: &str, home: Option<&str>, level: Option<&str>) -> Act {
    let (home, level) = (home.map(desk), level.map(crate::shelf::level));
    Act::OpenDossier { dossier: code(dossier), title: "Tides".into(), code: None, home, level, rule: None }
}

fn does(does: DossierAct) -> Act {
    Act::InDossier { dossier: code("D1"), does }
}

fn why() -> String {
    "A reason.".into()
}

fn moved(home: &str) -> Act {
    does(DossierAct::MoveDossier { home: desk(home), reason: why() })
}

fn marked(to: &str) -> Act {
    does(DossierAct::MarkDossier { level: level(to), reason: why() })
}

fn rule(rule: Visibility) -> Act {
    does(DossierAct::SetDossierRule { rule, reason: why() })
}

fn ask_in(to: InHouse) -> Act {
    does(DossierAct::AskIn { to, reason: why() })
}

fn ask_out(to: InHouse) -> Act {
    does(DossierAct::AskOut { to, reason: why() })
}

fn post(code: &str) -> InHouse {
    InHouse::Desk(desk(code))
}

fn person(code: &str) -> InHouse {
    InHouse::Officer(officer(code))
}

/// A dossier "D1", restricted, that desk `home` keeps.
fn kept_by(home: &str) -> Shelf {
    let mut shelf = Shelf::staffed();
    let who = shelf.house.officers_of(&desk(home), shelf.sitting("root").at).first().unwrap().to_string();
    shelf.act(&who, open("D1", Some(home), Some("restricted")));
    shelf
}

#[test]
fn who_may_open_one() {
    let mut shelf = Shelf::staffed();
    shelf.mandate("editor", "legal");
    check(
        &shelf,
        &[
            ("kept by the only desk one acts for", "lawyer", open("D1", None, None), "dossier_opened"),
            ("one of several desks has to be named", "editor", open("D1", None, None), "! no_home"),
            ("one without a desk keeps none", "porter", open("D1", None, None), "! no_home"),
            ("a chief opens one for a desk below", "chief", open("D1", Some("legal"), None), "dossier_opened"),
            ("a registry opens one for any desk", "clerk", open("D1", Some("legal"), None), "dossier_opened"),
            ("nobody else does", "lawyer", open("D1", Some("press"), None), "! no_mandate"),
            ("the desk is there", "clerk", open("D1", Some("moon"), None), "! absent"),
            ("not above what one may read", "porter", open("D1", None, Some("secret")), "! no_home"),
            ("not above what one may read", "editor", open("D1", Some("press"), Some("secret")), "! not_cleared"),
        ],
    );
}

#[test]
fn who_keeps_it_may_change_it() {
    let mut shelf = kept_by("legal");
    let change = |title: Option<&str>| does(DossierAct::ChangeDossier { title: title.map(str::to_owned), code: None });
    let volume = || does(DossierAct::OpenVolume { title: None });
    let close = || does(DossierAct::CloseDossier { reason: why() });
    let reopen = || does(DossierAct::ReopenDossier { reason: why() });
    let remark = |says: &str| does(DossierAct::RemarkDossier { says: says.into() });
    check(
        &shelf,
        &[
            ("another title", "lawyer", change(Some("Ebb")), "changed"),
            ("by the chief of its desk", "chief", change(Some("Ebb")), "changed"),
            ("not the same title", "lawyer", change(Some("Tides")), "! dossier_same"),
            ("nothing", "lawyer", change(None), "! dossier_same"),
            ("not by one who does not see it", "clerk", change(Some("Ebb")), "! absent"),
            ("another desk", "lawyer", moved("press"), "moved"),
            ("not the same desk", "lawyer", moved("legal"), "! dossier_same"),
            ("a desk that is there", "lawyer", moved("moon"), "! absent"),
            ("another level", "lawyer", marked("secret"), "marked"),
            ("not the same level", "lawyer", marked("restricted"), "! dossier_same"),
            ("another rule", "lawyer", rule(Visibility::ListOnly), "rule_set"),
            ("not the same rule", "lawyer", rule(Visibility::DeskAndChief), "! dossier_same"),
            ("a volume", "lawyer", volume(), "volume_opened"),
            ("a desk", "lawyer", ask_in(post("press")), "asked_in"),
            ("an officer", "lawyer", ask_in(person("porter")), "asked_in"),
            ("not the desk that keeps it", "lawyer", ask_in(post("legal")), "! asked_in_already"),
            ("not whom nobody asked in", "lawyer", ask_out(post("press")), "! not_asked_in"),
            ("a remark", "lawyer", remark("It rains."), "remarked"),
            ("with words", "lawyer", remark(" "), "! empty"),
            ("closed", "lawyer", close(), "closed"),
            ("not open", "lawyer", reopen(), "! dossier_open"),
        ],
    );
    shelf.act("lawyer", ask_in(post("press")));
    check(
        &shelf,
        &[
            ("once", "lawyer", ask_in(post("press")), "! asked_in_already"),
            ("who is asked in may remark", "editor", remark("It rains."), "remarked"),
            ("and nothing else", "editor", change(Some("Ebb")), "! no_mandate"),
            ("out again", "lawyer", ask_out(post("press")), "asked_out"),
        ],
    );
    shelf.act("root", Act::SuspendOfficer { officer: officer("porter"), reason: why() });
    check(&shelf, &[("nor one who is suspended", "lawyer", ask_in(person("porter")), "! suspended")]);
    shelf.act("lawyer", volume());
    shelf.act("lawyer", close());
    check(
        &shelf,
        &[
            ("nothing in a closed one", "lawyer", remark("It rains."), "! dossier_closed"),
            ("not closed twice", "lawyer", close(), "! dossier_closed"),
            ("open again", "lawyer", reopen(), "reopened"),
        ],
    );
    shelf.act("lawyer", reopen());
    let dossier = &shelf.dossiers[&code("D1")];
    let volumes: Vec<(u32, bool)> = dossier.volumes.iter().map(|one| (one.no, one.closed.is_some())).collect();
    assert_eq!((volumes, dossier.rev), (vec![(1, true), (2, false)], 5), "the first is counted once there is a second");
}

#[test]
fn it_comes_back() {
    let mut shelf = kept_by("legal");
    let day = date(1952, 1, 7);
    let back = |to: Option<&str>, on: Date| {
        does(DossierAct::BringForward { desk: to.map(desk), on, reason: "Has the term moved?".into() })
    };
    let done = |no| does(DossierAct::BringForwardDone { bring_forward: no });
    let take_back = |no| does(DossierAct::TakeBackBringForward { bring_forward: no, reason: why() });
    shelf.act("lawyer", ask_in(post("press")));
    check(
        &shelf,
        &[
            ("to oneself", "editor", back(None, day), "bring_forward_set"),
            ("to one's own desk", "editor", back(Some("press"), day), "bring_forward_set"),
            ("to another, by who keeps it", "lawyer", back(Some("press"), day), "bring_forward_set"),
            ("not by who does not", "editor", back(Some("legal"), day), "! no_mandate"),
            ("not to one that does not see it", "lawyer", back(Some("vault"), day), "! desk_without_sight_of_dossier"),
            ("not by one who does not see it", "clerk", back(None, day), "! absent"),
            ("today", "lawyer", back(None, date(1951, 12, 25)), "bring_forward_set"),
            ("not in the past", "lawyer", back(None, date(1951, 12, 24)), "! due_past"),
            ("none is there", "lawyer", done(1), "! no_bring_forward"),
        ],
    );
    shelf.act("lawyer", back(Some("press"), day));
    let waits: Vec<_> = shelf.dossiers[&code("D1")].waits().into_iter().map(|one| (one.at, one.due)).collect();
    assert_eq!(waits, [(post("press"), Some(day))]);
    check(
        &shelf,
        &[
            ("by whom it is for", "editor", done(1), "bring_forward_ended"),
            ("by who keeps the dossier", "chief", done(1), "bring_forward_ended"),
            ("taken back", "lawyer", take_back(1), "bring_forward_ended"),
        ],
    );
    shelf.act("lawyer", ask_in(person("keeper")));
    check(&shelf, &[("not by anybody else", "keeper", done(1), "! not_brought_to_you")]);
    shelf.act("editor", done(1));
    assert!(shelf.dossiers[&code("D1")].waits().is_empty());
    check(&shelf, &[("once", "lawyer", done(1), "! bring_forward_closed")]);
    shelf.act("lawyer", back(None, day));
    shelf.act("lawyer", does(DossierAct::CloseDossier { reason: why() }));
    assert!(shelf.dossiers[&code("D1")].waits().is_empty(), "a closed dossier waits for nobody");
}

#[test]
fn who_sees_it() {
    let mut shelf = kept_by("legal");
    let sees = |shelf: &Shelf| -> String {
        let (at, dossier) = (shelf.sitting("root").at, &shelf.dossiers[&code("D1")]);
        let all = ["clerk", "keeper", "chief", "lawyer", "editor", "porter"];
        all.into_iter()
            .filter(|who| may_see_dossier(&shelf.house, &officer(who), dossier, at))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(sees(&shelf), "chief lawyer", "the desk and its chief, where nobody chose another rule");
    shelf.act("lawyer", ask_in(post("press")));
    shelf.act("lawyer", ask_in(person("porter")));
    assert_eq!(sees(&shelf), "chief lawyer editor", "the porter is cleared to open papers only");
    shelf.act("lawyer", ask_in(person("keeper")));
    shelf.act("lawyer", rule(Visibility::ListOnly));
    assert_eq!(sees(&shelf), "keeper lawyer editor", "no chief who is not named");
    shelf.act("lawyer", marked("secret"));
    assert_eq!(sees(&shelf), "keeper lawyer", "the editor is not cleared");
    shelf.act("lawyer", rule(Visibility::WholeHouse));
    assert_eq!(sees(&shelf), "keeper lawyer", "secret papers are for a list, whatever the dossier's own rule");
    shelf.act("lawyer", marked("open"));
    assert_eq!(sees(&shelf), "clerk keeper chief lawyer editor porter", "the whole house");
    shelf.act("lawyer", rule(Visibility::DeskAndChief));
    shelf.act("lawyer", ask_out(post("press")));
    shelf.act("lawyer", moved("press"));
    assert_eq!(sees(&shelf), "keeper chief editor porter", "the desk that keeps it now, and whom it asked in");
    let suspended = Act::SuspendOfficer { officer: officer("editor"), reason: why() };
    shelf.act("root", suspended);
    assert_eq!(sees(&shelf), "keeper chief porter");
}

#[test]
fn papers_are_filed_where_one_sees_and_it_is_open() {
    let mut shelf = kept_by("legal");
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal")]));
    let file =
        |title: Option<&str>| Act::File { paper, dossier: code("D1"), title: title.map(str::to_owned), code: None };
    check(
        &shelf,
        &[
            ("filed", "lawyer", file(None), "filed"),
            ("not where one does not see", "clerk", file(None), "! absent"),
            ("nor by opening it anew: its code is taken", "clerk", file(Some("Ebb")), "! taken"),
        ],
    );
    shelf.act("lawyer", file(None));
    assert_eq!(shelf.paper(paper).filed[0].volume, None, "nobody counted volumes");
    shelf.act("lawyer", does(DossierAct::OpenVolume { title: Some("1952".into()) }));
    let next = shelf.enter("clerk", but(draft(2), |d| d.directions = vec![lead("legal")]));
    let file_next = Act::File { paper: next, dossier: code("D1"), title: None, code: None };
    shelf.act("lawyer", file_next.clone());
    assert_eq!(shelf.paper(next).filed[0].volume, Some(2));
    shelf.act("lawyer", does(DossierAct::CloseDossier { reason: why() }));
    check(&shelf, &[("not in a closed one", "lawyer", file(None), "! dossier_closed")]);
}

#[test]
fn a_desk_that_keeps_one_is_not_closed() {
    let mut shelf = kept_by("legal");
    let close = || Act::CloseDesk { desk: desk("legal"), reason: why() };
    let sees = |shelf: &Shelf, who: &str| {
        may_see_dossier(&shelf.house, &officer(who), &shelf.dossiers[&code("D1")], shelf.sitting("root").at)
    };
    shelf.act("lawyer", rule(Visibility::ListOnly));
    check(&shelf, &[("while it is open", "root", close(), "! desk_keeps_dossiers")]);
    assert!(!sees(&shelf, "chief"), "not named");
    shelf.act("lawyer", does(DossierAct::CloseDossier { reason: why() }));
    shelf.act("root", close());
    assert!(sees(&shelf, "chief") && !sees(&shelf, "clerk"), "else nobody could ever open it again");
    let reopen = || does(DossierAct::ReopenDossier { reason: why() });
    check(&shelf, &[("by the desk above", "chief", reopen(), "reopened")]);
    shelf.act("chief", reopen());
    check(&shelf, &[("which gives it to another", "chief", moved("press"), "moved")]);
}

#[test]
fn one_opened_before_desks_kept_them_is_seen_by_whoever_keeps_a_series() {
    let mut shelf = Shelf::staffed();
    let acted = shelf.act("clerk", open("D2", Some("legal"), None)).acted;
    let json = serde_json::json!({"type": "dossier_opened", "dossier": "D1", "title": "Tides", "code": null});
    let opened = serde_json::from_value(json).unwrap();
    let old = Dossier::apply_entry(None, &code("D1"), &acted, &[opened], shelf.sitting("root").at).unwrap().unwrap();
    shelf.dossiers.insert(code("D1"), old);
    check(
        &shelf,
        &[
            ("who keeps a series keeps it", "clerk", moved("legal"), "moved"),
            ("nobody gains by a newer program", "editor", does(DossierAct::RemarkDossier { says: why() }), "! absent"),
        ],
    );
}

#[test]
fn so_many_are_asked_in_and_no_more() {
    let mut shelf = kept_by("legal");
    for round in 0..MEMBERS_MAX {
        shelf.act("lawyer", ask_in(person("porter")));
        if round + 1 < MEMBERS_MAX {
            shelf.act("lawyer", ask_out(person("porter")));
        }
    }
    check(&shelf, &[("one past the limit", "lawyer", ask_in(post("press")), "! too_many")]);
}

#[test]
fn refusals_read_back() {
    let refusal: Refusal = DossierRefusal::NoHome { desks: 2 }.into();
    let json = serde_json::to_value(&refusal).unwrap();
    assert_eq!(json, serde_json::json!({"refusal": "no_home", "desks": 2}));
    assert_eq!(serde_json::from_value::<Refusal>(json).unwrap(), refusal);
    assert_eq!((refusal.code().as_str(), refusal.next().as_str()), ("no_home", "name the desk that keeps it"));
}

#[test]
fn acts_read_back() {
    let act = Act::InDossier { dossier: code("D1"), does: DossierAct::AskIn { to: post("press"), reason: why() } };
    let json = serde_json::to_value(&act).unwrap();
    let written = serde_json::json!({"act": "in_dossier", "dossier": "D1",
        "does": {"act": "ask_in", "to": {"is": "desk", "code": "press"}, "reason": "A reason."}});
    assert_eq!((&json, act.name()), (&written, "ask_in"));
    assert_eq!(serde_json::from_value::<Act>(json).unwrap(), act);
}
