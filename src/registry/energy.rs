//! Data centres, and where a miner's power comes from.

use std::collections::HashMap;
use std::sync::Arc;

use super::Registry;
use super::error::RegistryError;
use super::lookup::Licensee;
use crate::domain::authorisation::{AuthorisationId, Subkind};
use crate::domain::data_centre::{DataCentre, DataCentreId};
use crate::domain::dated::Dated;
use crate::domain::day::Day;
use crate::domain::licence_fact::{LicenceFact, placements};
use crate::domain::organisation::OrganisationId;
use crate::domain::reading::EnergySource;
use crate::domain::sequence::Sequence;
use crate::domain::view::View;

/// Where a miner's power comes from, and where it mines.
pub type SourcesAndSites = (Vec<EnergySource>, Vec<DataCentreId>);

impl Registry {
    /// Data centres by key. Two statements.
    ///
    /// # Errors
    /// A failing database.
    pub async fn data_centres(
        &self,
        ids: &[DataCentreId],
        seq: Sequence,
    ) -> Result<HashMap<DataCentreId, Arc<DataCentre>>, RegistryError> {
        let found = self.store.reads().data_centres(ids, &[], seq).await?;
        Ok(found.into_iter().map(|(id, centre)| (id, Arc::new(centre))).collect())
    }

    /// The data centre that files name by a code. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn data_centre_coded(&self, code: &str, seq: Sequence) -> Result<Option<DataCentreId>, RegistryError> {
        Ok(self.store.reads().data_centre_coded(code, seq).await?)
    }

    /// Of each licensee, the sources of power with a proof that is valid on the day, and the data centres that it uses on
    /// it. Three statements.
    ///
    /// # Errors
    /// A failing database.
    pub async fn sources_and_sites(
        &self,
        licensees: &[Arc<Licensee>],
        view: View,
    ) -> Result<HashMap<AuthorisationId, SourcesAndSites>, RegistryError> {
        let holders: Vec<OrganisationId> = licensees.iter().map(|licensee| licensee.authorisation.organisation).collect();
        let facts = self.store.reads().licence_facts(&holders, view.seq).await?;
        let held = self.store.reads().data_centres(&[], &holders, view.seq).await?;
        let mut found = HashMap::new();
        for licensee in licensees {
            let id = licensee.authorisation.id;
            let of_holder = facts.get(&licensee.authorisation.organisation).into_iter().flatten();
            let own: Vec<Dated<LicenceFact>> =
                of_holder.filter(|(authorisation, _)| *authorisation == id).map(|(_, fact)| fact.clone()).collect();
            let sites = if licensee.authorisation.subkind == Some(Subkind::Two) {
                let places = placements(&own).map_err(|_| RegistryError::Contradiction(id.0))?;
                places.iter().filter(|place| place.period.contains(view.on)).map(|place| place.data_centre).collect()
            } else {
                let mut sites: Vec<DataCentreId> = held
                    .values()
                    .filter(|centre| centre.holder == licensee.authorisation.organisation && centre.held.contains(view.on))
                    .map(|centre| centre.id)
                    .collect();
                sites.sort_unstable();
                sites
            };
            found.insert(id, (sources(&own, view.on), sites));
        }
        Ok(found)
    }
}

fn sources(facts: &[Dated<LicenceFact>], on: Day) -> Vec<EnergySource> {
    let proved = |wanted: &&EnergySource| {
        facts.iter().any(|said| match said.fact {
            LicenceFact::EnergySource { source, until, .. } => {
                source == **wanted && said.on <= on && until.is_none_or(|last| on <= last)
            }
            _ => false,
        })
    };
    EnergySource::ALL.iter().filter(proved).copied().collect()
}
