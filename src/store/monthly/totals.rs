//! Totals over all licensees: sums of the sums by month, made by the database.
//!
//! Neither database may run over: a sum is made of billions and of what is left of them, apart, and put together here.
//! PostgreSQL's sums of whole numbers are of another type and are cast back.

use entity::{data_centre, energy_month, grid_month, trade_month};
use sea_orm::sea_query::{
    Alias, CaseStatement, Condition, Expr, ExprTrait, Func, IntoColumnRef, JoinType, Query, SelectStatement, SimpleExpr,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::super::Reads;
use super::super::error::StoreError;
use super::super::rows::Cell;
use super::super::version::visible;
use super::month_of;
use super::trade::{Side, party_key, read_party};
use crate::domain::asset::Asset;
use crate::domain::bin::Bin;
use crate::domain::data_centre::Zone;
use crate::domain::day::Day;
use crate::domain::party::Party;
use crate::domain::period::Period;
use crate::domain::reading::EnergySource;
use crate::domain::sequence::Sequence;

/// What was consumed in a month, in one zone and from one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnergySum {
    /// The first day of the month.
    pub month: Day,
    /// The zone.
    pub zone: Zone,
    /// The source.
    pub source: EnergySource,
    /// In Wh.
    pub wh: i128,
    /// By how many miners, of those that consumed anything.
    pub licensees: u64,
}

/// What was awarded in a month, in one zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwardedSum {
    /// The first day of the month.
    pub month: Day,
    /// The zone.
    pub zone: Zone,
    /// In Wh.
    pub wh: i128,
    /// To how many holders, of those that were awarded anything.
    pub licensees: u64,
}

/// What one miner received or sold of an asset in a group of months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TradedSum {
    /// Which group.
    pub group: usize,
    /// The asset.
    pub asset: Asset,
    /// The miner.
    pub miner: Bin,
    /// In 10⁻⁸.
    pub units: i128,
}

/// Whole months, with one pool or venue or with all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthsOf {
    /// From the first day of the first month to the last day of the last.
    pub days: Period,
    /// The pool or venue.
    pub party: Option<Party>,
}

impl MonthsOf {
    pub(super) fn condition(&self) -> Condition {
        let of_party = self.party.as_ref().map(|party| trade_month::Column::Party.eq(party_key(party)));
        Condition::all()
            .add(trade_month::Column::Month.between(month_of(self.days.from).date(), self.days.until.date()))
            .add_option(of_party)
    }
}

#[derive(FromQueryResult)]
struct EnergyRow {
    month: chrono::NaiveDate,
    zone: String,
    source: String,
    billions: i64,
    rest: i64,
    licensees: i64,
}

#[derive(FromQueryResult)]
struct AwardedRow {
    month: chrono::NaiveDate,
    zone: String,
    billions: i64,
    rest: i64,
    licensees: i64,
}

#[derive(FromQueryResult)]
struct TradedRow {
    bucket: i64,
    asset: String,
    miner_bin: String,
    billions: i64,
    rest: i64,
}

const BILLION: i64 = 1_000_000_000;

fn add_sum(query: &mut SelectStatement, column: impl IntoColumnRef) {
    let column = SimpleExpr::Column(column.into_column_ref());
    let whole = |part: SimpleExpr| part.sum().cast_as(Alias::new("BIGINT"));
    query.expr_as(whole(column.clone().div(BILLION)), "billions").expr_as(whole(column.modulo(BILLION)), "rest");
}

fn put_together(billions: i64, rest: i64) -> i128 {
    i128::from(billions) * i128::from(BILLION) + i128::from(rest)
}

/// How many different ones there are, of the rows with more than nothing.
fn add_count(query: &mut SelectStatement, who: impl IntoColumnRef, amount: impl IntoColumnRef) {
    let amount = SimpleExpr::Column(amount.into_column_ref());
    let with_something = CaseStatement::new().case(amount.gt(0_i64), SimpleExpr::Column(who.into_column_ref()));
    query.expr_as(Func::count_distinct(with_something), "licensees");
}

