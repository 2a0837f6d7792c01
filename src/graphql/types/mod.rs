//! The types of the answers, a file each. Every one carries the view that it was asked under.

pub mod act;
pub mod authorisation;
pub mod batch;
pub mod chain;
pub mod compliance;
mod connection;
pub mod data_centre;
pub mod disclosed;
pub mod history;
pub mod licensee;
pub mod limits;
pub mod list;
pub mod node;
pub mod obligation;
pub mod organisation;
pub mod period;
pub mod receipt;
pub mod register;
pub mod rule;
pub mod search;
pub mod searched;
pub mod statistics;
pub mod surplus;
pub mod verification;
pub mod warning;
