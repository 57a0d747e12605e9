//! Words that an office adds: what they add, what is refused, and that they show in the extractor's name.

use intake::{
    EXTRACTOR, FILE_BYTES_MAX, LANGUAGES_MAX, LanguageFault, LanguageFaultKind, Languages, Named, PHRASE_BYTES_MAX,
    PHRASES_MAX, Reason, alternatives, joinable, read, read_text, read_text_with, read_with,
};
use procedure::card::{Card, Relation};
use rstest::rstest;

/// The example of `docs/languages.md`, as it stands there.
fn example() -> String {
    let docs = include_str!("../../../../docs/languages.md");
    let (_, rest) = docs.split_once("```words\n").unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

/// The paper of `docs/languages.md`.
fn paper() -> String {
    let docs = include_str!("../../../../docs/languages.md");
    let (_, rest) = docs.split_once("```paper\n").unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

fn with(text: &str) -> Result<Languages, LanguageFault> {
    Languages::with(&[("pl.words", text)])
}

#[test]
fn the_language_of_the_docs_reads_the_paper_of_the_docs() {
    let languages = with(&example()).unwrap();
    let (card, _): (Card, _) = read_text_with(&languages, &paper());
    assert_eq!(card.language.as_deref(), Some("pl"));
    assert_eq!(card.date.unwrap().value.date.to_string(), "1931-05-03");
    assert_eq!(card.number.unwrap().value, "417/31");
    assert_eq!(card.subject.unwrap().value, "Naprawa mola w Brennie");
    assert_eq!(card.to[0].value.label(), "Zarząd Portu w Tarnowie");
    assert_eq!(card.copies[0].value.label(), "Kasa Miejska");
    let cited = &card.citations[0].value;
    assert_eq!((cited.number.as_deref(), cited.kind.as_deref()), (Some("88"), Some("letter")));
    assert_eq!(cited.date.unwrap().to_string(), "1931-04-21");
    assert_eq!(cited.relation, Relation::Answers);

    // Without the words the same paper is of no language that the program knows.
    let (card, _) = read_text(&paper());
    assert_eq!((card.language.as_deref(), card.citations.len()), (None, 0));
}

#[test]
fn an_office_adds_to_a_language_that_is_there() {
    let text = "Brenn, May 3, 1931.\n\nMadam: I have your flimsy No. 88 of the 2d instant and the pier is closed.\n";
    let kind = |languages: &Languages| {
        let (card, _) = read_text_with(languages, text);
        card.citations.first().and_then(|cited| cited.value.kind.clone())
    };
    let added = Languages::with(&[("en.words", "[language]\ncode = en\n[kinds]\ntelegram = flimsy\n")]).unwrap();
    assert_eq!(kind(&added).as_deref(), Some("telegram"));
    assert_eq!(kind(&Languages::built_in()), None);
    // Nothing that was there went away.
    let plain = "Brenn, May 3, 1931.\n\nMadam: I have your despatch No. 88 and the pier is closed to us.\n";
    assert_eq!(read_text_with(&added, plain), read_text(plain));
}

#[test]
fn a_phrase_as_long_as_may_be_tells_the_relation() {
    let phrase = "in obedience to what is asked by ".to_owned() + &"the ".repeat((PHRASE_BYTES_MAX - 36) / 4) + "pen";
    assert_eq!(phrase.len(), PHRASE_BYTES_MAX);
    let words = format!("[language]\ncode = en\n[relation_answers]\nall = {phrase}\n");
    let languages = Languages::with(&[("en.words", &words)]).unwrap();
    for (between, relation) in [(60, Relation::Answers), (61, Relation::Refers)] {
        let gap = format!(" and {} ", "a".repeat(between - 6));
        let text = format!(
            "Brenn, May 3, 1931.\n\nMadam: The pier is closed and the boats lie there. We write {phrase}{gap}your despatch No. \
             88 and nothing else is to be said.\n"
        );
        let (card, _) = read_text_with(&languages, &text);
        assert_eq!(card.citations[0].value.relation, relation, "{between} bytes between");
    }
}

#[test]
fn the_words_of_an_office_take_part_beside_the_card() {
    let languages =
        with(&(example() + "[continued]\nall = ciąg dalszy\n[page_words]\npage = strona\nof = z\n")).unwrap();
    let built_in = Languages::built_in();
    // Papers that stand in one file.
    let two = paper() + "\n\n" + &paper().replace("417/31", "418/31").replace("Dotyczy", "Szanowny Panie!\n\nDotyczy");
    let parts = |languages| read_with(languages, two.as_bytes(), "x").parts.len();
    assert_eq!((parts(&languages), parts(&built_in)), (2, 0));
    // One paper in several files.
    let joins = |texts: [&str; 2], by: &Languages| {
        let files = texts.map(|text| read_with(by, text.as_bytes(), "x"));
        let found = joinable(by, &files.each_ref().map(|reading| Named { name: "x", reading }));
        found.into_iter().map(|join| join.reason).next()
    };
    let pages = ["Molo jest zamknięte.\n\nStrona 1 z 2\n", "Otwarcie w lipcu.\n\nStrona 2 z 2\n"];
    assert_eq!(joins(pages, &languages), Some(Reason::Pages { here: vec![1, 2], of: 2 }));
    assert_eq!(joins(pages, &built_in), None);
    let continued = ["Molo jest zamknięte.\n\n(ciąg dalszy)\n", "(ciąg dalszy)\n\nOtwarcie w lipcu.\n"];
    assert_eq!(joins(continued, &languages), Some(Reason::Continued));
    assert_eq!(joins(continued, &built_in), None);
    // What else a field might be.
    let dates = |languages| alternatives(languages, &paper(), &Card::default()).len();
    assert!(dates(&languages) > dates(&built_in), "{} and {}", dates(&languages), dates(&built_in));
}

#[test]
fn the_extractors_name_tells_the_words_and_not_their_order() {
    let (pl, en) = ("[language]\ncode = pl\n", "[language]\ncode = en\n");
    let one = Languages::with(&[("pl.words", pl), ("en.words", en)]).unwrap();
    let other = Languages::with(&[("en.words", en), ("pl.words", pl)]).unwrap();
    let more = Languages::with(&[("pl.words", pl), ("en.words", "[language]\ncode = en\n[my]\nall = mine\n")]).unwrap();
    assert_eq!(one.extractor(), other.extractor());
    assert_ne!(one.extractor(), more.extractor());
    let digest = one.extractor().strip_prefix(EXTRACTOR).unwrap().strip_prefix("+words:").unwrap();
    assert!(digest.len() == 8 && digest.chars().all(|c| c.is_ascii_hexdigit()), "{digest}");
    assert_eq!(read_with(&one, b"The pier is closed.\n", "paper").extractor, one.extractor());
    assert_eq!(read(b"The pier is closed.\n", "paper").extractor, EXTRACTOR);
    assert_eq!(Languages::with(&[]).unwrap().extractor(), EXTRACTOR);
    assert_eq!(one.codes().filter(|code| *code == "en").count(), 1);
}

#[rstest]
#[case::no_section("a = b\n", 1, LanguageFaultKind::NoSection)]
#[case::unknown_section("[language]\ncode = pl\n[monts]\n", 3, LanguageFaultKind::UnknownSection { name: "monts".to_owned() })]
#[case::unknown_key("[language]\ncode = pl\n\n# months\n[months]\n13 = trzynastego\n", 6, LanguageFaultKind::UnknownKey { section: "months".to_owned(), key: "13".to_owned() })]
#[case::not_understood("[language]\ncode = pl\nnonsense\n", 3, LanguageFaultKind::NotUnderstood)]
#[case::empty("[language]\ncode = pl\n[my]\nall = mój,, moja\n", 4, LanguageFaultKind::EmptyEntry)]
#[case::nothing("[language]\ncode = pl\n[my]\nall =\n", 4, LanguageFaultKind::EmptyEntry)]
#[case::no_code("[my]\nall = mój\n", 0, LanguageFaultKind::NoCode)]
#[case::other_code("[language]\ncode = cs\n", 2, LanguageFaultKind::OtherCode { code: "cs".to_owned() })]
#[case::year("[language]\ncode = pl\n[since]\nlong ago = mój\n", 4, LanguageFaultKind::UnknownKey { section: "since".to_owned(), key: "long ago".to_owned() })]
#[case::short_year("[language]\ncode = pl\n[until]\n+918 = mój\n", 4, LanguageFaultKind::UnknownKey { section: "until".to_owned(), key: "+918".to_owned() })]
#[case::kind_of_nothing("[language]\ncode = pl\n[kinds]\n= pismo\n", 4, LanguageFaultKind::UnknownKey { section: "kinds".to_owned(), key: String::new() })]
fn a_fault_names_its_line(#[case] text: &str, #[case] line: usize, #[case] kind: LanguageFaultKind) {
    let fault = with(text).unwrap_err();
    assert_eq!((fault.file.as_str(), fault.line, &fault.kind), ("pl.words", line, &kind));
    let says = fault.to_string();
    assert!(says.starts_with("pl.words") && (line == 0 || says.contains(&format!("line {line}:"))), "{says}");
}

#[rstest]
#[case::kinds("[kinds]\n= pismo", "[kinds] has no key; its keys are the names of kinds of papers, of up to 160 bytes")]
#[case::years("[until]\n-918 = dawno", "[until] has no key -918; its keys are years of four figures, such as 1918")]
#[case::named("[copy_lists]\nmore = odpisy", "[copy_lists] has no key more; its keys are all, other")]
fn a_fault_names_the_keys_that_there_are(#[case] words: &str, #[case] says: &str) {
    let fault = with(&format!("[language]\ncode = pl\n{words}\n")).unwrap_err();
    assert_eq!(fault.to_string(), format!("pl.words, line 4: {says}"));
}

#[rstest]
#[case("polish.words")]
#[case("pl.txt")]
#[case("PL.words")]
#[case("../pl.words")]
#[case(".words")]
fn a_file_is_named_after_its_language(#[case] name: &str) {
    let fault = Languages::with(&[(name, "[language]\ncode = pl\n")]).unwrap_err();
    assert_eq!(fault.kind, LanguageFaultKind::Name);
}

#[test]
fn a_file_comes_once() {
    let file = ("pl.words", "[language]\ncode = pl\n");
    assert_eq!(Languages::with(&[file, file]).unwrap_err().kind, LanguageFaultKind::FileTwice);
}

#[test]
fn limits_hold_at_the_limit_and_not_one_past_it() {
    let head = "[language]\ncode = pl\n";
    let filled = |bytes: usize| format!("{head}{}\n", "#".repeat(bytes - head.len() - 1));
    assert!(with(&filled(FILE_BYTES_MAX)).is_ok());
    let bytes = FILE_BYTES_MAX + 1;
    assert_eq!(with(&filled(bytes)).unwrap_err().kind, LanguageFaultKind::FileTooLong { bytes });

    let phrases = |count: usize| format!("{head}[titles]\nall = {}\n", vec!["pan"; count].join(","));
    assert!(with(&phrases(PHRASES_MAX)).is_ok());
    assert_eq!(with(&phrases(PHRASES_MAX + 1)).unwrap_err().kind, LanguageFaultKind::TooManyPhrases);

    let phrase = |bytes: usize| format!("{head}[titles]\nall = {}\n", "p".repeat(bytes));
    assert!(with(&phrase(PHRASE_BYTES_MAX)).is_ok());
    assert_eq!(with(&phrase(PHRASE_BYTES_MAX + 1)).unwrap_err().kind, LanguageFaultKind::PhraseTooLong);

    let room = LANGUAGES_MAX - Languages::built_in().codes().count();
    let code = |at: usize| format!("x{}", char::from(b'a' + u8::try_from(at).unwrap()));
    let files = |count: usize| -> Vec<(String, String)> {
        (0..count).map(|at| (format!("{}.words", code(at)), format!("[language]\ncode = {}\n", code(at)))).collect()
    };
    let take = |files: &[(String, String)]| {
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        Languages::with(&files)
    };
    assert_eq!(take(&files(room)).unwrap().codes().count(), LANGUAGES_MAX);
    assert_eq!(take(&files(room + 1)).unwrap_err().kind, LanguageFaultKind::TooManyLanguages);
}
