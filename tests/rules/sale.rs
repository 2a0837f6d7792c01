//! SALE_SHARE (R7) and SALE_VENUE_ELIGIBLE (R8): the duty of art. 8(4) to sell a share of mined coin on licensed
//! exchanges, from 1 January 2024 until Law 231-VIII repealed it as of 18 January 2026.

use tizilim::domain::rule::RuleCode::{SaleShare, SaleVenueEligible};

use super::builder::with_versions;
use super::table::rule;

const EXCHANGE: &str = "Exchange licensed 2023-06-01";
const SUSPENDED: &str = "Exchange licensed 2023-06-01..2025-05-31, suspended 2024-08-01..2024-10-31";

#[test]
fn the_duty_begins_on_1_january_2024() {
    rule(SaleShare).given(EXCHANGE).check(&[
        ("2023-12-31 1 BTC from Pool", "2023-12-31", "NOT_APPLICABLE; begins on 2024-01-01; version 1; nothing measured"),
        ("2023-12-31 1 BTC from Pool", "2024-01-01", "NOT_APPLICABLE; version 1; nothing measured"),
        ("2024-01-01 1 BTC from Pool", "2024-01-01", "AT_RISK; measured 0; required 0.5; in share; version 1"),
        ("2024-01-01 1 BTC from Pool", "2024-01-01", "period 2024-01-01..2024-12-31; due 2024-12-31; margin -0.5"),
        ("2023-12-31 9 BTC from Pool; 2024-01-01 1 BTC from Pool; 2024-01-01 1 BTC sold on Exchange", "2024-01-01", "measured 1"),
    ]);
}

#[test]
fn a_running_year_is_at_risk_while_it_is_below_and_an_ended_one_is_met_or_missed() {
    rule(SaleShare).given(EXCHANGE).check(&[
        ("2024-03-01 2 BTC from Pool; 2024-03-02 1 BTC sold on Exchange", "2024-06-30", "SATISFIED; measured 0.5; version 1"),
        ("2024-03-01 2 BTC from Pool; 2024-03-02 1 BTC sold on Exchange", "2024-12-31", "SATISFIED; measured 0.5; version 1"),
        ("2024-03-01 2 BTC from Pool; 2024-03-02 1 BTC sold on Exchange", "2025-01-01", "SATISFIED; measured 0.5; version 1"),
        ("2024-03-01 4 BTC from Pool; 2024-03-02 1 BTC sold on Exchange", "2024-06-30", "AT_RISK; measured 0.25; version 1"),
        ("2024-03-01 4 BTC from Pool; 2024-03-02 1 BTC sold on Exchange", "2024-12-31", "AT_RISK; measured 0.25; version 1"),
        ("2024-03-01 4 BTC from Pool; 2024-03-02 1 BTC sold on Exchange", "2025-01-01", "BREACHED; measured 0.25; version 1"),
        ("2024-03-01 4 BTC from Pool; 2024-03-02 1 BTC sold on Exchange", "2025-12-31", "BREACHED; measured 0.25; version 1"),
        ("2024-03-01 4 BTC from Pool; 2024-03-02 1 BTC sold on Exchange", "2026-01-01", "NOT_APPLICABLE; version 2"),
    ]);
}

