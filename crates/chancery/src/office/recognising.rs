//! Texts recognised in papers that came as pictures: what is done about one, and the queue that does it by itself.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use phrases::stored;
use procedure::act::Act;
use procedure::card::{CardRemark, FieldName};
use procedure::decide::may_add_version;
use procedure::event::{Door, Event, Means};
use procedure::ids::{Hash, PaperId};
use procedure::paper::{Channel, KeptVersion, Paper, ReadText, Version, VersionKind};
use procedure::refusal::Refusal;
use register::Viewer;

use super::command::{Bodies, Command, Fault, SubmitError};
use super::indexing::give_way;
use super::opening::spawn;
use super::rebuilding::unfold;
use super::state::Shared;
use super::{Inner, Office};
use crate::recognition::{Machine, NOT_RECOGNISED, Recognised, Unrecognised, wanting};

/// When a server starts, papers that the last so many entries touched are looked at; for older ones there is a command.
pub const LOOK_BACK_ENTRIES_MAX: u64 = 10_000;
/// After a fault the queue goes on so much later, and looks again at a paper that could not be read.
const REST: Duration = Duration::from_secs(60);
/// A paper that could not be read is looked at so often.
const ATTEMPTS_MAX: u32 = 3;
/// Most papers that wait to be looked at again.
const ASIDE_MAX: usize = 1_000;
/// So many versions are remembered whose text could not be added; one that is forgotten may be tried once more.
const TRIED_MAX: usize = 10_000;

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
        let Some(said) = self.ask(machine, kept)? else { return Ok(None) };
        self.act_of(machine, paper, kept, said).map(Some)
    }

    /// What the machine says of a version; `None` where its bytes are kept no longer.
    fn ask(&self, machine: &Machine, kept: &KeptVersion) -> Result<Option<Said>, Fault> {
        let Some(body) = self.body(&kept.version.body)? else { return Ok(None) };
        let bytes = body.into_vec().map_err(Fault::unread)?;
        Ok(Some(machine.read(&kept.version.media, &bytes)))
    }

    /// The act that says what the machine said.
    fn act_of(
        &self,
        machine: &Machine,
        paper: &Paper,
        kept: &KeptVersion,
        said: Said,
    ) -> Result<(Act, Bodies), SubmitError> {
        let recognised = match said {
            Ok(recognised) => recognised,
            Err(why) => {
                let (stored_why, machine) = (why.says(), machine.extractor());
                let says = stored!("No text was recognised: {stored_why}. Tried with {machine}.");
                debug_assert!(says.starts_with(NOT_RECOGNISED), "it is found by that, and not tried again");
                return Ok((Act::Remark { paper: paper.id, says }, Bodies::default()));
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
        Ok((Act::AddVersion { paper: paper.id, version, card: None, remarks, level: None }, bodies))
    }

    /// Sets a queue to work that recognises texts of papers as they are entered, one at a time, in the name of the officer who
    /// entered each, for the account that runs the server. It ends when the office is shut; what it was doing is begun anew.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn recognise_by_itself(&self, machine: Arc<Machine>, account: String) -> Result<(), super::OpenError> {
        let (shared, office) = (self.0.shared.clone(), Arc::downgrade(&self.0));
        // Nobody waits for it: it may be in the midst of a page when the office is shut, and what it says then is refused.
        spawn("chancery-recognition", move || Queue::new(shared, office, machine, account).run()).map(drop)
    }
}

/// What is to be said beside a recognised text.
fn remarks(languages: &intake::Languages, machine: &Machine, recognised: Recognised) -> Vec<CardRemark> {
    let (machine, confidence) = (machine.extractor(), recognised.confidence);
    let sure = stored!(
        "The text was recognised by {machine}, which was sure of its words to {confidence} % on the mean. Compare it with \
         the picture."
    );
    let mut remarks = vec![CardRemark { field: None, says: sure }];
    // The card is not changed by it, and whoever may see the paper is not: an officer has to.
    if let Some(marking) = intake::read_text_with(languages, &recognised.text).0.marking {
        let marking = marking.value;
        let says = stored!("The recognised text bears the marking “{marking}”; give the paper its level.");
        remarks.push(CardRemark { field: Some(FieldName::Marking), says });
    }
    remarks.extend(recognised.remarks.into_iter().map(|says| CardRemark { field: None, says }));
    remarks
}

