//! The log for anyone: the tree and the entries' commitments as the static files of C2SP tlog-tiles (`docs/format.md` §10).
//!
//! Nothing is laid down for it: a full tile is a row of stored subtree roots, and a partial one the beginning of such a row.

use crate::commit::Hash;
use crate::journal::PublishedHead;
use crate::reader::Reader;
use crate::store::LEVEL_BITS;
use crate::tree;
use crate::wrong::ReadError;

/// Hashes in a full tile, and entries in a full bundle.
pub const TILE_WIDTH: u64 = 1 << LEVEL_BITS;
/// The highest level that a tile can have.
const LEVEL_MAX: u8 = 7;

/// A file of the log, by the path that C2SP tlog-tiles gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFile {
    /// `checkpoint`: the head that was published last.
    Checkpoint,
    /// `tile/<L>/<N>[.p/<W>]`: hashes of subtrees of 256^L leaves.
    Tile {
        /// The level, from 0.
        level: u8,
        /// Its index from the left.
        index: u64,
        /// How many hashes: 256, or fewer in a partial tile.
        width: u16,
    },
    /// `tile/entries/<N>[.p/<W>]`: the commitments of entries.
    Entries {
        /// Its index from the left.
        index: u64,
        /// How many entries: 256, or fewer in a partial bundle.
        width: u16,
    },
}

impl LogFile {
    /// Reads a path; `None` where it is not written exactly as the specification asks.
    pub fn parse(path: &str) -> Option<LogFile> {
        if path == "checkpoint" {
            return Some(LogFile::Checkpoint);
        }
        let (of, place) = path.strip_prefix("tile/")?.split_once('/')?;
        let (index, width) = match place.split_once(".p/") {
            Some((index, width)) => (index, width.parse().ok().filter(|width| (1..TILE_WIDTH as u16).contains(width))?),
            None => (place, TILE_WIDTH as u16),
        };
        // At most 2^56 tiles can be counted.
        let index = index.len().le(&32).then(|| index.replace(['x', '/'], ""))?.parse().ok()?;
        let file = match of {
            "entries" => LogFile::Entries { index, width },
            level => LogFile::Tile { level: level.parse().ok().filter(|level| *level <= LEVEL_MAX)?, index, width },
        };
        (file.path() == path).then_some(file)
    }

    /// Its path.
    pub fn path(&self) -> String {
        let place = |index: &u64, width: &u16| {
            let partial = if u64::from(*width) == TILE_WIDTH { String::new() } else { format!(".p/{width}") };
            format!("{}{partial}", grouped(*index))
        };
        match self {
            Self::Checkpoint => "checkpoint".to_owned(),
            Self::Tile { level, index, width } => format!("tile/{level}/{}", place(index, width)),
            Self::Entries { index, width } => format!("tile/entries/{}", place(index, width)),
        }
    }

    /// Whether it never changes: everything but the checkpoint.
    pub fn is_for_ever(&self) -> bool {
        *self != Self::Checkpoint
    }

    /// All files of the log with a head over so many entries that one with a head over `before` entries does not have, the
    /// checkpoint last.
    pub fn all(size: u64, before: u64) -> Vec<LogFile> {
        let mut files = Vec::new();
        for level in 0..=LEVEL_MAX {
            let (nodes, had) = (size >> (level * LEVEL_BITS), before >> (level * LEVEL_BITS));
            for index in had / TILE_WIDTH..nodes.div_ceil(TILE_WIDTH) {
                let width = (nodes - index * TILE_WIDTH).min(TILE_WIDTH) as u16;
                files.push(LogFile::Tile { level, index, width });
                if level == 0 {
                    files.push(LogFile::Entries { index, width });
                }
            }
        }
        files.push(LogFile::Checkpoint);
        files
    }
}

/// Groups of three digits, all but the last with an x before them.
fn grouped(index: u64) -> String {
    let mut path = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    path
}

impl Reader {
    /// The head that was published last; `None` before the first.
    pub fn last_published(&self) -> Result<Option<PublishedHead>, ReadError> {
        let _snapshot = self.snapshot("reading the published heads")?;
        Ok(crate::journal::last_published(self.db(), self.founded())?.map(|(head, checkpoint)| PublishedHead {
            size: head.size,
            root: head.root,
            checkpoint,
        }))
    }

    /// A file of the log; `None` of one that the head published last does not cover. Nothing behind that head is told, so
    /// that nobody learns from the log how much was entered since.
    pub fn log_file(&self, file: &LogFile) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(head) = self.last_published()? else { return Ok(None) };
        let _snapshot = self.snapshot("reading the tree")?;
        match *file {
            LogFile::Checkpoint => Ok(Some(head.checkpoint.into_bytes())),
            LogFile::Tile { level, index, width } => {
                let nodes = head.size >> (level * LEVEL_BITS);
                let Some(from) = within(index, width, nodes) else { return Ok(None) };
                let row = tree::row(self.db(), level, from, u64::from(width))?;
                Ok(Some(row.concat()))
            }
            LogFile::Entries { index, width } => {
                let Some(from) = within(index, width, head.size) else { return Ok(None) };
                let commitments = tree::commitments(self.db(), from, u64::from(width))?;
                Ok(Some(commitments.iter().flat_map(bundled).collect()))
            }
        }
    }
}

/// Where a tile begins, if so many nodes are enough for it.
fn within(index: u64, width: u16, nodes: u64) -> Option<u64> {
    let from = index.checked_mul(TILE_WIDTH)?;
    (width > 0 && from.checked_add(u64::from(width))? <= nodes).then_some(from)
}

/// An entry of a bundle: its length in two bytes, and the commitment, which is all that the log says of it.
fn bundled(commitment: &Hash) -> Vec<u8> {
    let mut bytes = (size_of::<Hash>() as u16).to_be_bytes().to_vec();
    bytes.extend_from_slice(commitment);
    bytes
}
