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
#[case::long("MENORANDUM FOR: Harbour Board\nFROM : Ida Lund\n", Some("Harbour Board"), Some("Ida Lund"))]
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

#[rstest]
#[case::caption("FROM: EXTENSION NO.\nTO: Harbour Board\n", None)]
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
