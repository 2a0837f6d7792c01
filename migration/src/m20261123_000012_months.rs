//! Sums by month of what is handed in by rows and hours.

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
                name: "energy_month",
                columns: vec![
                    must("miner_bin", Kind::Text),
                    must("data_centre_id", Kind::Int),
                    must("source", Kind::Text),
                    must("month", Kind::Day),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("energy_wh", Kind::Int),
                    must("days", Kind::Text),
                ],
                key: "miner_bin, data_centre_id, source, month, from_seq",
                constraints: vec![ends_after_it_begins(), "CHECK (energy_wh >= 0)".to_owned()],
            },
        )
        .await?;
        portable::index(manager, "energy_month", "data_centre_id, month").await?;
        portable::index(manager, "energy_month", "miner_bin, to_seq").await?;
        portable::versioned(manager, "energy_month").await?;
        portable::create(
            manager,
            &Table {
                name: "grid_month",
                columns: vec![
                    must("holder_bin", Kind::Text),
                    must("zone", Kind::Text),
                    must("month", Kind::Day),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("consumed_wh", Kind::Int),
                    must("awarded_wh", Kind::Int),
                    must("days", Kind::Text),
                ],
                key: "holder_bin, zone, month, from_seq",
                constraints: vec![ends_after_it_begins()],
            },
        )
        .await?;
        portable::index(manager, "grid_month", "holder_bin, to_seq").await?;
        portable::versioned(manager, "grid_month").await?;
        portable::create(
            manager,
            &Table {
                name: "trade_month",
                columns: vec![
                    must("side", Kind::Text),
                    must("miner_bin", Kind::Text),
                    must("party", Kind::Text),
                    must("asset", Kind::Text),
                    must("month", Kind::Day),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("units", Kind::Int),
                    must("days", Kind::Text),
                ],
                key: "side, miner_bin, party, asset, month, from_seq",
                constraints: vec![ends_after_it_begins()],
            },
        )
        .await?;
        // A verdict of today reads the open rows of a miner, and never the versions that were.
        portable::index(manager, "trade_month", "miner_bin, to_seq").await?;
        portable::index(manager, "trade_month", "party, to_seq").await?;
        portable::versioned(manager, "trade_month").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "trade_month").await?;
        portable::drop(manager, "grid_month").await?;
        portable::drop(manager, "energy_month").await?;
        Ok(())
    }
}
