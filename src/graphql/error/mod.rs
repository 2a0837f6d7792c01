//! What can be wrong with a request, and how it is said.
//!
//! A [`Code`] is the stable name of a failure, a [`RequestError`] is a failure on its way to the caller,
//! and [`fill_codes`] is the last look at an answer before it leaves: it gives every error a code
//! and lets no text through that was not written for the caller.

mod code;
mod fill;
mod request_error;

pub use code::Code;
pub use fill::{code_of, fill_codes};
pub use request_error::RequestError;
