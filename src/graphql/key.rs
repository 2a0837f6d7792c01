//! How a caller names what is meant.

use async_graphql::{ID, InputObject, OneofObject};

use super::enum_value::EnumValue;
use super::error::{Code, RequestError};
use super::id::NodeId;
use super::scalar::{Bin, Date};
use crate::domain::act::Subject;
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::data_centre::Zone;
use crate::domain::search::Sought;
use crate::domain::sequence::Sequence;
use crate::registry;

/// A licensee, by one of its marks.
#[derive(OneofObject)]
pub enum SubjectKey {
    /// By the holder's BIN or IIN. Of several authorisations that it holds or held, the one that governs the day: an
    /// active one before a suspended one, either before one that has ended, and the last of those.
    Bin(String),
    /// By the number on the document.
    Number(String),
    /// By the global id.
    Id(ID),
    /// By the very name that the holder bears on the day, in one of the register's languages: capitals, quotes and the
    /// legal form aside. Other spellings and look-alikes are another name, and found by `search`. Of several holders of
    /// one name, the one whose authorisation governs as with `bin`.
    Name(String),
    /// By the holder's address on the web on the day: its host, without `www.`.
    Domain(String),
}

/// An organisation, by one of its marks.
#[derive(OneofObject)]
pub enum OrganisationKey {
    /// By its BIN or IIN.
    Bin(Bin),
    /// By its global id.
    Id(ID),
}

/// A licence or accreditation, by one of its marks.
#[derive(OneofObject)]
pub enum AuthorisationKey {
    /// By the number on the document.
    Number(String),
    /// By the global id of its holder's entry.
    Id(ID),
}

/// Who hands in a report, by one of the marks of the licence or accreditation: a licensee of the role that owes it.
#[derive(OneofObject)]
pub enum FilerKey {
    /// A miner, by its licence.
    Miner(AuthorisationKey),
    /// A pool, by its accreditation.
    Pool(AuthorisationKey),
    /// An exchange, by its licence.
    Exchange(AuthorisationKey),
}

/// A data centre, by one of its marks.
#[derive(OneofObject)]
pub enum DataCentreKey {
    /// By its global id.
    Id(ID),
    /// By the code by which files name it.
    Code(String),
}

/// A session of surplus power, by one of its marks.
#[derive(OneofObject)]
pub enum SurplusSessionKey {
    /// By its global id.
    Id(ID),
    /// By its delivery day and zone: there is one session of each.
    Of(SurplusSessionOf),
}

/// The delivery day and the zone of a session of surplus power.
#[derive(InputObject)]
pub struct SurplusSessionOf {
    /// The day of delivery.
    pub delivery_date: Date,
    /// The zone of the power system.
    pub zone: EnumValue<Zone>,
}

impl SubjectKey {
    /// The key as the register takes it.
    ///
    /// # Errors
    /// A number that is none, an id that is none, a name without a letter, an address without a host.
    pub fn read(self, role: LicenseeRole) -> Result<registry::SubjectKey, RequestError> {
        Ok(match self {
            Self::Bin(digits) => registry::SubjectKey::Bin(bin(&digits)?),
            Self::Number(number) => registry::SubjectKey::Number(number),
            Self::Name(name) => {
                Sought::name(&name).map_err(|error| RequestError::new(Code::BadInput, format!("name: {error}.")))?;
                registry::SubjectKey::Name(name)
            }
            Self::Domain(domain) => {
                Sought::domain(&domain).map_err(|error| RequestError::new(Code::BadInput, format!("domain: {error}.")))?;
                registry::SubjectKey::Domain(domain)
            }
            // The id of something else is one that no authorisation bears: acts are counted from 1.
            Self::Id(id) => registry::SubjectKey::Id(licensee_id(&id, role)?.unwrap_or(AuthorisationId(Sequence::EMPTY))),
        })
    }
}

/// A number as users type it: spaces and dashes between the digits are theirs.
fn bin(digits: &str) -> Result<crate::domain::bin::Bin, RequestError> {
    let digits: String = digits.chars().filter(|character| !character.is_whitespace() && *character != '-').collect();
    digits.parse().map_err(|error| RequestError::new(Code::BadInput, format!("BIN: {error}.")))
}

/// The key of the licensee of a role that an id names; `None` for the id of something else.
///
/// # Errors
/// An id that is none.
pub fn licensee_id(id: &ID, role: LicenseeRole) -> Result<Option<AuthorisationId>, RequestError> {
    let subject = match NodeId::decode(id)? {
        NodeId::Subject(subject) => subject,
        NodeId::Act(_) | NodeId::RuleVersion(..) => return Ok(None),
    };
    Ok(match (subject, role) {
        (Subject::Miner(id), LicenseeRole::Miner)
        | (Subject::Pool(id), LicenseeRole::Pool)
        | (Subject::Exchange(id), LicenseeRole::Exchange) => Some(id),
        _ => None,
    })
}

/// A sequence given as an argument.
///
/// # Errors
/// Below zero.
pub fn sequence(number: i64) -> Result<Sequence, RequestError> {
    Sequence::new(number)
        .ok_or_else(|| RequestError::new(Code::BadInput, format!("{number} is no sequence: acts are counted from 1.")))
}
