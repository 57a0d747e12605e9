//! Whole papers of our own writing, each with the card that is to be read from it.

use intake::read;

fn card(text: &str) -> String {
    let reading = read(text.as_bytes(), "paper");
    let public: serde_json::Value = serde_json::from_str(&reading.to_public_json("paper")).unwrap();
    serde_json::to_string_pretty(&public).unwrap()
}

/// A deputy minister puts a delegate's proposal before the head of government, with the ministry's view against it.
#[test]
fn a_submission_with_dissent() {
    insta::assert_snapshot!(card(include_str!("papers/submission.txt")));
}

#[test]
fn a_telegram_that_answers_another() {
    insta::assert_snapshot!(card(include_str!("papers/telegram.txt")));
}

#[test]
fn a_despatch_with_a_number_line() {
    insta::assert_snapshot!(card(include_str!("papers/despatch.txt")));
}

#[test]
fn an_office_memorandum() {
    insta::assert_snapshot!(card(include_str!("papers/memorandum.txt")));
}
