//! Signed notes and checkpoints: C2SP signed-note with Ed25519 keys, C2SP tlog-checkpoint and tlog-cosignature
//! (`docs/format.md` §6).

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::commit::{Hash, hex};

/// The type byte of the Ed25519 key of a log. Other types get other bytes, so that a later key can stand beside this one.
pub const LOG_KEY_TYPE: u8 = 1;
/// The type byte of the Ed25519 key of a witness, whose signatures carry a time.
pub const WITNESS_KEY_TYPE: u8 = 4;

/// Why a key, a note or a checkpoint is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The text of a key is not of the form that signed-note gives.
    #[error("the key is not of the form name+id+base64, or its id does not fit it")]
    BadKey,
    /// The text is not a signed note.
    #[error("the text is not a signed note")]
    NotANote,
    /// No signature by a key we know.
    #[error("the note is not signed by {key}")]
    NotSigned {
        /// Names and ids of the keys.
        key: String,
    },
    /// A signature that claims to be by a key we know and is not.
    #[error("the signature of {key} does not fit the note")]
    BadSignature {
        /// Name and id of the key.
        key: String,
    },
    /// A signed text that is not origin, size and root.
    #[error("the note is not a checkpoint: origin, size and root each on a line")]
    NotACheckpoint,
}

/// A public key by which notes are checked; its text form is signed-note's `vkey`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    kind: u8,
    key: VerifyingKey,
}

impl Verifier {
    /// The public key of a log.
    pub fn of_log(name: &str, key: VerifyingKey) -> Verifier {
        Verifier { name: name.to_owned(), kind: LOG_KEY_TYPE, key }
    }

    /// Reads `name+id+base64(type ‖ key)`, of a log or of a witness.
    pub fn parse(vkey: &str) -> Result<Verifier, NoteError> {
        let (name, kind, key) = parse_key(vkey)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| NoteError::BadKey)?;
        let verifier = Verifier { name, kind, key };
        // One spelling only, and the id in it must be the key's own.
        if verifier.vkey() == vkey { Ok(verifier) } else { Err(NoteError::BadKey) }
    }

    /// The key's name; for a journal the origin of its heads.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is the key of a witness.
    pub fn is_witness(&self) -> bool {
        self.kind == WITNESS_KEY_TYPE
    }

    /// The text form, `name+id+base64(type ‖ key)`.
    pub fn vkey(&self) -> String {
        format!("{}+{}", self, BASE64.encode(typed(self.kind, self.key.as_bytes())))
    }

    /// The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), by which a signature names its key.
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', self.kind])
            .chain_update(self.key.as_bytes())
            .finalize();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// The text of a note, up to and with its last newline, once a signature by this key fits. Signatures by other
    /// keys are passed over, as signed-note asks.
    pub fn open<'a>(&self, note: &'a str) -> Result<&'a str, NoteError> {
        open_by(note, std::slice::from_ref(self))
    }

    /// When a witness says that it signed a checkpoint, in seconds since 1970 (C2SP tlog-cosignature).
    pub fn cosigned_at(&self, note: &str) -> Result<u64, NoteError> {
        self.open(note)?;
        let (_, signatures) = parts(note)?;
        let own = signatures.into_iter().find(|signature| self.claims(signature) && self.is_witness());
        let own = own.ok_or_else(|| NoteError::NotSigned { key: self.to_string() })?;
        Ok(time_of(&own.bytes).ok_or(NoteError::NotANote)?.0)
    }

    fn claims(&self, signature: &Signed<'_>) -> bool {
        signature.name == self.name && signature.id == self.id()
    }

    fn check(&self, text: &str, signature: &[u8]) -> Option<()> {
        if self.is_witness() {
            let (time, signature) = time_of(signature)?;
            let signature = Signature::from_slice(signature).ok()?;
            return self.key.verify_strict(cosigned_text(time, text).as_bytes(), &signature).ok();
        }
        self.key.verify_strict(text.as_bytes(), &Signature::from_slice(signature).ok()?).ok()
    }
}

/// Name and id, without the key: enough to tell two keys apart in a message.
impl std::fmt::Display for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}+{}", self.name, hex(&self.id()))
    }
}

/// What a witness signs: a time, and the text of a checkpoint.
fn cosigned_text(time: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// The time at the head of a witness' signature, and what follows it.
fn time_of(signature: &[u8]) -> Option<(u64, &[u8])> {
    let (time, signature) = signature.split_first_chunk::<8>()?;
    Some((u64::from_be_bytes(*time), signature))
}

/// One line of signature.
struct Signed<'a> {
    name: &'a str,
    id: [u8; 4],
    bytes: Vec<u8>,
}

