//! Public warnings and what they are found by.

use sea_orm_migration::prelude::*;

use crate::portable::{self, Kind, Table, ends_after_it_begins, may, must, one_of};

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
                name: "warning",
                columns: vec![
                    must("id", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("authority", Kind::Text),
                    must("published_on", Kind::Day),
                    must("reference", Kind::Text),
                    must("name", Kind::Text),
                    may("bin", Kind::Text),
                    must("domains", Kind::Text),
                    must("wording_kk", Kind::Text),
                    must("wording_ru", Kind::Text),
                    may("wording_en", Kind::Text),
                ],
                key: "id, from_seq",
                constraints: vec![
                    ends_after_it_begins(),
                    one_of("authority", &["MINISTRY", "AFSA", "NATIONAL_BANK", "ENERGY_OPERATOR", "TAX_AUTHORITY"]),
                ],
            },
        )
        .await?;
        portable::versioned(manager, "warning").await?;
        portable::create(
            manager,
            &Table {
                name: "warning_term",
                columns: vec![
                    must("warning_id", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("kind", Kind::Text),
                    must("term", Kind::Text),
                    must("to_seq", Kind::Int),
                ],
                key: "warning_id, from_seq, kind, term",
                constraints: vec![ends_after_it_begins(), one_of("kind", &["BIN", "NAME", "DOMAIN"])],
            },
        )
        .await?;
        portable::index(manager, "warning_term", "term, kind").await?;
        portable::versioned(manager, "warning_term").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "warning_term").await?;
        portable::drop(manager, "warning").await?;
        Ok(())
    }
}
