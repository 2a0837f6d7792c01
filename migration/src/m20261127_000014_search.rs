//! What names, numbers and hosts are searched by.
//!
//! Plain tables and indexes, in which both databases find the same: their own full-text indexes do not agree.

use sea_orm_migration::prelude::*;

use crate::portable::{self, Kind, Table, must, one_of};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const KINDS: [&str; 5] = ["WORD", "WHOLE", "NUMBER", "DOMAIN", "BIN"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::create(
            manager,
            &Table {
                name: "search_term",
                columns: vec![
                    must("kind", Kind::Text),
                    must("term", Kind::Text),
                    must("from_seq", Kind::Int),
                    must("postings", Kind::Int),
                ],
                key: "kind, term",
                constraints: vec![one_of("kind", &KINDS), "CHECK (postings > 0)".to_owned()],
            },
        )
        .await?;
        portable::counting(manager, "search_term", "postings").await?;
        portable::create(
            manager,
            &Table {
                name: "search_variant",
                columns: vec![
                    must("kind", Kind::Text),
                    must("variant", Kind::Text),
                    must("term", Kind::Text),
                    must("from_seq", Kind::Int),
                ],
                key: "kind, variant, term",
                constraints: vec![one_of("kind", &KINDS)],
            },
        )
        .await?;
        portable::append_only(manager, "search_variant").await?;
        portable::create(
            manager,
            &Table {
                name: "search_posting",
                columns: vec![
                    must("kind", Kind::Text),
                    must("term", Kind::Text),
                    must("nth", Kind::Int),
                    must("subject_kind", Kind::Text),
                    must("subject_id", Kind::Int),
                    must("from_seq", Kind::Int),
                ],
                // The first so many of a term are read by this, however many it has.
                key: "kind, term, nth",
                constraints: vec![
                    one_of("kind", &KINDS),
                    one_of("subject_kind", &["ORGANISATION", "AUTHORISATION", "WARNING"]),
                    "CHECK (nth > 0)".to_owned(),
                    "UNIQUE (kind, term, subject_kind, subject_id)".to_owned(),
                ],
            },
        )
        .await?;
        portable::append_only(manager, "search_posting").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "search_posting").await?;
        portable::drop(manager, "search_variant").await?;
        portable::drop(manager, "search_term").await?;
        Ok(())
    }
}
