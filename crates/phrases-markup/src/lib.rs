//! Finds the phrases in templates and calls: for the macros of `phrases-macros`, which have them said, and for the list of
//! all of them, which translators work from. Both read by the same code, so that what is said can be translated and what
//! can be translated is said.

mod call;
mod collect;
mod nodes;
mod template;

pub use call::{Call, Slot, call, stored_call};
pub use collect::{Found, in_source};
pub use template::template;

use proc_macro2::Literal;

/// What a phrase is, as it is written: one form, or two where it goes by a count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phrase {
    /// The phrase, or how it is said of one.
    pub one: String,
    /// How it is said of many.
    pub many: Option<String>,
}

impl Phrase {
    /// A phrase of one form.
    #[must_use]
    pub fn plain(words: impl Into<String>) -> Self {
        Self { one: words.into(), many: None }
    }
}

/// Whether there is anything to say in another language.
pub(crate) fn has_letters(words: &str) -> bool {
    words.chars().any(char::is_alphabetic)
}

/// The value of a string literal; `None` of any other.
pub(crate) fn string(literal: &Literal) -> Option<String> {
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|literal| literal.value())
}