/// What a machine says of a file.
type Said = Result<Recognised, Unrecognised>;

/// A version of a paper, by its bytes.
type Tried = (PaperId, Hash);

struct Queue {
    shared: Arc<Shared>,
    /// It does not keep the office open.
    office: Weak<Inner>,
    machine: Arc<Machine>,
    account: String,
    /// Versions whose text could not be added; they wait for whoever asks.
    tried: BTreeSet<Tried>,
    /// What the machine said last and the journal does not have yet: after a fault it need not say it again.
    said: Option<(Tried, Said)>,
    /// Papers that could not be read, in the order in which they are looked at again.
    aside: VecDeque<Aside>,
}

/// A paper that could not be read.
#[derive(Debug, Clone, Copy)]
struct Aside {
    paper: PaperId,
    /// How often it was looked at.
    attempts: u32,
    due: Instant,
}

impl Queue {
    fn new(shared: Arc<Shared>, office: Weak<Inner>, machine: Arc<Machine>, account: String) -> Self {
        let (tried, said, aside) = (BTreeSet::new(), None, VecDeque::new());
        Self { shared, office, machine, account, tried, said, aside }
    }

    fn run(mut self) {
        give_way();
        let shared = self.shared.clone();
        let mut next = shared.entries().saturating_sub(LOOK_BACK_ENTRIES_MAX);
        loop {
            match self.aside.front() {
                Some(aside) => shared.wait_until(aside.due, next.saturating_add(1)),
                None => shared.wait_for_more(next),
            }
            if shared.is_shutting() {
                return;
            }
            let Some(office) = self.office.upgrade().map(Office) else { return };
            let worked = if next < shared.entries() {
                self.look_at(&office, next).map(|()| next += 1)
            } else {
                self.look_again(&office)
            };
            match worked {
                Ok(()) => {}
                Err(error) if shared.is_shutting() => tracing::debug!(%error, "the office is shut"),
                Err(error) => {
                    tracing::warn!(%error, entry = next, "texts are not recognised for the moment");
                    drop(office);
                    shared.wait_until(Instant::now() + REST, u64::MAX);
                }
            }
        }
    }

    /// Recognises what an entry brought. An entry that is not what was entered brings nothing; those after it do.
    fn look_at(&mut self, office: &Office, number: u64) -> Result<(), SubmitError> {
        let entry = match office.journal()?.entry(number) {
            Ok(Some(entry)) => entry,
            Ok(None) => return Ok(()),
            Err(journal::ReadError::Wrong(why)) => {
                tracing::warn!(%why, entry = number, "an entry is torn; papers in it are not looked at");
                return Ok(());
            }
            Err(fault) => return Err(Fault::from(fault).into()),
        };
        let events = unfold(&entry).map(|unfolded| unfolded.events).unwrap_or_default();
        let papers: BTreeSet<PaperId> = events.iter().filter_map(shows_another).collect();
        papers.into_iter().try_for_each(|paper| self.recognise_or_put_aside(office, paper, 1))
    }

    /// Recognises the paper that was put aside first, if its time has come.
    fn look_again(&mut self, office: &Office) -> Result<(), SubmitError> {
        let Some(Aside { paper, attempts, due }) = self.aside.front().copied() else { return Ok(()) };
        if due > Instant::now() {
            return Ok(());
        }
        self.recognise_or_put_aside(office, paper, attempts + 1)?;
        self.aside.pop_front();
        Ok(())
    }

