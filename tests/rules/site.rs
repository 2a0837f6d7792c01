//! SITE_MATCHES_SUBKIND (R3) and SITE_OUTSIDE_RESIDENTIAL_ZONE (R4): with subkind I a miner holds a data centre, with
//! subkind II its hardware stands in another's (art. 9(1)), and a data centre lies outside residential zones (art. 1(9)).

use tizilim::domain::rule::LicenceKind::{MiningOne, MiningTwo};
use tizilim::domain::rule::RuleCode::{SiteMatchesSubkind, SiteOutsideResidentialZone};

use super::table::rule;

#[test]
fn with_subkind_i_a_miner_holds_a_data_centre() {
    rule(SiteMatchesSubkind).of(&[MiningOne]).check(&[
        ("", "2024-06-01", "BREACHED; version 1"),
        ("2023-05-01 holds Site1 in NORTH_SOUTH", "2023-04-30", "BREACHED"),
        ("2023-05-01 holds Site1 in NORTH_SOUTH", "2023-05-01", "SATISFIED; version 1"),
        ("2023-05-01 holds Site1 in NORTH_SOUTH", "2050-01-01", "SATISFIED"),
        // Another's data centre is not its own.
        ("2023-05-01 Miner2 holds Site2 in NORTH_SOUTH", "2024-06-01", "BREACHED"),
        // Its own licence is looked at elsewhere.
        ("Miner licensed 2023-06-01..2026-05-31; 2023-05-01 holds Site1 in WEST", "2026-06-01", "SATISFIED"),
    ]);
}

#[test]
fn a_data_centre_is_held_up_to_the_eve_of_its_closing() {
    rule(SiteMatchesSubkind).of(&[MiningOne]).given("2023-05-01 holds Site1 in NORTH_SOUTH").check(&[
        ("2024-02-01 closes Site1", "2024-01-31", "SATISFIED"),
        ("2024-02-01 closes Site1", "2024-02-01", "BREACHED"),
        ("2024-02-01 closes Site1; 2024-02-01 holds Site2 in WEST", "2024-02-01", "SATISFIED"),
        ("2024-02-01 closes Site1; 2024-02-02 holds Site2 in WEST", "2024-02-01", "BREACHED"),
        ("2024-02-01 closes Site1; 2024-02-02 holds Site2 in WEST", "2024-02-02", "SATISFIED"),
        ("2023-06-01 holds Site2 in WEST; 2024-02-01 closes Site1", "2024-02-01", "SATISFIED"),
    ]);
}

#[test]
fn with_subkind_ii_a_miner_has_a_place_in_a_data_centre() {
    rule(SiteMatchesSubkind).of(&[MiningTwo]).given("2023-05-01 Miner8 holds Site2 in NORTH_SOUTH").check(&[
        ("", "2024-06-01", "UNDETERMINED; version 1"),
        ("2024-01-01..2024-06-30 placed in Site2", "2023-12-31", "UNDETERMINED"),
        ("2024-01-01..2024-06-30 placed in Site2", "2024-01-01", "SATISFIED; version 1"),
        ("2024-01-01..2024-06-30 placed in Site2", "2024-06-30", "SATISFIED"),
        ("2024-01-01..2024-06-30 placed in Site2", "2024-07-01", "UNDETERMINED"),
        ("2024-01-01 placed in Site2", "2050-01-01", "SATISFIED"),
        ("2024-01-01 placed in Site2; 2024-03-01 leaves Site2", "2024-02-29", "SATISFIED"),
        ("2024-01-01 placed in Site2; 2024-03-01 leaves Site2", "2024-03-01", "UNDETERMINED"),
        ("2024-01-01..2024-06-30 placed in Site2; 2024-07-01 placed in Site2", "2024-07-01", "SATISFIED"),
        // In what its host no longer holds there is no place.
        ("2024-01-01 placed in Site2; 2024-03-01 closes Site2", "2024-02-29", "SATISFIED"),
        ("2024-01-01 placed in Site2; 2024-03-01 closes Site2", "2024-03-01", "UNDETERMINED"),
    ]);
}

