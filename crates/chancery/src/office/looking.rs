//! Who looked at what: lines handed to the reading ledger, what an auditor is told of it, and its digest entered in the journal.

use phrases::say;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::thread::JoinHandle;

use jiff::civil::Date;
use procedure::act::Act;
use procedure::event::{Door, Event, Means};
use procedure::ids::{OfficerId, PaperId};
use procedure::moment::Moment;
use procedure::number::plain;
use procedure::paper::Paper;
use procedure::readings::{ReadingsEntered, ReadingsHead, ReadingsOf, ReadingsQuestion};
use procedure::role::Role;
use procedure::sight::Sight;
use register::{Existing, Viewer};
use serde::Serialize;

use super::command::{Bodies, Command, Fault, Receipt, SubmitError};
use super::opening::spawn;
use super::rebuilding::{Unfolded, unfold};
use super::state::lock;
use super::{Inner, Office, Side};
use crate::readings::{Keeping, Looked, NewDay, Reading, Through, Walked, walk};

/// Most lines that an auditor is told in one answer: the latest.
pub const READINGS_TOLD_MAX: usize = 500;

/// One line as it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadingTold {
    /// The line.
    #[serde(flatten)]
    pub reading: Reading,
    /// The number of its paper, and no other word of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// What an auditor is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadingsTold {
    /// The entry that holds the question.
    pub entry: u64,
    /// When it was entered; what came after is not told.
    pub at: Moment,
    /// The question.
    pub question: ReadingsQuestion,
    /// Why it was asked.
    pub reason: String,
    /// Of a paper: the numbers of the papers that are meant; none where no paper of this office bears the number.
    pub papers: Vec<String>,
    /// The latest lines, newest first.
    pub lines: Vec<ReadingTold>,
    /// How many there are in all.
    pub count: u64,
    /// How the ledger stands.
    pub ledger: Walked,
    /// Up to where it was entered in the journal last.
    pub entered: Option<ReadingsEntered>,
    /// Lines that were lost and stand in no block yet.
    pub lost_now: u64,
}

impl Office {
    /// Hands a line to the reading ledger: somebody looked at something. Nobody waits for it to be written.
    pub fn looked(&self, officer: Option<&OfficerId>, account: Option<&str>, door: Through, looked: Looked) {
        let (officer, account) = (officer.cloned(), account.map(str::to_owned));
        let reading = Reading { at: self.now(), officer, account, door, looked };
        match (&self.0.readings, &self.0.side) {
            (Some(keeper), _) => keeper.keep(reading),
            (None, Side::There(line)) => {
                if let Err(error) = line.looked(vec![reading]) {
                    tracing::warn!(%error, "the server did not take a line of the reading ledger");
                }
            }
            (None, Side::Here { .. }) => {}
        }
    }

