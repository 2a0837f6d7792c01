//! Tizilim: the public register of Kazakhstan's digital-mining regime.

pub mod compliance;
pub mod domain;
pub mod journal;
pub mod registry;
pub mod store;
pub mod text;
