//! Versions of rules.

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
                name: "rule_version",
                columns: vec![
                    must("code", Kind::Text),
                    must("version", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("said_by", Kind::Int),
                    must("in_force_from", Kind::Day),
                    must("in_force_until", Kind::Day),
                    must("parameters", Kind::Text),
                    must("basis_act", Kind::Text),
                    must("basis_article", Kind::Text),
                    must("basis_url", Kind::Text),
                    must("title_kk", Kind::Text),
                    must("title_ru", Kind::Text),
                    may("title_en", Kind::Text),
                ],
                key: "code, version, from_seq",
                constraints: vec![
                    ends_after_it_begins(),
                    "CHECK (in_force_from <= in_force_until)".to_owned(),
                    "CHECK (version > 0)".to_owned(),
                ],
            },
        )
        .await?;
        portable::versioned(manager, "rule_version").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "rule_version").await?;
        Ok(())
    }
}
