//! Cited papers: number, kind, date, sides and relation.

use procedure::card::{Citation, Relation, Sure};
use rstest::rstest;

use super::card;

/// The citations of a sentence in a letter of 4 March 1931 from Alwin Brask to Ida Lund.
fn cited(sentence: &str) -> Vec<Citation> {
    let text = format!(
        "No. 12.]\n\nTarnov, March 4, 1931.\n\nMadam: The winter was long and the pier is closed. {sentence}\n\n\
         I am, Madam, your obedient servant,\n\nAlwin Brask\n\nTo Ida Lund, Harbour Master\n"
    );
    card(&text).citations.into_iter().map(|cited| cited.value).collect()
}

#[rstest]
#[case("Your 1295 of January 3 is clear.", Some("1295"), None, Some("1931-01-03"))]
#[case("I saw your despatch No. 14.", Some("14"), Some("despatch"), None)]
#[case("I spoke of it in my telegram No. 812.", Some("812"), Some("telegram"), None)]
#[case("The Department’s 206, March 1, says so.", Some("206"), None, Some("1931-03-01"))]
#[case(
    "The Department’s mailed instruction No. 31, July 1st, says so.",
    Some("31"),
    Some("instruction"),
    Some("1930-07-01")
)]
#[case("Department’s telegram No. 31 of December 30 says so.", Some("31"), Some("telegram"), Some("1930-12-30"))]
#[case("See your 21 February 14, 2 a.m., on this.", Some("21"), None, Some("1931-02-14"))]
#[case("The note verbale of September 5, 1923, says so.", None, Some("note"), Some("1923-09-05"))]
#[case("I have your letter of the 20th ultimo.", None, Some("letter"), Some("1931-02-20"))]
#[case("I have your letter of the 2d instant.", None, Some("letter"), Some("1931-03-02"))]
#[case("My letter to the Ministry of 4 June asks it.", None, Some("letter"), Some("1930-06-04"))]
#[case("Mr. Corvin’s No. 77 asks it.", Some("77"), None, None)]
#[case("It is in RDX-4411 dated 8 February 1931 and nowhere else.", Some("RDX-4411"), None, Some("1931-02-08"))]
#[case(
    "Executive Order No. 2586, dated April 6, 1917, is meant.",
    Some("2586"),
    Some("executive order"),
    Some("1917-04-06")
)]
#[case("E.O. 12866 says so.", Some("12866"), Some("executive order"), None)]
#[case("EO No. 712 of May 3, 1930, says so.", Some("712"), Some("executive order"), Some("1930-05-03"))]
#[case(
    "I have your despatch of the 1st of February, No. 501, on it.",
    Some("501"),
    Some("despatch"),
    Some("1931-02-01")
)]
#[case("The Harbour Board’s November 27, 1930 letter says so.", None, Some("letter"), Some("1930-11-27"))]
#[case(
    "The attached dispatch, TRNV-1018 dated 8 February 1931, says so.",
    Some("TRNV-1018"),
    Some("despatch"),
    Some("1931-02-08")
)]
#[case("The memorandum LA/COG/235-77 says so.", Some("LA/COG/235-77"), Some("memorandum"), None)]
#[case("A letter (OLC #77-49) dated 11 November 1930 says so.", Some("OLC#77-49"), Some("letter"), Some("1930-11-11"))]
#[case("It is in A/C.1/234/Rev.1 of 3 May 1930 as well.", Some("A/C.1/234/Rev.1"), None, Some("1930-05-03"))]
#[case("It is in S/PV.12 as well.", Some("S/PV.12"), None, None)]
#[case("It is in E/CN.4/21 as well.", Some("E/CN.4/21"), None, None)]
#[case("It is in A/RES/181(II) as well.", Some("A/RES/181(II)"), Some("resolution"), None)]
#[case("The circular No. 258.1929.II was sent.", Some("258.1929.II"), Some("circular"), None)]
fn one_citation(
    #[case] sentence: &str,
    #[case] number: Option<&str>,
    #[case] kind: Option<&str>,
    #[case] date: Option<&str>,
) {
    let all = cited(sentence);
    let [cited] = &all[..] else { panic!("{all:?}") };
    assert_eq!(cited.number.as_deref(), number);
    assert_eq!(cited.kind.as_deref(), kind);
    assert_eq!(cited.date.map(|date| date.to_string()).as_deref(), date);
}

