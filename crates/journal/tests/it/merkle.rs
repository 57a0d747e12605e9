//! The tree against the RFC's own recursive definition, and against foreign code.

use std::convert::Infallible;

use journal::Hash;
use journal::merkle::{
    Frontier, consistency_holds, empty_root, inclusion_holds, leaf_hash, prove_consistency, prove_inclusion,
};
use sha2::{Digest, Sha256};

const SIZE_MAX: u64 = 300;

fn data(index: u64) -> Vec<u8> {
    format!("leaf {index}").into_bytes()
}

/// MTH(D[from:to]) as RFC 9162, §2.1.1, writes it.
fn mth(from: u64, to: u64) -> Hash {
    match to - from {
        0 => Sha256::digest([]).into(),
        1 => Sha256::new().chain_update([0]).chain_update(data(from)).finalize().into(),
        n => {
            let k = largest_power_below(n);
            Sha256::new()
                .chain_update([1])
                .chain_update(mth(from, from + k))
                .chain_update(mth(from + k, to))
                .finalize()
                .into()
        }
    }
}

/// PATH(m, D[from:to]) of §2.1.3.1.
fn path(m: u64, from: u64, to: u64) -> Vec<Hash> {
    let n = to - from;
    if n == 1 {
        return vec![];
    }
    let k = largest_power_below(n);
    let (mut proof, sibling) = match m < k {
        true => (path(m, from, from + k), mth(from + k, to)),
        false => (path(m - k, from + k, to), mth(from, from + k)),
    };
    proof.push(sibling);
    proof
}

/// SUBPROOF(m, D[from:to], whole) of §2.1.4.1.
fn subproof(m: u64, from: u64, to: u64, whole: bool) -> Vec<Hash> {
    let n = to - from;
    if m == n {
        return if whole { vec![] } else { vec![mth(from, to)] };
    }
    let k = largest_power_below(n);
    let (mut proof, sibling) = match m <= k {
        true => (subproof(m, from, from + k, whole), mth(from + k, to)),
        false => (subproof(m - k, from + k, to, false), mth(from, from + k)),
    };
    proof.push(sibling);
    proof
}

fn largest_power_below(n: u64) -> u64 {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}

/// The nodes of a tree of SIZE_MAX leaves, by height and index.
fn nodes() -> Vec<Vec<Hash>> {
    let mut rows: Vec<Vec<Hash>> = vec![(0..SIZE_MAX).map(|n| leaf_hash(&data(n))).collect()];
    while rows[rows.len() - 1].len() > 1 {
        let below = &rows[rows.len() - 1];
        rows.push(below.chunks_exact(2).map(|pair| journal::merkle::node_hash(&pair[0], &pair[1])).collect());
    }
    rows
}

fn roots() -> Vec<Hash> {
    let mut frontier = Frontier::new();
    let mut roots = vec![frontier.root()];
    for n in 0..SIZE_MAX {
        frontier.push(leaf_hash(&data(n)), |_, _, _| {});
        roots.push(frontier.root());
    }
    roots
}

#[test]
fn every_root_is_the_rfcs() {
    let mut completed = Vec::new();
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root(), empty_root());
    for n in 0..SIZE_MAX {
        frontier.push(leaf_hash(&data(n)), |height, index, root| completed.push((height, index, *root)));
        assert_eq!(frontier.root(), mth(0, n + 1), "size {}", n + 1);
    }
    for (height, index, root) in completed {
        assert_eq!(root, mth(index << height, (index + 1) << height), "subtree {index} of height {height}");
    }
}

#[test]
fn every_inclusion_proof_is_the_rfcs_and_holds_for_nothing_else() {
    let (nodes, roots) = (nodes(), roots());
    let mut node = |height: u8, index: u64| Ok::<_, Infallible>(nodes[usize::from(height)][index as usize]);
    for size in 1..=SIZE_MAX {
        for index in 0..size {
            let Ok(proof) = prove_inclusion(index, size, &mut node);
            // The RFC's recursion is slow: all indexes of small trees, a few of the others.
            if size <= 70 || (index * 7 + size) % 31 == 0 {
                assert_eq!(proof, path(index, 0, size), "leaf {index} of {size}");
            }
            let (leaf, root) = (&nodes[0][index as usize], &roots[size as usize]);
            assert!(inclusion_holds(&proof, index, leaf, size, root), "leaf {index} of {size}");
            assert!(!inclusion_holds(&proof, (index + 1) % size, leaf, size, root) || size == 1);
            assert!(!inclusion_holds(&proof, index, leaf, size, &roots[size as usize - 1]));
            assert!(!inclusion_holds(&[&proof[..], &[*root]].concat(), index, leaf, size, root));
            assert!(!inclusion_holds(&proof, size, leaf, size, root), "no such leaf");
            if let Some(shorter) = proof.len().checked_sub(1) {
                assert!(!inclusion_holds(&proof[..shorter], index, leaf, size, root));
            }
        }
    }
}

