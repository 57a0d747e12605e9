//! Many papers at once: read ahead on a few threads, handed to the writer in their order, many in flight so that one
//! commit carries many entries.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use procedure::act::{Act, act_id};
use procedure::known::TwinGround;
use procedure::paper::VersionKind;
use procedure::refusal::Refusal;
use sha2::{Digest as _, Sha256};

use super::ahead::ahead;
use super::bring::NotBrought;
use super::told::{Told, tell};
use super::walk::{self, Met, walk};
use super::{Common, bring};
use crate::cli::counter::{Counter, fresh_key};
use crate::cli::in_flight::InFlight;
use crate::cli::{Exit, Outcome, Stop, out};
use crate::office::{Office, Prepared, Receipt, SubmitError, VersionFacts};

/// Threads that read.
const READERS_MAX: usize = 8;

/// A file, the key under which it was entered, and what the office answered.
type Answer = (String, String, Result<Receipt, SubmitError>);

pub(super) fn run(paths: &[PathBuf], endings: &[String], common: &Common, counter: &Counter, json: bool) -> Outcome {
    let met = walk(paths, walk::FILES_MAX).map_err(|walk::TooMany| {
        let why = format!("there are more than {} files", walk::FILES_MAX);
        Stop::usage(why, "enter them folder by folder")
    })?;
    let bulk = met.len() > 1 || paths.iter().any(|path| path.is_dir());
    let mut desk = EntryDesk::new(common, counter, bulk, json)?;
    let mut files = Vec::new();
    for met in met {
        match met {
            Met::File(path) if paths.contains(&path) || ends(&path, endings) => files.push(path),
            Met::File(_) => {}
            Met::Not(path, why) => desk.not_a_file(&path, why)?,
        }
    }
    desk.bar.at(0, files.len() as u64);
    // One processor is the writer's.
    let readers = std::thread::available_parallelism().map_or(1, usize::from).saturating_sub(1).clamp(1, READERS_MAX);
    let mut went = Ok(());
    ahead(
        &files,
        readers,
        |path| path.metadata().map_or(0, |facts| facts.len().min(crate::office::READ_BYTES_MAX)),
        |path| brought(counter.office(), path, common),
        |path, brought| {
            went = desk.take(path, brought);
            went.is_ok() && !desk.faulty && !desk.barred
        },
    );
    went.and_then(|()| desk.close(files.len() as u64))
}

fn ends(path: &Path, endings: &[String]) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    endings.is_empty() || endings.iter().any(|ending| name.ends_with(&format!(".{}", ending.trim_start_matches('.'))))
}

fn brought(office: &Office, path: &Path, common: &Common) -> Result<Prepared, NotBrought> {
    let channel = common.draft.arrival.channel;
    bring(
        office,
        path,
        VersionFacts { kind: VersionKind::Received, channel, source: common.source.clone() },
        "not entered",
    )
}

/// The desk at which papers are entered: what is in flight, and how it went so far.
struct EntryDesk<'a> {
    common: &'a Common,
    counter: &'a Counter,
    in_flight: InFlight<Answer>,
    bar: out::Progress,
    bulk: bool,
    json: bool,
    began: Instant,
    entered: u64,
    held: u64,
    not: Vec<Exit>,
    /// The office could not go on; what is in flight is still heard.
    faulty: bool,
    /// The rules say no to whatever else would come: the officer may not enter there.
    barred: bool,
    /// Why lines could not be printed. What is entered stays entered, so the rest goes on without them.
    unprinted: Option<io::Error>,
    done: u64,
}

impl<'a> EntryDesk<'a> {
    fn new(common: &'a Common, counter: &'a Counter, bulk: bool, json: bool) -> Result<Self, Stop> {
        Ok(Self {
            common,
            counter,
            in_flight: InFlight::new()?,
            bar: out::Progress::counting("entering"),
            bulk,
            json,
            began: Instant::now(),
            entered: 0,
            held: 0,
            not: Vec::new(),
            faulty: false,
            barred: false,
            unprinted: None,
            done: 0,
        })
    }

    /// Hands a paper over, and hears what is answered by now.
    fn take(&mut self, path: &Path, brought: Result<Prepared, NotBrought>) -> Result<(), Stop> {
        let file = path.to_string_lossy().into_owned();
        match brought {
            Ok(prepared) => self.hand_over(file, path, prepared)?,
            Err(not) => {
                // In its place among the lines.
                self.hear_all()?;
                self.not_taken(file, not.stop, not.refusal)?;
            }
        }
        self.hear_ready()
    }

    fn hand_over(&mut self, file: String, path: &Path, prepared: Prepared) -> Result<(), Stop> {
        let mut draft = self.common.draft.clone();
        let key = self.key(path, &prepared)?;
        draft.versions = vec![prepared.version];
        draft.card = prepared.reading.card;
        if let Some(seen) = self.common.seen.as_ref() {
            let read = std::mem::take(&mut draft.card);
            draft.card = seen.on(&read, self.counter.officer()?)?;
            // Where there was no text, nothing was read that could have been right.
            draft.put_right = (!prepared.reading.text.is_empty()).then(|| draft.card.differs_from(&read));
        }
        draft.remarks = prepared.reading.remarks;
        draft.bulk = self.bulk;
        let command = self.counter.command(key.clone(), Act::Enter(draft), prepared.bodies)?;
        let office = self.counter.office().clone();
        if office.is_reached() {
            // Over the socket each connection has a thread of its own, so one after another keeps the order.
            let answered = office.submit_blocking(command);
            self.in_flight.known((file, key, answered));
        } else {
            self.in_flight.hand_over(async move { (file, key, office.submit(command).await) });
        }
        Ok(())
    }

