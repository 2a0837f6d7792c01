//! The register as a whole, on the database that `TIZILIM_TEST_DATABASE` names: SQLite without it, PostgreSQL with the
//! address of a server on which databases may be made.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a helper of a test fails the test by it")]

mod support;

mod audit;
mod backup;
mod bad_input;
mod concurrency;
mod confidential;
mod denial;
mod feeds;
mod follow;
mod history;
mod identity;
mod kept;
mod life;
mod lists;
mod migrations;
mod months;
mod open_data;
mod owed;
mod processes;
mod proof;
mod questions;
mod search;
mod statements;
mod statistics;
mod stories;
mod surplus;
mod verify;
mod visibility;
