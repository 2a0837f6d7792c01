//! Proof: the journal as a log, and receipts over it, checked as someone would who trusts nobody.

mod log;
mod receipts;
mod signing;
