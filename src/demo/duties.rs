//! Declarations, payments and reports, and the parameters that the demo register's authorities set for them.

use super::estate::Dweller;
use super::plan::{Plan, What};
use super::power::Taken;
use crate::compliance::starting_set;
use crate::domain::act::Content;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::energy::Energy;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::money::Money;
use crate::domain::office::Role;
use crate::domain::reading::EnergySource;
use crate::domain::report::{Report, Span};
use crate::domain::rule::{Parameter, RuleCode, RuleText};

/// From this day on the demo register's authorities have set what the law's texts leave open.
const SET_FROM: Day = Day::constant(2026, 1, 1);
/// The values that they set. Made up, like everything here.
const SET: [(RuleCode, &str, i64); 4] = [
    (RuleCode::ChangeNotified, "noticeDays", 10),
    (RuleCode::PoolReports, "dueDay", 10),
    (RuleCode::ExchangeQuarterlyReport, "dueDays", 45),
    (RuleCode::ExchangeTaxReport, "dueDays", 45),
];
/// The one that neither declared nor fully paid for the last quarter but one, and the one that declared it late.
pub(super) const CARELESS: usize = 11;
const LATE: usize = 13;

/// Adds all that is handed in and paid to the plan.
pub(super) fn join(plan: &mut Plan, estate: &[Dweller], taken: &Taken, today: Day) {
    parameters(plan, today);
    estate.iter().for_each(|dweller| fees(plan, dweller, taken, today));
    (1..=6).for_each(|n| pool_reports(plan, n, today));
    (1..=5).for_each(|n| exchange_reports(plan, n, today));
}

fn parameters(plan: &mut Plan, today: Day) {
    let Ok(drafts) = starting_set::drafts() else { return };
    for (code, name, value) in SET.iter().filter(|_| SET_FROM <= today) {
        let shipped = drafts.iter().find_map(|draft| match &draft.content {
            Content::AddRuleVersion(text) if text.code == *code => Some(text.clone()),
            _ => None,
        });
        let Some(shipped) = shipped else { continue };
        let office = if code.is_set_by(crate::domain::authority::Authority::Afsa) { Role::Afsa } else { Role::Ministry };
        let until = SET_FROM.previous();
        plan.on_with_effect(until, until, office, "Replaced (sample)", What::EndRule { code: *code, until });
        let set = |parameter: Parameter| {
            if parameter.name == *name { Parameter { value: Some(Decimal::whole(*value)), ..parameter } } else { parameter }
        };
        let text = RuleText { parameters: shipped.parameters.into_iter().map(set).collect(), ..shipped };
        plan.on_with_effect(until, SET_FROM, office, "Terms set by order (sample)", What::AddRule(text));
    }
}

fn fees(plan: &mut Plan, dweller: &Dweller, taken: &Taken, today: Day) {
    let resident = &dweller.resident;
    let last_but_one = Span::quarter_of(today).previous().previous();
    let mut quarter = Span::quarter_of(resident.from);
    while quarter.days().until < today && quarter.days().from <= resident.until {
        let second_month = quarter.days().until.next().plus_months(1);
        let careless = resident.n == CARELESS && quarter == last_but_one;
        let filed = second_month.plus_days(if resident.n == LATE && quarter == last_but_one { 23 } else { 9 });
        if filed <= today && !careless {
            let fact = LicenceFact::Filing { report: Report::FeeDeclaration, span: quarter };
            let what = What::Say { number: resident.number.clone(), fact };
            plan.on(filed, Role::TaxAuthority, "Declaration of the fee", what);
        }
        let paid = second_month.plus_days(19);
        let due = taken.get(&(resident.bin, quarter)).map(|sources| fee(quarter, sources)).unwrap_or_default();
        let amount = if careless { due / 2 } else { due };
        if let (true, Ok(amount)) = (paid <= today && amount > 0, Money::from_tiyn(amount)) {
            let what = What::Say { number: resident.number.clone(), fact: LicenceFact::Payment { span: quarter, amount } };
            plan.on(paid, Role::TaxAuthority, "Payment of the fee", what);
        }
        quarter = Span::quarter_of(quarter.days().until.next());
    }
}

/// What is paid for a quarter, in tiyn, rounded up: 2 tenge a kWh, 1 for own power since 2026.
fn fee<'a>(quarter: Span, sources: impl IntoIterator<Item = (&'a EnergySource, &'a Energy)>) -> i64 {
    let own_is_cheaper = quarter.days().from.year() >= 2026;
    let tiyn = |(source, energy): (&EnergySource, &Energy)| {
        let own = matches!(source, EnergySource::RenewableOwn | EnergySource::OffGridOwn);
        energy.wh() * if own && own_is_cheaper { 100 } else { 200 }
    };
    let thousandths: i64 = sources.into_iter().map(tiyn).sum();
    (thousandths + 999) / 1_000
}

fn pool_reports(plan: &mut Plan, n: usize, today: Day) {
    let mut month = Span::Month(SET_FROM.year() - 1, 1);
    let missed = Span::month_of(today).previous().previous();
    while month.days().until < today {
        let filed = month.days().until.plus_days(8);
        // The second forgot a month; the third is no more.
        let forgot = n == 2 && month == missed || n == 3 && filed > today.minus_days(200);
        if filed <= today && !forgot {
            let fact = LicenceFact::Filing { report: Report::PoolReport, span: month };
            let what = What::Say { number: format!("DEMO-P-{n:02}"), fact };
            plan.on(filed, Role::TaxAuthority, "Form of the pool", what);
        }
        month = Span::month_of(month.days().until.next());
    }
}

fn exchange_reports(plan: &mut Plan, n: usize, today: Day) {
    // The fifth came with the National Bank's regime in May 2026, the third went in November 2025.
    let first = if n == 5 { Day::constant(2026, 5, 4) } else { Day::constant(2024, 1, 1) };
    let last = if n == 3 { Day::constant(2025, 11, 9) } else { today };
    let office = if n == 5 { Role::NationalBank } else { Role::Afsa };
    let mut file = |report: Report, span: Span, on: Day, office: Role| {
        if on <= today {
            let what = What::Say { number: format!("DEMO-X-{n:02}"), fact: LicenceFact::Filing { report, span } };
            plan.on(on, office, "Report of the exchange", what);
        }
    };
    let mut quarter = Span::quarter_of(first);
    while quarter.days().until < today && quarter.days().from <= last {
        // The second forgets the quarters of this year.
        if n != 2 || quarter.days().until.year() < today.year() {
            let on = quarter.days().until.plus_days(40);
            file(Report::ExchangeQuarterly, quarter, on, office);
            file(Report::ExchangeTax, quarter, on, Role::TaxAuthority);
        }
        quarter = Span::quarter_of(quarter.days().until.next());
    }
    let mut year = Span::year_of(first.min(Day::constant(2023, 12, 31)));
    while year.days().until < today && n != 5 {
        // The second forgot the last year.
        if n != 2 || year.days().from.year() + 1 < today.year() {
            file(Report::ExchangeAnnual, year, year.days().until.plus_months(6).minus_days(10), office);
        }
        year = Span::year_of(year.days().until.next());
    }
}
