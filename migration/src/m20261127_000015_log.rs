//! The journal as a log: hashes of full subtrees, and the checkpoints that were signed.

use sea_orm_migration::prelude::*;

use crate::portable::{self, Kind, Table, must};

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
                name: "log_subtree",
                columns: vec![must("level", Kind::Int), must("number", Kind::Int), must("hash", Kind::Bytes)],
                key: "level, number",
                constraints: vec!["CHECK (level BETWEEN 1 AND 7)".to_owned(), "CHECK (number >= 0)".to_owned()],
            },
        )
        .await?;
        portable::create(
            manager,
            &Table {
                name: "checkpoint",
                columns: vec![
                    must("origin", Kind::Text),
                    must("size", Kind::Int),
                    must("root", Kind::Bytes),
                    must("note", Kind::Text),
                    must("signed_at", Kind::Int),
                ],
                key: "origin, size",
                constraints: vec!["CHECK (size > 0)".to_owned()],
            },
        )
        .await?;
        // What was signed once is never another.
        portable::append_only(manager, "log_subtree").await?;
        portable::append_only(manager, "checkpoint").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "checkpoint").await?;
        portable::drop(manager, "log_subtree").await
    }
}
