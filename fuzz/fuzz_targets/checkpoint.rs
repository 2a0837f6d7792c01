//! The text of a checkpoint from anyone.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tizilim::journal::checkpoint::Checkpoint;

fuzz_target!(|text: &str| {
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        assert!(text.starts_with(&checkpoint.to_string()));
    }
});