    /// A paper that cannot be read does not keep those behind it waiting.
    fn recognise_or_put_aside(&mut self, office: &Office, paper: PaperId, attempts: u32) -> Result<(), SubmitError> {
        match self.recognise(office, &paper) {
            Err(SubmitError::Fault(why @ Fault::Unread { .. })) => {
                if is_worth_another_look(attempts, self.aside.len()) {
                    tracing::warn!(%paper, %why, "a paper could not be read; it is looked at again later");
                    self.aside.push_back(Aside { paper, attempts, due: Instant::now() + REST });
                } else {
                    tracing::warn!(%paper, %why, "a paper could not be read; it is left to chancery ocr --waiting");
                }
                Ok(())
            }
            recognised => recognised,
        }
    }

    fn recognise(&mut self, office: &Office, id: &PaperId) -> Result<(), SubmitError> {
        let viewer = Viewer::owner(office.house(), office.now());
        let Some(seen) = office.reads()?.paper(&viewer, id).map_err(Fault::unread)? else { return Ok(()) };
        let paper = seen.paper;
        let Some(kept) = wanting(&paper, false) else { return Ok(()) };
        let tried = (*id, kept.version.hash);
        if self.tried.contains(&tried) {
            return Ok(());
        }
        // The officer may have gone to another desk since; then nobody waits for the machine.
        if let Err(refusal) = may_add_version(&office.house(), &paper, &kept.by, office.now()) {
            self.leave(tried, &refusal);
            return Ok(());
        }
        let said = match self.said.take().filter(|(of, _)| *of == tried) {
            Some((_, said)) => said,
            None => match office.ask(&self.machine, kept)? {
                Some(said) => said,
                None => return Ok(()),
            },
        };
        self.said = Some((tried, said.clone()));
        let (act, bodies) = office.act_of(&self.machine, &paper, kept, said)?;
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
            Ok(_) => {}
            // The paper stays as it is, for whoever asks.
            Err(SubmitError::Refusal(refusal)) => self.leave(tried, &refusal),
            Err(fault) => return Err(fault),
        }
        self.said = None;
        Ok(())
    }

    /// Does not try a version again.
    fn leave(&mut self, tried: Tried, refusal: &Refusal) {
        tracing::info!(paper = %tried.0, %refusal, "a recognised text was not added");
        remember(&mut self.tried, tried);
    }
}

/// Whether a paper that was looked at so often waits to be looked at again, where so many wait already.
fn is_worth_another_look(attempts: u32, waiting: usize) -> bool {
    attempts < ATTEMPTS_MAX && waiting < ASIDE_MAX
}

fn remember<T: Ord>(tried: &mut BTreeSet<T>, new: T) {
    if tried.len() >= TRIED_MAX {
        tried.pop_first();
    }
    tried.insert(new);
}

/// The paper that shows another version since an event.
fn shows_another(event: &Event) -> Option<PaperId> {
    match event {
        Event::VersionAdded { paper, .. } | Event::VersionWithdrawn { paper, .. } => Some(*paper),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_looked_at_so_often_and_so_many_wait_for_it() {
        assert!(is_worth_another_look(ATTEMPTS_MAX - 1, ASIDE_MAX - 1));
        assert!(!is_worth_another_look(ATTEMPTS_MAX, 0));
        assert!(!is_worth_another_look(1, ASIDE_MAX));
    }

    #[test]
    fn so_many_are_remembered_and_one_goes_for_the_next() {
        let mut tried: BTreeSet<usize> = BTreeSet::new();
        (0..TRIED_MAX).for_each(|at| remember(&mut tried, at));
        assert_eq!((tried.len(), tried.first()), (TRIED_MAX, Some(&0)));
        remember(&mut tried, TRIED_MAX);
        assert_eq!((tried.len(), tried.first(), tried.last()), (TRIED_MAX, Some(&1), Some(&TRIED_MAX)));
    }
}
