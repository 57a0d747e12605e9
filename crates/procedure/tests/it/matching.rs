//! Which paper a citation means. Invented senders and posts.

use procedure::card::Citation;
use procedure::ids::PaperId;
use procedure::known::{Candidate, CardBrief};
use procedure::matching::{Fit, Found, find, judge, telling_words, why_offered};

use crate::shelf::{card, cites};

fn held(no: u8, ours: &str, facts: [&str; 5]) -> Candidate {
    let [kind, number, day, from, to] = facts;
    Candidate {
        paper: PaperId([no; 16]),
        number: ours.into(),
        brief: CardBrief::of(&card(kind, number, day, from, to)),
    }
}

/// A citation by kind, number, sender, addressee and day; what is empty is not said.
fn cited(facts: [&str; 5]) -> Citation {
    let some = |words: &str| (!words.is_empty()).then(|| words.to_owned());
    let [kind, number, sender, addressee, day] = facts;
    Citation {
        text: format!("{kind} No. {number}"),
        kind: some(kind),
        number: some(number),
        sender: some(sender),
        addressee: some(addressee),
        date: some(day).map(|day| day.parse().unwrap()),
        ..Citation::default()
    }
}

/// The paper that cites: of Christmas 1951.
fn by() -> CardBrief {
    CardBrief::of(&card("memorandum", "396", "1951-12-25", "A. Grevin", "I. Stane"))
}

fn word(fit: Fit) -> &'static str {
    match fit {
        Fit::No => "no",
        Fit::Doubtful(_) => "doubtful",
        Fit::Certain(_) => "certain",
    }
}

#[test]
fn one_paper_against_one_citation() {
    let wire = ["telegram", "812", "1951-12-20", "R. Oldfen", "M. Averin"];
    let undated = ["telegram", "812", "", "R. Oldfen", "M. Averin"];
    let old = ["telegram", "812", "1949-01-02", "R. Oldfen", "M. Averin"];
    let later = ["telegram", "812", "1951-12-26", "R. Oldfen", "M. Averin"];
    for (why, citation, candidate, expected) in [
        ("number, day and sender", ["telegram", "812", "Oldfen", "", "1951-12-20"], wire, "certain"),
        ("number and day", ["", "812", "", "", "1951-12-20"], wire, "certain"),
        ("number and sender, in the numbering line", ["", "812", "Oldfen", "", ""], wire, "certain"),
        ("the number alone", ["", "812", "", "", ""], wire, "doubtful"),
        ("number and kind", ["telegram", "812", "", "", ""], wire, "doubtful"),
        ("another number", ["telegram", "813", "Oldfen", "", "1951-12-20"], wire, "no"),
        ("the number in other clothes", ["", "No. 812.", "Oldfen", "", ""], wire, "certain"),
        ("another sender, no day", ["", "812", "Brask", "", ""], wire, "no"),
        ("another sender, the same day", ["", "812", "Brask", "", "1951-12-20"], wire, "doubtful"),
        ("another sender and addressee, the same day", ["", "812", "Brask", "Corvo", "1951-12-20"], wire, "doubtful"),
        ("a slip of the day, the same sender", ["", "812", "Oldfen", "", "1951-12-22"], wire, "doubtful"),
        ("another day, no sender", ["", "812", "", "", "1951-12-22"], wire, "no"),
        ("another year, the same sender", ["", "812", "Oldfen", "", "1950-12-20"], wire, "no"),
        ("a despatch is no telegram", ["despatch", "812", "Oldfen", "", "1951-12-20"], wire, "no"),
        ("a cable is one", ["cable", "812", "Oldfen", "", ""], wire, "certain"),
        (
            "a letter may be called a note",
            ["note", "12", "Oldfen", "", "1951-12-20"],
            ["letter", "12", "1951-12-20", "R. Oldfen", ""],
            "certain",
        ),
        ("cited before it was written", ["", "812", "Oldfen", "", ""], later, "no"),
        ("too old to be cited without its day", ["", "812", "Oldfen", "", ""], old, "no"),
        ("no day on the paper held", ["", "812", "Oldfen", "", ""], undated, "doubtful"),
        ("initials do not tell men apart", ["", "812", "B. Oldfen", "", ""], wire, "certain"),
        ("surnames do", ["", "812", "Rolf Harvey", "", ""], ["telegram", "812", "1951-12-20", "Rolf Pike", ""], "no"),
        ("no number: day, sender and kind", ["telegram", "", "Oldfen", "", "1951-12-20"], wire, "doubtful"),
        ("no number, no kind", ["", "", "Oldfen", "", "1951-12-20"], wire, "no"),
        ("no number, no day", ["telegram", "", "Oldfen", "", ""], wire, "no"),
    ] {
        let fit = judge(&cited(citation), &by(), &held(1, "IN-1951-0012", candidate));
        assert_eq!(word(fit), expected, "{why}");
    }
}

