//! Dates, numbers, places and deadlines.

use procedure::card::{AskedAct, FieldName, Precision, Sure};
use rstest::rstest;

use super::card;

#[rstest]
#[case::month_first("Tarnov, May 3, 1931.", "1931-05-03")]
#[case::day_first("3 May 1931", "1931-05-03")]
#[case::ordinal("Tarnov, 6th of May, 1864.", "1864-05-06")]
#[case::anno_domini("Given at Brenn, September 30th, A. D. 1864.", "1864-09-30")]
#[case::hour("Tarnov, March 4, 1931—7 p.m.", "1931-03-04")]
#[case::received("Tarnov, June 11, 1872. (Received July 2, 1872.)", "1872-06-11")]
#[case::editor("Tarnov, June 19 [sic], 1930—9 p.m.", "1930-06-19")]
#[case::bracketed("[Brenn, December 19, 1925.]", "1925-12-19")]
#[case::two_calendars("Brenn, July 13–25, 1864.", "1864-07-13")]
#[case::other_calendar("Brenn, May 22, (June 3,) 1861.", "1861-05-22")]
#[case::other_month("Brenn, June 30/July 12, 1881.", "1881-06-30")]
#[case::stroke("Brenn, March 3/15, 1891.", "1891-03-03")]
#[case::day_first_calendars("Brenn, 3/15 March 1891.", "1891-03-03")]
#[case::bracketed_calendar("Brenn, 15 (27) April 1891.", "1891-04-15")]
#[case::not_a_calendar("Brenn, May 3, 1931. O. S. Brask.", "1931-05-03")]
#[case::capitals("22 JUNE 1961", "1961-06-22")]
#[case::iso("2016-01-13", "2016-01-13")]
#[case::dots("Brenn, 13.1.2016", "2016-01-13")]
#[case::day_over_twelve("12/25/1951", "1951-12-25")]
#[case::hours_below("Tarnov, 3 May 1931\nHours of the pier", "1931-05-03")]
#[case::number_above("Page 2 to\n3 May 1931", "1931-05-03")]
fn a_date_line_gives_the_date(#[case] line: &str, #[case] date: &str) {
    let card = card(&format!("{line}\n\nSir: The pier is closed until the spring, and nobody may land there.\n"));
    let read = card.date.expect("a date");
    assert_eq!((read.value.date.to_string().as_str(), read.value.precision), (date, Precision::Day));
    assert_eq!(read.sure, Sure::Read);
}

#[rstest]
#[case("Brenn, den 3. März 1921\n\nDer Hafen ist zu und die Brücke ist nicht mit dem Eis fort.", "1921-03-03")]
#[case("Brenn den 7t Octobre 1854.\n\nDer Hafen ist zu und die Brücke ist nicht mit dem Eis fort.", "1854-10-07")]
#[case("Brenn den 2. Januar 185 1.\n\nDer Hafen ist zu und die Brücke ist nicht mit dem Eis fort.", "1851-01-02")]
#[case(
    "Il porto non è aperto et la nave è con il ghiaccio in questo mare.\n\nDall’Isola a’ 27 febraro 1618",
    "1618-02-27"
)]
#[case("Brenn, le 9 juillet 1856\n\nLe port est dans la glace et la mer est pour une année avec nous.", "1856-07-09")]
#[case("Brenn, 3 de mayo de 1901\n\nEl puerto no es para los barcos y la mar está con el hielo.", "1901-05-03")]
#[case("3 мая 1931 г.\n\nПорт не открыт, и мы не знаем, как он будет открыт для судов.", "1931-05-03")]
#[case("Βρένη, 13-01-2016\n\nΤο λιμάνι δεν είναι ανοικτό και η θάλασσα είναι με τον πάγο.", "2016-01-13")]
#[case("Brenn, le 9 juillet 1856\n\nSir: The pier is closed and it will not be open for a year.", "1856-07-09")]
fn dates_of_other_languages(#[case] text: &str, #[case] date: &str) {
    assert_eq!(card(text).date.expect("a date").value.date.to_string(), date);
}