#[test]
fn with_subkind_ii_a_miner_holds_no_data_centre_itself() {
    rule(SiteMatchesSubkind).of(&[MiningTwo]).given("2023-05-01 Miner8 holds Site2 in NORTH_SOUTH").check(&[
        ("2023-05-01 holds Site1 in WEST", "2023-04-30", "UNDETERMINED"),
        ("2023-05-01 holds Site1 in WEST", "2024-06-01", "BREACHED; holds a data centre"),
        ("2023-05-01 placed in Site2; 2024-01-01 holds Site1 in WEST", "2023-12-31", "SATISFIED"),
        ("2023-05-01 placed in Site2; 2024-01-01 holds Site1 in WEST", "2024-01-01", "BREACHED; holds a data centre"),
        ("2023-05-01 placed in Site2; 2024-01-01 holds Site1 in WEST; 2024-02-01 closes Site1", "2024-01-31", "BREACHED"),
        ("2023-05-01 placed in Site2; 2024-01-01 holds Site1 in WEST; 2024-02-01 closes Site1", "2024-02-01", "SATISFIED"),
    ]);
}

#[test]
fn a_host_holds_an_active_licence_of_subkind_i() {
    const HOSTED: &str = "2023-05-01 Miner2 holds Site2 in NORTH_SOUTH; 2023-05-01 placed in Site2";
    rule(SiteMatchesSubkind).of(&[MiningTwo]).given(HOSTED).check(&[
        ("", "2024-06-01", "BREACHED; host not licensed"),
        ("Miner2 licensed 2023-06-01..2026-05-31", "2023-05-31", "BREACHED; host not licensed"),
        ("Miner2 licensed 2023-06-01..2026-05-31", "2023-06-01", "SATISFIED"),
        ("Miner2 licensed 2023-06-01..2026-05-31", "2026-05-31", "SATISFIED"),
        ("Miner2 licensed 2023-06-01..2026-05-31", "2026-06-01", "BREACHED; host not licensed"),
        ("Miner2 licensed 2023-06-01, revoked 2025-02-01", "2025-01-31", "SATISFIED"),
        ("Miner2 licensed 2023-06-01, revoked 2025-02-01", "2025-02-01", "BREACHED"),
        ("Miner2 licensed 2023-06-01, surrendered 2025-02-01", "2025-02-01", "BREACHED"),
        // Suspended for a single day.
        ("Miner2 licensed 2023-06-01, suspended 2024-03-05..2024-03-05", "2024-03-04", "SATISFIED"),
        ("Miner2 licensed 2023-06-01, suspended 2024-03-05..2024-03-05", "2024-03-05", "BREACHED; host not licensed"),
        ("Miner2 licensed 2023-06-01, suspended 2024-03-05..2024-03-05", "2024-03-06", "SATISFIED"),
        // Without a licence for a single day.
        ("Miner2 licensed 2023-06-01..2024-05-31, renewed 2024-06-02..2027-06-01", "2024-06-01", "BREACHED"),
        ("Miner2 licensed 2023-06-01..2024-05-31, renewed 2024-06-02..2027-06-01", "2024-06-02", "SATISFIED"),
        // A licence of subkind II lets nobody host others, and a pool hosts nobody.
        ("Miner2 licensed II 2023-06-01", "2024-06-01", "BREACHED; host not licensed"),
        ("Miner2 licensed II 2023-06-01; Miner2 licensed 2024-01-01", "2023-12-31", "BREACHED"),
        ("Miner2 licensed II 2023-06-01; Miner2 licensed 2024-01-01", "2024-01-01", "SATISFIED"),
        ("Miner2 licensed 2023-06-01, revoked 2024-01-01; Miner2 licensed 2024-01-01", "2024-01-01", "SATISFIED"),
        ("Pool accredited 2023-06-01", "2024-06-01", "BREACHED"),
    ]);
}

#[test]
fn of_two_hosts_each_is_licensed() {
    const TWO_PLACES: &str = "2023-05-01 Miner8 holds Site2 in NORTH_SOUTH; 2023-05-01 placed in Site2; \
                              2023-05-01 Miner3 holds Site3 in WEST; 2023-05-01..2024-06-30 placed in Site3";
    rule(SiteMatchesSubkind).of(&[MiningTwo]).given(TWO_PLACES).check(&[
        ("Miner3 licensed 2023-05-01..2024-03-31", "2024-03-31", "SATISFIED"),
        ("Miner3 licensed 2023-05-01..2024-03-31", "2024-04-01", "BREACHED; host not licensed"),
        ("Miner3 licensed 2023-05-01..2024-03-31", "2024-06-30", "BREACHED; host not licensed"),
        ("Miner3 licensed 2023-05-01..2024-03-31", "2024-07-01", "SATISFIED"),
    ]);
}

