//! What is committed to, and how: the header of an entry, its parts and bodies (`docs/format.md` §2–§4).

use sha2::{Digest, Sha256};

/// A SHA-256 value: a commitment, a leaf or node of the tree, a root.
pub type Hash = [u8; 32];

/// The version of the format that is written, the first two bytes of every header.
pub const FORMAT_VERSION: u16 = 1;
/// Length of an entry's header.
pub const HEADER_BYTES: usize = 68;
/// Length of the random salt of a part or a body.
pub const SALT_BYTES: usize = 32;

const PART_DOMAIN: &[u8] = b"chancery/part/v1";
const BODY_DOMAIN: &[u8] = b"chancery/body/v1";
const ENTRY_DOMAIN: &[u8] = b"chancery/entry/v1";

/// The 16 random bytes that name an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficeId(pub [u8; 16]);

impl std::fmt::Display for OfficeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// The public header of an entry: everything about it that stays when its parts are destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The format in which the entry was written.
    pub format: u16,
    /// The office whose journal this is.
    pub office: OfficeId,
    /// The entry's number, counted from 0 without a gap.
    pub entry: u64,
    /// The commitment of the entry before; zeros for entry 0.
    pub before: Hash,
    /// When the entry was made, in UTC microseconds since 1970; never earlier than the entry before.
    pub moment_us: i64,
    /// How many parts the entry has.
    pub parts: u16,
}

impl Header {
    /// The header's exact bytes, big-endian and without padding.
    ///
    /// ```
    /// let header = chancery_verify::Header {
    ///     format: 1,
    ///     office: chancery_verify::OfficeId([7; 16]),
    ///     entry: 0,
    ///     before: [0; 32],
    ///     moment_us: -1,
    ///     parts: 2,
    /// };
    /// assert_eq!(chancery_verify::Header::from_bytes(&header.to_bytes()), Some(header));
    /// ```
    pub fn to_bytes(&self) -> [u8; HEADER_BYTES] {
        let mut bytes = [0; HEADER_BYTES];
        bytes[..2].copy_from_slice(&self.format.to_be_bytes());
        bytes[2..18].copy_from_slice(&self.office.0);
        bytes[18..26].copy_from_slice(&self.entry.to_be_bytes());
        bytes[26..58].copy_from_slice(&self.before);
        bytes[58..66].copy_from_slice(&self.moment_us.to_be_bytes());
        bytes[66..].copy_from_slice(&self.parts.to_be_bytes());
        bytes
    }

    /// Reads a header; `None` if there are not exactly [`HEADER_BYTES`]. Any 68 bytes are *some* header: whether
    /// it fits its place in the journal is for `verify` to say.
    pub fn from_bytes(bytes: &[u8]) -> Option<Header> {
        let bytes: &[u8; HEADER_BYTES] = bytes.try_into().ok()?;
        Some(Header {
            format: u16::from_be_bytes(array(&bytes[..2])),
            office: OfficeId(array(&bytes[2..18])),
            entry: u64::from_be_bytes(array(&bytes[18..26])),
            before: array(&bytes[26..58]),
            moment_us: i64::from_be_bytes(array(&bytes[58..66])),
            parts: u16::from_be_bytes(array(&bytes[66..])),
        })
    }
}

/// The commitment to a part: SHA-256("chancery/part/v1" ‖ salt ‖ bytes).
pub fn part_commitment(salt: &[u8; SALT_BYTES], bytes: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(PART_DOMAIN);
    hasher.update(salt);
    hasher.update(bytes);
    hasher.finalize().into()
}

/// The commitment to an entry: SHA-256("chancery/entry/v1" ‖ header ‖ part commitments in order). These 32 bytes are
/// the data of the entry's leaf in the tree.
pub fn entry_commitment<'a>(header: &[u8; HEADER_BYTES], parts: impl IntoIterator<Item = &'a Hash>) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(ENTRY_DOMAIN);
    hasher.update(header);
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// The commitment to a body: SHA-256("chancery/body/v1" ‖ salt ‖ bytes).
pub fn body_commitment(salt: &[u8; SALT_BYTES], bytes: &[u8]) -> Hash {
    let mut hasher = BodyHasher::new(salt);
    hasher.update(bytes);
    hasher.finish()
}

/// The commitment to a body that comes piece by piece.
#[derive(Debug, Clone)]
pub struct BodyHasher(Sha256);

impl BodyHasher {
    /// Begins with the body's salt.
    pub fn new(salt: &[u8; SALT_BYTES]) -> BodyHasher {
        let mut hasher = Sha256::new();
        hasher.update(BODY_DOMAIN);
        hasher.update(salt);
        BodyHasher(hasher)
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The commitment to all bytes taken.
    pub fn finish(self) -> Hash {
        self.0.finalize().into()
    }
}

/// Lower-case hexadecimal, as commitments are written in the JSON of parts.
///
/// ```
/// assert_eq!(chancery_verify::commit::hex(&[0, 255]), "00ff");
/// assert_eq!(chancery_verify::commit::hash_from_hex(&"0a".repeat(32)), Some([10; 32]));
/// assert_eq!(chancery_verify::commit::hash_from_hex(&"0A".repeat(32)), None, "only one spelling is accepted");
/// ```
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)] as char, DIGITS[usize::from(b & 15)] as char]).collect()
}

/// Reads 64 lower-case hexadecimal digits; anything else is `None`.
pub fn hash_from_hex(text: &str) -> Option<Hash> {
    bytes_from_hex(text)
}

/// Reads exactly so many bytes as lower-case hexadecimal digits; anything else is `None`.
pub fn bytes_from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    if text.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

/// Copies a slice whose length the caller has fixed.
fn array<const N: usize>(slice: &[u8]) -> [u8; N] {
    let mut array = [0; N];
    array.copy_from_slice(slice);
    array
}
