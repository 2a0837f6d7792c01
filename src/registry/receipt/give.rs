//! Giving a receipt for an answer.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sha2::{Digest, Sha256};
use thiserror::Error;

use super::answered::{self, Answered, BatchAnswer};
use super::asked::Asked;
use super::rests_on::RestsOn;
use crate::domain::instant::Instant;
use crate::domain::sequence::Sequence;
use crate::domain::view::View;
use crate::journal::jose::{self, CREDENTIAL};
use crate::journal::receipt::{Answer, Disclosure, Evidence, Item, Outcome, ProvedAct, Receipt, disclose, seal_link};
use crate::registry::log::{LogError, Proved, Signing};
use crate::registry::{Registry, SubjectKey};
use crate::store::StoredCheckpoint;

/// The longest mark or audience that a receipt bears, and the longest key of a subject that its address holds, in characters.
const LONGEST: usize = 200;

/// What the asker wants in a receipt, of his own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// A mark by which he knows it again.
    pub nonce: Option<String>,
    /// For whom it is.
    pub audience: Option<String>,
}

/// A receipt.
#[derive(Clone, Debug)]
pub struct GivenReceipt {
    /// Its own name: the last part of its address.
    pub id: String,
    /// Where a person can look at it.
    pub url: String,
    /// The signed credential (compact JWS).
    pub jws: String,
    /// Of a batch, each item as it can be shown without the others, in order.
    pub disclosures: Vec<String>,
}