#[rstest]
#[case::time_group(
    "SECRET 091155Z MAY 78\n\nThe pier at the airport is closed and it will not be open for a year.",
    "1978-05-09"
)]
#[case::misread_zone(
    "SECRET 1914842 APR 68 CITE TARNOV 71\n\nThe pier at the airport is closed and it will not be open for a year.",
    "1968-04-19"
)]
#[case::stamped(
    "FEB 4 18412 64\n\nThe pier at the airport is closed and it will not be open for a year.",
    "1964-02-04"
)]
#[case::old_spelling(
    "Brenn den 3 Juny 52\n\nDer Rath hat den Theil des Hafens nicht mit uns gesehen und ist fort.",
    "1852-06-03"
)]
#[case::stopped_ordinal(
    "Brenn, den 26.ten Febrr 1857\n\nDer Hafen ist zu und die Brücke ist nicht mit dem Eis fort.",
    "1857-02-26"
)]
#[case::roman_month("Brenn, 15. IV. 1921\n\nDer Hafen ist zu und die Brücke ist nicht mit dem Eis fort.", "1921-04-15")]
#[case::roman_day("Il porto non è aperto et la nave è con il ghiaccio.\n\nDall’Isola a’ xi febraro 1617", "1617-02-11")]
#[case::two_days(
    "Brenn den 24/26 November 1860\n\nDer Hafen ist zu und die Brücke ist nicht mit dem Eis fort.",
    "1860-11-24"
)]
#[case::spaced("Βρένη 6 - 7 - 2016\n\nΤο λιμάνι δεν είναι ανοικτό και η θάλασσα είναι με τον πάγο.", "2016-07-06")]
#[case::docket(
    "Il porto non è aperto et la nave è con il ghiaccio.\n\nDall’Isola a’ 4 marzo 1618\n\ndi vostra Serenità\n\nAugusto Pereto\n\n4 marzo 1617 ricevute 20 detto",
    "1618-03-04"
)]
#[case::heading_says(
    "Executive Order 71 of May 3, 1931\n\nClosing of the Pier on Friday, May 8, 1931\n\nThe pier is closed until the spring and it will not be open.",
    "1931-05-03"
)]
#[case::cited_at_the_foot(
    "The pier is closed until the spring and it will not be open for a year.\n\nOrder No. 12 of January 5, 1929, is hereby revoked.\n\nAUGUST PERETH\n\nMay 3, 1931",
    "1931-05-03"
)]
#[case::released_later(
    "Released under the Act\nDate: 10-29-2021\nTarnov, May 3, 1931\n\nSir: The pier is closed and it will not be open for a year.",
    "1931-05-03"
)]
fn dates_in_other_writings(#[case] text: &str, #[case] date: &str) {
    assert_eq!(card(text).date.expect("a date").value.date.to_string(), date);
}

#[rstest]
#[case::either_way("3/4/1951")]
#[case::no_year("Tarnov, August 11.")]
#[case::only_received("[Received May 3, 1931.]")]
#[case::no_such_day("Tarnov, February 30, 1931.")]
#[case::none("The East Basin")]
#[case::time_of_day("Tarnov, 19 June 1831 hrs")]
#[case::span("Covering the period 16 thru 30 May 1931")]
#[case::span_to("Tarnov, 3 to 9 May 1931")]
fn no_date_is_guessed(#[case] line: &str) {
    let (card, remarks) = intake::read_text(&format!("{line}\n\nSir: The pier is closed and nobody may land there.\n"));
    assert_eq!(card.date, None);
    assert!(remarks.iter().any(|remark| remark.field == Some(FieldName::Date)), "the doubt is said: {remarks:?}");
}

#[test]
fn a_year_of_two_digits_takes_its_century_from_the_text() {
    let (card, remarks) =
        intake::read_text("24 May 76\n\nSir: The pier of 1974 is closed and the basin of 1975 with it.\n");
    let date = card.date.unwrap();
    assert_eq!((date.value.date.to_string().as_str(), date.sure), ("1976-05-24", Sure::Inferred));
    assert!(remarks.iter().any(|remark| remark.says.contains("century")));
    assert_eq!(super::card("24 May 76\n\nSir: The pier is closed.\n").date, None, "no other year says which century");
}

#[test]
fn a_month_alone_is_a_date_to_the_month() {
    let date = card("Tarnov, May, 1931.\n\nSir: The pier is closed and nobody may land there.\n").date.unwrap();
    assert_eq!((date.value.date.to_string().as_str(), date.value.precision), ("1931-05-01", Precision::Month));
}

