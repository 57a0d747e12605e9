//! What is on the platter, and what only the cache has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Disks write sectors of this length whole or not at all.
const SECTOR_BYTES: usize = 512;

/// What survives of the operations that were not synchronised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Survival {
    /// None of them.
    Nothing,
    /// All of them: the process died, the machine did not.
    All,
    /// A random choice, in order.
    Some,
    /// A random choice in random order.
    Reordered,
    /// A random choice in random order, each write with a random choice of its sectors.
    Torn,
}

/// What a failing operation returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The device failed.
    Io,
    /// The device is full.
    Full,
}

/// What a failing operation did before it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing. What a synchronisation should have kept is lost for good.
    NotPersisted,
    /// All of it: only the answer was bad.
    Persisted,
}

#[derive(Default, Clone, Copy)]
pub(crate) enum Plan {
    #[default]
    Nothing,
    CutAt(u64),
    FailAt(u64, Failure, Effect),
    FullFrom(u64),
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) plan: Plan,
    pub(crate) operations: u64,
    pub(crate) off: bool,
    pub(crate) struck: bool,
    /// Whether synchronising does nothing and says that it did.
    pub(crate) lies: bool,
    pub(crate) open_files: usize,
    files: BTreeMap<PathBuf, Platter>,
}

/// What a disk held at some moment.
#[derive(Clone)]
pub struct Image(BTreeMap<PathBuf, Platter>);

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

#[derive(Default, Clone)]
struct Platter {
    /// As of the last synchronisation; `None` if there was no file.
    durable: Option<Vec<u8>>,
    pending: Vec<Operation>,
}

#[derive(Clone)]
enum Operation {
    Write(usize, Vec<u8>),
    Truncate(usize),
    Delete,
}

/// What to do about an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Go,
    /// Do it, then say that it failed.
    GoAndFail(Failure),
    Fail(Failure),
    /// It may have reached the cache of a disk that has no power any more.
    Cut,
    Off,
}

impl State {
    /// Counts an operation and says what becomes of it. `writes` is true for those that need room.
    pub(crate) fn next(&mut self, writes: bool) -> Verdict {
        if self.off {
            return Verdict::Off;
        }
        let operation = self.operations;
        self.operations += 1;
        match self.plan {
            Plan::CutAt(at) if operation == at => {
                self.off = true;
                self.struck = true;
                Verdict::Cut
            }
            Plan::FailAt(at, failure, effect) if operation == at => {
                self.struck = true;
                match effect {
                    Effect::NotPersisted => Verdict::Fail(failure),
                    Effect::Persisted => Verdict::GoAndFail(failure),
                }
            }
            Plan::FullFrom(at) if operation >= at && writes => {
                self.struck = true;
                Verdict::Fail(Failure::Full)
            }
            _ => Verdict::Go,
        }
    }

    /// A file that is there when it is first opened is on the platter as it is.
    pub(crate) fn opened(&mut self, path: &Path) {
        self.open_files += 1;
        if !self.files.contains_key(path) {
            let durable = std::fs::read(path).ok();
            self.files.insert(path.to_owned(), Platter { durable, pending: Vec::new() });
        }
    }

    pub(crate) fn wrote(&mut self, path: &Path, offset: usize, bytes: &[u8]) {
        self.pend(path, Operation::Write(offset, bytes.to_vec()));
    }

    pub(crate) fn truncated(&mut self, path: &Path, length: usize) {
        self.pend(path, Operation::Truncate(length));
    }

    pub(crate) fn deleted(&mut self, path: &Path, folder_synchronised: bool) {
        self.pend(path, Operation::Delete);
        if folder_synchronised {
            self.synchronised(path);
        }
    }

    pub(crate) fn synchronised(&mut self, path: &Path) {
        if self.lies {
            return;
        }
        let platter = self.files.entry(path.to_owned()).or_default();
        let made = platter.durable.is_none();
        let mut content = platter.durable.take().or_else(|| path.exists().then(Vec::new));
        for operation in platter.pending.drain(..) {
            operation.apply(&mut content);
        }
        platter.durable = content;
        if made && is_log(path) {
            self.folder_synchronised(path.parent());
        }
    }

