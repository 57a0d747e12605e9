//! Greek administrative acts: letterheads in two columns, subjects and titles, lists of copies.

use rstest::rstest;

use super::card;

const REASONS: &str = "Έχοντας υπόψη:\n1. Τις διατάξεις του Ν. 3852/2010 (ΦΕΚ 87/Α΄/7-6-2010) για την αυτοδιοίκηση.\n\
                       2. Την ανάγκη για τη συντήρηση της προβλήτας και των κτιρίων του λιμένα.\n\n\
                       ΑΠΟΦΑΣΙΖΟΥΜΕ\n\nΤην επισκευή της προβλήτας από το συνεργείο του λιμένα.\n\n\
                       Ο ΔΗΜΑΡΧΟΣ\n\nΑΛΒΙΝΟΣ ΒΡΑΣΚΟΣ\n";

fn act(head: &str, foot: &str) -> procedure::card::Card {
    card(&format!("{head}\n\n{REASONS}\n{foot}"))
}

#[rstest]
#[case::municipality(
    "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ Βρένη, 13-01-2016\nΝΟΜΟΣ ΤΑΡΝΑΣ Αριθ. Πρωτ.: 486\nΔΗΜΟΣ ΒΡΕΝΗΣ",
    "486",
    "2016-01-13"
)]
#[case::gap(
    "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ              Βρένη: 27 - 04 - 2016\nΥΠΟΥΡΓΕΙΟ ΥΔΑΤΩΝ              Αρ. Πρωτ.44881/2926",
    "44881/2926",
    "2016-04-27"
)]
#[case::series(
    "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ Βρένη 14 Σεπτεμβρίου 2016\nΥΠΟΥΡΓΕΙΟ ΜΕΤΑΦΟΡΩΝ Αριθ. Πρωτ.: Γ2/ 5995/ 747",
    "Γ2/ 5995/ 747",
    "2016-09-14"
)]
#[case::letter("ΓΕΝΙΚΟ ΝΟΣΟΚΟΜΕΙΟ ΒΡΕΝΗΣ Βρένη, 2/3/2015\nΤμήμα Προμηθειών Αρ. Πρωτ.: Α/318", "Α/318", "2015-03-02")]
#[case::misread_delta(
    "ΕΛΛΗΝΙΚΗ ∆ΗΜΟΚΡΑΤΙΑ Βρένη, 13-01-2016\nΑΠΟΚΕΝΤΡΩΜΕΝΗ ∆ΙΟΙΚΗΣΗ ΤΑΡΝΑΣ Αριθµός Πρωτ.: 77",
    "77",
    "2016-01-13"
)]
#[case::corrected(
    "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ ΟΡΘΗ ΕΠΑΝΑΛΗΨΗ\nΥΠΟΥΡΓΕΙΟ ΥΔΑΤΩΝ 7-9-2016\nΒρένη, 11-4-2016\nΓΕΝΙΚΗ ΔΙΕΥΘΥΝΣΗ Αριθμ. Πρωτ.:60516/Β3",
    "60516/Β3",
    "2016-04-11"
)]
fn a_letterhead_in_two_columns(#[case] head: &str, #[case] number: &str, #[case] date: &str) {
    let card = act(head, "");
    assert_eq!(card.number.expect("a number").value, number);
    assert_eq!(card.date.expect("a date").value.date.to_string(), date);
}

#[rstest]
#[case::none("ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ\nΔΗΜΟΣ ΒΡΕΝΗΣ\nΤηλ.: 23710-22072\nΤ.Κ. 63 100")]
#[case::in_the_reasons("ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ\nΔΗΜΟΣ ΒΡΕΝΗΣ")]
fn what_a_letterhead_does_not_say_stays_empty(#[case] head: &str) {
    let card = act(head, "");
    assert_eq!((card.number, card.date.map(|date| date.value)), (None, None));
}

