//! Names of things that do not change: officers, desks, series, papers.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Longest code of an officer, desk, series, dossier or level, in bytes.
pub const CODE_BYTES_MAX: usize = 40;

/// Why a word cannot be a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{code:?} cannot be a code: use 1 to {CODE_BYTES_MAX} letters a-z or A-Z, digits, '-' or '.', beginning with a letter or digit"
)]
pub struct CodeError {
    /// What was given.
    pub code: String,
}

fn check(code: &str) -> Result<(), CodeError> {
    let right = (1..=CODE_BYTES_MAX).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
        && code.as_bytes()[0].is_ascii_alphanumeric();
    if right { Ok(()) } else { Err(CodeError { code: code.to_owned() }) }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Takes a code as it is written.
            ///
            /// # Errors
            /// When it is empty, longer than [`CODE_BYTES_MAX`], or has other characters than letters, digits, `-` and `.`.
            pub fn new(code: impl Into<String>) -> Result<Self, CodeError> {
                let code = code.into();
                check(&code)?;
                Ok(Self(code))
            }

            /// The code as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = CodeError;
            fn try_from(code: String) -> Result<Self, CodeError> {
                Self::new(code)
            }
        }

        impl std::str::FromStr for $name {
            type Err = CodeError;
            fn from_str(code: &str) -> Result<Self, CodeError> {
                Self::new(code)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

codes! {
    /// An officer: a person who acts.
    OfficerId;
    /// A desk: a place where work waits.
    DeskId;
    /// A series: a numbered sequence.
    SeriesId;
    /// A level of the office's scale of markings.
    LevelId;
    /// A dossier: all papers and acts on one question.
    DossierId;
    /// One mandate given.
    MandateId;
}

macro_rules! hexed {
    ($($(#[$doc:meta])* $name:ident, $bytes:literal, $what:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(pub [u8; $bytes]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = HexError;
            fn from_str(text: &str) -> Result<Self, HexError> {
                let wrong = || HexError { what: $what, bytes: $bytes };
                if text.len() != 2 * $bytes || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    return Err(wrong());
                }
                let mut id = [0; $bytes];
                for (at, byte) in id.iter_mut().enumerate() {
                    *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(|_| wrong())?;
                }
                Ok(Self(id))
            }
        }

        impl TryFrom<String> for $name {
            type Error = HexError;
            fn try_from(text: String) -> Result<Self, HexError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }
    )*};
}

/// Why a text is not an id or hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} is written as {} hexadecimal digits", 2 * bytes)]
pub struct HexError {
    /// What was expected.
    pub what: &'static str,
    /// How many bytes it has.
    pub bytes: usize,
}

hexed! {
    /// An office: 16 random bytes taken when it was founded.
    OfficeId, 16, "an office's id";
    /// A paper: 128 bits of SHA-256(office id, officer, idempotency key); never sequential.
    PaperId, 16, "a paper's id";
    /// A SHA-256 hash of plain bytes.
    Hash, 32, "a SHA-256 hash";
    /// A salted commitment to a body in the journal.
    BodyId, 32, "a body's commitment";
}
