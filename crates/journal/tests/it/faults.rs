//! Every operation below SQLite fails twice, once without effect and once with it, and the disk fills up at every
//! write. The office goes on as its errors say, and in the end nothing acknowledged is lost, not even by a power cut.

use std::path::Path;

use journal::{
    AppendError, Appended, CreateError, EntryDraft, Hash, Journal, OpenError, Options, Reader, StageError,
    VerifyOptions, verify_with,
};
use powercut::{Disk, Effect, Failure, Survival};

use crate::office::{counted, draft, draft_with, founding};

/// An office that does after an error what the error says.
struct Office<'a> {
    folder: &'a Path,
    disk: &'a Disk,
    opened: u64,
    acknowledged: Vec<Hash>,
    heads: Vec<String>,
}

impl Office<'_> {
    fn options(&mut self) -> Options {
        self.opened += 1;
        Options { vfs: Some(self.disk.vfs().to_owned()), ..counted(self.opened << 40) }
    }

    /// An interrupted creation is either done or can be repeated.
    fn create(&mut self) -> Journal {
        for _ in 0..3 {
            match Journal::create(self.folder, founding(), self.options()) {
                Ok(journal) => return journal,
                Err(CreateError::Fault(_)) => self.disk.mend(),
                Err(CreateError::Exists { .. }) => return self.open(),
                Err(other) => panic!("{other}"),
            }
            match Journal::open(self.folder, self.options()) {
                Ok(journal) => return journal,
                Err(OpenError::Absent { .. } | OpenError::Fault(_)) => {}
                Err(other) => panic!("{other}"),
            }
        }
        panic!("the office cannot be created");
    }

    /// One failure is planned, so the second opening succeeds.
    fn open(&mut self) -> Journal {
        match Journal::open(self.folder, self.options()) {
            Ok(journal) => journal,
            Err(OpenError::Fault(_)) => {
                self.disk.mend();
                Journal::open(self.folder, self.options()).unwrap()
            }
            Err(other) => panic!("{other}"),
        }
    }

    /// Appends, and after a failure appends again unless opening shows that it is there.
    fn enter(&mut self, journal: Journal, count: u64, large: bool) -> Journal {
        let on = journal.head().place;
        assert_eq!(on.size, self.acknowledged.len() as u64);
        let mut journal = journal;
        for _ in 0..3 {
            let outcome = batch(&journal, on.size, count, large).and_then(|batch| journal.append(on, batch));
            match outcome {
                Ok(appended) => {
                    self.acknowledged.extend(appended.iter().map(|a| a.commitment));
                    return journal;
                }
                Err(AppendError::NotWritten(_)) => {
                    self.disk.mend();
                    let seen = journal.reader().map_or(on.size, |reader| reader.size().unwrap());
                    assert_eq!(seen, on.size, "certainly not written");
                }
                Err(AppendError::Unknown(_) | AppendError::Poisoned) => {
                    self.disk.mend();
                    drop(journal);
                    journal = self.open();
                    if self.settled(&journal, on.size, count) {
                        return journal;
                    }
                }
                Err(other) => panic!("{other}"),
            }
        }
        panic!("cannot be appended");
    }

    /// What opening shows is settled: whole or not at all, and as good as acknowledged.
    fn settled(&mut self, journal: &Journal, before: u64, count: u64) -> bool {
        let size = journal.head().place.size;
        assert!(size == before || size == before + count, "{size} entries after {before} and {count}");
        let entries = journal.reader().unwrap().entries(before, usize::MAX).unwrap();
        self.acknowledged.extend(entries.iter().map(|entry| entry.commitment));
        size != before
    }

    fn publish(&mut self, mut journal: Journal) -> Journal {
        for _ in 0..3 {
            match journal.publish_head() {
                Ok(head) => {
                    self.heads.push(head.checkpoint);
                    return journal;
                }
                Err(_) => {
                    self.disk.mend();
                    drop(journal);
                    journal = self.open();
                }
            }
        }
        panic!("the head cannot be published");
    }

    fn day(&mut self) {
        let mut journal = self.create();
        journal = self.enter(journal, 1, false);
        journal = self.enter(journal, 3, true);
        journal = self.publish(journal);
        drop(journal);
        journal = self.open();
        journal = self.enter(journal, 2, false);
        drop(journal);
    }

    fn check(&mut self) {
        let journal = self.open();
        let entries = journal.reader().unwrap().entries(0, usize::MAX).unwrap();
        assert_eq!(entries.iter().map(|entry| entry.commitment).collect::<Vec<_>>(), self.acknowledged);
        drop(journal);
        let vfs = Some(self.disk.vfs().to_owned());
        let report = verify_with(self.folder, VerifyOptions { vfs, held: self.heads.clone(), progress: None }).unwrap();
        assert!(report.is_sound(), "{:?}", report.wrong);
    }
}

