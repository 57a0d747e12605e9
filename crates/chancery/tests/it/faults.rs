//! The power is cut below SQLite while eight clerks enter, at operations spread over the whole day; whatever survives of
//! what was not synchronised, everything acknowledged is there after reopening, without a gap and without a twin, and
//! the journal verifies. The same suite finds each of three offices that answer or write in another order.
//!
//! Also: a disk that fills up, fails a write, or lies about one.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use chancery::office::{Discipline, Fault, Office, OfficeOptions, Standing, SubmitError, VersionFacts};
use powercut::{Disk, Effect, Failure, Survival};
use procedure::act::Act;
use procedure::refusal::Refusal;

use crate::town::{
    Told, clerk, command, draft, enter, enter_and_tell, entering, found_with, letter, without_gap_or_twin,
};

const CLERKS: usize = 8;
const PAPERS_PER_CLERK: usize = 5;
const SURVIVALS: [Survival; 5] =
    [Survival::Nothing, Survival::All, Survival::Some, Survival::Reordered, Survival::Torn];

fn options(discipline: Discipline) -> OfficeOptions {
    OfficeOptions { discipline, ..OfficeOptions::default() }
}

/// What clerks wrote down outside the office, by key.
type Acknowledged = BTreeMap<String, Told>;

/// A day of many clerks; each goes home at the first fault. One of them brings a file that has to be staged.
fn day(office: &Office) -> Acknowledged {
    let acknowledged = Mutex::new(Acknowledged::new());
    std::thread::scope(|scope| {
        for clerk in 0..CLERKS {
            let acknowledged = &acknowledged;
            scope.spawn(move || {
                for paper in 0..PAPERS_PER_CLERK {
                    let key = format!("{clerk}-{paper}");
                    let entered = match (clerk, paper) {
                        (0, 2) => scan(office, &key),
                        _ => note(office, &key, clerk * 100 + paper),
                    };
                    match entered {
                        Ok(told) => drop(acknowledged.lock().unwrap().insert(key, told)),
                        Err(SubmitError::Fault(_)) => return,
                        Err(SubmitError::Refusal(refusal)) => panic!("no rule was broken: {refusal}"),
                    }
                }
            });
        }
    });
    acknowledged.into_inner().unwrap()
}

fn scan(office: &Office, key: &str) -> Result<Told, SubmitError> {
    enter_and_tell(office, key, (0..300_000u32).map(|n| (n / 11) as u8).collect(), "scan.bin")
}

fn note(office: &Office, key: &str, n: usize) -> Result<Told, SubmitError> {
    enter_and_tell(office, key, letter(n).into_bytes(), "letter.txt")
}

/// Opens what survived and holds it against what was acknowledged; then goes on working.
fn holds(folder: &Path, acknowledged: &Acknowledged, discipline: Discipline) -> Result<(), String> {
    let office = Office::open(folder, options(discipline)).map_err(|error| format!("does not open: {error}"))?;
    if let Standing::ReadOnly(why) = office.standing() {
        return Err(format!("opens for reading only: {why}"));
    }
    for (key, told) in acknowledged {
        told.stands_in(&office).map_err(|wrong| format!("{key}: {wrong}"))?;
    }
    // The same command again is answered with the same number, or entered if it was never acknowledged.
    for (key, paper) in [("1-0", 100), ("7-4", 704)] {
        let again = enter(&office, key, &letter(paper)).map_err(|error| format!("does not go on: {error}"))?;
        if let Some(first) = acknowledged.get(key).map(|told| &told.receipt)
            && (again.number != first.number || !again.repeated)
        {
            return Err(format!("{key} was entered twice, as {:?} and {:?}", first.number, again.number));
        }
    }
    office.shut();
    drop(office);
    without_gap_or_twin(folder)
}

/// One day on a disk of its own, with the power cut at an operation of it; then every way in which it can survive.
fn cut_once(at: Option<u64>, discipline: Discipline) -> (u64, Vec<String>) {
    let disk = Disk::new();
    disk.make_default();
    let folder = tempfile::tempdir().unwrap();
    let office = found_with(folder.path(), options(discipline)).unwrap();
    let begun = disk.operations();
    if let Some(at) = at {
        disk.cut_at(begun + at);
    }
    let acknowledged = day(&office);
    office.shut();
    drop(office);
    let operations = disk.operations() - begun;
    let Some(at) = at else {
        assert_eq!(acknowledged.len(), CLERKS * PAPERS_PER_CLERK);
        // What is found below is found by cutting the power, and not by looking at any office that goes on.
        assert_eq!(holds(folder.path(), &acknowledged, discipline), Ok(()), "{discipline:?}, with nothing cut");
        return (operations, Vec::new());
    };
    let image = disk.image();
    let index = index_of(folder.path());
    let mut violations = Vec::new();
    for survival in SURVIVALS {
        put_index_back(folder.path(), &index);
        disk.restore_image(&image, survival, at);
        if let Err(violation) = holds(folder.path(), &acknowledged, discipline) {
            violations.push(format!("cut at {at} of {operations}, {survival:?} survived: {violation}"));
        }
    }
    (operations, violations)
}

