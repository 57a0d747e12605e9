//! The Merkle tree of RFC 9162, §2.1: its hashes, and the RFC's own algorithms that verify proofs. Provers are the journal's.

use sha2::{Digest, Sha256};

use crate::commit::Hash;

/// The hash of a leaf: SHA-256(0x00 ‖ data).
pub fn leaf_hash(data: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(data).finalize().into()
}

/// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The root of a tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// Whether `proof` shows that a leaf with this hash is number `index` of the tree with this size and root
/// (RFC 9162, §2.1.3.2).
pub fn inclusion_holds(proof: &[Hash], index: u64, leaf: &Hash, size: u64, root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut first, mut second) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if second == 0 {
            return false;
        }
        if first & 1 == 1 || first == second {
            hash = node_hash(sibling, &hash);
            while first & 1 == 0 && first != 0 {
                first >>= 1;
                second >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        first >>= 1;
        second >>= 1;
    }
    second == 0 && hash == *root
}

/// Whether `proof` shows that the newer tree begins with the older one (RFC 9162, §2.1.4.2). Every tree begins with
/// the empty one.
pub fn consistency_holds(proof: &[Hash], older: u64, older_root: &Hash, newer: u64, newer_root: &Hash) -> bool {
    if older > newer {
        return false;
    }
    if older == 0 {
        return proof.is_empty() && *older_root == empty_root();
    }
    if older == newer {
        return proof.is_empty() && older_root == newer_root;
    }
    let mut path = proof.iter();
    let seed = if older.is_power_of_two() { Some(older_root) } else { path.next() };
    let Some(seed) = seed else { return false };
    let (mut first, mut second) = (older - 1, newer - 1);
    while first & 1 == 1 {
        first >>= 1;
        second >>= 1;
    }
    let (mut old, mut new) = (*seed, *seed);
    for step in path {
        if second == 0 {
            return false;
        }
        if first & 1 == 1 || first == second {
            old = node_hash(step, &old);
            new = node_hash(step, &new);
            while first & 1 == 0 && first != 0 {
                first >>= 1;
                second >>= 1;
            }
        } else {
            new = node_hash(&new, step);
        }
        first >>= 1;
        second >>= 1;
    }
    second == 0 && old == *older_root && new == *newer_root
}
