//! The register's wording in Kazakh, Russian and English.
//!
//! The sentences stand in one Fluent file for each language; the functions here choose the sentence and fill it in.

mod act;
mod badge;
mod catalogue;
mod feed;
mod finding;
mod ground;
mod headline;
mod problem;
mod receipt;
mod refusal;
mod search;

pub use act::act;
pub use badge::{held, stands};
pub use feed::feed;
pub use finding::finding;
pub use ground::ground;
pub use headline::{headline, not_found, status};
pub use problem::{malformed_bin, malformed_domain, malformed_id, malformed_name};
pub use receipt::{ReceiptWords, day, outcome, proved, receipt, receipt_of_batch, verdict};
pub use refusal::refusal;
pub use search::matched;