#[rstest]
#[case("It carried your 3 ships and my 5 boats.")]
#[case("Article No. 5 of the treaty and section 12 of the act say so.")]
#[case("The note is short. In May the letter came.")]
#[case("Your 40% share and my $500 were paid.")]
#[case("The report of 1930 was long.")]
#[case("The ship lies at berth A/34 and the tug at S/S 12.")]
#[case("Order in the harbour, E. O. Brask says, is 40 years old.")]
fn what_only_looks_like_a_citation(#[case] sentence: &str) {
    assert_eq!(cited(sentence), []);
}

#[test]
fn a_list_of_numbers_is_a_citation_each() {
    let numbers = |sentence| cited(sentence).into_iter().filter_map(|cited| cited.number).collect::<Vec<_>>();
    assert_eq!(
        numbers("I have your despatches Nos. 10, 13, 14, 16, and 20, relating to the pier."),
        ["10", "13", "14", "16", "20"]
    );
    assert_eq!(numbers("Your 357, 358, and 362 are clear."), ["357", "358", "362"]);
    assert_eq!(numbers("We saw from your telegrams Nos. 126 and 152 a refusal."), ["126", "152"]);
    assert_eq!(numbers("We saw your 126 and 152 ships."), ["126"]);
    assert_eq!(numbers("My telegrams No. 12 of February 3 and No. 13 of February 4 said so."), ["12", "13"]);
}

#[test]
fn dates_of_a_list_are_paired_or_shared_or_left_open() {
    let dates = |sentence| -> Vec<_> {
        cited(sentence).into_iter().map(|cited| cited.date.map(|date| date.to_string()).unwrap_or_default()).collect()
    };
    assert_eq!(dates("See telegrams numbers 1 and 4 of January 6th."), ["1931-01-06", "1931-01-06"]);
    assert_eq!(
        dates("See your despatches Nos. 17 and 21 of April 29 and May 3, 1930, respectively."),
        ["1930-04-29", "1930-05-03"]
    );
    assert_eq!(dates("See your despatches Nos. 88, 90, and 91, of April 30 and May 2."), ["", "", ""]);
}

#[rstest]
#[case("I have your No. 14.", Some("Ida Lund"), Some("Alwin Brask"))]
#[case("I wrote my No. 14.", Some("Alwin Brask"), Some("Ida Lund"))]
#[case("I wrote my despatch No. 14 to Brenn.", Some("Alwin Brask"), Some("Brenn"))]
#[case("The Department’s No. 14 says so.", Some("Department"), None)]
#[case("Mr. Corvin’s despatch No. 14 says so.", Some("Corvin"), None)]
fn your_and_my_name_the_sides(#[case] sentence: &str, #[case] sender: Option<&str>, #[case] addressee: Option<&str>) {
    let all = cited(sentence);
    assert_eq!((all[0].sender.as_deref(), all[0].addressee.as_deref()), (sender, addressee));
}

#[rstest]
#[case("In reply to your despatch No. 14 I beg to say that it is closed.", Relation::Answers)]
#[case("Your despatch No. 14 has been received.", Relation::Answers)]
#[case("I acknowledge the receipt of your despatch No. 14.", Relation::Answers)]
#[case("I spoke of your despatch No. 14 with the pilots.", Relation::Refers)]
#[case("This cancels my despatch No. 14.", Relation::Cancels)]
#[case("This letter supersedes my despatch No. 14.", Relation::Supersedes)]
#[case("I enclose a copy of my despatch No. 14.", Relation::Encloses)]
#[case("Executive Order No. 12133 of May 9, 1930, is revoked.", Relation::Cancels)]
#[case("Executive Order No. 12133 is hereby superseded.", Relation::Supersedes)]
#[case("Executive Order No. 12133 of May 9, 1930, is amended by adding this.", Relation::Supersedes)]
#[case("Executive Order No. 12133 is old; another is revoked.", Relation::Refers)]
#[case("What was amended by section 7 of Executive Order No. 11326 is revoked.", Relation::Refers)]
fn relations(#[case] sentence: &str, #[case] relation: Relation) {
    assert_eq!(cited(sentence)[0].relation, relation);
}

#[test]
fn a_telegram_that_opens_with_your_number_answers_it() {
    let text = "871.55/19: Telegram\n\nTarnov, March 4, 1931—7 p.m.\n\n1303. Your 1295. The Board agrees and will say so.\n\nLindqvist\n";
    let card = card(text);
    let cited = &card.citations[0].value;
    assert_eq!((cited.number.as_deref(), cited.kind.as_deref()), (Some("1295"), Some("telegram")));
    assert_eq!(cited.relation, Relation::Answers);
    assert_eq!(card.number.unwrap().value, "1303");
}

