//! CHANGE_NOTIFIED (R20): a change of the data that a licence rests on is notified in time (art. 9(4)(4)).

use tizilim::compliance::rulebook::Rulebook;
use tizilim::domain::rule::RuleCode::ChangeNotified;

use super::builder::with_versions;
use super::table::rule;

fn within_ten_days() -> Rulebook {
    with_versions(ChangeNotified, &[("2023-04-01", "windowMonths 12, noticeDays 10")])
}

#[test]
fn while_the_days_are_not_established_nobody_is_judged_by_them() {
    rule(ChangeNotified).check(&[
        ("", "2024-06-01", "NOT_ASSESSED; noticeDays has no value; nothing measured; version 1"),
        ("2024-02-01 change", "2024-06-01", "NOT_ASSESSED; noticeDays has no value"),
        ("2024-02-01 change notified 2024-02-01", "2024-06-01", "NOT_ASSESSED; noticeDays has no value"),
        ("", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01; version 1"),
    ]);
}

#[test]
fn a_change_is_notified_within_the_days() {
    rule(ChangeNotified).under(&within_ten_days()).check(&[
        ("", "2024-06-01", "NOT_APPLICABLE"),
        ("2024-02-01 change notified 2024-02-01", "2024-02-01", "SATISFIED; version 1"),
        ("2024-02-01 change notified 2024-01-20", "2024-06-01", "SATISFIED"),
        ("2024-02-01 change notified 2024-02-11", "2024-06-01", "SATISFIED"),
        ("2024-02-01 change notified 2024-02-12", "2024-06-01", "BREACHED; 1 of 1 late; version 1"),
        ("2024-02-01 change notified 2024-02-12", "2024-02-12", "BREACHED"),
        ("2024-02-01 change notified 2024-02-12", "2024-01-31", "NOT_APPLICABLE"),
        // Once late, it stays late, whenever the notice came.
        ("2024-02-01 change notified 2024-02-20", "2024-02-12", "BREACHED"),
        ("2024-02-01 change notified 2024-02-20", "2024-02-20", "BREACHED"),
    ]);
}

#[test]
fn a_change_that_nobody_notified_is_late_on_the_day_after_the_last() {
    rule(ChangeNotified).under(&within_ten_days()).given("2024-02-01 change").check(&[
        ("", "2024-02-01", "SATISFIED"),
        ("", "2024-02-11", "SATISFIED"),
        ("", "2024-02-12", "BREACHED; 1 of 1 late"),
        ("", "2024-06-01", "BREACHED"),
    ]);
    let at_once = with_versions(ChangeNotified, &[("2023-04-01", "noticeDays 0")]);
    rule(ChangeNotified).under(&at_once).check(&[
        ("2024-02-01 change", "2024-02-01", "SATISFIED"),
        ("2024-02-01 change", "2024-02-02", "BREACHED"),
        ("2024-02-01 change notified 2024-02-01", "2024-02-02", "SATISFIED"),
        ("2024-02-01 change notified 2024-02-02", "2024-02-02", "BREACHED"),
    ]);
}

#[test]
fn one_late_notice_of_several_is_a_breach() {
    rule(ChangeNotified).under(&within_ten_days()).given("2024-02-01 change notified 2024-02-05").check(&[
        ("2024-04-01 change notified 2024-04-11", "2024-06-01", "SATISFIED"),
        ("2024-04-01 change notified 2024-04-12", "2024-06-01", "BREACHED; 1 of 2 late"),
        ("2024-04-01 change notified 2024-04-12; 2024-04-02 change", "2024-06-01", "BREACHED; 2 of 3 late"),
    ]);
}

#[test]
fn changes_are_looked_at_over_the_twelve_months_up_to_the_day() {
    rule(ChangeNotified).under(&within_ten_days()).given("2024-02-29 change notified 2024-06-01").check(&[
        ("", "2024-03-11", "BREACHED; period 2023-03-12..2024-03-11"),
        ("", "2025-02-28", "BREACHED; period 2024-02-29..2025-02-28"),
        ("", "2025-03-01", "NOT_APPLICABLE"),
        ("2024-03-02 change notified 2024-03-02", "2025-02-28", "BREACHED; 1 of 2 late"),
        ("2024-03-02 change notified 2024-03-02", "2025-03-01", "SATISFIED"),
    ]);
    let unlimited = with_versions(ChangeNotified, &[("2023-04-01", "windowMonths without a value, noticeDays 10")]);
    rule(ChangeNotified).under(&unlimited).check(&[(
        "2024-02-01 change",
        "2024-06-01",
        "NOT_ASSESSED; windowMonths has no value",
    )]);
}

#[test]
fn the_days_count_from_the_day_on_which_they_are_set() {
    let book = with_versions(
        ChangeNotified,
        &[("2023-04-01..2024-05-31", "noticeDays without a value"), ("2024-06-01", "noticeDays 10")],
    );
    rule(ChangeNotified).under(&book).given("2024-06-05 change notified 2024-06-30").check(&[
        ("", "2024-05-31", "NOT_ASSESSED; noticeDays has no value; version 1"),
        ("", "2024-06-30", "BREACHED; version 2"),
    ]);
}
