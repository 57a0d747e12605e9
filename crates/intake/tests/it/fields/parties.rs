//! Senders, addressees, copies, kind, subject, marking.

use procedure::card::{Field, Party};
use rstest::rstest;

use super::card;

fn labels(parties: &[Field<Party>]) -> Vec<&str> {
    parties.iter().map(|party| party.value.label()).collect()
}

const BODY: &str =
    "The pier is closed until the spring, and nobody may land there before the pilots have looked at it again.";

#[rstest]
#[case::capitals("I have, &c.,\n\nAUGUST PERETH.\n", &["AUGUST PERETH"])]
#[case::post_below("Very truly yours,\n\nIda M. Lund\nHarbour Master\n", &["Ida M. Lund"])]
#[case::abbreviated("Accept [etc.]\n\nV. Harrowgate\n", &["V. Harrowgate"])]
#[case::particle("I avail myself, etc.,\n\nde Roon.\n", &["de Roon"])]
#[case::hyphen("Accept, etc.,\n\nWan Tse-fang.\n", &["Wan Tse-fang"])]
#[case::several("I have, &c.,\n\nAUGUST PERETH.\n\nIDA M. LUND.\n\nHon. Alwin Brask, Harbour Master.\n", &["AUGUST PERETH", "IDA M. LUND"])]
#[case::for_another("I have, &c.,\n\nFor the envoy.\n\nAUGUST PERETH.\n", &["AUGUST PERETH"])]
#[case::postscript("A. M. PERETH.\n\nP. S. The steamer that I wrote of has come in after all, and I send this letter with her mail.\n", &["A. M. PERETH"])]
#[case::initials_and_post("Yours truly,\n\nA. Pereth late pilot.\n", &["A. Pereth late pilot"])]
#[case::german("Mit vorzüglicher Hochachtung Ihr ergebener\n\nJoh. Plöll.\n", &["Joh. Plöll"])]
fn signatures(#[case] foot: &str, #[case] names: &[&str]) {
    let card = card(&format!("Tarnov, June 11, 1872.\n\nSir: {BODY}\n\n{foot}"));
    assert_eq!(labels(&card.from), names);
}

#[rstest]
#[case::telegram(
    "871.55/19: Telegram\n\nTarnov, March 4, 1931—7 p.m.\n\n12. The Board met.\n\nRepeated to Brenn.\n\nLindqvist\n",
    "Lindqvist"
)]
#[case::third_person(
    "871.55/19\n\nMemorandum\n\nThe Tarnovian Legation has the honor to inform the Ministry of Waters that the pier is closed.\n\nBrenn, May 3, 1931.\n",
    "Tarnovian Legation"
)]
#[case::apposition(
    "Tarnov, May 3, 1870.\n\nMr. Pereth, envoy of the Straits, presents his compliments to the Harbour Master.\n",
    "Mr. Pereth"
)]
#[case::told_by_an_editor(
    "[Telegram.—Paraphrase.]\n\nBrenn, May 3, 1931.\n\n(Mr. Pereth directs Mr. Brask to ask the Board of the Straits whether the pier can be opened before the spring, and by whom.)\n",
    "Mr. Pereth"
)]
#[case::one_sentence(
    "[Telegram.]\n\nBrenn, May 3, 1931.\n\nThe Harbour Board and the Pilots of Tarnov agree.\n\nPereth.\n",
    "Pereth"
)]
#[case::note_below(
    "[Telegram]\n\nBrenn, May 3, 1931.\n\nI beg to report that the pier is closed until the spring and that nobody may land.\n\nPereth\n\n[For the state of the pier before the winter, see the letter of the Harbour Board, printed above.]\n",
    "Pereth"
)]
#[case::heading(
    "Mr. Pereth to Mr. Brask.\n\nTarnov, May 3, 1870.\n\nSir: The pier is closed until the spring.\n",
    "Mr. Pereth"
)]
fn senders_without_a_close(#[case] text: &str, #[case] name: &str) {
    assert_eq!(labels(&card(text).from), [name]);
}