/// A note's text, and its signatures.
fn parts(note: &str) -> Result<(&str, Vec<Signed<'_>>), NoteError> {
    let split = note.rfind("\n\n").ok_or(NoteError::NotANote)?;
    let (text, signatures) = (&note[..=split], &note[split + 2..]);
    let signatures = signatures.strip_suffix('\n').ok_or(NoteError::NotANote)?;
    let mut signed = Vec::new();
    for line in signatures.split('\n') {
        let (name, signature) = line.strip_prefix("— ").and_then(|l| l.split_once(' ')).ok_or(NoteError::NotANote)?;
        let signature = BASE64.decode(signature).map_err(|_| NoteError::NotANote)?;
        let (id, bytes) = signature.split_first_chunk::<4>().ok_or(NoteError::NotANote)?;
        signed.push(Signed { name, id: *id, bytes: bytes.to_vec() });
    }
    Ok((text, signed))
}

/// The text of a note, once one of these keys signed it and no signature that claims to be by one of them is wrong.
pub fn open_by<'a>(note: &'a str, keys: &[Verifier]) -> Result<&'a str, NoteError> {
    let (text, signatures) = parts(note)?;
    let mut signed = false;
    for signature in &signatures {
        for key in keys.iter().filter(|key| key.claims(signature)) {
            key.check(text, &signature.bytes).ok_or_else(|| NoteError::BadSignature { key: key.to_string() })?;
            signed = true;
        }
    }
    let names = || keys.iter().map(Verifier::to_string).collect::<Vec<_>>().join(" or ");
    if signed { Ok(text) } else { Err(NoteError::NotSigned { key: names() }) }
}

/// What a checkpoint says: so many entries, under this root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose log it is: the journal's origin.
    pub origin: String,
    /// How many entries it covers.
    pub size: u64,
    /// The root of their tree.
    pub root: Hash,
}

impl Checkpoint {
    /// Opens a signed checkpoint, checking the signature, that the origin is the key's name, and that there are no
    /// extension lines and one spelling only.
    pub fn open(note: &str, verifier: &Verifier) -> Result<Checkpoint, NoteError> {
        Checkpoint::open_by(note, std::slice::from_ref(verifier))
    }

    /// The same, where the log has had several keys: one of them signed.
    pub fn open_by(note: &str, keys: &[Verifier]) -> Result<Checkpoint, NoteError> {
        let text = open_by(note, keys)?;
        let checkpoint = Checkpoint::read(text).ok_or(NoteError::NotACheckpoint)?;
        match keys.iter().any(|key| key.name == checkpoint.origin) {
            true => Ok(checkpoint),
            false => Err(NoteError::NotACheckpoint),
        }
    }

    /// What an unsigned text says; `None` where it is no checkpoint or is written otherwise than it has to be.
    pub fn read(text: &str) -> Option<Checkpoint> {
        let mut lines = text.split('\n');
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let root = BASE64.decode(root).ok()?.try_into().ok()?;
        let checkpoint = Checkpoint { origin: origin.to_owned(), size: size.parse().ok()?, root };
        (checkpoint.text() == text).then_some(checkpoint)
    }

    /// The three lines that are signed.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(self.root))
    }
}

/// Reads `name+id+base64(type ‖ key)` without looking at the id: the name, the type and the 32 bytes.
pub fn parse_key(text: &str) -> Result<(String, u8, [u8; 32]), NoteError> {
    let mut fields = text.splitn(3, '+');
    let (Some(name), Some(_id), Some(key)) = (fields.next(), fields.next(), fields.next()) else {
        return Err(NoteError::BadKey);
    };
    let key = BASE64.decode(key).map_err(|_| NoteError::BadKey)?;
    match key.split_first() {
        Some((kind @ (&LOG_KEY_TYPE | &WITNESS_KEY_TYPE), key)) => {
            Ok((name.to_owned(), *kind, key.try_into().map_err(|_| NoteError::BadKey)?))
        }
        _ => Err(NoteError::BadKey),
    }
}

/// Type byte and key, as they are written.
pub fn typed(kind: u8, key: &[u8; 32]) -> Vec<u8> {
    let mut bytes = vec![kind];
    bytes.extend_from_slice(key);
    bytes
}