#[test]
fn exactly_the_threshold_is_enough_and_one_unit_less_is_not() {
    rule(SaleShare).given(EXCHANGE).given("2024-03-01 1 BTC from Pool").check(&[
        ("2024-03-02 0.5 BTC sold on Exchange", "2024-12-31", "SATISFIED; measured 0.5; required 0.5; margin 0"),
        ("2024-03-02 0.5 BTC sold on Exchange", "2025-01-01", "SATISFIED; measured 0.5; required 0.5; margin 0"),
        ("2024-03-02 0.49999999 BTC sold on Exchange", "2024-12-31", "AT_RISK; measured 0.49999999; margin -0.00000001"),
        ("2024-03-02 0.49999999 BTC sold on Exchange", "2025-01-01", "BREACHED; measured 0.49999999; margin -0.00000001"),
    ]);
    rule(SaleShare).given(EXCHANGE).given("2025-03-01 1 BTC from Pool").check(&[
        ("2025-03-02 0.75 BTC sold on Exchange", "2025-12-31", "SATISFIED; measured 0.75; required 0.75; margin 0"),
        ("2025-03-02 0.75 BTC sold on Exchange", "2026-01-01", "SATISFIED; measured 0.75; required 0.75; margin 0"),
        ("2025-03-02 0.74999999 BTC sold on Exchange", "2025-12-31", "AT_RISK; measured 0.74999999; margin -0.00000001"),
        ("2025-03-02 0.74999999 BTC sold on Exchange", "2026-01-01", "BREACHED; measured 0.74999999; margin -0.00000001"),
    ]);
    // A share is cut and never rounded up to the threshold: one unit of two coins is half a unit of share.
    rule(SaleShare).given(EXCHANGE).given("2024-03-01 2 BTC from Pool").check(&[
        ("2024-03-02 0.99999999 BTC sold on Exchange", "2024-12-31", "AT_RISK; measured 0.49999999"),
        ("2024-03-02 0.99999999 BTC sold on Exchange", "2025-01-01", "BREACHED; measured 0.49999999"),
    ]);
    // The smallest amounts there are.
    rule(SaleShare).given(EXCHANGE).given("2024-03-01 0.00000002 BTC from Pool").check(&[
        ("2024-03-02 0.00000001 BTC sold on Exchange", "2025-01-01", "SATISFIED; measured 0.5"),
        ("", "2025-01-01", "BREACHED; measured 0"),
    ]);
}

#[test]
fn from_2025_three_quarters_are_called_for_but_2024_is_judged_by_its_half() {
    const MET: &str = "2024-03-01 5 BTC from Pool; 2024-03-02 3 BTC sold on Exchange";
    rule(SaleShare).given(EXCHANGE).given(MET).check(&[
        ("", "2024-12-31", "SATISFIED; measured 0.6; required 0.5; version 1; period 2024-01-01..2024-12-31"),
        ("", "2025-01-01", "SATISFIED; measured 0.6; required 0.5; version 1; period 2024-01-01..2024-12-31"),
        ("", "2025-12-31", "SATISFIED; measured 0.6; required 0.5; version 1; due 2024-12-31"),
        ("2025-01-01 1 BTC from Pool", "2025-01-01", "AT_RISK; measured 0; required 0.75; version 2; due 2025-12-31"),
        ("2025-02-01 5 BTC from Pool; 2025-02-02 3 BTC sold on Exchange", "2025-06-30", "AT_RISK; measured 0.6; required 0.75"),
        ("2025-02-01 5 BTC from Pool; 2025-02-02 3 BTC sold on Exchange", "2025-12-31", "AT_RISK; version 2"),
        ("2025-02-01 5 BTC from Pool; 2025-02-02 3 BTC sold on Exchange", "2026-01-01", "BREACHED; measured 0.6; required 0.75"),
        ("2025-02-01 5 BTC from Pool; 2025-02-02 4 BTC sold on Exchange", "2025-12-31", "SATISFIED"),
        ("2025-02-01 5 BTC from Pool; 2025-02-02 4 BTC sold on Exchange", "2026-01-01", "SATISFIED; measured 0.8; version 2"),
    ]);
    const MISSED: &str = "2024-03-01 5 BTC from Pool; 2024-03-02 2 BTC sold on Exchange";
    rule(SaleShare).given(EXCHANGE).given(MISSED).check(&[
        ("2025-02-01 1 BTC from Pool; 2025-02-02 1 BTC sold on Exchange", "2025-12-31", "BREACHED; measured 0.4; version 1"),
        ("2025-02-01 1 BTC from Pool; 2025-02-02 1 BTC sold on Exchange", "2026-01-01", "SATISFIED; measured 1; version 2"),
        ("2025-02-01 1 BTC from Pool", "2025-06-30", "BREACHED; measured 0.4; required 0.5; due 2024-12-31; version 1"),
        ("2025-02-01 1 BTC from Pool", "2026-01-01", "BREACHED; measured 0; required 0.75; due 2025-12-31; version 2"),
    ]);
}

