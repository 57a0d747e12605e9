//! Who may see, as a table for people to proofread. `docs/access.md` holds the same table; the two are kept equal.

mod by_copy;
mod by_name;
mod by_rule;
mod ends;
mod registries;

use procedure::act::{Act, EnterDraft};
use procedure::house::Visibility;
use procedure::ids::PaperId;
use procedure::moment::Moment;
use procedure::paper::NamedAs::Addressee;
use procedure::sight::{Sight, desk_sees, dossier_may_leave, may_leave, may_see};

use crate::shelf::{Shelf, bind_desk, bind_officer, but, check, desk, draft_in, lead, level, officer, read};

/// One line: the rule that holds, what happened, who asks, what that officer sees, and why.
struct Row {
    rule: &'static str,
    happened: &'static str,
    who: &'static str,
    sees: Sight,
    why: &'static str,
    play: fn(&mut Shelf) -> PaperId,
}

const HOUSE: &str = "whole house";
const DESK: &str = "desk and chief";
const LIST: &str = "list only";

fn row(
    rule: &'static str,
    happened: &'static str,
    who: &'static str,
    sees: Sight,
    why: &'static str,
    play: fn(&mut Shelf) -> PaperId,
) -> Row {
    Row { rule, happened, who, sees, why, play }
}

/// Enters a paper: OUT is seen by the whole house, IN by desk and chief; SEC, kept by the vault, by the list only.
fn enter(shelf: &mut Shelf, code: &str, change: impl FnOnce(&mut EnterDraft)) -> PaperId {
    let mut draft = draft_in(code, 1);
    if code == "SEC" {
        draft.level = Some(level("restricted"));
    }
    shelf.enter(if code == "SEC" { "keeper" } else { "clerk" }, but(draft, change))
}

fn level_is(to: &'static str) -> impl FnOnce(&mut EnterDraft) {
    move |draft| draft.level = Some(level(to))
}

fn to_legal(draft: &mut EnterDraft) {
    draft.directions = vec![lead("legal")];
}

fn to_editor(draft: &mut EnterDraft) {
    draft.bindings = vec![bind_officer(Addressee, "editor")];
}

fn cleared(shelf: &mut Shelf, code: &str, to: &str) {
    let cleared_to = Some(level(to));
    let officer = officer(code);
    shelf.act("root", Act::ChangeOfficer { officer, name: None, aliases: None, cleared_to, duties: None });
}

fn mark(shelf: &mut Shelf, paper: PaperId, to: &str) {
    shelf.act("clerk", Act::Mark { paper, level: level(to), reason: Some("As its author asks.".into()) });
}

fn words(sees: Sight) -> &'static str {
    match sees {
        Sight::None => "nothing",
        Sight::OwnActs => "own acts",
        Sight::Card => "card",
        Sight::Whole => "whole",
    }
}

/// The table, by chapters; each has its rows in a file of its own.
fn chapters() -> Vec<(&'static str, Vec<Row>)> {
    vec![
        ("By rule", by_rule::rows()),
        ("By name", by_name::rows()),
        ("By a numbered copy", by_copy::rows()),
        ("When sight ends", ends::rows()),
        ("Registries, markings, looks beyond the rules", registries::rows()),
    ]
}

