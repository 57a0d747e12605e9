//! Signed notes and checkpoints: C2SP signed-note with Ed25519 keys, and C2SP tlog-checkpoint (`docs/format.md` §6).

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::commit::{Hash, hex};

/// The type byte of an Ed25519 key. Other types get other bytes, so that a later key can stand beside this one.
const ED25519_TYPE: u8 = 1;
const PRIVATE_PREFIX: &str = "PRIVATE+KEY+";

/// Why a key, a note or a checkpoint is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The text of a key is not of the form that signed-note gives.
    #[error("the key is not of the form name+id+base64, or its id does not fit it")]
    BadKey,
    /// The text is not a signed note.
    #[error("the text is not a signed note")]
    NotANote,
    /// No signature by the key we know.
    #[error("the note is not signed by {key}")]
    NotSigned {
        /// Name and id of the key.
        key: String,
    },
    /// A signature that claims to be by the key we know and is not.
    #[error("the signature of {key} does not fit the note")]
    BadSignature {
        /// Name and id of the key.
        key: String,
    },
    /// A signed text that is not origin, size and root.
    #[error("the note is not a checkpoint: origin, size and root each on a line")]
    NotACheckpoint,
}

/// A public key by which heads are checked; its text form is signed-note's `vkey`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: VerifyingKey,
}

impl Verifier {
    /// Reads `name+id+base64(type ‖ key)`.
    pub fn parse(vkey: &str) -> Result<Verifier, NoteError> {
        let (name, key) = parse_key(vkey)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| NoteError::BadKey)?;
        let verifier = Verifier { name, key };
        // One spelling only, and the id in it must be the key's own.
        if verifier.vkey() == vkey { Ok(verifier) } else { Err(NoteError::BadKey) }
    }

    /// The key's name; for a journal the origin of its heads.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text form, `name+id+base64(type ‖ key)`.
    pub fn vkey(&self) -> String {
        format!("{}+{}", self, BASE64.encode(typed(self.key.as_bytes())))
    }

    /// The text of a note, up to and with its last newline, once a signature by this key fits. Signatures by other
    /// keys are passed over, as signed-note asks.
    pub fn open<'a>(&self, note: &'a str) -> Result<&'a str, NoteError> {
        let split = note.rfind("\n\n").ok_or(NoteError::NotANote)?;
        let (text, signatures) = (&note[..=split], &note[split + 2..]);
        let signatures = signatures.strip_suffix('\n').ok_or(NoteError::NotANote)?;
        let mut signed = false;
        for line in signatures.split('\n') {
            let (name, signature) =
                line.strip_prefix("— ").and_then(|l| l.split_once(' ')).ok_or(NoteError::NotANote)?;
            let signature = BASE64.decode(signature).map_err(|_| NoteError::NotANote)?;
            let (id, signature) = signature.split_at_checked(4).ok_or(NoteError::NotANote)?;
            if name != self.name || id != self.id() {
                continue;
            }
            let bad = || NoteError::BadSignature { key: self.to_string() };
            let signature = Signature::from_slice(signature).map_err(|_| bad())?;
            self.key.verify_strict(text.as_bytes(), &signature).map_err(|_| bad())?;
            signed = true;
        }
        if signed { Ok(text) } else { Err(NoteError::NotSigned { key: self.to_string() }) }
    }

    fn id(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', ED25519_TYPE])
            .chain_update(self.key.as_bytes())
            .finalize();
        [hash[0], hash[1], hash[2], hash[3]]
    }
}

/// Name and id, without the key: enough to tell two keys apart in a message.
impl std::fmt::Display for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}+{}", self.name, hex(&self.id()))
    }
}

/// The secret key that signs heads. It shows itself nowhere but in the key file.
#[derive(Clone)]
pub(crate) struct NoteSigner {
    key: SigningKey,
    verifier: Verifier,
}

impl NoteSigner {
    pub(crate) fn new(name: &str, seed: &[u8; 32]) -> NoteSigner {
        let key = SigningKey::from_bytes(seed);
        let verifier = Verifier { name: name.to_owned(), key: key.verifying_key() };
        NoteSigner { key, verifier }
    }

    /// Reads `PRIVATE+KEY+name+id+base64(type ‖ seed)`, the form that Go's note package writes.
    pub(crate) fn parse(text: &str) -> Result<NoteSigner, NoteError> {
        let (name, seed) = parse_key(text.strip_prefix(PRIVATE_PREFIX).ok_or(NoteError::BadKey)?)?;
        let signer = NoteSigner::new(&name, &seed);
        if signer.to_text() == text { Ok(signer) } else { Err(NoteError::BadKey) }
    }

    pub(crate) fn to_text(&self) -> String {
        format!("{PRIVATE_PREFIX}{}+{}", self.verifier, BASE64.encode(typed(self.key.as_bytes())))
    }

    pub(crate) fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// Signs a text that ends in a newline.
    pub(crate) fn sign(&self, text: &str) -> String {
        let mut line = self.verifier.id().to_vec();
        line.extend_from_slice(&self.key.sign(text.as_bytes()).to_bytes());
        format!("{text}\n— {} {}\n", self.verifier.name, BASE64.encode(line))
    }
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
        let text = verifier.open(note)?;
        let mut lines = text.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(NoteError::NotACheckpoint);
        };
        let size = size.parse().map_err(|_| NoteError::NotACheckpoint)?;
        let root = BASE64.decode(root).ok().and_then(|r| r.try_into().ok()).ok_or(NoteError::NotACheckpoint)?;
        let checkpoint = Checkpoint { origin: origin.to_owned(), size, root };
        if checkpoint.text() == text && origin == verifier.name {
            Ok(checkpoint)
        } else {
            Err(NoteError::NotACheckpoint)
        }
    }

    pub(crate) fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(self.root))
    }
}

/// Reads `name+id+base64(type ‖ key)` without looking at the id.
fn parse_key(text: &str) -> Result<(String, [u8; 32]), NoteError> {
    let mut fields = text.splitn(3, '+');
    let (Some(name), Some(_id), Some(key)) = (fields.next(), fields.next(), fields.next()) else {
        return Err(NoteError::BadKey);
    };
    let key = BASE64.decode(key).map_err(|_| NoteError::BadKey)?;
    match key.split_first() {
        Some((&ED25519_TYPE, key)) => Ok((name.to_owned(), key.try_into().map_err(|_| NoteError::BadKey)?)),
        _ => Err(NoteError::BadKey),
    }
}

fn typed(key: &[u8; 32]) -> Vec<u8> {
    let mut bytes = vec![ED25519_TYPE];
    bytes.extend_from_slice(key);
    bytes
}
