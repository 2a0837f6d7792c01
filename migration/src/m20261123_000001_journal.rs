//! The journal: acts, and the head row that serialises them.

use sea_orm_migration::prelude::*;

use crate::portable::{self, Kind, Table, may, must, one_of};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::create(
            manager,
            &Table {
                name: "act",
                columns: vec![
                    must("seq", Kind::Int),
                    must("kind", Kind::Text),
                    must("authority", Kind::Text),
                    must("role", Kind::Text),
                    may("token_id", Kind::Int),
                    must("effective_on", Kind::Day),
                    must("recorded_at", Kind::Int),
                    may("subject_kind", Kind::Text),
                    may("subject_key", Kind::Text),
                    must("idempotency_key", Kind::Text),
                    must("request_hash", Kind::Bytes),
                    must("content_hash", Kind::Bytes),
                    must("entry", Kind::Text),
                    may("confidential", Kind::Text),
                    must("salt", Kind::Bytes),
                    must("leaf_hash", Kind::Bytes),
                ],
                key: "seq",
                constraints: vec![
                    one_of("authority", &["MINISTRY", "AFSA", "NATIONAL_BANK", "ENERGY_OPERATOR", "TAX_AUTHORITY"]),
                    "CHECK (seq > 0)".to_owned(),
                    "UNIQUE (authority, idempotency_key)".to_owned(),
                ],
            },
        )
        .await?;
        portable::index(manager, "act", "subject_kind, subject_key, seq").await?;
        portable::index(manager, "act", "content_hash").await?;
        portable::index(manager, "act", "kind, recorded_at").await?;
        portable::append_only(manager, "act").await?;
        portable::create(
            manager,
            &Table {
                name: "journal_head",
                columns: vec![must("id", Kind::Int), must("size", Kind::Int), must("recorded_at", Kind::Int)],
                key: "id",
                constraints: vec!["CHECK (id = 1)".to_owned(), "CHECK (size >= 0)".to_owned()],
            },
        )
        .await?;
        // The empty register: no act yet. Not an act itself.
        portable::execute(manager, "INSERT INTO journal_head (id, size, recorded_at) VALUES (1, 0, 0)").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "journal_head").await?;
        portable::drop(manager, "act").await?;
        Ok(())
    }
}
