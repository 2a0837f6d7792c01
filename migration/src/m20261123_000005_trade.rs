//! Distributions and sales.

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
                name: "distribution",
                columns: vec![
                    must("origin_seq", Kind::Int),
                    must("row_no", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    may("pool_bin", Kind::Text),
                    may("pool_name", Kind::Text),
                    must("miner_bin", Kind::Text),
                    must("on_day", Kind::Day),
                    must("asset", Kind::Text),
                    must("units", Kind::Int),
                    may("commission", Kind::Int),
                    may("wallet", Kind::Text),
                ],
                key: "origin_seq, row_no, from_seq",
                constraints: vec![
                    ends_after_it_begins(),
                    "CHECK (units >= 0)".to_owned(),
                    "CHECK ((pool_bin IS NULL) <> (pool_name IS NULL))".to_owned(),
                ],
            },
        )
        .await?;
        portable::index(manager, "distribution", "miner_bin, on_day").await?;
        portable::index(manager, "distribution", "pool_bin, on_day").await?;
        portable::versioned(manager, "distribution").await?;
        portable::create(
            manager,
            &Table {
                name: "sale",
                columns: vec![
                    must("origin_seq", Kind::Int),
                    must("row_no", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    may("venue_bin", Kind::Text),
                    may("venue_name", Kind::Text),
                    must("miner_bin", Kind::Text),
                    must("on_day", Kind::Day),
                    must("asset", Kind::Text),
                    must("units", Kind::Int),
                ],
                key: "origin_seq, row_no, from_seq",
                constraints: vec![
                    ends_after_it_begins(),
                    "CHECK (units >= 0)".to_owned(),
                    "CHECK ((venue_bin IS NULL) <> (venue_name IS NULL))".to_owned(),
                ],
            },
        )
        .await?;
        portable::index(manager, "sale", "miner_bin, on_day").await?;
        portable::versioned(manager, "sale").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "sale").await?;
        portable::drop(manager, "distribution").await?;
        Ok(())
    }
}
