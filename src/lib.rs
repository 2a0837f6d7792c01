//! Tizilim: the public register of Kazakhstan's digital-mining regime.
//!
//! ```text
//! cli, app, demo         put the rest together
//! audit                  a running register, checked              → graphql, registry, journal, domain
//! http                   routes, transport, authentication        → graphql, registry, open_data, journal, text
//! graphql                the schema                               → registry, compliance, domain, text
//! files                  CSV in, CSV and JSON Lines out          → registry, compliance, open_data, domain, text
//! identity               tokens of an identity provider            → domain
//! witness                ask witnesses to sign, and be one       → registry, journal, domain
//! registry               look up, list, verify, record            → store, compliance, open_data, journal, domain, text
//! store                  the database; entity, migration          → journal, domain
//! text                   wording in kk, ru, en                    → compliance, domain
//! compliance   (pure)    facts and rules → findings               → domain
//! open_data    (pure)    tables for a reader → files, catalogue   → domain
//! journal      (pure)    entries, the log over them, receipts     → domain
//! domain       (pure)    the field's words as types
//! ```
//! Imports run downwards only; `tests/architecture.rs` holds the sources against this table.

pub mod app;
pub mod audit;
pub mod cli;
pub mod compliance;
pub mod demo;
pub mod domain;
pub mod files;
pub mod graphql;
pub mod http;
pub mod identity;
pub mod journal;
pub mod open_data;
pub mod registry;
pub mod settings;
pub mod store;
pub mod text;
pub mod witness;
