//! Witnesses (C2SP tlog-witness): others who sign that they saw a log grow, and only grow. The register asks some for
//! their signatures; the same program is one for the logs of others.

mod ask;
mod client;
mod memory;
mod policy;
mod server;

pub use client::Witnesses;
pub use memory::{Memory, MemoryError};
pub use policy::{Policy, PolicyError, WitnessAt, WitnessAtError};
pub use server::Witness;
