//! Scans and cables: labels misread, lost, or set in boxes; forms, seals and stamps around them.

use procedure::card::{Field, Party};
use rstest::rstest;

use super::card;

fn first(parties: &[Field<Party>]) -> Option<&str> {
    parties.first().map(|party| party.value.label())
}

/// Signs that a scan leaves, so that the text is taken for one.
const NOISE: &str = "~ | _ « •\n";

#[rstest]
#[case::pluses("TO + BRENN CITY\nFROM + TARNOV\n", Some("BRENN CITY"), Some("TARNOV"))]
#[case::figures("70 : BRENN\nFROM 1 TARNOV\n", Some("BRENN"), Some("TARNOV"))]
#[case::letters("jO = BRENN\nftom. TARNOV\n", Some("BRENN"), Some("TARNOV"))]
#[case::lost("+ BRENN\nHOM: TARNOV\n", Some("BRENN"), Some("TARNOV"))]
#[case::urgent("TO: IMMEDIATE BRENN INFO AMSEL\nFROM: TARNOV\n", Some("BRENN"), Some("TARNOV"))]
#[case::alone("70 = BRENN\nTHE PIER IS CLOSED\n", None, None)]
#[case::figures_for_colons("TO 3 Chief, Piers\nFROM 86: Ida Lund\n", Some("Chief"), Some("Ida Lund"))]
#[case::post("TO : BRENN\nFRG 2 Chief, Boats\n", Some("BRENN"), Some("Chief"))]
#[case::one_post("TO 2 Chief, Piers\n", Some("Chief"), None)]
#[case::no_post("TO 2 Brenn, Piers\n", None, None)]
#[case::house_number("FROM 123: Ida Lund\n", None, None)]
#[case::below("TO: BRENN\nFROM:\n\nHarbour Office\n", Some("BRENN"), Some("Harbour Office"))]
#[case::stamp_below("TO: BRENN\nFROM:\n\nMAR i635\n", Some("BRENN"), None)]
#[case::long("MENORANDUM FOR: Harbour Board\nFROM : Ida Lund\n", Some("Harbour Board"), Some("Ida Lund"))]
#[case::no_colon("MEMORANDUM FOR CHIEF, Boats\nSUBJECT: The pier\n", Some("CHIEF"), None)]
#[case::no_colon_office("MEMORANDUM FOR PI/BO\nSUBJECT: The pier\n", Some("PI/BO"), None)]
#[case::misread_lead("MEMORANDUM TQ Mr. Lund\nSUBJECT: The pier\n", Some("Mr. Lund"), None)]
#[case::misread_lead_no_post("MEMORANDUM TQ the morning\nSUBJECT: The pier\n", None, None)]
#[case::colon_left(": Mr. Lund\nFROM : Ida Brask\n", Some("Mr. Lund"), Some("Ida Brask"))]
#[case::colon_left_no_title(": Boat Lund\nFROM : Ida Brask\n", None, Some("Ida Brask"))]
#[case::label_lost("BRENN CITY\nFROM: TARNOV\n", Some("BRENN CITY"), Some("TARNOV"))]
#[case::label_lost_below("BRENN CITY\nFROM:\nTARNOV\n", Some("BRENN CITY"), Some("TARNOV"))]
#[case::no_station("BRENN CITY\nFROM: Ida Lund\n", None, Some("Ida Lund"))]
#[case::scraps("TO: os wa\nFROM: TARNOV\n", None, Some("TARNOV"))]
#[case::longer_than_scraps("TO: brenn wa\nFROM: TARNOV\n", Some("brenn wa"), Some("TARNOV"))]
#[case::mark("TO: HBRA-154\nFROM: TARNOV\n", None, Some("TARNOV"))]
#[case::no_mark("TO: HBRA-15\nFROM: TARNOV\n", Some("HBRA-15"), Some("TARNOV"))]
#[case::printed_above(
    "TO:\n\nThe Straits Port\n\nTO: Ida Lund\nFROM: Alwin Brask\n",
    Some("Ida Lund"),
    Some("Alwin Brask")
)]
#[case::no_colon_no_post("MEMORANDUM FOR the morning\nSUBJECT: The pier\n", None, None)]
fn labels_that_a_scan_garbled(#[case] head: &str, #[case] to: Option<&str>, #[case] from: Option<&str>) {
    let card = card(&format!("{NOISE}{head}\n1. THE PIER IS CLOSED AND THE PILOTS ARE TOLD OF IT TODAY.\n"));
    assert_eq!((first(&card.to), first(&card.from)), (to, from));
}

