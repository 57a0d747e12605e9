//! Versions held, read anew by this program's reader. Nothing is kept of it until somebody proposes it.

use intake::Reading;
use procedure::ids::{BodyId, Hash};
use procedure::paper::{ReadText, Version};
use sha2::{Digest as _, Sha256};

use super::Office;
use super::command::{Bodies, Fault, SubmitError};
use super::fitting::fit;
use super::options::READ_BYTES_MAX;
use super::prepare::read_text;

/// A version read anew.
#[derive(Debug, Clone)]
pub struct ReadAgain {
    /// What was read.
    pub reading: Reading,
    /// The hash of its text; none where there is no text.
    pub text: Option<Hash>,
    /// Where the journal has that very text.
    held: Option<BodyId>,
}

impl Office {
    /// Reads the bytes of a version once more, and keeps nothing. `None` where they are kept no longer or are too long to be
    /// read. Blocks for as long as the reading takes.
    ///
    /// # Errors
    /// When they cannot be fetched.
    pub fn read_again(&self, version: &Version) -> Result<Option<ReadAgain>, Fault> {
        if version.bytes > READ_BYTES_MAX {
            return Ok(None);
        }
        let Some(body) = self.body(&version.body)? else { return Ok(None) };
        let bytes = body.into_vec().map_err(Fault::unread)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let extract = self.0.shared.openers.open(&bytes, &version.name);
        let mut reading = intake::of_extract_with(self.languages(), extract);
        let is_own_text = reading.text.as_bytes() == bytes.as_slice();
        let bare = Version { text: None, message_id: None, enclosed: Vec::new(), ..version.clone() };
        fit(&mut reading, &bare, self.paper_bytes_max());
        let text = (!reading.text.is_empty()).then(|| Hash(Sha256::digest(reading.text.as_bytes()).into()));
        let known = version.text.as_ref().filter(|known| Some(known.hash) == text).map(|known| known.body);
        let held = known.or_else(|| Some(version.body).filter(|_| is_own_text && text.is_some()));
        Ok(Some(ReadAgain { reading, text, held }))
    }

    /// The text of a version read anew as an act names it, with its bytes where the journal does not have them. `None` where
    /// there is no text.
    ///
    /// # Errors
    /// When it is longer than the office takes, or the disk failed.
    pub fn text_read_again(&self, again: &ReadAgain) -> Result<Option<(ReadText, Bodies)>, SubmitError> {
        let ReadAgain { reading, text, held } = again;
        let Some(hash) = *text else { return Ok(None) };
        let mut bodies = Bodies::default();
        if let Some(body) = *held {
            let bytes = reading.text.len() as u64;
            return Ok(Some((read_text(body, hash, bytes, reading), bodies)));
        }
        let sealed = self.keep(reading.text.clone().into_bytes())?;
        let text = read_text(sealed.id(), sealed.hash(), sealed.bytes(), reading);
        bodies.push(sealed);
        Ok(Some((text, bodies)))
    }
}
