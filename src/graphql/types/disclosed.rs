//! Totals that are shown to anyone only when many stand behind them.

use async_graphql::Context;

use super::super::asked::asked;
use super::super::error::RequestError;
use super::super::scalar::Decimal;
use crate::domain;
use crate::domain::disclosure::is_public;
use crate::domain::energy::KWH;

/// A total that so many licensees stand behind; none for whoever may not read the part of each.
pub fn disclosed(total: domain::decimal::Decimal, licensees: u64, reads_parts: bool) -> Option<Decimal> {
    (reads_parts || is_public(licensees)).then_some(Decimal(total))
}

/// Whether the asker may read what single licensees consumed, bid for and were awarded.
///
/// # Errors
/// As [`asked`].
pub fn reads_energy(ctx: &Context<'_>) -> Result<bool, RequestError> {
    reads_amounts_in(ctx, KWH)
}

/// Whether the asker may read what single licensees have of something, by its unit.
///
/// # Errors
/// As [`asked`].
pub fn reads_amounts_in(ctx: &Context<'_>, unit: &str) -> Result<bool, RequestError> {
    Ok(asked(ctx)?.principal.as_ref().is_some_and(|principal| principal.role.reads_amounts_in(unit)))
}
