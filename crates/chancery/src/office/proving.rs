//! Proofs for outside: of a paper's number, and of what was decided. A proof opens one part of one entry, and gives with it what
//! whoever has the file needs to know it again; every other part stays closed.

use chancery_verify::Proof;
use procedure::dossier::DossierEvent;
use procedure::event::Event;
use procedure::ids::{BodyId, DossierId};
use procedure::sight::Sight;
use register::{Seen, Viewer};

use super::Office;
use super::command::Fault;

/// A proof as it is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofFile {
    /// Its name: that of the number or the dossier, ending in `.tlog-proof`.
    pub name: String,
    /// Its text, by C2SP tlog-proof.
    pub text: String,
}

/// Where a paper was given its number.
#[derive(Debug)]
pub(crate) struct Numbering {
    /// In which entry.
    pub(crate) entry: u64,
    /// By which of its parts.
    place: usize,
    /// What that part names.
    pub(crate) bodies: Vec<BodyId>,
}

impl Office {
    /// The proof that a paper was given the number that it stands under, with what is needed to know its files again; for whoever sees
    /// all of it. `None` of a paper of which the viewer sees less, and where the part that says so was destroyed.
    ///
    /// Where the head published last does not cover it yet, one is published.
    ///
    /// # Errors
    /// When register or journal cannot be read, or the head cannot be published.
    pub fn prove_paper(&self, seen: &Seen) -> Result<Option<ProofFile>, Fault> {
        let Some(Numbering { entry, place, bodies }) = self.numbering(seen)? else { return Ok(None) };
        let paper = &seen.paper;
        // The files as they came; what was read from them is the office's own.
        let versions = paper.versions.iter().map(|kept| &kept.version);
        let files = versions.flat_map(|version| {
            std::iter::once(version.body).chain(version.enclosed.iter().map(|enclosed| enclosed.body))
        });
        let files: Vec<journal::Hash> = files.filter(|file| bodies.contains(file)).map(|file| file.0).collect();
        let name = proof_name(paper.number());
        Ok(self.proved(entry, place, &files)?.map(|text| ProofFile { name, text }))
    }

    /// Where a paper was given the number that it stands under, for whoever sees all of it; `None` of a paper of which the viewer sees
    /// less, and where the part that says so was destroyed.
    pub(crate) fn numbering(&self, seen: &Seen) -> Result<Option<Numbering>, Fault> {
        let paper = &seen.paper;
        if seen.sight < Sight::Whole {
            return Ok(None);
        }
        let number = paper.number();
        let entries = self.reads()?.trail(&paper.id).map_err(Fault::unread)?;
        let gave = |event: &Event| matches!(event, Event::Registered { paper: of, number: given, .. } if *of == paper.id && given.text() == number);
        let Some((entry, place, event)) = self.find_part(&entries, gave)? else { return Ok(None) };
        let Event::Registered { bodies, .. } = event else { return Ok(None) };
        Ok(Some(Numbering { entry, place, bodies }))
    }

    /// The proof of what was decided on a submission: the last decision, which names the text decided on by its SHA-256. `None` of a
    /// dossier that the viewer does not see, and where nothing was decided.
    ///
    /// # Errors
    /// As [`Office::prove_paper`].
    pub fn prove_decision(
        &self,
        viewer: &Viewer,
        dossier: &DossierId,
        submission: u32,
    ) -> Result<Option<ProofFile>, Fault> {
        let reads = self.reads()?;
        if reads.dossier(viewer, dossier).map_err(Fault::unread)?.is_none() {
            return Ok(None);
        }
        let entries = reads.dossier_trail(dossier).map_err(Fault::unread)?;
        let decided = |event: &Event| match event {
            Event::InDossier { dossier: of, change: DossierEvent::Decided { submission: on, .. }, .. } => {
                of == dossier && *on == submission
            }
            _ => false,
        };
        let Some((entry, place, _)) = self.find_part(&entries, decided)? else { return Ok(None) };
        let name = proof_name(&format!("{dossier}-{submission}"));
        Ok(self.proved(entry, place, &[])?.map(|text| ProofFile { name, text }))
    }

    /// The last of these entries with a part that says something, the place of the part, and what it says.
    fn find_part(&self, entries: &[u64], says: impl Fn(&Event) -> bool) -> Result<Option<(u64, usize, Event)>, Fault> {
        let journal = self.journal()?;
        for number in entries.iter().rev() {
            let Some(entry) = journal.entry(*number)? else { continue };
            for (place, part) in entry.parts.iter().enumerate().skip(1) {
                let event = part.bytes().map(Event::from_part).transpose().map_err(Fault::unread)?;
                if let Some(event) = event.filter(|event| says(event)) {
                    return Ok(Some((*number, place, event)));
                }
            }
        }
        Ok(None)
    }

    fn proved(&self, entry: u64, place: usize, bodies: &[journal::Hash]) -> Result<Option<String>, Fault> {
        let journal = self.journal()?;
        if journal.last_published()?.is_none_or(|head| head.size <= entry) {
            self.publish_head_blocking()?;
        }
        let proof: Option<Proof> = journal.prove(entry, &[place], bodies)?;
        Ok(proof.map(|proof| proof.text()))
    }
}

/// What the file with a number's proof is called.
pub(crate) fn proof_name(number: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    format!("{}.tlog-proof", number.chars().map(plain).collect::<String>())
}