#[rstest]
#[case::one_line("PRIORITY BRENN INFO AMSEL CITE TARNOV 1112\n")]
#[case::two_lines("SECRET 191440Z APR 68 CITE TARNOV 1112\nBRENN INFO AMSEL\n")]
fn a_service_line_names_both_sides(#[case] line: &str) {
    let card = card(&format!("{line}\n1. THE PIER IS CLOSED AND THE PILOTS ARE TOLD OF IT TODAY.\n"));
    assert_eq!((first(&card.to), first(&card.from)), (Some("BRENN"), Some("TARNOV")));
    assert_eq!(card.kind.unwrap().value, "telegram");
}

#[rstest]
#[case::misread("PRIORITY BRENN INFO AMSEL GITE TARNOV 1112\n", Some("TARNOV"))]
#[case::no_number("PRIORITY BRENN INFO AMSEL SITE TARNOV\n", None)]
#[case::sentence("BRENN HAS A SITE FOR PIERS 1112\n", None)]
#[case::few("BRENN HAS A SITE PIERS 12\n", None)]
fn the_word_before_the_sender_may_be_misread(#[case] line: &str, #[case] from: Option<&str>) {
    let card = card(&format!("{line}\n1. THE PIER IS CLOSED AND THE PILOTS ARE TOLD OF IT TODAY.\n"));
    assert_eq!(first(&card.from), from);
}

#[rstest]
#[case::urgent("PRIORITY BRENN INFO AMSEL\n", Some("BRENN"))]
#[case::misread("IWMEDIATE BRENN INFO PRIORITY AMSEL\n", Some("BRENN"))]
#[case::ends("PRICRITY BRENN CITY\n", Some("BRENN CITY"))]
#[case::small_label("to. BRENN CITY\n", Some("BRENN CITY"))]
#[case::sentence("PRIORITY TASK of the pilots was the pier\n", None)]
#[case::post("70 1 DIRECTOR\n", Some("DIRECTOR"))]
#[case::post_informs("** DIRECTOR INFO AMSEL\n", Some("DIRECTOR"))]
#[case::sender("OM DIRECTOR\n", None)]
#[case::below_station("BRENN CITY\nDIRECTOR\n", None)]
#[case::in_words("DIRECTOR SAID SO\n", None)]
#[case::other_post("70 1 OFFICER\n", None)]
#[case::bare_label("TO BRENN CITY INFO AMSEL\n", Some("BRENN CITY"))]
#[case::bare_label_for("TO BRENN (FOR LUND ONLY)\n", Some("BRENN"))]
#[case::bare_label_words("TO BRENN AND BACK\n", None)]
#[case::bare_label_text("TO PIERS MENDED (OF WOOD)\n", None)]
#[case::cites("BRENN CITE DIRECTOR 1112\n** DIRECTOR\n", Some("BRENN"))]
fn a_cable_is_directed_on_a_line_of_its_own(#[case] line: &str, #[case] to: Option<&str>) {
    let card = card(&format!("{NOISE}{line}\n1. THE PIER IS CLOSED AND THE PILOTS ARE TOLD OF IT TODAY.\n"));
    assert_eq!(first(&card.to), to);
}

#[rstest]
#[case::left_of_label("750M DIRECTOR\n", Some("DIRECTOR"))]
#[case::below_station("BRENN CITY\nDIRECTOR\n", Some("DIRECTOR"))]
#[case::below_figures("BRENN 12\nDIRECTOR\n", Some("DIRECTOR"))]
#[case::below_number("BRENN 112\nDIRECTOR\n", None)]
#[case::labelled("TARNOV\nT0: DIRECTOR\n", None)]
#[case::alone("70 1 DIRECTOR\n", None)]
#[case::in_words("750M DIRECTOR SAID SO\n", None)]
#[case::far("MR LUND AND DIRECTOR\n", None)]
fn a_cable_is_sent_from_a_line_of_its_own(#[case] line: &str, #[case] from: Option<&str>) {
    let card = card(&format!("{NOISE}{line}\n1. THE PIER IS CLOSED AND THE PILOTS ARE TOLD OF IT TODAY.\n"));
    assert_eq!(first(&card.from), from);
}

#[test]
fn a_sender_stands_behind_the_time_group() {
    let card = card("STAFF 012310Z TARNOV 266967\nTO: BRENN\n\n1. THE PIER IS CLOSED AND THE PILOTS ARE TOLD.\n");
    assert_eq!((first(&card.to), first(&card.from)), (Some("BRENN"), Some("TARNOV")));
}

#[test]
fn a_service_line_is_spelled_out_by_the_head() {
    let card = card("TARNOVIA\n\nBREN CITE TARN 1112\n\n1. THE PIER IS CLOSED AND THE PILOTS ARE TOLD.\n");
    assert_eq!(first(&card.from), Some("TARNOVIA"));
}

