//! What can be typed, what is answered to what cannot be, and that nothing hidden changes a byte of it.

use jiff::civil::date;
use procedure::act::{Act, EnterDraft};
use procedure::card::FieldName;
use procedure::ids::{BodyId, PaperId};
use procedure::paper::Absence;
use register::{
    Index, Lit, QUERY_BYTES_MAX, QUERY_DEPTH_MAX, QUERY_WORDS_MAX, QueryRefusal, SearchAsk, SearchError, SearchOrder,
    Searcher, TAIL_PAPERS_MAX,
};

use crate::office::{Office, bytes_of, card, draft, read};

/// An office whose papers have these texts, in one index.
struct Library {
    office: Office,
    texts: Vec<(String, String)>,
    index: Index,
}

impl Library {
    fn new() -> Self {
        let office = Office::new();
        let index = Index::open(office.folder.path()).unwrap();
        Self { office, texts: Vec::new(), index }
    }

    fn enter(&mut self, series: &str, on: jiff::civil::Date, subject: &str, text: &str) -> PaperId {
        self.enter_from(series, on, "Gray", subject, text)
    }

    fn enter_from(&mut self, series: &str, on: jiff::civil::Date, from: &str, subject: &str, text: &str) -> PaperId {
        let name = format!("file {}", self.texts.len());
        let number = (100 + self.texts.len()).to_string();
        self.texts.push((name.clone(), text.to_owned()));
        let mut draft = draft(series, &name, card("telegram", &number, on, from, "Ministry", subject));
        draft.again = Some("another one".to_owned());
        self.office.enter(draft)
    }

    fn catch_up(&mut self, papers_max: usize) {
        let texts = &self.texts;
        let text = |id: &BodyId| {
            let of = texts.iter().find(|(name, _)| bytes_of(name) == id.0);
            of.map(|(_, text)| text.clone())
        };
        while self.index.catch_up(&self.office.reads(), &text, papers_max).unwrap().behind {}
    }

    fn searcher(&self) -> Searcher {
        self.index.searcher()
    }

    fn ask(&self, who: &str, ask: &SearchAsk) -> Result<register::SearchPage, SearchError> {
        self.office.reads().search(&self.office.viewer(who), ask, &self.searcher())
    }

    fn found(&self, who: &str, typed: &str) -> Vec<PaperId> {
        let page = self.ask(who, &SearchAsk { typed: typed.to_owned(), ..SearchAsk::default() }).unwrap();
        page.hits.into_iter().map(|hit| hit.paper).collect()
    }

    fn refused(&self, typed: &str) -> QueryRefusal {
        match self.ask("clerk", &SearchAsk { typed: typed.to_owned(), ..SearchAsk::default() }) {
            Err(SearchError::Refused(refusal)) => refusal,
            other => panic!("{typed:?}: {other:?}"),
        }
    }
}

const DAY: jiff::civil::Date = date(1951, 12, 25);

