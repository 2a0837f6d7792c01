//! A log as a forger who has the key would make it: entries of his choice, in a tree of their own.

use tizilim::domain::sequence::Sequence;
use tizilim::journal::checkpoint::Checkpoint;
use tizilim::journal::entry::{Hash, leaf_hash};
use tizilim::journal::note::NoteSigner;
use tizilim::journal::tile::{TileAt, TilePath, bundle, tile_bytes};
use tizilim::journal::tree::{Plan, Tile, Tiles};

use crate::support::proxy::{Passing, Proxy};
use crate::support::{TestRegister, signing_keys};

/// A log of at most 256 entries.
pub(crate) struct Forged {
    pub(crate) entries: Vec<String>,
    pub(crate) signers: Vec<NoteSigner>,
}

impl Forged {
    /// The register's own log, to be forged.
    pub(crate) async fn of(register: &TestRegister) -> Self {
        let acts = register.registry.acts(Sequence::EMPTY, Sequence::OPEN, 256).await.expect("acts");
        Self { entries: acts.into_iter().map(|act| act.entry).collect(), signers: signing_keys().log_signers() }
    }

    /// Serves it in the place of the log behind a proxy.
    pub(crate) fn served_by(self, proxy: &Proxy) {
        let leaves: Vec<Hash> = self.entries.iter().map(|entry| leaf_hash(entry.as_bytes())).collect();
        let size = Sequence::new(i64::try_from(leaves.len()).expect("few")).expect("a size");
        let mut tiles = Tiles::default();
        tiles.put(TileAt { level: 0, number: 0 }, Tile::new(leaves.clone()));
        let root = Plan::root(size).hash(&tiles).expect("there");
        let note = Checkpoint { origin: signing_keys().address().origin(), size, root }.sign(&self.signers).to_string();
        proxy.lie(move |passing: &mut Passing| {
            if passing.path == "/log/checkpoint" {
                passing.body = note.clone().into_bytes();
            } else if let Some(path) = passing.path.strip_prefix("/log/tile/") {
                passing.status = 200;
                passing.body = match path.parse().expect("a tile") {
                    TilePath::Hashes(_, width) => tile_bytes(&leaves[..width.get()]),
                    TilePath::Entries(_, width) => {
                        bundle(self.entries[..width.get()].iter().map(String::as_bytes)).expect("a bundle")
                    }
                };
            }
        });
    }
}
