//! Facts first, then rules: loads all that the rules may ask about a batch of licensees, then only computes.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Registry;
use super::error::RegistryError;
use super::lookup::{Licensee, history};
use crate::compliance::facts::{Counterparties, Facts, Site};
use crate::compliance::rulebook::Rulebook;
use crate::compliance::{Assessment, assess};
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::bin::Bin;
use crate::domain::daily::{Consumed, GridDay, Traded};
use crate::domain::data_centre::{DataCentre, DataCentreId};
use crate::domain::dated::Dated;
use crate::domain::day::Day;
use crate::domain::fold::AuthorisationFacts;
use crate::domain::licence_fact::{LicenceFact, Placement, placements};
use crate::domain::organisation::OrganisationId;
use crate::domain::period::Period;
use crate::domain::pool::{ComplexPlace, TestProtocol};
use crate::domain::rule::LicenceKind;
use crate::domain::standing::History;
use crate::domain::view::View;
use crate::store::Side;

impl Registry {
    /// The assessments of a batch of licensees under one view, in a fixed number of statements however many they are.
    ///
    /// # Errors
    /// A failing database.
    pub async fn assess(
        &self,
        licensees: &[Arc<Licensee>],
        view: View,
    ) -> Result<HashMap<AuthorisationId, Arc<Assessment>>, RegistryError> {
        let book = self.rulebook(view.seq).await?;
        let mut loaded = self.load(licensees, &book, view).await?;
        let mut assessed = HashMap::with_capacity(licensees.len());
        for licensee in licensees {
            let facts = loaded.facts_of(licensee);
            assessed.insert(licensee.authorisation.id, Arc::new(assess(&facts, &book, view.on)));
            // A batch of hundreds takes a good part of a second: others get their turn in between.
            tokio::task::yield_now().await;
        }
        Ok(assessed)
    }

    /// The facts of a batch of licensees under one view.
    ///
    /// # Errors
    /// A failing database.
    pub(super) async fn load(&self, licensees: &[Arc<Licensee>], book: &Rulebook, view: View) -> Result<Loaded, RegistryError> {
        self.load_since(view.on, licensees, book, view).await
    }

    /// As [`Registry::load`], with what an answer about any day from `first` to that of the view may rest on.
    ///
    /// # Errors
    /// A failing database.
    pub(super) async fn load_since(
        &self,
        first: Day,
        licensees: &[Arc<Licensee>],
        book: &Rulebook,
        view: View,
    ) -> Result<Loaded, RegistryError> {
        let reads = self.store.reads();
        let of_role = |role| licensees.iter().filter(move |licensee| licensee.authorisation.role == role);
        let bins = |role| distinct(of_role(role).map(|licensee| licensee.organisation.bin));
        let (miners, pools) = (bins(LicenseeRole::Miner), bins(LicenseeRole::Pool));
        let horizon = Period { from: book.horizon(first).min(book.horizon(view.on)).min(first), until: view.on };

        let said = self.load_said(licensees, view).await?;
        let received = reads.traded_by(Side::Distribution, &miners, horizon, view.seq).await?;
        let given = reads.distributed_by(&pools, horizon, view.seq).await?;
        let sold = reads.traded_by(Side::Sale, &miners, horizon, view.seq).await?;
        let centres = self.load_centres(licensees, &said, view).await?;
        let accredited: Vec<AuthorisationId> = of_role(LicenseeRole::Pool).map(|licensee| licensee.authorisation.id).collect();
        let (counterparties, lives) = self.load_lives(&miners, &received, &given, &sold, &centres, view).await?;
        Ok(Loaded {
            complexes: reads.complexes(&accredited, view.seq).await?,
            tests: reads.security_tests(&accredited, view.seq).await?,
            consumed: grouped(reads.consumed_by(&miners, horizon, view.seq).await?, |row| Some(row.miner)),
            grid: grouped(reads.grid_of(&miners, horizon, view.seq).await?, |day| Some(day.holder)),
            received: grouped(received, |row| Some(row.miner)),
            given: grouped(given, |row| row.party.bin()),
            sold: grouped(sold, |row| Some(row.miner)),
            counterparties: Arc::new(counterparties),
            lives,
            said,
            centres,
        })
    }