#[rstest]
#[case::bracket("No. 26.]", "26")]
#[case::plain("No. 1467", "1467")]
#[case::editor("[No. 290]", "290")]
#[case::lettered_part("Number: 60516/B3", "60516/B3")]
#[case::series("Number: G2/53077", "G2/53077")]
#[case::marked("No. 485.—Confidential.]", "485")]
#[case::letters("No. NC/56", "NC/56")]
#[case::italian("n° 12", "12")]
#[case::sign("№ 396", "396")]
#[case::mark("HB/4/317-31", "HB/4/317-31")]
#[case::mark_with_space("HBX 78-1641", "HBX 78-1641")]
fn a_number_line_gives_the_number(#[case] line: &str, #[case] number: &str) {
    let card = card(&format!("{line}\n\nTarnov, May 3, 1931.\n\nSir: Your No. 9 is here, and our No. 10 has gone.\n"));
    assert_eq!(card.number.expect("a number").value, number);
}

#[rstest]
#[case::lead("118. Your 96, March 2, noon.", Some("118"))]
#[case::short("118. My 96, March 2, noon. The Board met.", Some("118"))]
#[case::ours("Our 25. For the Harbour Board from Lund: nothing new.", Some("25"))]
#[case::routed("118. [From the Harbour Board]: The pier is closed.", Some("118"))]
#[case::none("Your 96 of March 2 has come and is understood.", None)]
#[case::paragraphs("1. The pier is closed.\n2. The basin is open.", None)]
fn a_telegram_s_number_leads_its_text(#[case] text: &str, #[case] number: Option<&str>) {
    let card = card(&format!("871.55/19: Telegram\n\nTarnov, March 4, 1931—7 p.m.\n\n{text}\n\nLindqvist\n"));
    assert_eq!(card.kind.expect("a kind").value, "telegram");
    assert_eq!(card.number.map(|number| number.value).as_deref(), number);
}

#[rstest]
#[case::by("by 5 January", "1935-01-05", Sure::Inferred)]
#[case::same_year("by December 30", "1934-12-30", Sure::Inferred)]
#[case::no_later("no later than November 6, 1935", "1935-11-06", Sure::Read)]
#[case::deadline("to meet the deadline of 1 September 1936", "1936-09-01", Sure::Read)]
fn a_deadline_takes_its_year_from_the_paper(#[case] words: &str, #[case] date: &str, #[case] sure: Sure) {
    let (card, remarks) = intake::read_text(&format!(
        "Tarnov, 28 December 1934\n\nSir: The Board asks that the survey be finished {words} without fail.\n"
    ));
    let [due] = &card.deadlines[..] else { panic!("{:?}", card.deadlines) };
    assert_eq!((due.value.date.to_string().as_str(), due.sure), (date, sure));
    let said = remarks.iter().any(|remark| remark.field == Some(FieldName::Deadlines));
    assert_eq!(said, sure == Sure::Inferred, "what is inferred is said");
}

#[test]
fn the_last_line_of_a_sentence_is_no_date_of_the_letter() {
    let read = card(
        "HARBOUR BOARD OF BRENN\n\nBrenn, 19 November 1926\n\nTo: The Ministry of Waters\n\nSir,\n\nAs the pilots have to be told in time, we \
         should be\nglad of an answer by 3 December 1926.\n\nYours faithfully,\nL. Quay\n",
    );
    assert_eq!(read.date.expect("a date").value.date.to_string(), "1926-11-19");
    assert_eq!(read.deadlines[0].value.date.to_string(), "1926-12-03");
    assert_eq!(read.request.expect("a request").value.act, AskedAct::Answer);
}

#[test]
fn a_day_before_the_paper_is_no_deadline() {
    let card = card("Tarnov, 28 December 1934\n\nSir: The survey was to be finished by 3 May 1934 and was not.\n");
    assert_eq!(card.deadlines, []);
}

