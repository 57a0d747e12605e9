//! Texts recognised in papers that came as pictures: what is done about one, and the queue that does it by itself.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use procedure::act::Act;
use procedure::card::{CardRemark, FieldName};
use procedure::event::{Acted, Door, Means};
use procedure::ids::PaperId;
use procedure::paper::{Channel, KeptVersion, Paper, ReadText, Version, VersionKind};
use register::Viewer;

use super::command::{Bodies, Command, Fault, SubmitError};
use super::indexing::give_way;
use super::opening::spawn;
use super::state::Shared;
use super::{Inner, Office};
use crate::recognition::{Machine, NOT_RECOGNISED, Recognised, wanting};

/// When a server starts, papers that the last so many entries touched are looked at; for older ones there is a command.
pub const LOOK_BACK_ENTRIES_MAX: u64 = 10_000;
/// After a fault the queue goes on so much later.
const REST: Duration = Duration::from_secs(60);

impl Office {
    /// Recognises the text of a paper's version and gives the act that says so: the text as a version of its own, or a remark
    /// that there is none and why. `None` where the version's bytes are kept no longer. Blocks for as long as it takes.
    ///
    /// # Errors
    /// When the disk failed.
    pub fn recognised(
        &self,
        machine: &Machine,
        paper: &Paper,
        kept: &KeptVersion,
    ) -> Result<Option<(Act, Bodies)>, SubmitError> {
        let Some(body) = self.body(&kept.version.body)? else { return Ok(None) };
        let bytes = body.into_vec().map_err(Fault::unread)?;
        let recognised = match machine.read(&kept.version.media, &bytes) {
            Ok(recognised) => recognised,
            Err(why) => {
                let says = format!("{NOT_RECOGNISED}{why}. Tried with {}.", machine.extractor());
                return Ok(Some((Act::Remark { paper: paper.id, says }, Bodies::default())));
            }
        };
        let sealed = self.keep(recognised.text.clone().into_bytes())?;
        let text = ReadText {
            body: sealed.id(),
            hash: sealed.hash(),
            bytes: sealed.bytes(),
            extractor: machine.extractor(),
            pages: recognised.pages.clone(),
            confidence: Some(recognised.confidence),
        };
        let version = Version {
            kind: VersionKind::Transcript,
            body: sealed.id(),
            hash: sealed.hash(),
            bytes: sealed.bytes(),
            name: format!("{}.txt", kept.version.name),
            media: intake::Format::PlainText.media().to_owned(),
            channel: Channel::House,
            source: Some(machine.extractor()),
            text: Some(text),
            message_id: None,
            enclosed: Vec::new(),
        };
        let remarks = remarks(self.languages(), machine, recognised);
        let mut bodies = Bodies::default();
        bodies.0.push(sealed);
        Ok(Some((Act::AddVersion { paper: paper.id, version, card: None, remarks, level: None }, bodies)))
    }

    /// Sets a queue to work that recognises texts of papers as they are entered, one at a time, in the name of the officer who
    /// entered each, for the account that runs the server. It ends when the office is shut; what it was doing is begun anew.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn recognise_by_itself(&self, machine: Arc<Machine>, account: String) -> Result<(), super::OpenError> {
        let (shared, office) = (self.0.shared.clone(), Arc::downgrade(&self.0));
        // Nobody waits for it: it may be in the midst of a page when the office is shut, and what it says then is refused.
        spawn("chancery-recognition", move || Queue { shared, office, machine, account }.run()).map(drop)
    }
}

/// What is to be said beside a recognised text.
fn remarks(languages: &intake::Languages, machine: &Machine, recognised: Recognised) -> Vec<CardRemark> {
    let sure = format!(
        "The text was recognised by {}, which was sure of its words to {} % on the mean. Compare it with the picture.",
        machine.extractor(),
        recognised.confidence
    );
    let mut remarks = vec![CardRemark { field: None, says: sure }];
    // The card is not changed by it, and whoever may see the paper is not: an officer has to.
    if let Some(marking) = intake::read_text_with(languages, &recognised.text).0.marking {
        let says = format!("The recognised text bears the marking “{}”; give the paper its level.", marking.value);
        remarks.push(CardRemark { field: Some(FieldName::Marking), says });
    }
    remarks.extend(recognised.remarks.into_iter().map(|says| CardRemark { field: None, says }));
    remarks
}

struct Queue {
    shared: Arc<Shared>,
    /// It does not keep the office open.
    office: Weak<Inner>,
    machine: Arc<Machine>,
    account: String,
}

impl Queue {
    fn run(self) {
        give_way();
        let shared = &self.shared;
        let mut next = shared.entries().saturating_sub(LOOK_BACK_ENTRIES_MAX);
        while !shared.is_shutting() {
            shared.wait_for_more(next);
            while next < shared.entries() && !shared.is_shutting() {
                let Some(office) = self.office.upgrade().map(Office) else { return };
                match self.look_at(&office, next) {
                    Ok(()) => next += 1,
                    Err(error) if shared.is_shutting() => tracing::debug!(%error, "the office is shut"),
                    Err(error) => {
                        tracing::warn!(%error, entry = next, "texts are not recognised for the moment");
                        drop(office);
                        shared.wait_until(Instant::now() + REST, u64::MAX);
                    }
                }
            }
        }
    }

    /// Recognises what an entry brought.
    fn look_at(&self, office: &Office, entry: u64) -> Result<(), SubmitError> {
        let Some(entry) = office.journal()?.entry(entry).map_err(Fault::from)? else { return Ok(()) };
        let first = entry.parts.first().and_then(|part| part.bytes());
        let Some(Ok(acted)) = first.map(Acted::from_part) else { return Ok(()) };
        acted.papers.iter().try_for_each(|paper| self.recognise(office, paper))
    }

    fn recognise(&self, office: &Office, id: &PaperId) -> Result<(), SubmitError> {
        let viewer = Viewer::owner(office.house(), office.now());
        let Some(seen) = office.reads()?.paper(&viewer, id).map_err(Fault::unread)? else { return Ok(()) };
        let paper = seen.paper;
        let Some(kept) = wanting(&paper, false) else { return Ok(()) };
        let Some((act, bodies)) = office.recognised(&self.machine, &paper, kept)? else { return Ok(()) };
        let command = Command {
            officer: kept.by.clone(),
            authenticated: self.account.clone(),
            means: Means::System,
            door: Door::Machine,
            key: format!("recognised:{id}:{}", kept.version.hash),
            act,
            bodies,
        };
        match office.submit_blocking(command) {
            Ok(_) => Ok(()),
            // The officer went to another desk, or somebody was quicker: the paper stays as it is, for whoever asks.
            Err(SubmitError::Refusal(refusal)) => {
                tracing::info!(paper = %id, %refusal, "a recognised text was not added");
                Ok(())
            }
            Err(fault) => Err(fault),
        }
    }
}
