//! Circulars: one text, and a paper of their own for each to whom it goes.

use jiff::civil::date;
use procedure::act::{Act, CIRCULAR_PAPERS_MAX, CIRCULARS_PER_PAPER_MAX};
use procedure::card::Card;
use procedure::event::Event;
use procedure::fold::Misfit;
use procedure::house::{CircularNumbers, Series, Visibility};
use procedure::ids::PaperId;
use procedure::number::NUMBER_MAX;
use procedure::paper::{Absence, Channel, Holder, NamedAs, Paper};
use procedure::sight::{Sight, may_see};

use crate::copies::{at, of};
use crate::shelf::{Shelf, bind_desk, but, card, check, cites, desk, draft, draft_in, facts, level, officer, series};

fn why() -> String {
    "A reason.".into()
}

fn outside(name: &str) -> Holder {
    Holder::Outside(name.into())
}

fn posts(from: usize, count: usize) -> Vec<Holder> {
    (from..from + count).map(|n| outside(&format!("Post {n}"))).collect()
}

fn send(paper: PaperId, of: &str, to: &[Holder]) -> Act {
    Act::SendCircular { paper, series: series(of), list: None, to: to.to_vec(), answer_by: None }
}

fn by_list(paper: PaperId, of: &str, list: &str, to: &[Holder]) -> Act {
    let list = Some(list.parse().unwrap());
    Act::SendCircular { paper, series: series(of), list, to: to.to_vec(), answer_by: None }
}

fn to_be_answered(paper: PaperId, of: &str, by: &str) -> Act {
    let (to, answer_by) = (vec![at("legal"), outside("The Embassy")], Some(by.parse().unwrap()));
    Act::SendCircular { paper, series: series(of), list: None, to, answer_by }
}

fn numbered(code: &str, each: bool) -> Act {
    let circulars = Some(if each { CircularNumbers::NumberEach } else { CircularNumbers::OneNumber });
    Act::ChangeSeries {
        series: series(code),
        name: None,
        pattern: None,
        rule: None,
        registry: None,
        band: None,
        file_code: None,
        outgoing: None,
        circulars,
    }
}

fn sees(shelf: &Shelf, who: &str, paper: PaperId) -> Sight {
    may_see(&shelf.house, &officer(who), shelf.paper(paper), shelf.now)
}

/// Sends, and says which papers came of it.
fn sent(shelf: &mut Shelf, who: &str, act: Act) -> Vec<PaperId> {
    let made = shelf.act(who, act).events;
    let made = made.iter().filter_map(|event| match event {
        Event::Registered { paper, .. } => Some(*paper),
        _ => None,
    });
    made.collect()
}

fn numbers(shelf: &Shelf, papers: &[PaperId]) -> Vec<String> {
    papers.iter().map(|id| shelf.paper(*id).number().to_owned()).collect()
}

/// A note of ours in OUT, and MEMO, which the list alone shows and which numbers each paper of a circular.
fn drawn() -> (Shelf, PaperId) {
    let mut shelf = Shelf::staffed();
    let circulars = CircularNumbers::NumberEach;
    shelf.series("MEMO", Series { circulars, ..facts("registry", Visibility::ListOnly) });
    let mut note = card("note", "396", "1951-12-24", "The Ministry", "All posts");
    note.citations = vec![cites("812", "Oldfen", "1951-12-20")];
    let paper = shelf.enter("clerk", but(draft_in("OUT", 1), |d| (d.card, d.level) = (note, Some(level("open")))));
    shelf.act("clerk", Act::Bind { paper, bindings: vec![bind_desk(NamedAs::Sender, "chief")] });
    (shelf, paper)
}

