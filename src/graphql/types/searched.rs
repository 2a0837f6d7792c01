//! What a verification looked for.

use async_graphql::Object;

use super::super::enum_value::EnumValue;
use super::super::id::NodeId;
use crate::domain::act::Subject;
use crate::domain::authorisation::{LicenseeRole, number_key};
use crate::domain::coded;
use crate::domain::names::match_key;
use crate::domain::search::Host;
use crate::registry::{Named, SubjectKey};

coded! {
    /// By which mark a subject was asked about.
    pub enum SubjectMark {
        /// The holder's BIN or IIN.
        Bin = "BIN",
        /// The number on the document.
        Number = "NUMBER",
        /// The holder's name.
        Name = "NAME",
        /// The holder's host on the web.
        Domain = "DOMAIN",
        /// The global id.
        Id = "ID",
    }
}

/// What was looked for, and how it was read.
pub struct Searched(pub Named);

/// What was looked for, and how it was read.
#[Object]
impl Searched {
    /// By which mark.
    async fn by(&self) -> EnumValue<SubjectMark> {
        EnumValue(match self.0.key {
            SubjectKey::Bin(_) => SubjectMark::Bin,
            SubjectKey::Number(_) => SubjectMark::Number,
            SubjectKey::Name(_) => SubjectMark::Name,
            SubjectKey::Domain(_) => SubjectMark::Domain,
            SubjectKey::Id(_) => SubjectMark::Id,
        })
    }

    /// In which role.
    async fn role(&self) -> EnumValue<LicenseeRole> {
        EnumValue(self.0.role)
    }

    /// What was asked; of a sole trader's number only a mask.
    async fn text(&self) -> String {
        match &self.0.key {
            SubjectKey::Bin(bin) => bin.public(),
            SubjectKey::Number(text) | SubjectKey::Name(text) | SubjectKey::Domain(text) => text.clone(),
            SubjectKey::Id(id) => NodeId::Subject(Subject::licensee(self.0.role, *id)).encode().to_string(),
        }
    }

    /// How it was read: a name without its legal form, quotes and capitals, a number without spaces, an address as its
    /// host. What is registered is found only where it reads the same.
    async fn read_as(&self) -> String {
        match &self.0.key {
            SubjectKey::Bin(bin) => bin.public(),
            SubjectKey::Number(number) => number_key(number),
            SubjectKey::Name(name) => match_key(name),
            SubjectKey::Domain(address) => Host::of(address).map_or_else(|| address.clone(), |host| host.shown),
            SubjectKey::Id(id) => NodeId::Subject(Subject::licensee(self.0.role, *id)).encode().to_string(),
        }
    }
}
