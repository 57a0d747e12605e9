//! Orders: who gives them and what they are about.

use procedure::card::Sure;
use rstest::rstest;

use super::card;

/// An order with this foot, the post named in its formula where `formula` gives one.
fn order(formula: &str, foot: &str) -> String {
    format!(
        "Executive Order 712 of May 3, 1991\n\nClosing of the Pier\n\nBy the authority vested in me as President by the laws of \
         the Straits, {formula}it is hereby ordered as follows:\n\nSection 1. The pier is closed until the ice has gone from \
         the basin.\n\n{foot}\n"
    )
}

#[rstest]
#[case::above("", "LYLE BRASK\nThe White House,\nMay 3, 1991.", "LYLE BRASK")]
#[case::glued("", "LYLE G. BRASKThe White House,May 3, 1991.", "LYLE G. BRASK")]
#[case::list_above(
    "",
    "Harbour Principal Meridian\nsec. 36, lot 5.\n\nLYLE BRASK\nTHE WHITE HOUSE,\nMay 3, 1991.",
    "LYLE BRASK"
)]
#[case::formula(
    "I, LYLE G. BRASK, President of the Straits, find that ",
    "B\n\nTHE WHITE HOUSE,\nMay 3, 1991.",
    "LYLE G. BRASK"
)]
#[case::picture(
    "I, LYLE BRASK, President of the Straits, find that ",
    "GWX.EPS\nTHE WHITE HOUSE,\nMay 3, 1991.",
    "LYLE BRASK"
)]
#[case::signature_wins(
    "I, LYLE BRASK, President of the Straits, find that ",
    "IDA M. LUND\nTHE WHITE HOUSE,\nMay 3, 1991.",
    "IDA M. LUND"
)]
fn who_gives_an_order(#[case] formula: &str, #[case] foot: &str, #[case] name: &str) {
    let card = card(&order(formula, foot));
    assert_eq!(card.from.first().map(|from| from.value.label()), Some(name));
}

#[test]
fn the_seat_alone_gives_no_order() {
    // A person who says "I" without a post is anybody, and a title in small letters above the seat is no name.
    let text = order("I, Lyle Brask, a pilot, say that ", "Pier and basin\nThe White House,\nMay 3, 1991.");
    assert!(!card(&text).from.iter().any(|from| from.value.label().contains("Brask")), "{:?}", card(&text).from);
}

const FORMULA: &str =
    "By the authority vested in me as President by the laws of the Straits, it is hereby ordered as follows:";

#[rstest]
#[case::below_number("Executive Order 712 of May 3, 1991\n\nClosing of the Pier\n\n", "Closing of the Pier")]
#[case::wrapped(
    "Executive Order 712 of May 3, 1991\nClosing of the Pier and the Basin to Persons Undermining\nSafe Passage in \
     Tarnov\nAuthority\n",
    "Closing of the Pier and the Basin to Persons Undermining Safe Passage in Tarnov"
)]
#[case::long(
    "Executive Order 712 of May 3, 1991\nEstablishing a Board To Inquire Into a Dispute Between the Tarnov Harbour Railway Company \
     and the Pilots Represented by the Brotherhood of Pilots and Boatmen\n",
    "Establishing a Board To Inquire Into a Dispute Between the Tarnov Harbour Railway Company and the Pilots Represented by \
     the Brotherhood of Pilots and Boatmen"
)]
#[case::without_number("Transfer of the Pier to the Harbour Board\n", "Transfer of the Pier to the Harbour Board")]
fn the_title_of_an_order_is_its_subject(#[case] head: &str, #[case] title: &str) {
    let card =
        card(&format!("{head}{FORMULA}\n\nSection 1. The pier is closed until the ice has gone.\n\nLYLE BRASK\n"));
    let subject = card.subject.expect("a subject");
    assert_eq!((subject.value.as_str(), subject.sure), (title, Sure::Read));
}

#[test]
fn the_title_of_an_order_is_cut_where_it_is_too_long() {
    let title = |bytes: usize| format!("Closing of {}\nBasin {}", "P".repeat(289), "Q".repeat(bytes - 307));
    for (bytes, kept) in [(400, 400), (401, 400), (600, 400)] {
        let card =
            card(&format!("Executive Order 712 of May 3, 1991\n\n{}\n\n{FORMULA}\n\nLYLE BRASK\n", title(bytes)));
        let subject = card.subject.expect("a subject");
        assert_eq!(title(bytes).len(), bytes);
        assert_eq!(subject.value, title(kept).replace('\n', " "), "of {bytes}");
        assert_eq!(subject.span.map(|span| span.end - span.start), Some(kept));
    }
}

#[rstest]
#[case::established(
    &format!("{FORMULA}\n\nSection 1. There is hereby established in the Harbour Office a Board of Pilots and Boatmen. The Board \
              shall meet.\n"),
    "Board of Pilots and Boatmen"
)]
#[case::approved(
    "An application having been made under the act for my approval of a Code of Fair Dealing for the Rope, Sail, and Anchor \
     Trade, and hearings having been held thereon, by virtue of the authority vested in me as President it is hereby ordered \
     that the Code be approved.\n",
    "Code of Fair Dealing for the Rope, Sail, and Anchor Trade"
)]
fn an_order_without_a_title_is_about_what_it_makes(#[case] text: &str, #[case] subject: &str) {
    let card = card(&format!("{text}\nLYLE BRASK\nThe White House,\nMay 3, 1991.\n"));
    let found = card.subject.expect("a subject");
    assert_eq!((found.value.as_str(), found.sure), (subject, Sure::Proposed));
}

#[test]
fn a_letter_that_speaks_of_an_approval_is_no_order() {
    let text =
        "Tarnov, 3 May 1991\n\nSir: The pier is closed. There is hereby established a Board of Pilots.\n\nLyle Brask\n";
    assert_eq!(card(text).subject.expect("a subject").value, "The pier is closed.");
}

#[test]
fn an_order_listed_at_the_foot_does_not_date_this_one() {
    let list = |last: &str| {
        format!(
            "{FORMULA}\n\nSection 1. The following are revoked:\n\n(1) Executive Order No. 10534 of June 9, 1954\n\n(2) {last}\n\nLYLE \
             BRASK\nThe White House\nNovember 28, 1967\n"
        )
    };
    let date = |text: &str| card(text).date.map(|date| date.value.date.to_string());
    assert_eq!(date(&list("Executive Order No. 10968 of October 10, 1961.")).as_deref(), Some("1967-11-28"));
}