#[test]
fn what_is_typed_means_what_it_says() {
    let mut library = Library::new();
    let one = library.enter_from(
        "IN",
        date(1951, 12, 25),
        "A. Vyshinsky",
        "Demarcation line",
        "The bridges were closed. 東京都 Café.",
    );
    let two = library.enter("IN", date(1952, 2, 1), "Grain deliveries", "A bridge was stopped at; the ferry goes on.");
    let three = library.enter("IN", date(1949, 5, 3), "Treaty", "Комиссия о демаркации. Стена, ёлка. ΟΔΟΣ");
    library.catch_up(100);
    let all = |mut papers: Vec<PaperId>| {
        papers.sort();
        papers
    };
    let cases: &[(&str, &[PaperId])] = &[
        ("bridge", &[one, two]),
        ("BRIDGES closed", &[one]),
        ("\"bridges were\"", &[one]),
        ("\"bridge were\"", &[]),
        ("bridge -ferry", &[one]),
        ("bridge NOT ferry", &[one]),
        ("closed OR stopped", &[one, two]),
        ("closed | комиссии", &[one, three]),
        ("bridge (closed OR демаркации)", &[one]),
        ("-bridge", &[three]),
        ("fer*", &[two]),
        ("deliver*", &[two]),
        ("DELIVE", &[two]),
        ("vishinsky", &[one]),
        ("Вышинский", &[one]),
        ("from:vyshinsky", &[one]),
        ("to:vyshinsky", &[]),
        ("from:gray", &[two, three]),
        ("subject:grain", &[two]),
        ("subject:bridge", &[]),
        ("kind:telegram", &[one, two, three]),
        ("kind:tel", &[one, two, three]),
        ("kind:letter", &[]),
        ("series:in bridge", &[one, two]),
        ("series:nowhere", &[]),
        ("desk:registry", &[one, two, three]),
        ("desk:legal", &[]),
        ("state:to_mark_out", &[one, two, three]),
        ("state:to-mark-out", &[one, two, three]),
        ("state:void", &[]),
        ("marking:none", &[one, two, three]),
        ("marking:secret", &[]),
        ("no:101", &[two]),
        ("no:0101", &[two]),
        ("no:IN-1951-0002", &[two]),
        ("No. 101", &[two]),
        ("tel 101", &[two]),
        ("Tel. No. 101", &[two]),
        ("№ 101", &[two]),
        ("year:1951", &[one]),
        ("date:1951-12-25", &[one]),
        ("date:1951-12", &[one]),
        ("date:1951..1952", &[one, two]),
        ("date:1951-12-26..", &[two]),
        ("date:..1950", &[three]),
        ("1950..1952", &[one, two]),
        ("1951-12", &[one]),
        ("December 1951", &[one]),
        ("25 December 1951", &[one]),
        ("東京", &[one]),
        ("京都", &[one]),
        ("都", &[one]),
        ("\"東京都\"", &[one]),
        ("京東", &[]),
        ("cafe", &[one]),
        ("комиссию", &[three]),
        ("елка", &[three]),
        ("οδός", &[three]),
        ("http://example.org/bridge", &[]),
        ("Re: bridge", &[]),
        ("/bridge.*/", &[]),
        ("[bridge] ~ ^ {ferry}", &[two]),
        ("(bridge)", &[one, two]),
        ("()", &[]),
        ("- * ?", &[]),
    ];
    for (typed, expected) in cases {
        let found = match library.ask("clerk", &SearchAsk { typed: (*typed).to_owned(), ..SearchAsk::default() }) {
            Ok(page) => page.hits.into_iter().map(|hit| hit.paper).collect(),
            Err(SearchError::Refused(QueryRefusal::Star { .. })) => Vec::new(),
            Err(error) => panic!("{typed}: {error}"),
        };
        assert_eq!(all(found), all(expected.to_vec()), "{typed}");
    }
}

