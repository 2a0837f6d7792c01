//! The only place that knows the database.
//!
//! [`Reads`] answers in batches under a sequence; [`Writing`] is the one transaction that appends an act. Rows become
//! domain values in `rows`, and nothing above this room sees a row.

mod acts;
mod append;
mod assessed;
mod authorisations;
mod connect;
mod data_centres;
mod dump;
mod energy;
mod error;
mod licence_facts;
mod listing;
mod log;
mod monthly;
mod open_data;
mod organisations;
mod project;
mod rows;
mod rules;
mod search;
mod seek;
mod statistics;
mod status_lists;
mod surplus;
mod tokens;
mod trade;
mod version;
mod wake;
mod warnings;

use sea_orm::DatabaseExecutor;

use crate::domain::sequence::Sequence;

pub use acts::{Recorder, StoredAct, TypedAct};
pub use append::{NewAct, Writing};
pub use assessed::{Assessed, Due, Touched};
pub use authorisations::{AliveSpan, Life};
pub use connect::{Backend, Store};
pub use error::StoreError;
pub use licence_facts::OfOrganisation;
pub use listing::{Direction, Filter, Listed, Order, OrderField, Place};
pub use log::StoredCheckpoint;
pub use monthly::{AwardedSum, EnergySum, MonthsOf, Side, TradedSum};
pub use open_data::{AwardedInAll, HeldDetails, KeyPage, Keys, LifeVersion, Span, StandingRun, Versioned};
pub use project::{FileRows, Projection};
pub use search::{KnownDetails, Posting, Subject, WordGroups};
pub use statistics::StandingTurns;
pub use tokens::StoredToken;
pub use warnings::Term;

/// Reads against the pool or inside a writing transaction. Every method takes what it is asked for in a batch and runs
/// a fixed number of statements.
pub struct Reads<'c>(DatabaseExecutor<'c>);

/// What `to_seq` holds while nothing has ended a row.
const OPEN: i64 = Sequence::OPEN.number();

/// Values bound in one `IN` list: far below what either database refuses (32,766 and 65,535).
const CHUNK: usize = 5_000;
