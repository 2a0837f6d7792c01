//! What follows from an act, held until it is projected.

use std::borrow::Cow;

use crate::domain::authorisation::AuthorisationId;
use crate::domain::fold::{AuthorisationFacts, OrganisationFacts};
use crate::domain::organisation::OrganisationId;
use crate::domain::party::Party;
use crate::domain::rule::{RuleCode, RuleVersion};
use crate::domain::sequence::Sequence;
use crate::domain::trade::{DistributionRow, SaleRow};
use crate::domain::warning::Warning;
use crate::store::Projection;

/// What an act makes of its subject. Rows stay where the act has them.
pub(super) enum Followed<'a> {
    Organisation(OrganisationId, Option<OrganisationFacts>),
    Authorisation(AuthorisationId, Option<AuthorisationFacts>),
    Rule(RuleCode, Vec<RuleVersion>),
    Warning(Sequence, Option<Warning>),
    /// All rows of a file, by the act that first brought it.
    Distributions(Sequence, Cow<'a, Party>, &'a [DistributionRow]),
    Sales(Sequence, Cow<'a, Party>, &'a [SaleRow]),
    /// One row of a file; none once it is annulled.
    Distribution(Sequence, u32, Party, Option<&'a DistributionRow>),
    Sale(Sequence, u32, Party, Option<&'a SaleRow>),
}

impl Followed<'_> {
    pub(super) fn projection(&self) -> Projection<'_> {
        match self {
            Self::Organisation(id, facts) => Projection::Organisation(*id, facts.as_ref()),
            Self::Authorisation(id, facts) => Projection::Authorisation(*id, facts.as_ref()),
            Self::Rule(code, versions) => Projection::Rule(*code, versions),
            Self::Warning(id, warning) => Projection::Warning(*id, warning.as_ref()),
            Self::Distributions(origin, pool, rows) => Projection::Distributions(*origin, pool, rows),
            Self::Sales(origin, venue, rows) => Projection::Sales(*origin, venue, rows),
            Self::Distribution(origin, at, pool, row) => Projection::Distribution(*origin, *at, pool, *row),
            Self::Sale(origin, at, venue, row) => Projection::Sale(*origin, *at, venue, *row),
        }
    }
}
