//! Hashes as base64 in JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize as _, Deserializer, Serializer, de};

fn read<'de, D: Deserializer<'de>>(text: &str) -> Result<[u8; 32], D::Error> {
    let bytes = STANDARD.decode(text).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| de::Error::custom("a hash is 32 bytes in base64"))
}

pub(super) mod one {
    use super::*;

    pub(in super::super) fn serialize<S: Serializer>(hash: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(hash))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 32], D::Error> {
        read::<D>(&String::deserialize(from)?)
    }
}

pub(super) mod many {
    use super::*;

    pub(in super::super) fn serialize<S: Serializer>(hashes: &[[u8; 32]], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(hashes.iter().map(|hash| STANDARD.encode(hash)))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<[u8; 32]>, D::Error> {
        Vec::<String>::deserialize(from)?.iter().map(|text| read::<D>(text)).collect()
    }
}