    /// [`Office::looked`] at a part of a paper, as much as the officer may see of it.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn looked_at_paper(
        &self,
        officer: &OfficerId,
        door: Through,
        paper: PaperId,
        part: String,
    ) -> Result<(), Fault> {
        let sight = self.reads()?.sight(&self.viewer(officer), &paper).map_err(Fault::unread)?;
        self.looked(Some(officer), None, door, Looked::Paper { paper, part, sight });
        Ok(())
    }

    /// Whether papers exist under what was typed, for an officer with the role of existence only: of each its number, its day and its
    /// series. `None` for whoever does not have the role. That it was asked is a line of the reading ledger, without the words.
    ///
    /// # Errors
    /// When register or index cannot be read.
    pub fn exist(&self, officer: &OfficerId, door: Through, typed: &str) -> Result<Option<Existing>, Fault> {
        let (house, now) = (self.house(), self.now());
        if !house.has_role(officer, Role::ExistenceOnly, now) {
            return Ok(None);
        }
        let found =
            self.reads()?.exist(&house, officer, now, typed, self.searcher().as_ref()).map_err(Fault::unread)?;
        self.looked(Some(officer), None, door, Looked::Existence { papers: found.papers.len() as u64 });
        Ok(Some(found))
    }

    /// Takes lines of a process that reached this office over its socket, and writes what waits.
    pub(crate) fn take_readings(&self, lines: Vec<Reading>) {
        if let Some(keeper) = &self.0.readings {
            lines.into_iter().for_each(|line| keeper.keep(line));
        }
        self.settle_readings();
    }

    /// Waits until every line handed in before stands in the ledger; blocks.
    pub fn settle_readings(&self) {
        match (&self.0.readings, &self.0.side) {
            (Some(keeper), _) => keeper.settle(),
            // The server settles for whoever asks it to.
            (None, Side::There(line)) => drop(line.looked(Vec::new())),
            (None, Side::Here { .. }) => {}
        }
    }

    /// What an auditor is told who asked in this entry; `None` where the entry asked nothing, was another's, or the officer is
    /// no auditor any more. That it was told is a line of the ledger itself.
    ///
    /// # Errors
    /// When journal, register or ledger cannot be read.
    pub fn readings_told(&self, officer: &OfficerId, door: Through, entry: u64) -> Result<Option<ReadingsTold>, Fault> {
        if !self.house().has_role(officer, Role::Auditor, self.now()) {
            return Ok(None);
        }
        let Some((at, question, reason)) = self.asked_in(officer, entry)? else { return Ok(None) };
        self.settle_readings();
        let meant = self.meant(&question)?;
        let span = Span { office: self, at, question: &question };
        let (mut lines, mut count) = (VecDeque::new(), 0);
        let entered = self.house().readings.clone();
        let ledger = walk(self.folder(), entered.as_ref().map(|known| known.head), |block| {
            for line in block.lines {
                if !span.holds(&line) || !about(&question.of, &meant, &line) {
                    continue;
                }
                count += 1;
                if lines.len() == READINGS_TOLD_MAX {
                    lines.pop_front();
                }
                lines.push_back(line);
            }
        });
        let ledger = ledger.map_err(Fault::unread)?;
        let numbers = self.numbers_of(&lines)?;
        let told = |reading: Reading| {
            let number = paper_of(&reading).and_then(|paper| numbers.get(&paper).cloned());
            ReadingTold { reading, number }
        };
        let lines = lines.into_iter().rev().map(told).collect();
        self.looked(Some(officer), None, door, Looked::Readings { entry });
        let (papers, lost_now) =
            (meant.into_values().collect(), self.0.readings.as_ref().map_or(0, crate::readings::Keeper::lost));
        Ok(Some(ReadingsTold { entry, at, question, reason, papers, lines, count, ledger, entered, lost_now }))
    }

    /// The question of an entry, where that officer asked it.
    fn asked_in(&self, officer: &OfficerId, entry: u64) -> Result<Option<(Moment, ReadingsQuestion, String)>, Fault> {
        let Some(kept) = self.journal()?.entry(entry)? else { return Ok(None) };
        let at = Moment::from_micros(kept.header.moment_us);
        let Unfolded { acted, events, .. } = unfold(&kept).map_err(Fault::unread)?;
        let asked = events.into_iter().find_map(|event| match event {
            Event::ReadingsAsked { question, reason } => Some((at, question, reason)),
            _ => None,
        });
        Ok(asked.filter(|_| acted.officer == *officer))
    }

    /// The papers that a question means, with their numbers: whatever the auditor may see, since the question is entered.
    fn meant(&self, question: &ReadingsQuestion) -> Result<BTreeMap<PaperId, String>, Fault> {
        let ReadingsOf::Paper(typed) = &question.of else { return Ok(BTreeMap::new()) };
        let (reads, owner) = (self.reads()?, Viewer::owner(self.house(), self.now()));
        let ids: Vec<PaperId> = match typed.trim().parse() {
            Ok(id) => vec![id],
            Err(_) => {
                let found = reads.by_number(&owner, typed).map_err(Fault::unread)?;
                found.into_iter().map(|(id, _)| id).collect()
            }
        };
        let mut meant = BTreeMap::new();
        for id in ids {
            let seen = reads.paper(&owner, &id).map_err(Fault::unread)?;
            // What stands on its card is not looked at: their number would tell of it.
            let ours = seen.filter(|seen| seen.paper.id == id && bears(&seen.paper, typed));
            meant.extend(ours.map(|seen| (id, seen.paper.number().to_owned())));
        }
        Ok(meant)
    }

    fn numbers_of(&self, lines: &VecDeque<Reading>) -> Result<BTreeMap<PaperId, String>, Fault> {
        let (reads, owner) = (self.reads()?, Viewer::owner(self.house(), self.now()));
        let papers: BTreeSet<PaperId> = lines.iter().filter_map(paper_of).collect();
        let mut numbers = BTreeMap::new();
        for id in papers {
            let seen = reads.paper(&owner, &id).map_err(Fault::unread)?;
            numbers.extend(seen.map(|seen| (id, seen.paper.number().to_owned())));
        }
        Ok(numbers)
    }
}

