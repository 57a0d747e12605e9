//! Names that mean one person, names that do not, and how they are looked up.

use authority::{Agreement, Given, Ground, Index, NAME_WORDS_MAX, Name, agree, keys, sought};
use proptest::prelude::*;

fn of(one: &str, other: &str) -> Option<Agreement> {
    agree(&Name::read(one), &Name::read(other))
}

/// Ways in which clerks of several languages write one surname.
const SPELLINGS: &[&[&str]] = &[
    &["Vyshinsky", "Vishinsky", "Vyshinski", "Wyschinski", "Vichinsky", "Vyšinskij", "Wyszyński", "Вышинский"],
    &["Molotov", "Molotoff", "Molotow", "Молотов"],
    &["Khrushchev", "Chruschtschow", "Hruščev", "Khrouchtchev", "Хрущев"],
    &["Zhdanov", "Jdanov", "Shdanow", "Ždanov", "Жданов"],
    &["Zhukov", "Joukov", "Schukow", "Žukov", "Жуков"],
    &["Gromyko", "Gromiko", "Громыко"],
    &["Tsarapkin", "Zarapkin", "Carapkin", "Царапкин"],
    &["Shcherbakov", "Schtscherbakow", "Chtcherbakov", "Ščerbakov", "Щербаков"],
    &["Vasiliev", "Vassiliev", "Wassiljew", "Vasil'ev", "Васильев"],
    &["Yeltsin", "Eltsin", "Jelzin", "Ельцин"],
    &["Litvinov", "Litvinoff", "Litwinow", "Литвинов"],
    &["Müller", "Mueller", "Muller"],
    &["Papandreou", "Papandréou", "Παπανδρέου"],
    &["Venizelos", "Venisélos", "Βενιζέλος"],
    &["Acheson", "ACHESON"],
    &["Harriman", "Гарриман"],
    &["Bevin"],
    &["Bevan"],
    &["Marshall", "Marshal"],
    &["Nitze"],
    &["Kennan"],
    &["Bohlen"],
    &["Malik", "Малик"],
    &["Malenkov", "Маленков"],
    &["Mikoyan", "Mikojan", "Микоян"],
    &["Mikhailov", "Mikhaïlov", "Михайлов"],
    &["Dulles"],
    &["Douglas"],
    &["Stevens"],
    &["Stevenson"],
    &["Johnson"],
    &["Johnston"],
    &["Schuman", "Schumann"],
    &["Truman"],
    &["Hull"],
    &["Hill"],
    &["Clay"],
    &["Grew"],
    &["Grey"],
];

#[test]
fn spellings_of_one_surname_agree_and_no_others_do() {
    for (at, group) in SPELLINGS.iter().enumerate() {
        for (other, others) in SPELLINGS.iter().enumerate() {
            for one in *group {
                for two in *others {
                    assert_eq!(of(one, two).is_some(), at == other, "{one} and {two}: {:?}", of(one, two));
                }
            }
        }
    }
}

