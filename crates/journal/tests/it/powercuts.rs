//! The power is cut at every operation below SQLite of a working day; whatever survives of the unsynchronised
//! operations, nothing acknowledged is lost, there is no gap and no twin, and the office opens by itself.

use std::path::Path;

use journal::{Hash, Journal, OpenError, Options, VerifyOptions, verify_with};
use powercut::{Disk, Survival};

use crate::office::{counted, draft, draft_with, founding};

const SURVIVALS: [Survival; 5] =
    [Survival::Nothing, Survival::All, Survival::Some, Survival::Reordered, Survival::Torn];

/// What a day's acknowledgements promised.
#[derive(Default)]
struct Promised {
    founded: bool,
    entries: Vec<Hash>,
    /// Entries of the batch that was on its way, if one was.
    under_way: usize,
    bodies: Vec<(Hash, Vec<u8>)>,
    heads: Vec<String>,
}

type Stopped = Box<dyn std::error::Error>;

/// A short day: founding, entries alone and in batches, a small body and a staged one, a published head, the office
/// closed and opened again.
fn day(folder: &Path, options: &dyn Fn(u64) -> Options, promised: &mut Promised) -> Result<(), Stopped> {
    let mut journal = Journal::create(folder, founding(), options(0))?;
    promised.founded = true;
    enter(&mut journal, 1, &[], promised)?;
    enter(&mut journal, 3, &[vec![1; 100]], promised)?;
    promised.heads.push(journal.publish_head()?.checkpoint);
    enter(&mut journal, 1, &[(0..300_000u32).map(|n| (n / 7) as u8).collect()], promised)?;
    drop(journal);
    let mut journal = Journal::open(folder, options(1 << 40))?;
    enter(&mut journal, 2, &[], promised)?;
    promised.heads.push(journal.publish_head()?.checkpoint);
    enter(&mut journal, 1, &[vec![]], promised)
}

fn enter(journal: &mut Journal, count: u64, bodies: &[Vec<u8>], promised: &mut Promised) -> Result<(), Stopped> {
    let on = journal.head().place;
    promised.under_way = count as usize;
    let sealed = bodies.iter().map(|b| journal.stager().seal(b.clone())).collect::<Result<Vec<_>, _>>()?;
    let names: Vec<Hash> = sealed.iter().map(|body| body.commitment()).collect();
    let mut batch = vec![draft_with(on.size, sealed)];
    batch.extend((1..count).map(|n| draft(on.size + n)));
    let appended = journal.append(on, batch)?;
    promised.under_way = 0;
    promised.entries.extend(appended.iter().map(|a| a.commitment));
    promised.bodies.extend(names.into_iter().zip(bodies.iter().cloned()));
    Ok(())
}

/// Opens what survived and holds it against what was promised.
fn kept(folder: &Path, disk: &Disk, promised: &Promised) -> Result<(), String> {
    let options = |start| Options { vfs: Some(disk.vfs().to_owned()), ..counted(start) };
    let journal = match Journal::open(folder, options(1 << 50)) {
        Err(OpenError::Absent { .. }) if !promised.founded => Journal::create(folder, founding(), options(1 << 50))
            .map_err(|e| format!("the creation cannot be repeated: {e}")),
        other => other.map_err(|e| format!("does not open: {e}")),
    };
    let mut journal = journal?;
    let size = journal.head().place.size as usize;
    let most = promised.entries.len() + promised.under_way;
    if size != promised.entries.len() && size != most {
        return Err(format!(
            "{size} entries; {} were acknowledged, {} under way",
            promised.entries.len(),
            promised.under_way
        ));
    }
    let reader = journal.reader().map_err(|e| e.to_string())?;
    let entries = reader.entries(0, usize::MAX).map_err(|e| e.to_string())?;
    let commitments: Vec<Hash> = entries.iter().map(|entry| entry.commitment).collect();
    if !commitments.starts_with(&promised.entries) {
        return Err("an acknowledged entry is another".to_owned());
    }
    for (name, bytes) in &promised.bodies {
        if reader.body_to_vec(name).map_err(|e| e.to_string())?.as_ref() != Some(bytes) {
            return Err("an acknowledged body is lost".to_owned());
        }
    }
    drop(reader);
    let on = journal.head().place;
    journal.append(on, vec![draft(on.size)]).map_err(|e| format!("does not go on: {e}"))?;
    drop(journal);
    let options = VerifyOptions { vfs: Some(disk.vfs().to_owned()), held: promised.heads.clone(), progress: None };
    let report = verify_with(folder, options).map_err(|e| e.to_string())?;
    match report.wrong {
        Some(wrong) => Err(wrong.to_string()),
        None if report.entries == size as u64 + 1 => Ok(()),
        None => Err(format!("{} entries after one more than {size}", report.entries)),
    }
}

