//! Cited papers: number, kind, date, sides and relation.

use procedure::card::{Citation, Relation};
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
#[case("Executive Order No. 2586, dated April 6, 1917, is meant.", Some("2586"), Some("order"), Some("1917-04-06"))]
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
