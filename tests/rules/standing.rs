//! The standing of an authorisation on a day, from its dated events alone.

use tizilim::domain::authorisation::LegalRegime;
use tizilim::domain::refusal::RefusalCode;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::standing::{Event, History, Standing, Step};

use super::builder::{day, life};

fn check(cases: &[(&str, &str, &str)]) {
    for (told, asked, expected) in cases {
        let standing = life(told).unwrap_or_else(|why| panic!("{told}: {why}")).history.standing(day(asked));
        assert_eq!(standing.code(), *expected, "{told}, on {asked}");
    }
}

#[test]
fn a_licence_is_active_from_its_first_day_to_its_last_both_included() {
    check(&[
        ("Miner licensed 2023-06-01..2026-05-31", "2023-05-31", "NOT_YET_VALID"),
        ("Miner licensed 2023-06-01..2026-05-31", "2023-06-01", "ACTIVE"),
        ("Miner licensed 2023-06-01..2026-05-31", "2026-05-31", "ACTIVE"),
        ("Miner licensed 2023-06-01..2026-05-31", "2026-06-01", "EXPIRED"),
        ("Miner licensed 2024-02-29..2024-02-29", "2024-02-28", "NOT_YET_VALID"),
        ("Miner licensed 2024-02-29..2024-02-29", "2024-02-29", "ACTIVE"),
        ("Miner licensed 2024-02-29..2024-02-29", "2024-03-01", "EXPIRED"),
        ("Pool accredited 2023-06-01", "2023-06-01", "ACTIVE"),
        ("Pool accredited 2023-06-01", "2099-12-31", "ACTIVE"),
        ("Exchange licensed 2023-06-01..2024-05-31", "2024-05-31", "ACTIVE"),
        ("Exchange licensed 2023-06-01..2024-05-31", "2024-06-01", "EXPIRED"),
    ]);
}