#[test]
fn the_repeal_cuts_the_last_period_short_and_ends_the_duty() {
    // Law 231-VIII deleted art. 8(4): 17 January 2026 is the last day of the duty.
    rule(SaleShare).given(EXCHANGE).check(&[
        ("2026-01-01 1 BTC from Pool", "2026-01-01", "AT_RISK; period 2026-01-01..2026-01-17; due 2026-01-17; version 2"),
        ("2026-01-05 1 BTC from Pool", "2026-01-17", "AT_RISK; measured 0; required 0.75; due 2026-01-17; version 2"),
        ("2026-01-05 1 BTC from Pool", "2026-01-18", "NOT_APPLICABLE; ended on 2026-01-17; version 2; nothing measured"),
        ("2026-01-05 4 BTC from Pool; 2026-01-17 3 BTC sold on Exchange", "2026-01-17", "SATISFIED; measured 0.75"),
        ("2026-01-05 4 BTC from Pool; 2026-01-17 3 BTC sold on Exchange", "2026-01-18", "NOT_APPLICABLE"),
        ("2025-03-01 1 BTC from Pool", "2026-01-01", "BREACHED; period 2025-01-01..2025-12-31; version 2"),
        ("2025-03-01 1 BTC from Pool", "2026-01-17", "BREACHED; period 2025-01-01..2025-12-31; due 2025-12-31"),
        ("2025-03-01 1 BTC from Pool", "2026-01-18", "NOT_APPLICABLE; ended on 2026-01-17; nothing measured; no period"),
        ("2026-01-18 1 BTC from Pool", "2026-01-18", "NOT_APPLICABLE"),
        ("2026-01-18 1 BTC from Pool", "2026-12-31", "NOT_APPLICABLE; ended on 2026-01-17"),
    ]);
}

#[test]
fn coin_and_sales_count_in_the_year_of_their_own_day() {
    rule(SaleShare).given(EXCHANGE).check(&[
        ("2024-12-31 1 BTC from Pool; 2024-12-31 1 BTC sold on Exchange", "2025-01-01", "SATISFIED; measured 1; version 1"),
        ("2024-12-31 1 BTC from Pool; 2025-01-01 1 BTC sold on Exchange", "2025-01-01", "BREACHED; measured 0; version 1"),
        ("2025-01-01 1 BTC from Pool; 2024-12-31 1 BTC sold on Exchange", "2025-01-01", "AT_RISK; measured 0; version 2"),
        ("2025-02-01 1 BTC from Pool; 2025-01-01 2 BTC sold on Exchange", "2025-02-01", "SATISFIED; measured 2; margin 1.25"),
        ("2024-03-02 1 BTC sold on Exchange", "2024-06-30", "NOT_APPLICABLE; nothing measured"),
        ("2024-03-02 1 BTC sold on Exchange", "2025-01-01", "NOT_APPLICABLE; nothing measured"),
        // The base is all that was distributed, from whatever pool.
        ("2024-03-01 1 BTC from a foreign pool; 2024-03-02 1 BTC sold on Exchange", "2024-06-30", "SATISFIED; measured 1"),
        ("2024-03-01 1 BTC from a foreign pool", "2024-06-30", "AT_RISK; measured 0"),
    ]);
}

