//! How many licensees had which compliance status, by month and role.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::Registry;
use super::super::error::{ListError, RegistryError};
use super::super::lookup::Licensee;
use super::MonthsAsked;
use crate::compliance::status;
use crate::compliance::status::ComplianceStatus;
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::day::Day;
use crate::domain::report::Span;
use crate::domain::standing::Standing;
use crate::domain::view::View;
use crate::store::{Filter, Order};

/// How many licensees of a role had a status at the end of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComplianceOfMonth {
    /// The month.
    pub month: Span,
    /// The role.
    pub role: LicenseeRole,
    /// The status.
    pub status: ComplianceStatus,
    /// How many.
    pub count: u64,
}

/// Counts by month, role and severity.
type Counts = BTreeMap<(Span, LicenseeRole, u8), u64>;

/// Licensees of one answer, each in each of its months: beyond it the asker must ask for fewer months.
const MOST_JUDGED: usize = 50_000;

/// Licensees whose facts are held at once.
const BATCH: usize = 500;

impl Registry {
    /// Licensees by month, role and status, as of the last day of each month; those whose first day had not come are not
    /// counted. The day of the view is read from the kept assessments where it is kept; every other month's end is judged
    /// on facts that are loaded once for all months.
    ///
    /// # Errors
    /// A failing database, more than can be judged at once.
    pub async fn compliance_by_month(&self, months: &MonthsAsked, view: View) -> Result<Vec<ComplianceOfMonth>, ListError> {
        let is_kept = months.each().any(|(_, on)| on == view.on) && self.is_kept(view).await?;
        let (kept, ends): (Vec<_>, Vec<_>) = months.each().partition(|(_, on)| is_kept && *on == view.on);
        let mut counts = Counts::new();
        for (month, _) in kept {
            for (role, severity, count) in self.store.reads().severities(view).await.map_err(RegistryError::from)? {
                counts.insert((month, role, severity), count);
            }
        }
        self.judge(&ends, view, &mut counts).await?;
        let of_month = |((month, role, severity), count)| {
            let status = ComplianceStatus::ALL.iter().copied().find(|status| status.severity() == severity)?;
            Some(ComplianceOfMonth { month, role, status, count })
        };
        Ok(counts.into_iter().filter_map(of_month).collect())
    }

    async fn judge(&self, ends: &[(Span, Day)], view: View, counts: &mut Counts) -> Result<(), ListError> {
        let (Some((_, first)), Some((_, last))) = (ends.first(), ends.last()) else { return Ok(()) };
        let everyone = self.everyone(view, MOST_JUDGED / ends.len()).await?;
        let book = self.rulebook(view.seq).await?;
        for batch in everyone.chunks(BATCH) {
            let licensees: Vec<Arc<Licensee>> = self.licensees(batch, view).await?.into_values().collect();
            let mut loaded = self.load_since(*first, &licensees, &book, View { on: *last, seq: view.seq }).await?;
            for licensee in &licensees {
                let facts = loaded.facts_of(licensee);
                for (month, on) in ends.iter().filter(|(_, on)| licensee.history.standing(*on) != Standing::NotYetValid) {
                    let severity = status(&facts, &book, *on).severity();
                    *counts.entry((*month, licensee.authorisation.role, severity)).or_default() += 1;
                }
                // Tens of thousands of judgements take seconds: others get their turn, and the time limit its say.
                tokio::task::yield_now().await;
            }
        }
        Ok(())
    }

    /// Every licensee of the register, whatever its standing.
    async fn everyone(&self, view: View, most: usize) -> Result<Vec<AuthorisationId>, ListError> {
        let filter = Filter { standing: Standing::ALL.to_vec(), ..Filter::default() };
        let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        let mut everyone = Vec::new();
        for role in LicenseeRole::ALL {
            let listed = self.store.reads().list(*role, &filter, Order::default(), view, None, limit).await;
            everyone.extend(listed.map_err(RegistryError::from)?.into_iter().map(|listed| listed.id));
        }
        if everyone.len() > most { Err(ListError::TooManyMonths { most: MOST_JUDGED }) } else { Ok(everyone) }
    }
}
