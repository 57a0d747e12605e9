//! The grammars, one table each, on sentences of our own.

mod citations;
mod dates;
mod forms;
mod greek;
mod letters;
mod orders;
mod parties;
mod scan_dates;
mod scans;
mod substance;
mod whole;

/// The card of a text.
fn card(text: &str) -> procedure::card::Card {
    intake::read_text(text).0
}
