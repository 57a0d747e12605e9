//! The writer: one thread that decides commands in the order in which they come, a batch at a time; where an outcome is
//! unknown it gives the folder up and opens it again.

mod batch;
#[cfg(feature = "mutants")]
mod mutants;

use std::sync::Arc;
use std::time::{Duration, Instant};

use journal::{AppendError, Journal, PublishedHead};
use register::{Register, RegisterError};
use tokio::sync::{mpsc, oneshot};

use super::command::{Command, Fault, Receipt, SubmitError};
use super::keeping::Stagers;
use super::opening;
use super::options::OfficeOptions;
use super::standing::Standing;
use super::state::{Shared, lock};
use batch::gather;

/// What is asked of the writer.
pub(super) enum Order {
    Submit(Box<Waiting>),
    Publish(oneshot::Sender<Result<PublishedHead, Fault>>),
    /// Keep the signature of a witness beside a head.
    Cosign {
        size: u64,
        line: String,
        answer: oneshot::Sender<Result<(), Fault>>,
    },
    /// Nothing, but a writer that stopped looks whether it can go on.
    Look,
    /// A staged body was let go.
    Sweep,
    Shut,
}

impl Order {
    pub(super) fn submit(command: Command, answer: Answer) -> Self {
        Self::Submit(Box::new(Waiting { command, answer }))
    }

    fn send_away(self, fault: Fault) {
        // Whoever no longer waits for an answer misses nothing.
        match self {
            Self::Submit(waiting) => waiting.answer(Err(fault.into())),
            Self::Publish(answer) => drop(answer.send(Err(fault))),
            Self::Cosign { answer, .. } => drop(answer.send(Err(fault))),
            Self::Look | Self::Sweep | Self::Shut => {}
        }
    }
}

type Answer = oneshot::Sender<Result<Receipt, SubmitError>>;

/// A command, and who waits for what becomes of it.
pub(super) struct Waiting {
    command: Command,
    answer: Answer,
}

impl Waiting {
    fn answer(self, result: Result<Receipt, SubmitError>) {
        drop(self.answer.send(result));
    }
}

pub(super) struct Writer {
    // Dropped before the journal, whose connection is to be the last to its file.
    pub(super) reader: journal::Reader,
    pub(super) journal: Journal,
    pub(super) register: Register,
    pub(super) shared: Arc<Shared>,
    pub(super) stagers: Arc<Stagers>,
    pub(super) options: OfficeOptions,
    /// Whether the register was made anew because it was torn, and nothing was entered since: if it is torn again, making
    /// it anew does not mend it.
    pub(super) made_anew: bool,
}

/// Why the writer stops, until the folder is opened again.
struct Stop {
    why: Arc<str>,
    /// Whether the register is to be made anew then.
    torn: bool,
}

impl Stop {
    /// Says that the office stopped. Said before anyone of the batch is answered, so that whoever is told that an outcome
    /// is unknown finds an office that says the same.
    fn say(shared: &Shared, why: Arc<str>) -> Self {
        tracing::error!(%why, "the office stops entering");
        *lock(&shared.standing) = Standing::Stopped { why: why.clone() };
        Self { why, torn: false }
    }

    fn torn(shared: &Shared, error: &RegisterError) -> Self {
        Self { torn: true, ..Self::say(shared, error.to_string().into()) }
    }
}

/// After it stopped, the writer looks so much later whether the folder can be opened again.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Says that the writer stopped when it panics, so that nobody waits for it.
struct Guard(Arc<Shared>);

impl Drop for Guard {
    fn drop(&mut self) {
        if std::thread::panicking() {
            Stop::say(&self.0, "the writer met a fault of the program; see the log".into());
        }
    }
}

impl Writer {
    /// Works until it is told to stop or all who could ask have gone. Where the outcome of a write is unknown it stops,
    /// and goes on once the folder could be opened again, which settles it. Gives itself back, so that its connections can
    /// be the last to be closed.
    pub(super) fn run(self, mut queue: mpsc::Receiver<Order>) -> Option<Self> {
        let shared = self.shared.clone();
        let _guard = Guard(shared.clone());
        let mut at_work = Some((self, None));
        let ended = loop {
            let Some((mut writer, order)) = at_work else { break None };
            match writer.work(order, &mut queue) {
                Ok(()) => break Some(writer),
                Err(Stop { torn, .. }) => at_work = writer.again(torn, &mut queue),
            }
        };
        queue.close();
        while let Some(order) = queue.blocking_recv() {
            order.send_away(shared.away());
        }
        ended
    }

    fn work(&mut self, first: Option<Order>, queue: &mut mpsc::Receiver<Order>) -> Result<(), Stop> {
        let mut next = first;
        loop {
            let Some(order) = next.take().map_or_else(|| self.idle(queue), |order| Ok(Some(order)))? else { break };
            self.serve(order, queue)?;
            if self.shared.is_shutting() && queue.is_empty() {
                break;
            }
        }
        Ok(())
    }

