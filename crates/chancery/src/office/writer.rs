//! The writer: one thread that decides commands in the order in which they come, a batch at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use journal::{AppendError, Appended, EntryDraft, Journal, Place, PublishedHead};
use procedure::act::{Decided, Sitting, act_id};
use procedure::decide::decide;
use procedure::event::Event;
use procedure::ids::{BodyId, OfficeId};
use procedure::known::{Earlier, Known};
use procedure::moment::Moment;
use procedure::paper::Paper;
use procedure::refusal::{Counted, Refusal, Written};
use procedure::sight::{Sight, may_see};
use register::{FoldError, Register, RegisterError, Speculation};
use tokio::sync::{mpsc, oneshot};

use super::command::{Command, Fault, Receipt, SubmitError};
use super::keeping::{Kept, Stagers};
use super::opening;
#[cfg(feature = "mutants")]
use super::options::Discipline;
use super::options::{BATCH_BODY_BYTES_MAX, BATCH_ENTRIES_MAX, BATCH_US_MAX, OfficeOptions};
use super::rebuilding::{FoldingError, Unfolded, catch_up, unfold};
use super::standing::Standing;
use super::state::{Shared, lock};

/// What is asked of the writer.
pub(super) enum Order {
    Submit(Box<Waiting>),
    Publish(oneshot::Sender<Result<PublishedHead, Fault>>),
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

/// What a command comes to, once its batch is durable.
enum Turn {
    Entered(Receipt),
    /// The same command, in this batch, by its place among the entries.
    Twin(usize),
    Earlier(Receipt),
    Refused(SubmitError),
}

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
                Order::Publish(answer) => self.publish(answer)?,
                // One turn also where the queue never empties, so that the room comes back.
                Order::Sweep => {
                    self.sweep()?;
                }
                Order::Look | Order::Shut => {}
            }
        }
        Ok(())
    }

    fn publish(&mut self, answer: oneshot::Sender<Result<PublishedHead, Fault>>) -> Result<(), Stop> {
        let (answered, stop) = match self.journal.publish_head() {
            Ok(head) => (Ok(head), None),
            Err(error) => {
                let (fault, stop) = fault_of(&self.shared, &error);
                (Err(fault), stop)
            }
        };
        drop(answer.send(answered));
        stop.map_or(Ok(()), Err)
    }

    /// Enters a batch. A command whose rows cannot be written is sent away, and the others are decided anew without it.
    fn enter(&mut self, mut batch: Vec<Waiting>) -> Result<(), Stop> {
        while !batch.is_empty() {
            match self.attempt(batch)? {
                None => return Ok(()),
                Some(Spoilt { mut rest, at, fault }) => {
                    let spoiler = rest.remove(at);
                    tracing::error!(%fault, act = spoiler.command.act.name(), "a command could not be decided");
                    spoiler.answer(Err(fault.into()));
                    batch = rest;
                }
            }
        }
        Ok(())
    }

    /// Decides, appends, commits and answers a batch; or gives it back without the command that spoilt it.
    fn attempt(&mut self, mut batch: Vec<Waiting>) -> Result<Option<Spoilt>, Stop> {
        let Self { journal, register, reader, shared, stagers, made_anew, .. } = self;
        let mut speculation = match register.begin() {
            Ok(speculation) => speculation,
            Err(error) => return spoilt(shared, *made_anew, batch, 0, error.into()),
        };
        let mut sheet = Sheet::new(journal, shared, reader, stagers.life());
        for (at, waiting) in batch.iter().enumerate() {
            if let Err(trouble) = sheet.take(at, &waiting.command, &mut speculation) {
                drop(speculation);
                return spoilt(shared, *made_anew, batch, at, trouble);
            }
        }
        let Sheet { on, at: last, entries, turns, .. } = sheet;
        if entries.is_empty() {
            drop(speculation);
            answer(batch, turns, &[]);
            return Ok(None);
        }
        let drafts = entries.into_iter().map(|entry| entry.draft(&mut batch)).collect();
        #[cfg(feature = "mutants")]
        if matches!(self.options.discipline, Discipline::AnswersBeforeCommit | Discipline::FoldsBeforeAppend) {
            let mutant = (self.options.discipline, on, last);
            return mutants::write(journal, speculation, shared, batch, turns, drafts, mutant);
        }
        let begun = Instant::now();
        let appended = match journal.append(on, drafts) {
            Ok(appended) => appended,
            Err(error) => {
                drop(speculation);
                return send_back(shared, batch, &error);
            }
        };
        metrics::histogram!("chancery_append_seconds").record(begun.elapsed());
        metrics::histogram!("chancery_batch_entries").record(appended.len() as f64);
        metrics::counter!("chancery_entries_total").increment(appended.len() as u64);
        let committed = speculation.commit(place_of(&appended));
        let kept = self.keep(committed, &appended, last);
        answer(batch, turns, &appended);
        kept.map(|()| None)
    }

    /// Brings the register to where the journal is now. What could not be committed is folded again from the journal;
    /// the answers stand either way, because the entries do.
    fn keep(&mut self, committed: Committed, appended: &[Appended], last: Moment) -> Result<(), Stop> {
        let house = committed.or_else(|error| {
            tracing::warn!(%error, "the register could not be committed; it is folded anew from the journal");
            catch_up(&mut self.register, &self.reader, &mut |_| {}).map(|()| self.register.house())
        });
        if let Ok(house) = &house {
            self.shared.set_house(house.clone());
        }
        self.shared.entered(last, place_of(appended).entry + 1);
        self.made_anew &= house.is_err();
        match house {
            Ok(_) => Ok(()),
            Err(FoldingError::Register(error @ RegisterError::Torn { .. })) if !self.made_anew => {
                Err(Stop::torn(&self.shared, &error))
            }
            Err(error) => Err(Stop::say(&self.shared, format!("the register cannot be written: {error}").into())),
        }
    }
}