#[rstest]
#[case::words(
    "Brenn, March 3, 1891, old style.\n\nSir: The pier is closed and it will not be open for a year.",
    "1891-03-15"
)]
#[case::letters(
    "Brenn, October 25, 1917 (O. S.).\n\nSir: The pier is closed and it will not be open for a year.",
    "1917-11-07"
)]
#[case::russian(
    "3 марта 1891 г. (ст. ст.)\n\nПорт не открыт, и мы не знаем, как он будет открыт для судов.",
    "1891-03-15"
)]
#[case::german(
    "Brenn, den 3. März 1891 alten Stils.\n\nDer Hafen ist zu und die Brücke ist nicht mit dem Eis fort.",
    "1891-03-15"
)]
fn an_old_style_day_follows_in_the_calendar_of_today(#[case] text: &str, #[case] date: &str) {
    let (card, remarks) = intake::read_text(text);
    let found = card.date.expect("a date");
    assert_eq!((found.value.date.to_string().as_str(), found.sure), (date, Sure::Inferred));
    assert!(
        remarks.iter().any(|remark| remark.says.contains("old style") && remark.says.contains(date)),
        "{remarks:?}"
    );
}

#[test]
fn a_day_by_two_calendars_is_said_to_be_one() {
    let says = |line: &str| {
        let (_, remarks) =
            intake::read_text(&format!("{line}\n\nSir: The pier is closed and will not be open for a year.\n"));
        remarks.iter().any(|remark| remark.says.contains("two calendars"))
    };
    assert!(says("Brenn, 15 (27) April 1891.") && says("Brenn, April 8–20, 1861."));
    assert!(!says("Brenn, April 8, 1861."));
}

/// Where the other dates in figures say which of the two is the day, one that does not follows them.
#[rstest::rstest]
#[case::month_first("12/3/1963", "11/29/1963", Some("1963-12-03"))]
#[case::day_first("12/3/1963", "29/11/1963", Some("1963-03-12"))]
#[case::neither("12/3/1963", "11/10/1963", None)]
#[case::both("12/3/1963", "11/29/1963 and 29/11/1963", None)]
fn figures_follow_the_other_dates(#[case] own: &str, #[case] others: &str, #[case] date: Option<&str>) {
    let text = format!(
        "MEMORANDUM\n\nTO: Harbour Board\nFROM: Ida Lund\nDATE: {own}\nSUBJECT: The pier\n\nI refer to the letters of {others} on the pier.\n"
    );
    let card = super::card(&text);
    assert_eq!(card.date.as_ref().map(|date| date.value.date.to_string()).as_deref(), date);
    assert!(card.date.is_none_or(|date| date.sure == procedure::card::Sure::Inferred));
}

#[rstest]
#[case::apart("No. HB/417/26                         19 November 1926", Some("HB/417/26"))]
#[case::of("No. 118/26 of 19 November 1926", Some("118/26"))]
#[case::comma("№ 118, 19 November 1926", Some("118"))]
#[case::in_a_column("No. 17/4                                          Brenn, 19 November 1926", Some("17/4"))]
#[case::a_place("Brenn, 19 November 1926", None)]
#[case::figures_of_the_place("12 Quay Street, Brenn, 19 November 1926", None)]
#[case::another_paper("Your No. 14 of 19 November 1926", None)]
fn a_number_right_before_the_date_is_the_papers(#[case] line: &str, #[case] number: Option<&str>) {
    let card = card(&format!(
        "HARBOUR BOARD OF BRENN\n\n{line}\n\nTo: The Ministry of Waters\n\nSir,\n\nThe dues of last winter hold.\n\nYours faithfully,\nL. Quay\n"
    ));
    assert_eq!(card.number.map(|number| number.value).as_deref(), number);
    assert_eq!(card.date.expect("a date").value.date.to_string(), "1926-11-19");
}

#[test]
fn on_a_line_of_references_a_date_counts_behind_its_label() {
    let text = |line: &str| {
        format!(
            "{line}\n\nThe Ministry of Waters\nBasin Street\n\nDear Sir,\n\nThe dues hold.\n\nYours faithfully,\nL. Quay\n"
        )
    };
    let read = card(&text("Our ref: HB/417/26          Your ref: MW/88/26          Date: 19 November 1926"));
    assert_eq!(read.date.expect("a date").value.date.to_string(), "1926-11-19");
    let another = card(&text("Our ref: HB/417/26          Your ref: MW/88/26 of 19 November 1926"));
    assert!(another.date.is_none(), "{:?}", another.date);
}
