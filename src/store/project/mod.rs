//! Facts into tables: what a subject's acts say, row by row, from the newest act on.

mod authorisation;
mod data_centre;
mod organisation;
mod reading;
mod rule;
pub(super) mod search;
mod surplus;
mod trade;
mod warning;

use std::borrow::Cow;

use sea_orm::DatabaseTransaction;

use super::OPEN;
use super::error::StoreError;
use crate::domain::act::{Act, Content};
use crate::domain::authorisation::AuthorisationId;
use crate::domain::data_centre::{DataCentre, DataCentreId};
use crate::domain::fold::{AuthorisationFacts, OrganisationFacts, SessionFacts};
use crate::domain::organisation::OrganisationId;
use crate::domain::party::Party;
use crate::domain::reading::ReadingRow;
use crate::domain::rule::{RuleCode, RuleVersion};
use crate::domain::sequence::Sequence;
use crate::domain::surplus::SessionId;
use crate::domain::trade::{DistributionRow, SaleRow};
use crate::domain::warning::Warning;

/// What follows from an act.
#[derive(Clone, Debug)]
pub enum Projection<'a> {
    /// What is said of an organisation; `None` once its registration is annulled.
    Organisation(OrganisationId, Option<OrganisationFacts>),
    /// What is said of an authorisation; `None` once its grant is annulled.
    Authorisation(AuthorisationId, Option<AuthorisationFacts>),
    /// What is said of a data centre; `None` once its registration is annulled.
    DataCentre(DataCentreId, Option<DataCentre>),
    /// What is said of a session of surplus power; `None` once it is annulled.
    Session(SessionId, Option<SessionFacts>),
    /// The versions of a rule.
    Rule(RuleCode, Vec<RuleVersion>),
    /// A warning; `None` once it is annulled.
    Warning(Sequence, Option<Warning>),
    /// Rows of a file of distributions.
    Distributions(FileRows<'a, DistributionRow>, Cow<'a, Party>),
    /// Rows of a file of sales.
    Sales(FileRows<'a, SaleRow>, Cow<'a, Party>),
    /// Rows of a file of readings.
    Readings(FileRows<'a, ReadingRow>, DataCentreId),
}

/// What rows of a file should be.
#[derive(Clone, Copy, Debug)]
pub struct FileRows<'a, T> {
    /// The act that first brought the file.
    pub origin: Sequence,
    /// Which of its rows: all, or the one with this number.
    pub only: Option<u32>,
    /// What they should be: nothing once they are annulled.
    pub rows: &'a [T],
}

impl<T> FileRows<'_, T> {
    /// The rows with their numbers.
    fn numbered(&self) -> impl Iterator<Item = (u32, &T)> {
        let first = self.only.unwrap_or(0);
        (first..).zip(self.rows)
    }

    /// Whether the rows are there for the first time.
    fn is_new(&self, seq: Sequence) -> bool {
        self.origin == seq
    }
}

pub(super) async fn project(tx: &DatabaseTransaction, act: &Act, projection: Projection<'_>) -> Result<(), StoreError> {
    let seq = act.sequence;
    match projection {
        Projection::Organisation(id, facts) => organisation::project(tx, seq, id, facts.as_ref()).await,
        Projection::Authorisation(id, facts) => authorisation::project(tx, seq, id, facts.as_ref()).await,
        Projection::DataCentre(id, facts) => data_centre::project(tx, seq, id, facts.as_ref()).await,
        Projection::Session(id, facts) => {
            let corrected = matches!(act.content, Content::CorrectFact(_));
            surplus::project(tx, seq, id, facts.as_ref(), corrected).await
        }
        Projection::Rule(code, versions) => rule::project(tx, seq, code, &versions).await,
        Projection::Warning(id, warning) => warning::project(tx, seq, id, warning.as_ref()).await,
        Projection::Distributions(file, pool) => trade::distributions(tx, seq, file, &pool).await,
        Projection::Sales(file, venue) => trade::sales(tx, seq, file, &venue).await,
        Projection::Readings(file, data_centre) => reading::project(tx, seq, file, data_centre).await,
    }
}

/// The rows of a file that stand before the act: none of a new file, else all or the one.
macro_rules! standing_rows {
    ($tx:expr, $seq:expr, $file:expr, $table:ident) => {
        if $file.is_new($seq) {
            Vec::new()
        } else {
            let of_file = $table::Column::OriginSeq.eq($file.origin.number()).and($table::Column::ToSeq.eq(OPEN));
            let mut query = $table::Entity::find().filter(of_file);
            if let Some(only) = $file.only {
                query = query.filter($table::Column::RowNo.eq(i64::from(only)));
            }
            query.all($tx).await?
        }
    };
}
use standing_rows;
