//! Correspondents and exact rules.

use procedure::act::{ALIASES_MAX, Act, BindingDraft, EnterDraft, RULE_BINDINGS_PER_ACT_MAX};
use procedure::card::Party;
use procedure::correspondent::{POSTS_MAX, PostHeld, RuleFacts, TURNS_MAX};
use procedure::house::Visibility;
use procedure::ids::{CorrespondentId, PaperId};
use procedure::paper::{Channel, NamedAs, Principal};
use procedure::refusal::Refusal;
use procedure::sight::{Sight, may_see};

use crate::shelf::{Shelf, bind_desk, but, check, desk, draft, draft_in, level, officer, read, series};

fn code(code: &str) -> CorrespondentId {
    code.parse().unwrap()
}

fn add(correspondent: &str, name: &str) -> Act {
    Act::AddCorrespondent {
        correspondent: code(correspondent),
        name: name.into(),
        aliases: vec![],
        posts: vec![],
        desk: desk("registry"),
        paper: None,
        named_as: None,
        beside: None,
    }
}

fn from_paper(correspondent: &str, name: &str, at: &str, on: PaperId) -> Act {
    match add(correspondent, name) {
        Act::AddCorrespondent { correspondent, name, aliases, posts, beside, .. } => Act::AddCorrespondent {
            correspondent,
            name,
            aliases,
            posts,
            desk: desk(at),
            paper: Some(on),
            named_as: Some(NamedAs::Sender),
            beside,
        },
        other => other,
    }
}

fn beside(correspondent: &str, name: &str) -> Act {
    match add(correspondent, name) {
        Act::AddCorrespondent { correspondent, name, aliases, posts, desk, paper, named_as, .. } => {
            let beside = Some("His brother.".into());
            Act::AddCorrespondent { correspondent, name, aliases, posts, desk, paper, named_as, beside }
        }
        other => other,
    }
}

fn merge(correspondent: &str, into: &str) -> Act {
    Act::MergeCorrespondent { correspondent: code(correspondent), into: code(into), reason: "One man.".into() }
}

fn part(correspondent: &str) -> Act {
    Act::PartCorrespondent { correspondent: code(correspondent), reason: "Two men.".into() }
}

fn alias(correspondent: &str, alias: &str) -> Act {
    Act::GiveAlias { correspondent: code(correspondent), alias: alias.into() }
}

fn posts(count: usize) -> Act {
    let post = PostHeld { post: Some("Envoy".into()), ..PostHeld::default() };
    let posts = Some(vec![post; count]);
    Act::ChangeCorrespondent { correspondent: code("averin"), name: None, posts, reason: None }
}

