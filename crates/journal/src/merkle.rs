//! The Merkle tree of RFC 9162, §2.1: the frontier of a growing tree, and proofs.
//!
//! The provers follow the RFC's recursive definitions; the verifiers, which are [`chancery_verify`]'s, follow the RFC's own
//! separate algorithms, so that one can be wrong only where the other notices. Nothing here reads a file.

pub use chancery_verify::merkle::{consistency_holds, empty_root, inclusion_holds, leaf_hash, node_hash};

use chancery_verify::Hash;

/// The roots of the complete subtrees of a tree, from the widest (left) to the narrowest: all that is needed to add a
/// leaf and to know the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier of the empty tree.
    pub fn new() -> Frontier {
        Frontier::default()
    }

    /// A frontier from the roots of the complete subtrees of a tree of `size` leaves; `None` if there are not as many
    /// as `size` has bits set.
    pub fn from_peaks(size: u64, peaks: Vec<Hash>) -> Option<Frontier> {
        (peaks.len() == size.count_ones() as usize).then_some(Frontier { size, peaks })
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf by its hash. `complete` hears of every subtree this completes: its height, its index among the
    /// subtrees of that height, its root.
    pub fn push(&mut self, leaf: Hash, mut complete: impl FnMut(u8, u64, &Hash)) {
        let mut hash = leaf;
        let mut height = 0;
        while self.size >> height & 1 == 1 {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
            height += 1;
            complete(height, self.size >> height, &hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        fold_from_right(&self.peaks).unwrap_or_else(empty_root)
    }
}

/// The complete subtrees that cover `from..to` from left to right, as (height, index). `from` must be a multiple of
/// the widest of them, as every range of RFC 9162's recursion is.
pub fn subtrees(from: u64, to: u64) -> impl Iterator<Item = (u8, u64)> {
    let mut at = from;
    (0..64u8).rev().filter(move |height| (to - from) >> height & 1 == 1).map(move |height| {
        let index = at >> height;
        at += 1 << height;
        (height, index)
    })
}

/// The inclusion proof of RFC 9162, §2.1.3.1, for leaf `index` in the tree of the first `size` leaves. `node` gives
/// the root of a complete subtree by its height and index.
///
/// # Panics
///
/// If `index` is not below `size`.
pub fn prove_inclusion<E>(
    index: u64,
    size: u64,
    node: &mut impl FnMut(u8, u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    assert!(index < size, "leaf {index} is not in a tree of {size}");
    let (mut from, mut to) = (0, size);
    let mut proof = Vec::new();
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            proof.push(range_root(middle, to, node)?);
            to = middle;
        } else {
            proof.push(range_root(from, middle, node)?);
            from = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The consistency proof of RFC 9162, §2.1.4.1, between the trees of the first `older` and the first `newer` leaves.
/// Empty if `older` is 0 or equal to `newer`.
///
/// # Panics
///
/// If `older` is above `newer`.
pub fn prove_consistency<E>(
    older: u64,
    newer: u64,
    node: &mut impl FnMut(u8, u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    assert!(older <= newer, "a tree of {older} is not older than one of {newer}");
    if older == 0 || older == newer {
        return Ok(Vec::new());
    }
    let (mut from, mut to) = (0, newer);
    let mut whole = true;
    let mut proof = Vec::new();
    while older != to {
        let middle = from + split(to - from);
        if older <= middle {
            proof.push(range_root(middle, to, node)?);
            to = middle;
        } else {
            proof.push(range_root(from, middle, node)?);
            from = middle;
            whole = false;
        }
    }
    if !whole {
        proof.push(range_root(from, to, node)?);
    }
    proof.reverse();
    Ok(proof)
}

/// The root of the leaves `from..to`, a range of RFC 9162's recursion.
pub fn range_root<E>(from: u64, to: u64, node: &mut impl FnMut(u8, u64) -> Result<Hash, E>) -> Result<Hash, E> {
    let peaks = subtrees(from, to).map(|(height, index)| node(height, index)).collect::<Result<Vec<_>, E>>()?;
    Ok(fold_from_right(&peaks).unwrap_or_else(empty_root))
}

/// The largest power of two below `n`, which must be at least 2.
fn split(n: u64) -> u64 {
    1 << (u64::BITS - 1 - (n - 1).leading_zeros())
}

fn fold_from_right(peaks: &[Hash]) -> Option<Hash> {
    let (last, rest) = peaks.split_last()?;
    Some(rest.iter().rev().fold(*last, |right, left| node_hash(left, &right)))
}