#[test]
fn every_consistency_proof_is_the_rfcs_and_holds_for_nothing_else() {
    let (nodes, roots) = (nodes(), roots());
    let mut node = |height: u8, index: u64| Ok::<_, Infallible>(nodes[usize::from(height)][index as usize]);
    for newer in 1..=SIZE_MAX {
        for older in 1..=newer {
            let Ok(proof) = prove_consistency(older, newer, &mut node);
            if newer <= 70 || (older * 7 + newer) % 31 == 0 {
                assert_eq!(proof, subproof(older, 0, newer, true), "{older} to {newer}");
            }
            let (old_root, new_root) = (&roots[older as usize], &roots[newer as usize]);
            assert!(consistency_holds(&proof, older, old_root, newer, new_root), "{older} to {newer}");
            if older < newer {
                assert!(!consistency_holds(&proof, older, new_root, newer, new_root));
                assert!(!consistency_holds(&proof, older, old_root, newer, old_root));
                assert!(!consistency_holds(&[], older, old_root, newer, new_root));
            }
            assert!(!consistency_holds(&[&proof[..], &[*new_root]].concat(), older, old_root, newer, new_root));
        }
        assert!(consistency_holds(&[], 0, &empty_root(), newer, &roots[newer as usize]));
    }
    assert!(!consistency_holds(&[], 2, &roots[2], 1, &roots[1]), "backwards");
}

#[test]
fn foreign_code_accepts_our_proofs() {
    let (nodes, roots) = (nodes(), roots());
    let mut node = |height: u8, index: u64| Ok::<_, Infallible>(nodes[usize::from(height)][index as usize]);
    let foreign = |hashes: &[Hash]| hashes.iter().map(|hash| tlog_tiles::Hash(*hash)).collect::<Vec<_>>();
    for size in [1, 2, 3, 255, 256, 257, 300] {
        let root = tlog_tiles::Hash(roots[size as usize]);
        for index in (0..size).step_by(5) {
            let Ok(proof) = prove_inclusion(index, size, &mut node);
            let leaf = tlog_tiles::record_hash(&data(index));
            tlog_tiles::check_record(&foreign(&proof), size, root, index, leaf).unwrap();
            let Ok(proof) = prove_consistency(index + 1, size, &mut node);
            let older = tlog_tiles::Hash(roots[index as usize + 1]);
            tlog_tiles::check_tree(&foreign(&proof), size, root, index + 1, older).unwrap();
        }
    }
}

/// Proofs out of a stored journal, across the border of a stored subtree.
#[test]
fn a_stored_journal_proves_as_the_tree_in_memory_does() {
    let (_folder, mut journal) = crate::office::new_journal();
    let on = journal.head().place;
    let appended = journal.append(on, (0..600).map(crate::office::draft).collect()).unwrap();
    let reader = journal.reader().unwrap();
    let mut frontier = Frontier::new();
    for (n, entry) in appended.iter().enumerate() {
        frontier.push(leaf_hash(&entry.commitment), |_, _, _| {});
        if n % 37 == 0 || n > 590 || (254..258).contains(&n) {
            let size = n as u64 + 1;
            assert_eq!(reader.root_at(size).unwrap(), frontier.root(), "size {size}");
            let whole = journal.head();
            let proof = reader.prove_inclusion(n as u64, 600).unwrap();
            assert!(inclusion_holds(&proof, n as u64, &leaf_hash(&entry.commitment), 600, &whole.root));
            let proof = reader.prove_consistency(size, 600).unwrap();
            assert!(consistency_holds(&proof, size, &frontier.root(), 600, &whole.root));
        }
    }
    assert!(reader.prove_inclusion(600, 600).is_err() && reader.prove_inclusion(0, 601).is_err());
    assert!(reader.prove_consistency(3, 2).is_err() && reader.root_at(601).is_err());
}