#[test]
fn correspondents_are_taken_in_named_merged_and_parted() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", draft(1));
    let marked = shelf.enter("clerk", but(draft(2), |d| d.card.marking = Some(read("SECRET".into()))));
    shelf.act("clerk", add("averin", "Mark Averin"));
    shelf.act("clerk", add("oldfen", "R. Oldfen"));
    shelf.act("clerk", beside("averin-2", "Mark Averin"));
    shelf.act("clerk", alias("averin", "Аверин"));
    shelf.act("clerk", merge("averin-2", "oldfen"));
    let untitled = PostHeld::default();
    let empty = Act::ChangeCorrespondent {
        correspondent: code("averin"),
        name: None,
        posts: Some(vec![untitled]),
        reason: None,
    };
    let take =
        |name: &str| Act::TakeAlias { correspondent: code("averin"), alias: name.into(), reason: "Not his.".into() };
    check(
        &shelf,
        &[
            ("by the registry", "clerk", add("stane", "I. Stane"), "correspondent_added"),
            ("not by a desk", "lawyer", add("stane", "I. Stane"), "! no_mandate"),
            ("a code once", "clerk", add("averin", "Another"), "! taken"),
            ("a name once", "clerk", add("stane", "mark  AVERIN"), "! name_taken"),
            ("an alias is a name", "clerk", add("stane", "аверин"), "! name_taken"),
            ("unless it is said why", "clerk", beside("stane", "Mark Averin"), "correspondent_added"),
            ("without a name", "clerk", add("stane", " "), "! empty"),
            (
                "from a paper",
                "clerk",
                from_paper("stane", "I. Stane", "registry", paper),
                "correspondent_added name_bound",
            ),
            ("not by another registry", "keeper", from_paper("stane", "I. Stane", "vault", paper), "! no_paper"),
            (
                "not while its marking waits",
                "clerk",
                from_paper("stane", "I. Stane", "registry", marked),
                "! marking_unconfirmed",
            ),
            ("an alias", "clerk", alias("averin", "M.A."), "correspondent_changed"),
            ("its own name again", "clerk", alias("averin", "Mark Averin"), "! name_taken"),
            ("another's name", "clerk", alias("averin", "r. oldfen"), "! name_taken"),
            ("of none", "clerk", alias("nobody", "N."), "! absent"),
            ("of a merged one", "clerk", alias("averin-2", "N."), "! merged_already"),
            ("taken back", "clerk", take("Аверин"), "correspondent_changed"),
            ("not there to take back", "clerk", take("Averin"), "! no_alias"),
            ("posts", "clerk", posts(POSTS_MAX), "correspondent_changed"),
            ("too many posts", "clerk", posts(POSTS_MAX + 1), "! too_many"),
            ("a post of nothing", "clerk", empty, "! empty"),
            ("no change", "clerk", posts(0), "! same_facts"),
            ("merged", "clerk", merge("averin", "oldfen"), "correspondent_merged"),
            ("with itself", "clerk", merge("averin", "averin"), "! merged_with_itself"),
            ("twice", "clerk", merge("averin-2", "averin"), "! merged_already"),
            ("into a merged one", "clerk", merge("averin", "averin-2"), "! merged_already"),
            ("into none", "clerk", merge("averin", "nobody"), "! absent"),
            ("not by the unseen", "keeper", merge("averin", "oldfen"), "! absent"),
            ("parted", "clerk", part("averin-2"), "correspondent_parted"),
            ("not merged", "clerk", part("averin"), "! not_merged"),
        ],
    );
    shelf.act("clerk", part("averin-2"));
    assert_eq!(shelf.correspondents[&code("averin-2")].turns.len(), 3, "history keeps both acts");
    assert_eq!(shelf.correspondents[&code("averin")].aliases[0].by, officer("clerk"));
}

#[test]
fn aliases_have_a_limit() {
    let mut shelf = Shelf::staffed();
    shelf.act("clerk", add("averin", "Mark Averin"));
    for no in 0..ALIASES_MAX {
        shelf.act("clerk", alias("averin", &format!("Alias {no}")));
    }
    assert_eq!(shelf.outcome("clerk", &alias("averin", "One more")), "! too_many");
}

