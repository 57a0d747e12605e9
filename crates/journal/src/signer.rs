//! The secret key that signs heads: signed-note's private form.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use chancery_verify::note::{LOG_KEY_TYPE, parse_key, typed};
use chancery_verify::{NoteError, Verifier};
use ed25519_dalek::{Signer, SigningKey};

const PRIVATE_PREFIX: &str = "PRIVATE+KEY+";

/// The secret key. It shows itself nowhere but in the key file.
#[derive(Clone)]
pub(crate) struct NoteSigner {
    key: SigningKey,
    verifier: Verifier,
}

impl NoteSigner {
    pub(crate) fn new(name: &str, seed: &[u8; 32]) -> NoteSigner {
        let key = SigningKey::from_bytes(seed);
        let verifier = Verifier::of_log(name, key.verifying_key());
        NoteSigner { key, verifier }
    }

    /// Reads `PRIVATE+KEY+name+id+base64(type ‖ seed)`, the form that Go's note package writes.
    pub(crate) fn parse(text: &str) -> Result<NoteSigner, NoteError> {
        let (name, kind, seed) = parse_key(text.strip_prefix(PRIVATE_PREFIX).ok_or(NoteError::BadKey)?)?;
        let signer = NoteSigner::new(&name, &seed);
        if kind == LOG_KEY_TYPE && signer.to_text() == text { Ok(signer) } else { Err(NoteError::BadKey) }
    }

    pub(crate) fn to_text(&self) -> String {
        format!("{PRIVATE_PREFIX}{}+{}", self.verifier, BASE64.encode(typed(LOG_KEY_TYPE, self.key.as_bytes())))
    }

    pub(crate) fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// Signs a text that ends in a newline.
    pub(crate) fn sign(&self, text: &str) -> String {
        format!("{text}\n{}", self.signature(text))
    }

    /// The line of signature under a text that ends in a newline.
    pub(crate) fn signature(&self, text: &str) -> String {
        let mut line = self.verifier.id().to_vec();
        line.extend_from_slice(&self.key.sign(text.as_bytes()).to_bytes());
        format!("— {} {}\n", self.verifier.name(), BASE64.encode(line))
    }
}
