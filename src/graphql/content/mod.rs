//! What acts say, as callers write it, a file for each thing that is spoken of. Each input is read into the domain's
//! words by one function, which is told where in the request the input stands.

mod authorisation;
mod data_centre;
mod licence_fact;
mod organisation;
mod pool;
mod quantity;
mod reading;
mod rule;
mod surplus;
mod trade;
mod warning;
mod wording;

use super::act_input::inside;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::region::Region;

pub use authorisation::{CourtRulingInput, GrantInput};
pub use data_centre::{DataCentreChangeInput, DataCentreInput, MeterCheckInput};
pub use licence_fact::{DataChangeInput, EnergySourceInput, FilingInput, HardwareInput, PaymentInput, PlacementInput};
pub use organisation::{OrganisationChangeInput, OrganisationDetailsInput};
pub use pool::{PoolComplexInput, SecurityTestInput};
pub use reading::ReadingInput;
pub use rule::RuleVersionInput;
pub use surplus::{AwardInput, BidInput, SurplusTermsInput};
pub use trade::{DistributionInput, PartyInput, SaleInput};
pub use warning::WarningInput;

/// The entries of a list in the domain's words, each read at its own path: `rows.0`, `rows.1`.
///
/// # Errors
/// The first entry that cannot be read.
pub fn each<Given, Read>(
    path: &str,
    list: &[Given],
    read: impl Fn(&Given, &str) -> Result<Read, Refusal>,
) -> Result<Vec<Read>, Refusal> {
    list.iter().enumerate().map(|(at, given)| read(given, &format!("{path}.{at}"))).collect()
}

fn region(path: &str, code: &str) -> Result<Region, Refusal> {
    code.parse().map_err(|_| Refusal::new(RefusalCode::UnknownRegion).at(inside(path, "region")))
}