#[rstest]
#[case::comrade("To Comrade ORLANDT P.S.\n\nThe pier is closed.\n\nV. Harrowgate\n", "P.S. Orlandt")]
#[case::foot(
    "Tarnov, June 11, 1872.\n\nSir: The pier is closed until the spring.\n\nI have, &c.,\n\nAUGUST PERETH.\n\nAlwin Brask, Esq.,\n&c., &c., &c.\n",
    "Alwin Brask"
)]
#[case::salutation(
    "Tarnov, June 11, 1872.\n\nMy Dear Mr. Brask: The pier is closed until the spring.\n\nIda Lund\n",
    "Brask"
)]
#[case::run_in(
    "Tarnov, June 11, 1872.\n\nTo the Honorable Minister of Waters: Referring to your attentive note of the 3d instant, I beg to say that the pier is closed.\n\nIda Lund\n",
    "Minister of Waters"
)]
#[case::block(
    "June 11, 1972\n\nAlwin Brask\nHarbour Master\nPort Amsel\n\nDear Mr. Brask:\n\nThe pier is closed.\n\nSincerely,\n\nIda Lund\n",
    "Alwin Brask"
)]
#[case::telegraphed(
    "[Telegram.]\n\nBrenn, June 11, 1872.\n\nBrask, Secretary, Tarnov:\n\nThe pier is closed until the spring.\n\nLUND.\n",
    "Brask"
)]
#[case::passed_on(
    "871.55/19: Telegram\n\nBrenn, March 4, 1931—7 p.m.\n\n12. For Brask from Lund. The pier is closed.\n\nPereth\n",
    "Brask"
)]
#[case::assured(
    "The undersigned has the honor to report that the pier is closed until the spring and nobody may land there.\n\nThe undersigned avails himself of this occasion to renew to Baron Brask the assurance of his consideration.\n",
    "Baron Brask"
)]
#[case::answered(
    "871.55/19\n\nThe Ministry of Waters has received the Tarnovian Legation’s memorandum of May 3, 1931, in regard to the pier.\n",
    "Tarnovian Legation"
)]
#[case::foot_post(
    "Tarnov, June 11, 1872.\n\nSir: The pier is closed until the spring.\n\nYours truly,\n\nAUGUST PERETH.\n\nThe Consul of the Straits at Brenn.\n",
    "Consul of the Straits at Brenn"
)]
#[case::record(
    "MEMORANDUM FOR THE RECORD\n\nSUBJECT: The pier\n\n1. The pier is closed.\n",
    "MEMORANDUM FOR THE RECORD"
)]
#[case::file("Memo for the File   3 May 1931\n\nSUBJECT: The pier\n\n1. The pier is closed.\n", "Memo for the File")]
#[case::misread(
    "MEMORANUDM FOR THE RECOKD\n\nSUBJECT: The pier\n\n1. The pier is closed.\n",
    "MEMORANUDM FOR THE RECOKD"
)]
fn addressees(#[case] text: &str, #[case] name: &str) {
    let to = card(text).to;
    assert!(labels(&to)[0].ends_with(name), "{to:?}");
}

#[test]
fn a_bare_title_names_no_addressee() {
    assert_eq!(
        card("Tarnov, June 11, 1872.\n\nMr. Minister: The pier is closed until the spring.\n\nIda Lund\n").to,
        []
    );
}

#[rstest]
#[case::names("Copies: Lindqvist, Amsel and Sons, Pereth.", &["Lindqvist", "Amsel and Sons", "Pereth"])]
#[case::column("cc: Lindqvist\n    Pilots Section", &["Lindqvist", "Pilots Section"])]
#[case::counted("Distribution:\nOrig & 1 - Addressee\n1 - C/PILOTS\n2 - River Division", &["C/PILOTS", "River Division"])]
#[case::both("cc: Lindqvist\n\nDistribution:\n1 - River Division", &["Lindqvist"])]
fn copies(#[case] foot: &str, #[case] names: &[&str]) {
    let card = card(&format!("Tarnov, June 11, 1872.\n\nSir: {BODY}\n\nVery truly yours,\n\nIda Lund\n\n{foot}\n"));
    assert_eq!(labels(&card.copies), names);
    assert_eq!(labels(&card.from), ["Ida Lund"]);
}

