//! Facts first, then rules: loads all that the rules may ask about a batch of licensees, then only computes.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Registry;
use super::error::RegistryError;
use super::lookup::{Licensee, history};
use crate::compliance::facts::{Counterparties, Facts};
use crate::compliance::rulebook::Rulebook;
use crate::compliance::{Assessment, assess};
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::bin::Bin;
use crate::domain::fold::AuthorisationFacts;
use crate::domain::period::Period;
use crate::domain::trade::{Distribution, Sale};
use crate::domain::view::View;

impl Registry {
    /// The assessments of a batch of licensees under one view, however many they are in at most seven statements.
    ///
    /// # Errors
    /// A failing database.
    pub async fn assess(
        &self,
        licensees: &[Arc<Licensee>],
        view: View,
    ) -> Result<HashMap<AuthorisationId, Arc<Assessment>>, RegistryError> {
        let book = self.rulebook(view.seq).await?;
        let facts = self.load_facts(licensees, &book, view).await?;
        Ok(facts.into_iter().map(|facts| (facts.held.authorisation.id, Arc::new(assess(&facts, &book, view.on)))).collect())
    }

    async fn load_facts(&self, licensees: &[Arc<Licensee>], book: &Rulebook, view: View) -> Result<Vec<Facts>, RegistryError> {
        let reads = self.store.reads();
        let of_role = |role| licensees.iter().filter(move |licensee| licensee.authorisation.role == role);
        let bins = |role| {
            of_role(role).map(|licensee| licensee.organisation.bin).collect::<BTreeSet<Bin>>().into_iter().collect::<Vec<Bin>>()
        };
        let pools: Vec<AuthorisationId> = of_role(LicenseeRole::Pool).map(|licensee| licensee.authorisation.id).collect();
        let horizon = Period { from: book.horizon(view.on).min(view.on), until: view.on };

        let mut complexes = reads.complexes(&pools, view.seq).await?;
        let mut tests = reads.security_tests(&pools, view.seq).await?;
        let miners = bins(LicenseeRole::Miner);
        let received = by_bin(reads.distributions_to(&miners, horizon, view.seq).await?, |row| Some(row.miner));
        let given = by_bin(reads.distributions_by(&bins(LicenseeRole::Pool), horizon, view.seq).await?, |row| row.pool.bin());
        let sold = by_bin(reads.sales_of(&miners, horizon, view.seq).await?, |row| Some(row.miner));
        let counterparties = Arc::new(self.load_counterparties(&received, &given, &sold, view).await?);

        let facts = licensees.iter().map(|licensee| {
            let (id, bin) = (licensee.authorisation.id, licensee.organisation.bin);
            let is_pool = licensee.authorisation.role == LicenseeRole::Pool;
            let is_miner = licensee.authorisation.role == LicenseeRole::Miner;
            let distributions = if is_pool {
                given.get(&bin)
            } else if is_miner {
                received.get(&bin)
            } else {
                None
            };
            Facts {
                held: AuthorisationFacts {
                    authorisation: licensee.authorisation.clone(),
                    history: licensee.history.clone(),
                    complexes: complexes.remove(&id).unwrap_or_default(),
                    tests: tests.remove(&id).unwrap_or_default(),
                },
                distributions: distributions.cloned().unwrap_or_default(),
                sales: sold.get(&bin).filter(|_| is_miner).cloned().unwrap_or_default(),
                counterparties: Arc::clone(&counterparties),
            }
        });
        Ok(facts.collect())
    }

    async fn load_counterparties(
        &self,
        received: &HashMap<Bin, Vec<Distribution>>,
        given: &HashMap<Bin, Vec<Distribution>>,
        sold: &HashMap<Bin, Vec<Sale>>,
        view: View,
    ) -> Result<Counterparties, RegistryError> {
        let pools = received.values().flatten().filter_map(|row| row.pool.bin());
        let miners = given.values().flatten().map(|row| row.miner);
        let venues = sold.values().flatten().filter_map(|row| row.venue.bin());
        let bins: Vec<Bin> = pools.chain(miners).chain(venues).collect::<BTreeSet<Bin>>().into_iter().collect();
        let mut counterparties = Counterparties::default();
        for life in self.store.reads().lives(&bins, view.seq).await? {
            counterparties.add(life.role, life.bin, history(life.authorisation, life.events)?);
        }
        Ok(counterparties)
    }
}

fn by_bin<T>(rows: Vec<T>, key: impl Fn(&T) -> Option<Bin>) -> HashMap<Bin, Vec<T>> {
    let mut found: HashMap<Bin, Vec<T>> = HashMap::new();
    for row in rows {
        if let Some(bin) = key(&row) {
            found.entry(bin).or_default().push(row);
        }
    }
    found
}
