//! The tree over the acts (RFC 6962, section 2.1): its root, and the proofs that an act is in it and that it only grew.
//!
//! What is stored are hashes of whole subtrees; which of them a proof needs is said here, and whoever has a database, a
//! cache or a folder of tiles fetches them. Checking is `ct-merkle`'s.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use ct_merkle::{ConsistencyProof, InclusionProof, RootHash, indices_for_consistency_proof, indices_for_inclusion_proof};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::entry::Hash;
use super::tile::{HEIGHT, TileAt, WIDTH};
use crate::domain::sequence::Sequence;

/// Why a proof is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProofError {
    /// It does not lead to the root.
    #[error("the proof does not lead to the root of the tree")]
    WrongRoot,
    /// It has not as many hashes as one of this place has.
    #[error("the proof has not as many hashes as it must have")]
    WrongLength,
    /// It is of an act that the tree does not hold.
    #[error("act {act} is not among the first {size}")]
    OutOfRange {
        /// Which act.
        act: Sequence,
        /// How many the tree holds.
        size: Sequence,
    },
    /// It is said to lead to a tree that is smaller.
    #[error("the tree of {new} acts is smaller than that of {old}")]
    Shrunk {
        /// How many there were.
        old: Sequence,
        /// How many there are said to be.
        new: Sequence,
    },
}

/// A hash that the caller did not fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the log lacks {0}")]
pub struct Missing(pub TileAt);

/// A subtree that is full: the `number`th of those with 2^`level` leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Node {
    level: u32,
    number: u64,
}

/// What is to be hashed: for each hash the full subtrees that make it, from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan(Vec<Vec<Node>>);

/// The hashes of a tile, with those that are made of them. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Tile(Arc<[Vec<Hash>]>);

/// Tiles that were fetched.
#[derive(Clone, Debug, Default)]
pub struct Tiles(HashMap<TileAt, Tile>);

impl Plan {
    /// The root of a tree.
    pub fn root(size: Sequence) -> Self {
        Self(vec![cover(0, leaves(size))])
    }

    /// The proof that an act is in a tree: the hashes beside the way from it to the root, lowest first.
    ///
    /// # Errors
    /// An act that the tree does not hold.
    pub fn inclusion(act: Sequence, size: Sequence) -> Result<Self, ProofError> {
        let index = index(act, size)?;
        let nodes = indices_for_inclusion_proof(leaves(size), index);
        Ok(Self(nodes.into_iter().map(|node| span(node, leaves(size))).collect()))
    }

    /// The proof that a tree is the beginning of another.
    ///
    /// # Errors
    /// A new tree that is smaller than the old one.
    pub fn consistency(old: Sequence, new: Sequence) -> Result<Self, ProofError> {
        if new < old {
            return Err(ProofError::Shrunk { old, new });
        }
        if old == Sequence::EMPTY {
            // Every tree begins with the empty one.
            return Ok(Self(Vec::new()));
        }
        let nodes = indices_for_consistency_proof(leaves(old), leaves(new) - leaves(old));
        Ok(Self(nodes.into_iter().map(|node| span(node, leaves(new))).collect()))
    }

    /// The tiles that it needs.
    pub fn tiles(&self) -> BTreeSet<TileAt> {
        self.0.iter().flatten().map(|node| node.tile()).collect()
    }

    /// The hashes, by what was fetched.
    ///
    /// # Errors
    /// A tile that was not, or is too short.
    pub fn hashes(&self, tiles: &Tiles) -> Result<Vec<Hash>, Missing> {
        self.0.iter().map(|nodes| joined(nodes, tiles)).collect()
    }

    /// The one hash of a plan for a root.
    ///
    /// # Errors
    /// As [`Plan::hashes`].
    pub fn hash(&self, tiles: &Tiles) -> Result<Hash, Missing> {
        Ok(self.hashes(tiles)?.first().copied().unwrap_or_else(empty_root))
    }
}

impl Tile {
    /// A tile of hashes, as many as the log has, at most [`WIDTH`].
    pub fn new(hashes: Vec<Hash>) -> Self {
        let mut levels = vec![hashes];
        while levels.len() <= usize::from(HEIGHT) {
            // A pair that is not whole has no parent yet.
            let above: Vec<Hash> = levels[levels.len() - 1].chunks_exact(2).map(|pair| parent(&pair[0], &pair[1])).collect();
            levels.push(above);
        }
        Self(levels.into())
    }

