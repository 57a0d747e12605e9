//! The ledger's file: one block a line, as JSON, each with the digest of the line before.
//!
//! A line that is no whole block was torn by a crash, where the next block goes on from the last whole one: then it is passed
//! over and counted. Where the next does not, the file was changed, and the number of that block is told.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use procedure::ids::Hash;
use procedure::moment::Moment;
use procedure::readings::ReadingsHead;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Reading;

/// The ledger's file in an office's folder.
pub const READINGS_FILE: &str = "readings.jsonl";
/// From the end of the file so much is read to find its last block; longer than any block.
const TAIL_BYTES: u64 = 2 << 20;

/// What was looked at within a second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its number, from 1.
    pub block: u64,
    /// When it was written.
    pub at: Moment,
    /// The digest of the block before; zeros in the first.
    pub before: Hash,
    /// How many lines were lost since the block before.
    pub lost: u64,
    /// Its lines.
    pub lines: Vec<Reading>,
}

/// SHA-256 of a block as it stands in the file.
fn digest(line: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update(b"chancery/readings/v1\n");
    hash.update(line);
    Hash(hash.finalize().into())
}

/// What a walk through the whole ledger found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Walked {
    /// Up to where it goes; nothing where there is no block.
    pub head: Option<ReadingsHead>,
    /// How many lines the blocks say were lost.
    pub lost: u64,
    /// How many blocks were torn.
    pub torn: u64,
    /// The first block that does not go on from the one before.
    pub broken: Option<u64>,
    /// Whether the block of the head that was looked for is there as it was.
    pub holds: bool,
}

/// Walks through the ledger of a folder; says whether it holds a head that was entered before.
///
/// # Errors
/// When the file cannot be read. One that is not there has no blocks.
pub fn walk(folder: &Path, entered: Option<ReadingsHead>, mut each: impl FnMut(Block)) -> io::Result<Walked> {
    let mut walked = Walked { holds: entered.is_none(), ..Walked::default() };
    let file = match File::open(folder.join(READINGS_FILE)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(walked),
        Err(error) => return Err(error),
    };
    let mut from = BufReader::with_capacity(1 << 16, file);
    let mut line = Vec::new();
    loop {
        line.clear();
        if from.read_until(b'\n', &mut line)? == 0 {
            return Ok(walked);
        }
        let whole = line.strip_suffix(b"\n").unwrap_or(&line);
        let Some(block) = read(whole) else {
            // What has no end yet may be on its way.
            walked.torn += u64::from(whole.len() < line.len());
            continue;
        };
        let expected = walked.head.map_or((1, Hash([0; 32])), |head| (head.blocks + 1, head.digest));
        if (block.block, block.before) != expected {
            walked.broken.get_or_insert(block.block);
        }
        let head = ReadingsHead { blocks: block.block, digest: digest(whole) };
        walked.holds |= entered == Some(head);
        walked.head = Some(head);
        walked.lost += block.lost;
        each(block);
    }
}

fn read(line: &[u8]) -> Option<Block> {
    serde_json::from_slice(line).ok()
}

/// The end of the ledger, to which blocks are added.
#[derive(Debug)]
pub(super) struct End {
    path: PathBuf,
    file: Option<File>,
    head: Option<ReadingsHead>,
    /// Whether the file ends within a line.
    torn: bool,
}

impl End {
    /// The end of a folder's ledger. The file is opened, and made, with the first block.
    pub(super) fn of(folder: &Path) -> Self {
        Self { path: folder.join(READINGS_FILE), file: None, head: None, torn: false }
    }

    /// Adds a block and flushes it.
    ///
    /// # Errors
    /// When the disk does not take it; then nothing of it counts, and what stands of it in the file is passed over.
    pub(super) fn add(&mut self, at: Moment, lost: u64, lines: Vec<Reading>) -> io::Result<()> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => self.open()?,
        };
        let (number, before) = self.head.map_or((1, Hash([0; 32])), |head| (head.blocks + 1, head.digest));
        let json = serde_json::to_vec(&Block { block: number, at, before, lost, lines })?;
        let digest = digest(&json);
        let mut bytes = if self.torn { vec![b'\n'] } else { Vec::new() };
        bytes.extend_from_slice(&json);
        bytes.push(b'\n');
        self.torn = true;
        // Whatever fails here, the file is opened and its end looked for again: a block that reached it counts.
        file.write_all(&bytes)?;
        file.sync_data()?;
        self.torn = false;
        self.head = Some(ReadingsHead { blocks: number, digest });
        self.file = Some(file);
        Ok(())
    }

    fn open(&mut self) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.create(true).append(true).read(true);
        // Nobody but the office's own account reads it.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.path)?;
        (self.head, self.torn) = self.last(&mut file)?;
        Ok(file)
    }

    /// The last whole block, and whether something stands after it that has no end.
    fn last(&self, file: &mut File) -> io::Result<(Option<ReadingsHead>, bool)> {
        let length = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
        let mut tail = Vec::new();
        file.read_to_end(&mut tail)?;
        let torn = tail.last().is_some_and(|last| *last != b'\n');
        let whole = tail.split(|byte| *byte == b'\n').rev().find_map(|line| Some((line, read(line)?)));
        let head = match whole {
            Some((line, block)) => Some(ReadingsHead { blocks: block.block, digest: digest(line) }),
            // Rare: the last block stands further up.
            None if length > TAIL_BYTES => {
                let folder = self.path.parent().unwrap_or(Path::new("."));
                walk(folder, None, drop)?.head
            }
            None => None,
        };
        Ok((head, torn))
    }
}

