//! Receipts, items of batches and status lists from anyone; and, past the signature, whatever a stolen key would sign.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tizilim::domain::instant::Instant;
use tizilim::journal::credential::StatusList;
use tizilim::journal::jose::{CREDENTIAL, sign};
use tizilim::journal::keys::Keys;
use tizilim::journal::receipt::{Disclosure, Expected, PublicKeys, check};

fuzz_target!(|text: &str| {
    let address = "https://register.example".parse().expect("an address");
    let keys = Keys::create(address, [[1; 32], [2; 32], [3; 32]], Instant::from_micros(0));
    let known = PublicKeys::of(&keys);
    let _ = check(text, &known, &Expected::default());
    let _ = StatusList::unpack(text);
    if let Some(disclosure) = Disclosure::read(text) {
        let _ = disclosure.check(3, &[7; 32]);
    }
    let _ = serde_json::from_str::<PublicKeys>(text);
    let (payload, shown) = text.split_once('~').unwrap_or((text, ""));
    let signed = sign(keys.credential_signer(), CREDENTIAL, payload);
    let _ = check(&format!("{signed}~{shown}"), &known, &Expected::default());
});
