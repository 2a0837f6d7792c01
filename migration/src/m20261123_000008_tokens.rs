//! Tokens of those who may record acts.

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
                name: "api_token",
                columns: vec![
                    must("id", Kind::Int),
                    must("role", Kind::Text),
                    must("office", Kind::Text),
                    must("secret_hash", Kind::Bytes),
                    must("created_at", Kind::Int),
                    must("expires_on", Kind::Day),
                    may("revoked_at", Kind::Int),
                ],
                key: "id",
                constraints: vec![one_of(
                    "role",
                    &["ministry", "afsa", "national-bank", "energy-operator", "tax-authority", "supervisor", "auditor"],
                )],
            },
        )
        .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "api_token").await?;
        Ok(())
    }
}
