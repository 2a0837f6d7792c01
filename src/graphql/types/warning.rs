//! Public warnings.

use async_graphql::{ID, Object};

use super::super::enum_value::EnumValue;
use super::super::id::NodeId;
use super::super::scalar::{Bin, Date};
use super::organisation::Authority;
use crate::domain;
use crate::domain::act::Subject;
use crate::domain::lang::Lang;
use crate::domain::view::View;

/// A public warning under a view.
pub struct Warning {
    /// The warning.
    pub warning: domain::warning::Warning,
    /// The view it is asked under.
    pub view: View,
}

/// A public warning about an unlicensed or forged provider.
#[Object]
impl Warning {
    /// Its global id.
    pub async fn id(&self) -> ID {
        NodeId::Subject(Subject::Warning(self.warning.id)).encode()
    }

    /// The name warned of.
    async fn name(&self) -> &str {
        self.warning.text.name.as_str()
    }

    /// Its number, where it has one.
    async fn bin(&self) -> Option<Bin> {
        self.warning.text.bin.map(Bin)
    }

    /// Its hosts on the web.
    async fn domains(&self) -> Vec<&str> {
        self.warning.text.domains.iter().map(|domain| domain.as_str()).collect()
    }

    /// What to beware of.
    async fn text(&self, #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>) -> &str {
        self.warning.text.wording.in_lang(lang.0)
    }

    /// Since when it is published.
    async fn published_on(&self) -> Date {
        Date(self.warning.published_on)
    }

    /// Who published it.
    async fn authority(&self) -> Authority {
        Authority { authority: self.warning.authority, on: self.view.on }
    }

    /// The document.
    async fn reference(&self) -> &str {
        self.warning.reference.as_str()
    }
}
