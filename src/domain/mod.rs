//! The field's words as types. Pure: no I/O, no clock, no randomness.

pub mod act;
pub mod asset;
pub mod authorisation;
pub mod authority;
pub mod bin;
mod codes;
pub mod correction;
pub mod day;
pub mod decimal;
pub mod fold;
pub mod instant;
pub mod lang;
pub mod names;
pub mod office;
pub mod organisation;
pub mod party;
pub mod period;
pub mod pool;
pub mod refusal;
pub mod region;
pub mod rule;
pub mod sequence;
pub mod standing;
pub mod text;
pub mod trade;
pub mod view;
pub mod warning;
pub mod web;

pub use codes::Coded;
pub(crate) use codes::{coded, first};