/// A batch whose first entry brings a body, staged if it is to be large. A body that cannot be staged is as good as
/// an entry that was not written.
fn batch(journal: &Journal, from: u64, count: u64, large: bool) -> Result<Vec<EntryDraft>, AppendError> {
    let bytes = if large { vec![9; journal::BODY_INLINE_BYTES_MAX + 1] } else { vec![9; 10] };
    let body = journal.stager().seal(bytes).map_err(|e| match e {
        StageError::Fault(fault) => AppendError::NotWritten(fault),
        StageError::Poisoned => AppendError::Poisoned,
        other => panic!("{other}"),
    })?;
    let mut batch = vec![draft_with(from, vec![body])];
    batch.extend((1..count).map(|n| draft(from + n)));
    Ok(batch)
}

/// Lives days until one passes in which the failure did not come; returns how many operations were made to fail.
fn every_operation(plan: impl Fn(&Disk, u64)) -> u64 {
    for operation in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::new();
        let (acknowledged, heads) = (Vec::new(), Vec::new());
        let mut office = Office { folder: folder.path(), disk: &disk, opened: 0, acknowledged, heads };
        plan(&disk, operation);
        office.day();
        let struck = disk.has_struck();
        disk.mend();
        office.check();
        disk.cut_now();
        disk.restore(Survival::Nothing, operation);
        office.check();
        if !struck {
            return operation;
        }
    }
    unreachable!("a day has an end")
}

#[test]
fn every_operation_fails_without_effect() {
    assert!(every_operation(|disk, at| disk.fail_at(at, Failure::Io, Effect::NotPersisted)) > 100);
}

#[test]
fn every_operation_fails_with_effect() {
    assert!(every_operation(|disk, at| disk.fail_at(at, Failure::Io, Effect::Persisted)) > 100);
}

#[test]
fn the_disk_is_full_at_every_write() {
    assert!(every_operation(Disk::full_from) > 100);
}

#[test]
fn a_full_disk_is_named_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::new();
    let options = Options { vfs: Some(disk.vfs().to_owned()), ..counted(0) };
    let mut journal = Journal::create(folder.path(), founding(), options).unwrap();
    disk.full_from(disk.operations());
    let on = journal.head().place;
    let (AppendError::NotWritten(fault) | AppendError::Unknown(fault)) =
        journal.append(on, vec![draft(0)]).unwrap_err()
    else {
        panic!("a full disk is a fault")
    };
    assert!(fault.is_disk_full(), "{fault}");
}

/// An office with two entries, and the third appended while one of its operations fails; `None` once there are fewer
/// operations than that.
fn third_entry<'a>(
    folder: &'a Path,
    disk: &'a Disk,
    operation: u64,
    effect: Effect,
) -> Option<(Office<'a>, Journal, Reader, Result<Appended, AppendError>)> {
    let mut office = Office { folder, disk, opened: 0, acknowledged: Vec::new(), heads: Vec::new() };
    let journal = office.create();
    let mut journal = office.enter(journal, 2, false);
    let reader = journal.reader().unwrap();
    disk.fail_at(disk.operations() + operation, Failure::Io, effect);
    let outcome = journal.append(journal.head().place, vec![draft(2)]).map(|appended| appended[0]);
    if let Ok(appended) = outcome {
        office.acknowledged.push(appended.commitment);
    }
    disk.has_struck().then_some((office, journal, reader, outcome))
}

/// While anybody reads, SQLite keeps its log and does not recover it on opening.
#[test]
fn what_opening_beside_a_reader_shows_outlives_a_power_cut() {
    for effect in [Effect::NotPersisted, Effect::Persisted] {
        for operation in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let disk = Disk::new();
            let third = third_entry(folder.path(), &disk, operation, effect);
            let Some((mut office, mut journal, reader, outcome)) = third else { break };
            disk.mend();
            if matches!(outcome, Err(AppendError::Unknown(_))) {
                drop(journal);
                journal = office.open();
                office.settled(&journal, 2, 1);
            }
            disk.cut_now();
            drop((reader, journal));
            disk.restore(Survival::Nothing, operation);
            office.check();
        }
    }
}

/// A process that dies leaves a log in the cache that the disk may never have got.
#[test]
fn what_opening_after_a_dead_process_shows_outlives_a_power_cut() {
    for effect in [Effect::NotPersisted, Effect::Persisted] {
        for operation in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let disk = Disk::new();
            let third = third_entry(folder.path(), &disk, operation, effect);
            let Some((mut office, journal, reader, outcome)) = third else { break };
            disk.cut_now();
            drop((reader, journal));
            disk.revive();
            let journal = office.open();
            if outcome.is_err() {
                office.settled(&journal, 2, 1);
            }
            disk.cut_now();
            drop(journal);
            disk.restore(Survival::Nothing, operation);
            office.check();
        }
    }
}
