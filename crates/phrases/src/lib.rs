//! What the program says to people: English in the code, any other language by a file.
//!
//! A phrase is written once, in English, where it is said: in a template by [`html!`], elsewhere by [`say!`], of a count
//! by [`plural!`], of a refusal by `#[derive(Told)]`. Names in braces are its slots: "Closing {no} of {day}". A
//! [`Tongue`] is a language or a pack of words, read from a file in the PO form of GNU gettext; what it does not say
//! stays English. Which tongue is spoken goes with the thread that draws a page ([`speaking`]); nobody else hears of it,
//! and what is entered never does: the journal is written in what officers typed, in codes, and, where a reading remarks
//! on a paper, in English. Such sentences are made by [`stored!`] and said when they are shown, by [`recalled`].

mod fill;
mod local;
mod recall;
mod tongue;

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::Display;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};

pub use fill::slots;
pub use local::{in_order, number};
pub use phrases_macros::{Told, html, plural, say, stored};
pub use tongue::{Misread, Tongue};

thread_local! {
    /// `None`: nothing was chosen on this thread, and the house's tongue is spoken; else a tongue, or the code's English.
    static SPOKEN: Cell<Option<Option<&'static Tongue>>> = const { Cell::new(None) };
}

static OF_HOUSE: OnceLock<&'static Tongue> = OnceLock::new();

/// Puts back on dropping what was spoken before, also where the work between ends in a panic.
struct Before(Option<Option<&'static Tongue>>);

impl Drop for Before {
    fn drop(&mut self) {
        SPOKEN.set(self.0);
    }
}

/// Does some work with a tongue spoken on this thread; `None` is the English of the code, whatever the house speaks.
pub fn speaking<R>(tongue: Option<&'static Tongue>, work: impl FnOnce() -> R) -> R {
    let _before = Before(SPOKEN.replace(Some(tongue)));
    work()
}

/// The tongue of the whole program, from now on, where nothing else is chosen: mail, pages of officers
/// who did not choose. It is said once; a second one is not taken.
pub fn speak_in_house(tongue: &'static Tongue) {
    // A program has one office, and an office one language.
    let _ = OF_HOUSE.set(tongue);
}

/// The house's tongue; `None` is the English of the code.
#[must_use]
pub fn of_house() -> Option<&'static Tongue> {
    OF_HOUSE.get().copied()
}

/// The tongue spoken on this thread.
#[must_use]
pub fn spoken() -> Option<&'static Tongue> {
    SPOKEN.get().unwrap_or_else(of_house)
}

/// Work that is spoken of in a tongue, on whatever threads it goes on.
#[derive(Debug)]
pub struct Speaking<F> {
    tongue: Option<&'static Tongue>,
    work: Pin<Box<F>>,
}

impl<F: Future> Speaking<F> {
    /// Work, and the tongue in which it is spoken of.
    pub fn new(tongue: Option<&'static Tongue>, work: F) -> Self {
        Self { tongue, work: Box::pin(work) }
    }
}

impl<F: Future> Future for Speaking<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let tongue = self.tongue;
        speaking(tongue, || self.work.as_mut().poll(context))
    }
}

/// A phrase that stands where nothing can be said yet, as in a constant: [`phrase!`] makes it, and it is said when it is
/// shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase(&'static str);

impl Phrase {
    /// Use [`phrase!`], by which it is listed for translators.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(english: &'static str) -> Self {
        Self(english)
    }

    /// It, in the tongue spoken.
    #[must_use]
    pub fn said(self) -> &'static str {
        said(self.0)
    }

    /// It, as the code has it.
    #[must_use]
    pub const fn english(self) -> &'static str {
        self.0
    }
}

impl Display for Phrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.said())
    }
}

/// A [`Phrase`].
#[macro_export]
macro_rules! phrase {
    ($english:literal) => {
        $crate::Phrase::new($english)
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

/// A sentence that was made by [`stored!`], in the tongue spoken. One that was not, as what an officer typed, stays as it is.
#[must_use]
pub fn recalled(stored: &str) -> Cow<'_, str> {
    spoken().and_then(|tongue| tongue.recalled(stored)).map_or(Cow::Borrowed(stored), Cow::Owned)
}

/// A phrase with its slots filled.
#[must_use]
pub fn filled(english: &'static str, slots: &[(&str, &dyn Display)]) -> String {
    fill::text(said(english), slots)
}

/// A phrase that goes by a count, with its slots filled: the count itself, which is called `n`, in [figures](number) of the language.
#[must_use]
pub fn counted(one: &'static str, many: &'static str, count: u64, slots: &[(&str, &dyn Display)]) -> String {
    let english = if count == 1 { one } else { many };
    let figures = number(count);
    let slots: Vec<(&str, &dyn Display)> = slots
        .iter()
        .map(|(name, fills)| if *name == "n" { (*name, &figures as &dyn Display) } else { (*name, *fills) })
        .collect();
    fill::text(spoken().and_then(|tongue| tongue.counted(one, count)).unwrap_or(english), &slots)
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

/// The phrases of a script of the pages: what stands in quotes in its calls of `say(`.
pub fn in_script(script: &str) -> impl Iterator<Item = &str> {
    script.split("say(\"").skip(1).filter_map(|after| after.split_once('"')).map(|(phrase, _)| phrase)
}