#[rstest]
#[case::stamp("[Telegram.]\n\nTarnov, March 4, 1931.\n\nThe Board met.\n\nLindqvist\n", "telegram")]
#[case::translated("[Translation.—Telegram.]\n\nTarnov, March 4, 1931.\n\nThe Board met.\n\nLindqvist\n", "telegram")]
#[case::registry(
    "500.A15a3/803a: Telegram\n\n[Paraphrase]\n\nTarnov, March 4, 1931.\n\n12. The Board met.\n",
    "telegram"
)]
#[case::heading("Memorandum\n\nThe pier is closed.\n", "memorandum")]
#[case::conversation(
    "Memorandum of Conversation, by the Harbour Master\n\nThe pilots called.\n",
    "memorandum of conversation"
)]
#[case::fields("FROM: A. Brask\nTO: I. Lund\nSUBJECT: The pier\n\nThe pier is closed.\n", "memorandum")]
#[case::letter("Dear Ms. Lund:\n\nThe pier is closed.\n", "letter")]
#[case::order(
    "By virtue of the authority vested in me by the Harbour Act, it is hereby ordered that the pier be closed.\n",
    "executive order"
)]
fn kinds(#[case] text: &str, #[case] kind: &str) {
    assert_eq!(card(text).kind.expect("a kind").value, kind);
}

#[test]
fn labels_misread_by_a_scan_are_still_labels() {
    let card = card("MEMORANDUM! TOR: Ida Lund\nPROM : Alwin Brask\nSUBJEGT: The pier\n\n1. The pier is closed.\n");
    assert_eq!(labels(&card.from), ["Alwin Brask"]);
    assert_eq!(card.subject.unwrap().value, "The pier");
}

#[rstest]
#[case("CONFIDENTIAL\n\nThe pier is closed.\n", Some("CONFIDENTIAL"))]
#[case("[Strictly Confidential.]\n\nThe pier is closed.\n", Some("Strictly Confidential"))]
#[case("S-E-C-R-E-T\n\nThe pier is closed.\n", Some("SECRET"))]
#[case::cut("The pier is closed.\n\nIda Lund\n\nFIDENTIAL\n", Some("CONFIDENTIAL"))]
#[case::cut_at_the_end("CONFIDENTI\n\nThe pier is closed.\n", Some("CONFIDENTIAL"))]
#[case::too_little("The pier is closed.\n\nIda Lund\n\nDENTIAL\n", None)]
#[case::another_word("The pier is closed.\n\nIda Lund\n\nCLASSIFIED\n", None)]
#[case("The secret of the pier is confidential to nobody.\n", None)]
fn markings(#[case] text: &str, #[case] marking: Option<&str>) {
    assert_eq!(card(text).marking.map(|marking| marking.value).as_deref(), marking);
}

#[test]
fn a_copy_number_and_a_precedence_are_read_in_the_head() {
    let card = card("Copy 3 of 7\nURGENT\n\nTarnov, May 3, 1931.\n\nSir: The pier is closed until the spring.\n");
    assert_eq!(card.their_copy.unwrap().value, "Copy 3 of 7");
    assert_eq!(card.precedence.unwrap().value, "URGENT");
}

#[rstest]
#[case::lead_over(
    "Der Hafen ist zu und die Brücke ist nicht mit dem Eis fort.\n\nHerzlichen Gruß von Deinem\n\nA. Pereth.\n"
)]
#[case::reader_again(
    "Der Hafen ist zu und die Brücke ist nicht mit dem Eis fort.\n\nIhr, Hochgeachteter Herr Präsident!\n\nA. Pereth.\n"
)]
#[case::courtesy("Der Hafen ist zu und die Brücke ist nicht mit dem Eis fort.\n\nEw. Hochwohlgeboren\n\nA. Pereth.\n")]
fn german_closes_are_no_names(#[case] text: &str) {
    assert_eq!(labels(&card(&format!("Lieber Freund!\n\n{text}")).from), ["A. Pereth"]);
}