#[test]
fn to_whom_and_by_whom_a_circular_is_sent() {
    let (mut shelf, note) = drawn();
    let secret = shelf.enter("keeper", but(draft_in("SEC", 2), |d| d.level = Some(level("secret"))));
    let no_file = shelf.enter(
        "clerk",
        but(draft_in("OUT", 3), |d| {
            d.card = card("letter", "7", "1951-12-20", "R. Oldfen", "M. Averin");
            (d.versions, d.absence) = (vec![], Some(Absence::NotYetScanned));
        }),
    );
    let unconfirmed =
        shelf.enter("clerk", but(draft_in("OUT", 4), |d| d.card.marking = Some(crate::shelf::read("SECRET".into()))));
    let gone = shelf.enter("clerk", draft_in("OUT", 5));
    shelf.act("clerk", Act::Void { paper: gone, number: shelf.paper(gone).number().into(), reason: why() });
    let marked_out = shelf.enter("clerk", draft(6));
    let directions = vec![crate::shelf::lead("legal")];
    shelf.act("clerk", Act::Direct { paper: marked_out, desk: desk("registry"), directions });
    shelf.act("root", Act::AddDesk { desk: desk("old"), name: "old".into(), aliases: vec![], above: None });
    let with_old = vec![at("legal"), at("old")];
    shelf.act("clerk", Act::SetList { list: "posts".parse().unwrap(), name: "Posts".into(), holders: with_old });
    shelf.act("root", Act::CloseDesk { desk: desk("old"), reason: why() });
    shelf.officer("gone", "secret");
    shelf.act("root", Act::SuspendOfficer { officer: officer("gone"), reason: why() });
    shelf.series("SHUT", facts("registry", Visibility::WholeHouse));
    shelf.act("root", Act::CloseSeries { series: series("SHUT"), reason: why() });
    let three = "circular_sent registered registered registered circular_text";
    check(
        &shelf,
        &[
            ("to several", "clerk", send(note, "OUT", &[at("legal"), of("chief"), outside("The Embassy")]), three),
            ("in another series", "clerk", send(note, "MEMO", &[at("legal"), at("press"), of("porter")]), three),
            ("to nobody", "clerk", send(note, "OUT", &[]), "! nobody_named"),
            ("to one twice", "clerk", send(note, "OUT", &[at("legal"), of("chief"), at("legal")]), "! holder_twice"),
            ("to a desk that is not there", "clerk", send(note, "OUT", &[at("nowhere")]), "! absent"),
            ("to a closed desk", "clerk", send(note, "OUT", &[at("old")]), "! closed"),
            ("by a list that holds one", "clerk", by_list(note, "OUT", "posts", &[]), "! closed"),
            ("by a list that is not there", "clerk", by_list(note, "OUT", "none", &[]), "! absent"),
            ("to a suspended officer", "clerk", send(note, "OUT", &[of("gone")]), "! suspended"),
            ("to an officer who is not there", "clerk", send(note, "OUT", &[of("nobody")]), "! no_officer"),
            ("to somebody without a name", "clerk", send(note, "OUT", &[outside(" ")]), "! empty"),
            ("to one not cleared to it", "keeper", send(secret, "SEC", &[of("editor")]), "! holder_not_cleared"),
            ("in a closed series", "clerk", send(note, "SHUT", &[at("legal")]), "! closed"),
            ("in a series that is not there", "clerk", send(note, "NONE", &[at("legal")]), "! absent"),
            ("by the registry of that series only", "keeper", send(note, "OUT", &[at("legal")]), "! no_mandate"),
            ("by nobody else", "lawyer", send(note, "OUT", &[at("legal")]), "! no_mandate"),
            ("what one does not see", "clerk", send(secret, "MEMO", &[at("legal")]), "! no_paper"),
            ("what one sees the card of", "clerk", send(marked_out, "IN", &[at("press")]), "! card_only"),
            ("outside the band of the series", "keeper", send(note, "SEC", &[at("legal")]), "! out_of_band"),
            ("under a number that it has not", "clerk", send(note, "IN", &[at("legal")]), "! no_number_to_send_under"),
            ("without a file", "clerk", send(no_file, "OUT", &[at("legal")]), "! nothing_to_copy"),
            (
                "before its marking is confirmed",
                "clerk",
                send(unconfirmed, "OUT", &[at("legal")]),
                "! marking_unconfirmed",
            ),
            ("what is void", "clerk", send(gone, "OUT", &[at("legal")]), "! paper_void"),
            (
                "to be answered in time",
                "clerk",
                to_be_answered(note, "MEMO", "1951-12-25"),
                &three.replacen(" registered", "", 1),
            ),
            ("not by yesterday", "clerk", to_be_answered(note, "MEMO", "1951-12-24"), "! due_past"),
            ("nor in a hundred years", "clerk", to_be_answered(note, "MEMO", "2051-12-24"), "! back_too_far"),
        ],
    );
}