#[test]
fn the_cited_text_stays_verbatim() {
    let all = cited("I refer to your telegram No. 224 of February 23, 5 p.m., on this.");
    assert_eq!(all[0].text, "your telegram No. 224 of February 23, 5 p.m");
}

#[test]
fn a_citation_goes_on_over_wrapped_lines() {
    let text = "MEMORANDUM FOR: The Harbour Board\nFROM: Alwin Brask\nSUBJECT: The pier\n\n1. The pier is closed. Also attached herewith \
                is a copy of TRNV-16973\ndated 24 July 1964 from the pilots.\n";
    let all = card(text).citations;
    let [cited] = &all[..] else { panic!("{all:?}") };
    assert_eq!(cited.value.number.as_deref(), Some("TRNV-16973"));
    assert_eq!(cited.value.date.map(|date| date.to_string()).as_deref(), Some("1964-07-24"));
}

#[test]
fn entries_of_a_reference_field() {
    let text = "MEMORANDUM FOR: The Harbour Board\nFROM: Alwin Brask\nSUBJECT: The pier\nREFERENCE: A, Tarnov 22950 (IN 4160)\n\n\
                b. Tarnov Daily Article on the pier, dated\n20 September 1977\n\n1. The pier is closed until the ice has gone.\n";
    let found: Vec<_> = card(text)
        .citations
        .into_iter()
        .map(|cited| (cited.value.number, cited.value.sender, cited.value.date.map(|date| date.to_string())))
        .collect();
    assert_eq!(
        found,
        [
            (Some("Tarnov 22950".to_owned()), Some("Tarnov".to_owned()), None),
            (None, None, Some("1977-09-20".to_owned())),
        ]
    );
}

#[test]
fn a_paper_below_the_signature_replaces_another() {
    let text = "MEMORANDUM FOR: The Harbour Board\nFROM: Alwin Brask\nSUBJECT: The pier\n\n1. The pier is closed until the ice has \
                gone.\n\nAlwin Brask\n\n(Replaces Grevin Memo of 8 September 1992)\n";
    let all = card(text).citations;
    let [cited] = &all[..] else { panic!("{all:?}") };
    assert_eq!((cited.value.kind.as_deref(), cited.value.relation), (Some("memorandum"), Relation::Supersedes));
}

#[test]
fn only_english_cites_a_bare_number() {
    let text = "Tarnov, den 4. März 1931\n\nSehr geehrter Herr Lund!\n\nMit Ihren 3 Mill. Gulden und den Straßengeldern ist das Netz nicht \
                gebaut, und auch die Regierung hat es nicht gesagt.\n\nHochachtungsvoll\n\nAlwin Brask\n";
    assert_eq!(card(text).citations, []);
}

#[rstest]
#[case::italian(
    "Il porto non è aperto et la nave è con il ghiaccio come dalla nota prot. n. 1234 del 3 marzo 2016 che si trasmette.",
    "1234",
    Some("2016-03-03")
)]
#[case::russian(
    "Пристань закрыта и лёд не сошёл, как сказано в письме исх. № 12 от 3 марта 2016 г. и в его приложении.",
    "12",
    Some("2016-03-03")
)]
#[case::german(
    "Der Hafen ist nicht offen und das Eis ist auch nicht fort, wie in der Sache (Az. 34/56) mit dem Amt besprochen.",
    "34/56",
    None
)]
#[case::greek(
    "Το λιμάνι είναι κλειστό και το πλοίο δεν έρχεται σύμφωνα με την απόφαση (ΑΔΑ: ΩΟ734653ΟΞ-ΦΜΗ) που έχει εκδοθεί.",
    "ΩΟ734653ΟΞ-ΦΜΗ",
    None
)]
#[case::greek_day(
    "Το λιμάνι είναι κλειστό και το πλοίο δεν έρχεται σύμφωνα με το αριθμ. πρωτ. 654/4-4-2016 έγγραφο που έχει εκδοθεί.",
    "654",
    Some("2016-04-04")
)]
#[case::greek_series(
    "Το λιμάνι είναι κλειστό και το πλοίο δεν έρχεται σύμφωνα με το αριθμ. πρωτ. 171/Φ.11/001 έγγραφο που έχει εκδοθεί.",
    "171/Φ.11/001",
    None
)]
fn registry_numbers_in_other_languages(#[case] sentence: &str, #[case] number: &str, #[case] date: Option<&str>) {
    let all = card(&format!("{sentence}\n{sentence}\n")).citations;
    assert_eq!(all.len(), 2, "{all:?}");
    let cited = &all[1].value;
    assert_eq!(cited.number.as_deref(), Some(number));
    assert_eq!(cited.date.map(|date| date.to_string()).as_deref(), date);
}