#[test]
fn who_may_see_a_correspondent_goes_by_the_paper_it_was_found_on() {
    let mut shelf = Shelf::staffed();
    let whole_house = shelf.enter("clerk", draft_in("OUT", 1));
    let secret = shelf.enter("keeper", but(draft_in("SEC", 2), |d| d.level = Some(level("secret"))));
    shelf.act("clerk", from_paper("open", "An Open Name", "registry", whole_house));
    shelf.act("keeper", from_paper("hidden", "A Hidden Name", "vault", secret));
    // The registry keeps one series of the whole house and one of desks and chiefs: without a paper the stricter counts.
    shelf.act("clerk", add("of-the-desk", "A Desk's Name"));
    let sees = |who: &str, id: &str| {
        let reader = procedure::sight::Reader::at(&shelf.house, &officer(who), shelf.now);
        procedure::correspondent::sees(&shelf.house, &reader, &shelf.correspondents[&code(id)])
    };
    for (who, open, hidden, of_the_desk) in [
        ("clerk", true, false, true),
        ("keeper", true, true, false),
        ("lawyer", true, false, false),
        ("porter", true, false, false),
    ] {
        assert_eq!(
            (sees(who, "open"), sees(who, "hidden"), sees(who, "of-the-desk")),
            (open, hidden, of_the_desk),
            "{who}"
        );
    }
    // What one may not see is not there: neither to bind nor as the bearer of a name.
    let bind = |to: &str| {
        let to = Principal::Correspondent(code(to));
        let binding = BindingDraft { name: "N.".into(), named_as: NamedAs::Addressee, to };
        Act::Bind { paper: whole_house, bindings: vec![binding] }
    };
    check(
        &shelf,
        &[
            ("hidden", "clerk", bind("hidden"), "! absent"),
            ("not there", "clerk", bind("nobody"), "! absent"),
            ("seen", "clerk", bind("of-the-desk"), "name_bound"),
            ("a hidden name is free", "clerk", add("another", "A Hidden Name"), "correspondent_added"),
        ],
    );
}

#[test]
fn acts_on_one_correspondent_have_a_limit_that_leaves_room_to_undo_a_merging() {
    let mut shelf = Shelf::staffed();
    shelf.act("clerk", add("averin", "Mark Averin"));
    shelf.act("clerk", add("averin-2", "M. Averin"));
    let fill = |shelf: &mut Shelf, count: usize| {
        let turns = &mut shelf.correspondents.get_mut(&code("averin")).unwrap().turns;
        let first = turns[0].clone();
        turns.resize(count, first);
    };
    fill(&mut shelf, TURNS_MAX - 1);
    assert_eq!(shelf.outcome("clerk", &merge("averin", "averin-2")), "! too_many");
    assert_eq!(shelf.outcome("clerk", &alias("averin", "M.A.")), "correspondent_changed");
    fill(&mut shelf, TURNS_MAX);
    assert_eq!(shelf.outcome("clerk", &alias("averin", "M.A.")), "! too_many");
    fill(&mut shelf, TURNS_MAX - 2);
    shelf.act("clerk", merge("averin", "averin-2"));
    shelf.act("clerk", part("averin"));
    assert_eq!(shelf.correspondents[&code("averin")].turns.len(), TURNS_MAX);
}

#[test]
fn a_merged_name_is_taken_by_the_one_that_stands() {
    let mut shelf = Shelf::staffed();
    for (id, name) in [("averin", "Mark Averin"), ("averin-2", "M. Averin"), ("averin-3", "Averin, Mark")] {
        shelf.act("clerk", add(id, name));
    }
    shelf.act("clerk", merge("averin", "averin-2"));
    shelf.act("clerk", merge("averin-2", "averin-3"));
    let taken = |shelf: &mut Shelf, act| match shelf.attempt("clerk", &act) {
        Err(Refusal::NameTaken { by, .. }) => by.to_string(),
        other => panic!("{other:?}"),
    };
    shelf.act("clerk", add("stane", "I. Stane"));
    assert_eq!(taken(&mut shelf, add("again", "MARK  AVERIN")), "averin-3");
    assert_eq!(taken(&mut shelf, alias("stane", "M. Averin")), "averin-3");
    assert_eq!(shelf.outcome("clerk", &alias("averin-3", "Mark Averin")), "correspondent_changed");
    shelf.act("clerk", part("averin-2"));
    assert_eq!(taken(&mut shelf, add("again", "Mark Averin")), "averin-2", "the first is still merged into the second");
    shelf.act("clerk", part("averin"));
    assert_eq!(taken(&mut shelf, add("again", "Mark Averin")), "averin");
}

