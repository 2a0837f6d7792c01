//! Who recorded an act: a pseudonym of the officer, and which token of an identity provider.

use sea_orm_migration::prelude::*;

use crate::portable::{self, Kind, Table, may, must};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["officer", "token_hash"] {
            portable::add_column(manager, "act", &may(column, Kind::Text)).await?;
        }
        portable::create(
            manager,
            &Table {
                name: "pseudonym_key",
                columns: vec![must("id", Kind::Int), must("secret", Kind::Bytes)],
                key: "id",
                constraints: vec!["CHECK (id = 1)".to_owned()],
            },
        )
        .await?;
        // Another key would make one officer two.
        portable::append_only(manager, "pseudonym_key").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "pseudonym_key").await?;
        for column in ["token_hash", "officer"] {
            portable::drop_column(manager, "act", column).await?;
        }
        Ok(())
    }
}
