//! Receipts: an answer, signed, with proof of the acts that it rests on.

mod answered;
mod asked;
mod give;
mod reopen;
mod rests_on;

pub use answered::{Answered, BatchAnswer};
pub use give::{GivenReceipt, ReceiptProblem, Wanted};
pub use reopen::{Again, Reopened};