#[test]
fn what_cannot_be_looked_for_is_said_so() {
    let mut library = Library::new();
    library.enter("IN", DAY, "Grain", "A bridge.");
    library.catch_up(100);
    let nested = |depth: usize| format!("{}bridge{}", "(".repeat(depth), ")".repeat(depth));
    let many = |words: usize| vec!["no:100"; words].join(" ");
    let long = |bytes: usize| format!("{}{}", "bridge ", " ".repeat(bytes - 7));
    // At each limit, and one past it.
    assert_eq!(library.found("clerk", &nested(QUERY_DEPTH_MAX)).len(), 1);
    assert_eq!(library.refused(&nested(QUERY_DEPTH_MAX + 1)), QueryRefusal::TooDeep);
    assert_eq!(library.refused(&"NOT ".repeat(QUERY_DEPTH_MAX + 3)), QueryRefusal::TooDeep);
    assert_eq!(library.found("clerk", &many(QUERY_WORDS_MAX)).len(), 1);
    assert_eq!(library.refused(&many(QUERY_WORDS_MAX + 1)), QueryRefusal::TooManyWords);
    assert_eq!(library.found("clerk", &long(QUERY_BYTES_MAX)).len(), 1);
    let bytes = QUERY_BYTES_MAX + 1;
    assert_eq!(library.refused(&long(bytes)), QueryRefusal::TooLong { bytes });
    assert!(matches!(library.refused(&"x".repeat(1 << 20)), QueryRefusal::TooLong { .. }));
    assert!(matches!(library.refused(&"(".repeat(4_000)), QueryRefusal::TooDeep));
    assert!(matches!(library.refused(&"a ".repeat(2_000)), QueryRefusal::TooManyWords));
    assert_eq!(library.refused("(bridge"), QueryRefusal::Bracket);
    assert_eq!(library.refused("bridge)"), QueryRefusal::Bracket);
    for star in ["*bridge", "br*dge", "*", "**", "bridge**"] {
        assert!(matches!(library.refused(star), QueryRefusal::Star { .. }), "{star}");
    }
    assert_eq!(library.found("clerk", "bri*").len(), 1);
    assert!(matches!(library.refused("br*"), QueryRefusal::ShortBeginning { .. }));
    assert_eq!(library.refused("kind:"), QueryRefusal::NoValue { field: "kind" });
    assert_eq!(library.refused("from:!!"), QueryRefusal::NoValue { field: "from" });
    assert!(matches!(library.refused("state:lost"), QueryRefusal::NoSuchState { .. }));
    for no_date in ["date:soon", "date:1951-13", "year:951", "date:..", "date:1951..then"] {
        assert!(matches!(library.refused(no_date), QueryRefusal::NotADate { .. }), "{no_date}");
    }
    let after = Some("0000000000000000-00".to_owned());
    let other = library.ask("clerk", &SearchAsk { typed: "bridge".to_owned(), after, ..SearchAsk::default() });
    assert!(matches!(other, Err(SearchError::Refused(QueryRefusal::OtherSearch))));
    // Each says what next.
    for typed in ["(", "*a", "br*", "kind:", "state:lost", "date:soon"] {
        let refusal = library.refused(typed);
        assert!(!refusal.next().is_empty() && !refusal.to_string().is_empty());
    }
    // Where there is no index the same is refused.
    for index in [None, Some(&library.searcher())] {
        let found = library.office.reads().find(&library.office.viewer("clerk"), "(bridge", 0, index).unwrap();
        assert_eq!((found.hits.len(), found.refused), (0, Some(QueryRefusal::Bracket.into())));
    }
}

#[test]
fn a_page_follows_from_its_own_search_and_no_other() {
    let mut library = Library::new();
    for n in 0..9 {
        library.enter("IN", date(1951, 1, 1 + n), "Grain", "A bridge.");
    }
    let hidden = library.enter("CAB", date(1951, 3, 1), "Grain", "A bridge.");
    library.catch_up(100);
    for order in [SearchOrder::Rank, SearchOrder::Newest, SearchOrder::Oldest, SearchOrder::Number] {
        let mut ask = SearchAsk { typed: "bridge".to_owned(), order, limit: 4, ..SearchAsk::default() };
        let mut papers = Vec::new();
        loop {
            let page = library.ask("lena", &ask).unwrap();
            papers.extend(page.hits.into_iter().map(|hit| hit.paper));
            let Some(next) = page.next else { break };
            ask.after = Some(next);
        }
        assert_eq!(papers.len(), 9, "{order:?}");
        assert!(!papers.contains(&hidden));
        let last = ask.after.clone().unwrap();
        // Of another search, in another order, after a paper that is not seen, and none at all.
        let mark = last.split('-').next().unwrap();
        let other_order = if order == SearchOrder::Rank { SearchOrder::Newest } else { SearchOrder::Rank };
        let others = [
            SearchAsk { typed: "grain".to_owned(), ..ask.clone() },
            SearchAsk { order: other_order, ..ask.clone() },
            SearchAsk { after: Some(format!("{mark}-{hidden}")), ..ask.clone() },
            SearchAsk { after: Some(format!("{mark}-{}", PaperId([9; 16]))), ..ask.clone() },
            SearchAsk { after: Some("\u{0}".to_owned()), ..ask.clone() },
        ];
        for other in others {
            let answer = library.ask("lena", &other);
            assert!(matches!(answer, Err(SearchError::Refused(QueryRefusal::OtherSearch))), "{other:?}");
        }
    }
}

