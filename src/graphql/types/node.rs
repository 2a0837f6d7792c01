//! Whatever has a global id.

use async_graphql::{ID, Interface};

use super::act::Act;
use super::data_centre::DataCentre;
use super::licensee::{Exchange, Licensee, Miner, Pool};
use super::organisation::Organisation;
use super::rule::Rule;
use super::surplus::SurplusSession;
use super::warning::Warning;

/// Whatever has a global id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Its global id, the same in every version of the register."))]
pub enum Node {
    /// An organisation.
    Organisation(Organisation),
    /// A miner.
    Miner(Miner),
    /// A pool.
    Pool(Pool),
    /// An exchange.
    Exchange(Exchange),
    /// A data centre.
    DataCentre(DataCentre),
    /// A session of surplus power.
    SurplusSession(SurplusSession),
    /// An act.
    Act(Act),
    /// A warning.
    Warning(Warning),
    /// A version of a rule.
    Rule(Rule),
}

impl From<Licensee> for Node {
    fn from(licensee: Licensee) -> Self {
        match licensee {
            Licensee::Miner(miner) => Self::Miner(miner),
            Licensee::Pool(pool) => Self::Pool(pool),
            Licensee::Exchange(exchange) => Self::Exchange(exchange),
        }
    }
}
