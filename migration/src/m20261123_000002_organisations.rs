//! Organisations and what is said of them.

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
                name: "organisation",
                columns: vec![must("id", Kind::Int), must("bin", Kind::Text)],
                key: "id",
                constraints: vec!["CHECK (length(bin) = 12)".to_owned()],
            },
        )
        .await?;
        // Not unique: a registration that was annulled leaves its number to the next.
        portable::index(manager, "organisation", "bin").await?;
        portable::append_only(manager, "organisation").await?;
        portable::create(
            manager,
            &Table {
                name: "organisation_detail",
                columns: vec![
                    must("organisation_id", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("valid_from", Kind::Day),
                    must("to_seq", Kind::Int),
                    must("valid_until", Kind::Day),
                    must("said_by", Kind::Int),
                    must("name_kk", Kind::Text),
                    must("name_ru", Kind::Text),
                    may("name_en", Kind::Text),
                    must("sort_key", Kind::Text),
                    must("region", Kind::Text),
                    may("address", Kind::Text),
                    may("website", Kind::Text),
                ],
                key: "organisation_id, from_seq, valid_from",
                constraints: vec![
                    ends_after_it_begins(),
                    "CHECK (valid_from <= valid_until)".to_owned(),
                    "FOREIGN KEY (organisation_id) REFERENCES organisation (id)".to_owned(),
                ],
            },
        )
        .await?;
        portable::index(manager, "organisation_detail", "sort_key, organisation_id").await?;
        portable::versioned(manager, "organisation_detail").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "organisation_detail").await?;
        portable::drop(manager, "organisation").await?;
        Ok(())
    }
}