#[test]
fn an_office_and_the_officer_who_signs_for_it() {
    let mut by_office = held(1, "IN", ["letter", "30", "1951-12-20", "R. Oldfen", ""]);
    let signed = by_office.clone();
    by_office.brief.from =
        vec![procedure::card::Party { post: Some("Secretary of Tides".into()), ..procedure::card::Party::default() }];
    let mut both = signed.clone();
    both.brief.from[0].office = Some("Harbour Board".into());
    let day = "1951-12-20";
    for (why, sender, day, candidate, expected) in [
        ("an office, its officer's name on the paper", "Department", day, &signed, "certain"),
        ("a legation", "Tarnovian Legation", day, &signed, "certain"),
        ("the same without a day", "Department", "", &signed, "doubtful"),
        ("another person", "Brask", day, &signed, "doubtful"),
        ("a person, the paper signed by a post", "Oldfen", day, &by_office, "certain"),
        ("another post than the one that signed", "Embassy", day, &by_office, "doubtful"),
        ("another office than the officer's own", "Department", day, &both, "doubtful"),
        ("the officer's own office", "Harbour Board", day, &both, "certain"),
        ("a day off", "Department", "1951-12-19", &signed, "no"),
    ] {
        let fit = judge(&cited(["", "30", sender, "", day]), &by(), candidate);
        assert_eq!(word(fit), expected, "{why}");
    }
    // Without a day, a number of that sender's to a post is another than the one to a person.
    let posted = held(1, "IN", ["letter", "2", "1951-12-20", "R. Oldfen", "Minister at Tarnov"]);
    let undated = judge(&cited(["", "2", "Oldfen", "Brask", ""]), &by(), &posted);
    assert_eq!(word(undated), "doubtful");
    // Two of that number and day: neither is certain.
    let other = Candidate { paper: PaperId([2; 16]), ..held(2, "IN", ["letter", "30", day, "T. Brask", ""]) };
    let found = [signed, other];
    let citation = cited(["", "30", "Department", "", day]);
    assert_eq!(stands(&find(&citation, &by(), &found)), "doubtful [1, 2]");
}

#[test]
fn a_long_number_and_its_kind() {
    use procedure::matching::SOON_DAYS_MAX;
    let citing: jiff::civil::Date = "1951-12-25".parse().unwrap();
    let back = |days: i32| citing.saturating_sub(jiff::ToSpan::days(i64::from(days))).to_string();
    let fit = |number: &str, facts: [&str; 3], held_kind: &str, days: i32| {
        let [kind, sender, addressee] = facts;
        let held = held(1, "IN", [held_kind, number, &back(days), "R. Oldfen", "M. Averin"]);
        word(judge(&cited([kind, number, sender, addressee, ""]), &by(), &held))
    };
    for (why, number, facts, held_kind, days, expected) in [
        ("four figures and the kind", "1650", ["telegram", "", ""], "telegram", 3, "certain"),
        ("three figures", "650", ["telegram", "", ""], "telegram", 3, "doubtful"),
        ("letters in it", "16-b", ["telegram", "", ""], "telegram", 3, "doubtful"),
        ("no kind", "1650", ["", "", ""], "telegram", 3, "doubtful"),
        ("another kind", "1650", ["note", "", ""], "letter", 3, "doubtful"),
        ("an office sent it, an officer signed", "1650", ["telegram", "Department", ""], "telegram", 3, "certain"),
        ("another person sent it", "1650", ["telegram", "Brask", ""], "telegram", 3, "no"),
        ("to another person", "1650", ["telegram", "", "Brask"], "telegram", 3, "doubtful"),
        ("at the limit of the days", "1650", ["telegram", "", ""], "telegram", SOON_DAYS_MAX, "certain"),
        ("one past it", "1650", ["telegram", "", ""], "telegram", SOON_DAYS_MAX + 1, "doubtful"),
        ("a day later than the citing paper", "1650", ["telegram", "", ""], "telegram", -1, "no"),
    ] {
        assert_eq!(fit(number, facts, held_kind, days), expected, "{why}");
    }
}

