//! Citations: closed, offered, tied and untied by hand, settled; answers.

use procedure::act::Act;
use procedure::card::{FieldName, Relation};
use procedure::event::TieMade;
use procedure::ids::PaperId;
use procedure::paper::{Paper, Settlement};
use serde_json::json;

use crate::shelf::{Shelf, but, card, check, cites, draft, draft_in};

fn tie(paper: PaperId, citation: usize, to: PaperId) -> Act {
    Act::Tie { paper, citation, to }
}

fn untie(paper: PaperId, to: PaperId) -> Act {
    Act::Untie { paper, citation: 0, to, reason: "Another No. 812.".into() }
}

fn settle(paper: PaperId, citation: usize) -> Act {
    Act::Settle { paper, citation, settlement: Settlement::HeldElsewhere }
}

/// A memorandum that cites telegram No. 812 of Oldfen, of the 20th.
fn citing(no: u8, day: &str) -> procedure::act::EnterDraft {
    but(draft(no), |d| {
        d.card = card("memorandum", "396", "1951-12-25", "A. Grevin", "I. Stane");
        d.card.citations = vec![cites("812", "Oldfen", day)];
    })
}

fn telegram(no: u8) -> procedure::act::EnterDraft {
    but(draft(no), |d| d.card = card("telegram", "812", "1951-12-20", "R. Oldfen", "A. Grevin"))
}

/// A paper as it is for whoever sees these others.
fn seen(shelf: &Shelf, paper: PaperId, sees: impl Fn(&PaperId) -> bool) -> Paper {
    let mut paper = shelf.paper(paper).clone();
    paper.forget_cited(sees);
    paper
}

#[test]
fn a_citation_closes_itself_the_day_its_paper_is_entered() {
    let mut shelf = Shelf::staffed();
    let memo = shelf.enter("clerk", citing(1, "1951-12-20"));
    assert_eq!(shelf.paper(memo).open_citations().collect::<Vec<_>>(), [0], "cited, not held");
    let wire = shelf.enter("clerk", telegram(2));
    let tied = &shelf.paper(memo).ties[0];
    assert_eq!((tied.to, tied.number.as_str(), &tied.by), (wire, "IN-1951-0002", &None));
    assert!(shelf.paper(memo).open_citations().next().is_none());
    assert!(!shelf.paper(memo).actors.contains(&"nobody".parse().unwrap()));
    assert_eq!(shelf.entries.last().unwrap().acted.papers, [wire, memo], "the entry touches both");
}

#[test]
fn a_settled_citation_closes_too_the_day_its_paper_comes() {
    let mut shelf = Shelf::staffed();
    let memo = shelf.enter("clerk", citing(1, "1951-12-20"));
    shelf.act("clerk", Act::Settle { paper: memo, citation: 0, settlement: Settlement::Requested });
    assert!(shelf.paper(memo).open_citations().next().is_none(), "nobody has to look after it");
    assert_eq!(shelf.paper(memo).untied_citations().collect::<Vec<_>>(), [0], "but it leads to no paper yet");
    let wire = shelf.enter("clerk", telegram(2));
    assert_eq!(shelf.paper(memo).ties[0].to, wire);
    assert!(seen(&shelf, memo, |_| true).settled.is_empty(), "what is held is no longer asked for");
    let without = seen(&shelf, memo, |to| *to != wire);
    assert!(without.ties.is_empty());
    assert_eq!(without.settled.get(&0), Some(&Settlement::Requested), "nothing tells of what came");
}

