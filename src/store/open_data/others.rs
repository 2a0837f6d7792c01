//! Data centres, warnings, rules and sessions, with the acts that made them.

use std::collections::{BTreeSet, HashMap};

use entity::{award, data_centre, rule_version, surplus_session, warning};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::error::StoreError;
use super::super::rows::Cell;
use super::super::version::visible;
use super::super::{Reads, rows};
use super::Versioned;
use crate::domain::bin::Bin;
use crate::domain::data_centre::DataCentre;
use crate::domain::energy::Energy;
use crate::domain::rule::RuleVersion;
use crate::domain::sequence::Sequence;
use crate::domain::surplus::{SessionId, SessionTerms};
use crate::domain::warning::Warning;

/// What was awarded in a session.
#[derive(Clone, Debug, Default)]
pub struct AwardedInAll {
    /// To all bidders together; `None` without awards.
    pub energy: Option<Energy>,
    /// Who got any of it.
    pub miners: BTreeSet<Bin>,
    /// The newest act that made or ended an award.
    pub act: Sequence,
}

impl Reads<'_> {
    /// Data centres by key, in its order: each once for every run of days without a change, with the details of that run
    /// alone. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn data_centre_versions(&self, ids: &[i64], seq: Sequence) -> Result<Vec<Versioned<DataCentre>>, StoreError> {
        let query = data_centre::Entity::find()
            .filter(data_centre::Column::Id.is_in(ids.iter().copied()))
            .filter(visible(data_centre::Column::FromSeq, data_centre::Column::ToSeq, seq))
            .order_by_asc(data_centre::Column::Id)
            .order_by_asc(data_centre::Column::ValidFrom);
        let mut found = Vec::new();
        for row in query.all(&self.0).await? {
            let act = Cell("data_centre", row.id.to_string()).seq("from_seq", row.from_seq)?;
            let mut one = HashMap::new();
            rows::add_data_centre(&mut one, &row)?;
            found.extend(one.into_values().map(|said| Versioned { said, act }));
        }
        Ok(found)
    }

    /// Warnings by key, in its order, whatever the day. One statement.
    ///
    /// # Errors
    /// As [`Reads::data_centre_versions`].
    pub async fn warning_versions(&self, ids: &[i64], seq: Sequence) -> Result<Vec<Warning>, StoreError> {
        let query = warning::Entity::find()
            .filter(warning::Column::Id.is_in(ids.iter().copied()))
            .filter(visible(warning::Column::FromSeq, warning::Column::ToSeq, seq))
            .order_by_asc(warning::Column::Id);
        query.all(&self.0).await?.iter().map(rows::warning).collect()
    }

    /// Every version of every rule, by code and number. One statement.
    ///
    /// # Errors
    /// As [`Reads::data_centre_versions`].
    pub async fn rule_version_rows(&self, seq: Sequence) -> Result<Vec<Versioned<RuleVersion>>, StoreError> {
        let query = rule_version::Entity::find()
            .filter(visible(rule_version::Column::FromSeq, rule_version::Column::ToSeq, seq))
            .order_by_asc(rule_version::Column::Code)
            .order_by_asc(rule_version::Column::Version);
        let versioned = |row: &rule_version::Model| {
            let act = Cell("rule_version", row.code.clone()).seq("from_seq", row.from_seq)?;
            Ok(Versioned { said: rows::rule_version(row)?, act })
        };
        query.all(&self.0).await?.iter().map(versioned).collect()
    }

    /// Sessions by key, in its order. One statement.
    ///
    /// # Errors
    /// As [`Reads::data_centre_versions`].
    pub async fn session_versions(
        &self,
        ids: &[i64],
        seq: Sequence,
    ) -> Result<Vec<(SessionId, Versioned<SessionTerms>)>, StoreError> {
        let query = surplus_session::Entity::find()
            .filter(surplus_session::Column::Id.is_in(ids.iter().copied()))
            .filter(visible(surplus_session::Column::FromSeq, surplus_session::Column::ToSeq, seq))
            .order_by_asc(surplus_session::Column::Id);
        let versioned = |row: &surplus_session::Model| {
            let cell = Cell("surplus_session", row.id.to_string());
            let act = cell.seq("from_seq", row.from_seq)?;
            Ok((SessionId(cell.seq("id", row.id)?), Versioned { said: rows::session_terms(row)?, act }))
        };
        query.all(&self.0).await?.iter().map(versioned).collect()
    }

    /// What was awarded in sessions by key, to all bidders together, where there are awards, with how many of them got any,
    /// and the newest act that made or ended an award. One statement.
    ///
    /// # Errors
    /// As [`Reads::data_centre_versions`].
    pub async fn awarded_in_all(&self, ids: &[i64], seq: Sequence) -> Result<HashMap<i64, AwardedInAll>, StoreError> {
        let query = award::Entity::find()
            .filter(award::Column::SessionId.is_in(ids.iter().copied()))
            .filter(award::Column::FromSeq.lte(seq.number()));
        let mut found: HashMap<i64, AwardedInAll> = HashMap::new();
        for row in query.all(&self.0).await? {
            let cell = Cell("award", row.session_id.to_string());
            let (from, to) = (cell.seq("from_seq", row.from_seq)?, cell.seq("to_seq", row.to_seq)?);
            let sum = found.entry(row.session_id).or_default();
            if to > seq {
                let energy = cell.take("energy_wh", Energy::from_wh(row.energy_wh).ok())?;
                sum.energy = Some(sum.energy.unwrap_or_default().plus(energy));
                if energy > Energy::ZERO {
                    sum.miners.insert(cell.bin("miner_bin", &row.miner_bin)?);
                }
            }
            sum.act = sum.act.max(if to > seq { from } else { to });
        }
        Ok(found)
    }
}