/// The index is not on the simulated disk. What one check makes of it is not to bear witness in the next.
fn index_of(folder: &Path) -> Vec<(std::ffi::OsString, Vec<u8>)> {
    let files = std::fs::read_dir(folder.join(register::INDEX_FOLDER)).unwrap().map(Result::unwrap);
    files.map(|file| (file.file_name(), std::fs::read(file.path()).unwrap())).collect()
}

fn put_index_back(folder: &Path, index: &[(std::ffi::OsString, Vec<u8>)]) {
    register::Index::discard(folder).unwrap();
    let folder = folder.join(register::INDEX_FOLDER);
    std::fs::create_dir(&folder).unwrap();
    for (name, bytes) in index {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

/// Cuts the power at `cuts` operations spread over the day, until something is found.
fn suite(discipline: Discipline, cuts: u64) -> Vec<String> {
    let (operations, _) = cut_once(None, discipline);
    let at = |cut: u64| (cut * operations + operations / 2) / cuts;
    (0..cuts).map(|cut| cut_once(Some(at(cut)), discipline).1).find(|found| !found.is_empty()).unwrap_or_default()
}

#[test]
fn nothing_acknowledged_is_lost_whenever_the_power_goes() {
    let violations = suite(Discipline::Sound, 40);
    assert!(violations.is_empty(), "{violations:#?}");
}

#[test]
fn a_journal_that_does_not_wait_for_the_disk_is_found_out() {
    assert!(!suite(Discipline::SynchronousOff, 40).is_empty());
}

#[test]
fn an_office_that_answers_before_it_commits_is_found_out() {
    assert!(!suite(Discipline::AnswersBeforeCommit, 40).is_empty());
}

#[test]
fn an_office_that_folds_before_it_appends_is_found_out() {
    let found = suite(Discipline::FoldsBeforeAppend, 40);
    assert!(found.iter().any(|violation| violation.contains("the register stands at")), "{found:#?}");
}

#[test]
fn a_full_disk_loses_nothing_and_room_mends_it() {
    for at in 0..40 {
        let disk = Disk::new();
        disk.make_default();
        let folder = tempfile::tempdir().unwrap();
        let office = found_with(folder.path(), OfficeOptions::default()).unwrap();
        let first = note(&office, "0-0", 0).unwrap();
        disk.full_from(disk.operations() + at);
        let mut acknowledged = Acknowledged::from([("0-0".to_owned(), first)]);
        for paper in 1..5 {
            match note(&office, &format!("0-{paper}"), paper) {
                Ok(told) => drop(acknowledged.insert(format!("0-{paper}"), told)),
                Err(SubmitError::Fault(fault)) => assert!(!fault.next().is_empty()),
                Err(SubmitError::Refusal(refusal)) => panic!("no rule was broken: {refusal}"),
            }
        }
        disk.mend();
        // Where nothing is uncertain the office has waited for room; else opening it again settles what was.
        if office.standing().is_open() {
            enter(&office, "0-9", &letter(9)).unwrap();
        }
        office.shut();
        drop(office);
        let found = holds(folder.path(), &acknowledged, Discipline::Sound);
        assert!(found.is_ok(), "full from operation {at}: {found:?}");
    }
}

#[test]
fn an_office_opens_itself_again_once_there_is_room() {
    let disk = Disk::new();
    disk.make_default();
    let folder = tempfile::tempdir().unwrap();
    let office = found_with(folder.path(), OfficeOptions::default()).unwrap();
    let first = enter(&office, "0-0", &letter(0)).unwrap();
    let short = entering(&office, "0-2", &letter(2)).unwrap();
    let staged = office.prepare(vec![7; 300_000], "scan.bin", VersionFacts::default()).unwrap();
    disk.full_from(disk.operations());
    let fault = enter(&office, "0-1", &letter(1)).unwrap_err();
    assert!(matches!(fault, SubmitError::Fault(Fault::Unknown { .. })), "{fault}");
    assert!(matches!(office.standing(), Standing::Stopped { .. }));
    assert!(office.reads().unwrap().paper(&office.viewer(&clerk()), &first.paper.unwrap()).unwrap().is_some());
    disk.mend();

    let again = enter(&office, "0-1", &letter(1)).unwrap_or_else(|error| {
        // Sealing met the closed journal, before any command said that the folder is to be opened again.
        let error = (error, office.submit_blocking(short.clone()).map(|_| ()));
        assert!(error.1.is_ok(), "{error:?}");
        enter(&office, "0-1", &letter(1)).unwrap()
    });
    assert!(office.standing().is_open());
    assert!(again.entry > first.entry);
    office.submit_blocking(short).unwrap();
    // What was staged went with the journal it was staged in.
    let act = Act::Enter(draft(vec![staged.version]));
    let late = office.submit_blocking(chancery::office::Command { bodies: staged.bodies, ..command("0-3", act) });
    let refused = late.unwrap_err();
    assert!(matches!(refused, SubmitError::Refusal(ref why) if **why == Refusal::FileNotSent), "{refused}");
    office.shut();
    drop(office);
    without_gap_or_twin(folder.path()).unwrap();
}

#[test]
fn an_office_opens_itself_again_though_nobody_asks_for_anything() {
    let disk = Disk::new();
    disk.make_default();
    let folder = tempfile::tempdir().unwrap();
    let office = found_with(folder.path(), OfficeOptions::default()).unwrap();
    let short = entering(&office, "0-1", &letter(1)).unwrap();
    disk.full_from(disk.operations());
    assert!(office.submit_blocking(short).is_err());
    assert!(matches!(office.standing(), Standing::Stopped { .. }));
    disk.mend();
    crate::town::until("the office is open again", || office.standing().is_open());
    enter(&office, "0-2", &letter(2)).unwrap();
}

#[test]
fn a_disk_that_fails_once_at_any_operation_loses_nothing() {
    for at in 0..60 {
        for (failure, effect) in [(Failure::Io, Effect::NotPersisted), (Failure::Io, Effect::Persisted)] {
            let disk = Disk::new();
            disk.make_default();
            let folder = tempfile::tempdir().unwrap();
            let office = found_with(folder.path(), OfficeOptions::default()).unwrap();
            disk.fail_at(disk.operations() + at, failure, effect);
            let mut acknowledged = Acknowledged::new();
            for paper in 0..3 {
                let key = format!("0-{paper}");
                if let Ok(told) = note(&office, &key, paper) {
                    acknowledged.insert(key, told);
                }
            }
            office.shut();
            drop(office);
            disk.mend();
            let found = holds(folder.path(), &acknowledged, Discipline::Sound);
            assert!(found.is_ok(), "operation {at} failed, {effect:?}: {found:?}");
        }
    }
}

/// The numbers of the closings that an office has, newest first.
fn closings(office: &Office) -> Vec<u32> {
    let owner = register::Viewer::owner(office.house(), office.now());
    office.closings(&owner, None, 9).unwrap().unwrap().iter().map(|made| made.closing.no).collect()
}

/// A day is closed on a disk of its own, with the power cut at an operation of it; gives how many operations closing has, and what was
/// not as it should be.
fn close_and_cut(at: Option<u64>) -> (u64, Vec<String>) {
    let disk = Disk::new();
    disk.make_default();
    let folder = tempfile::tempdir().unwrap();
    let office = found_with(folder.path(), options(Discipline::Sound)).unwrap();
    enter(&office, "a", &letter(1)).unwrap();
    office.submit_blocking(command("first", Act::CloseDay {})).unwrap();
    enter(&office, "b", &letter(2)).unwrap();
    let begun = disk.operations();
    if let Some(at) = at {
        disk.cut_at(begun + at);
    }
    let closed = office.submit_blocking(command("second", Act::CloseDay {})).is_ok();
    office.shut();
    drop(office);
    let operations = disk.operations() - begun;
    let Some(at) = at else {
        assert!(closed, "with nothing cut");
        return (operations, Vec::new());
    };
    let (image, index) = (disk.image(), index_of(folder.path()));
    let mut wrong = Vec::new();
    for survival in SURVIVALS {
        put_index_back(folder.path(), &index);
        disk.restore_image(&image, survival, at);
        let office = Office::open(folder.path(), options(Discipline::Sound)).unwrap();
        let there = closings(&office);
        if there != [2, 1] && (closed || there != [1]) {
            wrong.push(format!("cut at {at}, {survival:?}: {there:?} where it was answered: {closed}"));
        }
        // Each has a head that covers it, and the same again is done once.
        let owner = register::Viewer::owner(office.house(), office.now());
        let again = office.submit_blocking(command("second", Act::CloseDay {}));
        let told = office.closing(&owner, 2).unwrap();
        if again.is_err() || told.is_none_or(|told| told.held.is_none() || !told.made.closing.differs.is_empty()) {
            wrong.push(format!("cut at {at}, {survival:?}: it does not go on: {again:?}"));
        }
        if closings(&office) != [2, 1] {
            wrong.push(format!("cut at {at}, {survival:?}: closed twice"));
        }
        office.shut();
        drop(office);
        if let Err(why) = without_gap_or_twin(folder.path()) {
            wrong.push(format!("cut at {at}, {survival:?}: {why}"));
        }
    }
    (operations, wrong)
}

#[test]
fn a_day_is_closed_or_not_wherever_the_power_fails() {
    let (operations, _) = close_and_cut(None);
    assert!(operations > 10, "{operations}");
    let wrong: Vec<String> = (0..operations).flat_map(|at| close_and_cut(Some(at)).1).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