    async fn load_said(&self, licensees: &[Arc<Licensee>], view: View) -> Result<HashMap<AuthorisationId, Said>, RegistryError> {
        let holders = distinct(licensees.iter().map(|licensee| licensee.authorisation.organisation));
        let facts = self.store.reads().licence_facts(&holders, view.seq).await?;
        let mut found = HashMap::new();
        for licensee in licensees {
            let id = licensee.authorisation.id;
            let of_holder = facts.get(&licensee.authorisation.organisation).into_iter().flatten();
            let (own, others): (Vec<_>, Vec<_>) = of_holder.partition(|(authorisation, _)| *authorisation == id);
            let own: Vec<_> = own.into_iter().map(|(_, fact)| fact.clone()).collect();
            let counts = |fact: &Dated<LicenceFact>| {
                licensee.authorisation.role == LicenseeRole::Miner && fact.fact.counts_for_every_licence()
            };
            let others = others.into_iter().map(|(_, fact)| fact).filter(|fact| counts(fact)).cloned().collect();
            let placements = placements(&own).map_err(|_| RegistryError::Contradiction(id.0))?;
            found.insert(id, Said { own, others, placements });
        }
        Ok(found)
    }

    async fn load_centres(
        &self,
        licensees: &[Arc<Licensee>],
        said: &HashMap<AuthorisationId, Said>,
        view: View,
    ) -> Result<HashMap<DataCentreId, Site>, RegistryError> {
        let miners = licensees.iter().filter(|licensee| licensee.authorisation.role == LicenseeRole::Miner);
        let holders = distinct(miners.map(|licensee| licensee.authorisation.organisation));
        let placed = distinct(said.values().flat_map(|said| said.placements.iter().map(|place| place.data_centre)));
        let centres: HashMap<DataCentreId, DataCentre> = self.store.reads().data_centres(&placed, &holders, view.seq).await?;
        let mut bins: HashMap<OrganisationId, Bin> =
            licensees.iter().map(|licensee| (licensee.organisation.id, licensee.organisation.bin)).collect();
        let hosts = distinct(centres.values().map(|centre| centre.holder).filter(|holder| !bins.contains_key(holder)));
        bins.extend(self.store.reads().bins_of(&hosts).await?);
        let site = |(id, centre): (DataCentreId, DataCentre)| {
            let holder = *bins.get(&centre.holder)?;
            Some((id, Site { centre: Arc::new(centre), holder }))
        };
        Ok(centres.into_iter().filter_map(site).collect())
    }

    /// The lives of all that the licensees dealt with, and the miners' own, each with its licence.
    async fn load_lives(
        &self,
        own: &[Bin],
        received: &[Traded],
        given: &[Traded],
        sold: &[Traded],
        sites: &HashMap<DataCentreId, Site>,
        view: View,
    ) -> Result<(Counterparties, HashMap<Bin, Lives>), RegistryError> {
        let parties = received.iter().chain(sold).filter_map(|row| row.party.bin());
        let miners = given.iter().map(|row| row.miner);
        let hosts = sites.values().map(|site| site.holder);
        let bins: Vec<Bin> = distinct(parties.chain(miners).chain(hosts).chain(own.iter().copied()));
        let (mut counterparties, mut lives) = (Counterparties::default(), HashMap::<Bin, Lives>::new());
        for life in self.store.reads().lives(&bins, view.seq).await? {
            let kind = LicenceKind::of(life.role, life.subkind);
            let history = history(life.authorisation, life.events)?;
            if life.role == LicenseeRole::Miner {
                lives.entry(life.bin).or_default().push((life.authorisation, history.clone()));
            }
            counterparties.add(kind, life.bin, history);
        }
        Ok((counterparties, lives))
    }
}

