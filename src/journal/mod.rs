//! The journal: acts as leaves of a log that anyone can check, and what is signed over it. Pure.

pub mod checkpoint;
pub mod credential;
pub mod entry;
pub mod jose;
pub mod keys;
pub mod note;
pub mod public;
pub mod receipt;
pub mod tile;
pub mod tree;
pub mod witnessing;
