//! A bundle of entries and a tile of hashes from a server that lies.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tizilim::journal::tile::{TileWidth, bundle, tile_bytes, tile_hashes, unbundle};

fuzz_target!(|given: (u16, &[u8])| {
    let (width, bytes) = given;
    let Some(width) = TileWidth::new(width.into()) else { return };
    if let Ok(entries) = unbundle(bytes, width) {
        assert_eq!(bundle(entries).as_deref(), Ok(bytes));
    }
    if let Some(hashes) = tile_hashes(bytes, width) {
        assert_eq!(tile_bytes(&hashes), bytes);
    }
});