#[test]
fn a_settled_citation_of_a_paper_described_anew_is_looked_up_again() {
    let mut shelf = Shelf::staffed();
    let memo = shelf.enter("clerk", citing(1, ""));
    shelf.act("clerk", settle(memo, 0));
    let wire = shelf.enter("clerk", but(telegram(2), |d| d.card.from.clear()));
    assert!(shelf.paper(memo).ties.is_empty(), "without its sender it is only offered");
    shelf.papers.get_mut(&wire).unwrap().card.from = telegram(2).card.from;
    let card = Some(shelf.paper(memo).card.clone());
    let version = crate::shelf::file(3);
    shelf.act("clerk", Act::AddVersion { paper: memo, version, card, remarks: vec![], level: None });
    assert_eq!(shelf.paper(memo).ties[0].to, wire);
}

fn void(paper: PaperId, number: &str) -> Act {
    Act::Void { paper, number: number.into(), reason: "Entered twice.".into() }
}

#[test]
fn a_void_opens_again_what_the_paper_closed() {
    let mut shelf = Shelf::staffed();
    let memo = shelf.enter("clerk", citing(1, "1951-12-20"));
    let wire = shelf.enter("clerk", telegram(2));
    let voided = shelf.act("clerk", void(wire, "IN-1951-0002"));
    assert_eq!(voided.acted.papers, [wire, memo]);
    assert_eq!(shelf.paper(memo).open_citations().collect::<Vec<_>>(), [0], "cited, not held");
    let again = shelf.enter("clerk", telegram(2));
    assert_eq!(shelf.paper(memo).ties.iter().map(|tie| tie.to).collect::<Vec<_>>(), [again]);
}

#[test]
fn who_voids_a_paper_has_not_acted_on_those_that_cite_it() {
    let mut shelf = Shelf::staffed();
    let hidden = shelf.enter(
        "keeper",
        but(citing(1, "1951-12-20"), |d| {
            d.series = "SEC".parse().unwrap();
            d.level = Some("secret".parse().unwrap());
        }),
    );
    let wire = shelf.enter("clerk", telegram(2));
    assert_eq!(shelf.paper(hidden).ties.len(), 1);
    shelf.act("clerk", void(wire, "IN-1951-0001"));
    assert!(shelf.paper(hidden).ties.is_empty());
    let clerk = "clerk".parse().unwrap();
    let sees = procedure::sight::may_see(&shelf.house, &clerk, shelf.paper(hidden), shelf.now);
    assert_eq!(sees, procedure::sight::Sight::None);
}

#[test]
fn what_was_entered_twice_and_voided_leaves_its_ties_to_the_other() {
    let mut shelf = Shelf::staffed();
    let memo = shelf.enter("clerk", citing(1, "1951-12-20"));
    let wire = shelf.enter("clerk", telegram(2));
    let again = Some("The bag brought it once more.".to_owned());
    let other = shelf.enter("clerk", but(telegram(3), |d| d.again = again));
    shelf.act("clerk", void(wire, "IN-1951-0002"));
    assert_eq!(shelf.paper(memo).ties.iter().map(|tie| tie.to).collect::<Vec<_>>(), [other]);
}

#[test]
fn ties_stay_while_a_number_stands() {
    let mut shelf = Shelf::staffed();
    let memo = shelf.enter("clerk", citing(1, "1951-12-20"));
    let wire = shelf.enter("clerk", telegram(2));
    let (number, reason) = ("IN-1951-0002".to_owned(), "Outgoing.".to_owned());
    shelf.act("clerk", Act::MoveSeries { paper: wire, number, series: "OUT".parse().unwrap(), reason });
    assert_eq!(shelf.paper(memo).ties[0].to, wire, "moved, not gone");
    shelf.act("clerk", Act::RegisterAlso { paper: wire, series: "IN".parse().unwrap(), late: None });
    shelf.act("clerk", void(wire, "OUT-1951-0001"));
    assert_eq!(shelf.paper(memo).ties[0].to, wire, "one number of two");
    shelf.act("clerk", void(wire, "IN-1951-0003"));
    assert!(shelf.paper(memo).ties.is_empty());
    check(&shelf, &[("nor is a void paper tied by hand", "clerk", tie(memo, 0, wire), "! paper_void")]);
}

