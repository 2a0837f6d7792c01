//! Whose assessments an act may turn.

use std::collections::BTreeSet;

use super::correction::original;
use super::{RecordError, Session};
use crate::domain::act::{Act, Content, Subject};
use crate::domain::authorisation::AuthorisationId;
use crate::domain::bin::Bin;
use crate::domain::data_centre::DataCentreId;
use crate::domain::organisation::OrganisationId;
use crate::domain::sequence::Sequence;
use crate::store::{Reads, Touched};

impl Session {
    /// Marks whom an act touches, once it is appended: what it ended and what it made are both there to be seen.
    pub(super) async fn mark_touched(&self, act: &Act) -> Result<(), RecordError> {
        let reads = self.writing.reads();
        let touched = match &act.content {
            Content::CorrectFact(correction) => {
                let original = original(&reads, correction).await?;
                touched_by(&reads, &original.content, original.subject, original.sequence, true).await?
            }
            content => touched_by(&reads, content, act.subject, act.sequence, false).await?,
        };
        Ok(self.writing.mark(&touched, act.sequence).await?)
    }
}

/// Whom an act with this content touches; `corrected`, when it was recorded before and says something else now.
async fn touched_by(
    reads: &Reads<'_>,
    content: &Content,
    subject: Option<Subject>,
    origin: Sequence,
    corrected: bool,
) -> Result<Touched, RecordError> {
    match content {
        Content::RecordDistributions { pool, rows, .. } => {
            let named =
                if corrected { reads.named_in_distributions(origin).await? } else { rows.iter().map(|row| row.miner).collect() };
            return Ok(firms([], named.into_iter().chain(pool.bin())));
        }
        Content::RecordSales { rows, .. } => {
            let named = if corrected { reads.named_in_sales(origin).await? } else { rows.iter().map(|row| row.miner).collect() };
            return Ok(firms([], named));
        }
        Content::RecordReadings { data_centre, rows } => {
            let named =
                if corrected { reads.named_in_readings(origin).await? } else { rows.iter().map(|row| row.miner).collect() };
            // Surplus power taken there counts against the awards of the holder.
            return Ok(firms(reads.holders_of(*data_centre).await?, named));
        }
        _ => {}
    }
    Ok(match subject {
        None | Some(Subject::Warning(_)) => Touched::nobody(),
        Some(Subject::Rule(_)) => Touched::Everyone,
        Some(Subject::Organisation(id)) => firms([id], []),
        Some(Subject::DataCentre(id)) => firms(around(reads, id).await?, []),
        Some(Subject::SurplusSession(id)) => firms([], reads.awarded_in(id).await?),
        Some(Subject::Miner(id) | Subject::Pool(id) | Subject::Exchange(id)) => {
            let holder = holder_of(reads, id, content).await?;
            // What is said of a licensee is its own affair; whether it is licensed, also that of those it deals with.
            if content.of_licence().is_some() { firms([holder], []) } else { with_dealings(reads, holder).await? }
        }
    })
}

fn firms(organisations: impl IntoIterator<Item = OrganisationId>, bins: impl IntoIterator<Item = Bin>) -> Touched {
    Touched::Firms { organisations: organisations.into_iter().collect(), bins: bins.into_iter().collect() }
}

/// Who holds a data centre, and who has a place in it.
async fn around(reads: &Reads<'_>, centre: DataCentreId) -> Result<BTreeSet<OrganisationId>, RecordError> {
    let mut around = reads.holders_of(centre).await?;
    around.extend(reads.tenants_of(centre).await?);
    Ok(around)
}

async fn holder_of(reads: &Reads<'_>, id: AuthorisationId, content: &Content) -> Result<OrganisationId, RecordError> {
    if let Some((_, grant)) = content.grant() {
        return Ok(grant.organisation);
    }
    Ok(reads.holder(id).await?)
}

/// A firm, its tenants, and everyone it dealt with.
async fn with_dealings(reads: &Reads<'_>, firm: OrganisationId) -> Result<Touched, RecordError> {
    let mut organisations = BTreeSet::from([firm]);
    for centre in reads.centres_of(firm).await? {
        organisations.extend(reads.tenants_of(centre).await?);
    }
    let mut bins = BTreeSet::new();
    for bin in reads.bins_of(&[firm]).await?.into_values() {
        bins.extend(reads.dealt_with(bin).await?);
    }
    Ok(firms(organisations, bins))
}