#[test]
fn what_one_is_merged_into_is_not_named_out_of_sight() {
    let mut shelf = Shelf::staffed();
    let open = shelf.enter("keeper", but(draft_in("SEC", 1), |d| d.level = Some(level("restricted"))));
    let secret = shelf.enter("keeper", but(draft_in("SEC", 2), |d| d.level = Some(level("secret"))));
    shelf.act("keeper", from_paper("open", "An Open Name", "vault", open));
    shelf.act("keeper", from_paper("hidden", "A Hidden Name", "vault", secret));
    // As from a paper of an open series.
    let known = shelf.correspondents.get_mut(&code("open")).unwrap();
    (known.rule, known.level) = (Visibility::WholeHouse, None);
    shelf.act("keeper", merge("open", "hidden"));
    let paper = shelf.enter("clerk", draft_in("OUT", 3));
    let bind = |shelf: &mut Shelf, who: &str| {
        let to = Principal::Correspondent(code("open"));
        let bindings = vec![BindingDraft { name: "N.".into(), named_as: NamedAs::Addressee, to }];
        let paper = if who == "keeper" { open } else { paper };
        shelf.attempt(who, &Act::Bind { paper, bindings }).unwrap_err()
    };
    assert_eq!(bind(&mut shelf, "keeper").to_string(), "correspondent open is merged into hidden already");
    assert_eq!(bind(&mut shelf, "clerk").to_string(), "correspondent open is merged into another already");
    assert!(!bind(&mut shelf, "clerk").next().contains("hidden"));
    assert_eq!(shelf.outcome("clerk", &add("again", "An Open Name")), "correspondent_added");
}

fn rule(to: Principal) -> RuleFacts {
    let party = Party { name: Some("M. Averin".into()), post: Some("Envoy".into()), office: None };
    RuleFacts { party, named_as: NamedAs::Sender, kind: None, channel: None, to, desk: desk("registry") }
}

fn confirm(code: &str, facts: RuleFacts) -> Act {
    Act::ConfirmRule { rule: code.parse().unwrap(), facts }
}

/// A paper of IN whose sender is written so.
fn written(no: u8, name: &str, post: Option<&str>) -> EnterDraft {
    but(draft(no), |d| {
        let party = Party { name: Some(name.into()), post: post.map(str::to_owned), office: None };
        d.card.from = vec![read(party)];
        d.card.kind = Some(read("telegram".into()));
        d.arrival.channel = Channel::Telegraph;
    })
}

#[test]
fn rules_are_confirmed_and_revoked_by_their_registry() {
    let mut shelf = Shelf::staffed();
    shelf.act("clerk", add("averin", "Mark Averin"));
    let editor = || Principal::Officer(officer("editor"));
    shelf.act("clerk", confirm("wire", RuleFacts { kind: Some("telegram".into()), ..rule(editor()) }));
    let revoke = |code: &str| Act::RevokeRule { rule: code.parse().unwrap(), reason: "Another man.".into() };
    let asked = RuleFacts { named_as: NamedAs::Asked, ..rule(editor()) };
    let nobody = RuleFacts { party: Party::default(), ..rule(editor()) };
    let elsewhere = RuleFacts { desk: desk("legal"), ..rule(editor()) };
    let letters = RuleFacts { kind: Some("letter".into()), ..rule(Principal::Desk(desk("press"))) };
    check(
        &shelf,
        &[
            ("of another kind", "clerk", confirm("letters", letters.clone()), "rule_confirmed"),
            ("of any kind, where one holds", "clerk", confirm("any", rule(editor())), "! rule_held"),
            ("a code once", "clerk", confirm("wire", letters), "! taken"),
            ("of nobody", "clerk", confirm("any", nobody), "! empty"),
            ("that could never hold", "clerk", confirm("any", asked), "! malformed"),
            ("by a desk that is no registry", "lawyer", confirm("any", elsewhere), "! keeps_no_series"),
            ("for another registry", "keeper", confirm("any", rule(editor())), "! no_mandate"),
            ("to a stranger", "clerk", confirm("any", rule(Principal::Correspondent(code("x")))), "! absent"),
            ("revoked", "clerk", revoke("wire"), "rule_revoked"),
            ("not there", "clerk", revoke("none"), "! absent"),
            ("another registry's is not there", "keeper", revoke("wire"), "! absent"),
        ],
    );
    shelf.act("clerk", revoke("wire"));
    assert_eq!(shelf.outcome("clerk", &revoke("wire")), "! rule_revoked");
    assert_eq!(
        shelf.outcome("clerk", &confirm("any", rule(editor()))),
        "rule_confirmed",
        "a revoked one is in nobody's way"
    );
}