#[rstest]
#[case::boxes("DISPATCH\n\nChief, Harbour Branch\n\nChief of Station, Tarnov\n\nThe closed pier\n")]
#[case::dated("Chief, Harbour Branch DATE: 9 June 1966\n\nChief of Station, Tarnov\n\nThe closed pier\n")]
fn posts_stand_one_under_the_other(#[case] head: &str) {
    let card = card(&format!("{head}\n1. The pier is closed and the pilots have been told of it by the Board.\n"));
    assert_eq!((first(&card.to), first(&card.from)), (Some("Chief"), Some("Chief of Station")));
}

/// The box that says how a dispatch is filed stands beside its addressee.
#[rstest]
#[case::below(
    "MARKED FOR INDEXING\nChief, Harbour Branch\nNO INDEXING REQUIRED\nINFO.\n",
    Some("Chief Harbour Branch")
)]
#[case::misread("INARKED FOR IWDEXING\nChief, Harbour Branch\n", Some("Chief Harbour Branch"))]
#[case::frame("MARKED FOR INDEXING\nChief, Harbour Branch |NO INDEXING REQUIRED\n", Some("Chief Harbour Branch"))]
#[case::frame_within("MARKED FOR INDEXING\nChief, |Harbour Branch\n", Some("Chief Harbour Branch"))]
#[case::informed_above(
    "INFO.\nChief, Piers\nMARKED FOR INDEXING\nChief, Boats\nFROM\nChief of Station, Tarnov\n",
    Some("Chief Boats")
)]
#[case::other_box("MARKED FOR THE BRANCH\nChief, Harbour Branch\n", None)]
fn a_dispatch_s_addressee_stands_beside_a_box(#[case] head: &str, #[case] to: Option<&str>) {
    let text = format!("{NOISE}DISPATCH\n{head}\n1. The pier is closed and the pilots are told of it today.\n");
    let words = |party: &Field<Party>| party.value.words().trim().to_owned();
    assert_eq!(card(&text).to.first().map(words).as_deref(), to);
}

/// A routing sheet ends the head; the memorandum under it has one of its own.
#[rstest]
#[case::person("MEMORANDUM FOR: Ida Lund\nFROM: Alwin Brask\n", Some("Ida Lund"), Some("Alwin Brask"))]
#[case::record("MEMORANDUM FOR THE RECORD\nSUBJECT: The pier\n", Some("MEMORANDUM FOR THE RECORD"), None)]
#[case::no_head("MEMORANDUM FOR: Ida Lund\nThe pier is open again.\n", None, None)]
#[case::sentence("Our memorandum for: Ida Lund\nSUBJECT: The pier\n", None, None)]
fn a_memorandum_lies_below_a_routing_sheet(#[case] head: &str, #[case] to: Option<&str>, #[case] from: Option<&str>) {
    let sheet = "ROUTING AND RECORD SHEET\n\n1. The pier sheet goes to all who are named on it, in their order.\n\n\
        2. It comes back with the initials of each of them.";
    let body = "1. The pier is closed for the winter, and the boats lie in the basin.\n";
    let card = card(&format!("{NOISE}{sheet}\n\n2 November 1974\n\n{head}\n{body}"));
    assert_eq!((first(&card.to), first(&card.from)), (to, from));
}

#[test]
fn a_box_for_rooms_and_a_typist_s_date_are_no_readers() {
    let text =
        |value: &str| format!("{NOISE}TO: {value}\n\n1. The pier is closed and the pilots are told of it today.\n");
    assert_eq!(first(&card(&text("Officer desi tion, room number, and building")).to), None);
    assert_eq!(first(&card(&text("9 JUN 1966")).to), None);
    assert_eq!(first(&card(&text("Officer of the pilots")).to), Some("Officer of the pilots"));
}

#[test]
fn a_sentence_behind_a_label_is_no_name() {
    let text =
        |value: &str| format!("{NOISE}TO: {value}\n\n1. The pier is closed and the pilots are told of it today.\n");
    assert_eq!(
        first(&card(&text("MUCH WAS CONFIDED TO PILOTS WHO")).to),
        Some("MUCH WAS CONFIDED TO PILOTS WHO"),
        "at the limit"
    );
    assert_eq!(first(&card(&text("MUCH WAS CONFIDED TO THE PILOTS WHO")).to), None);
}

