//! Receipts.

use async_graphql::SimpleObject;

use super::super::error::RequestError;
use crate::domain::view::View;
use crate::registry::{Answered, GivenReceipt, Registry, Wanted};

/// An answer that proves itself: a W3C Verifiable Credential 2.0 secured with JOSE, with the acts that the answer rests on
/// and the proof that the journal holds them. It is checked without the register, by any JOSE library and any library for
/// RFC 6962. The register keeps no record of it.
#[derive(SimpleObject)]
pub struct Receipt {
    /// Its own name: the last part of `url`.
    id: String,
    /// The signed credential: a compact JWS of type `vc+jwt`, by EdDSA, with a key of `/.well-known/jwks.json`.
    jws: String,
    /// Where a person can look at it.
    url: String,
    /// Of a batch, each item in order as it can be shown without the others: after the JWS and a tilde. Empty otherwise.
    disclosures: Vec<String>,
}

/// Gives the receipt for an answer, with what the asker wants in it of his own.
///
/// # Errors
/// The register has no key or cannot sign; a mark is too long.
pub async fn receipt(
    registry: &Registry,
    answered: Answered<'_>,
    view: View,
    (nonce, audience): (Option<String>, Option<String>),
) -> Result<Receipt, RequestError> {
    let given = registry.receipt(answered, view, &Wanted { nonce, audience }).await?;
    let GivenReceipt { id, url, jws, disclosures } = given;
    Ok(Receipt { id, jws, url, disclosures })
}
