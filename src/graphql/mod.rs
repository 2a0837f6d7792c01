//! The schema: what can be asked, and how it is said.
//!
//! async-graphql parses and executes; what a request may be (`gate`), how errors look (`error`) and how they travel
//! (`null_propagation`) is ours, so that another release of it is a safe swap.

pub mod act_input;
pub mod asked;
pub mod content;
pub mod cursor;
pub mod enum_value;
pub mod error;
pub mod gate;
pub mod id;
pub mod key;
pub mod loads;
pub mod mutation;
pub mod null_propagation;
pub mod query;
pub mod scalar;
pub mod schema;
pub mod subscription;
pub mod types;

pub use asked::Asked;
pub use null_propagation::NullPropagation;
