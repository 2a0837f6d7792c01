//! The tables of the register, one a file: primitives only, no logic.
//!
//! Versioned tables carry `from_seq` and `to_seq`: the act that made a row and the act that ended it. A row is never
//! changed but for its end.

pub mod act;
pub mod api_token;
pub mod assessed_view;
pub mod assessment;
pub mod assessment_due;
pub mod authorisation;
pub mod authorisation_event;
pub mod award;
pub mod bid;
pub mod checkpoint;
pub mod data_centre;
pub mod distribution;
pub mod energy_month;
pub mod grid_month;
pub mod journal_head;
pub mod licence_fact;
pub mod log_subtree;
pub mod meter_span;
pub mod organisation;
pub mod organisation_detail;
pub mod pool_complex;
pub mod pseudonym_key;
pub mod reading;
pub mod rule_version;
pub mod sale;
pub mod search_posting;
pub mod search_term;
pub mod search_variant;
pub mod security_test;
pub mod standing;
pub mod surplus_session;
pub mod trade_month;
pub mod warning;
pub mod warning_term;