#[test]
fn our_own_numbers() {
    let paper = ["letter", "", "1951-12-20", "R. Oldfen", ""];
    for (why, ours, number, text, day, expected) in [
        ("as printed", "IN-1951-0012", "IN-1951-0012", "your IN-1951-0012", "", "certain"),
        ("in other clothes", "IN-1951-0012", "in–1951–0012", "your in–1951–0012", "", "certain"),
        ("another", "IN-1951-0012", "IN-1951-0013", "your IN-1951-0013", "", "no"),
        ("the beginning of another", "IN-1951-1", "IN-1951-12", "your IN-1951-12", "", "no"),
        ("the beginning of a part's", "IN-1951-1", "IN-1951-1/2", "your IN-1951-1/2", "", "no"),
        ("the end of another", "N-1951-1", "IN-1951-1", "your IN-1951-1", "", "no"),
        ("in the words, the number read wrong", "IN-1951-0012", "1951-0012a", "your (IN-1951-0012), a", "", "certain"),
        ("figures only prove nothing", "17", "17", "your No. 17", "", "no"),
        ("near its day", "IN-1951-0012", "IN-1951-0012", "your IN-1951-0012", "1951-12-21", "certain"),
        (
            "a year away: another office's",
            "IN-1951-0012",
            "IN-1951-0012",
            "your IN-1951-0012",
            "1950-12-21",
            "doubtful",
        ),
    ] {
        let citation = Citation { text: text.into(), ..cited(["", number, "", "", day]) };
        assert_eq!(word(judge(&citation, &by(), &held(1, ours, paper))), expected, "{why}");
    }
}

/// What stands of what was found, for whoever sees all of it.
fn stands(found: &Found<'_>) -> String {
    let best = found.certain.iter().map(|(_, rank)| *rank).max();
    let alike: Vec<u8> =
        found.certain.iter().filter(|(_, rank)| Some(*rank) == best).map(|(one, _)| one.paper.0[0]).collect();
    let doubtful: Vec<u8> = found.doubtful.iter().map(|one| one.paper.0[0]).collect();
    match (alike.as_slice(), doubtful.as_slice()) {
        ([one], _) => format!("certain {one}"),
        ([], []) => "nothing".to_owned(),
        (alike, doubtful) => format!("doubtful {:?}", [alike, doubtful].concat()),
    }
}

#[test]
fn one_senders_number_12_to_several_posts_on_one_day() {
    let to = |no: u8, post: &str| held(no, "IN", ["telegram", "12", "1951-12-20", "R. Oldfen", post]);
    let posts = [to(1, "Port Averin"), to(2, "Port Brask"), to(3, "Port Corvo")];
    let found = |facts: [&str; 5], candidates: &[Candidate]| stands(&find(&cited(facts), &by(), candidates));
    let day = "1951-12-20";
    for (why, citation, candidates, expected) in [
        ("to one of them, named", ["", "12", "Oldfen", "Brask", day], &posts[..], "certain 2"),
        ("to none of them named: all are offered", ["", "12", "Oldfen", "", day], &posts[..], "doubtful [1, 2, 3]"),
        ("without a day as well", ["", "12", "Oldfen", "", ""], &posts[..], "doubtful [1, 2, 3]"),
        ("only one is held", ["", "12", "Oldfen", "", day], &posts[..1], "certain 1"),
        ("nothing is held", ["", "12", "Oldfen", "", day], &posts[..0], "nothing"),
        ("the number alone, two held", ["", "12", "", "", ""], &posts[..2], "doubtful [1, 2]"),
        // Wrong: it went to a post whose paper is not held. A post is so often called by another name (the city for the
        // country, the man for the office) that day and sender outweigh it; the tie can be undone.
        ("to a fourth post, one held", ["", "12", "Oldfen", "Port Dunn", day], &posts[..1], "certain 1"),
    ] {
        assert_eq!(found(citation, candidates), expected, "{why}");
    }
}

