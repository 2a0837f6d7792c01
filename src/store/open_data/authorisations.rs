//! Authorisations, their lives, their standing by day and their holders, with the acts that made them.

use std::collections::HashMap;

use entity::{authorisation, authorisation_event, organisation, organisation_detail, standing};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::error::StoreError;
use super::super::rows::Cell;
use super::super::version::visible;
use super::super::{Reads, rows};
use super::Versioned;
use crate::domain::authorisation::Authorisation;
use crate::domain::organisation::Organisation;
use crate::domain::period::Period;
use crate::domain::sequence::Sequence;
use crate::domain::standing::{Event, Span, Standing};

/// The events of an authorisation under a sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LifeVersion {
    /// Those that stand, in order.
    pub events: Vec<Event>,
    /// The newest act that made or ended any of them.
    pub touched: Sequence,
}

/// What is said of an organisation for some days.
pub type HeldDetails = (Period, Versioned<Organisation>);

/// Where an authorisation stands on some days.
pub type StandingRun = Versioned<Span>;

impl Reads<'_> {
    /// Authorisations by key, in its order. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn authorisation_versions(&self, ids: &[i64], seq: Sequence) -> Result<Vec<Versioned<Authorisation>>, StoreError> {
        let query = authorisation::Entity::find()
            .filter(authorisation::Column::Id.is_in(ids.iter().copied()))
            .filter(visible(authorisation::Column::FromSeq, authorisation::Column::ToSeq, seq))
            .order_by_asc(authorisation::Column::Id);
        let found = query.all(&self.0).await?;
        let versioned = |row: &authorisation::Model| {
            let act = Cell("authorisation", row.id.to_string()).seq("from_seq", row.from_seq)?;
            Ok(Versioned { said: rows::authorisation(row)?, act })
        };
        found.iter().map(versioned).collect()
    }

    /// The lives of authorisations by key, what was ended counted as touched. One statement.
    ///
    /// # Errors
    /// As [`Reads::authorisation_versions`].
    pub async fn life_versions(&self, ids: &[i64], seq: Sequence) -> Result<HashMap<i64, LifeVersion>, StoreError> {
        let query = authorisation_event::Entity::find()
            .filter(authorisation_event::Column::AuthorisationId.is_in(ids.iter().copied()))
            .filter(authorisation_event::Column::FromSeq.lte(seq.number()))
            .order_by_asc(authorisation_event::Column::Id)
            .order_by_asc(authorisation_event::Column::FromSeq);
        let mut found: HashMap<i64, LifeVersion> = HashMap::new();
        for row in query.all(&self.0).await? {
            let cell = Cell("authorisation_event", row.id.to_string());
            let (from, to) = (cell.seq("from_seq", row.from_seq)?, cell.seq("to_seq", row.to_seq)?);
            let life = found.entry(row.authorisation_id).or_default();
            if to > seq {
                life.events.push(rows::event(&row)?);
            }
            life.touched = life.touched.max(if to > seq { from } else { to });
        }
        Ok(found)
    }

    /// Where authorisations stand, by key and by day. One statement.
    ///
    /// # Errors
    /// As [`Reads::authorisation_versions`].
    pub async fn standing_runs(&self, ids: &[i64], seq: Sequence) -> Result<HashMap<i64, Vec<StandingRun>>, StoreError> {
        let query = standing::Entity::find()
            .filter(standing::Column::AuthorisationId.is_in(ids.iter().copied()))
            .filter(visible(standing::Column::FromSeq, standing::Column::ToSeq, seq))
            .order_by_asc(standing::Column::ValidFrom);
        let mut found: HashMap<i64, Vec<StandingRun>> = HashMap::new();
        for row in query.all(&self.0).await? {
            let cell = Cell("standing", row.authorisation_id.to_string());
            let period =
                Period { from: cell.day("valid_from", row.valid_from)?, until: cell.day("valid_until", row.valid_until)? };
            let said = Span {
                period,
                standing: cell.take("standing", Standing::from_code(&row.standing))?,
                expires_on: cell.day("expires_on", row.expires_on)?.unless_open(),
            };
            let run = Versioned { said, act: cell.seq("from_seq", row.from_seq)? };
            found.entry(row.authorisation_id).or_default().push(run);
        }
        Ok(found)
    }

    /// What is said of organisations by key, for all days, in order. Two statements.
    ///
    /// # Errors
    /// As [`Reads::authorisation_versions`].
    pub async fn detail_versions(&self, ids: &[i64], seq: Sequence) -> Result<HashMap<i64, Vec<HeldDetails>>, StoreError> {
        let known = organisation::Entity::find().filter(organisation::Column::Id.is_in(ids.iter().copied())).all(&self.0).await?;
        let known: HashMap<i64, organisation::Model> = known.into_iter().map(|row| (row.id, row)).collect();
        let query = organisation_detail::Entity::find()
            .filter(organisation_detail::Column::OrganisationId.is_in(ids.iter().copied()))
            .filter(visible(organisation_detail::Column::FromSeq, organisation_detail::Column::ToSeq, seq))
            .order_by_asc(organisation_detail::Column::ValidFrom);
        let mut found: HashMap<i64, Vec<HeldDetails>> = HashMap::new();
        for detail in query.all(&self.0).await? {
            let cell = Cell("organisation_detail", detail.organisation_id.to_string());
            let row = cell.take("organisation_id", known.get(&detail.organisation_id))?;
            let period =
                Period { from: cell.day("valid_from", detail.valid_from)?, until: cell.day("valid_until", detail.valid_until)? };
            let version = Versioned { said: rows::organisation(row, &detail)?, act: cell.seq("from_seq", detail.from_seq)? };
            found.entry(detail.organisation_id).or_default().push((period, version));
        }
        Ok(found)
    }
}
