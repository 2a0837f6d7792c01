//! Corrections of recorded facts.

use async_graphql::{Context, InputObject, Object, OneofObject};

use super::super::act_input::ActInput;
use super::super::content::{
    CourtRulingInput, DistributionInput, GrantInput, OrganisationChangeInput, OrganisationDetailsInput, PoolComplexInput,
    RuleVersionInput, SaleInput, SecurityTestInput, WarningInput,
};
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::key;
use super::super::scalar::Date;
use super::{ActPayload, Stop, record};
use crate::domain::act::{ActKind, Content, Grant, Renewal, Revocation, Suspension};
use crate::domain::authorisation::Subkind;
use crate::domain::correction::Correction;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sequence::Sequence;
use crate::domain::standing::SuspensionGround;

/// Acts that correct.
#[derive(Default)]
pub struct Acts;

/// A correction of what an earlier act recorded. Give `annul: true`, or what the act should have said: another day of
/// effect, other content, or both. What is not given stays as it now stands. A file is
/// corrected row by row, or annulled and recorded anew.
#[derive(InputObject)]
pub struct CorrectFactInput {
    /// What every act carries. Its day of effect is the day of the correction itself.
    #[graphql(flatten)]
    act: ActInput,
    /// The sequence of the act to correct: the original one, also when it was corrected before.
    corrects: i64,
    /// Of a file: the row to correct, counted from 0. Without it, the whole act.
    row: Option<u32>,
    /// Whether the act, or the row, should never have been recorded.
    #[graphql(default)]
    annul: bool,
    /// The day from which the act should have had effect.
    corrected_effective_on: Option<Date>,
    /// What it should have said.
    replacement: Option<ReplacementInput>,
}

/// What an act should have said. It is about the same subject as before.
#[derive(OneofObject)]
pub enum ReplacementInput {
    /// Of REGISTER_ORGANISATION.
    Organisation(OrganisationDetailsInput),
    /// Of AMEND_ORGANISATION.
    OrganisationChange(OrganisationChangeInput),
    /// Of GRANT_MINING_LICENCE.
    MiningLicence(MiningLicenceReplacementInput),
    /// Of ACCREDIT_POOL and GRANT_EXCHANGE_LICENCE.
    Grant(GrantInput),
    /// Of a renewal.
    Renewal(RenewalReplacementInput),
    /// Of a suspension.
    Suspension(SuspensionReplacementInput),
    /// Of REVOKE_LICENCE.
    Revocation(CourtRulingInput),
    /// Of RECORD_POOL_COMPLEX.
    PoolComplex(PoolComplexInput),
    /// Of RECORD_SECURITY_TEST.
    SecurityTest(SecurityTestInput),
    /// Of a row of RECORD_DISTRIBUTIONS.
    Distribution(DistributionInput),
    /// Of a row of RECORD_SALES.
    Sale(SaleInput),
    /// Of PUBLISH_WARNING.
    Warning(WarningInput),
    /// Of ADD_RULE_VERSION.
    RuleVersion(RuleVersionInput),
}

/// What a mining licence should have said.
#[derive(InputObject)]
pub struct MiningLicenceReplacementInput {
    /// Its subkind.
    subkind: EnumValue<Subkind>,
    /// The rest of it.
    #[graphql(flatten)]
    licence: GrantInput,
}

/// What a renewal should have said.
#[derive(InputObject)]
pub struct RenewalReplacementInput {
    /// The last day.
    expires_on: Date,
}

/// What a suspension should have said.
#[derive(InputObject)]
pub struct SuspensionReplacementInput {
    /// The last day, where one is named.
    until: Option<Date>,
    /// Why.
    ground: EnumValue<SuspensionGround>,
}

