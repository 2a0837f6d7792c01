//! Lists under a view of which everyone is assessed: one table, one index.

use entity::assessment;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select, Value};

use super::super::error::StoreError;
use super::super::listing::{self, Filter, Listed, Order, OrderField, Place};
use super::super::seek::Seek;
use super::super::version::visible;
use super::super::{Reads, rows};
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::day::Day;
use crate::domain::standing::Standing;
use crate::domain::view::View;

impl Reads<'_> {
    /// As [`Reads::list`], of a view of which everyone is assessed; and those with one of these severities, any for none.
    /// One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    #[expect(clippy::too_many_arguments, reason = "the same list as the other, with one more filter")]
    pub async fn list_assessed(
        &self,
        role: LicenseeRole,
        filter: &Filter,
        severities: &[u8],
        order: Order,
        view: View,
        after: Option<&Place>,
        limit: u64,
    ) -> Result<Vec<Listed>, StoreError> {
        let seek = Seek {
            value: column(order.field),
            key: SimpleExpr::from(Expr::col(assessment::Column::AuthorisationId)),
            direction: order.direction,
        };
        let mut query = matching(role, filter, severities, view);
        if let Some(place) = after {
            query = query.filter(seek.beyond(place, &place_value(order.field, place)?));
        }
        let query = query.order_by(seek.value.clone(), seek.way()).order_by(seek.key.clone(), seek.way()).limit(limit);
        query.all(&self.0).await?.iter().map(|row| listed(row, order.field)).collect()
    }

    /// As [`Reads::count`], of a view of which everyone is assessed. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn count_assessed(
        &self,
        role: LicenseeRole,
        filter: &Filter,
        severities: &[u8],
        view: View,
    ) -> Result<u64, StoreError> {
        Ok(matching(role, filter, severities, view).count(&self.0).await?)
    }

    /// How many licensees of each role have each severity, under a view of which everyone is assessed; those whose first day
    /// has not come are not counted. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn severities(&self, view: View) -> Result<Vec<(LicenseeRole, u8, u64)>, StoreError> {
        let query = under(assessment::Entity::find(), view)
            .filter(assessment::Column::Standing.ne(Standing::NotYetValid.code()))
            .select_only()
            .columns([assessment::Column::Role, assessment::Column::Severity])
            // Of what the index holds, so that it is all that is read.
            .column_as(assessment::Column::Severity.count(), "rows")
            .group_by(assessment::Column::Role)
            .group_by(assessment::Column::Severity);
        let rows = query.into_model::<Counted>().all(&self.0).await?;
        let cell = rows::Cell("assessment", String::new());
        let counted = |row: Counted| {
            Ok((
                cell.take("role", LicenseeRole::from_code(&row.role))?,
                cell.take("severity", u8::try_from(row.severity).ok())?,
                cell.take("rows", u64::try_from(row.rows).ok())?,
            ))
        };
        rows.into_iter().map(counted).collect()
    }
}

#[derive(FromQueryResult)]
struct Counted {
    role: String,
    severity: i64,
    rows: i64,
}

fn matching(role: LicenseeRole, filter: &Filter, severities: &[u8], view: View) -> Select<assessment::Entity> {
    let mut query = under(assessment::Entity::find().filter(assessment::Column::Role.eq(role.code())), view);
    query = if filter.standing.is_empty() {
        query.filter(assessment::Column::Standing.ne(Standing::NotYetValid.code()))
    } else {
        query.filter(assessment::Column::Standing.is_in(filter.standing.iter().map(|standing| standing.code())))
    };
    if !severities.is_empty() {
        query = query.filter(assessment::Column::Severity.is_in(severities.iter().map(|severity| i64::from(*severity))));
    }
    if !filter.region.is_empty() {
        query = query.filter(assessment::Column::Region.is_in(filter.region.iter().map(|region| region.code())));
    }
    if let Some(subkind) = filter.subkind {
        query = query.filter(assessment::Column::Subkind.eq(subkind.code()));
    }
    if !filter.authority.is_empty() {
        query = query.filter(assessment::Column::Authority.is_in(filter.authority.iter().map(|authority| authority.code())));
    }
    query
}

fn under(query: Select<assessment::Entity>, view: View) -> Select<assessment::Entity> {
    query
        .filter(visible(assessment::Column::FromSeq, assessment::Column::ToSeq, view.seq))
        .filter(assessment::Column::ValidFrom.lte(view.on.date()))
        .filter(assessment::Column::ValidUntil.gte(view.on.date()))
}

fn column(field: OrderField) -> SimpleExpr {
    SimpleExpr::from(Expr::col(match field {
        OrderField::Name => assessment::Column::SortKey,
        OrderField::ExpiresOn => assessment::Column::ExpiresOn,
        OrderField::GrantedOn => assessment::Column::GrantedOn,
        OrderField::ComplianceStatus => assessment::Column::Severity,
    }))
}

fn place_value(field: OrderField, place: &Place) -> Result<Value, StoreError> {
    match field {
        OrderField::ComplianceStatus => {
            let severity: i64 = rows::Cell("cursor", place.value.clone()).take("value", place.value.parse().ok())?;
            Ok(severity.into())
        }
        OrderField::Name | OrderField::ExpiresOn | OrderField::GrantedOn => listing::place_value(field, place),
    }
}

fn listed(row: &assessment::Model, field: OrderField) -> Result<Listed, StoreError> {
    let cell = rows::Cell("assessment", row.authorisation_id.to_string());
    let day = |column, date| cell.day(column, date).map(|day: Day| day.to_string());
    let value = match field {
        OrderField::Name => row.sort_key.clone(),
        OrderField::ExpiresOn => day("expires_on", row.expires_on)?,
        OrderField::GrantedOn => day("granted_on", row.granted_on)?,
        OrderField::ComplianceStatus => row.severity.to_string(),
    };
    let id = AuthorisationId(cell.seq("authorisation_id", row.authorisation_id)?);
    Ok(Listed { id, place: Place { value, id } })
}
