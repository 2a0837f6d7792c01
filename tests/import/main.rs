//! Files in and out of a register, on the database that `TIZILIM_TEST_DATABASE` names, as in `tests/register`.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a helper of a test fails the test by it")]

#[path = "../register/support/mod.rs"]
#[expect(dead_code, reason = "shared with the tests of the register, which need more of it")]
mod support;

mod answers;
mod folder;

mod bad_input;
mod big;
mod examples;
mod forms;
mod public;
mod repeated;
mod round_trip;
