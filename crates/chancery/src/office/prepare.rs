//! Papers before an act cites them: read, sealed or staged, and described as a version.

use phrases::stored;
use procedure::card::CardRemark;
use procedure::ids::{BodyId, Hash};
use procedure::paper::{Channel, EnclosedFile, ReadText, Version, VersionKind};
use procedure::refusal::Refusal;

use super::Office;
use super::command::{Bodies, Fault, SubmitError};
use super::fitting::fit;
use super::keeping::{Kept, Laying};
use super::options::READ_BYTES_MAX;

/// What the registry says of a file; nothing of it is read from its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct VersionFacts {
    /// What it is to its paper.
    pub kind: VersionKind,
    /// By which channel it came.
    pub channel: Channel,
    /// From whom or where.
    pub source: Option<String>,
}

/// A file that is ready to be entered.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The version it will be.
    pub version: Version,
    /// What was read in it.
    pub reading: intake::Reading,
    /// Its bytes, its text and what it encloses, for the command that names them.
    pub bodies: Bodies,
}

impl Office {
    /// Reads a file and seals its bytes. Blocks for as long as the reading takes.
    ///
    /// # Errors
    /// When it is empty or longer than the office takes, or the disk failed.
    pub fn prepare(&self, bytes: Vec<u8>, name: &str, how: VersionFacts) -> Result<Prepared, SubmitError> {
        self.prepare_by(intake::of_extract_with, bytes, name, how)
    }

    /// Seals a file whose card is known: its text and what it encloses are taken out, its card is not read.
    ///
    /// # Errors
    /// As [`Office::prepare`].
    pub fn prepare_described(&self, bytes: Vec<u8>, name: &str, how: VersionFacts) -> Result<Prepared, SubmitError> {
        self.prepare_by(|_, extract| intake::bare(extract), bytes, name, how)
    }

    fn prepare_by(
        &self,
        read: fn(&intake::Languages, intake::Extract) -> intake::Reading,
        bytes: Vec<u8>,
        name: &str,
        how: VersionFacts,
    ) -> Result<Prepared, SubmitError> {
        let shared = &self.0.shared;
        let bytes_max = shared.paper_bytes_max;
        if bytes.len() as u64 > bytes_max {
            return Err(Refusal::FileTooLong { bytes_max }.into());
        }
        if bytes.is_empty() {
            return Err(Refusal::FileEmpty { name: name.to_owned() }.into());
        }
        let is_read = bytes.len() as u64 <= READ_BYTES_MAX;
        let reading = if is_read { read(&shared.languages, shared.openers.open(&bytes, name)) } else { unread() };
        let own_text = reading.text.as_bytes() == bytes.as_slice();
        let media = reading.format.media().to_owned();
        let body = self.keep(bytes)?;
        self.describe(body, reading, own_text, media, name, how)
    }

    /// Takes a file apart that is no paper: a table that somebody brings.
    pub(crate) fn taken_apart(&self, bytes: &[u8], name: &str) -> intake::Extract {
        self.0.shared.openers.open(bytes, name)
    }

    /// By which words this office reads.
    pub fn languages(&self) -> &intake::Languages {
        &self.0.shared.languages
    }

    /// Reads a file enclosed in a version, for a paper of its own. Its bytes stay those of the envelope, under the
    /// commitment that they have there. `None` where they are kept no longer.
    ///
    /// # Errors
    /// When it is longer than the office takes, or the disk failed.
    pub fn prepare_enclosed(&self, file: &EnclosedFile, how: VersionFacts) -> Result<Option<Prepared>, SubmitError> {
        let Some(body) = self.body(&file.body)? else { return Ok(None) };
        let bytes = body.into_vec().map_err(Fault::unread)?;
        let mut prepared = self.prepare(bytes, &file.name, how)?;
        let sealed = prepared.version.body;
        prepared.bodies.0.retain(|body| body.id() != sealed);
        prepared.version.body = file.body;
        if let Some(text) = prepared.version.text.as_mut().filter(|text| text.body == sealed) {
            text.body = file.body;
        }
        Ok(Some(prepared))
    }

    /// Begins a file that comes piece by piece. However long it is, little of it is held in memory, and clerks who
    /// enter meanwhile do not wait for it.
    pub fn upload(&self, name: &str, how: VersionFacts) -> Upload {
        Upload { office: self.clone(), laying: self.lay(), for_reading: Some(Vec::new()), name: name.to_owned(), how }
    }

