//! Versions of a paper: the forms in which it arrived or was made, their texts, and which of them stands for it.

use serde::{Deserialize, Serialize};

use super::{Channel, DESTROYED, Paper, Withdrawal};
use crate::event::{Acted, Event};
use crate::fold::Misfit;
use crate::ids::{BodyId, Hash, OfficerId, PaperId};
use crate::moment::Moment;

/// What a version is to its paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionKind {
    /// As it was received first.
    #[default]
    Received,
    /// The original that came after.
    Original,
    /// Scanned again.
    Rescan,
    /// Written down from speech, hand or print; its text names the machine, where one did it.
    Transcript,
    /// Translated.
    Translation,
    /// With passages taken out.
    Redaction,
    /// In place of a wrong file.
    Replacement,
}

/// The text read from a version's bytes: a body of its own. Every span of the card names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadText {
    /// The text's commitment; the version's own where its bytes are their own text.
    pub body: BodyId,
    /// SHA-256 of the text.
    pub hash: Hash,
    /// Its length in bytes.
    pub bytes: u64,
    /// Name and version of what read it: "intake/1".
    pub extractor: String,
    /// The byte at which each page begins, where the paper has pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<u64>,
    /// How sure a machine was of its words, on the mean in percent, where it recognised them in a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
}

impl ReadText {
    /// The text without anything by which its bytes could be named or compared.
    #[must_use]
    pub fn without_bytes(self) -> Self {
        Self { body: BodyId([0; 32]), hash: Hash([0; 32]), bytes: 0, pages: Vec::new(), ..self }
    }
}

/// A file that came inside a version: an attachment of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnclosedFile {
    /// Its name as it came.
    pub name: String,
    /// Its media type by content: "text/plain".
    pub media: String,
    /// Its commitment.
    pub body: BodyId,
    /// SHA-256 of its bytes.
    pub hash: Hash,
    /// Its length in bytes.
    pub bytes: u64,
    /// The paper it was split off into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_into: Option<PaperId>,
}

/// One form in which a paper arrived or was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// What it is to the paper.
    pub kind: VersionKind,
    /// The commitment of its exact bytes.
    pub body: BodyId,
    /// SHA-256 of its bytes.
    pub hash: Hash,
    /// Its length in bytes.
    pub bytes: u64,
    /// The name of the file it came in; a label, nothing is read from it.
    pub name: String,
    /// Its media type by content.
    pub media: String,
    /// By which channel it came.
    pub channel: Channel,
    /// From whom or where, as the registry writes it.
    pub source: Option<String>,
    /// The text read from it.
    pub text: Option<ReadText>,
    /// Message-ID, of a mail.
    pub message_id: Option<String>,
    /// Files that came inside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enclosed: Vec<EnclosedFile>,
}

impl Version {
    /// The version without anything by which its bytes could be named or compared: for whoever may see the card and not
    /// the paper.
    #[must_use]
    pub fn without_bytes(self) -> Self {
        Self { body: BodyId([0; 32]), hash: Hash([0; 32]), text: None, enclosed: Vec::new(), ..self }
    }

    /// Blanks the commitments, which depend on salt; the hashes beside them say which bytes are meant.
    pub(crate) fn forget_commitments(&mut self) {
        let blank = BodyId([0; 32]);
        self.body = blank;
        if let Some(text) = &mut self.text {
            text.body = blank;
        }
        for file in &mut self.enclosed {
            file.body = blank;
        }
    }
}

/// A version as kept: who added it, and whether it was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptVersion {
    /// The version.
    pub version: Version,
    /// When it was added.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
    /// Set when it turned out to be a wrong file under this number.
    pub withdrawn: Option<Withdrawal>,
}

impl KeptVersion {
    /// What stands in the place of a version whose part was destroyed: taken back, and nothing known of it.
    pub(crate) fn destroyed(by: OfficerId, at: Moment) -> Self {
        let version = Version {
            kind: VersionKind::Received,
            body: BodyId([0; 32]),
            hash: Hash([0; 32]),
            bytes: 0,
            name: String::new(),
            media: String::new(),
            channel: Channel::default(),
            source: None,
            text: None,
            message_id: None,
            enclosed: Vec::new(),
        };
        let withdrawn = Some(Withdrawal { reason: DESTROYED.to_owned(), by: by.clone(), at });
        Self { version, at, by, withdrawn }
    }
}

impl Paper {
    /// The version to show: the last that was not withdrawn and is no translation or redaction, else the last not withdrawn.
    pub fn version(&self) -> Option<&KeptVersion> {
        let standing = || self.versions.iter().rev().filter(|kept| kept.withdrawn.is_none());
        standing()
            .find(|kept| !matches!(kept.version.kind, VersionKind::Translation | VersionKind::Redaction))
            .or_else(|| standing().next())
    }

    /// The text in which the card's spans lie: of the version it was read from, which need not be the one to show.
    pub fn card_text(&self) -> Option<&ReadText> {
        self.versions.get(self.card_place()?)?.version.text.as_ref()
    }

    /// The place of that version; of the one to show, while no value of the card rests on a passage.
    pub fn card_place(&self) -> Option<usize> {
        self.card_of.or_else(|| self.version_place())
    }

    /// The place of the version to show.
    pub fn version_place(&self) -> Option<usize> {
        self.versions.iter().position(|kept| Some(kept) == self.version())
    }

    /// The version that stands for the paper as it came: the one in that place, or, where a machine recognised its text in
    /// another, the last standing one before it that no machine made.
    pub fn received(&self, place: usize) -> Option<(usize, &KeptVersion)> {
        let recognised = |kept: &KeptVersion| kept.version.text.as_ref().is_some_and(|text| text.confidence.is_some());
        let made = self.versions.get(place)?;
        if !recognised(made) {
            return Some((place, made));
        }
        let before = || self.versions[..place].iter().enumerate().rev();
        before().find(|(_, kept)| kept.withdrawn.is_none() && !recognised(kept)).or(Some((place, made)))
    }

    /// Folds what an event says of its versions.
    pub(crate) fn apply_version(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::VersionAdded { place, version, .. } => {
                let gone = self.gone("version_added", *place, self.versions.len())?;
                self.versions.extend((0..gone).map(|_| KeptVersion::destroyed(acted.officer.clone(), at)));
                self.absence = None;
                let by = acted.officer.clone();
                self.versions.push(KeptVersion { version: version.clone(), at, by, withdrawn: None });
            }
            Event::VersionWithdrawn { version, reason, .. } => match self.versions.get_mut(*version) {
                Some(kept) => {
                    kept.withdrawn = Some(Withdrawal { reason: reason.clone(), by: acted.officer.clone(), at });
                }
                None => self.unless_lost("version_withdrawn", || format!("there is no version {version}"))?,
            },
            Event::SplitOff { version, enclosed, into, .. } => {
                let found = self.versions.get_mut(*version).and_then(|kept| kept.version.enclosed.get_mut(*enclosed));
                match found {
                    Some(file) => file.split_into = Some(*into),
                    None => {
                        self.unless_lost("split_off", || format!("there is no enclosed file {version}/{enclosed}"))?
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}
