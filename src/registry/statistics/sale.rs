//! What was mined and what of it was sold on licensed exchanges, by year and asset (R7 and R8, over all miners).

use std::collections::{BTreeMap, BTreeSet};

use super::super::Registry;
use super::super::error::RegistryError;
use super::super::lookup::history;
use super::{Growing, MonthsAsked, Summed, months_in, span_all};
use crate::compliance::facts::Counterparties;
use crate::compliance::rulebook::Rulebook;
use crate::domain::asset::Asset;
use crate::domain::authorisation::LicenseeRole;
use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::party::Party;
use crate::domain::period::Period;
use crate::domain::report::Span;
use crate::domain::rule::{LicenceKind, THRESHOLD};
use crate::domain::sequence::Sequence;
use crate::store::{MonthsOf, Side};

/// One asset in a year, or in the part of it in which one threshold was in force, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoldOfYear {
    /// The days.
    pub period: Period,
    /// The asset.
    pub asset: Asset,
    /// What came from pools.
    pub distributed: Summed,
    /// What of it was sold where an exchange licence was active on the day of the sale.
    pub sold: Summed,
    /// The share that is to be sold; `None` on days without a duty.
    pub required: Option<Decimal>,
}

/// A year, or the part of it in which one threshold was in force, or none.
struct Stretch {
    period: Period,
    /// Of it, the days that have come.
    counted: Period,
    required: Option<Decimal>,
}

/// Distributed and sold, by stretch and asset.
type Grown = BTreeMap<(usize, Asset), [Growing; 2]>;

impl Registry {
    /// What was mined and sold in the years that the months touch, each year whole up to the day asked about. Six
    /// statements at most.
    ///
    /// # Errors
    /// A failing database.
    pub async fn sold_by_year(
        &self,
        months: &MonthsAsked,
        book: &Rulebook,
        seq: Sequence,
    ) -> Result<Vec<SoldOfYear>, RegistryError> {
        let stretches = stretches(book, &months.years(), months.on);
        let mut grown = Grown::new();
        self.add_distributed(&stretches, seq, &mut grown).await?;
        self.add_sold(&stretches, seq, &mut grown).await?;
        let row = |((at, asset), [distributed, sold]): ((usize, Asset), [Growing; 2])| {
            let stretch = stretches.get(at)?;
            let (distributed, sold) = (distributed.summed(), sold.summed());
            Some(SoldOfYear { period: stretch.period, asset, distributed, sold, required: stretch.required })
        };
        Ok(grown.into_iter().filter_map(row).collect())
    }

    async fn add_distributed(&self, stretches: &[Stretch], seq: Sequence, grown: &mut Grown) -> Result<(), RegistryError> {
        let mut asked = Asked::default();
        for (at, stretch) in stretches.iter().enumerate() {
            stretch.months().for_each(|(days, is_whole)| asked.add(at, days, is_whole, None));
        }
        self.add(Side::Distribution, &asked, stretches, |_, _| true, seq, grown).await
    }

    /// Sales count on days on which the venue's licence was active: months in which it always was are summed whole, and
    /// of others the days are read.
    async fn add_sold(&self, stretches: &[Stretch], seq: Sequence, grown: &mut Grown) -> Result<(), RegistryError> {
        let Some(all) = span_all(stretches.iter().map(|stretch| stretch.counted)) else { return Ok(()) };
        let venues: Vec<Bin> = self.store.reads().venues(all, seq).await?.iter().filter_map(Party::bin).collect();
        let licensed = self.licensed(&venues, seq).await?;
        let was_active = |party: &Party, on: Day| licensed.was_active(LicenseeRole::Exchange, party, on);
        let mut asked = Asked::default();
        for party in venues.into_iter().map(Party::Bin) {
            for (at, stretch) in stretches.iter().enumerate() {
                for (days, is_whole) in stretch.months() {
                    let (some, every) = active_in(days, |on| was_active(&party, on));
                    if some {
                        asked.add(at, days, is_whole && every, Some(&party));
                    }
                }
            }
        }
        self.add(Side::Sale, &asked, stretches, was_active, seq, grown).await
    }

