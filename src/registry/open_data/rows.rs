//! The rows of a page of keys, read in a fixed number of statements.

use super::super::Registry;
use super::super::acts::PublicAct;
use super::super::error::RegistryError;
use crate::domain::disclosure::is_public;
use crate::domain::sequence::Sequence;
use crate::domain::standing::History;
use crate::open_data::{DataSet, Row, tables};

/// The row of an act.
pub(super) fn act(of: &PublicAct) -> Row {
    tables::acts::row(&tables::acts::Said {
        sequence: of.said.sequence,
        kind: of.said.kind,
        authority: of.said.authority,
        effective_on: of.said.effective_on,
        recorded_at: of.said.recorded_at,
        subject: of.said.subject,
        reason: of.said.reason.as_str(),
        reference: of.said.reference.as_str(),
        changed: &of.said.changed,
        entry: &of.entry,
        leaf: of.leaf,
    })
}

impl Registry {
    /// The rows that a table has for these keys under a sequence, in their order.
    pub(super) async fn rows(&self, of: DataSet, keys: &[i64], seq: Sequence) -> Result<Vec<Row>, RegistryError> {
        match of {
            DataSet::Licensees => self.licensee_rows(keys, seq).await,
            DataSet::Events => self.event_rows(keys, seq).await,
            DataSet::Standings => self.standing_rows(keys, seq).await,
            DataSet::Organisations => self.organisation_rows(keys, seq).await,
            DataSet::DataCentres => self.data_centre_rows(keys, seq).await,
            DataSet::SurplusSessions => self.session_rows(keys, seq).await,
            DataSet::Warnings => {
                Ok(self.store.reads().warning_versions(keys, seq).await?.iter().map(tables::warnings::row).collect())
            }
            DataSet::Rules => self.rule_rows(seq).await,
            DataSet::Acts => Ok(Vec::new()),
        }
    }

    async fn licensee_rows(&self, keys: &[i64], seq: Sequence) -> Result<Vec<Row>, RegistryError> {
        let reads = self.store.reads();
        let granted = reads.authorisation_versions(keys, seq).await?;
        let mut lives = reads.life_versions(keys, seq).await?;
        let holders: Vec<i64> = granted.iter().map(|version| version.said.organisation.0.number()).collect();
        let details = reads.detail_versions(&holders, seq).await?;
        let row = |version: &crate::store::Versioned<crate::domain::authorisation::Authorisation>| {
            let of = &version.said;
            let contradiction = || RegistryError::Contradiction(of.id.0);
            let life = lives.remove(&of.id.0.number()).ok_or_else(contradiction)?;
            let held = details.get(&of.organisation.0.number());
            let (period, holder) = held.and_then(|details| details.last()).ok_or_else(contradiction)?;
            let history = History::new(life.events).map_err(|_| contradiction())?;
            let sequence = version.act.max(life.touched).max(holder.act);
            Ok(tables::licensees::row(of, &history, &holder.said, period.from, sequence))
        };
        granted.iter().map(row).collect()
    }

    async fn event_rows(&self, keys: &[i64], seq: Sequence) -> Result<Vec<Row>, RegistryError> {
        let granted = self.store.reads().authorisation_versions(keys, seq).await?;
        let mut lives = self.store.reads().life_versions(keys, seq).await?;
        let mut found = Vec::new();
        for version in &granted {
            let life = lives.remove(&version.said.id.0.number()).unwrap_or_default();
            let rows = life.events.iter().map(|event| tables::events::row(&version.said, event, event.act.max(version.act)));
            found.extend(rows);
        }
        Ok(found)
    }

    async fn standing_rows(&self, keys: &[i64], seq: Sequence) -> Result<Vec<Row>, RegistryError> {
        let granted = self.store.reads().authorisation_versions(keys, seq).await?;
        let runs = self.store.reads().standing_runs(keys, seq).await?;
        let mut found = Vec::new();
        for version in &granted {
            let runs = runs.get(&version.said.id.0.number()).into_iter().flatten();
            found.extend(runs.map(|run| tables::standings::row(&version.said, &run.said, run.act.max(version.act))));
        }
        Ok(found)
    }

    async fn organisation_rows(&self, keys: &[i64], seq: Sequence) -> Result<Vec<Row>, RegistryError> {
        let details = self.store.reads().detail_versions(keys, seq).await?;
        let of_each = keys.iter().filter_map(|key| details.get(key)).flatten();
        Ok(of_each.map(|(period, version)| tables::organisations::row(&version.said, *period, version.act)).collect())
    }

    async fn data_centre_rows(&self, keys: &[i64], seq: Sequence) -> Result<Vec<Row>, RegistryError> {
        let found = self.store.reads().data_centre_versions(keys, seq).await?;
        let rows = found.iter().flat_map(|version| {
            let details = version.said.details.iter();
            details.map(|(period, details, _)| tables::data_centres::row(&version.said, *period, details, version.act))
        });
        Ok(rows.collect())
    }

    async fn session_rows(&self, keys: &[i64], seq: Sequence) -> Result<Vec<Row>, RegistryError> {
        let sessions = self.store.reads().session_versions(keys, seq).await?;
        let awarded = self.store.reads().awarded_in_all(keys, seq).await?;
        let row = |(id, terms): &(crate::domain::surplus::SessionId, crate::store::Versioned<_>)| {
            let sum = awarded.get(&id.0.number());
            let sequence = terms.act.max(sum.map_or(Sequence::EMPTY, |sum| sum.act));
            // A total of one or two would tell either of them the other's part.
            let told = sum.filter(|sum| is_public(sum.miners.len() as u64));
            tables::surplus_sessions::row(*id, &terms.said, told.and_then(|sum| sum.energy), sequence)
        };
        Ok(sessions.iter().map(row).collect())
    }

    /// Every version of every rule.
    pub(super) async fn rule_rows(&self, seq: Sequence) -> Result<Vec<Row>, RegistryError> {
        let found = self.store.reads().rule_version_rows(seq).await?;
        Ok(found.iter().map(|version| tables::rules::row(&version.said, version.act)).collect())
    }
}
