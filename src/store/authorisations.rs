//! Authorisations, their events and pool facts, under a sequence.

use std::collections::HashMap;

use entity::{authorisation, authorisation_event, organisation, pool_complex, security_test, standing};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};

use super::error::StoreError;
use super::version::visible;
use super::{CHUNK, Reads, rows};
use crate::domain::authorisation::{Authorisation, AuthorisationId, LicenseeRole, Subkind, number_key};
use crate::domain::authority::Authority;
use crate::domain::bin::Bin;
use crate::domain::dated::Dated;
use crate::domain::organisation::OrganisationId;
use crate::domain::period::Period;
use crate::domain::pool::{ComplexPlace, TestProtocol};
use crate::domain::sequence::Sequence;
use crate::domain::standing::{Event, Standing};

/// The events of one authorisation of a counterparty.
#[derive(Clone, Debug)]
pub struct Life {
    /// Whose.
    pub bin: Bin,
    /// What it makes of its holder.
    pub role: LicenseeRole,
    /// Of a mining licence.
    pub subkind: Option<Subkind>,
    /// Which.
    pub authorisation: AuthorisationId,
    /// Its events, in order.
    pub events: Vec<Event>,
}

/// Another authorisation of the same holder in the same role, on days on which it was alive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliveSpan {
    /// Which.
    pub authorisation: AuthorisationId,
    /// On these days it was ACTIVE or SUSPENDED.
    pub period: Period,
    /// Who gave it.
    pub authority: Authority,
}

#[derive(FromQueryResult)]
struct AliveRow {
    id: i64,
    authority: String,
    valid_from: chrono::NaiveDate,
    valid_until: chrono::NaiveDate,
}

#[derive(FromQueryResult)]
struct LifeRow {
    bin: String,
    role: String,
    subkind: Option<String>,
    #[sea_orm(nested)]
    event: authorisation_event::Model,
}