#[test]
fn a_rule_binds_what_is_written_exactly_so_and_nothing_else() {
    let mut shelf = Shelf::staffed();
    let editor = officer("editor");
    let sees = |shelf: &Shelf, paper| may_see(&shelf.house, &editor, shelf.paper(paper), shelf.now);
    let before = shelf.enter("clerk", written(1, "M. Averin", Some("Envoy")));
    let facts = RuleFacts {
        kind: Some("Telegram".into()),
        channel: Some(Channel::Telegraph),
        ..rule(Principal::Officer(editor.clone()))
    };
    shelf.act("clerk", confirm("wire", facts));
    assert_eq!(sees(&shelf, before), Sight::None, "what came before stays as it is");
    let exact = shelf.enter("clerk", written(2, " M.  Averin ", Some("Envoy")));
    assert_eq!(sees(&shelf, exact), Sight::Whole);
    assert_eq!(shelf.paper(exact).bindings[0].rule, Some("wire".parse().unwrap()));
    let others: [(&str, EnterDraft); 6] = [
        ("another post", written(3, "M. Averin", Some("Consul"))),
        ("no post", written(4, "M. Averin", None)),
        ("other capitals", written(5, "M. AVERIN", Some("Envoy"))),
        ("another channel", but(written(6, "M. Averin", Some("Envoy")), |d| d.arrival.channel = Channel::Post)),
        ("another kind", but(written(7, "M. Averin", Some("Envoy")), |d| d.card.kind = Some(read("letter".into())))),
        ("as addressee", but(written(8, "M. Averin", Some("Envoy")), |d| d.card.to = std::mem::take(&mut d.card.from))),
    ];
    for (why, draft) in others {
        let paper = shelf.enter("clerk", draft);
        assert!(shelf.paper(paper).bindings.is_empty(), "{why}");
        assert_eq!(sees(&shelf, paper), Sight::None, "{why}");
    }
    let secret = but(draft_in("SEC", 9), |d| {
        d.card = written(9, "M. Averin", Some("Envoy")).card;
        d.arrival.channel = Channel::Telegraph;
        d.level = Some(level("restricted"));
    });
    let secret = shelf.enter("keeper", secret);
    assert!(shelf.paper(secret).bindings.is_empty(), "a rule holds for the series of its registry");
    shelf.act("clerk", Act::RevokeRule { rule: "wire".parse().unwrap(), reason: "He left.".into() });
    let after = shelf.enter("clerk", written(10, "M. Averin", Some("Envoy")));
    assert_eq!((sees(&shelf, after), sees(&shelf, exact)), (Sight::None, Sight::Whole));
}

