//! The findings as `rules.md` defines them: one line a case, in words and dates, on the rules that ship.
#![expect(clippy::expect_used, reason = "a helper of a test fails the test by it")]

mod builder;
mod table;

mod change;
mod exchange;
mod exemption;
mod fee;
mod grid;
mod hardware;
mod licence;
mod metered;
mod next_change;
mod pool;
mod pool_only;
mod report;
mod sale;
mod site;
mod standing;
mod verdict;
