//! Whose assessments an act may turn: by the firms that it speaks of, and by those who deal with them.
//!
//! Found in all versions of all rows, so that a correction touches those of whom it spoke before and those of whom it
//! speaks now. Too many do no harm: they are assessed again, and found as they were.

use std::collections::BTreeSet;

use entity::{authorisation, award, data_centre, distribution, licence_fact, organisation, reading, sale, trade_month};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Select};

use super::super::error::StoreError;
use super::super::{CHUNK, Reads, rows};
use crate::domain::authorisation::AuthorisationId;
use crate::domain::bin::Bin;
use crate::domain::data_centre::DataCentreId;
use crate::domain::day::Day;
use crate::domain::organisation::OrganisationId;
use crate::domain::sequence::Sequence;
use crate::domain::surplus::SessionId;

/// Whose assessments an act may turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// All licensees, in what is said of them from a day on.
    Everyone {
        /// The first day of which something else may be said.
        from: Day,
    },
    /// Those who hold something in one of these names, or with one of these numbers.
    Firms {
        /// By the register's own key.
        organisations: BTreeSet<OrganisationId>,
        /// By number.
        bins: BTreeSet<Bin>,
    },
}

impl Touched {
    /// Nobody.
    pub fn nobody() -> Self {
        Self::Firms { organisations: BTreeSet::new(), bins: BTreeSet::new() }
    }
}

