//! Surplus power and readings.

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
                name: "surplus_session",
                columns: vec![
                    must("id", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("delivery_date", Kind::Day),
                    must("zone", Kind::Text),
                    must("clearing_order", Kind::Text),
                    must("quota_wh", Kind::Int),
                    must("hours", Kind::Text),
                ],
                key: "id, from_seq",
                constraints: vec![ends_after_it_begins(), "CHECK (quota_wh >= 0)".to_owned()],
            },
        )
        .await?;
        portable::index(manager, "surplus_session", "delivery_date, zone").await?;
        portable::unique_while_open(manager, "surplus_session", "delivery_date, zone").await?;
        portable::versioned(manager, "surplus_session").await?;
        portable::create(
            manager,
            &Table {
                name: "bid",
                columns: vec![
                    must("origin_seq", Kind::Int),
                    must("row_no", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("session_id", Kind::Int),
                    must("miner_bin", Kind::Text),
                    must("energy_wh", Kind::Int),
                    must("lots", Kind::Text),
                ],
                key: "origin_seq, row_no, from_seq",
                constraints: vec![ends_after_it_begins(), "CHECK (energy_wh >= 0)".to_owned()],
            },
        )
        .await?;
        portable::index(manager, "bid", "session_id").await?;
        portable::versioned(manager, "bid").await?;
        portable::create(
            manager,
            &Table {
                name: "award",
                columns: vec![
                    must("origin_seq", Kind::Int),
                    must("row_no", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("session_id", Kind::Int),
                    must("delivery_date", Kind::Day),
                    must("zone", Kind::Text),
                    must("miner_bin", Kind::Text),
                    must("energy_wh", Kind::Int),
                    must("lots", Kind::Text),
                ],
                key: "origin_seq, row_no, from_seq",
                constraints: vec![ends_after_it_begins(), "CHECK (energy_wh >= 0)".to_owned()],
            },
        )
        .await?;
        portable::index(manager, "award", "session_id").await?;
        portable::index(manager, "award", "miner_bin, delivery_date").await?;
        portable::versioned(manager, "award").await?;
        portable::create(
            manager,
            &Table {
                name: "reading",
                columns: vec![
                    must("origin_seq", Kind::Int),
                    must("row_no", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("data_centre_id", Kind::Int),
                    must("meter", Kind::Text),
                    must("miner_bin", Kind::Text),
                    must("source", Kind::Text),
                    must("on_day", Kind::Day),
                    must("energy_wh", Kind::Int),
                    must("hours", Kind::Text),
                ],
                key: "origin_seq, row_no, from_seq",
                constraints: vec![ends_after_it_begins(), "CHECK (energy_wh >= 0)".to_owned()],
            },
        )
        .await?;
        portable::index(manager, "reading", "data_centre_id, on_day").await?;
        portable::versioned(manager, "reading").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "reading").await?;
        portable::drop(manager, "award").await?;
        portable::drop(manager, "bid").await?;
        portable::drop(manager, "surplus_session").await?;
        Ok(())
    }
}
