//! The journal: acts as leaves that anyone can check. Pure.

pub mod entry;