impl Reads<'_> {
    /// Authorisations by key. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn authorisations(
        &self,
        ids: &[AuthorisationId],
        seq: Sequence,
    ) -> Result<HashMap<AuthorisationId, Authorisation>, StoreError> {
        let mut found = HashMap::new();
        for ids in ids.chunks(CHUNK) {
            let of_these = authorisation::Column::Id.is_in(numbers(ids));
            let known = visible(authorisation::Column::FromSeq, authorisation::Column::ToSeq, seq);
            for row in authorisation::Entity::find().filter(of_these).filter(known).all(&self.0).await? {
                let authorisation = rows::authorisation(&row)?;
                found.insert(authorisation.id, authorisation);
            }
        }
        Ok(found)
    }

    /// All authorisations that organisations hold or held, oldest first. One statement.
    ///
    /// # Errors
    /// As [`Reads::authorisations`].
    pub async fn authorisations_held(&self, holders: &[OrganisationId], seq: Sequence) -> Result<Vec<Authorisation>, StoreError> {
        let mut found = Vec::new();
        for holders in holders.chunks(CHUNK) {
            let query = authorisation::Entity::find()
                .filter(authorisation::Column::OrganisationId.is_in(holders.iter().map(|id| id.0.number())))
                .filter(visible(authorisation::Column::FromSeq, authorisation::Column::ToSeq, seq))
                .order_by_asc(authorisation::Column::Id);
            for row in query.all(&self.0).await? {
                found.push(rows::authorisation(&row)?);
            }
        }
        Ok(found)
    }

    /// Authorisations by role and the key of the number on the document. One statement.
    ///
    /// # Errors
    /// As [`Reads::authorisations`].
    pub async fn authorisations_numbered(
        &self,
        numbers: &[&str],
        seq: Sequence,
    ) -> Result<HashMap<(LicenseeRole, String), Authorisation>, StoreError> {
        let mut found = HashMap::new();
        for numbers in numbers.chunks(CHUNK) {
            let query = authorisation::Entity::find()
                .filter(authorisation::Column::NumberKey.is_in(numbers.iter().map(|number| number_key(number))))
                .filter(visible(authorisation::Column::FromSeq, authorisation::Column::ToSeq, seq));
            for row in query.all(&self.0).await? {
                let authorisation = rows::authorisation(&row)?;
                found.insert((authorisation.role, row.number_key), authorisation);
            }
        }
        Ok(found)
    }

    /// The events of authorisations, each in order. One statement.
    ///
    /// # Errors
    /// As [`Reads::authorisations`].
    pub async fn events(
        &self,
        ids: &[AuthorisationId],
        seq: Sequence,
    ) -> Result<HashMap<AuthorisationId, Vec<Event>>, StoreError> {
        let mut found: HashMap<AuthorisationId, Vec<Event>> = HashMap::new();
        for ids in ids.chunks(CHUNK) {
            let query = authorisation_event::Entity::find()
                .filter(authorisation_event::Column::AuthorisationId.is_in(numbers(ids)))
                .filter(visible(authorisation_event::Column::FromSeq, authorisation_event::Column::ToSeq, seq))
                .order_by_asc(authorisation_event::Column::Id);
            for row in query.all(&self.0).await? {
                found.entry(authorisation_id("authorisation_event", row.authorisation_id)?).or_default().push(rows::event(&row)?);
            }
        }
        Ok(found)
    }

    /// Where pools' complexes stand, each by day. One statement.
    ///
    /// # Errors
    /// As [`Reads::authorisations`].
    pub async fn complexes(
        &self,
        ids: &[AuthorisationId],
        seq: Sequence,
    ) -> Result<HashMap<AuthorisationId, Vec<Dated<ComplexPlace>>>, StoreError> {
        let mut found: HashMap<AuthorisationId, Vec<Dated<ComplexPlace>>> = HashMap::new();
        for ids in ids.chunks(CHUNK) {
            let query = pool_complex::Entity::find()
                .filter(pool_complex::Column::AuthorisationId.is_in(numbers(ids)))
                .filter(visible(pool_complex::Column::FromSeq, pool_complex::Column::ToSeq, seq))
                .order_by_asc(pool_complex::Column::EffectiveOn)
                .order_by_asc(pool_complex::Column::Id);
            for row in query.all(&self.0).await? {
                found.entry(authorisation_id("pool_complex", row.authorisation_id)?).or_default().push(rows::complex(&row)?);
            }
        }
        Ok(found)
    }

    /// Pools' security tests, each by day. One statement.
    ///
    /// # Errors
    /// As [`Reads::authorisations`].
    pub async fn security_tests(
        &self,
        ids: &[AuthorisationId],
        seq: Sequence,
    ) -> Result<HashMap<AuthorisationId, Vec<Dated<TestProtocol>>>, StoreError> {
        let mut found: HashMap<AuthorisationId, Vec<Dated<TestProtocol>>> = HashMap::new();
        for ids in ids.chunks(CHUNK) {
            let query = security_test::Entity::find()
                .filter(security_test::Column::AuthorisationId.is_in(numbers(ids)))
                .filter(visible(security_test::Column::FromSeq, security_test::Column::ToSeq, seq))
                .order_by_asc(security_test::Column::TestedOn)
                .order_by_asc(security_test::Column::Id);
            for row in query.all(&self.0).await? {
                found.entry(authorisation_id("security_test", row.authorisation_id)?).or_default().push(rows::test(&row)?);
            }
        }
        Ok(found)
    }

    /// The events of every authorisation of anyone with these numbers. One statement.
    ///
    /// # Errors
    /// As [`Reads::authorisations`].
    pub async fn lives(&self, bins: &[Bin], seq: Sequence) -> Result<Vec<Life>, StoreError> {
        let mut lives: Vec<Life> = Vec::new();
        for bins in bins.chunks(CHUNK) {
            let mut query = Query::select();
            query
                .column((organisation::Entity, organisation::Column::Bin))
                .column((authorisation::Entity, authorisation::Column::Role))
                .column((authorisation::Entity, authorisation::Column::Subkind));
            <authorisation_event::Column as sea_orm::Iterable>::iter().for_each(|column| {
                query.column((authorisation_event::Entity, column));
            });
            query
                .from(organisation::Entity)
                .inner_join(
                    authorisation::Entity,
                    Expr::col((authorisation::Entity, authorisation::Column::OrganisationId))
                        .equals((organisation::Entity, organisation::Column::Id)),
                )
                .inner_join(
                    authorisation_event::Entity,
                    Expr::col((authorisation_event::Entity, authorisation_event::Column::AuthorisationId))
                        .equals((authorisation::Entity, authorisation::Column::Id)),
                )
                .and_where(Expr::col((organisation::Entity, organisation::Column::Bin)).is_in(bins.iter().map(Bin::digits)))
                .cond_where(visible(
                    (authorisation::Entity, authorisation::Column::FromSeq),
                    (authorisation::Entity, authorisation::Column::ToSeq),
                    seq,
                ))
                .cond_where(visible(
                    (authorisation_event::Entity, authorisation_event::Column::FromSeq),
                    (authorisation_event::Entity, authorisation_event::Column::ToSeq),
                    seq,
                ))
                .order_by((authorisation_event::Entity, authorisation_event::Column::AuthorisationId), sea_orm::Order::Asc)
                .order_by((authorisation_event::Entity, authorisation_event::Column::Id), sea_orm::Order::Asc);
            for row in self.0.query_all(&query).await? {
                add_to_lives(&mut lives, &LifeRow::from_query_result(&row, "")?)?;
            }
        }
        Ok(lives)
    }

    /// On which days the holder's authorisations of a role were alive, as they stand now. One statement.
    ///
    /// # Errors
    /// As [`Reads::authorisations`].
    pub async fn alive_spans(
        &self,
        holder: OrganisationId,
        role: LicenseeRole,
        seq: Sequence,
    ) -> Result<Vec<AliveSpan>, StoreError> {
        let query = Query::select()
            .column((authorisation::Entity, authorisation::Column::Id))
            .column((authorisation::Entity, authorisation::Column::Authority))
            .column((standing::Entity, standing::Column::ValidFrom))
            .column((standing::Entity, standing::Column::ValidUntil))
            .from(authorisation::Entity)
            .inner_join(
                standing::Entity,
                Expr::col((standing::Entity, standing::Column::AuthorisationId))
                    .equals((authorisation::Entity, authorisation::Column::Id)),
            )
            .and_where(Expr::col((authorisation::Entity, authorisation::Column::OrganisationId)).eq(holder.0.number()))
            .and_where(Expr::col((authorisation::Entity, authorisation::Column::Role)).eq(role.code()))
            .and_where(
                Expr::col((standing::Entity, standing::Column::Standing))
                    .is_in([Standing::Active.code(), Standing::Suspended.code()]),
            )
            .cond_where(visible(
                (authorisation::Entity, authorisation::Column::FromSeq),
                (authorisation::Entity, authorisation::Column::ToSeq),
                seq,
            ))
            .cond_where(visible((standing::Entity, standing::Column::FromSeq), (standing::Entity, standing::Column::ToSeq), seq))
            .to_owned();
        let rows = self.0.query_all(&query).await?;
        rows.iter().map(|row| alive_span(AliveRow::from_query_result(row, "")?)).collect()
    }
}