/// What a scan reads of a hand's signature and of a stamp stands above or below the typed name.
#[rstest]
#[case::hand("Qyae Qrbaig\n\nIda M. Lund\nHarbour Master and Chief\n", &["Ida M. Lund"])]
#[case::marking("I. Serret\n\nIda M. Lund\n", &["I. Serret", "Ida M. Lund"])]
#[case::misread_marking("SERRET\nChief\n", &[])]
#[case::no_marking("SURREY\nChief\n", &["SURREY"])]
#[case::two_with_posts("Ida M. Lund\nChief, Piers\n\nAlwin C. Brask\nChief, Boats\n", &["Ida M. Lund", "Alwin C. Brask"])]
fn a_typed_name_with_its_post_signs(#[case] foot: &str, #[case] names: &[&str]) {
    let body =
        "1. The pier is closed for the winter, and the boats lie in the basin.\n\n2. The pilots were told of it.";
    let card = card(&format!(
        "{NOISE}8 April 1977\n\nMEMORANDUM FOR: Harbour Board\n\nSUBJECT: The pier\n\n{body}\n\n\n{foot}"
    ));
    assert_eq!(card.from.iter().map(|party| party.value.label()).collect::<Vec<_>>(), names);
}

/// Labels one under the other with nothing behind them, and what was typed behind them further down.
#[rstest]
#[case::both(
    "TO\nFROM\nSUBJECT:\nForm No. 10\nFile DATE: 9 June 1966\nChief, Harbour Branch\nThe pier\n",
    Some("File"),
    Some("Chief")
)]
#[case::attention(
    "To 1\nAttention :\nFROM\nSUBJECT:\nDirector, Boats\nOfficer, Pilots\nChief, Piers\n",
    Some("Director"),
    Some("Chief")
)]
#[case::fewer_posts("TO\nATTENTION\nFROM\nSUBJECT:\nDirector, Boats\nThe pier\n", None, None)]
#[case::twice("TO\nFROM\nTO\nFROM\nDirector, Boats\nChief, Piers\n", None, None)]
#[case::agents(
    "TO :\nFROM :\nSUBJECT:\nDIRECTOR, BOATS (9-3)\nSAC, BRENN (9-4)\nThe pier\n",
    Some("DIRECTOR"),
    Some("SAC")
)]
fn labels_stand_above_all_that_was_typed(#[case] head: &str, #[case] to: Option<&str>, #[case] from: Option<&str>) {
    let card = card(&format!("{NOISE}{head}\n1. The pier is closed and the pilots are told of it today.\n"));
    assert_eq!((first(&card.to), first(&card.from)), (to, from));
}

#[rstest]
#[case::caption("FROM: EXTENSION NO.\nTO: Harbour Board\n", None)]
#[case::garbled("~ | _ «\nFROM: ixreasion | NO. EV\nTO: Harbour Board\n", None)]
#[case::stamp("TO: Harbour Board\nSUBJECT: The pier\n", None)]
fn what_a_form_prints_is_no_name(#[case] head: &str, #[case] from: Option<&str>) {
    let card = card(&format!("{head}\nThe pier is closed and the pilots have been told of it.\n\nRELEASING OFFICER\n"));
    assert_eq!(first(&card.from), from);
}

#[rstest]
#[case("END OF MESSAGE\n", "telegram")]
#[case("DISPATCH SYMBOL AND NUMBER\n", "despatch")]
fn forms_say_their_kind(#[case] mark: &str, #[case] kind: &str) {
    let card = card(&format!("The pier is closed and the pilots have been told of it by the Board.\n\n{mark}"));
    assert_eq!(card.kind.unwrap().value, kind);
}

#[test]
fn a_date_may_stand_beside_another_field() {
    let card = card("TO : Harbour Board   DATE: 26 June 1961\nFROM : Ida Lund\n\nThe pier is closed for the winter.\n");
    assert_eq!(card.date.unwrap().value.date.to_string(), "1961-06-26");
    assert_eq!(first(&card.to), Some("Harbour Board"));
}

#[test]
fn a_subject_that_is_not_finished_goes_on_below() {
    let card = card(
        "TO: Harbour Board\nFROM: Ida Lund\nSUBJECT: Closing of the pier and\n\nMr. Brask\n\nThe pier is closed.\n",
    );
    assert_eq!(card.subject.unwrap().value, "Closing of the pier and Mr. Brask");
}

#[test]
fn an_act_goes_out_under_its_letterhead() {
    let text = "Digitally signed by\nPORT OFFICE\nDate: 2016.03.07 09:30:43\nΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ\nΔΗΜΟΣ ΒΡΕΝΗΣ Βρένη 6 - 3 - 2016\n\n\
                Το λιμάνι δεν είναι ανοικτό και η θάλασσα είναι με τον πάγο για τα πλοία.\n\nΟ ΔΗΜΑΡΧΟΣ\n\nΙΔΑ ΛΟΥΝΤ\n\n\
                Αποδέκτες προς κοινοποίηση:\n1. Γραφείο Υδάτων\n2. Λιμενικό Ταμείο\n";
    let card = card(text);
    assert_eq!(first(&card.from), Some("ΔΗΜΟΣ ΒΡΕΝΗΣ"));
    assert_eq!(card.date.unwrap().value.date.to_string(), "2016-03-06");
    let copies: Vec<_> = card.copies.iter().map(|copy| copy.value.label()).collect();
    assert_eq!(copies, ["Γραφείο Υδάτων", "Λιμενικό Ταμείο"]);
}

