//! What is handed in and paid by a due day: R12, R13, R15, R18, R19.

use tizilim::compliance::finding::Outcome;
use tizilim::domain::day::Day;
use tizilim::domain::reading::EnergySource;
use tizilim::domain::report::{Report, Span};
use tizilim::domain::rule::RuleCode;

use super::calendar::{days_after, days_before};
use super::site::is_unmetered;
use super::span::{Ended, Length, last_ended, speaks};
use super::standing::is_licensed;
use super::{Asked, ONE, Told, in_force, told, value, with};
use crate::register::{OWN, Reading, What};

/// What is owed and not done by a due day is AT_RISK from `warningDays` before it on and BREACHED after it.
fn undone(asked: &Asked<'_>, due: Day) -> Outcome {
    if due < asked.on {
        Outcome::Breached
    } else if asked.count("warningDays").is_some_and(|warning| days_before(due, warning) <= asked.on) {
        Outcome::AtRisk
    } else {
        Outcome::Satisfied
    }
}

/// Whether the report is filed by the day asked. The fee is declared by the firm, under whichever licence.
fn is_filed(asked: &Asked<'_>, report: Report, span: Span) -> bool {
    for said in &asked.register.said {
        let counts = !said.of_second || report == Report::FeeDeclaration;
        if said.what == (What::Filed { report, span }) && counts && said.on <= asked.on {
            return true;
        }
    }
    false
}

fn reports(asked: &Asked<'_>, report: Report, spans: &[Ended], due: impl Fn(&Ended) -> Option<Day>) -> Told {
    let mut found = Vec::new();
    for span in spans {
        let Some(due) = due(span) else { continue };
        found.push(told(if is_filed(asked, report, span.span) { Outcome::Satisfied } else { undone(asked, due) }));
    }
    speaks(&found)
}

/// R12.
pub(super) fn fee_declared(asked: &Asked<'_>) -> Told {
    let (Some(_), Some(_)) = (asked.count("dueMonth"), asked.count("dueDay")) else { return told(Outcome::NotAssessed) };
    let quarters = last_ended(asked, Length::Quarter, 4);
    reports(asked, Report::FeeDeclaration, &quarters, |quarter| fee_due(asked, quarter))
}

fn fee_due(asked: &Asked<'_>, quarter: &Ended) -> Option<Day> {
    quarter.day_after(asked.count_on(quarter.last, "dueMonth")?, asked.count_on(quarter.last, "dueDay")?)
}

/// R15: over the last `windowMonths` ended months.
pub(super) fn pool_reports(asked: &Asked<'_>) -> Told {
    let (Some(months), Some(_)) = (asked.count("windowMonths"), asked.count("dueDay")) else {
        return told(Outcome::NotAssessed);
    };
    let ended = last_ended(asked, Length::Month, months);
    reports(asked, Report::PoolReport, &ended, |month| month.day_after(1, asked.count_on(month.last, "dueDay")?))
}

/// R18: by the last day of the `dueMonths`th month after the year.
pub(super) fn annual(asked: &Asked<'_>) -> Told {
    let Some(_) = asked.count("dueMonths") else { return told(Outcome::NotAssessed) };
    let years = last_ended(asked, Length::Year, 4);
    reports(asked, Report::ExchangeAnnual, &years, |year| year.day_after(asked.count_on(year.last, "dueMonths")?, 31))
}

/// R18.
pub(super) fn quarterly(asked: &Asked<'_>) -> Told {
    by_days(asked, Report::ExchangeQuarterly)
}

/// R19.
pub(super) fn tax(asked: &Asked<'_>) -> Told {
    by_days(asked, Report::ExchangeTax)
}

fn by_days(asked: &Asked<'_>, report: Report) -> Told {
    let Some(_) = asked.count("dueDays") else { return told(Outcome::NotAssessed) };
    let quarters = last_ended(asked, Length::Quarter, 4);
    reports(asked, report, &quarters, |quarter| Some(days_after(quarter.last, asked.count_on(quarter.last, "dueDays")?)))
}

/// R13.
pub(super) fn fee_paid(asked: &Asked<'_>) -> Told {
    let (Some(_), Some(_)) = (asked.count("dueMonth"), asked.count("dueDay")) else { return told(Outcome::NotAssessed) };
    let mut found = Vec::new();
    for quarter in last_ended(asked, Length::Quarter, 4) {
        let Some(due_on) = fee_due(asked, &quarter) else { continue };
        let Some(due) = fee(asked, &quarter) else {
            found.push(told(Outcome::NotAssessed));
            continue;
        };
        let paid = paid(asked, quarter.span);
        found.push(with(if paid < due { undone(asked, due_on) } else { Outcome::Satisfied }, paid, due));
    }
    speaks(&found)
}

/// What the firm paid for a quarter by the day asked, under whichever licence, in 10⁻⁸ tenge.
fn paid(asked: &Asked<'_>, quarter: Span) -> i128 {
    let mut paid = 0;
    for said in &asked.register.said {
        if let What::Paid { span, tiyn } = said.what
            && span == quarter
            && said.on <= asked.on
        {
            paid += i128::from(tiyn) * ONE / 100;
        }
    }
    paid
}

/// The fee for a quarter in 10⁻⁸ tenge, reading by reading; `None` where a rate that is needed has no value.
fn fee(asked: &Asked<'_>, quarter: &Ended) -> Option<i128> {
    let mut fee = 0;
    for reading in &asked.register.readings {
        if reading.miner == OWN && quarter.first <= reading.on && reading.on <= quarter.last {
            for energy in reading.hours.iter().flatten() {
                if *energy > 0 {
                    fee += i128::from(*energy) * rate(asked, reading)? / 1_000;
                }
            }
        }
    }
    // What cannot be paid is not owed: whole tiyn, a hundredth of 10⁸ each.
    Some(fee / (ONE / 100) * (ONE / 100))
}

/// Whether the firm held a licence on the day, under whichever number.
fn is_firm_licensed(asked: &Asked<'_>, on: Day) -> bool {
    let second = asked.register.second.as_ref();
    is_licensed(&asked.register.own, on) || second.is_some_and(|life| is_licensed(life, on))
}

/// The rate for a kWh on the day of consumption, by the version then in force.
fn rate(asked: &Asked<'_>, reading: &Reading) -> Option<i128> {
    let version = in_force(asked.register, RuleCode::FeePaid, reading.on)?;
    let unmetered = is_unmetered(&asked.register.centres[reading.centre], reading.on);
    let name = if unmetered || !is_firm_licensed(asked, reading.on) {
        "rateUnmetered"
    } else {
        match reading.source {
            EnergySource::RenewableOwn => "rateRenewableOwn",
            EnergySource::OffGridOwn => "rateOffGridOwn",
            EnergySource::GridAuction | EnergySource::Import | EnergySource::RenewableThirdParty => "rate",
        }
    };
    value(version, name)
}