fn alive_span(row: AliveRow) -> Result<AliveSpan, StoreError> {
    let cell = rows::Cell("standing", row.id.to_string());
    let period = Period { from: cell.day("valid_from", row.valid_from)?, until: cell.day("valid_until", row.valid_until)? };
    Ok(AliveSpan {
        authorisation: AuthorisationId(cell.seq("id", row.id)?),
        period,
        authority: cell.take("authority", Authority::from_code(&row.authority))?,
    })
}

fn add_to_lives(lives: &mut Vec<Life>, row: &LifeRow) -> Result<(), StoreError> {
    let cell = rows::Cell("authorisation", row.event.authorisation_id.to_string());
    let id = AuthorisationId(cell.seq("id", row.event.authorisation_id)?);
    let event = rows::event(&row.event)?;
    match lives.last_mut() {
        Some(life) if life.authorisation == id => life.events.push(event),
        _ => lives.push(Life {
            bin: cell.bin("bin", &row.bin)?,
            role: cell.take("role", LicenseeRole::from_code(&row.role))?,
            subkind: row.subkind.as_deref().map(|code| cell.take("subkind", Subkind::from_code(code))).transpose()?,
            authorisation: id,
            events: vec![event],
        }),
    }
    Ok(())
}

fn numbers(ids: &[AuthorisationId]) -> impl Iterator<Item = i64> + '_ {
    ids.iter().map(|id| id.0.number())
}

fn authorisation_id(table: &'static str, number: i64) -> Result<AuthorisationId, StoreError> {
    rows::Cell(table, number.to_string()).seq("authorisation_id", number).map(AuthorisationId)
}