#[test]
fn an_order_may_recite_its_grounds_before_its_formula() {
    let grounds =
        "Whereas the pier is old and the pilots have asked for a new one in the spring of this year. ".repeat(20);
    let card = card(&format!(
        "{grounds}\n\nNow, therefore, by virtue of the authority vested in me, it is hereby ordered that the pier be closed.\n"
    ));
    assert_eq!(card.kind.unwrap().value, "executive order");
}

const TEXT: &str =
    "\n1. The pier is closed and the pilots have been told of it by the Board over the telephone from headquarters.\n";

#[rstest]
#[case::month("8 Februaty 1963", Some("1963-02-08"))]
#[case::month_first("Decerber 4, 1959", Some("1959-12-04"))]
#[case::year("29 JANUARY 6S", Some("1965-01-29"))]
#[case::whole_year("4 May 195l", Some("1951-05-04"))]
#[case::century("9 March 1665", Some("1965-03-09"))]
#[case::no_month("8 Februaty", None)]
#[case::not_near("8 Fobruotv 1963", None)]
#[case::two_centuries("9 March 1790", None)]
#[case::beside_words("8 Februaty 1963 Meeting of the Harbour Board", None)]
fn a_date_is_mended_where_one_reading_is_left(#[case] line: &str, #[case] date: Option<&str>) {
    let (card, remarks) = intake::read_text(&format!("{NOISE}{line}\n{TEXT}"));
    let found = card.date.map(|field| (field.value.date.to_string(), field.sure));
    assert_eq!(found.as_ref().map(|(date, _)| date.as_str()), date);
    if let Some((_, sure)) = found {
        assert_eq!(sure, procedure::card::Sure::Inferred);
        assert!(remarks.iter().any(|remark| remark.field == Some(procedure::card::FieldName::Date)));
    }
}

#[rstest]
#[case::typed("26 NOV 63", Some("1963-11-26"))]
#[case::written("26 Nov 63", None)]
#[case::stops("26. NOV. 63", None)]
fn a_month_in_capitals_is_typed_in_the_last_century(#[case] line: &str, #[case] date: Option<&str>) {
    let card = card(&format!("{NOISE}{line}\n\n1. The pier is closed and the pilots have been told of it.\n"));
    assert_eq!(card.date.map(|date| date.value.date.to_string()).as_deref(), date);
}

/// Where neither head nor foot bears a date: in a form's box, beside the sender, in the typist's line.
#[rstest]
#[case::box_of_report("The harbour of Orland, its piers and its pilots:  DATE DISTR. 1 June 1965", Some("1965-06-01"))]
#[case::box_with_words(
    "The harbour of Orland, its piers and its pilots:  DATE OF REPORT 19 December 1963",
    Some("1963-12-19")
)]
#[case::typed(
    "HBRA 4484 TYPED: 26 October 1972 in the harbour office of Brenn, room 4, by the day",
    Some("1972-10-26")
)]
#[case::small_label("The pilots have set the date of closing, 1 June 1965, and the basin follows", None)]
#[case::two_boxes(
    "The harbour of Orland, its piers and its pilots:  DATE DISTR. 1 June 1965\n\nThe harbour of Tarnov, its boats and its pilots:  DATE DISTR. 2 June 1965",
    None
)]
#[case::typist("HB/PIERS/BOATS:IMLund:ab (23 July 1963)", Some("1963-07-23"))]
#[case::typist_short_year("HB/PIERS/BOATS:IMLund:ab (23 Jul 63)", Some("1963-07-23"))]
#[case::bracket_in_text("He said (23 July 1963) that the piers and the boats of the harbour office were his", None)]
fn a_date_stands_apart_from_head_and_foot(#[case] line: &str, #[case] date: Option<&str>) {
    let body = "1. The pier is closed for the winter, and the boats lie in the basin of the old harbour today.\n\n";
    let text = format!("{NOISE}MEMORANDUM FOR: Harbour Board\n\n{body}{body}{body}{line}\n\n{body}{body}");
    assert_eq!(card(&text).date.map(|date| date.value.date.to_string()).as_deref(), date);
}