#[test]
fn everyone_sees_what_the_table_says() {
    let mut wrong = Vec::new();
    for row in chapters().into_iter().flat_map(|(_, rows)| rows) {
        let mut shelf = Shelf::staffed();
        let paper = (row.play)(&mut shelf);
        let sees = may_see(&shelf.house, &officer(row.who), shelf.paper(paper), shelf.now);
        if sees != row.sees {
            wrong
                .push(format!("{} | {} | {}: expected {:?}, sees {sees:?}", row.rule, row.happened, row.who, row.sees));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_on_access_holds_the_same_table() {
    let page = include_str!("../../../../docs/access.md");
    let mut tables = String::new();
    for (chapter, rows) in chapters() {
        tables +=
            &format!("### {chapter}\n\n| rule | what happened | who asks | sees | why |\n|---|---|---|---|---|\n");
        for Row { rule, happened, who, sees, why, .. } in rows {
            tables += &format!("| {rule} | {happened} | {who} | {} | {why} |\n", words(sees));
        }
        tables += "\n";
    }
    assert!(page.contains(tables.trim_end()), "docs/access.md should hold:\n\n{tables}");
}

#[test]
fn what_may_not_be_seen_is_refused_like_what_is_not_there() {
    let mut shelf = Shelf::staffed();
    let paper = enter(&mut shelf, "IN", to_legal);
    let refusal = |shelf: &Shelf, paper: PaperId| {
        let act = Act::Remark { paper, says: "Seen.".into() };
        shelf.clone().attempt("porter", &act).unwrap_err()
    };
    let absent = PaperId([9; 16]);
    let hidden = serde_json::to_string(&refusal(&shelf, paper)).unwrap();
    let missing = serde_json::to_string(&refusal(&shelf, absent)).unwrap();
    assert_eq!(hidden.replace(&paper.to_string(), ""), missing.replace(&absent.to_string(), ""));
    check(
        &shelf,
        &[("own acts are no door", "porter", Act::LinkAnswer { paper: absent, answers: paper }, "! no_paper")],
    );
}

#[test]
fn a_level_that_left_the_scale_shows_nothing_more() {
    let mut shelf = Shelf::staffed();
    let open = enter(&mut shelf, "OUT", |_| ());
    let restricted = shelf.enter("clerk", but(draft_in("OUT", 2), |d| d.level = Some(level("restricted"))));
    // No act takes a level off the scale; a later program might.
    shelf.house.levels.remove(1);
    let sees = |who: &str, paper: PaperId| may_see(&shelf.house, &officer(who), shelf.paper(paper), shelf.now);
    assert_eq!(sees("editor", open), Sight::Whole, "cleared to what is gone: to the lowest");
    assert_eq!(sees("editor", restricted), Sight::None);
    assert_eq!(sees("lawyer", restricted), Sight::None, "marked with what is gone: above everyone");
}

/// What is gone at a moment is gone from that moment on, and not one later.
#[test]
fn sight_ends_at_the_moment_that_is_said() {
    let mut shelf = Shelf::staffed();
    let paper = enter(&mut shelf, "IN", |draft| draft.bindings = vec![bind_officer(Addressee, "editor")]);
    let over = shelf.now;
    shelf.act("clerk", Act::Unbind { paper, binding: 0, reason: "Another.".into() });
    let at = |moment| may_see(&shelf.house, &officer("editor"), shelf.paper(paper), moment);
    assert_eq!(shelf.paper(paper).bindings[0].ended.as_ref().map(|ended| ended.at), Some(over));
    assert_eq!(at(Moment::from_micros(over.micros() - 1)), Sight::Whole);
    assert_eq!(at(over), Sight::None);
}

/// A desk is asked for by its own rights: what is for the officer who entered the paper, in person, is not one of them, nor is what has
/// ended.
#[test]
fn what_a_desk_sees_is_by_no_name_of_a_person() {
    let mut shelf = Shelf::staffed();
    let paper = enter(&mut shelf, "IN", |draft| draft.bindings = vec![bind_officer(Addressee, "clerk")]);
    let sees = |shelf: &Shelf| desk_sees(&shelf.house, &desk("press"), shelf.paper(paper), shelf.now);
    assert!(!sees(&shelf), "the clerk entered it, and it is for the clerk");
    shelf.act("clerk", Act::Bind { paper, bindings: vec![bind_desk(Addressee, "press")] });
    assert!(sees(&shelf));
    shelf.act("clerk", Act::Unbind { paper, binding: 1, reason: "Another.".into() });
    assert!(!sees(&shelf));
}

/// Mail leaves the house: only what anyone cleared to nothing may read there is told in it.
#[test]
fn what_may_be_told_outside_the_house() {
    let mut shelf = Shelf::staffed();
    let marked = |shelf: &mut Shelf, no: u8, series: &str, to: Option<&str>| {
        let paper = shelf.enter("clerk", but(draft_in(series, no), |draft| draft.level = to.map(level)));
        may_leave(&shelf.house, shelf.paper(paper))
    };
    assert!(marked(&mut shelf, 1, "OUT", None), "not marked");
    assert!(marked(&mut shelf, 2, "OUT", Some("open")), "at the lowest level");
    assert!(marked(&mut shelf, 3, "IN", Some("open")), "by desk and chief");
    assert!(!marked(&mut shelf, 4, "OUT", Some("restricted")), "marked higher");
    let read = shelf.enter("clerk", but(draft_in("OUT", 5), |draft| draft.card.marking = Some(read("OPEN".into()))));
    assert!(!may_leave(&shelf.house, shelf.paper(read)), "marked with words that nobody confirmed");
    let series = Act::ChangeSeries {
        series: "OUT".parse().unwrap(),
        name: None,
        pattern: None,
        rule: Some(Visibility::ListOnly),
        registry: None,
        band: None,
        file_code: None,
        outgoing: None,
        circulars: None,
    };
    shelf.act("root", series);
    assert!(!marked(&mut shelf, 6, "OUT", Some("open")), "for those on its list");
    let dossier = |to: Option<&str>, rule| dossier_may_leave(&shelf.house, to.map(level).as_ref(), rule);
    assert!(dossier(None, Visibility::WholeHouse) && dossier(Some("open"), Visibility::DeskAndChief));
    assert!(!dossier(Some("restricted"), Visibility::WholeHouse));
    assert!(!dossier(None, Visibility::ListOnly) && !dossier(Some("open"), Visibility::ListOnly));
}