#[test]
fn a_sale_counts_when_the_exchange_was_licensed_on_the_day_of_the_sale() {
    rule(SaleShare).given(SUSPENDED).given("2024-03-01 1 BTC from Pool; 2025-03-01 1 BTC from Pool").check(&[
        ("2024-07-31 1 BTC sold on Exchange", "2024-12-31", "SATISFIED; measured 1"),
        ("2024-08-01 1 BTC sold on Exchange", "2024-12-31", "AT_RISK; measured 0"),
        ("2024-08-02 1 BTC sold on Exchange", "2024-12-31", "AT_RISK; measured 0"),
        ("2024-10-31 1 BTC sold on Exchange", "2024-12-31", "AT_RISK; measured 0"),
        ("2024-11-01 1 BTC sold on Exchange", "2024-12-31", "SATISFIED; measured 1"),
        ("2024-07-31 0.4 BTC sold on Exchange; 2024-08-01 0.6 BTC sold on Exchange", "2024-12-31", "AT_RISK; measured 0.4"),
        ("2024-07-01 1 BTC sold on a platform abroad", "2024-12-31", "AT_RISK; measured 0"),
        ("2024-07-01 1 BTC sold on Exchange9", "2024-12-31", "AT_RISK; measured 0"),
        ("2025-05-31 1 BTC sold on Exchange; 2024-07-01 1 BTC sold on Exchange", "2025-12-31", "SATISFIED"),
        ("2025-06-01 1 BTC sold on Exchange; 2024-07-01 1 BTC sold on Exchange", "2025-12-31", "AT_RISK; measured 0; version 2"),
    ]);
}

#[test]
fn of_two_assets_the_worst_decides_and_both_are_shown() {
    const ONE_MISSED: &str = "2024-03-02 0.6 BTC sold on Exchange; 2024-03-02 4 KAS sold on Exchange";
    const BOTH_MISSED: &str = "2024-03-02 0.1 BTC sold on Exchange; 2024-03-02 4 KAS sold on Exchange";
    const BOTH_MET: &str = "2024-03-02 0.5 BTC sold on Exchange; 2024-03-02 6 KAS sold on Exchange";
    const NEVER_MINED: &str = "2024-03-02 1 BTC sold on Exchange; 2024-03-02 9 LTC sold on Exchange";
    rule(SaleShare).given(EXCHANGE).given("2024-03-01 1 BTC from Pool; 2024-03-01 10 KAS from Pool").check(&[
        (ONE_MISSED, "2024-12-31", "AT_RISK; measured 0.4; 2 parts; BTC 0.6 of 0.5: SATISFIED; KAS 0.4 of 0.5: AT_RISK"),
        (ONE_MISSED, "2025-01-01", "BREACHED; measured 0.4; 2 parts; BTC 0.6 of 0.5: SATISFIED; KAS 0.4 of 0.5: BREACHED"),
        (BOTH_MISSED, "2025-01-01", "BREACHED; measured 0.1; 2 parts; BTC 0.1 of 0.5: BREACHED; KAS 0.4 of 0.5: BREACHED"),
        (BOTH_MET, "2025-01-01", "SATISFIED; measured 0.5; 2 parts; BTC 0.5 of 0.5: SATISFIED; KAS 0.6 of 0.5: SATISFIED"),
        (NEVER_MINED, "2025-01-01", "BREACHED; measured 0; 2 parts; BTC 1 of 0.5: SATISFIED; KAS 0 of 0.5: BREACHED"),
    ]);
}

#[test]
fn the_latest_ended_period_decides_even_when_it_ended_years_ago() {
    let book = with_versions(SaleShare, &[("2024-01-01..2024-12-31", "threshold 0.5"), ("2026-07-01", "threshold 0.6")]);
    rule(SaleShare).under(&book).given(EXCHANGE).check(&[
        ("2024-03-01 1 BTC from Pool", "2025-01-01", "NOT_APPLICABLE; ended on 2024-12-31; version 1"),
        ("2024-03-01 1 BTC from Pool", "2026-06-30", "NOT_APPLICABLE; ended on 2024-12-31; version 1"),
        ("2024-03-01 1 BTC from Pool", "2026-07-01", "BREACHED; measured 0; period 2024-01-01..2024-12-31; version 1"),
    ]);
}

