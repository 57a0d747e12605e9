//! Official letters in French, German, Italian, Spanish and Russian: labels, numbers, answered letters, relative days.

use procedure::card::{Card, Relation};
use rstest::rstest;

use super::card;

const FRENCH: &str = "Brenn, le 9 juillet 1926\n\nN/Réf. : 417/26\nObjet : Réparation du môle\nP.J. : Plan du port\n\n";
const GERMAN: &str =
    "Brenn, den 9. Juli 1926\n\nUnser Zeichen: 417/26\nBetreff: Ausbesserung der Mole\nAnlagen: Plan des Hafens\n\n";
const ITALIAN: &str =
    "Brenn, 9 luglio 1926\n\nProt. n.: 417/26\nOggetto: Riparazione del molo\nAllegati: Pianta del porto\n\n";
const SPANISH: &str =
    "Brenn, 9 de julio de 1926\n\nN/Ref.: 417/26\nAsunto: Reparación del muelle\nAnexos: Plano del puerto\n\n";
const RUSSIAN: &str =
    "9 июля 1926 г.\n\nИсх. №: 417/26\nТема: Ремонт мола\nПриложение: План порта на 3 л. в 1 экз.\n\n";

fn letter(head: &str, sentence: &str) -> Card {
    let filler = match head {
        FRENCH => {
            "Le port est fermé par la glace et nous ne pouvons pas le rouvrir pour les navires dans cette saison."
        }
        GERMAN => {
            "Der Hafen ist durch das Eis gesperrt und wird auch für die Schiffe nicht vor dem Frühjahr offen sein."
        }
        ITALIAN => {
            "Il porto è chiuso per il ghiaccio et non si può aprire alle navi che in un mese con la bella stagione."
        }
        SPANISH => {
            "El puerto está cerrado por el hielo y no se puede abrir para los barcos en los meses de la estación."
        }
        _ => "Порт закрыт из-за льда, и мы не знаем, как он будет открыт для судов, но это не наша вина.",
    };
    card(&format!("{head}{sentence} {filler}\n"))
}

#[rstest]
#[case::french(FRENCH, "Réparation du môle", "Plan du port")]
#[case::german(GERMAN, "Ausbesserung der Mole", "Plan des Hafens")]
#[case::italian(ITALIAN, "Riparazione del molo", "Pianta del porto")]
#[case::spanish(SPANISH, "Reparación del muelle", "Plano del puerto")]
#[case::russian(RUSSIAN, "Ремонт мола", "План порта на 3 л. в 1 экз")]
fn a_head_of_labels(#[case] head: &str, #[case] subject: &str, #[case] enclosure: &str) {
    let card = letter(head, "");
    assert_eq!(card.date.expect("a date").value.date.to_string(), "1926-07-09");
    assert_eq!(card.number.expect("a number").value, "417/26");
    assert_eq!(card.subject.expect("a subject").value, subject);
    let enclosures: Vec<&str> = card.enclosures.iter().map(|known| known.value.title.as_str()).collect();
    assert_eq!(enclosures, [enclosure]);
}

#[rstest]
#[case::french(
    FRENCH,
    "En réponse à votre lettre n° 12 du 3 mars 1926, je vous écris.",
    Some("12"),
    "letter",
    "1926-03-03"
)]
#[case::german(
    GERMAN,
    "In Antwort auf Ihr Schreiben Nr. 12 vom 3. März 1926 teile ich mit.",
    Some("12"),
    "letter",
    "1926-03-03"
)]
#[case::italian(
    ITALIAN,
    "In risposta alla vostra lettera n. 12 del 3 marzo 1926 le scrivo.",
    Some("12"),
    "letter",
    "1926-03-03"
)]
#[case::spanish(
    SPANISH,
    "En respuesta a su oficio núm. 12 de 3 de marzo de 1926 le escribo.",
    Some("12"),
    "letter",
    "1926-03-03"
)]
#[case::russian(RUSSIAN, "В ответ на ваше письмо № 12 от 3 марта 1926 сообщаем.", Some("12"), "letter", "1926-03-03")]
fn an_answered_letter(
    #[case] head: &str,
    #[case] sentence: &str,
    #[case] number: Option<&str>,
    #[case] kind: &str,
    #[case] date: &str,
) {
    let card = letter(head, sentence);
    let [cited] = &card.citations[..] else { panic!("{:?}", card.citations) };
    let cited = &cited.value;
    assert_eq!((cited.number.as_deref(), cited.kind.as_deref()), (number, Some(kind)));
    assert_eq!(cited.date.expect("a date").to_string(), date);
    assert_eq!(cited.relation, Relation::Answers);
}