#[test]
fn each_ground_is_told_apart() {
    use Given::{Initials, Names, Nothing};
    use Ground::{Letters, Post, Same, Short, Spelling, Surname};
    let table = [
        ("Dean Acheson", "Dean  ACHESON", Some((Same, Names))),
        ("Acheson", "Dean Acheson", Some((Surname, Nothing))),
        ("Mr. Acheson", "Dean Acheson", Some((Surname, Nothing))),
        ("D. Acheson", "Dean Acheson", Some((Surname, Initials))),
        ("Acheson, Dean", "Dean Acheson", Some((Surname, Names))),
        ("Dean G. Acheson", "Dean Gooderham Acheson", Some((Surname, Names))),
        ("E. Acheson", "Dean Acheson", None),
        ("Edward Acheson", "Dean Acheson", None),
        ("А.Я. Вышинский", "Andrei Vyshinsky", Some((Letters, Initials))),
        ("Вышинский А.Я.", "A. Ya. Vyshinsky", Some((Letters, Initials))),
        ("A. Wyschinski", "Andrei Vyshinsky", Some((Spelling, Initials))),
        ("Andrej Wyschinski", "Andrei Vyshinsky", Some((Spelling, Names))),
        ("D.A.", "Dean Acheson", Some((Short, Names))),
        ("DGA", "Dean Gooderham Acheson", Some((Short, Names))),
        ("DA", "Dean Gooderham Acheson", Some((Short, Names))),
        ("C/WH", "Chief, Western Hemisphere Division", Some((Short, Names))),
        ("WH", "Western Hemisphere Division", Some((Short, Names))),
        ("C/EUR", "Chief, Western Hemisphere Division", None),
        ("The Secretary of State", "Secretary of State", Some((Post, Names))),
        ("State, Secretary of", "Secretary of State", Some((Post, Names))),
        ("Under Secretary of State", "Secretary of State for War", None),
        ("Count Bernstorff", "J. von Bernstorff", Some((Surname, Nothing))),
        ("Jo Hay", "Jo Hey", None),
        ("", "Dean Acheson", None),
        ("...", "...", None),
    ];
    for (written, known, is) in table {
        let found = of(written, known).map(|found| (found.ground, found.given));
        assert_eq!(found, is, "{written} and {known}");
        let back = of(known, written).map(|found| (found.ground, found.given));
        assert_eq!(back, is, "{known} and {written}");
    }
}

#[test]
fn two_of_one_surname_are_both_found() {
    let mut index = Index::default();
    for (no, name) in ["John Foster Dulles", "Allen Dulles", "Lewis Douglas"].iter().enumerate() {
        index.add(name, no);
    }
    let found: Vec<usize> = index.find(&Name::read("Dulles")).iter().map(|(_, _, no)| **no).collect();
    assert_eq!(found, [0, 1]);
    let found: Vec<usize> = index.find(&Name::read("A. Dulles")).iter().map(|(_, _, no)| **no).collect();
    assert_eq!(found, [1]);
}

#[test]
fn a_reason_is_a_sentence() {
    let says = |one, other| of(one, other).map(|found| found.says(one, other)).unwrap_or_default();
    assert_eq!(
        says("Вышинский", "Vyshinsky"),
        "Вышинский is Vyshinsky in other letters; no given name says which of that surname."
    );
    assert_eq!(
        says("C/WH", "Chief, Western Hemisphere"),
        "C/WH and Chief, Western Hemisphere: one may be short for the other."
    );
    assert_eq!(
        says("Acheson", "Dean Acheson"),
        "The surname is that of Dean Acheson; no given name says which of that surname."
    );
}

#[test]
fn a_name_of_very_many_words_is_read_to_its_limit() {
    let words = |count: usize| vec!["Ab"; count].join(" ") + " ";
    let at = words(NAME_WORDS_MAX - 1) + "Acheson";
    let past = words(NAME_WORDS_MAX) + "Acheson";
    assert!(keys(&Name::read(&at)).iter().any(|key| key.starts_with("sa") && key.contains("son")));
    assert!(!keys(&Name::read(&past)).iter().any(|key| key.starts_with("sa") && key.contains("son")));
}

#[test]
fn names_that_differ_past_the_limit_are_not_the_same() {
    let long = |words: usize, last: &str| vec!["Office of Port"; words / 3].join(" ") + " " + last;
    let at = |last: &str| long(NAME_WORDS_MAX - 3, &format!("of {last} Harbour"));
    let past = |last: &str| long(NAME_WORDS_MAX, last);
    let same = Some(Agreement { ground: Ground::Same, given: Given::Names });
    assert_eq!(of(&at("Tarnov"), &at("TARNOV")), same);
    assert_ne!(of(&at("Tarnov"), &at("Brenn")), same);
    assert_eq!(of(&past("Tarnov"), &past("TARNOV.")), same);
    let grounds =
        [of(&past("Tarnov"), &past("Brenn")), of(&past("Tarnov"), &past(""))].map(|is| is.map(|is| is.ground));
    assert!(!grounds.contains(&Some(Ground::Same)) && !grounds.contains(&Some(Ground::Post)), "{grounds:?}");
}