#[test]
fn rivals() {
    let right = held(1, "IN", ["telegram", "812", "1951-12-20", "R. Oldfen", ""]);
    let other_sender = held(2, "IN", ["telegram", "812", "1951-12-20", "T. Brask", ""]);
    let unnamed = held(3, "IN", ["telegram", "812", "1951-12-20", "", ""]);
    let more: Vec<Candidate> = (10..20).map(|no| Candidate { paper: PaperId([no; 16]), ..unnamed.clone() }).collect();
    let citation = cited(["telegram", "812", "Oldfen", "", "1951-12-20"]);
    let both = [other_sender, unnamed, right.clone()];
    assert_eq!(stands(&find(&citation, &by(), &both)), "certain 1", "the better of two that fit");
    let found = find(&citation, &by(), &more);
    assert_eq!((found.certain.len(), found.doubtful.len()), (more.len(), 0), "each is judged by itself");
    let number_alone = cited(["", "812", "", "", ""]);
    let found = find(&number_alone, &by(), &more);
    assert_eq!((found.certain.len(), found.doubtful.len()), (0, procedure::matching::OFFERS_PER_CITATION_MAX));
    assert_eq!(
        why_offered(&cited(["", "812", "", "", ""]), &right),
        "IN bears the number 812; the text gives neither its date nor its sender."
    );
}

#[test]
fn telling_words_leave_titles_out() {
    for (name, words) in [
        ("Mr. A. Grevin", vec!["grevin"]),
        ("The Director of the Office", vec![]),
        ("H.E. the Minister of Tides", vec!["minister", "tides"]),
        ("GREVIN, Anton", vec!["anton", "grevin"]),
        ("Гревин", vec!["гревин"]),
        ("", vec![]),
    ] {
        assert_eq!(telling_words(name), words, "{name}");
    }
}

#[test]
fn days_at_their_limits() {
    use procedure::matching::{CITED_DAYS_MAX, SLIP_DAYS_MAX};
    let citing: jiff::civil::Date = "1951-12-25".parse().unwrap();
    let back = |days: i32| citing.saturating_sub(jiff::ToSpan::days(i64::from(days)));
    let by = CardBrief { date: Some(citing), ..CardBrief::default() };
    let held = |day: jiff::civil::Date| {
        let of = card("telegram", "812", &day.to_string(), "R. Oldfen", "A. Grevin");
        Candidate { paper: PaperId([1; 16]), number: "IN-1951-0001".into(), brief: CardBrief::of(&of) }
    };
    let undated = cites("812", "Oldfen", "").value;
    assert!(matches!(judge(&undated, &by, &held(back(CITED_DAYS_MAX))), Fit::Certain(_)));
    assert_eq!(judge(&undated, &by, &held(back(CITED_DAYS_MAX + 1))), Fit::No);
    let slipped = |days: i32| cites("812", "Oldfen", &back(days).to_string()).value;
    assert!(matches!(judge(&slipped(SLIP_DAYS_MAX), &by, &held(citing)), Fit::Doubtful(_)));
    assert_eq!(judge(&slipped(SLIP_DAYS_MAX + 1), &by, &held(citing)), Fit::No);
    // Our own number is meant all the same, and for certain only near its day.
    let ours = |days: i32| cites("IN-1951-0001", "", &back(days).to_string()).value;
    assert!(matches!(judge(&ours(SLIP_DAYS_MAX), &by, &held(citing)), Fit::Certain(_)));
    assert!(matches!(judge(&ours(SLIP_DAYS_MAX + 1), &by, &held(citing)), Fit::Doubtful(_)));
}

#[test]
fn a_name_is_the_same_however_its_accents_are_written() {
    use procedure::matching::telling_words;
    assert_eq!(telling_words("Nov\u{e1}k"), telling_words("Nova\u{301}k"));
    let of = card("telegram", "812", "1951-12-20", "J. Nova\u{301}k", "");
    let held = Candidate { paper: PaperId([1; 16]), number: "IN-1951-0001".into(), brief: CardBrief::of(&of) };
    let citation = cites("812", "Nov\u{e1}k", "1951-12-20").value;
    assert!(matches!(judge(&citation, &CardBrief::default(), &held), Fit::Certain(12)), "day and sender agree");
}

#[test]
fn a_text_counts_as_a_twins_ground_from_its_shortest_length() {
    use procedure::known::{Prints, TWIN_TEXT_BYTES_MIN};
    let of = |bytes: u64| {
        let mut version = crate::shelf::file(1);
        version.text.as_mut().unwrap().bytes = bytes;
        Prints::of([&version], &procedure::card::Card::default()).texts.len()
    };
    assert_eq!((of(TWIN_TEXT_BYTES_MIN), of(TWIN_TEXT_BYTES_MIN - 1)), (1, 0));
}
