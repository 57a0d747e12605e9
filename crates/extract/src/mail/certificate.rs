//! What a certificate (RFC 5280) says: whose key, from when to when. Whether to believe it is not asked here.

use encoding_rs::WINDOWS_1252;
use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};

use super::ber::{self, Element, Elements};
use crate::charset::utf16;
use crate::writing::one_line;

/// A certificate taken apart.
#[derive(Debug)]
pub(crate) struct Certificate<'a> {
    /// Issuer and serial number, as a signature names its certificate.
    pub(crate) issuer: &'a [u8],
    pub(crate) serial: &'a [u8],
    /// The key's name, as a signature may name it instead.
    pub(crate) key_name: Option<&'a [u8]>,
    /// The subject in words: its name, with organisation and address.
    pub(crate) subject: String,
    /// First and last day, as far as they can be read.
    pub(crate) valid: Option<(String, String)>,
    key: Key<'a>,
}

#[derive(Debug)]
enum Key<'a> {
    Rsa(&'a [u8]),
    P256(&'a [u8]),
    P384(&'a [u8]),
    Other,
}

/// A hash function of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

/// How a signature is made with an RSA key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Padding {
    Pkcs1,
    Pss,
}

/// What checking a signature showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checked {
    Fits,
    Differs,
    /// Of a method or a length of key that is not checked here.
    Unknown,
}

/// Bits of RSA keys that are checked; shorter ones prove nothing, longer ones are nobody's.
const RSA_KEY_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

const RSA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
const RSA_PSS: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a";
const EC: &[u8] = b"\x2a\x86\x48\xce\x3d\x02\x01";
const P256: &[u8] = b"\x2a\x86\x48\xce\x3d\x03\x01\x07";
const P384: &[u8] = b"\x2b\x81\x04\x00\x22";
const COMMON_NAME: &[u8] = b"\x55\x04\x03";
const ORGANISATION: &[u8] = b"\x55\x04\x0a";
const EMAIL: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01";
const SUBJECT_KEY_NAME: &[u8] = b"\x55\x1d\x0e";

impl<'a> Certificate<'a> {
    pub(crate) fn of(element: Element<'a>) -> Option<Self> {
        let body = element.parts().tagged(ber::SEQUENCE)?;
        let mut parts = body.parts();
        let _version = parts.tagged(ber::CONTEXT_0);
        let serial = parts.tagged(ber::INTEGER)?.inside;
        let _signed_with = parts.tagged(ber::SEQUENCE)?;
        let issuer = parts.tagged(ber::SEQUENCE)?.whole;
        let validity = parts.tagged(ber::SEQUENCE)?;
        let subject = parts.tagged(ber::SEQUENCE)?;
        let key = parts.tagged(ber::SEQUENCE)?;
        let extensions = parts.find(|part| part.tag == ber::CONTEXT_3);
        let mut days = validity.parts().map(|time| day(time));
        let valid = match (days.next(), days.next()) {
            (Some(Some(from)), Some(Some(to))) => Some((from, to)),
            _ => None,
        };
        Some(Self {
            issuer,
            serial,
            key_name: extensions.and_then(key_name),
            subject: in_words(subject),
            valid,
            key: key_of(key).unwrap_or(Key::Other),
        })
    }

    /// Whether `signature` over `signed` was made with this certificate's key.
    pub(crate) fn check(&self, signed: &[u8], signature: &[u8], hash: Hash, padding: Padding) -> Checked {
        let (method, key): (&'static dyn VerificationAlgorithm, &[u8]) = match (&self.key, padding, hash) {
            (Key::Rsa(key), _, _) if !RSA_KEY_BITS.contains(&modulus_bits(key)) => return Checked::Unknown,
            (Key::Rsa(key), Padding::Pkcs1, Hash::Sha256) => (&signature::RSA_PKCS1_2048_8192_SHA256, key),
            (Key::Rsa(key), Padding::Pkcs1, Hash::Sha384) => (&signature::RSA_PKCS1_2048_8192_SHA384, key),
            (Key::Rsa(key), Padding::Pkcs1, Hash::Sha512) => (&signature::RSA_PKCS1_2048_8192_SHA512, key),
            (Key::Rsa(key), Padding::Pss, Hash::Sha256) => (&signature::RSA_PSS_2048_8192_SHA256, key),
            (Key::Rsa(key), Padding::Pss, Hash::Sha384) => (&signature::RSA_PSS_2048_8192_SHA384, key),
            (Key::Rsa(key), Padding::Pss, Hash::Sha512) => (&signature::RSA_PSS_2048_8192_SHA512, key),
            (Key::P256(key), _, Hash::Sha256) => (&signature::ECDSA_P256_SHA256_ASN1, key),
            (Key::P256(key), _, Hash::Sha384) => (&signature::ECDSA_P256_SHA384_ASN1, key),
            (Key::P384(key), _, Hash::Sha256) => (&signature::ECDSA_P384_SHA256_ASN1, key),
            (Key::P384(key), _, Hash::Sha384) => (&signature::ECDSA_P384_SHA384_ASN1, key),
            _ => return Checked::Unknown,
        };
        match UnparsedPublicKey::new(method, key).verify(signed, signature) {
            Ok(()) => Checked::Fits,
            Err(_) => Checked::Differs,
        }
    }
}

