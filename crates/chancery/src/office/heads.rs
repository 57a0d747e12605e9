//! Heads on a clock: the present head is published every so often where something was entered since, and not for each entry, so
//! that a head tells nobody when a single paper came in. Witnesses outside get each.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use super::command::Fault;
use super::opening::spawn;
use super::state::Shared;
use super::{Inner, Office};
use crate::witness::{Witness, Witnesses, WitnessesError, submit};

/// Witnesses that did not answer are asked again so much later, where heads come less often.
const ASK_AGAIN: Duration = Duration::from_secs(10 * 60);
/// So often it is looked whether there is another head to hand out.
const LOOK: Duration = Duration::from_secs(5);

/// Why heads were not handed to witnesses.
#[derive(Debug, thiserror::Error)]
pub enum HandOutError {
    /// The head cannot be published, or the journal cannot be read.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The file of witnesses cannot be used.
    #[error(transparent)]
    Witnesses(#[from] WitnessesError),
}

impl Office {
    /// Hands the head published last to every witness that has not signed it, and keeps what each says; their signatures stand beside
    /// the head from then on. Blocks until all have answered. Gives those that were asked.
    ///
    /// # Errors
    /// When the journal or the file of witnesses cannot be used. That a witness does not sign is no error: it stands in what
    /// is kept of it.
    pub fn hand_out_head(&self, witnesses: &Witnesses) -> Result<Vec<Witness>, HandOutError> {
        let journal = self.journal()?;
        let Some(head) = journal.last_published().map_err(Fault::from)? else { return Ok(Vec::new()) };
        let mut asked = Vec::new();
        for mut witness in witnesses.all()? {
            if witness.size == head.size && witness.holds {
                continue;
            }
            match submit(&journal, &witness, &head) {
                Ok(signed) => {
                    self.keep_cosignature(signed.size, signed.line)?;
                    witness.said = format!("signed the head over {} entries", signed.size);
                    (witness.size, witness.holds) = (signed.size, true);
                }
                Err(error) => {
                    if error.is_alarm() {
                        tracing::error!(witness = witness.name, %error, "a witness holds another history than this journal");
                    } else {
                        tracing::warn!(witness = witness.name, %error, "a witness did not sign the head");
                    }
                    witness.holds = !error.is_alarm();
                    witness.said = error.to_string();
                }
            }
            witness.at = Some(self.now());
            witnesses.told(&witness)?;
            asked.push(witness);
        }
        Ok(asked)
    }

    /// Sets a thread to work that publishes the head whenever `every` has passed and something was entered since, and hands it to
    /// the witnesses. It ends when the office is shut.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn publish_by_itself(&self, every: Duration, witnesses: Arc<Witnesses>) -> Result<(), super::OpenError> {
        let (shared, office) = (self.0.shared.clone(), Arc::downgrade(&self.0));
        spawn("chancery-heads", move || run(&shared, &office, every, &witnesses)).map(drop)
    }
}

fn run(shared: &Shared, office: &Weak<Inner>, every: Duration, witnesses: &Witnesses) {
    let (mut published, mut next) = (None, Instant::now());
    // Over how many entries the head was that the witnesses were asked to sign last, and when those who did not are asked again.
    let mut asked: Option<(u64, Instant)> = None;
    loop {
        if shared.is_shutting() {
            return;
        }
        let Some(office) = office.upgrade().map(Office) else { return };
        if Instant::now() >= next {
            next = Instant::now() + every;
            if published != Some(shared.entries()) {
                match office.publish_head_blocking() {
                    Ok(head) => published = Some(head.size),
                    Err(error) => tracing::warn!(%error, "the head was not published; it is tried again"),
                }
            }
        }
        let last =
            office.journal().ok().and_then(|journal| journal.last_published().ok().flatten()).map(|head| head.size);
        // A head is handed out as soon as it is there: one of a closing too, which is published by itself.
        if let Some(size) = last.filter(|size| asked.is_none_or(|(of, again)| of != *size || Instant::now() >= again)) {
            asked = Some((size, Instant::now() + ASK_AGAIN));
            if let Err(error) = office.hand_out_head(witnesses) {
                tracing::warn!(%error, "the head was not handed to the witnesses; it is tried again");
            }
        }
        drop(office);
        shared.wait_until(next.min(Instant::now() + LOOK), u64::MAX);
    }
}