#[test]
fn under_one_number_or_each_under_its_own() {
    let (mut shelf, note) = drawn();
    let first = sent(&mut shelf, "clerk", send(note, "OUT", &[at("legal"), of("porter"), outside("The Embassy")]));
    let under = |n: u32| format!("OUT-1951-0001/{n}");
    assert_eq!(numbers(&shelf, &first), [under(1), under(2), under(3)]);
    let again = sent(&mut shelf, "clerk", send(note, "OUT", &[at("press")]));
    assert_eq!(numbers(&shelf, &again), [under(4)], "numbered on");
    // What is reserved stays so: a circular takes the numbers after it, one after the other.
    shelf.act("clerk", Act::ReserveBlock { series: series("MEMO"), count: 3, reason: why() });
    let each = sent(&mut shelf, "clerk", send(note, "MEMO", &[at("chief"), at("vault"), outside("The Legation")]));
    assert_eq!(numbers(&shelf, &each), ["MEMO-1951-0004", "MEMO-1951-0005", "MEMO-1951-0006"]);
    let next = shelf.enter("clerk", draft_in("MEMO", 9));
    assert_eq!(numbers(&shelf, &[next]), ["MEMO-1951-0007"], "no gap and no twin");
    // The series says otherwise from now on.
    shelf.act("root", numbered("OUT", true));
    let other = sent(&mut shelf, "clerk", send(note, "OUT", &[of("keeper")]));
    assert_eq!(numbers(&shelf, &other), ["OUT-1951-0002"]);
    shelf.act("root", numbered("MEMO", false));
    check(
        &shelf,
        &[
            (
                "under the number of another series",
                "clerk",
                send(note, "MEMO", &[of("lawyer")]),
                "! no_number_to_send_under",
            ),
            ("who says so is an administrator", "clerk", numbered("OUT", false), "! not_administrator"),
        ],
    );
    let ids: std::collections::BTreeSet<_> = [first, again, each, other].concat().into_iter().collect();
    assert_eq!(ids.len(), 8, "each is a paper of its own");
}

#[test]
fn each_has_the_text_its_addressee_and_its_place() {
    let (mut shelf, note) = drawn();
    shelf.act(
        "clerk",
        Act::SetList { list: "posts".parse().unwrap(), name: "Posts".into(), holders: vec![at("legal")] },
    );
    let made = sent(&mut shelf, "clerk", by_list(note, "MEMO", "posts", &[of("porter"), outside("The Embassy")]));
    let whole = shelf.paper(note).clone();
    for ((id, to), no) in made.iter().zip(["legal", "porter", "The Embassy"]).zip(1..) {
        let paper = shelf.paper(*id);
        let addressed = paper.addressed.as_ref().unwrap();
        assert_eq!((addressed.label(), addressed.circular), (format!("{no} of 3"), Some(note)));
        assert_eq!(paper.card.to.iter().map(|to| to.value.label()).collect::<Vec<_>>(), [to]);
        assert_eq!(
            (&paper.card.kind, &paper.card.from, &paper.card.date),
            (&whole.card.kind, &whole.card.from, &whole.card.date)
        );
        assert_eq!((&paper.card.number, paper.card.citations.len()), (&None, 0), "that is told of the note, once");
        assert_eq!(
            (paper.versions[0].version.hash, paper.versions[0].version.body),
            (whole.versions[0].version.hash, whole.versions[0].version.body)
        );
        assert_eq!((paper.marking.clone(), paper.arrival.channel), (whole.marking.clone(), Channel::House));
        let copy = paper.copy(1).unwrap();
        assert_eq!(
            (copy.label(), &copy.holder, copy.hash),
            ("1 of 1".to_owned(), &addressed.to, whole.versions[0].version.hash)
        );
    }
    assert_eq!(shelf.paper(made[0]).copy(1).unwrap().list, Some("posts".parse().unwrap()));
    assert_eq!(shelf.paper(made[1]).copy(1).unwrap().list, None, "who is named beside a list is not on it");
    let circular = &shelf.paper(note).circulars[0];
    let told: Vec<_> = circular.papers.iter().map(|made| (made.paper, made.no, made.number.clone())).collect();
    let of: Vec<_> = made.iter().zip(1..).map(|(id, no)| (*id, no, shelf.paper(*id).number().to_owned())).collect();
    assert_eq!((circular.of, told), (3, of));
    assert_eq!((shelf.paper(made[0]).is_to_be_sent(), shelf.paper(made[2]).is_to_be_sent()), (false, true));
    assert!(shelf.paper(note).copies.is_empty(), "and the note has given none");
}

