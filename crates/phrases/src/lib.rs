//! What the program says to people: English in the code, any other language by a file.
//!
//! A phrase is written once, in English, where it is said: in a template by [`html!`], elsewhere by [`say!`], of a count
//! by [`plural!`], of a refusal by `#[derive(Told)]`. Names in braces are its slots: "Closing {no} of {day}". A
//! [`Tongue`] is a language or a pack of words, read from a file in the PO form of GNU gettext; what it does not say
//! stays English. Which tongue is spoken goes with the thread that draws a page ([`speaking`]); nobody else hears of it,
//! and what is entered never does: the journal is written in what officers typed and in codes.

mod fill;
mod tongue;

use std::cell::Cell;
use std::fmt::Display;

pub use fill::slots;
pub use phrases_macros::{Told, html, plural, say};
pub use tongue::{Misread, Tongue};

thread_local! {
    static SPOKEN: Cell<Option<&'static Tongue>> = const { Cell::new(None) };
}

/// Puts back on dropping what was spoken before, also where the work between ends in a panic.
struct Before(Option<&'static Tongue>);

impl Drop for Before {
    fn drop(&mut self) {
        SPOKEN.set(self.0);
    }
}

/// Does some work with a tongue spoken on this thread; `None` is the English of the code.
pub fn speaking<R>(tongue: Option<&'static Tongue>, work: impl FnOnce() -> R) -> R {
    let _before = Before(SPOKEN.replace(tongue));
    work()
}

/// The tongue spoken on this thread.
#[must_use]
pub fn spoken() -> Option<&'static Tongue> {
    SPOKEN.get()
}

/// Marks a phrase that stands where nothing can be called, as in a constant; whoever shows it says it with
/// [`said`].
#[macro_export]
macro_rules! phrase {
    ($english:literal) => {
        $english
    };
}

/// A phrase without slots in the tongue spoken.
#[must_use]
pub fn said(english: &'static str) -> &'static str {
    spoken().and_then(|tongue| tongue.phrase(english)).unwrap_or(english)
}

/// A phrase of which only the words are at hand, not that they live for ever.
#[must_use]
pub fn said_of(english: &str) -> &str {
    match spoken().and_then(|tongue| tongue.phrase(english)) {
        Some(words) => words,
        None => english,
    }
}

/// A phrase with its slots filled.
#[must_use]
pub fn filled(english: &'static str, slots: &[(&str, &dyn Display)]) -> String {
    fill::text(said(english), slots)
}

/// A phrase that goes by a count, with its slots filled.
#[must_use]
pub fn counted(one: &'static str, many: &'static str, count: u64, slots: &[(&str, &dyn Display)]) -> String {
    let english = if count == 1 { one } else { many };
    fill::text(spoken().and_then(|tongue| tongue.counted(one, count)).unwrap_or(english), slots)
}

/// A phrase of a template: its words are escaped for HTML, what fills its slots is HTML already.
#[must_use]
pub fn marked_up(english: &'static str, slots: &[(&str, &str)]) -> String {
    fill::html(said(english), slots)
}

/// The language that is spoken, as HTML names it ("en", "ru").
#[must_use]
pub fn language() -> &'static str {
    spoken().map_or("en", Tongue::code)
}
