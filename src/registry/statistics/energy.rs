//! How much power went where, by month, zone and source.

use std::collections::BTreeMap;

use super::super::Registry;
use super::super::error::RegistryError;
use super::{Growing, MonthsAsked, Summed};
use crate::domain::daily::{Consumed, GridDay};
use crate::domain::data_centre::{DataCentreId, Zone};
use crate::domain::day::Day;
use crate::domain::energy::Energy;
use crate::domain::period::Period;
use crate::domain::reading::EnergySource;
use crate::domain::report::Span;
use crate::domain::sequence::Sequence;

/// The power of one month, zone and source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnergyOfMonth {
    /// The month.
    pub month: Span,
    /// The zone of the data centres.
    pub zone: Zone,
    /// The source.
    pub source: EnergySource,
    /// What was consumed for mining, in kWh.
    pub consumed: Summed,
    /// Of surplus power: what was awarded, in kWh.
    pub awarded: Summed,
}

type Place = (Day, Zone, EnergySource);

impl Registry {
    /// Power by month, zone and source. Five statements at most.
    ///
    /// # Errors
    /// A failing database.
    pub async fn energy_by_month(&self, months: &MonthsAsked, seq: Sequence) -> Result<Vec<EnergyOfMonth>, RegistryError> {
        let reads = self.store.reads();
        let mut found: BTreeMap<Place, [Summed; 2]> = BTreeMap::new();
        if let Some(over) = months.over() {
            for sum in reads.energy_sums(over, seq).await? {
                let consumed = Summed { amount: Energy::kwh_of(sum.wh), licensees: sum.licensees };
                found.entry((sum.month, sum.zone, sum.source)).or_default()[0] = consumed;
            }
            for sum in reads.awarded_sums(over, seq).await? {
                let awarded = Summed { amount: Energy::kwh_of(sum.wh), licensees: sum.licensees };
                found.entry((sum.month, sum.zone, EnergySource::GridAuction)).or_default()[1] = awarded;
            }
        }
        if let Some(running) = months.running() {
            found.extend(self.running_month(running, seq).await?);
        }
        let row = |((month, zone, source), [consumed, awarded]): (Place, [Summed; 2])| EnergyOfMonth {
            month: Span::month_of(month),
            zone,
            source,
            consumed,
            awarded,
        };
        Ok(found.into_iter().map(row).collect())
    }

    /// Of the running month single days count, which only the days of the sums by month tell.
    async fn running_month(
        &self,
        running: Period,
        seq: Sequence,
    ) -> Result<impl Iterator<Item = (Place, [Summed; 2])>, RegistryError> {
        let reads = self.store.reads();
        let zones = reads.zones(seq).await?;
        let zone_of = |centre: DataCentreId| zones.get(&centre).copied();
        let mut growing: BTreeMap<Place, [Growing; 2]> = BTreeMap::new();
        for Consumed { miner, data_centre, source, energy, .. } in reads.consumed_in(running, seq).await? {
            let Some(zone) = zone_of(data_centre) else { continue };
            growing.entry((running.from, zone, source)).or_default()[0].add(miner, energy.kwh().units());
        }
        for GridDay { holder, zone, awarded, .. } in reads.grid_in(running, seq).await? {
            let Some(awarded) = awarded else { continue };
            let place = (running.from, zone, EnergySource::GridAuction);
            growing.entry(place).or_default()[1].add(holder, awarded.kwh().units());
        }
        Ok(growing.into_iter().map(|(place, parts)| (place, parts.map(|part| part.summed()))))
    }
}