/// Whether a paper bears one of our numbers as it was typed, or is named by its id.
fn bears(paper: &Paper, typed: &str) -> bool {
    paper.id.to_string() == typed.trim()
        || paper.registrations.iter().any(|one| plain(one.number.text()) == plain(typed))
}

fn paper_of(reading: &Reading) -> Option<PaperId> {
    match &reading.looked {
        Looked::Paper { paper, .. } => Some(*paper),
        _ => None,
    }
}

fn about(of: &ReadingsOf, meant: &BTreeMap<PaperId, String>, line: &Reading) -> bool {
    match of {
        ReadingsOf::Paper(_) => paper_of(line).is_some_and(|paper| meant.contains_key(&paper)),
        ReadingsOf::Dossier(of) => matches!(&line.looked, Looked::Dossier { dossier, .. } if dossier == of),
        ReadingsOf::Officer(of) => line.officer.as_ref() == Some(of),
        ReadingsOf::Everything => true,
    }
}

/// The days that a question is about, up to the moment at which it was entered.
struct Span<'a> {
    office: &'a Office,
    at: Moment,
    question: &'a ReadingsQuestion,
}

impl Span<'_> {
    fn holds(&self, line: &Reading) -> bool {
        let day = || self.office.0.shared.date(line.at);
        line.at <= self.at
            && self.question.from.is_none_or(|from| from <= day())
            && self.question.until.is_none_or(|until| day() <= until)
    }
}

impl Office {
    /// Sets the keeper of the reading ledger to work.
    pub(super) fn keep_readings(&self, keeping: Keeping) -> Result<(), super::OpenError> {
        let (shared, weak) = (self.0.shared.clone(), Arc::downgrade(&self.0));
        let now = move || shared.now();
        let new_day = move |NewDay(officer): NewDay| {
            let Some(office) = weak.upgrade().map(Office) else { return };
            if let Err(error) = office.enter_readings_of_the_day(&officer) {
                tracing::warn!(%error, "up to where the reading ledger stands was not entered");
            }
        };
        let thread = spawn("chancery-readings", move || keeping.run(now, new_day))?;
        lock(&self.0.threads).readings = Some(thread);
        Ok(())
    }

    /// An act was entered: where it is the first of its day, up to where the ledger stands is entered after it, in the name of
    /// that officer.
    pub(super) fn acted(&self, officer: &OfficerId, receipt: &Receipt) {
        let Some(keeper) = &self.0.readings else { return };
        let day = self.0.shared.date(receipt.at);
        let mut last = lock(&self.0.last_day);
        if last.is_none_or(|last| last < day) && keeper.new_day(NewDay(officer.clone())) {
            *last = Some(day);
        }
    }

    /// Enters up to where the ledger stands, where that was not entered on this day yet.
    fn enter_readings_of_the_day(&self, officer: &OfficerId) -> Result<(), SubmitError> {
        let (house, today) = (self.house(), self.today());
        let founded = house.founding.as_ref().map(|founding| founding.at);
        let before: Option<Date> =
            house.readings.as_ref().map(|known| known.at).or(founded).map(|at| self.0.shared.date(at));
        if before.is_none_or(|before| before >= today) {
            return Ok(());
        }
        self.enter_readings(officer, |_| format!("readings:{today}"))
    }

