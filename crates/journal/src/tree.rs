//! The stored part of the Merkle tree: leaves come from the entries, and every complete subtree of 256, 256², …
//! leaves has its root kept, so that any node costs at most a few hundred rows.

use rusqlite::Connection;

use crate::commit::Hash;
use crate::fault::Doing;
use crate::merkle::{Frontier, leaf_hash, node_hash, range_root, subtrees};
use crate::store::{LEVEL_BITS, hash_column, subtree_key};
use crate::wrong::{ReadError, Wrong};

/// The root of the complete subtree with this height and index.
pub(crate) fn node(db: &Connection, height: u8, index: u64) -> Result<Hash, ReadError> {
    let level = height / LEVEL_BITS;
    let width = 1u64 << (height % LEVEL_BITS);
    let from = index * width;
    let mut row = row(db, level, from, width)?;
    while row.len() > 1 {
        row = row.chunks(2).map(|pair| node_hash(&pair[0], &pair[pair.len() - 1])).collect();
    }
    Ok(row[0])
}

/// The root of the first `size` entries.
pub(crate) fn root_at(db: &Connection, size: u64) -> Result<Hash, ReadError> {
    range_root(0, size, &mut |height, index| node(db, height, index))
}

/// The frontier of the first `size` entries.
pub(crate) fn frontier_at(db: &Connection, size: u64) -> Result<Frontier, ReadError> {
    let peaks = subtrees(0, size).map(|(height, index)| node(db, height, index)).collect::<Result<Vec<_>, _>>()?;
    Frontier::from_peaks(size, peaks).ok_or(ReadError::Wrong(Wrong::EntryMissing { entry: size }))
}

/// How many entries are stored, by the highest number. Gaps are for `verify` to find.
pub(crate) fn stored_size(db: &Connection) -> Result<u64, ReadError> {
    let highest: Option<i64> = db
        .prepare_cached("SELECT max(entry) FROM entries")
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
        .doing("counting the entries")?;
    Ok(highest.and_then(|entry| u64::try_from(entry).ok()).map_or(0, |entry| entry + 1))
}

/// The roots of `count` subtrees of 256^level leaves, from one on; of level 0 the hashes of leaves.
pub(crate) fn row(db: &Connection, level: u8, from: u64, count: u64) -> Result<Vec<Hash>, ReadError> {
    if level == 0 { leaves(db, from, count) } else { subtree_roots(db, level, from, count) }
}

fn leaves(db: &Connection, from: u64, count: u64) -> Result<Vec<Hash>, ReadError> {
    Ok(commitments(db, from, count)?.iter().map(|commitment| leaf_hash(commitment)).collect())
}

/// The commitments of `count` entries, from one on.
pub(crate) fn commitments(db: &Connection, from: u64, count: u64) -> Result<Vec<Hash>, ReadError> {
    let mut statement = db
        .prepare_cached("SELECT entry, commitment FROM entries WHERE entry >= ?1 AND entry < ?2 ORDER BY entry")
        .doing("reading entries for the tree")?;
    let mut rows = statement.query([from as i64, (from + count) as i64]).doing("reading entries for the tree")?;
    let mut hashes = Vec::with_capacity(count as usize);
    while let Some(row) = rows.next().doing("reading entries for the tree")? {
        let entry = from + hashes.len() as u64;
        if row.get::<_, i64>(0).doing("reading entries for the tree")? != entry as i64 {
            return Err(Wrong::EntryMissing { entry }.into());
        }
        let hash = hash_column(row, 1).doing("reading entries for the tree")?;
        hashes.push(hash.ok_or(Wrong::EntryLength { entry })?);
    }
    match hashes.len() as u64 {
        found if found == count => Ok(hashes),
        found => Err(Wrong::EntryMissing { entry: from + found }.into()),
    }
}

fn subtree_roots(db: &Connection, level: u8, from: u64, count: u64) -> Result<Vec<Hash>, ReadError> {
    let mut statement = db
        .prepare_cached("SELECT subtree, root FROM subtrees WHERE subtree >= ?1 AND subtree < ?2 ORDER BY subtree")
        .doing("reading the tree")?;
    let mut rows =
        statement.query([subtree_key(level, from), subtree_key(level, from + count)]).doing("reading the tree")?;
    let mut hashes = Vec::with_capacity(count as usize);
    while let Some(row) = rows.next().doing("reading the tree")? {
        let index = from + hashes.len() as u64;
        let here = row.get::<_, i64>(0).doing("reading the tree")? == subtree_key(level, index);
        let hash = hash_column(row, 1).doing("reading the tree")?.filter(|_| here);
        hashes.push(hash.ok_or(Wrong::Subtree { level, index })?);
    }
    match hashes.len() as u64 {
        found if found == count => Ok(hashes),
        found => Err(Wrong::Subtree { level, index: from + found }.into()),
    }
}