/// Acts that correct.
#[Object(name = "CorrectionActs")]
impl Acts {
    /// Corrects a recorded fact: the register keeps what it said before, and says from now on what is right.
    async fn correct_fact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: CorrectFactInput,
    ) -> Result<ActPayload, RequestError> {
        let CorrectFactInput { act, corrects, row, annul, corrected_effective_on, replacement } = input;
        record(ctx, ActKind::CorrectFact, act, async |asked| {
            let corrects = key::sequence(corrects)?;
            // Neither an annulment nor a row has a day of effect of its own.
            if corrected_effective_on.is_some() && (annul || row.is_some()) {
                return Err(nothing_or_too_much());
            }
            let correction = match (annul, row, replacement) {
                (true, _, Some(_)) => return Err(nothing_or_too_much()),
                (true, Some(row), None) => Correction::RowAnnulled { corrects, row },
                (true, None, None) => Correction::Annulled { corrects },
                (false, Some(row), Some(ReplacementInput::Distribution(with))) => {
                    Correction::DistributionReplaced { corrects, row, with: with.read("replacement.distribution")? }
                }
                (false, Some(row), Some(ReplacementInput::Sale(with))) => {
                    Correction::SaleReplaced { corrects, row, with: with.read("replacement.sale")? }
                }
                (false, Some(_), _) => return Err(nothing_or_too_much()),
                (false, None, replacement) => {
                    if replacement.is_none() && corrected_effective_on.is_none() {
                        return Err(nothing_or_too_much());
                    }
                    let stands = asked.registry.act_as_it_stands(corrects).await.map_err(RequestError::from)?;
                    let (effective_on, content) = stands.ok_or_else(|| unknown(corrects))?;
                    let effective_on = corrected_effective_on.map_or(effective_on, |day| day.0);
                    let with = replaced(&content, replacement)?;
                    Correction::Replaced { corrects, effective_on, with: Box::new(with) }
                }
            };
            Ok(Content::CorrectFact(correction))
        })
        .await
    }
}

/// What stands, with the replacement in its place. What it is about stays.
fn replaced(stands: &Content, replacement: Option<ReplacementInput>) -> Result<Content, Refusal> {
    use ReplacementInput as R;
    let Some(replacement) = replacement else { return Ok(stands.clone()) };
    let wrong_kind = || Refusal::new(RefusalCode::WrongKind).at("replacement");
    let grant = |given: &GrantInput, was: &Grant, subkind| given.read(was.organisation, subkind);
    Ok(match (stands, replacement) {
        (Content::RegisterOrganisation { bin, .. }, R::Organisation(with)) => {
            Content::RegisterOrganisation { bin: *bin, details: with.read()? }
        }
        (Content::AmendOrganisation { organisation, .. }, R::OrganisationChange(with)) => {
            Content::AmendOrganisation { organisation: *organisation, change: with.read()? }
        }
        (Content::GrantMiningLicence(was), R::MiningLicence(with)) => {
            Content::GrantMiningLicence(grant(&with.licence, was, Some(with.subkind.0))?)
        }
        (Content::AccreditPool(was), R::Grant(with)) => Content::AccreditPool(grant(&with, was, None)?),
        (Content::GrantExchangeLicence(was), R::Grant(with)) => Content::GrantExchangeLicence(grant(&with, was, None)?),
        (Content::RenewLicence(was), R::Renewal(with)) => Content::RenewLicence(renewal(was, &with)),
        (Content::RenewAccreditation(was), R::Renewal(with)) => Content::RenewAccreditation(renewal(was, &with)),
        (Content::RenewExchangeLicence(was), R::Renewal(with)) => Content::RenewExchangeLicence(renewal(was, &with)),
        (Content::SuspendLicence(was), R::Suspension(with)) => Content::SuspendLicence(suspension(was, &with)),
        (Content::SuspendAccreditation(was), R::Suspension(with)) => Content::SuspendAccreditation(suspension(was, &with)),
        (Content::SuspendExchangeLicence(was), R::Suspension(with)) => Content::SuspendExchangeLicence(suspension(was, &with)),
        (Content::RevokeLicence(was), R::Revocation(with)) => {
            Content::RevokeLicence(Revocation { authorisation: was.authorisation, ruling: with.read()? })
        }
        (Content::RecordPoolComplex { authorisation, .. }, R::PoolComplex(with)) => {
            Content::RecordPoolComplex { authorisation: *authorisation, complex: with.read()? }
        }
        (Content::RecordSecurityTest { authorisation, .. }, R::SecurityTest(with)) => {
            Content::RecordSecurityTest { authorisation: *authorisation, protocol: with.read()? }
        }
        (Content::PublishWarning(_), R::Warning(with)) => Content::PublishWarning(with.read()?),
        (Content::AddRuleVersion(_), R::RuleVersion(with)) => Content::AddRuleVersion(with.read()?),
        _ => return Err(wrong_kind()),
    })
}

fn renewal(was: &Renewal, with: &RenewalReplacementInput) -> Renewal {
    Renewal { authorisation: was.authorisation, expires_on: with.expires_on.0 }
}

fn suspension(was: &Suspension, with: &SuspensionReplacementInput) -> Suspension {
    Suspension { authorisation: was.authorisation, until: with.until.map(|day| day.0), ground: with.ground.0 }
}

fn unknown(sequence: Sequence) -> Refusal {
    Refusal::new(RefusalCode::UnknownAct).at("corrects").with("sequence", sequence)
}

fn nothing_or_too_much() -> Stop {
    Refusal::new(RefusalCode::NothingToChange).at("replacement").into()
}