#[rstest]
#[case::cable("FROM: TARNOV JUN 11 12452 61\n", Some("1961-06-11"))]
#[case::day_first("FROM: TARNOV of 11 June 1961\n", None)]
fn a_cable_came_from_its_sender_at_a_time(#[case] line: &str, #[case] date: Option<&str>) {
    let text = format!(
        "{NOISE}TO: BRENN\n{line}\n1. THE PIER IS CLOSED AND THE PILOTS ARE TOLD OF IT SINCE 9 JUNE 1961 BY THE BOARD OF THE HARBOUR.\n"
    );
    assert_eq!(card(&text).date.map(|date| date.value.date.to_string()).as_deref(), date);
}

/// A form says since when it is printed so, an archive when it opened the paper.
#[rstest]
#[case::edition("HB-36 (Rev. 12-13-1956)\n\n8-20-1958\n", Some("1958-08-20"))]
#[case::edition_alone("HB-36 (Rev. 12-13-1956)\n", None)]
#[case::in_brackets("Tarnov (12-13-1956)\n", Some("1956-12-13"))]
#[case::opened("65990 Date: 10-29-2021\n\n11 July 1978\n", Some("1978-07-11"))]
#[case::not_older("65990 Date: 10-29-2021\n\n11 July 1998\n", Some("2021-10-29"))]
fn a_form_s_and_an_archive_s_day_are_not_the_paper_s(#[case] head: &str, #[case] date: Option<&str>) {
    let card = card(&format!("{head}\nMEMORANDUM FOR: Harbour Board\n{TEXT}"));
    assert_eq!(card.date.map(|date| date.value.date.to_string()).as_deref(), date);
}

/// Nothing but the form of a name tells a signature at the foot of some scans.
#[rstest]
#[case::initial("Ida M. Lund\n", Some("Ida M. Lund"))]
#[case::misread_stop("* Ida M, Lund :\n", Some("Ida M, Lund"))]
#[case::no_initial("Ida Lund\n", None)]
#[case::post("Chief M. Piers\n", None)]
#[case::listed("Ida M. Lund\n\nLyle B. Brask\n", None)]
#[case::in_words("Ida M. Lund has seen it\n", None)]
fn a_sole_name_with_an_initial_signs(#[case] foot: &str, #[case] from: Option<&str>) {
    let body = "1. The pier is closed for the winter, and the boats lie in the basin of the harbour.\n\n";
    let end = "2. All who lie there are told of it in the course of the day by the master of the pier.\n";
    let card = card(&format!("{NOISE}8 April 1977\n\nMEMORANDUM FOR: Harbour Board\n\n{body}{foot}\n{end}"));
    assert_eq!(first(&card.from), from);
}

/// On a routing sheet the sender's extension and the day stand beside him, in boxes of their own.
#[rstest]
#[case::name("I. Lund 4april68", Some("I. Lund"))]
#[case::office("HB/PR 5540 18 March 1969", Some("HB/PR"))]
#[case::neither("Lund 5540 18 March 1969", None)]
fn a_sender_stands_below_a_caption_with_his_extension(#[case] line: &str, #[case] from: Option<&str>) {
    let card = card(&format!("{NOISE}FROM: EXTENSION NO.\n\n{line}\n{TEXT}"));
    assert_eq!(first(&card.from), from);
}

#[test]
fn a_date_stands_behind_its_garbled_label() {
    let card = card(&format!("{NOISE}TO: Harbour Board | pare: 5 April 1968\nFROM: Ida Lund\n{TEXT}"));
    assert_eq!(card.date.unwrap().value.date.to_string(), "1968-04-05");
}

#[test]
fn a_small_month_counts_between_day_and_year() {
    assert_eq!(card(&format!("mar 9 1961\n{TEXT}")).date.unwrap().value.date.to_string(), "1961-03-09");
    assert_eq!(card(&format!("We may 9 times\n{TEXT}")).date, None);
}

#[test]
fn an_archive_dates_its_release_and_not_the_paper() {
    let notice = "Released under the Harbour Papers\nCollection Act of\n\n65990 Date: 10-29-2021\n";
    assert_eq!(card(&format!("{notice}\n{TEXT}")).date, None);
    let dated = card(&format!("{notice}11 July 1978\n{TEXT}"));
    assert_eq!(dated.date.unwrap().value.date.to_string(), "1978-07-11");
    let own = card(&format!("The Harbour Board\n\nDate: 10-29-2021\n{TEXT}"));
    assert_eq!(own.date.unwrap().value.date.to_string(), "2021-10-29");
}

