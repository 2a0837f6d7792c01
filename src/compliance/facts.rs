//! All that the rules may ask about one licensee, already loaded.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::authorisation::LicenseeRole;
use crate::domain::bin::Bin;
use crate::domain::daily::{Consumed, GridDay, Traded};
use crate::domain::data_centre::DataCentre;
use crate::domain::dated::Dated;
use crate::domain::day::Day;
use crate::domain::fold::AuthorisationFacts;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::party::Party;
use crate::domain::period::Period;
use crate::domain::rule::LicenceKind;
use crate::domain::sequence::Sequence;
use crate::domain::standing::{History, Standing};

/// The facts about one licensee that count on a day.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Its authorisation, with the events and all that is recorded of it.
    pub held: AuthorisationFacts,
    /// What is recorded of the same miner under its other licences and counts for this one too: declarations of the fee,
    /// payments, and proofs of power.
    pub of_other_licences: Vec<Dated<LicenceFact>>,
    /// The lives of the same miner's other licences.
    pub other_lives: Vec<History>,
    /// The data centres that it holds or has a place in, on any day.
    pub sites: Vec<Site>,
    /// Distributions: to it when it is a miner, by it when it is a pool. By day.
    pub distributions: Vec<Traded>,
    /// A miner's sales, by day.
    pub sales: Vec<Traded>,
    /// What a miner consumed, by day.
    pub consumed: Vec<Consumed>,
    /// Of a miner with data centres: surplus power taken there beside its awards, by day.
    pub grid: Vec<GridDay>,
    /// The authorisations of those it dealt with.
    pub counterparties: Arc<Counterparties>,
}

/// A data centre and whose it is.
#[derive(Clone, Debug)]
pub struct Site {
    /// The data centre.
    pub centre: Arc<DataCentre>,
    /// The holder's number.
    pub holder: Bin,
}

/// The lives of the authorisations of everyone that the licensees at hand dealt with.
#[derive(Clone, Debug, Default)]
pub struct Counterparties(HashMap<Bin, Vec<(LicenceKind, History)>>);

impl Counterparties {
    /// Adds an authorisation of a counterparty.
    pub fn add(&mut self, kind: LicenceKind, bin: Bin, history: History) {
        self.0.entry(bin).or_default().push((kind, history));
    }

    /// Whether the party held an ACTIVE authorisation of the role on the day. One without a number never does.
    pub fn was_active(&self, role: LicenseeRole, party: &Party, on: Day) -> bool {
        party.bin().is_some_and(|bin| self.active(bin, on).any(|kind| kind.role() == role))
    }

    /// Whether the firm could host others on the day: whether its licence of subkind I was ACTIVE.
    pub fn may_host(&self, bin: Bin, on: Day) -> bool {
        self.active(bin, on).any(|kind| kind == LicenceKind::MiningOne)
    }

    /// The days on which the standing of any of a firm's authorisations changes.
    pub fn turning_days(&self, bin: Bin) -> impl Iterator<Item = Day> {
        self.0.get(&bin).into_iter().flatten().flat_map(|(_, history)| history.turning_days())
    }

    fn active(&self, bin: Bin, on: Day) -> impl Iterator<Item = LicenceKind> {
        let held = self.0.get(&bin).into_iter().flatten();
        held.filter(move |(_, history)| history.standing(on) == Standing::Active).map(|(kind, _)| *kind)
    }
}

impl Facts {
    /// Which of the rules' addressees the licensee is.
    pub fn kind(&self) -> LicenceKind {
        LicenceKind::of(self.held.authorisation.role, self.held.authorisation.subkind)
    }

    /// Its distributions in a period.
    pub fn distributions_in(&self, period: Period) -> impl Iterator<Item = &Traded> {
        self.distributions.iter().filter(move |row| period.contains(row.on))
    }

    /// Its sales in a period.
    pub fn sales_in(&self, period: Period) -> impl Iterator<Item = &Traded> {
        self.sales.iter().filter(move |row| period.contains(row.on))
    }

    /// What it consumed in a period.
    pub fn consumed_in(&self, period: Period) -> impl Iterator<Item = &Consumed> {
        self.consumed.iter().filter(move |row| period.contains(row.on))
    }

    /// What is recorded of it, with what counts of its other licences, up to a day.
    pub fn said(&self, until: Day) -> impl Iterator<Item = &Dated<LicenceFact>> {
        self.held.said.iter().chain(&self.of_other_licences).filter(move |said| said.on <= until)
    }

    /// The days after one on which something that is recorded of it already begins to count.
    pub fn days_to_come(&self, on: Day) -> impl Iterator<Item = Day> {
        let said = self.held.said.iter().chain(&self.of_other_licences).map(|said| said.on);
        let of_pool = self.held.complexes.iter().map(|complex| complex.on).chain(self.held.tests.iter().map(|test| test.on));
        let days = said.chain(of_pool).chain(self.held.history.turning_days());
        days.filter(move |day| *day > on)
    }

    /// Whether the miner was licensed on a day, under whichever licence. A suspended licence is one.
    pub fn was_licensed(&self, on: Day) -> bool {
        let lives = std::iter::once(&self.held.history).chain(&self.other_lives);
        lives.into_iter().any(|life| matches!(life.standing(on), Standing::Active | Standing::Suspended))
    }

    /// The data centres that it holds on a day.
    pub fn sites_held(&self, on: Day) -> impl Iterator<Item = &Site> {
        let own = self.held.authorisation.organisation;
        self.sites.iter().filter(move |site| site.centre.holder == own && site.centre.held.contains(on))
    }

    /// The data centres of others in which it has a place on a day, each with the act that says so.
    pub fn places(&self, on: Day) -> impl Iterator<Item = (&Site, Sequence)> {
        self.held.placements.iter().filter(move |place| place.period.contains(on)).filter_map(move |place| {
            let site = self.sites.iter().find(|site| site.centre.id == place.data_centre)?;
            site.centre.held.contains(on).then_some((site, place.act))
        })
    }

    /// The data centres that it uses on a day: with subkind I those it holds, with subkind II those it has a place in.
    pub fn sites_used(&self, on: Day) -> Vec<&Site> {
        if self.kind() == LicenceKind::MiningTwo {
            self.places(on).map(|(site, _)| site).collect()
        } else {
            self.sites_held(on).collect()
        }
    }

    /// Whether the distribution came from a pool that was accredited on its day.
    pub fn came_through_accredited_pool(&self, row: &Traded) -> bool {
        self.counterparties.was_active(LicenseeRole::Pool, &row.party, row.on)
    }

    /// Whether the distribution went to a miner who was licensed on its day.
    pub fn went_to_licensed_miner(&self, row: &Traded) -> bool {
        self.counterparties.was_active(LicenseeRole::Miner, &Party::Bin(row.miner), row.on)
    }

    /// Whether the sale was on an exchange that was licensed on its day.
    pub fn was_on_licensed_exchange(&self, row: &Traded) -> bool {
        self.counterparties.was_active(LicenseeRole::Exchange, &row.party, row.on)
    }
}
