//! Lists of licensees: filter, order, seek.
//!
//! Standing and last day come from the `standing` table, which holds them for every day and every sequence, so that a
//! list of a day in 2024 is the same read as one of today.

use entity::{authorisation, organisation_detail, standing};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::error::StoreError;
use super::seek::Seek;
use super::version::visible;
use super::{Reads, rows};
use crate::domain::authorisation::{AuthorisationId, LicenseeRole, Subkind};
use crate::domain::authority::Authority;
use crate::domain::day::Day;
use crate::domain::region::Region;
use crate::domain::standing::Standing;
use crate::domain::view::View;

/// Which licensees. An empty list of values asks for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// With one of these standings. Without any, those whose first day has not come are left out.
    pub standing: Vec<Standing>,
    /// Registered in one of these regions.
    pub region: Vec<Region>,
    /// Miners with a licence of this subkind.
    pub subkind: Option<Subkind>,
    /// Authorised by one of these.
    pub authority: Vec<Authority>,
}

/// By what a list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderField {
    /// The Kazakh name.
    #[default]
    Name,
    /// The last day; those without come last.
    ExpiresOn,
    /// The first day.
    GrantedOn,
    /// The compliance status, worst first. Only what is kept of assessments knows it: elsewhere, the key alone.
    ComplianceStatus,
}

/// Which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    #[default]
    Ascending,
    /// Largest first.
    Descending,
}

/// The order of a list. Equal ones follow in the order of their keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub field: OrderField,
    /// Which way.
    pub direction: Direction,
}

/// Where in a list a licensee stands: the value it is ordered by, as text, and its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The value.
    pub value: String,
    /// The key.
    pub id: AuthorisationId,
}

/// A licensee in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub id: AuthorisationId,
    /// Where it stands.
    pub place: Place,
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    sort_key: String,
    expires_on: chrono::NaiveDate,
    granted_on: chrono::NaiveDate,
}

#[derive(FromQueryResult)]
struct Count {
    rows: i64,
}

impl Reads<'_> {
    /// The licensees of a role after a place, at most `limit`, in order. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn list(
        &self,
        role: LicenseeRole,
        filter: &Filter,
        order: Order,
        view: View,
        after: Option<&Place>,
        limit: u64,
    ) -> Result<Vec<Listed>, StoreError> {
        let mut query = matching(role, filter, view);
        query
            .expr_as(Expr::col((authorisation::Entity, authorisation::Column::Id)), "id")
            .expr_as(Expr::col((organisation_detail::Entity, organisation_detail::Column::SortKey)), "sort_key")
            .expr_as(Expr::col((standing::Entity, standing::Column::ExpiresOn)), "expires_on")
            .expr_as(Expr::col((authorisation::Entity, authorisation::Column::GrantedOn)), "granted_on");
        let seek = Seek {
            value: column(order.field),
            key: SimpleExpr::from(Expr::col((authorisation::Entity, authorisation::Column::Id))),
            direction: order.direction,
        };
        if let Some(place) = after {
            query.cond_where(seek.beyond(place, &place_value(order.field, place)?));
        }
        query.order_by_expr(seek.value.clone(), seek.way()).order_by_expr(seek.key.clone(), seek.way()).limit(limit);
        let rows = self.0.query_all(&query).await?;
        rows.iter().map(|row| listed(&Row::from_query_result(row, "")?, order.field)).collect()
    }

    /// How many licensees of a role there are. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn count(&self, role: LicenseeRole, filter: &Filter, view: View) -> Result<u64, StoreError> {
        let mut query = matching(role, filter, view);
        query.expr_as(Func::count(Expr::col((authorisation::Entity, authorisation::Column::Id))), "rows");
        let cell = rows::Cell("authorisation", String::new());
        let row = cell.take("id", self.0.query_one(&query).await?)?;
        Ok(u64::try_from(Count::from_query_result(&row, "")?.rows).unwrap_or(0))
    }
}

