//! What is recorded of licensees beside the life of their authorisations.

use sea_orm_migration::prelude::*;

use crate::portable::{self, Kind, Table, ends_after_it_begins, must};

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
                name: "licence_fact",
                columns: vec![
                    must("id", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("authorisation_id", Kind::Int),
                    must("organisation_id", Kind::Int),
                    must("kind", Kind::Text),
                    must("on_day", Kind::Day),
                    must("said", Kind::Text),
                ],
                key: "id, from_seq",
                constraints: vec![ends_after_it_begins()],
            },
        )
        .await?;
        portable::index(manager, "licence_fact", "authorisation_id").await?;
        portable::index(manager, "licence_fact", "organisation_id").await?;
        portable::versioned(manager, "licence_fact").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "licence_fact").await?;
        Ok(())
    }
}