fn key_of(element: Element<'_>) -> Option<Key<'_>> {
    let mut parts = element.parts();
    let mut method = parts.tagged(ber::SEQUENCE)?.parts();
    let name = method.tagged(ber::OBJECT)?.inside;
    let (unused, key) = parts.tagged(ber::BIT_STRING)?.inside.split_first()?;
    if *unused != 0 {
        return None;
    }
    match name {
        RSA | RSA_PSS => Some(Key::Rsa(key)),
        EC => match method.tagged(ber::OBJECT)?.inside {
            P256 => Some(Key::P256(key)),
            P384 => Some(Key::P384(key)),
            _ => None,
        },
        _ => None,
    }
}

fn modulus_bits(key: &[u8]) -> usize {
    let modulus = Elements::of(key).tagged(ber::SEQUENCE).and_then(|pair| pair.parts().tagged(ber::INTEGER));
    let Some(modulus) = modulus else { return 0 };
    let digits = modulus.inside.iter().position(|byte| *byte != 0).map_or(&[][..], |at| &modulus.inside[at..]);
    digits.first().map_or(0, |first| digits.len() * 8 - first.leading_zeros() as usize)
}

fn key_name(extensions: Element<'_>) -> Option<&[u8]> {
    extensions.parts().tagged(ber::SEQUENCE)?.parts().find_map(|extension| {
        let mut parts = extension.parts();
        if parts.tagged(ber::OBJECT)?.inside != SUBJECT_KEY_NAME {
            return None;
        }
        let value = parts.find(|part| part.tag == ber::OCTET_STRING)?;
        Some(value.parts().tagged(ber::OCTET_STRING)?.inside)
    })
}

/// "Alwin Brask (Harbour Board, brask@tarnov.example)".
fn in_words(name: Element<'_>) -> String {
    let value = |wanted: &[u8]| {
        name.parts().flat_map(|set| set.parts()).find_map(|pair| {
            let mut parts = pair.parts();
            (parts.tagged(ber::OBJECT)?.inside == wanted).then(|| parts.next().map(words))?
        })
    };
    let more: Vec<_> = [ORGANISATION, EMAIL].iter().filter_map(|wanted| value(wanted)).collect();
    match (value(COMMON_NAME), more.is_empty()) {
        (Some(name), true) => name,
        (Some(name), false) => format!("{name} ({})", more.join(", ")),
        (None, false) => more.join(", "),
        (None, true) => "somebody whom the certificate does not name".to_owned(),
    }
}

fn words(value: Element<'_>) -> String {
    let text = match value.tag {
        // BMPString: two bytes a character, big end first.
        0x1e => utf16(value.inside, true),
        // TeletexString, which every program that still writes it means as Latin-1.
        0x14 => WINDOWS_1252.decode_without_bom_handling(value.inside).0.into_owned(),
        _ => String::from_utf8_lossy(value.inside).into_owned(),
    };
    one_line(text)
}

/// The day of a time, as 2025-03-04 (RFC 5280 §4.1.2.5: two digits of a year from 50 on are of the last century).
pub(crate) fn day(time: Element<'_>) -> Option<String> {
    let digits = std::str::from_utf8(time.inside).ok()?;
    let digits: &str = digits.split(|c: char| !c.is_ascii_digit()).next()?;
    let (century, rest) = match (time.tag, digits.len()) {
        (0x17, 10 | 12) => (if digits.starts_with(['0', '1', '2', '3', '4']) { "20" } else { "19" }, digits),
        (0x18, 12 | 14) => (&digits[..2], &digits[2..]),
        _ => return None,
    };
    Some(format!("{century}{}-{}-{}", &rest[..2], &rest[2..4], &rest[4..6]))
}