#[test]
fn what_is_typed_is_completed_from_what_is_seen() {
    let mut library = Library::new();
    library.enter_from("IN", DAY, "José Halvard", "Grain deliveries", "Bridges and viaducts.");
    library.enter_from("CAB", DAY, "Grünwald", "Grapes", "A secret.");
    library.catch_up(100);
    let complete = |who: &str, typed: &str| {
        library.office.reads().complete(&library.office.viewer(who), typed, &library.searcher()).unwrap()
    };
    assert_eq!(complete("lena", "gra"), ["grain"]);
    assert_eq!(complete("clerk", "gra"), ["grapes", "grain"]);
    assert_eq!(complete("lena", "bread (-HALV"), ["bread (-halvard"]);
    assert_eq!(complete("lena", "ki"), ["kind:"]);
    assert_eq!(complete("lena", "kind:"), ["kind:telegram"]);
    assert_eq!(complete("lena", "x series:"), ["x series:IN"]);
    assert_eq!(complete("clerk", "series:c"), ["series:CAB"]);
    assert_eq!(complete("lena", "from:jose"), ["from:\"José Halvard\""]);
    assert_eq!(complete("lena", "year:19"), ["year:1951"]);
    for nothing in ["", "g", "viad", "\"gra", "gra*", "nothing:x", "grain ", &"x".repeat(QUERY_BYTES_MAX + 1)] {
        assert_eq!(complete("lena", nothing), Vec::<String>::new(), "{nothing:.20}");
    }
}

#[test]
fn what_is_entered_is_found_by_its_card_before_the_index_has_it() {
    let mut library = Library::new();
    let old = library.enter("IN", DAY, "Grain", "A bridge.");
    library.catch_up(100);
    let new = library.enter_from("IN", DAY, "Vyshinsky", "Coal", "A bridge.");
    let secret = library.enter("CAB", DAY, "Coal", "A bridge.");
    assert_eq!(library.found("lena", "coal"), [new]);
    assert_eq!(library.found("lena", "vishinsky coal"), [new]);
    assert_eq!(library.found("clerk", "kind:telegram subject:coal").len(), 2);
    assert_eq!(library.found("lena", "bridge"), [old], "words of its text take a second");
    let (field, value) = (FieldName::Subject, serde_json::to_value(read("Timber".to_owned())).unwrap());
    library.office.ok("clerk", Act::Correct { paper: old, field, value, reason: Some("misread".to_owned()) });
    assert_eq!(library.found("lena", "timber"), [old]);
    assert_eq!(library.found("lena", "grain"), [], "what it said before is gone at once");
    library.catch_up(100);
    assert_eq!(library.found("lena", "bridge").len(), 2);
    assert!(library.found("clerk", "bridge").contains(&secret));
    // As many as that before the index has any of them, and one more.
    let mut library = Library::new();
    for n in 0..=TAIL_PAPERS_MAX {
        let card = card("telegram", &n.to_string(), DAY, "Gray", "Ministry", "Coal");
        library.office.enter(EnterDraft {
            versions: Vec::new(),
            absence: Some(Absence::Oral),
            ..draft("IN", "none", card)
        });
        if n + 1 >= TAIL_PAPERS_MAX {
            let counts = library.office.reads().search_counts(&library.office.owner(), "coal", &library.searcher());
            assert_eq!(counts.unwrap().papers, TAIL_PAPERS_MAX as u64);
        }
    }
}

