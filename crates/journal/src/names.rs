//! The one thing the journal reads in a part: which bodies it names (`docs/format.md` §3.2).

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer};

use crate::commit::{Hash, hash_from_hex};

/// Why bytes are not a part.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAPart {
    /// The bytes are not UTF-8.
    #[error("its bytes are not UTF-8")]
    NotUtf8,
    /// The text is not one JSON object, or its member "bodies" is not a list of commitments.
    #[error("it is not a JSON object as the format asks: {0}")]
    NotJson(String),
}

/// The bodies that a part names through its top-level member `"bodies"`.
///
/// ```
/// let named = journal::bodies_named(format!(r#"{{"type":"entered","bodies":["{}"]}}"#, "00".repeat(32)).as_bytes());
/// assert_eq!(named.unwrap().into_iter().collect::<Vec<_>>(), [[0; 32]]);
/// assert!(journal::bodies_named(br#"{"type":"remark"}"#).unwrap().is_empty());
/// assert!(journal::bodies_named(br#"["not an object"]"#).is_err());
/// ```
pub fn bodies_named(part: &[u8]) -> Result<BTreeSet<Hash>, NotAPart> {
    let text = std::str::from_utf8(part).map_err(|_| NotAPart::NotUtf8)?;
    if !text.trim_start_matches([' ', '\t', '\n', '\r']).starts_with('{') {
        return Err(NotAPart::NotJson("its first character is not {".to_owned()));
    }
    let names: Names = serde_json::from_str(text).map_err(|e| NotAPart::NotJson(e.to_string()))?;
    Ok(names.bodies.into_iter().map(|name| name.0).collect())
}

#[derive(serde::Deserialize)]
struct Names {
    #[serde(default)]
    bodies: Vec<Name>,
}

struct Name(Hash);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Name, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a commitment of 64 lower-case hexadecimal digits")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Name, E> {
                hash_from_hex(text).map(Name).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}
