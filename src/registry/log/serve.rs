//! What is served of the log: tiles of hashes, and bundles of entries, under the newest checkpoint.

use std::collections::BTreeSet;

use super::LogError;
use crate::domain::sequence::Sequence;
use crate::journal::tile::{TileAt, TilePath, TileWidth, WIDTH, bundle, tile_bytes};
use crate::registry::{Registry, RegistryError};
use crate::store::StoreError;

impl Registry {
    /// The bytes of a tile or a bundle; `None` for one that no published checkpoint reaches.
    ///
    /// # Errors
    /// A failing database.
    pub async fn tile(&self, path: TilePath) -> Result<Option<Vec<u8>>, LogError> {
        let Some(published) = self.checkpoint_within(Sequence::OPEN).await? else { return Ok(None) };
        let size = published.size;
        let (at, width) = match path {
            TilePath::Hashes(at, width) => (at, width),
            TilePath::Entries(number, width) => (TileAt { level: 0, number }, width),
        };
        if at.width_in(size).is_none_or(|there| there < width) {
            return Ok(None);
        }
        match path {
            TilePath::Hashes(..) => {
                let tiles = self.tiles(BTreeSet::from([at]), size).await?;
                Ok(tiles.get(at).and_then(|tile| tile.hashes().get(..width.get())).map(tile_bytes))
            }
            TilePath::Entries(number, width) => Ok(Some(self.entries(number, width).await?)),
        }
    }

    async fn entries(&self, number: u64, width: TileWidth) -> Result<Vec<u8>, LogError> {
        let first = i64::try_from(number.saturating_mul(WIDTH as u64)).ok().and_then(Sequence::new);
        let first = first.unwrap_or(Sequence::OPEN);
        let acts = self.store.reads().public_acts(first, Sequence::OPEN, width.get() as u64).await?;
        let bytes = bundle(acts.iter().map(|act| act.entry.as_bytes()));
        // An entry too long for a bundle is not recorded.
        bytes.map_err(|_| {
            LogError::Registry(RegistryError::Store(StoreError::Corrupt {
                table: "act",
                key: first.to_string(),
                column: "entry",
            }))
        })
    }
}
