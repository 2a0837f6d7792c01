//! The keys of what a cut holds, page by page.

use entity::{authorisation, authorisation_event, award, data_centre, organisation_detail, standing, surplus_session, warning};
use sea_orm::sea_query::{Condition, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::Reads;
use super::super::error::StoreError;
use super::super::version::visible;
use crate::domain::sequence::Sequence;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// All that there is under a sequence.
    Whole(Sequence),
    /// What some act touched.
    Touched {
        /// After this act.
        after: Sequence,
        /// Up to and including this one.
        until: Sequence,
    },
}

/// A page of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPage {
    /// Of what.
    pub span: Span,
    /// Larger than this one.
    pub beyond: i64,
    /// At most so many.
    pub most: u64,
}

/// Whose keys, and what touches what they name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Authorisations, touched by what is said of them, of their lives and of their holders.
    Licensees,
    /// Authorisations, touched by what is said of them and of their lives.
    Lives,
    /// Authorisations, touched by what is said of them and of their standing.
    Standings,
    /// Organisations.
    Organisations,
    /// Data centres.
    DataCentres,
    /// Warnings.
    Warnings,
    /// Sessions of surplus power, touched by their awards too.
    Sessions,
}

macro_rules! keys {
    ($reads:expr, $page:expr, $table:ident, $key:ident) => {
        $reads.keys_where::<$table::Entity>($table::Column::$key, within!($page, $table), $page).await
    };
}

macro_rules! within {
    ($page:expr, $table:ident) => {
        match $page.span {
            Span::Whole(seq) => visible($table::Column::FromSeq, $table::Column::ToSeq, seq),
            Span::Touched { after, until } => touched($table::Column::FromSeq, $table::Column::ToSeq, after, until),
        }
    };
}

impl Reads<'_> {
    /// A page of keys, in order. One statement for each table that can touch what the keys name, at most three.
    ///
    /// # Errors
    /// A failing database.
    pub async fn keys(&self, of: Keys, page: KeyPage) -> Result<Vec<i64>, StoreError> {
        let mut found = match of {
            Keys::Licensees | Keys::Lives | Keys::Standings => keys!(self, page, authorisation, Id)?,
            Keys::Organisations => keys!(self, page, organisation_detail, OrganisationId)?,
            Keys::DataCentres => keys!(self, page, data_centre, Id)?,
            Keys::Warnings => keys!(self, page, warning, Id)?,
            Keys::Sessions => keys!(self, page, surplus_session, Id)?,
        };
        if matches!(page.span, Span::Touched { .. }) {
            found.extend(self.touched_otherwise(of, page).await?);
            // The least of the union are among the least of each.
            found.sort_unstable();
            found.dedup();
            found.truncate(usize::try_from(page.most).unwrap_or(usize::MAX));
        }
        Ok(found)
    }

    async fn touched_otherwise(&self, of: Keys, page: KeyPage) -> Result<Vec<i64>, StoreError> {
        match of {
            Keys::Licensees => {
                let mut found = keys!(self, page, authorisation_event, AuthorisationId)?;
                found.extend(self.held_by_touched(page).await?);
                Ok(found)
            }
            Keys::Lives => keys!(self, page, authorisation_event, AuthorisationId),
            Keys::Standings => keys!(self, page, standing, AuthorisationId),
            Keys::Sessions => keys!(self, page, award, SessionId),
            Keys::Organisations | Keys::DataCentres | Keys::Warnings => Ok(Vec::new()),
        }
    }

    /// Authorisations of organisations of which something else is said.
    async fn held_by_touched(&self, page: KeyPage) -> Result<Vec<i64>, StoreError> {
        let holders = Query::select()
            .column(organisation_detail::Column::OrganisationId)
            .from(organisation_detail::Entity)
            .cond_where(within!(page, organisation_detail))
            .to_owned();
        let held = Condition::all().add(authorisation::Column::OrganisationId.in_subquery(holders));
        self.keys_where::<authorisation::Entity>(authorisation::Column::Id, held, page).await
    }

    async fn keys_where<E: EntityTrait>(&self, key: E::Column, rows: Condition, page: KeyPage) -> Result<Vec<i64>, StoreError> {
        let query = E::find().select_only().distinct().column(key).filter(key.gt(page.beyond)).filter(rows);
        Ok(query.order_by_asc(key).limit(page.most).into_tuple::<i64>().all(&self.0).await?)
    }
}

/// Made or ended by an act of the span.
fn touched<C: ColumnTrait>(from_seq: C, to_seq: C, after: Sequence, until: Sequence) -> Condition {
    let (first, last) = (after.next().number(), until.number());
    Condition::any().add(from_seq.between(first, last)).add(to_seq.between(first, last))
}