    /// Waits for the next order, and sweeps as long as there is none, a few chunks at a time.
    fn idle(&mut self, queue: &mut mpsc::Receiver<Order>) -> Result<Option<Order>, Stop> {
        loop {
            match queue.try_recv() {
                Ok(order) => return Ok(Some(order)),
                // Shut as it is now, the folder is swept when it is next opened.
                Err(mpsc::error::TryRecvError::Empty) if !self.shared.is_shutting() && self.sweep()? => {}
                Err(_) => return Ok(queue.blocking_recv()),
            }
        }
    }

    /// Sweeps a few chunks of what was staged and let go; says whether there is more.
    fn sweep(&mut self) -> Result<bool, Stop> {
        self.journal.sweep_some().or_else(|error| {
            tracing::warn!(%error, "files that nobody entered were not swept; it is tried again");
            fault_of(&self.shared, &error).1.map_or(Ok(false), Err)
        })
    }

    /// Gives the folder up and opens it again when it can be, whether or not somebody asks for something; `None` if all
    /// have gone before, or it opened for reading only.
    fn again(self, torn: bool, queue: &mut mpsc::Receiver<Order>) -> Option<(Self, Option<Order>)> {
        let Self { journal, register, reader, shared, stagers, options, .. } = self;
        drop((reader, journal, register));
        let mut looked: Option<Instant> = None;
        loop {
            // Nobody waits for a sweep; opening the folder sweeps it.
            let order = within(LOOK_AGAIN, queue)?.filter(|order| !matches!(order, Order::Sweep));
            if shared.is_shutting() {
                send_away(order, &shared);
                return None;
            }
            if looked.is_some_and(|looked| looked.elapsed() < LOOK_AGAIN) {
                send_away(order, &shared);
                continue;
            }
            match opening::again(&shared, &stagers, &options, torn) {
                Ok(Some(writer)) => {
                    tracing::warn!("the folder was opened again, and the office enters again");
                    return Some((writer, order));
                }
                Ok(None) => {
                    send_away(order, &shared);
                    return None;
                }
                Err(error) => {
                    // Said once, and then only to whoever looks closely: it is tried again every second.
                    match looked {
                        None => tracing::warn!(%error, "the folder cannot be opened again yet"),
                        Some(_) => tracing::debug!(%error, "the folder cannot be opened again yet"),
                    }
                    looked = Some(Instant::now());
                    send_away(order, &shared);
                }
            }
        }
    }

    fn serve(&mut self, order: Order, queue: &mut mpsc::Receiver<Order>) -> Result<(), Stop> {
        let mut next = Some(order);
        while let Some(order) = next.take() {
            match order {
                Order::Submit(first) => {
                    let (batch, after) = gather(*first, queue);
                    next = after;
                    if let Err(stop) = self.enter(batch) {
                        if let Some(after) = next {
                            after.send_away(Fault::Stopped { why: stop.why.clone() });
                        }
                        return Err(stop);
                    }
                }
                Order::Publish(answer) => {
                    let published = self.journal.publish_head();
                    self.answer(published, answer)?;
                }
                Order::Cosign { size, line, answer } => {
                    let kept = self.journal.keep_cosignature(size, &line);
                    self.answer(kept, answer)?;
                }
                // One turn also where the queue never empties, so that the room comes back.
                Order::Sweep => {
                    self.sweep()?;
                }
                Order::Look | Order::Shut => {}
            }
        }
        Ok(())
    }

    /// Answers what came of a write that is no entry.
    fn answer<T>(
        &self,
        written: Result<T, AppendError>,
        answer: oneshot::Sender<Result<T, Fault>>,
    ) -> Result<(), Stop> {
        let (answered, stop) = match written {
            Ok(head) => (Ok(head), None),
            Err(error) => {
                let (fault, stop) = fault_of(&self.shared, &error);
                (Err(fault), stop)
            }
        };
        drop(answer.send(answered));
        stop.map_or(Ok(()), Err)
    }
}

/// The next order, or `Some(None)` where none comes in time; `None` when nobody can send one any more.
fn within(wait: Duration, queue: &mut mpsc::Receiver<Order>) -> Option<Option<Order>> {
    let clock = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let Ok(clock) = clock else { return queue.blocking_recv().map(Some) };
    match clock.block_on(async { tokio::time::timeout(wait, queue.recv()).await }) {
        Ok(order) => order.map(Some),
        Err(_) => Some(None),
    }
}

fn send_away(order: Option<Order>, shared: &Shared) {
    if let Some(order) = order {
        order.send_away(shared.away());
    }
}

/// What those who wait are told of a failed append, and whether the writer stops.
fn fault_of(shared: &Shared, error: &AppendError) -> (Fault, Option<Stop>) {
    let why: Arc<str> = error.to_string().into();
    match error {
        AppendError::NotWritten(fault) if fault.is_disk_full() => (Fault::DiskFull, None),
        AppendError::NotWritten(_) | AppendError::Refused(_) => (Fault::NotWritten { why }, None),
        AppendError::Unknown(_) => (Fault::Unknown { why: why.clone() }, Some(Stop::say(shared, why))),
        AppendError::Poisoned | AppendError::Wrong(_) => {
            (Fault::Stopped { why: why.clone() }, Some(Stop::say(shared, why)))
        }
    }
}