#[test]
fn a_card_put_right_is_found_by_its_new_words() {
    let mut library = Library::new();
    let paper = library.enter("IN", DAY, "Grain", "A bridge.");
    library.catch_up(100);
    assert_eq!(library.found("clerk", "subject:grain"), [paper]);
    let (field, value) = (FieldName::Subject, serde_json::to_value(read("Coal".to_owned())).unwrap());
    library.office.ok("clerk", Act::Correct { paper, field, value, reason: Some("misread".to_owned()) });
    library.catch_up(100);
    assert_eq!(library.found("clerk", "subject:coal"), [paper]);
    assert_eq!(library.found("clerk", "subject:grain"), []);
    assert_eq!(library.found("clerk", "bridge"), [paper], "its text stays");
}

/// Two offices that differ in hidden papers only, and whose indexes were written and put together differently.
#[test]
fn hidden_papers_and_segments_change_nothing() {
    let seen = [
        ("Grain deliveries", "The bridge was closed, and the bridge was opened. Grain went by ferry."),
        ("Bridge", "Coal for the ferry. Telegrams of the commission."),
        ("Ferry", "The bridge. The bridge. The bridge and nothing else but coal."),
        ("Coal", "A commission on grain and coal met at the bridge on the river."),
    ];
    let hidden = |which: usize, n: usize| match which {
        0 => ("Bread", "Nothing that anybody looks for.".to_owned()),
        _ => ("Bridge", format!("bridge ferry coal {}", "bridge ".repeat(n * 40))),
    };
    let worlds: Vec<Library> = (0..2)
        .map(|which| {
            let mut library = Library::new();
            for n in 0..48 {
                let (subject, text) = seen[n % 4];
                library.enter("IN", date(1951, 1 + (n % 12) as i8, 3), subject, &format!("{text} Again {}.", n % 5));
                let (subject, text) = hidden(which, n);
                library.enter("CAB", date(1951, 6, 1), subject, &text);
                if which == 1 {
                    // One commit a paper, merged as the index likes.
                    library.catch_up(1);
                }
            }
            library.catch_up(1_000);
            library
        })
        .collect();
    let typed = [
        "bridge",
        "bridge coal",
        "grain OR ferry",
        "bri*",
        "\"the bridge\"",
        "-ferry",
        "commissions",
        "year:1951 bridge",
        "where was the bridge closed and grain brought by ferry",
        "bread",
        "Again 3 coal",
        "kind:telegram",
    ];
    for typed in typed {
        for order in [SearchOrder::Rank, SearchOrder::Newest, SearchOrder::Oldest, SearchOrder::Number] {
            let pages: Vec<String> = worlds
                .iter()
                .map(|library| {
                    let mut ask = SearchAsk { typed: typed.to_owned(), order, limit: 11, ..SearchAsk::default() };
                    let mut told = String::new();
                    loop {
                        let page = library.ask("lena", &ask).unwrap();
                        told += &serde_json::to_string(&page).unwrap();
                        ask.after = page.next;
                        if ask.after.is_none() {
                            break told;
                        }
                    }
                })
                .collect();
            assert_eq!(pages[0], pages[1], "{typed} {order:?}");
        }
        let counts = worlds.iter().map(|library| {
            library.office.reads().search_counts(&library.office.viewer("lena"), typed, &library.searcher()).unwrap()
        });
        let counts: Vec<_> = counts.collect();
        assert_eq!(counts[0], counts[1], "{typed}");
    }
    let clerk: Vec<_> = worlds.iter().map(|library| library.found("clerk", "bridge").len()).collect();
    assert_ne!(clerk[0], clerk[1], "who sees all can tell them apart");
}