#[test]
fn a_rule_that_leads_nowhere_says_so_and_one_to_a_merged_correspondent_leads_on() {
    let mut shelf = Shelf::staffed();
    shelf.act("clerk", add("averin", "Mark Averin"));
    shelf.act("clerk", add("averin-m", "M. A. Averin"));
    shelf.act("clerk", confirm("averin", rule(Principal::Correspondent(code("averin")))));
    shelf.act("clerk", merge("averin", "averin-m"));
    let paper = shelf.enter("clerk", written(1, "M. Averin", Some("Envoy")));
    assert_eq!(shelf.paper(paper).bindings[0].to, Principal::Correspondent(code("averin-m")));
    let facts = RuleFacts { named_as: NamedAs::Addressee, ..rule(Principal::Officer(officer("editor"))) };
    shelf.act("clerk", confirm("editor", facts));
    shelf.act("root", Act::SuspendOfficer { officer: officer("editor"), reason: "Away.".into() });
    let draft = but(written(2, "M. Averin", Some("Envoy")), |d| d.card.to = std::mem::take(&mut d.card.from));
    let paper = shelf.enter("clerk", draft);
    assert!(shelf.paper(paper).bindings.is_empty());
    let says: Vec<&str> = shelf.paper(paper).remarks.iter().map(|said| said.says.as_str()).collect();
    assert!(says.iter().any(|says| says.starts_with("Rule editor did not bind M. Averin:")), "{says:?}");
    assert!(!says.iter().any(|says| says.contains("Away")), "why is the house's affair: {says:?}");
}

#[test]
fn whoever_enters_a_paper_goes_before_a_rule() {
    let mut shelf = Shelf::staffed();
    shelf.act("clerk", confirm("editor", rule(Principal::Officer(officer("editor")))));
    let given = |name: &str, named_as| BindingDraft { name: name.into(), ..bind_desk(named_as, "legal") };
    let bound = |shelf: &mut Shelf, no, given: BindingDraft| {
        let paper = shelf.enter("clerk", but(written(no, "M. Averin", Some("Envoy")), |d| d.bindings = vec![given]));
        shelf.paper(paper).bindings.iter().map(|binding| binding.rule.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(bound(&mut shelf, 1, given("M. Averin", NamedAs::Sender)), [false]);
    assert_eq!(bound(&mut shelf, 2, given("M. Averin", NamedAs::CopyHolder)), [false, true], "in that capacity");
    assert_eq!(bound(&mut shelf, 3, given("Another", NamedAs::Sender)), [false, true]);
}

#[test]
fn rules_bind_up_to_a_limit_in_one_act() {
    let mut shelf = Shelf::staffed();
    let party = |no: usize| Party::named(format!("Holder {no}"));
    let count = RULE_BINDINGS_PER_ACT_MAX + 1;
    for no in 0..count {
        let id = format!("c-{no}");
        shelf.act("clerk", add(&id, &format!("Holder {no}")));
        let to = Principal::Correspondent(code(&id));
        shelf.act("clerk", confirm(&id, RuleFacts { party: party(no), named_as: NamedAs::CopyHolder, ..rule(to) }));
    }
    let copies = |count: usize| (0..count).map(|no| read(party(no))).collect::<Vec<_>>();
    let at = shelf.enter("clerk", but(draft(1), |d| d.card.copies = copies(count - 1)));
    assert_eq!(shelf.paper(at).bindings.len(), RULE_BINDINGS_PER_ACT_MAX);
    let remarks = shelf.paper(at).remarks.len();
    let past = shelf.enter("clerk", but(draft(2), |d| d.card.copies = copies(count)));
    assert_eq!(shelf.paper(past).bindings.len(), RULE_BINDINGS_PER_ACT_MAX);
    assert_eq!(shelf.paper(past).remarks.len(), remarks + 1);
}

#[test]
fn what_is_usual_is_confirmed_and_taken_back() {
    let mut shelf = Shelf::staffed();
    shelf.act("clerk", add("averin", "Mark Averin"));
    let usual = |to: Option<&str>| Act::ConfirmUsual {
        correspondent: code("averin"),
        series: to.map(|_| series("IN")),
        desk: to.map(desk),
        kind: None,
    };
    shelf.act("clerk", usual(Some("legal")));
    assert_eq!(shelf.correspondents[&code("averin")].usual.as_ref().unwrap().desk, Some(desk("legal")));
    assert_eq!(shelf.outcome("clerk", &usual(Some("nowhere"))), "! absent");
    shelf.act("clerk", usual(None));
    assert_eq!(shelf.correspondents[&code("averin")].usual, None);
}