/// Why no receipt was given.
#[derive(Debug, Error)]
pub enum ReceiptProblem {
    /// Nothing could be signed or proved.
    #[error(transparent)]
    Log(#[from] LogError),
    /// A text is longer than a receipt bears.
    #[error("{0}: at most {LONGEST} characters, without control characters, go into a receipt")]
    TooLong(&'static str),
    /// It has no JSON form.
    #[error("the receipt cannot be written: {0}")]
    Unwritable(#[from] serde_json::Error),
    /// The operating system gave no randomness.
    #[error("no randomness for the salts of a receipt")]
    NoRandomness,
}

/// What is said and proved, before it is signed.
pub(super) struct Drawn {
    pub(super) receipt: Receipt,
    disclosures: Vec<Disclosure>,
}

impl Registry {
    /// The receipt for an answer under a view.
    ///
    /// # Errors
    /// The register has no key or cannot sign; a mark or a key is too long; a failing database.
    pub async fn receipt(&self, answered: Answered<'_>, view: View, wanted: &Wanted) -> Result<GivenReceipt, ReceiptProblem> {
        fits(answered, wanted)?;
        let at = self.clock.now();
        let drawn = self.draw(answered, view, wanted, at).await?;
        let signing = self.signing()?;
        let asked = Asked::new(answered, view, at, wanted, digest(&drawn.receipt)?);
        let id = seal_link(signing.keys().links(), &asked)?;
        let url = address(signing, &id);
        let jws = sign(signing, drawn.receipt, &url)?;
        let disclosures = drawn.disclosures.iter().map(Disclosure::text).collect::<Result<_, _>>()?;
        Ok(GivenReceipt { id, url, jws, disclosures })
    }

    /// What a receipt says, and what proves it.
    pub(super) async fn draw(
        &self,
        answered: Answered<'_>,
        view: View,
        wanted: &Wanted,
        at: Instant,
    ) -> Result<Drawn, ReceiptProblem> {
        let checkpoint = self.checkpoint_over(view.seq).await?;
        let from = answered::from(view, self.rulebook(view.seq).await.map_err(LogError::from)?.newest_act());
        let (answer, evidence, disclosures) = match answered {
            Answered::Verification(of) => {
                let evidence = self.evidence(&RestsOn::of_verification(of), &checkpoint).await?;
                (answered::of_verification(of, from), evidence, Vec::new())
            }
            Answered::Chain(of) => {
                let evidence = self.evidence(&RestsOn::of_chain(of), &checkpoint).await?;
                (answered::of_chain(of, from), evidence, Vec::new())
            }
            Answered::Batch(items) => {
                let (root, disclosures) = disclose(&self.items(items, &checkpoint).await?)?;
                let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
                let evidence = Evidence::new(checkpoint.note, Vec::new(), Vec::new());
                (Answer::BatchVerification { from, count, root }, evidence, disclosures)
            }
        };
        let mut receipt = Receipt::new(self.signing()?.keys().address(), at, answer, evidence);
        (receipt.nonce, receipt.aud) = (wanted.nonce.clone(), wanted.audience.clone());
        Ok(Drawn { receipt, disclosures })
    }

    async fn evidence(&self, rests_on: &RestsOn, checkpoint: &StoredCheckpoint) -> Result<Evidence, ReceiptProblem> {
        let acts = self.proved(&rests_on.proved(), checkpoint).await?;
        Ok(Evidence::new(checkpoint.note.clone(), rests_on.all(), acts.into_values().collect()))
    }

    async fn proved(
        &self,
        acts: &BTreeSet<Sequence>,
        checkpoint: &StoredCheckpoint,
    ) -> Result<BTreeMap<Sequence, ProvedAct>, ReceiptProblem> {
        let proved = self.prove_acts(acts, checkpoint.size).await?;
        let act = |one: Proved| (one.sequence, ProvedAct { sequence: one.sequence, entry: one.entry, proof: one.proof });
        Ok(proved.into_iter().map(act).collect())
    }

    /// The items of a batch, each with its own proofs: as many statements as for one.
    async fn items(&self, answers: &[BatchAnswer<'_>], checkpoint: &StoredCheckpoint) -> Result<Vec<Item>, ReceiptProblem> {
        let rests_on: HashMap<usize, RestsOn> = answers
            .iter()
            .enumerate()
            .filter_map(|(at, answer)| Some((at, RestsOn::of_verification(answer.outcome.ok()?))))
            .collect();
        let wanted = rests_on.values().flat_map(RestsOn::proved_of_item).collect();
        let proved = self.proved(&wanted, checkpoint).await?;
        let item = |(at, answer): (usize, &BatchAnswer<'_>)| {
            let mut salt = [0; 32];
            getrandom::fill(&mut salt).map_err(|_| ReceiptProblem::NoRandomness)?;
            let outcome = match answer.outcome {
                Ok(of) => {
                    let of_item = rests_on.get(&at).cloned().unwrap_or_default();
                    Outcome::Verification {
                        said: Box::new(answered::said(of)),
                        rests_on: of_item.all(),
                        acts: of_item.proved_of_item().iter().filter_map(|act| proved.get(act).cloned()).collect(),
                    }
                }
                Err(code) => Outcome::Problem(code.to_owned()),
            };
            Ok(Item { salt, reference: answer.reference.to_owned(), outcome })
        };
        answers.iter().enumerate().map(item).collect()
    }
}

/// Where a person can look at a receipt.
pub(super) fn address(signing: &Signing, id: &str) -> String {
    format!("{}/receipts/{id}", signing.keys().address())
}

/// Signs what is drawn, as the receipt of an address.
pub(super) fn sign(signing: &Signing, mut receipt: Receipt, url: &str) -> Result<String, ReceiptProblem> {
    receipt.id = Some(url.to_owned());
    let payload = serde_json_canonicalizer::to_string(&receipt)?;
    Ok(jose::sign(signing.keys().credential_signer(), CREDENTIAL, &payload))
}

/// The beginning of a hash of what is drawn: enough to know it again.
pub(super) fn digest(receipt: &Receipt) -> Result<String, ReceiptProblem> {
    Ok(hex::encode(&Sha256::digest(serde_json_canonicalizer::to_vec(receipt)?)[..8]))
}

fn fits(answered: Answered<'_>, wanted: &Wanted) -> Result<(), ReceiptProblem> {
    let check = |text: &str, what| {
        let is_good = text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
        if is_good { Ok(()) } else { Err(ReceiptProblem::TooLong(what)) }
    };
    check(wanted.nonce.as_deref().unwrap_or_default(), "nonce")?;
    check(wanted.audience.as_deref().unwrap_or_default(), "audience")?;
    let named = match answered {
        Answered::Verification(of) => vec![&of.asked],
        Answered::Chain(of) => vec![&of.miner.asked, &of.pool.asked, &of.exchange.asked],
        // Its subjects are not in its address.
        Answered::Batch(_) => Vec::new(),
    };
    named.into_iter().try_for_each(|named| match &named.key {
        SubjectKey::Number(text) | SubjectKey::Name(text) | SubjectKey::Domain(text) => check(text, "the subject's key"),
        SubjectKey::Bin(_) | SubjectKey::Id(_) => Ok(()),
    })
}
