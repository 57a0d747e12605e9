//! Office forms: who writes and who is told, in boxes, under lost labels and by the initials of an office.

use procedure::card::{Field, Party};
use rstest::rstest;

use super::card;

fn first(parties: &[Field<Party>]) -> Option<&str> {
    parties.first().map(|party| party.value.label())
}

fn said(parties: &[Field<Party>]) -> Vec<String> {
    parties.iter().map(|party| party.value.words()).collect()
}

/// Signs that a scan leaves, so that the text is taken for one.
const NOISE: &str = "~ | _ « •\n";
const TEXT: &str = "1. The pier is closed and the pilots have been told of it by the Board.\n";

#[rstest]
#[case::labels_lost("BRENN\nOM 1 TARNOV\nACTION: HB 8\n", Some("BRENN"), Some("TARNOV"))]
#[case::conf("Cy BRENN ,\n‘Venom: TARNOV\nconf, HB 8\n", Some("BRENN"), Some("TARNOV"))]
#[case::dispatch("SLOW BOX\nTARNOV\nACTION REQUIRED\n", None, None)]
#[case::caption("CLASSIFIED MESSAGE\nACTION: HB 8\n", None, None)]
#[case::nothing_below("BRENN\nTARNOV\nHB 8\n", None, None)]
fn boxes_above_the_routing_of_a_cable(#[case] head: &str, #[case] to: Option<&str>, #[case] from: Option<&str>) {
    let card = card(&format!("{NOISE}{head}\n1. THE PIER IS CLOSED AND THE PILOTS ARE TOLD OF IT TODAY.\n"));
    assert_eq!((first(&card.to), first(&card.from)), (to, from));
}

#[test]
fn routing_does_not_go_on_with_the_sender() {
    let card = card(&format!("{NOISE}TO: BRENN\nFROM: TARNOV\nACTION: HB 8\n\n{TEXT}"));
    assert_eq!(said(&card.from), ["TARNOV"]);
}

#[rstest]
#[case::figure_behind("PILOTS TO COME\nFROM THE PIER OF AMSEL\n\nBRENN CITE TARNOV 1112\n", Some("TARNOV"))]
#[case::label("TO: BRENN\nFROM: AMSEL\n\nBRENN CITE TARN 1112\n", Some("AMSEL"))]
fn a_cited_station_writes_unless_a_label_names_one(#[case] head: &str, #[case] from: Option<&str>) {
    let card = card(&format!("{NOISE}{head}\n1. THE PIER IS CLOSED AND THE PILOTS ARE TOLD OF IT TODAY.\n"));
    assert_eq!(first(&card.from), from);
}

#[rstest]
#[case::sole("Chief, Harbour Branch\n\nLyle Brask\n\n", Some("Chief"))]
#[case::through("Acting Chief, Harbour Branch\nThrough: Ida Lund\n\n", Some("Acting Chief"))]
#[case::station_writes_home("Chief of Station, Tarnov\n\nSUBJECT: The pier\n\n", None)]
#[case::owned("Lyle Brask\nChief, Harbour Branch\n\nSUBJECT: The pier\n\n", None)]
#[case::no_cue("Chief, Harbour Branch\n\n", None)]
fn a_post_alone_at_the_top_is_told(#[case] head: &str, #[case] to: Option<&str>) {
    assert_eq!(first(&card(&format!("{head}{TEXT}")).to), to);
}

#[rstest]
#[case::garbled("HEDOORANDIM FOR: Ida Lund\n", Some("Ida Lund"))]
#[case::stray("a MENORANDUM FOR = Ida Lund\n", Some("Ida Lund"))]
#[case::other("INSTRUCTIONS FOR: Ida Lund\n", None)]
#[case::text("Reasons FOR: Ida Lund\n", None)]
fn a_garbled_memorandum_is_for_somebody(#[case] head: &str, #[case] to: Option<&str>) {
    assert_eq!(first(&card(&format!("{head}\n{TEXT}")).to), to);
}