    fn describe(
        &self,
        body: Kept,
        mut reading: intake::Reading,
        own_text: bool,
        media: String,
        name: &str,
        how: VersionFacts,
    ) -> Result<Prepared, SubmitError> {
        let mut version = Version {
            kind: how.kind,
            body: body.id(),
            hash: body.hash(),
            bytes: body.bytes(),
            name: name.to_owned(),
            media,
            channel: how.channel,
            source: how.source,
            text: None,
            message_id: None,
            enclosed: Vec::new(),
        };
        fit(&mut reading, &version, self.paper_bytes_max());
        let mut bodies = Bodies::default();
        if own_text && !reading.text.is_empty() {
            version.text = Some(read_text(body.id(), body.hash(), body.bytes(), &reading));
        } else if !reading.text.is_empty() {
            let sealed = self.keep(reading.text.clone().into_bytes())?;
            version.text = Some(read_text(sealed.id(), sealed.hash(), sealed.bytes(), &reading));
            bodies.0.push(sealed);
        }
        for file in &reading.enclosures {
            let sealed = self.keep(file.bytes.clone())?;
            version.enclosed.push(EnclosedFile {
                name: file.name.clone(),
                media: file.media.clone(),
                body: sealed.id(),
                hash: sealed.hash(),
                bytes: sealed.bytes(),
                split_into: None,
            });
            bodies.0.push(sealed);
        }
        version.message_id.clone_from(&reading.message_id);
        bodies.0.insert(0, body);
        Ok(Prepared { version, reading, bodies })
    }
}

/// A file that is coming in.
pub struct Upload {
    office: Office,
    laying: Laying,
    /// What has come so far, while it is short enough to be read.
    for_reading: Option<Vec<u8>>,
    name: String,
    how: VersionFacts,
}

impl Upload {
    /// Takes the next bytes; blocks while they are written.
    ///
    /// # Errors
    /// When it becomes longer than the office takes, or the disk failed: nothing of it is kept, and it is of no further
    /// use.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), SubmitError> {
        self.laying.write(bytes)?;
        match &mut self.for_reading {
            Some(held) if self.laying.bytes() <= READ_BYTES_MAX => held.extend_from_slice(bytes),
            held => *held = None,
        }
        Ok(())
    }

    /// How many bytes have come in.
    pub fn length(&self) -> u64 {
        self.laying.bytes()
    }

    /// Ends the file and reads it, unless it is too long to be read.
    ///
    /// # Errors
    /// When nothing came, or the disk failed.
    pub fn finish(self) -> Result<Prepared, SubmitError> {
        if self.length() == 0 {
            return Err(Refusal::FileEmpty { name: self.name }.into());
        }
        let body = self.laying.finish()?;
        let (reading, own_text, media) = match &self.for_reading {
            Some(bytes) => {
                let reading = intake::of_extract_with(
                    self.office.languages(),
                    self.office.0.shared.openers.open(bytes, &self.name),
                );
                let own_text = reading.text.as_bytes() == bytes.as_slice();
                let media = reading.format.media().to_owned();
                (reading, own_text, media)
            }
            None => (unread(), false, intake::Format::Unknown.media().to_owned()),
        };
        drop(self.for_reading);
        self.office.describe(body, reading, own_text, media, &self.name, self.how)
    }
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Upload({}, {} bytes)", self.name, self.length())
    }
}

/// A text as it was read, which lies in a body.
pub(super) fn read_text(body: BodyId, hash: Hash, bytes: u64, reading: &intake::Reading) -> ReadText {
    ReadText {
        body,
        hash,
        bytes,
        extractor: reading.extractor.clone(),
        pages: reading.pages.iter().map(|page| page.span.start as u64).collect(),
        confidence: None,
    }
}

/// The reading of a file that is too long to be read.
fn unread() -> intake::Reading {
    let says = stored!("The file is longer than {READ_BYTES_MAX} bytes and was kept without being read.");
    intake::Reading {
        format: intake::Format::Unknown,
        text: String::new(),
        extractor: intake::EXTRACTOR.to_owned(),
        pages: Vec::new(),
        card: procedure::card::Card::default(),
        remarks: vec![CardRemark { field: None, says }],
        enclosures: Vec::new(),
        parts: Vec::new(),
        message_id: None,
        in_reply_to: Vec::new(),
        references: Vec::new(),
        draft: None,
    }
}
