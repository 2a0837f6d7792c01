//! What an act should have said, as callers write it.

use async_graphql::{InputObject, OneofObject};

use super::super::super::content::{
    CourtRulingInput, DataCentreChangeInput, DataCentreInput, DataChangeInput, DistributionInput, EnergySourceInput, FilingInput,
    GrantInput, HardwareInput, MeterCheckInput, OrganisationChangeInput, OrganisationDetailsInput, PaymentInput, PlacementInput,
    PoolComplexInput, ReadingInput, RuleVersionInput, SaleInput, SecurityTestInput, SurplusTermsInput, WarningInput,
};
use super::super::super::enum_value::EnumValue;
use super::super::super::scalar::Date;
use crate::domain::authorisation::Subkind;
use crate::domain::standing::SuspensionGround;

/// What an act should have said. It is about the same subject as before.
#[derive(OneofObject)]
pub(super) enum ReplacementInput {
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
    /// Of REGISTER_DATA_CENTRE: its holder and zone stay.
    DataCentre(DataCentreInput),
    /// Of AMEND_DATA_CENTRE.
    DataCentreChange(DataCentreChangeInput),
    /// Of CHECK_METER: the meter stays.
    MeterCheck(MeterCheckInput),
    /// Of PLACE_HARDWARE: the data centre stays.
    Placement(PlacementInput),
    /// Of DECLARE_HARDWARE and REGISTER_HARDWARE.
    Hardware(HardwareInput),
    /// Of RECORD_ENERGY_SOURCE.
    EnergySource(EnergySourceInput),
    /// Of RECORD_DATA_CHANGE.
    DataChange(DataChangeInput),
    /// Of RECORD_FILING.
    Filing(FilingInput),
    /// Of RECORD_PAYMENT.
    Payment(PaymentInput),
    /// Of OPEN_SURPLUS_SESSION: its delivery day and zone stay.
    SurplusSession(SurplusTermsInput),
    /// Of a row of RECORD_DISTRIBUTIONS.
    Distribution(DistributionInput),
    /// Of a row of RECORD_SALES.
    Sale(SaleInput),
    /// Of a row of RECORD_READINGS.
    Reading(ReadingInput),
    /// Of PUBLISH_WARNING.
    Warning(WarningInput),
    /// Of ADD_RULE_VERSION.
    RuleVersion(RuleVersionInput),
}

/// What a mining licence should have said.
#[derive(InputObject)]
pub(super) struct MiningLicenceReplacementInput {
    /// Its subkind.
    pub(super) subkind: EnumValue<Subkind>,
    /// The rest of it.
    #[graphql(flatten)]
    pub(super) licence: GrantInput,
}

/// What a renewal should have said.
#[derive(InputObject)]
pub(super) struct RenewalReplacementInput {
    /// The last day.
    pub(super) expires_on: Date,
}

/// What a suspension should have said.
#[derive(InputObject)]
pub(super) struct SuspensionReplacementInput {
    /// The last day, where one is named.
    pub(super) until: Option<Date>,
    /// Why.
    pub(super) ground: EnumValue<SuspensionGround>,
}