#[rstest]
#[case::figure("SUBJECT 3s Closing of the pier", "Closing of the pier")]
#[case::sign("SUBJEGT * Closing of the pier", "Closing of the pier")]
#[case::sentence("SUBJECT BORN IN TARNOV", "The pier is closed.")]
fn a_subject_label_keeps_its_place_without_its_colon(#[case] line: &str, #[case] subject: &str) {
    let card = card(&format!("TO: Harbour Board\nFROM: Ida Lund\n{line}\n\n1. The pier is closed.\n"));
    assert_eq!(card.subject.unwrap().value, subject);
}

/// A scan loses the blank line between a subject and the text below it.
#[rstest]
#[case::paragraph("The closed pier\n1. On Monday the pilots left.", "The closed pier")]
#[case::letter("The closed pier l. The pilots left.", "The closed pier")]
#[case::references("The closed pier\nREFERENCE 2 Letter of the Board", "The closed pier")]
#[case::no_paragraph("The closed pier 1.5 miles off", "The closed pier 1.5 miles off")]
#[case::other_figure("The closed pier\nand basin 2. Works", "The closed pier and basin 2. Works")]
#[case::word("The closed pier\nReference works of the Board", "The closed pier Reference works of the Board")]
fn a_subject_ends_where_the_text_begins(#[case] value: &str, #[case] subject: &str) {
    let read = card(&format!("{NOISE}MEMORANDUM FOR: Ida Lund\nSUBJECT: {value}\n{TEXT}"));
    assert_eq!(read.subject.unwrap().value, subject);
}

#[test]
fn captions_and_values_may_stand_in_columns() {
    let head = "MEMORANDUM FOR: Ida Lund\nSUBJECT\nREFERENCES\n";
    let paired = card(&format!("{head}: The closed pier\n: A. Letter of 4 May\n{TEXT}"));
    assert_eq!(paired.subject.unwrap().value, "The closed pier");
    // One value for two captions may be either's.
    let single = card(&format!("{head}: Letter of 4 May\n{TEXT}"));
    assert_ne!(single.subject.unwrap().value, "Letter of 4 May");
}

#[rstest]
#[case::box_above("The closed pier", "ACTION REQUIRED - REFERENCES", "The closed pier")]
#[case::misread("The closed pier _", "etion REQUINED", "The closed pier")]
#[case::post("Chief, Harbour Branch", "ACTION REQUIRED", "1. The pilots are told of it by the Board.")]
#[case::sentence(
    "The closed pier",
    "Action required by the Board is to tell pilots",
    "1. The pilots are told of it by the Board."
)]
fn a_despatch_form_has_a_box_for_its_subject(#[case] above: &str, #[case] caption: &str, #[case] subject: &str) {
    let card = card(&format!("DISPATCH\n\n{above}\n{caption}\n\n1. The pilots are told of it by the Board.\n"));
    assert_eq!(card.subject.unwrap().value, subject);
}

#[rstest]
#[case::goes_on(
    "PILOTS UNABLE TO LAND BOATS\n\nAT BRENN PIER BEFORE WINTER\n\n2. NEXT BOAT",
    "PILOTS UNABLE TO LAND BOATS AT BRENN PIER BEFORE WINTER"
)]
#[case::numbered("PILOTS UNABLE TO LAND BOATS\n\n2. NEXT BOAT LEAVES BRENN PIER", "PILOTS UNABLE TO LAND BOATS")]
#[case::noise("PILOTS UNABLE TO LAND BOATS\n\nBO xd oe", "PILOTS UNABLE TO LAND BOATS")]
fn a_scan_leaves_blank_lines_in_a_paragraph(#[case] text: &str, #[case] subject: &str) {
    let card = card(&format!("{NOISE}BRENN CITE TARN 1112\n\n1. {text}\n"));
    assert_eq!(card.subject.unwrap().value, subject);
}

#[test]
fn a_cable_without_paragraph_numbers_begins_below_its_references() {
    let head = "~ | _ « •\nTO: BRENN\nFROM: TARNOV\nREF: BRENN 5684\n";
    let read = card(&format!("{head}le PILOTS UNABLE TO LAND AT THE OLD PIER. ASK BRENN.\n"));
    assert_eq!(read.subject.unwrap().value, "PILOTS UNABLE TO LAND AT THE OLD PIER");
    assert_eq!(card(&format!("{head}pi1ots una ~ _ tc Iand x at tne oId p\n")).subject, None);
}

#[rstest]
#[case::figure("FROM 7 Ida Lund\n", Some("Ida Lund"))]
#[case::date("FROM 7 December 1961 TO\n", None)]
fn a_sender_behind_what_is_left_of_a_colon(#[case] line: &str, #[case] from: Option<&str>) {
    assert_eq!(first(&card(&format!("{NOISE}{line}{TEXT}")).from), from);
}

