//! The origin of a deposit: may this miner be paid by this pool and sell on this exchange?

use super::Registry;
use super::error::RegistryError;
use super::lookup::Named;
use super::search::LookAlikes;
use super::verify::Verification;
use crate::compliance::chain::{Chain, Party};
use crate::domain::view::View;

/// The three verifications, and what they make together.
#[derive(Clone, Debug)]
pub struct ChainVerification {
    /// The miner's.
    pub miner: Verification,
    /// The pool's.
    pub pool: Verification,
    /// The exchange's.
    pub exchange: Verification,
    /// The nodes and edges.
    pub chain: Chain,
}

impl Registry {
    /// Verifies a miner, a pool and an exchange, and what lies between them: all under one view. As many statements as
    /// verifying one of them, and one for the rules.
    ///
    /// # Errors
    /// A failing database.
    pub async fn verify_chain(&self, parties: [Named; 3], view: View) -> Result<ChainVerification, RegistryError> {
        let mut verified = self.verify_all(&parties, view).await?.into_iter();
        // One verification for each, in order.
        let [miner, pool, exchange] =
            parties.map(|party| verified.next().unwrap_or_else(|| Verification::not_found(party, LookAlikes::default())));
        let book = self.rulebook(view.seq).await?;
        let chain = Chain::of(party(&miner), party(&pool), party(&exchange), &book, view.on);
        Ok(ChainVerification { miner, pool, exchange, chain })
    }
}

fn party(of: &Verification) -> Party<'_> {
    let found = of.found.as_ref().map(|(licensee, assessment)| (&licensee.history, assessment.as_ref()));
    Party { verdict: of.verdict, found }
}