#[rstest]
#[case::rank_and_place(
    "Gratie etc.\n\nAugusto Pereto\n\nAl serenissimo principe di Venetia\n",
    Some("serenissimo principe di Venetia"),
    "despatch"
)]
#[case::rank_alone("Augusto Pereto\n", None, "letter")]
fn a_form_of_address_counts_by_what_stands_there(#[case] foot: &str, #[case] to: Option<&str>, #[case] kind: &str) {
    let text =
        "Serenissimo Principe\n\nil porto non è aperto et la nave è con il ghiaccio in questo mare con la gente.\n\n";
    let card = card(&format!("{text}{foot}"));
    assert_eq!(labels(&card.to).first().copied(), to);
    assert!(card.to.iter().all(|to| to.sure == procedure::card::Sure::Read));
    assert_eq!(card.kind.unwrap().value, kind);
}

#[test]
fn an_officers_note_for_the_file_is_a_memorandum() {
    let text = "871.55/19\n\nTarnov, May 3, 1931.\n\nThe envoy called today and said that the pier was closed until the spring.\n\nIda Lund\n";
    assert_eq!(card(text).kind.unwrap().value, "memorandum");
}

#[test]
fn the_rest_of_a_sentence_is_not_signed() {
    let text = "The pier is closed until the spring, and this order shall be transmitted to the Board and published in the\nHarbour Register\n.\nIDA LUND\n";
    assert_eq!(labels(&card(text).from), ["IDA LUND"]);
}

#[rstest]
#[case("Hochgeachteter Herr Präsident.")]
#[case("Hochgeehrtester Herr")]
#[case("Mein hochverehrter & lieber Freund!")]
fn german_greetings_open_letters(#[case] greeting: &str) {
    let text = format!("{greeting}\n\nDer Hafen ist zu und die Brücke ist nicht mit dem Eis fort.\n\nA. Pereth.\n");
    assert_eq!(card(&text).kind.unwrap().value, "letter");
}

/// Whom a paper with this text is addressed to, as the card prints it.
fn addressee(text: &str) -> Vec<String> {
    card(text).to.iter().map(|to| to.value.label().to_owned()).collect()
}

#[rstest]
#[case::handed(
    "Tarnov, 3 May 1931\n\nThe undersigned, agent of the Straits, has the honor, in compliance with the treaty, to deliver \
     herewith to Mr. Lyle Brask, the agent of the Board, the case of the pilots.\n",
    &["Mr. Lyle Brask"]
)]
#[case::forwarded(
    "[Translation]\n\nThe Tarnovian Embassy has the honor to forward herewith to the Department of Waters an order of the \
     minister of the harbour.\n\nTarnov, 3 May 1931.\n",
    &["Department of Waters"]
)]
#[case::respects(
    "Tarnov, 3 May 1931\n\nMr. Orlan, minister of the Straits, presents his respectful compliments to the Prince de la Tour, \
     and begs leave to say that the pier is closed.\n",
    &["Prince de la Tour"]
)]
#[case::answer_to(
    "File No. 85/6\n\nMemorandum\n\nIn reply to the memorandum of the Tarnovian Legation dated 3 May 1931, the Department of \
     Waters desires to say that the pier is closed.\n",
    &["Tarnovian Legation"]
)]
#[case::editor(
    "[Telegram.]\n\nTarnov, 4 May 1931.\n\nOn the 4th of May Mr. Lund instructed Mr. Brask by telegram that the pier would be \
     closed until the ice had gone.\n",
    &["Mr. Brask"]
)]
#[case::editor_passive(
    "[Telegram.]\n\nTarnov, 4 May 1931.\n\n(Mr. Brask is directed to inquire and to report whether the pier is closed, how thick the \
     ice lies in the basin, and when the pilots think that it will go.)\n",
    &["Mr. Brask"]
)]
#[case::lead("[Telegram]\n\nTarnov, 4 May 1931.\n\n30. L–195, for Brask and Lund. Your L–31 was read and the pier closed.\n", &["Brask and Lund"])]
#[case::block(
    "Tarnov, 4 May 1931.\n\nThe Royal Harbour Office,\nOsk:\n\nIn a communication of 2 May this department has said that the \
     pier is closed.\n",
    &["The Royal Harbour Office"]
)]
#[case::postscript(
    "No. 8.\n\nTarnov, 4 May 1931.\n\nSir: The pier is closed until the ice has gone from the basin.\n\nI am, sir, your \
     obedient servant,\n\nL. BRASK.\n\nHon. Ida M. Lund, Secretary of the Straits.\n\nNote.—I send you the report of the \
     pilots on the ice and the pier, which came in after this was written.\n\nL. BRASK.\n",
    &["Hon. Ida M. Lund"]
)]
#[case::president("Tarnov, 4 May 1931.\n\nMy Dear Mr. President: The pier is closed until the ice has gone.\n\nLyle Brask\n", &["President"])]
#[case::assured(
    "Tarnov, 4 May 1931.\n\nMr. Consul: The pier is closed until the ice has gone.\n\nIn reassuring Mr. Grevin of my \
     consideration I have the honor to sign myself, etc.,\n\nLyle Brask.\n",
    &["Mr. Grevin"]
)]
#[case::named_greeting(
    "[Tarnov,] 4 May 1931.\n\nMr. Brask: Herewith the memorandum of the pilots on the ice and the pier.\n\nIda Lund\n",
    &["Brask"]
)]
#[case::wire("Tarnov, 4 May 1931.\n\nBrask, Osk:\n\nThe pier is closed until the ice has gone from it.\n\nLUND.\n", &["Brask"])]
#[case::according(
    "[Translation]\n\nNote Verbale\n\nAccording to the note verbale of the Tarnovian Legation of 30 May 1931, the pier is closed.\n",
    &["Tarnovian Legation"]
)]
#[case::dear(
    "Tarnov, 4 May 1931.\n\nDear Sir Lyle Brask: The pier is closed until the ice has gone.\n\nVery sincerely yours,\n\nIda \
     Lund\n\nThe Harbour House,\n4 May 1931.\n",
    &["Lyle Brask"]
)]
fn addressees_of_notes_and_telegrams(#[case] text: &str, #[case] to: &[&str]) {
    assert_eq!(addressee(text), to);
}

