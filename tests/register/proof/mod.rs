//! Proof: the journal as a log, and receipts over it, checked as someone would who trusts nobody.

mod command;
mod credentials;
mod log;
mod page;
mod receipts;
mod signing;
mod witness_processes;
mod witnesses;
