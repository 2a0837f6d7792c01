//! Tiles of the tree, as proofs need them: full ones never change, and are kept in memory once they were read.

use std::collections::BTreeSet;

use moka::sync::Cache;

use super::LogError;
use crate::domain::sequence::Sequence;
use crate::journal::tile::TileAt;
use crate::journal::tree::{Missing, Tile, Tiles};
use crate::registry::Registry;

/// How many full tiles are kept: 16 KiB each with the hashes between, so 32 MiB at most, for half a million acts.
const MOST_KEPT: u64 = 2_048;

/// The full tiles that were read and checked. Cheap to clone.
#[derive(Clone, Debug)]
pub(in crate::registry) struct FullTiles(Cache<TileAt, Tile>);

impl Default for FullTiles {
    fn default() -> Self {
        Self(Cache::new(MOST_KEPT))
    }
}

impl Registry {
    /// Tiles of a tree that is integrated, each with at least as many hashes as it has there. Two statements for each level of
    /// which there is one that is not kept.
    ///
    /// # Errors
    /// Leaves that are not those over which the tree was made; a failing database.
    pub(super) async fn tiles(&self, mut wanted: BTreeSet<TileAt>, size: Sequence) -> Result<Tiles, LogError> {
        let mut tiles = Tiles::default();
        wanted.retain(|at| match self.tiles.0.get(at) {
            Some(tile) => {
                tiles.put(*at, tile);
                false
            }
            None => true,
        });
        let read = self.store.reads().tiles(&wanted, size).await?;
        self.keep(&read).await?;
        tiles.extend(read);
        Ok(tiles)
    }

    /// Keeps the full ones of tiles that were read, once each is what was integrated: a leaf that was changed since would make
    /// a proof that leads nowhere.
    async fn keep(&self, read: &Tiles) -> Result<(), LogError> {
        let full: Vec<(TileAt, &Tile)> = read.iter().filter(|(_, tile)| tile.root().is_some()).collect();
        let integrated = self.store.reads().tile_roots(&full.iter().map(|(at, _)| *at).collect()).await?;
        for (at, tile) in full {
            let expected = integrated.get(&at).ok_or(Missing(at))?;
            if tile.root().as_ref() != Some(expected) {
                return Err(LogError::Changed(at));
            }
            self.tiles.0.insert(at, tile.clone());
        }
        Ok(())
    }
}
