//! Rules: dated versions with parameters and legal basis.

use std::sync::Arc;

use async_graphql::{ID, Object, SimpleObject};

use super::super::enum_value::EnumValue;
use super::super::id::NodeId;
use super::super::scalar::{Date, Decimal};
use crate::domain::lang::Lang;
use crate::domain::rule::{LicenceKind, RuleCode, RuleVersion};

/// A version of a rule.
pub struct Rule {
    /// The version.
    pub version: Arc<RuleVersion>,
}

/// A parameter of a rule.
#[derive(SimpleObject)]
pub struct Parameter {
    /// Its name.
    name: String,
    /// Its value; none where the law's figure is not established.
    value: Option<Decimal>,
    /// Its unit.
    unit: Option<String>,
}

/// Where a rule comes from.
#[derive(SimpleObject)]
pub struct LegalBasis {
    /// The act.
    act: String,
    /// The article.
    article: String,
    /// Its official address.
    url: String,
}

/// A version of a rule: what is called for, of whom, from when to when, by which law.
#[Object]
impl Rule {
    /// Its global id.
    pub async fn id(&self) -> ID {
        NodeId::RuleVersion(self.version.text.code, self.version.version).encode()
    }

    /// The rule's code.
    async fn code(&self) -> EnumValue<RuleCode> {
        EnumValue(self.version.text.code)
    }

    /// The version, counted from 1 for each code.
    async fn version(&self) -> u32 {
        self.version.version
    }

    /// Whom it binds.
    async fn applies_to(&self) -> Vec<EnumValue<LicenceKind>> {
        self.version.text.code.applies_to().iter().copied().map(EnumValue).collect()
    }

    /// Its first day in force.
    async fn from(&self) -> Date {
        Date(self.version.in_force.from)
    }

    /// Its last day in force; none while it is open.
    async fn until(&self) -> Option<Date> {
        self.version.in_force.until.unless_open().map(Date)
    }

    /// Its parameters.
    async fn parameters(&self) -> Vec<Parameter> {
        let unit = |name: &str| {
            self.version.text.code.parameters().iter().find(|spec| spec.name == name).map(|spec| spec.unit.to_owned())
        };
        let parameters = self.version.text.parameters.iter();
        parameters
            .map(|parameter| Parameter {
                name: parameter.name.clone(),
                value: parameter.value.map(Decimal),
                unit: unit(&parameter.name),
            })
            .collect()
    }

    /// Its legal basis.
    async fn legal_basis(&self) -> LegalBasis {
        let basis = &self.version.text.legal_basis;
        LegalBasis { act: basis.act.to_string(), article: basis.article.to_string(), url: basis.url.to_string() }
    }

    /// Its title.
    async fn title(
        &self,
        #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>,
    ) -> &str {
        self.version.text.title.in_lang(lang.0)
    }
}
