//! Showing a receipt again: the register does not keep it, it answers again what its address says was asked.

use super::answered::Answered;
use super::asked::{Asked, What};
use super::give::{Drawn, ReceiptProblem, address, digest, sign};
use crate::compliance::verdict::Verdict;
use crate::domain::instant::Instant;
use crate::domain::view::View;
use crate::journal::receipt::{Receipt, open_link};
use crate::registry::{LogError, Registry, Verification};

/// What an address of a receipt leads to.
#[derive(Clone, Debug)]
pub enum Reopened {
    /// The receipt as it was given.
    Receipt(Box<Again>),
    /// The register would answer otherwise today, by a program that was mended since. The receipt stands as it was given.
    AnsweredOtherwise {
        /// When it was given.
        at: Instant,
        /// Under which view.
        view: View,
    },
    /// A batch: its items are known to those who hold them.
    Batch {
        /// When it was given.
        at: Instant,
        /// Under which view.
        view: View,
        /// How many subjects it was of.
        count: u32,
    },
}

/// A receipt that is shown again.
#[derive(Clone, Debug)]
pub struct Again {
    /// What it says.
    pub receipt: Receipt,
    /// The credential: the same, byte for byte, unless it was signed with a key that is not the newest any more.
    pub jws: String,
    /// When it was given.
    pub at: Instant,
    /// Under which view.
    pub view: View,
    /// The verdict on all of it.
    pub verdict: Verdict,
    /// Each subject by itself.
    pub parties: Vec<Verification>,
}

impl Registry {
    /// What an address of a receipt leads to; `None` for one that this register did not make.
    ///
    /// # Errors
    /// The register has no key or cannot sign; a failing database.
    pub async fn reopen_receipt(&self, id: &str) -> Result<Option<Reopened>, ReceiptProblem> {
        let signing = self.signing()?;
        let Some(asked) = open_link::<Asked>(signing.keys().links(), id) else { return Ok(None) };
        let (view, at, was) = (asked.view(), asked.at, asked.digest.clone());
        let wanted = asked.wanted();
        let (drawn, verdict, parties) = match asked.what {
            What::Batch(count) => return Ok(Some(Reopened::Batch { at, view, count })),
            What::Verification(subject) => {
                let Some(named) = subject.named() else { return Ok(None) };
                let again = self.verify(&named.key, named.role, view).await.map_err(LogError::from)?;
                (self.draw(Answered::Verification(&again), view, &wanted, at).await?, again.verdict, vec![again])
            }
            What::Chain(parties) => {
                let [Some(miner), Some(pool), Some(exchange)] = parties.map(super::asked::Subject::named) else {
                    return Ok(None);
                };
                let again = self.verify_chain([miner, pool, exchange], view).await.map_err(LogError::from)?;
                let drawn = self.draw(Answered::Chain(&again), view, &wanted, at).await?;
                (drawn, again.chain.weakest().verdict, vec![again.miner, again.pool, again.exchange])
            }
        };
        let Drawn { receipt, .. } = drawn;
        if digest(&receipt)? != was {
            return Ok(Some(Reopened::AnsweredOtherwise { at, view }));
        }
        let jws = sign(signing, receipt.clone(), &address(signing, id))?;
        Ok(Some(Reopened::Receipt(Box::new(Again { receipt, jws, at, view, verdict, parties }))))
    }
}
