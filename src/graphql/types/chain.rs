//! The chain of a payout: a miner through a pool to an exchange.

use async_graphql::{Context, Object};

use super::super::asked::asked;
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::scalar::Date;
use super::compliance::Finding;
use super::receipt::{Receipt, receipt};
use super::verification::Verification;
use crate::compliance::chain::Link;
use crate::compliance::verdict::Verdict;
use crate::domain::authorisation::LicenseeRole;
use crate::domain::view::View;
use crate::registry::{self, Answered};

/// A verified chain under a view.
pub struct ChainVerification {
    /// The chain with all that it rests on.
    pub of: registry::ChainVerification,
    /// The view it was asked under.
    pub view: View,
}

/// May this miner be paid by this pool, and does a sale on this exchange count? Three parties and what lies between them.
#[Object]
impl ChainVerification {
    /// The verdict: that of the weakest link.
    async fn verdict(&self) -> EnumValue<Verdict> {
        EnumValue(self.of.chain.weakest().verdict)
    }

    /// The weakest link: NOT_FOUND before NOT_AUTHORISED before AUTHORISED_WITH_FINDINGS; of equals the first of `links`.
    async fn weakest(&self) -> ChainLink {
        ChainLink { link: self.of.chain.weakest().clone(), view: self.view }
    }

    /// The three parties, each a link without `to`, then what lies between them: the miner may mine through the pool, the
    /// pool may distribute to the miner, a sale of the miner on the exchange counts.
    async fn links(&self) -> Vec<ChainLink> {
        self.of.chain.links().iter().map(|link| ChainLink { link: link.clone(), view: self.view }).collect()
    }

    /// The miner by itself.
    async fn miner(&self) -> Verification {
        self.verification(&self.of.miner)
    }

    /// The pool by itself.
    async fn pool(&self) -> Verification {
        self.verification(&self.of.pool)
    }

    /// The exchange by itself.
    async fn exchange(&self) -> Verification {
        self.verification(&self.of.exchange)
    }

    /// The day that the answer speaks of.
    async fn as_of(&self) -> Date {
        Date(self.view.on)
    }

    /// The register's version that all of it was read from.
    async fn sequence(&self) -> i64 {
        self.view.seq.number()
    }

    /// The day on which the verdict of a party changes if no new fact arrives; none while nothing is known to change it.
    async fn next_change_on(&self) -> Option<Date> {
        let parties = [&self.of.miner, &self.of.pool, &self.of.exchange];
        parties.into_iter().filter_map(|party| party.found.as_ref()?.1.next_change_on).min().map(Date)
    }

    /// The answer as a signed credential, which proves itself to whoever is shown it.
    async fn receipt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A mark of the asker's own, by which the receipt is known again: at most 200 characters.")]
        nonce: Option<String>,
        #[graphql(desc = "For whom the receipt is: at most 200 characters.")] audience: Option<String>,
    ) -> Result<Receipt, RequestError> {
        receipt(&asked(ctx)?.registry, Answered::Chain(&self.of), self.view, (nonce, audience)).await
    }
}

impl ChainVerification {
    fn verification(&self, of: &registry::Verification) -> Verification {
        Verification { of: of.clone(), view: self.view }
    }
}

/// A party of a chain, or what lies between two.
pub struct ChainLink {
    link: Link,
    view: View,
}

/// A party of a chain, or what lies between two.
#[Object]
impl ChainLink {
    /// The party that it begins at.
    async fn from(&self) -> EnumValue<LicenseeRole> {
        EnumValue(self.link.from)
    }

    /// The party that it leads to; none where the link is a party itself.
    async fn to(&self) -> Option<EnumValue<LicenseeRole>> {
        self.link.to.map(EnumValue)
    }

    /// Whether it holds.
    async fn verdict(&self) -> EnumValue<Verdict> {
        EnumValue(self.link.verdict)
    }

    /// Why: of a party all findings, of what lies between two the one of its rule.
    async fn findings(&self) -> Vec<Finding> {
        self.link.findings.iter().map(|finding| Finding::new(finding.clone(), self.view)).collect()
    }
}
