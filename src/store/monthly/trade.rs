//! Distributions and sales by month.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use entity::{distribution, sale, trade_month};
use sea_orm::sea_query::{Condition, SimpleExpr};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::super::error::StoreError;
use super::super::rows::{self, Cell};
use super::super::version::{replace, visible};
use super::super::{CHUNK, Reads};
use super::totals::MonthsOf;
use super::{Days, day_in, month_of, number_in_month, read_days, written_days};
use crate::domain::asset::Asset;
use crate::domain::bin::Bin;
use crate::domain::daily::{self, Traded};
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::party::Party;
use crate::domain::period::Period;
use crate::domain::sequence::Sequence;
use crate::domain::text::Name;

/// What is summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What came from pools.
    Distribution,
    /// What was sold on venues.
    Sale,
}

impl Side {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Distribution => "DISTRIBUTION",
            Self::Sale => "SALE",
        }
    }
}

/// A day: amount, rows, acts.
#[derive(Serialize, Deserialize)]
struct OfDay(Decimal, usize, Vec<Sequence>);

/// What a month's row is the sum of.
type Key = (Bin, Party, Asset, Day);

/// Sums the days of these miners again.
pub(in super::super) async fn refresh_trade(
    tx: &DatabaseTransaction,
    seq: Sequence,
    side: Side,
    touched: &BTreeSet<(Bin, Day)>,
) -> Result<(), StoreError> {
    let mut by_month: BTreeMap<Day, BTreeSet<(Bin, Day)>> = BTreeMap::new();
    for (miner, on) in touched {
        by_month.entry(month_of(*on)).or_default().insert((*miner, *on));
    }
    for (month, touched) in by_month {
        let miners: Vec<Bin> = touched.iter().map(|(miner, _)| *miner).collect::<BTreeSet<Bin>>().into_iter().collect();
        for miners in miners.chunks(CHUNK) {
            let of_these: HashSet<Bin> = miners.iter().copied().collect();
            let touched: HashSet<(Bin, Day)> = touched.iter().filter(|(miner, _)| of_these.contains(miner)).copied().collect();
            refresh_month(tx, seq, side, month, miners, &touched).await?;
        }
    }
    Ok(())
}

async fn refresh_month(
    tx: &DatabaseTransaction,
    seq: Sequence,
    side: Side,
    month: Day,
    miners: &[Bin],
    touched: &HashSet<(Bin, Day)>,
) -> Result<(), StoreError> {
    let present = trade_month::Entity::find()
        .filter(trade_month::Column::Side.eq(side.code()))
        .filter(trade_month::Column::Month.eq(month.date()))
        .filter(trade_month::Column::MinerBin.is_in(miners.iter().map(Bin::digits)))
        .filter(trade_month::Column::ToSeq.eq(super::super::OPEN))
        .all(tx)
        .await?;
    let mut months: BTreeMap<Key, Days<OfDay>> = BTreeMap::new();
    for row in &present {
        let (key, mut days) = read(row)?;
        days.retain(|number, _| !touched.contains(&(key.0, day_in(month, *number))));
        months.insert(key, days);
    }
    for sum in sums(tx, side, miners, touched).await? {
        let days = months.entry((sum.miner, sum.party, sum.asset, month)).or_default();
        days.insert(number_in_month(sum.on), OfDay(sum.units, sum.rows, sum.acts));
    }
    let wanted = months.iter().filter(|(_, days)| !days.is_empty()).map(|(key, days)| row_of(side, key, days)).collect();
    replace::<trade_month::Entity>(tx, seq, present, wanted).await
}

/// The sums of the touched days, from the rows as they now stand.
async fn sums(
    tx: &DatabaseTransaction,
    side: Side,
    miners: &[Bin],
    touched: &HashSet<(Bin, Day)>,
) -> Result<Vec<Traded>, StoreError> {
    let (Some(first), Some(last)) = (touched.iter().map(|(_, on)| *on).min(), touched.iter().map(|(_, on)| *on).max()) else {
        return Ok(Vec::new());
    };
    let miners: Vec<&str> = miners.iter().map(Bin::digits).collect();
    match side {
        Side::Distribution => {
            let stand = distribution::Entity::find()
                .filter(distribution::Column::MinerBin.is_in(miners.iter().copied()))
                .filter(distribution::Column::OnDay.between(first.date(), last.date()))
                .filter(distribution::Column::ToSeq.eq(super::super::OPEN));
            let rows: Vec<_> = stand.all(tx).await?.iter().map(rows::distribution).collect::<Result<_, _>>()?;
            let rows: Vec<_> = rows.into_iter().filter(|row| touched.contains(&(row.miner, row.on))).collect();
            Ok(daily::distributions(&rows))
        }
        Side::Sale => {
            let stand = sale::Entity::find()
                .filter(sale::Column::MinerBin.is_in(miners.iter().copied()))
                .filter(sale::Column::OnDay.between(first.date(), last.date()))
                .filter(sale::Column::ToSeq.eq(super::super::OPEN));
            let rows: Vec<_> = stand.all(tx).await?.iter().map(rows::sale).collect::<Result<_, _>>()?;
            let rows: Vec<_> = rows.into_iter().filter(|row| touched.contains(&(row.miner, row.on))).collect();
            Ok(daily::sales(&rows))
        }
    }
}

