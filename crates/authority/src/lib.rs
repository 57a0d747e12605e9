//! Who may be meant by a name as it is written: other letters, other spellings, initials, abbreviations.
//!
//! Pure, and it decides nothing. A name written on a paper and a name the office knows either [`agree`] on a [`Ground`]
//! that can be said in a sentence, or they do not. Nothing is weighed into a figure: an officer who reads "Вышинский is
//! Vyshinsky in Latin letters" can judge it, one who reads "0.83" cannot. Two persons who bear one surname agree with it
//! both, and both are offered.
//!
//! Names are looked up by [`keys`], never by going through all of them: of two names that agree, one stands under at least
//! one key that is [`sought`] for the other, and a property test holds it.
//!
//! ```
//! use authority::{Name, Ground, agree};
//!
//! let written = Name::read("А.Я. Вышинский");
//! let known = Name::read("Andrei Vyshinsky");
//! let found = agree(&written, &known).expect("they agree");
//! assert_eq!(found.ground, Ground::Letters);
//! assert_eq!(found.says("А.Я. Вышинский", "Andrei Vyshinsky"), "А.Я. Вышинский is Andrei Vyshinsky in other letters; initials agree.");
//! ```

mod agreement;
mod index;
mod letters;
mod name;
mod sound;

pub use agreement::{Agreement, Given, Ground, agree};
pub use index::Index;
pub use name::{NAME_WORDS_MAX, Name, keys, sought};
pub use sound::SOUNDS_MAX;

/// The version of what this crate makes of names. Keys are kept in derived data; another version has them made anew.
pub const VERSION: u32 = 2;