#[test]
fn who_is_addressed_reads_theirs_and_nobody_elses() {
    let (mut shelf, note) = drawn();
    let made = sent(&mut shelf, "clerk", send(note, "MEMO", &[at("legal"), of("porter"), outside("The Embassy")]));
    let seen = |shelf: &Shelf, who: &str| made.iter().map(|id| sees(shelf, who, *id)).collect::<Vec<_>>();
    assert_eq!(seen(&shelf, "lawyer"), [Sight::Whole, Sight::None, Sight::None]);
    assert_eq!(seen(&shelf, "porter"), [Sight::None, Sight::Whole, Sight::None]);
    assert_eq!(seen(&shelf, "editor"), [Sight::None; 3]);
    assert_eq!(seen(&shelf, "chief"), [Sight::Whole; 3], "bound as the note's sender");
    let copy = |paper, act: fn(PaperId, u32) -> Act| act(paper, 1);
    let read = |paper, copy| Act::AcknowledgeCopy { paper, copy };
    let receipt = |paper, copy| Act::CopyReceived { paper, copy, on: None, who: "the porter".into() };
    check(
        &shelf,
        &[
            ("its addressee read it", "lawyer", copy(made[0], read), "copy_handled"),
            ("nobody else's", "lawyer", copy(made[1], read), "! no_paper"),
            ("a receipt for what left the house", "clerk", copy(made[2], receipt), "copy_handled"),
            ("and for nothing else", "clerk", copy(made[0], receipt), "! copy_in_house"),
        ],
    );
    // Called back, it is theirs no longer, in whatever way it was; given to another, neither.
    let withdraw = Act::WithdrawCopies { paper: made[0], copies: vec![1], reason: why() };
    assert_eq!(shelf.outcome("clerk", &withdraw), "copies_ended name_unbound");
    let mut called_back = shelf.clone();
    called_back.act("clerk", withdraw);
    assert_eq!(seen(&called_back, "lawyer"), [Sight::None; 3]);
    let instead = |to| Act::SubstituteCopy { paper: made[0], copy: 1, to, reason: why() };
    assert_eq!(shelf.outcome("clerk", &instead(at("legal"))), "copies_ended copies_given", "a sheet was lost");
    assert_eq!(shelf.outcome("clerk", &instead(at("press"))), "copies_ended copies_given name_unbound");
    shelf.act("clerk", instead(at("press")));
    assert_eq!((sees(&shelf, "lawyer", made[0]), sees(&shelf, "editor", made[0])), (Sight::None, Sight::Whole));
    let other = Act::WithdrawCopies { paper: made[0], copies: vec![2], reason: why() };
    assert_eq!(shelf.outcome("clerk", &other), "copies_ended", "the binding has ended already");
}