/// The zone of each data centre: one row each, however many stretches of days its details have.
fn zone_of_each(seq: Sequence) -> SelectStatement {
    Query::select()
        .distinct()
        .columns([data_centre::Column::Id, data_centre::Column::Zone])
        .from(data_centre::Entity)
        .cond_where(visible(data_centre::Column::FromSeq, data_centre::Column::ToSeq, seq))
        .to_owned()
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

impl Reads<'_> {
    /// What was consumed, by month, zone and source, in whole months. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn energy_sums(&self, months: Period, seq: Sequence) -> Result<Vec<EnergySum>, StoreError> {
        let (consumed, site) = (energy_month::Entity, Alias::new("site"));
        let by = [(consumed, energy_month::Column::Month), (consumed, energy_month::Column::Source)];
        let zone = (site.clone(), data_centre::Column::Zone);
        let same = Expr::col((site.clone(), data_centre::Column::Id)).equals((consumed, energy_month::Column::DataCentreId));
        let mut query = Query::select();
        query.columns(by).column(zone.clone());
        add_sum(&mut query, (consumed, energy_month::Column::EnergyWh));
        add_count(&mut query, (consumed, energy_month::Column::MinerBin), (consumed, energy_month::Column::EnergyWh));
        query
            .from(consumed)
            .join_subquery(JoinType::InnerJoin, zone_of_each(seq), site, same)
            .and_where(Expr::col(by[0]).between(months.from.date(), months.until.date()))
            .cond_where(visible((consumed, energy_month::Column::FromSeq), (consumed, energy_month::Column::ToSeq), seq))
            .group_by_columns(by)
            .group_by_col(zone);
        self.0.query_all(&query).await?.iter().map(|row| energy_sum(&EnergyRow::from_query_result(row, "")?)).collect()
    }

    /// What was awarded, by month and zone, in whole months. One statement.
    ///
    /// # Errors
    /// As [`Reads::energy_sums`].
    pub async fn awarded_sums(&self, months: Period, seq: Sequence) -> Result<Vec<AwardedSum>, StoreError> {
        let by = [grid_month::Column::Month, grid_month::Column::Zone];
        let mut query = Query::select();
        query.columns(by);
        add_sum(&mut query, grid_month::Column::AwardedWh);
        add_count(&mut query, grid_month::Column::HolderBin, grid_month::Column::AwardedWh);
        query
            .from(grid_month::Entity)
            .and_where(grid_month::Column::Month.between(months.from.date(), months.until.date()))
            .cond_where(visible(grid_month::Column::FromSeq, grid_month::Column::ToSeq, seq))
            .group_by_columns(by);
        self.0.query_all(&query).await?.iter().map(|row| awarded_sum(&AwardedRow::from_query_result(row, "")?)).collect()
    }

    /// What each miner received or sold, by group of months and asset. The months of one group may be told in several
    /// runs; no month of a party lies in two groups. One statement, and none for no months.
    ///
    /// # Errors
    /// As [`Reads::energy_sums`].
    pub async fn traded_sums(
        &self,
        side: Side,
        groups: &[(usize, MonthsOf)],
        seq: Sequence,
    ) -> Result<Vec<TradedSum>, StoreError> {
        if groups.is_empty() {
            return Ok(Vec::new());
        }
        let mut which = CaseStatement::new();
        let mut any = Condition::any();
        for (group, months) in groups {
            which = which.case(months.condition(), i64::try_from(*group).unwrap_or(i64::MAX));
            any = any.add(months.condition());
        }
        let by = [trade_month::Column::Asset, trade_month::Column::MinerBin];
        let mut query = Query::select();
        query.expr_as(which, "bucket").columns(by);
        add_sum(&mut query, trade_month::Column::Units);
        query
            .from(trade_month::Entity)
            .and_where(trade_month::Column::Side.eq(side.code()))
            .cond_where(any)
            .cond_where(visible(trade_month::Column::FromSeq, trade_month::Column::ToSeq, seq))
            // By its name: with its values bound anew, PostgreSQL would not take it for the same expression.
            .group_by_col(Alias::new("bucket"))
            .group_by_columns(by);
        self.0.query_all(&query).await?.iter().map(|row| traded_sum(&TradedRow::from_query_result(row, "")?)).collect()
    }

    /// Where was sold in whole months. One statement.
    ///
    /// # Errors
    /// As [`Reads::energy_sums`].
    pub async fn venues(&self, months: Period, seq: Sequence) -> Result<Vec<Party>, StoreError> {
        let query = trade_month::Entity::find()
            .select_only()
            .distinct()
            .column(trade_month::Column::Party)
            .filter(trade_month::Column::Side.eq(Side::Sale.code()))
            .filter(trade_month::Column::Month.between(month_of(months.from).date(), months.until.date()))
            .filter(visible(trade_month::Column::FromSeq, trade_month::Column::ToSeq, seq));
        let cell = Cell("trade_month", String::new());
        let mut parties: Vec<Party> = query
            .into_tuple::<String>()
            .all(&self.0)
            .await?
            .iter()
            .map(|key| read_party(&cell, key))
            .collect::<Result<_, _>>()?;
        // The order of the rows is nobody's promise; the same facts come in the same order.
        parties.sort();
        Ok(parties)
    }
}

fn energy_sum(row: &EnergyRow) -> Result<EnergySum, StoreError> {
    let cell = Cell("energy_month", format!("{} {} {}", row.month, row.zone, row.source));
    Ok(EnergySum {
        month: cell.day("month", row.month)?,
        zone: cell.take("zone", Zone::from_code(&row.zone))?,
        source: cell.take("source", EnergySource::from_code(&row.source))?,
        wh: put_together(row.billions, row.rest),
        licensees: count(row.licensees),
    })
}

fn awarded_sum(row: &AwardedRow) -> Result<AwardedSum, StoreError> {
    let cell = Cell("grid_month", format!("{} {}", row.month, row.zone));
    Ok(AwardedSum {
        month: cell.day("month", row.month)?,
        zone: cell.take("zone", Zone::from_code(&row.zone))?,
        wh: put_together(row.billions, row.rest),
        licensees: count(row.licensees),
    })
}

fn traded_sum(row: &TradedRow) -> Result<TradedSum, StoreError> {
    let cell = Cell("trade_month", format!("{} {}", row.asset, row.bucket));
    Ok(TradedSum {
        group: cell.take("month", usize::try_from(row.bucket).ok())?,
        asset: cell.take("asset", Asset::from_code(&row.asset))?,
        miner: cell.bin("miner_bin", &row.miner_bin)?,
        units: put_together(row.billions, row.rest),
    })
}
