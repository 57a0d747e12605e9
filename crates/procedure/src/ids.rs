//! Names of things that do not change: officers, desks, series, papers.

use std::fmt;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(try_from = "String")]
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

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
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
    /// A correspondent: a person or office outside the house.
    CorrespondentId;
    /// A calendar: on which days is worked.
    CalendarId;
    /// A list by which copies are given.
    ListId;
    /// An exact rule that binds a name.
    RuleId;
}

macro_rules! hexed {
    ($($(#[$doc:meta])* $name:ident, $bytes:literal, $what:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $bytes]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(hex_digits(&self.0, &mut [0; 2 * $bytes]))
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
                bytes_of(text).map(Self).ok_or(HexError { what: $what, bytes: $bytes })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(hex_digits(&self.0, &mut [0; 2 * $bytes]))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Hexed::<$bytes>($what)).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }
    )*};
}

/// Bytes as lower-case hexadecimal digits. Every entry writes a dozen ids, so none of them goes through `format!`.
fn hex_digits<'a>(bytes: &[u8], digits: &'a mut [u8]) -> &'a str {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for (pair, byte) in digits.chunks_exact_mut(2).zip(bytes) {
        pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    std::str::from_utf8(digits).unwrap_or_default()
}

/// The bytes that hexadecimal digits of either case spell; `None` unless there are exactly two for each byte.
fn bytes_of<const BYTES: usize>(text: &str) -> Option<[u8; BYTES]> {
    if text.len() != 2 * BYTES {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    let mut bytes = [0; BYTES];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

/// Reads an id or hash in place, without an allocation.
struct Hexed<const BYTES: usize>(&'static str);

impl<const BYTES: usize> Visitor<'_> for Hexed<BYTES> {
    type Value = [u8; BYTES];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&HexError { what: self.0, bytes: BYTES }, f)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<[u8; BYTES], E> {
        bytes_of(text).ok_or_else(|| E::custom(HexError { what: self.0, bytes: BYTES }))
    }
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