#[rstest]
#[case::label("Θέμα: Επισκευή της προβλήτας", "Επισκευή της προβλήτας")]
#[case::lines(
    "ΘΕΜΑ: «Επισκευή της προβλήτας του λιμένα Βρένης και\nτων κτιρίων του»",
    "«Επισκευή της προβλήτας του λιμένα Βρένης και των κτιρίων του»"
)]
#[case::title("ΑΠΟΦΑΣΗ ΕΠΙΣΚΕΥΗΣ ΠΡΟΒΛΗΤΑΣ", "ΑΠΟΦΑΣΗ ΕΠΙΣΚΕΥΗΣ ΠΡΟΒΛΗΤΑΣ")]
#[case::title_of_two_lines(
    "ΑΠΟΦΑΣΗ ΕΠΙΣΚΕΥΗΣ ΤΗΣ ΠΡΟΒΛΗΤΑΣ\nΤΟΥ ΛΙΜΕΝΑ ΒΡΕΝΗΣ",
    "ΑΠΟΦΑΣΗ ΕΠΙΣΚΕΥΗΣ ΤΗΣ ΠΡΟΒΛΗΤΑΣ ΤΟΥ ΛΙΜΕΝΑ ΒΡΕΝΗΣ"
)]
fn a_subject_or_a_title(#[case] line: &str, #[case] subject: &str) {
    let card = act(&format!("ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ Βρένη, 13-01-2016\nΔΗΜΟΣ ΒΡΕΝΗΣ Αριθ. Πρωτ.: 486\n\n{line}"), "");
    assert_eq!(card.subject.expect("a subject").value, subject);
}

#[rstest]
#[case::numbered("ΚΟΙΝΟΠΟΙΗΣΗ ΙΔΑ ΛΟΥΝΤ\n1. Εθνικό Τυπογραφείο\nΚαποδιστρίου 3\n2. Ταμείο Βρένης\n", &["Εθνικό Τυπογραφείο", "Ταμείο Βρένης"])]
#[case::table("ΠΙΝΑΚΑΣ ΔΙΑΝΟΜΗΣ\n\n1. Εθνικό Τυπογραφείο\nΟδός Λιμένος 3\n\n2. Ταμείο Βρένης\n", &["Εθνικό Τυπογραφείο", "Ταμείο Βρένης"])]
#[case::plain("Κοινοποίηση:\nΕλεγκτικό Συνέδριο\n", &["Ελεγκτικό Συνέδριο"])]
#[case::inner_list_apart("ΚΟΙΝΟΠΟΙΗΣΗ\n1.Ταμείο Βρένης\nΕΣΩΤΕΡΙΚΗ ΔΙΑΝΟΜΗ\n1. Τμήμα Γ΄\n", &["Ταμείο Βρένης"])]
#[case::none("", &[])]
fn lists_of_copies(#[case] foot: &str, #[case] copies: &[&str]) {
    let card = act("ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ Βρένη, 13-01-2016\nΔΗΜΟΣ ΒΡΕΝΗΣ Αριθ. Πρωτ.: 486", foot);
    let read: Vec<&str> = card.copies.iter().map(|copy| copy.value.label()).collect();
    assert_eq!(read, copies);
}

#[test]
fn an_addressee_in_a_second_column() {
    let head =
        "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ Βρένη, 13-01-2016\nΔΗΜΟΣ ΒΡΕΝΗΣ Αριθ. Πρωτ.: 486\nΤηλ.: 23710 Προς: Δασαρχείο Τάρνας";
    let card = act(head, "");
    assert_eq!(card.place.expect("a place").value, "Βρένη");
    assert_eq!(card.to.first().expect("an addressee").value.label(), "Δασαρχείο Τάρνας");
}

/// Where no subject stands, the need that an act names among its reasons is proposed, up to the next reason.
#[test]
fn the_need_that_an_act_meets() {
    let card = act("ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ Βρένη, 13-01-2016\nΔΗΜΟΣ ΒΡΕΝΗΣ Αριθ. Πρωτ.: 486", "");
    let subject = card.subject.expect("a subject");
    assert_eq!(subject.sure, procedure::card::Sure::Proposed);
    assert_eq!(subject.value, "τη συντήρηση της προβλήτας και των κτιρίων του λιμένα.");
    let unstopped =
        "Έχοντας υπόψη:\n1. Την ανάγκη εξόφλησης της υποχρέωσης ΚΑΥΣΙΜΑ ΠΛΟΙΩΝ\n2. Το γεγονός ότι υπάρχει πίστωση.\n";
    let unstopped = super::card(&format!("ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ Βρένη, 13-01-2016\nΔΗΜΟΣ ΒΡΕΝΗΣ\n\n{unstopped}"));
    assert_eq!(unstopped.subject.expect("a subject").value, "ΚΑΥΣΙΜΑ ΠΛΟΙΩΝ");
}
