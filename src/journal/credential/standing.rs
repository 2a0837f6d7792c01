//! Where a licensee stands on a day, as a small credential: what a badge carries.

use serde::{Deserialize, Serialize};

use super::super::keys::Address;
use super::{CONTEXT, CREDENTIAL};
use crate::domain::day::Day;
use crate::domain::instant::Instant;
use crate::domain::sequence::Sequence;

/// Where a licensee stands on a day. It is good until the day ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StandingCredential {
    #[serde(rename = "@context")]
    context: Vec<String>,
    #[serde(rename = "type")]
    kinds: Vec<String>,
    issuer: String,
    iss: String,
    valid_from: String,
    valid_until: String,
    credential_subject: Stands,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stands {
    licensee: String,
    role: String,
    number: String,
    standing: String,
    as_of: Day,
    sequence: Sequence,
}

impl StandingCredential {
    /// That a licensee of a role, with the number on its document, has a standing on a day, by a version of the register.
    pub fn new(address: &Address, [licensee, role, number, standing]: [&str; 4], as_of: Day, sequence: Sequence) -> Self {
        Self {
            context: CONTEXT.map(str::to_owned).into(),
            kinds: vec![CREDENTIAL.to_owned(), "StandingCredential".to_owned()],
            issuer: address.issuer(),
            iss: address.issuer(),
            valid_from: Instant::start_of(as_of).to_string(),
            valid_until: Instant::start_of(as_of.next()).to_string(),
            credential_subject: Stands {
                licensee: licensee.to_owned(),
                role: role.to_owned(),
                number: number.to_owned(),
                standing: standing.to_owned(),
                as_of,
                sequence,
            },
        }
    }
}
