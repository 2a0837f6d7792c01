//! HARDWARE_REGISTERED (R6): the hardware that a miner declares is entered in the register (art. 4(1)(11)-(12)).

use tizilim::domain::rule::RuleCode::HardwareRegistered;

use super::table::rule;

#[test]
fn as_many_units_are_registered_as_were_declared() {
    rule(HardwareRegistered).check(&[
        ("", "2024-06-01", "UNDETERMINED; version 1"),
        ("2024-01-01 declares 100", "2023-12-31", "UNDETERMINED"),
        ("2024-01-01 declares 100", "2024-01-01", "BREACHED; measured 0; required 100; margin -100; in units; version 1"),
        ("2024-01-01 declares 100; 2024-02-01 registers 90", "2024-01-31", "BREACHED; measured 0; required 100"),
        ("2024-01-01 declares 100; 2024-02-01 registers 90", "2024-02-01", "BREACHED; measured 90; required 100; margin -10"),
        ("2024-01-01 declares 100; 2024-02-01 registers 99", "2024-02-01", "BREACHED; measured 99; margin -1"),
        ("2024-01-01 declares 100; 2024-02-01 registers 100", "2024-02-01", "SATISFIED; measured 100; required 100; margin 0"),
        ("2024-01-01 declares 100; 2024-02-01 registers 101", "2024-02-01", "SATISFIED; measured 101; required 100; margin 1"),
        ("2024-01-01 declares 0", "2024-01-01", "SATISFIED; measured 0; required 0"),
        // Registered, but never declared: what is called for is not known.
        ("2024-02-01 registers 90", "2024-02-01", "UNDETERMINED"),
        ("", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01; version 1"),
    ]);
}

#[test]
fn each_statement_is_of_all_units_and_holds_until_the_next() {
    rule(HardwareRegistered).given("2024-01-01 declares 100; 2024-01-01 registers 100").check(&[
        ("2024-03-01 declares 120", "2024-02-29", "SATISFIED; required 100"),
        ("2024-03-01 declares 120", "2024-03-01", "BREACHED; measured 100; required 120"),
        ("2024-03-01 declares 120; 2024-03-15 registers 120", "2024-03-14", "BREACHED"),
        ("2024-03-01 declares 120; 2024-03-15 registers 120", "2024-03-15", "SATISFIED; measured 120; required 120"),
        ("2024-03-01 declares 80", "2024-03-01", "SATISFIED; measured 100; required 80"),
        ("2024-03-01 registers 80", "2024-03-01", "BREACHED; measured 80; required 100"),
        // Told late of an earlier day, and twice of one day: the later word counts.
        ("2023-12-01 declares 500", "2024-01-01", "SATISFIED; required 100"),
        ("2023-12-01 declares 500", "2023-12-31", "BREACHED; measured 0; required 500"),
        ("2024-03-01 declares 120; 2024-03-01 declares 100", "2024-03-01", "SATISFIED; required 100"),
    ]);
}