#[rstest]
#[case::paragraph("CLASSIFIED MESSAGE\nBRENN\n1. THE PIER IS CLOSED AND THE PILOTS ARE TOLD.\nEND OF MESSAGE", None)]
#[case::box_of_a_form("NO INDEX 2\nTO: BRENN\nFROM: TARNOV\nTHE PIER IS CLOSED.\nEND OF MESSAGE", None)]
#[case::led("CLASSIFIED MESSAGE\nBRENN\n412. THE PIER IS CLOSED AND THE PILOTS ARE TOLD.\nEND OF MESSAGE", Some("412"))]
fn a_form_and_its_paragraphs_number_no_scan(#[case] text: &str, #[case] number: Option<&str>) {
    let read = card(&format!("{NOISE}{text}\n"));
    assert_eq!(read.number.as_ref().map(|number| number.value.as_str()), number);
}

#[rstest]
#[case::told("A check of the pier, initiated on 3 August 1960", None)]
#[case::born("PILOT, DPOB 12 MARCH 1932 BRENN", None)]
#[case::own("Brenn 3 August 1960", Some("1960-08-03"))]
fn a_scan_tells_of_days_that_are_not_its_own(#[case] line: &str, #[case] date: Option<&str>) {
    let read = card(&format!("{NOISE}{line}\n{TEXT}"));
    assert_eq!(read.date.map(|date| date.value.date.to_string()).as_deref(), date);
}

#[test]
fn a_box_left_empty_names_nobody() {
    let read = card(&format!("{NOISE}DISPATCH\nTO: Brenn\nINFO. XXX\nNO INDEXING REQUIRED\n{TEXT}"));
    assert_eq!(read.copies, []);
    assert_eq!(card(&format!("{NOISE}TO: DATE: 29 January 1958\nFROM: Ida Lund\n{TEXT}")).to, []);
}

fn dated(text: &str) -> Option<String> {
    card(&format!("{NOISE}{text}")).date.map(|date| date.value.date.to_string())
}

/// An archive's number and the day on which it opened a paper stand above all else.
#[rstest]
#[case::opened(
    "65990 Date: 10-29-2021\n\n18 June 1962\n\nThe pier is closed, and the pilots are told.\n",
    Some("1962-06-18")
)]
#[case::short_year("65990 Date: 10-29-2021\n\n18 JUN 62\n\nThe pier is closed since 1961.\n", Some("1962-06-18"))]
#[case::nothing_older("65990 Date: 10-29-2021\n\nThe pier is closed, and the pilots are told.\n", Some("2021-10-29"))]
#[case::of_a_year_near("65990 Date: 10-29-2021\n\nThe pier was closed on 18 June 1997, and is.\n", Some("2021-10-29"))]
#[case::no_number("Date: 10-29-2021\n\nThe pier was closed on 18 June 1962, and is.\n", Some("2021-10-29"))]
fn an_archive_numbers_and_dates_its_opening(#[case] text: &str, #[case] date: Option<&str>) {
    assert_eq!(dated(text).as_deref(), date);
}

/// A form's foot has the mark of a paper and its date side by side.
#[rstest]
#[case::foot("HMTA-22608 11 December 1963 told at length what lies at the pier of Brenn", Some("1963-12-11"))]
#[case::strokes("HMTA ~~ 41240   5 November 1972 told at length what lies at the pier of Brenn", Some("1972-11-05"))]
#[case::entry("C. HMTA-22608, 12 October 1962, told at length what lies at the pier of Brenn", None)]
#[case::list(
    "HMTA-22608 11 December 1963 told at length what lies at the pier of Brenn\nHMTA-22609 12 December 1963 told at length what lies at the pier of Brenn",
    None
)]
#[case::word("Pier-22608 11 December 1963 told at length what lies at the pier of Brenn", None)]
fn a_date_stands_beside_the_mark_of_its_paper(#[case] foot: &str, #[case] date: Option<&str>) {
    let body = "The boats that lie at the pier are closed for the winter, and the pilots live on them.";
    let text =
        format!("Chief of Boats\n\n{body} {body}\n{body} {body}\n\nIDA LUND\n\nCLASSIFICATION\n{foot} and so on\n");
    assert_eq!(dated(&text).as_deref(), date);
}

#[rstest]
#[case::nine_for_nought("SECRET 9821442 FEB 71 CITE BRENN 1112\nTARNOV\n", Some("1971-02-08"))]
#[case::no_day("SECRET 4821442 FEB 71 CITE BRENN 1112\nTARNOV\n", None)]
fn a_time_group_begins_with_a_day(#[case] line: &str, #[case] date: Option<&str>) {
    assert_eq!(
        dated(&format!("{line}\n1. THE PIER IS CLOSED SINCE 1970, AND THE PILOTS ARE TOLD.\n")).as_deref(),
        date
    );
}
