//! Items of a batch receipt: the receipt signs the root of a tree over them, and the holder shows those that he likes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::super::entry::Hash;
use super::super::tile::{TileAt, WIDTH};
use super::super::tree::{Plan, ProofError, Tile, Tiles, check_inclusion, tile_root};
use super::hashes;
use super::said::{ProvedAct, Said};
use crate::domain::sequence::Sequence;

/// One subject of a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Unknown to everyone else: keeps those who are not shown from being guessed. In base64.
    #[serde(with = "hashes::one")]
    pub salt: [u8; 32],
    /// The asker's own mark.
    #[serde(rename = "ref")]
    pub reference: String,
    /// The answer, or why there is none.
    pub outcome: Outcome,
}

/// The answer about one subject of a batch, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Outcome {
    /// The answer.
    Verification {
        /// The answer.
        said: Box<Said>,
        /// All acts that it rests on, in order.
        rests_on: Vec<Sequence>,
        /// Those of them whose proof is here.
        acts: Vec<ProvedAct>,
    },
    /// The code of the problem with the subject.
    Problem(String),
}

/// An item that is shown, with the proof that the receipt is of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disclosure {
    /// Its place, from 0.
    pub place: u32,
    /// The item in canonical JSON, byte for byte: the leaf.
    pub item: String,
    /// The hashes beside the way to the root, in base64.
    #[serde(with = "hashes::many")]
    pub proof: Vec<[u8; 32]>,
}

impl Disclosure {
    /// As it is handed on: JSON in base64url.
    ///
    /// # Errors
    /// Never: all of it has a JSON form.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(self)?))
    }

    /// Reads one; `None` for what is none.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
    }

    /// Checks that it is of a batch with a root.
    ///
    /// # Errors
    /// It is not.
    pub fn check(&self, count: u32, root: &Hash) -> Result<(), ProofError> {
        check_inclusion(number(self.place), self.item.as_bytes(), &self.proof, size(count), root)
    }
}

/// The root over items, and each as it would be shown.
///
/// # Errors
/// Never: all of it has a JSON form.
pub fn disclose(items: &[Item]) -> Result<(Hash, Vec<Disclosure>), serde_json::Error> {
    let leaves: Vec<String> = items.iter().map(serde_json_canonicalizer::to_string).collect::<Result<_, _>>()?;
    let tiles = tiles_over(leaves.iter().map(|leaf| super::super::entry::leaf_hash(leaf.as_bytes())).collect());
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    // All tiles are there, and every place is of an item.
    let root = Plan::root(size(count)).hash(&tiles).unwrap_or_default();
    let disclosures = leaves.into_iter().zip(0..count).map(|(item, place)| {
        let plan = Plan::inclusion(number(place), size(count)).ok();
        let proof = plan.and_then(|plan| plan.hashes(&tiles).ok()).unwrap_or_default();
        Disclosure { place, item, proof }
    });
    Ok((root, disclosures.collect()))
}

fn tiles_over(mut hashes: Vec<Hash>) -> Tiles {
    let mut tiles = Tiles::default();
    for level in 0.. {
        if hashes.is_empty() {
            break;
        }
        for (number, chunk) in (0..).zip(hashes.chunks(WIDTH)) {
            tiles.put(TileAt { level, number }, Tile::new(chunk.to_vec()));
        }
        hashes = hashes.chunks(WIDTH).filter_map(tile_root).collect();
    }
    tiles
}

fn number(place: u32) -> Sequence {
    Sequence::new(i64::from(place) + 1).unwrap_or(Sequence::EMPTY)
}

fn size(count: u32) -> Sequence {
    Sequence::new(i64::from(count)).unwrap_or(Sequence::EMPTY)
}
