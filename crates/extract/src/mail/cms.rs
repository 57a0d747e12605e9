//! Signed and encrypted messages (CMS, RFC 5652; S/MIME, RFC 8551).
//!
//! A signature is checked against the content and against the certificate that came with it. Whether that certificate
//! is to be trusted is another question: it takes a list of authorities, and a clock.

use std::borrow::Cow;

use phrases::stored;
use ring::digest;

use super::ber::{self, Element, Elements};
use super::certificate::{Certificate, Checked, Hash, Padding, day};

/// What a file of this form holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Signed,
    Encrypted,
    Compressed,
}

/// A signed file taken apart.
#[derive(Debug)]
pub(crate) struct Signed {
    /// What is signed, where it is inside.
    pub(crate) content: Option<Vec<u8>>,
    /// What the signatures are worth, in sentences.
    pub(crate) remarks: Vec<String>,
}

/// Signatures of one file after this many are not checked.
pub const SIGNATURES_MAX: usize = 16;
/// Certificates of one file after this many are not looked at.
pub const CERTIFICATES_MAX: usize = 64;
/// How much of base64 is looked at to tell what it is.
const BASE64_HEAD_BYTES: usize = 64;

/// Object names under 1.2.840.113549.1.7 and, of two kinds, 1.2.840.113549.1.9.16.1.
const KINDS: [(&[u8], Kind); 5] = [
    (b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", Kind::Signed),
    (b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03", Kind::Encrypted),
    (b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x06", Kind::Encrypted),
    (b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17", Kind::Encrypted),
    (b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x09", Kind::Compressed),
];
const DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
const CONTENT_TYPE: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03";
const MESSAGE_DIGEST: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04";
const SIGNING_TIME: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x05";
const RSA_PSS: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a";
const HASHES: [(&[u8], Hash); 3] = [
    (b"\x60\x86\x48\x01\x65\x03\x04\x02\x01", Hash::Sha256),
    (b"\x60\x86\x48\x01\x65\x03\x04\x02\x02", Hash::Sha384),
    (b"\x60\x86\x48\x01\x65\x03\x04\x02\x03", Hash::Sha512),
];
/// Methods that name their hash; plain RSA and EC keys take the digest's.
const METHODS: [(&[u8], Hash); 6] = [
    (b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b", Hash::Sha256),
    (b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c", Hash::Sha384),
    (b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d", Hash::Sha512),
    (b"\x2a\x86\x48\xce\x3d\x04\x03\x02", Hash::Sha256),
    (b"\x2a\x86\x48\xce\x3d\x04\x03\x03", Hash::Sha384),
    (b"\x2a\x86\x48\xce\x3d\x04\x03\x04", Hash::Sha512),
];
const PLAIN_METHODS: [&[u8]; 2] = [b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", b"\x2a\x86\x48\xce\x3d\x02\x01"];

/// What the bytes hold, if they are of this form: in DER or BER, in PEM, or in bare base64.
pub(crate) fn kind(bytes: &[u8]) -> Option<Kind> {
    match bytes.first()? {
        0x30 => kind_of_head(bytes),
        b'-' if PEM.iter().any(|label| bytes.starts_with(label.as_bytes())) => kind_of_head(&binary(bytes)?),
        // Base64 of a sequence begins so, whatever its length.
        b'M' if bytes.len() >= BASE64_HEAD_BYTES => {
            let head: Vec<u8> =
                bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(BASE64_HEAD_BYTES).collect();
            kind_of_head(&mail_parser::decoders::base64::base64_decode(&head)?)
        }
        _ => None,
    }
}

const PEM: [&str; 3] = ["-----BEGIN PKCS7-----", "-----BEGIN CMS-----", "-----BEGIN PKCS #7 SIGNED DATA-----"];

fn kind_of_head(bytes: &[u8]) -> Option<Kind> {
    let head = match bytes {
        [0x30, length, ..] if *length <= 0x80 => 2,
        [0x30, length, ..] if *length <= 0x84 => 2 + usize::from(length & 0x7f),
        _ => return None,
    };
    let (name, rest) = bytes.get(head..)?.split_first_chunk::<2>()?;
    let object = rest.get(..usize::from(name[1])).filter(|_| name[0] == ber::OBJECT)?;
    KINDS.iter().find(|(known, _)| *known == object).map(|(_, kind)| *kind)
}

/// The bytes themselves, out of PEM or base64 if they came so.
pub(crate) fn binary(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    if bytes.first() == Some(&0x30) {
        return Some(Cow::Borrowed(bytes));
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let inner = match text.strip_prefix("-----BEGIN ") {
        Some(rest) => rest.split_once("-----")?.1.split("-----END").next()?,
        None => text,
    };
    mail_parser::decoders::base64::base64_decode(inner.as_bytes()).map(Cow::Owned)
}

/// Opens a signed file. `detached` is what it signs where that came beside it.
pub(crate) fn open(bytes: &[u8], detached: Option<&[u8]>) -> Result<Signed, &'static str> {
    let broken = stored!("is damaged or cut off");
    let file = Elements::of(bytes).tagged(ber::SEQUENCE).ok_or(broken)?;
    let content = file.parts().nth(1).and_then(|content| content.parts().tagged(ber::SEQUENCE)).ok_or(broken)?;
    let mut parts = content.parts();
    let _version = parts.tagged(ber::INTEGER).ok_or(broken)?;
    let _hashes = parts.tagged(ber::SET).ok_or(broken)?;
    let enclosed = parts.tagged(ber::SEQUENCE).ok_or(broken)?;
    let certificates = parts.tagged(ber::CONTEXT_0);
    let signers = parts.find(|part| part.tag == ber::SET);
    let mut inner = enclosed.parts();
    let content_type = inner.tagged(ber::OBJECT).ok_or(broken)?.inside;
    let content =
        inner.tagged(ber::CONTEXT_0).and_then(|content| content.parts().next()).and_then(|octets| octets.octets());
    let certificates: Vec<_> =
        certificates.iter().flat_map(|set| set.parts()).take(CERTIFICATES_MAX).filter_map(Certificate::of).collect();
    let mut remarks = Vec::new();
    let signers: Vec<_> = signers.iter().flat_map(|set| set.parts()).take(SIGNATURES_MAX + 1).collect();
    if signers.is_empty() {
        remarks.push(stored!("It has the form of a signed message but no signature.").to_owned());
    }
    if signers.len() > SIGNATURES_MAX {
        remarks.push(stored!("It has more than {SIGNATURES_MAX} signatures; the others were not checked."));
    }
    // What came beside the signature is what is shown, so it is what must fit, whatever else lies inside.
    if let Some(signed) = detached.or(content.as_deref()) {
        for signer in signers.iter().take(SIGNATURES_MAX) {
            remarks.push(match Signature::of(*signer) {
                Some(signature) => verdict(&signature, signed, content_type, &certificates),
                None => stored!("A signature is damaged and could not be checked.").to_owned(),
            });
        }
    }
    Ok(Signed { content, remarks })
}

/// One signature.
struct Signature<'a> {
    issuer: Option<(&'a [u8], &'a [u8])>,
    key_name: Option<&'a [u8]>,
    hash: Option<Hash>,
    attributes: Option<Element<'a>>,
    method: Element<'a>,
    value: &'a [u8],
}

impl<'a> Signature<'a> {
    fn of(signer: Element<'a>) -> Option<Self> {
        let mut parts = signer.parts();
        let _version = parts.tagged(ber::INTEGER)?;
        let named = parts.next()?;
        let issuer = match named.tag {
            ber::SEQUENCE => {
                let mut pair = named.parts();
                Some((pair.tagged(ber::SEQUENCE)?.whole, pair.tagged(ber::INTEGER)?.inside))
            }
            _ => None,
        };
        let key_name = (named.tag == 0x80).then_some(named.inside);
        let digest = parts.tagged(ber::SEQUENCE)?.parts().tagged(ber::OBJECT)?.inside;
        let hash = HASHES.iter().find(|(known, _)| *known == digest).map(|(_, hash)| *hash);
        let attributes = parts.tagged(ber::CONTEXT_0);
        let method = parts.tagged(ber::SEQUENCE)?;
        let value = parts.tagged(ber::OCTET_STRING)?.inside;
        Some(Self { issuer, key_name, hash, attributes, method, value })
    }

    /// The only value of a signed attribute.
    fn attribute(&self, wanted: &[u8]) -> Option<Element<'a>> {
        self.attributes?.parts().find_map(|attribute| {
            let mut parts = attribute.parts();
            if parts.tagged(ber::OBJECT)?.inside != wanted {
                return None;
            }
            parts.tagged(ber::SET)?.parts().next()
        })
    }

    /// Hash and padding of the signature itself.
    fn method(&self) -> Option<(Hash, Padding)> {
        let mut parts = self.method.parts();
        let name = parts.tagged(ber::OBJECT)?.inside;
        if let Some((_, hash)) = METHODS.iter().find(|(known, _)| *known == name) {
            return Some((*hash, Padding::Pkcs1));
        }
        if name == RSA_PSS {
            // RFC 4055 §3.1: the hash stands in [0]; without it SHA-1 is meant, which is not checked here.
            let hash = parts.tagged(ber::SEQUENCE)?.parts().tagged(ber::CONTEXT_0)?;
            let hash = hash.parts().tagged(ber::SEQUENCE)?.parts().tagged(ber::OBJECT)?.inside;
            return HASHES.iter().find(|(known, _)| *known == hash).map(|(_, hash)| (*hash, Padding::Pss));
        }
        PLAIN_METHODS.contains(&name).then_some((self.hash?, Padding::Pkcs1))
    }
}

fn verdict(signature: &Signature<'_>, content: &[u8], content_type: &[u8], certificates: &[Certificate<'_>]) -> String {
    let found = certificates.iter().find(|certificate| match (signature.issuer, signature.key_name) {
        (Some((issuer, serial)), _) => certificate.issuer == issuer && certificate.serial == serial,
        (None, Some(name)) => certificate.key_name == Some(name),
        (None, None) => false,
    });
    let Some(certificate) = found else {
        return stored!("It is signed, but the signer’s certificate is not in it: the signature was not checked.")
            .to_owned();
    };
    let who = &certificate.subject;
    let checked = check(signature, content, content_type, certificate);
    let mut stored_before = match checked {
        Checked::Fits => stored!("It is signed by {who}, and the signature fits the content."),
        Checked::Differs => stored!(
            "It carries a signature by {who} that does NOT fit the content: one of the two was changed, or never \
             belonged to the other."
        ),
        Checked::Unknown => {
            stored!("It carries a signature by {who} of a method that this version does not check.")
        }
    };
    // Each sentence holds those before it, so that all of them are found again.
    if let Some(day) = signature.attribute(SIGNING_TIME).and_then(day) {
        stored_before = stored!("{stored_before} The signer’s clock said {day}.");
    }
    stored_before = match &certificate.valid {
        Some((from, to)) => stored!("{stored_before} The certificate is made out from {from} to {to}."),
        None => stored!("{stored_before} From when to when the certificate is made out could not be read."),
    };
    stored!("{stored_before} Whether the certificate is to be trusted was not examined.")
}

/// RFC 5652 §5.4: with signed attributes the signature covers them, and they hold the content's digest.
fn check(signature: &Signature<'_>, content: &[u8], content_type: &[u8], certificate: &Certificate<'_>) -> Checked {
    let (Some((hash, padding)), Some(digest_hash)) = (signature.method(), signature.hash) else {
        return Checked::Unknown;
    };
    let Some(attributes) = signature.attributes else {
        // RFC 5652 §5.3 asks for attributes with anything but plain data; without them attributes signed elsewhere
        // could be shown as content.
        if content_type != DATA || content.first() == Some(&ber::SET) {
            return Checked::Unknown;
        }
        return certificate.check(content, signature.value, hash, padding);
    };
    if !attributes.definite {
        return Checked::Unknown;
    }
    let algorithm = match digest_hash {
        Hash::Sha256 => &digest::SHA256,
        Hash::Sha384 => &digest::SHA384,
        Hash::Sha512 => &digest::SHA512,
    };
    let content_digest = digest::digest(algorithm, content);
    let digest_fits = signature.attribute(MESSAGE_DIGEST).is_some_and(|said| said.inside == content_digest.as_ref());
    let type_fits = signature.attribute(CONTENT_TYPE).is_some_and(|said| said.inside == content_type);
    if !digest_fits || !type_fits {
        return Checked::Differs;
    }
    // What is signed is the set itself, not the tag it has in its place.
    let mut signed = attributes.whole.to_vec();
    signed[0] = ber::SET;
    certificate.check(&signed, signature.value, hash, padding)
}