impl Reads<'_> {
    /// The authorisations that those who are touched hold or held. Two statements.
    pub(super) async fn authorisations_touched(&self, touched: &Touched) -> Result<BTreeSet<AuthorisationId>, StoreError> {
        let Touched::Firms { organisations, bins } = touched else { return Ok(BTreeSet::new()) };
        let mut holders: BTreeSet<i64> = organisations.iter().map(|id| id.0.number()).collect();
        for bins in chunks(bins) {
            let known = organisation::Entity::find()
                .filter(organisation::Column::Bin.is_in(bins.iter().map(Bin::digits)))
                .select_only()
                .column(organisation::Column::Id);
            holders.extend(known.into_tuple::<i64>().all(&self.0).await?);
        }
        let mut found = BTreeSet::new();
        for holders in chunks(&holders) {
            let held = authorisation::Entity::find()
                .filter(authorisation::Column::OrganisationId.is_in(holders))
                .select_only()
                .column(authorisation::Column::Id)
                .distinct();
            for id in held.into_tuple::<i64>().all(&self.0).await? {
                found.insert(AuthorisationId(rows::Cell("authorisation", id.to_string()).seq("id", id)?));
            }
        }
        Ok(found)
    }

    /// Whom a firm dealt with: miners who received from it or sold on it, pools that distributed to it, venues that it
    /// sold on. Two statements.
    ///
    /// # Errors
    /// A failing database.
    pub async fn dealt_with(&self, firm: Bin) -> Result<BTreeSet<Bin>, StoreError> {
        let miners = trade_month::Entity::find()
            .filter(trade_month::Column::Party.eq(firm.digits()))
            .select_only()
            .column(trade_month::Column::MinerBin);
        let parties = trade_month::Entity::find()
            .filter(trade_month::Column::MinerBin.eq(firm.digits()))
            .select_only()
            .column(trade_month::Column::Party);
        let mut found = self.bins_in(miners).await?;
        found.extend(self.bins_in(parties).await?);
        Ok(found)
    }

    /// The miners and the pool of a file of distributions. Two statements.
    ///
    /// # Errors
    /// A failing database.
    pub async fn named_in_distributions(&self, origin: Sequence) -> Result<BTreeSet<Bin>, StoreError> {
        let of_file = || distribution::Entity::find().filter(distribution::Column::OriginSeq.eq(origin.number())).select_only();
        let mut found = self.bins_in(of_file().column(distribution::Column::MinerBin)).await?;
        let named = of_file().filter(distribution::Column::PoolBin.is_not_null());
        found.extend(self.bins_in(named.column(distribution::Column::PoolBin)).await?);
        Ok(found)
    }

    /// The miners of a file of sales. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn named_in_sales(&self, origin: Sequence) -> Result<BTreeSet<Bin>, StoreError> {
        let of_file = sale::Entity::find().filter(sale::Column::OriginSeq.eq(origin.number())).select_only();
        self.bins_in(of_file.column(sale::Column::MinerBin)).await
    }

    /// The miners of a file of readings. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn named_in_readings(&self, origin: Sequence) -> Result<BTreeSet<Bin>, StoreError> {
        let of_file = reading::Entity::find().filter(reading::Column::OriginSeq.eq(origin.number())).select_only();
        self.bins_in(of_file.column(reading::Column::MinerBin)).await
    }

    /// The miners to whom a session awarded power. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn awarded_in(&self, session: SessionId) -> Result<BTreeSet<Bin>, StoreError> {
        let of_session = award::Entity::find().filter(award::Column::SessionId.eq(session.0.number())).select_only();
        self.bins_in(of_session.column(award::Column::MinerBin)).await
    }

    /// Who holds or held a data centre. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn holders_of(&self, centre: DataCentreId) -> Result<BTreeSet<OrganisationId>, StoreError> {
        let holders = data_centre::Entity::find()
            .filter(data_centre::Column::Id.eq(centre.0.number()))
            .select_only()
            .column(data_centre::Column::OrganisationId)
            .distinct();
        let holders = holders.into_tuple::<i64>().all(&self.0).await?;
        holders.into_iter().map(|id| Ok(OrganisationId(rows::Cell("data_centre", id.to_string()).seq("id", id)?))).collect()
    }

    /// Who holds an authorisation, whether it stands or was annulled. One statement.
    ///
    /// # Errors
    /// A failing database, an authorisation that never was.
    pub async fn holder(&self, id: AuthorisationId) -> Result<OrganisationId, StoreError> {
        let holder = authorisation::Entity::find()
            .filter(authorisation::Column::Id.eq(id.0.number()))
            .select_only()
            .column(authorisation::Column::OrganisationId)
            .limit(1);
        let cell = rows::Cell("authorisation", id.0.to_string());
        let number = cell.take("organisation_id", holder.into_tuple::<i64>().one(&self.0).await?)?;
        Ok(OrganisationId(cell.seq("organisation_id", number)?))
    }

    /// The data centres that a firm holds or held. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn centres_of(&self, holder: OrganisationId) -> Result<BTreeSet<DataCentreId>, StoreError> {
        let centres = data_centre::Entity::find()
            .filter(data_centre::Column::OrganisationId.eq(holder.0.number()))
            .select_only()
            .column(data_centre::Column::Id)
            .distinct();
        let centres = centres.into_tuple::<i64>().all(&self.0).await?;
        centres.into_iter().map(|id| Ok(DataCentreId(rows::Cell("data_centre", id.to_string()).seq("id", id)?))).collect()
    }

    /// Who has or had a place in a data centre. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn tenants_of(&self, centre: DataCentreId) -> Result<BTreeSet<OrganisationId>, StoreError> {
        let tenants = licence_fact::Entity::find()
            .filter(placed_in(centre))
            .select_only()
            .column(licence_fact::Column::OrganisationId)
            .distinct();
        let tenants = tenants.into_tuple::<i64>().all(&self.0).await?;
        tenants.into_iter().map(|id| Ok(OrganisationId(rows::Cell("licence_fact", id.to_string()).seq("id", id)?))).collect()
    }

    async fn bins_in<E: EntityTrait>(&self, column: Select<E>) -> Result<BTreeSet<Bin>, StoreError> {
        let texts = column.distinct().into_tuple::<String>().all(&self.0).await?;
        // A party that is known by name only holds nothing.
        Ok(texts.iter().filter_map(|digits| digits.parse().ok()).collect())
    }
}

/// A placement in a data centre, in whatever version.
pub(in super::super) fn placed_in(centre: DataCentreId) -> sea_orm::sea_query::SimpleExpr {
    // In the JSON of a placement the key is followed by a comma or by the end.
    let named = |end: char| licence_fact::Column::Said.like(format!("%\"dataCentre\":{}{end}%", centre.0));
    licence_fact::Column::Kind.eq("PLACEMENT").and(named(',').or(named('}')))
}

fn chunks<T: Clone + Ord>(items: &BTreeSet<T>) -> Vec<Vec<T>> {
    let items: Vec<T> = items.iter().cloned().collect();
    items.chunks(CHUNK).map(<[T]>::to_vec).collect()
}