#[test]
fn a_year_with_two_thresholds_is_two_periods() {
    let book = with_versions(
        SaleShare,
        &[
            ("2024-01-01..2024-06-30", "threshold 0.5"),
            ("2024-07-01..2024-12-31", "threshold 0.6"),
            ("2025-07-01", "threshold 0.7"),
        ],
    );
    rule(SaleShare).under(&book).given(EXCHANGE).check(&[
        ("2024-03-01 1 BTC from Pool", "2024-06-30", "AT_RISK; period 2024-01-01..2024-06-30; due 2024-06-30; version 1"),
        ("2024-03-01 1 BTC from Pool", "2024-07-01", "BREACHED; period 2024-01-01..2024-06-30; required 0.5; version 1"),
        ("2024-08-01 1 BTC from Pool", "2024-08-01", "AT_RISK; period 2024-07-01..2024-12-31; required 0.6; version 2"),
        ("2024-08-01 1 BTC from Pool", "2025-01-01", "NOT_APPLICABLE; ended on 2024-12-31; version 2"),
        ("2024-08-01 1 BTC from Pool", "2025-06-30", "NOT_APPLICABLE; ended on 2024-12-31; version 2"),
        ("2024-08-01 1 BTC from Pool", "2025-07-01", "BREACHED; period 2024-07-01..2024-12-31; required 0.6; version 2"),
        ("2025-07-01 1 BTC from Pool", "2025-07-01", "AT_RISK; period 2025-07-01..2025-12-31; required 0.7; version 3"),
        ("2025-07-01 1 BTC from Pool", "2026-01-01", "BREACHED; period 2025-07-01..2025-12-31; required 0.7; version 3"),
    ]);
}

#[test]
fn a_threshold_without_a_value_is_said_openly() {
    let book =
        with_versions(SaleShare, &[("2024-01-01..2024-12-31", "threshold 0.5"), ("2025-01-01", "threshold without a value")]);
    rule(SaleShare).under(&book).given(EXCHANGE).check(&[
        ("2024-03-01 1 BTC from Pool", "2024-12-31", "AT_RISK; version 1"),
        ("2025-03-01 1 BTC from Pool", "2025-03-01", "NOT_ASSESSED; threshold has no value; nothing measured; version 2"),
    ]);
}

#[test]
fn a_sale_where_no_exchange_was_licensed_on_the_day_is_a_risk() {
    rule(SaleVenueEligible).given(SUSPENDED).check(&[
        ("2024-07-31 1 BTC sold on Exchange", "2024-12-31", "SATISFIED; nothing measured; 0 parts; version 1"),
        ("2024-08-01 1 BTC sold on Exchange", "2024-12-31", "AT_RISK; measured 1; required 0; in BTC; version 1"),
        ("2024-08-02 1 BTC sold on Exchange", "2024-12-31", "AT_RISK; measured 1"),
        ("2024-10-31 1 BTC sold on Exchange", "2024-12-31", "AT_RISK; measured 1"),
        ("2024-11-01 1 BTC sold on Exchange", "2024-12-31", "SATISFIED"),
        ("2025-05-31 1 BTC sold on Exchange", "2025-12-31", "SATISFIED"),
        ("2025-06-01 1 BTC sold on Exchange", "2025-12-31", "AT_RISK; measured 1"),
        ("2024-07-01 1 BTC sold on a platform abroad", "2024-12-31", "AT_RISK; measured 1; in BTC"),
        ("2024-07-01 1 BTC sold on Exchange9", "2024-12-31", "AT_RISK; measured 1"),
        ("2024-07-01 1 BTC sold on Pool", "2024-12-31", "AT_RISK; measured 1"),
    ]);
}