/// Lives a day on a new disk with the power cut at one operation, survives it in every way; returns whether the power
/// was cut at all, and what was not kept.
fn cut_at(operation: u64, seeds: u64, options: &dyn Fn(u64) -> Options) -> (bool, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::new();
    let on_disk = |start| Options { vfs: Some(disk.vfs().to_owned()), ..options(start) };
    disk.cut_at(operation);
    let mut promised = Promised::default();
    let lived = day(folder.path(), &on_disk, &mut promised);
    let cut = disk.is_cut();
    assert!(cut || lived.is_ok(), "{lived:?}");
    let image = disk.image();
    let keys = keys(folder.path());
    let mut lost = Vec::new();
    for survival in SURVIVALS {
        let seeds = if matches!(survival, Survival::Nothing | Survival::All) { 1 } else { seeds };
        for seed in 0..seeds {
            put_back(folder.path(), &keys);
            disk.restore_image(&image, survival, operation * 1000 + seed);
            if let Err(what) = kept(folder.path(), &disk, &promised) {
                lost.push(format!("operation {operation}, {survival:?}, seed {seed}: {what}"));
            }
        }
    }
    (cut, lost)
}

/// The key is not on the simulated disk, and a check that opens the office may settle it; each check starts afresh.
fn keys(folder: &Path) -> Vec<(String, Option<Vec<u8>>)> {
    ["office.key", "office.key.new"].map(|name| (name.to_owned(), std::fs::read(folder.join(name)).ok())).to_vec()
}

fn put_back(folder: &Path, keys: &[(String, Option<Vec<u8>>)]) {
    for (name, bytes) in keys {
        match bytes {
            Some(bytes) => std::fs::write(folder.join(name), bytes).unwrap(),
            None => drop(std::fs::remove_file(folder.join(name))),
        }
    }
}

#[test]
fn nothing_acknowledged_is_lost_wherever_the_power_fails() {
    let mut operation = 0;
    loop {
        let (cut, lost) = cut_at(operation, 1, &counted);
        assert!(lost.is_empty(), "{lost:#?}");
        if !cut {
            break;
        }
        operation += 1;
    }
    assert!(operation > 100, "the day has only {operation} operations");
}

/// No program can keep what a disk forgets that said it has it. What is left is sound or is refused; and whoever holds a head knows.
#[test]
fn what_a_disk_that_lies_about_synchronising_loses_is_known_by_a_head_outside() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::new();
    let on_disk = |start| Options { vfs: Some(disk.vfs().to_owned()), ..counted(start) };
    let mut promised = Promised::default();
    let mut journal = Journal::create(folder.path(), founding(), on_disk(0)).unwrap();
    enter(&mut journal, 3, &[], &mut promised).unwrap();
    disk.lies();
    enter(&mut journal, 2, &[vec![1; 100]], &mut promised).unwrap();
    let outside = journal.publish_head().unwrap().checkpoint;
    enter(&mut journal, 2, &[], &mut promised).unwrap();
    disk.cut_now();
    drop(journal);
    let (image, keys) = (disk.image(), keys(folder.path()));
    let (mut whole, mut short, mut refused) = (0, 0, 0);
    for survival in SURVIVALS {
        for seed in 0..12 {
            put_back(folder.path(), &keys);
            disk.restore_image(&image, survival, seed);
            let opened = Journal::open(folder.path(), on_disk(1 << 50));
            let size = match &opened {
                Ok(journal) => journal.head().place.size as usize,
                Err(_) => {
                    refused += 1;
                    continue;
                }
            };
            drop(opened);
            let verified = |held: Vec<String>| {
                let options = VerifyOptions { vfs: Some(disk.vfs().to_owned()), held, progress: None };
                verify_with(folder.path(), options).unwrap().wrong
            };
            let wrong = verified(Vec::new());
            assert!(wrong.is_none(), "{survival:?} {seed}: it opened, and {wrong:?}");
            let seen = verified(vec![outside.clone()]).is_some();
            assert_eq!(seen, size < 5, "{survival:?} {seed}: {size} entries");
            if size < promised.entries.len() { short += 1 } else { whole += 1 }
        }
    }
    assert!(whole > 0 && short > 0, "{whole} whole, {short} short, {refused} refused");
}

/// The suite above must be able to fail: a journal that does not wait for the disk loses what it acknowledged.
#[cfg(feature = "mutants")]
#[test]
fn a_journal_that_does_not_wait_for_the_disk_is_caught() {
    let careless = |start| Options { mutant: Some(journal::Mutant::SynchronousOff), ..counted(start) };
    let mut losses = 0;
    for operation in 0.. {
        let (cut, lost) = cut_at(operation, 1, &careless);
        losses += usize::from(lost.iter().any(|what| what.contains("were acknowledged")));
        if losses == 5 {
            return;
        }
        assert!(cut, "a whole day, and only {losses} cuts lost something");
    }
}
