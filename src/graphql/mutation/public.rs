//! Warnings and rules.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::content::{RuleVersionInput, WarningInput};
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::scalar::Date;
use super::{ActPayload, record};
use crate::domain::act::{ActKind, Content};
use crate::domain::rule::RuleCode;

/// Acts that speak to everyone.
#[derive(Default)]
pub struct Acts;

/// A public warning.
#[derive(InputObject)]
pub struct PublishWarningInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// What it says.
    #[graphql(flatten)]
    warning: WarningInput,
}

/// A version of a rule comes into force on the day of effect.
#[derive(InputObject)]
pub struct AddRuleVersionInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// What it says.
    #[graphql(flatten)]
    rule: RuleVersionInput,
}

/// A version of a rule gets its last day.
#[derive(InputObject)]
pub struct EndRuleVersionInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which rule.
    code: EnumValue<RuleCode>,
    /// Which of its versions.
    version: u32,
    /// Its last day in force.
    until: Date,
}

/// Acts that speak to everyone.
#[Object(name = "PublicActs")]
impl Acts {
    /// Publishes a warning about an unlicensed or forged provider.
    async fn publish_warning(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: PublishWarningInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::PublishWarning, input.act, async |_| Ok(Content::PublishWarning(input.warning.read("")?))).await
    }

    /// Adds a version of a rule, from the day of effect.
    async fn add_rule_version(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: AddRuleVersionInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::AddRuleVersion, input.act, async |_| Ok(Content::AddRuleVersion(input.rule.read("")?))).await
    }

    /// Gives a version of a rule its last day.
    async fn end_rule_version(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: EndRuleVersionInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::EndRuleVersion, input.act, async |_| {
            Ok(Content::EndRuleVersion { code: input.code.0, version: input.version, until: input.until.0 })
        })
        .await
    }
}
