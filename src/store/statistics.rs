//! How many licensees have which standing, counted over all of them.

use std::collections::HashMap;

use entity::{authorisation, data_centre, standing};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::Reads;
use super::error::StoreError;
use super::rows::Cell;
use super::version::visible;
use crate::domain::authorisation::LicenseeRole;
use crate::domain::data_centre::{DataCentreId, Zone};
use crate::domain::day::Day;
use crate::domain::sequence::Sequence;
use crate::domain::standing::Standing;

/// How many authorisations of a role come into a standing on a day, or have it for the last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandingTurns {
    /// The role.
    pub role: LicenseeRole,
    /// The standing.
    pub standing: Standing,
    /// The first day, or the last.
    pub on: Day,
    /// How many.
    pub count: u64,
}

#[derive(FromQueryResult)]
struct TurnRow {
    role: String,
    standing: String,
    turns_on: chrono::NaiveDate,
    rows: i64,
}

impl Reads<'_> {
    /// How many authorisations come into each standing on each day up to one. Those whose first day has not come are
    /// not counted. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn standings_begun(&self, until: Day, seq: Sequence) -> Result<Vec<StandingTurns>, StoreError> {
        let mut query = turns(standing::Column::ValidFrom, seq);
        query.and_where(Expr::col((standing::Entity, standing::Column::ValidFrom)).lte(until.date()));
        self.turned(&query).await
    }

    /// How many authorisations have each standing for the last time on each day before one. One statement.
    ///
    /// # Errors
    /// As [`Reads::standings_begun`].
    pub async fn standings_ended(&self, before: Day, seq: Sequence) -> Result<Vec<StandingTurns>, StoreError> {
        let mut query = turns(standing::Column::ValidUntil, seq);
        query.and_where(Expr::col((standing::Entity, standing::Column::ValidUntil)).lt(before.date()));
        self.turned(&query).await
    }

    async fn turned(&self, query: &SelectStatement) -> Result<Vec<StandingTurns>, StoreError> {
        self.0.query_all(query).await?.iter().map(|row| turn(&TurnRow::from_query_result(row, "")?)).collect()
    }

    /// The zone of every data centre. One statement.
    ///
    /// # Errors
    /// As [`Reads::standings_begun`].
    pub async fn zones(&self, seq: Sequence) -> Result<HashMap<DataCentreId, Zone>, StoreError> {
        let query = data_centre::Entity::find()
            .select_only()
            .distinct()
            .columns([data_centre::Column::Id, data_centre::Column::Zone])
            .filter(visible(data_centre::Column::FromSeq, data_centre::Column::ToSeq, seq));
        let rows = query.into_tuple::<(i64, String)>().all(&self.0).await?;
        rows.iter()
            .map(|(id, zone)| {
                let cell = Cell("data_centre", id.to_string());
                Ok((DataCentreId(cell.seq("id", *id)?), cell.take("zone", Zone::from_code(zone))?))
            })
            .collect()
    }
}

fn turns(day: standing::Column, seq: Sequence) -> SelectStatement {
    let role = (authorisation::Entity, authorisation::Column::Role);
    let its_standing = (standing::Entity, standing::Column::Standing);
    Query::select()
        .column(role)
        .column(its_standing)
        .expr_as(Expr::col((standing::Entity, day)), "turns_on")
        .expr_as(Func::count(Expr::col((standing::Entity, standing::Column::AuthorisationId))), "rows")
        .from(standing::Entity)
        .inner_join(
            authorisation::Entity,
            Expr::col((authorisation::Entity, authorisation::Column::Id))
                .equals((standing::Entity, standing::Column::AuthorisationId)),
        )
        .and_where(Expr::col(its_standing).ne(Standing::NotYetValid.code()))
        .cond_where(visible(
            (authorisation::Entity, authorisation::Column::FromSeq),
            (authorisation::Entity, authorisation::Column::ToSeq),
            seq,
        ))
        .cond_where(visible((standing::Entity, standing::Column::FromSeq), (standing::Entity, standing::Column::ToSeq), seq))
        .group_by_col(role)
        .group_by_col(its_standing)
        .group_by_col((standing::Entity, day))
        .to_owned()
}

fn turn(row: &TurnRow) -> Result<StandingTurns, StoreError> {
    let cell = Cell("standing", format!("{} {} {}", row.role, row.standing, row.turns_on));
    Ok(StandingTurns {
        role: cell.take("role", LicenseeRole::from_code(&row.role))?,
        standing: cell.take("standing", Standing::from_code(&row.standing))?,
        on: cell.day("turns_on", row.turns_on)?,
        count: u64::try_from(row.rows).unwrap_or(0),
    })
}