#[test]
fn a_void_takes_back_what_was_offered() {
    let mut shelf = Shelf::staffed();
    let memo = shelf.enter("clerk", but(citing(1, ""), |d| d.card.citations = vec![cites("812", "", "")]));
    let wire = shelf.enter("clerk", telegram(2));
    assert_eq!(shelf.paper(memo).offers.len(), 1);
    shelf.act("clerk", void(wire, "IN-1951-0002"));
    assert!(shelf.paper(memo).offers.is_empty());
}

#[test]
fn and_on_the_paper_that_cites_when_it_comes_second() {
    let mut shelf = Shelf::staffed();
    let wire = shelf.enter("clerk", telegram(2));
    let memo = shelf.enter("clerk", citing(1, ""));
    assert_eq!(shelf.paper(memo).ties[0].to, wire);
}

#[test]
fn a_correction_closes_and_never_undoes() {
    let mut shelf = Shelf::staffed();
    let memo = shelf.enter("clerk", citing(1, "1951-12-20"));
    let wire = shelf.enter("clerk", but(telegram(2), |d| d.card.number = None));
    assert!(shelf.paper(memo).ties.is_empty());
    let number = json!({"value": "812"});
    shelf.act("clerk", Act::Correct { paper: wire, field: FieldName::Number, value: number, reason: None });
    assert_eq!(shelf.paper(memo).ties[0].to, wire);
    let number = json!({"value": "813"});
    shelf.act("clerk", Act::Correct { paper: wire, field: FieldName::Number, value: number, reason: None });
    assert_eq!(shelf.paper(memo).ties[0].to, wire, "an officer unties it, nobody else");
}

#[test]
fn ties_stay_with_their_citation_through_a_correction() {
    let mut shelf = Shelf::staffed();
    let wire = shelf.enter("clerk", telegram(2));
    let memo = shelf.enter(
        "clerk",
        but(citing(1, ""), |d| {
            d.card.citations = vec![cites("5", "Nobody", ""), cites("812", "Oldfen", ""), cites("6", "", "")]
        }),
    );
    shelf.act("clerk", settle(memo, 2));
    let kept = |places: &[usize]| {
        let citations = serde_json::to_value(&shelf.paper(memo).card.citations).unwrap();
        json!(places.iter().map(|at| citations[*at].clone()).collect::<Vec<_>>())
    };
    let turned = kept(&[2, 1]);
    let gone = kept(&[0]);
    let correct = |value| Act::Correct { paper: memo, field: FieldName::Citations, value, reason: None };
    shelf.act("clerk", correct(turned));
    let paper = shelf.paper(memo);
    assert_eq!(paper.ties.iter().map(|tie| (tie.citation, tie.to)).collect::<Vec<_>>(), [(1, wire)]);
    assert_eq!(paper.settled.iter().collect::<Vec<_>>(), [(&0, &Settlement::HeldElsewhere)]);
    shelf.act("clerk", correct(gone));
    assert!(shelf.paper(memo).ties.is_empty() && shelf.paper(memo).settled.is_empty(), "gone with their citations");
}

