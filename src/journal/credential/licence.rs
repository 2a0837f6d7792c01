//! A licence or accreditation as a credential of its holder's own (W3C Verifiable Credentials 2.0).

use serde::{Deserialize, Serialize};

use super::super::keys::Address;
use super::status_list::Purpose;
use super::{CONTEXT, CREDENTIAL};
use crate::domain::day::Day;
use crate::domain::instant::Instant;
use crate::domain::lang::Names;
use crate::domain::sequence::Sequence;

/// A licence as a credential. It says what was granted; whether it is suspended or was revoked since, the lists say that it
/// names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LicenceCredential {
    #[serde(rename = "@context")]
    context: Vec<String>,
    /// Where the newest one is.
    pub id: String,
    #[serde(rename = "type")]
    kinds: Vec<String>,
    /// Which register says so (did:web).
    pub issuer: String,
    iss: String,
    /// From when on it is in force: RFC 3339, UTC.
    pub valid_from: String,
    /// When it expires.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub valid_until: Option<String>,
    /// What is held, and by whom.
    pub credential_subject: Held,
    /// Where it says whether it still holds.
    pub credential_status: Vec<Entry>,
}

/// What is held, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Held {
    /// The register's key of the licensee.
    pub licensee: String,
    /// MINER, POOL or EXCHANGE.
    pub role: String,
    /// The subkind of a mining licence.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub subkind: Option<String>,
    /// The number on the document.
    pub number: String,
    /// The holder's number, as the public sees it.
    pub bin: String,
    /// The holder's names.
    pub names: Names,
    /// Who gave it.
    pub authority: String,
    /// The first day of its force, in Almaty.
    pub granted_on: Day,
    /// The last day of its force, where it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expires_on: Option<Day>,
    /// The act that granted it: its place in the journal, and in the lists.
    pub granted_by: Sequence,
}

/// A place in a status list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    status_purpose: String,
    status_list_index: String,
    status_list_credential: String,
}

impl LicenceCredential {
    /// The credential of what is held, by the register at an address.
    pub fn new(address: &Address, held: Held) -> Self {
        let role = match held.role.as_str() {
            "MINER" => "MiningLicence",
            "POOL" => "PoolAccreditation",
            _ => "ExchangeLicence",
        };
        Self {
            context: CONTEXT.map(str::to_owned).into(),
            id: format!("{address}/credentials/{}", held.licensee),
            kinds: vec![CREDENTIAL.to_owned(), role.to_owned()],
            issuer: address.issuer(),
            iss: address.issuer(),
            valid_from: Instant::start_of(held.granted_on).to_string(),
            valid_until: held.expires_on.map(|last| Instant::start_of(last.next()).to_string()),
            credential_status: Purpose::ALL.map(|purpose| Entry::new(address, purpose, held.granted_by)).into(),
            credential_subject: held,
        }
    }
}

impl Entry {
    fn new(address: &Address, purpose: Purpose, place: Sequence) -> Self {
        let list = purpose.address(address);
        Self {
            id: format!("{list}#{place}"),
            kind: "BitstringStatusListEntry".to_owned(),
            status_purpose: purpose.code().to_owned(),
            status_list_index: place.to_string(),
            status_list_credential: list,
        }
    }
}
