//! The tables of the register, one a file: primitives only, no logic.
//!
//! Versioned tables carry `from_seq` and `to_seq`: the act that made a row and the act that ended it. A row is never
//! changed but for its end.

pub mod act;
pub mod api_token;
pub mod authorisation;
pub mod authorisation_event;
pub mod distribution;
pub mod journal_head;
pub mod organisation;
pub mod organisation_detail;
pub mod pool_complex;
pub mod rule_version;
pub mod sale;
pub mod security_test;
pub mod standing;
pub mod warning;
pub mod warning_term;