    /// A file is known by its bytes, so the key of a first entering is a fresh one: what is held is refused as a twin,
    /// and a voided paper can come in again. Under `--again` twins are not refused; there the key is made of the path,
    /// the bytes and the reason, so that a command stopped in the middle can be run again without entering twice.
    fn key(&self, path: &Path, prepared: &Prepared) -> Result<String, Stop> {
        let Some(reason) = &self.common.draft.again else { return fresh_key() };
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let mut hash = Sha256::new();
        for part in [path.as_os_str().as_encoded_bytes(), &prepared.version.hash.0, reason.as_bytes()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Ok(format!("file:{}", procedure::ids::Hash(hash.finalize().into())))
    }

    /// Hears every answer that has come, and waits only while too much is in flight.
    fn hear_ready(&mut self) -> Result<(), Stop> {
        while let Some(answer) = self.in_flight.ready() {
            self.heard(answer)?;
        }
        Ok(())
    }

    fn hear_all(&mut self) -> Result<(), Stop> {
        while let Some(answer) = self.in_flight.next() {
            self.heard(answer)?;
        }
        Ok(())
    }

    fn heard(&mut self, (file, key, answered): Answer) -> Result<(), Stop> {
        match answered {
            Ok(receipt) if receipt.repeated => {
                let number = receipt.number.unwrap_or_default();
                self.is_held(file, number)
            }
            Ok(receipt) => {
                self.entered += 1;
                self.told(&Told::entered(&file, receipt, self.counter)?)
            }
            Err(SubmitError::Refusal(refusal)) => self.refused(file, &key, refusal),
            Err(SubmitError::Fault(fault)) => {
                self.faulty = true;
                self.not_taken(file, Stop::from(SubmitError::Fault(fault)).entering(), None)
            }
        }
    }

    fn refused(&mut self, file: String, key: &str, refusal: Box<Refusal>) -> Result<(), Stop> {
        if refusal.bars_every_paper() {
            // Said once: it is no fault of the file, and what was handed over after it is answered alike.
            if std::mem::replace(&mut self.barred, true) {
                return Ok(());
            }
        }
        match *refusal {
            Refusal::TwinHeld { ref twin } if twin.ground == TwinGround::Body => {
                let number = twin.number.clone();
                self.is_held(file, number)
            }
            // Bodies are sealed anew each time, so the same file under the same reason reads as another act.
            Refusal::KeyReused { .. } if self.common.draft.again.is_some() => {
                let number = self.number_under(key)?;
                self.is_held(file, number)
            }
            _ => {
                let mut stop = Stop::refused(&refusal).entering();
                if matches!(*refusal, Refusal::TwinHeld { .. }) {
                    stop.next = stop.next.map(|next| format!("{next}: chancery add-version, or enter --again REASON"));
                }
                self.not_taken(file, stop, Some(refusal))
            }
        }
    }

    fn number_under(&self, key: &str) -> Result<String, Stop> {
        let officer = self.counter.officer()?;
        let house = self.counter.house();
        let id = house.founding.as_ref().map(|founding| act_id(&founding.office, officer, key));
        Ok(id.and_then(|id| self.counter.number_of(&id)).unwrap_or_default())
    }

    fn is_held(&mut self, file: String, number: String) -> Result<(), Stop> {
        self.held += 1;
        self.told(&Told::Held { file, number })
    }

    fn not_taken(&mut self, file: String, stop: Stop, refusal: Option<Box<Refusal>>) -> Result<(), Stop> {
        self.not.push(stop.exit);
        self.told(&Told::NotEntered { file, why: stop.why, next: stop.next, refusal })
    }

    fn not_a_file(&mut self, path: &Path, why: String) -> Result<(), Stop> {
        self.not.push(Exit::Fault);
        let file = path.to_string_lossy().into_owned();
        let next = Some("name files and folders that this account can read".to_owned());
        self.tell(&Told::NotEntered { file, why, next, refusal: None });
        Ok(())
    }

    fn told(&mut self, told: &Told) -> Result<(), Stop> {
        self.done += 1;
        self.bar.step(self.done);
        self.tell(told);
        Ok(())
    }

    fn tell(&mut self, told: &Told) {
        if let Err(error) = self.bar.beside(|| tell(told, self.json)) {
            self.unprinted.get_or_insert(error);
        }
    }

    /// Hears what is still in flight, and says how it went.
    fn close(mut self, of: u64) -> Outcome {
        self.hear_all()?;
        self.bar.clear();
        let took = self.began.elapsed().max(Duration::from_millis(1));
        let taken = self.entered + self.held;
        let many = of > 1 || !self.not.is_empty() && taken > 0;
        if (many && !self.json) || self.unprinted.is_some() {
            let rate = self.entered as f64 / took.as_secs_f64();
            out::say(&format!(
                "{} entered, {} held already, {} not taken, in {:.1} s ({rate:.0} a second)",
                self.entered,
                self.held,
                self.not.len(),
                took.as_secs_f64()
            ));
        }
        let left = of.saturating_sub(self.done);
        if left > 0 && (self.faulty || self.barred) {
            let when = if self.faulty { "when the fault is mended" } else { "when that is put right" };
            out::say(&format!("hint: {left} files were not tried; run it again {when}"));
        }
        if let Some(error) = self.unprinted.filter(|error| error.kind() != io::ErrorKind::BrokenPipe) {
            return Err(Stop::unprinted(format_args!("{} papers are entered", self.entered), &error));
        }
        Ok(match self.not.as_slice() {
            _ if self.faulty => Exit::Fault,
            [] => Exit::Done,
            // Some of many were not taken only where others were.
            not if taken == 0 => not.iter().copied().find(|exit| *exit == Exit::Fault).unwrap_or(Exit::Refused),
            _ => Exit::SomeNot,
        })
    }
}