#[rstest]
#[case::imperative(
    "[Telegram]\n\nTarnov, 4 May 1931.\n\n69. Your 107. Inform the Tarnovian Government of the visit of the ship.\n\nLund\n"
)]
#[case::letter(
    "Tarnov, 4 May 1931.\n\nSir: The Board has the honor to forward to the Harbour Office the plan of the pier.\n\nL. BRASK.\n"
)]
#[case::heading(
    "Tarnov, 4 May 1931.\n\nGeneral Instruction\n\nConsular\n\nGentlemen: The pier is closed until May.\n\nL. BRASK.\n"
)]
#[case::attested(
    "Tarnov, 4 May 1931.\n\nSir: The pier is closed until the ice has gone.\n\nI am, &c.,\n\nIDA LUND.\n\nOfficial:\n\nG. B. \
     DRAKE, A. A. G.\n"
)]
#[case::minister(
    "Tarnov, 4 May 1931.\n\nMr. Minister: The pier is closed until the ice has gone.\n\nI am, &c.,\n\nIDA LUND.\n"
)]
fn no_addressee_where_none_stands(#[case] text: &str) {
    assert_eq!(addressee(text), [] as [&str; 0]);
}

/// What a printed paper's card says: senders, addressees, number and kind.
fn printed(heading: &str, paper: &str) -> (Vec<String>, Vec<String>, Option<String>, Option<String>) {
    let card = card(&format!("{heading}\n\n{paper}\n"));
    let labels = |parties: &[procedure::card::Field<procedure::card::Party>]| {
        parties.iter().map(|party| party.value.words()).collect::<Vec<_>>()
    };
    (labels(&card.from), labels(&card.to), card.number.map(|number| number.value), card.kind.map(|kind| kind.value))
}

