//! The history of the tables, for SQLite and PostgreSQL alike.
//!
//! One topic a file; names are written out and never taken from `entity`, so that a later column cannot break an
//! earlier migration; each runs in a transaction of its own on both databases; no migration writes what is an act.

mod m20261123_000001_journal;
mod m20261123_000002_organisations;
mod m20261123_000003_authorisations;
mod m20261123_000004_pools;
mod m20261123_000005_trade;
mod m20261123_000006_warnings;
mod m20261123_000007_rules;
mod m20261123_000008_tokens;
mod m20261123_000009_data_centres;
mod m20261123_000010_licence_facts;
mod m20261123_000011_energy;
mod m20261123_000012_months;
mod m20261127_000013_assessments;
mod m20261127_000014_search;
mod m20261127_000015_log;
mod m20261127_000016_officers;
mod portable;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// Every migration, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_journal::Migration),
            Box::new(m20261123_000002_organisations::Migration),
            Box::new(m20261123_000003_authorisations::Migration),
            Box::new(m20261123_000004_pools::Migration),
            Box::new(m20261123_000005_trade::Migration),
            Box::new(m20261123_000006_warnings::Migration),
            Box::new(m20261123_000007_rules::Migration),
            Box::new(m20261123_000008_tokens::Migration),
            Box::new(m20261123_000009_data_centres::Migration),
            Box::new(m20261123_000010_licence_facts::Migration),
            Box::new(m20261123_000011_energy::Migration),
            Box::new(m20261123_000012_months::Migration),
            Box::new(m20261127_000013_assessments::Migration),
            Box::new(m20261127_000014_search::Migration),
            Box::new(m20261127_000015_log::Migration),
            Box::new(m20261127_000016_officers::Migration),
        ]
    }
}
