//! What the law makes of the facts: facts and rules in, findings, status and verdict out.
//!
//! Pure: no I/O, no clock. `rules.md` of the project's papers says how each finding is computed; where it was silent,
//! the reading taken stands beside the rule.

pub mod assessment;
pub mod chain;
pub mod facts;
pub mod finding;
pub mod obligation;
pub mod rulebook;
mod rules;
pub mod starting_set;
pub mod status;
pub mod verdict;

pub use assessment::{Assessment, assess, status};
