//! How many licensees there were, by month, role and standing.

use super::super::Registry;
use super::super::error::RegistryError;
use super::MonthsAsked;
use crate::domain::authorisation::LicenseeRole;
use crate::domain::report::Span;
use crate::domain::sequence::Sequence;
use crate::domain::standing::Standing;

/// How many authorisations of a role had a standing at the end of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandingOfMonth {
    /// The month.
    pub month: Span,
    /// The role.
    pub role: LicenseeRole,
    /// The standing.
    pub standing: Standing,
    /// How many.
    pub count: u64,
}

impl Registry {
    /// Licensees by month, role and standing, as of the last day of each month; those whose first day had not come are not
    /// counted. Two statements.
    ///
    /// # Errors
    /// A failing database.
    pub async fn standings_by_month(&self, months: &MonthsAsked, seq: Sequence) -> Result<Vec<StandingOfMonth>, RegistryError> {
        let Some((_, last)) = months.each().last() else { return Ok(Vec::new()) };
        let begun = self.store.reads().standings_begun(last, seq).await?;
        let ended = self.store.reads().standings_ended(last, seq).await?;
        let mut found = Vec::new();
        for (month, on) in months.each() {
            for role in LicenseeRole::ALL {
                for standing in Standing::ALL {
                    let of_these = |turn: &&crate::store::StandingTurns| turn.role == *role && turn.standing == *standing;
                    let begun: u64 = begun.iter().filter(of_these).filter(|turn| turn.on <= on).map(|turn| turn.count).sum();
                    let ended: u64 = ended.iter().filter(of_these).filter(|turn| turn.on < on).map(|turn| turn.count).sum();
                    let count = begun.saturating_sub(ended);
                    if count > 0 {
                        found.push(StandingOfMonth { month, role: *role, standing: *standing, count });
                    }
                }
            }
        }
        Ok(found)
    }
}