#[test]
fn before_1_april_2023_there_was_no_law_to_break() {
    for code in [SiteMatchesSubkind, SiteOutsideResidentialZone] {
        rule(code).given("2023-01-01 uses Site1 in NORTH_SOUTH; 2023-01-01 Site1 not residential").check(&[
            ("", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01; version 1"),
            ("", "2023-04-01", "SATISFIED; version 1"),
        ]);
    }
}

#[test]
fn a_data_centre_lies_outside_residential_zones() {
    rule(SiteOutsideResidentialZone).given("2023-05-01 uses Site1 in NORTH_SOUTH").check(&[
        ("", "2023-04-30", "NOT_APPLICABLE; version 1"),
        ("", "2023-05-01", "UNDETERMINED; version 1"),
        ("2023-05-01 Site1 not residential", "2023-05-01", "SATISFIED; version 1"),
        ("2023-05-01 Site1 residential", "2023-05-01", "BREACHED; version 1"),
        ("2023-05-01 Site1 residential", "2023-04-30", "NOT_APPLICABLE"),
        ("2023-07-01 Site1 not residential", "2023-06-30", "UNDETERMINED"),
        ("2023-07-01 Site1 not residential", "2023-07-01", "SATISFIED"),
        ("2023-05-01 Site1 not residential; 2024-03-01 Site1 residential", "2024-02-29", "SATISFIED"),
        ("2023-05-01 Site1 not residential; 2024-03-01 Site1 residential", "2024-03-01", "BREACHED"),
        ("2023-05-01 Site1 residential; 2024-03-01 Site1 not residential", "2024-02-29", "BREACHED"),
        ("2023-05-01 Site1 residential; 2024-03-01 Site1 not residential", "2024-03-01", "SATISFIED"),
    ]);
}

#[test]
fn of_several_data_centres_one_in_a_residential_zone_is_a_breach() {
    const THREE: &str = "2023-05-01 uses Site1 in NORTH_SOUTH; 2023-05-01 Site1 not residential; \
                         2023-05-01 uses Site2 in NORTH_SOUTH; 2023-05-01 uses Site3 in WEST";
    rule(SiteOutsideResidentialZone).given(THREE).check(&[
        ("2023-05-01 Site2 not residential; 2023-05-01 Site3 not residential", "2024-06-01", "SATISFIED"),
        ("2023-05-01 Site2 not residential", "2024-06-01", "UNDETERMINED"),
        ("2023-05-01 Site3 residential", "2024-06-01", "BREACHED"),
        ("2023-05-01 Site2 residential", "2024-06-01", "BREACHED"),
        ("2023-05-01 Site2 not residential; 2023-05-01 Site3 residential", "2024-06-01", "BREACHED"),
    ]);
}

#[test]
fn only_the_data_centres_used_on_the_day_count() {
    rule(SiteOutsideResidentialZone).check(&[
        ("", "2024-06-01", "NOT_APPLICABLE"),
        ("2023-05-01..2024-02-29 uses Site1 in WEST; 2023-05-01 Site1 residential", "2024-02-29", "BREACHED"),
        ("2023-05-01..2024-02-29 uses Site1 in WEST; 2023-05-01 Site1 residential", "2024-03-01", "NOT_APPLICABLE"),
        ("2023-05-01 Miner2 holds Site1 in WEST; 2023-05-01 Site1 residential", "2024-06-01", "NOT_APPLICABLE"),
    ]);
    // Where one has no place by one's subkind, one is not asked: SITE_MATCHES_SUBKIND says what is wrong with it.
    rule(SiteOutsideResidentialZone).of(&[MiningTwo]).check(&[(
        "2023-05-01 holds Site1 in WEST; 2023-05-01 Site1 residential",
        "2024-06-01",
        "NOT_APPLICABLE",
    )]);
}
