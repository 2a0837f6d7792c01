//! All that the rules may ask about one licensee, already loaded.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::authorisation::LicenseeRole;
use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::fold::AuthorisationFacts;
use crate::domain::party::Party;
use crate::domain::period::Period;
use crate::domain::rule::LicenceKind;
use crate::domain::standing::{History, Standing};
use crate::domain::trade::{Distribution, Sale};

/// The facts about one licensee that count on a day.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Its authorisation, with the events and the pool facts.
    pub held: AuthorisationFacts,
    /// Distributions: to it when it is a miner, by it when it is a pool. By day.
    pub distributions: Vec<Distribution>,
    /// A miner's sales, by day.
    pub sales: Vec<Sale>,
    /// The authorisations of those it dealt with.
    pub counterparties: Arc<Counterparties>,
}

/// The lives of the authorisations of everyone that the licensees at hand dealt with.
#[derive(Clone, Debug, Default)]
pub struct Counterparties(HashMap<(LicenseeRole, Bin), Vec<History>>);

impl Counterparties {
    /// Adds an authorisation of a counterparty.
    pub fn add(&mut self, role: LicenseeRole, bin: Bin, history: History) {
        self.0.entry((role, bin)).or_default().push(history);
    }

    /// Whether the party held an ACTIVE authorisation of the role on the day. One without a number never does.
    pub fn was_active(&self, role: LicenseeRole, party: &Party, on: Day) -> bool {
        party
            .bin()
            .and_then(|bin| self.0.get(&(role, bin)))
            .is_some_and(|histories| histories.iter().any(|history| history.standing(on) == Standing::Active))
    }
}

impl Facts {
    /// Which of the rules' addressees the licensee is.
    pub fn kind(&self) -> LicenceKind {
        LicenceKind::of(self.held.authorisation.role, self.held.authorisation.subkind)
    }

    /// Its distributions in a period.
    pub fn distributions_in(&self, period: Period) -> impl Iterator<Item = &Distribution> {
        self.distributions.iter().filter(move |row| period.contains(row.on))
    }

    /// Its sales in a period.
    pub fn sales_in(&self, period: Period) -> impl Iterator<Item = &Sale> {
        self.sales.iter().filter(move |row| period.contains(row.on))
    }

    /// Whether the distribution came from a pool that was accredited on its day.
    pub fn came_through_accredited_pool(&self, row: &Distribution) -> bool {
        self.counterparties.was_active(LicenseeRole::Pool, &row.pool, row.on)
    }

    /// Whether the distribution went to a miner who was licensed on its day.
    pub fn went_to_licensed_miner(&self, row: &Distribution) -> bool {
        self.counterparties.was_active(LicenseeRole::Miner, &Party::Bin(row.miner), row.on)
    }

    /// Whether the sale was on an exchange that was licensed on its day.
    pub fn was_on_licensed_exchange(&self, row: &Sale) -> bool {
        self.counterparties.was_active(LicenseeRole::Exchange, &row.venue, row.on)
    }
}