/// A hundred thousand names, made of syllables as names are.
fn invented(no: u64) -> String {
    const GIVEN: &[&str] = &["Alma", "Boris", "Carl", "Dora", "Egon", "Fanny", "Georg", "Hilda", "Ivor", "Karla"];
    const SYLLABLES: &[&str] = &[
        "ba", "ker", "lin", "mor", "ta", "ves", "dor", "gan", "pel", "ris", "ston", "vik", "nar", "hol", "sen", "fur",
    ];
    let mut rest = no.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut take = |of: &[&'static str]| {
        rest = rest.rotate_left(17).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        of[(rest >> 33) as usize % of.len()]
    };
    let given = take(GIVEN);
    let surname: String = (0..4).map(|_| take(SYLLABLES)).collect();
    let mut letters = surname.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{given} {first}{}", letters.as_str())
}

#[test]
fn a_hundred_thousand_names_are_looked_up_by_key() {
    let mut index = Index::default();
    for no in 0..100_000 {
        index.add(&invented(no), no);
    }
    // What is counted is the work, not the time: a lookup reads the names of its keys, and those are few.
    for no in (0..100_000).step_by(1_000) {
        let name = invented(no);
        let read = Name::read(&name);
        let (found, compared) = (index.find(&read), index.compared(&read));
        assert!(found.iter().any(|(agreement, _, of)| agreement.ground == Ground::Same && **of == no), "{name}");
        assert!(compared < 60, "{name}: {compared}");
    }
    assert_eq!(index.len(), 100_000);
}

#[test]
fn the_many_of_ones_initials_are_not_compared() {
    let mut index = Index::default();
    for name in ["Dora Adler", "Daniel Ames", "Dean Acheson", "D.A."] {
        index.add(name, name);
    }
    let found = |written: &str| {
        let read = Name::read(written);
        (index.compared(&read), index.find(&read).into_iter().map(|(_, name, _)| name).collect::<Vec<_>>())
    };
    assert_eq!(found("Dean Acheson"), (2, vec!["Dean Acheson", "D.A."]));
    assert_eq!(found("DA"), (4, vec!["Dora Adler", "Daniel Ames", "Dean Acheson", "D.A."]));
}

fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "[A-Z]\\.( ?[A-Z]\\.)? [A-Z][a-z]{2,9}(ov|ow|off|sky|ski)?",
        "[А-Я][а-я]{2,9}(ский|ов|ев)?( [А-Я]\\.[А-Я]\\.)?",
        "[A-Z]{1,3}(/[A-Z]{1,3}){0,2}",
        "(Chief|Head|Secretary),? (of )?[A-Z][a-z]{3,8} [A-Z][a-z]{3,8}( Division| Desk)?",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_that_agree_are_found_both_ways(one in anything(), other in anything()) {
        let (a, b) = (Name::read(&one), Name::read(&other));
        prop_assert_eq!(agree(&a, &b), agree(&b, &a));
        if agree(&a, &b).is_some() {
            for (written, known) in [(&a, &b), (&b, &a)] {
                let known = keys(known);
                prop_assert!(sought(written).iter().any(|key| known.contains(key)), "{one} and {other}");
            }
        }
    }

    #[test]
    fn a_name_agrees_with_itself_and_is_found(name in anything()) {
        let read = Name::read(&name);
        let mut index = Index::default();
        index.add(&name, ());
        if let Some(found) = agree(&read, &read) {
            prop_assert_eq!(found.ground, Ground::Same);
            prop_assert_eq!(index.find(&read).len(), 1);
        }
    }
}
