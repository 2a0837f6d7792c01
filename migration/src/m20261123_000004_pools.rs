//! What a pool's accreditation rests on.

use sea_orm_migration::prelude::*;

use crate::portable::{self, Kind, Table, ends_after_it_begins, may, must};

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
                name: "pool_complex",
                columns: vec![
                    must("id", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("authorisation_id", Kind::Int),
                    must("effective_on", Kind::Day),
                    must("in_kazakhstan", Kind::Bool),
                    may("region", Kind::Text),
                    must("place", Kind::Text),
                ],
                key: "id, from_seq",
                constraints: vec![ends_after_it_begins()],
            },
        )
        .await?;
        portable::index(manager, "pool_complex", "authorisation_id").await?;
        portable::versioned(manager, "pool_complex").await?;
        portable::create(
            manager,
            &Table {
                name: "security_test",
                columns: vec![
                    must("id", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("authorisation_id", Kind::Int),
                    must("tested_on", Kind::Day),
                    must("number", Kind::Text),
                    must("laboratory", Kind::Text),
                    must("positive", Kind::Bool),
                ],
                key: "id, from_seq",
                constraints: vec![ends_after_it_begins()],
            },
        )
        .await?;
        portable::index(manager, "security_test", "authorisation_id").await?;
        portable::versioned(manager, "security_test").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "security_test").await?;
        portable::drop(manager, "pool_complex").await?;
        Ok(())
    }
}
