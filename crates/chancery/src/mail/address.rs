//! Mail addresses, as officers give them.

use phrases::say;
use std::fmt;
use std::str::FromStr;

use lettre::Address;

/// Longest address, in bytes (RFC 5321, §4.5.3.1.3, without the angle brackets).
pub const ADDRESS_BYTES_MAX: usize = 254;

/// A mail address in ASCII; a domain in other letters is written as `xn--…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailAddress(Address);

impl MailAddress {
    /// The address as the sending crate has it.
    pub fn inner(&self) -> &Address {
        &self.0
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a text is no mail address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told)]
pub enum NoAddress {
    /// It is too long.
    #[told("a mail address has at most {ADDRESS_BYTES_MAX} bytes, not {bytes}")]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// It holds letters that not every server of mail takes.
    #[told("{0:?} holds letters beyond ASCII")]
    NotAscii(String),
    /// It has not the form of one.
    #[told("{0:?} is no mail address")]
    Malformed(String),
}

impl NoAddress {
    /// What to do next, without a first capital.
    pub fn next(&self) -> &'static str {
        match self {
            Self::NotAscii(_) => say!("write the domain in its xn--… form; a name before the @ has to be in ASCII"),
            _ => say!("write it as name@domain"),
        }
    }
}

impl FromStr for MailAddress {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let text = text.trim();
        if text.len() > ADDRESS_BYTES_MAX {
            return Err(NoAddress::TooLong { bytes: text.len() });
        }
        if !text.is_ascii() {
            return Err(NoAddress::NotAscii(text.to_owned()));
        }
        text.parse().map(Self).map_err(|_| NoAddress::Malformed(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_domain_and_an_end() {
        for text in ["k.lind@arle.example", " k.lind@arle.example ", "k+desk@xn--bcher-kva.example"] {
            assert_eq!(text.parse::<MailAddress>().unwrap().to_string(), text.trim());
        }
        for text in ["", "lind", "lind@", "@arle.example", "a b@arle.example", "lind@arle.example\r\nBcc: x@y.example"]
        {
            assert!(matches!(text.parse::<MailAddress>(), Err(NoAddress::Malformed(_))), "{text:?}");
        }
        assert!(matches!("k.lind@bücher.example".parse::<MailAddress>(), Err(NoAddress::NotAscii(_))));
        // Labels of a domain have 63 letters at most.
        let domain = format!("{0}.{0}.{0}.example", "d".repeat(61));
        let longest = |bytes: usize| format!("{}@{domain}", "a".repeat(bytes - domain.len() - 1));
        assert!(longest(ADDRESS_BYTES_MAX).parse::<MailAddress>().is_ok());
        let beyond = longest(ADDRESS_BYTES_MAX + 1).parse::<MailAddress>();
        assert_eq!(beyond, Err(NoAddress::TooLong { bytes: ADDRESS_BYTES_MAX + 1 }));
    }
}
