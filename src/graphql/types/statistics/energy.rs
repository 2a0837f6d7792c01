//! How much power went where.

use async_graphql::SimpleObject;

use super::super::super::enum_value::EnumValue;
use super::super::super::scalar::{Decimal, Span};
use super::super::disclosed::disclosed;
use crate::domain::data_centre::Zone;
use crate::domain::reading::EnergySource;
use crate::registry::EnergyOfMonth;

/// The power of one month, zone and source.
#[derive(SimpleObject)]
pub struct EnergyTotal {
    /// The month.
    month: Span,
    /// The zone of the power system that the data centres stand in.
    zone: EnumValue<Zone>,
    /// The source.
    source: EnumValue<EnergySource>,
    /// What was consumed for mining, in kWh; none where it is that of one or two licensees and the asker may not read what
    /// each consumed.
    kwh: Option<Decimal>,
    /// How many licensees consumed it.
    licensees: u64,
    /// Of surplus power: what was awarded, in kWh. None of other sources, and where it was awarded to one or two licensees
    /// and the asker may not read what each was awarded.
    awarded_kwh: Option<Decimal>,
    /// Of surplus power: to how many licensees it was awarded.
    awardees: Option<u64>,
}

impl EnergyTotal {
    /// As whoever may read single parts sees it, or anyone.
    pub(super) fn new(of: EnergyOfMonth, sees_all: bool) -> Self {
        let awarded = (of.source == EnergySource::GridAuction).then_some(of.awarded);
        Self {
            month: Span(of.month),
            zone: EnumValue(of.zone),
            source: EnumValue(of.source),
            kwh: disclosed(of.consumed.amount, of.consumed.licensees, sees_all),
            licensees: of.consumed.licensees,
            awarded_kwh: awarded.and_then(|total| disclosed(total.amount, total.licensees, sees_all)),
            awardees: awarded.map(|total| total.licensees),
        }
    }
}
