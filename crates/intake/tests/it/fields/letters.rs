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

#[test]
fn a_paragraph_that_cites_a_paper_of_a_day_is_no_date_line() {
    for says in [
        "Reference is made to your telegram No. 812 of 24 December 1951.",
        "We have your telegram No. 812 of 24 December 1951.",
        "It is in answer to his despatch No. 812 of 24 December 1951.",
    ] {
        let card =
            card(&format!("To: Registry\nFrom: Mayor of Orlan\n25 December 1951\n\n{says}\n\nThe ferry crosses.\n"));
        let cited: Vec<_> = card.citations.iter().filter_map(|cited| cited.value.number.as_deref()).collect();
        assert_eq!(cited, ["812"], "{says}");
        assert_eq!(card.date.unwrap().value.date, jiff::civil::date(1951, 12, 25), "{says}");
    }
    // A heading that has the day of its own paper stays one.
    let own = card("DESPATCH NO. 812 OF 24 DECEMBER 1951\n\nTo: Registry\n\nThe ferry crosses at night and by day.\n");
    assert_eq!(own.date.unwrap().value.date, jiff::civil::date(1951, 12, 24));
}

#[test]
fn whom_a_letter_greets_by_surname_stands_in_full_in_its_address() {
    let letter = "TOWN OF ORLAN\nTown Hall\n\nDr. Anna Weiss\n12 Harbour Street\n1010 Orlan\n\nOrlan, 3 March 2026\n\n\
                  Dear Dr. Weiss,\n\nThank you for your letter of 24 February 2026. The council discussed your objection to \
                  the permit on 1 March and decided to reject it.\n\nYours sincerely,\n\nPeter Holm\nMayor\n\n\
                  Enclosures: 1. Decision of the council; 2. Map\n";
    let read = card(letter);
    assert_eq!(read.to[0].value.words(), "Dr. Anna Weiss");
    let titles: Vec<_> = read.enclosures.iter().map(|one| one.value.title.as_str()).collect();
    assert_eq!(titles, ["Decision of the council", "Map"]);
    let subject = read.subject.unwrap().value;
    assert!(subject.starts_with("The council discussed your objection"), "{subject}");
    // Without that line the greeting is all there is.
    let other = card(&letter.replace("Dr. Anna Weiss\n", ""));
    assert_eq!(other.to[0].value.words(), "Weiss");
}

#[test]
fn a_title_on_a_line_of_its_own_names_whom_a_letter_is_for() {
    let german = "Stadt Orlan\nDer Bürgermeister\n\nHerrn\nDr. Karl Weiss\nHafenstraße 12\n1010 Orlan\n\nIhr Zeichen: BA-114\n\
                  Unser Zeichen: 417/26\nOrlan, den 3. März 2026\n\nBetreff: Ausbesserung der Mole\n\nSehr geehrter Herr Dr. Weiss,\n\n\
                  auf Ihr Schreiben vom 24. Februar 2026 teilen wir Ihnen mit, dass der Gemeinderat Ihren Einspruch abgelehnt hat.\n\n\
                  Mit freundlichen Grüßen\n\nPeter Holm\nBürgermeister\n\nAnlagen: Beschluss des Gemeinderats; Lageplan\n";
    let read = card(german);
    assert_eq!(read.to[0].value.words(), "Dr. Karl Weiss");
    assert_eq!(read.number.unwrap().value, "417/26");
    let titles: Vec<_> = read.enclosures.iter().map(|one| one.value.title.as_str()).collect();
    assert_eq!(titles, ["Beschluss des Gemeinderats", "Lageplan"]);
}

#[test]
fn what_a_reference_names_by_kind_and_day_is_another_paper() {
    let french = "Ministère des Affaires étrangères\n\nParis, le 12 décembre 1951\n\nN° 812/EU\n\nLe Ministre des Affaires étrangères\n\
                  à Monsieur l'Ambassadeur de France à Londres\n\nObjet : Communiqué sur la ligne de démarcation\n\
                  Réf. : votre télégramme n° 4211 du 9 décembre 1951\n\nMonsieur l'Ambassadeur,\n\n\
                  Je vous prie de remettre le projet ci-joint avant le 20 décembre.\n\nLe Ministre,\nRobert Lenoir\n";
    let read = card(french);
    assert_eq!(read.number.unwrap().value, "812/EU");
    let cited: Vec<_> = read.citations.iter().filter_map(|cited| cited.value.number.as_deref()).collect();
    assert_eq!(cited, ["4211"]);
    let ours = card(
        "University of Osk\n\n14 May 2025\nOur ref: R/2025/118\nYour ref: FAC-77\n\nDear Maria,\n\nThe chair has been adopted.\n\nJohn Brask\nRector\n",
    );
    assert_eq!(ours.number.unwrap().value, "R/2025/118");
}

#[test]
fn desks_go_by_their_symbols_and_a_memorandum_advises_what_it_says() {
    let memo = "MEMORANDUM\n\nTO: The Secretary\nFROM: EUR - Mr. Perkins\nDATE: December 25, 1951\nSUBJECT: The line\n\n\
                1. In telegram 812 Ambassador Kirk reports that the Delegate proposes to publish by December 27 a statement on the line.\n\n\
                2. EUR recommends that you reject the proposal.\n\ncc: S/S, FE, L\n";
    let read = card(memo);
    let copies: Vec<_> = read.copies.iter().map(|one| one.value.words()).collect();
    assert_eq!(copies, ["S/S", "FE", "L"]);
    let advice = read.recommendation.unwrap().value;
    assert_eq!(advice.stance, procedure::card::Stance::Against);
    assert_eq!(advice.by.as_deref(), Some("EUR"));
    assert_eq!(read.claims[0].value.by.as_deref(), Some("Ambassador Kirk"));
    let adopts = card(&memo.replace("reject the proposal", "adopt the proposal"));
    assert_eq!(adopts.recommendation.unwrap().value.stance, procedure::card::Stance::For);
    let without = card(&memo.replace("reject the proposal", "do not adopt the proposal"));
    assert_eq!(without.recommendation.unwrap().value.stance, procedure::card::Stance::Against);
    // One letter alone is no desk.
    let one = card(&memo.replace("S/S, FE, L", "L"));
    assert!(one.copies.is_empty(), "{:?}", one.copies);
}
