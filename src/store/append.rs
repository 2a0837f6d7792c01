//! The one transaction that appends an act.
//!
//! It begins by taking the head row: whoever holds it is alone until commit or rollback, on SQLite (an IMMEDIATE
//! transaction) and on PostgreSQL (a row lock) alike. So acts are numbered without a gap and become visible in order.

use entity::{act, journal_head};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ConnectionTrait, DatabaseExecutor, DatabaseTransaction, FromQueryResult, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use super::acts::{Recorder, subject_columns};
use super::error::StoreError;
use super::project::{self, Projection};
use super::{Reads, Store, rows, version, wake};
use crate::domain::act::Act;
use crate::domain::instant::Instant;
use crate::domain::sequence::Sequence;
use crate::journal::entry::{Hash, Salt, Sealed};

/// The register held for writing.
pub struct Writing {
    pub(super) tx: DatabaseTransaction,
    /// The newest act when the register was taken.
    found: Sequence,
    newest: Sequence,
    recorded_at: Instant,
}

/// An act to append, with what the journal keeps beside it.
#[derive(Clone, Copy, Debug)]
pub struct NewAct<'a> {
    /// The act; its number is the one after the newest.
    pub act: &'a Act,
    /// Its entry.
    pub sealed: &'a Sealed,
    /// The salt of its commitments.
    pub salt: &'a Salt,
    /// Who records it.
    pub recorder: &'a Recorder,
    /// The caller's key.
    pub idempotency_key: &'a str,
    /// What was asked.
    pub request_hash: &'a Hash,
    /// What it says.
    pub content_hash: &'a Hash,
}

#[derive(FromQueryResult)]
struct Head {
    size: i64,
    recorded_at: i64,
}

impl Store {
    /// Takes the register for writing. Waits for whoever else holds it.
    ///
    /// # Errors
    /// A failing database, or nobody letting go in time.
    pub async fn begin(&self) -> Result<Writing, StoreError> {
        let immediate = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = self.write.begin_with_options(immediate).await?;
        let take_head = Query::update()
            .table(journal_head::Entity)
            .value(journal_head::Column::Size, Expr::col(journal_head::Column::Size))
            .returning(Query::returning().columns([journal_head::Column::Size, journal_head::Column::RecordedAt]))
            .to_owned();
        let cell = rows::Cell("journal_head", "1".to_owned());
        let row = cell.take("size", tx.query_one(&take_head).await?)?;
        let head = Head::from_query_result(&row, "")?;
        let newest = cell.seq("size", head.size)?;
        Ok(Writing { found: newest, newest, recorded_at: Instant::from_micros(head.recorded_at), tx })
    }
}

impl Writing {
    /// The number of the newest act.
    pub fn newest(&self) -> Sequence {
        self.newest
    }

    /// When the newest act was recorded: a later one is not recorded earlier, whatever the clock says.
    pub fn recorded_at(&self) -> Instant {
        self.recorded_at
    }

    /// Reads inside the transaction.
    pub fn reads(&self) -> Reads<'_> {
        Reads(DatabaseExecutor::Transaction(&self.tx))
    }

    /// Appends an act and projects what follows from it.
    ///
    /// # Errors
    /// A failing database, or an act that is not the next: then nothing may be committed.
    pub async fn append(&mut self, new: NewAct<'_>, projection: Projection<'_>) -> Result<(), StoreError> {
        self.advance(new.act).await?;
        version::insert::<act::Entity>(&self.tx, vec![act_row(new)]).await?;
        project::project(&self.tx, new.act, projection).await?;
        (self.newest, self.recorded_at) = (new.act.sequence, new.act.recorded_at);
        Ok(())
    }

    async fn advance(&self, act: &Act) -> Result<(), StoreError> {
        let next = Query::update()
            .table(journal_head::Entity)
            .value(journal_head::Column::Size, act.sequence.number())
            .value(journal_head::Column::RecordedAt, act.recorded_at.micros())
            .and_where(Expr::col(journal_head::Column::Size).eq(act.sequence.number() - 1))
            .to_owned();
        let moved = self.tx.execute(&next).await?.rows_affected();
        rows::Cell("journal_head", act.sequence.to_string()).take("size", (moved == 1).then_some(()))
    }

    /// Builds the index of search where there is none of what is recorded. Gives whether it was missing.
    ///
    /// # Errors
    /// A failing database.
    pub async fn build_search_index(&mut self) -> Result<bool, StoreError> {
        let is_missing = self.reads().lacks_search_index().await?;
        if is_missing {
            project::search::build(&self.tx).await?;
        }
        Ok(is_missing)
    }

    /// Makes all that was appended durable and visible, and tells the other processes.
    ///
    /// # Errors
    /// A failing database: then nothing was written.
    pub async fn commit(self) -> Result<(), StoreError> {
        if self.newest > self.found {
            wake::tell(&self.tx, self.newest).await?;
        }
        Ok(self.tx.commit().await?)
    }

    /// Lets go without a trace.
    ///
    /// # Errors
    /// A failing database; nothing is written then either.
    pub async fn abandon(self) -> Result<(), StoreError> {
        Ok(self.tx.rollback().await?)
    }
}

fn act_row(new: NewAct<'_>) -> act::Model {
    let subject = new.act.subject.map(subject_columns);
    act::Model {
        seq: new.act.sequence.number(),
        kind: new.act.content.kind().code().to_owned(),
        authority: new.act.authority.code().to_owned(),
        role: new.recorder.role.clone(),
        token_id: new.recorder.token,
        effective_on: new.act.effective_on.date(),
        recorded_at: new.act.recorded_at.micros(),
        subject_kind: subject.as_ref().map(|(kind, _)| (*kind).to_owned()),
        subject_key: subject.map(|(_, key)| key),
        idempotency_key: new.idempotency_key.to_owned(),
        request_hash: new.request_hash.to_vec(),
        content_hash: new.content_hash.to_vec(),
        entry: new.sealed.entry.clone(),
        confidential: new.sealed.confidential.clone(),
        salt: new.salt.to_vec(),
        leaf_hash: new.sealed.leaf.to_vec(),
        officer: new.recorder.officer.clone(),
        token_hash: new.recorder.token_hash.clone(),
    }
}