#[test]
fn a_suspension_runs_from_its_first_day_to_its_last_or_to_the_day_before_a_resumption() {
    check(&[
        ("Miner licensed 2023-06-01..2026-05-31, suspended 2024-02-01..2024-04-30", "2024-01-31", "ACTIVE"),
        ("Miner licensed 2023-06-01..2026-05-31, suspended 2024-02-01..2024-04-30", "2024-02-01", "SUSPENDED"),
        ("Miner licensed 2023-06-01..2026-05-31, suspended 2024-02-01..2024-04-30", "2024-04-30", "SUSPENDED"),
        ("Miner licensed 2023-06-01..2026-05-31, suspended 2024-02-01..2024-04-30", "2024-05-01", "ACTIVE"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, resumed 2024-03-15", "2024-03-14", "SUSPENDED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, resumed 2024-03-15", "2024-03-15", "ACTIVE"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, resumed 2024-03-15", "2024-04-30", "ACTIVE"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, resumed 2024-04-30", "2024-04-29", "SUSPENDED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, resumed 2024-04-30", "2024-04-30", "ACTIVE"),
        ("Miner licensed 2023-06-01, suspended 2023-06-01..2023-06-30", "2023-05-31", "NOT_YET_VALID"),
        ("Miner licensed 2023-06-01, suspended 2023-06-01..2023-06-30", "2023-06-01", "SUSPENDED"),
        ("Pool accredited 2023-06-01, suspended 2024-02-01", "2099-12-31", "SUSPENDED"),
        ("Pool accredited 2023-06-01, suspended 2024-02-01, resumed 2024-09-01", "2024-08-31", "SUSPENDED"),
        ("Pool accredited 2023-06-01, suspended 2024-02-01, resumed 2024-09-01", "2024-09-01", "ACTIVE"),
    ]);
}

#[test]
fn one_suspension_may_follow_another() {
    const TWO: &str = "Miner licensed 2023-06-01, suspended 2024-02-01..2024-02-29, suspended 2024-03-02..2024-04-01";
    check(&[
        (TWO, "2024-02-29", "SUSPENDED"),
        (TWO, "2024-03-01", "ACTIVE"),
        (TWO, "2024-03-02", "SUSPENDED"),
        (TWO, "2024-04-02", "ACTIVE"),
        ("Pool accredited 2023-06-01, suspended 2024-02-01, resumed 2024-03-01, suspended 2024-03-01", "2024-03-01", "SUSPENDED"),
    ]);
}

#[test]
fn what_expires_in_a_suspension_is_expired() {
    check(&[
        ("Miner licensed 2023-06-01..2026-05-31, suspended 2026-04-01..2026-09-30", "2026-05-31", "SUSPENDED"),
        ("Miner licensed 2023-06-01..2026-05-31, suspended 2026-04-01..2026-09-30", "2026-06-01", "EXPIRED"),
        ("Miner licensed 2023-06-01..2026-05-31, suspended 2026-04-01..2026-09-30", "2026-10-01", "EXPIRED"),
    ]);
}

#[test]
fn a_renewal_does_not_end_a_suspension() {
    const IN_TIME: &str =
        "Miner licensed 2023-06-01..2026-05-31, suspended 2026-04-01..2026-09-30, renewed 2026-05-15..2029-05-31";
    const LATE: &str = "Miner licensed 2023-06-01..2026-05-31, suspended 2026-04-01..2026-09-30, renewed 2026-07-01..2029-06-30";
    check(&[
        (IN_TIME, "2026-05-15", "SUSPENDED"),
        (IN_TIME, "2026-06-01", "SUSPENDED"),
        (IN_TIME, "2026-09-30", "SUSPENDED"),
        (IN_TIME, "2026-10-01", "ACTIVE"),
        (LATE, "2026-06-30", "EXPIRED"),
        (LATE, "2026-07-01", "SUSPENDED"),
        (LATE, "2026-10-01", "ACTIVE"),
    ]);
}

#[test]
fn a_renewal_after_the_last_day_leaves_the_days_between_expired() {
    check(&[
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-05-15..2029-05-31", "2026-06-01", "ACTIVE"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-05-15..2029-05-31", "2029-05-31", "ACTIVE"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-05-15..2029-05-31", "2029-06-01", "EXPIRED"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-06-01..2029-05-31", "2026-06-01", "ACTIVE"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-07-01..2029-06-30", "2026-05-31", "ACTIVE"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-07-01..2029-06-30", "2026-06-01", "EXPIRED"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-07-01..2029-06-30", "2026-06-30", "EXPIRED"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-07-01..2029-06-30", "2026-07-01", "ACTIVE"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-07-01..2029-06-30", "2029-07-01", "EXPIRED"),
    ]);
}

#[test]
fn what_is_revoked_or_given_back_is_so_from_that_day_for_good() {
    check(&[
        ("Miner licensed 2023-06-01..2026-05-31, revoked 2025-02-01", "2025-01-31", "ACTIVE"),
        ("Miner licensed 2023-06-01..2026-05-31, revoked 2025-02-01", "2025-02-01", "REVOKED"),
        ("Miner licensed 2023-06-01..2026-05-31, revoked 2025-02-01", "2026-06-01", "REVOKED"),
        ("Miner licensed 2023-06-01..2026-05-31, revoked 2026-05-31", "2026-05-31", "REVOKED"),
        ("Miner licensed 2023-06-01..2026-05-31, surrendered 2025-02-01", "2025-01-31", "ACTIVE"),
        ("Miner licensed 2023-06-01..2026-05-31, surrendered 2025-02-01", "2025-02-01", "SURRENDERED"),
        ("Miner licensed 2023-06-01..2026-05-31, surrendered 2025-02-01", "2026-06-01", "SURRENDERED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, revoked 2024-03-01", "2024-02-29", "SUSPENDED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, revoked 2024-03-01", "2024-03-01", "REVOKED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, surrendered 2024-03-01", "2024-03-01", "SURRENDERED"),
        ("Miner licensed 2023-06-01, revoked 2023-06-01", "2023-05-31", "NOT_YET_VALID"),
        ("Miner licensed 2023-06-01, revoked 2023-06-01", "2023-06-01", "REVOKED"),
        ("Pool accredited 2023-06-01, withdrawn 2024-08-01", "2024-07-31", "ACTIVE"),
        ("Pool accredited 2023-06-01, withdrawn 2024-08-01", "2024-08-01", "REVOKED"),
        ("Exchange licensed 2023-06-01, revoked 2024-08-01", "2024-07-31", "ACTIVE"),
        ("Exchange licensed 2023-06-01, revoked 2024-08-01", "2024-08-01", "REVOKED"),
    ]);
}

#[test]
fn events_that_contradict_each_other_are_refused() {
    for (told, expected) in [
        // Only what is active can be suspended.
        ("Miner licensed 2023-06-01, revoked 2024-01-01, suspended 2024-02-01..2024-04-30", "ALREADY_ENDED"),
        ("Miner licensed 2023-06-01, surrendered 2024-01-01, suspended 2024-02-01..2024-04-30", "ALREADY_ENDED"),
        ("Miner licensed 2023-06-01..2024-01-31, suspended 2024-02-01..2024-04-30", "ALREADY_ENDED"),
        ("Pool accredited 2023-06-01, withdrawn 2024-01-01, suspended 2024-02-01", "ALREADY_ENDED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, suspended 2024-03-01..2024-05-31", "NOT_ACTIVE"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, suspended 2024-04-30..2024-05-31", "NOT_ACTIVE"),
        ("Pool accredited 2023-06-01, suspended 2024-02-01, suspended 2030-02-01", "NOT_ACTIVE"),
        // Only what is suspended can be resumed, and a suspension has at least its first day.
        ("Miner licensed 2023-06-01, resumed 2024-03-15", "NOT_SUSPENDED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, resumed 2024-05-01", "NOT_SUSPENDED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, resumed 2024-02-01", "NOT_SUSPENDED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, resumed 2024-03-01, resumed 2024-03-02", "NOT_SUSPENDED"),
        ("Miner licensed 2023-06-01..2024-02-29, suspended 2024-02-01..2024-04-30, resumed 2024-03-01", "NOT_SUSPENDED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, revoked 2024-03-01, resumed 2024-03-02", "ALREADY_ENDED"),
        // Dates in order.
        ("Miner licensed 2023-06-01, suspended 2023-05-31..2023-07-31", "OUT_OF_ORDER"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, resumed 2024-01-31", "OUT_OF_ORDER"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-05-15..2029-05-31, revoked 2026-05-14", "OUT_OF_ORDER"),
        ("Miner licensed 2023-06-01, revoked 2025-02-01 by a ruling of 2025-02-02", "OUT_OF_ORDER"),
        // A renewal prolongs what was not ended by a court or its holder.
        ("Miner licensed 2023-06-01..2026-05-31, revoked 2025-02-01, renewed 2025-03-01..2029-05-31", "ALREADY_ENDED"),
        ("Miner licensed 2023-06-01..2026-05-31, surrendered 2025-02-01, renewed 2025-03-01..2029-05-31", "ALREADY_ENDED"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-05-15..2026-05-31", "EXPIRY_TOO_EARLY"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-05-15..2026-05-30", "EXPIRY_TOO_EARLY"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-08-01..2026-07-31", "EXPIRY_TOO_EARLY"),
        // A last day before the first.
        ("Miner licensed 2023-06-01..2023-05-31", "EXPIRY_TOO_EARLY"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-01-31", "EXPIRY_TOO_EARLY"),
        // What has ended does not end again.
        ("Miner licensed 2023-06-01..2026-05-31, revoked 2026-06-01", "ALREADY_ENDED"),
        ("Miner licensed 2023-06-01..2026-05-31, surrendered 2026-06-01", "ALREADY_ENDED"),
        ("Miner licensed 2023-06-01, revoked 2025-02-01, revoked 2025-02-01", "ALREADY_ENDED"),
        ("Miner licensed 2023-06-01, revoked 2025-02-01, surrendered 2025-03-01", "ALREADY_ENDED"),
        ("Miner licensed 2023-06-01, surrendered 2025-02-01, revoked 2025-03-01", "ALREADY_ENDED"),
        ("Pool accredited 2023-06-01..2024-05-31, withdrawn 2024-06-01", "ALREADY_ENDED"),
        ("Exchange licensed 2023-06-01..2024-05-31, revoked 2024-06-01", "ALREADY_ENDED"),
        // One authorisation is granted once.
        ("Miner licensed 2023-06-01, licensed 2024-06-01", "WRONG_KIND"),
    ] {
        assert_eq!(life(told).map(|_| "accepted").map_err(|refusal| refusal.code.code()), Err(expected), "{told}");
    }
}

#[test]
fn events_that_follow_from_each_other_are_accepted() {
    for told in [
        "Miner licensed 2023-06-01..2026-05-31, suspended 2026-05-31..2026-09-30",
        "Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, resumed 2024-02-02",
        "Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, suspended 2024-05-01..2024-05-31",
        "Miner licensed 2023-06-01..2026-05-31, revoked 2026-05-31",
        "Miner licensed 2023-06-01..2026-05-31, surrendered 2026-05-31",
        "Miner licensed 2023-06-01, revoked 2025-02-01 by a ruling of 2025-01-20",
        "Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, revoked 2024-03-01",
        "Miner licensed 2023-06-01..2026-05-31, renewed 2030-01-01..2030-01-01",
        "Miner licensed 2023-06-01..2026-05-31, renewed 2026-05-15..2029-05-31, renewed 2029-05-15..2032-05-31",
        "Miner licensed 2023-06-01..2026-05-31, renewed 2026-07-01..2029-06-30, suspended 2026-07-01..2026-08-31",
    ] {
        assert!(life(told).is_ok(), "{told}: {:?}", life(told).map(|_| ()));
    }
}

#[test]
fn an_expired_licence_is_renewed_only_by_an_act_that_names_the_new_last_day() {
    let event = |number, on, step| {
        let act = Sequence::new(number).expect("a number of an act");
        Event { origin: act, act, on: day(on), step }
    };
    let granted = event(1, "2023-06-01", Step::Granted { expires_on: Some(day("2026-05-31")) });
    let renewed = |expires_on| event(2, "2026-07-01", Step::Renewed { expires_on });
    let refusal = History::new(vec![granted.clone(), renewed(None)]).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::ExpiryRequired);
    let history = History::new(vec![granted, renewed(Some(day("2029-06-30")))]).unwrap();
    assert_eq!(history.standing(day("2026-07-01")), Standing::Active);
}

#[test]
fn the_law_of_an_authorisation_follows_from_who_gave_it() {
    for (told, expected) in [
        ("Miner licensed 2023-06-01", LegalRegime::DigitalAssetsLaw),
        ("Pool accredited 2023-06-01", LegalRegime::DigitalAssetsLaw),
        ("Exchange licensed 2023-06-01", LegalRegime::Aifc),
        ("Exchange licensed by the National Bank 2026-05-01", LegalRegime::NationalBank),
    ] {
        assert_eq!(life(told).unwrap().authorisation.regime, expected, "{told}");
    }
}