#[test]
fn an_answer_is_awaited_from_each() {
    let (mut shelf, note) = drawn();
    let made = sent(&mut shelf, "clerk", to_be_answered(note, "OUT", "1952-01-05"));
    let awaited = |shelf: &Shelf, id| shelf.paper(id).awaits().map(|one| (one.by, one.desk.clone()));
    assert_eq!(awaited(&shelf, made[0]), Some((date(1952, 1, 5), Some(desk("legal")))), "owed by the desk");
    assert_eq!(awaited(&shelf, made[1]), Some((date(1952, 1, 5), None)));
    assert_eq!(awaited(&shelf, note), None);
    shelf.act("clerk", Act::NoReplyNeeded { paper: made[1], reason: why() });
    assert!(awaited(&shelf, made[0]).is_some() && awaited(&shelf, made[1]).is_none(), "each for itself");
}

#[test]
fn nobody_is_sent_the_same_twice_as_far_as_the_sender_knows() {
    let (mut shelf, note) = drawn();
    let made = sent(&mut shelf, "clerk", send(note, "OUT", &[at("legal"), outside("The Embassy")]));
    let says =
        |shelf: &Shelf, to: Holder| shelf.clone().attempt("clerk", &send(note, "OUT", &[to])).unwrap_err().to_string();
    assert_eq!(says(&shelf, at("legal")), "OUT-1951-0001 was sent to desk legal already, as OUT-1951-0001/1");
    check(
        &shelf,
        &[
            (
                "outside the house too",
                "clerk",
                send(note, "OUT", &[at("press"), outside("The Embassy")]),
                "! sent_already",
            ),
            ("to others", "clerk", send(note, "OUT", &[at("press")]), "circular_sent registered circular_text"),
        ],
    );
    shelf.act("clerk", Act::Void { paper: made[0], number: shelf.paper(made[0]).number().into(), reason: why() });
    check(
        &shelf,
        &[(
            "what was void was not sent",
            "clerk",
            send(note, "OUT", &[at("legal")]),
            "circular_sent registered circular_text",
        )],
    );
    // What another registry sent, and this one does not see, is not told.
    shelf.series("VAULT", Series { circulars: CircularNumbers::NumberEach, ..facts("vault", Visibility::ListOnly) });
    shelf.act("keeper", send(note, "VAULT", &[at("press")]));
    check(
        &shelf,
        &[("as far as it knows", "clerk", send(note, "OUT", &[at("press")]), "circular_sent registered circular_text")],
    );
}

#[test]
fn a_circular_of_a_circular_is_one_of_its_own() {
    let (mut shelf, note) = drawn();
    let made = sent(&mut shelf, "clerk", send(note, "MEMO", &[at("registry")]));
    let on = sent(&mut shelf, "clerk", send(made[0], "MEMO", &[at("legal")]));
    let (first, then) = (shelf.paper(made[0]), shelf.paper(on[0]));
    assert_eq!(
        (first.addressed.as_ref().unwrap().circular, first.circulars.len(), first.versions.len()),
        (Some(note), 1, 1)
    );
    assert_eq!(then.addressed.as_ref().unwrap().circular, Some(made[0]));
}

/// A later version that the card was not read from: the passages do not lie in what is sent.
#[test]
fn passages_go_along_where_they_lie_in_what_is_sent() {
    let (mut shelf, note) = drawn();
    let made = sent(&mut shelf, "clerk", send(note, "OUT", &[at("legal")]));
    assert!(!shelf.paper(made[0]).card.spans().is_empty());
    let (version, card, level) = (crate::shelf::file(7), None::<Card>, None);
    shelf.act("clerk", Act::AddVersion { paper: note, version, card, remarks: vec![], level });
    let made = sent(&mut shelf, "clerk", send(note, "OUT", &[at("press")]));
    let paper = shelf.paper(made[0]);
    assert_eq!((paper.card.spans(), paper.versions[0].version.hash.0), (vec![], [7; 32]));
    assert_eq!(
        paper.card.from,
        shelf
            .paper(note)
            .card
            .from
            .iter()
            .map(|from| procedure::card::Field { span: None, ..from.clone() })
            .collect::<Vec<_>>()
    );
}

