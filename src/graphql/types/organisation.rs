//! Organisations, names, regions, authorities.

use async_graphql::{ID, Object, SimpleObject};

use super::super::enum_value::EnumValue;
use super::super::id::NodeId;
use super::super::scalar::Bin;
use crate::domain;
use crate::domain::act::Subject;
use crate::domain::day::Day;
use crate::domain::lang::Lang;

/// An organisation of the register.
pub struct Organisation(pub domain::organisation::Organisation);

/// A name in the register's languages.
#[derive(SimpleObject)]
pub struct Names {
    /// In Kazakh.
    kk: String,
    /// In Russian.
    ru: String,
    /// In English, where there is one.
    en: Option<String>,
}

/// A region of Kazakhstan.
pub struct Region(pub domain::region::Region);

/// A body that records acts for the regulator.
pub struct Authority {
    /// Which.
    pub authority: domain::authority::Authority,
    /// The day of which the name is asked.
    pub on: Day,
}

/// An organisation or a sole trader that the register knows.
#[Object]
impl Organisation {
    /// Its global id.
    pub async fn id(&self) -> ID {
        NodeId::Subject(Subject::Organisation(self.0.id)).encode()
    }

    /// Its BIN; of a sole trader the IIN, masked.
    async fn bin(&self) -> Bin {
        Bin(self.0.bin)
    }

    /// Its names on the day asked about.
    async fn names(&self) -> Names {
        let names = &self.0.details.names;
        Names { kk: names.kk.to_string(), ru: names.ru.to_string(), en: names.en.as_ref().map(ToString::to_string) }
    }

    /// Where it is registered.
    async fn region(&self) -> Region {
        Region(self.0.details.region)
    }

    /// Its address, where known.
    async fn address(&self) -> Option<&str> {
        self.0.details.address.as_ref().map(|address| address.as_str())
    }

    /// Its address on the web, where known.
    async fn website(&self) -> Option<&str> {
        self.0.details.website.as_ref().map(|website| website.as_str())
    }
}

/// A region of Kazakhstan.
#[Object]
impl Region {
    /// The first two digits of its KATO code, the same as in ISO 3166-2:KZ.
    async fn code(&self) -> &str {
        self.0.code()
    }

    /// Its name.
    async fn name(&self, #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>) -> &str {
        self.0.name(lang.0)
    }
}

/// A body that records acts for the regulator.
#[Object]
impl Authority {
    /// Its code.
    async fn code(&self) -> EnumValue<domain::authority::Authority> {
        EnumValue(self.authority)
    }

    /// The name that it bore on the day asked about.
    async fn name(&self, #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>) -> &str {
        self.authority.name(self.on, lang.0)
    }
}
