//! Dates on scans: spoilt by signs and letters, in boxes and at the foot, or those of other papers and of days told of.

use procedure::card::{FieldName, Sure};
use rstest::rstest;

use super::card;

/// Signs that a scan leaves, so that the text is taken for one.
const NOISE: &str = "~ | _ « •\n";
const TEXT: &str = "\nThe pier is closed, and the pilots are told of it.\n";
/// A text long enough that what stands below it stands at the foot.
const BODY: &str =
    "The boats that lie at the pier are closed for the winter, and the pilots live on them until it ends.\n";

fn dated(text: &str) -> Option<String> {
    card(&format!("{NOISE}{text}")).date.map(|date| date.value.date.to_string())
}

#[rstest]
#[case::quote("23 November “1963", Some("1963-11-23"))]
#[case::stroke_behind("12-31-1959-", Some("1959-12-31"))]
#[case::stroke_behind_short("21 APRIL 65-", Some("1965-04-21"))]
#[case::range_behind("3 May 10-12", None)]
fn stray_signs_stand_in_the_dates_of_a_scan(#[case] line: &str, #[case] date: Option<&str>) {
    assert_eq!(dated(&format!("DATE: {line}\n{TEXT}")).as_deref(), date);
}

#[rstest]
#[case::bracket("3 August 195)", "1954-08-03")]
#[case::first_letter("17 MAR i978", "1978-03-17")]
#[case::apart("16 DECEMBER 1 958", "1958-12-16")]
#[case::lost("3 OCT 962", "1962-10-03")]
fn a_year_with_a_figure_misread_is_mended_and_said(#[case] line: &str, #[case] date: &str) {
    let (card, remarks) = intake::read_text(&format!("{NOISE}DATE: {line}\n{TEXT}"));
    let found = card.date.expect("a date");
    assert_eq!((found.value.date.to_string().as_str(), found.sure), (date, Sure::Inferred));
    let said = |says: &str| says.contains("misread") && says.contains(line);
    assert!(remarks.iter().any(|remark| remark.field == Some(FieldName::Date) && said(&remark.says)), "{remarks:?}");
}

#[rstest]
#[case::thousand("17 MAR i878")]
#[case::three_figures("3 OCT 162")]
#[case::span("3 OCT 962-964")]
fn a_year_that_could_be_any_is_not_mended(#[case] line: &str) {
    assert_eq!(dated(&format!("DATE: {line}\n{TEXT}")), None);
}

/// The time at which a cable's office had it, with its hour read or spoilt.
#[rstest]
#[case::read("AUG 19 0125Z 62", Some("1962-08-19"))]
#[case::spoilt("OCT 26 £5592 63", Some("1963-10-26"))]
#[case::below_another_time("SECRET 151845Z\n\nAPR 16 0051Z 63", Some("1963-04-16"))]
#[case::no_figure("SEP 12 PegszZ 63", None)]
#[case::group("SECRET 121527Z AUG 69 CITE BRENN 1112 TARNOV AMSEL LUND BRASK DOCKS", Some("1969-08-12"))]
fn a_cables_form_says_its_time(#[case] line: &str, #[case] date: Option<&str>) {
    let text = format!("CLASSIFIED MESSAGE\nTO: BRENN\nINFO: AMSEL, LUND\n{BODY}{line}\n{BODY}");
    assert_eq!(dated(&text).as_deref(), date);
}

#[rstest]
#[case::cut_off("20 September 19", None)]
#[case::clock("DATE: 09/25/96 14:58:14", Some("1996-09-25"))]
fn two_figures_are_a_year_where_a_machine_wrote_them(#[case] line: &str, #[case] date: Option<&str>) {
    assert_eq!(dated(&format!("{line}\n{TEXT}")).as_deref(), date);
}

#[rstest]
#[case::report("Monthly Report, 1-30 November 1963", None)]
#[case::dated("Memorandum dated 14 July 1978", None)]
#[case::dated_above("Your memorandum dated\n14 July 1978", None)]
#[case::abbreviated("Letter of the Board dtd 6 Mar. 1978", None)]
#[case::marked("HMTA-12821, 25 June 1962", None)]
#[case::bracketed("BRENN 8570 (9 April 1964)", None)]
#[case::own("Dated 14 July 1978", Some("1978-07-14"))]
#[case::two_days("Brenn, 3-4 November 1963", Some("1963-11-03"))]
#[case::time("SLOTTED AT 2030, 19 NOV 1963", Some("1963-11-19"))]
fn a_scan_has_the_dates_of_other_papers_and_spans(#[case] line: &str, #[case] date: Option<&str>) {
    assert_eq!(dated(&format!("{line}\n{TEXT}")).as_deref(), date);
}

/// Boxes of a form hold the date alone, among lines that tell of other days.
#[rstest]
#[case::alone("SECRET\n16 January 1964\n50-6-18", Some("1964-01-16"))]
#[case::twice("16 January 1964\n50-6-18\n16 January 1964", Some("1964-01-16"))]
#[case::two_alone("16 January 1964\n50-6-18\n17 January 1964", None)]
#[case::not_alone("Box 16 January 1964\n50-6-18", None)]
fn a_box_holds_the_date_alone(#[case] boxes: &str, #[case] date: Option<&str>) {
    let body = BODY.repeat(9);
    let text = format!("Chief of Boats\n\n{body}{boxes}\nThree boats, 7 May 1963, and none\n{BODY}{BODY}");
    assert_eq!(dated(&text).as_deref(), date);
}

/// A routing sheet has dates of its way; the memorandum below it has its own right above its first line.
#[rstest]
#[case::sheet("ROUTING AND RECORD SHEET", "1978-03-27")]
#[case::slip("TRANSMITTAL SLIP", "1978-03-27")]
#[case::no_sheet("RECORD OF BOATS", "1978-03-28")]
fn the_memorandum_below_a_sheet_is_the_paper(#[case] heading: &str, #[case] date: &str) {
    let text = format!(
        "{heading}\n\nDATE: 28 March 1978\nTO: Ida Lund\n\nBoard of Piers\n\n27 March 1978\n\nMEMORANDUM FOR: Chief, Piers\n\n{BODY}"
    );
    assert_eq!(dated(&text).as_deref(), Some(date));
}

#[rstest]
#[case::misread("TO : Chief of the piers and of the boats that lie there   pate: 8 January 1953", Some("1953-01-08"))]
#[case::no_colon("TO : Chief of the piers and of the boats that lie there   pate 8 January 1953", None)]
#[case::two_letters("TO : Chief of the piers and of the boats that lie there   pata: 8 January 1953", None)]
fn a_date_label_is_known_by_its_colon_too(#[case] line: &str, #[case] date: Option<&str>) {
    let read = card(&format!("MEMORANDUM\n\n{line}\nFROM : Ida Lund\n{TEXT}"));
    assert_eq!(read.date.map(|date| date.value.date.to_string()).as_deref(), date);
}