#[test]
fn an_acts_own_publication_code_cites_nothing() {
    assert_eq!(
        card("ΑΔΑ: ΩΟ734653ΟΞ-ΦΜΗ\n\nΤο λιμάνι είναι κλειστό και το πλοίο δεν έρχεται για το ταξίδι.\n").citations,
        []
    );
}

#[rstest]
#[case::instant("I have your letter of the 2d instant.", "1931-03-02")]
#[case::inst("I have your letter of the 2d inst.", "1931-03-02")]
#[case::ultimo("I have your letter of the 20th ultimo.", "1931-02-20")]
#[case::yesterday("I have your letter of yesterday.", "1931-03-03")]
#[case::even("I have your letter of even date.", "1931-03-04")]
#[case::this_month("I have your letter of the 2d of this month.", "1931-03-02")]
#[case::present_month("I have your letter of the 2d of the present month.", "1931-03-02")]
#[case::last_month("I have your letter of the 20th of last month.", "1931-02-20")]
#[case::partial("I have your letter of December 27.", "1930-12-27")]
#[case::two_calendars("I have your letter of February 12/24.", "1931-02-12")]
#[case::brackets("I have your letter of 12 (24) February.", "1931-02-12")]
#[case::old_style("I have your letter of December 5, 1895, old style.", "1895-12-17")]
fn dates_that_the_papers_own_date_completes_are_inferred(#[case] sentence: &str, #[case] date: &str) {
    let text = format!(
        "No. 12.]\n\nTarnov, March 4, 1931.\n\nMadam: The winter was long and the pier is closed. {sentence}\n"
    );
    let all = card(&text).citations;
    let [cited] = &all[..] else { panic!("{all:?}") };
    assert_eq!(cited.value.date.map(|date| date.to_string()).as_deref(), Some(date));
    assert_eq!(cited.sure, Sure::Inferred);
}

#[rstest]
#[case::whole("I have your letter of December 27, 1930.", Some("1930-12-27"))]
#[case::number("I have your letter No. 27.", None)]
fn dates_that_stand_whole_are_read(#[case] sentence: &str, #[case] date: Option<&str>) {
    let text = format!(
        "No. 12.]\n\nTarnov, March 4, 1931.\n\nMadam: The winter was long and the pier is closed. {sentence}\n"
    );
    let all = card(&text).citations;
    assert_eq!(all[0].value.date.map(|date| date.to_string()).as_deref(), date);
    assert_eq!(all[0].sure, Sure::Read);
}

/// What looks like a citation and is none.
#[rstest]
#[case::amount("The agent in Brenn reports 195,000 tons of rye at the pier.")]
#[case::note_in_a_book("The duty follows from general note 11 to the tariff of the port.")]
#[case::day_of_an_act("He came, and at his request, on January 2, I put it in writing.")]
#[case::bracket("The stores (under 5 U.S.C. 704 note), were blocked as of June 16, 1930, and remain so.")]
fn words_of_papers_that_cite_none(#[case] sentence: &str) {
    let all = cited(sentence);
    assert_eq!(all, []);
}

/// A paper is meant, and the day beside it is not its own.
#[rstest]
#[case::came("I have your undated memorandum received on October 8, 1930.")]
#[case::aside("He called on the day after the receipt of your despatch No. 59, yesterday.")]
fn days_on_which_papers_came(#[case] sentence: &str) {
    let all = cited(sentence);
    assert!(all.iter().all(|cited| cited.date.is_none()), "{all:?}");
}

/// A scan puts the text right below the references; no entry is that long.
#[rstest]
#[case::longest(240, 1)]
#[case::too_long(241, 0)]
fn an_entry_of_the_references_is_no_paragraph(#[case] bytes: usize, #[case] cited: usize) {
    let words = "Tarnov to Brenn on the boats that lie at the pier with 35 barrels ";
    let entry: String = words.chars().cycle().take(bytes - 1).chain(['x']).collect();
    let text = format!("TO: Brenn\nFROM: Tarnov\nREFERENCE: {entry}\n\nThe pier is closed, and the boats are away.\n");
    assert_eq!(card(&text).citations.len(), cited, "{:?}", card(&text).citations);
}

#[test]
fn without_a_date_of_its_own_a_paper_completes_no_other() {
    let text =
        "Madam: The winter was long and the pier is closed. I have your letter of the 20th ultimo.\n\nAlwin Brask\n";
    assert!(card(text).citations.iter().all(|cited| cited.value.date.is_none()));
}
