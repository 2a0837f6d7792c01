//! Tokens, of which only the hash of the secret is kept.

use entity::{api_token, pseudonym_key};
use sea_orm::sea_query::{ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use super::error::StoreError;
use super::{Store, rows};
use crate::domain::day::Day;
use crate::domain::instant::Instant;
use crate::domain::office::Role;
use crate::journal::entry::Hash;

/// A token as the register keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredToken {
    /// Its number.
    pub id: i64,
    /// For what.
    pub role: Role,
    /// For whom.
    pub office: String,
    /// SHA-256 of the secret.
    pub secret_hash: Hash,
    /// When it was made.
    pub created_at: Instant,
    /// Its last day.
    pub expires_on: Day,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}

impl Store {
    /// Keeps a token. Gives its number, the next after the largest.
    ///
    /// # Errors
    /// A failing database.
    pub async fn add_token(&self, token: &StoredToken) -> Result<i64, StoreError> {
        loop {
            match self.try_add_token(token).await {
                // Another process took the number in the meantime.
                Err(error) if error.is_duplicate() => {}
                other => return other,
            }
        }
    }

    async fn try_add_token(&self, token: &StoredToken) -> Result<i64, StoreError> {
        let last = api_token::Entity::find().order_by_desc(api_token::Column::Id).one(&self.write).await?;
        let id = last.map_or(1, |row| row.id + 1);
        let row = api_token::Model {
            id,
            role: token.role.code().to_owned(),
            office: token.office.clone(),
            secret_hash: token.secret_hash.to_vec(),
            created_at: token.created_at.micros(),
            expires_on: token.expires_on.date(),
            revoked_at: token.revoked_at.map(Instant::micros),
        };
        api_token::Entity::insert(row.into_active_model()).exec_without_returning(&self.write).await?;
        Ok(id)
    }

    /// A token by number.
    ///
    /// # Errors
    /// A failing database.
    pub async fn token(&self, id: i64) -> Result<Option<StoredToken>, StoreError> {
        api_token::Entity::find_by_id(id).one(&self.read).await?.map(token).transpose()
    }

    /// The secret by which officers have pseudonyms: the one that is kept, which is this one where there was none.
    ///
    /// # Errors
    /// A failing database.
    pub async fn pseudonym_key(&self, fresh: &[u8; 32]) -> Result<Vec<u8>, StoreError> {
        if let Some(kept) = pseudonym_key::Entity::find_by_id(1).one(&self.read).await? {
            return Ok(kept.secret);
        }
        let row = pseudonym_key::Model { id: 1, secret: fresh.to_vec() };
        // Of two processes that make one at once, the first is kept.
        let first = OnConflict::column(pseudonym_key::Column::Id).do_nothing().to_owned();
        pseudonym_key::Entity::insert(row.into_active_model()).on_conflict(first).exec_without_returning(&self.write).await?;
        let kept = pseudonym_key::Entity::find_by_id(1).one(&self.write).await?;
        rows::Cell("pseudonym_key", "1".to_owned()).take("secret", kept.map(|kept| kept.secret))
    }

    /// All tokens, oldest first.
    ///
    /// # Errors
    /// A failing database.
    pub async fn tokens(&self) -> Result<Vec<StoredToken>, StoreError> {
        api_token::Entity::find().order_by_asc(api_token::Column::Id).all(&self.read).await?.into_iter().map(token).collect()
    }

    /// Revokes a token; `false` when there is none that could be.
    ///
    /// # Errors
    /// A failing database.
    pub async fn revoke_token(&self, id: i64, at: Instant) -> Result<bool, StoreError> {
        let done = api_token::Entity::update_many()
            .col_expr(api_token::Column::RevokedAt, sea_orm::sea_query::Expr::value(at.micros()))
            .filter(api_token::Column::Id.eq(id).and(api_token::Column::RevokedAt.is_null()))
            .exec(&self.write)
            .await?;
        Ok(done.rows_affected == 1)
    }
}

fn token(row: api_token::Model) -> Result<StoredToken, StoreError> {
    let cell = rows::Cell("api_token", row.id.to_string());
    Ok(StoredToken {
        id: row.id,
        role: cell.take("role", Role::from_code(&row.role))?,
        secret_hash: cell.take("secret_hash", row.secret_hash.try_into().ok())?,
        created_at: Instant::from_micros(row.created_at),
        expires_on: cell.day("expires_on", row.expires_on)?,
        revoked_at: row.revoked_at.map(Instant::from_micros),
        office: row.office,
    })
}