#[rstest]
#[case::french(FRENCH)]
#[case::german(GERMAN)]
#[case::italian(ITALIAN)]
#[case::spanish(SPANISH)]
#[case::russian(RUSSIAN)]
fn what_is_not_said_stays_empty(#[case] head: &str) {
    let card = letter(head, "");
    assert!(card.citations.is_empty() && card.copies.is_empty() && card.to.is_empty(), "{card:?}");
    assert!(card.marking.is_none() && card.deadlines.is_empty(), "{card:?}");
}

const APPOINTED: &str = "I am pleased to inform you that the Senate appointed you to the Board for three years.";

#[test]
fn a_letter_s_own_reference_is_its_number_and_the_date_below_it_its_own() {
    let text = |reference: &str| {
        format!(
            "UNIVERSITY OF TARNOV\n\nRef: {reference}\n12 September 2024\n\nProfessor V. Maren\nFaculty of Law\n\nDear Professor Maren,\n\n{APPOINTED}\n\nYours sincerely,\n\nProf. A. Brask\nRector\n\ncc: Dean, Faculty of Law\n    Registrar\n"
        )
    };
    let own = card(&text("R/2024/317"));
    assert_eq!(own.number.as_ref().map(|number| number.value.as_str()), Some("R/2024/317"));
    assert_eq!(own.date.as_ref().map(|date| date.value.date.to_string()).as_deref(), Some("2024-09-12"));
    assert_eq!(own.to[0].value.label(), "Professor V. Maren");
    assert_eq!(own.citations, []);
    let copies: Vec<String> = own.copies.iter().map(|copy| copy.value.words()).collect();
    assert_eq!(copies, ["Dean Faculty of Law", "Registrar"]);
    // Words name another paper.
    let other = card(&text("your letter R/2024/317"));
    assert_eq!(other.number, None);
    assert_eq!(other.citations[0].value.number.as_deref(), Some("2024/317"));
}

#[test]
fn a_letter_may_call_its_reader_once_more_above_the_name() {
    let text = "Foreign Office,\nBrenn, 3rd June, 1938.\n\nNo. 412\n\nSir,\n\nThe pier is closed until the spring, and nobody may land there.\n\nI am, with great truth and respect,\nSir,\nYour Excellency's obedient Servant,\n(For the Secretary of State)\nH. BRASK\n\nHis Excellency\nSir Ronald Lund, K.C.M.G.,\netc., etc., etc.,\nTarnov.\n";
    let card = card(text);
    assert_eq!(card.from.iter().map(|from| from.value.label()).collect::<Vec<_>>(), ["H. BRASK"]);
    assert_eq!(card.to[0].value.label(), "Sir Ronald Lund");
}

#[test]
fn every_mail_address_behind_a_label_is_told() {
    let text = "From: Ida Lund <lund@harbour.example>\nTo: Clerk <clerk@town.example>; Brask, Alwin <brask@town.example>, x@town.example\nCc: Legal <legal@town.example>; Pilots <pilots@town.example>\nSent: Tuesday, March 4, 2025 9:12 AM\nSubject: Dredging\n\nThe pier is closed.\n";
    let card = card(text);
    assert_eq!(
        card.to.iter().map(|to| to.value.label()).collect::<Vec<_>>(),
        ["Clerk", "Brask, Alwin", "x@town.example"]
    );
    assert_eq!(card.place, None);
}

#[rstest]
#[case::letters("No. 396-gn", Some("396-gn"))]
#[case::word("No. 396-gang", None)]
fn a_number_may_end_in_small_letters(#[case] line: &str, #[case] number: Option<&str>) {
    let card = card(&format!(
        "To Comrade BRASK\n\nThe pier is closed until the spring, and nobody may land.\n\nA. GREVIN\n\n25 December 1951\n{line}\n"
    ));
    assert_eq!(card.number.map(|number| number.value).as_deref(), number);
}
