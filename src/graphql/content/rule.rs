//! What versions of rules say.

use async_graphql::InputObject;

use super::super::act_input::{inside, text};
use super::super::enum_value::EnumValue;
use super::super::scalar::{Date, Decimal};
use super::wording::WordingInput;
use crate::domain::refusal::Refusal;
use crate::domain::rule::{LegalBasis, Parameter, RuleCode, RuleText};

/// The value of a parameter.
#[derive(InputObject)]
struct ParameterInput {
    /// Its name.
    name: String,
    /// Its value; none where the law's figure is not established.
    value: Option<Decimal>,
}

/// Where a rule comes from.
#[derive(InputObject)]
struct LegalBasisInput {
    /// The act.
    act: String,
    /// The article.
    article: String,
    /// Its official address.
    url: String,
}

/// A version of a rule. It begins on the day of effect of the act.
#[derive(InputObject)]
pub struct RuleVersionInput {
    /// Which rule.
    code: EnumValue<RuleCode>,
    /// The last day in force, where it is known.
    until: Option<Date>,
    /// Its parameters.
    parameters: Vec<ParameterInput>,
    /// Its legal basis.
    legal_basis: LegalBasisInput,
    /// Its title.
    title: WordingInput,
}

impl LegalBasisInput {
    fn read(&self, path: &str) -> Result<LegalBasis, Refusal> {
        Ok(LegalBasis {
            act: text(inside(path, "act"), &self.act)?,
            article: text(inside(path, "article"), &self.article)?,
            url: text(inside(path, "url"), &self.url)?,
        })
    }
}

impl RuleVersionInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self, path: &str) -> Result<RuleText, Refusal> {
        let parameter = |given: &ParameterInput| Parameter { name: given.name.clone(), value: given.value.map(|value| value.0) };
        Ok(RuleText {
            code: self.code.0,
            until: self.until.map(|day| day.0),
            parameters: self.parameters.iter().map(parameter).collect(),
            legal_basis: self.legal_basis.read(&inside(path, "legalBasis"))?,
            title: self.title.read(&inside(path, "title"))?,
        })
    }
}
