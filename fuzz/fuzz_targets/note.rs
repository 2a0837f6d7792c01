//! A signed note from anyone: read, or refused; what is read is written again as it was.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tizilim::journal::note::{Note, NoteKey};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        let _ = note.verify(&[]);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(key) = text.parse::<NoteKey>()
    {
        assert_eq!(key.to_string().parse(), Ok(key));
    }
});
