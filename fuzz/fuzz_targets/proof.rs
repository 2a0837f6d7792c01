//! Proofs from anyone, of any act in a tree of any size: none of these leads to the root that is asked for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tizilim::domain::sequence::Sequence;
use tizilim::journal::tree::{check_consistency, check_inclusion};

fuzz_target!(|given: (i64, i64, i64, &[u8], Vec<[u8; 32]>)| {
    let (act, old, new, entry, proof) = given;
    let [Some(act), Some(old), Some(new)] = [act, old, new].map(Sequence::new) else { return };
    let _ = check_inclusion(act, entry, &proof, new, &[7; 32]);
    let _ = check_consistency((old, &[7; 32]), (new, &[8; 32]), &proof);
});