    /// The hashes that it was made of.
    pub fn hashes(&self) -> &[Hash] {
        &self.0[0]
    }

    /// The hash of the subtree that it spans; `None` where it is not full.
    pub fn root(&self) -> Option<Hash> {
        self.0[usize::from(HEIGHT)].first().copied()
    }
}

impl Tiles {
    /// Takes a tile.
    pub fn put(&mut self, at: TileAt, tile: Tile) {
        self.0.insert(at, tile);
    }

    /// A tile that is there.
    pub fn get(&self, at: TileAt) -> Option<&Tile> {
        self.0.get(&at)
    }

    /// All that are there, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (TileAt, &Tile)> {
        self.0.iter().map(|(at, tile)| (*at, tile))
    }

    /// Takes all of others.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// The hash of the subtree that a full tile spans.
    ///
    /// # Errors
    /// A tile that is not there, or not full.
    pub fn root(&self, at: TileAt) -> Result<Hash, Missing> {
        self.get(at).and_then(Tile::root).ok_or(Missing(at))
    }

    fn hash(&self, node: Node) -> Result<Hash, Missing> {
        let at = node.tile();
        let missing = Missing(at);
        let Tile(levels) = self.get(at).ok_or(missing)?;
        let within = node.level % u32::from(HEIGHT);
        let first = at.number << (u32::from(HEIGHT) - within);
        let place = usize::try_from(node.number - first).map_err(|_| missing)?;
        levels[usize::try_from(within).map_err(|_| missing)?].get(place).copied().ok_or(missing)
    }
}

impl Node {
    fn tile(self) -> TileAt {
        let within = self.level % u32::from(HEIGHT);
        // Sixty-four levels at most, so eight of tiles.
        let level = u8::try_from(self.level / u32::from(HEIGHT)).unwrap_or(u8::MAX);
        TileAt { level, number: (self.number << within) >> HEIGHT }
    }
}

/// Checks that an act with an entry is in the tree with a root.
///
/// # Errors
/// It is not, by this proof.
pub fn check_inclusion(act: Sequence, entry: &[u8], proof: &[Hash], size: Sequence, root: &Hash) -> Result<(), ProofError> {
    let index = index(act, size)?;
    let proof = InclusionProof::<Sha256>::try_from_bytes(proof.concat()).map_err(|_| ProofError::WrongLength)?;
    root_hash(size, root).verify_inclusion(&entry, index, &proof).map_err(|error| match error {
        ct_merkle::InclusionVerifError::MalformedProof => ProofError::WrongLength,
        _ => ProofError::WrongRoot,
    })
}

/// Checks that the tree of `old` acts is the beginning of the tree of `new`.
///
/// # Errors
/// It is not, by this proof.
pub fn check_consistency(
    (old, old_root): (Sequence, &Hash),
    (new, new_root): (Sequence, &Hash),
    proof: &[Hash],
) -> Result<(), ProofError> {
    if new < old {
        return Err(ProofError::Shrunk { old, new });
    }
    if old == Sequence::EMPTY {
        let is_right = proof.is_empty() && *old_root == empty_root();
        return if is_right { Ok(()) } else { Err(ProofError::WrongRoot) };
    }
    let proof = ConsistencyProof::<Sha256>::try_from_bytes(proof.concat()).map_err(|_| ProofError::WrongLength)?;
    root_hash(new, new_root).verify_consistency(&root_hash(old, old_root), &proof).map_err(|error| match error {
        ct_merkle::ConsistencyVerifError::MalformedProof => ProofError::WrongLength,
        _ => ProofError::WrongRoot,
    })
}

