//! Newest assessments: derived from the facts, so that lists by status are read from an index.

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
                name: "assessment",
                columns: vec![
                    must("authorisation_id", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("valid_from", Kind::Day),
                    must("to_seq", Kind::Int),
                    must("valid_until", Kind::Day),
                    must("role", Kind::Text),
                    may("subkind", Kind::Text),
                    must("authority", Kind::Text),
                    must("region", Kind::Text),
                    must("standing", Kind::Text),
                    must("severity", Kind::Int),
                    must("sort_key", Kind::Text),
                    must("granted_on", Kind::Day),
                    must("expires_on", Kind::Day),
                ],
                key: "authorisation_id, from_seq, valid_from",
                constraints: vec![
                    ends_after_it_begins(),
                    "CHECK (valid_from <= valid_until)".to_owned(),
                    "CHECK (severity BETWEEN 0 AND 3)".to_owned(),
                    one_of("role", &["MINER", "POOL", "EXCHANGE"]),
                ],
            },
        )
        .await?;
        // A page is the beginning of one of these; the key makes the order whole.
        for order in ["sort_key", "expires_on", "granted_on"] {
            portable::index(manager, "assessment", &format!("role, {order}, authorisation_id")).await?;
            portable::index(manager, "assessment", &format!("role, severity, {order}, authorisation_id")).await?;
        }
        portable::index(manager, "assessment", "role, severity, authorisation_id").await?;
        portable::index(manager, "assessment", "role, region, sort_key, authorisation_id").await?;
        // A count reads this alone.
        portable::index(
            manager,
            "assessment",
            "role, severity, standing, region, subkind, authority, from_seq, to_seq, valid_from, valid_until",
        )
        .await?;
        portable::create(
            manager,
            &Table {
                name: "assessment_due",
                columns: vec![must("authorisation_id", Kind::Int), must("due_on", Kind::Day), must("touched_by", Kind::Int)],
                key: "authorisation_id",
                constraints: Vec::new(),
            },
        )
        .await?;
        portable::index(manager, "assessment_due", "due_on, authorisation_id").await?;
        portable::create(
            manager,
            &Table {
                name: "assessed_view",
                columns: vec![must("on_day", Kind::Day), must("seq", Kind::Int)],
                key: "on_day, seq",
                constraints: Vec::new(),
            },
        )
        .await?;
        // Placements are looked through when something befalls a data centre.
        portable::index(manager, "licence_fact", "kind, organisation_id").await?;
        // Whoever is in the register already is to be assessed.
        let (columns, everyone) =
            ("authorisation_id, due_on, touched_by", "id, '2023-04-01', max(from_seq) FROM authorisation GROUP BY id");
        portable::fill(manager, "assessment_due", columns, everyone).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::execute(manager, "DROP INDEX licence_fact_by_kind_organisation_id").await?;
        portable::drop(manager, "assessed_view").await?;
        portable::drop(manager, "assessment_due").await?;
        portable::drop(manager, "assessment").await
    }
}