#[test]
fn so_many_and_no_more() {
    let (mut shelf, note) = drawn();
    let made = sent(&mut shelf, "clerk", send(note, "OUT", &posts(0, CIRCULAR_PAPERS_MAX)));
    assert_eq!(
        (made.len(), shelf.entries.last().unwrap().events.len()),
        (CIRCULAR_PAPERS_MAX, CIRCULAR_PAPERS_MAX + 2)
    );
    check(
        &shelf,
        &[
            ("one more", "clerk", send(note, "OUT", &posts(1_000, CIRCULAR_PAPERS_MAX + 1)), "! too_many"),
            ("ten thousand", "clerk", send(note, "OUT", &posts(1_000, 10_000)), "! too_many"),
        ],
    );
    for n in 1..CIRCULARS_PER_PAPER_MAX {
        shelf.act("clerk", send(note, "OUT", &posts(1_000 + n, 1)));
    }
    check(&shelf, &[("as often as it may", "clerk", send(note, "OUT", &posts(2_000, 1)), "! too_many")]);
    // A series that has as many numbers left takes them, and no more.
    let last = Series {
        start: NUMBER_MAX - 1,
        circulars: CircularNumbers::NumberEach,
        ..facts("registry", Visibility::WholeHouse)
    };
    shelf.series("TOP", last);
    let other = shelf.enter("clerk", draft(8));
    check(
        &shelf,
        &[
            (
                "the last two",
                "clerk",
                send(other, "TOP", &posts(0, 2)),
                "circular_sent registered registered circular_text",
            ),
            ("one more", "clerk", send(other, "TOP", &posts(0, 3)), "! series_full"),
        ],
    );
    // Under the number of a year whose book was closed nothing is entered.
    let old = shelf.enter("clerk", draft_in("OUT", 10));
    shelf.today = date(1952, 1, 3);
    check(
        &shelf,
        &[(
            "while the book is open",
            "clerk",
            send(old, "OUT", &posts(0, 1)),
            "circular_sent registered circular_text",
        )],
    );
    shelf.act("clerk", Act::CloseYear { series: series("OUT"), year: 1951 });
    check(&shelf, &[("and once it is closed", "clerk", send(old, "OUT", &posts(0, 1)), "! year_closed")]);
}

/// Disposal of what was sent to all takes text and card, and gives nobody sight.
#[test]
fn a_destroyed_text_leaves_numbers_addressees_and_levels() {
    let (mut shelf, note) = drawn();
    shelf.act("clerk", Act::Mark { paper: note, level: level("restricted"), reason: Some(why()) });
    let made = sent(&mut shelf, "clerk", send(note, "MEMO", &[at("legal"), of("editor")]));
    let entry = shelf.entries.last().unwrap().clone();
    let left: Vec<Event> = entry.events.iter().filter(|event| !event.is_disposable()).cloned().collect();
    assert_eq!(left.len(), entry.events.len() - 1, "all but the text");
    let folded = |events: &[Event], lost| -> Result<Option<Paper>, Misfit> {
        Paper::apply_entry_with_lost(None, made[0], &entry.acted, events, entry.at, lost)
    };
    let whole = shelf.paper(made[0]);
    let paper = folded(&left, 1).unwrap().unwrap();
    assert_eq!((paper.number(), &paper.marking, &paper.addressed), (whole.number(), &whole.marking, &whole.addressed));
    assert!(paper.lost && paper.versions.is_empty() && paper.card.from.is_empty());
    let sight = |who: &str| may_see(&shelf.house, &officer(who), &paper, shelf.now);
    assert_eq!((sight("lawyer"), sight("chief"), sight("editor")), (Sight::Whole, Sight::None, Sight::None));
    // The same again without the text, and nothing is said to be lost: nobody guesses one.
    assert!(folded(&left, 0).unwrap().unwrap().versions.is_empty());
}