#[test]
fn the_national_bank_licenses_exchanges_too() {
    const HANDED_OVER: &str =
        "Exchange licensed 2023-06-01, revoked 2026-05-01; Exchange licensed by the National Bank 2026-05-15";
    rule(SaleVenueEligible).given(HANDED_OVER).check(&[
        ("2026-04-30 1 BTC sold on Exchange", "2026-12-31", "SATISFIED"),
        ("2026-05-01 1 BTC sold on Exchange", "2026-12-31", "AT_RISK; measured 1"),
        ("2026-05-14 1 BTC sold on Exchange", "2026-12-31", "AT_RISK; measured 1"),
        ("2026-05-15 1 BTC sold on Exchange", "2026-12-31", "SATISFIED"),
    ]);
}

#[test]
fn the_amount_that_does_not_count_is_measured_and_no_other() {
    const THREE_ASSETS: &str =
        "2024-07-01 5 LTC sold on Exchange; 2024-08-01 1 BTC sold on Exchange; 2024-08-01 7 KAS sold on Exchange";
    rule(SaleVenueEligible).given(SUSPENDED).check(&[
        ("", "2024-12-31", "NOT_APPLICABLE; nothing measured"),
        ("2024-07-01 3 BTC sold on Exchange; 2024-08-01 1 BTC sold on Exchange", "2024-12-31", "AT_RISK; measured 1; 1 parts"),
        ("2024-08-01 1.5 BTC sold on Exchange; 2024-08-02 2 BTC sold on a platform", "2024-12-31", "AT_RISK; measured 3.5"),
        (THREE_ASSETS, "2024-12-31", "AT_RISK; 2 parts; BTC 1 of 0: AT_RISK; KAS 7 of 0: AT_RISK"),
        ("2024-07-01 5 BTC sold on Exchange; 2024-08-01 7 KAS sold on Exchange", "2024-12-31", "AT_RISK; measured 7; in KAS"),
    ]);
}

#[test]
fn sales_are_looked_at_over_the_twelve_months_up_to_the_day() {
    rule(SaleVenueEligible).given(EXCHANGE).check(&[
        ("2024-02-28 1 BTC sold on a platform", "2025-02-28", "NOT_APPLICABLE"),
        ("2024-02-29 1 BTC sold on a platform", "2024-02-29", "AT_RISK; period 2023-03-01..2024-02-29"),
        ("2024-02-29 1 BTC sold on a platform", "2025-02-28", "AT_RISK; period 2024-02-29..2025-02-28"),
        ("2024-02-29 1 BTC sold on a platform", "2025-03-01", "NOT_APPLICABLE"),
        ("2024-02-29 1 BTC sold on a platform; 2024-06-01 1 BTC sold on Exchange", "2025-03-01", "SATISFIED"),
        ("2024-06-01 1 BTC sold on a platform", "2024-05-31", "NOT_APPLICABLE"),
        ("2023-12-01 1 BTC sold on a platform", "2023-12-31", "NOT_APPLICABLE; begins on 2024-01-01; version 1"),
        ("2024-01-01 1 BTC sold on a platform", "2024-01-01", "AT_RISK; measured 1; version 1"),
    ]);
}

#[test]
fn a_window_without_a_value_is_said_openly() {
    let book = with_versions(SaleVenueEligible, &[("2024-01-01", "windowMonths without a value")]);
    rule(SaleVenueEligible).under(&book).given(EXCHANGE).check(&[(
        "2024-06-01 1 BTC sold on a platform",
        "2024-06-01",
        "NOT_ASSESSED; windowMonths has no value; nothing measured",
    )]);
}

#[test]
fn a_version_that_says_nothing_of_the_window_has_twelve_months() {
    let book = with_versions(SaleVenueEligible, &[("2024-01-01", "")]);
    rule(SaleVenueEligible).under(&book).given(EXCHANGE).check(&[
        ("2024-06-01 1 BTC sold on a platform", "2025-05-31", "AT_RISK; measured 1; period 2024-06-01..2025-05-31"),
        ("2024-06-01 1 BTC sold on a platform", "2025-06-01", "NOT_APPLICABLE"),
    ]);
}