#[test]
fn by_hand() {
    let mut shelf = Shelf::staffed();
    let memo = shelf.enter("clerk", citing(1, ""));
    let other = shelf.enter("clerk", draft_in("OUT", 3));
    let hidden = shelf.enter("keeper", but(draft_in("SEC", 4), |d| d.level = Some("secret".parse().unwrap())));
    check(
        &shelf,
        &[
            ("tied", "clerk", tie(memo, 0, other), "citations_tied"),
            ("a citation of the card", "clerk", tie(memo, 1, other), "! no_citation"),
            ("not to itself", "clerk", tie(memo, 0, memo), "! itself"),
            ("to a paper that is there", "clerk", tie(memo, 0, PaperId([9; 16])), "! no_paper"),
            ("and in sight", "clerk", tie(memo, 0, hidden), "! no_paper"),
            ("by who holds it", "porter", tie(memo, 0, other), "! no_paper"),
            ("settled", "clerk", settle(memo, 0), "citation_settled"),
            ("a citation of the card", "clerk", settle(memo, 1), "! no_citation"),
            ("nothing to untie", "clerk", untie(memo, other), "! not_tied"),
            ("an answer", "clerk", Act::LinkAnswer { paper: memo, answers: other }, "answer_linked"),
            ("not to itself", "clerk", Act::LinkAnswer { paper: memo, answers: memo }, "! itself"),
            ("to a paper in sight", "clerk", Act::LinkAnswer { paper: memo, answers: hidden }, "! no_paper"),
        ],
    );
    shelf.act("clerk", settle(memo, 0));
    assert!(shelf.paper(memo).open_citations().next().is_none());
    shelf.act("clerk", tie(memo, 0, other));
    assert!(seen(&shelf, memo, |_| true).settled.is_empty(), "what is held is no longer elsewhere");
    shelf.act("clerk", Act::LinkAnswer { paper: memo, answers: other });
    check(
        &shelf,
        &[
            ("tied once", "clerk", tie(memo, 0, other), "! tied"),
            ("not settled either", "clerk", settle(memo, 0), "! tied"),
            ("untied", "clerk", untie(memo, other), "citation_untied"),
            (
                "with a reason",
                "clerk",
                Act::Untie { paper: memo, citation: 0, to: other, reason: String::new() },
                "! empty",
            ),
            ("answered once", "clerk", Act::LinkAnswer { paper: memo, answers: other }, "! answer_linked"),
        ],
    );
}

#[test]
fn a_citation_tied_to_a_paper_out_of_sight_is_as_an_open_one() {
    let mut shelf = Shelf::staffed();
    let memo = shelf.enter("clerk", citing(1, "1951-12-20"));
    let open = shelf.clone();
    let secret = |d: &mut procedure::act::EnterDraft| {
        d.series = "SEC".parse().unwrap();
        d.level = Some("secret".parse().unwrap());
    };
    let hidden = shelf.enter("keeper", but(telegram(2), secret));
    assert_eq!(shelf.paper(memo).ties[0].to, hidden);
    let other = shelf.enter("clerk", draft_in("OUT", 3));
    let mut open = open;
    assert_eq!(open.enter("clerk", draft_in("OUT", 3)), open.entries.last().unwrap().acted.id);
    let other_of_open = open.entries.last().unwrap().acted.id;
    // Word for word what comes of a citation that nothing held is meant by.
    assert_eq!(shelf.outcome("clerk", &settle(memo, 0)), open.outcome("clerk", &settle(memo, 0)));
    assert_eq!(shelf.outcome("clerk", &tie(memo, 0, other)), open.outcome("clerk", &tie(memo, 0, other_of_open)));
    assert_eq!(shelf.outcome("clerk", &untie(memo, hidden)), "! not_tied");
    shelf.act("clerk", settle(memo, 0));
    assert_eq!(shelf.paper(memo).ties.len(), 1, "the tie stays for those who see it");
    assert!(shelf.paper(memo).settled.contains_key(&0));
    shelf.act("clerk", tie(memo, 0, other));
    assert_eq!(shelf.paper(memo).ties.len(), 2);
    let refused = shelf.attempt("clerk", &settle(memo, 0)).unwrap_err();
    assert_eq!(refused, procedure::refusal::Refusal::Tied { number: "OUT-1951-0001".into() });
}

/// The papers that the first citation is tied to, and those that are offered, for whoever sees these.
fn means(shelf: &Shelf, memo: PaperId, sees: impl Fn(&PaperId) -> bool) -> (Vec<PaperId>, Vec<PaperId>) {
    let paper = seen(shelf, memo, sees);
    let mut offers: Vec<PaperId> = paper.offers.iter().map(|offer| offer.to).collect();
    // In the order of their entry: which comes first has no meaning.
    offers.sort_by_key(|id| shelf.paper(*id).number().to_owned());
    (paper.ties.iter().map(|tie| tie.to).collect(), offers)
}

