//! How many licensees had which compliance status.

use async_graphql::SimpleObject;

use super::super::super::enum_value::EnumValue;
use super::super::super::scalar::Span;
use crate::compliance::status::ComplianceStatus;
use crate::domain::authorisation::LicenseeRole;
use crate::registry::ComplianceOfMonth;

/// How many licensees of a role had a compliance status at the end of a month.
#[derive(SimpleObject)]
pub struct ComplianceCount {
    /// The month.
    month: Span,
    /// The role.
    role: EnumValue<LicenseeRole>,
    /// The status.
    status: EnumValue<ComplianceStatus>,
    /// How many licences or accreditations.
    count: u64,
}

impl From<ComplianceOfMonth> for ComplianceCount {
    fn from(of: ComplianceOfMonth) -> Self {
        Self { month: Span(of.month), role: EnumValue(of.role), status: EnumValue(of.status), count: of.count }
    }
}
