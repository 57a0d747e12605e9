//! A batch: gathered, decided against the register's open transaction, appended, committed, answered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use journal::{AppendError, Appended, EntryDraft, Journal, Place};
use procedure::act::{Act, Decided, Sitting, act_id};
use procedure::closing::{JournalHead, JournalNow};
use procedure::decide::decide;
use procedure::dossier::Draft;
use procedure::event::Event;
use procedure::house::House;
use procedure::ids::{BodyId, Hash, OfficeId};
use procedure::known::{Earlier, Known};
use procedure::moment::Moment;
use procedure::paper::{Paper, Version};
use procedure::refusal::{Counted, Refusal, Written};
use procedure::sight::{Sight, may_see};
use register::{FoldError, RegisterError, Speculation};
use tokio::sync::mpsc;

#[cfg(feature = "mutants")]
use super::mutants;
use super::{Order, Stop, Waiting, Writer, fault_of};
use crate::office::Bodies;
use crate::office::command::{Command, Fault, Receipt, SubmitError};
use crate::office::keeping::Kept;
#[cfg(feature = "mutants")]
use crate::office::options::Discipline;
use crate::office::options::{BATCH_BODY_BYTES_MAX, BATCH_ENTRIES_MAX, BATCH_US_MAX};
use crate::office::rebuilding::{FoldingError, Unfolded, catch_up, unfold};
use crate::office::state::Shared;

/// What a command comes to, once its batch is durable.
pub(super) enum Turn {
    Entered(Receipt),
    /// The same command, in this batch, by its place among the entries.
    Twin(usize),
    Earlier(Receipt),
    Refused(SubmitError),
}