    /// Enters up to where the ledger stands, where it goes further than was entered; under a key that is made of that.
    pub(super) fn enter_readings(
        &self,
        officer: &OfficerId,
        key: impl FnOnce(&ReadingsHead) -> String,
    ) -> Result<(), SubmitError> {
        let entered = self.house().readings.as_ref().map(|known| known.head);
        let walked = walk(self.folder(), entered, drop).map_err(Fault::unread)?;
        let broken = walked.broken.is_some() || !walked.holds;
        let Some(head) = walked.head.filter(|head| Some(*head) != entered) else { return Ok(()) };
        if broken {
            tracing::error!("the reading ledger does not go on from what was entered of it: it was lost, or changed");
        }
        let command = Command {
            officer: officer.clone(),
            authenticated: officer.to_string(),
            means: Means::System,
            door: Door::Machine,
            key: key(&head),
            act: Act::EnterReadings { head, broken },
            bodies: Bodies::default(),
        };
        self.submit_blocking(command).map(drop)
    }
}

impl Inner {
    /// Writes what waits for the ledger, and ends its thread.
    pub(super) fn end_readings(&self, thread: Option<JoinHandle<()>>) {
        let (Some(keeper), Some(thread)) = (&self.readings, thread) else { return };
        // The last to let go of an office may be that thread itself, which then ends with it.
        if thread.thread().id() == std::thread::current().id() {
            return;
        }
        keeper.shut();
        // A thread that panicked has said so.
        let _ = thread.join();
    }
}

impl ReadingsTold {
    /// Lines that are known to be missing.
    pub fn lost(&self) -> u64 {
        self.ledger.lost + self.lost_now
    }

    /// What is said where there is no line, without a first capital.
    pub fn nothing(&self) -> &'static str {
        match &self.question.of {
            ReadingsOf::Paper(_) if self.papers.is_empty() => say!("no paper of this office bears that number"),
            _ => say!("nobody looked, as far as the ledger says"),
        }
    }

    /// What whoever reads the lines has to know of the ledger, one sentence each, without a first capital.
    pub fn warnings(&self) -> Vec<String> {
        let mut says = Vec::new();
        if let Some(block) = self.ledger.broken {
            says.push(say!("the ledger was changed: block {block} does not go on from the one before"));
        }
        if !self.ledger.holds {
            says.push(say!("the ledger is not the one that was entered: it was lost, cut off or rewritten").to_owned());
        }
        if self.entered.as_ref().is_some_and(|entered| entered.broken.is_some()) {
            says.push(
                say!("it was entered once that the ledger did not go on from what was entered before").to_owned(),
            );
        }
        if self.lost() > 0 {
            says.push(say!("{} looks were not written", self.lost()));
        }
        says
    }
}

/// What was looked at, which part of it, and how much of it was seen, in words.
pub(crate) fn told_words(line: &ReadingTold) -> (String, String, &'static str) {
    match &line.reading.looked {
        Looked::Paper { paper, part, sight } => {
            (line.number.clone().unwrap_or_else(|| paper.to_string()), part.clone(), sight_in_words(*sight))
        }
        Looked::Dossier { dossier, part } => (say!("dossier {dossier}"), part.clone(), ""),
        Looked::Export { list } => ("export".to_owned(), list.clone(), ""),
        Looked::Existence { papers } => ("existence".to_owned(), say!("{papers} told of"), ""),
        Looked::Feed => (say!("calendar feed").to_owned(), String::new(), ""),
        Looked::Readings { entry } => (say!("reading ledger").to_owned(), say!("entry {entry}"), ""),
    }
}

fn sight_in_words(sight: Sight) -> &'static str {
    match sight {
        Sight::Whole => "whole",
        Sight::Card => "card",
        Sight::OwnActs => say!("number and own acts"),
        Sight::None => say!("no more"),
    }
}
