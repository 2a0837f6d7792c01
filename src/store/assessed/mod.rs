//! Newest assessments, kept so that lists by status are read from an index and never computed.
//!
//! What is kept is derived: an act marks whom it touches, and whoever is marked, or whose answer changes on the day, is
//! assessed anew before a list is read. A view is kept whole once nobody is due under it.

mod due;
mod list;
mod touched;

pub use due::{Assessed, Due};
pub use touched::Touched;
pub(super) use touched::placed_in;