/// The hash of two that stand side by side.
pub fn parent(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The hash of a full tile: of the subtree that it spans.
pub fn tile_root(hashes: &[Hash]) -> Option<Hash> {
    if hashes.len() != WIDTH {
        return None;
    }
    let mut level = hashes.to_vec();
    while level.len() > 1 {
        level = level.chunks_exact(2).map(|pair| parent(&pair[0], &pair[1])).collect();
    }
    level.first().copied()
}

/// The root of the tree without acts.
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

fn root_hash(size: Sequence, root: &Hash) -> RootHash<Sha256> {
    RootHash::new((*root).into(), leaves(size))
}

/// How many leaves there are: a sequence is never negative, and never more than half of what fits.
fn leaves(size: Sequence) -> u64 {
    u64::try_from(size.number()).unwrap_or_default()
}

fn index(act: Sequence, size: Sequence) -> Result<u64, ProofError> {
    if act == Sequence::EMPTY || act > size {
        return Err(ProofError::OutOfRange { act, size });
    }
    Ok(leaves(act) - 1)
}

/// A node of the tree in the numbering of RFC 9420, which `ct-merkle` uses, as the full subtrees that make it.
fn span(node: u64, size: u64) -> Vec<Node> {
    let level = node.trailing_ones();
    let first = (node >> (level + 1)) << level;
    cover(first, size.min(first + (1 << level)))
}

/// The full subtrees over the leaves from `first` to before `end`, largest first, where `first` is a place at which one as
/// large as all of them could begin.
fn cover(mut first: u64, end: u64) -> Vec<Node> {
    let mut nodes = Vec::new();
    while first < end {
        let level = (end - first).ilog2();
        nodes.push(Node { level, number: first >> level });
        first += 1 << level;
    }
    nodes
}

fn joined(nodes: &[Node], tiles: &Tiles) -> Result<Hash, Missing> {
    let Some((last, before)) = nodes.split_last() else { return Ok(empty_root()) };
    let mut hash = tiles.hash(*last)?;
    for node in before.iter().rev() {
        hash = parent(&tiles.hash(*node)?, &hash);
    }
    Ok(hash)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::entry::leaf_hash;
    use super::*;

    fn seq(number: usize) -> Sequence {
        Sequence::new(i64::try_from(number).expect("small")).expect("not negative")
    }

    fn entries(count: usize) -> Vec<Vec<u8>> {
        (0..count).map(|n| format!("entry {n}").into_bytes()).collect()
    }

    /// MTH of RFC 6962, word for word.
    fn naive_root(entries: &[Vec<u8>]) -> Hash {
        match entries {
            [] => empty_root(),
            [one] => leaf_hash(one),
            more => {
                let k = 1 << (more.len() - 1).ilog2();
                parent(&naive_root(&more[..k]), &naive_root(&more[k..]))
            }
        }
    }

    /// PATH of RFC 6962.
    fn naive_path(m: usize, entries: &[Vec<u8>]) -> Vec<Hash> {
        if entries.len() <= 1 {
            return Vec::new();
        }
        let k = 1 << (entries.len() - 1).ilog2();
        let (mut path, other) = if m < k {
            (naive_path(m, &entries[..k]), naive_root(&entries[k..]))
        } else {
            (naive_path(m - k, &entries[k..]), naive_root(&entries[..k]))
        };
        path.push(other);
        path
    }

    /// SUBPROOF of RFC 6962.
    fn naive_consistency(m: usize, entries: &[Vec<u8>], whole: bool) -> Vec<Hash> {
        if m == entries.len() {
            return if whole { Vec::new() } else { vec![naive_root(entries)] };
        }
        let k = 1 << (entries.len() - 1).ilog2();
        let (mut proof, other) = if m <= k {
            (naive_consistency(m, &entries[..k], whole), naive_root(&entries[k..]))
        } else {
            (naive_consistency(m - k, &entries[k..], false), naive_root(&entries[..k]))
        };
        proof.push(other);
        proof
    }

    /// All tiles of a tree, as a database would give them.
    fn tiles(entries: &[Vec<u8>]) -> Tiles {
        let mut all = Tiles::default();
        let mut hashes: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
        let mut level = 0;
        while !hashes.is_empty() {
            for (number, chunk) in hashes.chunks(WIDTH).enumerate() {
                all.put(TileAt { level, number: number as u64 }, Tile::new(chunk.to_vec()));
            }
            hashes = hashes.chunks(WIDTH).filter_map(tile_root).collect();
            level += 1;
        }
        all
    }

    /// The eight inputs that implementations of RFC 6962 share.
    fn shared_inputs() -> Vec<Vec<u8>> {
        let inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        inputs.iter().map(|text| hex::decode(text).expect("hex")).collect()
    }

    #[test]
    fn the_shared_vectors_of_proofs_hold() {
        const A: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
        const B: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
        const C: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
        const D: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
        const E: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
        const F: &str = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
        const G: &str = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
        const H: &str = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
        const I: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
        let inputs = shared_inputs();
        let text = |plan: Plan, size: usize| -> Vec<String> {
            plan.hashes(&tiles(&inputs[..size])).expect("there").iter().map(hex::encode).collect()
        };
        let paths: [(usize, usize, &[&str]); 5] =
            [(1, 1, &[]), (1, 8, &[A, B, C]), (6, 8, &[D, E, F]), (3, 3, &[H]), (2, 5, &[G, B, D])];
        for (act, size, path) in paths {
            assert_eq!(text(Plan::inclusion(seq(act), seq(size)).expect("in it"), size), path, "act {act} of {size}");
        }
        let proofs: [(usize, usize, &[&str]); 4] = [(1, 1, &[]), (1, 8, &[A, B, C]), (6, 8, &[I, E, F]), (2, 5, &[B, D])];
        for (old, size, proof) in proofs {
            assert_eq!(text(Plan::consistency(seq(old), seq(size)).expect("it grew"), size), proof, "{old} to {size}");
        }
    }

    #[test]
    fn the_shared_vectors_of_roots_hold() {
        let entries = shared_inputs();
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        for (n, root) in roots.iter().enumerate() {
            let tiles = tiles(&entries[..=n]);
            assert_eq!(hex::encode(Plan::root(seq(n + 1)).hash(&tiles).expect("there")), *root);
        }
        assert_eq!(
            hex::encode(Plan::root(Sequence::EMPTY).hash(&Tiles::default()).expect("nothing is needed")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn roots_and_proofs_are_those_of_the_naive_tree(size in 1_usize..700, a in 0_usize..700, b in 0_usize..700) {
            let entries = entries(size);
            let (act, old) = (a % size, b % size + 1);
            let tiles = tiles(&entries);
            let root = Plan::root(seq(size)).hash(&tiles).expect("there");
            prop_assert_eq!(root, naive_root(&entries));
            let path = Plan::inclusion(seq(act + 1), seq(size)).expect("in it").hashes(&tiles).expect("there");
            prop_assert_eq!(&path, &naive_path(act, &entries));
            prop_assert_eq!(check_inclusion(seq(act + 1), &entries[act], &path, seq(size), &root), Ok(()));
            let proof = Plan::consistency(seq(old), seq(size)).expect("it grew").hashes(&tiles).expect("there");
            prop_assert_eq!(&proof, &naive_consistency(old, &entries, true));
            let old_root = naive_root(&entries[..old]);
            prop_assert_eq!(check_consistency((seq(old), &old_root), (seq(size), &root), &proof), Ok(()));
        }

        #[test]
        fn a_proof_with_one_bit_turned_is_refused(size in 2_usize..300, a in 0_usize..300, at in 0_usize..4096, bit in 0_u8..8) {
            let entries = entries(size);
            let act = a % size;
            let tiles = tiles(&entries);
            let root = naive_root(&entries);
            let mut path = Plan::inclusion(seq(act + 1), seq(size)).expect("in it").hashes(&tiles).expect("there");
            let place = at % (path.len() * 32);
            path[place / 32][place % 32] ^= 1 << bit;
            prop_assert_eq!(
                check_inclusion(seq(act + 1), &entries[act], &path, seq(size), &root),
                Err(ProofError::WrongRoot)
            );
            path.pop();
            prop_assert_eq!(
                check_inclusion(seq(act + 1), &entries[act], &path, seq(size), &root),
                Err(ProofError::WrongLength)
            );
            let other = if act == 0 { 1 } else { act - 1 };
            let path = naive_path(act, &entries);
            prop_assert!(check_inclusion(seq(other + 1), &entries[act], &path, seq(size), &root).is_err());
        }

        #[test]
        fn checking_never_panics(
            act in 0_i64..i64::MAX, size in 0_i64..i64::MAX, old in 0_i64..i64::MAX, proof in prop::collection::vec(any::<[u8; 32]>(), 0..70)
        ) {
            let (act, size, old) = (Sequence::new(act).expect("good"), Sequence::new(size).expect("good"), Sequence::new(old).expect("good"));
            prop_assert!(check_inclusion(act, b"x", &proof, size, &[7; 32]).is_err());
            prop_assert!(check_consistency((old, &[1; 32]), (size, &[2; 32]), &proof).is_err());
        }
    }
}