#[cfg(test)]
mod tests {
    use procedure::ids::PaperId;
    use procedure::sight::Sight;

    use super::super::{Looked, Through};
    use super::*;

    fn line(no: u8) -> Reading {
        let looked = Looked::Paper { paper: PaperId([no; 16]), part: "page".to_owned(), sight: Sight::Card };
        let officer = Some("lind".parse().expect("a code"));
        Reading { at: Moment::from_micros(i64::from(no)), officer, account: None, door: Through::Page, looked }
    }

    fn add(end: &mut End, no: u8) {
        end.add(Moment::from_micros(i64::from(no)), 0, vec![line(no)]).expect("it is written");
    }

    fn walked(folder: &Path, entered: Option<ReadingsHead>) -> (Walked, usize) {
        let mut lines = 0;
        let walked = walk(folder, entered, |block| lines += block.lines.len()).expect("it is read");
        (walked, lines)
    }

    fn bytes(folder: &Path) -> Vec<u8> {
        std::fs::read(folder.join(READINGS_FILE)).expect("the file")
    }

    fn put(folder: &Path, bytes: &[u8]) {
        std::fs::write(folder.join(READINGS_FILE), bytes).expect("it is written");
    }

    #[test]
    fn blocks_go_on_over_a_new_opening_and_hold_the_head_of_before() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(walked(folder.path(), None), (Walked { holds: true, ..Walked::default() }, 0));
        let mut end = End::of(folder.path());
        (1..=2).for_each(|no| add(&mut end, no));
        let head = end.head;
        let mut end = End::of(folder.path());
        (3..=4).for_each(|no| add(&mut end, no));
        let (found, lines) = walked(folder.path(), head);
        assert_eq!((found.head, found.broken, found.torn, lines), (end.head, None, 0, 4));
        assert!(found.holds);
        let other = ReadingsHead { blocks: 2, digest: Hash([9; 32]) };
        assert!(!walked(folder.path(), Some(other)).0.holds, "another history");
    }

    #[test]
    fn a_block_cut_anywhere_is_passed_over_and_the_next_goes_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut end = End::of(folder.path());
        add(&mut end, 1);
        let one = bytes(folder.path()).len();
        add(&mut end, 2);
        let two = bytes(folder.path());
        for cut in one..two.len() {
            put(folder.path(), &two[..cut]);
            let mut again = End::of(folder.path());
            add(&mut again, 3);
            let (found, lines) = walked(folder.path(), None);
            // But for its end, the block is whole.
            let (torn, blocks) = if cut == two.len() - 1 { (0, 3) } else { (u64::from(cut > one), 2) };
            assert_eq!((found.broken, found.torn, lines), (None, torn, blocks), "cut at byte {cut}");
            assert_eq!(found.head.map(|head| head.blocks), Some(blocks as u64), "cut at byte {cut}");
        }
    }

    #[test]
    fn what_is_changed_or_taken_out_is_told_by_its_block() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut end = End::of(folder.path());
        (1..=4).for_each(|no| add(&mut end, no));
        let whole = bytes(folder.path());
        let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
        let changed = String::from_utf8(whole.clone()).expect("text").replacen("\"card\"", "\"whole\"", 1);
        put(folder.path(), changed.as_bytes());
        assert_eq!(walked(folder.path(), end.head).0.broken, Some(2), "the block after the changed one tells");
        put(folder.path(), &[lines[0], lines[2], lines[3]].concat());
        assert_eq!(walked(folder.path(), end.head).0.broken, Some(3), "one is missing");
        // Cut off at the end, it goes on from nothing: the head that was entered tells.
        put(folder.path(), &lines[..2].concat());
        let (found, _) = walked(folder.path(), end.head);
        assert_eq!((found.broken, found.holds), (None, false));
    }

    #[test]
    fn the_last_block_is_found_behind_a_long_tear() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut end = End::of(folder.path());
        add(&mut end, 1);
        let mut torn = bytes(folder.path());
        torn.extend(std::iter::repeat_n(b'x', usize::try_from(TAIL_BYTES).expect("a length") + 1));
        put(folder.path(), &torn);
        let mut again = End::of(folder.path());
        add(&mut again, 2);
        let (found, lines) = walked(folder.path(), end.head);
        assert_eq!((found.broken, found.torn, found.holds, lines), (None, 1, true, 2));
    }
}
