//! The address of a tile from anyone: each has one way to be written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tizilim::journal::tile::TilePath;

fuzz_target!(|path: &str| {
    if let Ok(tile) = path.parse::<TilePath>() {
        assert_eq!(tile.to_string(), path);
    }
});