#[test]
fn the_best_come_first() {
    let mut library = Library::new();
    let padding = "of other things that nobody asked about in this place ".repeat(20);
    let once = library.enter("IN", DAY, "Notes", &format!("{padding} a viaduct {padding}"));
    let often = library.enter("IN", DAY, "Notes", "The viaduct, the old viaduct and the new viaduct.");
    let card = library.enter("IN", DAY, "Viaduct", "As enclosed.");
    library.catch_up(100);
    assert_eq!(library.found("clerk", "viaduct").last(), Some(&once));
    assert!(library.found("clerk", "viaduct").contains(&card));
    let question = "what did they say about the new viaduct and the old";
    assert_eq!(library.found("clerk", question).first(), Some(&often));
}

/// Where the words of a phrase stand is read only where it could matter, until all of them were counted: either way the same is
/// found, in the same order.
#[test]
fn a_phrase_is_ranked_alike_before_and_after_it_was_counted() {
    let mut library = Library::new();
    let mut often = Vec::new();
    // Enough of them that what is found is kept.
    for n in 0..400_usize {
        let phrase = "the old bridge ".repeat(n % 7);
        let apart = "bridge the old and ".repeat(n % 11);
        let padding = "of other things ".repeat(n % 5);
        let subject = if n % 50 == 3 { "On the old bridge" } else { "Notes" };
        let paper = library.enter("IN", DAY, subject, &format!("{apart}{phrase}{padding}"));
        if n % 7 > 0 || subject != "Notes" {
            often.push(paper);
        }
    }
    library.catch_up(150);
    let searcher = library.searcher();
    let ask = SearchAsk { typed: "\"the old bridge\"".to_owned(), ..SearchAsk::default() };
    for who in ["clerk", "lena"] {
        let viewer = library.office.viewer(who);
        let page = || library.office.reads().search(&viewer, &ask, &searcher).unwrap();
        let before = page();
        assert_eq!(before.hits.len(), register::HITS_MAX);
        assert!(before.hits.iter().all(|hit| often.contains(&hit.paper)), "{who}");
        let counts = library.office.reads().search_counts(&viewer, &ask.typed, &searcher).unwrap();
        assert_eq!(counts.papers, often.len() as u64, "{who}");
        assert_eq!(page(), before, "{who}");
    }
}

#[test]
fn passages_show_the_words_lit() {
    let text = format!(
        "{} The bridges at Zu\u{308}rich\n were   closed. {} A ferry goes.",
        "Begin. ".repeat(80),
        "More. ".repeat(200)
    );
    let lit = |typed: &str| -> Vec<Vec<String>> {
        let passages = Lit::of(typed).passages(&text);
        for passage in &passages {
            assert!(passage.text.chars().count() <= register::PASSAGE_CHARS + 2, "{}", passage.text);
            assert!(!passage.text.contains(['\n', '\r']) && !passage.text.contains("  "));
        }
        assert!(passages.len() <= register::PASSAGES_MAX);
        passages.iter().map(|one| one.lit.iter().map(|range| one.text[range.clone()].to_owned()).collect()).collect()
    };
    assert_eq!(lit("bridge zurich"), [["bridges", "Zu\u{308}rich"]]);
    assert_eq!(lit("ferry bridge"), [["bridges"], ["ferry"]]);
    assert_eq!(lit("clos*"), [["closed"]]);
    assert_eq!(lit("-ferry bridge"), [["bridges"]]);
    assert_eq!(lit("from:ferry"), Vec::<Vec<String>>::new());
    assert_eq!(lit("viaduct"), Vec::<Vec<String>>::new());
    assert_eq!(lit("(ferry"), Vec::<Vec<String>>::new());
    let cut = Lit::of("bridge").passages(&text).remove(0);
    assert!(cut.cut_before && cut.cut_after);
    // However long the text and however often the word: bounded.
    assert_eq!(Lit::of("bridge").passages(&"bridge ".repeat(1 << 20)).len(), 1);
}
