//! Authorisations, their dated steps, and the standing that follows from them.

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
                name: "authorisation",
                columns: vec![
                    must("id", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("organisation_id", Kind::Int),
                    must("role", Kind::Text),
                    may("subkind", Kind::Text),
                    must("number", Kind::Text),
                    must("number_key", Kind::Text),
                    must("authority", Kind::Text),
                    must("regime", Kind::Text),
                    must("granted_on", Kind::Day),
                    may("conditions_kk", Kind::Text),
                    may("conditions_ru", Kind::Text),
                    may("conditions_en", Kind::Text),
                ],
                key: "id, from_seq",
                constraints: vec![
                    ends_after_it_begins(),
                    "FOREIGN KEY (organisation_id) REFERENCES organisation (id)".to_owned(),
                    one_of("role", &["MINER", "POOL", "EXCHANGE"]),
                    one_of("subkind", &["I", "II"]),
                    one_of("authority", &["MINISTRY", "AFSA", "NATIONAL_BANK", "ENERGY_OPERATOR", "TAX_AUTHORITY"]),
                    one_of("regime", &["DIGITAL_ASSETS_LAW", "AIFC", "NATIONAL_BANK"]),
                    "CHECK ((role = 'MINER') = (subkind IS NOT NULL))".to_owned(),
                ],
            },
        )
        .await?;
        portable::index(manager, "authorisation", "organisation_id, role").await?;
        portable::unique_while_open(manager, "authorisation", "role, number_key").await?;
        portable::index(manager, "authorisation", "role, number_key").await?;
        portable::versioned(manager, "authorisation").await?;
        portable::create(
            manager,
            &Table {
                name: "authorisation_event",
                columns: vec![
                    must("id", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("to_seq", Kind::Int),
                    must("authorisation_id", Kind::Int),
                    must("effective_on", Kind::Day),
                    must("step", Kind::Text),
                    may("until", Kind::Day),
                    may("expires_on", Kind::Day),
                    may("ground", Kind::Text),
                    may("court", Kind::Text),
                    may("ruling", Kind::Text),
                    may("ruled_on", Kind::Day),
                ],
                key: "id, from_seq",
                constraints: vec![
                    ends_after_it_begins(),
                    one_of("step", &["GRANTED", "RENEWED", "SUSPENDED", "RESUMED", "REVOKED", "SURRENDERED"]),
                    one_of(
                        "ground",
                        &[
                            "FALSE_DATA",
                            "REQUIREMENTS_BREACHED",
                            "VIOLATIONS_NOT_CURED",
                            "CHANGE_NOT_NOTIFIED",
                            "OWN_REQUEST",
                            "OTHER_LAW",
                        ],
                    ),
                ],
            },
        )
        .await?;
        portable::index(manager, "authorisation_event", "authorisation_id").await?;
        portable::versioned(manager, "authorisation_event").await?;
        portable::create(
            manager,
            &Table {
                name: "standing",
                columns: vec![
                    must("authorisation_id", Kind::Int),
                    must("from_seq", Kind::Int),
                    must("valid_from", Kind::Day),
                    must("to_seq", Kind::Int),
                    must("valid_until", Kind::Day),
                    must("standing", Kind::Text),
                    must("expires_on", Kind::Day),
                ],
                key: "authorisation_id, from_seq, valid_from",
                constraints: vec![
                    ends_after_it_begins(),
                    "CHECK (valid_from <= valid_until)".to_owned(),
                    one_of("standing", &["NOT_YET_VALID", "ACTIVE", "SUSPENDED", "EXPIRED", "REVOKED", "SURRENDERED"]),
                ],
            },
        )
        .await?;
        portable::index(manager, "standing", "standing, expires_on, authorisation_id").await?;
        portable::versioned(manager, "standing").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::drop(manager, "standing").await?;
        portable::drop(manager, "authorisation_event").await?;
        portable::drop(manager, "authorisation").await?;
        Ok(())
    }
}
