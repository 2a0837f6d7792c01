//! GraphQL over HTTP, against a real listener: what is asked, what is answered, and what never is.
#![expect(clippy::unwrap_used, reason = "a helper of a test fails the test by it")]

mod answers;
mod authentication;
mod browsers;
mod documents;
mod events;
mod fairness;
mod faults;
mod limits;
mod socket;
mod support;
mod toy;
mod transport;
mod websocket;
