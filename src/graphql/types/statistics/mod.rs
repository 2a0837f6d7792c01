//! Totals over all licensees.

mod compliance;
mod energy;
mod sale_share;

use async_graphql::{Context, Object, SimpleObject};

use super::super::asked::asked;
use super::super::enum_value::EnumValue;
use super::super::error::{Code, RequestError};
use super::super::loads::RulebookKey;
use super::super::scalar::{Date, Span};
use super::disclosed::reads_energy;
use crate::domain::authorisation::LicenseeRole;
use crate::domain::period::Period;
use crate::domain::standing::Standing;
use crate::domain::view::View;
use crate::registry::{MonthsAsked, StandingOfMonth};

pub use compliance::ComplianceCount;
pub use energy::EnergyTotal;
pub use sale_share::SaleShareTotal;

/// Totals of some months under a view.
pub struct Statistics {
    months: MonthsAsked,
    view: View,
}

/// How many licensees of a role had a standing at the end of a month.
#[derive(SimpleObject)]
pub struct LicenseeCount {
    /// The month.
    month: Span,
    /// The role.
    role: EnumValue<LicenseeRole>,
    /// The standing.
    standing: EnumValue<Standing>,
    /// How many licences or accreditations.
    count: u64,
}

impl Statistics {
    /// Of the months that the days touch.
    ///
    /// # Errors
    /// More months than one question may touch.
    pub fn new(ctx: &Context<'_>, asked_of: Period, view: View) -> Result<Self, RequestError> {
        let most = asked(ctx)?.terms.limits.max_months;
        let (from, until) = (asked_of.from, asked_of.until);
        let count = i64::from(until.year() - from.year()) * 12 + i64::from(until.month()) - i64::from(from.month()) + 1;
        if u64::try_from(count).unwrap_or(0) > most {
            let why = format!("from {from} until {until} touches {count} months; the limit is {most} (maxMonths).");
            return Err(RequestError::new(Code::LimitExceeded, why));
        }
        Ok(Self { months: MonthsAsked::new(asked_of, view), view })
    }
}

/// Totals over all licensees, by month and by year. A total of what one or two licensees did is shown only to whoever may
/// read the part of each; how many stand behind it is shown to everyone. Months and years after the day asked about are not
/// there.
#[Object]
impl Statistics {
    /// The day that the totals speak of: no later one counts.
    async fn as_of(&self) -> Date {
        Date(self.view.on)
    }

    /// The register's version that they were read from.
    async fn sequence(&self) -> i64 {
        self.view.seq.number()
    }

    /// How many licensees there were at the end of each month, by role and standing; of the running month, on the day asked
    /// about. Those whose first day had not come are not counted.
    async fn licensees(&self, ctx: &Context<'_>) -> Result<Vec<LicenseeCount>, RequestError> {
        let counts = asked(ctx)?.registry.standings_by_month(&self.months, self.view.seq).await?;
        let row = |StandingOfMonth { month, role, standing, count }| LicenseeCount {
            month: Span(month),
            role: EnumValue(role),
            standing: EnumValue(standing),
            count,
        };
        Ok(counts.into_iter().map(row).collect())
    }

    /// How many licensees there were at the end of each month, by role and compliance status; of the running month, on the
    /// day asked about. Those whose first day had not come are not counted.
    async fn compliance(&self, ctx: &Context<'_>) -> Result<Vec<ComplianceCount>, RequestError> {
        let counts = asked(ctx)?.registry.compliance_by_month(&self.months, self.view).await?;
        Ok(counts.into_iter().map(ComplianceCount::from).collect())
    }

    /// The power consumed for mining in each month, by zone and source.
    async fn energy(&self, ctx: &Context<'_>) -> Result<Vec<EnergyTotal>, RequestError> {
        let sees_all = reads_energy(ctx)?;
        let totals = asked(ctx)?.registry.energy_by_month(&self.months, self.view.seq).await?;
        Ok(totals.into_iter().map(|total| EnergyTotal::new(total, sees_all)).collect())
    }

    /// What was mined and what of it was sold on licensed exchanges, in each year that the months touch, the whole of it up
    /// to the day asked about: a row for each asset and each part of the year in which one threshold of the duty to sell was
    /// in force, or none.
    async fn sale_share(&self, ctx: &Context<'_>) -> Result<Vec<SaleShareTotal>, RequestError> {
        let asked = asked(ctx)?;
        let book = asked.loads.load_one(RulebookKey(self.view.seq)).await?.unwrap_or_default();
        let totals = asked.registry.sold_by_year(&self.months, &book, self.view.seq).await?;
        totals.into_iter().map(|total| SaleShareTotal::new(ctx, &total)).collect()
    }
}