#[test]
fn what_a_citation_means_is_said_of_the_papers_that_one_sees() {
    let mut shelf = Shelf::staffed();
    let once_more = |no: u8| but(telegram(no), |d| d.again = Some("The bag brought it once more.".to_owned()));
    let memo = shelf.enter("clerk", citing(1, "1951-12-20"));
    let vague = shelf.enter("clerk", but(telegram(2), |d| d.card.from.clear()));
    assert_eq!(means(&shelf, memo, |_| true), (vec![vague], vec![]), "the day and the number agree");
    let first = shelf.enter("clerk", telegram(3));
    let second = shelf.enter("clerk", once_more(4));
    assert_eq!(shelf.paper(memo).ties.len(), 3, "each is found by itself");
    assert_eq!(means(&shelf, memo, |_| true), (vec![first], vec![]), "what fits best, and was found first");
    assert_eq!(means(&shelf, memo, |id| *id != first), (vec![second], vec![]), "for who does not see that one");
    assert_eq!(means(&shelf, memo, |id| *id == vague), (vec![vague], vec![]));
    assert_eq!(means(&shelf, memo, |_| false), (vec![], vec![]));
    // What comes second finds both at once: neither is certain.
    let again = Some("A second memorandum.".to_owned());
    let late = shelf.enter("clerk", but(citing(5, "1951-12-20"), |d| d.again = again));
    assert_eq!(means(&shelf, late, |_| true), (vec![], vec![first, second]));
    assert_eq!(means(&shelf, late, |id| *id != second), (vec![first], vec![]));
    // One of them is taken as an offer is, and what an officer said stands.
    shelf.act("clerk", tie(late, 0, second));
    assert_eq!(means(&shelf, late, |_| true), (vec![second], vec![]));
    assert_eq!(means(&shelf, late, |id| *id != second), (vec![first], vec![]));
}

/// Entries that say nothing of how well a match fits were made where nothing else did: they stay.
#[test]
fn a_tie_that_says_no_rank_fits_best() {
    let made = |rank: Option<u8>, by_officer: bool| -> TieMade {
        let mut tie = json!({ "paper": PaperId([1; 16]), "citation": 0, "to": PaperId([2; 16]), "number": "IN-1951-0002", "by_officer": by_officer });
        if let Some(rank) = rank {
            tie["rank"] = rank.into();
        }
        serde_json::from_value(tie).unwrap()
    };
    assert_eq!((made(None, false).fit(), made(Some(9), false).fit(), made(None, true).fit()), (u8::MAX, 9, 0));
}

#[test]
fn a_doubtful_match_is_offered_and_taken_or_refused() {
    let mut shelf = Shelf::staffed();
    let memo = shelf.enter("clerk", but(citing(1, ""), |d| d.card.citations = vec![cites("812", "", "")]));
    let wire = shelf.enter("clerk", telegram(2));
    assert!(shelf.paper(memo).ties.is_empty());
    assert_eq!(shelf.paper(memo).offers.len(), 1);
    let kind = Act::Correct { paper: wire, field: FieldName::Kind, value: json!({"value": "cable"}), reason: None };
    shelf.act("clerk", kind);
    assert_eq!(shelf.paper(memo).offers.len(), 1, "the same offer is not made twice");
    let mut refusing = shelf.clone();
    refusing.act("clerk", untie(memo, wire));
    assert!(refusing.paper(memo).offers.is_empty());
    shelf.act("clerk", tie(memo, 0, wire));
    assert!(shelf.paper(memo).offers.is_empty());
    assert_eq!(shelf.paper(memo).ties[0].by, Some("clerk".parse().unwrap()));
    assert_eq!(shelf.paper(memo).card.citations[0].value.relation, Relation::Refers);
}