    async fn add(
        &self,
        side: Side,
        asked: &Asked,
        stretches: &[Stretch],
        counts: impl Fn(&Party, Day) -> bool,
        seq: Sequence,
        grown: &mut Grown,
    ) -> Result<(), RegistryError> {
        let part = match side {
            Side::Distribution => 0,
            Side::Sale => 1,
        };
        for sum in self.store.reads().traded_sums(side, &asked.whole, seq).await? {
            grown.entry((sum.group, sum.asset)).or_default()[part].add(sum.miner, sum.units);
        }
        for row in self.store.reads().traded_days(side, &asked.cut, seq).await? {
            let stretch = stretches.iter().position(|stretch| stretch.counted.contains(row.on));
            if let Some(at) = stretch.filter(|_| counts(&row.party, row.on)) {
                grown.entry((at, row.asset)).or_default()[part].add(row.miner, row.units.units());
            }
        }
        Ok(())
    }

    async fn licensed(&self, venues: &[Bin], seq: Sequence) -> Result<Counterparties, RegistryError> {
        let mut licensed = Counterparties::default();
        for life in self.store.reads().lives(venues, seq).await? {
            let kind = LicenceKind::of(life.role, life.subkind);
            licensed.add(kind, life.bin, history(life.authorisation, life.events)?);
        }
        Ok(licensed)
    }
}

/// What is summed month by month, each run of months for a stretch, and the months of which single days are read.
#[derive(Default)]
struct Asked {
    whole: Vec<(usize, MonthsOf)>,
    cut: Vec<MonthsOf>,
}

impl Asked {
    fn add(&mut self, stretch: usize, days: Period, is_whole: bool, party: Option<&Party>) {
        if !is_whole {
            // Two stretches may meet in a month: its days are read once and told apart by their day.
            let month = MonthsOf { days: Span::month_of(days.from).days(), party: party.cloned() };
            if !self.cut.contains(&month) {
                self.cut.push(month);
            }
            return;
        }
        match self.whole.last_mut() {
            Some((same, run)) if *same == stretch && run.party.as_ref() == party && run.days.until.next() == days.from => {
                run.days.until = days.until;
            }
            _ => self.whole.push((stretch, MonthsOf { days, party: party.cloned() })),
        }
    }
}

impl Stretch {
    /// The months that it touches, each as far as it does, and whether that is the whole month.
    fn months(&self) -> impl Iterator<Item = (Period, bool)> {
        let counted = self.counted;
        months_in(counted).filter_map(move |month| {
            let days = month.days().intersect(&counted)?;
            Some((days, days == month.days()))
        })
    }
}

/// The years, cut where the duty to sell begins, changes or ends (rules.md, R7); days before the law are none.
fn stretches(book: &Rulebook, years: &BTreeSet<i32>, on: Day) -> Vec<Stretch> {
    let duties = book.duty_periods(on);
    let come = Period { from: Day::LAW_IN_FORCE, until: on };
    let mut found = Vec::new();
    for year in years.iter().filter_map(|year| Period::year(*year)) {
        let mut of_year: Vec<(Period, Option<Decimal>)> =
            duties.iter().filter_map(|duty| Some((duty.period.intersect(&year)?, duty.version.value(THRESHOLD)))).collect();
        of_year.extend(between(&of_year, year).into_iter().map(|gap| (gap, None)));
        of_year.sort_by_key(|(period, _)| period.from);
        found.extend(of_year.into_iter().filter_map(|(period, required)| {
            let counted = period.intersect(&come)?;
            Some(Stretch { period: Period { from: counted.from, ..period }, counted, required })
        }));
    }
    found
}

/// The runs of a year's days that no duty takes up; the duties stand in order.
fn between(duties: &[(Period, Option<Decimal>)], year: Period) -> Vec<Period> {
    let mut gaps = Vec::new();
    let mut free = year.from;
    for (duty, _) in duties {
        gaps.extend(Period::new(free, duty.from.previous()));
        free = duty.until.next();
    }
    gaps.extend(Period::new(free, year.until));
    gaps
}

/// Whether something holds on some of the days, and on each.
fn active_in(days: Period, holds: impl Fn(Day) -> bool) -> (bool, bool) {
    let each = std::iter::successors(Some(days.from), |day| (*day < days.until).then(|| day.next()));
    each.fold((false, true), |(some, every), day| {
        let holds = holds(day);
        (some || holds, every && holds)
    })
}
