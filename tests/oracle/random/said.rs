//! What is recorded of a licensee beside its life: hardware, proofs, changes, reports, payments.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use tizilim::domain::day::Day;
use tizilim::domain::reading::EnergySource;
use tizilim::domain::report::{Report, Span};
use tizilim::domain::rule::LicenceKind;

use super::when::{Clock, When, busy, early, shifted, when};
use crate::register::{Said, What};

/// Facts as they are drawn.
#[derive(Clone, Debug)]
pub(crate) struct SaidDraft {
    single: Vec<(bool, When, WhatDraft)>,
    /// How many days after each of the last spans every report is filed.
    diligent: Option<i64>,
    /// How much is paid for each of the last quarters, how many days after it.
    pays: Option<(i64, i64)>,
}

#[derive(Clone, Copy, Debug)]
enum WhatDraft {
    Declared(u32),
    Registered(u32),
    Proof(EnergySource, Option<When>),
    Changed(Option<i64>),
    /// For the span so many before that of the day asked; of the report with this place among those owed.
    Filed(i64, usize),
    Paid(i64, i64),
}

pub(super) fn said() -> BoxedStrategy<SaidDraft> {
    let single = vec((proptest::bool::weighted(0.3), prop_oneof![early(), when()], what()), 0..12);
    let delay = || prop_oneof![1..70_i64, 1..400_i64];
    let sum = select(vec![100_i64, 250, 1_000, 100_000]);
    (single, weighted(0.4, delay()), weighted(0.3, (sum, delay())))
        .prop_map(|(single, diligent, pays)| SaidDraft { single, diligent, pays })
        .boxed()
}

fn what() -> BoxedStrategy<WhatDraft> {
    let source = prop_oneof![
        1 => select(EnergySource::ALL.to_vec()),
        1 => Just(EnergySource::Import),
        1 => Just(EnergySource::RenewableOwn),
    ];
    prop_oneof![
        2 => (0..4_u32).prop_map(WhatDraft::Declared),
        2 => (0..4_u32).prop_map(WhatDraft::Registered),
        3 => (source, weighted(0.4, busy())).prop_map(|(source, until)| WhatDraft::Proof(source, until)),
        2 => weighted(0.7, select(vec![-2_i64, 0, 1, 2, 5, 6, 10, 11, 30, 31, 40])).prop_map(WhatDraft::Changed),
        3 => (0..6_i64, 0..3_usize).prop_map(|(back, report)| WhatDraft::Filed(back, report)),
        3 => (0..6_i64, select(vec![0_i64, 1, 100, 200, 250, 1_000, 5_000])).prop_map(|(back, tiyn)| WhatDraft::Paid(back, tiyn)),
    ]
    .boxed()
}

/// The span so many before that of the day.
fn back(mut span: Span, back: i64) -> Span {
    for _ in 0..back {
        // The register takes no report of a time before 2018.
        if span.previous().days().from.year() < 2018 {
            break;
        }
        span = span.previous();
    }
    span
}

fn span_of(report: Report, on: Day) -> Span {
    match report {
        Report::PoolReport => Span::month_of(on),
        Report::ExchangeAnnual => Span::year_of(on),
        Report::FeeDeclaration | Report::ExchangeQuarterly | Report::ExchangeTax => Span::quarter_of(on),
    }
}

fn owed(kind: LicenceKind) -> &'static [Report] {
    match kind {
        LicenceKind::MiningOne | LicenceKind::MiningTwo => &[Report::FeeDeclaration],
        LicenceKind::Pool => &[Report::PoolReport],
        LicenceKind::Exchange => &[Report::ExchangeAnnual, Report::ExchangeQuarterly, Report::ExchangeTax],
    }
}

/// Records a fact where the register takes it: a report after its span and once under each licence, a payment from the
/// beginning of its quarter on.
fn record(said: &mut Vec<Said>, of_second: bool, on: Day, what: What) {
    let on = match what {
        What::Filed { span, .. } => on.max(span.days().until.next()),
        What::Paid { span, .. } => on.max(span.days().from),
        _ => on,
    };
    let is_filed =
        matches!(what, What::Filed { .. }) && said.iter().any(|other| other.of_second == of_second && other.what == what);
    if !is_filed {
        said.push(Said { of_second, on, what });
    }
}

impl SaidDraft {
    pub(super) fn resolve(&self, kind: LicenceKind, has_second: bool, clock: &Clock) -> Vec<Said> {
        let reports = owed(kind);
        let is_miner = matches!(kind, LicenceKind::MiningOne | LicenceKind::MiningTwo);
        let mut said: Vec<Said> = Vec::new();
        for (of_second, when, draft) in &self.single {
            let on = when.on(clock);
            let what = draft.resolve(on, reports, clock);
            if is_miner || matches!(what, What::Filed { .. }) {
                record(&mut said, *of_second && has_second, on, what);
            }
        }
        if let Some(delay) = self.diligent {
            for report in reports {
                for spans in 1..15 {
                    let span = back(span_of(*report, clock.asked), spans);
                    record(&mut said, false, shifted(span.days().until, delay), What::Filed { report: *report, span });
                }
            }
        }
        if let Some((tiyn, delay)) = self.pays.filter(|_| is_miner) {
            for spans in 1..5 {
                let span = back(Span::quarter_of(clock.asked), spans);
                record(&mut said, false, shifted(span.days().until, delay), What::Paid { span, tiyn });
            }
        }
        said
    }
}

impl WhatDraft {
    fn resolve(self, on: Day, reports: &[Report], clock: &Clock) -> What {
        match self {
            Self::Declared(units) => What::Declared(units),
            Self::Registered(units) => What::Registered(units),
            Self::Proof(source, until) => {
                What::Proof { source, until: until.map(|when| when.on(clock)).filter(|until| on <= *until) }
            }
            Self::Changed(notified) => What::Changed { notified: notified.map(|days| shifted(on, days)) },
            Self::Filed(spans, report) => {
                let report = reports[report % reports.len()];
                What::Filed { report, span: back(span_of(report, clock.asked), spans) }
            }
            Self::Paid(spans, tiyn) => What::Paid { span: back(Span::quarter_of(clock.asked), spans), tiyn },
        }
    }
}