/// A batch of which a command could not be decided. Where the register is torn it is made anew, and nobody is refused for
/// what is not theirs: the whole batch may be sent again.
fn spoilt(
    shared: &Shared,
    made_anew: bool,
    batch: Vec<Waiting>,
    at: usize,
    trouble: Trouble,
) -> Result<Option<Spoilt>, Stop> {
    let fault = match trouble {
        Trouble::Rows(error @ RegisterError::Torn { .. }) if !made_anew => return Err(Stop::torn(shared, &error)),
        Trouble::Rows(error) => fault_of_rows(&error),
        Trouble::Fault(fault) => fault,
    };
    Ok(Some(Spoilt { rest: batch, at, fault }))
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

type Committed = Result<Arc<procedure::house::House>, RegisterError>;

fn place_of(appended: &[Appended]) -> register::Place {
    match appended.last() {
        Some(last) => register::Place { entry: last.entry, commitment: last.commitment },
        None => unreachable!("an append that succeeded appended what it was given"),
    }
}

/// Why a command could not be decided.
enum Trouble {
    Rows(RegisterError),
    Fault(Fault),
}

impl From<RegisterError> for Trouble {
    fn from(error: RegisterError) -> Self {
        Self::Rows(error)
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// A batch that has to be decided anew without one of its commands.
struct Spoilt {
    rest: Vec<Waiting>,
    at: usize,
    fault: Fault,
}

/// What a batch comes to while it is being decided.
struct Sheet<'a> {
    on: Place,
    office: OfficeId,
    /// The moment of the last command decided.
    at: Moment,
    shared: &'a Shared,
    reader: &'a journal::Reader,
    /// Under which opening of the journal staged bodies are of use.
    life: u64,
    entries: Vec<Entry>,
    /// Bodies that entries of this batch bring.
    brought: BTreeSet<BodyId>,
    turns: Vec<Turn>,
}

/// A command that was decided and will be an entry.
struct Entry {
    /// Its place in the batch.
    by: usize,
    at: Moment,
    parts: Vec<Vec<u8>>,
    /// The bodies that it brings.
    brings: BTreeSet<BodyId>,
}

impl Entry {
    /// What the journal is to append. Bodies that came along without being named stay behind and vanish.
    fn draft(mut self, batch: &mut [Waiting]) -> EntryDraft {
        let came = std::mem::take(&mut batch[self.by].command.bodies).0;
        let brings = |kept: Kept| match kept {
            Kept::Here { sealed, .. } => self.brings.remove(&BodyId(sealed.commitment())).then_some(sealed),
            // Laid down with another process, which this one is not speaking to: it was never found to be brought.
            Kept::There { .. } => None,
        };
        let bodies = came.into_iter().filter_map(brings).collect();
        EntryDraft { moment_us: self.at.micros(), parts: self.parts, bodies }
    }
}

impl<'a> Sheet<'a> {
    fn new(journal: &Journal, shared: &'a Shared, reader: &'a journal::Reader, life: u64) -> Self {
        Self {
            on: journal.head().place,
            office: OfficeId(journal.office_id().0),
            at: shared.now(),
            shared,
            reader,
            life,
            entries: Vec::new(),
            brought: BTreeSet::new(),
            turns: Vec::new(),
        }
    }

    /// Decides one command and folds it, so that the next sees it.
    fn take(&mut self, by: usize, command: &Command, speculation: &mut Speculation<'_>) -> Result<(), Trouble> {
        let id = act_id(&self.office, &command.officer, &command.key);
        if let Some(earlier) = speculation.earlier(&id)? {
            let turn = self.earlier(command, &earlier)?;
            self.turns.push(turn);
            return Ok(());
        }
        let entering = command.act.entering().map(|_| id);
        let known = speculation.known(&command.act, entering)?;
        let sitting = self.sitting(command);
        let decided = decide(speculation.house(), &known, &command.act, &sitting).and_then(|decided| {
            let reads =
                |paper: &Paper| may_see(speculation.house(), &command.officer, paper, sitting.at) == Sight::Whole;
            sound(&decided, &command.bodies, &known, self.life, reads).map(|sound| (decided, sound))
        });
        let (decided, (parts, named)) = match decided {
            Ok(decided) => decided,
            Err(refusal) => {
                self.turns.push(Turn::Refused(refusal.into()));
                return Ok(());
            }
        };
        let entry = self.on.size + self.entries.len() as u64;
        match speculation.fold(entry, sitting.at, &decided.acted, &decided.events) {
            Ok(()) => {}
            Err(FoldError::Misfit { misfit, .. }) => {
                tracing::error!(%misfit, act = command.act.name(), "a decision does not fit; the rules have a fault");
                let why = misfit.to_string().into();
                self.turns.push(Turn::Refused(Fault::NotWritten { why }.into()));
                return Ok(());
            }
            Err(FoldError::Rows(error)) => return Err(error.into()),
        }
        self.at = sitting.at;
        let brings = self.news(named)?;
        self.entries.push(Entry { by, at: sitting.at, parts, brings });
        self.turns.push(Turn::Entered(Receipt::new(entry, sitting.at, &decided.acted.papers, decided.events)));
        Ok(())
    }

    /// Of the bodies that an entry names, those that the journal does not have yet. Clones of a prepared file may come
    /// with two commands, and the journal takes each body once.
    fn news(&mut self, named: BTreeSet<BodyId>) -> Result<BTreeSet<BodyId>, Fault> {
        let mut news = BTreeSet::new();
        for body in named {
            if self.reader.body(&body.0)?.is_none() && self.brought.insert(body) {
                news.insert(body);
            }
        }
        Ok(news)
    }

    fn sitting(&self, command: &Command) -> Sitting {
        let at = self.shared.now().max(self.at);
        let civil = self.shared.zone().to_datetime(at.timestamp());
        Sitting {
            officer: command.officer.clone(),
            authenticated: command.authenticated.clone(),
            means: command.means,
            door: command.door,
            at,
            today: civil.date(),
            time: civil.time(),
            key: command.key.clone(),
        }
    }

    /// What a key that was used before comes to: the receipt of that time, or a refusal of another act.
    fn earlier(&self, command: &Command, earlier: &Earlier) -> Result<Turn, Fault> {
        if earlier.acted.digest != command.act.digest() {
            return Ok(Turn::Refused(Refusal::KeyReused { act: earlier.acted.act.clone() }.into()));
        }
        if let Some(place) = earlier.entry.checked_sub(self.on.size) {
            return Ok(Turn::Twin(place as usize));
        }
        let entry = self.reader.entry(earlier.entry)?;
        let entry = entry.ok_or_else(|| Fault::unread(format!("entry {} is not there", earlier.entry)))?;
        let Unfolded { acted, events, .. } = unfold(&entry).map_err(Fault::unread)?;
        let at = Moment::from_micros(entry.header.moment_us);
        let receipt = Receipt::new(earlier.entry, at, &acted.papers, events);
        Ok(Turn::Earlier(Receipt { commitment: entry.commitment, repeated: true, ..receipt }))
    }
}

/// The parts of a decision and the bodies it names, once the journal will certainly take them.
fn sound(
    decided: &Decided,
    bodies: &super::Bodies,
    known: &Known,
    life: u64,
    reads: impl Fn(&Paper) -> bool,
) -> Result<(Vec<Vec<u8>>, BTreeSet<BodyId>), Refusal> {
    let named: BTreeSet<BodyId> = decided.events.iter().flat_map(bodies_of).copied().collect();
    let brought: BTreeSet<BodyId> = bodies.0.iter().filter(|kept| kept.is_of(life)).map(Kept::id).collect();
    // A body that did not come along must be one of a paper that the act was decided on and that the officer may read:
    // naming any other would be reading it without a right to.
    let papers = || known.paper.iter().chain(known.others.values()).filter(|paper| reads(paper));
    if named.iter().any(|body| !brought.contains(body) && !papers().any(|paper| has_body(paper, body))) {
        return Err(Refusal::FileNotSent);
    }
    if named.len() > journal::BODIES_PER_ENTRY_MAX {
        let (count, count_max) = (named.len(), journal::BODIES_PER_ENTRY_MAX);
        return Err(Refusal::TooMany { what: Counted::Enclosed, count, count_max });
    }
    let parts = decided.parts();
    if let Some(bytes) = parts.iter().map(Vec::len).find(|bytes| *bytes > journal::PART_BYTES_MAX) {
        return Err(Refusal::TooLong { field: Written::Card, bytes, bytes_max: journal::PART_BYTES_MAX });
    }
    Ok((parts, named))
}

fn bodies_of(event: &Event) -> &[BodyId] {
    match event {
        Event::Registered { bodies, .. } | Event::VersionAdded { bodies, .. } => bodies,
        _ => &[],
    }
}

fn has_body(paper: &Paper, body: &BodyId) -> bool {
    paper.versions.iter().map(|kept| &kept.version).any(|version| {
        version.body == *body
            || version.text.as_ref().is_some_and(|text| text.body == *body)
            || version.enclosed.iter().any(|file| file.body == *body)
    })
}

/// Takes what is queued, up to the limits of a batch, and the order that ended it.
fn gather(first: Waiting, queue: &mut mpsc::Receiver<Order>) -> (Vec<Waiting>, Option<Order>) {
    let until = Instant::now() + Duration::from_micros(BATCH_US_MAX);
    let mut bytes = first.command.bodies.short_bytes();
    let mut batch = vec![first];
    while batch.len() < BATCH_ENTRIES_MAX && bytes < BATCH_BODY_BYTES_MAX && Instant::now() < until {
        match queue.try_recv() {
            Ok(Order::Submit(waiting)) => {
                bytes += waiting.command.bodies.short_bytes();
                batch.push(*waiting);
            }
            Ok(other) => return (batch, Some(other)),
            Err(_) => break,
        }
    }
    (batch, None)
}

/// Gives everyone the answer, now that what it says is durable.
fn answer(batch: Vec<Waiting>, mut turns: Vec<Turn>, appended: &[Appended]) {
    let on = appended.first().map_or(0, |first| first.entry);
    let mut repeated: BTreeMap<usize, Option<Receipt>> = BTreeMap::new();
    repeated.extend(turns.iter().filter_map(|turn| match turn {
        Turn::Twin(place) => Some((*place, None)),
        _ => None,
    }));
    for turn in &mut turns {
        if let Turn::Entered(receipt) = turn {
            let place = (receipt.entry - on) as usize;
            receipt.commitment = appended[place].commitment;
            if let Some(kept) = repeated.get_mut(&place) {
                *kept = Some(Receipt { repeated: true, ..receipt.clone() });
            }
        }
    }
    for (waiting, turn) in batch.into_iter().zip(turns) {
        waiting.answer(match turn {
            Turn::Entered(receipt) | Turn::Earlier(receipt) => Ok(receipt),
            Turn::Twin(place) => match repeated.get(&place) {
                Some(Some(receipt)) => Ok(receipt.clone()),
                _ => unreachable!("a twin follows the command it repeats, in one batch"),
            },
            Turn::Refused(error) => Err(error),
        });
    }
}

/// Tells all who wait that their batch was not entered, or that nobody knows.
fn send_back(shared: &Shared, batch: Vec<Waiting>, error: &AppendError) -> Result<Option<Spoilt>, Stop> {
    tracing::error!(%error, commands = batch.len(), "a batch was not appended");
    let (fault, stop) = fault_of(shared, error);
    for waiting in batch {
        waiting.answer(Err(fault.clone().into()));
    }
    stop.map_or(Ok(None), Err)
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

fn fault_of_rows(error: &RegisterError) -> Fault {
    match error {
        RegisterError::Sql(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull) => {
            Fault::DiskFull
        }
        error => Fault::NotWritten { why: error.to_string().into() },
    }
}

/// The deliberate faults.
#[cfg(feature = "mutants")]
mod mutants {
    use super::*;

    pub(super) fn write(
        journal: &mut Journal,
        speculation: Speculation<'_>,
        shared: &Shared,
        batch: Vec<Waiting>,
        turns: Vec<Turn>,
        drafts: Vec<EntryDraft>,
        (discipline, on, last): (Discipline, Place, Moment),
    ) -> Result<Option<Spoilt>, Stop> {
        let sealed = match journal.foretell(on, drafts) {
            Ok(sealed) => sealed,
            Err(error) => return send_back(shared, batch, &error),
        };
        let foretold = sealed.appended();
        let waiting = match discipline {
            Discipline::AnswersBeforeCommit => {
                answer(batch, turns, &foretold);
                None
            }
            _ => Some((batch, turns)),
        };
        let mut early = None;
        let mut late = Some(speculation);
        if discipline == Discipline::FoldsBeforeAppend {
            early = late.take().map(|speculation| speculation.commit(place_of(&foretold)));
        }
        let appended = match (journal.append_foretold(sealed), waiting) {
            (Ok(appended), waiting) => {
                if let Some((batch, turns)) = waiting {
                    answer(batch, turns, &appended);
                }
                appended
            }
            (Err(error), Some((batch, _))) => return send_back(shared, batch, &error),
            (Err(error), None) => return fault_of(shared, &error).1.map_or(Ok(None), Err),
        };
        let committed = match late {
            Some(speculation) => speculation.commit(place_of(&appended)),
            None => early.unwrap_or(Err(RegisterError::Spoiled)),
        };
        if let Ok(house) = committed {
            shared.set_house(house);
        }
        shared.entered(last, place_of(&appended).entry + 1);
        Ok(None)
    }
}
