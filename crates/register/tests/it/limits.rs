//! Every limit of a question, at the limit and one past it.

use jiff::civil::date;
use procedure::ids::{BodyId, PaperId};
use procedure::known::Prints;
use register::{
    BY_NUMBER_MAX, CANDIDATES_MAX, CITED_BY_MAX, DESK_LINES_MAX, FIND_WORDS_MAX, HITS_MAX, Index, ListQuery,
    QUESTION_WORDS_MIN, TWINS_MAX,
};

use crate::office::{Office, card, citing, draft, version};

/// A letter No. 12 of one of many senders.
fn letter_12(office: &mut Office, n: usize) -> PaperId {
    let sender = format!("Sender{n}");
    let card = card("letter", "12", date(1951, 12, 20), &sender, "Premier", "grain");
    office.enter(draft("IN", &format!("letter {n}"), card))
}

#[test]
fn hits_lines_of_a_desk_and_papers_of_a_number() {
    let mut office = Office::new();
    let asked = |office: &Office| {
        let (reads, viewer) = (office.reads(), office.viewer("clerk"));
        let desk = reads.desk(&viewer, jiff::civil::date(1951, 12, 25), None, None, 0).unwrap();
        let hits = reads.find(&viewer, "grain", 0, None).unwrap().hits.len();
        (hits, desk.lines.len(), desk.next.is_some(), reads.by_number(&viewer, "No. 12").unwrap().len())
    };
    for n in 1..=BY_NUMBER_MAX {
        letter_12(&mut office, n);
    }
    assert_eq!(asked(&office).3, BY_NUMBER_MAX);
    letter_12(&mut office, BY_NUMBER_MAX + 1);
    assert_eq!(asked(&office), (BY_NUMBER_MAX + 1, BY_NUMBER_MAX + 1, false, BY_NUMBER_MAX));
    assert_eq!(HITS_MAX, DESK_LINES_MAX);
    for n in BY_NUMBER_MAX + 2..=HITS_MAX {
        letter_12(&mut office, n);
    }
    assert_eq!(asked(&office), (HITS_MAX, DESK_LINES_MAX, false, BY_NUMBER_MAX));
    letter_12(&mut office, HITS_MAX + 1);
    assert_eq!(asked(&office), (HITS_MAX, DESK_LINES_MAX, true, BY_NUMBER_MAX));
    let all = office.reads().list(&office.viewer("clerk"), &ListQuery::default()).unwrap();
    assert_eq!((all.rows.len(), all.next.is_some()), (register::LIST_ROWS_MAX, true));
}

#[test]
fn papers_looked_at_for_one_number() {
    for (others, held) in [(CANDIDATES_MAX - 1, true), (CANDIDATES_MAX, false)] {
        let mut office = Office::new();
        for n in 0..others {
            letter_12(&mut office, n);
        }
        // The last of its day, behind all the others.
        let meant = letter_12(&mut office, others);
        let sender = format!("Sender{others}");
        let by = card("memorandum", "1", date(1951, 12, 25), "Gray", "Premier", "Deliveries");
        let by = citing(by, "letter", "12", Some(&sender), Some(date(1951, 12, 20)));
        let by = office.enter(draft("IN", "memorandum", by));
        let links = office.reads().links(&office.owner(), &by).unwrap();
        let found: Vec<PaperId> = links.cites[0].held.iter().map(|end| end.paper).collect();
        assert_eq!(found.contains(&meant), held, "behind {others} others");
    }
}

#[test]
fn twins_told() {
    let mut office = Office::new();
    let facts = || card("letter", "5", date(1951, 12, 20), "Gray", "Premier", "Twin");
    let told = |office: &Office| {
        let prints = Prints::of([&version("another file")], &facts());
        office.reads().twins(&office.viewer("clerk"), &prints).unwrap().len()
    };
    for n in 1..=TWINS_MAX + 1 {
        let mut draft = draft("IN", &format!("file {n}"), facts());
        draft.again = Some("It came again.".to_owned());
        office.enter(draft);
        assert_eq!(told(&office), n.min(TWINS_MAX));
    }
}

#[test]
fn papers_told_that_cite_one() {
    let mut office = Office::new();
    let cited = card("telegram", "812", date(1951, 12, 22), "A. Halvard", "Deputy Minister", "Line");
    let cited = office.enter(draft("IN", "812", cited));
    let mut cite = |number: &str, count: usize| {
        let mut by = card("list", number, date(1951, 12, 25), "Gray", "Premier", "Many");
        for _ in 0..count {
            by = citing(by, "telegram", "812", Some("Halvard"), Some(date(1951, 12, 22)));
        }
        office.enter(draft("IN", number, by));
        office.reads().links(&office.owner(), &cited).unwrap().cited_by.len()
    };
    cite("1", CITED_BY_MAX / 2);
    assert_eq!(cite("2", CITED_BY_MAX / 2), CITED_BY_MAX);
    assert_eq!(cite("3", 1), CITED_BY_MAX);
}

#[test]
fn words_of_a_question() {
    let mut office = Office::new();
    let words: Vec<String> = (0..FIND_WORDS_MAX).map(|n| format!("word{n}")).collect();
    let on_card = card("letter", "5", office.today, "Gray", "Premier", &words.join(" "));
    office.enter(draft("IN", "card", on_card));
    office.enter(draft("IN", "body", card("letter", "6", office.today, "Gray", "Premier", "plain")));
    let mut index = Index::open(office.folder.path()).unwrap();
    let text = |id: &BodyId| (id.0 == crate::office::bytes_of("body")).then(|| words.join(" "));
    index.catch_up(&office.reads(), &text, 100).unwrap();
    let searcher = index.searcher();
    let found = |typed: &[String], searcher: Option<&register::Searcher>| {
        office.reads().find(&office.owner(), &typed.join(" "), 0, searcher).unwrap().hits.len()
    };
    let but_for = |count: usize| {
        let mut wrong = words[..count].to_vec();
        wrong[count - 1] = "elsewhere".to_owned();
        wrong
    };
    // Without an index so many words of the card are looked at.
    assert_eq!(found(&words, None), 1, "to the last word");
    assert_eq!(found(&but_for(FIND_WORDS_MAX), None), 0, "which counts");
    let mut more = words.clone();
    more.push("elsewhere".to_owned());
    assert_eq!(found(&more, None), 1, "one past it is not looked at");
    // Of fewer words every one has to be there; so many are a question.
    assert_eq!(found(&words[..QUESTION_WORDS_MIN - 1], Some(&searcher)), 2);
    assert_eq!(found(&but_for(QUESTION_WORDS_MIN - 1), Some(&searcher)), 0);
    assert_eq!(found(&but_for(QUESTION_WORDS_MIN), Some(&searcher)), 2);
}
