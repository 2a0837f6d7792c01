//! Data centres and their meters.

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
                name: "data_centre",
                columns: vec![
                    must("id", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("valid_from", Kind::Day),
                    must("valid_until", Kind::Day),
                    must("organisation_id", Kind::Int),
                    must("code", Kind::Text),
                    must("code_key", Kind::Text),
                    must("zone", Kind::Text),
                    must("held_from", Kind::Day),
                    must("held_until", Kind::Day),
                    must("held_by_act", Kind::Int),
                    must("said_by", Kind::Int),
                    must("name", Kind::Text),
                    must("title", Kind::Text),
                    may("residential", Kind::Bool),
                    must("capacity_kw", Kind::Int),
                    must("region", Kind::Text),
                    may("address", Kind::Text),
                ],
                key: "id, valid_from, from_seq",
                constraints: vec![ends_after_it_begins(), "CHECK (valid_from <= valid_until)".to_owned()],
            },
        )
        .await?;
        portable::index(manager, "data_centre", "id").await?;
        portable::index(manager, "data_centre", "organisation_id").await?;
        portable::index(manager, "data_centre", "code_key").await?;
        portable::versioned(manager, "data_centre").await?;
        portable::create(
            manager,
            &Table {
                name: "meter_span",
                columns: vec![
                    must("data_centre_id", Kind::Int),
                    must("serial", Kind::Text),
                    must("valid_from", Kind::Day),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("valid_until", Kind::Day),
                    must("state", Kind::Text),
                    must("said_by", Kind::Int),
                ],
                key: "data_centre_id, serial, valid_from, from_seq",
                constraints: vec![ends_after_it_begins(), "CHECK (valid_from <= valid_until)".to_owned()],
            },
        )
        .await?;
        portable::versioned(manager, "meter_span").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "meter_span").await?;
        portable::drop(manager, "data_centre").await?;
        Ok(())
    }
}
