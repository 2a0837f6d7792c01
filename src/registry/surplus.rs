//! Sessions of surplus power: by key, and by the day of delivery.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::Registry;
use super::error::RegistryError;
use crate::domain::bin::Bin;
use crate::domain::data_centre::Zone;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::energy::Energy;
use crate::domain::hour::Hour;
use crate::domain::money::Price;
use crate::domain::period::Period;
use crate::domain::sequence::Sequence;
use crate::domain::surplus::{SessionId, SessionTerms};

/// Energy of several miners together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// How much in all.
    pub energy: Energy,
    /// Of how many miners.
    pub miners: u64,
}

/// What one miner was awarded in a session. Confidential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MinerAward {
    /// Who.
    pub miner: Bin,
    /// How much in all hours.
    pub energy: Energy,
    /// In tenge per kWh: the mean over the hours, each by its energy.
    pub price: Decimal,
}

/// What was bid for in a session, or awarded: of all miners together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// In all hours.
    pub in_all: Total,
    /// By hour.
    pub by_hour: BTreeMap<Hour, Total>,
}

/// A session with the totals of its bids and awards.
#[derive(Clone, Debug)]
pub struct SessionSummary {
    /// Its key.
    pub id: SessionId,
    /// What it offers.
    pub terms: SessionTerms,
    /// What was bid for; `None` while no bids are recorded.
    pub bid: Option<Totals>,
    /// What was awarded; `None` while there are no awards.
    pub awarded: Option<Totals>,
    /// What each miner was awarded. Confidential.
    pub awards: Vec<MinerAward>,
}

/// Which sessions, from which place on.
#[derive(Clone, Copy, Debug)]
pub struct SessionsAsked {
    /// With their day of delivery in this period.
    pub delivered: Period,
    /// Of this zone; of both without it.
    pub zone: Option<Zone>,
    /// After the session of this day and zone.
    pub after: Option<(Day, Zone)>,
    /// So many.
    pub size: u64,
}

/// A lot with its miner: who, in which hour, how much, at which price.
type Told = (Bin, Hour, Energy, Price);

impl Registry {
    /// The session of a day of delivery and zone. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn session_of(&self, on: Day, zone: Zone, seq: Sequence) -> Result<Option<SessionId>, RegistryError> {
        Ok(self.store.reads().session_of(on, zone, seq).await?)
    }

    /// Sessions by key. Three statements.
    ///
    /// # Errors
    /// A failing database.
    pub async fn sessions(
        &self,
        ids: &[SessionId],
        seq: Sequence,
    ) -> Result<HashMap<SessionId, Arc<SessionSummary>>, RegistryError> {
        let terms = self.store.reads().sessions(ids, seq).await?;
        self.summed(terms, seq).await
    }

    /// Sessions by day of delivery and zone, and whether more follow. Three statements.
    ///
    /// # Errors
    /// A failing database.
    pub async fn sessions_delivered(
        &self,
        asked: &SessionsAsked,
        seq: Sequence,
    ) -> Result<(Vec<Arc<SessionSummary>>, bool), RegistryError> {
        // One more than asked for tells whether more follow.
        let wanted = usize::try_from(asked.size).unwrap_or(usize::MAX);
        let reads = self.store.reads();
        let mut found = reads.sessions_delivered(asked.delivered, asked.zone, asked.after, asked.size + 1, seq).await?;
        let has_next = found.len() > wanted;
        found.truncate(wanted);
        let mut page: Vec<_> = self.summed(found.into_iter().collect(), seq).await?.into_values().collect();
        page.sort_by_key(|session| (session.terms.delivery_date, session.terms.zone));
        Ok((page, has_next))
    }

    /// Adds totals and awards to sessions. Two statements.
    async fn summed(
        &self,
        terms: HashMap<SessionId, SessionTerms>,
        seq: Sequence,
    ) -> Result<HashMap<SessionId, Arc<SessionSummary>>, RegistryError> {
        let ids: Vec<SessionId> = terms.keys().copied().collect();
        let mut bids: HashMap<SessionId, Vec<Told>> = HashMap::new();
        for (session, row) in self.store.reads().bids_in(&ids, seq).await? {
            bids.entry(session).or_default().extend(row.lots.iter().map(|lot| (row.miner, lot.hour, lot.energy, lot.price)));
        }
        let mut awards: HashMap<SessionId, Vec<Told>> = HashMap::new();
        for award in self.store.reads().awards_in(&ids, seq).await? {
            let lots = award.row.lots.iter().map(|lot| (award.row.miner, lot.hour, lot.energy, lot.price));
            awards.entry(award.session).or_default().extend(lots);
        }
        let summary = |(id, terms): (SessionId, SessionTerms)| {
            let (bids, awards) = (bids.remove(&id), awards.remove(&id));
            let of_each = awards.as_deref().map(by_miner).unwrap_or_default();
            let (bid, awarded) = (bids.as_deref().map(totals), awards.as_deref().map(totals));
            (id, Arc::new(SessionSummary { id, terms, bid, awarded, awards: of_each }))
        };
        Ok(terms.into_iter().map(summary).collect())
    }
}

/// A bid that was cut to nothing is no award, and nobody's part of the total.
fn something(told: &&Told) -> bool {
    told.2 > Energy::ZERO
}

fn totals(told: &[Told]) -> Totals {
    let mut by_hour: BTreeMap<Hour, Total> = told.iter().map(|(_, hour, ..)| (*hour, Total::default())).collect();
    for (hour, total) in &mut by_hour {
        let in_hour: Vec<&Told> = told.iter().filter(|lot| lot.1 == *hour).collect();
        *total = sum(&in_hour);
    }
    Totals { in_all: sum(&told.iter().collect::<Vec<_>>()), by_hour }
}

fn sum(told: &[&Told]) -> Total {
    let miners: BTreeSet<Bin> = told.iter().copied().filter(something).map(|(miner, ..)| *miner).collect();
    Total { energy: told.iter().map(|(_, _, energy, _)| *energy).sum(), miners: miners.len() as u64 }
}

fn by_miner(told: &[Told]) -> Vec<MinerAward> {
    let mut lots: BTreeMap<Bin, Vec<&Told>> = BTreeMap::new();
    for lot in told.iter().filter(something) {
        lots.entry(lot.0).or_default().push(lot);
    }
    let award = |(miner, lots): (Bin, Vec<&Told>)| {
        let energy: Energy = lots.iter().map(|(_, _, energy, _)| *energy).sum();
        let paid = Decimal::total(lots.iter().map(|(_, _, energy, price)| energy.kwh().times(price.0.tenge())));
        let price = Decimal::share(paid, energy.kwh()).unwrap_or_default();
        MinerAward { miner, energy, price }
    };
    lots.into_iter().map(award).collect()
}
