//! Whose assessments an act may turn.

use std::collections::BTreeSet;

use super::correction::original;
use super::{RecordError, Session};
use crate::domain::act::{Act, Content, Subject};
use crate::domain::authorisation::AuthorisationId;
use crate::domain::bin::Bin;
use crate::domain::data_centre::DataCentreId;
use crate::domain::day::Day;
use crate::domain::organisation::OrganisationId;
use crate::domain::rule::RuleCode;
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
            Content::AddRuleVersion(_) | Content::EndRuleVersion { .. } => {
                Touched::Everyone { from: rule_from(&reads, act).await? }
            }
            content => touched_by(&reads, content, act.subject, act.sequence, false).await?,
        };
        Ok(self.writing.mark(&touched, act.sequence, act.recorded_at.day()).await?)
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
        Some(Subject::Rule(_)) => Touched::Everyone { from: Day::FIRST },
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

/// The first day of which an act about a rule may change what is said.
async fn rule_from(reads: &Reads<'_>, act: &Act) -> Result<Day, RecordError> {
    match &act.content {
        Content::AddRuleVersion(text) if is_silent_before(text.code) => Ok(act.effective_on),
        Content::EndRuleVersion { code, version, until } if is_silent_before(*code) => {
            let Some(before) = Sequence::new(act.sequence.number() - 1) else { return Ok(Day::FIRST) };
            let versions = reads.rule_versions(before).await?;
            let ended = versions.iter().find(|other| other.text.code == *code && other.version == *version);
            Ok(ended.map_or(Day::FIRST, |ended| ended.in_force.until.min(*until).next()))
        }
        _ => Ok(Day::FIRST),
    }
}

/// Whether a version that is to come says nothing of the days before it. A period of the duty to sell is known by its end.
fn is_silent_before(code: RuleCode) -> bool {
    code != RuleCode::SaleShare
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