#[test]
fn an_editors_heading_parts_sender_and_addressee() {
    let despatch = "No. 175.]\n\nLegation of the Straits, Tarnov, April 9, 1870.\n\nSir: The minister has explained to me to-day why the \
                    pier is closed.\n\nI have, &c.,\n\nL. BRASK.";
    let (from, to, number, kind) = printed("General Brask to Mr. Lund.", despatch);
    assert_eq!((from[0].as_str(), to[0].as_str()), ("L. BRASK", "Mr. Lund"));
    assert_eq!((number.as_deref(), kind.as_deref()), (Some("175"), Some("letter")));

    let telegram = "File No. 861.77/99\n\n[Telegram]\n\nTarnov, June 13, 1917.\n\n1388. The pilots came on the 12th. All well.\n\nBrask";
    let long = "The Chairman of the Advisory Commission of Harbour Experts to Tarnovia (Brask) to the Secretary of the Straits";
    let (from, to, number, kind) = printed(long, telegram);
    assert!(from[0].contains("Brask") && to[0].contains("Secretary of the Straits"), "{from:?} {to:?}");
    assert_eq!((number.as_deref(), kind.as_deref()), (Some("1388"), Some("telegram")));
}

#[test]
fn a_heading_gives_the_signer_his_post_or_names_another() {
    let telegram =
        "[Telegram]\n\nTarnov, June 13, 1917.\n\n1388. For Orlan. The pilots came on the 12th. All well.\n\nLund";
    let (from, to, ..) = printed("The Secretary of the Straits to the Minister in Tarnovia (Grevin)", telegram);
    assert_eq!(from, ["Lund The Secretary of the Straits"]);
    assert!(to.len() == 1 && to[0].contains("Grevin"), "{to:?}");
    let (from, ..) = printed("The Minister in Tarnovia (Brask) to the Secretary of the Straits", telegram);
    assert!(from.len() == 2 && from[0].contains("Brask") && from[1].contains("Lund"), "{from:?}");
}

#[rstest]
#[case::verb("The Secretary went to the Minister and said so.")]
#[case::no_post("The pier belongs to the town.")]
#[case::small("The minister spoke to the consul of the ice and of the pier.")]
fn a_sentence_with_to_in_it_is_no_heading(#[case] line: &str) {
    let (from, to, ..) = printed(
        line,
        "Tarnov, April 9, 1870.\n\nSir: The pier is closed until the ice has gone.\n\nI have, &c.,\n\nL. BRASK.",
    );
    assert_eq!((from.len(), from[0].as_str(), to.len()), (1, "L. BRASK", 0));
}

const CLOSED: &str =
    "1. The pier is closed for the winter, and the boats lie in the basin.\n\n2. The pilots were told of it.\n";

#[rstest]
#[case::post_and_office("FROM: Ida M. Lund\n      Chief, Harbour Staff", Some("Chief"), Some("Harbour Staff"))]
#[case::offices(
    "FROM: Ida M. Lund\n      Survey Division\n      Harbour Staff",
    None,
    Some("Survey Division, Harbour Staff")
)]
#[case::post("FROM: Ida M. Lund\n      Director of Piers", Some("Director of Piers"), None)]
fn lines_below_a_sender_say_his_post_and_office(
    #[case] from: &str,
    #[case] post: Option<&str>,
    #[case] office: Option<&str>,
) {
    let card =
        card(&format!("8 April 1977\n\nMEMORANDUM FOR: Harbour Master\n\n{from}\n\nSUBJECT: The pier\n\n{CLOSED}"));
    let sender = &card.from[0].value;
    assert_eq!(
        (sender.name.as_deref(), sender.post.as_deref(), sender.office.as_deref()),
        (Some("Ida M. Lund"), post, office)
    );
}

#[rstest]
#[case::office("Ida M. Lund\nChief\nHarbour Protection Staff", Some("Chief"), Some("Harbour Protection Staff"))]
#[case::in_one("Ida M. Lund\nChief, Harbour Staff\nBoats and Piers", Some("Chief, Harbour Staff"), None)]
#[case::no_name("Ida M. Lund\nChief\nof the harbour", Some("Chief"), None)]
fn the_office_of_a_signer_stands_below_a_bare_post(
    #[case] foot: &str,
    #[case] post: Option<&str>,
    #[case] office: Option<&str>,
) {
    let card =
        card(&format!("8 April 1977\n\nMEMORANDUM FOR: Harbour Master\n\nSUBJECT: The pier\n\n{CLOSED}\n\n{foot}\n"));
    let signer = &card.from[0].value;
    assert_eq!(
        (signer.name.as_deref(), signer.post.as_deref(), signer.office.as_deref()),
        (Some("Ida M. Lund"), post, office)
    );
}