impl Writer {
    /// Enters a batch. A command whose rows cannot be written is sent away, and the others are decided anew without it.
    pub(super) fn enter(&mut self, mut batch: Vec<Waiting>) -> Result<(), Stop> {
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
        // Only where somebody asks for it, and of no use to anybody but this batch.
        let asks = |waiting: &Waiting| matches!(waiting.command.act, Act::ChangeKey { .. });
        let next_key = batch.iter().any(asks).then(|| journal.next_key());
        let mut sheet = Sheet::new(journal, shared, reader, stagers.life());
        sheet.next_key = next_key.as_ref().map(|key| key.verifier().vkey());
        if batch.iter().any(|waiting| waiting.command.act.stands_alone()) {
            match record_now(journal, reader, speculation.house()) {
                Ok(record) => sheet.record = Some(record),
                Err(fault) => {
                    drop(speculation);
                    return spoilt(shared, *made_anew, batch, 0, fault.into());
                }
            }
        }
        for (at, waiting) in batch.iter().enumerate() {
            if let Err(trouble) = sheet.take(at, &waiting.command, &mut speculation) {
                drop(speculation);
                return spoilt(shared, *made_anew, batch, at, trouble);
            }
        }
        let Sheet { on, at: last, entries, turns, next_key: left, .. } = sheet;
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
        // It was taken where an entry says so.
        let appended = match next_key.filter(|_| left.is_none()) {
            Some(next) => journal.append_with_key(on, drafts, next),
            None => journal.append(on, drafts),
        };
        let appended = match appended {
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

type Committed = Result<Arc<procedure::house::House>, RegisterError>;

pub(super) fn place_of(appended: &[Appended]) -> register::Place {
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
pub(super) struct Spoilt {
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
    /// The public key that may take the place of the one that signs; one act of a batch takes it.
    next_key: Option<String>,
    /// The record as it is, where the batch is a closing of the day.
    record: Option<JournalNow>,
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
            next_key: None,
            record: None,
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
        let mut known = speculation.known(&command.act, entering)?;
        known.next_key.clone_from(&self.next_key);
        known.record = self.record;
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
        if decided.events.iter().any(|event| matches!(event, Event::KeyChanged { .. })) {
            self.next_key = None;
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

/// The record as it is, and whether it goes on from the closing that was made last.
fn record_now(journal: &Journal, reader: &journal::Reader, house: &House) -> Result<JournalNow, Fault> {
    let size = journal.head().place.size;
    let head = JournalHead { entries: size, root: Hash(reader.root_at(size)?) };
    let goes_on = match &house.last_closing {
        Some(last) if last.said.over.entries > size => false,
        Some(last) => reader.root_at(last.said.over.entries)? == last.said.over.root.0,
        None => true,
    };
    Ok(JournalNow { head, goes_on })
}

/// The parts of a decision and the bodies it names, once the journal will certainly take them.
fn sound(
    decided: &Decided,
    bodies: &Bodies,
    known: &Known,
    life: u64,
    reads: impl Fn(&Paper) -> bool,
) -> Result<(Vec<Vec<u8>>, BTreeSet<BodyId>), Refusal> {
    let named: BTreeSet<BodyId> = decided.events.iter().flat_map(Event::bodies).copied().collect();
    let brought: BTreeSet<BodyId> = bodies.0.iter().filter(|kept| kept.is_of(life)).map(Kept::id).collect();
    // A body that did not come along must be one of a paper that the act was decided on and that the officer may read:
    // naming any other would be reading it without a right to.
    let papers = || known.paper.iter().chain(known.others.values()).filter(|paper| reads(paper));
    // Or one of a draft of the dossier that the act was decided in.
    let drafts = || known.dossier.iter().flat_map(|dossier| &dossier.drafts);
    let held =
        |body: &BodyId| papers().any(|paper| has_body(paper, body)) || drafts().any(|draft| has_draft(draft, body));
    if named.iter().any(|body| !brought.contains(body) && !held(body)) {
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

fn has_body(paper: &Paper, body: &BodyId) -> bool {
    paper.versions.iter().any(|kept| brings(&kept.version, body))
}

fn has_draft(draft: &Draft, body: &BodyId) -> bool {
    draft.versions.iter().any(|one| brings(&one.version, body))
}

fn brings(version: &Version, body: &BodyId) -> bool {
    version.body == *body
        || version.text.as_ref().is_some_and(|text| text.body == *body)
        || version.enclosed.iter().any(|file| file.body == *body)
}

/// Takes what is queued, up to the limits of a batch, and the order that ended it.
pub(super) fn gather(first: Waiting, queue: &mut mpsc::Receiver<Order>) -> (Vec<Waiting>, Option<Order>) {
    let until = Instant::now() + Duration::from_micros(BATCH_US_MAX);
    let mut bytes = first.command.bodies.short_bytes();
    // What is said of everything before it has nothing beside it.
    if first.command.act.stands_alone() {
        return (vec![first], None);
    }
    let mut batch = vec![first];
    while batch.len() < BATCH_ENTRIES_MAX && bytes < BATCH_BODY_BYTES_MAX && Instant::now() < until {
        match queue.try_recv() {
            Ok(Order::Submit(waiting)) if !waiting.command.act.stands_alone() => {
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
pub(super) fn answer(batch: Vec<Waiting>, mut turns: Vec<Turn>, appended: &[Appended]) {
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
pub(super) fn send_back(shared: &Shared, batch: Vec<Waiting>, error: &AppendError) -> Result<Option<Spoilt>, Stop> {
    tracing::error!(%error, commands = batch.len(), "a batch was not appended");
    let (fault, stop) = fault_of(shared, error);
    for waiting in batch {
        waiting.answer(Err(fault.clone().into()));
    }
    stop.map_or(Ok(None), Err)
}

fn fault_of_rows(error: &RegisterError) -> Fault {
    match error {
        RegisterError::Sql(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull) => {
            Fault::DiskFull
        }
        error => Fault::NotWritten { why: error.to_string().into() },
    }
}

#[cfg(test)]
mod tests {
    use procedure::event::{Door, Means};
    use procedure::ids::PaperId;

    use super::*;

    fn waiting() -> Waiting {
        let command = Command {
            officer: "clerk".parse().expect("a code"),
            authenticated: "clerk".to_owned(),
            means: Means::Password,
            door: Door::Api,
            key: String::new(),
            act: procedure::act::Act::AcceptDirection { paper: PaperId([0; 16]), direction: 1 },
            bodies: Bodies::default(),
        };
        Waiting { command, answer: tokio::sync::oneshot::channel().0 }
    }

    #[test]
    fn a_batch_is_as_large_as_it_may_be_and_no_larger() {
        let (orders, mut queue) = mpsc::channel(BATCH_ENTRIES_MAX + 1);
        let mut largest = 0;
        // A batch is not held open for long, so on a machine that is busy elsewhere one may end early.
        for _ in 0..100 {
            while orders.try_send(Order::Submit(Box::new(waiting()))).is_ok() {}
            let (batch, after) = gather(waiting(), &mut queue);
            assert!(batch.len() <= BATCH_ENTRIES_MAX && after.is_none());
            largest = largest.max(batch.len());
        }
        assert_eq!(largest, BATCH_ENTRIES_MAX);
        assert!(queue.try_recv().is_ok(), "the others wait for the next");
    }

    #[test]
    fn another_order_ends_a_batch() {
        let (orders, mut queue) = mpsc::channel(3);
        for order in [Order::Submit(Box::new(waiting())), Order::Look, Order::Submit(Box::new(waiting()))] {
            assert!(orders.try_send(order).is_ok());
        }
        let (batch, after) = gather(waiting(), &mut queue);
        assert_eq!(batch.len(), 2);
        assert!(matches!(after, Some(Order::Look)));
    }
}