#[test]
fn a_bare_post_goes_on_with_its_office() {
    let two = card(&format!("MEMORANDUM FOR: Director\nHarbour Protection Service\n\nFROM: Ida Lund\n\n{TEXT}"));
    assert_eq!(said(&two.to), ["Director Harbour Protection Service"]);
    let apart =
        card(&format!("MEMORANDUM FOR: Director of Piers\nHarbour Protection Service\n\nFROM: Ida Lund\n\n{TEXT}"));
    assert_eq!(apart.to.len(), 2);
}

#[rstest]
#[case::named("Lyle Brask\nHB/C/FI\n", Some("Lyle Brask"))]
#[case::name_lost("L~le Br2sk,.\nHB/C/FI\n", Some("HB/C/FI"))]
#[case::listed("Distribution:\n1 - HB/C/FI\n", None)]
#[case::drafted("HB/C: es\n", None)]
fn the_initials_of_an_office_sign(#[case] foot: &str, #[case] from: Option<&str>) {
    assert_eq!(first(&card(&format!("MEMORANDUM FOR: Ida Lund\n\n{TEXT}\n{foot}")).from), from);
}

#[rstest]
#[case::initials("L. F. Brask\n", Some("L. F. Brask"))]
#[case::office("C/HB\n", Some("C/HB"))]
#[case::caption("Room and date\n", None)]
#[case::too_far("1\n2\n3\nL. F. Brask\n", None)]
fn a_sender_below_the_caption_of_another_box(#[case] below: &str, #[case] from: Option<&str>) {
    assert_eq!(first(&card(&format!("FROM: EXTENSION NO.\n{below}\nTO: Harbour Board\n\n{TEXT}")).from), from);
}

/// Papers of one form: what was said and by whom it was heard, a telegram dated to the hour, what a president signs.
#[rstest]
#[case::attendance(
    "Brenn, March 16, 1960.\n\nSUBJECT\nThe harbour\n\nPARTICIPANTS\nMr. Alwin Brask\nMr. Ida Lund\n\nMr. Brask said that the pier was closed for the winter.\n",
    Some("memorandum of conversation")
)]
#[case::sent_at_an_hour(
    "Brenn, May 15, 1960—3 p.m.\n\n3245. The pier was closed this morning, and the boats lie in the basin.\n\nLund\n",
    Some("telegram")
)]
#[case::sent_at_noon(
    "Brenn, May 15, 1960, noon\n\n3245. The pier was closed this morning, and the boats lie in the basin.\n\nLund\n",
    Some("telegram")
)]
#[case::hour_alone(
    "Brenn, May 15, 1960—3 p.m.\n\nThe pier was closed this morning, and the boats lie in the basin.\n\nLund\n",
    None
)]
#[case::number_alone(
    "Brenn, May 15, 1960\n\n3245. The pier was closed this morning, and the boats lie in the basin.\n\nLund\n",
    None
)]
#[case::determination(
    "Presidential Determination No. 2024-05 of March 12, 2024\n\nOn the Admission of Pilots\n\nI hereby determine that pilots may be admitted.\n",
    Some("presidential determination")
)]
fn kinds_by_their_form(#[case] text: &str, #[case] kind: Option<&str>) {
    let card = card(text);
    assert_eq!(card.kind.map(|kind| kind.value).as_deref(), kind);
    assert_eq!(said(&card.to), Vec::<String>::new(), "who took part is not told");
}

#[test]
fn a_telegram_dated_to_the_hour_has_its_number_before_its_text() {
    let card = card(
        "Brenn, May 15, 1960—3 p.m.\n\n3245. Reference: Deptel 1690 and Embtel 1612. The pier was closed.\n\nLund\n",
    );
    assert_eq!(card.number.unwrap().value, "3245");
    let cited: Vec<_> =
        card.citations.iter().map(|cited| (cited.value.kind.as_deref(), cited.value.number.as_deref())).collect();
    assert_eq!(cited, [(Some("telegram"), Some("1690")), (Some("telegram"), Some("1612"))]);
}