fn row_of(side: Side, (miner, party, asset, month): &Key, days: &Days<OfDay>) -> trade_month::Model {
    let units = Decimal::total(days.values().map(|day| day.0)).units();
    trade_month::Model {
        side: side.code().to_owned(),
        miner_bin: miner.digits().to_owned(),
        party: party_key(party),
        asset: asset.code().to_owned(),
        month: month.date(),
        from_seq: 0,
        to_seq: super::super::OPEN,
        units: i64::try_from(units).unwrap_or(i64::MAX),
        days: written_days(days),
    }
}

/// A party as one text: its number, or `~` and its name.
pub(super) fn party_key(party: &Party) -> String {
    match party {
        Party::Bin(bin) => bin.digits().to_owned(),
        Party::Name(name) => format!("~{name}"),
    }
}

/// The party that a text stands for.
pub(super) fn read_party(cell: &Cell, key: &str) -> Result<Party, StoreError> {
    Ok(match key.strip_prefix('~') {
        Some(name) => Party::Name(cell.text::<{ Name::MOST }>("party", name)?),
        None => Party::Bin(cell.bin("party", key)?),
    })
}

fn read(row: &trade_month::Model) -> Result<(Key, Days<OfDay>), StoreError> {
    let cell = Cell("trade_month", format!("{} {} {}", row.side, row.party, row.month));
    let key = (
        cell.bin("miner_bin", &row.miner_bin)?,
        read_party(&cell, &row.party)?,
        cell.take("asset", Asset::from_code(&row.asset))?,
        cell.day("month", row.month)?,
    );
    Ok((key, read_days(&cell, &row.days)?))
}

impl Reads<'_> {
    /// What these miners received or sold on the days of a period, by day. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn traded_by(&self, side: Side, miners: &[Bin], period: Period, seq: Sequence) -> Result<Vec<Traded>, StoreError> {
        self.traded(side, trade_month::Column::MinerBin, miners, period, seq).await
    }

    /// What these pools distributed on the days of a period, by day. One statement.
    ///
    /// # Errors
    /// As [`Reads::traded_by`].
    pub async fn distributed_by(&self, pools: &[Bin], period: Period, seq: Sequence) -> Result<Vec<Traded>, StoreError> {
        self.traded(Side::Distribution, trade_month::Column::Party, pools, period, seq).await
    }

    async fn traded(
        &self,
        side: Side,
        column: trade_month::Column,
        bins: &[Bin],
        period: Period,
        seq: Sequence,
    ) -> Result<Vec<Traded>, StoreError> {
        let mut found = Vec::new();
        for bins in bins.chunks(CHUNK) {
            let of_these = Condition::all()
                .add(SimpleExpr::from(column.is_in(bins.iter().map(Bin::digits))))
                .add(trade_month::Column::Month.between(month_of(period.from).date(), period.until.date()));
            found.extend(self.days_of(side, of_these, seq).await?);
        }
        found.retain(|day| period.contains(day.on));
        Ok(in_order(found))
    }

    /// What was received or sold in some months, by day, whoever did. One statement, and none for no months.
    ///
    /// # Errors
    /// As [`Reads::traded_by`].
    pub async fn traded_days(&self, side: Side, months: &[MonthsOf], seq: Sequence) -> Result<Vec<Traded>, StoreError> {
        if months.is_empty() {
            return Ok(Vec::new());
        }
        let any = months.iter().fold(Condition::any(), |any, months| any.add(months.condition()));
        Ok(in_order(self.days_of(side, any, seq).await?))
    }

    async fn days_of(&self, side: Side, which: Condition, seq: Sequence) -> Result<Vec<Traded>, StoreError> {
        let query = trade_month::Entity::find().filter(trade_month::Column::Side.eq(side.code())).filter(which).filter(visible(
            trade_month::Column::FromSeq,
            trade_month::Column::ToSeq,
            seq,
        ));
        let mut found = Vec::new();
        for row in query.all(&self.0).await? {
            let ((miner, party, asset, month), days) = read(&row)?;
            let day = |(number, OfDay(units, rows, acts))| Traded {
                party: party.clone(),
                miner,
                asset,
                on: day_in(month, number),
                units,
                rows,
                acts,
            };
            found.extend(days.into_iter().map(day));
        }
        Ok(found)
    }
}

/// The order of the rows is nobody's promise; the same facts come in the same order.
fn in_order(mut days: Vec<Traded>) -> Vec<Traded> {
    days.sort_by(|a, b| (a.on, &a.party, a.miner, a.asset).cmp(&(b.on, &b.party, b.miner, b.asset)));
    days
}