/// What is recorded of one licensee beside the life of its authorisation.
#[derive(Default)]
struct Said {
    own: Vec<Dated<LicenceFact>>,
    others: Vec<Dated<LicenceFact>>,
    placements: Vec<Placement>,
}

/// The facts of a batch, each sort by whose it is.
pub(super) struct Loaded {
    said: HashMap<AuthorisationId, Said>,
    complexes: HashMap<AuthorisationId, Vec<Dated<ComplexPlace>>>,
    tests: HashMap<AuthorisationId, Vec<Dated<TestProtocol>>>,
    centres: HashMap<DataCentreId, Site>,
    received: HashMap<Bin, Vec<Traded>>,
    given: HashMap<Bin, Vec<Traded>>,
    sold: HashMap<Bin, Vec<Traded>>,
    consumed: HashMap<Bin, Vec<Consumed>>,
    grid: HashMap<Bin, Vec<GridDay>>,
    counterparties: Arc<Counterparties>,
    lives: HashMap<Bin, Lives>,
}

/// The lives of a miner's licences.
type Lives = Vec<(AuthorisationId, History)>;

impl Loaded {
    /// The facts of one of the batch. Given once.
    pub(super) fn facts_of(&mut self, licensee: &Licensee) -> Facts {
        let (id, bin, role) = (licensee.authorisation.id, licensee.organisation.bin, licensee.authorisation.role);
        let said = self.said.remove(&id).unwrap_or_default();
        let is_miner = role == LicenseeRole::Miner;
        let distributions = match role {
            LicenseeRole::Miner => self.received.get(&bin),
            LicenseeRole::Pool => self.given.get(&bin),
            LicenseeRole::Exchange => None,
        };
        Facts {
            sites: if is_miner { self.sites_of(licensee, &said.placements) } else { Vec::new() },
            held: AuthorisationFacts {
                authorisation: licensee.authorisation.clone(),
                history: licensee.history.clone(),
                complexes: self.complexes.remove(&id).unwrap_or_default(),
                tests: self.tests.remove(&id).unwrap_or_default(),
                said: said.own,
                placements: said.placements,
            },
            of_other_licences: said.others,
            other_lives: self.other_lives(licensee),
            distributions: distributions.cloned().unwrap_or_default(),
            sales: self.sold.get(&bin).filter(|_| is_miner).cloned().unwrap_or_default(),
            consumed: self.consumed.get(&bin).filter(|_| is_miner).cloned().unwrap_or_default(),
            grid: self.grid.get(&bin).filter(|_| is_miner).cloned().unwrap_or_default(),
            counterparties: Arc::clone(&self.counterparties),
        }
    }

    fn other_lives(&self, licensee: &Licensee) -> Vec<History> {
        let own = self.lives.get(&licensee.organisation.bin).into_iter().flatten();
        let is_miner = licensee.authorisation.role == LicenseeRole::Miner;
        own.filter(|(id, _)| is_miner && *id != licensee.authorisation.id).map(|(_, life)| life.clone()).collect()
    }

    fn sites_of(&self, licensee: &Licensee, placements: &[Placement]) -> Vec<Site> {
        let concerns = |site: &&Site| {
            site.centre.holder == licensee.authorisation.organisation
                || placements.iter().any(|place| place.data_centre == site.centre.id)
        };
        let mut sites: Vec<Site> = self.centres.values().filter(concerns).cloned().collect();
        sites.sort_by_key(|site| site.centre.id);
        sites
    }
}

fn distinct<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    items.collect::<BTreeSet<T>>().into_iter().collect()
}

fn grouped<T>(rows: Vec<T>, key: impl Fn(&T) -> Option<Bin>) -> HashMap<Bin, Vec<T>> {
    let mut found: HashMap<Bin, Vec<T>> = HashMap::new();
    for row in rows {
        if let Some(bin) = key(&row) {
            found.entry(bin).or_default().push(row);
        }
    }
    found
}