fn matching(role: LicenseeRole, filter: &Filter, view: View) -> SelectStatement {
    let mut query = Query::select();
    query
        .from(authorisation::Entity)
        .inner_join(
            standing::Entity,
            Expr::col((standing::Entity, standing::Column::AuthorisationId))
                .equals((authorisation::Entity, authorisation::Column::Id)),
        )
        .inner_join(
            organisation_detail::Entity,
            Expr::col((organisation_detail::Entity, organisation_detail::Column::OrganisationId))
                .equals((authorisation::Entity, authorisation::Column::OrganisationId)),
        )
        .and_where(Expr::col((authorisation::Entity, authorisation::Column::Role)).eq(role.code()))
        .cond_where(visible(
            (authorisation::Entity, authorisation::Column::FromSeq),
            (authorisation::Entity, authorisation::Column::ToSeq),
            view.seq,
        ))
        .cond_where(visible((standing::Entity, standing::Column::FromSeq), (standing::Entity, standing::Column::ToSeq), view.seq))
        .cond_where(visible(
            (organisation_detail::Entity, organisation_detail::Column::FromSeq),
            (organisation_detail::Entity, organisation_detail::Column::ToSeq),
            view.seq,
        ))
        .and_where(Expr::col((standing::Entity, standing::Column::ValidFrom)).lte(view.on.date()))
        .and_where(Expr::col((standing::Entity, standing::Column::ValidUntil)).gte(view.on.date()))
        .and_where(Expr::col((organisation_detail::Entity, organisation_detail::Column::ValidFrom)).lte(view.on.date()))
        .and_where(Expr::col((organisation_detail::Entity, organisation_detail::Column::ValidUntil)).gte(view.on.date()));
    let of_standing = Expr::col((standing::Entity, standing::Column::Standing));
    query.and_where(if filter.standing.is_empty() {
        of_standing.ne(Standing::NotYetValid.code())
    } else {
        of_standing.is_in(filter.standing.iter().map(|standing| standing.code()))
    });
    if !filter.region.is_empty() {
        let region = Expr::col((organisation_detail::Entity, organisation_detail::Column::Region));
        query.and_where(region.is_in(filter.region.iter().map(|region| region.code())));
    }
    if let Some(subkind) = filter.subkind {
        query.and_where(Expr::col((authorisation::Entity, authorisation::Column::Subkind)).eq(subkind.code()));
    }
    if !filter.authority.is_empty() {
        let authority = Expr::col((authorisation::Entity, authorisation::Column::Authority));
        query.and_where(authority.is_in(filter.authority.iter().map(|authority| authority.code())));
    }
    query
}

fn column(field: OrderField) -> SimpleExpr {
    match field {
        OrderField::Name => Expr::col((organisation_detail::Entity, organisation_detail::Column::SortKey)),
        OrderField::ExpiresOn => Expr::col((standing::Entity, standing::Column::ExpiresOn)),
        OrderField::GrantedOn => Expr::col((authorisation::Entity, authorisation::Column::GrantedOn)),
        OrderField::ComplianceStatus => Expr::col((authorisation::Entity, authorisation::Column::Id)),
    }
}

/// The value of a place, as the column holds it.
pub(super) fn place_value(field: OrderField, place: &Place) -> Result<Value, StoreError> {
    match field {
        OrderField::Name => Ok(place.value.clone().into()),
        OrderField::ExpiresOn | OrderField::GrantedOn => {
            let day: Day = rows::Cell("cursor", place.value.clone()).take("value", place.value.parse().ok())?;
            Ok(day.date().into())
        }
        OrderField::ComplianceStatus => Ok(place.id.0.number().into()),
    }
}

fn listed(row: &Row, field: OrderField) -> Result<Listed, StoreError> {
    let cell = rows::Cell("authorisation", row.id.to_string());
    let id = AuthorisationId(cell.seq("id", row.id)?);
    let value = match field {
        OrderField::Name => row.sort_key.clone(),
        OrderField::ExpiresOn => cell.day("expires_on", row.expires_on)?.to_string(),
        OrderField::GrantedOn => cell.day("granted_on", row.granted_on)?.to_string(),
        OrderField::ComplianceStatus => row.id.to_string(),
    };
    Ok(Listed { id, place: Place { value, id } })
}
