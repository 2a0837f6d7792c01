//! What was mined and what of it was sold on licensed exchanges.

use async_graphql::{Context, SimpleObject};

use super::super::super::enum_value::EnumValue;
use super::super::super::error::RequestError;
use super::super::super::scalar::Decimal;
use super::super::disclosed::{disclosed, reads_amounts_in};
use super::super::period::Period;
use crate::domain;
use crate::domain::asset::Asset;
use crate::registry::SoldOfYear;

/// One asset in a year, or in the part of it in which one threshold of the duty to sell was in force, or none.
#[derive(SimpleObject)]
pub struct SaleShareTotal {
    /// The year.
    year: i32,
    /// Its days: the whole year, or the part in which one threshold was in force, or none; those after the day asked about
    /// do not count yet.
    period: Period,
    /// The asset.
    asset: EnumValue<Asset>,
    /// What all miners received from pools; none where it is that of one or two and the asker may not read what each
    /// received.
    distributed: Option<Decimal>,
    /// How many miners received it.
    licensees: u64,
    /// What was sold on exchanges whose licence was active on the day of the sale; none where one or two sold, or
    /// received, and the asker may not read how much.
    sold: Option<Decimal>,
    /// How many miners sold it.
    sellers: u64,
    /// The share sold, cut to eight places; none where nothing was distributed, and where it would tell what one or two
    /// sold of a total that is shown.
    share: Option<Decimal>,
    /// The share that each miner was to sell; none on days on which no threshold was in force.
    required: Option<Decimal>,
}

impl SaleShareTotal {
    /// As the asker may see it.
    pub(super) fn new(ctx: &Context<'_>, of: &SoldOfYear) -> Result<Self, RequestError> {
        let sees_all = reads_amounts_in(ctx, of.asset.code())?;
        let distributed = disclosed(of.distributed.amount, of.distributed.licensees, sees_all);
        // What was sold is the share of what was distributed: of the three, two tell the third.
        let sold = disclosed(of.sold.amount, of.sold.licensees, sees_all).filter(|_| distributed.is_some());
        let tells_sold = distributed.is_some() && sold.is_none();
        let share = domain::decimal::Decimal::share(of.sold.amount, of.distributed.amount).filter(|_| !tells_sold);
        Ok(Self {
            year: of.period.from.year(),
            period: of.period.into(),
            asset: EnumValue(of.asset),
            distributed,
            licensees: of.distributed.licensees,
            sold,
            sellers: of.sold.licensees,
            share: share.map(Decimal),
            required: of.required.map(Decimal),
        })
    }
}
