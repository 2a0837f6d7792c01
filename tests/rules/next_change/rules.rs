//! Any rules.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use tizilim::compliance::rulebook::Rulebook;
use tizilim::domain::rule::RuleCode;

use crate::builder::with_all;

/// The rules that ship, and rules that change often, leave gaps and have values where those that ship have none.
pub(super) fn any_rules() -> impl Strategy<Value = Rulebook> {
    use RuleCode::{
        AccreditedPoolOnly, ChangeNotified, ExchangeQuarterlyReport, ExchangeTaxReport, ExemptionProven, FeeDeclared, FeePaid,
        GridWithinAward, LicenceInForce, PoolReports, PoolSecurityTested, SaleShare,
    };
    const OTHERS: &[(RuleCode, &[(&str, &str)])] = &[
        (
            SaleShare,
            &[
                ("2024-01-01..2024-05-15", "threshold 0.5"),
                ("2024-05-16..2025-03-31", "threshold 0.75"),
                ("2025-10-01", "threshold 1"),
            ],
        ),
        (AccreditedPoolOnly, &[("2023-04-01..2024-08-31", "windowMonths 3"), ("2024-09-01", "windowMonths 18")]),
        (LicenceInForce, &[("2023-04-01..2024-12-31", "warningDays 30"), ("2025-02-01", "warningDays 200")]),
        (PoolSecurityTested, &[("2023-04-01..2024-12-31", "testValidMonths 6"), ("2025-01-01", "testValidMonths 12")]),
        (
            GridWithinAward,
            &[("2023-07-01..2024-08-31", "windowMonths 3, tolerance 0"), ("2024-10-01", "windowMonths 18, tolerance 0.5")],
        ),
        (ExemptionProven, &[("2023-04-01..2024-08-31", "windowMonths 2"), ("2024-09-01", "windowMonths 7")]),
        (
            FeeDeclared,
            &[
                ("2023-01-01..2024-02-10", "dueMonth 2, dueDay 15"),
                ("2024-02-11..2024-12-31", "warningDays 5, dueMonth 1, dueDay 31"),
                ("2025-03-01", "warningDays 90, dueMonth 3, dueDay 1"),
            ],
        ),
        (
            FeePaid,
            &[
                ("2023-01-01..2024-02-10", "dueMonth 2, dueDay 25, rate 1, rateRenewableOwn 0, rateUnmetered 2"),
                ("2024-02-11..2024-12-31", "warningDays 5, dueMonth 1, dueDay 31, rate 2"),
                ("2025-02-01", "warningDays 90, dueMonth 3, dueDay 1, rate 2, rateRenewableOwn 1, rateUnmetered 25"),
            ],
        ),
        (ChangeNotified, &[("2023-04-01..2024-08-31", "noticeDays 10"), ("2024-09-01", "windowMonths 5, noticeDays 30")]),
        (
            PoolReports,
            &[
                ("2023-04-01..2024-08-31", "windowMonths 3, dueDay 31"),
                ("2024-09-01", "warningDays 5, windowMonths 14, dueDay 10"),
            ],
        ),
        (ExchangeQuarterlyReport, &[("2023-04-01..2024-08-31", "dueDays 0"), ("2024-09-01", "warningDays 60, dueDays 45")]),
        (ExchangeTaxReport, &[("2023-04-01", "warningDays 0, dueDays 100")]),
    ];
    let chosen = vec(any::<bool>(), OTHERS.len());
    option::weighted(0.7, chosen).prop_map(|chosen| {
        let others = OTHERS.iter().zip(chosen.unwrap_or_default()).filter(|(_, chosen)| *chosen);
        with_all(&others.map(|(other, _)| *other).collect::<Vec<_>>())
    })
}
