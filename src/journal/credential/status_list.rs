//! Lists of what was revoked and what is suspended (W3C Bitstring Status List 1.0): a bit for each act that granted
//! something, so that whoever asks for the list does not say of whom.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use super::super::keys::Address;
use super::{CONTEXT, CREDENTIAL};
use crate::domain::day::Day;
use crate::domain::instant::Instant;
use crate::domain::sequence::Sequence;

/// The fewest bits of a list: what everyone shares hides everyone.
const FEWEST: usize = 131_072;

/// The most bits that are unpacked.
const MOST: u64 = 1 << 30;

/// How long a list may be relied on, in milliseconds.
const GOOD_FOR: u64 = 60_000;

/// Before base64url, in the way of multibase.
const BASE64URL: &str = "u";

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// What was revoked, withdrawn, given back or annulled: for good.
    Revocation,
    /// What is suspended on the day.
    Suspension,
}

/// A bit for each act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusList(Vec<u8>);

/// A list as a credential.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusListCredential {
    #[serde(rename = "@context")]
    context: Vec<String>,
    /// Where the newest one is.
    pub id: String,
    #[serde(rename = "type")]
    kinds: Vec<String>,
    /// Which register says so (did:web).
    pub issuer: String,
    iss: String,
    /// The beginning of the day that it speaks of.
    pub valid_from: String,
    /// The end of that day.
    pub valid_until: String,
    /// The list.
    pub credential_subject: Listed,
}

/// A list, packed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Listed {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    status_purpose: String,
    /// The bits: gzip, base64url, after a `u`.
    pub encoded_list: String,
    ttl: u64,
    /// The version of the register that it was read from.
    sequence: Sequence,
}

impl Purpose {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Revocation, Self::Suspension];

    /// As the specification names it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Revocation => "revocation",
            Self::Suspension => "suspension",
        }
    }

    /// Takes what the specification names; `None` for another purpose.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }

    /// Where the list is.
    pub fn address(self, register: &Address) -> String {
        format!("{register}/credentials/status/{}", self.code())
    }
}

impl StatusList {
    /// A list over the acts up to the newest, with the bits of these set.
    pub fn of(set: impl IntoIterator<Item = Sequence>, newest: Sequence) -> Self {
        let bits = usize::try_from(newest.number()).unwrap_or_default() + 1;
        let mut bytes = vec![0; bits.max(FEWEST).div_ceil(8)];
        for act in set {
            let place = usize::try_from(act.number()).unwrap_or(usize::MAX);
            // The first place is the leftmost bit.
            if let Some(byte) = bytes.get_mut(place / 8) {
                *byte |= 0x80 >> (place % 8);
            }
        }
        Self(bytes)
    }

    /// Whether the bit of an act is set; `None` beyond the list.
    pub fn is_set(&self, act: Sequence) -> Option<bool> {
        let place = usize::try_from(act.number()).ok()?;
        self.0.get(place / 8).map(|byte| byte & (0x80 >> (place % 8)) != 0)
    }

    fn packed(&self) -> String {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        // Into memory, nothing fails.
        let packed = packer.write_all(&self.0).and_then(|()| packer.finish()).unwrap_or_default();
        format!("{BASE64URL}{}", URL_SAFE_NO_PAD.encode(packed))
    }

    /// Unpacks a list; `None` for what is none, or larger than any.
    pub fn unpack(encoded: &str) -> Option<Self> {
        let packed = URL_SAFE_NO_PAD.decode(encoded.strip_prefix(BASE64URL)?).ok()?;
        let mut bytes = Vec::new();
        GzDecoder::new(packed.as_slice()).take(MOST / 8 + 1).read_to_end(&mut bytes).ok()?;
        (u64::try_from(bytes.len()).ok()? <= MOST / 8).then_some(Self(bytes))
    }
}

impl StatusListCredential {
    /// A list of a purpose, as of a day and a version of the register at an address.
    pub fn new(address: &Address, purpose: Purpose, list: &StatusList, on: Day, sequence: Sequence) -> Self {
        let id = purpose.address(address);
        Self {
            context: CONTEXT.map(str::to_owned).into(),
            kinds: vec![CREDENTIAL.to_owned(), "BitstringStatusListCredential".to_owned()],
            issuer: address.issuer(),
            iss: address.issuer(),
            valid_from: Instant::start_of(on).to_string(),
            valid_until: Instant::start_of(on.next()).to_string(),
            credential_subject: Listed {
                id: format!("{id}#list"),
                kind: "BitstringStatusList".to_owned(),
                status_purpose: purpose.code().to_owned(),
                encoded_list: list.packed(),
                ttl: GOOD_FOR,
                sequence,
            },
            id,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn act(number: i64) -> Sequence {
        Sequence::new(number).expect("a number")
    }

    #[test]
    fn the_first_bit_is_the_leftmost() {
        let list = StatusList::of([act(0), act(9)], act(20));
        assert_eq!(&list.0[..3], [0b1000_0000, 0b0100_0000, 0]);
        assert_eq!(list.0.len(), 16 * 1024);
        assert_eq!(list.is_set(act(131_072)), None);
    }

    #[test]
    fn a_list_that_unpacks_to_more_than_any_is_refused() {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        let zeroes = vec![0; 1 << 20];
        for _ in 0..=128 {
            packer.write_all(&zeroes).expect("packed");
        }
        let bomb = format!("u{}", URL_SAFE_NO_PAD.encode(packer.finish().expect("packed")));
        assert_eq!(StatusList::unpack(&bomb), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(30))]

        #[test]
        fn a_list_is_unpacked_as_it_was_packed(set in prop::collection::btree_set(0_i64..200_000, 0..50), newest in 0_i64..200_000) {
            let list = StatusList::of(set.iter().map(|number| act(*number)), act(newest));
            prop_assert_eq!(StatusList::unpack(&list.packed()), Some(list.clone()));
            for number in (0..=newest).step_by(997).chain(set.iter().copied().filter(|number| *number <= newest)) {
                prop_assert_eq!(list.is_set(act(number)), Some(set.contains(&number)));
            }
        }

        #[test]
        fn unpacking_never_panics(text in "u?[A-Za-z0-9_-]{0,200}") {
            let _ = StatusList::unpack(&text);
        }
    }
}
