//! The address of a receipt: what was asked, sealed so that only the register can read it. So it can show the receipt
//! again, and keeps no record of who asked for what.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::super::keys::Seed;

/// The longest address that is read.
const LONGEST: usize = 4_000;

const NONCE: usize = 24;

/// Seals what was asked into the last part of an address.
///
/// # Errors
/// A content that has no JSON form.
pub fn seal(secret: &Seed, asked: &impl Serialize) -> Result<String, serde_json::Error> {
    let plain = serde_json::to_vec(asked)?;
    // Drawn from the secret and the content: no two contents share it.
    let drawn = Sha256::new().chain_update(b"tizilim receipt link\n").chain_update(secret).chain_update(&plain).finalize();
    let mut nonce = [0; NONCE];
    nonce.copy_from_slice(&drawn[..NONCE]);
    // A few hundred bytes are far below what the cipher takes.
    let sealed = cipher(secret).encrypt(&XNonce::from(nonce), plain.as_slice()).unwrap_or_default();
    Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
}

/// What was sealed; `None` for what this register did not seal.
pub fn open<T: DeserializeOwned>(secret: &Seed, link: &str) -> Option<T> {
    if link.len() > LONGEST {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(link).ok()?;
    let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
    let plain = cipher(secret).decrypt(&XNonce::from(*nonce), sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

fn cipher(secret: &Seed) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(secret.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn only_what_was_sealed_is_opened(asked in "\\PC{0,80}", at in 0_usize..500, to in "[A-Za-z0-9_-]", junk in "[A-Za-z0-9_-]{0,200}") {
            let link = seal(&[7; 32], &asked).expect("JSON");
            prop_assert_eq!(open::<String>(&[7; 32], &link), Some(asked));
            prop_assert_eq!(open::<String>(&[8; 32], &link), None);
            prop_assert_eq!(open::<String>(&[7; 32], &junk), None);
            let place = at % link.len();
            let changed = format!("{}{to}{}", &link[..place], &link[place + 1..]);
            // Bits after the last whole byte say nothing, and are refused when they are set.
            prop_assume!(changed != link);
            prop_assert_eq!(open::<String>(&[7; 32], &changed), None);
        }
    }
}