#[rstest]
#[case::proclamation(
    "Proclamation 9844 of February 15, 2019\n\nClosing the Pier of Brenn\n\nBy the President of the Straits\n\nA Proclamation\n\nThe pier lies in the ice.\n",
    "Closing the Pier of Brenn"
)]
#[case::dated_memorandum(
    "Memorandum of January 20, 2021\n\nClosing the Pier of Brenn\n\nMemorandum for the Heads of Harbours\n\nThe pier lies in the ice, and nobody may land there.\n",
    "Closing the Pier of Brenn"
)]
#[case::memorandum(
    "MEMORANDUM\n\nThe pier of Brenn lies in the ice, and nobody may land there.\n",
    "The pier of Brenn lies in the ice, and nobody may land there."
)]
fn what_is_printed_as_an_order_has_its_title_below_its_heading(#[case] text: &str, #[case] subject: &str) {
    assert_eq!(card(text).subject.unwrap().value, subject);
}

#[rstest]
#[case::president("MEMORANDUM FOR THE PRESIDENT\n\nSUBJECT\nThe pier\n\nThe pier is closed.\n", &["PRESIDENT"])]
#[case::heads("Memorandum for the Heads of Harbours\n\nThe pier lies in the ice, and nobody may land.\n", &["Heads of Harbours"])]
#[case::sentence("Memorandum for the morning at Brenn\n\nThe pier lies in the ice, and nobody may land.\n", &[])]
#[case::where_it_was_signed(
    "EXECUTIVE ORDER 9066\n\nCLOSING THE PIER\n\nBy virtue of the authority vested in me as President, I hereby order that the pier be closed.\n\nA. BRASK\n\nTHE WHITE HOUSE,\nFebruary 19, 1942\n",
    &[]
)]
fn readers_of_what_a_president_signs_or_reads(#[case] text: &str, #[case] to: &[&str]) {
    assert_eq!(said(&card(text).to), to);
}

/// What stands on the line below an addressee and belongs to him, and what does not.
#[rstest]
#[case::office_by_its_signs("Ida M. Lund\n     PI/BO", &["Ida M. Lund PI/BO"])]
#[case::holder("Chief, Harbour Staff\n     Mr. Alwin Brask", &["Mr. Alwin Brask Chief Harbour Staff"])]
#[case::office_of_office("Chief, Pilots Division\n     Office of Harbours", &["Chief Pilots Division, Office of Harbours"])]
#[case::broken("Ida M. Lund, Assistant to the\n     Director", &["Ida M. Lund Assistant to the Director"])]
#[case::broken_before("Legislative Counsel, Harbour Committee\n     on Piers", &["Legislative Counsel Harbour Committee on Piers"])]
#[case::another_post("Director of Piers\n     Inspector of Boats", &["Director of Piers", "Inspector of Boats"])]
#[case::another_name("Ida M. Lund\n     Alwin Brask", &["Ida M. Lund", "Alwin Brask"])]
fn the_line_below_an_addressee(#[case] to: &str, #[case] parties: &[&str]) {
    let card =
        card(&format!("8 April 1977\n\nMEMORANDUM FOR: {to}\n\nFROM: Vera Maren\n\nSUBJECT: The pier\n\n{TEXT}"));
    assert_eq!(said(&card.to), parties);
}

#[test]
fn a_cable_s_words_below_its_address_are_no_addressees() {
    let card = card(
        "TO: PRIORITY BRENN,\nHARBOUR PILOTS\nFROM: TARNOV\n\n1. THE PIER IS CLOSED AND THE PILOTS ARE TOLD OF IT TODAY.\n",
    );
    assert_eq!(said(&card.to), ["BRENN"]);
    let label = super::card(&format!(
        "{NOISE}MEMORANDUM FOR: Director of Piers\nATTENTI0N t Chief, Boats\nFROM: Ida Lund\n\n{TEXT}"
    ));
    assert_eq!(said(&label.to), ["Director of Piers"]);
}