    /// SQLite's VFS for Unix synchronises the folder together with a log that it made: no deletion in it comes undone.
    fn folder_synchronised(&mut self, folder: Option<&Path>) {
        let here = self.files.iter_mut().filter(|(path, _)| path.parent() == folder);
        for platter in here.map(|(_, platter)| platter) {
            if let Some(last) = platter.pending.iter().rposition(|operation| matches!(operation, Operation::Delete)) {
                platter.pending.drain(..=last);
                platter.durable = None;
            }
        }
    }

    /// A failed synchronisation leaves its pages in the cache, where they count as clean.
    pub(crate) fn lost(&mut self, path: &Path) {
        self.files.entry(path.to_owned()).or_default().pending.clear();
    }

    fn pend(&mut self, path: &Path, operation: Operation) {
        self.files.entry(path.to_owned()).or_default().pending.push(operation);
    }

    pub(crate) fn image(&self) -> Image {
        Image(self.files.clone())
    }

    pub(crate) fn restore(&mut self, image: &Image, survival: Survival, seed: u64) {
        assert_eq!(self.open_files, 0, "the power comes back when every connection is closed");
        for path in self.files.keys() {
            remove(path);
        }
        self.files = image.0.clone();
        let mut lots = Lots(seed);
        for (path, platter) in &mut self.files {
            let pending = std::mem::take(&mut platter.pending);
            survive(&mut platter.durable, pending, survival, &mut lots);
            match &platter.durable {
                Some(content) => std::fs::write(path, content).expect("a test's folder can be written"),
                None => remove(path),
            }
            let mut shared_memory = path.clone().into_os_string();
            shared_memory.push("-shm");
            remove(Path::new(&shared_memory));
        }
        self.revive();
    }

    pub(crate) fn revive(&mut self) {
        assert_eq!(self.open_files, 0, "a dead process holds no file");
        self.plan = Plan::Nothing;
        self.off = false;
        self.struck = false;
    }
}

impl Operation {
    fn apply(self, content: &mut Option<Vec<u8>>) {
        match self {
            Operation::Write(offset, bytes) => {
                let content = content.get_or_insert_default();
                if content.len() < offset + bytes.len() {
                    content.resize(offset + bytes.len(), 0);
                }
                content[offset..offset + bytes.len()].copy_from_slice(&bytes);
            }
            Operation::Truncate(length) => content.get_or_insert_default().resize(length, 0),
            Operation::Delete => *content = None,
        }
    }

    /// The sectors of a write, each a write of its own.
    fn sectors(self) -> Vec<Operation> {
        let Operation::Write(mut offset, bytes) = self else { return vec![self] };
        let mut sectors = Vec::new();
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            let (sector, later) = rest.split_at(rest.len().min(SECTOR_BYTES - offset % SECTOR_BYTES));
            sectors.push(Operation::Write(offset, sector.to_vec()));
            offset += sector.len();
            rest = later;
        }
        sectors
    }
}

/// Applies what survives of the pending operations. A file that was deleted and made again is another file: where the
/// deletion is lost, so is everything after it.
fn survive(content: &mut Option<Vec<u8>>, pending: Vec<Operation>, survival: Survival, lots: &mut Lots) {
    if survival == Survival::Nothing {
        return;
    }
    let per_mille = [150, 500, 850][lots.below(3)];
    for life in pending.split_inclusive(|operation| matches!(operation, Operation::Delete)) {
        let mut kept: Vec<Operation> = life.to_vec();
        let deletion = kept.pop_if(|operation| matches!(operation, Operation::Delete));
        if survival == Survival::Torn {
            kept = kept.into_iter().flat_map(Operation::sectors).collect();
        }
        if survival != Survival::All {
            kept.retain(|_| lots.below(1000) < per_mille);
        }
        if matches!(survival, Survival::Reordered | Survival::Torn) {
            for last in (1..kept.len()).rev() {
                kept.swap(last, lots.below(last + 1));
            }
        }
        for operation in kept {
            operation.apply(content);
        }
        match deletion {
            Some(deletion) if survival == Survival::All || lots.below(1000) < per_mille => deletion.apply(content),
            Some(_) => return,
            None => {}
        }
    }
}

fn is_log(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.ends_with("-wal") || path.ends_with("-journal"))
}

fn remove(path: &Path) {
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => panic!("a test's folder can be written: {e}"),
        _ => {}
    }
}

/// Lots by splitmix64.
struct Lots(u64);

impl Lots {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ z >> 31) % bound as u64) as usize
    }
}
